//! Two numbers of a sentence that have changed places: 435 bridges and 254 tunnels for 254 bridges and 435 tunnels.

use super::BeadContext;
use super::words::{Linked, WordAt};
use crate::lang::compare::agreement;
use crate::lang::numerals::{Numeral, NumeralKind};
use crate::lang::{Analysis, TokenKind};
use crate::text::{Side, Span};

/// Links weaker than this don't tell what a number counts.
const LINK: f32 = 0.45;
/// Words of content behind a number that may tell what it counts.
const BEHIND: usize = 2;
/// A sentence with more numbers is a table, whose columns nobody can tell apart by their neighbours.
const MOST: usize = 8;

/// A number of a side, and the words beside it.
struct Counted<'a> {
    segment: usize,
    numeral: &'a Numeral,
    beside: Vec<WordAt>,
}

/// Two numbers that changed places, each with where it stands on the source's and on the target's side.
pub(super) struct Exchanged {
    /// The first of the source and where it stands in the target.
    pub one: [(usize, Span); 2],
    /// The other.
    pub other: [(usize, Span); 2],
}

/// The numbers of a bead that changed places; none where two pairs did, for then the sentence is put otherwise.
pub(super) fn exchanged(cx: &BeadContext<'_>) -> Option<Exchanged> {
    let (source, target) = (counted(cx, Side::Source), counted(cx, Side::Target));
    if source.len() < 2 || target.len() < 2 || source.len() > MOST || target.len() > MOST {
        return None;
    }
    let both: Vec<(&Counted<'_>, &Counted<'_>)> = source
        .iter()
        .filter_map(|one| {
            let there = only(one.numeral, &target)?;
            let back = only(there.numeral, &source)?;
            std::ptr::eq(back.numeral, one.numeral).then_some((one, there))
        })
        .collect();
    if both.len() < 2 {
        return None;
    }
    let linked = Linked::new(cx);
    let mut found = both.iter().enumerate().flat_map(|(index, first)| {
        both[index + 1..]
            .iter()
            .filter(|second| crossed(&linked, first, second))
            .map(move |second| (first, second))
    });
    let (Some((first, second)), None) = (found.next(), found.next()) else {
        return None;
    };
    let at = |counted: &Counted<'_>| (counted.segment, counted.numeral.span);
    Some(Exchanged {
        one: [at(first.0), at(first.1)],
        other: [at(second.0), at(second.1)],
    })
}

/// Whether the words beside each of two numbers are translated beside the other, and none beside its own.
fn crossed(
    linked: &Linked<'_>,
    (first, first_there): &(&Counted<'_>, &Counted<'_>),
    (second, second_there): &(&Counted<'_>, &Counted<'_>),
) -> bool {
    let linked_from_to =
        |from: &Counted<'_>, not: &Counted<'_>, to: &Counted<'_>, nor: &Counted<'_>| {
            from.beside
                .iter()
                .filter(|word| !not.beside.contains(word))
                .any(|word| {
                    linked
                        .partners(Side::Source, *word)
                        .any(|(there, strength)| {
                            strength >= LINK
                                && to.beside.contains(&there)
                                && !nor.beside.contains(&there)
                        })
                })
        };
    let near = |from: &Counted<'_>, to: &Counted<'_>| {
        from.beside.iter().any(|word| {
            linked
                .partners(Side::Source, *word)
                .any(|(there, strength)| strength >= LINK && to.beside.contains(&there))
        })
    };
    linked_from_to(first, second, second_there, first_there)
        && linked_from_to(second, first, first_there, second_there)
        && !near(first, first_there)
        && !near(second, second_there)
}

/// The number of a side that says what a number of the other says, where it is the only one.
fn only<'b, 'a>(numeral: &Numeral, side: &'b [Counted<'a>]) -> Option<&'b Counted<'a>> {
    let mut like = side
        .iter()
        .filter(|other| agreement(numeral, other.numeral) > 0.0);
    match (like.next(), like.next()) {
        (Some(only), None) if agreement(numeral, only.numeral) >= 0.8 => Some(only),
        _ => None,
    }
}

fn counted<'a>(cx: &BeadContext<'a>, side: Side) -> Vec<Counted<'a>> {
    cx.segments(side)
        .flat_map(|(segment, _, analysis)| {
            // With the article a number stands behind what it counts (مبارياته العشر).
            let numerals = analysis.numerals.iter().filter(|numeral| {
                let first = analysis.tokens.get(numeral.tokens.start);
                matches!(
                    numeral.kind,
                    NumeralKind::Cardinal | NumeralKind::Percent | NumeralKind::Fraction
                ) && first.is_none_or(|word| analysis.lang.article(&word.norm).is_none())
            });
            numerals.map(move |numeral| Counted {
                segment,
                numeral,
                beside: beside(segment, analysis, numeral),
            })
        })
        .collect()
}

/// The words of content behind a number, up to the next number or mark: what it counts.
fn beside(segment: usize, analysis: &Analysis, numeral: &Numeral) -> Vec<WordAt> {
    (numeral.tokens.end..analysis.tokens.len())
        .map_while(|at| Some((at, analysis.tokens.get(at)?)))
        .take_while(|(at, token)| {
            !matches!(token.kind, TokenKind::Punctuation | TokenKind::Number)
                && !analysis
                    .numerals
                    .iter()
                    .any(|other| other.tokens.contains(at))
        })
        .filter(|(_, token)| {
            token.kind == TokenKind::Word && !analysis.lang.is_stop_word(&token.norm)
        })
        .take(BEHIND)
        .map(|(at, _)| (segment, at))
        .collect()
}
