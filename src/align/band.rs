//! For long documents: which part of the lattice is looked at.
//!
//! From coarse to fine. First the two texts are cut into blocks, about a thousand a side, and the blocks aligned by
//! the rare words they share: that finds the way even where whole passages repeat or a chapter is missing. Then pairs
//! of words that occur once on each side and translate each other, near that way, are anchors; the heaviest chain of
//! them that rises on both sides fixes the way exactly. Between two anchors the whole rectangle is looked at where it
//! is small or thin, and a corridor along the way of smaller blocks where it is not.

use super::features::{Features, Half};
use super::path::Band;
use crate::text::Map;

/// Nodes beside an anchor that are looked at too.
const MARGIN: usize = 4;
/// A rectangle of at most this many nodes is looked at whole.
const WHOLE: usize = 20_000;
/// A rectangle at most this thin too.
const THIN: usize = 32;
/// Segments of the smallest block.
const BLOCK: usize = 16;
/// Blocks of a side at most, in one alignment of blocks.
const BLOCKS: usize = 1024;
/// Links of a word pair count for blocks up to this product of their counts.
const RARE: u64 = 1 << 12;

/// The band of a pair of long documents.
pub(super) fn around_anchors(features: &Features) -> Band {
    let (n, m) = features.sizes();
    let block = n.max(m).div_ceil(BLOCKS).max(BLOCK);
    let coarse = block_path(features, (0, 0), (n, m), block);
    let near = Corridor::new(&coarse, block, n);
    let anchors = anchors(features)
        .into_iter()
        .filter(|(i, j, _)| near.holds(*i, *j))
        .collect();
    let chain = chain(anchors);
    let mut rows = Rows::new(n, m);
    let mut from = (0, 0);
    for (i, j) in chain.into_iter().chain([(n, m)]) {
        fill(features, from, (i, j), &near, &mut rows);
        rows.add(
            i.saturating_sub(1)..i + 3,
            j.saturating_sub(MARGIN)..j + MARGIN + 2,
        );
        from = (i, j);
    }
    rows.finish()
}

/// The columns near a path of blocks, by row of blocks: its own and one block to each side.
struct Corridor {
    block: usize,
    columns: Vec<(usize, usize)>,
}

impl Corridor {
    fn new(path: &[(usize, usize)], block: usize, n: usize) -> Self {
        let mut columns = vec![(usize::MAX, 0); n.div_ceil(block).max(1)];
        for (row, column) in path {
            let reach = columns.len();
            for slot in &mut columns[row.saturating_sub(1)..(row + 2).min(reach)] {
                slot.0 = slot.0.min(column.saturating_sub(1) * block);
                slot.1 = slot.1.max((column + 2) * block);
            }
        }
        Self { block, columns }
    }

    fn at(&self, i: usize) -> (usize, usize) {
        let row = (i / self.block).min(self.columns.len() - 1);
        self.columns[row]
    }

    fn holds(&self, i: usize, j: usize) -> bool {
        let (low, high) = self.at(i);
        (low..high).contains(&j)
    }
}

/// Ranges of target prefixes by source prefix, growing.
struct Rows {
    rows: Vec<Option<(usize, usize)>>,
    m: usize,
}

impl Rows {
    fn new(n: usize, m: usize) -> Self {
        Self {
            rows: vec![None; n + 1],
            m,
        }
    }

    fn add(&mut self, rows: std::ops::Range<usize>, columns: std::ops::Range<usize>) {
        let end = columns.end.min(self.m + 1);
        let limit = rows.end.min(self.rows.len());
        for row in &mut self.rows[rows.start.min(limit)..limit] {
            *row = Some(match *row {
                None => (columns.start, end),
                Some((low, high)) => (low.min(columns.start), high.max(end)),
            });
        }
    }

    /// The band, with its ends in it and every row reached from the one before.
    fn finish(mut self) -> Band {
        let last = self.rows.len() - 1;
        self.add(0..1, 0..MARGIN);
        self.add(last..last + 1, self.m.saturating_sub(MARGIN)..self.m + 1);
        let mut high = 0;
        let mut out: Vec<std::ops::Range<usize>> = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let (start, end) = row.unwrap_or((high, high + 1));
            let start = match out.last() {
                Some(before) => start.min(before.end.saturating_sub(1)),
                None => 0,
            };
            high = end.max(start + 1).max(high);
            out.push(start..high);
        }
        // A path only rises: what lies below the lowest way on is out of reach, and rows may not start later than
        // the next one ends.
        let mut low = self.m;
        for row in out.iter_mut().rev() {
            low = low.min(row.start);
            row.start = low;
        }
        if let Some(row) = out.last_mut() {
            row.end = self.m + 1;
        }
        Band::new(out, self.m)
    }
}

/// Pairs of segments with the weight of the words that occur only there and translate each other.
fn anchors(features: &Features) -> Vec<(usize, usize, f32)> {
    let place = |half: &Half| {
        let mut at = vec![u32::MAX; half.types.len()];
        for (segment, types) in half.windows[0].iter().enumerate() {
            for id in types {
                at[*id as usize] = segment as u32;
            }
        }
        at
    };
    let (source, target) = (place(&features.source), place(&features.target));
    let mut votes: Map<(usize, usize), f32> = Map::default();
    for (x, links) in features.links.iter().enumerate() {
        if features.source.types[x].count != 1 {
            continue;
        }
        for link in links {
            if link.value >= 0.5 && features.target.types[link.to as usize].count == 1 {
                let pair = (source[x] as usize, target[link.to as usize] as usize);
                *votes.entry(pair).or_insert(0.0) += link.value;
            }
        }
    }
    let mut votes: Vec<(usize, usize, f32)> = votes
        .into_iter()
        .map(|((i, j), weight)| (i, j, weight))
        .collect();
    votes.sort_unstable_by_key(|(i, j, _)| (*i, *j));
    votes
}

/// The heaviest chain that rises strictly on both sides, less the links that only their own weight holds: a lone
/// word that jumps away from a line on which its neighbours agree.
fn chain(anchors: Vec<(usize, usize, f32)>) -> Vec<(usize, usize)> {
    let columns = anchors.iter().map(|(_, j, _)| *j).max().unwrap_or(0) + 2;
    let mut tree = vec![(0.0f32, usize::MAX); columns + 1];
    let mut back = vec![usize::MAX; anchors.len()];
    let mut start = 0;
    while start < anchors.len() {
        let row = anchors[start].0;
        let end = start
            + anchors[start..]
                .iter()
                .take_while(|(i, ..)| *i == row)
                .count();
        let mut found = Vec::with_capacity(end - start);
        for (index, (_, j, weight)) in anchors.iter().enumerate().take(end).skip(start) {
            let mut best = (0.0, usize::MAX);
            let mut at = *j;
            while at > 0 {
                if tree[at].0 > best.0 {
                    best = tree[at];
                }
                at &= at - 1;
            }
            back[index] = best.1;
            found.push((index, *j, best.0 + weight * weight.min(4.0)));
        }
        for (index, j, total) in found {
            let mut at = j + 1;
            while at <= columns {
                if total > tree[at].0 {
                    tree[at] = (total, index);
                }
                at += at & at.wrapping_neg();
            }
        }
        start = end;
    }
    let mut best = (0.0, usize::MAX);
    let mut at = columns;
    while at > 0 {
        if tree[at].0 > best.0 {
            best = tree[at];
        }
        at &= at - 1;
    }
    let mut chain = Vec::new();
    let mut at = best.1;
    while let Some((i, j, weight)) = anchors.get(at) {
        chain.push((*i, *j, *weight));
        at = back[at];
    }
    chain.reverse();
    straighten(&chain)
}

fn straighten(chain: &[(usize, usize, f32)]) -> Vec<(usize, usize)> {
    let shift = |a: &(usize, usize, f32), b: &(usize, usize, f32)| {
        ((b.0 - a.0) as i64 - (b.1 - a.1) as i64).abs()
    };
    chain
        .iter()
        .enumerate()
        .filter(|(index, anchor)| {
            let (Some(before), Some(after)) = (
                index.checked_sub(1).and_then(|b| chain.get(b)),
                chain.get(index + 1),
            ) else {
                return anchor.2 >= 1.5;
            };
            anchor.2 >= 2.5
                || shift(before, anchor) <= 3
                || shift(anchor, after) <= 3
                || shift(before, after) > 3
        })
        .map(|(_, (i, j, _))| (*i, *j))
        .collect()
}

/// Adds the rectangle between two nodes, or a corridor through it.
fn fill(
    features: &Features,
    from: (usize, usize),
    to: (usize, usize),
    near: &Corridor,
    rows: &mut Rows,
) {
    let (height, width) = (to.0 - from.0, to.1 - from.1);
    if height.min(width) <= THIN || height * width <= WHOLE {
        rows.add(
            from.0..to.0 + 1,
            from.1.saturating_sub(MARGIN)..to.1 + MARGIN,
        );
        return;
    }
    if near.block == BLOCK || height.max(width) <= BLOCKS * BLOCK {
        lay(features, from, to, 0, rows);
        return;
    }
    // Too large for the smallest blocks at once: in stretches along the coarse way, each with some of its neighbours.
    let stretch = 6 * near.block;
    let mut top = from.0;
    while top < to.0 {
        let bottom = (top + stretch).min(to.0);
        let (start, end) = (
            top.saturating_sub(near.block).max(from.0),
            (bottom + near.block).min(to.0),
        );
        let left = near.at(start).0.max(from.1);
        let right = near.at(end).1.min(to.1);
        if left < right {
            lay(
                features,
                (start, left),
                (end, right),
                if start == from.0 { 0 } else { near.block / 2 },
                rows,
            );
        }
        top = bottom;
    }
}

/// Lays a corridor along the way of the smallest blocks through a rectangle, leaving out its first `skip` rows.
fn lay(
    features: &Features,
    from: (usize, usize),
    to: (usize, usize),
    skip: usize,
    rows: &mut Rows,
) {
    for (row, column) in block_path(features, from, to, BLOCK) {
        let top = from.0 + row * BLOCK;
        let left = from.1 + column * BLOCK;
        if top >= from.0 + skip {
            rows.add(
                top.saturating_sub(2)..(top + BLOCK + 2).min(to.0 + 1),
                left.saturating_sub(BLOCK).max(from.1)..(left + 2 * BLOCK).min(to.1 + 1),
            );
        }
    }
}

/// The blocks in which each type stands, within a stretch of segments.
fn blocks_of(half: &Half, first: usize, last: usize, block: usize) -> Map<u32, Vec<u32>> {
    let mut blocks: Map<u32, Vec<u32>> = Map::default();
    for (segment, types) in half.windows[0].iter().enumerate().take(last).skip(first) {
        let at = ((segment - first) / block) as u32;
        for id in types {
            let list = blocks.entry(*id).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
    }
    blocks
}

/// The best path through the blocks of a rectangle, as (source block, target block) pairs.
fn block_path(
    features: &Features,
    from: (usize, usize),
    to: (usize, usize),
    block: usize,
) -> Vec<(usize, usize)> {
    let rows = (to.0 - from.0).div_ceil(block);
    let columns = (to.1 - from.1).div_ceil(block);
    let source = blocks_of(&features.source, from.0, to.0, block);
    let target = blocks_of(&features.target, from.1, to.1, block);
    let mut score = vec![0.0f32; rows * columns];
    for (x, here) in &source {
        for link in &features.links[*x as usize] {
            let Some(there) = target.get(&link.to) else {
                continue;
            };
            let product = here.len() as u64 * there.len() as u64;
            if product > RARE {
                continue;
            }
            // What two blocks share weighs by how rarely two blocks share it. Whole numbers, so that the order of
            // the sum, which is a hash map's, doesn't matter.
            let weight = (64.0 * link.value * (RARE as f32 / product as f32).ln()).round();
            for row in here {
                for column in there {
                    score[*row as usize * columns + *column as usize] += weight;
                }
            }
        }
    }
    // Two blocks that don't belong together share what their sums let them share by chance. Every block on the way
    // counts in full, whichever step led there: two texts whose blocks begin at different sentences share their
    // words between neighbouring blocks, and must not score less for it.
    let mut row_sums = vec![0.0f64; rows];
    let mut column_sums = vec![0.0f64; columns];
    for (row, scores) in score.chunks_exact(columns.max(1)).enumerate() {
        for (column, score) in scores.iter().enumerate() {
            row_sums[row] += f64::from(*score);
            column_sums[column] += f64::from(*score);
        }
    }
    let total = row_sums.iter().sum::<f64>().max(1.0);
    let gain = |row: usize, column: usize| {
        let chance = row_sums[row] * column_sums[column] / total;
        (score[row * columns + column] - 1.5 * chance as f32).max(0.0)
    };
    let mut best = vec![0.0f32; (rows + 1) * (columns + 1)];
    let at = |row: usize, column: usize| row * (columns + 1) + column;
    for row in 1..=rows {
        for column in 1..=columns {
            let gain = gain(row - 1, column - 1);
            let beside = best[at(row - 1, column)].max(best[at(row, column - 1)]);
            best[at(row, column)] = best[at(row - 1, column - 1)].max(beside) + gain;
        }
    }
    let mut path = Vec::new();
    let (mut row, mut column) = (rows, columns);
    while row > 0 && column > 0 {
        path.push((row - 1, column - 1));
        let (across, up, left) = (
            best[at(row - 1, column - 1)],
            best[at(row - 1, column)],
            best[at(row, column - 1)],
        );
        if across >= up.max(left) {
            (row, column) = (row - 1, column - 1);
        } else if up >= left {
            row -= 1;
        } else {
            column -= 1;
        }
    }
    // Where one side has run out, the rest of the other stands beside its first block.
    path.extend((0..row).rev().map(|row| (row, 0)));
    path.extend((0..column).rev().map(|column| (0, column)));
    path
}
