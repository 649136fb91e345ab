//! Dates: weekdays, months of three calendars, days and years beside them, words such as `yesterday`.
//!
//! A language says which of its words are what (`Words`); how they and the numbers around them make a date
//! is read here. A word that is a month's name and another word too (`May`, `مارس`) counts only where the
//! words around it make it a date.

use super::numerals::{Calendar, Numeral, NumeralKind, Role, Row, Written};
use crate::text::Span;
use std::ops::Range;

/// A month of a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month {
    /// The calendar.
    pub calendar: Calendar,
    /// 1 to 12.
    pub number: u8,
}

/// A day, week, month or year told from the day of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relative {
    /// Days from today: -1 is yesterday.
    Day(i8),
    /// Weeks from this.
    Week(i8),
    /// Months from this.
    Month(i8),
    /// Years from this.
    Year(i8),
}

/// A date, or as much of one as the text tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Date {
    /// Where it stands.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The weekday, 1 for Monday to 7 for Sunday, and where it stands.
    pub weekday: Option<(u8, Span)>,
    /// The month and where it stands.
    pub month: Option<(Month, Span)>,
    /// Another month that stands behind the first as its name in another tradition (أغسطس/أيلول), and where the two
    /// stand.
    pub contradicted: Option<(Month, Span)>,
    /// The day of the month.
    pub day: Option<u8>,
    /// The year, in the calendar of the month.
    pub year: Option<i32>,
    /// Day and month of a date of digits that can be read both ways, likelier first.
    pub numeric: Vec<(u8, u8)>,
    /// Whether the first of them is the one that is meant, by the habit of the language.
    pub settled: bool,
    /// What is told from the day of writing.
    pub relative: Option<Relative>,
}

impl Date {
    /// Whether the weekday is that of the date. None where one of the two is not told in full, or the
    /// calendar is not the civil one.
    pub fn weekday_fits(&self) -> Option<bool> {
        let (weekday, _) = self.weekday?;
        let (month, _) = self.month?;
        let (day, year) = (self.day?, self.year?);
        (month.calendar == Calendar::Gregorian
            && (1800..2200).contains(&year)
            && (1..=31).contains(&day))
        .then(|| weekday_of(year, month.number, day) == weekday)
    }
}

/// The weekday of a civil date, 1 for Monday. (Sakamoto's method.)
pub fn weekday_of(year: i32, month: u8, day: u8) -> u8 {
    const SHIFT: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let early = i32::from(month < 3);
    let year = year - early;
    let shift = SHIFT[usize::from(month.clamp(1, 12)) - 1];
    let sunday_first =
        (year + year / 4 - year / 100 + year / 400 + shift + i32::from(day)).rem_euclid(7);
    if sunday_first == 0 {
        7
    } else {
        sunday_first as u8
    }
}

/// How sure a word alone makes a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sure {
    /// It is nothing else.
    Always,
    /// With a capital letter.
    Capital,
    /// In a context of dates: after `in`, before a year.
    Context,
    /// Beside a number, or after the word for month or day.
    Number,
}

/// What a word is in a date.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Word {
    Weekday(u8, Sure),
    Month(Month, Sure),
    Relative(Relative),
}

/// A language's words of dates.
pub(crate) trait Words: Sync {
    /// What stands at `index`, and the index after it.
    fn look_up(&self, row: Row<'_>, index: usize) -> Option<(Word, usize)>;
    /// Whether two months beside each other are named in two traditions, so that they can only be one month.
    fn names_twice(&self, _row: Row<'_>, _one: &Range<usize>, _other: &Range<usize>) -> bool {
        false
    }
    /// Whether the words around the tokens make a date of a doubtful name.
    fn context(&self, row: Row<'_>, tokens: &Range<usize>) -> bool;
    /// Whether the words around the tokens announce a month or a day (`شهر`, `يوم`).
    fn announced(&self, row: Row<'_>, tokens: &Range<usize>) -> bool;
    /// Whether the word may stand between day and month (`of`, `من`, `شهر`).
    fn joins_day(&self, word: &str) -> bool;
    /// Whether the word may stand between month and year (`of`, `عام`).
    fn joins_year(&self, word: &str) -> bool;
    /// Whether the word may stand between weekday and date (`the`, `الموافق`).
    fn joins_weekday(&self, word: &str) -> bool;
    /// The calendar of a year that the word after it tells (`هـ`, `AH`).
    fn era(&self, row: Row<'_>, index: usize) -> Option<Calendar>;
    /// Whether the word before a number says that it is a year (`عام`, `in`).
    fn announces_year(&self, word: &str) -> bool;
    /// Whether the day stands before the month in a date of digits that ends with its year.
    fn day_first(&self) -> bool {
        false
    }
}

/// Reads the dates of a text, and tells its numerals what they are in them.
pub(crate) fn read(row: Row<'_>, numerals: &mut [Numeral], words: &dyn Words) -> Vec<Date> {
    let mut dates: Vec<Date> = Vec::new();
    digit_dates(row, numerals, words, &mut dates);
    let mut index = 0;
    while index < row.tokens.len() {
        let Some((word, end)) = words.look_up(row, index) else {
            index += 1;
            continue;
        };
        let tokens = index..end;
        index = end;
        let span = row.span(&tokens);
        let sure = |sure: Sure| accept(row, numerals, words, &tokens, sure);
        match word {
            Word::Relative(relative) => dates.push(Date {
                span,
                tokens,
                relative: Some(relative),
                ..Date::default()
            }),
            Word::Weekday(day, how) if sure(how) => dates.push(Date {
                span,
                tokens,
                weekday: Some((day, span)),
                ..Date::default()
            }),
            Word::Month(month, how) if sure(how) => {
                // كانون الثاني/يناير is one month by two names.
                if let Some(last) = dates.last_mut() {
                    let same = last.month.is_some_and(|(known, _)| known == month);
                    let slashed = tokens.start == last.tokens.end + 1
                        && row.is_any(last.tokens.end, &["/", "\\"]);
                    let named = last.month.and_then(|(_, span)| {
                        let start = last.tokens.clone().find(|at| {
                            row.get(*at)
                                .is_some_and(|token| token.span.start == span.start)
                        })?;
                        Some(start..last.tokens.end)
                    });
                    let twice = slashed
                        && !same
                        && last.contradicted.is_none()
                        && last
                            .month
                            .is_some_and(|(known, _)| known.calendar == month.calendar)
                        && named.is_some_and(|named| words.names_twice(row, &named, &tokens));
                    if twice {
                        let first = last.month.map_or(span, |(_, span)| span);
                        last.contradicted = Some((month, first.cover(span)));
                    }
                    let again = (same || twice)
                        && last.tokens.end <= tokens.start
                        && last.year.is_none()
                        && (last.tokens.end..tokens.start)
                            .all(|at| row.is_any(at, &["/", "(", ")", "-", "–", "\\", "،", ","]))
                        && tokens.start - last.tokens.end <= 2
                        && tokens.start > last.tokens.end;
                    if again {
                        last.tokens.end = end;
                        last.span = last.span.cover(span);
                        let closed = end + usize::from(row.is(end, ")"));
                        year_after(row, numerals, words, closed, last);
                        index = last.tokens.end.max(end);
                        continue;
                    }
                }
                let mut date = Date {
                    span,
                    tokens,
                    month: Some((month, span)),
                    ..Date::default()
                };
                around_month(row, numerals, words, &mut date);
                index = date.tokens.end.max(end);
                dates.push(date);
            }
            _ => {}
        }
    }
    dates.sort_by_key(|date| date.tokens.start);
    join_weekdays(row, words, &mut dates);
    years(row, numerals, words);
    dates
}

fn accept(
    row: Row<'_>,
    numerals: &[Numeral],
    words: &dyn Words,
    tokens: &Range<usize>,
    sure: Sure,
) -> bool {
    let capital = || {
        row.raw(tokens.start)
            .chars()
            .next()
            .is_some_and(char::is_uppercase)
    };
    let number = || {
        let beside = |end: usize, start: usize| end == tokens.start || start == tokens.end;
        numerals
            .iter()
            .any(|numeral| beside(numeral.tokens.end, numeral.tokens.start) && plain(numeral))
            || words.announced(row, tokens)
    };
    match sure {
        Sure::Always => true,
        Sure::Capital => capital(),
        Sure::Context => number() || words.context(row, tokens),
        Sure::Number => number(),
    }
}

/// Whether a numeral can be a day or a year.
fn plain(numeral: &Numeral) -> bool {
    matches!(
        numeral.kind,
        NumeralKind::Cardinal | NumeralKind::Ordinal | NumeralKind::ListMarker
    ) && numeral.value().fract() == 0.0
}

fn day_of(numeral: &Numeral) -> Option<u8> {
    (plain(numeral) && numeral.scale == 1.0 && (1.0..=31.0).contains(&numeral.value()))
        .then(|| numeral.value() as u8)
}

fn year_of(numeral: &Numeral) -> Option<i32> {
    let value = numeral.value();
    (plain(numeral)
        && numeral.written != Written::Mixed
        && numeral.parts.is_empty()
        && (1000.0..2200.0).contains(&value))
    .then_some(value as i32)
}

/// Finds the day before or after a month, and the year.
fn around_month(row: Row<'_>, numerals: &mut [Numeral], words: &dyn Words, date: &mut Date) {
    let (start, end) = (date.tokens.start, date.tokens.end);
    // 12 January, the 12th of January, 12 من شهر يناير
    let mut before = start;
    for _ in 0..2 {
        let word = row
            .word_before(before)
            .is_some_and(|word| words.joins_day(word));
        let mark = before > 0
            && row.is_any(before - 1, &["-", "/"])
            && row.glued(before)
            && row.glued(before - 1);
        before -= usize::from(word || mark);
    }
    let found = numerals
        .iter()
        .position(|numeral| numeral.tokens.end == before || numeral.tokens.end == start)
        .filter(|at| numerals.get(*at).and_then(day_of).is_some());
    if let Some(at) = found {
        date.day = numerals.get(at).and_then(day_of);
        date.tokens.start = numerals
            .get(at)
            .map_or(start, |numeral| numeral.tokens.start);
        mark_days(row, numerals, at);
        year_after(row, numerals, words, end, date);
    } else {
        // January 12, 2023
        let mut after = end;
        after += usize::from(row.is(after, ".") && row.glued(after));
        after += usize::from(row.word(after) == Some("the"));
        after += usize::from(row.is(after, "-") && row.glued(after));
        let next = numerals
            .iter()
            .position(|numeral| numeral.tokens.start == after);
        match next.and_then(|at| numerals.get(at).and_then(day_of).map(|day| (at, day))) {
            Some((at, day)) => {
                date.day = Some(day);
                let end = numerals.get(at).map_or(end, |numeral| numeral.tokens.end);
                date.tokens.end = end;
                if let Some(numeral) = numerals.get_mut(at) {
                    numeral.role = Role::Day;
                    numeral.unsaid = 0.06;
                }
                let last = mark_days_after(row, numerals, at);
                year_after(row, numerals, words, last.max(end), date);
            }
            None => year_after(row, numerals, words, end, date),
        }
    }
    date.span = row.span(&date.tokens);
}

/// Marks a day, and the ones before it in `12 and 13 March`, `12-13 مارس`.
fn mark_days(row: Row<'_>, numerals: &mut [Numeral], at: usize) {
    let mut at = at;
    loop {
        let Some(numeral) = numerals.get_mut(at) else {
            return;
        };
        numeral.role = Role::Day;
        numeral.unsaid = numeral.unsaid.min(0.12);
        let start = numeral.tokens.start;
        let Some(previous) = at.checked_sub(1) else {
            return;
        };
        let linked = numerals.get(previous).is_some_and(|before| {
            day_of(before).is_some() && links_days(row, before.tokens.end..start)
        });
        if !linked {
            return;
        }
        at = previous;
    }
}

fn mark_days_after(row: Row<'_>, numerals: &mut [Numeral], at: usize) -> usize {
    let mut end = numerals.get(at).map_or(0, |numeral| numeral.tokens.end);
    let mut at = at + 1;
    while let Some(next) = numerals.get_mut(at) {
        if day_of(next).is_none() || !links_days(row, end..next.tokens.start) {
            break;
        }
        next.role = Role::Day;
        end = next.tokens.end;
        at += 1;
    }
    end
}

fn links_days(row: Row<'_>, between: Range<usize>) -> bool {
    between.len() == 1
        && (row.is_dash(between.start)
            || matches!(
                row.word(between.start),
                Some("and" | "to" | "or" | "و" | "الي" | "او")
            ))
}

/// Finds the year that follows a month or a day.
fn year_after(
    row: Row<'_>,
    numerals: &mut [Numeral],
    words: &dyn Words,
    from: usize,
    date: &mut Date,
) {
    let mut at = from;
    if row.is_any(at, &[",", "،", ".", "/", "-"]) {
        at += 1;
    }
    for _ in 0..2 {
        if row.word(at).is_some_and(|word| words.joins_year(word)) {
            at += 1;
        }
    }
    let Some(numeral) = numerals
        .iter_mut()
        .find(|numeral| numeral.tokens.start == at)
    else {
        return;
    };
    let Some(year) = year_of(numeral) else { return };
    let calendar = date
        .month
        .map_or(Calendar::Gregorian, |(month, _)| month.calendar);
    numeral.role = Role::Year(calendar);
    date.year = Some(year);
    date.tokens.end = numeral.tokens.end;
    date.span = row.span(&date.tokens);
}

/// `12/01/2023`, `2023-01-12`, `12.1.2023`.
fn digit_dates(row: Row<'_>, numerals: &mut [Numeral], words: &dyn Words, dates: &mut Vec<Date>) {
    for at in 0..numerals.len() {
        let mut found = None;
        if let Some(numeral) = numerals.get(at) {
            let single = row
                .get(numeral.tokens.start)
                .is_some_and(|token| token.norm.bytes().filter(|b| *b == b'.').count() == 2);
            if let (true, [a, b, c]) = (single && numeral.tokens.len() == 1, &numeral.parts[..]) {
                found = triple(*a, *b, *c).map(|found| (found, numeral.tokens.clone(), 1));
            }
        }
        if found.is_none()
            && let Some([a, b, c]) = numerals.get(at..at + 3)
        {
            let mark = a.tokens.end;
            let joined = |one: &Numeral, other: &Numeral| {
                other.tokens.start == one.tokens.end + 1
                    && row.is_any(one.tokens.end, &["/", "-", "\\"])
                    && row.get(one.tokens.end).map(|t| &t.norm) == row.get(mark).map(|t| &t.norm)
                    && row.glued(one.tokens.end)
                    && row.glued(other.tokens.start)
            };
            if joined(a, b) && joined(b, c) && a.written == Written::Digits {
                found = triple(a.value(), b.value(), c.value())
                    .map(|found| (found, a.tokens.start..c.tokens.end, 3));
            }
        }
        let Some(((year, numeric), tokens, count)) = found else {
            continue;
        };
        let years = Role::Year(Calendar::Gregorian);
        let year_last = row
            .get(tokens.end - 1)
            .is_some_and(|last| last.norm.ends_with(&year.to_string()));
        let settled = numeric.len() == 1 || words.day_first() && year_last;
        for numeral in numerals.iter_mut().skip(at).take(count) {
            let value = numeral.value();
            numeral.role = if value as i32 == year || count == 1 {
                years
            } else if numeric.iter().all(|(day, _)| f64::from(*day) == value) {
                Role::Day
            } else {
                Role::Month
            };
            if count == 1 {
                numeral.readings = vec![f64::from(year)];
                numeral.unsaid = 0.3;
            } else if numeral.role == Role::Month {
                numeral.unsaid = 0.95;
            }
        }
        let month = (numeric.len() == 1).then(|| {
            (
                Month {
                    calendar: Calendar::Gregorian,
                    number: numeric[0].1,
                },
                row.span(&tokens),
            )
        });
        dates.push(Date {
            span: row.span(&tokens),
            tokens,
            month,
            day: (numeric.len() == 1).then(|| numeric[0].0),
            year: Some(year),
            numeric,
            settled,
            ..Date::default()
        });
    }
}

/// The year, and the days and months that three numbers of a date can mean.
fn triple(a: f64, b: f64, c: f64) -> Option<(i32, Vec<(u8, u8)>)> {
    let is_year = |value: f64| (1000.0..2200.0).contains(&value);
    let (year, first, second) = if is_year(c) {
        (c, a, b)
    } else if is_year(a) {
        // 2023-01-12, and 2023/12/1 as Arabic text shows 1/12/2023.
        (a, c, b)
    } else {
        return None;
    };
    let mut numeric = Vec::new();
    let fits = |day: f64, month: f64| (1.0..=31.0).contains(&day) && (1.0..=12.0).contains(&month);
    if fits(first, second) {
        numeric.push((first as u8, second as u8));
    }
    if fits(second, first) && first != second {
        numeric.push((second as u8, first as u8));
    }
    (!numeric.is_empty()).then_some((year as i32, numeric))
}

/// `Thursday, 12 January`: the weekday belongs to the date behind it.
fn join_weekdays(row: Row<'_>, words: &dyn Words, dates: &mut Vec<Date>) {
    let mut index = 0;
    while index + 1 < dates.len() {
        let joins = match dates.get(index..index + 2) {
            Some([day, date]) => {
                let between = day.tokens.end..date.tokens.start;
                day.weekday.is_some()
                    && day.month.is_none()
                    && date.weekday.is_none()
                    && (date.day.is_some() || !date.numeric.is_empty())
                    && day.tokens.end <= date.tokens.start
                    && between.len() <= 3
                    && between.clone().all(|at| {
                        row.is_any(at, &[",", "،", "(", "."])
                            || row.word(at).is_some_and(|word| words.joins_weekday(word))
                    })
            }
            _ => false,
        };
        if joins {
            let day = dates.remove(index);
            if let Some(date) = dates.get_mut(index) {
                date.weekday = day.weekday;
                date.tokens.start = day.tokens.start;
                date.span = date.span.cover(day.span);
            }
        }
        index += 1;
    }
}

/// Years without a month, and the calendar they are counted in.
fn years(row: Row<'_>, numerals: &mut [Numeral], words: &dyn Words) {
    for numeral in numerals.iter_mut() {
        if !matches!(numeral.role, Role::None | Role::Year(_)) {
            continue;
        }
        let end = numeral.tokens.end;
        let value = numeral.value();
        let whole =
            numeral.written == Written::Digits && value.fract() == 0.0 && numeral.parts.is_empty();
        if !whole
            || !matches!(numeral.kind, NumeralKind::Cardinal)
            || !(1.0..2200.0).contains(&value)
        {
            continue;
        }
        let era = words.era(row, end);
        if let Some(calendar) = era {
            numeral.role = Role::Year(calendar);
        } else if numeral.role == Role::None
            && value >= 1000.0
            && row
                .get(numeral.tokens.start)
                .is_some_and(|token| token.norm.len() == 4)
            && row
                .word_before(numeral.tokens.start)
                .is_some_and(|word| words.announces_year(word))
        {
            numeral.role = Role::Year(Calendar::Gregorian);
        }
    }
}

/// The civil year in which most of a year of another calendar lies.
pub fn civil_year(year: f64, calendar: Calendar) -> f64 {
    match calendar {
        Calendar::Gregorian => year,
        Calendar::Hijri => (year * 0.970_224 + 621.577_4).floor(),
        Calendar::Persian => year + 621.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_of_dates() {
        for (year, month, day, weekday) in [
            (2023, 1, 12, 4),
            (2000, 2, 29, 2),
            (1900, 1, 1, 1),
            (2001, 9, 11, 2),
            (2020, 3, 11, 3),
            (1973, 10, 6, 6),
            (2024, 12, 31, 2),
            (2025, 8, 3, 7),
        ] {
            assert_eq!(
                weekday_of(year, month, day),
                weekday,
                "{year}-{month}-{day}"
            );
        }
    }

    #[test]
    fn years_of_other_calendars() {
        assert_eq!(civil_year(1439.0, Calendar::Hijri), 2017.0);
        assert_eq!(civil_year(1398.0, Calendar::Persian), 2019.0);
    }
}
