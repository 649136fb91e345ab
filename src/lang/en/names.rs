//! Names of bodies, and what beside one makes it another's: the National Security Council is not the Security
//! Council.

use super::fold;
use crate::lang::{Token, TokenKind};
use crate::text::Span;
use std::ops::Range;

/// Nouns that head the names of bodies and of what they agree on, sorted.
static BODIES: &[&str] = &[
    "academy",
    "accord",
    "accords",
    "agency",
    "agreement",
    "alliance",
    "army",
    "assembly",
    "association",
    "authority",
    "bank",
    "board",
    "bureau",
    "center",
    "centre",
    "chamber",
    "charter",
    "coalition",
    "college",
    "command",
    "commission",
    "committee",
    "community",
    "confederation",
    "conference",
    "congress",
    "convention",
    "corporation",
    "corps",
    "council",
    "court",
    "covenant",
    "declaration",
    "department",
    "federation",
    "forces",
    "forum",
    "foundation",
    "front",
    "fund",
    "group",
    "guard",
    "guards",
    "house",
    "institute",
    "institution",
    "league",
    "ministry",
    "mission",
    "movement",
    "network",
    "office",
    "organisation",
    "organization",
    "pact",
    "parliament",
    "party",
    "police",
    "program",
    "programme",
    "protocol",
    "reserve",
    "senate",
    "service",
    "society",
    "treaty",
    "tribunal",
    "union",
    "university",
];

/// Words before a name that say when a body is meant or of what rank it is: with them it stays the same.
static PASSING: &[&str] = &[
    "acting", "chief", "current", "former", "grand", "great", "high", "higher", "interim", "last",
    "late", "new", "next", "old", "outgoing", "present", "previous", "ruling", "supreme", "then",
];

/// Whether the folded word heads the names of bodies or of what they agree on.
pub(super) fn is_body(folded: &str) -> bool {
    let word = folded.strip_suffix("'s").unwrap_or(folded);
    BODIES.contains(&word)
}

/// Whether the text of a token is written with a capital, a word that carries content, and no genitive.
fn is_part(text: &str, token: &Token) -> bool {
    let written = token.span.of(text);
    token.kind == TokenKind::Word
        && token.is_capitalised(text)
        && !fold::is_stop_word(&token.norm)
        && !PASSING.contains(&token.norm.as_str())
        && !written.ends_with("'s")
        && !written.ends_with("\u{2019}s")
        && !written.ends_with(['\'', '\u{2019}'])
}

/// The tokens of the longer name of a body that those at `name` are a part of, as far as capitals tell: words before
/// its head, and what is joined behind it by `of` or `for`.
pub(super) fn longer(text: &str, tokens: &[Token], name: Range<usize>) -> Range<usize> {
    // In a heading every word has a capital.
    let running = tokens.iter().any(|token| {
        token.kind == TokenKind::Word
            && !token.is_capitalised(text)
            && !fold::is_stop_word(&token.norm)
    });
    let spaced = |a: usize, b: usize| {
        let (Some(a), Some(b)) = (tokens.get(a), tokens.get(b)) else {
            return false;
        };
        Span::new(a.span.end, b.span.start).of(text) == " "
    };
    let Some(own) = tokens.get(name.clone()).filter(|_| running) else {
        return name;
    };
    let joins = |token: &Token| matches!(token.norm.as_str(), "of" | "for" | "on");
    let words = own.iter().take_while(|token| !joins(token));
    let head = words.filter(|token| token.kind == TokenKind::Word).last();
    if !head.is_some_and(|head| is_body(&head.norm) && head.is_capitalised(text)) {
        return name;
    }
    let part = |at: usize| tokens.get(at).is_some_and(|token| is_part(text, token));
    // What follows a mark, or nothing, has its capital from there.
    let inside = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        before.is_some_and(|before| matches!(before.kind, TokenKind::Word | TokenKind::Number))
    };
    let Range { mut start, mut end } = name;
    while let Some(before) = start.checked_sub(1)
        && part(before)
        && inside(before)
        && spaced(before, start)
    {
        start = before;
    }
    let preposition = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| matches!(token.norm.as_str(), "of" | "for"))
    };
    let owned = end
        .checked_sub(1)
        .and_then(|last| tokens.get(last))
        .is_some_and(|last| {
            let written = last.span.of(text);
            written.contains(['\'', '\u{2019}'])
        });
    if !owned && preposition(end) && spaced(end - 1, end) {
        let article = tokens.get(end + 1).is_some_and(|token| token.norm == "the");
        let from = end + 1 + usize::from(article);
        let mut to = from;
        while part(to) && spaced(to - 1, to) {
            to += 1;
        }
        if to > from {
            end = to;
        }
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::tokenize;

    fn found<'t>(name: &str, text: &'t str) -> &'t str {
        let tokens = tokenize(text, &[]);
        let at = text.find(name).unwrap_or_default();
        let number = |byte: usize| {
            tokens
                .iter()
                .take_while(|token| token.span.start < byte)
                .count()
        };
        let longer = longer(text, &tokens, number(at)..number(at + name.len()));
        let (first, last) = (&tokens[longer.start], &tokens[longer.end - 1]);
        first.span.cover(last.span).of(text)
    }

    #[test]
    fn another_body_has_a_word_more() {
        for (name, text, longer) in [
            (
                "Security Council",
                "He spoke to the National Security Council on Monday.",
                "National Security Council",
            ),
            (
                "Security Council",
                "The Security Council of Russia met yesterday.",
                "Security Council of Russia",
            ),
            (
                "Council",
                "It went to the Human Rights Council yesterday.",
                "Human Rights Council",
            ),
            (
                "World Bank",
                "The World Bank for Sport opened.",
                "World Bank for Sport",
            ),
            (
                "Democratic Party",
                "The Democratic Party of the Left won.",
                "Democratic Party of the Left",
            ),
        ] {
            assert_eq!(found(name, text), longer);
        }
    }

    #[test]
    fn what_only_stands_beside_it_is_no_part_of_it() {
        for (name, text) in [
            (
                "Security Council",
                "Yesterday the Security Council met in New York.",
            ),
            ("Security Council", "Angry Security Council members left."),
            (
                "Security Council",
                "Russia's Security Council met yesterday.",
            ),
            ("Security Council", "In May, Security Council members left."),
            (
                "Security Council",
                "Security Council Meets Over Gaza Ceasefire",
            ),
            (
                "Security Council",
                "The Security Council of which it is a member met.",
            ),
            ("Security Council", "The Security Council President spoke."),
            (
                "Supreme Court",
                "He said: Former Supreme Court judges agree.",
            ),
            (
                "National Security Council",
                "Iran's Supreme National Security Council met.",
            ),
            (
                "Supreme Court",
                "A judge of the Former Supreme Court agrees.",
            ),
            ("security council", "the National security council met"),
        ] {
            assert_eq!(found(name, text), name, "{text}");
        }
    }

    #[test]
    fn the_table_has_folded_words() {
        for body in BODIES {
            assert_eq!(fold(body), *body);
        }
    }
}
