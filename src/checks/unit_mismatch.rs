//! `unit-mismatch`: the same number of another unit or currency.

use super::number_mismatch::{place, words};
use super::words::{Linked, WordAt, neighbours_in_common};
use super::{BeadContext, Check};
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::lang::TokenKind;
use crate::lang::units::{Dimension, Units};
use crate::text::Side;

/// See [`RULE`].
#[derive(Debug)]
pub struct UnitMismatchCheck;

static RULE: Rule = Rule {
    name: "unit-mismatch",
    category: Category::Accuracy,
    severity: Severity::Error,
    mqm: "accuracy / mistranslation",
    its: "numbers",
    summary: "A number is kept, but what it counts is another unit or currency.",
    why: "Five days are not five weeks, and 10 miles are not 10 kilometres. Such slips survive every comparison of \
          figures, because the figures are the same.",
    what_to_do: "Put the unit of the source, or convert the number as well.",
    limits: "A unit that one side leaves out is silent, so is a converted value. A dollar without its country agrees with \
             any dollar, “pound” with the money and the weight, “ليرة” with lira and pound. Stretches of time that no \
             number stands before (“next week”) are compared where each side has one alone, and are a warning.",
    examples: &[
        Example::wrong(
            "تبقى خمسة أيام على الانتخابات.",
            "The elections are five weeks away.",
            "Days became weeks.",
        ),
        Example::wrong(
            "The village is 16 miles from the border.",
            "تبعد القرية 16 كيلومترا عن الحدود.",
            "The unit was changed without its number.",
        ),
        Example::wrong(
            "بلغت القيمة 3 ملايين يورو.",
            "It was worth $3 million.",
            "Euros became dollars.",
        ),
        Example::right(
            "The village is 10 miles from the border.",
            "تبعد القرية 16 كيلومترا عن الحدود.",
            "The value is converted.",
        ),
        Example::right(
            "بلغت القيمة 5 دولارات أمريكية.",
            "It was worth $5.",
            "The sign leaves the country out.",
        ),
        Example::right(
            "استمرت المحادثات يومين.",
            "The talks lasted 48 hours.",
            "Two days are 48 hours.",
        ),
    ],
    options: &[OptionDoc {
        key: "confidence",
        default: "0.5",
        doc: "findings that are less sure than this are not reported",
    }],
};

impl Check for UnitMismatchCheck {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bead(&self, cx: &BeadContext<'_>, out: &mut Vec<Finding>) {
        if !cx.bead.is_paired() {
            return;
        }
        let least = cx.cx.options.number(&RULE, "confidence", 0.5);
        for found in &cx.comparison().units {
            let (one, other) = (
                words(cx, Side::Source, found.source),
                words(cx, Side::Target, found.target),
            );
            let (from, to) = (
                found.source_units.first.code(),
                found.target_units.first.code(),
            );
            let message = if found.country_only {
                format!("“{one}” became “{other}”: the money of another country")
            } else {
                format!("“{one}” ({from}) became “{other}” ({to})")
            };
            let mut finding = cx.finding(
                &RULE,
                found.confidence,
                message,
                "Use the source's unit, or convert the number too.",
            );
            if finding.confidence < least {
                continue;
            }
            if finding.confidence < 0.7 {
                finding = finding.severity(Severity::Warning);
            }
            if let Some(place) = place(cx, Side::Source, found.source) {
                finding = finding.source(place);
            }
            if let Some(place) = place(cx, Side::Target, found.target) {
                finding = finding.target(place);
            }
            out.push(finding);
        }
        if let Some(finding) = uncounted(cx).filter(|finding| finding.confidence >= least) {
            out.push(finding);
        }
    }
}

/// More words for stretches of time than a sentence has.
const MANY: usize = 20;
/// How far apart in their segments two words may stand that take each other's place.
const ALIKE_PLACED: f64 = 0.3;
/// Links of this strength show that a unit is rendered, by whatever word.
const LINK: f32 = 0.3;

/// Words for stretches of time that no number stands before (“next week”): reported where each side has just one
/// that the other lacks, and both stand beside words that translate each other or in about the same place.
fn uncounted(cx: &BeadContext<'_>) -> Option<Finding> {
    let (source, target) = (times(cx, Side::Source), times(cx, Side::Target));
    // Among many nobody can tell which stands in whose place.
    if source.is_empty() || target.is_empty() || source.len().max(target.len()) > MANY {
        return None;
    }
    let linked = Linked::new(cx);
    let lonely = |side: Side, own: &[(WordAt, Units)], other: &[(WordAt, Units)]| {
        let mut lonely = own
            .iter()
            .filter(|(_, unit)| !other.iter().any(|(_, there)| unit.agree(*there)))
            .filter(|(at, _)| linked.best(side, *at) < LINK);
        match (lonely.next(), lonely.next()) {
            (Some(one), None) => Some(*one),
            _ => None,
        }
    };
    let (from, source_unit) = lonely(Side::Source, &source, &target)?;
    let (to, target_unit) = lonely(Side::Target, &target, &source)?;
    let beside = neighbours_in_common(cx, &linked, Side::Source, from, to) > 0
        && neighbours_in_common(cx, &linked, Side::Target, to, from) > 0;
    let off = (relative(cx, Side::Source, from) - relative(cx, Side::Target, to)).abs();
    let plain = is_plain(cx, Side::Source, from) && is_plain(cx, Side::Target, to);
    if !beside && (off > ALIKE_PLACED || !plain) {
        return None;
    }
    let span = |side: Side, at: WordAt| Some(cx.cx.tokens(side, at.0).get(at.1)?.span);
    let (one, other) = (span(Side::Source, from)?, span(Side::Target, to)?);
    let mut finding = cx
        .finding(
            &RULE,
            0.65,
            format!(
                "“{}” ({}) became “{}” ({})",
                one.of(cx.cx.text(Side::Source, from.0)),
                source_unit.first.code(),
                other.of(cx.cx.text(Side::Target, to.0)),
                target_unit.first.code()
            ),
            "Use the source's unit.",
        )
        .severity(Severity::Warning);
    finding.source = cx.place(Side::Source, from.0, one);
    finding.target = cx.place(Side::Target, to.0, other);
    Some(finding)
}

/// Where in its segment a word stands, 0 to 1.
fn relative(cx: &BeadContext<'_>, side: Side, (segment, token): WordAt) -> f64 {
    token as f64 / cx.cx.tokens(side, segment).len().max(1) as f64
}

/// Whether the lexicons know a word as a unit and as nothing else (العام is the year, and general).
fn is_plain(cx: &BeadContext<'_>, side: Side, (segment, token): WordAt) -> bool {
    let (own, other) = (cx.cx.lang(side), cx.cx.lang(side.other()));
    let Some(word) = cx.cx.tokens(side, segment).get(token) else {
        return false;
    };
    cx.cx
        .lexicons
        .iter()
        .filter(|lexicon| lexicon.from == own && lexicon.to == other)
        .filter_map(|lexicon| Some((lexicon, lexicon.find(&word.norm)?)))
        .flat_map(|(lexicon, hit)| {
            hit.entries
                .iter()
                .flat_map(|entry| entry.keys.iter())
                .map(|key| lexicon.spelling(*key).to_owned())
                .collect::<Vec<String>>()
        })
        .all(|spelling| other.unit(&other.fold(&spelling)).is_some())
}

/// The words of a side that name a stretch of time and are neither counted nor part of a date.
fn times(cx: &BeadContext<'_>, side: Side) -> Vec<(WordAt, Units)> {
    let mut found = Vec::new();
    for (segment, _, analysis) in cx.segments(side) {
        for (index, token) in analysis.tokens.iter().enumerate() {
            let Some(unit) = (token.kind == TokenKind::Word)
                .then(|| analysis.lang.unit(&token.norm))
                .flatten()
                .filter(|unit| unit.first.dimension() == Dimension::Time)
            else {
                continue;
            };
            let inside =
                |start: usize, end: usize| start <= token.span.start && token.span.end <= end;
            let taken = analysis
                .measures
                .iter()
                .filter(|measure| measure.numeral.is_some())
                .any(|measure| inside(measure.span.start, measure.span.end))
                || analysis
                    .numerals
                    .iter()
                    .any(|numeral| inside(numeral.span.start, numeral.span.end))
                || analysis
                    .dates
                    .iter()
                    // “Next month” tells a date by its unit alone.
                    .filter(|date| date.relative.is_none())
                    .any(|date| inside(date.span.start, date.span.end));
            if !taken {
                found.push(((segment, index), unit));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{examples, findings, flags, silent};

    #[test]
    fn the_examples_hold() {
        examples(&UnitMismatchCheck);
    }

    #[test]
    fn changed_units_are_flagged() {
        for (source, target) in [
            (
                "حكم عليه بالسجن سبع سنوات.",
                "He was jailed for seven months.",
            ),
            ("استمرت الجلسة ثلاث ساعات.", "The session lasted three days."),
            (
                "تأجلت المباراة أسبوعين.",
                "The match was put off by two months.",
            ),
            ("عمر الطفل 10 أشهر.", "The child is 10 years old."),
            ("عمق البئر 30 مترا.", "The well is 30 feet deep."),
            ("مساحة المزرعة 200 هكتار.", "The farm covers 200 acres."),
            (
                "نقلت السفينة 500 طن من القمح.",
                "The ship carried 500 kilograms of wheat.",
            ),
            (
                "سرعة الرياح 90 كيلومترا في الساعة.",
                "Winds blew at 90 mph.",
            ),
            (
                "درجة الحرارة 40 درجة مئوية.",
                "It was 40 degrees Fahrenheit.",
            ),
            (
                "بلغ الدين 60 مليار دولار.",
                "The debt was 60 billion pounds.",
            ),
            (
                "غرامة قدرها 500 دينار أردني.",
                "A fine of 500 Kuwaiti dinars.",
            ),
            (
                "The cease-fire holds for 72 hours.",
                "يستمر وقف إطلاق النار 72 يوما.",
            ),
            ("He ran 5 kilometres.", "ركض 5 أميال."),
            ("A ten-day visit.", "زيارة مدتها عشرة أسابيع."),
            ("It costs 20 euros.", "يكلف 20 دولارا."),
            ("She drank two litres.", "شربت غالونين، أي 2 غالون."),
            (
                "أمضى الوزير أسابيع في المستشفى بعد الحادث.",
                "The minister spent months in hospital after the accident.",
            ),
            (
                "The report is due later this month.",
                "يصدر التقرير في وقت لاحق من هذا الأسبوع.",
            ),
            (
                "عاد الجنود بعد ساعات من المعركة.",
                "The soldiers came back years after the battle.",
            ),
        ] {
            flags(&UnitMismatchCheck, source, target);
        }
    }

    #[test]
    fn units_that_agree_convert_or_stay_unsaid_are_not() {
        for (source, target) in [
            ("حكم عليه بالسجن سبع سنوات.", "He got seven years."),
            ("حكم عليه بالسجن سبع سنوات.", "He was jailed for seven."),
            ("استمرت الجلسة 90 دقيقة.", "The session lasted 90 minutes."),
            (
                "تأجلت المباراة أسبوعين.",
                "The match was put off by 14 days.",
            ),
            ("طول القناة 193 كيلومترا.", "The canal is 120 miles long."),
            ("وزن الشحنة طنان.", "The shipment weighs two tonnes."),
            ("غرامة قدرها مئة جنيه.", "A fine of 100 pounds."),
            (
                "غرامة قدرها مئة ليرة سورية.",
                "A fine of 100 Syrian pounds.",
            ),
            ("غرامة قدرها 100 دولار كندي.", "A fine of 100 dollars."),
            ("5 ملايين دولار و3 ملايين يورو.", "$5 million and €3 million."),
            (
                "3 أيام في 5 مدن خلال 5 أسابيع.",
                "Three days in five cities within five weeks.",
            ),
            ("The trip took 36 hours.", "استغرقت الرحلة يوما ونصف اليوم."),
            ("A decade ago.", "قبل عشر سنوات."),
            (
                "A 42-year-old teacher.",
                "معلم في الثانية والأربعين من عمره.",
            ),
            (
                "The temperature fell to 5 degrees.",
                "انخفضت الحرارة إلى 5 درجات مئوية.",
            ),
            ("Two nights in Rome.", "يومان في روما."),
            (
                "وصل الوفد يوم الثلاثاء بعد أسابيع من التأجيل.",
                "The delegation arrived on Tuesday after weeks of delay.",
            ),
            (
                "يعمل ليل نهار منذ أيام.",
                "He has been working day and night for days.",
            ),
            (
                "اليوم أعلن الوزير استقالته.",
                "The minister announced his resignation this week.",
            ),
            (
                "قضى العام الماضي في السجن.",
                "He spent last year in prison.",
            ),
            (
                "بعد مرور أشهر عاد إلى بيته.",
                "Months later he returned home.",
            ),
            (
                "في الآونة الأخيرة زادت الأسعار.",
                "Prices have risen in recent weeks.",
            ),
            (
                "He was born in the 19th century.",
                "ولد في القرن التاسع عشر.",
            ),
        ] {
            silent(&UnitMismatchCheck, source, target);
        }
    }

    #[test]
    fn the_message_names_both_units() {
        let found = findings(&UnitMismatchCheck, "خلال خمسة أيام.", "Within five weeks.");
        assert_eq!(found[0].message, "“أيام” (day) became “weeks” (week)");
    }
}
