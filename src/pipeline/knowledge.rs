//! What pairs of texts are held against: word translations and a glossary.

use crate::align::Anchors;
use crate::bitext::Half;
use crate::checks::Hits;
use crate::document::Segment;
use crate::glossary::{CaseFit, Glossary, Matcher, TermHit};
use crate::lang::{Analysis, Lang};
use crate::lexicon::Lexicon;
use crate::text::Side;
use rayon::prelude::*;

/// A glossary, and what finds its terms.
#[derive(Clone, Copy, Debug)]
pub struct Terminology<'a> {
    /// The glossary.
    pub glossary: &'a Glossary,
    /// Its matcher; where there is none, one is made for the texts of each pair.
    pub matcher: Option<&'a Matcher>,
    /// Whether its terms anchor alignments: where it was chosen for the texts. What ships is of all subjects, and the
    /// lexicon knows its words.
    pub anchors: bool,
}

/// What is known beside the texts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Knowledge<'a> {
    /// Word translations.
    pub lexicons: &'a [&'a Lexicon],
    /// The glossary; none where no terms are looked for.
    pub terminology: Option<Terminology<'a>>,
}

impl<'a> Knowledge<'a> {
    /// The glossary whose terms anchor.
    pub(super) fn anchoring(&self) -> Option<Terminology<'a>> {
        self.terminology.filter(|terminology| terminology.anchors)
    }

    /// Where terms stand in both texts, each with one analysis a segment.
    pub(super) fn hits(&self, source: (&Half, &[Analysis]), target: (&Half, &[Analysis])) -> Hits {
        let Some(terminology) = self.terminology else {
            return Hits::default();
        };
        if let Some(matcher) = terminology.matcher {
            return Hits::find(matcher, source, target);
        }
        let own = Matcher::only(terminology.glossary, |lang| {
            let halves = [source, target].into_iter();
            halves
                .filter(move |(half, _)| half.lang == lang)
                .flat_map(|(half, analyses)| texts(&half.segments, analyses))
        });
        Hits::find(&own, source, target)
    }
}

/// The texts of segments, each with its analysis.
fn texts<'t>(
    segments: &'t [Segment],
    analyses: &'t [Analysis],
) -> impl Iterator<Item = (&'t str, &'t Analysis)> {
    segments.iter().map(Segment::as_str).zip(analyses)
}

/// Hits less sure than this are no anchors.
const SURE: f32 = 0.6;

/// The entries whose terms stand in a segment as terms of their own.
fn anchors(hits: &[TermHit]) -> Vec<u32> {
    hits.iter()
        .filter(|hit| {
            !hit.shadowed && !hit.derived && hit.case != CaseFit::Loses && hit.confidence >= SURE
        })
        .map(|hit| hit.entry as u32)
        .collect()
}

/// Anchors of hits that are known already, in texts that begin at these segments.
pub(super) struct Known<'a> {
    pub hits: &'a Hits,
    pub source_from: usize,
    pub target_from: usize,
}

impl Anchors for Known<'_> {
    fn of(&self, side: Side, first: usize, segments: &[Segment], _: &[Analysis]) -> Vec<Vec<u32>> {
        let first = first
            + match side {
                Side::Source => self.source_from,
                Side::Target => self.target_from,
            };
        (first..first + segments.len())
            .map(|segment| anchors(self.hits.of(side, segment)))
            .collect()
    }
}

/// Anchors of hits that nobody else needs: looked for and forgotten.
pub(super) struct Scanned<'a> {
    pub terminology: Terminology<'a>,
    pub source_lang: Lang,
    pub target_lang: Lang,
}

impl Anchors for Scanned<'_> {
    fn of(
        &self,
        side: Side,
        _: usize,
        segments: &[Segment],
        analyses: &[Analysis],
    ) -> Vec<Vec<u32>> {
        let lang = match side {
            Side::Source => self.source_lang,
            Side::Target => self.target_lang,
        };
        let own;
        let matcher = match self.terminology.matcher {
            Some(matcher) => matcher,
            None => {
                let glossary = self.terminology.glossary;
                own = Matcher::only_in(glossary, lang, texts(segments, analyses));
                &own
            }
        };
        segments
            .par_iter()
            .zip(analyses)
            .map_init(
                || matcher.scanner(),
                |scanner, (segment, analysis)| {
                    anchors(&scanner.scan(lang, segment.as_str(), analysis))
                },
            )
            .collect()
    }
}
