//! The examples that ship: the clean pairs are aligned right and raise nothing, and of the planted mistakes each is
//! found where it stands, by the rule that is meant to find it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Name, source and clean translation of each pair.
const PAIRS: [(&str, &str, &str); 3] = [
    ("interview", "interview.ar.txt", "interview.en.txt"),
    ("communique", "communique.en.txt", "communique.ar.txt"),
    ("report", "report.ar.md", "report.en.md"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

fn read(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap()
}

/// Runs the program in the folder of the examples and gives what it writes and its exit code.
fn mutabiq(args: &[&str]) -> (String, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_mutabiq"))
        .args(args)
        .current_dir(folder())
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.is_empty(), "{args:?}: {errors}");
    let text = String::from_utf8(output.stdout).unwrap();
    (text, output.status.code().unwrap())
}

fn exists(rule: &str) -> bool {
    mutabiq::checks::rules().any(|known| known.name == rule)
}

#[derive(Deserialize)]
struct Report {
    documents: Vec<Document>,
    findings: Vec<Finding>,
    summary: Summary,
}

#[derive(Deserialize)]
struct Document {
    source_segments: usize,
    target_segments: usize,
}

#[derive(Deserialize)]
struct Summary {
    errors: usize,
    warnings: usize,
}

#[derive(Clone, Deserialize, Debug)]
struct Finding {
    rule: String,
    severity: String,
    message: String,
    source: Option<Place>,
    target: Option<Place>,
    related: Vec<Place>,
}

#[derive(Clone, Deserialize, Debug)]
struct Place {
    path: String,
    line: usize,
    end_line: usize,
    start: usize,
    end: usize,
    text: String,
}

impl Finding {
    fn places(&self) -> impl Iterator<Item = &Place> {
        self.source.iter().chain(&self.target).chain(&self.related)
    }
}

fn check(source: &str, target: &str) -> Report {
    let (text, _) = mutabiq(&["check", source, target, "--format", "json"]);
    serde_json::from_str(&text).unwrap()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Marked {
    source: String,
    clean: String,
    target: String,
    planted: Vec<Planted>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Planted {
    line: usize,
    rule: String,
    #[serde(default)]
    side: Side,
    #[serde(default)]
    words: String,
    #[serde(default)]
    was: String,
    #[serde(default, rename = "note")]
    _note: String,
}

#[derive(Clone, Copy, Deserialize, Debug, Default, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Side {
    Source,
    #[default]
    Target,
}

impl Planted {
    /// Whether a place is that of the mistake: in its text and line, and over its words where they are told.
    fn is_at(&self, marked: &Marked, place: &Place) -> bool {
        let path = match self.side {
            Side::Source => &marked.source,
            Side::Target => &marked.target,
        };
        if place.path != *path || !(place.line..=place.end_line).contains(&self.line) {
            return false;
        }
        let text = read(path);
        let start: usize = text
            .split_inclusive('\n')
            .take(self.line - 1)
            .map(str::len)
            .sum();
        let line = text[start..].lines().next().unwrap_or_default();
        self.words.is_empty()
            || line.match_indices(&self.words).any(|(at, words)| {
                let at = start + at;
                place.start < at + words.len() && at < place.end
            })
    }
}

fn marked(name: &str) -> Marked {
    toml::from_str(&read(&format!("{name}.planted.toml"))).unwrap()
}

#[test]
fn clean_pairs_raise_nothing() {
    for (name, source, target) in PAIRS {
        let report = check(source, target);
        let raised: Vec<_> = report
            .findings
            .iter()
            .filter(|finding| finding.severity != "info")
            .map(|finding| (&finding.rule, &finding.message))
            .collect();
        assert!(raised.is_empty(), "{name}: {raised:#?}");
        assert_eq!((report.summary.errors, report.summary.warnings), (0, 0));
        assert_eq!(mutabiq(&["check", source, target]).1, 0, "{name}");
    }
}

/// Rules that are still to come are left out, and counted in as soon as `mutabiq rules` lists them.
#[test]
fn planted_mistakes_are_found_where_they_stand() {
    let mut missed = Vec::new();
    for (name, _, _) in PAIRS {
        let marked = marked(name);
        let report = check(&marked.source, &marked.target);
        for planted in marked.planted.iter().filter(|it| exists(&it.rule)) {
            let found = report.findings.iter().any(|finding| {
                finding.rule == planted.rule
                    && finding.places().any(|place| planted.is_at(&marked, place))
            });
            if !found {
                missed.push(format!(
                    "{}:{}: {} “{}” (was “{}”)",
                    match planted.side {
                        Side::Source => &marked.source,
                        Side::Target => &marked.target,
                    },
                    planted.line,
                    planted.rule,
                    planted.words,
                    planted.was
                ));
            }
        }
        let (_, code) = mutabiq(&["check", &marked.source, &marked.target]);
        assert_eq!(code, 1, "{name}");
    }
    assert!(missed.is_empty(), "not found:\n{}", missed.join("\n"));
}

/// A mistake must not drag other findings along: whatever is raised stands in a line with a planted mistake.
#[test]
fn nothing_else_is_raised_on_the_planted_texts() {
    for (name, _, _) in PAIRS {
        let marked = marked(name);
        let report = check(&marked.source, &marked.target);
        for finding in report.findings.iter().filter(|it| it.severity != "info") {
            let explained = finding.places().any(|place| {
                marked
                    .planted
                    .iter()
                    .any(|planted| (place.line..=place.end_line).contains(&planted.line))
            });
            assert!(explained, "{name}: {finding:#?}");
        }
    }
}

/// The lists of planted mistakes tell the whole difference between the clean and the planted text.
#[test]
fn the_marks_are_right() {
    for (name, source, target) in PAIRS {
        let marked = marked(name);
        assert_eq!(
            (marked.source.as_str(), marked.clean.as_str()),
            (source, target)
        );
        assert!(marked.planted.len() >= 12, "{name}");
        let (texts, clean, wrong) = (
            read(&marked.source),
            read(&marked.clean),
            read(&marked.target),
        );
        let (texts, clean, wrong): (Vec<_>, Vec<_>, Vec<_>) = (
            texts.lines().collect(),
            clean.lines().collect(),
            wrong.lines().collect(),
        );
        assert_eq!(clean.len(), wrong.len(), "{name}");
        // The clean translation has the lines of its source, so a line number means the same on both sides.
        assert_eq!(clean.len(), texts.len(), "{name}");
        for (index, (before, after)) in clean.iter().zip(&wrong).enumerate() {
            let here: Vec<_> = marked
                .planted
                .iter()
                .filter(|planted| planted.line == index + 1)
                .collect();
            assert_eq!(before != after, !here.is_empty(), "{name}:{}", index + 1);
            for planted in here {
                let line = match planted.side {
                    Side::Source => texts[index],
                    Side::Target => after,
                };
                assert!(line.contains(&planted.words), "{name}: {planted:?}");
                assert!(before.contains(&planted.was), "{name}: {planted:?}");
            }
        }
    }
}

/// A bead that is not 1-1: its kind, and how its source and its target begin.
type Odd = (&'static str, &'static str, &'static str);

const INTERVIEW: &[Odd] = &[
    (
        "1-2",
        "وأدلى الحارثي بتصريحاته",
        "Al-Harthi was speaking in",
    ),
    (
        "1-2",
        "في فبراير كان كل وفد",
        "In February, each delegation",
    ),
    ("1-2", "وقد زرت بروكسل", "I visited Brussels on 3 April"),
    (
        "1-2",
        "واتفقنا على أن يبدأ التنفيذ",
        "We have agreed that implementation",
    ),
    (
        "2-1",
        "الحارثي: بالطبع نخشى ذلك. فالخلاف",
        "Al-Harthi: Of course we are afraid",
    ),
];

const COMMUNIQUE: &[Odd] = &[
    (
        "2-1",
        "The heads of state and government",
        "اجتمع رؤساء دول وحكومات",
    ),
    ("1-2", "2. They welcomed the decision", "٢. ورحبوا بقرار"),
    ("2-1", "7. The leaders did not reach", "٧. ولم يتوصل القادة"),
];

const REPORT: &[Odd] = &[
    ("1-2", "ويعرض التقرير قراءات", "The report presents"),
    (
        "2-1",
        "غير أن رئيسة الشبكة",
        "However, the head of the network",
    ),
];

#[derive(Deserialize)]
struct BeadLine {
    kind: String,
    source: SideLine,
    target: SideLine,
}

#[derive(Deserialize)]
struct SideLine {
    lines: Vec<usize>,
    text: String,
}

/// Beads stand in order and hold every segment once, so the kinds and the places of those that aren't 1-1 fix them
/// all; besides, the two sides of a bead are in the same line here.
#[test]
fn clean_pairs_are_aligned_right() {
    let sizes = [(45, 48), (42, 41), (61, 61)];
    for (((name, source, target), odd), (left, right)) in PAIRS
        .into_iter()
        .zip([INTERVIEW, COMMUNIQUE, REPORT])
        .zip(sizes)
    {
        let documents = check(source, target).documents;
        let counts = (documents[0].source_segments, documents[0].target_segments);
        assert_eq!(counts, (left, right), "{name}");
        let (text, code) = mutabiq(&["align", source, target, "--format", "jsonl"]);
        assert_eq!(code, 0);
        let beads: Vec<BeadLine> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let found: Vec<_> = beads.iter().filter(|bead| bead.kind != "1-1").collect();
        let kinds: Vec<_> = found.iter().map(|bead| bead.kind.as_str()).collect();
        let wanted: Vec<_> = odd.iter().map(|(kind, _, _)| *kind).collect();
        assert_eq!(kinds, wanted, "{name}");
        for (bead, (_, start, other)) in found.iter().zip(odd) {
            assert!(bead.source.text.starts_with(start), "{}", bead.source.text);
            assert!(bead.target.text.starts_with(other), "{}", bead.target.text);
        }
        for bead in &beads {
            assert_eq!(bead.source.lines.first(), bead.target.lines.first());
        }
    }
}

/// Every place that a report names is really there.
#[test]
fn places_are_those_of_the_files() {
    for (name, _, _) in PAIRS {
        let marked = marked(name);
        for finding in check(&marked.source, &marked.target).findings {
            // A term points at its entry too, which may stand in a glossary that ships inside the program.
            for place in finding
                .places()
                .filter(|it| !it.path.starts_with("builtin:"))
            {
                let text = read(&place.path);
                assert_eq!(text[place.start..place.end], place.text, "{finding:?}");
                let line = text[..place.start].matches('\n').count() + 1;
                assert_eq!(line, place.line, "{finding:?}");
            }
        }
    }
}
