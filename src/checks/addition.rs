//! `addition`: a part of the translation that the source lacks.

use super::unpaired::{self, Words};
use super::{Check, Context};
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::text::Side;

/// See [`RULE`].
#[derive(Debug)]
pub struct Addition;

static RULE: Rule = Rule {
    name: "addition",
    category: Category::Accuracy,
    severity: Severity::Error,
    mqm: "accuracy / addition",
    its: "addition",
    summary: "A sentence or a clause of the translation has no counterpart in the source.",
    why: "Readers take every sentence of a translation for the author's. One that is not there came from an older \
          version of the source, from another text, or from a translator who explained.",
    what_to_do: "Delete the passage, or mark it as the translator's (in a note, in square brackets).",
    limits: "As for omission: short headings, captions and bylines count less, segments without counterpart on both \
             sides of one place may be free translations of each other, and a clause within a pair is reported as a \
             warning only where both its words and the lengths of the two sides say that it was added.",
    examples: &[
        Example::wrong(
            "بدأت الجلسة في العاشرة صباحا.\n\nثم ألقى الوزير كلمة قصيرة.",
            "The session opened at ten in the morning.\nRepresentatives of seven Arab states and of several organisations were there.\nThe minister then made a short speech.",
            "Nobody is said to have been there.",
        ),
        Example::right(
            "بدأت الجلسة في العاشرة صباحا.\nثم ألقى الوزير كلمة قصيرة.",
            "The session opened at ten in the morning.\nThe minister then made a short speech.",
            "Every sentence has its counterpart.",
        ),
        Example::right(
            "بدأت الجلسة في العاشرة صباحا.\n\nثم ألقى الوزير كلمة قصيرة.",
            "The session opened at ten in the morning.\n———\nThe minister then made a short speech.",
            "A rule between paragraphs says nothing.",
        ),
    ],
    options: &[
        OptionDoc {
            key: "threshold",
            default: "0.4",
            doc: "least confidence of a finding on a whole segment, 0 to 1",
        },
        OptionDoc {
            key: "clauses",
            default: "true",
            doc: "whether clauses added within a pair are reported",
        },
    ],
};

const WORDS: Words = Words {
    side: Side::Target,
    segment: "has no counterpart in the source",
    stretch: "have no counterpart in the source",
    clause: "seems to be added within this pair",
    help: "Delete it, or mark it as the translator's own words.",
    neighbour: "it would follow this",
};

impl Check for Addition {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bitext(&self, cx: &Context<'_>, out: &mut Vec<Finding>) {
        unpaired::check(cx, &RULE, WORDS, out);
    }
}
