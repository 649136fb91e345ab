//! Taking the affixes off an Arabic word.
//!
//! Every reading is a guess that a look-up confirms; they come in the order of how much was assumed, so the
//! first that hits strips the least. The tables are the clitics and endings of written Arabic (Ryding, *A
//! Reference Grammar of Modern Standard Arabic*, chapters 3, 5, 7, 12 and 21), in folded spelling: final ta
//! marbuta stands as `ه`, alef maqsura as `ي`.

use crate::lang::Reading;
use crate::text::Map;
use std::sync::LazyLock;

/// Proclitics in their legal orders: spelling, how they are written for a person, cost.
const PROCLITICS: &[(&str, &str, u8)] = &[
    ("", "", 0),
    ("ال", "ال", 1),
    ("و", "و", 1),
    ("ب", "ب", 1),
    ("ل", "ل", 1),
    ("ف", "ف", 2),
    ("ك", "ك", 2),
    ("وال", "و+ال", 2),
    ("بال", "ب+ال", 2),
    ("لل", "ل+ال", 2),
    ("كال", "ك+ال", 3),
    ("فال", "ف+ال", 3),
    ("وب", "و+ب", 2),
    ("ول", "و+ل", 2),
    ("وك", "و+ك", 3),
    ("فب", "ف+ب", 3),
    ("فل", "ف+ل", 3),
    ("وبال", "و+ب+ال", 3),
    ("ولل", "و+ل+ال", 3),
    ("وكال", "و+ك+ال", 4),
    ("فبال", "ف+ب+ال", 4),
    ("فلل", "ف+ل+ال", 4),
];

/// Proclitics of verbs only: they stand before an imperfect.
const FUTURE: &[(&str, &str, u8)] = &[("س", "س", 1), ("وس", "و+س", 2), ("فس", "ف+س", 3)];

/// An ending, what may stand in its stead in the base, and the cost.
struct Ending {
    letters: &'static str,
    instead: &'static [&'static str],
    label: &'static str,
    cost: u8,
    /// Whether it may stand on a word that carries the article.
    after_article: bool,
}

const fn ending(
    letters: &'static str,
    instead: &'static [&'static str],
    label: &'static str,
    cost: u8,
    after_article: bool,
) -> Ending {
    Ending {
        letters,
        instead,
        label,
        cost,
        after_article,
    }
}

/// Endings. A base whose ta marbuta opened stands with `ه` again; alef maqsura before a pronoun with `ي`.
const ENDINGS: &[Ending] = &[
    // Feminine and number.
    ending("ه", &[""], "ة", 1, true),
    ending("ا", &[""], "ا", 1, false),
    ending("ات", &["ه", ""], "ات", 2, true),
    ending("ان", &["", "ه"], "ان", 2, true),
    ending("ين", &["", "ي"], "ين", 2, true),
    ending("ون", &["", "ي"], "ون", 2, true),
    ending("تان", &["ه"], "تان", 2, true),
    ending("تين", &["ه"], "تين", 2, true),
    ending("تا", &["ه"], "تا", 3, false),
    ending("تي", &["ه"], "تي", 3, false),
    ending("يه", &["", "ه", "ا"], "ية", 2, true),
    ending("ي", &["", "ه", "ا"], "ي", 2, true),
    ending("يا", &["", "ي"], "يا", 3, false),
    ending("يين", &["", "ي", "ه", "ا"], "يين", 3, true),
    ending("يون", &["", "ي", "ه", "ا"], "يون", 3, true),
    ending("يات", &["", "ي", "يه"], "يات", 3, true),
    // Verbs: persons of the perfect and the imperfect.
    ending("ت", &["", "ي", "ا"], "ت", 1, false),
    ending("وا", &["", "ي"], "وا", 2, false),
    ending("ن", &[""], "ن", 2, false),
    ending("نا", &["", "ه"], "نا", 2, false),
    ending("تم", &[""], "تم", 3, false),
    ending("و", &[""], "و", 2, false),
    // Pronouns.
    ending("ته", &["ه", "ت", ""], "ته", 2, false),
    ending("تها", &["ه", "ت", ""], "تها", 2, false),
    ending("تهم", &["ه", "ت", ""], "تهم", 3, false),
    ending("تهما", &["ه", "ت"], "تهما", 3, false),
    ending("تنا", &["ه", "ت", ""], "تنا", 3, false),
    ending("تك", &["ه", "ت", ""], "تك", 3, false),
    ending("تكم", &["ه", "ت"], "تكم", 3, false),
    ending("تهن", &["ه", "ت"], "تهن", 3, false),
    ending("ها", &["", "ا"], "ها", 2, false),
    ending("هم", &["", "ا"], "هم", 2, false),
    ending("هما", &["", "ا"], "هما", 3, false),
    ending("هن", &["", "ا"], "هن", 3, false),
    ending("ك", &[""], "ك", 2, false),
    ending("كم", &[""], "كم", 3, false),
    ending("ني", &[""], "ني", 2, false),
    ending("اه", &["ي", "ا"], "اه", 2, false),
    ending("اها", &["ي", "ا"], "اها", 3, false),
    ending("اهم", &["ي", "ا"], "اهم", 3, false),
    ending("اتها", &["ه", ""], "اتها", 3, false),
    ending("اته", &["ه", ""], "اته", 3, false),
    ending("اتهم", &["ه", ""], "اتهم", 3, false),
    ending("اتنا", &["ه", ""], "اتنا", 4, false),
    ending("يها", &["", "ي"], "يها", 3, false),
    ending("يه", &["ي"], "يه", 2, false),
    ending("يهم", &["", "ي"], "يهم", 3, false),
    ending("وه", &[""], "وه", 3, false),
    ending("وها", &[""], "وها", 3, false),
    ending("وهم", &[""], "وهم", 3, false),
    ending("ونه", &[""], "ونه", 3, false),
    ending("ونها", &[""], "ونها", 3, false),
    ending("يتها", &["يه", "ي"], "يتها", 3, false),
    ending("يته", &["يه", "ي"], "يته", 3, false),
    // Hamza at the end changes its seat before a pronoun.
    ending("ئه", &["ء"], "ه", 2, false),
    ending("ئها", &["ء"], "ها", 2, false),
    ending("ئهم", &["ء"], "هم", 2, false),
    ending("ؤه", &["ء"], "ه", 2, false),
    ending("ؤها", &["ء"], "ها", 2, false),
    ending("ؤهم", &["ء"], "هم", 2, false),
    ending("ؤنا", &["ء"], "نا", 2, false),
    ending("ئنا", &["ء"], "نا", 2, false),
    ending("ءه", &["ء"], "ه", 2, false),
    ending("ءها", &["ء"], "ها", 2, false),
    ending("ءهم", &["ء"], "هم", 2, false),
    ending("اوي", &["ا", "ه", ""], "اوي", 3, true),
];

/// The endings by their last letter, each list in the order of the table: a word is held against few of them.
static BY_LETTER: LazyLock<Map<char, Vec<&'static Ending>>> = LazyLock::new(|| {
    let mut map: Map<char, Vec<&Ending>> = Map::default();
    for ending in ENDINGS {
        if let Some(letter) = ending.letters.chars().next_back() {
            map.entry(letter).or_default().push(ending);
        }
    }
    map
});

/// The endings that a word may have by its last letter.
fn endings_in(word: &str) -> &'static [&'static Ending] {
    word.chars()
        .next_back()
        .and_then(|letter| BY_LETTER.get(&letter))
        .map_or(&[], Vec::as_slice)
}

/// The readings of a folded word, the word itself first, then by what was assumed.
pub(super) fn readings(word: &str) -> Vec<Reading> {
    take_off(word, endings)
}

/// The same of which nothing is taken off the end.
pub(super) fn unended(word: &str) -> Vec<Reading> {
    take_off(word, |rest, _, label, cost, _, out| {
        out.push(unended_reading(rest, label, cost));
    })
}

fn unended_reading(rest: &str, label: &'static str, cost: u8) -> Reading {
    Reading {
        base: rest.to_owned(),
        prefix: label,
        suffix: "",
        cost,
    }
}

/// What is done with a word whose proclitics are off: the rest, its letters, what was taken off and its cost,
/// whether that holds the article, and where the readings go.
type Ends = fn(&str, usize, &'static str, u8, bool, &mut Vec<Reading>);

fn take_off(word: &str, endings: Ends) -> Vec<Reading> {
    let mut out = vec![Reading {
        base: word.to_owned(),
        prefix: "",
        suffix: "",
        cost: 0,
    }];
    let letters = word.chars().count();
    for (prefix, label, cost) in PROCLITICS {
        let Some(rest) = word.strip_prefix(prefix) else {
            continue;
        };
        let left = letters - prefix.chars().count();
        if left < 2
            || (!prefix.is_empty() && left < 3 && !prefix.ends_with("ال") && *prefix != "لل")
        {
            continue;
        }
        let article = prefix.ends_with("ال") || prefix.ends_with("لل");
        endings(rest, left, label, *cost, article, &mut out);
        if prefix.ends_with("لل") && left >= 2 {
            // ل+ال before a word in ل writes only two of the three: للجنة is ل+ال+لجنة.
            let restored = format!("ل{rest}");
            endings(&restored, left + 1, label, *cost + 1, true, &mut out);
        }
        if matches!(*prefix, "" | "و" | "ف" | "ل" | "ول" | "فل") {
            imperfect(rest, left, label, *cost, endings, &mut out);
        }
    }
    for (prefix, label, cost) in FUTURE {
        let Some(rest) = word.strip_prefix(prefix) else {
            continue;
        };
        let left = letters - prefix.chars().count();
        if left >= 3 && rest.starts_with(['ي', 'ت', 'ن', 'ا']) {
            endings(rest, left, label, *cost, false, &mut out);
            imperfect(rest, left, label, *cost, endings, &mut out);
        }
    }
    out.sort_by_key(|reading| reading.cost);
    out
}

/// An imperfect of another person: listed verbs stand in the third person masculine, in ي.
fn imperfect(
    rest: &str,
    left: usize,
    label: &'static str,
    cost: u8,
    endings: Ends,
    out: &mut Vec<Reading>,
) {
    if left < 3 {
        return;
    }
    if let Some(stem) = rest.strip_prefix(['ت', 'ن', 'ا']) {
        let third = format!("ي{stem}");
        endings(&third, left, label, cost + 2, false, out);
    }
}

fn endings(
    rest: &str,
    letters: usize,
    label: &'static str,
    cost: u8,
    article: bool,
    out: &mut Vec<Reading>,
) {
    out.push(unended_reading(rest, label, cost));
    for ending in endings_in(rest) {
        if article && !ending.after_article {
            continue;
        }
        let Some(stem) = rest.strip_suffix(ending.letters) else {
            continue;
        };
        let left = letters - ending.letters.chars().count();
        if left < 2 {
            continue;
        }
        for (rank, instead) in ending.instead.iter().enumerate() {
            if left + instead.chars().count() < 3 && ending.cost > 1 {
                continue;
            }
            out.push(Reading {
                base: [stem, instead].concat(),
                prefix: label,
                suffix: ending.label,
                cost: cost + ending.cost + rank.min(1) as u8,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::ar::fold;

    fn reads(word: &str, base: &str) -> bool {
        readings(&fold(word))
            .iter()
            .any(|reading| reading.base == fold(base))
    }

    #[test]
    fn readings_without_ending_are_those_of_all_that_have_none() {
        for word in [
            "وبالخطة",
            "للجنة",
            "ستعلن",
            "وسنواصل",
            "خطتهم",
            "في",
            "والوزراء",
            "فلتكتب",
        ] {
            let folded = fold(word);
            let mut all = super::readings(&folded);
            all.retain(|reading| reading.suffix.is_empty());
            assert_eq!(unended(&folded), all, "{word}");
        }
    }

    #[test]
    fn words_in_context_read_as_their_bases() {
        for (word, base) in [
            ("وبالخطة", "خطة"),
            ("خطتهم", "خطة"),
            ("للجنة", "لجنة"),
            ("والوزراء", "وزراء"),
            ("المعلمين", "معلم"),
            ("السياسية", "سياسي"),
            ("ستعلن", "يعلن"),
            ("وأعلنت", "أعلن"),
            ("مستواها", "مستوى"),
            ("أداؤنا", "أداء"),
            ("الإيرانيين", "إيراني"),
            ("خطتي", "خطة"),
            ("دولتان", "دولة"),
            ("وسنواصل", "يواصل"),
            ("كتابا", "كتاب"),
            ("للحكومة", "حكومة"),
            ("قالوا", "قال"),
            ("مسلمو", "مسلم"),
            ("سياستها", "سياسة"),
        ] {
            assert!(reads(word, base), "{word} does not read as {base}");
        }
    }

    #[test]
    fn the_word_itself_comes_first_and_costs_nothing() {
        for word in ["وهم", "بنك", "ا", "الله"] {
            let readings = readings(&fold(word));
            assert_eq!(
                (readings[0].base.as_str(), readings[0].cost),
                (fold(word).as_str(), 0)
            );
            assert!(readings.is_sorted_by_key(|reading| reading.cost));
        }
    }
}
