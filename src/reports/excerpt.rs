//! What a finding shows of a text: its bead's side, with the marked words known by their place.

use super::Report;
use super::parts::Parts;
use crate::bitext::{Bitext, Half};
use crate::findings::Finding;
use crate::text::{Map, Place, Side, Span};
use std::ops::Range;
use std::sync::Arc;

/// Which pair of the report a place is in. Places carry their file, so nothing is looked up by name.
#[derive(Debug)]
pub struct Documents<'a> {
    bitexts: &'a [Bitext],
    /// Pairs that a file is in, in order, by the address that the file has in memory.
    of_file: Map<usize, Vec<usize>>,
    parts: Parts,
}

impl<'a> Documents<'a> {
    /// The pairs of a report.
    pub fn new(report: &Report<'a>) -> Self {
        let mut of_file: Map<usize, Vec<usize>> = Map::default();
        for (index, bitext) in report.bitexts.iter().enumerate() {
            for half in [&bitext.source, &bitext.target] {
                of_file
                    .entry(Arc::as_ptr(&half.source).addr())
                    .or_default()
                    .push(index);
            }
        }
        Self {
            bitexts: report.bitexts,
            of_file,
            parts: Parts::new(report.bitexts, report.before),
        }
    }

    /// The pair that holds both places, else the one that holds the first of them.
    pub fn of_places(&self, target: Option<&Place>, source: Option<&Place>) -> Option<usize> {
        let known = |place: Option<&Place>| {
            place
                .and_then(|place| self.of_file.get(&Arc::as_ptr(&place.source).addr()))
                .map_or(&[][..], Vec::as_slice)
        };
        let (first, second) = (known(target), known(source));
        first
            .iter()
            .find(|index| second.contains(index))
            .or(first.first())
            .or(second.first())
            .copied()
    }

    /// The pair that a finding is in.
    pub fn of(&self, finding: &Finding) -> Option<usize> {
        self.of_places(finding.target.as_ref(), finding.source.as_ref())
    }

    /// Which bitexts make up which document.
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// The document that a finding is in.
    pub fn document_of(&self, finding: &Finding) -> Option<usize> {
        self.of(finding).map(|index| self.parts.of(index).document)
    }

    /// A bead of a bitext, counted through its document.
    pub fn bead_of(&self, bitext: Option<usize>, bead: usize) -> usize {
        bitext.map_or(0, |index| self.parts.of(index).beads) + bead
    }

    /// The pair of this index.
    pub fn get(&self, index: usize) -> Option<&'a Bitext> {
        self.bitexts.get(index)
    }
}

/// The text of some segments, joined by spaces.
#[derive(Clone, Debug, Default)]
pub struct Joined {
    /// The text.
    pub text: String,
    segments: Range<usize>,
    /// Where each segment starts in the text.
    starts: Vec<usize>,
}

impl Joined {
    /// Joins segments of one side.
    pub fn new(half: &Half, segments: Range<usize>) -> Self {
        let mut out = Self {
            segments: segments.clone(),
            ..Self::default()
        };
        for segment in half.segments.get(segments).unwrap_or_default() {
            if !out.text.is_empty() {
                out.text.push(' ');
            }
            out.starts.push(out.text.len());
            out.text.push_str(segment.as_str());
        }
        out
    }

    /// Where a place of the file stands in the text; none where it lies outside.
    pub fn find(&self, half: &Half, place: &Place) -> Option<Span> {
        if !Arc::ptr_eq(&half.source, &place.source) {
            return None;
        }
        let segments = half.segments.get(self.segments.clone())?;
        let mut found: Option<Span> = None;
        for (segment, start) in segments.iter().zip(&self.starts) {
            let whole = segment.text.whole();
            let near = if place.span.is_empty() {
                whole.start <= place.span.start && place.span.start <= whole.end
            } else {
                whole.overlaps(place.span)
            };
            if near && let Some(part) = segment.text.within(place.span) {
                let part = part.shift(*start);
                found = Some(found.map_or(part, |found| found.cover(part)));
            }
        }
        found
    }
}

/// One side of a finding as a person is shown it.
#[derive(Clone, Debug)]
pub struct Excerpt {
    /// What the text is called in the gutter: the language's code, or the side.
    pub gutter: &'static str,
    /// Whether it is written from right to left.
    pub right_to_left: bool,
    /// Line of the file that it starts on, from 1.
    pub line: usize,
    /// The text: that of the bead's side, or the lines of the place.
    pub text: String,
    /// The marked parts, in order, none overlapping another. None where all of it would be marked and the other
    /// side says more precisely what is meant.
    pub marks: Vec<Span>,
}

/// What a finding shows of one side; none where that side has nothing.
pub fn excerpt(documents: &Documents<'_>, finding: &Finding, side: Side) -> Option<Excerpt> {
    let bitext = documents.of(finding).and_then(|index| documents.get(index));
    let own = match side {
        Side::Source => finding.source.as_ref(),
        Side::Target => finding.target.as_ref(),
    };
    if let Some(bitext) = bitext
        && let Some(bead) = finding.bead.and_then(|bead| bitext.beads.get(bead))
    {
        let half = bitext.half(side);
        let segments = bead.side(side);
        if segments.is_empty() && own.is_none() {
            return None;
        }
        let first = half.segments.get(segments.start);
        let joined = Joined::new(half, segments);
        let places = own
            .into_iter()
            .chain(finding.related.iter().map(|related| &related.place));
        let mut marks: Vec<Span> = places
            .filter_map(|place| joined.find(half, place))
            .collect();
        // A place outside its bead (a mark between two sentences) is shown with its line instead.
        if let Some(first) = first.filter(|_| !joined.text.is_empty())
            && (own.is_none() || !marks.is_empty())
        {
            if own.is_some_and(|own| is_whole(&joined, half, own))
                && is_narrow(bitext, finding, side)
            {
                marks.clear();
            }
            return Some(Excerpt {
                gutter: half.lang.code(),
                right_to_left: half.lang.right_to_left(),
                line: half.source.line(first.text.whole().start),
                text: joined.text,
                marks: merged(marks),
            });
        }
    }
    let half = bitext.map(|bitext| bitext.half(side));
    own.map(|place| of_lines(place, half, side))
}

/// Where a side that a finding's bead lacks would follow: the text of the nearest bead before it that has that side.
/// None where the bead has the side, or nothing stands before it.
pub fn gap(documents: &Documents<'_>, finding: &Finding, side: Side) -> Option<Place> {
    let bitext = documents
        .of(finding)
        .and_then(|index| documents.get(index))?;
    let before = bitext.beads.get(..=finding.bead?)?;
    let (own, before) = before.split_last()?;
    if !own.side(side).is_empty() {
        return None;
    }
    let near = before
        .iter()
        .rev()
        .find(|bead| !bead.side(side).is_empty())?;
    bitext.half(side).place_of(near.side(side))
}

/// Whether a place is all of a bead's side.
fn is_whole(joined: &Joined, half: &Half, place: &Place) -> bool {
    joined
        .find(half, place)
        .is_some_and(|span| span.len() == joined.text.len())
}

/// Whether the other side's mark is narrower than its bead.
fn is_narrow(bitext: &Bitext, finding: &Finding, side: Side) -> bool {
    let (place, half) = match side {
        Side::Source => (&finding.target, &bitext.target),
        Side::Target => (&finding.source, &bitext.source),
    };
    let bead = finding.bead.and_then(|bead| bitext.beads.get(bead));
    match (place, bead) {
        (Some(place), Some(bead)) => {
            let joined = Joined::new(half, bead.side(side.other()));
            joined.find(half, place).is_some() && !is_whole(&joined, half, place)
        }
        _ => false,
    }
}

/// The lines of a place.
fn of_lines(place: &Place, half: Option<&Half>, side: Side) -> Excerpt {
    let half = half.filter(|half| Arc::ptr_eq(&half.source, &place.source));
    let source = &place.source;
    let first = source.line(place.span.start);
    let last = source.line(place.span.end.saturating_sub(1).max(place.span.start));
    let span = source.line_span(first).cover(source.line_span(last));
    let span = near(source.text(), span, place.span);
    let text = span.of(source.text());
    let lead = text.len() - text.trim_start().len();
    let start = span.start + lead;
    let text = text.trim();
    let mark = Span::new(
        place.span.start.clamp(start, start + text.len()) - start,
        place.span.end.clamp(start, start + text.len()) - start,
    );
    Excerpt {
        gutter: half.map_or(side.name(), |half| half.lang.code()),
        right_to_left: half.is_some_and(|half| half.lang.right_to_left()),
        line: first,
        text: text.to_owned(),
        marks: vec![mark],
    }
}

/// A file may be one line of any length: what is so far from the place would be cut away anyhow.
const NEAR: usize = 2_000;

fn near(text: &str, line: Span, place: Span) -> Span {
    let mut start = line.start.max(place.start.saturating_sub(NEAR));
    let mut end = line.end.min(place.end.saturating_add(NEAR));
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(start, end)
}

/// Marks in order; those that touch or overlap become one.
pub fn merged(mut marks: Vec<Span>) -> Vec<Span> {
    marks.sort_unstable();
    let mut out: Vec<Span> = Vec::with_capacity(marks.len());
    for mark in marks {
        match out.last_mut() {
            Some(last) if mark.start < last.end || mark == *last => *last = last.cover(mark),
            _ => out.push(mark),
        }
    }
    out
}
