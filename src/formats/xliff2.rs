//! XLIFF 2.0, 2.1 and 2.2, which are alike in all that is read here.
//!
//! Of the modules nothing is read: matches and glossaries hold texts too, but not those of the document.

use super::content::{self, Element, Inlines};
use super::xml::{Event, Reader, Tag};
use super::{FormatError, Unit};
use crate::bitext::UnitState;
use crate::document::BlockKind;
use crate::text::Map;

/// The codes of the original that a unit keeps aside.
#[derive(Default)]
struct Xliff2 {
    data: Map<String, String>,
}

impl Inlines for Xliff2 {
    fn element(&self, tag: &Tag<'_>) -> Element {
        match tag.name() {
            "pc" => Element::Around,
            "ph" | "sc" | "ec" => Element::Code,
            "mrk" if tag.get("translate").as_deref() == Some("no") => Element::Protected,
            name if name.contains(':') => Element::Skipped,
            _ => Element::Note,
        }
    }

    fn name(&self, tag: &Tag<'_>) -> String {
        match tag.first(&["startRef", "id"]) {
            Some(id) => format!("{} {id}", tag.name()),
            None => tag.name().to_owned(),
        }
    }

    fn code(&self, tag: &Tag<'_>) -> Option<String> {
        tag.get("dataRef")
            .and_then(|id| self.data.get(&id).cloned())
            .or_else(|| tag.first(&["equiv", "disp"]))
    }

    fn character(&self, tag: &Tag<'_>) -> Option<char> {
        if tag.name() != "cp" {
            return None;
        }
        let code = u32::from_str_radix(tag.get("hex")?.trim(), 16).ok()?;
        Some(
            char::from_u32(code)
                .filter(|c| super::spelling::is_xml(*c))
                .unwrap_or(char::REPLACEMENT_CHARACTER),
        )
    }
}

/// Reads a `unit`, whose start was read, up to its end.
pub(super) fn unit(
    reader: &mut Reader<'_, '_>,
    tag: &Tag<'_>,
    translate: bool,
    units: &mut Vec<Unit>,
) -> Result<(), FormatError> {
    let depth = reader.depth();
    let mut inlines = Xliff2::default();
    let unit_label = tag
        .get("id")
        .filter(|id| !id.is_empty())
        .map(|id| format!("unit {id}"));
    loop {
        match reader.next()? {
            Event::End if reader.depth() < depth => return Ok(()),
            Event::Eof => return Ok(()),
            Event::Start(child) => match child.name() {
                "originalData" => {}
                "data" => {
                    let code = reader.simple_text()?;
                    if let Some(id) = child.get("id") {
                        inlines.data.insert(id, code);
                    }
                }
                "segment" => {
                    let id = child.get("id").filter(|id| !id.is_empty());
                    let label = match (&unit_label, id) {
                        (Some(unit), Some(id)) => Some(format!("{unit}, segment {id}")),
                        (unit, _) => unit.clone(),
                    };
                    units.extend(segment(reader, &child, &inlines, label, translate)?);
                }
                // White space between segments, notes, modules.
                _ => reader.skip()?,
            },
            _ => {}
        }
    }
}

fn segment(
    reader: &mut Reader<'_, '_>,
    tag: &Tag<'_>,
    inlines: &Xliff2,
    label: Option<String>,
    translate: bool,
) -> Result<Option<Unit>, FormatError> {
    let depth = reader.depth();
    let (mut source, mut target) = (None, None);
    loop {
        match reader.next()? {
            Event::End if reader.depth() < depth => break,
            Event::Eof => break,
            Event::Start(child) => match child.name() {
                "source" => source = Some(content::read(reader, inlines)?.whole),
                "target" => target = Some(content::read(reader, inlines)?.whole),
                _ => reader.skip()?,
            },
            _ => {}
        }
    }
    // A state that is left out means nothing, though it is "initial" by the letter: most files leave it out.
    let state = match tag.get("state").as_deref() {
        _ if !translate => UnitState::Locked,
        Some("initial") => match tag.get("subState").as_deref().and_then(own) {
            Some("fuzzy") => UnitState::Fuzzy,
            Some("doubtful") => UnitState::Translated,
            _ => UnitState::Untranslated,
        },
        _ => UnitState::Translated,
    };
    Ok(Unit::new(
        source.and_then(|text| text.into_block(BlockKind::Unit, label.clone())),
        target.and_then(|text| text.into_block(BlockKind::Unit, label)),
        state,
    ))
}

/// What files that are written here say beside the state.
fn own(state: &str) -> Option<&str> {
    let (by, state) = state.split_once(':')?;
    (by == env!("CARGO_PKG_NAME")).then_some(state)
}
