//! What renders a term where none of its forms does: the words that the lexicon links to the term's words, with
//! the words that belong to them.

use super::{Asked, HitId, Matched, Terms, words_in};
use crate::bitext::{Bead, WordLink};
use crate::glossary::{Entry, TermHit};
use crate::lang::{Analysis, Lang, Token, TokenKind, tokenize};
use crate::lexicon::{self, Key};
use crate::text::{Side, Span};

/// How far apart two words of one rendering may stand, in tokens.
const APART: usize = 3;
/// How sure a link must be.
const STRONG: f32 = 0.08;

/// Words of the target that render a term's words.
#[derive(Clone, Debug)]
pub(in crate::checks) struct Rendering {
    /// The segment of the target.
    pub segment: usize,
    /// Where in it.
    pub span: Span,
    /// How many of its words are linked to the term's.
    pub linked: usize,
    /// How many words with content it has.
    pub words: usize,
    /// Whether it is a bare head noun of a form with a determiner: “the court” for Supreme Court.
    pub bare: bool,
}

/// What stands for a term whose forms are not there.
#[derive(Clone, Debug)]
pub(super) enum Found {
    /// Words that render the term's words.
    Words(Rendering),
    /// A rendering of a longer expression that the term is a part of.
    Wider,
    /// Nothing that is known to render any of its words.
    Nothing,
}

/// The rendering of a term's words in a bead.
pub(super) fn find(asked: Asked<'_>) -> Found {
    let Asked {
        terms,
        on,
        index,
        bead,
        entry,
        source,
    } = asked;
    let (Some(hit), Some(analysis)) = (terms.hit(Side::Source, source), on.source.get(source.0))
    else {
        return Found::Nothing;
    };
    let own: Vec<usize> = words_in(analysis, hit.span).collect();
    let links = on.links.of(index);
    let is_own = |link: &WordLink| link.source.0 == source.0 && own.contains(&link.source.1);
    let mut linked: Vec<(usize, usize)> = links
        .iter()
        .filter(|link| is_own(link) && link.strength >= STRONG)
        .map(|link| link.target)
        .collect();
    // A word that renders the term's neighbour as well renders an expression of both.
    let beside = |link: &WordLink| {
        link.source.0 == source.0
            && !own.contains(&link.source.1)
            && own.iter().any(|token| token.abs_diff(link.source.1) == 1)
    };
    let wider = links
        .iter()
        .filter(|link| beside(link) && link.strength >= STRONG)
        .any(|link| linked.contains(&link.target));
    // Words that render another part of the source.
    let taken = |target: (usize, usize)| {
        links
            .iter()
            .any(|link| link.target == target && link.strength >= 0.3 && !is_own(link))
    };
    let literal = literal(on, bead, analysis, &own, &taken);
    if wider && literal.is_empty() {
        return Found::Wider;
    }
    linked.extend(literal);
    linked
        .retain(|target| bead.target.contains(&target.0) && !belongs_elsewhere(terms, on, *target));
    linked.sort_unstable();
    linked.dedup();
    cluster(terms, on, entry, &linked, &taken).map_or(Found::Nothing, Found::Words)
}

/// Whether a hit of a part of a name is a part of another name: beside it stands, in capitals, another translation of
/// a word of the term than its preferred form has (Suez Channel, UN Safety Council).
pub(super) fn is_continued(
    terms: &Terms<'_>,
    on: Matched<'_>,
    source: HitId,
    (segment, hit): (usize, &TermHit),
) -> bool {
    let (Some(own), Some(from), Some(analysis)) = (
        terms.hit(Side::Source, source),
        on.source.get(source.0),
        on.target.get(segment),
    ) else {
        return false;
    };
    let Some(entry) = terms
        .entry(own.entry)
        .filter(|entry| entry.is_name() && analysis.lang.has_case())
    else {
        return false;
    };
    let text = on.text(Side::Target, segment);
    let preferred = tokenize(terms.preferred(entry), &[]);
    // Translations of one word of the source.
    let compete = |token: &Token| {
        let other = keys(analysis, token);
        words_in(from, own.span)
            .filter_map(|number| from.tokens.get(number))
            .filter(|word| !from.lang.is_stop_word(&word.norm))
            .map(|word| keys(from, word))
            .filter(|wanted| other.iter().any(|key| wanted.contains(key)))
            .any(|wanted| {
                preferred.iter().any(|word| {
                    let keys = keys(analysis, word);
                    keys.iter().any(|key| wanted.contains(key))
                })
            })
    };
    let beside = [hit.tokens.start.checked_sub(1), Some(hit.tokens.end)];
    beside.into_iter().flatten().any(|number| {
        number > 0
            && analysis.tokens.get(number).is_some_and(|token| {
                token.kind == TokenKind::Word
                    && token.is_capitalised(text)
                    && !analysis.lang.is_stop_word(&token.norm)
                    && !is_of_form(terms, entry, analysis.lang, token)
                    && compete(token)
            })
    })
}

/// The translation keys of a word.
fn keys(analysis: &Analysis, token: &Token) -> Vec<Key> {
    let lexicon = lexicon::builtin();
    if analysis.lang == lexicon.to {
        return lexicon.keys_of(&token.norm);
    }
    lexicon.find(&token.norm).map_or_else(Vec::new, |hit| {
        hit.entries
            .iter()
            .flat_map(|entry| entry.keys.iter().copied())
            .collect()
    })
}

/// Whether a word is one of the words of an entry's forms.
fn is_of_form(terms: &Terms<'_>, entry: &Entry, lang: Lang, token: &Token) -> bool {
    let readings = lang.readings(&token.norm);
    terms.fine_forms_of(entry).iter().any(|(_, _, form)| {
        tokenize(form, &[]).iter().any(|word| {
            word.norm == token.norm || readings.iter().any(|reading| reading.base == *word.norm)
        })
    })
}

/// Words of the target that the lexicon has for single words of the term, though it has another rendering for the
/// whole: that is how a name is rendered word by word.
fn literal(
    on: Matched<'_>,
    bead: &Bead,
    source: &Analysis,
    own: &[usize],
    taken: &dyn Fn((usize, usize)) -> bool,
) -> Vec<(usize, usize)> {
    let wanted: Vec<Key> = own
        .iter()
        .filter_map(|token| source.tokens.get(*token))
        .filter(|token| !source.lang.is_stop_word(&token.norm))
        .flat_map(|token| keys(source, token))
        .collect();
    let mut out = Vec::new();
    for target in bead.target.clone() {
        let Some(analysis) = on.target.get(target) else {
            continue;
        };
        for (number, token) in analysis.words() {
            let hits = !analysis.lang.is_stop_word(&token.norm)
                && keys(analysis, token).iter().any(|key| wanted.contains(key));
            if hits && !taken((target, number)) {
                out.push((target, number));
            }
        }
    }
    out
}

/// The longest run of linked words that stand close together, as a rendering.
fn cluster(
    terms: &Terms<'_>,
    on: Matched<'_>,
    entry: &Entry,
    linked: &[(usize, usize)],
    taken: &dyn Fn((usize, usize)) -> bool,
) -> Option<Rendering> {
    let close = |pair: (&(usize, usize), &(usize, usize))| {
        pair.0.0 == pair.1.0 && pair.1.1 - pair.0.1 <= APART
    };
    let best = linked
        .chunk_by(|a, b| close((a, b)))
        .max_by_key(|run| run.len())?;
    let (first, last) = (best.first()?, best.last()?);
    let analysis = on.target.get(first.0)?;
    let text = on.text(Side::Target, first.0);
    let (from, to) = extend(analysis, text, first.1, last.1, &|token| {
        taken((first.0, token))
    });
    let content = |number: &usize| {
        analysis.tokens.get(*number).is_some_and(|token| {
            token.kind == TokenKind::Word && !analysis.lang.is_stop_word(&token.norm)
        })
    };
    Some(Rendering {
        segment: first.0,
        span: analysis
            .tokens
            .get(from)?
            .span
            .cover(analysis.tokens.get(to)?.span),
        linked: best.len(),
        words: (from..=to).filter(content).count(),
        bare: from == to && is_bare(terms, entry, analysis, text, from),
    })
}

/// Whether a word of the target is part of another term.
fn belongs_elsewhere(terms: &Terms<'_>, on: Matched<'_>, (segment, token): (usize, usize)) -> bool {
    let token = on
        .target
        .get(segment)
        .and_then(|analysis| analysis.tokens.get(token));
    token.is_some_and(|token| {
        terms.hits(Side::Target, segment).iter().any(|hit| {
            !hit.shadowed && !hit.derived && hit.span.contains(token.span) && hit.tokens.len() > 1
        })
    })
}

/// The run from the first to the last word with the capitalised words around that make one name with it.
fn extend(
    analysis: &Analysis,
    text: &str,
    first: usize,
    last: usize,
    taken: &dyn Fn(usize) -> bool,
) -> (usize, usize) {
    let capital = |number: usize| {
        analysis.tokens.get(number).is_some_and(|token| {
            token.kind == TokenKind::Word
                && token.is_capitalised(text)
                && !analysis.lang.is_stop_word(&token.norm)
                && (number == first || number == last || !taken(number))
        })
    };
    let (mut from, mut to) = (first, last);
    if analysis.lang.has_case() && (capital(first) || capital(last)) {
        while from > 0 && capital(from - 1) && from - 1 > 0 {
            from -= 1;
        }
        let joins = |number: usize| {
            analysis
                .tokens
                .get(number)
                .is_some_and(|token| analysis.lang.is_genitive(&token.norm))
        };
        loop {
            if capital(to + 1) {
                to += 1;
            } else if joins(to + 1) && capital(to + 2) {
                to += 2;
            } else {
                break;
            }
        }
    }
    (from, to)
}

/// Whether a word is a bare head noun of one of the entry's forms, with a determiner before it and nothing after
/// that would make it another name.
fn is_bare(
    terms: &Terms<'_>,
    entry: &Entry,
    analysis: &Analysis,
    text: &str,
    number: usize,
) -> bool {
    let Some(token) = analysis.tokens.get(number) else {
        return false;
    };
    let lang = analysis.lang;
    let base = |word: &str| -> Vec<String> {
        lang.readings(word)
            .into_iter()
            .filter(|reading| reading.cost <= 1)
            .map(|reading| reading.base)
            .collect()
    };
    let found = base(&token.norm);
    let of_form = terms.fine_forms_of(entry).iter().any(|(_, _, form)| {
        tokenize(form, &[])
            .iter()
            .filter(|token| token.kind == TokenKind::Word)
            .any(|word| base(&word.norm).iter().any(|word| found.contains(word)))
    });
    let before = number
        .checked_sub(1)
        .and_then(|before| analysis.tokens.get(before));
    let determined = before.is_some_and(|before| lang.is_determiner(&before.norm))
        || lang.article(&token.norm).is_some();
    let after = analysis.tokens.get(number + 1);
    let goes_on = after.is_some_and(|after| lang.is_genitive(&after.norm));
    // المحكمة الكبرى is another court, المحكمة المذكورة the same.
    let name = number..number + 1;
    let longer = lang.longer_name(text, &analysis.tokens, name.clone());
    let another = !lang.has_case()
        && longer.filter(|more| !name.contains(more)).any(|more| {
            let token = analysis.tokens.get(more);
            token.is_some_and(|token| !is_of_form(terms, entry, lang, token))
        });
    of_form && determined && !goes_on && !another
}
