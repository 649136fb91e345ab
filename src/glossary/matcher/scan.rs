use super::trie::{Form, Need, Stand, Trie, Via, WordId};
use super::units::{Link, Unit, units};
use super::{FormKind, Matcher, TermHit};
use crate::glossary::entry::Case;
use crate::lang::{Analysis, Definite, Inflection, Lang, Number, Shape, TokenKind, Traits};
use crate::lexicon::{Entry, PartOfSpeech as Pos};
use crate::text::{Map, Span};

/// How many words may stand between two words of a term.
const GAP: usize = 1;

/// A listed word that a word of the text may be a form of.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    word: WordId,
    via: Via,
    needs: Traits,
    prefix: &'static str,
    ending: &'static str,
    cost: u8,
    definite: Definite,
    number: Number,
    joined: bool,
    derived: bool,
    doubtful: bool,
    /// Whether what is left behind the proclitics is a word of its own in the lexicon.
    rival: bool,
    /// Whether nothing was added behind the base.
    bare: bool,
    /// Whether the lexicon has the base as a noun of three letters or more, so that a preposition made of it
    /// (باسم, بسبب) is the noun still.
    noun: bool,
}

/// What is known of a word type, computed the first time it is met.
#[derive(Clone, Copy, Debug, Default)]
struct Type {
    /// Its candidates in the pool.
    candidates: (u32, u32),
    /// Whether a term may start with it.
    starts: bool,
    /// Whether as it stands it carries no content.
    function: bool,
    /// Whether as it stands it is a noun's form that serves as a preposition.
    particle: bool,
    /// Whether a vowel mark shows it to be a noun.
    nunated: bool,
    /// Whether as it stands, conjunctions aside, the lexicon has it as a finite verb.
    verb: bool,
    /// Whether as it stands the lexicon has it as an adverb.
    adverb: bool,
    /// Whether as it stands the lexicon has it as anything else.
    listed: bool,
}

/// The words of one trie's language met so far.
#[derive(Debug, Default)]
struct Memory {
    types: Map<Box<str>, u32>,
    infos: Vec<Type>,
    pool: Vec<Candidate>,
}

/// Finds terms in texts, one text after the other; see [`Matcher::scanner`].
#[derive(Debug)]
pub struct Scanner<'m> {
    matcher: &'m Matcher,
    memories: Vec<Memory>,
    units: Vec<Unit>,
    types: Vec<u32>,
}

/// A path through the trie.
#[derive(Clone, Debug, Default)]
struct Path {
    /// First unit of each word, how many units it takes, and its candidate in the pool.
    steps: Vec<(usize, usize, u32)>,
    gaps: usize,
    gap_at: usize,
}

/// A match before it competes with the others.
#[derive(Clone, Debug)]
struct Match {
    form: u32,
    units: (usize, usize),
    cost: u32,
    path: Path,
}

impl<'m> Scanner<'m> {
    pub(super) fn new(matcher: &'m Matcher) -> Self {
        Self {
            matcher,
            memories: matcher.tries.iter().map(|_| Memory::default()).collect(),
            units: Vec::new(),
            types: Vec::new(),
        }
    }

    /// The terms of the glossary in `text`, in the order of their places. Hits inside longer ones are marked
    /// so; several entries may share a place.
    pub fn scan(&mut self, lang: Lang, text: &str, analysis: &Analysis) -> Vec<TermHit> {
        let Some(index) = self.matcher.tries.iter().position(|trie| trie.lang == lang) else {
            return Vec::new();
        };
        let (Some(trie), Some(memory)) =
            (self.matcher.tries.get(index), self.memories.get_mut(index))
        else {
            return Vec::new();
        };
        units(text, &analysis.tokens, &mut self.units);
        self.types.clear();
        for unit in &self.units {
            self.types.push(memory.type_of(trie, text, analysis, unit));
        }
        let scan = Scan {
            trie,
            text,
            analysis,
            units: &self.units,
            types: &self.types,
        };
        let starts: Vec<usize> = (0..self.units.len())
            .filter(|unit| {
                memory.info(self.types[*unit]).starts || self.units[*unit].link == Link::Hyphen
            })
            .collect();
        if starts.is_empty() {
            return Vec::new();
        }
        let mut matches = Vec::new();
        for start in starts {
            scan.walk(memory, 0, start, &mut Path::default(), &mut matches);
        }
        scan.hits(memory, matches)
    }
}

impl Memory {
    fn info(&self, number: u32) -> Type {
        self.infos.get(number as usize).copied().unwrap_or_default()
    }

    fn candidates(&self, number: u32) -> (u32, &[Candidate]) {
        let (from, to) = self.info(number).candidates;
        (
            from,
            self.pool
                .get(from as usize..to as usize)
                .unwrap_or_default(),
        )
    }

    fn type_of(&mut self, trie: &Trie, text: &str, analysis: &Analysis, unit: &Unit) -> u32 {
        let raw = unit.raw(text);
        if let Some(number) = self.types.get(raw) {
            return *number;
        }
        let norm = analysis
            .tokens
            .get(unit.tokens.start)
            .map_or(raw, |token| match token.kind {
                TokenKind::Word => raw,
                _ => &token.norm,
            });
        self.learn(
            trie,
            raw,
            norm,
            unit.word && unit.lang == Some(trie.lang),
            unit.lang,
        )
    }

    /// Files a word type; `own` says whether it is a word of the trie's language.
    fn learn(&mut self, trie: &Trie, raw: &str, norm: &str, own: bool, lang: Option<Lang>) -> u32 {
        let from = self.pool.len();
        let mut info = Type::default();
        if own {
            let shape = trie.lang.shape(raw);
            let pool = &mut self.pool;
            trie.lang.inflections(raw, trie.verbs, &mut |form| {
                for stand in trie.stands(form.base) {
                    if let Some(candidate) = candidate(form, *stand) {
                        let rival = rival(trie, form, shape, *stand);
                        let noun = form.base.chars().count() >= 3 && trie.known(form.base).noun;
                        pool.push(Candidate {
                            rival,
                            noun,
                            ..candidate
                        });
                    }
                }
            });
            let folded = trie.lang.fold(raw);
            if pool.len() == from {
                let named = trie.known(&folded);
                trie.lang.inflections(raw, false, &mut |form| {
                    if !form.needs.is_none() || form.definite != Definite::No {
                        return;
                    }
                    for name in trie.respelled(form.base) {
                        // Two names that the lexicon tells apart are two names.
                        if named.is_word() || named.name && name.known {
                            continue;
                        }
                        let shape = form.shape;
                        pool.extend(candidate(
                            form,
                            Stand {
                                shape,
                                ..name.stand
                            },
                        ));
                    }
                });
            }
            tidy(pool, from);
            if pool.len() > from {
                info = Type::of(trie, &folded);
                info.nunated = raw.contains(['\u{064B}', '\u{064C}', '\u{064D}']);
            }
        } else {
            let folded = lang.map_or_else(|| norm.to_lowercase(), |lang| lang.fold(raw));
            let base = if lang.is_some() {
                folded.as_str()
            } else {
                norm
            };
            for stand in trie.stands(base) {
                self.pool
                    .extend(candidate(&Inflection::itself(base, Shape::Plain), *stand));
            }
        }
        info.candidates = (from as u32, self.pool.len() as u32);
        info.starts = self.pool[from..]
            .iter()
            .any(|candidate| trie.starts(candidate.word));
        let number = self.infos.len() as u32;
        self.infos.push(info);
        self.types.insert(raw.into(), number);
        number
    }
}

impl Type {
    /// What the lexicon says of a folded word as it stands.
    fn of(trie: &Trie, folded: &str) -> Self {
        let lang = trie.lang;
        let mut info = Self {
            function: lang.is_stop_word(folded),
            particle: lang.is_particle(folded),
            ..Self::default()
        };
        let Some(lexicon) = trie.lexicon() else {
            return info;
        };
        for entry in lexicon.entries_of(folded) {
            match entry.pos {
                Pos::Function => info.function = true,
                Pos::Adverb => info.adverb = true,
                Pos::Verb => {}
                _ => info.listed = true,
            }
        }
        info.verb = lang.finite(folded, &mut |form, position| {
            lexicon.entries_of(form).any(|entry| {
                entry.pos == Pos::Verb
                    && entry
                        .forms
                        .get(position)
                        .is_some_and(|listed| lang.fold(listed) == form)
            })
        });
        info
    }
}

/// Whether the lexicon has what is left behind the proclitics as a word that is not the listed one.
fn rival(trie: &Trie, form: &Inflection<'_>, shape: Shape, stand: Stand) -> bool {
    let lang = trie.lang;
    let plural = matches!(stand.via, Via::Plural(_) | Via::Guessed);
    let itself = form.rest == form.base && stand.via == Via::Itself;
    let Some(lexicon) = trie.lexicon().filter(|_| !itself || form.respelled) else {
        return false;
    };
    // ه for ة: the pronoun is likelier where the rest is a word.
    if form.respelled && form.shape == Shape::Feminine {
        let stem: String = {
            let mut letters = form.rest.chars();
            letters.next_back();
            letters.collect()
        };
        if trie.known(&stem).is_word() {
            return true;
        }
    }
    let as_written = |entry: &Entry| {
        entry
            .forms
            .iter()
            .any(|text| lang.fold(text) == form.rest && lang.shape(text) == shape)
    };
    if form.respelled && lexicon.entries_of(form.rest).any(as_written) {
        return true;
    }
    let listed = trie.word(stand.word);
    let kin = |entry: &Entry| {
        let spelled = |text: &str, base: &str, shape: Shape| {
            lang.fold(text) == base && lang.shape(text) == shape
        };
        entry.forms.iter().any(|text| {
            spelled(text, form.base, form.shape)
                || listed.is_some_and(|(base, shape)| spelled(text, base, shape))
        }) || listed.is_some_and(|(base, _)| {
            lexicon
                .entries_of(base)
                .any(|other| lexicon.share_sense(entry, other))
        })
    };
    // Many plurals are listed as words of their own too; a singular that looks like one is another word.
    if plural {
        return lexicon.entries_of(form.base).any(|entry| {
            let singular = entry
                .lemmas()
                .iter()
                .any(|text| lang.fold(text) == form.base && lang.shape(text) == form.shape);
            singular && !entry.plurals().is_empty() && entry.pos != Pos::Verb && !kin(entry)
        });
    }
    lexicon.entries_of(form.rest).any(|entry| {
        let apart = match entry.pos {
            // What is listed with the ending of a plural is mostly that plural.
            Pos::Number => form.ending != "ات",
            Pos::Function => form.number == Number::Same && form.definite != Definite::Pronoun,
            pos => form.number == Number::Same || pos.is_name(),
        };
        as_written(entry) && apart && !kin(entry)
    })
}

/// The candidate that an inflection makes of a listed base, where the two go together.
fn candidate(form: &Inflection<'_>, stand: Stand) -> Option<Candidate> {
    if form.shape != stand.shape {
        return None;
    }
    let fits = match stand.via {
        Via::Itself => true,
        Via::Plural(_) | Via::Guessed => {
            form.number == Number::Same && (form.needs.is_none() || form.needs.meets(Traits::NOUN))
        }
        Via::Variant(_) => form.number == Number::Same,
        Via::Respelled => true,
        Via::Counted => form.number != Number::Same,
        Via::Stem => form.needs.meets(Traits::VERB),
        Via::Loose => true,
    };
    fits.then_some(Candidate {
        word: stand.word,
        via: stand.via,
        needs: form.needs,
        prefix: form.prefix,
        ending: form.ending,
        cost: form.cost
            + match stand.via {
                Via::Itself | Via::Stem => 0,
                Via::Plural(_) | Via::Variant(_) | Via::Counted => 1,
                Via::Guessed | Via::Respelled | Via::Loose => 2,
            },
        definite: form.definite,
        number: form.number,
        joined: form.joined,
        derived: form.derived || stand.via == Via::Loose,
        doubtful: form.doubtful && stand.via == Via::Itself,
        rival: false,
        bare: form.rest == form.base,
        noun: false,
    })
}

/// Of candidates for the same listed word with the same claims only the cheapest is of use.
fn tidy(pool: &mut Vec<Candidate>, from: usize) {
    let mut kept = from;
    for index in from..pool.len() {
        let candidate = pool[index];
        let same = pool[from..kept].iter().position(|known| {
            known.word == candidate.word
                && known.needs == candidate.needs
                && known.definite == candidate.definite
                && known.prefix == candidate.prefix
                && known.derived == candidate.derived
        });
        match same {
            Some(at) if pool[from + at].cost <= candidate.cost => {}
            Some(at) => pool[from + at] = candidate,
            None => {
                pool[kept] = candidate;
                kept += 1;
            }
        }
    }
    pool.truncate(kept);
}

/// One text under the scanner.
struct Scan<'a> {
    trie: &'a Trie,
    text: &'a str,
    analysis: &'a Analysis,
    units: &'a [Unit],
    types: &'a [u32],
}

impl Scan<'_> {
    /// Follows the trie from `node` with the units from `at` on.
    fn walk(
        &self,
        memory: &mut Memory,
        node: u32,
        at: usize,
        path: &mut Path,
        out: &mut Vec<Match>,
    ) {
        let Some(unit) = self.units.get(at) else {
            return;
        };
        self.enter(memory, node, at, 1, self.types[at], path, out);
        // A compound written with a hyphen may be listed solid.
        if unit.link == Link::Hyphen && self.trie.lang.has_case() {
            if let Some(next) = self.units.get(at + 1) {
                let solid = format!("{}{}", unit.raw(self.text), next.raw(self.text));
                let number = match memory.types.get(solid.as_str()) {
                    Some(number) => *number,
                    None => memory.learn(self.trie, &solid, &solid, unit.word, unit.lang),
                };
                if memory.info(number).candidates.0 < memory.info(number).candidates.1 {
                    self.enter(memory, node, at, 2, number, path, out);
                }
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn enter(
        &self,
        memory: &mut Memory,
        node: u32,
        at: usize,
        length: usize,
        number: u32,
        path: &mut Path,
        out: &mut Vec<Match>,
    ) {
        let (from, to) = memory.info(number).candidates;
        for index in from..to {
            let Some(candidate) = memory.pool.get(index as usize).copied() else {
                continue;
            };
            let Some(next) = self.trie.step(node, candidate.word) else {
                continue;
            };
            path.steps.push((at, length, index));
            for form in self.trie.ends(next) {
                if let Some(found) = self.check(memory, *form, path) {
                    out.push(found);
                }
            }
            self.advance(memory, next, at + length, path, out);
            path.steps.pop();
        }
    }

    /// Goes on behind a word, over what stands between it and the next.
    fn advance(
        &self,
        memory: &mut Memory,
        node: u32,
        at: usize,
        path: &mut Path,
        out: &mut Vec<Match>,
    ) {
        let Some(last) = at.checked_sub(1).and_then(|last| self.units.get(last)) else {
            return;
        };
        let passes = match last.link {
            Link::Space | Link::Hyphen | Link::Quote => true,
            Link::Stop => last.raw(self.text).chars().count() <= 4,
            Link::Break => self.trie.marks,
        };
        if !passes {
            return;
        }
        self.walk(memory, node, at, path, out);
        if self.trie.lang.interposes()
            && path.gaps < GAP
            && last.link == Link::Space
            && self.may_stand_between(memory, at)
        {
            path.gaps += 1;
            path.gap_at = path.steps.len();
            self.walk(memory, node, at + 1, path, out);
            path.gaps -= 1;
        }
    }

    /// Whether a unit may be a genitive between a noun and its adjective.
    fn may_stand_between(&self, memory: &Memory, at: usize) -> bool {
        let (Some(unit), Some(number)) = (self.units.get(at), self.types.get(at)) else {
            return false;
        };
        let folded = self
            .analysis
            .tokens
            .get(unit.tokens.start)
            .map_or("", |token| &token.norm);
        unit.word
            && unit.link == Link::Space
            && !memory.info(*number).function
            && !self.trie.lang.is_stop_word(folded)
    }

    /// Holds a path against what a form asks of every word.
    fn check(&self, memory: &Memory, number: u32, path: &Path) -> Option<Match> {
        let form = self.trie.forms.get(number as usize)?;
        let needs = self
            .trie
            .needs
            .get(form.needs.0 as usize..form.needs.1 as usize)?;
        let mut cost = u32::from(form.cost) + 2 * path.gaps as u32;
        let candidates: Vec<Candidate> = path
            .steps
            .iter()
            .filter_map(|(_, _, index)| memory.pool.get(*index as usize).copied())
            .collect();
        if candidates.len() != needs.len() {
            return None;
        }
        for (position, (candidate, need)) in candidates.iter().zip(needs).enumerate() {
            self.check_word(candidate, need, position, needs.len(), path)?;
            cost += u32::from(candidate.cost);
            // A mark between two words parts them, unless the entry has one there too.
            let (at, length, _) = path.steps.get(position).copied()?;
            let last = self.units.get(at + length - 1)?;
            if position + 1 < needs.len() && last.link == Link::Break && !need.mark_after {
                return None;
            }
        }
        cost += self.check_definiteness(form, &candidates, needs, path)?;
        let first = path.steps.first()?.0;
        let (last, length, _) = *path.steps.last()?;
        if needs.len() == 1
            && !self.plausible(memory, form, needs.first()?, candidates.first()?, path)
        {
            return None;
        }
        Some(Match {
            form: number,
            units: (first, last + length),
            cost,
            path: path.clone(),
        })
    }

    fn check_word(
        &self,
        candidate: &Candidate,
        need: &Need,
        position: usize,
        count: usize,
        path: &Path,
    ) -> Option<()> {
        if !candidate.needs.is_none() && !candidate.needs.meets(need.traits) {
            return None;
        }
        // What is listed with a preposition keeps it; what is not, takes one only at the front of the term.
        if !need.prefix.is_empty() && candidate.prefix != need.prefix {
            return None;
        }
        if position > 0 && candidate.joined && need.prefix.is_empty() {
            return None;
        }
        if need.fixed {
            let article = candidate.definite == Definite::Article;
            let pronoun = candidate.definite == Definite::Pronoun && need.traits != Traits::NAME;
            if need.article && !(article || pronoun) || !need.article && article && count == 1 {
                return None;
            }
        }
        if path.gaps > 0
            && path.gap_at == position
            && !(need.adjective && candidate.definite == Definite::Article)
        {
            return None;
        }
        Some(())
    }

    /// Whether the articles go together; gives what differs from the listed form as cost.
    fn check_definiteness(
        &self,
        form: &Form,
        candidates: &[Candidate],
        needs: &[Need],
        path: &Path,
    ) -> Option<u32> {
        if candidates.len() == 1 {
            return Some(0);
        }
        let own = |position: usize| !needs[position].traits.is_none();
        let is = |position: usize| candidates[position].definite != Definite::No;
        let lost: Vec<usize> = (0..needs.len())
            .filter(|p| own(*p) && needs[*p].article && !is(*p))
            .collect();
        let gained: Vec<usize> = (0..needs.len())
            .filter(|p| {
                own(*p) && !needs[*p].article && candidates[*p].definite == Definite::Article
            })
            .collect();
        if lost.is_empty() && gained.is_empty() {
            return Some(0);
        }
        if !lost.is_empty() {
            let listed = (0..needs.len()).filter(|p| needs[*p].article).count();
            let construct = path.gaps > 0 && lost == [path.gap_at - 1];
            let indefinite = !form.name && lost.len() == listed && gained.is_empty();
            if !(construct || indefinite) {
                return None;
            }
        }
        // A word that became definite makes the rest of its phrase definite.
        for position in &gained {
            let rest = (position + 1..needs.len()).take_while(|p| !needs[*p].stop);
            for later in rest {
                if own(later) && !is(later) {
                    return None;
                }
            }
        }
        Some(1)
    }

    /// Whether a single word in its surroundings is the term rather than another word that looks like it.
    fn plausible(
        &self,
        memory: &Memory,
        form: &Form,
        need: &Need,
        candidate: &Candidate,
        path: &Path,
    ) -> bool {
        let Some((at, 1, _)) = path.steps.first().copied() else {
            return true;
        };
        if form.kind != FormKind::Source && self.trie.lang.has_case() {
            return true;
        }
        let Some(number) = self.types.get(at) else {
            return true;
        };
        let info = memory.info(*number);
        // A function word that is a noun too shows it by an article or an ending.
        let plain = candidate.bare && candidate.prefix.is_empty();
        if plain && info.particle && need.traits.meets(Traits::NOUN) {
            return false;
        }
        // The stripped letters are the first of a word that the lexicon has as it stands.
        let stripped = candidate.joined && candidate.definite != Definite::Article;
        if stripped && (info.listed || info.function && !candidate.noun) {
            return false;
        }
        if candidate.rival {
            return false;
        }
        if candidate.doubtful
            && (info.listed || info.function || !need.traits.meets(Traits::PERSON))
            && !self.date_follows(at)
        {
            return false;
        }
        let verbal =
            candidate.bare && candidate.definite == Definite::No && info.verb && !info.nunated;
        !(verbal && need.traits.meets(Traits::NOUN) && self.verb_stands(at))
    }

    /// Whether a finite verb rather than a noun stands at this unit: behind a word that verbs follow, or at the
    /// start of a sentence.
    fn verb_stands(&self, at: usize) -> bool {
        let lang = self.trie.lang;
        let before = at.checked_sub(1).and_then(|before| self.units.get(before));
        let Some(before) = before else {
            let last = self.analysis.tokens.last();
            return last.is_some_and(|token| {
                matches!(
                    token.span.of(self.text),
                    "." | "!" | "؟" | "?" | "…" | "\"" | "»" | "\u{201D}"
                )
            });
        };
        let earlier = at
            .checked_sub(2)
            .and_then(|earlier| self.units.get(earlier));
        before.link == Link::Space
            && lang.verb_follows(earlier.map(|unit| self.norm(unit)), self.norm(before))
    }

    /// The folded first token of a unit.
    fn norm(&self, unit: &Unit) -> &str {
        self.analysis
            .tokens
            .get(unit.tokens.start)
            .map_or("", |token| &token.norm)
    }

    /// Whether a number or the name of a month or day comes next: عامي 2004 و2006.
    fn date_follows(&self, at: usize) -> bool {
        let next = self
            .units
            .get(at + 1)
            .and_then(|next| self.analysis.tokens.get(next.tokens.start));
        next.is_some_and(|token| {
            token.kind == TokenKind::Number
                || self.trie.lexicon().is_some_and(|lexicon| {
                    lexicon
                        .entries_of(&token.norm)
                        .any(|entry| entry.pos == Pos::Date)
                })
        })
    }

    /// Settles the matches: the longest of those that overlap stand alone.
    fn hits(&self, memory: &Memory, mut matches: Vec<Match>) -> Vec<TermHit> {
        // The cheapest reading of a form at a place is the one to report.
        matches.sort_by_key(|found| {
            let form = &self.trie.forms[found.form as usize];
            (found.units, form.entry, form.kind, form.index, found.cost)
        });
        matches.dedup_by_key(|found| {
            let form = &self.trie.forms[found.form as usize];
            (found.units, form.entry, form.kind, form.index)
        });
        let mut order: Vec<usize> = (0..matches.len()).collect();
        order.sort_by_key(|index| {
            let (from, to) = matches[*index].units;
            (std::cmp::Reverse(to - from), from, matches[*index].cost)
        });
        let mut standing: Vec<(usize, usize, u32)> = Vec::new();
        let mut hits = Vec::with_capacity(matches.len());
        for index in order {
            let found = &matches[index];
            let (from, to) = found.units;
            let same = standing
                .iter()
                .find(|(start, end, _)| (*start, *end) == (from, to));
            let shadowed = match same {
                Some((_, _, cost)) => found.cost > cost + 1,
                None => standing
                    .iter()
                    .any(|(start, end, _)| from < *end && *start < to),
            };
            if let Some(hit) = self.hit(memory, found, shadowed) {
                if same.is_none() && !shadowed && !hit.derived {
                    standing.push((from, to, found.cost));
                }
                hits.push(hit);
            }
        }
        hits.sort_by_key(|hit| (hit.span, hit.entry, hit.kind, hit.index));
        hits
    }

    fn hit(&self, memory: &Memory, found: &Match, shadowed: bool) -> Option<TermHit> {
        let form = self.trie.forms.get(found.form as usize)?;
        let needs = self
            .trie
            .needs
            .get(form.needs.0 as usize..form.needs.1 as usize)?;
        let (from, to) = found.units;
        let (first, last) = (self.units.get(from)?, self.units.get(to - 1)?);
        let candidates: Vec<&Candidate> = found
            .path
            .steps
            .iter()
            .filter_map(|(_, _, index)| memory.pool.get(*index as usize))
            .collect();
        let (case_ok, recognised) = self.case(form, needs, &found.path);
        if !recognised {
            return None;
        }
        let derived = candidates.iter().any(|candidate| candidate.derived);
        let doubtful = candidates.iter().any(|candidate| candidate.doubtful);
        let mut confidence = 0.99 - 0.01 * found.cost as f32;
        if derived {
            confidence *= 0.6;
        }
        if doubtful {
            confidence *= 0.8;
        }
        if found.path.gaps > 0 {
            confidence *= 0.8;
        }
        Some(TermHit {
            entry: form.entry as usize,
            kind: form.kind,
            index: usize::from(form.index),
            span: first.span.cover(last.span),
            tokens: first.tokens.start..last.tokens.end,
            how: self.how(&candidates, found),
            confidence: confidence.max(0.05),
            shadowed,
            derived,
            case_ok,
            clitics: candidates.first().map_or("", |candidate| candidate.prefix),
            ending: candidates.last().map_or("", |candidate| candidate.ending),
        })
    }

    /// How a match was recognised, for a person to read.
    fn how(&self, candidates: &[&Candidate], found: &Match) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut say = |part: String| {
            if !parts.contains(&part) {
                parts.push(part);
            }
        };
        for candidate in candidates {
            if !candidate.prefix.is_empty() {
                say(format!("clitics: {}", candidate.prefix));
            }
            match candidate.via {
                Via::Plural(form) | Via::Variant(form) => {
                    let kind = if matches!(candidate.via, Via::Plural(_)) {
                        "plural"
                    } else {
                        "variant"
                    };
                    let form = self.trie.via.get(form as usize).map_or("", |form| form);
                    say(format!("{kind}: {form}"));
                }
                Via::Guessed => say("plural by its pattern".to_owned()),
                Via::Respelled => say("spelling of a name".to_owned()),
                Via::Loose => say("other number".to_owned()),
                Via::Stem => say("verb form".to_owned()),
                Via::Itself | Via::Counted => {}
            }
            if !candidate.ending.is_empty() {
                say(format!("ending: {}", candidate.ending));
            }
        }
        if found.path.gaps > 0 {
            say("a word between".to_owned());
        }
        if parts.is_empty() {
            "exact".to_owned()
        } else {
            parts.join("; ")
        }
    }

    /// Whether the case is as asked, and whether with this case it is the term at all.
    fn case(&self, form: &Form, needs: &[Need], path: &Path) -> (bool, bool) {
        if !self.trie.lang.has_case() {
            let exact = !form.exact || self.spelled_exactly(needs, path);
            return (true, exact);
        }
        if form.exact {
            return (true, self.spelled_exactly(needs, path));
        }
        let mut ok = true;
        for ((at, length, _), need) in path.steps.iter().zip(needs) {
            let listed = self.spelling(need);
            let Some(unit) = self.units.get(*at) else {
                continue;
            };
            let found = if *length > 1 {
                let next = self
                    .units
                    .get(at + 1)
                    .map_or("", |next| next.raw(self.text));
                format!("{}{next}", unit.raw(self.text))
            } else {
                unit.raw(self.text).to_owned()
            };
            let capitals = |word: &str| word.chars().filter(|c| c.is_uppercase()).count();
            let letters = listed.chars().filter(|c| c.is_alphabetic()).count();
            // An acronym in small letters is another word: who, us, it.
            if form.case != Case::Insensitive && letters >= 2 && capitals(listed) == letters {
                let least = if letters <= 3 { 2 } else { 1 };
                if needs.len() == 1 && capitals(&found) < least {
                    return (false, false);
                }
            }
            let shouted = letters > 1 && found.chars().all(|c| !c.is_lowercase());
            for (position, (a, b)) in listed.chars().zip(found.chars()).enumerate() {
                if a.is_uppercase() && !b.is_uppercase() {
                    ok &= form.case == Case::Insensitive;
                } else if form.case == Case::Exact
                    && a.is_lowercase()
                    && b.is_uppercase()
                    && !shouted
                    && position > 0
                {
                    ok = false;
                }
            }
        }
        (ok, true)
    }

    fn spelling(&self, need: &Need) -> &str {
        Span::new(need.spelled.0 as usize, need.spelled.1 as usize).of(&self.trie.spellings)
    }

    fn spelled_exactly(&self, needs: &[Need], path: &Path) -> bool {
        path.steps.iter().zip(needs).all(|((at, _, _), need)| {
            self.units
                .get(*at)
                .is_some_and(|unit| unit.raw(self.text) == self.spelling(need))
        })
    }
}
