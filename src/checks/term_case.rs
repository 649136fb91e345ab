//! `term-case`: a glossary term in other capitals than the glossary has.

use super::term_missing::severity;
use super::terms::{Old, Verdict, replace};
use super::{BeadContext, Check};
use crate::findings::{Category, Example, Finding, Rule, Severity};
use crate::glossary::{Case, CaseFit, FormKind, form_text};
use crate::lang::TokenKind;
use crate::text::{Side, Span};

/// See [`RULE`].
#[derive(Debug)]
pub struct TermCase;

const HOUSE: &str = "[[terms]]\nsource = \"البيت الأبيض\"\ntarget = \"White House\"\npart-of-speech = \"proper-noun\"\n";
const NATO: &str = "[[terms]]\nsource = \"الناتو\"\ntarget = \"NATO\"\n";
const CEASEFIRE: &str =
    "[[terms]]\nsource = \"وقف إطلاق النار\"\ntarget = \"ceasefire\"\ncase = \"exact\"\n";

static RULE: Rule = Rule {
    name: "term-case",
    category: Category::Terminology,
    severity: Severity::Warning,
    mqm: "terminology / inconsistent with terminology resource",
    its: "terminology",
    summary: "A glossary term stands in other capitals than the glossary has.",
    why: "Capitals tell a name from a description: the white house is a house, and a nato is nothing. House styles \
          differ, so that the glossary decides.",
    what_to_do: "Write the term as the glossary does, or set the entry's `case`.",
    limits: "Capitals at the start of a sentence, in headings and in text that is all capitals are left alone. Small \
             letters of the glossary are asked for only where the entry says case = \"exact\".",
    examples: &[
        Example::wrong(
            "ورفض البيت الأبيض التعليق.",
            "The white house declined to comment.",
            "The glossary has White House.",
        )
        .with(HOUSE),
        Example::wrong(
            "ويعقد الناتو قمته في مدريد.",
            "Nato holds its summit in Madrid.",
            "The glossary has NATO.",
        )
        .with(NATO),
        Example::wrong(
            "ودخل وقف إطلاق النار حيز التنفيذ.",
            "The Ceasefire took effect.",
            "The entry asks for exactly this case.",
        )
        .with(CEASEFIRE),
        Example::right(
            "وقف إطلاق النار هش.",
            "Ceasefire is too strong a word.",
            "It starts the sentence.",
        )
        .with(CEASEFIRE),
        Example::right(
            "البيت الأبيض يرفض التعليق",
            "WHITE HOUSE DECLINES TO COMMENT",
            "A heading in capitals.",
        )
        .with(HOUSE),
    ],
    options: &[],
};

impl Check for TermCase {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bead(&self, cx: &BeadContext<'_>, out: &mut Vec<Finding>) {
        let terms = cx.cx.terms;
        let mut told = None;
        for one in terms.uses_of(cx.index) {
            let Verdict::Fine { target } = one.verdict else {
                continue;
            };
            let (Some(entry), Some(hit)) =
                (terms.entry(one.entry), terms.hit(Side::Target, target))
            else {
                continue;
            };
            if hit.case == CaseFit::Same || hit.derived || told == Some(target) {
                continue;
            }
            let Some(form) = form_text(entry, hit.kind, hit.index) else {
                continue;
            };
            let text = cx.cx.text(Side::Target, target.0);
            let found = hit.span.of(text);
            let admitted = hit.kind == FormKind::Admitted;
            if !matters(cx, (entry.case, admitted), form, found, target.0, hit.span) {
                continue;
            }
            told = Some(target);
            let mut finding = cx.finding(
                &RULE,
                0.9,
                format!("“{found}” is “{}” in the glossary", form.text),
                format!("Write “{}”.", form.text),
            );
            finding.severity = severity(entry, RULE.severity);
            finding.target = cx.place(Side::Target, target.0, hit.span);
            if let Some(source) = terms.hit(Side::Source, one.source) {
                finding.source = cx.place(Side::Source, one.source.0, source.span);
            }
            let old = Old {
                segment: target.0,
                span: hit.span,
                token: hit.tokens.start,
                clitics: "",
                ending: hit.ending,
            };
            // Only where the letters are the listed ones is the listed form what was meant.
            if found.to_lowercase().starts_with(&form.to_lowercase()) {
                finding.fix = replace(&cx.cx, old, form);
            }
            out.push(finding);
        }
    }
}

/// Whether a difference in case is one to report.
fn matters(
    cx: &BeadContext<'_>,
    (case, admitted): (Option<Case>, bool),
    listed: &str,
    found: &str,
    segment: usize,
    span: Span,
) -> bool {
    let letters =
        |text: &str| -> Vec<char> { text.chars().filter(|c| c.is_alphabetic()).collect() };
    let (a, b) = (letters(listed), letters(found));
    let loses = a
        .iter()
        .zip(&b)
        .any(|(a, b)| a.is_uppercase() && b.is_lowercase());
    let gains = a
        .iter()
        .zip(&b)
        .skip(1)
        .any(|(a, b)| a.is_lowercase() && b.is_uppercase())
        || a.first().zip(b.first()).is_some_and(|(a, b)| {
            a.is_lowercase() && b.is_uppercase() && !starts_sentence(cx, segment, span)
        });
    if b.len() > 1 && b.iter().all(|c| c.is_uppercase()) {
        return false;
    }
    // A single word that is admitted may stand here as the common word that it is too: to remain, Remain.
    let single = !listed.contains([' ', '-']);
    if admitted && single && cx.cx.is_word(Side::Target, &found.to_lowercase()) {
        return false;
    }
    loses || gains && case == Some(Case::Exact) && !is_heading(cx, segment)
}

/// Whether no word stands before the span, in the segment or behind a mark that ends a sentence.
fn starts_sentence(cx: &BeadContext<'_>, segment: usize, span: Span) -> bool {
    let text = cx.cx.text(Side::Target, segment);
    let tokens = cx.cx.tokens(Side::Target, segment);
    let before = tokens.iter().rev().find(|token| {
        token.span.end <= span.start
            && !matches!(
                token.span.of(text),
                "\"" | "'" | "\u{201C}" | "\u{2018}" | "("
            )
    });
    before.is_none_or(|before| {
        before.kind == TokenKind::Punctuation
            && matches!(before.span.of(text), "." | "!" | "?" | ":")
    })
}

/// Whether most words of a segment are written with a capital, as in headings.
fn is_heading(cx: &BeadContext<'_>, segment: usize) -> bool {
    let text = cx.cx.text(Side::Target, segment);
    let lang = cx.cx.lang(Side::Target);
    let capitals: Vec<bool> = cx
        .cx
        .tokens(Side::Target, segment)
        .iter()
        .filter(|token| token.kind == TokenKind::Word && !lang.is_stop_word(&token.norm))
        .map(|token| {
            let first = token.span.of(text).chars().next();
            first.is_some_and(char::is_uppercase)
        })
        .collect();
    let upper = capitals.iter().filter(|capital| **capital).count();
    capitals.len() > 2 && upper * 3 > capitals.len() * 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing;

    #[test]
    fn the_examples_hold() {
        testing::examples(&TermCase);
    }

    #[test]
    fn the_fix_writes_the_listed_form() {
        let found = testing::findings_with(
            &TermCase,
            Some(HOUSE),
            "وموقف البيت الأبيض واضح.",
            "The white house's position is clear.",
        );
        let fix = found[0].fix.as_ref().unwrap();
        assert_eq!(fix.edits[0].replacement, "White House's");
        assert!(fix.safe);
    }
}
