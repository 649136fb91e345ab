//! A lexicon as flat arrays.
//!
//! The build script compiles this file too: it makes of the files in `data/` the arrays that the program carries, so
//! that a start costs no reading of them. A user's lexicon is made into the same arrays when it is read.

use super::pos::PartOfSpeech;
use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

/// What building asks of the two languages.
pub trait Spelling {
    /// The normal form of a word of the first language.
    fn head(&self, word: &str) -> String;
    /// The normal form of a word of the second language.
    fn word(&self, word: &str) -> String;
    /// The standard spelling of a folded word of the second language.
    fn standard<'w>(&self, folded: &'w str) -> &'w str;
    /// Whether a folded word of the second language carries no content.
    fn is_stop_word(&self, folded: &str) -> bool;
    /// Whether a character is a letter, but none of the first language.
    fn is_foreign(&self, c: char) -> bool;
    /// English name of the first language.
    fn name(&self) -> &'static str;
}

/// Words to be looked up, and for each a list.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
struct Index {
    /// The numbers of the words, at the places that their hashes say; [`FREE`] elsewhere.
    slots: Vec<u32>,
    /// The word of each number, as a string number.
    words: Vec<u32>,
    /// Where the list of each number starts in the pool; one more than there are words.
    lists: Vec<u32>,
}

const FREE: u32 = u32::MAX;

/// The arrays.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub(super) struct Table {
    pub text: Cow<'static, str>,
    /// Where each string starts in the text; one more than there are strings.
    strings: Vec<u32>,
    /// Lists of numbers, one behind the other.
    pool: Vec<u32>,
    /// Of each entry: part of speech and number of lemmas, trust, where its keys and its forms start in the pool.
    /// The list of forms ends where the keys of the next entry start.
    entries: Vec<u32>,
    /// Head words, with their entries.
    heads: Index,
    /// First words of phrases, with their phrases.
    firsts: Index,
    /// Second words of phrases, with nothing: most words that start no phrase are told by the word after them.
    seconds: Index,
    /// Of each phrase: its entry, and where its words start in the pool; one pair more than there are phrases.
    phrases: Vec<u32>,
    /// Translation keys, with the entries that have them.
    keys: Index,
    /// Spelling of each key as the data wrote it (names keep their capitals), as a string number.
    spellings: Vec<u32>,
    /// Parts of speech of the entries of each key, a bit each.
    key_pos: Vec<u32>,
    /// Two and three letters that follow each other in translations, with how often.
    letters: Index,
}

/// What the table says of an entry.
pub(super) struct Row<'t> {
    pub pos: PartOfSpeech,
    pub trust: f32,
    pub keys: &'t [u32],
    /// String numbers of its single-word forms, plurals last.
    pub forms: &'t [u32],
    pub lemmas: usize,
}

/// Numbers of an entry in [`Table::entries`].
const ROW: usize = 4;

impl Table {
    pub fn len(&self) -> usize {
        (self.entries.len() / ROW).saturating_sub(1)
    }

    pub fn heads(&self) -> usize {
        self.heads.words.len()
    }

    pub fn phrases(&self) -> usize {
        (self.phrases.len() / 2).saturating_sub(1)
    }

    pub fn string(&self, number: u32) -> &str {
        let number = number as usize;
        let span = self.strings.get(number..number + 2);
        span.and_then(|span| self.text.get(span[0] as usize..span[1] as usize))
            .unwrap_or("")
    }

    pub fn row(&self, entry: u32) -> Option<Row<'_>> {
        let at = entry as usize * ROW;
        let row = self.entries.get(at..at + ROW + 3)?;
        Some(Row {
            pos: *PartOfSpeech::ALL.get((row[0] & 0xFF) as usize)?,
            trust: f32::from_bits(row[1]),
            keys: self.list(row[2], row[3]),
            forms: self.list(row[3], row[ROW + 2]),
            lemmas: (row[0] >> 8) as usize,
        })
    }

    fn list(&self, from: u32, to: u32) -> &[u32] {
        self.pool
            .get(from as usize..to as usize)
            .unwrap_or_default()
    }

    fn look(&self, index: &Index, word: &str) -> Option<u32> {
        let last = index.slots.len().checked_sub(1)?;
        let mut slot = hash(word) as usize & last;
        loop {
            let number = *index.slots.get(slot)?;
            let known = *index.words.get(number as usize)?;
            if self.string(known) == word {
                return Some(number);
            }
            slot = (slot + 1) & last;
        }
    }

    fn of(&self, index: &Index, number: u32) -> &[u32] {
        let number = number as usize;
        index
            .lists
            .get(number..number + 2)
            .map_or(&[], |span| self.list(span[0], span[1]))
    }

    /// The entries of a folded head word.
    pub fn entries_of(&self, head: &str) -> &[u32] {
        self.look(&self.heads, head)
            .map_or(&[], |number| self.of(&self.heads, number))
    }

    pub fn has_head(&self, head: &str) -> bool {
        self.look(&self.heads, head).is_some()
    }

    /// The key of a folded word of the second language in its standard spelling.
    pub fn key(&self, word: &str) -> Option<u32> {
        self.look(&self.keys, word)
    }

    /// The entries that have a key.
    pub fn entries_with(&self, key: u32) -> &[u32] {
        self.of(&self.keys, key)
    }

    pub fn spelling(&self, key: u32) -> &str {
        self.spellings
            .get(key as usize)
            .map_or("", |spelling| self.string(*spelling))
    }

    /// The string number of a folded word that is the second of a phrase.
    pub fn second(&self, word: &str) -> Option<u32> {
        let number = self.look(&self.seconds, word)?;
        self.seconds.words.get(number as usize).copied()
    }

    pub fn frequency(&self, letters: &str) -> u32 {
        self.look(&self.letters, letters)
            .and_then(|number| self.of(&self.letters, number).first().copied())
            .unwrap_or(0)
    }

    pub fn key_pos(&self, key: u32) -> u32 {
        self.key_pos.get(key as usize).copied().unwrap_or(0)
    }

    /// The numbers of the phrases that start with a folded word.
    pub fn phrases_of(&self, first: &str) -> &[u32] {
        self.look(&self.firsts, first)
            .map_or(&[], |number| self.of(&self.firsts, number))
    }

    /// A phrase: entry and words, as string numbers.
    pub fn phrase(&self, number: u32) -> Option<(u32, &[u32])> {
        let at = number as usize * 2;
        let row = self.phrases.get(at..at + 4)?;
        Some((row[0], self.list(row[1], row[3])))
    }

    /// The arrays of numbers, in the order in which they are written.
    pub fn parts(&mut self) -> [&mut Vec<u32>; 21] {
        [
            &mut self.strings,
            &mut self.pool,
            &mut self.entries,
            &mut self.heads.slots,
            &mut self.heads.words,
            &mut self.heads.lists,
            &mut self.firsts.slots,
            &mut self.firsts.words,
            &mut self.firsts.lists,
            &mut self.phrases,
            &mut self.keys.slots,
            &mut self.keys.words,
            &mut self.keys.lists,
            &mut self.spellings,
            &mut self.key_pos,
            &mut self.seconds.slots,
            &mut self.seconds.words,
            &mut self.seconds.lists,
            &mut self.letters.slots,
            &mut self.letters.words,
            &mut self.letters.lists,
        ]
    }

    /// A table that the build script wrote: the text, and of each array its length and its numbers.
    pub fn read(text: &'static str, mut bytes: &[u8]) -> Self {
        let mut table = Self {
            text: Cow::Borrowed(text),
            ..Self::default()
        };
        let number = |bytes: [u8; 4]| u32::from_le_bytes(bytes);
        for part in table.parts() {
            let Some((length, rest)) = bytes.split_first_chunk() else {
                break;
            };
            let (own, rest) = rest
                .split_at_checked(4 * number(*length) as usize)
                .unwrap_or((rest, &[]));
            *part = own.as_chunks().0.iter().copied().map(number).collect();
            bytes = rest;
        }
        table
    }
}

/// A hash that is the same where the table is built and where it is used.
fn hash(word: &str) -> u32 {
    let mut hash = word.len() as u64;
    let mut mix = |bytes: [u8; 8]| {
        hash = (hash ^ u64::from_le_bytes(bytes)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        hash ^= hash >> 32;
    };
    let (chunks, rest) = word.as_bytes().as_chunks();
    chunks.iter().copied().for_each(&mut mix);
    let mut last = [0; 8];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    mix(last);
    hash as u32
}

/// Takes entries one after the other and makes the table of them.
pub struct Builder<S> {
    pub(super) spelling: S,
    text: String,
    strings: HashMap<Box<str>, u32>,
    starts: Vec<u32>,
    entries: Vec<NewEntry>,
    heads: Lists,
    firsts: Lists,
    seconds: Lists,
    phrases: Vec<(u32, Vec<u32>)>,
    keys: Lists,
    spellings: Vec<u32>,
    key_pos: Vec<u32>,
}

struct NewEntry {
    pos: PartOfSpeech,
    trust: f32,
    keys: Vec<u32>,
    forms: Vec<u32>,
    lemmas: usize,
}

/// Words, each with a list, in the order in which they came.
#[derive(Default)]
struct Lists {
    numbers: HashMap<u32, u32>,
    lists: Vec<(u32, Vec<u32>)>,
}

impl Lists {
    /// The list of a word, given as a string number, with its own number.
    fn of(&mut self, word: u32) -> (u32, &mut Vec<u32>) {
        let number = match self.numbers.entry(word) {
            Slot::Occupied(slot) => *slot.get(),
            Slot::Vacant(slot) => {
                self.lists.push((word, Vec::new()));
                *slot.insert(self.lists.len() as u32 - 1)
            }
        };
        (number, &mut self.lists[number as usize].1)
    }

    fn index(self, text: &str, strings: &[u32], pool: &mut Vec<u32>) -> Index {
        let size = (self.lists.len() * 2 + 1).next_power_of_two();
        let mut index = Index {
            slots: vec![FREE; size],
            words: Vec::with_capacity(self.lists.len()),
            lists: Vec::with_capacity(self.lists.len() + 1),
        };
        for (number, (word, list)) in self.lists.into_iter().enumerate() {
            let span = strings[word as usize] as usize..strings[word as usize + 1] as usize;
            let mut slot = hash(&text[span]) as usize & (size - 1);
            while index.slots[slot] != FREE {
                slot = (slot + 1) & (size - 1);
            }
            index.slots[slot] = number as u32;
            index.words.push(word);
            index.lists.push(pool.len() as u32);
            pool.extend(list);
        }
        index.lists.push(pool.len() as u32);
        index
    }
}

impl<S: Spelling> Builder<S> {
    pub fn new(spelling: S) -> Self {
        Self {
            spelling,
            text: String::new(),
            strings: HashMap::new(),
            starts: Vec::new(),
            entries: Vec::new(),
            heads: Lists::default(),
            firsts: Lists::default(),
            seconds: Lists::default(),
            phrases: Vec::new(),
            keys: Lists::default(),
            spellings: Vec::new(),
            key_pos: Vec::new(),
        }
    }

    fn string(&mut self, text: &str) -> u32 {
        if let Some(number) = self.strings.get(text) {
            return *number;
        }
        let number = self.starts.len() as u32;
        self.starts.push(self.text.len() as u32);
        self.text.push_str(text);
        self.strings.insert(text.into(), number);
        number
    }

    /// Adds an entry: head forms and plurals in the first language, translations in the second.
    pub fn add<'f>(
        &mut self,
        pos: PartOfSpeech,
        lemmas: impl IntoIterator<Item = &'f str>,
        plurals: impl IntoIterator<Item = &'f str>,
        translations: impl IntoIterator<Item = &'f str>,
        trust: f32,
    ) {
        let entry = self.entries.len() as u32;
        let mut keys = Vec::new();
        for translation in translations {
            self.translation_keys(translation, &mut keys);
        }
        if keys.is_empty() {
            return;
        }
        for key in &keys {
            self.key_pos[*key as usize] |= pos.bit();
            self.keys.lists[*key as usize].1.push(entry);
        }
        let mut new = NewEntry {
            pos,
            trust,
            keys,
            forms: Vec::new(),
            lemmas: 0,
        };
        let lemmas = lemmas.into_iter().map(|form| (form, false));
        let plurals = plurals.into_iter().map(|form| (form, true));
        for (form, is_plural) in lemmas.chain(plurals) {
            if !form.contains([' ', '-']) {
                new.lemmas += usize::from(!is_plural);
                new.forms.push(self.string(form));
            }
            let mut words = Vec::new();
            for word in form.split([' ', '-']).filter(|word| !word.is_empty()) {
                let folded = self.spelling.head(word);
                words.push(self.string(&folded));
            }
            match *words.as_slice() {
                [] => {}
                [word] => {
                    let (_, heads) = self.heads.of(word);
                    if heads.last() != Some(&entry) {
                        heads.push(entry);
                    }
                }
                [first, second, ..] => {
                    self.seconds.of(second);
                    self.firsts.of(first).1.push(self.phrases.len() as u32);
                    self.phrases.push((entry, words));
                }
            }
        }
        self.entries.push(new);
    }

    /// The keys of a translation: of a single word its base, of a phrase each word with content.
    fn translation_keys(&mut self, translation: &str, keys: &mut Vec<u32>) {
        let words: Vec<&str> = translation
            .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '\u{2019}' || c == '.'))
            .filter(|word| !word.is_empty())
            .collect();
        for word in &words {
            let folded = self.spelling.word(word);
            if words.len() > 1 && self.spelling.is_stop_word(&folded) {
                continue;
            }
            let base = self.spelling.standard(&folded).to_owned();
            let base = self.string(&base);
            let (key, _) = self.keys.of(base);
            if key as usize == self.spellings.len() {
                let spelling = self.string(word);
                self.spellings.push(spelling);
                self.key_pos.push(0);
            }
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }

    /// How often letters follow each other in the translations of the entries.
    fn letters(&mut self) -> Lists {
        let mut letters = Lists::default();
        for key in 0..self.spellings.len() {
            let times = self.keys.lists[key].1.len() as u32;
            let spelling = self.spellings[key] as usize;
            let end = self.starts.get(spelling + 1);
            let span =
                self.starts[spelling] as usize..end.map_or(self.text.len(), |end| *end as usize);
            let word = format!(" {} ", self.spelling.word(&self.text[span]));
            let ends: Vec<usize> = word
                .char_indices()
                .map(|(at, _)| at)
                .chain([word.len()])
                .collect();
            for span in ends.windows(4) {
                for sequence in [&word[span[0]..span[3]], &word[span[0]..span[2]]] {
                    let sequence = self.string(sequence);
                    let (_, count) = letters.of(sequence);
                    match count.first_mut() {
                        Some(count) => *count += times,
                        None => count.push(times),
                    }
                }
            }
        }
        letters
    }

    pub(super) fn finish(mut self) -> Table {
        let letters = self.letters();
        self.starts.push(self.text.len() as u32);
        let mut pool = Vec::new();
        let mut entries = Vec::with_capacity((self.entries.len() + 1) * ROW);
        for entry in self.entries {
            let keys = pool.len() as u32;
            pool.extend(entry.keys);
            entries.extend([
                entry.pos as u32 | (entry.lemmas as u32) << 8,
                entry.trust.to_bits(),
                keys,
                pool.len() as u32,
            ]);
            pool.extend(entry.forms);
        }
        entries.extend([0, 0, pool.len() as u32, pool.len() as u32]);
        let mut phrases = Vec::with_capacity((self.phrases.len() + 1) * 2);
        for (entry, words) in self.phrases {
            phrases.extend([entry, pool.len() as u32]);
            pool.extend(words);
        }
        phrases.extend([FREE, pool.len() as u32]);
        let mut index = |lists: Lists| lists.index(&self.text, &self.starts, &mut pool);
        let (heads, firsts, seconds) = (index(self.heads), index(self.firsts), index(self.seconds));
        let (keys, letters) = (index(self.keys), index(letters));
        Table {
            text: Cow::Owned(self.text),
            strings: self.starts,
            pool,
            entries,
            heads,
            firsts,
            seconds,
            phrases,
            keys,
            spellings: self.spellings,
            key_pos: self.key_pos,
            letters,
        }
    }
}
