//! `source-punctuation`: a mark of the other script stands in the translation.

use super::shared::{Spot, habit, in_code, last_token, near_after, near_before};
use super::{Check, Context};
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::lang::{ForeignMark, Lang, Token, TokenKind};
use crate::text::{Side, Span};

/// See [`RULE`].
#[derive(Debug)]
pub struct SourcePunctuation;

static RULE: Rule = Rule {
    name: "source-punctuation",
    category: Category::Typography,
    severity: Severity::Warning,
    mqm: "linguistic conventions / punctuation",
    its: "typographical",
    summary: "A punctuation mark of the other script was left in the translation.",
    why: "An Arabic comma or question mark in an English sentence is a remnant of the source: it looks like a printing \
          error, and programs that split sentences don't know it. Latin commas in Arabic point the wrong way, and in a \
          line that is laid out from right to left they may jump to its other end.",
    what_to_do: "Write the mark of the language: , ; ? % in English, ، ؛ ؟ in Arabic.",
    limits: "Marks inside words and quotations of the other script, numbers (1,000), code and addresses are fine; so is \
             « » in Arabic. All places of one mark are one finding. Many Arabic writers type Latin commas throughout: \
             in Arabic the finding is a matter of style (info).",
    examples: &[
        Example::wrong(
            "وصل الوزير، ثم غادر.",
            "The minister arrived، then left.",
            "An Arabic comma in English.",
        ),
        Example::wrong(
            "من يدفع الثمن؟",
            "Who pays the price؟",
            "An Arabic question mark in English.",
        ),
        Example::wrong(
            "If you agree, sign here.",
            "إذا كنت موافقا, فوقع هنا.",
            "A Latin comma in Arabic.",
        ),
        Example::right(
            "بلغت الكلفة 1,250 دولارا.",
            "The cost was 1,250 dollars.",
            "The comma is part of a number.",
        ),
        Example::right(
            "كلمة «مرحبا، أهلا» للترحيب.",
            "The words مرحبا، أهلا are a welcome.",
            "The mark stands in words of its own script.",
        ),
        Example::right(
            "The company (Smith, Jones & Co.) closed.",
            "أغلقت شركة (Smith, Jones & Co.) أبوابها.",
            "The mark stands in a foreign name.",
        ),
    ],
    options: &[OptionDoc {
        key: "allow",
        default: "[]",
        doc: "marks that are fine",
    }],
};

impl Check for SourcePunctuation {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bitext(&self, cx: &Context<'_>, out: &mut Vec<Finding>) {
        let lang = cx.lang(Side::Target);
        let allowed = cx.options.list(&RULE, "allow");
        for foreign in lang.typography().foreign {
            if allowed.iter().any(|mark| mark.chars().eq([foreign.mark])) {
                continue;
            }
            let mut spots = Vec::new();
            for segment in 0..cx.bitext.target.segments.len() {
                let text = cx.text(Side::Target, segment);
                let tokens = cx.tokens(Side::Target, segment);
                for (at, _) in text.match_indices(foreign.mark) {
                    if is_left(text, tokens, at, foreign, lang) {
                        spots.push(Spot {
                            segment,
                            span: Span::new(at, at + foreign.mark.len_utf8()),
                            replacement: Some(foreign.own.to_owned()),
                        });
                    }
                }
            }
            let (mark, own) = (foreign.mark, foreign.own);
            let places = match spots.len() {
                1 => String::new(),
                count => format!(", in {count} places"),
            };
            let found = habit(
                cx,
                &RULE,
                if foreign.habit { 0.9 } else { 0.95 },
                &spots,
                !foreign.habit,
                format!("{mark} stands for {own}{places}"),
                &format!("Write {own}, the mark of {}.", lang.name()),
            );
            out.extend(found.map(|finding| {
                if foreign.habit {
                    finding.severity(Severity::Info)
                } else {
                    finding
                }
            }));
        }
    }
}

/// Whether a mark stands in text of the language rather than in words of its own script, a number or code.
fn is_left(text: &str, tokens: &[Token], at: usize, foreign: &ForeignMark, lang: Lang) -> bool {
    let mark = foreign.mark;
    if in_code(tokens, at) {
        return false;
    }
    let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    let end = at + mark.len_utf8();
    let (left, right) = (text[..at].chars().next_back(), text[end..].chars().next());
    if digit(left) && digit(right) {
        return false;
    }
    // An entity that was left undecoded: `&gt;`.
    let near = near_before(text, at);
    let name = near.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    if mark == ';' && name.ends_with('&') && name.len() < near.len() {
        return false;
    }
    // Faces, and marks that are written about: `:)`, `(؟)`.
    let is_mark = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !c.is_whitespace());
    if is_mark(left) && is_mark(right) && left.is_some() {
        return false;
    }
    // The nearest word on either side. A mark stays with the word before it, unless it opens something.
    let word = |token: &&Token| token.kind == TokenKind::Word;
    let before = tokens[..tokens.partition_point(|token| token.span.end <= at)]
        .iter()
        .rev()
        .take(60)
        .find(word)
        .and_then(|token| token.lang);
    let after = tokens[tokens.partition_point(|token| token.span.start < end)..]
        .iter()
        .take(60)
        .find(word)
        .and_then(|token| token.lang);
    let opens = matches!(mark, '«');
    let (near, far) = if opens {
        (after, before)
    } else {
        (before, after)
    };
    let number_before = last_token(tokens, at).is_some_and(|token| token.kind == TokenKind::Number);
    match (near, far) {
        (Some(near), _) if near != lang => {
            // A foreign name before a comma of the sentence: `Reuters, that …` takes the marks of the sentence only
            // where the sentence goes on in its language.
            !opens
                && !number_before
                && far == Some(lang)
                && foreign.habit
                && !encloses(text, at, end)
        }
        (Some(_), Some(far)) => far == lang,
        (Some(_), None) => true,
        (None, far) => far == Some(lang),
    }
}

/// Whether brackets or quotation marks stand open around a place.
fn encloses(text: &str, at: usize, end: usize) -> bool {
    let open = |c: char| matches!(c, '(' | '[' | '«' | '\u{201C}');
    let close = |c: char| matches!(c, ')' | ']' | '»' | '\u{201D}');
    let before = near_before(text, at)
        .chars()
        .rev()
        .find(|c| open(*c) || close(*c));
    let after = near_after(text, end)
        .chars()
        .find(|c| open(*c) || close(*c));
    before.is_some_and(open) && after.is_some_and(close)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{findings, flags, silent};

    #[test]
    fn marks_of_the_other_script_are_flagged() {
        for (source, target) in [
            ("نعم، بالطبع.", "Yes، of course."),
            ("الأول؛ ثم الثاني.", "The first؛ then the second."),
            ("أين أنت؟", "Where are you؟"),
            ("قال «نعم».", "He said «yes»."),
            ("ارتفعت بنسبة 5٪.", "It rose by 5٪."),
            (
                "وصل في 12 يناير، وغادر.",
                "He arrived on 12 January، and left.",
            ),
            (
                "قالت رويترز، نقلا عن مصدر.",
                "Reuters، citing a source, said so.",
            ),
            ("القاهرة، مصر", "Cairo، Egypt"),
            ("من؟ ومتى؟", "Who؟ And when?"),
            // Into Arabic.
            ("Yes, of course.", "نعم, بالطبع."),
            ("First; then second.", "أولا; ثم ثانيا."),
            ("Where are you?", "أين أنت?"),
            ("Bread, milk, and eggs.", "خبز, وحليب, وبيض."),
            ("In 2020, he left.", "في عام 2020, غادر."),
            ("He said, \"No\".", "قال, \"لا\"."),
            ("Why? Who knows?", "لماذا? من يعلم؟"),
            (
                "According to Reuters, the talks failed.",
                "وفقا لوكالة Reuters, فشلت المحادثات.",
            ),
        ] {
            flags(&SourcePunctuation, source, target);
        }
    }

    #[test]
    fn marks_that_belong_there_are_not() {
        for (source, target) in [
            ("بلغ 1,500 شخص.", "It reached 1,500 people."),
            ("كلمة مرحبا، أهلا.", "The phrase أهلا، مرحبا means welcome."),
            (
                "الآية: قل هو الله أحد؟",
                "The line «من أنت؟» opens the poem.",
            ),
            (
                "زوروا example.com/a,b.",
                "See https://example.com/a,b;c?d=1 now.",
            ),
            ("نعم، بالطبع.", "Yes, of course."),
            ("النسبة 5%.", "The share is 5%."),
            ("من؟", "Who?"),
            // Into Arabic.
            ("It cost 1,500.75 dollars.", "بلغ 1,500.75 دولارا."),
            ("Smith, Jones and Brown.", "شركة Smith, Jones and Brown."),
            ("The song \"Why, oh why?\".", "أغنية \"Why, oh why?\"."),
            ("He said: «Yes».", "قال: «نعم»."),
            (
                "See https://example.com/?q=1,2;3.",
                "انظر https://example.com/?q=1,2;3.",
            ),
            ("Bread, milk.", "خبز، وحليب."),
            ("Really?", "حقا؟"),
            ("x, y and z", "المتغيرات x, y, z"),
            ("5% of them.", "5% منهم."),
            (":) ;)", "شكرا ;)"),
            ("More than 5", "القيمة &gt; 5"),
            ("Size: 3,5 cm", "المقاس: 3,5 سم"),
        ] {
            silent(&SourcePunctuation, source, target);
        }
    }

    #[test]
    fn all_places_of_a_mark_are_one_finding() {
        let found = findings(
            &SourcePunctuation,
            "One, two.\nThree, four.\nFive; six.",
            "واحد, اثنان.\nثلاثة, أربعة.\nخمسة; ستة.",
        );
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].related.len(), 1);
        assert_eq!(found[0].severity, Severity::Info);
        assert_eq!(found[0].fix.as_ref().unwrap().edits.len(), 2);
    }
}
