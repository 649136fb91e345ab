//! `concise`: one line a finding, for eyes and for grep.

use super::Report;
use std::io::{self, Write};

/// Writes `path:line:column: severity rule message`.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in report
        .findings
        .iter()
        .filter(|finding| finding.suppressed.is_none())
    {
        let severity = finding.severity;
        let rule = finding.rule.name;
        let message = super::plain(&finding.message);
        match finding.place() {
            Some(place) => {
                let at = place.start();
                let path = super::plain(place.source.path());
                writeln!(
                    out,
                    "{path}:{}:{}: {severity} {rule} {message}",
                    at.line, at.column
                )?;
            }
            None => writeln!(out, "-: {severity} {rule} {message}")?,
        }
    }
    Ok(())
}
