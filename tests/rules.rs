//! Holds what every rule promises: a name of the interface, documentation, examples that are true, a file of its own.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that can't go on fails"
)]

use mutabiq::bitext::Half;
use mutabiq::checks::{CHECKS, Check, Context, Hits, Matched, Terms};
use mutabiq::document::{Block, BlockKind, Document};
use mutabiq::findings::{Category, Example, Finding, Options, Rule, Verdict};
use mutabiq::formats::{self, Format};
use mutabiq::glossary::{self, Matcher};
use mutabiq::lang::Lang;
use mutabiq::pipeline::Knowledge;
use mutabiq::segment::{Mode, segment};
use mutabiq::text::{Mapped, Source, Span};
use mutabiq::{lexicon, pipeline};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

/// Rules that came after the interface was fixed.
const LATER: &[&str] = &["contrary"];

/// The rules that the interface names. Other programs rely on them; those beyond are later ones or of
/// [`Category::Project`].
const INTERFACE: &[&str] = &[
    "term-missing",
    "term-forbidden",
    "term-inconsistent",
    "term-case",
    "term-first-mention",
    "omission",
    "addition",
    "untranslated",
    "number-mismatch",
    "date-mismatch",
    "unit-mismatch",
    "name-mismatch",
    "negation",
    "name-variants",
    "inconsistent-translation",
    "inconsistent-source",
    "punctuation",
    "quotes",
    "brackets",
    "repeated-word",
    "spacing",
    "source-punctuation",
    "link",
    "placeholder",
    "markup",
    "bidi-control",
    "invisible-character",
    "mixed-script",
    "length-ratio",
    "alignment-doubt",
];

/// The localization quality issue types of ITS 2.0.
const ITS: &[&str] = &[
    "terminology",
    "mistranslation",
    "omission",
    "untranslated",
    "addition",
    "duplication",
    "inconsistency",
    "grammar",
    "legal",
    "register",
    "locale-specific-content",
    "locale-violation",
    "style",
    "characters",
    "misspelling",
    "typographical",
    "formatting",
    "inconsistent-entities",
    "numbers",
    "markup",
    "pattern-problem",
    "whitespace",
    "internationalization",
    "length",
    "non-conformance",
    "uncategorized",
    "other",
];

/// One side of an example: a segment a line that is not blank, or, for rules about markup, a segment a block of
/// Markdown. Gives the segments of each line or block too.
fn half(name: &str, text: &str, lang: Lang, is_markdown: bool) -> (Half, Vec<Range<usize>>) {
    let source = Arc::new(Source::from_text(name, text));
    let mut places = Vec::new();
    let document = if is_markdown {
        let document = formats::read(Format::MARKDOWN, source).unwrap();
        places.extend((0..document.blocks.len()).map(|index| index..index + 1));
        document
    } else {
        let mut blocks = Vec::new();
        let mut start = 0;
        for line in text.split('\n') {
            let trimmed = line.trim();
            let from = start + line.len() - line.trim_start().len();
            start += line.len() + 1;
            let before = blocks.len();
            if !trimmed.is_empty() {
                let span = Span::new(from, from + trimmed.len());
                blocks.push(Block::new(BlockKind::Unit, Mapped::verbatim(text, span)));
            }
            places.push(before..blocks.len());
        }
        Document { source, blocks }
    };
    let segments = segment(&document.blocks, lang, Mode::Paragraph);
    assert_eq!(segments.len(), document.blocks.len());
    (pipeline::half(document, lang, segments), places)
}

/// The findings of a check on an example, whose lines (or blocks) are paired one by one.
fn findings(check: &dyn Check, example: &Example) -> Vec<Finding> {
    let is_markdown = check.rule().category == Category::Markup;
    with_context(example, is_markdown, |cx| run(check, cx))
}

/// All that a check reports.
fn run(check: &dyn Check, cx: &Context<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for bead in cx.beads() {
        check.bead(&bead, &mut out);
    }
    check.bitext(cx, &mut out);
    check.project(std::slice::from_ref(cx), &mut out);
    out
}

/// What checks see of an example.
fn with_context<T>(example: &Example, is_markdown: bool, see: impl FnOnce(&Context<'_>) -> T) -> T {
    let source_lang = Lang::detect(example.source).unwrap_or(Lang::ARABIC);
    let target_lang = Lang::all().find(|lang| *lang != source_lang).unwrap();
    let (source, source_places) = half("source", example.source, source_lang, is_markdown);
    let (target, target_places) = half("target", example.target, target_lang, is_markdown);
    let mut given = Vec::new();
    for (s, t) in source_places.iter().zip(&target_places) {
        given.push((s.clone(), t.clone()));
    }
    let ends = (source.segments.len(), target.segments.len());
    for s in source_places.iter().skip(given.len()) {
        given.push((s.clone(), ends.1..ends.1));
    }
    for t in target_places.iter().skip(source_places.len()) {
        given.push((ends.0..ends.0, t.clone()));
    }
    given.retain(|(s, t)| !s.is_empty() || !t.is_empty());
    let lexicons = [lexicon::builtin()];
    let aligned = pipeline::align_around(
        source,
        target,
        &given,
        Knowledge {
            lexicons: &lexicons,
            terminology: None,
        },
    );
    let glossary = example.glossary.map(|text| {
        let source = Arc::new(Source::from_text("glossary.toml", text));
        glossary::from_toml(source).unwrap_or_else(|errors| panic!("{errors}"))
    });
    let terms = glossary.as_ref().map_or_else(Terms::default, |glossary| {
        let matched = Matched {
            bitext: &aligned.bitext,
            source: &aligned.source,
            target: &aligned.target,
            links: &aligned.links,
        };
        let hits = Hits::find(
            &Matcher::new(glossary),
            (&aligned.bitext.source, &aligned.source),
            (&aligned.bitext.target, &aligned.target),
        );
        Terms::new(glossary, hits, matched)
    });
    let options = Options::default();
    see(&Context {
        bitext: &aligned.bitext,
        source: &aligned.source,
        target: &aligned.target,
        links: &aligned.links,
        terms: &terms,
        lexicons: &lexicons,
        options: &options,
    })
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    CHECKS.iter().map(|check| check.rule())
}

#[test]
fn every_example_holds() {
    let mut false_ones = Vec::new();
    for check in CHECKS {
        let rule = check.rule();
        for example in rule.examples {
            let found = findings(*check, example);
            let holds = match example.verdict {
                Verdict::Wrong => !found.is_empty(),
                Verdict::Right => found.is_empty(),
            };
            if !holds {
                let messages: Vec<_> = found.iter().map(|finding| &finding.message).collect();
                false_ones.push(format!(
                    "{}, {:?}: {} / {}\n    {messages:?}",
                    rule.name, example.verdict, example.source, example.target
                ));
            }
        }
    }
    assert!(false_ones.is_empty(), "{}", false_ones.join("\n"));
}

#[test]
fn every_finding_says_what_is_wrong_and_what_to_do() {
    for check in CHECKS {
        for example in check.rule().examples {
            for finding in findings(*check, example) {
                let rule = finding.rule.name;
                assert_eq!(rule, check.rule().name);
                assert!(
                    !finding.message.is_empty() && !finding.help.is_empty(),
                    "{rule}"
                );
                assert!(finding.place().is_some(), "{rule} points at nothing");
                assert!(
                    !finding.message.ends_with('.'),
                    "{rule}: {}",
                    finding.message
                );
                assert!(finding.help.ends_with('.'), "{rule}: {}", finding.help);
                for place in [&finding.target, &finding.source].into_iter().flatten() {
                    assert!(
                        place
                            .source
                            .text()
                            .get(place.span.start..place.span.end)
                            .is_some(),
                        "{rule} cuts a character"
                    );
                }
            }
        }
    }
}

#[test]
fn every_rule_is_documented() {
    for rule in rules() {
        let name = rule.name;
        for (field, text) in [
            ("summary", rule.summary),
            ("why", rule.why),
            ("what_to_do", rule.what_to_do),
            ("limits", rule.limits),
        ] {
            assert!(
                text.ends_with(['.', '?', '!']),
                "{name}: {field} is no sentence: {text}"
            );
            assert!(
                !text.contains("  "),
                "{name}: {field} has two spaces in a row"
            );
        }
        assert!(rule.summary.len() < 140, "{name}: the summary is one line");
        assert!(rule.mqm.is_empty() == rule.its.is_empty(), "{name}");
        if rule.category != Category::Project {
            assert!(ITS.contains(&rule.its), "{name}: ITS type {}", rule.its);
            assert!(!rule.mqm.is_empty(), "{name}: MQM type");
        }
        for verdict in [Verdict::Wrong, Verdict::Right] {
            // What the rules of a project report is not in two texts alone: tests/project.rs has their cases.
            assert!(
                rule.category == Category::Project
                    || rule
                        .examples
                        .iter()
                        .any(|example| example.verdict == verdict),
                "{name}: no example is {verdict:?}"
            );
        }
        for example in rule.examples {
            assert!(!example.why.is_empty(), "{name}: an example says not why");
        }
        let mut keys = BTreeSet::new();
        for option in rule.options {
            assert!(keys.insert(option.key), "{name}: {} twice", option.key);
            assert!(
                !option.doc.is_empty() && !option.default.is_empty(),
                "{name}: {}",
                option.key
            );
        }
    }
}

#[test]
fn names_are_those_of_the_interface() {
    let mut names = BTreeSet::new();
    for rule in rules() {
        assert!(names.insert(rule.name), "{} twice", rule.name);
        assert!(
            INTERFACE.contains(&rule.name)
                || LATER.contains(&rule.name)
                || rule.category == Category::Project,
            "{} is no name of the interface",
            rule.name
        );
    }
}

#[test]
fn rules_stand_in_the_order_of_their_families() {
    let categories: Vec<Category> = rules().map(|rule| rule.category).collect();
    assert!(categories.is_sorted(), "{categories:?}");
}

#[test]
fn folder_and_table_agree() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/checks");
    for rule in rules() {
        let file = folder.join(format!("{}.rs", rule.name.replace('-', "_")));
        let text = fs::read_to_string(&file)
            .unwrap_or_else(|error| panic!("{} has no file of its own: {error}", rule.name));
        assert!(
            text.contains(&format!("name: \"{}\"", rule.name)),
            "{} is declared elsewhere",
            rule.name
        );
    }
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else {
            continue;
        };
        let text = fs::read_to_string(&path).unwrap_or_default();
        if text.contains(": Rule = Rule {") {
            let name = stem.replace('_', "-");
            assert!(
                rules().any(|rule| rule.name == name),
                "{name} is in no table"
            );
        }
    }
}

/// The page of the rules is what the program prints. `RULES_UPDATE=1 cargo test --test rules` writes it.
#[test]
fn the_page_of_the_rules_is_current() {
    let printed = Command::new(env!("CARGO_BIN_EXE_mutabiq"))
        .args(["rules", "--markdown"])
        .output()
        .unwrap();
    assert!(printed.status.success());
    let printed = String::from_utf8(printed.stdout).unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("RULES.md");
    if std::env::var_os("RULES_UPDATE").is_some() {
        fs::write(&path, &printed).unwrap();
    }
    let page = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let changed = page
        .lines()
        .zip(printed.lines())
        .position(|(old, new)| old != new)
        .or_else(|| (page != printed).then(|| page.lines().count().min(printed.lines().count())));
    assert!(
        changed.is_none(),
        "RULES.md:{} is not what `mutabiq rules --markdown` prints; RULES_UPDATE=1 cargo test --test rules mends it",
        changed.unwrap_or_default() + 1
    );
    for rule in rules() {
        assert!(page.contains(&format!("\n### {}\n", rule.name)));
    }
}

/// Rules that compare two texts show what they mean in both directions, or at least in both languages.
#[test]
fn examples_are_in_both_languages() {
    for rule in rules().filter(|rule| rule.category != Category::Project) {
        for verdict in [Verdict::Wrong, Verdict::Right] {
            let (mut arabic, mut english) = (false, false);
            for example in rule
                .examples
                .iter()
                .filter(|example| example.verdict == verdict)
            {
                for text in [example.source, example.target] {
                    arabic |= text.chars().any(|c| ('\u{621}'..='\u{64A}').contains(&c));
                    english |= text.chars().any(|c| c.is_ascii_alphabetic());
                }
            }
            assert!(arabic && english, "{}: {verdict:?}", rule.name);
        }
    }
}

/// Pieces that rules look for, and pieces that trip up programs that count characters.
const PIECES: &[&str] = &[
    "الوفد",
    "وصل",
    "لم",
    "لا",
    "ليس",
    "يوم",
    "الثلاثاء",
    "يناير",
    "12",
    "٣٠",
    "3.5",
    "1,250",
    "٪",
    "مليون",
    "ألف",
    "دولار",
    "أيام",
    "كيلومترا",
    "الرابع",
    "والثلاثين",
    "ثمانينيات",
    "روسيا",
    "محمد",
    "the",
    "the",
    "not",
    "Tuesday",
    "January",
    "million",
    "five",
    "weeks",
    "miles",
    "$",
    "€",
    "34th",
    "1980s",
    "Russia",
    "Mohammed",
    "No",
    "Putin's",
    "\"",
    "'",
    "«",
    "»",
    "“",
    "”",
    "„",
    "‘",
    "’",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<b>",
    "</b>",
    "**",
    "#",
    "`",
    "%s",
    "{0}",
    "{{x}}",
    "https://example.org/a?b=c",
    "a@b.example",
    "،",
    "؛",
    "؟",
    "?",
    "!",
    ".",
    ",",
    ";",
    ":",
    "…",
    "-",
    "–",
    "\u{202E}",
    "\u{2067}",
    "\u{2069}",
    "\u{200F}",
    "\u{200D}",
    "\u{FEFF}",
    "\u{00AD}",
    "\u{0640}",
    "\u{064B}",
    "\u{0301}",
    "\u{FEFB}",
    "\u{1F468}\u{200D}\u{1F469}",
    "\u{10FFFF}",
    "\u{0130}",
    "ﬁ",
    "ß",
    "Ω",
    "п",
    "\u{00A0}",
    " ",
    "  ",
    "\t",
    "\u{0085}",
    "\u{2028}",
    "1/2/2023",
    "14:30",
    "IV",
    "x²",
    "½",
    "و",
    "ب",
    "أ",
];

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        3 => Just(" ".to_owned()),
        1 => Just("\n".to_owned()),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// No pair of texts makes a check panic or cut a character, and the same pair gives the same findings.
    #[test]
    fn any_pair_of_texts_is_checked(source in pieces(), target in pieces()) {
        let (source, target): (&'static str, &'static str) = (source.leak(), target.leak());
        let example = Example::wrong(source, target, "");
        for is_markdown in [false, true] {
            let findings = with_context(&example, is_markdown, |cx| {
                CHECKS.iter().flat_map(|check| run(*check, cx)).collect::<Vec<_>>()
            });
            for finding in &findings {
                prop_assert!((0.0..=1.0).contains(&finding.confidence), "{}", finding.rule.name);
                for place in [&finding.target, &finding.source].into_iter().flatten() {
                    let text = place.source.text();
                    prop_assert!(
                        text.get(place.span.start..place.span.end).is_some(),
                        "{} cuts a character", finding.rule.name
                    );
                }
            }
        }
    }
}
