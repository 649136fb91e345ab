//! How alike two words sound, across scripts.
//!
//! A word becomes a row of phones: consonants and vowels as far as its spelling tells. Two rows are compared
//! by a weighted edit distance in which sounds that transliteration confuses (`ق` as q, k, g; `و` as w, v, u)
//! are near, and vowels, which Arabic mostly leaves out, weigh little.

use super::Lang;
use super::LangMemo;
use crate::text::Remembered;
use std::sync::LazyLock;

/// One sound. `w` and `y` stand for letters that are a consonant here and a vowel there.
pub type Phone = u8;

/// The sounds of a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phones(pub Vec<Phone>);

/// Costs are counted in hundredths: whole numbers are compared much faster than others.
const WHOLE: u32 = 100;

/// Weight of leaving a phone out: 1 for a consonant, a quarter for a vowel.
const fn weight_of(phone: Phone) -> u32 {
    match phone {
        b'a' | b'i' | b'u' => 25,
        b'\'' => 10,
        b'w' | b'y' => 45,
        b'h' => 60,
        _ => WHOLE,
    }
}

/// Pairs of phones that transliteration confuses, with the cost of taking one for the other.
const NEAR: &[(Phone, Phone, u32)] = &[
    (b'b', b'p', 5),
    (b'f', b'v', 5),
    (b'f', b'p', 30),
    (b'w', b'v', 15),
    (b'w', b'f', 50),
    (b'g', b'j', 10),
    (b'g', b'G', 5),
    (b'g', b'q', 15),
    (b'g', b'k', 20),
    (b'j', b'G', 40),
    (b'k', b'q', 5),
    (b'k', b'x', 30),
    (b'k', b'C', 25),
    (b'x', b'h', 25),
    (b'x', b'C', 40),
    (b'x', b'G', 40),
    (b'C', b'S', 15),
    (b'C', b'j', 35),
    (b'C', b't', 45),
    (b'C', b's', 50),
    (b'Z', b'j', 5),
    (b'Z', b'z', 15),
    (b'Z', b'S', 30),
    (b's', b'z', 15),
    (b's', b'S', 40),
    (b's', b'T', 30),
    (b's', b'k', 60),
    (b't', b'T', 10),
    (b't', b'd', 40),
    (b'D', b'T', 10),
    (b'D', b'd', 20),
    (b'D', b'z', 15),
    (b'z', b'd', 50),
    (b'y', b'j', 30),
    (b'm', b'n', 50),
    (b'a', b'i', 12),
    (b'a', b'u', 12),
    (b'i', b'u', 15),
    (b'w', b'u', 0),
    (b'w', b'a', 40),
    (b'w', b'i', 30),
    (b'y', b'i', 0),
    (b'y', b'a', 35),
    (b'y', b'u', 30),
    (b'\'', b'a', 5),
    (b'\'', b'i', 10),
    (b'\'', b'u', 10),
    (b'h', b'a', 50),
];

const PHONES: usize = 128;

/// What it costs to take one phone for another.
static COSTS: [[u32; PHONES]; PHONES] = {
    let mut table = [[WHOLE; PHONES]; PHONES];
    let mut at = 0;
    while at < PHONES {
        table[at][at] = 0;
        at += 1;
    }
    let mut at = 0;
    while at < NEAR.len() {
        let (a, b, cost) = NEAR[at];
        table[a as usize][b as usize] = cost;
        table[b as usize][a as usize] = cost;
        at += 1;
    }
    table
};

/// The weight of each phone.
static WEIGHTS: [u32; PHONES] = {
    let mut table = [0; PHONES];
    let mut at = 0;
    while at < PHONES {
        table[at] = weight_of(at as Phone);
        at += 1;
    }
    table
};

fn weight(phone: Phone) -> u32 {
    WEIGHTS[usize::from(phone & 127)]
}

/// How alike two words sound, 0 to 1: one less the edit cost over the weight of the longer.
pub fn similarity(a: &Phones, b: &Phones) -> f64 {
    similarity_from(&a.0, &b.0, 0.0)
}

/// Words of more sounds than this are compared in rows of their own making.
const ROW: usize = 48;

/// The same as [`similarity`], where it is at least so much; of less, something less.
pub fn similarity_from(a: &[Phone], b: &[Phone], least: f64) -> f64 {
    let total = |phones: &[Phone]| phones.iter().map(|p| weight(*p)).sum::<u32>();
    let longer = total(a).max(total(b));
    if longer == 0 {
        return 0.0;
    }
    // A little more, so that rounding never stops what just reaches it.
    let most = ((1.0 - least) * f64::from(longer)) as u32 + 1;
    let (mut short, mut long) = ([0; ROW], Vec::new());
    let row = match short.get_mut(..=b.len()) {
        Some(row) => row,
        None => {
            long.resize(b.len() + 1, 0);
            long.as_mut_slice()
        }
    };
    let mut sum = 0;
    for (slot, phone) in row.iter_mut().skip(1).zip(b) {
        sum += weight(*phone);
        *slot = sum;
    }
    let Some((first, others)) = row.split_first_mut() else {
        return 0.0;
    };
    for x in a {
        let out = weight(*x);
        let costs = &COSTS[usize::from(*x & 127)];
        let (mut diagonal, mut left) = (*first, *first + out);
        *first = left;
        let mut cheapest = left;
        for (slot, y) in others.iter_mut().zip(b) {
            let replace = diagonal + costs[usize::from(*y & 127)];
            diagonal = *slot;
            left = replace.min(diagonal + out).min(left + weight(*y));
            *slot = left;
            cheapest = cheapest.min(left);
        }
        // Every way on goes through this row, and none gets cheaper.
        if cheapest > most {
            return 0.0;
        }
    }
    let cost = others.last().copied().unwrap_or(*first);
    (1.0 - f64::from(cost) / f64::from(longer)).max(0.0)
}

/// A word's consonants by class, weak sounds left out, as a number: words that sound alike mostly share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Skeleton(u128);

/// Consonants of a skeleton, three bits each, none of which is 0.
const CONSONANTS: usize = 42;

fn class(phone: Phone) -> Option<u8> {
    Some(match phone {
        b'b' | b'p' | b'f' | b'v' => 1,
        b't' | b'd' | b'T' | b'D' => 2,
        b's' | b'z' | b'S' | b'C' | b'Z' => 3,
        b'g' | b'k' | b'q' | b'x' | b'G' | b'j' => 4,
        b'l' => 5,
        b'r' => 6,
        b'm' | b'n' => 7,
        _ => return None,
    })
}

impl Skeleton {
    /// Visits the skeleton of a row of phones and every skeleton with one consonant less: two words that share one of
    /// these are a sound apart. Of a word longer than any name only the first consonants count.
    pub fn neighbourhood(phones: &[Phone], mut visit: impl FnMut(Skeleton)) {
        let mut whole = 0u128;
        let mut length = 0;
        for class in phones
            .iter()
            .filter_map(|phone| class(*phone))
            .take(CONSONANTS)
        {
            whole = whole << 3 | u128::from(class);
            length += 1;
        }
        if length == 0 {
            return;
        }
        visit(Skeleton(whole));
        if length < 3 {
            return;
        }
        let mut last = 0;
        for place in 0..length {
            let own = whole >> (3 * place) & 7;
            // To leave out one of a run is to leave out the other.
            if own != last {
                let behind = whole & ((1 << (3 * place)) - 1);
                visit(Skeleton(whole >> (3 * (place + 1)) << (3 * place) | behind));
            }
            last = own;
        }
    }
}

/// How a word may sound: the phones of its readings with few affixes off.
#[derive(Debug)]
pub struct Sounds {
    phones: Box<[Phone]>,
    /// Where each ends, and the letters of its base.
    ends: Box<[(u16, u16)]>,
}

impl Sounds {
    /// Most that may be assumed of a reading.
    const COST: u8 = 2;

    fn new(lang: Lang, folded: &str) -> Self {
        let mut all: Vec<(Phones, u16)> = Vec::new();
        for reading in lang.readings(folded) {
            if reading.cost <= Self::COST {
                let letters = reading.base.chars().count().min(usize::from(u16::MAX));
                let sound = (lang.phones(&reading.base), letters as u16);
                if !all.contains(&sound) {
                    all.push(sound);
                }
            }
        }
        let mut phones = Vec::new();
        let mut ends = Vec::new();
        for (own, letters) in all {
            let end = phones.len() + own.0.len();
            if end <= usize::from(u16::MAX) {
                phones.extend(own.0);
                ends.push((end as u16, letters));
            }
        }
        Self {
            phones: phones.into(),
            ends: ends.into(),
        }
    }

    /// The phones of each, with the number of letters of its base.
    pub fn iter(&self) -> impl Iterator<Item = (&[Phone], usize)> {
        let mut start = 0;
        self.ends.iter().map(move |(end, letters)| {
            let phones = self
                .phones
                .get(start..usize::from(*end))
                .unwrap_or_default();
            start = usize::from(*end);
            (phones, usize::from(*letters))
        })
    }
}

impl Lang {
    /// How a folded word may sound, with few affixes off.
    pub fn sounds(self, folded: &str) -> Remembered<'static, Sounds> {
        /// Words of a language whose sounds are remembered, at most.
        const MOST_WORDS: usize = 100_000;
        static KNOWN: LazyLock<LangMemo<Sounds>> = LazyLock::new(|| LangMemo::new(MOST_WORDS));
        KNOWN.get(self, folded, || Sounds::new(self, folded))
    }
}

#[cfg(test)]
mod tests {
    use crate::lang::{Lang, similarity};

    fn alike(arabic: &str, english: &str) -> f64 {
        similarity(&Lang::ARABIC.phones(arabic), &Lang::ENGLISH.phones(english))
    }

    #[test]
    fn names_sound_like_their_transliterations() {
        for (arabic, english) in [
            ("محمد", "Muhammad"),
            ("جلالي", "Jalali"),
            ("إزفستيا", "Izvestia"),
            ("بوتين", "Putin"),
            ("كلينتون", "Clinton"),
            ("القذافي", "Al-Qaddafi"),
            ("تشرشل", "Churchill"),
            ("واشنطن", "Washington"),
            ("ميركل", "Merkel"),
            ("غوتيريش", "Guterres"),
            ("زيلينسكي", "Zelensky"),
            ("شولمان", "Schulman"),
            ("فيينا", "Vienna"),
            ("جورج", "George"),
            ("كافانو", "Kavanaugh"),
            ("مايكل", "Michael"),
        ] {
            assert!(
                alike(arabic, english) > 0.72,
                "{arabic} {english} {}",
                alike(arabic, english)
            );
        }
    }

    #[test]
    fn other_words_do_not() {
        for (arabic, english) in [
            ("محمد", "London"),
            ("حكومة", "Merkel"),
            ("بوتين", "Clinton"),
            ("مدينة", "Washington"),
            ("كتاب", "Paris"),
            ("رئيس", "Russia"),
        ] {
            assert!(
                alike(arabic, english) < 0.72,
                "{arabic} {english} {}",
                alike(arabic, english)
            );
        }
    }
}
