//! Markdown: CommonMark with tables, footnotes, task and definition lists, strikethrough and math, after
//! YAML or TOML front matter.
//!
//! The parser says what each range of bytes is; here the ranges that are text become blocks. Text that the
//! source spells otherwise (entities, joined lines) is carried as replaced, so that a place in it is the
//! place of its spelling.

use super::FormatError;
use crate::document::{Block, BlockKind, Document, Inline, InlineKind};
use crate::text::{Mapped, Source, Span};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

/// Reads Markdown. It can't fail: every text is Markdown.
pub(super) fn read(source: Arc<Source>) -> Result<Document, FormatError> {
    let text = source.text();
    // The parser knows a lone carriage return as a line end only here and there. The copy has the same length.
    let unified = lone_returns_as_line_feeds(text);
    let mut reader = Reader {
        source: unified.as_deref().unwrap_or(text),
        blocks: Vec::new(),
        containers: Vec::new(),
        current: None,
    };
    reader.parse(Span::new(front_matter(text), text.len()), true);
    let blocks = reader.blocks;
    Ok(Document { source, blocks })
}

/// The text with line feeds for carriage returns that no line feed follows; none where there are none.
fn lone_returns_as_line_feeds(text: &str) -> Option<String> {
    let is_lone = |at: usize| text.as_bytes().get(at + 1) != Some(&b'\n');
    memchr::memchr_iter(b'\r', text.as_bytes()).find(|at| is_lone(*at))?;
    let unified = text
        .char_indices()
        .map(|(at, c)| if c == '\r' && is_lone(at) { '\n' } else { c })
        .collect();
    Some(unified)
}

pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// Where the text starts after front matter: YAML between `---`, TOML between `+++`, at the very start.
///
/// The parser would take such a block anywhere, and with it a paragraph between two rules.
fn front_matter(text: &str) -> usize {
    let fence = match text.get(..3) {
        Some(fence @ ("---" | "+++")) => fence,
        _ => return 0,
    };
    let mut at = 0;
    let mut fences = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        let line = line.trim_end();
        if line == fence || (index > 0 && fence == "---" && line == "...") {
            fences += 1;
            if fences == 2 {
                return at;
            }
        } else if index == 0 || (index == 1 && !line.is_empty() && !is_setting(line)) {
            return 0;
        }
    }
    0
}

/// Whether the line can be the first of front matter: a key with its value, a comment, a table.
fn is_setting(line: &str) -> bool {
    line.starts_with(['#', '[', '{', '-', '"', '\''])
        || line
            .split_once([':', '='])
            .is_some_and(|(key, _)| !key.trim().is_empty() && !key.trim().contains(' '))
}

/// What a block stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Container {
    Quote,
    Item,
    Footnote,
    Heading(u8),
    Cell,
}

/// A block that is being read.
struct Open {
    kind: BlockKind,
    text: Mapped,
    inlines: Vec<Inline>,
    /// Markup that has begun, and where.
    begun: Vec<(InlineKind, usize)>,
    /// Whether it has anything but formulas.
    has_text: bool,
}

struct Reader<'a> {
    source: &'a str,
    blocks: Vec<Block>,
    containers: Vec<Container>,
    current: Option<Open>,
}

impl<'a> Reader<'a> {
    /// Reads `part` of the source. Blocks of HTML in it are looked into where `html` says so.
    fn parse(&mut self, part: Span, html: bool) {
        let piece = part.of(self.source);
        let depth = self.containers.len();
        let mut events = Parser::new_ext(piece, options()).into_offset_iter();
        while let Some((event, range)) = events.next() {
            let span = Span::new(range.start + part.start, range.end + part.start);
            match event {
                Event::Start(Tag::CodeBlock(_)) => {
                    self.flush();
                    skip(&mut events, TagEnd::CodeBlock);
                }
                Event::Start(Tag::HtmlBlock) => {
                    self.flush();
                    skip(&mut events, TagEnd::HtmlBlock);
                    if html {
                        self.html_block(span);
                    } else {
                        self.html_text(span);
                    }
                }
                Event::Start(tag) => self.start(tag),
                Event::End(tag) => self.end(tag),
                Event::Text(text) => self.text(&text, span),
                Event::Code(code) => self.code(&code, span),
                Event::InlineMath(formula) => self.math(&formula, span, 1),
                Event::DisplayMath(formula) => self.math(&formula, span, 2),
                Event::InlineHtml(_) => self.tag(span),
                Event::FootnoteReference(label) => {
                    let kind = InlineKind::NoteReference(label.to_string());
                    self.mark(kind);
                }
                Event::SoftBreak => self.replace(" ", span),
                Event::HardBreak => self.replace("\n", span),
                Event::Rule => self.flush(),
                Event::Html(_) | Event::TaskListMarker(_) => {}
            }
        }
        self.flush();
        self.containers.truncate(depth);
    }

    fn start(&mut self, tag: Tag) {
        let container = match tag {
            Tag::Emphasis => return self.begin(InlineKind::Emphasis),
            Tag::Strong => return self.begin(InlineKind::Strong),
            Tag::Strikethrough => return self.begin(InlineKind::Tag("del".to_owned())),
            Tag::Superscript => return self.begin(InlineKind::Tag("sup".to_owned())),
            Tag::Subscript => return self.begin(InlineKind::Tag("sub".to_owned())),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                self.begin(InlineKind::Link(dest_url.to_string()));
                // The text of `<https://…>` is the address.
                if matches!(link_type, LinkType::Autolink | LinkType::Email) {
                    self.begin(InlineKind::Code);
                }
                return;
            }
            Tag::Image { dest_url, .. } => {
                return self.begin(InlineKind::Link(dest_url.to_string()));
            }
            Tag::Heading { level, .. } => Some(Container::Heading(level as u8)),
            Tag::BlockQuote(_) => Some(Container::Quote),
            Tag::Item | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
                Some(Container::Item)
            }
            Tag::FootnoteDefinition(_) => Some(Container::Footnote),
            Tag::TableCell => Some(Container::Cell),
            _ => None,
        };
        self.flush();
        self.containers.extend(container);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => return self.finish(|kind| *kind == InlineKind::Emphasis),
            TagEnd::Strong => return self.finish(|kind| *kind == InlineKind::Strong),
            TagEnd::Strikethrough => return self.finish(|kind| is_tag(kind, "del")),
            TagEnd::Superscript => return self.finish(|kind| is_tag(kind, "sup")),
            TagEnd::Subscript => return self.finish(|kind| is_tag(kind, "sub")),
            TagEnd::Link | TagEnd::Image => {
                let is_address = self
                    .current
                    .as_ref()
                    .is_some_and(|open| matches!(open.begun.last(), Some((InlineKind::Code, _))));
                if is_address {
                    self.finish(|kind| *kind == InlineKind::Code);
                }
                return self.finish(|kind| matches!(kind, InlineKind::Link(_)));
            }
            _ => self.flush(),
        }
        if matches!(
            tag,
            TagEnd::Heading(_)
                | TagEnd::BlockQuote(_)
                | TagEnd::Item
                | TagEnd::DefinitionListTitle
                | TagEnd::DefinitionListDefinition
                | TagEnd::FootnoteDefinition
                | TagEnd::TableCell
        ) {
            self.containers.pop();
        }
    }

    /// The block that is being read; a new one where there is none.
    fn open(&mut self) -> &mut Open {
        let kind = match self.containers.last() {
            None => BlockKind::Paragraph,
            Some(Container::Quote) => BlockKind::Quote,
            Some(Container::Item) => BlockKind::ListItem,
            Some(Container::Footnote) => BlockKind::Footnote,
            Some(Container::Heading(level)) => BlockKind::Heading(*level),
            Some(Container::Cell) => BlockKind::TableCell,
        };
        self.current.get_or_insert_with(|| Open {
            kind,
            text: Mapped::new(),
            inlines: Vec::new(),
            begun: Vec::new(),
            has_text: false,
        })
    }

    /// Ends the block that is being read.
    fn flush(&mut self) {
        let Some(mut open) = self.current.take() else {
            return;
        };
        for (kind, at) in open.begun.drain(..) {
            open.inlines.push(Inline {
                span: Span::new(at, at),
                kind,
            });
        }
        let has_words = open.has_text && hold_placeholders(open.text.text(), &mut open.inlines);
        if !has_words {
            return;
        }
        open.inlines
            .sort_by_key(|inline| (inline.span.start, Reverse(inline.span.end)));
        self.blocks.push(Block {
            kind: open.kind,
            text: open.text,
            inlines: open.inlines,
            label: None,
        });
    }

    fn begin(&mut self, kind: InlineKind) {
        let open = self.open();
        let at = open.text.text().len();
        open.begun.push((kind, at));
    }

    /// Ends the last markup that `is` says yes to.
    fn finish(&mut self, is: impl Fn(&InlineKind) -> bool) {
        // Tags of HTML may be left open; the search stays short all the same.
        const NEAR: usize = 32;
        let Some(open) = self.current.as_mut() else {
            return;
        };
        let end = open.text.text().len();
        let found = open
            .begun
            .iter()
            .enumerate()
            .rev()
            .take(NEAR)
            .find(|(_, (kind, _))| is(kind))
            .map(|(index, _)| index);
        if let Some(index) = found {
            let (kind, start) = open.begun.remove(index);
            open.inlines.push(Inline {
                span: Span::new(start, end),
                kind,
            });
        }
    }

    /// Marks a place between two characters.
    fn mark(&mut self, kind: InlineKind) {
        let open = self.open();
        let at = open.text.text().len();
        open.inlines.push(Inline {
            span: Span::new(at, at),
            kind,
        });
    }

    fn text(&mut self, text: &str, mut span: Span) {
        let source = self.source;
        let escaped = span
            .start
            .checked_sub(1)
            .is_some_and(|before| source.as_bytes().get(before) == Some(&b'\\'))
            && text.starts_with(|c: char| c.is_ascii_punctuation())
            && span.of(source) == text;
        let open = self.open();
        open.has_text = true;
        if escaped {
            let spelled = Span::new(span.start - 1, span.start + 1);
            open.text
                .push_replaced(text.get(..1).unwrap_or(""), spelled);
            span.start += 1;
            open.text.push_verbatim(source, span);
        } else if span.of(source) == text {
            open.text.push_verbatim(source, span);
        } else {
            open.text.push_replaced(text, span);
        }
    }

    fn replace(&mut self, text: &str, span: Span) {
        if let Some(open) = self.current.as_mut() {
            open.text.push_replaced(text, span);
        }
    }

    /// Text that is held: it stands in the block and is marked as code.
    fn hold(&mut self, text: &str, span: Span) {
        let source = self.source;
        let open = self.open();
        let start = open.text.text().len();
        if span.of(source) == text {
            open.text.push_verbatim(source, span);
        } else {
            open.text.push_replaced(text, span);
        }
        let end = open.text.text().len();
        open.inlines.push(Inline {
            span: Span::new(start, end),
            kind: InlineKind::Code,
        });
    }

    fn code(&mut self, code: &str, span: Span) {
        let raw = span.of(self.source);
        let fence = raw.len() - raw.trim_start_matches('`').len();
        let mut inner = Span::new(span.start + fence, span.end.saturating_sub(fence));
        let piece = inner.of(self.source);
        if piece.len() == code.len() + 2 && piece.get(1..piece.len() - 1) == Some(code) {
            inner = Span::new(inner.start + 1, inner.end - 1);
        }
        self.open().has_text = true;
        if inner.of(self.source).contains(['\n', '\r']) {
            let line: Vec<&str> = code.split_whitespace().collect();
            self.hold(&line.join(" "), inner);
        } else {
            self.hold(code, inner);
        }
    }

    /// A formula is held; an amount in dollars between two dollar signs is text.
    fn math(&mut self, formula: &str, span: Span, fence: usize) {
        if fence == 1 && !is_formula(formula) {
            let source = self.source;
            let open = self.open();
            open.has_text = true;
            let mut at = span.start;
            for line in span.of(source).split_inclusive(['\n', '\r']) {
                let kept = line.trim_end_matches(['\n', '\r']).len();
                let end = at + line.len();
                open.text.push_verbatim(source, Span::new(at, at + kept));
                if at + kept < end {
                    open.text.push_replaced(" ", Span::new(at + kept, end));
                }
                at = end;
            }
            return;
        }
        let inner = Span::new(span.start + fence, span.end.saturating_sub(fence));
        if inner.of(self.source) == formula && !formula.contains('\n') {
            self.hold(formula, inner);
        } else {
            let line: Vec<&str> = formula.split_whitespace().collect();
            self.hold(&line.join(" "), inner);
        }
    }

    /// A tag of HTML within a line.
    fn tag(&mut self, span: Span) {
        let Some(tag) = HtmlTag::at(span.of(self.source)) else {
            return;
        };
        let name = tag.name.to_ascii_lowercase();
        let is_code = matches!(name.as_str(), "code" | "kbd" | "samp" | "var" | "tt");
        if name == "br" {
            if let Some(open) = self.current.as_mut() {
                open.text.push_replaced("\n", span);
            }
        } else if tag.closes {
            if is_code {
                self.finish(|kind| *kind == InlineKind::Code);
            } else {
                self.finish(|kind| is_tag(kind, &name));
            }
        } else if tag.is_empty || is_void(&name) {
            self.mark(InlineKind::Tag(name));
        } else if is_code {
            self.begin(InlineKind::Code);
        } else {
            self.begin(InlineKind::Tag(name));
        }
    }

    /// A block of HTML. Where all it is for is to set the direction of the Markdown inside, what stands between its
    /// tags is Markdown; else it is HTML, in which a template is no text.
    fn html_block(&mut self, span: Span) {
        let raw = span.of(self.source);
        let mut sets_direction = false;
        let mut lead = raw;
        while let Some(tag) = HtmlTag::at(lead.trim_start()) {
            sets_direction |= tag.sets_direction;
            lead = lead.trim_start().get(tag.length..).unwrap_or("");
        }
        if !sets_direction {
            // The lines of what stands in something begin with the marks of that.
            if !self.containers.is_empty() {
                return;
            }
            for mut block in super::html::fragment(self.source, span) {
                if hold_placeholders(block.text.text(), &mut block.inlines) {
                    self.blocks.push(block);
                }
            }
            return;
        }
        let mut run = 0;
        let mut at = 0;
        while let Some(found) = memchr::memchr(b'<', raw.as_bytes().get(at..).unwrap_or_default()) {
            let start = at + found;
            let rest = raw.get(start..).unwrap_or("");
            let Some(length) = html_gap(rest) else {
                at = start + 1;
                continue;
            };
            self.html_run(span.start, raw, run..start);
            at = start + length;
            run = at;
        }
        self.html_run(span.start, raw, run..raw.len());
    }

    fn html_run(&mut self, base: usize, raw: &str, run: Range<usize>) {
        let piece = raw.get(run.clone()).unwrap_or("");
        let kept = piece.trim_start();
        if !kept.is_empty() {
            let start = base + run.end - kept.len();
            self.parse(Span::new(start, base + run.end), false);
        }
    }

    /// What a block of HTML holds beside tags, as one paragraph.
    fn html_text(&mut self, span: Span) {
        let source = self.source;
        let mut at = span.start;
        while at < span.end {
            let rest = Span::new(at, span.end).of(source);
            if let Some(tag) = rest.starts_with('<').then(|| HtmlTag::at(rest)).flatten() {
                at += tag.length;
                continue;
            }
            let length = if rest.starts_with(['\n', '\r']) {
                1
            } else {
                rest.char_indices()
                    .skip(1)
                    .find(|(_, c)| matches!(c, '<' | '\n' | '\r'))
                    .map_or(rest.len(), |(at, _)| at)
            };
            let piece = Span::new(at, at + length);
            if piece.of(source).trim().is_empty() {
                self.replace(" ", piece);
            } else {
                let open = self.open();
                open.has_text = true;
                open.text.push_verbatim(source, piece);
            }
            at += length;
        }
        self.flush();
    }
}

/// Goes past everything up to the end of a block.
fn skip<'a>(events: &mut impl Iterator<Item = (Event<'a>, Range<usize>)>, until: TagEnd) {
    for (event, _) in events {
        if event == Event::End(until) {
            return;
        }
    }
}

fn is_tag(kind: &InlineKind, name: &str) -> bool {
    matches!(kind, InlineKind::Tag(tag) if tag == name)
}

/// Whether what stands between two dollar signs is a formula rather than the space between two prices.
fn is_formula(text: &str) -> bool {
    text.contains(['\\', '^', '_', '=', '{', '}'])
        || !text.contains(char::is_whitespace)
            && text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '(')
}

/// Marks what a site generator or a template puts in (`{{ … }}`, `{% … %}`, `:::note`) as code, and says
/// whether anything else is left.
fn hold_placeholders(text: &str, inlines: &mut Vec<Inline>) -> bool {
    let mut left = false;
    let mut at = 0;
    while at < text.len() {
        let rest = text.get(at..).unwrap_or("");
        let length = ["{{", "{%"]
            .iter()
            .zip(["}}", "%}"])
            .find(|(open, _)| rest.starts_with(**open))
            .and_then(|(_, close)| rest.get(..rest.len().min(512)).unwrap_or(rest).find(close))
            .map(|end| end + 2)
            .or_else(|| {
                let is_start = at == 0
                    || text
                        .get(..at)
                        .is_some_and(|head| head.ends_with([' ', '\n']));
                (is_start && rest.starts_with(":::"))
                    .then(|| rest.find(char::is_whitespace).unwrap_or(rest.len()))
            });
        if let Some(length) = length {
            inlines.push(Inline {
                span: Span::new(at, at + length),
                kind: InlineKind::Code,
            });
            at += length;
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        left |= !c.is_whitespace();
        at += c.len_utf8();
    }
    left
}

/// A tag of HTML.
struct HtmlTag<'a> {
    name: &'a str,
    closes: bool,
    /// `<x/>`
    is_empty: bool,
    sets_direction: bool,
    /// Its bytes.
    length: usize,
}

impl<'a> HtmlTag<'a> {
    /// The tag at the start of `text`. A tag is short: what is never closed is not searched to the end of the file.
    fn at(text: &'a str) -> Option<Self> {
        const LONGEST: usize = 4096;
        let inner = text.strip_prefix('<')?;
        let closes = inner.starts_with('/');
        let inner = inner.strip_prefix('/').unwrap_or(inner);
        let end = inner
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | ':')))
            .unwrap_or(inner.len());
        let name = inner.get(..end).filter(|name| !name.is_empty())?;
        let rest = inner.get(end..)?;
        let mut quote = None;
        let mut attribute = None;
        let mut sets_direction = matches!(name, "bdo" | "bdi");
        let mut close = None;
        for (at, c) in rest.char_indices().take(LONGEST) {
            match (quote, c) {
                (Some(open), c) if c == open => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'') => quote = Some(c),
                (None, '>') => {
                    close = Some(at);
                    break;
                }
                (None, '=') => {
                    let from = attribute.take().unwrap_or(at);
                    sets_direction |= rest
                        .get(from..at)
                        .is_some_and(|key| key.trim().eq_ignore_ascii_case("dir"));
                }
                (None, c) if c.is_whitespace() => attribute = None,
                (None, _) => attribute = attribute.or(Some(at)),
            }
        }
        let close = close?;
        let before = rest.get(..close)?;
        Some(Self {
            name,
            closes,
            is_empty: before.ends_with('/'),
            sets_direction,
            length: text.len() - rest.len() + close + 1,
        })
    }
}

/// Length of what parts two runs of text in HTML at the start of `text`: a comment, a tag that starts or
/// ends a block, an element whose content is not text.
fn html_gap(text: &str) -> Option<usize> {
    if text.starts_with("<!") || text.starts_with("<?") {
        let close = if text.starts_with("<!--") { "-->" } else { ">" };
        return Some(text.find(close).map_or(text.len(), |at| at + close.len()));
    }
    let tag = HtmlTag::at(text)?;
    let name = tag.name.to_ascii_lowercase();
    match name.as_str() {
        "script" | "style" | "pre" | "svg" | "template" | "math" | "textarea" if !tag.closes => {
            let rest = text.get(tag.length..).unwrap_or("");
            let end = rest
                .match_indices("</")
                .find(|(at, _)| {
                    rest.get(at + 2..at + 2 + name.len())
                        .is_some_and(|found| found.eq_ignore_ascii_case(&name))
                })
                .map_or(rest.len(), |(at, _)| at);
            Some(tag.length + end)
        }
        "a" | "abbr" | "b" | "bdi" | "bdo" | "br" | "cite" | "code" | "del" | "em" | "i"
        | "img" | "ins" | "kbd" | "mark" | "q" | "s" | "samp" | "small" | "span" | "strong"
        | "sub" | "sup" | "time" | "tt" | "u" | "var" | "wbr" | "font" => None,
        _ => Some(tag.length),
    }
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "img" | "wbr" | "hr" | "input" | "area" | "source" | "embed"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> Document {
        read(Arc::new(Source::from_text("a.md", text))).unwrap()
    }

    fn blocks(text: &str) -> Vec<(BlockKind, String)> {
        document(text)
            .blocks
            .into_iter()
            .map(|block| (block.kind, block.text.text().to_owned()))
            .collect()
    }

    fn texts(text: &str) -> Vec<String> {
        blocks(text)
            .into_iter()
            .map(|(_, text)| text.trim().to_owned())
            .collect()
    }

    #[test]
    fn every_block_has_its_kind() {
        let text = "# تقرير *سنوي* {#report}\n\nفقرة أولى\nفي سطرين.\n\n> اقتباس.\n\n- بند\n  1. بند داخلي\n- [x] مهمة\n\n\
            | اسم | عدد |\n|:--|--:|\n| بغداد | `12` |\n\nنص[^1].\n\n[^1]: حاشية.\n\nلفظ\n: معناه\n\nعنوان\n---\n\n> [!NOTE]\n> تنبيه\n";
        use BlockKind::*;
        let expected = [
            (Heading(1), "تقرير سنوي"),
            (Paragraph, "فقرة أولى في سطرين."),
            (Quote, "اقتباس."),
            (ListItem, "بند"),
            (ListItem, "بند داخلي"),
            (ListItem, "مهمة"),
            (TableCell, "اسم"),
            (TableCell, "عدد"),
            (TableCell, "بغداد"),
            (TableCell, "12"),
            (Paragraph, "نص."),
            (Footnote, "حاشية."),
            (ListItem, "لفظ"),
            (ListItem, "معناه"),
            (Heading(2), "عنوان"),
            (Quote, "تنبيه"),
        ];
        let expected: Vec<_> = expected
            .iter()
            .map(|(kind, text)| (*kind, (*text).to_owned()))
            .collect();
        assert_eq!(blocks(text), expected);
    }

    #[test]
    fn what_is_not_text_is_left_out() {
        let text = "---\ntitle: عنوان\n---\n\n```rust\nlet x = 1; // نص\n```\n\n    indented code\n\n<!-- تعليق -->\n\n\
            <table><tr><td>خلية</td></tr></table>\n\n$$\nx = y\n$$\n\n{% include note.html %}\n\n{{< figure src=\"a.png\" >}}\n\n\
            نص <!-- تعليق --> باق.\n\n[link]: https://example.org \"title\"\n\n---\n";
        assert_eq!(texts(text), ["خلية", "نص  باق."]);
    }

    #[test]
    fn front_matter_stands_only_at_the_start() {
        assert_eq!(texts("+++\ntitle = \"x\"\n+++\nText.\n"), ["Text."]);
        assert_eq!(texts("---\r\ntitle: x\r\n---\r\nText.\r\n"), ["Text."]);
        assert_eq!(texts("---\n---\nText.\n"), ["Text."]);
        assert_eq!(texts("---\n# note\na: b\n...\nText.\n"), ["Text."]);
        // Rules, not fences.
        assert_eq!(texts("---\n\nText.\n"), ["Text."]);
        assert_eq!(
            texts("One.\n\n---\n\nkey: two.\n\n---\n\nThree.\n").len(),
            3
        );
        assert_eq!(
            texts("---\nA sentence that is no setting.\n\n---\nText.\n").len(),
            2
        );
        assert_eq!(texts("---\nkey: never closed\n").len(), 1);
    }

    fn inlines(text: &str) -> Vec<(String, InlineKind)> {
        document(text)
            .blocks
            .iter()
            .flat_map(|block| {
                block.inlines.iter().map(|inline| {
                    (
                        inline.span.of(block.text.text()).to_owned(),
                        inline.kind.clone(),
                    )
                })
            })
            .collect()
    }

    #[test]
    fn markup_in_a_line_is_kept_beside_the_text() {
        use InlineKind::*;
        let link = |address: &str| Link(address.to_owned());
        let found = inlines(
            "A *b **c*** [d](https://d.org \"t\") ![e](e.png) `f  g` $x^2$ <https://h.org> i[^n] <b>j</b> ~~k~~ <kbd>l</kbd> {{ m }}.\n\n[^n]: note\n",
        );
        let expected = [
            ("b c", Emphasis),
            ("c", Strong),
            ("d", link("https://d.org")),
            ("e", link("e.png")),
            ("f  g", Code),
            ("x^2", Code),
            ("https://h.org", Code),
            ("https://h.org", link("https://h.org")),
            ("", NoteReference("n".to_owned())),
            ("j", Tag("b".to_owned())),
            ("k", Tag("del".to_owned())),
            ("l", Code),
            ("{{ m }}", Code),
        ];
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(text, kind)| (text.to_owned(), kind))
            .collect();
        assert_eq!(found, expected);
        assert_eq!(
            inlines("<b>open <i>x</i> <br> y"),
            [
                (String::new(), Tag("b".to_owned())),
                ("x".to_owned(), Tag("i".to_owned()))
            ]
        );
    }

    #[test]
    fn amounts_in_dollars_are_text() {
        assert_eq!(
            texts("It cost $5, not 10$. Later $20 and $30.\n"),
            ["It cost $5, not 10$. Later $20 and $30."]
        );
        assert!(inlines("It cost $5, not 10$.\n").is_empty());
        assert_eq!(inlines("Let $n$ be $n-1$.\n").len(), 2);
    }

    #[test]
    fn decoded_text_knows_its_spelling() {
        let text = "a &amp; b \\* c\r\n> q `x\r\n> y` z &#1587;\r\n";
        let document = document(text);
        let first = &document.blocks[0].text;
        assert_eq!(first.text(), "a & b * c");
        assert_eq!(first.origin(Span::new(2, 3)).of(text), "&amp;");
        assert_eq!(first.origin(Span::new(6, 7)).of(text), "\\*");
        assert_eq!(first.origin(Span::new(8, 9)).of(text), "c");
        assert!(!first.is_verbatim(Span::new(6, 7)));
        let second = &document.blocks[1].text;
        assert_eq!(second.text(), "q x y z س");
        assert_eq!(second.origin(Span::new(2, 5)).of(text), "x\r\n> y");
        assert_eq!(second.origin(Span::new(8, 10)).of(text), "&#1587;");
    }

    #[test]
    fn wrappers_that_set_the_direction_are_seen_through() {
        let blank = "<div dir=\"rtl\">\n\n# عنوان\n\nنص.\n\n</div>\n";
        assert_eq!(texts(blank), ["عنوان", "نص."]);
        let tight = "<div align='right' dir=rtl>\n\n</div>\n<div dir=\"rtl\">\n# عنوان\nنص **مهم**.\n</div>\n\nAfter.\n";
        assert_eq!(
            blocks(tight),
            [
                (BlockKind::Heading(1), "عنوان".to_owned()),
                (BlockKind::Paragraph, "نص مهم.".to_owned()),
                (BlockKind::Paragraph, "After.".to_owned()),
            ]
        );
        let html = "<div dir=\"rtl\">\n    <p>فقرة <b>أولى</b> &amp; قصيرة.</p>\n    <!-- تعليق -->\n    <ul>\n        <li>بند</li>\n    </ul>\n<script>var x = 1;</script>\n<p>ثانية<br>سطر</p></div>\n";
        assert_eq!(texts(html), ["فقرة أولى & قصيرة.", "بند", "ثانية\nسطر"]);
        // In other blocks of HTML stands HTML.
        let other = "<div class=\"dir\" title='dir=rtl'>\n# نص *آخر* &amp; {{ x }}\n<img alt=\"شعار\"></div>\n";
        assert_eq!(texts(other), ["# نص *آخر* & {{ x }}"]);
        let summary =
            "<details>\n<summary>مزيد <b>هنا</b></summary>\n\nنص **داخل**.\n\n</details>\n";
        assert_eq!(texts(summary), ["مزيد هنا", "نص داخل."]);
        assert!(
            texts("<p>\n{% include x %}\n</p>\n\n<style>\np { color: red }\n</style>\n").is_empty()
        );
        assert!(texts("> <p>\n> نص\n> </p>\n").is_empty());
        assert_eq!(
            texts("<p dir=\"rtl\">\n<span class=\"x\">\nنص هنا\n</span></p>\n"),
            ["نص هنا"]
        );
        let quoted = "> <div dir=\"rtl\">\n> نص.\n> </div>\n";
        assert_eq!(texts(quoted), ["نص."]);
    }

    #[test]
    fn line_ends_of_every_kind() {
        assert_eq!(texts("# a\r\rb\rc\r\r- d\r"), ["a", "b c", "d"]);
        assert_eq!(texts("a\r\nb\\\r\nc  \r\nd\r\n"), ["a b\nc\nd"]);
    }
}
