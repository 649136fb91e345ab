//! Languages and what they can do.
//!
//! A language offers abilities (fold a word, strip its affixes, read its numbers, say where sentences end);
//! aligner and checks ask for abilities and never for a language by name. A new language is a folder here
//! and a line in [`LANGUAGES`].

mod analysis;
pub mod ar;
pub mod en;
mod negation;
mod phones;
mod token;

pub use analysis::Analysis;
pub use negation::{Force, Negation, NegationTable, Negations};
pub use phones::{Phones, similarity};
pub(crate) use token::is_letter;
pub use token::{Token, TokenKind, tokenize};

use std::fmt;
use std::str::FromStr;

/// One way to read a word: a base form with the affixes taken off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The base in folded form, a candidate for a look-up.
    pub base: String,
    /// What was stripped before the base (`و+ال`), for a person to read.
    pub prefix: String,
    /// What was stripped or changed after it (`هم`, `ات`).
    pub suffix: String,
    /// How much was assumed: 0 for the word itself; readings are sorted by it.
    pub cost: u8,
}

/// What a language can do for aligner and checks.
pub trait Language: Sync {
    /// ISO 639-1 code.
    fn code(&self) -> &'static str;
    /// English name.
    fn name(&self) -> &'static str;
    /// Whether it is written from right to left.
    fn right_to_left(&self) -> bool;
    /// Whether its script has upper and lower case.
    fn has_case(&self) -> bool;
    /// Whether `c` is a letter of its script.
    fn is_letter(&self, c: char) -> bool;
    /// A word's normal form, equal for all its spellings: look-ups go through it.
    fn fold(&self, word: &str) -> String;
    /// The standard spelling of a folded word that has several (American for British), else the word itself.
    fn standard<'a>(&self, folded: &'a str) -> &'a str {
        folded
    }
    /// The ways to read a folded word, the word itself first, least affixes next.
    fn readings(&self, folded: &str) -> Vec<Reading>;
    /// Whether the folded word carries no content of its own.
    fn is_stop_word(&self, folded: &str) -> bool;
    /// Whether the language doubles this folded word on purpose.
    fn doubles(&self, folded: &str) -> bool;
    /// The consonants and vowels that a word sounds with, as far as its spelling tells.
    fn phones(&self, word: &str) -> Phones;
    /// Endings that make adjectives and names of inhabitants out of names, each with what may stand in the name
    /// instead.
    fn name_endings(&self) -> &'static [(&'static str, &'static [&'static str])];
    /// How it says no.
    fn negations(&self) -> &'static Negations;
}

/// A supported language.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lang(u8);

/// The languages, in the order of their [`Lang`] numbers.
static LANGUAGES: &[&dyn Language] = &[&ar::Arabic, &en::English];

impl Lang {
    /// Arabic.
    pub const ARABIC: Lang = Lang(0);
    /// English.
    pub const ENGLISH: Lang = Lang(1);

    /// Every language.
    pub fn all() -> impl Iterator<Item = Lang> {
        (0..LANGUAGES.len() as u8).map(Lang)
    }

    /// The language whose letters are the most in `text`; none where no known letter occurs.
    pub fn detect(text: &str) -> Option<Lang> {
        let mut counts = vec![0usize; LANGUAGES.len()];
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            for (count, language) in counts.iter_mut().zip(LANGUAGES) {
                *count += usize::from(language.is_letter(c));
            }
        }
        let best = (0..counts.len()).max_by_key(|i| (counts[*i], LANGUAGES.len() - i))?;
        (counts[best] > 0).then_some(Lang(best as u8))
    }
}

impl std::ops::Deref for Lang {
    type Target = dyn Language;

    fn deref(&self) -> &Self::Target {
        LANGUAGES[usize::from(self.0)]
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Lang {
    type Err = String;

    /// Takes a code, with or without a region (`ar`, `ar-EG`, `en_GB`).
    fn from_str(code: &str) -> Result<Self, String> {
        let primary = code
            .split(['-', '_'])
            .next()
            .unwrap_or("")
            .to_ascii_lowercase();
        Lang::all()
            .find(|lang| lang.code() == primary)
            .ok_or_else(|| {
                let known: Vec<_> = Lang::all().map(|lang| lang.code()).collect();
                format!("unknown language {code:?}; known are {}", known.join(", "))
            })
    }
}
