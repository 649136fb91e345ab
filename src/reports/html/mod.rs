//! `html`: one page for a browser, with nothing outside it.
//!
//! All text goes through the templates' escaping; only this crate's own style sheet and script do not, and the page's
//! content security policy names those two by their hashes and forbids everything else. Marks are links: they can be
//! focused, followed without a script, and break across lines like the words they are.

mod marked;

use super::excerpt::{Documents, Joined};
use super::parts::{Before, Part, Parts};
use super::statistics::{DocumentStatistics, Statistics, TermStatistics};
use super::text::first_sentence;
use super::{Report, paths};
use crate::bitext::{Bead, Bitext, Half};
use crate::findings::{Severity, TermEntry};
use crate::text::{Map, Place, Side, Span};
use askama::Template;
use marked::{Kind, Mark, Piece, Run, pieces, runs};
use std::io::{self, Write};
use std::sync::Arc;

const CSS: &str = include_str!("report.css");
const JS: &str = include_str!("report.js");
/// SHA-256 of [`CSS`] and [`JS`] in base 64; a test holds them to the files.
const CSS_HASH: &str = "CAgaZMFuIPbES9i+UbzGGHisbDnVkHNKUdlWjf7dJSA=";
const JS_HASH: &str = "+W2UfVyGm2ame8yAf3l0X5CVLuqkd2ncDl+1l7Su4Z8=";

/// Rows that a browser lays out together or not at all: single rows would cost it more than they save.
const CHUNK: usize = 40;

#[derive(Template)]
#[template(config = "src/reports/html/askama.toml", path = "report.html")]
struct Page {
    title: String,
    css: &'static str,
    js: &'static str,
    css_hash: &'static str,
    js_hash: &'static str,
    version: &'static str,
    severities: Vec<Choice>,
    rules: Vec<Choice>,
    /// Findings of no document.
    loose: Vec<Card>,
    documents: Vec<DocumentView>,
    terms: Vec<TermView>,
    statistics: Statistics,
}

#[derive(Template)]
#[template(config = "src/reports/html/askama.toml", path = "alignment.html")]
struct AlignmentPage {
    title: String,
    css: &'static str,
    js: &'static str,
    css_hash: &'static str,
    js_hash: &'static str,
    version: &'static str,
    documents: Vec<DocumentView>,
    beads: usize,
    paired: usize,
}

/// A box to tick.
struct Choice {
    name: &'static str,
    about: &'static str,
    count: usize,
    on: bool,
}

struct DocumentView {
    index: usize,
    source: SideView,
    target: SideView,
    loose: Vec<Card>,
    rows: Vec<Row>,
    findings: usize,
    numbers: DocumentStatistics,
}

struct SideView {
    path: String,
    lang: &'static str,
    name: &'static str,
    dir: &'static str,
}

struct Row {
    bead: usize,
    kind: String,
    plain: bool,
    score: f64,
    /// The score in tenths, for its shade.
    shade: usize,
    source: Vec<Run>,
    target: Vec<Run>,
    /// First line on each side, from 1; 0 where it is empty.
    lines: [usize; 2],
    worst: &'static str,
    cards: Vec<Card>,
}

impl Row {
    /// The score in hundredths.
    fn percent(&self) -> String {
        format!("{:.0}", self.score * 100.0)
    }

    /// Where it stands in the files, and how sure the pair is.
    fn about(&self) -> String {
        let lines: Vec<String> = self
            .lines
            .iter()
            .filter(|line| **line > 0)
            .map(|line| format!("line {line}"))
            .collect();
        format!("{}; {}% sure", lines.join(" and "), self.percent())
    }
}

struct Card {
    index: usize,
    rule: &'static str,
    /// Why it doesn't count.
    suppressed: Option<String>,
    severity: &'static str,
    message: Vec<Piece>,
    help: Vec<Piece>,
    why: &'static str,
    places: Vec<PlaceView>,
    fix: Option<FixView>,
    unsure: Option<String>,
}

/// A place by name, and the row it is in.
struct PlaceView {
    name: String,
    row: Option<String>,
    message: Vec<Piece>,
}

struct FixView {
    safe: bool,
    edits: Vec<EditView>,
}

struct EditView {
    old: Vec<Piece>,
    new: Vec<Piece>,
}

struct TermView {
    index: usize,
    statistics: TermStatistics,
    entry: Option<TermEntry>,
}

impl TermView {
    /// Whether its forms are read from right to left.
    fn right_to_left(&self) -> bool {
        self.entry.as_ref().is_some_and(|entry| {
            let mut letters = entry.source.iter().flat_map(|form| form.chars());
            letters.any(super::text::is_rtl)
        })
    }

    /// The forms that are forbidden, those of one reason together.
    fn forbidden(&self) -> Vec<(Vec<&str>, Option<&str>)> {
        let mut out: Vec<(Vec<&str>, Option<&str>)> = Vec::new();
        for (text, why) in self.entry.iter().flat_map(|entry| &entry.forbidden) {
            let why = why.as_deref();
            match out.iter_mut().find(|(_, known)| *known == why) {
                Some((texts, _)) => texts.push(text),
                None => out.push((vec![text], why)),
            }
        }
        out
    }
}

/// What is marked in one bead's side.
#[derive(Clone, Default)]
struct BeadMarks<'a> {
    findings: Vec<(usize, &'a Place)>,
    terms: Vec<(usize, &'a Place)>,
}

/// The text of a bead's side, and where in it findings and terms stand.
struct Located {
    text: String,
    findings: Vec<(usize, Span)>,
    terms: Vec<(usize, Span)>,
}

impl Located {
    /// Whether a finding stands in a part of the text.
    fn has_part(&self, finding: usize) -> bool {
        self.findings
            .iter()
            .any(|(index, span)| *index == finding && span.len() < self.text.len())
    }
}

/// The marks and cards of one pair.
struct Marks<'a> {
    /// The bead of each segment, by side.
    bead_of: [Vec<usize>; 2],
    /// By side, then bead.
    sides: [Vec<BeadMarks<'a>>; 2],
    /// Findings of each bead.
    findings: Vec<Vec<usize>>,
    /// Findings of no bead.
    loose: Vec<usize>,
}

fn index(side: Side) -> usize {
    match side {
        Side::Source => 0,
        Side::Target => 1,
    }
}

impl<'a> Marks<'a> {
    fn new(bitext: &Bitext) -> Self {
        let bead_of = Side::BOTH.map(|side| {
            let mut out = vec![usize::MAX; bitext.half(side).segments.len()];
            for (index, bead) in bitext.beads.iter().enumerate() {
                if let Some(of_bead) = out.get_mut(bead.side(side)) {
                    of_bead.fill(index);
                }
            }
            out
        });
        let empty = || vec![BeadMarks::default(); bitext.beads.len()];
        Self {
            bead_of,
            sides: [empty(), empty()],
            findings: vec![Vec::new(); bitext.beads.len()],
            loose: Vec::new(),
        }
    }

    /// The side and the bead that a place is in. Both sides may be of one file.
    fn bead(&self, bitext: &Bitext, place: &Place) -> Option<(Side, usize)> {
        let mut nearest = None;
        for side in Side::BOTH {
            let half = bitext.half(side);
            if !Arc::ptr_eq(&half.source, &place.source) {
                continue;
            }
            let at = half
                .segments
                .partition_point(|segment| segment.text.whole().start <= place.span.start)
                .saturating_sub(1);
            let Some(bead) = self.bead_of.get(index(side)).and_then(|of| of.get(at)) else {
                continue;
            };
            let inside = half
                .segments
                .get(at)
                .is_some_and(|segment| place.span.start < segment.text.whole().end);
            if inside {
                return Some((side, *bead));
            }
            nearest = nearest.or(Some((side, *bead)));
        }
        nearest
    }

    fn of(&mut self, side: Side, bead: usize) -> Option<&mut BeadMarks<'a>> {
        self.sides.get_mut(index(side))?.get_mut(bead)
    }
}

/// Writes the report as a page.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let statistics = Statistics::of(report);
    let documents = Documents::new(report);
    let term_index: Map<&str, usize> = statistics
        .terms
        .iter()
        .enumerate()
        .map(|(index, term)| (term.id.as_str(), index))
        .collect();
    let mut marks: Vec<Marks<'_>> = report.bitexts.iter().map(Marks::new).collect();
    let mut loose: Vec<usize> = Vec::new();
    for (number, finding) in report.findings.iter().enumerate() {
        let home = documents.of(finding);
        match home.and_then(|home| marks.get_mut(home)) {
            None => loose.push(number),
            Some(marks) => match finding.bead.and_then(|bead| marks.findings.get_mut(bead)) {
                Some(of_bead) => of_bead.push(number),
                None => marks.loose.push(number),
            },
        }
        let own = [
            (Side::Source, &finding.source),
            (Side::Target, &finding.target),
        ];
        for (side, place) in own {
            if let (Some(place), Some(home), Some(bead)) = (place, home, finding.bead)
                && let Some(of_bead) = marks.get_mut(home).and_then(|marks| marks.of(side, bead))
            {
                of_bead.findings.push((number, place));
            }
        }
        for related in &finding.related {
            let place = &related.place;
            if let Some(home) = documents.of_places(Some(place), None)
                && let (Some(bitext), Some(marks)) = (documents.get(home), marks.get_mut(home))
                && let Some((side, bead)) = marks.bead(bitext, place)
                && let Some(of_bead) = marks.of(side, bead)
            {
                of_bead.findings.push((number, place));
            }
        }
    }
    for term in report.terms {
        let home = documents.of_places(term.target.as_ref(), term.source.as_ref());
        let Some(index) = term_index.get(term.id.as_str()) else {
            continue;
        };
        let own = [(Side::Source, &term.source), (Side::Target, &term.target)];
        for (side, place) in own {
            if let (Some(place), Some(home)) = (place, home)
                && let Some(of_bead) = marks
                    .get_mut(home)
                    .and_then(|marks| marks.of(side, term.bead))
            {
                of_bead.terms.push((*index, place));
            }
        }
    }
    let view = View {
        report,
        documents: &documents,
        marks: &marks,
    };
    let severities = [
        ("error", "a reader is misled", statistics.findings.errors),
        (
            "warning",
            "an editor should look",
            statistics.findings.warnings,
        ),
        ("info", "a matter of style", statistics.findings.infos),
        (
            "suppressed",
            "not counted: in the baseline, or allowed",
            statistics.findings.suppressed,
        ),
    ];
    let entries: Map<&str, &TermEntry> = report
        .entries
        .iter()
        .map(|entry| (entry.id.as_str(), entry))
        .collect();
    let page = Page {
        title: title(report.bitexts, documents.parts()),
        css: CSS,
        js: JS,
        css_hash: CSS_HASH,
        js_hash: JS_HASH,
        version: env!("CARGO_PKG_VERSION"),
        severities: severities
            .into_iter()
            .filter(|(name, _, count)| *name != "suppressed" || *count > 0)
            .map(|(name, about, count)| Choice {
                name,
                about,
                count,
                on: name != "suppressed",
            })
            .collect(),
        rules: statistics
            .rules
            .iter()
            .map(|rule| Choice {
                name: rule.rule,
                about: report
                    .findings
                    .iter()
                    .find(|finding| finding.rule.name == rule.rule)
                    .map_or("", |finding| finding.rule.summary),
                count: rule.findings.sum() + rule.findings.suppressed,
                on: true,
            })
            .collect(),
        loose: loose
            .iter()
            .filter_map(|number| view.card(*number))
            .collect(),
        documents: (0..)
            .zip(&statistics.documents)
            .filter_map(|(home, numbers)| view.document(home, numbers))
            .collect(),
        terms: statistics
            .terms
            .iter()
            .enumerate()
            .map(|(index, term)| TermView {
                index,
                entry: entries.get(term.id.as_str()).map(|entry| harmless(entry)),
                statistics: TermStatistics {
                    id: super::plain(&term.id),
                    ..term.clone()
                },
            })
            .collect(),
        statistics,
    };
    page.write_into(out)
}

/// Writes alignments as a page: numbered beads, their scores as shades.
pub fn write_alignment(bitexts: &[Bitext], out: &mut dyn Write) -> io::Result<()> {
    let parts = Parts::new(bitexts, Before::default());
    let documents = parts.documents().iter().enumerate();
    let documents: Vec<DocumentView> = documents
        .filter_map(|(index, range)| {
            let own = bitexts.get(range.clone())?;
            let rows = range.clone().zip(own).flat_map(|(home, bitext)| {
                let part = parts.of(home);
                (0..)
                    .zip(&bitext.beads)
                    .map(move |(number, bead)| row(bitext, part, number, bead))
            });
            Some(DocumentView {
                index,
                source: side_view(&own.first()?.source),
                target: side_view(&own.first()?.target),
                loose: Vec::new(),
                rows: rows.collect(),
                findings: 0,
                numbers: DocumentStatistics::default(),
            })
        })
        .collect();
    let beads = bitexts.iter().flat_map(|bitext| &bitext.beads);
    let page = AlignmentPage {
        title: title(bitexts, &parts),
        css: CSS,
        js: JS,
        css_hash: CSS_HASH,
        js_hash: JS_HASH,
        version: env!("CARGO_PKG_VERSION"),
        beads: beads.clone().count(),
        paired: beads.filter(|bead| bead.is_paired()).count(),
        documents,
    };
    page.write_into(out)
}

fn title(bitexts: &[Bitext], parts: &Parts) -> String {
    match (parts.documents(), bitexts.first()) {
        ([_], Some(bitext)) => super::plain(bitext.target.source.path()),
        (documents, _) => format!("{} pairs", documents.len()),
    }
}

/// An entry without characters that are not shown.
fn harmless(entry: &TermEntry) -> TermEntry {
    let all = |texts: &[String]| texts.iter().map(|text| super::plain(text)).collect();
    let one = |text: &Option<String>| text.as_deref().map(super::plain);
    TermEntry {
        id: super::plain(&entry.id),
        source: all(&entry.source),
        target: super::plain(&entry.target),
        abbreviation: one(&entry.abbreviation),
        first_mention: one(&entry.first_mention),
        admitted: all(&entry.admitted),
        forbidden: entry
            .forbidden
            .iter()
            .map(|(text, why)| (super::plain(text), one(why)))
            .collect(),
        note: one(&entry.note),
        glossary: one(&entry.glossary),
    }
}

fn side_view(half: &Half) -> SideView {
    SideView {
        path: super::plain(half.source.path()),
        lang: half.lang.code(),
        name: half.lang.name(),
        dir: if half.lang.right_to_left() {
            "rtl"
        } else {
            "ltr"
        },
    }
}

/// A row without marks.
fn row(bitext: &Bitext, part: Part, number: usize, bead: &Bead) -> Row {
    let text = |side: Side| {
        let joined = Joined::new(bitext.half(side), bead.side(side));
        runs(&joined.text, &[])
    };
    let line = |side: Side| {
        let half = bitext.half(side);
        half.segments
            .get(bead.side(side).start)
            .map_or(0, |segment| half.source.line(segment.text.whole().start))
    };
    Row {
        bead: part.beads + number,
        kind: bead.kind(),
        plain: bead.source.len() == 1 && bead.target.len() == 1,
        score: bead.score,
        shade: shade(bead),
        source: text(Side::Source),
        target: text(Side::Target),
        lines: Side::BOTH.map(line),
        worst: "",
        cards: Vec::new(),
    }
}

fn shade(bead: &Bead) -> usize {
    if bead.given {
        return 9;
    }
    ((bead.score.clamp(0.0, 1.0) * 10.0) as usize).min(9)
}

struct View<'v, 'a> {
    report: &'v Report<'a>,
    documents: &'v Documents<'a>,
    marks: &'v [Marks<'a>],
}

impl<'a> View<'_, 'a> {
    fn document(&self, index: usize, numbers: &DocumentStatistics) -> Option<DocumentView> {
        let parts = self.documents.parts().documents().get(index)?.clone();
        let first = self.documents.get(parts.start)?;
        let (mut rows, mut loose, mut findings) = (Vec::new(), Vec::new(), 0);
        for home in parts {
            let (bitext, marks) = (self.documents.get(home)?, self.marks.get(home)?);
            let part = self.documents.parts().of(home);
            rows.extend(
                (0..)
                    .zip(&bitext.beads)
                    .map(|(number, bead)| self.row(bitext, part, marks, number, bead)),
            );
            loose.extend(marks.loose.iter().filter_map(|number| self.card(*number)));
            findings += marks.loose.len() + marks.findings.iter().map(Vec::len).sum::<usize>();
        }
        Some(DocumentView {
            index,
            source: side_view(&first.source),
            target: side_view(&first.target),
            loose,
            rows,
            numbers: numbers.clone(),
            findings,
        })
    }

    fn row(
        &self,
        bitext: &Bitext,
        part: Part,
        marks: &Marks<'a>,
        number: usize,
        bead: &Bead,
    ) -> Row {
        let findings = marks.findings.get(number).map_or(&[][..], Vec::as_slice);
        let [of_source, of_target] = &marks.sides;
        let (Some(of_source), Some(of_target)) = (of_source.get(number), of_target.get(number))
        else {
            return row(bitext, part, number, bead);
        };
        if findings.is_empty()
            && [of_source, of_target]
                .iter()
                .all(|marks| marks.findings.is_empty() && marks.terms.is_empty())
        {
            return row(bitext, part, number, bead);
        }
        let located = |side: Side, marks: &BeadMarks<'a>| {
            let half = bitext.half(side);
            let joined = Joined::new(half, bead.side(side));
            let find = |(index, place): &(usize, &Place)| {
                joined.find(half, place).map(|span| (*index, span))
            };
            Located {
                findings: marks.findings.iter().filter_map(find).collect(),
                terms: marks.terms.iter().filter_map(find).collect(),
                text: joined.text,
            }
        };
        let source = located(Side::Source, of_source);
        let target = located(Side::Target, of_target);
        // A side that is marked as a whole says nothing where the other one has the very words.
        let side = |own: &Located, other: &Located| {
            let mut marks: Vec<Mark> = own
                .findings
                .iter()
                .filter(|(index, span)| span.len() < own.text.len() || !other.has_part(*index))
                .map(|(index, span)| Mark {
                    span: *span,
                    index: *index,
                    kind: self.kind(*index),
                })
                .collect();
            marks.extend(own.terms.iter().map(|(index, span)| Mark {
                span: *span,
                index: *index,
                kind: Kind::Term,
            }));
            runs(&own.text, &marks)
        };
        let worst = findings
            .iter()
            .filter_map(|number| self.report.findings.get(*number))
            .filter(|finding| finding.suppressed.is_none())
            .map(|finding| finding.severity)
            .max();
        Row {
            source: side(&source, &target),
            target: side(&target, &source),
            worst: worst.map_or("", Severity::name),
            cards: findings
                .iter()
                .filter_map(|number| self.card(*number))
                .collect(),
            ..row(bitext, part, number, bead)
        }
    }

    fn kind(&self, finding: usize) -> Kind {
        match self.report.findings.get(finding) {
            Some(finding) if finding.suppressed.is_some() => Kind::Suppressed,
            Some(finding) => Kind::Finding(finding.severity),
            None => Kind::Suppressed,
        }
    }

    fn card(&self, number: usize) -> Option<Card> {
        let finding = self.report.findings.get(number)?;
        let own = [
            (&finding.target, "translation"),
            (&finding.source, "source"),
        ];
        let own = own.into_iter().filter_map(|(place, name)| {
            place.as_ref().map(|place| PlaceView {
                name: at(place),
                row: None,
                message: pieces(name),
            })
        });
        let related = finding.related.iter().map(|related| PlaceView {
            name: at(&related.place),
            row: self.row_of(&related.place),
            message: pieces(&related.message),
        });
        Some(Card {
            index: number,
            rule: finding.rule.name,
            suppressed: finding.suppressed.as_deref().map(super::plain),
            severity: finding.severity.name(),
            message: pieces(&finding.message),
            help: pieces(&finding.help),
            why: first_sentence(finding.rule.why),
            places: own.chain(related).collect(),
            fix: finding.fix.as_ref().map(|fix| FixView {
                safe: fix.safe,
                edits: fix
                    .edits
                    .iter()
                    .map(|edit| EditView {
                        old: pieces(edit.place.text()),
                        new: pieces(&edit.replacement),
                    })
                    .collect(),
            }),
            unsure: (finding.confidence < 0.8).then(|| format!("{:.2}", finding.confidence)),
        })
    }

    fn row_of(&self, place: &Place) -> Option<String> {
        let home = self.documents.of_places(Some(place), None)?;
        let (_, bead) = self
            .marks
            .get(home)?
            .bead(self.documents.get(home)?, place)?;
        let part = self.documents.parts().of(home);
        Some(format!("b{}-{}", part.document, part.beads + bead))
    }
}

fn at(place: &Place) -> String {
    let start = place.start();
    let path = super::plain(&paths::slashed(place.source.path()));
    match &place.label {
        Some(label) => format!("{path}, {}", super::plain(label)),
        None => format!("{path}:{}:{}", start.line, start.column),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    fn base64(bytes: &[u8]) -> String {
        const LETTERS: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut out = String::new();
        for chunk in bytes.chunks(3) {
            let mut bits = 0u32;
            for index in 0..3 {
                bits = bits << 8 | u32::from(chunk.get(index).copied().unwrap_or(0));
            }
            for index in 0..4 {
                if index <= chunk.len() {
                    let six = (bits >> (18 - 6 * index)) & 63;
                    out.push(char::from(LETTERS[six as usize]));
                } else {
                    out.push('=');
                }
            }
        }
        out
    }

    #[test]
    fn the_policy_names_the_style_sheet_and_the_script() {
        for (name, content, hash) in [("CSS_HASH", CSS, CSS_HASH), ("JS_HASH", JS, JS_HASH)] {
            assert_eq!(
                base64(&Sha256::digest(content)),
                hash,
                "set {name} to the left"
            );
        }
    }

    #[test]
    fn style_sheet_and_script_do_not_end_their_elements() {
        assert!(!CSS.contains("</") && !JS.contains("</"));
    }
}
