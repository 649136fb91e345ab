//! TSV and CSV: a unit a row.
//!
//! Which columns hold the texts is told by what was asked for, else by the names in the first row, else by the
//! letters: the column with the most Arabic and the one with the most English. Cells are read here rather than by a
//! library because none says where a cell's characters stand.

use super::content::Content;
use super::fields::{self, Columns};
use super::{Cutter, FormatError, Unit, UnitReader, Wanted};
use crate::bitext::UnitState;
use crate::document::{Block, BlockKind};
use crate::text::{Map, Source, Span};
use std::sync::Arc;

/// Text that is looked at to tell how a table is written.
const SAMPLE: usize = 16 << 10;
/// Rows and columns that are looked at to tell which columns hold the texts.
const ROWS: usize = 200;
const COLUMNS: usize = 200;

/// A reader at the start of a table with tabs.
pub(super) fn start_tsv(wanted: &Wanted) -> Box<dyn UnitReader> {
    Box::new(Table::new(wanted, Dialect::of_tsv))
}

/// A reader at the start of a table with commas, semicolons or bars.
pub(super) fn start_csv(wanted: &Wanted) -> Box<dyn UnitReader> {
    Box::new(Table::new(wanted, Dialect::of_csv))
}

/// What cuts a table with tabs.
pub(super) fn cut_tsv() -> Box<dyn Cutter> {
    Box::new(RowEnds::new(Dialect::of_tsv))
}

/// What cuts any other table.
pub(super) fn cut_csv() -> Box<dyn Cutter> {
    Box::new(RowEnds::new(Dialect::of_csv))
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Dialect {
    delimiter: u8,
    /// Whether a cell may stand in double quotes, so that it can hold the delimiter and line ends.
    quotes: bool,
}

impl Dialect {
    fn of_tsv(text: &str) -> Self {
        let quoted = Dialect {
            delimiter: b'\t',
            quotes: true,
        };
        Dialect {
            quotes: quoted.is_meant(text),
            ..quoted
        }
    }

    /// Whether a table with tabs is an alignment that `align` printed: score, kind, texts. It has no quotes of its own,
    /// unless a spreadsheet put them.
    fn is_alignment(text: &str) -> bool {
        let mut cells = text.lines().next().unwrap_or("").split('\t');
        let is_score = cells
            .next()
            .is_some_and(|score| score.parse::<f64>().is_ok());
        is_score
            && cells
                .next()
                .and_then(|kind| kind.split_once('-'))
                .is_some_and(|(n, m)| n.parse::<u8>().is_ok() && m.parse::<u8>().is_ok())
    }

    fn of_csv(text: &str) -> Self {
        let text = sample(text);
        if let Some((delimiter, _)) = separator(text) {
            return Dialect {
                delimiter,
                quotes: true,
            };
        }
        let rank = |delimiter: u8| {
            let dialect = Dialect {
                delimiter,
                quotes: true,
            };
            let counts: Vec<usize> = Rows::new(text, dialect, Span::new(0, text.len()))
                .take(50)
                .map(|row| row.cells.len())
                .collect();
            // The sample may end inside of the last row.
            let counts = match counts.as_slice() {
                [counts @ .., _] if counts.len() > 1 => counts,
                counts => counts,
            };
            let most = counts.iter().copied().max().unwrap_or(0);
            let usual = (2..=most)
                .map(|cells| {
                    (
                        counts.iter().filter(|count| **count == cells).count(),
                        cells,
                    )
                })
                .max();
            usual.map(|(rows, cells)| (rows * 100 / counts.len().max(1), cells.min(2)))
        };
        let delimiter = [b',', b';', b'\t', b'|']
            .into_iter()
            .rev()
            .max_by_key(|delimiter| rank(*delimiter))
            .unwrap_or(b',');
        Dialect {
            delimiter,
            quotes: true,
        }
    }

    /// Whether the quotes around cells are those of the table, not those of speech: each is closed at the end of its
    /// cell, and one of the cells needs them, or all of them hold what makes a spreadsheet put them.
    fn is_meant(self, text: &str) -> bool {
        let text = sample(text);
        // Lines that are rows as they stand are not parts of cells.
        let counts: Vec<usize> = text
            .lines()
            .filter(|line| !line.is_empty())
            .map(|line| line.split(char::from(self.delimiter)).count())
            .collect();
        let even = counts
            .first()
            .is_some_and(|first| *first > 1 && counts.iter().all(|count| count == first));
        let mut any = false;
        let mut needed = false;
        let mut usual = !Self::is_alignment(text);
        for row in Rows::new(text, self, Span::new(0, text.len())) {
            for cell in &row.cells {
                let raw = cell.raw.of(text);
                if !raw.starts_with('"') {
                    continue;
                }
                any = true;
                if !cell.closed {
                    return row.span.end == text.len() && any && needed;
                }
                let inner = cell.inner.of(text);
                needed |= inner.contains("\"\"") || !even && inner.contains(['\t', '\n', '\r']);
                usual &= inner.contains([',', '"']);
            }
        }
        needed || any && usual
    }
}

/// The delimiter that the first line of a table names, as Excel understands it (`sep=;`), and the bytes of that line.
fn separator(text: &str) -> Option<(u8, usize)> {
    let line = text.split(['\n', '\r']).next()?;
    let named = line.get(..4).filter(|key| key.eq_ignore_ascii_case("sep="));
    match line.as_bytes().get(4..) {
        Some([delimiter]) if named.is_some() => Some((*delimiter, line.len())),
        _ => None,
    }
}

fn sample(text: &str) -> &str {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// A cell of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cell {
    /// All of it.
    raw: Span,
    /// What stands between its quotes, or all of it.
    inner: Span,
    quoted: bool,
    /// Whether the quote is closed right at the end of the cell.
    closed: bool,
}

/// A row of a table.
#[derive(Debug)]
struct Row {
    cells: Vec<Cell>,
    /// Its bytes without the line end.
    span: Span,
    /// Whether a quote that opens in it is never closed: where.
    open: Option<usize>,
}

/// The rows of a text. Empty lines are none.
struct Rows<'a> {
    text: &'a str,
    dialect: Dialect,
    at: usize,
    end: usize,
}

impl<'a> Rows<'a> {
    fn new(text: &'a str, dialect: Dialect, span: Span) -> Self {
        Self {
            text,
            dialect,
            at: span.start,
            end: span.end,
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        if at < self.end {
            self.text.as_bytes().get(at).copied()
        } else {
            None
        }
    }

    /// The end of what stands without quotes from `at` on.
    fn plain_end(&self, at: usize) -> usize {
        let rest = self.text.as_bytes().get(at..self.end).unwrap_or_default();
        memchr::memchr3(self.dialect.delimiter, b'\n', b'\r', rest)
            .map_or(self.end, |found| at + found)
    }

    /// The end of the quoted text that starts at `at`; none where its quote is never closed.
    fn quoted_end(&self, mut at: usize) -> Option<usize> {
        loop {
            let rest = self.text.as_bytes().get(at..self.end)?;
            at += memchr::memchr(b'"', rest)?;
            if self.byte(at + 1) != Some(b'"') {
                return Some(at);
            }
            at += 2;
        }
    }

    fn cell(&mut self, open: &mut Option<usize>) -> Cell {
        let start = self.at;
        if self.dialect.quotes && self.byte(start) == Some(b'"') {
            match self.quoted_end(start + 1) {
                Some(quote) => {
                    // What follows the quote belongs to the cell too, as spreadsheets read it.
                    let end = self.plain_end(quote + 1);
                    self.at = end;
                    let closed = end == quote + 1;
                    return Cell {
                        raw: Span::new(start, end),
                        inner: Span::new(start + 1, if closed { quote } else { end }),
                        quoted: true,
                        closed,
                    };
                }
                None => *open = open.or(Some(start)),
            }
        }
        let end = self.plain_end(start);
        self.at = end;
        Cell {
            raw: Span::new(start, end),
            inner: Span::new(start, end),
            quoted: false,
            closed: false,
        }
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        while matches!(self.byte(self.at), Some(b'\n' | b'\r')) {
            self.at += 1;
        }
        if self.at >= self.end {
            return None;
        }
        let start = self.at;
        let mut cells = Vec::new();
        let mut open = None;
        loop {
            cells.push(self.cell(&mut open));
            if self.byte(self.at) != Some(self.dialect.delimiter) {
                break;
            }
            self.at += 1;
        }
        Some(Row {
            cells,
            span: Span::new(start, self.at),
            open,
        })
    }
}

/// Finds the ends of rows.
struct RowEnds {
    detect: fn(&str) -> Dialect,
    dialect: Option<Dialect>,
    inside: Place,
}

/// Where in a row a piece of text ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Where a cell starts.
    Start,
    Plain,
    Quoted,
    /// After a quote in a quoted cell, which closes it unless another follows.
    Quote,
}

impl RowEnds {
    fn new(detect: fn(&str) -> Dialect) -> Self {
        Self {
            detect,
            dialect: None,
            inside: Place::Start,
        }
    }
}

impl Cutter for RowEnds {
    fn take(&mut self, text: &str) -> Option<usize> {
        let detect = self.detect;
        let dialect = *self.dialect.get_or_insert_with(|| detect(text));
        if !dialect.quotes {
            return super::parts::LineEnds.take(text);
        }
        let mut cut = None;
        for (at, byte) in text.bytes().enumerate() {
            self.inside = match (self.inside, byte) {
                (Place::Start, b'"') => Place::Quoted,
                (Place::Quoted, b'"') => Place::Quote,
                (Place::Quoted, _) => Place::Quoted,
                (Place::Quote, b'"') => Place::Quoted,
                (_, b'\n') => {
                    cut = Some(at + 1);
                    Place::Start
                }
                (_, b'\r') => Place::Start,
                (_, byte) if byte == dialect.delimiter => Place::Start,
                _ => Place::Plain,
            };
        }
        cut
    }
}

struct Table {
    wanted: Wanted,
    detect: fn(&str) -> Dialect,
    /// What the first part showed.
    shape: Option<(Dialect, Columns)>,
    languages: [Option<String>; 2],
}

impl Table {
    fn new(wanted: &Wanted, detect: fn(&str) -> Dialect) -> Self {
        Self {
            wanted: wanted.clone(),
            detect,
            shape: None,
            languages: wanted.languages.clone(),
        }
    }

    /// The columns, and whether the first row only names them.
    fn columns(&mut self, source: &Source, rows: &[Row]) -> Result<(Columns, bool), FormatError> {
        let text = source.text();
        let names: Vec<String> = rows
            .first()
            .into_iter()
            .flat_map(|row| &row.cells)
            .map(|cell| content(text, *cell).as_str().trim().to_owned())
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let named = Columns::named(&names, &self.wanted);
        if let Some(asked) = self.wanted.columns.clone() {
            let found = Columns::asked(&asked, &names).map_err(|message| {
                FormatError::at(
                    source,
                    0,
                    message,
                    "give a name of the first line, or a number",
                )
            })?;
            self.name(&names, found);
            // Names are in the first row where they were asked for or are known.
            let is_header = asked
                .iter()
                .any(|column| matches!(column, super::Column::Name(_)))
                || named.is_some()
                || self.is_header(text, rows, found);
            let columns = Columns {
                texts: found,
                ..named.unwrap_or(Columns::of_texts(found))
            };
            return Ok((columns, is_header));
        }
        if let Some(columns) = named {
            self.name(&names, columns.texts);
            return Ok((columns, true));
        }
        if Dialect::is_alignment(text) {
            return Ok((Columns::of_texts([2, 3]), false));
        }
        let Some(found) = self.by_script(text, rows) else {
            return Err(FormatError::at(
                source,
                0,
                "which columns hold the texts can't be told",
                "name them with --columns SOURCE,TARGET, by their names in the first line or by their numbers",
            ));
        };
        Ok((Columns::of_texts(found), self.is_header(text, rows, found)))
    }

    /// Takes the languages that the names of the columns say.
    fn name(&mut self, names: &[&str], texts: [usize; 2]) {
        for (slot, column) in self.languages.iter_mut().zip(texts) {
            if slot.is_none() {
                let name = names.get(column);
                *slot = name
                    .and_then(|name| fields::language(name))
                    .map(str::to_owned);
            }
        }
    }

    fn script(&self, text: &str) -> Option<&'static str> {
        self.wanted.script.and_then(|script| script(text))
    }

    /// The columns with the most text of two languages.
    fn by_script(&mut self, text: &str, rows: &[Row]) -> Option<[usize; 2]> {
        let mut letters: Map<(&'static str, usize), usize> = Map::default();
        for row in rows {
            for (column, cell) in row.cells.iter().enumerate().take(COLUMNS) {
                let cell = cell.inner.of(text);
                if let Some(lang) = self.script(cell) {
                    let count = cell.chars().filter(|c| c.is_alphabetic()).count();
                    *letters.entry((lang, column)).or_insert(0) += count;
                }
            }
        }
        let [wanted_source, wanted_target] = self.wanted.languages.each_ref().map(Option::as_deref);
        // Two columns of two languages, with the most letters together; the left one is the source, unless
        // something else was asked for.
        let cells: Vec<((&'static str, usize), usize)> = letters.into_iter().collect();
        let pairs = cells
            .iter()
            .flat_map(|first| cells.iter().map(move |second| (first, second)));
        let best = pairs
            .filter(|((first, _), (second, _))| {
                let known = |lang| self.wanted.known.contains(&lang);
                first.0 != second.0
                    && first.1 != second.1
                    && known(first.0)
                    && known(second.0)
                    && wanted_source.is_none_or(|wanted| wanted == first.0)
                    && wanted_target.is_none_or(|wanted| wanted == second.0)
            })
            .max_by_key(|((first, many), (second, more))| {
                let free = wanted_source.is_none() && wanted_target.is_none();
                (
                    many + more,
                    free && first.1 < second.1,
                    std::cmp::Reverse((first.1, second.1, first.0)),
                )
            });
        let ((source, _), (target, _)) = best?;
        let (source, target) = ((source.1, source.0), (target.1, target.0));
        self.languages = [Some(source.1.to_owned()), Some(target.1.to_owned())];
        Some([source.0, target.0])
    }

    /// Whether the first row names the columns: a cell of it is not in the language of those below it.
    fn is_header(&self, text: &str, rows: &[Row], texts: [usize; 2]) -> bool {
        let Some((first, rest)) = rows.split_first() else {
            return false;
        };
        texts.into_iter().any(|column| {
            let lang = |row: &Row| self.script(row.cells.get(column)?.inner.of(text));
            let below: Vec<_> = rest.iter().filter_map(lang).collect();
            let here = lang(first);
            here.is_some()
                && below.len() > 1
                && below.iter().filter(|lang| Some(**lang) == here).count() * 10 < below.len()
        })
    }
}

/// The text of a cell.
fn content(text: &str, cell: Cell) -> Content {
    let mut out = Content::default();
    if !cell.quoted {
        out.verbatim(text, cell.inner);
        return out;
    }
    let raw = cell.inner.of(text);
    let mut run = 0;
    let mut quoted = true;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'"', raw.as_bytes().get(at..).unwrap_or_default()) {
        let quote = at + found;
        if !quoted {
            // After the end of the quoted text a quote is one like any other character.
            at = quote + 1;
            continue;
        }
        out.verbatim(text, Span::new(run, quote).shift(cell.inner.start));
        if raw.as_bytes().get(quote + 1) == Some(&b'"') {
            out.replaced("\"", Span::new(quote, quote + 2).shift(cell.inner.start));
            at = quote + 2;
        } else {
            quoted = false;
            at = quote + 1;
        }
        run = at;
    }
    out.verbatim(text, Span::new(run, raw.len()).shift(cell.inner.start));
    out
}

impl UnitReader for Table {
    fn read(&mut self, part: &Arc<Source>, _: bool) -> Result<Vec<Unit>, FormatError> {
        let text = part.text();
        let mut all = Span::new(0, text.len());
        let mut header = false;
        let (dialect, columns) = match self.shape {
            Some(shape) => shape,
            None => {
                if text.trim().is_empty() {
                    return Ok(Vec::new());
                }
                let detect = self.detect;
                let dialect = detect(text);
                if let Some((_, length)) = separator(text) {
                    all.start = length;
                }
                let rows: Vec<Row> = Rows::new(text, dialect, all).take(ROWS).collect();
                let (columns, is_header) = self.columns(part, &rows)?;
                header = is_header;
                self.shape = Some((dialect, columns));
                (dialect, columns)
            }
        };
        let mut units = Vec::new();
        for row in Rows::new(text, dialect, all).skip(usize::from(header)) {
            if let Some(quote) = row.open {
                return Err(FormatError::at(
                    part,
                    quote,
                    "the quote that opens here is never closed",
                    "close it at the end of the cell; a quote inside a quoted cell is doubled",
                ));
            }
            units.extend(unit(text, &row, &columns));
        }
        Ok(units)
    }

    fn languages(&self) -> [Option<String>; 2] {
        self.languages.clone()
    }
}

fn unit(text: &str, row: &Row, columns: &Columns) -> Option<Unit> {
    let cell = |column: usize| Some(content(text, *row.cells.get(column)?));
    let word = |column: Option<usize>| {
        let cell = cell(column?)?;
        Some(cell.as_str().trim().to_owned()).filter(|word| !word.is_empty())
    };
    let label = word(columns.id).filter(|id| id.len() <= 80);
    let is = |column: Option<usize>| word(column).is_some_and(|word| fields::is_true(&word));
    let state = if is(columns.locked) {
        UnitState::Locked
    } else if is(columns.fuzzy) {
        UnitState::Fuzzy
    } else {
        word(columns.state)
            .and_then(|word| fields::state(&word))
            .unwrap_or_default()
    };
    let block = |column: usize| -> Option<Block> {
        cell(column)?.into_block(BlockKind::Unit, label.clone())
    };
    let [source, target] = columns.texts;
    Unit::new(block(source), block(target), state)
}

/// Bytes from a place in a cell to the cell's ends, at most: further off a quote is another cell's, and a file without
/// quotes is not gone through for each of its cells.
const LONGEST_CELL: usize = 1 << 16;

/// Text in a cell. None where it would need quotes that the cell doesn't have.
pub(super) fn spell(file: &str, span: Span, text: &str) -> Option<String> {
    let is_end = |byte: Option<&u8>| {
        byte.is_none_or(|byte| matches!(byte, b',' | b';' | b'\t' | b'|' | b'\n' | b'\r'))
    };
    let bytes = file.as_bytes();
    let from = span.start.saturating_sub(LONGEST_CELL);
    let before = bytes.get(from..span.start)?;
    let after = bytes.get(span.end..bytes.len().min(span.end.saturating_add(LONGEST_CELL)))?;
    let opening = memchr::memrchr(b'"', before).map(|at| from + at);
    let closing = memchr::memchr(b'"', after);
    let quoted = opening.is_some_and(|at| is_end(at.checked_sub(1).and_then(|at| bytes.get(at))))
        && closing.is_some_and(|at| is_end(after.get(at + 1)));
    if quoted {
        return Some(text.replace('"', "\"\""));
    }
    let old = span.of(file);
    let breaks = text.contains(['\n', '\r', '\t', ',', ';', '|'])
        // What stands there already does no harm.
        && text.chars().any(|c| "\n\r\t,;|".contains(c) && !old.contains(c));
    // Whether a quote has to be doubled can't be told from near where the cell has others.
    if breaks || text.contains('"') {
        return None;
    }
    Some(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wanted() -> Wanted {
        Wanted {
            known: vec!["ar", "en"],
            script: Some(|text| {
                let arabic = text
                    .chars()
                    .filter(|c| ('\u{600}'..'\u{700}').contains(c))
                    .count();
                let latin = text.chars().filter(char::is_ascii_alphabetic).count();
                match arabic.cmp(&latin) {
                    std::cmp::Ordering::Greater => Some("ar"),
                    std::cmp::Ordering::Less => Some("en"),
                    std::cmp::Ordering::Equal => None,
                }
            }),
            ..Wanted::default()
        }
    }

    fn read(
        start: fn(&Wanted) -> Box<dyn UnitReader>,
        text: &str,
    ) -> Result<Vec<(String, String)>, FormatError> {
        let source = Arc::new(Source::from_text("a.csv", text));
        let units = start(&wanted()).read(&source, true)?;
        let of = |block: Option<Block>| {
            block.map_or(String::new(), |block| {
                let whole = block.text.whole();
                assert!(text.get(whole.start..whole.end).is_some());
                block.text.text().to_owned()
            })
        };
        Ok(units
            .into_iter()
            .map(|unit| (of(unit.source), of(unit.target)))
            .collect())
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(source, target)| ((*source).to_owned(), (*target).to_owned()))
            .collect()
    }

    #[test]
    fn columns_are_named_or_told_by_their_letters() {
        for text in [
            "id,source,target\n1,نعم,Yes\n2,لا,No\n",
            "Arabic;English\nنعم;Yes\nلا;No\n",
            "نعم,Yes\r\n\r\nلا,No",
            "0.97|1-1|نعم|Yes\n0.98|1-1|لا|No\n",
            "Text one,Text two\nنعم,Yes\nلا,No\n",
        ] {
            assert_eq!(
                read(start_csv, text).unwrap(),
                pairs(&[("نعم", "Yes"), ("لا", "No")]),
                "{text}"
            );
        }
        let reversed = read(start_csv, "en,ar\nYes,نعم\n").unwrap();
        assert_eq!(reversed, pairs(&[("Yes", "نعم")]));
        let error = read(start_csv, "1,2\n3,4\n").unwrap_err().to_string();
        assert!(
            error.starts_with("a.csv:1:1: which columns hold the texts"),
            "{error}"
        );
    }

    #[test]
    fn quoted_cells_hold_delimiters_quotes_and_line_ends() {
        let text =
            "source,target\n\"قال: \"\"نعم\"\", ثم خرج\",\"He said \"\"yes\"\",\nthen left\"\n";
        let expected = pairs(&[("قال: \"نعم\", ثم خرج", "He said \"yes\",\nthen left")]);
        assert_eq!(read(start_csv, text).unwrap(), expected);
        let error = read(start_csv, "source,target\nنعم,\"Yes\n")
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("a.csv:2:5: the quote that opens here"),
            "{error}"
        );
    }

    #[test]
    fn the_first_line_may_name_the_delimiter() {
        let text = "sep=;\r\nsource;target\r\nThe port, the sea, the road;الميناء، البحر\r\n";
        let found = read(start_csv, text).unwrap();
        assert_eq!(
            found,
            pairs(&[("The port, the sea, the road", "الميناء، البحر")])
        );
        assert_eq!(separator("sep=\t\n"), Some((b'\t', 5)));
        for text in ["sep;x", "sep=", "sep=;;", "separator;x", "نص=;"] {
            assert_eq!(separator(text), None, "{text}");
        }
    }

    #[test]
    fn quotes_in_tables_with_tabs_are_speech_unless_they_are_needed() {
        let speech = "نعم\t\"Yes\" he said\nلا\t\"No.\"\n";
        assert_eq!(
            read(start_tsv, speech).unwrap(),
            pairs(&[("نعم", "\"Yes\" he said"), ("لا", "\"No.\"")])
        );
        let sheet = "نعم\t\"\"\"Yes\"\", he said\"\nلا\t\"No, thanks.\"\n";
        assert_eq!(
            read(start_tsv, sheet).unwrap(),
            pairs(&[("نعم", "\"Yes\", he said"), ("لا", "No, thanks.")])
        );
        let open = "نعم\t\"Yes\nلا\tNo\"\n";
        assert_eq!(read(start_tsv, open).unwrap().len(), 2);
    }

    #[test]
    fn states_are_read() {
        let text = "source,target,fuzzy,locked,state\nا,a,True,,\nب,b,,yes,\nت,t,,,needs-translation\nث,,,,\nج,j,False,no,final\n";
        let source = Arc::new(Source::from_text("a.csv", text));
        let units = start_csv(&wanted()).read(&source, true).unwrap();
        let states: Vec<UnitState> = units.iter().map(|unit| unit.state).collect();
        use UnitState::*;
        assert_eq!(
            states,
            [Fuzzy, Locked, Untranslated, Untranslated, Translated]
        );
    }

    #[test]
    fn fixes_stay_in_their_cells() {
        let file = "a,\"b \"\"c\"\" d\",e f\n";
        let at = |old: &str, text: &str| {
            let start = file.find(old).unwrap();
            spell(file, Span::new(start, start + old.len()), text)
        };
        assert_eq!(at("a", "x").as_deref(), Some("x"));
        assert_eq!(at("a", "x,y"), None);
        assert_eq!(at("a", "\"x\""), None);
        assert_eq!(at("f", "\"x\""), None);
        assert_eq!(at("c", "\""), None);
        assert_eq!(at("c", "x").as_deref(), Some("x"));
        assert_eq!(at("e f", "x\ny"), None);
        let quoted = "\"b d\",c\n";
        let span = Span::new(1, 2);
        assert_eq!(
            spell(quoted, span, "x, \"y\"").as_deref(),
            Some("x, \"\"y\"\"")
        );
    }

    #[test]
    fn rows_are_cut_where_they_end() {
        let text = "source,target\nا,\"a\nb \"\"c\"\"\nd\"\nب,b\n";
        for size in 1..text.len() {
            let mut cutter = RowEnds::new(|_| Dialect {
                delimiter: b',',
                quotes: true,
            });
            let (mut at, mut cuts) = (0, Vec::new());
            while at < text.len() {
                let mut end = (at + size).min(text.len());
                while !text.is_char_boundary(end) {
                    end += 1;
                }
                cuts.extend(cutter.take(&text[at..end]).map(|cut| at + cut));
                at = end;
            }
            assert!(
                cuts.iter()
                    .all(|cut| matches!(text[*cut..].chars().next(), Some('ا' | 'ب') | None)),
                "{size}"
            );
            assert_eq!(cuts.last(), Some(&text.len()));
        }
    }

    fn cell() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "\"", "\"\"", ",", ";", "\n", "\r\n", "a", "نص", " ", "\t", "é",
        ]);
        prop::collection::vec(pieces, 0..6).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn what_a_writer_of_csv_writes_is_read_back(rows in prop::collection::vec((cell(), cell()), 1..8)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["source", "target"]).unwrap();
            for (source, target) in &rows {
                writer.write_record([source, target]).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let expected: Vec<_> = rows
                .into_iter()
                .map(|(source, target)| {
                    let kept = |text: String| if text.trim().is_empty() { String::new() } else { text };
                    (kept(source), kept(target))
                })
                .filter(|(source, target)| !(source.is_empty() && target.is_empty()))
                .collect();
            prop_assert_eq!(read(start_csv, &text).unwrap(), expected);
        }

        #[test]
        fn any_text_is_read_as_the_library_reads_it(text in cell(), more in cell()) {
            let text = format!("{text}{more}");
            let dialect = Dialect { delimiter: b',', quotes: true };
            let rows: Vec<Row> = Rows::new(&text, dialect, Span::new(0, text.len())).collect();
            if rows.iter().any(|row| row.open.is_some()) {
                return Ok(());
            }
            let ours: Vec<Vec<String>> = rows
                .iter()
                .map(|row| row.cells.iter().map(|cell| content(&text, *cell).as_str().to_owned()).collect())
                .collect();
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> = reader
                .records()
                .map(|record| record.unwrap().iter().map(str::to_owned).collect())
                .collect();
            prop_assert_eq!(ours, theirs);
        }
    }
}
