//! What `inconsistent-translation` and `inconsistent-source` share: the pairs of a project by what stands on a side.

use super::Context;
use super::words::word_diff;
use crate::bitext::UnitState;
use crate::document::BlockKind;
use crate::lang::TokenKind;
use crate::text::{Map, Place, Side};
use rayon::prelude::*;
use std::hash::BuildHasher;

/// A pair of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    /// Which bitext.
    pub document: usize,
    /// Which bead.
    pub bead: usize,
}

/// Pairs that are sure enough to be held against others.
const SURE: f64 = 0.8;
/// Longer texts are not shown as a diff.
const DIFFED: usize = 120;

/// The words of a bead's side, folded, with numbers as `#`, so that what only numbers part is equal. Empty where the
/// side is too short or no running text.
fn key<'a>(cx: &Context<'a>, bead: usize, side: Side, least: usize) -> Vec<&'a str> {
    let Some(bead) = cx.bitext.beads.get(bead) else {
        return Vec::new();
    };
    let half = cx.bitext.half(side);
    let tokens = bead.side(side).map(|segment| cx.tokens(side, segment));
    let mut words: Vec<&str> = Vec::with_capacity(tokens.map(<[_]>::len).sum());
    let mut content = 0;
    for segment in bead.side(side) {
        let heading = half
            .segments
            .get(segment)
            .and_then(|segment| half.blocks.get(segment.block))
            .is_some_and(|block| {
                matches!(block.kind, BlockKind::Heading(_) | BlockKind::TableCell)
            });
        if heading {
            return Vec::new();
        }
        for token in cx.tokens(side, segment) {
            match token.kind {
                TokenKind::Word => {
                    content += 1;
                    words.push(&token.norm);
                }
                TokenKind::Number => words.push("#"),
                TokenKind::Code => words.push("@"),
                _ => {}
            }
        }
    }
    if content < least { Vec::new() } else { words }
}

/// The groups of pairs that are equal on one side, with what stands on the other: each group in the order of the
/// project, each with at least two different other sides. Sides with fewer words than these are left out.
pub(super) fn groups<'a>(
    project: &[Context<'a>],
    side: Side,
    (least, least_other): (usize, usize),
) -> Vec<Vec<(At, Vec<&'a str>)>> {
    // Most sentences of a project stand in it once, so they are told apart by a number first.
    let mut numbered: Vec<(u64, At)> = project
        .par_iter()
        .enumerate()
        .flat_map_iter(|(document, cx)| {
            comparable(cx, side).into_iter().filter_map(move |bead| {
                let own = key(cx, bead, side, least);
                let number = foldhash::fast::FixedState::default().hash_one(&own);
                (!own.is_empty()).then_some((number, At { document, bead }))
            })
        })
        .collect();
    numbered.sort_unstable();
    let mut groups: Vec<Vec<(At, Vec<&str>)>> = Vec::new();
    for like in numbered.chunk_by(|a, b| a.0 == b.0) {
        if like.len() == 1 {
            continue;
        }
        let mut index: Map<Vec<&str>, usize> = Map::default();
        for (_, at) in like {
            let cx = &project[at.document];
            let other = key(cx, at.bead, side.other(), least_other);
            if other.is_empty() {
                continue;
            }
            let own = key(cx, at.bead, side, least);
            let slot = *index.entry(own).or_insert_with(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            groups[slot].push((*at, other));
        }
    }
    groups.retain(|group| group.iter().any(|(_, other)| *other != group[0].1));
    groups.sort_unstable_by_key(|group| group[0].0);
    groups
}

/// The beads of a pair that can be held against others.
fn comparable(cx: &Context<'_>, side: Side) -> Vec<usize> {
    let half = cx.bitext.half(side);
    let mut before = None;
    let mut out = Vec::with_capacity(cx.bitext.beads.len());
    for (bead, of) in cx.bitext.beads.iter().enumerate() {
        // Several translations of one text, as plural forms are, were meant to differ.
        if cx.bead(bead).is_some_and(|bead| bead.count().is_some()) {
            continue;
        }
        let stands = half.place_of(of.side(side)).map(|place| place.span);
        if stands.is_some() && stands == before {
            continue;
        }
        before = stands;
        let sure = of.given || of.score >= SURE;
        if of.is_paired() && of.state == UnitState::Translated && sure {
            out.push(bead);
        }
    }
    out
}

/// The form of the other side that most pairs of a group have; the first where several are as many.
pub(super) fn majority(group: &[(At, Vec<&str>)]) -> Option<usize> {
    let count = |form: &Vec<&str>| group.iter().filter(|(_, other)| other == form).count();
    (0..group.len()).max_by_key(|index| (count(&group[*index].1), group.len() - index))
}

/// Words that only one of two texts has: by folded form, without those that say nothing and without names.
pub(super) fn apart(
    cx: &Context<'_>,
    side: Side,
    a: (&Context<'_>, usize),
    b: (&Context<'_>, usize),
) -> usize {
    let lang = cx.lang(side);
    let words = |(cx, bead): (&Context<'_>, usize)| -> Vec<String> {
        let mut words = Vec::new();
        let segments = cx
            .bitext
            .beads
            .get(bead)
            .map(|bead| bead.side(side))
            .unwrap_or_default();
        let mut first = true;
        for segment in segments {
            let text = cx.text(side, segment);
            for token in cx.tokens(side, segment) {
                if token.kind != TokenKind::Word {
                    continue;
                }
                let name = lang.has_case() && token.is_capitalised(text) && !first;
                first = false;
                if !lang.is_stop_word(&token.norm) && !name {
                    let base = lang
                        .readings(&token.norm)
                        .into_iter()
                        .map(|reading| reading.base)
                        .min_by_key(String::len);
                    words.push(base.unwrap_or_else(|| token.norm.to_string()));
                }
            }
        }
        words
    };
    let (a, b) = (words(a), words(b));
    let only = |a: &[String], b: &[String]| a.iter().filter(|word| !b.contains(word)).count();
    only(&a, &b) + only(&b, &a)
}

/// The word diff of one side of two pairs; the two texts where they are long.
pub(super) fn shown(project: &[Context<'_>], side: Side, a: At, b: At) -> String {
    let text = |at: At| -> String {
        project
            .get(at.document)
            .and_then(|cx| Some(cx.bitext.text(cx.bitext.beads.get(at.bead)?, side)))
            .unwrap_or_default()
    };
    let (a, b) = (text(a), text(b));
    if a.split_whitespace()
        .count()
        .max(b.split_whitespace().count())
        > DIFFED
    {
        return format!(
            "“{}” / “{}”",
            super::words::excerpt(&a),
            super::words::excerpt(&b)
        );
    }
    word_diff(&a, &b)
}

/// The place of a pair's side.
pub(super) fn place(project: &[Context<'_>], side: Side, at: At) -> Option<Place> {
    let cx = project.get(at.document)?;
    cx.bitext
        .half(side)
        .place_of(cx.bitext.beads.get(at.bead)?.side(side))
}
