//! `stale-translation`: the source passage changed, its translation did not.

use super::words::word_diff;
use super::{BeadContext, Check};
use crate::findings::{Category, Finding, Rule, Severity};
use crate::text::Side;

/// See [`RULE`]. It sees no history: the pipeline, which does, tells which passages changed.
#[derive(Debug)]
pub struct StaleTranslation;

static RULE: Rule = Rule {
    name: "stale-translation",
    category: Category::Project,
    severity: Severity::Warning,
    mqm: "accuracy / mistranslation",
    its: "mistranslation",
    summary: "A source passage changed while its translation did not.",
    why: "Whoever corrects a figure or adds a condition to the original seldom opens the translation. The two then say \
          different things, and no comparison of words need notice.",
    what_to_do: "Carry the change over. Where it needs none, as with a corrected slip, allow it with a reason.",
    limits: "It needs a revision to compare with (`--since REV`). Changes of spacing, punctuation and spelling variants \
             are none, nor is a passage that was only moved.",
    examples: &[],
    options: &[],
};

impl Check for StaleTranslation {
    fn rule(&self) -> &'static Rule {
        &RULE
    }
}

/// Whether a rule is looked for only where there is a revision to compare with.
pub fn needs_history(rule: &Rule) -> bool {
    *rule == RULE
}

/// The finding of a bead whose source changed since `revision`. `changes` are the passages that did, as they were
/// (none where they were not there) and as they are.
pub fn stale_translation(
    bead: &BeadContext<'_>,
    revision: &str,
    changes: &[(Option<&str>, &str)],
) -> Finding {
    let shown: Vec<String> = changes
        .iter()
        .map(|(before, now)| match before {
            Some(before) => word_diff(before, now),
            None => format!("{{+{now}+}}"),
        })
        .collect();
    let mut finding = bead.finding(
        &RULE,
        0.9,
        format!("the source changed since {revision}, its translation did not"),
        format!(
            "Carry the change over into the translation ({}).",
            shown.join(" ")
        ),
    );
    if let Some(place) = bead.whole(Side::Source) {
        finding = finding.source(place);
    }
    if let Some(place) = bead.whole(Side::Target) {
        finding = finding.target(place);
    }
    finding
}
