//! What `omission` and `addition` share: segments without a counterpart, and clauses within a pair that have none.
//!
//! The two rules are mirror images: an omission is a part of the source that the translation lacks, an addition a
//! part of the translation that the source lacks. Whole segments come from the alignment, whose score is the
//! probability that the segment really stands alone. A clause within a pair is told by two kinds of evidence that
//! must agree, words and length; see [`clause`].

use super::Context;
use super::words::{excerpt, span_of};
use crate::bitext::{Bead, UnitState};
use crate::document::BlockKind;
use crate::findings::{Finding, Rule, Severity};
use crate::lang::{Force, TokenKind};
use crate::text::{Set, Side, Span};
use std::ops::Range;

/// Two texts that are less likely than this to be translations of each other have no omissions: they have nothing
/// in common, which `alignment-doubt` says once.
const PARALLEL: f64 = 0.5;
/// Findings less sure than this are not made, unless the rule's `threshold` says otherwise.
const THRESHOLD: f64 = 0.4;
/// From here on a finding is an error: below, an editor should look.
const SURE: f64 = 0.8;
/// This many segments in a row without counterpart are reported together.
const STRETCH: usize = 4;
/// This many on both sides in one place are no omissions; the alignment lost its way there.
pub(super) const LOST: usize = 4;

/// The words of a rule that differ between omission and addition.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    /// The side whose text has no counterpart.
    pub side: Side,
    /// What is said of a segment.
    pub segment: &'static str,
    /// What is said of several segments in a row.
    pub stretch: &'static str,
    /// What is said of a clause.
    pub clause: &'static str,
    /// What to do.
    pub help: &'static str,
    /// What the neighbouring place is.
    pub neighbour: &'static str,
}

/// A stretch of beads that have one side only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Indices of the beads.
    pub beads: Range<usize>,
    /// How many segments of the source stand alone in it.
    pub source: usize,
    /// How many of the target.
    pub target: usize,
}

/// The stretches of beads with one side only, in order.
pub(super) fn stretches(beads: &[Bead]) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    for (index, bead) in beads.iter().enumerate() {
        if bead.is_paired() {
            continue;
        }
        match out.last_mut() {
            Some(last) if last.beads.end == index => last.beads.end = index + 1,
            _ => out.push(Stretch {
                beads: index..index + 1,
                source: 0,
                target: 0,
            }),
        }
        if let Some(last) = out.last_mut() {
            last.source += bead.source.len();
            last.target += bead.target.len();
        }
    }
    out
}

/// Pushes the findings of `omission` or `addition`.
pub(super) fn check(cx: &Context<'_>, rule: &'static Rule, words: Words, out: &mut Vec<Finding>) {
    if cx.bitext.parallel < PARALLEL {
        return;
    }
    let threshold = cx.options.number(rule, "threshold", THRESHOLD);
    for stretch in stretches(&cx.bitext.beads) {
        if stretch.source >= LOST && stretch.target >= LOST {
            continue;
        }
        segments(cx, rule, words, &stretch, threshold, out);
    }
    if cx.options.flag(rule, "clauses", true) {
        clauses(cx, rule, words, out);
    }
}

/// Findings on whole segments.
fn segments(
    cx: &Context<'_>,
    rule: &'static Rule,
    words: Words,
    stretch: &Stretch,
    threshold: f64,
    out: &mut Vec<Finding>,
) {
    let own: Vec<(usize, &Bead, f64)> = stretch
        .beads
        .clone()
        .filter_map(|index| Some((index, cx.bitext.beads.get(index)?)))
        .filter(|(_, bead)| !bead.side(words.side).is_empty())
        .filter(|(_, bead)| !matches!(bead.state, UnitState::Untranslated | UnitState::Locked))
        .map(|(index, bead)| (index, bead, confidence(cx, words.side, stretch, bead)))
        .filter(|(.., confidence)| *confidence >= threshold)
        .collect();
    let together = own.len() >= STRETCH && own.windows(2).all(|pair| pair[0].0 + 1 == pair[1].0);
    let report = |index: usize, range: Range<usize>, confidence: f64, message: String| {
        let mut finding = Finding::new(rule, confidence, message, words.help).in_bead(index);
        if confidence < SURE {
            finding = finding.severity(rule.severity.min(Severity::Warning));
        }
        if let Some(place) = cx.bitext.half(words.side).place_of(range) {
            finding = match words.side {
                Side::Source => finding.source(place),
                Side::Target => finding.target(place),
            };
        }
        if let Some(place) = before(cx, words.side.other(), stretch.beads.start) {
            finding = finding.related(place, words.neighbour);
        }
        finding
    };
    if let (true, Some(first), Some(last)) = (together, own.first(), own.last()) {
        let range = first.1.side(words.side).start..last.1.side(words.side).end;
        let sure = own.iter().map(|(.., confidence)| confidence).sum::<f64>() / own.len() as f64;
        let message = format!("{} segments in a row {}", range.len(), words.stretch);
        out.push(report(first.0, range, sure, message));
        return;
    }
    for (index, bead, confidence) in own {
        let text = cx.bitext.text(bead, words.side);
        let message = format!("“{}” {}", excerpt(&text), words.segment);
        out.push(report(index, bead.side(words.side), confidence, message));
    }
}

/// The place of the last segment of a side before a bead.
fn before(cx: &Context<'_>, side: Side, bead: usize) -> Option<crate::text::Place> {
    let range = cx
        .bitext
        .beads
        .get(..bead)?
        .iter()
        .rev()
        .map(|bead| bead.side(side))
        .find(|range| !range.is_empty())?;
    cx.bitext.half(side).place_of(range)
}

/// How sure it is that a bead's only side was left out or put in.
fn confidence(cx: &Context<'_>, side: Side, stretch: &Stretch, bead: &Bead) -> f64 {
    let mut sure = if bead.given { 1.0 } else { bead.score };
    let range = bead.side(side);
    let half = cx.bitext.half(side);
    let (mut words, mut numbers, mut heading) = (0usize, 0usize, false);
    for segment in range.clone() {
        for token in cx.tokens(side, segment) {
            match token.kind {
                TokenKind::Word => words += 1,
                TokenKind::Number => numbers += 1,
                _ => {}
            }
        }
        heading |= half
            .segments
            .get(segment)
            .and_then(|segment| half.blocks.get(segment.block))
            .is_some_and(|block| {
                matches!(block.kind, BlockKind::Heading(_) | BlockKind::TableCell)
            });
    }
    // Rules, stars, page numbers and bare links carry nothing that a reader would miss.
    sure *= match words {
        0 if numbers == 0 => return 0.0,
        0 => 0.35,
        1 | 2 => 0.7,
        3 | 4 => 0.85,
        _ => 1.0,
    };
    if heading {
        sure *= 0.8;
    }
    // Bylines, datelines and captions stand at the ends of a text, and editors of both languages set their own.
    let edge = range.start == 0 || range.end == half.segments.len();
    if edge && words <= 6 {
        sure *= 0.7;
    }
    if !bead.given && words <= FEW && is_spare_clause(cx, side, stretch, &range) {
        sure *= 0.6;
    }
    if !bead.given {
        let around = stretch.beads.start.saturating_sub(1)..stretch.beads.end + 1;
        let beads = cx
            .bitext
            .beads
            .get(around.start..around.end.min(cx.bitext.beads.len()));
        // Words that lost their spaces can't be matched: their line may be here, or the one that it translates.
        if beads.unwrap_or_default().iter().any(|near| {
            Side::BOTH
                .iter()
                .any(|side| is_run_together(cx, *side, near.side(*side)))
        }) {
            sure *= 0.6;
        }
        let other = side.other();
        let alone = match other {
            Side::Source => stretch.source,
            Side::Target => stretch.target,
        };
        if alone > 0 {
            // One of these may be a free translation of this one.
            sure *= if could_pair(cx, side, stretch, &range) {
                0.5
            } else {
                0.8
            };
        }
    }
    sure
}

/// A sentence of this many words may be a clause of the one beside it.
const FEW: usize = 4;

/// Whether a segment stands beside a paired one of which the other side has a clause too much at that end: `, and don't` of one language is a sentence of its own in the other.
fn is_spare_clause(cx: &Context<'_>, side: Side, stretch: &Stretch, range: &Range<usize>) -> bool {
    if stretch.beads.len() != 1 {
        return false;
    }
    let half = cx.bitext.half(side);
    let block = |segment: usize| half.segments.get(segment).map(|segment| segment.block);
    let before = stretch
        .beads
        .start
        .checked_sub(1)
        .map(|index| (index, true));
    [before, Some((stretch.beads.end, false))]
        .into_iter()
        .flatten()
        .any(|(index, ends)| {
            let Some(bead) = cx.bitext.beads.get(index).filter(|bead| bead.is_paired()) else {
                return false;
            };
            let (own, other) = (bead.side(side), bead.side(side.other()));
            let (near, far) = match ends {
                true => (own.end.checked_sub(1), other.end.checked_sub(1)),
                false => (Some(own.start), Some(other.start)),
            };
            let (Some(near), Some(far)) = (near, far) else {
                return false;
            };
            let linked = linked_words(cx, index, side.other());
            let tokens = cx.tokens(side.other(), far);
            let mark = |token: &crate::lang::Token| {
                token.kind == TokenKind::Punctuation
                    && matches!(&*token.norm, "," | "،" | ";" | "؛" | ":" | "–" | "—")
            };
            let clause = match ends {
                true => tokens.iter().rposition(mark).map(|at| at + 1..tokens.len()),
                false => tokens.iter().position(mark).map(|at| 0..at),
            };
            let Some(clause) = clause else { return false };
            // In another paragraph it must be told by more than its place: both say no.
            let denies = |side: Side, segment: usize, within: &Range<usize>| {
                cx.lang(side)
                    .negations()
                    .find(cx.tokens(side, segment), cx.text(side, segment))
                    .iter()
                    .any(|one| one.force == Force::Clear && within.contains(&one.tokens.start))
            };
            let beside = block(near).is_some() && block(near) == block(range.start);
            let both =
                denies(side.other(), far, &clause) && denies(side, range.start, &(0..usize::MAX));
            if !beside && !both {
                return false;
            }
            let words = |at: &usize| {
                tokens
                    .get(*at)
                    .is_some_and(|token| token.kind == TokenKind::Word)
            };
            clause.clone().any(|at| words(&at))
                && clause.filter(words).all(|at| !linked.contains(&(far, at)))
        })
}

/// A word of this many letters is several words that lost their spaces.
const RUN_TOGETHER: usize = 18;

/// Whether most letters of a side stand in words that lost their spaces.
fn is_run_together(cx: &Context<'_>, side: Side, range: Range<usize>) -> bool {
    let (mut all, mut together) = (0, 0);
    for token in range.flat_map(|segment| cx.tokens(side, segment)) {
        if token.kind == TokenKind::Word {
            let letters = token.norm.chars().count();
            all += letters;
            together += if letters >= RUN_TOGETHER { letters } else { 0 };
        }
    }
    all > 0 && together * 2 > all
}

/// Whether a segment of the other side in the stretch has a length that would do for a translation.
fn could_pair(cx: &Context<'_>, side: Side, stretch: &Stretch, range: &Range<usize>) -> bool {
    let length = |side: Side, range: Range<usize>| -> f64 {
        range
            .map(|segment| cx.text(side, segment).chars().count())
            .sum::<usize>() as f64
    };
    let own = length(side, range.clone()).max(1.0);
    cx.bitext
        .beads
        .get(stretch.beads.clone())
        .unwrap_or_default()
        .iter()
        .map(|bead| bead.side(side.other()))
        .filter(|range| !range.is_empty())
        .any(|range| (length(side.other(), range).max(1.0) / own).ln().abs() < 0.9)
}

/// What is usual in a pair of texts, against which a bead is held.
#[derive(Clone, Copy, Debug)]
struct Usual {
    /// ln(characters of the other side / characters of this side).
    log_ratio: f64,
    /// Variance of a bead's log ratio beyond what its length explains.
    spread: f64,
    /// By how much fewer words have a counterpart than is expected of them, 0 to 1.
    linked: f64,
}

/// Variance of the log length ratio of a pair with sides of `a` and `b` characters (alignment notes, "Length").
fn variance(a: f64, b: f64) -> f64 {
    1.2 * (1.0 / a + 1.0 / b)
}

/// Lengths of a bead's own and other side in characters.
fn lengths(cx: &Context<'_>, bead: &Bead, side: Side) -> (f64, f64) {
    let length = |side: Side| -> f64 {
        bead.side(side)
            .map(|segment| cx.text(side, segment).chars().count())
            .sum::<usize>()
            .max(1) as f64
    };
    (length(side), length(side.other()))
}

/// The words of a bead that have a link.
fn linked_words(cx: &Context<'_>, index: usize, side: Side) -> Set<(usize, usize)> {
    cx.links
        .of(index)
        .iter()
        .filter(|link| link.strength > 0.25)
        .map(|link| match side {
            Side::Source => link.source,
            Side::Target => link.target,
        })
        .collect()
}

/// A word is looked at where it has at least this chance of a counterpart; the rest says nothing.
const EXPECTED: f32 = 0.3;

fn usual(cx: &Context<'_>, side: Side) -> Option<Usual> {
    let paired: Vec<(usize, &Bead)> = cx
        .bitext
        .beads
        .iter()
        .enumerate()
        .filter(|(_, bead)| bead.is_paired())
        .collect();
    let mut ratios: Vec<f64> = Vec::with_capacity(paired.len());
    let (mut expected, mut found) = (0.0, 0.0);
    for (index, bead) in &paired {
        let (a, b) = lengths(cx, bead, side);
        if a >= 30.0 {
            ratios.push((b / a).ln());
        }
        let linked = linked_words(cx, *index, side);
        for segment in bead.side(side) {
            for (token, _) in cx.tokens(side, segment).iter().enumerate() {
                let chance = cx.links.expected(side, segment, token);
                if chance >= EXPECTED {
                    expected += f64::from(chance);
                    found += f64::from(u8::from(linked.contains(&(segment, token))));
                }
            }
        }
    }
    // A handful of pairs has no usual length.
    if ratios.len() < 8 {
        return None;
    }
    ratios.sort_by(f64::total_cmp);
    let median = ratios[ratios.len() / 2];
    let mut off: Vec<f64> = ratios.iter().map(|ratio| (ratio - median).abs()).collect();
    off.sort_by(f64::total_cmp);
    let mad = 1.48 * off[off.len() / 2];
    Some(Usual {
        log_ratio: median,
        spread: (mad * mad).max(0.15 * 0.15),
        linked: (found / f64::max(expected, 1.0)).clamp(0.3, 1.5),
    })
}

/// A part of a bead's side that nothing of the other side translates.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clause {
    /// The segment.
    pub segment: usize,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Evidence of its words, in nats.
    pub words: f64,
    /// Evidence of the length, in nats.
    pub length: f64,
    /// Words with content in it.
    pub content: usize,
}

/// Evidence that a clause needs: of the words, of the length, of both (see [`Clause::evidence`]). Set so that sound
/// published translations have about one such clause in 30,000 words.
const WORDS_NEEDED: f64 = 5.0;
const LENGTH_NEEDED: f64 = 1.5;
const NEEDED: f64 = 13.0;
/// Length speaks louder than words: a free translation has other words, but seldom half the length.
const LENGTH_WEIGHT: f64 = 1.5;
/// A clause has at least this many words with content, and the lengths of short sides say nothing.
const CONTENT_NEEDED: usize = 5;
const LEAST_LENGTH: f64 = 60.0;

impl Clause {
    fn evidence(&self) -> f64 {
        self.words + LENGTH_WEIGHT * self.length
    }
}

/// The clause of a bead's side that has no counterpart, where there is one.
///
/// Words: each word with a known expectation adds the log ratio of its having a link or not, between left out and
/// translated; the run with the largest sum is the candidate. Length: how much better the lengths of the two sides
/// fit each other without the run. Each must speak for itself, and both together must speak loudly.
fn clause(
    cx: &Context<'_>,
    index: usize,
    bead: &Bead,
    side: Side,
    usual: &Usual,
) -> Option<Clause> {
    let linked = linked_words(cx, index, side);
    // The chance that a word of a left-out clause meets a counterpart that belongs to another word.
    let others: usize = bead
        .side(side.other())
        .map(|segment| cx.tokens(side.other(), segment).len())
        .sum();
    let by_chance = (0.06 + 0.004 * others as f64).min(0.35);
    let (a, b) = lengths(cx, bead, side);
    if a < LEAST_LENGTH || b < LEAST_LENGTH {
        return None;
    }
    let mut best: Option<Clause> = None;
    for segment in bead.side(side) {
        let tokens = cx.tokens(side, segment);
        let text = cx.text(side, segment);
        let gains: Vec<f64> = tokens
            .iter()
            .enumerate()
            .map(|(token, _)| {
                let chance = f64::from(cx.links.expected(side, segment, token));
                if chance < f64::from(EXPECTED) {
                    return 0.0;
                }
                let chance = (chance * usual.linked).clamp(0.05, 0.93);
                if linked.contains(&(segment, token)) {
                    (by_chance / chance).ln().min(0.0)
                } else {
                    ((1.0 - by_chance) / (1.0 - chance)).ln()
                }
            })
            .collect();
        let Some((run, words)) = largest_run(&gains) else {
            continue;
        };
        let content = run
            .clone()
            .filter(|token| gains[*token] > 0.0 && tokens[*token].kind == TokenKind::Word)
            .count();
        let Some(span) = span_of(tokens, run.clone()) else {
            continue;
        };
        let left = a - span.of(text).chars().count() as f64;
        if left < 25.0 {
            continue;
        }
        let fit = |a: f64| {
            let variance = usual.spread + variance(a, b);
            let off = (b / a).ln() - usual.log_ratio;
            -off * off / (2.0 * variance) - 0.5 * variance.ln()
        };
        let found = Clause {
            segment,
            tokens: run,
            words,
            length: fit(left) - fit(a),
            content,
        };
        if found.words >= WORDS_NEEDED
            && found.length >= LENGTH_NEEDED
            && found.evidence() >= NEEDED
            && found.content >= CONTENT_NEEDED
            && best
                .as_ref()
                .is_none_or(|known| found.evidence() > known.evidence())
        {
            best = Some(found);
        }
    }
    best
}

/// The run of values with the largest sum, and the sum; none where no value is positive.
fn largest_run(values: &[f64]) -> Option<(Range<usize>, f64)> {
    let mut best: Option<(Range<usize>, f64)> = None;
    let (mut start, mut sum) = (0, 0.0);
    for (index, value) in values.iter().enumerate() {
        if sum <= 0.0 {
            (start, sum) = (index, 0.0);
        }
        sum += value;
        if *value > 0.0 && best.as_ref().is_none_or(|(_, known)| sum > *known) {
            best = Some((start..index + 1, sum));
        }
    }
    let (run, sum) = best?;
    // Words of no weight at its start belong to what stands before.
    let first = run.clone().find(|index| values[*index] > 0.0)?;
    Some((first..run.end, sum))
}

/// Findings on clauses within beads.
fn clauses(cx: &Context<'_>, rule: &'static Rule, words: Words, out: &mut Vec<Finding>) {
    let Some(usual) = usual(cx, words.side) else {
        return;
    };
    for (index, bead) in cx.bitext.beads.iter().enumerate() {
        if !bead.is_paired()
            || bead.state != UnitState::Translated
            || !bead.given && bead.score < 0.8
        {
            continue;
        }
        // Beside a segment without counterpart the two may be cut elsewhere.
        let near = index.saturating_sub(1)..(index + 2).min(cx.bitext.beads.len());
        if cx.bitext.beads[near].iter().any(|bead| !bead.is_paired()) {
            continue;
        }
        let Some(clause) = clause(cx, index, bead, words.side, &usual) else {
            continue;
        };
        let tokens = cx.tokens(words.side, clause.segment);
        let span = span_of(tokens, clause.tokens.clone()).unwrap_or(Span::new(0, 0));
        let text = span.of(cx.text(words.side, clause.segment));
        let confidence = 1.0 - 0.3 * (-(clause.evidence() - NEEDED) / 6.0).exp();
        let mut finding = Finding::new(
            rule,
            confidence,
            format!("“{}” {}", excerpt(text), words.clause),
            words.help,
        )
        .in_bead(index)
        .severity(rule.severity.min(Severity::Warning));
        let (own, other) = (
            cx.place(words.side, clause.segment, span),
            cx.bitext
                .half(words.side.other())
                .place_of(bead.side(words.side.other())),
        );
        let (source, target) = match words.side {
            Side::Source => (own, other),
            Side::Target => (other, own),
        };
        if let Some(place) = source {
            finding = finding.source(place);
        }
        if let Some(place) = target {
            finding = finding.target(place);
        }
        out.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_run_starts_and_ends_with_a_gain() {
        assert_eq!(
            largest_run(&[-1.0, 0.0, 2.0, -1.0, 3.0, 0.0]),
            Some((2..5, 4.0))
        );
        assert_eq!(largest_run(&[-1.0, -2.0]), None);
        assert_eq!(largest_run(&[]), None);
    }

    #[test]
    fn neighbouring_beads_of_one_side_are_one_stretch() {
        let bead = |s: Range<usize>, t: Range<usize>| Bead {
            source: s,
            target: t,
            score: 1.0,
            given: false,
            state: UnitState::Translated,
        };
        let beads = [
            bead(0..1, 0..1),
            bead(1..2, 1..1),
            bead(2..2, 1..3),
            bead(2..3, 3..4),
            bead(3..4, 4..4),
        ];
        let found = stretches(&beads);
        assert_eq!(found.len(), 2);
        assert_eq!(
            found[0],
            Stretch {
                beads: 1..3,
                source: 1,
                target: 2
            }
        );
    }
}
