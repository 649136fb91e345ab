//! XML as the readers of translation files need it: events with their bytes, resumable from part to part.
//!
//! Entities are never expanded: the five of XML and character references are decoded, any other is an error. What
//! the parser leaves to its user is held here: that elements close in order, that they all close before the end,
//! and that they don't nest without bound.

use super::FormatError;
use crate::text::{Source, Span};
use quick_xml::events::{BytesStart, Event as Raw};
use std::borrow::Cow;

/// Elements inside one another. Real files stay below twenty.
const MAX_DEPTH: usize = 256;

const MEND: &str = "mend it, or export the file again";

/// What is carried from one part of a file to the next.
#[derive(Debug, Default)]
pub(super) struct State {
    /// Names of the elements that are open, the outermost first.
    open: Vec<String>,
    /// Whether the root element has begun.
    begun: bool,
}

/// A start tag.
#[derive(Clone, Debug)]
pub(super) struct Tag<'a> {
    raw: BytesStart<'a>,
    /// Its bytes.
    pub span: Span,
}

impl Tag<'_> {
    /// Its name with the prefix.
    pub fn full_name(&self) -> &str {
        self.raw.name().into_inner()
    }

    /// Its name, without the prefix where that is the one of the format itself.
    pub fn name(&self) -> &str {
        own_name(self.full_name())
    }

    /// The value of an attribute, decoded.
    pub fn get(&self, key: &str) -> Option<String> {
        let attribute = self
            .raw
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.into_inner() == key)?;
        let value = quick_xml::escape::unescape(&attribute.value);
        Some(
            value
                .unwrap_or(Cow::Borrowed(&attribute.value))
                .into_owned(),
        )
    }

    /// The value of an attribute, whatever its prefix.
    pub fn local(&self, key: &str) -> Option<String> {
        let attribute = self
            .raw
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == key)?;
        let value = quick_xml::escape::unescape(&attribute.value);
        Some(
            value
                .unwrap_or(Cow::Borrowed(&attribute.value))
                .into_owned(),
        )
    }

    /// The value of the first of several attributes that there is.
    pub fn first(&self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| self.get(key))
    }
}

/// Prefixes that files give to the format's own elements; all others mark a dialect's additions.
fn own_name(name: &str) -> &str {
    match name.split_once(':') {
        Some(("xlf" | "xliff" | "tmx", local)) => local,
        _ => name,
    }
}

/// What stands next in a file. An empty element is a start and an end.
#[derive(Debug)]
pub(super) enum Event<'a> {
    /// The start of an element.
    Start(Tag<'a>),
    /// The end of the element that was opened last.
    End,
    /// Text as it stands.
    Text(Span),
    /// A character or an entity in the place of what it stands for.
    Decoded(String, Span),
    /// The end of the file, or of this part of it.
    Eof,
}

/// Reads one part of a file.
pub(super) struct Reader<'a, 's> {
    source: &'a Source,
    inner: quick_xml::Reader<&'a [u8]>,
    state: &'s mut State,
    /// Whether the file ends with this part.
    last: bool,
    /// Whether the end of an empty element is still to be told.
    closes: bool,
    root: &'static str,
}

impl<'a, 's> Reader<'a, 's> {
    /// A reader of a part of a file whose root element is to be `root`.
    pub fn new(source: &'a Source, state: &'s mut State, root: &'static str, last: bool) -> Self {
        let mut inner = quick_xml::Reader::from_str(source.text());
        let config = inner.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        Self {
            source,
            inner,
            state,
            last,
            closes: false,
            root,
        }
    }

    /// The text of the part.
    pub fn text(&self) -> &'a str {
        self.source.text()
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.state.open.len()
    }

    /// An error at the byte `at`.
    pub fn error(&self, at: usize, message: impl Into<String>) -> FormatError {
        FormatError::at(self.source, at, message, MEND)
    }

    /// What stands next.
    pub fn next(&mut self) -> Result<Event<'a>, FormatError> {
        if self.closes {
            self.closes = false;
            self.state.open.pop();
            return Ok(Event::End);
        }
        loop {
            let start = self.inner.buffer_position() as usize;
            let event = self.inner.read_event().map_err(|error| {
                let at = self.inner.error_position() as usize;
                self.error(at, format!("the XML is broken: {error}"))
            })?;
            let span = Span::new(start, self.inner.buffer_position() as usize);
            match event {
                Raw::Start(tag) => return self.start(tag, span),
                Raw::Empty(tag) => {
                    self.closes = true;
                    return self.start(tag, span);
                }
                Raw::End(tag) => {
                    let found = tag.name().into_inner();
                    return match self.state.open.pop() {
                        Some(open) if open == found => Ok(Event::End),
                        Some(open) => Err(self.error(
                            start,
                            format!("</{found}> stands where <{open}> is to be closed"),
                        )),
                        None => Err(self.error(start, format!("</{found}> closes nothing"))),
                    };
                }
                Raw::Text(_) => return Ok(Event::Text(span)),
                Raw::CData(_) => {
                    let inner = Span::new(span.start + "<![CDATA[".len(), span.end - "]]>".len());
                    return Ok(Event::Text(inner));
                }
                Raw::GeneralRef(reference) => {
                    let name: &str = &reference;
                    return match decode_reference(name) {
                        Some(text) => Ok(Event::Decoded(text, span)),
                        None => Err(FormatError::at(
                            self.source,
                            start,
                            format!("the entity &{name}; is not one of XML's own"),
                            "write the character itself; entities that a file declares are never expanded, since they \
                             can be made to exhaust memory or to read other files",
                        )),
                    };
                }
                Raw::Eof => return self.end(span.end),
                Raw::Comment(_) | Raw::Decl(_) | Raw::PI(_) | Raw::DocType(_) => {}
            }
        }
    }

    fn start(&mut self, raw: BytesStart<'a>, span: Span) -> Result<Event<'a>, FormatError> {
        let tag = Tag { raw, span };
        let name = tag.full_name();
        if !self.state.begun {
            self.state.begun = true;
            // A prefix names the format's namespace only where one is declared for it.
            let prefixed = name.split_once(':').is_some_and(|(prefix, local)| {
                local == self.root && tag.get(&format!("xmlns:{prefix}")).is_some()
            });
            if tag.name() != self.root && !prefixed {
                return Err(FormatError::at(
                    self.source,
                    span.start,
                    format!("the root element is <{name}>, not <{}>", self.root),
                    "give a file of this format, or one with the right extension",
                ));
            }
        }
        if self.state.open.len() >= MAX_DEPTH {
            return Err(self.error(
                span.start,
                format!("elements stand more than {MAX_DEPTH} deep in one another"),
            ));
        }
        if let Some(error) = tag.raw.attributes().find_map(Result::err) {
            return Err(self.error(
                span.start,
                format!("the attributes of <{name}> are broken: {error}"),
            ));
        }
        self.state.open.push(name.to_owned());
        Ok(Event::Start(tag))
    }

    fn end(&self, at: usize) -> Result<Event<'a>, FormatError> {
        if self.last {
            if let Some(open) = self.state.open.last() {
                return Err(FormatError::at(
                    self.source,
                    at,
                    format!("the file ends inside <{open}>"),
                    "it was cut off; get the whole file",
                ));
            }
            if !self.state.begun {
                return Err(FormatError::at(
                    self.source,
                    at,
                    format!("there is no <{}> in the file", self.root),
                    "give a file that holds text",
                ));
            }
        }
        Ok(Event::Eof)
    }

    /// Goes past the content of the element that was opened last, with its end.
    pub fn skip(&mut self) -> Result<(), FormatError> {
        let depth = self.depth();
        loop {
            match self.next()? {
                Event::End if self.depth() < depth => return Ok(()),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// The text of the element that was opened last, without what stands in elements inside it.
    pub fn simple_text(&mut self) -> Result<String, FormatError> {
        let depth = self.depth();
        let mut out = String::new();
        loop {
            match self.next()? {
                Event::End if self.depth() < depth => return Ok(out),
                Event::Eof => return Ok(out),
                Event::Text(span) if self.depth() == depth => out.push_str(span.of(self.text())),
                Event::Decoded(text, _) if self.depth() == depth => out.push_str(&text),
                _ => {}
            }
        }
    }
}

/// What a reference (without & and ;) stands for, where it is a character's or one of the five of XML.
fn decode_reference(name: &str) -> Option<String> {
    match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            // A character that XML doesn't have is what some exporters make of control characters: it is no text.
            let c = char::from_u32(code)?;
            Some(if super::spelling::is_xml(c) {
                c.to_string()
            } else {
                char::REPLACEMENT_CHARACTER.to_string()
            })
        }
        None => quick_xml::escape::resolve_xml_entity(name).map(str::to_owned),
    }
}

/// The first bytes of a file as text, whatever its encoding: characters of ASCII stay, the rest is left out.
fn ascii(bytes: &[u8]) -> String {
    bytes
        .iter()
        .take(4096)
        .filter(|byte| byte.is_ascii() && **byte != 0)
        .map(|byte| char::from(*byte))
        .collect()
}

/// Whether the first element of the file is `root`.
pub(super) fn has_root(bytes: &[u8], root: &str) -> bool {
    let head = ascii(bytes);
    let mut rest = head.as_str();
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or("");
        let close = match rest.get(..3) {
            Some("!--") => "-->",
            _ if rest.starts_with("!DOCTYPE") && rest.contains('[') => "]>",
            _ if rest.starts_with(['?', '!']) => ">",
            _ => {
                let name = rest
                    .split(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
                    .next();
                return name.is_some_and(|name| own_name(name).eq_ignore_ascii_case(root));
            }
        };
        rest = rest
            .find(close)
            .and_then(|at| rest.get(at + close.len()..))
            .unwrap_or("");
    }
    false
}

/// The encoding that an XML declaration names.
///
/// One that takes two bytes a character is left out: the declaration was read byte by byte, so it is wrong. Files
/// that were converted to UTF-8 without their declaration often say so.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let head = bytes.get(..bytes.len().min(512))?;
    let end = memchr::memmem::find(head, b"?>")?;
    let declaration = std::str::from_utf8(head.get(..end)?)
        .ok()?
        .strip_prefix("<?xml")?;
    let value = declaration
        .split_once("encoding")?
        .1
        .trim_start()
        .strip_prefix('=')?
        .trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let label = value.get(1..)?.split(quote).next()?.trim();
    let wide = label.to_ascii_lowercase();
    let wide = wide.starts_with("utf-16") || wide.starts_with("ucs-2") || wide == "utf16";
    (!wide && !label.is_empty()).then(|| label.to_owned())
}

/// Finds the ends of certain elements, whichever way the text comes in pieces.
#[derive(Debug)]
pub(super) struct ElementEnds {
    names: &'static [&'static str],
    inside: Inside,
    /// What was read of the markup that has begun.
    begun: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    Text,
    /// After `<`, until it shows what it is.
    Markup,
    /// In a tag; in a quoted value where there is a quote.
    Tag(Option<u8>),
    /// Until `-->`, `]]>` or `?>`.
    Until(&'static [u8]),
}

impl ElementEnds {
    /// Finds the ends of the elements of these names.
    pub fn new(names: &'static [&'static str]) -> Self {
        Self {
            names,
            inside: Inside::Text,
            begun: Vec::new(),
        }
    }

    /// Whether the markup that was read is the end tag of one of the elements.
    fn is_end(&self) -> bool {
        let Some(name) = self.begun.strip_prefix(b"/") else {
            return false;
        };
        std::str::from_utf8(name.trim_ascii())
            .is_ok_and(|name| self.names.contains(&own_name(name)))
    }
}

impl super::Cutter for ElementEnds {
    fn take(&mut self, text: &str) -> Option<usize> {
        // What has to be kept of a tag to know its name.
        const KEPT: usize = 64;
        let bytes = text.as_bytes();
        let mut cut = None;
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            match self.inside {
                Inside::Text => match memchr::memchr(b'<', rest) {
                    Some(found) => {
                        at += found + 1;
                        self.begun.clear();
                        self.inside = Inside::Markup;
                    }
                    None => break,
                },
                Inside::Markup => {
                    let byte = rest.first().copied().unwrap_or_default();
                    self.begun.push(byte);
                    at += 1;
                    self.inside = match self.begun.as_slice() {
                        b"?" => Inside::Until(b"?>"),
                        b"!--" => Inside::Until(b"-->"),
                        b"![CDATA[" => Inside::Until(b"]]>"),
                        begun if b"!--".starts_with(begun) || b"![CDATA[".starts_with(begun) => {
                            Inside::Markup
                        }
                        _ => {
                            // The byte belongs to the tag, and may close it.
                            self.begun.pop();
                            at -= 1;
                            Inside::Tag(None)
                        }
                    };
                    if matches!(self.inside, Inside::Until(_)) {
                        self.begun.clear();
                    }
                }
                Inside::Tag(Some(quote)) => match memchr::memchr(quote, rest) {
                    Some(found) => {
                        at += found + 1;
                        self.inside = Inside::Tag(None);
                    }
                    None => break,
                },
                Inside::Tag(None) => match memchr::memchr3(b'>', b'"', b'\'', rest) {
                    Some(found) => {
                        let room = KEPT.saturating_sub(self.begun.len()).min(found);
                        self.begun.extend(rest.get(..room).unwrap_or_default());
                        at += found + 1;
                        self.inside = match rest.get(found) {
                            Some(b'>') => {
                                if self.is_end() {
                                    cut = Some(at);
                                }
                                Inside::Text
                            }
                            Some(quote) => Inside::Tag(Some(*quote)),
                            None => Inside::Text,
                        };
                    }
                    None => {
                        let room = KEPT.saturating_sub(self.begun.len()).min(rest.len());
                        self.begun.extend(rest.get(..room).unwrap_or_default());
                        break;
                    }
                },
                Inside::Until(close) => {
                    // The last bytes of what was read before may be the first of the close.
                    let kept = self.begun.len();
                    let last = close.len() - 1;
                    let head: Vec<u8> = self
                        .begun
                        .iter()
                        .chain(rest.iter().take(last))
                        .copied()
                        .collect();
                    let found = memchr::memmem::find(&head, close)
                        .map(|found| found + close.len() - kept)
                        .or_else(|| {
                            memchr::memmem::find(rest, close).map(|found| found + close.len())
                        });
                    match found {
                        Some(end) => {
                            at += end;
                            self.begun.clear();
                            self.inside = Inside::Text;
                        }
                        None => {
                            self.begun
                                .extend(rest.iter().skip(rest.len().saturating_sub(last)));
                            let drop = self.begun.len().saturating_sub(last);
                            self.begun.drain(..drop);
                            break;
                        }
                    }
                }
            }
        }
        cut
    }
}

#[cfg(test)]
mod tests {
    use super::super::Cutter;
    use super::*;

    fn events(text: &str) -> Result<Vec<String>, FormatError> {
        let source = Source::from_text("a.xml", text);
        let mut state = State::default();
        let mut reader = Reader::new(&source, &mut state, "r", true);
        let mut out = Vec::new();
        loop {
            out.push(match reader.next()? {
                Event::Start(tag) => {
                    assert_eq!(tag.span.of(text).as_bytes()[0], b'<');
                    format!("<{}>", tag.name())
                }
                Event::End => "</>".to_owned(),
                Event::Text(span) => span.of(text).to_owned(),
                Event::Decoded(decoded, span) => format!("{decoded}={}", span.of(text)),
                Event::Eof => return Ok(out),
            });
        }
    }

    fn message(text: &str) -> String {
        events(text).unwrap_err().to_string()
    }

    #[test]
    fn events_have_their_bytes() {
        let found = events(
            "<?xml version=\"1.0\"?>\n<!-- c --><r a='1'>x &amp; &#x627;<e/><![CDATA[<y>]]></r>\n",
        );
        let expected = [
            "\n",
            "<r>",
            "x ",
            "&=&amp;",
            " ",
            "ا=&#x627;",
            "<e>",
            "</>",
            "<y>",
            "</>",
            "\n",
        ];
        assert_eq!(found.unwrap(), expected);
    }

    #[test]
    fn what_is_broken_is_named_with_its_place() {
        for (text, expected) in [
            (
                "<r>\n <b></r>",
                "a.xml:2:5: </r> stands where <b> is to be closed",
            ),
            (
                "<r>\n <b>",
                "a.xml:2:5: the file ends inside <b>; it was cut off",
            ),
            ("<r>\n  <b", "a.xml:2:3: the XML is broken"),
            (
                "<r>&x;</r>",
                "a.xml:1:4: the entity &x; is not one of XML's own",
            ),
            ("<r>a & b</r>", "a.xml:1:6: the XML is broken"),
            ("<x/>", "a.xml:1:1: the root element is <x>, not <r>"),
            ("<r></r></r>", "a.xml:1:8: </r> closes nothing"),
            ("<r a=b/>", "a.xml:1:1: the attributes of <r> are broken"),
            ("", "a.xml:1:1: there is no <r> in the file"),
        ] {
            let found = message(text);
            assert!(found.starts_with(expected), "{text}: {found}");
        }
        let deep = "<r>".repeat(MAX_DEPTH + 1);
        assert!(message(&deep).contains("more than 256 deep"));
    }

    #[test]
    fn entities_of_the_file_are_never_expanded() {
        let bomb = "<!DOCTYPE r [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>\n<r>";
        assert!(message(&format!("{bomb}&b;</r>")).contains("2:4: the entity &b;"));
        assert!(message(&format!("{bomb}&f;</r>")).contains("&f;"));
        assert_eq!(
            events(&format!("{bomb}x</r>")).unwrap(),
            ["\n", "<r>", "x", "</>"]
        );
    }

    #[test]
    fn a_declared_encoding_is_read() {
        let of = |text: &str| declared_encoding(text.as_bytes());
        assert_eq!(
            of("<?xml version='1.0' encoding='windows-1256'?><r/>").as_deref(),
            Some("windows-1256")
        );
        assert_eq!(
            of("<?xml version=\"1.0\" encoding = \"UTF-8\" standalone=\"yes\"?>").as_deref(),
            Some("UTF-8")
        );
        assert_eq!(of("<?xml version=\"1.0\" encoding=\"utf-16\"?>"), None);
        assert_eq!(of("<?xml version=\"1.0\"?><r encoding=\"x\"/>"), None);
        assert_eq!(of("<r/>"), None);
    }

    #[test]
    fn the_root_is_seen_behind_the_prolog() {
        assert!(has_root(b"<?xml version='1.0'?><!-- <x> --><!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version='1.4'>", "tmx"));
        assert!(has_root(b"\xFF\xFE<\0t\0m\0x\0>\0", "tmx"));
        assert!(!has_root(b"<tmxy>", "tmx"));
        assert!(!has_root(b"text", "tmx"));
    }

    #[test]
    fn ends_of_elements_are_found_however_the_text_is_cut() {
        let text = "<a><tu x=\"</tu>\"><!-- </tu> --><![CDATA[</tu>]]>é</tu >\n<tu/><?p </tu>?><tu></tu></a>";
        let expected = text.rfind("</tu>").unwrap() + "</tu>".len();
        let first = text.find("</tu >").unwrap() + "</tu >".len();
        let mut whole = ElementEnds::new(&["tu"]);
        assert_eq!(whole.take(text), Some(expected));
        for size in 1..12 {
            let mut cutter = ElementEnds::new(&["tu"]);
            let mut cuts = Vec::new();
            let mut at = 0;
            while at < text.len() {
                let mut end = (at + size).min(text.len());
                while !text.is_char_boundary(end) {
                    end += 1;
                }
                cuts.extend(cutter.take(&text[at..end]).map(|cut| at + cut));
                at = end;
            }
            assert_eq!(cuts, [first, expected], "{size}");
        }
    }
}
