//! Arabic.

mod affixes;
mod breaks;
mod clitics;
mod dates;
mod fold;
mod names;
mod numerals;
mod suras;
mod units;

use super::dates::{Date, Month};
use super::numerals::Numeral;
use super::units::{Measure, Units};
use super::{Breaks, Inflection, Language, Phones, Reading, Shape, Token, Traits, Typography};
mod typography;

use crate::text::Set;
use std::sync::LazyLock;
mod forms;

use std::borrow::Cow;
use std::ops::Range;
mod negation;

use super::{Lang, Negations};
pub use fold::fold;

/// The Arabic language.
#[derive(Debug)]
pub struct Arabic;

impl Language for Arabic {
    fn code(&self) -> &'static str {
        "ar"
    }

    fn name(&self) -> &'static str {
        "Arabic"
    }

    fn called(&self) -> &'static [&'static str] {
        &[
            "arabic",
            "ara",
            "عربي",
            "العربي",
            "عربية",
            "العربية",
            "بالعربية",
        ]
    }

    fn right_to_left(&self) -> bool {
        true
    }

    fn has_case(&self) -> bool {
        false
    }

    fn is_letter(&self, c: char) -> bool {
        fold::is_arabic(c)
    }

    fn fold(&self, word: &str) -> String {
        fold(word)
    }

    fn fold_onto(&self, word: &str, out: &mut String) {
        fold::fold_onto(word, out);
    }

    fn readings(&self, folded: &str) -> Vec<Reading> {
        affixes::readings(folded)
    }

    fn unended(&self, folded: &str) -> Vec<Reading> {
        affixes::unended(folded)
    }

    fn shape(&self, word: &str) -> Shape {
        forms::shape(word)
    }

    fn inflections(&self, word: &str, verbs: bool, visit: &mut dyn FnMut(&Inflection<'_>)) {
        forms::inflections(word, verbs, visit);
    }

    fn unified<'w>(&self, folded: &'w str) -> Cow<'w, str> {
        forms::unified(folded)
    }

    fn article<'w>(&self, folded: &'w str) -> Option<(&'static str, &'w str)> {
        article(folded)
    }

    fn suggests(&self, base: &str) -> Traits {
        forms::suggests(base)
    }

    fn plurals(&self, base: &str) -> Vec<(String, Shape)> {
        forms::plurals(base)
    }

    fn name_key(&self, base: &str) -> Option<String> {
        forms::name_key(base)
    }

    fn is_particle(&self, folded: &str) -> bool {
        forms::is_particle(folded)
    }

    fn verb_follows(&self, before: Option<&str>, folded: &str) -> bool {
        forms::verb_follows(before, folded)
    }

    fn finite(&self, folded: &str, listed: &mut dyn FnMut(&str, usize) -> bool) -> bool {
        forms::finite(folded, listed)
    }

    fn uncounted(&self, base: &str) -> Vec<String> {
        forms::uncounted(base)
    }

    fn counts_by_ending(&self) -> bool {
        true
    }

    fn akin(&self, a: &str, b: &str) -> bool {
        forms::akin(a, b)
    }

    fn is_piece(&self, a: &str, b: &str) -> bool {
        a.strip_suffix('ه') == Some(b) || b.strip_suffix('ه') == Some(a)
    }

    fn interposes(&self) -> bool {
        true
    }

    fn is_stop_word(&self, folded: &str) -> bool {
        is_stop_word(folded)
    }

    fn is_pronoun(&self, folded: &str) -> bool {
        forms::is_pronoun(folded)
    }

    fn is_determiner(&self, folded: &str) -> bool {
        matches!(folded, "هذا" | "هذه" | "ذلك" | "تلك" | "هولاء" | "هؤلاء")
    }

    fn joins_nouns(&self, folded: &str) -> bool {
        matches!(folded, "من" | "في" | "علي" | "غير" | "بين" | "ضد" | "عن")
    }

    fn is_genitive(&self, _folded: &str) -> bool {
        false
    }

    fn head(&self, words: &[&str]) -> Option<usize> {
        // What qualifies a noun follows it, be it a genitive or an adjective.
        (!words.is_empty()).then_some(0)
    }

    fn is_body(&self, folded: &str) -> bool {
        names::is_body(folded)
    }

    fn longer_name(&self, text: &str, tokens: &[Token], name: Range<usize>) -> Range<usize> {
        names::longer(text, tokens, name)
    }

    fn indefinite(&self, _word: &str) -> Option<&'static str> {
        None
    }

    fn has_conjunction(&self, prefix: &str) -> bool {
        prefix.starts_with(['و', 'ف'])
    }

    fn join(&self, clitics: &str, word: &str) -> String {
        forms::join(clitics, word)
    }

    fn doubles(&self, folded: &str) -> bool {
        // An indefinite accusative said twice means "one by one" (فصلا فصلا, بيتا بيتا).
        DOUBLED.contains(&folded)
            || folded.ends_with('ا') && folded.chars().count() > 3 && !self.is_stop_word(folded)
    }

    fn phones(&self, word: &str) -> Phones {
        phones(&fold(word))
    }

    fn breaks(&self) -> &'static Breaks {
        static BREAKS: LazyLock<Breaks> =
            LazyLock::new(|| Breaks::new(&breaks::TABLES, false, fold));
        &BREAKS
    }

    fn numerals(&self, text: &str, tokens: &[Token]) -> Vec<Numeral> {
        numerals::read(text, tokens)
    }

    fn dates(&self, text: &str, tokens: &[Token], numerals: &mut [Numeral]) -> Vec<Date> {
        dates::read(text, tokens, numerals)
    }

    fn weekday_name(&self, day: u8) -> Option<&'static str> {
        dates::weekday_name(day)
    }

    fn month_name(&self, month: Month) -> Option<&'static str> {
        dates::month_name(month)
    }

    fn measures(&self, text: &str, tokens: &[Token], numerals: &[Numeral]) -> Vec<Measure> {
        units::read(text, tokens, numerals)
    }

    fn unit(&self, folded: &str) -> Option<Units> {
        units::look_up(folded).map(|form| form.units)
    }

    fn typography(&self) -> &'static Typography {
        &typography::TYPOGRAPHY
    }

    fn name_endings(&self) -> &'static [(&'static str, &'static [&'static str])] {
        NAME_ENDINGS
    }

    fn negations(&self) -> &'static Negations {
        static NEGATIONS: LazyLock<Negations> =
            LazyLock::new(|| Negations::new(Lang::ARABIC, &negation::NEGATION));
        &NEGATIONS
    }
}

/// The word behind the article, and how what was taken off reads. Words of which ال is a part keep it: what is
/// left has at least three letters, or two that are no function word.
fn article(folded: &str) -> Option<(&'static str, &str)> {
    const ARTICLES: &[(&str, &str)] = &[
        ("ال", "ال"),
        ("لل", "ل+ال"),
        ("وال", "و+ال"),
        ("بال", "ب+ال"),
    ];
    if is_stop_word(folded) || folded == "الله" {
        return None;
    }
    ARTICLES.iter().find_map(|(letters, label)| {
        let rest = folded.strip_prefix(letters)?;
        let least = if letters.chars().count() > 2 { 4 } else { 2 };
        (rest.chars().count() >= least).then_some((*label, rest))
    })
}

fn is_stop_word(folded: &str) -> bool {
    static SET: LazyLock<Set<&str>> = LazyLock::new(|| STOP_WORDS.iter().copied().collect());
    SET.contains(folded)
}

/// Words without content of their own, folded and sorted.
static STOP_WORDS: &[&str] = &[
    "ا",
    "اذ",
    "اذا",
    "اصبح",
    "الا",
    "التي",
    "الذي",
    "الذين",
    "اللاتي",
    "اللتان",
    "اللتين",
    "اللذان",
    "اللذين",
    "اللواتي",
    "الي",
    "اليه",
    "اليها",
    "اليهم",
    "ام",
    "اما",
    "ان",
    "انا",
    "انك",
    "اننا",
    "انه",
    "انها",
    "انهم",
    "او",
    "اي",
    "اياه",
    "ايضا",
    "بان",
    "به",
    "بها",
    "بهم",
    "تكون",
    "تلك",
    "تم",
    "ثم",
    "حتي",
    "حيث",
    "ذلك",
    "سوف",
    "علي",
    "عليه",
    "عليها",
    "عليهم",
    "عن",
    "عند",
    "عنه",
    "عنها",
    "غير",
    "ف",
    "في",
    "فيه",
    "فيها",
    "قد",
    "كان",
    "كانت",
    "كانوا",
    "كل",
    "كما",
    "كي",
    "لا",
    "لان",
    "لانه",
    "لدي",
    "لقد",
    "لكن",
    "لم",
    "لن",
    "له",
    "لها",
    "لهم",
    "لو",
    "ليس",
    "ليست",
    "ما",
    "مع",
    "مما",
    "ممن",
    "من",
    "منه",
    "منها",
    "منهم",
    "نحن",
    "هؤلاء",
    "هذا",
    "هذه",
    "هل",
    "هم",
    "هو",
    "هي",
    "و",
    "وان",
    "وعلي",
    "وفي",
    "وقد",
    "وكان",
    "وكانت",
    "ولا",
    "ولكن",
    "ولم",
    "ومن",
    "وهو",
    "وهي",
    "يا",
    "يتم",
    "يكون",
];

/// Endings of nisba adjectives and inflected names (روسيا, روسي, روسية, الروس), in folded spelling.
static NAME_ENDINGS: &[(&str, &[&str])] = &[
    ("ي", &["", "ا", "ه", "يا"]),
    ("يه", &["", "ا", "ه", "يا"]),
    ("يا", &["", "ا", "ي"]),
    ("ين", &["", "ي", "ا"]),
    ("ون", &["", "ي", "ا"]),
    ("يين", &["", "ي", "ا", "ه", "يا"]),
    ("يون", &["", "ي", "ا", "ه", "يا"]),
    ("يات", &["", "ي", "ا", "ه"]),
    ("ات", &["", "ه", "ا"]),
    ("ه", &["", "ا"]),
    ("ا", &["", "ه"]),
    ("ان", &[""]),
    ("ها", &[""]),
    ("هم", &[""]),
];

/// Words that Arabic doubles on purpose: for emphasis (جدا جدا), in distribution (واحدا واحدا, بابا بابا,
/// رويدا رويدا), in sounds and exclamations (لا لا, هيا هيا).
static DOUBLED: &[&str] = &[
    "جدا",
    "واحدا",
    "اثنين",
    "شيئا",
    "رويدا",
    "بابا",
    "كلا",
    "لا",
    "نعم",
    "هيا",
    "صفا",
    "دكا",
    "قليلا",
    "كثيرا",
    "خطوه",
    "كلمه",
    "يوما",
    "جنبا",
    "مرارا",
    "سواء",
    "هات",
    "اه",
    "ها",
    "قطره",
    "حرفا",
    "بيتا",
    "زنقه",
    "دار",
    "الله",
    "ابدا",
    "حقا",
    "فردا",
    "سطرا",
    "هيهات",
    "اجل",
    "حذار",
    "حي",
    "بين",
    "اي",
    "يا",
];

fn phones(folded: &str) -> Phones {
    let letters: Vec<char> = folded.chars().collect();
    let mut out = Vec::with_capacity(letters.len());
    let mut index = 0;
    while index < letters.len() {
        let next = letters.get(index + 1).copied();
        let phone = match letters[index] {
            'ت' if next == Some('ش') => {
                index += 1;
                b'C'
            }
            'د' if next == Some('ج') => {
                index += 1;
                b'j'
            }
            'ا' => b'a',
            'ه' if next.is_none() => b'a',
            'و' => b'w',
            'ي' => b'y',
            'ع' | 'ء' | 'ئ' | 'ؤ' => b'\'',
            'ب' => b'b',
            'پ' => b'p',
            'ت' | 'ط' => b't',
            'ث' => b'T',
            'ج' => b'j',
            'چ' => b'C',
            'ح' | 'ه' => b'h',
            'خ' => b'x',
            'د' | 'ض' => b'd',
            'ذ' => b'D',
            'ر' => b'r',
            'ز' => b'z',
            'ژ' => b'Z',
            'س' | 'ص' => b's',
            'ش' => b'S',
            'ظ' => b'D',
            'غ' => b'G',
            'ف' => b'f',
            'ڤ' => b'v',
            'ق' => b'q',
            'ك' => b'k',
            'گ' => b'g',
            'ل' => b'l',
            'م' => b'm',
            'ن' => b'n',
            _ => {
                index += 1;
                continue;
            }
        };
        // Doubled letters sound once.
        if out.last() != Some(&phone) || matches!(phone, b'w' | b'y') {
            out.push(phone);
        }
        index += 1;
    }
    Phones(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_word_fold_alike() {
        for (a, b) in [
            ("إِيرَان", "ايران"),
            ("الأُمَم", "الامم"),
            ("مستشفى", "مستشفي"),
            ("خطة", "خطه"),
            ("كـــتاب", "كتاب"),
            ("ﻣﺤﻤﺪ", "محمد"),
            ("ﷲ", "الله"),
            ("کتاب", "كتاب"),
            ("علی", "علي"),
            ("آمن", "امن"),
        ] {
            assert_eq!(fold(a), fold(b));
        }
        assert_ne!(fold("سأل"), fold("سئل"));
    }

    #[test]
    fn stop_words_are_folded_and_sorted() {
        let mut sorted = STOP_WORDS.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        for word in STOP_WORDS {
            assert_eq!(fold(word), *word);
        }
        assert_eq!(STOP_WORDS, sorted);
    }
}
