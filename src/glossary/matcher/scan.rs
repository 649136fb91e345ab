use super::trie::{Behind, Form, Need, Node, ROOT, Stand, Trie, Via, WordId, bit};
use super::units::{Link, Unit, units};
use super::{CaseFit, FormKind, Matcher, TermHit};
use crate::glossary::entry::Case;
use crate::lang::{Analysis, Definite, Inflection, Lang, Number, Shape, TokenKind, Traits};
use crate::lexicon::{self, Entry, Hit, PartOfSpeech as Pos};
use crate::text::{Map, Span};
use smol_str::SmolStr;
use std::borrow::Cow;
use std::sync::Mutex;

/// A listed word that a word of the text may be a form of.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    word: WordId,
    /// The node behind the word where a term starts with it.
    start: Option<Node>,
    via: Via,
    needs: Traits,
    prefix: &'static str,
    ending: &'static str,
    cost: u8,
    definite: Definite,
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
    /// Whether the base has three letters or fewer.
    short: bool,
}

/// What is known of a word type, computed the first time it is met.
#[derive(Clone, Copy, Debug, Default)]
struct Type {
    /// Its candidates in the pool.
    candidates: (u32, u32),
    /// Their words' bits.
    bits: u64,
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
    /// How many proclitics leave a noun or an adjective of the lexicon behind, the least of them.
    proclitics: Option<u8>,
    /// Whether it may be a genitive between a noun and its adjective; none until it was asked.
    between: Option<bool>,
}

/// The words of one trie's language met so far.
#[derive(Debug, Default)]
struct Memory {
    types: Map<SmolStr, u32>,
    infos: Vec<Type>,
    pool: Vec<Candidate>,
}

/// Words that are remembered from text to text, at most.
const MOST_TYPES: usize = 200_000;

/// What scanners leave behind: a word is taken apart once, not once a text.
#[derive(Debug, Default)]
pub(super) struct Learned(Mutex<Vec<Vec<Memory>>>);

impl Learned {
    fn take(&self) -> Option<Vec<Memory>> {
        self.0.lock().ok()?.pop()
    }

    fn put(&self, memories: Vec<Memory>) {
        let small = memories
            .iter()
            .all(|memory| memory.types.len() <= MOST_TYPES);
        if let (true, Ok(mut learned)) = (small, self.0.lock()) {
            learned.push(memories);
        }
    }
}

impl Drop for Scanner<'_> {
    fn drop(&mut self) {
        self.matcher.learned.put(std::mem::take(&mut self.memories));
    }
}

/// Finds terms in texts, one text after the other; see [`Matcher::scanner`].
#[derive(Debug)]
pub struct Scanner<'m> {
    matcher: &'m Matcher,
    memories: Vec<Memory>,
    units: Vec<Unit>,
    types: Vec<u32>,
    found: Found,
}

/// A step of a path through the trie: the first unit of a word, how many units it takes, its candidate.
#[derive(Clone, Copy, Debug)]
struct Step {
    at: u32,
    units: u32,
    candidate: Candidate,
}

/// The path under way and the matches of the text so far.
#[derive(Debug, Default)]
struct Found {
    path: Vec<Step>,
    /// Behind how many words of the path another word stands between; none where the path has no gap.
    gap: Option<usize>,
    matches: Vec<Match>,
    /// The steps of the matches.
    steps: Vec<Step>,
}

/// A match before it competes with the others.
#[derive(Clone, Copy, Debug)]
struct Match {
    form: u32,
    from: u32,
    to: u32,
    cost: u32,
    steps: (u32, u32),
    gap: bool,
    /// Whether its word is probably another word that looks like the term.
    unlikely: bool,
}

impl<'m> Scanner<'m> {
    pub(super) fn new(matcher: &'m Matcher) -> Self {
        Self {
            matcher,
            memories: matcher
                .learned
                .take()
                .unwrap_or_else(|| matcher.tries.iter().map(|_| Memory::default()).collect()),
            units: Vec::new(),
            types: Vec::new(),
            found: Found::default(),
        }
    }

    /// The terms of the glossary in `text`, in the order of their places. Hits inside longer ones are marked
    /// so; several entries may share a place.
    pub fn scan(&mut self, lang: Lang, text: &str, analysis: &Analysis) -> Vec<TermHit> {
        let index = self.matcher.tries.iter().position(|trie| trie.lang == lang);
        let Some(index) = index else {
            return Vec::new();
        };
        let (Some(trie), Some(memory)) =
            (self.matcher.tries.get(index), self.memories.get_mut(index))
        else {
            return Vec::new();
        };
        units(text, &analysis.tokens, &mut self.units);
        self.types.clear();
        let mut hopeful = false;
        for unit in &self.units {
            let number = memory.type_of(trie, text, analysis, unit);
            hopeful |= memory.info(number).starts || unit.link == Link::Hyphen;
            self.types.push(number);
        }
        if !hopeful {
            return Vec::new();
        }
        let found = &mut self.found;
        found.matches.clear();
        found.steps.clear();
        let scan = Scan {
            trie,
            text,
            analysis,
            units: &self.units,
            types: &self.types,
        };
        for start in 0..self.units.len() {
            let info = memory.info(self.types[start]);
            if info.starts || self.units[start].link == Link::Hyphen {
                scan.walk(memory, ROOT, start, found);
            }
        }
        scan.hits(found)
    }
}

impl Memory {
    fn info(&self, number: u32) -> Type {
        self.infos.get(number as usize).copied().unwrap_or_default()
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
                    let Some(candidate) = candidate(form, stand) else {
                        continue;
                    };
                    // What else the word may be is asked only of terms of one word.
                    if !trie.stands_alone(stand.word) {
                        pool.push(candidate);
                        continue;
                    }
                    let rival = !form.derived && rival(trie, form, shape, stand);
                    let noun = form.base.chars().count() >= 3 && trie.known(form.base).noun;
                    pool.push(Candidate {
                        rival,
                        noun,
                        ..candidate
                    });
                }
            });
            let folded = trie.lang.fold(raw);
            // Whether the lexicon has the word matters only where no listed word explains it, and costs a search.
            let is_word = |hit: Hit<'_>| hit.entries.iter().any(|entry| !entry.pos.is_name());
            let known = || {
                trie.lexicon()
                    .and_then(|lexicon| lexicon.find(&folded))
                    .is_some_and(is_word)
            };
            if pool.len() == from && trie.has_names() && !known() {
                let named = trie.known(&folded);
                trie.lang.inflections(raw, false, &mut |form| {
                    if !form.needs.is_none() || form.definite != Definite::No {
                        return;
                    }
                    for name in trie.respelled(form.base) {
                        // Two names that the lexicon tells apart are two names.
                        if named.name && name.known {
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
                info = Type::of(trie, &folded, &pool[from..]);
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
                    .extend(candidate(&Inflection::itself(base, Shape::Plain), stand));
            }
        }
        info.candidates = (from as u32, self.pool.len() as u32);
        for candidate in self.pool.iter_mut().skip(from) {
            candidate.start = trie.step(ROOT, candidate.word);
            info.starts |= candidate.start.is_some();
            info.bits |= bit(candidate.word);
        }
        let number = self.infos.len() as u32;
        self.infos.push(info);
        self.types.insert(raw.into(), number);
        number
    }
}

impl Type {
    /// What the lexicon says of a folded word as it stands, as far as its candidates need it.
    fn of(trie: &Trie, folded: &str, candidates: &[Candidate]) -> Self {
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
        let alone = |candidate: &Candidate| trie.stands_alone(candidate.word);
        if !candidates.iter().any(alone) {
            return info;
        }
        let nominal = |hit: &Hit<'_>| {
            let mut entries = hit.entries.iter();
            entries.any(|entry| matches!(entry.pos, Pos::Noun | Pos::Adjective))
        };
        info.proclitics = lexicon
            .find(folded)
            .filter(nominal)
            .map(|hit| proclitics(hit.reading.prefix));
        info.verb = lang.finite(folded, &mut |form, position| {
            lexicon.entries_of(form).any(|entry| {
                entry.pos == Pos::Verb
                    && entry
                        .forms()
                        .nth(position)
                        .is_some_and(|listed| lang.fold(listed) == form)
            })
        });
        info
    }
}

/// How many proclitics a reading took off.
fn proclitics(prefix: &str) -> u8 {
    let parts = prefix.split('+').filter(|part| !part.is_empty());
    parts.count().min(usize::from(u8::MAX)) as u8
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
    let as_written = |entry: Entry<'_>| {
        entry
            .forms()
            .any(|text| lang.fold(text) == form.rest && lang.shape(text) == shape)
    };
    if form.respelled && lexicon.entries_of(form.rest).any(as_written) {
        return true;
    }
    let listed = trie.word(stand.word);
    let kin = |entry: Entry<'_>| {
        let spelled = |text: &str, base: &str, shape: Shape| {
            lang.fold(text) == base && lang.shape(text) == shape
        };
        entry.forms().any(|text| {
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
                .any(|text| lang.fold(text) == form.base && lang.shape(text) == form.shape);
            singular && entry.plurals().len() > 0 && entry.pos != Pos::Verb && !kin(entry)
        });
    }
    // The plural in ات of a word for a man is that of a noun in ة where there is one of another sense: مساهمات are
    // contributions (مساهمة), no shareholders.
    let feminine = form
        .rest
        .strip_prefix(form.base)
        .filter(|ending| ending.starts_with("ات") && form.shape == Shape::Plain);
    if feminine.is_some() && form.number == Number::Plural {
        let action = format!("{}ه", form.base);
        let mut nouns = lexicon
            .entries_of(&action)
            .filter(|entry| entry.pos == Pos::Noun)
            .peekable();
        if nouns.peek().is_some() && !nouns.any(kin) {
            return true;
        }
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
        start: None,
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
        joined: form.joined,
        derived: form.derived || stand.via == Via::Loose,
        doubtful: form.doubtful && stand.via == Via::Itself,
        rival: false,
        bare: form.rest == form.base,
        noun: false,
        short: form.base.chars().count() <= 3,
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

/// Whether the lexicon has a word of the other language in small letters.
fn is_common(lang: Lang, word: &str) -> bool {
    let lexicon = lexicon::builtin();
    lexicon.to != lang
        || lexicon
            .keys_of(&lang.fold(word))
            .iter()
            .any(|key| lexicon.spelling(*key).chars().all(|c| !c.is_uppercase()))
}

/// Whether a stop after a word belongs to it: St., Gen., Mr.
fn is_title(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.count() <= 2
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
    fn walk(&self, memory: &mut Memory, node: Node, at: usize, found: &mut Found) {
        let (Some(unit), Some(number)) = (self.units.get(at), self.types.get(at)) else {
            return;
        };
        self.enter(memory, node, at, 1, *number, found);
        // A compound written with a hyphen may be listed solid.
        if unit.link == Link::Hyphen
            && self.trie.lang.has_case()
            && let Some(next) = self.units.get(at + 1)
        {
            let solid = format!("{}{}", unit.raw(self.text), next.raw(self.text));
            let number = match memory.types.get(solid.as_str()) {
                Some(number) => *number,
                None => memory.learn(self.trie, &solid, &solid, unit.word, unit.lang),
            };
            self.enter(memory, node, at, 2, number, found);
        }
    }

    fn enter(
        &self,
        memory: &mut Memory,
        node: Node,
        at: usize,
        units: usize,
        number: u32,
        found: &mut Found,
    ) {
        let info = memory.info(number);
        if node != ROOT && !self.trie.behind(node).may_have(info.bits) {
            return;
        }
        let (from, to) = info.candidates;
        for index in from as usize..to as usize {
            let Some(candidate) = memory.pool.get(index) else {
                continue;
            };
            let next = match node {
                ROOT => candidate.start,
                _ => self.trie.step(node, candidate.word),
            };
            let Some(next) = next else {
                continue;
            };
            found.path.push(Step {
                at: at as u32,
                units: units as u32,
                candidate: *candidate,
            });
            let behind = self.trie.behind(next);
            for form in self.trie.ends(&behind) {
                self.check(memory, form, found);
            }
            self.advance(memory, next, &behind, at + units, found);
            found.path.pop();
        }
    }

    /// Goes on behind a word, over what stands between it and the next.
    fn advance(
        &self,
        memory: &mut Memory,
        node: Node,
        behind: &Behind,
        at: usize,
        found: &mut Found,
    ) {
        if !behind.any {
            return;
        }
        let Some(last) = at.checked_sub(1).and_then(|last| self.units.get(last)) else {
            return;
        };
        let passes = match last.link {
            Link::Space | Link::Hyphen | Link::Quote => true,
            Link::Stop => is_title(last.raw(self.text)),
            Link::Break => self.trie.marks,
        };
        if !passes {
            return;
        }
        self.walk(memory, node, at, found);
        if behind.adjective
            && self.trie.lang.interposes()
            && found.gap.is_none()
            && last.link == Link::Space
            && self.may_stand_between(memory, at)
        {
            found.gap = Some(found.path.len());
            self.walk(memory, node, at + 1, found);
            found.gap = None;
        }
    }

    /// Whether a unit may be a genitive between a noun and its adjective.
    fn may_stand_between(&self, memory: &mut Memory, at: usize) -> bool {
        let (Some(unit), Some(number)) = (self.units.get(at), self.types.get(at)) else {
            return false;
        };
        if unit.link != Link::Space {
            return false;
        }
        let info = memory.info(*number);
        if let Some(known) = info.between {
            return known;
        }
        let folded = self.norm(unit);
        let conjoined = || {
            let hit = self.trie.lexicon().and_then(|lexicon| lexicon.find(folded));
            hit.is_some_and(|hit| self.trie.lang.has_conjunction(hit.reading.prefix))
        };
        let between =
            unit.word && !info.function && !self.trie.lang.is_stop_word(folded) && !conjoined();
        if let Some(info) = memory.infos.get_mut(*number as usize) {
            info.between = Some(between);
        }
        between
    }

    /// Holds the path against what a form asks of every word, and keeps the match.
    fn check(&self, memory: &Memory, number: u32, found: &mut Found) {
        let Some((form, needs)) = self.trie.form(number) else {
            return;
        };
        let path = found.path.as_slice();
        let Some(cost) = self.cost(form, needs, path, found.gap) else {
            return;
        };
        let (Some(first), Some(last)) = (path.first(), path.last()) else {
            return;
        };
        let unlikely = match (path, needs) {
            ([step], [need]) => !self.plausible(memory, form, need, step),
            _ => false,
        };
        let from = found.steps.len() as u32;
        let kept = Match {
            form: number,
            from: first.at,
            to: last.at + last.units,
            cost,
            steps: (from, from + path.len() as u32),
            gap: found.gap.is_some(),
            unlikely,
        };
        found.steps.extend_from_slice(path);
        found.matches.push(kept);
    }

    /// How much a path takes for granted as a form; none where it is none.
    fn cost(&self, form: &Form, needs: &[Need], path: &[Step], gap: Option<usize>) -> Option<u32> {
        if path.len() != needs.len() {
            return None;
        }
        let mut cost = u32::from(form.cost) + if gap.is_some() { 2 } else { 0 };
        for (position, (step, need)) in path.iter().zip(needs).enumerate() {
            self.check_word(&step.candidate, need, position, needs.len(), gap)?;
            // A form that is listed with the hyphen is nearer than one that is listed solid.
            cost += u32::from(step.candidate.cost) + u32::from(step.units > 1);
            // A mark between two words parts them, unless the entry has one there too.
            let last = self.units.get((step.at + step.units) as usize - 1)?;
            if position + 1 < needs.len() && last.link == Link::Break && !need.mark_after {
                return None;
            }
        }
        cost += self.check_definiteness(form, needs, path, gap)?;
        Some(cost)
    }

    fn check_word(
        &self,
        candidate: &Candidate,
        need: &Need,
        position: usize,
        count: usize,
        gap: Option<usize>,
    ) -> Option<()> {
        let has = |classes: Traits| classes.is_none() || classes.meets(need.traits);
        if !has(candidate.needs) || !has(candidate.via.needs()) {
            return None;
        }
        let lexeme = self.trie.lexeme(need)?;
        // What is listed with a preposition keeps it; what is not, takes one only at the front of the term.
        if !lexeme.prefix.is_empty() && candidate.prefix != lexeme.prefix {
            return None;
        }
        if position > 0 && candidate.joined && lexeme.prefix.is_empty() {
            return None;
        }
        let adjective = candidate.derived && candidate.via != Via::Loose;
        if adjective && count > 1 {
            return None;
        }
        if need.fixed && !adjective {
            let article = candidate.definite == Definite::Article;
            let pronoun = candidate.definite == Definite::Pronoun && need.traits != Traits::NAME;
            if lexeme.article && !(article || pronoun) {
                return None;
            }
        }
        if gap == Some(position) && !(need.adjective && candidate.definite == Definite::Article)
            || gap == Some(position + 1) && candidate.definite != Definite::No
        {
            return None;
        }
        Some(())
    }

    /// Whether the articles go together; gives what differs from the listed form as cost.
    fn check_definiteness(
        &self,
        form: &Form,
        needs: &[Need],
        path: &[Step],
        gap: Option<usize>,
    ) -> Option<u32> {
        if needs.len() == 1 {
            return Some(0);
        }
        // For each word: whether it is of the language, listed definite, definite here.
        let words = || {
            needs.iter().zip(path).map(|(need, step)| {
                let listed = self.trie.lexeme(need).is_some_and(|lexeme| lexeme.article);
                (!need.traits.is_none(), listed, step.candidate.definite)
            })
        };
        let lost = words()
            .filter(|(own, listed, definite)| *own && *listed && *definite == Definite::No)
            .count();
        let gained =
            words().any(|(own, listed, definite)| own && !listed && definite == Definite::Article);
        if lost == 0 && !gained {
            return Some(0);
        }
        if lost > 0 {
            let listed = words().filter(|(_, listed, _)| *listed).count();
            let construct = lost == 1
                && gap
                    .and_then(|gap| words().nth(gap - 1))
                    .is_some_and(|(_, listed, definite)| listed && definite == Definite::No);
            let indefinite = !form.name && lost == listed && !gained;
            if !(construct || indefinite) {
                return None;
            }
        }
        // A word that became definite makes the rest of its phrase definite.
        let mut definite_from_here = false;
        for (position, (own, listed, definite)) in words().enumerate() {
            let lexeme = needs.get(position).and_then(|need| self.trie.lexeme(need));
            if lexeme.is_some_and(|lexeme| lexeme.stop) {
                definite_from_here = false;
            }
            // A word next to one with the article agrees with it, or the two are no phrase.
            if own && definite_from_here && definite != Definite::Article {
                return None;
            }
            definite_from_here |= own && !listed && definite == Definite::Article;
        }
        Some(1)
    }

    /// Whether a single word in its surroundings is the term rather than another word that looks like it.
    fn plausible(&self, memory: &Memory, form: &Form, need: &Need, step: &Step) -> bool {
        // A name that is listed without the article has none.
        let gained = || self.trie.lexeme(need).is_some_and(|lexeme| !lexeme.article);
        if need.fixed && step.candidate.definite == Definite::Article && gained() {
            return false;
        }
        if step.units > 1 || form.kind != FormKind::Source && self.trie.lang.has_case() {
            return true;
        }
        let at = step.at as usize;
        let Some(number) = self.types.get(at) else {
            return true;
        };
        let info = memory.info(*number);
        let candidate = &step.candidate;
        if candidate.derived {
            return true;
        }
        // A function word that is a noun too shows it by an article or an ending.
        let plain = candidate.bare && candidate.prefix.is_empty();
        if plain && info.particle && need.traits.meets(Traits::NOUN) {
            return false;
        }
        // The stripped letters are the first of a word that the lexicon has as it stands.
        let stripped = candidate.joined && candidate.definite != Definite::Article;
        if stripped && candidate.cost > 1 && candidate.short && need.traits.meets(Traits::NAME) {
            return false;
        }
        if stripped && (info.listed || info.function && !candidate.noun) || candidate.rival {
            return false;
        }
        // So are those of a word with less before it and an ending: بروتينات is not ب and روتين.
        let fewer = |least: u8| least < proclitics(candidate.prefix);
        if stripped && info.proclitics.is_some_and(fewer) {
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
        let Some(before) = at.checked_sub(1).and_then(|before| self.units.get(before)) else {
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
            && self
                .trie
                .lang
                .verb_follows(earlier.map(|unit| self.norm(unit)), self.norm(before))
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

    /// The folded first token of a unit.
    fn norm(&self, unit: &Unit) -> &str {
        self.analysis
            .tokens
            .get(unit.tokens.start)
            .map_or("", |token| &token.norm)
    }

    /// Settles the matches: the longest of those that overlap stand alone.
    fn hits(&self, found: &mut Found) -> Vec<TermHit> {
        let name = |number: u32| {
            let form = self.trie.form(number).map(|(form, _)| form);
            form.map(|form| (form.entry, form.kind, form.index))
        };
        // The cheapest reading of a form at a place is the one to report.
        found.matches.sort_by(|a, b| {
            let length = |found: &Match| found.to - found.from;
            length(b)
                .cmp(&length(a))
                .then_with(|| a.from.cmp(&b.from))
                .then_with(|| name(a.form).cmp(&name(b.form)))
                .then_with(|| (a.unlikely, a.cost).cmp(&(b.unlikely, b.cost)))
        });
        found.matches.dedup_by(|a, b| {
            (a.from, a.to) == (b.from, b.to) && (a.form == b.form || name(a.form) == name(b.form))
        });
        let mut hits: Vec<TermHit> = Vec::with_capacity(found.matches.len());
        // What stands so far, with the least cost of its readings.
        let mut standing: Vec<(u32, u32, u32)> = Vec::new();
        let mut rest = found.matches.as_slice();
        while let Some(first) = rest.first() {
            let (from, to) = (first.from, first.to);
            let count = rest
                .iter()
                .take_while(|found| (found.from, found.to) == (from, to))
                .count();
            let (group, later) = rest.split_at(count);
            rest = later;
            let inside = standing
                .iter()
                .any(|(start, end, _)| from < *end && *start < to);
            let start = hits.len();
            for one in group {
                let steps = found
                    .steps
                    .get(one.steps.0 as usize..one.steps.1 as usize)
                    .unwrap_or_default();
                hits.extend(self.hit(one, steps, inside));
            }
            let firm = |hit: &TermHit| !hit.derived;
            let least = group
                .iter()
                .map(|found| (found.unlikely, found.cost))
                .min()
                .map_or(0, |(_, cost)| cost);
            if !inside && hits.get(start..).unwrap_or_default().iter().any(firm) {
                standing.push((from, to, least));
            }
            // Readings that take more for granted than the best one are other words.
            let dear = |hit: &TermHit| {
                let cost = f64::from(least) + 1.0;
                f64::from(hit.cost) > cost
            };
            for hit in hits.get_mut(start..).unwrap_or_default() {
                hit.shadowed |= dear(hit);
            }
        }
        hits.sort_by_key(|hit| (hit.span, hit.entry, hit.kind, hit.index));
        hits
    }

    fn hit(&self, found: &Match, steps: &[Step], shadowed: bool) -> Option<TermHit> {
        let (form, needs) = self.trie.form(found.form)?;
        let first = self.units.get(found.from as usize)?;
        let last = self.units.get(found.to as usize - 1)?;
        let case = self.case(form, needs, steps)?;
        // What is probably another word is enough where the other text says that the term should be here.
        let derived = found.unlikely || steps.iter().any(|step| step.candidate.derived);
        let doubtful = steps.iter().any(|step| step.candidate.doubtful);
        let mut confidence = 0.99 - 0.01 * found.cost.min(90) as f32;
        if derived {
            confidence *= 0.6;
        }
        if doubtful || found.gap {
            confidence *= 0.8;
        }
        let (front, back) = (steps.first()?.candidate, steps.last()?.candidate);
        Some(TermHit {
            entry: form.entry as usize,
            kind: form.kind,
            index: usize::from(form.index),
            span: self.closed(first.span.cover(last.span)),
            tokens: first.tokens.start..last.tokens.end,
            how: self.how(steps, found.gap),
            cost: found.cost.min(255) as u8,
            confidence,
            shadowed,
            derived,
            case,
            clitics: front.prefix,
            ending: back.ending,
        })
    }

    /// The span with the closing mark of a quotation that opens in it: مجموعة «5+1».
    fn closed(&self, span: Span) -> Span {
        const PAIRS: [(char, char); 3] = [('«', '»'), ('\u{201C}', '\u{201D}'), ('"', '"')];
        let inside = span.of(self.text);
        let next = self
            .text
            .get(span.end..)
            .and_then(|rest| rest.chars().next());
        let open = |(opening, closing): &(char, char)| {
            let count = |mark: char| inside.chars().filter(|c| *c == mark).count();
            next == Some(*closing)
                && if opening == closing {
                    count(*opening) % 2 == 1
                } else {
                    count(*opening) > count(*closing)
                }
        };
        match PAIRS.iter().find(|pair| open(pair)) {
            Some((_, closing)) => Span::new(span.start, span.end + closing.len_utf8()),
            None => span,
        }
    }

    /// How a match was recognised, for a person to read.
    fn how(&self, steps: &[Step], gap: bool) -> Cow<'static, str> {
        let plain = |candidate: &Candidate| {
            candidate.prefix.is_empty()
                && candidate.ending.is_empty()
                && matches!(candidate.via, Via::Itself | Via::Counted)
        };
        if !gap && steps.iter().all(|step| plain(&step.candidate)) {
            return Cow::Borrowed("exact");
        }
        let mut out = String::with_capacity(32);
        let mut say = |what: &str, which: &str| {
            let said = !out.is_empty()
                && out
                    .split("; ")
                    .any(|part| part.strip_prefix(what) == Some(which));
            if !said {
                for part in [if out.is_empty() { "" } else { "; " }, what, which] {
                    out.push_str(part);
                }
            }
        };
        for step in steps {
            let candidate = &step.candidate;
            if !candidate.prefix.is_empty() {
                say("clitics: ", candidate.prefix);
            }
            let listed = |form: u32| self.trie.via.get(form as usize).map_or("", |form| form);
            match candidate.via {
                Via::Plural(form) => say("plural: ", listed(form)),
                Via::Variant(form) => say("variant: ", listed(form)),
                Via::Guessed => say("plural by its pattern", ""),
                Via::Respelled => say("spelling of a name", ""),
                Via::Loose => say("other number", ""),
                Via::Stem => say("verb form", ""),
                Via::Itself | Via::Counted => {}
            }
            if !candidate.ending.is_empty() {
                say("ending: ", candidate.ending);
            }
        }
        if gap {
            say("a word between", "");
        }
        Cow::Owned(out)
    }

    /// How the case differs; none where with this case or spelling it is another word.
    fn case(&self, form: &Form, needs: &[Need], steps: &[Step]) -> Option<CaseFit> {
        if form.exact && !self.spelled_exactly(needs, steps) {
            return None;
        }
        let mut fit = CaseFit::Same;
        if form.exact || !self.trie.lang.has_case() || form.case == Case::Insensitive {
            return Some(fit);
        }
        for (step, need) in steps.iter().zip(needs) {
            let at = step.at as usize;
            let (Some(lexeme), Some(unit)) = (self.trie.lexeme(need), self.units.get(at)) else {
                continue;
            };
            let listed = self.trie.spelled(lexeme);
            let found = match self.units.get(at + 1).filter(|_| step.units > 1) {
                Some(next) => Cow::Owned(format!("{}{}", unit.raw(self.text), next.raw(self.text))),
                None => Cow::Borrowed(unit.raw(self.text)),
            };
            let capitals = |word: &str| word.chars().filter(|c| c.is_uppercase()).count();
            let letters = listed.chars().filter(|c| c.is_alphabetic()).count();
            // An acronym in small letters is another word: who, us, it, aids.
            if needs.len() == 1
                && letters >= 2
                && capitals(listed) == letters
                && capitals(&found) < if letters <= 3 { 2 } else { 1 }
                && (letters <= 3 || is_common(self.trie.lang, &found))
            {
                return None;
            }
            let shouted = letters > 1 && found.chars().all(|c| !c.is_lowercase());
            for (a, b) in listed.chars().zip(found.chars()) {
                if a.is_uppercase() && b.is_lowercase() {
                    fit = fit.max(CaseFit::Loses);
                } else if form.case == Case::Exact
                    && a.is_lowercase()
                    && b.is_uppercase()
                    && !shouted
                {
                    fit = fit.max(CaseFit::Gains);
                }
            }
        }
        Some(fit)
    }

    fn spelled_exactly(&self, needs: &[Need], steps: &[Step]) -> bool {
        steps.iter().zip(needs).all(|(step, need)| {
            let unit = self.units.get(step.at as usize);
            let lexeme = self.trie.lexeme(need);
            unit.zip(lexeme)
                .is_some_and(|(unit, lexeme)| unit.raw(self.text) == self.trie.spelled(lexeme))
        })
    }
}
