//! Plain text.
//!
//! A line is a paragraph, unless the file is hard-wrapped: then a paragraph's lines are joined. A file shows
//! its wrapping by its line ends standing where the next word would not have fit any more; that holds by
//! chance for a few lines of any text, so that nearly all of them must agree.

use super::{FormatError, notes, trimmed};
use crate::document::{Block, BlockKind, Document};
use crate::text::{Mapped, Source, Span};
use std::sync::Arc;
use unicode_width::UnicodeWidthStr;

/// Widths at which texts are wrapped, in columns.
const WRAP: std::ops::RangeInclusive<usize> = 40..=120;
/// Widths of a line that a single line end may wrap: with so little to go by, only the usual ones.
const USUAL_WRAP: std::ops::RangeInclusive<usize> = 60..=100;
/// Share of the width that wrapped lines fill at least.
const FILLED: f64 = 0.85;
/// Share of the line ends that must be wraps.
const AGREE: f64 = 0.8;
/// Lines that are looked at to tell whether a file is wrapped.
const SAMPLE: usize = 4000;
/// The longest heading, in columns.
const HEADING: usize = 100;

/// Reads plain text. It can't fail: every text is one.
pub(super) fn read(source: Arc<Source>) -> Result<Document, FormatError> {
    let text = source.text();
    let lines: Vec<Line> = (1..=source.lines())
        .map(|line| Line::new(text, source.line_span(line)))
        .collect();
    let width = wrap_width(&lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut index = 0;
    while let Some(first) = lines.get(index) {
        if !first.is_text() {
            index += 1;
            continue;
        }
        let mut end = index + 1;
        if let Some(width) = width {
            while joins(&lines, end - 1, width) {
                end += 1;
            }
        }
        let paragraph = lines.get(index..end).unwrap_or_default();
        blocks.push(block(text, paragraph, blocks.is_empty()));
        index = end;
    }
    Ok(Document { source, blocks })
}

struct Line<'a> {
    /// Its text without white space at the ends.
    text: &'a str,
    span: Span,
    marker: Option<Marker>,
    /// Columns of white space before it.
    indent: usize,
    width: usize,
}

/// What an item of a list starts with.
#[derive(Clone, Copy)]
enum Marker {
    /// A sign that is no text, and the white space after it: so many bytes.
    Sign(usize),
    /// A number or letter. It is text: the translation counts too.
    Number,
}

impl<'a> Line<'a> {
    fn new(source: &'a str, whole: Span) -> Self {
        let span = trimmed(source, whole);
        let text = span.of(source);
        // A line of more bytes than this is wider than any wrap, whatever its script.
        let width = if text.len() > 8 * WRAP.end() {
            text.len()
        } else {
            text.width()
        };
        Self {
            text,
            span,
            marker: marker(text),
            indent: span.start - whole.start,
            width,
        }
    }

    /// Whether it is more than white space, a line drawn with signs or a comment for the program.
    fn is_text(&self) -> bool {
        !self.text.is_empty()
            && !notes::is_note(self.text)
            && !self.text.chars().all(|c| {
                c.is_whitespace()
                    || matches!(c, '-' | '_' | '=' | '*' | '~' | '#' | '•' | '·' | '—')
            })
    }

    /// Width of its first word.
    fn first_word(&self) -> usize {
        self.text.split_whitespace().next().map_or(0, |word| {
            if word.len() > 8 * WRAP.end() {
                word.len()
            } else {
                word.width()
            }
        })
    }

    /// Its last character, closing marks aside.
    fn last(&self) -> Option<char> {
        self.text.chars().rev().find(|c| {
            !matches!(
                c,
                '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '\u{200E}' | '\u{200F}'
            )
        })
    }

    fn ends_sentence(&self) -> bool {
        self.last()
            .is_some_and(|c| matches!(c, '.' | '!' | '?' | '؟' | '…' | ':' | '۔'))
    }

    /// Whether it stops in the middle of a sentence, as far as the line and the next one show by themselves.
    fn breaks_off(&self, next: &Line) -> bool {
        let comma = self.text.ends_with([',', '،', '؛', ';']);
        let lower = next.text.chars().next().is_some_and(char::is_lowercase);
        !self.ends_sentence() && (comma || lower)
    }
}

/// Whether line `index` and the one after it stand together without a blank line or a list marker between them.
fn adjoin<'l, 'a>(lines: &'l [Line<'a>], index: usize) -> Option<(&'l Line<'a>, &'l Line<'a>)> {
    let line = lines.get(index)?;
    let next = lines.get(index + 1)?;
    (line.is_text() && next.is_text() && next.marker.is_none()).then_some((line, next))
}

/// Whether the end of `line` is where a wrap at `width` would put it.
fn is_wrap(line: &Line, next: &Line, width: usize) -> bool {
    let filled = (line.width + 1 + next.first_word()) as f64;
    line.width <= width && next.width <= width && filled > FILLED * width as f64
}

/// The width at which the lines are wrapped, where they are.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let pairs: Vec<(&Line, &Line)> = (0..lines.len().min(SAMPLE))
        .filter_map(|index| adjoin(lines, index))
        .collect();
    let mut widths: Vec<usize> = pairs.iter().map(|(line, _)| line.width).collect();
    widths.sort_unstable();
    // The widest lines but for one in fifty, which may hold an address that could not be wrapped.
    let width = *widths.get(widths.len().checked_sub(1 + widths.len() / 50)?)?;
    if !WRAP.contains(&width) {
        return None;
    }
    let count = pairs.len() as f64;
    let wraps = pairs
        .iter()
        .filter(|(line, next)| is_wrap(line, next, width))
        .count() as f64;
    let ended = pairs
        .iter()
        .filter(|(line, _)| line.ends_sentence())
        .count() as f64;
    if wraps < AGREE * count || ended > 0.6 * count {
        return None;
    }
    if pairs.len() >= 3 {
        return Some(width);
    }
    let breaks_off = pairs.iter().any(|(line, next)| line.breaks_off(next));
    let all = pairs
        .iter()
        .all(|(line, _)| !line.ends_sentence() && USUAL_WRAP.contains(&line.width));
    (breaks_off && all).then_some(width)
}

/// Whether line `index` goes on in the next one.
fn joins(lines: &[Line], index: usize, width: usize) -> bool {
    let Some((line, next)) = adjoin(lines, index) else {
        return false;
    };
    // A first line is set in; under a list marker the lines that follow are.
    let starts_paragraph = next.indent > line.indent + 1 && line.marker.is_none();
    is_wrap(line, next, width) && !starts_paragraph
}

fn block(text: &str, lines: &[Line], is_first: bool) -> Block {
    let mut mapped = Mapped::new();
    let mut kind = BlockKind::Paragraph;
    for (index, line) in lines.iter().enumerate() {
        let mut span = line.span;
        if index == 0 {
            match line.marker {
                Some(Marker::Sign(length)) => {
                    kind = BlockKind::ListItem;
                    span.start += length;
                }
                Some(Marker::Number) => kind = BlockKind::ListItem,
                None => {}
            }
        } else if let Some(before) = lines.get(index - 1) {
            let gap = Span::new(before.span.end, span.start);
            let hyphenated = before.text.ends_with('-')
                && before
                    .text
                    .chars()
                    .rev()
                    .nth(1)
                    .is_some_and(char::is_alphabetic)
                && line.text.chars().next().is_some_and(char::is_lowercase);
            if !hyphenated {
                mapped.push_replaced(" ", gap);
            }
        }
        mapped.push_verbatim(text, span);
    }
    if let [line] = lines
        && kind == BlockKind::Paragraph
        && is_heading(line)
    {
        kind = BlockKind::Heading(if is_first { 1 } else { 2 });
    }
    Block::new(kind, mapped)
}

fn is_heading(line: &Line) -> bool {
    line.width <= HEADING
        && line.text.chars().any(char::is_alphabetic)
        && line.last().is_some_and(|c| {
            !matches!(
                c,
                '.' | '!' | '?' | '؟' | '…' | ':' | ';' | '؛' | ',' | '،' | '۔'
            )
        })
}

/// The marker that the line of a list item starts with.
fn marker(text: &str) -> Option<Marker> {
    let mut chars = text.char_indices();
    let (_, first) = chars.next()?;
    if matches!(
        first,
        '-' | '*'
            | '•'
            | '‣'
            | '▪'
            | '▫'
            | '●'
            | '○'
            | '◦'
            | '·'
            | '■'
            | '□'
            | '➢'
            | '✓'
            | '–'
            | '+'
    ) {
        let (at, c) = chars.next()?;
        let rest = text.get(at..)?;
        return c
            .is_whitespace()
            .then(|| Marker::Sign(at + rest.len() - rest.trim_start().len()));
    }
    let inner = text.strip_prefix('(').unwrap_or(text);
    let digits: usize = inner
        .chars()
        .take(4)
        .take_while(|c| c.is_numeric())
        .map(char::len_utf8)
        .sum();
    let (length, is_letter) = if digits > 0 {
        (digits, false)
    } else {
        let letter = inner.chars().next().filter(|c| c.is_alphabetic())?;
        (letter.len_utf8(), true)
    };
    let count = inner.get(..length)?.chars().count();
    let mut after = inner.get(length..)?.chars();
    let close = after.next()?;
    let next = after.next();
    let spaced = next.is_some_and(char::is_whitespace);
    // A letter with a stop is an initial or a title (`د. محمد`); `7-year-old` is a word, `1-النص` an item.
    let is_marker = count <= 3
        && match close {
            ')' => spaced || inner.len() == text.len() && next.is_some_and(is_caseless),
            '.' => !is_letter && inner.len() == text.len() && spaced,
            '-' | 'ـ' => {
                inner.len() == text.len() && (spaced || !is_letter && next.is_some_and(is_caseless))
            }
            _ => false,
        };
    is_marker.then_some(Marker::Number)
}

fn is_caseless(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<(BlockKind, String)> {
        let document = read(Arc::new(Source::from_text("a.txt", text))).unwrap();
        for block in &document.blocks {
            let origin = block.text.whole();
            assert_eq!(
                origin
                    .of(text)
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
                    .replace("- ", "-"),
                block
                    .text
                    .text()
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
                    .replace("- ", "-")
            );
        }
        document
            .blocks
            .into_iter()
            .map(|block| (block.kind, block.text.text().to_owned()))
            .collect()
    }

    fn texts(text: &str) -> Vec<String> {
        blocks(text).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn a_line_is_a_paragraph() {
        let text = "Minister opens new port in the north\nThursday, 4 May 2023\n\nThe minister opened the port on Thursday.\n\
            It cost two billion dollars and took nine years to build, twice as long as had been planned when work began.\n\
            Ships will call from June.\n";
        assert_eq!(texts(text).len(), 5);
        let arabic = "الوزير يفتتح ميناء جديدا في الشمال\nالخميس ٤ مايو ٢٠٢٣\n\nافتتح الوزير الميناء يوم الخميس.\n";
        let kinds: Vec<BlockKind> = blocks(arabic).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(
            kinds,
            [
                BlockKind::Heading(1),
                BlockKind::Heading(2),
                BlockKind::Paragraph
            ]
        );
    }

    #[test]
    fn short_lines_that_fit_together_are_not_joined() {
        let text = "Roses are red and so is the evening sky\nviolets are blue\nas everybody knows who has a garden\nor reads\n";
        assert_eq!(texts(text).len(), 4);
        let names = "Lina Haddad, director\nOmar Said, editor\nAmal Nasser, photographer\nKarim Aziz, driver\n";
        assert_eq!(texts(names).len(), 4);
        let sentences = "The port was opened on Thursday by the minister himself.\nIt cost two billion dollars, the paper says, and more.\n\
            The first ships are to call there in the month of June.\nNobody knows whether the road will be ready then.\n";
        assert_eq!(texts(sentences).len(), 4);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "OPENING OF THE PORT\n\nThe minister opened the port on Thursday, nine years after work had\n\
            been started and twice as late as had been planned. It cost two billion\n\
            dollars.\n\nShips will call from June. Until then the old harbour remains in use,\n\
            although it is too small for most of the ships that carry grain.\n\n\
            1. The road is to be finished in spring, and the railway a year after\n   that.\n\
            2. Customs officers are being trained.\n";
        assert_eq!(
            blocks(text),
            [
                (BlockKind::Heading(1), "OPENING OF THE PORT".to_owned()),
                (
                    BlockKind::Paragraph,
                    "The minister opened the port on Thursday, nine years after work had been started and twice as late as had \
                     been planned. It cost two billion dollars."
                        .to_owned()
                ),
                (
                    BlockKind::Paragraph,
                    "Ships will call from June. Until then the old harbour remains in use, although it is too small for most \
                     of the ships that carry grain."
                        .to_owned()
                ),
                (
                    BlockKind::ListItem,
                    "1. The road is to be finished in spring, and the railway a year after that.".to_owned()
                ),
                (BlockKind::ListItem, "2. Customs officers are being trained.".to_owned()),
            ]
        );
        let arabic = "افتتح الوزير الميناء يوم الخميس بعد تسع سنوات من بدء العمل فيه، أي\r\n\
            بتأخير يبلغ ضعف المدة التي كانت مقررة له. وقد كلف المشروع ملياري\r\n\
            دولار بحسب ما ذكرته الصحف، ومن المنتظر أن تصل أولى السفن في شهر\r\nيونيو.\r\n\r\nأما الميناء القديم فسيبقى مفتوحا.\r\n";
        assert_eq!(texts(arabic).len(), 2);
        assert!(texts(arabic)[0].contains("فيه، أي بتأخير"));
        let two =
            "The minister opened the port on Thursday, nine years after work had\nbeen started.\n";
        assert_eq!(texts(two).len(), 1);
    }

    #[test]
    fn paragraphs_that_are_set_in_are_parted() {
        let text = [
            "   The minister opened the port on Thursday, nine years after work had",
            "been started and twice as late as had been planned; some say thrice.",
            "   Ships will call from June, and until then the old harbour remains in",
            "use, although it is too small for most of the ships that carry grain",
            "and oil.",
        ]
        .join("\n");
        assert_eq!(texts(&text).len(), 2, "{:#?}", texts(&text));
    }

    #[test]
    fn items_of_lists() {
        let text = "- bread\n* water\n• خبز\n1. first\n٢. ثانيا\n3) third\n(4) fourth\n5-خامسا\nأ- السادس\nb) seventh\n";
        let found = blocks(text);
        assert!(found.iter().all(|(kind, _)| *kind == BlockKind::ListItem));
        assert_eq!(found[0].1, "bread");
        assert_eq!(found[2].1, "خبز");
        assert_eq!(found[3].1, "1. first");
        for text in [
            "7-year-old boy found.",
            "3-2 was the result.",
            "د. محمد هنا.",
            "A. Smith said so.",
            "-5 degrees.",
            "2019. That was it.",
            "(see below).",
        ] {
            assert_eq!(blocks(text)[0].0, BlockKind::Paragraph, "{text}");
        }
    }

    #[test]
    fn lines_of_signs_are_no_text() {
        assert_eq!(
            texts("Title\n=====\n\nText.\n\n* * *\n\nMore.\n-----\n"),
            ["Title", "Text.", "More."]
        );
        assert!(texts("").is_empty());
        assert!(texts("\n \r\n\t\r").is_empty());
    }
}
