//! The keys of `mutabiq.toml`: one table, from which the file is validated, the schema for editors is made and
//! the commented file of `mutabiq init` is written.

use super::Level;
use crate::findings::{OptionDoc, Rule};
use toml::Value;

/// A key of a table of the file.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What it does, in a line.
    pub doc: &'static str,
    /// Its default as TOML; empty where leaving it out is a choice of its own.
    pub default: &'static str,
}

/// What a key holds.
#[derive(Debug)]
pub enum Kind {
    /// A string.
    Text,
    /// A list of strings; a single one may stand without brackets.
    Texts,
    /// True or false.
    Flag,
    /// A number from 0 to 1.
    Share,
    /// One of some names.
    Choice(Choice),
    /// An array of tables, each of which must have the keys of one of the lists, and none of the others.
    Tables(&'static [Key], &'static [&'static [&'static str]]),
    /// A table of rules.
    Rules,
}

/// Names that are known elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Languages.
    Language,
    /// Ways to split a text.
    Segmentation,
    /// Encodings.
    Encoding,
    /// Formats of files.
    Format,
    /// What fails a run.
    FailOn,
}

/// What the file may name that other rooms know.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The rules.
    pub rules: Vec<&'static Rule>,
    /// Codes of the languages.
    pub languages: Vec<&'static str>,
    /// Names of the ways to split a text.
    pub segmentations: Vec<&'static str>,
    /// Names of the encodings.
    pub encodings: Vec<&'static str>,
    /// Names of the formats.
    pub formats: Vec<&'static str>,
}

impl Known {
    /// The names of a choice.
    pub fn names(&self, choice: Choice) -> &[&'static str] {
        match choice {
            Choice::Language => &self.languages,
            Choice::Segmentation => &self.segmentations,
            Choice::Encoding => &self.encodings,
            Choice::Format => &self.formats,
            Choice::FailOn => &["error", "warning", "info", "never"],
        }
    }

    /// The rule of this name.
    pub fn rule(&self, name: &str) -> Option<&'static Rule> {
        self.rules.iter().copied().find(|rule| rule.name == name)
    }
}

const SOURCE_LANG: Key = Key {
    name: "source-lang",
    kind: Kind::Choice(Choice::Language),
    doc: "language of the sources; told from their letters where left out",
    default: "",
};
const TARGET_LANG: Key = Key {
    name: "target-lang",
    kind: Kind::Choice(Choice::Language),
    doc: "language of the translations; told from their letters where left out",
    default: "",
};
const SEGMENT: Key = Key {
    name: "segment",
    kind: Kind::Choice(Choice::Segmentation),
    doc: "how texts are split: into sentences, lines that are not empty, or paragraphs",
    default: "\"sentence\"",
};
const ENCODING: Key = Key {
    name: "encoding",
    kind: Kind::Choice(Choice::Encoding),
    doc: "encoding of files that no byte order mark or declaration tells",
    default: "\"utf-8\"",
};
const FORMAT: Key = Key {
    name: "format",
    kind: Kind::Choice(Choice::Format),
    doc: "format of the files where their names don't tell",
    default: "",
};
const COLUMNS: Key = Key {
    name: "columns",
    kind: Kind::Texts,
    doc: "columns (or keys) of source and target in a table, by name or by number from 1",
    default: "",
};
const MIN_CONFIDENCE: Key = Key {
    name: "min-confidence",
    kind: Kind::Share,
    doc: "findings that are less sure than this are left out",
    default: "0.0",
};
const RULES: Key = Key {
    name: "rules",
    kind: Kind::Rules,
    doc: "severity (error, warning, info, off) and options of rules",
    default: "{}",
};

/// The keys of the file.
pub static TOP: &[Key] = &[
    Key {
        name: "pairs",
        kind: Kind::Tables(PAIR, &[&["source", "target"], &["file"]]),
        doc: "which files translate which; the first pattern that takes a file has it",
        default: "[]",
    },
    SOURCE_LANG,
    TARGET_LANG,
    SEGMENT,
    ENCODING,
    Key {
        name: "glossaries",
        kind: Kind::Texts,
        doc: "glossary files, later ones win; builtin:NAME names one that ships; an empty list checks no terms",
        default: "",
    },
    Key {
        name: "lexicons",
        kind: Kind::Texts,
        doc: "files of word translations that the aligner is to know besides its own",
        default: "[]",
    },
    Key {
        name: "exclude",
        kind: Kind::Texts,
        doc: "files and folders to leave out, written as in .gitignore",
        default: "[]",
    },
    Key {
        name: "gitignore",
        kind: Kind::Flag,
        doc: "whether what git ignores is left out",
        default: "true",
    },
    Key {
        name: "cache",
        kind: Kind::Flag,
        doc: "whether what was found is kept in .mutabiq-cache, so that the next run checks only what changed",
        default: "true",
    },
    Key {
        name: "fail-on",
        kind: Kind::Choice(Choice::FailOn),
        doc: "least severity that makes the exit code 1",
        default: "\"warning\"",
    },
    MIN_CONFIDENCE,
    Key {
        name: "baseline",
        kind: Kind::Text,
        doc: "file of findings that are known and don't count, as `mutabiq baseline write` makes it",
        default: "",
    },
    RULES,
    Key {
        name: "paths",
        kind: Kind::Tables(PATHS, &[&["files"]]),
        doc: "settings for some of the files, over those above; later ones win",
        default: "[]",
    },
];

static PAIR: &[Key] = &[
    Key {
        name: "source",
        kind: Kind::Text,
        doc: "pattern of the sources: * within a name, ** any folders, ? one character, {name} a part of a name",
        default: "",
    },
    Key {
        name: "target",
        kind: Kind::Text,
        doc: "pattern of the translations: {} for all that the source's wildcards took, or * and {name} one by one",
        default: "",
    },
    Key {
        name: "file",
        kind: Kind::Text,
        doc: "instead of the two: pattern of files that hold both texts (TMX, XLIFF, PO, TSV, CSV, JSONL)",
        default: "",
    },
    SOURCE_LANG,
    TARGET_LANG,
    SEGMENT,
    ENCODING,
    FORMAT,
    COLUMNS,
];

static PATHS: &[Key] = &[
    Key {
        name: "files",
        kind: Kind::Texts,
        doc: "the files, on either side, written as in .gitignore",
        default: "",
    },
    SOURCE_LANG,
    TARGET_LANG,
    SEGMENT,
    ENCODING,
    FORMAT,
    COLUMNS,
    MIN_CONFIDENCE,
    RULES,
];

/// What an option of a rule holds, told from its default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// True or false.
    Flag,
    /// A number.
    Number,
    /// A string.
    Text,
    /// A list of strings.
    Texts,
}

impl OptionKind {
    /// What the option holds. A test holds that every default is TOML of one of these kinds.
    pub fn of(option: &OptionDoc) -> Option<Self> {
        match default_of(option)? {
            Value::Boolean(_) => Some(OptionKind::Flag),
            Value::Integer(_) | Value::Float(_) => Some(OptionKind::Number),
            Value::String(_) => Some(OptionKind::Text),
            Value::Array(_) => Some(OptionKind::Texts),
            _ => None,
        }
    }

    /// What is expected, for a person.
    pub fn expected(self) -> &'static str {
        match self {
            OptionKind::Flag => "true or false",
            OptionKind::Number => "a number",
            OptionKind::Text => "a string",
            OptionKind::Texts => "a list of strings",
        }
    }
}

/// The default of an option as a value.
pub(super) fn default_of(option: &OptionDoc) -> Option<Value> {
    value(option.default)
}

/// A value that is written as TOML.
pub(super) fn value(text: &str) -> Option<Value> {
    toml::from_str::<toml::Table>(&format!("value = {text}"))
        .ok()?
        .remove("value")
}

/// The key of a rule's table that sets its severity; no option may have this name.
pub const SEVERITY: &str = "severity";

/// The severities that a rule may be given, "off" included.
pub fn levels() -> Vec<&'static str> {
    Level::ALL.iter().map(|level| level.name()).collect()
}

/// The known name that was probably meant: in other case or with other hyphens, or a few slips away.
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let plain = |name: &str| name.to_lowercase().replace(['_', ' '], "-");
    let asked = plain(name);
    known
        .into_iter()
        .map(|known| (strsim::damerau_levenshtein(&plain(known), &asked), known))
        .min()
        .filter(|(distance, known)| *distance <= (known.chars().count() / 3).max(1))
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables(keys: &'static [Key], out: &mut Vec<&'static [Key]>) {
        out.push(keys);
        for key in keys {
            if let Kind::Tables(inner, _) = key.kind {
                tables(inner, out);
            }
        }
    }

    #[test]
    fn keys_are_unique_and_documented_and_their_defaults_are_toml() {
        let mut all = Vec::new();
        tables(TOP, &mut all);
        assert_eq!(all.len(), 3);
        for keys in all {
            let mut names: Vec<&str> = keys.iter().map(|key| key.name).collect();
            names.sort_unstable();
            let count = names.len();
            names.dedup();
            assert_eq!(names.len(), count);
            for key in keys {
                assert!(!key.doc.is_empty() && !key.doc.ends_with('.'));
                assert!(
                    key.default.is_empty() || value(key.default).is_some(),
                    "{}",
                    key.name
                );
                if let Kind::Tables(inner, required) = key.kind {
                    for name in required.iter().copied().flatten() {
                        assert!(inner.iter().any(|key| key.name == *name));
                    }
                }
            }
        }
    }

    #[test]
    fn the_nearest_name_is_one_that_could_be_meant() {
        let known = ["number-mismatch", "quotes", "glossaries"];
        assert_eq!(nearest("number_mismatch", known), Some("number-mismatch"));
        assert_eq!(nearest("nubmer-mismatch", known), Some("number-mismatch"));
        assert_eq!(nearest("Quote", known), Some("quotes"));
        assert_eq!(nearest("glossary", known), Some("glossaries"));
        assert_eq!(nearest("colour", known), None);
    }
}
