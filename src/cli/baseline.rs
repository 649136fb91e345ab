use super::progress::Progress;
use super::scope::{Plan, Scope, With};
use super::{CLEAN, FAILED, output};
use crate::pipeline::{self, Baseline, Input, Overlay};
use anyhow::Context as _;
use std::path::{Path, PathBuf};

/// Name of the file where neither the command line nor the configuration names one.
const FILE: &str = "mutabiq-baseline.json";

/// Arguments of `baseline`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// Check, and write down what is found, so that later checks report only what is new
    Write(Write),
}

#[derive(Debug, clap::Args)]
struct Write {
    #[command(flatten)]
    scope: Scope,
    /// Where to write it; where left out, the file that mutabiq.toml names, else mutabiq-baseline.json
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> anyhow::Result<u8> {
    match &args.verb {
        Verb::Write(args) => write(args),
    }
}

fn write(args: &Write) -> anyhow::Result<u8> {
    let plan = args.scope.plan()?;
    let progress = Progress::new(false, false);
    let with = With {
        changes: None,
        baseline: None,
        observer: &progress,
    };
    let outcome = plan.run(&with, &Overlay::default());
    for error in &outcome.errors {
        anstream::eprintln!("mutabiq: {:#}", anyhow::anyhow!("{error}"));
    }
    if !outcome.errors.is_empty() {
        return Ok(FAILED);
    }
    let file = args
        .output
        .clone()
        .or_else(|| of_config(&plan))
        .unwrap_or_else(|| PathBuf::from(FILE));
    let baseline = Baseline::of(&outcome.findings, |name| {
        let input = plan.inputs().find(|input| input.name == name);
        input.map_or_else(|| name.to_owned(), |input| input.key.clone())
    });
    output::write(Some(&file), |out| baseline.write(out))?;
    anstream::eprintln!(
        "{}: {} known {}; check --baseline {0} leaves them out",
        file.display(),
        baseline.len(),
        if baseline.len() == 1 {
            "finding"
        } else {
            "findings"
        }
    );
    Ok(CLEAN)
}

/// The baseline that the configuration names.
pub(super) fn of_config(plan: &Plan) -> Option<PathBuf> {
    let loaded = plan.loaded.as_ref()?;
    let file = loaded.project.config.baseline.as_ref()?;
    Some(loaded.project.file(&file.value))
}

/// Reads a baseline.
pub(super) fn read(file: &Path) -> anyhow::Result<Baseline> {
    let name = file.display().to_string();
    let source = pipeline::read_source(&Input::new(name.as_str()), None)?;
    Baseline::read(source.text()).with_context(|| name)
}
