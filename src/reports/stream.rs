//! Reports on a file that is checked in parts, of which none is kept: what is said of a part is written at once.

use super::statistics::Counts;
use super::{Before, Report, Style, concise, json, pretty};
use crate::findings::Severity;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// What the parts add up to.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// Findings by severity.
    pub counts: Counts,
    /// Findings that count, by severity and rule.
    pub rules: BTreeMap<(Severity, &'static str), usize>,
    /// Documents.
    pub documents: usize,
    /// What the documents hold.
    pub before: Before,
    /// Paths of source and target.
    pub paths: [String; 2],
}

impl Totals {
    /// The totals of a report.
    pub fn of(report: &Report<'_>) -> Self {
        let mut totals = Self::default();
        totals.add(report);
        totals
    }

    /// Adds a part of the one document.
    pub fn add(&mut self, report: &Report<'_>) {
        for finding in report.findings {
            let suppressed = finding.suppressed.is_some();
            self.counts.add(finding.severity, suppressed);
            if !suppressed {
                let key = (finding.severity, finding.rule.name);
                *self.rules.entry(key).or_insert(0) += 1;
            }
        }
        for part in report.bitexts {
            self.before.add(part);
            self.documents = self.documents.max(1);
            self.paths = [&part.source, &part.target].map(|half| half.source.path().to_owned());
        }
    }
}

/// Writes a report part by part.
pub trait PartWriter {
    /// Writes what is said of a part.
    ///
    /// # Errors
    /// What the output says.
    fn part(&mut self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()>;

    /// Writes what stands at the end.
    ///
    /// # Errors
    /// What the output says.
    fn end(&mut self, _totals: &Totals, _style: Style, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// The writer of a format that can be written in parts; none where it shows all at once.
pub fn in_parts(format: &str) -> Option<Box<dyn PartWriter>> {
    match format {
        "pretty" => Some(Box::new(pretty::InParts)),
        "concise" => Some(Box::new(Lines(concise::write))),
        "jsonl" => Some(Box::new(Lines(json::write_lines))),
        "json" => Some(Box::new(json::InParts::default())),
        _ => None,
    }
}

/// A format of lines, which are the same whether they come at once or in parts.
struct Lines(fn(&Report<'_>, &mut dyn Write) -> io::Result<()>);

impl PartWriter for Lines {
    fn part(&mut self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        (self.0)(report, out)
    }
}
