//! What holds of every pair of texts, whatever they say: nothing panics, every segment of both stands in exactly
//! one bead and in order, and what the checks mark can be cut out of the file.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use mutabiq::config::{Reading, Settings};
use mutabiq::glossary::{self, Glossary, Matcher};
use mutabiq::lexicon;
use mutabiq::pipeline::{Input, Job, Outcome, Overlay, Request, Terminology, Unobserved, run};
use mutabiq::text::{Place, Side};
use proptest::prelude::*;
use std::sync::{Arc, OnceLock};

fn terminology() -> &'static (Glossary, Matcher) {
    static SHIPPED: OnceLock<(Glossary, Matcher)> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let glossary = glossary::merge(glossary::builtins().unwrap()).unwrap();
        let matcher = Matcher::new(&glossary);
        (glossary, matcher)
    })
}

/// Checks two texts, as files of that ending, with a matcher for the whole glossary or one for these texts.
fn check(
    ending: &str,
    arabic: &str,
    english: &str,
    forward: bool,
    segment: &str,
    whole: bool,
) -> Outcome {
    let names = [format!("text.ar.{ending}"), format!("text.en.{ending}")];
    let mut overlay = Overlay::default();
    overlay.insert(names[0].clone().into(), Arc::from(arabic.as_bytes()));
    overlay.insert(names[1].clone().into(), Arc::from(english.as_bytes()));
    let mut sides = [(&names[0], "ar"), (&names[1], "en")];
    if !forward {
        sides.reverse();
    }
    let [(source, source_lang), (target, target_lang)] = sides;
    let settings = Settings {
        reading: Reading {
            source_lang: Some(source_lang.to_owned()),
            target_lang: Some(target_lang.to_owned()),
            segment: Some(segment.to_owned()),
            ..Reading::default()
        },
        ..Settings::default()
    };
    let (glossary, matcher) = terminology();
    run(&Request {
        jobs: &[Job {
            source: Input::new(source.clone()),
            target: Some(Input::new(target.clone())),
            settings,
            rows: None,
        }],
        lone: &[],
        changes: None,
        baseline: None,
        lexicons: &[lexicon::builtin()],
        terminology: Some(Terminology {
            glossary,
            matcher: whole.then_some(matcher),
            anchors: forward,
        }),
        overlay: &overlay,
        cache: None,
        observer: &Unobserved,
    })
}

fn holds(outcome: &Outcome) -> Result<(), TestCaseError> {
    for bitext in &outcome.bitexts {
        let (mut i, mut j) = (0, 0);
        for bead in &bitext.beads {
            prop_assert_eq!((bead.source.start, bead.target.start), (i, j));
            prop_assert!(!bead.source.is_empty() || !bead.target.is_empty());
            prop_assert!((0.0..=1.0).contains(&bead.score));
            (i, j) = (bead.source.end, bead.target.end);
        }
        let ends = [Side::Source, Side::Target].map(|side| bitext.half(side).segments.len());
        prop_assert_eq!([i, j], ends);
    }
    let cuts = |place: &Place| {
        let text = place.source.text();
        text.get(place.span.start..place.span.end).is_some()
    };
    for finding in &outcome.findings {
        prop_assert!((0.0..=1.0).contains(&finding.confidence));
        let related = finding.related.iter().map(|related| &related.place);
        for place in finding.source.iter().chain(&finding.target).chain(related) {
            prop_assert!(cuts(place), "{}: {:?}", finding.rule.name, place.span);
        }
        let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
        for edit in edits {
            prop_assert!(cuts(&edit.place), "{}", finding.rule.name);
        }
    }
    Ok(())
}

/// What a run found, as text.
fn told(outcome: &Outcome) -> Vec<String> {
    outcome
        .findings
        .iter()
        .map(|finding| {
            format!(
                "{} {} {}",
                finding.rule.name, finding.fingerprint, finding.message
            )
        })
        .collect()
}

/// Text of words that the tables know, numbers, marks and characters that lead a reader astray.
fn text(words: Vec<&'static str>) -> impl Strategy<Value = String> {
    let marks = vec![
        ".",
        "..",
        "…",
        "؟",
        "!",
        "،",
        ",",
        ";",
        ":",
        "«",
        "»",
        "\"",
        "“",
        "(",
        ")",
        "[",
        "]",
        "-",
        "–",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        " ",
        "  ",
        "\u{a0}",
        "\u{200f}",
        "\u{202e}",
        "\u{200b}",
        "\u{640}",
        "\u{64e}",
        "12",
        "٣٫٥",
        "1,000",
        "١٩٩٠",
        "2023-01-05",
        "10:30",
        "%",
        "٪",
        "$",
        "https://example.org/a?b=c",
        "%s",
        "{name}",
        "<b>",
        "</b>",
        "&amp;",
        "*",
        "# ",
        "- ",
        "| ",
        "`",
        "[a](b)",
        "[^1]",
        "\u{1f469}\u{200d}\u{1f4bb}",
        "e\u{301}",
        "\u{fefb}",
        "\u{feff}",
        "中文",
        "Привет",
    ];
    let piece = prop_oneof![
        4 => prop::sample::select(words),
        3 => prop::sample::select(marks),
        1 => any::<char>().prop_map(|letter| &*Box::leak(letter.to_string().into_boxed_str())),
    ];
    let joined = prop_oneof![3 => Just(" "), 1 => Just("")];
    prop::collection::vec((piece, joined), 0..60)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(a, b)| [a, b]).collect())
}

fn arabic() -> impl Strategy<Value = String> {
    text(vec![
        "قال",
        "لم",
        "لا",
        "الوزير",
        "وزير",
        "الخارجية",
        "إيران",
        "خطة",
        "العمل",
        "الشاملة",
        "المشتركة",
        "مليون",
        "ألفي",
        "ثلاثة",
        "وعشرين",
        "الثاني",
        "عشر",
        "من",
        "يناير",
        "الأحد",
        "كيلومترا",
        "دولار",
        "أحمد",
        "عبد",
        "الله",
        "لل",
        "و",
        "ب",
        "كتابهم",
        "mutabiq",
    ])
}

fn english() -> impl Strategy<Value = String> {
    text(vec![
        "said",
        "not",
        "n't",
        "no",
        "the",
        "minister",
        "Iran",
        "Joint",
        "Comprehensive",
        "Plan",
        "of",
        "Action",
        "JCPOA",
        "NATO",
        "million",
        "two",
        "thousand",
        "twenty-three",
        "second",
        "half",
        "a",
        "January",
        "Sunday",
        "kilometres",
        "dollars",
        "Ahmed",
        "Abdullah",
        "al-",
        "’s",
        "كتاب",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_pair_is_checked(
        arabic in arabic(),
        english in english(),
        forward in any::<bool>(),
        ending in prop::sample::select(vec!["txt", "md", "html", "srt"]),
        segment in prop::sample::select(vec!["sentence", "line", "paragraph"]),
    ) {
        let outcome = check(ending, &arabic, &english, forward, segment, true);
        holds(&outcome)?;
        let again = check(ending, &arabic, &english, forward, segment, false);
        prop_assert_eq!(told(&outcome), told(&again));
    }

    #[test]
    fn any_characters_are_checked(arabic in any::<String>(), english in any::<String>()) {
        holds(&check("txt", &arabic, &english, true, "sentence", true))?;
    }
}
