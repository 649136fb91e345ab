//! `inconsistent-source`: different sources, translated alike.

use super::consistency::{At, apart, groups, place, shown};
use super::{Check, Context};
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::lang::TokenKind;
use crate::text::{Set, Side};

/// See [`RULE`].
#[derive(Debug)]
pub struct InconsistentSource;

static RULE: Rule = Rule {
    name: "inconsistent-source",
    category: Category::Consistency,
    severity: Severity::Info,
    mqm: "terminology / inconsistent use",
    its: "inconsistency",
    summary: "Different sentences of the source have the same translation.",
    why: "Two sentences that differ in the source and not in the translation are often a copy that was pasted and not \
          changed: the translation memory offered the like sentence, and the word that differs was overlooked.",
    what_to_do: "Look at the words that differ, and at whether the translation has them.",
    limits: "Sentences are compared word by word without marks, vowel signs, spelling variants and numbers, over the \
             whole project. Short segments, headings and table cells are silent, and so are sources that differ only in \
             small words. Two sources that have hardly a word in common, one of which has hardly a word in common with \
             the translation either, are reported as a warning: it has another's translation.",
    examples: &[
        Example::wrong(
            "تغلق المكتبة أبوابها يوم الجمعة.\nتغلق المكتبة أبوابها يوم السبت.",
            "The library is closed on Friday.\nThe library is closed on Friday.",
            "The second is Saturday.",
        ),
        Example::right(
            "تُغلَق المكتبة أبوابها يوم الجمعة.\nتغلق المكتبة أبوابها يوم الجمعة!",
            "The library is closed on Friday.\nThe library is closed on Friday.",
            "Vowel signs and marks make no other sentence.",
        ),
        Example::right(
            "تغلق المكتبة أبوابها يوم الجمعة.\nتغلق المكتبة أبوابها يوم السبت.",
            "The library is closed on Friday.\nThe library is closed on Saturday.",
            "Each has its own translation.",
        ),
    ],
    options: &[OptionDoc {
        key: "min-words",
        default: "4",
        doc: "segments with fewer words are not compared",
    }],
};

impl Check for InconsistentSource {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn project(&self, project: &[Context<'_>], out: &mut Vec<Finding>) {
        let Some(first) = project.first() else { return };
        let least = first.options.number(&RULE, "min-words", 4.0).max(1.0) as usize;
        for group in groups(project, Side::Target, (least, least.saturating_sub(1))) {
            let Some((usual, form)) = group.first() else {
                continue;
            };
            let mut said: Vec<&Vec<&str>> = vec![form];
            for (at, other) in group.iter().skip(1) {
                if said.contains(&other) {
                    continue;
                }
                said.push(other);
                let common = form.iter().filter(|word| other.contains(word)).count();
                let share = common as f64 / form.len().max(other.len()).max(1) as f64;
                out.extend(finding(project, *usual, *at, share));
            }
        }
    }
}

/// Two sources that have less than this share of their words in common are two sentences.
const UNLIKE: f64 = 0.34;
/// A translation in which less than this share of the words has a counterpart belongs to another source.
const LINKED: f64 = 0.25;

fn finding(project: &[Context<'_>], usual: At, at: At, share: f64) -> Option<Finding> {
    let (a, b) = (project.get(usual.document)?, project.get(at.document)?);
    if apart(a, Side::Source, (a, usual.bead), (b, at.bead)) == 0 {
        return None;
    }
    let mut finding = Finding::new(
        &RULE,
        0.8,
        format!(
            "another source has this translation too: {}",
            shown(project, Side::Source, usual, at)
        ),
        "Look at the words that differ, and at whether the translation has them.",
    )
    .in_bead(at.bead);
    if share < UNLIKE && linked(b, at.bead) < LINKED {
        finding = finding.severity(Severity::Warning);
    }
    finding.source = place(project, Side::Source, at);
    finding.target = place(project, Side::Target, at);
    if let Some(place) = place(project, Side::Source, usual) {
        finding = finding.related(place, "translated alike");
    }
    Some(finding)
}

/// Share of the words with content of a pair's target that have a counterpart in its source.
fn linked(cx: &Context<'_>, bead: usize) -> f64 {
    let lang = cx.lang(Side::Target);
    let words: Set<(usize, usize)> = cx.links.of(bead).iter().map(|link| link.target).collect();
    let segments = cx
        .bitext
        .beads
        .get(bead)
        .map(|bead| bead.target.clone())
        .unwrap_or_default();
    let (mut all, mut found) = (0.0, 0.0);
    for segment in segments {
        for (index, token) in cx.tokens(Side::Target, segment).iter().enumerate() {
            if token.kind == TokenKind::Word && !lang.is_stop_word(&token.norm) {
                all += 1.0;
                found += f64::from(u8::from(words.contains(&(segment, index))));
            }
        }
    }
    found / f64::max(all, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{examples, flags, silent};

    #[test]
    fn the_examples_hold() {
        examples(&InconsistentSource);
    }

    #[test]
    fn sources_with_another_word_are_flagged() {
        for (first, second, target) in [
            (
                "يفتح المتحف أبوابه صباحا.",
                "يفتح المتحف أبوابه مساء.",
                "The museum opens in the morning.",
            ),
            (
                "ارتفعت أسعار القمح هذا العام.",
                "انخفضت أسعار القمح هذا العام.",
                "Wheat prices rose this year.",
            ),
            (
                "وصل وزير الدفاع إلى المدينة.",
                "وصل وزير العدل إلى المدينة.",
                "The minister arrived in the city.",
            ),
            (
                "أصيب ثلاثة جنود في الهجوم.",
                "قتل ثلاثة جنود في الهجوم.",
                "Three soldiers were hurt in the attack.",
            ),
            (
                "ولدت الأم في حلب القديمة.",
                "ولدت الجدة في حلب القديمة.",
                "The mother was born in old Aleppo.",
            ),
            (
                "يبدأ الدوام في الثامنة صباحا.",
                "ينتهي الدوام في الثامنة صباحا.",
                "Work starts at eight in the morning.",
            ),
            (
                "وافق المجلس على الميزانية الجديدة.",
                "رفض المجلس الميزانية الجديدة كلها.",
                "The council approved the new budget.",
            ),
            (
                "تقع القرية شمال النهر.",
                "تقع القرية جنوب النهر.",
                "The village is north of the river.",
            ),
            (
                "The shop opens on Monday.",
                "The shop closes on Monday.",
                "يفتح المتجر يوم الاثنين.",
            ),
            (
                "His brother lives in Cairo.",
                "His sister lives in Cairo.",
                "يعيش أخوه في القاهرة.",
            ),
            (
                "The water is too cold.",
                "The soup is too cold.",
                "الماء بارد جدا جدا.",
            ),
            (
                "Turn left at the bridge.",
                "Turn right at the bridge.",
                "انعطف يسارا عند الجسر.",
            ),
            (
                "The first door is locked.",
                "The last door is locked.",
                "الباب الأول مقفل بالمفتاح.",
            ),
            (
                "She teaches chemistry at school.",
                "She teaches physics at school.",
                "تدرس الكيمياء في المدرسة.",
            ),
            (
                "Rain is expected in the north.",
                "Snow is expected in the north.",
                "يتوقع هطول المطر شمالا.",
            ),
        ] {
            flags(
                &InconsistentSource,
                &format!("{first}\n{second}"),
                &format!("{target}\n{target}"),
            );
        }
    }

    #[test]
    fn another_sentences_translation_is_a_warning() {
        let found = crate::checks::testing::findings(
            &InconsistentSource,
            "ارتفعت أسعار القمح هذا العام.\nأغلقت المدارس أبوابها بسبب الثلوج.",
            "Wheat prices rose this year.\nWheat prices rose this year.",
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].severity, Severity::Warning);
    }

    #[test]
    fn sources_that_say_the_same_are_not_flagged() {
        for (first, second) in [
            (
                (
                    "زار الوفد المتحف الوطني.",
                    "The delegation visited the national museum.",
                ),
                (
                    "زار الوفد المتحف الوطني",
                    "The delegation visited the national museum.",
                ),
            ),
            (
                (
                    "قال له: «عد غدا إلى هنا».",
                    "“Come back here tomorrow,” he told him.",
                ),
                (
                    "قال له: \"عد غدا إلى هنا\".",
                    "“Come back here tomorrow,” he told him.",
                ),
            ),
            (
                ("نعم سيدي.", "Yes sir, right away."),
                ("حاضر سيدي.", "Yes sir, right away."),
            ),
            (
                (
                    "Section 3 applies to all members.",
                    "تسري المادة 3 على جميع الأعضاء.",
                ),
                (
                    "Section 4 applies to all members.",
                    "تسري المادة 4 على جميع الأعضاء.",
                ),
            ),
            (
                ("The colour of the door is red.", "لون الباب أحمر."),
                ("The color of the door is red.", "لون الباب أحمر."),
            ),
            (
                ("شكرا جزيلا.", "Thank you very much."),
                ("شكرا لكم.", "Thank you very much."),
            ),
            (
                (
                    "يفتح المتحف أبوابه صباحا.",
                    "The museum opens in the morning.",
                ),
                (
                    "يَفتح المتحف أبوابه صباحا!",
                    "The museum opens in the morning!",
                ),
            ),
            (
                (
                    "وصل الوفد إلى المدينة.",
                    "The delegation arrived in the city.",
                ),
                (
                    "ووصل الوفد إلى المدينة.",
                    "The delegation arrived in the city.",
                ),
            ),
            (
                ("قال إن الإجراء ضروري.", "He said the measure was necessary."),
                ("قال أن الاجراء ضروري.", "He said the measure was necessary."),
            ),
            (
                (
                    "الفصل 1: مقدمة في علم النحو.",
                    "Chapter 1: introduction to grammar",
                ),
                (
                    "الفصل 2: مقدمة في علم النحو.",
                    "Chapter 2: introduction to grammar",
                ),
            ),
            (
                (
                    "يفتح المتحف أبوابه صباحا.",
                    "The museum opens in the morning.",
                ),
                (
                    "يغلق المتحف أبوابه مساء.",
                    "The museum closes in the evening.",
                ),
            ),
            (
                ("The house is old and cold.", "البيت قديم وبارد."),
                ("The house is old, and cold.", "البيت قديم وبارد."),
            ),
            (
                ("He lives in the old house.", "يعيش في البيت القديم."),
                ("He lives in an old house.", "يعيش في البيت القديم."),
            ),
            (("Yes, of course.", "نعم بالطبع."), ("Sure.", "نعم بالطبع.")),
            (
                ("Turn left at the bridge.", "انعطف يسارا عند الجسر."),
                ("Turn right at the bridge.", "انعطف يمينا عند الجسر."),
            ),
        ] {
            silent(
                &InconsistentSource,
                &format!("{}\n{}", first.0, second.0),
                &format!("{}\n{}", first.1, second.1),
            );
        }
    }
}
