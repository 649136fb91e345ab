//! Faults of a glossary that reads: what contradicts itself, what is said twice, what can never match.

use super::entry::{Entry, Glossary, Level, Text};
use super::load::{agree, fine_forms};
use super::matcher::Matcher;
use super::normal::{key, spelling};
use crate::lang::{Analysis, Lang};
use crate::text::{Map, Place, Set};

/// A fault of an entry.
#[derive(Clone, Debug)]
pub struct Lint {
    /// Its kind, for a person to look up.
    pub kind: LintKind,
    /// How much it matters.
    pub level: Level,
    /// Where the file has it.
    pub place: Option<Place>,
    /// Identifier of the entry.
    pub entry: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// What can be wrong with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LintKind {
    /// A form stands twice in an entry.
    Duplicate,
    /// Two entries have one source form.
    SharedSource,
    /// Two entries can't both be obeyed.
    Contradiction,
    /// A later glossary takes the entry's place.
    Shadowed,
    /// A forbidden form that differs from a fine one in spelling alone.
    ForbiddenSpelling,
    /// A form that its own text is not recognised by.
    NeverMatches,
    /// A form in the script of the other language.
    WrongScript,
    /// Characters that nobody sees.
    InvisibleCharacter,
    /// A form that is so short that it looks like many other words.
    TooShort,
    /// An abbreviation without a first mention, or a first mention that lacks a part.
    FirstMention,
    /// A key that says something of a direction in which the entry isn't asked for.
    Idle,
}

impl LintKind {
    /// Every kind with its name and how much it matters.
    pub const ALL: [(LintKind, &'static str, Level); 11] = [
        (LintKind::Duplicate, "duplicate", Level::Info),
        (LintKind::SharedSource, "shared-source", Level::Info),
        (LintKind::Contradiction, "contradiction", Level::Error),
        (LintKind::Shadowed, "shadowed", Level::Info),
        (
            LintKind::ForbiddenSpelling,
            "forbidden-spelling",
            Level::Info,
        ),
        (LintKind::NeverMatches, "never-matches", Level::Error),
        (LintKind::WrongScript, "wrong-script", Level::Error),
        (
            LintKind::InvisibleCharacter,
            "invisible-character",
            Level::Error,
        ),
        (LintKind::TooShort, "too-short", Level::Warning),
        (LintKind::FirstMention, "first-mention", Level::Info),
        (LintKind::Idle, "idle", Level::Info),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(kind, _, _)| *kind == self)
            .map_or("", |(_, name, _)| name)
    }

    fn level(self) -> Level {
        Self::ALL
            .iter()
            .find(|(kind, _, _)| *kind == self)
            .map_or(Level::Warning, |(_, _, level)| *level)
    }
}

/// The faults of one or more glossaries, each by itself and, where there are several, against those after it.
/// They come in the order of files and places.
pub fn lint(glossaries: &[Glossary]) -> Vec<Lint> {
    let mut out = Vec::new();
    for (number, glossary) in glossaries.iter().enumerate() {
        let mut linter = Linter {
            glossary,
            out: Vec::new(),
        };
        for entry in &glossary.entries {
            linter.entry(entry);
        }
        linter.between_entries();
        linter.never_matching();
        for later in glossaries.iter().skip(number + 1) {
            linter.shadowed_by(later);
        }
        linter.out.sort_by_key(|lint| {
            let at = lint.place.as_ref().map_or(0, |place| place.span.start);
            (at, lint.kind)
        });
        out.append(&mut linter.out);
    }
    out
}

struct Linter<'g> {
    glossary: &'g Glossary,
    out: Vec<Lint>,
}

impl Linter<'_> {
    fn add(&mut self, kind: LintKind, entry: &Entry, at: &Text, message: String, help: &str) {
        self.out.push(Lint {
            kind,
            level: kind.level(),
            place: self.glossary.place(at),
            entry: entry.id.clone(),
            message,
            help: help.to_owned(),
        });
    }

    fn entry(&mut self, entry: &Entry) {
        let (source, target) = (self.glossary.source_lang, self.glossary.target_lang);
        let sources: Vec<&Text> = entry.source.iter().chain(&entry.source_forms).collect();
        let forbidden: Vec<&Text> = entry.forbidden.iter().map(|one| &one.text).collect();
        let fine: Vec<&Text> = fine_forms(entry).collect();
        for text in &sources {
            self.text(entry, text, source, target);
        }
        for text in fine
            .iter()
            .copied()
            .chain(forbidden.iter().copied())
            .chain(&entry.first_mention)
        {
            self.text(entry, text, target, source);
        }
        self.duplicates(entry, source, &sources);
        self.duplicates(entry, target, &fine);
        self.duplicates(entry, target, &forbidden);
        for text in forbidden {
            let folded = key(target, text);
            if let Some(like) = fine.iter().find(|fine| key(target, fine) == folded) {
                let message = format!(
                    "“{text}” is forbidden and “{like}” is fine: the two differ in spelling alone, so that only this very spelling is reported"
                );
                self.add(
                    LintKind::ForbiddenSpelling,
                    entry,
                    text,
                    message,
                    "Nothing to do where that is meant.",
                );
            }
        }
        self.first_mention(entry, target);
        self.idle(entry);
    }

    /// Forbidden forms and introductions are looked for where the source is translated.
    fn idle(&mut self, entry: &Entry) {
        if entry.direction().asks(true) {
            return;
        }
        let forbidden = entry.forbidden.first().map(|one| ("forbidden", &one.text));
        let first = entry.first_mention.as_ref();
        for (key, at) in forbidden
            .into_iter()
            .chain(first.map(|at| ("first-mention", at)))
        {
            self.add(
                LintKind::Idle,
                entry,
                at,
                format!("{key} says nothing of an entry whose direction is backward"),
                "Take out one of the two.",
            );
        }
    }

    /// What a text alone shows.
    fn text(&mut self, entry: &Entry, text: &Text, own: Lang, other: Lang) {
        if let Some(c) = text.chars().find(|c| crate::lang::is_ignorable(*c)) {
            self.add(
                LintKind::InvisibleCharacter,
                entry,
                text,
                format!(
                    "U+{:04X} stands in “{}”",
                    c as u32,
                    text.text.escape_unicode()
                ),
                "Take it out.",
            );
        }
        let own_letters = text.chars().filter(|c| own.is_letter(*c)).count();
        let other_letters = text.chars().filter(|c| other.is_letter(*c)).count();
        // Abbreviations in Latin letters stand in Arabic texts too; a translation has no reason for Arabic ones.
        let abbreviation = other.has_case()
            && text
                .chars()
                .all(|c| !other.is_letter(c) || c.is_uppercase());
        if other_letters > 0 && !abbreviation && (own_letters == 0 || !other.has_case()) {
            self.add(
                LintKind::WrongScript,
                entry,
                text,
                format!("“{text}” is written in {} letters", other.name()),
                "Are source and target the wrong way round?",
            );
        }
    }

    fn duplicates(&mut self, entry: &Entry, lang: Lang, texts: &[&Text]) {
        let mut seen: Map<String, &Text> = Map::default();
        for text in texts {
            // Case and marks make another form; only what is spelled alike, or folds alike without case, is one.
            let folded = if lang.has_case() {
                spelling(text)
            } else {
                key(lang, text)
            };
            if let Some(first) = seen.get(&folded).copied() {
                let message = if first.text == text.text {
                    format!("“{text}” stands twice")
                } else if recognises(entry, lang, first, text) {
                    format!("“{text}” is “{first}” in other spelling, which is recognised anyway")
                } else {
                    continue;
                };
                self.add(
                    LintKind::Duplicate,
                    entry,
                    text,
                    message,
                    "Take one of the two out.",
                );
            } else {
                seen.insert(folded, text);
            }
        }
    }

    fn first_mention(&mut self, entry: &Entry, lang: Lang) {
        match (&entry.abbreviation, &entry.first_mention) {
            (Some(abbreviation), None) => self.add(
                LintKind::FirstMention,
                entry,
                abbreviation,
                format!("the abbreviation “{abbreviation}” has no first mention"),
                "Add first-mention, such as “Long Form (LF)”.",
            ),
            (abbreviation, Some(first)) => {
                let mention = key(lang, first);
                let holds = |part: &Text| mention.contains(&key(lang, part));
                // An everyday name may be the preferred form, and the official one stand where it is introduced.
                let named = std::iter::once(&entry.target)
                    .chain(&entry.admitted)
                    .any(holds);
                let lacks = (!named)
                    .then_some(&entry.target)
                    .into_iter()
                    .chain(abbreviation.as_ref().filter(|part| !holds(part)));
                for part in lacks {
                    self.add(
                        LintKind::FirstMention,
                        entry,
                        first,
                        format!("the first mention “{first}” doesn't hold “{part}”"),
                        "Write the preferred form with the abbreviation in brackets.",
                    );
                }
            }
            (None, None) => {}
        }
    }

    /// Source forms that several entries of the glossary have.
    fn between_entries(&mut self) {
        let (source, target) = (self.glossary.source_lang, self.glossary.target_lang);
        let mut seen: Map<String, &Entry> = Map::default();
        for entry in &self.glossary.entries {
            for text in entry.source.iter().chain(&entry.source_forms) {
                let Some(first) = seen.insert(key(source, text), entry) else {
                    continue;
                };
                let asks = |entry: &Entry| entry.direction().asks(true);
                if first.id == entry.id || !asks(first) || !asks(entry) {
                    continue;
                }
                if agree(target, first, entry) {
                    let message = format!(
                        "“{text}” stands in {:?} too; a rendering of either will do",
                        first.id
                    );
                    let help = "Nothing to do where that is meant; else make them one entry.";
                    self.add(LintKind::SharedSource, entry, text, message, help);
                } else {
                    let message = format!(
                        "“{text}” stands in {:?} too, and neither takes the other's preferred form",
                        first.id
                    );
                    let help = "Make them one entry, or admit the other form.";
                    self.add(LintKind::Contradiction, entry, text, message, help);
                }
            }
        }
    }

    /// Entries that a later glossary replaces, wholly or in a source form.
    fn shadowed_by(&mut self, later: &Glossary) {
        let source = self.glossary.source_lang;
        if (source, self.glossary.target_lang) != (later.source_lang, later.target_lang) {
            return;
        }
        let name = later
            .files
            .first()
            .map_or("the later glossary", |file| file.path());
        let ids: Set<&str> = later
            .entries
            .iter()
            .map(|entry| entry.id.as_str())
            .collect();
        let mut forms: Map<String, &Entry> = Map::default();
        for entry in &later.entries {
            for text in &entry.source {
                forms.insert(key(source, text), entry);
            }
        }
        for entry in &self.glossary.entries {
            let help = "Nothing to do where that is meant.";
            if ids.contains(entry.id.as_str()) {
                let message = format!(
                    "{name} has an entry {:?} too, which takes its place",
                    entry.id
                );
                self.add(LintKind::Shadowed, entry, &entry.target, message, help);
                continue;
            }
            for text in &entry.source {
                if let Some(other) = forms.get(&key(source, text)) {
                    let message = format!("“{text}” goes to {:?} of {name}", other.id);
                    self.add(LintKind::Shadowed, entry, text, message, help);
                }
            }
        }
    }

    /// Forms whose own text doesn't bring the entry up.
    fn never_matching(&mut self) {
        let matcher = Matcher::new(self.glossary);
        let mut scanner = matcher.scanner();
        for (number, entry) in self.glossary.entries.iter().enumerate() {
            let sources = entry
                .source
                .iter()
                .chain(&entry.source_forms)
                .map(|text| (text, self.glossary.source_lang));
            let targets = fine_forms(entry)
                .chain(entry.forbidden.iter().map(|one| &one.text))
                .map(|text| (text, self.glossary.target_lang));
            let mut dead: Vec<(&Text, Lang)> = Vec::new();
            for (text, lang) in sources.chain(targets) {
                let analysis = Analysis::new(text, lang, &[]);
                let found = scanner
                    .scan(lang, text, &analysis)
                    .iter()
                    .any(|hit| hit.entry == number && !hit.derived);
                if !found {
                    dead.push((text, lang));
                }
            }
            for (text, lang) in dead {
                let message = if lang.is_particle(&key(lang, text)) {
                    format!(
                        "“{text}” alone is mostly a preposition, so that it is not recognised without an article or an ending"
                    )
                } else {
                    format!("“{text}” is never recognised")
                };
                let help = "Write it as it stands in texts, or list longer forms of it.";
                self.add(LintKind::NeverMatches, entry, text, message, help);
            }
            for text in &entry.source {
                let lang = self.glossary.source_lang;
                let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
                if letters < 3
                    && lang.is_letter(text.chars().next().unwrap_or(' '))
                    && !lang.has_case()
                {
                    let message =
                        format!("“{text}” is so short that it looks like a part of many words");
                    let help = "List longer forms that it stands in.";
                    self.add(LintKind::TooShort, entry, text, message, help);
                }
            }
        }
    }
}

/// Whether a text is recognised as a form of an entry by another of its forms alone.
fn recognises(entry: &Entry, lang: Lang, form: &Text, text: &str) -> bool {
    let mut glossary = Glossary::new(lang, lang);
    let mut alone = Entry::new("form", vec![form.clone()], form.clone());
    alone.part_of_speech = entry.part_of_speech;
    glossary.entries.push(alone);
    let matcher = Matcher::new(&glossary);
    let analysis = Analysis::new(text, lang, &[]);
    let hits = matcher.scanner().scan(lang, text, &analysis);
    hits.iter()
        .any(|hit| hit.tokens == (0..analysis.tokens.len()) && !hit.derived)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::from_toml;
    use crate::text::Source;
    use std::sync::Arc;

    fn read(path: &str, text: &str) -> Glossary {
        from_toml(Arc::new(Source::from_text(path, text))).unwrap()
    }

    fn kinds(text: &str) -> Vec<&'static str> {
        lint(&[read("g", text)])
            .iter()
            .map(|lint| lint.kind.name())
            .collect()
    }

    #[test]
    fn each_fault_is_told_by_its_kind() {
        for (text, kind) in [
            ("source=['الناتو','النّاتو']\ntarget='NATO'", "duplicate"),
            ("source='الناتو'\ntarget='الحلف'", "wrong-script"),
            (
                "source='بعد'\ntarget='dimension'\npart-of-speech='noun'",
                "never-matches",
            ),
            ("source='يد'\ntarget='hand'", "too-short"),
            (
                "source='الناتو'\ntarget='North Atlantic Treaty Organization'\nabbreviation='NATO'",
                "first-mention",
            ),
            (
                "source='الناتو'\ntarget='NATO'\nfirst-mention='the alliance (NATO)'\nadmitted='the alliance'\nabbreviation='Nato Org'",
                "first-mention",
            ),
            (
                "source='الناتو'\ntarget='NATO'\nforbidden='Nato'",
                "forbidden-spelling",
            ),
            (
                "source='حلف'\ntarget='pact'\nforbidden='swearing'\ndirection='backward'",
                "idle",
            ),
            (
                "source='النا\\u200Fتو'\ntarget='NATO'",
                "invisible-character",
            ),
        ] {
            let toml =
                format!("[[terms]]\n{text}\n").replace("'النا\\u200Fتو'", "\"النا\\u200Fتو\"");
            assert!(kinds(&toml).contains(&kind), "{text}: {:?}", kinds(&toml));
        }
    }

    #[test]
    fn a_sound_glossary_has_no_faults() {
        let text = "[[terms]]\nsource=['الناتو','حلف الناتو']\ntarget='NATO'\nadmitted=['the alliance']\npart-of-speech='proper-noun'\n[[terms]]\nsource='مجموعة 5+1'\ntarget='P5+1'\n[[terms]]\nsource='نظام GPS'\ntarget='GPS'\n[[terms]]\nsource='حلف'\ntarget='oath'\nforbidden='swearing'\ndirection='forward'\n[[terms]]\nsource='حلف'\ntarget='pact'\ndirection='backward'\n";
        assert_eq!(kinds(text), Vec::<&str>::new());
    }

    #[test]
    fn spellings_that_the_matcher_tells_apart_are_no_duplicates() {
        for (text, found) in [
            (
                "source=['سايكس-بيكو','سايكس بيكو']\ntarget='Sykes-Picot'",
                true,
            ),
            ("source=['مجموعة 5+1','مجموعة ٥+١']\ntarget='P5+1'", true),
            (
                "source=['سايكس بيكو','سايكس - بيكو']\ntarget='Sykes-Picot'",
                false,
            ),
            (
                "source='الحرس'\ntarget='the Guards'\nadmitted='Guard Corps'\nabbreviation='GC'\nfirst-mention='Guard Corps (GC)'",
                false,
            ),
        ] {
            let kinds = kinds(&format!("[[terms]]\n{text}\n"));
            assert_eq!(!kinds.is_empty(), found, "{text}: {kinds:?}");
        }
    }

    #[test]
    fn entries_that_a_later_glossary_takes_are_named() {
        let first = read(
            "a",
            "[[terms]]\nid='nato'\nsource='الناتو'\ntarget='NATO'\n",
        );
        let second = read("b", "[[terms]]\nsource='الناتو'\ntarget='Nato'\nid='n'\n");
        let found = lint(&[first, second]);
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("goes to \"n\" of b"));
    }
}
