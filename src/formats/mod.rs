//! Formats: bytes to a [`Document`].
//!
//! One file a format; [`FORMATS`] is the table of them. A reader keeps the way back to the file for every
//! character it hands on, and leaves out what is not text (markup, code, addresses).

mod markdown;
mod text;

use crate::document::{Block, BlockKind, Document};
use crate::text::{Mapped, Source, Span};
use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

/// How a format is read.
#[derive(Clone, Copy, Debug)]
pub enum Reader {
    /// A text as one document.
    Document(fn(Arc<Source>) -> Result<Document, FormatError>),
}

/// What is known of a format.
#[derive(Debug)]
pub struct Description {
    /// Its name, as it is given on the command line.
    pub name: &'static str,
    /// What it is, for a list of formats.
    pub title: &'static str,
    /// Extensions of its files, in lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// Whether bytes without a telling name are of this format.
    pub signature: Option<fn(&[u8]) -> bool>,
    /// How it is read.
    pub reader: Reader,
    /// Whether a fix can be written back at its byte offsets.
    pub edits: bool,
}

/// The formats, in the order of their [`Format`] numbers. Plain text is first: it is what is left.
pub static FORMATS: &[Description] = &[
    Description {
        name: "text",
        title: "plain text, a paragraph a line or hard-wrapped",
        extensions: &["txt", "text"],
        signature: None,
        reader: Reader::Document(text::read),
        edits: true,
    },
    Description {
        name: "markdown",
        title: "Markdown (CommonMark with tables, footnotes, front matter)",
        extensions: &[
            "md", "markdown", "mdown", "mkd", "mkdn", "mdx", "qmd", "rmd",
        ],
        signature: None,
        reader: Reader::Document(markdown::read),
        edits: true,
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

/// Reads a file as a document of blocks.
///
/// # Errors
/// [`FormatError`] with the place where the file breaks the rules of its format.
pub fn read(format: Format, source: Arc<Source>) -> Result<Document, FormatError> {
    match format.reader {
        Reader::Document(reader) => reader(source),
    }
}

/// A text of any format as its lines: each line that is not only white space is a block, and, since it is a
/// [`BlockKind::Unit`], a segment. They count from 0 in the order of the file.
pub fn lines(source: Arc<Source>) -> Document {
    let text = source.text();
    let blocks = (1..=source.lines())
        .map(|line| trimmed(text, source.line_span(line)))
        .filter(|span| !span.is_empty())
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
