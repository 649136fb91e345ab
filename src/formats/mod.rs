//! Formats: bytes to a [`Document`], or to [`Unit`]s where a file holds both texts already.
//!
//! One file a format; [`FORMATS`] is the table of them. A reader keeps the way back to the file for every
//! character it hands on, and leaves out what is not text (markup, code, addresses). [`open`] finds out what a
//! file is and reads it; files of units are read in parts, so that their size is no matter.

mod content;
mod cues;
mod docx;
mod fields;
mod html;
mod jsonl;
mod markdown;
mod notes;
mod open;
mod parts;
mod po;
mod spelling;
mod srt;
mod table;
mod text;
mod tmx;
mod webvtt;
mod xliff;
mod xliff12;
mod xliff2;
mod xml;

pub use notes::{Note, notes};
pub use open::{Batch, Opened, Request, Units, open};

use crate::bitext::UnitState;
use crate::document::{Block, BlockKind, Document};
use crate::text::{DecodeError, Mapped, Source, Span, Spell};
use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

/// How a format is read.
#[derive(Clone, Copy, Debug)]
pub enum Reader {
    /// A text as one document.
    Document(fn(Arc<Source>) -> Result<Document, FormatError>),
    /// A file that is not text, as one document: its path and its bytes.
    Binary(fn(&str, &[u8]) -> Result<Document, FormatError>),
    /// A file of units that are already paired.
    Paired(Paired),
}

/// How a file of units is read.
#[derive(Clone, Copy, Debug)]
pub struct Paired {
    /// A reader at the start of the file.
    pub units: fn(&Wanted) -> Box<dyn UnitReader>,
    /// What finds the places where the file can be cut between two units; none where it is read as a whole.
    pub cutter: Option<fn() -> Box<dyn Cutter>>,
}

/// Reads a file of units part by part.
pub trait UnitReader: Send {
    /// The units of the next part. `last` says that the file ends with it.
    ///
    /// # Errors
    /// [`FormatError`] with the place where the file breaks the rules of its format.
    fn read(&mut self, part: &Arc<Source>, last: bool) -> Result<Vec<Unit>, FormatError>;

    /// The languages that the file says its sources and targets are in, as far as it was read.
    fn languages(&self) -> [Option<String>; 2];
}

/// Finds the places where a file can be cut between two units.
pub trait Cutter: Send {
    /// Takes the text that comes next and gives the last place in it after which the file can be cut.
    fn take(&mut self, text: &str) -> Option<usize>;
}

/// What is asked of a file of units.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Language of the source and of the target, where they are asked for.
    pub languages: [Option<String>; 2],
    /// The languages that can be checked. Others are passed over where a file has more than two.
    pub known: Vec<&'static str>,
    /// The columns (or keys) of source and target, where they are asked for.
    pub columns: Option<[Column; 2]>,
    /// Which of the known languages a text is written in, by its letters.
    pub script: Option<fn(&str) -> Option<&'static str>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// By its number, from 1.
    Number(usize),
    /// By its name in the first line.
    Name(String),
}

impl FromStr for Column {
    type Err = String;

    fn from_str(column: &str) -> Result<Self, String> {
        match column.trim() {
            "" => Err("a column has a name or a number".to_owned()),
            "0" => Err("columns count from 1".to_owned()),
            column => Ok(column
                .parse()
                .map_or_else(|_| Column::Name(column.to_owned()), Column::Number)),
        }
    }
}

/// A source text and its translation, as a file pairs them.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The text that was translated; none where there is none.
    pub source: Option<Block>,
    /// Its translation; none where there is none.
    pub target: Option<Block>,
    /// What the file says about it.
    pub state: UnitState,
}

impl Unit {
    /// A unit; none where neither side holds text. Without a translation it is untranslated, whatever the file says.
    fn new(source: Option<Block>, target: Option<Block>, state: UnitState) -> Option<Self> {
        let state = match state {
            UnitState::Locked => UnitState::Locked,
            _ if target.is_none() => UnitState::Untranslated,
            state => state,
        };
        (source.is_some() || target.is_some()).then_some(Self {
            source,
            target,
            state,
        })
    }
}

/// Finds the encoding that the beginning of a file declares.
pub type Declares = fn(&[u8]) -> Option<String>;

/// What is known of a format.
#[derive(Debug)]
pub struct Description {
    /// Its name, as it is given on the command line.
    pub name: &'static str,
    /// What it is, for a list of formats.
    pub title: &'static str,
    /// What is read of it and what is not.
    pub read: &'static str,
    /// Extensions of its files, in lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// Whether bytes without a telling name are of this format.
    pub signature: Option<fn(&[u8]) -> bool>,
    /// The label of the encoding that a file of this format names in itself.
    pub declares: Option<Declares>,
    /// How it is read.
    pub reader: Reader,
    /// How a fix is spelled at its bytes; none where the format can't be edited in place.
    pub edits: Option<Spell>,
}

impl Description {
    /// Whether its files hold both texts already.
    pub fn is_paired(&self) -> bool {
        matches!(self.reader, Reader::Paired(_))
    }
}

/// The formats, in the order of their [`Format`] numbers. Plain text is first: it is what is left.
pub static FORMATS: &[Description] = &[
    Description {
        name: "text",
        title: "plain text, a paragraph a line or hard-wrapped",
        read: "paragraphs and list items; lines that were cut at a width are joined",
        extensions: &["txt", "text"],
        signature: None,
        declares: None,
        reader: Reader::Document(text::read),
        edits: Some(spelling::plain),
    },
    Description {
        name: "markdown",
        title: "Markdown (CommonMark with tables, footnotes, front matter)",
        read: "text, headings, lists, tables, notes, texts of images, HTML; not code, formulas, front matter, comments",
        extensions: &[
            "md", "markdown", "mdown", "mkd", "mkdn", "mdx", "qmd", "rmd",
        ],
        signature: None,
        declares: None,
        reader: Reader::Document(markdown::read),
        edits: Some(spelling::plain),
    },
    Description {
        name: "docx",
        title: "DOCX, Word documents",
        read: "paragraphs, headings, lists, tables, notes, text boxes, headers and footers, changes as if accepted; not comments, hidden text, charts",
        extensions: &["docx", "docm", "dotx"],
        signature: Some(docx::signature),
        declares: None,
        reader: Reader::Binary(docx::read),
        edits: None,
    },
    Description {
        name: "html",
        title: "HTML pages",
        read: "text, title, description, texts of images, what `title`, `placeholder` and `aria-label` say; not scripts, styles, `pre`, what forms hold, what is marked `translate=\"no\"`",
        extensions: &["html", "htm", "xhtml"],
        signature: Some(html::signature),
        declares: Some(html::declared_encoding),
        reader: Reader::Document(html::read),
        edits: Some(html::spell),
    },
    Description {
        name: "srt",
        title: "SRT, subtitles",
        read: "cues; not their times and settings",
        extensions: &["srt"],
        signature: Some(srt::signature),
        declares: None,
        reader: Reader::Document(srt::read),
        edits: Some(srt::spell),
    },
    Description {
        name: "webvtt",
        title: "WebVTT, subtitles of the web",
        read: "cues; not their times, notes, styles, readings of ruby",
        extensions: &["vtt"],
        signature: Some(webvtt::signature),
        declares: None,
        reader: Reader::Document(webvtt::read),
        edits: Some(webvtt::spell),
    },
    Description {
        name: "tmx",
        title: "TMX 1.1 to 1.4b, translation memories",
        read: "units, of several variants in one language each, text across elements; not what stands in `sub`",
        extensions: &["tmx"],
        signature: Some(|bytes| xml::has_root(bytes, "tmx")),
        declares: Some(xml::declared_encoding),
        reader: Reader::Paired(Paired {
            units: tmx::start,
            cutter: Some(|| Box::new(xml::ElementEnds::new(&["tu"]))),
        }),
        edits: Some(spelling::xml),
    },
    Description {
        name: "xliff",
        title: "XLIFF 1.1 to 2.2, with SDLXLIFF, MXLIFF and MQXLIFF",
        read: "units or their segments with state, lock, confirmation and fuzzy match, text across elements; not matches, notes, glossaries",
        extensions: &["xlf", "xliff", "sdlxliff", "mxliff", "mqxliff"],
        signature: Some(|bytes| xml::has_root(bytes, "xliff")),
        declares: Some(xml::declared_encoding),
        reader: Reader::Paired(Paired {
            units: xliff::start,
            cutter: Some(|| Box::new(xml::ElementEnds::new(xliff::UNITS))),
        }),
        edits: Some(spelling::xml),
    },
    Description {
        name: "po",
        title: "PO, message catalogues of gettext",
        read: "messages with their flags, each plural form (those for none, one and two may say the number in words); not obsolete ones",
        extensions: &["po", "pot"],
        signature: Some(po::signature),
        declares: Some(po::declared_encoding),
        reader: Reader::Paired(Paired {
            units: po::start,
            cutter: None,
        }),
        edits: Some(po::spell),
    },
    Description {
        name: "tsv",
        title: "tables with tabs",
        read: "two columns, by name, by number or by what they hold; columns named id, state, fuzzy, locked",
        extensions: &["tsv", "tab"],
        signature: None,
        declares: None,
        reader: Reader::Paired(Paired {
            units: table::start_tsv,
            cutter: Some(table::cut_tsv),
        }),
        edits: Some(table::spell),
    },
    Description {
        name: "csv",
        title: "tables with commas, semicolons or bars, cells quoted where they need it",
        read: "as tables with tabs",
        extensions: &["csv"],
        signature: None,
        declares: None,
        reader: Reader::Paired(Paired {
            units: table::start_csv,
            cutter: Some(table::cut_csv),
        }),
        edits: Some(table::spell),
    },
    Description {
        name: "jsonl",
        title: "JSON Lines, an object with source and target a line",
        read: "`source` and `target`, or two languages; `id`, `state`, `fuzzy`, `locked`",
        extensions: &["jsonl", "ndjson"],
        signature: Some(jsonl::signature),
        declares: None,
        reader: Reader::Paired(Paired {
            units: jsonl::start,
            cutter: Some(|| Box::new(parts::LineEnds)),
        }),
        edits: Some(jsonl::spell),
    },
];

/// A format of the table [`FORMATS`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Format(u8);

impl Format {
    /// Plain text.
    pub const TEXT: Format = Format(0);
    /// Markdown.
    pub const MARKDOWN: Format = Format(1);

    /// Every format.
    pub fn all() -> impl Iterator<Item = Format> {
        (0..FORMATS.len() as u8).map(Format)
    }
}

impl std::ops::Deref for Format {
    type Target = Description;

    fn deref(&self) -> &Description {
        &FORMATS[usize::from(self.0)]
    }
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl FromStr for Format {
    type Err = String;

    /// Takes a name or an extension.
    fn from_str(name: &str) -> Result<Self, String> {
        let lower = name.to_ascii_lowercase();
        Format::all()
            .find(|format| format.name == lower)
            .or_else(|| by_extension(&lower))
            .ok_or_else(|| {
                let known: Vec<_> = Format::all().map(|format| format.name).collect();
                format!("unknown format {name:?}; known are {}", known.join(", "))
            })
    }
}

/// Why a file can't be read as its format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// The file breaks the rules of its format.
    #[error("{path}:{line}:{column}: {message}; {help}")]
    Syntax {
        /// The file.
        path: String,
        /// Line, from 1.
        line: usize,
        /// Column, from 1, in Unicode scalar values.
        column: usize,
        /// What is wrong.
        message: String,
        /// What to do.
        help: String,
    },
    /// Something is wrong with the file as a whole, or with a part of an archive.
    #[error("{path}: {message}; {help}")]
    File {
        /// The file.
        path: String,
        /// What is wrong.
        message: String,
        /// What to do.
        help: String,
    },
    /// Its bytes are not text.
    #[error(transparent)]
    Decode(#[from] DecodeError),
}

impl FormatError {
    /// An error at the byte `at` of the decoded text of `source`.
    fn at(source: &Source, at: usize, message: impl Into<String>, help: impl Into<String>) -> Self {
        let place = source.position(at.min(source.text().len()));
        FormatError::Syntax {
            path: source.path().to_owned(),
            line: place.line,
            column: place.column,
            message: message.into(),
            help: help.into(),
        }
    }

    /// An error of a file as a whole.
    fn file(path: &str, message: impl Into<String>, help: impl Into<String>) -> Self {
        FormatError::File {
            path: path.to_owned(),
            message: message.into(),
            help: help.into(),
        }
    }
}

/// The format of a file: by its extension, else by what it starts with, else plain text.
pub fn detect(path: &str, bytes: &[u8]) -> Format {
    Path::new(path)
        .extension()
        .and_then(|extension| by_extension(&extension.to_string_lossy().to_ascii_lowercase()))
        .or_else(|| {
            Format::all().find(|format| format.signature.is_some_and(|matches| matches(bytes)))
        })
        .unwrap_or(Format::TEXT)
}

fn by_extension(extension: &str) -> Option<Format> {
    Format::all().find(|format| format.extensions.contains(&extension))
}

/// Reads a decoded text as a document of blocks.
///
/// # Errors
/// [`FormatError`] with the place where the file breaks the rules of its format, or where the format is not one of
/// texts that are one document ([`open`] reads those).
pub fn read(format: Format, source: Arc<Source>) -> Result<Document, FormatError> {
    match format.reader {
        Reader::Document(reader) => reader(source),
        Reader::Binary(_) => Err(FormatError::file(
            source.path(),
            format!("a file of the format {format} is not text"),
            "give the file itself",
        )),
        Reader::Paired(_) => Err(FormatError::file(
            source.path(),
            format!("a file of the format {format} holds source and target already"),
            "give it alone, without a second file",
        )),
    }
}

/// A text of any format as its lines: each line that is not only white space, nor a [`Note`], is a block, and, since it is a
/// [`BlockKind::Unit`], a segment. They count from 0 in the order of the file.
pub fn lines(source: Arc<Source>) -> Document {
    let text = source.text();
    let blocks = (1..=source.lines())
        .map(|line| trimmed(text, source.line_span(line)))
        .filter(|span| !span.is_empty() && !notes::is_note(span.of(text)))
        .map(|span| Block::new(BlockKind::Unit, Mapped::verbatim(text, span)))
        .collect();
    Document { source, blocks }
}

/// The span without the white space at its ends; empty where there is nothing else.
fn trimmed(text: &str, span: Span) -> Span {
    let piece = span.of(text);
    let kept = piece.trim_start();
    let start = span.end - kept.len();
    Span::new(start, start + kept.trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_extensions_are_unique() {
        let mut names: Vec<&str> = Format::all().map(|format| format.name).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
        let mut extensions: Vec<&str> =
            FORMATS.iter().flat_map(|f| f.extensions).copied().collect();
        extensions.sort_unstable();
        let count = extensions.len();
        extensions.dedup();
        assert_eq!(extensions.len(), count);
        assert!(extensions.iter().all(|e| {
            e.chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        }));
    }

    #[test]
    fn a_format_is_found_by_extension() {
        assert_eq!(detect("a.ar.md", b""), Format::MARKDOWN);
        assert_eq!(detect("A.MD", b""), Format::MARKDOWN);
        assert_eq!(detect("a.ar.txt", b"# x"), Format::TEXT);
        assert_eq!(detect("-", b"# x"), Format::TEXT);
        assert_eq!(detect("README", b""), Format::TEXT);
        assert_eq!("Markdown".parse(), Ok(Format::MARKDOWN));
        assert_eq!("md".parse(), Ok(Format::MARKDOWN));
        assert!("doc".parse::<Format>().is_err());
    }

    #[test]
    fn lines_that_are_not_empty_count_from_zero() {
        let source = Arc::new(Source::from_text("x", "\n  a b \r\n\u{A0}\n\tج\rd\n\n"));
        let document = lines(source);
        let texts: Vec<&str> = document.blocks.iter().map(|b| b.text.text()).collect();
        assert_eq!(texts, ["a b", "ج", "d"]);
    }
}
