use super::Severity;

/// The family a rule belongs to, in the order in which rules are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Terms and the glossary.
    Terminology,
    /// The translation says something else.
    Accuracy,
    /// The translation contradicts itself.
    Consistency,
    /// Marks and spaces.
    Typography,
    /// Tags, links, placeholders.
    Markup,
    /// Characters that should not be there.
    Characters,
    /// Lengths and alignment.
    Shape,
    /// The repository: counterparts, stale translations, suppressions.
    Project,
}

impl Category {
    /// Its heading.
    pub fn name(self) -> &'static str {
        match self {
            Category::Terminology => "terminology",
            Category::Accuracy => "accuracy",
            Category::Consistency => "consistency",
            Category::Typography => "typography",
            Category::Markup => "markup",
            Category::Characters => "characters",
            Category::Shape => "shape",
            Category::Project => "project",
        }
    }
}

/// Whether an example of a rule's documentation is faulty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The rule must report it.
    Wrong,
    /// The rule must be silent on it.
    Right,
}

/// A pair of texts in a rule's documentation. Every example is run as a test.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Whether the rule must report it.
    pub verdict: Verdict,
    /// The source text, one segment a line.
    pub source: &'static str,
    /// The target text, one segment a line.
    pub target: &'static str,
    /// A glossary in TOML that the example needs.
    pub glossary: Option<&'static str>,
    /// Why it is wrong or right, in a line.
    pub why: &'static str,
}

impl Example {
    /// A pair that the rule must report.
    pub const fn wrong(source: &'static str, target: &'static str, why: &'static str) -> Self {
        Self {
            verdict: Verdict::Wrong,
            source,
            target,
            glossary: None,
            why,
        }
    }

    /// A pair on which the rule must be silent.
    pub const fn right(source: &'static str, target: &'static str, why: &'static str) -> Self {
        Self {
            verdict: Verdict::Right,
            ..Self::wrong(source, target, why)
        }
    }

    /// The same, checked with this glossary.
    pub const fn with(self, glossary: &'static str) -> Self {
        Self {
            glossary: Some(glossary),
            ..self
        }
    }
}

/// An option of a rule in `mutabiq.toml`.
#[derive(Clone, Copy, Debug)]
pub struct OptionDoc {
    /// Its key under `[rules.NAME]`.
    pub key: &'static str,
    /// Its default, as TOML.
    pub default: &'static str,
    /// What it does.
    pub doc: &'static str,
}

/// A rule: its name, what it says about itself, and how other standards call it.
#[derive(Debug)]
pub struct Rule {
    /// Its name, fixed by the interface. Names the fault, not the remedy.
    pub name: &'static str,
    /// The family.
    pub category: Category,
    /// The severity of its findings, unless the finding or the configuration says otherwise.
    pub severity: Severity,
    /// MQM type, `dimension / type`.
    pub mqm: &'static str,
    /// ITS 2.0 localization quality issue type.
    pub its: &'static str,
    /// What it reports, in one line.
    pub summary: &'static str,
    /// Why it matters: a paragraph or two.
    pub why: &'static str,
    /// What to do about a finding.
    pub what_to_do: &'static str,
    /// What it deliberately doesn't report, and other limits.
    pub limits: &'static str,
    /// Faulty and sound pairs, each of which is run as a test.
    pub examples: &'static [Example],
    /// Its options.
    pub options: &'static [OptionDoc],
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Rule {}
