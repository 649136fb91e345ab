//! Sentences that each rule of terminology must flag, and sentences that it must leave alone: `cases/RULE.tsv`,
//! checked with `cases/glossary.toml`.

use crate::checks::{Check, testing};
use crate::checks::{
    term_case, term_first_mention, term_forbidden, term_inconsistent, term_missing,
};

const GLOSSARY: &str = include_str!("cases/glossary.toml");

/// Runs a table: a verdict, the source, the translation, in both of which ⏎ parts lines.
fn hold(check: &dyn Check, table: &str) {
    let mut wrong = Vec::new();
    let (mut flagged, mut passed) = (0, 0);
    for (number, line) in table.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let [verdict, source, target] = cells.as_slice() else {
            panic!("line {}: {} columns", number + 1, cells.len());
        };
        let flag = match *verdict {
            "flag" => true,
            "pass" => false,
            other => panic!("line {}: {other:?} is no verdict", number + 1),
        };
        *(if flag { &mut flagged } else { &mut passed }) += 1;
        let lines = |text: &str| text.replace('⏎', "\n");
        let found = testing::findings_with(check, Some(GLOSSARY), &lines(source), &lines(target));
        if found.is_empty() == flag {
            let said: Vec<&str> = found.iter().map(|one| one.message.as_str()).collect();
            wrong.push(format!("line {}: {verdict} {said:?} {target}", number + 1));
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    assert!(flagged >= 15 && passed >= 15, "{flagged} and {passed}");
}

#[test]
fn terms_that_are_missing() {
    hold(
        &term_missing::TermMissing,
        include_str!("cases/term-missing.tsv"),
    );
}

#[test]
fn forms_that_are_forbidden() {
    hold(
        &term_forbidden::TermForbidden,
        include_str!("cases/term-forbidden.tsv"),
    );
}

#[test]
fn terms_in_other_capitals() {
    hold(&term_case::TermCase, include_str!("cases/term-case.tsv"));
}

#[test]
fn abbreviations_and_their_introduction() {
    hold(
        &term_first_mention::TermFirstMention,
        include_str!("cases/term-first-mention.tsv"),
    );
}

#[test]
fn several_forms_in_one_document() {
    hold(
        &term_inconsistent::TermInconsistent,
        include_str!("cases/term-inconsistent.tsv"),
    );
}
