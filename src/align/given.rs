//! An alignment that a person has edited and gives back.
//!
//! `align --format tsv` writes a row a bead; in a spreadsheet rows are joined, split and moved. Read again, each row
//! whose two texts are whole segments of the two documents is a fixed bead; what no row accounts for, because the
//! documents or the row changed, is aligned anew between its neighbours.

use crate::document::Segment;
use crate::text::Map;
use std::ops::Range;

/// A row of an alignment file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    /// Line of the file, from 1.
    pub line: usize,
    /// Text of its source side; empty for an addition.
    pub source: String,
    /// Text of its target side; empty for an omission.
    pub target: String,
}

/// A row that can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{path}:{line}: {columns} columns; a row is score, kind, source text, target text, separated by tabs"
)]
pub struct RowError {
    /// The file.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// How many columns it has.
    pub columns: usize,
}

/// Reads rows of `score, kind, source, target`. The first two columns are not looked at: people don't keep them up.
///
/// # Errors
/// The first line with another number of columns.
pub fn read(path: &str, text: &str) -> Result<Vec<Row>, RowError> {
    let mut rows = Vec::new();
    for (index, line) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        // A spreadsheet drops empty cells at the end of a row.
        let (source, target) = match columns.as_slice() {
            [_, _, source, target] => (*source, *target),
            [_, _, source] => (*source, ""),
            _ => {
                return Err(RowError {
                    path: path.to_owned(),
                    line: index + 1,
                    columns: columns.len(),
                });
            }
        };
        rows.push(Row {
            line: index + 1,
            source: source.to_owned(),
            target: target.to_owned(),
        });
    }
    Ok(rows)
}

/// What the rows fix.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fixed {
    /// Beads in order: source segments, target segments.
    pub beads: Vec<(Range<usize>, Range<usize>)>,
    /// Lines of the rows that agree with no segments any more.
    pub lost: Vec<usize>,
}

/// Longest bead of a row, in segments a side.
const LONGEST: usize = 12;

/// Holds rows against the segments of the two documents.
///
/// Rows whose texts stand only once fix the way; of rows whose texts are repeated, each takes the first place that its
/// neighbours leave it. So a row whose own text was deleted can't take a repetition chapters away and lose all between.
pub fn fix(rows: &[Row], source: &[Segment], target: &[Segment]) -> Fixed {
    let (source, target) = (Finder::new(source), Finder::new(target));
    let places: Vec<[Places; 2]> = rows
        .iter()
        .map(|row| [source.find(&row.source), target.find(&row.target)])
        .collect();
    let certain = certain(&places);
    let mut next = certain.iter().peekable();
    let mut fixed = Fixed::default();
    let mut at = [0, 0];
    for (number, (row, places)) in rows.iter().zip(&places).enumerate() {
        let limit = match next.peek() {
            Some((certain, limit)) if *certain > number => *limit,
            _ => [usize::MAX; 2],
        };
        next.next_if(|(certain, _)| *certain == number);
        let take = |side: usize| places[side].within(at[side], limit[side]);
        match (take(0), take(1)) {
            (Some(s), Some(t)) if !(s.is_empty() && t.is_empty()) => {
                at = [s.end, t.end];
                fixed.beads.push((s, t));
            }
            _ => fixed.lost.push(row.line),
        }
    }
    fixed
}

/// Where the text of a row's side stands.
enum Places {
    /// It is empty, which fits everywhere.
    Anywhere,
    /// At these segments, in order; nowhere where there are none.
    At(Vec<Range<usize>>),
}

impl Places {
    /// Its start, where it stands once.
    fn only(&self) -> Option<usize> {
        match self {
            Places::At(places) => match places.as_slice() {
                [place] => Some(place.start),
                _ => None,
            },
            Places::Anywhere => None,
        }
    }

    /// The first place between two segments.
    fn within(&self, from: usize, to: usize) -> Option<Range<usize>> {
        match self {
            Places::Anywhere => Some(from..from),
            Places::At(places) => {
                let after = places.partition_point(|place| place.start < from);
                places.get(after).filter(|place| place.end <= to).cloned()
            }
        }
    }
}

/// The rows both of whose texts stand only once, as far as they rise together, with their starts on both sides.
fn certain(places: &[[Places; 2]]) -> Vec<(usize, [usize; 2])> {
    let single: Vec<(usize, [usize; 2])> = places
        .iter()
        .enumerate()
        .filter_map(|(row, [source, target])| Some((row, [source.only()?, target.only()?])))
        .collect();
    rising(&rising(&single, 0), 1)
}

/// The longest part of the rows that rises strictly on one side.
fn rising(rows: &[(usize, [usize; 2])], side: usize) -> Vec<(usize, [usize; 2])> {
    // The row that ends the best chain of each length, and the row before each in its chain.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(rows.len());
    for (index, (_, at)) in rows.iter().enumerate() {
        let length = ends.partition_point(|end| rows[*end].1[side] < at[side]);
        before.push(
            length
                .checked_sub(1)
                .and_then(|last| ends.get(last))
                .copied(),
        );
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut chain = Vec::with_capacity(ends.len());
    let mut last = ends.last().copied();
    while let Some(index) = last {
        chain.push(rows[index]);
        last = before[index];
    }
    chain.reverse();
    chain
}

/// Segments by their text.
struct Finder {
    keys: Vec<String>,
    starts: Map<String, Vec<usize>>,
}

/// A text without its white space, and without the quotes that a spreadsheet puts round a cell.
fn key(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn unquoted(text: &str) -> Option<String> {
    let inner = text.trim().strip_prefix('"')?.strip_suffix('"')?;
    let single = inner.replace("\"\"", "");
    (!single.contains('"')).then(|| inner.replace("\"\"", "\""))
}

impl Finder {
    fn new(segments: &[Segment]) -> Self {
        let keys: Vec<String> = segments
            .iter()
            .map(|segment| key(segment.as_str()))
            .collect();
        let mut starts: Map<String, Vec<usize>> = Map::default();
        for (index, key) in keys.iter().enumerate() {
            starts.entry(key.clone()).or_default().push(index);
        }
        Self { keys, starts }
    }

    /// Where the segments stand whose joined text is `text`.
    fn find(&self, text: &str) -> Places {
        if text.trim().is_empty() {
            return Places::Anywhere;
        }
        let unquoted = unquoted(text).map(|text| self.find_key(&key(&text)));
        Places::At(match unquoted {
            Some(found) if !found.is_empty() => found,
            _ => self.find_key(&key(text)),
        })
    }

    fn find_key(&self, wanted: &str) -> Vec<Range<usize>> {
        if let Some(starts) = self.starts.get(wanted) {
            return starts.iter().map(|start| *start..start + 1).collect();
        }
        (0..self.keys.len())
            .filter_map(|start| self.joined(wanted, start))
            .collect()
    }

    fn joined(&self, wanted: &str, start: usize) -> Option<Range<usize>> {
        let mut rest = wanted;
        for end in start..self.keys.len().min(start + LONGEST) {
            rest = rest.strip_prefix(self.keys[end].as_str())?;
            if rest.is_empty() {
                return Some(start..end + 1);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, BlockKind};
    use crate::text::{Mapped, Span};

    fn segments(lines: &[&str]) -> Vec<Segment> {
        lines
            .iter()
            .map(|line| {
                let block = Block::new(
                    BlockKind::Unit,
                    Mapped::verbatim(line, Span::new(0, line.len())),
                );
                Segment::cut(0, &block, Span::new(0, line.len()))
            })
            .collect()
    }

    #[test]
    fn rows_fix_what_still_agrees() {
        let source = segments(&["أولا.", "ثانيا.", "ثالثا.", "جديد."]);
        let target = segments(&["First.", "\"Second,\" he said.", "Third."]);
        let rows = read(
            "a.tsv",
            "\u{FEFF}0.9\t2-1\tأولا. ثانيا.\tFirst.\n0.5\t0-1\t\t\"\"\"Second,\"\" he said.\"\n1\t1-1\tثالثا.\tThird.\n1\t1-0\tقديم.\n",
        )
        .unwrap();
        let fixed = fix(&rows, &source, &target);
        assert_eq!(fixed.beads, [(0..2, 0..1), (2..2, 1..2), (2..3, 2..3)]);
        assert_eq!(fixed.lost, [4]);
    }

    #[test]
    fn repeated_lines_are_taken_in_order() {
        let source = segments(&["نعم.", "نعم."]);
        let target = segments(&["Yes.", "Yes."]);
        let rows = read("a.tsv", "1\t1-1\tنعم.\tYes.\n1\t1-1\tنعم.\tYes.\n").unwrap();
        assert_eq!(
            fix(&rows, &source, &target).beads,
            [(0..1, 0..1), (1..2, 1..2)]
        );
    }

    #[test]
    fn a_row_whose_text_is_gone_takes_no_repetition_from_far_away() {
        let source = segments(&["أولا.", "ثانيا.", "ثالثا.", "رابعا.", "نعم.", "خامسا."]);
        let target = segments(&["One.", "Two.", "Three.", "Four.", "Yes.", "Five."]);
        let rows = read(
            "a.tsv",
            "1\t1-1\tأولا.\tOne.\n1\t1-1\tنعم.\tYes.\n1\t1-1\tثانيا.\tTwo.\n1\t2-1\tثالثا. رابعا.\tThree.\n1\t0-1\t\tFour.\n1\t1-1\tنعم.\tYes.\n1\t1-1\tخامسا.\tFive.\n",
        )
        .unwrap();
        let fixed = fix(&rows, &source, &target);
        assert_eq!(
            fixed.beads,
            [
                (0..1, 0..1),
                (1..2, 1..2),
                (2..4, 2..3),
                (4..4, 3..4),
                (4..5, 4..5),
                (5..6, 5..6)
            ]
        );
        assert_eq!(fixed.lost, [2]);
    }

    #[test]
    fn rows_that_were_moved_across_others_are_lost_and_no_others() {
        let source = segments(&["أولا.", "ثانيا.", "ثالثا.", "رابعا."]);
        let target = segments(&["One.", "Two.", "Three.", "Four."]);
        let rows = read(
            "a.tsv",
            "1\t1-1\tرابعا.\tFour.\n1\t1-1\tأولا.\tOne.\n1\t1-1\tثانيا.\tTwo.\n1\t1-1\tثالثا.\tThree.\n",
        )
        .unwrap();
        let fixed = fix(&rows, &source, &target);
        assert_eq!(fixed.beads, [(0..1, 0..1), (1..2, 1..2), (2..3, 2..3)]);
        assert_eq!(fixed.lost, [1]);
    }

    #[test]
    fn a_row_of_another_shape_is_named() {
        let error = read("a.tsv", "1\t1-1\tنعم.\tYes.\nنعم.\tYes.\n").unwrap_err();
        assert_eq!(
            error.to_string().split(';').next(),
            Some("a.tsv:2: 2 columns")
        );
    }
}
