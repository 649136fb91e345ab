use super::entry::{Entry, Glossary, Text};
use super::normal::key;
use crate::lang::Lang;
use crate::text::{Map, Set};

/// Glossaries can't be merged: they are of other languages.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{name} is {source_lang} to {target_lang}; the glossaries before it are {expected_source} to {expected_target}"
)]
pub struct MergeError {
    /// The glossary that differs.
    pub name: String,
    /// Its source language.
    pub source_lang: Lang,
    /// Its target language.
    pub target_lang: Lang,
    /// The source language of the others.
    pub expected_source: Lang,
    /// The target language of the others.
    pub expected_target: Lang,
}

/// One glossary of several. Later ones win: an entry replaces one of the same id, and takes its source forms
/// away from earlier entries that have them; an entry that is left without any is gone.
///
/// # Errors
/// A glossary of other languages.
pub fn merge(glossaries: impl IntoIterator<Item = Glossary>) -> Result<Glossary, MergeError> {
    let mut glossaries = glossaries.into_iter();
    let Some(mut merged) = glossaries.next() else {
        return Ok(Glossary::new(Lang::ARABIC, Lang::ENGLISH));
    };
    let mut owners = Owners::default();
    owners.take(&merged, 0);
    for mut next in glossaries {
        if (next.source_lang, next.target_lang) != (merged.source_lang, merged.target_lang) {
            return Err(MergeError {
                name: label(&next),
                source_lang: next.source_lang,
                target_lang: next.target_lang,
                expected_source: merged.source_lang,
                expected_target: merged.target_lang,
            });
        }
        owners.take(&next, merged.entries.len());
        let shift = merged.files.len() as u16;
        for text in next.entries.iter_mut().flat_map(texts_mut) {
            text.file = text.file.map(|file| file.saturating_add(shift));
        }
        merged.files.append(&mut next.files);
        merged.entries.append(&mut next.entries);
        if next.name.is_some() {
            merged.name = next.name;
        }
    }
    owners.leave_their_own(&mut merged.entries);
    Ok(merged)
}

/// Which entry has which id and which source form: the last that claimed it.
#[derive(Default)]
struct Owners {
    ids: Map<String, usize>,
    /// The slot of each source form in `holders`.
    forms: Map<String, usize>,
    /// Entries of the last glossary that has a form, and its place in their lists: within a glossary entries
    /// may share one.
    holders: Vec<Vec<(usize, usize)>>,
    /// The same of forms that a later glossary claimed.
    lost: Vec<(usize, usize)>,
    /// Entries whose id a later glossary claimed.
    gone: Set<usize>,
}

impl Owners {
    /// Files a glossary whose first entry will have the number `first`.
    fn take(&mut self, glossary: &Glossary, first: usize) {
        self.ids.reserve(glossary.entries.len());
        let forms = glossary.entries.iter().map(|entry| entry.source.len());
        let forms = forms.sum();
        self.forms.reserve(forms);
        self.holders.reserve(forms);
        for (number, entry) in (first..).zip(&glossary.entries) {
            if let Some(earlier) = self.ids.insert(entry.id.clone(), number) {
                self.gone.insert(earlier);
            }
            for (place, text) in entry.source.iter().enumerate() {
                let form = key(glossary.source_lang, text);
                let slot = *self.forms.entry(form).or_insert_with(|| {
                    self.holders.push(Vec::new());
                    self.holders.len() - 1
                });
                let Some(holders) = self.holders.get_mut(slot) else {
                    continue;
                };
                if holders.last().is_some_and(|(holder, _)| *holder < first) {
                    self.lost.append(holders);
                }
                holders.push((number, place));
            }
        }
    }

    /// Takes from the entries what later ones claimed.
    fn leave_their_own(&mut self, entries: &mut Vec<Entry>) {
        self.lost.sort_unstable();
        // From the back, so that the places before stay what they were.
        for (number, place) in self.lost.iter().rev() {
            if let Some(entry) = entries.get_mut(*number) {
                entry.source.remove(*place);
            }
        }
        let mut number = 0;
        entries.retain(|entry| {
            number += 1;
            !self.gone.contains(&(number - 1)) && !entry.source.is_empty()
        });
    }
}

fn label(glossary: &Glossary) -> String {
    glossary
        .name
        .clone()
        .or_else(|| glossary.files.first().map(|file| file.path().to_owned()))
        .unwrap_or_else(|| "the glossary".to_owned())
}

fn texts_mut(entry: &mut Entry) -> impl Iterator<Item = &mut Text> {
    entry
        .source
        .iter_mut()
        .chain(std::iter::once(&mut entry.target))
        .chain(&mut entry.abbreviation)
        .chain(&mut entry.admitted)
        .chain(&mut entry.short_forms)
        .chain(
            entry
                .forbidden
                .iter_mut()
                .map(|forbidden| &mut forbidden.text),
        )
        .chain(&mut entry.first_mention)
        .chain(&mut entry.source_forms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::from_toml;
    use crate::text::Source;
    use std::sync::Arc;

    fn read(path: &str, text: &str) -> Glossary {
        from_toml(Arc::new(Source::from_text(path, text))).unwrap()
    }

    #[test]
    fn later_glossaries_win_by_id_and_by_source_form() {
        let first = read(
            "a",
            "[[terms]]\nid='nato'\nsource='الناتو'\ntarget='NATO'\n[[terms]]\nid='pact'\nsource=['حلف', 'تحالف']\ntarget='pact'\n[[terms]]\nsource='اتفاق'\ntarget='deal'\n",
        );
        let second = read(
            "b",
            "[[terms]]\nid='nato'\nsource='حلف الناتو'\ntarget='Nato'\n[[terms]]\nsource='الاتّفاق'\ntarget='agreement'\n[[terms]]\nsource='حلف'\ntarget='alliance'\n[[terms]]\nsource='اتفاق'\ntarget='accord'\n",
        );
        let merged = merge([first, second]).unwrap();
        let shown: Vec<(&str, usize, &str)> = merged
            .entries
            .iter()
            .map(|entry| {
                (
                    entry.id.as_str(),
                    entry.source.len(),
                    entry.target.text.as_str(),
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("pact", 1, "pact"),
                ("nato", 1, "Nato"),
                ("agreement", 1, "agreement"),
                ("alliance", 1, "alliance"),
                ("accord", 1, "accord"),
            ]
        );
        let place = merged.place(&merged.entries[1].target).unwrap();
        assert_eq!((place.source.path(), place.text()), ("b", "'Nato'"));
    }

    #[test]
    fn languages_must_agree() {
        let first = read("a", "[[terms]]\nsource='قطر'\ntarget='Qatar'\n");
        let other = read(
            "b",
            "[glossary]\nsource-lang='en'\ntarget-lang='ar'\n[[terms]]\nsource='Qatar'\ntarget='قطر'\n",
        );
        assert!(merge([first, other]).is_err());
    }
}
