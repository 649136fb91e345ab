//! The output formats: one file each, a line in [`FORMATS`].

mod concise;
mod json;

use crate::bitext::Bitext;
use crate::findings::{Finding, Severity, TermUse};
use std::io::{self, Write};

/// What there is to report.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The aligned pairs in order.
    pub bitexts: &'a [Bitext],
    /// The findings, ordered by document, then place, then rule.
    pub findings: &'a [Finding],
    /// The glossary terms met.
    pub terms: &'a [TermUse],
    /// How to show it.
    pub style: Style,
}

/// How a report is shown to a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether colours and bidi isolates may be used: the output is a terminal.
    pub terminal: bool,
    /// Columns of the terminal.
    pub width: usize,
}

impl Report<'_> {
    /// Number of findings that count, of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.severity == severity && finding.suppressed.is_none())
            .count()
    }
}

/// An output format.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is, in a line.
    pub about: &'static str,
    /// Writes a report.
    pub write: fn(&Report<'_>, &mut dyn Write) -> io::Result<()>,
}

/// Every format.
pub static FORMATS: &[Format] = &[
    Format {
        name: "concise",
        about: "one line a finding: path:line:column: severity rule message",
        write: concise::write,
    },
    Format {
        name: "json",
        about: "everything, as one JSON object",
        write: json::write,
    },
    Format {
        name: "jsonl",
        about: "one JSON object a finding, one a line",
        write: json::write_lines,
    },
];

/// The format of this name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// Text for a terminal or a line: control characters and bidi controls, which could hide or reorder what is
/// shown, as escapes; line ends as spaces.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_control()
                || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{061C}') =>
            {
                out.push_str(&format!("\\u{{{:04X}}}", c as u32));
            }
            c => out.push(c),
        }
    }
    out
}
