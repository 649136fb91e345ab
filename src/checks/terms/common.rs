//! Names that are common nouns here, with an ending: كوبا is Cuba, and a cup in the accusative.

use super::Asked;
use crate::lexicon::{self, Key};
use crate::text::Side;

/// Whether a name of one word may be read as a common noun with an ending, of which the bead's target has the
/// translation.
pub(super) fn is_noun(asked: Asked<'_>) -> bool {
    let Asked {
        terms,
        on,
        bead,
        entry,
        source,
        ..
    } = asked;
    let (Some(hit), Some(analysis)) = (terms.hit(Side::Source, source), on.source.get(source.0))
    else {
        return false;
    };
    let lexicon = lexicon::builtin();
    if !entry.is_name() || hit.tokens.len() != 1 || analysis.lang != lexicon.from {
        return false;
    }
    let Some(token) = analysis.tokens.get(hit.tokens.start) else {
        return false;
    };
    let wanted: Vec<Key> = analysis
        .lang
        .readings(&token.norm)
        .iter()
        .filter(|reading| !reading.suffix.is_empty())
        .filter_map(|reading| lexicon.find(&reading.base))
        .filter(|found| found.reading.cost == 0)
        .flat_map(|found| found.entries)
        .filter(|entry| !entry.pos.is_name())
        .flat_map(|entry| entry.keys.iter().copied())
        .collect();
    !wanted.is_empty()
        && bead
            .target
            .clone()
            .filter_map(|segment| on.target.get(segment))
            .filter(|analysis| analysis.lang == lexicon.to)
            .any(|analysis| {
                analysis.words().any(|(_, token)| {
                    !analysis.lang.is_stop_word(&token.norm)
                        && lexicon
                            .keys_of(&token.norm)
                            .iter()
                            .any(|key| wanted.contains(key))
                })
            })
}

#[cfg(test)]
mod tests {
    use crate::checks::term_missing::TermMissing;
    use crate::checks::testing;

    const LANDS: &str = "[[terms]]\nsource = \"كوبا\"\ntarget = \"Cuba\"\npart-of-speech = \"proper-noun\"\n[[terms]]\nsource = \"تونس\"\ntarget = \"Tunisia\"\npart-of-speech = \"proper-noun\"\n";

    #[test]
    fn a_noun_in_the_accusative_is_no_country() {
        for (source, target) in [
            (
                "اشرب كوبا من الماء قبل النوم.",
                "Drink a cup of water before bed.",
            ),
            ("كسر الطفل كوبا.", "The child broke a glass."),
            (
                "باعوا أربعين كوبا في ساعة.",
                "They sold forty cups in an hour.",
            ),
        ] {
            testing::silent_with(&TermMissing, Some(LANDS), source, target);
        }
        for (source, target) in [
            (
                "زار الوزير كوبا أمس.",
                "The minister visited Jamaica yesterday.",
            ),
            (
                "زار الوزير كوبا أمس.",
                "The minister visited Tunisia yesterday.",
            ),
        ] {
            let found = testing::findings_with(&TermMissing, Some(LANDS), source, target);
            assert!(!found.is_empty(), "{source}");
        }
    }
}
