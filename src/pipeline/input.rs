//! Files to halves of bitexts.

use super::{LanguageError, half, paired};
use crate::bitext::{Bitext, Half};
use crate::config::Reading;
use crate::formats::{self, Batch, Column, Format, FormatError, Opened, Request, Units, Wanted};
use crate::lang::Lang;
use crate::segment::{Mode, segment};
use crate::text::{DecodeError, Encoding, Map, Source};
use std::collections::VecDeque;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

/// Why a text can't be read.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// The file can't be opened or read.
    #[error("{name}: could not be read")]
    Unreadable {
        /// The file.
        name: String,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A folder where a file is expected.
    #[error("{name}: this is a folder; give a file")]
    Folder {
        /// The folder.
        name: String,
    },
    /// Its bytes are no text.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// It breaks the rules of its format.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// It holds nothing, so that its language can't be told.
    #[error("{name}: the file holds no text")]
    Empty {
        /// The file.
        name: String,
    },
    /// No letter of a known language.
    #[error(
        "{name}: no Arabic or English letter in it; give the language with --source-lang or --target-lang, or in mutabiq.toml"
    )]
    NoLanguage {
        /// The file.
        name: String,
    },
    /// Both texts are in one language.
    #[error(
        "{source_name} and {target_name} are both in {lang}; one has to be Arabic and the other English (--source-lang and --target-lang say so where the script misleads, source-lang and target-lang do in mutabiq.toml)"
    )]
    SameLanguage {
        /// The source.
        source_name: String,
        /// The translation.
        target_name: String,
        /// Name of the language.
        lang: &'static str,
    },
    /// One text without its translation.
    #[error(
        "{name}: this is one text; give its translation too (mutabiq check {name} TRANSLATION), or a file that holds both (TMX, XLIFF, PO, TSV, CSV, JSONL)"
    )]
    Alone {
        /// The file.
        name: String,
    },
    /// A file that holds both texts beside another.
    #[error(
        "{name}: this file holds source and target already; give it alone, without a second file"
    )]
    NotAlone {
        /// The file.
        name: String,
    },
    /// A file of units without any.
    #[error("{name}: no unit in it holds text")]
    NoUnits {
        /// The file.
        name: String,
    },
    /// The languages of a file that holds both texts.
    #[error(transparent)]
    Languages(#[from] LanguageError),
    /// Standard input for both texts.
    #[error("standard input can be one of the two texts, not both; give the other as a file")]
    TwiceStdin,
    /// A name in the settings that is not known.
    #[error("{0}")]
    Setting(String),
}

/// A text that is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its name in reports; `-` for standard input.
    pub name: String,
    /// The file, which may be named otherwise than in reports.
    pub path: PathBuf,
    /// Its name in fingerprints: where it is in the project, whatever the folder of the run.
    pub key: String,
}

impl Input {
    /// A file by the name that a user gave.
    pub fn new(name: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            path: PathBuf::from(&name),
            key: slashed(Path::new(&name)),
            name,
        }
    }

    /// Whether it is standard input.
    pub fn is_stdin(&self) -> bool {
        self.name == "-"
    }
}

/// A path with slashes and without `./`, on every system.
pub(super) fn slashed(path: &Path) -> String {
    let mut out = String::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => continue,
            std::path::Component::RootDir => {
                out.push('/');
                continue;
            }
            _ => {}
        }
        if !out.is_empty() && !out.ends_with('/') {
            out.push('/');
        }
        out.push_str(&part.as_os_str().to_string_lossy());
    }
    out
}

/// Files that are read from memory, as if they had been written already.
pub type Overlay = Map<PathBuf, Arc<[u8]>>;

/// How files are read, with the names of the settings resolved.
#[derive(Clone, Debug, Default)]
pub struct Manner {
    /// Language of the source.
    pub source_lang: Option<Lang>,
    /// Language of the translation.
    pub target_lang: Option<Lang>,
    /// How texts are split.
    pub mode: Mode,
    /// The encoding.
    pub encoding: Option<Encoding>,
    /// The format; told by name and content where left out.
    pub format: Option<Format>,
    /// Columns (or keys) of source and target in a table.
    pub columns: Option<[Column; 2]>,
    /// Bytes of text that a part of a file of units has.
    pub part: Option<usize>,
}

impl Manner {
    /// Resolves names.
    ///
    /// # Errors
    /// A name that isn't known.
    pub fn new(reading: &Reading) -> Result<Self, InputError> {
        fn parse<T: FromStr<Err = String>>(name: &Option<String>) -> Result<Option<T>, InputError> {
            name.as_deref()
                .map(str::parse)
                .transpose()
                .map_err(InputError::Setting)
        }
        let columns = match reading.columns.as_deref() {
            None => None,
            Some([source, target]) => Some([
                source.parse().map_err(InputError::Setting)?,
                target.parse().map_err(InputError::Setting)?,
            ]),
            Some(_) => {
                return Err(InputError::Setting(
                    "columns are two, that of the source and that of the target".to_owned(),
                ));
            }
        };
        Ok(Self {
            source_lang: parse(&reading.source_lang)?,
            target_lang: parse(&reading.target_lang)?,
            mode: parse(&reading.segment)?.unwrap_or_default(),
            encoding: parse(&reading.encoding)?,
            format: parse(&reading.format)?,
            columns,
            part: None,
        })
    }

    fn request(&self) -> Request {
        Request {
            format: self.format,
            encoding: self.encoding,
            lines: self.mode == Mode::Line,
            wanted: Wanted {
                languages: [self.source_lang, self.target_lang]
                    .map(|lang| lang.map(|lang| lang.code().to_owned())),
                columns: self.columns.clone(),
                ..paired::wanted()
            },
            part: self.part,
        }
    }
}

/// What there is to check.
pub enum Texts {
    /// Two texts.
    Two(Box<(Half, Half)>),
    /// A file that holds both.
    Paired(Box<PairedFile>),
}

/// A file that holds both texts, read in parts.
pub struct PairedFile {
    /// Parts that were looked at before.
    back: VecDeque<Bitext>,
    first: Option<Batch>,
    rest: Units,
    languages: [Lang; 2],
}

impl Iterator for PairedFile {
    type Item = Result<Bitext, FormatError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(part) = self.back.pop_front() {
            return Some(Ok(part));
        }
        let batch = match self.first.take() {
            Some(batch) => Ok(batch),
            None => self.rest.next()?,
        };
        Some(batch.map(|batch| paired::bitext(batch, self.languages)))
    }
}

impl PairedFile {
    /// Puts parts back before those that are still to come.
    pub(super) fn put_back(&mut self, parts: impl Iterator<Item = Bitext>) {
        self.back.extend(parts);
    }
}

/// Reads a pair of texts and splits them, or opens a file that holds both.
///
/// # Errors
/// What is wrong with the first text that can't be read.
pub fn read(
    source: &Input,
    target: Option<&Input>,
    manner: &Manner,
    overlay: &Overlay,
) -> Result<Texts, InputError> {
    let Some(target) = target else {
        return match open(source, manner, overlay)? {
            Opened::Paired(units) => paired_file(source, units, manner),
            Opened::Document(_) => Err(InputError::Alone {
                name: source.name.clone(),
            }),
        };
    };
    if source.is_stdin() && target.is_stdin() {
        return Err(InputError::TwiceStdin);
    }
    let source_half = read_text(source, manner.source_lang, manner, overlay)?;
    let target_half = read_text(target, manner.target_lang, manner, overlay)?;
    if source_half.lang == target_half.lang
        && !source_half.segments.is_empty()
        && !target_half.segments.is_empty()
    {
        return Err(InputError::SameLanguage {
            source_name: source.name.clone(),
            target_name: target.name.clone(),
            lang: source_half.lang.name(),
        });
    }
    Ok(Texts::Two(Box::new((source_half, target_half))))
}

fn paired_file(input: &Input, mut units: Units, manner: &Manner) -> Result<Texts, InputError> {
    let Some(first) = units.next() else {
        return Err(InputError::NoUnits {
            name: input.name.clone(),
        });
    };
    let first = first?;
    let languages = paired::languages(&first, [manner.source_lang, manner.target_lang])?;
    Ok(Texts::Paired(Box::new(PairedFile {
        back: VecDeque::new(),
        first: Some(first),
        rest: units,
        languages,
    })))
}

/// Reads one text and splits it, in `lang` where it is given.
///
/// # Errors
/// The file can't be read, or holds no text in a known language.
pub fn read_text(
    input: &Input,
    lang: Option<Lang>,
    manner: &Manner,
    overlay: &Overlay,
) -> Result<Half, InputError> {
    let document = match open(input, manner, overlay)? {
        Opened::Document(document) => document,
        Opened::Paired(_) => {
            return Err(InputError::NotAlone {
                name: input.name.clone(),
            });
        }
    };
    // Code and front matter are in no language of the document.
    let texts = document.blocks.iter().map(|block| block.text.text());
    let lang = match lang.or_else(|| Lang::detect_in(texts)) {
        Some(lang) => lang,
        None if document.blocks.is_empty() => {
            return Err(InputError::Empty {
                name: input.name.clone(),
            });
        }
        None => {
            return Err(InputError::NoLanguage {
                name: input.name.clone(),
            });
        }
    };
    let segments = segment(&document.blocks, lang, manner.mode);
    Ok(half(document, lang, segments))
}

fn open(input: &Input, manner: &Manner, overlay: &Overlay) -> Result<Opened, InputError> {
    let (name, bytes) = stream(input, overlay)?;
    Ok(formats::open(name, bytes, &manner.request())?)
}

/// Reads a text as a whole, whatever its format.
///
/// # Errors
/// The file can't be read, or is no text in the encoding, by default UTF-8 or UTF-16.
pub fn read_source(input: &Input, encoding: Option<Encoding>) -> Result<Source, InputError> {
    let (name, mut stream) = stream(input, &Overlay::default())?;
    let mut bytes = Vec::new();
    stream
        .read_to_end(&mut bytes)
        .map_err(|source| InputError::Unreadable {
            name: name.to_owned(),
            source,
        })?;
    Ok(Source::decode(name, &bytes, encoding)?)
}

/// A file, or standard input for `-`, with what it is called.
fn stream<'i>(
    input: &'i Input,
    overlay: &Overlay,
) -> Result<(&'i str, Box<dyn Read + Send>), InputError> {
    if input.is_stdin() {
        return Ok(("<stdin>", Box::new(io::stdin())));
    }
    if let Some(bytes) = overlay.get(&input.path) {
        return Ok((&input.name, Box::new(io::Cursor::new(Arc::clone(bytes)))));
    }
    if input.path.is_dir() {
        return Err(InputError::Folder {
            name: input.name.clone(),
        });
    }
    match std::fs::File::open(&input.path) {
        Ok(file) => Ok((&input.name, Box::new(file))),
        Err(source) => Err(InputError::Unreadable {
            name: input.name.clone(),
            source,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_have_slashes() {
        assert_eq!(slashed(Path::new("./a/./b.txt")), "a/b.txt");
        assert_eq!(slashed(Path::new("/a/b.txt")), "/a/b.txt");
        assert_eq!(slashed(Path::new("../a")), "../a");
    }
}
