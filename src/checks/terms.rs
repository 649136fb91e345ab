//! How the glossary's terms fared: computed once for a bitext, before the checks that report on it.
//!
//! Where the source has a term, the translation should have one of its forms in the same bead. What looks like a
//! fault and isn't is the larger part of the work: a form that moved to the next sentence, a pronoun or a bare
//! head noun for a term that was just named, a word that only looks like the term.

mod another;
#[cfg(test)]
mod cases;
mod common;
mod head;
mod metonym;
mod near;
mod partial;
mod person;
mod rendering;
mod wording;

use crate::bitext::{Bead, Bitext, Half, WordLinks};
use crate::findings::{TermStatus, TermUse};
use crate::glossary::{CaseFit, Entry, FormKind, Glossary, Matcher, TermHit, Text, form_text};
use crate::lang::{Analysis, Lang, TokenKind, similarity};
use crate::text::{Map, Place, Set, Side, Span};
use rayon::prelude::*;
use rendering::Found;

pub(super) use near::Near;
pub(super) use partial::in_longer_name;
pub(super) use rendering::Rendering;
pub(super) use wording::{Old, replace};

/// A hit of a side: its segment, and its number among the segment's hits.
pub(super) type HitId = (usize, usize);

/// How sure a hit must be to ask for a rendering.
const SURE: f32 = 0.6;

/// How much alike the spellings of a name sound.
const SPELLED: f64 = 0.85;

/// How sure a link to another word of the source must be to take a word of the target away from a term.
const TAKEN: f32 = 0.3;

/// A bead less sure than this may have its border elsewhere.
const DOUBT: f64 = 0.9;

/// The terms of a bitext and how they fared.
#[derive(Debug, Default)]
pub struct Terms<'g> {
    glossary: Option<&'g Glossary>,
    /// Whether the source text is in the glossary's source language.
    forward: bool,
    hits: Hits,
    uses: Vec<Use>,
    /// The first of the uses of each bead, and one past the last.
    of_bead: Vec<(usize, usize)>,
}

/// A term that stands in the source, and its rendering.
#[derive(Clone, Debug)]
pub(super) struct Use {
    /// Index of its entry.
    pub entry: usize,
    /// Index of its bead.
    pub bead: usize,
    /// The hit in the source.
    pub source: HitId,
    /// How it fared.
    pub verdict: Verdict,
}

/// How a term fared.
#[derive(Clone, Debug)]
pub(super) enum Verdict {
    /// A form that is fine stands for it.
    Fine {
        /// The hit in the target.
        target: HitId,
    },
    /// No form of it is needed: it stands next door, or a pronoun or a bare head noun takes it up.
    Excused,
    /// A forbidden form stands for it.
    Forbidden {
        /// The hit in the target.
        target: HitId,
        /// How sure that it is the term's rendering.
        confidence: f64,
    },
    /// No form that is fine stands for it.
    Missing {
        /// How sure that one should.
        confidence: f64,
        /// What stands in its stead, where something does.
        instead: Option<Instead>,
    },
}

/// What stands where a form of a term should.
#[derive(Clone, Debug)]
pub(super) enum Instead {
    /// A form with a slip of the keyboard.
    Near(Near),
    /// Words that render the term's words.
    Words(Rendering),
    /// A short form before the full one has stood.
    Short(HitId),
    /// A name of another entry that nothing in the source asks for.
    Other(HitId),
}

/// What a bitext was matched against.
#[derive(Clone, Copy, Debug)]
pub struct Matched<'a> {
    /// The bitext.
    pub bitext: &'a Bitext,
    /// One analysis a source segment.
    pub source: &'a [Analysis],
    /// One analysis a target segment.
    pub target: &'a [Analysis],
    /// Which words probably translate which.
    pub links: &'a WordLinks,
}

/// A term of a bead's source whose forms are not in the bead's target: does something else render it?
#[derive(Clone, Copy)]
struct Asked<'a> {
    terms: &'a Terms<'a>,
    on: Matched<'a>,
    /// The bead and its number.
    index: usize,
    bead: &'a Bead,
    /// The term, and where it stands.
    entry: &'a Entry,
    source: HitId,
}

impl<'a> Matched<'a> {
    fn text(&self, side: Side, segment: usize) -> &'a str {
        self.bitext
            .half(side)
            .segments
            .get(segment)
            .map_or("", |segment| segment.as_str())
    }
}

/// Where a glossary's terms stand in the two texts of a pair: one list a segment.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    source: Vec<Vec<TermHit>>,
    target: Vec<Vec<TermHit>>,
}

impl Hits {
    /// Looks for terms in both texts, each with one analysis a segment.
    pub fn find(
        matcher: &Matcher,
        source: (&Half, &[Analysis]),
        target: (&Half, &[Analysis]),
    ) -> Self {
        let scan = |(half, analyses): (&Half, &[Analysis])| {
            half.segments
                .par_iter()
                .zip(analyses)
                .map_init(
                    || matcher.scanner(),
                    |scanner, (segment, analysis)| {
                        scanner.scan(half.lang, segment.as_str(), analysis)
                    },
                )
                .collect()
        };
        let (source, target) = rayon::join(|| scan(source), || scan(target));
        Self { source, target }
    }

    /// The hits of a segment.
    pub fn of(&self, side: Side, segment: usize) -> &[TermHit] {
        let of = match side {
            Side::Source => &self.source,
            Side::Target => &self.target,
        };
        of.get(segment).map_or(&[], Vec::as_slice)
    }
}

impl<'g> Terms<'g> {
    /// Judges each term that stands in the source. Nothing is judged where the glossary is of other languages.
    pub fn new(glossary: &'g Glossary, hits: Hits, on: Matched<'_>) -> Self {
        let (source, target) = (on.bitext.source.lang, on.bitext.target.lang);
        let forward = (source, target) == (glossary.source_lang, glossary.target_lang);
        let backward = (target, source) == (glossary.source_lang, glossary.target_lang);
        if !forward && !backward {
            return Self::default();
        }
        let mut terms = Self {
            glossary: Some(glossary),
            forward,
            hits,
            uses: Vec::new(),
            of_bead: Vec::new(),
        };
        terms.judge(on);
        terms
    }

    /// The entry of this number.
    pub(super) fn entry(&self, number: usize) -> Option<&'g Entry> {
        self.glossary?.entries.get(number)
    }

    /// Where the glossary's file has a text of an entry.
    pub(super) fn place(&self, text: &Text) -> Option<Place> {
        self.glossary?.place(text)
    }

    /// Whether the source text is in the glossary's source language.
    pub(super) fn is_forward(&self) -> bool {
        self.forward
    }

    /// The hits of a segment.
    pub(super) fn hits(&self, side: Side, segment: usize) -> &[TermHit] {
        self.hits.of(side, segment)
    }

    /// A hit by its number.
    pub(super) fn hit(&self, side: Side, (segment, number): HitId) -> Option<&TermHit> {
        self.hits(side, segment).get(number)
    }

    /// Every use in the order of the source.
    pub(super) fn uses(&self) -> &[Use] {
        &self.uses
    }

    /// The uses of a bead.
    pub(super) fn uses_of(&self, bead: usize) -> &[Use] {
        let (from, to) = self.of_bead.get(bead).copied().unwrap_or_default();
        self.uses.get(from..to).unwrap_or_default()
    }

    /// How many entries' terms stand in the source.
    pub fn len(&self) -> usize {
        self.uses.len()
    }

    /// Whether no term stands in the source.
    pub fn is_empty(&self) -> bool {
        self.uses.is_empty()
    }

    /// The form of the target language that is asked for: the preferred one.
    pub(super) fn preferred(&self, entry: &'g Entry) -> &'g str {
        match entry.source.first() {
            Some(first) if !self.forward => first,
            _ => &entry.target,
        }
    }

    /// The forms that may stand in the target for an entry, with their kinds.
    pub(super) fn fine_forms_of<'e>(&self, entry: &'e Entry) -> Vec<(FormKind, usize, &'e str)> {
        let fine: &[FormKind] = if self.forward {
            &[
                FormKind::Preferred,
                FormKind::Abbreviation,
                FormKind::Admitted,
            ]
        } else {
            &[FormKind::Source]
        };
        let mut out = Vec::new();
        for kind in fine {
            let mut index = 0;
            while let Some(text) = form_text(entry, *kind, index) {
                out.push((*kind, index, text.text.as_str()));
                index += 1;
                if matches!(kind, FormKind::Preferred | FormKind::Abbreviation) {
                    break;
                }
            }
        }
        out
    }

    /// Whether a hit in the target is a form that may stand for its entry.
    fn is_fine(&self, hit: &TermHit) -> bool {
        match hit.kind {
            FormKind::Source => !self.forward,
            FormKind::Preferred | FormKind::Admitted | FormKind::Abbreviation => self.forward,
            FormKind::Short | FormKind::Forbidden => false,
        }
    }

    /// Whether a hit in the source asks for a rendering.
    fn asks(&self, hit: &TermHit) -> bool {
        let kind = match hit.kind {
            FormKind::Source => self.forward,
            // Admitted forms say how a term may be rendered; most of them stand for much else too.
            FormKind::Preferred | FormKind::Abbreviation => !self.forward,
            FormKind::Admitted => !self.forward && self.is_spelling(hit),
            _ => false,
        };
        let asked = || {
            let entry = self.entry(hit.entry);
            entry.is_some_and(|entry| entry.direction().asks(self.forward))
        };
        kind && asked()
            && !hit.shadowed
            && !hit.derived
            && hit.case != CaseFit::Loses
            && hit.confidence >= SURE
    }

    /// Whether a hit in the source says the name of its entry, so that a shorter form may take it up.
    fn names(&self, hit: &TermHit) -> bool {
        let kind = match hit.kind {
            FormKind::Source => self.forward,
            FormKind::Preferred | FormKind::Abbreviation | FormKind::Admitted => !self.forward,
            FormKind::Short | FormKind::Forbidden => false,
        };
        kind && !hit.derived && hit.case != CaseFit::Loses && hit.confidence >= SURE
    }

    /// Whether an admitted form is but another spelling of a preferred name of several words, or has it in full: Sergei
    /// Lavrov for Sergey Lavrov, UN Security Council for Security Council.
    fn is_spelling(&self, hit: &TermHit) -> bool {
        let Some(entry) = self.entry(hit.entry).filter(|entry| entry.is_name()) else {
            return false;
        };
        let Some(form) = form_text(entry, hit.kind, hit.index) else {
            return false;
        };
        let lang = self
            .glossary
            .map_or(Lang::ENGLISH, |glossary| glossary.target_lang);
        let words = |text: &'g str| text.split(' ');
        let alike = |(a, b): (&str, &str)| {
            let first = |text: &str| text.chars().next();
            first(a) == first(b) && similarity(&lang.phones(a), &lang.phones(b)) >= SPELLED
        };
        let preferred = words(&entry.target);
        let longer = format!(" {form} ").contains(&format!(" {} ", entry.target));
        preferred.clone().count() > 1
            && (longer
                || preferred.clone().count() == words(form).count()
                    && preferred.zip(words(form)).all(alike))
    }

    /// What the machine-readable report lists of the terms.
    pub fn report(&self, bitext: &Bitext) -> Vec<TermUse> {
        let place = |side: Side, (segment, number): HitId| {
            let hit = self.hit(side, (segment, number))?;
            bitext.half(side).place(segment, hit.span)
        };
        self.uses
            .iter()
            .filter_map(|one| {
                let (status, target) = match &one.verdict {
                    Verdict::Fine { target } => (TermStatus::Ok, place(Side::Target, *target)),
                    Verdict::Excused => (TermStatus::Ok, None),
                    Verdict::Forbidden { target, .. } => {
                        (TermStatus::Forbidden, place(Side::Target, *target))
                    }
                    Verdict::Missing { .. } => (TermStatus::Missing, None),
                };
                Some(TermUse {
                    id: self.entry(one.entry)?.id.clone(),
                    bead: one.bead,
                    status,
                    source: place(Side::Source, one.source),
                    target,
                })
            })
            .collect()
    }
}

/// What has been seen of the entries on the way through the beads.
#[derive(Default)]
struct Seen {
    /// The last bead in which an entry was rendered.
    rendered: Map<usize, usize>,
    /// The entries whose full name or abbreviation has stood in an earlier bead of the source.
    named: Set<usize>,
}

impl Seen {
    /// Whether a shorter form may take the entry up: it has been named on either side.
    fn introduces(&self, entry: usize) -> bool {
        self.rendered.contains_key(&entry) || self.named.contains(&entry)
    }
}

impl<'g> Terms<'g> {
    /// Gives up what was found, for whoever wants to choose when its memory is given back.
    pub fn release(&mut self) -> impl Send + Sync + use<> {
        self.of_bead = Vec::new();
        (
            std::mem::take(&mut self.hits),
            std::mem::take(&mut self.uses),
        )
    }

    fn judge(&mut self, on: Matched<'_>) {
        let mut seen = Seen::default();
        let mut uses = Vec::new();
        for index in 0..on.bitext.beads.len() {
            let from = uses.len();
            self.judge_bead(on, index, &mut seen, &mut uses);
            self.of_bead.push((from, uses.len()));
        }
        self.uses = uses;
    }

    fn judge_bead(&self, on: Matched<'_>, index: usize, seen: &mut Seen, uses: &mut Vec<Use>) {
        let Some(bead) = on.bitext.beads.get(index) else {
            return;
        };
        // A form that stands anywhere in the target introduces the short ones.
        for segment in bead.target.clone() {
            for hit in self.hits(Side::Target, segment) {
                if self.is_fine(hit) && !hit.derived {
                    seen.rendered.entry(hit.entry).or_insert(index);
                }
            }
        }
        let mut done: Set<usize> = Set::default();
        for segment in bead.source.clone() {
            let hits = self.hits(Side::Source, segment);
            let mut number = 0;
            while let Some(first) = hits.get(number) {
                // Entries that share a place are readings of it: one that was rendered settles it.
                let group: Vec<usize> = (number..hits.len())
                    .take_while(|other| hits.get(*other).is_some_and(|hit| hit.span == first.span))
                    .collect();
                number += group.len();
                let asking: Vec<HitId> = group
                    .into_iter()
                    .filter(|hit| hits.get(*hit).is_some_and(|hit| self.asks(hit)))
                    .map(|hit| (segment, hit))
                    .collect();
                uses.extend(self.judge_place(on, index, bead, &asking, &mut done, seen));
            }
        }
        for hit in bead
            .source
            .clone()
            .flat_map(|segment| self.hits(Side::Source, segment))
        {
            // A name inside a longer one has stood too.
            if self.names(hit) {
                seen.named.insert(hit.entry);
            }
        }
        let from = uses.iter().rposition(|one| one.bead != index);
        once(
            uses.get_mut(from.map_or(0, |from| from + 1)..)
                .unwrap_or_default(),
        );
        for one in uses.iter().rev().take_while(|one| one.bead == index) {
            if matches!(one.verdict, Verdict::Fine { .. }) {
                seen.rendered.insert(one.entry, index);
            }
        }
    }

    /// Judges a place of the source where the forms of one or more entries stand.
    fn judge_place(
        &self,
        on: Matched<'_>,
        index: usize,
        bead: &Bead,
        asking: &[HitId],
        done: &mut Set<usize>,
        seen: &Seen,
    ) -> Option<Use> {
        let entry_of = |id: &HitId| self.hit(Side::Source, *id).map(|hit| hit.entry);
        let made = |source: HitId, verdict: Verdict| {
            Some(Use {
                entry: entry_of(&source)?,
                bead: index,
                source,
                verdict,
            })
        };
        for id in asking {
            let entry = entry_of(id)?;
            if let Some(target) = self.found_in(on, index, bead, *id, entry) {
                if let Some(other) = self.displaced(on, index, bead, *id) {
                    let trust = if bead.given { 1.0 } else { bead.score };
                    let confidence = 0.75 * trust;
                    let instead = Some(Instead::Other(other));
                    return made(
                        *id,
                        Verdict::Missing {
                            confidence,
                            instead,
                        },
                    );
                }
                if let Some(verdict) = self.rendered_otherwise(on, index, bead, *id, seen) {
                    return made(*id, verdict);
                }
                done.insert(entry);
                return made(*id, Verdict::Fine { target });
            }
        }
        // The reading that takes least for granted is the one that is missing.
        let best = asking
            .iter()
            .min_by_key(|id| self.hit(Side::Source, **id).map_or(u8::MAX, |hit| hit.cost))?;
        let number = entry_of(best)?;
        let entry = self.entry(number)?;
        let hit = self.hit(Side::Source, *best)?;
        // Once in a bead is enough: the second time a pronoun is better style.
        if !done.insert(number) {
            return made(*best, Verdict::Excused);
        }
        let trust = if bead.given { 1.0 } else { bead.score };
        let sure = f64::from(hit.confidence) * trust;
        if let Some(target) = asking
            .iter()
            .find_map(|id| self.forbidden_in(bead, entry_of(id)?))
        {
            let confidence = 0.97 * sure;
            return made(*best, Verdict::Forbidden { target, confidence });
        }
        if bead.target.is_empty() {
            // What is left out as a whole is reported as that.
            return made(*best, Verdict::Excused);
        }
        let other = self.other_name(on, index, bead, *best);
        let short = self.best_in(bead, |segment, hit| {
            hit.entry == number
                && hit.kind == FormKind::Short
                && self.forward
                && !another::is_of_other_term(self, on, bead, *best, (segment, hit))
                && another::name(self, on, index, bead, *best, (segment, hit)).is_none()
        });
        if let Some(short) = short {
            if seen.introduces(number) {
                return made(*best, Verdict::Fine { target: short });
            }
            if another::is_part(self, entry, on, *best) {
                return made(*best, Verdict::Excused);
            }
            let instead = Some(Instead::Short(short));
            let confidence = 0.6 * sure;
            return made(
                *best,
                Verdict::Missing {
                    confidence,
                    instead,
                },
            );
        }
        let mut sure = sure;
        if self.stands_next_door(on.bitext, index, asking) {
            if trust < DOUBT {
                return made(*best, Verdict::Excused);
            }
            sure *= 0.75;
        }
        let asked = Asked {
            terms: self,
            on,
            index,
            bead,
            entry,
            source: *best,
        };
        let verdict = match other {
            Some(other) => self.renamed(asked, other, sure),
            None => self.missing(asked, seen, sure),
        };
        made(*best, verdict)
    }

    /// The verdict on a term where another body's name has its form in it.
    fn renamed(&self, asked: Asked<'_>, other: Rendering, sure: f64) -> Verdict {
        let named = self.stranger(asked.on, asked.index, asked.bead, asked.source);
        Verdict::Missing {
            confidence: 0.75 * sure,
            instead: Some(named.map_or(Instead::Words(other), Instead::Other)),
        }
    }

    /// The best hit of a fine form of an entry in the bead's target.
    fn fine_in(&self, bead: &Bead, entry: usize) -> Option<HitId> {
        self.best_in(bead, |_, hit| hit.entry == entry && self.is_fine(hit))
    }

    /// The same for a term of the source: what is part of another name is no form of it.
    fn found_in(
        &self,
        on: Matched<'_>,
        index: usize,
        bead: &Bead,
        source: HitId,
        entry: usize,
    ) -> Option<HitId> {
        self.best_in(bead, |segment, hit| {
            hit.entry == entry
                && self.is_fine(hit)
                && !(hit.kind == FormKind::Admitted
                    && rendering::is_continued(self, on, source, (segment, hit)))
                && !another::is_of_other_term(self, on, bead, source, (segment, hit))
                && another::name(self, on, index, bead, source, (segment, hit)).is_none()
        })
    }

    /// Another body's name in the bead's target that a form of a term of the source is a part of.
    fn other_name(
        &self,
        on: Matched<'_>,
        index: usize,
        bead: &Bead,
        source: HitId,
    ) -> Option<Rendering> {
        let entry = self.hit(Side::Source, source)?.entry;
        let forms = bead.target.clone().flat_map(|segment| {
            let hits = self.hits(Side::Target, segment).iter();
            hits.map(move |hit| (segment, hit))
        });
        forms
            .filter(|(_, hit)| {
                let short = hit.kind == FormKind::Short && self.forward;
                hit.entry == entry && (self.is_fine(hit) || short)
            })
            .filter_map(|hit| another::name(self, on, index, bead, source, hit))
            .max_by_key(|found| found.words)
    }

    fn forbidden_in(&self, bead: &Bead, entry: usize) -> Option<HitId> {
        self.best_in(bead, |_, hit| {
            hit.entry == entry
                && hit.kind == FormKind::Forbidden
                && self.forward
                && !hit.shadowed
                && !hit.derived
        })
    }

    /// The hit that takes least for granted of those that pass.
    fn best_in(&self, bead: &Bead, pass: impl Fn(usize, &TermHit) -> bool) -> Option<HitId> {
        let mut best: Option<(HitId, (CaseFit, bool, bool, u8))> = None;
        for segment in bead.target.clone() {
            for (number, hit) in self.hits(Side::Target, segment).iter().enumerate() {
                if !pass(segment, hit) {
                    continue;
                }
                let rank = (hit.case, hit.derived, hit.shadowed, hit.cost);
                if best.is_none_or(|(_, known)| rank < known) {
                    best = Some(((segment, number), rank));
                }
            }
        }
        best.map(|(id, _)| id)
    }

    /// Whether a form stands in a bead next to this one without being asked for there: the sentence was divided
    /// otherwise than the bead says.
    fn stands_next_door(&self, bitext: &Bitext, index: usize, asking: &[HitId]) -> bool {
        let doors = [index.checked_sub(1), Some(index + 1)];
        doors.into_iter().flatten().any(|door| {
            let Some(bead) = bitext.beads.get(door) else {
                return false;
            };
            asking.iter().any(|id| {
                let Some(entry) = self.hit(Side::Source, *id).map(|hit| hit.entry) else {
                    return false;
                };
                let asked = bead
                    .source
                    .clone()
                    .flat_map(|segment| self.hits(Side::Source, segment))
                    .any(|hit| hit.entry == entry && self.asks(hit));
                !asked && self.fine_in(bead, entry).is_some()
            })
        })
    }

    /// A name of another entry in the bead's target that nothing in the source accounts for: what stands where a
    /// name was exchanged for another.
    fn stranger(&self, on: Matched<'_>, index: usize, bead: &Bead, source: HitId) -> Option<HitId> {
        let own = self.hit(Side::Source, source)?;
        let listed = self.glossary?.target_lang;
        let fold = |word: &str| listed.fold(word);
        // Many bodies are written small, being one of a kind in each country: supreme court, foreign ministry.
        let is_name = |number: usize| {
            self.entry(number).is_some_and(|entry| {
                let words: Vec<String> = entry.target.split(' ').map(fold).collect();
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let head = listed.head(&words).and_then(|head| words.get(head));
                entry.is_name() || words.len() > 1 && head.is_some_and(|head| listed.is_body(head))
            })
        };
        if !is_name(own.entry) {
            return None;
        }
        let around = index.saturating_sub(1)..(index + 2).min(on.bitext.beads.len());
        let near: Vec<&TermHit> = around
            .filter_map(|bead| on.bitext.beads.get(bead))
            .flat_map(|bead| bead.source.clone())
            .flat_map(|segment| self.hits(Side::Source, segment))
            .collect();
        let named: Set<usize> = near.iter().map(|hit| hit.entry).collect();
        let asked = |id: HitId, token: usize| {
            on.links.of(index).iter().any(|link| {
                link.target == (id.0, token)
                    && link.strength >= 0.1
                    && !(link.source.0 == source.0 && own.tokens.contains(&link.source.1))
            })
        };
        // It may stand for the name itself or for another that the source has: Saudi Arabia for الرياض.
        let akin = |number: usize| {
            let mut known = near
                .iter()
                .filter(|hit| !hit.shadowed && !hit.derived)
                .filter_map(|hit| self.entry(hit.entry));
            let other = self.entry(number);
            other.is_some_and(|other| known.any(|entry| metonym::are_akin(self, entry, other)))
        };
        let passes = |id: HitId, hit: &TermHit| {
            is_name(hit.entry)
                && matches!(hit.kind, FormKind::Preferred | FormKind::Source)
                && self.is_fine(hit)
                && !hit.shadowed
                && !hit.derived
                && hit.case != CaseFit::Loses
                && hit.confidence >= SURE
                && !named.contains(&hit.entry)
                && !akin(hit.entry)
                && !hit.tokens.clone().any(|token| asked(id, token))
        };
        bead.target.clone().find_map(|segment| {
            let hits = self.hits(Side::Target, segment).iter().enumerate();
            hits.map(|(number, hit)| ((segment, number), hit))
                .find(|(id, hit)| passes(*id, hit))
                .map(|(id, _)| id)
        })
    }

    /// The name that stands for a term whose only forms in the bead render other words of the source: “Turkey …
    /// Ukrainian experts” for أوكرانيا … الخبراء الأوكرانيين.
    fn displaced(
        &self,
        on: Matched<'_>,
        index: usize,
        bead: &Bead,
        source: HitId,
    ) -> Option<HitId> {
        self.is_displaced(on, index, bead, source)
            .then(|| self.stranger(on, index, bead, source))?
    }

    /// Whether the only forms of a term in the bead are admitted ones that render other words of the source.
    fn is_displaced(&self, on: Matched<'_>, index: usize, bead: &Bead, source: HitId) -> bool {
        let Some(own) = self.hit(Side::Source, source) else {
            return false;
        };
        let same = |(segment, token): (usize, usize)| {
            self.hits(Side::Source, segment)
                .iter()
                .any(|hit| hit.entry == own.entry && !hit.derived && hit.tokens.contains(&token))
        };
        let renders_other = |segment: usize, hit: &TermHit| {
            let (mut mine, mut others) = (0.0_f32, 0.0_f32);
            for link in on.links.of(index) {
                if link.target.0 != segment || !hit.tokens.contains(&link.target.1) {
                    continue;
                }
                if same(link.source) {
                    mine = mine.max(link.strength);
                } else {
                    others = others.max(link.strength);
                }
            }
            hit.kind == FormKind::Admitted && others >= 0.3 && others >= mine
        };
        let mut forms = bead
            .target
            .clone()
            .flat_map(|segment| {
                self.hits(Side::Target, segment)
                    .iter()
                    .map(move |hit| (segment, hit))
            })
            .filter(|(_, hit)| hit.entry == own.entry && self.is_fine(hit));
        forms.all(|(segment, hit)| renders_other(segment, hit))
    }

    /// The verdict on a name whose only forms in the bead render other words of the source, where other words render
    /// its own: “Brussels … the European Committee”.
    fn rendered_otherwise(
        &self,
        on: Matched<'_>,
        index: usize,
        bead: &Bead,
        source: HitId,
        seen: &Seen,
    ) -> Option<Verdict> {
        let hit = self.hit(Side::Source, source)?;
        let entry = self.entry(hit.entry)?;
        if hit.tokens.len() < 2 || !entry.is_name() || !self.is_displaced(on, index, bead, source) {
            return None;
        }
        let trust = if bead.given { 1.0 } else { bead.score };
        let sure = 0.9 * f64::from(hit.confidence) * trust;
        let asked = Asked {
            terms: self,
            on,
            index,
            bead,
            entry,
            source,
        };
        match self.missing(asked, seen, sure) {
            Verdict::Missing {
                confidence,
                instead: Some(Instead::Words(words)),
            } if words.linked > 1 || words.words > 1 => Some(Verdict::Missing {
                confidence,
                instead: Some(Instead::Words(words)),
            }),
            _ => None,
        }
    }

    /// The verdict on a term of which no form was found.
    fn missing(&self, asked: Asked<'_>, seen: &Seen, sure: f64) -> Verdict {
        let Asked {
            on,
            index,
            bead,
            entry,
            source,
            ..
        } = asked;
        if let Some(near) = near::find(self, on, bead, entry) {
            return Verdict::Missing {
                confidence: 0.95 * sure,
                instead: Some(Instead::Near(near)),
            };
        }
        if common::is_noun(asked) {
            return Verdict::Excused;
        }
        if let Some(other) = self.stranger(on, index, bead, source) {
            return Verdict::Missing {
                confidence: 0.9 * sure,
                instead: Some(Instead::Other(other)),
            };
        }
        let number = self.hit(Side::Source, source).map(|hit| hit.entry);
        let mentioned = number.and_then(|number| seen.rendered.get(&number));
        let recently = mentioned.is_some_and(|last| index - last <= 4);
        let mut rendering = rendering::find(asked);
        let other = match &rendering {
            Found::Words(words) => partial::with_other_head(self, on, index, entry, source, words),
            Found::Wider | Found::Nothing => None,
        };
        let is_other = other.is_some();
        if let Some(other) = other {
            rendering = Found::Words(other);
        }
        let words = match &rendering {
            Found::Words(words) => Some(words),
            Found::Wider | Found::Nothing => None,
        };
        if !is_other && partial::stands(asked, words) {
            return Verdict::Excused;
        }
        if person::is_somebody(asked)
            || !is_other
                && !matches!(rendering, Found::Wider)
                && words.is_none_or(|words| words.linked < 2)
                && metonym::stands(asked)
        {
            return Verdict::Excused;
        }
        let named = number.is_some_and(|number| seen.introduces(number));
        if named && head::stands(asked) {
            return Verdict::Excused;
        }
        let mut sure = sure;
        let hit = self.hit(Side::Source, source);
        let text = on.text(Side::Source, source.0);
        let longer = |hit: &TermHit| {
            on.source
                .get(source.0)
                .is_some_and(|analysis| partial::in_longer_name(analysis, text, entry, hit))
        };
        if hit.is_some_and(longer)
            || another::is_part(self, entry, on, source)
            || hit.is_some_and(|hit| partial::is_adjective(on, (source.0, hit)))
            || hit
                .zip(words)
                .is_some_and(|(hit, words)| partial::in_compound(on, entry, (source.0, hit), words))
            || partial::is_damaged(on, bead)
        {
            sure *= 0.55;
        }
        let (base, instead) = match rendering {
            Found::Wider => return Verdict::Excused,
            Found::Words(found) if found.bare && named => return Verdict::Excused,
            Found::Words(found) if found.bare => (0.45, Some(found)),
            Found::Words(found) if found.linked > 1 || found.words > 1 => (0.9, Some(found)),
            Found::Words(found) => (0.65, Some(found)),
            Found::Nothing => (0.6, None),
        };
        let mut confidence = base * sure;
        if instead.is_none() {
            let pronoun = bead.target.clone().any(|segment| {
                on.target.get(segment).is_some_and(|analysis| {
                    let lang = analysis.lang;
                    analysis
                        .words()
                        .any(|(_, token)| lang.is_pronoun(&token.norm))
                })
            });
            // What belongs to a place that the text has named is evident without it: مصرف لبنان, Lebanon's banks.
            let hit = self.hit(Side::Source, source);
            if named && hit.is_some_and(|hit| partial::is_adjunct(on, entry, (source.0, hit))) {
                confidence *= 0.75;
            }
            let (left, run) = unexplained(on, index, bead);
            confidence *= match (recently, pronoun) {
                // Nothing in the translation is left over that could stand for it: it was taken up otherwise.
                _ if left == 0 => 0.5,
                (true, true) => 0.4,
                // Words side by side that nothing accounts for are another name for it, not an ellipsis.
                (true, false) if run > 1 => 0.9,
                (true, false) => 0.8,
                (false, true) => 0.8,
                (false, false) => 1.0,
            };
        }
        Verdict::Missing {
            confidence,
            instead: instead.map(Instead::Words),
        }
    }
}

/// A name takes the place of one other: that of which it is surest.
fn once(uses: &mut [Use]) {
    let other = |one: &Use| match &one.verdict {
        Verdict::Missing {
            confidence,
            instead: Some(Instead::Other(id)),
        } => Some((*id, *confidence)),
        _ => None,
    };
    for at in 0..uses.len() {
        let Some((id, confidence)) = other(&uses[at]) else {
            continue;
        };
        let surer = uses.iter().enumerate().any(|(place, one)| {
            other(one).is_some_and(|(known, sure)| {
                known == id && (sure > confidence || sure == confidence && place < at)
            })
        });
        if surer {
            uses[at].verdict = Verdict::Excused;
        }
    }
}

/// How many words with content of the bead's target nothing in the source accounts for, and how many of them stand
/// side by side.
fn unexplained(on: Matched<'_>, index: usize, bead: &Bead) -> (usize, usize) {
    let linked: Set<(usize, usize)> = on
        .links
        .of(index)
        .iter()
        .filter(|link| link.strength >= 0.1)
        .map(|link| link.target)
        .collect();
    let (mut count, mut longest) = (0, 0);
    for segment in bead.target.clone() {
        let Some(analysis) = on.target.get(segment) else {
            continue;
        };
        let mut run = 0;
        for (number, token) in analysis.tokens.iter().enumerate() {
            let free = token.kind == TokenKind::Word
                && !analysis.lang.is_stop_word(&token.norm)
                && !linked.contains(&(segment, number));
            run = if free { run + 1 } else { 0 };
            count += usize::from(free);
            longest = longest.max(run);
        }
    }
    (count, longest)
}

/// Whether a word of the target renders another word of the source than those of a hit: one that has no
/// rendering as good elsewhere.
fn is_taken(
    on: Matched<'_>,
    index: usize,
    (segment, hit): (usize, Option<&TermHit>),
    target: (usize, usize),
) -> bool {
    let links = on.links.of(index);
    links.iter().any(|link| {
        let own =
            link.source.0 == segment && hit.is_some_and(|hit| hit.tokens.contains(&link.source.1));
        let as_good = || {
            links.iter().any(|other| {
                other.source == link.source
                    && other.target != target
                    && other.strength >= link.strength
            })
        };
        link.target == target && link.strength >= TAKEN && !own && !as_good()
    })
}

/// The words of a segment's analysis that lie in a span, as token numbers.
fn words_in(analysis: &Analysis, span: Span) -> impl Iterator<Item = usize> + '_ {
    analysis
        .tokens
        .iter()
        .enumerate()
        .filter(move |(_, token)| token.kind == TokenKind::Word && span.contains(token.span))
        .map(|(number, _)| number)
}
