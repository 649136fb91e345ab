//! `quotes`: a quotation mark of the translation has lost its partner.

use super::pairs::{self, AGAINST, Far, Mark, Reach, Reading};
use super::shared::{
    NEAR, after, beads, before, excerpt, in_code, near_after, near_before, signs, token_before,
    words_before,
};
use super::{Check, Context};
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::lang::{Lang, Token, TokenKind, is_ignorable};
use crate::text::{Side, Span};

/// See [`RULE`].
#[derive(Debug)]
pub struct Quotes;

static RULE: Rule = Rule {
    name: "quotes",
    category: Category::Typography,
    severity: Severity::Warning,
    mqm: "linguistic conventions / punctuation",
    its: "typographical",
    summary: "A quotation of the translation is opened and not closed, or closed and not opened.",
    why: "Without its second mark nobody can tell where a quotation ends: words of the reporter are taken for words of \
          the person quoted, and the reverse. In news and legal texts that is a matter of substance.",
    what_to_do: "Put the missing mark where the source has it. Where an apostrophe was meant (Waters\" office), write one.",
    limits: "Marks of all styles are read together over sentence, line and paragraph boundaries: a quotation of several \
             sentences, one that opens every paragraph and closes only in the last, and one inside another are fine. \
             Inches, feet, ditto marks, apostrophes, '90s and plural possessives are no quotation marks. Single marks \
             are ambiguous and reported only where the source quotes too. That the two texts quote a different number \
             of times is no fault, since reported speech is often rendered without marks; `compare` reports it all the same.",
    examples: &[
        Example::wrong(
            "وصف الوزير القرار بأنه \"خطوة تاريخية\".",
            "The minister called the decision \"a historic step.",
            "The quotation is not closed.",
        ),
        Example::wrong(
            "قالت المتحدثة: «لن نتراجع عن موقفنا».",
            "We will not back down,” the spokeswoman said.",
            "The quotation is not opened.",
        ),
        Example::wrong(
            "\"We have no other choice,\" she said.",
            "قالت: «ليس أمامنا خيار آخر.",
            "The guillemet is not closed.",
        ),
        Example::right(
            "قال المدرب: \"لعبنا جيدا. كنا الأفضل\".",
            "\"We played well,\" the coach said. \"We were the better side.\"",
            "One quotation became two, both closed.",
        ),
        Example::right(
            "قالت: \"كان يوما طويلا.\nلكننا وصلنا في النهاية\".",
            "\"It was a long day.\nBut we got there in the end,\" she said.",
            "The quotation runs over two lines.",
        ),
        Example::right(
            "اشترى شاشة قياسها 27 بوصة وغادر متجر العمال.",
            "He bought a 27\" screen and left the workers' shop.",
            "Inches and an apostrophe are no quotation marks.",
        ),
    ],
    options: &[OptionDoc {
        key: "compare",
        default: "false",
        doc: "report as info where the source quotes and its translation has no quotation mark at all",
    }],
};

const REACH: Reach = Reach {
    nested: 1.0,
    block: 0.15,
    segment: 0.02,
    blocks: 15,
};

/// What it costs to take a mark for one with the space on its wrong side.
const MISPLACED: f64 = 1.6;
/// What it costs to take two opening marks for a quotation of several paragraphs.
const CONTINUED: f64 = 0.3;

impl Check for Quotes {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bitext(&self, cx: &Context<'_>, out: &mut Vec<Finding>) {
        let mut source = Quoted::of(cx, Side::Source, None);
        source.pairs.extend(single_pairs(cx, Side::Source));
        let source_beads = beads(cx, Side::Source);
        let evidence = Evidence::new(cx, &source, &source_beads);
        let target = Quoted::of(cx, Side::Target, Some(&evidence));
        let target_beads = beads(cx, Side::Target);
        report(cx, &target, &target_beads, &evidence, out);
        singles(cx, &target, &target_beads, &evidence, out);
        if cx.options.flag(&RULE, "compare", false) {
            compare(cx, &target, &target_beads, &evidence, out);
        }
    }
}

/// The two families of marks that never stand for anything else. They are read apart, since one inside the other is
/// the ordinary way to quote in a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    /// `"`, `“`, `”`, `„`, `''`.
    Double,
    /// `«`, `»`.
    Guillemet,
}

/// The marks of one side and what they were read as.
struct Quoted {
    marks: Vec<(Family, Mark, Reading)>,
    /// Pairs as segment and span of both marks.
    pairs: Vec<((usize, Span), (usize, Span))>,
}

impl Quoted {
    fn of(cx: &Context<'_>, side: Side, evidence: Option<&Evidence>) -> Self {
        let mut quoted = Self {
            marks: Vec::new(),
            pairs: Vec::new(),
        };
        let of = beads(cx, side);
        for region in pairs::regions(cx, side) {
            for family in [Family::Double, Family::Guillemet] {
                let marks: Vec<Mark> = region
                    .iter()
                    .flat_map(|segment| marks(cx, side, *segment, family))
                    .collect();
                let judge = Judge {
                    evidence,
                    of: &of,
                    conventional: reopenings(&marks) > 1,
                };
                let marks = judge.misplaced(marks);
                quoted.take(family, &marks, &pairs::read(&marks, REACH, &judge));
            }
        }
        quoted
            .marks
            .sort_by_key(|(_, mark, _)| (mark.segment, mark.span));
        quoted
    }

    fn take(&mut self, family: Family, marks: &[Mark], readings: &[Reading]) {
        for (mark, reading) in marks.iter().zip(readings) {
            if let Reading::Opens(close) = reading
                && let Some(close) = marks.get(*close)
            {
                self.pairs
                    .push(((mark.segment, mark.span), (close.segment, close.span)));
            }
            self.marks.push((family, *mark, *reading));
        }
    }

    /// How many quotations open and close in each bead.
    fn within(&self, of: &[usize], beads: usize) -> Vec<usize> {
        let mut counts = vec![0; beads];
        for (open, close) in &self.pairs {
            if let Some(bead) = of.get(open.0)
                && of.get(close.0) == Some(bead)
                && let Some(count) = counts.get_mut(*bead)
            {
                *count += 1;
            }
        }
        counts
    }
}

/// Judges quotations over several lines by what the source does in the same place.
struct Judge<'a> {
    evidence: Option<&'a Evidence>,
    /// The bead of each segment of the marks' side.
    of: &'a [usize],
    /// Whether the text opens every paragraph of a quotation.
    conventional: bool,
}

impl Judge<'_> {
    /// Lets marks with the space on their wrong side (`said" yes"`) be read the other way where the source quotes,
    /// as long as their partner stands in the same segment.
    fn misplaced(&self, mut marks: Vec<Mark>) -> Vec<Mark> {
        for mark in &mut marks {
            let quotes = self.of.get(mark.segment).is_some_and(|bead| {
                self.evidence
                    .is_some_and(|evidence| evidence.within(*bead) > 0)
            });
            if !quotes {
                continue;
            }
            if mark.open >= AGAINST {
                mark.open = MISPLACED;
                mark.open_far = AGAINST;
            }
            if mark.close >= AGAINST {
                mark.close = MISPLACED;
                mark.close_far = AGAINST;
            }
        }
        marks
    }
}

impl Far for Judge<'_> {
    fn continues(&self, open: &Mark, again: &Mark) -> Option<f64> {
        if !reopens(open, again) {
            return None;
        }
        let Some((evidence, bead)) = self.evidence.zip(self.of.get(open.segment)) else {
            return Some(CONTINUED);
        };
        // Where the source closes the quotation, one that stays open has rather lost its mark; so has one that
        // starts amid a sentence, unless the source leaves it open too.
        let goes_on = evidence.open(*bead)
            || self.conventional
            || evidence.within(*bead) == 0 && open.opens_sentence;
        goes_on.then_some(CONTINUED)
    }

    fn crosses(&self, open: &Mark, close: &Mark) -> f64 {
        let (Some(evidence), Some(from), Some(to)) = (
            self.evidence,
            self.of.get(open.segment),
            self.of.get(close.segment),
        ) else {
            return 0.0;
        };
        // The source quotes at both ends and nothing of what lies between: two quotations that lost a mark each. At
        // one end it may have closed early, which translators do who see one sentence at a time; then the place
        // decides, since a quotation of several sentences ends with a sentence or a clause.
        let ends = usize::from(evidence.within(*from) > 0) + usize::from(evidence.within(*to) > 0);
        let between = (from + 1..*to).any(|bead| !evidence.inside(bead));
        if between && (ends == 2 || ends == 1 && !close.at_pause) {
            AGAINST
        } else {
            0.0
        }
    }
}

/// Whether the second mark opens the block after that of the first: a quotation goes on in a new paragraph.
fn reopens(first: &Mark, second: &Mark) -> bool {
    second.starts_block && pairs::blocks_between(first, second).len() == 1
}

fn reopenings(marks: &[Mark]) -> usize {
    marks
        .windows(2)
        .filter(|pair| {
            pair[0].open < pair[0].close
                && pair[0].opens_sentence
                && pair[1].open < pair[1].close
                && reopens(&pair[0], &pair[1])
        })
        .count()
}

/// What the source says about the quotations of each bead.
struct Evidence {
    /// Quotations that open and close in the bead.
    within: Vec<usize>,
    /// Whether part of the bead stands in a quotation, or in what might be one.
    inside: Vec<bool>,
    /// Whether a quotation of the source is open at the end of the bead.
    open: Vec<bool>,
    /// Whether a mark of the source has no partner itself.
    lost: Vec<bool>,
    /// Bead in which a quotation of the source that opens in this bead is closed, and the reverse.
    closed_in: Vec<Option<usize>>,
    opened_in: Vec<Option<usize>>,
}

impl Evidence {
    fn new(cx: &Context<'_>, source: &Quoted, of: &[usize]) -> Self {
        let count = cx.bitext.beads.len();
        let mut evidence = Self {
            within: vec![0; count],
            inside: vec![false; count],
            open: vec![false; count],
            lost: vec![false; count],
            closed_in: vec![None; count],
            opened_in: vec![None; count],
        };
        for ((open, _), (close, _)) in &source.pairs {
            let (Some(from), Some(to)) = (of.get(*open), of.get(*close)) else {
                continue;
            };
            if let Some(slots) = evidence.inside.get_mut(*from..=*to) {
                slots.fill(true);
            }
            if let Some(slots) = evidence.open.get_mut(*from..*to) {
                slots.fill(true);
            }
            if from == to {
                if let Some(slot) = evidence.within.get_mut(*from) {
                    *slot += 1;
                }
            } else {
                if let Some(slot) = evidence.closed_in.get_mut(*from) {
                    *slot = Some(*to);
                }
                if let Some(slot) = evidence.opened_in.get_mut(*to) {
                    *slot = Some(*from);
                }
            }
        }
        for (_, mark, reading) in &source.marks {
            let Some(bead) = of.get(mark.segment).copied() else {
                continue;
            };
            let lost = reading.is_lost();
            if let Some(slot) = evidence.lost.get_mut(bead) {
                *slot |= lost;
            }
            if let Some(slot) = evidence.inside.get_mut(bead) {
                *slot |= lost || *reading == Reading::Continued;
            }
            if let Some(slot) = evidence.open.get_mut(bead) {
                *slot |= matches!(reading, Reading::Continued | Reading::Unclosed);
            }
        }
        evidence
    }

    fn within(&self, bead: usize) -> usize {
        self.within.get(bead).copied().unwrap_or(0)
    }

    fn inside(&self, bead: usize) -> bool {
        self.inside.get(bead).copied().unwrap_or(false)
    }

    fn open(&self, bead: usize) -> bool {
        self.open.get(bead).copied().unwrap_or(false)
    }

    /// How sure it is that a mark was lost in the bead.
    fn confidence(&self, bead: usize) -> f64 {
        if self.within(bead) > 0 {
            0.97
        } else if self.lost.get(bead).copied().unwrap_or(false) {
            0.75
        } else {
            0.88
        }
    }
}

/// What stands beside a mark, as far as it tells the mark's direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    /// Nothing: an end of the segment.
    Edge,
    Space,
    /// An opening bracket or a sign that a value follows.
    Opening,
    Dash,
    Colon,
    /// A comma or semicolon.
    Comma,
    /// A stop, or a closing bracket.
    Stop,
    Word,
}

fn beside(c: Option<char>) -> Beside {
    match c {
        None => Beside::Edge,
        Some(c) if c.is_whitespace() => Beside::Space,
        Some('(' | '[' | '{' | '<' | '=' | '¿' | '¡' | '\u{FD3F}') => Beside::Opening,
        Some('-' | '\u{2010}'..='\u{2015}' | '/' | '|' | '•' | '·') => Beside::Dash,
        Some(':') => Beside::Colon,
        Some(',' | ';' | '،' | '؛') => Beside::Comma,
        Some(
            '.' | '!' | '?' | '؟' | '…' | ')' | ']' | '}' | '>' | '%' | '٪' | '۔' | '\u{FD3E}',
        ) => Beside::Stop,
        Some(_) => Beside::Word,
    }
}

fn is_single(c: char) -> bool {
    matches!(
        c,
        '\'' | '\u{2018}'..='\u{201B}' | '`' | '\u{2039}' | '\u{203A}' | '\u{FF07}'
    )
}

fn is_double(c: char) -> bool {
    matches!(c, '"' | '\u{201C}'..='\u{201F}' | '\u{FF02}')
}

/// Whether `c` doesn't part a mark from what it stands beside: another mark, emphasis, a format character.
fn is_transparent(c: char) -> bool {
    is_ignorable(c) || is_single(c) || is_double(c) || matches!(c, '«' | '»' | '*' | '_')
}

fn left_of(text: &str, at: usize) -> Option<char> {
    near_before(text, at)
        .chars()
        .rev()
        .find(|c| !is_transparent(*c))
}

fn right_of(text: &str, at: usize) -> Option<char> {
    near_after(text, at).chars().find(|c| !is_transparent(*c))
}

/// The block of a segment, and whether the segment is its first.
fn block_of(cx: &Context<'_>, side: Side, segment: usize) -> Option<(usize, bool)> {
    let half = cx.bitext.half(side);
    let block = half.segments.get(segment)?.block;
    let first = segment
        .checked_sub(1)
        .and_then(|before| half.segments.get(before))
        .is_none_or(|before| before.block != block);
    Some((block, first))
}

/// The marks of a family in a segment.
fn marks(cx: &Context<'_>, side: Side, segment: usize, family: Family) -> Vec<Mark> {
    let text = cx.text(side, segment);
    let tokens = cx.tokens(side, segment);
    let Some((block, opens_block)) = block_of(cx, side, segment) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let mut end = 0;
    for (at, c) in signs(text, tokens) {
        if at < end {
            continue;
        }
        let found = match family {
            Family::Guillemet => matches!(c, '«' | '»').then_some(c.len_utf8()),
            Family::Double if is_double(c) => Some(c.len_utf8()),
            // Two single marks stand for a double one.
            Family::Double if is_single(c) && text[at + c.len_utf8()..].starts_with(c) => {
                Some(2 * c.len_utf8())
            }
            Family::Double => None,
        };
        let Some(length) = found else { continue };
        end = at + length;
        let span = Span::new(at, end);
        let (mut open, mut close) = direction(text, span, tokens, cx.lang(side));
        match c {
            '\u{201C}' | '\u{201E}' | '\u{201F}' | '«' => close += 0.4,
            '\u{201D}' | '»' => open += 0.4,
            _ => {}
        }
        let alone = text.trim().len() == length;
        let skip = if alone {
            0.1
        } else if is_inches(text, at) {
            0.25
        } else {
            f64::INFINITY
        };
        out.push(Mark {
            segment,
            span,
            block,
            open,
            close,
            skip,
            open_far: 0.0,
            close_far: 0.0,
            at_pause: at_pause(text, span),
            opens_sentence: !right_of(text, end).is_some_and(char::is_lowercase)
                && !is_reported(text, end, tokens, cx.lang(side)),
            starts_block: opens_block && at < NEAR && text[..at].chars().all(is_transparent),
        });
    }
    out
}

/// What it costs to read a mark as opening and as closing, from what stands beside it.
fn direction(text: &str, span: Span, tokens: &[Token], lang: Lang) -> (f64, f64) {
    use Beside::{Colon, Comma, Dash, Edge, Opening, Space, Stop, Word};
    let (left, right) = (
        beside(left_of(text, span.start)),
        beside(right_of(text, span.end)),
    );
    match (left, right) {
        (Edge, Space) | (Opening, Space | Edge) => (0.2, 1.0),
        (Space, Edge) => (1.0, 0.2),
        (Edge, Edge) | (Space, Space) => (0.5, 0.5),
        (Edge | Space | Opening, Word | Opening) => (0.0, AGAINST),
        (Edge | Space | Opening, Dash) => (0.3, 0.6),
        // `"...and then`, or the closing mark of a style with spaces inside the marks.
        (Edge | Space | Opening, Stop) => (0.3, 0.5),
        (Edge | Space | Opening, Comma | Colon) => (1.0, 0.3),
        (Colon, Word | Opening) => (0.0, 2.0),
        (Colon, Space) => (0.5, 0.5),
        (Word, Word) => {
            let joined = token_before(tokens, span.start)
                .is_some_and(|token| lang.typography().is_joined(token.span.of(text)))
                && has_space_before(text, tokens, span.start);
            if joined { (0.0, 1.5) } else { (0.5, 0.5) }
        }
        (Word, Opening) => (1.5, 0.2),
        (Stop, Word | Opening) => (0.6, 0.3),
        (Comma, Word | Opening) => (0.3, 0.6),
        (Dash, Word | Opening) => (0.2, 1.0),
        (Dash, _) => (1.5, 0.2),
        _ => (AGAINST, 0.0),
    }
}

/// Whether a comma, a stop or an end stands on either side of a mark.
fn at_pause(text: &str, span: Span) -> bool {
    let pause = |c| matches!(beside(c), Beside::Comma | Beside::Stop | Beside::Edge);
    pause(left_of(text, span.start)) || pause(right_of(text, span.end))
}

/// Whether a clause after the place tells who spoke (“…, he said”), so that the quotation has ended before it.
fn is_reported(text: &str, from: usize, tokens: &[Token], lang: Lang) -> bool {
    let first = tokens.partition_point(|token| token.span.start < from);
    let mut since_pause = usize::MAX;
    for token in tokens.get(first..).unwrap_or_default().iter().take(80) {
        let written = token.span.of(text);
        if matches!(
            beside(written.chars().next()),
            Beside::Comma | Beside::Stop | Beside::Dash
        ) {
            since_pause = 0;
        } else if token.kind == TokenKind::Word {
            if since_pause < 3 && lang.breaks().is_reporting(written) {
                return true;
            }
            since_pause = since_pause.saturating_add(1);
        }
    }
    false
}

/// Whether the token that ends at `at` opens a word.
fn has_space_before(text: &str, tokens: &[Token], at: usize) -> bool {
    token_before(tokens, at).is_some_and(|token| {
        text[..token.span.start]
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric())
    })
}

/// Whether the mark at `at` may stand for inches or seconds: a number of one to three digits before it that is no
/// part of a word.
fn is_inches(text: &str, at: usize) -> bool {
    let before = near_before(text, at);
    let number = before.trim_end_matches(|c: char| {
        c.is_numeric() || matches!(c, '.' | ',' | '/' | '\'' | '\u{2019}' | '\u{2032}')
    });
    let digits = before.chars().rev().take_while(|c| c.is_numeric()).count();
    (1..=3).contains(&digits)
        && matches!(
            beside(number.chars().next_back()),
            Beside::Edge | Beside::Space | Beside::Opening
        )
}

fn report(
    cx: &Context<'_>,
    target: &Quoted,
    of: &[usize],
    evidence: &Evidence,
    out: &mut Vec<Finding>,
) {
    let mut marked = vec![false; cx.bitext.beads.len()];
    for (_, mark, _) in &target.marks {
        if let Some(slot) = of.get(mark.segment).and_then(|bead| marked.get_mut(*bead)) {
            *slot = true;
        }
    }
    let mut lost = target
        .marks
        .iter()
        .filter(|(_, _, reading)| reading.is_lost())
        .peekable();
    while let Some((family, mark, reading)) = lost.next() {
        let mut others = Vec::new();
        while let Some((_, other, _)) = lost.next_if(|(same, other, read)| {
            same == family && other.segment == mark.segment && read == reading
        }) {
            others.push(*other);
        }
        let text = cx.text(Side::Target, mark.segment);
        let bead = of.get(mark.segment).copied().unwrap_or(0);
        let shown = mark.span.of(text);
        let confidence = evidence.confidence(bead);
        if *reading == Reading::Unclosed
            && let Some((_, other, _)) = lost.next_if(|(other, next, reading)| {
                other != family && next.segment == mark.segment && *reading == Reading::Unopened
            })
        {
            let finding = Finding::new(
                &RULE,
                0.9,
                format!(
                    "the quotation opens with {shown} and closes with {}",
                    other.span.of(text)
                ),
                "Use marks of one style for both ends.",
            );
            out.push(placed(
                cx,
                finding,
                bead,
                mark.segment,
                mark.span.cover(other.span),
            ));
            continue;
        }
        if inside_word(text, mark.span) {
            let word = |part: &str, last: bool| -> String {
                let mut words = part.split_whitespace();
                let word = if last {
                    words.next_back()
                } else {
                    words.next()
                };
                word.unwrap_or_default().to_owned()
            };
            let word = format!(
                "{}{shown}{}",
                word(near_before(text, mark.span.start), true),
                word(near_after(text, mark.span.end), false)
            );
            let finding = Finding::new(
                &RULE,
                confidence,
                format!("a quotation mark stands inside a word: {word}"),
                "Write an apostrophe or a space, or delete the mark.",
            );
            out.push(placed(cx, finding, bead, mark.segment, mark.span));
            continue;
        }
        let mut finding = match reading {
            Reading::Unclosed => {
                let finding = Finding::new(
                    &RULE,
                    confidence,
                    format!(
                        "the quotation {} is opened and not closed",
                        excerpt(text, mark.span.start)
                    ),
                    "Put the closing mark where the quotation ends.",
                );
                let partner = others.is_empty().then_some(evidence.closed_in.as_slice());
                elsewhere(cx, finding, mark, bead, partner, "opened here", &marked)
            }
            _ => {
                let finding = Finding::new(
                    &RULE,
                    confidence,
                    format!(
                        "the quotation is closed after “{}” and was not opened",
                        words_before(text, mark.span.start)
                    ),
                    "Put the opening mark where the quotation starts, or an apostrophe here if one was meant.",
                );
                let partner = others.is_empty().then_some(evidence.opened_in.as_slice());
                elsewhere(cx, finding, mark, bead, partner, "closed here", &marked)
            }
        };
        for other in others {
            if let Some(place) = cx.place(Side::Target, other.segment, other.span) {
                finding = finding.related(place, "another one");
            }
        }
        out.push(finding);
    }
}

/// Whether letters stand on both sides of a mark.
fn inside_word(text: &str, span: Span) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    letter(before(text, span.start)) && letter(after(text, span.end))
}

fn placed(cx: &Context<'_>, finding: Finding, bead: usize, segment: usize, span: Span) -> Finding {
    let mut finding = finding.in_bead(bead);
    if let Some(place) = cx.place(Side::Target, segment, span) {
        finding = finding.target(place);
    }
    if let Some(place) = cx.bead(bead).and_then(|bead| bead.whole(Side::Source)) {
        finding = finding.source(place);
    }
    finding
}

/// Puts the finding where the mark is missing, which is another bead if the quotation of the source ends there.
fn elsewhere(
    cx: &Context<'_>,
    finding: Finding,
    mark: &Mark,
    bead: usize,
    partner: Option<&[Option<usize>]>,
    here: &str,
    marked: &[bool],
) -> Finding {
    let there = partner
        .and_then(|partner| partner.get(bead).copied().flatten())
        .and_then(|bead| cx.bead(bead))
        .filter(|other| {
            // Only where the translation of that bead has no marks of its own that would speak against it.
            !marked.get(other.index).copied().unwrap_or(true)
        });
    match there.and_then(|other| {
        Some((
            other.index,
            other.whole(Side::Target)?,
            other.whole(Side::Source),
        ))
    }) {
        Some((index, place, source)) => {
            let mut finding = finding.in_bead(index).target(place);
            if let Some(source) = source {
                finding = finding.source(source);
            }
            match cx.place(Side::Target, mark.segment, mark.span) {
                Some(place) => finding.related(place, here),
                None => finding,
            }
        }
        None => placed(cx, finding, bead, mark.segment, mark.span),
    }
}

/// Single quotation marks, which may be apostrophes: only what can't be one, and only where the source quotes.
fn singles(
    cx: &Context<'_>,
    target: &Quoted,
    of: &[usize],
    evidence: &Evidence,
    out: &mut Vec<Finding>,
) {
    let within = target.within(of, cx.bitext.beads.len());
    for (marks, readings) in single_readings(cx, Side::Target) {
        let lost = marks
            .iter()
            .zip(&readings)
            .filter(|(_, reading)| reading.is_lost());
        for (single, reading) in lost {
            let bead = of.get(single.segment).copied().unwrap_or(0);
            if evidence.within(bead) <= within.get(bead).copied().unwrap_or(0) {
                continue;
            }
            let text = cx.text(Side::Target, single.segment);
            let (message, help) = match reading {
                Reading::Unclosed => (
                    format!(
                        "the quotation {} is opened and not closed",
                        excerpt(text, single.span.start)
                    ),
                    "Put the closing mark where the quotation ends.",
                ),
                _ => (
                    "the quotation is closed and was not opened".to_owned(),
                    "Put the opening mark where the quotation starts.",
                ),
            };
            let finding = Finding::new(&RULE, 0.8, message, help);
            out.push(placed(cx, finding, bead, single.segment, single.span));
        }
    }
}

/// The single marks of each region of a side and what they were read as.
fn single_readings(cx: &Context<'_>, side: Side) -> Vec<(Vec<Mark>, Vec<Reading>)> {
    if !cx.lang(side).typography().single_quotes {
        return Vec::new();
    }
    let judge = Judge {
        evidence: None,
        of: &[],
        conventional: true,
    };
    pairs::regions(cx, side)
        .into_iter()
        .map(|region| {
            let marks: Vec<Mark> = region
                .iter()
                .flat_map(|segment| single_marks(cx, side, *segment))
                .collect();
            let readings = pairs::read(&marks, REACH, &judge);
            (marks, readings)
        })
        .collect()
}

/// Pairs of single marks that are certain.
fn single_pairs(cx: &Context<'_>, side: Side) -> Vec<((usize, Span), (usize, Span))> {
    let mut out = Vec::new();
    for (marks, readings) in single_readings(cx, side) {
        for (mark, reading) in marks.iter().zip(&readings) {
            if let Reading::Opens(close) = reading
                && let Some(close) = marks.get(*close)
            {
                out.push(((mark.segment, mark.span), (close.segment, close.span)));
            }
        }
    }
    out
}

/// Single marks that may quote, those that can only be apostrophes left out.
fn single_marks(cx: &Context<'_>, side: Side, segment: usize) -> Vec<Mark> {
    let text = cx.text(side, segment);
    let tokens = cx.tokens(side, segment);
    let typography = cx.lang(side).typography();
    let Some((block, opens_block)) = block_of(cx, side, segment) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for (at, c) in text.char_indices() {
        if !is_single(c) || c == '`' || in_code(tokens, at) {
            continue;
        }
        let end = at + c.len_utf8();
        let span = Span::new(at, end);
        let doubled = text[end..].starts_with(c) || text[..at].ends_with(c);
        if doubled {
            continue;
        }
        let left = beside(left_of(text, at));
        let right = beside(right_of(text, end));
        let (open, close, skip) = match (left, right) {
            (Beside::Edge | Beside::Space | Beside::Opening, Beside::Word | Beside::Opening)
                if c != '\u{2019}' =>
            {
                let word: String = text[end..]
                    .chars()
                    .take_while(|c| c.is_alphanumeric())
                    .flat_map(char::to_lowercase)
                    .collect();
                let decade = word.len() >= 2
                    && word.bytes().take(2).all(|b| b.is_ascii_digit())
                    && word[2..].trim_end_matches('s').is_empty();
                if decade || typography.elided.contains(&word.as_str()) {
                    continue;
                }
                (0.0, AGAINST, f64::INFINITY)
            }
            (
                Beside::Stop | Beside::Comma,
                Beside::Edge | Beside::Space | Beside::Stop | Beside::Comma | Beside::Dash,
            ) if c != '\u{2018}' => (AGAINST, 0.0, f64::INFINITY),
            (
                Beside::Word,
                Beside::Edge
                | Beside::Space
                | Beside::Stop
                | Beside::Comma
                | Beside::Colon
                | Beside::Dash,
            ) => (f64::INFINITY, 0.3, 0.3),
            _ => continue,
        };
        out.push(Mark {
            segment,
            block,
            span,
            open,
            close,
            skip,
            open_far: 0.0,
            close_far: 0.0,
            at_pause: at_pause(text, span),
            opens_sentence: !right_of(text, end).is_some_and(char::is_lowercase)
                && !is_reported(text, end, tokens, cx.lang(side)),
            starts_block: opens_block && at < NEAR && text[..at].chars().all(is_transparent),
        });
    }
    out
}

/// Beads whose source quotes and whose translation has no mark at all.
fn compare(
    cx: &Context<'_>,
    target: &Quoted,
    of: &[usize],
    evidence: &Evidence,
    out: &mut Vec<Finding>,
) {
    for bead in cx.beads() {
        let marked = target
            .marks
            .iter()
            .any(|(_, mark, _)| of.get(mark.segment) == Some(&bead.index))
            || bead
                .bead
                .target
                .clone()
                .any(|segment| !single_marks(cx, Side::Target, segment).is_empty());
        if !bead.bead.is_paired() || evidence.within(bead.index) == 0 || marked {
            continue;
        }
        let mut finding = bead
            .finding(
                &RULE,
                0.5,
                "the source quotes and the translation has no quotation marks",
                "Put the words that are quoted into quotation marks, unless they are reported on purpose.",
            )
            .severity(Severity::Info);
        if let Some(place) = bead.whole(Side::Target) {
            finding = finding.target(place);
        }
        if let Some(place) = bead.whole(Side::Source) {
            finding = finding.source(place);
        }
        out.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{findings, flags, silent};

    #[test]
    fn lost_marks_are_flagged() {
        for (source, target) in [
            (
                "قال الرئيس: \"سنعيد بناء ما تهدم\".",
                "\"We will rebuild what was destroyed, the president said.",
            ),
            (
                "قال الرئيس: \"سنعيد بناء ما تهدم\".",
                "We will rebuild what was destroyed,\" the president said.",
            ),
            (
                "أطلق الجيش على العملية اسم «نبع السلام».",
                "The army named the operation “Peace Spring.",
            ),
            (
                "يعرف الحي باسم \"القاهرة القديمة\" منذ قرون.",
                "The quarter has been known as Old Cairo\" for centuries.",
            ),
            (
                "وصفته الصحيفة بأنه ”رجل المرحلة”.",
                "The newspaper called him the man of the hour”.",
            ),
            (
                "قال المزارع: «خسرنا الموسم».\nثم عاد إلى حقله.\nوقالت زوجته: «سنزرع من جديد».",
                "\"We lost the season, the farmer said.\nThen he went back to his field.\n\"We will sow again,\" his wife said.",
            ),
            (
                "سأل الصحفي: «هل ستستقيل؟»",
                "“Will you resign? the reporter asked.",
            ),
            (
                "كان يردد: «الصبر مفتاح الفرج».",
                "He used to say: \"Patience is the key to relief.",
            ),
            (
                "خلال ما سماه \"الانقلاب\" اعتقل الآلاف.",
                "During what he called the coup d\"état, thousands were arrested.",
            ),
            (
                "قال مكتب الوزير إن الزيارة تأجلت.",
                "The ministers\" office said the visit had been put off.",
            ),
            (
                "قال: «وصلنا فجرا، وكان الميناء \"خاليا تماما\"».",
                "\"We arrived at dawn, and the port was 'completely empty',” he said. \"Nobody met us.",
            ),
            (
                "صدر له ديوان «أوراق الخريف» وديوان «مرايا».",
                "His collections are «Autumn Leaves» and «Mirrors.",
            ),
            // Into Arabic.
            (
                "“We are ready to talk,” the envoy said.",
                "قال المبعوث: «نحن مستعدون للحوار.",
            ),
            (
                "The group calls itself “Youth for Change”.",
                "تسمي الجماعة نفسها شباب من أجل التغيير\".",
            ),
            (
                "\"It was like a film,\" said one witness.",
                "قال أحد الشهود: \"كان الأمر أشبه بفيلم.",
            ),
            (
                "The court called the delay \"unjustified\" and \"harmful\".",
                "وصفت المحكمة التأخير بأنه \"غير مبرر\" و\"ضار.",
            ),
            (
                "She wrote 'We shall overcome' on the wall.",
                "كتبت على الجدار «سننتصر.",
            ),
            // Single marks, where the source quotes.
            (
                "قال: «لم أر شيئا كهذا من قبل».",
                "'I have never seen anything like it, he said.",
            ),
            (
                "قال: «لم أر شيئا كهذا من قبل».",
                "I have never seen anything like it,' he said.",
            ),
        ] {
            flags(&Quotes, source, target);
        }
    }

    #[test]
    fn what_only_looks_unbalanced_is_not() {
        for (source, target) in [
            // Over lines.
            (
                "قال الحارس: «سمعنا صوتا قويا.\nثم رأينا الدخان.\nفهربنا».",
                "“We heard a loud noise.\nThen we saw the smoke.\nSo we ran,” the guard said.",
            ),
            // The source closes line by line, the translation at the end.
            (
                "قالت: \"هذا يمزقنا\"\nالأمر صعب.\nلكننا سنواصل.",
                "She said: \"It tears us apart.\nIt is hard.\nBut we will carry on.\"",
            ),
            // Every paragraph of a quotation opens, only the last closes.
            (
                "«عملنا ليلا ونهارا.\n«ولم نسأل عن الأجر.\n«كنا نحب عملنا».",
                "“We worked night and day.\n“We never asked about pay.\n“We loved our work.”",
            ),
            (
                "قال إنه سيعود.\nوأضاف أن أهله ينتظرونه.",
                "“I will go back.\n“My family is waiting for me,” he said.",
            ),
            // Nested.
            (
                "قال: «سألني: \"من أنت؟\" فلم أجب».",
                "“He asked me, ‘Who are you?’ and I did not answer,” he said.",
            ),
            (
                "قال: \"قالوا لي: \"ارحل\"\".",
                "\"They told me: \"Leave\",\" he said.",
            ),
            // Inches, feet, seconds, ditto.
            (
                "يبلغ طوله ستة أقدام وبوصتين.",
                "He is 6'2\" tall and watches a 55\" screen.",
            ),
            ("كما سبق.", "\""),
            // Apostrophes.
            (
                "عاد مكتب العمال إلى العمل في التسعينيات.",
                "The workers' office reopened in the '90s; 'twas about time, and rock 'n' roll was dead.",
            ),
            (
                "التقى بالشيخ عبد الرحمن في صنعاء.",
                "He met Sheikh 'Abd al-Rahman in Sana'a.",
            ),
            (
                "قال: «حقوق العمال خط أحمر».",
                "'The workers' rights are a red line,' he said.",
            ),
            // Other styles.
            ("عنوان الكتاب \"الطريق\".", "The book is called „The Road“."),
            ("قال نعم.", "He said ``yes'' to us."),
            // Inside the brackets, before a dash, in a list.
            (
                "الجراثيم (\"الميكروبات\") خطرة.",
                "Germs (\"microbes\") are dangerous - \"very\" dangerous.",
            ),
            (
                "كتب ثلاثة كتب: «النهر» و«البحر» و«الجبل».",
                "He wrote \"The River\", \"The Sea\" and \"The Mountain\".",
            ),
            // The number of quotations differs.
            (
                "قال إن القرار «ظالم» وإنه «سيستأنف».",
                "He called the ruling unfair and said he would appeal.",
            ),
            // Into Arabic: conjunctions, prepositions and tatweel before a mark, spaces inside.
            (
                "He quoted \"Al-Ahram\" and \"Al-Hayat\", and the \"Times\".",
                "نقل عن\"الأهرام\" و\"الحياة\" ولـ\"التايمز\".",
            ),
            ("He said: \"Yes\".", "قال: \" نعم \"."),
            ("“We lost,” he said.", "قال” لقد خسرنا”."),
            (
                "He said: \"Come.\nWe are waiting.\"",
                "قال: \"تعال.\nإننا ننتظر\".",
            ),
        ] {
            silent(&Quotes, source, target);
        }
    }

    #[test]
    fn the_finding_stands_where_the_mark_is_missing() {
        let found = findings(
            &Quotes,
            "قال: «سمعنا صوتا قويا.\nثم رأينا الدخان».\nوصلت الشرطة بعد ساعة.",
            "He said: “We heard a loud noise.\nThen we saw the smoke.\nThe police arrived an hour later.",
        );
        assert_eq!(found.len(), 1);
        let place = found[0].target.as_ref().unwrap();
        assert_eq!(place.start().line, 2);
        assert_eq!(found[0].related[0].place.text(), "“");
    }

    #[test]
    fn marks_of_two_styles_are_one_finding() {
        let found = findings(&Quotes, "“Yes,” he said.", "قال: «نعم\".");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].message.contains("closes with"));
    }

    #[test]
    fn comparing_is_for_those_who_ask() {
        assert!(findings(&Quotes, "وصفه بأنه «بطل».", "He called him a hero.").is_empty());
    }
}
