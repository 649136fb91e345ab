//! Word links in a shape that can be written down. To make them anew takes a fifth of the time of a run.

use crate::bitext::{Bitext, WordLink, WordLinks};
use crate::text::{Map, Side};
use serde::{Deserialize, Serialize};

/// Links in which each strength and each expectation is the number of a value: there are few different ones.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Links {
    values: Vec<f32>,
    beads: Vec<Vec<OneLink>>,
    expected: [Vec<Vec<usize>>; 2],
}

/// Segment and token in the source, the same in the target, the number of the strength.
type OneLink = (usize, usize, usize, usize, usize);

impl Links {
    pub fn new(links: &WordLinks) -> Self {
        let WordLinks {
            beads,
            source_expected,
            target_expected,
        } = links;
        // Of most words nothing is known.
        let mut values = vec![0.0];
        let mut numbers: Map<u32, usize> = Map::default();
        let mut number = |value: f32| match value.to_bits() {
            0 => 0,
            bits => *numbers.entry(bits).or_insert_with(|| {
                values.push(value);
                values.len() - 1
            }),
        };
        let expected = [source_expected, target_expected].map(|segments| {
            let mut row = |tokens: &Vec<f32>| tokens.iter().map(|value| number(*value)).collect();
            segments.iter().map(&mut row).collect()
        });
        let mut one = |link: &WordLink| {
            let WordLink {
                source,
                target,
                strength,
            } = *link;
            (source.0, source.1, target.0, target.1, number(strength))
        };
        let beads = beads
            .iter()
            .map(|links| links.iter().map(&mut one).collect())
            .collect();
        Self {
            values,
            beads,
            expected,
        }
    }

    /// The links again; none where they are not of these texts.
    pub fn restore(&self, bitext: &Bitext) -> Option<WordLinks> {
        let segments = |side: Side| bitext.half(side).segments.len();
        let fits = self.beads.len() == bitext.beads.len()
            && self.expected.each_ref().map(Vec::len) == Side::BOTH.map(segments);
        if !fits {
            return None;
        }
        let value = |number: &usize| self.values.get(*number).copied();
        let row = |tokens: &Vec<usize>| tokens.iter().map(value).collect();
        let expected = |side: usize| {
            let of = self.expected.get(side)?;
            of.iter().map(row).collect::<Option<Vec<Vec<f32>>>>()
        };
        let one = |link: &OneLink| {
            Some(WordLink {
                source: (link.0, link.1),
                target: (link.2, link.3),
                strength: value(&link.4)?,
            })
        };
        let bead = |links: &Vec<OneLink>| links.iter().map(one).collect();
        Some(WordLinks {
            beads: self.beads.iter().map(bead).collect::<Option<_>>()?,
            source_expected: expected(0)?,
            target_expected: expected(1)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::align_texts;

    #[test]
    fn links_come_back_as_they_were_and_only_to_their_texts() {
        let bitext = align_texts("وصل الوزير.", "The minister arrived.").unwrap();
        let links = WordLinks {
            beads: vec![vec![WordLink {
                source: (0, 1),
                target: (0, 1),
                strength: 0.1,
            }]],
            source_expected: vec![vec![0.3, 0.1]],
            target_expected: vec![vec![0.0, -0.0, 0.3]],
        };
        let bytes = postcard::to_stdvec(&Links::new(&links)).unwrap();
        let read: Links = postcard::from_bytes(&bytes).unwrap();
        assert_eq!(read.values.len(), 4);
        let back = read.restore(&bitext).unwrap();
        assert_eq!(format!("{back:?}"), format!("{links:?}"));
        let other = align_texts("وصل الوزير. ثم عاد.", "The minister arrived. He left.").unwrap();
        assert!(read.restore(&other).is_none());
    }
}
