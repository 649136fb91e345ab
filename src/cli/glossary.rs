use super::{CLEAN, FOUND, output};
use crate::config::Reading;
use crate::glossary::{
    self, Aligned, Dropped, ExtractOptions, FormKind, Glossary, GlossaryFormat, Level, Lint,
    Matcher, TermHit, form_text,
};
use crate::lang::Lang;
use crate::lexicon;
use crate::pipeline::{self, Input, Knowledge, Manner, Overlay, Texts};
use crate::segment::Mode;
use anyhow::bail;
use serde::Serialize;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

/// Arguments of `glossary`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// Look for faults: contradictions, duplicates, terms that can never match
    Lint(LintArgs),
    /// Show where the terms stand in a text
    Scan(ScanArgs),
    /// Show entries, all or those of a term
    Show(ShowArgs),
    /// Turn a glossary into another format (TOML, TBX, CSV, TSV, OmegaT, XLIFF)
    Convert(ConvertArgs),
    /// Join glossaries, later ones winning; comments and order are kept
    Merge(MergeArgs),
    /// Propose entries from texts and their translations
    Extract(ExtractArgs),
}

/// The glossaries to work with.
#[derive(Debug, clap::Args)]
struct Which {
    /// Glossary (repeatable, later ones win; builtin:NAME names one that ships); all built-in ones where left out
    #[arg(short, long, value_name = "FILE")]
    glossary: Vec<String>,
}

#[derive(Debug, clap::Args)]
struct LintArgs {
    /// Glossaries; builtin:NAME names one that ships. Several are looked at against each other too
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Output: text, jsonl
    #[arg(long, default_value = "text", value_name = "FORMAT")]
    format: Listing,
    /// Leave remarks out that need nothing done
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Debug, clap::Args)]
struct ScanArgs {
    /// The text (`-` for standard input)
    #[arg(value_name = "TEXT")]
    text: String,
    #[command(flatten)]
    which: Which,
    /// Language of the text (ar, en); from its script where left out
    #[arg(long, value_name = "LANG")]
    lang: Option<Lang>,
    /// How to split the text: sentence, line, paragraph
    #[arg(long, value_name = "HOW", default_value_t = Mode::Sentence)]
    segment: Mode,
    /// Output: text, jsonl
    #[arg(long, default_value = "text", value_name = "FORMAT")]
    format: Listing,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
struct ShowArgs {
    /// An identifier or a term, in any form and in either language; all entries where left out
    #[arg(value_name = "TERM")]
    term: Option<String>,
    #[command(flatten)]
    which: Which,
}

#[derive(Debug, clap::Args)]
struct ConvertArgs {
    /// The glossary
    #[arg(value_name = "FILE")]
    file: String,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Format of the glossary where its name doesn't tell
    #[arg(long, value_name = "FORMAT")]
    from: Option<GlossaryFormat>,
    /// Format to write, where the output's name doesn't tell: toml, tbx, tbx-dct, tbx-2008, csv, tsv, deepl, omegat, xliff
    #[arg(long, value_name = "FORMAT")]
    to: Option<GlossaryFormat>,
    /// Language of the source forms where the file doesn't say
    #[arg(long, value_name = "LANG", default_value = "ar")]
    source_lang: Lang,
    /// Language of the target forms where the file doesn't say
    #[arg(long, value_name = "LANG", default_value = "en")]
    target_lang: Lang,
}

#[derive(Debug, clap::Args)]
struct MergeArgs {
    /// The glossaries, in TOML
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
struct ExtractArgs {
    /// Texts and their translations by turns, or files that hold both (TMX, XLIFF, PO, TSV, CSV, JSONL)
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Glossary whose terms are known already (repeatable; builtin:NAME names one that ships)
    #[arg(short, long, value_name = "FILE")]
    glossary: Vec<String>,
    /// How to split the texts: sentence, line, paragraph
    #[arg(long, value_name = "HOW", default_value_t = Mode::Sentence)]
    segment: Mode,
    /// Fewest places of a term
    #[arg(long, value_name = "COUNT", default_value_t = ExtractOptions::default().least)]
    min_count: usize,
    /// Most entries
    #[arg(long, value_name = "COUNT", default_value_t = ExtractOptions::default().most)]
    most: usize,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Listing {
    /// One line each, for people
    Text,
    /// One JSON object each
    Jsonl,
}

pub(super) fn run(args: &Args) -> anyhow::Result<u8> {
    match &args.verb {
        Verb::Lint(args) => lint(args),
        Verb::Scan(args) => scan(args),
        Verb::Show(args) => show(args),
        Verb::Convert(args) => convert(args),
        Verb::Merge(args) => merge(args),
        Verb::Extract(args) => extract(args),
    }
}

#[derive(Serialize)]
struct LintLine<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    severity: &'static str,
    kind: &'static str,
    entry: &'a str,
    message: &'a str,
    help: &'a str,
}

fn lint(args: &LintArgs) -> anyhow::Result<u8> {
    let glossaries: Vec<Glossary> = args
        .files
        .iter()
        .map(|file| glossary::open(file))
        .collect::<Result<_, _>>()?;
    let found: Vec<Lint> = glossary::lint(&glossaries)
        .into_iter()
        .filter(|lint| !args.quiet || lint.level != Level::Info)
        .collect();
    output::write(None, |out| {
        for lint in &found {
            let position = lint.place.as_ref().map(|place| place.start());
            let (line, column) = position.map_or((1, 1), |at| (at.line, at.column));
            let path = lint.place.as_ref().map_or("", |place| place.source.path());
            match args.format {
                Listing::Text => writeln!(
                    out,
                    "{path}:{line}:{column}: {} {} {} ({}) {}",
                    lint.level.name(),
                    lint.kind.name(),
                    lint.message,
                    lint.entry,
                    lint.help
                )?,
                Listing::Jsonl => json_line(
                    out,
                    &LintLine {
                        path,
                        line,
                        column,
                        severity: lint.level.name(),
                        kind: lint.kind.name(),
                        entry: &lint.entry,
                        message: &lint.message,
                        help: &lint.help,
                    },
                )?,
            }
        }
        Ok(())
    })?;
    let entries: usize = glossaries
        .iter()
        .map(|glossary| glossary.entries.len())
        .sum();
    let faults = found
        .iter()
        .filter(|lint| lint.level != Level::Info)
        .count();
    anstream::eprintln!(
        "{entries} entries, {faults} faults, {} remarks",
        found.len() - faults
    );
    Ok(if faults > 0 { FOUND } else { CLEAN })
}

fn json_line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}

#[derive(Serialize)]
struct ScanLine<'a> {
    term: &'a str,
    lang: &'static str,
    line: usize,
    column: usize,
    start: usize,
    end: usize,
    text: &'a str,
    matched: &'a str,
    how: &'a str,
    kind: &'static str,
    confidence: f32,
}

fn scan(args: &ScanArgs) -> anyhow::Result<u8> {
    let glossary = glossary::gather(&args.which.glossary)?;
    let manner = Manner::new(&Reading {
        segment: Some(args.segment.name().to_owned()),
        ..Reading::default()
    })?;
    let input = Input::new(args.text.as_str());
    let half = pipeline::read_text(&input, args.lang, &manner, &Overlay::default())?;
    let analyses = pipeline::analyse(&half);
    let texts = half.segments.iter().map(|segment| segment.as_str());
    let matcher = Matcher::only_in(&glossary, half.lang, texts.zip(&analyses));
    let mut scanner = matcher.scanner();
    output::write(args.output.as_ref(), |out| {
        for (number, (segment, analysis)) in half.segments.iter().zip(&analyses).enumerate() {
            let hits = scanner.scan(half.lang, segment.as_str(), analysis);
            let told = |at: &usize| stands(&hits[*at]) && !is_told_better(&hits, *at);
            for hit in (0..hits.len()).filter(told).map(|at| &hits[at]) {
                let (Some(entry), Some(place)) = (
                    glossary.entries.get(hit.entry),
                    half.place(number, hit.span),
                ) else {
                    continue;
                };
                let (start, bytes) = (place.start(), place.file_span());
                let matched = form_text(entry, hit.kind, hit.index).map_or("", |text| text);
                match args.format {
                    Listing::Text => writeln!(
                        out,
                        "{}:{}:{}: {} {} ({})",
                        place.source.path(),
                        start.line,
                        start.column,
                        entry.id,
                        place.text(),
                        hit.how
                    )?,
                    Listing::Jsonl => json_line(
                        out,
                        &ScanLine {
                            term: &entry.id,
                            lang: half.lang.code(),
                            line: start.line,
                            column: start.column,
                            start: bytes.start,
                            end: bytes.end,
                            text: place.text(),
                            matched,
                            how: &hit.how,
                            kind: kind(hit.kind),
                            confidence: hit.confidence,
                        },
                    )?,
                }
            }
        }
        Ok(())
    })?;
    Ok(CLEAN)
}

/// Whether a hit is a term of its own.
fn stands(hit: &TermHit) -> bool {
    !hit.shadowed && !hit.derived
}

/// Whether another form of the entry stands at the same place and is the surer one.
fn is_told_better(hits: &[TermHit], at: usize) -> bool {
    let hit = &hits[at];
    hits.iter().enumerate().any(|(place, other)| {
        let same = stands(other) && (other.entry, other.span) == (hit.entry, hit.span);
        same && (other.cost, place) < (hit.cost, at)
    })
}

fn kind(kind: FormKind) -> &'static str {
    match kind {
        FormKind::Source => "source",
        FormKind::Preferred => "preferred",
        FormKind::Admitted => "admitted",
        FormKind::Abbreviation => "abbreviation",
        FormKind::Short => "short",
        FormKind::Forbidden => "forbidden",
    }
}

fn show(args: &ShowArgs) -> anyhow::Result<u8> {
    let glossary = glossary::gather(&args.which.glossary)?;
    let Some(term) = &args.term else {
        output::write(None, |out| {
            for entry in &glossary.entries {
                let source = entry.source.first().map_or("", |text| text);
                writeln!(out, "{}\t{}\t{source}", entry.id, entry.target)?;
            }
            Ok(())
        })?;
        return Ok(CLEAN);
    };
    let found = glossary::find(&glossary, term);
    if found.is_empty() {
        bail!("no entry has {term:?}; `mutabiq glossary show` lists them");
    }
    output::write(None, |out| {
        for (position, entry) in found.iter().enumerate() {
            if position > 0 {
                writeln!(out)?;
            }
            if let Some(place) = glossary.place(&entry.target) {
                writeln!(out, "# {}:{}", place.source.path(), place.start().line)?;
            }
            write!(out, "{}", glossary::entry_to_toml(entry))?;
        }
        Ok(())
    })?;
    Ok(CLEAN)
}

fn convert(args: &ConvertArgs) -> anyhow::Result<u8> {
    let to = match (&args.to, &args.output) {
        (Some(to), _) => *to,
        (None, Some(path)) => GlossaryFormat::of_path(&path.to_string_lossy()),
        (None, None) => GlossaryFormat::Toml,
    };
    let glossary = if args.file.starts_with(glossary::PREFIX) {
        glossary::open(&args.file)?
    } else {
        let from = args
            .from
            .unwrap_or_else(|| GlossaryFormat::of_path(&args.file));
        let source = Arc::new(pipeline::read_source(
            &Input::new(args.file.as_str()),
            None,
        )?);
        glossary::read(source, from, Some((args.source_lang, args.target_lang)))?
    };
    let (text, dropped) = glossary::write(&glossary, to);
    output::write(args.output.as_ref(), |out| out.write_all(text.as_bytes()))?;
    tell_dropped(&dropped, to);
    Ok(CLEAN)
}

/// Says what a format could not hold: keys of the head, then of entries, how often each and where first.
fn tell_dropped(dropped: &[Dropped], format: GlossaryFormat) {
    let mut told: Vec<&str> = Vec::new();
    for one in dropped {
        let Some(entry) = &one.entry else {
            anstream::eprintln!(
                "mutabiq: {format} has no place for the glossary's {}: left out",
                one.key
            );
            continue;
        };
        if told.contains(&one.key) {
            continue;
        }
        told.push(one.key);
        let same = |other: &&Dropped| other.entry.is_some() && other.key == one.key;
        let count = dropped.iter().filter(same).count();
        let entries = if count == 1 { "entry" } else { "entries" };
        anstream::eprintln!(
            "mutabiq: {format} has no place for {}: left out of {count} {entries}, {entry} first",
            one.key,
        );
    }
}

fn merge(args: &MergeArgs) -> anyhow::Result<u8> {
    let sources = args
        .files
        .iter()
        .map(|file| {
            Ok(Arc::new(pipeline::read_source(
                &Input::new(file.as_str()),
                None,
            )?))
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    let text = glossary::merge_texts(&sources)?;
    output::write(args.output.as_ref(), |out| out.write_all(text.as_bytes()))?;
    Ok(CLEAN)
}

fn extract(args: &ExtractArgs) -> anyhow::Result<u8> {
    let manner = Manner::new(&Reading {
        segment: Some(args.segment.name().to_owned()),
        ..Reading::default()
    })?;
    let knowledge = Knowledge {
        lexicons: &[lexicon::builtin()],
        ..Knowledge::default()
    };
    let mut aligned = Vec::new();
    let mut files = args.files.iter().map(|file| Input::new(file.as_str()));
    while let Some(source) = files.next() {
        // A file that holds both texts stands alone.
        let texts = match pipeline::read(&source, None, &manner, &Overlay::default()) {
            Err(pipeline::InputError::Alone { .. }) => {
                let Some(target) = files.next() else {
                    bail!(
                        "{}: its translation is missing; give it after it",
                        source.name
                    );
                };
                pipeline::read(&source, Some(&target), &manner, &Overlay::default())?
            }
            texts => texts?,
        };
        match texts {
            Texts::Two(halves) => {
                let (source, target) = *halves;
                aligned.push(pipeline::align(source, target, knowledge));
            }
            Texts::Paired(parts) => {
                for part in parts {
                    aligned.push(pipeline::given(part?, knowledge));
                }
            }
        }
    }
    let Some(first) = aligned.first() else {
        bail!("no text to learn from");
    };
    let langs = (first.bitext.source.lang, first.bitext.target.lang);
    let pairs: Vec<Aligned<'_>> = aligned
        .iter()
        .filter(|one| (one.bitext.source.lang, one.bitext.target.lang) == langs)
        .flat_map(pipeline::pairs_of)
        .collect();
    let options = ExtractOptions {
        least: args.min_count.max(1),
        most: args.most,
    };
    let mut candidates = glossary::extract(&pairs, options);
    if !args.glossary.is_empty() {
        let known = glossary::gather(&args.glossary)?;
        candidates.retain(|candidate| {
            let source = candidate.entry.source.first().map_or("", |text| text);
            glossary::find(&known, source).is_empty()
        });
    }
    output::write(args.output.as_ref(), |out| {
        out.write_all(glossary::candidates_to_toml(&candidates, langs).as_bytes())
    })?;
    anstream::eprintln!(
        "{} entries proposed from {} pairs",
        candidates.len(),
        pairs.len()
    );
    Ok(CLEAN)
}
