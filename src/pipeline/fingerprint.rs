//! What recognises a finding in a later run.

use crate::bitext::Bitext;
use crate::findings::Finding;
use crate::text::{Map, Place, Side};

/// Words of a place that go into a fingerprint. A longer one changes with every edit of the passage and with
/// another segmentation.
const WORDS: usize = 8;

/// Gives findings their fingerprints: of the rule, the file and the words concerned on either side, and which of
/// several like ones it is. Lines, beads and offsets are left out, so that it outlives unrelated edits; so are
/// sides of which all is shown, which another segmentation cuts elsewhere, and the message, which may be reworded
/// or count things.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    seen: Map<u64, u64>,
}

impl Fingerprints {
    /// Gives a finding its fingerprint. Like ones have to come in the order of their places. `key` is the name of
    /// its file, whatever the folder of the run.
    pub fn give(&mut self, finding: &mut Finding, bitext: Option<&Bitext>, key: &str) {
        let mut hash = Fnv::default();
        hash.add(finding.rule.name);
        hash.add(key);
        let narrow = [
            (Side::Target, &finding.target),
            (Side::Source, &finding.source),
        ]
        .into_iter()
        .filter_map(|(side, place)| Some((side, place.as_ref()?)))
        .filter(|(side, place)| !is_whole(finding, *side, place, bitext))
        .map(|(_, place)| words(place))
        .filter(|words| !words.is_empty() && words.len() <= WORDS);
        let narrow: Vec<Vec<&str>> = narrow.collect();
        if narrow.is_empty() {
            let all = finding.place().map(words).unwrap_or_default();
            all.iter().take(WORDS).for_each(|word| hash.add(word));
        }
        for words in narrow {
            words.iter().for_each(|word| hash.add(word));
            hash.add("");
        }
        let count = self.seen.entry(hash.0).or_insert(0);
        *count += 1;
        finding.fingerprint = format!("{:016x}{:04x}", hash.0, *count);
    }
}

/// Whether a place is all of its side of the finding's bead.
fn is_whole(finding: &Finding, side: Side, place: &Place, bitext: Option<&Bitext>) -> bool {
    let whole = || {
        let bitext = bitext?;
        let bead = bitext.beads.get(finding.bead?)?;
        bitext.half(side).place_of(bead.side(side))
    };
    whole().is_some_and(|whole| whole.span == place.span)
}

/// The first words of a place: one more than go into a fingerprint, so that a long place is told.
fn words(place: &Place) -> Vec<&str> {
    place.text().split_whitespace().take(WORDS + 1).collect()
}

/// FNV-1a, 64 bits: fixed for ever, which a standard library's hasher is not.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
