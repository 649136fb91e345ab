//! For long documents: which part of the lattice is looked at.

use super::features::Features;
use super::path::Band;

pub(super) fn around_anchors(features: &Features) -> Band {
    let (n, m) = features.sizes();
    Band::full(n, m)
}
