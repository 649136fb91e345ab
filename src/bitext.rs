//! Two texts and which segments of one translate which of the other.

use crate::document::{Block, Segment};
use crate::lang::Lang;
use crate::text::{Place, Side, Source, Span};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::Arc;

/// One side of a bitext: a file, its blocks and its segments.
#[derive(Clone, Debug)]
pub struct Half {
    /// The decoded file.
    pub source: Arc<Source>,
    /// The language.
    pub lang: Lang,
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
    /// The segments in reading order.
    pub segments: Vec<Segment>,
}

impl Half {
    /// The place in the file of a span of a segment's text.
    pub fn place(&self, segment: usize, span: Span) -> Option<Place> {
        let found = self.segments.get(segment)?;
        Some(Place {
            source: Arc::clone(&self.source),
            span: found.text.origin(span),
            label: self
                .blocks
                .get(found.block)
                .and_then(|block| block.label.clone()),
        })
    }

    /// The place of whole segments, from the first to the last; none where there are none.
    pub fn place_of(&self, segments: Range<usize>) -> Option<Place> {
        if segments.is_empty() {
            return None;
        }
        let first = self.segments.get(segments.start)?;
        let last = self.segments.get(segments.end.checked_sub(1)?)?;
        Some(Place {
            source: Arc::clone(&self.source),
            span: first.text.whole().cover(last.text.whole()),
            label: self
                .blocks
                .get(first.block)
                .and_then(|block| block.label.clone()),
        })
    }
}

/// What a translation file says about a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum UnitState {
    /// Nothing, or that it is translated.
    #[default]
    Translated,
    /// Not translated yet: the target is empty or marked so.
    Untranslated,
    /// A fuzzy match that nobody has confirmed.
    Fuzzy,
    /// Locked, or not to be translated: checks leave it alone.
    Locked,
}

impl UnitState {
    /// The states with their names in files.
    const NAMES: [(UnitState, &'static str); 4] = [
        (UnitState::Translated, "translated"),
        (UnitState::Untranslated, "untranslated"),
        (UnitState::Fuzzy, "fuzzy"),
        (UnitState::Locked, "locked"),
    ];

    /// The state of this name.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim();
        Self::NAMES
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(state, _)| *state)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(state, _)| *state == self)
            .map_or("", |(_, name)| name)
    }
}

/// `n` source segments that `m` target segments translate; one of the two may be empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Bead {
    /// Source segments.
    pub source: Range<usize>,
    /// Target segments.
    pub target: Range<usize>,
    /// Probability that the bead is right, 0 to 1, calibrated.
    pub score: f64,
    /// Whether a person or a file fixed it, so that it was not computed.
    pub given: bool,
    /// What the file says about it.
    pub state: UnitState,
}

impl Bead {
    /// Its kind, `n-m`.
    pub fn kind(&self) -> String {
        format!("{}-{}", self.source.len(), self.target.len())
    }

    /// Its segments of one side.
    pub fn side(&self, side: Side) -> Range<usize> {
        match side {
            Side::Source => self.source.clone(),
            Side::Target => self.target.clone(),
        }
    }

    /// Whether both sides hold text.
    pub fn is_paired(&self) -> bool {
        !self.source.is_empty() && !self.target.is_empty()
    }
}

/// Two texts, aligned: every segment of both stands in exactly one bead, in order.
#[derive(Clone, Debug)]
pub struct Bitext {
    /// The text that was translated.
    pub source: Half,
    /// The translation.
    pub target: Half,
    /// The beads in order.
    pub beads: Vec<Bead>,
    /// Probability that the two texts are translations of each other at all.
    pub parallel: f64,
}

impl Bitext {
    /// One side.
    pub fn half(&self, side: Side) -> &Half {
        match side {
            Side::Source => &self.source,
            Side::Target => &self.target,
        }
    }

    /// The text of a bead's side, its segments joined by a space.
    pub fn text(&self, bead: &Bead, side: Side) -> String {
        let half = self.half(side);
        let mut out = String::new();
        for segment in half.segments.get(bead.side(side)).unwrap_or_default() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(segment.as_str());
        }
        out
    }
}

/// Two words of a bead that probably translate each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WordLink {
    /// Source word: segment, and token in its analysis.
    pub source: (usize, usize),
    /// Target word: segment, and token in its analysis.
    pub target: (usize, usize),
    /// How sure the two translate each other, 0 to 1.
    pub strength: f32,
}

/// What the lexicon and the sound of names say about the words of a bitext, bead by bead.
#[derive(Clone, Debug, Default)]
pub struct WordLinks {
    /// The links of each bead, ordered by source word, then target word. A word may have several.
    pub beads: Vec<Vec<WordLink>>,
    /// For each source segment and token, the probability that a counterpart stands in the translation of its
    /// segment; 0 for words nothing is known of.
    pub source_expected: Vec<Vec<f32>>,
    /// The same for the target.
    pub target_expected: Vec<Vec<f32>>,
}

impl WordLinks {
    /// The links of a bead.
    pub fn of(&self, bead: usize) -> &[WordLink] {
        self.beads.get(bead).map_or(&[], Vec::as_slice)
    }

    /// Probability that a word has a counterpart, where its segment is translated.
    pub fn expected(&self, side: Side, segment: usize, token: usize) -> f32 {
        let of = match side {
            Side::Source => &self.source_expected,
            Side::Target => &self.target_expected,
        };
        of.get(segment)
            .and_then(|tokens| tokens.get(token))
            .copied()
            .unwrap_or(0.0)
    }
}
