//! Blocks to segments: sentences, lines or whole blocks.
//!
//! A sentence ends where a mark says so and nothing speaks against it. The marks are few, so the scan only
//! thinks where one stands; what it thinks with (abbreviations, openers, reporting verbs) are the tables of
//! the language in whose script the words around the mark are written, so that `Apple Inc.` is known in an
//! Arabic text too. UAX #29 is where the rules come from (lower case after a stop goes on, closing marks stay
//! with the sentence before); it knows no words, and it is replaced rather than corrected because most of its
//! bounds in Arabic come from the missing case.

mod marks;
mod sentences;

use crate::document::{Block, BlockKind, InlineKind, Segment};
use crate::lang::Lang;
use crate::text::Span;
use std::fmt;
use std::str::FromStr;

/// What a segment is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// A sentence.
    #[default]
    Sentence,
    /// A line that is not empty. Read the file with `formats::lines` for it.
    Line,
    /// A block as it is: a paragraph, a heading, a cell.
    Paragraph,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Mode; 3] = [Mode::Sentence, Mode::Line, Mode::Paragraph];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Sentence => "sentence",
            Mode::Line => "line",
            Mode::Paragraph => "paragraph",
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Mode {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Mode::ALL
            .into_iter()
            .find(|mode| mode.name() == name)
            .ok_or_else(|| {
                format!("unknown segmentation {name:?}; known are sentence, line, paragraph")
            })
    }
}

/// Splits blocks into segments.
///
/// Segments are trimmed of white space and never empty; in their order they hold every character of the
/// blocks that is not white space exactly once. A [`BlockKind::Unit`] is a segment already and stays whole.
///
/// ```
/// use mutabiq::{formats, lang::Lang, segment::{Mode, segment}, text::Source};
///
/// let source = Source::from_text("a.txt", "وصل د. سامي. ثم غادر.");
/// let format = formats::detect("a.txt", &[]);
/// let document = formats::read(format, source.into())?;
/// let segments = segment(&document.blocks, Lang::ARABIC, Mode::Sentence);
/// let texts: Vec<&str> = segments.iter().map(|segment| segment.as_str()).collect();
/// assert_eq!(texts, ["وصل د. سامي.", "ثم غادر."]);
/// # Ok::<(), mutabiq::formats::FormatError>(())
/// ```
pub fn segment(blocks: &[Block], lang: Lang, mode: Mode) -> Vec<Segment> {
    let mut segments = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let text = block.text.text();
        let mut code: Vec<Span> = block
            .inlines
            .iter()
            .filter(|inline| inline.kind == InlineKind::Code && !inline.span.is_empty())
            .map(|inline| inline.span)
            .collect();
        code.sort_unstable();
        let spans = match mode {
            _ if block.kind == BlockKind::Unit => vec![Span::new(0, text.len())],
            Mode::Paragraph => vec![Span::new(0, text.len())],
            Mode::Line => lines(text),
            Mode::Sentence => sentences::sentences(text, lang, &code, block.kind),
        };
        let spans: Vec<Span> = spans
            .into_iter()
            .map(|span| trim(text, span))
            .filter(|span| !span.is_empty())
            .collect();
        let first = segments.len();
        segments.extend(Segment::cut_all(index, block, &spans));
        if mode != Mode::Sentence || block.kind == BlockKind::Unit {
            for (segment, span) in segments.iter_mut().skip(first).zip(&spans) {
                segment.sentences = count(text, *span, lang, &code, block.kind);
            }
        }
    }
    segments
}

/// How many sentences a part of a block's text holds, at least one.
fn count(text: &str, part: Span, lang: Lang, code: &[Span], kind: BlockKind) -> usize {
    let code: Vec<Span> = code
        .iter()
        .filter(|code| part.contains(**code))
        .map(|code| Span::new(code.start - part.start, code.end - part.start))
        .collect();
    let text = part.of(text);
    sentences::sentences(text, lang, &code, kind)
        .into_iter()
        .filter(|sentence| !trim(text, *sentence).is_empty())
        .count()
        .max(1)
}

/// The lines of a block's text.
fn lines(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(marks::is_line_end) {
        spans.push(Span::new(start, at));
        start = at;
    }
    spans.push(Span::new(start, text.len()));
    spans
}

/// The span without the white space at its ends.
fn trim(text: &str, span: Span) -> Span {
    let piece = span.of(text);
    let kept = piece.trim_start();
    let start = span.end - kept.len();
    Span::new(start, start + kept.trim_end().len())
}
