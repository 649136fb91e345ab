//! What the formats of subtitles share: a cue is a block, its lines are joined, its tags are markup.

use super::content::Content;
use super::trimmed;
use crate::document::{Block, BlockKind, InlineKind};
use crate::text::{Source, Span};

/// How a format writes the text of its cues.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// Whether `&amp;` is a reference.
    pub references: bool,
    /// Whether braces hold settings (`{\an8}`).
    pub braces: bool,
}

/// A line of the file, without white space at its ends.
pub(super) fn line(source: &Source, number: usize) -> Span {
    trimmed(source.text(), source.line_span(number))
}

/// Whether the line says from when to when a cue is shown.
pub(super) fn is_timing(line: &str) -> bool {
    let Some((start, end)) = line.split_once("-->") else {
        return false;
    };
    let is_time = |text: &str| {
        text.contains(':')
            && text
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | ','))
    };
    let end = end.split_whitespace().next().unwrap_or("");
    is_time(start.trim()) && is_time(end)
}

/// The block of a cue whose text is these lines; none where they hold no text.
pub(super) fn block(text: &str, lines: &[Span], label: String, style: Style) -> Option<Block> {
    let mut content = Content::default();
    let mut before: Option<Span> = None;
    // Names of the tags that are open, and whether each marks the text.
    let mut open: Vec<String> = Vec::new();
    for span in lines {
        if let Some(before) = before {
            // A dash begins what another person says.
            let speaks = span
                .of(text)
                .starts_with(['-', '–', '—', '\u{2010}', '\u{2011}']);
            content.replaced(
                if speaks { "\n" } else { " " },
                Span::new(before.end, span.start),
            );
        }
        before = Some(*span);
        take(&mut content, text, *span, &mut open, style);
    }
    content.into_block(BlockKind::Cue, Some(label))
}

fn take(content: &mut Content, text: &str, span: Span, open: &mut Vec<String>, style: Style) {
    let mut at = span.start;
    while at < span.end {
        let rest = Span::new(at, span.end).of(text);
        if let Some(length) = tag(content, rest, open) {
            at += length;
            continue;
        }
        if style.braces
            && rest.starts_with("{\\")
            && let Some(end) = rest.find('}')
        {
            at += end + 1;
            continue;
        }
        if style.references
            && let Some((decoded, length)) = super::html::reference(rest)
        {
            if !is_gloss(open) {
                content.replaced(&decoded, Span::new(at, at + length));
            }
            at += length;
            continue;
        }
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let length = rest
            .get(first..)
            .and_then(|rest| rest.find(['<', '{', '&']))
            .map_or(rest.len(), |found| first + found);
        if !is_gloss(open) {
            content.verbatim(text, Span::new(at, at + length));
        }
        at += length;
    }
}

/// Whether what stands here says how the word before it is read (`<ruby>`): it is no part of the sentence.
fn is_gloss(open: &[String]) -> bool {
    open.last().is_some_and(|name| name == "rt")
}

/// Takes in the tag at the start of `rest` and gives its length.
fn tag(content: &mut Content, rest: &str, open: &mut Vec<String>) -> Option<usize> {
    let inner = rest.strip_prefix('<')?;
    let end = inner.find('>')?;
    let inner = inner.get(..end)?;
    let length = end + 2;
    let closes = inner.starts_with('/');
    let name: String = inner
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    let known = matches!(
        name.as_str(),
        "i" | "b" | "u" | "s" | "font" | "c" | "v" | "lang" | "ruby" | "rt"
    );
    // A time within a cue.
    if !known {
        let is_time = inner.contains(':')
            && inner
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | ','));
        return is_time.then_some(length);
    }
    if closes {
        if open.last().is_some_and(|last| *last == name) {
            open.pop();
            content.close();
        }
    } else {
        content.open(match name.as_str() {
            "i" => Some(InlineKind::Emphasis),
            "b" => Some(InlineKind::Strong),
            "u" | "s" => Some(InlineKind::Tag(name.clone())),
            _ => None,
        });
        open.push(name);
    }
    Some(length)
}
