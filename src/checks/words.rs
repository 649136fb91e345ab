//! What the checks of accuracy and consistency share: words in their surroundings, links by word, word diffs.

use super::BeadContext;
use crate::bitext::WordLink;
use crate::lang::{Token, TokenKind};
use crate::text::{Side, Span};
use std::ops::Range;

/// Whether a word of a cased script is written as names, abbreviations and brands are: with a capital anywhere, hard
/// against a digit, or as a part of a name of a file or a host.
pub(super) fn is_name_like(tokens: &[Token], index: usize, text: &str) -> bool {
    let Some(token) = tokens.get(index) else {
        return false;
    };
    let number = |other: Option<&Token>| other.is_some_and(|t| t.kind == TokenKind::Number);
    // A name of a file or a host: word, full stop, word without a space between.
    let dotted = |at: Option<usize>, word: Option<usize>| {
        let token = |index: Option<usize>| index.and_then(|index| tokens.get(index));
        token(at).is_some_and(|mark| matches!(&*mark.norm, "." | "_" | "/" | "\\" | "@"))
            && token(word).is_some_and(|word| word.kind == TokenKind::Word)
            && token(at.max(word)).is_some_and(|last| last.glued)
    };
    let after = tokens.get(index + 1).is_some_and(|next| next.glued)
        && dotted(Some(index + 1), Some(index + 2));
    let before = token.glued
        && dotted(index.checked_sub(1), index.checked_sub(2))
        && tokens
            .get(index.saturating_sub(1))
            .is_some_and(|mark| mark.glued);
    token.span.of(text).chars().any(char::is_uppercase)
        || after
        || before
        || token.glued && number(index.checked_sub(1).and_then(|before| tokens.get(before)))
        || tokens
            .get(index + 1)
            .is_some_and(|next| next.glued && next.kind == TokenKind::Number)
}

/// Marks that enclose words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// Round or square brackets.
    Brackets,
    /// Quotation marks.
    Quotes,
}

/// The innermost brackets or quotation marks around a run of tokens, with the tokens between them.
pub(super) fn enclosure(
    tokens: &[Token],
    text: &str,
    run: Range<usize>,
) -> Option<(Marks, Range<usize>)> {
    let mark = |index: usize| -> char {
        tokens
            .get(index)
            .filter(|token| token.kind != TokenKind::Word)
            .and_then(|token| token.span.of(text).chars().next())
            .unwrap_or(' ')
    };
    // A straight mark opens where it stands before a word hard against it.
    let opens = |index: usize| {
        matches!(mark(index), '"' | '\'')
            && tokens.get(index + 1).is_some_and(|next| next.glued)
            && (index == 0 || tokens.get(index).is_some_and(|token| !token.glued))
    };
    let mut depth = 0usize;
    for index in (0..run.start.min(tokens.len())).rev() {
        let (marks, closing): (Marks, &[char]) = match mark(index) {
            '(' | '[' if depth == 0 => (Marks::Brackets, &[')', ']']),
            '(' | '[' => {
                depth -= 1;
                continue;
            }
            ')' | ']' => {
                depth += 1;
                continue;
            }
            '«' => (Marks::Quotes, &['»']),
            '\u{201C}' => (Marks::Quotes, &['\u{201D}']),
            '\u{2018}' => (Marks::Quotes, &['\u{2019}']),
            '"' | '\'' if opens(index) => (Marks::Quotes, &['"', '\'']),
            '»' | '\u{201D}' | '"' => return None,
            _ => continue,
        };
        let close = (run.end..tokens.len()).find(|at| closing.contains(&mark(*at)))?;
        return Some((marks, index + 1..close));
    }
    None
}

/// The span of a run of tokens.
pub(super) fn span_of(tokens: &[Token], run: Range<usize>) -> Option<Span> {
    let first = tokens.get(run.start)?;
    let last = tokens.get(run.end.checked_sub(1)?)?;
    Some(first.span.cover(last.span))
}

/// A word: segment, token.
pub(super) type WordAt = (usize, usize);

/// The links of a bead, from either side.
#[derive(Debug, Default)]
pub(super) struct Linked<'a> {
    by_source: Vec<&'a WordLink>,
    by_target: Vec<&'a WordLink>,
}

impl<'a> Linked<'a> {
    pub fn new(cx: &BeadContext<'a>) -> Self {
        let mut by_source: Vec<&WordLink> = cx.links().iter().collect();
        by_source.sort_by_key(|link| link.source);
        let mut by_target = by_source.clone();
        by_target.sort_by_key(|link| link.target);
        Self {
            by_source,
            by_target,
        }
    }

    /// The links of a word of a side.
    pub fn of(&self, side: Side, word: WordAt) -> &[&'a WordLink] {
        let own = |link: &WordLink| match side {
            Side::Source => link.source,
            Side::Target => link.target,
        };
        let links = match side {
            Side::Source => &self.by_source,
            Side::Target => &self.by_target,
        };
        let from = links.partition_point(|link| own(link) < word);
        let rest = links.get(from..).unwrap_or_default();
        let count = rest.iter().take_while(|link| own(link) == word).count();
        rest.get(..count).unwrap_or_default()
    }

    /// The words of the other side that a word is linked with, with the strengths.
    pub fn partners(&self, side: Side, word: WordAt) -> impl Iterator<Item = (WordAt, f32)> {
        self.of(side, word).iter().map(move |link| match side {
            Side::Source => (link.target, link.strength),
            Side::Target => (link.source, link.strength),
        })
    }

    /// The strength of a word's best link.
    pub fn best(&self, side: Side, word: WordAt) -> f32 {
        self.of(side, word)
            .iter()
            .map(|link| link.strength)
            .fold(0.0, f32::max)
    }
}

/// How many words around a place are looked at for its surroundings.
const SURROUNDINGS: usize = 2;
/// How far from a place the translation of a word beside the other place may stand.
const REACH: usize = 3;
/// Links weaker than this say nothing about surroundings.
const SURE_LINK: f32 = 0.3;

/// How many of the words beside a place of a side are translated beside a place of the other side.
pub(super) fn neighbours_in_common(
    cx: &BeadContext<'_>,
    linked: &Linked<'_>,
    side: Side,
    (segment, token): WordAt,
    (other_segment, other): WordAt,
) -> usize {
    let tokens = cx.cx.tokens(side, segment);
    let words = |range: Range<usize>| {
        range.filter(|index| {
            tokens
                .get(*index)
                .is_some_and(|token| token.kind == TokenKind::Word)
        })
    };
    let before: Vec<usize> = words(token.saturating_sub(6)..token).collect();
    let after = words(token + 1..(token + 7).min(tokens.len()));
    before
        .iter()
        .rev()
        .copied()
        .take(SURROUNDINGS)
        .chain(after.take(SURROUNDINGS))
        .filter(|index| {
            linked
                .partners(side, (segment, *index))
                .any(|((found_in, at), strength)| {
                    strength >= SURE_LINK
                        && found_in == other_segment
                        && at.abs_diff(other) <= REACH
                })
        })
        .count()
}

/// At most this many characters of a text are quoted in a message.
const EXCERPT: usize = 60;

/// The beginning of a text, for a message.
pub(super) fn excerpt(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= EXCERPT {
        return text.to_owned();
    }
    let mut out: String = text.chars().take(EXCERPT).collect();
    if let Some(space) = out.rfind(' ') {
        out.truncate(space);
    }
    out.push('…');
    out
}

/// What differs between two texts, word by word: `[-only in a-]` and `{+only in b+}`, equal words as they stand.
pub(super) fn word_diff(a: &str, b: &str) -> String {
    let (a, b): (Vec<&str>, Vec<&str>) = (
        a.split_whitespace().collect(),
        b.split_whitespace().collect(),
    );
    let parts = diff(&a, &b);
    let mut out = String::new();
    for (kind, words) in parts {
        if !out.is_empty() {
            out.push(' ');
        }
        let text = words.join(" ");
        match kind {
            Part::Both => out.push_str(&text),
            Part::First => out.push_str(&format!("[-{text}-]")),
            Part::Second => out.push_str(&format!("{{+{text}+}}")),
        }
    }
    out
}

/// Where a run of words of a diff stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// In both texts.
    Both,
    /// In the first only.
    First,
    /// In the second only.
    Second,
}

/// The longest words in a row that two texts share, and what stands between them.
pub(super) fn diff<'a, T: PartialEq + Copy + 'a>(a: &[T], b: &[T]) -> Vec<(Part, Vec<T>)> {
    // Longest common subsequence; segments are short, so the full table is cheap.
    let width = b.len() + 1;
    let mut table = vec![0u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            table[i * width + j] = if a[i] == b[j] {
                table[(i + 1) * width + j + 1] + 1
            } else {
                table[(i + 1) * width + j].max(table[i * width + j + 1])
            };
        }
    }
    let mut parts: Vec<(Part, Vec<T>)> = Vec::new();
    let mut push = |part: Part, word: T| match parts.last_mut() {
        Some((known, words)) if *known == part => words.push(word),
        _ => parts.push((part, vec![word])),
    };
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            push(Part::Both, a[i]);
            (i, j) = (i + 1, j + 1);
        } else if i < a.len()
            && (j == b.len() || table[(i + 1) * width + j] >= table[i * width + j + 1])
        {
            push(Part::First, a[i]);
            i += 1;
        } else {
            push(Part::Second, b[j]);
            j += 1;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::tokenize;

    #[test]
    fn a_diff_shows_what_was_changed() {
        assert_eq!(
            word_diff(
                "the council met in Geneva",
                "the board met yesterday in Geneva"
            ),
            "the [-council-] {+board+} met {+yesterday+} in Geneva"
        );
        assert_eq!(word_diff("", "new"), "{+new+}");
    }

    #[test]
    fn brackets_and_quotes_around_words_are_seen() {
        use Marks::{Brackets, Quotes};
        let cases = [
            ("the daily (الأيام) said", "الأيام", Some((Brackets, "الأيام"))),
            (
                "the daily (in Arabic, الأيام) said",
                "الأيام",
                Some((Brackets, "in Arabic, الأيام")),
            ),
            ("he said \"شكرا\" and left", "شكرا", Some((Quotes, "شكرا"))),
            (
                "he said “شكرا لكم” and left",
                "شكرا",
                Some((Quotes, "شكرا لكم")),
            ),
            ("(one) الأيام (two)", "الأيام", None),
            ("“one” الأيام “two”", "الأيام", None),
            ("\"one\" الأيام \"two\"", "الأيام", None),
            ("the daily الأيام said", "الأيام", None),
        ];
        for (text, word, expected) in cases {
            let tokens = tokenize(text, &[]);
            let index = tokens
                .iter()
                .position(|token| token.span.of(text) == word)
                .unwrap_or_default();
            let found = enclosure(&tokens, text, index..index + 1).map(|(marks, content)| {
                let span = span_of(&tokens, content).unwrap_or_default();
                (marks, span.of(text))
            });
            assert_eq!(found, expected, "{text}");
        }
    }
}
