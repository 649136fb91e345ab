//! Files that are too large to be held come as several bitexts, one a part: reports show them as the one document
//! that they are, with beads and segments numbered through.

use crate::bitext::Bitext;
use std::ops::Range;

/// What was reported before of the document that a report goes on with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// Its beads.
    pub beads: usize,
    /// Its source and its target segments.
    pub segments: [usize; 2],
}

impl Before {
    /// Adds a part.
    pub fn add(&mut self, part: &Bitext) {
        self.beads += part.beads.len();
        self.segments[0] += part.source.segments.len();
        self.segments[1] += part.target.segments.len();
    }
}

/// Where a bitext stands in its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Index of the document.
    pub document: usize,
    /// Beads of the document's earlier parts.
    pub beads: usize,
}

/// The documents of a report: neighbouring bitexts of the same two files are one.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    parts: Vec<Part>,
    documents: Vec<Range<usize>>,
}

impl Parts {
    /// Finds the documents. The first goes on from `before`.
    pub fn new(bitexts: &[Bitext], before: Before) -> Self {
        let mut out = Self::default();
        let first = Part {
            document: 0,
            beads: before.beads,
        };
        let mut next = first;
        for (index, bitext) in bitexts.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|before| bitexts.get(before));
            match out.documents.last_mut() {
                Some(document) if before.is_some_and(|before| same_files(before, bitext)) => {
                    document.end = index + 1;
                }
                before => {
                    next = match before {
                        None => first,
                        Some(_) => Part {
                            document: out.documents.len(),
                            beads: 0,
                        },
                    };
                    out.documents.push(index..index + 1);
                }
            }
            out.parts.push(next);
            next.beads += bitext.beads.len();
        }
        out
    }

    /// The bitexts of each document.
    pub fn documents(&self) -> &[Range<usize>] {
        &self.documents
    }

    /// Where a bitext stands.
    pub fn of(&self, bitext: usize) -> Part {
        self.parts.get(bitext).copied().unwrap_or_default()
    }
}

fn same_files(a: &Bitext, b: &Bitext) -> bool {
    a.source.source.path() == b.source.source.path()
        && a.target.source.path() == b.target.source.path()
}
