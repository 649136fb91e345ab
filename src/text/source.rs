use super::Span;
use encoding_rs::{ISO_8859_6, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};
use std::str::FromStr;

/// The largest file that is read into memory as one document, in bytes. Larger ones are refused with an
/// error that says so, instead of exhausting the machine.
pub const MAX_BYTES: usize = 256 << 20;

/// How a file's bytes are read as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, least significant byte first.
    Utf16Le,
    /// UTF-16, most significant byte first.
    Utf16Be,
    /// Windows code page 1256 (Arabic).
    Windows1256,
    /// ISO 8859-6 (Arabic).
    Iso8859_6,
    /// Windows code page 1252 (Western Europe), which also stands for ISO 8859-1, as on the web.
    Windows1252,
}

impl Encoding {
    /// Every name that is accepted, preferred spelling first for each encoding.
    pub const NAMES: &'static [(&'static str, Encoding)] = &[
        ("utf-8", Encoding::Utf8),
        ("utf-16le", Encoding::Utf16Le),
        ("utf-16be", Encoding::Utf16Be),
        ("windows-1256", Encoding::Windows1256),
        ("iso-8859-6", Encoding::Iso8859_6),
        ("windows-1252", Encoding::Windows1252),
        ("utf8", Encoding::Utf8),
        ("utf-16", Encoding::Utf16Le),
        ("cp1256", Encoding::Windows1256),
    ];

    /// Its preferred name.
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(_, encoding)| *encoding == self)
            .map_or("utf-8", |(name, _)| name)
    }

    /// The encoding that a byte order mark tells, and the length of the mark.
    pub fn of_mark(bytes: &[u8]) -> Option<(Self, usize)> {
        let (found, mark) = encoding_rs::Encoding::for_bom(bytes)?;
        let encoding = if found == UTF_8 {
            Encoding::Utf8
        } else if found == UTF_16LE {
            Encoding::Utf16Le
        } else {
            Encoding::Utf16Be
        };
        Some((encoding, mark))
    }

    /// The encoding of a file by its first bytes, and the length of its byte order mark: the mark, else `asked`, else
    /// UTF-16 where every other byte is NUL, else UTF-8.
    pub fn sniff(bytes: &[u8], asked: Option<Self>) -> (Self, usize) {
        Self::of_mark(bytes).unwrap_or_else(|| {
            let guessed = asked.or_else(|| guess_utf16(bytes));
            (guessed.unwrap_or(Encoding::Utf8), 0)
        })
    }

    /// Bytes that a text takes in this encoding.
    pub fn bytes(self, text: &str) -> usize {
        match self {
            Encoding::Utf8 => text.len(),
            _ => text.chars().map(|c| self.width(c)).sum(),
        }
    }

    pub(crate) fn decoder(self) -> &'static encoding_rs::Encoding {
        match self {
            Encoding::Utf8 => UTF_8,
            Encoding::Utf16Le => UTF_16LE,
            Encoding::Utf16Be => UTF_16BE,
            Encoding::Windows1256 => WINDOWS_1256,
            Encoding::Iso8859_6 => ISO_8859_6,
            Encoding::Windows1252 => WINDOWS_1252,
        }
    }

    /// The encoding that a file names in itself, by any label that the web knows for it (`cp1256`, `latin1`);
    /// none where it is one that is not read.
    pub fn for_label(label: &str) -> Option<Self> {
        let found = encoding_rs::Encoding::for_label(label.as_bytes())?;
        Self::NAMES
            .iter()
            .map(|(_, encoding)| *encoding)
            .find(|encoding| encoding.decoder() == found)
    }

    /// Bytes that the character `c` takes in this encoding.
    fn width(self, c: char) -> usize {
        match self {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16Le | Encoding::Utf16Be => 2 * c.len_utf16(),
            Encoding::Windows1256 | Encoding::Iso8859_6 | Encoding::Windows1252 => 1,
        }
    }
}

impl FromStr for Encoding {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let lower = name.to_ascii_lowercase();
        Self::NAMES
            .iter()
            .find(|(known, _)| *known == lower)
            .map(|(_, encoding)| *encoding)
            .ok_or_else(|| {
                let known: Vec<_> = Self::NAMES[..6].iter().map(|(name, _)| *name).collect();
                format!("unknown encoding {name:?}; known are {}", known.join(", "))
            })
    }
}

/// Why a file's bytes are not text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// A byte sequence that the encoding doesn't have.
    #[error(
        "{path}: byte {at} (line {line}) is not {encoding}; give the file's real encoding with --encoding (for instance windows-1256), or convert it to UTF-8"
    )]
    Malformed {
        /// The file.
        path: String,
        /// Offset of the first bad byte in the file.
        at: usize,
        /// Line of that byte, counted from 1.
        line: usize,
        /// Name of the encoding tried.
        encoding: &'static str,
    },
    /// A NUL character: the file is not a text.
    #[error("{path}: byte {at} is NUL, so this is a binary file, not a text; give a text document")]
    Binary {
        /// The file.
        path: String,
        /// Offset of the NUL in the file.
        at: usize,
    },
    /// More than [`MAX_BYTES`].
    #[error(
        "{path}: {bytes} bytes are more than one document may have ({MAX_BYTES}); split the file"
    )]
    TooLarge {
        /// The file.
        path: String,
        /// Its size.
        bytes: usize,
    },
}

/// A place as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in Unicode scalar values.
    pub column: usize,
}

/// How a text is spelled in the place of a span of a decoded file (with its entities, its quotes doubled); none
/// where it can't be written there without touching what stands around it.
pub type Spell = fn(file: &str, span: Span, text: &str) -> Option<String>;

/// Where a part of a file starts in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Base {
    /// Bytes of the file before it, a byte order mark included.
    pub bytes: usize,
    /// Lines that end before it.
    pub lines: usize,
    /// Characters of its first line that stand before it.
    pub columns: usize,
}

/// One decoded file, or a part of one that is too large to be held as a whole.
#[derive(Debug)]
pub struct Source {
    path: String,
    text: String,
    encoding: Encoding,
    /// Bytes of the byte order mark that the decoded text doesn't have.
    mark: usize,
    line_starts: Vec<usize>,
    /// Characters before every [`CHECKPOINT`]th byte, so that a column in an enormous line is counted from near.
    characters: Vec<usize>,
    /// `(text offset, file offset)`, about one a kibibyte; empty for UTF-8.
    checkpoints: Vec<(usize, usize)>,
    derived: bool,
    base: Base,
    spell: Option<Spell>,
}

const CHECKPOINT: usize = 1024;

impl Source {
    /// Reads bytes as text: by the byte order mark, else by `asked`, else UTF-16 where every other byte is
    /// NUL, else UTF-8.
    ///
    /// # Errors
    /// [`DecodeError`] with the byte and the line where the text stops being one.
    pub fn decode(
        path: impl Into<String>,
        bytes: &[u8],
        asked: Option<Encoding>,
    ) -> Result<Self, DecodeError> {
        let path = path.into();
        if bytes.len() > MAX_BYTES {
            return Err(DecodeError::TooLarge {
                path,
                bytes: bytes.len(),
            });
        }
        let (encoding, mark) = Encoding::sniff(bytes, asked);
        let body = bytes.get(mark..).unwrap_or_default();
        let text = decode_strictly(body, encoding).map_err(|at| {
            // What holds a NUL is no text in another encoding either.
            let nul = (encoding == Encoding::Utf8).then(|| memchr::memchr(0, body));
            match nul.flatten() {
                Some(nul) => DecodeError::Binary {
                    at: nul + mark,
                    path: path.clone(),
                },
                None => DecodeError::Malformed {
                    line: line_of_byte(body, at, encoding),
                    at: at + mark,
                    encoding: encoding.name(),
                    path: path.clone(),
                },
            }
        })?;
        if let Some(nul) = memchr::memchr(0, text.as_bytes()) {
            let at = mark
                + text[..nul]
                    .chars()
                    .map(|c| encoding.width(c))
                    .sum::<usize>();
            return Err(DecodeError::Binary { path, at });
        }
        let mut source = Self::from_text(path, text);
        source.encoding = encoding;
        source.mark = mark;
        if encoding != Encoding::Utf8 {
            source.checkpoints = checkpoints(&source.text, encoding, mark);
        }
        Ok(source)
    }

    /// A source of text that is already decoded, as UTF-8.
    pub fn from_text(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            path: path.into(),
            line_starts: line_starts(&text),
            characters: characters(&text),
            text,
            encoding: Encoding::Utf8,
            mark: 0,
            checkpoints: Vec::new(),
            derived: false,
            base: Base::default(),
            spell: None,
        }
    }

    /// A part of a file, decoded: lines, columns and file offsets count from the file's start. The mark counts
    /// among the bytes before it.
    pub fn part(
        path: impl Into<String>,
        text: impl Into<String>,
        encoding: Encoding,
        base: Base,
    ) -> Self {
        let mut source = Self::from_text(path, text);
        source.encoding = encoding;
        source.base = base;
        if encoding != Encoding::Utf8 {
            source.checkpoints = checkpoints(&source.text, encoding, 0);
        }
        source
    }

    /// The same, with the way its format spells text.
    pub fn spelled(mut self, spell: Option<Spell>) -> Self {
        self.derived |= spell.is_none();
        self.spell = spell;
        self
    }

    /// What has to be written at `span` so that `text` is read there; none where the format can't be edited at
    /// that place without touching what stands around it.
    pub fn spelling(&self, span: Span, text: &str) -> Option<String> {
        if self.derived || self.text.get(span.start..span.end).is_none() {
            return None;
        }
        match self.spell {
            Some(spell) => spell(&self.text, span, text),
            None => Some(text.to_owned()),
        }
    }

    /// Text drawn out of a file that is not text itself (a Word document): its lines are the document's
    /// paragraphs, and it can't be edited in place.
    pub fn derived(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            derived: true,
            ..Self::from_text(path, text)
        }
    }

    /// The path as the user gave it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The decoded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The encoding it was read with.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Whether edits at byte offsets of the file make sense.
    pub fn is_editable(&self) -> bool {
        !self.derived
    }

    /// Number of lines.
    pub fn lines(&self) -> usize {
        self.line_starts.len()
    }

    /// Span of line `line` (from 1) in the decoded text, with its line end.
    pub fn line_span(&self, line: usize) -> Span {
        let line = line.saturating_sub(self.base.lines);
        let start = self
            .line_starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(self.text.len());
        let end = self
            .line_starts
            .get(line)
            .copied()
            .unwrap_or(self.text.len());
        Span::new(start, end)
    }

    /// Line, counted from 1, of an offset in the decoded text.
    pub fn line(&self, at: usize) -> usize {
        self.base.lines + self.own_line(at)
    }

    /// The same, counted from the start of this part.
    fn own_line(&self, at: usize) -> usize {
        self.line_starts
            .partition_point(|start| *start <= at)
            .max(1)
    }

    /// Line and column of an offset in the decoded text.
    pub fn position(&self, at: usize) -> Position {
        let line = self.own_line(at);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        let before = if line == 1 { self.base.columns } else { 0 };
        let column = if at - start.min(at) < CHECKPOINT {
            count(self.text.as_bytes().get(start..at).unwrap_or_default())
        } else {
            self.characters_before(at) - self.characters_before(start)
        };
        Position {
            line: self.base.lines + line,
            column: before + column + 1,
        }
    }

    /// Characters that start before the byte `at`.
    fn characters_before(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let near = at / CHECKPOINT;
        let known = self.characters.get(near).copied().unwrap_or(0);
        let rest = self.text.as_bytes().get(near * CHECKPOINT..at);
        known + count(rest.unwrap_or_default())
    }

    /// Bytes of the original file that a span of the decoded text stands for.
    pub fn file_span(&self, span: Span) -> Span {
        Span::new(self.file_offset(span.start), self.file_offset(span.end))
    }

    fn file_offset(&self, at: usize) -> usize {
        if self.checkpoints.is_empty() {
            return at + self.mark + self.base.bytes;
        }
        let index = self
            .checkpoints
            .partition_point(|(text, _)| *text <= at)
            .saturating_sub(1);
        let (text, file) = self.checkpoints[index];
        let between = self.text.get(text..at).unwrap_or("");
        self.base.bytes
            + file
            + between
                .chars()
                .map(|c| self.encoding.width(c))
                .sum::<usize>()
    }

    /// The file's bytes again, with `text` in the place of the decoded one: same encoding, same byte order mark.
    ///
    /// # Errors
    /// The first character that the file's encoding doesn't have.
    pub fn encode(&self, text: &str) -> Result<Vec<u8>, char> {
        let mut out = Vec::new();
        if self.mark > 0 {
            out.extend(self.encode_piece("\u{FEFF}")?);
        }
        out.extend(self.encode_piece(text)?);
        Ok(out)
    }

    /// A piece of text as bytes of the file, without a mark.
    ///
    /// # Errors
    /// The first character that the file's encoding doesn't have.
    pub fn encode_piece(&self, text: &str) -> Result<Vec<u8>, char> {
        Ok(match self.encoding {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Encoding::Windows1256 | Encoding::Iso8859_6 | Encoding::Windows1252 => {
                let mut out = Vec::with_capacity(text.len());
                let mut buffer = [0; 4];
                for c in text.chars() {
                    let (bytes, _, failed) =
                        self.encoding.decoder().encode(c.encode_utf8(&mut buffer));
                    if failed {
                        return Err(c);
                    }
                    out.extend_from_slice(&bytes);
                }
                out
            }
        })
    }
}

/// UTF-16 without a mark shows itself by the high bytes of its units: NUL for the plain characters (spaces,
/// line ends) and few others, while the low bytes are never NUL.
fn guess_utf16(bytes: &[u8]) -> Option<Encoding> {
    let head = bytes.get(..bytes.len().min(4096) & !1)?;
    if head.len() < 4 || bytes.len() % 2 == 1 {
        return None;
    }
    let at = |parity: usize| head.iter().skip(parity).step_by(2);
    let nul = |parity: usize| at(parity).filter(|byte| **byte == 0).count();
    // Latin, Arabic, punctuation and signs, presentation forms, surrogates.
    let likely = |parity: usize| {
        at(parity)
            .filter(|byte| matches!(byte, 0..=8 | 0x1E | 0x20..=0x27 | 0xD8..=0xDF | 0xFB..=0xFF))
            .count()
    };
    let enough = head.len() / 40 + 1;
    let holds = |high: usize| {
        nul(high) >= enough && nul(1 - high) == 0 && likely(high) * 20 >= head.len() / 2 * 19
    };
    if holds(1) {
        Some(Encoding::Utf16Le)
    } else if holds(0) {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// The text, or the offset of the first byte that is not of the encoding.
fn decode_strictly(bytes: &[u8], encoding: Encoding) -> Result<String, usize> {
    if encoding == Encoding::Utf8 {
        return match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(error.valid_up_to()),
        };
    }
    let mut decoder = encoding.decoder().new_decoder_without_bom_handling();
    let capacity = decoder
        .max_utf8_buffer_length_without_replacement(bytes.len())
        .unwrap_or(bytes.len() * 3);
    let mut text = String::with_capacity(capacity);
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        encoding_rs::DecoderResult::InputEmpty => Ok(text),
        encoding_rs::DecoderResult::Malformed(length, after) => {
            Err(read.saturating_sub(usize::from(length) + usize::from(after)))
        }
        encoding_rs::DecoderResult::OutputFull => Err(read),
    }
}

/// Line, from 1, of the byte `at`; lines end as in [`line_starts`].
fn line_of_byte(bytes: &[u8], at: usize, encoding: Encoding) -> usize {
    let before = bytes.get(..at).unwrap_or(bytes);
    let unit = |pair: &[u8; 2]| match encoding {
        Encoding::Utf16Be => u16::from_be_bytes(*pair),
        _ => u16::from_le_bytes(*pair),
    };
    let mut ends = 0;
    let mut last = 0;
    let mut take = |unit: u16| {
        ends += usize::from(unit == 0x0D || (unit == 0x0A && last != 0x0D));
        last = unit;
    };
    match encoding {
        Encoding::Utf16Le | Encoding::Utf16Be => {
            before
                .as_chunks::<2>()
                .0
                .iter()
                .map(unit)
                .for_each(&mut take);
        }
        _ => before
            .iter()
            .map(|byte| u16::from(*byte))
            .for_each(&mut take),
    }
    ends + 1
}

/// Offsets at which lines start. Lines end with LF, CR LF or a lone CR.
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
            continue;
        }
        if at + 1 < bytes.len() {
            starts.push(at + 1);
        }
    }
    starts
}

/// Characters that start in `bytes` of UTF-8.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

fn characters(text: &str) -> Vec<usize> {
    let mut before = 0;
    let mut out = Vec::with_capacity(text.len() / CHECKPOINT + 2);
    for chunk in text.as_bytes().chunks(CHECKPOINT) {
        out.push(before);
        before += count(chunk);
    }
    out.push(before);
    out
}

fn checkpoints(text: &str, encoding: Encoding, mark: usize) -> Vec<(usize, usize)> {
    let mut points = vec![(0, mark)];
    let mut file = mark;
    let mut next = CHECKPOINT;
    for (at, c) in text.char_indices() {
        if at >= next {
            points.push((at, file));
            next = at + CHECKPOINT;
        }
        file += encoding.width(c);
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, mark: bool, little: bool) -> Vec<u8> {
        let lead = mark.then_some(0xFEFFu16);
        lead.into_iter()
            .chain(text.encode_utf16())
            .flat_map(|unit| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn every_encoding_reads_the_same_text_and_finds_the_same_bytes_again() {
        let text = "قال: نعم.\r\nThe end\n";
        let word = Span::new(text.find("نعم").unwrap(), text.find("نعم").unwrap() + 6);
        let windows = Source {
            encoding: Encoding::Windows1256,
            ..Source::from_text("", "")
        }
        .encode(text)
        .unwrap();
        let cases: Vec<(Vec<u8>, Option<Encoding>, &[u8])> = vec![
            (text.as_bytes().to_vec(), None, "نعم".as_bytes()),
            (
                [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
                None,
                "نعم".as_bytes(),
            ),
            (utf16(text, true, true), None, b"\x46\x06\x39\x06\x45\x06"),
            (utf16(text, false, true), None, b"\x46\x06\x39\x06\x45\x06"),
            (utf16(text, true, false), None, b"\x06\x46\x06\x39\x06\x45"),
            (utf16(text, false, false), None, b"\x06\x46\x06\x39\x06\x45"),
            (windows, Some(Encoding::Windows1256), b"\xE4\xDA\xE3"),
        ];
        for (bytes, asked, expected) in cases {
            let source = Source::decode("a.txt", &bytes, asked).unwrap();
            assert_eq!(source.text(), text);
            let file = source.file_span(word);
            assert_eq!(&bytes[file.start..file.end], expected);
            assert_eq!(source.encode(text).unwrap(), bytes);
        }
    }

    #[test]
    fn what_cannot_be_decoded_is_named_with_its_byte_and_line() {
        let bytes = b"one\ntwo \xE4\xDA\xE3\n";
        let error = Source::decode("b.txt", bytes, None).unwrap_err();
        assert!(
            matches!(error, DecodeError::Malformed { at: 8, line: 2, .. }),
            "{error}"
        );
        assert!(error.to_string().starts_with("b.txt: byte 8 (line 2)"));
        let odd = [utf16("ab", true, true), vec![0x61]].concat();
        assert!(Source::decode("c.txt", &odd, None).is_err());
        let nul = Source::decode("d.bin", b"ab\0\xFFcd", Some(Encoding::Windows1256)).unwrap_err();
        assert!(matches!(nul, DecodeError::Binary { at: 2, .. }), "{nul}");
    }

    #[test]
    fn lines_end_with_lf_crlf_or_cr() {
        let source = Source::from_text("x", "a\nb\r\nج\rd");
        assert_eq!(source.lines(), 4);
        let at = source.text().find('d').unwrap();
        assert_eq!(source.position(at), Position { line: 4, column: 1 });
        let at = source.text().find('ج').unwrap() + 2;
        assert_eq!(source.position(at), Position { line: 3, column: 2 });
        assert_eq!(source.line_span(2).of(source.text()), "b\r\n");
    }
}
