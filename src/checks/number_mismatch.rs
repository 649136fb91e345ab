//! `number-mismatch`: a number that the translation changes, leaves out or adds.

use super::exchanged::{Exchanged, exchanged};
use super::{BeadContext, Check};
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::lang::TokenKind;
use crate::lang::compare::{At, NumberMismatch, states};
use crate::lang::numerals::{Numeral, NumeralKind, Written};
use crate::text::{Place, Side, Span};

/// See [`RULE`].
#[derive(Debug)]
pub struct NumberMismatchCheck;

static RULE: Rule = Rule {
    name: "number-mismatch",
    category: Category::Accuracy,
    severity: Severity::Error,
    mqm: "accuracy / mistranslation",
    its: "numbers",
    summary: "A number of the source is another in the translation, or stands on one side only.",
    why: "A wrong figure is the error that readers act on and that nobody notices: it is good language, and only a \
          comparison shows it. Numbers are compared as values, so “300 ألف” is 300,000, “مليوني دولار” $2 million, \
          “ثمانينيات القرن العشرين” the 1980s and “الرابع والثلاثين” 34th, and both habits of separators are read. \
          So is what makes a number a limit: “أكثر من 70” is no “under 70”.",
    what_to_do: "Compare the two figures and correct the wrong one. Where the translator meant the change (a converted \
                 unit without its name, a rounded sum), suppress the finding with the reason.",
    limits: "Ones, twos, firsts, halves and round multitudes that languages leave unsaid (dual, “both”, “a”, “عشرات”) are \
             silent when they stand on one side only. Converted units are silent, so are a year beside “last year” on the other side, \
             a date of another calendar, and a number that the neighbouring bead states. That two numbers changed places \
             is seen only where both stand before what they count. Which month a date of digits \
             means is the business of `date-mismatch`.",
    examples: &[
        Example::wrong(
            "فر 300 ألف شخص من المدينة.",
            "Some 30,000 people fled the city.",
            "A magnitude is lost.",
        ),
        Example::wrong(
            "دفعت الشركة مليوني دولار.",
            "The company paid $2 billion.",
            "A million became a billion.",
        ),
        Example::wrong(
            "In the 1980s the factory employed 45 people.",
            "في سبعينيات القرن الماضي كان المصنع يشغل 45 شخصا.",
            "The 1980s became the seventies.",
        ),
        Example::wrong(
            "أسفر الانفجار عن مقتل 45 شخصا.",
            "The explosion killed several people.",
            "The number is not in the translation.",
        ),
        Example::wrong(
            "في المدينة 40 مسجدا و12 كنيسة.",
            "The town has 12 mosques and 40 churches.",
            "Each number counts what the other does in the source.",
        ),
        Example::right(
            "بلغ الحضور 76.000 متفرج.",
            "The crowd numbered 76,000.",
            "A point is a mark of thousands in one habit, a comma in the other.",
        ),
        Example::right(
            "حل في المركز الرابع والثلاثين بعد ثلاث سنوات ونصف السنة.",
            "He finished 34th after three and a half years.",
            "Words and digits state the same values.",
        ),
        Example::right(
            "قتل جنديان على بعد 16 كيلومترا.",
            "Two soldiers were killed 10 miles away.",
            "The dual says two, and the distance is converted.",
        ),
    ],
    options: &[
        OptionDoc {
            key: "confidence",
            default: "0.5",
            doc: "findings that are less sure than this are not reported",
        },
        OptionDoc {
            key: "one-sided",
            default: "true",
            doc: "whether numbers are reported that stand on one side only",
        },
    ],
};

impl Check for NumberMismatchCheck {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bead(&self, cx: &BeadContext<'_>, out: &mut Vec<Finding>) {
        if !cx.bead.is_paired() {
            return;
        }
        let least = cx.cx.options.number(&RULE, "confidence", 0.5);
        let one_sided = cx.cx.options.flag(&RULE, "one-sided", true);
        for found in &cx.comparison().numbers {
            let single = found.source.is_none() || found.target.is_none();
            if single && (!one_sided || neighbours_state(cx, found)) {
                continue;
            }
            // A plural form for exactly so many things may say how many.
            if let (None, Some((_, value))) = (found.source, found.target)
                && cx.count().is_some_and(|count| count as f64 == value)
            {
                continue;
            }
            let finding = describe(cx, found);
            if finding.confidence >= least {
                out.push(finding);
            }
        }
        if cx.comparison().numbers.is_empty()
            && let Some(finding) = changed_places(cx).filter(|found| found.confidence >= least)
        {
            out.push(finding);
        }
    }
}

/// Two numbers of which each counts what the other does in the source.
fn changed_places(cx: &BeadContext<'_>) -> Option<Finding> {
    let Exchanged { one, other } = exchanged(cx)?;
    let told = |(segment, span): (usize, Span)| span.of(cx.cx.text(Side::Source, segment)).trim();
    let mut finding = cx.finding(
        &RULE,
        0.75,
        format!("“{}” and “{}” changed places", told(one[0]), told(other[0])),
        "Put each number before what it counts in the source.",
    );
    finding.source = cx.place(Side::Source, one[0].0, one[0].1);
    finding.target = cx.place(Side::Target, one[1].0, one[1].1);
    Some(finding)
}

/// A side's place as the comparison gives it: segment of the bead's side and span.
fn segment_of(cx: &BeadContext<'_>, side: Side, at: At) -> usize {
    cx.bead.side(side).start + at.segment
}

pub(super) fn place(cx: &BeadContext<'_>, side: Side, at: At) -> Option<Place> {
    cx.place(side, segment_of(cx, side, at), at.span)
}

pub(super) fn words<'a>(cx: &BeadContext<'a>, side: Side, at: At) -> &'a str {
    at.span
        .of(cx.cx.text(side, segment_of(cx, side, at)))
        .trim()
}

fn numeral<'a>(cx: &BeadContext<'a>, side: Side, at: At) -> Option<&'a Numeral> {
    let numerals = &cx.cx.analyses(side).get(segment_of(cx, side, at))?.numerals;
    let first = numerals.partition_point(|numeral| numeral.span.start < at.span.start);
    numerals
        .get(first..)?
        .iter()
        .take_while(|numeral| numeral.span.start == at.span.start)
        .find(|numeral| numeral.span == at.span)
}

/// Whether the bead before or behind states on the other side what this one lacks: sentence borders shift.
fn neighbours_state(cx: &BeadContext<'_>, found: &NumberMismatch) -> bool {
    let (side, at) = match (found.source, found.target) {
        (Some((at, _)), None) => (Side::Source, at),
        (None, Some((at, _))) => (Side::Target, at),
        _ => return false,
    };
    let Some(numeral) = numeral(cx, side, at) else {
        return false;
    };
    [cx.index.checked_sub(1), Some(cx.index + 1)]
        .into_iter()
        .flatten()
        .filter_map(|index| cx.cx.bead(index))
        .any(|bead| {
            states(&bead.analyses(side.other()), numeral) && !states(&bead.analyses(side), numeral)
        })
}

fn describe(cx: &BeadContext<'_>, found: &NumberMismatch) -> Finding {
    let told = |side: Side, at: At, value: f64| {
        let words = words(cx, side, at);
        let plain = numeral(cx, side, at).is_some_and(|numeral| {
            numeral.written == Written::Digits
                && (numeral.tokens.len() == 1 || numeral.kind == NumeralKind::Time)
        });
        if plain {
            format!("“{words}”")
        } else {
            format!("“{words}” ({})", grouped(value))
        }
    };
    let mut finding = match (found.source, found.target) {
        (Some((from, a)), Some((to, b))) => {
            let clock = numeral(cx, Side::Source, from)
                .filter(|numeral| numeral.kind == NumeralKind::Time)
                .map(|_| western(words(cx, Side::Source, from)));
            let mut finding = cx.finding(
                &RULE,
                found.confidence,
                format!(
                    "{} became {}",
                    told(Side::Source, from, a),
                    told(Side::Target, to, b)
                ),
                format!(
                    "Write {} in the translation, or correct the source.",
                    clock.unwrap_or_else(|| grouped(a))
                ),
            );
            if found.digits
                && let (Some(replacement), Some(place)) =
                    (digits_for(cx, from, to), place(cx, Side::Target, to))
            {
                finding = finding.fix(false, place, replacement);
            }
            finding
        }
        (Some((at, value)), None) => cx
            .finding(
                &RULE,
                found.confidence,
                format!(
                    "{} is not in the translation",
                    told(Side::Source, at, value)
                ),
                "State the number in the translation.",
            )
            .severity(Severity::Warning),
        (None, Some((at, value))) => cx
            .finding(
                &RULE,
                found.confidence,
                format!("{} is not in the source", told(Side::Target, at, value)),
                "Take the number out, or find what it translates.",
            )
            .severity(Severity::Warning),
        (None, None) => cx.finding(&RULE, 0.0, "", ""),
    };
    if finding.confidence < 0.7 && finding.severity == Severity::Error {
        finding = finding.severity(Severity::Warning);
    }
    let whole = |side: Side| cx.whole(side);
    if let Some(place) = found
        .source
        .and_then(|(at, _)| place(cx, Side::Source, at))
        .or_else(|| whole(Side::Source))
    {
        finding = finding.source(place);
    }
    if let Some(place) = found
        .target
        .and_then(|(at, _)| place(cx, Side::Target, at))
        .or_else(|| whole(Side::Target))
    {
        finding = finding.target(place);
    }
    finding
}

/// The source's digits as the target writes its own: in its script.
fn digits_for(cx: &BeadContext<'_>, from: At, to: At) -> Option<String> {
    let source = cx
        .cx
        .tokens(Side::Source, segment_of(cx, Side::Source, from));
    let token = source
        .iter()
        .find(|token| token.kind == TokenKind::Number && from.span.contains(token.span))?;
    let zero = words(cx, Side::Target, to).chars().find_map(|c| match c {
        '0'..='9' => Some('0'),
        '\u{0660}'..='\u{0669}' => Some('\u{0660}'),
        '\u{06F0}'..='\u{06F9}' => Some('\u{06F0}'),
        _ => None,
    })?;
    Some(
        token
            .norm
            .chars()
            .map(|c| match c.to_digit(10) {
                Some(digit) => char::from_u32(zero as u32 + digit).unwrap_or(c),
                None => c,
            })
            .collect(),
    )
}

/// Digits of any script as European ones.
fn western(text: &str) -> String {
    let digit = |c: char| {
        let value = ['\u{0660}', '\u{06F0}'].into_iter().find_map(|zero| {
            (c as u32)
                .checked_sub(zero as u32)
                .filter(|value| *value < 10)
        });
        value.and_then(|value| char::from_digit(value, 10))
    };
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

/// A value with commas between thousands.
fn grouped(value: f64) -> String {
    let text = if value.fract() == 0.0 {
        format!("{value:.0}")
    } else {
        let mut text = format!("{value:.3}");
        text.truncate(text.trim_end_matches('0').len());
        text
    };
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    // Years and other numbers of four digits stand without a mark.
    if whole.len() <= 4 {
        return text;
    }
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{examples, findings, flags, silent};

    #[test]
    fn the_examples_hold() {
        examples(&NumberMismatchCheck);
    }

    #[test]
    fn changed_and_missing_numbers_are_flagged() {
        for (source, target) in [
            ("أصيب 120 شخصا في الحريق.", "The fire injured 210 people."),
            (
                "ارتفع الإنتاج بنسبة 3.5 في المئة.",
                "Output rose by 5.3 percent.",
            ),
            (
                "بلغت قيمة الصفقة ملياري يورو.",
                "The deal was worth €2 million.",
            ),
            (
                "تأسست الجمعية عام ١٩٢٤.",
                "The society was founded in 1942.",
            ),
            (
                "خسر الحزب ثلث مقاعده.",
                "The party lost a quarter of its seats.",
            ),
            (
                "شارك أربعة وعشرون بلدا في المعرض.",
                "Forty-two countries took part in the fair.",
            ),
            ("احتل المنتخب المركز السابع.", "The team came ninth."),
            (
                "يبدأ الحفل في الساعة الثامنة مساء.",
                "The concert starts at 9 p.m.",
            ),
            ("تنص المادة 19 على ذلك.", "Article 18 says so."),
            (
                "ينتمي البناء إلى القرن الثامن عشر.",
                "The building is from the 17th century.",
            ),
            ("The bridge is 340 metres long.", "يبلغ طول الجسر 430 مترا."),
            (
                "Nine in ten patients recovered.",
                "تعافى سبعة من كل عشرة مرضى.",
            ),
            (
                "The fund holds $1.2 trillion.",
                "تبلغ أصول الصندوق 1.2 مليار دولار.",
            ),
            ("He was 63 when he died.", "توفي عن 36 عاما."),
            (
                "The B-52 bombers took off.",
                "أقلعت القاذفات من طراز بي-25.",
            ),
            ("Turnout was 61 per cent.", "كانت نسبة المشاركة مرتفعة."),
            (
                "Some 14,000 homes lost power.",
                "انقطعت الكهرباء عن المنازل.",
            ),
            (
                "انتخب المجلس بأغلبية 88 صوتا.",
                "The council was elected by a majority.",
            ),
        ] {
            flags(&NumberMismatchCheck, source, target);
        }
    }

    #[test]
    fn the_same_number_in_another_dress_is_not() {
        for (source, target) in [
            ("أصيب مئة وعشرون شخصا.", "120 people were injured."),
            ("بلغت الكلفة 3,5 ملايين دولار.", "The cost was $3.5m."),
            ("الدول الثماني الصناعية الكبرى.", "The Group of Eight."),
            ("في منتصف تسعينيات القرن الماضي.", "In the mid-nineties."),
            (
                "ولد في عشرينيات القرن العشرين.",
                "He was born in the 1920s.",
            ),
            ("خسر الحزب نصف مقاعده.", "The party lost 50% of its seats."),
            ("من 3 إلى 4 ملايين ناخب.", "Three to four million voters."),
            (
                "اجتمع الزعيمان للمرة الثانية.",
                "The two leaders met again.",
            ),
            ("لا أحد يعرف السبب.", "No one knows why."),
            ("إحدى أكبر المدن.", "One of the biggest cities."),
            ("الملكة إليزابيث الثانية.", "Queen Elizabeth II."),
            ("عمره 7 سنوات.", "He is seven."),
            ("Dozens of shops were looted.", "نهبت عشرات المتاجر."),
            (
                "He won twice, in 1999 and 2003.",
                "فاز مرتين عامي 1999 و2003.",
            ),
            (
                "The flight lasted half an hour.",
                "استغرقت الرحلة 30 دقيقة.",
            ),
            (
                "A quarter-final in the first half.",
                "ربع نهائي في الشوط الأول.",
            ),
            ("He weighs 200 pounds.", "يزن 91 كيلوغراما."),
            (
                "It is a once-in-a-century flood.",
                "فيضان لا يحدث إلا مرة في القرن.",
            ),
            (
                "The second-hand car cost a thousand dollars.",
                "كلفت السيارة المستعملة ألف دولار.",
            ),
        ] {
            silent(&NumberMismatchCheck, source, target);
        }
    }

    #[test]
    fn a_number_that_the_neighbour_states_is_not_missing() {
        silent(
            &NumberMismatchCheck,
            "وصل 45 وزيرا إلى العاصمة أمس\nلحضور القمة التي تستمر ثلاثة أيام",
            "The ministers came to the capital yesterday\n45 of them for the summit, which lasts three days",
        );
    }

    #[test]
    fn digits_come_with_a_fix_in_the_script_of_the_target() {
        let found = findings(
            &NumberMismatchCheck,
            "Page 24 is missing.",
            "الصفحة ٤٢ مفقودة.",
        );
        let fix = found[0].fix.as_ref().expect("a fix");
        assert_eq!(fix.edits[0].replacement, "٢٤");
        assert!(!fix.safe);
        assert_eq!(found[0].message, "“24” became “٤٢”");
    }

    #[test]
    fn values_are_told_where_words_hide_them() {
        let found = findings(
            &NumberMismatchCheck,
            "فر 300 ألف شخص.",
            "Some 30,000 people fled.",
        );
        assert_eq!(found[0].message, "“300 ألف” (300,000) became “30,000”");
        assert_eq!(grouped(1_234_567.5), "1,234,567.5");
        assert_eq!(grouped(2018.0), "2018");
        let found = findings(
            &NumberMismatchCheck,
            "يبدأ العرض في الساعة ٠٩:١٥.",
            "The show begins at 09:45.",
        );
        assert_eq!(found[0].message, "“٠٩:١٥” became “09:45”");
        assert!(found[0].help.starts_with("Write 09:15 in"));
    }

    #[test]
    fn numbers_that_changed_places_are_flagged() {
        for (source, target) in [
            (
                "The road has 435 bridges and 254 tunnels.",
                "في الطريق 254 جسرا و435 نفقا.",
            ),
            (
                "في المدرسة 18 معلما و320 طالبا.",
                "The school has 320 teachers and 18 students.",
            ),
        ] {
            flags(&NumberMismatchCheck, source, target);
        }
        for (source, target) in [
            (
                "The road has 435 bridges and 254 tunnels.",
                "في الطريق 254 نفقا و435 جسرا.",
            ),
            (
                "في المدرسة 18 معلما و320 طالبا.",
                "The school has 320 students and 18 teachers.",
            ),
            (
                "نما القطاع 5 في المئة في مارس و6 في المئة في أبريل.",
                "The sector grew 6 percent in April and 5 percent in March.",
            ),
            (
                "فاز بتسع من مبارياته العشر السابقة.",
                "He won nine of his previous ten games.",
            ),
            (
                "عدلت اللجنة 14 مادة من مواد المشروع البالغ عددها 52.",
                "The committee amended 14 of the bill's 52 articles.",
            ),
            (
                "تمنحها مقاعدهم الخمسة أغلبية قوامها 56 مقعدا.",
                "Their five seats give her a majority of 56.",
            ),
            (
                "Of 50 teachers and students 30 came.",
                "من بين 50 طالبا ومعلما جاء 30.",
            ),
        ] {
            silent(&NumberMismatchCheck, source, target);
        }
    }
}
