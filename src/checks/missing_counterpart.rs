//! `missing-counterpart`: a file of the project without its translation, or without its source.

use super::Check;
use crate::findings::{Category, Finding, Rule, Severity};
use crate::text::{Place, Source, Span};
use std::sync::Arc;

/// See [`RULE`]. It sees no texts: the project tells what it found.
#[derive(Debug)]
pub struct MissingCounterpart;

static RULE: Rule = Rule {
    name: "missing-counterpart",
    category: Category::Project,
    severity: Severity::Warning,
    mqm: "accuracy / omission",
    its: "omission",
    summary: "A file of the project has no translation, or its source is gone.",
    why: "A chapter that was never translated, and one whose original was deleted or renamed, are seen by nobody: every \
          other check compares files that are both there.",
    what_to_do: "Translate the file; delete or rename a translation whose source is gone; or list what is not to be \
                 translated under `exclude` in mutabiq.toml.",
    limits: "Only files that a `[[pairs]]` of mutabiq.toml takes are looked at, in a run over the whole project. A file \
             whose counterpart exists but is excluded or ignored by git is left out with it.",
    examples: &[],
    options: &[],
};

impl Check for MissingCounterpart {
    fn rule(&self) -> &'static Rule {
        &RULE
    }
}

/// The finding of a file that has no counterpart. `source` is the file, `expected` the one that is missing.
pub fn missing_counterpart(source: &Arc<Source>, expected: &str, is_target: bool) -> Finding {
    // The first word stands for the file.
    let kept = source.text().trim_start();
    let start = source.text().len() - kept.len();
    let word = kept.find(char::is_whitespace).unwrap_or(kept.len());
    let place = Place {
        source: Arc::clone(source),
        span: Span::new(start, start + word),
        label: None,
    };
    if is_target {
        Finding::new(
            &RULE,
            1.0,
            format!("the source of this file, {expected}, doesn't exist"),
            "Delete or rename the translation, or bring the source back.",
        )
        .target(place)
    } else {
        Finding::new(
            &RULE,
            1.0,
            format!("the translation of this file, {expected}, doesn't exist"),
            "Translate it, or list it under `exclude` in mutabiq.toml.",
        )
        .source(place)
    }
}
