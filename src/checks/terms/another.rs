//! Another body's name that a form is a part of: “National Security Council” where the source has مجلس الأمن. The form
//! is there, and names what the source does not.

use super::{HitId, Matched, Rendering, Terms};
use crate::bitext::{Bead, WordLink};
use crate::glossary::{Entry, FormKind, TermHit, form_text};
use crate::lang::{Analysis, Token, TokenKind};
use crate::lexicon::{self, Key};
use crate::text::Side;
use std::ops::Range;

/// How sure a link must be for a word of the source to account for one of the target.
const LINKED: f32 = 0.1;

/// The longer name that a hit of the target is a part of, where nothing in the source accounts for what it has more.
pub(super) fn name(
    terms: &Terms<'_>,
    on: Matched<'_>,
    index: usize,
    bead: &Bead,
    source: HitId,
    (segment, hit): (usize, &TermHit),
) -> Option<Rendering> {
    let own = terms.hit(Side::Source, source)?;
    let entry = terms.entry(own.entry).filter(|entry| entry.is_name())?;
    let analysis = on.target.get(segment)?;
    let text = on.text(Side::Target, segment);
    // A shorter form inside a fuller one goes on where that does: الصحة العالمية in منظمة الصحة العالمية.
    let fuller = terms.hits(Side::Target, segment).iter().filter(|other| {
        let (outer, inner) = (&other.tokens, &hit.tokens);
        other.entry == hit.entry
            && !other.derived
            && outer.start <= inner.start
            && outer.end >= inner.end
            && outer.len() > inner.len()
    });
    let hit = fuller.max_by_key(|other| other.tokens.len()).unwrap_or(hit);
    let longer = longer(terms, entry, analysis, text, hit)?;
    let more = longer
        .clone()
        .filter(|number| !hit.tokens.contains(number))
        .filter_map(|number| Some((number, analysis.tokens.get(number)?)))
        .filter(|(_, token)| !analysis.lang.is_stop_word(&token.norm));
    // Initials say whose body it is: UN Security Council.
    let mut more = more.filter(|(_, token)| !is_acronym(text, token));
    let strange = more.any(|(number, token)| {
        let asked = Word {
            terms,
            on,
            index,
            bead,
            source,
            own,
            form: hit.tokens.clone(),
            target: (segment, number),
        };
        !asked.is_accounted_for(analysis, token)
    });
    let first = analysis.tokens.get(longer.start)?;
    let last = analysis.tokens.get(longer.end.checked_sub(1)?)?;
    strange.then(|| Rendering {
        segment,
        span: first.span.cover(last.span),
        linked: hit.tokens.len(),
        words: longer.len(),
        bare: false,
    })
}

/// Whether a hit of the target that is less than a name stands in the form of another term, one that the source has
/// elsewhere: “Bank” in “Islamic Development Bank” is no World Bank where the source has both.
pub(super) fn is_of_other_term(
    terms: &Terms<'_>,
    on: Matched<'_>,
    bead: &Bead,
    source: HitId,
    (segment, hit): (usize, &TermHit),
) -> bool {
    let Some(own) = terms.hit(Side::Source, source) else {
        return false;
    };
    let elsewhere = |entry: usize| {
        bead.source.clone().any(|segment| {
            let mut hits = terms.hits(Side::Source, segment).iter();
            hits.any(|other| {
                let apart = segment != source.0
                    || other.tokens.end <= own.tokens.start
                    || other.tokens.start >= own.tokens.end;
                other.entry == entry && !other.derived && apart
            })
        })
    };
    let mut hits = terms.hits(Side::Target, segment).iter();
    let body = on.target.get(segment).is_some_and(|analysis| {
        let token = analysis.tokens.get(hit.tokens.start);
        token.is_some_and(|token| analysis.lang.is_body(&token.norm))
    });
    matches!(hit.kind, FormKind::Admitted | FormKind::Short)
        && hit.tokens.len() == 1
        && body
        && hits.any(|other| {
            other.entry != hit.entry
                && !other.derived
                && other.tokens.len() > 1
                && other.span.contains(hit.span)
                && elsewhere(other.entry)
        })
}

/// Whether a hit of the source is only a part of another body's name, as far as form tells. A nationality doesn't make
/// it another: وزارة الخارجية الروسية.
pub(super) fn is_part(terms: &Terms<'_>, entry: &Entry, on: Matched<'_>, source: HitId) -> bool {
    let (Some(hit), Some(analysis)) = (terms.hit(Side::Source, source), on.source.get(source.0))
    else {
        return false;
    };
    if goes_on(entry, analysis, hit) {
        return true;
    }
    if !entry.is_name() {
        return false;
    }
    let text = on.text(Side::Source, source.0);
    let longer = analysis
        .lang
        .longer_name(text, &analysis.tokens, hit.tokens.clone());
    longer
        .filter(|number| !hit.tokens.contains(number))
        .filter_map(|number| analysis.tokens.get(number))
        .filter(|token| !analysis.lang.is_stop_word(&token.norm))
        .any(|token| {
            let keys = keys(analysis, token);
            !are_names(&keys)
        })
}

/// Whether the genitive that ends a hit has a genitive of its own, so that it lacks the article that the form has:
/// مجلس وزراء الخارجية العرب for مجلس الوزراء.
fn goes_on(entry: &Entry, analysis: &Analysis, hit: &TermHit) -> bool {
    let lang = analysis.lang;
    let definite = |norm: &str| lang.article(norm).is_some();
    let listed = form_text(entry, hit.kind, hit.index)
        .and_then(|form| form.split(' ').next_back())
        .is_some_and(|last| definite(&lang.fold(last)));
    let last = hit.tokens.end.checked_sub(1);
    let written = last.and_then(|last| analysis.tokens.get(last));
    let next = analysis.tokens.get(hit.tokens.end);
    hit.tokens.len() > 1
        && listed
        && written.is_some_and(|last| !definite(&last.norm))
        && next.is_some_and(|next| next.kind == TokenKind::Word && definite(&next.norm))
}

/// The tokens of a longer name that a hit is a part of by its form.
fn longer(
    terms: &Terms<'_>,
    entry: &Entry,
    analysis: &Analysis,
    text: &str,
    hit: &TermHit,
) -> Option<Range<usize>> {
    let lang = analysis.lang;
    let name = hit.tokens.clone();
    let mut longer = lang.longer_name(text, &analysis.tokens, name.clone());
    // What is admitted for the name without its noun stands with another noun: European Federation, Paris Convention.
    let listed = |noun: &Token| {
        let forms = terms.fine_forms_of(entry);
        let mut words = forms.iter().flat_map(|(_, _, form)| form.split(' '));
        words.any(|word| lang.fold(word) == *noun.norm)
    };
    let own = analysis.tokens.get(name.clone()).unwrap_or_default();
    let headless = lang.has_case()
        && longer == name
        && matches!(hit.kind, FormKind::Admitted | FormKind::Short)
        && hit.ending != "'s"
        && !own
            .iter()
            .any(|token| lang.is_body(&token.norm) || is_acronym(text, token))
        && entry
            .target
            .split(' ')
            .any(|word| lang.is_body(&lang.fold(word)));
    if headless {
        let next = analysis.tokens.get(name.end).filter(|next| {
            next.kind == TokenKind::Word
                && next.is_capitalised(text)
                && lang.is_body(&next.norm)
                && !listed(next)
        });
        longer.end += usize::from(next.is_some());
        // Commission of Ministers.
        let before = || {
            let noun = name.start.checked_sub(2)?;
            let joined = lang.is_genitive(&analysis.tokens.get(noun + 1)?.norm);
            let token = analysis.tokens.get(noun).filter(|_| joined)?;
            let other = token.is_capitalised(text) && lang.is_body(&token.norm) && !listed(token);
            other.then_some(noun)
        };
        longer.start = before().unwrap_or(longer.start);
    }
    (longer != name).then_some(longer)
}

/// Whether a word is written in capitals throughout.
fn is_acronym(text: &str, token: &Token) -> bool {
    let letters = token.span.of(text).chars().filter(|c| c.is_alphabetic());
    letters.clone().count() > 1 && letters.clone().all(char::is_uppercase)
}

/// A word of the target that a name has more than the term's form.
struct Word<'a> {
    terms: &'a Terms<'a>,
    on: Matched<'a>,
    index: usize,
    bead: &'a Bead,
    source: HitId,
    own: &'a TermHit,
    /// The tokens of the form.
    form: Range<usize>,
    /// The word.
    target: (usize, usize),
}

impl Word<'_> {
    /// Whether something in the source may be what the word renders, or the word is not known well enough to say.
    fn is_accounted_for(&self, analysis: &Analysis, token: &Token) -> bool {
        let lang = analysis.lang;
        let keys = keys(analysis, token);
        let name = are_names(&keys);
        // What the term itself has accounts neither for another head noun nor for a name.
        let outside = name || lang.is_body(&token.norm);
        if keys.is_empty() || self.is_linked() || self.is_of_named_term() {
            return true;
        }
        let keys = if name {
            lexicon::builtin().stand_ins(&keys)
        } else {
            keys
        };
        let beads = &self.on.bitext.beads;
        // A country or somebody that the document speaks of goes without saying.
        let from = if name {
            0
        } else {
            self.index.saturating_sub(1)
        };
        let to = if name {
            beads.len()
        } else {
            (self.index + 2).min(beads.len())
        };
        beads
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .flat_map(|bead| bead.source.clone())
            .filter_map(|segment| Some((segment, self.on.source.get(segment)?)))
            .any(|(segment, source)| {
                source.words().any(|(number, word)| {
                    let own = segment == self.source.0 && self.own.tokens.contains(&number);
                    !(own && outside)
                        && self::keys(source, word)
                            .iter()
                            .any(|key| keys.contains(key))
                })
            })
    }

    /// Whether a word of the source is known to be what it renders; of the term one that the form doesn't render.
    fn is_linked(&self) -> bool {
        let links = self.on.links.of(self.index);
        let strong = |link: &&WordLink| link.strength >= LINKED;
        let in_form = |word: (usize, usize)| {
            links.iter().filter(strong).any(|link| {
                let (segment, token) = link.target;
                link.source == word && segment == self.target.0 && self.form.contains(&token)
            })
        };
        links.iter().filter(strong).any(|link| {
            let own = link.source.0 == self.source.0 && self.own.tokens.contains(&link.source.1);
            link.target == self.target && !(own && in_form(link.source))
        })
    }

    /// Whether the word is part of a name of the glossary that the source has.
    fn is_of_named_term(&self) -> bool {
        let mut hits = self.terms.hits(Side::Target, self.target.0).iter();
        hits.any(|hit| {
            hit.tokens.contains(&self.target.1)
                && hit.entry != self.own.entry
                && self.bead.source.clone().any(|segment| {
                    let mut hits = self.terms.hits(Side::Source, segment).iter();
                    hits.any(|other| other.entry == hit.entry)
                })
        })
    }
}

/// Whether words of these keys are names, or say where something belongs, and nothing else.
fn are_names(keys: &[Key]) -> bool {
    let lexicon = lexicon::builtin();
    keys.iter().any(|key| lexicon.is_name_only(*key))
}

/// The translation keys of a word.
fn keys(analysis: &Analysis, token: &Token) -> Vec<Key> {
    let lexicon = lexicon::builtin();
    if analysis.lang == lexicon.to {
        return lexicon.keys_of(&token.norm);
    }
    lexicon.find(&token.norm).map_or_else(Vec::new, |hit| {
        let entries = hit.entries.iter();
        entries
            .flat_map(|entry| entry.keys.iter().copied())
            .collect()
    })
}
