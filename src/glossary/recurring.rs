//! Expressions that recur on both sides of aligned texts and render each other: what entries are proposed from, and
//! what shows that a term is rendered in several ways.

use crate::lang::{Analysis, Lang, LangMemo, Token, TokenKind, similarity};
use crate::lexicon::{self, PartOfSpeech as Pos};
use crate::text::{Map, Remembered, Set};
use std::ops::Range;
use std::sync::{Arc, LazyLock};

/// Longest expression, in words with content.
const LONGEST: usize = 4;
/// Most words of a capitalised name.
const NAME: usize = 5;

/// A segment and what is known of it.
pub type Piece<'a> = (&'a str, &'a Analysis);

/// Segments that translate each other.
#[derive(Clone, Debug)]
pub struct Aligned<'a> {
    /// Those of the source, at least one.
    pub source: Vec<Piece<'a>>,
    /// Those of the target, at least one.
    pub target: Vec<Piece<'a>>,
}

/// Why two expressions are taken to render each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// The target has one in brackets behind its expansion.
    Abbreviation,
    /// The two sides sound alike.
    Name,
    /// The two sides stand together.
    Association,
}

impl Evidence {
    /// In a word or two, for a comment.
    pub fn name(self) -> &'static str {
        match self {
            Evidence::Abbreviation => "abbreviation",
            Evidence::Name => "name",
            Evidence::Association => "recurring term",
        }
    }
}

/// Where an expression stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The number of the pair.
    pub pair: usize,
    /// The number of the segment among those of its side in the pair.
    pub piece: usize,
    /// The tokens of the segment.
    pub tokens: Range<usize>,
}

/// Two expressions that render each other.
#[derive(Clone, Debug)]
pub struct Recurring {
    /// That of the source.
    pub source: Phrase,
    /// That of the target.
    pub target: Phrase,
    /// Why.
    pub evidence: Evidence,
    /// In how many pairs both stand.
    pub count: usize,
    /// How sure, 0 to 1.
    pub score: f64,
}

/// The expressions of one side that stand in at least `least` pairs; the texts are those of its pairs.
pub fn phrases<'a>(
    lang: Lang,
    texts: impl Iterator<Item = &'a [Piece<'a>]> + Clone,
    least: usize,
) -> Vec<Phrase> {
    let mut phrases = Side::new(lang, texts, least).phrases;
    phrases.retain(|phrase| phrase.pairs.len() >= least);
    phrases
}

/// Expressions that stand together in at least `least` pairs, each the best partner of the other, the surest first.
pub fn recurring(pairs: &[Aligned<'_>], least: usize) -> Vec<Recurring> {
    let langs = pairs
        .iter()
        .find_map(|pair| Some((pair.source.first()?.1.lang, pair.target.first()?.1.lang)));
    let Some((source_lang, target_lang)) = langs else {
        return Vec::new();
    };
    let source = Side::new(
        source_lang,
        pairs.iter().map(|pair| pair.source.as_slice()),
        least,
    );
    let target = Side::new(
        target_lang,
        pairs.iter().map(|pair| pair.target.as_slice()),
        least,
    );
    associated(source, target, least)
}

/// An expression of one side.
#[derive(Clone, Debug, Default)]
pub struct Phrase {
    /// How it is written most often, with the number of times.
    spellings: Map<String, usize>,
    /// The pairs that it stands in.
    pairs: Vec<u32>,
    /// Where it stands, in order.
    pub places: Vec<Occurrence>,
    words: usize,
    /// Whether every word of it is capitalised inside sentences, or a name in the lexicon.
    pub name: bool,
    /// How its words sound, joined.
    sound: String,
}

impl Phrase {
    /// The pairs that it stands in.
    pub fn pairs(&self) -> impl Iterator<Item = usize> {
        self.pairs.iter().map(|pair| *pair as usize)
    }

    /// Whether it stands in a pair.
    pub fn stands_in(&self, pair: usize) -> bool {
        self.pairs.binary_search(&(pair as u32)).is_ok()
    }

    /// How it is written most often.
    pub fn spelling(&self) -> &str {
        self.spellings
            .iter()
            .max_by(|a, b| (a.1, b.0).cmp(&(b.1, a.0)))
            .map_or("", |(spelling, _)| spelling)
    }
}

/// The expressions of one side.
struct Side {
    lang: Lang,
    phrases: Vec<Phrase>,
    /// The phrases that stand in each pair.
    of_pair: Vec<Vec<u32>>,
}

impl Side {
    fn new<'a>(
        lang: Lang,
        texts: impl Iterator<Item = &'a [Piece<'a>]> + Clone,
        least: usize,
    ) -> Self {
        let mut numbers: Map<String, u32> = Map::default();
        let mut phrases: Vec<Phrase> = Vec::new();
        let mut of_pair: Vec<Vec<u32>> = Vec::new();
        let bases = &Bases::new(lang, texts.clone(), least);
        for (pair, pieces) in texts.enumerate() {
            let mut here: Set<u32> = Set::default();
            let all = pieces
                .iter()
                .enumerate()
                .flat_map(|(piece, (text, analysis))| {
                    runs(text, analysis, bases)
                        .into_iter()
                        .map(move |run| (piece, *text, run))
                });
            for (piece, text, run) in all {
                for from in 0..run.len() {
                    if run.get(from).is_none_or(|first| first.known.functional) {
                        continue;
                    }
                    for to in from + 1..=run.len().min(from + LONGEST + 2) {
                        let (Some(words), Some(first), Some(last)) =
                            (run.get(from..to), run.get(from), run.get(to - 1))
                        else {
                            continue;
                        };
                        // What is rare is in no longer expression that recurs either.
                        if !last.recurs {
                            break;
                        }
                        if last.known.functional {
                            continue;
                        }
                        let Some(found) = phrase(lang, text, words) else {
                            continue;
                        };
                        let number = *numbers.entry(found.key).or_insert_with(|| {
                            phrases.push(Phrase {
                                words: words.len(),
                                name: true,
                                sound: found.sound.clone(),
                                ..Phrase::default()
                            });
                            phrases.len() as u32 - 1
                        });
                        if let Some(phrase) = phrases.get_mut(number as usize) {
                            *phrase.spellings.entry(found.spelling).or_insert(0) += 1;
                            phrase.name &= found.name;
                            phrase.places.push(Occurrence {
                                pair,
                                piece,
                                tokens: first.number..last.number + 1,
                            });
                            if here.insert(number) {
                                phrase.pairs.push(pair as u32);
                            }
                        }
                    }
                }
            }
            let mut here: Vec<u32> = here.into_iter().collect();
            here.sort_unstable();
            of_pair.push(here);
        }
        for here in &mut of_pair {
            here.retain(|number| {
                phrases
                    .get(*number as usize)
                    .is_some_and(|phrase| phrase.pairs.len() >= least)
            });
        }
        Self {
            lang,
            phrases,
            of_pair,
        }
    }

    fn phrase(&self, number: u32) -> Option<&Phrase> {
        self.phrases.get(number as usize)
    }

    fn take(&mut self, number: u32) -> Phrase {
        self.phrases
            .get_mut(number as usize)
            .map(std::mem::take)
            .unwrap_or_default()
    }
}

/// A word and its number among the tokens.
#[derive(Clone, Copy)]
struct Word<'t> {
    number: usize,
    token: &'t Token,
    known: &'t Known,
    /// Whether it stands often enough to be in an expression that recurs.
    recurs: bool,
}

/// What is known of a word wherever it stands.
struct Known {
    /// Its base as the first word of an expression and as a further one.
    bases: [Base; 2],
    /// Whether it has no content.
    functional: bool,
}

impl Known {
    fn of(lang: Lang, norm: &str) -> Remembered<'static, Self> {
        /// Words of a language that are remembered, at most.
        const MOST_WORDS: usize = 100_000;
        static KNOWN: LazyLock<LangMemo<Known>> = LazyLock::new(|| LangMemo::new(MOST_WORDS));
        let make = || Self {
            bases: [true, false].map(|first| base(lang, norm, first)),
            functional: lang.is_stop_word(norm) || lang.is_particle(norm),
        };
        KNOWN.get(lang, norm, make)
    }
}

/// The words of a side, and how often each base stands there.
#[derive(Default)]
struct Bases<'t> {
    known: Map<&'t str, Remembered<'static, Known>>,
    counts: Map<Arc<str>, usize>,
    least: usize,
}

impl<'t> Bases<'t> {
    fn new(lang: Lang, texts: impl Iterator<Item = &'t [Piece<'t>]>, least: usize) -> Self {
        let mut bases = Self {
            least,
            ..Self::default()
        };
        for (_, analysis) in texts.flatten() {
            for (_, token) in analysis.words() {
                let known = bases.known.entry(token.norm.as_str());
                let known = known.or_insert_with(|| Known::of(lang, &token.norm));
                let [first, further] = &known.bases;
                *bases.counts.entry(first.base.clone()).or_insert(0) += 1;
                if further.base != first.base {
                    *bases.counts.entry(further.base.clone()).or_insert(0) += 1;
                }
            }
        }
        bases
    }

    fn word(&'t self, number: usize, token: &'t Token) -> Option<Word<'t>> {
        let known = self.known.get(token.norm.as_str())?;
        let often = |base: &Base| {
            let count = self.counts.get(&base.base);
            count.is_some_and(|count| *count >= self.least)
        };
        Some(Word {
            number,
            token,
            known,
            recurs: known.bases.iter().any(often),
        })
    }
}

/// Runs of words with nothing but spaces and hyphens between them.
fn runs<'t>(text: &str, analysis: &'t Analysis, bases: &'t Bases<'t>) -> Vec<Vec<Word<'t>>> {
    let mut out: Vec<Vec<Word<'_>>> = Vec::new();
    let mut run: Vec<Word<'_>> = Vec::new();
    for (number, token) in analysis.tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Word if token.lang == Some(analysis.lang) => {
                run.extend(bases.word(number, token));
            }
            TokenKind::Punctuation if token.span.of(text) == "-" && token.glued => {}
            _ => out.push(std::mem::take(&mut run)),
        }
    }
    out.push(run);
    out.retain(|run| !run.is_empty());
    out
}

/// A run of words as an expression.
struct Read {
    /// Equal for its inflections.
    key: String,
    spelling: String,
    name: bool,
    sound: String,
}

/// Reads a run of words as an expression; none where it doesn't look like one: it starts or ends in a word without
/// content, or is a single word that is no name.
fn phrase(lang: Lang, text: &str, words: &[Word<'_>]) -> Option<Read> {
    if words.first()?.known.functional || words.last()?.known.functional {
        return None;
    }
    let foreign = |word: &Word<'_>| word.known.functional && !lang.joins_nouns(&word.token.norm);
    if words.iter().any(foreign) {
        return None;
    }
    let content = words.iter().filter(|word| !word.known.functional).count();
    if content > LONGEST && !lang.has_case() || content > NAME {
        return None;
    }
    let mut key = String::new();
    let mut spelling = String::new();
    let mut sound = String::new();
    let mut name = true;
    for (position, word) in words.iter().enumerate() {
        let token = word.token;
        let [as_first, further] = &word.known.bases;
        let stripped = if position == 0 { as_first } else { further };
        // A conjunction or preposition inside starts another expression; a finite verb is none.
        if position > 0 && stripped.joined && !stripped.genitive || stripped.verb {
            return None;
        }
        // Alone it would begin with a preposition that can't be told from the word.
        if position == 0 && stripped.genitive && words.len() > 1 {
            return None;
        }
        if position > 0 {
            key.push(' ');
            spelling.push(' ');
        }
        key.push_str(&stripped.base);
        let raw = token.span.of(text);
        // Without what is written together with its first word the expression is as a glossary lists it.
        spelling.push_str(raw.get(stripped.cut..).unwrap_or(raw));
        if !word.known.functional {
            sound.push_str(&stripped.base);
            name &= if lang.has_case() {
                token.is_capitalised(text)
            } else {
                stripped.name
            };
        }
    }
    let long = words.len() > 1;
    (long && (name || !lang.has_case() || content == words.len() || content > 1) || name).then_some(
        Read {
            key,
            spelling,
            name,
            sound,
        },
    )
}

struct Base {
    base: Arc<str>,
    /// Bytes of the word before the base that are written together with it.
    cut: usize,
    joined: bool,
    /// Whether what is joined is the preposition and the article that make it the genitive of the words before it
    /// (المركز الدولي للدراسات).
    genitive: bool,
    name: bool,
    /// Whether the lexicon has it as a verb and nothing else.
    verb: bool,
}

/// A word without its clitics and its plain endings.
fn base(lang: Lang, norm: &str, first: bool) -> Base {
    let lexicon = lexicon::builtin();
    if lang.has_case() {
        let plain = lang
            .readings(norm)
            .into_iter()
            .find(|reading| matches!(reading.suffix, "'s" | "s" | "es" | "ies"));
        let singular = plain.filter(|reading| lexicon.is_key(&reading.base));
        return Base {
            base: singular.map_or_else(|| norm.into(), |reading| reading.base.into()),
            cut: 0,
            joined: false,
            genitive: false,
            name: false,
            verb: false,
        };
    }
    let hit = lexicon.find(norm);
    let is_name = hit
        .as_ref()
        .is_none_or(|hit| hit.entries.iter().any(|entry| entry.pos.is_name()))
        && !hit.as_ref().is_some_and(|hit| {
            hit.entries
                .iter()
                .any(|entry| matches!(entry.pos, Pos::Noun | Pos::Verb | Pos::Adjective))
        });
    let Some(hit) = hit else {
        let (cut, base) = match lang.article(norm) {
            Some(("ال", rest)) => (0, rest.into()),
            Some((_, rest)) if first => (norm.len() - rest.len(), rest.into()),
            _ => (0, norm.into()),
        };
        return Base {
            base,
            cut,
            joined: false,
            genitive: false,
            name: is_name,
            verb: false,
        };
    };
    let prefix = hit.reading.prefix;
    let joined = !prefix.is_empty() && prefix != "ال";
    // The article stays in the listed form, what stands before it doesn't; ل+ال can't be cut.
    let before: usize = prefix
        .split('+')
        .filter(|part| !matches!(*part, "" | "ال"))
        .map(str::len)
        .sum();
    let cut = if prefix.ends_with("ل+ال") {
        0
    } else {
        before
    };
    // A verbal noun is listed with its verb; what stands first or second there is the perfect or the imperfect.
    let finite = |entry: &crate::lexicon::Entry<'_>| {
        entry.pos == Pos::Verb
            && entry
                .forms()
                .take(2)
                .any(|form| lang.fold(form) == hit.reading.base)
    };
    let verb = !hit.entries.is_empty() && hit.entries.iter().all(finite);
    let genitive = prefix == "ل+ال";
    Base {
        verb,
        genitive,
        base: hit.reading.base.into(),
        cut: if first { cut } else { 0 },
        joined,
        name: is_name,
    }
}

/// Expressions that stand together: each the best partner of the other.
fn associated(mut source: Side, mut target: Side, least: usize) -> Vec<Recurring> {
    let mut together: Map<(u32, u32), u32> = Map::default();
    for (left, right) in source.of_pair.iter().zip(&target.of_pair) {
        // Very long pairs would say little for much work.
        if left.len() * right.len() > 40_000 {
            continue;
        }
        for a in left {
            for b in right {
                *together.entry((*a, *b)).or_insert(0) += 1;
            }
        }
    }
    let mut scored: Vec<(u32, u32, u32, f64, Evidence)> = together
        .into_iter()
        .filter(|(_, count)| *count as usize >= least)
        .filter_map(|((a, b), count)| {
            let (left, right) = (source.phrase(a)?, target.phrase(b)?);
            let (score, evidence) = score(source.lang, target.lang, left, right, count)?;
            Some((a, b, count, score, evidence))
        })
        .collect();
    scored.sort_by(|x, y| y.3.total_cmp(&x.3).then((x.0, x.1).cmp(&(y.0, y.1))));
    let (mut used_left, mut used_right): (Set<u32>, Set<u32>) = (Set::default(), Set::default());
    let mut out = Vec::new();
    for (a, b, count, score, evidence) in scored {
        if used_left.contains(&a) || used_right.contains(&b) {
            continue;
        }
        used_left.insert(a);
        used_right.insert(b);
        out.push(Recurring {
            source: source.take(a),
            target: target.take(b),
            evidence,
            count: count as usize,
            score,
        });
    }
    out
}

/// How sure two expressions render each other, and why; none where they don't.
fn score(
    source: Lang,
    target: Lang,
    left: &Phrase,
    right: &Phrase,
    count: u32,
) -> Option<(f64, Evidence)> {
    let (a, b, both) = (
        left.pairs.len() as f64,
        right.pairs.len() as f64,
        f64::from(count),
    );
    // The lower of the two shares: how often one side comes with the other.
    let share = (both / a).min(both / b);
    let dice = 2.0 * both / (a + b);
    let names = left.name && right.name;
    let sound = if names || right.name && left.words <= 3 {
        similarity(&source.phones(&left.sound), &target.phones(&right.sound))
    } else {
        0.0
    };
    let seen = 1.0 - 1.0 / (1.0 + both);
    if sound > 0.75 && left.words.abs_diff(right.words) <= 1 {
        let score = (0.5 * sound + 0.5 * dice) * (0.6 + 0.4 * seen);
        return (dice > 0.4).then_some((score, Evidence::Name));
    }
    // A single word is a name or nothing, and single words on one side only hardly make a term.
    if left.words < 2 && right.words < 2 || left.words.abs_diff(right.words) > 2 {
        return None;
    }
    let linked = linked(source, left, right);
    if linked <= 0.0 && both < 4.0 {
        return None;
    }
    let length = 0.85 + 0.05 * left.words.min(3) as f64;
    let score = (0.55 * dice + 0.45 * linked) * (0.55 + 0.45 * seen) * length;
    (share > 0.45 && score > 0.4).then_some((score, Evidence::Association))
}

/// The share of words on either side that the lexicon links to a word of the other.
fn linked(source: Lang, left: &Phrase, right: &Phrase) -> f64 {
    let lexicon = lexicon::builtin();
    let (from, to) = if source == lexicon.from {
        (left.spelling(), right.spelling())
    } else {
        (right.spelling(), left.spelling())
    };
    let from: Vec<Vec<u32>> = from
        .split(' ')
        .map(|word| {
            lexicon
                .find(&lexicon.from.fold(word))
                .map_or_else(Vec::new, |hit| {
                    hit.entries
                        .iter()
                        .flat_map(|entry| entry.keys.iter().copied())
                        .collect()
                })
        })
        .collect();
    let to: Vec<Vec<u32>> = to
        .split(' ')
        .filter(|word| !lexicon.to.is_stop_word(&lexicon.to.fold(word)))
        .map(|word| lexicon.keys_of(&lexicon.to.fold(word)))
        .collect();
    let meets = |keys: &[u32], others: &[Vec<u32>]| {
        keys.iter()
            .any(|key| others.iter().any(|other| other.contains(key)))
    };
    let hits = from.iter().filter(|keys| meets(keys, &to)).count()
        + to.iter().filter(|keys| meets(keys, &from)).count();
    hits as f64 / (from.len() + to.len()).max(1) as f64
}
