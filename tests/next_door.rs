//! A sentence of one language that is a clause of the sentence next door in the other.

use mutabiq::pipeline::check_texts;

/// The rules with a finding.
fn rules(english: &str, arabic: &str) -> Vec<&'static str> {
    let mut rules = Vec::new();
    for (source, target) in [(english, arabic), (arabic, english)] {
        let outcome = check_texts(source, target, None).expect("two languages");
        rules.extend(outcome.findings.iter().map(|finding| finding.rule.name));
    }
    rules
}

fn english(lost: &str) -> String {
    format!(
        "The mechanic came at noon and looked at the old engine for an hour.\n\
         Pour the oil slowly into the small tank behind the engine until it reaches the red line. {lost}\n\
         Then start the engine and let it run for ten minutes with the doors of the garage open.\n\
         After that you can drive the car to the next village and back.\n"
    )
}

fn arabic(clause: &str) -> String {
    format!(
        "حضر الميكانيكي ظهرا وفحص المحرك القديم ساعة كاملة.\n\
         صب الزيت ببطء في الخزان الصغير خلف المحرك حتى يبلغ الخط الأحمر{clause}.\n\
         ثم شغل المحرك ودعه يعمل عشر دقائق وأبواب المرآب مفتوحة.\n\
         بعد ذلك يمكنك أن تقود السيارة إلى القرية المجاورة وتعود.\n"
    )
}

#[test]
fn a_clause_and_a_short_sentence_are_one() {
    let found = rules(&english("Never exceed it."), &arabic("، ولا تتعداه"));
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_short_sentence_without_a_clause_is_left_out() {
    let found = rules(&english("The old key hangs there."), &arabic(""));
    assert_eq!(found, ["omission", "addition"]);
}

#[test]
fn a_negation_without_a_sentence_next_door_is_missed() {
    let found = rules(&english(""), &arabic("، ولا تتعداه"));
    assert!(found.contains(&"negation"), "{found:?}");
}
