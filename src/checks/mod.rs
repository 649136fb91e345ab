//! The checks: one file a rule.
//!
//! A check is pure and can't fail: it sees a bead, a bitext or a project and pushes findings. It asks for the
//! narrowest of the three. To add one, copy a file, change it, and add a line to [`CHECKS`]; the rule pages,
//! `mutabiq rules`, the report's rule lists and the tests of the examples all come from there.

mod addition;
mod alignment_doubt;
mod bidi_control;
mod brackets;
mod consistency;
mod context;
mod contrary;
mod date_mismatch;
mod exchanged;
mod inconsistent_source;
mod inconsistent_translation;
mod invisible_character;
mod length_ratio;
mod link;
mod markup;
mod missing_counterpart;
mod mixed_script;
mod name_mismatch;
mod name_variants;
mod negation;
mod number_mismatch;
mod omission;
mod pairs;
mod placeholder;
mod punctuation;
mod quotes;
mod renderings;
mod repeated_word;
mod shared;
mod source_punctuation;
mod spacing;
mod stale_translation;
mod term_case;
mod term_first_mention;
mod term_forbidden;
mod term_inconsistent;
mod term_missing;
mod terms;
#[cfg(test)]
mod testing;
mod unit_mismatch;
mod unpaired;
mod untranslated;
mod unused_suppression;
mod words;

pub use context::{BeadContext, Context};
pub use missing_counterpart::missing_counterpart;
pub use stale_translation::{needs_history, stale_translation};
pub use terms::{Hits, Matched, Terms};
pub use unused_suppression::{Flaw, flawed_suppression};

use crate::findings::{Finding, Rule};

/// A check.
pub trait Check: Sync {
    /// The rule it enforces.
    fn rule(&self) -> &'static Rule;

    /// Looks at one bead. Beads are visited in parallel; findings are put in order afterwards.
    fn bead(&self, _cx: &BeadContext<'_>, _out: &mut Vec<Finding>) {}

    /// Looks at a whole bitext.
    fn bitext(&self, _cx: &Context<'_>, _out: &mut Vec<Finding>) {}

    /// Looks at all bitexts of a project.
    fn project(&self, _project: &[Context<'_>], _out: &mut Vec<Finding>) {}
}

/// Every check, in the order of their rules in reports.
pub static CHECKS: &[&dyn Check] = &[
    &term_missing::TermMissing,
    &term_forbidden::TermForbidden,
    &term_inconsistent::TermInconsistent,
    &term_case::TermCase,
    &term_first_mention::TermFirstMention,
    &omission::Omission,
    &addition::Addition,
    &untranslated::Untranslated,
    &number_mismatch::NumberMismatchCheck,
    &date_mismatch::DateMismatchCheck,
    &unit_mismatch::UnitMismatchCheck,
    &negation::Negation,
    &name_mismatch::NameMismatch,
    &contrary::ContraryCheck,
    &name_variants::NameVariants,
    &inconsistent_translation::InconsistentTranslation,
    &inconsistent_source::InconsistentSource,
    &punctuation::Punctuation,
    &quotes::Quotes,
    &brackets::Brackets,
    &repeated_word::RepeatedWord,
    &spacing::Spacing,
    &source_punctuation::SourcePunctuation,
    &link::Link,
    &placeholder::Placeholder,
    &markup::Markup,
    &bidi_control::BidiControl,
    &invisible_character::InvisibleCharacter,
    &mixed_script::MixedScript,
    &length_ratio::LengthRatio,
    &alignment_doubt::AlignmentDoubt,
    &missing_counterpart::MissingCounterpart,
    &stale_translation::StaleTranslation,
    &unused_suppression::UnusedSuppression,
];

/// Every rule.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    CHECKS.iter().map(|check| check.rule())
}
