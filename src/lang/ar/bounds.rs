//! Arabic words that make a number a limit: `أكثر من 70`, `لا يزيد على 70`. Words are given folded.

use crate::lang::TokenKind;
use crate::lang::numerals::{Bound, Row};

/// Elatives before `من`.
const ABOVE: &[&str] = &["اكثر", "اعلي", "اكبر", "اطول", "ازيد", "اثقل"];
const BELOW: &[&str] = &["اقل", "ادني", "اصغر", "اقصر", "اخف"];
/// Verbs before `عن` and `على`.
const ABOVE_BY: &[&str] = &[
    "يزيد", "تزيد", "يزد", "تزد", "زاد", "زادت", "يربو", "تربو", "ينيف",
];
const BELOW_BY: &[&str] = &["يقل", "تقل", "قل", "قلت"];
/// Verbs that have the number as their object.
const BEYOND: &[&str] = &[
    "يتجاوز",
    "تتجاوز",
    "تجاوز",
    "تجاوزت",
    "تجاوزوا",
    "يتجاوزون",
    "متجاوزا",
    "متجاوزه",
    "يفوق",
    "تفوق",
    "فاق",
    "فاقت",
    "يتخطي",
    "تتخطي",
    "تخطي",
    "تخطت",
    "يتعدي",
    "تتعدي",
    "تعدي",
    "تعدت",
    "يتعد",
    "تتعد",
    "يتخط",
    "تتخط",
];
/// Words that deny a limit, or may.
const NEGATIVE: &[&str] = &[
    "لا",
    "لم",
    "لن",
    "ليس",
    "ليست",
    "ليسوا",
    "دون",
    "بدون",
    "عدم",
    "غير",
    "نادرا",
    "قلما",
    "الا",
    "بالا",
    "سوي",
    "ابدا",
    "يكاد",
    "تكاد",
    "بالكاد",
    "ان",
    "اذا",
    "لو",
    "هل",
];
/// How far before the limit a word that denies it is looked for.
const REACH: usize = 8;
/// How many words may stand between a verb and its number: `لا تتجاوز المسافة 5 كيلومترات`.
const SUBJECT: usize = 3;

/// A word without a conjunction or a preposition written with it.
fn bare(word: &str) -> &str {
    word.strip_prefix(['و', 'ف', 'ب', 'ل', 'ك'])
        .filter(|rest| rest.chars().count() > 2)
        .unwrap_or(word)
}

/// The limit that the words before the number at `start` make of it.
pub(super) fn before(row: Row<'_>, start: usize) -> Option<Bound> {
    let mut at = start;
    while let Some(token) = row.before(at) {
        let small = token.kind == TokenKind::Symbol || &*token.norm == "ال";
        if !small {
            break;
        }
        at -= 1;
    }
    let (bound, mut from) = limit(row, at)?;
    let denial = |index: usize| {
        let word = row.word(index)?;
        let plain = word.strip_prefix(['و', 'ف']).unwrap_or(word);
        // ألا is أن لا; إلا folds alike.
        let never = matches!(plain, "الا" | "بالا") && row.raw(index).contains('أ');
        Some(never || matches!(plain, "لا" | "لم" | "لن" | "ليس" | "ليست"))
    };
    let denied = from.checked_sub(1).and_then(denial) == Some(true);
    let bound = if denied {
        from -= 1;
        bound.reversed()
    } else {
        bound
    };
    // A negation further off turns the limit round as well, or doesn't.
    let doubtful = (from.saturating_sub(REACH)..from)
        .filter_map(|index| row.word(index))
        .any(|word| NEGATIVE.contains(&word) || NEGATIVE.contains(&bare(word)));
    (!doubtful).then_some(bound)
}

/// The limit whose words end before `at`, and where they start.
fn limit(row: Row<'_>, at: usize) -> Option<(Bound, usize)> {
    let first = row.word_before(at)?;
    let verb = |verbs: &[&str], from: usize| {
        (from.saturating_sub(SUBJECT)..from)
            .rev()
            .take_while(|index| row.word(*index).is_some())
            .find(|index| {
                row.word(*index)
                    .is_some_and(|word| verbs.contains(&word) || verbs.contains(&bare(word)))
            })
    };
    match first {
        "من" => {
            let index = at.checked_sub(2)?;
            let word = row.word(index)?;
            let is = |list: &[&str]| list.contains(&word) || list.contains(&bare(word));
            if is(ABOVE) {
                Some((Bound::Above, index))
            } else {
                is(BELOW).then_some((Bound::Below, index))
            }
        }
        "عن" | "علي" => verb(BELOW_BY, at - 1)
            .map(|index| (Bound::Below, index))
            .or_else(|| verb(ABOVE_BY, at - 1).map(|index| (Bound::Above, index))),
        "فوق" => Some((Bound::Above, at - 1)),
        "دون" | "تحت" => Some((Bound::Below, at - 1)),
        _ => verb(BEYOND, at).map(|index| (Bound::Above, index)),
    }
}
