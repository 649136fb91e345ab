//! English words of dates.

use crate::lang::Token;
use crate::lang::closed::Closed;
use crate::lang::dates::{self, Date, Month, Relative, Sure, Word, Words};
use crate::lang::numerals::{Calendar, Numeral, Row};
use crate::text::Map;
use std::ops::Range;
use std::sync::LazyLock;

const WEEKDAYS: [(&str, &[&str]); 7] = [
    ("monday", &["mon"]),
    ("tuesday", &["tue", "tues"]),
    ("wednesday", &["wed", "weds"]),
    ("thursday", &["thu", "thur", "thurs"]),
    ("friday", &["fri"]),
    ("saturday", &["sat"]),
    ("sunday", &["sun"]),
];

const PLURALS: [&str; 7] = [
    "mondays",
    "tuesdays",
    "wednesdays",
    "thursdays",
    "fridays",
    "saturdays",
    "sundays",
];

const GREGORIAN: [(&str, &[&str], Sure); 12] = [
    ("january", &["jan"], Sure::Always),
    ("february", &["feb"], Sure::Always),
    ("march", &["mar"], Sure::Context),
    ("april", &["apr"], Sure::Capital),
    ("may", &[], Sure::Context),
    ("june", &["jun"], Sure::Capital),
    ("july", &["jul"], Sure::Always),
    ("august", &["aug"], Sure::Capital),
    ("september", &["sep", "sept"], Sure::Always),
    ("october", &["oct"], Sure::Always),
    ("november", &["nov"], Sure::Always),
    ("december", &["dec"], Sure::Always),
];

/// Months of the lunar calendar in usual spellings, without `al-`.
const HIJRI: [&[&str]; 12] = [
    &["muharram", "moharram"],
    &["safar"],
    &[],
    &[],
    &[],
    &[],
    &["rajab"],
    &["shaban", "sha'ban", "shaaban"],
    &["ramadan", "ramadhan"],
    &["shawwal", "shawal"],
    &[],
    &[],
];

/// Months of the Iranian calendar.
const PERSIAN: [(&str, Sure); 12] = [
    ("farvardin", Sure::Always),
    ("ordibehesht", Sure::Always),
    ("khordad", Sure::Always),
    ("tir", Sure::Number),
    ("mordad", Sure::Always),
    ("shahrivar", Sure::Always),
    ("mehr", Sure::Number),
    ("aban", Sure::Number),
    ("azar", Sure::Number),
    ("dey", Sure::Number),
    ("bahman", Sure::Number),
    ("esfand", Sure::Always),
];

static LEXICON: LazyLock<Closed<Word>> = LazyLock::new(|| {
    let mut map: Map<&'static str, Word> = Map::default();
    for (number, (name, short)) in (1..).zip(WEEKDAYS) {
        map.insert(name, Word::Weekday(number, Sure::Always));
        for short in short {
            map.insert(*short, Word::Weekday(number, Sure::Number));
        }
    }
    for (number, plural) in (1..).zip(PLURALS) {
        map.insert(plural, Word::Weekday(number, Sure::Always));
    }
    let month = |calendar, number| Month { calendar, number };
    for (number, (name, short, sure)) in (1..).zip(GREGORIAN) {
        let month = month(Calendar::Gregorian, number);
        map.insert(name, Word::Month(month, sure));
        for short in short {
            map.insert(*short, Word::Month(month, Sure::Number));
        }
    }
    for (number, names) in (1..).zip(HIJRI) {
        let sure = if number == 9 {
            Sure::Always
        } else {
            Sure::Number
        };
        for name in names {
            map.insert(*name, Word::Month(month(Calendar::Hijri, number), sure));
        }
    }
    for (number, (name, sure)) in (1..).zip(PERSIAN) {
        map.insert(name, Word::Month(month(Calendar::Persian, number), sure));
    }
    for (word, days) in [
        ("yesterday", -1),
        ("today", 0),
        ("tonight", 0),
        ("tomorrow", 1),
    ] {
        map.insert(word, Word::Relative(Relative::Day(days)));
    }
    map.into_iter().collect()
});

/// Words after which a doubtful name is a month.
const BEFORE_MONTHS: &[&str] = &[
    "in", "by", "since", "until", "till", "through", "during", "last", "next", "this", "early",
    "late", "mid", "between", "from", "every", "each", "of", "on", "before", "after", "past",
];

struct English;

impl Words for English {
    fn look_up(&self, row: Row<'_>, index: usize) -> Option<(Word, usize)> {
        let word = row.word(index)?;
        let word = word.strip_suffix("'s").unwrap_or(word);
        if let Some(found) = LEXICON.get(word) {
            return Some((found, index + 1));
        }
        match word {
            "last" | "past" | "previous" | "this" | "current" | "next" | "coming" | "following" => {
                let shift = match word {
                    "this" | "current" => 0,
                    "next" | "coming" | "following" => 1,
                    _ => -1,
                };
                let relative = match row.word(index + 1)? {
                    "week" => Relative::Week(shift),
                    "month" => Relative::Month(shift),
                    "year" => Relative::Year(shift),
                    "night" if shift < 0 => Relative::Day(-1),
                    "morning" | "evening" | "afternoon" if shift == 0 => Relative::Day(0),
                    _ => return None,
                };
                Some((Word::Relative(relative), index + 2))
            }
            "rabi" | "jumada" | "dhu" | "zul" | "jumadi" => self.lunar(row, index),
            _ => None,
        }
    }

    fn context(&self, row: Row<'_>, tokens: &Range<usize>) -> bool {
        if !row
            .raw(tokens.start)
            .chars()
            .next()
            .is_some_and(char::is_uppercase)
        {
            return false;
        }
        let mut before = tokens.start;
        if before > 1 && row.is_hyphen(before - 1) {
            before -= 1;
        }
        if row
            .word_before(before)
            .is_some_and(|word| BEFORE_MONTHS.contains(&word))
        {
            return true;
        }
        // March and April, April-May, May or June.
        let links = |at: usize| {
            row.is_dash(at) || row.is(at, ",") || matches!(row.word(at), Some("and" | "or" | "to"))
        };
        let month = |at: usize| {
            matches!(
                row.word(at).and_then(|word| LEXICON.get(word)),
                Some(Word::Month(..))
            )
        };
        (links(tokens.end) && month(tokens.end + 1))
            || (tokens.start >= 2 && links(tokens.start - 1) && month(tokens.start - 2))
    }

    fn announced(&self, row: Row<'_>, tokens: &Range<usize>) -> bool {
        // `Sat., Jan. 5`, `Mar. 5`, `month of Safar`.
        let mut next = tokens.end;
        while row.is_any(next, &[".", ","]) {
            next += 1;
        }
        (row.is(tokens.end, ".")
            && row.is_number(next)
            && row.integer(next).is_some_and(|v| v <= 31.0))
            || (row.is(tokens.end, ".")
                && matches!(
                    row.word(next).and_then(|word| LEXICON.get(word)),
                    Some(Word::Month(..))
                ))
            || (tokens.start >= 2
                && row.word(tokens.start - 1) == Some("of")
                && row.word(tokens.start - 2) == Some("month"))
    }

    fn joins_day(&self, word: &str) -> bool {
        matches!(word, "of" | "day")
    }

    fn joins_year(&self, word: &str) -> bool {
        matches!(word, "of" | "in" | "the" | "year")
    }

    fn joins_weekday(&self, word: &str) -> bool {
        matches!(word, "the" | "on")
    }

    fn era(&self, row: Row<'_>, index: usize) -> Option<Calendar> {
        match (row.word(index)?, row.raw(index)) {
            ("ah", "AH") | ("hijri", _) => Some(Calendar::Hijri),
            ("h", "H") if !row.glued(index) => Some(Calendar::Hijri),
            ("sh", "SH") | ("ap", "AP") => Some(Calendar::Persian),
            _ => None,
        }
    }

    fn announces_year(&self, word: &str) -> bool {
        matches!(
            word,
            "in" | "since"
                | "of"
                | "by"
                | "until"
                | "from"
                | "year"
                | "during"
                | "before"
                | "after"
                | "early"
                | "late"
                | "circa"
                | "for"
                | "to"
                | "till"
        )
    }
}

impl English {
    /// `Rabi al-Awwal`, `Jumada II`, `Dhu al-Hijjah`.
    fn lunar(&self, row: Row<'_>, index: usize) -> Option<(Word, usize)> {
        let mut at = index + 1;
        while row.is_dash(at) || matches!(row.word(at), Some("al" | "ul" | "el" | "l")) {
            at += 1;
        }
        let second = row.word(at)?;
        let later = match second {
            "i" | "awwal" | "ula" | "oula" => false,
            "ii" | "thani" | "akhir" | "akhirah" | "akhira" | "thaniyah" => true,
            "qadah" | "qa'dah" | "qidah" | "qi'dah" | "qaada" | "kaada" => false,
            "hijjah" | "hijja" | "hajj" => true,
            _ => return None,
        };
        let first = match row.word(index)? {
            "rabi" => 3,
            "jumada" | "jumadi" => 5,
            _ => 11,
        };
        let month = Month {
            calendar: Calendar::Hijri,
            number: first + u8::from(later),
        };
        Some((Word::Month(month, Sure::Always), at + 1))
    }
}

/// The dates of a text in order.
pub(super) fn read(text: &str, tokens: &[Token], numerals: &mut [Numeral]) -> Vec<Date> {
    dates::read(Row { text, tokens }, numerals, &English)
}

/// The name of a weekday, 1 for Monday.
pub(super) fn weekday_name(day: u8) -> Option<&'static str> {
    const NAMES: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    NAMES.get(usize::from(day).checked_sub(1)?).copied()
}

/// The name of a civil month.
pub(super) fn month_name(month: Month) -> Option<&'static str> {
    const NAMES: [&str; 12] = [
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
    NAMES
        .get(usize::from(month.number).checked_sub(1)?)
        .copied()
        .filter(|_| month.calendar == Calendar::Gregorian)
}
