//! Every report format on the same findings: snapshots, what hostile text must not do, and what readers of the
//! formats demand.

#[path = "reports_fixture/mod.rs"]
mod fixture;

use fixture::{Found, found};
use mutabiq::reports::{FORMATS, Report, Show, Style, alignment};

fn written(report: &Report<'_>, format: &str) -> String {
    let format = mutabiq::reports::format(format).expect("the format is known");
    let mut out = Vec::new();
    (format.write)(report, &mut out).expect("a vector can be written to");
    String::from_utf8(out).expect("reports are UTF-8")
}

fn write(found: &Found, format: &str) -> String {
    written(&found.report(Style::default()), format)
}

/// Characters that a reader of the snapshot would not see, as escapes.
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' => "\n".to_owned(),
            c if c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}') => {
                format!("\\u{{{:x}}}", c as u32)
            }
            c => c.to_string(),
        })
        .collect()
}

/// The page without its style sheet and script, which are not the templates' work.
fn page(html: &str) -> String {
    let mut out = html.to_owned();
    for (start, end) in [("<style>", "</style>"), ("<script>", "</script>")] {
        let from = out.find(start).expect("the page has it") + start.len();
        let to = from + out[from..].find(end).expect("it ends");
        out.replace_range(from..to, "…");
    }
    let from = out.find("style-src").expect("there is a policy");
    let to = from + out[from..].find("; base-uri").expect("it goes on");
    out.replace_range(from..to, "…");
    out
}

fn indented(json: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(json).expect("it is JSON");
    serde_json::to_string_pretty(&value).expect("it was JSON")
}

const TERMINAL: Style = Style {
    terminal: true,
    colour: true,
    width: 120,
    show: Show::All,
    statistics: false,
};

#[test]
fn pretty_on_a_pipe() {
    insta::assert_snapshot!(visible(&write(&found(false), "pretty")));
}

#[test]
fn pretty_on_a_wide_terminal() {
    let found = found(false);
    insta::assert_snapshot!(visible(&written(&found.report(TERMINAL), "pretty")));
}

#[test]
fn pretty_on_a_narrow_terminal_without_colour() {
    let found = found(false);
    let style = Style {
        colour: false,
        width: 44,
        statistics: true,
        ..TERMINAL
    };
    insta::assert_snapshot!(visible(&written(&found.report(style), "pretty")));
}

#[test]
fn pretty_with_hostile_text() {
    let mut found = found(true);
    found.findings.drain(..found.findings.len() - 1);
    insta::assert_snapshot!(visible(&write(&found, "pretty")));
}

#[test]
fn pretty_parts() {
    let mut found = found(false);
    let style = |show| Style {
        show,
        ..Style::default()
    };
    let all = write(&found, "pretty");
    let findings = written(&found.report(style(Show::Findings)), "pretty");
    let summary = written(&found.report(style(Show::Summary)), "pretty");
    assert_eq!(format!("{findings}{summary}"), all);
    insta::assert_snapshot!(summary);
    found.findings.clear();
    assert_eq!(written(&found.report(style(Show::Findings)), "pretty"), "");
    assert_eq!(
        write(&found, "pretty"),
        "No findings in 1 pair (7 beads).\n"
    );
}

#[test]
fn rows_of_a_terminal_are_not_longer_than_it_is_wide() {
    let found = found(true);
    for width in [34, 40, 60, 80, 100, 160] {
        let style = Style {
            colour: false,
            width,
            ..TERMINAL
        };
        for line in written(&found.report(style), "pretty").lines() {
            // Paths are not broken: they are clicked on.
            if line.contains("-->") {
                continue;
            }
            let columns = unicode_width::UnicodeWidthStr::width(line);
            assert!(columns <= width, "{columns} > {width}: {}", visible(line));
        }
    }
}

#[test]
fn concise() {
    insta::assert_snapshot!(visible(&write(&found(true), "concise")));
}

#[test]
fn json() {
    let found = found(true);
    let style = Style {
        statistics: true,
        ..Style::default()
    };
    insta::assert_snapshot!(visible(&written(&found.report(style), "json")));
    assert!(!write(&found, "json").contains("\"statistics\""));
    assert_eq!(write(&found, "jsonl").lines().count(), found.findings.len());
}

#[test]
fn sarif() {
    insta::assert_snapshot!(visible(&indented(&write(&found(true), "sarif"))));
}

#[test]
fn github() {
    insta::assert_snapshot!(visible(&write(&found(true), "github")));
}

#[test]
fn gitlab() {
    insta::assert_snapshot!(visible(&write(&found(true), "gitlab")));
}

#[test]
fn junit() {
    insta::assert_snapshot!(visible(&write(&found(true), "junit")));
}

#[test]
fn rdjson() {
    insta::assert_snapshot!(visible(&write(&found(true), "rdjson")));
}

#[test]
fn html() {
    insta::assert_snapshot!(visible(&page(&write(&found(true), "html"))));
}

#[test]
fn alignments() {
    let found = found(true);
    // Formats for other programs are tested where they are read back.
    let shown = |name: &str| matches!(name, "html" | "tsv" | "jsonl");
    for format in alignment::ALIGNMENT_FORMATS
        .iter()
        .filter(|format| shown(format.name))
    {
        let mut out = Vec::new();
        format
            .write(&found.bitexts, &mut out)
            .expect("a vector can be written to");
        let text = String::from_utf8(out).expect("alignments are UTF-8");
        let text = if format.name == "html" {
            page(&text)
        } else {
            text
        };
        insta::assert_snapshot!(format!("alignment_{}", format.name), visible(&text));
    }
}

#[test]
fn parts_of_a_large_file_are_one_document() {
    let whole = found(false);
    let first = &whole.bitexts[0];
    // The same two files again, as a second part with a finding in its first bead.
    let mut found = found(false);
    let second = found.bitexts[0].clone();
    let mut finding = found.findings[0].clone();
    let source = std::sync::Arc::new(mutabiq::text::Source::from_text(
        second.source.source.path(),
        second.source.source.text(),
    ));
    let target = std::sync::Arc::new(mutabiq::text::Source::from_text(
        second.target.source.path(),
        second.target.source.text(),
    ));
    for (place, source) in [
        (&mut finding.source, &source),
        (&mut finding.target, &target),
    ] {
        if let Some(place) = place {
            place.source = std::sync::Arc::clone(source);
        }
    }
    found.findings.push(finding);
    let mut second = second;
    second.source.source = source;
    second.target.source = target;
    found.bitexts.push(second);
    let json: serde_json::Value = serde_json::from_str(&write(&found, "json")).expect("it is JSON");
    let documents = json["documents"].as_array().expect("they are listed");
    assert_eq!(documents.len(), 1);
    let beads = first.beads.len();
    assert_eq!(documents[0]["beads"], 2 * beads);
    let last = json["findings"].as_array().and_then(|all| all.last());
    assert_eq!(last.expect("there is one")["bead"], beads + 1);
    assert!(write(&found, "pretty").contains("in 1 pair:"));
    let html = write(&found, "html");
    assert_eq!(html.matches("<section class=\"d\"").count(), 1);
    assert!(html.contains(&format!("id=\"b0-{}\"", 2 * beads - 1)));
    let junit =
        quick_junit::Report::deserialize_from_str(&write(&found, "junit")).expect("it can be read");
    assert_eq!(junit.test_suites.len(), 2);
    let mut out = Vec::new();
    let jsonl = alignment::format("jsonl").expect("it is known");
    jsonl
        .write(&found.bitexts, &mut out)
        .expect("a vector can be written to");
    let text = String::from_utf8(out).expect("it is UTF-8");
    let last: serde_json::Value =
        serde_json::from_str(text.lines().last().expect("there is a line")).expect("it is JSON");
    assert_eq!(last["bead"], 2 * beads - 1);
    assert_eq!(
        last["source"]["segments"][0],
        2 * first.source.segments.len() - 1
    );
}

#[test]
fn every_format_writes_reports_with_nothing_in_them() {
    for format in FORMATS {
        written(&Report::default(), format.name);
    }
}

#[test]
fn formats_for_people_let_no_control_character_through() {
    let found = found(true);
    for name in ["pretty", "concise", "github", "junit", "html"] {
        let text = write(&found, name);
        // The fixture's own words between brackets are there, so something was written.
        assert!(text.contains("alert(1)"), "{name}");
        let bad = text.chars().find(|c| {
            c.is_control() && *c != '\n'
                || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200B}')
        });
        assert_eq!(bad, None, "{name}");
    }
}

#[test]
fn a_page_has_no_element_that_comes_from_the_texts() {
    let found = found(true);
    let html = write(&found, "html");
    assert_eq!(html.matches("<script").count(), 1);
    assert_eq!(html.matches("</script>").count(), 1);
    for element in ["<img", "<b>", "<i>", "onerror=alert(1)>\""] {
        assert!(!html.contains(element), "{element}");
    }
    assert!(!html.contains("http://b\"") && !html.contains("style=\""));
}

#[test]
fn annotations_are_one_line_each_and_say_when_there_are_too_many() {
    let found = fixture::large(300);
    let text = write(&found, "github");
    assert_eq!(text.lines().count(), found.findings.len() + 1);
    assert!(
        text.lines()
            .last()
            .is_some_and(|line| line.starts_with("mutabiq: errors "))
    );
    let levels: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("::")?.split(' ').next())
        .collect();
    let order = ["error", "warning", "notice"];
    assert!(
        levels.is_sorted_by_key(|level| order.iter().position(|known| known == level)),
        "{levels:?}"
    );
    for line in write(&fixture::found(true), "github").lines() {
        assert!(line.starts_with("::"), "{line}");
    }
}

#[test]
fn fingerprints_of_code_quality_are_unique() {
    let mut found = found(true);
    for finding in &mut found.findings {
        finding.fingerprint = "same".to_owned();
    }
    let issues: Vec<serde_json::Value> =
        serde_json::from_str(&write(&found, "gitlab")).expect("it is JSON");
    let mut prints: Vec<&str> = issues
        .iter()
        .map(|issue| issue["fingerprint"].as_str().expect("it is a string"))
        .collect();
    let count = prints.len();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(prints.len(), count);
}

/// The Reviewdog Diagnostic Format as its JSON schema has it; unknown keys are errors.
mod rdf {
    use serde::Deserialize;

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct DiagnosticResult {
        pub source: Source,
        pub diagnostics: Vec<Diagnostic>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Source {
        pub name: String,
        #[serde(rename = "url")]
        pub _url: Option<String>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Diagnostic {
        pub message: String,
        pub location: Location,
        pub severity: Severity,
        pub code: Code,
        #[serde(default)]
        pub suggestions: Vec<Suggestion>,
        #[serde(default)]
        pub related_locations: Vec<RelatedLocation>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "UPPERCASE")]
    pub enum Severity {
        Error,
        Warning,
        Info,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Location {
        pub path: String,
        pub range: Option<Range>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Range {
        pub start: Position,
        pub end: Position,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub struct Position {
        pub line: usize,
        pub column: usize,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Code {
        pub value: String,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Suggestion {
        pub range: Range,
        pub text: String,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct RelatedLocation {
        pub message: String,
        pub location: Location,
    }
}

#[test]
fn rdjson_has_the_shape_of_its_schema_and_byte_columns() {
    let found = found(true);
    let read: rdf::DiagnosticResult =
        serde_json::from_str(&write(&found, "rdjson")).expect("the shape is known");
    assert_eq!(read.source.name, "mutabiq");
    // What is suppressed is not reported.
    assert_eq!(read.diagnostics.len(), found.findings.len() - 1);
    let number = &read.diagnostics[0];
    assert_eq!(number.severity, rdf::Severity::Error);
    assert_eq!(number.code.value, "number-mismatch");
    assert!(number.message.contains("30"));
    let place = found.findings[0].target.as_ref().expect("it has one");
    let line = place
        .source
        .line_span(place.start().line)
        .of(place.source.text());
    let range = number.location.range.as_ref().expect("it has one");
    assert_eq!(number.location.path, "en/news.md");
    assert_eq!(&line[range.start.column - 1..range.end.column - 1], "13");
    let [suggestion] = &number.suggestions[..] else {
        panic!("there is one suggestion");
    };
    assert_eq!(suggestion.text, "30");
    assert_eq!(suggestion.range.start, range.start);
    let [source] = &number.related_locations[..] else {
        panic!("there is one counterpart");
    };
    let source_range = source.location.range.as_ref().expect("it has one");
    let arabic = found.findings[0].source.as_ref().expect("it has one");
    let line = arabic
        .source
        .line_span(source_range.start.line)
        .of(arabic.source.text());
    assert_eq!(
        &line[source_range.start.column - 1..source_range.end.column - 1],
        "30"
    );
    assert_eq!(source.message, "Source text");
}

#[test]
fn sarif_keeps_to_the_limits_of_code_scanning() {
    let found = fixture::large(2_600);
    let mut many = Vec::new();
    for _ in 0..100 {
        many.extend(found.findings.iter().cloned());
    }
    let report = Report {
        findings: &many,
        ..found.report(Style::default())
    };
    let log: serde_json::Value =
        serde_json::from_str(&written(&report, "sarif")).expect("it is JSON");
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("there are results");
    assert_eq!(results.len(), 25_000);
    let levels: Vec<u8> = results
        .iter()
        .map(|result| match result["level"].as_str() {
            Some("error") => 0,
            Some("warning") => 1,
            _ => 2,
        })
        .collect();
    assert!(levels.is_sorted());
    let note = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert!(
        note.as_str()
            .is_some_and(|note| note.starts_with("1000 findings"))
    );
    for rule in run["tool"]["driver"]["rules"]
        .as_array()
        .expect("they are listed")
    {
        assert!(
            rule["properties"]["tags"]
                .as_array()
                .is_some_and(|tags| tags.len() <= 20)
        );
        for key in ["shortDescription", "fullDescription", "help"] {
            let text = rule[key]["text"].as_str().expect("it is a text");
            assert!(!text.is_empty() && (key == "help" || text.chars().count() <= 1024));
        }
    }
    for result in results {
        let region = &result["locations"][0]["physicalLocation"]["region"];
        for key in ["startLine", "startColumn", "endLine", "endColumn"] {
            assert!(region[key].as_u64().is_some_and(|number| number > 0));
        }
    }
}

#[test]
fn junit_is_read_by_a_parser_of_its_own_format() {
    let found = found(true);
    let read =
        quick_junit::Report::deserialize_from_str(&write(&found, "junit")).expect("it can be read");
    assert_eq!(read.test_suites.len(), 3);
    assert_eq!(read.tests, 2 * fixture::RULES.len() + fixture::RULES.len());
    // Infos fail nothing: quotes and name-variants pass with a note.
    assert_eq!(read.failures, 5 + 1 + 1);
    let hostile = &read.test_suites[1].test_cases[0];
    let quick_junit::TestCaseStatus::NonSuccess { description, .. } = &hostile.status else {
        panic!("the hostile pair fails");
    };
    let text = description.as_ref().expect("it is described").as_str();
    assert!(text.contains("]]>") && text.contains("<![CDATA[") && !text.contains('\u{1b}'));
}

mod arbitrary {
    use super::*;
    use mutabiq::bitext::Bitext;
    use mutabiq::findings::{Finding, TermStatus, TermUse};
    use mutabiq::lang::Lang;
    use mutabiq::text::{Place, Span};
    use proptest::prelude::*;
    use std::sync::Arc;

    /// A span of a text from two fractions of it.
    fn span(text: &str, from: u16, length: u8) -> Span {
        let floor = |at: usize| {
            (0..=at.min(text.len()))
                .rev()
                .find(|at| text.is_char_boundary(*at))
                .unwrap_or(0)
        };
        let start = floor(usize::from(from) * text.len() / usize::from(u16::MAX));
        Span::new(start, floor(start + usize::from(length)))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

        /// Whatever the texts hold and wherever the places lie, every format writes every report.
        #[test]
        fn no_text_and_no_place_makes_a_format_fail(
            source in r"(\PC|[ء-ي]|\s|\x{202E}|\x1b){0,200}",
            target in r"(\PC|[a-z ]|\s|\x{200D}){0,200}",
            places in prop::collection::vec((any::<bool>(), any::<u16>(), any::<u8>(), 0usize..8), 0..6),
            width in 0usize..140,
        ) {
            let source = fixture::half("a.txt", &source, Lang::ARABIC);
            let target = fixture::half("b.txt", &target, Lang::ENGLISH);
            let (s, t) = (source.segments.len(), target.segments.len());
            let mut kinds = vec![(1, 1); s.min(t)];
            kinds.extend(vec![(1, 0); s - s.min(t)]);
            kinds.extend(vec![(0, 1); t - s.min(t)]);
            let bitext = Bitext { source, target, beads: fixture::beads(&kinds), parallel: 1.0 };
            let (mut findings, mut terms) = (Vec::new(), Vec::new());
            for (of_source, from, length, bead) in places {
                let half = if of_source { &bitext.source } else { &bitext.target };
                let place = Place {
                    source: Arc::clone(&half.source),
                    span: span(half.source.text(), from, length),
                    label: None,
                };
                let mut finding = Finding::new(fixture::RULES[bead], 0.5, place.text(), place.text())
                    .related(place.clone(), place.text());
                if length % 3 == 0 {
                    finding = finding.fix(true, place.clone(), place.text());
                }
                finding = if of_source {
                    finding.source(place.clone())
                } else {
                    finding.target(place.clone())
                };
                terms.push(TermUse {
                    id: place.text().to_owned(),
                    bead,
                    status: TermStatus::Ok,
                    source: Some(place.clone()),
                    target: (!of_source).then_some(place),
                });
                findings.push(if length % 2 == 0 { finding.in_bead(bead) } else { finding });
            }
            let bitexts = [bitext];
            for terminal in [false, true] {
                let report = Report {
                    bitexts: &bitexts,
                    findings: &findings,
                    terms: &terms,
                    style: Style { terminal, colour: terminal, width, statistics: true, show: Show::All },
                    ..Report::default()
                };
                for format in FORMATS {
                    let text = written(&report, format.name);
                    if matches!(format.name, "sarif" | "gitlab" | "rdjson" | "json") {
                        let read: Result<serde_json::Value, _> = serde_json::from_str(&text);
                        prop_assert!(read.is_ok(), "{} is JSON", format.name);
                    }
                }
                let junit = written(&report, "junit");
                prop_assert!(quick_junit::Report::deserialize_from_str(&junit).is_ok(), "{junit}");
            }
            let one_file = |format: &&alignment::AlignmentFormat| !matches!(format.files, alignment::Files::Two(_));
            for format in alignment::ALIGNMENT_FORMATS.iter().filter(one_file) {
                format.write(&bitexts, &mut Vec::new()).expect("a vector can be written to");
            }
        }
    }
}
