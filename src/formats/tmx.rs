//! TMX 1.1 to 1.4b: translation memories.
//!
//! A memory may hold many languages; the pair is chosen once, by what was asked for, else by the source language
//! that the file names, else by the first unit. A unit that has only one text lacks its translation; one that has
//! the texts of other languages instead says nothing about this pair and is left out. Of several variants in one
//! language each is held against the other side, since any of them may be taken for a translation.

use super::content::{self, Content, Element, Inlines};
use super::xml::{Event, Reader, State, Tag};
use super::{FormatError, Unit, UnitReader, Wanted};
use crate::bitext::UnitState;
use crate::document::{Block, BlockKind};
use crate::text::Source;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The property that says the state of a unit, in the files that are written here.
const STATE: &str = "x-state";

/// A reader at the start of a file.
pub(super) fn start(wanted: &Wanted) -> Box<dyn UnitReader> {
    Box::new(Tmx {
        state: State::default(),
        choice: Choice {
            wanted: wanted.clone(),
            ..Choice::default()
        },
        any: false,
    })
}

#[derive(Debug)]
struct Tmx {
    state: State,
    choice: Choice,
    /// Whether there was a unit of the pair.
    any: bool,
}

/// Which two languages of the file are read.
#[derive(Debug, Default)]
struct Choice {
    wanted: Wanted,
    /// The source language that the header names.
    header: Option<String>,
    pair: Option<[String; 2]>,
    seen: BTreeSet<String>,
}

impl Choice {
    fn is_known(&self, lang: &str) -> bool {
        self.wanted.known.contains(&lang)
    }

    /// The pair, as far as this unit or an earlier one decides it.
    fn pair(
        &mut self,
        named: Option<&str>,
        variants: &[(String, Content)],
    ) -> Option<&[String; 2]> {
        if self.pair.is_none() {
            let [source, target] = self
                .wanted
                .languages
                .each_ref()
                .map(|lang| lang.as_deref().map(primary));
            let of_file = named
                .or(self.header.as_deref())
                .map(primary)
                .filter(|lang| self.is_known(lang));
            let here = |other: &Option<String>| {
                variants
                    .iter()
                    .map(|(lang, _)| lang.clone())
                    .find(|lang| self.is_known(lang) && Some(lang) != other.as_ref())
            };
            let source = source
                .or(of_file.filter(|lang| Some(lang) != target.as_ref()))
                .or_else(|| here(&target))?;
            let other = Some(source.clone());
            let target = target.or_else(|| here(&other)).or_else(|| {
                let known = self.wanted.known.iter();
                known
                    .map(|lang| (*lang).to_owned())
                    .find(|lang| *lang != source)
            })?;
            self.pair = Some([source, target]);
        }
        self.pair.as_ref()
    }
}

/// The language of a tag without region and script, in lower case: tools differ in what they write of these.
fn primary(tag: &str) -> String {
    tag.split(['-', '_'])
        .next()
        .unwrap_or("")
        .to_ascii_lowercase()
}

struct TmxInlines;

impl Inlines for TmxInlines {
    fn element(&self, tag: &Tag<'_>) -> Element {
        match tag.name() {
            "hi" => Element::Around,
            "bpt" | "ept" | "it" | "ph" | "ut" => Element::Code,
            _ => Element::Note,
        }
    }

    fn name(&self, tag: &Tag<'_>) -> String {
        // `x` is what matches the elements of two languages; `i` only pairs a beginning with its end.
        match tag.first(&["x", "i", "type"]) {
            Some(id) => format!("{} {id}", tag.name()),
            None => tag.name().to_owned(),
        }
    }
}

impl UnitReader for Tmx {
    fn read(&mut self, part: &Arc<Source>, last: bool) -> Result<Vec<Unit>, FormatError> {
        let mut reader = Reader::new(part, &mut self.state, "tmx", last);
        let mut units = Vec::new();
        loop {
            match reader.next()? {
                Event::Start(tag) => match tag.name() {
                    "header" => {
                        self.choice.header =
                            tag.get("srclang").filter(|lang| !lang.starts_with('*'));
                    }
                    "tu" => units.extend(unit(&mut reader, &tag, &mut self.choice)?),
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        self.any |= !units.is_empty();
        if last && !self.any && !self.choice.seen.is_empty() {
            let seen: Vec<_> = self.choice.seen.iter().map(String::as_str).collect();
            return Err(FormatError::file(
                part.path(),
                format!(
                    "no unit is in the languages that are checked; the file's are {}",
                    seen.join(", ")
                ),
                format!(
                    "give a memory in {}, or name the languages with --source-lang and --target-lang",
                    self.choice.wanted.known.join(" and ")
                ),
            ));
        }
        Ok(units)
    }

    fn languages(&self) -> [Option<String>; 2] {
        match &self.choice.pair {
            Some([source, target]) => [Some(source.clone()), Some(target.clone())],
            None => [None, None],
        }
    }
}

/// Reads a unit, whose start was read, up to its end. It is a unit for each variant.
fn unit(
    reader: &mut Reader<'_, '_>,
    tag: &Tag<'_>,
    choice: &mut Choice,
) -> Result<Vec<Unit>, FormatError> {
    let depth = reader.depth();
    let label = tag
        .get("tuid")
        .filter(|id| !id.is_empty())
        .map(|id| format!("unit {id}"));
    let named = tag.get("srclang").filter(|lang| !lang.starts_with('*'));
    let mut variants: Vec<(String, Content)> = Vec::new();
    let mut state = UnitState::Translated;
    let mut lang = String::new();
    loop {
        match reader.next()? {
            Event::End if reader.depth() < depth => break,
            Event::Eof => break,
            Event::Start(tag) => match tag.name() {
                "tuv" => {
                    let Some(found) = tag.first(&["xml:lang", "lang"]) else {
                        return Err(reader.error(tag.span.start, "this <tuv> names no language"));
                    };
                    lang = primary(&found);
                }
                "seg" => {
                    let pieces = content::read(reader, &TmxInlines)?;
                    variants.push((lang.clone(), pieces.whole));
                }
                "prop" if tag.get("type").as_deref() == Some(STATE) => {
                    state = UnitState::named(&reader.simple_text()?).unwrap_or(state);
                }
                // Notes and properties.
                _ => reader.skip()?,
            },
            _ => {}
        }
    }
    if choice.seen.len() < 100 {
        choice
            .seen
            .extend(variants.iter().map(|(lang, _)| lang.clone()));
    }
    let Some([source, target]) = choice.pair(named.as_deref(), &variants).cloned() else {
        return Ok(Vec::new());
    };
    let (mut sources, mut targets) = (Vec::new(), Vec::new());
    let mut others = false;
    for (lang, content) in variants {
        if lang == source {
            sources.push(content);
        } else if lang == target {
            targets.push(content);
        } else {
            others = true;
        }
    }
    if (sources.is_empty() || targets.is_empty()) && others {
        return Ok(Vec::new());
    }
    let [mut sources, mut targets] =
        [sources, targets].map(|side| blocks(side, &label).into_iter());
    let (source, target) = (sources.next(), targets.next());
    let more: Vec<Unit> = targets
        .filter_map(|target| Unit::new(source.clone(), Some(target), state))
        .chain(sources.filter_map(|source| Unit::new(Some(source), target.clone(), state)))
        .collect();
    Ok(Unit::new(source, target, state)
        .into_iter()
        .chain(more)
        .collect())
}

/// The variants of one language that hold text.
fn blocks(variants: Vec<Content>, label: &Option<String>) -> Vec<Block> {
    let several = variants.len() > 1;
    let of = |(index, content): (usize, Content)| {
        let label = match label {
            Some(label) if several => Some(format!("{label}, variant {}", index + 1)),
            None if several => Some(format!("variant {}", index + 1)),
            label => label.clone(),
        };
        content.into_block(BlockKind::Unit, label)
    };
    variants.into_iter().enumerate().filter_map(of).collect()
}
