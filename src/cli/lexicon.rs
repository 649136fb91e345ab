use super::{CLEAN, output};
use crate::lang::Lang;
use crate::lexicon::train::{Demands, to_file, train};
use crate::pipeline::{self, Input, Manner, Overlay, Texts};
use crate::text::Side;
use anyhow::bail;
use std::path::PathBuf;

/// Arguments of `lexicon`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// Learn word translations from translation memories or sentence pairs
    Train(Train),
}

#[derive(Debug, clap::Args)]
struct Train {
    /// Sentence pairs: a translation memory, or a table with a source and a target column
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Where to write the lexicon; standard output where left out
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Fewest sentence pairs in which two words must stand together
    #[arg(long, default_value_t = Demands::default().together)]
    min_count: u32,
    /// Least trust, 0 to 1
    #[arg(long, default_value_t = Demands::default().trust)]
    min_trust: f64,
}

pub(super) fn run(args: &Args) -> anyhow::Result<u8> {
    match &args.verb {
        Verb::Train(args) => learn(args),
    }
}

fn learn(args: &Train) -> anyhow::Result<u8> {
    let mut pairs = Vec::new();
    for file in &args.files {
        let found = sentence_pairs(file)?;
        if found.is_empty() {
            bail!("{file}: no pair of an Arabic and an English text in it");
        }
        pairs.extend(found);
    }
    let borrowed: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    let demands = Demands {
        together: args.min_count,
        trust: args.min_trust,
        ..Demands::default()
    };
    let learned = train(Lang::ARABIC, Lang::ENGLISH, &borrowed, demands);
    output::write(args.output.as_ref(), |out| {
        out.write_all(to_file(&learned).as_bytes())
    })?;
    anstream::eprintln!(
        "{} pairs read, {} translations learned",
        pairs.len(),
        learned.len()
    );
    Ok(CLEAN)
}

/// The pairs of a file, Arabic first.
fn sentence_pairs(file: &str) -> anyhow::Result<Vec<(String, String)>> {
    let texts = pipeline::read(
        &Input::new(file),
        None,
        &Manner::default(),
        &Overlay::default(),
    )?;
    let Texts::Paired(parts) = texts else {
        return Ok(Vec::new());
    };
    let mut pairs = Vec::new();
    for bitext in parts {
        let bitext = &bitext?;
        let Some(arabic) = pipeline::side_of(bitext, Lang::ARABIC) else {
            continue;
        };
        for bead in bitext.beads.iter().filter(|bead| bead.is_paired()) {
            let text = |side: Side| bitext.text(bead, side);
            pairs.push((text(arabic), text(arabic.other())));
        }
    }
    Ok(pairs)
}
