//! How `align` prints a bitext: a table of formats.

use super::excerpt::Joined;
use super::html;
use super::parts::Parts;
use crate::bitext::{Bead, Bitext, Half};
use crate::text::Side;
use serde::Serialize;
use std::io::{self, Write};
use std::ops::Range;

/// A format of alignments.
pub struct AlignmentFormat {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is, in a line.
    pub about: &'static str,
    /// Writes bitexts: one a pair, or several that are the parts of one large file.
    pub write: fn(&[Bitext], &mut dyn Write) -> io::Result<()>,
}

/// Every format.
pub static ALIGNMENT_FORMATS: &[AlignmentFormat] = &[
    AlignmentFormat {
        name: "tsv",
        about: "score, kind, source text, target text: a bead a line",
        write: tsv,
    },
    AlignmentFormat {
        name: "jsonl",
        about: "one JSON object a bead, one a line",
        write: jsonl,
    },
    AlignmentFormat {
        name: "html",
        about: "one page with both texts side by side, for a browser",
        write: html::write_alignment,
    },
];

/// The format of this name.
pub fn format(name: &str) -> Option<&'static AlignmentFormat> {
    ALIGNMENT_FORMATS.iter().find(|format| format.name == name)
}

#[derive(Serialize)]
struct BeadJson {
    bead: usize,
    kind: String,
    score: f64,
    source: SideJson,
    target: SideJson,
}

#[derive(Serialize)]
struct SideJson {
    segments: Vec<usize>,
    lines: Vec<usize>,
    spans: Vec<[usize; 2]>,
    text: String,
}

fn jsonl(bitexts: &[Bitext], out: &mut dyn Write) -> io::Result<()> {
    let parts = Parts::new(bitexts);
    for (index, bitext) in bitexts.iter().enumerate() {
        let part = parts.of(index);
        for (number, bead) in bitext.beads.iter().enumerate() {
            let side =
                |side: Side| side_of(bitext.half(side), bead.side(side), part.segments(side));
            let json = BeadJson {
                bead: part.beads + number,
                kind: bead.kind(),
                score: super::json::rounded(bead.score),
                source: side(Side::Source),
                target: side(Side::Target),
            };
            serde_json::to_writer(&mut *out, &json)?;
            writeln!(out)?;
        }
    }
    Ok(())
}

/// One side of a bead, of which `before` segments of the document stand in earlier parts.
fn side_of(half: &Half, segments: Range<usize>, before: usize) -> SideJson {
    let found = half.segments.get(segments.clone()).unwrap_or_default();
    let places: Vec<_> = found.iter().map(|segment| segment.text.whole()).collect();
    SideJson {
        segments: segments.clone().map(|segment| before + segment).collect(),
        lines: places
            .iter()
            .map(|span| half.source.line(span.start))
            .collect(),
        spans: places
            .iter()
            .map(|span| {
                let file = half.source.file_span(*span);
                [file.start, file.end]
            })
            .collect(),
        text: Joined::new(half, segments).text,
    }
}

fn tsv(bitexts: &[Bitext], out: &mut dyn Write) -> io::Result<()> {
    for bitext in bitexts {
        let cell = |bead: &Bead, side: Side| {
            Joined::new(bitext.half(side), bead.side(side))
                .text
                .replace(['\t', '\n', '\r'], " ")
        };
        for bead in &bitext.beads {
            writeln!(
                out,
                "{:.3}\t{}\t{}\t{}",
                bead.score,
                bead.kind(),
                cell(bead, Side::Source),
                cell(bead, Side::Target)
            )?;
        }
    }
    Ok(())
}
