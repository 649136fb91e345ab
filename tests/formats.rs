//! What holds of every format: each character of a segment knows the bytes of the file that it stands for.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use mutabiq::config::Settings;
use mutabiq::document::{Block, Document, Segment};
use mutabiq::formats::{self, Format, Opened, Reader, Request};
use mutabiq::lang::Lang;
use mutabiq::lexicon;
use mutabiq::pipeline::{self, Input, Job, Outcome, Overlay, Unobserved};
use mutabiq::segment::{Mode, segment};
use mutabiq::text::{Encoding, Position, Source, Span};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

/// A file that shows what a format can do, and what is read of it.
struct Sample {
    name: &'static str,
    bytes: &'static [u8],
    /// Its sentences, or the sources of its units.
    source: &'static [&'static str],
    /// The targets of its units.
    target: &'static [&'static str],
}

/// A file in the shape that a program gives it. What is read of it is a snapshot.
macro_rules! shaped {
    ($name:literal) => {
        Sample {
            name: $name,
            bytes: include_bytes!(concat!("fixtures/", $name)),
            source: &[],
            target: &[],
        }
    };
}

const SAMPLES: &[Sample] = &[
    Sample {
        name: "a.txt",
        bytes: "\r\nافتتاح الميناء\r\n\r\nافتتح الوزير الميناء يوم الخميس. وقال: \"تأخرنا كثيرا.\"  \r\n\
             \u{200F}• كلفة المشروع ملياران.\n\t1. First item.\rThe end. Really!"
            .as_bytes(),
        source: &[
            "افتتاح الميناء",
            "افتتح الوزير الميناء يوم الخميس.",
            "وقال: \"تأخرنا كثيرا.\"",
            "\u{200F}• كلفة المشروع ملياران.",
            "1. First item.",
            "The end.",
            "Really!",
        ],
        target: &[],
    },
    Sample {
        name: "a.md",
        bytes: "---\ntitle: لا يقرأ\n---\n\n<div dir=\"rtl\">\n\n# افتتاح *الميناء*\n\nقال الوزير: \"تأخرنا\n&laquo;كثيرا&raquo;\". ثم غادر[^1]\\!\n\n\
             > A [link](https://example.org).\n> Next `code. Here` &amp; on.\n\n| أ | ب \\| ج |\n|---|---|\n| 1 | **2** |\n\n</div>\n\n[^1]: حاشية.\n"
            .as_bytes(),
        source: &[
            "افتتاح الميناء",
            "قال الوزير: \"تأخرنا «كثيرا»\".",
            "ثم غادر!",
            "A link.",
            "Next code. Here & on.",
            "أ",
            "ب | ج",
            "1",
            "2",
            "حاشية.",
        ],
        target: &[],
    },
    Sample {
        name: "report.docx",
        bytes: include_bytes!("fixtures/report.docx"),
        source: &[
            "التقرير السنوي للمكتبة",
            "زار المكتبة اثنا عشر ألف قارئ هذا العام.",
            "وأعيرت كتب كثيرة.",
            "الأقسام",
            "قسم الأطفال",
            "قسم المخطوطات",
            "القسم",
            "الزوار",
            "الأطفال",
            "٤٥٠٠",
            "انظر الموقع للتفاصيل.",
            "شكرا لكم.",
            "لا تشمل الكتب الرقمية.",
        ],
        target: &[],
    },
    Sample {
        name: "page.html",
        bytes: include_bytes!("fixtures/page.html"),
        source: &[
            "تقرير المياه",
            "الرئيسية",
            "من نحن",
            "شبكة المياه",
            "أعلنت البلدية خطة جديدة.",
            "كلفتها مليونا\u{A0}دينار & ستبدأ في مايو.",
            "السطر الثاني.",
            "خطة",
            "فقرة بلا نهاية1",
            "الحي",
            "العدد",
            "الشرقي",
            "42",
            "قال العمدة: «سننجح».",
            "صورة",
            "نص مباشر في القسم",
            "وقسم داخلي",
            "ثم بقية",
        ],
        target: &[],
    },
    Sample {
        name: "film.srt",
        bytes: include_bytes!("fixtures/film.srt"),
        source: &[
            "أين كنت طوال الليل؟",
            "- في المكتب.",
            "- لا أصدقك.",
            "محطة القاهرة، 1958",
        ],
        target: &[],
    },
    Sample {
        name: "film.vtt",
        bytes: include_bytes!("fixtures/film.vtt"),
        source: &[
            "أين كنت طوال الليل؟",
            "في المكتب & وحدي.",
            "لا أصدقك.",
            "محطة القاهرة\u{200E}، 1958",
        ],
        target: &[],
    },
    Sample {
        name: "memory.tmx",
        bytes: include_bytes!("fixtures/memory.tmx"),
        source: &[
            "افتتح الوزير الميناء الجديد يوم الخميس.",
            "قال: \"تأخرنا كثيرا & لن نتأخر ثانية\".",
            "لديك {count} رسائل جديدة.",
            "لم تترجم هذه الجملة بعد.",
            "كلف المشروع ملياري جنيه.",
        ],
        target: &[
            "The minister opened the new port on Thursday.",
            "He said: \"We were late & will not be late again\".",
            "You have {count} new messages.",
            "The project cost two billion pounds.",
        ],
    },
    Sample {
        name: "manual.xlf",
        bytes: include_bytes!("fixtures/manual.xlf"),
        source: &[
            "Press the red button twice.",
            "MODEL X-200",
            "Keep it dry.",
            "Wait.",
            "Then close the lid & lock it.",
            "Clean the filter every month.",
            "Warranty",
            "Saved %d of MB files",
        ],
        target: &[
            "اضغط الزر الأحمر مرتين.",
            "MODEL X-200",
            "أبقه جافا.",
            "انتظر.",
            "ثم أغلق الغطاء وأقفله.",
            "Warranty",
            "حفظ %d من MB الملفات",
        ],
    },
    Sample {
        name: "studio.sdlxliff",
        bytes: include_bytes!("fixtures/studio.sdlxliff"),
        source: &[
            "عقد مجلس الإدارة اجتماعه الأول.",
            "حضره تسعة أعضاء.",
            "وغاب عضو.",
            "ترفع الجلسة.",
        ],
        target: &[
            "The board held its first meeting.",
            "Nine members attended.",
            "The meeting is adjourned.",
        ],
    },
    Sample {
        name: "phrase.mxliff",
        bytes: include_bytes!("fixtures/phrase.mxliff"),
        source: &[
            "The {b>central bank<b} raised rates.",
            "Prices rose in March.",
            "Source: staff",
            "Analysts expect a cut.",
        ],
        target: &[
            "رفع {b>البنك المركزي<b} أسعار الفائدة.",
            "ارتفعت الأسعار في أبريل.",
            "المصدر: الموظفون",
        ],
    },
    Sample {
        name: "portal.xlf",
        bytes: include_bytes!("fixtures/portal.xlf"),
        source: &[
            "Welcome, %s!",
            "You signed in today at RNA\t.",
            "v2.4.1",
            "Sign out",
            "Forgot your password?",
        ],
        target: &[
            "أهلا، %s!",
            "سجلت الدخول اليوم في RNA\t.",
            "v2.4.1",
            "تسجيل الخروج",
        ],
    },
    Sample {
        name: "messages.po",
        bytes: include_bytes!("fixtures/messages.po"),
        source: &[
            "Search the catalogue",
            "The book \"%s\" is on loan.\nIt is due back on Sunday.",
            "%d books",
            "%d book",
            "%d books",
            "%d books",
            "%d books",
            "%d books",
            "Renew all loans",
            "Pay the fine",
        ],
        target: &[
            "ابحث في الفهرس",
            "الكتاب \"%s\" معار.\nموعد إعادته يوم الأحد.",
            "لا كتب",
            "كتاب واحد",
            "كتابان",
            "%d كتب",
            "%d كتابا",
            "%d كتاب",
            "جدد الإعارة",
        ],
    },
    Sample {
        name: "strings.csv",
        bytes: include_bytes!("fixtures/strings.csv"),
        source: &[
            "Water supply, 2025",
            "He said \"the pumps work\",\r\nand left.",
            "Source: the ministry",
            "Prices fell.",
        ],
        target: &[
            "إمدادات المياه لعام 2025",
            "قال \"المضخات تعمل\"،\r\nوغادر.",
            "ارتفعت الأسعار.",
        ],
    },
    Sample {
        name: "alignment.tsv",
        bytes: include_bytes!("fixtures/alignment.tsv"),
        source: &["وصلت البعثة إلى عدن.", "أمطرت. توقف العمل.", "هذا زائد."],
        target: &[
            "The mission arrived in Aden.",
            "It rained and work stopped.",
            "This was added.",
        ],
    },
    Sample {
        name: "pairs.jsonl",
        bytes: include_bytes!("fixtures/pairs.jsonl"),
        source: &[
            "The museum reopens in April.",
            "It holds 4,000 “pieces”.",
            "Tickets cost five dinars.",
            "Closed on Mondays",
        ],
        target: &[
            "يعاد افتتاح المتحف في أبريل.",
            "فيه ٤٠٠٠ \"قطعة\".",
            "مغلق أيام الاثنين",
        ],
    },
    shaped!("garden.md"),
    shaped!("lease.docx"),
    shaped!("news.html"),
    shaped!("train.srt"),
    shaped!("train.vtt"),
    shaped!("archive.tmx"),
    shaped!("shop.xlf"),
    shaped!("brief.sdlxliff"),
    shaped!("memo.mqxliff"),
    shaped!("store.xliff"),
    shaped!("desk.po"),
    shaped!("cargo.csv"),
    shaped!("bridge.tsv"),
    shaped!("mixed.jsonl"),
];

impl Sample {
    fn format(&self) -> Format {
        formats::detect(self.name, self.bytes)
    }
}

/// One side of what was read.
type Side = (Document, Vec<Segment>);

fn request(part: Option<usize>) -> Request {
    Request {
        wanted: pipeline::wanted(),
        part,
        ..Request::default()
    }
}

/// Opens a file and gives its sentences, or the units of its two sides, part by part.
fn open(name: &str, bytes: &[u8], request: &Request) -> Result<Vec<Vec<Side>>, String> {
    open_as(name, bytes, request, Mode::Sentence)
}

fn open_as(
    name: &str,
    bytes: &[u8],
    request: &Request,
    mode: Mode,
) -> Result<Vec<Vec<Side>>, String> {
    let input = Box::new(std::io::Cursor::new(bytes.to_vec()));
    match formats::open(name, input, request).map_err(|error| error.to_string())? {
        Opened::Document(document) => {
            let segments = segment(&document.blocks, Lang::ARABIC, mode);
            Ok(vec![vec![(document, segments)]])
        }
        Opened::Paired(units) => {
            let mut sides = vec![Vec::new(), Vec::new()];
            let mut languages = None;
            for batch in units {
                let batch = batch.map_err(|error| error.to_string())?;
                let known = match languages {
                    Some(known) => known,
                    None => pipeline::languages(&batch, [None, None])
                        .map_err(|error| error.to_string())?,
                };
                languages = Some(known);
                let count = batch.units.len();
                let bitext = pipeline::bitext(batch, known);
                assert_eq!(bitext.beads.len(), count);
                for (side, half) in sides.iter_mut().zip([bitext.source, bitext.target]) {
                    let document = Document {
                        source: half.source,
                        blocks: half.blocks,
                    };
                    side.push((document, half.segments));
                }
            }
            Ok(sides)
        }
    }
}

/// The text that a span of a file's bytes holds, in its encoding.
fn decoded(bytes: &[u8], encoding: Encoding) -> String {
    let encoding = encoding_rs::Encoding::for_label(encoding.name().as_bytes()).unwrap();
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.unwrap().into_owned()
}

fn big_endian(text: &str) -> Vec<u8> {
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    bytes
}

/// The text in a legacy encoding, with a letter for each character that it doesn't have.
fn legacy(text: &str, encoding: &'static encoding_rs::Encoding) -> Vec<u8> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut bytes = Vec::new();
    for c in text.chars() {
        let mut buffer = [0; 4];
        let (encoded, _, missing) = encoding.encode(c.encode_utf8(&mut buffer));
        bytes.extend_from_slice(if missing { b"x" } else { &encoded });
    }
    bytes
}

fn utf16(text: &str) -> Vec<u8> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut bytes = vec![0xFF, 0xFE];
    bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

/// Holds that the segments come in order, those of attributes right after the block that they stand in, and that each of their characters is the bytes it says it is.
fn holds(document: &Document, segments: &[Segment]) -> Result<(), TestCaseError> {
    let file = document.source.text();
    let mut before = Span::default();
    for segment in segments {
        let text = segment.as_str();
        prop_assert!(!text.is_empty());
        let whole = segment.text.whole();
        let blocks = &document.blocks[..segment.block];
        let around = blocks
            .iter()
            .rev()
            .find(|block| block.text.whole().contains(whole));
        if around.is_none_or(|block| block.text.whole() == whole) {
            // The singular of a catalogue stands before the plural, which is the source of the form for none.
            prop_assert!(
                whole.start >= before.end || whole == before || segment.count() == Some(1),
                "in order: {text:?}"
            );
            before = whole;
        }
        prop_assert!(file.get(whole.start..whole.end).is_some());
        for (at, c) in text.char_indices() {
            let span = Span::new(at, at + c.len_utf8());
            let origin = segment.text.origin(span);
            prop_assert!(
                whole.contains(origin) && !origin.is_empty(),
                "{c:?} of {text:?}"
            );
            let found = file.get(origin.start..origin.end);
            prop_assert!(found.is_some(), "{c:?} of {text:?} on character boundaries");
            if segment.text.is_verbatim(span) {
                prop_assert_eq!(found, Some(span.of(text)));
            }
        }
        for inline in &segment.inlines {
            prop_assert!(
                text.get(inline.span.start..inline.span.end).is_some(),
                "{inline:?}"
            );
        }
    }
    Ok(())
}

fn read(format: Format, text: &str) -> Document {
    formats::read(format, Arc::new(Source::from_text("a", text))).unwrap()
}

fn documents() -> impl Iterator<Item = Format> {
    Format::all().filter(|format| matches!(format.reader, Reader::Document(_)))
}

#[test]
fn every_format_has_a_sample() {
    for format in Format::all() {
        assert!(
            SAMPLES.iter().any(|sample| sample.format() == format),
            "give a sample of the format {format}"
        );
    }
}

#[test]
fn every_segment_knows_its_place() {
    for sample in SAMPLES {
        let sides = open(sample.name, sample.bytes, &request(None)).unwrap();
        assert_eq!(sides.len(), if sample.format().is_paired() { 2 } else { 1 });
        for (parts, expected) in sides.iter().zip([sample.source, sample.target]) {
            let [(document, segments)] = parts.as_slice() else {
                panic!("{}: one part", sample.name);
            };
            if !sample.source.is_empty() {
                let found: Vec<&str> = segments.iter().map(Segment::as_str).collect();
                assert_eq!(found, expected, "{}", sample.name);
            }
            holds(document, segments).unwrap();
            let characters: Vec<bool> = segments
                .iter()
                .flat_map(|segment| {
                    segment
                        .as_str()
                        .char_indices()
                        .map(|(at, c)| segment.text.is_verbatim(Span::new(at, at + c.len_utf8())))
                })
                .collect();
            let verbatim = characters.iter().filter(|verbatim| **verbatim).count();
            assert!(
                verbatim * 10 >= characters.len() * 9,
                "{}: nearly all text stands as it is",
                sample.name
            );
        }
    }
}

/// All that is read of a block: place, label, kind, text, markup.
fn shown(source: &Source, block: &Block) -> String {
    let place = source.position(block.text.whole().start);
    let text = block.text.text();
    let mut out = format!("{}:{} {text:?}", place.line, place.column);
    for inline in &block.inlines {
        write!(out, "\n      {:?} {:?}", inline.kind, inline.span.of(text)).unwrap();
    }
    out
}

#[test]
fn what_is_read_of_files_in_the_shape_of_programs() {
    for sample in SAMPLES.iter().filter(|sample| sample.source.is_empty()) {
        let input = Box::new(std::io::Cursor::new(sample.bytes.to_vec()));
        let mut out = String::new();
        match formats::open(sample.name, input, &request(None)).unwrap() {
            Opened::Document(document) => {
                for block in &document.blocks {
                    let label = block.label.as_deref().unwrap_or_default();
                    let shown = shown(&document.source, block);
                    writeln!(out, "{:?} {label}\n    {shown}", block.kind).unwrap();
                }
            }
            Opened::Paired(units) => {
                for batch in units {
                    let batch = batch.unwrap();
                    for unit in &batch.units {
                        let sides = [&unit.source, &unit.target].map(Option::as_ref);
                        let label = sides
                            .iter()
                            .flatten()
                            .find_map(|block| block.label.as_deref());
                        writeln!(out, "{:?} {}", unit.state, label.unwrap_or_default()).unwrap();
                        for side in sides {
                            let shown = side.map(|block| shown(&batch.source, block));
                            writeln!(out, "    {}", shown.unwrap_or_default()).unwrap();
                        }
                    }
                    writeln!(out, "{:?}", batch.languages).unwrap();
                }
            }
        }
        insta::assert_snapshot!(sample.name.replace('.', "_"), out);
    }
}

#[test]
fn places_are_bytes_of_the_file_in_every_encoding() {
    for sample in SAMPLES {
        if matches!(sample.format().reader, Reader::Binary(_)) {
            continue;
        }
        let text = std::str::from_utf8(sample.bytes).unwrap();
        let plain = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let files = [
            (plain.as_bytes().to_vec(), Encoding::Utf8),
            ([b"\xEF\xBB\xBF", plain.as_bytes()].concat(), Encoding::Utf8),
            (utf16(plain), Encoding::Utf16Le),
            (big_endian(plain), Encoding::Utf16Be),
            (
                legacy(text, encoding_rs::WINDOWS_1256),
                Encoding::Windows1256,
            ),
            (legacy(text, encoding_rs::ISO_8859_6), Encoding::Iso8859_6),
        ];
        for (bytes, encoding) in files {
            let asked = matches!(encoding, Encoding::Windows1256 | Encoding::Iso8859_6);
            let request = Request {
                encoding: asked.then_some(encoding),
                ..request(None)
            };
            for parts in open(sample.name, &bytes, &request).unwrap() {
                for (document, segments) in parts {
                    let source = document.source;
                    assert_eq!(source.encoding(), encoding, "{}", sample.name);
                    assert!(!segments.is_empty());
                    for segment in segments {
                        let whole = segment.text.whole();
                        let place = source.file_span(whole);
                        let piece = decoded(&bytes[place.start..place.end], encoding);
                        assert_eq!(piece, whole.of(source.text()), "{}", sample.name);
                    }
                }
            }
        }
    }
}

/// What is known of a segment's place, whichever part it was read in.
fn places(sides: &[Vec<Side>]) -> Vec<Vec<(String, Position, Span)>> {
    let of = |parts: &Vec<Side>| {
        parts
            .iter()
            .flat_map(|(document, segments)| {
                segments.iter().map(|segment| {
                    let whole = segment.text.whole();
                    (
                        segment.as_str().to_owned(),
                        document.source.position(whole.start),
                        document.source.file_span(whole),
                    )
                })
            })
            .collect()
    };
    sides.iter().map(of).collect()
}

#[test]
fn a_file_in_parts_is_the_same_file() {
    for sample in SAMPLES.iter().filter(|sample| sample.format().is_paired()) {
        // So that there is more of it than is read at once, the units come again and again.
        let text = std::str::from_utf8(sample.bytes).unwrap();
        for bytes in [sample.bytes.to_vec(), utf16(text)] {
            let whole = open(sample.name, &bytes, &request(None)).unwrap();
            // The first part of a table is to show how it is written and which columns hold the texts.
            let shows = ["cargo.csv", "bridge.tsv"].contains(&sample.name);
            let size = if shows { 256 } else { 1 };
            let parts = open(sample.name, &bytes, &request(Some(size))).unwrap();
            assert_eq!(places(&parts), places(&whole), "{}", sample.name);
        }
    }
}

#[test]
fn lines_are_segments_whatever_the_format() {
    let text = "# Title\n\n  One. Two.\r\n- three\r\t\n| a | b |\n";
    let document = formats::lines(Arc::new(Source::from_text("a.md", text)));
    let segments = segment(&document.blocks, Lang::ENGLISH, Mode::Line);
    let found: Vec<&str> = segments.iter().map(Segment::as_str).collect();
    assert_eq!(found, ["# Title", "One. Two.", "- three", "| a | b |"]);
    holds(&document, &segments).unwrap();
}

/// Text that some format writes in another way.
fn replacement() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "كلمة", "word", "&", "<", ">", "\"", "'", "\\", "\\n", ",", ";", "،", "&amp;", "]]>",
        "<b>", "%s", "{x}", "é", "😀", "7", "a b",
    ]);
    prop::collection::vec(pieces, 0..4).prop_map(|pieces| pieces.concat())
}

/// The texts of all segments of all sides.
fn texts(sides: &[Vec<Side>]) -> Vec<String> {
    sides
        .iter()
        .flatten()
        .flat_map(|(_, segments)| segments.iter().map(|segment| segment.as_str().to_owned()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// What a fix changes is what is read afterwards, and nothing else.
    #[test]
    fn an_edit_changes_its_text_alone(
        which in any::<prop::sample::Index>(),
        segment in any::<prop::sample::Index>(),
        from in any::<prop::sample::Index>(),
        length in 0usize..8,
        new in replacement(),
        wide in any::<bool>(),
    ) {
        // In text and Markdown every character may be markup.
        let plain = ["text", "markdown"];
        let samples: Vec<&Sample> = SAMPLES
            .iter()
            .filter(|sample| sample.format().edits.is_some() && !plain.contains(&sample.format().name))
            .collect();
        let sample = which.get(&samples);
        let bytes = if wide {
            utf16(std::str::from_utf8(sample.bytes).unwrap())
        } else {
            sample.bytes.to_vec()
        };
        let open = |bytes: &[u8]| open_as(sample.name, bytes, &request(None), Mode::Paragraph).unwrap();
        let sides = open(&bytes);
        let places: Vec<(&Document, &Segment)> = sides
            .iter()
            .flatten()
            .flat_map(|(document, segments)| segments.iter().map(move |segment| (document, segment)))
            .collect();
        let index = segment.index(places.len());
        let (document, segment) = places[index];
        let text = segment.as_str();
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let start = from.index(ends.len());
        let span = Span::new(ends[start], ends[(start + length).min(ends.len() - 1)]);
        let mut expected = texts(&sides);
        let changed = format!("{}{new}{}", &text[..span.start], &text[span.end..]);
        if changed.trim() != changed || changed.is_empty() || text.contains('\n') {
            return Ok(());
        }
        // An attribute without a letter or digit is no text.
        if !changed.contains(char::is_alphanumeric) {
            return Ok(());
        }
        // Within what stands for one tag of the file there is no place.
        let beside = |from: usize, to: usize| segment.text.origin(Span::new(ends[from], ends[to]));
        if start > 0 && start + 1 < ends.len() && beside(start - 1, start) == beside(start, start + 1) {
            return Ok(());
        }
        let origin = segment.text.origin(span);
        let source = &document.source;
        let Some(spelled) = source.spelling(origin, &new) else {
            return Ok(());
        };
        let file = source.file_span(origin);
        let mut after = bytes[..file.start].to_vec();
        after.extend(source.encode_piece(&spelled).unwrap());
        after.extend(&bytes[file.end..]);
        // A string of the file may be the text of several segments: the plural of a catalogue is the source of each
        // of its forms.
        let shared = |other: &Segment| other.text.whole() == segment.text.whole();
        for (expected, (_, other)) in expected.iter_mut().zip(&places) {
            if shared(other) {
                expected.clone_from(&changed);
            }
        }
        let mut found = texts(&open(&after));
        if ["html", "srt", "webvtt"].contains(&sample.format().name) {
            // Spaces that come to stand together are one there.
            for text in found.iter_mut().chain(&mut expected) {
                *text = text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
            }
        }
        prop_assert_eq!(found, expected, "{}: {:?} by {:?}", sample.name, span, spelled);
    }
}

/// What a run finds in files that are in memory, the translation last.
fn checked(files: &[(&str, &[u8])]) -> Outcome {
    let mut overlay = Overlay::default();
    for (name, bytes) in files {
        overlay.insert(PathBuf::from(name), Arc::from(*bytes));
    }
    let input = |(name, _): &(&str, &[u8])| Input::new(*name);
    let job = Job {
        source: input(&files[0]),
        target: files.get(1).map(input),
        settings: Settings::default(),
        rows: None,
    };
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
}

const ARABIC: &str = "وصل الوزير إلى القاهرة يوم الخميس، ثم غادر.";
const FAULTY: &str = "The minister  arrived in Cairo on Thursday, then he left .";
const SOUND: &str = "The minister arrived in Cairo on Thursday, then he left.";

/// A file of every format that can be edited, with an Arabic and an English text in it: the names of the two, or of
/// the one that holds both.
const EDITED: &[(&str, &str, &str)] = &[
    ("txt", "AR\nتوقف العمل.\n", "EN\nWork stopped.\n"),
    ("md", "# ت\n\nAR *نعم*\n", "# T\n\nEN *Yes*\n"),
    (
        "html",
        "<p>AR</p>",
        "<!-- c --><p class=x>&nbsp;EN <b>&amp;</b></p>",
    ),
    (
        "srt",
        "1\n00:00:01,000 --> 00:00:03,000\nAR\n",
        "1\n00:00:01,000 --> 00:00:03,000\n<i>EN</i>\n",
    ),
    (
        "vtt",
        "WEBVTT\n\n00:01.000 --> 00:03.000\nAR\n",
        "WEBVTT\n\n00:01.000 --> 00:03.000\n<v A>EN\n",
    ),
    (
        "tmx",
        "<tmx version=\"1.4\"><header srclang=\"ar\"/><body>\n<tu><tuv xml:lang=\"ar\"><seg>AR</seg></tuv>\n<tuv xml:lang=\"en\"><seg>EN</seg></tuv></tu></body></tmx>",
        "",
    ),
    (
        "xlf",
        "<xliff version=\"1.2\"><file source-language=\"ar\" target-language=\"en\"><body>\n<trans-unit id=\"1\"><source>AR</source><target>EN</target></trans-unit></body></file></xliff>",
        "",
    ),
    (
        "xliff",
        "<xliff version=\"2.1\" srcLang=\"ar\" trgLang=\"en\"><file id=\"f\">\n<unit id=\"1\"><segment><source>AR</source><target><![CDATA[EN]]></target></segment></unit></file></xliff>",
        "",
    ),
    (
        "po",
        "msgid \"\"\nmsgstr \"Language: en\\n\"\n\nmsgid \"AR\"\nmsgstr \"\"\n\"EN\"\n",
        "",
    ),
    ("csv", "source;target\n\"AR\";\"EN\"\n", ""),
    ("tsv", "source\ttarget\nAR\tEN\n", ""),
    ("jsonl", "{\"source\": \"AR\", \"target\": \"EN\"}\n", ""),
];

#[test]
fn safe_fixes_change_their_bytes_alone() {
    for format in Format::all().filter(|format| format.edits.is_some()) {
        let has = |(extension, _, _): &(&str, &str, &str)| format.extensions.contains(extension);
        assert!(EDITED.iter().any(has), "give a file of the format {format}");
    }
    let encode: [fn(&str) -> Vec<u8>; 4] = [
        |text| text.as_bytes().to_vec(),
        |text| {
            ["\u{FEFF}", &text.replace('\n', "\r\n")]
                .concat()
                .into_bytes()
        },
        |text| utf16(&text.replace('\n', "\r\n")),
        big_endian,
    ];
    for (extension, first, second) in EDITED {
        for encode in encode {
            let fill = |text: &str, english: &str| {
                encode(&text.replace("AR", ARABIC).replace("EN", english))
            };
            let names = [format!("a.{extension}"), format!("b.{extension}")];
            let (mut files, edited) = (
                vec![(names[0].as_str(), fill(first, FAULTY))],
                second.is_empty(),
            );
            if !edited {
                files.push((names[1].as_str(), fill(second, FAULTY)));
            }
            let borrowed: Vec<(&str, &[u8])> = files
                .iter()
                .map(|(name, bytes)| (*name, bytes.as_slice()))
                .collect();
            let (fixes, count) = pipeline::safe_fixes(&checked(&borrowed).findings);
            let (name, bytes) = files.last().unwrap();
            // In a page two spaces are one.
            let spaces = *extension == "html";
            assert_eq!(
                (fixes.len(), count),
                (1, if spaces { 1 } else { 2 }),
                "{name}"
            );
            let sound = if spaces {
                SOUND.replace("minister", "minister ")
            } else {
                SOUND.to_owned()
            };
            let expected = fill(if edited { first } else { second }, &sound);
            assert_eq!(fixes[*name].apply(bytes), expected, "{name}");
        }
    }
}

#[test]
fn texts_of_different_formats_are_compared() {
    let english = "# Lease\n\nThe parties agreed in Cairo on the following[^1].\n\n- The term is 13 months, beginning on 1 May 2026.\n\n\
        See [the site](https://example.org/rent) or the clause.\n\nThe parties signed both copies .\n\n[^1]: Under Law No. 4.\n";
    let lease = include_bytes!("fixtures/lease.docx");
    let of = |files: &[(&str, &[u8])]| -> Vec<(&'static str, bool, bool)> {
        let findings = checked(files).findings;
        let told = findings.iter().filter(|finding| {
            ["number-mismatch", "name-mismatch", "link", "spacing"].contains(&finding.rule.name)
        });
        told.map(|finding| {
            (
                finding.rule.name,
                finding.fix.is_some(),
                finding.help.contains("Delete “ ”"),
            )
        })
        .collect()
    };
    let found = of(&[
        ("lease.docx", lease.as_slice()),
        ("lease.md", english.as_bytes()),
    ]);
    assert_eq!(
        found,
        [
            ("name-mismatch", false, false),
            ("number-mismatch", true, false),
            ("link", false, false),
            ("spacing", true, false)
        ]
    );
}

/// Pieces of markup, so that arbitrary files meet the reader's rules.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        6 => prop::sample::select(vec![
            "\n", "\n\n", "\r\n", "\r", " ", "    ", "\t", "# ", "## ", "---\n", "+++\n", "===\n", "- ", "* ", "1. ", "> ", "| ",
            "|", "|--|\n", "*", "**", "_", "`", "```\n", "~~", "[", "]", "(", ")", "![", "](", "<", ">", "<b>", "</b>", "<br>",
            "<div dir=\"rtl\">", "<div dir=rtl>\n", "</div>", "<p>", "</p>\n", "<!--", "-->", "<script>", "<code>", "&amp;", "&#0;",
            "&#x627;", "\\", "\\*", "\\\\", "$", "$$", "[^1]", "[^1]: ", ": ", "{{", "}}", "{%", ":::note", "https://a.b", "<a@b.c>",
            "- [x] ", "نص", "كلمة.", "word.", "\u{200F}", "é", "😀", "title: x\n", "\u{A0}", "\"", "'", "=", "dir=",
        ]).prop_map(str::to_owned),
        1 => ".{0,4}",
    ];
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn hostile_files_are_read(text in hostile()) {
        for format in documents() {
            let Ok(document) = formats::read(format, Arc::new(Source::from_text("a", text.as_str()))) else {
                continue;
            };
            for mode in Mode::ALL {
                let segments = segment(&document.blocks, Lang::ENGLISH, mode);
                holds(&document, &segments)?;
            }
        }
        let lines = formats::lines(Arc::new(Source::from_text("a", text.as_str())));
        let segments = segment(&lines.blocks, Lang::ARABIC, Mode::Line);
        holds(&lines, &segments)?;
        let count = text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()).count();
        prop_assert_eq!(segments.len(), count);
    }

    #[test]
    fn any_file_is_read(text in any::<String>()) {
        for format in documents() {
            if let Ok(document) = formats::read(format, Arc::new(Source::from_text("a", text.as_str()))) {
                let segments = segment(&document.blocks, Lang::ARABIC, Mode::Sentence);
                holds(&document, &segments)?;
            }
        }
    }

    #[test]
    fn plain_text_loses_no_letter(text in hostile()) {
        let document = read(Format::TEXT, &text);
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let read: String = document.blocks.iter().map(|block| block.text.text()).collect();
        prop_assert_eq!(letters(&read), letters(&text));
    }
}
