//! Marks that come in pairs: which closing mark belongs to which opening one, and which have lost theirs.
//!
//! Quotation marks say little about their direction, and a quotation runs over sentences and paragraphs. So the
//! marks of a text are read as a whole: a beam search over the ways to pair them, in which every mark without a
//! partner costs much, and what is merely unusual (a quotation in a quotation, one that runs over paragraphs, a
//! direction that the neighbours speak against) costs a little.

use super::Context;
use crate::document::BlockKind;
use crate::text::{Side, Span};
use std::ops::Range;

/// What a mark without a partner costs. Everything else is measured by it.
const LOST: f64 = 2.0;
/// What it costs to read a mark against what stands on both of its sides: more than to give up two marks.
pub(super) const AGAINST: f64 = 5.0;
/// How many ways to read the marks are kept.
const BEAM: usize = 24;

/// A mark that opens or closes, or might.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// Its segment.
    pub segment: usize,
    /// Its place in the segment.
    pub span: Span,
    /// The block of its segment.
    pub block: usize,
    /// What it costs to read it as opening.
    pub open: f64,
    /// What it costs to read it as closing.
    pub close: f64,
    /// What it costs to take it for something else (inches, the marker of a list item).
    pub skip: f64,
    /// What it costs to pair it with a mark of another segment where it opens, besides the distance.
    pub open_far: f64,
    /// The same where it closes.
    pub close_far: f64,
    /// Whether a pause of the sentence stands beside it.
    pub at_pause: bool,
    /// Whether what follows it may be the start of a sentence.
    pub opens_sentence: bool,
    /// Whether its block starts with it.
    pub starts_block: bool,
}

/// How far pairs reach.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    /// What a pair within a pair costs.
    pub nested: f64,
    /// What every block that a pair runs into costs.
    pub block: f64,
    /// What every further segment of a block costs.
    pub segment: f64,
    /// How many blocks a pair may run over.
    pub blocks: usize,
}

/// What became of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// It opens and is closed by the mark of this index.
    Opens(usize),
    /// It closes the mark of this index.
    Closes(usize),
    /// It opens and nothing closes it.
    Unclosed,
    /// It opens, nothing closes it, and the next block opens again: a quotation of several paragraphs.
    Continued,
    /// It closes and nothing was open.
    Unopened,
    /// It is something else.
    Other,
}

impl Reading {
    /// Whether the mark has lost its partner.
    pub(super) fn is_lost(self) -> bool {
        matches!(self, Reading::Unclosed | Reading::Unopened)
    }
}

/// The runs of segments over which a pair may reach: headings, cells, notes and units of software texts stand
/// each for itself, running text and lists belong together.
pub(super) fn regions(cx: &Context<'_>, side: Side) -> Vec<Vec<usize>> {
    let half = cx.bitext.half(side);
    let mut flow = Vec::new();
    let mut alone: Vec<Vec<usize>> = Vec::new();
    let mut last = None;
    for (index, segment) in half.segments.iter().enumerate() {
        match half.blocks.get(segment.block).map(|block| block.kind) {
            Some(BlockKind::Heading(_) | BlockKind::TableCell | BlockKind::Footnote) => {
                if last == Some(segment.block)
                    && let Some(region) = alone.last_mut()
                {
                    region.push(index);
                } else {
                    alone.push(vec![index]);
                }
                last = Some(segment.block);
            }
            _ => flow.push(index),
        }
    }
    alone.push(flow);
    alone
}

/// Marks that are open inside each other, at most.
const DEEPEST: usize = 3;

/// The open marks, the innermost last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Stack {
    marks: [usize; DEEPEST],
    count: usize,
}

impl Stack {
    fn open(&self) -> &[usize] {
        self.marks.get(..self.count).unwrap_or_default()
    }

    fn push(&mut self, mark: usize) {
        if let Some(slot) = self.marks.get_mut(self.count) {
            *slot = mark;
            self.count += 1;
        }
    }

    fn pop(&mut self) -> Option<usize> {
        let last = self.open().last().copied()?;
        self.count -= 1;
        // Equal stacks are equal in what they no longer hold too.
        self.marks[self.count] = 0;
        Some(last)
    }

    fn drop_oldest(&mut self) {
        self.marks.copy_within(1.., 0);
        self.marks[DEEPEST - 1] = 0;
        self.count = self.count.saturating_sub(1);
    }
}

#[derive(Clone, Copy, Debug)]
struct State {
    cost: f64,
    stack: Stack,
    /// The last step in the log, to be followed backwards.
    log: Option<usize>,
}

struct Log {
    steps: Vec<(usize, Reading, Option<usize>)>,
}

impl Log {
    fn add(&mut self, state: &mut State, mark: usize, reading: Reading) {
        self.steps.push((mark, reading, state.log));
        state.log = Some(self.steps.len() - 1);
    }
}

/// What speaks for and against pairs over several segments.
pub(super) trait Far {
    /// What it costs to take the first, an opening mark, for one that the second goes on with in the next block;
    /// none where it can't be.
    fn continues(&self, _open: &Mark, _again: &Mark) -> Option<f64> {
        None
    }

    /// What it costs to pair two marks of different segments, besides their distance.
    fn crosses(&self, _open: &Mark, _close: &Mark) -> f64 {
        0.0
    }
}

/// Reads the marks of one region, in order.
pub(super) fn read(marks: &[Mark], reach: Reach, far: &dyn Far) -> Vec<Reading> {
    if marks.is_empty() {
        return Vec::new();
    }
    let mut log = Log { steps: Vec::new() };
    let mut states = vec![State {
        cost: 0.0,
        stack: Stack::default(),
        log: None,
    }];
    let mut next: Vec<State> = Vec::new();
    for (index, mark) in marks.iter().enumerate() {
        next.clear();
        for mut state in states.drain(..) {
            expire(&mut state, marks, mark.block, reach, &mut log);
            steps(&state, index, marks, reach, far, &mut log, &mut next);
        }
        next.sort_by(|a, b| {
            a.cost
                .total_cmp(&b.cost)
                .then_with(|| a.stack.open().cmp(b.stack.open()))
        });
        for state in &next {
            if states.len() == BEAM {
                break;
            }
            if !states.iter().any(|other| other.stack == state.stack) {
                states.push(*state);
            }
        }
    }
    let mut best: Option<State> = None;
    for mut state in states {
        while let Some(open) = state.stack.pop() {
            state.cost += LOST;
            log.add(&mut state, open, Reading::Unclosed);
        }
        if best.as_ref().is_none_or(|best| state.cost < best.cost) {
            best = Some(state);
        }
    }
    let mut readings = vec![Reading::Other; marks.len()];
    let mut at = best.and_then(|state| state.log);
    while let Some((mark, reading, before)) = at.and_then(|at| log.steps.get(at)).copied() {
        if let Some(slot) = readings.get_mut(mark) {
            *slot = reading;
        }
        if let Reading::Closes(open) = reading
            && let Some(slot) = readings.get_mut(open)
        {
            *slot = Reading::Opens(mark);
        }
        at = before;
    }
    readings
}

/// Gives up opening marks that lie too far back.
fn expire(state: &mut State, marks: &[Mark], block: usize, reach: Reach, log: &mut Log) {
    while let Some(oldest) = state.stack.open().first().copied() {
        let from = marks.get(oldest).map_or(block, |mark| mark.block);
        if block.saturating_sub(from) <= reach.blocks {
            return;
        }
        state.stack.drop_oldest();
        state.cost += LOST;
        log.add(state, oldest, Reading::Unclosed);
    }
}

fn steps(
    state: &State,
    index: usize,
    marks: &[Mark],
    reach: Reach,
    far: &dyn Far,
    log: &mut Log,
    out: &mut Vec<State>,
) {
    let Some(mark) = marks.get(index) else { return };
    let top = state.stack.open().last().copied();
    if mark.open.is_finite() {
        if state.stack.count < DEEPEST {
            let mut opened = *state;
            opened.cost += mark.open + reach.nested * opened.stack.count as f64;
            opened.stack.push(index);
            out.push(opened);
        }
        if let Some(top) = top {
            let mut given_up = *state;
            given_up.stack.pop();
            given_up.cost += LOST + mark.open + reach.nested * given_up.stack.count as f64;
            log.add(&mut given_up, top, Reading::Unclosed);
            given_up.stack.push(index);
            out.push(given_up);
            if let Some(cost) = marks.get(top).and_then(|top| far.continues(top, mark)) {
                let mut continued = *state;
                continued.stack.pop();
                continued.cost += mark.open + cost;
                log.add(&mut continued, top, Reading::Continued);
                continued.stack.push(index);
                out.push(continued);
            }
        }
    }
    if mark.close.is_finite() {
        let mut closed = *state;
        match closed.stack.pop() {
            Some(open) => {
                closed.cost += mark.close;
                if let Some(opening) = marks.get(open) {
                    closed.cost += distance(opening, mark, reach, far);
                }
                log.add(&mut closed, index, Reading::Closes(open));
            }
            None => {
                closed.cost += mark.close + LOST;
                log.add(&mut closed, index, Reading::Unopened);
            }
        }
        out.push(closed);
        // A mark that closes nothing may stand inside a pair that is still open.
        if state.stack.count > 0 {
            let mut stray = *state;
            stray.cost += mark.close + LOST + 0.1;
            log.add(&mut stray, index, Reading::Unopened);
            out.push(stray);
        }
    }
    if mark.skip.is_finite() {
        let mut skipped = *state;
        skipped.cost += mark.skip;
        out.push(skipped);
    }
}

fn distance(open: &Mark, close: &Mark, reach: Reach, far: &dyn Far) -> f64 {
    if open.segment == close.segment {
        return 0.0;
    }
    let blocks = close.block.saturating_sub(open.block);
    let segments = (close.segment - open.segment).saturating_sub(blocks);
    open.open_far
        + close.close_far
        + far.crosses(open, close)
        + reach.block * blocks as f64
        + reach.segment * segments as f64
}

/// The blocks from one mark to another, without the last.
pub(super) fn blocks_between(open: &Mark, close: &Mark) -> Range<usize> {
    open.block..close.block
}

#[cfg(test)]
mod tests {
    use super::*;

    const REACH: Reach = Reach {
        nested: 1.0,
        block: 0.15,
        segment: 0.02,
        blocks: 15,
    };

    struct Anywhere;

    impl Far for Anywhere {}

    /// `(` opens, `)` closes, `|` may do either; a space starts the next block.
    fn faults(pattern: &str) -> Vec<Reading> {
        let mut marks = Vec::new();
        let mut block = 0;
        for (at, c) in pattern.char_indices() {
            if c == ' ' {
                block += 1;
                continue;
            }
            marks.push(Mark {
                segment: block,
                span: Span::new(at, at + 1),
                block,
                open: if c == ')' { AGAINST } else { 0.0 },
                close: if c == '(' { AGAINST } else { 0.0 },
                skip: f64::INFINITY,
                open_far: 0.0,
                close_far: 0.0,
                at_pause: true,
                opens_sentence: true,
                starts_block: false,
            });
        }
        read(&marks, REACH, &Anywhere)
    }

    fn lost(pattern: &str) -> Vec<usize> {
        faults(pattern)
            .iter()
            .enumerate()
            .filter(|(_, reading)| reading.is_lost())
            .map(|(index, _)| index)
            .collect()
    }

    #[test]
    fn pairs_are_found_over_blocks_and_nested() {
        assert!(lost("()()").is_empty());
        assert!(lost("( ) ()").is_empty());
        assert!(lost("(()  )").is_empty());
        assert!(lost("||||").is_empty());
        assert_eq!(faults("()")[0], Reading::Opens(1));
    }

    #[test]
    fn lost_partners_are_told_from_far_ones() {
        assert_eq!(lost("( () ()"), [0]);
        assert_eq!(lost("() ) ()"), [2]);
        assert_eq!(lost("(                  )"), [0, 1]);
        assert_eq!(lost("()() (() ()"), [4]);
    }
}
