//! Reading a glossary from TOML.
//!
//! The file is read with places and to its end: every fault of it is reported at once, each with its line,
//! its column and what is expected.

use super::entry::{Case, Direction, Entry, Forbidden, Glossary, Level, PartOfSpeech, Text, slug};
use super::normal::{key, spelling};
use super::plain;
use crate::lang::Lang;
use crate::text::{Map, Set, Source, Span};
use std::fmt;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// A fault of a glossary file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlossaryError {
    /// The file.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in Unicode scalar values.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do, where that isn't plain.
    pub help: Option<String>,
}

impl fmt::Display for GlossaryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            line,
            column,
            message,
            help,
        } = self;
        write!(f, "{path}:{line}:{column}: {message}")?;
        match help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for GlossaryError {}

/// Every fault of a glossary file, in the order of their places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadErrors(pub Vec<GlossaryError>);

impl fmt::Display for LoadErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for LoadErrors {}

/// Collects the faults of one file.
pub(super) struct Faults<'a> {
    source: &'a Source,
    found: Vec<(usize, GlossaryError)>,
}

impl<'a> Faults<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        Self {
            source,
            found: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, at: usize, message: impl Into<String>, help: Option<String>) {
        let position = self.source.position(at);
        self.found.push((
            at,
            GlossaryError {
                path: self.source.path().to_owned(),
                line: position.line,
                column: position.column,
                message: message.into(),
                help,
            },
        ));
    }

    pub(super) fn finish(mut self, glossary: Glossary) -> Result<Glossary, LoadErrors> {
        if self.found.is_empty() {
            return Ok(glossary);
        }
        self.found.sort_by_key(|(at, _)| *at);
        Err(LoadErrors(
            self.found.into_iter().map(|(_, error)| error).collect(),
        ))
    }
}

const TOP_KEYS: &[&str] = &["glossary", "terms"];
const HEAD_KEYS: &[&str] = &["name", "source-lang", "target-lang"];
/// The keys of an entry, in the order in which they are written.
pub(super) const TERM_KEYS: &[&str] = &[
    "id",
    "source",
    "target",
    "abbreviation",
    "admitted",
    "short-forms",
    "forbidden",
    "first-mention",
    "source-forms",
    "case",
    "part-of-speech",
    "note",
    "severity",
    "direction",
];

/// Reads a glossary from TOML.
///
/// # Errors
/// Every fault of the file: syntax, unknown keys, wrong types, empty terms, entries that contradict each other.
pub fn from_toml(source: Arc<Source>) -> Result<Glossary, LoadErrors> {
    let glossary = read(Arc::clone(&source))?;
    let mut faults = Faults::new(&source);
    contradictions(&glossary, &mut faults);
    faults.finish(glossary)
}

/// Reads a glossary without looking for contradictions between its entries.
pub(super) fn read(source: Arc<Source>) -> Result<Glossary, LoadErrors> {
    match plain::read(&source) {
        Some(glossary) => Ok(glossary),
        None => read_toml(source),
    }
}

/// The same of any TOML.
pub(super) fn read_toml(source: Arc<Source>) -> Result<Glossary, LoadErrors> {
    let mut faults = Faults::new(&source);
    let (table, syntax) = DeTable::parse_recoverable(source.text());
    for error in &syntax {
        let at = error.span().map_or(0, |span| span.start);
        faults.add(at, format!("not TOML: {}", error.message()), None);
    }
    let mut glossary = Glossary::new(Lang::ARABIC, Lang::ENGLISH);
    glossary.files.push(Arc::clone(&source));
    let mut terms = None;
    for (name, value) in table.get_ref() {
        match name.get_ref().as_ref() {
            "glossary" => match value.get_ref() {
                DeValue::Table(head) => read_head(head, &mut glossary, &mut faults),
                other => wrong_type(&mut faults, value, "glossary", "a table", other),
            },
            "terms" => match value.get_ref() {
                DeValue::Array(array) => terms = Some(array),
                other => wrong_type(
                    &mut faults,
                    value,
                    "terms",
                    "an array of tables ([[terms]])",
                    other,
                ),
            },
            _ => unknown_key(&mut faults, name, TOP_KEYS, "the file"),
        }
    }
    if glossary.source_lang == glossary.target_lang {
        faults.add(
            0,
            format!(
                "source-lang and target-lang are both {}",
                glossary.source_lang
            ),
            None,
        );
    }
    let mut reader = Reader {
        faults,
        ids: Set::default(),
    };
    if let Some(terms) = terms {
        reader.read_terms(terms, &mut glossary);
    }
    reader.faults.finish(glossary)
}

fn read_head(head: &DeTable<'_>, glossary: &mut Glossary, faults: &mut Faults<'_>) {
    for (name, value) in head {
        let key = name.get_ref().as_ref();
        if !HEAD_KEYS.contains(&key) {
            unknown_key(faults, name, HEAD_KEYS, "[glossary]");
            continue;
        }
        let DeValue::String(text) = value.get_ref() else {
            wrong_type(faults, value, key, "a string", value.get_ref());
            continue;
        };
        match key {
            "name" => glossary.name = Some(text.trim().to_owned()),
            _ => match text.parse::<Lang>() {
                Ok(lang) if key == "source-lang" => glossary.source_lang = lang,
                Ok(lang) => glossary.target_lang = lang,
                Err(error) => faults.add(value.span().start, error, None),
            },
        }
    }
}

/// Reads the entries of one file.
struct Reader<'a> {
    faults: Faults<'a>,
    ids: Set<String>,
}

impl Reader<'_> {
    fn read_terms(&mut self, terms: &DeArray<'_>, glossary: &mut Glossary) {
        // Made identifiers give way to written ones, wherever those stand.
        for value in terms {
            let id = value
                .get_ref()
                .get("id")
                .and_then(|id| id.get_ref().as_str());
            if let Some(id) = id {
                self.ids.insert(id.trim().to_owned());
            }
        }
        let mut written: Map<String, usize> = Map::default();
        for value in terms {
            let DeValue::Table(table) = value.get_ref() else {
                wrong_type(
                    &mut self.faults,
                    value,
                    "terms",
                    "an array of tables ([[terms]])",
                    value.get_ref(),
                );
                continue;
            };
            let Some((entry, id_at)) = self.read_term(table, value.span().start) else {
                continue;
            };
            if let Some(at) = id_at
                && let Some(first) = written.insert(entry.id.clone(), at)
            {
                let line = self.faults.source.line(first);
                self.faults.add(
                    at,
                    format!("the id {:?} is taken by the entry of line {line}", entry.id),
                    Some("give one of the two another id".to_owned()),
                );
            }
            glossary.entries.push(entry);
        }
    }

    fn read_term(&mut self, table: &DeTable<'_>, start: usize) -> Option<(Entry, Option<usize>)> {
        let (mut id, mut id_at) = (None, None);
        let mut source = Vec::new();
        let mut target = None;
        let mut sound = true;
        let mut entry = Entry::new("", Vec::new(), Text::default());
        for (name, value) in table {
            let key = name.get_ref().as_ref();
            match key {
                "id" => {
                    let text = self.text(value, key);
                    id_at = text.as_ref().map(|_| value.span().start);
                    id = text.map(|text| text.text);
                }
                "source" => {
                    source = self.texts(value, key);
                    sound &= !source.is_empty();
                }
                "target" => {
                    target = self.text(value, key);
                    sound &= target.is_some();
                }
                "abbreviation" => entry.abbreviation = self.text(value, key),
                "admitted" => entry.admitted = self.texts(value, key),
                "short-forms" => entry.short_forms = self.texts(value, key),
                "source-forms" => entry.source_forms = self.texts(value, key),
                "forbidden" => entry.forbidden = self.forbidden(value),
                "first-mention" => entry.first_mention = self.text(value, key),
                "case" => entry.case = self.choice::<Case>(value, key),
                "part-of-speech" => entry.part_of_speech = self.choice::<PartOfSpeech>(value, key),
                "severity" => entry.severity = self.choice::<Level>(value, key),
                "direction" => entry.direction = self.choice::<Direction>(value, key),
                "note" => entry.note = self.text(value, key).map(|text| text.text),
                _ => unknown_key(&mut self.faults, name, TERM_KEYS, "an entry"),
            }
        }
        if !table.contains_key("source") {
            self.faults.add(start, "the entry has no source", None);
        }
        if !table.contains_key("target") {
            self.faults.add(start, "the entry has no target", None);
        }
        let target = target?;
        if source.is_empty() || !sound {
            return None;
        }
        entry.id = id.unwrap_or_else(|| fresh_id(&mut self.ids, &target));
        entry.source = source;
        entry.target = target;
        Some((entry, id_at))
    }

    fn text(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> Option<Text> {
        let DeValue::String(text) = value.get_ref() else {
            wrong_type(&mut self.faults, value, key, "a string", value.get_ref());
            return None;
        };
        let span = value.span();
        let text = text.trim();
        if !text.chars().any(char::is_alphanumeric) {
            let what = if text.is_empty() {
                "is empty".to_owned()
            } else {
                format!("holds no letter or digit: {text:?}")
            };
            self.faults.add(
                span.start,
                format!("{key} {what}"),
                Some("write it or leave the key out".to_owned()),
            );
            return None;
        }
        Some(Text {
            text: text.to_owned(),
            file: Some(0),
            span: Span::new(span.start, span.end),
        })
    }

    /// A string or a list of strings.
    fn texts(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> Vec<Text> {
        match value.get_ref() {
            DeValue::Array(array) => {
                let texts: Vec<Text> = array
                    .iter()
                    .filter_map(|item| self.text(item, key))
                    .collect();
                if array.is_empty() && key == "source" {
                    self.faults.add(value.span().start, "source is empty", None);
                }
                texts
            }
            DeValue::String(_) => self.text(value, key).into_iter().collect(),
            other => {
                wrong_type(
                    &mut self.faults,
                    value,
                    key,
                    "a string or a list of strings",
                    other,
                );
                Vec::new()
            }
        }
    }

    /// A choice among names, by its `FromStr`.
    fn choice<T: std::str::FromStr<Err = String>>(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        key: &str,
    ) -> Option<T> {
        let DeValue::String(text) = value.get_ref() else {
            wrong_type(&mut self.faults, value, key, "a string", value.get_ref());
            return None;
        };
        match text.trim().parse() {
            Ok(choice) => Some(choice),
            Err(error) => {
                self.faults
                    .add(value.span().start, format!("{key} {error}"), None);
                None
            }
        }
    }

    fn forbidden(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<Forbidden> {
        const EXPECTED: &str = "a string, { text = \"…\", why = \"…\" }, or a list of them";
        let mut out = Vec::new();
        let items = match value.get_ref() {
            DeValue::Array(array) => array.iter().collect(),
            _ => vec![value],
        };
        for item in items {
            match item.get_ref() {
                DeValue::String(_) => out.extend(
                    self.text(item, "forbidden")
                        .map(|text| Forbidden { text, why: None }),
                ),
                DeValue::Table(table) => {
                    let (mut text, mut why) = (None, None);
                    for (name, value) in table {
                        match name.get_ref().as_ref() {
                            "text" => text = self.text(value, "text"),
                            "why" => why = self.text(value, "why").map(|why| why.text),
                            _ => unknown_key(&mut self.faults, name, &["text", "why"], "forbidden"),
                        }
                    }
                    if !table.contains_key("text") {
                        self.faults
                            .add(item.span().start, "the forbidden form has no text", None);
                    }
                    out.extend(text.map(|text| Forbidden { text, why }));
                }
                other => wrong_type(&mut self.faults, item, "forbidden", EXPECTED, other),
            }
        }
        out
    }
}

/// An identifier for an entry that has none, made of its target.
pub(super) fn fresh_id(ids: &mut Set<String>, target: &str) -> String {
    let base = slug(target);
    let mut id = base.clone();
    let mut count = 1;
    while !ids.insert(id.clone()) {
        count += 1;
        id = format!("{base}-{count}");
    }
    id
}

fn wrong_type(
    faults: &mut Faults<'_>,
    value: &Spanned<DeValue<'_>>,
    key: &str,
    expected: &str,
    found: &DeValue<'_>,
) {
    let article = match found {
        DeValue::Integer(_) | DeValue::Array(_) => "an",
        _ => "a",
    };
    faults.add(
        value.span().start,
        format!(
            "{key} is {article} {}; expected {expected}",
            found.type_str()
        ),
        None,
    );
}

fn unknown_key(
    faults: &mut Faults<'_>,
    name: &Spanned<std::borrow::Cow<'_, str>>,
    known: &[&str],
    owner: &str,
) {
    let key = name.get_ref().as_ref();
    let help = nearest(key, known).map_or_else(
        || format!("known are {}", known.join(", ")),
        |near| format!("did you mean {near}?"),
    );
    faults.add(
        name.span().start,
        format!("{owner} has no key {key:?}"),
        Some(help),
    );
}

/// The known key that was probably meant.
fn nearest<'k>(key: &str, known: &[&'k str]) -> Option<&'k str> {
    let plain = |key: &str| key.to_lowercase().replace(['_', ' '], "-");
    let asked = plain(key);
    known
        .iter()
        .map(|candidate| {
            let distance = strsim::damerau_levenshtein(&asked, candidate);
            let longest = asked.chars().count().max(candidate.len()).max(1);
            let begins =
                asked.len() > 2 && (candidate.starts_with(&asked) || asked.starts_with(candidate));
            let score = if begins {
                0.25
            } else {
                distance as f64 / longest as f64
            };
            (score, *candidate)
        })
        .filter(|(score, _)| *score <= 0.4)
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// Entries that can't both be obeyed: a form that is forbidden and fine at once, one source term with two
/// targets none of which the other entry takes.
fn contradictions(glossary: &Glossary, faults: &mut Faults<'_>) {
    let mut sources: Map<String, usize> = Map::default();
    for (index, entry) in glossary.entries.iter().enumerate() {
        for forbidden in &entry.forbidden {
            let fine = fine_forms(entry).find(|text| spelling(text) == spelling(&forbidden.text));
            if let Some(fine) = fine {
                let line = faults.source.line(fine.span.start);
                faults.add(
                    forbidden.text.span.start,
                    format!(
                        "{:?} is forbidden here and fine in line {line}",
                        forbidden.text.text
                    ),
                    Some("take out one of the two".to_owned()),
                );
            }
        }
        for source in &entry.source {
            let Some(first) = sources.insert(key(glossary.source_lang, source), index) else {
                continue;
            };
            let Some(other) = glossary.entries.get(first).filter(|_| first != index) else {
                continue;
            };
            if !agree(glossary.target_lang, entry, other) {
                let line = faults
                    .source
                    .line(other.source.first().map_or(0, |text| text.span.start));
                faults.add(
                    source.span.start,
                    format!(
                        "{:?} stands in two entries, here with {:?}, in line {line} with {:?}, and neither takes the other's",
                        source.text, entry.target.text, other.target.text
                    ),
                    Some("make them one entry, or admit the other form".to_owned()),
                );
            }
        }
    }
}

/// The forms of an entry that may stand in a translation.
pub(super) fn fine_forms(entry: &Entry) -> impl Iterator<Item = &Text> {
    std::iter::once(&entry.target)
        .chain(entry.abbreviation.as_ref())
        .chain(&entry.admitted)
        .chain(&entry.short_forms)
}

/// Whether a rendering exists that both entries take, and neither forbids the other's preferred form; entries of which
/// one is never asked where the source is translated have nothing to agree on.
pub(super) fn agree(lang: Lang, a: &Entry, b: &Entry) -> bool {
    let spelled = |text: &Text| key(lang, text);
    let (a_target, b_target) = (spelled(&a.target), spelled(&b.target));
    let takes = |entry: &Entry, target: &str| fine_forms(entry).any(|text| spelled(text) == target);
    let forbids = |entry: &Entry, target: &Text| {
        entry
            .forbidden
            .iter()
            .any(|forbidden| spelling(&forbidden.text) == spelling(target))
    };
    !a.direction().asks(true)
        || !b.direction().asks(true)
        || (takes(a, &b_target) || takes(b, &a_target))
            && !forbids(a, &b.target)
            && !forbids(b, &a.target)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> Result<Glossary, LoadErrors> {
        from_toml(Arc::new(Source::from_text("g.toml", text)))
    }

    fn errors(text: &str) -> Vec<String> {
        load(text)
            .expect_err("the glossary is sound")
            .0
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn an_entry_reads_with_its_places() {
        let text = "[glossary]\nname = \"Talks\"\nsource-lang = \"ar\"\ntarget-lang = \"en-GB\"\n\n[[terms]]\nsource = [\"حلف الناتو\", \"الناتو\"]\ntarget = \"NATO\"\nforbidden = [\"Atlantic Pact\", { text = \"the Nato\", why = \"capitals\" }]\ncase = \"exact\"\nseverity = \"error\"\n";
        let glossary = load(text).unwrap();
        let entry = &glossary.entries[0];
        assert_eq!(entry.id, "nato");
        assert_eq!(entry.source.len(), 2);
        assert_eq!(entry.forbidden[1].why.as_deref(), Some("capitals"));
        let place = glossary.place(&entry.source[1]).unwrap();
        assert_eq!(place.text(), "\"الناتو\"");
        assert_eq!((place.start().line, place.start().column), (7, 25));
    }

    #[test]
    fn made_identifiers_are_unique() {
        let glossary = load(
            "[[terms]]\nsource=\"دولة\"\ntarget=\"state\"\n[[terms]]\nid=\"state\"\nsource=\"حالة\"\ntarget=\"status\"\n",
        )
        .unwrap();
        let ids: Vec<_> = glossary.entries.iter().map(|e| e.id.as_str()).collect();
        assert_eq!(ids, ["state-2", "state"]);
    }

    #[test]
    fn every_fault_of_a_file_is_reported_with_its_place() {
        let found = errors(
            "[glossary]\nnme = \"x\"\nsource-lang = \"xx\"\n\n[[terms]]\nsorce = \"قطر\"\ntarget = \"Qatar\"\n\n[[terms]]\nsource = \"مصر\"\ntarget = 5\nadmitted = [\"\", 3]\ncase = \"loud\"\n",
        );
        assert_eq!(
            found,
            [
                "g.toml:2:1: [glossary] has no key \"nme\"; did you mean name?",
                "g.toml:3:15: unknown language \"xx\"; known are ar, en",
                "g.toml:5:1: the entry has no source",
                "g.toml:6:1: an entry has no key \"sorce\"; did you mean source?",
                "g.toml:11:10: target is an integer; expected a string",
                "g.toml:12:13: admitted is empty; write it or leave the key out",
                "g.toml:12:17: admitted is an integer; expected a string",
                "g.toml:13:8: case \"loud\" is none of exact, insensitive, smart",
            ]
        );
    }

    #[test]
    fn columns_count_characters_after_arabic() {
        let found =
            errors("[[terms]]\nsource = [\"الاتفاق النووي\", \" \"]\ntarget = \"nuclear deal\"\n");
        assert_eq!(
            found,
            ["g.toml:2:29: source is empty; write it or leave the key out"]
        );
    }

    #[test]
    fn contradictions_are_faults() {
        let found = errors(
            "[[terms]]\nsource=\"حلف\"\ntarget=\"alliance\"\nforbidden=[\"Alliance\", \"alliance\"]\n",
        );
        assert_eq!(found.len(), 1, "{found:?}");
        let found = errors(
            "[[terms]]\nsource=\"الحَلف\"\ntarget=\"alliance\"\n[[terms]]\nsource=\"الحلف\"\ntarget=\"pact\"\n",
        );
        assert_eq!(found.len(), 1, "{found:?}");
        let fine = "[[terms]]\nsource=\"الحلف\"\ntarget=\"alliance\"\nadmitted=[\"pact\"]\n[[terms]]\nsource=\"الحلف\"\ntarget=\"pact\"\n";
        assert!(load(fine).is_ok());
    }

    #[test]
    fn broken_syntax_says_where() {
        let found = errors("[[terms]]\nsource = \"قطر\ntarget = \"Qatar\"\n");
        assert!(found[0].starts_with("g.toml:2:"), "{found:?}");
        let found = errors("[[terms]]\nsource = \"قطر\"\nsource = \"مصر\"\ntarget = \"Qatar\"\n");
        assert!(found[0].contains("duplicate key"), "{found:?}");
    }
}
