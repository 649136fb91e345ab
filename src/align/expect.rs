//! How far a word is expected to have a counterpart in the segment that translates its own (`pm`), before anything is
//! known of the two texts.
//!
//! The shares are those of 54,000 words on either side of news, medical and encyclopaedic sentence pairs: how often one
//! of the word's translations stands in the pair, less how often one stands in another sentence of the document. They
//! differ by less than .1 between the three kinds of text.

use crate::lexicon::{PartOfSpeech, Senses, Uses};

/// All expectations are lower than measured by this factor: the words of a free translation are free together, and the
/// score takes them one by one.
const PRUDENCE: f32 = 0.9;

/// Of a number, a string in code, a word in the other language's script; not lowered, for their kind has no freedom.
pub const VALUE: f32 = 0.9;
/// Of a name that a word of the other text sounds like, for each unit of likeness.
pub const SOUND: f32 = 1.0;
/// The same of a word that has translations of its own.
pub const SOUND_OF_KNOWN: f32 = 0.5;
/// Of a phrase of the lexicon.
const PHRASE: f32 = 0.8;
/// Of a word whose translations somebody's own lexicon has, without a part of speech.
const LEARNED: f32 = 0.7;

/// Of a glossary term: where both sides have it, it says much; where one has not, little that the lexicon's words don't
/// say, for terms are rendered freely too. At .8, country names alone cost .007 of strict F1 and .1 of null F1 under
/// light noise; at .2, terms gain .0015 of strict F1 under heavy noise and cost nothing under light.
pub const ANCHOR: f32 = 0.2;

/// Of a mark.
pub fn mark(mark: char) -> f32 {
    match mark {
        '?' | '%' | '(' => 0.9,
        '!' | '$' | '€' | '£' | '¥' | '"' => 0.7,
        ':' => 0.6,
        _ => 0.4,
    }
}

/// Of a head word.
pub fn head(senses: &Senses, stop: bool) -> f32 {
    use PartOfSpeech::{Date, Number, Unknown, Verb};
    let parts = &senses.parts;
    let share = if senses.keys.is_empty() {
        0.0
    } else if stop {
        0.56
    } else if parts.iter().all(|part| part.is_name() || *part == Number) {
        0.83
    } else if parts.contains(&Date) {
        0.97
    } else if **parts == [Unknown] {
        LEARNED
    } else if **parts == [Verb] {
        match senses.keys.len() {
            1..=2 => 0.48,
            3..=4 => 0.59,
            _ => 0.66,
        }
    } else {
        0.7
    };
    PRUDENCE * share
}

/// Of a phrase of head words.
pub fn phrase() -> f32 {
    PRUDENCE * PHRASE
}

/// Of a word of the lexicon's second language, by the entries it stands in: one that many entries give is an ordinary
/// rendering, one that few give is mostly said in other words.
pub fn word(uses: &Uses, stop: bool) -> f32 {
    use PartOfSpeech::{Adjective, Date, Nationality, Number, Unknown, Verb};
    let parts = &uses.parts;
    let names = |part: &PartOfSpeech| part.is_name() || *part == Nationality;
    let share = if uses.entries == 0 {
        0.0
    } else if stop {
        match uses.entries {
            1..=2 => 0.05,
            3..=4 => 0.2,
            5..=8 => 0.5,
            _ => 0.42,
        }
    } else if parts.iter().all(names) {
        0.88
    } else if parts.contains(&Date) {
        0.95
    } else {
        match (&**parts, uses.entries) {
            // These are read as numbers, and seldom as the words they are.
            ([Number], _) => 0.05,
            ([Unknown], _) => LEARNED,
            ([Verb], 1) => 0.22,
            ([Verb], 2..=4) => 0.55,
            ([Verb], _) => 0.7,
            ([Adjective], 1) => 0.41,
            ([Adjective], 2..=4) => 0.5,
            ([Adjective], _) => 0.63,
            (_, 1) => 0.55,
            (_, 2) => 0.68,
            (_, 3..=4) => 0.76,
            (_, 5..=8) => 0.8,
            _ => 0.82,
        }
    };
    PRUDENCE * share
}
