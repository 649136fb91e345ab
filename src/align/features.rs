//! Segments as sets of word types, and the links between the types of the two sides.

use super::path::Step;
use super::{Input, expect, order};
use crate::bitext::{Bead, WordLink, WordLinks};
use crate::document::Segment;
use crate::lang::numerals::Numeral;
use crate::lang::{Analysis, Lang, Phone, Phones, Skeleton, Token, TokenKind, similarity_from};
use crate::lexicon::{Lexicon, Senses, Uses};
use crate::text::{Map, Remembered, Side};
use rayon::prelude::*;
use std::ops::Range;

/// Finds what stands in a segment and is known to belong with the same number on the other side: glossary terms.
pub trait Anchors: Sync {
    /// The numbers that stand in each of these segments of a side, the first of which is number `first`.
    fn of(
        &self,
        side: Side,
        first: usize,
        segments: &[Segment],
        analyses: &[Analysis],
    ) -> Vec<Vec<u32>>;
}

/// A type of one side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Type {
    /// Probability that a counterpart stands in the segment that translates this one's (`pm`).
    pub expected: f32,
    /// In how many segments it stands.
    pub count: u32,
    /// Chance that a word of this side is it (`p`).
    pub chance: f32,
}

/// A link of a type to a type of the other side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    /// The other type.
    pub to: u32,
    /// Strength from this type (`T`).
    pub strength: f32,
    /// Strength from the other type's side.
    pub back: f32,
    /// How sure the two translate each other, 0 to 1 (`v`).
    pub value: f32,
}

/// What is known of one side.
#[derive(Debug, Default)]
pub(super) struct Half {
    pub types: Vec<Type>,
    /// Sorted types of each window of one segment, of two, of three; a window is named by its last segment.
    pub windows: [Vec<Box<[u32]>>; 3],
    /// Types that stand in both segments of a window of two, sorted.
    pub shared: Vec<Box<[u32]>>,
    /// Where each type stands.
    pub places_of: Occurrences,
    /// Length of each segment in characters.
    pub lengths: Vec<f32>,
    /// Mean and variance of the log length of windows of one, two, three segments.
    pub log_length: [(f32, f32); 3],
    /// Whether the segment is the first of its paragraph.
    pub starts_paragraph: Vec<bool>,
    /// By width and last segment, how many ends of sentences are seen inside a window.
    pub stops: [Vec<u8>; 3],
    /// By width and number of such ends (the last slot: so many and more), the chance that a window has so many.
    pub stops_chance: [[f32; MOST_STOPS + 1]; 3],
    /// Of each type of each segment, where it stands first and last, in 255ths of the segment; what stands at no token is
    /// last before it is first.
    pub ends: Vec<Box<[(u8, u8)]>>,
    /// How many tokens each segment has.
    pub tokens: Vec<u16>,
    /// Types with the first token they stand for and the number of tokens, by segment.
    places: Vec<Vec<(u32, u32, u32)>>,
}

/// The segments in which each type of a side stands, in order.
#[derive(Debug, Default)]
pub(super) struct Occurrences {
    starts: Vec<u32>,
    segments: Vec<u32>,
}

impl Occurrences {
    /// `counts` are the numbers of segments of each type.
    fn new(counts: &[u32], segments: &[Vec<u32>]) -> Self {
        let mut at = 0;
        let mut next: Vec<u32> = Vec::with_capacity(counts.len() + 1);
        for count in counts {
            next.push(at);
            at += count;
        }
        let mut starts = next.clone();
        starts.push(at);
        let mut all = vec![0; at as usize];
        for (segment, types) in segments.iter().enumerate() {
            for id in types {
                let place = &mut next[*id as usize];
                all[*place as usize] = segment as u32;
                *place += 1;
            }
        }
        Self {
            starts,
            segments: all,
        }
    }

    /// Those of these segments in which a type stands.
    pub fn within(&self, id: u32, range: &Range<usize>) -> &[u32] {
        /// A list of this length is looked through faster than it is cut in halves.
        const SHORT: usize = 8;
        let (from, to) = (self.starts[id as usize], self.starts[id as usize + 1]);
        let all = &self.segments[from as usize..to as usize];
        let below = |end: usize| match all.len() <= SHORT {
            true => all.iter().take_while(|at| (**at as usize) < end).count(),
            false => all.partition_point(|at| (*at as usize) < end),
        };
        &all[below(range.start)..below(range.end)]
    }
}

/// Both sides as sets of types, with links.
#[derive(Debug)]
pub struct Features {
    pub(super) source: Half,
    pub(super) target: Half,
    /// Links of each source type.
    pub(super) links: Vec<Vec<Link>>,
    /// ln(total target length / total source length).
    pub(super) log_ratio: f32,
    /// Whether paragraphs of both sides hold several segments, so that their breaks say something.
    pub(super) paragraphs: bool,
}

/// Gains are held between these, so that no single word decides (alignment notes: clip to -3 and 7).
pub(super) const CLIP: (f32, f32) = (-3.0, 7.0);

/// So many ends of sentences inside a window, and more, are counted alike.
pub(super) const MOST_STOPS: usize = 7;

/// Segments that are analysed at a time, where the analyses are not kept.
const BATCH: usize = 2048;

/// What a type is, for its expectation and its links.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Word(Box<str>),
    Phrase(Box<str>),
    /// The values that a number may have.
    Number(Box<[u64]>),
    Mark(char),
    Code(Box<str>),
    Anchor(u32),
}

/// A type while links are being made.
struct Draft {
    key: Key,
    lang: Option<Lang>,
    /// How often it stands with a capital inside a sentence, and how often at all.
    capitals: (u32, u32),
    expected: f32,
    known: bool,
}

struct DraftHalf {
    lang: Option<Lang>,
    types: Vec<Draft>,
    segments: Vec<Vec<u32>>,
    ends: Vec<Box<[(u8, u8)]>>,
    tokens: Vec<u16>,
    /// Types with the first token they stand for and the number of tokens, by segment.
    places: Vec<Vec<(u32, u32, u32)>>,
}

impl Features {
    /// Makes the features of two texts.
    pub fn new(
        source: Input<'_>,
        target: Input<'_>,
        lexicons: &[&Lexicon],
        anchors: Option<&dyn Anchors>,
    ) -> Self {
        Self::make(source, target, lexicons, anchors, true)
    }

    /// Makes the features of two texts whose beads are known, which are good for word links alone.
    pub fn of_pairs(source: Input<'_>, target: Input<'_>, lexicons: &[&Lexicon]) -> Self {
        Self::make(source, target, lexicons, None, false)
    }

    /// `path` says whether beads are to be found with them.
    fn make(
        source: Input<'_>,
        target: Input<'_>,
        lexicons: &[&Lexicon],
        anchors: Option<&dyn Anchors>,
        path: bool,
    ) -> Self {
        let (mut s, mut t) = rayon::join(
            || draft(source, Side::Source, lexicons, anchors),
            || draft(target, Side::Target, lexicons, anchors),
        );
        let mut pairs: Vec<Pair> = Vec::new();
        link_equal(&s, &t, &mut pairs);
        for lexicon in lexicons {
            if s.lang == Some(lexicon.from) && t.lang == Some(lexicon.to) {
                pairs.extend(link_lexicon(&mut s, &mut t, lexicon));
            } else if t.lang == Some(lexicon.from) && s.lang == Some(lexicon.to) {
                let found = link_lexicon(&mut t, &mut s, lexicon);
                pairs.extend(
                    found
                        .into_iter()
                        .map(|(head, word, value)| (word, head, value)),
                );
            }
        }
        link_sounds(&mut s, &mut t, &mut pairs);
        finish(s, t, pairs, [source, target], path)
    }

    /// The links between the words of each bead, and how far each word is expected to have one.
    pub fn word_links(&self, beads: &[Bead]) -> WordLinks {
        let expected = |half: &Half| -> Vec<Vec<f32>> {
            half.places
                .iter()
                .map(|places| {
                    let tokens = places
                        .iter()
                        .map(|(_, first, count)| first + count)
                        .max()
                        .unwrap_or(0);
                    let mut row = vec![0.0; tokens as usize];
                    for (id, first, count) in places {
                        for slot in row.iter_mut().skip(*first as usize).take(*count as usize) {
                            *slot = half.types[*id as usize].expected;
                        }
                    }
                    row
                })
                .collect()
        };
        WordLinks {
            beads: beads.par_iter().map(|bead| self.bead_links(bead)).collect(),
            source_expected: expected(&self.source),
            target_expected: expected(&self.target),
        }
    }

    fn bead_links(&self, bead: &Bead) -> Vec<WordLink> {
        let mut there: Vec<(u32, usize, u32, u32)> = Vec::new();
        for segment in bead.target.clone() {
            for (id, first, count) in self.target.places.get(segment).into_iter().flatten() {
                there.push((*id, segment, *first, *count));
            }
        }
        // In the order in which they stand, for each word.
        there.sort_by_key(|(id, ..)| *id);
        let mut totals: Map<u32, usize> = Map::default();
        let here = |segment: usize| self.source.places.get(segment).into_iter().flatten();
        for (id, ..) in bead.source.clone().flat_map(here) {
            *totals.entry(*id).or_default() += 1;
        }
        let mut seen: Map<u32, usize> = Map::default();
        let mut links = Vec::new();
        for segment in bead.source.clone() {
            for (id, first, count) in here(segment) {
                let number = seen.entry(*id).or_default();
                let part = *number as f64 / totals.get(id).map_or(1.0, |total| *total as f64);
                *number += 1;
                for link in &self.links[*id as usize] {
                    let from = there.partition_point(|(id, ..)| *id < link.to);
                    let others = &there[from..];
                    let count_there = others.iter().take_while(|(id, ..)| *id == link.to).count();
                    for (_, other, other_first, other_count) in
                        nearest(&others[..count_there], part)
                    {
                        for token in *first..first + count {
                            for other_token in *other_first..other_first + other_count {
                                links.push(WordLink {
                                    source: (segment, token as usize),
                                    target: (*other, other_token as usize),
                                    strength: link.value,
                                });
                            }
                        }
                    }
                }
            }
        }
        links.sort_by_key(|link| (link.source, link.target));
        links
    }

    /// How often the words of the pairs of a way have counterparts, as a multiple of what is expected: all of them, and
    /// each type that stands in several pairs.
    ///
    /// Of the way's steps those are taken that pair single segments and have evidence for it. A word's share of hits is
    /// pm k + (1 - pm k) q, with q the chance that a counterpart stands there anyway; k is the sum of hits less q over
    /// the sum of pm (1 - q), with [`USUAL`] words as if seen to have k = 1, and [`USUAL_OF_TYPE`] of each type as if
    /// seen to have the k of all.
    pub(super) fn closeness(&self, way: &[Step]) -> Closeness {
        // By type, the sum of the chances of those it is linked to.
        let mut chances = [
            vec![0.0f32; self.source.types.len()],
            vec![0.0f32; self.target.types.len()],
        ];
        for (x, links) in self.links.iter().enumerate() {
            for link in links {
                chances[0][x] += self.target.types[link.to as usize].chance;
                chances[1][link.to as usize] += self.source.types[x].chance;
            }
        }
        let mut seen =
            [&self.source, &self.target].map(|half| vec![Seen::default(); half.types.len()]);
        let mut add = |side: usize, id: u32, of: Type, size: usize, hit: bool| {
            let id = id as usize;
            let absent = (-(size as f32) * chances[side][id]).exp();
            if absent > LEAST_ABSENT {
                let own = &mut seen[side][id];
                own.pairs += 1;
                own.hits += f32::from(u8::from(hit)) - (1.0 - absent);
                own.expected += of.expected * absent;
            }
        };
        let single = |step: &&Step| step.source.len() == 1 && step.target.len() == 1;
        for step in way.iter().filter(single).filter(|step| step.evidence > 0.0) {
            let (i, j) = (step.source.start, step.target.start);
            let (s, t) = (&self.source.windows[0][i], &self.target.windows[0][j]);
            let mut hits = vec![false; t.len()];
            for x in s {
                let mut hit = false;
                for link in &self.links[*x as usize] {
                    if let Ok(at) = t.binary_search(&link.to) {
                        hits[at] = true;
                        hit = true;
                    }
                }
                add(0, *x, self.source.types[*x as usize], t.len(), hit);
            }
            for (y, hit) in t.iter().zip(hits) {
                add(1, *y, self.target.types[*y as usize], s.len(), hit);
            }
        }
        let (least, most) = CLOSENESS;
        let (mut hits, mut expected) = (USUAL, USUAL);
        for own in seen.iter().flatten() {
            hits += f64::from(own.hits);
            expected += f64::from(own.expected);
        }
        let whole = ((hits / expected) as f32).clamp(least, most);
        let own = |own: &Seen| match own.pairs {
            0..=1 => whole,
            _ => {
                let (least, most) = CLOSENESS_OF_TYPE;
                let ratio = (USUAL_OF_TYPE + own.hits) / (USUAL_OF_TYPE + whole * own.expected);
                whole * ratio.clamp(least, most)
            }
        };
        Closeness {
            types: seen.map(|side| side.iter().map(own).collect()),
        }
    }

    /// Number of segments of each side.
    pub fn sizes(&self) -> (usize, usize) {
        (self.source.lengths.len(), self.target.lengths.len())
    }
}

/// How often words have counterparts, as a multiple of what is expected before anything is known of the texts.
#[derive(Debug)]
pub(super) struct Closeness {
    /// Each type of the source side and of the target side.
    pub types: [Vec<f32>; 2],
}

/// What was seen of a type in the pairs of a way.
#[derive(Clone, Copy, Default)]
struct Seen {
    pairs: u32,
    /// Counterparts, less those by chance.
    hits: f32,
    /// The same as was to be expected.
    expected: f32,
}

/// Words as if seen to be rendered as closely as usual.
const USUAL: f64 = 100.0;
/// Closest and freest translation that is thought of.
const CLOSENESS: (f32, f32) = (0.6, 1.3);
/// Counterparts of a type as if seen, as many as those of all types would lead to expect. A word that this document's
/// translator always renders so that the lexicon knows it says more where it has no counterpart, one that is always
/// rendered otherwise less. With 1, 2, 4 and 8, a fifth to a tenth of the errors of medical texts go, and none come; a
/// type that stands in one pair would judge itself.
const USUAL_OF_TYPE: f32 = 1.0;
/// The same for a type, beside that of all.
const CLOSENESS_OF_TYPE: (f32, f32) = (0.05, 1.6);
/// A word whose counterparts stand in most segments says nothing about closeness: they must be absent by chance at least
/// so often.
const LEAST_ABSENT: f32 = 0.3;

/// Most occurrences of a word in a bead that one occurrence of another is linked to.
const OCCURRENCES: usize = 16;

/// Of the occurrences of a word those in about the same part of a bead, as far as there are many: in a line of
/// thousands of equal words each with each would be millions.
fn nearest<T>(occurrences: &[T], part: f64) -> &[T] {
    let last = occurrences.len().saturating_sub(OCCURRENCES);
    let middle = (part * occurrences.len() as f64) as usize;
    let from = middle.saturating_sub(OCCURRENCES / 2).min(last);
    &occurrences[from..(from + OCCURRENCES).min(occurrences.len())]
}

/// A source type, a target type, and how sure the two translate each other.
type Pair = (u32, u32, f32);

/// In order, each pair of types once, as sure as it was found anywhere.
fn surest(mut pairs: Vec<Pair>) -> Vec<Pair> {
    pairs.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)));
    pairs.dedup_by_key(|(x, y, _)| (*x, *y));
    pairs
}

/// The marks that count as evidence, in one spelling for both languages.
fn mark(c: char) -> Option<char> {
    Some(match c {
        '?' | '؟' => '?',
        '!' => '!',
        '%' | '٪' => '%',
        '"' | '«' | '»' | '\u{201C}' | '\u{201D}' | '\u{201E}' => '"',
        '(' | '[' => '(',
        '$' | '€' | '£' | '¥' => c,
        ':' => ':',
        ';' | '؛' => ';',
        '/' | '+' | '=' | '&' | '*' => c,
        '\u{2026}' => '\u{2026}',
        _ => return None,
    })
}

fn draft(
    input: Input<'_>,
    side: Side,
    lexicons: &[&Lexicon],
    anchors: Option<&dyn Anchors>,
) -> DraftHalf {
    let lang = Some(input.lang);
    let phrases: Vec<&Lexicon> = lexicons
        .iter()
        .copied()
        .filter(|lexicon| Some(lexicon.from) == lang)
        .collect();
    let mut half = DraftHalf {
        lang,
        types: Vec::new(),
        segments: Vec::with_capacity(input.segments.len()),
        ends: Vec::with_capacity(input.segments.len()),
        tokens: Vec::with_capacity(input.segments.len()),
        places: Vec::with_capacity(input.segments.len()),
    };
    let mut ids = Ids::default();
    // Of the words of a text about every second is new, of a long one fewer.
    let words: usize = input
        .analyses
        .into_iter()
        .flatten()
        .map(|own| own.tokens.len())
        .sum();
    ids.words.reserve((words / 2).min(BATCH));
    for (batch, segments) in input.segments.chunks(BATCH).enumerate() {
        let made: Vec<Analysis>;
        let analyses = match input.analyses {
            Some(analyses) => analyses.get(batch * BATCH..).unwrap_or_default(),
            None => {
                made = segments
                    .par_iter()
                    .map(|segment| Analysis::new(segment.as_str(), input.lang, &segment.held()))
                    .collect();
                &made
            }
        };
        let mut anchored = anchors.map(|anchors| {
            let analyses = analyses.get(..segments.len()).unwrap_or(analyses);
            anchors
                .of(side, batch * BATCH, segments, analyses)
                .into_iter()
        });
        for (segment, analysis) in segments.iter().zip(analyses) {
            let mut found = Vec::with_capacity(analysis.tokens.len());
            add_segment(
                analysis,
                segment.as_str(),
                &phrases,
                &mut half,
                &mut ids,
                &mut found,
            );
            let mut types: Vec<u32> = found.iter().map(|(id, ..)| *id).collect();
            for anchor in anchored.iter_mut().filter_map(Iterator::next).flatten() {
                types.push(type_id(Key::Anchor(anchor), None, &mut half, &mut ids));
            }
            types.sort_unstable();
            types.dedup();
            let tokens = analysis.tokens.len();
            half.ends.push(order::ends(&types, &found, tokens));
            half.tokens.push(u16::try_from(tokens).unwrap_or(u16::MAX));
            half.segments.push(types);
            if input.analyses.is_some() {
                half.places.push(found);
            }
        }
    }
    half
}

/// The types met so far.
#[derive(Default)]
struct Ids {
    words: Map<Box<str>, u32>,
    others: Map<Key, u32>,
}

fn word_id(word: &str, lang: Option<Lang>, half: &mut DraftHalf, ids: &mut Ids) -> u32 {
    if let Some(id) = ids.words.get(word) {
        return *id;
    }
    let id = half.types.len() as u32;
    half.types.push(Draft {
        key: Key::Word(word.into()),
        lang,
        capitals: (0, 0),
        expected: 0.0,
        known: false,
    });
    ids.words.insert(word.into(), id);
    id
}

fn type_id(key: Key, lang: Option<Lang>, half: &mut DraftHalf, ids: &mut Ids) -> u32 {
    if let Some(id) = ids.others.get(&key) {
        return *id;
    }
    let expected = match &key {
        Key::Number(_) | Key::Code(_) => expect::VALUE,
        Key::Mark(mark) => expect::mark(*mark),
        Key::Anchor(_) => expect::ANCHOR,
        Key::Word(_) | Key::Phrase(_) => 0.0,
    };
    let id = half.types.len() as u32;
    half.types.push(Draft {
        key: key.clone(),
        lang,
        capitals: (0, 0),
        expected,
        known: false,
    });
    ids.others.insert(key, id);
    id
}

fn add_segment(
    segment: &Analysis,
    text: &str,
    phrases: &[&Lexicon],
    half: &mut DraftHalf,
    ids: &mut Ids,
    found: &mut Vec<(u32, u32, u32)>,
) {
    for numeral in segment.numerals.iter().filter(|numeral| tells(numeral)) {
        let (first, count) = (numeral.tokens.start as u32, numeral.tokens.len() as u32);
        // 03:12 is 0312 in a timetable.
        let run = numeral.clock.filter(|clock| {
            clock.minutes % 60 != 0 && numeral.written == crate::lang::numerals::Written::Digits
        });
        let run = run.map(|clock| f64::from(clock.minutes / 60 * 100 + clock.minutes % 60));
        let values = numeral
            .readings
            .iter()
            .copied()
            .chain(run)
            .map(f64::to_bits);
        let id = type_id(Key::Number(values.collect()), None, half, ids);
        let slot = &mut half.types[id as usize].expected;
        *slot = slot.min(expect::VALUE * (1.0 - numeral.unsaid) as f32);
        found.push((id, first, count));
    }
    let tokens = &segment.tokens;
    let mut index = 0;
    let mut sentence_start = true;
    while let Some(token) = tokens.get(index) {
        let at = index as u32;
        index += 1;
        match token.kind {
            TokenKind::Word => {
                if let Some(length) = phrase_length(&tokens[index - 1..], phrases) {
                    let words: Vec<&str> = tokens[index - 1..index - 1 + length]
                        .iter()
                        .map(|t| &*t.norm)
                        .collect();
                    let id = type_id(Key::Phrase(words.join(" ").into()), token.lang, half, ids);
                    found.push((id, at, length as u32));
                    index += length - 1;
                    sentence_start = false;
                    continue;
                }
                let id = word_id(&token.norm, token.lang, half, ids);
                let capital = token.is_capitalised(text);
                let seen = &mut half.types[id as usize].capitals;
                if !(capital && sentence_start) {
                    seen.0 += u32::from(capital);
                    seen.1 += 1;
                }
                found.push((id, at, 1));
                for piece in pieces(&token.norm, phrases) {
                    let id = word_id(&piece, token.lang, half, ids);
                    found.push((id, at, 1));
                }
                sentence_start = false;
            }
            TokenKind::Number if in_numeral(segment, at as usize) => sentence_start = false,
            TokenKind::Number => {
                let key = Key::Number([number_key(&token.norm)].into());
                found.push((type_id(key, None, half, ids), at, 1));
                sentence_start = false;
            }
            TokenKind::Punctuation | TokenKind::Symbol => {
                let c = token.span.of(text).chars().next().unwrap_or(' ');
                if let Some(mark) = mark(c) {
                    found.push((type_id(Key::Mark(mark), None, half, ids), at, 1));
                }
                sentence_start |= matches!(
                    c,
                    '.' | '!' | '?' | '؟' | '"' | '\u{201C}' | '«' | ':' | '\'' | '\u{2018}'
                );
            }
            TokenKind::Code => {
                let id = type_id(Key::Code(token.span.of(text).into()), None, half, ids);
                found.push((id, at, 1));
                sentence_start = false;
            }
        }
    }
}

/// The words that a run-together word is made of.
fn pieces(word: &str, lexicons: &[&Lexicon]) -> Vec<Box<str>> {
    if word.chars().count() < Lexicon::SHORTEST_RUN
        || lexicons.iter().any(|lexicon| lexicon.has(word))
    {
        return Vec::new();
    }
    let made = lexicons
        .iter()
        .find_map(|lexicon| lexicon.split(word).clone());
    made.map_or(Vec::new(), |pieces| pieces.into_vec())
}

/// Whether a number says enough to expect it on the other side.
fn tells(numeral: &Numeral) -> bool {
    numeral.unsaid < 0.4 && !numeral.approximate
}

fn in_numeral(segment: &Analysis, token: usize) -> bool {
    // They are in order; a segment of a thousand numbers is not gone through for each of its tokens.
    let next = segment
        .numerals
        .partition_point(|numeral| numeral.tokens.start <= token);
    let near = segment.numerals.get(next.saturating_sub(4)..next);
    near.unwrap_or_default()
        .iter()
        .any(|numeral| tells(numeral) && numeral.tokens.contains(&token))
}

fn phrase_length(tokens: &[Token], lexicons: &[&Lexicon]) -> Option<usize> {
    const LONGEST: usize = 6;
    let mut words: [&str; LONGEST] = [""; LONGEST];
    let mut count = 0;
    for token in tokens.iter().take(LONGEST) {
        if token.kind != TokenKind::Word {
            break;
        }
        words[count] = &token.norm;
        count += 1;
    }
    lexicons
        .iter()
        .filter_map(|lexicon| lexicon.phrase(&words[..count]).map(|(length, _)| length))
        .max()
}

/// A number's digits without leading zeros and separators as a hashable value: `1,234` and `1234` are one.
fn number_key(norm: &str) -> u64 {
    let mut key: u64 = 0;
    let groups: Vec<&str> = norm.split([',', '.']).collect();
    let thousands = groups.len() > 1 && groups[1..].iter().all(|group| group.len() == 3);
    for (index, group) in groups.iter().enumerate() {
        if index > 0 && !thousands {
            key = key.wrapping_mul(31).wrapping_add(7_777_777);
        }
        for b in group.bytes() {
            key = key
                .wrapping_mul(10)
                .wrapping_add(u64::from(b.wrapping_sub(b'0')));
        }
    }
    key
}

/// Equal numbers, marks, codes, anchors and words of one script on both sides.
fn link_equal(s: &DraftHalf, t: &DraftHalf, pairs: &mut Vec<Pair>) {
    let index: Map<&Key, u32> = t
        .types
        .iter()
        .enumerate()
        .map(|(id, draft)| (&draft.key, id as u32))
        .collect();
    let mut values: Map<u64, Vec<u32>> = Map::default();
    for (id, draft) in t.types.iter().enumerate() {
        if let Key::Number(readings) = &draft.key {
            for value in readings {
                values.entry(*value).or_default().push(id as u32);
            }
        }
    }
    for (id, draft) in s.types.iter().enumerate() {
        if let Some(other) = index.get(&draft.key) {
            pairs.push((id as u32, *other, 1.0));
        }
        if let Key::Number(readings) = &draft.key {
            let others = readings.iter().filter_map(|value| values.get(value));
            for other in others.flatten() {
                pairs.push((id as u32, *other, 1.0));
            }
        }
    }
}

/// Words of one side that the lexicon has, and the words of the other that translate them. A currency sign is linked as
/// the word it stands for.
fn link_lexicon(heads: &mut DraftHalf, words: &mut DraftHalf, lexicon: &Lexicon) -> Vec<Pair> {
    let of_words: Vec<Option<Remembered<'_, Uses>>> = words
        .types
        .par_iter()
        .map(|draft| match &draft.key {
            Key::Word(word) if draft.lang == Some(lexicon.to) => Some(lexicon.uses(word)),
            Key::Mark(mark) => lexicon.to.spoken(*mark).map(|word| lexicon.uses(word)),
            _ => None,
        })
        .map(|uses| uses.filter(|uses| !uses.keys.is_empty()))
        .collect();
    let mut by_key: Vec<(u32, u32)> = Vec::new();
    for (id, uses) in of_words.iter().enumerate() {
        let Some(uses) = uses else { continue };
        by_key.extend(uses.keys.iter().map(|key| (*key, id as u32)));
        let draft = &mut words.types[id];
        if let Key::Word(word) = &draft.key {
            let stop = lexicon.to.is_stop_word(word);
            draft.known = true;
            draft.expected = draft.expected.max(expect::word(uses, stop));
        }
    }
    by_key.sort_unstable();
    // Where the words of each key begin: the keys are numbers without gaps, and few enough.
    let most = by_key.last().map_or(0, |(key, _)| *key as usize + 1);
    let mut starts: Vec<u32> = vec![0; most + 1];
    for (key, _) in &by_key {
        starts[*key as usize + 1] += 1;
    }
    for key in 0..most {
        starts[key + 1] += starts[key];
    }
    let of_heads: Vec<Option<Remembered<'_, Senses>>> = heads
        .types
        .par_iter()
        .map(|draft| match &draft.key {
            Key::Word(word) if draft.lang == Some(lexicon.from) => Some(lexicon.senses(word)),
            Key::Phrase(phrase) if draft.lang == Some(lexicon.from) => {
                let words: Vec<&str> = phrase.split(' ').collect();
                lexicon.phrase_senses(&words).map(Remembered::Made)
            }
            Key::Mark(mark) => lexicon.to.spoken(*mark).map(|word| {
                let keys = lexicon
                    .uses(word)
                    .keys
                    .iter()
                    .map(|key| (*key, 1.0))
                    .collect();
                Remembered::Made(Senses {
                    keys,
                    ..Senses::default()
                })
            }),
            _ => None,
        })
        .map(|senses| senses.filter(|senses| !senses.keys.is_empty()))
        .collect();
    let mut links = Vec::new();
    for (id, senses) in of_heads.iter().enumerate() {
        let Some(senses) = senses else { continue };
        let draft = &mut heads.types[id];
        let expected = match &draft.key {
            Key::Word(word) => expect::head(senses, lexicon.from.is_stop_word(word)),
            Key::Phrase(_) => expect::phrase(),
            _ => 0.0,
        };
        draft.known |= expected > 0.0;
        draft.expected = draft.expected.max(expected);
        for (key, trust) in &senses.keys {
            let Some([start, end]) = starts.get(*key as usize..*key as usize + 2) else {
                continue;
            };
            for (_, word) in &by_key[*start as usize..*end as usize] {
                links.push((id as u32, *word, *trust));
            }
        }
    }
    links
}

/// Words of a cased language that are mostly capitalised are names, if they are written so at least this often.
const MOSTLY: f32 = 0.5;

/// Links words that sound alike: a word of one side, with or without affixes, and a name of the other.
fn link_sounds(s: &mut DraftHalf, t: &mut DraftHalf, pairs: &mut Vec<Pair>) {
    let (Some(s_lang), Some(t_lang)) = (s.lang, t.lang) else {
        return;
    };
    if s_lang == t_lang {
        return;
    }
    let swap = s_lang.has_case() && !t_lang.has_case();
    let found = {
        let (plain, cased) = if swap { (&*t, &*s) } else { (&*s, &*t) };
        sounds(plain, cased)
    };
    for (plain_id, cased_id, value) in found {
        let (source_id, target_id) = if swap {
            (cased_id, plain_id)
        } else {
            (plain_id, cased_id)
        };
        pairs.push((source_id, target_id, value));
        for draft in [
            &mut s.types[source_id as usize],
            &mut t.types[target_id as usize],
        ] {
            let share = match draft.known {
                true => expect::SOUND_OF_KNOWN,
                false => expect::SOUND,
            };
            draft.expected = draft.expected.max(share * value);
        }
    }
    for (half, lang) in [(s, s_lang), (t, t_lang)] {
        for draft in &mut half.types {
            if matches!(draft.key, Key::Word(_)) && draft.lang.is_some() && draft.lang != Some(lang)
            {
                draft.expected = expect::VALUE;
            }
        }
    }
}

/// At most this many names are compared with a word.
const CANDIDATES: usize = 400;

fn sounds(plain: &DraftHalf, cased: &DraftHalf) -> Vec<(u32, u32, f32)> {
    let (Some(plain_lang), Some(cased_lang)) = (plain.lang, cased.lang) else {
        return Vec::new();
    };
    let names: Vec<(u32, Phones, bool)> = cased
        .types
        .par_iter()
        .enumerate()
        .filter_map(|(id, draft)| {
            let Key::Word(word) = &draft.key else {
                return None;
            };
            if draft.lang != Some(cased_lang) || cased_lang.is_stop_word(word) || word.len() < 3 {
                return None;
            }
            let (capitals, seen) = draft.capitals;
            let name = seen == 0 || capitals as f32 >= MOSTLY * seen as f32;
            if !name && draft.known {
                return None;
            }
            Some((
                id as u32,
                cased_lang.phones(word),
                name && (seen > 0 || !draft.known),
            ))
        })
        .collect();
    let names = Names::new(names);
    plain
        .types
        .par_iter()
        .enumerate()
        .map_init(
            || (Vec::new(), Vec::new()),
            |(near, best), (id, draft)| {
                best.clear();
                if let Key::Word(word) = &draft.key
                    && draft.lang == Some(plain_lang)
                    && !plain_lang.is_stop_word(word)
                    && word.chars().count() >= SHORTEST
                {
                    for (phones, letters) in plain_lang.sounds(word).iter() {
                        if letters >= SHORTEST {
                            names.compare(phones, draft.known, near, best);
                        }
                    }
                }
                best.sort_unstable_by(|(a, x), (b, y): &(u32, f32)| a.cmp(b).then(y.total_cmp(x)));
                best.dedup_by_key(|(name, _)| *name);
                let found = best.iter().map(|(name, value)| (id as u32, *name, *value));
                found.collect::<Vec<_>>()
            },
        )
        .flatten_iter()
        .collect()
}

/// Letters of the shortest word that is compared by its sound.
const SHORTEST: usize = 3;

/// Words of one side that others may sound like.
struct Names {
    /// Type, sounds, and whether it is a name.
    words: Vec<(u32, Phones, bool)>,
    /// For each skeleton that one of them has or nearly has, where its list stands in `near`.
    places: Map<Skeleton, Range<u32>>,
    /// The words of each skeleton, by their number.
    near: Vec<(Skeleton, u32)>,
}

impl Names {
    fn new(words: Vec<(u32, Phones, bool)>) -> Self {
        let mut near: Vec<(Skeleton, u32)> = Vec::new();
        for (index, (_, phones, _)) in words.iter().enumerate() {
            Skeleton::neighbourhood(&phones.0, |skeleton| near.push((skeleton, index as u32)));
        }
        near.sort_unstable();
        let mut places: Map<Skeleton, Range<u32>> = Map::default();
        for (at, (skeleton, _)) in near.iter().enumerate() {
            let at = at as u32;
            places.entry(*skeleton).or_insert(at..at).end = at + 1;
        }
        Self {
            words,
            places,
            near,
        }
    }

    /// Adds the types of the words that sound like a row of phones, with the strength of the link; `near` is room to
    /// work in.
    fn compare(
        &self,
        phones: &[Phone],
        known: bool,
        near: &mut Vec<u32>,
        best: &mut Vec<(u32, f32)>,
    ) {
        near.clear();
        Skeleton::neighbourhood(phones, |skeleton| {
            if let Some(place) = self.places.get(&skeleton) {
                let list = self.near.get(place.start as usize..place.end as usize);
                let list = list.unwrap_or_default().iter().take(CANDIDATES);
                near.extend(list.map(|(_, index)| *index));
            }
        });
        near.sort_unstable();
        near.dedup();
        for index in near {
            let Some((id, other, name)) = self.words.get(*index as usize) else {
                continue;
            };
            let least = if *name { NAME_ALIKE } else { WORD_ALIKE };
            let value = strength(similarity_from(phones, &other.0, least), *name, known);
            if value > 0.0 {
                best.push((*id, value));
            }
        }
    }
}

/// How alike a name and another word must sound at least to be linked.
const NAME_ALIKE: f64 = 0.72;
const WORD_ALIKE: f64 = 0.83;

/// Link strength of two words of this likeness: another word than a name must be unknown.
fn strength(alike: f64, name: bool, known: bool) -> f32 {
    let value = if name && alike >= NAME_ALIKE {
        0.8 * (alike - 0.62) / 0.38
    } else if !name && !known && alike >= WORD_ALIKE {
        0.5 * (alike - 0.73) / 0.27
    } else {
        0.0
    };
    // A word that has translations of its own is less likely to be a name too.
    (if known { 0.7 * value } else { value }) as f32
}

fn finish(
    s: DraftHalf,
    t: DraftHalf,
    pairs: Vec<Pair>,
    [source, target]: [Input<'_>; 2],
    path: bool,
) -> Features {
    let pairs = surest(pairs);
    let source = half(s, source, path);
    let target = half(t, target, path);
    let mut source_sum = vec![0.0f32; source.types.len()];
    let mut target_sum = vec![0.0f32; target.types.len()];
    for (x, y, value) in &pairs {
        source_sum[*x as usize] += value * target.types[*y as usize].chance;
        target_sum[*y as usize] += value * source.types[*x as usize].chance;
    }
    let mut links: Vec<Vec<Link>> = vec![Vec::new(); source.types.len()];
    for (x, y, value) in &pairs {
        let (from, to) = (source.types[*x as usize], target.types[*y as usize]);
        links[*x as usize].push(Link {
            to: *y,
            strength: from.expected * value * to.chance / source_sum[*x as usize].max(1e-9),
            back: to.expected * value * from.chance / target_sum[*y as usize].max(1e-9),
            value: *value,
        });
    }
    let total = |half: &Half| half.lengths.iter().sum::<f32>().max(1.0);
    let several = |half: &Half| {
        let starts = half.starts_paragraph.iter().filter(|start| **start).count();
        starts > 1 && half.starts_paragraph.len() as f32 >= 1.3 * starts as f32
    };
    Features {
        log_ratio: (total(&target) / total(&source)).ln(),
        paragraphs: several(&source) && several(&target),
        source,
        target,
        links,
    }
}

fn half(draft: DraftHalf, input: Input<'_>, path: bool) -> Half {
    let mut counts = vec![0u32; draft.types.len()];
    for segment in &draft.segments {
        for id in segment {
            counts[*id as usize] += 1;
        }
    }
    let total: u32 = counts.iter().sum();
    let types: Vec<Type> = draft
        .types
        .iter()
        .zip(&counts)
        .map(|(draft, count)| Type {
            expected: draft.expected,
            count: *count,
            chance: ((*count as f32 - 0.45).max(0.0) + 0.75) / (total as f32 + 50.0),
        })
        .collect();
    let (places, ends, tokens) = (draft.places, draft.ends, draft.tokens);
    if !path {
        return Half {
            types,
            places,
            ..Half::default()
        };
    }
    let places_of = Occurrences::new(&counts, &draft.segments);
    let singles: Vec<Box<[u32]>> = draft
        .segments
        .into_iter()
        .map(Vec::into_boxed_slice)
        .collect();
    let joined = |before: &[Box<[u32]>], width: usize| -> Vec<Box<[u32]>> {
        let windows = (0..singles.len()).map(|last| match last.checked_sub(width - 1) {
            Some(_) => union(&before[last - 1], &singles[last]),
            None => Box::default(),
        });
        windows.collect()
    };
    let pairs = joined(&singles, 2);
    let triples = joined(&pairs, 3);
    let shared = (0..singles.len())
        .map(
            |last| match last.checked_sub(1).and_then(|before| singles.get(before)) {
                Some(before) => singles[last]
                    .iter()
                    .filter(|id| before.binary_search(id).is_ok())
                    .copied()
                    .collect(),
                None => Box::default(),
            },
        )
        .collect();
    let windows = [singles, pairs, triples];
    let lengths: Vec<f32> = input
        .segments
        .iter()
        .map(|segment| segment.as_str().chars().count().max(1) as f32)
        .collect();
    let log_length = [1, 2, 3].map(|width: usize| {
        let logs: Vec<f32> = lengths
            .windows(width)
            .map(|window| window.iter().sum::<f32>().ln())
            .collect();
        let count = logs.len().max(1) as f32;
        let mean = logs.iter().sum::<f32>() / count;
        let variance = logs.iter().map(|log| (log - mean).powi(2)).sum::<f32>() / count;
        // A document of few segments has no variance to speak of; .35 is that of ordinary prose.
        (mean, (variance * count + 0.35 * 4.0) / (count + 4.0))
    });
    let starts_paragraph = input
        .segments
        .iter()
        .enumerate()
        .map(|(index, segment)| {
            index == 0
                || input
                    .segments
                    .get(index - 1)
                    .is_none_or(|before| before.block != segment.block)
        })
        .collect();
    let stops = [1, 2, 3].map(|width| stops(input.segments, width));
    Half {
        types,
        windows,
        shared,
        places_of,
        lengths,
        log_length,
        starts_paragraph,
        stops_chance: [1, 2, 3].map(|width: usize| stops_chance(width, &stops[width - 1])),
        stops,
        ends,
        tokens,
        places,
    }
}

/// Appends what two sorted lists hold, in order, without repetition.
fn merge(mut a: &[u32], mut b: &[u32], out: &mut Vec<u32>) {
    while let ([x, a_rest @ ..], [y, b_rest @ ..]) = (a, b) {
        out.push(*x.min(y));
        if x <= y {
            a = a_rest;
        }
        if y <= x {
            b = b_rest;
        }
    }
    out.extend_from_slice(a);
    out.extend_from_slice(b);
}

/// What two sorted lists hold, in order, without repetition.
fn union(a: &[u32], b: &[u32]) -> Box<[u32]> {
    let mut all = Vec::with_capacity(a.len() + b.len());
    merge(a, b, &mut all);
    all.into()
}

/// How many ends of sentences are seen inside each window of so many segments: those inside its segments, and those of
/// its segments but the last, where they end with a stop. Two lines that were one, a heading and a sentence say, have
/// none between them if the first has no stop.
fn stops(segments: &[Segment], width: usize) -> Vec<u8> {
    let ends_with_stop = |segment: &Segment| {
        let closing = |c: char| matches!(c, '"' | '\'' | '»' | '\u{201D}' | '\u{2019}' | ')' | ']');
        let text = segment.as_str().trim_end_matches(closing);
        text.ends_with(['.', '!', '?', '؟', '\u{2026}'])
    };
    let here: Vec<(usize, bool)> = segments
        .iter()
        .map(|segment| (segment.sentences.saturating_sub(1), ends_with_stop(segment)))
        .collect();
    (0..here.len())
        .map(|last| {
            let window = here
                .get((last + 1).saturating_sub(width)..=last)
                .unwrap_or_default();
            let inside: usize = window.iter().map(|(inside, _)| inside).sum();
            let between = window.iter().rev().skip(1).filter(|(_, ends)| *ends);
            (inside + between.count()).min(MOST_STOPS) as u8
        })
        .collect()
}

/// How many windows that are not there are counted as if each of their segments held one sentence, and how many as if
/// they had any other number of stops, for each such number.
const STOPS_USUAL: f32 = 1.5;
const STOPS_OTHER: f32 = 0.07;

fn stops_chance(width: usize, stops: &[u8]) -> [f32; MOST_STOPS + 1] {
    let mut row = [STOPS_OTHER; MOST_STOPS + 1];
    row[width - 1] = STOPS_USUAL;
    for count in stops.iter().skip(width - 1) {
        row[usize::from(*count)] += 1.0;
    }
    let total: f32 = row.iter().sum();
    row.map(|count| count / total)
}
