use super::Terms;
use crate::bitext::{Bead, Bitext, WordLink, WordLinks};
use crate::document::Segment;
use crate::findings::{Finding, Options, Rule};
use crate::glossary::Entry;
use crate::lang::compare::{Comparison, compare};
use crate::lang::{Analysis, Lang, Token};
use crate::lexicon::Lexicon;
use crate::text::{Place, Side, Span};
use std::cell::OnceCell;

/// What a check may know of a bitext. All of it was computed before, once.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The two texts and their beads.
    pub bitext: &'a Bitext,
    /// One analysis a source segment.
    pub source: &'a [Analysis],
    /// One analysis a target segment.
    pub target: &'a [Analysis],
    /// Which words probably translate which.
    pub links: &'a WordLinks,
    /// The glossary's terms and how they fared.
    pub terms: &'a Terms<'a>,
    /// Word translations, in either direction.
    pub lexicons: &'a [&'a Lexicon],
    /// What the user set for rules.
    pub options: &'a Options,
}

impl<'a> Context<'a> {
    /// The analyses of one side's segments.
    pub fn analyses(&self, side: Side) -> &'a [Analysis] {
        match side {
            Side::Source => self.source,
            Side::Target => self.target,
        }
    }

    /// The language of one side.
    pub fn lang(&self, side: Side) -> Lang {
        self.bitext.half(side).lang
    }

    /// The text of a segment.
    pub fn text(&self, side: Side, segment: usize) -> &'a str {
        self.bitext
            .half(side)
            .segments
            .get(segment)
            .map_or("", |segment| segment.as_str())
    }

    /// The tokens of a segment.
    pub fn tokens(&self, side: Side, segment: usize) -> &'a [Token] {
        self.analyses(side)
            .get(segment)
            .map_or(&[], |analysis| &analysis.tokens)
    }

    /// Whether a lexicon has a folded word of one side's language, as it stands or inflected.
    pub fn is_word(&self, side: Side, folded: &str) -> bool {
        let lang = self.lang(side);
        self.lexicons.iter().any(|lexicon| {
            lexicon.from == lang && lexicon.has(folded)
                || lexicon.to == lang && !lexicon.uses(folded).keys.is_empty()
        })
    }

    /// Where the glossary has an entry.
    pub fn glossary_place(&self, entry: &Entry) -> Option<Place> {
        self.terms.place(&entry.target)
    }

    /// The place in the file of a span of a segment.
    pub fn place(&self, side: Side, segment: usize, span: Span) -> Option<Place> {
        self.bitext.half(side).place(segment, span)
    }

    /// The context of each bead in order.
    pub fn beads(self) -> impl Iterator<Item = BeadContext<'a>> {
        (0..self.bitext.beads.len()).filter_map(move |index| self.bead(index))
    }

    /// The context of a bead.
    pub fn bead(self, index: usize) -> Option<BeadContext<'a>> {
        Some(BeadContext {
            cx: self,
            index,
            bead: self.bitext.beads.get(index)?,
            compared: OnceCell::new(),
        })
    }
}

/// What a check may know of a bead.
#[derive(Clone, Debug)]
pub struct BeadContext<'a> {
    /// The bitext it is in.
    pub cx: Context<'a>,
    /// Its index.
    pub index: usize,
    /// The bead.
    pub bead: &'a Bead,
    /// Several checks ask how its values compare.
    compared: OnceCell<Comparison>,
}

impl<'a> BeadContext<'a> {
    /// Segments of one side with their texts and analyses.
    pub fn segments(&self, side: Side) -> impl Iterator<Item = (usize, &'a str, &'a Analysis)> {
        let cx = self.cx;
        self.bead.side(side).filter_map(move |segment| {
            Some((
                segment,
                cx.text(side, segment),
                cx.analyses(side).get(segment)?,
            ))
        })
    }

    /// The analyses of one side's segments.
    pub fn analyses(&self, side: Side) -> Vec<&'a Analysis> {
        self.segments(side).map(|(.., analysis)| analysis).collect()
    }

    /// How the numbers, dates and units of both sides compare.
    pub fn comparison(&self) -> &Comparison {
        self.compared
            .get_or_init(|| compare(&self.analyses(Side::Source), &self.analyses(Side::Target)))
    }

    /// How many things it is about, where its source is a plural form for exactly so many.
    pub fn count(&self) -> Option<usize> {
        let segments = &self.cx.bitext.source.segments;
        segments
            .get(self.bead.side(Side::Source))?
            .iter()
            .find_map(Segment::count)
    }

    /// The texts of one side's segments, joined by a space.
    pub fn text(&self, side: Side) -> String {
        self.cx.bitext.text(self.bead, side)
    }

    /// The place in the file of a span of a segment.
    pub fn place(&self, side: Side, segment: usize, span: Span) -> Option<Place> {
        self.cx.place(side, segment, span)
    }

    /// The place of the bead's whole side; none where it is empty.
    pub fn whole(&self, side: Side) -> Option<Place> {
        self.cx.bitext.half(side).place_of(self.bead.side(side))
    }

    /// The links between its words.
    pub fn links(&self) -> &'a [WordLink] {
        self.cx.links.of(self.index)
    }

    /// A finding of `rule` in this bead. Its confidence is `confidence` times the probability that the bead is
    /// right: what is said about a doubtful pair is doubtful.
    pub fn finding(
        &self,
        rule: &'static Rule,
        confidence: f64,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Finding {
        let trust = if self.bead.given {
            1.0
        } else {
            self.bead.score
        };
        Finding::new(rule, confidence * trust, message, help).in_bead(self.index)
    }
}
