use super::FormKind;
use super::units::{Link, Unit, units};
use crate::glossary::entry::{Case, Entry, PartOfSpeech, Text};
use crate::lang::{Lang, Shape, TokenKind, Traits, tokenize};
use crate::lexicon::{self, Lexicon, PartOfSpeech as Pos};
use crate::text::Map;

/// Number of a word of the glossary: folded base and shape.
pub(super) type WordId = u32;
type Node = u32;

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

/// What a form asks of one of its words.
#[derive(Clone, Debug)]
pub(super) struct Need {
    pub word: WordId,
    pub traits: Traits,
    /// Whether it is listed with the article.
    pub article: bool,
    /// Whether the article is a part of it that it can't lose, or, where it is listed without, can't take.
    pub fixed: bool,
    /// What is written together with it before the article (`ل+ال`); empty for the article alone.
    pub prefix: &'static str,
    /// Whether it is surely an adjective, so that a genitive may stand before it.
    pub adjective: bool,
    /// Whether it carries no content: definiteness doesn't reach across it.
    pub stop: bool,
    /// Whether the form has a mark after it that must not be a break.
    pub mark_after: bool,
    /// Bytes of the word in [`Trie::spellings`].
    pub spelled: (u32, u32),
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
    pub needs: (u32, u32),
    /// How much it takes for granted that the form is written so (solid for hyphenated).
    pub cost: u8,
}

/// The forms of one language.
#[derive(Debug)]
pub(super) struct Trie {
    pub lang: Lang,
    /// Listed bases. The bases of each are in `stands`, from the first number, as many as the second.
    bases: Map<Box<str>, Vec<Stand>>,
    ids: Map<(Box<str>, Shape), WordId>,
    words: Vec<(Box<str>, Shape)>,
    /// Names under the key that their spellings share.
    names: Map<Box<str>, Vec<Name>>,
    edges: Map<(Node, WordId), Node>,
    terminals: Map<Node, Vec<u32>>,
    pub forms: Vec<Form>,
    pub needs: Vec<Need>,
    pub spellings: String,
    /// Bases that the lexicon leads to a listed word, in its own spelling.
    pub via: Vec<Box<str>>,
    pub verbs: bool,
    pub marks: bool,
    lexicon: Option<&'static Lexicon>,
    nodes: Node,
}

impl Trie {
    pub fn new(lang: Lang) -> Self {
        let lexicon = lexicon::builtin();
        Self {
            lang,
            bases: Map::default(),
            ids: Map::default(),
            words: Vec::new(),
            names: Map::default(),
            edges: Map::default(),
            terminals: Map::default(),
            forms: Vec::new(),
            needs: Vec::new(),
            spellings: String::new(),
            via: Vec::new(),
            verbs: false,
            marks: false,
            lexicon: (lexicon.from == lang).then_some(lexicon),
            nodes: 1,
        }
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
    pub fn stands(&self, base: &str) -> &[Stand] {
        self.bases.get(base).map_or(&[], Vec::as_slice)
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

    /// Whether a form starts with the word.
    pub fn starts(&self, word: WordId) -> bool {
        self.edges.contains_key(&(0, word))
    }

    /// The node behind a word.
    pub fn step(&self, node: Node, word: WordId) -> Option<Node> {
        self.edges.get(&(node, word)).copied()
    }

    /// The forms that end at a node.
    pub fn ends(&self, node: Node) -> &[u32] {
        self.terminals.get(&node).map_or(&[], Vec::as_slice)
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
        let tokens = tokenize(text, &[]);
        let mut parts = Vec::new();
        units(text, &tokens, &mut parts);
        let words: Vec<Piece> = parts
            .iter()
            .map(|unit| Piece::of(self.lang, text, &tokens, unit))
            .collect();
        if words.is_empty() || words.len() > 32 {
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
        };
        // Solid for hyphenated: cease-fire, ceasefire.
        if self.lang.has_case() && !exact {
            if let [first, second] = words.as_slice() {
                if first.link == Link::Hyphen {
                    let solid = Piece {
                        raw: format!("{}{}", first.raw, second.raw),
                        ..second.clone()
                    };
                    self.insert(
                        entry,
                        &[solid],
                        Form {
                            cost: 1,
                            ..form.clone()
                        },
                    );
                }
            }
            if let [word] = words.as_slice() {
                if let Some((first, second)) = self.halves(&word.raw) {
                    let first = Piece {
                        raw: first,
                        link: Link::Space,
                        ..word.clone()
                    };
                    let second = Piece {
                        raw: second,
                        ..word.clone()
                    };
                    self.insert(
                        entry,
                        &[first, second],
                        Form {
                            cost: 2,
                            ..form.clone()
                        },
                    );
                }
            }
        }
        self.insert(entry, &words, form);
    }

    /// The two words a solid compound is made of (ceasefire: cease fire), where the lexicon knows both.
    fn halves(&self, word: &str) -> Option<(String, String)> {
        let lexicon = lexicon::builtin();
        if lexicon.to != self.lang || !(8..=16).contains(&word.len()) || !word.is_ascii() {
            return None;
        }
        let known = |part: &str| {
            let folded = self.lang.fold(part);
            !self.lang.is_stop_word(&folded) && lexicon.is_key(&self.lang.standard(&folded))
        };
        let mut found = (4..=word.len() - 4)
            .map(|at| word.split_at(at))
            .filter(|(first, second)| known(first) && known(second));
        let (first, second) = found.next()?;
        found
            .next()
            .is_none()
            .then(|| (first.to_owned(), second.to_owned()))
    }

    fn insert(&mut self, entry: &Entry, words: &[Piece], mut form: Form) {
        let first_need = self.needs.len() as u32;
        let mut node = 0;
        for (position, piece) in words.iter().enumerate() {
            let need = self.need(entry, piece, position, words.len(), &form);
            let step = (node, need.word);
            self.marks |= need.mark_after;
            self.needs.push(need);
            node = match self.edges.get(&step) {
                Some(next) => *next,
                None => {
                    let next = self.nodes;
                    self.nodes += 1;
                    self.edges.insert(step, next);
                    next
                }
            };
        }
        form.needs = (first_need, self.needs.len() as u32);
        let number = self.forms.len() as u32;
        self.forms.push(form);
        self.terminals.entry(node).or_default().push(number);
    }

    fn need(
        &mut self,
        entry: &Entry,
        piece: &Piece,
        position: usize,
        count: usize,
        form: &Form,
    ) -> Need {
        let lang = self.lang;
        let folded = lang.fold(&piece.raw);
        let (prefix, bare) = match piece.own.then(|| lang.article(&folded)).flatten() {
            Some((prefix, bare)) => (Some(prefix), bare),
            None => (None, folded.as_str()),
        };
        let article = prefix.is_some();
        let shape = lang.shape(&piece.raw);
        let base = if piece.own {
            lang.unified(bare).into_owned()
        } else {
            piece.norm.clone()
        };
        let known = self.known(&base);
        let stop = lang.is_stop_word(&folded);
        let traits = self.traits(entry, piece, &base, position, count, known, stop);
        let word = self.file(&base, shape, traits);
        let spelled = self.spellings.len() as u32;
        self.spellings.push_str(&piece.raw);
        let adjective =
            known.adjective && !known.noun || self.lang.suggests(&base).meets(Traits::ADJECTIVE);
        Need {
            word,
            traits,
            article,
            fixed: form.name && (article || traits == Traits::NAME),
            prefix: prefix.filter(|prefix| *prefix != "ال").unwrap_or(""),
            adjective: position > 0 && adjective,
            stop,
            mark_after: piece.link == Link::Break && position + 1 < count,
            spelled: (spelled, self.spellings.len() as u32),
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

    #[allow(clippy::too_many_arguments)]
    fn traits(
        &mut self,
        entry: &Entry,
        piece: &Piece,
        base: &str,
        position: usize,
        count: usize,
        known: Known,
        stop: bool,
    ) -> Traits {
        if !piece.own || stop {
            return Traits::NONE;
        }
        let suggested = self.lang.suggests(base);
        let person = if !entry.is_name() && suggested.meets(Traits::PERSON) {
            Traits::PERSON
        } else {
            Traits::NONE
        };
        match entry.part_of_speech {
            Some(PartOfSpeech::Verb) if position == 0 => {
                self.verbs = true;
                return Traits::VERB;
            }
            Some(PartOfSpeech::Adjective) => return Traits::ADJECTIVE.and(Traits::NOUN),
            Some(PartOfSpeech::ProperNoun) if count == 1 => {
                return if known.noun {
                    Traits::NAME.and(Traits::NOUN)
                } else {
                    Traits::NAME
                };
            }
            _ if count > 1 => {
                return if known.name && !known.noun && !known.adjective {
                    Traits::NAME
                } else {
                    Traits::NOUN
                        .and(Traits::ADJECTIVE)
                        .and(Traits::NAME)
                        .and(person)
                };
            }
            Some(PartOfSpeech::Noun) => return Traits::NOUN.and(person),
            _ => {}
        }
        let mut traits = Traits::NONE;
        if known.noun || !(known.adjective || known.name) {
            traits = traits.and(Traits::NOUN).and(person);
        }
        if known.adjective || suggested.meets(Traits::ADJECTIVE) {
            traits = traits.and(Traits::ADJECTIVE);
        }
        if known.name || !known.is_word() {
            traits = traits.and(Traits::NAME);
        }
        traits
    }

    /// The number of a listed word; its plurals and variants are filed the first time.
    fn file(&mut self, base: &str, shape: Shape, traits: Traits) -> WordId {
        if let Some(id) = self.ids.get(&(base.into(), shape)) {
            return *id;
        }
        let id = self.ids.len() as WordId;
        self.ids.insert((base.into(), shape), id);
        self.words.push((base.into(), shape));
        self.stand(base, id, shape, Via::Itself);
        if !traits.is_none() {
            for stem in self.lang.uncounted(base) {
                let via = if self.lang.counts_by_ending() {
                    Via::Counted
                } else {
                    Via::Loose
                };
                self.stand(&stem, id, Shape::Plain, via);
            }
        }
        for (form, shape, via) in self.relatives(base, traits) {
            self.stand(&form, id, shape, via);
        }
        let known = self.known(base);
        if traits.meets(Traits::NAME) && !known.is_word() {
            if let Some(key) = self.lang.name_key(base) {
                let via = Via::Respelled;
                let stand = Stand {
                    word: id,
                    shape,
                    via,
                };
                let known = known.name;
                self.names
                    .entry(key.into())
                    .or_default()
                    .push(Name { stand, known });
            }
        }
        id
    }

    fn stand(&mut self, base: &str, word: WordId, shape: Shape, via: Via) {
        let stand = Stand { word, shape, via };
        match self.bases.get_mut(base) {
            Some(stands) => stands.push(stand),
            None => {
                self.bases.insert(base.into(), vec![stand]);
            }
        }
    }

    /// Plurals, feminines, variants and stems that the lexicon lists for a word.
    fn relatives(&mut self, base: &str, traits: Traits) -> Vec<(String, Shape, Via)> {
        let Some(lexicon) = self.lexicon else {
            return Vec::new();
        };
        let lang = self.lang;
        let mut out: Vec<(String, Shape, Via)> = Vec::new();
        for entry in lexicon.entries_of(base) {
            let is_lemma = entry.lemmas().iter().any(|lemma| lang.fold(lemma) == base);
            if !is_lemma || entry.pos == Pos::Function {
                continue;
            }
            let several = entry.lemmas().len() > 1;
            let verb = entry.pos == Pos::Verb;
            for (position, form) in entry.forms.iter().enumerate() {
                let folded = lang.fold(form);
                if folded == base || out.iter().any(|(known, _, _)| *known == folded) {
                    continue;
                }
                let plural = position >= entry.lemmas;
                if !verb && (several || !plural) && !lang.akin(base, &folded) {
                    continue;
                }
                let number = self.via.len() as u32;
                let via = match (verb, plural) {
                    (true, _) => Via::Stem,
                    (false, true) => Via::Plural(number),
                    (false, false) => Via::Variant(number),
                };
                self.via.push(form.clone());
                out.push((folded, lang.shape(form), via));
            }
        }
        let has_plural = out.iter().any(|(_, _, via)| matches!(via, Via::Plural(_)));
        if !has_plural && traits.meets(Traits::NOUN) {
            for (plural, shape) in lang.plurals(base) {
                // Another noun's plural is not this one's, unless the two are the kind and the piece (بذر, بذرة).
                let taken = lexicon.entries_of(&plural).any(|entry| {
                    let piece = entry.lemmas().iter().any(|lemma| {
                        let lemma = lang.fold(lemma);
                        lemma.strip_suffix('ه') == Some(base)
                            || base.strip_suffix('ه') == Some(&lemma)
                    });
                    !entry.plurals().is_empty() && !piece || entry.pos == Pos::Verb
                });
                if !taken {
                    out.push((plural, shape, Via::Guessed));
                }
            }
        }
        out
    }
}

impl Known {
    /// Whether it is a word of the language rather than a name or nothing known.
    pub fn is_word(self) -> bool {
        self.noun || self.adjective || self.verb
    }
}

/// What the lexicon knows of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    pub noun: bool,
    adjective: bool,
    verb: bool,
    pub name: bool,
}

/// A word of a form.
#[derive(Clone, Debug)]
struct Piece {
    raw: String,
    norm: String,
    /// Whether it is a word in the trie's language.
    own: bool,
    link: Link,
}

impl Piece {
    fn of(lang: Lang, text: &str, tokens: &[crate::lang::Token], unit: &Unit) -> Self {
        let raw = unit.raw(text);
        let own = unit.word && unit.lang == Some(lang);
        let norm = match tokens.get(unit.tokens.start) {
            Some(token) if token.kind != TokenKind::Word => token.norm.to_string(),
            _ => unit
                .lang
                .map_or_else(|| raw.to_lowercase(), |lang| lang.fold(raw)),
        };
        Self {
            raw: raw.to_owned(),
            norm,
            own,
            link: unit.link,
        }
    }
}
