use super::FormKind;
use super::units::{Link, Unit, units};
use super::words::Words;
use crate::glossary::entry::{Case, Entry, PartOfSpeech, Text};
use crate::glossary::normal::is_plain;
use crate::lang::{Analysis, Lang, Shape, Token, TokenKind, Traits, tokenize};
use crate::lexicon::{self, Lexicon, PartOfSpeech as Pos};
use crate::text::Map;
use smol_str::SmolStr;
use std::borrow::Cow;

/// Number of a word of the glossary: folded base and shape.
pub(super) type WordId = u32;
pub(super) type Node = u32;
/// The end of a chain.
const NONE: u32 = u32::MAX;
/// The node before the first word.
pub(super) const ROOT: Node = 0;

/// What ends at a node and what comes behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Behind {
    /// Whether any form goes on.
    pub any: bool,
    /// Whether any goes on with an adjective, before which a genitive may stand.
    pub adjective: bool,
    /// The last of the forms that end there; each knows the one before it.
    last: u32,
    /// The bits of the words that go on, several words a bit: most words that don't are told by it.
    words: u64,
}

impl Behind {
    const NOTHING: Self = Self {
        any: false,
        adjective: false,
        last: NONE,
        words: 0,
    };

    /// Whether any of the words whose bits these are may go on.
    pub fn may_have(&self, bits: u64) -> bool {
        self.words & bits != 0
    }
}

/// The bit of a word among those of others.
pub(super) fn bit(word: WordId) -> u64 {
    1 << (word % 64)
}

/// How a base stands for a listed word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Via {
    /// It is the word.
    Itself,
    /// It is a plural of it that the lexicon lists.
    Plural(u32),
    /// It is a variant or a feminine that the lexicon lists.
    Variant(u32),
    /// It is the word without the plural or dual ending that the glossary lists it with.
    Counted,
    /// It is a plural that words of its pattern mostly have.
    Guessed,
    /// It is another spelling of the name.
    Respelled,
    /// It is a stem of the verb.
    Stem,
    /// It is another number: good enough to see that a term was rendered.
    Loose,
}

impl Via {
    /// The classes one of which the listed word must have.
    pub fn needs(self) -> Traits {
        match self {
            Via::Itself | Via::Loose | Via::Counted => Traits::NONE,
            Via::Plural(_) | Via::Variant(_) => Traits::NOUN.and(Traits::ADJECTIVE),
            Via::Guessed => Traits::NOUN,
            Via::Respelled => Traits::NAME,
            Via::Stem => Traits::VERB,
        }
    }
}

/// A base that may stand for a listed word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stand {
    pub word: WordId,
    pub shape: Shape,
    pub via: Via,
}

/// A listed name, for texts that spell it otherwise.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    pub stand: Stand,
    /// Whether the lexicon has it in the listed spelling.
    pub known: bool,
}

/// A word as some form spells it: what can be told from the word alone.
#[derive(Clone, Debug)]
pub(super) struct Lexeme {
    pub word: WordId,
    spelled: (u32, u32),
    /// Whether it is a word in the trie's language.
    own: bool,
    /// Whether it is listed with the article.
    pub article: bool,
    /// What is written together with it before the article (`ل+ال`); empty for the article alone.
    pub prefix: &'static str,
    /// Whether it carries no content: definiteness doesn't reach across it.
    pub stop: bool,
    known: Known,
    suggested: Traits,
}

/// What a form asks of one of its words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Need {
    pub lexeme: u32,
    pub traits: Traits,
    /// Whether the article is a part of it that it can't lose, or, where it is listed without, can't take.
    pub fixed: bool,
    /// Whether it is surely an adjective, so that a genitive may stand before it.
    pub adjective: bool,
    /// Whether the form has a mark after it that must not be a break.
    pub mark_after: bool,
}

/// A listed form of an entry.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub entry: u32,
    pub kind: FormKind,
    pub index: u16,
    pub case: Case,
    pub name: bool,
    /// Whether only this very spelling counts: another spelling of the same entry is fine.
    pub exact: bool,
    /// Its needs, one a word, in [`Trie::needs`].
    needs: (u32, u32),
    /// How much it takes for granted that the form is written so (solid for hyphenated).
    pub cost: u8,
    /// Another form that ends at the same node.
    before: u32,
}

/// The forms of one language.
#[derive(Debug)]
pub(super) struct Trie {
    pub lang: Lang,
    /// For each base the last of its stands; each knows the one before it.
    bases: Map<SmolStr, u32>,
    stands: Vec<(Stand, u32)>,
    words: Vec<(Box<str>, Shape)>,
    /// Names under the key that their spellings share.
    names: Map<Box<str>, Vec<Name>>,
    lexemes: Map<SmolStr, u32>,
    lexeme_list: Vec<Lexeme>,
    /// The words of the forms as they are spelled, one behind the other.
    spellings: String,
    /// The node behind each word that starts a form.
    roots: Vec<Node>,
    edges: Map<(Node, WordId), Node>,
    forms: Vec<Form>,
    needs: Vec<Need>,
    /// Bases that the lexicon leads to a listed word, in its own spelling.
    pub via: Vec<Box<str>>,
    /// Whether any form is a verb's.
    pub verbs: bool,
    /// Whether any form has a mark between its words.
    pub marks: bool,
    lexicon: Option<&'static Lexicon>,
    /// For each node, what ends there and what comes behind it.
    behind: Vec<Behind>,
    /// The words of the only texts that it is for, where it isn't for any.
    only: Option<Words>,
}

impl Trie {
    pub fn new(lang: Lang) -> Self {
        let lexicon = lexicon::builtin();
        Self {
            lang,
            bases: Map::default(),
            stands: Vec::new(),
            words: Vec::new(),
            names: Map::default(),
            lexemes: Map::default(),
            lexeme_list: Vec::new(),
            spellings: String::new(),
            roots: Vec::new(),
            edges: Map::default(),
            forms: Vec::new(),
            needs: Vec::new(),
            via: Vec::new(),
            verbs: false,
            marks: false,
            lexicon: (lexicon.from == lang).then_some(lexicon),
            behind: vec![Behind::NOTHING],
            only: None,
        }
    }

    /// A trie that is for some texts alone: it takes of the forms that are added those that may stand there.
    pub fn only<'t>(lang: Lang, texts: impl IntoIterator<Item = (&'t str, &'t Analysis)>) -> Self {
        let mut trie = Self::new(lang);
        let mut words = Words::new(lang, trie.lexicon);
        let mut parts = Vec::new();
        for (text, analysis) in texts {
            words.add(text, analysis, &mut parts);
        }
        trie.only = Some(words);
        trie
    }

    /// The lexicon whose head words are of the trie's language.
    pub fn lexicon(&self) -> Option<&'static Lexicon> {
        self.lexicon
    }

    /// The base and ending of a listed word.
    pub fn word(&self, id: WordId) -> Option<(&str, Shape)> {
        self.words
            .get(id as usize)
            .map(|(base, shape)| (base.as_ref(), *shape))
    }

    /// The listed words a base may stand for.
    pub fn stands(&self, base: &str) -> impl Iterator<Item = Stand> {
        let mut next = self.bases.get(base).copied().unwrap_or(NONE);
        std::iter::from_fn(move || {
            let (stand, before) = self.stands.get(next as usize)?;
            next = *before;
            Some(*stand)
        })
    }

    /// Whether a listed word is a form by itself.
    pub fn stands_alone(&self, word: WordId) -> bool {
        self.step(ROOT, word)
            .is_some_and(|node| self.behind(node).last != NONE)
    }

    /// Whether any listed word is a name that a text may spell otherwise.
    pub fn has_names(&self) -> bool {
        !self.names.is_empty()
    }

    /// The names that a base may be another spelling of.
    pub fn respelled(&self, base: &str) -> &[Name] {
        if self.names.is_empty() {
            return &[];
        }
        self.lang
            .name_key(base)
            .and_then(|key| self.names.get(key.as_str()))
            .map_or(&[], Vec::as_slice)
    }

    /// The node behind a word.
    pub fn step(&self, node: Node, word: WordId) -> Option<Node> {
        if node == ROOT {
            let next = self.roots.get(word as usize).copied()?;
            return (next != NONE).then_some(next);
        }
        if !self.behind(node).may_have(bit(word)) {
            return None;
        }
        self.edges.get(&(node, word)).copied()
    }

    /// What ends at a node and what comes behind it.
    pub fn behind(&self, node: Node) -> Behind {
        let behind = self.behind.get(node as usize);
        behind.copied().unwrap_or(Behind::NOTHING)
    }

    /// The forms that end at a node.
    pub fn ends(&self, node: &Behind) -> impl Iterator<Item = u32> {
        let mut next = node.last;
        std::iter::from_fn(move || {
            let form = self.forms.get(next as usize)?;
            let number = next;
            next = form.before;
            Some(number)
        })
    }

    /// A form and what it asks of each word.
    pub fn form(&self, number: u32) -> Option<(&Form, &[Need])> {
        let form = self.forms.get(number as usize)?;
        let needs = self
            .needs
            .get(form.needs.0 as usize..form.needs.1 as usize)?;
        Some((form, needs))
    }

    /// The word that a need is about.
    pub fn lexeme(&self, need: &Need) -> Option<&Lexeme> {
        self.lexeme_list.get(need.lexeme as usize)
    }

    /// A lexeme as it is spelled.
    pub fn spelled(&self, lexeme: &Lexeme) -> &str {
        self.spellings
            .get(lexeme.spelled.0 as usize..lexeme.spelled.1 as usize)
            .unwrap_or("")
    }

    /// Whether it is plain that a form of an entry can't stand in the texts that the trie is for.
    pub fn rules_out(&mut self, entry: &Entry, text: &str) -> bool {
        let Some(words) = &mut self.only else {
            return false;
        };
        words.rule_out(listed(self.lang, entry, text))
    }

    /// Files a form of an entry.
    pub fn add(
        &mut self,
        entry: &Entry,
        number: u32,
        text: &Text,
        kind: FormKind,
        index: usize,
        exact: bool,
    ) {
        if self.rules_out(entry, text) {
            return;
        }
        let pieces = self.pieces(entry, text);
        if pieces.is_empty() || pieces.len() > 32 {
            return;
        }
        let form = Form {
            entry: number,
            kind,
            index: index.min(usize::from(u16::MAX)) as u16,
            case: entry.case(),
            name: entry.is_name(),
            exact,
            needs: (0, 0),
            cost: 0,
            before: NONE,
        };
        if self.lang.has_case() && !exact {
            self.add_compounds(entry, &pieces, &form);
        }
        self.insert(entry, &pieces, form);
    }

    /// Solid for hyphenated and two words for solid: cease-fire, ceasefire, cease fire.
    fn add_compounds(&mut self, entry: &Entry, pieces: &[Piece<'_>], form: &Form) {
        match pieces {
            [first, second] if first.link == Link::Hyphen && first.own && second.own => {
                let solid = Piece {
                    raw: Cow::Owned(format!("{}{}", first.raw, second.raw)),
                    norm: None,
                    own: true,
                    link: second.link,
                };
                let form = Form {
                    cost: 1,
                    ..form.clone()
                };
                self.insert(entry, &[solid], form);
            }
            [word] => {
                if let Some(at) = self.halves(&word.raw) {
                    let (first, second) = word.raw.split_at(at);
                    let halves = [
                        Piece {
                            raw: Cow::Borrowed(first),
                            link: Link::Space,
                            ..word.clone()
                        },
                        Piece {
                            raw: Cow::Borrowed(second),
                            ..word.clone()
                        },
                    ];
                    let form = Form {
                        cost: 2,
                        ..form.clone()
                    };
                    self.insert(entry, &halves, form);
                }
            }
            _ => {}
        }
    }

    /// Where a solid compound comes apart into two words (cease|fire), where the lexicon knows both and there
    /// is but one such place.
    fn halves(&self, word: &str) -> Option<usize> {
        let lexicon = lexicon::builtin();
        if lexicon.to != self.lang || !(8..=16).contains(&word.len()) || !word.is_ascii() {
            return None;
        }
        let folded = self.lang.fold(word);
        let known = |part: &str| lexicon.is_key(part) && !self.lang.is_stop_word(part);
        let mut places = (3..=folded.len() - 3).filter(|at| {
            let (first, second) = folded.split_at(*at);
            known(first) && known(second)
        });
        let at = places.next()?;
        places.next().is_none().then_some(at)
    }

    /// The words of a form.
    fn pieces<'t>(&self, entry: &Entry, text: &'t Text) -> Vec<Piece<'t>> {
        let text = listed(self.lang, entry, text);
        if is_plain(text) {
            let own = text.chars().next().is_some_and(|c| self.lang.is_letter(c));
            return text
                .split(' ')
                .filter(|word| !word.is_empty())
                .map(|word| Piece {
                    raw: Cow::Borrowed(word),
                    norm: (!own).then(|| word.to_lowercase()),
                    own,
                    link: Link::Space,
                })
                .collect();
        }
        let tokens = tokenize(text, &[]);
        let mut parts = Vec::new();
        units(text, &tokens, &mut parts);
        parts
            .iter()
            .map(|unit| Piece::of(self.lang, text, &tokens, unit))
            .collect()
    }

    fn insert(&mut self, entry: &Entry, pieces: &[Piece<'_>], mut form: Form) {
        if let Some(words) = &mut self.only {
            let mut all = true;
            let mut reached = 0_u32;
            for (position, piece) in pieces.iter().enumerate() {
                let reach = words.reach(&piece.raw, piece.norm(), piece.own);
                all &= reach;
                reached |= u32::from(reach) << position;
            }
            if !all {
                self.pass(entry, pieces, reached);
                return;
            }
        }
        let first_need = self.needs.len() as u32;
        let mut node = ROOT;
        for (position, piece) in pieces.iter().enumerate() {
            let lexeme = self.lexeme_of(piece);
            let Some(known) = self.lexeme_list.get(lexeme as usize) else {
                return;
            };
            let word = known.word;
            let need = need(entry, piece, known, lexeme, position, pieces.len(), &form);
            self.marks |= need.mark_after;
            self.verbs |= need.traits.meets(Traits::VERB);
            self.needs.push(need);
            if let Some(behind) = self.behind.get_mut(node as usize) {
                behind.any = true;
                behind.words |= bit(word);
                behind.adjective |= need.adjective;
            }
            node = self.child(node, word);
        }
        form.needs = (first_need, self.needs.len() as u32);
        let number = self.forms.len() as u32;
        if let Some(behind) = self.behind.get_mut(node as usize) {
            form.before = std::mem::replace(&mut behind.last, number);
        }
        self.forms.push(form);
    }

    /// Leaves a form out that can't stand in the texts. Those of its words that can are listed words all the same:
    /// whether a word of the text is one decides how else it may be read.
    fn pass(&mut self, entry: &Entry, pieces: &[Piece<'_>], reached: u32) {
        for (position, piece) in pieces.iter().enumerate() {
            let verb = position == 0 && entry.part_of_speech == Some(PartOfSpeech::Verb);
            if verb && piece.own {
                self.verbs |= !self.lang.is_stop_word(&self.lang.fold(&piece.raw));
            }
            if reached & 1 << position != 0 {
                self.lexeme_of(piece);
            }
        }
    }

    /// The node behind a word, made where there is none.
    fn child(&mut self, node: Node, word: WordId) -> Node {
        let next = self.behind.len() as Node;
        let slot = if node == ROOT {
            if self.roots.len() <= word as usize {
                self.roots.resize(word as usize + 1, NONE);
            }
            self.roots.get_mut(word as usize)
        } else {
            Some(self.edges.entry((node, word)).or_insert(NONE))
        };
        match slot {
            Some(slot) if *slot == NONE => *slot = next,
            Some(slot) => return *slot,
            None => return node,
        }
        self.behind.push(Behind::NOTHING);
        next
    }

    fn lexeme_of(&mut self, piece: &Piece<'_>) -> u32 {
        if let Some(number) = self.lexemes.get(piece.raw.as_ref()) {
            return *number;
        }
        let lang = self.lang;
        let folded = if piece.own {
            Cow::Owned(lang.fold(&piece.raw))
        } else {
            Cow::Borrowed(piece.norm())
        };
        let article = piece
            .own
            .then(|| lang.article(&folded))
            .flatten()
            .filter(|(_, bare)| self.is_article(&piece.raw, &folded, bare));
        let (prefix, bare) = match article {
            Some((prefix, bare)) => (Some(prefix), bare),
            None => (None, folded.as_ref()),
        };
        let (base, shape) = if piece.own {
            (lang.unified(bare), lang.shape(&piece.raw))
        } else {
            (Cow::Borrowed(bare), Shape::Plain)
        };
        let known = self.known(&base);
        let from = self.spellings.len() as u32;
        self.spellings.push_str(&piece.raw);
        let lexeme = Lexeme {
            word: self.file(&base, shape, known, piece.own),
            spelled: (from, self.spellings.len() as u32),
            own: piece.own,
            article: prefix.is_some(),
            prefix: prefix.filter(|prefix| *prefix != "ال").unwrap_or(""),
            stop: lang.is_stop_word(&folded),
            known,
            suggested: lang.suggests(&base),
        };
        let number = self.lexeme_list.len() as u32;
        self.lexeme_list.push(lexeme);
        self.lexemes.insert(piece.raw.as_ref().into(), number);
        number
    }

    /// Whether what looks like an article in front of `bare` is one, rather than the first letters of the word
    /// (ألمانيا, التزام).
    fn is_article(&self, raw: &str, folded: &str, bare: &str) -> bool {
        let lang = self.lang;
        let as_written = raw.chars().count() == folded.chars().count();
        if as_written && lang.article(raw).is_none() {
            return false;
        }
        let Some(lexicon) = self.lexicon else {
            return true;
        };
        let mut whole = lexicon.entries_of(folded).filter(|entry| {
            let spelled = |form: &str| lang.fold(form) == folded;
            let without = |form: &str| spelled(form) && lang.article(form).is_none();
            let lemma = entry.lemmas().any(spelled);
            // Names of places are listed with the article that they have.
            entry.forms().any(without)
                || lemma && !entry.pos.is_name() && entry.pos != Pos::Function
        });
        whole.next().is_none() || {
            let known = self.known(bare);
            known.is_word() || known.name
        }
    }

    /// What the lexicon knows of a base.
    pub fn known(&self, base: &str) -> Known {
        let mut known = Known::default();
        for entry in self
            .lexicon
            .into_iter()
            .flat_map(|lexicon| lexicon.entries_of(base))
        {
            match entry.pos {
                Pos::Noun | Pos::Unit | Pos::Date => known.noun = true,
                Pos::Adjective | Pos::Nationality => known.adjective = true,
                Pos::Verb => known.verb = true,
                Pos::Place | Pos::GivenName | Pos::FamilyName | Pos::Name => known.name = true,
                _ => {}
            }
        }
        known
    }

    /// The number of a listed word; its plurals and variants are filed the first time.
    fn file(&mut self, base: &str, shape: Shape, known: Known, own: bool) -> WordId {
        let filed = self
            .stands(base)
            .find(|stand| stand.via == Via::Itself && stand.shape == shape);
        if let Some(stand) = filed {
            return stand.word;
        }
        let id = self.words.len() as WordId;
        self.words.push((base.into(), shape));
        self.stand(base, id, shape, Via::Itself);
        if !own {
            return id;
        }
        let counted = if self.lang.counts_by_ending() {
            Via::Counted
        } else {
            Via::Loose
        };
        for stem in self.lang.uncounted(base) {
            self.stand(&stem, id, Shape::Plain, counted);
        }
        self.relatives(base, id);
        if !known.is_word()
            && let Some(key) = self.lang.name_key(base)
        {
            let stand = Stand {
                word: id,
                shape,
                via: Via::Respelled,
            };
            let known = known.name;
            self.names
                .entry(key.into())
                .or_default()
                .push(Name { stand, known });
        }
        id
    }

    fn stand(&mut self, base: &str, word: WordId, shape: Shape, via: Via) {
        let stand = Stand { word, shape, via };
        let number = self.stands.len() as u32;
        let before = match self.bases.get_mut(base) {
            Some(last) => std::mem::replace(last, number),
            None => {
                self.bases.insert(base.into(), number);
                NONE
            }
        };
        self.stands.push((stand, before));
    }

    /// Files plurals, feminines, variants and stems of a word: those that the lexicon lists, else those that
    /// its pattern suggests.
    fn relatives(&mut self, base: &str, id: WordId) {
        let Some(lexicon) = self.lexicon else {
            return;
        };
        let lang = self.lang;
        let mut has_plural = false;
        for entry in lexicon.entries_of(base) {
            let listed = entry.lemmas().any(|lemma| lang.fold(lemma) == base);
            if !listed || entry.pos == Pos::Function {
                continue;
            }
            let lemmas = entry.lemmas().len();
            let several = lemmas > 1;
            let verb = entry.pos == Pos::Verb;
            for (position, form) in entry.forms().enumerate() {
                let plural = position >= lemmas;
                has_plural |= plural;
                let folded = lang.fold(form);
                if folded == base {
                    continue;
                }
                if !verb && (several || !plural) && !lang.akin(base, &folded) {
                    continue;
                }
                let number = self.via.len() as u32;
                let via = match (verb, plural) {
                    (true, _) => Via::Stem,
                    (false, true) => Via::Plural(number),
                    (false, false) => Via::Variant(number),
                };
                let known = self.stands(&folded).any(|stand| stand.word == id);
                if !known {
                    self.via.push(form.into());
                    self.stand(&folded, id, lang.shape(form), via);
                }
            }
        }
        if has_plural {
            return;
        }
        for (plural, shape) in lang.plurals(base) {
            // Another noun's plural is not this one's, unless the two are the kind and the piece (بذر, بذرة).
            let taken = lexicon.entries_of(&plural).any(|entry| {
                let piece = entry
                    .lemmas()
                    .any(|lemma| lang.is_piece(&lang.fold(lemma), base));
                entry.plurals().len() > 0 && !piece || entry.pos == Pos::Verb
            });
            if !taken {
                self.stand(&plural, id, shape, Via::Guessed);
            }
        }
    }
}

/// A form as it is filed: “to announce” lists the verb.
fn listed<'t>(lang: Lang, entry: &Entry, text: &'t str) -> &'t str {
    if entry.part_of_speech == Some(PartOfSpeech::Verb) && lang.has_case() {
        return text.strip_prefix("to ").unwrap_or(text);
    }
    text
}

/// What a form asks of a word.
fn need(
    entry: &Entry,
    piece: &Piece<'_>,
    lexeme: &Lexeme,
    number: u32,
    position: usize,
    count: usize,
    form: &Form,
) -> Need {
    let traits = traits(entry, lexeme, position, count);
    let adjective =
        lexeme.known.adjective && !lexeme.known.noun || lexeme.suggested.meets(Traits::ADJECTIVE);
    Need {
        lexeme: number,
        traits,
        fixed: form.name && (lexeme.article || count == 1),
        adjective: position > 0 && adjective,
        mark_after: piece.link == Link::Break && position + 1 < count,
    }
}

/// The classes of a word in a form of `count` words.
fn traits(entry: &Entry, lexeme: &Lexeme, position: usize, count: usize) -> Traits {
    if !lexeme.own || lexeme.stop {
        return Traits::NONE;
    }
    let known = lexeme.known;
    let person = if !entry.is_name() && lexeme.suggested.meets(Traits::PERSON) {
        Traits::PERSON
    } else {
        Traits::NONE
    };
    match entry.part_of_speech {
        Some(PartOfSpeech::Verb) if position == 0 => return Traits::VERB,
        Some(PartOfSpeech::Adjective) => return Traits::ADJECTIVE.and(Traits::NOUN),
        Some(PartOfSpeech::ProperNoun) if count == 1 && known.noun => {
            return Traits::NAME.and(Traits::NOUN);
        }
        Some(PartOfSpeech::ProperNoun) if count == 1 => return Traits::NAME,
        _ if count > 1 && known.name && !known.noun && !known.adjective => return Traits::NAME,
        _ if count > 1 => {
            return Traits::NOUN
                .and(Traits::ADJECTIVE)
                .and(Traits::NAME)
                .and(person);
        }
        Some(PartOfSpeech::Noun) => return Traits::NOUN.and(person),
        _ => {}
    }
    let mut traits = Traits::NONE;
    if known.noun || !(known.adjective || known.name) {
        traits = traits.and(Traits::NOUN).and(person);
    }
    if known.adjective || lexeme.suggested.meets(Traits::ADJECTIVE) {
        traits = traits.and(Traits::ADJECTIVE);
    }
    if known.name || !known.is_word() {
        traits = traits.and(Traits::NAME);
    }
    traits
}

/// What the lexicon knows of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    pub noun: bool,
    adjective: bool,
    verb: bool,
    pub name: bool,
}

impl Known {
    /// Whether it is a word of the language rather than a name or nothing known.
    pub fn is_word(self) -> bool {
        self.noun || self.adjective || self.verb
    }
}

/// A word of a form.
#[derive(Clone, Debug)]
struct Piece<'t> {
    raw: Cow<'t, str>,
    /// Its normal form, where it is no word of the trie's language.
    norm: Option<String>,
    own: bool,
    link: Link,
}

impl Piece<'_> {
    fn norm(&self) -> &str {
        self.norm.as_deref().unwrap_or(&self.raw)
    }

    fn of<'t>(lang: Lang, text: &'t str, tokens: &[Token], unit: &Unit) -> Piece<'t> {
        let raw: Cow<'t, str> = match &unit.joined {
            Some(joined) => Cow::Owned(joined.to_string()),
            None => Cow::Borrowed(unit.span.of(text)),
        };
        let own = unit.word && unit.lang == Some(lang);
        let norm = (!own).then(|| match tokens.get(unit.tokens.start) {
            Some(token) if token.kind != TokenKind::Word => token.norm.to_string(),
            _ => unit
                .lang
                .map_or_else(|| raw.to_lowercase(), |lang| lang.fold(&raw)),
        });
        Piece {
            raw,
            norm,
            own,
            link: unit.link,
        }
    }
}
