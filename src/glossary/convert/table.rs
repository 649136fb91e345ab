//! Comma- and tab-separated tables: the program's own with all fields and a header, and the pairs of other tools
//! (DeepL, Weblate, Translate Toolkit, spreadsheets).

use super::{Pair, Pairs, fresh_id, split_reason};
use crate::glossary::entry::{Entry, Glossary, Text, slug};
use crate::glossary::load::{Faults, LoadErrors, TERM_KEYS};
use crate::lang::Lang;
use crate::text::{Map, Source, Span};
use std::str::FromStr;
use std::sync::Arc;

/// What stands between several values of a field.
const SEPARATOR: &str = " | ";

/// Columns with the languages, in every row: a table of other languages than the usual has them.
const LANGS: [&str; 2] = ["source-lang", "target-lang"];

/// Names of columns in the files of other tools, with the key each is.
const ALIASES: &[(&str, &str)] = &[
    ("term", "source"),
    ("source term", "source"),
    ("source text", "source"),
    ("translation", "target"),
    ("target term", "target"),
    ("target text", "target"),
    ("comment", "note"),
    ("comments", "note"),
    ("notes", "note"),
    ("description", "note"),
    ("definition", "note"),
    ("developer_comments", "note"),
    ("translator_comments", "note"),
    ("pos", "part-of-speech"),
    ("part of speech", "part-of-speech"),
];

/// Reads a table.
pub(super) fn read(
    source: Arc<Source>,
    delimiter: u8,
    mut langs: (Lang, Lang),
) -> Result<Glossary, LoadErrors> {
    let mut faults = Faults::new(&source);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .comment(None)
        .from_reader(source.text().as_bytes());
    let mut rows: Vec<(usize, csv::StringRecord)> = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let at = record.position().map_or(0, |at| at.byte() as usize);
                rows.push((at, record));
            }
            Err(error) => {
                let at = error.position().map_or(0, |at| at.byte() as usize);
                faults.add(at, format!("the row can't be read: {error}"), None);
            }
        }
    }
    let header = rows.first().and_then(|(_, row)| columns(row, &mut langs));
    if let (Some(columns), Some((_, row))) = (&header, rows.get(1)) {
        let lang = |key: &str| {
            let column = columns.iter().position(|column| *column == Some(key))?;
            Lang::from_str(row.get(column)?.trim()).ok()
        };
        let [source, target] = LANGS.map(lang);
        langs = (source.unwrap_or(langs.0), target.unwrap_or(langs.1));
    }
    let mut glossary = Glossary::new(langs.0, langs.1);
    if let Some(columns) = &header {
        let own = columns.contains(&Some("id")) || columns.contains(&Some("admitted"));
        if own {
            read_own(&mut glossary, &rows, columns, &mut faults);
        } else {
            read_pairs(&mut glossary, &rows, columns, 1, &mut faults);
        }
    } else {
        let columns = [Some("source"), Some("target"), Some("note")];
        read_pairs(&mut glossary, &rows, &columns, 0, &mut faults);
    }
    glossary.files.push(Arc::clone(&source));
    faults.finish(glossary)
}

/// The key of each column, where the row is a header.
fn columns(row: &csv::StringRecord, langs: &mut (Lang, Lang)) -> Option<Vec<Option<&'static str>>> {
    let mut languages: Vec<Lang> = Vec::new();
    let columns: Vec<Option<&'static str>> = row
        .iter()
        .map(|cell| {
            let name = cell.trim().trim_start_matches('\u{FEFF}').to_lowercase();
            let plain = name.replace('_', "-");
            let keys = TERM_KEYS.iter().chain(&LANGS).copied();
            let own = keys.into_iter().find(|key| *key == plain);
            let alias = || {
                ALIASES
                    .iter()
                    .find(|(alias, _)| *alias == name)
                    .map(|(_, key)| *key)
            };
            let lang = || {
                let lang = Lang::all().find(|lang| {
                    name == lang.name().to_lowercase()
                        || Lang::from_str(&name) == Ok(*lang) && name.len() <= 5
                })?;
                languages.push(lang);
                match languages.len() {
                    1 => Some("source"),
                    2 => Some("target"),
                    _ => None,
                }
            };
            own.or_else(alias).or_else(lang)
        })
        .collect();
    if let [source, target] = languages.as_slice() {
        *langs = (*source, *target);
    }
    (columns.contains(&Some("source")) && columns.contains(&Some("target"))).then_some(columns)
}

fn text(at: usize, cell: &str) -> Text {
    Text {
        text: cell.trim().to_owned(),
        file: Some(0),
        span: Span::new(at, at),
    }
}

fn read_pairs(
    glossary: &mut Glossary,
    rows: &[(usize, csv::StringRecord)],
    columns: &[Option<&str>],
    skip: usize,
    faults: &mut Faults<'_>,
) {
    let langs = (glossary.source_lang, glossary.target_lang);
    let mut pairs = Pairs::default();
    for (at, row) in rows.iter().skip(skip) {
        let cell = |key: &str| {
            columns
                .iter()
                .position(|column| *column == Some(key))
                .and_then(|column| row.get(column))
                .map(str::trim)
                .filter(|cell| !cell.is_empty())
        };
        match (cell("source"), cell("target")) {
            (Some(source), Some(target)) => {
                let pair = Pair {
                    source: text(*at, source),
                    target: text(*at, target),
                    note: cell("note").map(str::to_owned),
                    id: None,
                };
                pairs.add(langs, pair);
            }
            (None, None) => {}
            (source, _) => {
                let lacks = if source.is_none() { "source" } else { "target" };
                faults.add(*at, format!("the row has no {lacks}"), None);
            }
        }
    }
    glossary.entries = pairs.entries;
}

fn read_own(
    glossary: &mut Glossary,
    rows: &[(usize, csv::StringRecord)],
    columns: &[Option<&str>],
    faults: &mut Faults<'_>,
) {
    let mut ids: Map<String, usize> = Map::default();
    for (at, row) in rows.iter().skip(1) {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let mut entry = Entry::new("", Vec::new(), Text::default());
        for (column, cell) in columns.iter().zip(row) {
            let cell = cell.trim();
            let (Some(key), false) = (column, cell.is_empty()) else {
                continue;
            };
            let list =
                || -> Vec<Text> { values(cell).iter().map(|item| text(*at, item)).collect() };
            let mut wrong = |error: String| faults.add(*at, format!("{key} {error}"), None);
            match *key {
                "id" => entry.id = cell.to_owned(),
                "source" => entry.source = list(),
                "target" => entry.target = text(*at, cell),
                "abbreviation" => entry.abbreviation = Some(text(*at, cell)),
                "admitted" => entry.admitted = list(),
                "short-forms" => entry.short_forms = list(),
                "forbidden" => {
                    entry.forbidden = list().iter().map(|item| split_reason(item)).collect();
                }
                "first-mention" => entry.first_mention = Some(text(*at, cell)),
                "source-forms" => entry.source_forms = list(),
                "case" => match cell.parse() {
                    Ok(case) => entry.case = Some(case),
                    Err(error) => wrong(error),
                },
                "part-of-speech" => match cell.parse() {
                    Ok(pos) => entry.part_of_speech = Some(pos),
                    Err(error) => wrong(error),
                },
                "severity" => match cell.parse() {
                    Ok(level) => entry.severity = Some(level),
                    Err(error) => wrong(error),
                },
                "direction" => match cell.parse() {
                    Ok(direction) => entry.direction = Some(direction),
                    Err(error) => wrong(error),
                },
                "note" => entry.note = Some(cell.to_owned()),
                _ => {}
            }
        }
        if entry.source.is_empty() || entry.target.is_empty() {
            let lacks = if entry.source.is_empty() {
                "source"
            } else {
                "target"
            };
            faults.add(*at, format!("the row has no {lacks}"), None);
            continue;
        }
        let wanted = if entry.id.is_empty() {
            slug(&entry.target)
        } else {
            std::mem::take(&mut entry.id)
        };
        entry.id = fresh_id(&mut ids, &wanted);
        glossary.entries.push(entry);
    }
}

/// One of several values of a field: a bar in it is no separator.
fn value(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|")
}

/// The values of a field.
fn values(cell: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        let escaped = c == '\\' && matches!(chars.peek(), Some('\\' | '|'));
        let next = if escaped { chars.next() } else { None };
        match (values.last_mut(), next.unwrap_or(c)) {
            (_, '|') if !escaped => values.push(String::new()),
            (Some(value), c) => value.push(c),
            (None, _) => {}
        }
    }
    values
        .iter()
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty())
        .collect()
}

/// Writes every field.
pub(super) fn write(glossary: &Glossary, delimiter: u8) -> String {
    let langs = [glossary.source_lang, glossary.target_lang];
    let usual = langs == [Lang::ARABIC, Lang::ENGLISH];
    let mut head: Vec<String> = TERM_KEYS.iter().map(|key| (*key).to_owned()).collect();
    if !usual {
        head.extend(LANGS.map(str::to_owned));
    }
    let mut rows = vec![head];
    let join = |texts: &[Text]| {
        let values: Vec<String> = texts.iter().map(|text| value(text)).collect();
        values.join(SEPARATOR)
    };
    let one = |text: &Option<Text>| {
        text.as_ref()
            .map_or_else(String::new, |text| text.text.clone())
    };
    for entry in &glossary.entries {
        let forbidden: Vec<String> = entry
            .forbidden
            .iter()
            .map(|forbidden| match &forbidden.why {
                Some(why) => value(&format!("{} (why: {why})", forbidden.text)),
                None => value(&forbidden.text),
            })
            .collect();
        let mut row = vec![
            entry.id.clone(),
            join(&entry.source),
            entry.target.text.clone(),
            one(&entry.abbreviation),
            join(&entry.admitted),
            join(&entry.short_forms),
            forbidden.join(SEPARATOR),
            one(&entry.first_mention),
            join(&entry.source_forms),
            entry.case.map_or("", |case| case.name()).to_owned(),
            entry.part_of_speech.map_or("", |pos| pos.name()).to_owned(),
            entry.note.clone().unwrap_or_default(),
            entry.severity.map_or("", |level| level.name()).to_owned(),
            entry.direction.map_or("", |way| way.name()).to_owned(),
        ];
        if !usual {
            row.extend(langs.map(|lang| lang.code().to_owned()));
        }
        rows.push(row);
    }
    table(&rows, delimiter)
}

/// Writes pairs of one source form and the preferred target.
pub(super) fn write_pairs(glossary: &Glossary) -> String {
    let mut rows = Vec::new();
    for entry in &glossary.entries {
        for source in &entry.source {
            rows.push(vec![source.text.clone(), entry.target.text.clone()]);
        }
    }
    table(&rows, b',')
}

fn table(rows: &[Vec<String>], delimiter: u8) -> String {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        // Writing to memory doesn't fail.
        let _ = writer.write_record(row);
    }
    writer
        .into_inner()
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_default()
}
