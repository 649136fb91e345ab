//! Forms with a slip of the keyboard: Izvestiya, Atlatic Council.

use super::{Matched, Terms};
use crate::bitext::Bead;
use crate::glossary::Entry;
use crate::lang::{Lang, Token, TokenKind, tokenize};
use crate::text::{Side, Span};

/// Words that are a listed form but for a letter or two.
#[derive(Clone, Debug)]
pub(in crate::checks) struct Near {
    /// The segment of the target.
    pub segment: usize,
    /// Where in it.
    pub span: Span,
    /// The tokens.
    pub tokens: std::ops::Range<usize>,
    /// The listed form.
    pub form: String,
    /// How many letters differ.
    pub distance: usize,
}

/// The nearest form of an entry in a bead's target.
pub(super) fn find(terms: &Terms<'_>, on: Matched<'_>, bead: &Bead, entry: &Entry) -> Option<Near> {
    let lang = on.bitext.target.lang;
    let mut best: Option<Near> = None;
    for (_, _, form) in terms.fine_forms_of(entry) {
        let listed: Vec<String> = tokenize(form, &[])
            .iter()
            .filter(|token| token.kind != TokenKind::Punctuation)
            .map(|token| token.norm.to_string())
            .collect();
        let longest = listed.iter().map(|word| word.chars().count()).max();
        if longest.is_none_or(|longest| longest < 5) {
            continue;
        }
        for segment in bead.target.clone() {
            let Some(analysis) = on.target.get(segment) else {
                continue;
            };
            let text = on.text(Side::Target, segment);
            let taken = |span: Span| {
                terms
                    .hits(Side::Target, segment)
                    .iter()
                    .any(|hit| !hit.derived && hit.span.overlaps(span))
            };
            for window in windows(&analysis.tokens, listed.len()) {
                let Some(distance) = distance(lang, &listed, &window, &analysis.tokens) else {
                    continue;
                };
                let (Some(first), Some(last)) = (window.first(), window.last()) else {
                    continue;
                };
                let (Some(from), Some(to)) =
                    (analysis.tokens.get(*first), analysis.tokens.get(*last))
                else {
                    continue;
                };
                let span = from.span.cover(to.span);
                let better = best.as_ref().is_none_or(|known| distance < known.distance);
                if better && !taken(span) && !span.of(text).is_empty() {
                    best = Some(Near {
                        segment,
                        span,
                        tokens: *first..last + 1,
                        form: form.to_owned(),
                        distance,
                    });
                }
            }
        }
    }
    best
}

/// Runs of `count` words with nothing but spaces and hyphens between them.
fn windows(tokens: &[Token], count: usize) -> Vec<Vec<usize>> {
    let mut out = Vec::new();
    for start in 0..tokens.len() {
        let mut window = Vec::with_capacity(count);
        for (number, token) in tokens.iter().enumerate().skip(start) {
            match token.kind {
                TokenKind::Word | TokenKind::Number => window.push(number),
                TokenKind::Punctuation if !window.is_empty() && token.norm.as_ref() == "-" => {}
                _ => break,
            }
            if window.len() == count {
                out.push(window);
                break;
            }
        }
    }
    out
}

/// How far a window is from a form; none where it is another thing or the form itself.
///
/// One word may differ, by one letter where it has five or more, by two where it has nine or more, and it must not
/// be a word of the language: Iran is no slip for Iraq.
fn distance(lang: Lang, listed: &[String], window: &[usize], tokens: &[Token]) -> Option<usize> {
    let mut total = 0;
    for (word, number) in listed.iter().zip(window) {
        let token = tokens.get(*number)?;
        let found = token.norm.as_ref();
        let bare = lang.readings(found);
        if bare
            .iter()
            .any(|reading| reading.base == *word || *word == found)
        {
            continue;
        }
        let letters = word.chars().count().min(found.chars().count());
        let allowed = match letters {
            0..=4 => return None,
            5..=8 => 1,
            _ => 2,
        };
        let nearest = bare
            .iter()
            .filter(|reading| reading.cost <= 1)
            .map(|reading| strsim::damerau_levenshtein(&reading.base, word))
            .chain([strsim::damerau_levenshtein(found, word)])
            .min()?;
        let same_start = word.chars().next() == found.chars().next();
        if nearest == 0 || nearest > allowed || !same_start && nearest > 1 || is_word(lang, found) {
            return None;
        }
        total += nearest;
        if total > 2 {
            return None;
        }
    }
    (total > 0).then_some(total)
}

/// Whether the lexicon has a folded word of the language.
fn is_word(lang: Lang, folded: &str) -> bool {
    let lexicon = crate::lexicon::builtin();
    if lexicon.to == lang {
        !lexicon.keys_of(folded).is_empty()
    } else {
        lexicon.find(folded).is_some()
    }
}
