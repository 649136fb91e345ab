//! Bad and odd input: it is read, or there is one error that names the file, the place and the remedy.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use mutabiq::formats::{self, Format, Reader};
use mutabiq::lang::Lang;
use mutabiq::segment::{Mode, segment};
use mutabiq::text::{DecodeError, Encoding, MAX_BYTES, Position, Source, Span};
use proptest::prelude::*;
use std::sync::Arc;

fn decode(bytes: &[u8]) -> Result<Source, DecodeError> {
    Source::decode("a.txt", bytes, None)
}

fn utf16le(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The sentences of a file, each with the line and the column of its first character.
fn sentences(format: Format, bytes: &[u8]) -> Vec<(String, usize, usize)> {
    let source = Arc::new(decode(bytes).unwrap());
    let document = formats::read(format, Arc::clone(&source)).unwrap();
    segment(&document.blocks, Lang::ENGLISH, Mode::Sentence)
        .iter()
        .map(|segment| {
            let place = source.position(segment.text.whole().start);
            (segment.as_str().to_owned(), place.line, place.column)
        })
        .collect()
}

#[test]
fn nothing_to_read() {
    for bytes in [
        "",
        "\n",
        "\r",
        "\r\n",
        " \t\u{A0}\r\n\n",
        "\u{FEFF}",
        "\u{FEFF}\r\n",
    ] {
        for format in Format::all().filter(|format| matches!(format.reader, Reader::Document(_))) {
            assert!(sentences(format, bytes.as_bytes()).is_empty(), "{bytes:?}");
        }
        let document = formats::lines(Arc::new(decode(bytes.as_bytes()).unwrap()));
        assert!(document.blocks.is_empty(), "{bytes:?}");
    }
    assert!(sentences(Format::TEXT, &[0xFF, 0xFE]).is_empty());
}

#[test]
fn line_ends_may_be_mixed() {
    let text = "One.\r\nTwo.\rThree.\n\r\nFour. Five.\n\rSix";
    let expected = [
        ("One.", 1, 1),
        ("Two.", 2, 1),
        ("Three.", 3, 1),
        ("Four.", 5, 1),
        ("Five.", 5, 7),
        ("Six", 7, 1),
    ];
    let expected: Vec<_> = expected.map(|(t, l, c)| (t.to_owned(), l, c)).to_vec();
    assert_eq!(sentences(Format::TEXT, text.as_bytes()), expected);
    assert_eq!(sentences(Format::TEXT, &utf16le(text)), expected);
    let paragraphs = text.replace("\r\n", "\r\n\r\n").replace('.', ".\r\r");
    let found: Vec<String> = sentences(Format::MARKDOWN, paragraphs.as_bytes())
        .into_iter()
        .map(|(text, _, _)| text)
        .collect();
    assert_eq!(found, ["One.", "Two.", "Three.", "Four.", "Five.", "Six"]);
}

#[test]
fn a_mark_inside_the_text_is_a_character() {
    let found = sentences(Format::TEXT, "\u{FEFF}One.\n\u{FEFF}Two.".as_bytes());
    assert_eq!(found[0].0, "One.");
    assert_eq!(found[1], ("\u{FEFF}Two.".to_owned(), 2, 1));
}

#[test]
fn a_binary_file_is_called_one() {
    let png = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x01\0";
    let zip = b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\xD2\xE4";
    let text_with_nul = b"One.\nTwo\0 three.";
    for (bytes, at) in [
        (png.as_slice(), 8),
        (zip.as_slice(), 5),
        (text_with_nul.as_slice(), 8),
    ] {
        let error = decode(bytes).unwrap_err();
        assert_eq!(
            error,
            DecodeError::Binary {
                path: "a.txt".to_owned(),
                at
            }
        );
        assert!(error.to_string().starts_with("a.txt: byte "), "{error}");
    }
    let utf32: Vec<u8> = std::iter::once('\u{FEFF}')
        .chain("نص".chars())
        .flat_map(|c| (c as u32).to_le_bytes())
        .collect();
    assert!(matches!(
        decode(&utf32),
        Err(DecodeError::Binary { at: 2, .. })
    ));
}

#[test]
fn a_wrong_encoding_is_named_with_its_place() {
    // "نص" in Windows-1256 after two lines that end in different ways.
    let bytes = b"one\rtwo\r\n\xE4\xD5";
    let error = decode(bytes).unwrap_err();
    assert_eq!(
        error,
        DecodeError::Malformed {
            path: "a.txt".to_owned(),
            at: 9,
            line: 3,
            encoding: "utf-8"
        }
    );
    assert!(error.to_string().contains("--encoding"));
    let asked = Source::decode("a.txt", bytes, Some(Encoding::Windows1256)).unwrap();
    assert_eq!(asked.text(), "one\rtwo\r\nنص");
    assert_eq!(asked.file_span(Span::new(9, 13)), Span::new(9, 11));

    let cut_off = &"نص".as_bytes()[..3];
    assert!(matches!(
        decode(cut_off),
        Err(DecodeError::Malformed { at: 2, line: 1, .. })
    ));
    // A lone surrogate, and half a unit at the end.
    let mut surrogate = vec![0xFF, 0xFE];
    surrogate.extend(utf16le("a\r\nb"));
    let at = surrogate.len();
    surrogate.extend([0x00, 0xD8]);
    surrogate.extend(utf16le("c"));
    assert_eq!(
        decode(&surrogate).unwrap_err(),
        DecodeError::Malformed {
            path: "a.txt".to_owned(),
            at,
            line: 2,
            encoding: "utf-16le"
        }
    );
    let odd = [vec![0xFF, 0xFE], utf16le("a"), vec![0x62]].concat();
    assert!(matches!(
        decode(&odd),
        Err(DecodeError::Malformed { at: 4, .. })
    ));
    // ISO 8859-6 leaves bytes without a character.
    assert!(matches!(
        Source::decode("a", b"ab\xA1", Some(Encoding::Iso8859_6)),
        Err(DecodeError::Malformed { at: 2, .. })
    ));
}

#[test]
fn the_mark_outweighs_the_encoding_that_was_asked_for() {
    let bytes = "\u{FEFF}نص".as_bytes();
    let source = Source::decode("a", bytes, Some(Encoding::Windows1256)).unwrap();
    assert_eq!(source.encoding(), Encoding::Utf8);
    assert_eq!(source.text(), "نص");
    assert_eq!(source.file_span(Span::new(0, 4)), Span::new(3, 7));
}

#[test]
fn a_file_that_is_too_large_is_refused() {
    let error = decode(&vec![0x20; MAX_BYTES + 1]).unwrap_err();
    assert!(matches!(error, DecodeError::TooLarge { .. }), "{error}");
    assert!(error.to_string().contains("split the file"));
}

#[test]
fn places_in_an_enormous_line_are_found_from_near() {
    let sentence = "قال الوزير إن المشروع جاهز. ";
    let count = 20_000;
    let text = sentence.repeat(count);
    for bytes in [text.clone().into_bytes(), utf16le(&text)] {
        let source = Arc::new(decode(&bytes).unwrap());
        let document = formats::read(Format::TEXT, Arc::clone(&source)).unwrap();
        let segments = segment(&document.blocks, Lang::ARABIC, Mode::Sentence);
        assert_eq!(segments.len(), count);
        let width = sentence.chars().count();
        for (index, segment) in segments.iter().enumerate() {
            let span = segment.text.whole();
            let expected = Position {
                line: 1,
                column: index * width + 1,
            };
            assert_eq!(source.position(span.start), expected);
            assert!(source.file_span(span).end <= bytes.len());
        }
    }
}

#[test]
fn a_place_beyond_the_text_is_its_end() {
    let source = Source::from_text("a", "نص\nآخر");
    let end = source.position(source.text().len());
    assert_eq!(end, Position { line: 2, column: 4 });
    assert_eq!(source.position(usize::MAX / 2).line, 2);
    assert_eq!(Span::new(3, 900).of(source.text()), "");
    assert!(source.line_span(99).is_empty());
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for asked in [None, Some(Encoding::Utf16Le), Some(Encoding::Windows1256), Some(Encoding::Iso8859_6)] {
            match Source::decode("a", &bytes, asked) {
                Ok(source) => prop_assert_eq!(source.encode(source.text()), Ok(bytes.clone())),
                Err(DecodeError::Malformed { at, line, .. }) => {
                    prop_assert!(at < bytes.len());
                    prop_assert!(line >= 1);
                }
                Err(DecodeError::Binary { at, .. }) => prop_assert!(at < bytes.len()),
                Err(error) => return Err(TestCaseError::fail(error.to_string())),
            }
        }
    }

    #[test]
    fn every_character_is_found_again_in_the_file(text in "[^\\x00]{0,80}", step in 0usize..3) {
        let bytes = match step {
            0 => text.as_bytes().to_vec(),
            1 => ["\u{FEFF}".as_bytes(), text.as_bytes()].concat(),
            _ => [vec![0xFF, 0xFE], utf16le(&text)].concat(),
        };
        let source = decode(&bytes).unwrap();
        let mut line = 1;
        let mut column = 1;
        let mut chars = source.text().char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            prop_assert_eq!(source.position(at), Position { line, column });
            let file = source.file_span(Span::new(at, at + c.len_utf8()));
            let expected = if step == 2 { utf16le(&c.to_string()) } else { c.to_string().into_bytes() };
            prop_assert_eq!(bytes.get(file.start..file.end), Some(expected.as_slice()));
            let ends_line = c == '\n' || (c == '\r' && chars.peek().is_none_or(|(_, next)| *next != '\n'));
            if ends_line {
                line += 1;
                column = 1;
            } else {
                column += 1;
            }
        }
    }
}
