//! What holds of every format: each character of a segment knows the bytes of the file that it stands for.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use mutabiq::document::{Document, Segment};
use mutabiq::formats::{self, Format, Reader};
use mutabiq::lang::Lang;
use mutabiq::segment::{Mode, segment};
use mutabiq::text::{Encoding, Source, Span};
use proptest::prelude::*;
use std::sync::Arc;

/// A file of the format that shows what the format can do, and its sentences.
fn sample(format: Format) -> (&'static str, &'static [&'static str]) {
    match format.name {
        "text" => (
            "\r\nافتتاح الميناء\r\n\r\nافتتح الوزير الميناء يوم الخميس. وقال: \"تأخرنا كثيرا.\"  \r\n\
             \u{200F}• كلفة المشروع ملياران.\n\t1. First item.\rThe end. Really!",
            &[
                "افتتاح الميناء",
                "افتتح الوزير الميناء يوم الخميس.",
                "وقال: \"تأخرنا كثيرا.\"",
                "\u{200F}• كلفة المشروع ملياران.",
                "1. First item.",
                "The end.",
                "Really!",
            ],
        ),
        "markdown" => (
            "---\ntitle: لا يقرأ\n---\n\n<div dir=\"rtl\">\n\n# افتتاح *الميناء*\n\nقال الوزير: \"تأخرنا\n&laquo;كثيرا&raquo;\". ثم غادر[^1]\\!\n\n\
             > A [link](https://example.org).\n> Next `code. Here` &amp; on.\n\n| أ | ب \\| ج |\n|---|---|\n| 1 | **2** |\n\n</div>\n\n[^1]: حاشية.\n",
            &[
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
        ),
        other => panic!("give a sample of the format {other}"),
    }
}

/// Holds that the segments come in order and that each of their characters is the bytes it says it is.
fn holds(document: &Document, segments: &[Segment]) -> Result<(), TestCaseError> {
    let file = document.source.text();
    let mut before = Span::default();
    for segment in segments {
        let text = segment.as_str();
        prop_assert!(!text.is_empty());
        let whole = segment.text.whole();
        prop_assert!(
            whole.start >= before.end || whole == before,
            "in order: {text:?}"
        );
        before = whole;
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

#[test]
fn every_segment_knows_its_place() {
    for format in Format::all() {
        let Reader::Document(_) = format.reader;
        let (text, expected) = sample(format);
        let document = read(format, text);
        let segments = segment(&document.blocks, Lang::ARABIC, Mode::Sentence);
        let found: Vec<&str> = segments.iter().map(Segment::as_str).collect();
        assert_eq!(found, expected, "{format}");
        holds(&document, &segments).unwrap();
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
            "{format}: nearly all text stands as it is"
        );
    }
}

#[test]
fn places_are_bytes_of_the_file_in_every_encoding() {
    for format in Format::all() {
        let (text, _) = sample(format);
        let mut utf16 = vec![0xFF, 0xFE];
        utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        let files = [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), Encoding::Utf8),
            (utf16, Encoding::Utf16Le),
        ];
        for (bytes, encoding) in files {
            let source = Arc::new(Source::decode("a", &bytes, None).unwrap());
            assert_eq!(source.encoding(), encoding);
            let document = formats::read(format, Arc::clone(&source)).unwrap();
            for segment in segment(&document.blocks, Lang::ARABIC, Mode::Sentence) {
                let place = source.file_span(segment.text.whole());
                let piece = &bytes[place.start..place.end];
                let decoded = match encoding {
                    Encoding::Utf16Le => {
                        let units: Vec<u16> = piece
                            .chunks(2)
                            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
                            .collect();
                        String::from_utf16(&units).unwrap()
                    }
                    _ => String::from_utf8(piece.to_vec()).unwrap(),
                };
                assert_eq!(decoded, segment.text.whole().of(source.text()));
            }
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
        for format in Format::all() {
            let document = read(format, &text);
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
        for format in Format::all() {
            let document = read(format, &text);
            let segments = segment(&document.blocks, Lang::ARABIC, Mode::Sentence);
            holds(&document, &segments)?;
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
