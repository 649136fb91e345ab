//! Units of measure and currencies, and what they convert to.
//!
//! Factors are the exact ones of the SI brochure (9th edition) and of the international yard and pound
//! agreement; months and years are mean Gregorian ones. Currencies have no factor: rates change.

use super::numerals::{Numeral, Row};
use crate::text::Span;
use std::ops::Range;

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// Seconds.
    Time,
    /// Metres.
    Length,
    /// Square metres.
    Area,
    /// Cubic metres.
    Volume,
    /// Kilograms.
    Mass,
    /// Metres a second.
    Speed,
    /// Degrees.
    Temperature,
    /// Watts.
    Power,
    /// Joules.
    Energy,
    /// Bytes.
    Data,
    /// Money.
    Currency,
}

/// What is known of a unit.
#[derive(Debug)]
struct Info {
    code: &'static str,
    dimension: Dimension,
    /// How many of the dimension's base unit it is; 0 where that is not fixed.
    factor: f64,
}

const fn info(code: &'static str, dimension: Dimension, factor: f64) -> Info {
    Info {
        code,
        dimension,
        factor,
    }
}

const DAY: f64 = 86_400.0;
const YEAR: f64 = 365.2425 * DAY;
const FOOT: f64 = 0.3048;

static UNITS: &[Info] = &[
    info("millisecond", Dimension::Time, 0.001),
    info("second", Dimension::Time, 1.0),
    info("minute", Dimension::Time, 60.0),
    info("hour", Dimension::Time, 3600.0),
    info("day", Dimension::Time, DAY),
    info("night", Dimension::Time, DAY),
    info("week", Dimension::Time, 7.0 * DAY),
    info("month", Dimension::Time, YEAR / 12.0),
    info("year", Dimension::Time, YEAR),
    info("decade", Dimension::Time, 10.0 * YEAR),
    info("century", Dimension::Time, 100.0 * YEAR),
    info("millennium", Dimension::Time, 1000.0 * YEAR),
    info("nm", Dimension::Length, 1e-9),
    info("µm", Dimension::Length, 1e-6),
    info("mm", Dimension::Length, 0.001),
    info("cm", Dimension::Length, 0.01),
    info("m", Dimension::Length, 1.0),
    info("km", Dimension::Length, 1000.0),
    info("inch", Dimension::Length, FOOT / 12.0),
    info("foot", Dimension::Length, FOOT),
    info("yard", Dimension::Length, 3.0 * FOOT),
    info("mile", Dimension::Length, 5280.0 * FOOT),
    info("nautical mile", Dimension::Length, 1852.0),
    info("light year", Dimension::Length, 9.4607e15),
    info("m²", Dimension::Area, 1.0),
    info("km²", Dimension::Area, 1e6),
    info("cm²", Dimension::Area, 1e-4),
    info("ft²", Dimension::Area, FOOT * FOOT),
    info("mi²", Dimension::Area, 2_589_988.11),
    info("hectare", Dimension::Area, 1e4),
    info("acre", Dimension::Area, 4046.856),
    info("dunam", Dimension::Area, 1000.0),
    info("feddan", Dimension::Area, 4200.0),
    info("ml", Dimension::Volume, 1e-6),
    info("l", Dimension::Volume, 0.001),
    info("m³", Dimension::Volume, 1.0),
    info("cm³", Dimension::Volume, 1e-6),
    info("ft³", Dimension::Volume, FOOT * FOOT * FOOT),
    info("gallon", Dimension::Volume, 0.003_785_41),
    info("barrel", Dimension::Volume, 0.158_987),
    info("pint", Dimension::Volume, 0.000_473_176),
    info("µg", Dimension::Mass, 1e-9),
    info("mg", Dimension::Mass, 1e-6),
    info("g", Dimension::Mass, 0.001),
    info("kg", Dimension::Mass, 1.0),
    info("tonne", Dimension::Mass, 1000.0),
    info("lb", Dimension::Mass, 0.453_592),
    info("ounce", Dimension::Mass, 0.028_349_5),
    info("stone", Dimension::Mass, 6.350_29),
    info("quintal", Dimension::Mass, 100.0),
    info("carat", Dimension::Mass, 0.000_2),
    info("m/s", Dimension::Speed, 1.0),
    info("km/h", Dimension::Speed, 1.0 / 3.6),
    info("mph", Dimension::Speed, 0.447_04),
    info("ft/s", Dimension::Speed, FOOT),
    info("knot", Dimension::Speed, 0.514_444),
    info("degree", Dimension::Temperature, 0.0),
    info("celsius", Dimension::Temperature, 1.0),
    info("fahrenheit", Dimension::Temperature, 0.0),
    info("W", Dimension::Power, 1.0),
    info("kW", Dimension::Power, 1e3),
    info("MW", Dimension::Power, 1e6),
    info("GW", Dimension::Power, 1e9),
    info("hp", Dimension::Power, 745.7),
    info("kWh", Dimension::Energy, 3.6e6),
    info("MWh", Dimension::Energy, 3.6e9),
    info("GWh", Dimension::Energy, 3.6e12),
    info("cal", Dimension::Energy, 4184.0),
    info("kB", Dimension::Data, 1e3),
    info("MB", Dimension::Data, 1e6),
    info("GB", Dimension::Data, 1e9),
    info("TB", Dimension::Data, 1e12),
    info("dollar", Dimension::Currency, 0.0),
    info("euro", Dimension::Currency, 0.0),
    info("pound", Dimension::Currency, 0.0),
    info("lira", Dimension::Currency, 0.0),
    info("dinar", Dimension::Currency, 0.0),
    info("dirham", Dimension::Currency, 0.0),
    info("riyal", Dimension::Currency, 0.0),
    info("real", Dimension::Currency, 0.0),
    info("toman", Dimension::Currency, 0.0),
    info("rupee", Dimension::Currency, 0.0),
    info("yen", Dimension::Currency, 0.0),
    info("yuan", Dimension::Currency, 0.0),
    info("rouble", Dimension::Currency, 0.0),
    info("shekel", Dimension::Currency, 0.0),
    info("franc", Dimension::Currency, 0.0),
    info("krona", Dimension::Currency, 0.0),
    info("peso", Dimension::Currency, 0.0),
    info("rand", Dimension::Currency, 0.0),
    info("won", Dimension::Currency, 0.0),
    info("shilling", Dimension::Currency, 0.0),
    info("naira", Dimension::Currency, 0.0),
    info("hryvnia", Dimension::Currency, 0.0),
    info("zloty", Dimension::Currency, 0.0),
    info("afghani", Dimension::Currency, 0.0),
    info("bitcoin", Dimension::Currency, 0.0),
    info("mark", Dimension::Currency, 0.0),
    info("cent", Dimension::Currency, 0.0),
    info("penny", Dimension::Currency, 0.0),
    info("piastre", Dimension::Currency, 0.0),
    info("fils", Dimension::Currency, 0.0),
];

/// A unit of measure or a currency without its country.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unit(u8);

impl Unit {
    /// The unit of a code of the table (`km`, `week`, `dollar`).
    pub fn of(code: &str) -> Option<Self> {
        UNITS
            .iter()
            .position(|info| info.code == code)
            .map(|at| Self(at as u8))
    }

    fn info(self) -> &'static Info {
        &UNITS[usize::from(self.0) % UNITS.len()]
    }

    /// Its code: an English name or a sign.
    pub fn code(self) -> &'static str {
        self.info().code
    }

    /// What it measures.
    pub fn dimension(self) -> Dimension {
        self.info().dimension
    }

    /// A quantity in the base unit of its dimension; none where that is not fixed.
    pub fn in_base(self, value: f64) -> Option<f64> {
        let info = self.info();
        match info.code {
            "fahrenheit" => Some((value - 32.0) / 1.8),
            _ if info.factor > 0.0 => Some(value * info.factor),
            _ => None,
        }
    }
}

impl std::fmt::Debug for Unit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// The units that a word can mean: `pound` is money or a weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Units {
    /// The likelier.
    pub first: Unit,
    /// The other.
    pub second: Option<Unit>,
}

impl Units {
    /// The units of a list of codes, of which the first two count.
    pub(crate) fn of(codes: &str) -> Option<Self> {
        let mut codes = codes.split('|');
        Some(Self {
            first: Unit::of(codes.next()?)?,
            second: codes.next().and_then(Unit::of),
        })
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = Unit> {
        std::iter::once(self.first).chain(self.second)
    }

    /// Whether both can mean the same unit.
    pub fn agree(self, other: Self) -> bool {
        self.iter().any(|a| other.iter().any(|b| alike(a, b)))
    }

    /// Whether both can measure the same thing.
    pub fn comparable(self, other: Self) -> bool {
        self.iter()
            .any(|a| other.iter().any(|b| a.dimension() == b.dimension()))
    }

    /// Whether `value` in this unit is `theirs` in the other, as nearly as translators round.
    pub fn converts(self, value: f64, other: Self, theirs: f64) -> bool {
        self.iter().any(|a| {
            other.iter().any(|b| {
                if a.dimension() != b.dimension() {
                    return false;
                }
                let (Some(x), Some(y)) = (a.in_base(value), b.in_base(theirs)) else {
                    return false;
                };
                match a.dimension() {
                    Dimension::Temperature => (x - y).abs() <= 1.5,
                    // Four weeks are a month, 52 weeks a year.
                    Dimension::Time => (x - y).abs() <= 0.09 * x.max(y),
                    _ => (x - y).abs() <= 0.07 * x.max(y),
                }
            })
        })
    }
}

/// Whether two units are used of the same thing: a degree may be Celsius, a night is a day.
fn alike(a: Unit, b: Unit) -> bool {
    a == b
        || (a.dimension() == Dimension::Temperature
            && b.dimension() == Dimension::Temperature
            && (a.code() == "degree" || b.code() == "degree"))
        || (matches!(a.code(), "day" | "night") && matches!(b.code(), "day" | "night"))
        || (matches!(a.code(), "cent" | "penny" | "piastre")
            && matches!(b.code(), "cent" | "penny" | "piastre"))
}

/// A numeral with its unit, or a unit that says one by itself (`a week`).
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Index of its numeral in the analysis; none for a unit alone.
    pub numeral: Option<usize>,
    /// Where number and unit stand.
    pub span: Span,
    /// Where the unit stands.
    pub unit_span: Span,
    /// The unit.
    pub units: Units,
    /// The country of a currency where it is told, as ISO 3166-1 alpha-2 (`EU` has none).
    pub country: Option<&'static str>,
}

/// Currency signs.
const SIGNS: &[(&str, &str)] = &[
    ("$", "dollar"),
    ("€", "euro"),
    ("£", "pound|lira"),
    ("¥", "yen|yuan"),
    ("₪", "shekel"),
    ("₺", "lira"),
    ("₽", "rouble"),
    ("₹", "rupee"),
    ("₩", "won"),
    ("﷼", "riyal"),
    ("₴", "hryvnia"),
    ("₿", "bitcoin"),
];

/// The currency of a sign.
pub(crate) fn sign(token: &str) -> Option<Units> {
    SIGNS
        .iter()
        .find(|(sign, _)| *sign == token)
        .and_then(|(_, codes)| Units::of(codes))
}

/// A unit that a language found by a numeral: what it is, its tokens, its country.
pub(crate) struct Found {
    pub units: Units,
    pub tokens: Range<usize>,
    pub country: Option<&'static str>,
}

/// Collects the measures of a text. `of` finds a numeral's unit, `alone` a unit that says one by itself at a token that no measure has taken; `range_words` stand between the ends of a range.
pub(crate) fn collect(
    row: Row<'_>,
    numerals: &[Numeral],
    of: impl Fn(&Numeral) -> Option<Found>,
    alone: impl Fn(usize) -> Option<Units>,
    range_words: &[&str],
) -> Vec<Measure> {
    let mut out = Vec::new();
    let mut from = 0;
    let single = |tokens: Range<usize>, out: &mut Vec<Measure>| {
        for index in tokens {
            if let Some(units) = alone(index) {
                let span = row.span(&(index..index + 1));
                out.push(Measure {
                    numeral: None,
                    span,
                    unit_span: span,
                    units,
                    country: None,
                });
            }
        }
    };
    for (index, numeral) in numerals.iter().enumerate() {
        single(from..numeral.tokens.start, &mut out);
        from = from.max(numeral.tokens.end);
        let Some(found) = of(numeral) else { continue };
        from = from.max(found.tokens.end);
        let unit_span = row.span(&found.tokens);
        // `الأيام الخمسة`: the unit was taken for one alone before its number came.
        out.retain(|measure: &Measure| measure.numeral.is_some() || measure.unit_span != unit_span);
        out.push(Measure {
            numeral: Some(index),
            span: numeral.span.cover(unit_span),
            unit_span,
            units: found.units,
            country: found.country,
        });
    }
    single(from..row.tokens.len(), &mut out);
    share(row, numerals, range_words, &mut out);
    out
}

/// In `5 to 7 days` and `$5-7` the unit belongs to both ends.
fn share(row: Row<'_>, numerals: &[Numeral], range_words: &[&str], measures: &mut Vec<Measure>) {
    let mut shared = Vec::new();
    for index in 1..numerals.len() {
        let (first, second) = (&numerals[index - 1], &numerals[index]);
        let between = first.tokens.end..second.tokens.start;
        let dash = row.is_dash(between.start);
        let range = between.len() == 1
            && (dash
                || row
                    .word(between.start)
                    .is_some_and(|word| range_words.contains(&word)));
        if !range {
            continue;
        }
        let measure = |at: usize| measures.iter().find(|measure| measure.numeral == Some(at));
        let (from, to) = match (measure(index - 1), measure(index)) {
            (None, Some(known)) => (known.clone(), index - 1),
            (Some(known), None) if dash => (known.clone(), index),
            _ => continue,
        };
        shared.push(Measure {
            numeral: Some(to),
            ..from
        });
    }
    measures.extend(shared);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(codes: &str) -> Units {
        Units::of(codes).expect("known codes")
    }

    #[test]
    fn conversions_are_recognised_as_translators_round_them() {
        for (value, from, other, to) in [
            (10.0, "mile", 16.0, "km"),
            (100.0, "lb", 45.0, "kg"),
            (6.0, "foot", 1.83, "m"),
            (60.0, "mph", 97.0, "km/h"),
            (2.0, "week", 14.0, "day"),
            (48.0, "hour", 2.0, "day"),
            (20.0, "year", 2.0, "decade"),
            (68.0, "fahrenheit", 20.0, "celsius"),
            (1.0, "acre", 0.4, "hectare"),
            (30.0, "minute", 0.5, "hour"),
            (18.0, "month", 1.5, "year"),
        ] {
            assert!(
                units(from).converts(value, units(to), other),
                "{value} {from}"
            );
            assert!(
                units(to).converts(other, units(from), value),
                "{other} {to}"
            );
        }
        assert!(!units("mile").converts(10.0, units("km"), 10.0));
        assert!(!units("day").converts(5.0, units("week"), 5.0));
        assert!(!units("dollar").converts(5.0, units("euro"), 5.0));
    }

    #[test]
    fn ambiguous_units_agree_with_either_meaning() {
        assert!(units("lb|pound").agree(units("pound")));
        assert!(units("lb|pound").agree(units("lb")));
        assert!(units("degree").agree(units("celsius")));
        assert!(!units("celsius").agree(units("fahrenheit")));
        assert!(!units("day").agree(units("week")));
    }

    #[test]
    fn codes_are_unique() {
        let mut codes: Vec<_> = UNITS.iter().map(|info| info.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), UNITS.len());
        assert!(UNITS.len() < 256);
    }
}
