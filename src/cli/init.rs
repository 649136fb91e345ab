use super::{CLEAN, output};
use crate::config::{self, Choice, FILE, Key, Kind, Kinds, Proposal, Proposed, TOP, propose};
use crate::findings::Rule;
use crate::formats::FORMATS;
use crate::lang::Lang;
use crate::pipeline;
use anyhow::{anyhow, bail};
use std::path::PathBuf;

/// Extensions of paired files that are hardly ever anything else.
const SURELY_PAIRED: [&str; 3] = ["tmx", "xliff", "po"];

/// Arguments of `init`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder to look at and to write mutabiq.toml into
    #[arg(default_value = ".", value_name = "FOLDER")]
    folder: PathBuf,
}

pub(super) fn run(args: &Args) -> anyhow::Result<u8> {
    if !args.folder.is_dir() {
        bail!("{}: there is no such folder", args.folder.display());
    }
    let file = args.folder.join(FILE);
    if file.exists() {
        bail!(
            "{}: it exists already and is left as it is; delete it first to begin anew",
            file.display()
        );
    }
    let files = pipeline::files(&args.folder, true, false, |_, _| false);
    let proposals = propose(&files, &kinds()?);
    let text = written(&proposals);
    output::write(Some(&file), |out| out.write_all(text.as_bytes()))?;
    let pairs: usize = proposals.iter().map(|proposal| proposal.count).sum();
    match proposals.len() {
        0 => anstream::eprintln!(
            "{}: no files that look like pairs were found; write the patterns of [[pairs]] yourself",
            file.display()
        ),
        patterns => anstream::eprintln!(
            "{}: {pairs} {} by {patterns} {}; look at it, then run `mutabiq check`",
            file.display(),
            if pairs == 1 { "pair" } else { "pairs" },
            if patterns == 1 { "pattern" } else { "patterns" },
        ),
    }
    Ok(CLEAN)
}

fn kinds() -> anyhow::Result<Kinds> {
    let languages: Vec<(&'static str, Vec<&'static str>)> = Lang::all()
        .map(|lang| (lang.code(), lang.called().to_vec()))
        .collect();
    let extensions = |wanted: fn(&&crate::formats::Description) -> bool| {
        FORMATS
            .iter()
            .filter(wanted)
            .flat_map(|format| format.extensions)
            .copied()
            .collect()
    };
    Ok(Kinds {
        languages: languages
            .try_into()
            .map_err(|_| anyhow!("patterns are proposed for two languages only"))?,
        texts: extensions(|format| !format.is_paired()),
        paired: extensions(|format| SURELY_PAIRED.contains(&format.name)),
    })
}

/// The text of the file: the pairs, and every other key as a comment. In TOML the keys of the file itself come
/// before its tables.
fn written(proposals: &[Proposal]) -> String {
    let known = pipeline::known();
    let mut lines: Vec<String> = vec![
        "# What mutabiq checks in this folder, and how: `mutabiq check` without files reads it."
            .into(),
        "# `mutabiq rules` lists the rules, `mutabiq check --help` the options.".into(),
        String::new(),
    ];
    for key in TOP {
        if !matches!(key.kind, Kind::Tables(..) | Kind::Rules) {
            lines.push(format!("# {}.", sentence(key.doc)));
            lines.push(format!("# {} = {}", key.name, example(key, &known)));
            lines.push(String::new());
        }
    }
    lines.extend(
        [
            "# Which files translate which. In source, * stands for any characters of a name, ** for any folders and",
            "# {name} for a part of a name; in target, {} stands for all that they took. The languages are named so that",
            "# a file that was copied and not translated yet is seen as one.",
        ]
        .map(str::to_owned),
    );
    for proposal in proposals {
        pair(proposal, &mut lines);
    }
    if proposals.is_empty() {
        let example = [
            "# [[pairs]]",
            "# source = \"ar/**/*.md\"",
            "# target = \"en/{}.md\"",
            "",
        ];
        lines.extend(example.map(str::to_owned));
    }
    let rule = example_rule(&known.rules);
    lines.extend([
        "# Severity and options of rules: error, warning, info or off.".to_owned(),
        "# [rules]".to_owned(),
        format!("# {rule} = \"info\""),
        String::new(),
        "# Settings for some of the files, on either side.".to_owned(),
        "# [[paths]]".to_owned(),
        "# files = [\"legal/**\"]".to_owned(),
        "# segment = \"paragraph\"".to_owned(),
        format!("# rules.{rule} = \"error\""),
        String::new(),
    ]);
    lines.join("\n")
}

fn pair(proposal: &Proposal, lines: &mut Vec<String>) {
    lines.push("[[pairs]]".to_owned());
    match &proposal.files {
        Proposed::Two(pattern, is_first) => {
            let mut codes: Vec<&str> = Lang::all().map(|lang| lang.code()).collect();
            if !is_first {
                codes.reverse();
            }
            lines.push(format!(
                "source = {} # {} found",
                quoted(pattern.source()),
                proposal.count
            ));
            lines.push(format!("target = {}", quoted(pattern.target())));
            for (key, code) in ["source-lang", "target-lang"].into_iter().zip(codes) {
                lines.push(format!("{key} = {}", quoted(code)));
            }
        }
        Proposed::One(glob) => lines.push(format!(
            "file = {} # {} found",
            quoted(glob.as_str()),
            proposal.count
        )),
    }
    lines.push(String::new());
}

/// A rule to show what can be set.
fn example_rule(rules: &[&'static Rule]) -> &'static str {
    rules
        .iter()
        .map(|rule| rule.name)
        .find(|name| *name == "quotes")
        .or(rules.first().map(|rule| rule.name))
        .unwrap_or_default()
}

/// A value to show for a key.
fn example(key: &Key, known: &config::Known) -> String {
    match (key.default, &key.kind) {
        ("", Kind::Choice(choice @ Choice::Language)) => {
            let names = known.names(*choice);
            let index = usize::from(key.name.starts_with("target"));
            quoted(names.get(index).copied().unwrap_or_default())
        }
        ("", Kind::Texts) => "[\"terms.toml\", \"builtin:un\"]".to_owned(),
        ("", _) => quoted("mutabiq-baseline.json"),
        (default, _) => default.to_owned(),
    }
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

/// A string as TOML.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uncommented(text: &str) -> String {
        text.lines()
            .map(|line| {
                let bare = line.strip_prefix("# ").unwrap_or(line);
                let is_setting = bare.starts_with('[')
                    || bare
                        .split_once(" = ")
                        .is_some_and(|(key, _)| !key.contains(' '));
                if is_setting { bare } else { line }
            })
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn what_is_written_is_read_with_and_without_its_comments() {
        let files: Vec<String> = ["ar/a.md", "en/a.md", "x.po"].map(str::to_owned).to_vec();
        for proposals in [Vec::new(), propose(&files, &kinds().unwrap())] {
            let text = written(&proposals);
            let config = config::read(&text, &pipeline::known()).unwrap();
            assert_eq!(config.pairs.len(), proposals.len());
            let whole = uncommented(&text);
            let config = config::read(&whole, &pipeline::known()).unwrap_or_else(|faults| {
                panic!("{faults:?}\n{whole}");
            });
            assert!(!config.pairs.is_empty());
            assert_eq!(config.paths.len(), 1);
            assert!(config.baseline.is_some() && config.glossaries.is_some());
            for key in TOP {
                assert!(text.contains(key.name), "{}", key.name);
            }
        }
    }
}
