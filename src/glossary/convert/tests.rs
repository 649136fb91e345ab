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

/// The entries as a format holds them: without the keys that it says it dropped.
fn without(mut entries: Vec<Entry>, lost: &[Dropped]) -> Vec<Entry> {
    for entry in &mut entries {
        for key in lost
            .iter()
            .filter(|lost| lost.entry == entry.id)
            .map(|lost| lost.key)
        {
            match key {
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
                _ => panic!("{key}"),
            }
        }
    }
    entries
}

#[test]
fn every_format_brings_back_what_it_says_it_holds() {
    for (format, name, ..) in GlossaryFormat::ALL {
        let (text, lost) = write(&full(), format);
        let back = read(source(name, &text), format, None)
            .unwrap_or_else(|errors| panic!("{name}: {errors}\n{text}"));
        let mut expected = without(plain(&full()), &lost);
        let mut found = plain(&back);
        if matches!(
            format,
            GlossaryFormat::Deepl | GlossaryFormat::Omegat | GlossaryFormat::Xliff
        ) {
            // Pairs have no identifiers; made ones are compared by their targets.
            for entry in expected.iter_mut().chain(&mut found) {
                entry.id = slug(&entry.target);
            }
        }
        assert_eq!(found, expected, "{name}:\n{text}");
    }
}

#[test]
fn what_can_not_be_held_is_said() {
    let keys = |format| -> Vec<&str> {
        let (_, lost) = write(&full(), format);
        lost.iter()
            .filter(|lost| lost.entry == "jcpoa")
            .map(|lost| lost.key)
            .collect()
    };
    assert_eq!(keys(GlossaryFormat::Toml), Vec::<&str>::new());
    assert_eq!(keys(GlossaryFormat::Csv), Vec::<&str>::new());
    assert_eq!(keys(GlossaryFormat::Tbx), ["case", "severity"]);
    assert!(keys(GlossaryFormat::Omegat).contains(&"forbidden"));
    assert!(keys(GlossaryFormat::Deepl).contains(&"admitted"));
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
        "# Our terms.\n[glossary]\nname = \"a\"\n\n# The alliance.\n[[terms]]\nid = \"nato\"\nsource = \"الناتو\"\ntarget = \"Nato\"\n\n[[terms]]\nid = \"pact\"\nsource = [ \"تحالف\"]\ntarget = \"pact\"\n\n# Theirs.\n[[terms]]\nid = \"alliance\"\nsource = \"حلف\"\ntarget = \"alliance\"\n"
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
