//! What recognises a finding in a later run.

use crate::findings::Finding;
use crate::text::{Map, Place};

/// Words of a place that go into a fingerprint. A longer one changes with every edit of the passage and with
/// another segmentation.
const WORDS: usize = 8;

/// How many findings there were of each kind of fingerprint.
pub(super) type Seen = Map<u64, u64>;

/// Gives each finding its fingerprint: of the rule, the file and the words concerned on either side, and which
/// of several like ones it is. Lines, beads and offsets are left out, so that it outlives unrelated edits; so
/// is the message, which may be reworded or count things.
///
/// `key` gives the name of a file that doesn't depend on the folder of the run; `seen` is what was given before.
pub(super) fn fingerprint<'f>(
    findings: impl Iterator<Item = &'f mut Finding>,
    key: impl Fn(&str) -> String,
    seen: &mut Seen,
) {
    for finding in findings {
        let mut hash = Fnv::default();
        hash.add(finding.rule.name);
        if let Some(place) = finding.place() {
            hash.add(&key(place.source.path()));
        }
        let places = [&finding.target, &finding.source];
        let short: Vec<Vec<&str>> = places
            .into_iter()
            .flatten()
            .map(words)
            .filter(|words| words.len() <= WORDS)
            .collect();
        if short.iter().all(Vec::is_empty) {
            let all = finding.place().map(words).unwrap_or_default();
            all.iter().take(WORDS).for_each(|word| hash.add(word));
        }
        for words in short {
            words.iter().for_each(|word| hash.add(word));
            hash.add("");
        }
        let count = seen.entry(hash.0).or_insert(0);
        *count += 1;
        finding.fingerprint = format!("{:016x}{:04x}", hash.0, *count);
    }
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
