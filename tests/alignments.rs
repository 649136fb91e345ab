//! What is written of an alignment reads back to the same beads, here and in other programs.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use mutabiq::bitext::{Bead, Bitext, Half, UnitState};
use mutabiq::document::{Block, BlockKind, Segment};
use mutabiq::formats::{self, Opened, Request};
use mutabiq::lang::Lang;
use mutabiq::pipeline;
use mutabiq::reports::alignment::{self, ALIGNMENT_FORMATS, Files};
use mutabiq::text::{Mapped, Side, Source, Span};
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

/// The texts of a bead's segments on both sides.
type Texts = (Vec<String>, Vec<String>);

/// A bitext of these beads.
fn bitext(beads: &[Texts], given: bool) -> Bitext {
    let half = |side: Side, lang: Lang| {
        let lines: Vec<&str> = beads
            .iter()
            .flat_map(|(source, target)| match side {
                Side::Source => source,
                Side::Target => target,
            })
            .map(String::as_str)
            .collect();
        let text = lines.join("\n");
        let source = Arc::new(Source::from_text(format!("a.{}.txt", lang.code()), &*text));
        let mut half = Half {
            source,
            lang,
            blocks: Vec::new(),
            segments: Vec::new(),
        };
        let mut at = 0;
        for line in lines {
            let span = Span::new(at, at + line.len());
            at += line.len() + 1;
            let block = Block::new(BlockKind::Unit, Mapped::verbatim(&text, span));
            let whole = Span::new(0, line.len());
            half.segments
                .push(Segment::cut(half.blocks.len(), &block, whole));
            half.blocks.push(block);
        }
        half
    };
    let (mut i, mut j) = (0, 0);
    let beads_of = beads
        .iter()
        .map(|(source, target)| {
            let bead = Bead {
                source: i..i + source.len(),
                target: j..j + target.len(),
                score: 0.875,
                given,
                state: UnitState::Translated,
            };
            (i, j) = (bead.source.end, bead.target.end);
            bead
        })
        .collect();
    Bitext {
        source: half(Side::Source, Lang::ARABIC),
        target: half(Side::Target, Lang::ENGLISH),
        beads: beads_of,
        parallel: 1.0,
    }
}

/// The two texts of each bead, as one string each.
fn joined(beads: &[Texts]) -> Vec<(String, String)> {
    beads
        .iter()
        .map(|(source, target)| (source.join(" "), target.join(" ")))
        .collect()
}

fn written(format: &str, bitext: &Bitext) -> String {
    let mut out = Vec::new();
    let format = alignment::format(format).unwrap();
    format
        .write(std::slice::from_ref(bitext), &mut out)
        .unwrap();
    String::from_utf8(out).unwrap()
}

/// The format that reads what this one writes; none where that is not for reading.
fn reads(format: &str) -> Option<&'static str> {
    alignment::format(format).unwrap().read_as
}

/// The beads of a file.
fn read(format: &str, text: &str, part: Option<usize>) -> Result<Vec<(String, String)>, String> {
    let request = Request {
        format: Some(format.parse().unwrap()),
        wanted: pipeline::wanted(),
        part,
        ..Request::default()
    };
    let input = Box::new(std::io::Cursor::new(text.as_bytes().to_vec()));
    let opened = formats::open("a", input, &request).map_err(|error| error.to_string())?;
    let Opened::Paired(units) = opened else {
        panic!("{format} is paired");
    };
    let mut beads = Vec::new();
    for batch in units {
        let batch = batch.map_err(|error| error.to_string())?;
        let bitext = pipeline::bitext(batch, [Lang::ARABIC, Lang::ENGLISH]);
        for bead in &bitext.beads {
            beads.push((
                bitext.text(bead, Side::Source),
                bitext.text(bead, Side::Target),
            ));
        }
    }
    Ok(beads)
}

fn sample() -> Vec<Texts> {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    vec![
        (
            texts(&["افتتح الوزير الميناء يوم الخميس."]),
            texts(&["The minister opened the port on Thursday."]),
        ),
        (
            texts(&["قال: \"تأخرنا\".", "ثم غادر <القاعة> & لم يعد."]),
            texts(&["He said \"we are late\" & left <the hall> for good."]),
        ),
        (texts(&["هذه الجملة سقطت."]), Vec::new()),
        (Vec::new(), texts(&["This one was added."])),
        (
            texts(&["كلف المشروع ٢٫٥ مليار \u{200F}جنيه."]),
            texts(&["It cost 2.5 billion pounds.", "“A lot”, said some."]),
        ),
    ]
}

#[test]
fn every_format_that_can_be_read_reads_back() {
    for format in ALIGNMENT_FORMATS {
        let Some(reader) = reads(format.name) else {
            continue;
        };
        for given in [false, true] {
            let text = written(format.name, &bitext(&sample(), given));
            assert_eq!(
                read(reader, &text, None).unwrap(),
                joined(&sample()),
                "{}",
                format.name
            );
        }
    }
}

/// Every state, and a bead that is as good as a guess.
fn with_states() -> Bitext {
    use UnitState::{Fuzzy, Locked, Translated, Untranslated};
    let beads: Vec<Texts> = ["one", "two", "three", "four", "five"]
        .map(|text| (vec![format!("نص {text}")], vec![text.to_owned()]))
        .into();
    let mut bitext = bitext(&beads, false);
    let states = [Translated, Fuzzy, Locked, Untranslated, Translated];
    for (bead, state) in bitext.beads.iter_mut().zip(states) {
        bead.state = state;
    }
    bitext.beads[4].score = 0.2;
    bitext
}

#[test]
fn states_read_back() {
    let bitext = with_states();
    for format in ALIGNMENT_FORMATS {
        // A table of four columns has none.
        let Some(reader) = reads(format.name).filter(|name| *name != "tsv") else {
            continue;
        };
        let text = written(format.name, &bitext);
        let request = Request {
            format: Some(reader.parse().unwrap()),
            wanted: pipeline::wanted(),
            ..Request::default()
        };
        let input = Box::new(std::io::Cursor::new(text.clone().into_bytes()));
        let Ok(Opened::Paired(units)) = formats::open("a", input, &request) else {
            panic!("{} is paired", format.name);
        };
        let found: Vec<UnitState> = units
            .flat_map(|batch| batch.unwrap().units)
            .map(|unit| unit.state)
            .collect();
        let expected: Vec<UnitState> = bitext.beads.iter().map(|bead| bead.state).collect();
        assert_eq!(found, expected, "{text}");
    }
    assert!(
        written("xliff-2.1", &bitext)
            .contains("<segment state=\"initial\" subState=\"mutabiq:doubtful\">")
    );
    assert!(
        written("xliff-1.2", &bitext).contains("<target state=\"needs-review-translation\">five")
    );
}

#[test]
fn an_alignment_in_parts_is_one_file() {
    let all = sample();
    let (first, second) = all.split_at(2);
    for format in ALIGNMENT_FORMATS {
        let Files::One(start) = format.files else {
            continue;
        };
        let mut writer = start();
        let mut out = Vec::new();
        let parts = [bitext(first, false), bitext(second, false)];
        writer.begin(&parts[0], &mut out).unwrap();
        let second = parts.iter().map(|part| writer.part(part, &mut out)).last();
        if format.name == "html" {
            assert!(second.unwrap().is_err());
            continue;
        }
        second.unwrap().unwrap();
        writer.end(&mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let reader = reads(format.name).unwrap();
        assert_eq!(
            read(reader, &text, None).unwrap(),
            joined(&all),
            "{}",
            format.name
        );
    }
}

#[test]
fn lines_of_parallel_text_keep_step() {
    let Files::Two(start) = alignment::format("moses").unwrap().files else {
        panic!("two files");
    };
    let bitext = bitext(&sample(), false);
    let lines = Side::BOTH.map(|side| {
        let mut out = Vec::new();
        start(side).part(&bitext, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    });
    let pairs: Vec<_> = lines[0]
        .iter()
        .cloned()
        .zip(lines[1].iter().cloned())
        .collect();
    assert_eq!(lines[0].len(), lines[1].len());
    assert_eq!(pairs, joined(&sample()));
    let mut out = Vec::new();
    assert!(
        alignment::format("moses")
            .unwrap()
            .write(&[bitext], &mut out)
            .is_err()
    );
}

#[test]
fn an_empty_alignment_is_a_file_too() {
    for format in ["tmx", "xliff-1.2", "xliff-2.1"] {
        let text = written(format, &bitext(&[], false));
        assert_eq!(read(reads(format).unwrap(), &text, None).unwrap(), []);
    }
}

/// Words and marks that mean something to one of the formats.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "نص",
        "كلمة.",
        "word",
        "3,5",
        "<b>",
        "</seg>",
        "&amp;",
        "&",
        "\"",
        "'",
        "]]>",
        "<![CDATA[",
        "\\",
        "\\n",
        "{x}",
        "%s",
        "\u{200F}",
        "😀",
        "é",
        " ",
        "،",
        "#",
        "|",
        ";",
        "\u{A0}",
    ]);
    let pieces = prop_oneof![
        4 => pieces.prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => any::<String>(),
    ];
    prop::collection::vec(pieces, 1..8)
        .prop_map(|pieces| pieces.concat().trim().to_owned())
        .prop_filter(
            "a segment holds more than white space and controls",
            |text| {
                text.chars()
                    .any(|c| !c.is_whitespace() && !c.is_control() && is_xml(c))
            },
        )
}

/// Whether XML has the character.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// What a format can hold of a text: XML lacks some characters and a table lines within lines; spaces stand for them.
fn held(format: &str, text: &str) -> String {
    let lost = |c: char| match format {
        "jsonl" => false,
        "tsv" | "moses" => c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'),
        _ => !is_xml(c),
    };
    text.replace(lost, " ").trim().to_owned()
}

fn bead() -> impl Strategy<Value = Texts> {
    (
        prop::collection::vec(text(), 0..3),
        prop::collection::vec(text(), 0..3),
    )
        .prop_filter("a bead holds something", |(source, target)| {
            !(source.is_empty() && target.is_empty())
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_alignment_reads_back(beads in prop::collection::vec(bead(), 1..6), given in any::<bool>()) {
        // So that the languages of tables can be told.
        let mut beads = beads;
        beads.insert(0, (vec!["هذا نص".to_owned()], vec!["This is text".to_owned()]));
        let bitext = bitext(&beads, given);
        for format in ALIGNMENT_FORMATS {
            let Some(reader) = reads(format.name) else { continue };
            let expected: Vec<(String, String)> = joined(&beads)
                .iter()
                .map(|(source, target)| (held(format.name, source), held(format.name, target)))
                .collect();
            // A quote at the start of a cell is ambiguous in a table with tabs.
            let quoted = |text: &str| text.starts_with('"');
            if format.name == "tsv" && expected.iter().any(|(source, target)| quoted(source) || quoted(target)) {
                continue;
            }
            let text = written(format.name, &bitext);
            prop_assert_eq!(read(reader, &text, None), Ok(expected.clone()), "{}", &text);
            prop_assert_eq!(read(reader, &text, Some(1)), Ok(expected), "{}", &text);
        }
    }

    #[test]
    fn any_parallel_text_keeps_step(beads in prop::collection::vec(bead(), 1..6)) {
        let Files::Two(start) = alignment::format("moses").unwrap().files else {
            panic!("two files");
        };
        let bitext = bitext(&beads, false);
        let both = joined(&beads);
        for side in Side::BOTH {
            let mut out = Vec::new();
            start(side).part(&bitext, &mut out).unwrap();
            let text = String::from_utf8(out).unwrap();
            // As Python splits lines: at every character that any program takes for a line end.
            let ends = |c: char| c == '\n' || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
            let found: Vec<&str> = text.split_terminator(ends).map(str::trim).collect();
            let expected: Vec<String> = both
                .iter()
                .map(|(source, target)| held("moses", if side == Side::Source { source } else { target }))
                .collect();
            prop_assert_eq!(found, expected);
        }
    }
}

#[test]
fn names_of_formats_that_programs_use_are_known() {
    for (name, expected) in [
        ("xliff", "xliff-1.2"),
        ("xliff2", "xliff-2.1"),
        ("tmx", "tmx"),
    ] {
        assert_eq!(alignment::format(name).unwrap().name, expected);
    }
    assert!(alignment::format("xliff3").is_none());
}

/// The published schemas, in the folder that `MUTABIQ_SCHEMAS` names, by their usual names. They are not ours to ship.
#[test]
fn what_is_written_is_valid_by_the_published_schemas() {
    let Some(folder) = std::env::var_os("MUTABIQ_SCHEMAS").map(PathBuf::from) else {
        eprintln!(
            "skipped: MUTABIQ_SCHEMAS names no folder with tmx14.dtd, xliff-core-1.2-strict.xsd, xliff-core-2.0.xsd, xml.xsd"
        );
        return;
    };
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schemas");
    std::fs::create_dir_all(&out).unwrap();
    for (format, schema) in [
        ("tmx", "tmx14.dtd"),
        ("xliff-1.2", "xliff-core-1.2-strict.xsd"),
        ("xliff-2.1", "xliff-core-2.0.xsd"),
    ] {
        let published = std::fs::read_to_string(folder.join(schema)).unwrap();
        let own = out.join(schema);
        // They name the schema of xml:lang by an address.
        let local = published
            .replace("http://www.w3.org/2001/xml.xsd", "xml.xsd")
            .replace("informativeCopiesOf3rdPartySchemas/w3c/xml.xsd", "xml.xsd");
        std::fs::write(&own, local).unwrap();
        std::fs::copy(folder.join("xml.xsd"), out.join("xml.xsd")).unwrap();
        let bitexts = [bitext(&sample(), false), bitext(&[], false), with_states()];
        for (index, bitext) in bitexts.iter().enumerate() {
            let file = out.join(format!("{format}.{index}.xml"));
            std::fs::write(&file, written(format, bitext)).unwrap();
            let kind = if schema.ends_with(".dtd") {
                "--dtdvalid"
            } else {
                "--schema"
            };
            let output = Command::new("xmllint")
                .args(["--nonet", "--noout", kind])
                .args([&own, &file])
                .output();
            let output = output.unwrap();
            assert!(
                output.status.success(),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
    }
}

/// A Python that has the Translate Toolkit: the one that `MUTABIQ_PYTHON` names, the one that was installed beside the
/// build, or the system's. With `MUTABIQ_PEERS=install` it is installed beside the build.
fn python() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("peers");
    let own = folder.join("bin").join("python");
    let quiet = |command: &mut Command| {
        command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    };
    if !own.exists() && std::env::var_os("MUTABIQ_PEERS").is_some_and(|value| value == "install") {
        quiet(Command::new("python3").args(["-m", "venv"]).arg(&folder));
        quiet(Command::new(&own).args(["-m", "pip", "install", "translate-toolkit"]));
    }
    let named = std::env::var_os("MUTABIQ_PYTHON").map(PathBuf::from);
    named
        .into_iter()
        .chain([own, PathBuf::from("python3")])
        .find(|python| quiet(Command::new(python).args(["-c", "import translate"])))
}

const SCRIPT: &str = r#"
import json, sys
from translate.storage import tmx, xliff, xliff2
kinds = {"tmx": tmx.tmxfile, "xliff-1.2": xliff.xlifffile, "xliff-2.1": xliff2.Xliff2File}
for kind, path in zip(sys.argv[1::2], sys.argv[2::2]):
    store = kinds[kind].parsefile(path)
    units = [u for u in store.units if not u.isheader()]
    print(json.dumps([[u.source or "", u.target or ""] for u in units]))
"#;

#[test]
fn the_translate_toolkit_reads_what_is_written() {
    let Some(python) = python() else {
        eprintln!(
            "skipped: no Python with the Translate Toolkit (MUTABIQ_PYTHON names one, MUTABIQ_PEERS=install gets it)"
        );
        return;
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("alignments");
    std::fs::create_dir_all(&folder).unwrap();
    // In TMX it takes the first text of a unit for the source, so that what was added is none.
    let beads_of = |format: &str| -> Vec<Texts> {
        let beads = sample().into_iter();
        beads
            .filter(|(source, _)| format != "tmx" || !source.is_empty())
            .collect()
    };
    let files = [
        ("tmx", "a.tmx"),
        ("xliff-1.2", "a.xlf"),
        ("xliff-2.1", "b.xlf"),
    ];
    let mut command = Command::new(python);
    command.args(["-c", SCRIPT]);
    for (format, name) in files {
        let path = folder.join(name);
        std::fs::write(&path, written(format, &bitext(&beads_of(format), false))).unwrap();
        command.arg(format).arg(path);
    }
    let output = command.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let lines = String::from_utf8(output.stdout).unwrap();
    assert_eq!(lines.lines().count(), files.len());
    for ((format, _), line) in files.iter().zip(lines.lines()) {
        let found: Vec<(String, String)> = serde_json::from_str(line).unwrap();
        assert_eq!(found, joined(&beads_of(format)), "{format}");
    }
}
