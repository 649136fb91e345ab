//! `rdjson`: the Reviewdog Diagnostic Format. Columns count UTF-8 bytes of the line, from 1; ends are exclusive.

use super::text::sentences;
use super::{Report, paths, plain};
use crate::findings::{Finding, Fix, Severity};
use crate::text::Place;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Whole<'a> {
    source: Tool,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location,
    severity: &'static str,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related>,
}

#[derive(Serialize)]
struct Location {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Code {
    value: &'static str,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Related {
    message: String,
    location: Location,
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    }
}

fn position(place: &Place, at: usize) -> Position {
    let line = place.source.line(at);
    Position {
        line,
        column: at.saturating_sub(place.source.line_span(line).start) + 1,
    }
}

fn range(place: &Place) -> Range {
    Range {
        start: position(place, place.span.start),
        end: position(place, place.span.end),
    }
}

fn location(place: &Place) -> Location {
    Location {
        path: paths::slashed(place.source.path()),
        range: Some(range(place)),
    }
}

/// Reviewdog offers each suggestion by itself, so only a fix of one edit, in the finding's own file, is one.
fn suggestions<'a>(place: Option<&Place>, fix: Option<&'a Fix>) -> Vec<Suggestion<'a>> {
    match (place, fix.map(|fix| &fix.edits[..])) {
        (Some(place), Some([edit])) if edit.place.source.path() == place.source.path() => {
            vec![Suggestion {
                range: range(&edit.place),
                text: &edit.replacement,
            }]
        }
        _ => Vec::new(),
    }
}

fn diagnostic<'a>(report: &Report<'_>, finding: &'a Finding) -> Diagnostic<'a> {
    let counterpart = finding
        .source
        .as_ref()
        .filter(|_| finding.target.is_some())
        .map(|place| Related {
            message: "Source text".to_owned(),
            location: location(place),
        });
    let related = finding.related.iter().map(|related| Related {
        message: plain(&related.message),
        location: location(&related.place),
    });
    Diagnostic {
        message: sentences(&finding.message, &finding.help),
        location: match finding.place() {
            Some(place) => location(place),
            None => Location {
                path: paths::anywhere(report),
                range: None,
            },
        },
        severity: severity(finding.severity),
        code: Code {
            value: finding.rule.name,
        },
        suggestions: suggestions(finding.place(), finding.fix.as_ref()),
        related_locations: counterpart.into_iter().chain(related).collect(),
    }
}

/// Writes the findings that count.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let whole = Whole {
        source: Tool {
            name: env!("CARGO_PKG_NAME"),
        },
        diagnostics: report
            .gravest_first()
            .into_iter()
            .map(|finding| diagnostic(report, finding))
            .collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    writeln!(out)
}
