//! The forms of listed English words, with what each takes for granted.

use super::{fold, inflection};
use crate::lang::inflection::{Inflection, Number, Shape, Traits};

const NOUN_OR_VERB: Traits = Traits::NOUN.and(Traits::VERB).and(Traits::NAME);

/// Endings by their label in [`inflection::readings`]: the classes that take them, the number, whether the
/// word is derived rather than inflected for every other class.
const ENDINGS: &[(&str, Traits, Number)] = &[
    ("'s", Traits::NONE, Number::Same),
    ("s", NOUN_OR_VERB, Number::Plural),
    ("es", NOUN_OR_VERB, Number::Plural),
    ("ies", NOUN_OR_VERB, Number::Plural),
    ("ves", NOUN_OR_VERB, Number::Plural),
    ("irregular", NOUN_OR_VERB, Number::Plural),
    ("ed", Traits::VERB, Number::Same),
    ("ing", Traits::VERB, Number::Same),
    ("er", Traits::ADJECTIVE, Number::Same),
    ("est", Traits::ADJECTIVE, Number::Same),
];

/// Visits the ways in which `word` may be a form of a listed word.
pub(super) fn inflections(word: &str, visit: &mut dyn FnMut(&Inflection<'_>)) {
    let folded = fold(word);
    for reading in inflection::readings(&folded) {
        let base = super::unified(&reading.base);
        let itself = Inflection {
            cost: reading.cost,
            ..Inflection::itself(&base, Shape::Plain)
        };
        if reading.suffix.is_empty() {
            visit(&itself);
            continue;
        }
        let known = ENDINGS
            .iter()
            .find(|(label, _, _)| *label == reading.suffix);
        let (ending, needs, number) = known
            .map_or(("derived", Traits::NONE, Number::Same), |row| {
                (row.0, row.1, row.2)
            });
        visit(&Inflection {
            needs,
            ending,
            number,
            derived: known.is_none(),
            ..itself
        });
        if !needs.is_none() {
            visit(&Inflection {
                ending,
                cost: itself.cost + 1,
                derived: true,
                ..itself
            });
        }
    }
}

/// The singulars that a plural may be of.
pub(super) fn uncounted(base: &str) -> Vec<String> {
    if !base.ends_with('s') && !inflection::is_irregular(base) {
        return Vec::new();
    }
    inflection::readings(base)
        .into_iter()
        .filter(|reading| {
            matches!(
                reading.suffix.as_str(),
                "s" | "es" | "ies" | "ves" | "irregular"
            )
        })
        .map(|reading| super::unified(&reading.base).into_owned())
        .collect()
}
