//! English words that make a number a limit: `more than 70`, `no more than 70`.

use crate::lang::TokenKind;
use crate::lang::numerals::{Bound, Row};

/// Words before `than` with what they make of the number.
const ABOVE: &[&str] = &[
    "more", "greater", "higher", "longer", "older", "larger", "bigger", "heavier",
];
const BELOW: &[&str] = &[
    "less", "fewer", "lower", "shorter", "younger", "smaller", "lighter",
];
/// Words that deny a limit, or may.
const NEGATIVE: &[&str] = &[
    "no", "not", "never", "cannot", "without", "nor", "neither", "hardly", "rarely", "seldom",
    "barely", "scarcely", "unable", "nobody", "none", "nothing", "few", "fail", "failed", "fails",
    "unless", "if", "whether",
];
/// How far before the limit a word that denies it is looked for.
const REACH: usize = 8;

fn is_negative(word: &str) -> bool {
    NEGATIVE.contains(&word) || word.ends_with("n't")
}

/// The limit that the words before the number at `start` make of it.
pub(super) fn before(row: Row<'_>, start: usize) -> Option<Bound> {
    let mut at = start;
    while let Some(token) = row.before(at) {
        let small = token.kind == TokenKind::Symbol
            || matches!(&*token.norm, "a" | "an" | "the" | "some" | "us" | "about");
        if !small {
            break;
        }
        at -= 1;
    }
    let (second, first) = (
        at.checked_sub(2).and_then(|index| row.word(index)),
        row.word_before(at)?,
    );
    let (bound, from) = match (second, first) {
        (Some(word), "than") if ABOVE.contains(&word) => (Bound::Above, at - 2),
        (Some(word), "than") if BELOW.contains(&word) => (Bound::Below, at - 2),
        (Some("at"), "least") | (Some("upwards" | "excess" | "minimum"), "of") => {
            (Bound::Above, at - 2)
        }
        (Some("at"), "most") | (Some("up"), "to") | (Some("maximum"), "of") => {
            (Bound::Below, at - 2)
        }
        (
            _,
            "over" | "above" | "exceed" | "exceeds" | "exceeded" | "exceeding" | "surpass"
            | "surpassed" | "surpasses" | "surpassing" | "topped",
        ) => (Bound::Above, at - 1),
        (_, "under" | "below") => (Bound::Below, at - 1),
        _ => return None,
    };
    let denied = row.word_before(from).is_some_and(|word| {
        matches!(word, "no" | "not" | "never" | "cannot") || word.ends_with("n't")
    });
    let (bound, from) = if denied {
        (bound.reversed(), from - 1)
    } else {
        (bound, from)
    };
    // A negation further off turns the limit round as well, or doesn't.
    let doubtful = (from.saturating_sub(REACH)..from)
        .filter_map(|index| row.word(index))
        .any(is_negative);
    (!doubtful).then_some(bound)
}
