//! XLIFF 2 with the glossary module (`urn:oasis:names:tc:xliff:glossary:2.0`): one entry a source form, its
//! translations the forms that are fine, its definition the note.

use super::xml::{self, escaped, identifier};
use super::{Pair, Pairs};
use crate::glossary::entry::{Glossary, Text};
use crate::glossary::load::{Faults, LoadErrors};
use crate::lang::Lang;
use crate::text::{Source, Span};
use std::fmt::Write;
use std::str::FromStr;
use std::sync::Arc;

/// Reads the glossary entries of a file, in whichever units they stand.
pub(super) fn read(source: Arc<Source>, mut langs: (Lang, Lang)) -> Result<Glossary, LoadErrors> {
    let mut faults = Faults::new(&source);
    let root = xml::read(source.text(), &mut faults);
    if let Some(xliff) = root.children.iter().find(|child| child.name == "xliff") {
        let lang = |name: &str| {
            xliff
                .attribute(name)
                .and_then(|code| Lang::from_str(code).ok())
        };
        langs = (
            lang("srcLang").unwrap_or(langs.0),
            lang("trgLang").unwrap_or(langs.1),
        );
    }
    let mut glossary = Glossary::new(langs.0, langs.1);
    let mut units = Vec::new();
    root.all(&["unit"], &mut units);
    glossary.name = units
        .iter()
        .filter(|unit| unit.children.iter().any(|child| child.name == "glossary"))
        .find_map(|unit| unit.attribute("name"))
        .map(str::to_owned);
    let mut elements = Vec::new();
    root.all(&["glossEntry"], &mut elements);
    if elements.is_empty() {
        faults.add(
            0,
            "no glossEntry in it",
            Some("is it an XLIFF 2 file with the glossary module?".to_owned()),
        );
    }
    let mut pairs = Pairs::default();
    for element in elements {
        let of = |name: &str| -> Vec<Text> {
            element
                .children
                .iter()
                .filter(|child| child.name == name)
                .map(|child| Text {
                    text: child.content(),
                    file: Some(0),
                    span: Span::new(child.at, child.at),
                })
                .filter(|text| !text.is_empty())
                .collect()
        };
        let note = of("definition").first().map(|text| text.text.clone());
        let Some(term) = of("term").into_iter().next() else {
            faults.add(element.at, "the entry has no term", None);
            continue;
        };
        let translations = of("translation");
        let id = element.attribute("id").map(|id| {
            let first = translations.first().map_or("", |first| first.text.as_str());
            whole(&pairs, id, first).to_owned()
        });
        for (number, translation) in translations.into_iter().enumerate() {
            let pair = Pair {
                source: term.clone(),
                target: translation,
                note: note.clone().filter(|_| number == 0),
                id: id.clone(),
            };
            pairs.add(langs, pair);
        }
    }
    glossary.entries = pairs.entries;
    glossary.files.push(Arc::clone(&source));
    faults.finish(glossary)
}

/// The identifier of the entry that a glossary entry belongs to: `nato.2` has a further source form of `nato`,
/// where that stands before it with the same translation.
fn whole<'i>(pairs: &Pairs, id: &'i str, translation: &str) -> &'i str {
    let base = id
        .rsplit_once('.')
        .filter(|(_, number)| number.bytes().all(|b| b.is_ascii_digit()))
        .map(|(base, _)| base);
    base.filter(|base| {
        let first = pairs.by_id.get(*base).and_then(|at| pairs.entries.get(*at));
        first.is_some_and(|entry| entry.target.text == translation)
    })
    .unwrap_or(id)
}

/// Writes a glossary as the entries of one unit.
pub(super) fn write(glossary: &Glossary) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let name = glossary
        .name
        .as_ref()
        .map_or_else(String::new, |name| format!(" name=\"{}\"", escaped(name)));
    let _ = write!(
        out,
        "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" xmlns:gls=\"urn:oasis:names:tc:xliff:glossary:2.0\" version=\"2.0\" srcLang=\"{}\" trgLang=\"{}\">\n<file id=\"glossary\">\n<unit id=\"terms\"{name}>\n<gls:glossary>\n",
        glossary.source_lang, glossary.target_lang
    );
    for entry in &glossary.entries {
        let id = identifier(&entry.id);
        for (number, source) in entry.source.iter().enumerate() {
            let suffix = if number == 0 {
                String::new()
            } else {
                format!(".{}", number + 1)
            };
            let _ = writeln!(out, "<gls:glossEntry id=\"{id}{suffix}\">");
            let _ = writeln!(out, "  <gls:term>{}</gls:term>", escaped(source));
            for form in std::iter::once(&entry.target).chain(&entry.admitted) {
                let _ = writeln!(
                    out,
                    "  <gls:translation>{}</gls:translation>",
                    escaped(form)
                );
            }
            if let Some(note) = entry.note.as_ref().filter(|_| number == 0) {
                let _ = writeln!(out, "  <gls:definition>{}</gls:definition>", escaped(note));
            }
            out.push_str("</gls:glossEntry>\n");
        }
    }
    out.push_str("</gls:glossary>\n<segment><source/></segment>\n</unit>\n</file>\n</xliff>\n");
    out
}
