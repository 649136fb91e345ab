//! Proposing entries from aligned texts: abbreviations with their expansions, names that sound alike on both
//! sides, expressions of several words that go together on both.

use super::convert::entry_to_toml;
use super::entry::{Entry, PartOfSpeech, Text, slug};
use crate::lang::{Analysis, Lang, Token, TokenKind, similarity};
use crate::lexicon::{self, PartOfSpeech as Pos};
use crate::text::{Map, Set, Span};
use std::fmt::Write;

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

fn joined(pieces: &[Piece<'_>]) -> String {
    pieces
        .iter()
        .map(|(text, _)| *text)
        .collect::<Vec<_>>()
        .join(" ")
}

/// What an expression must have to be proposed.
#[derive(Clone, Copy, Debug)]
pub struct ExtractOptions {
    /// In how many pairs it stands at least.
    pub least: usize,
    /// How many entries are proposed at most.
    pub most: usize,
}

impl Default for ExtractOptions {
    fn default() -> Self {
        Self {
            least: 2,
            most: 500,
        }
    }
}

/// Why an entry is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// The target has it in brackets behind its expansion.
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

/// A proposed entry.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The entry.
    pub entry: Entry,
    /// Why.
    pub evidence: Evidence,
    /// In how many pairs both sides stand.
    pub count: usize,
    /// In how many pairs the source form stands.
    pub source_count: usize,
    /// How sure, 0 to 1.
    pub score: f64,
    /// The texts of one pair.
    pub example: (String, String),
}

/// Longest expression, in words with content.
const LONGEST: usize = 4;
/// Most words of a capitalised name.
const NAME: usize = 5;

/// Proposes entries, the most useful first.
pub fn extract(pairs: &[Aligned<'_>], options: ExtractOptions) -> Vec<Candidate> {
    let Some((source_lang, target_lang)) = pairs
        .iter()
        .find_map(|pair| Some((pair.source.first()?.1.lang, pair.target.first()?.1.lang)))
    else {
        return Vec::new();
    };
    let source = Side::new(
        source_lang,
        pairs.iter().map(|pair| pair.source.as_slice()),
        options.least,
    );
    let target = Side::new(
        target_lang,
        pairs.iter().map(|pair| pair.target.as_slice()),
        options.least,
    );
    let mut out = associated(&source, &target, pairs, options);
    abbreviations(&mut out, pairs);
    settle(out, options)
}

/// The candidates as a glossary in TOML, each with a comment that says why and an example.
pub fn to_toml(candidates: &[Candidate], langs: (Lang, Lang)) -> String {
    let mut out = format!(
        "# Proposed entries, the surest first. Delete what is no term, correct the rest.\n\n[glossary]\nsource-lang = \"{}\"\ntarget-lang = \"{}\"\n",
        langs.0, langs.1
    );
    for candidate in candidates {
        let _ = write!(
            out,
            "\n# {}, {} of {} places, {:.2}\n# {}\n# {}\n{}",
            candidate.evidence.name(),
            candidate.count,
            candidate.source_count,
            candidate.score,
            shortened(&candidate.example.0),
            shortened(&candidate.example.1),
            entry_to_toml(&candidate.entry)
        );
    }
    out
}

/// The beginning of a text on one line, without what nobody sees.
fn shortened(text: &str) -> String {
    const MOST: usize = 160;
    let plain: String = text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .filter(|c| !c.is_control() && !crate::lang::is_ignorable(*c))
        .collect();
    match plain.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", plain.get(..at).unwrap_or("")),
        None => plain,
    }
}

/// An expression of one side.
#[derive(Clone, Debug, Default)]
struct Phrase {
    /// How it is written most often, with the number of times.
    spellings: Map<String, usize>,
    /// The pairs that it stands in.
    pairs: Vec<u32>,
    words: usize,
    /// Whether every word of it is capitalised inside sentences, or a name in the lexicon.
    name: bool,
    /// How its words sound, joined.
    sound: String,
}

impl Phrase {
    fn spelling(&self) -> &str {
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
    fn new<'a>(lang: Lang, texts: impl Iterator<Item = &'a [Piece<'a>]>, least: usize) -> Self {
        let mut numbers: Map<String, u32> = Map::default();
        let mut phrases: Vec<Phrase> = Vec::new();
        let mut of_pair: Vec<Vec<u32>> = Vec::new();
        for (pair, pieces) in texts.enumerate() {
            let mut here: Set<u32> = Set::default();
            let all = pieces.iter().flat_map(|(text, analysis)| {
                runs(text, analysis)
                    .into_iter()
                    .map(move |run| (*text, run))
            });
            for (text, run) in all {
                for from in 0..run.len() {
                    for to in from + 1..=run.len().min(from + LONGEST + 2) {
                        let Some(words) = run.get(from..to) else {
                            continue;
                        };
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
}

/// Runs of words with nothing but spaces and hyphens between them.
fn runs<'t>(text: &str, analysis: &'t Analysis) -> Vec<Vec<&'t Token>> {
    let mut out: Vec<Vec<&Token>> = Vec::new();
    let mut run: Vec<&Token> = Vec::new();
    for token in &analysis.tokens {
        match token.kind {
            TokenKind::Word if token.lang == Some(analysis.lang) => run.push(token),
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
fn phrase(lang: Lang, text: &str, words: &[&Token]) -> Option<Read> {
    let (first, last) = (words.first()?, words.last()?);
    let functional =
        |token: &Token| lang.is_stop_word(&token.norm) || lang.is_particle(&token.norm);
    if functional(first) || functional(last) {
        return None;
    }
    let foreign = |token: &&&Token| functional(token) && !lang.joins_nouns(&token.norm);
    if words.iter().any(|token| foreign(&token)) {
        return None;
    }
    let content = words.iter().filter(|token| !functional(token)).count();
    if content > LONGEST && !lang.has_case() || content > NAME {
        return None;
    }
    let capital = |token: &Token| {
        token
            .span
            .of(text)
            .chars()
            .next()
            .is_some_and(char::is_uppercase)
    };
    let mut key = String::new();
    let mut spelling = String::new();
    let mut sound = String::new();
    let mut name = true;
    for (position, token) in words.iter().enumerate() {
        let stripped = base(lang, &token.norm, position == 0);
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
        if !functional(token) {
            sound.push_str(&stripped.base);
            name &= if lang.has_case() {
                capital(token)
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
    base: String,
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
            base: singular.map_or_else(|| norm.to_owned(), |reading| reading.base),
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
            Some(("ال", rest)) => (0, rest.to_owned()),
            Some((_, rest)) if first => (norm.len() - rest.len(), rest.to_owned()),
            _ => (0, norm.to_owned()),
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
        base: hit.reading.base,
        cut: if first { cut } else { 0 },
        joined,
        name: is_name,
    }
}

/// Expressions that stand together: each the best partner of the other.
fn associated(
    source: &Side,
    target: &Side,
    pairs: &[Aligned<'_>],
    options: ExtractOptions,
) -> Vec<Candidate> {
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
        .filter(|(_, count)| *count as usize >= options.least)
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
        let (Some(left), Some(right)) = (source.phrase(a), target.phrase(b)) else {
            continue;
        };
        let example = left
            .pairs
            .iter()
            .find(|pair| right.pairs.contains(pair))
            .and_then(|pair| pairs.get(*pair as usize));
        let mut entry = Entry::new(
            slug(right.spelling()),
            vec![Text::made(left.spelling())],
            Text::made(right.spelling()),
        );
        entry.part_of_speech = Some(
            if right.name && target.lang.has_case() || left.name && source.lang.has_case() {
                PartOfSpeech::ProperNoun
            } else {
                PartOfSpeech::Noun
            },
        );
        out.push(Candidate {
            entry,
            evidence,
            count: count as usize,
            source_count: left.pairs.len(),
            score,
            example: example.map_or_else(Default::default, |pair| {
                (joined(&pair.source), joined(&pair.target))
            }),
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

/// Abbreviations in brackets behind their expansion: `World Food Programme (WFP)`.
fn abbreviations(out: &mut [Candidate], pairs: &[Aligned<'_>]) {
    let mut found: Map<String, (String, usize)> = Map::default();
    for (text, analysis) in pairs.iter().flat_map(|pair| &pair.target) {
        if !analysis.lang.has_case() {
            return;
        }
        let tokens = &analysis.tokens;
        for (at, token) in tokens.iter().enumerate() {
            let short = token.span.of(text);
            let upper = short.chars().filter(|c| c.is_uppercase()).count();
            let opened = at
                .checked_sub(1)
                .and_then(|before| tokens.get(before))
                .is_some_and(|before| before.span.of(text) == "(");
            let closed = tokens
                .get(at + 1)
                .is_some_and(|after| after.span.of(text) == ")");
            if token.kind != TokenKind::Word || upper < 2 || !opened || !closed {
                continue;
            }
            if let Some(span) = expansion(text, analysis, at - 1, short) {
                let entry = found
                    .entry(short.to_owned())
                    .or_insert_with(|| (span.of(text).to_owned(), 0));
                entry.1 += 1;
            }
        }
    }
    let mut found: Vec<(String, (String, usize))> = found.into_iter().collect();
    found.sort();
    for (short, (long, _)) in found {
        let known = out.iter_mut().find(|candidate| {
            let target = candidate.entry.target.to_lowercase();
            target == long.to_lowercase() || candidate.entry.target.text == short
        });
        if let Some(candidate) = known {
            candidate.evidence = Evidence::Abbreviation;
            candidate.score = (candidate.score + 0.2).min(1.0);
            candidate.entry.first_mention = Some(Text::made(format!("{long} ({short})")));
            candidate.entry.target = Text::made(long);
            candidate.entry.abbreviation = Some(Text::made(short));
            candidate.entry.id = slug(&candidate.entry.target);
            candidate.entry.part_of_speech = Some(PartOfSpeech::ProperNoun);
        }
    }
}

/// The words before a bracket whose initials are the abbreviation.
fn expansion(text: &str, analysis: &Analysis, bracket: usize, short: &str) -> Option<Span> {
    let mut letters: Vec<char> = short.chars().filter(|c| c.is_uppercase()).collect();
    let last = analysis.tokens.get(bracket.checked_sub(1)?)?;
    let mut first = None;
    for token in analysis.tokens.get(..bracket)?.iter().rev() {
        if token.kind == TokenKind::Punctuation && token.span.of(text) == "-" {
            continue;
        }
        if token.kind != TokenKind::Word {
            break;
        }
        let initial = token.span.of(text).chars().next()?;
        match letters.last() {
            Some(letter) if initial.to_uppercase().eq([*letter]) => {
                letters.pop();
                first = Some(token.span);
                if letters.is_empty() {
                    break;
                }
            }
            // “of”, “and the” have no letter of their own.
            _ if analysis.lang.is_stop_word(&token.norm) => {}
            _ => break,
        }
    }
    letters
        .is_empty()
        .then(|| first.map(|first| first.cover(last.span)))?
}

/// Takes parts of longer entries out that stand nowhere else, orders by use, and cuts.
fn settle(mut found: Vec<Candidate>, options: ExtractOptions) -> Vec<Candidate> {
    let worth = |candidate: &Candidate| candidate.score * (1.0 + (candidate.count as f64).ln());
    found.sort_by(|a, b| {
        worth(b)
            .total_cmp(&worth(a))
            .then_with(|| a.entry.id.cmp(&b.entry.id))
    });
    let texts: Vec<(String, String, usize)> = found
        .iter()
        .map(|candidate| {
            let source = candidate.entry.source.first().map_or("", |text| &text.text);
            (
                format!(" {source} "),
                format!(" {} ", candidate.entry.target.to_lowercase()),
                candidate.count,
            )
        })
        .collect();
    // A name that is proposed for itself is no part of a term whose target lacks it.
    let names: Vec<(String, String)> = found
        .iter()
        .filter(|candidate| candidate.evidence == Evidence::Name)
        .map(|candidate| {
            let source = candidate.entry.source.first().map_or("", |text| text);
            (format!(" {source} "), candidate.entry.target.to_lowercase())
        })
        .collect();
    let mut ids: Set<String> = Set::default();
    let mut number = 0;
    found.retain(|candidate| {
        let own = &texts[number];
        number += 1;
        let inside = texts.iter().any(|other| {
            other.0.len() > own.0.len()
                && (other.0.contains(own.0.trim()) && other.1.contains(own.1.trim()))
                && other.2 * 10 >= own.2 * 8
        });
        let torn = names.iter().any(|(source, target)| {
            own.0.contains(source.as_str()) != own.1.contains(target.as_str())
                && candidate.evidence != Evidence::Name
        });
        !inside && !torn && ids.insert(candidate.entry.id.clone())
    });
    found.truncate(options.most);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAIRS: &[(&str, &str)] = &[
        (
            "قال المتحدث باسم برنامج الأغذية العالمي إن المساعدات تأخرت.",
            "A spokesman for the World Food Programme (WFP) said the aid was late.",
        ),
        (
            "ويعمل برنامج الأغذية العالمي في عشرين بلدا.",
            "The World Food Programme works in twenty countries.",
        ),
        (
            "ودعا كوستاريدس إلى رفع الحصار البحري فورا.",
            "Kostarides called for the naval blockade to be lifted at once.",
        ),
        (
            "وانتقد برنامج الأغذية العالمي الحصار البحري.",
            "The World Food Programme criticised the naval blockade.",
        ),
        (
            "والتقى كوستاريدس الوزير أمس.",
            "Kostarides met the minister yesterday.",
        ),
        (
            "وقالت إن الحصار البحري مخالف للقانون الدولي.",
            "She said the naval blockade violated international law.",
        ),
    ];

    fn proposals() -> Vec<Candidate> {
        let analysed: Vec<(Analysis, Analysis)> = PAIRS
            .iter()
            .map(|(ar, en)| {
                (
                    Analysis::new(ar, Lang::ARABIC, &[]),
                    Analysis::new(en, Lang::ENGLISH, &[]),
                )
            })
            .collect();
        let pairs: Vec<Aligned<'_>> = PAIRS
            .iter()
            .zip(&analysed)
            .map(|((ar, en), (source, target))| Aligned {
                source: vec![(*ar, source)],
                target: vec![(*en, target)],
            })
            .collect();
        extract(&pairs, ExtractOptions::default())
    }

    fn proposal(target: &str) -> Candidate {
        let all = proposals();
        let shown: Vec<_> = all
            .iter()
            .map(|candidate| {
                (
                    candidate.entry.source[0].text.clone(),
                    candidate.entry.target.text.clone(),
                )
            })
            .collect();
        all.into_iter()
            .find(|candidate| candidate.entry.target.text == target)
            .unwrap_or_else(|| panic!("{target} is not among {shown:?}"))
    }

    #[test]
    fn expressions_that_recur_together_are_proposed() {
        let blockade = proposal("naval blockade");
        assert_eq!(blockade.entry.source[0].text, "الحصار البحري");
        assert_eq!(blockade.count, 3);
    }

    #[test]
    fn abbreviations_come_with_their_expansion() {
        let programme = proposal("World Food Programme");
        assert_eq!(programme.evidence, Evidence::Abbreviation);
        assert_eq!(programme.entry.source[0].text, "برنامج الأغذية العالمي");
        assert_eq!(programme.entry.abbreviation.as_ref().unwrap().text, "WFP");
    }

    #[test]
    fn names_are_paired_by_their_sound() {
        let name = proposal("Kostarides");
        assert_eq!(name.evidence, Evidence::Name);
        assert_eq!(name.entry.source[0].text, "كوستاريدس");
    }

    #[test]
    fn the_proposals_read_as_a_glossary() {
        let text = to_toml(&proposals(), (Lang::ARABIC, Lang::ENGLISH));
        let source = std::sync::Arc::new(crate::text::Source::from_text("g", text));
        assert!(crate::glossary::from_toml(source).is_ok());
    }
}
