//! Which segments of one text translate which of the other.
//!
//! The score of a bead is a likelihood ratio, log P(pair | parallel) / P(pair | independent), so that a segment
//! without a counterpart scores only its prior and nothing needs a hand-set skip cost. `features` turns
//! segments into sets of word types with links between the two sides, `score` scores beads, `order` adds to that where
//! it leaves doubt, `path` finds the
//! best path through the beads and the probability of each.

mod band;
mod calibrate;
mod evaluate;
mod expect;
mod features;
pub mod given;
mod order;
mod path;
mod score;

pub use calibrate::Doubt;
pub use evaluate::{Evaluation, Figures};
pub use features::{Anchors, Features};
pub use path::Kind;

use crate::bitext::{Bead, UnitState};
use crate::document::Segment;
use crate::lang::{Analysis, Lang};
use path::{Band, Priors};
use score::Scorer;

/// What the aligner knows of one side.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The language.
    pub lang: Lang,
    /// The segments.
    pub segments: &'a [Segment],
    /// One analysis a segment, where they are there already. Where not, each is made and dropped again, and the
    /// features know nothing of single words.
    pub analyses: Option<&'a [Analysis]>,
}

/// An alignment: beads that hold every segment of both sides once, in order.
#[derive(Clone, Debug)]
pub struct Alignment {
    /// The beads.
    pub beads: Vec<Bead>,
    /// What speaks for and against the two texts being translations of each other.
    pub doubt: Doubt,
}

/// Most cells (source times target segments) for which every pair is looked at.
const FULL_CELLS: usize = 360_000;

/// Most cells for which every kind of bead is looked at everywhere, not only near the path of single pairs. On real
/// documents of 20 to 100 sentences a side the beads were the same either way.
const ALL_KINDS: usize = 600;

/// Aligns two texts.
pub fn align(features: &Features) -> Alignment {
    let (n, m) = features.sizes();
    if n * m <= FULL_CELLS {
        align_in(features, &Band::full(n, m), n * m > ALL_KINDS)
    } else {
        align_in(features, &band::around_anchors(features), true)
    }
}

/// Rounds of estimating the document's own priors.
const ROUNDS: usize = 3;
/// Beads further than this from the way of single pairs have no probability to speak of, in a long document, and those of
/// more than three segments further than that: a merge leaves a null beside a pair, so the way passes close by it. On
/// 6,900 beads under light and strong noise the beads were the same with 8 and 8, 5 and 2, 3 and 1, 2 and 0, and the
/// scores to three digits with all but the last.
const REACH: usize = 3;
const REACH_OF_LARGE: usize = 1;

/// Single pairs alone, roughly scored, find the way, at a small part of the cost, and tell how close the translation is.
/// Then every kind of bead is looked at: near that way in a long document, everywhere in a short one.
fn align_in(features: &Features, band: &Band, long: bool) -> Alignment {
    let way = path::way(&Scorer::new(features, None), band);
    let scorer = Scorer::new(features, Some(&features.closeness(&way)));
    if long {
        let near = band.around(&way, REACH);
        let nearest = near.around(&way, REACH_OF_LARGE);
        decide(features, &near, path::evidence(&scorer, &near, &nearest))
    } else {
        decide(features, band, path::evidence(&scorer, band, band))
    }
}

/// The order of words is looked at where the first round is in doubt.
fn decide(features: &Features, band: &Band, mut evidence: path::Evidence) -> Alignment {
    let usual = Priors::default();
    let first = path::posteriors(band, &evidence, &usual);
    let mut room = order::Workspace::default();
    let orders: Vec<_> = first
        .doubtful()
        .map(|(arc, bead)| (arc, order::order(features, &bead, &mut room)))
        .collect();
    let mut priors = first.priors(&usual);
    evidence.add(orders);
    for _ in 1..ROUNDS {
        priors = path::posteriors(band, &evidence, &priors).priors(&usual);
    }
    let posteriors = path::posteriors(band, &evidence, &priors);
    let steps = path::best(&evidence, &posteriors);
    let beads: Vec<Bead> = steps
        .iter()
        .map(|step| Bead {
            source: step.source.clone(),
            target: step.target.clone(),
            score: posteriors.of(step),
            given: false,
            state: UnitState::Translated,
        })
        .collect();
    let doubt = calibrate::doubt(&steps, features);
    Alignment { beads, doubt }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, BlockKind};
    use crate::lexicon;
    use crate::text::{Mapped, Span};

    const PLACES: &[(&str, &str)] = &[
        ("القاهرة", "Cairo"),
        ("دمشق", "Damascus"),
        ("بغداد", "Baghdad"),
        ("بيروت", "Beirut"),
        ("الرباط", "Rabat"),
        ("تونس", "Tunis"),
        ("الخرطوم", "Khartoum"),
    ];
    const THINGS: &[(&str, &str)] = &[
        ("المستشفى", "hospital"),
        ("المدرسة", "school"),
        ("الميناء", "port"),
        ("الجسر", "bridge"),
        ("المكتبة", "library"),
    ];
    const DEEDS: &[(&str, &str)] = &[
        ("افتتح الوزير", "The minister opened"),
        ("زار الرئيس", "The president visited"),
        ("انتقد العمال", "The workers criticised"),
        ("شاهد الأطفال", "The children saw"),
    ];

    /// Sentences that share most of their words with many others, as a long document's do.
    fn sentence(number: usize) -> (String, String) {
        let (deed, deed_en) = DEEDS[number * 7 % DEEDS.len()];
        let (thing, thing_en) = THINGS[number * 3 % THINGS.len()];
        let (place, place_en) = PLACES[number * 5 % PLACES.len()];
        let year = 1700 + number * 13 % 300;
        (
            format!("{deed} {thing} في {place} عام {year}."),
            format!("{deed_en} the {thing_en} in {place_en} in {year}."),
        )
    }

    fn segments(lines: &[String]) -> Vec<Segment> {
        lines
            .iter()
            .map(|line| {
                let span = Span::new(0, line.len());
                let block = Block::new(BlockKind::Unit, Mapped::verbatim(line, span));
                Segment::cut(0, &block, span)
            })
            .collect()
    }

    fn features(source: &[Segment], target: &[Segment]) -> Features {
        let input = |lang, segments| Input {
            lang,
            segments,
            analyses: None,
        };
        Features::new(
            input(Lang::ARABIC, source),
            input(Lang::ENGLISH, target),
            &[lexicon::builtin()],
            None,
        )
    }

    fn ranges(alignment: &Alignment) -> Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> {
        let beads = alignment.beads.iter();
        beads
            .map(|bead| (bead.source.clone(), bead.target.clone()))
            .collect()
    }

    #[test]
    fn the_band_finds_what_the_whole_lattice_finds() {
        // Sentences left out here and there on either side, two made one, and a chapter missing in the translation.
        let (mut source, mut target) = (Vec::new(), Vec::new());
        let mut open = String::new();
        for number in 0..240 {
            let (s, t) = sentence(number);
            if number % 17 != 5 {
                source.push(s);
            }
            match number {
                100..140 => {}
                _ if number % 23 == 7 => {}
                _ if number % 19 == 3 => open = t,
                _ => target.push([std::mem::take(&mut open), t].join(" ").trim().to_owned()),
            }
        }
        let (source, target) = (segments(&source), segments(&target));
        let features = features(&source, &target);
        let (n, m) = features.sizes();
        let whole = align_in(&features, &Band::full(n, m), false);
        let banded = align_in(&features, &band::around_anchors(&features), true);
        assert_eq!(ranges(&banded), ranges(&whole));
        let missing = whole.beads.iter().filter(|bead| bead.target.is_empty());
        assert!(missing.count() >= 37);
        for (a, b) in whole.beads.iter().zip(&banded.beads) {
            assert!((a.score - b.score).abs() < 0.01, "{a:?} {b:?}");
        }
    }

    /// Lines as a file has them, cut and counted as [`crate::segment`] would: the number of sentences is given.
    fn counted(lines: &[(&str, usize)]) -> Vec<Segment> {
        let texts: Vec<String> = lines.iter().map(|(text, _)| (*text).to_owned()).collect();
        let mut segments = segments(&texts);
        for (segment, (_, sentences)) in segments.iter_mut().zip(lines) {
            segment.sentences = *sentences;
        }
        segments
    }

    fn beads(source: &[(&str, usize)], target: &[(&str, usize)]) -> Vec<(usize, usize)> {
        let alignment = align(&features(&counted(source), &counted(target)));
        let beads = alignment.beads.iter();
        beads
            .map(|bead| (bead.source.len(), bead.target.len()))
            .collect()
    }

    #[test]
    fn a_line_of_two_sentences_takes_a_short_sentence_with_it() {
        let source = [
            ("افتتح الوزير المستشفى في القاهرة عام 1932.", 1),
            ("كان ذلك شاقا علينا.", 1),
            ("لكننا سنواصل العمل في الميناء حتى نهاية العام.", 1),
            ("زار الرئيس المكتبة في دمشق عام 1947.", 1),
        ];
        let target = [
            ("The minister opened the hospital in Cairo in 1932.", 1),
            (
                "It wore us out. But we will go on working at the port until the end of the year.",
                2,
            ),
            ("The president visited the library in Damascus in 1947.", 1),
        ];
        assert_eq!(beads(&source, &target), [(1, 1), (2, 1), (1, 1)]);
    }

    #[test]
    fn a_heading_has_no_stop_to_be_missed() {
        let source = [
            ("حريق في ميناء بيروت", 1),
            ("شب حريق في ميناء بيروت صباح الثلاثاء، ولم يصب أحد.", 1),
            ("زار الرئيس المكتبة في دمشق عام 1947.", 1),
        ];
        let target = [
            (
                "Fire in the port of Beirut A fire broke out in the port of Beirut on Tuesday morning, and nobody was hurt.",
                1,
            ),
            ("The president visited the library in Damascus in 1947.", 1),
        ];
        assert_eq!(beads(&source, &target), [(2, 1), (1, 1)]);
    }

    #[test]
    fn words_written_together_are_found() {
        let source = [
            ("افتتحالوزيرالمستشفىفيالقاهرة", 1),
            ("زار الرئيس المكتبة في دمشق.", 1),
        ];
        let target = [
            ("The president visited the library in Damascus.", 1),
            ("The minister opened the hospital in Cairo.", 1),
            ("The president visited the library in Damascus.", 1),
        ];
        assert_eq!(beads(&source, &target), [(0, 1), (1, 1), (1, 1)]);
    }

    #[test]
    fn a_free_translation_is_told_from_a_close_one() {
        let (source, target): (Vec<String>, Vec<String>) = (0..12).map(sentence).unzip();
        let free: Vec<String> = target
            .iter()
            .map(|text| {
                text.replace("The minister opened", "Up went")
                    .replace("hospital", "place")
            })
            .collect();
        let way: Vec<path::Step> = (0..12)
            .map(|i| path::Step {
                source: i..i + 1,
                target: i..i + 1,
                evidence: 9.0,
            })
            .collect();
        // Of the words, the mean.
        let closeness = |target: &[String]| {
            let found = features(&segments(&source), &segments(target)).closeness(&way);
            let words: Vec<f32> = found.types.concat();
            words.iter().sum::<f32>() / words.len() as f32
        };
        assert!(closeness(&target) > 1.0);
        assert!(closeness(&free) < closeness(&target) - 0.05);
    }

    #[test]
    fn a_word_that_is_always_said_otherwise_is_not_missed() {
        let (source, target): (Vec<String>, Vec<String>) = (0..12).map(sentence).unzip();
        let other: Vec<String> = target
            .iter()
            .map(|text| text.replace("hospital", "place"))
            .collect();
        let way: Vec<path::Step> = (0..12)
            .map(|i| path::Step {
                source: i..i + 1,
                target: i..i + 1,
                evidence: 9.0,
            })
            .collect();
        let missed = |target: &[String]| {
            let found = features(&segments(&source), &segments(target)).closeness(&way);
            let types = found.types[0].iter();
            types.filter(|closeness| **closeness < 0.6).count()
        };
        // Some words have no counterpart of their own in any case: "in 1932" leaves out the word for year.
        assert_eq!(missed(&other), missed(&target) + 1);
    }

    /// A heading whose every word stands in the paragraph beneath it too.
    const HEADING: &str = "حريق في ميناء بيروت";
    const PARAGRAPH: &str =
        "أعلن الوزير أن العمل توقف صباح الثلاثاء بعد حريق كبير في مستودع يملكه ميناء بيروت.";
    const HEADING_EN: &str = "Fire at Beirut port";
    const PARAGRAPH_EN: &str = "The minister announced that work had stopped on Tuesday morning after a large fire in a warehouse owned by the port of Beirut.";

    #[test]
    fn a_heading_that_was_joined_with_its_paragraph_stands_before_it() {
        let joined = format!("{HEADING} {PARAGRAPH}");
        let last = "زار الرئيس المكتبة في دمشق عام 1947.";
        let source = [(&*joined, 1), (last, 1)];
        let last_en = "The president visited the library in Damascus in 1947.";
        let target = [(HEADING_EN, 1), (PARAGRAPH_EN, 1), (last_en, 1)];
        assert_eq!(beads(&source, &target), [(1, 2), (1, 1)]);
    }

    #[test]
    fn a_heading_that_was_left_out_is_in_no_paragraph() {
        let last = "زار الرئيس المكتبة في دمشق عام 1947.";
        let source = [(PARAGRAPH, 1), (last, 1)];
        let last_en = "The president visited the library in Damascus in 1947.";
        let target = [(HEADING_EN, 1), (PARAGRAPH_EN, 1), (last_en, 1)];
        assert_eq!(beads(&source, &target), [(0, 1), (1, 1), (1, 1)]);
    }

    #[test]
    fn words_in_another_order_are_another_sentence_unless_its_clauses_changed_places() {
        let source = "زار الرئيس المكتبة في دمشق بعد أن افتتح الوزير المستشفى في القاهرة.";
        let one = "The president visited the library in Damascus after the minister opened the hospital in Cairo.";
        let turned = "The minister opened the hospital in Cairo after the president visited the library in Damascus.";
        let other = "In Cairo the president met a minister from Damascus in the library, and opened it with a hospital that he visited.";
        let order = |target: &str| {
            let (source, target) = (segments(&[source.into()]), segments(&[target.into()]));
            let pair = path::Step {
                source: 0..1,
                target: 0..1,
                evidence: 0.0,
            };
            order::order(
                &features(&source, &target),
                &pair,
                &mut order::Workspace::default(),
            )
        };
        let [one, turned, other] = [one, turned, other].map(order);
        assert!(one > 1.0, "{one}");
        assert!((-1.5..-0.5).contains(&turned), "{turned}");
        assert!(other < -0.5, "{other}");
    }

    #[test]
    fn empty_sides_align() {
        let some = segments(&[sentence(1).0]);
        for (source, target, beads) in [(&some[..], &[][..], 1), (&[], &[], 0)] {
            let alignment = align(&features(source, target));
            assert_eq!(alignment.beads.len(), beads);
        }
    }
}
