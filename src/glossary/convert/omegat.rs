//! OmegaT: `source TAB target TAB comment`, comments after `#`. Several lines with one source are one term; the
//! first is the preferred form.

use super::{Pair, Pairs};
use crate::glossary::entry::{Glossary, Text};
use crate::glossary::load::{Faults, LoadErrors};
use crate::lang::Lang;
use crate::text::{Source, Span};
use std::fmt::Write;
use std::sync::Arc;

/// Reads a glossary.
pub(super) fn read(source: Arc<Source>, langs: (Lang, Lang)) -> Result<Glossary, LoadErrors> {
    let mut faults = Faults::new(&source);
    let mut glossary = Glossary::new(langs.0, langs.1);
    let mut pairs = Pairs::default();
    let mut at = 0;
    for line in source.text().split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let mut cells = line.splitn(3, '\t').map(str::trim);
        let (term, target) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""));
        let note = cells.next().filter(|note| !note.is_empty());
        if term.is_empty() || target.is_empty() {
            faults.add(
                start,
                "a line is a source, a tab and a target",
                Some("an optional comment follows after another tab".to_owned()),
            );
            continue;
        }
        let text = |text: &str| Text {
            text: text.to_owned(),
            file: Some(0),
            span: Span::new(start, start + line.len()),
        };
        let pair = Pair {
            source: text(term),
            target: text(target),
            note: note.map(str::to_owned),
            id: None,
        };
        pairs.add(langs, pair);
    }
    glossary.entries = pairs.entries;
    glossary.files.push(Arc::clone(&source));
    faults.finish(glossary)
}

/// Writes a glossary: a line for each source form and each form that is fine.
pub(super) fn write(glossary: &Glossary) -> String {
    let plain = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    let mut out = String::from("# source\ttarget\tcomment\n");
    for entry in &glossary.entries {
        let note = entry.note.as_deref().unwrap_or("");
        let forms = std::iter::once(&entry.target).chain(&entry.admitted);
        for (number, form) in forms.enumerate() {
            for source in &entry.source {
                let _ = write!(out, "{}\t{}", plain(source), plain(form));
                if number == 0 && !note.is_empty() {
                    let _ = write!(out, "\t{}", plain(note));
                }
                out.push('\n');
            }
        }
    }
    out
}
