//! Terms that no glossary has and that a text renders in several ways.
//!
//! What recurs on both sides and goes together is found as `glossary extract` finds it. Where the source has such a
//! term and the target hasn't its usual rendering, the links between words tell what stands in its stead. Only another
//! choice of word counts: every word of the term is rendered, side by side, and one of them by a word that is no form
//! of the usual one.

use super::Context;
use crate::glossary::{Aligned, Evidence, Occurrence, Phrase, Recurring, recurring};
use crate::lang::{Analysis, Lang, Token, TokenKind};
use crate::lexicon::{Entry, PartOfSpeech as Pos};
use crate::text::{Map, Set, Side, Span};
use std::ops::Range;

/// In how many beads a term stands at least.
const RECURS: usize = 3;
/// How sure a link between two words must be.
const LINKED: f32 = 0.2;
/// How many words without content of their own may stand between two words of a rendering.
const BETWEEN: usize = 2;
/// A word with more translations than these is no word of a term.
const SENSES: usize = 12;
/// The same of an adjective.
const SHADES: usize = 6;

/// A place of a text: segment and span.
pub(super) type Spot = (usize, Span);

/// A term with its renderings.
#[derive(Clone, Debug)]
pub(super) struct Varied {
    /// The term as it is mostly written.
    pub term: String,
    /// The usual rendering and the other ones, the most frequent first, each with the places of the term and its own.
    pub renderings: Vec<(String, Vec<(Spot, Spot)>)>,
    /// The bead of the first other rendering.
    pub bead: usize,
}

/// The terms of a bitext that are rendered in several ways.
pub(super) fn varied(cx: &Context<'_>) -> Vec<Varied> {
    let beads: Vec<usize> = (0..cx.bitext.beads.len())
        .filter(|bead| {
            let bead = cx.bitext.beads.get(*bead);
            bead.is_some_and(|bead| bead.is_paired() && (bead.given || bead.score >= 0.5))
        })
        .collect();
    let pairs: Vec<Aligned<'_>> = beads
        .iter()
        .filter_map(|bead| cx.bitext.beads.get(*bead))
        .map(|bead| Aligned {
            source: pieces(cx, Side::Source, bead.source.clone()),
            target: pieces(cx, Side::Target, bead.target.clone()),
        })
        .collect();
    let found = recurring(&pairs, 2);
    let text = Texts {
        cx,
        beads: &beads,
        found: &found,
    };
    let mut out: Vec<Varied> = found.iter().filter_map(|one| text.judge(one)).collect();
    out.sort_by_key(|one| one.bead);
    out
}

fn pieces<'a>(
    cx: &Context<'a>,
    side: Side,
    segments: Range<usize>,
) -> Vec<(&'a str, &'a Analysis)> {
    segments
        .filter_map(|segment| Some((cx.text(side, segment), cx.analyses(side).get(segment)?)))
        .collect()
}

struct Texts<'a> {
    cx: &'a Context<'a>,
    beads: &'a [usize],
    found: &'a [Recurring],
}

/// The words that render a term.
#[derive(Clone, Debug)]
struct Rendered {
    segment: usize,
    /// As many tokens as the term has words with content.
    tokens: Vec<usize>,
    span: Span,
}

impl Texts<'_> {
    fn judge(&self, one: &Recurring) -> Option<Varied> {
        let places = &one.source.places;
        if one.evidence != Evidence::Association
            || one.source.pairs().count() < RECURS
            || one.source.name
            || !places.first().is_some_and(|place| self.is_term(place))
        {
            return None;
        }
        let mut usual: Vec<(Spot, Spot)> = Vec::new();
        let mut words: Set<String> = Set::default();
        let mut others: Vec<(usize, Spot, Rendered)> = Vec::new();
        let mut done: Set<usize> = Set::default();
        for place in places {
            if !done.insert(place.pair) || self.is_known(place) || self.is_part(one, place) {
                continue;
            }
            let bead = *self.beads.get(place.pair)?;
            let spot = self.spot(Side::Source, place)?;
            let rendered = self.rendered(bead, place);
            match (one.target.stands_in(place.pair), rendered) {
                (true, Some(rendered)) if self.lies_in(&one.target, place.pair, &rendered) => {
                    let tokens = self.cx.tokens(Side::Target, rendered.segment);
                    let norms = rendered
                        .tokens
                        .iter()
                        .filter_map(|token| tokens.get(*token));
                    words.extend(norms.map(|token| token.norm.to_string()));
                    usual.push((spot, (rendered.segment, rendered.span)));
                }
                (false, Some(rendered)) => others.push((bead, spot, rendered)),
                _ => {}
            }
        }
        if usual.len() < 2 {
            return None;
        }
        others.retain(|(bead, _, rendered)| self.is_other_choice(one, *bead, &words, rendered));
        if others.is_empty() || others.len() >= usual.len() {
            return None;
        }
        let mut renderings: Vec<(String, Vec<(Spot, Spot)>)> = Vec::new();
        for (_, source, rendered) in &others {
            let text = rendered
                .span
                .of(self.cx.text(Side::Target, rendered.segment))
                .to_owned();
            let spots = (*source, (rendered.segment, rendered.span));
            let same = |known: &(String, Vec<(Spot, Spot)>)| {
                self.cx.lang(Side::Target).fold(&known.0) == self.cx.lang(Side::Target).fold(&text)
            };
            match renderings.iter_mut().find(|known| same(known)) {
                Some((_, known)) => known.push(spots),
                None => renderings.push((text, vec![spots])),
            }
        }
        renderings.sort_by_key(|(_, spots)| std::cmp::Reverse(spots.len()));
        renderings.insert(0, (one.target.spelling().to_owned(), usual));
        Some(Varied {
            term: one.source.spelling().to_owned(),
            renderings,
            bead: others.first().map(|(bead, ..)| *bead)?,
        })
    }

    fn spot(&self, side: Side, place: &Occurrence) -> Option<Spot> {
        let segment = self.segment(side, place)?;
        let tokens = self.cx.tokens(side, segment).get(place.tokens.clone())?;
        Some((segment, tokens.first()?.span.cover(tokens.last()?.span)))
    }

    fn segment(&self, side: Side, place: &Occurrence) -> Option<usize> {
        let bead = self.cx.bitext.beads.get(*self.beads.get(place.pair)?)?;
        Some(bead.side(side).start + place.piece)
    }

    /// The words of an expression of the source that carry content, as token numbers.
    fn content(&self, place: &Occurrence) -> Option<(usize, Vec<usize>)> {
        let segment = self.segment(Side::Source, place)?;
        let lang = self.cx.lang(Side::Source);
        let tokens = self.cx.tokens(Side::Source, segment);
        let words = place.tokens.clone().filter(|number| {
            tokens.get(*number).is_some_and(|token| {
                token.kind == TokenKind::Word && !lang.is_stop_word(&token.norm)
            })
        });
        Some((segment, words.collect()))
    }

    /// Whether an expression may be a term: several words, none of which says a time, a unit, a number or a
    /// nationality, nor is so general that it is rendered now thus, now otherwise.
    fn is_term(&self, place: &Occurrence) -> bool {
        let Some((segment, words)) = self.content(place) else {
            return false;
        };
        let tokens = self.cx.tokens(Side::Source, segment);
        let lang = self.cx.lang(Side::Source);
        words.len() > 1
            && words
                .iter()
                .filter_map(|number| tokens.get(*number))
                .all(|token| lang.unit(&token.norm).is_none() && self.is_special(lang, token))
    }

    fn is_special(&self, lang: Lang, token: &Token) -> bool {
        // Time, numbers and places have renderings of their own; a name that is a common word too may be that.
        let fits = |entry: &Entry<'_>| match entry.pos {
            Pos::Noun | Pos::Verb | Pos::Unknown => entry.keys.len() <= SENSES,
            Pos::Adjective => entry.keys.len() <= SHADES,
            Pos::Place | Pos::Nationality | Pos::Number | Pos::Date | Pos::Unit | Pos::Function => {
                false
            }
            Pos::GivenName | Pos::FamilyName | Pos::Name | Pos::Adverb => true,
        };
        self.cx.lexicons.iter().all(|lexicon| {
            if lexicon.from == lang {
                let hit = lexicon.find(&token.norm);
                return hit.is_none_or(|hit| hit.entries.iter().all(fits));
            }
            let own = lexicon.key(&token.norm).map(|key| vec![key]);
            own.unwrap_or_else(|| lexicon.keys_of(&token.norm))
                .iter()
                .all(|key| {
                    // Expressions of several words have no forms of their own.
                    let entries: Vec<Entry<'_>> = lexicon
                        .entries_with(*key)
                        .filter(|entry| entry.forms().len() > 0)
                        .collect();
                    entries.len() <= SENSES && entries.iter().all(fits)
                })
        })
    }

    /// Whether a glossary has the expression, or a part of it or more than it: it is held to that.
    fn is_known(&self, place: &Occurrence) -> bool {
        let Some(segment) = self.segment(Side::Source, place) else {
            return true;
        };
        let hits = self.cx.terms.hits(Side::Source, segment);
        hits.iter().any(|hit| {
            !hit.shadowed
                && hit.tokens.start < place.tokens.end
                && place.tokens.start < hit.tokens.end
        })
    }

    /// Whether the expression is part of a longer one there that is rendered as a whole.
    fn is_part(&self, one: &Recurring, place: &Occurrence) -> bool {
        self.found.iter().any(|other| {
            !std::ptr::eq(one, other)
                && other.source.places.iter().any(|longer| {
                    longer.pair == place.pair
                        && longer.piece == place.piece
                        && longer.tokens.len() > place.tokens.len()
                        && longer.tokens.start <= place.tokens.start
                        && place.tokens.end <= longer.tokens.end
                })
        })
    }

    /// The words of the target that render each word of a term, side by side; none where one of them is not known to
    /// be rendered, or renders something else as well.
    fn rendered(&self, bead: usize, place: &Occurrence) -> Option<Rendered> {
        let (segment, words) = self.content(place)?;
        let links = self.cx.links.of(bead);
        // A word of an expression that the lexicon has as a whole is linked to each of its rendering's words.
        let mut targets: Vec<(usize, usize)> = Vec::new();
        for word in &words {
            let own = || {
                links
                    .iter()
                    .filter(|link| link.source == (segment, *word) && link.strength >= LINKED)
            };
            let best = own().map(|link| link.strength).max_by(f32::total_cmp)?;
            targets.extend(
                own()
                    .filter(|link| link.strength >= best)
                    .map(|link| link.target),
            );
        }
        targets.sort_unstable();
        targets.dedup();
        let elsewhere = links.iter().any(|link| {
            targets.contains(&link.target)
                && link.strength >= LINKED
                && !(link.source.0 == segment && place.tokens.contains(&link.source.1))
        });
        let target = targets.first()?.0;
        if elsewhere
            || targets.len() != words.len()
            || targets.iter().any(|(segment, _)| *segment != target)
        {
            return None;
        }
        let lang = self.cx.lang(Side::Target);
        let tokens = self.cx.tokens(Side::Target, target);
        let numbers: Vec<usize> = targets.iter().map(|(_, token)| *token).collect();
        let joined = numbers.windows(2).all(|pair| {
            let [from, to] = pair else {
                return false;
            };
            let between = tokens.get(from + 1..*to).unwrap_or_default();
            between.len() <= BETWEEN
                && between.iter().all(|token| {
                    lang.is_stop_word(&token.norm)
                        && (lang.joins_nouns(&token.norm) || lang.is_determiner(&token.norm))
                })
        });
        let (first, last) = (
            tokens.get(*numbers.first()?)?,
            tokens.get(*numbers.last()?)?,
        );
        joined.then(|| Rendered {
            segment: target,
            span: first.span.cover(last.span),
            tokens: numbers,
        })
    }

    /// Whether a rendering lies in an expression of the target.
    fn lies_in(&self, phrase: &Phrase, pair: usize, rendered: &Rendered) -> bool {
        phrase.places.iter().any(|place| {
            place.pair == pair
                && self.segment(Side::Target, place) == Some(rendered.segment)
                && rendered
                    .tokens
                    .iter()
                    .all(|token| place.tokens.contains(token))
        })
    }

    /// Whether a rendering differs from the usual one in the choice of a word: no form and no derivation of the usual
    /// word, which doesn't stand elsewhere in the sentence either.
    fn is_other_choice(
        &self,
        one: &Recurring,
        bead: usize,
        usual: &Set<String>,
        rendered: &Rendered,
    ) -> bool {
        let lang = self.cx.lang(Side::Target);
        let text = self.cx.text(Side::Target, rendered.segment);
        let tokens = self.cx.tokens(Side::Target, rendered.segment);
        let words: Vec<&Token> = rendered
            .tokens
            .iter()
            .filter_map(|number| tokens.get(*number))
            .collect();
        let mut others = words
            .iter()
            .filter(|token| !usual.iter().any(|word| is_form(lang, word, &token.norm)))
            .peekable();
        if others.peek().is_none() {
            return false;
        }
        let fits = |token: &&&Token| {
            let capital = token
                .span
                .of(text)
                .chars()
                .next()
                .is_some_and(char::is_uppercase);
            !lang.is_stop_word(&token.norm)
                && (!capital || one.target.name || token.span.start == 0)
        };
        // Where the usual word stands near, the two share the work.
        let near = |word: &&String| {
            let segments = self.cx.bitext.beads.get(bead);
            let segments = segments.map_or(0..0, |bead| bead.target.clone());
            segments
                .flat_map(|segment| self.cx.tokens(Side::Target, segment))
                .any(|token| is_form(lang, word, &token.norm))
        };
        others.all(|token| fits(&token))
            && !usual
                .iter()
                .filter(|word| !words.iter().any(|token| is_form(lang, word, &token.norm)))
                .any(|word| near(&word))
    }
}

/// Whether two folded words are forms of one word, or one derived from the other.
fn is_form(lang: Lang, a: &str, b: &str) -> bool {
    let bases = |word: &str| -> Map<String, ()> {
        let readings = lang.readings(word).into_iter();
        readings.map(|reading| (reading.base, ())).collect()
    };
    a == b || lang.akin(a, b) || lang.standard(a) == lang.standard(b) || {
        let known = bases(a);
        bases(b).keys().any(|base| known.contains_key(base))
    }
}
