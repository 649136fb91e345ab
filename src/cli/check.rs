use super::{CLEAN, FOUND, input, output};
use crate::config::{FailOn, Settings};
use crate::findings::Rule;
use crate::reports::{self, Report, Show, Style};
use crate::{checks, lexicon, pipeline};
use anyhow::bail;
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
    /// Output format: pretty, concise, json, jsonl, html, sarif, github, gitlab, junit, rdjson
    #[arg(long, default_value = "pretty", value_name = "FORMAT")]
    format: String,
    /// Add figures per document, rule and term (pretty, json)
    #[arg(long)]
    statistics: bool,
    /// Leave out the summary (pretty)
    #[arg(short, long)]
    quiet: bool,
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
    let lexicons = [lexicon::builtin()];
    let rules: Vec<&Rule> = checks::rules()
        .filter(|rule| settings.runs(rule.name))
        .collect();
    let mut fingerprints = pipeline::Fingerprints::default();
    let (mut bitexts, mut findings) = (Vec::new(), Vec::new());
    for aligned in args.pair.read()?.aligned(&lexicons) {
        let aligned = aligned?;
        findings.extend(settings.apply(pipeline::check_part(
            &aligned,
            &lexicons,
            &settings.options,
            &mut fingerprints,
        )));
        bitexts.push(aligned.bitext);
    }
    let report = Report {
        bitexts: &bitexts,
        findings: &findings,
        rules: &rules,
        fails_at: match args.fail_on {
            FailOn::Severity(least) => Some(least),
            FailOn::Never => None,
        },
        style: Style {
            show: if args.quiet {
                Show::Findings
            } else {
                Show::All
            },
            statistics: args.statistics,
            ..output::style(args.output.as_ref())
        },
        ..Report::default()
    };
    output::write(args.output.as_ref(), |out| (format.write)(&report, out))?;
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
