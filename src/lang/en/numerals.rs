//! English numbers as values.
//!
//! The words and their grammar follow Huddleston and Pullum, *The Cambridge Grammar of the English Language*,
//! chapter 19 §5.10 (numerals), and the usual newspaper style for magnitudes, decades and times.

use super::units;
use crate::lang::closed::Closed;
use crate::lang::numerals::{
    Clock, Numeral, NumeralKind, Row, UNSAID_NAME, Written, link_ranges, places, roman, same,
    usual_unsaid, vulgar_fraction,
};
use crate::lang::{Token, TokenKind};
use crate::text::Map;
use std::sync::LazyLock;

/// What a word does in a number.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Word {
    Zero,
    Unit(u8),
    Teen(u8),
    Ten(u8),
    Hundred,
    Scale(f64),
    OrdinalUnit(u8),
    OrdinalTeen(u8),
    OrdinalTen(u8),
    OrdinalHundred,
    OrdinalScale(f64),
    /// `half`, `quarter`: the denominator.
    Part(u8),
    /// `thirds`, `quarters`: the denominator.
    Parts(u8),
    Dozen,
    /// An order of magnitude: `dozens`, `hundreds`.
    Group(f64),
    Decade(u16),
    /// Holds a number without counting; how likely it is left unsaid.
    Implied(f64, f64),
}

const UNITS: [&str; 9] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
];
const TEENS: [&str; 10] = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
const ORDINAL_UNITS: [&str; 9] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
];
const ORDINAL_TEENS: [&str; 10] = [
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
const ORDINAL_TENS: [&str; 8] = [
    "twentieth",
    "thirtieth",
    "fortieth",
    "fiftieth",
    "sixtieth",
    "seventieth",
    "eightieth",
    "ninetieth",
];
const DECADES: [&str; 8] = [
    "twenties",
    "thirties",
    "forties",
    "fifties",
    "sixties",
    "seventies",
    "eighties",
    "nineties",
];
const SCALES: &[(&str, &str, &str, f64)] = &[
    ("thousand", "thousandth", "thousands", 1e3),
    ("million", "millionth", "millions", 1e6),
    ("billion", "billionth", "billions", 1e9),
    ("trillion", "trillionth", "trillions", 1e12),
    ("quadrillion", "quadrillionth", "quadrillions", 1e15),
    ("lakh", "", "lakhs", 1e5),
    ("crore", "", "crores", 1e7),
];
/// Plural fractions, which only a count makes one of.
const PARTS: &[(&str, u8)] = &[
    ("halves", 2),
    ("thirds", 3),
    ("quarters", 4),
    ("fourths", 4),
    ("fifths", 5),
    ("sixths", 6),
    ("sevenths", 7),
    ("eighths", 8),
    ("ninths", 9),
    ("tenths", 10),
    ("hundredths", 100),
];
/// Words that hold a number: value and how likely a translation leaves it unsaid.
const IMPLIED: &[(&str, f64, f64)] = &[
    ("nil", 0.0, 0.8),
    ("once", 1.0, 0.97),
    ("single", 1.0, 0.97),
    ("sole", 1.0, 0.98),
    ("firstly", 1.0, 0.97),
    ("secondly", 2.0, 0.95),
    ("thirdly", 3.0, 0.9),
    ("fourthly", 4.0, 0.8),
    ("both", 2.0, 0.98),
    ("twice", 2.0, 0.9),
    ("thrice", 3.0, 0.8),
    ("double", 2.0, 0.95),
    ("doubled", 2.0, 0.95),
    ("doubles", 2.0, 0.97),
    ("doubling", 2.0, 0.95),
    ("twofold", 2.0, 0.9),
    ("bilateral", 2.0, 0.97),
    ("dual", 2.0, 0.97),
    ("duo", 2.0, 0.95),
    ("twin", 2.0, 0.98),
    ("twins", 2.0, 0.98),
    ("couple", 2.0, 0.95),
    ("pair", 2.0, 0.95),
    ("pairs", 2.0, 0.98),
    ("fortnight", 2.0, 0.6),
    ("triple", 3.0, 0.85),
    ("tripled", 3.0, 0.85),
    ("tripling", 3.0, 0.85),
    ("treble", 3.0, 0.85),
    ("threefold", 3.0, 0.7),
    ("trio", 3.0, 0.85),
    ("trilateral", 3.0, 0.85),
    ("tripartite", 3.0, 0.85),
    ("trilogy", 3.0, 0.9),
    ("triplets", 3.0, 0.85),
    ("triangular", 3.0, 0.95),
    ("quadruple", 4.0, 0.8),
    ("quadrupled", 4.0, 0.8),
    ("fourfold", 4.0, 0.7),
    ("quartet", 4.0, 0.8),
    ("foursome", 4.0, 0.8),
    ("foursomes", 4.0, 0.8),
    ("fourball", 4.0, 0.8),
    ("fourballs", 4.0, 0.8),
    ("threesome", 3.0, 0.8),
    ("quadrilateral", 4.0, 0.8),
    ("fivefold", 5.0, 0.6),
    ("quintet", 5.0, 0.8),
    ("sixfold", 6.0, 0.6),
    ("sevenfold", 7.0, 0.6),
    ("tenfold", 10.0, 0.6),
    ("hundredfold", 100.0, 0.6),
    ("decathlon", 10.0, 0.95),
    ("teens", 13.0, 0.95),
    ("centenary", 100.0, 0.7),
    ("centennial", 100.0, 0.7),
    ("bicentennial", 200.0, 0.7),
    ("bicentenary", 200.0, 0.7),
    ("millennium", 1000.0, 0.9),
    ("semifinal", 4.0, 0.97),
    ("semifinals", 4.0, 0.97),
    ("semifinalist", 4.0, 0.97),
    ("semifinalists", 4.0, 0.97),
    ("quarterfinal", 8.0, 0.97),
    ("quarterfinals", 8.0, 0.97),
    ("quarterfinalist", 8.0, 0.97),
    ("quarterfinalists", 8.0, 0.97),
    ("wwi", 1.0, 0.9),
    ("wwii", 2.0, 0.8),
];

static LEXICON: LazyLock<Closed<Word>> = LazyLock::new(|| {
    let mut map: Map<&'static str, Word> = Map::default();
    map.insert("zero", Word::Zero);
    let small = |list: &[&'static str], first: u8, make: fn(u8) -> Word| {
        list.iter()
            .enumerate()
            .map(|(at, word)| (*word, make(first + at as u8)))
            .collect::<Vec<_>>()
    };
    map.extend(small(&UNITS, 1, Word::Unit));
    map.extend(small(&TEENS, 10, Word::Teen));
    map.extend(small(&ORDINAL_UNITS, 1, Word::OrdinalUnit));
    map.extend(small(&ORDINAL_TEENS, 10, Word::OrdinalTeen));
    map.extend(small(&TENS, 2, |ten| Word::Ten(ten * 10)));
    map.extend(small(&ORDINAL_TENS, 2, |ten| Word::OrdinalTen(ten * 10)));
    map.extend(small(&DECADES, 2, |ten| Word::Decade(u16::from(ten) * 10)));
    for (word, ordinal, plural, value) in SCALES {
        map.insert(*word, Word::Scale(*value));
        if !ordinal.is_empty() {
            map.insert(*ordinal, Word::OrdinalScale(*value));
        }
        map.insert(*plural, Word::Group(*value));
    }
    map.extend([
        ("hundred", Word::Hundred),
        ("hundredth", Word::OrdinalHundred),
        ("hundreds", Word::Group(100.0)),
        ("tens", Word::Group(10.0)),
        ("scores", Word::Group(20.0)),
        ("dozens", Word::Group(12.0)),
        ("dozen", Word::Dozen),
        ("half", Word::Part(2)),
        ("quarter", Word::Part(4)),
        ("fourty", Word::Ten(40)),
        ("ninties", Word::Decade(90)),
    ]);
    map.extend(
        PARTS
            .iter()
            .map(|(word, below)| (*word, Word::Parts(*below))),
    );
    map.extend(
        IMPLIED
            .iter()
            .map(|(word, value, unsaid)| (*word, Word::Implied(*value, *unsaid))),
    );
    map.into_iter().collect()
});

/// Words that stand before a hyphen and digits without making a name of them.
const NOT_NAMES: &[&str] = &[
    "mid",
    "pre",
    "post",
    "under",
    "over",
    "age",
    "aged",
    "early",
    "late",
    "sub",
    "non",
    "a",
    "the",
    "to",
    "and",
    "of",
    "in",
    "rs",
    "usd",
    "us",
    "eur",
    "gbp",
    "aed",
    "sar",
    "egp",
    "no",
    "nos",
    "pp",
    "p",
    "x",
    "c",
    "ca",
    "s",
    "th",
    "st",
    "nd",
    "rd",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "k",
    "m",
    "bn",
    "km",
    "kg",
    "cm",
    "one",
    "two",
    "three",
    "year",
    "day",
    "month",
    "week",
    "million",
    "billion",
    "thousand",
];

/// Abbreviations that stand before digits without a space and without making a name of them.
const NOT_GLUED: &[&str] = &[
    "rs", "usd", "us", "eur", "gbp", "aed", "sar", "egp", "no", "nos", "p", "pp", "c", "ca", "x",
];

/// Suffixes of magnitude glued to digits; the second value is whether they need a currency sign before, else
/// they are more often a unit (`100m`, `5b`).
const SUFFIXES: &[(&str, f64, bool)] = &[
    ("k", 1e3, false),
    ("m", 1e6, true),
    ("mn", 1e6, false),
    ("mln", 1e6, false),
    ("mil", 1e6, false),
    ("b", 1e9, true),
    ("bn", 1e9, false),
    ("bln", 1e9, false),
    ("t", 1e12, true),
    ("tn", 1e12, false),
    ("trn", 1e12, false),
    ("tln", 1e12, false),
];

/// Words after which a single capital I, V or X is a number.
const NUMBERED: &[&str] = &[
    "war", "phase", "chapter", "class", "type", "part", "article", "section", "title", "volume",
    "category", "level", "grade", "stage", "annex", "schedule", "book", "act", "division", "group",
    "round", "tier",
];

/// Words behind which the number of a place in a text stands.
const PLACES: &[&str] = &[
    "clause",
    "clauses",
    "subclause",
    "section",
    "sections",
    "article",
    "paragraph",
    "paragraphs",
    "para",
    "chapter",
    "part",
    "item",
    "table",
    "figure",
    "annex",
    "appendix",
    "schedule",
    "rule",
];

/// Words before an hour that a part of the day follows: `at nine in the evening`.
const BEFORE_HOURS: &[&str] = &[
    "at", "by", "around", "about", "until", "till", "from", "since", "before", "after", "past",
    "to", "was", "is", "it's",
];

/// Words that tell an hour by themselves.
const HOURS: &[(&str, u16)] = &[("noon", 12), ("midday", 12), ("midnight", 0)];

/// Words before which `grand` is a thousand and no adjective.
const AFTER_GRAND: &[&str] = &[
    "a", "and", "as", "at", "but", "by", "for", "from", "he", "i", "if", "in", "is", "more", "now",
    "of", "off", "on", "or", "out", "over", "she", "so", "than", "that", "they", "to", "up", "was",
    "we", "when", "which", "with", "worth", "you",
];

/// Zones after four digits of a time.
const ZONES: &[&str] = &[
    "gmt", "utc", "hours", "hrs", "edt", "est", "cet", "cest", "bst", "pdt", "pst", "msk",
];

/// The numbers of a text in order.
pub(super) fn read(text: &str, tokens: &[Token]) -> Vec<Numeral> {
    let reader = Reader {
        row: Row { text, tokens },
    };
    let mut out: Vec<Numeral> = Vec::new();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        let found = match token.kind {
            TokenKind::Number => reader.digits(index),
            TokenKind::Word => reader.words(index),
            TokenKind::Symbol => reader.fraction_sign(index),
            _ => None,
        };
        match found {
            Some(numeral) => {
                index = numeral.tokens.end.max(index + 1);
                out.push(numeral);
            }
            None => index += 1,
        }
    }
    link_ranges(reader.row, &mut out, |first, between, _| {
        let row = reader.row;
        between.len() == 1
            && match row.word(between.start) {
                Some("to" | "or" | "through" | "until") => true,
                Some("and") => row.word_before(first.tokens.start) == Some("between"),
                _ => false,
            }
            || (between.len() == 2
                && row.word(between.start) == Some("to")
                && row.is_currency_sign(between.start + 1))
    });
    // At the start of a segment two numbers with a hyphen are a range.
    places(reader.row, &mut out, |word| PLACES.contains(&word), false);
    out
}

/// A count with what its words were.
#[derive(Clone, Copy, Debug)]
struct Term {
    value: f64,
    /// The smallest magnitude in it, below which more may be added; 1 where nothing may.
    open: f64,
    /// The magnitude of its last word, 1 for none.
    scale: f64,
    end: usize,
    ordinal: bool,
    digits: bool,
    words: bool,
}

struct Reader<'a> {
    row: Row<'a>,
}

impl<'a> Reader<'a> {
    fn lex(&self, index: usize) -> Option<Word> {
        let word = self.row.word(index)?;
        if word == "grand" && self.is_thousand(index) {
            return Some(Word::Scale(1e3));
        }
        LEXICON.get(word)
    }

    /// Whether `grand` at `index` is a thousand: a number stands before it and no noun behind it.
    fn is_thousand(&self, index: usize) -> bool {
        let counted = index.checked_sub(1).is_some_and(|before| {
            self.row.is_number(before)
                || self.row.word(before).is_some_and(|word| {
                    matches!(
                        LEXICON.get(word),
                        Some(Word::Unit(_) | Word::Teen(_) | Word::Ten(_) | Word::Hundred)
                    )
                })
        });
        let capital = self.row.raw(index).starts_with('G');
        counted
            && !capital
            && self
                .row
                .word(index + 1)
                .is_none_or(|word| AFTER_GRAND.contains(&word))
    }

    /// The index of what follows, a hyphen without spaces skipped.
    fn past_hyphen(&self, index: usize) -> usize {
        if self.row.is_hyphen(index) {
            index + 1
        } else {
            index
        }
    }

    fn numeral(
        &self,
        start: usize,
        end: usize,
        value: f64,
        kind: NumeralKind,
        written: Written,
    ) -> Numeral {
        let tokens = start..end;
        let mut numeral = Numeral::new(self.row.span(&tokens), tokens, value, kind, written);
        numeral.definite = self.row.word_before(start) == Some("the");
        numeral
    }

    fn fraction_sign(&self, index: usize) -> Option<Numeral> {
        let value = vulgar_fraction(&self.row.get(index)?.norm)?;
        let end = index + 1;
        if let Some((scale, end)) = self.of_scale(end) {
            return Some(self.numeral(
                index,
                end,
                value * scale,
                NumeralKind::Cardinal,
                Written::Mixed,
            ));
        }
        Some(self.numeral(index, end, value, NumeralKind::Fraction, Written::Digits))
    }

    // ---- digits -------------------------------------------------------------------------------------

    fn digits(&self, index: usize) -> Option<Numeral> {
        let row = self.row;
        let run = row.digits(index);
        let first = *run.readings.first()?;
        let mut numeral = self.numeral(
            index,
            run.end,
            first,
            NumeralKind::Cardinal,
            Written::Digits,
        );
        numeral.readings = run.readings.clone();
        numeral.parts = run.parts.clone();
        if run.end == index + 1 && row.integer(index).is_some() {
            numeral.digits = row
                .get(index)
                .map_or(0, |token| token.norm.len().min(255) as u8);
        }
        if let Some(time) = self.time_of_digits(index, &run.clock, run.end, &run.parts) {
            return Some(time);
        }
        if run.fraction {
            if let Some((scale, end)) = self.of_scale(run.end) {
                return Some(self.numeral(
                    index,
                    end,
                    first * scale,
                    NumeralKind::Cardinal,
                    Written::Mixed,
                ));
            }
            let usual = run
                .parts
                .get(1)
                .is_some_and(|below| [2.0, 3.0, 4.0, 5.0, 8.0, 10.0, 16.0].contains(below));
            numeral.kind = if usual {
                NumeralKind::Fraction
            } else {
                NumeralKind::Code
            };
            numeral.unsaid = 0.5;
            return Some(numeral);
        }
        if row.integer(index) == Some(24.0)
            && row.is(index + 1, "/")
            && row.integer(index + 2) == Some(7.0)
        {
            let mut numeral = self.numeral(
                index,
                index + 3,
                24.0,
                NumeralKind::Implied,
                Written::Digits,
            );
            numeral.parts = vec![24.0, 7.0];
            return Some(numeral);
        }
        if row.is_list_marker(index) {
            numeral.kind = NumeralKind::ListMarker;
            numeral.unsaid = usual_unsaid(first, numeral.kind, numeral.written);
            return Some(numeral);
        }
        self.suffix(index, &mut numeral);
        if numeral.kind == NumeralKind::Cardinal && numeral.scale == 1.0 && run.plain {
            self.magnitude(index, &mut numeral);
        }
        if numeral.kind == NumeralKind::Cardinal {
            self.percent(&mut numeral);
        }
        if numeral.kind == NumeralKind::Cardinal && numeral.written == Written::Digits {
            self.short_or_named(index, &mut numeral);
        }
        numeral.span = row.span(&numeral.tokens);
        Some(numeral)
    }

    /// `2:30 p.m.`, `7pm`, `2.30pm`, `1900 GMT`, `14:30`, `3 o'clock`.
    fn time_of_digits(
        &self,
        index: usize,
        clock: &Option<(u16, u16)>,
        end: usize,
        parts: &[f64],
    ) -> Option<Numeral> {
        let row = self.row;
        let value = row.integer(index);
        let half = self
            .half_of_day(end)
            .or_else(|| self.part_of_day(index, end, value));
        let (hour, minute) = match (*clock, half, parts) {
            (Some(time), _, _) => time,
            (None, Some(_), [hour, minute])
                if *hour <= 12.0 && *minute < 60.0 && end == index + 1 =>
            {
                (*hour as u16, *minute as u16)
            }
            (None, Some(_), []) if value.is_some_and(|hour| (1.0..=12.0).contains(&hour)) => {
                (value? as u16, 0)
            }
            (None, None, []) => {
                let value = value?;
                let four = row.get(index).is_some_and(|token| token.norm.len() == 4);
                if four && row.word(end).is_some_and(|word| ZONES.contains(&word)) {
                    let (hour, minute) = ((value / 100.0).floor(), value % 100.0);
                    if hour > 24.0 || minute > 59.0 {
                        return None;
                    }
                    let mut numeral =
                        self.time(index, end, hour as u16, minute as u16, Some(hour >= 12.0));
                    numeral.or(value);
                    return Some(numeral);
                }
                if row.word(end) == Some("o'clock") && (1.0..=12.0).contains(&value) {
                    return Some(self.time(index, end + 1, value as u16, 0, None));
                }
                return None;
            }
            _ => return None,
        };
        let (pm, end) = half.map_or((None, end), |(pm, end)| (Some(pm), end));
        Some(self.time(index, end, hour, minute, pm))
    }

    /// `in the morning`, `at night` after the hour from `start` to `end`: whether it is after noon, and what
    /// follows.
    fn part_of_day(&self, start: usize, end: usize, hour: Option<f64>) -> Option<(bool, usize)> {
        let row = self.row;
        let of_hours = row
            .word_before(start)
            .is_some_and(|word| BEFORE_HOURS.contains(&word));
        // A full hour is a number of anything: `she saw nine in the morning`.
        if hour.is_some_and(|hour| !of_hours || !(1.0..=12.0).contains(&hour)) {
            return None;
        }
        match (row.word(end)?, row.word(end + 1)?, row.word(end + 2)) {
            ("in", "the", Some("morning")) => Some((false, end + 3)),
            ("in", "the", Some("afternoon" | "evening")) => Some((true, end + 3)),
            ("at", "night", _) => {
                let hour =
                    hour.or_else(|| row.raw(start).split(['.', ':']).next()?.parse().ok())?;
                Some(((5.0..12.0).contains(&hour), end + 2))
            }
            _ => None,
        }
    }

    fn time(&self, start: usize, end: usize, hour: u16, minute: u16, pm: Option<bool>) -> Numeral {
        let words = self.row.word(start).is_some();
        let written = if words {
            Written::Words
        } else {
            Written::Digits
        };
        let mut numeral = self.numeral(start, end, f64::from(hour), NumeralKind::Time, written);
        numeral.parts = vec![f64::from(hour), f64::from(minute)];
        numeral.clock = Some(Clock::new(hour, minute, pm));
        numeral
    }

    /// `am`, `p.m.` at `index`: whether it is after noon, and what follows.
    fn half_of_day(&self, index: usize) -> Option<(bool, usize)> {
        let row = self.row;
        match row.word(index)? {
            "am" | "midnight" => Some((false, index + 1)),
            "pm" | "noon" | "midday" => Some((true, index + 1)),
            half @ ("a" | "p")
                if row.is(index + 1, ".")
                    && row.glued(index + 1)
                    && row.word(index + 2) == Some("m") =>
            {
                let end = index + 3;
                let dot = row.is(end, ".") && row.glued(end);
                Some((half == "p", end + usize::from(dot)))
            }
            _ => None,
        }
    }

    /// Ordinal endings, decades and magnitudes that are glued to digits.
    fn suffix(&self, index: usize, numeral: &mut Numeral) {
        let row = self.row;
        let end = numeral.tokens.end;
        let value = numeral.value();
        let integer =
            value.fract() == 0.0 && !row.get(index).is_some_and(|token| token.norm.contains('.'));
        if !row.glued(end) {
            return;
        }
        let apostrophe = row.is_any(end, &["'", "\u{2019}"]) && row.glued(end + 1);
        let at = end + usize::from(apostrophe);
        let Some(word) = row.word(at) else { return };
        let next_glued = row.glued(at + 1)
            && !row
                .get(at + 1)
                .is_some_and(|t| t.kind == TokenKind::Punctuation);
        match word {
            "st" | "nd" | "rd" | "th" if integer && !apostrophe => {
                numeral.kind = NumeralKind::Ordinal;
                numeral.readings.truncate(1);
                numeral.unsaid = usual_unsaid(value, numeral.kind, Written::Digits);
                if value <= 2.0 {
                    numeral.unsaid = 0.6;
                }
            }
            "s" if integer
                && value % 10.0 == 0.0
                && (value >= 1000.0 || (20.0..100.0).contains(&value)) =>
            {
                decade(numeral);
            }
            "s" if integer => {
                numeral.kind = NumeralKind::Code;
                numeral.unsaid = 0.3;
            }
            _ if apostrophe || next_glued => return,
            _ => {
                let money = index > 0 && row.is_currency_sign(index - 1);
                let known = SUFFIXES.iter().find(|(suffix, _, _)| *suffix == word);
                let Some((_, scale, doubtful)) = known else {
                    return;
                };
                let scaled: Vec<f64> = numeral.readings.iter().map(|v| v * scale).collect();
                if *doubtful && !money {
                    if *scale > 1e6 {
                        return;
                    }
                    // 100m is a length as often as a number.
                    numeral.readings.extend(scaled);
                } else {
                    let plain = std::mem::replace(&mut numeral.readings, scaled);
                    if word == "k" {
                        numeral.readings.extend(plain.first());
                    }
                }
                numeral.parts.clear();
                numeral.scale = *scale;
                numeral.written = Written::Mixed;
            }
        }
        numeral.tokens.end = at + 1;
    }

    /// `35 million`, `3 million 500 thousand`, `2 dozen`, `5 million and a half`.
    fn magnitude(&self, index: usize, numeral: &mut Numeral) {
        let end = numeral.tokens.end;
        let next = self.lex(self.past_hyphen(end));
        let half = self.and_a_part(end);
        if !matches!(next, Some(Word::Scale(_) | Word::Hundred | Word::Dozen)) && half.is_none() {
            return;
        }
        let single = numeral.readings.len() == 1;
        let Some(term) = self.cardinal(index) else {
            return;
        };
        if single || half.is_some() || term.scale <= 1.0 {
            numeral.readings = vec![term.value];
        } else {
            let factor = term.value / numeral.value();
            numeral
                .readings
                .iter_mut()
                .for_each(|value| *value *= factor);
        }
        numeral.parts.clear();
        numeral.tokens.end = term.end;
        numeral.scale = term.scale;
        numeral.written = if term.words {
            Written::Mixed
        } else {
            Written::Digits
        };
        if term.ordinal {
            numeral.kind = NumeralKind::Ordinal;
        }
        numeral.unsaid = usual_unsaid(term.value, numeral.kind, numeral.written);
    }

    fn percent(&self, numeral: &mut Numeral) {
        let row = self.row;
        let at = self.past_hyphen(numeral.tokens.end);
        if row.word(at) == Some("basis") && matches!(row.word(at + 1), Some("point" | "points")) {
            // A basis point is a hundredth of one per cent.
            numeral.or(numeral.value() / 100.0);
        }
        let end = self.past_hyphen(numeral.tokens.end);
        let past = if row.is_percent_sign(end) {
            Some(end + 1)
        } else {
            match row.word(end) {
                Some("percent" | "pct" | "percentage") => Some(end + 1),
                Some("pc") if numeral.written != Written::Words => Some(end + 1),
                Some("per") if row.word(end + 1) == Some("cent") => Some(end + 2),
                _ => None,
            }
        };
        if let Some(past) = past {
            numeral.kind = NumeralKind::Percent;
            numeral.tokens.end = past;
            numeral.unsaid = usual_unsaid(numeral.value(), numeral.kind, numeral.written);
            if numeral.written == Written::Words {
                numeral.unsaid = numeral.unsaid.min(0.2);
            }
            numeral.span = row.span(&numeral.tokens);
        }
    }

    /// `'18` is 2018; `COVID-19`, `G7` and `6S` are names.
    fn short_or_named(&self, index: usize, numeral: &mut Numeral) {
        let row = self.row;
        let value = numeral.value();
        let quoted = index > 0
            && row.is_any(index - 1, &["'", "\u{2019}", "\u{2018}"])
            && row
                .get(index)
                .is_some_and(|token| token.glued && token.norm.len() == 2)
            && !row.glued(index - 1)
            && !row.is_any(index + 1, &["'", "\u{2019}"]);
        if quoted && row.integer(index).is_some() {
            let full = if value < 50.0 { 2000.0 } else { 1900.0 } + value;
            numeral.readings = vec![full, value, full - 100.0];
            return;
        }
        let tail = numeral.tokens.end;
        let letters_after = row.glued(tail)
            && row.word(tail).is_some_and(|word| {
                word.chars().count() <= 3 && !units::is_suffix(word, row.raw(tail))
            });
        if row.is_code(index, NOT_NAMES, NOT_GLUED) || letters_after {
            numeral.kind = NumeralKind::Code;
            numeral.unsaid = match value {
                // Such a name may be told in words: E3, B2B.
                _ if row.is_short_name(index) => UNSAID_NAME,
                1.0 => 0.4,
                _ => 0.15,
            };
            // A file or telephone number keeps its groups.
        }
        if index > 0 && row.is(index - 1, "[") && row.is(tail, "]") {
            numeral.kind = NumeralKind::Code;
            numeral.unsaid = 0.7;
        }
        if row.word_before(index) == Some("no") || row.word_before(index) == Some("number") {
            numeral.unsaid = numeral.unsaid.min(0.5);
        }
    }

    // ---- words --------------------------------------------------------------------------------------

    fn words(&self, index: usize) -> Option<Numeral> {
        let row = self.row;
        if let Some(numeral) = self.roman(index) {
            return Some(numeral);
        }
        let word = row.word(index)?;
        if let Some((_, hour)) = HOURS.iter().find(|(name, _)| *name == word) {
            let mut numeral =
                self.numeral(index, index + 1, 12.0, NumeralKind::Implied, Written::Words);
            numeral.clock = Some(Clock::new(12, 0, Some(*hour == 12)));
            return Some(numeral);
        }
        if word == "semi"
            && row.is_hyphen(index + 1)
            && row
                .word(index + 2)
                .is_some_and(|word| word.starts_with("final"))
        {
            return Some(self.round(index, 4.0));
        }
        if matches!(word, "a" | "an") {
            let next = self.lex(index + 1)?;
            return match next {
                Word::Hundred | Word::Scale(_) => self.count(index),
                Word::Dozen => Some(self.numeral(
                    index,
                    index + 2,
                    12.0,
                    NumeralKind::Cardinal,
                    Written::Words,
                )),
                Word::OrdinalUnit(3..) | Word::OrdinalTeen(10) => self.a_part(index + 1),
                _ => None,
            };
        }
        let lex = LEXICON.get(word)?;
        match lex {
            Word::Zero => {
                Some(self.numeral(index, index + 1, 0.0, NumeralKind::Cardinal, Written::Words))
            }
            Word::Unit(1) if self.is_pronoun(index) => None,
            Word::OrdinalUnit(2) if self.is_unit_of_time(index) => None,
            Word::Unit(_)
            | Word::Teen(_)
            | Word::Ten(_)
            | Word::Hundred
            | Word::Scale(_)
            | Word::OrdinalUnit(_)
            | Word::OrdinalTeen(_)
            | Word::OrdinalTen(_)
            | Word::OrdinalHundred
            | Word::OrdinalScale(_) => self
                .time_of_words(index)
                .or_else(|| self.year_of_words(index))
                .or_else(|| self.count(index)),
            Word::Part(below) => self
                .time_of_words(index)
                .or_else(|| self.part(index, below)),
            Word::Parts(_) => None,
            Word::Dozen => {
                let mut numeral = self.numeral(
                    index,
                    index + 1,
                    12.0,
                    NumeralKind::Cardinal,
                    Written::Words,
                );
                numeral.unsaid = 0.5;
                Some(numeral)
            }
            Word::Group(value) => Some(self.group(index, value)),
            Word::Decade(value) => {
                let mut numeral = self.numeral(
                    index,
                    index + 1,
                    f64::from(value),
                    NumeralKind::Cardinal,
                    Written::Words,
                );
                decade(&mut numeral);
                Some(numeral)
            }
            Word::Implied(value, unsaid) => {
                let mut numeral = self.numeral(
                    index,
                    index + 1,
                    value,
                    NumeralKind::Implied,
                    Written::Words,
                );
                numeral.unsaid = unsaid;
                Some(numeral)
            }
        }
    }

    /// Whether `one` at `index` stands for a person or a thing.
    fn is_pronoun(&self, index: usize) -> bool {
        let row = self.row;
        let before = row.word_before(index);
        matches!(
            before,
            Some(
                "no" | "any"
                    | "every"
                    | "some"
                    | "this"
                    | "that"
                    | "which"
                    | "another"
                    | "the"
                    | "each"
            )
        ) && !self.row.is_hyphen(index + 1)
            || matches!(row.word(index + 1), Some("another"))
    }

    /// Whether `second` at `index` measures time or parts the other half: `a split second`, `30 second`.
    fn is_unit_of_time(&self, index: usize) -> bool {
        let row = self.row;
        let at = if index >= 2 && row.is_hyphen(index - 1) {
            index - 2
        } else {
            match index.checked_sub(1) {
                Some(before) => before,
                None => return false,
            }
        };
        row.is_number(at)
            || matches!(row.word(at), Some("split" | "per" | "every"))
            || matches!(self.lex(at), Some(Word::Unit(_) | Word::Teen(_)))
            || (matches!(self.lex(at), Some(Word::Ten(_))) && !row.is_hyphen(index - 1))
    }

    /// `twenty-one`, `nineteen`, `seven`, and their ordinals.
    fn below_hundred(&self, index: usize) -> Option<(f64, usize, bool)> {
        match self.lex(index)? {
            Word::Unit(n) => Some((f64::from(n), index + 1, false)),
            Word::Teen(n) => Some((f64::from(n), index + 1, false)),
            Word::OrdinalUnit(n) => Some((f64::from(n), index + 1, true)),
            Word::OrdinalTeen(n) => Some((f64::from(n), index + 1, true)),
            Word::OrdinalTen(n) => Some((f64::from(n), index + 1, true)),
            Word::Ten(n) => {
                let next = self.past_hyphen(index + 1);
                match self.lex(next) {
                    Some(Word::Unit(unit)) => Some((f64::from(n + unit), next + 1, false)),
                    Some(Word::OrdinalUnit(unit)) if !(unit == 2 && next == index + 1) => {
                        Some((f64::from(n + unit), next + 1, true))
                    }
                    _ => Some((f64::from(n), index + 1, false)),
                }
            }
            _ => None,
        }
    }

    /// A count below a thousand in words, or any digits.
    fn below_thousand(&self, index: usize) -> Option<Term> {
        let mut term = Term {
            value: 0.0,
            open: 1.0,
            scale: 1.0,
            end: index,
            ordinal: false,
            digits: false,
            words: true,
        };
        if self.row.is_number(index) {
            let run = self.row.digits(index);
            if !run.plain {
                return None;
            }
            term.value = *run.readings.first()?;
            term.end = run.end;
            term.digits = true;
            term.words = false;
        } else if matches!(self.row.word(index), Some("a" | "an")) {
            match self.lex(index + 1)? {
                Word::Hundred | Word::Scale(_) => {}
                _ => return None,
            }
            term.value = 1.0;
            term.end = index + 1;
        } else if matches!(
            self.lex(index)?,
            Word::Hundred | Word::Scale(_) | Word::OrdinalHundred | Word::OrdinalScale(_)
        ) {
            term.value = 1.0;
        } else {
            let (value, end, ordinal) = self.below_hundred(index)?;
            term.value = value;
            term.end = end;
            term.ordinal = ordinal;
        }
        if term.ordinal {
            return Some(term);
        }
        let next = if term.end > index {
            self.past_hyphen(term.end)
        } else {
            term.end
        };
        match self.lex(next) {
            Some(Word::Hundred) if term.value < 100.0 => {
                term.value *= 100.0;
                term.end = next + 1;
                term.words = true;
                term.scale = 100.0;
                term.open = 100.0;
                let joined = self.between_not_and(index, term.end);
                if let Some((value, end, ordinal)) = joined.and_then(|at| self.below_hundred(at)) {
                    let follows = self.lex(self.past_hyphen(end));
                    let part = matches!(follows, Some(Word::Parts(_)));
                    if !matches!(follows, Some(Word::Hundred | Word::OrdinalHundred)) && !part {
                        term.value += value;
                        term.end = end;
                        term.ordinal = ordinal;
                        term.scale = 1.0;
                        term.open = 1.0;
                    }
                }
            }
            Some(Word::OrdinalHundred) => {
                term.value *= 100.0;
                term.end = next + 1;
                term.ordinal = true;
            }
            _ => {}
        }
        Some(term)
    }

    /// The index after an `and` that may join two parts of one number; none after `between`.
    fn between_not_and(&self, start: usize, index: usize) -> Option<usize> {
        if self.row.word(index) != Some("and") {
            return Some(self.past_hyphen(index));
        }
        let between = self.row.word_before(start) == Some("between");
        (!between).then_some(index + 1)
    }

    /// A count with its magnitude: `twenty-five thousand`, `1.5 million`.
    fn term(&self, index: usize) -> Option<Term> {
        let mut term = self.below_thousand(index)?;
        if term.ordinal {
            return Some(term);
        }
        loop {
            let next = if term.end > index {
                self.past_hyphen(term.end)
            } else {
                term.end
            };
            match self.lex(next) {
                Some(Word::Scale(scale)) if term.scale <= 100.0 || scale > term.scale => {
                    term.value *= scale;
                    term.scale = if term.scale <= 100.0 {
                        scale
                    } else {
                        term.scale * scale
                    };
                    term.open = scale;
                    term.end = next + 1;
                    term.words = true;
                }
                Some(Word::OrdinalScale(scale)) => {
                    term.value *= scale;
                    term.end = next + 1;
                    term.ordinal = true;
                    return Some(term);
                }
                Some(Word::Dozen) if term.scale == 1.0 && term.end > index => {
                    term.value *= 12.0;
                    term.end = next + 1;
                    term.words = true;
                    return Some(term);
                }
                _ => return Some(term).filter(|term| term.end > index),
            }
        }
    }

    /// A whole count: terms of falling magnitude, and a fraction.
    fn cardinal(&self, index: usize) -> Option<Term> {
        let mut total = self.term(index)?;
        while !total.ordinal && total.open >= 1000.0 {
            let comma = self.row.is(total.end, ",");
            let at = if comma {
                Some(total.end + 1)
            } else {
                self.between_not_and(index, total.end)
            };
            let Some(next) = at.and_then(|at| self.term(at)) else {
                break;
            };
            let joined = self.row.word(total.end) == Some("and");
            // `two million, five people`, `1 million 300` and `5 million and 20` are two numbers each.
            let loose = comma && (next.scale < 1000.0 || next.digits);
            let bare_digits = next.digits && next.scale < 1000.0;
            // Both halves must be whole: `three thousand and four hundred` but not `a million and a half`.
            if next.value >= total.open
                || loose
                || bare_digits
                || (joined && next.ordinal && next.value < 10.0)
            {
                break;
            }
            total.value += next.value;
            total.open = if next.scale >= 1000.0 { next.open } else { 1.0 };
            total.scale = next.scale;
            total.end = next.end;
            total.ordinal = next.ordinal;
            total.digits |= next.digits;
            total.words |= next.words;
        }
        if total.ordinal {
            return Some(total);
        }
        if let Some((part, end)) = self.and_a_part(total.end) {
            let whole = if total.scale >= 1000.0 {
                total.scale
            } else {
                1.0
            };
            total.value += part * whole;
            total.end = end;
            total.words = true;
            if whole == 1.0
                && let Some(Word::Scale(scale)) = self.lex(self.past_hyphen(end))
            {
                total.value *= scale;
                total.scale = scale;
                total.end = self.past_hyphen(end) + 1;
            }
        }
        Some(total)
    }

    /// `and a half`, `-and-a-half`, `and three quarters` at `index`: the part and what follows it.
    fn and_a_part(&self, index: usize) -> Option<(f64, usize)> {
        let at = self.past_hyphen(index);
        if self.row.word(at)? != "and" {
            return None;
        }
        let at = self.past_hyphen(at + 1);
        if matches!(self.row.word(at), Some("a" | "one")) {
            let next = self.past_hyphen(at + 1);
            return match self.lex(next) {
                Some(Word::Part(below)) => Some((1.0 / f64::from(below), next + 1)),
                Some(Word::OrdinalUnit(3)) => Some((1.0 / 3.0, next + 1)),
                _ => None,
            };
        }
        let (above, end, _) = self.below_hundred(at)?;
        let next = self.past_hyphen(end);
        match self.lex(next) {
            // `six and three quarter hours`
            Some(Word::Parts(below) | Word::Part(below)) => {
                Some((above / f64::from(below), next + 1))
            }
            _ => None,
        }
    }

    /// A count in words, or a fraction that begins with one.
    fn count(&self, index: usize) -> Option<Numeral> {
        if let Some(numeral) = self.counted_part(index) {
            return Some(numeral);
        }
        let term = self.cardinal(index)?;
        let kind = if term.ordinal {
            NumeralKind::Ordinal
        } else {
            NumeralKind::Cardinal
        };
        let written = if term.digits {
            Written::Mixed
        } else {
            Written::Words
        };
        let mut numeral = self.numeral(index, term.end, term.value, kind, written);
        numeral.scale = term.scale;
        if !term.ordinal && term.scale > 1.0 && same(term.value, term.scale) && term.value >= 1e6 {
            numeral.unsaid = 0.25;
        }
        self.percent(&mut numeral);
        if kind == NumeralKind::Cardinal && numeral.kind == kind {
            let half = self
                .half_of_day(term.end)
                .or_else(|| self.part_of_day(index, term.end, Some(term.value)));
            if let Some((pm, end)) = half.filter(|_| term.value <= 12.0) {
                return Some(self.time(index, end, term.value as u16, 0, Some(pm)));
            }
            if self.row.word(term.end) == Some("o'clock") && term.value <= 12.0 {
                return Some(self.time(index, term.end + 1, term.value as u16, 0, None));
            }
        }
        Some(numeral)
    }

    /// `two-thirds`, `three quarters of a million`, `one fifth`.
    fn counted_part(&self, index: usize) -> Option<Numeral> {
        let (above, end, ordinal) = self.below_hundred(index)?;
        if ordinal {
            return None;
        }
        let at = self.past_hyphen(end);
        let below = match self.lex(at)? {
            Word::Parts(below) => f64::from(below),
            Word::Part(below) if above == 1.0 => f64::from(below),
            Word::OrdinalUnit(n) if above == 1.0 && n > 2 => f64::from(n),
            Word::OrdinalTeen(n) if above == 1.0 => f64::from(n),
            _ => return None,
        };
        Some(self.scaled_part(index, at + 1, above / below))
    }

    fn scaled_part(&self, start: usize, end: usize, value: f64) -> Numeral {
        match self.of_scale(end) {
            Some((scale, end)) => self.numeral(
                start,
                end,
                value * scale,
                NumeralKind::Cardinal,
                Written::Words,
            ),
            None => self.numeral(start, end, value, NumeralKind::Fraction, Written::Words),
        }
    }

    /// `a million`, `of a million`, `-million`, `million` at `index`.
    fn of_scale(&self, index: usize) -> Option<(f64, usize)> {
        let mut at = self.past_hyphen(index);
        if self.row.word(at) == Some("of") && matches!(self.row.word(at + 1), Some("a" | "one")) {
            at += 2;
        } else if self.row.word(at) == Some("a") {
            at = self.past_hyphen(at + 1);
        }
        match self.lex(at)? {
            Word::Scale(scale) => Some((scale, at + 1)),
            Word::Dozen => Some((12.0, at + 1)),
            Word::Hundred => Some((100.0, at + 1)),
            _ => None,
        }
    }

    /// `half`, `quarter` at `index`.
    fn part(&self, index: usize, below: u8) -> Option<Numeral> {
        let row = self.row;
        if below == 4
            && row.is_hyphen(index + 1)
            && matches!(
                row.word(index + 2),
                Some("final" | "finals" | "finalist" | "finalists")
            )
        {
            return Some(self.round(index, 8.0));
        }
        let mut numeral = self.scaled_part(index, index + 1, 1.0 / f64::from(below));
        if numeral.kind == NumeralKind::Fraction {
            // `a quarter of voters` is a part, `the third quarter` a part of the year.
            let whole = row.word(index + 1) == Some("of") && row.word_before(index) == Some("a");
            numeral.unsaid = match (below, whole) {
                (_, true) => 0.45,
                (2, false) => 0.6,
                _ => 0.8,
            };
            // `an hour and a half`
            let joined = index >= 4
                && matches!(row.word(index - 1), Some("a"))
                && row.word(index - 2) == Some("and")
                && row.word(index - 3).is_some_and(units::is_unit)
                && matches!(row.word(index - 4), Some("a" | "an" | "one"));
            if joined {
                let part = numeral.value();
                numeral.readings.insert(0, 1.0 + part);
            } else if index >= 4
                && row.word(index - 1) == Some("a")
                && row.word(index - 2) == Some("and")
                && [4, 5].iter().any(|back| {
                    index
                        .checked_sub(*back)
                        .is_some_and(|at| matches!(row.word(at), Some("a" | "an" | "one")))
                })
            {
                // `a large cup and a half`: whatever is named is one of it.
                let part = numeral.value();
                numeral.or(1.0 + part);
            }
        }
        Some(numeral)
    }

    /// The teams of a round of a cup that is named without their number, from `index` over a hyphen.
    fn round(&self, index: usize, teams: f64) -> Numeral {
        let mut numeral = self.numeral(
            index,
            index + 3,
            teams,
            NumeralKind::Implied,
            Written::Words,
        );
        numeral.unsaid = 0.97;
        numeral
    }

    /// `third` of `a third`, at `index`: a part, or the next after the second.
    fn a_part(&self, index: usize) -> Option<Numeral> {
        let (below, end, _) = self.below_hundred(index)?;
        let mut numeral = self.scaled_part(index, end, 1.0 / below);
        if numeral.kind == NumeralKind::Fraction {
            if self.row.word(end) == Some("of") {
                numeral.unsaid = 0.3;
            } else {
                // `a third strategy` comes after two others.
                numeral.readings = vec![below, 1.0 / below];
                numeral.kind = NumeralKind::Ordinal;
                numeral.unsaid = usual_unsaid(below, numeral.kind, numeral.written);
            }
        }
        Some(numeral)
    }

    /// `hundreds`, `tens of thousands`, `dozens`.
    fn group(&self, index: usize, value: f64) -> Numeral {
        let mut value = value;
        let mut end = index + 1;
        while self.row.word(end) == Some("of") {
            match self.lex(end + 1) {
                Some(Word::Group(more)) => {
                    value *= more;
                    end += 2;
                }
                _ => break,
            }
        }
        self.numeral(index, end, value, NumeralKind::Group, Written::Words)
    }

    /// `nineteen eighty-four`, `twenty twenty`.
    fn year_of_words(&self, index: usize) -> Option<Numeral> {
        let century = match self.lex(index)? {
            Word::Teen(n @ 17..=19) => n,
            Word::Ten(20) => 20,
            _ => return None,
        };
        let (rest, end, ordinal) = self.below_hundred(index + 1)?;
        if ordinal
            || rest < 10.0
            || matches!(
                self.lex(self.past_hyphen(end)),
                Some(Word::Hundred | Word::Scale(_))
            )
        {
            return None;
        }
        let value = f64::from(century) * 100.0 + rest;
        Some(self.numeral(index, end, value, NumeralKind::Cardinal, Written::Words))
    }

    /// `half past three`, `a quarter to five`, `ten past six`.
    fn time_of_words(&self, index: usize) -> Option<Numeral> {
        let row = self.row;
        let (minutes, mut at) = match self.lex(index)? {
            Word::Part(2) => (30.0, index + 1),
            Word::Part(4) => (15.0, index + 1),
            Word::Unit(_) | Word::Teen(_) | Word::Ten(_) => {
                let (minutes, end, ordinal) = self.below_hundred(index)?;
                if ordinal {
                    return None;
                }
                (minutes, end)
            }
            _ => return None,
        };
        if matches!(row.word(at), Some("minutes")) {
            at += 1;
        }
        let before = match row.word(at)? {
            "past" => false,
            "to" if minutes == 15.0 && self.lex(index) == Some(Word::Part(4)) => true,
            // `at twenty to three`, no range: those rise.
            "to" if matches!(minutes as u8, 5 | 10 | 20 | 25)
                && row
                    .word_before(index)
                    .is_some_and(|word| word != "by" && BEFORE_HOURS.contains(&word))
                && self
                    .below_hundred(at + 1)
                    .is_some_and(|(hour, _, _)| hour < minutes) =>
            {
                true
            }
            _ => return None,
        };
        let (hour, end) = match row.integer(at + 1) {
            Some(hour) => (hour, at + 2),
            None => {
                let (hour, end, _) = self.below_hundred(at + 1)?;
                (hour, end)
            }
        };
        if !(1.0..=12.0).contains(&hour) || minutes > 59.0 {
            return None;
        }
        let half = self.half_of_day(end);
        let (pm, end) = half.map_or((None, end), |(pm, end)| (Some(pm), end));
        let (hour, minute) = if before {
            ((hour as u16 + 11) % 12, 60 - minutes as u16)
        } else {
            (hour as u16, minutes as u16)
        };
        let hour = if hour == 0 { 12 } else { hour };
        let mut numeral = self.time(index, end, hour, minute, pm);
        numeral.or(f64::from(hour));
        Some(numeral)
    }

    fn roman(&self, index: usize) -> Option<Numeral> {
        let row = self.row;
        let raw = row.raw(index);
        let value = roman(raw)?;
        let is_numbered = row
            .word_before(index)
            .is_some_and(|word| NUMBERED.contains(&word));
        // `Mohammed V`: after a name the letter may count; `I` is the pronoun too often.
        let after_name = matches!(raw, "V" | "X")
            && row.before(index).is_some_and(|before| {
                before.kind == TokenKind::Word
                    && before.norm.len() > 2
                    && row.raw(index - 1).starts_with(char::is_uppercase)
            });
        if raw.len() == 1 && !is_numbered && !after_name {
            return None;
        }
        if raw.len() == 1 && raw == "L" {
            return None;
        }
        let mut numeral = self.numeral(
            index,
            index + 1,
            f64::from(value),
            NumeralKind::Roman,
            Written::Digits,
        );
        // Kings are told by their names, chapters by their numbers.
        if is_numbered {
            numeral.unsaid = NUMBERED_UNSAID;
        } else if raw == "X" {
            numeral.unsaid = LETTER_UNSAID;
        }
        Some(numeral)
    }
}

/// How likely a letter after a name is no number, or one left unsaid: Malcolm X.
const LETTER_UNSAID: f64 = 0.95;
/// How likely the number of a chapter is left unsaid.
const NUMBERED_UNSAID: f64 = 0.2;

/// Makes a numeral a decade: `80s` may be 1980, `1800s` the nineteenth century.
fn decade(numeral: &mut Numeral) {
    let value = numeral.value();
    numeral.digits = 0;
    numeral.kind = NumeralKind::Decade;
    numeral.unsaid = usual_unsaid(value, numeral.kind, numeral.written);
    if value < 100.0 {
        numeral.or(1900.0 + value);
        numeral.or(1800.0 + value);
        numeral.or(2000.0 + value);
    } else {
        if value % 100.0 == 0.0 {
            numeral.or(value / 100.0 + 1.0);
        }
    }
}
