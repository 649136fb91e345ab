//! Which segments of one text translate which of the other.
//!
//! The score of a bead is a likelihood ratio, log P(pair | parallel) / P(pair | independent), so that a segment
//! without a counterpart scores only its prior and nothing needs a hand-set skip cost. `features` turns
//! segments into sets of word types with links between the two sides, `score` scores beads, `path` finds the
//! best path through the beads and the probability of each.

mod band;
mod calibrate;
mod evaluate;
mod features;
pub mod given;
mod path;
mod score;

pub use calibrate::Doubt;
pub use evaluate::{Evaluation, Figures};
pub use features::{Anchors, Features};
pub use path::Kind;

use crate::bitext::{Bead, UnitState};
use crate::document::Segment;
use crate::lang::{Analysis, Lang};
use path::{Band, Priors};
use score::Scorer;

/// What the aligner knows of one side.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The language.
    pub lang: Lang,
    /// The segments.
    pub segments: &'a [Segment],
    /// One analysis a segment, where they are there already. Where not, each is made and dropped again, and the
    /// features know nothing of single words.
    pub analyses: Option<&'a [Analysis]>,
}

/// An alignment: beads that hold every segment of both sides once, in order.
#[derive(Clone, Debug)]
pub struct Alignment {
    /// The beads.
    pub beads: Vec<Bead>,
    /// What speaks for and against the two texts being translations of each other.
    pub doubt: Doubt,
}

/// Most cells (source times target segments) for which every pair is looked at.
const FULL_CELLS: usize = 360_000;

/// Aligns two texts.
pub fn align(features: &Features) -> Alignment {
    let (n, m) = features.sizes();
    if n * m <= FULL_CELLS {
        align_in(features, &Band::full(n, m), false)
    } else {
        align_in(features, &band::around_anchors(features), true)
    }
}

/// Rounds of estimating the document's own priors.
const ROUNDS: usize = 3;
/// Beads further than this from the best path have no probability to speak of, in a long document.
const REACH: usize = 8;

/// Largest side of a bead, in segments.
const LARGEST: usize = 3;

fn align_in(features: &Features, band: &Band, long: bool) -> Alignment {
    let scorer = Scorer::new(features);
    if !long {
        return decide(features, band, &path::evidence(&scorer, band, LARGEST));
    }
    // Single pairs alone find the way, at a twelfth of the cost; near it, everything is looked at.
    let singles = path::evidence(&scorer, band, 1);
    let near = band.around(&path::best(band, &singles, &Priors::default()), REACH);
    decide(features, &near, &path::evidence(&scorer, &near, LARGEST))
}

fn decide(features: &Features, band: &Band, evidence: &path::Evidence) -> Alignment {
    let mut priors = Priors::default();
    for _ in 0..ROUNDS {
        priors = path::posteriors(band, evidence, &priors).priors(&Priors::default());
    }
    let steps = path::best(band, evidence, &priors);
    let posteriors = path::posteriors(band, evidence, &priors);
    let beads: Vec<Bead> = steps
        .iter()
        .map(|step| Bead {
            source: step.source.clone(),
            target: step.target.clone(),
            score: posteriors.of(step),
            given: false,
            state: UnitState::Translated,
        })
        .collect();
    let doubt = calibrate::doubt(&steps, features);
    Alignment { beads, doubt }
}
