//! How a language says no.
//!
//! The tables are data of each language, in its ordinary spelling; this file reads them. Three things are told
//! apart, since only the first can be missed by a reader of the other language: a clear negation turns a sentence
//! into its opposite (`لم يصل`, `did not arrive`); a soft one may stand for it in a translation (`failed to arrive`,
//! `the absence of`); a faint one sometimes does, where it stands right beside the word (`hard` for `not easy`).

use super::{Lang, Token, TokenKind};
use crate::text::{Map, Memo, Set};
use std::ops::Range;

/// How much of a negation an expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Force {
    /// May render a negation where it stands beside the negated word.
    Faint,
    /// May render a negation, and need not be rendered by one.
    Soft,
    /// Negates a word rather than a sentence (`غير`, `عدم`): the word's own translation is expected to be negative,
    /// or not to stand there.
    Firm,
    /// Negates a sentence: its translation is expected to be negative too.
    Clear,
}

/// A negative expression in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Negation {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// How much of a negation it is.
    pub force: Force,
    /// The token that it negates, where the language's order tells: the first word with content after it.
    pub negated: Option<usize>,
    /// Whether it denies a copula, so that any of the next words may be what is denied (`لم تكن القنوات متاحة`).
    pub copular: bool,
    /// Whether it is a word with a negative beginning (`un-`).
    pub derived: bool,
    /// Whether it is a word of content that happens to deny (`fail`, `prevention`), which may render a like word.
    pub lexical: bool,
    /// Whether it goes on with a negation before it (`ولا`, `nor`), so that one word may render both.
    pub continues: bool,
}

/// The tables of a language. Words are in ordinary spelling and are folded when the tables are read; an expression
/// is words with spaces between them, `…` for up to `GAP` words of the same sentence (`‥` where the word after it does not follow a comma),
/// a last `.` for no further word in the clause, and `a|b` for either word; an ending stands for every word with it.
#[derive(Clone, Copy, Debug)]
pub struct NegationTable {
    /// Words that negate the verb or the sentence.
    pub particles: &'static [&'static str],
    /// Endings of words that do so (`n't`).
    pub endings: &'static [&'static str],
    /// Words that negate the word after them.
    pub nominal: &'static [&'static str],
    /// Auxiliaries that stand before a bare verb only where it is negated, asked or stressed (`did arrive`).
    pub stranded: &'static [&'static str],
    /// Words before such an auxiliary that explain it (`so`, `what`).
    pub not_stranded: &'static [&'static str],
    /// Particles that go on with a negation before them.
    pub continuing: &'static [&'static str],
    /// Expressions with a negative word that say nothing negative (`لا يزال`, `no doubt`).
    pub positive: &'static [&'static str],
    /// Expressions that a translation may render with or without a negation (`لا … إلا`, `not only`).
    pub soft_expressions: &'static [&'static str],
    /// Small words that are negative without negating a verb (`without`, `no`, `دون`).
    pub small_words: &'static [&'static str],
    /// Base forms of words of content that carry a negation in themselves.
    pub soft_words: &'static [&'static str],
    /// Base forms of words that a translation sometimes has in the place of a negated opposite.
    pub faint_words: &'static [&'static str],
    /// Beginnings of words that carry a negation (`un-`), each with the least letters that follow.
    pub prefixes: &'static [(&'static str, usize)],
    /// Words that only look as if they began so (`under`, `union`); inflected forms are derived.
    pub not_prefixed: &'static [&'static str],
    /// Endings of words that carry a negation (`-less`), with the words that only look so.
    pub suffixes: &'static [&'static str],
    /// Words that only look as if they ended so.
    pub not_suffixed: &'static [&'static str],
    /// Copulas, and negations that are copulas themselves (`ليس`).
    pub copulas: &'static [&'static str],
    /// Words between a negation and the word it negates: auxiliaries, pronouns, adverbs.
    pub transparent: &'static [&'static str],
    /// Words that carry a negation on to the next word (`did not eat or drink`).
    pub disjunctions: &'static [&'static str],
    /// Conjunctions that end the reach of a negation.
    pub conjunctions: &'static [&'static str],
    /// Conjunctions written together with the next word, as readings name them.
    pub joined: &'static [&'static str],
    /// Particles told by their unfolded spelling, since folding makes them like other words (`ألا` beside `إلا`).
    pub spelled: &'static [&'static str],
    /// Unfolded spellings, vowel marks and all, that are other words (`غيّر`, he changed).
    pub other_words: &'static [&'static str],
}

/// Most words that `…` stands for.
pub const GAP: usize = 12;
/// Most words between a negation and the one that it negates.
const REACH: usize = 4;

/// A language's tables, folded and indexed.
#[derive(Debug)]
pub struct Negations {
    lang: Lang,
    table: &'static NegationTable,
    particles: Set<String>,
    continuing: Set<String>,
    nominal: Set<String>,
    /// Expressions by their first word.
    expressions: Map<String, Vec<Expression>>,
    small: Set<String>,
    words: Map<String, Force>,
    not_prefixed: Set<String>,
    not_suffixed: Set<String>,
    transparent: Set<String>,
    copulas: Set<String>,
    stranded: Set<String>,
    conjunctions: Set<String>,
    /// The folded forms of the words that are told by their spelling.
    spelled: Set<String>,
    /// What the words met so far may be.
    known: Memo<Word>,
}

/// What a folded word may be, by itself.
#[derive(Clone, Copy, Debug)]
struct Word {
    /// Whether an expression may start with it.
    opens: bool,
    /// Whether it may be a particle by its spelling.
    spelled: bool,
    /// Its force, unless its spelling says otherwise, and whether it is a word of content.
    force: Option<(Force, bool)>,
}

#[derive(Debug)]
struct Expression {
    words: Vec<Vec<String>>,
    /// None for one that says nothing negative.
    force: Option<Force>,
}

/// Words that are remembered, at most.
const MOST_WORDS: usize = 200_000;

/// The place of `…` in an expression.
const ELLIPSIS: &str = "…";
/// The same, where the word after it must not stand right after a comma: `، إلا أن` is “however”.
const CLOSE_ELLIPSIS: &str = "‥";
/// No word follows.
const END: &str = ".";

impl Negations {
    /// Reads the tables of a language.
    pub fn new(lang: Lang, table: &'static NegationTable) -> Self {
        let fold =
            |words: &[&str]| -> Set<String> { words.iter().map(|word| lang.fold(word)).collect() };
        let mut expressions: Map<String, Vec<Expression>> = Map::default();
        let all = table.positive.iter().map(|text| (text, None)).chain(
            table
                .soft_expressions
                .iter()
                .map(|text| (text, Some(Force::Soft))),
        );
        for (text, force) in all {
            let words: Vec<Vec<String>> = text
                .split(' ')
                .map(|word| match word {
                    ELLIPSIS | CLOSE_ELLIPSIS | END => vec![word.to_owned()],
                    word => word.split('|').map(|word| lang.fold(word)).collect(),
                })
                .collect();
            for first in words.first().into_iter().flatten() {
                expressions
                    .entry(first.clone())
                    .or_default()
                    .push(Expression {
                        words: words.clone(),
                        force,
                    });
            }
        }
        let mut words: Map<String, Force> = Map::default();
        for word in table.faint_words {
            words.insert(lang.fold(word), Force::Faint);
        }
        for word in table.soft_words {
            words.insert(lang.fold(word), Force::Soft);
        }
        Self {
            lang,
            table,
            particles: fold(table.particles),
            continuing: fold(table.continuing),
            nominal: fold(table.nominal),
            expressions,
            small: fold(table.small_words),
            words,
            not_prefixed: fold(table.not_prefixed),
            not_suffixed: fold(table.not_suffixed),
            transparent: fold(table.transparent),
            copulas: fold(table.copulas),
            stranded: fold(table.stranded),
            conjunctions: fold(table.conjunctions),
            spelled: fold(table.spelled),
            known: Memo::new(MOST_WORDS),
        }
    }

    /// The negative expressions of a text, in order.
    pub fn find(&self, tokens: &[Token], text: &str) -> Vec<Negation> {
        let mut found: Vec<Negation> = Vec::new();
        // Words of an expression that are said with it, and so are no negations of their own.
        let mut said: Set<usize> = Set::default();
        for (index, token) in tokens.iter().enumerate() {
            if token.kind != TokenKind::Word
                || token.lang != Some(self.lang)
                || said.contains(&index)
            {
                continue;
            }
            let known = *self.known.get(&token.norm, || self.know(&token.norm));
            let expression = known
                .opens
                .then(|| self.expression(tokens, index))
                .flatten();
            let (force, lexical, end) = match expression {
                Some((words, force)) => {
                    let end = words
                        .windows(2)
                        .find(|pair| pair[0] + 1 < pair[1])
                        .map_or_else(|| words.last().map_or(index, |last| *last), |pair| pair[0]);
                    said.extend(words);
                    match force {
                        Some(force) => (force, false, end + 1),
                        None => continue,
                    }
                }
                None => match self.word(token, text, known) {
                    Some((force, lexical)) => (force, lexical, index + 1),
                    None => continue,
                },
            };
            let after_another = found
                .last()
                .is_some_and(|last| self.same_sentence(tokens, last.tokens.end, index));
            let continues = after_another
                && (self.continuing.contains(&*token.norm) || self.bare(&token.norm).is_some());
            let force = if continues && self.continuing.contains(&*token.norm) {
                Force::Soft.min(force)
            } else {
                force
            };
            found.push(Negation {
                tokens: index..end,
                force,
                negated: self.negated(tokens, end),
                copular: self.is_copular(tokens, index, end),
                derived: lexical && self.is_derived(&token.norm),
                lexical,
                continues,
            });
        }
        found
    }

    /// A word without the conjunction that is written together with it, where that is a word of the tables.
    fn bare<'a>(&self, norm: &'a str) -> Option<&'a str> {
        self.table
            .joined
            .iter()
            .filter_map(|joined| norm.strip_prefix(joined))
            .find(|base| {
                self.particles.contains(*base)
                    || self.nominal.contains(*base)
                    || self.small.contains(*base)
                    || self.expressions.contains_key(*base)
            })
    }

    /// Whether a word begins as negative words do.
    fn is_derived(&self, norm: &str) -> bool {
        self.table.prefixes.iter().any(|(prefix, least)| {
            norm.strip_prefix(prefix)
                .is_some_and(|rest| rest.chars().count() >= *least)
        })
    }

    /// Whether a negation is a copula or stands beside one.
    fn is_copular(&self, tokens: &[Token], start: usize, end: usize) -> bool {
        let copula = |index: usize| {
            tokens.get(index).is_some_and(|token| {
                let word = self.bare(&token.norm).unwrap_or(&token.norm);
                let word = self
                    .table
                    .endings
                    .iter()
                    .find_map(|ending| word.strip_suffix(ending))
                    .unwrap_or(word);
                self.copulas.contains(word)
            })
        };
        copula(start) || copula(end) || start.checked_sub(1).is_some_and(copula)
    }

    /// The force of a single word, and whether it is a word of content.
    fn word(&self, token: &Token, text: &str, known: Word) -> Option<(Force, bool)> {
        if known.force == Some((Force::Clear, false)) {
            return known.force;
        }
        if known.spelled {
            // Vowel marks and shadda are no part of the spelling here.
            let raw: String = token
                .span
                .of(text)
                .chars()
                .filter(|c| self.lang.is_letter(*c))
                .collect();
            if self.table.spelled.contains(&raw.as_str()) {
                return Some((Force::Clear, false));
            }
        }
        known
            .force
            .filter(|_| !self.table.other_words.contains(&token.span.of(text)))
    }

    /// What a word may be.
    fn know(&self, folded: &str) -> Word {
        let norm = self.bare(folded).unwrap_or(folded);
        let clear = self.particles.contains(norm)
            || self
                .table
                .endings
                .iter()
                .any(|ending| norm.ends_with(ending));
        Word {
            opens: self
                .openings(folded)
                .any(|first| self.expressions.contains_key(first)),
            spelled: self.spelled.contains(folded),
            force: if clear {
                Some((Force::Clear, false))
            } else if self.nominal.contains(norm) {
                Some((Force::Firm, false))
            } else if self.small.contains(norm) {
                Some((Force::Soft, false))
            } else {
                self.lexical(norm).map(|force| (force, true))
            },
        }
    }

    /// The forms of a word under which expressions that start with it are listed.
    fn openings<'a>(&'a self, norm: &'a str) -> impl Iterator<Item = &'a str> {
        let ending = self
            .table
            .endings
            .iter()
            .copied()
            .find(|ending| norm.ends_with(ending));
        std::iter::once(norm).chain(ending).chain(self.bare(norm))
    }

    /// The force of a word of content.
    fn lexical(&self, norm: &str) -> Option<Force> {
        let readings = self.lang.readings(norm);
        let listed = readings
            .iter()
            .filter(|reading| reading.cost <= 4)
            .filter_map(|reading| self.words.get(&reading.base))
            .max()
            .copied();
        let exempt = |set: &Set<String>| {
            set.contains(norm) || readings.iter().any(|reading| set.contains(&reading.base))
        };
        let suffixed = self
            .table
            .suffixes
            .iter()
            .any(|suffix| norm.ends_with(suffix));
        let affixed = self.is_derived(norm) && !exempt(&self.not_prefixed)
            || suffixed && !exempt(&self.not_suffixed);
        listed.max(affixed.then_some(Force::Soft))
    }

    /// The longest expression that starts at a token: its words and its force.
    fn expression(&self, tokens: &[Token], start: usize) -> Option<(Vec<usize>, Option<Force>)> {
        self.openings(&tokens.get(start)?.norm)
            .filter_map(|first| self.expressions.get(first))
            .flatten()
            .filter_map(|expression| {
                Some((
                    self.match_from(tokens, start, &expression.words)?,
                    expression.force,
                ))
            })
            .max_by_key(|(words, force)| (words.last().copied(), force.is_none()))
    }

    /// The words of an expression whose first one is known to stand at `start`.
    fn match_from(
        &self,
        tokens: &[Token],
        start: usize,
        words: &[Vec<String>],
    ) -> Option<Vec<usize>> {
        let mut found = vec![start];
        let (mut gap, mut close) = (false, false);
        for word in words.iter().skip(1) {
            match word.first().map(String::as_str) {
                Some(mark @ (ELLIPSIS | CLOSE_ELLIPSIS)) => {
                    (gap, close) = (true, mark == CLOSE_ELLIPSIS);
                    continue;
                }
                Some(END) => {
                    let next = tokens.get(found.last()? + 1);
                    if next.is_some_and(|token| token.kind == TokenKind::Word) {
                        return None;
                    }
                    continue;
                }
                _ => {}
            }
            let hit = |token: &Token| {
                word.iter().any(|word| {
                    **word == *token.norm
                        || self.table.endings.contains(&word.as_str())
                            && token.norm.ends_with(word.as_str())
                })
            };
            let from = found.last()? + 1;
            let reach = if gap { GAP } else { 1 };
            // What stands for words counts words: marks between them take no room.
            let mut passed = 0;
            let at = tokens
                .iter()
                .enumerate()
                .skip(from)
                .take_while(|(_, token)| !ends_sentence(token))
                .take_while(|(_, token)| {
                    let has_room = passed < reach;
                    passed += usize::from(!gap || token.kind == TokenKind::Word);
                    has_room
                })
                .find(|(index, token)| {
                    let after_comma = || tokens.get(index - 1).is_some_and(ends_clause);
                    hit(token) && !(gap && close && after_comma())
                })
                .map(|(index, _)| index)?;
            found.push(at);
            (gap, close) = (false, false);
        }
        Some(found)
    }

    /// The first word with content from a token on, in the same clause.
    fn negated(&self, tokens: &[Token], from: usize) -> Option<usize> {
        tokens
            .iter()
            .enumerate()
            .skip(from)
            .take_while(|(_, token)| {
                !ends_clause(token) && !self.conjunctions.contains(&*token.norm)
            })
            .filter(|(_, token)| token.kind == TokenKind::Word)
            .take(REACH)
            .find(|(_, token)| {
                !self.transparent.contains(&*token.norm) && !self.lang.is_stop_word(&token.norm)
            })
            .map(|(index, _)| index)
    }

    /// The auxiliaries of a text that stand before a bare verb as if a negation had been taken from between them.
    pub fn stranded(&self, tokens: &[Token]) -> Vec<usize> {
        let word = |index: usize| {
            tokens
                .get(index)
                .filter(|token| token.kind == TokenKind::Word)
                .map(|token| &*token.norm)
        };
        let asks = |from: usize| {
            tokens
                .iter()
                .skip(from)
                .find(|token| matches!(&*token.norm, "." | "!" | "?" | "؟" | ";" | "؛"))
                .is_some_and(|token| matches!(&*token.norm, "?" | "؟"))
        };
        (0..tokens.len())
            .filter(|index| {
                let (Some(own), Some(next)) = (word(*index), word(index + 1)) else {
                    return false;
                };
                let before = index.checked_sub(1).and_then(word).unwrap_or("");
                // A bare verb shows no ending; “so did many” and “what did change” are something else.
                let bare = || {
                    !self.lang.is_stop_word(next)
                        && self.lang.readings(next).iter().all(|reading| {
                            reading.suffix.is_empty()
                                || !matches!(reading.suffix, "s" | "ed" | "ing" | "ies" | "es")
                        })
                };
                self.stranded.contains(own)
                    && !self.small.contains(next)
                    && bare()
                    && !self
                        .table
                        .not_stranded
                        .iter()
                        .any(|word| self.lang.fold(word) == before)
                    && !asks(*index)
            })
            .collect()
    }

    /// Whether a word between two tokens carries a negation on.
    pub fn carries_on(&self, tokens: &[Token], from: usize, to: usize) -> bool {
        tokens
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .any(|token| {
                self.table
                    .disjunctions
                    .iter()
                    .any(|word| self.lang.fold(word) == *token.norm)
            })
    }

    fn same_sentence(&self, tokens: &[Token], from: usize, to: usize) -> bool {
        !tokens
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .any(ends_sentence)
    }
}

/// Whether a token ends a sentence.
fn ends_sentence(token: &Token) -> bool {
    matches!(&*token.norm, "." | "!" | "?" | "؟" | ";" | "؛" | ":")
}

/// Whether a token ends a clause.
fn ends_clause(token: &Token) -> bool {
    token.kind == TokenKind::Punctuation
        && matches!(
            token.norm.chars().next(),
            Some(
                '.' | ','
                    | ';'
                    | ':'
                    | '!'
                    | '?'
                    | '،'
                    | '؛'
                    | '؟'
                    | '\u{2014}'
                    | '\u{2026}'
                    | '('
                    | ')'
            )
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::tokenize;

    /// The negative expressions of a text with their force.
    fn found(lang: Lang, text: &str) -> Vec<(String, Force)> {
        let tokens = tokenize(text, &[]);
        lang.negations()
            .find(&tokens, text)
            .into_iter()
            .map(|negation| {
                let words: Vec<&str> = tokens[negation.tokens]
                    .iter()
                    .map(|token| token.span.of(text))
                    .collect();
                (words.join(" "), negation.force)
            })
            .collect()
    }

    #[test]
    fn clear_negations_are_found_with_their_conjunctions() {
        for (lang, text, word) in [
            (Lang::ARABIC, "ولم يصل", "ولم"),
            (Lang::ARABIC, "فلن يصل", "فلن"),
            (Lang::ARABIC, "يجب ألا يصل", "ألا"),
            (Lang::ARABIC, "يجب ألّا يصل", "ألّا"),
            (Lang::ARABIC, "ليست آمنة", "ليست"),
            (Lang::ENGLISH, "He didn't come.", "didn't"),
            (Lang::ENGLISH, "He didn’t come.", "didn’t"),
            (Lang::ENGLISH, "It cannot be.", "cannot"),
            (Lang::ENGLISH, "It will not be.", "not"),
        ] {
            assert!(
                found(lang, text).contains(&(word.to_owned(), Force::Clear)),
                "{text}: {:?}",
                found(lang, text)
            );
        }
    }

    #[test]
    fn idioms_are_not_clear() {
        for (lang, text) in [
            (Lang::ARABIC, "لا يزال مفتوحا"),
            (Lang::ARABIC, "ولا تزال مفتوحة"),
            (Lang::ARABIC, "فلا بد من الحل"),
            (Lang::ARABIC, "ولا سيما الأطفال"),
            (Lang::ARABIC, "لم يبق منهم إلا اثنان"),
            (
                Lang::ARABIC,
                "لم يأخذ معه، وهو ذاهب إلى المدينة، مع أهله، صباح السبت، سوى كتابين",
            ),
            (Lang::ARABIC, "ليس هذا فحسب"),
            (Lang::ARABIC, "غيّر رأيه"),
            (Lang::ARABIC, "غير أنه عاد"),
            (Lang::ARABIC, "هل يأتي أم لا"),
            (Lang::ENGLISH, "no doubt he will"),
            (Lang::ENGLISH, "not only this"),
            (Lang::ENGLISH, "whether or not he comes"),
            (Lang::ENGLISH, "isn't it late"),
            (Lang::ENGLISH, "under the united union"),
        ] {
            let clear = found(lang, text)
                .into_iter()
                .any(|(_, force)| force >= Force::Firm);
            assert!(!clear, "{text}: {:?}", found(lang, text));
        }
    }

    #[test]
    fn a_concession_is_no_exception() {
        assert_eq!(
            found(Lang::ARABIC, "لم يصل، إلا أن الوفد بقي")[0].1,
            Force::Clear
        );
        assert_eq!(found(Lang::ARABIC, "لم يصل إلا الوفد")[0].1, Force::Soft);
    }

    #[test]
    fn words_with_negative_affixes_are_soft() {
        for word in [
            "unknown",
            "unlikely",
            "homelessness",
            "useless",
            "dishonest",
            "insufficient",
            "refused",
            "failing",
        ] {
            assert_eq!(
                found(Lang::ENGLISH, word).first().map(|(_, force)| *force),
                Some(Force::Soft),
                "{word}"
            );
        }
        for word in ["university", "under", "until", "unless it"] {
            assert!(
                found(Lang::ENGLISH, word)
                    .iter()
                    .all(|(_, force)| *force < Force::Clear),
                "{word}"
            );
        }
        for word in [
            "university",
            "understand",
            "uniforms",
            "disease",
            "discussed",
            "united",
        ] {
            assert!(found(Lang::ENGLISH, word).is_empty(), "{word}");
        }
    }

    #[test]
    fn an_auxiliary_before_a_bare_verb_is_stranded() {
        let stranded =
            |lang: Lang, text: &str| !lang.negations().stranded(&tokenize(text, &[])).is_empty();
        for text in [
            "He did arrive late.",
            "They do tolerate it.",
            "Soap does cleanse hands.",
        ] {
            assert!(stranded(Lang::ENGLISH, text), "{text}");
        }
        for text in [
            "He did so.",
            "What did change?",
            "Did he arrive?",
            "They do their work.",
            "So did many.",
            "He did not arrive.",
        ] {
            assert!(!stranded(Lang::ENGLISH, text), "{text}");
        }
        assert!(stranded(Lang::ARABIC, "قال إنه يكن مستعدا"));
        assert!(!stranded(Lang::ARABIC, "قال إنه لم يكن مستعدا"));
    }

    #[test]
    fn the_tables_are_in_their_script_and_have_no_word_twice() {
        for lang in Lang::all() {
            let table = lang.negations().table;
            for list in [
                table.particles,
                table.nominal,
                table.positive,
                table.soft_expressions,
                table.small_words,
                table.soft_words,
                table.faint_words,
                table.not_prefixed,
                table.not_suffixed,
                table.transparent,
                table.copulas,
            ] {
                let mut seen = Set::default();
                for entry in list {
                    assert!(seen.insert(entry), "{entry} stands twice");
                    for word in entry.split([' ', '|']) {
                        let mark = [ELLIPSIS, CLOSE_ELLIPSIS, END].contains(&word);
                        let own = word.chars().all(|c| {
                            lang.is_letter(c) || matches!(c, '\'' | '\u{064B}'..='\u{0652}')
                        });
                        assert!(
                            !word.is_empty() && (mark || own),
                            "{entry:?} of {}",
                            lang.name()
                        );
                    }
                }
            }
        }
    }
}
