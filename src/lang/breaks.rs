//! What a language knows of where its sentences end.
//!
//! The tables are data of each language ([`BreakTables`]); [`Breaks`] is the same, ready for look-ups. The
//! rules that use them are in the room `segment`.

use crate::text::{Map, Set};

/// When the full stop of an abbreviation ends a sentence too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum After {
    /// Never: what it belongs to follows (`Mr. Smith`).
    Never,
    /// Not before digits, before anything else as every other stop (`No. 5`).
    Digits,
    /// Not before digits and Roman numerals (`Vol. II`).
    Numeral,
    /// Only before a word that opens sentences, since a name may go on after it (`Apple Inc. Chairman …`).
    Opener,
    /// As every other stop, but not before the words that belong to it (`5 p.m. GMT`).
    Tied,
}

/// A language's tables. Every list is words parted by white space, spelled as they are printed.
#[derive(Clone, Copy, Debug)]
pub struct BreakTables {
    /// Abbreviations without their last full stop.
    pub abbreviations: &'static [(After, &'static str)],
    /// Words that open a sentence where the mark before them leaves it open whether one has ended.
    pub openers: &'static str,
    /// Letters that are put before a word to join it to what stands before.
    pub joining: &'static str,
    /// Verbs that report speech, in the forms that stand beside a quotation.
    pub reporting: &'static str,
    /// Pronouns that are written at the end of those verbs.
    pub object_endings: &'static str,
    /// Words that, after a reporting verb, start what is said: the verb then belongs to a sentence of its own.
    pub clause: &'static str,
    /// Names of letters with which foreign initials are spelled out.
    pub letter_names: &'static str,
    /// Words before a letter or a number that names one of several (`vitamin C`, `Group A`, `Section 4`).
    pub labelled: &'static str,
    /// Words that count items at their head (`أولا.`).
    pub ordinals: &'static str,
    /// Words that belong to a time of the day before them ([`After::Tied`]).
    pub tied: &'static str,
    /// Names that end with a mark of their own, without it (`Yahoo`).
    pub marked_names: &'static str,
    /// Parts of names in lower case that are written with a hyphen and may open a sentence (`al-`).
    pub particles: &'static str,
    /// Words that are always written with a capital, so that it tells nothing (`I`).
    pub always_capital: &'static str,
}

/// A language's tables, ready for look-ups.
#[derive(Debug)]
pub struct Breaks {
    fold: fn(&str) -> String,
    has_case: bool,
    abbreviations: Map<String, After>,
    openers: Set<String>,
    joining: Vec<char>,
    reporting: Set<String>,
    clause: Set<String>,
    letter_names: Set<String>,
    labelled: Set<String>,
    ordinals: Set<String>,
    tied: Set<String>,
    marked_names: Set<String>,
    particles: Set<String>,
    always_capital: Set<String>,
}

impl Breaks {
    /// Makes the tables ready. `fold` brings spellings of a word together; where the language has case,
    /// abbreviations are told by it (`No.`, `no.`).
    pub fn new(tables: &BreakTables, has_case: bool, fold: fn(&str) -> String) -> Self {
        let set = |list: &str| list.split_whitespace().map(fold).collect::<Set<String>>();
        let exact = |list: &str| {
            list.split_whitespace()
                .map(str::to_owned)
                .collect::<Set<String>>()
        };
        let mut reporting = set(tables.reporting);
        for ending in tables.object_endings.split_whitespace() {
            reporting.extend(
                tables
                    .reporting
                    .split_whitespace()
                    .map(|verb| fold(&format!("{verb}{ending}"))),
            );
        }
        let mut breaks = Self {
            fold,
            has_case,
            abbreviations: Map::default(),
            openers: set(tables.openers),
            joining: tables
                .joining
                .chars()
                .filter(|c| !c.is_whitespace())
                .collect(),
            reporting,
            clause: set(tables.clause),
            letter_names: set(tables.letter_names),
            labelled: set(tables.labelled),
            ordinals: set(tables.ordinals),
            tied: set(tables.tied),
            marked_names: set(tables.marked_names),
            particles: exact(tables.particles),
            always_capital: exact(tables.always_capital),
        };
        for (after, list) in tables.abbreviations {
            for word in list.split_whitespace() {
                let key = breaks.key(word);
                breaks.abbreviations.insert(key, *after);
            }
        }
        breaks
    }

    fn key(&self, abbreviation: &str) -> String {
        if self.has_case {
            return abbreviation.to_owned();
        }
        if !abbreviation.contains('.') {
            return (self.fold)(abbreviation);
        }
        let pieces: Vec<String> = abbreviation.split('.').map(self.fold).collect();
        pieces.join(".")
    }

    /// What the full stop after `word` (written without it) means, where the word is a known abbreviation.
    pub fn abbreviation(&self, word: &str) -> Option<After> {
        self.abbreviations.get(&self.key(word)).copied()
    }

    /// Whether `word` opens a sentence. Where the language has case the caller looks for the capital.
    pub fn is_opener(&self, word: &str) -> bool {
        let folded = (self.fold)(word);
        self.openers.contains(&folded)
            || self.joining.iter().any(|joined| {
                folded
                    .strip_prefix(*joined)
                    .is_some_and(|verb| self.reporting.contains(verb))
            })
    }

    /// Whether a letter joins `word` to what stands before, and the word without it.
    pub fn joined<'a>(&self, word: &'a str) -> Option<&'a str> {
        self.joining
            .iter()
            .find_map(|joined| word.strip_prefix(*joined))
    }

    /// Whether `word` reports speech, so that after a quotation it goes on with its sentence.
    pub fn is_reporting(&self, word: &str) -> bool {
        self.reporting.contains(&(self.fold)(word))
    }

    /// Whether `word`, after a reporting verb, starts what is said.
    pub fn starts_clause(&self, word: &str) -> bool {
        self.clause.contains(&(self.fold)(word))
    }

    /// Whether `word` is the name of a foreign letter.
    pub fn is_letter_name(&self, word: &str) -> bool {
        self.letter_names.contains(&(self.fold)(word))
    }

    /// Whether a letter or a number after `word` is a label rather than an initial.
    pub fn takes_label(&self, word: &str) -> bool {
        let folded = (self.fold)(word);
        self.labelled.contains(&folded)
            || self
                .joined(&folded)
                .is_some_and(|rest| self.labelled.contains(rest))
    }

    /// Whether `word` counts the item that follows.
    pub fn is_ordinal(&self, word: &str) -> bool {
        self.ordinals.contains(&(self.fold)(word))
    }

    /// Whether `word` belongs to the time of day before it.
    pub fn is_tied(&self, word: &str) -> bool {
        self.tied.contains(&(self.fold)(word))
    }

    /// Whether `word` is a name that carries a mark of its own.
    pub fn is_marked_name(&self, word: &str) -> bool {
        self.marked_names.contains(&(self.fold)(word))
    }

    /// Whether `word` is a part of a name in lower case that a hyphen follows.
    pub fn is_particle(&self, word: &str) -> bool {
        self.particles.contains(word)
    }

    /// Whether `word` has its capital everywhere.
    pub fn is_always_capital(&self, word: &str) -> bool {
        self.always_capital.contains(word)
    }
}
