//! Where sentences end: the tables of cases in `tests/segmentation/`, and what holds of every text.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use mutabiq::document::{Block, BlockKind, Inline, InlineKind, Segment};
use mutabiq::formats;
use mutabiq::lang::Lang;
use mutabiq::segment::{Mode, segment};
use mutabiq::text::{Mapped, Source, Span};
use proptest::prelude::*;

/// A line of a table.
struct Case {
    line: usize,
    mark: String,
    text: String,
    expected: Vec<String>,
}

fn cases(table: &str) -> Vec<Case> {
    table
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(index, line)| {
            let fields: Vec<&str> = line.split('\t').collect();
            assert_eq!(fields.len(), 3, "line {} has three columns", index + 1);
            let text = unescape(fields[1]);
            Case {
                line: index + 1,
                mark: fields[0].to_owned(),
                expected: text
                    .split('‖')
                    .map(|part| part.trim().to_owned())
                    .filter(|part| !part.is_empty())
                    .collect(),
                text: text.replace('‖', ""),
            }
        })
        .collect()
}

/// Resolves `\n` and `\u{…}`.
fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut parts = text.split('\\');
    out.push_str(parts.next().unwrap());
    for part in parts {
        if let Some(rest) = part.strip_prefix('n') {
            out.push('\n');
            out.push_str(rest);
        } else {
            let (code, rest) = part.strip_prefix("u{").unwrap().split_once('}').unwrap();
            out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
            out.push_str(rest);
        }
    }
    out
}

fn block(text: &str) -> Block {
    Block::new(
        BlockKind::Paragraph,
        Mapped::verbatim(text, Span::new(0, text.len())),
    )
}

fn split(text: &str, lang: Lang) -> Vec<String> {
    segment(&[block(text)], lang, Mode::Sentence)
        .iter()
        .map(|segment| segment.as_str().to_owned())
        .collect()
}

fn run(table: &str, lang: Lang) {
    let cases = cases(table);
    let mut faults = Vec::new();
    for case in &cases {
        let found = split(&case.text, lang);
        match case.mark.as_str() {
            "-" | "hard" if found != case.expected => faults.push(format!(
                "line {}:\n  expected {:#?}\n  found    {:#?}",
                case.line, case.expected, found
            )),
            "undecidable" if found == case.expected => faults.push(format!(
                "line {} is decided after all: mark it hard",
                case.line
            )),
            "-" | "hard" | "undecidable" => {}
            other => faults.push(format!("line {}: unknown mark {other:?}", case.line)),
        }
    }
    assert!(
        faults.is_empty(),
        "{} of {} cases:\n{}",
        faults.len(),
        cases.len(),
        faults.join("\n")
    );
    let decided = cases
        .iter()
        .filter(|case| case.mark != "undecidable")
        .count();
    assert!(decided >= 120, "{decided} cases");
    assert!(cases.iter().filter(|case| case.mark == "hard").count() >= 20);
}

#[test]
fn arabic_sentences() {
    run(include_str!("segmentation/ar.tsv"), Lang::ARABIC);
}

#[test]
fn english_sentences() {
    run(include_str!("segmentation/en.tsv"), Lang::ENGLISH);
}

fn strings(segments: &[Segment]) -> Vec<&str> {
    segments.iter().map(Segment::as_str).collect()
}

#[test]
fn lines_and_paragraphs() {
    let text = block("One. Two.\n\n  Three?\r\nFour.\rFive \u{2028}Six");
    let blocks = [text];
    let lines = segment(&blocks, Lang::ENGLISH, Mode::Line);
    assert_eq!(
        strings(&lines),
        ["One. Two.", "Three?", "Four.", "Five", "Six"]
    );
    let whole = segment(&blocks, Lang::ENGLISH, Mode::Paragraph);
    assert_eq!(strings(&whole), [blocks[0].text.text()]);
    assert!(segment(&[block(" \n\t ")], Lang::ENGLISH, Mode::Sentence).is_empty());
}

#[test]
fn a_cue_is_wrapped_and_a_unit_is_whole() {
    let mut cue = block("He said\nnothing. Then\nhe left.");
    cue.kind = BlockKind::Cue;
    let mut unit = block("One. Two.");
    unit.kind = BlockKind::Unit;
    let segments = segment(&[cue, unit], Lang::ENGLISH, Mode::Sentence);
    assert_eq!(
        strings(&segments),
        ["He said\nnothing.", "Then\nhe left.", "One. Two."]
    );
    assert_eq!(segments[2].block, 1);
}

#[test]
fn headings_and_cells_are_not_split_at_a_pause() {
    let text = "أكد الوزير أن بلاده تريد اتفاقا.. وإذا توفرت الإرادة";
    let mut heading = block(text);
    heading.kind = BlockKind::Heading(1);
    assert_eq!(segment(&[heading], Lang::ARABIC, Mode::Sentence).len(), 1);
    assert_eq!(split(text, Lang::ARABIC).len(), 2);
}

#[test]
fn code_ends_nothing() {
    let text = "Call a. B here. Then stop.";
    let mut code = block(text);
    code.inlines.push(Inline {
        span: Span::new(5, 9),
        kind: InlineKind::Code,
    });
    let segments = segment(&[code], Lang::ENGLISH, Mode::Sentence);
    assert_eq!(strings(&segments), ["Call a. B here.", "Then stop."]);
    assert_eq!(segments[0].inlines[0].span, Span::new(5, 9));
}

#[test]
fn markup_is_cut_where_sentences_are() {
    let text = "One two. Three four. Five.";
    let mut marked = block(text);
    let inline = |start, end, kind: &str| Inline {
        span: Span::new(start, end),
        kind: InlineKind::Tag(kind.to_owned()),
    };
    // Around both sentences, in the second, at the end of the first, in the space after the second, at the end.
    marked.inlines = vec![
        inline(4, 14, "g"),
        inline(9, 14, "b"),
        inline(8, 8, "a"),
        inline(20, 20, "c"),
        inline(26, 26, "d"),
    ];
    let segments = segment(&[marked], Lang::ENGLISH, Mode::Sentence);
    let found: Vec<Vec<(usize, usize, String)>> = segments
        .iter()
        .map(|segment| {
            segment
                .inlines
                .iter()
                .map(|inline| {
                    let InlineKind::Tag(name) = &inline.kind else {
                        panic!("{inline:?}");
                    };
                    (inline.span.start, inline.span.end, name.clone())
                })
                .collect()
        })
        .collect();
    let tag = |start, end, name: &str| (start, end, name.to_owned());
    assert_eq!(
        found,
        [
            vec![tag(4, 8, "g"), tag(8, 8, "a")],
            vec![tag(0, 5, "g"), tag(0, 5, "b"), tag(11, 11, "c")],
            vec![tag(5, 5, "d")],
        ]
    );
}

/// Every piece of text that a rule looks at, so that arbitrary text meets the rules.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        4 => prop::sample::select(vec![
            ".", "..", "…", "؟", "!", "?", "\"", "'", "’", "“", "”", "«", "»", "(", ")", "[1]", "،", ",", ":", "؛",
            " ", "  ", "\n", "\r", "\u{200F}", "\u{202B}", "\u{A0}", ". . .", "。", "۔", "-", "—", "1", "2.", "12",
            "٣", "A", "b", "Mr", "U.S", "p.m", "Inc", "No", "The", "he", "said", "iPhone", "al-Sadr", "د", "أ.د", "م", "ق.م",
            "ود", "قال", "وقال", "في", "دبليو", "بي", "كلمة", "فيتامين", "www.a.b", "/", "@", "\u{64B}", "\u{640}", "é", "ﷲ", "😀",
        ]).prop_map(str::to_owned),
        1 => ".{0,4}",
    ];
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

fn holds(text: &str, lang: Lang, mode: Mode) -> Result<(), TestCaseError> {
    let segments = segment(&[block(text)], lang, mode);
    let mut at = 0;
    for segment in &segments {
        let span = segment.text.whole();
        prop_assert_eq!(span.of(text), segment.as_str());
        prop_assert!(!segment.as_str().is_empty());
        prop_assert_eq!(segment.as_str().trim(), segment.as_str());
        prop_assert!(span.start >= at);
        prop_assert!(text[at..span.start].trim().is_empty());
        at = span.end;
    }
    prop_assert!(text[at..].trim().is_empty());
    Ok(())
}

proptest! {
    #[test]
    fn segments_hold_every_character_once(text in hostile()) {
        for lang in Lang::all() {
            for mode in Mode::ALL {
                holds(&text, lang, mode)?;
            }
        }
    }

    #[test]
    fn any_text_is_segmented(text in any::<String>()) {
        for lang in Lang::all() {
            for mode in Mode::ALL {
                holds(&text, lang, mode)?;
            }
        }
    }
}

#[test]
fn an_enormous_line_takes_linear_time() {
    // Each would take minutes if a decision looked at the whole line.
    let hostile = [
        ". ",
        ".",
        "(",
        "\"",
        "a. ",
        "1. ",
        "x? ",
        "\" . ",
        "د. ",
        "؟\" ",
        " ! ",
        "[",
        "«.",
        "( a ",
        "..\u{200F}",
        "a)? ",
        "~ .. ",
        "\u{202B}",
        "1.a",
        "(.",
        "\". ",
    ];
    for piece in hostile {
        let text = piece.repeat(30_000 / piece.len());
        for lang in Lang::all() {
            let spaced = format!("x{}{text}", " ".repeat(10_000));
            assert!(!split(&text, lang).is_empty() || text.trim().is_empty());
            assert!(!split(&spaced, lang).is_empty());
        }
    }
}

#[test]
fn lines_know_how_many_sentences_they_hold() {
    let text = "Fire at the port\nDr. Samir arrived. Then he left! \"Why?\"\nNo stop here";
    let source = Source::from_text("a.txt", text);
    let document = formats::read(formats::detect("a.txt", &[]), source.into()).unwrap();
    let segments = segment(&document.blocks, Lang::ENGLISH, Mode::Line);
    let counts: Vec<usize> = segments.iter().map(|segment| segment.sentences).collect();
    assert_eq!(counts, [1, 3, 1]);
    let segments = segment(&document.blocks, Lang::ENGLISH, Mode::Sentence);
    assert!(segments.iter().all(|segment| segment.sentences == 1));
}
