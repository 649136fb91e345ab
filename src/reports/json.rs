//! `json` and `jsonl`: for programs. The shape is fixed by the interface.

use super::{Report, Statistics};
use crate::findings::{Finding, Fix, Related, Severity, TermStatus, TermUse};
use crate::text::Place;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Whole<'a> {
    version: u32,
    tool: Tool,
    documents: Vec<Document<'a>>,
    findings: Vec<FindingJson<'a>>,
    terms: Vec<TermJson<'a>>,
    summary: Summary,
    #[serde(skip_serializing_if = "Option::is_none")]
    statistics: Option<Statistics>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Document<'a> {
    source: &'a str,
    target: &'a str,
    source_segments: usize,
    target_segments: usize,
    beads: usize,
    parallel: f64,
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
    infos: usize,
}

#[derive(Serialize)]
struct PlaceJson<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
}

#[derive(Serialize)]
struct RelatedJson<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: PlaceJson<'a>,
}

#[derive(Serialize)]
struct FixJson<'a> {
    safe: bool,
    edits: Vec<EditJson<'a>>,
}

#[derive(Serialize)]
struct EditJson<'a> {
    path: &'a str,
    start: usize,
    end: usize,
    replacement: &'a str,
}

#[derive(Serialize)]
struct FindingJson<'a> {
    rule: &'static str,
    severity: Severity,
    confidence: f64,
    message: &'a str,
    help: &'a str,
    mqm: &'static str,
    its: &'static str,
    bead: Option<usize>,
    source: Option<PlaceJson<'a>>,
    target: Option<PlaceJson<'a>>,
    related: Vec<RelatedJson<'a>>,
    fix: Option<FixJson<'a>>,
    fingerprint: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressed: Option<&'a str>,
}

#[derive(Serialize)]
struct TermJson<'a> {
    id: &'a str,
    bead: usize,
    status: TermStatus,
    source: Option<PlaceJson<'a>>,
    target: Option<PlaceJson<'a>>,
}

fn place(place: &Place) -> PlaceJson<'_> {
    let (start, end) = (place.start(), place.end());
    let file = place.file_span();
    PlaceJson {
        path: place.source.path(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        start: file.start,
        end: file.end,
        text: place.text(),
        label: place.label.as_deref(),
    }
}

fn related(related: &Related) -> RelatedJson<'_> {
    RelatedJson {
        message: &related.message,
        place: place(&related.place),
    }
}

fn fix(fix: &Fix) -> FixJson<'_> {
    let edits = fix.edits.iter().map(|edit| {
        let file = edit.place.file_span();
        EditJson {
            path: edit.place.source.path(),
            start: file.start,
            end: file.end,
            replacement: &edit.replacement,
        }
    });
    FixJson {
        safe: fix.safe,
        edits: edits.collect(),
    }
}

fn finding(finding: &Finding) -> FindingJson<'_> {
    FindingJson {
        rule: finding.rule.name,
        severity: finding.severity,
        confidence: rounded(finding.confidence),
        message: &finding.message,
        help: &finding.help,
        mqm: finding.rule.mqm,
        its: finding.rule.its,
        bead: finding.bead,
        source: finding.source.as_ref().map(place),
        target: finding.target.as_ref().map(place),
        related: finding.related.iter().map(related).collect(),
        fix: finding.fix.as_ref().map(fix),
        fingerprint: &finding.fingerprint,
        suppressed: finding.suppressed.as_deref(),
    }
}

fn term(term: &TermUse) -> TermJson<'_> {
    TermJson {
        id: &term.id,
        bead: term.bead,
        status: term.status,
        source: term.source.as_ref().map(place),
        target: term.target.as_ref().map(place),
    }
}

/// Three decimals are more than any estimate here deserves, and keep the output free of float noise.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// Writes the whole report as one object.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let documents = report.bitexts.iter().map(|bitext| Document {
        source: bitext.source.source.path(),
        target: bitext.target.source.path(),
        source_segments: bitext.source.segments.len(),
        target_segments: bitext.target.segments.len(),
        beads: bitext.beads.len(),
        parallel: rounded(bitext.parallel),
    });
    let whole = Whole {
        version: 1,
        tool: Tool {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        },
        documents: documents.collect(),
        findings: report.findings.iter().map(finding).collect(),
        terms: report.terms.iter().map(term).collect(),
        summary: Summary {
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            infos: report.count(Severity::Info),
        },
        statistics: report.style.statistics.then(|| Statistics::of(report)),
    };
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    writeln!(out)
}

/// Writes one finding a line.
pub fn write_lines(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for found in report.findings {
        serde_json::to_writer(&mut *out, &finding(found))?;
        writeln!(out)?;
    }
    Ok(())
}
