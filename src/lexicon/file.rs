//! The lines of a lexicon file. The build script compiles this file too.

use super::pos::PartOfSpeech;
use super::table::{Builder, Spelling};
use std::fmt;

/// A line of a lexicon file that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what is expected.
    pub reason: String,
}

impl fmt::Display for LexiconError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, reason } = self;
        write!(f, "{file}:{line}: {reason}")
    }
}

impl std::error::Error for LexiconError {}

/// Adds a table to a lexicon: `part of speech, forms, plurals, translations`, tab-separated, and for learned
/// ones a fifth column with the trust. Lines that start with `#` are comments.
///
/// Returns every line that can't be read; the others are in.
pub fn load<S: Spelling>(lexicon: &mut Builder<S>, file: &str, table: &str) -> Vec<LexiconError> {
    let mut errors = Vec::new();
    for (index, line) in table.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        if let Err(reason) = load_line(lexicon, line) {
            errors.push(LexiconError {
                file: file.to_owned(),
                line: index + 1,
                reason,
            });
        }
    }
    errors
}

fn load_line<S: Spelling>(lexicon: &mut Builder<S>, line: &str) -> Result<(), String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let (pos, forms, plurals, translations) = match columns.as_slice() {
        [pos, forms, plurals, translations] | [pos, forms, plurals, translations, _] => {
            (*pos, *forms, *plurals, *translations)
        }
        _ => {
            return Err(format!(
                "{} columns; expected part of speech, forms, plurals, translations, separated by tabs",
                columns.len()
            ));
        }
    };
    let trust = match columns.get(4) {
        None => 1.0,
        Some(text) => text
            .trim()
            .parse::<f32>()
            .ok()
            .filter(|trust| (0.0..=1.0).contains(trust))
            .ok_or_else(|| format!("trust {text:?} is not a number from 0 to 1"))?,
    };
    let pos =
        PartOfSpeech::parse(pos.trim()).ok_or_else(|| format!("unknown part of speech {pos:?}"))?;
    let list = |text| {
        str::split(text, ',')
            .map(str::trim)
            .filter(|form| !form.is_empty())
    };
    if list(forms).next().is_none() {
        return Err("no form".to_owned());
    }
    let wrong = forms.chars().find(|c| lexicon.spelling.is_foreign(*c));
    if let Some(c) = wrong {
        return Err(format!(
            "the letter {c:?} in a form is not {}",
            lexicon.spelling.name()
        ));
    }
    if list(translations).next().is_none() {
        return Err("no translation".to_owned());
    }
    lexicon.add(pos, list(forms), list(plurals), list(translations), trust);
    Ok(())
}
