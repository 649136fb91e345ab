//! `punctuation`: the mark that ends a sentence says something else than that of the source.

use super::shared::{last_token, signs};
use super::{BeadContext, Check, Context};
use crate::document::BlockKind;
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::lang::{Analysis, Lang, Token, TokenKind};
use crate::text::{Side, Span};
use std::sync::LazyLock;

/// See [`RULE`].
#[derive(Debug)]
pub struct Punctuation;

static RULE: Rule = Rule {
    name: "punctuation",
    category: Category::Typography,
    severity: Severity::Warning,
    mqm: "linguistic conventions / punctuation",
    its: "typographical",
    summary: "A question became a statement, a statement a question, or a sentence has lost its end.",
    why: "A question mark turns the meaning of a sentence round: what was asked is now claimed. It is lost most easily \
          where the two languages write it differently (؟ and ?), or at the end of a quotation.",
    what_to_do: "End the sentence as the source does, or reword it so that the question is reported (“asked whether”).",
    limits: "A question that is reported instead of asked is fine, and so is a mark that moved inside a quotation or to a \
             neighbouring sentence. Sources often leave the question mark out; a target that has one is reported only \
             where the source has no word that asks. Headings, list items, table cells and short lines need no stop, \
             nor do texts that write none: a missing stop is reported, as a matter of style, only in running text that \
             otherwise has them. Exclamation marks are a matter of taste.",
    examples: &[
        Example::wrong(
            "هل تعاني من ألم في الصدر؟",
            "Do you have any pain in your chest.",
            "The question has lost its mark.",
        ),
        Example::wrong(
            "من المسؤول عن هذا التأخير؟",
            "This is who is to blame for the delay.",
            "The question became a statement.",
        ),
        Example::wrong(
            "The minister will resign tomorrow.",
            "سيستقيل الوزير غدا؟",
            "The statement became a question.",
        ),
        Example::right(
            "هل سيحضر الرئيس؟",
            "The reporter asked whether the president would attend.",
            "The question is reported.",
        ),
        Example::right(
            "قال: «لماذا تأخرتم؟»",
            "“Why are you late?” he said.",
            "The mark stands inside the quotation.",
        ),
        Example::right(
            "لماذا لا نتحرك الآن.",
            "Why don't we act now?",
            "The source asks without its mark.",
        ),
    ],
    options: &[OptionDoc {
        key: "stops",
        default: "true",
        doc: "report sentences without a mark at their end, in running text that otherwise has them",
    }],
};

/// Probability from which a bead is trusted enough to compare marks.
const TRUSTED: f64 = 0.5;
/// Sentences that must end with a mark before one without is a slip.
const HABIT: usize = 12;
/// The share of them.
const HABIT_SHARE: f64 = 0.9;
/// Words that a sentence must have for its missing stop to matter.
const LONG: usize = 8;

impl Check for Punctuation {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bitext(&self, cx: &Context<'_>, out: &mut Vec<Finding>) {
        let marks: Vec<[usize; 2]> = cx
            .beads()
            .map(|bead| Side::BOTH.map(|side| questions(&bead, side)))
            .collect();
        for bead in cx.beads() {
            if bead.bead.is_paired() && (bead.bead.given || bead.bead.score >= TRUSTED) {
                question(&bead, &marks, out);
            }
        }
        if cx.options.flag(&RULE, "stops", true) {
            stops(cx, out);
        }
    }
}

/// How many question marks a side has, in code and addresses left out.
fn questions(bead: &BeadContext<'_>, side: Side) -> usize {
    bead.segments(side)
        .map(|(_, text, analysis)| question_marks(text, analysis).count())
        .sum()
}

fn question_marks<'a>(text: &'a str, analysis: &'a Analysis) -> impl Iterator<Item = usize> {
    signs(text, &analysis.tokens)
        .filter(|(_, c)| is_question(*c))
        .map(|(at, _)| at)
}

/// A question mark of any language, since one language's mark in a text of another is a fault of its own.
fn is_question(c: char) -> bool {
    static MARKS: LazyLock<Vec<char>> =
        LazyLock::new(|| Lang::all().map(|lang| lang.typography().question).collect());
    matches!(c, '\u{2047}'..='\u{2049}' | '\u{203D}' | '\u{FF1F}') || MARKS.contains(&c)
}

/// The probability of being right that a pair needs.
const LEAST_SCORE: f64 = 0.7;

fn question(bead: &BeadContext<'_>, marks: &[[usize; 2]], out: &mut Vec<Finding>) {
    let [source, target] = marks.get(bead.index).copied().unwrap_or_default();
    if (source > 0) == (target > 0) {
        return;
    }
    // A pair that may be none tells nothing about its marks.
    if !bead.bead.given && bead.bead.score < LEAST_SCORE {
        return;
    }
    // `?!` for `!` gives the tone, not a question.
    let exclaims = |side| {
        bead.segments(side)
            .any(|(_, text, _)| text.contains(['!', '\u{203C}', '\u{2048}', '\u{2049}']))
    };
    if exclaims(Side::Source) && exclaims(Side::Target) {
        return;
    }
    let lost = source > 0;
    // The mark may stand in a neighbour that has one too many.
    let spare = |index: usize| {
        marks.get(index).is_some_and(|[source, target]| {
            if lost {
                target > source
            } else {
                source > target
            }
        })
    };
    if bead.index.checked_sub(1).is_some_and(spare) || spare(bead.index + 1) {
        return;
    }
    let finding = if lost {
        if reports_question(bead, Side::Target) {
            return;
        }
        let asks = asks(bead, Side::Target);
        let finding = bead
            .finding(
                &RULE,
                if asks { 0.95 } else { 0.8 },
                "the source asks, and the translation has no question mark",
                "End the question with a question mark, or report it (“asked whether”).",
            )
            .severity(if asks {
                Severity::Error
            } else {
                Severity::Warning
            });
        let end = bead.segments(Side::Target).last();
        place_end(bead, finding, end)
    } else {
        // Sources drop the mark, never the word that asks.
        if asks(bead, Side::Source) || reports_question(bead, Side::Source) {
            return;
        }
        let finding = bead.finding(
            &RULE,
            0.75,
            "the translation asks, and the source does not",
            "End the sentence with the mark of the source.",
        );
        let mark = bead
            .segments(Side::Target)
            .find_map(|(segment, text, analysis)| {
                let at = question_marks(text, analysis).last()?;
                let length = text[at..].chars().next()?.len_utf8();
                bead.place(Side::Target, segment, Span::new(at, at + length))
            });
        match mark {
            Some(place) => finding.target(place),
            None => finding,
        }
    };
    let source = if lost {
        bead.segments(Side::Source)
            .find_map(|(segment, text, analysis)| {
                let at = question_marks(text, analysis).last()?;
                let length = text[at..].chars().next()?.len_utf8();
                bead.place(Side::Source, segment, Span::new(at, at + length))
            })
    } else {
        bead.whole(Side::Source)
    };
    out.push(match source {
        Some(place) => finding.source(place),
        None => finding,
    });
}

/// Puts a finding at the last word and mark of a segment.
fn place_end(
    bead: &BeadContext<'_>,
    finding: Finding,
    segment: Option<(usize, &str, &Analysis)>,
) -> Finding {
    let place = segment.and_then(|(segment, text, analysis)| {
        let start = last_token(&analysis.tokens, text.len()).map_or(0, |token| token.span.start);
        bead.place(Side::Target, segment, Span::new(start, text.len()))
    });
    match place {
        Some(place) => finding.target(place),
        None => finding,
    }
}

/// Whether a side reports a question, by a word or two that stand together.
fn reports_question(bead: &BeadContext<'_>, side: Side) -> bool {
    bead.segments(side).any(|(_, _, analysis)| {
        let words: Vec<&Token> = analysis.words().map(|(_, token)| token).collect();
        words.iter().enumerate().any(|(index, token)| {
            let Some(lang) = token.lang else { return false };
            let phrases = lang.typography().reported_question;
            let pair = words
                .get(index + 1)
                .map(|next| format!("{} {}", token.norm, next.norm));
            phrases.contains(&token.norm.as_ref())
                || pair.is_some_and(|pair| phrases.contains(&pair.as_str()))
        })
    })
}

/// Whether a side asks by its words: one that asks anywhere, or one that asks where it opens a sentence.
fn asks(bead: &BeadContext<'_>, side: Side) -> bool {
    bead.segments(side).any(|(_, text, analysis)| {
        analysis.words().any(|(index, token)| {
            token.lang.is_some_and(|lang| {
                let typography = lang.typography();
                let word = token.norm.as_ref();
                typography.asking.contains(&word)
                    || typography.opening_question.contains(&word)
                        && opens_clause(text, &analysis.tokens, index)
            })
        })
    })
}

/// Whether a token stands at the start of its text or after a mark, quotation marks left out.
fn opens_clause(text: &str, tokens: &[Token], index: usize) -> bool {
    tokens[..index]
        .iter()
        .rev()
        .find(|token| {
            !matches!(
                token.span.of(text),
                "\"" | "'" | "«" | "\u{201C}" | "\u{2018}" | "(" | "[" | "-" | "\u{2013}"
            )
        })
        .is_none_or(|before| before.kind == TokenKind::Punctuation)
}

/// What a segment ends with, closing quotation marks and brackets left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// A mark that ends a sentence.
    Stop,
    /// A comma, semicolon or colon.
    Pause,
    /// A word or number.
    Word,
    /// Anything else, and what ends with code or a symbol.
    Other,
}

fn end(text: &str) -> End {
    let bare = text.trim_end_matches(|c: char| {
        c.is_whitespace()
            || crate::lang::is_ignorable(c)
            || matches!(
                c,
                '"' | '\'' | '»' | '\u{2018}'..='\u{201F}' | ')' | ']' | '}' | '\u{FD3E}'
            )
    });
    match bare.chars().next_back() {
        Some('.' | '!' | '…' | '۔') => End::Stop,
        Some(c) if is_question(c) => End::Stop,
        Some(',' | ';' | '،' | '؛') => End::Pause,
        Some(c) if c.is_alphanumeric() => End::Word,
        _ => End::Other,
    }
}

/// Sentences of running text that end without a mark, where those of the text otherwise have one.
fn stops(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let mut ended = 0;
    let mut open = Vec::new();
    for bead in cx.beads() {
        let (Some(source), Some(target)) = (
            bead.segments(Side::Source).last(),
            bead.segments(Side::Target).last(),
        ) else {
            continue;
        };
        if !is_running(cx, Side::Source, source.0) || !is_running(cx, Side::Target, target.0) {
            continue;
        }
        // The first line of a text is its title, which has no stop in English and may have one in Arabic.
        if end(source.1) != End::Stop || target.0 == 0 {
            continue;
        }
        match end(target.1) {
            End::Stop => ended += 1,
            ending @ (End::Word | End::Pause) => {
                let words = target.2.words().count();
                let code = target
                    .2
                    .tokens
                    .last()
                    .is_none_or(|token| token.kind == TokenKind::Code);
                if words >= LONG && !code && !goes_on(cx, target.0) {
                    open.push((bead, target, ending));
                } else {
                    ended += usize::from(words < LONG);
                }
            }
            End::Other => {}
        }
    }
    let share = ended as f64 / (ended + open.len()).max(1) as f64;
    if ended < HABIT || share < HABIT_SHARE {
        return;
    }
    for (bead, target, ending) in open {
        let message = match ending {
            End::Pause => "the sentence ends with a comma, and that of the source with a stop",
            _ => "the sentence has no mark at its end, and that of the source has",
        };
        let finding = bead
            .finding(&RULE, 0.85, message, "End the sentence with a full stop.")
            .severity(Severity::Info);
        let mut finding = place_end(&bead, finding, Some(target));
        if let Some(place) = bead.whole(Side::Source) {
            finding = finding.source(place);
        }
        out.push(finding);
    }
}

/// Whether a segment is one of running text: no heading, list item, cell, note or cue.
fn is_running(cx: &Context<'_>, side: Side, segment: usize) -> bool {
    let half = cx.bitext.half(side);
    half.segments
        .get(segment)
        .and_then(|segment| half.blocks.get(segment.block))
        .is_some_and(|block| {
            matches!(
                block.kind,
                BlockKind::Paragraph | BlockKind::Quote | BlockKind::Unit
            )
        })
}

/// Whether the sentence goes on in the next segment, which then starts without a capital.
fn goes_on(cx: &Context<'_>, segment: usize) -> bool {
    cx.lang(Side::Target).has_case()
        && cx
            .text(Side::Target, segment + 1)
            .chars()
            .find(|c| c.is_alphabetic())
            .is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{findings, flags, silent};

    #[test]
    fn changed_questions_are_flagged() {
        for (source, target) in [
            ("أين ستعقد القمة؟", "Where will the summit be held."),
            ("هل أنت مستعد؟", "Are you ready."),
            ("كم عدد الضحايا؟", "How many victims are there!"),
            ("ما رأيك في الاتفاق؟", "You have an opinion on the deal."),
            ("متى يبدأ العام الدراسي؟", "The school year begins."),
            (
                "«لماذا فعلت ذلك؟» صرخ الأب.",
                "“Why did you do it,” the father shouted.",
            ),
            ("أليس هذا غريبا؟", "This is strange."),
            (
                "هل تشعر بالدوار؟\nنعم، قليلا.",
                "Do you feel dizzy.\nYes, a little.",
            ),
            ("ماذا بعد الانتخابات؟", "What comes after the elections…"),
            ("الاتفاق وشيك.", "Is a deal close?"),
            ("عاد الفريق إلى التدريب.", "The team is back in training?"),
            // Into Arabic.
            ("Who is responsible?", "المسؤول معروف."),
            ("Can you hear me?", "هل تسمعني."),
            ("How long will it last?", "سيستمر ذلك طويلا."),
            ("The road is closed.", "الطريق مغلق؟"),
            ("He went home early.", "عاد إلى البيت مبكرا؟"),
            ("What do you want?", "ماذا تريد!"),
        ] {
            flags(&Punctuation, source, target);
        }
    }

    #[test]
    fn sound_renderings_are_not() {
        for (source, target) in [
            ("أين ستعقد القمة؟", "Where will the summit be held?"),
            ("هل سيفوز؟ لا أحد يعرف.", "Nobody knows whether he will win."),
            ("وسأل: هل من حل؟", "He asked if there was a solution."),
            ("تساءل: أين الحقيقة؟", "He wondered where the truth lay."),
            (
                "لماذا تأخر الرد؟ هذا هو السؤال.",
                "Why the answer is late is the question.",
            ),
            ("«من أنت؟» قالت.", "“Who are you?” she said."),
            ("هل تسمعني؟ هل تراني؟", "Can you hear me and see me?"),
            ("هل هذا معقول.", "Is that reasonable?"),
            ("كيف يمكن أن نقبل بذلك!", "How can we accept that?"),
            ("انتهى الاجتماع!", "The meeting is over."),
            ("انتهى الاجتماع...", "The meeting is over."),
            ("عنوان الخبر", "Headline without a stop"),
            (
                "الصفحة على https://example.org/?id=5 متاحة.",
                "The page is available at https://example.org/?id=5.",
            ),
            (
                "هل نحن وحدنا؟\nسؤال قديم.",
                "An old question:\nare we alone?",
            ),
            // Into Arabic.
            ("Who knows?", "من يعلم؟"),
            ("Who knows?", "من يعلم?"),
            ("He asked, “Where is she?”", "سأل عن مكانها."),
            ("Will it rain?", "تساءل عما إذا كانت ستمطر."),
            ("Why not now.", "لماذا ليس الآن؟"),
            ("How strange!", "يا للغرابة!"),
            ("يا له من يوم!", "What a day?!"),
        ] {
            silent(&Punctuation, source, target);
        }
    }

    /// A text of sentences, of which those with these indices have no stop in the translation.
    fn text(without: &[usize]) -> (String, String) {
        let mut source = String::new();
        let mut target = String::new();
        for index in 0..20 {
            source.push_str("عقدت اللجنة اجتماعها الدوري في مقر المنظمة يوم الأحد.\n");
            target.push_str("The committee held its regular meeting at the seat on Sunday");
            target.push_str(if without.contains(&index) {
                "\n"
            } else {
                ".\n"
            });
        }
        (source, target)
    }

    #[test]
    fn a_missing_stop_is_a_slip_only_where_the_others_have_it() {
        let (source, target) = text(&[7]);
        let found = findings(&Punctuation, &source, &target);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].severity, Severity::Info);
        assert_eq!(found[0].target.as_ref().unwrap().start().line, 8);
        let (source, target) = text(&[1, 5, 7, 9, 11]);
        assert!(findings(&Punctuation, &source, &target).is_empty());
    }
}
