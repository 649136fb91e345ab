//! The one place where the stages meet: two documents become a checked bitext.

use crate::align::{self, Anchor, Features, Input};
use crate::bitext::{Bead, Bitext, Half, UnitState, WordLinks};
use crate::checks::{CHECKS, Context, Matched, Terms};
use crate::document::Document;
use crate::findings::{Finding, Options};
use crate::glossary::{Glossary, Matcher};
use crate::lang::{Analysis, Lang};
use crate::lexicon::Lexicon;
use crate::text::{Map, Side};
use rayon::prelude::*;

/// Splits a document into one half of a bitext, in `lang`, else in the language its letters are of.
pub fn half(document: Document, lang: Lang, segments: Vec<crate::document::Segment>) -> Half {
    Half {
        source: document.source,
        lang,
        blocks: document.blocks,
        segments,
    }
}

/// One analysis a segment.
pub fn analyse(half: &Half) -> Vec<Analysis> {
    half.segments
        .par_iter()
        .map(|segment| Analysis::new(segment.as_str(), half.lang, &segment.held()))
        .collect()
}

/// Two aligned texts with all that the checks may know of them.
#[derive(Debug)]
pub struct Aligned {
    /// The texts and their beads.
    pub bitext: Bitext,
    /// One analysis a source segment.
    pub source: Vec<Analysis>,
    /// One analysis a target segment.
    pub target: Vec<Analysis>,
    /// Which words probably translate which.
    pub links: WordLinks,
}

/// Aligns two halves.
pub fn align(source: Half, target: Half, lexicons: &[&Lexicon], anchors: &[Anchor]) -> Aligned {
    let (source_analyses, target_analyses) = rayon::join(|| analyse(&source), || analyse(&target));
    let features = Features::new(
        input(&source, Some(&source_analyses)),
        input(&target, Some(&target_analyses)),
        lexicons,
        anchors,
    );
    let alignment = align::align(&features);
    let links = features.word_links(&alignment.beads);
    Aligned {
        bitext: Bitext {
            source,
            target,
            beads: alignment.beads,
            parallel: alignment.doubt.parallel,
        },
        source: source_analyses,
        target: target_analyses,
        links,
    }
}

/// Aligns two halves, for the alignment alone: takes much less memory on long texts.
pub fn align_only(source: Half, target: Half, lexicons: &[&Lexicon], anchors: &[Anchor]) -> Bitext {
    let features = Features::new(
        input(&source, None),
        input(&target, None),
        lexicons,
        anchors,
    );
    let alignment = align::align(&features);
    Bitext {
        source,
        target,
        beads: alignment.beads,
        parallel: alignment.doubt.parallel,
    }
}

fn input<'a>(half: &'a Half, analyses: Option<&'a [Analysis]>) -> Input<'a> {
    Input {
        lang: half.lang,
        segments: &half.segments,
        analyses,
    }
}

/// Finds the terms of a glossary on both sides of an aligned pair and judges how they fared.
pub fn terms<'g>(aligned: &Aligned, glossary: &'g Glossary, matcher: &Matcher) -> Terms<'g> {
    let matched = Matched {
        bitext: &aligned.bitext,
        source: &aligned.source,
        target: &aligned.target,
        links: &aligned.links,
    };
    Terms::new(glossary, matcher, matched)
}

/// Runs every check on an aligned pair; `terms` are empty where there is no glossary. Findings come in the order of
/// their places.
pub fn check(
    aligned: &Aligned,
    terms: &Terms<'_>,
    lexicons: &[&Lexicon],
    options: &Options,
) -> Vec<Finding> {
    let cx = Context {
        terms,
        bitext: &aligned.bitext,
        source: &aligned.source,
        target: &aligned.target,
        links: &aligned.links,
        lexicons,
        options,
    };
    let per_bead: Vec<Vec<Finding>> = (0..aligned.bitext.beads.len())
        .into_par_iter()
        .map(|index| {
            let mut out = Vec::new();
            if let Some(bead) = cx.bead(index)
                && bead.bead.state != UnitState::Locked
            {
                for check in CHECKS {
                    check.bead(&bead, &mut out);
                }
            }
            out
        })
        .collect();
    let mut findings: Vec<Finding> = per_bead.into_iter().flatten().collect();
    for check in CHECKS {
        check.bitext(&cx, &mut findings);
    }
    for check in CHECKS {
        check.project(&[cx], &mut findings);
    }
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
    fingerprint(&mut findings);
    findings
}

/// Gives each finding its fingerprint: of the rule, the translation's path, the words concerned on both sides and
/// which of several like ones it is. Lines, beads and offsets are left out, so that it outlives unrelated edits.
fn fingerprint(findings: &mut [Finding]) {
    let mut seen: Map<u64, u64> = Map::default();
    for finding in findings {
        let mut hash = Fnv::default();
        hash.add(finding.rule.name);
        for place in [&finding.target, &finding.source] {
            hash.add(place.as_ref().map_or("", |place| place.source.path()));
            for word in place
                .as_ref()
                .map_or("", |place| place.text())
                .split_whitespace()
            {
                hash.add(word);
            }
        }
        hash.add(&finding.message);
        let count = seen.entry(hash.0).or_insert(0);
        *count += 1;
        finding.fingerprint = format!("{:016x}{:04x}", hash.0, *count);
    }
}

/// FNV-1a, 64 bits: fixed for ever, which a standard library's hasher is not.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// Findings are ordered by bead, then place in the target, then in the source, then rule.
fn order(finding: &Finding) -> (usize, usize, usize, &'static str) {
    let at = |place: &Option<crate::text::Place>| {
        place.as_ref().map_or(usize::MAX, |place| place.span.start)
    };
    (
        finding.bead.unwrap_or(usize::MAX),
        at(&finding.target),
        at(&finding.source),
        finding.rule.name,
    )
}

/// Beads that pair segments one by one, for files that are already paired.
pub fn one_to_one(count: usize) -> Vec<Bead> {
    (0..count)
        .map(|index| Bead {
            source: index..index + 1,
            target: index..index + 1,
            score: 1.0,
            given: true,
            state: UnitState::Translated,
        })
        .collect()
}

/// The side of a pair that a language is on, where it is one of the two.
pub fn side_of(bitext: &Bitext, lang: Lang) -> Option<Side> {
    Side::BOTH
        .into_iter()
        .find(|side| bitext.half(*side).lang == lang)
}
