//! Terms that no glossary has and that a text renders in several ways.
//!
//! What recurs in the source is found as `glossary extract` finds it, and the links between words tell what renders
//! it in each place. The usual rendering must go with the term in both directions: it stands in most of the term's
//! places, and hardly without the term. Only another choice of word counts against it: every word of the term is
//! rendered, side by side, and one of them by a word that is no form of the usual one.

use super::Context;
use crate::glossary::{Occurrence, Phrase, Piece, phrases};
use crate::lang::{Analysis, Lang, Token, TokenKind};
use crate::lexicon::{Entry, PartOfSpeech as Pos};
use crate::text::{Map, Set, Side, Span};
use std::ops::Range;

/// In how many beads a term stands at least.
const RECURS: usize = 3;
/// How often its usual rendering stands at least.
const LEAST: usize = 2;
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
    let pieces: Vec<Vec<Piece<'_>>> = beads
        .iter()
        .filter_map(|bead| cx.bitext.beads.get(*bead))
        .map(|bead| pieces(cx, Side::Source, bead.source.clone()))
        .collect();
    let texts = Texts { cx, beads: &beads };
    let lang = cx.lang(Side::Source);
    let mut out: Vec<Varied> = phrases(lang, pieces.iter().map(Vec::as_slice), RECURS)
        .iter()
        .filter_map(|phrase| texts.judge(phrase))
        .collect();
    out.sort_by(|a, b| (a.bead, &a.term).cmp(&(b.bead, &b.term)));
    // Of a term and a longer one that has it the first is told.
    let mut told: Set<Spot> = Set::default();
    out.retain(|one| {
        let spots = one.renderings.iter().skip(1).flat_map(|(_, spots)| spots);
        let targets: Vec<Spot> = spots.map(|(_, target)| *target).collect();
        let new = !targets.iter().any(|target| told.contains(target));
        told.extend(targets);
        new
    });
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
}

/// The words that render a term.
#[derive(Clone, Debug)]
struct Rendered {
    segment: usize,
    /// Whether it is part of a longer rendering.
    longer: bool,
    /// As many tokens as the term has words with content.
    tokens: Vec<usize>,
    span: Span,
}

impl Texts<'_> {
    fn judge(&self, phrase: &Phrase) -> Option<Varied> {
        if phrase.name
            || !phrase
                .places
                .first()
                .is_some_and(|place| self.is_term(place))
        {
            return None;
        }
        let mut groups: Vec<Vec<(usize, Spot, Rendered)>> = Vec::new();
        let mut done: Set<usize> = Set::default();
        let mut places = 0;
        for place in &phrase.places {
            if !done.insert(place.pair) || self.is_known(place) {
                continue;
            }
            places += 1;
            let bead = *self.beads.get(place.pair)?;
            let Some(rendered) = self.rendered(bead, place) else {
                continue;
            };
            let found = (bead, self.spot(place)?, rendered);
            let group = groups.iter_mut().find(|group| {
                group
                    .first()
                    .is_some_and(|(.., known)| self.is_same(known, &found.2))
            });
            match group {
                Some(group) => group.push(found),
                None => groups.push(vec![found]),
            }
        }
        groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
        let (usual, others) = groups.split_first()?;
        // What is usual is the rendering of most places, and renders little else.
        let sure = usual.len() >= LEAST && usual.len() * 2 >= places;
        if !sure || others.is_empty() || !self.goes_with(phrase, usual) {
            return None;
        }
        let words: Set<&str> = usual
            .iter()
            .flat_map(|(.., rendered)| self.words(rendered))
            .map(|token| token.norm.as_ref())
            .collect();
        let others: Vec<Vec<&(usize, Spot, Rendered)>> = others
            .iter()
            .map(|group| {
                let choice =
                    |one: &&(usize, Spot, Rendered)| self.is_other_choice(one.0, &words, &one.2);
                group.iter().filter(choice).collect()
            })
            .filter(|group: &Vec<_>| !group.is_empty())
            .collect();
        let count: usize = others.iter().map(Vec::len).sum();
        if count == 0 || count >= usual.len() {
            return None;
        }
        let usual = usual.iter().collect();
        let bead = others.iter().flatten().map(|(bead, ..)| *bead).min()?;
        let renderings = std::iter::once(usual).chain(others).map(|group: Vec<_>| {
            let text = group.first().map_or("", |(.., rendered)| {
                rendered
                    .span
                    .of(self.cx.text(Side::Target, rendered.segment))
            });
            let spots = group
                .iter()
                .map(|(_, source, rendered)| (*source, (rendered.segment, rendered.span)));
            (text.to_owned(), spots.collect())
        });
        Some(Varied {
            term: phrase.spelling().to_owned(),
            renderings: renderings.collect(),
            bead,
        })
    }

    /// The words of a rendering.
    fn words(&self, rendered: &Rendered) -> impl Iterator<Item = &Token> {
        let tokens = self.cx.tokens(Side::Target, rendered.segment);
        rendered
            .tokens
            .iter()
            .filter_map(|number| tokens.get(*number))
    }

    /// Whether two renderings are of the same words, each in any form.
    fn is_same(&self, a: &Rendered, b: &Rendered) -> bool {
        let lang = self.cx.lang(Side::Target);
        let has = |from: &Rendered, to: &Rendered| {
            self.words(from).all(|word| {
                self.words(to)
                    .any(|other| is_form(lang, &word.norm, &other.norm))
            })
        };
        has(a, b) && has(b, a)
    }

    /// Whether a rendering goes with the term: it hardly stands where the term doesn't.
    fn goes_with(&self, phrase: &Phrase, usual: &[(usize, Spot, Rendered)]) -> bool {
        let Some((.., first)) = usual.first() else {
            return false;
        };
        let norms: Vec<&str> = self.words(first).map(|token| token.norm.as_ref()).collect();
        let alone = self
            .beads
            .iter()
            .enumerate()
            .filter(|(pair, _)| !phrase.stands_in(*pair))
            .filter_map(|(_, bead)| self.cx.bitext.beads.get(*bead))
            .flat_map(|bead| bead.target.clone())
            .filter(|segment| {
                let tokens = self.cx.tokens(Side::Target, *segment);
                tokens.windows(norms.len()).any(|window| {
                    window
                        .iter()
                        .zip(&norms)
                        .all(|(token, norm)| *token.norm == **norm)
                })
            })
            .count();
        alone <= usual.len()
    }

    fn spot(&self, place: &Occurrence) -> Option<Spot> {
        let segment = self.segment(place)?;
        let tokens = self.cx.tokens(Side::Source, segment);
        let tokens = tokens.get(place.tokens.clone())?;
        Some((segment, tokens.first()?.span.cover(tokens.last()?.span)))
    }

    fn segment(&self, place: &Occurrence) -> Option<usize> {
        let bead = self.cx.bitext.beads.get(*self.beads.get(place.pair)?)?;
        Some(bead.source.start + place.piece)
    }

    /// The words of an expression of the source that carry content, as token numbers.
    fn content(&self, place: &Occurrence) -> Option<(usize, Vec<usize>)> {
        let segment = self.segment(place)?;
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

    /// Whether a word of the source is a noun or an adjective and can't be a verb.
    fn is_nominal(&self, token: &Token) -> bool {
        let lang = self.cx.lang(Side::Source);
        let nominal = |pos: Pos| matches!(pos, Pos::Noun | Pos::Adjective | Pos::Name);
        token.kind == TokenKind::Word
            && !lang.is_stop_word(&token.norm)
            && self.cx.lexicons.iter().any(|lexicon| {
                if lexicon.from == lang {
                    let hit = lexicon.find(&token.norm);
                    return hit
                        .is_some_and(|hit| hit.entries.iter().all(|entry| nominal(entry.pos)));
                }
                let keys = lexicon.keys_of(&token.norm);
                !keys.is_empty() && keys.iter().all(|key| lexicon.pos_of(*key).all(nominal))
            })
    }

    /// Whether a glossary has the expression, or a part of it or more than it: it is held to that.
    fn is_known(&self, place: &Occurrence) -> bool {
        let Some(segment) = self.segment(place) else {
            return true;
        };
        let hits = self.cx.terms.hits(Side::Source, segment);
        hits.iter().any(|hit| {
            !hit.shadowed
                && hit.tokens.start < place.tokens.end
                && place.tokens.start < hit.tokens.end
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
        // A noun or an adjective beside the term whose rendering stands beside the term's makes a longer term with it.
        let source = self.cx.tokens(Side::Source, segment);
        let mut neighbours = vec![place.tokens.start.checked_sub(1), Some(place.tokens.end)];
        neighbours.retain(|number| {
            let token = number.and_then(|number| source.get(number));
            token.is_some_and(|token| self.is_nominal(token))
        });
        let (from, to) = (*numbers.first()?, *numbers.last()?);
        let longer = links.iter().any(|link| {
            link.strength >= LINKED
                && link.source.0 == segment
                && neighbours.contains(&Some(link.source.1))
                && link.target.0 == target
                && (link.target.1 + 1 == from
                    || link.target.1 == to + 1
                    || link.target.1 == to + 2
                        && tokens
                            .get(to + 1)
                            .is_some_and(|token| lang.joins_nouns(&token.norm)))
        });
        joined.then(|| Rendered {
            segment: target,
            longer,
            span: first.span.cover(last.span),
            tokens: numbers,
        })
    }

    /// Whether a rendering differs from the usual one in the choice of a word: no form and no derivation of the usual
    /// word, which doesn't stand elsewhere in the sentence either.
    fn is_other_choice(&self, bead: usize, usual: &Set<&str>, rendered: &Rendered) -> bool {
        let lang = self.cx.lang(Side::Target);
        let text = self.cx.text(Side::Target, rendered.segment);
        let tokens = self.cx.tokens(Side::Target, rendered.segment);
        let words: Vec<&Token> = rendered
            .tokens
            .iter()
            .filter_map(|number| tokens.get(*number))
            .collect();
        if rendered.longer {
            return false;
        }
        let mut others = words
            .iter()
            .filter(|token| !usual.iter().any(|word| is_form(lang, word, &token.norm)))
            .peekable();
        if others.peek().is_none() {
            return false;
        }
        let fits = |token: &&&Token| {
            !lang.is_stop_word(&token.norm)
                && (!token.is_capitalised(text) || token.span.start == 0)
        };
        // Where the usual word stands near, the two share the work.
        let near = |word: &&&str| {
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
