//! Pairing the dates of two sides.

use super::{Analysis, At, DateMismatch, DatePart};
use crate::lang::dates::{Date, Month, Relative, weekday_of};
use crate::lang::numerals::Calendar;

/// A weekday or month of one side.
#[derive(Clone, Copy, Debug)]
struct Named<T> {
    at: At,
    value: T,
    paired: bool,
    /// Whether the other side says the same elsewhere.
    repeated: bool,
}

fn all<'a>(side: &[&'a Analysis]) -> impl Iterator<Item = (usize, &'a Date)> {
    side.iter()
        .enumerate()
        .flat_map(|(segment, analysis)| analysis.dates.iter().map(move |date| (segment, date)))
        .collect::<Vec<_>>()
        .into_iter()
}

/// The dates of two sides that do not fit.
pub(super) fn compare(source: &[&Analysis], target: &[&Analysis]) -> Vec<DateMismatch> {
    let mut out = Vec::new();
    if [source, target]
        .into_iter()
        .flatten()
        .all(|analysis| analysis.dates.is_empty())
    {
        return out;
    }
    let has_relative = |side: &[&Analysis]| {
        all(side)
            .filter_map(|(_, date)| date.relative)
            .collect::<Vec<_>>()
    };
    let relatives = (has_relative(source), has_relative(target));
    let told_by_day = |list: &[Relative]| {
        list.iter()
            .any(|relative| matches!(relative, Relative::Day(_)))
    };
    let told_by_month = |list: &[Relative]| {
        list.iter()
            .any(|relative| matches!(relative, Relative::Month(_)))
    };

    let mut weekdays = (named(source, weekday), named(target, weekday));
    pair(&mut weekdays.0, &mut weekdays.1);
    // `On Monday` may become `yesterday`: with a relative day on one side only the leftovers prove nothing.
    let excused = told_by_day(&relatives.0) != told_by_day(&relatives.1);
    for (a, b, confidence) in changed(&weekdays.0, &weekdays.1) {
        out.push(DateMismatch {
            part: DatePart::Weekday(a.value, b.value),
            source: Some(a.at),
            target: b.at,
            confidence: if excused {
                confidence * 0.7
            } else {
                confidence
            },
        });
    }

    let mut months = (named(source, month), named(target, month));
    let numeric = (numeric_months(source), numeric_months(target));
    pair(&mut months.0, &mut months.1);
    settle(&mut months.0, &numeric.1);
    settle(&mut months.1, &numeric.0);
    let excused = told_by_month(&relatives.0) != told_by_month(&relatives.1);
    for (a, b, confidence) in changed(&months.0, &months.1) {
        if a.value.calendar != b.value.calendar {
            continue;
        }
        out.push(DateMismatch {
            part: DatePart::Month(a.value, b.value),
            source: Some(a.at),
            target: b.at,
            confidence: if excused {
                confidence * 0.7
            } else {
                confidence
            },
        });
    }

    by_digits(source, target, &mut out);
    contradictions(source, target, &mut out);

    // Yesterday for tomorrow; today and yesterday change places with the day of printing.
    let day = |side: &[&Analysis]| {
        let days: Vec<(At, i8)> = all(side)
            .filter_map(|(segment, date)| match date.relative {
                Some(Relative::Day(day)) if day != 0 => Some((
                    At {
                        segment,
                        span: date.span,
                    },
                    day,
                )),
                _ => None,
            })
            .collect();
        (days.len() == 1).then(|| days[0])
    };
    if let (Some((at, from)), Some((other, to))) = (day(source), day(target))
        && from.signum() != to.signum()
    {
        out.push(DateMismatch {
            part: DatePart::Relative(from, to),
            source: Some(at),
            target: other,
            confidence: 0.75,
        });
    }
    calendar(source, target, &mut out);
    out.sort_by_key(|found| (found.target, found.source));
    out
}

/// A month by two names of which one is another month's. One that stands in the source is told at the target's
/// month, and only where the target has but one.
fn contradictions(source: &[&Analysis], target: &[&Analysis], out: &mut Vec<DateMismatch>) {
    let twofold = |side| {
        all(side).filter_map(|(segment, date)| {
            let (second, span) = date.contradicted?;
            Some((At { segment, span }, date.month?.0, second))
        })
    };
    let months = |side| {
        all(side)
            .filter_map(|(segment, date)| date.month.map(|(_, span)| At { segment, span }))
            .collect::<Vec<At>>()
    };
    let told = |out: &[DateMismatch], at: At| {
        out.iter().any(|found| {
            [Some(found.target), found.source]
                .into_iter()
                .flatten()
                .any(|known| known.segment == at.segment && at.span.contains(known.span))
                && matches!(found.part, DatePart::Month(..))
        })
    };
    for (at, first, second) in twofold(target) {
        if !told(out, at) {
            out.push(DateMismatch {
                part: DatePart::Names(first, second),
                source: None,
                target: at,
                confidence: 0.85,
            });
        }
    }
    for (at, first, second) in twofold(source) {
        if let &[other] = months(target).as_slice()
            && !told(out, at)
        {
            out.push(DateMismatch {
                part: DatePart::Names(first, second),
                source: Some(at),
                target: other,
                confidence: 0.85,
            });
        }
    }
}

/// Days and months that one side writes in digits and the other in words: 6/9/2020 of a language that puts the day first
/// is no 9 June.
fn by_digits(source: &[&Analysis], target: &[&Analysis], out: &mut Vec<DateMismatch>) {
    let gregorian = |date: &Date| {
        let (month, span) = month(date)?;
        (month.calendar == Calendar::Gregorian).then_some((date.day?, month.number, span))
    };
    for forward in [true, false] {
        let (own, other) = match forward {
            true => (source, target),
            false => (target, source),
        };
        for (segment, date) in all(own).filter(|(_, date)| date.settled) {
            let (Some((day, number)), Some(year)) = (date.numeric.first(), date.year) else {
                continue;
            };
            let named: Vec<_> = all(other)
                .filter(|(_, theirs)| theirs.year.is_none_or(|theirs| theirs == year))
                .filter_map(|(segment, theirs)| Some((segment, gregorian(theirs)?)))
                .collect();
            if named.iter().any(|(_, (d, m, _))| (d, m) == (day, number)) {
                continue;
            }
            let told = |d: u8, m: u8| {
                all(own).any(|(_, date)| {
                    gregorian(date).is_some_and(|(x, y, _)| (x, y) == (d, m))
                        || date.settled && date.numeric.first() == Some(&(d, m))
                })
            };
            let mut wrong = named
                .iter()
                .filter(|(_, (d, m, _))| (d == day || (d, m) == (number, day)) && !told(*d, *m));
            let (Some((theirs, (_, m, span))), None) = (wrong.next(), wrong.next()) else {
                continue;
            };
            let month = |number: u8| Month {
                calendar: Calendar::Gregorian,
                number,
            };
            let here = At {
                segment,
                span: date.span,
            };
            let there = At {
                segment: *theirs,
                span: *span,
            };
            let (at, place, a, b) = match forward {
                true => (here, there, *number, *m),
                false => (there, here, *m, *number),
            };
            out.push(DateMismatch {
                part: DatePart::Month(month(a), month(b)),
                source: Some(at),
                target: place,
                confidence: 0.85,
            });
        }
    }
}

/// A weekday of the target that is not the one of its date, unless the source says the same.
fn calendar(source: &[&Analysis], target: &[&Analysis], out: &mut Vec<DateMismatch>) {
    for (segment, date) in all(target) {
        let (Some(false), Some((weekday, span))) = (date.weekday_fits(), date.weekday) else {
            continue;
        };
        let (Some(day), Some((month, _)), Some(year)) = (date.day, date.month, date.year) else {
            continue;
        };
        let right = weekday_of(year, month.number, day);
        let inherited = all(source).any(|(_, theirs)| {
            theirs.weekday.is_some_and(|(theirs, _)| theirs == weekday)
                && theirs.weekday_fits() != Some(true)
        });
        let at = At { segment, span };
        let told = out
            .iter()
            .any(|found| found.target == at || matches!(found.part, DatePart::Month(..)));
        if told {
            continue;
        }
        out.push(DateMismatch {
            part: DatePart::Calendar(weekday, right),
            source: None,
            target: at,
            confidence: if inherited { 0.4 } else { 0.8 },
        });
    }
}

fn weekday(date: &Date) -> Option<(u8, crate::text::Span)> {
    date.weekday
}

fn month(date: &Date) -> Option<(Month, crate::text::Span)> {
    date.month.filter(|_| date.numeric.is_empty())
}

fn named<T: Copy>(
    side: &[&Analysis],
    pick: fn(&Date) -> Option<(T, crate::text::Span)>,
) -> Vec<Named<T>> {
    all(side)
        .filter_map(|(segment, date)| {
            let (value, span) = pick(date)?;
            Some(Named {
                at: At { segment, span },
                value,
                paired: false,
                repeated: false,
            })
        })
        .collect()
}

/// The months that dates of digits can mean.
fn numeric_months(side: &[&Analysis]) -> Vec<u8> {
    all(side)
        .flat_map(|(_, date)| {
            date.numeric
                .iter()
                .map(|(_, month)| *month)
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Excuses months that the other side writes in digits.
fn settle(side: &mut [Named<Month>], numeric: &[u8]) {
    for named in side.iter_mut() {
        if !named.paired && numeric.contains(&named.value.number) {
            named.paired = true;
        }
    }
}

/// Pairs equal values in order and marks the rest that only repeat what the other side says.
fn pair<T: Copy + PartialEq>(source: &mut [Named<T>], target: &mut [Named<T>]) {
    for a in source.iter_mut() {
        if let Some(b) = target.iter_mut().find(|b| !b.paired && b.value == a.value) {
            a.paired = true;
            b.paired = true;
        }
    }
    for a in source.iter_mut().filter(|a| !a.paired) {
        a.repeated = target.iter().any(|b| b.value == a.value);
    }
    for b in target.iter_mut().filter(|b| !b.paired) {
        b.repeated = source.iter().any(|a| a.value == b.value);
    }
}

/// What is left on both sides, paired in order, with confidence.
fn changed<'a, T: Copy>(
    source: &'a [Named<T>],
    target: &'a [Named<T>],
) -> Vec<(&'a Named<T>, &'a Named<T>, f64)> {
    let left = |side: &'a [Named<T>]| {
        side.iter()
            .filter(|named| !named.paired)
            .collect::<Vec<_>>()
    };
    let (mut from, mut to) = (left(source), left(target));
    // A repetition can be left out; it is the counterpart only where nothing better is left.
    from.sort_by_key(|named| (named.repeated, named.at));
    to.sort_by_key(|named| (named.repeated, named.at));
    let equal = from.len() == to.len();
    from.iter()
        .zip(&to)
        .filter(|(a, b)| !(a.repeated && b.repeated))
        .map(|(a, b)| {
            let confidence = match (a.repeated || b.repeated, equal) {
                (false, true) => 0.93,
                (false, false) => 0.8,
                (true, true) => 0.75,
                (true, false) => 0.6,
            };
            (*a, *b, confidence)
        })
        .collect()
}
