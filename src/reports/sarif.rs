//! `sarif`: SARIF 2.1.0, within the limits of GitHub code scanning.
//!
//! The finding stands on the translated line, its source in `relatedLocations`. Findings that don't count are written
//! with `suppressions`, so that a viewer doesn't take them for mended. The fingerprint is given under GitHub's own
//! key too: made of the words concerned, it outlives edits of the line around them, which GitHub's hash of the line
//! doesn't, and it tells two findings of a rule on one line apart.

use super::excerpt::{Documents, gap};
use super::text::at_most;
use super::{Report, paths, plain};
use crate::findings::{Edit, Finding, Fix, Rule, Severity, Verdict};
use crate::text::{Map, Place, Side};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// Results that GitHub takes of a run; it shows the gravest 5,000.
const MOST_RESULTS: usize = 25_000;
/// Tags that GitHub takes of a rule.
const MOST_TAGS: usize = 20;
/// Characters that GitHub takes of a rule's descriptions.
const MOST_DESCRIPTION: usize = 1024;
/// Further places of a result: a name that is written two ways may stand in every line.
const MOST_RELATED: usize = 50;
/// Longer passages are not repeated as snippets.
const MOST_SNIPPET: usize = 500;

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    invocations: [Invocation; 1],
    results: Vec<Outcome<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Text,
    full_description: Text,
    help: Help,
    default_configuration: Configuration,
    properties: RuleProperties,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct RuleProperties {
    tags: Vec<&'static str>,
    precision: &'static str,
    #[serde(rename = "problem.severity")]
    severity: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text,
    locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    partial_fingerprints: BTreeMap<&'static str, &'a str>,
    rank: f64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Suppression<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<FixObject<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<LogicalLocation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation<'a> {
    artifact_location: ArtifactLocation,
    region: Region<'a>,
}

#[derive(Serialize)]
struct LogicalLocation<'a> {
    name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region<'a> {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Snippet<'a>>,
}

#[derive(Serialize)]
struct Snippet<'a> {
    text: &'a str,
}

#[derive(Serialize)]
struct Suppression<'a> {
    kind: &'static str,
    justification: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FixObject<'a> {
    description: Text,
    artifact_changes: Vec<ArtifactChange<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'a> {
    artifact_location: ArtifactLocation,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region<'a>,
    inserted_content: Snippet<'a>,
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// Text in which `[…](…)` is no link: what comes from the documents must not make one.
fn unlinked(text: &str) -> String {
    let text = plain(text);
    if text.contains("](") {
        text.replace('[', "\\[").replace(']', "\\]")
    } else {
        text
    }
}

fn descriptor(rule: &'static Rule) -> Descriptor {
    let mut tags = vec!["translation", rule.category.name(), rule.its];
    tags.dedup();
    tags.truncate(MOST_TAGS);
    Descriptor {
        id: rule.name,
        short_description: Text {
            text: at_most(rule.summary, MOST_DESCRIPTION),
        },
        full_description: Text {
            text: at_most(&format!("{} {}", rule.summary, rule.why), MOST_DESCRIPTION),
        },
        help: Help {
            text: format!(
                "{}\n\nWhy: {}\n\nWhat to do: {}\n\nWhat it leaves alone: {}",
                rule.summary, rule.why, rule.what_to_do, rule.limits
            ),
            markdown: markdown(rule),
        },
        default_configuration: Configuration {
            level: level(rule.severity),
        },
        properties: RuleProperties {
            tags,
            precision: "high",
            severity: match rule.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "recommendation",
            },
        },
    }
}

fn markdown(rule: &Rule) -> String {
    let mut out = format!(
        "{}\n\n## Why\n\n{}\n\n## What to do\n\n{}\n\n## What it leaves alone\n\n{}\n",
        rule.summary, rule.why, rule.what_to_do, rule.limits
    );
    for (verdict, title) in [(Verdict::Wrong, "Wrong"), (Verdict::Right, "Right")] {
        for example in rule.examples {
            if example.verdict == verdict {
                out.push_str(&format!(
                    "\n## {title}\n\n{}\n\n```text\n{}\n{}\n```\n",
                    example.why, example.source, example.target
                ));
            }
        }
    }
    out.push_str(&format!("\nMQM: {}. ITS 2.0: {}.\n", rule.mqm, rule.its));
    out
}

fn artifact(path: &str) -> ArtifactLocation {
    ArtifactLocation {
        uri: paths::uri(path),
        uri_base_id: (!paths::is_absolute(path)).then_some("%SRCROOT%"),
    }
}

fn region(place: &Place) -> Region<'_> {
    let (start, end) = (place.start(), place.end());
    let text = place.text();
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
        snippet: (!text.is_empty() && text.len() <= MOST_SNIPPET).then_some(Snippet { text }),
    }
}

fn location(place: &Place) -> Location<'_> {
    Location {
        id: None,
        physical_location: PhysicalLocation {
            artifact_location: artifact(place.source.path()),
            region: region(place),
        },
        logical_locations: place
            .label
            .iter()
            .map(|name| LogicalLocation { name })
            .collect(),
        message: None,
    }
}

/// Where a finding without a place stands: GitHub takes no result without a location.
fn nowhere(report: &Report<'_>) -> Location<'static> {
    Location {
        id: None,
        physical_location: PhysicalLocation {
            artifact_location: artifact(&paths::anywhere(report)),
            region: Region {
                start_line: 1,
                start_column: 1,
                end_line: 1,
                end_column: 1,
                snippet: None,
            },
        },
        logical_locations: Vec::new(),
        message: None,
    }
}

fn fix(fix: &Fix) -> FixObject<'_> {
    // One change a file, files in the order in which the fix names them.
    let mut changes: Vec<(&str, Vec<&Edit>)> = Vec::new();
    for edit in &fix.edits {
        let path = edit.place.source.path();
        match changes.iter_mut().find(|(known, _)| *known == path) {
            Some((_, edits)) => edits.push(edit),
            None => changes.push((path, vec![edit])),
        }
    }
    let text = if fix.safe {
        "Safe to apply."
    } else {
        "Look at it before applying."
    };
    FixObject {
        description: Text {
            text: text.to_owned(),
        },
        artifact_changes: changes
            .into_iter()
            .map(|(path, edits)| ArtifactChange {
                artifact_location: artifact(path),
                replacements: edits
                    .into_iter()
                    .map(|edit| Replacement {
                        deleted_region: region(&edit.place),
                        inserted_content: Snippet {
                            text: &edit.replacement,
                        },
                    })
                    .collect(),
            })
            .collect(),
    }
}

fn outcome<'a>(
    report: &Report<'a>,
    rules: &Map<&'static str, usize>,
    finding: &'a Finding,
    gap: Option<&'a Place>,
) -> Outcome<'a> {
    let mut text = format!(
        "{}\n{}",
        unlinked(&finding.message),
        unlinked(&finding.help)
    );
    let mut related: Vec<Location<'a>> = Vec::new();
    if let (Some(source), true) = (&finding.source, finding.target.is_some()) {
        text.push_str("\n[Source text](1)");
        related.push(Location {
            message: Some(Text {
                text: "Source text".to_owned(),
            }),
            ..location(source)
        });
    }
    related.extend(
        finding
            .related
            .iter()
            .take(MOST_RELATED)
            .map(|related| Location {
                message: Some(Text {
                    text: unlinked(&related.message),
                }),
                ..location(&related.place)
            }),
    );
    if finding.target.is_none()
        && let Some(place) = gap
    {
        related.push(Location {
            message: Some(Text {
                text: "The translation goes on after this".to_owned(),
            }),
            ..location(place)
        });
    }
    for (index, location) in related.iter_mut().enumerate() {
        location.id = Some(index + 1);
    }
    Outcome {
        rule_id: finding.rule.name,
        rule_index: rules.get(finding.rule.name).copied(),
        level: level(finding.severity),
        message: Text { text },
        locations: vec![
            finding
                .place()
                .map_or_else(|| nowhere(report), |place| location(place)),
        ],
        related_locations: related,
        partial_fingerprints: BTreeMap::from([
            ("mutabiq/v1", finding.fingerprint.as_str()),
            ("primaryLocationLineHash", finding.fingerprint.as_str()),
        ]),
        rank: (finding.confidence * 1000.0).round() / 10.0,
        suppressions: finding
            .suppressed
            .iter()
            .map(|reason| Suppression {
                kind: if reason == "baseline" {
                    "external"
                } else {
                    "inSource"
                },
                justification: reason,
            })
            .collect(),
        fixes: finding.fix.iter().map(fix).collect(),
    }
}

/// Writes one run: what counts first, the gravest first of all, then what is suppressed.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut listed: Vec<&'static Rule> = report.rules.to_vec();
    for finding in report.findings {
        if !listed.contains(&finding.rule) {
            listed.push(finding.rule);
        }
    }
    let rules: Map<&'static str, usize> = listed
        .iter()
        .enumerate()
        .map(|(index, rule)| (rule.name, index))
        .collect();
    let mut findings = report.gravest_first();
    findings.extend(
        report
            .findings
            .iter()
            .filter(|finding| finding.suppressed.is_some()),
    );
    let documents = Documents::new(report);
    let left_out = findings.len().saturating_sub(MOST_RESULTS);
    findings.truncate(MOST_RESULTS);
    let gaps: Vec<Option<Place>> = findings
        .iter()
        .map(|finding| gap(&documents, finding, Side::Target))
        .collect();
    let notifications = if left_out == 0 {
        Vec::new()
    } else {
        vec![Notification {
            level: "warning",
            message: Text {
                text: format!(
                    "{left_out} findings are left out: code scanning takes {MOST_RESULTS}. The gravest are here; \
                     --format json has all."
                ),
            },
        }]
    };
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: env!("CARGO_PKG_NAME"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: listed.into_iter().map(descriptor).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            invocations: [Invocation {
                execution_successful: true,
                tool_execution_notifications: notifications,
            }],
            results: findings
                .into_iter()
                .zip(&gaps)
                .map(|(finding, gap)| outcome(report, &rules, finding, gap.as_ref()))
                .collect(),
        }],
    };
    serde_json::to_writer(&mut *out, &log)?;
    writeln!(out)
}
