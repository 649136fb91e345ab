//! A sample repository, checked through every door: `tests/sample` holds both languages in several formats, old
//! findings in its baseline, and one new mistake.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The text that holds the new mistake, and the same without it.
const MISTAKE: (&str, &str) = ("2,100 picture books", "1,200 picture books");
const NEWS: &str = "news/opening.en.txt";

struct Sample {
    _temporary: TempDir,
    folder: PathBuf,
}

struct Ran {
    out: String,
    err: String,
    code: i32,
}

impl Sample {
    /// A copy of the sample.
    fn new() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().join("library");
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sample"),
            &folder,
        );
        Self {
            _temporary: temporary,
            folder,
        }
    }

    /// The same without the new mistake.
    fn sound() -> Self {
        let sample = Self::new();
        sample.replace(NEWS, MISTAKE.0, MISTAKE.1);
        sample
    }

    /// The same in a repository of git.
    fn repository() -> Self {
        let sample = Self::sound();
        sample.git(&["init", "--quiet", "--initial-branch", "main"]);
        sample.commit();
        sample
    }

    fn git(&self, args: &[&str]) {
        let output = Command::new("git")
            .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
            .args(args)
            .current_dir(&self.folder)
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "A change"]);
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }

    fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.path(file)).unwrap()
    }

    fn write(&self, file: &str, text: &str) {
        std::fs::create_dir_all(self.path(file).parent().unwrap()).unwrap();
        std::fs::write(self.path(file), text).unwrap();
    }

    fn replace(&self, file: &str, old: &str, new: &str) {
        let text = self.read(file);
        assert!(text.contains(old), "{file}: {old}");
        self.write(file, &text.replace(old, new));
    }

    fn remove(&self, file: &str) {
        std::fs::remove_file(self.path(file)).unwrap();
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mutabiq"));
        command.args(args).current_dir(&self.folder);
        command
    }

    fn run(&self, args: &[&str]) -> Ran {
        ran(&mut self.command(args))
    }

    /// The findings of `check` with these arguments, and its exit code.
    fn findings(&self, args: &[&str]) -> (Vec<Value>, i32) {
        let args = [&["check", "--format", "json"], args].concat();
        let ran = self.run(&args);
        assert_eq!(ran.err, "", "{args:?}");
        let report: Value = serde_json::from_str(&ran.out).unwrap();
        (report["findings"].as_array().unwrap().clone(), ran.code)
    }

    /// `path:line rule` of the findings that count.
    fn counted(&self, args: &[&str]) -> Vec<String> {
        let (findings, _) = self.findings(args);
        findings
            .iter()
            .filter(|finding| finding["suppressed"].is_null())
            .map(shown)
            .collect()
    }
}

fn shown(finding: &Value) -> String {
    let place = match &finding["target"] {
        Value::Null => &finding["source"],
        target => target,
    };
    format!(
        "{}:{} {}",
        place["path"].as_str().unwrap(),
        place["line"],
        finding["rule"].as_str().unwrap()
    )
}

fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

const NEW: &str = "news/opening.en.txt:3 number-mismatch";

#[test]
fn only_what_is_new_counts() {
    let sample = Sample::new();
    let (findings, code) = sample.findings(&[]);
    assert_eq!(code, 1);
    let counted: Vec<String> = findings
        .iter()
        .filter(|finding| finding["suppressed"].is_null())
        .map(shown)
        .collect();
    assert_eq!(counted, [NEW]);
    let mut reasons: Vec<&str> = findings
        .iter()
        .filter_map(|finding| finding["suppressed"].as_str())
        .collect();
    reasons.dedup();
    assert_eq!(reasons, ["baseline", "readers of English call from abroad"]);
    assert_eq!(
        sample.counted(&["--no-baseline"]),
        [
            "en/guide/fees.md:3 number-mismatch",
            "en/guide/fees.md:5 repeated-word",
            NEW
        ]
    );
    assert_eq!(Sample::sound().findings(&[]).1, 0);
}

#[test]
fn every_format_shows_the_new_mistake_alone() {
    let sample = Sample::new();
    for format in mutabiq::reports::FORMATS {
        let ran = sample.run(&["check", "--format", format.name]);
        assert_eq!((ran.code, ran.err.as_str()), (1, ""), "{}", format.name);
        assert!(ran.out.contains("opening.en.txt"), "{}", format.name);
        assert!(ran.out.contains("2,100"), "{}", format.name);
        // What is known is shown as suppressed, or not at all.
        let all = ["json", "jsonl", "html", "sarif", "junit"].contains(&format.name);
        assert_eq!(ran.out.contains("fees.md"), all, "{}", format.name);
    }
    let file = sample.path("report.sarif");
    let ran = sample.run(&["check", "--format", "sarif", "-o", file.to_str().unwrap()]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    let sarif: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let suppressed = results.iter().filter(|result| {
        result["suppressions"]
            .as_array()
            .is_some_and(|s| !s.is_empty())
    });
    assert_eq!(suppressed.count() + 1, results.len());
}

#[test]
fn the_folder_and_the_threads_make_no_difference() {
    let sample = Sample::new();
    let args = ["check", "--format", "json", "--no-baseline", "--no-cache"];
    let whole = sample.run(&args).out;
    assert_eq!(sample.run(&args).out, whole);
    let mut deep = sample.command(&args);
    deep.current_dir(sample.path("en/guide"));
    assert_eq!(ran(&mut deep).out, whole);
    let mut elsewhere = sample.command(&args);
    elsewhere
        .args(["--config", sample.path("mutabiq.toml").to_str().unwrap()])
        .current_dir(std::env::temp_dir());
    assert_eq!(ran(&mut elsewhere).out, whole);
    let mut alone = sample.command(&args);
    assert_eq!(ran(alone.env("RAYON_NUM_THREADS", "1")).out, whole);
}

#[test]
fn a_pair_that_is_named_has_the_settings_of_the_project() {
    let sample = Sample::new();
    let pair = ["ar/guide/fees.md", "en/guide/fees.md"];
    let (findings, code) = sample.findings(&pair);
    assert_eq!((findings.len(), code), (2, 0));
    let args = [&pair[..], &["--no-baseline"]].concat();
    assert_eq!(sample.findings(&args).1, 1);
    let mut inside = sample.command(&["check", "../../ar/guide/fees.md", "fees.md"]);
    assert_eq!(ran(inside.current_dir(sample.path("en/guide"))).code, 0);
    // The other way round the languages are told by the letters.
    let turned = sample.run(&["check", "en/guide/start.md", "ar/guide/start.md"]);
    assert_eq!(turned.err, "");
    let catalogue = sample.run(&["check", "locale/catalogue.po"]);
    assert_eq!((catalogue.code, catalogue.err.as_str()), (0, ""));
}

#[test]
fn files_without_a_counterpart_are_reported() {
    let sample = Sample::sound();
    sample.remove("en/guide/start.md");
    sample.remove("video/tour.ar.srt");
    assert_eq!(
        sample.counted(&[]),
        [
            "ar/guide/start.md:1 missing-counterpart",
            "video/tour.en.srt:1 missing-counterpart"
        ]
    );
    let text = sample.read("ar/guide/start.md");
    let allowed = "<!-- mutabiq: allow-file missing-counterpart for residents only -->\n";
    sample.write("ar/guide/start.md", &(allowed.to_owned() + &text));
    assert_eq!(
        sample
            .counted(&["--severity", "missing-counterpart=error"])
            .len(),
        1
    );
    assert_eq!(
        sample.counted(&["--ignore", "missing-counterpart"]),
        [""; 0]
    );
    sample.write(".gitignore", "video/\n");
    let ignored = sample.run(&["check", "--quiet"]);
    assert_eq!((ignored.code, ignored.out.as_str()), (0, ""));
    assert!(
        ignored
            .err
            .contains("mutabiq.toml:21:10: no file matches video/")
    );
}

#[test]
fn a_file_that_cannot_be_read_stops_nothing_else() {
    let sample = Sample::new();
    std::fs::write(sample.path("en/guide/start.md"), b"\xFF\xFE\x00").unwrap();
    let ran = sample.run(&["check", "--format", "concise"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("en/guide/start.md"), "{}", ran.err);
    assert_eq!(ran.out.lines().count(), 1);
    assert!(ran.out.contains("opening.en.txt"));
}

#[test]
fn faults_of_the_configuration_are_told_with_their_places() {
    let sample = Sample::new();
    sample.replace("mutabiq.toml", "exclude =", "excludes =");
    sample.replace("mutabiq.toml", "repeated-word", "repeated-words");
    let ran = sample.run(&["check"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert_eq!(
        ran.err.lines().collect::<Vec<_>>(),
        [
            "mutabiq: mutabiq.toml:5:1: the file has no key \"excludes\"; did you mean exclude?",
            "mutabiq.toml:28:1: there is no rule \"repeated-words\"; did you mean repeated-word?"
        ]
    );
    let sample = Sample::new();
    sample.replace("mutabiq.toml", "terms.toml", "term.toml");
    let ran = sample.run(&["check"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.starts_with("mutabiq: mutabiq.toml:4:15: term.toml"),
        "{}",
        ran.err
    );
    for (args, part) in [
        (&["check", "--config", "none.toml"][..], "none.toml"),
        (&["check", "--severity", "quotes=loud"], "quotes=loud"),
        (
            &["check", "--severity", "quots=info"],
            "did you mean quotes?",
        ),
        (&["check", "--min-confidence", "7"], "from 0 to 1"),
        (&["check", "--baseline", "none.json"], "none.json"),
        (&["check", "--baseline", "terms.toml"], "no baseline"),
        (&["check", "a", "--watch", "-"], "standard input"),
        (&["check", "--since", "never"], "no such revision"),
    ] {
        let ran = Sample::repository().run(args);
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(ran.err.contains(part), "{args:?}: {}", ran.err);
    }
}

#[test]
fn a_run_without_configuration_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_mutabiq"));
    let ran = ran(command.arg("check").current_dir(folder.path()));
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("mutabiq init"), "{}", ran.err);
}

#[test]
fn settings_of_paths_and_of_the_command_line() {
    let sample = Sample::new();
    let config = sample.read("mutabiq.toml");
    let paths = "\n[[paths]]\nfiles = \"news/\"\nrules.number-mismatch = \"info\"\n";
    sample.write("mutabiq.toml", &(config.clone() + paths));
    assert_eq!(sample.findings(&[]).1, 0);
    assert_eq!(sample.findings(&["--fail-on", "info"]).1, 1);
    assert_eq!(
        sample
            .findings(&["--severity", "number-mismatch=warning"])
            .1,
        1
    );
    sample.write(
        "mutabiq.toml",
        &config.replace("baseline =", "fail-on = \"never\"\nbaseline ="),
    );
    assert_eq!(sample.findings(&[]).1, 0);
    assert_eq!(sample.findings(&["--fail-on", "error"]).1, 1);
    sample.write(
        "mutabiq.toml",
        &config.replace("[rules]", "[rules]\nnumber-mismatch = \"off\""),
    );
    assert_eq!(sample.counted(&[]), [""; 0]);
    // Whoever names a rule wants it.
    assert_eq!(sample.counted(&["--select", "number-mismatch"]), [NEW]);
}

#[test]
fn comments_allow_what_they_name_and_no_more() {
    let sample = Sample::sound();
    let text = sample.read(NEWS);
    let with = |comment: &str| {
        let line = format!("{comment}\nThe hall holds");
        sample.write(
            NEWS,
            &text
                .replace("The hall holds", &line)
                .replace(MISTAKE.1, MISTAKE.0),
        );
        sample.counted(&[])
    };
    assert_eq!(
        with("// mutabiq: allow number-mismatch the editor counted anew"),
        [""; 0]
    );
    assert_eq!(
        with("// mutabiq: allow number-mismatch,quotes the editor counted anew"),
        ["news/opening.en.txt:3 unused-suppression"]
    );
    assert_eq!(
        with("// mutabiq: allow number-mismatch"),
        ["news/opening.en.txt:3 unused-suppression"]
    );
    assert_eq!(
        with("// mutabiq: allow number-mismach miscounted"),
        [
            "news/opening.en.txt:3 unused-suppression",
            "news/opening.en.txt:4 number-mismatch"
        ]
    );
    assert_eq!(
        with("// mutabiq: permit number-mismatch"),
        [
            "news/opening.en.txt:3 unused-suppression",
            "news/opening.en.txt:4 number-mismatch"
        ]
    );
    // What another rule finds there still counts, and so does the same elsewhere.
    sample.write(
        NEWS,
        &text
            .replace(
                "New hall",
                "// mutabiq: allow number-mismatch of another line\nNew hall",
            )
            .replace(MISTAKE.1, MISTAKE.0),
    );
    assert_eq!(
        sample.counted(&[]),
        [
            "news/opening.en.txt:1 unused-suppression",
            "news/opening.en.txt:4 number-mismatch"
        ]
    );
    // A rule that doesn't run allows nothing and isn't asked.
    assert_eq!(
        sample.counted(&["--select", "quotes,unused-suppression"]),
        [""; 0]
    );
    sample.write(
        NEWS,
        &(text.replace(MISTAKE.1, MISTAKE.0)
            + "// mutabiq: allow-file number-mismatch figures are checked by the editor\n"),
    );
    assert_eq!(sample.counted(&[]), [""; 0]);
}

#[test]
fn comments_of_other_formats() {
    let sample = Sample::sound();
    sample.replace("locale/catalogue.po", "%d days are", "%d days days are");
    let found = ["locale/catalogue.po:21 repeated-word"];
    assert_eq!(sample.counted(&[]), found);
    sample.replace(
        "locale/catalogue.po",
        "#: loan.c",
        "# mutabiq: allow repeated-word the button blinks\n#: loan.c",
    );
    assert_eq!(sample.counted(&[]), [""; 0]);
    let guide = "en/guide/start.md";
    sample.replace(guide, "Every resident", "Every every resident");
    assert_eq!(sample.counted(&[]), ["en/guide/start.md:7 repeated-word"]);
    sample.replace(
        guide,
        "Every every",
        "<!-- mutabiq: allow repeated-word each and every one -->\nEvery every",
    );
    assert_eq!(sample.counted(&[]), [""; 0]);
    // Inside the block it is about.
    let text = sample.read(guide);
    let comment = "<!-- mutabiq: allow repeated-word each and every one -->";
    sample.write(
        guide,
        &text.replace(&format!("{comment}\n"), "").replace(
            "membership card. Bring",
            &format!("membership card. {comment} Bring"),
        ),
    );
    assert_eq!(sample.counted(&[]), [""; 0]);
    // In lines too.
    assert_eq!(
        sample
            .run(&["check", "--segment", "line", "--select", "repeated-word"])
            .code,
        0
    );
}

#[test]
fn a_baseline_outlives_unrelated_edits() {
    let sample = Sample::sound();
    for (file, ahead) in [
        ("ar/guide/fees.md", "الرسوم معلنة."),
        ("en/guide/fees.md", "The fees are public."),
    ] {
        let text = sample.read(file);
        sample.write(file, &text.replacen("\n\n", &format!("\n\n{ahead}\n\n"), 1));
    }
    assert_eq!(sample.counted(&[]), [""; 0]);
    assert_eq!(sample.counted(&["--segment", "paragraph"]), [""; 0]);
    // A second mistake of the same kind is new.
    sample.replace("en/guide/fees.md", "The fee for", "The fee for for");
    assert_eq!(sample.counted(&[]), ["en/guide/fees.md:9 repeated-word"]);
}

#[test]
fn a_baseline_is_written_and_what_is_gone_is_told() {
    let sample = Sample::new();
    let ran = sample.run(&["baseline", "write"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert!(
        ran.err.contains("mutabiq-baseline.json: 3 known findings"),
        "{}",
        ran.err
    );
    assert_eq!(sample.findings(&[]).1, 0);
    sample.replace(NEWS, MISTAKE.0, MISTAKE.1);
    let quiet = sample.run(&["check"]);
    assert_eq!((quiet.code, quiet.err.as_str()), (0, ""));
    let told = sample.run(&["check", "--verbose"]);
    assert!(
        told.err.contains(
            "not found any more, though in the baseline: news/opening.en.txt: number-mismatch"
        ),
        "{}",
        told.err
    );
    // Of what was not looked for nothing is said.
    let part = sample.run(&["check", "--verbose", "--select", "quotes"]);
    assert!(!part.err.contains("not found any more"), "{}", part.err);
    let other = sample.run(&[
        "baseline",
        "write",
        "-o",
        "other.json",
        "--select",
        "repeated-word",
    ]);
    assert!(
        other.err.contains("other.json: 1 known finding;"),
        "{}",
        other.err
    );
    assert_eq!(
        sample.counted(&["--baseline", "other.json"]),
        ["en/guide/fees.md:3 number-mismatch"]
    );
}

#[test]
fn a_change_is_told_from_what_was_there() {
    let sample = Sample::repository();
    assert_eq!(
        sample.counted(&["--since", "HEAD", "--no-baseline"]),
        [""; 0]
    );
    sample.replace(NEWS, MISTAKE.1, MISTAKE.0);
    assert_eq!(sample.counted(&["--since", "HEAD", "--no-baseline"]), [NEW]);
    sample.commit();
    assert_eq!(
        sample.counted(&["--since", "HEAD", "--no-baseline"]),
        [""; 0]
    );
    assert_eq!(
        sample.counted(&["--since", "HEAD~1", "--no-baseline"]),
        [NEW]
    );
    // On the side of the source too, and with the beads beside it left alone.
    sample.replace("ar/guide/fees.md", "40 دينارا", "45 دينارا");
    assert_eq!(
        sample.counted(&["--since", "HEAD", "--no-baseline"]),
        [
            "en/guide/fees.md:7 stale-translation",
            "en/guide/fees.md:7 number-mismatch"
        ]
    );
    sample.replace("en/guide/fees.md", "40 dinars", "45 dinars");
    assert_eq!(
        sample.counted(&["--since", "HEAD", "--no-baseline"]),
        [""; 0]
    );
}

#[test]
fn a_branch_is_held_against_where_it_began() {
    let sample = Sample::repository();
    sample.git(&["switch", "--quiet", "--create", "change"]);
    sample.replace(NEWS, MISTAKE.1, MISTAKE.0);
    sample.commit();
    sample.git(&["switch", "--quiet", "main"]);
    sample.replace("en/guide/start.md", "free membership", "gratis membership");
    sample.commit();
    sample.git(&["switch", "--quiet", "change"]);
    assert_eq!(sample.counted(&["--since", "main", "--no-baseline"]), [NEW]);
}

#[test]
fn a_source_that_changed_alone_makes_its_translation_stale() {
    let sample = Sample::repository();
    let since = ["--since", "HEAD", "--select", "stale-translation"];
    sample.replace(
        "ar/guide/start.md",
        "مدة ثلاث سنوات",
        "مدة ثلاث سنوات قابلة للتجديد",
    );
    let (findings, code) = sample.findings(&since);
    assert_eq!(code, 1);
    assert_eq!(findings.len(), 1);
    assert_eq!(
        shown(&findings[0]),
        "en/guide/start.md:10 stale-translation"
    );
    assert!(
        findings[0]["help"]
            .as_str()
            .unwrap()
            .contains("قابلة للتجديد")
    );
    // Without a revision there is nothing to hold against.
    assert_eq!(sample.counted(&["--select", "stale-translation"]), [""; 0]);
    // Marks, spaces and spelling variants say nothing new; nor does a move.
    sample.git(&["checkout", "--quiet", "."]);
    sample.replace("ar/guide/start.md", "أحضر معك", "احضر  معك،");
    assert_eq!(sample.counted(&since), [""; 0]);
    sample.git(&["checkout", "--quiet", "."]);
    sample.replace("locale/catalogue.po", "ابحث عن كتاب", "ابحث عن مجلة");
    assert_eq!(
        sample.counted(&since),
        ["locale/catalogue.po:12 stale-translation"]
    );
    sample.replace(
        "locale/catalogue.po",
        "Search for a book",
        "Search for a journal",
    );
    assert_eq!(sample.counted(&since), [""; 0]);
    // A comment may say that it is right.
    sample.git(&["checkout", "--quiet", "."]);
    sample.replace("ar/guide/start.md", "سنوات.", "سنوات كاملة.");
    sample.replace(
        "ar/guide/start.md",
        "- تصدر",
        "<!-- mutabiq: allow-file stale-translation only the style changed -->\n- تصدر",
    );
    assert_eq!(sample.counted(&since), [""; 0]);
    assert_eq!(sample.counted(&[]), [""; 0]);
}

#[test]
fn what_was_left_out_by_a_change_is_found() {
    let sample = Sample::repository();
    sample.replace(
        NEWS,
        "The library's director, Salma al-Haddad, said the hall was the fruit of donations by residents.\n",
        "",
    );
    assert_eq!(
        sample.counted(&["--since", "HEAD", "--select", "omission"]),
        ["news/opening.ar.txt:4 omission"]
    );
}

#[test]
fn new_moved_and_deleted_files_are_changes() {
    let sample = Sample::repository();
    sample.write("ar/new.md", "تفتح المكتبة 7 أيام.\n");
    sample.write("en/new.md", "The library is open 6 days.\n");
    sample.remove("en/guide/start.md");
    sample.git(&["mv", "ar/guide/fees.md", "ar/fees.md"]);
    sample.git(&["mv", "en/guide/fees.md", "en/fees.md"]);
    assert_eq!(
        sample.counted(&["--since", "HEAD", "--no-baseline"]),
        [
            "en/new.md:1 number-mismatch",
            "ar/guide/start.md:1 missing-counterpart"
        ]
    );
}

#[test]
fn safe_fixes_are_shown_and_applied_once() {
    let sample = Sample::sound();
    let sound = sample.read(NEWS);
    let bad = sound
        .replace("a new hall", "a new  hall")
        .replace("picture books.", "picture books .");
    let bytes: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(
            bad.replace('\n', "\r\n")
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        )
        .collect();
    std::fs::write(sample.path(NEWS), &bytes).unwrap();
    let args = [
        "check",
        "--no-baseline",
        "--select",
        "spacing",
        "--fail-on",
        "info",
    ];
    let diff = sample.run(&[&args[..], &["--diff"]].concat());
    assert_eq!((diff.code, diff.err.as_str()), (1, ""));
    assert!(
        diff.out
            .starts_with("--- a/news/opening.en.txt\n+++ b/news/opening.en.txt\n@@ ")
    );
    assert!(
        diff.out
            .contains("-The hall holds sixty children and houses 1,200 picture books .\r\n")
    );
    assert!(
        diff.out
            .contains("+The hall holds sixty children and houses 1,200 picture books.\r\n")
    );
    assert_eq!(std::fs::read(sample.path(NEWS)).unwrap(), bytes);
    let fixed = sample.run(&[&args[..], &["--fix"]].concat());
    assert_eq!(fixed.code, 0, "{}", fixed.out);
    assert!(fixed.err.contains("in 1 file"), "{}", fixed.err);
    let after = std::fs::read(sample.path(NEWS)).unwrap();
    let expected: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(
            sound
                .replace('\n', "\r\n")
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        )
        .collect();
    assert_eq!(after, expected);
    let again = sample.run(&[&args[..], &["--fix"]].concat());
    assert!(again.err.contains("no safe fix"), "{}", again.err);
    assert_eq!(std::fs::read(sample.path(NEWS)).unwrap(), after);
    let nothing = sample.run(&[&args[..], &["--diff"]].concat());
    assert_eq!((nothing.out.as_str(), nothing.code), ("", 0));
}

#[test]
fn what_is_not_sure_is_not_fixed() {
    let sample = Sample::new();
    let before = sample.read(NEWS);
    let ran = sample.run(&["check", "--fix"]);
    assert_eq!(ran.code, 1);
    assert_eq!(sample.read(NEWS), before);
}

#[test]
fn init_proposes_what_the_folder_holds() {
    let sample = Sample::new();
    let before = sample.run(&["init"]);
    assert_eq!(before.code, 2);
    assert!(before.err.contains("exists already"), "{}", before.err);
    let own = sample.read("mutabiq.toml");
    sample.remove("mutabiq.toml");
    let ran = sample.run(&["init"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    let written = sample.read("mutabiq.toml");
    for line in [
        "source = \"ar/**/*.md\" # 2 found",
        "target = \"en/{}.md\"",
        "source = \"web/*.ar.html\" # 1 found",
        "source = \"video/*.ar.srt\" # 1 found",
        "file = \"locale/*.po\" # 1 found",
        "source-lang = \"ar\"",
    ] {
        assert!(written.contains(line), "{line}\n{written}");
    }
    assert_ne!(written, own);
    assert_eq!(
        sample.counted(&["--select", "number-mismatch", "-g", "terms.toml"]),
        ["en/guide/fees.md:3 number-mismatch", NEW]
    );
}

#[test]
fn quiet_and_verbose() {
    let sample = Sample::new();
    let quiet = sample.run(&["check", "--quiet"]);
    assert!(quiet.out.contains("number-mismatch") && !quiet.out.contains("1 finding in"));
    assert_eq!(Sample::sound().run(&["check", "-q"]).out, "");
    let verbose = sample.run(&["check", "--verbose"]);
    for stage in ["read", "align", "check", "project", "report", "all"] {
        assert!(
            verbose
                .err
                .lines()
                .any(|line| line.starts_with(stage) && line.ends_with(" ms")),
            "{stage}: {}",
            verbose.err
        );
    }
    assert!(verbose.err.contains("settings of mutabiq.toml"));
    let figures = sample.run(&["check", "--statistics", "--format", "json"]);
    let figures: Value = serde_json::from_str(&figures.out).unwrap();
    assert!(figures["statistics"].is_object());
}

#[test]
fn extras_are_printed() {
    let sample = Sample::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = sample.run(&["completions", shell]);
        assert_eq!(ran.code, 0);
        assert!(
            ran.out.contains("mutabiq") && ran.out.contains("baseline"),
            "{shell}"
        );
    }
    assert!(sample.run(&["man"]).out.contains(".TH mutabiq 1"));
    assert_eq!(sample.run(&["man", "-o", "."]).code, 0);
    assert!(sample.read("mutabiq-check.1").contains("glossary"));
    let schema: Value = serde_json::from_str(&sample.run(&["schema"]).out).unwrap();
    assert!(schema["definitions"]["rules"]["properties"]["quotes"].is_object());
}

#[test]
fn a_watched_project_is_checked_again_when_a_file_changes() {
    let sample = Sample::sound();
    let mut child = sample
        .command(&["check", "--watch", "--format", "concise"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (sender, lines) = std::sync::mpsc::channel();
    let out = child.stdout.take().unwrap();
    let err = child.stderr.take().unwrap();
    let forward = |stream: Box<dyn std::io::Read + Send>,
                   sender: std::sync::mpsc::Sender<String>| {
        std::thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        })
    };
    let threads = [
        forward(Box::new(out), sender.clone()),
        forward(Box::new(err), sender),
    ];
    let wait = |part: &str| {
        let end = Instant::now() + Duration::from_secs(60);
        loop {
            match lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(line) if line.contains(part) => return true,
                Ok(_) => {}
                Err(_) => return false,
            }
        }
    };
    let waits = wait("waiting for changes");
    sample.replace(NEWS, MISTAKE.1, MISTAKE.0);
    let finds = wait("number-mismatch");
    // A file that comes is seen too, and one that is broken while it is written is no end.
    sample.write("ar/late.md", "نص جديد.\n");
    let comes = wait("missing-counterpart");
    child.kill().unwrap();
    child.wait().unwrap();
    drop(threads);
    assert!(waits && finds && comes, "{waits} {finds} {comes}");
}

#[test]
fn nothing_is_drawn_where_nobody_looks() {
    let sample = Sample::new();
    let mut child = sample
        .command(&["check"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut err = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut err)
        .unwrap();
    child.wait().unwrap();
    assert_eq!(err, "");
}
