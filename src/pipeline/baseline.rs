//! Findings that are known and don't count.

use crate::findings::Finding;
use crate::text::{Map, Set};
use serde::{Deserialize, Serialize};
use std::io::{self, Write};

/// Why a finding of a baseline is not counted.
pub const REASON: &str = "baseline";

const VERSION: u32 = 1;

/// Findings that are known.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    entries: Vec<Entry>,
}

/// A finding that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What recognises it.
    pub fingerprint: String,
    /// Its rule.
    pub rule: String,
    /// Its file, from the project's folder.
    pub path: String,
    /// What it says, for whoever reads the file.
    pub message: String,
}

/// Why a file is no baseline.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// It is no JSON of the right shape.
    #[error("this is no baseline: {0}; write one with `mutabiq baseline write`")]
    Shape(#[from] serde_json::Error),
    /// It was written by a later version.
    #[error(
        "this baseline has version {0}, and only version {VERSION} is known; write it anew with `mutabiq baseline write`"
    )]
    Version(u32),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    findings: Vec<Entry>,
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// What keeps the text from being one.
    pub fn read(text: &str) -> Result<Self, BaselineError> {
        let file: File = serde_json::from_str(text)?;
        if file.version != VERSION {
            return Err(BaselineError::Version(file.version));
        }
        Ok(Self {
            entries: file.findings,
        })
    }

    /// The findings that count as a baseline. `key` gives the name of a file from the project's folder.
    pub fn of(findings: &[Finding], key: impl Fn(&str) -> String) -> Self {
        let entries = findings
            .iter()
            .filter(|finding| finding.suppressed.is_none())
            .map(|finding| Entry {
                fingerprint: finding.fingerprint.clone(),
                rule: finding.rule.name.to_owned(),
                path: finding
                    .place()
                    .map_or_else(String::new, |place| key(place.source.path())),
                message: finding.message.clone(),
            })
            .collect();
        Self { entries }
    }

    /// Number of findings.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Writes it, a finding a line, so that a comparison of two shows findings.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{{\n  \"version\": {VERSION},\n  \"findings\": [")?;
        for (index, entry) in self.entries.iter().enumerate() {
            let comma = if index + 1 < self.entries.len() {
                ","
            } else {
                ""
            };
            writeln!(out, "    {}{comma}", serde_json::to_string(entry)?)?;
        }
        writeln!(out, "  ]\n}}")
    }

    /// Marks the findings that are known, each entry once, and gives the entries that were not found.
    pub(super) fn apply<'f>(&self, findings: impl Iterator<Item = &'f mut Finding>) -> Vec<&Entry> {
        let mut known: Map<&str, Vec<usize>> = Map::default();
        for (index, entry) in self.entries.iter().enumerate() {
            known.entry(&entry.fingerprint).or_default().push(index);
        }
        let mut met: Set<usize> = Set::default();
        for finding in findings {
            let Some(entries) = known.get(finding.fingerprint.as_str()) else {
                continue;
            };
            met.extend(entries);
            if finding.suppressed.is_none() {
                finding.suppressed = Some(REASON.to_owned());
            }
        }
        (0..self.entries.len())
            .filter(|index| !met.contains(index))
            .filter_map(|index| self.entries.get(index))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks;

    #[test]
    fn what_is_written_is_read() {
        let rule = checks::rules().next().unwrap();
        let mut findings = vec![
            Finding::new(rule, 1.0, "“٣٠” became \"31\"", ""),
            Finding::new(rule, 1.0, "b", ""),
            Finding::new(rule, 1.0, "allowed", ""),
        ];
        findings[0].fingerprint = "1".to_owned();
        findings[1].fingerprint = "2".to_owned();
        findings[2].suppressed = Some("allowed".to_owned());
        let baseline = Baseline::of(&findings, str::to_owned);
        let mut out = Vec::new();
        baseline.write(&mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count(), 7);
        let read = Baseline::read(&text).unwrap();
        assert_eq!(read.entries, baseline.entries);
        findings[0].fingerprint = "3".to_owned();
        let stale = read.apply(findings.iter_mut());
        assert_eq!(stale.len(), 1);
        assert_eq!(stale[0].fingerprint, "1");
        assert_eq!(findings[0].suppressed, None);
        assert_eq!(findings[1].suppressed.as_deref(), Some(REASON));
        assert_eq!(findings[2].suppressed.as_deref(), Some("allowed"));
        let mut empty = Vec::new();
        Baseline::default().write(&mut empty).unwrap();
        assert!(
            Baseline::read(&String::from_utf8(empty).unwrap())
                .unwrap()
                .is_empty()
        );
    }

    #[test]
    fn other_files_are_refused() {
        assert!(Baseline::read("").is_err());
        assert!(Baseline::read("{}").is_err());
        let later = Baseline::read("{\"version\": 2, \"findings\": []}").unwrap_err();
        assert!(later.to_string().contains("version 2"));
    }
}
