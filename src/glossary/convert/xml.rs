//! A small tree of an XML file: enough for glossaries, which are read as a whole.

use crate::glossary::load::Faults;
use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

/// Nesting beyond this is no glossary.
const DEPTH: usize = 64;

/// An element.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    /// Its name without a prefix.
    pub name: String,
    /// Its attributes; names without a prefix.
    pub attributes: Vec<(String, String)>,
    /// Elements in it.
    pub children: Vec<Element>,
    /// Text directly in it.
    pub text: String,
    /// Byte of the file.
    pub at: usize,
}

impl Element {
    /// An attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// The elements of one of these names, at any depth, outermost first.
    pub fn all<'e>(&'e self, names: &[&str], out: &mut Vec<&'e Element>) {
        for child in &self.children {
            if names.contains(&child.name.as_str()) {
                out.push(child);
            } else {
                child.all(names, out);
            }
        }
    }

    /// All text in it, at any depth.
    pub fn content(&self) -> String {
        let mut out = self.text.clone();
        for child in &self.children {
            out.push_str(&child.content());
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Reads a file as a tree under a nameless root. A fault is put on the list.
pub(super) fn read(text: &str, faults: &mut Faults<'_>) -> Element {
    let mut reader = Reader::from_str(text);
    let mut stack = vec![Element::default()];
    loop {
        let at = reader.buffer_position() as usize;
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                let at = reader.error_position() as usize;
                faults.add(at, format!("not well-formed XML: {error}"), None);
                break;
            }
        };
        match event {
            Event::Start(start) => {
                stack.push(element(&start, at));
                if stack.len() > DEPTH {
                    faults.add(
                        at,
                        format!("more than {DEPTH} elements in each other"),
                        None,
                    );
                    break;
                }
            }
            Event::Empty(start) => {
                let element = element(&start, at);
                if let Some(parent) = stack.last_mut() {
                    parent.children.push(element);
                }
            }
            Event::End(_) => {
                if stack.len() > 1
                    && let Some(done) = stack.pop()
                    && let Some(parent) = stack.last_mut()
                {
                    parent.children.push(done);
                }
            }
            Event::Text(text) => add(&mut stack, &text),
            Event::CData(text) => add(&mut stack, &text),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().ok().flatten();
                match character {
                    Some(c) => add(&mut stack, c.encode_utf8(&mut [0; 4])),
                    None => {
                        add(&mut stack, resolve_xml_entity(&reference).unwrap_or(""));
                    }
                }
            }
            Event::Eof => {
                if stack.len() > 1 {
                    let name = stack.last().map_or("", |open| open.name.as_str());
                    faults.add(text.len(), format!("the file ends inside <{name}>"), None);
                }
                break;
            }
            _ => {}
        }
    }
    // What was open when the file broke off is kept: the fault is on the list.
    while stack.len() > 1 {
        if let Some(done) = stack.pop()
            && let Some(parent) = stack.last_mut()
        {
            parent.children.push(done);
        }
    }
    stack.pop().unwrap_or_default()
}

fn add(stack: &mut [Element], text: &str) {
    if let Some(open) = stack.last_mut() {
        open.text.push_str(text);
    }
}

fn element(start: &BytesStart<'_>, at: usize) -> Element {
    let local = |name: &str| name.rsplit(':').next().unwrap_or_default().to_owned();
    Element {
        name: local(start.name().as_ref()),
        attributes: start
            .attributes()
            .flatten()
            .map(|attribute| {
                let value = attribute
                    .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                    .map_or_else(|_| attribute.value.to_string(), |value| value.into_owned());
                (local(attribute.key.as_ref()), value)
            })
            .collect(),
        at,
        ..Element::default()
    }
}

/// Text as it stands in an XML file.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            // What XML can't hold is left out.
            c if c.is_control() && !matches!(c, '\t' | '\n' | '\r') => {}
            c => out.push(c),
        }
    }
    out
}

/// An identifier as XML asks for: no digit at the start, no signs.
pub(super) fn identifier(id: &str) -> String {
    let mut out: String = id
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') {
                c
            } else {
                '-'
            }
        })
        .collect();
    if !out.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        out.insert_str(0, "t-");
    }
    out
}
