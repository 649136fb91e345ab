//! `unused-suppression`: a comment that is to allow something and does not, or not as it should.

use super::Check;
use crate::findings::{Category, Finding, Rule, Severity};
use crate::text::Place;

/// See [`RULE`]. It sees no texts: the pipeline, which applies suppressions, tells what it met.
#[derive(Debug)]
pub struct UnusedSuppression;

static RULE: Rule = Rule {
    name: "unused-suppression",
    category: Category::Project,
    severity: Severity::Warning,
    mqm: "other / other",
    its: "other",
    summary: "A comment allows what doesn't occur, gives no reason, or can't be read.",
    why: "A suppression that has outlived its finding hides the next one at that place, and one without a reason can't \
          be judged by whoever reads it a year later.",
    what_to_do: "Delete the comment, or complete it: `mutabiq: allow RULE reason` for the block that follows, \
                 `mutabiq: allow-file RULE reason` for the whole file; several rules are separated by commas. It stands \
                 in the comment syntax of the format: `<!-- … -->` in Markdown, HTML, TMX and XLIFF, `# …` in PO, \
                 `NOTE …` in WebVTT, a line of its own that starts with `//` in plain text.",
    limits: "Suppressions of rules that don't run are not looked at. One without a reason suppresses all the same.",
    examples: &[],
    options: &[],
};

impl Check for UnusedSuppression {
    fn rule(&self) -> &'static Rule {
        &RULE
    }
}

/// What is wrong with a suppression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It allows rules that report nothing there.
    Unused(Vec<String>),
    /// It gives no reason.
    NoReason,
    /// It names a rule that there isn't; perhaps this one was meant.
    UnknownRule(String, Option<String>),
    /// It asks for something else than to allow a rule.
    Unreadable,
}

/// The finding of a flawed suppression at `place`, which is in the target text where `is_target` says so.
pub fn flawed_suppression(flaw: &Flaw, place: Place, is_target: bool) -> Finding {
    let (message, help) = match flaw {
        Flaw::Unused(rules) => (
            format!("{} is allowed here, but nothing is found", rules.join(", ")),
            "Delete the comment, or the rule from its list.".to_owned(),
        ),
        Flaw::NoReason => (
            "the suppression gives no reason".to_owned(),
            "Write after the rule why it is right here.".to_owned(),
        ),
        Flaw::UnknownRule(rule, near) => (
            format!("there is no rule “{rule}” to allow"),
            match near {
                Some(near) => format!("Write {near}, if that is what is meant."),
                None => "`mutabiq rules` lists them.".to_owned(),
            },
        ),
        Flaw::Unreadable => (
            "the comment can't be read as a suppression".to_owned(),
            "Write `mutabiq: allow RULE reason`, or `mutabiq: allow-file RULE reason`.".to_owned(),
        ),
    };
    let finding = Finding::new(&RULE, 1.0, message, help);
    if is_target {
        finding.target(place)
    } else {
        finding.source(place)
    }
}
