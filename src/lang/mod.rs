//! Languages and what they can do.
//!
//! A language offers abilities (fold a word, strip its affixes, read its numbers, say where sentences end);
//! aligner and checks ask for abilities and never for a language by name. A new language is a folder here
//! and a line in `LANGUAGES`.

mod analysis;
pub mod ar;
mod breaks;
mod closed;
pub mod compare;
pub mod dates;
pub mod en;
mod inflection;
mod letters;
mod negation;
pub mod numerals;
mod phones;
mod token;
mod typography;
pub mod units;

pub use analysis::Analysis;
pub use breaks::{After, BreakTables, Breaks};
pub use inflection::{Definite, Inflection, Number, Shape, Traits};
pub(crate) use letters::is_letter;
pub use negation::{Force, Negation, NegationTable, Negations};
pub use phones::{Phone, Phones, Skeleton, Sounds, similarity, similarity_from};
pub use token::{Token, TokenKind, is_ignorable, tokenize};
pub use typography::{ForeignMark, Typography};

use crate::text::{Memo, Remembered};
use dates::{Date, Month};
use numerals::Numeral;
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;
use units::{Measure, Units};

/// One way to read a word: a base form with the affixes taken off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The base in folded form, a candidate for a look-up.
    pub base: String,
    /// What was stripped before the base (`و+ال`), for a person to read.
    pub prefix: &'static str,
    /// What was stripped or changed after it (`هم`, `ات`).
    pub suffix: &'static str,
    /// How much was assumed: 0 for the word itself; readings are sorted by it.
    pub cost: u8,
}

/// What a language can do for aligner and checks.
pub trait Language: Sync {
    /// ISO 639-1 code.
    fn code(&self) -> &'static str;
    /// English name.
    fn name(&self) -> &'static str;
    /// What people call it in names of files and folders, in lower case.
    fn called(&self) -> &'static [&'static str];
    /// Whether it is written from right to left.
    fn right_to_left(&self) -> bool;
    /// Whether its script has upper and lower case.
    fn has_case(&self) -> bool;
    /// Whether `c` is a letter of its script.
    fn is_letter(&self, c: char) -> bool;
    /// A word's normal form, equal for all its spellings: look-ups go through it.
    fn fold(&self, word: &str) -> String;
    /// Writes a word's normal form behind what is there.
    fn fold_onto(&self, word: &str, out: &mut String) {
        out.push_str(&self.fold(word));
    }
    /// The standard spelling of a folded word that has several (American for British), else the word itself.
    fn standard<'a>(&self, folded: &'a str) -> &'a str {
        folded
    }
    /// The ways to read a folded word, the word itself first, least affixes next.
    fn readings(&self, folded: &str) -> Vec<Reading>;
    /// Those of the readings that take nothing off the end, in the same order.
    fn unended(&self, folded: &str) -> Vec<Reading> {
        let mut readings = self.readings(folded);
        readings.retain(|reading| reading.suffix.is_empty());
        readings
    }
    /// How the spelling of a word ends, where folding hides it.
    fn shape(&self, word: &str) -> Shape;
    /// Visits the ways in which `word`, as it is spelled, may be a form of a listed word; `verbs` says whether
    /// any listed word is a verb.
    fn inflections(&self, word: &str, verbs: bool, visit: &mut dyn FnMut(&Inflection<'_>));
    /// The folded word in the one spelling under which [`Language::inflections`] gives it, whichever of the
    /// usual ones it is written in: further than [`Language::standard`], by rule where no table has the word.
    fn unified<'w>(&self, folded: &'w str) -> Cow<'w, str>;
    /// What stands behind the article where it is written together with the folded word, and how the part
    /// before reads (`ل+ال`).
    fn article<'w>(&self, folded: &'w str) -> Option<(&'static str, &'w str)>;
    /// The classes that the form of a folded word alone suggests.
    fn suggests(&self, base: &str) -> Traits;
    /// Plurals that the form of a folded word alone suggests, with how they end.
    fn plurals(&self, base: &str) -> Vec<(String, Shape)>;
    /// The key under which the spellings of a foreign name meet, where it is long enough to have one.
    fn name_key(&self, base: &str) -> Option<String>;
    /// Whether the folded word is a noun that, standing bare, is mostly a preposition or a particle.
    fn is_particle(&self, folded: &str) -> bool;
    /// Whether a finite verb rather than a noun follows this folded word, before which another may stand.
    fn verb_follows(&self, before: Option<&str>, folded: &str) -> bool;
    /// Whether `listed` knows a finite verb that this folded word may be. It is asked for a form and its place
    /// among the listed forms of a verb: 0 the perfect, 1 the imperfect, third person masculine.
    fn finite(&self, folded: &str, listed: &mut dyn FnMut(&str, usize) -> bool) -> bool;
    /// The folded word without the dual or plural ending that it may have been listed with.
    fn uncounted(&self, base: &str) -> Vec<String>;
    /// Whether a form that lacks such an ending can only be another number of the word, or the word itself in
    /// another case: true where case changes the ending (مفتشون, مفتشين).
    fn counts_by_ending(&self) -> bool;
    /// Whether two folded words may be forms of one word: they share their root letters.
    fn akin(&self, a: &str, b: &str) -> bool;
    /// Whether one folded word names the kind and the other the piece (بذر, بذرة).
    fn is_piece(&self, a: &str, b: &str) -> bool;
    /// Whether a genitive may stand between a noun and its adjective (برنامج إيران النووي).
    fn interposes(&self) -> bool;
    /// The word that a sign is read as, folded, where the sign and the word may translate each other (`$`).
    fn spoken(&self, _sign: char) -> Option<&'static str> {
        None
    }
    /// Whether the folded word carries no content of its own.
    fn is_stop_word(&self, folded: &str) -> bool;
    /// Whether the folded word is a pronoun, or has one at its end, that takes up something named before.
    fn is_pronoun(&self, folded: &str) -> bool;
    /// Whether the folded word stands before a noun that is known: article, demonstrative, possessive.
    fn is_determiner(&self, folded: &str) -> bool;
    /// Whether the folded word without content of its own stands inside noun phrases (`of`, `the`).
    fn joins_nouns(&self, folded: &str) -> bool;
    /// Whether the folded word joins a genitive to the noun before it (`of`).
    fn is_genitive(&self, folded: &str) -> bool;
    /// Which of the folded words of a noun phrase is the noun that the others belong to.
    fn head(&self, words: &[&str]) -> Option<usize>;
    /// Whether the folded word, with what may be written together with it, heads the names of bodies or
    /// of what they agree on (council, treaty, حزب).
    fn is_body(&self, folded: &str) -> bool;
    /// The tokens of the longer name that those at `name`, the name of a body, are only a part of: what stands beside
    /// them makes it another body's, as far as form tells (مجلس الأمن القومي, National Security Council). Nothing but
    /// `name` where it doesn't.
    fn longer_name(&self, text: &str, tokens: &[Token], name: Range<usize>) -> Range<usize>;
    /// The indefinite article before a word, where the language has one that the word's sound decides.
    fn indefinite(&self, word: &str) -> Option<&'static str>;
    /// Whether a conjunction is among what a reading took off (`و+ال`).
    fn has_conjunction(&self, prefix: &str) -> bool;
    /// A word with what was written together with it (`و+ال`) written before it again.
    fn join(&self, clitics: &str, word: &str) -> String;
    /// Whether the language doubles this folded word on purpose.
    fn doubles(&self, folded: &str) -> bool;
    /// The consonants and vowels that a word sounds with, as far as its spelling tells.
    fn phones(&self, word: &str) -> Phones;
    /// What it knows of where its sentences end.
    fn breaks(&self) -> &'static Breaks;
    /// The numbers of a text, in order.
    fn numerals(&self, text: &str, tokens: &[Token]) -> Vec<Numeral>;
    /// The dates of a text, in order. Tells the numerals what they are in them.
    fn dates(&self, text: &str, tokens: &[Token], numerals: &mut [Numeral]) -> Vec<Date>;
    /// The name of a weekday, 1 for Monday.
    fn weekday_name(&self, day: u8) -> Option<&'static str>;
    /// The most usual name of a month, where the language writes it in one word.
    fn month_name(&self, month: Month) -> Option<&'static str>;
    /// The numbers of a text that count a unit or a currency, and units of time that say one by themselves.
    fn measures(&self, text: &str, tokens: &[Token], numerals: &[Numeral]) -> Vec<Measure>;
    /// The unit that a folded word names, whether a number stands before it or not.
    fn unit(&self, folded: &str) -> Option<Units>;
    /// Its marks and what belongs to them.
    fn typography(&self) -> &'static Typography;
    /// Endings that make adjectives and names of inhabitants out of names, each with what may stand in the name
    /// instead.
    fn name_endings(&self) -> &'static [(&'static str, &'static [&'static str])];
    /// How it says no.
    fn negations(&self) -> &'static Negations;
}

/// A supported language. What it can do is in [`Language`].
///
/// ```
/// use mutabiq::lang::Lang;
///
/// let lang = Lang::detect("وبالوزارات").unwrap_or(Lang::ENGLISH);
/// assert_eq!(lang, Lang::ARABIC);
/// assert_eq!(lang.fold("الآنَ"), "الان");
/// assert!(lang.readings("وبالوزارات").iter().any(|reading| reading.base == "وزاره"));
/// ```
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
        Self::detect_in(std::iter::once(text))
    }

    /// The language whose letters are the most in several pieces of text together.
    pub fn detect_in<'a>(pieces: impl IntoIterator<Item = &'a str>) -> Option<Lang> {
        let pieces: Vec<&str> = pieces.into_iter().collect();
        let mut counts = vec![0usize; LANGUAGES.len()];
        let classes = token::Classes::table();
        let mut left: usize = pieces.iter().map(|piece| piece.len()).sum();
        for piece in pieces {
            // So far ahead nobody is overtaken by what is left, be every byte of it a letter.
            let most = counts.iter().max().copied().unwrap_or(0);
            let near = counts.iter().filter(|count| **count + left >= most);
            if near.count() == 1 {
                break;
            }
            left -= piece.len();
            for c in piece.chars() {
                if let Some(Lang(number)) = classes.letter_of(c)
                    && let Some(count) = counts.get_mut(usize::from(number))
                {
                    *count += 1;
                }
            }
        }
        let best = (0..counts.len()).max_by_key(|i| (counts[*i], LANGUAGES.len() - i))?;
        (counts[best] > 0).then_some(Lang(best as u8))
    }
}

/// What was found out about the words of each language.
#[derive(Debug)]
pub struct LangMemo<V>(Vec<Memo<V>>);

impl<V> LangMemo<V> {
    /// An empty one that holds at most about so many words of a language.
    pub fn new(most: usize) -> Self {
        Self(Lang::all().map(|_| Memo::new(most)).collect())
    }

    /// What is known of a word of a language; see [`Memo::get`].
    pub fn get(&self, lang: Lang, word: &str, make: impl Fn() -> V) -> Remembered<'_, V> {
        match self.0.get(usize::from(lang.0)) {
            Some(known) => known.get(word, make),
            None => Remembered::Made(make()),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_all_pieces_are_counted_where_they_can_tell() {
        for (pieces, expected) in [
            (vec![], None),
            (vec!["12", "…"], None),
            (vec!["نص", "a long piece of English"], Some(Lang::ENGLISH)),
            (vec!["a long piece of English", "نص"], Some(Lang::ENGLISH)),
            (
                vec!["English", "نص عربي أطول من ذلك بكثير"],
                Some(Lang::ARABIC),
            ),
            (vec!["abc", "نصص"], Lang::detect("abc نصص")),
            (vec!["نصص", "abc"], Lang::detect("abc نصص")),
        ] {
            assert_eq!(
                Lang::detect_in(pieces.iter().copied()),
                expected,
                "{pieces:?}"
            );
        }
    }
}
