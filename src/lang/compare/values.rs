//! Pairing the numbers of two sides.

use super::{Analysis, At, NumberMismatch, UnitMismatch, matters};
use crate::lang::Token;
use crate::lang::dates::{Date, Relative, civil_year};
use crate::lang::numerals::{Calendar, Clock, Numeral, NumeralKind, Role, Written, same};
use crate::lang::units::{Dimension, Measure};
use std::ops::Range;

/// What has become of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Nothing on the other side answers it.
    Open,
    /// It has its counterpart.
    Paired,
    /// The other side says it in parts, in another unit, or as part of something else.
    Explained,
    /// The other side says the value, but to another occurrence of it.
    Repeated,
}

struct Item<'a> {
    at: At,
    /// Index of its first token among the side's.
    token: usize,
    /// Place among the side's tokens, 0 to 1.
    position: f64,
    numeral: &'a Numeral,
    measure: Option<&'a Measure>,
    words: &'a [Token],
    /// Whether it stands in brackets of its own.
    bracketed: bool,
    state: State,
    unsaid: f64,
}

impl Item<'_> {
    fn open(&self) -> bool {
        self.state == State::Open
    }

    fn has(&self, value: f64) -> bool {
        self.numeral
            .readings
            .iter()
            .any(|reading| same(*reading, value))
    }
}

/// A side's numbers and what else bears on them.
struct Side<'a> {
    items: Vec<Item<'a>>,
    /// Units of time that say one by themselves.
    singles: Vec<&'a Measure>,
    relatives: Vec<Relative>,
    /// Whether a month or year of another calendar than the civil one is named.
    other_calendar: bool,
    /// The calendars of its months.
    calendars: Vec<Calendar>,
    /// Dates that say a day again in another calendar beside it: the segment, the tokens, the calendar.
    twins: Vec<(usize, Range<usize>, Calendar)>,
}

impl<'a> Side<'a> {
    fn new(analyses: &[&'a Analysis]) -> Self {
        let total: usize = analyses.iter().map(|analysis| analysis.tokens.len()).sum();
        let mut before = 0;
        let mut items = Vec::new();
        for (segment, analysis) in analyses.iter().enumerate() {
            for (index, numeral) in analysis.numerals.iter().enumerate() {
                let measure = analysis
                    .measures
                    .iter()
                    .find(|measure| measure.numeral == Some(index));
                items.push(Item {
                    at: At {
                        segment,
                        span: numeral.span,
                    },
                    token: before + numeral.tokens.start,
                    position: (before + numeral.tokens.start) as f64 / total.max(1) as f64,
                    numeral,
                    measure,
                    words: analysis
                        .tokens
                        .get(numeral.tokens.clone())
                        .unwrap_or_default(),
                    bracketed: {
                        let is = |at: Option<usize>, mark: &str| {
                            at.and_then(|at| analysis.tokens.get(at))
                                .is_some_and(|token| &*token.norm == mark)
                        };
                        is(numeral.tokens.start.checked_sub(1), "(")
                            && is(Some(numeral.tokens.end), ")")
                    },
                    state: State::Open,
                    unsaid: numeral.unsaid,
                });
            }
            before += analysis.tokens.len();
        }
        let all = |pick: fn(&'a Analysis) -> &'a [Measure]| {
            analyses.iter().flat_map(move |analysis| pick(analysis))
        };
        let other = |calendar: Calendar| calendar != Calendar::Gregorian;
        let other_calendar = analyses.iter().any(|analysis| {
            analysis
                .dates
                .iter()
                .any(|date| date.month.is_some_and(|(month, _)| other(month.calendar)))
                || analysis
                    .numerals
                    .iter()
                    .any(|numeral| matches!(numeral.role, Role::Year(calendar) if other(calendar)))
        });
        Self {
            items,
            singles: all(|analysis| &analysis.measures)
                .filter(|measure| measure.numeral.is_none())
                .collect(),
            relatives: analyses
                .iter()
                .flat_map(|analysis| &analysis.dates)
                .filter_map(|date| date.relative)
                .collect(),
            other_calendar,
            calendars: analyses
                .iter()
                .flat_map(|analysis| &analysis.dates)
                .filter_map(|date| date.month.map(|(month, _)| month.calendar))
                .collect(),
            twins: twins(analyses),
        }
    }
}

/// Tokens between the two ends of a day told in two calendars, at most: `1445هـ، الموافق لـ (`.
const BETWEEN_TWINS: usize = 4;

/// The dates beside each other that say one day in two calendars, as far as their years tell.
fn twins(analyses: &[&Analysis]) -> Vec<(usize, Range<usize>, Calendar)> {
    let mut out = Vec::new();
    for (segment, analysis) in analyses.iter().enumerate() {
        for two in analysis.dates.windows(2) {
            let [one, other] = two else { continue };
            let told = |date: &Date| Some((date.month?.0.calendar, date.year?));
            let (Some((a, x)), Some((b, y))) = (told(one), told(other)) else {
                continue;
            };
            let near = other.tokens.start.saturating_sub(one.tokens.end) <= BETWEEN_TWINS;
            let civil = |year: i32, calendar: Calendar| match calendar {
                Calendar::Gregorian => f64::from(year),
                _ => civil_year(f64::from(year), calendar),
            };
            if a != b && near && (civil(x, a) - civil(y, b)).abs() <= 1.0 {
                out.push((segment, one.tokens.clone(), a));
                out.push((segment, other.tokens.clone(), b));
            }
        }
    }
    out
}

/// The numbers and units of two sides that do not fit.
pub(super) fn compare(
    from: &[&Analysis],
    to: &[&Analysis],
) -> (Vec<NumberMismatch>, Vec<UnitMismatch>) {
    let mut source = Side::new(from);
    let mut target = Side::new(to);
    let pairs = pair_equal(&mut source, &mut target);
    let units = units_of_pairs(&source, &target, &pairs);
    parts(&mut source, &mut target);
    parts(&mut target, &mut source);
    sums(&mut source, &mut target);
    sums(&mut target, &mut source);
    conversions(&mut source, &mut target);
    conversions(&mut target, &mut source);
    repetitions(&mut source, &target);
    repetitions(&mut target, &source);
    quotations(&mut source, to);
    quotations(&mut target, from);
    dates(&mut source, &target);
    dates(&mut target, &source);
    let numbers = leftovers(&source, &target);
    (numbers, units)
}

/// How well two numerals state the same value, 0 to 1; the likelier the readings, the more.
pub(super) fn agreement(a: &Numeral, b: &Numeral) -> f64 {
    if let (Some(x), Some(y)) = (a.clock, b.clock) {
        return if x.agrees(y) { 1.0 } else { 0.0 };
    }
    // A time of full hours is a plain number on the other side; any other is its parts.
    for (time, other) in [(a, b), (b, a)] {
        if let Some(clock) = time.clock {
            // 1547 of a timetable is 15:47.
            let digits = |minutes: u16| f64::from(minutes / 60 * 100 + minutes % 60);
            let later = (!clock.sure).then(|| digits(clock.minutes + 720));
            let four = other.digits == 4 && other.kind == NumeralKind::Cardinal;
            let mut told = std::iter::once(digits(clock.minutes)).chain(later);
            if four && told.any(|told| same(told, other.value())) {
                return 0.9;
            }
            if other.kind == NumeralKind::Time || clock.minutes % 60 == 0 {
                continue;
            }
            let minutes = f64::from(clock.minutes % 60);
            // Twenty to two is past one, whatever its words name.
            let named = if time.parts.len() == 2 && clock_names(time, clock) {
                time.value()
            } else {
                f64::from(clock.minutes / 60)
            };
            let decimal = other.readings.iter().any(|value| {
                [named, (named + 11.0) % 12.0 + 1.0].iter().any(|hour| {
                    same(*value, hour + minutes / 60.0) || same(*value, hour + minutes / 100.0)
                })
            });
            return if decimal { 0.7 } else { 0.0 };
        }
    }
    let mut best: f64 = 0.0;
    for (rank, x) in a.readings.iter().enumerate() {
        for (other, y) in b.readings.iter().enumerate() {
            if same(*x, *y) {
                best = best.max(1.0 - 0.1 * (rank + other) as f64);
            }
        }
    }
    if best > 0.0 {
        return best.max(0.3);
    }
    for (part, whole) in [(a, b), (b, a)] {
        // Half is 50 per cent, a third 33.
        if whole.kind == NumeralKind::Percent {
            let mut shares = part.readings.iter().filter(|share| {
                part.kind == NumeralKind::Fraction
                    || part.written == Written::Words && (0.0..1.0).contains(*share)
            });
            if shares.any(|share| (share * 100.0 - whole.value()).abs() <= 0.7) {
                return 0.8;
            }
        }
        // 1/3 may be written 0.33.
        if part.kind == NumeralKind::Fraction
            && whole.kind == NumeralKind::Cardinal
            && (part.value() - whole.value()).abs() < 0.005
        {
            return 0.6;
        }
        if let (Role::Year(x), Role::Year(y)) = (part.role, whole.role)
            && x != y
            && y == Calendar::Gregorian
        {
            let civil = civil_year(part.value(), x);
            if (civil - whole.value()).abs() <= 1.0 {
                return 0.7;
            }
        }
    }
    // Dozens are tens to a translator, and scores too.
    if a.approximate && b.approximate {
        let (small, large) = (a.value().min(b.value()), a.value().max(b.value()));
        if small > 0.0 && large / small <= 2.5 {
            return 0.5;
        }
    }
    0.0
}

/// Pairs equal values, the best fitting first, and returns the pairs.
fn pair_equal(source: &mut Side<'_>, target: &mut Side<'_>) -> Vec<(usize, usize)> {
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    for (i, a) in source.items.iter().enumerate() {
        for (j, b) in target.items.iter().enumerate() {
            let value = agreement(a.numeral, b.numeral);
            if value > 0.0 {
                candidates.push((value + likeness(a, b), i, j));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut pairs = Vec::new();
    for (_, i, j) in candidates {
        if source.items[i].open() && target.items[j].open() {
            source.items[i].state = State::Paired;
            target.items[j].state = State::Paired;
            pairs.push((i, j));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// How alike two numbers are but for their values: unit, kind, role, place.
fn likeness(a: &Item<'_>, b: &Item<'_>) -> f64 {
    let mut score = -0.5 * (a.position - b.position).abs();
    match (a.measure, b.measure) {
        (Some(x), Some(y)) if x.units.agree(y.units) => score += 0.5,
        (Some(x), Some(y)) if x.units.comparable(y.units) => score += 0.1,
        (Some(_), Some(_)) => score -= 0.5,
        _ => {}
    }
    if a.numeral.kind == b.numeral.kind {
        score += 0.15;
    } else if a.numeral.kind == NumeralKind::Percent || b.numeral.kind == NumeralKind::Percent {
        score -= 0.1;
    }
    if a.numeral.role == b.numeral.role && a.numeral.role != Role::None {
        score += 0.2;
    }
    // What may stay unsaid must not take the place of what may not.
    score - 0.3 * (a.unsaid - b.unsaid).abs()
}

/// Pairs whose units differ.
fn units_of_pairs(
    source: &Side<'_>,
    target: &Side<'_>,
    pairs: &[(usize, usize)],
) -> Vec<UnitMismatch> {
    let mut out = Vec::new();
    for (i, j) in pairs {
        let (a, b) = (&source.items[*i], &target.items[*j]);
        let (Some(x), Some(y)) = (a.measure, b.measure) else {
            continue;
        };
        let place = |item: &Item<'_>, measure: &Measure| At {
            segment: item.at.segment,
            span: measure.unit_span,
        };
        // Nothing is nothing in any unit but of temperature: `from 0 to 62 mph`, `من الصفر إلى 100 كيلومتر`.
        let nothing =
            same(a.numeral.value(), 0.0) && x.units.first.dimension() != Dimension::Temperature;
        if nothing {
            continue;
        }
        let agree = x.units.agree(y.units);
        let countries =
            agree && matches!((x.country, y.country), (Some(one), Some(other)) if one != other);
        if (agree && !countries) || !x.units.comparable(y.units) {
            continue;
        }
        // `between 8 and 12 grams`: two numbers, one slip.
        let found = (place(a, x), place(b, y));
        if out
            .iter()
            .any(|known: &UnitMismatch| (known.source, known.target) == found)
        {
            continue;
        }
        let doubtful = x.units.second.is_some() || y.units.second.is_some();
        let certain = (1.0 - a.unsaid) * (1.0 - b.unsaid);
        out.push(UnitMismatch {
            source: found.0,
            target: found.1,
            source_units: x.units,
            target_units: y.units,
            country_only: countries,
            confidence: if doubtful { 0.6 } else { 0.7 + 0.25 * certain },
        });
    }
    out
}

/// Explains a number of one side that the other says in parts: 14:30 as 14 and 30.
fn parts(whole: &mut Side<'_>, other: &mut Side<'_>) {
    for item in &mut whole.items {
        let wanted: Vec<f64> = item
            .numeral
            .parts
            .iter()
            .copied()
            .filter(|part| *part > 0.0)
            .collect();
        if !item.open() || wanted.is_empty() {
            continue;
        }
        let mut used: Vec<usize> = Vec::new();
        for part in &wanted {
            let found = other
                .items
                .iter()
                .enumerate()
                .position(|(index, candidate)| {
                    (candidate.open() || candidate.state == State::Paired)
                        && !used.contains(&index)
                        && !(item.numeral.clock.is_some() && candidate.numeral.clock.is_some())
                        && (candidate.has(*part)
                            || (item.numeral.clock.is_some()
                                && (candidate.has(*part % 12.0) || candidate.has(*part / 60.0))))
                });
            used.extend(found);
        }
        let enough = used.len() == wanted.len()
            || (item.numeral.kind == NumeralKind::Code && !used.is_empty());
        if enough && used.iter().any(|index| other.items[*index].open()) {
            item.state = State::Explained;
            for index in used {
                if other.items[index].open() {
                    other.items[index].state = State::Explained;
                }
            }
        }
    }
}

/// Explains a number of one side that the other states as two beside each other: `three years and a half`,
/// or as a row of groups of digits, as telephone numbers are.
fn sums(whole: &mut Side<'_>, other: &mut Side<'_>) {
    for item in &mut whole.items {
        if !item.open() {
            continue;
        }
        if let Some(groups) = groups(item, &other.items).or_else(|| thousands(item, &other.items)) {
            item.state = State::Explained;
            for at in groups {
                other.items[at].state = State::Explained;
            }
            continue;
        }
        if let Some(share) = share(item, &other.items) {
            item.state = State::Explained;
            other.items[share].state = State::Explained;
            continue;
        }
        // “One in three” is a third, “three out of four” are three quarters.
        let ratio = (1..other.items.len()).find(|second| {
            let (x, y) = (&other.items[second - 1], &other.items[*second]);
            let small = |theirs: &Item<'_>| {
                theirs.numeral.kind == NumeralKind::Cardinal && theirs.numeral.value() <= 10.0
            };
            item.numeral.kind == NumeralKind::Fraction
                && y.open()
                && small(x)
                && small(y)
                && x.numeral.value() < y.numeral.value()
                && x.at.segment == y.at.segment
                && y.token - x.token <= 4
                && item.has(x.numeral.value() / y.numeral.value())
        });
        if let Some(second) = ratio {
            item.state = State::Explained;
            for at in [second - 1, second] {
                if other.items[at].open() {
                    other.items[at].state = State::Explained;
                }
            }
            continue;
        }
        let found = (1..other.items.len()).find(|second| {
            let (x, y) = (&other.items[second - 1], &other.items[*second]);
            let near = x.token.abs_diff(y.token) <= 6 && x.at.segment == y.at.segment;
            let values = [
                x.numeral.value() + y.numeral.value(),
                x.numeral.value() * y.numeral.value(),
            ];
            let multiplied = y.numeral.scale > 1.0 || y.numeral.kind == NumeralKind::Fraction;
            x.open()
                && y.open()
                && near
                && (item.has(values[0]) || (multiplied && item.has(values[1])))
        });
        if let Some(second) = found {
            item.state = State::Explained;
            other.items[second - 1].state = State::Explained;
            other.items[second].state = State::Explained;
        }
    }
}

/// The open number that states a share of a hundred as one in so many: 20 per cent, one in five.
fn share(item: &Item<'_>, other: &[Item<'_>]) -> Option<usize> {
    if item.numeral.kind != NumeralKind::Percent {
        return None;
    }
    other.iter().position(|theirs| {
        let number = theirs.numeral.value();
        theirs.open()
            && matches!(
                theirs.numeral.kind,
                NumeralKind::Cardinal | NumeralKind::Fraction
            )
            && (3.0..=100.0).contains(&number)
            && item.has((100.0 / number).round())
    })
}

/// The open groups of digits beside each other that make up an item's thousands, in either order: a line that
/// runs to the left may be stored as it is seen, `600 8` for 8,600.
fn thousands(item: &Item<'_>, other: &[Item<'_>]) -> Option<std::ops::Range<usize>> {
    let value = item.numeral.value();
    let plain = item.numeral.written == Written::Digits && value.fract() == 0.0;
    if !plain || !(1000.0..1e12).contains(&value) {
        return None;
    }
    let mut groups = Vec::new();
    let mut rest = value;
    while rest >= 1000.0 {
        groups.push((rest % 1000.0, 3));
        rest = (rest / 1000.0).floor();
    }
    groups.push((rest, format!("{rest}").len() as u8));
    let forth: Vec<_> = groups.iter().rev().copied().collect();
    let row = |order: &[(f64, u8)]| {
        other.windows(order.len()).position(|theirs| {
            let beside = theirs.windows(2).all(|two| {
                two[0].at.segment == two[1].at.segment && two[0].token + 1 == two[1].token
            });
            beside
                && theirs.iter().zip(order).all(|(theirs, (value, digits))| {
                    theirs.open()
                        && theirs.numeral.digits == *digits
                        && same(theirs.numeral.value(), *value)
                })
        })
    };
    row(&groups)
        .or_else(|| row(&forth))
        .map(|start| start..start + groups.len())
}

/// Whether the hour that a time's words name is that of its clock.
fn clock_names(time: &Numeral, clock: Clock) -> bool {
    same(time.value() % 12.0, f64::from(clock.minutes / 60 % 12))
}

/// The open numbers of digits in a row that make up an item's digits.
fn groups(item: &Item<'_>, other: &[Item<'_>]) -> Option<std::ops::Range<usize>> {
    let digits = |numeral: &Numeral| {
        (numeral.digits > 0 && numeral.value().fract() == 0.0).then(|| {
            format!(
                "{:0width$}",
                numeral.value(),
                width = usize::from(numeral.digits)
            )
        })
    };
    let wanted = digits(item.numeral).filter(|wanted| wanted.len() > 4)?;
    // Abroad is dialled by two zeros or written as a plus.
    let abroad = wanted
        .strip_prefix("00")
        .filter(|number| number.len() > 7 && !number.starts_with('0'));
    std::iter::once(wanted.as_str())
        .chain(abroad)
        .find_map(|wanted| groups_of(wanted, digits, other))
}

fn groups_of(
    wanted: &str,
    digits: impl Fn(&Numeral) -> Option<String>,
    other: &[Item<'_>],
) -> Option<std::ops::Range<usize>> {
    (0..other.len()).find_map(|start| {
        let mut rest = wanted;
        let mut end = start;
        while !rest.is_empty() {
            let next = other.get(end).filter(|next| next.open())?;
            rest = rest.strip_prefix(digits(next.numeral)?.as_str())?;
            end += 1;
        }
        (end > start + 1).then_some(start..end)
    })
}

/// Explains numbers that are another's in another unit: 10 miles as 16 kilometres, two weeks as 14 days.
fn conversions(side: &mut Side<'_>, other: &mut Side<'_>) {
    for index in 0..side.items.len() {
        let item = &side.items[index];
        let Some(measure) = item.measure.filter(|_| item.open()) else {
            continue;
        };
        let converts = |theirs: &Measure, value: f64| {
            !measure.units.agree(theirs.units)
                && item.numeral.readings.iter().any(|mine| {
                    // Which side of zero it is on may be said in a word.
                    let cold = measure.units.first.dimension() == Dimension::Temperature;
                    let signs: &[(f64, f64)] = match cold {
                        true => &[(1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (-1.0, -1.0)],
                        false => &[(1.0, 1.0)],
                    };
                    signs.iter().any(|(own, other)| {
                        measure
                            .units
                            .converts(mine * own, theirs.units, value * other)
                    })
                })
        };
        let answer = other.items.iter().position(|theirs| {
            theirs.measure.is_some_and(|with| {
                theirs
                    .numeral
                    .readings
                    .iter()
                    .any(|value| converts(with, *value))
            })
        });
        // Where the other side has a number without counterpart of the same unit, that one is meant.
        let rival = other.items.iter().any(|theirs| {
            theirs.open()
                && theirs
                    .measure
                    .is_some_and(|with| with.units.agree(measure.units))
        });
        let answer = answer.filter(|at| other.items[*at].open() || !rival);
        let single = other.singles.iter().any(|theirs| converts(theirs, 1.0));
        let own = side.items.iter().enumerate().any(|(at, mine)| {
            at != index
                && mine.state == State::Paired
                && mine.measure.is_some_and(|with| {
                    mine.numeral
                        .readings
                        .iter()
                        .any(|value| converts(with, *value))
                })
        });
        // A sum in a second currency beside one that is paired: rates are not known, but the habit is.
        let money = |with: &Measure| with.units.first.dimension() == Dimension::Currency;
        let exchanged = money(measure)
            && side.items.iter().enumerate().any(|(at, mine)| {
                at.abs_diff(index) <= 1
                    && mine.state == State::Paired
                    && mine
                        .measure
                        .is_some_and(|with| money(with) && !with.units.agree(measure.units))
            });
        // Feet and inches add up.
        let compound = (1..other.items.len()).find(|second| {
            let two = &other.items[second - 1..=*second];
            let units = |at: usize| two[at].measure.map(|with| with.units.first);
            if units(0) == units(1) || !two.iter().all(Item::open) {
                return false;
            }
            let sum = two
                .iter()
                .map(|theirs| {
                    let with = theirs.measure?;
                    let unit = with.units.first;
                    (unit.dimension() == measure.units.first.dimension())
                        .then(|| unit.in_base(theirs.numeral.value()))
                        .flatten()
                })
                .sum::<Option<f64>>();
            let mine = measure.units.first.in_base(item.numeral.value());
            matches!((sum, mine), (Some(sum), Some(mine)) if (sum - mine).abs() <= 0.03 * mine)
        });
        // “A metre and eighty centimetres”: the first says one by itself.
        let mine = measure.units.first.in_base(item.numeral.value());
        let and_one = other.items.iter().position(|theirs| {
            theirs.open()
                && other.singles.iter().any(|single| {
                    let sum = theirs.measure.and_then(|with| {
                        let (unit, one) = (with.units.first, single.units.first);
                        (unit != one && unit.dimension() == one.dimension())
                            .then(|| Some(unit.in_base(theirs.numeral.value())? + one.in_base(1.0)?))
                            .flatten()
                    });
                    single.units.comparable(measure.units)
                        && matches!((sum, mine), (Some(sum), Some(mine)) if (sum - mine).abs() <= 0.03 * mine)
                })
        });
        if let Some(at) = and_one {
            other.items[at].state = State::Explained;
            side.items[index].state = State::Explained;
            continue;
        }
        if let Some(second) = compound {
            for at in [second - 1, second] {
                if other.items[at].open() {
                    other.items[at].state = State::Explained;
                }
            }
        }
        if answer.is_some() || single || compound.is_some() || (!rival && (own || exchanged)) {
            side.items[index].state = State::Explained;
        }
        if let Some(theirs) = answer
            && other.items[theirs].open()
        {
            other.items[theirs].state = State::Explained;
        }
    }
}

/// Finds what the other side says already, if to another occurrence.
fn repetitions(side: &mut Side<'_>, other: &Side<'_>) {
    for item in &mut side.items {
        if !item.open() {
            continue;
        }
        if other
            .items
            .iter()
            .any(|theirs| agreement(item.numeral, theirs.numeral) > 0.0)
        {
            item.state = State::Repeated;
        } else if other.items.iter().any(|theirs| {
            theirs.state != State::Open && theirs.numeral.parts.iter().any(|part| item.has(*part))
        }) {
            item.state = State::Explained;
        }
    }
}

/// Explains words that the other side quotes in the same letters: a title left in English.
fn quotations(side: &mut Side<'_>, other: &[&Analysis]) {
    for item in &mut side.items {
        if item.open()
            && item.numeral.written == Written::Words
            && item.words.iter().all(|word| {
                other.iter().any(|analysis| {
                    analysis
                        .tokens
                        .iter()
                        .any(|token| token.norm == word.norm && token.lang == word.lang)
                })
            })
        {
            item.state = State::Explained;
        }
    }
}

/// Weighs what the other side may tell otherwise: `last year`, a date of another calendar, `around the clock`.
fn dates(side: &mut Side<'_>, other: &Side<'_>) {
    let years = other
        .relatives
        .iter()
        .any(|relative| matches!(relative, Relative::Year(_)));
    let days = other
        .relatives
        .iter()
        .any(|relative| matches!(relative, Relative::Day(_)));
    let months = other
        .relatives
        .iter()
        .any(|relative| matches!(relative, Relative::Month(_)));
    let calendars = side.other_calendar != other.other_calendar;
    let is_year = |item: &Item<'_>| {
        matches!(item.numeral.role, Role::Year(_))
            || (item.numeral.looks_like_year() && item.numeral.value() > 1500.0)
    };
    // `resolution 678 (1990)`: the year of a numbered thing may be told or not.
    let open_year = other
        .items
        .iter()
        .any(|theirs| theirs.open() && is_year(theirs));
    let beside: Vec<bool> = (0..side.items.len())
        .map(|at| {
            let item = &side.items[at];
            let before = at.checked_sub(1).and_then(|before| side.items.get(before));
            is_year(item)
                && item.bracketed
                && before.is_some_and(|before| {
                    before.at.segment == item.at.segment
                        && before.token + before.numeral.tokens.len() + 1 == item.token
                        && before.numeral.written == Written::Digits
                        && !before.open()
                        && !is_year(before)
                })
        })
        .collect();
    for (item, beside) in side.items.iter_mut().zip(beside) {
        let again = side.twins.iter().any(|(segment, tokens, calendar)| {
            *segment == item.at.segment
                && tokens.contains(&item.numeral.tokens.start)
                && !other.calendars.contains(calendar)
        });
        if again || beside && !open_year {
            item.unsaid = item.unsaid.max(0.95);
        }
    }
    for item in &mut side.items {
        let year = is_year(item);
        let day = item.numeral.role == Role::Day;
        if (year && years) || (day && (days || months)) {
            item.unsaid = item.unsaid.max(0.7);
        }
        if calendars && (year || day) {
            item.unsaid = item.unsaid.max(0.92);
        }
        let Some(measure) = item.measure else {
            continue;
        };
        // Around the clock is 24 hours, all week seven days; the last century was the 20th.
        let full_turn = matches!(
            (measure.units.first.code(), item.numeral.value() as i64),
            ("hour", 24) | ("day", 7) | ("month", 12) | ("minute", 60) | ("day", 365)
        );
        let century = measure.units.first.code() == "century"
            && other
                .singles
                .iter()
                .any(|single| single.units == measure.units);
        if full_turn || century {
            item.unsaid = item.unsaid.max(0.55);
        }
    }
}

/// How likely two numbers that both have no counterpart are one that was changed, about 0 to 1.5.
fn resemblance(a: &Item<'_>, b: &Item<'_>) -> f64 {
    let (x, y) = (a.numeral, b.numeral);
    let mut score = 0.3 + 0.2 * (1.0 - 3.0 * (a.position - b.position).abs()).max(-1.0);
    let both = |kind: NumeralKind| x.kind == kind && y.kind == kind;
    let one = |kind: NumeralKind| (x.kind == kind) != (y.kind == kind);
    for (kind, alike, unlike) in [
        (NumeralKind::Percent, 0.25, -0.2),
        (NumeralKind::Ordinal, 0.15, -0.1),
        (NumeralKind::Time, 0.3, -0.3),
        (NumeralKind::Decade, 0.2, -0.2),
        (NumeralKind::Code, 0.3, -0.1),
        (NumeralKind::Fraction, 0.1, -0.4),
        (NumeralKind::Group, 0.2, -0.4),
        (NumeralKind::Implied, 0.0, -0.4),
        (NumeralKind::ListMarker, 0.3, -0.4),
    ] {
        if both(kind) {
            score += alike;
        } else if one(kind) {
            score += unlike;
        }
    }
    let year = |numeral: &Numeral| {
        matches!(numeral.role, Role::Year(_))
            || (numeral.looks_like_year() && numeral.value() > 1500.0)
    };
    match (year(x), year(y)) {
        (true, true) => score += 0.3,
        (true, false) | (false, true) => score -= 0.2,
        _ => {}
    }
    if x.role == Role::Day && y.role == Role::Day {
        score += 0.4;
    }
    match (a.measure, b.measure) {
        (Some(one), Some(other)) if one.units.agree(other.units) => score += 0.35,
        (Some(one), Some(other)) if !one.units.comparable(other.units) => score -= 0.35,
        (Some(_), None) | (None, Some(_)) => score -= 0.05,
        _ => {}
    }
    if counts_a_name(x, y) {
        score += 0.3;
    }
    let closest = x
        .readings
        .iter()
        .flat_map(|p| y.readings.iter().map(move |q| closeness(*p, *q)))
        .fold(f64::MIN, f64::max);
    score + closest
}

/// Whether one is a Roman number and the other its ordinal: `James III`, `the third`. Where both stand and
/// neither has its counterpart, they are meant to be the same.
fn counts_a_name(a: &Numeral, b: &Numeral) -> bool {
    let kinds = [a.kind, b.kind];
    kinds.contains(&NumeralKind::Roman)
        && kinds.contains(&NumeralKind::Ordinal)
        && a.value() > 1.0
        && b.value() > 1.0
}

/// How alike two values are as a typing or copying error: a digit changed, a magnitude changed.
fn closeness(a: f64, b: f64) -> f64 {
    if a <= 0.0 || b <= 0.0 {
        return -0.2;
    }
    let magnitudes = (a / b).log10();
    let whole = magnitudes.round();
    if whole != 0.0 && (magnitudes - whole).abs() < 1e-9 {
        return 0.35;
    }
    let digits = |value: f64| format!("{value}");
    let (x, y) = (digits(a), digits(b));
    if x.len() == y.len() {
        let changed = x.bytes().zip(y.bytes()).filter(|(p, q)| p != q).count();
        if changed == 1 {
            return if x.len() > 1 { 0.35 } else { 0.15 };
        }
        let mut sorted = (x.into_bytes(), y.into_bytes());
        sorted.0.sort_unstable();
        sorted.1.sort_unstable();
        if sorted.0 == sorted.1 {
            return 0.3;
        }
    }
    -0.12 * magnitudes.abs().min(4.0)
}

/// Judges what has no counterpart: pairs of numbers that became each other, then single ones.
fn leftovers(source: &Side<'_>, target: &Side<'_>) -> Vec<NumberMismatch> {
    let candidates = |side: &Side<'_>| -> Vec<usize> {
        (0..side.items.len())
            .filter(|at| matches!(side.items[*at].state, State::Open | State::Repeated))
            .filter(|at| matters(side.items[*at].numeral) && side.items[*at].unsaid < 0.9)
            .collect()
    };
    let (from, to) = (candidates(source), candidates(target));
    let mut likely: Vec<(f64, usize, usize)> = Vec::new();
    for i in &from {
        for j in &to {
            let (a, b) = (&source.items[*i], &target.items[*j]);
            let score = resemblance(a, b);
            // What may be unsaid is left alone unless it looks like the other's changed self.
            let needed = if a.unsaid.max(b.unsaid) > 0.6 {
                0.75
            } else {
                0.35
            };
            if score >= needed {
                likely.push((score, *i, *j));
            }
        }
    }
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut taken = (
        vec![false; source.items.len()],
        vec![false; target.items.len()],
    );
    let mut out = Vec::new();
    for (score, i, j) in likely {
        if taken.0[i] || taken.1[j] {
            continue;
        }
        let (a, b) = (&source.items[i], &target.items[j]);
        // A repetition is easily left out.
        let doubt = |item: &Item<'_>| match item.state {
            State::Repeated => item.unsaid.max(0.6),
            _ => item.unsaid,
        };
        // In a good translation each would have had to go unsaid for its own reason.
        let mut confidence = (1.0 - doubt(a) * doubt(b)) * (0.55 + 0.45 * score.clamp(0.0, 1.0));
        if counts_a_name(a.numeral, b.numeral) {
            confidence = confidence.max(0.6);
        }
        taken.0[i] = true;
        taken.1[j] = true;
        let plain = |item: &Item<'_>| {
            item.numeral.written == Written::Digits && item.numeral.tokens.len() == 1
        };
        out.push(NumberMismatch {
            source: Some((a.at, a.numeral.value())),
            target: Some((b.at, b.numeral.value())),
            digits: plain(a) && plain(b),
            confidence,
        });
    }
    let alone = |side: &Side<'_>, at: usize| {
        let item = &side.items[at];
        item.open()
            .then(|| (item.at, item.numeral.value(), (1.0 - item.unsaid) * 0.8))
    };
    for i in from.iter().filter(|i| !taken.0[**i]) {
        if let Some((at, value, confidence)) = alone(source, *i) {
            out.push(NumberMismatch {
                source: Some((at, value)),
                target: None,
                digits: false,
                confidence,
            });
        }
    }
    for j in to.iter().filter(|j| !taken.1[**j]) {
        if let Some((at, value, confidence)) = alone(target, *j) {
            out.push(NumberMismatch {
                source: None,
                target: Some((at, value)),
                digits: false,
                confidence,
            });
        }
    }
    out.sort_by_key(|found| {
        (
            found.target.map(|(at, _)| at),
            found.source.map(|(at, _)| at),
        )
    });
    out
}
