//! Word translations: built in, the user's, learned.
//!
//! A lexicon is a bilingual word list between two languages. Built-in entries are the tables in `data/`
//! (part of speech, forms, plurals, translations); the user's come from files that `lexicon train` writes.
//! A look-up takes a word as it stands in a text, strips the least affixes that hit, and gives the keys of
//! its translations; the words of the other language have keys of their own, and two words translate each
//! other where they share one.

mod builtin;
mod contraries;
mod file;
mod pos;
mod table;
pub mod train;

pub use builtin::builtin;
pub use contraries::{Class, Contraries, Contrary, Scope, Value};
pub use file::LexiconError;
pub use pos::PartOfSpeech;

use crate::lang::{self, Analysis, Lang, Reading};
use crate::text::{Memo, Remembered, Set, Side};
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;
use table::{Builder, Row, Spelling, Table};

/// Number of a translation key: what the two languages' words have in common.
pub type Key = u32;

/// An entry: one part of speech with its translations.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Part of speech.
    pub pos: PartOfSpeech,
    /// Translations as keys, the most usual first.
    pub keys: &'a [Key],
    /// How far the translations are trusted, 0 to 1: 1 for hand-written ones.
    pub trust: f32,
    table: &'a Table,
    forms: &'a [u32],
    lemmas: usize,
}

impl<'a> Entry<'a> {
    /// Its single-word head forms as the data spells them, plurals last.
    pub fn forms(self) -> impl ExactSizeIterator<Item = &'a str> {
        self.forms.iter().map(move |form| self.table.string(*form))
    }

    /// The forms that are not plurals: the lemma first, then its feminine, variants and, of a verb, its stems.
    pub fn lemmas(self) -> impl ExactSizeIterator<Item = &'a str> {
        self.forms().take(self.lemmas)
    }

    /// The plurals that rules can't derive.
    pub fn plurals(self) -> impl ExactSizeIterator<Item = &'a str> {
        self.forms().skip(self.lemmas)
    }

    /// Whether the two are one entry of one lexicon.
    pub fn is(self, other: Self) -> bool {
        std::ptr::eq(self.table, other.table) && std::ptr::eq(self.keys, other.keys)
    }
}

/// A word found in the lexicon.
#[derive(Clone, Debug)]
pub struct Hit<'a> {
    /// The reading that hit.
    pub reading: Reading,
    /// Its entries.
    pub entries: Vec<Entry<'a>>,
}

/// Word translations between two languages.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// The language of the head words.
    pub from: Lang,
    /// The language of the translations.
    pub to: Lang,
    table: Table,
    /// Groups of names that may stand for each other, as they are written: one a line, names separated by commas.
    metonyms: &'static str,
    /// The keys of each group, made when they are asked for.
    groups: OnceLock<Vec<Vec<Key>>>,
    /// The keys of the places among their names, likewise.
    listed: OnceLock<Set<Key>>,
    /// Words of closed classes, as they are written, and read when they are asked for.
    contrary_table: &'static str,
    contraries: OnceLock<Contraries>,
    /// The same of their names, each by itself.
    names: OnceLock<Vec<Vec<Vec<Key>>>>,
    /// What look-ups of head words found, and of words of the second language.
    found: Memo<Option<Found>>,
    senses: Memo<Senses>,
    uses: Memo<Uses>,
    /// What run-together words are made of.
    pieces: Memo<Option<Box<[Box<str>]>>>,
    /// The phrases that a word may open.
    openers: Memo<Box<[u32]>>,
}

/// What it holds, whatever look-ups it remembers.
impl Hash for Lexicon {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let own = (self.from, self.to, &self.table);
        (own, self.metonyms, self.contrary_table).hash(state);
    }
}

/// Words of each language whose look-ups are remembered, at most.
const MOST_WORDS: usize = 200_000;

/// The reading of a word that is in the table, and its entries.
#[derive(Debug)]
struct Found {
    reading: Reading,
    entries: Box<[u32]>,
}

/// What a head word may mean.
#[derive(Clone, Debug, Default)]
pub struct Senses {
    /// The keys of its translations with how far each is trusted, those of one entry after those of the other.
    pub keys: Box<[(Key, f32)]>,
    /// The parts of speech of its entries, each once.
    pub parts: Box<[PartOfSpeech]>,
}

/// What a word of the second language is a translation of.
#[derive(Clone, Debug, Default)]
pub struct Uses {
    /// Its keys: of the word itself and of each of its readings.
    pub keys: Box<[Key]>,
    /// The parts of speech of the entries it stands in, each once.
    pub parts: Box<[PartOfSpeech]>,
    /// Number of these entries.
    pub entries: usize,
}

/// The languages of a lexicon, for building its table.
struct Languages {
    from: Lang,
    to: Lang,
}

impl Spelling for Languages {
    fn head(&self, word: &str) -> String {
        self.from.fold(word)
    }

    fn word(&self, word: &str) -> String {
        self.to.fold(word)
    }

    fn standard<'w>(&self, folded: &'w str) -> &'w str {
        self.to.standard(folded)
    }

    fn is_stop_word(&self, folded: &str) -> bool {
        self.to.is_stop_word(folded)
    }

    fn is_foreign(&self, c: char) -> bool {
        lang::is_letter(c) && !self.from.is_letter(c)
    }

    fn name(&self) -> &'static str {
        self.from.name()
    }
}

/// Reads a lexicon file.
///
/// # Errors
/// Every line that can't be read.
pub fn read(file: &str, table: &str, from: Lang, to: Lang) -> Result<Lexicon, Vec<LexiconError>> {
    let mut builder = Builder::new(Languages { from, to });
    let errors = file::load(&mut builder, file, table);
    if errors.is_empty() {
        Ok(Lexicon::new(from, to, builder.finish()))
    } else {
        Err(errors)
    }
}

impl Lexicon {
    fn new(from: Lang, to: Lang, table: Table) -> Self {
        Self {
            from,
            to,
            table,
            metonyms: "",
            groups: OnceLock::new(),
            listed: OnceLock::new(),
            contrary_table: "",
            contraries: OnceLock::new(),
            names: OnceLock::new(),
            found: Memo::new(MOST_WORDS),
            senses: Memo::new(MOST_WORDS),
            uses: Memo::new(MOST_WORDS),
            pieces: Memo::new(MOST_WORDS / 10),
            openers: Memo::new(MOST_WORDS),
        }
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// The entries, in the order of the tables.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.at(0..self.table.len() as u32)
    }

    /// The entries of these numbers.
    fn at(&self, numbers: impl IntoIterator<Item = u32>) -> impl Iterator<Item = Entry<'_>> {
        numbers.into_iter().filter_map(|number| {
            let Row {
                pos,
                trust,
                keys,
                forms,
                lemmas,
            } = self.table.row(number)?;
            let table = &self.table;
            Some(Entry {
                pos,
                keys,
                trust,
                table,
                forms,
                lemmas,
            })
        })
    }

    /// Whether it has no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of distinct head forms.
    pub fn forms(&self) -> usize {
        self.table.heads() + self.table.phrases()
    }

    /// A head word as it stands in a text, folded: the least stripping that hits.
    pub fn find(&self, folded: &str) -> Option<Hit<'_>> {
        let found = self.found(folded);
        let found = found.as_ref()?;
        Some(Hit {
            reading: found.reading.clone(),
            entries: self.at(found.entries.iter().copied()).collect(),
        })
    }

    /// Whether [`Lexicon::find`] finds a head word.
    pub fn has(&self, folded: &str) -> bool {
        self.found(folded).is_some()
    }

    fn found(&self, folded: &str) -> Remembered<'_, Option<Found>> {
        self.found.get(folded, || self.search(folded))
    }

    fn search(&self, folded: &str) -> Option<Found> {
        let hit = |reading: Reading| {
            let entries = self.table.entries_of(&reading.base);
            (!entries.is_empty()).then(|| Found {
                reading,
                entries: entries.into(),
            })
        };
        // The word itself comes first, and is there so often that its other readings are better not made before.
        let own = self.from.standard(folded);
        if self.table.has_head(own) {
            return hit(Reading {
                base: own.to_owned(),
                prefix: "",
                suffix: "",
                cost: 0,
            });
        }
        self.from.readings(folded).into_iter().find_map(hit)
    }

    /// What a head word may mean, as it stands in a text, folded: the least stripping that hits. No sense where none
    /// does.
    pub fn senses(&self, folded: &str) -> Remembered<'_, Senses> {
        self.senses.get(folded, || {
            let found = self.found(folded);
            let entries = found.iter().flat_map(|found| found.entries.iter().copied());
            senses_of(self.at(entries))
        })
    }

    /// The keys of what a head word may mean, or of what the words mean that it is run together of.
    pub fn keys_within(&self, folded: &str) -> Vec<Key> {
        let own = self.senses(folded);
        if !own.keys.is_empty() {
            return own.keys.iter().map(|(key, _)| *key).collect();
        }
        let pieces = self.split(folded);
        let senses = pieces
            .iter()
            .flat_map(|pieces| pieces.iter())
            .map(|piece| self.senses(piece));
        senses
            .flat_map(|senses| {
                senses
                    .keys
                    .iter()
                    .map(|(key, _)| *key)
                    .collect::<Vec<Key>>()
            })
            .collect()
    }

    /// What the phrase means that starts at the first of these folded words, where one does.
    pub fn phrase_senses(&self, words: &[&str]) -> Option<Senses> {
        let (_, entry) = self.phrase(words)?;
        Some(senses_of([entry]))
    }

    /// The entries of a folded head word as it stands in the lexicon, as a lemma or a plural.
    pub fn entries_of(&self, folded: &str) -> impl Iterator<Item = Entry<'_>> {
        self.at(self.table.entries_of(folded).iter().copied())
    }

    /// The entries that have a key among their translations.
    pub fn entries_with(&self, key: Key) -> impl Iterator<Item = Entry<'_>> {
        self.at(self.table.entries_with(key).iter().copied())
    }

    /// Whether two entries have a translation in common, be it in another number.
    pub fn share_sense(&self, a: Entry<'_>, b: Entry<'_>) -> bool {
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
        self.table.has_head(folded)
    }

    /// Keys of a folded word of the second language: of the word itself and of each of its readings.
    pub fn keys_of(&self, folded: &str) -> Vec<Key> {
        self.uses(folded).keys.to_vec()
    }

    /// What a folded word of the second language is a translation of.
    pub fn uses(&self, folded: &str) -> Remembered<'_, Uses> {
        self.uses.get(folded, || {
            let mut keys: Vec<Key> = Vec::new();
            for reading in self.to.readings(folded) {
                if let Some(key) = self.table.key(&reading.base)
                    && !keys.contains(&key)
                {
                    keys.push(key);
                }
            }
            let parts = keys
                .iter()
                .fold(0, |bits, key| bits | self.table.key_pos(*key));
            let entries = keys.iter().map(|key| self.table.entries_with(*key).len());
            Uses {
                parts: parts_of(parts).collect(),
                entries: entries.sum(),
                keys: keys.into(),
            }
        })
    }

    /// Whether the folded word of the second language is a translation as it stands.
    pub fn is_key(&self, folded: &str) -> bool {
        self.table.key(folded).is_some()
    }

    /// The key of a folded word of the second language, where it is a translation in any standard of spelling.
    pub fn key(&self, folded: &str) -> Option<Key> {
        self.table.key(self.to.standard(folded))
    }

    /// How often two or three letters follow each other in the translations, two only where a third follows; a space
    /// is the end of a word.
    pub fn frequency(&self, letters: &str) -> u32 {
        self.table.frequency(letters)
    }

    /// The groups of names that may stand for each other (a country and its capital). Names that no entry has are
    /// left out.
    fn groups(&self) -> &[Vec<Key>] {
        self.groups.get_or_init(|| {
            let lines = self.metonyms.lines().filter(|line| !line.starts_with('#'));
            let groups = lines.map(|line| {
                let mut group: Vec<Key> = line
                    .split([',', ' '])
                    .flat_map(|word| self.keys_of(&self.to.fold(word)))
                    .filter(|key| self.is_proper(*key))
                    .collect();
                group.sort_unstable();
                group.dedup();
                group
            });
            groups.filter(|group| !group.is_empty()).collect()
        })
    }

    /// Its classes of words that exclude each other.
    pub fn contraries(&self) -> &Contraries {
        self.contraries
            .get_or_init(|| Contraries::read(self.contrary_table, self.from, self.to).0)
    }

    /// The words of such classes in a text of one of its languages, in order.
    pub fn contraries_in(&self, lang: Lang, text: &str, analysis: &Analysis) -> Vec<Contrary> {
        let side = if lang == self.from {
            Side::Source
        } else {
            Side::Target
        };
        self.contraries().find(self, side, text, analysis)
    }

    /// Whether a key is a translation of names and of nothing else.
    pub fn is_name_only(&self, key: Key) -> bool {
        let mut parts = self.pos_of(key).peekable();
        parts.peek().is_some() && parts.all(|pos| pos.is_name() || pos == PartOfSpeech::Nationality)
    }

    /// Whether a key is a translation of names only, or the name of a place that the table of groups lists: Ghana is
    /// in the name of a currency too, Egypt in a part of it that is no place of its own.
    fn is_proper(&self, key: Key) -> bool {
        /// Shorter ones are abbreviations, which may be other words (US, IS).
        const LEAST: usize = 4;
        let listed = self.listed.get_or_init(|| {
            let lines = self.metonyms.lines().filter(|line| !line.starts_with('#'));
            lines
                .flat_map(|line| line.split(','))
                .filter(|name| name.chars().count() >= LEAST && !name.contains(' '))
                .filter_map(|name| self.key(&self.to.fold(name)))
                .filter(|key| self.pos_of(*key).any(|pos| pos == PartOfSpeech::Place))
                .collect()
        });
        self.is_name_only(key) || listed.contains(&key)
    }

    /// Whether one of these is in a group of names that may stand for each other, as countries are.
    pub fn has_stand_ins(&self, keys: &[Key]) -> bool {
        self.groups()
            .iter()
            .any(|group| group.iter().any(|key| keys.contains(key)))
    }

    /// The names that may stand for one of these: translations of the same entries, and names of the same groups
    /// with theirs.
    pub fn stand_ins(&self, keys: &[Key]) -> Vec<Key> {
        let mut all: Vec<Key> = keys.to_vec();
        for group in self.groups() {
            if group.iter().any(|key| keys.contains(key)) {
                all.extend(group);
            }
        }
        let seeds = all.clone();
        for entry in seeds.iter().flat_map(|key| self.entries_with(*key)) {
            if entry.pos.is_name() || entry.pos == PartOfSpeech::Nationality {
                all.extend(entry.keys.iter().filter(|key| self.is_proper(**key)));
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The names that may stand for a name of the second language, as the keys of their words.
    pub fn metonyms(&self, name: &str) -> Vec<Vec<Key>> {
        let own = self.keys_of_name(name);
        let groups = self.names.get_or_init(|| {
            let lines = self.metonyms.lines().filter(|line| !line.starts_with('#'));
            let groups = lines.map(|line| line.split(',').map(|name| self.keys_of_name(name)));
            groups
                .map(|group| group.filter(|keys| !keys.is_empty()).collect())
                .collect()
        });
        let mut out: Vec<Vec<Key>> = groups
            .iter()
            .filter(|group| !own.is_empty() && group.contains(&own))
            .flatten()
            .filter(|keys| **keys != own)
            .cloned()
            .collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The keys of a name's words with content, in their order; none where a word has no key.
    pub fn keys_of_name(&self, name: &str) -> Vec<Key> {
        let words =
            name.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | '.')));
        let words = words.filter(|word| !word.is_empty());
        let folded = words.map(|word| self.to.fold(word));
        let keys: Option<Vec<Key>> = folded
            .filter(|word| !self.to.is_stop_word(word))
            .map(|word| self.key(&word))
            .collect();
        keys.unwrap_or_default()
    }

    /// Parts of speech of the entries that a key is a translation in.
    pub fn pos_of(&self, key: Key) -> impl Iterator<Item = PartOfSpeech> + '_ {
        parts_of(self.table.key_pos(key))
    }

    /// The spelling of a key in the data.
    pub fn spelling(&self, key: Key) -> &str {
        self.table.spelling(key)
    }

    /// The phrase that starts at the first of these folded words: its length in words and its entry.
    /// The first word may carry affixes; the others stand as they are listed, with or without theirs.
    pub fn phrase(&self, words: &[&str]) -> Option<(usize, Entry<'_>)> {
        let [first, second, ..] = words else {
            return None;
        };
        let second = self.table.second(second)?;
        let openers = self.openers.get(first, || {
            let mut openers = self.table.phrases_of(first).to_vec();
            for reading in self.from.unended(first) {
                openers.extend(self.table.phrases_of(&reading.base));
            }
            openers.into()
        });
        let mut best: Option<(usize, u32)> = None;
        for (entry, listed) in openers
            .iter()
            .filter_map(|phrase| self.table.phrase(*phrase))
        {
            let length = listed.len();
            // Of most phrases that a word may open, the next word is another one: a string has one number.
            if listed.get(1).is_some_and(|listed| *listed != second)
                || length > words.len()
                || best.is_some_and(|(known, _)| length <= known)
            {
                continue;
            }
            let mut rest = listed.iter().zip(words).skip(2);
            if rest.all(|(listed, word)| self.table.string(*listed) == *word) {
                best = Some((length, entry));
            }
        }
        let (length, entry) = best?;
        Some((length, self.at([entry]).next()?))
    }

    /// Letters of the shortest word that is looked at for being run together.
    pub const SHORTEST_RUN: usize = 11;

    /// The words that a run-together word is made of, most of them in the lexicon; none where it doesn't come apart.
    /// Real files have such words where a line break or a space was lost.
    pub fn split(&self, folded: &str) -> Remembered<'_, Option<Box<[Box<str>]>>> {
        self.pieces.get(folded, || self.take_apart(folded))
    }

    /// The cheapest way through the word: a known piece costs 1 and a quarter for each affix of it, and a quarter more
    /// if it has three letters, for those are found by chance; one that is not known (a name) costs 1.5 and a quarter
    /// for each letter. A word that costs more than a third of a point a letter is not run together.
    fn take_apart(&self, folded: &str) -> Option<Box<[Box<str>]>> {
        const LONGEST_RUN: usize = 400;
        const LONGEST: usize = 12;
        let places: Vec<usize> = folded
            .char_indices()
            .map(|(at, _)| at)
            .chain([folded.len()])
            .collect();
        let count = places.len() - 1;
        if !(Self::SHORTEST_RUN..=LONGEST_RUN).contains(&count) {
            return None;
        }
        // By end: cost, start of the last piece, whether that is known; two unknown pieces never follow each other.
        let mut best: Vec<Option<(f64, usize, bool)>> = vec![None; count + 1];
        best[0] = Some((0.0, 0, true));
        for end in 2..=count {
            for start in end.saturating_sub(LONGEST)..=(end - 2) {
                let Some((before, _, known_before)) = best[start] else {
                    continue;
                };
                let piece = &folded[places[start]..places[end]];
                let letters = end - start;
                if letters == 2 && !self.from.is_stop_word(piece) {
                    continue;
                }
                let (cost, known) = match self.search(piece) {
                    Some(found) => {
                        let chance = if letters == 3 { 0.25 } else { 0.0 };
                        (1.0 + chance + 0.25 * f64::from(found.reading.cost), true)
                    }
                    None if known_before && letters > 2 => (1.5 + 0.25 * letters as f64, false),
                    None => continue,
                };
                let cost = before + cost;
                if best[end].is_none_or(|(least, ..)| cost < least) {
                    best[end] = Some((cost, start, known));
                }
            }
        }
        let (cost, ..) = best[count]?;
        if cost > count as f64 / 3.0 {
            return None;
        }
        let mut pieces: Vec<Box<str>> = Vec::new();
        let mut end = count;
        while end > 0 {
            let (_, start, _) = best[end]?;
            pieces.push(folded[places[start]..places[end]].into());
            end = start;
        }
        pieces.reverse();
        (pieces.len() > 1).then(|| pieces.into())
    }
}

/// The parts of speech whose bits are set.
fn parts_of(bits: u32) -> impl Iterator<Item = PartOfSpeech> {
    PartOfSpeech::ALL
        .iter()
        .copied()
        .filter(move |pos| bits & pos.bit() != 0)
}

fn senses_of<'a>(entries: impl IntoIterator<Item = Entry<'a>>) -> Senses {
    let mut parts = 0;
    let mut keys = Vec::new();
    for entry in entries {
        parts |= entry.pos.bit();
        keys.extend(entry.keys.iter().map(|key| (*key, entry.trust)));
    }
    Senses {
        keys: keys.into(),
        parts: parts_of(parts).collect(),
    }
}
