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
        .filter(|reading| matches!(reading.suffix, "s" | "es" | "ies" | "ves" | "irregular"))
        .map(|reading| super::unified(&reading.base).into_owned())
        .collect()
}

/// `an` before a vowel sound, as far as the spelling tells: an hour, a European, an MP, a US envoy.
pub(super) fn indefinite(word: &str) -> &'static str {
    const SILENT: &[&str] = &["hour", "honest", "honour", "honor", "heir"];
    const YOU: &[&str] = &[
        "eu", "uni", "unes", "use", "usu", "ur", "ubiq", "one", "once", "ut",
    ];
    const NOT_YOU: &[&str] = &["unin", "unim", "urg", "urb", "urs", "utt", "utm"];
    let letters: String = word.chars().take_while(|c| c.is_alphanumeric()).collect();
    let spelled_out = letters.chars().count() >= 2 && letters.chars().all(char::is_uppercase);
    let lower = letters.to_lowercase();
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let first = lower.chars().next();
    let sounds_open = if spelled_out && !pronounceable(&lower) {
        first.is_some_and(|c| {
            matches!(
                c,
                'a' | 'e' | 'f' | 'h' | 'i' | 'l' | 'm' | 'n' | 'o' | 'r' | 's' | 'x'
            )
        })
    } else if SILENT.iter().any(|start| lower.starts_with(start)) {
        true
    } else if YOU.iter().any(|start| lower.starts_with(start))
        && !NOT_YOU.iter().any(|start| lower.starts_with(start))
    {
        false
    } else {
        first.is_some_and(|c| vowel(c) || c == '8') || lower == "11" || lower == "18"
    };
    if sounds_open { "an" } else { "a" }
}

/// Whether an acronym is read as a word: consonants and vowels take turns.
fn pronounceable(lower: &str) -> bool {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let letters: Vec<char> = lower.chars().collect();
    letters.len() >= 4
        && letters
            .windows(3)
            .all(|three| three.iter().any(|c| vowel(*c)) && !three.iter().all(|c| vowel(*c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_indefinite_article_follows_the_sound() {
        for (word, article) in [
            ("agreement", "an"),
            ("deal", "a"),
            ("European", "a"),
            ("hour", "an"),
            ("UN", "a"),
            ("US", "a"),
            ("MP", "an"),
            ("IAEA", "an"),
            ("NATO", "a"),
            ("union", "a"),
            ("uninvited", "an"),
            ("urgent", "an"),
            ("EU", "an"),
            ("11", "an"),
        ] {
            assert_eq!(indefinite(word), article, "{word}");
        }
    }
}
