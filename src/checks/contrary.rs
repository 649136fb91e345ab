//! `contrary`: a word of a small closed class has another of its class in its place.

use super::words::{Linked, WordAt, neighbours_in_common};
use super::{BeadContext, Check};
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::lang::compare::agreement;
use crate::lang::numerals::{Numeral, NumeralKind, Role};
use crate::lang::units::Dimension;
use crate::lang::{Analysis, Force, TokenKind};
use crate::lexicon::{Contrary, Lexicon, Scope, Value};
use crate::text::{Side, Span};
use std::ops::Range;

/// See [`RULE`].
#[derive(Debug)]
pub struct ContraryCheck;

static RULE: Rule = Rule {
    name: "contrary",
    category: Category::Accuracy,
    severity: Severity::Error,
    mqm: "accuracy / mistranslation",
    its: "mistranslation",
    summary: "A word of a small closed class (north, red, brother, more than, rose) has another of its class in its place.",
    why: "North for south, his father for his brother, “less than 600” for “more than 600”, a rise for a fall: the \
          sentence is sound, its words and numbers have their counterparts, and it says the opposite. Such words are \
          few, nearly always translated by their like, and easily mistaken for one another.",
    what_to_do: "Put what the source says, or correct the source. Where a free translation turned the sentence round, \
                 suppress the finding with the reason.",
    limits: "Compared are points of the compass, colours, kin, left and right, seasons, morning and evening, spoons of a \
             recipe, parties of contracts, export and import, ends of a range, metals, seas, diseases, languages, meals \
             and prayers; beside words that translate each other, what may be said of anything: before and after, first \
             to fifth, first and last, better and worse, larger and smaller, high and low, easy and hard, men and women, \
             accepted and refused, rises and falls; and, only beside the same number, bounds (more than, at most), which \
             number a change starts from, rises and falls, votes, results of matches, percent and percentage points, \
             degrees below zero, a day or a month, before and after a year. Only where each side has exactly one such word that the other lacks, \
             the two exclude each other (a sibling may be a brother), and both stand in like places. Words that may be \
             something else (“left”, “عم”), idioms and names (the Middle East, الضوء الأخضر) keep the rule silent, and so \
             does a negation on one side alone.",
    examples: &[
        Example::wrong(
            "تقع القرية شمال العاصمة.",
            "The village lies south of the capital.",
            "شمال is north.",
        ),
        Example::wrong(
            "حضر أكثر من 600 شخص.",
            "Less than 600 people came.",
            "More than became less than, before the same number.",
        ),
        Example::wrong(
            "He inherited the house from his grandmother.",
            "ورث البيت عن عمته.",
            "A grandmother became an aunt.",
        ),
        Example::wrong(
            "ارتفع مؤشر البورصة 0.2 في المئة.",
            "The stock index fell 0.2 percent.",
            "A rise became a fall.",
        ),
        Example::right(
            "لم يحضر أقل من 600 شخص.",
            "At least 600 people came.",
            "A negation turns one of the two round.",
        ),
        Example::right(
            "أعلنت الأمم المتحدة موقفها من الشرق الأوسط.",
            "The United Nations stated its position on the Western attitude to the Middle East.",
            "A name is no point of the compass.",
        ),
        Example::right(
            "جاء مع إخوته.",
            "He came with his brother and his sister.",
            "Siblings are brothers and sisters.",
        ),
    ],
    options: &[OptionDoc {
        key: "confidence",
        default: "0.5",
        doc: "findings that are less sure than this are not reported",
    }],
};

/// Links of this strength show that a word is rendered, by whatever word.
const LINK: f32 = 0.3;
/// How far apart in their sides two words may stand that take each other's place.
const ALIKE_PLACED: f64 = 0.3;
/// How many words before a word are looked at for a negation.
const NEGATED: usize = 5;
/// A side with more tokens than this is no sentence.
const LONGEST: usize = 600;

impl Check for ContraryCheck {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bead(&self, cx: &BeadContext<'_>, out: &mut Vec<Finding>) {
        if !cx.bead.is_paired() || !cx.bead.given && cx.bead.score < 0.7 {
            return;
        }
        let least = cx.cx.options.number(&RULE, "confidence", 0.5);
        for lexicon in cx.cx.lexicons {
            let ends = [lexicon.from, lexicon.to];
            let own = Side::BOTH
                .iter()
                .all(|side| ends.contains(&cx.cx.lang(*side)));
            if !own || lexicon.contraries().classes().is_empty() {
                continue;
            }
            let source = items(cx, lexicon, Side::Source);
            // Nothing is compared with what may be any value of its class.
            if !source.iter().any(Item::is_sure) {
                continue;
            }
            let pair = Pair {
                cx,
                lexicon,
                source,
                target: items(cx, lexicon, Side::Target),
            };
            out.extend(pair.compare().filter(|finding| finding.confidence >= least));
        }
    }
}

/// A word of a class on a side.
struct Item<'a> {
    segment: usize,
    analysis: &'a Analysis,
    found: Contrary,
    /// Where on its side it stands, 0 to 1.
    position: f64,
}

impl Item<'_> {
    fn numeral(&self) -> Option<&Numeral> {
        self.analysis.numerals.get(self.found.numeral?)
    }

    /// Whether it says one thing of its class.
    fn is_sure(&self) -> bool {
        matches!(self.found.value, Value::Is { .. })
    }

    fn at(&self) -> WordAt {
        (self.segment, self.found.tokens.start)
    }

    fn meets(&self, other: &Item<'_>) -> bool {
        let (own, there) = (&self.found.tokens, &other.found.tokens);
        self.segment == other.segment && own.start < there.end && there.start < own.end
    }

    fn span(&self) -> Option<Span> {
        let first = self.analysis.tokens.get(self.found.tokens.start)?;
        let last = self
            .analysis
            .tokens
            .get(self.found.tokens.end.checked_sub(1)?)?;
        Some(first.span.cover(last.span))
    }
}

fn items<'a>(cx: &BeadContext<'a>, lexicon: &Lexicon, side: Side) -> Vec<Item<'a>> {
    let total: usize = cx
        .segments(side)
        .map(|(.., analysis)| analysis.tokens.len())
        .sum();
    if total > LONGEST {
        return Vec::new();
    }
    let mut before = 0;
    let mut items = Vec::new();
    for (segment, text, analysis) in cx.segments(side) {
        let found = lexicon.contraries_in(analysis.lang, text, analysis);
        items.extend(found.into_iter().map(|found| Item {
            segment,
            analysis,
            position: (before + found.tokens.start) as f64 / total.max(1) as f64,
            found,
        }));
        before += analysis.tokens.len();
    }
    items
}

struct Pair<'a> {
    cx: &'a BeadContext<'a>,
    lexicon: &'a Lexicon,
    source: Vec<Item<'a>>,
    target: Vec<Item<'a>>,
}

impl<'a> Pair<'a> {
    fn compare(&self) -> impl Iterator<Item = Finding> {
        let classes = self.lexicon.contraries().classes();
        let mut seen: Vec<(&Item<'a>, &Item<'a>)> = Vec::new();
        classes
            .iter()
            .enumerate()
            .filter_map(move |(class, known)| {
                let (source, target) = (self.of(Side::Source, class), self.of(Side::Target, class));
                if source.is_empty() || target.is_empty() {
                    return None;
                }
                let (one, other, confidence) = match known.scope {
                    Scope::Sentence => self.in_sentences(&source, &target, false)?,
                    Scope::Beside => self.in_sentences(&source, &target, true)?,
                    Scope::Number => self.beside_numbers(&source, &target)?,
                    Scope::Clause => self.in_clauses(&source, &target)?,
                };
                // Of two classes that tell of the same words the first is enough.
                let told = seen
                    .iter()
                    .any(|(known, there)| known.meets(one) || there.meets(other));
                if told {
                    return None;
                }
                seen.push((one, other));
                self.finding(one, other, confidence, known.tells)
            })
    }

    fn of(&self, side: Side, class: usize) -> Vec<&Item<'a>> {
        let items = match side {
            Side::Source => &self.source,
            Side::Target => &self.target,
        };
        items
            .iter()
            .filter(|item| item.found.class == class)
            .collect()
    }

    /// The one word of each side that the other side lacks.
    fn in_sentences<'b>(
        &self,
        source: &[&'b Item<'a>],
        target: &[&'b Item<'a>],
        close: bool,
    ) -> Option<(&'b Item<'a>, &'b Item<'a>, f64)> {
        if source
            .iter()
            .chain(target)
            .any(|item| item.found.value == Value::Unsure)
        {
            return None;
        }
        let single = source.len() == 1 && target.len() == 1;
        let (mut source, mut target) = (source.to_vec(), target.to_vec());
        let fits: [fn(Value, Value) -> bool; 2] = [Value::same, Value::agrees];
        for fit in fits {
            source.retain(|one| {
                let found = target
                    .iter()
                    .position(|other| fit(one.found.value, other.found.value));
                found.map(|at| target.remove(at)).is_none()
            });
        }
        let (&[one], &[other]) = (source.as_slice(), target.as_slice()) else {
            return None;
        };
        let linked = Linked::new(self.cx);
        // By another word than its contrary: folding may make ابنه (his son) a daughter.
        let rendered = |side: Side, item: &Item<'_>, other: &Item<'_>| {
            item.found.tokens.len() == 1
                && linked
                    .partners(side, item.at())
                    .any(|((segment, at), strength)| {
                        strength >= LINK
                            && !(segment == other.segment && other.found.tokens.contains(&at))
                    })
        };
        if rendered(Side::Source, one, other) || rendered(Side::Target, other, one) {
            return None;
        }
        let neighbours = neighbours_in_common(self.cx, &linked, Side::Source, one.at(), other.at())
            > 0
            && neighbours_in_common(self.cx, &linked, Side::Target, other.at(), one.at()) > 0;
        // Of a turn of phrase another word must be the same on both sides, lest two of them be compared.
        let joined = |side: Side, item: &Item<'_>, other: &Item<'_>| {
            let tokens = &other.found.tokens;
            let reach = tokens.start.saturating_sub(1)..tokens.end + 1;
            !item.found.value.is_loose()
                || item.found.tokens.len() == 1
                || item.found.tokens.clone().any(|token| {
                    linked
                        .partners(side, (item.segment, token))
                        .any(|((segment, at), strength)| {
                            strength >= LINK && segment == other.segment && reach.contains(&at)
                        })
                })
        };
        let joined = joined(Side::Source, one, other) && joined(Side::Target, other, one);
        if !joined {
            return None;
        }
        let beside = neighbours || one.found.value.is_loose() && one.found.tokens.len() > 1;
        let loose = one.found.value.is_loose() || other.found.value.is_loose();
        let near = (one.position - other.position).abs() <= ALIKE_PLACED;
        let confidence = match (beside, loose) {
            (true, false) => 0.8,
            (true, true) => 0.7,
            (false, _) if close => return None,
            (false, true) => return None,
            (false, false) if near => 0.65,
            // Far apart they take each other's place only where no other of the class is there.
            (false, false) if single => 0.55,
            (false, false) => return None,
        };
        Some((one, other, confidence))
    }

    /// Words that stand with a number which each side states once.
    fn beside_numbers<'b>(
        &self,
        source: &[&'b Item<'a>],
        target: &[&'b Item<'a>],
    ) -> Option<(&'b Item<'a>, &'b Item<'a>, f64)> {
        source.iter().find_map(|one| {
            let number = one.numeral()?;
            let there = self.only(Side::Target, number)?;
            self.only(Side::Source, there)?;
            let nearest = |items: &[&'b Item<'a>], numeral: &Numeral| -> Option<&'b Item<'a>> {
                let of = items
                    .iter()
                    .filter(|item| item.numeral().is_some_and(|own| std::ptr::eq(own, numeral)));
                of.min_by_key(|item| item.found.tokens.start.abs_diff(numeral.tokens.start))
                    .copied()
            };
            let (one, other) = (nearest(source, number)?, nearest(target, there)?);
            (!one.found.value.agrees(other.found.value)).then_some((one, other, 0.85))
        })
    }

    /// Words in the clauses of a number which each side states once, where each clause has but one.
    fn in_clauses<'b>(
        &self,
        source: &[&'b Item<'a>],
        target: &[&'b Item<'a>],
    ) -> Option<(&'b Item<'a>, &'b Item<'a>, f64)> {
        self.cx
            .segments(Side::Source)
            .find_map(|(segment, _, analysis)| {
                let amounts = analysis.numerals.iter();
                let mut amounts = amounts.filter(|number| is_amount(analysis, number));
                amounts.find_map(|number| {
                    let there = self.only(Side::Target, number)?;
                    self.only(Side::Source, there)?;
                    let (other_segment, other) =
                        self.cx
                            .segments(Side::Target)
                            .find_map(|(segment, _, analysis)| {
                                let own = |numeral: &Numeral| std::ptr::eq(numeral, there);
                                analysis
                                    .numerals
                                    .iter()
                                    .any(own)
                                    .then_some((segment, analysis))
                            })?;
                    let one = sole(source, segment, &clause(analysis, &number.tokens))?;
                    let other = sole(target, other_segment, &clause(other, &there.tokens))?;
                    let loose = one.found.value.is_loose() || other.found.value.is_loose();
                    (!loose && !one.found.value.agrees(other.found.value))
                        .then_some((one, other, 0.75))
                })
            })
    }

    /// The number of a side that says what a number of the other says, where it is the only one.
    fn only(&self, side: Side, number: &Numeral) -> Option<&'a Numeral> {
        let mut agreeing = self
            .cx
            .segments(side)
            .flat_map(|(.., analysis)| &analysis.numerals)
            .filter(|other| agreement(number, other) > 0.0);
        match (agreeing.next(), agreeing.next()) {
            (Some(only), None) if agreement(number, only) >= 0.8 => Some(only),
            _ => None,
        }
    }

    fn finding(
        &self,
        one: &Item<'_>,
        other: &Item<'_>,
        confidence: f64,
        tells: &str,
    ) -> Option<Finding> {
        // A bound is turned round by a negation that stands anywhere before it in its clause: “does not, on the whole
        // and in most years, last more than”.
        let class = self.lexicon.contraries().classes().get(one.found.class);
        let far = class.is_some_and(|class| class.scope == Scope::Number);
        if self.is_denied(Side::Source, one, far) != self.is_denied(Side::Target, other, far) {
            return None;
        }
        let (from, to) = (one.span()?, other.span()?);
        let mut finding = self.cx.finding(
            &RULE,
            confidence,
            format!(
                "“{}” became “{}”: {tells}",
                from.of(self.cx.cx.text(Side::Source, one.segment)),
                to.of(self.cx.cx.text(Side::Target, other.segment)),
            ),
            "Put what the source says, or correct the source.",
        );
        // Without a number to hold on to, a turn of phrase may be behind it.
        if finding.confidence <= 0.7 {
            finding = finding.severity(Severity::Warning);
        }
        finding.source = self.cx.place(Side::Source, one.segment, from);
        finding.target = self.cx.place(Side::Target, other.segment, to);
        Some(finding)
    }

    /// Whether a negation stands before a word, or in the words right behind it; `far` lets it stand anywhere before
    /// the word in its clause.
    fn is_denied(&self, side: Side, item: &Item<'_>, far: bool) -> bool {
        let text = self.cx.cx.text(side, item.segment);
        let tokens = &item.found.tokens;
        let clause = clause(item.analysis, tokens).start;
        item.analysis
            .lang
            .negations()
            .find(&item.analysis.tokens, text)
            .iter()
            .any(|negation| {
                let said = negation.force >= Force::Firm
                    || negation.force == Force::Soft && !negation.derived && !negation.lexical;
                said && negation.tokens.end <= tokens.start
                    && (negation.tokens.end + NEGATED > tokens.start
                        || far && negation.tokens.start >= clause)
                    || negation.force >= Force::Firm
                        && !tokens.contains(&negation.tokens.start)
                        && negation.negated.is_some_and(|at| tokens.contains(&at))
            })
    }
}

/// Whether a number may tell by how much or to what something changed: it is no date and counts no time.
fn is_amount(analysis: &Analysis, number: &Numeral) -> bool {
    let counts_time = || {
        analysis.measures.iter().any(|measure| {
            measure.units.first.dimension() == Dimension::Time
                && measure
                    .numeral
                    .and_then(|at| analysis.numerals.get(at))
                    .is_some_and(|own| std::ptr::eq(own, number))
        })
    };
    number.role == Role::None
        && matches!(
            number.kind,
            NumeralKind::Cardinal | NumeralKind::Percent | NumeralKind::Fraction
        )
        && !number.looks_like_year()
        && !counts_time()
}

/// The only word of a class in a clause.
fn sole<'b, 'a>(
    items: &[&'b Item<'a>],
    segment: usize,
    clause: &Range<usize>,
) -> Option<&'b Item<'a>> {
    let mut inside = items
        .iter()
        .filter(|item| item.segment == segment && clause.contains(&item.found.tokens.start));
    match (inside.next(), inside.next()) {
        (Some(item), None) => Some(*item),
        _ => None,
    }
}

/// The tokens around others up to the next marks.
fn clause(analysis: &Analysis, inner: &Range<usize>) -> Range<usize> {
    let is_mark = |at: usize| {
        analysis.tokens.get(at).is_none_or(|token| {
            token.kind == TokenKind::Punctuation
                && (!token.glued || !matches!(&*token.norm, "-" | "'" | "’"))
        })
    };
    let start = (0..inner.start)
        .rev()
        .find(|at| is_mark(*at))
        .map_or(0, |at| at + 1);
    let end = (inner.end..=analysis.tokens.len()).find(|at| is_mark(*at));
    start..end.unwrap_or(inner.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{examples, findings, flags, silent};

    #[test]
    fn the_examples_hold() {
        examples(&ContraryCheck);
    }

    #[test]
    fn words_that_took_the_place_of_their_contraries_are_flagged() {
        for (source, target) in [
            // Bounds.
            (
                "تجاوزت الخسائر 40 مليون دولار.",
                "Losses came to less than $40 million.",
            ),
            (
                "يعمل في المصنع ما لا يقل عن 300 عامل.",
                "No more than 300 people work at the factory.",
            ),
            (
                "لا يزيد الوزن على 20 كيلوغراما.",
                "The weight is over 20 kilograms.",
            ),
            (
                "استغرقت الرحلة أقل من 6 ساعات.",
                "The trip took more than six hours.",
            ),
            (
                "Applicants must be at least 18.",
                "يجب ألا يزيد عمر المتقدم على 18 عاما.",
            ),
            ("Fewer than 50 copies survive.", "بقي أكثر من 50 نسخة."),
            (
                "The fine may not exceed 500 euros.",
                "لا تقل الغرامة عن 500 يورو.",
            ),
            ("Store it below 25 degrees.", "يخزن فوق 25 درجة."),
            // Rises and falls.
            (
                "انخفضت الصادرات بنسبة 12 في المئة.",
                "Exports grew by 12 percent.",
            ),
            ("قفزت الأسعار 3.5 بالمئة.", "Prices dropped 3.5 percent."),
            (
                "Unemployment fell to 7.4 percent.",
                "ارتفعت البطالة إلى 7.4 في المئة.",
            ),
            ("The pound gained 2 percent.", "هبط الجنيه 2 بالمئة."),
            // Votes and results.
            (
                "أقر المجلس القانون بأغلبية 61 صوتا معارضا.",
                "The council passed the law with 61 votes in favour.",
            ),
            (
                "The bill passed with 70 votes in favour.",
                "أقر القانون بعدما صوت 70 نائبا ضده.",
            ),
            (
                "The team has 14 wins this season.",
                "للفريق 14 خسارة هذا الموسم.",
            ),
            // Percent and points, temperature.
            (
                "The share rose by 4 percentage points.",
                "ارتفعت الحصة 4 في المئة.",
            ),
            (
                "هبطت الحرارة إلى 15 درجة تحت الصفر.",
                "It fell to 15 degrees Celsius.",
            ),
            (
                "It was minus 8 degrees in the morning.",
                "كانت الحرارة 8 درجات مئوية صباحا.",
            ),
            // Years.
            (
                "بني المسجد قبل عام 1890.",
                "The mosque was built after 1890.",
            ),
            // Spoons.
            (
                "Add two teaspoons of salt.",
                "أضف ملعقتين كبيرتين من الملح.",
            ),
            ("ملعقة طعام من السكر.", "A teaspoon of sugar."),
            // Compass.
            (
                "تقع البلدة جنوب غربي المدينة.",
                "The town lies north-west of the city.",
            ),
            ("The wind blew from the east.", "هبت الريح من الغرب."),
            ("القوات في كوريا الشمالية.", "The troops in South Korea."),
            (
                "الأحياء الشرقية للمدينة.",
                "The western districts of the city.",
            ),
            // Colours.
            ("كانت ترتدي فستانا أزرق.", "She was wearing a red dress."),
            ("The yellow wire is dangerous.", "السلك الأخضر خطر."),
            ("اشترى سيارة بيضاء.", "He bought a black car."),
            // Kin.
            (
                "وصلت مع أختها إلى المطار.",
                "She arrived at the airport with her mother.",
            ),
            (
                "قتل ابنه في الحادث.",
                "His brother was killed in the accident.",
            ),
            ("Her husband runs the shop.", "يدير والدها المتجر."),
            ("توفيت والدته العام الماضي.", "His father died last year."),
            (
                "زارت خالتها في المستشفى.",
                "She visited her grandmother in hospital.",
            ),
            ("His daughter is a doctor.", "ابنه طبيب."),
            ("سافر مع حفيدته.", "He travelled with his son."),
            // Sides, seasons, the day.
            ("أصيب في ساقه اليسرى.", "He was wounded in the right leg."),
            ("The left hand holds the bow.", "تمسك اليد اليمنى بالقوس."),
            ("يزداد الطلب في الصيف.", "Demand rises in winter."),
            ("The road is closed in winter.", "يغلق الطريق في الخريف."),
            ("يفتح المتحف في الصباح.", "The museum opens in the evening."),
            // Parties, trade, ranges.
            (
                "يتحمل البائع تكاليف النقل.",
                "The buyer bears the cost of carriage.",
            ),
            (
                "The tenant shall insure the building.",
                "يؤمن المؤجر على المبنى.",
            ),
            ("زادت واردات القمح.", "Wheat exports increased."),
            (
                "The maximum is set by the ministry.",
                "تحدد الوزارة الحد الأدنى.",
            ),
            (
                "سجلت الدولة فائضا في الميزانية.",
                "The state recorded a budget deficit.",
            ),
            (
                "يمثلون الأقلية في المجلس.",
                "They are the majority in the council.",
            ),
            ("يعمل في القطاع الخاص.", "He works in the public sector."),
        ] {
            flags(&ContraryCheck, source, target);
        }
    }

    #[test]
    fn ordinals_of_the_same_noun_are_compared() {
        for (source, target) in [
            (
                "تراجعت المبيعات في الربع الأول من العام.",
                "Sales declined in the third quarter of the year.",
            ),
            (
                "The bill passed its first reading on Monday.",
                "أقر مشروع القانون في القراءة الثانية يوم الاثنين.",
            ),
            (
                "سجل الهدف في الشوط الثاني.",
                "The goal came in the first half.",
            ),
            (
                "فاز في الجولة الأولى من الانتخابات.",
                "He won the second round of the election.",
            ),
        ] {
            flags(&ContraryCheck, source, target);
        }
        for (source, target) in [
            (
                "ارتفعت الأرباح في الربعين الأول والثاني.",
                "Profits rose in the first and second quarters.",
            ),
            (
                "في الجولتين الأولى والثانية من المفاوضات.",
                "In the first and second rounds of the talks.",
            ),
            (
                "أقر القانون في القراءتين الثانية والثالثة.",
                "The law passed its second and third readings.",
            ),
            (
                "في الربع الأخير من العام.",
                "In the fourth quarter of the year.",
            ),
            (
                "نتائج الربع الأول أفضل من الثاني.",
                "The first quarter beat the second quarter.",
            ),
            (
                "في النصف الثاني من القرن.",
                "In the latter half of the century.",
            ),
        ] {
            silent(&ContraryCheck, source, target);
        }
    }

    #[test]
    fn names_idioms_and_free_translations_are_not() {
        for (source, target) in [
            // Bounds said otherwise.
            ("ما لا يقل عن 300 عامل.", "At least 300 workers."),
            ("ما لا يقل عن 300 عامل.", "More than 300 workers."),
            (
                "لا يزيد وزن الطرد على 20 كيلوغراما ولا تتجاوز كلفته 15 دينارا.",
                "The parcel weighs no more than 20 kilograms and its cost does not exceed 15 dinars.",
            ),
            (
                "لا تتجاوز المدة 9 أيام إلا قليلا.",
                "It takes little more than 9 days.",
            ),
            (
                "فقد المنطاد 300 متر من ارتفاعه.",
                "The balloon lost 300 metres of height.",
            ),
            (
                "حلقت الطائرة على ارتفاع 900 متر بعد أن هبطت من السحب.",
                "The plane flew at 900 metres, having dropped out of the clouds.",
            ),
            (
                "زهرة واحدة لا تصنع ربيعا.",
                "One flower does not make a summer.",
            ),
            (
                "لا يتجاوز الثمن 20 دينارا.",
                "The price is at most 20 dinars.",
            ),
            ("لم يحضر أكثر من 20 شخصا.", "Fewer than 20 people came."),
            (
                "تتراوح بين أقل من 20 وأكثر من 30.",
                "From less than 20 to more than 30.",
            ),
            ("منذ أكثر من 20 عاما.", "For over 20 years."),
            (
                "على مدى 20 عاما في أقل من ثلاثة مواقع.",
                "Over 20 years at fewer than three sites.",
            ),
            ("18 عاما فأكثر.", "Aged 18 and over."),
            ("حتى 70 شخصا.", "Up to 70 people."),
            ("ليس هناك أقل من 5 أسباب.", "There are at least 5 reasons."),
            // Changes told otherwise.
            (
                "قلص المؤشر خسائره إلى 2 في المئة.",
                "The index recovered to end 2 percent higher.",
            ),
            ("ارتفع العجز 3 بالمئة.", "The deficit rose 3 percent."),
            (
                "تراجعت البطالة نقطتين، وارتفع التضخم 5 بالمئة.",
                "Inflation rose 5 percent as unemployment fell.",
            ),
            (
                "لم يرتفع السعر إلا 2 بالمئة.",
                "The price rose only 2 percent.",
            ),
            (
                "زيادة الضرائب بعد تراجع بلغ 4 بالمئة.",
                "Taxes went up after a 4 percent decline.",
            ),
            (
                "لم تنخفض الأسعار بنسبة 6 بالمئة.",
                "Prices rose by 6 percent.",
            ),
            (
                "ارتفع عدد الركاب خلال 5 سنوات.",
                "Lost passengers came back within 5 years.",
            ),
            // Names and idioms.
            (
                "عاد من الشرق الأوسط إلى الغرب.",
                "He came back from the Middle East to the West.",
            ),
            (
                "زعيم كوريا الشمالية زار الجنوب.",
                "The leader in Pyongyang visited the South.",
            ),
            (
                "القطب الشمالي يذوب جنوب النرويج.",
                "The Arctic melts south of Norway.",
            ),
            ("تقع المدينة في الشمال.", "The city lies in the north."),
            (
                "شمال شرق البلاد.",
                "In the north-eastern part of the country.",
            ),
            (
                "أعطى البيت الأبيض الضوء الأخضر.",
                "The White House gave its approval.",
            ),
            (
                "أعطى الضوء الأخضر للمشروع.",
                "The Red Cross project was approved.",
            ),
            ("شرب الشاي الأحمر.", "He drank black tea."),
            (
                "على ساحل البحر الأبيض المتوسط.",
                "On the blue coast of the Mediterranean.",
            ),
            ("حصل على خبز أسمر.", "He got some brown bread."),
            (
                "عاد غوردون إلى البيت الأبيض.",
                "Gordon Brown returned to the White House.",
            ),
            (
                "السوق السوداء والمنطقة الخضراء.",
                "The black market and the Green Zone.",
            ),
            (
                "رآها بعين حمراء زرقاء.",
                "He saw it with a blue eye, a red one.",
            ),
            // Kin.
            (
                "يا أخي، لماذا لم تخبر أباك؟",
                "Buddy, why didn't you tell your father?",
            ),
            ("ابن عمه وأخته.", "His cousin and his sister."),
            ("مع إخوته وأخواته.", "With his brothers and sisters."),
            ("زوج أختها محام.", "Her brother-in-law is a lawyer."),
            ("والده ووالدته.", "His mother and father."),
            (
                "الدول الشقيقة والصديقة.",
                "Brotherly and friendly countries.",
            ),
            ("الشركة الأم في لندن.", "The parent company in London."),
            ("ابن رشد والد الفلسفة.", "Averroes, father of philosophy."),
            (
                "قال محمد بن سلمان لوالده.",
                "Mohammed bin Salman told his father.",
            ),
            (
                "أبناؤه الثلاثة في باريس.",
                "His three children are in Paris.",
            ),
            (
                "لم يكن والدها بل عمها.",
                "It was not her father but her uncle.",
            ),
            (
                "عم الهدوء منزل شقيقته.",
                "Calm came over his sister's house.",
            ),
            // Sides, seasons, the day.
            ("غادر اليمين إلى البيت.", "The right left for home."),
            (
                "أدى اليمين الدستورية بيده اليسرى.",
                "He took the oath with his left hand.",
            ),
            ("في شهر ربيع الأول.", "In the summer month of Rabi al-Awwal."),
            (
                "الربيع العربي بدأ في الشتاء.",
                "The Arab Spring began in winter.",
            ),
            ("مساء الاثنين.", "On Monday night."),
            ("من الفجر حتى المساء.", "From morning until night."),
            (
                "الشيخ جابر الصباح وصل مساء.",
                "Sheikh Jaber Al-Sabah arrived in the evening.",
            ),
            // Parties, trade, ranges, negation.
            (
                "المدعى عليه دائن للشركة.",
                "The defendant is a creditor of the company.",
            ),
            ("لا يتحمل البائع التكلفة.", "The buyer bears the cost."),
            ("تصدير السلع واستيرادها.", "Importing and exporting goods."),
            ("رفع الحد الأدنى للأجور.", "The minimum wage was raised."),
            ("الحد الأقصى والحد الأدنى.", "Minimum and maximum."),
            (
                "3 ملاعق كبيرة وملعقة صغيرة.",
                "Three tablespoons and one teaspoon.",
            ),
            (
                "هبطت الحرارة إلى 10 درجات تحت الصفر.",
                "It fell to minus 10.",
            ),
            ("زاوية قدرها 30 درجة.", "An angle of 30 degrees."),
            ("وافق 30 عضوا وعارض 12.", "By 30 votes to 12."),
            ("قبل ثلاث سنوات.", "Three years later, after three years."),
        ] {
            silent(&ContraryCheck, source, target);
        }
    }

    #[test]
    fn the_message_names_both_words_and_what_they_tell() {
        let found = findings(
            &ContraryCheck,
            "سافر مع أخيه.",
            "He travelled with his father.",
        );
        assert_eq!(found[0].message, "“أخيه” became “father”: who is whose kin");
        assert_eq!(
            found[0].source.as_ref().map(|place| place.text()),
            Some("أخيه")
        );
        assert_eq!(
            found[0].target.as_ref().map(|place| place.text()),
            Some("father")
        );
    }

    #[test]
    fn bounds_the_same_way_are_silent_and_the_other_way_round_flagged() {
        for (source, target) in [
            ("قتل أكثر من 40 شخصا.", "Over 40 people were killed."),
            (
                "قتل ما لا يقل عن 40 شخصا.",
                "At least 40 people were killed.",
            ),
            (
                "قتل ما يزيد على 40 شخصا.",
                "No fewer than 40 people were killed.",
            ),
            (
                "الحد لا يتجاوز 80 كيلومترا في الساعة.",
                "The limit is up to 80 km/h.",
            ),
            (
                "لا تزيد المدة على 30 يوما.",
                "The period shall not exceed 30 days.",
            ),
            (
                "لا تتجاوز مدة الفيلم 90 دقيقة.",
                "The film does not run for more than 90 minutes.",
            ),
            ("يشترط ألا يزيد عمره على 40 سنة.", "He must be under 40."),
            (
                "يشترط ألا يقل عمره عن 21 سنة.",
                "She must be at least 21 years old.",
            ),
            (
                "نادرا ما يتجاوز العدد 12 زائرا.",
                "There are rarely more than 12 visitors.",
            ),
            (
                "لا يكاد عددهم يتجاوز 12.",
                "There are barely more than 12 of them.",
            ),
            ("الأطفال دون الخامسة.", "Children under five."),
            ("على مدى عشر سنوات.", "Over ten years."),
            ("خلال أقل من عشر سنوات.", "In fewer than ten years."),
            ("لم يحضر إلا أقل من 50 شخصا.", "No more than 50 people came."),
            ("لم يحضر أكثر من 50 شخصا.", "Fewer than 50 people came."),
            ("15 شخصا على الأقل.", "At least 15 people."),
            (
                "أكثر من 5 رجال وأقل من 5 نساء.",
                "Less than 5 women and more than 5 men.",
            ),
            (
                "لا تزيد حرارة الغرفة إلا قليلا على 15 درجة.",
                "The room is little more than 15 degrees.",
            ),
        ] {
            silent(&ContraryCheck, source, target);
        }
        for (source, target) in [
            // ما with an imperfect is “what”; with a perfect it may deny.
            (
                "باع المخبز ما يفوق 700 رغيف.",
                "The bakery sold more than 700 loaves.",
            ),
            (
                "The well is over 30 metres deep.",
                "عمق البئر ما يتجاوز 30 مترا.",
            ),
            (
                "أنفقوا بما يتجاوز 90 ألف دينار.",
                "They spent over 90,000 dinars.",
            ),
            (
                "قطعوا ما يزيد قليلا على 60 كيلومترا.",
                "They covered just over 60 kilometres.",
            ),
            (
                "ما تجاوز العدد 12 طالبا.",
                "There were at most 12 students.",
            ),
            ("لديه ما يقل عن 5 أيام.", "He has less than 5 days."),
            // Whatever sign a temperature has.
            (
                "سجلت القرية 7 درجات تحت الصفر.",
                "The village recorded -7 °C.",
            ),
            ("سجلت القرية 7 درجات تحت الصفر.", "It was –7°C there."),
            (
                "سجلت القرية 7 درجات تحت الصفر.",
                "It was \u{2212}7 C there.",
            ),
            ("بلغت الحرارة -12 درجة.", "It was minus twelve degrees."),
            (
                "بلغت الحرارة (-12 درجة مئوية).",
                "It was twelve degrees below zero.",
            ),
            ("بلغت الحرارة 12- درجة.", "It was 12 degrees below zero."),
            ("بلغت الحرارة سالب 12 درجة.", "It was -12 degrees."),
            ("من 5-9 درجات مئوية.", "From 5–9 degrees Celsius."),
            // A negation far before the bound.
            (
                "ينبغي ألا تكون المدة التي قضاها الطالب في المعهد أكثر من 4 سنوات.",
                "The student must have spent no more than four years at the institute.",
            ),
            (
                "The club does not, according to its rules, admit at any meeting more than 80 guests.",
                "لا يدخل النادي بموجب لائحته في أي لقاء ما يزيد على 80 ضيفا.",
            ),
            (
                "ليس في مكتبة القرية كلها أكثر من 40 كتابا.",
                "The whole village library has at most 40 books.",
            ),
        ] {
            silent(&ContraryCheck, source, target);
        }
        for (source, target) in [
            (
                "باع المخبز ما يفوق 700 رغيف.",
                "The bakery sold fewer than 700 loaves.",
            ),
            (
                "The well is less than 30 metres deep.",
                "عمق البئر ما يتجاوز 30 مترا.",
            ),
            ("لديه ما يقل عن 5 أيام.", "He has more than 5 days."),
            (
                "سجلت القرية 7 درجات تحت الصفر.",
                "The village recorded 7 °C.",
            ),
            ("بلغت الحرارة 12 درجة مئوية.", "It was -12 °C."),
            ("بلغت الحرارة -12 درجة.", "It was 12 degrees."),
            (
                "لم يصب أحد في المحطة بأذى، وانتظر أكثر من 80 راكبا.",
                "Nobody in the station was hurt, and fewer than 80 passengers waited.",
            ),
            ("قتل أكثر من 40 شخصا.", "Under 40 people were killed."),
            (
                "ارتفع بنسبة تزيد على 12 بالمئة.",
                "It rose by less than 12 percent.",
            ),
            (
                "لا تقل الغرامة عن ألف دينار.",
                "The fine is no more than a thousand dinars.",
            ),
            (
                "لا تتجاوز المسافة 5 كيلومترات.",
                "The distance is more than 5 kilometres.",
            ),
            (
                "يعيش هنا أقل من ستمئة شخص.",
                "More than six hundred people live here.",
            ),
            (
                "يستهلك الجهاز أكثر من 3 واط.",
                "The device uses less than 3 W.",
            ),
            (
                "انتظرنا لأقل من ثلاث ساعات.",
                "We waited for over three hours.",
            ),
        ] {
            flags(&ContraryCheck, source, target);
        }
    }

    #[test]
    fn words_said_of_one_thing_are_compared_beside_what_is_translated() {
        for (source, target) in [
            ("أغلقت المحلات قبل العيد.", "The shops closed after Eid."),
            (
                "The clinic was built after the war.",
                "بنيت العيادة قبل الحرب.",
            ),
            (
                "رفضت المحكمة التهمة الأولى.",
                "The court rejected the third charge.",
            ),
            (
                "The court upheld the second charge.",
                "أيدت المحكمة التهمة الرابعة.",
            ),
            (
                "حصلت القرية على خدمة أفضل.",
                "The village got a worse service.",
            ),
            (
                "Her cousin owns the smallest boat.",
                "يملك قريبها أكبر قارب.",
            ),
            ("الضغط مرتفع في الخزان.", "The pressure in the tank is low."),
            ("Most of the women voted.", "صوت معظم الرجال."),
            ("اغسل القميص بالماء البارد.", "Wash the shirt in hot water."),
            (
                "تعيش هذه السمكة في المياه العذبة.",
                "This fish lives in salt water.",
            ),
            ("كانت نتيجة الفحص سلبية.", "The test result was positive."),
            ("The ring is made of silver.", "الخاتم مصنوع من النحاس."),
            (
                "يشرب المريض 3 أكواب يوميا.",
                "The patient drinks 3 cups a week.",
            ),
            (
                "The trip costs 40 euros a month.",
                "تكلف الرحلة 40 يورو في السنة.",
            ),
            ("رفضت الوزارة الطلب.", "The ministry accepted the request."),
            ("The group denied the report.", "أكدت الجماعة التقرير."),
            (
                "ترجم الكتاب إلى اللغة التركية.",
                "The book was translated into Russian.",
            ),
            (
                "The campaign against measles begins.",
                "تبدأ الحملة ضد الكوليرا.",
            ),
            (
                "تطل البلدة على البحر الميت.",
                "The town overlooks the Caspian.",
            ),
            ("They met after the dawn prayer.", "التقوا بعد صلاة المغرب."),
            ("كان السؤال الأول سهلا.", "The first question was hard."),
            (
                "The next meeting is in Oman.",
                "كان الاجتماع السابق في عمان.",
            ),
        ] {
            flags(&ContraryCheck, source, target);
        }
        for (source, target) in [
            ("وصل قبل أن تغادر.", "She left after he arrived."),
            (
                "لم تغادر إلا بعد الحفل.",
                "She did not leave before the party was over.",
            ),
            ("قبل ثلاثة أيام.", "Three days ago, after the storm."),
            ("بعد أن كان فقيرا.", "He had been poor before."),
            ("ثلاثة أضعاف في ثوان.", "The first takes 3 seconds."),
            ("في كانون الأول الماضي.", "Last December, a second time."),
            (
                "للمرة الأولى منذ سنوات.",
                "It has not happened in the last years.",
            ),
            (
                "الأكبر سنا بين إخوته.",
                "None of his siblings is younger than he.",
            ),
            ("التعليم العالي في البلاد.", "The low countries."),
            ("وصل رجال الأعمال مع النساء.", "Business women arrived."),
            ("انتهت الحرب الباردة.", "The Cold War ended on a hot day."),
            ("في ضوء ما سبق.", "In light of the dark past."),
            ("المياه العذبة والمالحة.", "Fresh water and salt water."),
            ("ذهب إلى السوق.", "He went to the silver market."),
            (
                "يعمل 8 ساعات يوميا 5 أيام في الأسبوع.",
                "He works 8 hours a day, 5 days a week.",
            ),
            (
                "لم ترفض الوزارة الطلب.",
                "The ministry accepted the request.",
            ),
            ("لم ينف الخبر.", "He confirmed the news."),
            ("يتحدث العربية والفرنسية.", "He speaks French and Arabic."),
            (
                "تناول الإفطار بعد المغرب.",
                "He broke his fast at dinner time.",
            ),
            ("مرة أخرى.", "Once more, twice as much."),
        ] {
            silent(&ContraryCheck, source, target);
        }
    }

    #[test]
    fn changes_without_a_number_are_compared_where_nothing_else_moves() {
        for (source, target) in [
            (
                "تراجعت أسعار القمح للأسبوع الثالث.",
                "Wheat prices rose for a third week.",
            ),
            (
                "Production declined slightly in June.",
                "ارتفع الإنتاج قليلا في يونيو.",
            ),
        ] {
            flags(&ContraryCheck, source, target);
        }
        for (source, target) in [
            (
                "تراجعت أسعار القمح وارتفع الأرز.",
                "Wheat prices fell and rice rose.",
            ),
            (
                "تراجع الوزير عن قراره.",
                "The minister gave up his decision.",
            ),
            ("صعد إلى الطائرة.", "He boarded the plane and sat down."),
            ("لم ترتفع الأسعار.", "Prices fell."),
            (
                "على ارتفاع منخفض فوق المدينة.",
                "The plane flew low over the city, losing height.",
            ),
            (
                "زادت الخسائر هذا العام.",
                "The company lost more this year.",
            ),
        ] {
            silent(&ContraryCheck, source, target);
        }
    }

    #[test]
    fn which_number_a_change_starts_from_is_compared() {
        for (source, target) in [
            (
                "The number of wards was cut from 96 to 71.",
                "قلص عدد الأجنحة من 71 إلى 96.",
            ),
            (
                "انخفضت النسبة من 40 في المئة إلى 25 في المئة.",
                "The rate fell from 25 percent to 40 percent.",
            ),
            (
                "ارتفع العدد إلى 310 بعد أن كان 270.",
                "The number rose from 310 to 270.",
            ),
            (
                "The index fell to 88, down from 93.",
                "تراجع المؤشر إلى 93 بعد أن كان 88.",
            ),
        ] {
            flags(&ContraryCheck, source, target);
        }
        for (source, target) in [
            (
                "The number of wards was cut from 96 to 71.",
                "قلص عدد الأجنحة من 96 إلى 71.",
            ),
            (
                "The index fell to 88, down from 93.",
                "تراجع المؤشر من 93 إلى 88.",
            ),
            (
                "ارتفع العدد إلى 310 بعد أن كان 270.",
                "The number rose to 310 from 270.",
            ),
            (
                "Pages 5 to 9 are missing from 12 copies.",
                "الصفحات من 5 إلى 9 ناقصة في 12 نسخة.",
            ),
            (
                "يعمل هنا أكثر من 30 إلى جانب 12 متطوعا.",
                "More than 30 work here, beside 12 volunteers.",
            ),
            (
                "تسلم 40 من 55 طردا إلى 3 أحياء.",
                "Of 55 parcels 40 were delivered to 3 districts.",
            ),
        ] {
            silent(&ContraryCheck, source, target);
        }
    }
}
