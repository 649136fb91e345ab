//! The best path through the beads, and the probability of each bead over all paths.
//!
//! Knows arrays, not text. The lattice is the grid of (source, target) prefixes; a bead of kind n-m is an arc
//! from (i, j) to (i + n, j + m). A [`Band`] says which nodes exist.

use super::score::Scorer;
use rayon::prelude::*;
use std::ops::Range;

/// A kind of bead: how many segments of each side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Source segments.
    pub source: usize,
    /// Target segments.
    pub target: usize,
}

/// The kinds of beads the aligner knows.
pub const KINDS: [Kind; 8] = [
    Kind {
        source: 1,
        target: 1,
    },
    Kind {
        source: 1,
        target: 0,
    },
    Kind {
        source: 0,
        target: 1,
    },
    Kind {
        source: 1,
        target: 2,
    },
    Kind {
        source: 2,
        target: 1,
    },
    Kind {
        source: 2,
        target: 2,
    },
    Kind {
        source: 1,
        target: 3,
    },
    Kind {
        source: 3,
        target: 1,
    },
];

/// Prior probability of each kind, in the order of [`KINDS`].
#[derive(Clone, Copy, Debug)]
pub struct Priors([f64; KINDS.len()]);

impl Default for Priors {
    /// Priors before the document is seen: null .065 a side, 1-2 and 2-1 .07 each, 1-3 and 3-1 .004, 2-2 .002.
    fn default() -> Self {
        let mut priors = [0.0, 0.065, 0.065, 0.07, 0.07, 0.002, 0.004, 0.004];
        priors[0] = 1.0 - priors[1..].iter().sum::<f64>();
        Self(priors)
    }
}

/// Which nodes of the lattice exist: for each source prefix `i` a range of target prefixes.
#[derive(Clone, Debug)]
pub struct Band {
    rows: Vec<Range<usize>>,
    offsets: Vec<usize>,
    /// Target segments.
    m: usize,
}

impl Band {
    /// Every node.
    pub fn full(n: usize, m: usize) -> Self {
        Self::new(vec![0..m + 1; n + 1], m)
    }

    /// The given rows (one a source prefix, so one more than source segments), over `m` target segments.
    pub fn new(rows: Vec<Range<usize>>, m: usize) -> Self {
        let mut offsets = Vec::with_capacity(rows.len() + 1);
        let mut total = 0;
        for row in &rows {
            offsets.push(total);
            total += row.len();
        }
        offsets.push(total);
        Self { rows, offsets, m }
    }

    /// The nodes within `reach` of a path, as far as they are in this band.
    pub fn around(&self, path: &[Step], reach: usize) -> Self {
        // Nothing yet: a start past every node, an end before.
        let mut rows: Vec<(usize, usize)> = vec![(usize::MAX, 0); self.rows.len()];
        let mut widen = |i: usize, j: usize| {
            let row = &mut rows[i];
            row.0 = row.0.min(j);
            row.1 = row.1.max(j + 1);
        };
        widen(0, 0);
        for step in path {
            for i in step.source.start..=step.source.end {
                widen(i, step.target.start);
                widen(i, step.target.end);
            }
        }
        let count = rows.len();
        let near = (0..count).map(|i| {
            let from = &rows[i.saturating_sub(reach)..(i + reach + 1).min(count)];
            let start = from.iter().map(|row| row.0).min().unwrap_or(0);
            let end = from.iter().map(|row| row.1).max().unwrap_or(0);
            // Sideways the reach is half of that up and down: the rows beside have widened it already.
            let start = start
                .min(rows[i].0.saturating_sub(reach / 2))
                .max(self.rows[i].start);
            let end = end.max(rows[i].1 + reach / 2).min(self.rows[i].end);
            start..end.max(start)
        });
        Self::new(near.collect(), self.m)
    }

    fn cells(&self) -> usize {
        self.offsets.last().copied().unwrap_or(0)
    }

    fn index(&self, i: usize, j: usize) -> Option<usize> {
        let row = self.rows.get(i)?;
        row.contains(&j).then(|| self.offsets[i] + j - row.start)
    }

    fn end(&self) -> (usize, usize) {
        (self.rows.len() - 1, self.m)
    }
}

/// Log likelihood ratio of every bead, without its prior: for each node, of the bead of each kind that ends there.
pub struct Evidence(Vec<[f32; KINDS.len()]>);

/// Rows that are scored in one go, with one workspace: of short documents there are many beside each other.
const ROWS: usize = 32;

/// Scores the beads that end in the band, those of more than three segments only where they end in the part `large` of
/// it.
pub fn evidence(scorer: &Scorer<'_>, band: &Band, large: &Band) -> Evidence {
    let rows: Vec<_> = (0..band.rows.len())
        .into_par_iter()
        .with_min_len(ROWS)
        .map_init(
            || scorer.workspace(),
            |workspace, i| scorer.row(i, band.rows[i].clone(), &large.rows[i], workspace),
        )
        .collect();
    Evidence(rows.concat())
}

/// The path through single pairs and nulls that has the highest rough score.
pub fn way(scorer: &Scorer<'_>, band: &Band) -> Vec<Step> {
    let rows: Vec<Vec<f32>> = (0..band.rows.len())
        .into_par_iter()
        .with_min_len(ROWS)
        .map_init(
            || scorer.workspace(),
            |workspace, i| scorer.rough_row(i, band.rows[i].clone(), workspace),
        )
        .collect();
    let [pair, null_source, null_target, ..] = Priors::default().0.map(f64::ln);
    let mut score = vec![f64::NEG_INFINITY; band.cells()];
    let before = |score: &[f64], i: usize, j: usize| {
        band.index(i, j)
            .map_or(f64::NEG_INFINITY, |node| score[node])
    };
    for (i, row) in band.rows.iter().enumerate() {
        for (j, rough) in row.clone().zip(&rows[i]) {
            let mut best = if i == 0 && j == 0 {
                0.0
            } else {
                f64::NEG_INFINITY
            };
            if i > 0 && j > 0 {
                best = f64::max(
                    best,
                    before(&score, i - 1, j - 1) + f64::from(*rough) + pair,
                );
            }
            if i > 0 {
                best = f64::max(best, before(&score, i - 1, j) + null_source);
            }
            if j > 0 {
                best = f64::max(best, before(&score, i, j - 1) + null_target);
            }
            score[band.offsets[i] + j - row.start] = best;
        }
    }
    let mut steps = Vec::new();
    let (mut i, mut j) = band.end();
    while i > 0 || j > 0 {
        let Some(here) = band.index(i, j).map(|node| score[node]) else {
            break;
        };
        let rough = rows[i][j - band.rows[i].start];
        let (from_i, from_j) =
            if i > 0 && j > 0 && here == before(&score, i - 1, j - 1) + f64::from(rough) + pair {
                (i - 1, j - 1)
            } else if i > 0 && here == before(&score, i - 1, j) + null_source {
                (i - 1, j)
            } else if j > 0 {
                (i, j - 1)
            } else {
                break;
            };
        steps.push(Step {
            source: from_i..i,
            target: from_j..j,
            evidence: match from_i < i && from_j < j {
                true => f64::from(rough),
                false => 0.0,
            },
        });
        (i, j) = (from_i, from_j);
    }
    steps.reverse();
    steps
}

/// One bead of a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Source segments.
    pub source: Range<usize>,
    /// Target segments.
    pub target: Range<usize>,
    /// Log likelihood ratio without the prior.
    pub evidence: f64,
}

/// Probabilities of beads over all paths (forward-backward).
pub struct Posteriors<'a> {
    band: &'a Band,
    /// One row a node: probability of the bead of each kind that ends there.
    of: Vec<[f32; KINDS.len()]>,
    /// Probability that each source segment, and each target segment, has no counterpart: the null beads of all
    /// its nodes together, since where among its neighbours a null stands says nothing.
    source_null: Vec<f32>,
    target_null: Vec<f32>,
}

/// The posteriors of all beads in the band.
pub fn posteriors<'a>(band: &'a Band, evidence: &Evidence, priors: &Priors) -> Posteriors<'a> {
    let log = priors.0.map(f64::ln);
    let cells = band.cells();
    let mut forward = vec![f64::NEG_INFINITY; cells];
    for (i, row) in band.rows.iter().enumerate() {
        for j in row.clone() {
            let here = band.offsets[i] + j - row.start;
            if i == 0 && j == 0 {
                forward[here] = 0.0;
                continue;
            }
            let mut terms = [f64::NEG_INFINITY; KINDS.len()];
            for (k, kind) in KINDS.iter().enumerate() {
                if evidence.0[here][k] == f32::NEG_INFINITY {
                    continue;
                }
                if let Some(from) = band.index(i - kind.source, j - kind.target) {
                    terms[k] = forward[from] + f64::from(evidence.0[here][k]) + log[k];
                }
            }
            forward[here] = log_sum(&terms);
        }
    }
    let mut backward = vec![f64::NEG_INFINITY; cells];
    let mut of = vec![[0.0f32; KINDS.len()]; cells];
    let (end_i, end_j) = band.end();
    let (mut source_null, mut target_null) = (vec![0.0f32; end_i], vec![0.0f32; end_j]);
    let Some(end) = band.index(end_i, end_j) else {
        return Posteriors {
            band,
            of,
            source_null,
            target_null,
        };
    };
    backward[end] = 0.0;
    let total = forward[end];
    for (i, row) in band.rows.iter().enumerate().rev() {
        for j in row.clone().rev() {
            let here = band.offsets[i] + j - row.start;
            if backward[here] == f64::NEG_INFINITY {
                continue;
            }
            for (k, kind) in KINDS.iter().enumerate() {
                let value = evidence.0[here][k];
                if value == f32::NEG_INFINITY {
                    continue;
                }
                let Some(from) = band.index(i - kind.source, j - kind.target) else {
                    continue;
                };
                let arc = f64::from(value) + log[k] + backward[here];
                let share = forward[from] + arc - total;
                if share <= NOTHING {
                    continue;
                }
                backward[from] = log_add(backward[from], arc);
                let p = share.exp() as f32;
                of[here][k] = p;
                if kind.target == 0 {
                    source_null[i - 1] += p;
                } else if kind.source == 0 {
                    target_null[j - 1] += p;
                }
            }
        }
    }
    Posteriors {
        band,
        of,
        source_null,
        target_null,
    }
}

/// What a segment that rightly has no counterpart is worth beside one that stands in a right pair. Below 1, since an
/// omission that is none costs a reader more than one that is missed. From .6 to 1 the sum of strict and null F1 is the
/// same within .002 under light, strong and opposed noise.
const NULL_WORTH: f32 = 0.8;

/// The path on which the most segments are expected to stand in the right bead.
///
/// The likeliest single path would be another: where an omission faces an addition, two paths say so, the one null before
/// the other and after it, and each has half of what the two sides have together against being a pair. A null counts with
/// all paths that have it. Ties go to the kind that stands first in [`KINDS`].
pub fn best(evidence: &Evidence, posteriors: &Posteriors<'_>) -> Vec<Step> {
    let band = posteriors.band;
    let mut score = vec![f64::NEG_INFINITY; band.cells()];
    let mut back = vec![u8::MAX; band.cells()];
    for (i, row) in band.rows.iter().enumerate() {
        for j in row.clone() {
            let here = band.offsets[i] + j - row.start;
            if i == 0 && j == 0 {
                score[here] = 0.0;
                continue;
            }
            for (k, kind) in KINDS.iter().enumerate() {
                if evidence.0[here][k] == f32::NEG_INFINITY {
                    continue;
                }
                let Some(from) = band.index(i - kind.source, j - kind.target) else {
                    continue;
                };
                let worth = if kind.target == 0 {
                    NULL_WORTH * posteriors.source_null[i - 1]
                } else if kind.source == 0 {
                    NULL_WORTH * posteriors.target_null[j - 1]
                } else {
                    (kind.source + kind.target) as f32 * posteriors.of[here][k]
                };
                let total = score[from] + f64::from(worth);
                if total > score[here] {
                    score[here] = total;
                    back[here] = k as u8;
                }
            }
        }
    }
    let mut steps = Vec::new();
    let (mut i, mut j) = band.end();
    while i > 0 || j > 0 {
        let Some(here) = band.index(i, j) else { break };
        let Some(kind) = KINDS.get(usize::from(back[here])) else {
            break;
        };
        let (from_i, from_j) = (i - kind.source, j - kind.target);
        steps.push(Step {
            source: from_i..i,
            target: from_j..j,
            evidence: f64::from(evidence.0[here][usize::from(back[here])]),
        });
        (i, j) = (from_i, from_j);
    }
    steps.reverse();
    steps
}

impl Evidence {
    /// Adds to the scores of beads.
    pub fn add(&mut self, scores: impl IntoIterator<Item = (Arc, f32)>) {
        for (arc, score) in scores {
            self.0[arc.node][arc.kind] += score;
        }
    }
}

/// A bead in the lattice.
#[derive(Clone, Copy, Debug)]
pub struct Arc {
    node: usize,
    kind: usize,
}

/// What is less likely, or more likely, is not in doubt.
const DOUBT: Range<f32> = 1e-4..0.9999;

impl Posteriors<'_> {
    /// The pairs that may stand on the right path and may not.
    pub fn doubtful(&self) -> impl Iterator<Item = (Arc, Step)> {
        let rows = self.band.rows.iter().enumerate();
        let nodes = rows.flat_map(|(i, row)| row.clone().map(move |j| (i, j)));
        let beads = nodes.zip(&self.of).enumerate();
        beads.flat_map(|(node, ((i, j), row))| {
            let pairs = KINDS.iter().zip(row).enumerate();
            let doubtful = pairs
                .filter(|(_, (kind, p))| kind.source > 0 && kind.target > 0 && DOUBT.contains(p));
            doubtful.map(move |(index, (kind, _))| {
                let step = Step {
                    source: i - kind.source..i,
                    target: j - kind.target..j,
                    evidence: 0.0,
                };
                (Arc { node, kind: index }, step)
            })
        })
    }

    /// Probability of a bead of a path.
    pub fn of(&self, step: &Step) -> f64 {
        if step.target.is_empty() {
            let p = self
                .source_null
                .get(step.source.start)
                .copied()
                .unwrap_or(0.0);
            return f64::from(p).clamp(0.0, 1.0);
        }
        if step.source.is_empty() {
            let p = self
                .target_null
                .get(step.target.start)
                .copied()
                .unwrap_or(0.0);
            return f64::from(p).clamp(0.0, 1.0);
        }
        let kind = KINDS
            .iter()
            .position(|kind| kind.source == step.source.len() && kind.target == step.target.len());
        match (kind, self.band.index(step.source.end, step.target.end)) {
            (Some(kind), Some(node)) => f64::from(self.of[node][kind]).clamp(0.0, 1.0),
            _ => 0.0,
        }
    }

    /// Priors re-estimated from the expected counts of the kinds, with `before` as if seen in 25 beads, so that
    /// a short document stays near it.
    pub fn priors(&self, before: &Priors) -> Priors {
        const SEEN: f64 = 25.0;
        let mut counts = before.0.map(|p| p * SEEN);
        for row in &self.of {
            for (count, p) in counts.iter_mut().zip(row) {
                *count += f64::from(*p);
            }
        }
        let total: f64 = counts.iter().sum();
        Priors(counts.map(|count| (count / total).max(1e-4)))
    }
}

/// Logarithm of a share that is nothing beside a whole, be it ever so precise. Most arcs are far from every likely
/// path, and their exponentials would be most of the work.
const NOTHING: f64 = -38.0;

fn log_sum(terms: &[f64]) -> f64 {
    let top = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if top == f64::NEG_INFINITY {
        return top;
    }
    let sum: f64 = terms
        .iter()
        .map(|term| term - top)
        .filter(|below| *below > NOTHING)
        .map(f64::exp)
        .sum();
    if sum == 1.0 { top } else { top + sum.ln() }
}

fn log_add(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low - high > NOTHING {
        high + (low - high).exp().ln_1p()
    } else {
        high
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The best path of one source and one target segment that are a pair with this probability, and else two nulls, of
    /// which either may come first.
    fn kinds(pair: f64) -> Vec<(usize, usize)> {
        let band = Band::full(1, 1);
        let priors = Priors::default();
        let [of_pair, of_source, of_target, ..] = priors.0;
        let odds = pair / (1.0 - pair) * 2.0 * of_source * of_target / of_pair;
        let none = [f32::NEG_INFINITY; KINDS.len()];
        let mut rows = [none; 4];
        rows[1][2] = 0.0;
        rows[2][1] = 0.0;
        rows[3][..3].copy_from_slice(&[odds.ln() as f32, 0.0, 0.0]);
        let evidence = Evidence(rows.to_vec());
        let posteriors = posteriors(&band, &evidence, &priors);
        let steps = best(&evidence, &posteriors);
        let found = steps.iter().find(|step| step.source.len() == 1);
        assert!(found.is_some_and(|step| (0.0..=1.0).contains(&posteriors.of(step))));
        steps
            .iter()
            .map(|step| (step.source.len(), step.target.len()))
            .collect()
    }

    #[test]
    fn both_orders_of_two_nulls_count_against_a_pair() {
        // Each of the two orders is less likely than the pair.
        assert_eq!(kinds(0.38).len(), 2);
    }

    #[test]
    fn a_pair_in_doubt_stays_a_pair() {
        assert_eq!(kinds(0.48), [(1, 1)]);
    }
}
