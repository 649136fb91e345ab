use super::{CLEAN, output, scope};
use crate::checks;
use crate::findings::{Category, Rule, Verdict};
use std::io::{self, Write};

/// Arguments of `rules`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The rule to explain; all are listed where left out
    rule: Option<String>,
}

pub(super) fn run(args: &Args) -> anyhow::Result<u8> {
    if let Some(name) = &args.rule {
        scope::known_rule(name)?;
    }
    output::write(None, |out| match &args.rule {
        Some(name) => checks::rules()
            .filter(|rule| rule.name == name)
            .try_for_each(|rule| explain(rule, out)),
        None => list(out),
    })?;
    Ok(CLEAN)
}

fn list(out: &mut dyn Write) -> io::Result<()> {
    let mut rules: Vec<&Rule> = checks::rules().collect();
    rules.sort_by_key(|rule| rule.category);
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut heading: Option<Category> = None;
    for rule in rules {
        if heading != Some(rule.category) {
            heading = Some(rule.category);
            writeln!(out, "{}", rule.category.name())?;
        }
        writeln!(
            out,
            "  {:width$}  {:7}  {}",
            rule.name,
            rule.severity.name(),
            rule.summary
        )?;
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
                writeln!(out, "  source | {line}")?;
            }
            for line in example.target.lines() {
                writeln!(out, "  target | {line}")?;
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
