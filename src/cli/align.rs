use super::{CLEAN, input, output, scope};
use crate::glossary::Matcher;
use crate::lexicon::{self, Lexicon};
use crate::pipeline::{self, Input, Knowledge, Manner, Overlay, Parts, Terminology};
use crate::reports::alignment::{self, ALIGNMENT_FORMATS, AlignmentFormat, Files, pour};
use crate::text::Side;
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
    /// Glossary whose terms anchor the alignment (repeatable, later ones win; builtin:NAME names one that ships)
    #[arg(short, long, value_name = "FILE")]
    glossary: Vec<String>,
    /// Anchor by no terms, as without --glossary
    #[arg(long, conflicts_with = "glossary")]
    no_glossary: bool,
    /// Word translations to use beside the built-in ones, as `lexicon train` writes them (repeatable)
    #[arg(long, value_name = "FILE")]
    lexicon: Vec<String>,
    /// Output format: tsv, jsonl, html, tmx, xliff-1.2 (or xliff), xliff-2.1 (or xliff2), moses
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
    let glossary = match args.glossary.as_slice() {
        [] => None,
        named => scope::glossary(named, false, None)?,
    };
    let files = [Some(&args.source), args.target.as_ref()];
    let files = files.into_iter().flatten();
    let small = scope::is_small(files.map(|file| Input::new(file.as_str())));
    let matcher = glossary.as_ref().filter(|_| !small).map(Matcher::new);
    let knowledge = Knowledge {
        lexicons: &lexicons,
        terminology: glossary.as_ref().map(|glossary| Terminology {
            glossary,
            matcher: matcher.as_ref(),
            anchors: true,
        }),
    };
    write(args, format, pipeline::parts(texts, knowledge))?;
    Ok(CLEAN)
}

/// Writes the parts of an alignment as they come.
fn write(args: &Args, format: &AlignmentFormat, parts: Parts) -> anyhow::Result<()> {
    let mut parts = parts.peekable();
    let codes = match parts.peek() {
        Some(Ok(first)) => alignment::codes(first),
        _ => [""; 2],
    };
    let mut broken = None;
    match (&format.files, &args.output) {
        (Files::Whole(write), to) => {
            let parts = parts.collect::<Result<Vec<_>, _>>()?;
            output::write(to.as_ref(), |out| write(&parts, out))
        }
        (Files::One(start), to) => output::write(to.as_ref(), |out| {
            pour(&mut parts, &mut [(start(), out)], &mut broken)
        })
        .map_err(|error| broken.map_or(error, Into::into)),
        (Files::Two(start), Some(to)) => {
            let [source, target] = codes.map(|code| {
                let mut name = to.clone().into_os_string();
                name.push(format!(".{code}"));
                PathBuf::from(name)
            });
            output::write(Some(&source), |mut first| {
                output::write_file(&target, |mut second| {
                    let mut outs: [(_, &mut dyn io::Write); 2] = [
                        (start(Side::Source), &mut first),
                        (start(Side::Target), &mut second),
                    ];
                    pour(&mut parts, &mut outs, &mut broken)
                })
            })
            .map_err(|error| broken.map_or(error, Into::into))
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
