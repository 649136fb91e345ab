//! What is remembered of earlier runs makes no difference to what a run says: every test holds a run with the cache
//! against one without.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const FOLDER: &str = ".mutabiq-cache";
const NEWS: &str = "news/opening.en.txt";

/// A copy of the sample repository, with more texts that have something to say to each other.
struct Sample {
    _temporary: TempDir,
    folder: PathBuf,
}

#[derive(Debug, PartialEq)]
struct Ran {
    out: String,
    err: String,
    code: i32,
}

impl Sample {
    fn new() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().join("library");
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sample"),
            &folder,
        );
        let sample = Self {
            _temporary: temporary,
            folder,
        };
        // One sentence in two translations, so that the checks over all pairs find something.
        for (name, english) in [
            ("one", "Photography is forbidden in this area."),
            ("two", "Photography is forbidden in this area."),
            ("three", "Taking pictures is not allowed in this zone."),
        ] {
            let arabic = "يحظر التصوير في هذه المنطقة. تفتح المكتبة أبوابها في التاسعة صباحا.\n";
            sample.write(&format!("hours/{name}.ar.txt"), arabic);
            let english =
                format!("{english} The library opens its doors at nine in the morning.\n");
            sample.write(&format!("hours/{name}.en.txt"), &english);
        }
        sample
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

    fn records(&self) -> PathBuf {
        self.path(FOLDER).join("records")
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mutabiq"));
        command.args(args).current_dir(&self.folder);
        command
    }

    fn run(&self, args: &[&str]) -> Ran {
        let output = self.command(args).output().unwrap();
        Ran {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap(),
        }
    }

    /// Runs with the cache and without it; what both say, which is the same.
    fn agree(&self, args: &[&str]) -> Ran {
        let with = self.run(args);
        let without = self.run(&[args, &["--no-cache"]].concat());
        assert!(without.code < 2 || !without.err.is_empty(), "{without:?}");
        assert_eq!(with, without, "{args:?}");
        with
    }

    /// The same of the run that comes next and of the one after it. Gives how many pairs of how many were remembered.
    fn agree_twice(&self) -> (usize, usize) {
        let args = ["check", "--format", "json", "--statistics"];
        let told = self.told(&args);
        let without = self.run(&[&args[..], &["--no-cache"]].concat());
        assert_eq!((told.ran.out, told.ran.code), (without.out, without.code));
        self.agree(&["check", "--format", "sarif", "--no-baseline"]);
        told.pairs
    }

    /// What a run tells with `--verbose`.
    fn told(&self, args: &[&str]) -> Told {
        let ran = self.run(&[args, &["--verbose"]].concat());
        let mut lines = ran.err.lines();
        let line = lines.find(|line| line.contains(" taken from "));
        let words: Vec<&str> = line.unwrap().split(' ').collect();
        Told {
            pairs: (words[0].parse().unwrap(), words[2].parse().unwrap()),
            ran,
        }
    }
}

struct Told {
    /// How many pairs of how many are taken from the cache.
    pairs: (usize, usize),
    ran: Ran,
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

const PAIRS: usize = 9;

#[test]
fn every_format_is_the_same_cold_warm_and_without() {
    for format in mutabiq::reports::FORMATS {
        let sample = Sample::new();
        let args = ["check", "--format", format.name];
        let cold = sample.run(&args);
        assert!(sample.records().is_file());
        let without = sample.run(&[&args[..], &["--no-cache"]].concat());
        assert_eq!(cold, without, "{}", format.name);
        assert_eq!(sample.told(&args).pairs, (PAIRS, PAIRS));
        assert_eq!(sample.run(&args), without, "{}", format.name);
    }
    // There is something to remember of each kind.
    let json = Sample::new().agree(&["check", "--format", "json", "--no-baseline"]);
    for part in ["inconsistent-translation", "repeated-word", "\"status\""] {
        assert!(json.out.contains(part), "{part}: {}", json.out);
    }
}

#[test]
fn what_changed_is_found_anew_and_nothing_else() {
    type Change = (&'static str, fn(&Sample), (usize, usize));
    let changes: &[Change] = &[
        ("nothing", |_| {}, (PAIRS, PAIRS)),
        (
            "a text",
            |sample| sample.replace(NEWS, "2,100 picture books", "1,200 picture books"),
            (PAIRS - 1, PAIRS),
        ),
        (
            "back, which is still known",
            |sample| sample.replace(NEWS, "1,200 picture books", "2,100 picture books"),
            (PAIRS, PAIRS),
        ),
        (
            "what the others are compared with",
            |sample| sample.replace("hours/two.en.txt", "Photography", "All photography"),
            (PAIRS - 1, PAIRS),
        ),
        (
            "an encoding",
            |sample| {
                let text = sample.read("hours/two.en.txt");
                let units: Vec<u8> = "\u{FEFF}"
                    .encode_utf16()
                    .chain(text.encode_utf16())
                    .flat_map(u16::to_le_bytes)
                    .collect();
                std::fs::write(sample.path("hours/two.en.txt"), units).unwrap();
            },
            (PAIRS - 1, PAIRS),
        ),
        (
            "a severity",
            |sample| {
                sample.replace(
                    "mutabiq.toml",
                    "[rules]",
                    "[rules]\nnumber-mismatch = 'info'",
                )
            },
            (PAIRS, PAIRS),
        ),
        (
            "a least confidence",
            |sample| sample.replace("mutabiq.toml", "exclude", "min-confidence = 0.9\nexclude"),
            (PAIRS, PAIRS),
        ),
        (
            "an option",
            |sample| sample.replace("mutabiq.toml", "[\"knock\"]", "[\"for\"]"),
            (0, PAIRS),
        ),
        (
            "a rule for some",
            |sample| sample.replace("mutabiq.toml", "[\"locale/\"]", "[\"news/\"]"),
            (PAIRS - 2, PAIRS),
        ),
        (
            "how some are split",
            |sample| {
                let text = sample.read("mutabiq.toml");
                let more = "\n[[paths]]\nfiles = ['hours/one*']\nsegment = 'paragraph'\n";
                sample.write("mutabiq.toml", &(text + more));
            },
            (PAIRS - 1, PAIRS),
        ),
        (
            "a term",
            |sample| {
                let text = sample.read("terms.toml");
                let more = "\n[[terms]]\nsource = 'المكتبة'\ntarget = 'the athenaeum'\n";
                sample.write("terms.toml", &(text + more));
            },
            (0, PAIRS),
        ),
        (
            "a remark in the glossary",
            |sample| sample.replace("terms.toml", "the athenaeum", "the Athenaeum"),
            (0, PAIRS),
        ),
        (
            "words of a lexicon",
            |sample| {
                sample.write("words.tsv", "n\tكتاب\t\tbook\n");
                sample.replace(
                    "mutabiq.toml",
                    "exclude",
                    "lexicons = ['words.tsv']\nexclude",
                );
            },
            (0, PAIRS),
        ),
        (
            "other words of it",
            |sample| sample.replace("words.tsv", "book", "volume"),
            (0, PAIRS),
        ),
        (
            "a comment that allows",
            |sample| {
                let text = sample.read("en/guide/fees.md");
                let allowed = "<!-- mutabiq: allow-file repeated-word the poet's own -->\n\n";
                sample.write("en/guide/fees.md", &(allowed.to_owned() + &text));
            },
            (PAIRS - 1, PAIRS),
        ),
        (
            "a baseline",
            |sample| {
                let file = "mutabiq-baseline.json";
                sample.write(file, "{\"version\": 1, \"findings\": []}");
            },
            (PAIRS, PAIRS),
        ),
        (
            "one pair more",
            |sample| {
                for side in ["ar", "en"] {
                    let of = |name: &str| sample.path(&format!("hours/{name}.{side}.txt"));
                    std::fs::copy(of("two"), of("four")).unwrap();
                }
            },
            (PAIRS, PAIRS + 1),
        ),
        (
            "the order",
            |sample| {
                for side in ["ar", "en"] {
                    let of = |name: &str| sample.path(&format!("hours/{name}.{side}.txt"));
                    std::fs::rename(of("four"), of("zero")).unwrap();
                }
            },
            (PAIRS, PAIRS + 1),
        ),
        (
            "one pair less",
            |sample| {
                sample.remove("hours/zero.ar.txt");
                sample.remove("hours/zero.en.txt");
            },
            (PAIRS, PAIRS),
        ),
        (
            "a counterpart",
            |sample| sample.remove("hours/three.en.txt"),
            (PAIRS - 1, PAIRS - 1),
        ),
        (
            "the state of a unit",
            |sample| {
                let text = sample.read("locale/catalogue.po");
                let at = text.rfind("msgid").unwrap();
                let (before, unit) = text.split_at(at);
                sample.write("locale/catalogue.po", &format!("{before}#, fuzzy\n{unit}"));
            },
            (PAIRS - 2, PAIRS - 1),
        ),
        (
            "what can't be read",
            |sample| sample.write("locale/catalogue.po", "msgid \"a\nmsgstr"),
            (PAIRS - 2, PAIRS - 1),
        ),
    ];
    let sample = Sample::new();
    sample.run(&["check"]);
    for (name, change, expected) in changes {
        change(&sample);
        assert_eq!(sample.agree_twice(), *expected, "{name}");
    }
}

#[test]
fn what_is_damaged_is_thrown_away_and_told() {
    let sample = Sample::new();
    let args = ["check", "--format", "json"];
    let without = sample.run(&[&args[..], &["--no-cache"]].concat());
    sample.run(&args);
    let whole = std::fs::read(sample.records()).unwrap();
    let flipped = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        bytes
    };
    let foreign = "{\"version\": 1, \"findings\": []}".repeat(40);
    // The last record is that of the whole project, the one before it that of the links of a pair.
    let (void, damaged) = (
        Some("or of another version"),
        Some("damaged and thrown away"),
    );
    for (bytes, note) in [
        (Vec::new(), void),
        (whole[..7].to_vec(), void),
        (whole[..200].to_vec(), void),
        (whole[..whole.len() - 9].to_vec(), damaged),
        (flipped(0), void),
        (flipped(7), void),
        (flipped(9), void),
        (flipped(20), void),
        (flipped(70), void),
        (flipped(whole.len() / 2), None),
        (flipped(whole.len() - 1), damaged),
        (foreign.into_bytes(), void),
    ] {
        std::fs::write(sample.records(), &bytes).unwrap();
        let told = sample.told(&args);
        assert_eq!(
            (told.ran.out, told.ran.code),
            (without.out.clone(), without.code)
        );
        assert!(
            note.is_none_or(|note| told.ran.err.contains(note)),
            "{}",
            told.ran.err
        );
        assert_eq!(told.pairs.0 == 0, note == void, "{}", told.ran.err);
        // Without being asked it says nothing, and the next run has it whole again.
        std::fs::write(sample.records(), &bytes).unwrap();
        assert_eq!(sample.run(&args), without);
        let told = sample.told(&args);
        assert_eq!(told.pairs, (PAIRS, PAIRS));
        assert!(!told.ran.err.contains("thrown away"), "{}", told.ran.err);
    }
}

#[test]
fn where_nothing_can_be_written_all_is_as_without() {
    let sample = Sample::new();
    sample.write(FOLDER, "no folder");
    sample.agree(&["check", "--format", "json"]);
    let told = sample.told(&["check"]);
    assert_eq!(told.pairs.0, 0);
    assert!(
        told.ran.err.contains("nothing could be kept"),
        "{}",
        told.ran.err
    );
    assert_eq!(sample.read(FOLDER), "no folder");
    // A link may lead anywhere.
    #[cfg(unix)]
    {
        let elsewhere = tempfile::tempdir().unwrap();
        sample.remove(FOLDER);
        std::os::unix::fs::symlink(elsewhere.path(), sample.path(FOLDER)).unwrap();
        sample.agree(&["check", "--format", "json"]);
        assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    }
}

#[test]
fn nothing_is_kept_where_nobody_wants_it() {
    let sample = Sample::new();
    sample.run(&["check", "--no-cache"]);
    sample.run(&["check", NEWS, "news/opening.ar.txt"]);
    sample.run(&["align", "news/opening.ar.txt", NEWS]);
    sample.run(&["baseline", "write", "--no-cache", "-o", "other.json"]);
    assert!(!sample.path(FOLDER).exists());
    sample.replace("mutabiq.toml", "exclude", "cache = false\nexclude");
    sample.run(&["check"]);
    assert!(!sample.path(FOLDER).exists());
}

#[test]
fn the_folder_is_left_alone_by_others() {
    let sample = Sample::new();
    sample.run(&["check"]);
    assert_eq!(sample.read(&format!("{FOLDER}/.gitignore")), "*\n");
    assert!(
        sample
            .read(&format!("{FOLDER}/CACHEDIR.TAG"))
            .starts_with("Signature: 8a477f597d28d172789f06886806bc55")
    );
    let mut names: Vec<String> = std::fs::read_dir(sample.path(FOLDER))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, [".gitignore", "CACHEDIR.TAG", "records"]);
    // Not even patterns of hidden files take it for a part of the project.
    sample.write(
        "mutabiq.toml",
        "gitignore = false\n[[pairs]]\nsource = '.*/*.ar.txt'\ntarget = '{}/{}.en.txt'\n[[pairs]]\nsource = '**/*.ar.txt'\ntarget = '{}.en.txt'\n",
    );
    sample.write(&format!("{FOLDER}/x.ar.txt"), "نص.");
    let ran = sample.run(&["check", "--format", "concise"]);
    assert!(!ran.out.contains("x.ar.txt"), "{}", ran.out);
}

#[test]
fn records_that_nobody_uses_are_dropped() {
    let sample = Sample::new();
    sample.run(&["check"]);
    let size = || std::fs::metadata(sample.records()).unwrap().len();
    let first = size();
    let text = sample.read(NEWS);
    for number in 0..20 {
        sample.write(NEWS, &format!("{text}\n\nThere are {number} more.\n"));
        sample.run(&["check"]);
    }
    assert!(size() < 3 * first, "{first} {}", size());
    // Where all is known already, nothing is written.
    let time = || {
        std::fs::metadata(sample.records())
            .unwrap()
            .modified()
            .unwrap()
    };
    let before = time();
    sample.run(&["check"]);
    assert_eq!(time(), before);
}

#[test]
fn other_settings_in_turn_are_both_remembered() {
    let sample = Sample::new();
    let (all, some) = (
        &["check"][..],
        &["check", "--select", "quotes,name-variants"][..],
    );
    for args in [all, some] {
        assert_eq!(sample.told(args).pairs.0, 0);
    }
    for args in [all, some, all] {
        assert_eq!(sample.told(args).pairs, (PAIRS, PAIRS));
        sample.agree(args);
    }
}

#[test]
fn runs_at_once_do_not_disturb_each_other() {
    let sample = Sample::new();
    let rules = [
        "quotes",
        "negation",
        "number-mismatch",
        "repeated-word",
        "omission",
        "link",
    ];
    let run = |rule: &&'static str| {
        let args = ["check", "--format", "json", "--select", rule];
        let child = sample
            .command(&args)
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        (args, child)
    };
    for _ in 0..2 {
        let running: Vec<_> = rules.iter().map(run).collect();
        for (args, child) in running {
            let output = child.wait_with_output().unwrap();
            let without = sample.run(&[&args[..], &["--no-cache"]].concat());
            assert_eq!(String::from_utf8(output.stdout).unwrap(), without.out);
        }
    }
    let told = sample.told(&["check"]);
    assert!(!told.ran.err.contains("thrown away"), "{}", told.ran.err);
    sample.agree(&["check", "--format", "json"]);
}

fn git(sample: &Sample, args: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
        .args(args)
        .current_dir(&sample.folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn a_revision_is_compared_with_as_without() {
    let sample = Sample::new();
    git(&sample, &["init", "--quiet", "--initial-branch", "main"]);
    git(&sample, &["add", "--all"]);
    git(&sample, &["commit", "--quiet", "--message", "A change"]);
    sample.run(&["check"]);
    let since = [
        "check",
        "--format",
        "json",
        "--since",
        "HEAD",
        "--no-baseline",
    ];
    sample.agree(&since);
    sample.replace("hours/one.ar.txt", "التاسعة", "العاشرة");
    sample.replace("locale/catalogue.po", "msgid \"", "msgid \"");
    let first = sample.agree(&since);
    assert!(first.out.contains("stale-translation"), "{}", first.out);
    // The second time the changed pair is known too.
    assert_eq!(sample.told(&since).pairs, (PAIRS, PAIRS));
    assert_eq!(sample.agree(&since), first);
}

#[test]
fn fixes_and_baselines_are_as_without() {
    let fixed = |more: &[&str]| {
        let sample = Sample::new();
        if more.is_empty() {
            sample.run(&["check"]);
        }
        let diff = sample.run(&[&["check", "--no-baseline", "--diff"], more].concat());
        let baseline = sample.run(&[&["baseline", "write", "-o", "other.json"], more].concat());
        let fix = sample.run(
            &[
                &["check", "--no-baseline", "--fix", "--format", "json"],
                more,
            ]
            .concat(),
        );
        let texts = ["en/guide/fees.md", NEWS, "other.json"].map(|file| sample.read(file));
        (diff, baseline, fix, texts)
    };
    assert_eq!(fixed(&[]), fixed(&["--no-cache"]));
}
