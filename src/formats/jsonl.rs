//! JSON Lines: a unit a line, as an object.
//!
//! The texts stand under `source` and `target`, under two languages, or under names that others use for them; in an
//! object under `translation`, as data sets have it, or in one with a `text`, as `align --format jsonl` writes it.

use super::content::Content;
use super::fields::{self, Columns};
use super::{FormatError, Unit, UnitReader, Wanted};
use crate::bitext::UnitState;
use crate::document::{Block, BlockKind};
use crate::text::{Source, Span};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A reader at the start of a file.
pub(super) fn start(wanted: &Wanted) -> Box<dyn UnitReader> {
    Box::new(Jsonl {
        wanted: wanted.clone(),
        languages: wanted.languages.clone(),
    })
}

/// Whether the bytes look like objects in lines.
pub(super) fn signature(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let line = bytes
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let line = line.trim_ascii();
    line.starts_with(b"{\"") && line.ends_with(b"}")
}

struct Jsonl {
    wanted: Wanted,
    languages: [Option<String>; 2],
}

/// The members of an object, each as it is written.
type Object<'a> = BTreeMap<String, &'a RawValue>;

impl UnitReader for Jsonl {
    fn read(&mut self, part: &Arc<Source>, _: bool) -> Result<Vec<Unit>, FormatError> {
        let text = part.text();
        let mut units = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let span = super::trimmed(text, Span::new(at, at + line.len()));
            at += line.len();
            let line = span.of(text);
            if line.is_empty() {
                continue;
            }
            let object: Object<'_> = serde_json::from_str(line).map_err(|error| {
                FormatError::at(
                    part,
                    floor(text, span.start + error.column().saturating_sub(1)),
                    format!("this line is no JSON object: {}", plain(&error)),
                    "write one object a line, {\"source\": \"…\", \"target\": \"…\"}",
                )
            })?;
            units.extend(self.unit(part, span, &object)?);
        }
        Ok(units)
    }

    fn languages(&self) -> [Option<String>; 2] {
        self.languages.clone()
    }
}

/// The start of the character that the byte `at` is in.
fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The error without its place, which is one in the line.
fn plain(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message
        .split(" at line ")
        .next()
        .unwrap_or_default()
        .to_owned()
}

impl Jsonl {
    fn unit(
        &mut self,
        part: &Source,
        line: Span,
        object: &Object<'_>,
    ) -> Result<Option<Unit>, FormatError> {
        let inner = object
            .get("translation")
            .filter(|value| value.get().starts_with('{'))
            .and_then(|value| serde_json::from_str::<Object<'_>>(value.get()).ok());
        let Some((texts, of)) = self.texts(object).map(|texts| (texts, object)).or_else(|| {
            inner
                .as_ref()
                .and_then(|inner| Some((self.texts(inner)?, inner)))
        }) else {
            let known: Vec<&str> = object.keys().map(String::as_str).take(20).collect();
            return Err(FormatError::at(
                part,
                line.start,
                format!(
                    "which values are the texts can't be told; there are {}",
                    known.join(", ")
                ),
                "name them source and target, or give their names with --columns SOURCE,TARGET",
            ));
        };
        for (slot, key) in self.languages.iter_mut().zip(&texts) {
            if slot.is_none() {
                *slot = fields::language(key).map(str::to_owned);
            }
        }
        // The first object says which language is translated, whatever the order in those after it.
        if self.languages.iter().all(Option::is_some) {
            self.wanted.languages.clone_from(&self.languages);
        }
        let word = |key: &str| {
            let value = object.get(key)?;
            serde_json::from_str::<serde_json::Value>(value.get()).ok()
        };
        let is = |key: &str| match word(key) {
            Some(serde_json::Value::Bool(value)) => value,
            Some(serde_json::Value::String(value)) => fields::is_true(&value),
            _ => false,
        };
        let label = match word("id") {
            Some(serde_json::Value::String(id)) => Some(id),
            Some(serde_json::Value::Number(id)) => Some(id.to_string()),
            _ => None,
        }
        .filter(|id| !id.trim().is_empty() && id.len() <= 80);
        let state = if is("locked") {
            UnitState::Locked
        } else if is("fuzzy") {
            UnitState::Fuzzy
        } else {
            match word("state").or_else(|| word("status")) {
                Some(serde_json::Value::String(word)) => fields::state(&word).unwrap_or_default(),
                _ => UnitState::Translated,
            }
        };
        let mut blocks: [Option<Block>; 2] = [None, None];
        for (slot, key) in blocks.iter_mut().zip(&texts) {
            if let Some(value) = of.get(*key) {
                *slot = text(part, key, value)?
                    .and_then(|content| content.into_block(BlockKind::Unit, label.clone()));
            }
        }
        let [source, target] = blocks;
        Ok(Unit::new(source, target, state))
    }

    /// The keys of the two texts.
    fn texts<'o>(&self, object: &'o Object<'_>) -> Option<[&'o str; 2]> {
        let mut written: Vec<(*const u8, &str)> = object
            .iter()
            .map(|(key, value)| (value.get().as_ptr(), key.as_str()))
            .collect();
        // In the order of the line, as the columns of a table.
        written.sort_unstable();
        let keys: Vec<&str> = written.into_iter().map(|(_, key)| key).collect();
        let [source, target] = match &self.wanted.columns {
            Some(asked) => Columns::asked(asked, &keys).ok()?,
            None => Columns::named(&keys, &self.wanted)?.texts,
        };
        Some([*keys.get(source)?, *keys.get(target)?])
    }
}

/// The text of a value: a string, or an object that has it under `text`. None for null.
fn text(part: &Source, key: &str, value: &RawValue) -> Result<Option<Content>, FormatError> {
    let raw = value.get();
    // The value is a slice of the line, which is one of the file's text.
    let start = (raw.as_ptr() as usize).saturating_sub(part.text().as_ptr() as usize);
    match raw.as_bytes().first() {
        Some(b'"') => Ok(Some(string(
            part.text(),
            Span::new(start, start + raw.len()),
        ))),
        Some(b'n') => Ok(None),
        Some(b'{') => {
            let inner: Object<'_> = serde_json::from_str(raw).unwrap_or_default();
            match inner.get("text") {
                Some(value) if value.get().starts_with('"') => text(part, key, value),
                _ => Err(FormatError::at(
                    part,
                    start,
                    format!("this object has no string \"text\", so {key:?} has no text"),
                    "write the text itself, as a string",
                )),
            }
        }
        _ => Err(FormatError::at(
            part,
            start,
            format!("{key:?} is no string"),
            "write the text as a string",
        )),
    }
}

/// The string whose JSON is `text[span]`, which was found to be well-formed.
fn string(text: &str, span: Span) -> Content {
    let mut out = Content::default();
    let end = span.end.saturating_sub(1);
    let mut at = span.start + 1;
    while at < end {
        let rest = Span::new(at, end).of(text);
        let run = memchr::memchr(b'\\', rest.as_bytes()).unwrap_or(rest.len());
        out.verbatim(text, Span::new(at, at + run));
        at += run;
        let rest = Span::new(at, end).of(text);
        if rest.is_empty() {
            break;
        }
        let (c, length) = escape(rest);
        out.replaced(c.encode_utf8(&mut [0; 4]), Span::new(at, at + length));
        at += length;
    }
    out
}

/// The character that the escape at the start of `rest` stands for, and the bytes it takes.
fn escape(rest: &str) -> (char, usize) {
    let unit = |at: usize| {
        let hex = rest.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(hex, 16).ok()
    };
    match rest.as_bytes().get(1) {
        Some(b'n') => ('\n', 2),
        Some(b't') => ('\t', 2),
        Some(b'r') => ('\r', 2),
        Some(b'b') => ('\u{8}', 2),
        Some(b'f') => ('\u{C}', 2),
        Some(b'u') => {
            let units: Vec<u16> = [unit(0), unit(6)].into_iter().flatten().collect();
            match char::decode_utf16(units).next() {
                Some(Ok(c)) => (c, 6 * c.len_utf16()),
                _ => (char::REPLACEMENT_CHARACTER, rest.len().min(6)),
            }
        }
        _ => {
            let c = rest.chars().nth(1).unwrap_or(char::REPLACEMENT_CHARACTER);
            (c, (1 + c.len_utf8()).min(rest.len()))
        }
    }
}

/// Text in a string of JSON.
pub(super) fn spell(_: &str, _: Span, text: &str) -> Option<String> {
    let quoted = serde_json::to_string(text).ok()?;
    Some(quoted.strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, wanted: &Wanted) -> Result<Vec<(String, String, UnitState)>, FormatError> {
        let source = Arc::new(Source::from_text("a.jsonl", text));
        let units = start(wanted).read(&source, true)?;
        let of = |block: Option<Block>| {
            block.map_or(String::new(), |block| block.text.text().to_owned())
        };
        Ok(units
            .into_iter()
            .map(|unit| (of(unit.source), of(unit.target), unit.state))
            .collect())
    }

    fn wanted() -> Wanted {
        Wanted {
            known: vec!["ar", "en"],
            ..Wanted::default()
        }
    }

    #[test]
    fn texts_are_found_under_the_names_that_are_in_use() {
        for line in [
            r#"{"id": 1, "source": "نعم", "target": "Yes"}"#,
            r#"{"src": "نعم", "tgt": "Yes"}"#,
            r#"{"ar": "نعم", "en": "Yes", "fr": "Oui"}"#,
            r#"{"translation": {"ar": "نعم", "en": "Yes"}}"#,
            r#"{"original": "\u0646\u0639\u0645", "translation": "Y\u0065s"}"#,
            r#"{"bead": 0, "source": {"segments": [0], "text": "نعم"}, "target": {"text": "Yes"}}"#,
        ] {
            let found = read(line, &wanted()).unwrap();
            assert_eq!(
                found,
                [("نعم".to_owned(), "Yes".to_owned(), UnitState::Translated)],
                "{line}"
            );
        }
        let lines = "{\"en\": \"Yes\", \"ar\": \"نعم\"}\n{\"ar\": \"لا\", \"en\": \"No\"}\n";
        let found = read(lines, &wanted()).unwrap();
        assert_eq!([&*found[0].0, &*found[1].0], ["Yes", "No"]);
        let reversed = Wanted {
            languages: [Some("en".to_owned()), None],
            ..wanted()
        };
        let found = read(r#"{"ar": "نعم", "en": "Yes"}"#, &reversed).unwrap();
        assert_eq!(found[0].0, "Yes");
        let asked = Wanted {
            columns: Some(["b".parse().unwrap(), "a".parse().unwrap()]),
            ..wanted()
        };
        assert_eq!(
            read(r#"{"a": "نعم", "b": "Yes"}"#, &asked).unwrap()[0].0,
            "Yes"
        );
    }

    #[test]
    fn states_are_read() {
        let text = "{\"source\": \"ا\", \"target\": null}\n\n{\"source\": \"ا\", \"target\": \"a\", \"fuzzy\": true}\r\n\
            {\"source\": \"ا\", \"target\": \"a\", \"locked\": true}\n{\"source\": \"ا\", \"target\": \"a\", \"state\": \"new\"}\n";
        let states: Vec<UnitState> = read(text, &wanted())
            .unwrap()
            .into_iter()
            .map(|unit| unit.2)
            .collect();
        use UnitState::*;
        assert_eq!(states, [Untranslated, Fuzzy, Locked, Untranslated]);
    }

    #[test]
    fn escapes_know_their_bytes() {
        let text = r#"{"source": "a\"\ud83d\ude00ب\n\/", "target": ""}"#;
        let source = Arc::new(Source::from_text("a", text));
        let units = start(&wanted()).read(&source, true).unwrap();
        let block = units[0].source.as_ref().unwrap();
        assert_eq!(block.text.text(), "a\"😀ب\n/");
        assert_eq!(
            block.text.origin(Span::new(2, 6)).of(text),
            "\\ud83d\\ude00"
        );
        assert_eq!(block.text.origin(Span::new(6, 8)).of(text), "ب");
        assert_eq!(
            spell(text, Span::default(), "a \"b\"\n").as_deref(),
            Some("a \\\"b\\\"\\n")
        );
    }

    #[test]
    fn broken_lines_are_named_with_their_place() {
        for (text, expected) in [
            (
                "{\"source\": \"ا\", \"target\": \"a\"}\n{\"source\": \"نعم\" x}\n",
                "a.jsonl:2:18: this line is no JSON object: expected",
            ),
            (
                "{\"a\": 1}\n",
                "a.jsonl:1:1: which values are the texts can't be told; there are a",
            ),
            (
                "{\"source\": 1, \"target\": \"a\"}\n",
                "a.jsonl:1:12: \"source\" is no string",
            ),
            ("[1]\n", "a.jsonl:1:1: this line is no JSON object"),
            (
                "{\"source\": \"ا\", \"target\": {}}\n",
                "a.jsonl:1:27: this object has no string",
            ),
        ] {
            let found = read(text, &wanted()).unwrap_err().to_string();
            assert!(found.starts_with(expected), "{text}: {found}");
        }
    }
}
