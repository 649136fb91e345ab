//! Arabic numbers as values.
//!
//! The forms and their syntax follow Ryding, *A Reference Grammar of Modern Standard Arabic*, chapter 15
//! (numerals), with the spellings that newspapers use beside the school ones (`مئة` and `مائة`, `ثمانينيات`
//! and `ثمانينات`). Words are listed as they are written and folded when the table is built, together with
//! the proclitics that may stand before them.

use crate::lang::ar::{clitics, fold, suras, units};
use crate::lang::closed::Closed;
use crate::lang::numerals::{
    Clock, Numeral, NumeralKind, Row, UNSAID_NAME, Written, link_ranges, places, roman,
    usual_unsaid, vulgar_fraction,
};
use crate::lang::{Token, TokenKind};
use std::sync::LazyLock;

/// What a word does in a number.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Class {
    Zero,
    /// `أحد`, `إحدى`: one before ten and the tens, else `one of`.
    OneOf,
    /// `اثنا`, `اثنتي`: two before ten; alone the letters are another word.
    TwoOf,
    Unit(u8),
    /// `عشر`, `عشرة`: ten, or what makes a teen of the unit before it.
    Ten,
    Tens(u8),
    Hundred(u16),
    Scale(f64),
    /// `مليونين`, `ألفي`.
    ScaleDual(f64),
    /// `مليونا`, `ألفا`: what is counted after 11 to 99, else a dual before its noun.
    ScaleEither(f64),
    ScalePlural(f64),
    Ordinal(u8),
    /// `حادي`: first, in compounds only.
    OrdinalOne,
    Part(f64),
    /// `أرباع`: the denominator.
    Parts(u8),
    Group(f64),
    Decade(u8),
    /// Holds a number without counting; how likely it is left unsaid.
    Implied(f64, f64),
    /// A unit in the dual: `يومين`.
    Dual,
    /// A month's name of two words, of which the second is an ordinal.
    Month,
}

/// A word of the table, with what is glued before it.
#[derive(Clone, Copy, Debug)]
struct Entry {
    class: Class,
    /// Whether it ends in the feminine mark or is feminine by form.
    feminine: bool,
    /// Whether `و` or `ف` is glued before it.
    joined: bool,
    /// Whether a preposition is glued before it.
    preposition: bool,
    article: bool,
}

const UNITS: &[(&str, Class)] = &[
    ("صفر", Class::Zero),
    ("أحد", Class::OneOf),
    ("إحدى", Class::OneOf),
    ("واحد", Class::Unit(1)),
    ("واحدة", Class::Unit(1)),
    ("واحدا", Class::Unit(1)),
    ("اثنان", Class::Unit(2)),
    ("اثنين", Class::Unit(2)),
    ("اثنا", Class::TwoOf),
    ("اثني", Class::TwoOf),
    ("اثنتان", Class::Unit(2)),
    ("اثنتين", Class::Unit(2)),
    ("اثنتا", Class::TwoOf),
    ("اثنتي", Class::TwoOf),
    ("ثلاث", Class::Unit(3)),
    ("ثلاثة", Class::Unit(3)),
    ("ثلاثا", Class::Unit(3)),
    ("أربع", Class::Unit(4)),
    ("أربعة", Class::Unit(4)),
    ("أربعا", Class::Unit(4)),
    ("خمس", Class::Unit(5)),
    ("خمسة", Class::Unit(5)),
    ("خمسا", Class::Unit(5)),
    ("ست", Class::Unit(6)),
    ("ستة", Class::Unit(6)),
    ("ستا", Class::Unit(6)),
    ("سبع", Class::Unit(7)),
    ("سبعة", Class::Unit(7)),
    ("سبعا", Class::Unit(7)),
    ("ثمان", Class::Unit(8)),
    ("ثماني", Class::Unit(8)),
    ("ثمانية", Class::Unit(8)),
    ("ثمانيا", Class::Unit(8)),
    ("تسع", Class::Unit(9)),
    ("تسعة", Class::Unit(9)),
    ("تسعا", Class::Unit(9)),
    ("عشر", Class::Ten),
    ("عشرة", Class::Ten),
    ("عشرا", Class::Ten),
];

/// Tens by their stem; `ون`, `ين` and the forms before a noun (`ـو`, `ـي`) are not used of numbers.
const TENS: &[(&str, u8)] = &[
    ("عشر", 20),
    ("ثلاث", 30),
    ("أربع", 40),
    ("خمس", 50),
    ("ست", 60),
    ("سبع", 70),
    ("ثمان", 80),
    ("تسع", 90),
];

/// Units before a hundred: `ثلاثمئة`.
const HUNDREDS: &[(&str, u16)] = &[
    ("ثلاث", 300),
    ("ثلث", 300),
    ("أربع", 400),
    ("خمس", 500),
    ("ست", 600),
    ("سبع", 700),
    ("ثمان", 800),
    ("ثماني", 800),
    ("تسع", 900),
];

const ORDINALS: &[(&str, Class)] = &[
    ("أول", Class::Ordinal(1)),
    ("أولى", Class::Ordinal(1)),
    ("حادي", Class::OrdinalOne),
    ("حادية", Class::OrdinalOne),
    ("ثان", Class::Ordinal(2)),
    ("ثاني", Class::Ordinal(2)),
    ("ثانية", Class::Ordinal(2)),
    ("ثالث", Class::Ordinal(3)),
    ("ثالثة", Class::Ordinal(3)),
    ("رابع", Class::Ordinal(4)),
    ("رابعة", Class::Ordinal(4)),
    ("خامس", Class::Ordinal(5)),
    ("خامسة", Class::Ordinal(5)),
    ("سادس", Class::Ordinal(6)),
    ("سادسة", Class::Ordinal(6)),
    ("سابع", Class::Ordinal(7)),
    ("سابعة", Class::Ordinal(7)),
    ("ثامن", Class::Ordinal(8)),
    ("ثامنة", Class::Ordinal(8)),
    ("تاسع", Class::Ordinal(9)),
    ("تاسعة", Class::Ordinal(9)),
    ("عاشر", Class::Ordinal(10)),
    ("عاشرة", Class::Ordinal(10)),
];

const SCALES: &[(&[&str], &[&str], f64)] = &[
    (&["ألف"], &["آلاف", "ألوف"], 1e3),
    (&["مليون"], &["ملايين"], 1e6),
    (&["مليار", "بليون"], &["مليارات", "بلايين", "ملايير"], 1e9),
    (&["تريليون", "ترليون"], &["تريليونات", "ترليونات"], 1e12),
    (&["كوادريليون"], &["كوادريليونات"], 1e15),
];

const PARTS: &[(&str, Class)] = &[
    ("نصف", Class::Part(0.5)),
    ("ثلث", Class::Part(1.0 / 3.0)),
    ("ثلثا", Class::Part(2.0 / 3.0)),
    ("ثلثي", Class::Part(2.0 / 3.0)),
    ("ثلثان", Class::Part(2.0 / 3.0)),
    ("ثلثين", Class::Part(2.0 / 3.0)),
    ("ربع", Class::Part(0.25)),
    ("سدس", Class::Part(1.0 / 6.0)),
    ("خمسي", Class::Part(0.4)),
    ("نصفا", Class::Part(0.5)),
    ("ربعا", Class::Part(0.25)),
    ("سدسا", Class::Part(1.0 / 6.0)),
    ("أنصاف", Class::Parts(2)),
    ("أثلاث", Class::Parts(3)),
    ("أرباع", Class::Parts(4)),
    ("أخماس", Class::Parts(5)),
    ("أسداس", Class::Parts(6)),
    ("أسباع", Class::Parts(7)),
    ("أثمان", Class::Parts(8)),
    ("أتساع", Class::Parts(9)),
    ("أعشار", Class::Parts(10)),
];

const OTHERS: &[(&str, Class)] = &[
    ("عشرات", Class::Group(10.0)),
    ("مئات", Class::Group(100.0)),
    ("مرتين", Class::Implied(2.0, 0.9)),
    ("مرتان", Class::Implied(2.0, 0.9)),
    ("ضعف", Class::Implied(2.0, 0.95)),
    ("ضعفي", Class::Implied(2.0, 0.95)),
    ("ضعفين", Class::Implied(2.0, 0.95)),
    ("مزدوج", Class::Implied(2.0, 0.97)),
    ("مزدوجة", Class::Implied(2.0, 0.97)),
    ("توأم", Class::Implied(2.0, 0.97)),
    ("كلا", Class::Implied(2.0, 0.98)),
    ("كلتا", Class::Implied(2.0, 0.98)),
    ("كلتي", Class::Implied(2.0, 0.98)),
    ("كلاهما", Class::Implied(2.0, 0.98)),
    ("كليهما", Class::Implied(2.0, 0.98)),
    ("كلتاهما", Class::Implied(2.0, 0.98)),
    ("كلتيهما", Class::Implied(2.0, 0.98)),
    ("ثنائي", Class::Implied(2.0, 0.97)),
    ("ثنائية", Class::Implied(2.0, 0.97)),
    ("ثلاثي", Class::Implied(3.0, 0.85)),
    ("ثلاثية", Class::Implied(3.0, 0.85)),
    ("رباعي", Class::Implied(4.0, 0.8)),
    ("رباعية", Class::Implied(4.0, 0.8)),
    ("خماسي", Class::Implied(5.0, 0.8)),
    ("خماسية", Class::Implied(5.0, 0.8)),
    ("سداسي", Class::Implied(6.0, 0.8)),
    ("سداسية", Class::Implied(6.0, 0.8)),
    ("سباعي", Class::Implied(7.0, 0.8)),
    ("سباعية", Class::Implied(7.0, 0.8)),
    ("ثالوث", Class::Implied(3.0, 0.9)),
    ("أولا", Class::Implied(1.0, 0.97)),
    ("ثانيا", Class::Implied(2.0, 0.95)),
    ("ثالثا", Class::Implied(3.0, 0.9)),
    ("رابعا", Class::Implied(4.0, 0.8)),
    ("خامسا", Class::Implied(5.0, 0.8)),
    ("سادسا", Class::Implied(6.0, 0.8)),
    ("سابعا", Class::Implied(7.0, 0.8)),
    ("دزينة", Class::Implied(12.0, 0.5)),
    ("دستة", Class::Implied(12.0, 0.5)),
    ("ألفية", Class::Implied(1000.0, 0.9)),
    ("عشرينيات", Class::Decade(20)),
    ("عشرينات", Class::Decade(20)),
    ("كانون", Class::Month),
    ("تشرين", Class::Month),
    ("ربيع", Class::Month),
    ("جمادى", Class::Month),
];

/// Words that a proclitic would turn into a number but that are another word: `لست` is `I am not`.
const NOT_NUMBERS: &[&str] = &["فكلا", "لضعف", "فضعف", "الضعف", "والضعف", "بالضعف", "للضعف"];

/// Numbers that are rather another word: `لست` is `I am not` more often than `for six`. They answer a number of
/// the other side and ask for none.
const DOUBTFUL: &[&str] = &[
    "لست",
    "كست",
    "بست",
    "فست",
    "ولست",
    "فلست",
    "لتسع",
    "كسبع",
    "بربع",
    "لربع",
    "كربع",
    "لثمان",
    "كثمان",
];
/// How likely these are no number, or one left unsaid.
const DOUBTFUL_UNSAID: f64 = 0.95;

/// Pronouns that are written with the part of what they stand for: `ربعها`.
const PRONOUNS: &[&str] = &["ه", "ها", "هم", "هن", "هما", "نا", "كم"];
/// The forms of parts that stand before a pronoun and are no other word with it, as `خمسه` is.
const PARTS_OF_THEM: &[(&str, f64)] = &[
    ("نصف", 0.5),
    ("ثلث", 1.0 / 3.0),
    ("ثلثا", 2.0 / 3.0),
    ("ثلثي", 2.0 / 3.0),
    ("ربع", 0.25),
    ("خمس", 0.2),
    ("سدس", 1.0 / 6.0),
    ("سبع", 1.0 / 7.0),
    ("تسع", 1.0 / 9.0),
    ("عشر", 0.1),
];
/// Parts that are taken off: `أربعة إلا ربعا`.
const LESS: &[(&str, f64)] = &[
    ("ربعا", 0.25),
    ("ربع", 0.25),
    ("الربع", 0.25),
    ("ثلثا", 1.0 / 3.0),
    ("ثلث", 1.0 / 3.0),
    ("الثلث", 1.0 / 3.0),
    ("نصفا", 0.5),
    ("نصف", 0.5),
    ("النصف", 0.5),
    ("سدسا", 1.0 / 6.0),
];

static LEXICON: LazyLock<Closed<Class>> = LazyLock::new(|| {
    let mut bases: Vec<(String, Class)> = Vec::new();
    let listed = [UNITS, ORDINALS, PARTS, OTHERS].concat();
    bases.extend(listed.iter().map(|(word, class)| (fold(word), *class)));
    for (stem, value) in TENS {
        for ending in ["ون", "ين"] {
            bases.push((fold(&format!("{stem}{ending}")), Class::Tens(*value)));
        }
        if *value > 20 {
            for ending in ["ينيات", "ينات"] {
                bases.push((fold(&format!("{stem}{ending}")), Class::Decade(*value)));
            }
        }
        // A man in his fifties: خمسيني.
        let adjective = Class::Implied(f64::from(*value), 0.9);
        bases.push((fold(&format!("{stem}يني")), adjective));
        bases.push((fold(&format!("{stem}ينية")), adjective));
    }
    // In his fifties, with the pronoun glued on.
    for (stem, value) in TENS {
        for ending in ["ينياته", "ينياتها", "ينياتهم", "يناته", "يناتها", "يناتهم"]
        {
            bases.push((fold(&format!("{stem}{ending}")), Class::Decade(*value)));
        }
    }
    for spelling in ["مئ", "مائ"] {
        bases.push((fold(&format!("{spelling}ة")), Class::Hundred(100)));
        for ending in ["تان", "تين", "تا", "تي"] {
            bases.push((fold(&format!("{spelling}{ending}")), Class::Hundred(200)));
        }
        for (stem, value) in HUNDREDS {
            bases.push((fold(&format!("{stem}{spelling}ة")), Class::Hundred(*value)));
        }
    }
    for (singulars, plurals, value) in SCALES {
        for singular in *singulars {
            bases.push((fold(singular), Class::Scale(*value)));
            bases.push((fold(&format!("{singular}ا")), Class::ScaleEither(*value)));
            for ending in ["ان", "ين", "ي"] {
                bases.push((
                    fold(&format!("{singular}{ending}")),
                    Class::ScaleDual(*value),
                ));
            }
        }
        for plural in *plurals {
            bases.push((fold(plural), Class::ScalePlural(*value)));
        }
    }
    for (stem, value) in PARTS_OF_THEM {
        for pronoun in PRONOUNS {
            let word = fold(&format!("{stem}{pronoun}"));
            // خمسه folds like خمسة.
            if !bases.iter().any(|(known, _)| *known == word) {
                bases.push((word, Class::Part(*value)));
            }
        }
    }
    bases.extend(units::duals().map(|word| (word.to_owned(), Class::Dual)));
    bases.into_iter().collect()
});

/// The word of the table at the end of a folded word, and what is glued before it.
fn look_up(word: &str) -> Option<Entry> {
    let (class, glue) = clitics::find(word, &LEXICON)?;
    // Only what carries a clitic can be another word; the list is short.
    if !glue.is_none() && NOT_NUMBERS.contains(&word) {
        return None;
    }
    Some(Entry {
        class,
        feminine: word.ends_with('ه') || word.ends_with("اولي"),
        joined: glue.joined,
        preposition: glue.preposition,
        article: glue.article,
    })
}

/// Words that stand before a hyphen and digits without making a name of them, folded.
const NOT_NAMES: &[&str] = &[
    "و",
    "ب",
    "ل",
    "ك",
    "ف",
    "ال",
    "بال",
    "وال",
    "لل",
    "فال",
    "كال",
    "من",
    "الي",
    "في",
    "عام",
    "سنه",
    "رقم",
    "م",
    "ص",
    "ه",
    "ق",
    "د",
    "حتي",
    "او",
    "بين",
    "نحو",
    "حوالي",
    "يوم",
    "س",
];

/// The half of the day: `true` after noon. At night it depends on the hour.
fn half_of_day(word: &str, hour: f64) -> Option<bool> {
    match word {
        "صباحا" | "صباح" | "فجرا" | "فجر" | "ص" | "am" => Some(false),
        "ظهرا" | "مساء" | "عصرا" | "عصر" | "ظهر" | "م" | "pm" => Some(true),
        "ليلا" => Some((5.0..12.0).contains(&hour)),
        _ => None,
    }
}

/// The numbers of a text in order.
pub(super) fn read(text: &str, tokens: &[Token]) -> Vec<Numeral> {
    let reader = Reader {
        row: Row { text, tokens },
    };
    let mut out: Vec<Numeral> = Vec::new();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        let found = match token.kind {
            TokenKind::Number => {
                out.extend(reader.sura(index).filter(|sura| {
                    out.last()
                        .is_none_or(|last| last.tokens.end <= sura.tokens.start)
                }));
                reader.digits(index)
            }
            TokenKind::Word => match reader.lex(index) {
                Some(entry) if reader.is_month(index, entry) => {
                    index += 2;
                    continue;
                }
                Some(entry) => reader.words(index, entry),
                None => reader
                    .round(index)
                    .or_else(|| reader.hour(index))
                    .or_else(|| reader.eighth(index))
                    .or_else(|| reader.roman(index)),
            },
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
    reader.one_more(&mut out);
    reader.less(&mut out);
    link_ranges(reader.row, &mut out, |first, between, second| {
        let row = reader.row;
        let after_between = row
            .word_before(first.tokens.start)
            .is_some_and(|word| matches!(word, "بين" | "وبين" | "مابين"));
        match between.len() {
            0 => {
                after_between
                    && reader
                        .lex(second.tokens.start)
                        .is_some_and(|entry| entry.joined)
            }
            1 => match row.word(between.start) {
                Some("الي" | "او" | "حتي") => true,
                Some("و") => after_between,
                _ => false,
            },
            _ => false,
        }
    });
    places(reader.row, &mut out, is_place, true);
    out
}

/// Words behind which the number of a place in a text stands, folded and without what is glued before them.
const PLACES: &[&str] = &[
    "بند",
    "بنود",
    "ماده",
    "فقره",
    "قسم",
    "فصل",
    "باب",
    "جدول",
    "شكل",
    "ملحق",
    "مرفق",
    "قاعده",
    "جزء",
];

/// Whether a place's number stands behind a word.
fn is_place(word: &str) -> bool {
    let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let bare = bare.strip_prefix(['ب', 'ل', 'ك']).unwrap_or(bare);
    let bare = bare
        .strip_prefix("ال")
        .or_else(|| bare.strip_prefix('ل'))
        .unwrap_or(bare);
    PLACES.contains(&word) || PLACES.contains(&bare)
}

/// A count with what its words were.
#[derive(Clone, Copy, Debug)]
struct Term {
    value: f64,
    /// Another value it can have: `ألفا` alone.
    other: Option<f64>,
    /// The smallest magnitude in it, below which more may be added; 1 where nothing may.
    open: f64,
    /// The magnitude of its last word, 1 for none.
    scale: f64,
    end: usize,
    ordinal: bool,
    digits: bool,
    words: bool,
    group: bool,
}

struct Reader<'a> {
    row: Row<'a>,
}

impl Reader<'_> {
    fn lex(&self, index: usize) -> Option<Entry> {
        let word = self.row.word(index)?;
        let entry = look_up(word)?;
        if word == "واحد" {
            // وأحد folds like واحد; its hamza or the ten after it tell them apart.
            let ten = || {
                let next = self.row.word(index + 1).and_then(look_up);
                next.is_some_and(|next| next.class == Class::Ten && !next.joined)
            };
            if self.row.raw(index).contains('أ') || ten() {
                return Some(Entry {
                    class: Class::OneOf,
                    joined: true,
                    ..entry
                });
            }
        }
        Some(entry)
    }

    /// The entry at `index` where nothing is glued before it but perhaps the article.
    fn bare(&self, index: usize) -> Option<Entry> {
        self.lex(index)
            .filter(|entry| !entry.joined && !entry.preposition)
    }

    /// The index of what `و` joins to the number before it.
    fn joined(&self, index: usize) -> Option<usize> {
        if self.row.word(index)? == "و" {
            let next = index + 1;
            return (self.row.is_number(next) || self.bare(next).is_some()).then_some(next);
        }
        self.lex(index)
            .filter(|entry| entry.joined && !entry.preposition)
            .map(|_| index)
    }

    /// The entry at `index` where only `و` is glued before it.
    fn free(&self, index: usize) -> Option<Entry> {
        self.lex(index).filter(|entry| !entry.preposition)
    }

    /// Whether a month's name of two words stands at `index`, of whose first the entry is known.
    fn is_month(&self, index: usize, entry: Entry) -> bool {
        entry.class == Class::Month
            && self
                .bare(index + 1)
                .is_some_and(|entry| entry.article && matches!(entry.class, Class::Ordinal(_)))
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
        numeral.definite = self.lex(start).is_some_and(|entry| entry.article)
            || matches!(
                self.row.word_before(start),
                Some("ال" | "بال" | "وال" | "لل")
            );
        numeral
    }

    fn fraction_sign(&self, index: usize) -> Option<Numeral> {
        let value = vulgar_fraction(&self.row.get(index)?.norm)?;
        if let Some(Class::Scale(scale)) = self.bare(index + 1).map(|entry| entry.class) {
            return Some(self.numeral(
                index,
                index + 2,
                value * scale,
                NumeralKind::Cardinal,
                Written::Mixed,
            ));
        }
        Some(self.numeral(
            index,
            index + 1,
            value,
            NumeralKind::Fraction,
            Written::Digits,
        ))
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
        if let Some(time) = self.time(index) {
            return Some(time);
        }
        if run.fraction {
            if let Some(Class::Scale(scale)) = self.bare(run.end).map(|entry| entry.class) {
                return Some(self.numeral(
                    index,
                    run.end + 1,
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
        if run.plain {
            self.magnitude(index, &mut numeral);
        }
        self.percent(&mut numeral);
        if numeral.kind == NumeralKind::Cardinal && numeral.written == Written::Digits {
            self.named(index, &mut numeral);
            self.century(&mut numeral);
        }
        numeral.span = row.span(&numeral.tokens);
        Some(numeral)
    }

    fn magnitude(&self, index: usize, numeral: &mut Numeral) {
        let end = numeral.tokens.end;
        let counted = self.bare(end).is_some_and(|entry| {
            matches!(
                entry.class,
                Class::Scale(_)
                    | Class::ScaleEither(_)
                    | Class::ScalePlural(_)
                    | Class::Hundred(100)
            )
        });
        if !counted && self.and_a_part(end).is_none() {
            return;
        }
        let Some(total) = self.cardinal(index) else {
            return;
        };
        if total.end <= end {
            return;
        }
        let single = numeral.readings.len() == 1;
        if single {
            numeral.readings = vec![total.value];
        } else {
            let factor = total.value / numeral.value();
            numeral
                .readings
                .iter_mut()
                .for_each(|value| *value *= factor);
        }
        numeral.parts.clear();
        numeral.tokens.end = total.end;
        numeral.scale = total.scale;
        numeral.written = Written::Mixed;
        numeral.unsaid = usual_unsaid(total.value, numeral.kind, numeral.written);
    }

    /// `%`, `٪`, `في المئة`, `بالمائة` after a number, or the sign before it.
    fn percent(&self, numeral: &mut Numeral) {
        let row = self.row;
        let (start, end) = (numeral.tokens.start, numeral.tokens.end);
        let is = |at: usize, list: &[&str]| row.word(at).is_some_and(|word| list.contains(&word));
        if is(end, &["نقطه", "نقاط"]) && is(end + 1, &["اساس"]) {
            numeral.or(numeral.value() / 100.0);
        }
        let one_word = row.is_percent_sign(end) || is(end, &["بالمئه", "بالمائه", "بالميه"]);
        let two_words = (is(end, &["في"]) && is(end + 1, &["المئه", "المائه", "الميه"]))
            || (is(end, &["نقطه", "نقاط"]) && is(end + 1, &["مئويه"]));
        let sign_before = start > 0
            && row.is_percent_sign(start - 1)
            && row.glued(start)
            && !(start > 1 && row.is_number(start - 2) && row.glued(start - 1));
        let past = if one_word {
            Some(end + 1)
        } else if two_words {
            Some(end + 2)
        } else if sign_before {
            numeral.tokens.start -= 1;
            Some(end)
        } else {
            None
        };
        if let Some(past) = past {
            numeral.kind = NumeralKind::Percent;
            numeral.tokens.end = past;
            numeral.unsaid = usual_unsaid(numeral.value(), numeral.kind, numeral.written).min(0.2);
            numeral.span = row.span(&numeral.tokens);
        }
    }

    /// `كوفيد-19`, `G7`.
    fn named(&self, index: usize, numeral: &mut Numeral) {
        let row = self.row;
        let tail = numeral.tokens.end;
        let other_script = |at: usize| {
            row.get(at)
                .and_then(|token| token.lang)
                .is_some_and(|lang| lang.has_case())
        };
        let hyphen = index > 0 && row.is_dash(index - 1);
        let letters_before = index > 0 && row.glued(index) && other_script(index - 1);
        let letters_after = row.glued(tail) && other_script(tail);
        if ((hyphen || letters_before) && row.is_code(index, NOT_NAMES, NOT_NAMES)) || letters_after
        {
            numeral.kind = NumeralKind::Code;
            numeral.unsaid = match numeral.value() {
                _ if row.is_short_name(index) => UNSAID_NAME,
                1.0 => 0.4,
                _ => 0.15,
            };
        }
        if index > 0 && row.is(index - 1, "[") && row.is(tail, "]") {
            numeral.kind = NumeralKind::Code;
            numeral.unsaid = 0.7;
        }
    }

    /// `القرن 19`: an ordinal, whatever its form.
    fn century(&self, numeral: &mut Numeral) {
        let before = self.row.word_before(numeral.tokens.start);
        if before.is_some_and(|word| matches!(word, "القرن" | "والقرن" | "بالقرن" | "للقرن" | "ق"))
        {
            numeral.kind = NumeralKind::Ordinal;
        }
    }

    // ---- times --------------------------------------------------------------------------------------

    /// `الساعة الثانية والنصف`, `الثامنة مساء`, `14:30`, `الساعة 3 عصرا`.
    fn time(&self, index: usize) -> Option<Numeral> {
        let row = self.row;
        let announced = row.word_before(index).is_some_and(|word| {
            matches!(word, "الساعه" | "بالساعه" | "والساعه" | "للساعه" | "ساعه")
        });
        let (hour, minute, end) = if let Some(time) =
            announced.then(|| self.slash_time(index)).flatten()
        {
            time
        } else if row.is_number(index) {
            let run = row.digits(index);
            match (run.clock, &run.parts[..]) {
                (Some((hour, minute)), _) => (f64::from(hour), Some(f64::from(minute)), run.end),
                (None, [hour, minute]) if !run.fraction && *hour <= 24.0 && *minute < 60.0 => {
                    (*hour, Some(*minute), run.end)
                }
                (None, []) => (row.integer(index)?, None, run.end),
                _ => return None,
            }
        } else {
            let entry = self.lex(index)?;
            let hour_word = entry.article
                && entry.feminine
                && matches!(
                    entry.class,
                    Class::Ordinal(2..) | Class::OrdinalOne | Class::Unit(1)
                );
            if !hour_word {
                return None;
            }
            if entry.class == Class::Unit(1) {
                (1.0, None, index + 1)
            } else {
                let (hour, end, _) = self.below_hundred(index)?;
                (hour, None, end)
            }
        };
        if hour > 24.0 || hour.fract() != 0.0 {
            return None;
        }
        let colon = row.is_number(index) && row.is(index + 1, ":") && minute.is_some();
        let (minute, mut at) = match minute {
            Some(minute) => (minute, end),
            None => self.minutes(end),
        };
        // `قطار العاشرة والربع`: such a part of a feminine ordinal is one of an hour.
        let told = row.word(index).is_some()
            && hour <= 12.0
            && at > end
            && (row.word(end) == Some("الا")
                || self.free(end).is_some_and(|entry| {
                    entry.joined && entry.article && matches!(entry.class, Class::Part(_))
                }));
        let half = self.day_part(at, hour, announced || colon);
        if let Some((_, past)) = half {
            at = past;
        }
        if !(announced || colon || told || half.is_some()) {
            return None;
        }
        // A span of hours, `24 ساعة`, is no time of day; neither is a ratio.
        let words = row.word(index).is_some();
        let written = if words {
            Written::Words
        } else {
            Written::Digits
        };
        let mut numeral = self.numeral(index, at, hour, NumeralKind::Time, written);
        let (clock_hour, clock_minute) = if minute < 0.0 {
            ((hour as u16 + 11) % 12, (60.0 + minute) as u16)
        } else {
            (hour as u16, minute as u16)
        };
        numeral.parts = vec![hour, minute.abs()];
        numeral.clock = Some(Clock::new(
            if clock_hour == 0 && half.is_some() {
                12
            } else {
                clock_hour
            },
            clock_minute,
            half.map(|(pm, _)| pm),
        ));
        Some(numeral)
    }

    /// `05/15` of a time: the minutes come first where the line runs to the left, as in reports of the United
    /// Nations; elsewhere the hour does. Which it is shows where only one of them can be the hour.
    fn slash_time(&self, index: usize) -> Option<(f64, Option<f64>, usize)> {
        let row = self.row;
        let slash = row.is(index + 1, "/") && row.glued(index + 1) && row.glued(index + 2);
        let short = |at: usize| row.get(at).is_some_and(|token| token.norm.len() <= 2);
        if !slash || !short(index) || !short(index + 2) || row.is(index + 3, "/") {
            return None;
        }
        let (first, second) = (row.integer(index)?, row.integer(index + 2)?);
        let hour_first = first <= 24.0 && second < 60.0;
        let hour_last = second <= 24.0 && first < 60.0;
        let (hour, minute) = if hour_last && !(hour_first && second == 0.0) {
            (second, first)
        } else if hour_first {
            (first, second)
        } else {
            return None;
        };
        Some((hour, Some(minute), index + 3))
    }

    /// The part of the day at `index`, and what follows it.
    fn day_part(&self, index: usize, hour: f64, sure: bool) -> Option<(bool, usize)> {
        let row = self.row;
        let word = row.word(index)?;
        if matches!(word, "بعد" | "قبل") {
            return match row.word(index + 1)? {
                "الظهر" => Some((word == "بعد", index + 2)),
                "منتصف" if word == "بعد" => Some((false, index + 3)),
                _ => None,
            };
        }
        if matches!(word, "من") {
            let next = row.word(index + 1)?;
            let part = next.strip_prefix("ال").unwrap_or(next);
            return (part.chars().count() > 1)
                .then(|| half_of_day(part, hour))
                .flatten()
                .map(|pm| (pm, index + 2));
        }
        // A single letter is a metre or a page where no time is spoken of.
        if word.chars().count() == 1 && !sure {
            return None;
        }
        half_of_day(word, hour).map(|pm| (pm, index + 1))
    }

    /// Minutes past or, negative, to the hour; and what follows them.
    fn minutes(&self, index: usize) -> (f64, usize) {
        let row = self.row;
        let until = matches!(row.word(index), Some("الا"));
        let at = if until {
            Some(index + 1)
        } else {
            self.joined(index)
        };
        let Some(at) = at else { return (0.0, index) };
        let sign = if until { -1.0 } else { 1.0 };
        let tanwin = row.word(at).and_then(|word| match word {
            "ربعا" | "وربعا" => Some(15.0),
            "ثلثا" | "وثلثا" => Some(20.0),
            _ => None,
        });
        if let Some(minutes) = tanwin {
            return (sign * minutes, at + 1);
        }
        if let Some(Class::Part(part)) = self.free(at).map(|entry| entry.class) {
            return (sign * (part * 60.0).round(), at + 1);
        }
        let Some(term) = self.below_thousand(at) else {
            return (0.0, index);
        };
        let named = row
            .word(term.end)
            .is_some_and(|word| matches!(word, "دقيقه" | "دقائق" | "دقيقتان" | "دقيقتين"));
        if named && term.value < 60.0 {
            (sign * term.value, term.end + 1)
        } else {
            (0.0, index)
        }
    }

    // ---- words --------------------------------------------------------------------------------------

    /// The number that starts at `index` with a word of the table.
    fn words(&self, index: usize, entry: Entry) -> Option<Numeral> {
        let row = self.row;
        if let Some(time) = self.time(index) {
            return Some(time);
        }
        match entry.class {
            Class::Month => None,
            Class::Parts(_) => None,
            Class::Zero => {
                Some(self.numeral(index, index + 1, 0.0, NumeralKind::Cardinal, Written::Words))
            }
            Class::OneOf | Class::TwoOf | Class::OrdinalOne => {
                self.count(index).filter(|found| found.tokens.len() > 1)
            }
            Class::Unit(2)
                if entry.article
                    && matches!(row.word(index), Some(word) if word.ends_with("اثنين")) =>
            {
                // Monday, unless it makes a compound.
                self.count(index).filter(|found| found.tokens.len() > 1)
            }
            Class::Ordinal(2) if self.is_unit_of_time(index, entry) => None,
            Class::Part(part) => self.part(index, part),
            Class::Decade(value) => Some(self.decade(index, value)),
            Class::Implied(value, unsaid) => {
                let mut numeral = self.numeral(
                    index,
                    index + 1,
                    value,
                    NumeralKind::Implied,
                    Written::Words,
                );
                numeral.unsaid = unsaid;
                if value == 1000.0 {
                    // The millennium began in 2000.
                    numeral.or(2000.0);
                }
                Some(numeral)
            }
            Class::Dual => {
                let mut numeral =
                    self.numeral(index, index + 1, 2.0, NumeralKind::Cardinal, Written::Words);
                numeral.unsaid = 0.6;
                if matches!(
                    self.bare(index + 1).map(|next| next.class),
                    Some(Class::Unit(2))
                ) {
                    numeral.tokens.end += 1;
                } else if let Some((part, end)) = self.and_a_part(index + 1) {
                    numeral.readings = vec![2.0 + part];
                    numeral.tokens.end = end;
                    numeral.unsaid = 0.2;
                }
                numeral.span = row.span(&numeral.tokens);
                Some(numeral)
            }
            Class::Unit(below @ (5 | 7 | 9)) if !entry.feminine && self.has_damma(index) => {
                Some(self.one_of(index, f64::from(below)))
            }
            Class::Ten if !entry.feminine && self.has_damma(index) => {
                Some(self.one_of(index, 10.0))
            }
            Class::Unit(5 | 7 | 9) | Class::Ten if !entry.feminine && !entry.article => {
                let mut count = self.count(index)?;
                // A count stands before no article: خمس السكان is a fifth, and may be five of the years all the same.
                let of = row.get(index + 1).is_some_and(|next| {
                    next.kind == TokenKind::Word
                        && next.norm.starts_with("ال")
                        && self.lex(index + 1).is_none()
                });
                if of && count.tokens.len() == 1 {
                    count.or(1.0 / count.value());
                }
                Some(count)
            }
            _ => self.count(index),
        }
    }

    /// Whether the first letter of the word at `index`, behind its article, carries the vowel of a part: `خُمس`.
    fn has_damma(&self, index: usize) -> bool {
        let raw = self.row.raw(index);
        let from = raw
            .chars()
            .skip_while(|c| !matches!(c, 'خ' | 'س' | 'ت' | 'ع'));
        let vowel = from.skip(1).find(|c| *c != '\u{0651}');
        vowel == Some('\u{064F}')
    }

    /// One in so many.
    fn one_of(&self, index: usize, below: f64) -> Numeral {
        let mut part = self.numeral(
            index,
            index + 1,
            1.0 / below,
            NumeralKind::Fraction,
            Written::Words,
        );
        // “The poorest fifth” of another language may be read as an ordinal.
        part.or(below);
        part
    }

    /// Whether `ثانية` at `index` measures time: a number counts it, or it says `per second`.
    fn is_unit_of_time(&self, index: usize, entry: Entry) -> bool {
        if !entry.feminine || index == 0 {
            return false;
        }
        let row = self.row;
        let counted = row.is_number(index - 1)
            || self.lex(index - 1).is_some_and(|before| {
                matches!(
                    before.class,
                    Class::Tens(_) | Class::Ten | Class::Hundred(_)
                )
            });
        let rate = entry.article && row.word_before(index) == Some("في");
        (counted && !entry.article && !entry.joined) || (rate && self.after_a_number(index))
    }

    fn after_a_number(&self, index: usize) -> bool {
        (2..=4).any(|back| {
            index
                .checked_sub(back)
                .is_some_and(|at| self.row.is_number(at))
        })
    }

    /// `ثلاثة وعشرون`, `خمس عشرة`, `الثانية والأربعين`, with nothing but `و` and the article glued before it.
    fn below_hundred(&self, index: usize) -> Option<(f64, usize, bool)> {
        self.free(index)
            .and_then(|entry| self.below_hundred_from(index, entry))
    }

    /// The same, where the first word may carry a preposition.
    fn any_below_hundred(&self, index: usize) -> Option<(f64, usize, bool)> {
        self.lex(index)
            .and_then(|entry| self.below_hundred_from(index, entry))
    }

    fn below_hundred_from(&self, index: usize, first: Entry) -> Option<(f64, usize, bool)> {
        let (unit, ordinal, alone) = match first.class {
            Class::Unit(n) => (n, false, true),
            Class::OneOf => (1, false, false),
            Class::TwoOf => (2, false, false),
            Class::Ordinal(n @ 1..10) => (n, true, true),
            Class::OrdinalOne => (1, true, false),
            Class::Ordinal(n) => return Some((f64::from(n), index + 1, true)),
            Class::Ten => return Some((10.0, index + 1, false)),
            Class::Tens(n) => return Some((f64::from(n), index + 1, false)),
            _ => return None,
        };
        // `أحد عشر` and `الثالث عشر`, but not `واحد عشر`.
        let teen = self.bare(index + 1).is_some_and(|next| {
            next.class == Class::Ten && (!next.article || first.article) && (unit != 1 || !alone)
        });
        if teen {
            return Some((f64::from(unit) + 10.0, index + 2, ordinal));
        }
        if let Some(at) = self.joined(index + 1)
            && let Some(next) = self.free(at)
            && let Class::Tens(tens) = next.class
            // `بين ثلاثة والعشرين` is two numbers: both or none carry the article.
            && (next.article == first.article || first.preposition)
        {
            return Some((f64::from(unit + tens), at + 1, ordinal));
        }
        alone.then_some((f64::from(unit), index + 1, ordinal))
    }

    /// A count below a thousand in words, or any digits.
    fn below_thousand(&self, index: usize) -> Option<Term> {
        let mut term = Term {
            value: 0.0,
            other: None,
            open: 1.0,
            scale: 1.0,
            end: index,
            ordinal: false,
            digits: false,
            words: true,
            group: false,
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
            return Some(term);
        }
        let hundred = match self.lex(index)?.class {
            Class::Hundred(value) => Some((f64::from(value), index + 1)),
            Class::Unit(n @ 3..) => match self.bare(index + 1).map(|next| next.class) {
                Some(Class::Hundred(100)) => Some((f64::from(n) * 100.0, index + 2)),
                _ => None,
            },
            _ => None,
        };
        if let Some((value, end)) = hundred {
            term.value = value;
            term.end = end;
            term.scale = 100.0;
            if let Some((rest, end, ordinal)) = self
                .joined(end)
                .filter(|_| !self.after_between(index))
                .and_then(|at| self.below_hundred(at))
            {
                // `مئة وثلاثة آلاف` is two numbers unless the thousands count both; the reader of terms decides.
                term.value += rest;
                term.end = end;
                term.ordinal = ordinal;
                term.scale = 1.0;
            }
            return Some(term);
        }
        let (value, end, ordinal) = self.any_below_hundred(index)?;
        term.value = value;
        term.end = end;
        term.ordinal = ordinal;
        Some(term)
    }

    fn after_between(&self, index: usize) -> bool {
        matches!(self.row.word_before(index), Some("بين" | "وبين" | "مابين"))
    }

    /// A count with its magnitude: `خمسة وعشرون ألفا`, `مليوني`, `1.5 مليون`, `عشرات الآلاف`.
    fn term(&self, index: usize) -> Option<Term> {
        let alone = |value: f64, other: Option<f64>, scale: f64, group: bool| Term {
            value,
            other,
            open: scale,
            scale,
            end: index + 1,
            ordinal: false,
            digits: false,
            words: true,
            group,
        };
        let mut term = match self.lex(index).map(|entry| entry.class) {
            Some(Class::Scale(scale)) => alone(scale, None, scale, false),
            Some(Class::ScaleDual(scale)) => alone(2.0 * scale, None, scale, false),
            Some(Class::ScaleEither(scale)) => alone(2.0 * scale, Some(scale), scale, false),
            Some(Class::ScalePlural(scale)) => alone(scale, None, scale, true),
            Some(Class::Group(value)) => alone(value, None, 1.0, true),
            Some(Class::Part(value)) => alone(value, None, 1.0, false),
            _ => self.below_thousand(index)?,
        };
        if term.ordinal {
            return Some(term);
        }
        while let Some(next) = self.bare(term.end) {
            let (scale, plural) = match next.class {
                Class::Scale(scale) | Class::ScaleEither(scale) => (scale, false),
                Class::ScalePlural(scale) => (scale, true),
                _ => break,
            };
            // `ألف مليون`, `آلاف الملايين`: a larger magnitude counts the smaller.
            if term.scale >= 1000.0 && scale <= term.scale {
                break;
            }
            if plural && !term.group && !term.digits && term.value < 1.0 {
                break;
            }
            term.value *= scale;
            term.other = None;
            term.open = scale;
            term.scale = if term.scale >= 1000.0 {
                term.scale * scale
            } else {
                scale
            };
            term.end += 1;
            term.words = true;
        }
        Some(term)
    }

    /// A whole count: terms of falling magnitude joined by `و`, and a fraction.
    fn cardinal(&self, index: usize) -> Option<Term> {
        let mut total = self.term(index)?;
        let between = self.after_between(index);
        while !total.ordinal && !total.group && total.open >= 1000.0 && !between {
            let Some(next) = self.joined(total.end).and_then(|at| self.term(at)) else {
                break;
            };
            // `عام ألفين و20` adds up, `مليون و500 ألف` too; `ألف و2000` does not.
            if next.value >= total.open || next.group || next.value < 1.0 {
                break;
            }
            total.value += next.value;
            total.other = None;
            total.open = if next.scale >= 1000.0 { next.open } else { 1.0 };
            total.scale = next.scale;
            total.end = next.end;
            total.ordinal = next.ordinal;
            total.digits |= next.digits;
            total.words |= next.words;
        }
        if total.ordinal || total.group {
            return Some(total);
        }
        if let Some((part, end)) = self.and_a_part(total.end) {
            let whole = if total.scale >= 1000.0 {
                total.scale
            } else {
                1.0
            };
            total.value += part * whole;
            total.other = total.other.map(|other| other + part * whole);
            total.end = end;
            total.words = true;
            if let Some(Class::Scale(scale)) = self.bare(end).map(|entry| entry.class) {
                if whole == 1.0 {
                    total.value *= scale;
                    total.scale = scale;
                }
                // `مليون ونصف المليون` names the magnitude again.
                if whole == 1.0 || whole == scale {
                    total.end = end + 1;
                }
            }
        }
        Some(total)
    }

    /// `ونصف`, `والربع` at `index`: the part and what follows it.
    fn and_a_part(&self, index: usize) -> Option<(f64, usize)> {
        let at = self.joined(index)?;
        let entry = self.free(at)?;
        let Class::Part(part) = entry.class else {
            return None;
        };
        // `الخمسة والربع` is a time that was not announced, the same sum.
        Some((part, at + 1))
    }

    /// A count in words, or a fraction that begins with one.
    fn count(&self, index: usize) -> Option<Numeral> {
        if let Some(numeral) = self.counted_parts(index) {
            return Some(numeral);
        }
        let term = self.cardinal(index)?;
        // `ألف ست أوبرات`: he composed six operas. A thousand is joined to what follows.
        let counts_on = self.bare(term.end).is_some_and(|next| {
            !next.article && matches!(next.class, Class::Unit(_) | Class::Ten | Class::Tens(_))
        });
        if term.scale == 1000.0 && term.end == index + 1 && counts_on {
            return None;
        }
        let kind = if term.group {
            NumeralKind::Group
        } else if term.ordinal {
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
        if let Some(other) = term.other {
            numeral.or(other);
        }
        self.percent(&mut numeral);
        if numeral.kind == NumeralKind::Cardinal && numeral.tokens.len() == 1 {
            self.ambiguous(index, &mut numeral);
        }
        if kind == NumeralKind::Ordinal {
            self.age_by_decade(index, &mut numeral);
        }
        Some(numeral)
    }

    /// Readings of single words that are more than a count.
    fn ambiguous(&self, index: usize, numeral: &mut Numeral) {
        let Some(entry) = self.lex(index) else { return };
        let word = self.row.word(index).unwrap_or_default();
        if DOUBTFUL.contains(&word) {
            numeral.unsaid = DOUBTFUL_UNSAID;
        }
        match entry.class {
            // الألفي and its like are names of families.
            Class::ScaleDual(_) if entry.article && word.ends_with('ي') => {
                numeral.unsaid = DOUBTFUL_UNSAID;
            }
            // A fifth is written like five.
            Class::Unit(n @ (5 | 7 | 9)) if !entry.feminine => {
                numeral.or(1.0 / f64::from(n));
                numeral.unsaid = numeral.unsaid.max(0.35);
            }
            Class::Ten if !entry.feminine => {
                numeral.or(0.1);
                numeral.unsaid = numeral.unsaid.max(0.35);
            }
            Class::Unit(6) if !entry.feminine => numeral.unsaid = numeral.unsaid.max(0.45),
            Class::Scale(scale) if scale >= 1e6 => numeral.unsaid = 0.3,
            _ => {}
        }
    }

    /// `في العقد الخامس من عمره`: in his forties.
    fn age_by_decade(&self, index: usize, numeral: &mut Numeral) {
        let before = self.row.word_before(index);
        if before.is_some_and(|word| word.ends_with("العقد")) {
            numeral.or((numeral.value() - 1.0) * 10.0);
        }
        if before.is_some_and(|word| matches!(word, "مره")) {
            numeral.unsaid = numeral.unsaid.max(0.97);
        }
    }

    /// `ثلاثة أرباع المليون`, `أربعة أخماس`.
    fn counted_parts(&self, index: usize) -> Option<Numeral> {
        let (above, end, ordinal) = self.any_below_hundred(index)?;
        if ordinal || above > 10.0 {
            return None;
        }
        match self.bare(end)?.class {
            Class::Parts(below) => Some(self.scaled_part(index, end + 1, above / f64::from(below))),
            _ => None,
        }
    }

    fn scaled_part(&self, start: usize, end: usize, value: f64) -> Numeral {
        let mut value = value;
        let mut end = end;
        let mut kind = NumeralKind::Fraction;
        while let Some(Class::Scale(scale)) = self.bare(end).map(|entry| entry.class) {
            value *= scale;
            end += 1;
            kind = NumeralKind::Cardinal;
        }
        let mut numeral = self.numeral(start, end, value, kind, Written::Words);
        if kind == NumeralKind::Fraction {
            self.percent(&mut numeral);
        }
        numeral
    }

    /// `نصف`, `ثلثي المليون`, `سنة ونصف`.
    fn part(&self, index: usize, part: f64) -> Option<Numeral> {
        let row = self.row;
        let next = row.word(index + 1);
        let finals = |word: &str| word.contains("نهائي");
        let adjective = next.is_some_and(|word| {
            matches!(
                word,
                "سنوي" | "سنويه" | "شهري" | "شهريه" | "دائري" | "دائريه"
            )
        });
        if next.is_some_and(finals) {
            return self.round(index);
        }
        if adjective {
            return None;
        }
        let mut numeral = self.scaled_part(index, index + 1, part);
        if numeral.kind == NumeralKind::Fraction {
            let entry = self.lex(index)?;
            // `الربع الأول` is a part of the year.
            numeral.unsaid = if same_part(part, 0.25) && entry.article {
                0.75
            } else {
                0.5
            };
            let unit_before = row.word_before(index).and_then(units::look_up).is_some();
            if entry.joined && unit_before {
                let counted =
                    index >= 2 && (row.is_number(index - 2) || self.lex(index - 2).is_some());
                if !counted {
                    numeral.readings.insert(0, 1.0 + part);
                }
            } else if entry.joined && !entry.article {
                // `ملعقة صغيرة ونصف`: whatever is named is one of it.
                numeral.or(1.0 + part);
            }
            if DOUBTFUL.contains(&row.word(index).unwrap_or_default()) {
                numeral.unsaid = DOUBTFUL_UNSAID;
            }
        }
        Some(numeral)
    }

    /// The teams of a round of a cup that is named without their number: `المربع الذهبي`, `ربع النهائي`.
    fn round(&self, index: usize) -> Option<Numeral> {
        let row = self.row;
        let (word, next) = (row.word(index)?, row.word(index + 1)?);
        let word = word
            .strip_prefix(['و', 'ب', 'ل'])
            .filter(|rest| rest.chars().count() > 2)
            .unwrap_or(word);
        let teams = match word {
            "المربع" | "مربع" if next == "الذهبي" => 4.0,
            "نصف" | "النصف" if next.contains("نهائي") => 4.0,
            "ربع" | "الربع" if next.contains("نهائي") => 8.0,
            "ثمن" | "الثمن" if next.contains("نهائي") => 16.0,
            _ => return None,
        };
        Some(self.numeral(
            index,
            index + 1,
            teams,
            NumeralKind::Implied,
            Written::Words,
        ))
    }

    /// `منتصف الليل`, which tells an hour without a number.
    fn hour(&self, index: usize) -> Option<Numeral> {
        let row = self.row;
        let word = row.word(index)?;
        let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
        let bare = bare.strip_prefix(['ب', 'ل']).unwrap_or(bare);
        let (noon, end) = match (bare, row.word(index + 1)) {
            ("منتصف", Some("الليل")) => (false, index + 2),
            ("منتصف", Some("النهار")) => (true, index + 2),
            _ => return None,
        };
        let mut numeral = self.numeral(index, end, 12.0, NumeralKind::Implied, Written::Words);
        numeral.clock = Some(Clock::new(12, 0, Some(noon)));
        Some(numeral)
    }

    /// `الثُّمن`: without its vowels the price as well, so that it answers an eighth and asks for none.
    fn eighth(&self, index: usize) -> Option<Numeral> {
        let word = self.row.word(index).filter(|word| word.contains("ثمن"))?;
        let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
        let bare = bare.strip_prefix(['ب', 'ل', 'ك']).unwrap_or(bare);
        let bare = bare.strip_prefix("ال").unwrap_or(bare);
        let rest = bare.strip_prefix("ثمن")?;
        if !rest.is_empty() && !PRONOUNS.contains(&rest) {
            return None;
        }
        let raw = self.row.raw(index);
        let mut after = raw.chars().skip_while(|c| *c != 'ث').skip(1);
        let vowel = after.find(|c| *c != '\u{0651}');
        let mut numeral = self.numeral(
            index,
            index + 1,
            0.125,
            NumeralKind::Fraction,
            Written::Words,
        );
        if vowel != Some('\u{064F}') {
            numeral.unsaid = DOUBTFUL_UNSAID;
        }
        Some(numeral)
    }

    /// The sura that is named before the number of a verse at `index`: `(يوسف: 18)`. Another text may number it.
    fn sura(&self, index: usize) -> Option<Numeral> {
        let row = self.row;
        let mut end = index;
        let verse = |at: usize| {
            matches!(
                row.word(at),
                Some("ايه" | "الايه" | "الايات" | "الايتان" | "الايتين")
            )
        };
        let mut mark = false;
        for _ in 0..2 {
            let Some(at) = end.checked_sub(1) else { break };
            if verse(at) || row.is_any(at, &[":", "،", ",", "/"]) {
                mark |= !verse(at);
                end = at;
            }
        }
        for length in [2, 1] {
            let Some(start) = end.checked_sub(length) else {
                continue;
            };
            let Some(number) = suras::number((start..end).map(|at| row.word(at))) else {
                continue;
            };
            let Some(before) = start.checked_sub(1) else {
                continue;
            };
            let announced = row.is_any(before, &["(", "[", "{", "﴾"])
                || mark && row.is_any(before, &["؛", ";"])
                || row
                    .word(before)
                    .is_some_and(|word| word.trim_start_matches(['و', 'ب', 'ل']) == "سوره");
            if announced {
                return Some(self.numeral(
                    start,
                    end,
                    f64::from(number),
                    NumeralKind::Implied,
                    Written::Words,
                ));
            }
        }
        None
    }

    /// `ألف ليلة وليلة`: so many things and the same thing again are one more.
    fn one_more(&self, numerals: &mut [Numeral]) {
        for numeral in numerals {
            let end = numeral.tokens.end;
            let again = || {
                let thing = self.row.word(end)?;
                let next = self.row.word(end + 1)?.strip_prefix('و')?;
                Some(thing.chars().count() > 2 && next == thing)
            };
            if numeral.kind == NumeralKind::Cardinal
                && numeral.value() >= 100.0
                && again() == Some(true)
            {
                let more = numeral.value() + 1.0;
                numeral.readings.insert(0, more);
            }
        }
    }

    /// `أربعة دنانير إلا ربعا`, `ساعة إلا ثلثا`.
    fn less(&self, numerals: &mut Vec<Numeral>) {
        let row = self.row;
        let taken_off = |index: usize| {
            let word = row
                .word(index + 1)
                .filter(|_| row.word(index) == Some("الا"))?;
            LESS.iter()
                .find(|(part, _)| *part == word)
                .map(|(_, part)| *part)
        };
        for index in 1..row.tokens.len() {
            let Some(part) = taken_off(index) else {
                continue;
            };
            // A time has read it already.
            if numerals
                .iter()
                .any(|numeral| numeral.tokens.contains(&index))
            {
                continue;
            }
            let counted = numerals.iter_mut().rfind(|numeral| {
                let between = numeral.tokens.end..index;
                between.start <= index
                    && between.len() <= 2
                    && between.into_iter().all(|at| row.word(at).is_some())
            });
            let alone = counted.is_none();
            if let Some(numeral) = counted {
                let whole = if numeral.scale >= 1000.0 {
                    numeral.scale
                } else {
                    1.0
                };
                let less = numeral.value() - part * whole;
                numeral.readings.insert(0, less);
            } else if row.word_before(index).and_then(units::look_up).is_none() {
                continue;
            }
            numerals.retain(|numeral| numeral.tokens.start != index + 1);
            if alone {
                let at = numerals.partition_point(|numeral| numeral.tokens.start < index);
                let numeral = self.numeral(
                    index,
                    index + 2,
                    1.0 - part,
                    NumeralKind::Fraction,
                    Written::Words,
                );
                numerals.insert(at, numeral);
            }
        }
    }

    /// `ثمانينيات القرن العشرين`, `الثمانينيات من القرن الماضي`.
    fn decade(&self, index: usize, value: u8) -> Numeral {
        let row = self.row;
        let value = f64::from(value);
        let mut numeral =
            self.numeral(index, index + 1, value, NumeralKind::Decade, Written::Words);
        let mut at = index + 1;
        at += usize::from(row.word(at) == Some("من"));
        if matches!(row.word(at), Some("القرن" | "هذا")) {
            at += 1 + usize::from(row.word(at) == Some("هذا"));
            let century = match row.word(at) {
                Some("الماضي" | "المنصرم" | "الفائت") => Some((20.0, at + 1)),
                Some("الحالي" | "الجاري") => Some((21.0, at + 1)),
                _ => row
                    .integer(at)
                    .map(|century| (century, at + 1))
                    .or_else(|| {
                        self.below_hundred(at)
                            .map(|(century, end, _)| (century, end))
                    }),
            };
            if let Some((century, end)) = century {
                numeral.readings = vec![(century - 1.0) * 100.0 + value];
                numeral.tokens.end = end;
                numeral.span = row.span(&numeral.tokens);
                return numeral;
            }
        }
        numeral.or(1900.0 + value);
        numeral.or(1800.0 + value);
        numeral.or(2000.0 + value);
        numeral
    }

    /// `بنديكتوس XVI`.
    fn roman(&self, index: usize) -> Option<Numeral> {
        let raw = self.row.raw(index);
        let value = roman(raw).filter(|_| raw.len() > 1)?;
        Some(self.numeral(
            index,
            index + 1,
            f64::from(value),
            NumeralKind::Roman,
            Written::Digits,
        ))
    }
}

fn same_part(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}
