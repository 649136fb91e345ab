//! `inconsistent-translation`: the same source, translated differently.

use super::consistency::{At, apart, groups, majority, place, shown};
use super::{Check, Context};
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::text::Side;

/// See [`RULE`].
#[derive(Debug)]
pub struct InconsistentTranslation;

static RULE: Rule = Rule {
    name: "inconsistent-translation",
    category: Category::Consistency,
    severity: Severity::Warning,
    mqm: "terminology / inconsistent use",
    its: "inconsistency",
    summary: "The same sentence of the source is translated differently in several places.",
    why: "Where an author repeats himself word by word, the reader is meant to recognise it: a form letter, an article \
          of a treaty, a warning. Two translations of it look like two meanings, and one of them is often the better.",
    what_to_do: "Choose one translation, or add a suppression where the context asks for two.",
    limits: "Sentences are compared word by word without marks, vowel signs and numbers, over the whole project. Short \
             segments, headings and table cells are silent, and so are differences that lie in names or numbers. Where \
             only small words differ (the, a, of), the finding is a matter of information.",
    examples: &[
        Example::wrong(
            "يحظر التصوير في هذه المنطقة.\nالمدخل من جهة اليمين.\nيحظر التصوير في هذه المنطقة.",
            "Photography is forbidden in this area.\nThe entrance is on the right.\nTaking pictures is not allowed in this zone.",
            "One warning in two wordings.",
        ),
        Example::right(
            "يحظر التصوير في هذه المنطقة.\nالمدخل من جهة اليمين.\nيحظر التصوير في هذه المنطقة.",
            "Photography is forbidden in this area.\nThe entrance is on the right.\nPhotography is forbidden in this area!",
            "Only the mark differs.",
        ),
        Example::right(
            "بلغ عدد الحالات المسجلة اليوم 12 حالة.\nبلغ عدد الحالات المسجلة اليوم 40 حالة.",
            "12 cases were registered today.\n40 cases were registered today.",
            "Only the numbers differ.",
        ),
    ],
    options: &[OptionDoc {
        key: "min-words",
        default: "4",
        doc: "segments with fewer words are not compared",
    }],
};

impl Check for InconsistentTranslation {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn project(&self, project: &[Context<'_>], out: &mut Vec<Finding>) {
        let Some(first) = project.first() else { return };
        let least = first.options.number(&RULE, "min-words", 4.0).max(1.0) as usize;
        for group in groups(project, Side::Source, (least, 1)) {
            let Some((usual, form)) = majority(&group).and_then(|index| group.get(index)) else {
                continue;
            };
            let mut said: Vec<&Vec<&str>> = vec![form];
            for (at, other) in &group {
                if said.contains(&other) {
                    continue;
                }
                said.push(other);
                let places: Vec<At> = group
                    .iter()
                    .filter(|(_, form)| form == other)
                    .map(|(at, _)| *at)
                    .collect();
                out.extend(finding(project, *usual, *at, &places));
            }
        }
    }
}

fn finding(project: &[Context<'_>], usual: At, at: At, places: &[At]) -> Option<Finding> {
    let (a, b) = (project.get(usual.document)?, project.get(at.document)?);
    let differ = apart(a, Side::Target, (a, usual.bead), (b, at.bead));
    let severity = if differ == 0 {
        Severity::Info
    } else {
        RULE.severity
    };
    let mut finding = Finding::new(
        &RULE,
        if differ == 0 { 0.7 } else { 0.9 },
        format!(
            "the same source is translated otherwise elsewhere: {}",
            shown(project, Side::Target, usual, at)
        ),
        "Choose one translation for both, or suppress this where the context asks for two.",
    )
    .in_bead(at.bead)
    .severity(severity);
    finding.target = place(project, Side::Target, at);
    finding.source = place(project, Side::Source, at);
    for other in places.iter().skip(1) {
        if let Some(place) = place(project, Side::Target, *other) {
            finding = finding.related(place, "so here too");
        }
    }
    if let Some(place) = place(project, Side::Target, usual) {
        finding = finding.related(place, "translated otherwise here");
    }
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{examples, flags, silent};

    #[test]
    fn the_examples_hold() {
        examples(&InconsistentTranslation);
    }

    #[test]
    fn other_wordings_of_one_sentence_are_flagged() {
        for (source, first, second) in [
            (
                "يرجى إغلاق الهاتف قبل الدخول.",
                "Please switch off your phone before entering.",
                "Turn your mobile off before you come in.",
            ),
            (
                "يدخل الاتفاق حيز التنفيذ غدا.",
                "The agreement enters into force tomorrow.",
                "The accord takes effect tomorrow.",
            ),
            (
                "تحتفظ الشركة بجميع حقوقها القانونية.",
                "The company reserves all its legal rights.",
                "All legal rights of the firm are reserved.",
            ),
            (
                "لا يتحمل الناشر أي مسؤولية.",
                "The publisher accepts no liability.",
                "The publisher takes no responsibility.",
            ),
            (
                "على العامل ارتداء الخوذة دائما.",
                "Workers must wear helmets at all times.",
                "The worker shall always wear a helmet.",
            ),
            (
                "تسري أحكام هذا القانون فورا.",
                "The provisions of this law apply at once.",
                "The rules of this act are effective immediately.",
            ),
            (
                "يقدم الطلب إلى المحكمة المختصة.",
                "The request is submitted to the competent court.",
                "The application goes to the court in charge.",
            ),
            (
                "تغلق الأبواب في الساعة السادسة.",
                "The doors close at six o'clock.",
                "Gates are shut at six.",
            ),
            (
                "Keep out of the reach of children.",
                "يحفظ بعيدا عن متناول الأطفال.",
                "لا تتركه في متناول أيدي الصغار.",
            ),
            (
                "This door must stay closed.",
                "يجب أن يبقى هذا الباب مغلقا.",
                "أبقوا الباب مقفلا.",
            ),
            (
                "The lift is out of order.",
                "المصعد معطل.",
                "المصعد لا يعمل.",
            ),
            (
                "Smoking is forbidden in this building.",
                "التدخين ممنوع في هذا المبنى.",
                "يحظر التدخين داخل البناية.",
            ),
            (
                "Press any key to continue.",
                "اضغط أي مفتاح للمتابعة.",
                "للاستمرار اضغط على زر ما.",
            ),
            (
                "Your password has expired today.",
                "انتهت صلاحية كلمة مرورك اليوم.",
                "كلمة السر لم تعد صالحة اليوم.",
            ),
            (
                "All rights are reserved worldwide.",
                "جميع الحقوق محفوظة في العالم كله.",
                "كل الحقوق محفوظة عالميا.",
            ),
        ] {
            flags(
                &InconsistentTranslation,
                &format!("{source}\nx\n{source}"),
                &format!("{first}\ny\n{second}"),
            );
        }
    }

    #[test]
    fn the_message_shows_the_words_that_differ() {
        let source = "يدخل الاتفاق حيز التنفيذ غدا.";
        let found = crate::checks::testing::findings(
            &InconsistentTranslation,
            &format!("{source}\n{source}\n{source}"),
            "The agreement enters into force tomorrow.\nThe accord enters into force tomorrow.\nThe agreement enters into force tomorrow.",
        );
        assert_eq!(found.len(), 1);
        assert!(
            found[0].message.contains("[-agreement-] {+accord+}"),
            "{}",
            found[0].message
        );
        assert_eq!(found[0].severity, Severity::Warning);
    }

    #[test]
    fn only_small_words_are_information() {
        let source = "أغلقت الحكومة حدود البلاد.";
        let found = crate::checks::testing::findings(
            &InconsistentTranslation,
            &format!("{source}\n{source}"),
            "The government closed the borders of the country.\nThe government has closed the country borders.",
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].severity, Severity::Info);
    }

    #[test]
    fn what_is_no_other_translation_is_not_flagged() {
        for (first, second) in [
            (
                (
                    "لم يصدر تعليق من الوزارة.",
                    "There was no comment from the ministry.",
                ),
                (
                    "صدر تعليق من الوزارة اليوم.",
                    "The ministry commented today.",
                ),
            ),
            (
                (
                    "انطلقت القافلة من صنعاء أمس.",
                    "The convoy left Sanaa yesterday.",
                ),
                (
                    "انطلقت القافلة من عدن أمس.",
                    "The convoy set out from Aden yesterday.",
                ),
            ),
            (
                ("The museum is closed today.", "المتحف مغلق اليوم."),
                ("The museum is open today.", "المتحف مفتوح اليوم."),
            ),
            (
                ("شارع الجلاء", "Galaa Street"),
                ("شارع الجلاء", "El-Galaa St."),
            ),
            (
                ("Room 12 is on the left side.", "الغرفة 12 على اليسار."),
                ("Room 14 is on the left side.", "الغرفة 14 على اليسار."),
            ),
            (
                ("شكرا جزيلا لكم.", "Thank you very much."),
                ("شكرا جزيلا لكم.", "Many thanks."),
            ),
            (("نعم.", "Yes."), ("نعم.", "Right.")),
            (
                ("انظر الجدول 3 في الصفحة 12.", "See table 3 on page 12."),
                ("انظر الجدول 5 في الصفحة 40.", "See table 5 on page 40."),
            ),
            (
                (
                    "يحظر التصوير في هذه المنطقة.",
                    "Photography is forbidden in this area.",
                ),
                (
                    "يحظر التصوير في هذه المنطقة",
                    "Photography is forbidden in this area",
                ),
            ),
            (
                (
                    "يحظر التصوير في هذه المنطقة.",
                    "Photography is forbidden in this area.",
                ),
                (
                    "يُحظَر التصوير في هذه المنطقة!",
                    "PHOTOGRAPHY IS FORBIDDEN IN THIS AREA!",
                ),
            ),
            (
                (
                    "تغلق المكتبة يوم الجمعة مساء.",
                    "The library closes on Friday evening.",
                ),
                (
                    "تغلق المكتبة يوم السبت مساء.",
                    "The library closes on Saturday evening.",
                ),
            ),
            (
                (
                    "قال الوزير إنه سيستقيل غدا.",
                    "The minister said he would resign.",
                ),
                (
                    "قال الوزير إنها ستستقيل غدا.",
                    "The minister said she would resign tomorrow.",
                ),
            ),
            (
                ("Close the door after you.", "أغلق الباب خلفك."),
                ("Close the door after you!", "أغلق الباب خلفك!"),
            ),
            (
                ("Good morning.", "صباح الخير."),
                ("Good morning.", "نهارك سعيد."),
            ),
            (
                ("Page 1 of 3 is missing here.", "الصفحة 1 من 3 مفقودة هنا."),
                ("Page 2 of 3 is missing here.", "الصفحة 2 من 3 مفقودة هنا."),
            ),
        ] {
            silent(
                &InconsistentTranslation,
                &format!("{}\n{}", first.0, second.0),
                &format!("{}\n{}", first.1, second.1),
            );
        }
    }
}
