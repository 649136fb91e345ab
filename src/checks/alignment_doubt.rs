//! `alignment-doubt`: the two texts, or a long stretch of them, don't seem to be translations of each other.

use super::unpaired::{LOST, stretches};
use super::words::excerpt;
use super::{Check, Context};
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::text::{Place, Side};

/// See [`RULE`].
#[derive(Debug)]
pub struct AlignmentDoubt;

static RULE: Rule = Rule {
    name: "alignment-doubt",
    category: Category::Shape,
    severity: Severity::Warning,
    mqm: "design and markup / other",
    its: "other",
    summary: "The two texts, or a long stretch of them, don't seem to be translations of each other.",
    why: "Every other check compares a segment with its translation. Where the wrong files were paired, or a chapter \
          was moved or rewritten, the comparison means nothing, and a long list of omissions and additions would only \
          hide the one thing to know.",
    what_to_do: "Check that the two files belong together and are of the same version. Where a part was rewritten or \
                 moved, restore the order, or leave the part out of the pair.",
    limits: "An error says that the two texts as a whole are hardly translations of each other; then omission and \
             addition are silent. A warning marks a stretch in which several segments of both sides stand alone. \
             Single pairs of low score are reported only where `pairs` is switched on, and are matters of information: \
             a free translation has a low score too.",
    examples: &[
        Example::right(
            "بدأ الاجتماع في العاشرة صباحا.\nوحضره ممثلون عن سبع دول.",
            "The meeting began at ten in the morning.\nIt was attended by representatives of seven states.",
            "The sentences translate each other.",
        ),
        Example::wrong(
            "بدأ الاجتماع في العاشرة صباحا.\nتصدر الصحيفة كل أسبوع.\nأغلقت الأسواق أبوابها مبكرا.\nعاد الطلاب إلى مدارسهم.\nارتفع منسوب النهر.\n\n\n\n\nوحضره ممثلون عن سبع دول.",
            "The meeting began at ten in the morning.\n\n\n\n\nShe paints in oils.\nTheir dog ran away.\nBread is baked at dawn.\nHe never learned to swim.\nIt was attended by representatives of seven states.",
            "Four sentences in a row of either side have nothing in common.",
        ),
    ],
    options: &[
        OptionDoc {
            key: "pairs",
            default: "false",
            doc: "whether single pairs of low score are reported, as information",
        },
        OptionDoc {
            key: "threshold",
            default: "0.5",
            doc: "score below which a pair is reported where `pairs` is on, 0 to 1",
        },
    ],
};

/// Below this probability of being translations of each other, two texts are reported as a whole.
const PARALLEL: f64 = 0.5;
const HELP: &str = "Check that the two files belong together and are of the same version.";

impl Check for AlignmentDoubt {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bitext(&self, cx: &Context<'_>, out: &mut Vec<Finding>) {
        let beads = &cx.bitext.beads;
        if cx.bitext.source.segments.is_empty() && cx.bitext.target.segments.is_empty() {
            return;
        }
        if cx.bitext.parallel < PARALLEL {
            let finding = Finding::new(
                &RULE,
                1.0 - cx.bitext.parallel,
                "the two texts are hardly translations of each other",
                HELP,
            )
            .severity(Severity::Error);
            out.push(at(
                finding,
                first(cx, Side::Source),
                first(cx, Side::Target),
            ));
            return;
        }
        for stretch in stretches(beads) {
            if stretch.source < LOST || stretch.target < LOST {
                continue;
            }
            let alone = beads.get(stretch.beads.clone()).unwrap_or_default();
            let sure = alone.iter().map(|bead| bead.score).sum::<f64>() / alone.len().max(1) as f64;
            let place = |side: Side| {
                let mut ranges = alone
                    .iter()
                    .map(|bead| bead.side(side))
                    .filter(|r| !r.is_empty());
                let start = ranges.next()?;
                let end = ranges.next_back().map_or(start.end, |range| range.end);
                cx.bitext.half(side).place_of(start.start..end)
            };
            let finding = Finding::new(
                &RULE,
                sure,
                format!(
                    "{} segments of the source and {} of the translation have nothing in common here",
                    stretch.source, stretch.target
                ),
                "Check that the two passages are of the same version; omissions and additions are not reported here.",
            )
            .in_bead(stretch.beads.start);
            out.push(at(finding, place(Side::Source), place(Side::Target)));
        }
        if cx.options.flag(&RULE, "pairs", false) {
            pairs(cx, out);
        }
    }
}

/// Single pairs of low score.
fn pairs(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let threshold = cx.options.number(&RULE, "threshold", 0.5);
    for bead in cx.beads() {
        if bead.bead.given || !bead.bead.is_paired() || bead.bead.score >= threshold {
            continue;
        }
        let finding = Finding::new(
            &RULE,
            1.0 - bead.bead.score,
            format!(
                "“{}” and “{}” may not translate each other (score {:.2})",
                excerpt(&bead.text(Side::Source)),
                excerpt(&bead.text(Side::Target)),
                bead.bead.score
            ),
            "Look whether the two belong together; what other rules say about them is as doubtful.",
        )
        .in_bead(bead.index)
        .severity(Severity::Info);
        out.push(at(
            finding,
            bead.whole(Side::Source),
            bead.whole(Side::Target),
        ));
    }
}

/// The place of the first segment of a side.
fn first(cx: &Context<'_>, side: Side) -> Option<Place> {
    cx.bitext.half(side).place_of(0..1)
}

fn at(mut finding: Finding, source: Option<Place>, target: Option<Place>) -> Finding {
    finding.source = source;
    finding.target = target;
    finding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::Bitext;
    use crate::checks::testing::{examples, findings_changed, silent};
    use crate::findings::Options;

    #[test]
    fn the_examples_hold() {
        examples(&AlignmentDoubt);
    }

    fn doubted(
        source: &str,
        target: &str,
        options: &Options,
        change: impl FnOnce(&mut Bitext),
    ) -> Vec<Finding> {
        findings_changed(&AlignmentDoubt, source, target, options, change)
    }

    #[test]
    fn texts_that_have_nothing_in_common_are_one_error_at_their_beginnings() {
        for parallel in [0.0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.49] {
            let source = "وصل الوفد صباحا.\nوغادر مساء.";
            let found = doubted(
                source,
                "She paints in oils.\nHe cooks.",
                &Options::default(),
                |bitext| {
                    bitext.parallel = parallel;
                },
            );
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].severity, Severity::Error);
            assert_eq!(
                found[0].source.as_ref().map(|place| place.text()),
                Some("وصل الوفد صباحا.")
            );
            assert_eq!(
                found[0].target.as_ref().map(|place| place.text()),
                Some("She paints in oils.")
            );
        }
    }

    #[test]
    fn texts_that_are_translations_are_silent() {
        for parallel in [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0] {
            let source = "وصل الوفد صباحا.\nوغادر مساء.";
            let target = "The delegation arrived in the morning.\nIt left at night.";
            let found = doubted(source, target, &Options::default(), |bitext| {
                bitext.parallel = parallel
            });
            assert!(found.is_empty());
        }
    }

    #[test]
    fn stretches_of_one_side_or_short_ones_are_other_rules() {
        for (own, other) in [(6, 0), (0, 6), (3, 3), (1, 1), (3, 8), (8, 3), (2, 2)] {
            let source = format!(
                "بدأ الاجتماع.\n{}{}وانتهى.",
                "قال ذلك.\n".repeat(own),
                "\n".repeat(other)
            );
            let target = format!(
                "The meeting began.\n{}{}It ended.",
                "\n".repeat(own),
                "He said so.\n".repeat(other)
            );
            silent(&AlignmentDoubt, &source, &target);
        }
    }

    #[test]
    fn long_stretches_of_both_sides_are_flagged_once() {
        for (own, other) in [(4, 4), (5, 4), (4, 5), (4, 9), (9, 4), (7, 6), (12, 12)] {
            let source = format!(
                "بدأ الاجتماع.\n{}{}وانتهى.",
                "قال ذلك.\n".repeat(own),
                "\n".repeat(other)
            );
            let target = format!(
                "The meeting began.\n{}{}It ended.",
                "\n".repeat(own),
                "He paints.\n".repeat(other)
            );
            let found = doubted(&source, &target, &Options::default(), |_| {});
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].severity, Severity::Warning);
        }
    }

    #[test]
    fn pairs_of_low_score_are_reported_where_asked_for() {
        let low = |bitext: &mut Bitext| {
            for bead in &mut bitext.beads {
                (bead.given, bead.score) = (false, 0.2);
            }
        };
        let (source, target) = ("وصل الوفد.\nوغادر.", "The delegation arrived.\nIt left.");
        assert!(doubted(source, target, &Options::default(), low).is_empty());
        let mut options = Options::default();
        options.set(
            "alignment-doubt",
            toml::Table::from_iter([("pairs".to_owned(), toml::Value::Boolean(true))]),
        );
        let found = doubted(source, target, &options, low);
        assert_eq!(found.len(), 2);
        assert!(
            found
                .iter()
                .all(|finding| finding.severity == Severity::Info)
        );
        options.set(
            "alignment-doubt",
            toml::Table::from_iter([("threshold".to_owned(), toml::Value::Float(0.1))]),
        );
        assert!(doubted(source, target, &options, low).is_empty());
    }

    #[test]
    fn empty_texts_are_silent() {
        silent(&AlignmentDoubt, "", "");
    }
}
