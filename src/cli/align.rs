use super::{CLEAN, input, output};
use crate::pipeline::{Input, Manner, Overlay};
use crate::reports::alignment::{self, ALIGNMENT_FORMATS};
use crate::{lexicon, pipeline};
use anyhow::bail;
use std::path::PathBuf;

/// Arguments of `align`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The text that was translated (`-` for standard input)
    #[arg(value_name = "SOURCE")]
    source: String,
    /// Its translation (`-` for standard input)
    #[arg(value_name = "TARGET")]
    target: String,
    #[command(flatten)]
    manner: input::Manner,
    /// Output format: tsv, jsonl, html
    #[arg(long, default_value = "tsv", value_name = "FORMAT")]
    format: String,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> anyhow::Result<u8> {
    let Some(format) = alignment::format(&args.format) else {
        let known: Vec<_> = ALIGNMENT_FORMATS.iter().map(|format| format.name).collect();
        bail!(
            "unknown format {:?}; known are {}",
            args.format,
            known.join(", ")
        );
    };
    let (source, target) = pipeline::read_pair(
        &Input::new(args.source.as_str()),
        &Input::new(args.target.as_str()),
        Manner::new(&args.manner.reading())?,
        &Overlay::default(),
    )?;
    let bitext = pipeline::align_only(source, target, &[lexicon::builtin()], &[]);
    output::write(args.output.as_ref(), |out| (format.write)(&bitext, out))?;
    Ok(CLEAN)
}
