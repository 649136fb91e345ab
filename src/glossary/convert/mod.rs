//! Glossaries in the files of other tools, and back.
//!
//! Each format is a file with a reader and a writer. What both formats hold comes through unchanged; what a format
//! can't hold is found by reading back what was written, and said.

mod lost;
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
    /// Identifier of the entry; none where the key is one of the glossary's head.
    pub entry: Option<String>,
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
    let text = match format {
        GlossaryFormat::Toml => return (toml::write(glossary), Vec::new()),
        GlossaryFormat::Tbx => tbx::write(glossary, tbx::Style::Dca),
        GlossaryFormat::TbxDct => tbx::write(glossary, tbx::Style::Dct),
        GlossaryFormat::Tbx2008 => tbx::write(glossary, tbx::Style::V2008),
        GlossaryFormat::Csv => table::write(glossary, b','),
        GlossaryFormat::Tsv => table::write(glossary, b'\t'),
        GlossaryFormat::Deepl => table::write_pairs(glossary),
        GlossaryFormat::Omegat => omegat::write(glossary),
        GlossaryFormat::Xliff => xliff::write(glossary),
    };
    let lost = lost::find(glossary, &text, format);
    (text, lost)
}

/// A source form with one translation, and what the file says of it.
struct Pair {
    source: Text,
    target: Text,
    note: Option<String>,
    /// The identifier, where the format has them.
    id: Option<String>,
}

/// Makes entries of bare pairs: pairs that share a source are one entry with further forms admitted, pairs that
/// share an identifier, or a target where there are none, one with several source forms.
#[derive(Default)]
struct Pairs {
    entries: Vec<Entry>,
    by_id: Map<String, usize>,
    by_source: Map<String, usize>,
    by_target: Map<String, usize>,
    ids: Map<String, usize>,
}

impl Pairs {
    fn add(&mut self, langs: (Lang, Lang), pair: Pair) {
        let source_key = key(langs.0, &pair.source);
        let of_id = pair.id.as_ref().map(|id| self.by_id.get(id));
        let known = match of_id {
            Some(Some(at)) => Some(*at),
            _ => self.by_source.get(&source_key).copied(),
        };
        let known = known.or_else(|| {
            let shared = self.by_target.get(&pair.target.text);
            shared.copied().filter(|_| pair.id.is_none())
        });
        if let Some((at, entry)) = known.and_then(|at| Some((at, self.entries.get_mut(at)?))) {
            let listed =
                |texts: &[Text], one: &Text| texts.iter().any(|known| known.text == one.text);
            if !listed(&entry.source, &pair.source) && !self.by_source.contains_key(&source_key) {
                entry.source.push(pair.source);
            }
            if entry.target.text != pair.target.text && !listed(&entry.admitted, &pair.target) {
                entry.admitted.push(pair.target);
            }
            self.by_source.entry(source_key).or_insert(at);
            if entry.note.is_none() {
                entry.note = pair.note;
            }
            return;
        }
        let at = self.entries.len();
        let wanted = pair.id.clone().unwrap_or_else(|| slug(&pair.target));
        let id = fresh_id(&mut self.ids, &wanted);
        self.by_source.insert(source_key, at);
        self.by_target.insert(pair.target.text.clone(), at);
        if let Some(id) = pair.id {
            self.by_id.insert(id, at);
        }
        let mut entry = Entry::new(id, vec![pair.source], pair.target);
        entry.note = pair.note;
        self.entries.push(entry);
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
