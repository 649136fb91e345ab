//! Loading and scanning at scale: `cargo bench --bench glossary`.
//!
//! The large glossary has 100,000 entries made of the words of the built-in lexicon, one to four words long; the
//! text is made of the same words with clitics and endings. Its word types are spread as those of running text are:
//! the nth comes about 1/n as often as the first.
#![allow(clippy::panic)] // a benchmark whose input is unsound has nothing to measure

use divan::Bencher;
use divan::counter::BytesCount;
use mutabiq::glossary::{self, Glossary, Matcher};
use mutabiq::lang::{Analysis, Lang};
use mutabiq::lexicon;
use mutabiq::text::Source;
use std::fmt::Write;
use std::sync::{Arc, LazyLock};

fn main() {
    divan::main();
}

const ENTRIES: usize = 100_000;

/// A sequence of numbers that repeats from run to run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }
}

static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    lexicon::builtin()
        .entries()
        .flat_map(|entry| entry.lemmas())
        .collect()
});

/// The large glossary as a file.
static FILE: LazyLock<String> = LazyLock::new(|| {
    let mut dice = Dice(1);
    let mut out = String::from("[glossary]\nname = \"large\"\n");
    for number in 0..ENTRIES {
        let words = 1 + dice.below(4);
        let source: Vec<&str> = (0..words).map(|_| WORDS[dice.below(WORDS.len())]).collect();
        // The number keeps entries with the same words apart.
        let _ = write!(
            out,
            "\n[[terms]]\nid = \"t{number}\"\nsource = \"{} {number}\"\ntarget = \"term number {number}\"\nadmitted = [\"number {number}\", \"item {number}\"]\npart-of-speech = \"noun\"\n",
            source.join(" ")
        );
        if number % 4 == 0 {
            let plain = source.join(" ");
            let _ = writeln!(out, "source-forms = [\"{plain}\"]");
        }
    }
    out
});

static LARGE: LazyLock<Glossary> = LazyLock::new(|| read(&FILE));

fn read(text: &str) -> Glossary {
    glossary::from_toml(Arc::new(Source::from_text("large.toml", text)))
        .unwrap_or_else(|errors| panic!("{errors}"))
}

/// How many different words the text may have.
const TYPES: usize = 200_000;

/// About four mebibytes of Arabic, a sentence a line.
static TEXT: LazyLock<String> = LazyLock::new(|| {
    const BEFORE: &[&str] = &["", "", "", "ال", "ال", "و", "وال", "بال", "لل", "ب", "ل"];
    const AFTER: &[&str] = &["", "", "", "", "ها", "ات", "ين", "ا"];
    let mut dice = Dice(2);
    let types: Vec<String> = (0..TYPES)
        .map(|_| {
            let (before, after) = (dice.below(BEFORE.len()), dice.below(AFTER.len()));
            let word = WORDS[dice.below(WORDS.len())];
            format!("{}{word}{}", BEFORE[before], AFTER[after])
        })
        .collect();
    // Zipf's law with Mandelbrot's shift.
    let shares: Vec<f64> = (0..TYPES)
        .scan(0.0, |sum, rank| {
            *sum += 1.0 / (rank as f64 + 2.7);
            Some(*sum)
        })
        .collect();
    let whole = shares.last().copied().unwrap_or_default();
    let mut out = String::new();
    while out.len() < 4 << 20 {
        for _ in 0..18 {
            let draw = dice.below(1 << 30) as f64 / f64::from(1 << 30) * whole;
            out.push_str(&types[shares.partition_point(|share| *share < draw)]);
            out.push(' ');
        }
        out.push_str(".\n");
    }
    out
});

#[divan::bench]
fn load_100_000_entries(bencher: Bencher) {
    bencher
        .counter(BytesCount::of_str(FILE.as_str()))
        .bench(|| {
            let glossary = read(&FILE);
            Matcher::new(&glossary)
        });
}

#[divan::bench]
fn load_built_in(bencher: Bencher) {
    let _ = lexicon::builtin();
    bencher.bench(|| glossary::merge(glossary::builtins().unwrap_or_default()));
}

#[divan::bench]
fn match_built_in(bencher: Bencher) {
    let _ = lexicon::builtin();
    let merged = glossary::merge(glossary::builtins().unwrap_or_default());
    bencher.bench(|| merged.as_ref().map(Matcher::new));
}

#[divan::bench]
fn tokenise(bencher: Bencher) {
    bencher
        .counter(BytesCount::of_str(TEXT.as_str()))
        .bench(|| {
            TEXT.lines()
                .map(|line| Analysis::new(line, Lang::ARABIC, &[]).tokens.len())
                .sum::<usize>()
        });
}

#[divan::bench]
fn scan_100_000_entries(bencher: Bencher) {
    let matcher = Matcher::new(&LARGE);
    let lines: Vec<(&str, Analysis)> = TEXT
        .lines()
        .map(|line| (line, Analysis::new(line, Lang::ARABIC, &[])))
        .collect();
    bencher
        .counter(BytesCount::of_str(TEXT.as_str()))
        .bench(|| {
            let mut scanner = matcher.scanner();
            lines
                .iter()
                .map(|(line, analysis)| scanner.scan(Lang::ARABIC, line, analysis).len())
                .sum::<usize>()
        });
}

#[divan::bench]
fn tokenise_and_scan(bencher: Bencher) {
    let matcher = Matcher::new(&LARGE);
    bencher
        .counter(BytesCount::of_str(TEXT.as_str()))
        .bench(|| {
            let mut scanner = matcher.scanner();
            TEXT.lines()
                .map(|line| {
                    let analysis = Analysis::new(line, Lang::ARABIC, &[]);
                    scanner.scan(Lang::ARABIC, line, &analysis).len()
                })
                .sum::<usize>()
        });
}

/// The same of a glossary that has seen no text yet: every word type is met for the first time.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn tokenise_and_scan_at_first_sight(bencher: Bencher) {
    bencher
        .counter(BytesCount::of_str(TEXT.as_str()))
        .with_inputs(|| Matcher::new(&LARGE))
        .bench_refs(|matcher| {
            let mut scanner = matcher.scanner();
            TEXT.lines()
                .map(|line| {
                    let analysis = Analysis::new(line, Lang::ARABIC, &[]);
                    scanner.scan(Lang::ARABIC, line, &analysis).len()
                })
                .sum::<usize>()
        });
}
