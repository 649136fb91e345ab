//! `name-mismatch`: a name of the source has another name in its place.

use super::words::{Linked, WordAt, neighbours_in_common};
use super::{BeadContext, Check};
use crate::findings::{Category, Example, Finding, Rule, Severity};
use crate::lang::{Analysis, Lang, Phone, Shape, TokenKind, similarity_from};
use crate::lexicon::{Key, Lexicon, PartOfSpeech, Senses};
use crate::text::{Set, Side};
use std::cell::OnceCell;

/// See [`RULE`].
#[derive(Debug)]
pub struct NameMismatch;

static RULE: Rule = Rule {
    name: "name-mismatch",
    category: Category::Accuracy,
    severity: Severity::Error,
    mqm: "accuracy / mistranslation",
    its: "mistranslation",
    summary: "A name of one side has another name in its place on the other.",
    why: "One country for another, one minister for his predecessor: the sentence stays sound and says something false \
          about somebody. It happens where a sentence was copied from a like one, and where a translator corrected \
          the author from memory.",
    what_to_do: "Put the name that the source has, or correct the source.",
    limits: "Names that the lexicon knows are compared, place with place and person with person, nationalities with \
             countries and nationalities, and only where exactly one name of each side has no counterpart. One that it doesn't know is reported as a warning, where \
             it sounds like nothing in the source and stands in the place of a word that sounds like nothing in the \
             translation. A name that is simply absent is silent: a pronoun, a \
             title (the president), a demonym or an adjective may stand for it. Capitals and seats of government that \
             stand for countries (Moscow, the Kremlin, Russia) are known, abbreviations and older names too.",
    examples: &[
        Example::wrong(
            "التقى أوباما نظيره الفرنسي في باريس.",
            "Trump met his French counterpart in Paris.",
            "أوباما is Obama.",
        ),
        Example::wrong(
            "التقى الوزير السفير السنغالي في القصر.",
            "The minister met the Nigerian ambassador at the palace.",
            "سنغالي is Senegalese.",
        ),
        Example::wrong(
            "وصل الوفد إلى تونس صباح اليوم.",
            "The delegation arrived in Qatar this morning.",
            "تونس is Tunisia.",
        ),
        Example::right(
            "أعلنت موسكو رفضها المقترح.",
            "Russia said it rejected the proposal.",
            "The capital stands for the country.",
        ),
        Example::right(
            "قال أوباما إنه سيعود.",
            "The president said he would be back.",
            "A title stands for the name.",
        ),
    ],
    options: &[],
};

/// Links weaker than this are none.
const LINK: f32 = 0.2;
/// A name and a word of the other side that sound more alike than this may render each other.
const ALIKE: f64 = 0.7;
/// A name that is in no table sounds less like every word of the other side than this where it renders none.
const UNLIKE: f64 = 0.5;
/// A side of more tokens than this is no sentence, and to compare each name with each word would take too long.
const LONGEST: usize = 600;
/// An unknown word with fewer letters may be anything.
const SHORTEST: usize = 5;
/// A reading with more than this taken off may be another word.
const NATION_COST: u8 = 3;
/// A word of this many letters is several words that lost their spaces, and may hold anything.
const RUN_TOGETHER: usize = 18;

impl Check for NameMismatch {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bead(&self, cx: &BeadContext<'_>, out: &mut Vec<Finding>) {
        if !cx.bead.is_paired() || !cx.bead.given && cx.bead.score < 0.7 {
            return;
        }
        // Each name is held against each word.
        let words = |side| -> usize {
            cx.segments(side)
                .map(|(_, _, analysis)| analysis.tokens.len())
                .sum()
        };
        if Side::BOTH.iter().any(|side| words(*side) > LONGEST) {
            return;
        }
        for lexicon in cx.cx.lexicons {
            let (from, to) = (cx.cx.lang(Side::Source), cx.cx.lang(Side::Target));
            let heads = if (lexicon.from, lexicon.to) == (from, to) {
                Side::Source
            } else if (lexicon.from, lexicon.to) == (to, from) {
                Side::Target
            } else {
                continue;
            };
            let pair = Pair {
                cx,
                lexicon,
                heads,
                there: Default::default(),
            };
            let linked = Linked::new(cx);
            if let Some(finding) = pair.compare(&linked).or_else(|| pair.strangers(&linked)) {
                out.push(finding);
                return;
            }
        }
    }
}

/// What kinds of things a name names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Kinds {
    place: bool,
    person: bool,
}

impl Kinds {
    fn of(parts: impl Iterator<Item = PartOfSpeech>) -> Self {
        let mut kinds = Kinds::default();
        for pos in parts {
            kinds.place |= pos == PartOfSpeech::Place;
            kinds.person |= pos == PartOfSpeech::FamilyName;
        }
        kinds
    }

    fn shares(self, other: Kinds) -> bool {
        self.place && other.place || self.person && other.person
    }

    fn any(self) -> bool {
        self.place || self.person
    }
}

/// Whether a word is a place, somebody of a place or a person in all that it may mean.
fn may_name(senses: &Senses) -> bool {
    let mut parts = senses.parts.iter().copied();
    let nation = senses.parts.contains(&PartOfSpeech::Nationality);
    (nation || Kinds::of(senses.parts.iter().copied()).any())
        && parts.all(|pos| pos.is_name() || pos == PartOfSpeech::Nationality)
}

/// A name without a counterpart.
struct Lonely {
    at: WordAt,
    kinds: Kinds,
    keys: Vec<Key>,
    /// Whether it tells of what place somebody or something is, and names none.
    nation: bool,
}

/// Adds a name, unless it is there already: one name twice is one name.
fn add(found: &mut Vec<Lonely>, lonely: Lonely) {
    if !found.iter().any(|known| known.keys == lonely.keys) {
        found.push(lonely);
    }
}

struct Pair<'a> {
    cx: &'a BeadContext<'a>,
    lexicon: &'a Lexicon,
    /// The side in the lexicon's first language.
    heads: Side,
    /// Keys that the words of the source have, and of the target, made when they are asked for.
    there: [OnceCell<Set<Key>>; 2],
}

impl Pair<'_> {
    fn compare(&self, linked: &Linked<'_>) -> Option<Finding> {
        let heads = self.lonely_heads(linked);
        if heads.is_empty() {
            return None;
        }
        let words = self.lonely_words(linked);
        let mut pairs: Vec<(&Lonely, &Lonely)> = heads
            .iter()
            .flat_map(|head| words.iter().map(move |word| (head, word)))
            .filter(|(head, word)| head.kinds.shares(word.kinds))
            .filter(|(head, word)| {
                !(head.nation || word.nation) || self.takes_place(linked, head, word)
            })
            .collect();
        // With two of a kind only their places tell which stands for which.
        if pairs.len() > 1 {
            pairs.retain(|(head, word)| self.beside_alike(linked, head, word));
        }
        let &[(head, word)] = pairs.as_slice() else {
            return None;
        };
        let related = self.lexicon.stand_ins(&head.keys);
        if word.keys.iter().any(|key| related.contains(key)) {
            return None;
        }
        let finding = self.cx.finding(
            &RULE,
            if head.nation { 0.75 } else { 0.8 },
            format!(
                "the source has “{}”, the translation “{}”",
                self.spelling(Side::Source, self.of(Side::Source, head, word)),
                self.spelling(Side::Target, self.of(Side::Target, head, word)),
            ),
            format!(
                "“{}” is “{}” in the lexicon; put the name that the source has, or correct the source.",
                self.spelling(self.heads, head.at),
                head.keys.first().map_or("", |key| self.lexicon.spelling(*key)),
            ),
        );
        Some(self.placed(finding, |side| self.of(side, head, word)))
    }

    /// Whether the name of a country (a continent has no seat) stands where a word of the other side tells of what
    /// place somebody is, beside words that translate each other, and nothing that the name may stand for is on the
    /// other side.
    fn takes_place(&self, linked: &Linked<'_>, head: &Lonely, word: &Lonely) -> bool {
        let there = self.keys_there(self.heads);
        // The country that a nationality belongs to, and what may stand for that.
        let named = self.lexicon.stand_ins(&self.lexicon.stand_ins(&word.keys));
        self.beside_alike(linked, head, word)
            && self.lexicon.has_stand_ins(&named)
            && !named.iter().any(|key| there.contains(key))
    }

    /// Whether words that translate each other stand beside both.
    fn beside_alike(&self, linked: &Linked<'_>, head: &Lonely, word: &Lonely) -> bool {
        let (own, other) = (self.heads, self.heads.other());
        neighbours_in_common(self.cx, linked, own, head.at, word.at) > 0
            && neighbours_in_common(self.cx, linked, other, word.at, head.at) > 0
    }

    /// A finding at a word of each side.
    fn placed(&self, mut finding: Finding, at: impl Fn(Side) -> WordAt) -> Finding {
        let place = |side: Side| {
            let (segment, token) = at(side);
            let span = self.cx.cx.tokens(side, segment).get(token)?.span;
            self.cx.place(side, segment, span)
        };
        finding.source = place(Side::Source);
        finding.target = place(Side::Target);
        finding
    }

    /// Names that need not be in the lexicon: one that sounds like nothing in the source, in the place of one that
    /// sounds like nothing in the translation.
    fn strangers(&self, linked: &Linked<'_>) -> Option<Finding> {
        let (cased, other) = (self.heads.other(), self.heads);
        if !self.cx.cx.lang(cased).has_case() || self.cx.cx.lang(other).has_case() {
            return None;
        }
        let names = self.strange_names(linked, cased);
        if names.is_empty() {
            return None;
        }
        let words = self.strange_words(linked, other);
        let mut pairs = names
            .iter()
            .flat_map(|name| words.iter().map(move |word| (*name, *word)))
            .filter(|(name, word)| {
                neighbours_in_common(self.cx, linked, cased, *name, *word) > 0
                    && neighbours_in_common(self.cx, linked, other, *word, *name) > 0
            });
        let ((name, word), None) = (pairs.next()?, pairs.next()) else {
            return None;
        };
        let at = |side: Side| if side == cased { name } else { word };
        let finding = self
            .cx
            .finding(
                &RULE,
                0.65,
                format!(
                    "the source has “{}”, the translation “{}”, and the two don't sound alike",
                    self.spelling(Side::Source, at(Side::Source)),
                    self.spelling(Side::Target, at(Side::Target)),
                ),
                "Put the name that the source has, or correct the source.",
            )
            .severity(Severity::Warning);
        Some(self.placed(finding, at))
    }

    /// Names of the side that has capitals, of which nothing on the other side is a translation or sounds like it.
    fn strange_names(&self, linked: &Linked<'_>, side: Side) -> Vec<WordAt> {
        let mut found: Vec<(WordAt, &str)> = Vec::new();
        for (segment, text, analysis) in self.cx.segments(side) {
            for (token, word) in analysis.words() {
                let raw = word.span.of(text);
                let before = token.checked_sub(1).and_then(|at| analysis.tokens.get(at));
                // Behind a mark a capital may be that of a sentence or a title; in capitals throughout stand
                // abbreviations.
                let is_name = word.is_capitalised(text)
                    && word.lang == Some(analysis.lang)
                    && raw.chars().count() >= 4
                    && raw.chars().skip(1).all(|c| !c.is_uppercase())
                    && before.is_some_and(|before| before.kind == TokenKind::Word)
                    && !word.glued
                    && !analysis.lang.is_stop_word(&word.norm);
                if !is_name || linked.best(side, (segment, token)) >= LINK {
                    continue;
                }
                let keys: Vec<Key> = self.lexicon.keys_of(&word.norm);
                let there = self.keys_there(side.other());
                if keys
                    .iter()
                    .any(|key| there.contains(key) || !self.is_name_of_thing(*key))
                    || self.resembles(side, &word.norm)
                {
                    continue;
                }
                if !found.iter().any(|(_, known)| *known == &*word.norm) {
                    found.push(((segment, token), &word.norm));
                }
            }
        }
        found.into_iter().map(|(at, _)| at).collect()
    }

    fn is_name_of_thing(&self, key: Key) -> bool {
        self.lexicon.is_name_only(key)
            && self
                .lexicon
                .pos_of(key)
                .all(|pos| pos != PartOfSpeech::Nationality && pos != PartOfSpeech::Date)
    }

    /// Words of the side without capitals that no link renders, that are names or no word the lexicon knows, and
    /// that sound like no name of the other side.
    fn strange_words(&self, linked: &Linked<'_>, side: Side) -> Vec<WordAt> {
        let mut found: Vec<(WordAt, &str)> = Vec::new();
        let there = self.keys_there(side.other());
        for (segment, _, analysis) in self.cx.segments(side) {
            for (token, word) in analysis.words() {
                if word.lang != Some(analysis.lang)
                    || word.norm.chars().count() < SHORTEST
                    // A foreign name has no article.
                    || analysis.lang.article(&word.norm).is_some()
                    || analysis.lang.is_stop_word(&word.norm)
                    || linked.best(side, (segment, token)) >= LINK
                {
                    continue;
                }
                let strange = match self.lexicon.find(&word.norm) {
                    None => true,
                    Some(hit) => {
                        hit.reading.cost <= 2
                            && hit.entries.iter().all(|entry| {
                                entry.pos.is_name() && entry.pos != PartOfSpeech::Nationality
                            })
                            && !self
                                .lexicon
                                .stand_ins(
                                    &hit.entries
                                        .iter()
                                        .flat_map(|entry| entry.keys.iter().copied())
                                        .collect::<Vec<Key>>(),
                                )
                                .iter()
                                .any(|key| there.contains(key))
                    }
                };
                if !strange || self.resembles(side, &word.norm) {
                    continue;
                }
                if !found.iter().any(|(_, known)| *known == &*word.norm) {
                    found.push(((segment, token), &word.norm));
                }
            }
        }
        found.into_iter().map(|(at, _)| at).collect()
    }

    /// Whether a word, or two in a row, of the other side sounds anything like a word.
    fn resembles(&self, side: Side, norm: &str) -> bool {
        let (lang, other): (Lang, Lang) = (self.cx.cx.lang(side), self.cx.cx.lang(side.other()));
        let sounds = lang.sounds(norm);
        let like = |there: &[Phone]| {
            sounds
                .iter()
                .any(|(sounds, _)| similarity_from(sounds, there, UNLIKE) >= UNLIKE)
        };
        self.cx.segments(side.other()).any(|(_, _, analysis)| {
            let words: Vec<&str> = analysis.words().map(|(_, word)| &*word.norm).collect();
            words.iter().any(|word| {
                word.chars().count() >= RUN_TOGETHER
                    || other.sounds(word).iter().any(|(there, _)| like(there))
            }) || words
                .windows(2)
                .any(|pair| like(&other.phones(&pair.concat()).0))
        })
    }

    /// The word of a side, of the two.
    fn of(&self, side: Side, head: &Lonely, word: &Lonely) -> WordAt {
        if side == self.heads { head.at } else { word.at }
    }

    fn spelling(&self, side: Side, (segment, token): WordAt) -> &str {
        self.cx
            .cx
            .tokens(side, segment)
            .get(token)
            .map_or("", |token| token.span.of(self.cx.cx.text(side, segment)))
    }

    /// Names in the lexicon's first language that nothing on the other side renders.
    fn lonely_heads(&self, linked: &Linked<'_>) -> Vec<Lonely> {
        let other = self.heads.other();
        let mut found: Vec<Lonely> = Vec::new();
        for (segment, text, analysis) in self.cx.segments(self.heads) {
            for (token, word) in analysis.words() {
                if analysis.lang.has_case() && !word.is_capitalised(text)
                    || linked.best(self.heads, (segment, token)) >= LINK
                {
                    continue;
                }
                let named = may_name(&self.lexicon.senses(&word.norm));
                let qualifies = qualifies(analysis, text, token);
                if !named && !qualifies {
                    continue;
                }
                let words: Vec<&str> = analysis.tokens[token..]
                    .iter()
                    .take(6)
                    .take_while(|token| token.kind == TokenKind::Word)
                    .map(|token| &*token.norm)
                    .collect();
                if self.lexicon.phrase(&words).is_some() {
                    continue;
                }
                // Behind a definite noun a word that may be one is a nationality, whatever else it may be.
                if qualifies && let Some(keys) = self.nationality(&word.norm) {
                    let related = self.lexicon.stand_ins(&keys);
                    let there = self.keys_there(other);
                    let any = self.lexicon.senses(&word.norm);
                    if !related.iter().any(|key| there.contains(key))
                        && !any.keys.iter().any(|(key, _)| there.contains(key))
                        && !self.sounds_like_any(self.heads, &word.norm)
                    {
                        let kinds = Kinds {
                            place: true,
                            person: false,
                        };
                        add(
                            &mut found,
                            Lonely {
                                at: (segment, token),
                                kinds,
                                keys,
                                nation: true,
                            },
                        );
                    }
                    continue;
                }
                if !named {
                    continue;
                }
                let Some(hit) = self.lexicon.find(&word.norm) else {
                    continue;
                };
                let mut kinds = Kinds::of(hit.entries.iter().map(|entry| entry.pos));
                let keys: Vec<Key> = hit
                    .entries
                    .iter()
                    .flat_map(|entry| entry.keys.iter().copied())
                    .collect();
                // Of a place that has a name: a faith or a family of languages has none.
                let nation = !kinds.place
                    && hit
                        .entries
                        .iter()
                        .any(|entry| entry.pos == PartOfSpeech::Nationality)
                    && keys.iter().any(|key| {
                        self.lexicon
                            .pos_of(*key)
                            .any(|pos| pos == PartOfSpeech::Place)
                    });
                kinds.place |= nation;
                // A reading with much taken off may be another word.
                if hit.reading.cost > 3 || !nation && !hit.reading.suffix.is_empty() || !kinds.any()
                {
                    continue;
                }
                let related = self.lexicon.stand_ins(&keys);
                let there = self.keys_there(other);
                if related.iter().any(|key| there.contains(key))
                    || self.sounds_like_any(self.heads, &word.norm)
                {
                    continue;
                }
                add(
                    &mut found,
                    Lonely {
                        at: (segment, token),
                        kinds,
                        keys,
                        nation,
                    },
                );
            }
        }
        found.extend(self.half_rendered());
        found
    }

    /// The translations of a word as a nationality of a country, where it may be one.
    fn nationality(&self, norm: &str) -> Option<Vec<Key>> {
        let readings = self.lexicon.from.readings(norm);
        let keys: Vec<Key> = readings
            .iter()
            .filter(|reading| reading.cost <= NATION_COST)
            .flat_map(|reading| self.lexicon.entries_of(&reading.base))
            .filter(|entry| entry.pos == PartOfSpeech::Nationality)
            .flat_map(|entry| entry.keys.iter().copied())
            .collect();
        let is_place = |key: &Key| {
            self.lexicon
                .pos_of(*key)
                .any(|pos| pos == PartOfSpeech::Place)
        };
        keys.iter().any(is_place).then_some(keys)
    }

    /// Second names of persons whose first names are rendered.
    fn half_rendered(&self) -> Vec<Lonely> {
        let mut found: Vec<Lonely> = Vec::new();
        for (segment, _, analysis) in self.cx.segments(self.heads) {
            for token in 0..analysis.tokens.len() {
                let words: Vec<&str> = analysis.tokens[token..]
                    .iter()
                    .take(4)
                    .take_while(|token| token.kind == TokenKind::Word)
                    .map(|token| &*token.norm)
                    .collect();
                let Some((length, entry)) = self.lexicon.phrase(&words) else {
                    continue;
                };
                if entry.pos != PartOfSpeech::Name {
                    continue;
                }
                let there = self.keys_there(self.heads.other());
                let is = |key: &Key, pos: PartOfSpeech| {
                    self.lexicon.pos_of(*key).any(|found| found == pos)
                };
                let first = entry
                    .keys
                    .iter()
                    .any(|key| is(key, PartOfSpeech::GivenName) && there.contains(key));
                let family: Vec<Key> = entry
                    .keys
                    .iter()
                    .copied()
                    .filter(|key| is(key, PartOfSpeech::FamilyName))
                    .collect();
                let last = analysis.tokens.get(token + length - 1);
                let (true, Some(last)) = (first, last) else {
                    continue;
                };
                let gone = !family.is_empty() && !family.iter().any(|key| there.contains(key));
                if gone && !self.sounds_like_any(self.heads, &last.norm) {
                    let kinds = Kinds {
                        place: false,
                        person: true,
                    };
                    add(
                        &mut found,
                        Lonely {
                            at: (segment, token + length - 1),
                            kinds,
                            keys: family,
                            nation: false,
                        },
                    );
                }
            }
        }
        found
    }

    /// Names in its second language that render nothing.
    fn lonely_words(&self, linked: &Linked<'_>) -> Vec<Lonely> {
        let side = self.heads.other();
        let there = self.keys_there(self.heads);
        let mut found: Vec<Lonely> = Vec::new();
        for (segment, text, analysis) in self.cx.segments(side) {
            let is_name = |index: usize| {
                analysis.tokens.get(index).is_some_and(|token| {
                    token.kind == TokenKind::Word
                        && (!analysis.lang.has_case() || token.is_capitalised(text))
                })
            };
            for (token, word) in analysis.words() {
                if !is_name(token) || linked.best(side, (segment, token)) >= LINK {
                    continue;
                }
                let keys: Vec<Key> = self.lexicon.keys_of(&word.norm);
                let opens = token == 0 || analysis.tokens[token - 1].kind != TokenKind::Word;
                // Before a small letter a capital tells the nation from the verb (Polish) and the adjective.
                let demonym = !opens
                    && analysis.lang.has_case()
                    && analysis.tokens.get(token + 1).is_some_and(|next| {
                        next.kind == TokenKind::Word && !next.is_capitalised(text)
                    })
                    && keys.iter().any(|key| {
                        self.lexicon
                            .pos_of(*key)
                            .any(|pos| pos == PartOfSpeech::Nationality)
                    });
                let plain = |key: &Key| {
                    self.lexicon.is_name_only(*key)
                        || analysis.lang.has_case()
                            && !opens
                            && self.lexicon.pos_of(*key).all(|pos| {
                                pos.is_name()
                                    || matches!(
                                        pos,
                                        // A word of a currency's name (naira, Nigerian).
                                        PartOfSpeech::Nationality
                                            | PartOfSpeech::Noun
                                            | PartOfSpeech::Unit
                                    )
                            })
                };
                let plain = keys.iter().all(plain);
                if keys.is_empty() || !plain && !demonym {
                    continue;
                }
                let kinds = Kinds::of(keys.iter().flat_map(|key| self.lexicon.pos_of(*key)));
                // A part of a longer place name whose other parts are rendered (West Virginia).
                let mut beside = [token.checked_sub(1), Some(token + 1)]
                    .into_iter()
                    .flatten();
                let joined = beside.any(|other| {
                    is_name(other)
                        && linked.best(side, (segment, other)) >= LINK
                        && analysis.lang.has_case()
                });
                if !kinds.any()
                    || joined && !kinds.person
                    || keys.iter().any(|key| there.contains(key))
                    || self.sounds_like_any(side, &word.norm)
                {
                    continue;
                }
                add(
                    &mut found,
                    Lonely {
                        at: (segment, token),
                        kinds,
                        keys,
                        nation: !plain,
                    },
                );
            }
        }
        found
    }

    /// Keys that the words of a side have: its own where they are of the second language, else those of its
    /// translations, in phrases and run-together words too.
    fn keys_there(&self, side: Side) -> &Set<Key> {
        let [source, target] = &self.there;
        let cell = match side {
            Side::Source => source,
            Side::Target => target,
        };
        cell.get_or_init(|| self.keys_of_side(side))
    }

    fn keys_of_side(&self, side: Side) -> Set<Key> {
        let mut keys: Set<Key> = Set::default();
        for (_, _, analysis) in self.cx.segments(side) {
            let words: Vec<&str> = analysis.words().map(|(_, token)| &*token.norm).collect();
            for (index, word) in words.iter().enumerate() {
                if analysis.lang == self.lexicon.to {
                    keys.extend(self.lexicon.uses(word).keys.iter());
                    continue;
                }
                if let Some((_, entry)) = self.lexicon.phrase(&words[index..]) {
                    keys.extend(entry.keys);
                }
                keys.extend(self.lexicon.keys_within(word));
            }
        }
        keys
    }

    /// Whether some word of the other side sounds like a word.
    fn sounds_like_any(&self, side: Side, norm: &str) -> bool {
        let (lang, other): (Lang, Lang) = (self.cx.cx.lang(side), self.cx.cx.lang(side.other()));
        let sounds = lang.phones(norm);
        self.cx.segments(side.other()).any(|(_, text, analysis)| {
            analysis.words().any(|(_, token)| {
                // Names only where capitals tell; a run-together word may hold anything.
                if other.has_case() && !token.is_capitalised(text) {
                    return false;
                }
                token.norm.chars().count() >= RUN_TOGETHER
                    || other
                        .sounds(&token.norm)
                        .iter()
                        .any(|(there, _)| similarity_from(&sounds.0, there, ALIKE) >= ALIKE)
            })
        })
    }
}

/// Whether a word has the article and stands behind a noun that has it too, as adjectives do.
fn qualifies(analysis: &Analysis, text: &str, at: usize) -> bool {
    let definite = |at: usize| {
        analysis.tokens.get(at).is_some_and(|token| {
            token.kind == TokenKind::Word && analysis.lang.article(&token.norm).is_some()
        })
    };
    definite(at)
        && at.checked_sub(1).is_some_and(definite)
        && analysis
            .tokens
            .get(at)
            .is_some_and(|token| analysis.lang.shape(token.span.of(text)) != Shape::Weak)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{examples, findings, flags, silent};

    #[test]
    fn the_examples_hold() {
        examples(&NameMismatch);
    }

    #[test]
    fn other_names_are_flagged() {
        for (source, target) in [
            // Two cities that each stand for their country.
            (
                "وافتتح البنك فرعا في أبوجا.",
                "The bank opened a branch in Lagos.",
            ),
            ("وامتد القتال إلى غزة.", "The fighting spread to Ramallah."),
            (
                "التقى بوتين نظيره التركي.",
                "Merkel met her Turkish counterpart.",
            ),
            ("قال ترامب إنه سيعود.", "Clinton said he would be back."),
            ("وصلت السفينة إلى اليابان.", "The ship arrived in Brazil."),
            (
                "تقع المدينة في شمال سوريا.",
                "The city is in northern Sudan.",
            ),
            (
                "غادر الوفد القاهرة صباحا.",
                "The delegation left Tokyo in the morning.",
            ),
            ("يدرس الطلاب في كندا.", "The students study in Mexico."),
            (
                "استقبلت باكستان اللاجئين.",
                "The refugees were received by Norway.",
            ),
            (
                "زار دونالد ترامب المستشفى.",
                "Donald Macron visited the hospital.",
            ),
            (
                "هزم المنتخب أستراليا في المباراة.",
                "The team beat Germany in the match.",
            ),
            ("ولد الكاتب في الجزائر.", "The writer was born in Kenya."),
            ("The plane landed in Athens.", "هبطت الطائرة في باريس."),
            ("Russia sent two ships.", "أرسلت الهند سفينتين."),
            ("He lives in Canada.", "يعيش في إسبانيا."),
            ("Obama opened the conference.", "افتتح بوتين المؤتمر."),
            ("The factory was built in Poland.", "بني المصنع في فيتنام."),
        ] {
            flags(&NameMismatch, source, target);
        }
    }

    #[test]
    fn what_stands_for_a_name_is_not() {
        for (source, target) in [
            ("رفضت لندن المقترح.", "Britain rejected the proposal."),
            (
                "قالت واشنطن إنها تتابع الوضع.",
                "The United States said it was watching the situation.",
            ),
            ("أعلن الكرملين ذلك.", "Moscow announced it."),
            ("أعلنت بكين ذلك.", "China announced it."),
            ("وصل الرئيس الفرنسي.", "The president of France arrived."),
            ("التقى الوفد الإيراني.", "The delegation from Tehran met."),
            ("اتهمت فرنسا الشركة.", "The French accused the company."),
            ("زار المملكة المتحدة.", "He visited the UK."),
            ("قال بوتين إنه سيعود.", "He said he would be back."),
            ("وصلت ميركل أمس.", "The chancellor arrived yesterday."),
            (
                "عاد أوباما إلى بيته.",
                "The former president returned home.",
            ),
            (
                "تقع الشركة في كوريا الجنوبية.",
                "The company is based in Seoul.",
            ),
            ("هاجر إلى أمريكا.", "He emigrated to the United States."),
            (
                "انتقد الاتحاد السوفييتي الاتفاق.",
                "Russia criticised the agreement.",
            ),
            (
                "اتفقت إسرائيل وحماس على هدنة.",
                "Israel and Gaza agreed on a truce.",
            ),
            ("Iran tested a missile.", "اختبرت طهران صاروخا."),
            ("The British team won.", "فاز فريق المملكة المتحدة."),
            ("Turkish forces left.", "غادرت قوات أنقرة."),
            ("He comes from the Netherlands.", "هو من هولندا."),
            ("The president spoke for an hour.", "تحدث ترامب ساعة."),
        ] {
            silent(&NameMismatch, source, target);
        }
    }

    #[test]
    fn names_that_are_rendered_are_not() {
        for (source, target) in [
            (
                "قال المسؤول الأمريكي إن السفير المصري غادر.",
                "The US official said that Cairo's ambassador had left.",
            ),
            (
                "انتقد الرئيس الروسي الموقف البريطاني.",
                "The Russian president criticised London's stance.",
            ),
            (
                "التعاون الأوروبي الآسيوي مستمر.",
                "Cooperation between Europe and Asia goes on.",
            ),
            (
                "رفع يده اليمنى في المغرب.",
                "He raised his right hand in Morocco.",
            ),
            (
                "قال عادل المصري إنه عاد.",
                "Adel al-Masri said that he was back from Libya.",
            ),
            ("وصل بوتين إلى باريس.", "Putin arrived in Paris."),
            ("زار قطر والكويت.", "He visited Qatar and Kuwait."),
            ("من نيو مكسيكو إلى تكساس.", "From New Mexico to Texas."),
            ("مالي دولة أفريقية.", "Mali is an African state."),
            ("الوضع المالي صعب.", "The situation in Mali is hard."),
            ("قال أحمد شاه مسعود ذلك.", "Ahmad Shah Massoud said so."),
        ] {
            silent(&NameMismatch, source, target);
        }
    }

    #[test]
    fn both_names_are_marked() {
        let found = findings(
            &NameMismatch,
            "وصلت السفينة إلى اليابان.",
            "The ship arrived in Brazil.",
        );
        assert_eq!(
            found[0].source.as_ref().map(|place| place.text()),
            Some("اليابان")
        );
        assert_eq!(
            found[0].target.as_ref().map(|place| place.text()),
            Some("Brazil")
        );
        assert!(found[0].help.contains("Japan"), "{}", found[0].help);
    }

    #[test]
    fn a_nationality_is_known_by_its_place_whatever_else_the_word_may_be() {
        for (source, target) in [
            // Family names, and other words by folding.
            (
                "التقى الوزير السفير المصري في القصر.",
                "The minister met the Nigerian ambassador at the palace.",
            ),
            (
                "وصل الرئيس السوري إلى المطار.",
                "The Yemeni president arrived at the airport.",
            ),
            (
                "وقع الوفد اليمني الاتفاق.",
                "The Sudanese delegation signed the agreement.",
            ),
            (
                "افتتح الرئيس المجري المعرض.",
                "The Greek president opened the exhibition.",
            ),
            (
                "The Swedish government sent a team.",
                "أرسلت الحكومة السودانية فريقا.",
            ),
            // Verbs and languages, and countries whose currency has their name.
            (
                "التقى الوزير السفير الكندي في القصر.",
                "The minister met the French ambassador at the palace.",
            ),
            (
                "The Polish minister opened the school.",
                "افتتح الوزير البرتغالي المدرسة.",
            ),
            (
                "The Egyptian delegation left the hall.",
                "غادر الوفد الأردني القاعة.",
            ),
            (
                "زار الوزير الكيني المصنع.",
                "The Ghanaian minister visited the factory.",
            ),
            (
                "The Maltese ship left the port.",
                "غادرت السفينة القبرصية الميناء.",
            ),
        ] {
            flags(&NameMismatch, source, target);
        }
        for (source, target) in [
            (
                "قال الدكتور المصري إن المريض تعافى.",
                "Dr al-Masri said that the patient had recovered.",
            ),
            (
                "يعاني القطاع المالي من أزمة.",
                "The Greek financial sector is in crisis.",
            ),
            ("أصيبت اليد اليمنى.", "The Yemeni's right hand was hurt."),
            ("تنظيف المجرى المائي.", "Cleaning the Greek watercourse."),
            (
                "وصل الرئيس السوري.",
                "The president of Syria met the French ambassador.",
            ),
            (
                "Polish the silver with a soft cloth.",
                "لمع الفضة بقطعة قماش ناعمة.",
            ),
            ("He ate French fries.", "أكل البطاطس المقلية."),
            (
                "The president arrived at the palace.",
                "وصل الرئيس المصري إلى القصر.",
            ),
            (
                "The French ambassador met his Polish colleague.",
                "التقى السفير الفرنسي زميله البولندي.",
            ),
            ("The Ottoman sultan built it.", "بناه السلطان التركي."),
        ] {
            silent(&NameMismatch, source, target);
        }
    }
}
