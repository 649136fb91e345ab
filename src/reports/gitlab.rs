//! `gitlab`: a Code Quality report.

use super::text::sentences;
use super::{Report, paths};
use crate::findings::Severity;
use crate::text::Map;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}

/// Writes the findings that count as an array. Fingerprints are unique, which GitLab demands.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut seen: Map<&str, usize> = Map::default();
    let issues: Vec<Issue> = report
        .gravest_first()
        .into_iter()
        .map(|finding| {
            let count = seen.entry(&finding.fingerprint).or_insert(0);
            *count += 1;
            let fingerprint = match *count {
                1 => finding.fingerprint.clone(),
                again => format!("{}-{again}", finding.fingerprint),
            };
            let (path, begin, end) = match finding.place() {
                Some(place) => (
                    paths::slashed(place.source.path()),
                    place.start().line,
                    place.end().line,
                ),
                None => (paths::anywhere(report), 1, 1),
            };
            Issue {
                description: sentences(&finding.message, &finding.help),
                check_name: finding.rule.name,
                fingerprint,
                severity: severity(finding.severity),
                location: Location {
                    path,
                    lines: Lines { begin, end },
                },
            }
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    writeln!(out)
}
