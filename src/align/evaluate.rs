//! Scoring an alignment against the right one.
//!
//! Strict precision and recall as Vecalign counts them (Thompson and Koehn 2019, section 4): a bead with text on
//! both sides is right only if the gold has the very same bead. Segments without a counterpart are scored one by
//! one. Honesty of the scores is the expected calibration error over ten bins (Guo et al. 2017, section 2).

use crate::bitext::Bead;
use std::collections::BTreeSet;
use std::ops::Range;

/// Counts over one or more documents; add them up and ask for figures.
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    pairs: [usize; 3],
    nulls: [usize; 3],
    bins: [(usize, f64, usize); 10],
}

/// Precision, recall and their harmonic mean, each 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// Share of the beads found that are right.
    pub precision: f64,
    /// Share of the right beads that are found.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
}

impl Figures {
    fn of([both, found, real]: [usize; 3]) -> Self {
        let precision = both as f64 / found.max(1) as f64;
        let recall = both as f64 / real.max(1) as f64;
        let sum = precision + recall;
        Self {
            precision,
            recall,
            f1: if sum > 0.0 {
                2.0 * precision * recall / sum
            } else {
                0.0
            },
        }
    }
}

impl Evaluation {
    /// Counts a document: its beads against the right ones, as (source segments, target segments).
    pub fn add(&mut self, found: &[Bead], gold: &[(Range<usize>, Range<usize>)]) {
        let right: BTreeSet<_> = gold
            .iter()
            .map(|(s, t)| (s.start, s.end, t.start, t.end))
            .collect();
        let key = |bead: &Bead| {
            (
                bead.source.start,
                bead.source.end,
                bead.target.start,
                bead.target.end,
            )
        };
        for bead in found {
            let hit = right.contains(&key(bead));
            if bead.is_paired() {
                self.pairs[0] += usize::from(hit);
                self.pairs[1] += 1;
            }
            let bin = &mut self.bins[((bead.score * 10.0) as usize).min(9)];
            *bin = (bin.0 + 1, bin.1 + bead.score, bin.2 + usize::from(hit));
        }
        self.pairs[2] += gold
            .iter()
            .filter(|(s, t)| !s.is_empty() && !t.is_empty())
            .count();
        let nulls = |beads: &mut dyn Iterator<Item = (Range<usize>, Range<usize>)>| -> BTreeSet<(bool, usize)> {
            beads
                .filter(|(s, t)| s.is_empty() || t.is_empty())
                .flat_map(|(s, t)| s.map(|i| (true, i)).chain(t.map(|j| (false, j))))
                .collect()
        };
        let found_nulls = nulls(
            &mut found
                .iter()
                .map(|bead| (bead.source.clone(), bead.target.clone())),
        );
        let gold_nulls = nulls(&mut gold.iter().cloned());
        self.nulls[0] += found_nulls.intersection(&gold_nulls).count();
        self.nulls[1] += found_nulls.len();
        self.nulls[2] += gold_nulls.len();
    }

    /// Beads with text on both sides.
    pub fn strict(&self) -> Figures {
        Figures::of(self.pairs)
    }

    /// Segments without a counterpart.
    pub fn null(&self) -> Figures {
        Figures::of(self.nulls)
    }

    /// Expected calibration error: how far scores and shares of right beads are apart, weighted by bin.
    pub fn calibration_error(&self) -> f64 {
        let total: usize = self.bins.iter().map(|bin| bin.0).sum();
        self.bins
            .iter()
            .map(|(count, sum, hits)| (sum - *hits as f64).abs() * usize::from(*count > 0) as f64)
            .sum::<f64>()
            / total.max(1) as f64
    }

    /// For each of ten bins of scores: beads, mean score, share of them that is right.
    pub fn reliability(&self) -> Vec<(usize, f64, f64)> {
        self.bins
            .iter()
            .map(|(count, sum, hits)| {
                let n = (*count).max(1) as f64;
                (*count, sum / n, *hits as f64 / n)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::UnitState;

    fn bead(source: Range<usize>, target: Range<usize>, score: f64) -> Bead {
        Bead {
            source,
            target,
            score,
            given: false,
            state: UnitState::Translated,
        }
    }

    #[test]
    fn a_merge_found_as_a_pair_and_a_null_is_wrong_twice() {
        let mut evaluation = Evaluation::default();
        evaluation.add(
            &[
                bead(0..1, 0..1, 0.9),
                bead(1..2, 1..1, 0.6),
                bead(2..3, 1..2, 0.9),
            ],
            &[(0..2, 0..1), (2..3, 1..2)],
        );
        assert_eq!(
            evaluation.strict(),
            Figures {
                precision: 0.5,
                recall: 0.5,
                f1: 0.5
            }
        );
        assert_eq!(evaluation.null().precision, 0.0);
        let expected = ((1.8 - 1.0f64).abs() + 0.6) / 3.0;
        assert!((evaluation.calibration_error() - expected).abs() < 1e-9);
    }
}
