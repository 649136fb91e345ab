//! Which segments of one text translate which of the other.
//!
//! The score of a bead is a likelihood ratio, log P(pair | parallel) / P(pair | independent), so that a segment
//! without a counterpart scores only its prior and nothing needs a hand-set skip cost. [`features`] turns
//! segments into sets of word types with links between the two sides, [`score`] scores beads, [`path`] finds the
//! best path through the beads and the probability of each.

mod band;
mod calibrate;
mod features;
mod path;
mod score;

pub use calibrate::Doubt;
pub use features::{Anchor, Features};
pub use path::Kind;

use crate::bitext::{Bead, UnitState};
use crate::lang::Analysis;
use path::{Band, Priors};
use score::Scorer;

/// What the aligner knows of one side.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// One analysis a segment.
    pub segments: &'a [Analysis],
    /// The text of each segment.
    pub texts: &'a [&'a str],
    /// The paragraph (block) of each segment.
    pub paragraphs: &'a [usize],
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
    let band = if n * m <= FULL_CELLS {
        Band::full(n, m)
    } else {
        band::around_anchors(features)
    };
    align_in(features, &band)
}

/// Rounds of estimating the document's own priors.
const ROUNDS: usize = 3;

fn align_in(features: &Features, band: &Band) -> Alignment {
    let scorer = Scorer::new(features);
    let evidence = path::evidence(&scorer, band);
    let mut priors = Priors::default();
    for _ in 0..ROUNDS {
        priors = path::posteriors(band, &evidence, &priors).priors(&Priors::default());
    }
    let steps = path::best(band, &evidence, &priors);
    let posteriors = path::posteriors(band, &evidence, &priors);
    let beads: Vec<Bead> = steps
        .iter()
        .map(|step| Bead {
            source: step.source.clone(),
            target: step.target.clone(),
            score: calibrate::probability(posteriors.of(step)),
            given: false,
            state: UnitState::Translated,
        })
        .collect();
    let doubt = calibrate::doubt(&steps, features);
    Alignment { beads, doubt }
}
