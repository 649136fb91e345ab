use super::{Lexicon, PartOfSpeech};
use crate::lang::{Lang, is_letter};

/// A line of a lexicon file that can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {reason}")]
pub struct LexiconError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what is expected.
    pub reason: String,
}

/// Reads a lexicon file.
///
/// # Errors
/// Every line that can't be read.
pub fn read(file: &str, table: &str, from: Lang, to: Lang) -> Result<Lexicon, Vec<LexiconError>> {
    let mut lexicon = Lexicon::new(from, to);
    let errors = load(&mut lexicon, file, table);
    if errors.is_empty() {
        Ok(lexicon)
    } else {
        Err(errors)
    }
}

/// Adds a table to a lexicon: `part of speech, forms, plurals, translations`, tab-separated, and for learned
/// ones a fifth column with the trust. Lines that start with `#` are comments.
///
/// Returns every line that can't be read; the others are in.
pub fn load(lexicon: &mut Lexicon, file: &str, table: &str) -> Vec<LexiconError> {
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

fn load_line(lexicon: &mut Lexicon, line: &str) -> Result<(), String> {
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
    let list = |text: &'_ str| -> Vec<String> {
        text.split(',')
            .map(str::trim)
            .filter(|form| !form.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let heads = list(forms);
    if heads.is_empty() {
        return Err("no form".to_owned());
    }
    let wrong = heads
        .iter()
        .flat_map(|form| form.chars())
        .find(|c| is_letter(*c) && !lexicon.from.is_letter(*c));
    if let Some(c) = wrong {
        return Err(format!(
            "the letter {c:?} in a form is not {}",
            lexicon.from.name()
        ));
    }
    let translations = list(translations);
    if translations.is_empty() {
        return Err("no translation".to_owned());
    }
    lexicon.add(pos, heads, list(plurals), translations, trust);
    Ok(())
}
