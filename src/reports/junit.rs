//! `junit`: JUnit XML, a suite a document, a test case a rule.
//!
//! A case fails where the rule has findings that fail the run; milder ones stand in its output.

use super::excerpt::{Documents, excerpt};
use super::{Report, paths, plain};
use crate::findings::{Finding, Severity};
use crate::text::Side;
use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Characters of a text that a failure shows.
const SHOWN: usize = 300;

/// Writes a suite for each pair, and one for findings that belong to none.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let documents = Documents::new(report);
    let count = documents.parts().documents().len();
    let mut by_document: Vec<BTreeMap<&str, Vec<&Finding>>> = vec![BTreeMap::new(); count + 1];
    for finding in report
        .findings
        .iter()
        .filter(|finding| finding.suppressed.is_none())
    {
        let index = documents.document_of(finding).unwrap_or(count);
        if let Some(rules) = by_document.get_mut(index) {
            rules.entry(finding.rule.name).or_default().push(finding);
        }
    }
    let mut junit = quick_junit::Report::new(env!("CARGO_PKG_NAME"));
    for (index, found) in by_document.iter().enumerate() {
        let parts = documents.parts().documents().get(index);
        let name = match parts.and_then(|parts| report.bitexts.get(parts.start)) {
            Some(bitext) => plain(&paths::slashed(bitext.target.source.path())),
            None if found.is_empty() => continue,
            None => "project".to_owned(),
        };
        let mut suite = TestSuite::new(name.as_str());
        let mut rules: Vec<&str> = report.rules.iter().map(|rule| rule.name).collect();
        rules.extend(
            found
                .keys()
                .copied()
                .filter(|name| !report.rules.iter().any(|rule| rule.name == *name)),
        );
        for rule in rules {
            let findings = found.get(rule).map_or(&[][..], Vec::as_slice);
            let mut case = case(report, &documents, rule, findings);
            case.set_classname(name.as_str());
            suite.add_test_case(case);
        }
        junit.add_test_suite(suite);
    }
    junit
        .serialize(&mut *out)
        .map_err(|error| io::Error::other(error.to_string()))
}

fn case(
    report: &Report<'_>,
    documents: &Documents<'_>,
    rule: &str,
    findings: &[&Finding],
) -> TestCase {
    let least = report.fails_at.unwrap_or(Severity::Warning);
    let text: Vec<String> = findings
        .iter()
        .map(|finding| describe(documents, finding))
        .collect();
    let text = text.join("\n");
    let worst = findings.iter().map(|finding| finding.severity).max();
    let fails = worst.is_some_and(|worst| worst >= least);
    let mut status = TestCaseStatus::success();
    if let (true, Some(first), Some(worst)) = (fails, findings.first(), worst) {
        status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        let more = match findings.len() - 1 {
            0 => String::new(),
            more => format!(" (and {more} more)"),
        };
        status
            .set_message(format!("{}{more}", plain(&first.message)))
            .set_type(worst.name())
            .set_description(text.as_str());
    }
    let mut case = TestCase::new(rule, status);
    if !fails && !text.is_empty() {
        case.set_system_out(text.as_str());
    }
    case
}

/// A finding as plain lines.
fn describe(documents: &Documents<'_>, finding: &Finding) -> String {
    let mut out = match finding.place() {
        Some(place) => {
            let at = place.start();
            format!(
                "{}:{}:{}: ",
                plain(&paths::slashed(place.source.path())),
                at.line,
                at.column
            )
        }
        None => String::new(),
    };
    out.push_str(&format!(
        "{}: {}\n",
        finding.severity,
        plain(&finding.message)
    ));
    for side in Side::BOTH {
        if let Some(excerpt) = excerpt(documents, finding, side) {
            let text = super::text::at_most(&plain(&excerpt.text), SHOWN);
            out.push_str(&format!("  {} {} | {text}\n", excerpt.gutter, excerpt.line));
        }
    }
    out.push_str(&format!("  {}\n", plain(&finding.help)));
    out
}
