use super::units::{Link, Unit, units};
use crate::lang::{Analysis, Definite, Lang, TokenKind};
use crate::lexicon::Lexicon;
use crate::text::{Map, Set};

/// What the words of some texts may be forms of. A matcher for these texts alone leaves out the forms of a glossary
/// with a word that none of them can stand for: of a large glossary that is nearly all.
#[derive(Debug)]
pub(super) struct Words {
    lang: Lang,
    lexicon: Option<&'static Lexicon>,
    seen: Set<Box<str>>,
    /// The bases that a scanner looks up when it meets the words.
    bases: Set<Box<str>>,
    /// The keys of the bases that may be another spelling of a name.
    names: Set<Box<str>>,
    /// Head words of the lexicon among whose forms a base is.
    heads: Set<Box<str>>,
    /// What was answered.
    known: Map<Box<str>, bool>,
}

impl Words {
    pub fn new(lang: Lang, lexicon: Option<&'static Lexicon>) -> Self {
        Self {
            lang,
            lexicon,
            seen: Set::default(),
            bases: Set::default(),
            names: Set::default(),
            heads: Set::default(),
            known: Map::default(),
        }
    }

    /// Takes in the words of a text.
    pub fn add(&mut self, text: &str, analysis: &Analysis, parts: &mut Vec<Unit>) {
        units(text, &analysis.tokens, parts);
        for (index, unit) in parts.iter().enumerate() {
            let raw = unit.raw(text);
            let norm = analysis
                .tokens
                .get(unit.tokens.start)
                .filter(|token| token.kind != TokenKind::Word)
                .map_or(raw, |token| &token.norm);
            self.add_word(
                raw,
                norm,
                unit.word && unit.lang == Some(self.lang),
                unit.lang,
            );
            if unit.link == Link::Hyphen
                && self.lang.has_case()
                && let Some(next) = parts.get(index + 1)
            {
                let solid = format!("{raw}{}", next.raw(text));
                self.add_word(&solid, &solid, unit.word, unit.lang);
            }
        }
    }

    fn add_word(&mut self, raw: &str, norm: &str, own: bool, lang: Option<Lang>) {
        if !self.seen.insert(raw.into()) {
            return;
        }
        if !own {
            let base = match lang {
                Some(lang) => lang.fold(raw),
                None => norm.to_owned(),
            };
            self.bases.insert(base.into());
            return;
        }
        let language = self.lang;
        language.inflections(raw, true, &mut |form| {
            if form.needs.is_none()
                && form.definite == Definite::No
                && let Some(key) = language.name_key(form.base)
            {
                self.names.insert(key.into());
            }
            if self.bases.contains(form.base) {
                return;
            }
            self.bases.insert(form.base.into());
            let entries = self.lexicon.into_iter();
            for entry in entries.flat_map(|lexicon| lexicon.entries_of(form.base)) {
                let heads = entry.lemmas().map(|lemma| language.fold(lemma).into());
                self.heads.extend(heads);
            }
        });
    }

    /// Whether a word of the texts may stand for a listed word: `own` says whether it is of the language, else
    /// `norm` is its normal form.
    pub fn reach(&mut self, raw: &str, norm: &str, own: bool) -> bool {
        if !own {
            return self.bases.contains(norm);
        }
        if let Some(known) = self.known.get(raw) {
            return *known;
        }
        let folded = self.lang.fold(raw);
        let bare = match self.lang.article(&folded) {
            Some((_, bare)) => bare,
            None => &folded,
        };
        let base = self.lang.unified(bare);
        let reached = self.stands(&base);
        self.known.insert(raw.into(), reached);
        reached
    }

    /// Whether a form can't stand in the texts, as far as its spelling tells without taking it to pieces: it has
    /// several words, and one of plain letters is out of reach.
    ///
    /// Only where no text has what may be a name in another spelling: there it matters which words are listed.
    pub fn rule_out(&mut self, form: &str) -> bool {
        let lang = self.lang;
        let plain = |word: &str| {
            word.len() >= 2
                && word
                    .bytes()
                    .all(|b| b.is_ascii_alphabetic() && lang.is_letter(char::from(b)))
        };
        self.names.is_empty()
            && form.contains(' ')
            && form
                .split(' ')
                .any(|word| plain(word) && !self.reach(word, word, true))
    }

    /// Whether any base is one under which the trie files the word: the word itself, what is left of it without an
    /// ending, its relatives and plurals, its spellings.
    fn stands(&self, base: &str) -> bool {
        let uncounted = || self.lang.uncounted(base).into_iter();
        let plurals = || {
            self.lang
                .plurals(base)
                .into_iter()
                .map(|(plural, _)| plural)
        };
        self.bases.contains(base)
            || self.heads.contains(base)
            || uncounted().any(|stem| self.bases.contains(stem.as_str()))
            || self.lexicon.is_some() && plurals().any(|word| self.bases.contains(word.as_str()))
            || !self.names.is_empty()
                && self
                    .lang
                    .name_key(base)
                    .is_some_and(|key| self.names.contains(key.as_str()))
    }
}
