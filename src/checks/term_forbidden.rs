//! `term-forbidden`: a form that the glossary forbids.

use super::term_missing::severity;
use super::terms::{Old, Verdict, replace};
use super::{BeadContext, Check};
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::glossary::FormKind;
use crate::text::{Set, Side};

/// See [`RULE`].
#[derive(Debug)]
pub struct TermForbidden;

const PLAN: &str = "[[terms]]\nsource = [\"خطة العمل الشاملة المشتركة\", \"خطة العمل المشتركة الشاملة\"]\ntarget = \"Joint Comprehensive Plan of Action\"\nabbreviation = \"JCPOA\"\nforbidden = [{ text = \"Common Comprehensive Plan of Action\", why = \"المشتركة is Joint in the official name\" }]\npart-of-speech = \"proper-noun\"\n";
const NATO: &str = "[[terms]]\nsource = [\"الناتو\", \"حلف شمال الأطلسي\"]\ntarget = \"NATO\"\nadmitted = [\"North Atlantic Treaty Organization\"]\nforbidden = [\"Atlantic Pact\"]\npart-of-speech = \"proper-noun\"\n";

static RULE: Rule = Rule {
    name: "term-forbidden",
    category: Category::Terminology,
    severity: Severity::Error,
    mqm: "terminology / inconsistent with terminology resource",
    its: "terminology",
    summary: "A form that the glossary forbids stands for its term.",
    why: "Somebody wrote the form down as wrong because it misleads: it is the name of another thing, a word-by-word \
          rendering of a fixed name, or a spelling that the house has given up.",
    what_to_do: "Use the preferred form; the fix does.",
    limits: "A forbidden form is reported only where the source has the term, in the same pair or where the alignment \
             is in doubt next to it: elsewhere the words may mean what they say. Inside a longer term of the \
             glossary it is that term's business.",
    examples: &[
        Example::wrong(
            "وأكد الوزير التزام بلاده بخطة العمل الشاملة المشتركة.",
            "The minister confirmed his country's commitment to the Common Comprehensive Plan of Action.",
            "The official name is Joint Comprehensive Plan of Action.",
        )
        .with(PLAN),
        Example::wrong(
            "وقال إن الناتو لن يتوسع شرقا.",
            "He said the Atlantic Pact would not expand eastwards.",
            "NATO is called by its name.",
        )
        .with(NATO),
        Example::right(
            "وقال إن حلف شمال الأطلسي لن يتوسع شرقا.",
            "He said the North Atlantic Treaty Organization would not expand eastwards.",
            "The admitted form.",
        )
        .with(NATO),
        Example::right(
            "وقعت الدول المطلة على المحيط ميثاقا جديدا للصيد.",
            "The ocean states signed a new fishing accord, the Atlantic Pact.",
            "The source doesn't speak of NATO.",
        )
        .with(NATO),
    ],
    options: &[OptionDoc {
        key: "threshold",
        default: "0.5",
        doc: "least confidence of a finding, 0 to 1",
    }],
};

impl Check for TermForbidden {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bead(&self, cx: &BeadContext<'_>, out: &mut Vec<Finding>) {
        let terms = cx.cx.terms;
        let threshold = cx.cx.options.number(&RULE, "threshold", 0.5);
        let mut told: Set<(usize, usize)> = Set::default();
        for one in terms.uses_of(cx.index) {
            let Some(entry) = terms.entry(one.entry) else {
                continue;
            };
            let confidence = match one.verdict {
                Verdict::Forbidden { confidence, .. } => confidence,
                // A form that is fine stands beside it, so that it may be a quotation or a gloss.
                Verdict::Fine { .. } => 0.65,
                _ => continue,
            };
            if confidence < threshold {
                continue;
            }
            for segment in cx.bead.target.clone() {
                for (number, hit) in terms.hits(Side::Target, segment).iter().enumerate() {
                    let forbidden = hit.entry == one.entry
                        && hit.kind == FormKind::Forbidden
                        && terms.is_forward()
                        && !hit.shadowed
                        && !hit.derived;
                    if !forbidden || !told.insert((segment, number)) {
                        continue;
                    }
                    let text = cx.cx.text(Side::Target, segment);
                    let why = entry
                        .forbidden
                        .get(hit.index)
                        .and_then(|forbidden| forbidden.why.as_deref());
                    let mut message = format!(
                        "“{}” is forbidden for “{}”",
                        hit.span.of(text),
                        entry.target.text
                    );
                    if let Some(why) = why {
                        message.push_str(": ");
                        message.push_str(why);
                    }
                    let help = format!("Use “{}”.", entry.target.text);
                    let mut finding = Finding::new(&RULE, confidence, message, help)
                        .in_bead(cx.index)
                        .severity(severity(entry, RULE.severity));
                    finding.target = cx.place(Side::Target, segment, hit.span);
                    if let Some(source) = terms.hit(Side::Source, one.source) {
                        finding.source = cx.place(Side::Source, one.source.0, source.span);
                    }
                    if let Some(place) = entry
                        .forbidden
                        .get(hit.index)
                        .and_then(|forbidden| terms.place(&forbidden.text))
                    {
                        finding = finding.related(place, "forbidden here");
                    }
                    let old = Old {
                        segment,
                        span: hit.span,
                        token: hit.tokens.start,
                        clitics: hit.clitics,
                        ending: hit.ending,
                    };
                    finding.fix = replace(&cx.cx, old, &entry.target);
                    out.push(finding);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing;

    #[test]
    fn the_examples_hold() {
        testing::examples(&TermForbidden);
    }

    #[test]
    fn the_fix_keeps_the_sentence_right() {
        let deal = "[[terms]]\nsource = \"الاتفاق النووي\"\ntarget = \"nuclear deal\"\nforbidden = [\"atomic bargain\"]\n";
        for (source, target, fixed) in [
            (
                "وقع الطرفان اتفاقا نوويا.",
                "The two sides signed an atomic bargain.",
                "a nuclear deal",
            ),
            (
                "الاتفاق النووي انتهى.",
                "Atomic bargain talks are over.",
                "Nuclear deal",
            ),
            (
                "ومستقبل الاتفاق النووي غامض.",
                "The atomic bargain's future is unclear.",
                "nuclear deal's",
            ),
        ] {
            let found = testing::findings_with(&TermForbidden, Some(deal), source, target);
            let fix = found[0].fix.as_ref().unwrap();
            assert!(fix.safe, "{target}");
            assert_eq!(fix.edits[0].replacement, fixed);
        }
    }

    #[test]
    fn an_article_that_an_acronym_may_not_take_is_left_to_a_person() {
        let found = testing::findings_with(
            &TermForbidden,
            Some(NATO),
            "وانتقد الناتو التقرير.",
            "Experts of the Atlantic Pact criticised the report.",
        );
        let fix = found[0].fix.as_ref().unwrap();
        assert_eq!(
            (fix.safe, fix.edits[0].replacement.as_str()),
            (false, "NATO")
        );
    }
}
