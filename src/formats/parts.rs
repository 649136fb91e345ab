//! A file as parts of bounded size, decoded as they come, each cut between two units.

use super::{Cutter, FormatError};
use crate::text::{Base, DecodeError, Encoding, Source, Spell};
use std::io::Read;
use std::sync::Arc;

/// Most bytes that are read at once.
const CHUNK: usize = 256 << 10;
/// Fewest bytes that are read at once, however small the parts.
const LEAST: usize = 64;

/// How large parts are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    /// Bytes of decoded text after which a part is cut at the next place.
    pub part: usize,
    /// Bytes of decoded text that a part may have when no such place comes.
    pub limit: usize,
}

/// The parts of a file in order.
pub(super) struct Parts {
    path: String,
    input: Box<dyn Read + Send>,
    spell: Option<Spell>,
    sizes: Sizes,
    encoding: Encoding,
    decoder: Decoder,
    cutter: Option<Box<dyn Cutter>>,
    /// Decoded text that is not yet in a part.
    pending: String,
    /// The last place in it after which it can be cut.
    cut: usize,
    base: Base,
    /// Whether the input has ended.
    ended: bool,
    /// Whether the last part was given.
    done: bool,
}

enum Decoder {
    /// UTF-8 is only checked; the bytes are those of a character that has only begun.
    Utf8(Vec<u8>),
    Other(encoding_rs::Decoder),
}

/// What a file is, for its parts.
pub(super) struct File {
    pub path: String,
    pub encoding: Encoding,
    /// Bytes of its byte order mark, which `input` doesn't give any more.
    pub mark: usize,
    pub input: Box<dyn Read + Send>,
    pub spell: Option<Spell>,
}

impl Parts {
    /// The parts of a file; one part where there is no cutter.
    pub fn new(file: File, cutter: Option<Box<dyn Cutter>>, sizes: Sizes) -> Self {
        Self {
            path: file.path,
            input: file.input,
            spell: file.spell,
            sizes,
            encoding: file.encoding,
            decoder: match file.encoding {
                Encoding::Utf8 => Decoder::Utf8(Vec::new()),
                other => Decoder::Other(other.decoder().new_decoder_without_bom_handling()),
            },
            cutter,
            pending: String::new(),
            cut: 0,
            base: Base {
                bytes: file.mark,
                ..Base::default()
            },
            ended: false,
            done: false,
        }
    }

    /// The next part, and whether it is the last.
    pub fn next(&mut self) -> Option<Result<(Arc<Source>, bool), FormatError>> {
        if self.done {
            return None;
        }
        let part = self.part();
        if part.is_err() {
            self.done = true;
        }
        Some(part)
    }

    /// Gives no further part.
    pub fn stop(&mut self) {
        self.done = true;
    }

    fn part(&mut self) -> Result<(Arc<Source>, bool), FormatError> {
        while !self.ended {
            if self.pending.len() >= self.sizes.part && self.cut > 0 {
                let rest = self.pending.split_off(self.cut);
                let text = std::mem::replace(&mut self.pending, rest);
                return Ok((self.source(text), false));
            }
            if self.pending.len() > self.sizes.limit {
                let text = std::mem::take(&mut self.pending);
                let source = self.source(text);
                return Err(FormatError::at(
                    &source,
                    0,
                    format!(
                        "what starts here goes on for more than {} MB without an end",
                        self.sizes.limit >> 20
                    ),
                    "split the file, or mend it",
                ));
            }
            self.fill()?;
        }
        self.done = true;
        let text = std::mem::take(&mut self.pending);
        Ok((self.source(text), true))
    }

    /// A source of the text that comes next.
    fn source(&mut self, text: String) -> Arc<Source> {
        let base = self.base;
        advance(&mut self.base, &text, self.encoding);
        self.cut = 0;
        let source = Source::part(self.path.clone(), text, self.encoding, base);
        Arc::new(source.spelled(self.spell))
    }

    /// Reads on.
    fn fill(&mut self) -> Result<(), FormatError> {
        let chunk = self.sizes.part.clamp(LEAST, CHUNK);
        let mut bytes = Vec::with_capacity(chunk);
        let input = self.input.as_mut();
        if let Err(error) = input.take(chunk as u64).read_to_end(&mut bytes) {
            return Err(FormatError::file(
                &self.path,
                format!("it could not be read: {error}"),
                "see that the file is there and may be read",
            ));
        }
        self.ended = bytes.len() < chunk;
        let before = self.pending.len();
        self.decode(&bytes)?;
        let new = self.pending.get(before..).unwrap_or("");
        if let Some(nul) = memchr::memchr(0, new.as_bytes()) {
            let mut base = self.base;
            advance(
                &mut base,
                self.pending.get(..before + nul).unwrap_or(""),
                self.encoding,
            );
            return Err(FormatError::Decode(DecodeError::Binary {
                path: self.path.clone(),
                at: base.bytes,
            }));
        }
        if let Some(cutter) = &mut self.cutter
            && let Some(cut) = cutter.take(new)
        {
            self.cut = before + cut;
        }
        Ok(())
    }

    fn decode(&mut self, bytes: &[u8]) -> Result<(), FormatError> {
        match &mut self.decoder {
            Decoder::Utf8(kept) => {
                kept.extend_from_slice(bytes);
                let (good, rest, malformed) = match std::str::from_utf8(kept) {
                    Ok(text) => (text, Vec::new(), false),
                    Err(error) => {
                        let (good, rest) = kept.split_at(error.valid_up_to());
                        let cut_off = error.error_len().is_none() && !self.ended;
                        (
                            std::str::from_utf8(good).unwrap_or(""),
                            rest.to_vec(),
                            !cut_off,
                        )
                    }
                };
                self.pending.push_str(good);
                if malformed {
                    return Err(self.malformed());
                }
                *kept = rest;
            }
            Decoder::Other(decoder) => {
                let room = decoder
                    .max_utf8_buffer_length_without_replacement(bytes.len())
                    .unwrap_or(bytes.len() * 3);
                self.pending.reserve(room);
                let (result, _) = decoder.decode_to_string_without_replacement(
                    bytes,
                    &mut self.pending,
                    self.ended,
                );
                if !matches!(result, encoding_rs::DecoderResult::InputEmpty) {
                    return Err(self.malformed());
                }
            }
        }
        Ok(())
    }

    /// The error of the byte after the text that was decoded.
    fn malformed(&self) -> FormatError {
        let mut base = self.base;
        advance(&mut base, &self.pending, self.encoding);
        FormatError::Decode(DecodeError::Malformed {
            path: self.path.clone(),
            at: base.bytes,
            line: base.lines + 1,
            encoding: self.encoding.name(),
        })
    }
}

/// Moves a base past a text.
fn advance(base: &mut Base, text: &str, encoding: Encoding) {
    base.bytes += encoding.bytes(text);
    let bytes = text.as_bytes();
    let mut line = None;
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        if bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n') {
            continue;
        }
        base.lines += 1;
        line = Some(at + 1);
    }
    if let Some(start) = line {
        base.columns = text.get(start..).unwrap_or("").chars().count();
    } else {
        base.columns += text.chars().count();
    }
}

/// Finds the ends of lines.
#[derive(Debug)]
pub(super) struct LineEnds;

impl Cutter for LineEnds {
    fn take(&mut self, text: &str) -> Option<usize> {
        memchr::memrchr(b'\n', text.as_bytes()).map(|at| at + 1)
    }
}

/// All of an input that is to be read at once.
///
/// # Errors
/// Where it can't be read, or has more than `limit` bytes.
pub(super) fn read_all(
    path: &str,
    input: &mut dyn Read,
    limit: usize,
) -> Result<Vec<u8>, FormatError> {
    let mut bytes = Vec::new();
    // One byte more than may be, to see that there are more.
    let read = input.take(limit as u64 + 1).read_to_end(&mut bytes);
    if let Err(error) = read {
        return Err(FormatError::file(
            path,
            format!("it could not be read: {error}"),
            "see that the file is there and may be read",
        ));
    }
    if bytes.len() > limit {
        return Err(FormatError::Decode(DecodeError::TooLarge {
            path: path.to_owned(),
            bytes: bytes.len(),
        }));
    }
    Ok(bytes)
}
