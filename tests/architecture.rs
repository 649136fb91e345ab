//! Holds the one-way flow: which room of the crate may use which, as the table in the crate's documentation says.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that can't go on fails"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Uses that the table forbids and that are known, as room and used room. The list may shrink and never grow: the
/// door still names what a person may choose (rules, formats, languages) and reads side files itself, which belongs
/// to the pipeline.
const DEBTS: &[(&str, &str)] = &[
    ("cli", "align"),
    ("cli", "checks"),
    ("cli", "formats"),
    ("cli", "glossary"),
    ("cli", "lang"),
    ("cli", "lexicon"),
    ("cli", "segment"),
    ("cli", "text"),
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The table under “Who may use whom” of the crate's documentation.
fn table() -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(source().join("lib.rs")).unwrap();
    let mut table = BTreeMap::new();
    let rows = text
        .lines()
        .skip_while(|line| !line.contains("# Who may use whom"))
        .filter_map(|line| line.strip_prefix("//! | "))
        .filter(|line| !line.starts_with("room |") && !line.starts_with("---"));
    for row in rows {
        let (rooms, uses) = row.split_once(" | ").unwrap();
        let uses: BTreeSet<String> = uses
            .trim_end_matches(" |")
            .split(", ")
            .filter(|room| *room != "nothing")
            .map(str::to_owned)
            .collect();
        for room in rooms.split(", ") {
            table.insert(room.to_owned(), uses.clone());
        }
    }
    table
}

/// The files of a folder and those below it, in order.
fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push(path);
        }
    }
}

/// The lines of a file that are no comments and no part of its tests, and the modules that are only for tests.
fn code(text: &str) -> (Vec<&str>, Vec<&str>) {
    let mut lines = Vec::new();
    let mut tests = Vec::new();
    let mut rest = text.lines();
    while let Some(line) = rest.next() {
        let trimmed = line.trim_start();
        if trimmed.starts_with("#[cfg(test)]") {
            let indent = &line[..line.len() - trimmed.len()];
            let mut item = rest.next().unwrap_or("");
            while item.trim_start().starts_with('#') {
                item = rest.next().unwrap_or("");
            }
            if let Some((_, name)) = item.split_once("mod ")
                && let Some(name) = name.strip_suffix(';')
            {
                tests.push(name);
            }
            // The item ends with a line of its own indentation, as rustfmt writes it.
            let mut end = item;
            while !(end.ends_with(';') && end.len() - end.trim_start().len() == indent.len()
                || end == format!("{indent}}}")
                || end == format!("{indent}];"))
            {
                match rest.next() {
                    Some(next) => end = next,
                    None => break,
                }
            }
        } else if !trimmed.starts_with("//") {
            lines.push(line);
        }
    }
    (lines, tests)
}

/// The rooms that code names: `crate::room`, `crate::{room, …}`.
fn named(lines: &[&str]) -> Vec<String> {
    let text = lines.join("\n");
    let mut out = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let is_word = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let rest = &text[at + "crate::".len()..];
        if is_word {
            continue;
        }
        let group = rest.strip_prefix('{').map(|group| {
            let mut depth = 0;
            let end = group
                .find(|c| {
                    depth += i32::from(c == '{') - i32::from(c == '}');
                    depth < 0
                })
                .unwrap_or(group.len());
            &group[..end]
        });
        let Some(group) = group else {
            out.push(first_name(rest));
            continue;
        };
        let mut depth = 0;
        for part in group.split_inclusive([',', '{', '}']) {
            if depth == 0 {
                out.push(first_name(part.trim_start()));
            }
            depth += i32::from(part.ends_with('{')) - i32::from(part.ends_with('}'));
        }
    }
    out.retain(|name| !name.is_empty());
    out
}

fn first_name(path: &str) -> String {
    path.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

/// The room of a file: the folder or file right below `src`.
fn room(path: &Path) -> String {
    let inner = path.strip_prefix(source()).unwrap();
    let first = inner.components().next().unwrap().as_os_str();
    first.to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// Every use of one room by another outside tests: room, used room, file.
fn uses() -> Vec<(String, String, PathBuf)> {
    let mut all = Vec::new();
    files(&source(), &mut all);
    let mut only_tests = BTreeSet::new();
    let mut found = Vec::new();
    for path in &all {
        let text = fs::read_to_string(path).unwrap();
        let (lines, tests) = code(&text);
        let folder = if path
            .file_stem()
            .is_some_and(|stem| stem == "mod" || stem == "lib" || stem == "main")
        {
            path.parent().unwrap().to_owned()
        } else {
            path.with_extension("")
        };
        for module in tests {
            only_tests.insert(folder.join(format!("{module}.rs")));
            only_tests.insert(folder.join(module).join("mod.rs"));
        }
        found.push((path.clone(), named(&lines)));
    }
    let mut out = Vec::new();
    for (path, names) in found {
        let is_test = only_tests.contains(&path)
            || only_tests
                .iter()
                .any(|test| path.starts_with(test.with_extension("")));
        if is_test {
            continue;
        }
        for name in names {
            out.push((room(&path), name, path.clone()));
        }
    }
    out
}

#[test]
fn every_room_is_in_the_table_and_in_the_crate() {
    let mut rooms = BTreeSet::new();
    for entry in fs::read_dir(source()).unwrap() {
        let room = room(&entry.unwrap().path());
        if !matches!(room.as_str(), "main" | "lib" | "build") {
            rooms.insert(room);
        }
    }
    let table: BTreeSet<String> = table().into_keys().collect();
    assert_eq!(rooms, table);
}

#[test]
fn the_table_flows_one_way() {
    let table = table();
    // A room that reaches itself through others would close a circle.
    for start in table.keys() {
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<&String> = table[start].iter().collect();
        while let Some(next) = waiting.pop() {
            assert_ne!(next, start, "{start} reaches itself");
            if seen.insert(next) {
                waiting.extend(&table[next]);
            }
        }
    }
}

#[test]
fn rooms_use_only_what_the_table_allows() {
    let table = table();
    let mut wrong = Vec::new();
    let mut owed = BTreeSet::new();
    for (room, used, path) in uses() {
        if room == used
            || matches!(room.as_str(), "main" | "lib" | "build")
            || !table.contains_key(&used)
        {
            continue;
        }
        if table
            .get(&room)
            .is_some_and(|allowed| allowed.contains(&used))
        {
            continue;
        }
        match DEBTS
            .iter()
            .find(|debt| **debt == (room.as_str(), used.as_str()))
        {
            Some(debt) => {
                owed.insert(*debt);
            }
            None => wrong.push(format!("{} uses {used}", path.display())),
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "the table forbids:\n{}", wrong.join("\n"));
    let paid: Vec<_> = DEBTS.iter().filter(|debt| !owed.contains(debt)).collect();
    assert!(paid.is_empty(), "no longer needed in DEBTS: {paid:?}");
}

#[test]
fn paths_are_found_in_code_and_not_in_tests_or_comments() {
    let text = "\
use crate::text::{Side, Span};
use crate::{lang, bitext::{Bead, Bitext}, align};
/// crate::reports
fn f() { crate::lexicon::builtin(); }
#[cfg(test)]
mod helpers;
#[cfg(test)]
use crate::cli;
#[cfg(test)]
mod tests {
    use crate::formats;
}
";
    let (lines, tests) = code(text);
    assert_eq!(tests, ["helpers"]);
    assert_eq!(
        named(&lines),
        ["text", "lang", "bitext", "align", "lexicon"]
    );
}
