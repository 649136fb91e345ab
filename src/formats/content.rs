//! The text of a unit or a block while it is being read: characters with their bytes, markup beside them.

use super::FormatError;
use super::xml::{Event, Reader, Tag};
use crate::document::{Block, BlockKind, Inline, InlineKind};
use crate::text::{Mapped, Span};

/// The longest content of a placeholder that is shown as text.
const SHOWN: usize = 80;

/// A text that is being read.
#[derive(Debug, Default)]
pub(super) struct Content {
    text: Mapped,
    inlines: Vec<Inline>,
    /// Markup that has begun: its place among the inlines.
    begun: Vec<Option<usize>>,
}

impl Content {
    /// Appends `source[span]`.
    pub fn verbatim(&mut self, source: &str, span: Span) {
        self.text.push_verbatim(source, span);
    }

    /// Appends `text`, which the file spells otherwise.
    pub fn replaced(&mut self, text: &str, span: Span) {
        self.text.push_replaced(text, span);
    }

    /// Markup between two characters.
    pub fn mark(&mut self, kind: InlineKind) {
        let at = self.len();
        self.inlines.push(Inline {
            span: Span::new(at, at),
            kind,
        });
    }

    /// The start of markup around text; nothing of it is kept where there is no kind.
    pub fn open(&mut self, kind: Option<InlineKind>) {
        let index = kind.map(|kind| {
            self.mark(kind);
            self.inlines.len() - 1
        });
        self.begun.push(index);
    }

    /// The end of the markup that was opened last.
    pub fn close(&mut self) {
        let at = self.len();
        if let Some(index) = self.begun.pop().flatten()
            && let Some(inline) = self.inlines.get_mut(index)
        {
            inline.span = Span::new(inline.span.start, at);
        }
    }

    /// The markup in it that has to stand on the other side too, by name.
    pub fn tags(&self) -> Vec<InlineKind> {
        let of = |inline: &Inline| match &inline.kind {
            InlineKind::Tag(_) => Some(inline.kind.clone()),
            InlineKind::Code => Some(InlineKind::Tag(inline.span.of(self.as_str()).to_owned())),
            _ => None,
        };
        self.inlines.iter().filter_map(of).collect()
    }

    /// Puts markup that stands around the text before it.
    pub fn precede(&mut self, tags: Vec<InlineKind>) {
        let tags = tags.into_iter().map(|kind| Inline {
            span: Span::default(),
            kind,
        });
        let count = tags.len();
        self.inlines.splice(0..0, tags);
        for index in self.begun.iter_mut().flatten() {
            *index += count;
        }
    }

    /// Bytes of text so far.
    pub fn len(&self) -> usize {
        self.text.text().len()
    }

    /// The text so far.
    pub fn as_str(&self) -> &str {
        self.text.text()
    }

    /// Appends another text of the same file.
    pub fn append(&mut self, other: &Content) {
        let base = self.len();
        self.text.push(&other.text);
        self.inlines
            .extend(other.inlines.iter().map(|inline| Inline {
                span: inline.span.shift(base),
                kind: inline.kind.clone(),
            }));
    }

    /// The block; none where there is nothing but white space.
    pub fn into_block(mut self, kind: BlockKind, label: Option<String>) -> Option<Block> {
        while !self.begun.is_empty() {
            self.close();
        }
        (!self.text.text().trim().is_empty()).then_some(Block {
            kind,
            text: self.text,
            inlines: self.inlines,
            label,
        })
    }
}

/// What an inline element of a translation file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// Text stands in it as in any other place (`g`, `hi`, `pc`).
    Around,
    /// It stands for a tag of the original, whose code may be its content (`bpt`, `x`, `ph`).
    Code,
    /// It says something about the text and is no markup of it (a comment, a term).
    Note,
    /// Text that is not to be translated.
    Protected,
    /// Nothing in it is text.
    Skipped,
}

/// What is known of the inline elements of a format.
pub(super) trait Inlines {
    /// What an element is.
    fn element(&self, tag: &Tag<'_>) -> Element;
    /// What it is called, so that the same one is found on the other side.
    fn name(&self, tag: &Tag<'_>) -> String;
    /// The code that it stands for, where the file keeps that elsewhere.
    fn code(&self, _tag: &Tag<'_>) -> Option<String> {
        None
    }
    /// The character that it stands for.
    fn character(&self, _tag: &Tag<'_>) -> Option<char> {
        None
    }
    /// Where it starts a text of its own inside this one: the identifier of that.
    fn piece(&self, _tag: &Tag<'_>) -> Option<String> {
        None
    }
}

/// A text, or the parts of it that the file marks as segments.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    /// All of it.
    pub whole: Content,
    /// The segments with their identifiers.
    pub marked: Vec<(String, Content)>,
}

impl Pieces {
    /// Whether the text that is outside of every segment holds anything.
    pub fn into_whole(mut self) -> Content {
        for (_, piece) in &self.marked {
            self.whole.append(piece);
        }
        self.whole
    }
}

/// Reads the content of the element that was opened last, up to its end.
pub(super) fn read(
    reader: &mut Reader<'_, '_>,
    inlines: &dyn Inlines,
) -> Result<Pieces, FormatError> {
    let depth = reader.depth();
    let text = reader.text();
    let mut out = Pieces::default();
    // For each open element: whether it has marked the content, and whether it is a segment.
    let mut open: Vec<(bool, bool)> = Vec::new();
    let mut inside = false;
    loop {
        let event = reader.next()?;
        if matches!(event, Event::End) && reader.depth() < depth || matches!(event, Event::Eof) {
            return Ok(out);
        }
        let content = match out.marked.last_mut() {
            Some((_, piece)) if inside => piece,
            _ => &mut out.whole,
        };
        match event {
            Event::Text(span) => content.verbatim(text, span),
            Event::Decoded(decoded, span) => content.replaced(&decoded, span),
            Event::End => {
                if let Some((marks, piece)) = open.pop() {
                    if marks {
                        content.close();
                    }
                    inside &= !piece;
                }
            }
            Event::Start(tag) => {
                if !inside && let Some(id) = inlines.piece(&tag) {
                    out.marked.push((id, Content::default()));
                    open.push((false, true));
                    inside = true;
                    continue;
                }
                if let Some(c) = inlines.character(&tag) {
                    content.replaced(c.encode_utf8(&mut [0; 4]), tag.span);
                    reader.skip()?;
                    continue;
                }
                match inlines.element(&tag) {
                    Element::Around => {
                        content.open(Some(InlineKind::Tag(inlines.name(&tag))));
                        open.push((true, false));
                    }
                    Element::Protected => {
                        content.open(Some(InlineKind::Code));
                        open.push((true, false));
                    }
                    Element::Note => open.push((false, false)),
                    Element::Skipped => reader.skip()?,
                    Element::Code => code(reader, content, inlines, &tag)?,
                }
            }
            Event::Eof => return Ok(out),
        }
    }
}

/// Reads an element that stands for a tag of the original.
///
/// What it stands for is shown as text where it is what the sentence is about: a placeholder that will be
/// replaced by a word or a number. Formatting is only a tag between characters.
fn code(
    reader: &mut Reader<'_, '_>,
    content: &mut Content,
    inlines: &dyn Inlines,
    tag: &Tag<'_>,
) -> Result<(), FormatError> {
    let depth = reader.depth();
    let text = reader.text();
    let mut inner = Content::default();
    loop {
        match reader.next()? {
            Event::End if reader.depth() < depth => break,
            Event::Eof => break,
            Event::Text(span) if reader.depth() == depth => inner.verbatim(text, span),
            Event::Decoded(decoded, span) if reader.depth() == depth => {
                inner.replaced(&decoded, span);
            }
            // Text inside the code (`sub`) is a text of its own that belongs to no sentence.
            _ => {}
        }
    }
    if inner.len() == 0
        && let Some(code) = inlines.code(tag)
    {
        inner.replaced(&code, tag.span);
    }
    if breaks_line(tag, inner.as_str()) {
        content.mark(InlineKind::Tag(inlines.name(tag)));
        content.replaced("\n", tag.span);
    } else if is_placeholder(inner.as_str()) {
        content.open(Some(InlineKind::Code));
        content.append(&inner);
        content.close();
    } else {
        content.mark(InlineKind::Tag(inlines.name(tag)));
    }
    Ok(())
}

/// Whether the element stands for a line break, which parts words as a space does.
fn breaks_line(tag: &Tag<'_>, code: &str) -> bool {
    let said = ["ctype", "type", "subType"].iter().any(|key| {
        tag.get(key)
            .is_some_and(|value| matches!(value.as_str(), "lb" | "x-lb" | "xlf:lb" | "br" | "x-br"))
    });
    let code = code.trim().to_ascii_lowercase();
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    said || code.strip_prefix("<br").is_some_and(ends)
        || code.strip_prefix("{\\line").is_some_and(ends)
        || code.strip_prefix("\\line").is_some_and(ends)
}

/// Whether the code is a variable: one that a program fills in, in the ways programs write them.
fn is_placeholder(code: &str) -> bool {
    let code = code.trim();
    if code.is_empty() || code.len() > SHOWN || code.contains(['<', '>', '\n']) {
        return false;
    }
    let framed = |open: &str, close: &str| {
        code.strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close))
            .is_some_and(|inner| !inner.trim().is_empty())
    };
    framed("{", "}")
        || framed("[[", "]]")
        || framed("$", "$")
        || framed("%", "%")
        || framed("${", "}")
        || framed("%{", "}")
        || framed("__", "__")
        || is_directive(code)
}

/// Whether it is a directive of printf (`%s`, `%1$d`, `%(name)s`, `%.2f`, `%@`).
fn is_directive(code: &str) -> bool {
    let Some(rest) = code.strip_prefix('%') else {
        return false;
    };
    let rest = match rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((_, rest)) => rest,
        None => rest,
    };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "$#+-. '*".contains(c));
    let rest = rest.trim_start_matches(['h', 'l', 'q', 'z', 'j', 't', 'L']);
    let mut chars = rest.chars();
    chars
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || c == '@')
        && chars.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_told_from_formatting() {
        for code in [
            "%s",
            "%1$d",
            "%(name)s",
            "%ld",
            "%.2f",
            "%@",
            "{0}",
            "{name}",
            "{{ user }}",
            "${x}",
            "%{count}",
            "%NAME%",
            "$USER$",
            "[[x]]",
        ] {
            assert!(is_placeholder(code), "{code}");
        }
        for code in [
            "<br/>", "\\b", "", "{", "{}", "%", "100 %", "&nbsp;", "[b]", "\n", "cf font",
        ] {
            assert!(!is_placeholder(code), "{code}");
        }
    }
}
