//! HTML: what a reader of the page reads, block by block.
//!
//! The tokenizer knows what is text, script or comment, and where it stands; which elements end without saying so is
//! known here, as far as blocks of text depend on it.

use super::content::Content;
use super::{FormatError, spelling};
use crate::document::{Block, BlockKind, Document, InlineKind};
use crate::text::{Encoding, Source, Span};
use lol_html::html_content::{Element, TextType};
use lol_html::send::{HtmlRewriter, Settings};
use lol_html::{DocumentContentHandlers, ElementContentHandlers, MemorySettings, Selector};
use std::borrow::Cow;
use std::sync::{Arc, Mutex};

/// Memory that the tokenizer may take for itself.
const MEMORY: usize = 64 << 20;
/// Elements up to which an end that is left out is looked for.
const NEAR: usize = 32;

/// Reads HTML. Any text is HTML; what fails is only what would take too much memory.
pub(super) fn read(source: Arc<Source>) -> Result<Document, FormatError> {
    let text = source.text();
    let tokens = tokenize(text).map_err(|error| {
        FormatError::file(
            source.path(),
            format!("the HTML can't be read: {error}"),
            "simplify or split the file",
        )
    })?;
    let blocks = blocks(text, tokens);
    Ok(Document { source, blocks })
}

/// The blocks of a piece of HTML in a text of another format: what stands between tags, without texts of images, which
/// are mostly the badges and logos of a page there. None where it can't be read.
pub(super) fn fragment(text: &str, span: Span) -> Vec<Block> {
    let mut tokens = tokenize(span.of(text)).unwrap_or_default();
    for token in &mut tokens {
        match token {
            Token::Start {
                span: at,
                value,
                values,
                ..
            } => {
                *at = at.shift(span.start);
                *value = None;
                values.clear();
            }
            Token::Text(at) => *at = at.shift(span.start),
            Token::End(_) => {}
        }
    }
    blocks(text, tokens)
}

fn blocks(text: &str, tokens: Vec<Token>) -> Vec<Block> {
    let mut page = Page {
        text,
        blocks: Vec::new(),
        open: Vec::new(),
        current: Content::default(),
        skipped: 0,
        kept: 0,
        beside: Vec::new(),
    };
    for token in tokens {
        page.take(token);
    }
    page.flush();
    page.blocks
}

/// Whether the bytes are a page.
pub(super) fn signature(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let head: Vec<u8> = head
        .iter()
        .copied()
        .filter(|byte| *byte != 0)
        .map(|byte| byte.to_ascii_lowercase())
        .collect();
    let head = String::from_utf8_lossy(&head);
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || !c.is_ascii());
    head.starts_with("<!doctype html") || head.starts_with("<html")
}

/// The encoding that the page names in a `meta` element, or in an XML declaration.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    if let Some(label) = super::xml::declared_encoding(bytes) {
        return Some(label);
    }
    let head = bytes.get(..bytes.len().min(2048)).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let at = head.find("charset")?;
    let value = head.get(at + "charset".len()..)?.trim_start();
    let value = value.strip_prefix('=')?.trim_start();
    let label: String = value
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
        .collect();
    (!label.is_empty() && !label.starts_with("utf-16")).then_some(label)
}

/// How far before a place the start of its tag is looked for.
const TAG: usize = 8 << 10;

/// Text in a page or in a quoted value of an attribute. None elsewhere inside a tag, where other rules hold.
///
/// The page isn't read anew for this: each `<` near before the place that may start a tag is taken for one. Where one
/// is none, the worst is that a quote is written as the reference that stands for it everywhere.
pub(super) fn spell(file: &str, span: Span, text: &str) -> Option<String> {
    let old = span.of(file);
    if old.contains(['<', '>']) {
        return None;
    }
    let before = file.as_bytes().get(..span.start)?;
    let near = before.len().saturating_sub(TAG);
    let mut out = spelling::escape(text);
    for at in memchr::memchr_iter(b'<', before.get(near..)?) {
        match within(before.get(near + at + 1..)?) {
            Within::None => {}
            Within::Tag => return None,
            // The place must not hold the quote that ends the value.
            Within::Value(quote) if old.contains(char::from(quote)) => return None,
            Within::Value(b'"') => out = out.replace('"', "&quot;"),
            Within::Value(_) => out = out.replace('\'', "&#39;"),
        }
    }
    Some(out)
}

/// What the end of a text stands in, where the text starts behind a `<`.
enum Within {
    /// In no tag: it was closed, or was none.
    None,
    Tag,
    /// In a value in these quotes.
    Value(u8),
}

fn within(text: &[u8]) -> Within {
    if !text
        .first()
        .is_none_or(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?'))
    {
        return Within::None;
    }
    let mut quote = None;
    let mut assigned = false;
    for byte in text {
        match (quote, byte) {
            (Some(open), byte) if open == *byte => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return Within::None,
            // A quote that doesn't start a value is a part of a name.
            (None, b'"' | b'\'') if assigned => quote = Some(*byte),
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            assigned = *byte == b'=' && quote.is_none();
        }
    }
    quote.map_or(Within::Tag, Within::Value)
}

/// What stands next in a page.
#[derive(Debug)]
enum Token {
    Start {
        name: String,
        /// Address of a link or an image.
        address: Option<String>,
        /// Place of an attribute that is text where the element stands: that of an image.
        value: Option<Span>,
        /// Places of attributes that are texts of their own.
        values: Vec<Span>,
        /// Whether it is marked as not to be translated.
        kept: bool,
        span: Span,
        /// Whether an end may follow.
        open: bool,
    },
    End(String),
    Text(Span),
}

/// The tokens of a page, or why there are none.
fn tokenize(text: &str) -> Result<Vec<Token>, String> {
    let failed = |error: &dyn std::fmt::Display| error.to_string();
    let tokens: Arc<Mutex<Vec<Token>>> = Arc::default();
    let push = |tokens: &Mutex<Vec<Token>>, token: Token| {
        if let Ok(mut tokens) = tokens.lock() {
            tokens.push(token);
        }
    };
    let any: Selector = "*".parse().map_err(|error| failed(&error))?;
    let (of_elements, of_texts) = (Arc::clone(&tokens), Arc::clone(&tokens));
    let settings = Settings::new_send()
        .with_strict(false)
        .with_memory_settings(MemorySettings::new().with_max_allowed_memory_usage(MEMORY))
        .append_element_content_handler((
            Cow::Owned(any),
            ElementContentHandlers::default().element(move |element: &mut Element<'_, '_, _>| {
                let open = element.can_have_content();
                push(&of_elements, start(element, open));
                if open {
                    let ends = Arc::clone(&of_elements);
                    element.on_end_tag(Box::new(move |end| {
                        push(&ends, Token::End(end.name()));
                        Ok(())
                    }))?;
                }
                Ok(())
            }),
        ))
        .append_document_content_handler(DocumentContentHandlers::default().text(
            move |chunk: &mut lol_html::html_content::TextChunk<'_>| {
                let is_text = matches!(
                    chunk.text_type(),
                    TextType::Data | TextType::RCData | TextType::CDataSection
                );
                let span = chunk.source_location().bytes();
                if is_text && !span.is_empty() {
                    push(&of_texts, Token::Text(Span::new(span.start, span.end)));
                }
                Ok(())
            },
        ));
    let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| {});
    rewriter
        .write(text.as_bytes())
        .map_err(|error| failed(&error))?;
    rewriter.end().map_err(|error| failed(&error))?;
    let mut tokens = tokens.lock().map_err(|error| failed(&error))?;
    Ok(std::mem::take(&mut *tokens))
}

fn start(element: &Element<'_, '_, lol_html::send::SendHandlerTypes>, open: bool) -> Token {
    let name = element.tag_name();
    let shown = shown(&name, |key| element.get_attribute(key));
    let (mut value, mut values) = (None, Vec::new());
    for attribute in element.attributes() {
        let key = attribute.name();
        let Some(place) = attribute.value_source_location() else {
            continue;
        };
        let place = Span::new(place.bytes().start, place.bytes().end);
        if name == "img" && key == "alt" {
            value = Some(place);
        } else if shown.contains(&key.as_str()) && is_text(&attribute.value()) {
            values.push(place);
        }
    }
    let span = element.source_location().bytes();
    Token::Start {
        address: match name.as_str() {
            "a" => element.get_attribute("href"),
            "img" => element.get_attribute("src"),
            _ => None,
        }
        .map(|address| decoded(&address)),
        value,
        values,
        kept: element
            .get_attribute("translate")
            .is_some_and(|value| value.eq_ignore_ascii_case("no")),
        span: Span::new(span.start, span.end),
        open,
        name,
    }
}

/// The attributes of an element that a reader sees or hears.
fn shown(name: &str, attribute: impl Fn(&str) -> Option<String>) -> &'static [&'static str] {
    let is = |key: &str, known: &[&str]| {
        attribute(key)
            .is_some_and(|value| known.contains(&value.trim().to_ascii_lowercase().as_str()))
    };
    const ANY: &[&str] = &["title", "aria-label", "aria-description"];
    match name {
        "meta" => {
            let described = is(
                "name",
                &["description", "twitter:title", "twitter:description"],
            ) || is("property", &["og:title", "og:description", "og:image:alt"]);
            if described { &["content"] } else { &[] }
        }
        // Their titles are names of files, feeds and sheets of style.
        "link" | "style" | "script" => &[],
        "input" if is("type", &["hidden"]) => &[],
        "input" if is("type", &["submit", "button", "reset"]) => {
            &["value", "title", "aria-label", "aria-description"]
        }
        "input" | "textarea" => &[
            "placeholder",
            "alt",
            "title",
            "aria-label",
            "aria-description",
        ],
        "area" => &["alt", "title", "aria-label", "aria-description"],
        _ => ANY,
    }
}

/// Whether a value is text: it has letters and is no address.
fn is_text(value: &str) -> bool {
    let value = value.trim();
    let address = !value.contains(char::is_whitespace)
        && (value.contains("://") || value.contains('@') || value.starts_with("www."));
    !address && value.contains(char::is_alphabetic)
}

/// What an element does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// It starts and ends a block of this kind.
    Block(BlockKind),
    /// It stands in a line of text.
    Inline,
    /// Nothing in it is text that a translator sees.
    Skipped,
}

fn role(name: &str) -> Role {
    match name {
        "a" | "abbr" | "acronym" | "b" | "bdi" | "bdo" | "big" | "cite" | "code" | "data"
        | "del" | "dfn" | "em" | "font" | "i" | "img" | "ins" | "kbd" | "label" | "mark" | "q"
        | "ruby" | "rb" | "s" | "samp" | "small" | "span" | "strike" | "strong" | "sub" | "sup"
        | "time" | "tt" | "u" | "var" | "wbr" | "br" | "nobr" | "picture" | "source" | "input"
        | "area" | "map" | "meta" | "link" => Role::Inline,
        "script" | "style" | "template" | "svg" | "math" | "textarea" | "pre" | "noscript"
        | "iframe" | "object" | "select" | "datalist" | "audio" | "video" | "canvas" | "rt"
        | "rp" => Role::Skipped,
        "h1" => Role::Block(BlockKind::Heading(1)),
        "h2" => Role::Block(BlockKind::Heading(2)),
        "h3" => Role::Block(BlockKind::Heading(3)),
        "h4" => Role::Block(BlockKind::Heading(4)),
        "h5" => Role::Block(BlockKind::Heading(5)),
        "h6" => Role::Block(BlockKind::Heading(6)),
        "title" => Role::Block(BlockKind::Heading(1)),
        "li" | "dt" | "dd" => Role::Block(BlockKind::ListItem),
        "td" | "th" => Role::Block(BlockKind::TableCell),
        "blockquote" => Role::Block(BlockKind::Quote),
        _ => Role::Block(BlockKind::Paragraph),
    }
}

/// The markup that an inline element is.
fn markup(name: &str, address: Option<String>) -> Option<InlineKind> {
    match name {
        "a" | "img" => address.map(InlineKind::Link),
        "em" | "i" => Some(InlineKind::Emphasis),
        "strong" | "b" => Some(InlineKind::Strong),
        "code" | "kbd" | "samp" | "var" | "tt" => Some(InlineKind::Code),
        "u" | "s" | "strike" | "del" | "ins" | "mark" | "sub" | "sup" | "q" => {
            Some(InlineKind::Tag(name.to_owned()))
        }
        _ => None,
    }
}

/// An element that is open.
#[derive(Debug)]
struct Open {
    name: String,
    /// What it marks, where it is an inline element.
    inline: Option<Option<InlineKind>>,
    /// The kind of its block.
    kind: Option<BlockKind>,
    /// Whether its text is passed over.
    skips: bool,
    /// Whether it is marked as not to be translated.
    kept: bool,
}

struct Page<'a> {
    text: &'a str,
    blocks: Vec<Block>,
    open: Vec<Open>,
    current: Content,
    /// How many of the open elements pass over their text.
    skipped: usize,
    /// How many of them are marked as not to be translated.
    kept: usize,
    /// Texts of attributes, which come after the block that they stand in.
    beside: Vec<Block>,
}

impl Page<'_> {
    fn take(&mut self, token: Token) {
        match token {
            Token::Text(span) => {
                if self.skipped == 0 {
                    self.text(span);
                }
            }
            Token::End(name) => self.end(&name),
            Token::Start {
                name,
                address,
                value,
                values,
                kept,
                span,
                open,
            } => {
                if self.skipped + self.kept == 0 && !kept {
                    self.attributes(&values);
                }
                self.start(name, address, value, kept, span, open);
            }
        }
    }

    fn start(
        &mut self,
        name: String,
        address: Option<String>,
        value: Option<Span>,
        kept: bool,
        span: Span,
        open: bool,
    ) {
        let role = role(&name);
        if let Role::Block(_) = role {
            self.close_implied(&name);
            self.flush();
        }
        if name == "br" && self.skipped == 0 {
            self.current.replaced("\n", span);
        }
        let kind = match role {
            Role::Inline if kept => Some(InlineKind::Code),
            Role::Inline => markup(&name, address),
            _ => None,
        };
        if name == "img" {
            if self.skipped == 0
                && !kept
                && let Some(value) = value
            {
                self.current.open(kind);
                self.text(value);
                self.current.close();
            }
            return;
        }
        if !open {
            return;
        }
        let skips = role == Role::Skipped || kept && role != Role::Inline;
        self.skipped += usize::from(skips);
        self.kept += usize::from(kept);
        let inline = (role == Role::Inline).then_some(kind);
        if let Some(kind) = &inline {
            self.current.open(kind.clone());
        }
        self.open.push(Open {
            name,
            inline,
            kind: match role {
                Role::Block(kind) => Some(kind),
                _ => None,
            },
            skips,
            kept,
        });
    }

    /// Takes the values of attributes as texts of their own.
    fn attributes(&mut self, values: &[Span]) {
        for value in values {
            let text = std::mem::take(&mut self.current);
            self.text(*value);
            let value = std::mem::replace(&mut self.current, text);
            self.beside
                .extend(value.into_block(BlockKind::Paragraph, None));
        }
    }

    fn end(&mut self, name: &str) {
        let Some(index) = self.open.iter().rposition(|open| open.name == name) else {
            return;
        };
        // The end of a line's element leaves the blocks alone that began inside it.
        let above = self.open.get(index + 1..).unwrap_or_default();
        if role(name) == Role::Inline && above.iter().any(|open| open.inline.is_none()) {
            if let Some(open) = self.open.get_mut(index) {
                open.inline = Some(None);
            }
            return;
        }
        while self.open.len() > index {
            self.pop();
        }
    }

    fn pop(&mut self) {
        let Some(last) = self.open.last() else { return };
        if last.inline.is_some() {
            self.current.close();
        } else if last.kind.is_some() {
            self.flush();
        }
        if let Some(open) = self.open.pop() {
            self.skipped -= usize::from(open.skips);
            self.kept -= usize::from(open.kept);
        }
    }

    /// Closes what ends by itself where an element of this name starts.
    fn close_implied(&mut self, name: &str) {
        let (closed, bounds): (&[&str], &[&str]) = match name {
            "li" => (&["li", "p"], &["ul", "ol", "menu"]),
            "dt" | "dd" => (&["dt", "dd", "p"], &["dl"]),
            "td" | "th" => (&["td", "th", "p"], &["tr", "table"]),
            "tr" | "tbody" | "thead" | "tfoot" => (&["tr", "td", "th", "p"], &["table"]),
            _ => (
                &["p"],
                &[
                    "td",
                    "th",
                    "li",
                    "div",
                    "section",
                    "article",
                    "body",
                    "blockquote",
                ],
            ),
        };
        let near = self.open.len().saturating_sub(NEAR);
        let within = self.open.get(near..).unwrap_or_default();
        let bound = within
            .iter()
            .rposition(|open| bounds.contains(&open.name.as_str()))
            .map_or(0, |at| at + 1);
        let first = within
            .iter()
            .skip(bound)
            .position(|open| closed.contains(&open.name.as_str()));
        if let Some(first) = first {
            while self.open.len() > near + bound + first {
                self.pop();
            }
        }
    }

    /// Ends the block that is being read.
    fn flush(&mut self) {
        let content = std::mem::take(&mut self.current);
        // The innermost block says what it is; a paragraph in a quotation or a cell is one of that.
        let mut kinds = self
            .open
            .iter()
            .rev()
            .take(NEAR)
            .filter_map(|open| open.kind);
        let kind = kinds
            .find(|kind| *kind != BlockKind::Paragraph)
            .unwrap_or(BlockKind::Paragraph);
        self.blocks.extend(content.into_block(kind, None));
        self.blocks.append(&mut self.beside);
        let near = self.open.len().saturating_sub(NEAR);
        for open in self.open.get(near..).unwrap_or_default() {
            if let Some(kind) = &open.inline {
                self.current.open(kind.clone());
            }
        }
    }

    /// Takes text in, white space as one space and references as what they stand for.
    fn text(&mut self, span: Span) {
        let text = span.of(self.text);
        let mut at = 0;
        while at < text.len() {
            let rest = text.get(at..).unwrap_or("");
            let white = rest.len() - rest.trim_start_matches(is_space).len();
            if white > 0 {
                let here = Span::new(at, at + white).shift(span.start);
                let before = self.current.as_str().chars().next_back();
                match before {
                    None | Some(' ' | '\n') => {}
                    Some(_) if white == 1 && rest.starts_with(' ') => {
                        self.current.verbatim(self.text, here);
                    }
                    Some(_) => self.current.replaced(" ", here),
                }
                at += white;
                continue;
            }
            if let Some((decoded, length)) = reference(rest) {
                let here = Span::new(at, at + length).shift(span.start);
                self.current.replaced(&decoded, here);
                at += length;
                continue;
            }
            // Up to what has to be looked at again; at least one character.
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let length = rest
                .get(first..)
                .and_then(|rest| rest.find(|c: char| c == '&' || is_space(c)))
                .map_or(rest.len(), |found| first + found);
            self.current
                .verbatim(self.text, Span::new(at, at + length).shift(span.start));
            at += length;
        }
    }
}

/// A value with its references as what they stand for.
fn decoded(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(rest.get(..at).unwrap_or(""));
        rest = rest.get(at..).unwrap_or("");
        let (text, length) = reference(rest).unwrap_or_else(|| ("&".to_owned(), 1));
        out.push_str(&text);
        rest = rest.get(length..).unwrap_or("");
    }
    out + rest
}

/// White space that a browser runs together.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

/// What the reference at the start of `text` stands for, and the bytes it takes.
pub(super) fn reference(text: &str) -> Option<(String, usize)> {
    let rest = text.strip_prefix('&')?;
    // No name is longer than 32 bytes.
    let end = rest
        .bytes()
        .take(40)
        .position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'#'))?;
    if rest.as_bytes().get(end) != Some(&b';') {
        return None;
    }
    let name = rest.get(..end)?;
    let length = end + 2;
    let Some(number) = name.strip_prefix('#') else {
        return quick_xml::escape::resolve_html5_entity(name).map(|text| (text.to_owned(), length));
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    let c = match code {
        // The web reads these as the characters of Windows that they once were.
        0x80..=0x9F => {
            let byte = [code as u8];
            let (text, _) = Encoding::Windows1252
                .decoder()
                .decode_without_bom_handling(&byte);
            text.chars().next()?
        }
        _ => char::from_u32(code)
            .filter(|c| spelling::is_xml(*c))
            .unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    Some((c.to_string(), length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<(BlockKind, String)> {
        read(Arc::new(Source::from_text("a.html", text)))
            .unwrap()
            .blocks
            .into_iter()
            .map(|block| (block.kind, block.text.text().trim().to_owned()))
            .collect()
    }

    fn texts(text: &str) -> Vec<String> {
        blocks(text).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn blocks_have_their_kinds() {
        use BlockKind::*;
        let text = "<title>ت</title><h2>ع</h2><p>ف</p><ul><li>ب<li>ج</ul><table><tr><th>خ<td>د</table><blockquote><p>ق</p></blockquote>";
        let expected = [
            (Heading(1), "ت"),
            (Heading(2), "ع"),
            (Paragraph, "ف"),
            (ListItem, "ب"),
            (ListItem, "ج"),
            (TableCell, "خ"),
            (TableCell, "د"),
            (Quote, "ق"),
        ];
        let expected: Vec<_> = expected.map(|(kind, text)| (kind, text.to_owned())).into();
        assert_eq!(blocks(text), expected);
    }

    #[test]
    fn ends_that_are_left_out_are_known() {
        assert_eq!(texts("<p>a<p>b<div>c</div>d"), ["a", "b", "c", "d"]);
        assert_eq!(texts("<ul><li>a<ul><li>b</ul><li>c</ul>"), ["a", "b", "c"]);
        assert_eq!(texts("<p translate=no>x<p>b"), ["b"]);
        assert_eq!(texts("<div>a</p>b</div></div>c"), ["ab", "c"]);
        assert_eq!(texts("<b><p>a</b>b<p>c"), ["ab", "c"]);
    }

    #[test]
    fn what_is_not_read_is_left_out() {
        let text = "<script>a</script><style>b</style><!-- c --><pre>d</pre><svg><text>e</text></svg><textarea>f</textarea>\
            <template><p>g</template><p translate=\"no\">h</p><noscript>i</noscript>j";
        assert_eq!(texts(text), ["j"]);
    }

    #[test]
    fn white_space_is_one_space_and_references_are_characters() {
        assert_eq!(
            texts(
                "<p>\n  a\n  <b> b </b> c&nbsp;&#1575;&#x2019;&#146; & d &x; &amp;lt;<br> e\n</p>"
            ),
            ["a b c\u{A0}ا’’ & d &x; &lt;\ne"]
        );
    }

    #[test]
    fn markup_in_a_line_is_kept_beside_the_text() {
        let text = "<p>A <em>b</em> <a href=\"/x\">c <img src='i.png' alt='d &amp; e'></a> <code>f</code> <span translate=no>g</span> <u>h</u></p>";
        let document = read(Arc::new(Source::from_text("a", text))).unwrap();
        let block = &document.blocks[0];
        let found: Vec<_> = block
            .inlines
            .iter()
            .map(|inline| (inline.span.of(block.text.text()), inline.kind.clone()))
            .collect();
        use InlineKind::*;
        let expected = [
            ("b", Emphasis),
            ("c d & e", Link("/x".to_owned())),
            ("d & e", Link("i.png".to_owned())),
            ("f", Code),
            ("g", Code),
            ("h", Tag("u".to_owned())),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_link_around_blocks_is_one_in_each() {
        let document = read(Arc::new(Source::from_text(
            "a",
            "<a href=x><p>a</p><p>b</p></a><p>c",
        )))
        .unwrap();
        let links: Vec<usize> = document
            .blocks
            .iter()
            .map(|block| block.inlines.len())
            .collect();
        assert_eq!(links, [1, 1, 0]);
    }

    #[test]
    fn fixes_stay_in_the_text() {
        let file = "<p title=\"a\">b &amp; c</p>";
        let at = |old: &str, text: &str| {
            let start = file.find(old).unwrap();
            spell(file, Span::new(start, start + old.len()), text)
        };
        assert_eq!(at("b", "x < y").as_deref(), Some("x &lt; y"));
        assert_eq!(at("p", "x"), None);
        assert_eq!(at("c</p>", "x"), None);
    }

    #[test]
    fn fixes_stay_in_the_values_of_attributes() {
        let at = |file: &str, old: &str, text: &str| {
            let start = file.find(old).unwrap();
            spell(file, Span::new(start, start + old.len()), text)
        };
        let file = "<a title=\"it's > b  c\" alt='d' rel=e>f \"g\"</a> h < i";
        let quoted = "\"x\" & 'y'";
        assert_eq!(
            at(file, "b", quoted).as_deref(),
            Some("&quot;x&quot; &amp; 'y'")
        );
        assert_eq!(
            at(file, "d", quoted).as_deref(),
            Some("\"x\" &amp; &#39;y&#39;")
        );
        for unquoted in ["e>f", "rel", "title=", "a title"] {
            assert_eq!(at(file, unquoted, "x"), None, "{unquoted}");
        }
        for text in ["f", "g", "h", "i"] {
            let start = file.rfind(text).unwrap();
            let spelled = spell(file, Span::new(start, start + 1), quoted);
            assert_eq!(spelled.as_deref(), Some("\"x\" &amp; 'y'"), "{text}");
        }
        // What ends a value is no part of it.
        assert_eq!(at("<i title='a'>b", "a'", "x"), None);
    }

    #[test]
    fn attributes_that_are_seen_or_heard_are_texts() {
        let page = "<head><meta name=description content='و &amp; ص'><meta name=keywords content=k><meta property='og:title' content='ع'>\
            <meta name=viewport content='width=device-width'><link rel=alternate title=RSS></head>\
            <p title='ت'>نص <a href=/x title=\"تلميح\">وصلة</a> آخر<abbr title='منظمة  الصحة'>م</abbr>.</p>\
            <input type=text placeholder='ابحث' value='x'><input type=submit value='أرسل'><input type=hidden title=h value=v>\
            <textarea placeholder='اكتب'>a</textarea><button aria-label='أغلق'>×</button><svg aria-label='شعار'><title>t</title></svg>\
            <i title='https://example.org/'></i><i title='a@b.c'></i><i title='12'></i><i title=''></i>";
        assert_eq!(
            texts(page),
            [
                "و & ص",
                "ع",
                "ت",
                "نص وصلة آخرم.",
                "تلميح",
                "منظمة الصحة",
                "ابحث",
                "أرسل",
                "اكتب",
                "أغلق",
                "×",
                "شعار"
            ]
        );
        let source = read(Arc::new(Source::from_text("a", page))).unwrap();
        for block in &source.blocks {
            assert!(
                page.get(block.text.whole().start..block.text.whole().end)
                    .is_some()
            );
        }
        let kept = "<p translate=no title=a>b<i title=c>d</i></p><span translate=no title=e>f<i title=g>h</i></span><img translate=no alt=i><p>j";
        assert_eq!(texts(kept), ["fh", "j"]);
    }

    #[test]
    fn the_encoding_is_read_from_the_page() {
        let of = |text: &str| declared_encoding(text.as_bytes());
        assert_eq!(
            of("<meta charset=\"windows-1256\">").as_deref(),
            Some("windows-1256")
        );
        assert_eq!(
            of("<META http-equiv='Content-Type' content='text/html; charset=ISO-8859-6'>")
                .as_deref(),
            Some("iso-8859-6")
        );
        assert_eq!(of("<p>none</p>"), None);
        assert!(signature(b"\xEF\xBB\xBF\n<!DOCTYPE html>"));
        assert!(!signature(b"<p>a"));
    }

    #[test]
    fn enormous_and_deep_pages_are_read_in_time() {
        let deep = "<div>".repeat(50_000) + "a";
        assert_eq!(texts(&deep).len(), 1);
        let unclosed = "<b><i>".repeat(20_000) + "<p>a<p>b";
        assert_eq!(texts(&unclosed), ["a", "b"]);
    }
}
