//! The command line: one file a verb.

mod align;
mod baseline;
mod check;
mod extras;
mod fix;
mod git;
mod glossary;
mod init;
mod input;
mod lexicon;
mod output;
mod progress;
mod rules;
mod scope;
mod settings;
mod stream;
mod watch;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Aligns an Arabic and an English text sentence by sentence and reports where the translation drifted.
#[derive(Debug, Parser)]
#[command(
    name = "mutabiq",
    version,
    about,
    max_term_width = 100,
    arg_required_else_help = true
)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Align a pair of texts, run every check, report
    Check(check::Args),
    /// Print the alignment of a pair of texts
    Align(align::Args),
    /// Work on glossaries: lint, scan, show, convert, merge, extract
    Glossary(glossary::Args),
    /// Learn word translations from your own translations
    Lexicon(lexicon::Args),
    /// Write down the findings that are known, so that only new ones are reported
    Baseline(baseline::Args),
    /// Look at a folder and write a commented mutabiq.toml for it
    Init(init::Args),
    /// List the rules, or explain one with its examples
    Rules(rules::Args),
    /// Print completions for a shell
    Completions(extras::Completions),
    /// Print the manual page
    Man(extras::Man),
    /// Print the JSON schema of mutabiq.toml, for editors
    Schema,
}

/// Nothing to complain of.
const CLEAN: u8 = 0;
/// There are findings.
const FOUND: u8 = 1;
/// It could not do its work.
const FAILED: u8 = 2;

/// Runs the program with the arguments of the process and gives its exit code.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { FAILED } else { CLEAN };
            // Nothing is left to be done where even the message can't be written.
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let result = match cli.verb {
        Verb::Check(args) => check::run(&args),
        Verb::Align(args) => align::run(&args),
        Verb::Glossary(args) => glossary::run(&args),
        Verb::Lexicon(args) => lexicon::run(&args),
        Verb::Baseline(args) => baseline::run(&args),
        Verb::Init(args) => init::run(&args),
        Verb::Rules(args) => rules::run(&args),
        Verb::Completions(args) => extras::completions(&args),
        Verb::Man(args) => extras::man(&args),
        Verb::Schema => extras::schema(),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) if is_broken_pipe(&error) => ExitCode::from(CLEAN),
        Err(error) => {
            anstream::eprintln!("mutabiq: {error:#}");
            ExitCode::from(FAILED)
        }
    }
}

/// A reader that stops reading (`| head`) is no failure.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}
