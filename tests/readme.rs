//! What the README shows is what the program does: the commands of its `console` blocks are run and give just the
//! output that stands there, the commands of its `sh` blocks are ones that the program understands, and its tables of
//! rules and formats are those of the program.
//!
//! `README_UPDATE=1 cargo test --test readme -- --test-threads=1` writes the real output into the `console` blocks and
//! the tables.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use std::path::Path;
use std::process::{Command, Output};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).unwrap()
}

const UPDATE: &str = "README_UPDATE=1 cargo test --test readme -- --test-threads=1";

fn is_update() -> bool {
    std::env::var_os("README_UPDATE").is_some()
}

fn write(lines: &[String]) {
    std::fs::write(root().join("README.md"), lines.join("\n") + "\n").unwrap();
}

/// Stands for any number of lines that are left out.
const LEFT_OUT: &str = "...";

/// The fenced blocks of a kind: first line after the fence, number of that line from 1.
fn blocks<'a>(text: &'a str, kind: &str) -> Vec<(usize, Vec<&'a str>)> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, Vec<&str>)> = None;
    let mut other = false;
    for (index, line) in text.lines().enumerate() {
        match &mut open {
            Some(_) if line == "```" => blocks.extend(open.take()),
            Some((_, lines)) => lines.push(line),
            None if other => other = line != "```",
            None => match line.strip_prefix("```") {
                Some(found) if found == kind => open = Some((index + 2, Vec::new())),
                Some(_) => other = true,
                None => {}
            },
        }
    }
    blocks
}

/// The arguments of a line, parted at spaces; quotation marks hold several words together.
fn arguments(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(mark), _) if c == mark => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

fn run(arguments: &[String]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mutabiq"))
        .args(arguments)
        .current_dir(root())
        .output()
        .unwrap()
}

fn fits(shown: &[&str], real: &[&str]) -> bool {
    match shown.split_first() {
        None => real.is_empty(),
        Some((&LEFT_OUT, rest)) => (0..=real.len()).any(|skip| fits(rest, &real[skip..])),
        Some((first, rest)) => real
            .split_first()
            .is_some_and(|(other, others)| first == other && fits(rest, others)),
    }
}

#[test]
fn shown_output_is_real() {
    let text = readme();
    let mut updated: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut wrong = Vec::new();
    for (number, lines) in blocks(&text, "console").into_iter().rev() {
        let mut new = Vec::new();
        let mut rest = lines.as_slice();
        while let Some((command, after)) = rest.split_first() {
            let line = command
                .strip_prefix("$ mutabiq ")
                .unwrap_or_else(|| panic!("README.md:{number}: not a command: {command}"));
            let end = after
                .iter()
                .position(|line| line.starts_with("$ "))
                .unwrap_or(after.len());
            let (shown, next) = after.split_at(end);
            rest = next;
            let output = run(&arguments(line));
            let real = [output.stdout, output.stderr].concat();
            let real = String::from_utf8(real).unwrap();
            let real: Vec<&str> = real.lines().map(str::trim_end).collect();
            new.push((*command).to_owned());
            if fits(shown, &real) {
                new.extend(shown.iter().map(|line| (*line).to_owned()));
            } else {
                wrong.push(format!("README.md:{number}: {command}"));
                new.extend(real.iter().map(|line| (*line).to_owned()));
            }
        }
        updated.splice(number - 1..number - 1 + lines.len(), new);
    }
    if is_update() {
        write(&updated);
    } else {
        assert!(
            wrong.is_empty(),
            "the output of these is another now:\n{}\n{UPDATE} mends them",
            wrong.join("\n")
        );
    }
}

/// With `--help` behind it, a command is parsed and not run: an option that there isn't is an error all the same.
#[test]
fn shown_commands_are_understood() {
    let text = readme();
    let mut count = 0;
    for (number, lines) in blocks(&text, "sh") {
        for line in lines {
            let line = line.split(" #").next().unwrap_or_default().trim();
            let Some(command) = line.strip_prefix("mutabiq ") else {
                continue;
            };
            let command = command.split(" > ").next().unwrap_or_default();
            let mut arguments = arguments(command);
            arguments.push("--help".to_owned());
            let output = run(&arguments);
            assert!(
                output.status.success(),
                "README.md:{number}: {line}\n{}",
                String::from_utf8_lossy(&output.stderr)
            );
            count += 1;
        }
    }
    assert!(count > 5, "{count} commands");
}

/// The rows that stand between `<!-- NAME -->` and `<!-- /NAME -->`, as the program's own tables have them.
fn tables() -> [(&'static str, Vec<String>); 4] {
    let rules = mutabiq::checks::rules().map(|rule| {
        format!(
            "| `{}` | {} | {} | {} |",
            rule.name,
            rule.category.name(),
            rule.severity,
            rule.summary
        )
    });
    let formats = mutabiq::formats::FORMATS.iter().map(|format| {
        let extensions: Vec<_> = format
            .extensions
            .iter()
            .map(|extension| format!("`.{extension}`"))
            .collect();
        let holds = if format.is_paired() {
            "both texts"
        } else {
            "one text"
        };
        let written: Vec<_> = mutabiq::reports::alignment::ALIGNMENT_FORMATS
            .iter()
            .filter(|alignment| alignment.read_as == Some(format.name))
            .map(|alignment| format!("`{}`", alignment.name))
            .collect();
        let written = if written.is_empty() {
            "–".to_owned()
        } else {
            written.join(" ")
        };
        let fixed = if format.edits.is_some() {
            "in place"
        } else {
            "shown"
        };
        format!(
            "| {} | {} | {holds} | {} | {written} | {fixed} |",
            format.title,
            extensions.join(" "),
            format.read
        )
    });
    let reports = mutabiq::reports::FORMATS
        .iter()
        .map(|format| format!("| `{}` | {} |", format.name, format.about));
    let alignments = mutabiq::reports::alignment::ALIGNMENT_FORMATS
        .iter()
        .map(|format| {
            let (name, about, keeps) = (format.name, format.about, format.keeps);
            format!("| `{name}` | {about} | {keeps} |")
        });
    [
        (
            "rules",
            table("| rule | family | severity | |", rules.collect()),
        ),
        (
            "formats",
            table(
                "| format | files | holds | read | written by `align --format` | fixes |",
                formats.collect(),
            ),
        ),
        ("reports", table("| `--format` | |", reports.collect())),
        (
            "alignments",
            table("| `--format` | | keeps |", alignments.collect()),
        ),
    ]
}

fn table(head: &str, rows: Vec<String>) -> Vec<String> {
    let columns = head.matches('|').count() - 1;
    let mut lines = vec![
        String::new(),
        head.to_owned(),
        format!("|{}", " --- |".repeat(columns)),
    ];
    lines.extend(rows);
    lines.push(String::new());
    lines
}

#[test]
fn its_tables_are_those_of_the_program() {
    let mut lines: Vec<String> = readme().lines().map(str::to_owned).collect();
    let mut wrong = Vec::new();
    for (name, wanted) in tables() {
        let at = |mark: &str| {
            lines
                .iter()
                .position(|line| line == mark)
                .unwrap_or_else(|| panic!("README.md has no line {mark}"))
        };
        let inside = at(&format!("<!-- {name} -->")) + 1..at(&format!("<!-- /{name} -->"));
        if lines[inside.clone()] != wanted {
            wrong.push(name);
            lines.splice(inside, wanted);
        }
    }
    if is_update() {
        write(&lines);
    } else {
        assert!(wrong.is_empty(), "{wrong:?} changed; {UPDATE} mends them");
    }
    let text = readme();
    for name in mutabiq::glossary::names() {
        assert!(text.contains(&format!("`builtin:{name}`")), "{name}");
    }
}

/// Links to files of the repository lead somewhere.
#[test]
fn its_links_lead_somewhere() {
    for name in ["README.md", "CONTRIBUTING.md"] {
        let text = std::fs::read_to_string(root().join(name)).unwrap();
        for link in text.split("](").skip(1) {
            let link = link.split([')', '#']).next().unwrap_or_default();
            if !link.is_empty() && !link.contains("://") {
                assert!(root().join(link).exists(), "{name}: {link}");
            }
        }
    }
}
