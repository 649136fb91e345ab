//! The forms of listed Arabic words: clitics and endings with what each takes for granted.
//!
//! The tables are those of written Arabic (Ryding, *A Reference Grammar of Modern Standard Arabic*, chapters
//! 5, 7, 8 and 12) in folded spelling: ta marbuta as `ه`, alef maqsura as `ي`, every alef bare.

use super::{affixes, fold};
use crate::lang::inflection::{Definite, Inflection, Number, Shape, Traits};

/// Proclitics of nouns in their legal orders: spelling, how they are read, cost, whether something other than
/// the article is in them.
const PROCLITICS: &[(&str, &str, u8, bool)] = &[
    ("", "", 0, false),
    ("ال", "ال", 1, false),
    ("و", "و", 1, true),
    ("ب", "ب", 1, true),
    ("ل", "ل", 1, true),
    ("ف", "ف", 2, true),
    ("ك", "ك", 2, true),
    ("وال", "و+ال", 2, true),
    ("بال", "ب+ال", 2, true),
    ("لل", "ل+ال", 2, true),
    ("كال", "ك+ال", 3, true),
    ("فال", "ف+ال", 3, true),
    ("وب", "و+ب", 2, true),
    ("ول", "و+ل", 2, true),
    ("وك", "و+ك", 3, true),
    ("فب", "ف+ب", 3, true),
    ("فل", "ف+ل", 3, true),
    ("وبال", "و+ب+ال", 3, true),
    ("ولل", "و+ل+ال", 3, true),
    ("وكال", "و+ك+ال", 4, true),
    ("فبال", "ف+ب+ال", 4, true),
    ("فلل", "ف+ل+ال", 4, true),
];

struct Ending {
    letters: &'static str,
    /// What the base has in its stead.
    instead: &'static str,
    shape: Shape,
    needs: Traits,
    number: Number,
    pronoun: bool,
    label: &'static str,
    cost: u8,
    /// Whether it may follow the article.
    article: bool,
    doubtful: bool,
}

const N: Traits = Traits::NOUN;
const NA: Traits = Traits::NOUN.and(Traits::ADJECTIVE);
const NAM: Traits = NA.and(Traits::NAME);
const FEM: Traits = Traits::ADJECTIVE.and(Traits::PERSON);

const fn row(
    letters: &'static str,
    instead: &'static str,
    shape: Shape,
    needs: Traits,
    number: Number,
    label: &'static str,
    cost: u8,
) -> Ending {
    Ending {
        letters,
        instead,
        shape,
        needs,
        number,
        pronoun: false,
        label,
        cost,
        article: true,
        doubtful: false,
    }
}

impl Ending {
    const fn bare(self) -> Self {
        Self {
            article: false,
            ..self
        }
    }

    const fn pronoun(self) -> Self {
        Self {
            pronoun: true,
            article: false,
            ..self
        }
    }

    const fn doubtful(self) -> Self {
        Self {
            doubtful: true,
            article: false,
            ..self
        }
    }
}

use Number::{Dual, Plural, Same};
use Shape::{Feminine, Plain, Weak};

/// Endings without a pronoun.
const ENDINGS: &[Ending] = &[
    // The accusative's alef; also the dual in construct.
    row("ا", "", Plain, NAM, Same, "ا", 1).bare(),
    // Dual and sound plurals of words that end in a consonant or in ي.
    row("ان", "", Plain, NA, Dual, "ان", 2),
    row("ين", "", Plain, NA, Plural, "ين", 2),
    row("ون", "", Plain, NA, Plural, "ون", 2),
    row("ات", "", Plain, NA, Plural, "ات", 2),
    row("و", "", Plain, NA, Plural, "و", 2).doubtful(),
    row("ي", "", Plain, NA, Plural, "ي", 2).doubtful(),
    // The feminine of adjectives and of words for people.
    row("ه", "", Plain, FEM, Same, "ة", 1),
    row("تان", "", Plain, FEM, Dual, "تان", 2),
    row("تين", "", Plain, FEM, Dual, "تين", 2),
    row("تا", "", Plain, FEM, Dual, "تا", 3).bare(),
    row("تي", "", Plain, FEM, Dual, "تي", 3).bare(),
    // Words in ta marbuta.
    row("تان", "ه", Feminine, NA, Dual, "تان", 1),
    row("تين", "ه", Feminine, NA, Dual, "تين", 1),
    row("تا", "ه", Feminine, NA, Dual, "تا", 2).bare(),
    row("تي", "ه", Feminine, NA, Dual, "تي", 2).bare(),
    row("ات", "ه", Feminine, NA, Plural, "ات", 1),
    row("ات", "اه", Feminine, NA, Plural, "ات", 2),
    row("يات", "اه", Feminine, NA, Plural, "يات", 2),
    row("وات", "اه", Feminine, NA, Plural, "وات", 2),
    row("وات", "ه", Feminine, NA, Plural, "وات", 3),
    // Words in alef maqsura, whose folded base ends in ي.
    row("ان", "", Weak, NA, Dual, "ان", 2),
    row("ين", "", Weak, NA, Dual, "ين", 2),
    row("ات", "", Weak, NA, Plural, "ات", 2),
    row("ي", "", Weak, NA, Dual, "ي", 3).bare(),
    row("ون", "ي", Weak, NA, Plural, "ون", 3),
    row("ين", "ي", Weak, NA, Plural, "ين", 3),
    // Foreign words in alef.
    row("ات", "ا", Plain, N, Plural, "ات", 2),
    // A final hamza and its seats.
    row("ئا", "ء", Plain, NA, Same, "ا", 1).bare(),
    row("ئان", "ء", Plain, NA, Dual, "ان", 2),
    row("ئين", "ء", Plain, NA, Dual, "ين", 2),
    row("ئون", "ء", Plain, NA, Plural, "ون", 2),
    row("ان", "ء", Plain, N, Dual, "ان", 3),
    row("اوات", "اء", Plain, N, Plural, "اوات", 3),
    row("اوان", "اء", Plain, NA, Dual, "اوان", 3),
    row("اوين", "اء", Plain, NA, Dual, "اوين", 3),
    row("اوي", "اء", Plain, NA, Dual, "اوي", 3).bare(),
    // Defective words drop their ي: قاض, قاضون.
    row("", "ي", Plain, NA, Same, "without ي", 2).bare(),
    row("ون", "ي", Plain, NA, Plural, "ون", 2),
    row("ين", "ي", Plain, NA, Plural, "ين", 2),
];

/// Pronoun suffixes.
const PRONOUNS: &[&str] = &["ه", "ها", "هم", "هن", "هما", "ك", "كم", "كن", "نا"];

/// Joints between a word and a pronoun.
const JOINTS: &[Ending] = &[
    row("", "", Plain, N, Same, "", 1).pronoun(),
    row("ت", "ه", Feminine, N, Same, "ت", 1).pronoun(),
    row("ا", "ي", Weak, N, Same, "ا", 1).pronoun(),
    row("ئ", "ء", Plain, N, Same, "", 1).pronoun(),
    row("ؤ", "ء", Plain, N, Same, "", 1).pronoun(),
    row("ئ", "ا", Plain, N, Same, "", 2).pronoun(),
    row("ؤ", "ا", Plain, N, Same, "", 2).pronoun(),
    row("ات", "", Plain, N, Plural, "ات", 2).pronoun(),
    row("ات", "ه", Feminine, N, Plural, "ات", 2).pronoun(),
    row("ات", "اه", Feminine, N, Plural, "ات", 3).pronoun(),
    row("ات", "ا", Plain, N, Plural, "ات", 3).pronoun(),
    row("يات", "اه", Feminine, N, Plural, "يات", 3).pronoun(),
    row("وات", "اه", Feminine, N, Plural, "وات", 3).pronoun(),
    row("ات", "", Weak, N, Plural, "ات", 3).pronoun(),
    row("ي", "", Plain, N, Plural, "ي", 2).pronoun(),
    row("و", "", Plain, N, Plural, "و", 2).pronoun(),
    row("ا", "", Plain, N, Dual, "ا", 3).pronoun(),
    row("تي", "ه", Feminine, N, Dual, "تي", 2).pronoun(),
    row("تا", "ه", Feminine, N, Dual, "تا", 2).pronoun(),
    row("ت", "", Plain, Traits::PERSON, Same, "ت", 2).pronoun(),
];

/// “My” closes a word like a pronoun, after a joint that opens it; on a plain word it looks like an adjective's
/// ending and is with the other endings.
const MY: &[Ending] = &[
    row("اتي", "", Plain, N, Plural, "ات+ي", 3).pronoun(),
    row("اتي", "ه", Feminine, N, Plural, "ات+ي", 3).pronoun(),
    row("اي", "ي", Weak, N, Same, "ي", 2).pronoun(),
    row("ئي", "ء", Plain, N, Same, "ي", 2).pronoun(),
];

/// Words whose beginning changes behind the article, folded: what is left behind it, and the word.
const AFTER_ARTICLE: &[(&str, &str)] = &[("مراه", "امراه"), ("مرا", "امرا")];

/// How the spelling of a word ends.
pub(super) fn shape(word: &str) -> Shape {
    match word.chars().rev().find(|c| !is_mark(*c)) {
        Some('ة' | 'ۃ' | 'ﺓ' | 'ﺔ') => Feminine,
        Some('ى' | 'ﻯ' | 'ﻰ') => Weak,
        _ => Plain,
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}')
}

/// Visits the ways in which `word` may be a form of a listed word.
pub(super) fn inflections(word: &str, verbs: bool, visit: &mut dyn FnMut(&Inflection<'_>)) {
    let folded = fold(word);
    let shape = shape(word);
    let letters = folded.chars().count();
    let mut scratch = String::with_capacity(folded.len() + 8);
    for (prefix, label, cost, joined) in PROCLITICS {
        let Some(rest) = folded.strip_prefix(prefix) else {
            continue;
        };
        let left = letters - prefix.chars().count();
        if left < 2 {
            continue;
        }
        let article = prefix.ends_with("ال") || prefix.ends_with("لل");
        let short = u8::from(left < 3 && *joined && !article) * 2;
        let mut stripped = Stripped {
            label,
            cost: cost + short,
            joined: *joined,
            article,
            shape,
            scratch: &mut scratch,
        };
        stripped.visit(rest, left, visit);
        if prefix.ends_with("لل") {
            // ل+ال before a word in ل writes only two of the three: للجنة is ل+ال+لجنة.
            let restored = format!("ل{rest}");
            stripped.visit(&restored, left + 1, visit);
            // Or ل before a word in ل: للبنان.
            stripped.article = false;
            stripped.label = match *prefix {
                "ولل" => "و+ل",
                "فلل" => "ف+ل",
                _ => "ل",
            };
            stripped.visit(&restored, left + 1, visit);
        }
        if article {
            if let Some((_, whole)) = AFTER_ARTICLE.iter().find(|(rest_of, _)| rest == *rest_of) {
                stripped.visit(whole, left + 1, visit);
            }
        }
    }
    if verbs {
        for reading in affixes::readings(&folded) {
            visit(&Inflection {
                needs: Traits::VERB,
                ending: if reading.suffix.is_empty() {
                    ""
                } else {
                    "verb form"
                },
                cost: reading.cost,
                ..Inflection::itself(&reading.base, Plain)
            });
        }
    }
}

/// A word with its proclitics off.
struct Stripped<'a> {
    label: &'static str,
    cost: u8,
    joined: bool,
    article: bool,
    shape: Shape,
    scratch: &'a mut String,
}

impl Stripped<'_> {
    fn visit(&mut self, rest: &str, left: usize, visit: &mut dyn FnMut(&Inflection<'_>)) {
        let itself = Inflection {
            prefix: self.label,
            cost: self.cost,
            definite: if self.article {
                Definite::Article
            } else {
                Definite::No
            },
            joined: self.joined,
            ..Inflection::itself(rest, self.shape)
        };
        visit(&itself);
        // ه for ة and ي for ى, or the reverse: common in quick and in Egyptian spelling.
        match (self.shape, rest.chars().next_back()) {
            (Plain, Some('ه')) => visit(&Inflection {
                shape: Feminine,
                cost: self.cost + 1,
                ..itself
            }),
            (Plain, Some('ي')) => visit(&Inflection {
                shape: Weak,
                cost: self.cost + 1,
                ..itself
            }),
            (Weak, _) => visit(&Inflection {
                shape: Plain,
                cost: self.cost + 1,
                ..itself
            }),
            _ => {}
        }
        for ending in ENDINGS {
            self.ending(rest, left, ending, "", itself, visit);
        }
        if self.article {
            return;
        }
        for ending in MY {
            self.ending(rest, left, ending, "", itself, visit);
        }
        for pronoun in PRONOUNS {
            let Some(stem) = rest.strip_suffix(pronoun) else {
                continue;
            };
            let left = left - pronoun.chars().count();
            for joint in JOINTS {
                self.ending(stem, left, joint, pronoun, itself, visit);
            }
        }
    }

    fn ending(
        &mut self,
        rest: &str,
        left: usize,
        ending: &Ending,
        pronoun: &'static str,
        itself: Inflection<'_>,
        visit: &mut dyn FnMut(&Inflection<'_>),
    ) {
        if self.article && !ending.article {
            return;
        }
        let Some(stem) = rest.strip_suffix(ending.letters) else {
            return;
        };
        let kept = left.saturating_sub(ending.letters.chars().count());
        if kept + ending.instead.chars().count() < 2 || kept == 0 {
            return;
        }
        // A written ta marbuta is the feminine ending, never a pronoun or part of the stem; a written alef
        // maqsura is no ي of a plural or a pronoun.
        let written_feminine = self.shape == Feminine;
        if written_feminine != (ending.label == "ة" && pronoun.is_empty()) && written_feminine {
            return;
        }
        if self.shape == Weak && ending.label != "without ي" && pronoun.is_empty() {
            return;
        }
        self.scratch.clear();
        self.scratch.push_str(stem);
        self.scratch.push_str(ending.instead);
        visit(&Inflection {
            base: self.scratch,
            needs: ending.needs,
            shape: ending.shape,
            prefix: self.label,
            ending: if pronoun.is_empty() {
                ending.label
            } else {
                pronoun
            },
            cost: self.cost + ending.cost + u8::from(!pronoun.is_empty() && kept < 3),
            definite: if ending.pronoun {
                Definite::Pronoun
            } else {
                itself.definite
            },
            number: ending.number,
            joined: self.joined,
            derived: false,
            doubtful: ending.doubtful,
        });
    }
}

/// Relational adjectives end in ي or ية; participles in م and of the pattern فاعل are mostly words for people.
pub(super) fn suggests(base: &str) -> Traits {
    let letters: Vec<char> = base.chars().take(6).collect();
    let mut traits = Traits::NONE;
    let stem = base.strip_suffix("يه").or_else(|| base.strip_suffix('ي'));
    if stem.is_some_and(|stem| stem.chars().count() >= 3) {
        traits = traits.and(Traits::ADJECTIVE);
    }
    if letters.len() >= 4 && letters[0] == 'م' || letters.len() == 4 && letters[1] == 'ا' {
        traits = traits.and(Traits::PERSON);
    }
    traits
}

/// The word without the ending of a sound plural or a dual.
pub(super) fn uncounted(base: &str) -> Vec<String> {
    ["ون", "ين", "ان"]
        .iter()
        .filter_map(|ending| base.strip_suffix(ending))
        .filter(|stem| stem.chars().count() >= 3)
        .map(str::to_owned)
        .collect()
}

/// Whether the strong letters of the shorter word stand in the longer in order, all but one of them.
pub(super) fn akin(a: &str, b: &str) -> bool {
    let strong = |word: &str| -> Vec<char> {
        word.chars()
            .filter(|c| !matches!(c, 'ا' | 'و' | 'ي' | 'ه' | 'ء' | 'ئ' | 'ؤ' | 'ت' | 'م' | 'ن'))
            .collect()
    };
    let (a, b) = (strong(a), strong(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if long.is_empty() {
        return true;
    }
    let mut rest = long.iter();
    !short.is_empty()
        && long.len() - short.len() <= 1
        && short.iter().all(|c| rest.any(|d| d == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(word: &str) -> Vec<(String, Shape, Traits)> {
        let mut out = Vec::new();
        inflections(word, false, &mut |form| {
            out.push((form.base.to_owned(), form.shape, form.needs));
        });
        out
    }

    #[track_caller]
    fn is_form(word: &str, listed: &str, class: Traits) {
        let (base, wanted) = (fold(listed), shape(listed));
        assert!(
            forms(word).iter().any(|(form, shape, needs)| *form == base
                && *shape == wanted
                && (needs.is_none() || needs.meets(class))),
            "{word} is no form of {listed}"
        );
    }

    #[track_caller]
    fn is_no_form(word: &str, listed: &str, class: Traits) {
        let (base, wanted) = (fold(listed), shape(listed));
        assert!(
            !forms(word).iter().any(|(form, shape, needs)| *form == base
                && *shape == wanted
                && (needs.is_none() || needs.meets(class))),
            "{word} is a form of {listed}"
        );
    }

    #[test]
    fn nouns_in_context_are_forms_of_the_listed_word() {
        for (word, listed) in [
            ("وللوزارة", "وزارة"),
            ("خطتهم", "خطة"),
            ("خطتي", "خطة"),
            ("الخطتين", "خطة"),
            ("خططه", "خطط"),
            ("للجنة", "لجنة"),
            ("للبنان", "لبنان"),
            ("مستشفياتها", "مستشفى"),
            ("مستشفيي", "مستشفى"),
            ("مستواها", "مستوى"),
            ("أداؤنا", "أداء"),
            ("أدائهم", "أداء"),
            ("شيئا", "شيء"),
            ("جزئه", "جزء"),
            ("المفتشين", "مفتش"),
            ("مفتشو", "مفتش"),
            ("مفتشيها", "مفتش"),
            ("إجراءاتهم", "إجراء"),
            ("مبارياته", "مباراة"),
            ("قنوات", "قناة"),
            ("مكافآت", "مكافأة"),
            ("سنوات", "سنة"),
            ("تحد", "تحدي"),
            ("قاضون", "قاضي"),
            ("كتابًا", "كتاب"),
            ("أبوه", "أب"),
            ("المرأة", "امرأة"),
            ("كاميراتها", "كاميرا"),
            ("مدينه", "مدينة"),
            ("مستشفي", "مستشفى"),
        ] {
            is_form(word, listed, Traits::NOUN);
        }
    }

    #[test]
    fn adjectives_agree() {
        for (word, listed) in [
            ("النووية", "نووي"),
            ("النوويتين", "نووي"),
            ("نوويون", "نووي"),
            ("نوويا", "نووي"),
        ] {
            is_form(word, listed, Traits::ADJECTIVE);
        }
    }

    #[test]
    fn other_words_are_not() {
        for (word, listed) in [
            ("مكتبة", "مكتب"),
            ("خطة", "خط"),
            ("مدرسة", "مدرس"),
            ("عامة", "عام"),
            ("كتبت", "كتب"),
            ("يقتل", "قتل"),
            ("وجهة", "وجه"),
        ] {
            is_no_form(word, listed, Traits::NOUN);
        }
        for (word, listed) in [("الإيرانية", "إيران"), ("ترامبي", "ترامب")] {
            is_no_form(word, listed, Traits::NAME);
        }
    }
}
