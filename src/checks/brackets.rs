//! `brackets`: a bracket of the translation has lost its partner.

use super::pairs::{self, AGAINST, Far, Mark, Reach, Reading};
use super::shared::{beads, excerpt, in_code, last_token, near_after, signs, words_before};
use super::{Check, Context};
use crate::findings::{Category, Example, Finding, Rule, Severity};
use crate::lang::{Lang, Token, TokenKind};
use crate::text::{Side, Span};

/// See [`RULE`].
#[derive(Debug)]
pub struct Brackets;

static RULE: Rule = Rule {
    name: "brackets",
    category: Category::Typography,
    severity: Severity::Warning,
    mqm: "linguistic conventions / punctuation",
    its: "typographical",
    summary: "A bracket of the translation is opened and not closed, or closed and not opened.",
    why: "A remark without its second bracket swallows what follows, and a figure in brackets (a share, a converted \
          value, an abbreviation) can no longer be told from the sentence around it.",
    what_to_do: "Put the missing bracket where the source has it.",
    limits: "Round, square, curly and ornate brackets are read over the sentences of a paragraph and a few lines. The \
             markers of lists (1) a) iv) ب)), emoticons, half-open intervals, brackets in code and addresses are fine. \
             Angle brackets are reported only where the source has a pair of them, since they mean less and greater too.",
    examples: &[
        Example::wrong(
            "بلغ الارتفاع 30 مترا (100 قدم) فوق سطح البحر.",
            "It rose 30 metres (100 feet above sea level.",
            "The bracket is not closed.",
        ),
        Example::wrong(
            "أعلن الاتحاد (الذي يضم عشر دول) موقفه.",
            "The union, which has ten members) announced its position.",
            "The bracket is not opened.",
        ),
        Example::wrong(
            "The World Health Organization (WHO) published its report.",
            "نشرت منظمة الصحة العالمية (WHO تقريرها.",
            "The bracket is not closed.",
        ),
        Example::right(
            "أولا) التمويل، ثانيا) التدريب.",
            "a) funding, b) training.",
            "The markers of list items have no opening bracket.",
        ),
        Example::right(
            "(انظر الجدول أدناه.\nوالأرقام تقديرية.)",
            "(See the table below.\nFigures are estimates.)",
            "The brackets hold two lines.",
        ),
        Example::right("شكرا جزيلا لكم جميعا.", "Thank you all :)", "An emoticon."),
    ],
    options: &[],
};

/// Opening bracket, closing bracket.
const FAMILIES: [(char, char); 4] = [('(', ')'), ('[', ']'), ('{', '}'), ('\u{FD3F}', '\u{FD3E}')];

const REACH: Reach = Reach {
    nested: 0.1,
    block: 0.5,
    segment: 0.1,
    blocks: 4,
};

impl Check for Brackets {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bitext(&self, cx: &Context<'_>, out: &mut Vec<Finding>) {
        let of = beads(cx, Side::Source);
        let mut evidence = Evidence {
            balanced: vec![0; cx.bitext.beads.len()],
            lost: vec![0; cx.bitext.beads.len()],
        };
        for (_, mark, reading) in read(cx, Side::Source, None) {
            let Some(bead) = of.get(mark.segment).copied() else {
                continue;
            };
            let slot = match reading {
                Reading::Opens(_) => evidence.balanced.get_mut(bead),
                reading if reading.is_lost() => evidence.lost.get_mut(bead),
                _ => None,
            };
            if let Some(slot) = slot {
                *slot += 1;
            }
        }
        let lost: Vec<_> = read(cx, Side::Target, Some(&evidence))
            .into_iter()
            .filter(|(_, _, reading)| reading.is_lost())
            .collect();
        report(cx, &lost, &evidence, out);
        angles(cx, out);
    }
}

/// What the source says: brackets with and without a partner, bead by bead.
struct Evidence {
    balanced: Vec<usize>,
    lost: Vec<usize>,
}

struct Judge<'a> {
    evidence: Option<&'a Evidence>,
    of: &'a [usize],
}

impl Far for Judge<'_> {
    fn crosses(&self, open: &Mark, close: &Mark) -> f64 {
        // Where the source has a whole pair at either end, the two marks are the rests of two pairs.
        let balanced = |mark: &Mark| {
            self.of.get(mark.segment).is_some_and(|bead| {
                self.evidence
                    .is_some_and(|evidence| evidence.balanced.get(*bead).is_some_and(|n| *n > 0))
            })
        };
        if self.of.get(open.segment) == self.of.get(close.segment) {
            0.0
        } else if balanced(open) && balanced(close) {
            AGAINST
        } else if balanced(open) || balanced(close) {
            1.0
        } else {
            0.0
        }
    }
}

/// The brackets of a side with their family and what they were read as, in order.
fn read(
    cx: &Context<'_>,
    side: Side,
    evidence: Option<&Evidence>,
) -> Vec<((char, char), Mark, Reading)> {
    let of = beads(cx, side);
    let judge = Judge { evidence, of: &of };
    let mut out = Vec::new();
    for region in pairs::regions(cx, side) {
        for family in FAMILIES {
            let marks: Vec<Mark> = region
                .iter()
                .flat_map(|segment| marks(cx, side, *segment, family))
                .collect();
            let readings = pairs::read(&marks, REACH, &judge);
            out.extend(
                marks
                    .into_iter()
                    .zip(readings)
                    .map(|(mark, reading)| (family, mark, reading)),
            );
        }
    }
    out.sort_by_key(|(_, mark, _)| (mark.segment, mark.span));
    out
}

fn marks(cx: &Context<'_>, side: Side, segment: usize, family: (char, char)) -> Vec<Mark> {
    let text = cx.text(side, segment);
    let tokens = cx.tokens(side, segment);
    let Some(block) = cx
        .bitext
        .half(side)
        .segments
        .get(segment)
        .map(|found| found.block)
    else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for (at, c) in signs(text, tokens) {
        let opens = c == family.0;
        if !opens && c != family.1 || is_emoticon(text, at) {
            continue;
        }
        let span = Span::new(at, at + c.len_utf8());
        let marker = !opens && c == ')' && is_marker(text, tokens, at, cx.lang(side));
        out.push(Mark {
            segment,
            span,
            block,
            open: if opens { 0.0 } else { f64::INFINITY },
            close: match (opens, marker) {
                (true, _) => f64::INFINITY,
                (false, true) => 0.5,
                (false, false) => 0.0,
            },
            skip: if marker { 0.1 } else { f64::INFINITY },
            open_far: 0.0,
            close_far: if marker { AGAINST } else { 0.0 },
            at_pause: false,
            opens_sentence: false,
            starts_block: false,
        });
    }
    out
}

/// Whether a bracket is the mouth of a face: `:)`, `;-)`, `:(`, `(:`.
fn is_emoticon(text: &str, at: usize) -> bool {
    let eyes = |c: Option<char>| matches!(c, Some(':' | ';' | '='));
    let nose = |c: &char| matches!(c, '-' | '\'' | '^' | 'o');
    let mut left = text[..at].chars().rev().peekable();
    left.next_if(nose);
    let before = left.next();
    let alone = left.next().is_none_or(char::is_whitespace);
    let after = text[at..].chars().nth(1);
    if eyes(before) && alone && after.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ')')) {
        return true;
    }
    let mut right = text[at..].chars().skip(1).peekable();
    right.next_if(nose);
    eyes(right.next())
        && right.next().is_none_or(char::is_whitespace)
        && text[..at]
            .chars()
            .next_back()
            .is_none_or(char::is_whitespace)
}

/// Whether the closing bracket at `at` ends the marker of a list item: a number, a letter or a Roman numeral at the
/// start of the segment, after a stop or comma, or after a conjunction.
fn is_marker(text: &str, tokens: &[Token], at: usize, lang: Lang) -> bool {
    let Some(label) = last_token(tokens, at).filter(|token| token.span.end == at) else {
        return false;
    };
    let written = label.span.of(text);
    let short = match label.kind {
        TokenKind::Number => written.chars().count() <= 3,
        TokenKind::Word => {
            let letters = written.chars().filter(|c| c.is_alphabetic()).count();
            letters == 1
                || is_roman(written)
                || lang.typography().ordinals.contains(&label.norm.as_ref())
        }
        _ => false,
    };
    let parted = text[at + 1..]
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphanumeric() || lang.right_to_left())
        && !label.glued;
    if !short || !parted {
        return false;
    }
    match last_token(tokens, label.span.start) {
        None => true,
        Some(before) if before.kind == TokenKind::Punctuation => {
            !matches!(before.span.of(text), "(" | "[" | "{")
        }
        Some(before) => {
            lang.typography()
                .joins_markers
                .contains(&before.norm.as_ref())
                || before.kind == TokenKind::Symbol
                || successor(text, tokens, at, label)
        }
    }
}

fn is_roman(word: &str) -> bool {
    word.len() <= 5
        && word
            .chars()
            .all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x'))
}

/// Whether another marker stands in the segment whose label is the next or the one before: `a) … b) …`.
fn successor(text: &str, tokens: &[Token], at: usize, label: &Token) -> bool {
    let near = tokens.partition_point(|token| token.span.end <= at);
    let around = near.saturating_sub(60)..(near + 60).min(tokens.len());
    tokens[around].windows(2).any(|pair| {
        pair[1].span.of(text) == ")"
            && pair[1].glued
            && pair[1].span.start != at
            && follows(&label.norm, &pair[0].norm)
    })
}

/// Whether two labels stand next to each other in their series.
fn follows(a: &str, b: &str) -> bool {
    if let (Ok(a), Ok(b)) = (a.parse::<i64>(), b.parse::<i64>()) {
        return (a - b).abs() == 1;
    }
    let series = [
        "abcdefghijklmnopqrstuvwxyz",
        "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ",
        "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    ];
    let one = |s: &str| {
        let mut chars = s.chars();
        chars.next().filter(|_| chars.next().is_none())
    };
    let (Some(a), Some(b)) = (one(a), one(b)) else {
        return is_roman(a) && is_roman(b) && a != b;
    };
    series.iter().any(|letters| {
        let place = |c| letters.chars().position(|letter| letter == c);
        matches!((place(a), place(b)), (Some(a), Some(b)) if a.abs_diff(b) == 1)
    })
}

fn report(
    cx: &Context<'_>,
    lost: &[((char, char), Mark, Reading)],
    evidence: &Evidence,
    out: &mut Vec<Finding>,
) {
    let of = beads(cx, Side::Target);
    let mut lost = lost.iter().peekable();
    while let Some((family, mark, reading)) = lost.next() {
        let text = cx.text(Side::Target, mark.segment);
        let bead = of.get(mark.segment).copied().unwrap_or(0);
        let shown = mark.span.of(text);
        // The bracket that closes an interval may have been read as that of a list item: `[0, 1)`.
        let end = near_after(text, mark.span.end)
            .find([')', ']'])
            .map(|at| mark.span.end + at);
        if *reading == Reading::Unclosed
            && end.is_some_and(|end| is_interval(text, mark.span, Span::new(end, end + 1)))
        {
            lost.next_if(|(_, next, read)| {
                next.segment == mark.segment
                    && Some(next.span.start) == end
                    && *read == Reading::Unopened
            });
            continue;
        }
        let partner = lost
            .peek()
            .filter(|(_, next, _)| next.segment == mark.segment);
        let (mut span, mut message, mut help) = (
            mark.span,
            match reading {
                Reading::Unclosed => {
                    format!(
                        "the bracket {} is opened and not closed",
                        excerpt(text, mark.span.start)
                    )
                }
                _ => {
                    format!(
                        "the bracket after “{}” is closed and was not opened",
                        words_before(text, mark.span.start)
                    )
                }
            },
            "Put the missing bracket where the source has it, or delete this one.",
        );
        if let Some((other, next, read)) = partner.copied()
            && reading != read
        {
            if *reading == Reading::Unclosed && other != family {
                message = format!("opened with {shown} and closed with {}", next.span.of(text));
                help = "Use brackets of one kind for both ends.";
                span = mark.span.cover(next.span);
                lost.next();
            } else if *reading == Reading::Unopened
                && other == family
                && cx.lang(Side::Target).right_to_left()
            {
                message = "the two brackets are turned the wrong way round".to_owned();
                help = "Exchange the two: in the file the opening bracket comes first in every language.";
                span = mark.span.cover(next.span);
                lost.next();
            }
        }
        let count = |list: &[usize]| list.get(bead).copied().unwrap_or(0);
        let confidence = match (count(&evidence.balanced), count(&evidence.lost)) {
            (1.., 0) => 0.98,
            (0, 0) => 0.9,
            _ => 0.75,
        };
        let mut finding = Finding::new(&RULE, confidence, message, help).in_bead(bead);
        if let Some(place) = cx.place(Side::Target, mark.segment, span) {
            finding = finding.target(place);
        }
        if let Some(place) = cx.bead(bead).and_then(|bead| bead.whole(Side::Source)) {
            finding = finding.source(place);
        }
        out.push(finding);
    }
}

/// Whether the text between two brackets of different kinds is that of a half-open interval: `[0, 1)`.
fn is_interval(text: &str, open: Span, close: Span) -> bool {
    let inner = Span::new(open.end, close.start).of(text);
    inner.contains([',', '،', ';', '؛'])
        && inner.split([',', '،', ';', '؛']).count() == 2
        && inner.chars().count() <= 20
        && inner.chars().any(|c| c.is_numeric() || c == '∞')
}

/// `<` before a letter without its `>`, where the source has a pair.
fn angles(cx: &Context<'_>, out: &mut Vec<Finding>) {
    for bead in cx.beads() {
        let pairs = |side| {
            bead.segments(side)
                .map(|(_, text, analysis)| {
                    let count = |mark: char, before_letter: bool| {
                        text.match_indices(mark)
                            .filter(|(at, _)| !in_code(&analysis.tokens, *at))
                            .filter(|(at, _)| {
                                !before_letter
                                    || text[at + 1..]
                                        .chars()
                                        .next()
                                        .is_some_and(|c| c.is_alphabetic() || c == '/')
                            })
                            .count()
                    };
                    (count('<', true), count('>', false))
                })
                .fold((0, 0), |sum, next| (sum.0 + next.0, sum.1 + next.1))
        };
        let (source, target) = (pairs(Side::Source), pairs(Side::Target));
        if source.0 == 0 || source.0 != source.1 || target.0 == target.1 || target == (0, 0) {
            continue;
        }
        let place = bead.segments(Side::Target).find_map(|(segment, text, _)| {
            let at = text.find(['<', '>'])?;
            cx.place(Side::Target, segment, Span::new(at, at + 1))
        });
        let Some(place) = place else { continue };
        let mut finding = bead
            .finding(
                &RULE,
                0.85,
                "the angle brackets < > don't balance, and those of the source do",
                "Put the missing bracket where the source has it.",
            )
            .target(place);
        if let Some(source) = bead.whole(Side::Source) {
            finding = finding.source(source);
        }
        out.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{findings, flags, silent};

    #[test]
    fn lost_brackets_are_flagged() {
        for (source, target) in [
            (
                "منظمة الأغذية والزراعة (الفاو) في روما.",
                "The Food and Agriculture Organization (FAO is in Rome.",
            ),
            (
                "منظمة الأغذية والزراعة (الفاو) في روما.",
                "The Food and Agriculture Organization FAO) is in Rome.",
            ),
            (
                "ارتفعت الأسعار (بنسبة 12٪) خلال عام.",
                "Prices rose (by 12% within a year.",
            ),
            (
                "على بعد 6 أقدام (1.8 م).",
                "At a distance of 6 feet 1.8 m).",
            ),
            (
                "صدر القرار عام 1974 (انظر الملحق 2).",
                "The resolution dates from 1974 (see Annex 2.",
            ),
            (
                "قال إن «الوضع [في الشمال] مستقر».",
                "He said “the situation [in the north is stable”.",
            ),
            (
                "المادة 5 (الفقرة أ) من الاتفاق.",
                "Article 5 paragraph a) of the agreement.",
            ),
            ("اكتب {الاسم} هنا.", "Write {name here."),
            (
                "التقى الوزير (سابقا) والنائب (حاليا).",
                "The former minister (then and the deputy (now) met.",
            ),
            (
                "بدأ المشروع (في مرحلته الأولى).\nثم توقف (مؤقتا).",
                "The project began (in its first stage.\nThen it stopped temporarily).",
            ),
            ("الاسم (الكنية) مطلوب.", "Name (surname] is required."),
            (
                "أكملوا التسجيل (خلال أسبوع).",
                "Complete the registration within a week).",
            ),
            (
                "استعمل <b>الخط العريض</b> هنا.",
                "Use <b>bold type</b here.",
            ),
            // Into Arabic.
            (
                "The African Union (AU) met on Monday.",
                "اجتمع الاتحاد الإفريقي (AU يوم الاثنين.",
            ),
            (
                "Temperatures reached 45C (113F).",
                "بلغت درجة الحرارة 45 مئوية 113 فهرنهايت).",
            ),
            ("He was born in 1950 (or 1951).", "ولد عام 1950 )أو 1951(."),
            ("«Say: He is God»", "﴿قل هو الله أحد"),
        ] {
            flags(&Brackets, source, target);
        }
    }

    #[test]
    fn what_only_looks_unbalanced_is_not() {
        for (source, target) in [
            ("1) التعليم\n2) الصحة", "1) Education\n2) Health"),
            (
                "أ) التعليم، ب) الصحة، ج) السكن.",
                "a) education, b) health and c) housing.",
            ),
            ("الشروط: أ) السن ب) الشهادة", "Conditions: a) age b) degree"),
            (
                "i) السن\nii) الشهادة\niii) الخبرة",
                "i) age\nii) degree\niii) experience",
            ),
            ("إلى اللقاء!", "See you :-)"),
            ("آسف جدا.", "So sorry :( but thanks ;)"),
            ("شكرا.", "Thanks (and see you :))."),
            (
                "(راجع الفصل الثالث.\nوالملاحق أيضا.)",
                "(See chapter three.\nAnd the annexes.)",
            ),
            (
                "الفترة [0، 1) مفتوحة من اليمين.",
                "The interval [0, 1) is open on the right.",
            ),
            (
                "النقاط (أ) و(ب) و(ج).",
                "Points (a), (b) and (c), and paragraph 3 (1).",
            ),
            (
                "الدالة f(x) في (a, b(c)).",
                "The function f(x) in (a, b(c)).",
            ),
            (
                "التفاصيل على https://example.org/wiki/Nile_(river) فقط.",
                "Details at https://example.org/wiki/Nile_(river) only.",
            ),
            ("أقل من 5 (تقريبا) وأكثر من 3.", "x < 5 (about) and y > 3."),
            (
                "قال [الوزير]: «نعم (بالطبع)».",
                "“Yes (of course)”, [the minister] said.",
            ),
            (
                "انتقلت (الجملة) إلى آخر النص.",
                "The sentence moved to the end (of the text).",
            ),
            // Into Arabic.
            ("1) Peace 2) Work", "1) السلام 2) العمل"),
            (
                "First) aims, second) means.",
                "أولا) الأهداف، ثانيا) الوسائل.",
            ),
            ("a) Peace\nb) Work", "أ) السلام\nب) العمل"),
            ("The verse is well known.", "الآية ﴿والعصر﴾ معروفة."),
        ] {
            silent(&Brackets, source, target);
        }
    }

    #[test]
    fn two_rests_are_not_taken_for_a_pair() {
        let found = findings(
            &Brackets,
            "وصل الوفد (أمس).\nوغادر (اليوم).",
            "The delegation arrived (yesterday.\nIt left today).",
        );
        let lines: Vec<_> = found
            .iter()
            .map(|finding| finding.target.as_ref().unwrap().start().line)
            .collect();
        assert_eq!(lines, [1, 2]);
    }

    #[test]
    fn turned_brackets_are_one_finding() {
        let found = findings(&Brackets, "He (alone) stayed.", "بقي )وحده( هناك.");
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("turned"));
    }
}
