use super::{Lexicon, file};
use crate::lang::Lang;
use std::sync::LazyLock;

/// The tables that ship with the program, by name.
const TABLES: &[(&str, &str)] = &[
    ("adjectives", include_str!("data/adjectives.tsv")),
    ("biomedicine", include_str!("data/biomedicine.tsv")),
    ("cities", include_str!("data/cities.tsv")),
    ("core", include_str!("data/core.tsv")),
    ("countries", include_str!("data/countries.tsv")),
    ("culture", include_str!("data/culture.tsv")),
    ("currencies", include_str!("data/currencies.tsv")),
    ("economy", include_str!("data/economy.tsv")),
    ("family_names", include_str!("data/family_names.tsv")),
    ("general_nouns", include_str!("data/general_nouns.tsv")),
    ("given_names", include_str!("data/given_names.tsv")),
    ("health", include_str!("data/health.tsv")),
    ("home", include_str!("data/home.tsv")),
    ("law", include_str!("data/law.tsv")),
    ("media", include_str!("data/media.tsv")),
    ("military", include_str!("data/military.tsv")),
    ("months_days", include_str!("data/months_days.tsv")),
    ("nature", include_str!("data/nature.tsv")),
    ("organisations", include_str!("data/organisations.tsv")),
    ("politics", include_str!("data/politics.tsv")),
    ("religion", include_str!("data/religion.tsv")),
    ("science", include_str!("data/science.tsv")),
    ("shades", include_str!("data/shades.tsv")),
    ("sport", include_str!("data/sport.tsv")),
    ("verbs", include_str!("data/verbs.tsv")),
];

static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::new(Lang::ARABIC, Lang::ENGLISH);
    for (name, table) in TABLES {
        // A table that ships is held to its format by a test; a bad line of it can only be left out here.
        for error in file::load(&mut lexicon, name, table) {
            debug_assert!(false, "{error}");
        }
    }
    lexicon.add_metonyms(include_str!("data/metonyms.tsv"));
    lexicon
});

/// The lexicon that ships with the program, Arabic to English.
pub fn builtin() -> &'static Lexicon {
    &BUILTIN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_every_table_is_well_formed() {
        for (name, table) in TABLES {
            let mut lexicon = Lexicon::new(Lang::ARABIC, Lang::ENGLISH);
            let errors = file::load(&mut lexicon, name, table);
            assert!(errors.is_empty(), "{}", errors[0]);
        }
    }

    #[test]
    fn inflected_words_are_found_with_the_least_stripping() {
        let lexicon = builtin();
        for (word, translation) in [
            ("والحكومات", "government"),
            ("بالوزراء", "minister"),
            ("سياستهم", "policy"),
        ] {
            let hit = lexicon
                .find(&Lang::ARABIC.fold(word))
                .unwrap_or_else(|| panic!("{word} is not found"));
            let keys = lexicon.keys_of(translation);
            assert!(
                hit.entries
                    .iter()
                    .any(|entry| entry.keys.iter().any(|key| keys.contains(key))),
                "{word}"
            );
        }
    }
}
