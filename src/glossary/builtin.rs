//! The glossaries that ship with the program, as `builtin:NAME`.

use super::entry::Glossary;
use super::load::{self, LoadErrors};
use crate::text::Source;
use rayon::prelude::*;
use std::sync::Arc;

/// Name and text of each, in the order in which later ones win.
const BUILTIN: &[(&str, &str)] = &[
    ("countries", include_str!("../../glossaries/countries.toml")),
    ("leaders", include_str!("../../glossaries/leaders.toml")),
    ("media", include_str!("../../glossaries/media.toml")),
    ("economy", include_str!("../../glossaries/economy.toml")),
    (
        "government",
        include_str!("../../glossaries/government.toml"),
    ),
    ("military", include_str!("../../glossaries/military.toml")),
    ("health", include_str!("../../glossaries/health.toml")),
    (
        "organisations",
        include_str!("../../glossaries/organisations.toml"),
    ),
    ("un", include_str!("../../glossaries/un.toml")),
    ("diplomacy", include_str!("../../glossaries/diplomacy.toml")),
];

/// What stands before the name of a built-in glossary.
pub const PREFIX: &str = "builtin:";

/// The names of the built-in glossaries.
pub fn names() -> impl Iterator<Item = &'static str> {
    BUILTIN.iter().map(|(name, _)| *name)
}

/// Reads a built-in glossary; none where there is no such.
///
/// # Errors
/// The faults of the glossary; a test holds that there are none.
pub fn builtin(name: &str) -> Option<Result<Glossary, LoadErrors>> {
    let (name, text) = BUILTIN.iter().find(|(known, _)| *known == name)?;
    Some(read(name, text))
}

/// Reads every built-in glossary, in the order in which later ones win.
///
/// # Errors
/// The faults of the first that has any; a test holds that none has.
pub fn builtins() -> Result<Vec<Glossary>, LoadErrors> {
    BUILTIN
        .par_iter()
        .map(|(name, text)| read(name, text))
        .collect()
}

fn read(name: &str, text: &str) -> Result<Glossary, LoadErrors> {
    // A test holds that they don't contradict themselves; at every start there is no time for it.
    load::read(Arc::new(Source::from_text(format!("{PREFIX}{name}"), text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_glossary_reads() {
        for (name, text) in BUILTIN {
            if let Err(errors) = load::from_toml(Arc::new(Source::from_text(*name, *text))) {
                panic!("{errors}");
            }
        }
    }

    #[test]
    fn every_glossary_file_is_built_in() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/glossaries");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .filter_map(|file| Some(file.ok()?.path().file_stem()?.to_str()?.to_owned()))
            .collect();
        files.sort();
        let mut known: Vec<&str> = names().collect();
        known.sort_unstable();
        assert_eq!(files, known);
    }
}
