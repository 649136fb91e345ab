//! The bare head noun of an institution's name, which takes the name up once it has stood: the Commission, المفوضية.

use super::{Asked, TAKEN};
use crate::lang::{Analysis, Lang, Token, TokenKind, tokenize};
use crate::lexicon::{self, PartOfSpeech as Pos};
use crate::text::Side;

/// A form of a name, as far as it may stand alone: its words, and which of them is the head noun.
struct Name {
    words: Vec<String>,
    head: usize,
}

/// Whether the bead's target has the bare head noun of one of the entry's forms, determined, so that it takes up a
/// name that has stood: المنظمة for UNESCO, the Fund for صندوق النقد الدولي.
pub(super) fn stands(asked: Asked<'_>) -> bool {
    let Asked {
        terms,
        on,
        index,
        bead,
        entry,
        source,
    } = asked;
    if !entry.is_name() {
        return false;
    }
    let lang = on.bitext.target.lang;
    let names: Vec<Name> = terms
        .fine_forms_of(entry)
        .iter()
        .filter_map(|(_, _, form)| name(lang, form))
        .collect();
    if names.is_empty() {
        return false;
    }
    let own = terms.hit(Side::Source, source);
    // A head noun that renders another word of the source doesn't render this name; the words of another term that
    // has its rendering are done with.
    let taken = |target: (usize, usize)| {
        on.links.of(index).iter().any(|link| {
            let (segment, token) = link.source;
            let of_own = segment == source.0 && own.is_some_and(|hit| hit.tokens.contains(&token));
            let done = terms.hits(Side::Source, segment).iter().any(|hit| {
                hit.tokens.len() > 1
                    && hit.tokens.contains(&token)
                    && terms.asks(hit)
                    && terms.fine_in(bead, hit.entry).is_some()
            });
            link.target == target && link.strength >= TAKEN && !of_own && !done
        })
    };
    bead.target.clone().any(|segment| {
        let Some(analysis) = on.target.get(segment) else {
            return false;
        };
        let text = on.text(Side::Target, segment);
        let longer = |token: &Token| {
            terms
                .hits(Side::Target, segment)
                .iter()
                .any(|hit| !hit.derived && hit.tokens.len() > 1 && hit.span.contains(token.span))
        };
        analysis.words().any(|(number, token)| {
            names
                .iter()
                .any(|name| is_bare(analysis, text, number, name))
                && !longer(token)
                && !taken((segment, number))
        })
    })
}

/// A form of several words whose head is a common noun.
fn name(lang: Lang, form: &str) -> Option<Name> {
    let tokens = tokenize(form, &[]);
    let words: Vec<&Token> = tokens
        .iter()
        .filter(|token| token.kind == TokenKind::Word)
        .collect();
    let norms: Vec<&str> = words.iter().map(|token| token.norm.as_ref()).collect();
    let head = lang.head(&norms).filter(|_| norms.len() > 1)?;
    // What is written small throughout describes rather than names.
    if lang.has_case() && !words.get(head)?.is_capitalised(form) {
        return None;
    }
    let lexicon = lexicon::builtin();
    let noun = if lang == lexicon.to {
        let keys = lexicon.keys_of(norms.get(head)?);
        keys.iter()
            .any(|key| lexicon.pos_of(*key).any(|pos| pos == Pos::Noun))
    } else {
        let bare = bare(lang, norms.get(head)?);
        lexicon.entries_of(bare).any(|entry| entry.pos == Pos::Noun)
    };
    noun.then(|| Name {
        words: norms
            .iter()
            .map(|word| bare(lang, word).to_owned())
            .collect(),
        head,
    })
}

/// A folded word without the article that is written together with it.
fn bare(lang: Lang, norm: &str) -> &str {
    lang.article(norm).map_or(norm, |(_, rest)| rest)
}

/// Whether a word of the target is the head noun of a name, known and with nothing that makes it another name.
fn is_bare(analysis: &Analysis, text: &str, number: usize, name: &Name) -> bool {
    let lang = analysis.lang;
    let (Some(token), Some(head)) = (analysis.tokens.get(number), name.words.get(name.head)) else {
        return false;
    };
    let word = |at: Option<usize>| {
        at.and_then(|at| analysis.tokens.get(at))
            .filter(|token| token.kind == TokenKind::Word)
    };
    let next = word(Some(number + 1));
    if !lang.has_case() {
        let definite = lang
            .unended(&token.norm)
            .iter()
            .filter_map(|reading| lang.article(&reading.base).map(|(_, rest)| rest == head))
            .any(|same| same);
        // The second word of the name may stand with it: اللجنة الدولية.
        let goes_on = next.is_some_and(|next| {
            let second = lang.article(&next.norm).map(|(_, rest)| rest);
            second.is_some_and(|rest| {
                name.words.get(name.head + 1).map(String::as_str) != Some(rest) && qualifies(rest)
            })
        });
        return definite && !goes_on;
    }
    let is_head = lang
        .readings(&token.norm)
        .iter()
        .any(|reading| matches!(reading.suffix, "" | "'s") && reading.base == *head);
    if !is_head || next.is_some_and(|next| lang.is_genitive(&next.norm)) {
        return false;
    }
    let before = number.checked_sub(1);
    let determined = |token: Option<&Token>| token.is_some_and(|it| lang.is_determiner(&it.norm));
    let acronym = |token: &Token| {
        let written = token.span.of(text);
        written.chars().filter(|c| c.is_uppercase()).count() > 1
    };
    let named = word(before).is_some_and(|it| it.is_capitalised(text) && it.span.start > 0);
    determined(word(before))
        || word(before).is_some_and(acronym)
            && determined(before.and_then(|at| word(at.checked_sub(1))))
        || token.is_capitalised(text) && token.span.start > 0 && !named
}

/// Whether a word behind the article may be the adjective of the noun before it.
fn qualifies(bare: &str) -> bool {
    let lexicon = lexicon::builtin();
    let mut entries = lexicon.entries_of(bare).peekable();
    entries.peek().is_none()
        || entries.any(|entry| matches!(entry.pos, Pos::Adjective | Pos::Nationality))
}
