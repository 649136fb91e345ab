//! Accuracy and speed of the aligner: `cargo bench --bench alignment -- [FOLDER…] [--noise MERGE,DROP] [--seed N] [--raw] [-v]`.
//!
//! A folder holds `NAME.ar.txt`, `NAME.en.txt` (one segment a line) and `NAME.gold.jsonl` (one bead a line,
//! `{"source": [0], "target": [0, 1]}`). Where the gold is missing, the lines are parallel. With `--noise`, parallel
//! lines are joined and left out at these rates, on either side, and the gold follows. With `--raw`, the lines of a
//! document are joined with spaces and split into sentences again; beads whose ends fall inside a line are joined with
//! their neighbours before they are compared, and so are gold beads that end where the text shows no end of a sentence
//! (a heading, a list item: once lines are joined, nobody can tell). Without a folder, the examples that ship are taken.

use mutabiq::align::{Evaluation, Features, Input, align};
use mutabiq::bitext::Bead;
use mutabiq::document::{Block, BlockKind, Segment};
use mutabiq::lang::Lang;
use mutabiq::lexicon;
use mutabiq::text::{Mapped, Span};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Instant;

type Gold = Vec<(Range<usize>, Range<usize>)>;

struct Pair {
    source: Vec<String>,
    target: Vec<String>,
    gold: Gold,
}

#[derive(serde::Deserialize)]
struct GoldLine {
    source: Vec<usize>,
    target: Vec<usize>,
}

fn main() {
    let mut folders: Vec<PathBuf> = Vec::new();
    let (mut noise, mut seed, mut verbose, mut raw) = (None, 1u64, false, false);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--bench" => {}
            "-v" => verbose = true,
            "--raw" => raw = true,
            "--noise" => {
                let text = args.next().unwrap_or_default();
                let rates: Vec<f64> = text
                    .split(',')
                    .filter_map(|rate| rate.parse().ok())
                    .collect();
                match rates.as_slice() {
                    [merge, drop] => noise = Some((*merge, *drop)),
                    _ => return eprintln!("--noise wants two rates, as in --noise 0.1,0.05"),
                }
            }
            "--seed" => seed = args.next().and_then(|text| text.parse().ok()).unwrap_or(1),
            folder => folders.push(folder.into()),
        }
    }
    if folders.is_empty() {
        folders.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/alignment"));
    }
    for folder in folders {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let mut evaluation = Evaluation::default();
        let (mut seconds, mut segments) = (0.0, 0);
        for base in bases(&folder) {
            let Some(mut pair) = read(&folder, &base) else {
                continue;
            };
            if let Some((merge, drop)) = noise {
                pair = disturb(pair, merge, drop, &mut random);
            }
            let (source, target) = if raw {
                (
                    sentences(&pair.source, Lang::ARABIC),
                    sentences(&pair.target, Lang::ENGLISH),
                )
            } else {
                (lines(&pair.source), lines(&pair.target))
            };
            let start = Instant::now();
            let features = Features::new(
                Input {
                    lang: Lang::ARABIC,
                    segments: &source,
                    analyses: None,
                },
                Input {
                    lang: Lang::ENGLISH,
                    segments: &target,
                    analyses: None,
                },
                &[lexicon::builtin()],
                &[],
            );
            let found = align(&features);
            seconds += start.elapsed().as_secs_f64();
            segments += source.len() + target.len();
            let gold = if raw {
                visible(&pair)
            } else {
                pair.gold.clone()
            };
            let beads = if raw {
                by_line(
                    &found.beads,
                    &Lines::of(&pair.source, &source),
                    &Lines::of(&pair.target, &target),
                )
            } else {
                found.beads
            };
            evaluation.add(&beads, &gold);
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
        if verbose {
            for (count, mean, right) in evaluation.reliability() {
                println!("  {count:6} beads, mean score {mean:.3}, right {right:.3}");
            }
        }
    }
}

fn lines(lines: &[String]) -> Vec<Segment> {
    lines.iter().map(|line| segment(line)).collect()
}

fn sentences(lines: &[String], lang: Lang) -> Vec<Segment> {
    let text = lines.join(" ");
    let block = Block::new(
        BlockKind::Paragraph,
        Mapped::verbatim(&text, Span::new(0, text.len())),
    );
    mutabiq::segment::segment(&[block], lang, mutabiq::segment::Mode::Sentence)
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

fn segment(line: &str) -> Segment {
    let block = Block::new(
        BlockKind::Unit,
        Mapped::verbatim(line, Span::new(0, line.len())),
    );
    Segment::cut(0, &block, Span::new(0, line.len()))
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
