//! Word translations: built in, the user's, learned.
//!
//! A lexicon is a bilingual word list between two languages. Built-in entries are the tables in `data/`
//! (part of speech, forms, plurals, translations); the user's come from files that `lexicon train` writes.
//! A look-up takes a word as it stands in a text, strips the least affixes that hit, and gives the keys of
//! its translations; the words of the other language have keys of their own, and two words translate each
//! other where they share one.

mod builtin;
mod file;
pub mod train;

pub use builtin::builtin;
pub use file::{LexiconError, read};

use crate::lang::{Lang, Reading};
use crate::text::Map;

/// Part of speech of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PartOfSpeech {
    /// Noun.
    Noun,
    /// Verb.
    Verb,
    /// Adjective.
    Adjective,
    /// Adverb.
    Adverb,
    /// Preposition, conjunction, pronoun, particle.
    Function,
    /// Number word.
    Number,
    /// Name of a place.
    Place,
    /// Nationality or belonging to a place or group.
    Nationality,
    /// Given name.
    GivenName,
    /// Family name.
    FamilyName,
    /// Other proper name.
    Name,
    /// Month or weekday.
    Date,
    /// Currency or unit.
    Unit,
    /// Learned, so unknown.
    Unknown,
}

impl PartOfSpeech {
    const CODES: &'static [(&'static str, PartOfSpeech)] = &[
        ("n", PartOfSpeech::Noun),
        ("v", PartOfSpeech::Verb),
        ("adj", PartOfSpeech::Adjective),
        ("adv", PartOfSpeech::Adverb),
        ("prep", PartOfSpeech::Function),
        ("conj", PartOfSpeech::Function),
        ("pron", PartOfSpeech::Function),
        ("part", PartOfSpeech::Function),
        ("num", PartOfSpeech::Number),
        ("place", PartOfSpeech::Place),
        ("nat", PartOfSpeech::Nationality),
        ("given", PartOfSpeech::GivenName),
        ("fam", PartOfSpeech::FamilyName),
        ("name", PartOfSpeech::Name),
        ("month", PartOfSpeech::Date),
        ("day", PartOfSpeech::Date),
        ("cur", PartOfSpeech::Unit),
        ("unit", PartOfSpeech::Unit),
        ("?", PartOfSpeech::Unknown),
    ];

    fn parse(code: &str) -> Option<Self> {
        Self::CODES
            .iter()
            .find(|(known, _)| *known == code)
            .map(|(_, pos)| *pos)
    }

    const ALL: &'static [PartOfSpeech] = &[
        PartOfSpeech::Noun,
        PartOfSpeech::Verb,
        PartOfSpeech::Adjective,
        PartOfSpeech::Adverb,
        PartOfSpeech::Function,
        PartOfSpeech::Number,
        PartOfSpeech::Place,
        PartOfSpeech::Nationality,
        PartOfSpeech::GivenName,
        PartOfSpeech::FamilyName,
        PartOfSpeech::Name,
        PartOfSpeech::Date,
        PartOfSpeech::Unit,
        PartOfSpeech::Unknown,
    ];

    fn bit(self) -> u16 {
        1 << (self as u16)
    }

    /// Whether the word names somebody or something: its translation is a transliteration or a fixed name.
    pub fn is_name(self) -> bool {
        matches!(
            self,
            PartOfSpeech::Place
                | PartOfSpeech::GivenName
                | PartOfSpeech::FamilyName
                | PartOfSpeech::Name
        )
    }
}

/// Number of a translation key: what the two languages' words have in common.
pub type Key = u32;

/// An entry: one part of speech with its translations.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Part of speech.
    pub pos: PartOfSpeech,
    /// Translations as keys, the most usual first.
    pub keys: Vec<Key>,
    /// How far the translations are trusted, 0 to 1: 1 for hand-written ones.
    pub trust: f32,
    /// Its single-word head forms as the data spells them, plurals last.
    pub forms: Vec<Box<str>>,
    /// How many of the forms are not plurals.
    pub lemmas: usize,
}

impl Entry {
    /// The forms that are not plurals: the lemma first, then its feminine, variants and, of a verb, its stems.
    pub fn lemmas(&self) -> &[Box<str>] {
        self.forms.get(..self.lemmas).unwrap_or_default()
    }

    /// The plurals that rules can't derive.
    pub fn plurals(&self) -> &[Box<str>] {
        self.forms.get(self.lemmas..).unwrap_or_default()
    }
}

/// A word found in the lexicon.
#[derive(Clone, Debug)]
pub struct Hit<'a> {
    /// The reading that hit.
    pub reading: Reading,
    /// Its entries.
    pub entries: Vec<&'a Entry>,
}

/// A phrase of several words and its entry.
#[derive(Clone, Debug)]
struct Phrase {
    words: Vec<Box<str>>,
    entry: u32,
}

/// Word translations between two languages.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// The language of the head words.
    pub from: Lang,
    /// The language of the translations.
    pub to: Lang,
    entries: Vec<Entry>,
    heads: Map<Box<str>, Vec<u32>>,
    phrases: Map<Box<str>, Vec<Phrase>>,
    keys: Map<Box<str>, Key>,
    /// Spelling of each key as the data wrote it (names keep their capitals).
    spellings: Vec<Box<str>>,
    /// Parts of speech of the entries of each key, a bit each.
    key_pos: Vec<u16>,
    /// Names that may stand for each other.
    metonyms: Vec<Vec<Key>>,
}

impl Lexicon {
    /// An empty lexicon from one language to another.
    pub fn new(from: Lang, to: Lang) -> Self {
        Self {
            from,
            to,
            entries: Vec::new(),
            heads: Map::default(),
            phrases: Map::default(),
            keys: Map::default(),
            spellings: Vec::new(),
            key_pos: Vec::new(),
            metonyms: Vec::new(),
        }
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The entries, in the order of the tables.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    /// Whether it has no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Number of distinct head forms.
    pub fn forms(&self) -> usize {
        self.heads.len() + self.phrases.values().map(Vec::len).sum::<usize>()
    }

    /// Adds an entry: head forms and plurals in the first language, translations in the second.
    pub fn add(
        &mut self,
        pos: PartOfSpeech,
        lemmas: impl IntoIterator<Item = impl AsRef<str>>,
        plurals: impl IntoIterator<Item = impl AsRef<str>>,
        translations: impl IntoIterator<Item = impl AsRef<str>>,
        trust: f32,
    ) {
        let mut keys = Vec::new();
        for translation in translations {
            self.translation_keys(translation.as_ref(), &mut keys);
        }
        if keys.is_empty() {
            return;
        }
        for key in &keys {
            let slot = *key as usize;
            if self.key_pos.len() <= slot {
                self.key_pos.resize(slot + 1, 0);
            }
            self.key_pos[slot] |= pos.bit();
        }
        let entry = self.entries.len() as u32;
        let lemmas = lemmas
            .into_iter()
            .map(|form| (form.as_ref().to_owned(), false));
        let plurals = plurals
            .into_iter()
            .map(|form| (form.as_ref().to_owned(), true));
        let mut forms: Vec<Box<str>> = Vec::new();
        let mut singular = 0;
        for (form, is_plural) in lemmas.chain(plurals) {
            if !form.contains([' ', '-']) {
                singular += usize::from(!is_plural);
                forms.push(form.as_str().into());
            }
            let words: Vec<Box<str>> = form
                .split([' ', '-'])
                .filter(|word| !word.is_empty())
                .map(|word| self.from.fold(word).into())
                .collect();
            match words.len() {
                0 => {}
                1 => {
                    let heads = self.heads.entry(words[0].clone()).or_default();
                    if heads.last() != Some(&entry) {
                        heads.push(entry);
                    }
                }
                _ => self
                    .phrases
                    .entry(words[0].clone())
                    .or_default()
                    .push(Phrase { words, entry }),
            }
        }
        self.entries.push(Entry {
            pos,
            keys,
            trust,
            forms,
            lemmas: singular,
        });
    }

    /// The keys of a translation: of a single word its base, of a phrase each word with content.
    fn translation_keys(&mut self, translation: &str, keys: &mut Vec<Key>) {
        let words: Vec<&str> = translation
            .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '\u{2019}' || c == '.'))
            .filter(|word| !word.is_empty())
            .collect();
        let several = words.len() > 1;
        for word in words {
            let folded = self.to.fold(word);
            if several && self.to.is_stop_word(&folded) {
                continue;
            }
            let key = self.key_of(&folded, word);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }

    fn key_of(&mut self, folded: &str, spelling: &str) -> Key {
        let base = self.to.standard(folded);
        if let Some(key) = self.keys.get(base) {
            return *key;
        }
        let key = self.spellings.len() as Key;
        self.keys.insert(base.into(), key);
        self.spellings.push(spelling.into());
        key
    }

    /// A head word as it stands in a text, folded: the least stripping that hits.
    pub fn find(&self, folded: &str) -> Option<Hit<'_>> {
        for reading in self.from.readings(folded) {
            if let Some(entries) = self.heads.get(reading.base.as_str()) {
                let entries = entries
                    .iter()
                    .map(|entry| &self.entries[*entry as usize])
                    .collect();
                return Some(Hit { reading, entries });
            }
        }
        None
    }

    /// The entries of a folded head word as it stands in the lexicon, as a lemma or a plural.
    pub fn entries_of(&self, folded: &str) -> impl Iterator<Item = &Entry> {
        self.heads
            .get(folded)
            .into_iter()
            .flatten()
            .filter_map(|entry| self.entries.get(*entry as usize))
    }

    /// Whether two entries have a translation in common, be it in another number.
    pub fn share_sense(&self, a: &Entry, b: &Entry) -> bool {
        a.keys.iter().any(|key| {
            b.keys.contains(key)
                || self
                    .keys_of(&self.to.fold(self.spelling(*key)))
                    .iter()
                    .any(|other| b.keys.contains(other))
        })
    }

    /// Whether the folded head word stands in the lexicon as it is.
    pub fn has_head(&self, folded: &str) -> bool {
        self.heads.contains_key(folded)
    }

    /// Keys of a folded word of the second language: of the word itself and of each of its readings.
    pub fn keys_of(&self, folded: &str) -> Vec<Key> {
        let mut keys = Vec::new();
        for reading in self.to.readings(folded) {
            if let Some(key) = self.keys.get(reading.base.as_str())
                && !keys.contains(key)
            {
                keys.push(*key);
            }
        }
        keys
    }

    /// Whether the folded word of the second language is a translation as it stands.
    pub fn is_key(&self, folded: &str) -> bool {
        self.keys.contains_key(folded)
    }

    /// Adds groups of names that may stand for each other (a country and its capital): one a line, separated by
    /// commas; lines that start with `#` are comments. Names that no entry has are left out.
    pub fn add_metonyms(&mut self, table: &str) {
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut group: Vec<Key> = line
                .split([',', ' '])
                .flat_map(|word| self.keys_of(&self.to.fold(word)))
                .filter(|key| self.is_name_only(*key))
                .collect();
            group.sort_unstable();
            group.dedup();
            if group.len() > 1 {
                self.metonyms.push(group);
            }
        }
    }

    /// Whether a key is a translation of names and of nothing else.
    pub fn is_name_only(&self, key: Key) -> bool {
        let mut parts = self.pos_of(key).peekable();
        parts.peek().is_some() && parts.all(|pos| pos.is_name() || pos == PartOfSpeech::Nationality)
    }

    /// The names that may stand for one of these: translations of the same entries, and names of the same groups
    /// with theirs.
    pub fn stand_ins(&self, keys: &[Key]) -> Vec<Key> {
        let mut all: Vec<Key> = keys.to_vec();
        for group in &self.metonyms {
            if group.iter().any(|key| keys.contains(key)) {
                all.extend(group);
            }
        }
        let seeds = all.clone();
        for entry in &self.entries {
            let name = entry.pos.is_name() || entry.pos == PartOfSpeech::Nationality;
            if name && entry.keys.iter().any(|key| seeds.contains(key)) {
                all.extend(entry.keys.iter().filter(|key| self.is_name_only(**key)));
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Parts of speech of the entries that a key is a translation in.
    pub fn pos_of(&self, key: Key) -> impl Iterator<Item = PartOfSpeech> + '_ {
        let bits = self.key_pos.get(key as usize).copied().unwrap_or(0);
        PartOfSpeech::ALL
            .iter()
            .copied()
            .filter(move |pos| bits & pos.bit() != 0)
    }

    /// The spelling of a key in the data.
    pub fn spelling(&self, key: Key) -> &str {
        self.spellings
            .get(key as usize)
            .map_or("", |spelling| spelling)
    }

    /// The phrase that starts at the first of these folded words: its length in words and its entry.
    /// The first word may carry affixes; the others stand as they are listed, with or without theirs.
    pub fn phrase(&self, words: &[&str]) -> Option<(usize, &Entry)> {
        let first = words.first()?;
        let mut best: Option<(usize, &Entry)> = None;
        if self.phrases.is_empty() {
            return None;
        }
        let mut consider = |base: &str| {
            for phrase in self.phrases.get(base).into_iter().flatten() {
                let length = phrase.words.len();
                let hits = length <= words.len()
                    && phrase.words[1..]
                        .iter()
                        .zip(&words[1..length])
                        .all(|(listed, word)| listed.as_ref() == *word);
                if hits && best.is_none_or(|(known, _)| length > known) {
                    best = Some((length, &self.entries[phrase.entry as usize]));
                }
            }
        };
        consider(first);
        for reading in self.from.unended(first) {
            consider(&reading.base);
        }
        best
    }

    /// The words a run-together word is made of, each in the lexicon; none where it doesn't come apart.
    /// Real files have such words where a line break or a space was lost.
    pub fn split(&self, folded: &str) -> Option<Vec<String>> {
        let letters: Vec<usize> = folded
            .char_indices()
            .map(|(at, _)| at)
            .chain([folded.len()])
            .collect();
        let count = letters.len() - 1;
        if !(11..=120).contains(&count) {
            return None;
        }
        // Fewest pieces, each at least three letters, the last affixes of the piece counted as half a piece.
        let mut best: Vec<Option<(f64, usize)>> = vec![None; count + 1];
        best[0] = Some((0.0, 0));
        for end in 3..=count {
            for start in end.saturating_sub(12)..=(end - 3) {
                let Some((cost, _)) = best[start] else {
                    continue;
                };
                let piece = &folded[letters[start]..letters[end]];
                let Some(hit) = self.find(piece) else {
                    continue;
                };
                let cost = cost + 1.0 + 0.25 * f64::from(hit.reading.cost);
                if best[end].is_none_or(|(known, _)| cost < known) {
                    best[end] = Some((cost, start));
                }
            }
        }
        let (cost, _) = best[count]?;
        if cost > count as f64 / 3.0 {
            return None;
        }
        let mut pieces = Vec::new();
        let mut end = count;
        while end > 0 {
            let (_, start) = best[end]?;
            pieces.push(folded[letters[start]..letters[end]].to_owned());
            end = start;
        }
        pieces.reverse();
        (pieces.len() > 1).then_some(pieces)
    }
}
