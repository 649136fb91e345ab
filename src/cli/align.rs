use super::{CLEAN, input, output};
use crate::lexicon;
use crate::reports::alignment::{self, ALIGNMENT_FORMATS};
use anyhow::bail;
use std::path::PathBuf;

/// Arguments of `align`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pair: input::Pair,
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
    let lexicons = [lexicon::builtin()];
    let bitexts: Vec<_> = args
        .pair
        .read()?
        .bitexts(&lexicons)
        .collect::<Result<_, _>>()?;
    output::write(args.output.as_ref(), |out| (format.write)(&bitexts, out))?;
    Ok(CLEAN)
}
