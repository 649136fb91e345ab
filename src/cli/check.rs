use super::{CLEAN, FOUND, input, output};
use crate::checks::Terms;
use crate::config::{FailOn, Settings};
use crate::findings::Severity;
use crate::glossary::Matcher;
use crate::reports::{self, Report, Style};
use crate::{checks, glossary, lexicon, pipeline};
use anyhow::bail;
use std::io::IsTerminal;
use std::path::PathBuf;

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pair: input::Pair,
    /// Glossary to check terms against (repeatable, later ones win; builtin:NAME names one that ships)
    #[arg(short, long, value_name = "FILE")]
    glossary: Vec<String>,
    /// Check no terms
    #[arg(long, conflicts_with = "glossary")]
    no_glossary: bool,
    /// Output format
    #[arg(long, default_value = "concise", value_name = "FORMAT")]
    format: String,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Run only these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// Leave these rules out
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Exit with 1 for findings of this severity or above: error, warning, info, never
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    fail_on: FailOn,
}

pub(super) fn run(args: &Args) -> anyhow::Result<u8> {
    let Some(format) = reports::format(&args.format) else {
        let known: Vec<_> = reports::FORMATS.iter().map(|format| format.name).collect();
        bail!(
            "unknown format {:?}; known are {}",
            args.format,
            known.join(", ")
        );
    };
    for name in args.select.iter().chain(&args.ignore) {
        known_rule(name)?;
    }
    let settings = Settings {
        select: args.select.clone(),
        ignore: args.ignore.clone(),
        ..Settings::default()
    };
    let (source, target) = args.pair.read()?;
    let lexicons = [lexicon::builtin()];
    let aligned = pipeline::align(source, target, &lexicons, &[]);
    let glossary = match args.no_glossary {
        true => None,
        false => Some(glossary::gather(&args.glossary)?),
    };
    let terms = glossary.as_ref().map_or_else(Terms::default, |glossary| {
        pipeline::terms(&aligned, glossary, &Matcher::new(glossary))
    });
    let findings = settings.apply(pipeline::check(
        &aligned,
        &terms,
        &lexicons,
        &settings.options,
    ));
    let uses = terms.report(&aligned.bitext);
    let bitexts = [aligned.bitext];
    let report = Report {
        bitexts: &bitexts,
        findings: &findings,
        terms: &uses,
        style: Style {
            terminal: args.output.is_none() && std::io::stdout().is_terminal(),
            width: 100,
        },
    };
    output::write(args.output.as_ref(), |out| (format.write)(&report, out))?;
    debug_assert!(report.count(Severity::Error) <= findings.len());
    Ok(if args.fail_on.fails(&findings) {
        FOUND
    } else {
        CLEAN
    })
}

/// Refuses the name of a rule that there isn't, with the nearest one that there is.
pub(super) fn known_rule(name: &str) -> anyhow::Result<()> {
    if checks::rules().any(|rule| rule.name == name) {
        return Ok(());
    }
    let nearest = checks::rules()
        .map(|rule| (strsim::damerau_levenshtein(rule.name, name), rule.name))
        .min()
        .filter(|(distance, _)| *distance <= 4);
    match nearest {
        Some((_, nearest)) => {
            bail!("there is no rule {name:?}; did you mean {nearest}? (`mutabiq rules` lists them)")
        }
        None => bail!("there is no rule {name:?}; `mutabiq rules` lists them"),
    }
}
