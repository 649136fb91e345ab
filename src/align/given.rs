//! An alignment that a person has edited and gives back.
//!
//! `align --format tsv` writes a row a bead; in a spreadsheet rows are joined, split and moved. Read again, each row
//! whose two texts are whole segments of the two documents is a fixed bead; what no row accounts for, because the
//! documents or the row changed, is aligned anew between its neighbours.

use crate::document::Segment;
use crate::text::Map;
use std::ops::Range;

/// A row of an alignment file.
#[derive(Clone, Debug, PartialEq, Eq)]
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
pub fn fix(rows: &[Row], source: &[Segment], target: &[Segment]) -> Fixed {
    let (source, target) = (Finder::new(source), Finder::new(target));
    let mut fixed = Fixed::default();
    let (mut i, mut j) = (0, 0);
    for row in rows {
        let (s, t) = (source.find(&row.source, i), target.find(&row.target, j));
        match (s, t) {
            (Some(s), Some(t)) if !(s.is_empty() && t.is_empty()) => {
                i = i.max(s.end);
                j = j.max(t.end);
                fixed.beads.push((s, t));
            }
            _ => fixed.lost.push(row.line),
        }
    }
    // An empty side stands where its neighbours leave it, and only where nothing is missing before it.
    let mut at = (0, 0);
    for (s, t) in &mut fixed.beads {
        if s.start >= s.end {
            *s = at.0..at.0;
        }
        if t.start >= t.end {
            *t = at.1..at.1;
        }
        at = (s.end, t.end);
    }
    fixed
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

    /// The segments from `from` on whose joined text is `text`; an empty range for an empty text.
    fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        if text.trim().is_empty() {
            return Some(from..from);
        }
        unquoted(text)
            .and_then(|text| self.find_key(&key(&text), from))
            .or_else(|| self.find_key(&key(text), from))
    }

    fn find_key(&self, wanted: &str, from: usize) -> Option<Range<usize>> {
        if let Some(starts) = self.starts.get(wanted) {
            let next = starts.partition_point(|start| *start < from);
            return starts.get(next).map(|start| *start..start + 1);
        }
        (from..self.keys.len()).find_map(|start| self.joined(wanted, start))
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
    fn a_row_of_another_shape_is_named() {
        let error = read("a.tsv", "1\t1-1\tنعم.\tYes.\nنعم.\tYes.\n").unwrap_err();
        assert_eq!(
            error.to_string().split(';').next(),
            Some("a.tsv:2: 2 columns")
        );
    }
}
