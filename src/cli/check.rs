use super::scope::{Plan, Scope};
use super::{CLEAN, FAILED, FOUND, output, progress};
use crate::config::FailOn;
use crate::glossary::Matcher;
use crate::reports::{self, Format, Report, Show, Style};
use crate::{lexicon, pipeline};
use anyhow::bail;
use std::path::PathBuf;

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    scope: Scope,
    /// Output format: pretty, concise, json, jsonl, html, sarif, github, gitlab, junit, rdjson
    #[arg(long, default_value = "pretty", value_name = "FORMAT")]
    format: String,
    /// Add figures per document, rule and term (pretty, json)
    #[arg(long)]
    statistics: bool,
    /// Leave out the summary (pretty)
    #[arg(short, long)]
    quiet: bool,
    /// Tell on standard error what takes how long, and what else is worth knowing
    #[arg(short, long, conflicts_with = "quiet")]
    verbose: bool,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Exit with 1 for findings of this severity or above: error, warning, info, never [default: warning]
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
}

pub(super) fn run(args: &Args) -> anyhow::Result<u8> {
    let format = format(&args.format)?;
    let plan = args.scope.plan()?;
    for note in &plan.notes {
        anstream::eprintln!("mutabiq: {note}");
    }
    let progress = progress::Progress::new(args.quiet, args.verbose);
    let mut lexicons = vec![lexicon::builtin()];
    lexicons.extend(&plan.lexicons);
    let matcher = plan.glossary.as_ref().map(Matcher::new);
    let terminology = plan.glossary.as_ref().zip(matcher.as_ref());
    let outcome = pipeline::run(&pipeline::Request {
        jobs: &plan.jobs,
        lexicons: &lexicons,
        terminology: terminology
            .map(|(glossary, matcher)| pipeline::Terminology { glossary, matcher }),
        overlay: &pipeline::Overlay::default(),
        observer: &progress,
    });
    report(args, format, &plan, &outcome)
}

fn report(
    args: &Args,
    format: &Format,
    plan: &Plan,
    outcome: &pipeline::Outcome,
) -> anyhow::Result<u8> {
    let fail_on = args.fail_on.or_else(|| plan.fail_on()).unwrap_or_default();
    let report = Report {
        bitexts: &outcome.bitexts,
        findings: &outcome.findings,
        terms: &outcome.terms,
        rules: &outcome.rules,
        fails_at: match fail_on {
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
    // Where the one pair that was named can't be read, there is nothing to report.
    if !outcome.bitexts.is_empty() || outcome.errors.is_empty() {
        output::write(args.output.as_ref(), |out| (format.write)(&report, out))?;
    }
    for error in &outcome.errors {
        let error = anyhow::Error::msg(chain(error));
        anstream::eprintln!("mutabiq: {error}");
    }
    Ok(if !outcome.errors.is_empty() {
        FAILED
    } else if fail_on.fails(&outcome.findings) {
        FOUND
    } else {
        CLEAN
    })
}

/// An error with its causes.
fn chain(error: &dyn std::error::Error) -> String {
    let mut out = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        out.push_str(&format!(": {error}"));
        cause = error.source();
    }
    out
}

/// The output format of this name.
fn format(name: &str) -> anyhow::Result<&'static Format> {
    let Some(format) = reports::format(name) else {
        let known: Vec<_> = reports::FORMATS.iter().map(|format| format.name).collect();
        bail!("unknown format {name:?}; known are {}", known.join(", "));
    };
    Ok(format)
}
