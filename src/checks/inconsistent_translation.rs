//! `inconsistent-translation`: the same source, translated differently.

use super::consistency::{At, apart, groups, majority, place, shown};
use super::{Check, Context};
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::text::Side;

/// See [`RULE`].
#[derive(Debug)]
pub struct InconsistentTranslation;

static RULE: Rule = Rule {
    name: "inconsistent-translation",
    category: Category::Consistency,
    severity: Severity::Warning,
    mqm: "terminology / inconsistent use",
    its: "inconsistency",
    summary: "The same sentence of the source is translated differently in several places.",
    why: "Where an author repeats himself word by word, the reader is meant to recognise it: a form letter, an article \
          of a treaty, a warning. Two translations of it look like two meanings, and one of them is often the better.",
    what_to_do: "Choose one translation, or add a suppression where the context asks for two.",
    limits: "Sentences are compared word by word without marks, vowel signs and numbers, over the whole project. Short \
             segments, headings and table cells are silent, and so are differences that lie in names or numbers. Where \
             only small words differ (the, a, of), the finding is a matter of information.",
    examples: &[
        Example::wrong(
            "يحظر التصوير في هذه المنطقة.\nالمدخل من جهة اليمين.\nيحظر التصوير في هذه المنطقة.",
            "Photography is forbidden in this area.\nThe entrance is on the right.\nTaking pictures is not allowed in this zone.",
            "One warning in two wordings.",
        ),
        Example::right(
            "يحظر التصوير في هذه المنطقة.\nالمدخل من جهة اليمين.\nيحظر التصوير في هذه المنطقة.",
            "Photography is forbidden in this area.\nThe entrance is on the right.\nPhotography is forbidden in this area!",
            "Only the mark differs.",
        ),
        Example::right(
            "بلغ عدد الحالات المسجلة اليوم 12 حالة.\nبلغ عدد الحالات المسجلة اليوم 40 حالة.",
            "12 cases were registered today.\n40 cases were registered today.",
            "Only the numbers differ.",
        ),
    ],
    options: &[OptionDoc {
        key: "min-words",
        default: "4",
        doc: "segments with fewer words are not compared",
    }],
};

impl Check for InconsistentTranslation {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn project(&self, project: &[Context<'_>], out: &mut Vec<Finding>) {
        let Some(first) = project.first() else { return };
        let least = first.options.number(&RULE, "min-words", 4.0).max(1.0) as usize;
        for group in groups(project, Side::Source, least) {
            let Some((usual, form)) = majority(&group).and_then(|index| group.get(index)) else {
                continue;
            };
            let mut said: Vec<&Vec<String>> = vec![form];
            for (at, other) in &group {
                if said.contains(&other) {
                    continue;
                }
                said.push(other);
                let places: Vec<At> = group
                    .iter()
                    .filter(|(_, form)| form == other)
                    .map(|(at, _)| *at)
                    .collect();
                out.extend(finding(project, *usual, *at, &places));
            }
        }
    }
}

fn finding(project: &[Context<'_>], usual: At, at: At, places: &[At]) -> Option<Finding> {
    let (a, b) = (project.get(usual.document)?, project.get(at.document)?);
    let differ = apart(a, Side::Target, (a, usual.bead), (b, at.bead));
    let severity = if differ == 0 {
        Severity::Info
    } else {
        RULE.severity
    };
    let mut finding = Finding::new(
        &RULE,
        if differ == 0 { 0.7 } else { 0.9 },
        format!(
            "the same source is translated otherwise elsewhere: {}",
            shown(project, Side::Target, usual, at)
        ),
        "Choose one translation for both, or suppress this where the context asks for two.",
    )
    .in_bead(at.bead)
    .severity(severity);
    finding.target = place(project, Side::Target, at);
    finding.source = place(project, Side::Source, at);
    for other in places.iter().skip(1) {
        if let Some(place) = place(project, Side::Target, *other) {
            finding = finding.related(place, "so here too");
        }
    }
    if let Some(place) = place(project, Side::Target, usual) {
        finding = finding.related(place, "translated otherwise here");
    }
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::examples;

    #[test]
    fn the_examples_hold() {
        examples(&InconsistentTranslation);
    }
}
