//! Where the terms of a glossary stand in a text.
//!
//! The forms of every entry stand in a trie over folded bases, one trie a language. A word of the text gives
//! the bases it may be a form of, once a word type; paths through the trie are candidates, and each is held
//! against what its form asks of every word: ending, class, article, case. The longest wins.

mod scan;
mod trie;
mod units;
mod words;

use scan::Learned;
pub use scan::Scanner;

use super::entry::{Entry, Glossary, Text};
use super::load::fine_forms;
use super::normal::key;
use crate::lang::{Analysis, Lang};
use crate::text::{Set, Span};
use std::borrow::Cow;
use std::cell::LazyCell;
use std::ops::Range;
use trie::Trie;

/// Which of an entry's forms was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormKind {
    /// A form of the source language; the first is the preferred one.
    Source,
    /// The preferred form of the target language.
    Preferred,
    /// Another form that is fine.
    Admitted,
    /// The abbreviation.
    Abbreviation,
    /// A shorter form that is fine once a full one has stood.
    Short,
    /// A form that must not stand.
    Forbidden,
}

/// How the case of a hit differs from that of its form, where the entry asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseFit {
    /// It doesn't.
    Same,
    /// It has capitals that the form has not.
    Gains,
    /// It lacks capitals of the form.
    Loses,
}

/// A place of a text where a term stands.
#[derive(Clone, Debug, PartialEq)]
pub struct TermHit {
    /// Index of the entry in the glossary.
    pub entry: usize,
    /// Which of its forms.
    pub kind: FormKind,
    /// Which of the forms of that kind.
    pub index: usize,
    /// Its bytes, clitics included.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// How it was recognised, for a person to read: `exact`, `clitics: و+ل+ال`, `plural: أسلحة`.
    pub how: Cow<'static, str>,
    /// How much was taken for granted: 0 for the form as it is listed.
    pub cost: u8,
    /// How sure it is that the term is meant, 0 to 1.
    pub confidence: f32,
    /// Whether it stands inside a longer term, so that it isn't a term of its own.
    pub shadowed: bool,
    /// Whether it is a derivation or another number of the form, or probably another word that looks like it:
    /// good enough to see that a term was rendered, no more.
    pub derived: bool,
    /// Its case beside what the entry asks for.
    pub case: CaseFit,
    /// What is written together with its first word (`و+ال`); empty where nothing is.
    pub clitics: &'static str,
    /// What was added to its last word (`s`, `'s`, `هم`); empty where nothing was.
    pub ending: &'static str,
}

/// Finds the terms of a glossary, in either of its languages.
///
/// ```
/// use mutabiq::glossary::{Matcher, from_toml};
/// use mutabiq::lang::{Analysis, Lang};
/// use mutabiq::text::Source;
///
/// let glossary = from_toml(Source::from_text(
///     "house.toml",
///     "[glossary]\nname = 'House'\nsource-lang = 'ar'\ntarget-lang = 'en'\n\
///      [[terms]]\nsource = 'خطة العمل'\ntarget = 'plan of action'",
/// ).into())?;
/// let matcher = Matcher::new(&glossary);
/// let text = "ولخطة العمل أهمية كبيرة.";
/// let analysis = Analysis::new(text, Lang::ARABIC, &[]);
/// let hits = matcher.scanner().scan(Lang::ARABIC, text, &analysis);
/// assert_eq!(hits[0].span.of(text), "ولخطة العمل");
/// assert_eq!(hits[0].clitics, "و+ل");
/// # Ok::<(), mutabiq::glossary::LoadErrors>(())
/// ```
#[derive(Debug)]
pub struct Matcher {
    tries: Vec<Trie>,
    source_lang: Lang,
    /// What scanners that are done have learned of words, for the next ones.
    learned: Learned,
}

impl Matcher {
    /// A matcher for every form of every entry.
    pub fn new(glossary: &Glossary) -> Self {
        let (source, target) = (glossary.source_lang, glossary.target_lang);
        Self::of(glossary, || Trie::new(source), || Trie::new(target))
    }

    /// A matcher that finds in these texts what [`Matcher::new`] finds there. It is made much quicker, and is of no
    /// use for other texts.
    pub fn only<'t, T>(glossary: &Glossary, texts: impl Fn(Lang) -> T + Sync) -> Self
    where
        T: IntoIterator<Item = (&'t str, &'t Analysis)>,
    {
        let trie = |lang| Trie::only(lang, texts(lang));
        let (source, target) = (glossary.source_lang, glossary.target_lang);
        Self::of(glossary, || trie(source), || trie(target))
    }

    /// The same for texts of one language.
    pub fn only_in<'t>(
        glossary: &Glossary,
        lang: Lang,
        texts: impl IntoIterator<Item = (&'t str, &'t Analysis)>,
    ) -> Self {
        let trie = Trie::only(lang, texts);
        let tries = if lang == glossary.source_lang {
            vec![source_trie(glossary, trie)]
        } else if lang == glossary.target_lang {
            vec![target_trie(glossary, trie)]
        } else {
            Vec::new()
        };
        Self {
            tries,
            source_lang: glossary.source_lang,
            learned: Learned::default(),
        }
    }

    fn of(
        glossary: &Glossary,
        source: impl FnOnce() -> Trie + Send,
        target: impl FnOnce() -> Trie + Send,
    ) -> Self {
        let (source, target) = rayon::join(
            || source_trie(glossary, source()),
            || target_trie(glossary, target()),
        );
        Self {
            tries: vec![source, target],
            source_lang: glossary.source_lang,
            learned: Learned::default(),
        }
    }

    /// A scanner over the matcher: it remembers the words that it and those before it have seen.
    pub fn scanner(&self) -> Scanner<'_> {
        Scanner::new(self)
    }

    /// Whether `lang` is the language of the `source` forms.
    pub fn is_source(&self, lang: Lang) -> bool {
        self.source_lang == lang
    }
}

/// The entries of an identifier or a term: those whose id it is, else those of which it is a form, in either
/// language.
pub fn find<'g>(glossary: &'g Glossary, term: &str) -> Vec<&'g Entry> {
    if let Some(entry) = glossary.entry(term) {
        return vec![entry];
    }
    let matcher = Matcher::new(glossary);
    let mut scanner = matcher.scanner();
    let mut found: Vec<usize> = Vec::new();
    for lang in [glossary.source_lang, glossary.target_lang] {
        let analysis = Analysis::new(term, lang, &[]);
        let words = analysis.tokens.len();
        for hit in scanner.scan(lang, term, &analysis) {
            if hit.tokens.len() == words && !hit.derived && !found.contains(&hit.entry) {
                found.push(hit.entry);
            }
        }
    }
    found.sort_unstable();
    found
        .into_iter()
        .filter_map(|entry| glossary.entries.get(entry))
        .collect()
}

/// The text of the form that a hit found.
pub fn form_text(entry: &Entry, kind: FormKind, index: usize) -> Option<&Text> {
    match kind {
        FormKind::Source => entry.source.get(index).or_else(|| {
            entry
                .source_forms
                .get(index.checked_sub(entry.source.len())?)
        }),
        FormKind::Preferred => Some(&entry.target),
        FormKind::Admitted => entry.admitted.get(index),
        FormKind::Abbreviation => entry.abbreviation.as_ref(),
        FormKind::Short => entry.short_forms.get(index),
        FormKind::Forbidden => entry.forbidden.get(index).map(|forbidden| &forbidden.text),
    }
}

fn source_trie(glossary: &Glossary, mut trie: Trie) -> Trie {
    for (number, entry) in glossary.entries.iter().enumerate() {
        for (index, text) in entry.source.iter().chain(&entry.source_forms).enumerate() {
            trie.add(entry, number as u32, text, FormKind::Source, index, false);
        }
    }
    trie
}

fn target_trie(glossary: &Glossary, mut trie: Trie) -> Trie {
    let lang = glossary.target_lang;
    for (number, entry) in glossary.entries.iter().enumerate() {
        let number = number as u32;
        trie.add(entry, number, &entry.target, FormKind::Preferred, 0, false);
        for (index, text) in entry.admitted.iter().enumerate() {
            trie.add(entry, number, text, FormKind::Admitted, index, false);
        }
        if let Some(text) = &entry.abbreviation {
            trie.add(entry, number, text, FormKind::Abbreviation, 0, false);
        }
        for (index, text) in entry.short_forms.iter().enumerate() {
            trie.add(entry, number, text, FormKind::Short, index, false);
        }
        // Where a fine form differs from a forbidden one in spelling alone, only that spelling is forbidden.
        let fine: LazyCell<Set<String>, _> =
            LazyCell::new(|| fine_forms(entry).map(|text| key(lang, text)).collect());
        for (index, forbidden) in entry.forbidden.iter().enumerate() {
            if trie.rules_out(entry, &forbidden.text) {
                continue;
            }
            let exact = fine.contains(&key(lang, &forbidden.text));
            let kind = FormKind::Forbidden;
            trie.add(entry, number, &forbidden.text, kind, index, exact);
        }
    }
    trie
}
