//! `date-mismatch`: another weekday or month, or a weekday that its date refutes.

use super::number_mismatch::{place, words};
use super::{BeadContext, Check};
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::lang::Lang;
use crate::lang::compare::{DateMismatch, DatePart};
use crate::lang::dates::Month;
use crate::lang::numerals::Calendar;
use crate::text::Side;

/// See [`RULE`].
#[derive(Debug)]
pub struct DateMismatchCheck;

static RULE: Rule = Rule {
    name: "date-mismatch",
    category: Category::Accuracy,
    severity: Severity::Error,
    mqm: "accuracy / mistranslation",
    its: "numbers",
    summary: "A weekday or a month of the source is another in the translation.",
    why: "A date is read and trusted. Weekdays and months are words, so that a comparison of figures passes them by, and \
          the Arabic names of months differ from country to country: “كانون الثاني”, “يناير” and “جانفي” are January, \
          “كانون الأول” is not.",
    what_to_do: "Compare the two dates and correct the wrong one.",
    limits: "Days of the month and years are numbers: `number-mismatch` compares them. A weekday that the other side \
             tells by “yesterday” is silent, and so is one that stands on one side only. Months of different calendars \
             are not compared. A weekday is held against its date only where day, month and year of the civil calendar \
             are told, and only in the translation.",
    examples: &[
        Example::wrong(
            "وصل الوفد يوم الثلاثاء.",
            "The delegation arrived on Thursday.",
            "Another weekday.",
        ),
        Example::wrong(
            "وقع الاتفاق في كانون الأول 2019.",
            "The agreement was signed in January 2019.",
            "كانون الأول is December.",
        ),
        Example::wrong(
            "ولد في 12 يناير 2023.",
            "He was born on Tuesday, 12 January 2023.",
            "12 January 2023 was a Thursday.",
        ),
        Example::wrong(
            "It opened on 19 August.",
            "افتتح في 19 أغسطس/أيلول.",
            "أيلول is September, and August's other name is آب.",
        ),
        Example::right(
            "في 12 كانون الثاني/يناير 2023.",
            "On 12 January 2023.",
            "Both Arabic names are of the same month.",
        ),
        Example::right(
            "وصل الوفد أمس.",
            "The delegation arrived on Monday.",
            "A weekday may stand for a day told from the day of writing.",
        ),
        Example::right(
            "قالت تيريزا ماي إنها قد تستقيل.",
            "Theresa May said that she may resign.",
            "Neither May is a month.",
        ),
    ],
    options: &[OptionDoc {
        key: "confidence",
        default: "0.5",
        doc: "findings that are less sure than this are not reported",
    }],
};

impl Check for DateMismatchCheck {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bead(&self, cx: &BeadContext<'_>, out: &mut Vec<Finding>) {
        if !cx.bead.is_paired() {
            return;
        }
        let least = cx.cx.options.number(&RULE, "confidence", 0.5);
        for found in &cx.comparison().dates {
            let finding = describe(cx, found);
            if finding.confidence >= least {
                out.push(finding);
            }
        }
    }
}

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn weekday(day: u8) -> &'static str {
    WEEKDAYS
        .get(usize::from(day).wrapping_sub(1))
        .copied()
        .unwrap_or("?")
}

/// How a message names a month.
fn month(month: Month) -> String {
    let number = month.number;
    match month.calendar {
        Calendar::Gregorian => MONTHS
            .get(usize::from(number).wrapping_sub(1))
            .map_or_else(|| number.to_string(), |name| (*name).to_owned()),
        Calendar::Hijri => format!("month {number} of the Hijri year"),
        Calendar::Persian => format!("month {number} of the Persian year"),
    }
}

/// `“الثلاثاء” (Tuesday)`, and `“Thursday”` where the word says it itself.
fn told(words: &str, name: &str) -> String {
    if words.starts_with(name) {
        format!("“{words}”")
    } else {
        format!("“{words}” ({name})")
    }
}

fn describe(cx: &BeadContext<'_>, found: &DateMismatch) -> Finding {
    let source = found.source.map_or("", |at| words(cx, Side::Source, at));
    let target = words(cx, Side::Target, found.target);
    let lang = cx.cx.lang(Side::Target);
    let (message, help, replacement) = match found.part {
        DatePart::Weekday(from, to) => (
            format!(
                "{} became {}",
                told(source, weekday(from)),
                told(target, weekday(to))
            ),
            format!("Write {}, or correct the source.", weekday(from)),
            lang.weekday_name(from),
        ),
        DatePart::Month(from, to) => (
            format!(
                "{} became {}",
                told(source, &month(from)),
                told(target, &month(to))
            ),
            format!("Write {}, or correct the source.", month(from)),
            lang.month_name(from),
        ),
        DatePart::Names(first, second) => (
            format!(
                "“{}” are two months, {} and {}",
                found.source.map_or(target, |_| source),
                month(first),
                month(second)
            ),
            "Write the two names of one month.".to_owned(),
            None,
        ),
        DatePart::Relative(_, _) => (
            format!("“{source}” became “{target}”"),
            "Tell the same day.".to_owned(),
            None,
        ),
        DatePart::Calendar(written, right) => (
            format!(
                "the date was a {}, not a {}",
                weekday(right),
                weekday(written)
            ),
            "Correct the weekday or the date.".to_owned(),
            None,
        ),
    };
    let mut finding = cx.finding(&RULE, found.confidence, message, help);
    if finding.confidence < 0.7 {
        finding = finding.severity(Severity::Warning);
    }
    if let Some(place) = place(cx, Side::Target, found.target) {
        if let Some(replacement) = replacement.filter(|_| is_whole_name(lang, found, target)) {
            finding = finding.fix(false, place.clone(), replacement);
        }
        finding = finding.target(place);
    }
    let at_source = found
        .source
        .and_then(|at| place(cx, Side::Source, at))
        .or_else(|| cx.whole(Side::Source));
    if let Some(place) = at_source {
        finding = finding.source(place);
    }
    finding
}

/// Whether the target's words are nothing but the name that a fix would replace: no abbreviation, no ending.
fn is_whole_name(lang: Lang, found: &DateMismatch, words: &str) -> bool {
    let name = match found.part {
        DatePart::Weekday(_, to) => lang.weekday_name(to),
        DatePart::Month(_, to) => lang.month_name(to),
        _ => None,
    };
    name.is_some_and(|name| lang.fold(name) == lang.fold(words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{examples, findings, flags, silent};

    #[test]
    fn the_examples_hold() {
        examples(&DateMismatchCheck);
    }

    #[test]
    fn changed_dates_are_flagged() {
        for (source, target) in [
            ("تبدأ القمة يوم السبت.", "The summit starts on Sunday."),
            (
                "قال مساء الأربعاء إنه سيستقيل.",
                "He said on Friday evening that he would resign.",
            ),
            ("خطاب الخميس.", "Tuesday's speech."),
            ("يومي الاثنين والثلاثاء.", "On Monday and Wednesday."),
            ("في شباط الماضي.", "Last March."),
            ("في 3 حزيران.", "On 3 July."),
            ("في فبراير/شباط 2011.", "In April 2011."),
            ("منذ أكتوبر 1973.", "Since November 1973."),
            ("في أواخر آب.", "In late September."),
            ("الجمعة 5 أيار.", "Saturday, 5 May."),
            ("في الخامس من نونبر.", "On 5 December."),
            ("في شهر رمضان.", "In the month of 5 Shawwal."),
            ("Polls open on Sunday.", "تفتح مراكز الاقتراع يوم الجمعة."),
            ("It snowed in January.", "هطلت الثلوج في شباط."),
            ("He will come back tomorrow.", "عاد أمس."),
            ("On Monday, 1 May 2023.", "الأربعاء 1 مايو 2023."),
            ("It opened on 11 April.", "افتتح في 11 نيسان/مايو."),
            ("في 11 نيسان/مايو 2020.", "On 11 April 2020."),
            (
                "On 3 December 2021 it closed.",
                "أغلق في 3 كانون الثاني/ديسمبر 2021.",
            ),
        ] {
            flags(&DateMismatchCheck, source, target);
        }
    }

    #[test]
    fn dates_told_otherwise_are_not() {
        for (source, target) in [
            ("تبدأ القمة يوم السبت.", "The summit starts on Saturday."),
            ("تبدأ القمة غدا السبت.", "The summit starts on Saturday."),
            ("تبدأ القمة غدا.", "The summit starts on Sunday."),
            ("في شباط/فبراير الماضي.", "Last February."),
            ("في 3 حزيران.", "On June 3rd."),
            ("في أيلول.", "In Sept. 2019."),
            ("في 03/06/2019.", "On 3 June 2019."),
            ("الأحد 3 آذار/مارس 2019.", "Sunday, March 3, 2019."),
            (
                "مارس مهنة الطب في مارس 1990.",
                "He practised medicine in March 1990.",
            ),
            ("لم يحضر أحد يوم الأحد.", "Nobody came on Sunday."),
            ("كان شعبان هناك في أغسطس.", "Shaaban was there in August."),
            ("نيسان تبيع سيارات.", "Nissan sells cars."),
            ("من الاثنين إلى الجمعة.", "Monday to Friday."),
            ("أيام الجمعة.", "On Fridays."),
            ("خلال الشهر الماضي.", "In May."),
            ("The troops march on.", "القوات تواصل سيرها."),
            ("The sun set on Wednesday.", "غربت الشمس يوم الأربعاء."),
            ("August visitors came in June.", "جاء زوار أجلاء في يونيو."),
            ("In July and August.", "في يوليو/أغسطس."),
            ("In July and August.", "في تموز/آب."),
            ("In October 2020.", "في تشرين الأول/أكتوبر 2020."),
            ("In the August issue.", "في عدد آب/أغسطس."),
        ] {
            silent(&DateMismatchCheck, source, target);
        }
    }

    #[test]
    fn a_whole_name_comes_with_a_fix() {
        let found = findings(
            &DateMismatchCheck,
            "وصل يوم الثلاثاء.",
            "He came on Thursday.",
        );
        assert_eq!(found[0].message, "“الثلاثاء” (Tuesday) became “Thursday”");
        let fix = found[0].fix.as_ref().expect("a fix");
        assert_eq!(fix.edits[0].replacement, "Tuesday");
        let found = findings(&DateMismatchCheck, "It was in June.", "كان ذلك في مايو.");
        let fix = found[0].fix.as_ref().expect("a fix");
        assert_eq!(fix.edits[0].replacement, "يونيو");
        assert!(
            findings(&DateMismatchCheck, "خطاب الخميس.", "Tuesday's speech.")[0]
                .fix
                .is_none()
        );
    }
}
