//! XLIFF 1.2 and its dialects: SDLXLIFF (Trados Studio), MXLIFF (Phrase), MQXLIFF (memoQ).
//!
//! A unit may be cut into segments, marked in `seg-source` and `target` by the same numbers; each is a unit here.
//! What a dialect knows of a segment (confirmed, locked, a fuzzy match) outweighs the unit's own state.

use super::content::{self, Content, Element, Inlines, Pieces};
use super::xml::{Event, Reader, Tag};
use super::{FormatError, Unit};
use crate::bitext::UnitState;
use crate::document::BlockKind;

struct Xliff12;

impl Inlines for Xliff12 {
    fn element(&self, tag: &Tag<'_>) -> Element {
        match tag.name() {
            "g" => Element::Around,
            "x" | "bx" | "ex" | "bpt" | "ept" | "ph" | "it" => Element::Code,
            "mrk" => match tag.get("mtype").as_deref() {
                Some("protected") => Element::Protected,
                Some("x-sdl-deleted") => Element::Skipped,
                _ => Element::Note,
            },
            name if name.contains(':') => Element::Skipped,
            _ => Element::Note,
        }
    }

    fn name(&self, tag: &Tag<'_>) -> String {
        match tag.first(&["id", "rid", "xid"]) {
            Some(id) => format!("{} {id}", tag.name()),
            None => tag.name().to_owned(),
        }
    }

    fn code(&self, tag: &Tag<'_>) -> Option<String> {
        tag.get("equiv-text")
    }

    fn piece(&self, tag: &Tag<'_>) -> Option<String> {
        let is_segment = tag.name() == "mrk" && tag.get("mtype").as_deref() == Some("seg");
        is_segment.then(|| tag.get("mid").unwrap_or_default())
    }
}

/// What Trados Studio says of a segment.
struct SdlSegment {
    id: String,
    confirmation: Option<String>,
    locked: bool,
    /// Whether it comes from a match that was less than perfect.
    fuzzy: bool,
}

/// Reads a `trans-unit`, whose start was read, up to its end.
pub(super) fn unit(
    reader: &mut Reader<'_, '_>,
    tag: &Tag<'_>,
    translate: bool,
    units: &mut Vec<Unit>,
) -> Result<(), FormatError> {
    // The header of a catalogue that was made into XLIFF.
    if tag.get("restype").as_deref() == Some("x-gettext-domain-header") {
        return reader.skip();
    }
    let depth = reader.depth();
    let mut source = Pieces::default();
    let mut segments = Pieces::default();
    let mut target = Pieces::default();
    let mut state = of_unit(tag);
    let mut sdl: Vec<SdlSegment> = Vec::new();
    loop {
        match reader.next()? {
            Event::End if reader.depth() < depth => break,
            Event::Eof => break,
            Event::Start(child) => match child.name() {
                "source" => source = content::read(reader, &Xliff12)?,
                "seg-source" => segments = content::read(reader, &Xliff12)?,
                "target" => {
                    state = state.or(of_target(tag, &child));
                    target = content::read(reader, &Xliff12)?;
                }
                "sdl:seg-defs" => {}
                "sdl:seg" => {
                    let percent = child
                        .get("percent")
                        .and_then(|percent| percent.parse().ok());
                    sdl.push(SdlSegment {
                        id: child.get("id").unwrap_or_default(),
                        confirmation: child.get("conf"),
                        locked: child.get("locked").as_deref() == Some("true"),
                        fuzzy: child.get("origin").as_deref() == Some("tm")
                            && percent.is_some_and(|percent: u32| percent < 100),
                    });
                    reader.skip()?;
                }
                // Matches, notes, contexts, what dialects add.
                _ => reader.skip()?,
            },
            _ => {}
        }
    }
    if !translate {
        state = Some(UnitState::Locked);
    }
    let id = tag.get("id").filter(|id| !id.is_empty());
    let unit_label = id.map(|id| format!("unit {id}"));
    let cut_source = if segments.marked.is_empty() {
        &mut source
    } else {
        &mut segments
    };
    let around = cut_source.whole.tags();
    let marked = std::mem::take(&mut cut_source.marked);
    let cut = !marked.is_empty() && (!target.marked.is_empty() || target.whole.len() == 0);
    if !cut {
        // The texts that were taken out are a part of the whole again.
        source.marked = if source.whole.len() == 0 {
            marked
        } else {
            Vec::new()
        };
        let source = source
            .into_whole()
            .into_block(BlockKind::Unit, unit_label.clone());
        let target = target.into_whole().into_block(BlockKind::Unit, unit_label);
        units.extend(Unit::new(source, target, state.unwrap_or_default()));
        return Ok(());
    }
    // What stands outside of every segment belongs to the unit: it is compared with the first.
    let mut outside = Some((around, target.whole.tags()));
    let mut targets = target.marked;
    for (id, mut source) in marked {
        let found = targets.iter().position(|(of, _)| *of == id);
        let mut target = found.map(|index| targets.remove(index).1);
        if let (Some((of_source, of_target)), Some(target)) = (outside.take(), &mut target) {
            source.precede(of_source);
            target.precede(of_target);
        }
        let label = if id.is_empty() {
            unit_label.clone()
        } else {
            Some(format!("segment {id}"))
        };
        let known = sdl.iter().find(|segment| segment.id == id);
        let state = of_segment(known, &source, target.as_ref()).or(state);
        let state = if translate {
            state.unwrap_or_default()
        } else {
            UnitState::Locked
        };
        units.extend(Unit::new(
            source.into_block(BlockKind::Unit, label.clone()),
            target.and_then(|target| target.into_block(BlockKind::Unit, label)),
            state,
        ));
    }
    for (id, target) in targets {
        let label = Some(format!("segment {id}"));
        let block = target.into_block(BlockKind::Unit, label);
        units.extend(Unit::new(None, block, state.unwrap_or_default()));
    }
    Ok(())
}

/// What the attributes of a unit say: those of Phrase and memoQ.
fn of_unit(tag: &Tag<'_>) -> Option<UnitState> {
    let is = |key: &str, value: &str| tag.get(key).is_some_and(|found| found == value);
    if is("m:locked", "true") || tag.get("mq:locked").is_some_and(|found| found != "false") {
        return Some(UnitState::Locked);
    }
    let less_than = |key: &str, whole: f64| {
        tag.get(key)
            .and_then(|score| score.parse::<f64>().ok())
            .is_some_and(|score| score < whole)
    };
    if is("m:confirmed", "0") && is("m:trans-origin", "tm") && less_than("m:score", 1.0) {
        return Some(UnitState::Fuzzy);
    }
    match tag.get("mq:status").as_deref() {
        Some("NotStarted") => Some(UnitState::Untranslated),
        Some("Pretranslated" | "AssembledFromFragments") if less_than("mq:percent", 100.0) => {
            Some(UnitState::Fuzzy)
        }
        _ => None,
    }
}

/// What the state of a target says.
fn of_target(unit: &Tag<'_>, target: &Tag<'_>) -> Option<UnitState> {
    let state = target.get("state");
    let fuzzy = target.get("state-qualifier").as_deref() == Some("fuzzy-match");
    let approved = unit.get("approved").as_deref() == Some("yes");
    match state.as_deref() {
        Some("new" | "needs-translation") => Some(UnitState::Untranslated),
        Some("translated" | "final" | "signed-off") => None,
        _ if fuzzy && !approved => Some(UnitState::Fuzzy),
        _ => None,
    }
}

/// What Trados Studio says of a segment.
fn of_segment(
    known: Option<&SdlSegment>,
    source: &Content,
    target: Option<&Content>,
) -> Option<UnitState> {
    let known = known?;
    let copied = target.is_some_and(|target| target.as_str().trim() == source.as_str().trim());
    match known.confirmation.as_deref() {
        _ if known.locked => Some(UnitState::Locked),
        None if copied => Some(UnitState::Untranslated),
        None | Some("Draft") if known.fuzzy => Some(UnitState::Fuzzy),
        _ => None,
    }
}
