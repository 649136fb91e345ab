//! `github`: annotations of GitHub Actions, one workflow command a finding.
//!
//! GitHub shows ten errors, ten warnings and ten notices a step and keeps the rest in the log, so the gravest come
//! first and a last line says how many there are.

use super::{Report, paths, plain};
use crate::findings::Severity;
use std::io::{self, Write};

/// Annotations of a kind that a step shows.
const SHOWN: usize = 10;

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

/// Writes `::error file=…,line=…::message` for each finding that counts.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.gravest_first() {
        write!(out, "::{} ", command(finding.severity))?;
        if let Some(place) = finding.place() {
            let (start, end) = (place.start(), place.end());
            let path = property(&plain(&paths::slashed(place.source.path())));
            write!(out, "file={path},line={},endLine={},", start.line, end.line)?;
            // GitHub takes columns of a single line only, and none without width.
            if start.line == end.line && start.column < end.column {
                write!(out, "col={},endColumn={},", start.column, end.column)?;
            }
        }
        let text = format!("{}\n{}", plain(&finding.message), plain(&finding.help));
        writeln!(
            out,
            "title={}::{}",
            property(finding.rule.name),
            data(text.trim_end())
        )?;
    }
    let counts =
        [Severity::Error, Severity::Warning, Severity::Info].map(|severity| report.count(severity));
    if counts.iter().any(|count| *count > SHOWN) {
        let [errors, warnings, infos] = counts;
        writeln!(
            out,
            "mutabiq: errors {errors}, warnings {warnings}, infos {infos}; GitHub shows the first {SHOWN} of each as \
             annotations, all of them stand in this log"
        )?;
    }
    Ok(())
}

/// A message as a workflow command takes it.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property's value as a workflow command takes it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
