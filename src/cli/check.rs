use super::progress::Progress;
use super::scope::{Plan, Scope, With};
use super::{CLEAN, FAILED, FOUND, baseline, fix, git, output, stream, watch};
use crate::config::FailOn;
use crate::pipeline::{Baseline, Outcome, Overlay};
use crate::reports::{self, Format, Report, Show, Style};
use anyhow::bail;
use std::path::PathBuf;
use std::time::Instant;

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub scope: Scope,
    /// Output format: pretty, concise, json, jsonl, html, sarif, github, gitlab, junit, rdjson
    #[arg(long, default_value = "pretty", value_name = "FORMAT")]
    format: String,
    /// Add figures per document, rule and term (pretty, json)
    #[arg(long)]
    statistics: bool,
    /// Leave out the summary (pretty), and the progress
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
    /// Findings that are known and don't count, as `baseline write` wrote them
    #[arg(long, value_name = "FILE", conflicts_with = "no_baseline")]
    baseline: Option<PathBuf>,
    /// Count every finding, whatever baseline mutabiq.toml names
    #[arg(long)]
    no_baseline: bool,
    /// Only what changed since this revision of git, on either side; sources that changed alone are reported too
    #[arg(long, value_name = "REVISION")]
    since: Option<String>,
    /// Apply the fixes that are safe, and report what is left
    #[arg(long, conflicts_with = "diff")]
    fix: bool,
    /// Print what --fix would change, and change nothing
    #[arg(long)]
    pub(super) diff: bool,
    /// Check again whenever a file changes
    #[arg(long, conflicts_with_all = ["fix", "diff"])]
    watch: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<u8> {
    let format = format(&args.format)?;
    if args.watch {
        return watch::run(&args.scope, |plan| check(args, format, plan));
    }
    let plan = args.scope.plan()?;
    let code = check(args, format, &plan);
    // The process ends here: to take a large glossary to pieces would be time for nothing.
    std::mem::forget(plan);
    code
}

/// Checks what is planned and reports.
fn check(args: &Args, format: &Format, plan: &Plan) -> anyhow::Result<u8> {
    for note in &plan.notes {
        anstream::eprintln!("mutabiq: {note}");
    }
    let progress = Progress::new(args.quiet, args.verbose);
    let baseline = args.baseline(plan)?;
    let changes = args
        .since
        .as_ref()
        .map(|revision| git::changes(plan.folder(), revision))
        .transpose()?;
    let with = With {
        changes: changes.as_ref(),
        baseline: baseline.as_ref(),
        observer: &progress,
    };
    let fail_on = args
        .fail_on
        .or_else(|| plan.config()?.fail_on)
        .unwrap_or_default();
    if let Some((job, writer)) = stream::is_for(plan, args, format)? {
        let to = stream::To {
            output: args.output.as_ref(),
            style: args.style(),
            fail_on,
        };
        let whole = |outcome: &Outcome| report(args, format, fail_on, outcome);
        let code = plan.request(&with, &Overlay::default(), |request| {
            if args.fix {
                let count = stream::fix(request, job)?;
                if !args.quiet {
                    let told = fix::told(count, usize::from(count > 0));
                    anstream::eprintln!("mutabiq: {told}");
                }
            }
            stream::run(request, job, writer, &to, whole)
        });
        progress.tell();
        return code;
    }
    let mut outcome = plan.run(&with, &Overlay::default());
    if args.fix || args.diff {
        let fixes = fix::Fixes::find(plan, &with, &outcome)?;
        if args.diff {
            output::write(args.output.as_ref(), |out| fixes.diff(out))?;
            tell_errors(&outcome);
            return Ok(code(&outcome, fail_on));
        }
        fixes.write()?;
        if !args.quiet {
            anstream::eprintln!("mutabiq: {fixes}");
        }
        outcome = fixes.outcome.unwrap_or(outcome);
    }
    // Where the one pair that was named can't be read, there is nothing to report.
    if !outcome.bitexts.is_empty() || outcome.errors.is_empty() {
        let start = Instant::now();
        report(args, format, fail_on, &outcome)?;
        progress.note("report", start.elapsed());
    }
    if !args.quiet
        && let Some(file) = &args.scope.alignment
    {
        tell_lost(file, &outcome.lost);
    }
    if args.verbose {
        tell_more(plan, &outcome);
    }
    progress.tell();
    tell_errors(&outcome);
    let code = code(&outcome, fail_on);
    if !args.watch {
        // The program ends here, and with it its memory: to give that back piece by piece takes a while.
        std::mem::forget(outcome);
    }
    Ok(code)
}

fn report(args: &Args, format: &Format, fail_on: FailOn, outcome: &Outcome) -> anyhow::Result<()> {
    let report = Report {
        bitexts: &outcome.bitexts,
        findings: &outcome.findings,
        terms: &outcome.terms,
        entries: &outcome.entries,
        rules: &outcome.rules,
        fails_at: match fail_on {
            FailOn::Severity(least) => Some(least),
            FailOn::Never => None,
        },
        style: args.style(),
        ..Report::default()
    };
    output::write(args.output.as_ref(), |out| (format.write)(&report, out))
}

fn code(outcome: &Outcome, fail_on: FailOn) -> u8 {
    if !outcome.errors.is_empty() {
        FAILED
    } else if fail_on.fails(&outcome.findings) {
        FOUND
    } else {
        CLEAN
    }
}

/// What else is worth knowing of a run.
fn tell_more(plan: &Plan, outcome: &Outcome) {
    if let Some(loaded) = &plan.loaded {
        anstream::eprintln!("settings of {}", loaded.source.path());
    }
    if let Some(cache) = &plan.cache {
        for note in cache.notes() {
            anstream::eprintln!("{}", reports::plain(&note));
        }
        anstream::eprintln!(
            "{} of {} taken from {}",
            outcome.remembered,
            match plan.jobs.len() {
                1 => "1 pair".to_owned(),
                count => format!("{count} pairs"),
            },
            cache.folder().display()
        );
    }
    for entry in &outcome.stale {
        anstream::eprintln!(
            "not found any more, though in the baseline: {}: {}: {} ({})",
            reports::plain(&entry.path),
            entry.rule,
            reports::plain(&entry.message),
            entry.fingerprint
        );
    }
}

/// Says which rows of an alignment that was given back no longer hold.
fn tell_lost(file: &str, lines: &[usize]) {
    const SHOWN: usize = 10;
    if lines.is_empty() {
        return;
    }
    let shown: Vec<String> = lines.iter().take(SHOWN).map(usize::to_string).collect();
    let more = match lines.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    anstream::eprintln!(
        "mutabiq: {file}: the texts no longer have what stands in {} {}{more}; what is there now was aligned anew",
        if lines.len() == 1 { "line" } else { "lines" },
        shown.join(", ")
    );
}

fn tell_errors(outcome: &Outcome) {
    for error in &outcome.errors {
        anstream::eprintln!("mutabiq: {}", chain(error));
    }
}

/// An error with its causes.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut out = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        out.push_str(&format!(": {error}"));
        cause = error.source();
    }
    out
}

impl Args {
    /// Whether files are changed, or shown as they would be.
    pub(super) fn changes_files(&self) -> bool {
        self.fix || self.diff
    }

    /// How reports look.
    fn style(&self) -> Style {
        Style {
            show: if self.quiet {
                Show::Findings
            } else {
                Show::All
            },
            statistics: self.statistics,
            ..output::style(self.output.as_ref())
        }
    }

    /// The baseline that is named here, else in the configuration.
    fn baseline(&self, plan: &Plan) -> anyhow::Result<Option<Baseline>> {
        let file = match &self.baseline {
            Some(file) => Some(file.clone()),
            None if self.no_baseline => None,
            None => baseline::of_config(plan),
        };
        file.map(|file| baseline::read(&file)).transpose()
    }
}

/// The output format of this name.
fn format(name: &str) -> anyhow::Result<&'static Format> {
    let Some(format) = reports::format(name) else {
        let known: Vec<_> = reports::FORMATS.iter().map(|format| format.name).collect();
        bail!("unknown format {name:?}; known are {}", known.join(", "));
    };
    Ok(format)
}
