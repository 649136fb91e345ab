//! `name-variants`: one name, several spellings.

use super::words::Linked;
use super::{Check, Context};
use crate::findings::{Category, Edit, Example, Finding, Fix, OptionDoc, Rule, Severity};
use crate::lang::{Lang, LangMemo, Token, TokenKind, similarity, similarity_from};
use crate::lexicon::{Lexicon, PartOfSpeech};
use crate::text::{Map, Place, Remembered, Set, Side, Span};
use rayon::prelude::*;
use std::cmp::Ordering;
use std::sync::LazyLock;

/// See [`RULE`].
#[derive(Debug)]
pub struct NameVariants;

static RULE: Rule = Rule {
    name: "name-variants",
    category: Category::Consistency,
    severity: Severity::Warning,
    mqm: "terminology / inconsistent use",
    its: "inconsistent-entities",
    summary: "One name of the source is spelled in several ways in the translation, or against its known spelling.",
    why: "A reader takes Kavanaugh and Kovanaugh for two persons, and a search finds only one of them. Names that are \
          written in another script have no spelling of their own in the translation, so nothing but consistency \
          holds them together.",
    what_to_do: "Choose one spelling and use it throughout. The fix takes the one that the lexicon knows, else the one \
                 that stands most often.",
    limits: "Two spellings count as variants where the same word of the source stands behind both, across the whole \
             project, or where a capitalised word is one letter away from the known translation of a word of its \
             source. Inflected forms, possessives, demonyms, diacritics, hyphens and the article al- make no variants; \
             neither do given names that several persons bear in several spellings (Mohammed, Muhammad), unless the \
             same second name stands beside them, nor like names that the source spells differently.",
    examples: &[
        Example::wrong(
            "وصل لافروف إلى جنيف مساء.\nوقال لافروف إن المحادثات مفيدة.\nوغادر لافروف جنيف صباحا.",
            "Lavrov arrived in Geneva in the evening.\nThen Lavrov said the talks were useful.\nIn the morning Lovrov left Geneva.",
            "“Lovrov” is Lavrov.",
        ),
        Example::wrong(
            "زار الوفد ولاية بنسلفانيا أمس.",
            "The delegation visited the state of Pannsylvania yesterday.",
            "The lexicon knows Pennsylvania.",
        ),
        Example::right(
            "وصل لافروف إلى جنيف.\nوكرر كلام لافروف.",
            "Lavrov arrived in Geneva.\nHe repeated Lavrov's words.",
            "A possessive is no other name.",
        ),
        Example::right(
            "فاز محمد صلاح بالجائزة.\nوهنأه محمد بركات.",
            "Mohamed Salah won the prize.\nMuhammad Barakat congratulated him.",
            "Two persons, each with his own spelling.",
        ),
    ],
    options: &[OptionDoc {
        key: "allow",
        default: "[]",
        doc: "spellings that may stand beside others",
    }],
};

/// Names shorter than this are too like each other to tell anything.
const SHORTEST: usize = 5;
/// A word of this many letters that is one vowel off a known word is a slip, whatever stands in the source.
const LONG: usize = 7;
/// Links weaker than this say nothing about which name renders which.
const LINK: f32 = 0.3;
/// How alike a name and a word of its source sound where nothing else links them.
const SOMEWHAT: f64 = 0.5;
/// Bytes by which two spellings may differ that are a slip apart when they are folded.
const FOLDED_OFF: usize = 6;
/// How alike two spellings of one name sound at least.
const ALIKE: f64 = 0.8;
/// A word of this many letters is several words that lost their spaces.
const RUN_TOGETHER: usize = 18;
/// At most this many places are listed.
const LISTED: usize = 50;

impl Check for NameVariants {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn project(&self, project: &[Context<'_>], out: &mut Vec<Finding>) {
        let Some(first) = project.first() else { return };
        let allowed: Set<String> = first
            .options
            .list(&RULE, "allow")
            .into_iter()
            .map(|word| first.lang(Side::Target).fold(word))
            .collect();
        let names = Names::collect(project);
        let mut reported: Set<String> = allowed;
        let vocabulary = Vocabulary::new(first);
        let found = names.misspelt(project, vocabulary);
        for variant in found.into_iter().chain(names.variants(project, vocabulary)) {
            if reported.insert(variant.wrong.clone()) {
                out.extend(names.finding(project, &variant));
            }
        }
    }
}

/// A name in a translation.
#[derive(Clone, Debug)]
struct Occurrence {
    document: usize,
    bead: usize,
    segment: usize,
    /// Where the name itself stands, without affixes.
    span: Span,
    /// As it stands there.
    spelling: String,
    /// Words of the source behind it, without affixes, with the strength of the link.
    behind: Vec<(String, f32)>,
    /// The names before and after it, folded.
    beside: [Option<String>; 2],
    /// Whether it opens a sentence, where every word has a capital.
    opens: bool,
}

impl Occurrence {
    /// Whether a word of the source is linked with it.
    fn has_own_word(&self) -> bool {
        self.behind.iter().any(|(_, strength)| *strength >= LINK)
    }
}

/// All names of the translations of a project.
#[derive(Debug, Default)]
struct Names {
    all: Vec<Occurrence>,
    /// Places in `all` by folded name, in order.
    types: Vec<(String, Vec<usize>)>,
}

/// A spelling and the one that should stand in its stead.
#[derive(Clone, Debug)]
struct Variant {
    /// Folded.
    wrong: String,
    /// As it is to be written.
    right: String,
    confidence: f64,
    /// Whether the right form comes from the lexicon.
    known: bool,
}

impl Names {
    fn collect(project: &[Context<'_>]) -> Self {
        let found: Vec<Vec<(String, Occurrence)>> = project
            .par_iter()
            .enumerate()
            .map(|(document, cx)| names_of(document, cx))
            .collect();
        let mut names = Names::default();
        let mut index: Map<String, usize> = Map::default();
        for (norm, occurrence) in found.into_iter().flatten() {
            let slot = match index.get(&norm) {
                Some(slot) => *slot,
                None => {
                    names.types.push((norm.clone(), Vec::new()));
                    index.insert(norm, names.types.len() - 1);
                    names.types.len() - 1
                }
            };
            names.types[slot].1.push(names.all.len());
            names.all.push(occurrence);
        }
        names
    }

    fn occurrences<'a>(&'a self, places: &'a [usize]) -> impl Iterator<Item = &'a Occurrence> {
        places.iter().filter_map(|place| self.all.get(*place))
    }

    /// Names that are a letter away from a known translation of a word of their source.
    fn misspelt(&self, project: &[Context<'_>], vocabulary: Vocabulary<'_>) -> Vec<Variant> {
        let misspelt = |(norm, places): &(String, Vec<usize>)| {
            let letters = norm.chars().count();
            if letters < SHORTEST
                || self
                    .occurrences(places)
                    .any(|occurrence| is_known(&project[occurrence.document], norm))
            {
                return None;
            }
            let best = self
                .occurrences(places)
                .filter_map(|occurrence| expected(&project[occurrence.document], occurrence, norm))
                .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
            let best = best.or_else(|| {
                let [place] = places.as_slice() else {
                    return None;
                };
                let occurrence = self.all.get(*place)?;
                vocabulary.near(occurrence, norm)
            });
            best.map(|(right, confidence)| Variant {
                wrong: norm.clone(),
                right,
                confidence,
                known: true,
            })
        };
        self.types.par_iter().filter_map(misspelt).collect()
    }

    /// Pairs of spellings behind which the same word of the source stands.
    fn variants(&self, project: &[Context<'_>], vocabulary: Vocabulary<'_>) -> Vec<Variant> {
        let mut by_source: Map<&str, Set<usize>> = Map::default();
        for (slot, (norm, places)) in self.types.iter().enumerate() {
            if norm.chars().count() < SHORTEST {
                continue;
            }
            for occurrence in self.occurrences(places) {
                for (word, _) in &occurrence.behind {
                    by_source.entry(word).or_default().insert(slot);
                }
            }
        }
        let mut pairs: Set<(usize, usize)> = Set::default();
        for slots in by_source.values() {
            let mut slots: Vec<usize> = slots.iter().copied().collect();
            slots.sort_unstable();
            for (index, a) in slots.iter().enumerate() {
                for b in &slots[index + 1..] {
                    pairs.insert((*a, *b));
                }
            }
        }
        for pair in self.near_pairs() {
            pairs.insert(pair);
        }
        let mut pairs: Vec<(usize, usize)> = pairs.into_iter().collect();
        pairs.sort_unstable();
        pairs
            .into_par_iter()
            .filter_map(|(a, b)| self.variant(project, vocabulary, a, b))
            .collect()
    }

    /// Types a letter apart.
    fn near_pairs(&self) -> Vec<(usize, usize)> {
        let mut buckets: Map<String, Vec<usize>> = Map::default();
        for (slot, (norm, _)) in self.types.iter().enumerate() {
            let letters: Vec<char> = norm.chars().collect();
            if letters.len() < SHORTEST {
                continue;
            }
            buckets.entry(norm.clone()).or_default().push(slot);
            for left_out in 0..letters.len() {
                let shorter: String = letters
                    .iter()
                    .enumerate()
                    .filter(|(index, _)| *index != left_out)
                    .map(|(_, c)| *c)
                    .collect();
                let bucket = buckets.entry(shorter).or_default();
                if bucket.last() != Some(&slot) {
                    bucket.push(slot);
                }
            }
        }
        let mut pairs = Vec::new();
        for bucket in buckets.values() {
            for (index, a) in bucket.iter().enumerate() {
                for b in &bucket[index + 1..] {
                    pairs.push((*a.min(b), *a.max(b)));
                }
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    fn variant(
        &self,
        project: &[Context<'_>],
        vocabulary: Vocabulary<'_>,
        a: usize,
        b: usize,
    ) -> Option<Variant> {
        let lang = project.first()?.lang(Side::Target);
        let ((a_norm, a_places), (b_norm, b_places)) = (self.types.get(a)?, self.types.get(b)?);
        if is_inflected(lang, a_norm, b_norm) {
            return None;
        }
        let distance = strsim::osa_distance(a_norm, b_norm);
        let longer = a_norm.chars().count().max(b_norm.chars().count());
        let near = distance == 1 || distance == 2 && longer >= 9;
        let alike = similarity(&lang.phones(a_norm), &lang.phones(b_norm));
        if !near && (alike < ALIKE || distance * 3 > longer) {
            return None;
        }
        let cx = project.first()?;
        let (a_known, b_known) = (is_known(cx, a_norm), is_known(cx, b_norm));
        if a_known && b_known && !self.same_entry(project, a_norm, b_norm) {
            return None;
        }
        let first_is_right = match (a_known, b_known) {
            (true, false) => true,
            (false, true) => false,
            _ => match a_places.len().cmp(&b_places.len()) {
                Ordering::Equal => vocabulary.likelihood(a_norm) >= vocabulary.likelihood(b_norm),
                more => more == Ordering::Greater,
            },
        };
        let (wrong, right) = if first_is_right { (b, a) } else { (a, b) };
        let (wrong, right) = (self.types.get(wrong)?, self.types.get(right)?);
        let mut confidence = match self.same_source(project, &wrong.1, (&right.0, &right.1)) {
            Some(true) => 0.9,
            // The source doesn't tell: then it must look like a slip and nothing else.
            Some(false) => {
                let slip = one_slip(&wrong.0, &right.0) && longer > SHORTEST;
                let rare = wrong.1.len() == 1
                    && (right.1.len() > 1 || a_known != b_known || longer >= LONG);
                if !slip || !rare || is_known(cx, &wrong.0) {
                    return None;
                }
                0.65
            }
            None => return None,
        };
        // Persons bear given names in spellings of their own: the same second name must show that it is one person,
        // or that there is only one spelling.
        let slip = wrong.1.len() == 1 && !is_known(cx, &wrong.0) && vowel_slip(&wrong.0, &right.0);
        let given = given_spellings(project, a_norm).max(given_spellings(project, b_norm));
        if given > 0 && !(slip && given <= 2) {
            if !self.same_company(a_places, b_places) {
                return None;
            }
        } else if self.other_company(project, a_places, b_places) {
            return None;
        }
        if !near {
            confidence -= 0.1;
        }
        // Both are spellings of the name; two persons may have it in two.
        if a_known && b_known {
            confidence -= 0.15;
        }
        if right.1.len() == wrong.1.len() && a_known == b_known {
            confidence -= 0.1;
        }
        let spelling = self.occurrences(&right.1).next()?.spelling.clone();
        Some(Variant {
            wrong: wrong.0.clone(),
            right: spelling,
            confidence,
            known: a_known != b_known,
        })
    }

    /// Whether the words of the source behind one spelling stand behind the other too: some when they do, or when the
    /// source has no word of its own for the other; none where it has.
    fn same_source(
        &self,
        project: &[Context<'_>],
        wrong: &[usize],
        (right_name, right): (&str, &[usize]),
    ) -> Option<bool> {
        let words: Set<&str> = self
            .occurrences(right)
            .flat_map(|occurrence| &occurrence.behind)
            .map(|(word, _)| word.as_str())
            .collect();
        let mut shown = true;
        for occurrence in self.occurrences(wrong) {
            let cx = &project[occurrence.document];
            let in_bead = |places: &[usize]| {
                self.occurrences(places)
                    .filter(|other| {
                        other.document == occurrence.document && other.bead == occurrence.bead
                    })
                    .count()
            };
            let there = source_words(cx, occurrence.bead)
                .filter(|bases| bases.iter().any(|base| words.contains(base.as_str())))
                .count();
            if there >= in_bead(wrong) + in_bead(right) {
                continue;
            }
            // The other spelling stands in the same pair, and the source has its word only once.
            if in_bead(right) > 0 && !is_unreadable(cx, occurrence.bead) {
                return None;
            }
            // The source may spell the name in two ways itself; a word that sounds otherwise is another name.
            let (source, target) = (cx.lang(Side::Source), cx.lang(Side::Target));
            let alike = |word: &str| {
                let sounds = source.phones(word);
                words
                    .iter()
                    .any(|other| similarity(&sounds, &source.phones(other)) >= ALIKE)
                    || words.is_empty()
                        && similarity(&sounds, &target.phones(right_name)) >= ALIKE - 0.1
            };
            if occurrence.has_own_word() && !occurrence.behind.iter().any(|(word, _)| alike(word)) {
                return None;
            }
            shown = false;
        }
        Some(shown)
    }

    /// Whether some occurrence of each type stands beside the same other name.
    fn same_company(&self, a: &[usize], b: &[usize]) -> bool {
        let company = |places: &[usize]| -> Set<(usize, String)> {
            self.occurrences(places)
                .flat_map(|occurrence| {
                    occurrence
                        .beside
                        .iter()
                        .enumerate()
                        .filter_map(|(side, name)| Some((side, name.clone()?)))
                        .collect::<Vec<_>>()
                })
                .collect()
        };
        let a = company(a);
        company(b).iter().any(|name| a.contains(name))
    }

    /// Whether the two types stand beside names that make two persons of them: other family names after them, or
    /// other given names before them.
    fn other_company(&self, project: &[Context<'_>], a: &[usize], b: &[usize]) -> bool {
        [0, 1].into_iter().any(|side| {
            let names = |places: &[usize]| -> Set<String> {
                self.occurrences(places)
                    .filter_map(|occurrence| occurrence.beside[side].clone())
                    .filter(|name| side == 1 || given_spellings(project, name) > 0)
                    .collect()
            };
            let (a, b) = (names(a), names(b));
            !a.is_empty() && !b.is_empty() && a.is_disjoint(&b)
        })
    }

    /// Whether the lexicon has the two as spellings of one name.
    fn same_entry(&self, project: &[Context<'_>], a: &str, b: &str) -> bool {
        let Some(cx) = project.first() else {
            return false;
        };
        let lang = cx.lang(Side::Target);
        cx.lexicons.iter().any(|lexicon| {
            if lexicon.from == lang {
                let entries = |word: &str| {
                    lexicon
                        .find(word)
                        .map(|hit| hit.entries)
                        .unwrap_or_default()
                };
                let (a, b) = (entries(a), entries(b));
                return a
                    .iter()
                    .any(|a| a.pos.is_name() && b.iter().any(|b| a.is(*b)));
            }
            if lexicon.to != lang {
                return false;
            }
            let (a, b) = (lexicon.keys_of(a), lexicon.keys_of(b));
            // A demonym is no spelling of the place.
            let demonym = |keys: &[u32]| {
                keys.iter()
                    .flat_map(|key| lexicon.pos_of(*key))
                    .any(|pos| pos == PartOfSpeech::Nationality)
            };
            !demonym(&a)
                && !demonym(&b)
                && a.iter()
                    .flat_map(|key| lexicon.entries_with(*key))
                    .any(|entry| {
                        entry.pos.is_name() && entry.keys.iter().any(|key| b.contains(key))
                    })
        })
    }

    fn finding(&self, project: &[Context<'_>], variant: &Variant) -> Option<Finding> {
        let (_, places) = self.types.iter().find(|(norm, _)| *norm == variant.wrong)?;
        let first = self.occurrences(places).next()?;
        let cx = project.get(first.document)?;
        let right = &variant.right;
        let fold = cx.lang(Side::Target).fold(right);
        let others = self
            .types
            .iter()
            .find(|(norm, _)| *norm == fold)
            .map(|(_, places)| places);
        let count = others.map_or(0, Vec::len);
        let message = if count > 0 {
            format!(
                "“{}” is spelled “{right}” elsewhere ({count} {})",
                first.spelling,
                if count == 1 { "time" } else { "times" }
            )
        } else {
            format!("“{}” should be “{right}”", first.spelling)
        };
        let help = if variant.known {
            format!("Write “{right}”, as the lexicon has it.")
        } else {
            format!("Use one spelling throughout; “{right}” stands more often or first.")
        };
        let mut finding =
            Finding::new(&RULE, variant.confidence, message, help).in_bead(first.bead);
        let place = |occurrence: &Occurrence| -> Option<Place> {
            project.get(occurrence.document)?.place(
                Side::Target,
                occurrence.segment,
                occurrence.span,
            )
        };
        let mut edits = Vec::new();
        for (index, occurrence) in self.occurrences(places).enumerate().take(LISTED) {
            let Some(place) = place(occurrence) else {
                continue;
            };
            edits.push(Edit {
                place: place.clone(),
                replacement: cased(right, &occurrence.spelling),
            });
            if index == 0 {
                finding = finding.target(place);
            } else {
                finding = finding.related(place, "here too");
            }
        }
        for occurrence in others
            .into_iter()
            .flat_map(|places| self.occurrences(places))
            .take(LISTED)
        {
            if let Some(place) = place(occurrence) {
                finding = finding.related(place, format!("“{}” here", occurrence.spelling));
            }
        }
        if let Some(bead) = cx
            .bead(first.bead)
            .and_then(|bead| bead.whole(Side::Source))
        {
            finding = finding.source(bead);
        }
        finding.fix = Some(Fix { safe: false, edits });
        Some(finding)
    }
}

/// The names of a document's translation, in order.
fn names_of(document: usize, cx: &Context<'_>) -> Vec<(String, Occurrence)> {
    let mut found = Vec::new();
    for bead in cx.beads() {
        let linked = Linked::new(&bead);
        for (segment, text, analysis) in bead.segments(Side::Target) {
            let all: Vec<Option<(String, Span)>> = (0..analysis.tokens.len())
                .map(|token| name(cx, &linked, segment, token, text, &analysis.tokens))
                .collect();
            for token in 0..all.len() {
                let beside = |token: Option<usize>| -> Option<String> {
                    let (norm, _) = all.get(token?)?.as_ref()?;
                    Some(norm.clone())
                };
                let Some((norm, span)) = &all[token] else {
                    continue;
                };
                let occurrence = Occurrence {
                    document,
                    bead: bead.index,
                    segment,
                    span: *span,
                    spelling: span.of(text).to_owned(),
                    behind: behind(cx, &linked, bead.index, (segment, token), norm),
                    beside: [beside(token.checked_sub(1)), beside(token.checked_add(1))],
                    opens: opens_sentence(&analysis.tokens, token),
                };
                found.push((norm.clone(), occurrence));
            }
        }
    }
    found
}

/// A word in the case of another: in capitals where that is.
fn cased(word: &str, like: &str) -> String {
    let capitals = like.chars().filter(|c| c.is_uppercase()).count();
    if capitals > 1 && !like.chars().any(char::is_lowercase) {
        word.to_uppercase()
    } else {
        word.to_owned()
    }
}

/// The name that a token is: folded and without affixes, and where it stands. None for words that are no names.
fn name(
    cx: &Context<'_>,
    linked: &Linked<'_>,
    segment: usize,
    token: usize,
    text: &str,
    tokens: &[Token],
) -> Option<(String, Span)> {
    let lang = cx.lang(Side::Target);
    let word = tokens.get(token)?;
    if word.kind != TokenKind::Word || word.lang != Some(lang) || lang.is_stop_word(&word.norm) {
        return None;
    }
    if lang.has_case() {
        if !word.is_capitalised(text) {
            return None;
        }
        // The possessive is no part of the name.
        let raw = word.span.of(text);
        let cut = raw
            .strip_suffix("'s")
            .or_else(|| raw.strip_suffix("\u{2019}s"))
            .or_else(|| raw.strip_suffix("'S"))
            .unwrap_or(raw);
        let span = Span::new(word.span.start, word.span.start + cut.len());
        // A word of capitals and two or three letters is an abbreviation.
        if cut.chars().count() <= 4 && cut.chars().all(|c| !c.is_lowercase()) {
            return None;
        }
        return Some((lang.fold(cut), span));
    }
    // Without capitals, a name is what renders a name.
    let source = cx.lang(Side::Source);
    let rendered = linked
        .partners(Side::Target, (segment, token))
        .filter(|(_, strength)| *strength >= LINK && source.has_case())
        .filter_map(|((segment, token), strength)| {
            let other = cx.tokens(Side::Source, segment).get(token)?;
            let name = other.is_capitalised(cx.text(Side::Source, segment))
                && !source.is_stop_word(&other.norm);
            name.then_some((other, strength))
        })
        .max_by(|a, b| {
            a.1.total_cmp(&b.1)
                .then(b.0.span.start.cmp(&a.0.span.start))
        })?;
    let raw = word.span.of(text);
    // Affixes can only be cut off the text where folding left every letter in its place.
    if raw.chars().count() != word.norm.chars().count() {
        return Some((word.norm.to_string(), word.span));
    }
    // A first letter may be a conjunction or the name's own: what sounds most like the name tells.
    let sounds = source.phones(&rendered.0.norm);
    let mut bases: Vec<String> = lang
        .readings(&word.norm)
        .into_iter()
        .filter(|reading| reading.suffix.is_empty() && reading.cost <= 2)
        .map(|reading| reading.base)
        .filter(|base| base.chars().count() >= 3 && word.norm.ends_with(base.as_str()))
        .collect();
    // Where the sounds don't tell (ألمانيا is Germany), a name that a lexicon has does.
    let has = |base: &String| {
        cx.lexicons.iter().any(|lexicon| {
            lexicon.from == lang
                && lexicon
                    .find(base)
                    .is_some_and(|hit| hit.reading.base == *base)
        })
    };
    if bases.iter().any(has) {
        bases.retain(has);
    }
    let base = bases
        .into_iter()
        .map(|base| (similarity(&lang.phones(&base), &sounds), base))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.len().cmp(&b.1.len())))
        .map_or_else(|| word.norm.to_string(), |(_, base)| base);
    let cut = word.norm.chars().count() - base.chars().count();
    let offset: usize = raw.chars().take(cut).map(char::len_utf8).sum();
    Some((base, Span::new(word.span.start + offset, word.span.end)))
}

/// Whether a token opens a sentence.
fn opens_sentence(tokens: &[Token], token: usize) -> bool {
    tokens
        .get(..token)
        .unwrap_or_default()
        .iter()
        .rev()
        .find(|token| {
            !matches!(
                &*token.norm,
                "\"" | "'" | "(" | "\u{201C}" | "\u{2018}" | "«"
            )
        })
        .is_none_or(|before| matches!(&*before.norm, "." | "!" | "?" | ":" | "…"))
}

/// The words of the source behind a word of the target, in the forms they may have without affixes: those it is
/// linked with, else those of the pair that sound somewhat like it.
fn behind(
    cx: &Context<'_>,
    linked: &Linked<'_>,
    bead: usize,
    word: (usize, usize),
    norm: &str,
) -> Vec<(String, f32)> {
    let lang = cx.lang(Side::Source);
    let mut behind: Vec<(String, f32)> = Vec::new();
    let add = |behind: &mut Vec<(String, f32)>, base: &String, strength: f32| {
        if !behind.iter().any(|(known, _)| known == base) {
            behind.push((base.clone(), strength));
        }
    };
    for ((segment, token), strength) in linked.partners(Side::Target, word) {
        let Some(token) = cx.tokens(Side::Source, segment).get(token) else {
            continue;
        };
        if strength < LINK || token.kind != TokenKind::Word || lang.is_stop_word(&token.norm) {
            continue;
        }
        for base in &*bases(lang, &token.norm) {
            add(&mut behind, base, strength);
        }
    }
    if behind.is_empty() && !is_known(cx, norm) {
        let sounds = cx.lang(Side::Target).phones(norm);
        for bases in source_words(cx, bead) {
            for base in &*bases {
                let alike = similarity_from(&lang.phones(base).0, &sounds.0, SOMEWHAT);
                if alike >= SOMEWHAT {
                    add(&mut behind, base, alike as f32 * LINK);
                }
            }
        }
    }
    // Like names share their sounds: only the words that sound most like it are its own.
    let best = behind
        .iter()
        .map(|(_, strength)| *strength)
        .fold(0.0, f32::max);
    behind.retain(|(_, strength)| *strength >= best - 0.05);
    behind
}

/// The forms a word may have without clitics before it.
fn bases(lang: Lang, norm: &str) -> Remembered<'static, Bases> {
    /// Words of a language that are remembered, at most.
    const MOST_WORDS: usize = 100_000;
    static KNOWN: LazyLock<LangMemo<Bases>> = LazyLock::new(|| LangMemo::new(MOST_WORDS));
    KNOWN.get(lang, norm, || made_bases(lang, norm))
}

type Bases = Box<[String]>;

fn made_bases(lang: Lang, norm: &str) -> Bases {
    let mut bases: Vec<String> = lang
        .readings(norm)
        .into_iter()
        .filter(|reading| {
            (reading.suffix.is_empty() || reading.suffix == "'s")
                && reading.cost <= 2
                && reading.base.chars().count() >= 3
        })
        .map(|reading| reading.base)
        .collect();
    bases.dedup();
    bases.into()
}

/// The words of a bead's source, each in the forms it may have without clitics.
fn source_words<'a>(
    cx: &Context<'a>,
    bead: usize,
) -> impl Iterator<Item = Remembered<'static, Bases>> + 'a {
    let lang = cx.lang(Side::Source);
    let cx = *cx;
    cx.bitext
        .beads
        .get(bead)
        .map(|bead| bead.source.clone())
        .into_iter()
        .flatten()
        .flat_map(move |segment| cx.tokens(Side::Source, segment))
        .filter(|token| token.kind == TokenKind::Word)
        .map(move |token| bases(lang, &token.norm))
}

/// Whether the lexicons know a word of the target.
fn is_known(cx: &Context<'_>, norm: &str) -> bool {
    let lang = cx.lang(Side::Target);
    lang.is_stop_word(norm)
        || cx.lexicons.iter().any(|lexicon| {
            lexicon.to == lang && !lexicon.uses(norm).keys.is_empty()
                || lexicon.from == lang && lexicon.has(norm)
        })
}

/// In how many spellings the lexicons have the given name that a word is; 0 where it is none.
fn given_spellings(project: &[Context<'_>], norm: &str) -> usize {
    let Some(cx) = project.first() else { return 0 };
    let lang = cx.lang(Side::Target);
    let mut most = 0;
    for lexicon in cx.lexicons {
        if lexicon.to == lang {
            let keys = lexicon.keys_of(norm);
            let given = keys
                .iter()
                .flat_map(|key| lexicon.entries_with(*key))
                .filter(|entry| entry.pos == PartOfSpeech::GivenName);
            most = most.max(given.map(|entry| entry.keys.len()).max().unwrap_or(0));
        } else if lexicon.from == lang
            && lexicon.find(norm).is_some_and(|hit| {
                hit.entries
                    .iter()
                    .any(|entry| entry.pos == PartOfSpeech::GivenName)
            })
        {
            // What the source's one name may be written like in this language isn't counted.
            most = most.max(2);
        }
    }
    most
}

/// Whether one word is an inflected or derived form of the other: plural, demonym, adjective.
fn is_inflected(lang: Lang, a: &str, b: &str) -> bool {
    let reads = |word: &str, base: &str| {
        lang.readings(word)
            .iter()
            .any(|reading| reading.base == base && reading.cost <= 4)
    };
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    reads(a, b)
        || reads(b, a)
        || lang.name_endings().iter().any(|(ending, instead)| {
            long.strip_suffix(ending)
                .is_some_and(|stem| instead.iter().any(|end| format!("{stem}{end}") == short))
        })
}

/// The known translation of a word of the source that a name is a letter away from, with a confidence.
fn expected(cx: &Context<'_>, occurrence: &Occurrence, norm: &str) -> Option<(String, f64)> {
    let lang = cx.lang(Side::Target);
    let mut best: Option<(String, f64)> = None;
    for lexicon in cx.lexicons {
        if lexicon.to != lang {
            continue;
        }
        let offered = renderings(cx, lexicon, occurrence.bead);
        let near: Vec<(&Rendering<'_>, String)> = offered
            .iter()
            .filter(|rendering| rendering.spelling.len().abs_diff(norm.len()) <= FOLDED_OFF)
            .map(|rendering| (rendering, lang.fold(rendering.spelling)))
            .filter(|(_, folded)| {
                folded.chars().count() >= SHORTEST
                    && one_slip(folded, norm)
                    && !is_inflected(lang, folded, norm)
            })
            .collect();
        if near.is_empty() {
            continue;
        }
        let there = target_keys(cx, lexicon, occurrence);
        let mut sources: Map<u32, Set<usize>> = Map::default();
        for rendering in &offered {
            sources
                .entry(rendering.key)
                .or_default()
                .insert(rendering.word);
        }
        for (rendering, folded) in near {
            // Where the known form stands too, the source must have its word more often.
            let free = there.get(&rendering.key).copied().unwrap_or(0)
                < sources.get(&rendering.key).map_or(0, Set::len);
            if !free {
                continue;
            }
            let Some(mut confidence) = rendering.confidence(&folded, norm, occurrence) else {
                continue;
            };
            if occurrence.opens {
                confidence -= 0.1;
            }
            if best.as_ref().is_none_or(|(_, known)| confidence > *known) {
                let right = if rendering
                    .spelling
                    .chars()
                    .next()
                    .is_some_and(char::is_uppercase)
                {
                    rendering.spelling.to_owned()
                } else {
                    capitalised(rendering.spelling)
                };
                best = Some((right, confidence));
            }
        }
    }
    best
}

impl Rendering<'_> {
    /// How sure it is that a name one letter off this rendering is a slip.
    fn confidence(&self, folded: &str, norm: &str, occurrence: &Occurrence) -> Option<f64> {
        let own_word = occurrence.has_own_word();
        match self.pos {
            // Persons are spelled in many ways. Where the lexicon knows only one, a slip of a vowel early in the name
            // is hardly another romanisation.
            PartOfSpeech::FamilyName => None,
            PartOfSpeech::GivenName => {
                let changed = folded.chars().zip(norm.chars()).position(|(a, b)| a != b)?;
                let length = folded.chars().count();
                let one_spelling = self.spellings == 1 && norm.chars().count() == length;
                (one_spelling
                    && length > SHORTEST
                    && changed + 3 < length
                    && vowel_slip(folded, norm))
                .then_some(0.6)
            }
            // A person's name may sound like a place (Eisen, Essen).
            PartOfSpeech::Place | PartOfSpeech::Name => {
                let short = folded.chars().count() <= SHORTEST;
                (!short || !own_word && occurrence.beside[0].is_none()).then_some(0.85)
            }
            // A word of the source that sounds like the name is the name's, and no slip of a common word.
            PartOfSpeech::Nationality | PartOfSpeech::Date => Some(0.9),
            _ => (!own_word && (vowel_slip(folded, norm) || folded.chars().count() > LONG))
                .then_some(0.85),
        }
    }
}

/// Whether two words of one length differ in one vowel letter.
fn vowel_slip(a: &str, b: &str) -> bool {
    let differing: Vec<(char, char)> = a.chars().zip(b.chars()).filter(|(a, b)| a != b).collect();
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ا' | 'و' | 'ي');
    a.chars().count() == b.chars().count()
        && matches!(differing.as_slice(), [(a, b)] if vowel(*a) && vowel(*b))
}

/// Whether a source has run-together words, so that nothing can be told from it.
fn is_unreadable(cx: &Context<'_>, bead: usize) -> bool {
    cx.bitext
        .beads
        .get(bead)
        .map(|bead| bead.source.clone())
        .into_iter()
        .flatten()
        .flat_map(|segment| cx.tokens(Side::Source, segment))
        .any(|token| token.kind == TokenKind::Word && token.norm.chars().count() >= RUN_TOGETHER)
}

/// The words of the target language that the lexicons know.
#[derive(Clone, Copy, Debug)]
struct Vocabulary<'a> {
    lang: Lang,
    lexicons: &'a [&'a Lexicon],
}

impl<'a> Vocabulary<'a> {
    fn new(cx: &Context<'a>) -> Self {
        Self {
            lang: cx.lang(Side::Target),
            lexicons: cx.lexicons,
        }
    }

    fn lexicons(self) -> impl Iterator<Item = &'a Lexicon> {
        let known = self.lexicons.iter().copied();
        known.filter(move |lexicon| lexicon.to == self.lang)
    }

    /// How usual the letters of a word are one after the other: mean log probability.
    fn likelihood(self, word: &str) -> f64 {
        let count = |letters: &[char]| -> f64 {
            let letters: String = letters.iter().collect();
            let counts = self.lexicons().map(|lexicon| lexicon.frequency(&letters));
            f64::from(counts.sum::<u32>())
        };
        let letters: Vec<char> = std::iter::once(' ')
            .chain(word.chars())
            .chain([' '])
            .collect();
        let triples = letters.windows(3);
        let number = triples.len().max(1) as f64;
        let sum: f64 = triples
            .map(|triple| ((count(triple) + 0.1) / (count(&triple[..2]) + 3.0)).ln())
            .sum();
        sum / number
    }

    /// A known word that a name is one vowel away from, where the source has no word that sounds like the name.
    fn near(self, occurrence: &Occurrence, norm: &str) -> Option<(String, f64)> {
        if norm.chars().count() < LONG || occurrence.has_own_word() {
            return None;
        }
        let lang = self.lang;
        let near = |norm: &str| -> Vec<&str> {
            let mut near: Vec<&str> = Vec::new();
            for (at, letter) in norm.char_indices().filter(|(_, c)| is_vowel(*c)) {
                for other in VOWELS.into_iter().filter(|other| *other != letter) {
                    let (before, after) = norm.split_at(at);
                    let word = format!("{before}{other}{}", &after[letter.len_utf8()..]);
                    let known = self
                        .lexicons()
                        .filter_map(|lexicon| self.listed(lexicon, &word));
                    near.extend(known);
                }
            }
            near.sort_unstable();
            near.dedup();
            near
        };
        let confidence = if occurrence.opens { 0.5 } else { 0.6 };
        // Two known words as near as each other tell nothing.
        match near(norm).as_slice() {
            [word] => return Some((capitalised(word), confidence)),
            [] => {}
            _ => return None,
        }
        // The plural of a known word.
        let (plural, words) = lang
            .readings(norm)
            .into_iter()
            .filter(|reading| !reading.suffix.is_empty() && reading.cost <= 2)
            .filter(|reading| format!("{}{}", reading.base, reading.suffix) == norm)
            .map(|reading| (near(&reading.base), reading.suffix))
            .map(|(words, suffix)| (suffix, words))
            .find(|(_, words)| !words.is_empty())?;
        let [word] = words.as_slice() else {
            return None;
        };
        Some((format!("{}{plural}", capitalised(word)), confidence))
    }

    /// The spelling of a folded word in a lexicon that has it, be it not as the name of a person alone.
    fn listed(self, lexicon: &'a Lexicon, folded: &str) -> Option<&'a str> {
        let key = lexicon.key(folded)?;
        let spelling = lexicon.spelling(key);
        let person = |pos| matches!(pos, PartOfSpeech::GivenName | PartOfSpeech::FamilyName);
        let listed = self.lang.fold(spelling) == folded
            && lexicon.entries_with(key).any(|entry| !person(entry.pos));
        listed.then_some(spelling)
    }
}

const VOWELS: [char; 6] = ['a', 'e', 'i', 'o', 'u', 'y'];

fn is_vowel(c: char) -> bool {
    VOWELS.contains(&c)
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

/// Whether two words are one slip of the keyboard apart: a letter changed, left out, put in or swapped with its
/// neighbour, and not the first one.
fn one_slip(a: &str, b: &str) -> bool {
    a.chars().next() == b.chars().next() && strsim::osa_distance(a, b) == 1
}

/// Keys of the words that stand in the target of a bead, with how often.
fn target_keys(cx: &Context<'_>, lexicon: &Lexicon, occurrence: &Occurrence) -> Map<u32, usize> {
    let mut counts = Map::default();
    let segments = cx
        .bitext
        .beads
        .get(occurrence.bead)
        .map(|bead| bead.target.clone())
        .unwrap_or_default();
    for token in segments.flat_map(|segment| cx.tokens(Side::Target, segment)) {
        if token.kind == TokenKind::Word {
            for key in lexicon.uses(&token.norm).keys.iter() {
                *counts.entry(*key).or_insert(0) += 1;
            }
        }
    }
    counts
}

/// A spelling that the lexicon has for a word of a source.
#[derive(Clone, Copy, Debug)]
struct Rendering<'a> {
    spelling: &'a str,
    key: u32,
    pos: PartOfSpeech,
    /// Number of spellings that the entry has.
    spellings: usize,
    /// Which word of the source it is.
    word: usize,
}

/// The spellings that the lexicon has for the words and phrases of a bead's source.
fn renderings<'a>(cx: &Context<'_>, lexicon: &'a Lexicon, bead: usize) -> Vec<Rendering<'a>> {
    let mut found = Vec::new();
    let segments = cx
        .bitext
        .beads
        .get(bead)
        .map(|bead| bead.source.clone())
        .unwrap_or_default();
    let words: Vec<&str> = segments
        .flat_map(|segment| cx.tokens(Side::Source, segment))
        .filter(|token| token.kind == TokenKind::Word)
        .map(|token| &*token.norm)
        .collect();
    for (word, norm) in words.iter().enumerate() {
        let mut add = |pos: PartOfSpeech, keys: &[u32]| {
            found.extend(keys.iter().map(|key| Rendering {
                spelling: lexicon.spelling(*key),
                key: *key,
                pos,
                spellings: keys.len(),
                word,
            }));
        };
        if let Some((_, entry)) = lexicon.phrase(&words[word..]) {
            add(entry.pos, entry.keys);
        }
        match lexicon.find(norm) {
            Some(hit) => hit
                .entries
                .iter()
                .for_each(|entry| add(entry.pos, entry.keys)),
            // Real files have run-together words.
            None => {
                for piece in lexicon.split(norm).iter().flat_map(|pieces| pieces.iter()) {
                    if let Some(hit) = lexicon.find(piece) {
                        hit.entries
                            .iter()
                            .for_each(|entry| add(entry.pos, entry.keys));
                    }
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{examples, findings, flags, silent};

    #[test]
    fn the_examples_hold() {
        examples(&NameVariants);
    }

    #[test]
    fn variants_are_flagged() {
        for (source, target) in [
            (
                "وصل شويغو إلى دمشق.\nوزار شويغو القاعدة.\nثم عاد شويغو إلى موسكو.",
                "Shoigu arrived in Damascus.\nThen Shoigu visited the base.\nLater Shoygu returned to Moscow.",
            ),
            (
                "تحدث كافانو أمام اللجنة.\nولم يجب كافانو عن السؤال.\nوغادر كافانو القاعة.",
                "Kavanaugh spoke to the committee.\nBut Kavanaugh did not answer the question.\nThen Kavannaugh left the hall.",
            ),
            (
                "نشرت صحيفة إزفستيا المقال.\nوقالت إزفستيا إن المصدر موثوق.",
                "The daily Izvestia published the article.\nAccording to Izvestiya, the source is reliable.",
            ),
            (
                "يقود حفتر القوات.\nورفض حفتر العرض.\nوقال حفتر إن الحرب مستمرة.",
                "The forces are led by Haftar.\nThe offer was refused by Haftar.\nAnd Hafter said the war would go on.",
            ),
            (
                "فاز موراتينوس بالمنصب.\nوشكر موراتينوس زملاءه.",
                "Moratinos won the post.\nThen Moratenos thanked his colleagues.",
            ),
            (
                "سيطرت القوات على بلدة كفرنبل.\nوقصفت كفرنبل ليلا.",
                "The forces took the town of Kafranbel.\nAt night Kafranbil was shelled.",
            ),
        ] {
            flags(&NameVariants, source, target);
        }
    }

    #[test]
    fn names_off_their_known_spelling_are_flagged() {
        for (source, target) in [
            (
                "زار الوزير واشنطن أمس.",
                "The minister visited Washingten yesterday.",
            ),
            (
                "تقع الجامعة في كاليفورنيا.",
                "The university is in Californai.",
            ),
            (
                "يعيش في المكسيك منذ عام.",
                "He has lived in Mixico for a year.",
            ),
            ("بدأت المحادثات في يناير.", "The talks began in Januery."),
            (
                "أعلنت وزارة الصحة ذلك.",
                "This was announced by the Ministry of Heelth.",
            ),
            (
                "درس في جامعة دمشق.",
                "He studied at the Universoty of Damascus.",
            ),
            (
                "تصدر الولايات المتحدة القمح.",
                "Wheat is exported by the United Statas.",
            ),
            ("وصل الوفد إلى طهران.", "The delegation arrived in Tehren."),
            ("اجتمع البرلمان الأوروبي.", "The Europaan Parliament met."),
        ] {
            flags(&NameVariants, source, target);
        }
    }

    #[test]
    fn variants_in_a_language_without_capitals_are_flagged() {
        for (source, target) in [
            (
                "Kavanaugh spoke first.\nThe judge, Kavanaugh, was calm.\nNobody asked Kavanaugh.",
                "تحدث كافانو أولا.\nوكان القاضي كافانو هادئا.\nولم يسأل أحد كافاناو.",
            ),
            (
                "Lavrov arrived in Geneva.\nReporters asked Lavrov about the war.",
                "وصل لافروف إلى جنيف.\nوسأل الصحفيون لافرف عن الحرب.",
            ),
        ] {
            flags(&NameVariants, source, target);
        }
    }

    #[test]
    fn the_fix_is_the_majority_and_keeps_the_possessive() {
        let found = findings(
            &NameVariants,
            "وصل لافروف إلى جنيف.\nوكرر كلام لافروف.\nورد لافروف على السؤال.",
            "Lavrov arrived in Geneva.\nHe repeated Lovrov's words.\nThen Lavrov answered the question.",
        );
        assert_eq!(found.len(), 1);
        let fix = found[0]
            .fix
            .as_ref()
            .map(|fix| (fix.safe, fix.edits.len(), fix.edits[0].replacement.as_str()));
        assert_eq!(fix, Some((false, 1, "Lavrov")));
        assert_eq!(
            found[0].target.as_ref().map(|place| place.text()),
            Some("Lovrov")
        );
        assert_eq!(found[0].related.len(), 2);
    }

    #[test]
    fn forms_of_a_name_are_no_variants() {
        for (source, target) in [
            (
                "زار سوريا.\nالشعب السوري صبور.",
                "He visited Syria.\nThe Syrian people are patient.",
            ),
            (
                "زار العراق.\nالجيش العراقي هناك.",
                "He visited Iraq.\nThe Iraqi army is there.",
            ),
            (
                "زار الصين.\nالبضائع الصينية رخيصة.",
                "He visited China.\nChinese goods are cheap.",
            ),
            (
                "قال كلينتون ذلك.\nوآل كلينتون أثرياء.",
                "Clinton said so.\nThe Clintons are rich.",
            ),
            (
                "قال الأسد ذلك.\nوكلام الأسد واضح.",
                "Assad said so.\nThen Assad's words were clear.",
            ),
            (
                "قال القذافي ذلك.\nوعاد القذافي.",
                "Al-Gaddafi said so.\nThen Gaddafi returned.",
            ),
            (
                "لعب أوزيل هنا.\nوغادر أوزيل.",
                "Özil played here.\nThen Ozil left.",
            ),
            (
                "جون كينيدي رئيس.\nاغتيل كينيدي.",
                "John F. Kennedy was president.\nKennedy was assassinated.",
            ),
            (
                "جاء ماركس.\nالماركسيون كثيرون.",
                "Marx came.\nThe Marxists are many.",
            ),
            (
                "تحب أوكرانيا.\nأوكراني وأوكرانية.",
                "She loves Ukraine.\nUkrainian men and women.",
            ),
        ] {
            silent(&NameVariants, source, target);
        }
    }

    #[test]
    fn different_persons_and_places_are_no_variants() {
        for (source, target) in [
            (
                "زار إيران.\nثم زار العراق.",
                "He visited Iran.\nThen he visited Iraq.",
            ),
            (
                "حضر محمد سالم.\nوغاب محمد كامل.",
                "Mohamed Salem was there.\nMuhammad Kamel was not.",
            ),
            (
                "فاز هانسن بالسباق.\nوجاء جانسن ثانيا.",
                "Hansen won the race.\nJansen came second.",
            ),
            (
                "فازت آنا كوفاك.\nوخسر بيتر نوفاك.",
                "Anna Kovac won.\nPeter Novak lost.",
            ),
            (
                "عاش في النمسا.\nثم في أستراليا.",
                "He lived in Austria.\nThen in Australia.",
            ),
            (
                "زار دبي.\nثم زار دبلن.",
                "He visited Dubai.\nThen he visited Dublin.",
            ),
            (
                "كتب ستيفن هوكينغ.\nوأخرج ستيفن سبيلبرغ.",
                "Stephen Hawking wrote.\nSteven Spielberg directed.",
            ),
            (
                "ولد في سلوفاكيا.\nودرس في سلوفينيا.",
                "He was born in Slovakia.\nHe studied in Slovenia.",
            ),
            (
                "يلعب ساني هنا.\nويلعب ماني هناك.",
                "Sané plays here.\nMané plays there.",
            ),
        ] {
            silent(&NameVariants, source, target);
        }
    }

    #[test]
    fn rightly_spelled_words_that_are_like_known_ones_are_not() {
        for (source, target) in [
            ("قال نورمان إيسن ذلك.", "Norman Eisen said so."),
            ("قالت كيرستي كاليولايد ذلك.", "Kersti Kaljulaid said so."),
            ("يعمل في شركة باناسونيك.", "He works for Panasonic."),
            ("كتبت إيمي هاردينغ الرواية.", "Amy Harding wrote the novel."),
            ("زار متحف بردو.", "He visited the Bardo museum."),
        ] {
            silent(&NameVariants, source, target);
        }
    }
}
