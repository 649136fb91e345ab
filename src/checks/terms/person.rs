//! Names of places that are names of people here: Jordan in Michael Jordan, باريس in كينيا باريس.

use super::{Asked, Matched};
use crate::bitext::Bead;
use crate::lang::{Analysis, Lang, Phones, Token, TokenKind, similarity};
use crate::lexicon::{self, PartOfSpeech as Pos};
use crate::text::Side;

/// How much a word of the target must sound like one of the source to be its transliteration.
const SOUNDS: f64 = 0.75;

/// Whether a name of one word is somebody's here: it is transliterated, and so is the word beside it, which makes one
/// name with it; or it was so earlier in the text, and is transliterated again.
pub(super) fn is_somebody(asked: Asked<'_>) -> bool {
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
    let Some(hit) = terms.hit(Side::Source, source) else {
        return false;
    };
    let number = hit.entry;
    if hit.tokens.len() != 1 {
        return false;
    }
    if named(on, bead, (source.0, hit.tokens.start)) {
        return true;
    }
    let again = on.source.get(source.0).is_some_and(|analysis| {
        let tokens = analysis.tokens.get(hit.tokens.start);
        tokens.is_some_and(|token| {
            let own = Word::new(analysis, token);
            bead.target.clone().any(|segment| {
                on.target.get(segment).is_some_and(|target| {
                    let text = on.text(Side::Target, segment);
                    target
                        .words()
                        .any(|(_, word)| is_name(target, text, word) && own.is(target.lang, word))
                })
            })
        })
    });
    again
        && on.bitext.beads.iter().take(index).any(|earlier| {
            earlier.source.clone().any(|segment| {
                terms.hits(Side::Source, segment).iter().any(|hit| {
                    hit.entry == number
                        && hit.tokens.len() == 1
                        && named(on, earlier, (segment, hit.tokens.start))
                })
            })
        })
}

/// Whether a word of the source and one beside it are transliterated side by side.
fn named(on: Matched<'_>, bead: &Bead, (segment, number): (usize, usize)) -> bool {
    let Some(analysis) = on.source.get(segment) else {
        return false;
    };
    let text = on.text(Side::Source, segment);
    let word = |at: Option<usize>| {
        at.and_then(|at| analysis.tokens.get(at))
            .filter(|token| is_name(analysis, text, token))
    };
    let Some(own) = analysis.tokens.get(number) else {
        return false;
    };
    let pairs = [
        word(number.checked_sub(1)).map(|before| (before, own)),
        word(Some(number + 1)).map(|after| (own, after)),
    ];
    pairs.into_iter().flatten().any(|(first, second)| {
        let (first, second) = (Word::new(analysis, first), Word::new(analysis, second));
        bead.target.clone().any(|segment| {
            let Some(target) = on.target.get(segment) else {
                return false;
            };
            let text = on.text(Side::Target, segment);
            target.tokens.windows(2).any(|pair| {
                let [one, other] = pair else {
                    return false;
                };
                is_name(target, text, one)
                    && is_name(target, text, other)
                    && first.is(target.lang, one)
                    && second.is(target.lang, other)
            })
        })
    })
}

/// Whether a word may be part of a name: it has a capital, or, in a script that has none, is no common word.
fn is_name(analysis: &Analysis, text: &str, token: &Token) -> bool {
    if token.kind != TokenKind::Word || analysis.lang.is_stop_word(&token.norm) {
        return false;
    }
    if analysis.lang.has_case() {
        return token.is_capitalised(text);
    }
    let found = lexicon::builtin().find(&token.norm);
    found.is_none_or(|found| {
        found
            .entries
            .iter()
            .any(|entry| entry.pos.is_name() || entry.pos == Pos::Nationality)
    })
}

/// What a word may sound like, with and without what is written together with it.
fn sounds(lang: Lang, norm: &str) -> Vec<Phones> {
    let mut out = vec![lang.phones(norm)];
    let readings = lang.unended(norm);
    out.extend(
        readings
            .iter()
            .filter(|reading| !reading.prefix.is_empty() && reading.cost <= 2)
            .map(|reading| lang.phones(&reading.base)),
    );
    out
}

/// A word of the source: what it may sound like, and itself.
struct Word<'a> {
    sounds: Vec<Phones>,
    lang: Lang,
    norm: &'a str,
}

impl<'a> Word<'a> {
    fn new(analysis: &Analysis, token: &'a Token) -> Self {
        Self {
            sounds: sounds(analysis.lang, &token.norm),
            lang: analysis.lang,
            norm: &token.norm,
        }
    }

    /// Whether a word of the target sounds like it, or is the given name that it is.
    fn is(&self, lang: Lang, other: &Token) -> bool {
        let sound = sounds(lang, &other.norm).iter().any(|sound| {
            sound.0.len() > 2
                && self
                    .sounds
                    .iter()
                    .any(|own| own.0.len() > 2 && similarity(sound, own) >= SOUNDS)
        });
        sound || {
            let lexicon = lexicon::builtin();
            let (from, to) = if self.lang == lexicon.from {
                (self.norm, other.norm.as_ref())
            } else {
                (other.norm.as_ref(), self.norm)
            };
            let keys = lexicon.keys_of(to);
            lexicon.find(from).is_some_and(|found| {
                found.entries.iter().any(|entry| {
                    entry.pos == Pos::GivenName && entry.keys.iter().any(|key| keys.contains(key))
                })
            })
        }
    }
}
