//! English.

mod breaks;
mod dates;
mod fold;
mod forms;
mod inflection;
mod names;
mod numerals;
mod units;

use super::dates::{Date, Month};
use super::numerals::Numeral;
use super::units::{Measure, Units};
use super::{
    Breaks, Inflection, Lang, Language, Negations, Phones, Reading, Shape, Token, Traits,
    Typography,
};
mod typography;

use std::borrow::Cow;
use std::ops::Range;
mod negation;

use std::sync::LazyLock;

pub use fold::{american, fold};

/// The English language.
#[derive(Debug)]
pub struct English;

/// Signs that the other language writes as words.
const SPOKEN: &[(char, &str)] = &[
    ('$', "dollar"),
    ('€', "euro"),
    ('£', "pound"),
    ('¥', "yen"),
    ('%', "percent"),
];

impl Language for English {
    fn code(&self) -> &'static str {
        "en"
    }

    fn name(&self) -> &'static str {
        "English"
    }

    fn called(&self) -> &'static [&'static str] {
        &[
            "english",
            "eng",
            "إنجليزي",
            "انجليزي",
            "الإنجليزي",
            "إنجليزية",
            "الإنجليزية",
            "انجليزية",
            "الانجليزية",
            "بالإنجليزية",
        ]
    }

    fn right_to_left(&self) -> bool {
        false
    }

    fn has_case(&self) -> bool {
        true
    }

    fn is_letter(&self, c: char) -> bool {
        c.is_ascii_alphabetic()
            || (matches!(c, '\u{00AA}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}' | '\u{FB00}'..='\u{FB06}')
                && c.is_alphabetic())
    }

    fn fold(&self, word: &str) -> String {
        fold(word)
    }

    fn fold_onto(&self, word: &str, out: &mut String) {
        if word.is_ascii() {
            out.extend(word.bytes().map(|b| char::from(b.to_ascii_lowercase())));
        } else {
            out.push_str(&fold(word));
        }
    }

    fn standard<'a>(&self, folded: &'a str) -> &'a str {
        american(folded)
    }

    fn readings(&self, folded: &str) -> Vec<Reading> {
        inflection::readings(folded)
    }

    fn shape(&self, _word: &str) -> Shape {
        Shape::Plain
    }

    fn inflections(&self, word: &str, _verbs: bool, visit: &mut dyn FnMut(&Inflection<'_>)) {
        forms::inflections(word, visit);
    }

    fn unified<'w>(&self, folded: &'w str) -> Cow<'w, str> {
        unified(folded)
    }

    fn article<'w>(&self, _folded: &'w str) -> Option<(&'static str, &'w str)> {
        None
    }

    fn suggests(&self, _base: &str) -> Traits {
        Traits::NONE
    }

    fn plurals(&self, _base: &str) -> Vec<(String, Shape)> {
        Vec::new()
    }

    fn name_key(&self, _base: &str) -> Option<String> {
        None
    }

    fn is_particle(&self, _folded: &str) -> bool {
        false
    }

    fn verb_follows(&self, _before: Option<&str>, _folded: &str) -> bool {
        false
    }

    fn finite(&self, _folded: &str, _listed: &mut dyn FnMut(&str, usize) -> bool) -> bool {
        false
    }

    fn uncounted(&self, base: &str) -> Vec<String> {
        forms::uncounted(base)
    }

    fn counts_by_ending(&self) -> bool {
        false
    }

    fn akin(&self, a: &str, b: &str) -> bool {
        a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count() >= 4
    }

    fn is_piece(&self, _a: &str, _b: &str) -> bool {
        false
    }

    fn interposes(&self) -> bool {
        false
    }

    fn spoken(&self, sign: char) -> Option<&'static str> {
        SPOKEN
            .iter()
            .find(|(known, _)| *known == sign)
            .map(|(_, word)| *word)
    }

    fn is_stop_word(&self, folded: &str) -> bool {
        fold::is_stop_word(folded)
    }

    fn is_pronoun(&self, folded: &str) -> bool {
        const PRONOUNS: &[&str] = &[
            "he", "her", "him", "his", "it", "its", "it's", "she", "their", "theirs", "them",
            "these", "they", "this", "those", "we", "our", "us", "which", "who", "whose", "both",
            "one", "former", "latter", "there",
        ];
        PRONOUNS.contains(&folded)
    }

    fn is_determiner(&self, folded: &str) -> bool {
        const DETERMINERS: &[&str] = &[
            "the", "this", "that", "these", "those", "its", "their", "his", "her", "our", "your",
            "my",
        ];
        DETERMINERS.contains(&folded)
    }

    fn joins_nouns(&self, folded: &str) -> bool {
        matches!(
            folded,
            "of" | "the" | "for" | "on" | "and" | "against" | "at"
        )
    }

    fn is_genitive(&self, folded: &str) -> bool {
        folded == "of"
    }

    fn head(&self, words: &[&str]) -> Option<usize> {
        // What qualifies a noun stands before it, or follows behind a preposition.
        let joins = |word: &&str| {
            matches!(
                *word,
                "of" | "for" | "on" | "against" | "to" | "in" | "at" | "from" | "with" | "without"
            )
        };
        let end = words.iter().position(joins).unwrap_or(words.len());
        end.checked_sub(1)
    }

    fn is_body(&self, folded: &str) -> bool {
        names::is_body(folded)
    }

    fn longer_name(&self, text: &str, tokens: &[Token], name: Range<usize>) -> Range<usize> {
        names::longer(text, tokens, name)
    }

    fn indefinite(&self, word: &str) -> Option<&'static str> {
        Some(forms::indefinite(word))
    }

    fn has_conjunction(&self, _prefix: &str) -> bool {
        false
    }

    fn join(&self, _clitics: &str, word: &str) -> String {
        word.to_owned()
    }

    fn doubles(&self, folded: &str) -> bool {
        DOUBLED.contains(&folded)
    }

    fn phones(&self, word: &str) -> Phones {
        phones(&fold(word))
    }

    fn breaks(&self) -> &'static Breaks {
        static BREAKS: LazyLock<Breaks> =
            LazyLock::new(|| Breaks::new(&breaks::TABLES, true, fold));
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
        units::look_up(folded)
    }

    fn typography(&self) -> &'static Typography {
        &typography::TYPOGRAPHY
    }

    fn name_endings(&self) -> &'static [(&'static str, &'static [&'static str])] {
        NAME_ENDINGS
    }

    fn negations(&self) -> &'static Negations {
        static NEGATIONS: LazyLock<Negations> =
            LazyLock::new(|| Negations::new(Lang::ENGLISH, &negation::NEGATION));
        &NEGATIONS
    }
}

/// A folded word in one spelling for British and American, so that the two meet: the table's, and -ise, -isation
/// and -yse as -ize, -ization and -yze. Words that are spelled with s on both sides of the ocean (promise) change
/// alike wherever they stand, so they still meet.
fn unified(folded: &str) -> Cow<'_, str> {
    let spelled = american(folded);
    for (ending, instead) in IZE {
        if let Some(stem) = spelled.strip_suffix(ending)
            && stem.len() >= 3
        {
            return Cow::Owned(format!("{stem}{instead}"));
        }
    }
    Cow::Borrowed(spelled)
}

const IZE: &[(&str, &str)] = &[
    ("isation", "ization"),
    ("isations", "izations"),
    ("ise", "ize"),
    ("ised", "ized"),
    ("ises", "izes"),
    ("iser", "izer"),
    ("isers", "izers"),
    ("ising", "izing"),
    ("yse", "yze"),
    ("ysed", "yzed"),
    ("ysing", "yzing"),
];

/// Words that English doubles: by grammar (had had, that that, gave her her book, told you you were, without it it
/// fails, what we do do, all right right now), for emphasis, in sounds and signs.
/// Endings of demonyms and adjectives of names (Syria, Syrian; Iraq, Iraqi; China, Chinese; Marx, Marxist).
static NAME_ENDINGS: &[(&str, &[&str])] = &[
    ("s", &[""]),
    ("es", &["", "e"]),
    ("n", &[""]),
    ("an", &["", "a", "e", "i", "o", "y"]),
    ("ian", &["", "a", "e", "i", "ia", "o", "y"]),
    ("ians", &["", "a", "e", "i", "ia", "o", "y"]),
    ("ans", &["", "a", "e", "i", "o"]),
    ("ns", &[""]),
    ("i", &[""]),
    ("is", &["", "ia"]),
    ("ia", &["", "i"]),
    ("ese", &["", "a", "e", "i", "o"]),
    ("ish", &["", "e", "land"]),
    ("ite", &["", "a"]),
    ("ites", &["", "a"]),
    ("er", &["", "e"]),
    ("ers", &["", "e"]),
    ("ist", &["", "e"]),
    ("ists", &["", "e"]),
    ("ism", &["", "e"]),
    ("ic", &["", "a", "y"]),
    ("al", &["", "e"]),
    ("ally", &[""]),
    ("ly", &["", "le"]),
    ("y", &["", "e"]),
    ("e", &[""]),
    ("a", &["", "o", "us"]),
    ("o", &[""]),
    ("ed", &["", "e"]),
    ("ing", &["", "e"]),
];

/// Words that English doubles: by grammar (had had, that that, is is in “what it is is”), for emphasis, in sounds.
static DOUBLED: &[&str] = &[
    "had", "that", "very", "no", "yes", "bye", "ha", "blah", "so", "many", "long", "far", "really",
    "never", "there", "knock", "tut", "hear", "now", "well", "boo", "night", "hush", "go",
    "please", "wow", "ho", "big", "much", "too", "again", "back", "oh", "her", "you", "it",
    "right", "plus", "old", "hi", "hello", "la", "na", "yeah", "hey", "okay", "ok",
];

fn phones(folded: &str) -> Phones {
    let word = folded.strip_suffix("'s").unwrap_or(folded);
    let letters: Vec<u8> = word.bytes().filter(u8::is_ascii_alphabetic).collect();
    let mut out: Vec<u8> = Vec::with_capacity(letters.len());
    let mut index = 0;
    while index < letters.len() {
        let rest = &letters[index..];
        let next = rest.get(1).copied();
        let soft = matches!(next, Some(b'e' | b'i' | b'y'));
        let (length, sounds): (usize, &[u8]) = match rest {
            [b's', b'c', b'h', ..] => (3, b"S"),
            [b't', b'c', b'h', ..] => (3, b"C"),
            [b's', b'h', ..] => (2, b"S"),
            [b'c', b'h', ..] => (2, b"C"),
            [b't', b'h', ..] => (2, b"T"),
            [b'd', b'h', ..] => (2, b"D"),
            [b'k', b'h', ..] => (2, b"x"),
            [b'g', b'h', ..] if index > 0 && rest.get(2).is_none_or(|c| !b"aeiou".contains(c)) => {
                (2, b"")
            }
            [b'g', b'h', ..] => (2, b"G"),
            [b'z', b'h', ..] => (2, b"Z"),
            [b'p', b'h', ..] => (2, b"f"),
            [b'c', b'k', ..] => (2, b"k"),
            [b'd', b'j', ..] => (2, b"j"),
            [b'q', b'u', ..] => (2, b"kw"),
            [b'k', b'n', ..] if index == 0 => (2, b"n"),
            [b'w', b'r', ..] if index == 0 => (2, b"r"),
            [b'o', b'u', ..] | [b'o', b'o', ..] | [b'e', b'u', ..] => (2, b"u"),
            [b'e', b'e', ..] | [b'i', b'e', ..] => (2, b"i"),
            [b'e', b'a', ..] => (2, b"i"),
            [b'e'] if index > 2 => (1, b""),
            [b'e', ..] => (1, b"i"),
            [b'a', ..] => (1, b"a"),
            [b'i', ..] => (1, b"i"),
            [b'o' | b'u', ..] => (1, b"u"),
            [b'y', ..] => (1, b"y"),
            [b'w', ..] => (1, b"w"),
            [b'c', ..] if soft => (1, b"s"),
            [b'c', ..] => (1, b"k"),
            [b'x', ..] if index == 0 => (1, b"z"),
            [b'x', ..] => (1, b"ks"),
            [b'h'] => (1, b""),
            [c, ..] => (1, std::slice::from_ref(c)),
            [] => (1, b""),
        };
        for sound in sounds {
            if out.last() != Some(sound) {
                out.push(*sound);
            }
        }
        index += length;
    }
    Phones(out)
}
