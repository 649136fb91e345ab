//! Sentences in which a term must be recognised, and sentences in which it must not: `terms/match.tsv` and
//! `terms/no_match.tsv`. A glossary of the one term is matched against each.

use mutabiq::glossary::{Entry, Glossary, Matcher, PartOfSpeech, TermHit, Text, builtins, merge};
use mutabiq::lang::{Analysis, Lang};

struct Row {
    line: usize,
    lang: Lang,
    term: &'static str,
    pos: Option<PartOfSpeech>,
    sentence: &'static str,
}

fn rows(table: &'static str) -> Vec<Row> {
    table
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(number, line)| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [lang, term, pos, sentence] = cells.as_slice() else {
                panic!("line {}: {} columns", number + 1, cells.len());
            };
            Row {
                line: number + 1,
                lang: lang.parse().unwrap(),
                term,
                pos: (*pos != "-").then(|| pos.parse().unwrap()),
                sentence,
            }
        })
        .collect()
}

/// The terms found in a sentence. An English term is the target of an entry, an Arabic one the source.
fn found(row: &Row, sentence: &str) -> Vec<String> {
    let mut glossary = Glossary::new(Lang::ARABIC, Lang::ENGLISH);
    let (source, target) = if row.lang == Lang::ARABIC {
        (row.term, "term")
    } else {
        ("مصطلح", row.term)
    };
    let mut entry = Entry::new("t", vec![Text::made(source)], Text::made(target));
    entry.part_of_speech = row.pos;
    glossary.entries.push(entry);
    let matcher = Matcher::new(&glossary);
    let analysis = Analysis::new(sentence, row.lang, &[]);
    let stands = |hit: &TermHit| !hit.shadowed && !hit.derived;
    matcher
        .scanner()
        .scan(row.lang, sentence, &analysis)
        .iter()
        .filter(|hit| stands(hit))
        .map(|hit| hit.span.of(sentence).to_owned())
        .collect()
}

#[test]
fn terms_are_recognised_in_every_form() {
    let rows = rows(include_str!("terms/match.tsv"));
    assert!(rows.len() >= 150, "{} sentences", rows.len());
    let mut wrong = Vec::new();
    for row in &rows {
        let expected: Vec<String> = row
            .sentence
            .split('⟦')
            .skip(1)
            .filter_map(|rest| rest.split_once('⟧'))
            .map(|(marked, _)| marked.to_owned())
            .collect();
        assert!(!expected.is_empty(), "line {}: nothing is marked", row.line);
        let sentence = row.sentence.replace(['⟦', '⟧'], "");
        let found = found(row, &sentence);
        if found != expected {
            wrong.push(format!(
                "line {}: {} {found:?} in {sentence}",
                row.line, row.term
            ));
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn other_words_are_not_taken_for_terms() {
    let rows = rows(include_str!("terms/no_match.tsv"));
    assert!(rows.len() >= 150, "{} sentences", rows.len());
    let wrong: Vec<String> = rows
        .iter()
        .map(|row| (row, found(row, row.sentence)))
        .filter(|(_, found)| !found.is_empty())
        .map(|(row, found)| {
            format!(
                "line {}: {} {found:?} in {}",
                row.line, row.term, row.sentence
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

/// Every term of the tables and of the built-in glossaries, in one glossary.
fn all_terms(rows: &[Row]) -> Glossary {
    let mut glossary = merge(builtins().unwrap()).unwrap();
    for row in rows {
        let (source, target) = if row.lang == Lang::ARABIC {
            (row.term, "term")
        } else {
            ("مصطلح", row.term)
        };
        let id = format!("{}-{}", row.lang, row.line);
        let mut entry = Entry::new(id, vec![Text::made(source)], Text::made(target));
        entry.part_of_speech = row.pos;
        glossary.entries.push(entry);
    }
    glossary
}

#[test]
fn a_matcher_for_some_texts_finds_there_what_one_for_all_texts_finds() {
    let mut rows = rows(include_str!("terms/match.tsv"));
    rows.extend(self::rows(include_str!("terms/no_match.tsv")));
    let glossary = all_terms(&rows);
    let every = Matcher::new(&glossary);
    let mut every = every.scanner();
    let mut found = 0;
    for rows in rows.chunks(16) {
        let texts: Vec<(Lang, String, Analysis)> = rows
            .iter()
            .map(|row| {
                let text = row.sentence.replace(['⟦', '⟧'], "");
                let analysis = Analysis::new(&text, row.lang, &[]);
                (row.lang, text, analysis)
            })
            .collect();
        let only = Matcher::only(&glossary, |lang| {
            texts
                .iter()
                .filter(move |(own, _, _)| *own == lang)
                .map(|(_, text, analysis)| (text.as_str(), analysis))
        });
        let mut only = only.scanner();
        for (lang, text, analysis) in &texts {
            let hits = every.scan(*lang, text, analysis);
            assert_eq!(only.scan(*lang, text, analysis), hits, "{text}");
            found += hits.len();
        }
    }
    assert!(found >= 300, "{found} hits");
}
