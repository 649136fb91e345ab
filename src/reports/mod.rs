//! The output formats: one file each, a line in [`FORMATS`].

pub mod alignment;
mod concise;
mod excerpt;
mod github;
mod gitlab;
mod html;
mod json;
mod junit;
mod moses;
mod parts;
mod paths;
mod pretty;
mod rdjson;
mod sarif;
mod statistics;
mod stream;
mod text;
mod tmx;
mod xliff12;
mod xliff21;

pub use parts::Before;
pub use statistics::{
    Counts, DocumentStatistics, RuleStatistics, SideStatistics, Statistics, TermStatistics, Terms,
};
pub use stream::{PartWriter, Totals, in_parts};
pub(crate) use text::plain;

use crate::bitext::Bitext;
use crate::findings::{Finding, Rule, Severity, TermEntry, TermUse};
use std::io::{self, Write};

/// What there is to report.
#[derive(Clone, Copy, Debug, Default)]
pub struct Report<'a> {
    /// The aligned pairs in order.
    pub bitexts: &'a [Bitext],
    /// The findings, ordered by document, then place, then rule.
    pub findings: &'a [Finding],
    /// The glossary terms met.
    pub terms: &'a [TermUse],
    /// What the glossary says of them; those that were not met may be left out.
    pub entries: &'a [TermEntry],
    /// The rules that ran, for formats that list them.
    pub rules: &'a [&'static Rule],
    /// The least severity that fails the run; none where nothing does.
    pub fails_at: Option<Severity>,
    /// What was reported before, where the bitexts are further parts of one large file.
    pub before: Before,
    /// How to show it.
    pub style: Style,
}

/// Which parts of a report for people are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// The findings and what they add up to.
    #[default]
    All,
    /// The findings alone; nothing where there is none.
    Findings,
    /// Only what they add up to.
    Summary,
}

/// How a report is shown to a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether the output is a terminal, so that bidi isolates may be used.
    pub terminal: bool,
    /// Whether colours may be used.
    pub colour: bool,
    /// Columns of the terminal; 0 for [`Style::DEFAULT_WIDTH`].
    pub width: usize,
    /// Which parts are shown.
    pub show: Show,
    /// Whether [`Statistics`] are shown where the format can: in pretty and json. Html always has them.
    pub statistics: bool,
}

impl Style {
    /// Columns where there is no terminal to ask.
    pub const DEFAULT_WIDTH: usize = 100;
}

impl Report<'_> {
    /// Number of findings that count, of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.severity == severity && finding.suppressed.is_none())
            .count()
    }

    /// The findings that count, the gravest first, otherwise in their order.
    fn gravest_first(&self) -> Vec<&Finding> {
        let mut findings: Vec<&Finding> = self
            .findings
            .iter()
            .filter(|finding| finding.suppressed.is_none())
            .collect();
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        findings
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
        name: "pretty",
        about: "each finding with both texts, for people; then a summary",
        write: pretty::write,
    },
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
    Format {
        name: "html",
        about: "one page with both texts side by side, for a browser",
        write: html::write,
    },
    Format {
        name: "sarif",
        about: "SARIF 2.1.0, for code scanning",
        write: sarif::write,
    },
    Format {
        name: "github",
        about: "annotations of GitHub Actions",
        write: github::write,
    },
    Format {
        name: "gitlab",
        about: "GitLab Code Quality",
        write: gitlab::write,
    },
    Format {
        name: "junit",
        about: "JUnit XML, one test case a document and rule",
        write: junit::write,
    },
    Format {
        name: "rdjson",
        about: "Reviewdog Diagnostic Format",
        write: rdjson::write,
    },
];

/// The format of this name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
