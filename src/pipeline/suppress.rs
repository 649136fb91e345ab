//! Comments that allow a finding: `mutabiq: allow RULE reason` for the block that follows or that they stand in,
//! `mutabiq: allow-file RULE reason` for the whole file.

use super::pair::bead_of;
use crate::bitext::{Bitext, Half};
use crate::checks::{self, Flaw, flawed_suppression};
use crate::config::nearest;
use crate::findings::Finding;
use crate::formats::{self, Format};
use crate::text::{Place, Set, Side, Source};
use std::sync::Arc;

/// What a suppression says when it gives no reason.
const NO_REASON: &str = "no reason given";

/// A comment that allows rules.
struct Suppression {
    place: Place,
    is_target: bool,
    /// The rules, and whether each has suppressed anything.
    rules: Vec<(&'static str, bool)>,
    reason: Option<String>,
    /// The beads it is about; none for the whole file.
    beads: Option<Set<usize>>,
}

/// Marks the findings that a comment allows, and adds a finding for each comment that is not as it should be.
/// `runs` tells the rules that were looked for.
pub(super) fn suppress(
    bitext: &Bitext,
    format: Option<Format>,
    findings: &mut Vec<Finding>,
    runs: impl Fn(&str) -> bool,
) {
    let mut flaws = Vec::new();
    let mut suppressions = read(bitext, format, &mut flaws);
    if suppressions.is_empty() && flaws.is_empty() {
        return;
    }
    for finding in findings.iter_mut() {
        let bead = bead_of(finding, bitext);
        for suppression in &mut suppressions {
            let covers = match &suppression.beads {
                None => true,
                Some(beads) => bead.is_some_and(|bead| beads.contains(&bead)),
            };
            let rule = suppression
                .rules
                .iter_mut()
                .find(|(rule, _)| *rule == finding.rule.name);
            if let (true, Some((_, used))) = (covers, rule) {
                *used = true;
                if finding.suppressed.is_none() {
                    let reason = suppression.reason.as_deref().unwrap_or(NO_REASON);
                    finding.suppressed = Some(reason.to_owned());
                }
            }
        }
    }
    findings.append(&mut flaws);
    for suppression in suppressions {
        let unused: Vec<String> = suppression
            .rules
            .iter()
            .filter(|(rule, used)| !used && runs(rule))
            .map(|(rule, _)| (*rule).to_owned())
            .collect();
        let flaw = match (unused.is_empty(), &suppression.reason) {
            (false, _) => Flaw::Unused(unused),
            (true, None) => Flaw::NoReason,
            (true, Some(_)) => continue,
        };
        findings.push(flawed_suppression(
            &flaw,
            suppression.place,
            suppression.is_target,
        ));
    }
}

/// The suppressions of both files, and what can't be read as one.
fn read(bitext: &Bitext, format: Option<Format>, flaws: &mut Vec<Finding>) -> Vec<Suppression> {
    let mut out = Vec::new();
    let both = Arc::ptr_eq(&bitext.source.source, &bitext.target.source);
    for side in Side::BOTH {
        let half = bitext.half(side);
        let is_target = side == Side::Target;
        // A file that holds both texts is read once.
        if both && !is_target {
            continue;
        }
        let source = &half.source;
        let format = format.unwrap_or_else(|| detected(source));
        for note in formats::notes(format, source) {
            let place = Place {
                source: Arc::clone(source),
                span: note.span,
                label: None,
            };
            let flaw = |flaw: Flaw| flawed_suppression(&flaw, place.clone(), is_target);
            let Some((of_file, rules, reason)) = directive(note.text.of(source.text())) else {
                flaws.push(flaw(Flaw::Unreadable));
                continue;
            };
            let mut known = Vec::new();
            for name in rules {
                match checks::rules().find(|rule| rule.name == name) {
                    Some(rule) => known.push((rule.name, false)),
                    None => {
                        let near = nearest(name, checks::rules().map(|rule| rule.name));
                        let near = near.map(str::to_owned);
                        flaws.push(flaw(Flaw::UnknownRule(name.to_owned(), near)));
                    }
                }
            }
            out.push(Suppression {
                beads: (!of_file).then(|| {
                    if both {
                        next_unit(bitext, note.span.end)
                    } else {
                        next_block(bitext, side, note.span)
                    }
                }),
                place,
                is_target,
                rules: known,
                reason,
            });
        }
    }
    out
}

/// The reason for which a file allows a rule throughout, where it does.
pub(super) fn allowed_in_file(
    source: &Source,
    format: Option<Format>,
    rule: &str,
) -> Option<String> {
    let format = format.unwrap_or_else(|| detected(source));
    formats::notes(format, source).into_iter().find_map(|note| {
        let (of_file, rules, reason) = directive(note.text.of(source.text()))?;
        (of_file && rules.contains(&rule)).then(|| reason.unwrap_or_else(|| NO_REASON.to_owned()))
    })
}

fn detected(source: &Source) -> Format {
    formats::detect(source.path(), source.text().as_bytes())
}

/// Whether the file is meant, the names of the rules, and the reason.
fn directive(said: &str) -> Option<(bool, Vec<&str>, Option<String>)> {
    let mut words = said.split_whitespace().peekable();
    let of_file = match words.next()? {
        "allow" => false,
        "allow-file" => true,
        _ => return None,
    };
    let mut rules = Vec::new();
    while let Some(list) = words.next() {
        rules.extend(
            list.split(',')
                .map(|name| name.trim_end_matches(':'))
                .filter(|name| !name.is_empty()),
        );
        let goes_on = list.ends_with(',') || words.peek().is_some_and(|next| next.starts_with(','));
        if !goes_on {
            break;
        }
    }
    if rules.is_empty() {
        return None;
    }
    let reason = words.collect::<Vec<_>>().join(" ");
    let reason = reason
        .trim_start_matches([':', '-', '–', '—', ' '])
        .trim()
        .to_owned();
    Some((of_file, rules, (!reason.is_empty()).then_some(reason)))
}

/// The beads of the block that a comment stands in, else of the next one.
fn next_block(bitext: &Bitext, side: Side, note: crate::text::Span) -> Set<usize> {
    let half: &Half = bitext.half(side);
    let spans = || {
        half.blocks
            .iter()
            .enumerate()
            .map(|(index, block)| (index, block.text.whole()))
    };
    let block = spans()
        .find(|(_, span)| span.contains(note))
        .or_else(|| {
            spans()
                .filter(|(_, span)| span.start >= note.end)
                .min_by_key(|(_, span)| span.start)
        })
        .map(|(index, _)| index);
    let is_of_block = |segment: usize| {
        half.segments
            .get(segment)
            .is_some_and(|segment| Some(segment.block) == block)
    };
    (0..bitext.beads.len())
        .filter(|index| {
            bitext
                .beads
                .get(*index)
                .is_some_and(|bead| bead.side(side).any(is_of_block))
        })
        .collect()
}

/// The unit that comes next in a file that holds both texts.
fn next_unit(bitext: &Bitext, after: usize) -> Set<usize> {
    let start = |index: usize| {
        let bead = bitext.beads.get(index)?;
        Side::BOTH
            .into_iter()
            .flat_map(|side| {
                let segments = &bitext.half(side).segments;
                bead.side(side)
                    .filter_map(move |segment| segments.get(segment))
            })
            .map(|segment| segment.text.whole().start)
            .filter(|start| *start >= after)
            .min()
    };
    (0..bitext.beads.len())
        .filter_map(|index| Some((start(index)?, index)))
        .min()
        .map(|(_, index)| index)
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_names_rules_and_a_reason() {
        assert_eq!(
            directive("allow quotes the author's own"),
            Some((false, vec!["quotes"], Some("the author's own".to_owned())))
        );
        assert_eq!(
            directive("allow-file quotes,spacing, brackets: أسلوب الناشر"),
            Some((
                true,
                vec!["quotes", "spacing", "brackets"],
                Some("أسلوب الناشر".to_owned())
            ))
        );
        assert_eq!(
            directive("allow quotes"),
            Some((false, vec!["quotes"], None))
        );
        assert_eq!(
            directive("allow quotes —"),
            Some((false, vec!["quotes"], None))
        );
        assert_eq!(directive("allow"), None);
        assert_eq!(directive("ignore quotes"), None);
        assert_eq!(directive(""), None);
    }
}
