//! Files that hold both texts: what is wrong with them is told with its place, what is large is read in parts, and a
//! run in parts says the same as a run at once.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use mutabiq::config::{Reading, Settings};
use mutabiq::formats::{self, Format, Opened, Request};
use mutabiq::lexicon;
use mutabiq::pipeline::{self, Input, Job, Overlay, Stream, Unobserved};
use mutabiq::reports::{self, Report, Style, Totals, in_parts};
use mutabiq::text::Encoding;
use proptest::prelude::*;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn request() -> Request {
    Request {
        wanted: pipeline::wanted(),
        ..Request::default()
    }
}

/// The texts of a file's units, or what is wrong with it.
fn read_as(
    name: &str,
    bytes: impl Into<Vec<u8>>,
    request: &Request,
) -> Result<Vec<(String, String)>, String> {
    let input = Box::new(io::Cursor::new(bytes.into()));
    let opened = formats::open(name, input, request).map_err(|error| error.to_string())?;
    let Opened::Paired(units) = opened else {
        return Ok(Vec::new());
    };
    let mut out = Vec::new();
    for batch in units {
        for unit in batch.map_err(|error| error.to_string())?.units {
            let text = |block: Option<mutabiq::document::Block>| {
                block.map_or(String::new(), |block| block.text.text().to_owned())
            };
            out.push((text(unit.source), text(unit.target)));
        }
    }
    Ok(out)
}

fn read(name: &str, bytes: impl Into<Vec<u8>>) -> Result<Vec<(String, String)>, String> {
    read_as(name, bytes, &request())
}

const HEAD: &str = "<tmx version=\"1.4\"><header srclang=\"ar\"/><body>";
const TAIL: &str = "</body></tmx>";

fn tmx(units: &str) -> String {
    format!("{HEAD}{units}{TAIL}")
}

fn unit(source: &str, target: &str) -> String {
    format!(
        "<tu><tuv xml:lang=\"ar\"><seg>{source}</seg></tuv><tuv xml:lang=\"en\"><seg>{target}</seg></tuv></tu>\n"
    )
}

#[test]
fn broken_files_are_told_with_place_and_remedy() {
    let cut = tmx(&unit("نعم", "Yes"));
    let cut = &cut[..cut.rfind("</seg>").unwrap()];
    let bomb = "<!DOCTYPE tmx [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\n";
    for (name, text, expected) in [
        ("a.tmx", cut.to_owned(), "a.tmx:1:"),
        ("a.tmx", cut.to_owned(), "the file ends inside <"),
        ("a.tmx", format!("{bomb}{}", tmx(&unit("&b;", "x"))), "a.tmx:2:"),
        ("a.tmx", format!("{bomb}{}", tmx(&unit("&b;", "x"))), "are never expanded"),
        (
            "a.tmx",
            "<!DOCTYPE tmx [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>\n".to_owned() + &tmx(&unit("&f;", "x")),
            "the entity &f; is not one of XML's own",
        ),
        (
            "a.tmx",
            tmx(&unit(&"<hi>".repeat(400), "x")),
            "elements stand more than 256 deep in one another",
        ),
        ("a.tmx", "<xliff version=\"1.2\"/>".to_owned(), "the root element is <xliff>, not <tmx>"),
        ("a.tmx", String::new(), "there is no <tmx> in the file"),
        (
            "a.tmx",
            tmx("<tu><tuv xml:lang=\"fr\"><seg>Oui</seg></tuv><tuv xml:lang=\"de\"><seg>Ja</seg></tuv></tu>"),
            "the file's are de, fr",
        ),
        ("a.tmx", tmx("<tu><tuv><seg>x</seg></tuv></tu>"), "this <tuv> names no language"),
        ("a.xlf", "<xliff version=\"3.0\">".to_owned(), "version \"3.0\" of XLIFF is not read"),
        ("a.xlf", "<xliff>".to_owned(), "this <xliff> names no version"),
        (
            "a.xlf",
            "<xliff version=\"1.2\"><file source-language=\"en\" target-language=\"ar\"/><file source-language=\"en\" target-language=\"fr\"/></xliff>".to_owned(),
            "one pair of languages is checked at a time",
        ),
        ("a.xlf", "<?xml version=\"1.0\" encoding=\"utf-7\"?><xliff version=\"1.2\"/>".to_owned(), "\"utf-7\", which is not read"),
        ("a.csv", "source,target\n\"نعم,Yes\n".to_owned(), "a.csv:2:1: the quote that opens here is never closed"),
        ("a.jsonl", "{\"source\": \"x\"\n".to_owned(), "a.jsonl:1:14: this line is no JSON object"),
        ("a.po", "msgid \"a\"\nmsgstr \"b\n".to_owned(), "a.po:2:10: the string has no closing quote"),
    ] {
        let error = read(name, text.clone()).unwrap_err();
        assert!(error.contains(expected), "{name}: {error}");
        assert!(error.starts_with(&format!("{name}:")), "{error}");
        // Whatever is wrong, what to do is said too.
        assert!(error.contains("; "), "{error}");
    }
}

#[test]
fn what_is_no_text_is_told_by_its_first_bytes() {
    for name in [
        "a.tmx", "a.xlf", "a.po", "a.csv", "a.jsonl", "a.html", "a.srt",
    ] {
        let error = read(name, b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0".to_vec()).unwrap_err();
        assert!(error.contains("this is a binary file"), "{error}");
        let error = read(name, "نعم".as_bytes()[..3].to_vec()).unwrap_err();
        assert!(error.contains("byte 2 (line 1) is not utf-8"), "{error}");
    }
}

#[test]
fn encodings_are_told_by_mark_declaration_or_request() {
    let text = "<?xml version=\"1.0\" encoding=\"ENC\"?>\n".to_owned()
        + &tmx(&unit("قال نعم", "He said yes"));
    let expected = vec![("قال نعم".to_owned(), "He said yes".to_owned())];
    let utf16 = |text: &str, little: bool, mark: bool| -> Vec<u8> {
        let units = mark
            .then_some(0xFEFF)
            .into_iter()
            .chain(text.encode_utf16());
        units
            .flat_map(|unit| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            })
            .collect()
    };
    let single =
        |text: &str, encoding: &'static encoding_rs::Encoding| encoding.encode(text).0.into_owned();
    let declared = |label: &str| text.replace("ENC", label);
    let files = [
        declared("UTF-8").into_bytes(),
        [b"\xEF\xBB\xBF", declared("UTF-8").as_bytes()].concat(),
        // The mark outweighs the declaration.
        [b"\xEF\xBB\xBF", declared("windows-1256").as_bytes()].concat(),
        utf16(&declared("UTF-16"), true, true),
        utf16(&declared("UTF-16"), false, true),
        utf16(&declared("UTF-16LE"), true, false),
        // Converted, with a declaration that was left behind.
        declared("UTF-16").into_bytes(),
        single(&declared("windows-1256"), encoding_rs::WINDOWS_1256),
        single(&declared("cp1256"), encoding_rs::WINDOWS_1256),
        single(&declared("ISO-8859-6"), encoding_rs::ISO_8859_6),
        // What was left behind may name any encoding.
        declared("windows-1256").into_bytes(),
        declared("ISO-8859-6").into_bytes(),
    ];
    for bytes in files {
        for part in [None, Some(1)] {
            let request = Request { part, ..request() };
            assert_eq!(
                read_as("a.tmx", bytes.clone(), &request).as_ref(),
                Ok(&expected)
            );
        }
    }
    let plain = single(
        &text.replace(" encoding=\"ENC\"", ""),
        encoding_rs::WINDOWS_1256,
    );
    let asked = Request {
        encoding: Some(Encoding::Windows1256),
        ..request()
    };
    assert_eq!(read_as("a.tmx", plain, &asked), Ok(expected));
}

#[test]
fn every_format_that_can_name_its_encoding_does() {
    let files = [
        (
            "a.xlf",
            "<?xml version='1.0' encoding='ENC'?><xliff version='1.2'><file source-language='ar' target-language='en'><body>\
             <trans-unit id='1'><source>قال نعم</source><target>He said yes</target></trans-unit></body></file></xliff>",
        ),
        (
            "a.po",
            "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=ENC\\n\"\n\nmsgid \"قال نعم\"\nmsgstr \"He said yes\"\n",
        ),
        (
            "a.html",
            "<html><head><meta charset=\"ENC\"></head><p>قال نعم</p></html>",
        ),
        (
            "b.html",
            "<meta http-equiv='Content-Type' content='text/html; charset=ENC'><p>قال نعم</p>",
        ),
    ];
    for (name, text) in files {
        for encoding in [
            encoding_rs::UTF_8,
            encoding_rs::WINDOWS_1256,
            encoding_rs::ISO_8859_6,
        ] {
            let text = text.replace("ENC", encoding.name());
            let bytes = encoding.encode(&text).0.into_owned();
            let input = Box::new(io::Cursor::new(bytes));
            let found = match formats::open(name, input, &request()).unwrap() {
                Opened::Document(document) => document.blocks[0].text.text().to_owned(),
                Opened::Paired(mut units) => {
                    let batch = units.next().unwrap().unwrap();
                    batch.units[0]
                        .source
                        .as_ref()
                        .unwrap()
                        .text
                        .text()
                        .to_owned()
                }
            };
            assert_eq!(found, "قال نعم", "{name} in {}", encoding.name());
        }
    }
}

#[test]
fn deep_nesting_is_read_or_refused() {
    const DEEP: usize = 50_000;
    let plural = format!(
        "msgid \"\"\nmsgstr \"Plural-Forms: plural={}n;\\n\"\n",
        "(".repeat(DEEP)
    );
    let object = format!(
        "{{\"source\": \"a\", \"target\": \"ب\", \"x\": {}1{}}}\n",
        "[".repeat(DEEP),
        "]".repeat(DEEP)
    );
    for (name, text) in [
        ("a.tmx", tmx(&unit(&"<hi>".repeat(DEEP), "x"))),
        (
            "a.xlf",
            format!("<xliff version=\"1.2\">{}", "<group>".repeat(DEEP)),
        ),
        ("a.jsonl", object),
        ("a.po", plural),
        ("a.html", format!("{}نص", "<div>".repeat(DEEP))),
        ("a.html", format!("{}نص", "<b>".repeat(DEEP))),
        ("a.md", format!("{} نص", ">".repeat(DEEP))),
        ("a.md", "[".repeat(DEEP)),
        ("a.md", "- ".repeat(1000)),
        (
            "a.srt",
            format!("1\n00:00:01,000 --> 00:00:02,000\n{}نص", "<i>".repeat(DEEP)),
        ),
        (
            "a.vtt",
            format!(
                "WEBVTT\n\n00:01.000 --> 00:02.000\n{}نص",
                "<c>".repeat(DEEP)
            ),
        ),
    ] {
        // That it returns is what is tested.
        if let Err(error) = read(name, text) {
            assert!(error.starts_with(&format!("{name}:1:")), "{error}");
        }
    }
}

/// The rules that find something in a file.
fn rules_of(text: &str) -> Vec<&'static str> {
    rules_in("memory.tmx", text)
}

fn rules_in(name: &str, text: &str) -> Vec<&'static str> {
    let (job, overlay) = job_of(name, text);
    let lexicons = [lexicon::builtin()];
    let outcome = pipeline::run(&pipeline::Request {
        jobs: std::slice::from_ref(&job),
        lexicons: &lexicons,
        terminology: None,
        lone: &[],
        changes: None,
        baseline: None,
        overlay: &overlay,
        cache: None,
        observer: &Unobserved,
    });
    assert!(outcome.errors.is_empty(), "{:?}", outcome.errors);
    outcome
        .findings
        .iter()
        .map(|finding| finding.rule.name)
        .collect()
}

#[test]
fn text_is_checked_across_elements() {
    // A word may stand where an element is, and a line break parts words.
    let sound = unit(
        "تفتح القاعة من <ph x=\"1\" type=\"9\"/> إلى الثامنة، انظر <ph x=\"2\"/>.<ph x=\"3\">&lt;br/&gt;</ph>شكرا.",
        "The hall is open from <ph x=\"1\" type=\"9\"/> to eight, see <ph x=\"2\"/>.<ph x=\"3\">&lt;br/&gt;</ph>Thanks.",
    );
    assert_eq!(rules_of(&tmx(&sound)), [""; 0]);
    let units = read("a.tmx", tmx(&sound)).unwrap();
    assert!(units[0].1.ends_with("see .\nThanks."), "{units:?}");
    // A number is one, whatever is bold in it, and an element that is lost is told.
    let wrong = unit(
        "كلف <hi>30</hi>0 <bpt i=\"1\">&lt;b&gt;</bpt>دينار<ept i=\"1\">&lt;/b&gt;</ept>.",
        "It cost 4<hi>00</hi> dinars.",
    );
    assert_eq!(rules_of(&tmx(&wrong)), ["markup", "number-mismatch"]);
}

#[test]
fn each_variant_of_a_unit_is_checked() {
    let tuv = |lang: &str, text: &str| format!("<tuv xml:lang=\"{lang}\"><seg>{text}</seg></tuv>");
    let arabic = tuv("ar", "حضر 45 عضوا الاجتماع السنوي في القاهرة.");
    let british = tuv(
        "en-GB",
        "Some 45 members attended the annual meeting in Cairo.",
    );
    let sound = tuv("en-US", "The annual meeting in Cairo drew 45 members.");
    let wrong = tuv("en-US", "The annual meeting in Cairo drew 54 members.");
    let file = |variants: &[&str]| tmx(&format!("<tu tuid=\"7\">{}</tu>", variants.concat()));
    // Another wording of the same unit is no inconsistency.
    assert_eq!(rules_of(&file(&[&arabic, &british, &sound])), [""; 0]);
    assert_eq!(
        rules_of(&file(&[&arabic, &british, &wrong])),
        ["number-mismatch"]
    );
    assert_eq!(
        rules_of(&file(&[&british, &wrong, &arabic])),
        ["number-mismatch"]
    );
    let french = tuv("fr", "Réunion.");
    let units = read(
        "a.tmx",
        file(&[&french, &arabic, &british, &french, &wrong]),
    )
    .unwrap();
    assert_eq!(units.len(), 2);
    assert_eq!(units[0].0, units[1].0);
    let second = "<tuv xml:lang=\"ar-EG\"><seg>بلغ عدد الحضور 45 عضوا.</seg></tuv>";
    let units = read("a.tmx", file(&[&arabic, second, &british, &sound])).unwrap();
    assert_eq!(units.len(), 3);
    assert_eq!(units[2].0, "بلغ عدد الحضور 45 عضوا.");
    // A variant without text is none.
    let units = read("a.tmx", file(&[&arabic, &tuv("en", " "), &british])).unwrap();
    assert_eq!(units.len(), 1);
    assert!(units[0].1.starts_with("Some 45"));
}

#[test]
fn tags_outside_of_segments_are_compared() {
    let file = |source: &str, target: &str| {
        format!(
            "<xliff version=\"1.2\"><file source-language=\"en\" target-language=\"ar\"><body><trans-unit id=\"1\"><source>x</source>\
             <seg-source>{source}</seg-source><target>{target}</target></trans-unit></body></file></xliff>"
        )
    };
    let mrk = |id: usize, text: &str| format!("<mrk mtype=\"seg\" mid=\"{id}\">{text}</mrk>");
    let (first, second) = (mrk(1, "The port reopened."), mrk(2, "Ships arrived."));
    let (one, two) = (mrk(1, "أعيد فتح الميناء."), mrk(2, "وصلت السفن."));
    let source = format!("<g id=\"5\"><x id=\"6\"/>{first} <ph id=\"7\"/>{second}</g>");
    for (target, expected) in [
        (
            format!("<g id=\"5\"><x id=\"6\"/>{one} <ph id=\"7\"/>{two}</g>"),
            vec![],
        ),
        (
            format!("<g id=\"5\">{one}<ph id=\"7\"/> {two}</g><x id=\"6\"/>"),
            vec![],
        ),
        (
            format!("<g id=\"5\"><x id=\"6\"/>{one} {two}</g>"),
            vec!["markup"],
        ),
        (format!("{one} {two}"), vec!["markup"]),
    ] {
        assert_eq!(
            rules_in("a.xlf", &file(&source, &target)),
            expected,
            "{target}"
        );
    }
    // What has no translation yet has lost no tag.
    assert_eq!(
        rules_in("a.xlf", &file(&source, "")),
        ["untranslated", "untranslated"]
    );
}

#[test]
fn plural_forms_may_say_the_number_and_keep_the_rest() {
    let header = "msgid \"\"\nmsgstr \"\"\n\"Language: ar\\n\"\n\"Plural-Forms: nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;\\n\"\n\n";
    let file = |one: &str, more: &str, forms: [&str; 6]| {
        let mut text = format!("{header}msgid \"{one}\"\nmsgid_plural \"{more}\"\n");
        for (number, form) in forms.iter().enumerate() {
            text.push_str(&format!("msgstr[{number}] \"{form}\"\n"));
        }
        text
    };
    for place in ["%d", "%(count)d", "{n}", "%1$d", "%s", "{}"] {
        let few = [
            format!("{place} ملفات في <b>المجلد</b>"),
            format!("{place} ملفا في <b>المجلد</b>"),
            format!("{place} ملف في <b>المجلد</b>"),
        ];
        let sound = file(
            &format!("{place} file in <b>the folder</b>"),
            &format!("{place} files in <b>the folder</b>"),
            [
                "لا ملفات في <b>المجلد</b>",
                "ملف واحد في <b>المجلد</b>",
                "ملفان في <b>المجلد</b>",
                &few[0],
                &few[1],
                &few[2],
            ],
        );
        assert_eq!(rules_in("a.po", &sound), [""; 0], "{place}");
        let lost = sound.replace(&few[0], "ملفات في <b>المجلد</b>");
        if place != "{}" {
            assert_eq!(rules_in("a.po", &lost), ["placeholder"], "{place}");
        }
        let tagless = sound.replace("ملف واحد في <b>المجلد</b>", "ملف واحد في المجلد");
        assert_eq!(rules_in("a.po", &tagless), ["markup"], "{place}");
    }
    // Only the number may go.
    let sound = file(
        "%1$d file in %2$s",
        "%1$d files in %2$s",
        [
            "لا ملفات في %2$s",
            "ملف في %2$s",
            "ملفان في %2$s",
            "%1$d ملفات في %2$s",
            "%1$d ملفا في %2$s",
            "%1$d ملف في %2$s",
        ],
    );
    assert_eq!(rules_in("a.po", &sound), [""; 0]);
    let lost = sound.replace("ملفان في %2$s", "ملفان في المجلد");
    assert_eq!(rules_in("a.po", &lost), ["placeholder"]);
}

#[test]
fn a_file_is_known_by_its_content_where_its_name_does_not_tell() {
    for (text, expected) in [
        (tmx(""), "tmx"),
        (
            "<?xml version='1.0'?><xliff version='2.0'/>".to_owned(),
            "xliff",
        ),
        ("# x\nmsgid \"\"\nmsgstr \"\"\n".to_owned(), "po"),
        (
            "{\"source\": \"a\", \"target\": \"b\"}\n".to_owned(),
            "jsonl",
        ),
        ("<!doctype html><p>x".to_owned(), "html"),
        ("1\n00:00:01,000 --> 00:00:02,000\nx\n".to_owned(), "srt"),
        ("WEBVTT\n".to_owned(), "webvtt"),
        ("PK\u{3}\u{4}....word/document.xml".to_owned(), "docx"),
        ("Dear sir,".to_owned(), "text"),
    ] {
        assert_eq!(formats::detect("-", text.as_bytes()).name, expected);
    }
}

/// Gives a pattern for ever and counts its bytes.
struct Endless {
    pattern: Vec<u8>,
    given: Arc<AtomicUsize>,
}

impl Endless {
    fn new(pattern: &str) -> (Self, Arc<AtomicUsize>) {
        let given = Arc::new(AtomicUsize::new(0));
        let endless = Self {
            pattern: pattern.repeat(10_000).into_bytes(),
            given: Arc::clone(&given),
        };
        (endless, given)
    }
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = buffer.len().min(self.pattern.len());
        buffer[..count].copy_from_slice(&self.pattern[..count]);
        self.given.fetch_add(count, Ordering::Relaxed);
        Ok(count)
    }
}

#[test]
fn a_unit_without_end_is_refused_after_a_bound() {
    for (name, head, pattern) in [
        ("a.tmx", HEAD, "<tu> a"),
        ("a.jsonl", "{\"source\": \"", "a"),
        ("a.csv", "source,target\n\"", "a,"),
    ] {
        let (endless, given) = Endless::new(pattern);
        let input = Box::new(io::Cursor::new(head.as_bytes()).chain(endless));
        let request = Request {
            part: Some(1 << 20),
            ..request()
        };
        let opened = formats::open(name, input, &request);
        let Ok(Opened::Paired(mut units)) = opened else {
            panic!("{name} opens")
        };
        let error = units.next().unwrap().unwrap_err().to_string();
        assert!(
            error.contains("goes on for more than 8 MB without an end"),
            "{error}"
        );
        assert!(given.load(Ordering::Relaxed) < 10 << 20);
        assert!(units.next().is_none(), "nothing comes after an error");
    }
}

#[test]
fn what_is_read_as_a_whole_is_bounded_too() {
    for name in ["a.txt", "a.html", "a.docx", "a.po"] {
        let (endless, given) = Endless::new("word ");
        let error = match formats::open(name, Box::new(endless), &request()) {
            Err(error) => error.to_string(),
            Ok(Opened::Paired(mut units)) => units.next().unwrap().unwrap_err().to_string(),
            Ok(Opened::Document(_)) => panic!("{name} has no end"),
        };
        assert!(error.contains("split the file"), "{error}");
        assert!(given.load(Ordering::Relaxed) < 300 << 20, "{name}");
    }
}

/// A memory with findings all over it.
fn memory() -> String {
    let units: String = (0..60)
        .map(|index| match index % 6 {
            0 => unit("وصل الوزير يوم الخميس.", "The minister arrived on Friday."),
            1 => unit("كلف المشروع 30 مليونا.", "The project cost 40 million."),
            2 => unit(
                &format!("الفقرة {index} سليمة."),
                &format!("Paragraph {index} is sound."),
            ),
            3 => "<tu><tuv xml:lang=\"ar\"><seg>لم تترجم.</seg></tuv></tu>\n".to_owned(),
            4 => unit(
                "قال: &quot;نعم&quot; &amp; خرج.",
                "He said the the word &amp; left.",
            ),
            _ => unit("زار الرئيس عمان.", "The president visited Amman."),
        })
        .collect();
    tmx(&units)
}

fn job(text: &str) -> (Job, Overlay) {
    job_of("memory.tmx", text)
}

fn job_of(name: &str, text: &str) -> (Job, Overlay) {
    let mut overlay = Overlay::default();
    overlay.insert(PathBuf::from(name), text.as_bytes().into());
    let job = Job {
        source: Input::new(name),
        target: None,
        settings: Settings::default(),
        rows: None,
    };
    (job, overlay)
}

#[test]
fn a_run_in_parts_says_what_a_run_at_once_says() {
    let text = memory();
    let (job, overlay) = job(&text);
    let lexicons = [lexicon::builtin()];
    let request = pipeline::Request {
        jobs: std::slice::from_ref(&job),
        lexicons: &lexicons,
        terminology: None,
        lone: &[],
        changes: None,
        baseline: None,
        overlay: &overlay,
        cache: None,
        observer: &Unobserved,
    };
    let once = pipeline::run(&request);
    assert!(once.errors.is_empty() && once.findings.len() > 30);
    let report = Report {
        bitexts: &once.bitexts,
        findings: &once.findings,
        terms: &once.terms,
        rules: &once.rules,
        ..Report::default()
    };
    for name in ["concise", "jsonl", "json", "pretty"] {
        let mut whole = Vec::new();
        (reports::format(name).unwrap().write)(&report, &mut whole).unwrap();
        let mut writer = in_parts(name).unwrap();
        let mut totals = Totals::default();
        let (mut out, mut parts) = (Vec::new(), 0);
        for part in Stream::open(&request, &job, Some(1000)).unwrap() {
            let part = part.unwrap();
            assert_eq!(part.bitexts.len(), 1);
            let report = Report {
                bitexts: &part.bitexts,
                findings: &part.findings,
                terms: &part.terms,
                rules: &part.rules,
                before: totals.before,
                ..Report::default()
            };
            writer.part(&report, &mut out).unwrap();
            totals.add(&report);
            parts += 1;
        }
        assert!(parts > 5, "{parts} parts");
        writer.end(&totals, Style::default(), &mut out).unwrap();
        let (out, whole) = (
            String::from_utf8(out).unwrap(),
            String::from_utf8(whole).unwrap(),
        );
        if name == "json" {
            let of = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
            assert_eq!(of(&out), of(&whole));
        } else if name == "pretty" {
            // A passage that is missing on one side shows what stands before it, which may be in another part.
            let told = |text: &str| -> Vec<String> {
                let lines = text.lines().filter(|line| !line.starts_with(' '));
                lines.map(str::to_owned).collect()
            };
            assert_eq!(told(&out), told(&whole));
        } else {
            assert_eq!(out, whole, "{name}");
        }
    }
    assert!(in_parts("sarif").is_none());
}

#[test]
fn one_text_alone_is_no_stream() {
    let mut overlay = Overlay::default();
    overlay.insert(PathBuf::from("a.txt"), "نص".as_bytes().into());
    let job = Job {
        source: Input::new("a.txt"),
        target: None,
        settings: Settings {
            reading: Reading::default(),
            ..Settings::default()
        },
        rows: None,
    };
    let request = pipeline::Request {
        jobs: &[],
        lexicons: &[],
        terminology: None,
        lone: &[],
        changes: None,
        baseline: None,
        overlay: &overlay,
        cache: None,
        observer: &Unobserved,
    };
    let error = Stream::open(&request, &job, None).err().unwrap();
    assert!(error.to_string().starts_with("a.txt: this is one text"));
}

/// Pieces that mean something to one of the formats.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        8 => prop::sample::select(vec![
            "<tmx version=\"1.4\">", "<header srclang=\"ar\"/>", "<body>", "<tu>", "</tu>", "<tuv xml:lang=\"ar\">", "<tuv xml:lang='en'>",
            "</tuv>", "<seg>", "</seg>", "<ph>", "<bpt i=\"1\">", "</bpt>", "</body></tmx>", "<xliff version=\"1.2\">", "<xliff version='2.0'>",
            "<file source-language=\"en\">", "<trans-unit id=\"1\">", "</trans-unit>", "<source>", "</source>", "<target>", "</target>",
            "<seg-source>", "<mrk mtype=\"seg\" mid=\"1\">", "</mrk>", "<unit id=\"u\">", "</unit>", "<segment>", "<pc id=\"1\">", "</pc>",
            "<cp hex=\"0\"/>", "<cp hex=\"FFFF\"/>", "<sdl:seg id=\"1\"/>", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "<!DOCTYPE x [", "]>",
            "&amp;", "&#0;", "&#xD800;", "&#x627;", "&x;", "&", "msgid \"", "msgstr \"", "msgctxt \"", "msgid_plural \"", "msgstr[1] \"", "\"\n",
            "\"", "\\n", "\\", "\\x", "\\u", "#, fuzzy\n", "#~ ", "Plural-Forms: nplurals=2; plural=n!=1;\\n", "source,target\n", ",", ";", "\t",
            "\r\n", "\n", "\r", "{\"source\": \"", "\", \"target\": \"", "\"}\n", "\\ud83d", "null", "{", "}", "[", "نص", "كلمة.", "word", "é", "😀",
            "\u{FEFF}", "\u{200F}", "00:00:01,000 --> 00:00:02,000\n", "WEBVTT\n\n",
        ]).prop_map(str::to_owned),
        1 => ".{0,4}",
    ];
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn hostile_files_of_units_are_read_or_refused(text in hostile(), part in prop::sample::select(vec![None, Some(1)])) {
        for format in Format::all().filter(|format| format.is_paired()) {
            let request = Request { format: Some(format), part, ..request() };
            if let Err(error) = read_as("a", text.clone(), &request) {
                prop_assert!(error.starts_with("a:"), "{}", error);
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for format in Format::all() {
            let request = Request { format: Some(format), ..request() };
            let _ = read_as("a", bytes.clone(), &request);
        }
    }
}
