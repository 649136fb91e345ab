//! Opening a file: what it is, how its bytes are read as text, and then its document or its units.

use super::parts::{File, Parts, Sizes, read_all};
use super::{Format, FormatError, Paired, Reader, Unit, UnitReader, Wanted, detect, lines};
use crate::document::Document;
use crate::text::{DecodeError, Encoding, MAX_BYTES, Source};
use std::io::Read;
use std::sync::Arc;

/// Bytes of a file that are looked at to tell what it is.
const HEAD: usize = 16 << 10;

/// What is asked of a file.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Its format; told by name and content where left out.
    pub format: Option<Format>,
    /// Its encoding where no byte order mark tells; told by what the file itself says where left out.
    pub encoding: Option<Encoding>,
    /// Whether each line of a document is a text of its own, whatever the format.
    pub lines: bool,
    /// What is wanted of a file of units.
    pub wanted: Wanted,
    /// Bytes of text that a part of a file of units has; [`Request::PART`] where left out.
    pub part: Option<usize>,
}

impl Request {
    /// Bytes of text that a part of a file of units has by default. All that is computed of a part takes about
    /// twenty-five times as much memory.
    pub const PART: usize = 16 << 20;
}

/// A file that was opened.
pub enum Opened {
    /// One text.
    Document(Document),
    /// Both texts, unit by unit.
    Paired(Units),
}

/// Some units of a file, in order, with the part of the file that they stand in.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The part of the file.
    pub source: Arc<Source>,
    /// Its units.
    pub units: Vec<Unit>,
    /// The languages of source and target that the file names.
    pub languages: [Option<String>; 2],
}

/// The units of a file, batch by batch.
pub struct Units {
    parts: Parts,
    reader: Box<dyn UnitReader>,
}

impl Iterator for Units {
    type Item = Result<Batch, FormatError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (source, last) = match self.parts.next()? {
                Ok(part) => part,
                Err(error) => return Some(Err(error)),
            };
            match self.reader.read(&source, last) {
                // What comes after the last unit holds none.
                Ok(units) if units.is_empty() => {}
                Ok(units) => {
                    return Some(Ok(Batch {
                        source,
                        units,
                        languages: self.reader.languages(),
                    }));
                }
                Err(error) => {
                    self.parts.stop();
                    return Some(Err(error));
                }
            }
        }
    }
}

/// Opens a file. `path` is what it is called, in messages too, and tells its format by its extension.
///
/// # Errors
/// [`FormatError`] where it can't be read, is not text in its encoding, or breaks the rules of its format. Of a file
/// of units only the beginning was looked at; the rest comes with its [`Units`].
pub fn open(
    path: &str,
    mut input: Box<dyn Read + Send>,
    request: &Request,
) -> Result<Opened, FormatError> {
    let mut head = Vec::new();
    if let Err(error) = input.by_ref().take(HEAD as u64).read_to_end(&mut head) {
        return Err(FormatError::file(
            path,
            format!("it could not be read: {error}"),
            "see that the file is there and may be read",
        ));
    }
    let format = request.format.unwrap_or_else(|| detect(path, &head));
    if request.lines && !format.is_paired() && !matches!(format.reader, Reader::Binary(_)) {
        let source = whole(path, head, input, format, request)?;
        return Ok(Opened::Document(lines(source)));
    }
    match format.reader {
        Reader::Document(reader) => {
            let source = whole(path, head, input, format, request)?;
            reader(source).map(Opened::Document)
        }
        Reader::Binary(reader) => {
            let bytes = read_all(path, &mut head.as_slice().chain(input), MAX_BYTES)?;
            reader(path, &bytes).map(Opened::Document)
        }
        Reader::Paired(paired) => units(path, head, input, format, paired, request),
    }
}

fn units(
    path: &str,
    head: Vec<u8>,
    input: Box<dyn Read + Send>,
    format: Format,
    paired: Paired,
    request: &Request,
) -> Result<Opened, FormatError> {
    let (encoding, mark) = encoding(path, &head, format, request)?;
    let cutter = paired.cutter.map(|cutter| cutter());
    let sizes = match cutter {
        Some(_) => {
            let part = request.part.unwrap_or(Request::PART);
            Sizes {
                part,
                limit: part.saturating_mul(8).max(8 << 20),
            }
        }
        None => Sizes {
            part: MAX_BYTES,
            limit: MAX_BYTES,
        },
    };
    let rest = std::io::Cursor::new(head.get(mark..).unwrap_or_default().to_vec());
    let parts = Parts::new(
        File {
            path: path.to_owned(),
            encoding,
            mark,
            input: Box::new(rest.chain(input)),
            spell: format.edits,
        },
        cutter,
        sizes,
    );
    Ok(Opened::Paired(Units {
        parts,
        reader: (paired.units)(&request.wanted),
    }))
}

/// The decoded text of a file as a whole.
fn whole(
    path: &str,
    head: Vec<u8>,
    input: Box<dyn Read + Send>,
    format: Format,
    request: &Request,
) -> Result<Arc<Source>, FormatError> {
    let asked = declared(path, &head, format, request)?;
    let bytes = read_all(path, &mut head.as_slice().chain(input), MAX_BYTES)?;
    let source = Source::decode(path, &bytes, asked)?;
    Ok(Arc::new(source.spelled(format.edits)))
}

/// The encoding that was asked for, else the one that the file names in itself.
fn declared(
    path: &str,
    head: &[u8],
    format: Format,
    request: &Request,
) -> Result<Option<Encoding>, FormatError> {
    if request.encoding.is_some() {
        return Ok(request.encoding);
    }
    let Some(label) = format.declares.and_then(|declares| declares(head)) else {
        return Ok(None);
    };
    match Encoding::for_label(&label) {
        // As with the mark, the bytes outweigh what was left behind when the file was converted.
        Some(_) if is_utf8(head) => Ok(Some(Encoding::Utf8)),
        Some(encoding) => Ok(Some(encoding)),
        // A byte order mark outweighs what the file says.
        None if Encoding::of_mark(head).is_some() => Ok(None),
        None => Err(FormatError::file(
            path,
            format!("it says that its encoding is {label:?}, which is not read"),
            "convert it to UTF-8, or name its real encoding with --encoding",
        )),
    }
}

/// Whether there is more than ASCII in the beginning of a file and all of it is UTF-8. No text of another encoding is,
/// since its letters don't stand in the pairs and triples that UTF-8 has.
fn is_utf8(head: &[u8]) -> bool {
    let valid = match std::str::from_utf8(head) {
        Ok(_) => head,
        Err(error) if error.error_len().is_none() => {
            head.get(..error.valid_up_to()).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !valid.is_ascii()
}

/// The encoding of a file and the length of its byte order mark.
fn encoding(
    path: &str,
    head: &[u8],
    format: Format,
    request: &Request,
) -> Result<(Encoding, usize), FormatError> {
    let asked = declared(path, head, format, request)?;
    let found = Encoding::sniff(head, asked);
    // The head of an archive or an image is told before all of it is read.
    if found.0 == Encoding::Utf8
        && let Some(at) = memchr::memchr(0, head)
    {
        return Err(FormatError::Decode(DecodeError::Binary {
            path: path.to_owned(),
            at,
        }));
    }
    Ok(found)
}
