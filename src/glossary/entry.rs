use crate::lang::Lang;
use crate::text::{Place, Source, Span};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// A glossary: its entries, and the files they were read from.
#[derive(Clone, Debug)]
pub struct Glossary {
    /// Its name, where it has one; of several merged ones the last.
    pub name: Option<String>,
    /// The language of the `source` forms.
    pub source_lang: Lang,
    /// The language of the `target` forms.
    pub target_lang: Lang,
    /// The entries in the order of the files.
    pub entries: Vec<Entry>,
    /// The files, which [`Text::file`] counts.
    pub files: Vec<Arc<Source>>,
}

impl Glossary {
    /// A glossary without entries.
    pub fn new(source_lang: Lang, target_lang: Lang) -> Self {
        Self {
            name: None,
            source_lang,
            target_lang,
            entries: Vec::new(),
            files: Vec::new(),
        }
    }

    /// The entry of this id.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// Where a text of an entry stands in its file; none for texts that no file holds.
    pub fn place(&self, text: &Text) -> Option<Place> {
        let source = self.files.get(usize::from(text.file?))?;
        Some(Place {
            source: Arc::clone(source),
            span: text.span,
            label: None,
        })
    }
}

/// A text of an entry and where its file holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text {
    /// The text, without outer spaces.
    pub text: String,
    /// Index of the file in [`Glossary::files`]; none where it was made rather than read.
    pub file: Option<u16>,
    /// Where in the file, quotes included.
    pub span: Span,
}

impl Text {
    /// A text that stands in no file.
    pub fn made(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            file: None,
            span: Span::default(),
        }
    }
}

impl std::ops::Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A form that must not stand for a term.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Forbidden {
    /// The form.
    pub text: Text,
    /// Why, in a few words.
    pub why: Option<String>,
}

/// How the case of a term's target forms is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Case {
    /// As it is written in the entry; at the start of a sentence and in headings capitals are fine.
    Exact,
    /// Not at all.
    Insensitive,
    /// Capitals of the entry are asked for, small letters are free.
    #[default]
    Smart,
}

impl Case {
    /// The names it goes by in a file.
    pub const NAMES: [(&'static str, Case); 3] = [
        ("exact", Case::Exact),
        ("insensitive", Case::Insensitive),
        ("smart", Case::Smart),
    ];
}

/// Part of speech of a term: it says how it may inflect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartOfSpeech {
    /// Common noun or noun phrase.
    Noun,
    /// Name.
    ProperNoun,
    /// Verb.
    Verb,
    /// Adjective.
    Adjective,
    /// Adverb.
    Adverb,
    /// Anything else.
    Other,
}

impl PartOfSpeech {
    /// The names it goes by in a file.
    pub const NAMES: [(&'static str, PartOfSpeech); 6] = [
        ("noun", PartOfSpeech::Noun),
        ("proper-noun", PartOfSpeech::ProperNoun),
        ("verb", PartOfSpeech::Verb),
        ("adjective", PartOfSpeech::Adjective),
        ("adverb", PartOfSpeech::Adverb),
        ("other", PartOfSpeech::Other),
    ];
}

/// How much a fault in a term matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    /// A reader is misled.
    Error,
    /// An editor should look.
    Warning,
    /// A matter of style.
    Info,
}

impl Level {
    /// The names it goes by in a file.
    pub const NAMES: [(&'static str, Level); 3] = [
        ("error", Level::Error),
        ("warning", Level::Warning),
        ("info", Level::Info),
    ];
}

/// In which direction an entry asks for its rendering; it is recognised in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Whichever of its languages is translated from.
    #[default]
    Both,
    /// Where the glossary's source language is translated.
    Forward,
    /// Where its target language is.
    Backward,
}

impl Direction {
    /// The names it goes by in a file.
    pub const NAMES: [(&'static str, Direction); 3] = [
        ("both", Direction::Both),
        ("forward", Direction::Forward),
        ("backward", Direction::Backward),
    ];

    /// Whether it asks where the glossary's source language is translated, or, with `false`, its target language.
    pub fn asks(self, forward: bool) -> bool {
        match self {
            Direction::Both => true,
            Direction::Forward => forward,
            Direction::Backward => !forward,
        }
    }
}

macro_rules! named {
    ($type:ty) => {
        impl $type {
            /// Its name in a file.
            pub fn name(self) -> &'static str {
                Self::NAMES
                    .iter()
                    .find(|(_, value)| *value == self)
                    .map_or("", |(name, _)| name)
            }
        }

        impl FromStr for $type {
            type Err = String;

            fn from_str(name: &str) -> Result<Self, String> {
                Self::NAMES
                    .iter()
                    .find(|(known, _)| *known == name)
                    .map(|(_, value)| *value)
                    .ok_or_else(|| {
                        let known: Vec<&str> = Self::NAMES.iter().map(|(name, _)| *name).collect();
                        format!("{name:?} is none of {}", known.join(", "))
                    })
            }
        }
    };
}

named!(Case);
named!(PartOfSpeech);
named!(Level);
named!(Direction);

/// A term with its renderings.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// Its identifier, unique in a glossary.
    pub id: String,
    /// The forms in the source language, the preferred one first; at least one.
    pub source: Vec<Text>,
    /// The preferred form in the target language.
    pub target: Text,
    /// A short form that is fine once it has been introduced.
    pub abbreviation: Option<Text>,
    /// Other forms that are fine.
    pub admitted: Vec<Text>,
    /// Shorter forms that are fine once a full one has stood in the document.
    pub short_forms: Vec<Text>,
    /// Forms that must not stand for the term.
    pub forbidden: Vec<Forbidden>,
    /// How the term is written where it is mentioned first.
    pub first_mention: Option<Text>,
    /// Irregular forms in the source language that the rules can't derive.
    pub source_forms: Vec<Text>,
    /// How case is compared; none where the entry doesn't say.
    pub case: Option<Case>,
    /// Part of speech, where the entry says.
    pub part_of_speech: Option<PartOfSpeech>,
    /// A remark for people.
    pub note: Option<String>,
    /// How much a fault matters; none leaves it to the rule.
    pub severity: Option<Level>,
    /// In which direction it asks for its rendering, where the entry says.
    pub direction: Option<Direction>,
}

impl Entry {
    /// An entry with the preferred forms alone.
    pub fn new(id: impl Into<String>, source: Vec<Text>, target: Text) -> Self {
        Self {
            id: id.into(),
            source,
            target,
            abbreviation: None,
            admitted: Vec::new(),
            short_forms: Vec::new(),
            forbidden: Vec::new(),
            first_mention: None,
            source_forms: Vec::new(),
            case: None,
            part_of_speech: None,
            note: None,
            severity: None,
            direction: None,
        }
    }

    /// How case is compared: as the entry says, else exactly for names, else by the capitals of the form.
    pub fn case(&self) -> Case {
        self.case.unwrap_or(match self.part_of_speech {
            Some(PartOfSpeech::ProperNoun) => Case::Exact,
            _ => Case::Smart,
        })
    }

    /// In which direction it asks for its rendering: in both unless the entry says otherwise.
    pub fn direction(&self) -> Direction {
        self.direction.unwrap_or_default()
    }

    /// Whether it names somebody or something.
    pub fn is_name(&self) -> bool {
        self.part_of_speech == Some(PartOfSpeech::ProperNoun)
    }
}

/// An identifier made from a text: lower-case letters and digits, words joined by `-`.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '\u{2019}' | '.') && !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    if out.is_empty() {
        out.push_str("term");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_made_of_letters_and_digits() {
        for (text, id) in [
            (
                "Joint Comprehensive Plan of Action",
                "joint-comprehensive-plan-of-action",
            ),
            ("U.S. Congress", "us-congress"),
            ("Member of the P5+1", "member-of-the-p5-1"),
            ("…", "term"),
            (" - x - ", "x"),
        ] {
            assert_eq!(slug(text), id);
        }
    }

    #[test]
    fn names_read_back() {
        for (name, value) in Case::NAMES {
            assert_eq!((value.name(), name.parse()), (name, Ok(value)));
        }
        assert!("loud".parse::<Level>().is_err());
    }
}
