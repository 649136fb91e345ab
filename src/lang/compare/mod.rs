//! What two texts that translate each other state differently: numbers, dates, units.
//!
//! The comparison takes the analyses of both sides of a bead and returns what does not fit, each with how
//! sure it is. It pairs by value, lets one side say a value in parts, in another unit or twice, and weighs
//! what is left by how likely a good translation leaves it unsaid. It reads no text and knows no language.

mod days;
#[cfg(test)]
mod tests;
mod values;

use super::Analysis;
use super::dates::Month;
use super::numerals::{Numeral, NumeralKind};
use super::units::Units;
use crate::text::Span;

/// A place on one side of a bead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// Which of the side's segments.
    pub segment: usize,
    /// Where in the segment's text.
    pub span: Span,
}

/// A number that the other side doesn't state, or states otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberMismatch {
    /// Where the source states it, and its value; none where the target adds a number.
    pub source: Option<(At, f64)>,
    /// Where the target states another, and its value; none where it states none.
    pub target: Option<(At, f64)>,
    /// Whether both sides are plain digits, so that one can take the other's place.
    pub digits: bool,
    /// How sure it is that the translation is at fault, 0 to 1.
    pub confidence: f64,
}

/// Two sides that count the same number of different units.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitMismatch {
    /// Where the source's unit stands.
    pub source: At,
    /// Where the target's unit stands.
    pub target: At,
    /// The source's unit.
    pub source_units: Units,
    /// The target's unit.
    pub target_units: Units,
    /// Whether both name countries of a currency and only those differ.
    pub country_only: bool,
    /// How sure it is that the translation is at fault, 0 to 1.
    pub confidence: f64,
}

/// What of a date differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePart {
    /// The weekday, 1 for Monday.
    Weekday(u8, u8),
    /// The month.
    Month(Month, Month),
    /// Two names for the month of one text that are of different months.
    Names(Month, Month),
    /// A day told from the day of writing, in days.
    Relative(i8, i8),
    /// The target's weekday is not that of its date: the one written, and the one it was.
    Calendar(u8, u8),
}

/// A date that the other side states otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct DateMismatch {
    /// What differs: the source's value, then the target's.
    pub part: DatePart,
    /// Where the source states it; none where the target alone contradicts itself.
    pub source: Option<At>,
    /// Where the target states it.
    pub target: At,
    /// How sure it is that the translation is at fault, 0 to 1.
    pub confidence: f64,
}

/// Everything that does not fit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Numbers, by place in the target, then in the source.
    pub numbers: Vec<NumberMismatch>,
    /// Dates.
    pub dates: Vec<DateMismatch>,
    /// Units and currencies.
    pub units: Vec<UnitMismatch>,
}

/// Compares what both sides of a bead state. Each side is its segments' analyses, in order.
pub fn compare(source: &[&Analysis], target: &[&Analysis]) -> Comparison {
    let dates = days::compare(source, target);
    let (numbers, units) = values::compare(source, target);
    Comparison {
        numbers,
        dates,
        units,
    }
}

/// Whether two numerals can state the same value, 0 (no) to 1 (surely).
pub fn agreement(a: &Numeral, b: &Numeral) -> f64 {
    values::agreement(a, b)
}

/// Whether a side states `value` anywhere. A number that moved over a sentence boundary is not missing.
pub fn states(side: &[&Analysis], numeral: &Numeral) -> bool {
    side.iter()
        .flat_map(|analysis| &analysis.numerals)
        .any(|other| agreement(numeral, other) > 0.0)
}

/// Whether a numeral says anything that a translation must keep.
pub(crate) fn matters(numeral: &Numeral) -> bool {
    numeral.unsaid < 0.9 && numeral.kind != NumeralKind::Implied
}
