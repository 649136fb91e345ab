//! TBX: ISO 30042:2019 (TBX-Basic, in DCA and DCT style) and its forerunner of 2008 with `martif`, which OmegaT reads.
//!
//! The preferred form has the status preferredTerm, forms that are fine admittedTerm, forbidden ones deprecatedTerm
//! with the reason as the term's note. Abbreviation, short form and first mention go by their term type (acronym,
//! shortForm, phrase), source forms are variants. What has no data category (`case`, `severity`, `direction`, an
//! identifier that XML doesn't take) is a note of the entry, `case: exact`, that people read as well.

use super::fresh_id;
use super::xml::{self, Element, escaped, identifier};
use crate::glossary::entry::{Entry, Forbidden, Glossary, PartOfSpeech, Text, slug};
use crate::glossary::load::{Faults, LoadErrors};
use crate::lang::Lang;
use crate::text::{Map, Source, Span};
use std::fmt::Write;
use std::str::FromStr;
use std::sync::Arc;

/// Which TBX.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// 2019, data categories as attributes.
    Dca,
    /// 2019, data categories as tags.
    Dct,
    /// 2008.
    V2008,
}

const PARTS: &[(&str, PartOfSpeech)] = &[
    ("noun", PartOfSpeech::Noun),
    ("properNoun", PartOfSpeech::ProperNoun),
    ("verb", PartOfSpeech::Verb),
    ("adjective", PartOfSpeech::Adjective),
    ("adverb", PartOfSpeech::Adverb),
    ("other", PartOfSpeech::Other),
];

/// Behind this the description of the source has the two languages.
const MADE: &str = "mutabiq";

/// The note that tells a first mention from other phrases.
const FIRST_MENTION: &str = "first mention";

/// A term of one language in an entry.
#[derive(Default)]
struct Term {
    text: Text,
    status: String,
    kind: String,
    pos: Option<PartOfSpeech>,
    note: Option<String>,
}

/// Reads a glossary of any TBX.
pub(super) fn read(source: Arc<Source>, langs: (Lang, Lang)) -> Result<Glossary, LoadErrors> {
    let mut faults = Faults::new(&source);
    let root = xml::read(source.text(), &mut faults);
    let langs = made_for(&root).unwrap_or(langs);
    let mut glossary = Glossary::new(langs.0, langs.1);
    glossary.name = title(&root);
    let mut entries = Vec::new();
    root.all(&["conceptEntry", "termEntry"], &mut entries);
    if entries.is_empty() {
        faults.add(
            0,
            "no conceptEntry or termEntry in it",
            Some("is it a TBX file?".to_owned()),
        );
    }
    let mut ids: Map<String, usize> = Map::default();
    for element in entries {
        match read_entry(element, langs) {
            Ok(mut entry) => {
                if entry.id.is_empty() {
                    entry.id = element
                        .attribute("id")
                        .map_or_else(|| slug(&entry.target), str::to_owned);
                }
                entry.id = fresh_id(&mut ids, &entry.id);
                glossary.entries.push(entry);
            }
            Err(lacks) => {
                let message = format!("the entry has no term in {}", lacks.name());
                faults.add(element.at, message, None);
            }
        }
    }
    glossary.files.push(Arc::clone(&source));
    faults.finish(glossary)
}

fn title(root: &Element) -> Option<String> {
    let mut titles = Vec::new();
    root.all(&["title"], &mut titles);
    titles
        .first()
        .map(|title| title.content())
        .filter(|title| !title.is_empty())
}

/// The languages of source and target that the program wrote down: TBX has no direction.
fn made_for(root: &Element) -> Option<(Lang, Lang)> {
    let mut sources = Vec::new();
    root.all(&["sourceDesc"], &mut sources);
    let content = sources.first()?.content();
    let (from, to) = content.strip_prefix(MADE)?.trim().split_once(" to ")?;
    Some((from.parse().ok()?, to.parse().ok()?))
}

/// Takes what a note of an entry says of a key that has no data category; false where it is a remark for people.
/// `id` is the identifier that XML took instead.
fn take_key(entry: &mut Entry, note: &str, id: &str) -> bool {
    let Some((key, value)) = note.split_once(": ") else {
        return false;
    };
    match key {
        "id" if identifier(value) == id => entry.id = value.to_owned(),
        "case" => match value.parse() {
            Ok(case) => entry.case = Some(case),
            Err(_) => return false,
        },
        "severity" => match value.parse() {
            Ok(level) => entry.severity = Some(level),
            Err(_) => return false,
        },
        "direction" => match value.parse() {
            Ok(direction) => entry.direction = Some(direction),
            Err(_) => return false,
        },
        _ => return false,
    }
    true
}

fn read_entry(element: &Element, langs: (Lang, Lang)) -> Result<Entry, Lang> {
    let mut entry = Entry::new("", Vec::new(), Text::default());
    let mut sets = Vec::new();
    element.all(&["langSec", "langSet"], &mut sets);
    let id = element.attribute("id").unwrap_or_default();
    for child in &element.children {
        let kind = child.attribute("type").unwrap_or(&child.name);
        let is_note = child.name == "note";
        if is_note && take_key(&mut entry, &child.content(), id) {
            continue;
        }
        if is_note || matches!(kind, "definition" | "explanation") {
            entry.note.get_or_insert_with(|| child.content());
        }
    }
    let of = |lang: Lang| -> Vec<Term> {
        sets.iter()
            .filter(|set| {
                set.attribute("lang")
                    .is_some_and(|code| Lang::from_str(code) == Ok(lang))
            })
            .flat_map(|set| {
                let mut groups = Vec::new();
                set.all(&["termSec", "tig", "ntig"], &mut groups);
                groups
            })
            .filter_map(read_term)
            .collect()
    };
    let (mut sources, targets) = (of(langs.0), of(langs.1));
    if let Some(preferred) = sources
        .iter()
        .position(|term| term.status.starts_with("preferred"))
    {
        let preferred = sources.remove(preferred);
        sources.insert(0, preferred);
    }
    for term in sources {
        entry.part_of_speech = entry.part_of_speech.or(term.pos);
        if term.kind == "variant" {
            entry.source_forms.push(term.text);
        } else {
            entry.source.push(term.text);
        }
    }
    let mut preferred: Option<Text> = None;
    for term in targets {
        entry.part_of_speech = entry.part_of_speech.or(term.pos);
        let bad = term.status.starts_with("deprecated") || term.status.starts_with("superseded");
        match term.kind.as_str() {
            _ if bad => entry.forbidden.push(Forbidden {
                text: term.text,
                why: term.note,
            }),
            "phrase" if term.note.as_deref() == Some(FIRST_MENTION) => {
                entry.first_mention = Some(term.text);
            }
            _ if preferred.is_none() && term.status.starts_with("preferred") => {
                preferred = Some(term.text);
            }
            "shortForm" => entry.short_forms.push(term.text),
            "acronym" | "abbreviation" | "initialism" if entry.abbreviation.is_none() => {
                entry.abbreviation = Some(term.text);
            }
            _ => entry.admitted.push(term.text),
        }
    }
    if preferred.is_none() && !entry.admitted.is_empty() {
        preferred = Some(entry.admitted.remove(0));
    }
    if entry.source.is_empty() {
        return Err(langs.0);
    }
    entry.target = preferred.ok_or(langs.1)?;
    Ok(entry)
}

fn read_term(group: &Element) -> Option<Term> {
    let mut terms = Vec::new();
    group.all(&["term"], &mut terms);
    let found = terms.first()?;
    let text = found.content();
    if text.is_empty() {
        return None;
    }
    let mut term = Term {
        text: Text {
            text,
            file: Some(0),
            span: Span::new(found.at, found.at),
        },
        ..Term::default()
    };
    let mut categories = Vec::new();
    group.all(
        &[
            "termNote",
            "note",
            "administrativeStatus",
            "partOfSpeech",
            "termType",
        ],
        &mut categories,
    );
    for category in categories {
        let kind = category.attribute("type").unwrap_or(&category.name);
        let value = category.content();
        match kind {
            "administrativeStatus" => term.status = value,
            "termType" => term.kind = value,
            "partOfSpeech" => {
                term.pos = PARTS
                    .iter()
                    .find(|(name, _)| *name == value)
                    .map(|(_, pos)| *pos);
            }
            "note" => term.note = Some(value),
            _ => {}
        }
    }
    Some(term)
}

/// Writes a glossary.
pub(super) fn write(glossary: &Glossary, style: Style) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let title = glossary.name.as_ref().map_or_else(String::new, |name| {
        format!("<titleStmt><title>{}</title></titleStmt>", escaped(name))
    });
    let lang = glossary.source_lang.code();
    let (head, entry_name, set_name, group_name, end) = match style {
        Style::V2008 => {
            let _ = write!(
                out,
                "<!DOCTYPE martif SYSTEM \"TBXBasiccoreStructV02.dtd\">\n<martif type=\"TBX-Basic\" xml:lang=\"{lang}\">\n"
            );
            (
                "martifHeader",
                "termEntry",
                "langSet",
                "tig",
                "</body></text>\n</martif>\n",
            )
        }
        Style::Dca | Style::Dct => {
            let (style, extra) = if style == Style::Dca {
                ("dca", "")
            } else {
                (
                    "dct",
                    " xmlns:min=\"http://www.tbxinfo.net/ns/min\" xmlns:basic=\"http://www.tbxinfo.net/ns/basic\"",
                )
            };
            let _ = writeln!(
                out,
                "<tbx type=\"TBX-Basic\" style=\"{style}\" xml:lang=\"{lang}\" xmlns=\"urn:iso:std:iso:30042:ed-2\"{extra}>"
            );
            (
                "tbxHeader",
                "conceptEntry",
                "langSec",
                "termSec",
                "</body></text>\n</tbx>\n",
            )
        }
    };
    let _ = write!(
        out,
        "<{head}><fileDesc>{title}<sourceDesc><p>{MADE} {lang} to {}</p></sourceDesc></fileDesc></{head}>\n<text><body>\n",
        glossary.target_lang.code()
    );
    for entry in &glossary.entries {
        let id = identifier(&entry.id);
        let _ = writeln!(out, "<{entry_name} id=\"{id}\">");
        let keys = [
            ("id", Some(entry.id.as_str()).filter(|own| *own != id)),
            ("case", entry.case.map(|case| case.name())),
            ("severity", entry.severity.map(|level| level.name())),
            ("direction", entry.direction.map(|way| way.name())),
        ];
        let keys = keys
            .iter()
            .filter_map(|(key, value)| Some(format!("{key}: {}", (*value)?)));
        for note in entry.note.iter().cloned().chain(keys) {
            let _ = writeln!(out, "  <note>{}</note>", escaped(&note));
        }
        for (lang, terms) in [
            (glossary.source_lang, source_terms(entry)),
            (glossary.target_lang, target_terms(entry)),
        ] {
            let _ = writeln!(out, "  <{set_name} xml:lang=\"{}\">", lang.code());
            for term in terms {
                let _ = write!(
                    out,
                    "    <{group_name}><term>{}</term>",
                    escaped(&term.text)
                );
                let mut category = |kind: &str, value: &str| {
                    let _ = match style {
                        Style::Dct => {
                            let prefix = if kind == "termType" { "basic" } else { "min" };
                            write!(out, "<{prefix}:{kind}>{value}</{prefix}:{kind}>")
                        }
                        _ => write!(out, "<termNote type=\"{kind}\">{value}</termNote>"),
                    };
                };
                if let Some(pos) = term.pos {
                    let name = PARTS.iter().find(|(_, known)| *known == pos);
                    category("partOfSpeech", name.map_or("other", |(name, _)| name));
                }
                category("administrativeStatus", &term.status);
                if !term.kind.is_empty() {
                    category("termType", &term.kind);
                }
                if let Some(note) = &term.note {
                    let _ = write!(out, "<note>{}</note>", escaped(note));
                }
                let _ = writeln!(out, "</{group_name}>");
            }
            let _ = writeln!(out, "  </{set_name}>");
        }
        let _ = writeln!(out, "</{entry_name}>");
    }
    out.push_str(end);
    out
}

fn term(text: &Text, status: &str, kind: &str) -> Term {
    Term {
        text: text.clone(),
        status: format!("{status}-admn-sts"),
        kind: kind.to_owned(),
        pos: None,
        note: None,
    }
}

fn source_terms(entry: &Entry) -> Vec<Term> {
    let mut out: Vec<Term> = Vec::new();
    for (number, text) in entry.source.iter().enumerate() {
        let status = if number == 0 {
            "preferredTerm"
        } else {
            "admittedTerm"
        };
        out.push(Term {
            pos: entry.part_of_speech,
            ..term(text, status, "")
        });
    }
    out.extend(
        entry
            .source_forms
            .iter()
            .map(|text| term(text, "admittedTerm", "variant")),
    );
    out
}

fn target_terms(entry: &Entry) -> Vec<Term> {
    let mut out = vec![Term {
        pos: entry.part_of_speech,
        ..term(&entry.target, "preferredTerm", "")
    }];
    let admitted = |text: &Text, kind: &str| term(text, "admittedTerm", kind);
    out.extend(
        entry
            .abbreviation
            .iter()
            .map(|text| admitted(text, "acronym")),
    );
    out.extend(entry.admitted.iter().map(|text| admitted(text, "")));
    out.extend(
        entry
            .short_forms
            .iter()
            .map(|text| admitted(text, "shortForm")),
    );
    out.extend(entry.first_mention.iter().map(|text| Term {
        note: Some(FIRST_MENTION.to_owned()),
        ..admitted(text, "phrase")
    }));
    out.extend(entry.forbidden.iter().map(|forbidden| Term {
        note: forbidden.why.clone(),
        ..term(&forbidden.text, "deprecatedTerm", "")
    }));
    out
}
