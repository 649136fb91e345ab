//! The pipeline for texts that are in memory already.

use super::input::{self, Input, InputError, Manner, Overlay, Texts};
use super::run::{Job, Outcome, Request, Unobserved, run};
use super::{Knowledge, Terminology, align_only};
use crate::bitext::Bitext;
use crate::config::Settings;
use crate::glossary::Glossary;
use crate::lexicon;
use std::sync::Arc;

/// Names of the two texts in reports and places.
const NAMES: [&str; 2] = ["source.txt", "target.txt"];

fn overlay(texts: [&str; 2]) -> ([Input; 2], Overlay) {
    let inputs = NAMES.map(Input::new);
    let overlay = inputs
        .iter()
        .zip(texts)
        .map(|(input, text)| (input.path.clone(), Arc::from(text.as_bytes())))
        .collect();
    (inputs, overlay)
}

/// Aligns a text and its translation, given as plain text; the languages are told by the letters.
///
/// ```
/// let bitext = mutabiq::pipeline::align_texts(
///     "وصل الوزير إلى القاهرة. والتقى رئيس الوزراء.",
///     "The minister arrived in Cairo. He met the prime minister.",
/// )?;
/// assert_eq!(bitext.beads.len(), 2);
/// let bead = &bitext.beads[1];
/// assert_eq!(bead.kind(), "1-1");
/// assert_eq!(bitext.text(bead, mutabiq::text::Side::Target), "He met the prime minister.");
/// # Ok::<(), mutabiq::pipeline::InputError>(())
/// ```
///
/// # Errors
/// A text is empty, in no known language, or both are in the same.
pub fn align_texts(source: &str, target: &str) -> Result<Bitext, InputError> {
    let ([source, target], overlay) = overlay([source, target]);
    match input::read(&source, Some(&target), &Manner::default(), &overlay)? {
        Texts::Two(halves) => {
            let (source, target) = *halves;
            let knowledge = Knowledge {
                lexicons: &[lexicon::builtin()],
                ..Knowledge::default()
            };
            Ok(align_only(source, target, knowledge))
        }
        Texts::Paired(_) => Err(InputError::Alone { name: source.name }),
    }
}

/// Aligns and checks a text and its translation, given as plain text, with the default settings of every rule;
/// against the terms of a glossary, where there is one.
///
/// ```
/// let outcome = mutabiq::pipeline::check_texts(
///     "أنفقت المدينة 47 مليون دولار على الجسر في عام 2021.",
///     "The city spent 74 million dollars on the bridge in 2021.",
///     None,
/// )?;
/// let [finding] = &outcome.findings[..] else {
///     panic!("{:?}", outcome.findings)
/// };
/// assert_eq!(finding.rule.name, "number-mismatch");
/// assert_eq!(finding.target.as_ref().map(|place| place.text()), Some("74 million"));
/// # Ok::<(), mutabiq::pipeline::InputError>(())
/// ```
///
/// # Errors
/// A text is empty, in no known language, or both are in the same.
pub fn check_texts(
    source: &str,
    target: &str,
    glossary: Option<&Glossary>,
) -> Result<Outcome, InputError> {
    let ([source, target], overlay) = overlay([source, target]);
    let mut outcome = run(&Request {
        jobs: &[Job {
            source,
            target: Some(target),
            settings: Settings::default(),
            rows: None,
        }],
        lone: &[],
        changes: None,
        baseline: None,
        lexicons: &[lexicon::builtin()],
        terminology: glossary.map(|glossary| Terminology {
            glossary,
            matcher: None,
            anchors: true,
        }),
        overlay: &overlay,
        cache: None,
        observer: &Unobserved,
    });
    match outcome.errors.pop() {
        Some(error) => Err(error),
        None => Ok(outcome),
    }
}
