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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::Bitext;
    use crate::checks::testing::{examples, findings, findings_changed, silent};
    use crate::findings::Options;

    #[test]
    fn the_examples_hold() {
        examples(&Addition);
    }

    /// A sentence, and one of the translation that nothing stands behind.
    const ADDED: &[(&str, &str, &str)] = &[
        (
            "افتتح المعرض صباح اليوم.",
            "The fair opened this morning.",
            "Forty publishers from five countries take part in it.",
        ),
        (
            "غادر الوفد المطار.",
            "The delegation left the airport.",
            "Its head made no statement to the press.",
        ),
        (
            "وقع الطرفان الاتفاق.",
            "The two sides signed the agreement.",
            "It enters into force after thirty days.",
        ),
        (
            "ولدت في حلب.",
            "She was born in Aleppo.",
            "Her father was a teacher of music.",
        ),
        (
            "يتوقع هطول المطر.",
            "Rain is expected.",
            "Drivers are advised to slow down.",
        ),
        (
            "اختتم المهرجان.",
            "The festival is over.",
            "Will it be back next year?",
        ),
        (
            "ارتفعت الأسعار.",
            "Prices went up.",
            "“We can no longer afford meat,” said one shopper.",
        ),
        (
            "The harbour was closed.",
            "أغلق الميناء.",
            "وطلب من قوارب الصيد البقاء في البحر.",
        ),
        (
            "The museum reopens in May.",
            "يعاد افتتاح المتحف في مايو.",
            "ويمكن شراء التذاكر عند المدخل.",
        ),
        (
            "The report has two parts.",
            "يتألف التقرير من جزأين.",
            "ولم ينشر الجزء الثاني قط.",
        ),
        (
            "He thanked the doctors.",
            "شكر الأطباء.",
            "ثم غادر المستشفى برفقة أسرته.",
        ),
        (
            "The line is closed.",
            "الخط مغلق.",
            "يرجى استخدام الحافلات البديلة.",
        ),
        (
            "They won the cup.",
            "فازوا بالكأس.",
            "وكانت تلك أول بطولة في تاريخ النادي.",
        ),
        (
            "The bridge is old.",
            "الجسر قديم.",
            "وقد شيد في عهد العثمانيين.",
        ),
    ];

    #[test]
    fn sentences_put_in_are_flagged() {
        for (source, translation, added) in ADDED {
            let found = findings(
                &Addition,
                &format!("{source}\n\n{source}"),
                &format!("{translation}\n{added}\n{translation}"),
            );
            assert_eq!(found.len(), 1, "{added}");
            assert_eq!(found[0].severity, Severity::Error);
            assert_eq!(
                found[0].target.as_ref().map(|place| place.text()),
                Some(*added)
            );
            assert!(found[0].source.is_none());
        }
    }

    #[test]
    fn many_in_a_row_are_one_finding() {
        let added = "The spokesman said so at a press conference.\n".repeat(5);
        let found = findings(
            &Addition,
            &format!("بدأ المؤتمر صباحا.\n{}وانتهى مساء.", "\n".repeat(5)),
            &format!("The conference began in the morning.\n{added}It ended in the evening."),
        );
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn what_says_nothing_is_not_flagged() {
        for nothing in [
            "***",
            "—",
            "• • •",
            "---",
            "…",
            "(!)",
            "(2)",
            "https://example.org/a",
            "§",
            "77",
        ] {
            silent(
                &Addition,
                "وصل الوفد صباحا.\n\nوغادر مساء.",
                &format!(
                    "The delegation arrived in the morning.\n{nothing}\nIt left in the evening."
                ),
            );
        }
    }

    #[test]
    fn translated_texts_are_not_flagged() {
        for (source, target) in [
            (
                "وصل الوفد صباحا وغادر مساء.",
                "The delegation arrived in the morning. It left in the evening.",
            ),
            ("خطاب الرئيس", "The president's speech"),
            ("قال: «لا تعليق».", "“No comment,” he said."),
            ("Nobody was hurt.", "لم يصب أحد بأذى."),
            ("By Ahmed Salem", "كتب أحمد سالم"),
        ] {
            silent(&Addition, source, target);
        }
    }

    #[test]
    fn a_doubtful_pair_on_either_side_of_one_place_is_silent() {
        let source = "وصل الوفد صباحا.\nواستقبله كبار المسؤولين في القصر.\n\nوغادر مساء.";
        let target = "The delegation arrived in the morning.\n\nSenior officials were waiting at the palace.\nIt left at night.";
        let found = |score: f64| {
            findings_changed(
                &Addition,
                source,
                target,
                &Options::default(),
                |bitext: &mut Bitext| {
                    for bead in &mut bitext.beads {
                        (bead.given, bead.score) = (false, score);
                    }
                },
            )
            .len()
        };
        assert_eq!((found(0.6), found(0.99)), (0, 1));
    }
}
