//! `pretty`: for a person at a terminal, or reading a log.
//!
//! Each finding shows both texts with the marked words between `⟦` and `⟧`, inside the line: a terminal that
//! reorders Arabic moves the text but not a caret under it. Paired brackets are mirrored and stay with their words;
//! the Latin gutter (`ar 3 |`) fixes the direction of the row; on a terminal the Arabic stands between isolates.

use super::excerpt::{Documents, Excerpt, excerpt, gap};
use super::statistics::{Counts, Statistics, Terms};
use super::text::{
    FSI, PDI, RLM, Word, columns, first_sentence, is_rtl, isolate_runs, plain, rows, shorten,
    words, wrap, wrap_after,
};
use super::{PartWriter, Report, Show, Style, Totals};
use crate::findings::{Edit, Finding, Severity};
use crate::text::{Map, Place, Side};
use anstyle::AnsiColor;
use rayon::prelude::*;
use std::io::{self, Write};

const BOLD: anstyle::Style = anstyle::Style::new().bold();
const DIM: anstyle::Style = anstyle::Style::new().dimmed();
const GUTTER: anstyle::Style = AnsiColor::Blue.on_default().bold();

/// Below this the finding says how sure it is.
const SURE: f64 = 0.8;
/// Rows of a text that is marked as a whole, because it is missing on the other side.
const WHOLE_ROWS: usize = 3;
/// The narrowest row that is still filled; on narrower terminals lines wrap by themselves.
const NARROWEST: usize = 24;

/// Findings that are laid out before the first of them is written.
const AT_A_TIME: usize = 2048;

/// Writes the findings, then what they add up to.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let page = Page::new(report);
    if report.style.show != Show::Summary {
        // Some at a time, so that a report of any length takes little memory.
        for findings in report.findings.chunks(AT_A_TIME) {
            let written = findings.par_iter().map(|finding| {
                let mut text = Vec::new();
                if finding.suppressed.is_none() {
                    page.finding(finding, &mut text)?;
                }
                Ok(text)
            });
            for text in written.collect::<io::Result<Vec<_>>>()? {
                out.write_all(&text)?;
            }
        }
    }
    if report.style.show != Show::Findings {
        let totals = Totals {
            documents: page.documents.parts().documents().len(),
            ..Totals::of(report)
        };
        page.summary(&totals, out)?;
    }
    if report.style.statistics {
        page.statistics(&Statistics::of(report), out)?;
    }
    Ok(())
}

/// Writes the findings of each part, and at the end what all add up to.
pub struct InParts;

impl PartWriter for InParts {
    fn part(&mut self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        if report.style.show == Show::Summary {
            return Ok(());
        }
        let mut report = *report;
        report.style.show = Show::Findings;
        report.style.statistics = false;
        write(&report, out)
    }

    fn end(&mut self, totals: &Totals, style: Style, out: &mut dyn Write) -> io::Result<()> {
        if style.show == Show::Findings {
            return Ok(());
        }
        let nothing = Report {
            style,
            ..Report::default()
        };
        Page::new(&nothing).summary(totals, out)
    }
}

struct Page<'a> {
    style: Style,
    width: usize,
    documents: Documents<'a>,
    /// The first sentence of why each rule is there.
    why: Map<&'static str, &'static str>,
}

impl<'a> Page<'a> {
    fn new(report: &Report<'a>) -> Self {
        Self {
            style: report.style,
            width: match report.style.width {
                0 => Style::DEFAULT_WIDTH,
                width => width.max(NARROWEST + 10),
            },
            documents: Documents::new(report),
            why: {
                let rules = report.findings.iter().map(|finding| finding.rule);
                let mut why: Map<&str, &str> = Map::default();
                for rule in rules {
                    why.entry(rule.name)
                        .or_insert_with(|| first_sentence(rule.why));
                }
                why
            },
        }
    }
}

fn colour(severity: Severity) -> anstyle::Style {
    match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::Cyan,
    }
    .on_default()
    .bold()
}

impl Page<'_> {
    fn paint(&self, style: anstyle::Style, text: &str) -> String {
        if self.style.colour && !text.is_empty() {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    /// A line of our own, with the Arabic words in it kept together.
    fn line(&self, text: &str) -> String {
        if self.style.terminal {
            isolate_runs(text)
        } else {
            text.to_owned()
        }
    }

    fn finding(&self, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
        let severity = finding.severity;
        let title = format!("{severity}[{}]", finding.rule.name);
        let message = plain(&finding.message);
        let lines = wrap_after(columns(&title) + 1, &message, self.width);
        for (index, line) in lines.iter().enumerate() {
            if index == 0 {
                write!(out, "{}:", self.paint(colour(severity), &title))?;
            }
            writeln!(out, "{}", self.paint(BOLD, &self.line(line)))?;
        }
        if let Some(place) = finding.place() {
            let unsure = if finding.confidence < SURE {
                format!(" (unsure: {:.2})", finding.confidence)
            } else {
                String::new()
            };
            writeln!(
                out,
                "  {} {}{}",
                self.paint(GUTTER, "-->"),
                self.line(&at(place)),
                self.paint(DIM, &unsure)
            )?;
        }
        let sides = Side::BOTH.map(|side| excerpt(&self.documents, finding, side));
        let bitext = self
            .documents
            .of(finding)
            .and_then(|index| self.documents.get(index));
        let gap = |side: Side| gap(&self.documents, finding, side).map(|place| place.end().line);
        let labels = Side::BOTH.map(|side| {
            let (name, line) = match &sides[usize::from(side == Side::Target)] {
                Some(excerpt) => (excerpt.gutter, Some(excerpt.line)),
                None => (bitext?.half(side).lang.code(), gap(side)),
            };
            Some(line.map_or_else(|| name.to_owned(), |line| format!("{name} {line}")))
        });
        let gutter = labels
            .iter()
            .flatten()
            .map(|label| columns(label))
            .max()
            .unwrap_or(0)
            .max("also".len())
            + 2;
        for ((side, excerpt), label) in Side::BOTH.into_iter().zip(&sides).zip(labels) {
            match (excerpt, label) {
                (Some(excerpt), Some(label)) => {
                    self.excerpt(excerpt, severity, &label, gutter, out)?;
                }
                (None, Some(label)) if finding.bead.is_some() => {
                    let bar = self.paint(GUTTER, &format!("{label:>gutter$} |"));
                    let text = match gap(side) {
                        Some(_) => "(nothing after this line)",
                        None => "(no counterpart)",
                    };
                    writeln!(out, "{bar} {}", self.paint(DIM, text))?;
                }
                _ => {}
            }
        }
        let why = self.why.get(finding.rule.name);
        self.labelled("why", why.copied().unwrap_or(""), gutter, out)?;
        self.labelled("do", &finding.help, gutter, out)?;
        if let Some(fix) = &finding.fix {
            let edits: Vec<String> = fix.edits.iter().map(edit).collect();
            let care = if fix.safe { "safe" } else { "look at it first" };
            self.labelled(
                "fix",
                &format!("{} ({care})", edits.join(", ")),
                gutter,
                out,
            )?;
        }
        for related in &finding.related {
            let text = format!("{} {}", at(&related.place), related.message);
            self.labelled("also", &text, gutter, out)?;
        }
        writeln!(out)
    }

    fn labelled(
        &self,
        label: &str,
        text: &str,
        gutter: usize,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        let room = self.width.saturating_sub(gutter + 2).max(NARROWEST);
        for (index, line) in wrap(&plain(text), room).iter().enumerate() {
            let label = if index == 0 {
                self.paint(GUTTER, &format!("{label:>gutter$}:"))
            } else {
                " ".repeat(gutter + 1)
            };
            writeln!(out, "{label} {}", self.line(line))?;
        }
        Ok(())
    }

    fn excerpt(
        &self,
        excerpt: &Excerpt,
        severity: Severity,
        label: &str,
        gutter: usize,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let room = self.width.saturating_sub(gutter + 3).max(NARROWEST);
        let whole = matches!(&excerpt.marks[..], [mark] if mark.len() == excerpt.text.len());
        let words = words(&excerpt.text, &excerpt.marks);
        let rows = if whole {
            // A word that doesn't fit leaves part of a row empty, and each row has its own brackets.
            rows(shorten(&words, (room - 2) * WHOLE_ROWS - room / 4), room)
        } else {
            vec![shorten(&words, room)]
        };
        for (index, row) in rows.iter().enumerate() {
            let label = if index == 0 { label } else { "" };
            let bar = self.paint(GUTTER, &format!("{label:>gutter$} |"));
            writeln!(out, "{bar} {}", self.row(row, excerpt, severity))?;
        }
        Ok(())
    }

    fn row(&self, row: &[Word], excerpt: &Excerpt, severity: Severity) -> String {
        let marked = colour(severity).underline();
        let (mut on, mut off) = (String::from("⟦"), String::from("⟧"));
        if self.style.colour {
            on = format!("⟦{marked}");
            off = format!("{marked:#}⟧");
        }
        let mut text = String::new();
        let mut before = None;
        for (index, word) in row.iter().enumerate() {
            if before.is_some() && before != word.mark {
                text.push_str(&off);
            }
            if word.spaced && index > 0 {
                text.push(' ');
            }
            if word.mark.is_some() && (before != word.mark || index == 0) {
                text.push_str(&on);
            }
            text.push_str(&word.text);
            before = word.mark;
        }
        if before.is_some() {
            text.push_str(&off);
        }
        let rtl = |word: &Word| word.text.chars().any(is_rtl);
        if !self.style.terminal || !(excerpt.right_to_left || row.iter().any(rtl)) {
            return text;
        }
        let first = row
            .iter()
            .flat_map(|word| word.text.chars())
            .find(|c| c.is_alphabetic());
        // The first letter gives an isolate its direction; that of the text is known better.
        let lead = if excerpt.right_to_left && !first.is_some_and(is_rtl) {
            RLM.to_string()
        } else {
            String::new()
        };
        format!("{FSI}{lead}{text}{PDI}")
    }

    fn summary(&self, totals: &Totals, out: &mut dyn Write) -> io::Result<()> {
        let mut counts = totals.counts;
        let suppressed = match std::mem::take(&mut counts.suppressed) {
            0 => String::new(),
            1 => " 1 more is suppressed.".to_owned(),
            several => format!(" {several} more are suppressed."),
        };
        let pairs = counted(totals.documents, "pair", "pairs");
        let text = if counts.sum() == 0 {
            format!(
                "No findings in {pairs} ({}).",
                counted(totals.before.beads, "bead", "beads")
            )
        } else {
            format!(
                "{} in {pairs}: {}.",
                counted(counts.sum(), "finding", "findings"),
                severities(&counts)
            )
        };
        for line in wrap(&format!("{text}{suppressed}"), self.width) {
            writeln!(out, "{}", self.paint(BOLD, &line))?;
        }
        let mut by_rule: Vec<(Severity, &str, usize)> = totals
            .rules
            .iter()
            .map(|((severity, rule), count)| (*severity, *rule, *count))
            .collect();
        by_rule.sort_by(|a, b| b.0.cmp(&a.0).then(b.2.cmp(&a.2)).then(a.1.cmp(b.1)));
        let wide = by_rule
            .iter()
            .map(|(_, rule, _)| rule.len())
            .max()
            .unwrap_or(0);
        let digits = by_rule
            .iter()
            .map(|(_, _, count)| count.to_string().len())
            .max()
            .unwrap_or(1);
        for (severity, rule, count) in &by_rule {
            let name = self.paint(colour(*severity), &format!("{:7}", severity.name()));
            writeln!(out, "  {name}  {rule:wide$}  {count:>digits$}")?;
        }
        if !by_rule.is_empty() {
            let hint = "`mutabiq rules RULE` explains a rule, with examples.";
            for line in wrap(hint, self.width) {
                writeln!(out, "{}", self.paint(DIM, &line))?;
            }
        }
        Ok(())
    }

    fn statistics(&self, statistics: &Statistics, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\n{}", self.paint(BOLD, "Documents"))?;
        for document in &statistics.documents {
            for side in [&document.source, &document.target] {
                let text = format!(
                    "{}  {}, {}",
                    plain(&side.path),
                    counted(side.words, "word", "words"),
                    counted(side.segments, "segment", "segments")
                );
                writeln!(out, "  {}", self.line(&text))?;
            }
            let text = format!(
                "{}, {} paired; {}; {}",
                counted(document.beads, "bead", "beads"),
                document.paired,
                severities(&document.findings),
                covered(&document.terms)
            );
            for line in wrap(&text, self.width.saturating_sub(4)) {
                writeln!(out, "    {line}")?;
            }
        }
        if !statistics.rules.is_empty() {
            writeln!(out, "{}", self.paint(BOLD, "Rules"))?;
            for rule in &statistics.rules {
                let text = format!("{}: {}", rule.rule, severities(&rule.findings));
                for line in wrap(&text, self.width.saturating_sub(2)) {
                    writeln!(out, "  {line}")?;
                }
            }
        }
        if !statistics.terms.is_empty() {
            let heading = format!("Glossary: {}", covered(&statistics.coverage));
            writeln!(out, "{}", self.paint(BOLD, &heading))?;
            for term in &statistics.terms {
                let text = format!(
                    "{}: {}",
                    plain(&term.id),
                    covered(&term.terms).trim_start_matches("terms ")
                );
                writeln!(out, "  {}", self.line(&text))?;
            }
        }
        Ok(())
    }
}

fn at(place: &Place) -> String {
    let start = place.start();
    let label = place
        .label
        .as_ref()
        .map(|label| format!(" ({})", plain(label)))
        .unwrap_or_default();
    let path = plain(place.source.path());
    format!("{path}:{}:{}{label}", start.line, start.column)
}

/// An edit in words. No arrow: between two Arabic words it would point the wrong way. No quotes: what is inserted
/// may be one.
fn edit(edit: &Edit) -> String {
    let (old, new) = (edit.place.text(), &edit.replacement);
    match (old.is_empty(), new.is_empty()) {
        (_, true) => format!("delete `{}`", old.trim()),
        (true, false) => format!("insert `{new}`"),
        (false, false) => format!("replace `{old}` by `{new}`"),
    }
}

fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

fn severities(counts: &Counts) -> String {
    let parts = [
        (counts.errors, "error", "errors"),
        (counts.warnings, "warning", "warnings"),
        (counts.infos, "info", "infos"),
        (counts.suppressed, "suppressed", "suppressed"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, _, _)| *count > 0)
        .map(|(count, one, several)| counted(count, one, several))
        .collect();
    if parts.is_empty() {
        "no findings".to_owned()
    } else {
        parts.join(", ")
    }
}

fn covered(terms: &Terms) -> String {
    let Some(coverage) = terms.coverage else {
        return "no terms".to_owned();
    };
    let mut text = format!(
        "terms {} of {} ({:.0}%)",
        terms.ok,
        terms.uses,
        coverage * 100.0
    );
    if terms.missing > 0 {
        text.push_str(&format!(", {} missing", terms.missing));
    }
    if terms.forbidden > 0 {
        text.push_str(&format!(", {} forbidden", terms.forbidden));
    }
    text
}
