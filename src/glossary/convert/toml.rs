//! The program's own format, written; and several files of it joined with their comments and order kept.

use crate::glossary::entry::{Entry, Glossary, Text};
use crate::glossary::load::{LoadErrors, from_toml};
use crate::glossary::normal::key;
use crate::text::{Map, Source};
use std::fmt::Write;
use std::sync::Arc;
use toml_edit::{ArrayOfTables, Decor, DocumentMut, Item, RawString, Table, Value};

/// Columns beyond which a list is broken into lines.
const WIDTH: usize = 110;

/// Writes a glossary.
pub(super) fn write(glossary: &Glossary) -> String {
    let mut out = String::from("[glossary]\n");
    if let Some(name) = &glossary.name {
        let _ = writeln!(out, "name = {}", quoted(name));
    }
    let _ = writeln!(out, "source-lang = \"{}\"", glossary.source_lang);
    let _ = writeln!(out, "target-lang = \"{}\"", glossary.target_lang);
    for entry in &glossary.entries {
        out.push('\n');
        out.push_str(&entry_to_toml(entry));
    }
    out
}

/// An entry as a `[[terms]]` table.
pub fn entry_to_toml(entry: &Entry) -> String {
    let mut out = String::from("[[terms]]\n");
    let mut line = |key: &str, value: String| {
        let _ = writeln!(out, "{key} = {value}");
    };
    let text = |text: &Text| quoted(text);
    line("id", quoted(&entry.id));
    match entry.source.as_slice() {
        [one] => line("source", text(one)),
        several => line("source", list("source", several.iter().map(text))),
    }
    line("target", text(&entry.target));
    if let Some(abbreviation) = &entry.abbreviation {
        line("abbreviation", text(abbreviation));
    }
    for (key, texts) in [
        ("admitted", &entry.admitted),
        ("short-forms", &entry.short_forms),
    ] {
        if !texts.is_empty() {
            line(key, list(key, texts.iter().map(text)));
        }
    }
    if !entry.forbidden.is_empty() {
        let items = entry
            .forbidden
            .iter()
            .map(|forbidden| match &forbidden.why {
                Some(why) => format!(
                    "{{ text = {}, why = {} }}",
                    text(&forbidden.text),
                    quoted(why)
                ),
                None => text(&forbidden.text),
            });
        line("forbidden", list("forbidden", items));
    }
    if let Some(first) = &entry.first_mention {
        line("first-mention", text(first));
    }
    if !entry.source_forms.is_empty() {
        let items = entry.source_forms.iter().map(text);
        line("source-forms", list("source-forms", items));
    }
    if let Some(case) = entry.case {
        line("case", quoted(case.name()));
    }
    if let Some(pos) = entry.part_of_speech {
        line("part-of-speech", quoted(pos.name()));
    }
    if let Some(note) = &entry.note {
        line("note", quoted(note));
    }
    if let Some(severity) = entry.severity {
        line("severity", quoted(severity.name()));
    }
    if let Some(direction) = entry.direction {
        line("direction", quoted(direction.name()));
    }
    out
}

/// A basic string: Arabic letters stand as themselves, what nobody sees is escaped.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || crate::lang::is_ignorable(c) => {
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn list(key: &str, items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    let flat = format!("[{}]", items.join(", "));
    if key.chars().count() + 3 + flat.chars().count() <= WIDTH {
        return flat;
    }
    let mut out = String::from("[\n");
    let mut line = String::from("   ");
    for item in items {
        if line.chars().count() + item.chars().count() + 2 > WIDTH && line.len() > 3 {
            out.push_str(&line);
            out.push('\n');
            line = String::from("   ");
        }
        let _ = write!(line, " {item},");
    }
    out.push_str(&line);
    out.push_str("\n]");
    out
}

/// Joins glossaries in TOML, later ones winning as in [`merge`](crate::glossary::merge): the first file's comments
/// and order are kept, entries that a later one has take their place, others follow with their comments.
///
/// # Errors
/// The faults of the first file that has any.
pub fn merge_texts(sources: &[Arc<Source>]) -> Result<String, LoadErrors> {
    let mut merged: Option<DocumentMut> = None;
    for source in sources {
        // Read first: its faults have places.
        let glossary = from_toml(Arc::clone(source))?;
        let Ok(mut document) = source.text().parse::<DocumentMut>() else {
            continue;
        };
        name_entries(&mut document, &glossary);
        match &mut merged {
            None => merged = Some(document),
            Some(merged) => join(merged, document, &glossary),
        }
    }
    Ok(merged.map_or_else(String::new, |document| document.to_string()))
}

fn terms(document: &mut DocumentMut) -> Option<&mut ArrayOfTables> {
    document
        .entry("terms")
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()))
        .as_array_of_tables_mut()
}

/// Writes out identifiers that were left to be made, so that they stay what they are.
fn name_entries(document: &mut DocumentMut, glossary: &Glossary) {
    let Some(tables) = terms(document) else {
        return;
    };
    for (table, entry) in tables.iter_mut().zip(&glossary.entries) {
        if !table.contains_key("id") {
            table.insert("id", toml_edit::value(entry.id.as_str()));
            table.sort_values_by(|a, _, b, _| (a.get() != "id").cmp(&(b.get() != "id")));
        }
    }
}

fn join(merged: &mut DocumentMut, mut next: DocumentMut, glossary: &Glossary) {
    let lang = glossary.source_lang;
    let mut claimed: Map<String, ()> = Map::default();
    for text in glossary.entries.iter().flat_map(|entry| &entry.source) {
        claimed.insert(key(lang, text), ());
    }
    let incoming: Vec<Table> = terms(&mut next)
        .map(|tables| tables.iter().cloned().collect())
        .unwrap_or_default();
    let Some(tables) = terms(merged) else {
        return;
    };
    let id = |table: &Table| {
        table
            .get("id")
            .and_then(Item::as_str)
            .map(|id| id.trim().to_owned())
    };
    let mut out = ArrayOfTables::new();
    let mut placed: Map<String, ()> = Map::default();
    for table in tables.iter() {
        let own = id(table).unwrap_or_default();
        if let Some(newer) = incoming
            .iter()
            .find(|newer| id(newer).as_deref() == Some(&own))
        {
            let mut newer = newer.clone();
            keep_comments(table, &mut newer);
            out.push(newer);
            placed.insert(own, ());
            continue;
        }
        let mut table = table.clone();
        if leave(&mut table, |text| claimed.contains_key(&key(lang, text))) {
            out.push(table);
        }
    }
    for table in incoming {
        if !id(&table).is_some_and(|id| placed.contains_key(&id)) {
            out.push(table);
        }
    }
    // Positions of the files they come from would mix the tables up.
    for (position, table) in out.iter_mut().enumerate() {
        table.set_position(Some(position as isize + 1));
    }
    *tables = out;
    if let Some(head) = next.get("glossary").and_then(|head| head.get("name"))
        && let Some(own) = merged.get_mut("glossary").and_then(Item::as_table_mut)
    {
        own.insert("name", head.clone());
    }
}

/// Takes the source forms that are `gone` out of a table; false where none is left.
fn leave(table: &mut Table, gone: impl Fn(&str) -> bool) -> bool {
    match table.get_mut("source").and_then(Item::as_value_mut) {
        Some(Value::String(text)) => !gone(text.value()),
        Some(Value::Array(array)) => {
            let before = array.len();
            array.retain(|item| !item.as_str().is_some_and(&gone));
            let broken = |text: Option<&RawString>| {
                text.and_then(RawString::as_str)
                    .is_some_and(|text| text.contains('\n'))
            };
            if array.len() < before && !array.iter().any(|item| broken(item.decor().prefix())) {
                array.fmt();
            }
            !array.is_empty()
        }
        _ => true,
    }
}

/// Gives an entry the comments of the one that it replaces: those above it, those of its keys, and above the key
/// that follows those of keys that are no more.
fn keep_comments(old: &Table, new: &mut Table) {
    let mut above = comments(old.decor().prefix());
    add_new(&mut above, comments(new.decor().prefix()));
    let head = old.decor().prefix().and_then(RawString::as_str);
    let blank: String = head
        .unwrap_or("\n")
        .chars()
        .take_while(|c| *c == '\n')
        .collect();
    *new.decor_mut() = Decor::new(blank.clone() + &lines(&above), decor_suffix(old.decor()));
    let mut pending: Vec<String> = Vec::new();
    for (name, item) in old.iter() {
        let key = old.key(name);
        pending.extend(comments(key.and_then(|key| key.leaf_decor().prefix())));
        let Some(value) = item.as_value() else {
            continue;
        };
        pending.extend(inner(value));
        let mut beside = comments(value.decor().suffix());
        let Some(newer) = new.get_mut(name).and_then(Item::as_value_mut) else {
            pending.append(&mut beside);
            continue;
        };
        if let [beside] = beside.as_slice() {
            let own = comments(newer.decor().suffix());
            if own.is_empty() {
                newer.decor_mut().set_suffix(format!(" {beside}"));
            } else if !own.contains(beside) {
                pending.push(beside.clone());
            }
        }
        let known = inner(newer);
        pending.retain(|comment| !known.contains(comment));
        if let Some(mut key) = new.key_mut(name) {
            add_new(&mut pending, comments(key.leaf_decor().prefix()));
            key.leaf_decor_mut().set_prefix(lines(&pending));
        }
        pending.clear();
    }
    if !pending.is_empty() {
        add_new(&mut above, pending);
        let suffix = decor_suffix(new.decor());
        *new.decor_mut() = Decor::new(blank + &lines(&above), suffix);
    }
}

fn decor_suffix(decor: &Decor) -> String {
    let suffix = decor.suffix().and_then(RawString::as_str);
    suffix.unwrap_or("").to_owned()
}

/// The comments in what stands around a key or a value, one a line.
fn comments(around: Option<&RawString>) -> Vec<String> {
    let text = around.and_then(RawString::as_str).unwrap_or("");
    text.lines()
        .map(str::trim)
        .filter(|line| line.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

/// The comments between the items of a list.
fn inner(value: &Value) -> Vec<String> {
    let Value::Array(array) = value else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for item in array.iter() {
        out.extend(comments(item.decor().prefix()));
        out.extend(comments(item.decor().suffix()));
    }
    out.extend(comments(Some(array.trailing())));
    out
}

fn add_new(comments: &mut Vec<String>, more: Vec<String>) {
    for comment in more {
        if !comments.contains(&comment) {
            comments.push(comment);
        }
    }
}

fn lines(comments: &[String]) -> String {
    comments
        .iter()
        .map(|comment| format!("{comment}\n"))
        .collect()
}
