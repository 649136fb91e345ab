//! Running one check on a pair of texts, for the checks' own tests.

use super::{Check, Context, Hits, Matched, Terms, rules};
use crate::align::{Features, Input};
use crate::bitext::{Bead, Bitext, Half, UnitState};
use crate::document::{Block, BlockKind, Segment};
use crate::findings::{Category, Finding, Options, Verdict};
use crate::formats::{self, Format};
use crate::glossary::{self, Matcher};
use crate::lang::{Analysis, Lang};
use crate::lexicon;
use crate::segment::{Mode, segment};
use crate::text::{Mapped, Source, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::sync::Arc;

/// One side: a segment a line that is not blank. Gives the segment of each line too.
fn half(path: &str, text: &str, lang: Lang) -> (Half, Vec<Option<usize>>) {
    let source = Arc::new(Source::from_text(path, text));
    let (mut blocks, mut segments, mut lines) = (Vec::new(), Vec::new(), Vec::new());
    let mut at = 0;
    for line in text.split('\n') {
        let trimmed = line.trim();
        let start = at + line.len() - line.trim_start().len();
        at += line.len() + 1;
        if trimmed.is_empty() {
            lines.push(None);
            continue;
        }
        let block = Block::new(
            BlockKind::Unit,
            Mapped::verbatim(text, Span::new(start, start + trimmed.len())),
        );
        lines.push(Some(segments.len()));
        segments.push(Segment::cut(
            blocks.len(),
            &block,
            Span::new(0, trimmed.len()),
        ));
        blocks.push(block);
    }
    (
        Half {
            source,
            lang,
            blocks,
            segments,
        },
        lines,
    )
}

/// The findings of a check on two texts whose lines are paired one by one; a blank line has no counterpart.
pub fn findings(check: &dyn Check, source: &str, target: &str) -> Vec<Finding> {
    findings_with(check, None, source, target)
}

/// The same with a glossary in TOML.
pub fn findings_with(
    check: &dyn Check,
    glossary: Option<&str>,
    source: &str,
    target: &str,
) -> Vec<Finding> {
    run(check, glossary, &Options::default(), paired(source, target))
}

/// Two texts whose lines are paired one by one.
fn paired(source: &str, target: &str) -> Bitext {
    let source_lang = Lang::detect(source).unwrap_or(Lang::ARABIC);
    let other = if source_lang == Lang::ARABIC {
        Lang::ENGLISH
    } else {
        Lang::ARABIC
    };
    let (source, source_lines) = half("source.txt", source, source_lang);
    let (target, target_lines) = half("target.txt", target, other);
    let mut beads = Vec::new();
    let (mut i, mut j) = (0, 0);
    for line in 0..source_lines.len().max(target_lines.len()) {
        let s = usize::from(source_lines.get(line).copied().flatten().is_some());
        let t = usize::from(target_lines.get(line).copied().flatten().is_some());
        if s + t > 0 {
            beads.push(Bead {
                source: i..i + s,
                target: j..j + t,
                score: 1.0,
                given: true,
                state: UnitState::Translated,
            });
        }
        (i, j) = (i + s, j + t);
    }
    bitext(source, target, beads)
}

/// The same with options, and with the bitext changed before the check sees it.
pub fn findings_changed(
    check: &dyn Check,
    source: &str,
    target: &str,
    options: &Options,
    change: impl FnOnce(&mut Bitext),
) -> Vec<Finding> {
    let mut bitext = paired(source, target);
    change(&mut bitext);
    run(check, None, options, bitext)
}

/// One side, read as Markdown: a segment a block.
fn markdown(path: &str, text: &str, lang: Lang) -> Half {
    let source = Arc::new(Source::from_text(path, text));
    let document = formats::read(Format::MARKDOWN, source).unwrap();
    let segments = segment(&document.blocks, lang, Mode::Paragraph);
    Half {
        source: document.source,
        lang,
        blocks: document.blocks,
        segments,
    }
}

/// The findings of a check on two Markdown texts whose blocks are paired one by one.
pub fn findings_in_markdown(check: &dyn Check, source: &str, target: &str) -> Vec<Finding> {
    let source_lang = Lang::detect(source).unwrap_or(Lang::ARABIC);
    let target_lang = if source_lang == Lang::ARABIC {
        Lang::ENGLISH
    } else {
        Lang::ARABIC
    };
    let source = markdown("source.md", source, source_lang);
    let target = markdown("target.md", target, target_lang);
    let (m, n) = (source.segments.len(), target.segments.len());
    let beads = (0..m.max(n))
        .map(|index| Bead {
            source: index.min(m)..(index + 1).min(m),
            target: index.min(n)..(index + 1).min(n),
            score: 1.0,
            given: true,
            state: UnitState::Translated,
        })
        .collect();
    run(
        check,
        None,
        &Options::default(),
        bitext(source, target, beads),
    )
}

fn bitext(source: Half, target: Half, beads: Vec<Bead>) -> Bitext {
    Bitext {
        source,
        target,
        beads,
        parallel: 1.0,
    }
}

fn run(
    check: &dyn Check,
    glossary: Option<&str>,
    options: &Options,
    bitext: Bitext,
) -> Vec<Finding> {
    let analyse = |half: &Half| -> Vec<Analysis> {
        half.segments
            .iter()
            .map(|segment| Analysis::new(segment.as_str(), half.lang, &segment.held()))
            .collect()
    };
    let (source, target) = (analyse(&bitext.source), analyse(&bitext.target));
    let lexicons = [lexicon::builtin()];
    let features = Features::new(
        Input {
            lang: bitext.source.lang,
            segments: &bitext.source.segments,
            analyses: Some(&source),
        },
        Input {
            lang: bitext.target.lang,
            segments: &bitext.target.segments,
            analyses: Some(&target),
        },
        &lexicons,
        None,
    );
    let links = features.word_links(&bitext.beads);
    let glossary = glossary.map(|text| {
        let source = Arc::new(Source::from_text("glossary.toml", text));
        glossary::from_toml(source).unwrap_or_else(|errors| panic!("{errors}"))
    });
    let terms = glossary.as_ref().map_or_else(Terms::default, |glossary| {
        let matched = Matched {
            bitext: &bitext,
            source: &source,
            target: &target,
            links: &links,
        };
        let hits = Hits::find(
            &Matcher::new(glossary),
            (&bitext.source, &source),
            (&bitext.target, &target),
        );
        Terms::new(glossary, hits, matched)
    });
    let cx = Context {
        terms: &terms,
        bitext: &bitext,
        source: &source,
        target: &target,
        links: &links,
        lexicons: &lexicons,
        options,
    };
    let mut out = Vec::new();
    for bead in cx.beads() {
        check.bead(&bead, &mut out);
    }
    check.bitext(&cx, &mut out);
    check.project(&[cx], &mut out);
    note(check, &bitext, !out.is_empty());
    out
}

/// Names a file to which every case is written that a test holds.
const CASES: &str = "MUTABIQ_CASES";

/// Writes a case down where somebody counts them.
fn note(check: &dyn Check, bitext: &Bitext, reported: bool) {
    let Some(path) = std::env::var_os(CASES) else {
        return;
    };
    let line = format!(
        "{}\t{reported}\t{}\t{:?}\t{:?}\n",
        check.rule().name,
        bitext.parallel,
        bitext.source.source.text(),
        bitext.target.source.text()
    );
    let mut file = std::fs::OpenOptions::new().append(true).open(path).unwrap();
    file.write_all(line.as_bytes()).unwrap();
}

/// How many different pairs each rule is held to report, and how many to leave alone.
const LEAST: usize = 15;

/// Runs the tests of the checks once more and counts the pairs that they hold.
#[test]
fn every_rule_has_cases_enough_of_either_kind() {
    let list = std::env::temp_dir().join(format!("mutabiq-cases-{}.tsv", std::process::id()));
    std::fs::write(&list, "").unwrap();
    let run = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["checks::", "--skip", "every_rule_has_cases_enough"])
        .env(CASES, &list)
        .output()
        .unwrap();
    let lines = std::fs::read_to_string(&list).unwrap();
    let _ = std::fs::remove_file(&list);
    assert!(run.status.success(), "the tests of the checks fail");
    let mut cases: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for line in lines.lines() {
        let mut fields = line.splitn(3, '\t');
        if let (Some(rule), Some(reported), Some(pair)) =
            (fields.next(), fields.next(), fields.next())
        {
            cases.entry((rule, reported)).or_default().insert(pair);
        }
    }
    let mut few = Vec::new();
    // The cases of terms are in tests/terms, those of projects in tests/project.rs.
    for rule in
        rules().filter(|rule| !matches!(rule.category, Category::Project | Category::Terminology))
    {
        for reported in ["true", "false"] {
            let count = cases.get(&(rule.name, reported)).map_or(0, BTreeSet::len);
            if count < LEAST {
                few.push(format!("{} reported {reported}: {count}", rule.name));
            }
        }
    }
    assert!(
        few.is_empty(),
        "fewer than {LEAST} cases:\n{}",
        few.join("\n")
    );
}

/// Holds that the check reports the pair.
pub fn flags(check: &dyn Check, source: &str, target: &str) {
    flags_with(check, None, source, target);
}

/// The same with a glossary in TOML.
pub fn flags_with(check: &dyn Check, glossary: Option<&str>, source: &str, target: &str) {
    let found = findings_with(check, glossary, source, target);
    assert!(
        !found.is_empty(),
        "{} is silent on {source:?} / {target:?}",
        check.rule().name
    );
}

/// Holds that the check doesn't report the pair.
pub fn silent(check: &dyn Check, source: &str, target: &str) {
    silent_with(check, None, source, target);
}

/// The same with a glossary in TOML.
pub fn silent_with(check: &dyn Check, glossary: Option<&str>, source: &str, target: &str) {
    let found = findings_with(check, glossary, source, target);
    let messages: Vec<_> = found.iter().map(|finding| &finding.message).collect();
    assert!(
        found.is_empty(),
        "{} reports {source:?} / {target:?}: {messages:?}",
        check.rule().name
    );
}

/// Holds every example of the check's documentation.
pub fn examples(check: &dyn Check) {
    for example in check.rule().examples {
        let run = match example.verdict {
            Verdict::Wrong => flags_with,
            Verdict::Right => silent_with,
        };
        run(check, example.glossary, example.source, example.target);
    }
}
