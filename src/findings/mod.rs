//! What a check says: a [`Finding`] with its [`Rule`], severity, confidence, places and perhaps a [`Fix`].

mod options;
mod rule;

pub use options::Options;
pub use rule::{Category, Example, OptionDoc, Rule, Verdict};

use crate::text::Place;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A matter of style.
    Info,
    /// An editor should look.
    Warning,
    /// A reader is misled.
    Error,
}

impl Severity {
    /// Its name in reports and configuration.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// One step milder; info stays info.
    pub fn milder(self) -> Self {
        match self {
            Severity::Error => Severity::Warning,
            _ => Severity::Info,
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Severity {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "info" => Ok(Severity::Info),
            "warning" => Ok(Severity::Warning),
            "error" => Ok(Severity::Error),
            _ => Err(format!(
                "unknown severity {name:?}; known are error, warning, info"
            )),
        }
    }
}

/// A further place that a finding points at, and what is there.
#[derive(Clone, Debug)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What is there, in a few words.
    pub message: String,
}

/// One replacement.
#[derive(Clone, Debug)]
pub struct Edit {
    /// What is replaced.
    pub place: Place,
    /// What comes in its stead.
    pub replacement: String,
}

/// A way to mend a finding.
#[derive(Clone, Debug)]
pub struct Fix {
    /// Whether it can be applied without anybody looking.
    pub safe: bool,
    /// Its edits, none of which overlap.
    pub edits: Vec<Edit>,
}

/// One thing that a check found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that was broken.
    pub rule: &'static Rule,
    /// How much it matters here.
    pub severity: Severity,
    /// How sure the check is, 0 to 1: of the findings that say 0.9, about nine in ten should be right.
    pub confidence: f64,
    /// What is wrong, with the words concerned.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Index of the bead it is in.
    pub bead: Option<usize>,
    /// Place in the source text.
    pub source: Option<Place>,
    /// Place in the target text.
    pub target: Option<Place>,
    /// Further places.
    pub related: Vec<Related>,
    /// How to mend it.
    pub fix: Option<Fix>,
    /// Recognises the finding in a later run, after unrelated edits. Filled in by the pipeline.
    pub fingerprint: String,
    /// Why it is not counted: the reason of a suppression or "baseline". Suppressed findings don't fail a run.
    pub suppressed: Option<String>,
}

impl Finding {
    /// A finding of `rule` with the rule's own severity and the given confidence; places are added after.
    pub fn new(
        rule: &'static Rule,
        confidence: f64,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            severity: rule.severity,
            confidence: confidence.clamp(0.0, 1.0),
            message: message.into(),
            help: help.into(),
            bead: None,
            source: None,
            target: None,
            related: Vec::new(),
            fix: None,
            fingerprint: String::new(),
            suppressed: None,
        }
    }

    /// The same, in the bead `bead`.
    pub fn in_bead(mut self, bead: usize) -> Self {
        self.bead = Some(bead);
        self
    }

    /// The same, with this severity.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The same, with a place in the source text.
    pub fn source(mut self, place: Place) -> Self {
        self.source = Some(place);
        self
    }

    /// The same, with a place in the target text.
    pub fn target(mut self, place: Place) -> Self {
        self.target = Some(place);
        self
    }

    /// The same, with a further place.
    pub fn related(mut self, place: Place, message: impl Into<String>) -> Self {
        self.related.push(Related {
            place,
            message: message.into(),
        });
        self
    }

    /// The same, with a fix that replaces `place` by `replacement`.
    pub fn fix(mut self, safe: bool, place: Place, replacement: impl Into<String>) -> Self {
        let edit = Edit {
            place,
            replacement: replacement.into(),
        };
        self.fix = Some(Fix {
            safe,
            edits: vec![edit],
        });
        self
    }

    /// The place to show first: in the target, else in the source.
    pub fn place(&self) -> Option<&Place> {
        self.target.as_ref().or(self.source.as_ref())
    }
}

/// How a glossary term fared in a bead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TermStatus {
    /// It is rendered by its preferred or an admitted form.
    Ok,
    /// No rendering of it was found.
    Missing,
    /// It is rendered by a forbidden form.
    Forbidden,
}

/// One occurrence of a glossary term in the source and its rendering.
#[derive(Clone, Debug)]
pub struct TermUse {
    /// Identifier of the glossary entry.
    pub id: String,
    /// Index of the bead.
    pub bead: usize,
    /// How it fared.
    pub status: TermStatus,
    /// The term in the source.
    pub source: Option<Place>,
    /// Its rendering, where there is one.
    pub target: Option<Place>,
}

/// What the glossary says of a term that was met, for reports that show it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TermEntry {
    /// Identifier of the glossary entry, which [`TermUse::id`] names.
    pub id: String,
    /// Its forms in the source language, the preferred one first.
    pub source: Vec<String>,
    /// Its preferred form in the target language.
    pub target: String,
    /// Its abbreviation in the target language.
    pub abbreviation: Option<String>,
    /// How it is to be written where it first stands.
    pub first_mention: Option<String>,
    /// Other forms that are fine.
    pub admitted: Vec<String>,
    /// Forms that are not, each with the reason where one is given.
    pub forbidden: Vec<(String, Option<String>)>,
    /// What the glossary notes about it.
    pub note: Option<String>,
    /// Name of the glossary.
    pub glossary: Option<String>,
}
