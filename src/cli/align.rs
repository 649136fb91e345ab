use super::{CLEAN, input, output, scope};
use crate::lexicon::Lexicon;
use crate::pipeline::{Input, Manner, Overlay, Texts};
use crate::reports::alignment::{self, ALIGNMENT_FORMATS};
use crate::{lexicon, pipeline};
use anyhow::bail;
use std::path::PathBuf;

/// Arguments of `align`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The text that was translated (`-` for standard input), or a file that holds its translation too (TMX, XLIFF, PO,
    /// TSV, CSV, JSONL)
    #[arg(value_name = "SOURCE")]
    source: String,
    /// Its translation (`-` for standard input)
    #[arg(value_name = "TARGET")]
    target: Option<String>,
    #[command(flatten)]
    manner: input::Manner,
    /// Word translations to use beside the built-in ones, as `lexicon train` writes them (repeatable)
    #[arg(long, value_name = "FILE")]
    lexicon: Vec<String>,
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
    let texts = pipeline::read(
        &Input::new(args.source.as_str()),
        args.target.as_deref().map(Input::new).as_ref(),
        &Manner::new(&args.manner.reading())?,
        &Overlay::default(),
    )?;
    let own = args
        .lexicon
        .iter()
        .map(|file| scope::own_lexicon(file))
        .collect::<Result<Vec<_>, _>>()?;
    let lexicons: Vec<&Lexicon> = std::iter::once(lexicon::builtin()).chain(&own).collect();
    let bitexts = match texts {
        Texts::Two(halves) => {
            let (source, target) = *halves;
            vec![pipeline::align_only(source, target, &lexicons, &[])]
        }
        Texts::Paired(file) => file.collect::<Result<_, _>>()?,
    };
    output::write(args.output.as_ref(), |out| (format.write)(&bitexts, out))?;
    Ok(CLEAN)
}
