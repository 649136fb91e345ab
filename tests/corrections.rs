//! Alignments on the command line: terms that anchor, rows that people correct and give back, texts that don't belong
//! together.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const SOURCE: &str = "\
افتتح الوزير الميناء يوم الخميس.
كلف المشروع ثلاثين مليون دولار.
نعم.
قال الصيادون إنهم ينتظرون هذا اليوم منذ سنوات.
وسيبدأ العمل في الربيع.
نعم.
ويشغل الميناء أربعمئة عامل.
";
const TARGET: &str = "\
The minister opened the port on Thursday.
The project cost thirty million dollars.
Yes.
The fishermen said they had waited for this day for years.
Work will begin in the spring.
Yes.
The port employs four hundred workers.
";

struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new(source: &str, target: &str) -> Self {
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        desk.write("a.ar.txt", source);
        desk.write("a.en.txt", target);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    /// Standard output and standard error of a run in the folder.
    fn run(&self, args: &[&str]) -> (String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_mutabiq"))
            .args(args)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let (out, err) = (text(output.stdout), text(output.stderr));
        assert_ne!(output.status.code(), Some(2), "{err}");
        (out, err)
    }

    fn align(&self, args: &[&str]) -> Vec<Value> {
        let fixed = ["align", "a.ar.txt", "a.en.txt", "--format", "jsonl"];
        let (out, _) = self.run(&[&fixed, args].concat());
        out.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    fn rows(&self) -> Vec<String> {
        let (out, _) = self.run(&["align", "a.ar.txt", "a.en.txt"]);
        out.lines().map(str::to_owned).collect()
    }

    /// The report of a check with the rows that are given back, and what is told beside it.
    fn check(&self, rows: &[String]) -> (Value, String) {
        self.write("rows.tsv", &(rows.join("\n") + "\n"));
        let (out, err) = self.run(&[
            "check",
            "a.ar.txt",
            "a.en.txt",
            "--alignment",
            "rows.tsv",
            "--format",
            "json",
        ]);
        (serde_json::from_str(&out).unwrap(), err)
    }
}

fn rules(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|finding| finding["rule"].as_str().unwrap())
        .collect()
}

#[test]
fn rows_that_come_back_as_they_were_change_nothing() {
    let desk = Desk::new(SOURCE, TARGET);
    let rows = desk.rows();
    assert_eq!(rows.len(), 7);
    let (report, told) = desk.check(&rows);
    assert!(rules(&report).is_empty(), "{report}");
    assert_eq!(report["documents"][0]["beads"], 7);
    assert_eq!(told, "");
}

#[test]
fn rows_that_were_joined_count_as_fixed() {
    let desk = Desk::new(SOURCE, TARGET);
    let mut rows = desk.rows();
    let columns: Vec<Vec<String>> = rows[..2]
        .iter()
        .map(|row| row.split('\t').map(str::to_owned).collect())
        .collect();
    // As a spreadsheet leaves it: the score and the kind of one of the two rows.
    let joined = format!(
        "{}\t{}\t{} {}\t{} {}",
        columns[0][0], columns[0][1], columns[0][2], columns[1][2], columns[0][3], columns[1][3]
    );
    rows.splice(0..2, [joined]);
    let (report, told) = desk.check(&rows);
    assert_eq!(report["documents"][0]["beads"], 6);
    assert!(rules(&report).is_empty(), "{report}");
    assert_eq!(told, "");
}

#[test]
fn a_wrong_row_is_believed() {
    let desk = Desk::new(SOURCE, TARGET);
    let mut rows = desk.rows();
    let split = |row: &str| -> Vec<String> { row.split('\t').map(str::to_owned).collect() };
    let (cost, workers) = (split(&rows[1]), split(&rows[6]));
    rows[1] = format!("1\t1-0\t{}\t", cost[2]);
    rows.insert(2, format!("1\t0-1\t\t{}", cost[3]));
    rows[7] = format!("1\t1-0\t{}\t", workers[2]);
    rows.push(format!("1\t0-1\t\t{}", workers[3]));
    let (report, told) = desk.check(&rows);
    let rules = rules(&report);
    assert_eq!(told, "");
    assert_eq!(
        rules.iter().filter(|rule| **rule == "omission").count(),
        2,
        "{rules:?}"
    );
    assert_eq!(
        rules.iter().filter(|rule| **rule == "addition").count(),
        2,
        "{rules:?}"
    );
}

#[test]
fn texts_that_changed_are_aligned_anew_between_what_still_agrees() {
    let desk = Desk::new(SOURCE, TARGET);
    let rows = desk.rows();
    // The fourth sentence was rewritten on both sides, the first of the two repetitions deleted.
    desk.write(
        "a.ar.txt",
        &SOURCE
            .replacen("نعم.\n", "", 1)
            .replace("منذ سنوات", "منذ عشرين سنة"),
    );
    desk.write(
        "a.en.txt",
        &TARGET
            .replacen("Yes.\n", "", 1)
            .replace("for years", "for thirty years"),
    );
    let (report, told) = desk.check(&rows);
    assert_eq!(report["documents"][0]["beads"], 6);
    assert_eq!(rules(&report), ["number-mismatch"], "{report}");
    assert!(
        told.contains("rows.tsv: the texts no longer have what stands in lines 3, 4;"),
        "{told}"
    );
}

#[test]
fn a_row_of_another_shape_is_an_error_with_its_line() {
    let desk = Desk::new(SOURCE, TARGET);
    desk.write("rows.tsv", "1\t1-1\tنعم.\tYes.\nنعم.\n");
    let output = Command::new(env!("CARGO_BIN_EXE_mutabiq"))
        .args(["check", "a.ar.txt", "a.en.txt", "--alignment", "rows.tsv"])
        .current_dir(desk.folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("rows.tsv:2: 1 columns"), "{told}");
}

const GLOSSARY: &str = "\
[glossary]
name = \"Looms\"
source-lang = \"ar\"
target-lang = \"en\"

[[terms]]
source = \"المكوك الطائر\"
target = \"fly bobbin\"

[[terms]]
source = \"حزمة السداة\"
target = \"yarn comb\"
";

#[test]
fn terms_anchor_what_the_lexicon_cannot() {
    let desk = Desk::new(
        &SOURCE.replacen("نعم.", "المكوك الطائر ثم حزمة السداة.", 1),
        &TARGET.replacen(
            "Yes.",
            "Nobody was sorry for it.\nFly bobbins, then yarn combs.",
            1,
        ),
    );
    desk.write("looms.toml", GLOSSARY);
    let pair = |beads: &[Value]| {
        beads
            .iter()
            .find(|bead| bead["source"]["segments"] == serde_json::json!([2]))
            .map(|bead| {
                (
                    bead["target"]["segments"].clone(),
                    bead["score"].as_f64().unwrap(),
                )
            })
            .unwrap()
    };
    let with = pair(&desk.align(&["-g", "looms.toml"]));
    let without = pair(&desk.align(&["--no-glossary"]));
    assert_eq!(with.0, serde_json::json!([3]), "{with:?} {without:?}");
    assert!(
        without.0 != with.0 || without.1 < with.1,
        "{with:?} {without:?}"
    );
}

#[test]
fn a_glossary_that_is_broken_is_told() {
    let desk = Desk::new(SOURCE, TARGET);
    desk.write("looms.toml", "[[terms]]\nsorce = \"نول\"\n");
    let output = Command::new(env!("CARGO_BIN_EXE_mutabiq"))
        .args(["align", "a.ar.txt", "a.en.txt", "-g", "looms.toml"])
        .current_dir(desk.folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("looms.toml:2"), "{told}");
}

/// The pairs of documents that ship, as (name, source, translation).
fn examples() -> Vec<(String, String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/alignment");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .filter_map(|entry| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            name.strip_suffix(".ar.txt").map(str::to_owned)
        })
        .collect();
    names.sort();
    let read = |name: String| std::fs::read_to_string(folder.join(name)).unwrap();
    names
        .into_iter()
        .map(|name| {
            let (source, target) = (
                read(format!("{name}.ar.txt")),
                read(format!("{name}.en.txt")),
            );
            (name, source, target)
        })
        .collect()
}

/// The rules of the findings of a pair that need both texts.
fn about_pairs(source: &str, target: &str) -> Vec<(String, String)> {
    let desk = Desk::new(source, target);
    let (out, _) = desk.run(&["check", "a.ar.txt", "a.en.txt", "--format", "json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    let findings = report["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|finding| {
            let text = |key: &str| finding[key].as_str().unwrap().to_owned();
            (text("rule"), text("severity"))
        })
        .collect()
}

/// The first lines of a text.
fn first(text: &str, lines: usize) -> String {
    text.lines()
        .take(lines)
        .map(|line| format!("{line}\n"))
        .collect()
}

#[test]
fn texts_that_do_not_belong_together_are_one_error() {
    let examples = examples();
    assert!(examples.len() > 1);
    let others = examples.iter().skip(1).chain(&examples);
    for ((name, source, _), (other, _, target)) in examples.iter().zip(others) {
        for lines in [6, usize::MAX] {
            let found = about_pairs(&first(source, lines), &first(target, lines));
            let doubts = found.iter().filter(|(rule, _)| rule == "alignment-doubt");
            let doubts: Vec<&str> = doubts.map(|(_, severity)| severity.as_str()).collect();
            assert_eq!(doubts, ["error"], "{name} {other} {lines}");
            assert!(found.len() <= 4, "{name} {other} {lines}: {found:?}");
        }
    }
}

#[test]
fn texts_that_belong_together_are_not_doubted() {
    for (name, source, target) in examples() {
        for lines in [3, usize::MAX] {
            let found = about_pairs(&first(&source, lines), &first(&target, lines));
            let doubted = found
                .iter()
                .any(|(rule, severity)| rule == "alignment-doubt" && severity == "error");
            assert!(!doubted, "{name} {lines}: {found:?}");
        }
    }
}
