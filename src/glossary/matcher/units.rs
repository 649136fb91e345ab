use crate::lang::{Lang, Token, TokenKind};
use crate::text::Span;
use std::ops::Range;

/// What stands between a unit and the one after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// Space, or nothing.
    Space,
    /// A hyphen without spaces.
    Hyphen,
    /// The stop of an abbreviation.
    Stop,
    /// A quotation mark on either side.
    Quote,
    /// Any other mark, or several.
    Break,
}

/// A word, number or sign that terms are made of; several tokens where an abbreviation has stops.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its bytes, without the stop after an abbreviation.
    pub span: Span,
    /// Whether it is a word.
    pub word: bool,
    /// The language of its script.
    pub lang: Option<Lang>,
    /// Its letters where the abbreviation has stops (`U.S.` as `US`).
    pub joined: Option<Box<str>>,
    /// What stands after it.
    pub link: Link,
}

impl Unit {
    /// The unit as it is spelled, stops between letters left out.
    pub fn raw<'t>(&'t self, text: &'t str) -> &'t str {
        self.joined.as_deref().unwrap_or_else(|| self.span.of(text))
    }
}

/// The units of a text.
pub(super) fn units(text: &str, tokens: &[Token], out: &mut Vec<Unit>) {
    out.clear();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        match token.kind {
            TokenKind::Punctuation | TokenKind::Code => {
                index += 1;
                continue;
            }
            TokenKind::Word => {
                if let Some(unit) = initials(text, tokens, index) {
                    index = unit.tokens.end;
                    out.push(unit);
                    continue;
                }
            }
            _ => {}
        }
        out.push(Unit {
            tokens: index..index + 1,
            span: token.span,
            word: token.kind == TokenKind::Word,
            lang: token.lang,
            joined: None,
            link: Link::Space,
        });
        index += 1;
    }
    for index in 0..out.len() {
        let end = out[index].tokens.end;
        let next = out
            .get(index + 1)
            .map_or(tokens.len(), |unit| unit.tokens.start);
        let abbreviated = out[index].joined.is_some();
        let glued = tokens.get(next).is_some_and(|token| token.glued);
        out[index].link = link(
            text,
            tokens.get(end..next).unwrap_or_default(),
            abbreviated,
            glued,
        );
        if index + 1 == out.len() {
            out[index].link = Link::Break;
        }
    }
}

fn is_letter(text: &str, token: &Token) -> bool {
    let mut chars = token.span.of(text).chars();
    let first = chars.next();
    chars.next().is_none() && first.is_some_and(char::is_alphabetic)
}

/// An abbreviation of single letters with stops between them, the last stop included.
fn initials(text: &str, tokens: &[Token], start: usize) -> Option<Unit> {
    let first = tokens.get(start)?;
    if !first.lang.is_some_and(|lang| lang.has_case()) || !is_letter(text, first) {
        return None;
    }
    let is_stop = |token: &Token| token.glued && token.span.of(text) == ".";
    let mut letters = String::from(first.span.of(text));
    let mut end = start + 1;
    let mut last = first.span;
    while let (Some(stop), Some(letter)) = (tokens.get(end), tokens.get(end + 1)) {
        if !(is_stop(stop)
            && letter.glued
            && letter.kind == TokenKind::Word
            && is_letter(text, letter))
        {
            break;
        }
        letters.push_str(letter.span.of(text));
        last = letter.span;
        end += 2;
    }
    if end == start + 1 {
        return None;
    }
    // The last stop belongs to the abbreviation: “U.S.” is one form, with a stop or without.
    if let Some(stop) = tokens.get(end).filter(|stop| is_stop(stop)) {
        last = stop.span;
        end += 1;
    }
    Some(Unit {
        tokens: start..end,
        span: first.span.cover(last),
        word: true,
        lang: first.lang,
        joined: Some(letters.into()),
        link: Link::Space,
    })
}

fn link(text: &str, between: &[Token], abbreviated: bool, glued: bool) -> Link {
    let mut link = Link::Space;
    for token in between {
        let found = match token.span.of(text) {
            "-" | "\u{2010}" | "\u{2011}" if token.glued => Link::Hyphen,
            // A point inside a name: العربية.نت.
            "." if token.glued && glued => Link::Hyphen,
            "." if token.glued && !abbreviated => Link::Stop,
            "\"" | "'" | "«" | "»" | "\u{2018}" | "\u{2019}" | "\u{201C}" | "\u{201D}" => {
                Link::Quote
            }
            _ => Link::Break,
        };
        link = match (link, found) {
            (Link::Space, found) => found,
            (Link::Quote, Link::Quote) => Link::Quote,
            _ => return Link::Break,
        };
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::tokenize;

    fn of(text: &str) -> Vec<(String, Link)> {
        let tokens = tokenize(text, &[]);
        let mut out = Vec::new();
        units(text, &tokens, &mut out);
        out.iter()
            .map(|unit| (unit.raw(text).to_owned(), unit.link))
            .collect()
    }

    #[test]
    fn words_and_what_stands_between_them() {
        use Link::*;
        for (text, expected) in [
            (
                "the U.S. Army",
                vec![("the", Space), ("US", Space), ("Army", Break)],
            ),
            (
                "cease-fire, now",
                vec![("cease", Hyphen), ("fire", Break), ("now", Break)],
            ),
            ("St. Petersburg", vec![("St", Stop), ("Petersburg", Break)]),
            (
                "مجموعة «5+1» في",
                vec![
                    ("مجموعة", Quote),
                    ("5", Space),
                    ("+", Space),
                    ("1", Quote),
                    ("في", Break),
                ],
            ),
            ("EU/EEA", vec![("EU", Break), ("EEA", Break)]),
        ] {
            let expected: Vec<_> = expected
                .into_iter()
                .map(|(word, link)| (word.to_owned(), link))
                .collect();
            assert_eq!(of(text), expected);
        }
    }
}
