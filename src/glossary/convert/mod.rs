//! Glossaries in the files of other tools, and back.
//!
//! Each format is a file with a reader and a writer. A writer says what its format can't hold; what both formats
//! hold comes through unchanged.

mod omegat;
mod table;
mod tbx;
mod toml;
mod xliff;
mod xml;

use super::entry::{Entry, Forbidden, Glossary, Text, slug};
use super::load::{LoadErrors, from_toml};
use super::normal::key;
use crate::lang::Lang;
use crate::text::{Map, Source};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

pub use toml::{entry_to_toml, merge_texts};

/// A file format of glossaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GlossaryFormat {
    /// The program's own.
    Toml,
    /// TBX 2019 (ISO 30042), TBX-Basic, data categories as attributes.
    Tbx,
    /// TBX 2019 (ISO 30042), TBX-Basic, data categories as tags.
    TbxDct,
    /// TBX 2008, which OmegaT and older tools read.
    Tbx2008,
    /// Comma-separated, all fields with a header.
    Csv,
    /// Tab-separated, all fields with a header.
    Tsv,
    /// Comma-separated pairs without a header, as DeepL takes them.
    Deepl,
    /// OmegaT: source, target, comment, tab-separated.
    Omegat,
    /// XLIFF 2 with the glossary module.
    Xliff,
}

impl GlossaryFormat {
    /// Every format with its name, its usual extensions and what it is.
    pub const ALL: [(
        GlossaryFormat,
        &'static str,
        &'static [&'static str],
        &'static str,
    ); 9] = [
        (
            GlossaryFormat::Toml,
            "toml",
            &["toml"],
            "mutabiq's own, with everything",
        ),
        (
            GlossaryFormat::Tbx,
            "tbx",
            &["tbx"],
            "TBX 2019, TBX-Basic in DCA style",
        ),
        (
            GlossaryFormat::TbxDct,
            "tbx-dct",
            &[],
            "TBX 2019, TBX-Basic in DCT style",
        ),
        (
            GlossaryFormat::Tbx2008,
            "tbx-2008",
            &[],
            "TBX 2008, as OmegaT reads it",
        ),
        (
            GlossaryFormat::Csv,
            "csv",
            &["csv"],
            "all fields, comma-separated, with a header",
        ),
        (
            GlossaryFormat::Tsv,
            "tsv",
            &["tsv", "tab"],
            "all fields, tab-separated, with a header",
        ),
        (
            GlossaryFormat::Deepl,
            "deepl",
            &[],
            "pairs, comma-separated, without a header",
        ),
        (
            GlossaryFormat::Omegat,
            "omegat",
            &["txt", "utf8"],
            "OmegaT: source, target, comment",
        ),
        (
            GlossaryFormat::Xliff,
            "xliff",
            &["xlf", "xliff"],
            "XLIFF 2 with the glossary module",
        ),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(format, ..)| *format == self)
            .map_or("", |(_, name, ..)| name)
    }

    /// The format that a file's extension says; the program's own where it says none.
    pub fn of_path(path: &str) -> Self {
        let extension = path
            .rsplit_once('.')
            .map_or("", |(_, extension)| extension)
            .to_ascii_lowercase();
        Self::ALL
            .iter()
            .find(|(_, _, extensions, _)| extensions.contains(&extension.as_str()))
            .map_or(GlossaryFormat::Toml, |(format, ..)| *format)
    }
}

impl fmt::Display for GlossaryFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for GlossaryFormat {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL
            .iter()
            .find(|(_, known, ..)| *known == name)
            .map(|(format, ..)| *format)
            .ok_or_else(|| {
                let known: Vec<&str> = Self::ALL.iter().map(|(_, name, ..)| *name).collect();
                format!(
                    "unknown glossary format {name:?}; known are {}",
                    known.join(", ")
                )
            })
    }
}

/// What a format could not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// Identifier of the entry.
    pub entry: String,
    /// The key whose value was left out.
    pub key: &'static str,
}

/// Reads a glossary in any format. `langs` are the languages of source and target where the file doesn't say.
///
/// # Errors
/// Every fault of the file.
pub fn read(
    source: Arc<Source>,
    format: GlossaryFormat,
    langs: Option<(Lang, Lang)>,
) -> Result<Glossary, LoadErrors> {
    let langs = langs.unwrap_or((Lang::ARABIC, Lang::ENGLISH));
    match format {
        GlossaryFormat::Toml => from_toml(source),
        GlossaryFormat::Tbx | GlossaryFormat::TbxDct | GlossaryFormat::Tbx2008 => {
            tbx::read(source, langs)
        }
        GlossaryFormat::Csv | GlossaryFormat::Deepl => table::read(source, b',', langs),
        GlossaryFormat::Tsv => table::read(source, b'\t', langs),
        GlossaryFormat::Omegat => omegat::read(source, langs),
        GlossaryFormat::Xliff => xliff::read(source, langs),
    }
}

/// Writes a glossary in a format; gives the text and what the format could not hold.
pub fn write(glossary: &Glossary, format: GlossaryFormat) -> (String, Vec<Dropped>) {
    match format {
        GlossaryFormat::Toml => (toml::write(glossary), Vec::new()),
        GlossaryFormat::Tbx => tbx::write(glossary, tbx::Style::Dca),
        GlossaryFormat::TbxDct => tbx::write(glossary, tbx::Style::Dct),
        GlossaryFormat::Tbx2008 => tbx::write(glossary, tbx::Style::V2008),
        GlossaryFormat::Csv => (table::write(glossary, b','), Vec::new()),
        GlossaryFormat::Tsv => (table::write(glossary, b'\t'), Vec::new()),
        GlossaryFormat::Deepl => table::write_pairs(glossary),
        GlossaryFormat::Omegat => omegat::write(glossary),
        GlossaryFormat::Xliff => xliff::write(glossary),
    }
}

/// The keys that an entry has beyond source, target and those in `held`.
fn dropped(entry: &Entry, held: &[&str]) -> Vec<Dropped> {
    let has = [
        ("abbreviation", entry.abbreviation.is_some()),
        ("admitted", !entry.admitted.is_empty()),
        ("short-forms", !entry.short_forms.is_empty()),
        ("forbidden", !entry.forbidden.is_empty()),
        ("first-mention", entry.first_mention.is_some()),
        ("source-forms", !entry.source_forms.is_empty()),
        ("case", entry.case.is_some()),
        ("part-of-speech", entry.part_of_speech.is_some()),
        ("note", entry.note.is_some()),
        ("severity", entry.severity.is_some()),
    ];
    has.into_iter()
        .filter(|(key, has)| *has && !held.contains(key))
        .map(|(key, _)| Dropped {
            entry: entry.id.clone(),
            key,
        })
        .collect()
}

/// Makes entries of bare pairs: pairs that share a target are one entry with several source forms, pairs that
/// share a source one with further forms admitted.
#[derive(Default)]
struct Pairs {
    entries: Vec<Entry>,
    by_source: Map<String, usize>,
    by_target: Map<String, usize>,
    ids: Map<String, usize>,
}

impl Pairs {
    fn add(&mut self, langs: (Lang, Lang), source: Text, target: Text, note: Option<String>) {
        let (source_key, target_key) = (key(langs.0, &source), target.text.clone());
        let known = self
            .by_source
            .get(&source_key)
            .copied()
            .map(|at| (at, true))
            .or_else(|| {
                self.by_target
                    .get(&target_key)
                    .copied()
                    .map(|at| (at, false))
            });
        if let Some((at, same_source)) = known
            && let Some(entry) = self.entries.get_mut(at)
        {
            let fine = entry.target.text == target.text
                || entry.admitted.iter().any(|form| form.text == target.text);
            if same_source && !fine {
                entry.admitted.push(target);
            } else if !same_source {
                entry.source.push(source);
                self.by_source.insert(source_key, at);
            }
            if entry.note.is_none() {
                entry.note = note;
            }
            return;
        }
        let at = self.entries.len();
        let id = self.fresh(&target);
        let mut entry = Entry::new(id, vec![source], target);
        entry.note = note;
        self.entries.push(entry);
        self.by_source.insert(source_key, at);
        self.by_target.insert(target_key, at);
    }

    fn fresh(&mut self, target: &str) -> String {
        fresh_id(&mut self.ids, &slug(target))
    }
}

/// An identifier that no entry has yet.
fn fresh_id(ids: &mut Map<String, usize>, wanted: &str) -> String {
    let count = ids.entry(wanted.to_owned()).or_insert(0);
    *count += 1;
    if *count == 1 {
        return wanted.to_owned();
    }
    let id = format!("{wanted}-{count}");
    ids.insert(id.clone(), 1);
    id
}

/// A forbidden form with its reason, as formats without a place for the reason write it.
fn split_reason(text: &str) -> Forbidden {
    match text.split_once(" (why: ") {
        Some((form, why)) => Forbidden {
            text: Text::made(form.trim()),
            why: Some(why.strip_suffix(')').unwrap_or(why).trim().to_owned()),
        },
        None => Forbidden {
            text: Text::made(text.trim()),
            why: None,
        },
    }
}

#[cfg(test)]
mod tests;
