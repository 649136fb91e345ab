//! What the user asked for: which rules run, how severe they are, what fails a run.

use crate::findings::{Finding, Options, Severity};
use std::collections::BTreeMap;

/// Checked settings of a run.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Only these rules; empty for all.
    pub select: Vec<String>,
    /// Not these rules.
    pub ignore: Vec<String>,
    /// Severities that differ from the rules' own.
    pub severity: BTreeMap<String, Severity>,
    /// Options of rules, raw.
    pub options: Options,
    /// Findings less sure than this are left out, 0 to 1.
    pub min_confidence: f64,
}

impl Settings {
    /// Whether a rule is to run.
    pub fn runs(&self, rule: &str) -> bool {
        (self.select.is_empty() || self.select.iter().any(|name| name == rule))
            && !self.ignore.iter().any(|name| name == rule)
    }

    /// The findings that are wanted, with the severities that are set.
    pub fn apply(&self, findings: Vec<Finding>) -> Vec<Finding> {
        findings
            .into_iter()
            .filter(|finding| {
                self.runs(finding.rule.name) && finding.confidence >= self.min_confidence
            })
            .map(|mut finding| {
                if let Some(severity) = self.severity.get(finding.rule.name) {
                    finding.severity = *severity;
                }
                finding
            })
            .collect()
    }
}

/// What makes a run fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    /// A finding of this severity or above.
    Severity(Severity),
    /// Nothing.
    Never,
}

impl FailOn {
    /// Whether these findings fail the run. Suppressed ones don't count.
    pub fn fails(self, findings: &[Finding]) -> bool {
        match self {
            FailOn::Never => false,
            FailOn::Severity(least) => findings
                .iter()
                .any(|finding| finding.suppressed.is_none() && finding.severity >= least),
        }
    }
}

impl std::str::FromStr for FailOn {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "never" => Ok(FailOn::Never),
            _ => name.parse().map(FailOn::Severity).map_err(|_| {
                format!("unknown severity {name:?}; known are error, warning, info, never")
            }),
        }
    }
}
