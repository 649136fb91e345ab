//! How alike two words sound, across scripts.
//!
//! A word becomes a row of phones: consonants and vowels as far as its spelling tells. Two rows are compared
//! by a weighted edit distance in which sounds that transliteration confuses (`ق` as q, k, g; `و` as w, v, u)
//! are near, and vowels, which Arabic mostly leaves out, weigh little.

/// One sound. `w` and `y` stand for letters that are a consonant here and a vowel there.
pub type Phone = u8;

/// The sounds of a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phones(pub Vec<Phone>);

/// Weight of leaving a phone out: 1 for a consonant, a quarter for a vowel.
fn weight(phone: Phone) -> f64 {
    match phone {
        b'a' | b'i' | b'u' => 0.25,
        b'\'' => 0.1,
        b'w' | b'y' => 0.45,
        b'h' => 0.6,
        _ => 1.0,
    }
}

/// Pairs of phones that transliteration confuses, with the cost of taking one for the other.
const NEAR: &[(Phone, Phone, f64)] = &[
    (b'b', b'p', 0.05),
    (b'f', b'v', 0.05),
    (b'f', b'p', 0.3),
    (b'w', b'v', 0.15),
    (b'w', b'f', 0.5),
    (b'g', b'j', 0.1),
    (b'g', b'G', 0.05),
    (b'g', b'q', 0.15),
    (b'g', b'k', 0.2),
    (b'j', b'G', 0.4),
    (b'k', b'q', 0.05),
    (b'k', b'x', 0.3),
    (b'k', b'C', 0.25),
    (b'x', b'h', 0.25),
    (b'x', b'C', 0.4),
    (b'x', b'G', 0.4),
    (b'C', b'S', 0.15),
    (b'C', b'j', 0.35),
    (b'C', b't', 0.45),
    (b'C', b's', 0.5),
    (b'Z', b'j', 0.05),
    (b'Z', b'z', 0.15),
    (b'Z', b'S', 0.3),
    (b's', b'z', 0.15),
    (b's', b'S', 0.4),
    (b's', b'T', 0.3),
    (b's', b'k', 0.6),
    (b't', b'T', 0.1),
    (b't', b'd', 0.4),
    (b'D', b'T', 0.1),
    (b'D', b'd', 0.2),
    (b'D', b'z', 0.15),
    (b'z', b'd', 0.5),
    (b'y', b'j', 0.3),
    (b'm', b'n', 0.5),
    (b'a', b'i', 0.12),
    (b'a', b'u', 0.12),
    (b'i', b'u', 0.15),
    (b'w', b'u', 0.0),
    (b'w', b'a', 0.4),
    (b'w', b'i', 0.3),
    (b'y', b'i', 0.0),
    (b'y', b'a', 0.35),
    (b'y', b'u', 0.3),
    (b'\'', b'a', 0.05),
    (b'\'', b'i', 0.1),
    (b'\'', b'u', 0.1),
    (b'h', b'a', 0.5),
];

const PHONES: usize = 128;

fn costs() -> &'static [[f32; PHONES]; PHONES] {
    static TABLE: std::sync::OnceLock<Box<[[f32; PHONES]; PHONES]>> = std::sync::OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Box::new([[1.0f32; PHONES]; PHONES]);
        for (index, row) in table.iter_mut().enumerate() {
            row[index] = 0.0;
        }
        for (a, b, cost) in NEAR {
            table[usize::from(*a)][usize::from(*b)] = *cost as f32;
            table[usize::from(*b)][usize::from(*a)] = *cost as f32;
        }
        table
    })
}

/// How alike two words sound, 0 to 1: one less the edit cost over the weight of the longer.
pub fn similarity(a: &Phones, b: &Phones) -> f64 {
    let total = |phones: &Phones| phones.0.iter().map(|p| weight(*p)).sum::<f64>();
    let longer = total(a).max(total(b));
    if longer <= 0.0 {
        return 0.0;
    }
    let table = costs();
    let mut row: Vec<f64> = std::iter::once(0.0)
        .chain(b.0.iter().scan(0.0, |sum, p| {
            *sum += weight(*p);
            Some(*sum)
        }))
        .collect();
    for x in &a.0 {
        let mut diagonal = row[0];
        row[0] += weight(*x);
        for (j, y) in b.0.iter().enumerate() {
            let replace = diagonal + f64::from(table[usize::from(*x & 127)][usize::from(*y & 127)]);
            diagonal = row[j + 1];
            row[j + 1] = replace.min(diagonal + weight(*x)).min(row[j] + weight(*y));
        }
    }
    let cost = row.last().copied().unwrap_or(longer);
    (1.0 - cost / longer).max(0.0)
}

impl Phones {
    /// The word's consonants by class, weak sounds left out: words that sound alike mostly share it.
    pub fn skeleton(&self) -> Vec<u8> {
        let mut out: Vec<u8> = Vec::with_capacity(self.0.len());
        for phone in &self.0 {
            let class = match phone {
                b'b' | b'p' | b'f' | b'v' => b'B',
                b't' | b'd' | b'T' | b'D' => b'T',
                b's' | b'z' | b'S' | b'C' | b'Z' => b'S',
                b'g' | b'k' | b'q' | b'x' | b'G' | b'j' => b'K',
                b'l' => b'L',
                b'r' => b'R',
                b'm' | b'n' => b'N',
                _ => continue,
            };
            out.push(class);
        }
        out
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
