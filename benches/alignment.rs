//! Accuracy and speed of the aligner: `cargo bench --bench alignment -- [FOLDER…] [OPTION…]`.
//!
//! A folder holds `NAME.ar.txt`, `NAME.en.txt` (one segment a line) and `NAME.gold.jsonl` (one bead a line,
//! `{"source": [0], "target": [0, 1]}`). Where the gold is missing, the lines are parallel. Without a folder, the
//! examples that ship are taken.
//!
//! | option | what it does |
//! | --- | --- |
//! | `--clean` | leaves out all but the gold beads of one line each |
//! | `--noise MERGE,DROP` | joins lines and leaves lines out at these rates, on either side; the gold follows |
//! | `--seed N` | other noise |
//! | `--raw` | joins the lines of a document with spaces and splits them into sentences again |
//! | `--glossary FILE` | lets the terms of a glossary anchor (repeatable; `builtin:NAME`) |
//! | `--lexicon FILE` | word translations beside the built-in ones (repeatable) |
//! | `--teach` | aligns twice: the second time with what the sure beads of all documents of the folder teach |
//! | `-v` | how many beads with which scores are right |
//!
//! With `--raw`, beads whose ends fall inside a line are joined with their neighbours before they are compared, and so
//! are gold beads that end where the text shows no end of a sentence (a heading, a list item: once lines are joined,
//! nobody can tell).

use mutabiq::align::Evaluation;
use mutabiq::bitext::{Bead, Bitext, Half};
use mutabiq::document::{Block, BlockKind, Segment};
use mutabiq::glossary::{self, Glossary, Matcher};
use mutabiq::lang::Lang;
use mutabiq::lexicon::{self, Lexicon, train};
use mutabiq::pipeline::{self, Knowledge, Terminology};
use mutabiq::text::{Mapped, Side, Source, Span};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

type Gold = Vec<(Range<usize>, Range<usize>)>;

struct Pair {
    source: Vec<String>,
    target: Vec<String>,
    gold: Gold,
}

impl Pair {
    /// Leaves out all but the pairs of one line each: noise of one's own begins with these.
    fn keep_single(&mut self) {
        let gold = std::mem::take(&mut self.gold);
        let single = gold.iter().filter(|(s, t)| s.len() == 1 && t.len() == 1);
        let (source, target) = single
            .filter_map(|(s, t)| {
                Some((
                    self.source.get(s.start)?.clone(),
                    self.target.get(t.start)?.clone(),
                ))
            })
            .unzip();
        (self.source, self.target) = (source, target);
        self.gold = (0..self.source.len())
            .map(|i| (i..i + 1, i..i + 1))
            .collect();
    }
}

#[derive(serde::Deserialize)]
struct GoldLine {
    source: Vec<usize>,
    target: Vec<usize>,
}

/// What was asked for on the command line.
#[derive(Default)]
struct Options {
    folders: Vec<PathBuf>,
    noise: Option<(f64, f64)>,
    seed: u64,
    verbose: bool,
    raw: bool,
    clean: bool,
    teach: bool,
    glossary: Vec<String>,
    lexicons: Vec<String>,
}

impl Options {
    fn parse() -> Result<Self, String> {
        let mut options = Self {
            seed: 1,
            ..Self::default()
        };
        let mut args = std::env::args().skip(1);
        while let Some(arg) = args.next() {
            let mut value = || args.next().ok_or(format!("{arg} wants a value"));
            match arg.as_str() {
                "--bench" => {}
                "-v" => options.verbose = true,
                "--raw" => options.raw = true,
                "--clean" => options.clean = true,
                "--teach" => options.teach = true,
                "--glossary" => options.glossary.push(value()?),
                "--lexicon" => options.lexicons.push(value()?),
                "--seed" => options.seed = value()?.parse().map_err(|_| "--seed wants a number")?,
                "--noise" => {
                    let text = value()?;
                    let rates: Vec<f64> = text
                        .split(',')
                        .filter_map(|rate| rate.parse().ok())
                        .collect();
                    match rates.as_slice() {
                        [merge, drop] => options.noise = Some((*merge, *drop)),
                        _ => return Err("--noise wants two rates, as in --noise 0.1,0.05".into()),
                    }
                }
                folder => options.folders.push(folder.into()),
            }
        }
        if options.folders.is_empty() {
            let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/alignment");
            options.folders.push(examples);
        }
        Ok(options)
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options = Options::parse()?;
    let glossary = match options.glossary.as_slice() {
        [] => None,
        files => Some(glossary::gather(files)?),
    };
    let matcher = glossary.as_ref().map(Matcher::new);
    let own = options
        .lexicons
        .iter()
        .map(|file| {
            let text = std::fs::read_to_string(file)?;
            lexicon::read(file, &text, Lang::ARABIC, Lang::ENGLISH)
                .map_err(|errors| errors[0].clone().into())
        })
        .collect::<Result<Vec<Lexicon>, Box<dyn std::error::Error>>>()?;
    let lexicons: Vec<&Lexicon> = std::iter::once(lexicon::builtin()).chain(&own).collect();
    for folder in &options.folders {
        measure(
            folder,
            &options,
            &lexicons,
            glossary.as_ref().zip(matcher.as_ref()),
        );
    }
    Ok(())
}

fn measure(
    folder: &Path,
    options: &Options,
    lexicons: &[&Lexicon],
    terms: Option<(&Glossary, &Matcher)>,
) {
    let mut random = Random(options.seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut pairs: Vec<Pair> = bases(folder)
        .iter()
        .filter_map(|base| read(folder, base))
        .collect();
    if options.clean {
        pairs.iter_mut().for_each(Pair::keep_single);
    }
    if let Some((merge, drop)) = options.noise {
        pairs = pairs
            .into_iter()
            .map(|pair| disturb(pair, merge, drop, &mut random))
            .collect();
    }
    let terminology = terms.map(|(glossary, matcher)| Terminology {
        glossary,
        matcher: Some(matcher),
        anchors: true,
    });
    let run = |pair: &Pair, lexicons: &[&Lexicon]| {
        let knowledge = Knowledge {
            lexicons,
            terminology,
        };
        pipeline::align_only(
            half(&pair.source, Lang::ARABIC, options.raw),
            half(&pair.target, Lang::ENGLISH, options.raw),
            knowledge,
        )
    };
    let taught = options.teach.then(|| {
        let first: Vec<Bitext> = pairs.iter().map(|pair| run(pair, lexicons)).collect();
        teach(&first)
    });
    let lexicons: Vec<&Lexicon> = lexicons.iter().copied().chain(&taught).collect();

    let mut evaluation = Evaluation::default();
    let (mut seconds, mut segments) = (0.0, 0);
    for pair in &pairs {
        let start = Instant::now();
        let found = run(pair, &lexicons);
        seconds += start.elapsed().as_secs_f64();
        segments += found.source.segments.len() + found.target.segments.len();
        if options.raw {
            let beads = by_line(
                &found.beads,
                &Lines::of(&pair.source, &found.source.segments),
                &Lines::of(&pair.target, &found.target.segments),
            );
            evaluation.add(&beads, &visible(pair));
        } else {
            evaluation.add(&found.beads, &pair.gold);
        }
    }
    let (strict, null) = (evaluation.strict(), evaluation.null());
    println!(
        "{:12} strict P={:.3} R={:.3} F1={:.4}   null P={:.3} R={:.3} F1={:.3}   ECE={:.4}   {:.0} segments/s",
        folder.file_name().unwrap_or_default().to_string_lossy(),
        strict.precision,
        strict.recall,
        strict.f1,
        null.precision,
        null.recall,
        null.f1,
        evaluation.calibration_error(),
        segments as f64 / seconds,
    );
    if options.verbose {
        for (count, mean, right) in evaluation.reliability() {
            println!("  {count:6} beads, mean score {mean:.3}, right {right:.3}");
        }
    }
}

/// Word translations of the beads that are sure.
fn teach(bitexts: &[Bitext]) -> Lexicon {
    let texts: Vec<[String; 2]> = bitexts
        .iter()
        .flat_map(|bitext| {
            let sure = bitext
                .beads
                .iter()
                .filter(|bead| bead.is_paired() && bead.score >= 0.9);
            sure.map(|bead| Side::BOTH.map(|side| bitext.text(bead, side)))
        })
        .collect();
    let pairs: Vec<(&str, &str)> = texts
        .iter()
        .map(|[source, target]| (source.as_str(), target.as_str()))
        .collect();
    let learned = train::train(
        Lang::ARABIC,
        Lang::ENGLISH,
        &pairs,
        train::Demands::default(),
    );
    let table = train::to_file(&learned);
    lexicon::read("learned", &table, Lang::ARABIC, Lang::ENGLISH)
        .unwrap_or_else(|errors| unreachable!("what is written is read: {errors:?}"))
}

/// A segment a line, or the lines joined with spaces and split into sentences.
fn half(lines: &[String], lang: Lang, raw: bool) -> Half {
    let text = lines.join(if raw { " " } else { "\n" });
    let mut blocks = Vec::new();
    let mut segments: Vec<Segment> = Vec::new();
    if raw {
        let span = Span::new(0, text.len());
        blocks.push(Block::new(
            BlockKind::Paragraph,
            Mapped::verbatim(&text, span),
        ));
        segments = mutabiq::segment::segment(&blocks, lang, mutabiq::segment::Mode::Sentence);
    } else {
        let mut at = 0;
        for line in lines {
            let span = Span::new(at, at + line.len());
            let block = Block::new(BlockKind::Unit, Mapped::verbatim(&text, span));
            segments.push(Segment::cut(blocks.len(), &block, Span::new(0, line.len())));
            blocks.push(block);
            at += line.len() + 1;
        }
    }
    Half {
        source: Arc::new(Source::from_text("text", &text)),
        lang,
        blocks,
        segments,
    }
}

/// The gold as a running text shows it: beads that don't end with a full stop or the like are joined with the next.
fn visible(pair: &Pair) -> Gold {
    let ends = |lines: &[String], range: &Range<usize>| {
        range
            .clone()
            .last()
            .and_then(|last| lines.get(last))
            .is_none_or(|line| {
                line.trim_end_matches(['"', '\'', ')', ']', '»', '\u{201D}', '\u{2019}'])
                    .ends_with(['.', '!', '?', '؟', '\u{2026}'])
            })
    };
    let mut out: Gold = Vec::new();
    let mut open: Option<(Range<usize>, Range<usize>)> = None;
    for (source, target) in &pair.gold {
        let (s, t) = match open.take() {
            Some((s, t)) => (s.start..source.end, t.start..target.end),
            None => (source.clone(), target.clone()),
        };
        if ends(&pair.source, &s) && ends(&pair.target, &t) {
            out.push((s, t));
        } else {
            open = Some((s, t));
        }
    }
    out.extend(open);
    out
}

/// Where lines end in the joined text, and where its segments do.
struct Lines {
    /// Offset of each line's end.
    ends: Vec<usize>,
    /// Offset of each segment's end.
    segments: Vec<usize>,
}

impl Lines {
    fn of(lines: &[String], segments: &[Segment]) -> Self {
        let ends = lines.iter().scan(0, |at, line| {
            *at += line.len() + 1;
            Some(*at - 1)
        });
        Self {
            ends: ends.collect(),
            segments: segments
                .iter()
                .map(|segment| segment.text.whole().end)
                .collect(),
        }
    }

    /// The line after the first `segments` segments, where they end with a line.
    fn after(&self, segments: usize) -> Option<usize> {
        match segments.checked_sub(1) {
            None => Some(0),
            Some(last) => self
                .ends
                .binary_search(self.segments.get(last)?)
                .ok()
                .map(|line| line + 1),
        }
    }
}

/// Beads over lines: beads that end inside a line are joined with the next ones.
fn by_line(beads: &[Bead], source: &Lines, target: &Lines) -> Vec<Bead> {
    let mut out = Vec::new();
    let (mut i, mut j, mut score) = (0, 0, 1.0f64);
    for bead in beads {
        score = score.min(bead.score);
        if let (Some(next_i), Some(next_j)) =
            (source.after(bead.source.end), target.after(bead.target.end))
        {
            out.push(Bead {
                source: i..next_i,
                target: j..next_j,
                score,
                ..bead.clone()
            });
            (i, j, score) = (next_i, next_j, 1.0);
        }
    }
    out
}

fn bases(folder: &Path) -> Vec<String> {
    let mut bases: Vec<String> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            Some(
                entry
                    .ok()?
                    .file_name()
                    .to_string_lossy()
                    .strip_suffix(".ar.txt")?
                    .to_owned(),
            )
        })
        .collect();
    bases.sort();
    bases
}

fn read(folder: &Path, base: &str) -> Option<Pair> {
    let lines = |suffix: &str| -> Option<Vec<String>> {
        let text = std::fs::read_to_string(folder.join(format!("{base}.{suffix}"))).ok()?;
        Some(
            text.lines()
                .map(|line| line.trim().to_owned())
                .filter(|line| !line.is_empty())
                .collect(),
        )
    };
    let (source, target) = (lines("ar.txt")?, lines("en.txt")?);
    let range = |list: &[usize], next: &mut usize| {
        let range = *next..*next + list.len();
        *next = range.end;
        range
    };
    let gold = match lines("gold.jsonl") {
        Some(gold) => {
            let (mut i, mut j) = (0, 0);
            gold.iter()
                .filter_map(|line| serde_json::from_str::<GoldLine>(line).ok())
                .map(|line| (range(&line.source, &mut i), range(&line.target, &mut j)))
                .collect()
        }
        None => (0..source.len().min(target.len()))
            .map(|i| (i..i + 1, i..i + 1))
            .collect(),
    };
    Some(Pair {
        source,
        target,
        gold,
    })
}

/// Joins neighbouring lines of one side at rate `merge` and leaves lines of one side out at rate `drop`.
fn disturb(pair: Pair, merge: f64, drop: f64, random: &mut Random) -> Pair {
    let mut out = Pair {
        source: Vec::new(),
        target: Vec::new(),
        gold: Vec::new(),
    };
    let mut at = 0;
    while let Some((source, target)) = pair.gold.get(at) {
        let (mut s, mut t) = (
            pair.source[source.clone()].to_vec(),
            pair.target[target.clone()].to_vec(),
        );
        at += 1;
        let roll = random.next();
        if roll < drop {
            s.clear();
        } else if roll < 2.0 * drop {
            t.clear();
        } else if let (true, Some((more_s, more_t))) = (random.next() < merge, pair.gold.get(at)) {
            s.extend_from_slice(&pair.source[more_s.clone()]);
            t.extend_from_slice(&pair.target[more_t.clone()]);
            at += 1;
            match random.next() {
                r if r < 0.5 => s = vec![s.join(" ")],
                _ => t = vec![t.join(" ")],
            }
        }
        let (i, j) = (out.source.len(), out.target.len());
        out.gold.push((i..i + s.len(), j..j + t.len()));
        out.source.extend(s);
        out.target.extend(t);
    }
    out
}

/// xorshift64*: small, fixed, good enough to choose lines.
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11) as f64 / (1u64 << 53) as f64
    }
}
