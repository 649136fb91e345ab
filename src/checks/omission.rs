//! `omission`: a part of the source that the translation lacks.

use super::unpaired::{self, Words};
use super::{Check, Context};
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::text::Side;

/// See [`RULE`].
#[derive(Debug)]
pub struct Omission;

static RULE: Rule = Rule {
    name: "omission",
    category: Category::Accuracy,
    severity: Severity::Error,
    mqm: "accuracy / omission",
    its: "omission",
    summary: "A sentence or a clause of the source has no counterpart in the translation.",
    why: "What is left out is the fault that readers of the translation can't see: nothing on the page tells them. It \
          happens where an eye jumps from one paragraph to a like one, and where a hard passage was put off.",
    what_to_do: "Translate the passage. Where it was left out on purpose, say so in a suppression.",
    limits: "A segment counts as left out with the probability that the alignment gives it; short headings, captions, \
             bylines and datelines count less, and rules, stars and bare links not at all. Where segments without \
             counterpart stand on both sides of one place, one may be a free translation of the other: then a finding \
             needs to be surer, and long stretches of both are left to alignment-doubt. A clause within a pair is \
             reported as a warning, and only where both its words and the lengths of the two sides say that it is \
             missing; a short one is not seen.",
    examples: &[
        Example::wrong(
            "بدأت الجلسة في العاشرة صباحا.\nوحضرها ممثلون عن سبع دول عربية وعدد من المنظمات الدولية.\nثم ألقى الوزير كلمة قصيرة.",
            "The session opened at ten in the morning.\n\nThe minister then made a short speech.",
            "The second sentence was left out.",
        ),
        Example::right(
            "بدأت الجلسة في العاشرة صباحا.\nثم ألقى الوزير كلمة قصيرة.",
            "The session opened at ten in the morning.\nThe minister then made a short speech.",
            "Every sentence has its counterpart.",
        ),
        Example::right(
            "بدأت الجلسة في العاشرة صباحا.\n* * *\nثم ألقى الوزير كلمة قصيرة.",
            "The session opened at ten in the morning.\n\nThe minister then made a short speech.",
            "A line of stars says nothing.",
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
            doc: "whether clauses left out within a pair are reported",
        },
    ],
};

const WORDS: Words = Words {
    side: Side::Source,
    segment: "has no counterpart in the translation",
    stretch: "have no counterpart in the translation",
    clause: "seems to be left out within this pair",
    help: "Translate it, or say in a suppression why it was left out.",
    neighbour: "it would follow this",
};

impl Check for Omission {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bitext(&self, cx: &Context<'_>, out: &mut Vec<Finding>) {
        unpaired::check(cx, &RULE, WORDS, out);
    }
}
