//! Putting one form in the place of another: what is written together with it is kept, a capital at the start of a
//! sentence too, and an indefinite article before it follows the new sound.

use crate::checks::Context;
use crate::findings::{Edit, Fix};
use crate::lang::TokenKind;
use crate::text::{Side, Span};

/// What is to be replaced.
#[derive(Clone, Copy, Debug)]
pub(in crate::checks) struct Old<'a> {
    /// The segment of the target.
    pub segment: usize,
    /// Where in it.
    pub span: Span,
    /// The number of its first token.
    pub token: usize,
    /// What is written together with its first word (`و+ال`).
    pub clitics: &'a str,
    /// What was added to its last word.
    pub ending: &'a str,
}

/// The fix that puts `form` in the place of `old`; none where the text can't be edited in place. It is safe where
/// nothing but a possessive was added to the old form.
pub(in crate::checks) fn replace(cx: &Context<'_>, old: Old<'_>, form: &str) -> Option<Fix> {
    let lang = cx.lang(Side::Target);
    let text = cx.text(Side::Target, old.segment);
    let tokens = cx.tokens(Side::Target, old.segment);
    let mut safe = true;
    let mut new = form.to_owned();
    let mut span = old.span;
    if !old.clitics.is_empty() {
        // Whether the new form takes the article is a question of its own.
        safe &= !old.clitics.contains("ال");
        new = lang.join(old.clitics, form);
    }
    match old.ending {
        "" => {}
        "'s" => {
            let possessive = span.of(text).rfind(['\'', '\u{2019}']);
            new.push_str(possessive.map_or("", |at| span.of(text).get(at..).unwrap_or("")));
        }
        _ => safe = false,
    }
    let starts_sentence = tokens
        .get(..old.token)
        .is_none_or(|before| before.iter().all(|token| token.kind != TokenKind::Word));
    let capital = span.of(text).chars().next().is_some_and(char::is_uppercase);
    if starts_sentence && capital {
        new = capitalised(&new);
    }
    // “a deal” becomes “an agreement”: the article is in the edit where it changes.
    let before = old
        .token
        .checked_sub(1)
        .and_then(|before| tokens.get(before));
    if let (Some(before), Some(article)) = (before, lang.indefinite(&new)) {
        let found = before.span.of(text);
        let is_article = matches!(found, "a" | "an" | "A" | "An");
        if is_article && !found.eq_ignore_ascii_case(article) {
            let gap = Span::new(before.span.end, span.start).of(text);
            let article = if found.starts_with('A') {
                capitalised(article)
            } else {
                article.to_owned()
            };
            new = format!("{article}{gap}{new}");
            span = before.span.cover(span);
        }
    }
    // Some acronyms take the article that the words had before them, others don't: the EU, NATO.
    let determined = before.is_some_and(|before| lang.is_determiner(&before.norm));
    if determined && is_acronym(form) != is_acronym(old.span.of(text)) {
        safe = false;
    }
    if new == span.of(text) {
        return None;
    }
    let segment = cx.bitext.target.segments.get(old.segment)?;
    if !cx.bitext.target.source.is_editable() || !segment.text.is_verbatim(span) {
        return None;
    }
    Some(Fix {
        safe,
        edits: vec![Edit {
            place: cx.place(Side::Target, old.segment, span)?,
            replacement: new,
        }],
    })
}

/// Whether a text is one word in capitals.
fn is_acronym(text: &str) -> bool {
    text.chars().filter(|c| c.is_uppercase()).count() > 1
        && text.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// The text with its first letter as a capital.
fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}
