//! `term-first-mention`: abbreviations that nobody introduced, or twice.

use super::term_missing::severity;
use super::terms::{Old, replace};
use super::{Check, Context};
use crate::findings::{Category, Example, Finding, Rule, Severity};
use crate::glossary::{Entry, FormKind};
use crate::text::{Set, Side, Span};

/// See [`RULE`].
#[derive(Debug)]
pub struct TermFirstMention;

const PLAN: &str = "[[terms]]\nsource = \"خطة العمل الشاملة المشتركة\"\ntarget = \"Joint Comprehensive Plan of Action\"\nabbreviation = \"JCPOA\"\nfirst-mention = \"Joint Comprehensive Plan of Action (JCPOA)\"\npart-of-speech = \"proper-noun\"\n";

static RULE: Rule = Rule {
    name: "term-first-mention",
    category: Category::Terminology,
    severity: Severity::Warning,
    mqm: "terminology / inconsistent use of terminology",
    its: "terminology",
    summary: "An abbreviation stands before it was introduced, or is introduced again.",
    why: "The source spells the name out; an abbreviation that the translation never explains leaves the reader to \
          guess. Introduced a second time, it makes him think that he missed a difference.",
    what_to_do: "Write the long form with the abbreviation in brackets where the term is mentioned first, and the \
                 abbreviation alone after that.",
    limits: "Only entries with an `abbreviation` are looked at, and only where the source has the term. A heading \
             doesn't count as a mention. Brackets introduce an abbreviation, and so do a mark of apposition and words \
             such as “known as”. A long form alone, with no abbreviation after it, needs none.",
    examples: &[
        Example::wrong(
            "وأعلنت طهران عودتها إلى خطة العمل الشاملة المشتركة.",
            "Tehran announced its return to the JCPOA.",
            "Nothing says what JCPOA stands for.",
        )
        .with(PLAN),
        Example::wrong(
            "ووقعت الدول خطة العمل الشاملة المشتركة.\nوتعيد خطة العمل الشاملة المشتركة الأموال.",
            "The states signed the Joint Comprehensive Plan of Action.\nThe JCPOA returns the money.",
            "The long form stands first, but without the abbreviation.",
        )
        .with(PLAN),
        Example::wrong(
            "ووقعت الدول خطة العمل الشاملة المشتركة.\nوتعيد خطة العمل الشاملة المشتركة الأموال.",
            "The states signed the Joint Comprehensive Plan of Action (JCPOA).\nThe Joint Comprehensive Plan of Action (JCPOA) returns the money.",
            "It was introduced before.",
        )
        .with(PLAN),
        Example::right(
            "ووقعت الدول خطة العمل الشاملة المشتركة.\nوتعيد خطة العمل الشاملة المشتركة الأموال.",
            "The states signed the Joint Comprehensive Plan of Action (JCPOA).\nThe JCPOA returns the money.",
            "Introduced, then used.",
        )
        .with(PLAN),
        Example::right(
            "ووقعت الدول خطة العمل الشاملة المشتركة.",
            "The states signed the Joint Comprehensive Plan of Action.",
            "Mentioned once: the abbreviation is not needed.",
        )
        .with(PLAN),
    ],
    options: &[],
};

/// A mention of a term in the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mention {
    segment: usize,
    span: Span,
    token: usize,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A form spelled out.
    Long,
    /// The abbreviation alone.
    Short,
    /// The long form and the abbreviation, one of them in brackets.
    Introduction,
}

impl Check for TermFirstMention {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bitext(&self, cx: &Context<'_>, out: &mut Vec<Finding>) {
        if !cx.terms.is_forward() {
            return;
        }
        let mut seen: Set<usize> = Set::default();
        for one in cx.terms.uses() {
            let Some(entry) = cx.terms.entry(one.entry) else {
                continue;
            };
            let Some(abbreviation) = entry.abbreviation.as_ref() else {
                continue;
            };
            if !seen.insert(one.entry) {
                continue;
            }
            let mentions = mentions(cx, one.entry);
            out.extend(judge(cx, entry, abbreviation, &mentions));
        }
    }
}

/// The finding on an entry's mentions, where there is one.
fn judge(
    cx: &Context<'_>,
    entry: &Entry,
    abbreviation: &str,
    mentions: &[Mention],
) -> Option<Finding> {
    let first_short = mentions
        .iter()
        .position(|mention| mention.kind == Kind::Short);
    let introductions: Vec<usize> = (0..mentions.len())
        .filter(|index| mentions[*index].kind == Kind::Introduction)
        .collect();
    let first = introductions.first().copied();
    let listed = entry.first_mention.as_ref().map_or_else(
        || format!("{} ({abbreviation})", entry.target.text),
        |text| text.text.clone(),
    );
    if let Some(short) = first_short
        && first.is_none_or(|first| first > short)
    {
        let long = mentions[..short]
            .iter()
            .find(|mention| mention.kind == Kind::Long);
        let (at, message, severity_here) = match long {
            Some(long) => (
                long,
                format!(
                    "“{}” is abbreviated later on; “{abbreviation}” should be introduced here",
                    long.span.of(cx.text(Side::Target, long.segment))
                ),
                Severity::Info,
            ),
            None => (
                mentions.get(short)?,
                format!("“{abbreviation}” stands before it was introduced"),
                RULE.severity,
            ),
        };
        let confidence = if entry.first_mention.is_some() {
            0.9
        } else {
            0.7
        };
        let help = format!("Write “{listed}” here.");
        let mut finding = finding(cx, at, confidence, message, help)?;
        finding.severity = severity(entry, severity_here);
        let old = Old {
            segment: at.segment,
            span: at.span,
            token: at.token,
            clitics: "",
            ending: "",
        };
        finding.fix = replace(cx, old, &listed).map(|mut fix| {
            fix.safe = false;
            fix
        });
        if long.is_some()
            && let Some(short) = mentions.get(short)
            && let Some(place) = cx.place(Side::Target, short.segment, short.span)
        {
            finding = finding.related(place, "the abbreviation");
        }
        return Some(finding);
    }
    let again = introductions
        .get(1)
        .and_then(|index| mentions.get(*index))?;
    let mut finding = finding(
        cx,
        again,
        0.85,
        format!("“{abbreviation}” is introduced again"),
        format!("Write “{abbreviation}” alone."),
    )?;
    finding.severity = severity(entry, Severity::Info);
    if let Some(first) = first.and_then(|first| mentions.get(first))
        && let Some(place) = cx.place(Side::Target, first.segment, first.span)
    {
        finding = finding.related(place, "introduced here");
    }
    let old = Old {
        segment: again.segment,
        span: again.span,
        token: again.token,
        clitics: "",
        ending: "",
    };
    finding.fix = replace(cx, old, abbreviation).map(|mut fix| {
        fix.safe = false;
        fix
    });
    Some(finding)
}

fn finding(
    cx: &Context<'_>,
    at: &Mention,
    confidence: f64,
    message: String,
    help: String,
) -> Option<Finding> {
    let place = cx.place(Side::Target, at.segment, at.span)?;
    let bead = cx
        .bitext
        .beads
        .iter()
        .position(|bead| bead.target.contains(&at.segment));
    let mut finding = Finding::new(&RULE, confidence, message, help).target(place);
    finding.bead = bead;
    let source = bead
        .and_then(|bead| cx.bitext.beads.get(bead))
        .and_then(|bead| cx.bitext.source.place_of(bead.source.clone()));
    finding.source = source;
    Some(finding)
}

/// The mentions of an entry in the target, headings left out.
fn mentions(cx: &Context<'_>, entry: usize) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::new();
    for segment in 0..cx.bitext.target.segments.len() {
        if is_heading(cx, segment) {
            continue;
        }
        let text = cx.text(Side::Target, segment);
        for hit in cx.terms.hits(Side::Target, segment) {
            if hit.entry != entry || hit.shadowed || hit.derived {
                continue;
            }
            let kind = match hit.kind {
                // Some entries list the abbreviation among the admitted forms too.
                FormKind::Preferred | FormKind::Admitted
                    if !is_abbreviation(cx, entry, hit.span.of(text)) =>
                {
                    Kind::Long
                }
                FormKind::Preferred | FormKind::Admitted => Kind::Short,
                FormKind::Abbreviation => Kind::Short,
                _ => continue,
            };
            // “Long Form (LF)” and “LF (Long Form)” are one mention.
            if let Some(last) = out.last_mut()
                && last.segment == segment
                && last.kind != kind
                && last.kind != Kind::Introduction
            {
                let between = Span::new(last.span.end, hit.span.start).of(text);
                if introduces(between) {
                    let rest = text.get(hit.span.end..).unwrap_or_default();
                    let quoted = rest.trim_start_matches(QUOTES);
                    let close = if quoted.starts_with([')', ']']) {
                        rest.len() - quoted.len() + 1
                    } else {
                        0
                    };
                    last.kind = Kind::Introduction;
                    last.span = last
                        .span
                        .cover(Span::new(hit.span.end, hit.span.end + close));
                    continue;
                }
            }
            if out
                .last()
                .is_some_and(|last| last.segment == segment && last.span.overlaps(hit.span))
            {
                continue;
            }
            out.push(Mention {
                segment,
                span: hit.span,
                token: hit.tokens.start,
                kind,
            });
        }
    }
    out
}

const QUOTES: [char; 6] = ['"', '\'', '\u{201C}', '\u{201D}', '\u{2018}', '\u{2019}'];

/// Words that say that what follows is another name of what stands before.
const NAMING: &[&str] = &[
    "or",
    "also",
    "known",
    "as",
    "the",
    "called",
    "abbreviated",
    "short",
    "for",
    "hereinafter",
    "hereafter",
    "henceforth",
    "better",
    "formally",
    "officially",
    "commonly",
    "usually",
    "its",
    "acronym",
    "abbreviation",
    "initials",
    "by",
    "to",
    "in",
    "referred",
    "full",
    "is",
    "i.e",
    "a",
    "an",
];
/// How many of them there may be.
const PHRASE: usize = 5;
/// How many words may stand between a name and the bracket that has its other form.
const APART: usize = 3;

/// Whether what stands between the long form and the abbreviation makes one explain the other: a bracket that is
/// still open, or a mark of apposition or a phrase of naming.
fn introduces(between: &str) -> bool {
    let count = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .count()
    };
    if let Some(open) = between.rfind(['(', '[']) {
        let (before, inside) = between.split_at(open);
        return !inside.contains([')', ']']) && count(before) <= APART && count(inside) <= PHRASE;
    }
    let text = between.trim().trim_end_matches(QUOTES).trim();
    let marked = text.starts_with([',', '\u{2013}', '\u{2014}', '-', ':']);
    let words: Vec<String> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '.'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let naming = words
        .iter()
        .all(|word| NAMING.contains(&word.trim_end_matches('.')));
    naming && words.len() <= PHRASE && (marked || words.first().is_some_and(|word| word == "or"))
}

/// Whether the words of a hit are the entry's abbreviation, with or without stops.
fn is_abbreviation(cx: &Context<'_>, entry: usize, words: &str) -> bool {
    let abbreviation = cx
        .terms
        .entry(entry)
        .and_then(|entry| entry.abbreviation.as_ref());
    let plain = |text: &str| text.replace('.', "");
    abbreviation.is_some_and(|abbreviation| plain(abbreviation) == plain(words))
}

/// Whether a segment is a heading: marked as one, or a short first line without a stop.
fn is_heading(cx: &Context<'_>, segment: usize) -> bool {
    let half = &cx.bitext.target;
    let Some(found) = half.segments.get(segment) else {
        return false;
    };
    let marked = half
        .blocks
        .get(found.block)
        .is_some_and(|block| matches!(block.kind, crate::document::BlockKind::Heading(_)));
    let unstopped = found
        .as_str()
        .trim_end()
        .chars()
        .next_back()
        .is_some_and(|c| c.is_alphanumeric());
    marked || segment == 0 && unstopped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing;

    #[test]
    fn the_examples_hold() {
        testing::examples(&TermFirstMention);
    }
}
