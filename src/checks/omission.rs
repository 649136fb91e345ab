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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Bitext, UnitState};
    use crate::checks::testing::{examples, findings, findings_changed, silent};
    use crate::findings::Options;

    #[test]
    fn the_examples_hold() {
        examples(&Omission);
    }

    /// Sentences without counterpart between two that have one.
    const LEFT_OUT: &[(&str, &str, &str)] = &[
        (
            "قال الطبيب إن حالته مستقرة.",
            "ومنع الزوار من دخول غرفته ثلاثة أيام.",
            "The doctor said he was in a stable condition.",
        ),
        (
            "The fire broke out at dawn.",
            "Two families lost their homes.",
            "اندلع الحريق فجرا.",
        ),
        (
            "Turn off the power first.",
            "Never touch the wires with wet hands.",
            "افصل التيار أولا.",
        ),
        (
            "انقطع التيار الكهربائي ساعتين.",
            "ولم تذكر الشركة سبب العطل.",
            "The power was off for two hours.",
        ),
        (
            "افتتح المعرض صباح اليوم.",
            "وتشارك فيه أربعون دار نشر من المغرب العربي.",
            "The fair opened this morning.",
        ),
        (
            "غادر الوفد المطار.",
            "ولم يدل رئيسه بأي تصريح للصحافة.",
            "The delegation left the airport.",
        ),
        (
            "عاد النازحون إلى القرية.",
            "لكن معظم البيوت كانت مهدمة.",
            "The displaced returned to the village.",
        ),
        (
            "وقع الطرفان الاتفاق.",
            "ويدخل حيز التنفيذ بعد ثلاثين يوما.",
            "The two sides signed the agreement.",
        ),
        (
            "تساقطت الثلوج على الجبال.",
            "وأغلقت المدارس أبوابها يومين.",
            "Snow fell on the mountains.",
        ),
        (
            "اختتم المهرجان مساء أمس.",
            "هل تعود الدورة المقبلة إلى مسرحها القديم؟",
            "The festival ended last night.",
        ),
        (
            "The harbour was closed at noon.",
            "Fishing boats were told to stay at sea.",
            "أغلق الميناء ظهرا.",
        ),
        (
            "She was born in Aleppo.",
            "Her father taught music there until the war.",
            "ولدت في حلب.",
        ),
        (
            "The museum will reopen in May.",
            "Tickets can be bought at the gate.",
            "سيعاد افتتاح المتحف في مايو.",
        ),
        (
            "Rain is expected tonight.",
            "Drivers are advised to take the coastal road.",
            "يتوقع هطول المطر الليلة.",
        ),
        (
            "The report has two parts.",
            "The second was never published.",
            "يتألف التقرير من جزأين.",
        ),
    ];

    #[test]
    fn sentences_left_out_are_flagged() {
        for (first, lost, translation) in LEFT_OUT {
            let source = format!("{first}\n{lost}\n{first}");
            let target = format!("{translation}\n\n{translation}");
            let found = findings(&Omission, &source, &target);
            assert_eq!(found.len(), 1, "{lost}");
            assert_eq!(found[0].severity, Severity::Error);
            assert_eq!(
                found[0].source.as_ref().map(|place| place.text()),
                Some(*lost)
            );
            assert!(found[0].target.is_none());
        }
    }

    #[test]
    fn many_in_a_row_are_one_finding() {
        let lost = "أعلن المتحدث ذلك في مؤتمر صحفي.\n".repeat(6);
        let source = format!("بدأ المؤتمر صباحا.\n{lost}وانتهى مساء.");
        let target = format!(
            "The conference began in the morning.\n{}It ended in the evening.",
            "\n".repeat(6)
        );
        let found = findings(&Omission, &source, &target);
        assert_eq!(found.len(), 1);
        assert!(
            found[0].message.starts_with("6 segments"),
            "{}",
            found[0].message
        );
    }

    #[test]
    fn a_clause_left_out_within_a_pair_is_a_warning() {
        let plain = [
            (
                "وصل وزير الخارجية إلى العاصمة السورية دمشق صباح اليوم.",
                "The foreign minister arrived in the Syrian capital Damascus this morning.",
            ),
            (
                "وبحث مع الرئيس العلاقات الاقتصادية بين البلدين.",
                "He discussed economic relations between the two countries with the president.",
            ),
            (
                "وناقش الجانبان الوضع الأمني على الحدود المشتركة.",
                "The two sides discussed the security situation on the common border.",
            ),
            (
                "وقال المتحدث إن الحكومة ستقدم مساعدات إنسانية عاجلة.",
                "The spokesman said the government would provide urgent humanitarian aid.",
            ),
            (
                "وطالبت المعارضة بإجراء انتخابات جديدة قبل نهاية السنة.",
                "The opposition demanded new elections before the end of the year.",
            ),
            (
                "ورفض رئيس الوزراء هذا الطلب في مؤتمر صحفي أمس.",
                "The prime minister rejected this request at a press conference yesterday.",
            ),
            (
                "وأكد الجيش أنه دمر ثلاث طائرات في الهجوم الأخير.",
                "The army confirmed that it destroyed three aircraft in the latest attack.",
            ),
            (
                "وقتل عشرة أشخاص في انفجار سيارة في سوق المدينة.",
                "Ten people were killed in a car explosion in the city market.",
            ),
            (
                "وتستمر المفاوضات في جنيف حتى نهاية الأسبوع المقبل.",
                "Negotiations in Geneva will continue until the end of next week.",
            ),
        ];
        let cut = (
            "وقال الوزير إن البنك المركزي سيخفض أسعار الفائدة، وإن الحكومة ستزيد رواتب المعلمين والأطباء وتبني مستشفيات ومدارس جديدة في المحافظات الجنوبية.",
            "The minister said the central bank would cut interest rates.",
        );
        let text = |side: fn(&(&'static str, &'static str)) -> &'static str,
                    cut: &'static str|
         -> String {
            let mut lines: Vec<&str> = plain.iter().map(side).collect();
            lines.insert(5, cut);
            lines.join("\n")
        };
        let (source, target) = (text(|pair| pair.0, cut.0), text(|pair| pair.1, cut.1));
        let found = findings(&Omission, &source, &target);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].severity, Severity::Warning);
        assert!(
            found[0]
                .source
                .as_ref()
                .is_some_and(|place| place.text().contains("رواتب المعلمين"))
        );
        let whole = "The minister said the central bank would cut interest rates, and that the government would raise the salaries of teachers and doctors and build new hospitals and schools in the southern governorates.";
        silent(&Omission, &source, &text(|pair| pair.1, whole));
        let mut options = Options::default();
        options.set(
            "omission",
            toml::Table::from_iter([("clauses".to_owned(), toml::Value::Boolean(false))]),
        );
        assert!(findings_changed(&Omission, &source, &target, &options, |_| {}).is_empty());
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
            "123",
            "https://example.org/a",
            "§",
        ] {
            silent(
                &Omission,
                &format!("وصل الوفد صباحا.\n{nothing}\nوغادر مساء."),
                "The delegation arrived in the morning.\n\nIt left in the evening.",
            );
        }
    }

    #[test]
    fn translated_texts_are_not_flagged() {
        for (source, target) in [
            (
                "وصل الوفد صباحا. وغادر مساء.",
                "The delegation arrived in the morning and left in the evening.",
            ),
            ("خطاب الرئيس", "The president's speech"),
            ("قال: «لا تعليق».", "“No comment,” he said."),
            ("Nobody was hurt.", "لم يصب أحد بأذى."),
            ("كتب أحمد سالم", "By Ahmed Salem"),
        ] {
            silent(&Omission, source, target);
        }
    }

    /// Scores every bead, as the aligner would.
    fn scored(score: f64) -> impl FnOnce(&mut Bitext) {
        move |bitext| {
            for bead in &mut bitext.beads {
                (bead.given, bead.score) = (false, score);
            }
        }
    }

    #[test]
    fn a_doubtful_pair_on_either_side_of_one_place_is_silent() {
        let source = "وصل الوفد صباحا.\nواستقبله كبار المسؤولين في القصر.\n\nوغادر مساء.";
        let target = "The delegation arrived in the morning.\n\nSenior officials were waiting at the palace.\nIt left at night.";
        let found = |score: f64| {
            findings_changed(
                &Omission,
                source,
                target,
                &Options::default(),
                scored(score),
            )
            .len()
        };
        assert_eq!((found(0.6), found(0.99)), (0, 1));
    }

    #[test]
    fn a_doubtful_omission_is_a_warning() {
        let source = "وصل الوفد صباحا.\nواستقبله كبار المسؤولين في القصر.\nوغادر مساء.";
        let target = "The delegation arrived in the morning.\n\nIt left at night.";
        let found = findings_changed(&Omission, source, target, &Options::default(), scored(0.6));
        assert_eq!(found[0].severity, Severity::Warning);
        let found = findings_changed(&Omission, source, target, &Options::default(), scored(0.3));
        assert!(found.is_empty());
    }

    #[test]
    fn units_that_are_not_translated_yet_are_another_rules() {
        let found = findings_changed(
            &Omission,
            "وصل الوفد صباحا.",
            "x\n",
            &Options::default(),
            |bitext| {
                bitext.beads[0].target = 0..0;
                bitext.beads[0].state = UnitState::Untranslated;
            },
        );
        assert!(found.is_empty());
    }

    #[test]
    fn texts_that_are_no_translations_have_no_omissions() {
        let source = "وصل الوفد صباحا.\nوغادر مساء.";
        let found = findings_changed(
            &Omission,
            source,
            "She paints.",
            &Options::default(),
            |bitext| {
                bitext.parallel = 0.1;
            },
        );
        assert!(found.is_empty());
    }
}
