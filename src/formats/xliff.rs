//! XLIFF: what its versions share. The root element says which one a file is.

use super::xliff2;
use super::xliff12;
use super::xml::{Event, Reader, State, Tag};
use super::{FormatError, Unit, UnitReader, Wanted};
use crate::text::Source;
use std::sync::Arc;

/// A reader at the start of a file.
pub(super) fn start(_: &Wanted) -> Box<dyn UnitReader> {
    Box::new(Xliff::default())
}

/// The elements after which a file can be cut.
pub(super) const UNITS: &[&str] = &["trans-unit", "unit"];

#[derive(Debug, Default)]
struct Xliff {
    state: State,
    version: Option<Version>,
    languages: [Option<String>; 2],
    flags: Flags,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    One,
    Two,
}

/// What elements say of all that stands in them: whether it is to be translated.
#[derive(Debug, Default)]
struct Flags {
    /// Depth of the element, and what it says.
    set: Vec<(usize, bool)>,
}

impl Flags {
    fn enter(&mut self, depth: usize, tag: &Tag<'_>) {
        if let Some(translate) = tag.get("translate") {
            self.set.push((depth, translate != "no"));
        }
    }

    fn leave(&mut self, depth: usize) {
        while self.set.last().is_some_and(|(of, _)| *of > depth) {
            self.set.pop();
        }
    }

    fn translate(&self) -> bool {
        self.set.last().is_none_or(|(_, translate)| *translate)
    }
}

impl UnitReader for Xliff {
    fn read(&mut self, part: &Arc<Source>, last: bool) -> Result<Vec<Unit>, FormatError> {
        let mut reader = Reader::new(part, &mut self.state, "xliff", last);
        let mut units = Vec::new();
        loop {
            match reader.next()? {
                Event::Start(tag) => {
                    let depth = reader.depth();
                    self.flags.enter(depth, &tag);
                    match tag.name() {
                        "xliff" => {
                            let found = version(&reader, &tag)?;
                            if found == Version::Two {
                                self.languages = [tag.get("srcLang"), tag.get("trgLang")];
                            }
                            self.version = Some(found);
                        }
                        "file" if self.version == Some(Version::One) => {
                            of_file(&mut self.languages, &reader, &tag)?;
                        }
                        "trans-unit" => {
                            xliff12::unit(&mut reader, &tag, self.flags.translate(), &mut units)?;
                        }
                        "unit" => {
                            xliff2::unit(&mut reader, &tag, self.flags.translate(), &mut units)?;
                        }
                        "file" | "group" | "body" => {}
                        // Headers, skeletons, notes, binary units.
                        _ => reader.skip()?,
                    }
                    self.flags.leave(reader.depth());
                }
                Event::End => self.flags.leave(reader.depth()),
                Event::Eof => return Ok(units),
                _ => {}
            }
        }
    }

    fn languages(&self) -> [Option<String>; 2] {
        self.languages.clone()
    }
}

/// Takes the languages that a `file` of version 1.2 names.
fn of_file(
    languages: &mut [Option<String>; 2],
    reader: &Reader<'_, '_>,
    tag: &Tag<'_>,
) -> Result<(), FormatError> {
    let named = [tag.get("source-language"), tag.get("target-language")];
    for (slot, named) in languages.iter_mut().zip(named) {
        let Some(named) = named else { continue };
        match slot {
            Some(known) if primary(known) != primary(&named) => {
                return Err(reader.error(
                    tag.span.start,
                    format!("this <file> is in {named:?}, the one before it in {known:?}; one pair of languages is checked at a time"),
                ));
            }
            _ => *slot = Some(named),
        }
    }
    Ok(())
}

fn primary(tag: &str) -> String {
    tag.split(['-', '_'])
        .next()
        .unwrap_or("")
        .to_ascii_lowercase()
}

fn version(reader: &Reader<'_, '_>, tag: &Tag<'_>) -> Result<Version, FormatError> {
    let version = tag.get("version").unwrap_or_default();
    match version.trim() {
        version if version.starts_with("1.") => Ok(Version::One),
        version if version.starts_with("2.") => Ok(Version::Two),
        "" => Err(reader.error(tag.span.start, "this <xliff> names no version")),
        other => Err(reader.error(
            tag.span.start,
            format!("version {other:?} of XLIFF is not read; known are 1.1, 1.2, 2.0, 2.1 and 2.2"),
        )),
    }
}
