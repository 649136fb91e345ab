//! What a format could not hold: found by reading back what was written, so that nothing is lost in silence.

use super::{Dropped, GlossaryFormat, read};
use crate::glossary::entry::{Entry, Forbidden, Glossary, Text};
use crate::text::{Map, Source};
use std::sync::Arc;

/// The keys of a glossary that its text in a format doesn't bring back.
pub(super) fn find(glossary: &Glossary, text: &str, format: GlossaryFormat) -> Vec<Dropped> {
    let empty = || Glossary::new(glossary.source_lang, glossary.target_lang);
    let source = Arc::new(Source::from_text("converted", text));
    let back = read(source, format, None).unwrap_or_else(|_| empty());
    let mut lost = Vec::new();
    for (key, kept) in [
        (
            "name",
            glossary.name.is_none() || glossary.name == back.name,
        ),
        ("source-lang", glossary.source_lang == back.source_lang),
        ("target-lang", glossary.target_lang == back.target_lang),
    ] {
        if !kept {
            lost.push(Dropped { entry: None, key });
        }
    }
    let by_id: Map<&str, &Entry> = back
        .entries
        .iter()
        .map(|entry| (entry.id.as_str(), entry))
        .collect();
    let by_source: Map<&str, &Entry> = back
        .entries
        .iter()
        .rev()
        .flat_map(|entry| {
            entry
                .source
                .iter()
                .map(move |form| (form.text.as_str(), entry))
        })
        .collect();
    for entry in &glossary.entries {
        let found = by_id
            .get(entry.id.as_str())
            .or_else(|| by_source.get(entry.source.first()?.text.as_str()));
        let keys = changed(entry, found.copied());
        lost.extend(keys.into_iter().map(|key| Dropped {
            entry: Some(entry.id.clone()),
            key,
        }));
    }
    lost
}

/// The keys that an entry has and the other hasn't, or has otherwise.
fn changed(entry: &Entry, back: Option<&Entry>) -> Vec<&'static str> {
    let none = Entry::new("", Vec::new(), Text::default());
    let back = back.unwrap_or(&none);
    let one = |a: &Option<Text>, b: &Option<Text>| {
        a.as_ref()
            .is_none_or(|a| b.as_ref().is_some_and(|b| same(a, b)))
    };
    let many = |a: &[Text], b: &[Text]| a.iter().all(|a| b.iter().any(|b| same(a, b)));
    let forbids = |a: &Forbidden, b: &Forbidden| {
        let why = |forbidden: &Forbidden| forbidden.why.clone().unwrap_or_default();
        same(&a.text, &b.text) && same(&why(a), &why(b))
    };
    let forbidden = |a: &Forbidden| back.forbidden.iter().any(|b| forbids(a, b));
    [
        ("id", entry.id == back.id),
        ("source", many(&entry.source, &back.source)),
        ("target", same(&entry.target, &back.target)),
        ("abbreviation", one(&entry.abbreviation, &back.abbreviation)),
        ("admitted", many(&entry.admitted, &back.admitted)),
        ("short-forms", many(&entry.short_forms, &back.short_forms)),
        ("forbidden", entry.forbidden.iter().all(forbidden)),
        (
            "first-mention",
            one(&entry.first_mention, &back.first_mention),
        ),
        (
            "source-forms",
            many(&entry.source_forms, &back.source_forms),
        ),
        ("case", entry.case.is_none() || entry.case == back.case),
        (
            "part-of-speech",
            entry.part_of_speech.is_none() || entry.part_of_speech == back.part_of_speech,
        ),
        (
            "note",
            entry
                .note
                .as_deref()
                .is_none_or(|note| same(note, back.note.as_deref().unwrap_or(""))),
        ),
        (
            "severity",
            entry.severity.is_none() || entry.severity == back.severity,
        ),
        (
            "direction",
            entry.direction.is_none() || entry.direction == back.direction,
        ),
    ]
    .into_iter()
    .filter(|(_, kept)| !kept)
    .map(|(key, _)| key)
    .collect()
}

/// Whether two texts are the same but for their line breaks, which most formats take for spaces.
fn same(a: &str, b: &str) -> bool {
    a == b || a.split_whitespace().eq(b.split_whitespace())
}
