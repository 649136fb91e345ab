//! What several checks of marks and characters need: neighbours of a place, the bead of a segment, and one finding
//! for what is a habit of the whole text.

use super::Context;
use crate::findings::{Finding, Rule, Severity};
use crate::lang::{Token, TokenKind, is_ignorable};
use crate::text::{Side, Span};

/// How many places of a habit are listed.
const LISTED: usize = 50;

/// The bead of each segment of a side.
pub(super) fn beads(cx: &Context<'_>, side: Side) -> Vec<usize> {
    let mut of = vec![0; cx.bitext.half(side).segments.len()];
    for (index, bead) in cx.bitext.beads.iter().enumerate() {
        if let Some(slots) = of.get_mut(bead.side(side)) {
            slots.fill(index);
        }
    }
    of
}

/// The character before a place, format characters left out.
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().rev().find(|c| !is_ignorable(*c))
}

/// The character at or after a place, format characters left out.
pub(super) fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().find(|c| !is_ignorable(*c))
}

/// Whether the place lies in code, a link or an address.
pub(super) fn in_code(tokens: &[Token], at: usize) -> bool {
    let next = tokens.partition_point(|token| token.span.end <= at);
    tokens
        .get(next)
        .is_some_and(|token| token.kind == TokenKind::Code && token.span.start <= at)
}

/// The marks and signs of a text that lie in no code, link or address, with their places.
pub(super) fn signs<'a>(
    text: &'a str,
    tokens: &'a [Token],
) -> impl DoubleEndedIterator<Item = (usize, char)> {
    tokens
        .iter()
        .filter(|token| matches!(token.kind, TokenKind::Punctuation | TokenKind::Symbol))
        .filter_map(|token| Some((token.span.start, token.span.of(text).chars().next()?)))
}

/// The token that ends at a place.
pub(super) fn token_before(tokens: &[Token], at: usize) -> Option<&Token> {
    let next = tokens.partition_point(|token| token.span.end < at);
    tokens.get(next).filter(|token| token.span.end == at)
}

/// The last token that ends at a place or before it.
pub(super) fn last_token(tokens: &[Token], at: usize) -> Option<&Token> {
    let next = tokens.partition_point(|token| token.span.end <= at);
    tokens.get(next.checked_sub(1)?)
}

/// The first token that starts at a place or after it.
pub(super) fn next_token(tokens: &[Token], at: usize) -> Option<&Token> {
    tokens.get(tokens.partition_point(|token| token.span.start < at))
}

/// The longest stretch of text that is looked at around a mark, in bytes. A text may be one long run of marks or
/// one long word, and to look further from each mark would take the square of its length.
pub(super) const NEAR: usize = 240;

/// The text up to a place, at most [`NEAR`] bytes of it.
pub(super) fn near_before(text: &str, at: usize) -> &str {
    let mut start = at.saturating_sub(NEAR);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    text.get(start..at).unwrap_or("")
}

/// The text from a place on, at most [`NEAR`] bytes of it.
pub(super) fn near_after(text: &str, at: usize) -> &str {
    let mut end = (at + NEAR).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(at..end).unwrap_or("")
}

/// A few words from a place on, for a message.
pub(super) fn excerpt(text: &str, from: usize) -> String {
    let near = near_after(text, from);
    let mut words = near.split_whitespace();
    let mut out: Vec<&str> = words.by_ref().take(4).collect();
    if words.next().is_some() || from + near.len() < text.len() {
        out.push("…");
    }
    shorten(&out.join(" "))
}

/// The last few words before a place, for a message.
pub(super) fn words_before(text: &str, at: usize) -> String {
    let near = near_before(text, at);
    let words: Vec<&str> = near.split_whitespace().collect();
    shorten(&words[words.len().saturating_sub(3)..].join(" "))
}

fn shorten(words: &str) -> String {
    const LONGEST: usize = 60;
    if words.chars().count() <= LONGEST {
        return words.to_owned();
    }
    words.chars().take(LONGEST).chain(['…']).collect()
}

/// A place of the target and what would stand there instead, where that is known.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub segment: usize,
    pub span: Span,
    pub replacement: Option<String>,
}

/// One finding for all spots of one kind: at the first, with the others as related places. `fixed` says whether the
/// replacements are safe.
pub(super) fn habit(
    cx: &Context<'_>,
    rule: &'static Rule,
    confidence: f64,
    spots: &[Spot],
    safe: bool,
    message: String,
    help: &str,
) -> Option<Finding> {
    let first = spots.first()?;
    let mut finding = Finding::new(rule, confidence, message, help);
    if let Some(bead) = beads(cx, Side::Target).get(first.segment) {
        finding = finding.in_bead(*bead);
    }
    let mut edits = Vec::new();
    for (index, spot) in spots.iter().enumerate() {
        let Some(place) = cx.place(Side::Target, spot.segment, spot.span) else {
            continue;
        };
        let verbatim = cx
            .bitext
            .target
            .segments
            .get(spot.segment)
            .is_some_and(|segment| segment.text.is_verbatim(spot.span));
        if let Some(replacement) = &spot.replacement
            && verbatim
        {
            edits.push(crate::findings::Edit {
                place: place.clone(),
                replacement: replacement.clone(),
            });
        }
        if index == 0 {
            finding = finding.target(place);
        } else if index < LISTED {
            finding = finding.related(place, "here too");
        }
    }
    if !edits.is_empty() {
        finding.fix = Some(crate::findings::Fix { safe, edits });
    }
    Some(finding)
}

/// The severity of what may be a slip or a habit: many in one text are a habit, and a habit is a matter of style.
pub(super) fn slip_or_habit(count: usize) -> Severity {
    if count > 3 {
        Severity::Info
    } else {
        Severity::Warning
    }
}
