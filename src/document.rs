//! A document: blocks of text (paragraphs, headings, list items, cells) and, once split, its segments.

use crate::text::{Mapped, Source, Span};
use std::sync::Arc;

/// What a block is in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading of the given level, from 1.
    Heading(u8),
    /// An item of a list.
    ListItem,
    /// A cell of a table.
    TableCell,
    /// A note at the foot or the end.
    Footnote,
    /// A block quotation.
    Quote,
    /// A subtitle cue.
    Cue,
    /// A line of a text that is read line by line, or a unit of a file that is already paired.
    Unit,
}

/// What stands in the text without being words of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum InlineKind {
    /// Code, a formula, a placeholder: text that is not translated.
    Code,
    /// A link or an image with its address.
    Link(String),
    /// Emphasis (`*…*`).
    Emphasis,
    /// Strong emphasis (`**…**`).
    Strong,
    /// An inline tag of an XML format, by its name and identifier (`g 1`, `ph 2`).
    Tag(String),
    /// A reference to a footnote, by its label.
    NoteReference(String),
    /// No markup: the text stands for exactly so many things, as a plural form does, so that its translation may say
    /// the number in words instead of holding a place for it.
    Count(usize),
}

/// Markup at a place of a block's or a segment's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// Where, in the block's or segment's text; empty for a tag that stands between characters.
    pub span: Span,
    /// What.
    pub kind: InlineKind,
}

impl Inline {
    /// The part of it that lies in `span`, counted from the span's start.
    fn within(&self, span: Span) -> Inline {
        let start = self.span.start.clamp(span.start, span.end);
        Inline {
            span: Span::new(
                start - span.start,
                self.span.end.clamp(start, span.end) - span.start,
            ),
            kind: self.kind.clone(),
        }
    }
}

/// A block of a document.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text, with the way back to the file.
    pub text: Mapped,
    /// Markup in it.
    pub inlines: Vec<Inline>,
    /// Where a person finds it when lines mean nothing ("footnote 3", "cell B2").
    pub label: Option<String>,
}

impl Block {
    /// A block without markup.
    pub fn new(kind: BlockKind, text: Mapped) -> Self {
        Self {
            kind,
            text,
            inlines: Vec::new(),
            label: None,
        }
    }
}

/// A piece of a block that is aligned as a whole: a sentence, a line, or the block itself.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Index of its block.
    pub block: usize,
    /// Its text, with the way back to the file.
    pub text: Mapped,
    /// Markup in it; spans count from the segment's start.
    pub inlines: Vec<Inline>,
    /// How many sentences it holds by the rules of its language, at least 1; 1 where nobody counted.
    pub sentences: usize,
}

impl Segment {
    /// The part `span` of a block as a segment, with the markup that lies in it.
    pub fn cut(block: usize, of: &Block, span: Span) -> Self {
        let inlines = of
            .inlines
            .iter()
            .filter(|inline| span.contains(inline.span) || span.overlaps(inline.span))
            .map(|inline| inline.within(span))
            .collect();
        Self {
            block,
            text: of.text.slice(span),
            inlines,
            sentences: 1,
        }
    }

    /// How many things the text stands for, where it is a plural form for exactly so many.
    pub fn count(&self) -> Option<usize> {
        self.inlines.iter().find_map(|inline| match inline.kind {
            InlineKind::Count(count) => Some(count),
            _ => None,
        })
    }

    /// The parts of its text that hold no words: code and placeholders.
    pub fn held(&self) -> Vec<Span> {
        self.inlines
            .iter()
            .filter(|inline| inline.kind == InlineKind::Code && !inline.span.is_empty())
            .map(|inline| inline.span)
            .collect()
    }

    /// The parts `spans` of a block, which are in order and don't overlap, as segments.
    ///
    /// Markup that stands between characters goes to one segment only, and to the nearest where it stands in
    /// the white space between two. The time is linear in spans and markup together.
    pub fn cut_all(block: usize, of: &Block, spans: &[Span]) -> Vec<Self> {
        let mut order: Vec<&Inline> = of.inlines.iter().collect();
        order.sort_by_key(|inline| inline.span.start);
        let mut waiting = order.into_iter().peekable();
        let mut open: Vec<&Inline> = Vec::new();
        let mut segments = Vec::with_capacity(spans.len());
        for (index, span) in spans.iter().enumerate() {
            let last = index + 1 == spans.len();
            let until = spans.get(index + 1).map_or(usize::MAX, |next| next.start);
            let mut inlines = Vec::new();
            open.retain(|inline| inline.span.end > span.start);
            inlines.extend(open.iter().map(|inline| inline.within(*span)));
            while let Some(inline) = waiting.next_if(|inline| {
                inline.span.start < span.end
                    || inline.span.is_empty()
                        && (inline.span.start == span.end || inline.span.start < until || last)
            }) {
                if inline.span.is_empty() || inline.span.overlaps(*span) {
                    inlines.push(inline.within(*span));
                }
                if inline.span.end > span.end {
                    open.push(inline);
                }
            }
            segments.push(Self {
                block,
                text: of.text.slice(*span),
                inlines,
                sentences: 1,
            });
        }
        segments
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        self.text.text()
    }
}

/// One file as blocks.
#[derive(Clone, Debug)]
pub struct Document {
    /// The decoded file.
    pub source: Arc<Source>,
    /// Its blocks in reading order.
    pub blocks: Vec<Block>,
}
