//! Arabic words of dates.

use crate::lang::Token;
use crate::lang::ar::{clitics, fold};
use crate::lang::closed::Closed;
use crate::lang::dates::{self, Date, Month, Relative, Sure, Word, Words};
use crate::lang::numerals::{Calendar, Numeral, Row};
use crate::text::Map;
use std::ops::Range;
use std::sync::LazyLock;

/// Weekdays with their article; without it they are other words and names.
const WEEKDAYS: [&[&str]; 7] = [
    &["الاثنين", "الإثنين"],
    &["الثلاثاء"],
    &["الأربعاء"],
    &["الخميس"],
    &["الجمعة"],
    &["السبت"],
    &["الأحد"],
];

/// Civil months: the names of Egypt and the Gulf, of the Levant and Iraq, of the Maghreb.
const GREGORIAN: &[(&str, u8, Sure)] = &[
    ("يناير", 1, Sure::Always),
    ("جانفي", 1, Sure::Always),
    ("فبراير", 2, Sure::Always),
    ("شباط", 2, Sure::Always),
    ("فيفري", 2, Sure::Always),
    ("مارس", 3, Sure::Context),
    ("آذار", 3, Sure::Always),
    ("أبريل", 4, Sure::Always),
    ("إبريل", 4, Sure::Always),
    ("أفريل", 4, Sure::Always),
    ("نيسان", 4, Sure::Context),
    ("مايو", 5, Sure::Always),
    ("أيار", 5, Sure::Always),
    ("ماي", 5, Sure::Number),
    ("يونيو", 6, Sure::Always),
    ("يونيه", 6, Sure::Always),
    ("حزيران", 6, Sure::Always),
    ("جوان", 6, Sure::Number),
    ("يوليو", 7, Sure::Always),
    ("يوليه", 7, Sure::Always),
    ("يوليوز", 7, Sure::Always),
    ("تموز", 7, Sure::Always),
    ("جويلية", 7, Sure::Always),
    ("أغسطس", 8, Sure::Always),
    ("آب", 8, Sure::Context),
    ("غشت", 8, Sure::Context),
    ("أوت", 8, Sure::Number),
    ("سبتمبر", 9, Sure::Always),
    ("أيلول", 9, Sure::Always),
    ("شتنبر", 9, Sure::Always),
    ("أكتوبر", 10, Sure::Always),
    ("أوكتوبر", 10, Sure::Always),
    ("نوفمبر", 11, Sure::Always),
    ("نونبر", 11, Sure::Always),
    ("ديسمبر", 12, Sure::Always),
    ("دجنبر", 12, Sure::Always),
];

const HIJRI: &[(&str, u8, Sure)] = &[
    ("محرم", 1, Sure::Number),
    ("صفر", 2, Sure::Number),
    ("رجب", 7, Sure::Number),
    ("شعبان", 8, Sure::Number),
    ("رمضان", 9, Sure::Always),
    ("شوال", 10, Sure::Number),
];

const PERSIAN: &[(&str, u8, Sure)] = &[
    ("فروردين", 1, Sure::Always),
    ("أرديبهشت", 2, Sure::Always),
    ("خرداد", 3, Sure::Always),
    ("تير", 4, Sure::Number),
    ("مرداد", 5, Sure::Always),
    ("شهريور", 6, Sure::Always),
    ("مهر", 7, Sure::Number),
    ("آبان", 8, Sure::Number),
    ("آذر", 9, Sure::Number),
    ("دي", 10, Sure::Number),
    ("بهمن", 11, Sure::Number),
    ("إسفند", 12, Sure::Number),
];

/// The first word of a month of two, the calendar, and each second word with its month.
type Pair = (&'static str, Calendar, &'static [(&'static str, u8)]);

/// Months of two words.
const PAIRS: &[Pair] = &[
    (
        "كانون",
        Calendar::Gregorian,
        &[("الأول", 12), ("أول", 12), ("الثاني", 1), ("ثاني", 1)],
    ),
    (
        "تشرين",
        Calendar::Gregorian,
        &[("الأول", 10), ("أول", 10), ("الثاني", 11), ("ثاني", 11)],
    ),
    (
        "ربيع",
        Calendar::Hijri,
        &[("الأول", 3), ("الآخر", 4), ("الثاني", 4)],
    ),
    (
        "جمادى",
        Calendar::Hijri,
        &[("الأولى", 5), ("الآخرة", 6), ("الثانية", 6)],
    ),
    ("ذو", Calendar::Hijri, &[("القعدة", 11), ("الحجة", 12)]),
    ("ذي", Calendar::Hijri, &[("القعدة", 11), ("الحجة", 12)]),
];

const DAYS: &[(&str, i8)] = &[
    ("أمس", -1),
    ("البارحة", -1),
    ("اليوم", 0),
    ("الليلة", 0),
    ("غدا", 1),
    ("الغد", 1),
    ("غد", 1),
];

/// Adjectives that place a week, a month or a year.
const SHIFTS: &[(&str, i8)] = &[
    ("الماضي", -1),
    ("الماضية", -1),
    ("المنصرم", -1),
    ("المنصرمة", -1),
    ("الفائت", -1),
    ("الفائتة", -1),
    ("السابق", -1),
    ("السابقة", -1),
    ("الجاري", 0),
    ("الجارية", 0),
    ("الحالي", 0),
    ("الحالية", 0),
    ("المقبل", 1),
    ("المقبلة", 1),
    ("القادم", 1),
    ("القادمة", 1),
    ("التالي", 1),
    ("التالية", 1),
];

/// Words before which or after which a doubtful name is a month, folded.
const BEFORE_MONTHS: &[&str] = &[
    "شهر",
    "في",
    "منذ",
    "حتي",
    "خلال",
    "اوائل",
    "اواخر",
    "مطلع",
    "منتصف",
    "نهايه",
    "بدايه",
    "بين",
    "الي",
    "اوايل",
    "وشهر",
    "بشهر",
    "لشهر",
    "قبل",
    "بعد",
    "شهري",
];

/// What a word of the table does in a date.
#[derive(Clone, Copy, Debug)]
enum Entry {
    Word(Word),
    /// The first word of a month of two, as an index into [`PAIRS`].
    Pair(usize),
    Shift(i8),
    /// `الأسبوع`, `الشهر`, `العام`.
    Span(fn(i8) -> Relative),
    This,
}

/// What a word is, and whether it must carry the article, may not, or may.
type Listed = (Entry, Option<bool>);

/// The words without their article.
static LEXICON: LazyLock<Closed<Listed>> = LazyLock::new(|| {
    let mut map: Map<Box<str>, Listed> = Map::default();
    let mut add = |word: &str, entry: Entry| {
        let folded = fold(word);
        match folded.strip_prefix("ال") {
            Some(bare) => map.insert(bare.into(), (entry, Some(true))),
            None => map.insert(folded.into(), (entry, Some(false))),
        };
    };
    for (number, names) in (1..).zip(WEEKDAYS) {
        for name in names {
            add(name, Entry::Word(Word::Weekday(number, Sure::Always)));
        }
    }
    for (calendar, names) in [
        (Calendar::Gregorian, GREGORIAN),
        (Calendar::Hijri, HIJRI),
        (Calendar::Persian, PERSIAN),
    ] {
        for (name, number, sure) in names {
            let month = Month {
                calendar,
                number: *number,
            };
            add(name, Entry::Word(Word::Month(month, *sure)));
        }
    }
    for (index, (first, _, _)) in PAIRS.iter().enumerate() {
        add(first, Entry::Pair(index));
    }
    for (word, days) in DAYS {
        add(word, Entry::Word(Word::Relative(Relative::Day(*days))));
    }
    for (word, shift) in SHIFTS {
        add(word, Entry::Shift(*shift));
    }
    for (word, span) in [
        ("الأسبوع", Relative::Week as fn(i8) -> Relative),
        ("الشهر", Relative::Month),
        ("العام", Relative::Year),
        ("السنة", Relative::Year),
        ("العامين", Relative::Year),
    ] {
        add(word, Entry::Span(span));
    }
    for word in ["هذا", "هذه"] {
        add(word, Entry::This);
    }
    // These go with and without their article.
    for word in ["امس", "محرم"] {
        if let Some((_, article)) = map.get_mut(word) {
            *article = None;
        }
    }
    map.into_iter().collect()
});

fn entry(row: Row<'_>, index: usize) -> Option<Entry> {
    let word = row.word(index)?;
    let ((entry, article), glue) = clitics::find(word, &LEXICON)?;
    if article.is_some_and(|article| article != glue.article) {
        return None;
    }
    match entry {
        _ if glue.is_none() => Some(entry),
        // With `و` before it, مارس is most likely `and he practised`; a short name with any clitic is another word.
        Entry::Word(Word::Month(month, Sure::Context)) if !glue.article => {
            let name = Entry::Word(Word::Month(month, Sure::Number));
            (word.chars().count() > 3).then_some(name)
        }
        Entry::Word(Word::Month(_, Sure::Number)) if word.chars().count() <= 3 => None,
        _ => Some(entry),
    }
}

/// A weekday without its article, which the words before it tell: `كل ثلاثاء`, `يوم جمعة`. Of `كل أحد` (everybody)
/// and `كل اثنين` (each two) only the word for day before them makes one.
fn bare_weekday(row: Row<'_>, index: usize) -> Option<u8> {
    let word = row.word(index)?;
    let before = row.word_before(index)?;
    let each = |word: &str| matches!(word, "كل" | "وكل" | "بكل" | "لكل");
    let day = matches!(before, "يوم" | "ويوم" | "بيوم" | "ليوم");
    if !day && !each(before) {
        return None;
    }
    let (listed, glue) = clitics::find(word, &LEXICON)?;
    let (Entry::Word(Word::Weekday(weekday, _)), true) = (listed.0, glue.is_none()) else {
        return None;
    };
    let each_day = || {
        index
            .checked_sub(2)
            .and_then(|at| row.word(at))
            .is_some_and(each)
    };
    let sure = match weekday {
        1 | 7 => day && each_day(),
        _ => true,
    };
    sure.then_some(weekday)
}

struct Arabic;

/// The first words of the months as the Levant and Iraq name them, folded.
const LEVANTINE: &[&str] = &[
    "كانون",
    "شباط",
    "اذار",
    "نيسان",
    "ايار",
    "حزيران",
    "تموز",
    "اب",
    "ايلول",
    "تشرين",
];

impl Words for Arabic {
    fn names_twice(&self, row: Row<'_>, one: &Range<usize>, other: &Range<usize>) -> bool {
        let levantine = |tokens: &Range<usize>| {
            // It is known to be a month, so that its end tells which, whatever is written together with it.
            row.word(tokens.start)
                .is_some_and(|word| LEVANTINE.iter().any(|name| word.ends_with(name)))
        };
        levantine(one) != levantine(other)
    }

    fn look_up(&self, row: Row<'_>, index: usize) -> Option<(Word, usize)> {
        if let Some(day) = bare_weekday(row, index) {
            return Some((Word::Weekday(day, Sure::Always), index + 1));
        }
        match entry(row, index)? {
            Entry::Word(Word::Weekday(7, _))
                if matches!(row.word(index + 1), Some("عشر" | "عشره")) =>
            {
                None
            }
            // `the two`, not Monday.
            Entry::Word(Word::Weekday(1, _))
                if matches!(
                    row.word_before(index),
                    Some("كلا" | "كلي" | "بين" | "هذين" | "هذان" | "احد")
                ) || matches!(row.word(index + 1), Some("معا")) =>
            {
                None
            }
            Entry::Word(Word::Relative(Relative::Day(-1)))
                if index > 0 && matches!(row.word(index - 1), Some("اول")) =>
            {
                Some((Word::Relative(Relative::Day(-2)), index + 1))
            }
            Entry::Word(word) => Some((word, index + 1)),
            Entry::Pair(pair) => {
                let (_, calendar, seconds) = PAIRS.get(pair)?;
                let second = row.word(index + 1)?;
                let (_, number) = seconds.iter().find(|(name, _)| fold(name) == second)?;
                let month = Month {
                    calendar: *calendar,
                    number: *number,
                };
                Some((Word::Month(month, Sure::Always), index + 2))
            }
            Entry::Span(span) => match entry(row, index + 1) {
                Some(Entry::Shift(shift)) => Some((Word::Relative(span(shift)), index + 2)),
                _ => None,
            },
            Entry::This => match entry(row, index + 1) {
                Some(Entry::Span(span)) => Some((Word::Relative(span(0)), index + 2)),
                _ => None,
            },
            Entry::Shift(_) => None,
        }
    }

    fn context(&self, row: Row<'_>, tokens: &Range<usize>) -> bool {
        let before = row
            .word_before(tokens.start)
            .is_some_and(|word| BEFORE_MONTHS.contains(&word));
        let after = matches!(entry(row, tokens.end), Some(Entry::Shift(_)));
        // آذار/مارس
        let slash = |at: usize| row.is_any(at, &["/", "(", "-", "\\"]);
        let month = |at: usize| {
            matches!(
                entry(row, at),
                Some(Entry::Word(Word::Month(_, Sure::Always)) | Entry::Pair(_))
            )
        };
        let doubled = (slash(tokens.end) && month(tokens.end + 1))
            || (tokens.start >= 2 && slash(tokens.start - 1) && month(tokens.start - 2));
        // `قبل مارس` but not `قبل مارس الضغط`: a clause would follow a verb with its object.
        before || after || doubled
    }

    fn announced(&self, row: Row<'_>, tokens: &Range<usize>) -> bool {
        matches!(
            row.word_before(tokens.start),
            Some("شهر" | "وشهر" | "بشهر" | "لشهر" | "شهري" | "هلال")
        )
    }

    fn day_first(&self) -> bool {
        true
    }

    fn joins_day(&self, word: &str) -> bool {
        matches!(word, "من" | "شهر" | "ل")
    }

    fn joins_year(&self, word: &str) -> bool {
        matches!(
            word,
            "من" | "عام" | "سنه" | "العام" | "السنه" | "لعام" | "لسنه"
        )
    }

    fn joins_weekday(&self, word: &str) -> bool {
        matches!(
            word,
            "الموافق" | "في" | "الماضي" | "المقبل" | "القادم" | "يوم" | "بتاريخ"
        )
    }

    fn era(&self, row: Row<'_>, index: usize) -> Option<Calendar> {
        match row.word(index)? {
            "ه" | "هجري" | "هجريه" | "للهجره" => match row.word(index + 1) {
                Some("شمسي" | "شمسيه") => Some(Calendar::Persian),
                _ => Some(Calendar::Hijri),
            },
            "شمسي" | "شمسيه" => Some(Calendar::Persian),
            _ => None,
        }
    }

    fn announces_year(&self, word: &str) -> bool {
        matches!(
            word,
            "عام"
                | "سنه"
                | "لعام"
                | "لسنه"
                | "بعام"
                | "وعام"
                | "العام"
                | "السنه"
                | "عامي"
                | "الاعوام"
                | "منذ"
                | "في"
                | "حتي"
                | "الي"
                | "بين"
                | "موسم"
                | "يونيو"
                | "صيف"
                | "ربيع"
                | "خريف"
                | "شتاء"
        )
    }
}

/// The dates of a text in order.
pub(super) fn read(text: &str, tokens: &[Token], numerals: &mut [Numeral]) -> Vec<Date> {
    dates::read(Row { text, tokens }, numerals, &Arabic)
}

/// The name of a weekday, 1 for Monday.
pub(super) fn weekday_name(day: u8) -> Option<&'static str> {
    WEEKDAYS
        .get(usize::from(day).checked_sub(1)?)
        .and_then(|names| names.first())
        .copied()
}

/// The name of a civil month that most Arabic papers use.
pub(super) fn month_name(month: Month) -> Option<&'static str> {
    GREGORIAN
        .iter()
        .find(|(_, number, _)| *number == month.number)
        .map(|(name, _, _)| *name)
        .filter(|_| month.calendar == Calendar::Gregorian)
}
