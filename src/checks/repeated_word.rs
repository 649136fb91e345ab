//! `repeated-word`: the same word twice in a row.

use super::{BeadContext, Check};
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::lang::TokenKind;
use crate::text::{Side, Span};

/// See [`RULE`].
#[derive(Debug)]
pub struct RepeatedWord;

static RULE: Rule = Rule {
    name: "repeated-word",
    category: Category::Typography,
    severity: Severity::Warning,
    mqm: "linguistic conventions / grammar",
    its: "duplication",
    summary: "A word of the translation stands twice in a row.",
    why: "A doubled word is a slip of the keyboard that spelling checkers miss at line ends and across edits. \
          Readers see it at once, and it makes them doubt the rest.",
    what_to_do: "Delete one of the two, or add the word to `allow` where the repetition is meant.",
    limits: "Words that a language doubles on purpose are known (had had, that that, very very; شيئا شيئا, جدا جدا), \
             so are names (New York New York is two beads), and a repetition that the source has as well is silent.",
    examples: &[
        Example::wrong(
            "وصل الوزير إلى العاصمة.",
            "The minister arrived in the the capital.",
            "“the” stands twice.",
        ),
        Example::wrong(
            "اجتمع الوفدان في جنيف.",
            "The two delegations met in in Geneva.",
            "“in” stands twice.",
        ),
        Example::wrong(
            "The talks ended on Sunday.",
            "انتهت المحادثات يوم يوم الأحد.",
            "«يوم» stands twice.",
        ),
        Example::right(
            "قال إنه كان قد زار المدينة.",
            "He said he had had a look at the city.",
            "“had had” is English grammar.",
        ),
        Example::right(
            "كان الأمر صعبا جدا جدا.",
            "It was very, very hard.",
            "A comma parts the two.",
        ),
        Example::right(
            "Little by little, they came.",
            "شيئا فشيئا جاؤوا.",
            "The second word has a conjunction.",
        ),
    ],
    options: &[OptionDoc {
        key: "allow",
        default: "[]",
        doc: "words that may stand twice",
    }],
};

impl Check for RepeatedWord {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bead(&self, cx: &BeadContext<'_>, out: &mut Vec<Finding>) {
        let allowed = cx.cx.options.list(&RULE, "allow");
        for (segment, text, analysis) in cx.segments(Side::Target) {
            for pair in analysis.tokens.windows(2) {
                let [first, second] = pair else { continue };
                let doubled = first.kind == TokenKind::Word
                    && second.kind == TokenKind::Word
                    && first.norm == second.norm;
                if !doubled
                    || second.glued
                    || first.norm.chars().count() < 2 && first.lang.is_none()
                {
                    continue;
                }
                let Some(lang) = first.lang else { continue };
                if lang.doubles(&first.norm)
                    || allowed.iter().any(|word| lang.fold(word) == *first.norm)
                {
                    continue;
                }
                // A name may be doubled (Duran Duran); a slip repeats the case of the first word or loses it.
                let capital =
                    |span: Span| span.of(text).chars().next().is_some_and(char::is_uppercase);
                if capital(first.span) && capital(second.span) && !lang.is_stop_word(&first.norm) {
                    continue;
                }
                if source_doubles(cx) {
                    continue;
                }
                let word = second.span.of(text);
                let mut finding = cx.finding(
                    &RULE,
                    0.95,
                    format!("“{word}” stands twice in a row"),
                    "Delete one of the two.",
                );
                if let Some(place) = cx.place(Side::Target, segment, first.span.cover(second.span))
                {
                    finding = finding.target(place);
                }
                if let Some(gap) = cx.place(
                    Side::Target,
                    segment,
                    Span::new(first.span.end, second.span.end),
                ) {
                    finding = finding.fix(false, gap, "");
                }
                if let Some(place) = cx.whole(Side::Source) {
                    finding = finding.source(place);
                }
                out.push(finding);
            }
        }
    }
}

/// Whether the source repeats a word too: then the repetition is the author's.
fn source_doubles(cx: &BeadContext<'_>) -> bool {
    cx.segments(Side::Source).any(|(_, _, analysis)| {
        analysis.tokens.windows(2).any(|pair| {
            pair[0].kind == TokenKind::Word
                && pair[0].norm == pair[1].norm
                && pair[0].lang.is_some()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{flags, silent};

    #[test]
    fn slips_are_flagged() {
        for (source, target) in [
            (
                "أعلن البيان عن موقف الحكومة.",
                "The statement announced the position of of the government.",
            ),
            ("هذا مهم.", "This is is important."),
        ] {
            flags(&RepeatedWord, source, target);
        }
    }

    #[test]
    fn meant_repetitions_are_not() {
        for (source, target) in [
            ("عرف أن ذلك صحيح.", "He knew that that was true."),
            ("زار بورا بورا.", "He visited Bora Bora."),
            ("لا لا، لن نقبل.", "No no, we will not accept."),
        ] {
            silent(&RepeatedWord, source, target);
        }
    }
}
