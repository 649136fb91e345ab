//! `json` and `jsonl`: for programs. The shape is fixed by the interface.

use super::excerpt::Documents;
use super::{PartWriter, Report, Statistics, Style, Totals};
use crate::bitext::Bitext;
use crate::findings::{Finding, Fix, Related, Severity, TermStatus, TermUse};
use crate::text::Place;
use serde::Serialize;
use std::fs::File;
use std::io::{self, BufWriter, Seek as _, Write};

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

const VERSION: u32 = 1;
const TOOL: Tool = Tool {
    name: env!("CARGO_PKG_NAME"),
    version: env!("CARGO_PKG_VERSION"),
};

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

fn finding<'a>(documents: &Documents<'_>, finding: &'a Finding) -> FindingJson<'a> {
    FindingJson {
        rule: finding.rule.name,
        severity: finding.severity,
        confidence: rounded(finding.confidence),
        message: &finding.message,
        help: &finding.help,
        mqm: finding.rule.mqm,
        its: finding.rule.its,
        bead: finding
            .bead
            .map(|bead| documents.bead_of(documents.of(finding), bead)),
        source: finding.source.as_ref().map(place),
        target: finding.target.as_ref().map(place),
        related: finding.related.iter().map(related).collect(),
        fix: finding.fix.as_ref().map(fix),
        fingerprint: &finding.fingerprint,
        suppressed: finding.suppressed.as_deref(),
    }
}

fn term<'a>(documents: &Documents<'_>, term: &'a TermUse) -> TermJson<'a> {
    let home = documents.of_places(term.target.as_ref(), term.source.as_ref());
    TermJson {
        id: &term.id,
        bead: documents.bead_of(home, term.bead),
        status: term.status,
        source: term.source.as_ref().map(place),
        target: term.target.as_ref().map(place),
    }
}

/// Three decimals are more than any estimate here deserves, and keep the output free of float noise.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// The parts of a document.
fn document(parts: &[Bitext]) -> Option<Document<'_>> {
    let first = parts.first()?;
    let sum = |count: fn(&Bitext) -> usize| parts.iter().map(count).sum::<usize>();
    let beads = sum(|part| part.beads.len());
    let parallel: f64 = parts
        .iter()
        .map(|part| part.parallel * part.beads.len() as f64)
        .sum();
    Some(Document {
        source: first.source.source.path(),
        target: first.target.source.path(),
        source_segments: sum(|part| part.source.segments.len()),
        target_segments: sum(|part| part.target.segments.len()),
        beads,
        parallel: rounded(match (parts, beads) {
            ([one], _) => one.parallel,
            (_, 0) => first.parallel,
            _ => parallel / beads as f64,
        }),
    })
}

/// Writes the whole report as one object.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let documents = Documents::new(report);
    let listed = documents
        .parts()
        .documents()
        .iter()
        .filter_map(|parts| report.bitexts.get(parts.clone()))
        .filter_map(document);
    let whole = Whole {
        version: VERSION,
        tool: TOOL,
        documents: listed.collect(),
        findings: report
            .findings
            .iter()
            .map(|found| finding(&documents, found))
            .collect(),
        terms: report
            .terms
            .iter()
            .map(|found| term(&documents, found))
            .collect(),
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

/// Writes the same object part by part: the findings first, then what is known only at the end. Terms wait in a
/// file of their own.
#[derive(Default)]
pub struct InParts {
    begun: bool,
    findings: usize,
    terms: Option<BufWriter<File>>,
}

impl PartWriter for InParts {
    fn part(&mut self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        if !self.begun {
            self.begun = true;
            let tool = serde_json::to_string(&TOOL)?;
            write!(
                out,
                "{{\n  \"version\": {VERSION},\n  \"tool\": {tool},\n  \"findings\": ["
            )?;
        }
        let documents = Documents::new(report);
        for found in report.findings {
            let comma = if self.findings > 0 { "," } else { "" };
            write!(out, "{comma}\n    ")?;
            serde_json::to_writer(&mut *out, &finding(&documents, found))?;
            self.findings += 1;
        }
        for found in report.terms {
            let terms = match &mut self.terms {
                Some(terms) => {
                    write!(terms, ",")?;
                    terms
                }
                none => none.insert(BufWriter::new(tempfile::tempfile()?)),
            };
            write!(terms, "\n    ")?;
            serde_json::to_writer(&mut *terms, &term(&documents, found))?;
        }
        Ok(())
    }

    fn end(&mut self, totals: &Totals, _: Style, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "\n  ],\n  \"terms\": [")?;
        if let Some(terms) = self.terms.take() {
            let mut terms = terms.into_inner().map_err(io::IntoInnerError::into_error)?;
            terms.rewind()?;
            io::copy(&mut terms, out)?;
        }
        let [source, target] = &totals.paths;
        let [source_segments, target_segments] = totals.before.segments;
        let document = serde_json::to_string(&Document {
            source,
            target,
            source_segments,
            target_segments,
            beads: totals.before.beads,
            parallel: 1.0,
        })?;
        let summary = serde_json::to_string(&Summary {
            errors: totals.counts.errors,
            warnings: totals.counts.warnings,
            infos: totals.counts.infos,
        })?;
        writeln!(
            out,
            "\n  ],\n  \"documents\": [{document}],\n  \"summary\": {summary}\n}}"
        )
    }
}

/// Writes one finding a line.
pub fn write_lines(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let documents = Documents::new(report);
    for found in report.findings {
        serde_json::to_writer(&mut *out, &finding(&documents, found))?;
        writeln!(out)?;
    }
    Ok(())
}
