//! Numbers as values.
//!
//! A [`Numeral`] is a place in a text that states a number, however it is written, with every value it can
//! be read as. A language reads its own words (`ar/numerals.rs`, `en/numerals.rs`); what digits say is read
//! here, because both languages write them alike. Values, not spellings, are compared: `٣٥ مليونا` and
//! `35,000,000` are the same number.

use super::{Token, TokenKind};
use crate::text::Span;
use std::ops::Range;

/// What a numeral counts or names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumeralKind {
    /// How many.
    Cardinal,
    /// Which in a row: `third`, `21st`, `الرابع والثلاثين`.
    Ordinal,
    /// A part of one: `half`, `two-thirds`, `ثلاثة أرباع`, `½`.
    Fraction,
    /// So many in a hundred.
    Percent,
    /// Ten years, or a person's age by tens: `1980s`, `ثمانينيات القرن العشرين`, `in his sixties`.
    Decade,
    /// A time of the day; [`Numeral::clock`] says which.
    Time,
    /// An order of magnitude without a count: `dozens`, `hundreds of thousands`, `عشرات الآلاف`.
    Group,
    /// Digits that are part of a name: `COVID-19`, `F-16`, `G7`, a telephone or file number.
    Code,
    /// Roman digits: `Elizabeth II`.
    Roman,
    /// The number of a list item at the start of a segment.
    ListMarker,
    /// A word that holds a number without counting with it: `twice`, `both`, `trilateral`, `ثنائي`.
    Implied,
}

/// How a numeral is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Written {
    /// In digits.
    Digits,
    /// In words.
    Words,
    /// In digits with a word of magnitude: `35 million`.
    Mixed,
}

/// A calendar that years and months are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Calendar {
    /// The civil calendar.
    Gregorian,
    /// The lunar calendar from the year of the Hijra.
    Hijri,
    /// The solar calendar of Iran and Afghanistan.
    Persian,
}

/// What a numeral is in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Not part of a date, as far as is known.
    None,
    /// The day of the month.
    Day,
    /// The month in a date of digits.
    Month,
    /// A year.
    Year(Calendar),
}

/// A time of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Clock {
    /// Minutes since midnight; below 720 where the half of the day is unknown.
    pub minutes: u16,
    /// Whether the half of the day is known.
    pub sure: bool,
}

impl Clock {
    /// The time `hour:minute`; `pm` where the text says which half of the day.
    pub fn new(hour: u16, minute: u16, pm: Option<bool>) -> Self {
        let sure = pm.is_some() || hour > 12 || hour == 0;
        let hour = match pm {
            Some(true) if hour < 12 => hour + 12,
            Some(false) | None if hour == 12 && pm.is_some() => 0,
            _ => hour % 24,
        };
        Self {
            minutes: hour * 60 + minute,
            sure,
        }
    }

    /// Whether both can be the same time of day.
    pub fn agrees(self, other: Self) -> bool {
        if self.sure && other.sure {
            self.minutes == other.minutes
        } else {
            self.minutes % 720 == other.minutes % 720
        }
    }
}

/// A number in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Numeral {
    /// Where it stands, with its words of magnitude.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The values it can be read as, likeliest first: `76.000` is 76,000 or 76. Never empty.
    pub readings: Vec<f64>,
    /// Values that say the same together where another text states them apart: 14 and 30 of `14:30`.
    pub parts: Vec<f64>,
    /// What it counts.
    pub kind: NumeralKind,
    /// How it is written.
    pub written: Written,
    /// Whether it only tells an order of magnitude.
    pub approximate: bool,
    /// How likely a good translation leaves it unsaid or says it otherwise, 0 to 1.
    pub unsaid: f64,
    /// The time of day it tells.
    pub clock: Option<Clock>,
    /// What it is in a date. Set when dates are read.
    pub role: Role,
    /// Whether it carries the definite article.
    pub definite: bool,
    /// How many digits it is written with, where it is one run of digits and nothing else; else 0.
    pub digits: u8,
    /// The magnitude of its last word, 1 where it has none.
    pub(crate) scale: f64,
}

impl Numeral {
    /// A numeral with one reading; [`Numeral::unsaid`] is the usual one of its kind.
    pub(crate) fn new(
        span: Span,
        tokens: Range<usize>,
        value: f64,
        kind: NumeralKind,
        written: Written,
    ) -> Self {
        Self {
            span,
            tokens,
            readings: vec![value],
            parts: Vec::new(),
            kind,
            written,
            approximate: kind == NumeralKind::Group,
            unsaid: usual_unsaid(value, kind, written),
            clock: None,
            role: Role::None,
            definite: false,
            digits: 0,
            scale: 1.0,
        }
    }

    /// Its likeliest value.
    pub fn value(&self) -> f64 {
        self.readings.first().copied().unwrap_or(0.0)
    }

    /// Adds a less likely reading, unless it is there.
    pub(crate) fn or(&mut self, value: f64) {
        if !self.readings.iter().any(|known| same(*known, value)) {
            self.readings.push(value);
        }
    }

    /// Whether it is written in digits and looks like a year.
    pub fn looks_like_year(&self) -> bool {
        let value = self.value();
        self.role == Role::None
            && self.written == Written::Digits
            && matches!(self.kind, NumeralKind::Cardinal | NumeralKind::Decade)
            && value.fract() == 0.0
            && (1000.0..2200.0).contains(&value)
            && self.readings.len() <= 2
            && self.parts.is_empty()
    }
}

/// Whether two values are the same but for floating point.
pub fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

/// How likely a translation leaves a numeral of this make unsaid, by experience with news and reports in both
/// directions: ones and twos are said by singular, dual and `both`, firsts by adverbs; digits stay.
pub(crate) fn usual_unsaid(value: f64, kind: NumeralKind, written: Written) -> f64 {
    let digits = written != Written::Words;
    match kind {
        NumeralKind::Ordinal if digits => 0.1,
        NumeralKind::Ordinal => match value as i64 {
            1 => 0.9,
            2 => 0.75,
            3 => 0.4,
            _ => 0.25,
        },
        NumeralKind::Fraction => 0.5,
        NumeralKind::Group => 0.6,
        NumeralKind::Decade => 0.25,
        NumeralKind::Code => 0.15,
        NumeralKind::Roman => 0.7,
        NumeralKind::ListMarker => 0.6,
        NumeralKind::Implied => 0.95,
        NumeralKind::Time => 0.2,
        NumeralKind::Percent | NumeralKind::Cardinal => {
            let value = value.abs();
            match (digits, value) {
                (true, 0.0) => 0.4,
                (true, 1.0) => 0.6,
                (true, 2.0) => 0.4,
                (true, v) if v <= 10.0 => 0.12,
                (true, _) => 0.05,
                (false, 0.0) => 0.7,
                (false, 1.0) => 0.95,
                (false, 2.0) => 0.85,
                (false, v) if v <= 10.0 => 0.25,
                (false, 100.0 | 1000.0) => 0.4,
                (false, _) => 0.12,
            }
        }
    }
}

/// What a run of digits says, before any words around it.
#[derive(Clone, Debug, Default)]
pub(crate) struct DigitRun {
    /// Index one past its last token.
    pub end: usize,
    /// Values, likeliest first.
    pub readings: Vec<f64>,
    /// Values it says apart.
    pub parts: Vec<f64>,
    /// Whether it reads as one number that a magnitude may follow.
    pub plain: bool,
    /// A time of day, without the half of it.
    pub clock: Option<(u16, u16)>,
    /// A part of one (`1/2`, `½`).
    pub fraction: bool,
}

/// Reads the values of one number token in its normal form; `raw` tells a decimal mark from a full stop.
///
/// A single mark with three digits behind it is a mark of thousands in one habit and a decimal mark in the
/// other, so both values come.
pub(crate) fn digit_values(raw: &str, norm: &str) -> (Vec<f64>, Vec<f64>) {
    let plain = |text: &str| text.parse::<f64>().unwrap_or(0.0);
    let Some(first_mark) = norm.find(['.', ',']) else {
        return (vec![plain(norm)], Vec::new());
    };
    let groups: Vec<&str> = norm.split(['.', ',']).collect();
    let parts = || groups.iter().map(|group| plain(group)).collect::<Vec<_>>();
    let joined = plain(&groups.concat());
    let (whole, rest) = norm.split_at(first_mark);
    let mixed = norm.contains('.') && norm.contains(',');
    if mixed {
        let last = norm.rfind(['.', ',']).unwrap_or(first_mark);
        let head: String = norm[..last].chars().filter(char::is_ascii_digit).collect();
        let decimal = plain(&format!("{head}.{}", &norm[last + 1..]));
        let thousands = norm[..last]
            .split(['.', ','])
            .skip(1)
            .all(|group| group.len() == 3);
        return if thousands {
            (vec![decimal], Vec::new())
        } else {
            (vec![joined], parts())
        };
    }
    if groups.len() == 2 {
        let tail = &rest[1..];
        let decimal = plain(&format!("{whole}.{tail}"));
        if raw.contains('\u{066B}') {
            return (vec![decimal], Vec::new());
        }
        let as_thousands = tail.len() == 3 && whole.len() <= 3 && !whole.starts_with('0');
        if raw.contains('\u{066C}') && as_thousands {
            return (vec![joined], Vec::new());
        }
        if as_thousands {
            let comma = rest.starts_with(',');
            return if comma || tail.ends_with("00") {
                (vec![joined, decimal], Vec::new())
            } else {
                (vec![decimal, joined], Vec::new())
            };
        }
        // `3,4` may be a list without a space, `14.30` a time.
        let apart = rest.starts_with(',')
            || (tail.len() == 2 && whole.len() <= 2 && plain(tail) < 60.0 && plain(whole) < 32.0);
        return (vec![decimal], if apart { parts() } else { Vec::new() });
    }
    let thousands = groups[1..].iter().all(|group| group.len() == 3) && groups[0].len() <= 3;
    // The Indian habit: 1,23,45,678.
    let indian = groups[1..groups.len() - 1]
        .iter()
        .all(|group| group.len() == 2)
        && groups[groups.len() - 1].len() == 3
        && groups[0].len() <= 2;
    if thousands || indian {
        (vec![joined], Vec::new())
    } else {
        (vec![joined], parts())
    }
}

/// The value of a fraction sign.
pub(crate) fn vulgar_fraction(token: &str) -> Option<f64> {
    Some(match token {
        "½" => 0.5,
        "⅓" => 1.0 / 3.0,
        "⅔" => 2.0 / 3.0,
        "¼" => 0.25,
        "¾" => 0.75,
        "⅕" => 0.2,
        "⅖" => 0.4,
        "⅗" => 0.6,
        "⅘" => 0.8,
        "⅙" => 1.0 / 6.0,
        "⅚" => 5.0 / 6.0,
        "⅛" => 0.125,
        "⅜" => 0.375,
        "⅝" => 0.625,
        "⅞" => 0.875,
        _ => return None,
    })
}

/// The tokens of a text with the questions that number readers ask of them.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
}

impl<'a> Row<'a> {
    pub fn get(&self, index: usize) -> Option<&'a Token> {
        self.tokens.get(index)
    }

    /// The folded word at `index`; none where no word stands there.
    pub fn word(&self, index: usize) -> Option<&'a str> {
        self.get(index)
            .filter(|token| token.kind == TokenKind::Word)
            .map(|token| &*token.norm)
    }

    /// Whether the mark or sign `what` stands at `index`.
    pub fn is(&self, index: usize, what: &str) -> bool {
        self.get(index).is_some_and(|token| {
            matches!(token.kind, TokenKind::Punctuation | TokenKind::Symbol) && &*token.norm == what
        })
    }

    pub fn is_any(&self, index: usize, what: &[&str]) -> bool {
        what.iter().any(|mark| self.is(index, mark))
    }

    pub fn is_number(&self, index: usize) -> bool {
        self.get(index)
            .is_some_and(|token| token.kind == TokenKind::Number)
    }

    /// Whether the token follows the one before it without a space.
    pub fn glued(&self, index: usize) -> bool {
        self.get(index).is_some_and(|token| token.glued)
    }

    pub fn before(&self, index: usize) -> Option<&'a Token> {
        index.checked_sub(1).and_then(|before| self.get(before))
    }

    pub fn word_before(&self, index: usize) -> Option<&'a str> {
        index.checked_sub(1).and_then(|before| self.word(before))
    }

    pub fn raw(&self, index: usize) -> &'a str {
        self.get(index).map_or("", |token| token.span.of(self.text))
    }

    /// The span from the first to the last token of a range.
    pub fn span(&self, tokens: &Range<usize>) -> Span {
        match (
            self.get(tokens.start),
            self.get(tokens.end.saturating_sub(1)),
        ) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    /// Whether `-`, `–` or `—` stands at `index`, glued on both sides.
    pub fn is_hyphen(&self, index: usize) -> bool {
        self.glued(index) && self.glued(index + 1) && self.is_dash(index)
    }

    pub fn is_dash(&self, index: usize) -> bool {
        self.is_any(
            index,
            &[
                "-", "\u{2010}", "\u{2011}", "\u{2012}", "–", "—", "\u{2212}",
            ],
        )
    }

    /// Whether a percent sign stands at `index`.
    pub fn is_percent_sign(&self, index: usize) -> bool {
        self.is_any(index, &["%", "٪", "\u{FF05}"])
    }

    /// The year, hour or count that starts with the number token at `index`.
    pub fn digits(&self, index: usize) -> DigitRun {
        let Some(token) = self.get(index) else {
            return DigitRun::default();
        };
        let norm = &*token.norm;
        let (mut readings, mut parts) = digit_values(token.span.of(self.text), norm);
        let mut run = DigitRun {
            end: index + 1,
            plain: true,
            ..DigitRun::default()
        };
        let integer = !norm.contains(['.', ',']);
        if integer {
            if let Some(value) = self.letter_decimal(index) {
                readings = vec![value];
                run.end = index + 3;
            } else if let Some((joined, end)) = self.spaced_thousands(index) {
                parts = (index..end)
                    .filter(|at| self.is_number(*at))
                    .map(|at| self.integer(at).unwrap_or(0.0))
                    .collect();
                readings = vec![joined];
                run.end = end;
            } else if let Some((hour, minute, end)) = self.colon_time(index) {
                run.clock = Some((hour, minute));
                parts = (index..end)
                    .filter(|at| self.is_number(*at))
                    .map(|at| self.integer(at).unwrap_or(0.0))
                    .collect();
                readings = vec![f64::from(hour)];
                run.end = end;
                run.plain = false;
            } else if let Some((value, denominator, end)) = self.slash_fraction(index) {
                parts = vec![readings[0], denominator];
                readings = vec![value];
                run.end = end;
                run.fraction = true;
            }
        }
        if run.end == index + 1 {
            // `2½`, and `2 1/2`.
            let sign = self
                .get(run.end)
                .filter(|next| next.glued && next.kind != TokenKind::Word)
                .and_then(|next| vulgar_fraction(&next.norm));
            if let Some(part) = sign {
                readings.iter_mut().for_each(|value| *value += part);
                run.end += 1;
            } else if integer
                && !self.glued(run.end)
                && self.is_number(run.end)
                && let Some((part, denominator, end)) = self.slash_fraction(run.end)
                && [2.0, 3.0, 4.0, 8.0].contains(&denominator)
            {
                parts = vec![readings[0], part];
                readings[0] += part;
                run.end = end;
            }
        }
        run.readings = readings;
        run.parts = parts;
        run
    }

    /// The value of a number token without marks.
    pub fn integer(&self, index: usize) -> Option<f64> {
        self.get(index)
            .filter(|token| {
                token.kind == TokenKind::Number && token.norm.bytes().all(|b| b.is_ascii_digit())
            })
            .and_then(|token| token.norm.parse().ok())
    }

    /// `1 000 000`, and `68, 000` with a space that slipped in.
    fn spaced_thousands(&self, index: usize) -> Option<(f64, usize)> {
        let first = self.get(index)?;
        if first.norm.len() > 3 || first.norm.starts_with('0') || first.glued {
            return None;
        }
        let mut digits = first.norm.to_string();
        let mut end = index + 1;
        loop {
            let mut at = end;
            let comma = self.is(at, ",") && self.glued(at);
            at += usize::from(comma);
            let Some(next) = self.get(at) else { break };
            let spaces = self.get(at - 1).map_or("", |before| {
                Span::new(before.span.end, next.span.start).of(self.text)
            });
            let group = next.kind == TokenKind::Number
                && next.norm.len() == 3
                && self.integer(at).is_some()
                && matches!(spaces, " " | "\u{00A0}" | "\u{2009}" | "\u{202F}");
            // With an ordinary space only round numbers are safe from `in group 5 300 people`.
            let safe = (matches!(spaces, "\u{00A0}" | "\u{2009}" | "\u{202F}") && !comma)
                || &*next.norm == "000"
                || (!comma && end > index + 1)
                || (!comma && self.is_group_of_three(at + 1));
            if !group || !safe {
                break;
            }
            digits.push_str(&next.norm);
            end = at + 1;
        }
        (end > index + 1).then(|| (digits.parse().unwrap_or(0.0), end))
    }

    /// `4ر5`: news agencies write the decimal mark as a letter, which no wire garbles.
    fn letter_decimal(&self, index: usize) -> Option<f64> {
        let letter =
            self.word(index + 1) == Some("ر") && self.glued(index + 1) && self.glued(index + 2);
        let (whole, part) = (self.get(index)?, self.get(index + 2)?);
        (letter && self.integer(index + 2).is_some())
            .then(|| format!("{}.{}", whole.norm, part.norm).parse().ok())
            .flatten()
    }

    fn is_group_of_three(&self, index: usize) -> bool {
        self.integer(index).is_some()
            && self
                .get(index)
                .is_some_and(|token| token.norm.len() == 3 && !token.glued)
    }

    fn colon_time(&self, index: usize) -> Option<(u16, u16, usize)> {
        if !(self.is(index + 1, ":") && self.glued(index + 1) && self.glued(index + 2)) {
            return None;
        }
        let (hour, minute) = (self.integer(index)?, self.integer(index + 2)?);
        let two_digits = |at: usize| self.get(at).is_some_and(|token| token.norm.len() == 2);
        if hour > 24.0 || minute > 59.0 || !two_digits(index + 2) {
            return None;
        }
        let mut end = index + 3;
        if self.is(end, ":")
            && self.glued(end)
            && self.glued(end + 1)
            && self.is_number(end + 1)
            && two_digits(end + 1)
        {
            end += 2;
        }
        Some((hour as u16, minute as u16, end))
    }

    fn slash_fraction(&self, index: usize) -> Option<(f64, f64, usize)> {
        let slash = self.is_any(index + 1, &["/", "\u{2044}"])
            && self.glued(index + 1)
            && self.glued(index + 2);
        let chained = (self.is(index + 3, "/") && self.is_number(index + 4))
            || (index >= 2 && self.is(index - 1, "/") && self.glued(index));
        if !slash || chained {
            return None;
        }
        let (above, below) = (self.integer(index)?, self.integer(index + 2)?);
        (above > 0.0 && above < below && below <= 100.0).then(|| (above / below, below, index + 3))
    }

    /// Two to four groups of one or two digits with hyphens between them, and nothing glued to either end: what follows,
    /// and the groups with points in the place of the hyphens.
    fn hyphened(&self, index: usize) -> Option<(usize, String)> {
        let group = |at: usize| {
            let norm = &self.get(at).filter(|_| self.integer(at).is_some())?.norm;
            (norm.len() <= 2 && !norm.starts_with('0')).then_some(norm)
        };
        let mut norm = group(index)?.to_string();
        let mut end = index + 1;
        let mut groups = 1;
        while self.is_hyphen(end)
            && let Some(next) = group(end + 1)
        {
            norm.push('.');
            norm.push_str(next);
            end += 2;
            groups += 1;
        }
        let apart = !self.glued(end) || self.is_any(end, &[".", ")", "]", ":", "،", ",", "؛", ";"]);
        ((2..=4).contains(&groups) && apart && !self.is_percent_sign(end)).then_some((end, norm))
    }

    /// Whether the digits at `index` are part of a name: `COVID-19`, `F-16`, `G7`. `hyphened` are words that
    /// stand before a hyphen without making a name, `glued` those that stand without a space.
    pub fn is_code(&self, index: usize, hyphened: &[&str], glued: &[&str]) -> bool {
        let Some(token) = self.get(index).filter(|token| token.glued) else {
            return false;
        };
        let Some(before) = self.before(index) else {
            return false;
        };
        let named =
            |at: usize, not: &[&str]| self.word(at).is_some_and(|word| !not.contains(&word));
        match before.kind {
            TokenKind::Word => named(index - 1, glued),
            TokenKind::Punctuation if token.glued && self.is_dash(index - 1) && before.glued => {
                index >= 2 && named(index - 2, hyphened)
            }
            _ => false,
        }
    }

    /// Whether capitals of the Latin script are glued to the one or two digits at `index`, and make a name of them that
    /// a translation may tell in words: `E3`, `G7`, `B2B`.
    pub fn is_short_name(&self, index: usize) -> bool {
        let capital = |at: usize| {
            let raw = self.raw(at);
            raw.len() <= 2 && !raw.is_empty() && raw.bytes().all(|c| c.is_ascii_uppercase())
        };
        self.glued(index)
            && self.integer(index).is_some()
            && self.raw(index).len() <= 2
            && index.checked_sub(1).is_some_and(capital)
    }

    /// Whether the number at `index` only numbers the segment.
    pub fn is_list_marker(&self, index: usize) -> bool {
        let open = index == 1 && self.is_any(0, &["(", "["]);
        if (index > 0 && !open)
            || self.integer(index).is_none()
            || self.get(index).is_none_or(|token| token.norm.len() > 2)
            || self.tokens.len() <= index + 2
        {
            return false;
        }
        let close = self.is_any(index + 1, &[")", "]"]);
        let point = self.is_any(index + 1, &[".", ":"]) && !self.glued(index + 2);
        if open { close } else { close || point }
    }
}

/// The value of a Roman number up to 89 in capital letters, spelled as it should be.
pub(crate) fn roman(raw: &str) -> Option<u32> {
    const TENS: [&str; 9] = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX"];
    const UNITS: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    if raw.is_empty() || !raw.bytes().all(|c| b"IVXL".contains(&c)) {
        return None;
    }
    (1..90usize)
        .find(|n| raw.strip_prefix(TENS[n / 10]) == Some(UNITS[n % 10]))
        .map(|n| n as u32)
}

/// Reads the numbers of places in a text, of which `1-1` of one is `1.1` of another; where it is two numbers after all,
/// its parts tell them. `named` tells the words that such a number stands behind (`clause 1-1`), `starts` whether it
/// also stands at the start of a segment.
pub(crate) fn places(
    row: Row<'_>,
    numerals: &mut Vec<Numeral>,
    named: impl Fn(&str) -> bool,
    starts: bool,
) {
    let mut at = 0;
    while at < numerals.len() {
        let start = numerals[at].tokens.start;
        let opens = starts && (start == 0 || start == 1 && row.is_any(0, &["(", "["]));
        let behind = row.word_before(start).is_some_and(&named);
        let Some((end, norm)) = (opens || behind).then(|| row.hyphened(start)).flatten() else {
            at += 1;
            continue;
        };
        let closed =
            end + usize::from(row.is_any(end, &[".", ")", "]", ":", "-"]) && row.glued(end));
        let text = row.word(closed).is_some() && !row.glued(closed);
        let last = numerals[at..]
            .iter()
            .take_while(|numeral| numeral.tokens.start < end)
            .count();
        let inside = numerals[at..at + last]
            .iter()
            .all(|numeral| numeral.kind == NumeralKind::Cardinal && numeral.tokens.end <= end);
        if !inside || !(behind || text) {
            at += 1;
            continue;
        }
        let (readings, _) = digit_values(&norm, &norm);
        let tokens = start..end;
        let value = readings.first().copied().unwrap_or(0.0);
        let span = row.span(&tokens);
        let mut place = Numeral::new(span, tokens, value, NumeralKind::Cardinal, Written::Digits);
        place.parts = norm
            .split('.')
            .filter_map(|part| part.parse().ok())
            .collect();
        // A translation may leave it to the numbers of a list.
        place.unsaid = UNSAID_PLACE;
        numerals.splice(at..at + last, [place]);
        at += 1;
    }
}

/// How likely a name of a letter and digits is told in words.
pub(crate) const UNSAID_NAME: f64 = 0.45;

/// How likely the number of a place is left unsaid.
const UNSAID_PLACE: f64 = 0.38;

/// Links the ends of ranges. In `5 to 7 million` the first end means millions too, and in `1950-53` the
/// second is a year of the same century. `joins` tells the tokens that stand between the ends of a range;
/// it is given the index of the first end and the tokens between.
pub(crate) fn link_ranges(
    row: Row<'_>,
    numerals: &mut [Numeral],
    joins: impl Fn(&Numeral, Range<usize>, &Numeral) -> bool,
) {
    for index in 1..numerals.len() {
        let (head, tail) = numerals.split_at_mut(index);
        let (Some(first), Some(second)) = (head.last_mut(), tail.first_mut()) else {
            continue;
        };
        let between = first.tokens.end..second.tokens.start;
        if between.len() > 3 {
            continue;
        }
        let mark = between.start;
        let close = between.len() == 1 && row.glued(mark) && row.glued(mark + 1);
        if close && (row.is_dash(mark) || row.is(mark, "/")) {
            short_year(row, first, second);
        }
        let dash = row.is_dash(mark)
            && (between.len() == 1 || (between.len() == 2 && row.is_currency_sign(mark + 1)));
        if !dash && !joins(first, between, second) {
            continue;
        }
        let same_kind = matches!(first.kind, NumeralKind::Cardinal)
            && matches!(second.kind, NumeralKind::Cardinal);
        if same_kind && first.scale == 1.0 && second.scale >= 100.0 && first.value() < 1000.0 {
            let shared = first.value() * second.scale;
            if shared < second.value() {
                first.readings.insert(0, shared);
            } else {
                first.or(shared);
            }
        }
    }
}

/// Reads `53` of `1950-53` as 1953.
fn short_year(row: Row<'_>, first: &Numeral, second: &mut Numeral) {
    let digits = |numeral: &Numeral, length: usize| {
        row.integer(numeral.tokens.start)
            .filter(|_| row.raw(numeral.tokens.start).chars().count() == length)
    };
    if let (Some(year), Some(short)) = (digits(first, 4), digits(second, 2))
        && (1000.0..2200.0).contains(&year)
    {
        let full = (year / 100.0).floor() * 100.0 + short;
        let full = if full < year { full + 100.0 } else { full };
        // A day or a month may stand there: 2023-01.
        if full - year <= 60.0 {
            second.readings.insert(0, full);
        }
    }
}

impl Row<'_> {
    /// Whether a currency sign stands at `index`.
    pub fn is_currency_sign(&self, index: usize) -> bool {
        self.is_any(
            index,
            &["$", "€", "£", "¥", "₪", "₺", "₽", "₹", "₩", "﷼", "₴", "₿"],
        )
    }
}

#[cfg(test)]
mod tests;
