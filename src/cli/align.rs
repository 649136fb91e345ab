use super::{CLEAN, input, output, scope};
use crate::bitext::Bitext;
use crate::formats::FormatError;
use crate::lexicon::Lexicon;
use crate::pipeline::{Input, Manner, Overlay, Texts};
use crate::reports::alignment::{self, ALIGNMENT_FORMATS, AlignmentFormat, Files, Writer};
use crate::text::Side;
use crate::{lexicon, pipeline};
use anyhow::bail;
use std::io;
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
    /// Output format: tsv, jsonl, html, tmx, xliff-1.2, xliff-2.1, moses
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
    let parts: Box<dyn Iterator<Item = Result<Bitext, FormatError>>> = match texts {
        Texts::Two(halves) => {
            let (source, target) = *halves;
            let bitext = pipeline::align_only(source, target, &lexicons, &[]);
            Box::new(std::iter::once(Ok(bitext)))
        }
        Texts::Paired(file) => file,
    };
    write(args, format, parts)?;
    Ok(CLEAN)
}

/// Writes the parts of an alignment as they come.
fn write(
    args: &Args,
    format: &AlignmentFormat,
    parts: impl Iterator<Item = Result<Bitext, FormatError>>,
) -> anyhow::Result<()> {
    let mut parts = parts.peekable();
    let codes = match parts.peek() {
        Some(Ok(first)) => Side::BOTH.map(|side| first.half(side).lang.code()),
        _ => [""; 2],
    };
    match (&format.files, &args.output) {
        (Files::Whole(write), to) => {
            let parts: Vec<Bitext> = parts.collect::<Result<_, _>>()?;
            output::write(to.as_ref(), |out| write(&parts, out))
        }
        (Files::One(start), to) => {
            let mut broken = Ok(());
            output::write(to.as_ref(), |out| {
                pour(&mut parts, &mut [(start(), out)], &mut broken)
            })
            .or_else(|error| broken.map_err(Into::into).and(Err(error)))
        }
        (Files::Two(start), Some(to)) => {
            let [source, target] = codes.map(|code| {
                let mut name = to.clone().into_os_string();
                name.push(format!(".{code}"));
                PathBuf::from(name)
            });
            let mut broken = Ok(());
            output::write(Some(&source), |mut first| {
                output::write_file(&target, |mut second| {
                    let mut outs: [(_, &mut dyn io::Write); 2] = [
                        (start(Side::Source), &mut first),
                        (start(Side::Target), &mut second),
                    ];
                    pour(&mut parts, &mut outs, &mut broken)
                })
            })
            .or_else(|error| broken.map_err(Into::into).and(Err(error)))
        }
        (Files::Two(_), None) => {
            let [source, target] = codes;
            bail!(
                "{} is two files; -o NAME writes NAME.{source} and NAME.{target}",
                format.name
            )
        }
    }
}

/// Hands each part to each writer. What is wrong with the input is left in `broken`.
fn pour(
    parts: &mut dyn Iterator<Item = Result<Bitext, FormatError>>,
    outs: &mut [(Box<dyn Writer>, &mut dyn io::Write)],
    broken: &mut Result<(), FormatError>,
) -> io::Result<()> {
    let mut begun = false;
    for part in parts {
        let part = match part {
            Ok(part) => part,
            Err(error) => {
                *broken = Err(error);
                return Err(io::Error::other("the input is broken"));
            }
        };
        for (writer, out) in outs.iter_mut() {
            if !begun {
                writer.begin(&part, *out)?;
            }
            writer.part(&part, *out)?;
        }
        begun = true;
    }
    outs.iter_mut().try_for_each(
        |(writer, out)| {
            if begun { writer.end(*out) } else { Ok(()) }
        },
    )
}
