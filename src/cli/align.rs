use super::{CLEAN, input, output};
use crate::bitext::{Bead, Half};
use crate::lexicon;
use serde::Serialize;
use std::io::{self, Write};
use std::path::PathBuf;

/// Arguments of `align`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pair: input::Pair,
    /// Output format: tsv, jsonl
    #[arg(long, default_value = "tsv", value_parser = ["tsv", "jsonl"])]
    format: String,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Serialize)]
struct BeadJson<'a> {
    bead: usize,
    kind: String,
    score: f64,
    source: SideJson<'a>,
    target: SideJson<'a>,
}

#[derive(Serialize)]
struct SideJson<'a> {
    segments: Vec<usize>,
    lines: Vec<usize>,
    spans: Vec<[usize; 2]>,
    text: std::borrow::Cow<'a, str>,
}

pub(super) fn run(args: &Args) -> anyhow::Result<u8> {
    let lexicons = [lexicon::builtin()];
    let bitexts: Vec<_> = args
        .pair
        .read()?
        .bitexts(&lexicons)
        .collect::<Result<_, _>>()?;
    output::write(args.output.as_ref(), |out| {
        for bitext in &bitexts {
            for (index, bead) in bitext.beads.iter().enumerate() {
                match args.format.as_str() {
                    "jsonl" => jsonl(index, bead, &bitext.source, &bitext.target, out)?,
                    _ => tsv(bead, &bitext.source, &bitext.target, out)?,
                }
            }
        }
        Ok(())
    })?;
    Ok(CLEAN)
}

fn jsonl(
    index: usize,
    bead: &Bead,
    source: &Half,
    target: &Half,
    out: &mut dyn Write,
) -> io::Result<()> {
    let json = BeadJson {
        bead: index,
        kind: bead.kind(),
        score: (bead.score * 1000.0).round() / 1000.0,
        source: side(source, bead.source.clone()),
        target: side(target, bead.target.clone()),
    };
    serde_json::to_writer(&mut *out, &json)?;
    writeln!(out)
}

fn side(half: &Half, segments: std::ops::Range<usize>) -> SideJson<'_> {
    let found = half.segments.get(segments.clone()).unwrap_or_default();
    let places: Vec<_> = found.iter().map(|segment| segment.text.whole()).collect();
    SideJson {
        segments: segments.collect(),
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
        text: joined(found),
    }
}

fn joined(segments: &[crate::document::Segment]) -> std::borrow::Cow<'_, str> {
    match segments {
        [one] => one.as_str().into(),
        several => several
            .iter()
            .map(|segment| segment.as_str())
            .collect::<Vec<_>>()
            .join(" ")
            .into(),
    }
}

fn tsv(bead: &Bead, source: &Half, target: &Half, out: &mut dyn Write) -> io::Result<()> {
    let cell = |half: &Half, range: std::ops::Range<usize>| {
        joined(half.segments.get(range).unwrap_or_default()).replace(['\t', '\n', '\r'], " ")
    };
    writeln!(
        out,
        "{:.3}\t{}\t{}\t{}",
        bead.score,
        bead.kind(),
        cell(source, bead.source.clone()),
        cell(target, bead.target.clone())
    )
}
