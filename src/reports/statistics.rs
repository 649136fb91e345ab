//! What a run adds up to: per document, per rule, per term.

use super::Report;
use super::excerpt::Documents;
use crate::bitext::{Bitext, Half};
use crate::findings::{Severity, TermStatus};
use crate::text::Map;
use serde::Serialize;
use std::collections::BTreeMap;
use unicode_segmentation::UnicodeSegmentation;

/// Findings by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Errors that count.
    pub errors: usize,
    /// Warnings that count.
    pub warnings: usize,
    /// Notes of style that count.
    pub infos: usize,
    /// Findings of any severity that don't count: the baseline has them, or a comment allows them.
    pub suppressed: usize,
}

impl Counts {
    pub(super) fn add(&mut self, severity: Severity, suppressed: bool) {
        let one = match (suppressed, severity) {
            (true, _) => &mut self.suppressed,
            (false, Severity::Error) => &mut self.errors,
            (false, Severity::Warning) => &mut self.warnings,
            (false, Severity::Info) => &mut self.infos,
        };
        *one += 1;
    }

    /// All that count.
    pub fn sum(&self) -> usize {
        self.errors + self.warnings + self.infos
    }
}

/// How glossary terms fared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Terms {
    /// Occurrences in the source.
    pub uses: usize,
    /// Of these, rendered by a preferred or admitted form.
    pub ok: usize,
    /// Of these, without a rendering.
    pub missing: usize,
    /// Of these, rendered by a forbidden form.
    pub forbidden: usize,
    /// `ok` of `uses`, 0 to 1; none where no term occurs.
    pub coverage: Option<f64>,
}

impl Terms {
    fn add(&mut self, status: TermStatus) {
        self.uses += 1;
        match status {
            TermStatus::Ok => self.ok += 1,
            TermStatus::Missing => self.missing += 1,
            TermStatus::Forbidden => self.forbidden += 1,
        }
        self.coverage = Some(super::json::rounded(self.ok as f64 / self.uses as f64));
    }
}

/// One side of a document in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SideStatistics {
    /// The file.
    pub path: String,
    /// Its segments.
    pub segments: usize,
    /// Its words, by the word boundaries of Unicode.
    pub words: usize,
}

/// A pair in numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DocumentStatistics {
    /// The source text.
    pub source: SideStatistics,
    /// The translation.
    pub target: SideStatistics,
    /// Beads.
    pub beads: usize,
    /// Beads that hold text on both sides.
    pub paired: usize,
    /// Findings.
    pub findings: Counts,
    /// Glossary terms.
    pub terms: Terms,
}

/// A rule in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleStatistics {
    /// Its name.
    pub rule: &'static str,
    /// Its findings.
    #[serde(flatten)]
    pub findings: Counts,
}

/// A glossary term in numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TermStatistics {
    /// The entry.
    pub id: String,
    /// How it fared.
    #[serde(flatten)]
    pub terms: Terms,
}

/// A run in numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Statistics {
    /// Each pair, in the order of the report.
    pub documents: Vec<DocumentStatistics>,
    /// Each rule with findings: most first, then by name.
    pub rules: Vec<RuleStatistics>,
    /// Each term that occurs: the worst covered first, then the most used, then by name.
    pub terms: Vec<TermStatistics>,
    /// All findings.
    pub findings: Counts,
    /// All terms.
    pub coverage: Terms,
}

impl Statistics {
    /// Counts a report.
    pub fn of(report: &Report<'_>) -> Self {
        let documents = Documents::new(report);
        let mut out = Self {
            documents: documents
                .parts()
                .documents()
                .iter()
                .filter_map(|parts| report.bitexts.get(parts.clone()))
                .map(document)
                .collect(),
            ..Self::default()
        };
        let mut rules: BTreeMap<&'static str, Counts> = BTreeMap::new();
        for finding in report.findings {
            let suppressed = finding.suppressed.is_some();
            out.findings.add(finding.severity, suppressed);
            rules
                .entry(finding.rule.name)
                .or_default()
                .add(finding.severity, suppressed);
            if let Some(document) = documents
                .document_of(finding)
                .and_then(|index| out.documents.get_mut(index))
            {
                document.findings.add(finding.severity, suppressed);
            }
        }
        let mut terms: Map<&str, Terms> = Map::default();
        for term in report.terms {
            out.coverage.add(term.status);
            terms.entry(&term.id).or_default().add(term.status);
            if let Some(document) = documents
                .of_places(term.target.as_ref(), term.source.as_ref())
                .map(|index| documents.parts().of(index).document)
                .and_then(|index| out.documents.get_mut(index))
            {
                document.terms.add(term.status);
            }
        }
        out.rules = rules
            .into_iter()
            .map(|(rule, findings)| RuleStatistics { rule, findings })
            .collect();
        out.rules
            .sort_by_key(|rule| std::cmp::Reverse(rule.findings.sum()));
        out.terms = terms
            .into_iter()
            .map(|(id, terms)| TermStatistics {
                id: id.to_owned(),
                terms,
            })
            .collect();
        out.terms.sort_by(|a, b| {
            let coverage = |term: &TermStatistics| term.terms.coverage.unwrap_or(1.0);
            coverage(a)
                .total_cmp(&coverage(b))
                .then(b.terms.uses.cmp(&a.terms.uses))
                .then(a.id.cmp(&b.id))
        });
        out
    }
}

/// The parts of a document in numbers.
fn document(parts: &[Bitext]) -> DocumentStatistics {
    let mut out = DocumentStatistics::default();
    for bitext in parts {
        out.source.add(&bitext.source);
        out.target.add(&bitext.target);
        out.beads += bitext.beads.len();
        out.paired += bitext.beads.iter().filter(|bead| bead.is_paired()).count();
    }
    out
}

impl SideStatistics {
    fn add(&mut self, half: &Half) {
        half.source.path().clone_into(&mut self.path);
        self.segments += half.segments.len();
        self.words += half
            .segments
            .iter()
            .map(|segment| segment.as_str().unicode_words().count())
            .sum::<usize>();
    }
}
