use super::*;
use crate::glossary::{from_toml, merge};

const FULL: &str = r#"[glossary]
name = "Talks & more"
source-lang = "ar"
target-lang = "en"

[[terms]]
id = "jcpoa"
source = ["خطة العمل الشاملة المشتركة", "برجام"]
target = "Joint Comprehensive Plan of Action"
abbreviation = "JCPOA"
admitted = ["Iran nuclear deal", "the \"deal\" <of 2015>"]
short-forms = ["the plan"]
forbidden = ["Common Plan", { text = "Shared Plan", why = "المشتركة is Joint" }]
first-mention = "Joint Comprehensive Plan of Action (JCPOA)"
source-forms = ["خطط العمل الشاملة المشتركة"]
case = "exact"
part-of-speech = "proper-noun"
note = "signed in Vienna, 2015"
severity = "error"
direction = "forward"

[[terms]]
id = "ceasefire"
source = "وقف إطلاق النار"
target = "ceasefire"
admitted = ["truce"]
part-of-speech = "noun"
note = "one word"

[[terms]]
id = "state"
source = ["دولة", "الدولة"]
target = "state"
"#;

fn source(name: &str, text: &str) -> Arc<Source> {
    Arc::new(Source::from_text(name, text))
}

fn full() -> Glossary {
    from_toml(source("full.toml", FULL)).unwrap()
}

/// The entries without their places.
fn plain(glossary: &Glossary) -> Vec<Entry> {
    glossary
        .entries
        .iter()
        .map(|entry| {
            let text = |text: &Text| Text::made(text.text.clone());
            let texts = |texts: &[Text]| texts.iter().map(text).collect::<Vec<_>>();
            Entry {
                source: texts(&entry.source),
                target: text(&entry.target),
                abbreviation: entry.abbreviation.as_ref().map(text),
                admitted: texts(&entry.admitted),
                short_forms: texts(&entry.short_forms),
                forbidden: entry
                    .forbidden
                    .iter()
                    .map(|forbidden| Forbidden {
                        text: text(&forbidden.text),
                        why: forbidden.why.clone(),
                    })
                    .collect(),
                first_mention: entry.first_mention.as_ref().map(text),
                source_forms: texts(&entry.source_forms),
                ..entry.clone()
            }
        })
        .collect()
}

/// What each format can't hold of [`FULL`]; everything else must come back.
const LOST: &[(GlossaryFormat, &[&str])] = &[
    (GlossaryFormat::Toml, &[]),
    (GlossaryFormat::Tbx, &[]),
    (GlossaryFormat::TbxDct, &[]),
    (GlossaryFormat::Tbx2008, &[]),
    (GlossaryFormat::Csv, &["name"]),
    (GlossaryFormat::Tsv, &["name"]),
    (
        GlossaryFormat::Deepl,
        &[
            "name",
            "id",
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
        ],
    ),
    (
        GlossaryFormat::Omegat,
        &[
            "name",
            "id",
            "abbreviation",
            "short-forms",
            "forbidden",
            "first-mention",
            "source-forms",
            "case",
            "part-of-speech",
            "severity",
            "direction",
        ],
    ),
    (
        GlossaryFormat::Xliff,
        &[
            "abbreviation",
            "short-forms",
            "forbidden",
            "first-mention",
            "source-forms",
            "case",
            "part-of-speech",
            "severity",
            "direction",
        ],
    ),
];

/// The keys of a format's [`LOST`] are taken out of what is expected of it.
fn without(mut entries: Vec<Entry>, lost: &[&str]) -> Vec<Entry> {
    for entry in &mut entries {
        for key in lost {
            match *key {
                "name" => {}
                // Pairs get their identifiers from their targets.
                "id" => entry.id = slug(&entry.target),
                "abbreviation" => entry.abbreviation = None,
                "admitted" => entry.admitted.clear(),
                "short-forms" => entry.short_forms.clear(),
                "forbidden" => entry.forbidden.clear(),
                "first-mention" => entry.first_mention = None,
                "source-forms" => entry.source_forms.clear(),
                "case" => entry.case = None,
                "part-of-speech" => entry.part_of_speech = None,
                "note" => entry.note = None,
                "severity" => entry.severity = None,
                "direction" => entry.direction = None,
                _ => panic!("{key}"),
            }
        }
    }
    entries
}

#[test]
fn every_key_comes_back_or_is_said_to_be_dropped() {
    for (format, name, ..) in GlossaryFormat::ALL {
        let (_, expected) = LOST.iter().find(|(known, _)| *known == format).unwrap();
        let (text, lost) = write(&full(), format);
        let back = read(source(name, &text), format, None)
            .unwrap_or_else(|errors| panic!("{name}: {errors}\n{text}"));
        assert_eq!(
            plain(&back),
            without(plain(&full()), expected),
            "{name}:\n{text}"
        );
        let kept = (!expected.contains(&"name")).then(|| full().name).flatten();
        assert_eq!(back.name, kept, "{name}");
        // Of the first entry, which has every key, and of the head.
        let said: Vec<&str> = lost
            .iter()
            .filter(|lost| lost.entry.as_deref().is_none_or(|id| id == "jcpoa"))
            .map(|lost| lost.key)
            .collect();
        assert_eq!(&said, expected, "{name}");
    }
}

/// One entry with every key, one value at a time, in formats that hold it and formats that don't.
#[test]
fn a_key_is_said_to_be_dropped_only_where_an_entry_has_it() {
    for line in [
        "abbreviation = \"SC\"",
        "admitted = \"high court\"",
        "short-forms = \"the court\"",
        "forbidden = \"upper court\"",
        "first-mention = \"Supreme Court (SC)\"",
        "source-forms = \"المحاكم العليا\"",
        "case = \"insensitive\"",
        "part-of-speech = \"verb\"",
        "note = \"of appeal\"",
        "severity = \"info\"",
        "direction = \"backward\"",
        "id = \"Court 1\"",
    ] {
        let text =
            format!("[[terms]]\nsource = \"المحكمة العليا\"\ntarget = \"Supreme Court\"\n{line}\n");
        let glossary = from_toml(source("g", &text)).unwrap();
        let key = line.split(' ').next().unwrap();
        for (format, lost) in LOST {
            let (written, said) = write(&glossary, *format);
            let said: Vec<&str> = said.iter().map(|one| one.key).collect();
            // XML takes no identifier with a space; TBX has a note for it, XLIFF hasn't.
            let lost = lost.contains(&key) || key == "id" && *format == GlossaryFormat::Xliff;
            let expected = if lost { vec![key] } else { Vec::new() };
            assert_eq!(said, expected, "{format}: {line}\n{written}");
        }
    }
}

#[test]
fn what_a_format_changes_is_said() {
    let glossary = from_toml(source(
        "g",
        "[glossary]\nsource-lang = \"en\"\ntarget-lang = \"ar\"\n[[terms]]\nsource = \"a | b\"\ntarget = \"حلف\"\nforbidden = [{ text = \"ألف\", why = \"no|no\" }, \"باء|تاء\"]\nnote = \"two\\nlines\"\n[[terms]]\nid = \"pact\"\nsource = \"pact\"\ntarget = \"حلف\"\n",
    ))
    .unwrap();
    for (format, name, ..) in GlossaryFormat::ALL {
        let (text, lost) = write(&glossary, format);
        let back = read(source(name, &text), format, None).unwrap();
        let said = |key: &str| lost.iter().any(|lost| lost.key == key);
        assert_eq!(
            said("source-lang"),
            back.source_lang != Lang::ENGLISH,
            "{name}"
        );
        assert_eq!(said("forbidden"), !text.contains("ألف"), "{name}\n{text}");
        assert!(!said("source"), "{name}\n{text}");
        // Pairs with one target become one entry there.
        assert_eq!(said("id"), back.entries.len() < 2, "{name}\n{text}");
        assert_eq!(said("note"), !text.contains("lines"), "{name}\n{text}");
    }
}

#[test]
fn tables_of_other_tools_are_read() {
    for (format, text) in [
        (GlossaryFormat::Csv, "الناتو,NATO\nحلف الناتو,NATO\n"),
        (
            GlossaryFormat::Csv,
            "source,target,comment\nالناتو,NATO,alliance\n",
        ),
        (GlossaryFormat::Csv, "ar,en\nالناتو,NATO\n"),
        (
            GlossaryFormat::Tsv,
            "\u{FEFF}Source term\tTarget term\tNotes\nالناتو\tNATO\t\n",
        ),
        (
            GlossaryFormat::Csv,
            "location,source,target\n,الناتو,NATO\n",
        ),
        (
            GlossaryFormat::Omegat,
            "# a comment\nالناتو\tNATO\tthe alliance\n",
        ),
    ] {
        let glossary =
            read(source("g", text), format, None).unwrap_or_else(|errors| panic!("{errors}"));
        assert_eq!(glossary.entries.len(), 1, "{text}");
        assert_eq!(glossary.entries[0].target.text, "NATO");
    }
    let english = read(
        source("g", "en,ar\nNATO,الناتو\n"),
        GlossaryFormat::Csv,
        None,
    )
    .unwrap();
    assert_eq!(
        (english.source_lang, english.target_lang),
        (Lang::ENGLISH, Lang::ARABIC)
    );
}

#[test]
fn tbx_of_other_tools_is_read() {
    let text = r#"<?xml version='1.0'?><martif type="TBX"><text><body><termEntry id="c1"><descrip type="definition">an alliance</descrip><langSet xml:lang="ar-EG"><ntig><termGrp><term>حلف &amp; الناتو</term></termGrp></ntig></langSet><langSet xml:lang="en-US"><tig><term>North Atlantic Treaty Organization</term><termNote type="termType">fullForm</termNote></tig><tig><term>NATO</term><termNote type="termType">acronym</termNote></tig><tig><term>Atlantic Pact</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet></termEntry></body></text></martif>"#;
    let glossary = read(source("g.tbx", text), GlossaryFormat::Tbx, None).unwrap();
    let entry = &glossary.entries[0];
    assert_eq!(entry.source[0].text, "حلف & الناتو");
    assert_eq!(entry.target.text, "North Atlantic Treaty Organization");
    assert_eq!(entry.abbreviation.as_ref().unwrap().text, "NATO");
    assert_eq!(entry.forbidden[0].text.text, "Atlantic Pact");
    assert_eq!(entry.note.as_deref(), Some("an alliance"));
}

#[test]
fn broken_files_say_where() {
    for (format, text, expected) in [
        (GlossaryFormat::Omegat, "الناتو\tNATO\nقطر\n", "g:2:1: "),
        (
            GlossaryFormat::Csv,
            "source,target\nقطر,\n",
            "g:2:1: the row has no target",
        ),
        (
            GlossaryFormat::Tbx,
            "<tbx><text><body><conceptEntry></tbx>",
            "g:1:",
        ),
        (GlossaryFormat::Tbx, "<tbx></tbx>", "g:1:1: no conceptEntry"),
        (GlossaryFormat::Xliff, "<xliff", "g:1:"),
    ] {
        let errors = read(source("g", text), format, None).unwrap_err();
        assert!(errors.to_string().starts_with(expected), "{errors}");
    }
}

#[test]
fn merged_files_keep_comments_and_order() {
    let first = "# Our terms.\n[glossary]\nname = \"a\"\n\n# The alliance.\n[[terms]]\nid = \"nato\"\nsource = \"الناتو\" # as in the press\ntarget = \"NATO\"\n\n[[terms]]\nsource = [\"حلف\", \"تحالف\"]\ntarget = \"pact\"\n";
    let second = "[[terms]]\nid = \"nato\"\nsource = \"الناتو\"\ntarget = \"Nato\"\n\n# Theirs.\n[[terms]]\nsource = \"حلف\"\ntarget = \"alliance\"\n";
    let merged = merge_texts(&[source("a", first), source("b", second)]).unwrap();
    assert_eq!(
        merged,
        "# Our terms.\n[glossary]\nname = \"a\"\n\n# The alliance.\n[[terms]]\nid = \"nato\"\nsource = \"الناتو\" # as in the press\ntarget = \"Nato\"\n\n[[terms]]\nid = \"pact\"\nsource = [\"تحالف\"]\ntarget = \"pact\"\n\n# Theirs.\n[[terms]]\nid = \"alliance\"\nsource = \"حلف\"\ntarget = \"alliance\"\n"
    );
    let both = merge([
        from_toml(source("a", first)).unwrap(),
        from_toml(source("b", second)).unwrap(),
    ])
    .unwrap();
    let read = from_toml(source("m", &merged)).unwrap();
    let ids = |glossary: &Glossary| {
        let mut ids: Vec<String> = glossary
            .entries
            .iter()
            .map(|entry| entry.id.clone())
            .collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(&read), ids(&both));
}

#[test]
fn a_replaced_entry_keeps_the_comments_in_it() {
    let first = "# One.\n[[terms]]\nid = \"nato\" # the id\n# Both spellings.\nsource = [\n  # the usual one\n  \"الناتو\",\n  \"حلف الناتو\", # with its class\n]\ntarget = \"NATO\" # capitals\n# Old note.\nnote = \"x\"\n\n# Two.\n[[terms]]\nsource = \"قطر\"\ntarget = \"Qatar\"\n";
    let second = "# Mine.\n[[terms]]\nid = \"nato\"\nsource = \"الناتو\"\n# New spelling.\ntarget = \"Nato\" # small\n";
    let merged = merge_texts(&[source("a", first), source("b", second)]).unwrap();
    assert_eq!(
        merged,
        "# One.\n# Mine.\n# Old note.\n[[terms]]\nid = \"nato\" # the id\n# Both spellings.\n# the usual one\n# with its class\nsource = \"الناتو\"\n# capitals\n# New spelling.\ntarget = \"Nato\" # small\n\n# Two.\n[[terms]]\nid = \"qatar\"\nsource = \"قطر\"\ntarget = \"Qatar\"\n"
    );
}
