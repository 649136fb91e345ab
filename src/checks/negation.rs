//! `negation`: a negation on one side only.

use super::words::{Linked, WordAt, excerpt};
use super::{BeadContext, Check};
use crate::findings::{Category, Example, Finding, Rule, Severity};
use crate::lang::{Force, Negation as Expression, TokenKind};
use crate::text::Side;

/// See [`RULE`].
#[derive(Debug)]
pub struct Negation;

static RULE: Rule = Rule {
    name: "negation",
    category: Category::Accuracy,
    severity: Severity::Error,
    mqm: "accuracy / mistranslation",
    its: "mistranslation",
    summary: "One side denies what the other side states.",
    why: "A lost or added “not” turns a sentence into its opposite, and the sentence still reads well. It is the \
          smallest slip with the largest effect, and the one that rereading the translation alone can't find.",
    what_to_do: "Compare the marked words with the other side, and put the negation where it belongs.",
    limits: "Only clear negations of a sentence are looked for (لم, لن, لا, ليس; not, n't, never, cannot), and only \
             where the word that is denied stands in the translation without anything negative near it. Idioms that \
             look negative are known (لا يزال, لا بد, لا سيما, ليس فقط, لا … إلا; no doubt, not only, nothing but), and \
             so are words that deny by themselves (غير, عدم, دون, رفض, فشل; without, unable, fail, lack, un-, -less, \
             hardly, few). Where in doubt the rule is silent: it finds most lost negations, not all.",
    examples: &[
        Example::wrong(
            "لم يصل الوفد إلى العاصمة.",
            "The delegation arrived in the capital.",
            "It did not arrive.",
        ),
        Example::wrong(
            "لن يشارك الرئيس في القمة.",
            "The president will take part in the summit.",
            "He will not.",
        ),
        Example::wrong(
            "The minister did not sign the agreement.",
            "وقع الوزير الاتفاق.",
            "He did not sign it.",
        ),
        Example::wrong(
            "وصل الوفد إلى العاصمة.",
            "The delegation did not arrive in the capital.",
            "It arrived.",
        ),
        Example::right(
            "لا يزال الوفد في العاصمة.",
            "The delegation is still in the capital.",
            "لا يزال means “still”.",
        ),
        Example::right(
            "لم ينجح الوزير في إقناع الحزب.",
            "The minister failed to persuade the party.",
            "“fail” denies by itself.",
        ),
        Example::right(
            "لا يحق للموظف إلا إجازة واحدة.",
            "The employee is entitled to one leave only.",
            "لا … إلا is “only”.",
        ),
    ],
    options: &[],
};

impl Check for Negation {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bead(&self, cx: &BeadContext<'_>, out: &mut Vec<Finding>) {
        // A plural form for nothing denies what the source counts.
        if !cx.bead.is_paired() || cx.count() == Some(0) {
            return;
        }
        let source = expressions(cx, Side::Source);
        let target = expressions(cx, Side::Target);
        if source.is_empty() && target.is_empty() {
            return;
        }
        let linked = Linked::new(cx);
        for side in Side::BOTH {
            let (own, other) = match side {
                Side::Source => (&source, &target),
                Side::Target => (&target, &source),
            };
            let judge = Judge {
                cx,
                linked: &linked,
                side,
                own,
                other,
            };
            judge.run(out);
        }
    }
}

/// A negative expression and its segment.
struct Found {
    segment: usize,
    expression: Expression,
}

impl Found {
    fn at(&self) -> WordAt {
        (self.segment, self.expression.tokens.start)
    }
}

fn expressions(cx: &BeadContext<'_>, side: Side) -> Vec<Found> {
    let lang = cx.cx.lang(side);
    let mut found = Vec::new();
    for (segment, text, analysis) in cx.segments(side) {
        for expression in lang.negations().find(&analysis.tokens, text) {
            found.push(Found {
                segment,
                expression,
            });
        }
    }
    found
}

/// How many words a sentence without counterpart has at most that may be a clause of the pair beside it.
const SHORT: usize = 8;
/// Links weaker than this are no evidence of where a word's translation stands.
const LINK: f32 = 0.45;
/// How many words away a negation may stand from the translation of the word it denies.
const WINDOW: usize = 25;
/// How near a word of content must stand that denies by itself.
const LEXICAL: usize = 6;
/// The distance of one whose place is not known.
const FAR: usize = 40;
/// How many words from the one that is denied are tried to find the place.
const AFTER: usize = 4;
/// How sure the alignment must be where the denied word itself is not found: its sentence may be next door.
const CERTAIN: f64 = 0.9;
/// From here on a finding is an error.
const SURE: f64 = 0.75;
/// How many words on either side of a negation are looked at to see whether they are translated.
const AROUND: usize = 6;
/// How near one must stand that serves a second negation too (“did not eat or drink”).
const SHARED: usize = 12;

struct Judge<'a> {
    cx: &'a BeadContext<'a>,
    linked: &'a Linked<'a>,
    /// The side whose negations are looked for on the other.
    side: Side,
    own: &'a [Found],
    other: &'a [Found],
}

/// A negation and where the word that it denies stands on the other side.
struct Demand<'a> {
    found: &'a Found,
    located: Option<WordAt>,
    /// Whether the located word is the very one that is denied, not one after it.
    exact: bool,
}

impl Judge<'_> {
    fn run(&self, out: &mut Vec<Finding>) {
        let demands: Vec<Demand<'_>> = self
            .own
            .iter()
            .filter(|found| found.expression.force >= Force::Soft && !self.is_rendered(found))
            .map(|found| self.locate(found))
            .collect();
        let firm = |demand: &Demand<'_>| demand.found.expression.force >= Force::Firm;
        let stranded = self.stranded();
        if !demands.iter().any(firm) && (stranded.is_none() || demands.is_empty()) {
            return;
        }
        let spoken_for: Vec<bool> = self
            .other
            .iter()
            .map(|other| self.is_spoken_for(other))
            .collect();
        let near: Vec<Vec<(usize, usize)>> = demands
            .iter()
            .map(|demand| {
                let mut near: Vec<(usize, usize)> = (0..self.other.len())
                    .filter(|index| !spoken_for[*index])
                    .filter(|index| {
                        stranded.is_none() || self.other[*index].expression.force > Force::Faint
                    })
                    .filter_map(|index| Some((self.distance(demand, &self.other[index])?, index)))
                    .collect();
                near.sort_unstable();
                near
            })
            .collect();
        // What only may be rendered must not take what a clear negation needs, unless it is known to be its own: an
        // idiom with a “no” in it is linked with any other.
        let needy: Vec<bool> = demands
            .iter()
            .zip(&near)
            .map(|(demand, near)| {
                let idiom = demand.found.expression.tokens.len() > 1;
                let linked = near.first().is_some_and(|(distance, index)| {
                    *distance == 0 && (!idiom || self.other[*index].expression.lexical)
                });
                // “Neither” renders both لا and ولا.
                firm(demand) || linked && !demand.found.expression.continues
            })
            .collect();
        let served = assign(&near, &needy, self.other.len());
        // Nothing is left that could be a negation.
        let bare = (0..self.other.len()).all(|index| {
            let faint = self.other[index].expression.force == Force::Faint;
            spoken_for[index] || served[index].is_some() || faint && stranded.is_some()
        });
        let mut open: Vec<&Demand<'_>> = Vec::new();
        for (which, demand) in demands.iter().enumerate() {
            if !served.contains(&Some(which)) && !self.is_shared(demand, which, &demands) {
                open.push(demand);
            }
        }
        let mut flagged = false;
        for demand in open.iter().filter(|demand| firm(demand)) {
            if let Some(sure) = self.certainty(demand, bare, stranded.is_some()) {
                out.extend(self.finding(demand, sure));
                flagged = true;
            }
        }
        // “did arrive” misses its “not” where no word is stressed, and something in the source denies.
        if let (false, Some(place), Some(demand)) = (flagged, stranded, open.first())
            && bare
        {
            let located = Demand {
                found: demand.found,
                located: Some(place),
                exact: true,
            };
            out.extend(self.finding(&located, 0.75));
        }
    }

    /// An auxiliary of the other side that a lost negation would leave.
    fn stranded(&self) -> Option<WordAt> {
        let side = self.side.other();
        self.cx.segments(side).find_map(|(segment, _, analysis)| {
            let found = self.cx.cx.lang(side).negations().stranded(&analysis.tokens);
            found.first().map(|token| (segment, *token))
        })
    }

    /// How sure it is that an open negation is lost; none where it may well not be.
    fn certainty(&self, demand: &Demand<'_>, bare: bool, stranded: bool) -> Option<f64> {
        let clear = demand.found.expression.force == Force::Clear;
        match demand.located {
            Some(place) if demand.exact && (clear && bare || !self.is_ambiguous(demand, place)) => {
                Some(match clear {
                    // “Not this again” and its like deny a noun, and are said in many ways.
                    true if demand.found.expression.copular => 0.74,
                    true => 0.85,
                    false => 0.7,
                })
            }
            _ if !clear => None,
            _ if stranded => Some(0.8),
            // Nothing shows where the word is, but all around is translated, and nothing there could be a negation.
            _ if bare
                && demand.found.expression.negated.is_some()
                && self.is_translated(demand.found) =>
            {
                Some(0.6)
            }
            // Nothing there denies anything in any way.
            _ if self.other.is_empty()
                && demand.found.expression.negated.is_some()
                && (self.cx.bead.given || self.cx.bead.score >= CERTAIN) =>
            {
                Some(0.55)
            }
            _ => None,
        }
    }

    /// Whether the word found for the one that is denied translates another word too, which is not denied.
    fn is_ambiguous(&self, demand: &Demand<'_>, place: WordAt) -> bool {
        let own = (
            demand.found.segment,
            demand.found.expression.negated.unwrap_or(usize::MAX),
        );
        let lang = self.cx.cx.lang(self.side);
        self.linked
            .partners(self.side.other(), place)
            .filter(|(word, strength)| *strength >= LINK && *word != own)
            .any(|((segment, token), _)| {
                self.cx
                    .cx
                    .tokens(self.side, segment)
                    .get(token)
                    .is_some_and(|token| !lang.is_stop_word(&token.norm))
            })
    }

    /// Whether the words of a negation are linked, and with what.
    fn partners(&self, found: &Found) -> impl Iterator<Item = WordAt> {
        self.linked
            .partners(self.side, found.at())
            .filter(|(_, strength)| *strength >= LINK)
            .map(|(word, _)| word)
    }

    /// Whether a word that may be a negation is rendered by one that is none: غير by “changed”, دون by “below”.
    fn is_rendered(&self, found: &Found) -> bool {
        let side = self.side.other();
        let lang = self.cx.cx.lang(side);
        found.expression.force < Force::Clear
            && !self
                .partners(found)
                .any(|word| self.other.iter().any(|other| other.at() == word))
            && self.partners(found).any(|(segment, token)| {
                self.cx
                    .cx
                    .tokens(side, segment)
                    .get(token)
                    .is_some_and(|token| !lang.is_stop_word(&token.norm))
            })
    }

    /// Whether a word of content of the other side renders one of this side that is no clear negation: “prevention”
    /// renders a وقاية, and so no لم.
    fn is_spoken_for(&self, other: &Found) -> bool {
        let is_clear = |word: WordAt| {
            self.own.iter().any(|own| {
                let expression = &own.expression;
                let next = (own.segment, expression.negated.unwrap_or(usize::MAX));
                !expression.lexical
                    && (own.at() == word || expression.force == Force::Firm && next == word)
            })
        };
        other.expression.lexical
            && (self
                .linked
                .partners(self.side.other(), other.at())
                .any(|(word, strength)| strength >= LINK && !is_clear(word))
                || self
                    .translation(self.side.other(), other.at())
                    .is_some_and(|word| !is_clear(word)))
    }

    /// Where the word that is denied stands on the other side, or the next one after it that is linked.
    fn locate<'f>(&self, found: &'f Found) -> Demand<'f> {
        let tokens = self.cx.cx.tokens(self.side, found.segment);
        let lang = self.cx.cx.lang(self.side);
        let words = found.expression.negated.into_iter().flat_map(move |first| {
            tokens
                .iter()
                .enumerate()
                .skip(first)
                .take_while(|(_, token)| token.kind != TokenKind::Punctuation)
                .filter(move |(index, token)| {
                    *index == first
                        || token.kind == TokenKind::Word && !lang.is_stop_word(&token.norm)
                })
                .take(if found.expression.copular { AFTER } else { 1 })
                .map(|(index, _)| index)
        });
        for (rank, word) in words.enumerate() {
            if let Some(located) = self.counterpart((found.segment, word)) {
                return Demand {
                    found,
                    located: Some(located),
                    exact: rank == 0,
                };
            }
        }
        Demand {
            found,
            located: None,
            exact: false,
        }
    }

    /// Where in its segment an expression stands, 0 to 1.
    fn relative(&self, side: Side, found: &Found) -> f64 {
        let tokens = self.cx.cx.tokens(side, found.segment).len().max(1);
        found.expression.tokens.start as f64 / tokens as f64
    }

    /// The word of the other side that translates a word: by its links, else by the lexicon alone, since the links
    /// take غير معروف for one expression (“unknown”).
    fn counterpart(&self, word: WordAt) -> Option<WordAt> {
        let linked = self
            .linked
            .partners(self.side, word)
            .filter(|(_, strength)| *strength >= LINK)
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
            .map(|(word, _)| word);
        linked.or_else(|| self.translation(self.side, word))
    }

    /// The first word of the other side that shares a translation with a word.
    fn translation(&self, side: Side, word: WordAt) -> Option<WordAt> {
        let cx = self.cx.cx;
        let norm = &cx.tokens(side, word.0).get(word.1)?.norm;
        let (lang, other) = (cx.lang(side), side.other());
        for lexicon in cx.lexicons {
            let forward = lexicon.from == lang;
            if !forward && lexicon.to != lang {
                continue;
            }
            let keys = |norm: &str, head: bool| -> Vec<u32> {
                if !head {
                    return lexicon.keys_of(norm);
                }
                lexicon
                    .find(norm)
                    .map(|hit| {
                        hit.entries
                            .iter()
                            .flat_map(|entry| entry.keys.iter().copied())
                            .collect()
                    })
                    .unwrap_or_default()
            };
            let own = keys(norm, forward);
            if own.is_empty() {
                continue;
            }
            for (segment, _, analysis) in self.cx.segments(other) {
                let hit = analysis.words().find(|(_, token)| {
                    keys(&token.norm, !forward)
                        .iter()
                        .any(|key| own.contains(key))
                });
                if let Some((token, _)) = hit {
                    return Some((segment, token));
                }
            }
        }
        None
    }

    /// How far a negation of the other side is from rendering this one; none where it can't.
    fn distance(&self, demand: &Demand<'_>, other: &Found) -> Option<usize> {
        let (own, expression) = (&demand.found.expression, &other.expression);
        if own.force < Force::Clear
            && expression.force < Force::Clear
            && self.partners(demand.found).any(|word| word == other.at())
        {
            return Some(0);
        }
        // Where the word itself stands there, its opposite (“hard” for “not easy”) does not.
        if expression.force == Force::Faint && demand.located.is_some() && own.force == Force::Clear
        {
            return None;
        }
        if own.force < Force::Firm {
            // A word of content that denies has its like on the other side, whether the lexicon knows it or not.
            let off = (self.relative(self.side, demand.found)
                - self.relative(self.side.other(), other))
            .abs();
            return (own.lexical
                && expression.lexical
                && expression.force >= Force::Soft
                && off < 0.3)
                .then_some(1 + (30.0 * off) as usize);
        }
        let Some((segment, token)) = demand.located else {
            if own.force == Force::Clear {
                return Some(FAR);
            }
            // غير مؤهل may be one word on the other side, at about the same place.
            let off = (self.relative(self.side, demand.found)
                - self.relative(self.side.other(), other))
            .abs();
            return (off < 0.35 && expression.force != Force::Faint)
                .then_some(1 + (30.0 * off) as usize);
        };
        if segment != other.segment {
            return None;
        }
        let tokens = self.cx.cx.tokens(self.side.other(), segment);
        let start = expression.tokens.start;
        let between = tokens
            .get(start.min(token)..start.max(token))
            .unwrap_or_default();
        let words = between
            .iter()
            .filter(|token| token.kind == TokenKind::Word)
            .count();
        (words
            <= if expression.lexical && !expression.derived {
                LEXICAL
            } else {
                WINDOW
            })
        .then_some(1 + words)
    }

    /// Whether a negation goes on with one before it, and the one that renders that stands near enough for both.
    fn is_shared(&self, demand: &Demand<'_>, which: usize, demands: &[Demand<'_>]) -> bool {
        which > 0
            && demand.found.expression.continues
            && demands[..which]
                .iter()
                .any(|before| before.found.segment == demand.found.segment)
            && self.other.iter().any(|other| {
                let Some((segment, token)) = demand.located else {
                    return other.expression.force >= Force::Soft;
                };
                let side = self.side.other();
                let start = other.expression.tokens.start;
                other.expression.force >= Force::Soft
                    && other.segment == segment
                    && start < token
                    && token - start <= SHARED
                    && self.cx.cx.lang(side).negations().carries_on(
                        self.cx.cx.tokens(side, segment),
                        start,
                        token,
                    )
            })
    }

    /// Whether the words around a negation are translated.
    fn is_translated(&self, found: &Found) -> bool {
        let at = found.expression.tokens.start;
        let near = at.saturating_sub(AROUND)..at + 1 + AROUND;
        let lang = self.cx.cx.lang(self.side);
        let words: Vec<usize> = self
            .cx
            .cx
            .tokens(self.side, found.segment)
            .iter()
            .enumerate()
            .filter(|(index, token)| {
                near.contains(index)
                    && token.kind == TokenKind::Word
                    && !lang.is_stop_word(&token.norm)
            })
            .map(|(index, _)| index)
            .collect();
        let linked = words
            .iter()
            .filter(|index| self.linked.best(self.side, (found.segment, **index)) >= LINK)
            .count();
        linked >= 2 || linked == 1 && words.len() <= 3
    }

    /// Whether a short sentence of the other side next door says no and has no counterpart: that is reported, and is the
    /// same thing.
    fn is_next_door(&self) -> bool {
        let cx = self.cx.cx;
        let side = self.side.other();
        let lang = cx.lang(side);
        [self.cx.index.checked_sub(1), Some(self.cx.index + 1)]
            .into_iter()
            .flatten()
            .filter_map(|index| cx.bead(index))
            .filter(|near| near.bead.side(self.side).is_empty() && near.bead.side(side).len() == 1)
            .any(|near| {
                near.segments(side).any(|(_, text, analysis)| {
                    analysis.words().count() <= SHORT
                        && lang
                            .negations()
                            .find(&analysis.tokens, text)
                            .iter()
                            .any(|negation| negation.force >= Force::Soft)
                })
            })
    }

    fn finding(&self, demand: &Demand<'_>, sure: f64) -> Option<Finding> {
        let Demand { found, located, .. } = demand;
        let reverse = self.side == Side::Target;
        if self.is_next_door() {
            return None;
        }
        // Arabic and English have more ways to say no than any table: what the target denies may be denied somehow.
        if reverse && !self.other.is_empty() {
            return None;
        }
        let tokens = self.cx.cx.tokens(self.side, found.segment);
        let negation = tokens.get(found.expression.tokens.start)?.span;
        let end = found
            .expression
            .negated
            .and_then(|index| tokens.get(index))
            .map_or(negation, |token| token.span);
        let span = negation.cover(end);
        let text = self.cx.cx.text(self.side, found.segment);
        let marked = excerpt(span.of(text));
        let (message, help) = if reverse {
            (
                format!("“{marked}” is negative, and nothing in the source is"),
                "Take the negation out, or check the source.",
            )
        } else {
            (
                format!("“{marked}” is negative, and its translation is not"),
                "Put the negation into the translation, or check the source.",
            )
        };
        let mut finding = self.cx.finding(&RULE, sure, message, help);
        if sure < SURE {
            finding = finding.severity(Severity::Warning);
        }
        let own = self.cx.place(self.side, found.segment, span);
        let other = match located {
            Some((segment, token)) => self
                .cx
                .cx
                .tokens(self.side.other(), *segment)
                .get(*token)
                .and_then(|token| self.cx.place(self.side.other(), *segment, token.span)),
            None => self.cx.whole(self.side.other()),
        };
        let (source, target) = match self.side {
            Side::Source => (own, other),
            Side::Target => (other, own),
        };
        finding.source = source;
        finding.target = target;
        Some(finding)
    }
}

/// Gives as many as possible of the left their right, the needy and then nearer ones first: for each right, the left
/// it serves.
fn assign(near: &[Vec<(usize, usize)>], needy: &[bool], rights: usize) -> Vec<Option<usize>> {
    fn place(
        left: usize,
        near: &[Vec<(usize, usize)>],
        seen: &mut [bool],
        of: &mut [Option<usize>],
    ) -> bool {
        for (_, right) in near.get(left).into_iter().flatten() {
            if std::mem::replace(&mut seen[*right], true) {
                continue;
            }
            if of[*right].is_none_or(|other| place(other, near, seen, of)) {
                of[*right] = Some(left);
                return true;
            }
        }
        false
    }
    let mut of = vec![None; rights];
    let mut order: Vec<usize> = (0..near.len()).collect();
    order.sort_by_key(|left| {
        let nearest = near[*left]
            .first()
            .map_or(usize::MAX, |(distance, _)| *distance);
        (!needy.get(*left).copied().unwrap_or(false), nearest)
    });
    for left in order {
        place(left, near, &mut vec![false; rights], &mut of);
    }
    of
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{examples, findings, flags, silent};

    #[test]
    fn the_examples_hold() {
        examples(&Negation);
    }

    #[test]
    fn lost_negations_are_flagged() {
        for (source, target) in [
            (
                "لم يوقع الوزير الاتفاق.",
                "The minister signed the agreement.",
            ),
            (
                "لن تعود اللجنة إلى جنيف هذا الشهر.",
                "The committee will return to Geneva this month.",
            ),
            (
                "لا يعرف الأطباء سبب المرض.",
                "Doctors know the cause of the disease.",
            ),
            ("ليس هذا القرار نهائيا.", "This decision is final."),
            ("الطريق ليست آمنة.", "The road is safe."),
            (
                "وقال إنه لم يقرأ الرسالة.",
                "He said he had read the letter.",
            ),
            (
                "ولم تشارك المعارضة في الانتخابات.",
                "The opposition took part in the elections.",
            ),
            (
                "يجب ألا يدفع المرضى ثمن الدواء.",
                "Patients must pay for the medicine.",
            ),
            ("لا تفتح الباب.", "Do open the door."),
            (
                "لم يكن الجيش مستعدا للحرب.",
                "The army was ready for the war.",
            ),
            (
                "وقال المتحدث إن التحقيق لم ينته بعد.",
                "The spokesman said the investigation was finished.",
            ),
            (
                "أعداد الضحايا غير معروفة.",
                "The number of victims is known.",
            ),
            (
                "لم يصل الدعم إلى القرى، ولم تفتح المدارس.",
                "The aid did not reach the villages, and the schools opened.",
            ),
            ("لن نقبل شروطا جديدة.", "We will accept new conditions."),
            (
                "لا توجد مياه نظيفة في المخيم.",
                "There is clean water in the camp.",
            ),
            ("هذه الأرقام ليست دقيقة.", "These figures are accurate."),
            (
                "وأكد أن بلاده لم تبع أسلحة.",
                "He confirmed that his country did sell weapons.",
            ),
        ] {
            flags(&Negation, source, target);
        }
    }

    #[test]
    fn lost_and_added_negations_are_flagged_in_the_other_direction() {
        for (source, target) in [
            ("The army did not enter the city.", "دخل الجيش المدينة."),
            ("He has never visited Egypt.", "زار مصر."),
            (
                "The court cannot change the law.",
                "تستطيع المحكمة تغيير القانون.",
            ),
            ("The talks didn't succeed.", "نجحت المحادثات."),
            ("The minister will not resign.", "سيستقيل الوزير."),
            (
                "These children are not in school.",
                "هؤلاء الأطفال في المدرسة.",
            ),
            (
                "دخل الجيش المدينة صباح اليوم.",
                "The army did not enter the city this morning.",
            ),
            (
                "وافق البرلمان على القانون.",
                "Parliament never approved the law.",
            ),
            (
                "The doctors arrived on time.",
                "لم يصل الأطباء في الوقت المناسب.",
            ),
        ] {
            flags(&Negation, source, target);
        }
    }

    #[test]
    fn rendered_negations_are_not() {
        for (source, target) in [
            (
                "لم يوقع الوزير الاتفاق.",
                "The minister did not sign the agreement.",
            ),
            (
                "لم يوقع الوزير الاتفاق.",
                "The minister refused to sign the agreement.",
            ),
            ("لم يوقع أحد الاتفاق.", "Nobody signed the agreement."),
            ("لا أحد يعرف السبب.", "No one knows the cause."),
            ("ليس لدي مال.", "I have no money."),
            (
                "لا يملك اللاجئون وثائق.",
                "The refugees are without documents.",
            ),
            (
                "لم يتمكن الأطباء من إنقاذه.",
                "Doctors were unable to save him.",
            ),
            ("لم تكن الأرقام دقيقة.", "The figures were inaccurate."),
            ("لا يعمل الهاتف.", "The phone has stopped working."),
            ("لم يأكل ولم يشرب.", "He neither ate nor drank."),
            (
                "لم يأكل ولم يشرب منذ أمس.",
                "He has not eaten or drunk since yesterday.",
            ),
            ("لا يستطيع السكان العودة.", "Residents can't return."),
            ("لا يستطيع السكان العودة.", "Residents can’t return."),
            ("لن يذهب إلا إذا دعي.", "He will go only if invited."),
            (
                "لم تحسم المحكمة القضية بعد.",
                "The court has yet to decide the case.",
            ),
            (
                "ما لم تدفع الحكومة الرواتب، سيستمر الإضراب.",
                "Unless the government pays the salaries, the strike will go on.",
            ),
            ("The army did not enter the city.", "لم يدخل الجيش المدينة."),
            ("He left without saying a word.", "غادر دون أن يقول كلمة."),
            ("The figures are not available.", "الأرقام غير متوفرة."),
            (
                "They couldn't find the ship.",
                "تعذر عليهم العثور على السفينة.",
            ),
            ("The plan failed.", "لم تنجح الخطة."),
            (
                "وقفنا عند الباب ساعة لا نقول شيئا.",
                "We stood at the door for an hour in silence.",
            ),
            ("ظلت الرسالة بلا جواب.", "The letter stayed unanswered."),
        ] {
            silent(&Negation, source, target);
        }
    }

    #[test]
    fn other_ways_to_say_no_are_known() {
        for (source, target) in [
            (
                "The buyer shall not resell the goods.",
                "يمتنع المشتري عن بيع البضائع.",
            ),
            (
                "The guards shall not open the gate to visitors and shall not leave their posts.",
                "يمتنع الحراس عن فتح البوابة للزوار، ولا يتركون مواقعهم.",
            ),
            ("He would not leave the house.", "أبى أن يغادر المنزل."),
            ("She did not sign the letter.", "وأبت أن توقع الرسالة."),
            (
                "The minister did not answer the question.",
                "تحاشى الوزير الإجابة عن السؤال.",
            ),
            (
                "The singer will not take part in the festival.",
                "اعتذرت المغنية عن المشاركة في المهرجان.",
            ),
            ("Prices are exclusive of shipping.", "لا تشمل الأسعار الشحن."),
            (
                "The shop opens late or not at all.",
                "يفتح المتجر متأخرا أو لا يفتح أبدا.",
            ),
            (
                "The word was new to the children.",
                "لم تكن الكلمة معروفة لدى الأطفال.",
            ),
            (
                "No one under the age of eighteen may buy tobacco.",
                "لا يجوز لمن لم يبلغ الثامنة عشرة شراء التبغ.",
            ),
            (
                "No child under the age of twelve may enter.",
                "لا يسمح بدخول أي طفل دون الثانية عشرة.",
            ),
            ("The machine does neither.", "الآلة لا تفعل هذا ولا ذاك."),
            ("He came too late.", "لم يصل في الوقت المناسب."),
            (
                "The shop has at most three employees.",
                "ليس لدى المتجر أكثر من ثلاثة موظفين.",
            ),
            ("Never lend more than two books.", "أعر كتابين على الأكثر."),
            (
                "Visitors may use the front gate only and shall not touch any of the exhibits.",
                "يستعمل الزوار البوابة الأمامية فقط، ويمتنعون عن لمس أي من المعروضات.",
            ),
        ] {
            silent(&Negation, source, target);
            silent(&Negation, target, source);
        }
    }

    #[test]
    fn these_are_no_excuse_for_another() {
        for (source, target) in [
            (
                "زار العاصمة غير مرة ولم يقابل الوزير.",
                "He visited the capital more than once and met the minister.",
            ),
            (
                "أبى أن يغادر المنزل ولم يفتح الباب.",
                "He refused to leave the house and opened the door.",
            ),
            (
                "لم يحصل الطفل دون الخامسة على اللقاح.",
                "The child under five got the vaccine.",
            ),
            (
                "The shop does not open on Friday.",
                "يفتح المتجر يوم الجمعة.",
            ),
            (
                "Never use the lamp without its cover.",
                "استعمل المصباح دائما دون غطائه.",
            ),
        ] {
            flags(&Negation, source, target);
        }
    }

    #[test]
    fn idioms_that_only_look_negative_are_not() {
        for (source, target) in [
            ("لا يزال الجسر مغلقا.", "The bridge is still closed."),
            (
                "ولا تزال المفاوضات مستمرة.",
                "The negotiations are continuing.",
            ),
            ("ما زال المصنع يعمل.", "The factory is still working."),
            ("لا بد من إصلاح القانون.", "The law must be reformed."),
            (
                "يهتم بالفنون ولا سيما الموسيقى.",
                "He is interested in the arts, especially music.",
            ),
            (
                "لا شك في أن القرار صحيح.",
                "The decision is undoubtedly right.",
            ),
            (
                "لا يقل عدد الضحايا عن عشرين.",
                "At least twenty people were killed.",
            ),
            (
                "لا تتجاوز المسافة كيلومترين.",
                "The distance is at most two kilometres.",
            ),
            (
                "ليس القرار قانونيا فقط بل سياسي أيضا.",
                "The decision is legal and political.",
            ),
            (
                "لم يبق من البيت إلا جدار.",
                "Only a wall of the house is left.",
            ),
            ("ما لبث أن عاد إلى بيته.", "He soon went back home."),
            (
                "عزز الجيش مواقعه حتى لا تسقط المدينة.",
                "The army strengthened its positions lest the city fall.",
            ),
            (
                "سأل إن كان القرار نهائيا أم لا.",
                "He asked whether the decision was final.",
            ),
            ("أليس هذا ما أردت؟", "This is what you wanted, is it?"),
            ("لولا الأطباء لمات.", "He lives thanks to the doctors."),
            ("لا تتردد في الاتصال بنا.", "Feel free to contact us."),
            (
                "Not only the house but the garden was sold.",
                "بيع البيت والحديقة أيضا.",
            ),
            ("No doubt the decision is right.", "القرار صحيح بالتأكيد."),
            ("He could not but agree.", "كان مضطرا إلى الموافقة."),
            ("It was nothing but a dream.", "كان مجرد حلم."),
            (
                "No sooner had he arrived than it rained.",
                "ما إن وصل حتى هطل المطر.",
            ),
            ("Don't worry, the doctor is here.", "اطمئن، الطبيب هنا."),
            ("The road is closed until Sunday.", "الطريق مغلق حتى الأحد."),
            (
                "شكا الجيران غير مرة من الضوضاء.",
                "The neighbours complained more than once about the noise.",
            ),
            (
                "أكد ذلك غير واحد من الشهود.",
                "More than one of the witnesses confirmed it.",
            ),
            (
                "يشترط القانون ألا يقل عمر المرشح عن أربعين عاما.",
                "The law requires candidates to be at least forty.",
            ),
            (
                "يقضي القرار بألا تتجاوز السرعة ثلاثين كيلومترا.",
                "The decision limits the speed to thirty kilometres.",
            ),
            ("أمامنا خياران لا ثالث لهما.", "We have only two choices."),
            ("هذا عمل لا غبار عليه.", "This is a perfectly good work."),
            (
                "تعود ألا يشرب القهوة إلا بعد الغداء.",
                "He used to drink coffee only after lunch.",
            ),
            (
                "لم تحمل معها في رحلتها، وهي طويلة، سوى كتاب.",
                "She took only a book on her long journey.",
            ),
        ] {
            silent(&Negation, source, target);
        }
    }

    #[test]
    fn the_marked_words_are_the_negation_and_what_it_denies() {
        let found = findings(
            &Negation,
            "لم يوقع الوزير الاتفاق.",
            "The minister signed the agreement.",
        );
        assert_eq!(
            found[0].source.as_ref().map(|place| place.text()),
            Some("لم يوقع")
        );
        assert_eq!(
            found[0].target.as_ref().map(|place| place.text()),
            Some("signed")
        );
        assert_eq!(found[0].severity, Severity::Error);
    }

    #[test]
    fn as_many_as_can_be_are_served() {
        // The first could take either, the second only the first's nearest.
        let near = vec![vec![(1, 0), (2, 1)], vec![(3, 0)]];
        assert_eq!(assign(&near, &[true, true], 2), vec![Some(1), Some(0)]);
        let both = [vec![(1, 0)], vec![(1, 0)]];
        assert_eq!(assign(&both, &[true, true], 1), vec![Some(0)]);
        assert_eq!(assign(&both, &[false, true], 1), vec![Some(1)]);
    }
}
