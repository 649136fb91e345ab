use super::{CLEAN, output, scope};
use crate::checks;
use crate::findings::{Category, Rule, Verdict};
use crate::reports::plain;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Arguments of `rules`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The rule to explain; all are listed where left out
    rule: Option<String>,
    /// Print a page in Markdown that explains the rule, or all of them
    #[arg(long)]
    markdown: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<u8> {
    if let Some(name) = &args.rule {
        scope::known_rule(name)?;
    }
    output::write(None, |out| {
        let mut named = checks::rules().filter(|rule| Some(rule.name) == args.rule.as_deref());
        match (&args.rule, args.markdown) {
            (Some(_), true) => named.try_for_each(|rule| section(rule, "#", out)),
            (Some(_), false) => named.try_for_each(|rule| explain(rule, out)),
            (None, true) => page(out),
            (None, false) => list(out),
        }
    })?;
    Ok(CLEAN)
}

/// The rules family by family.
fn families() -> Vec<(Category, Vec<&'static Rule>)> {
    let mut families: BTreeMap<Category, Vec<&Rule>> = BTreeMap::new();
    for rule in checks::rules() {
        families.entry(rule.category).or_default().push(rule);
    }
    families.into_iter().collect()
}

fn list(out: &mut dyn Write) -> io::Result<()> {
    let width = checks::rules()
        .map(|rule| rule.name.len())
        .max()
        .unwrap_or(0);
    for (family, rules) in families() {
        writeln!(out, "{}", family.name())?;
        for rule in rules {
            writeln!(
                out,
                "  {:width$}  {:7}  {}",
                rule.name,
                rule.severity.name(),
                rule.summary
            )?;
        }
    }
    Ok(())
}

fn explain(rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "{} ({}, {})\n",
        rule.name,
        rule.severity,
        rule.category.name()
    )?;
    writeln!(out, "{}\n", rule.summary)?;
    writeln!(out, "Why\n  {}\n", rule.why)?;
    writeln!(out, "What to do\n  {}\n", rule.what_to_do)?;
    writeln!(out, "What it leaves alone\n  {}\n", rule.limits)?;
    for (verdict, title) in [(Verdict::Wrong, "Wrong"), (Verdict::Right, "Right")] {
        for example in rule
            .examples
            .iter()
            .filter(|example| example.verdict == verdict)
        {
            writeln!(out, "{title}: {}", example.why)?;
            for line in example.source.lines() {
                writeln!(out, "  source | {}", plain(line))?;
            }
            for line in example.target.lines() {
                writeln!(out, "  target | {}", plain(line))?;
            }
            writeln!(out)?;
        }
    }
    for option in rule.options {
        writeln!(
            out,
            "Option {} (default {}): {}",
            option.key, option.default, option.doc
        )?;
    }
    writeln!(out, "MQM: {}   ITS 2.0: {}", rule.mqm, rule.its)
}

/// What holds for every rule, before the rules of the page.
const PREFACE: &str = "\
# Rules

What `mutabiq check` looks for. This page is written by `mutabiq rules --markdown`; `mutabiq rules RULE` shows one of
them in a terminal.

A false alarm costs an editor more than a miss, so a check that is in doubt is silent. An **error** misleads the
reader, a **warning** wants an editor's eye, an **info** is style. The severity named here is the rule's own; a
finding that is less sure may have a lower one. In `mutabiq.toml` every rule takes `severity` (`\"error\"`,
`\"warning\"`, `\"info\"`, `\"off\"`) beside the options named under it:

```toml
[rules.number-mismatch]
severity = \"warning\"
one-sided = false
```

Settings for some files only stand under `[[paths]]` (`files = \"news/\"`, `rules.number-mismatch = \"info\"`).

Where a finding is meant to be, a comment in the document allows it, with the reason: `mutabiq: allow RULE reason` for
the block that it stands in or before, `mutabiq: allow-file RULE reason` for the file. The comment is written as the
format writes comments: `<!-- … -->` in Markdown, HTML, XLIFF and TMX, `# …` in PO, `NOTE …` in WebVTT, a line of its
own with `// …` in plain text. One that gives no reason or allows nothing is reported by `unused-suppression`.

```markdown
<!-- mutabiq: allow number-mismatch the editor counted anew -->
The hall holds 450 people.
```

The types are those of MQM (Multidimensional Quality Metrics) and of ITS 2.0 (localization quality issue types).
Every example is run as a test: the rule reports the wrong ones and is silent on the right ones.
";

/// All rules in Markdown.
fn page(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{PREFACE}")?;
    writeln!(out, "| family | rules |\n| --- | --- |")?;
    for (family, rules) in families() {
        let links: Vec<String> = rules
            .iter()
            .map(|rule| format!("[`{0}`](#{0})", rule.name))
            .collect();
        writeln!(out, "| {} | {} |", family.name(), links.join(" "))?;
    }
    for (family, rules) in families() {
        writeln!(out, "\n## Family: {}", family.name())?;
        for rule in rules {
            writeln!(out)?;
            section(rule, "###", out)?;
        }
    }
    Ok(())
}

/// One rule in Markdown, under a heading of a level.
fn section(rule: &Rule, level: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{level} {}\n", rule.name)?;
    writeln!(out, "**{}**\n", rule.summary)?;
    write!(
        out,
        "Severity: {} · Family: {}",
        rule.severity,
        rule.category.name()
    )?;
    if !rule.mqm.is_empty() {
        write!(out, " · MQM: {} · ITS 2.0: {}", rule.mqm, rule.its)?;
    }
    writeln!(out, "\n")?;
    for (title, text) in [
        ("Why", rule.why),
        ("What to do", rule.what_to_do),
        ("What it leaves alone", rule.limits),
    ] {
        writeln!(out, "*{title}.* {text}\n")?;
    }
    for (verdict, title) in [(Verdict::Wrong, "Wrong"), (Verdict::Right, "Right")] {
        for example in rule
            .examples
            .iter()
            .filter(|example| example.verdict == verdict)
        {
            writeln!(out, "{title}: {}\n", plain(example.why))?;
            if let Some(glossary) = example.glossary {
                writeln!(out, "```toml\n{}\n```\n", glossary.trim())?;
            }
            writeln!(out, "```text")?;
            for (side, text) in [("source", example.source), ("target", example.target)] {
                for line in text.split('\n') {
                    writeln!(out, "{}", format!("{side} | {}", plain(line)).trim_end())?;
                }
            }
            writeln!(out, "```\n")?;
        }
    }
    if rule.options.is_empty() {
        return writeln!(out, "No options beside `severity`.");
    }
    writeln!(out, "| option | default | |\n| --- | --- | --- |")?;
    for option in rule.options {
        writeln!(
            out,
            "| `{}` | `{}` | {} |",
            option.key,
            option.default,
            option.doc.replace('|', "\\|")
        )?;
    }
    Ok(())
}
