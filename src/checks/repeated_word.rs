//! `repeated-word`: the same word twice in a row.

use super::{BeadContext, Check};
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::lang::{Analysis, Lang, Token, TokenKind};
use crate::text::{Side, Span};

/// The longest run of words that is looked for twice.
const LONGEST: usize = 4;

/// See [`RULE`].
#[derive(Debug)]
pub struct RepeatedWord;

static RULE: Rule = Rule {
    name: "repeated-word",
    category: Category::Typography,
    severity: Severity::Warning,
    mqm: "linguistic conventions / grammar",
    its: "duplication",
    summary: "A word or a few words of the translation stand twice in a row.",
    why: "A doubled word is a slip of the keyboard that spelling checkers miss at line ends and across edits. \
          Readers see it at once, and it makes them doubt the rest.",
    what_to_do: "Delete one of the two, or add the word to `allow` where the repetition is meant.",
    limits: "Words that a language doubles on purpose are known (had had, that that, very very, her her; شيئا شيئا, \
             جدا جدا, لا لا), so are spelled-out letters (سي إن إن), and words with a hyphen (in in-house training). A \
             repetition that the source has as well is silent, as with names (Duran Duran, دوران دوران), and one with \
             a comma between (New York, New York) is none.",
    examples: &[
        Example::wrong(
            "وصل الوزير إلى العاصمة.",
            "The minister arrived in the the capital.",
            "“the” stands twice.",
        ),
        Example::wrong(
            "اجتمع الوفدان في جنيف.",
            "The two delegations met in in Geneva.",
            "“in” stands twice.",
        ),
        Example::wrong(
            "The talks ended on Sunday.",
            "انتهت المحادثات يوم يوم الأحد.",
            "«يوم» stands twice.",
        ),
        Example::wrong(
            "قدم التقرير في نهاية العام.",
            "The report was submitted at the end of the end of the year.",
            "“the end of” stands twice.",
        ),
        Example::right(
            "قال إنه كان قد زار المدينة.",
            "He said he had had a look at the city.",
            "“had had” is English grammar.",
        ),
        Example::right(
            "كان الأمر صعبا جدا جدا.",
            "It was very, very hard.",
            "A comma parts the two.",
        ),
        Example::right(
            "Little by little, they came.",
            "شيئا فشيئا جاؤوا.",
            "The second word has a conjunction.",
        ),
    ],
    options: &[OptionDoc {
        key: "allow",
        default: "[]",
        doc: "words that may stand twice",
    }],
};

impl Check for RepeatedWord {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bead(&self, cx: &BeadContext<'_>, out: &mut Vec<Finding>) {
        let allowed = cx.cx.options.list(&RULE, "allow");
        let segments: Vec<_> = cx.segments(Side::Target).collect();
        let mut found = Vec::new();
        for (segment, text, analysis) in &segments {
            let mut from = 0;
            while from < analysis.tokens.len() {
                let length = (1..=LONGEST).find(|length| {
                    repeats(text, &analysis.tokens, from, *length)
                        && is_slip(text, &analysis.tokens, from, *length, &allowed)
                });
                match length {
                    Some(length) => {
                        found.push((*segment, from, length));
                        from += 2 * length;
                    }
                    None => from += 1,
                }
            }
        }
        let over = segments
            .windows(2)
            .find(|pair| is_repeated_over(&pair[0], &pair[1], &allowed));
        if found.is_empty() && over.is_none() {
            return;
        }
        for (segment, from, length) in found {
            if source_repeats(cx, length == 1 && is_stop(cx, segment, from))
                || length == 1 && is_double_name(cx, segment, from)
            {
                continue;
            }
            let text = cx.cx.text(Side::Target, segment);
            let tokens = cx.cx.tokens(Side::Target, segment);
            let (Some(first), Some(again), Some(last)) = (
                run(tokens, from, length),
                run(tokens, from + length, length),
                tokens.get(from + length - 1),
            ) else {
                continue;
            };
            let mut finding = slip(cx, again.of(text));
            if let Some(place) = cx.place(Side::Target, segment, first.cover(again)) {
                finding = finding.target(place);
            }
            let gap = Span::new(last.span.end, again.end);
            if let Some(place) = cx.place(Side::Target, segment, gap) {
                finding = finding.fix(false, place, "");
            }
            out.push(finding);
        }
        if let Some([(before, _, first), (after, text, second)]) = over
            && !source_repeats(cx, true)
            && let (Some(first), Some(second)) = (first.tokens.last(), second.tokens.first())
        {
            let mut finding = slip(cx, second.span.of(text));
            if let Some(place) = cx.place(Side::Target, *after, second.span) {
                finding = finding.target(place);
            }
            if let Some(place) = cx.place(Side::Target, *before, first.span) {
                finding = finding.related(place, "here it stands first");
            }
            out.push(finding);
        }
    }
}

fn slip(cx: &BeadContext<'_>, words: &str) -> Finding {
    let verb = if words.contains(char::is_whitespace) {
        "stand"
    } else {
        "stands"
    };
    let finding = Finding::new(
        &RULE,
        0.95,
        format!("“{words}” {verb} twice in a row"),
        "Delete one of the two.",
    )
    .in_bead(cx.index);
    match cx.whole(Side::Source) {
        Some(place) => finding.source(place),
        None => finding,
    }
}

/// Whether a word of the target has no content of its own.
fn is_stop(cx: &BeadContext<'_>, segment: usize, token: usize) -> bool {
    let lang = cx.cx.lang(Side::Target);
    cx.cx
        .tokens(Side::Target, segment)
        .get(token)
        .is_some_and(|token| lang.is_stop_word(&token.norm))
}

/// Whether a word that is doubled may be a name that is always so (Roa Roa): it has a capital, no lexicon has it, and
/// it stands nowhere alone.
fn is_double_name(cx: &BeadContext<'_>, segment: usize, token: usize) -> bool {
    let side = Side::Target;
    let Some(name) = cx.cx.tokens(side, segment).get(token) else {
        return false;
    };
    let capital = name
        .span
        .of(cx.cx.text(side, segment))
        .starts_with(char::is_uppercase);
    capital
        && !cx.cx.is_word(side, &name.norm)
        && !cx.cx.lang(side).is_stop_word(&name.norm)
        && !cx.cx.analyses(side).iter().any(|analysis| {
            let is_name = |at: Option<usize>| {
                at.and_then(|at| analysis.tokens.get(at))
                    .is_some_and(|other| other.norm == name.norm)
            };
            (0..analysis.tokens.len()).any(|at| {
                is_name(Some(at)) && !is_name(at.checked_sub(1)) && !is_name(Some(at + 1))
            })
        })
}

/// The span of some tokens.
fn run(tokens: &[Token], from: usize, length: usize) -> Option<Span> {
    let tokens = tokens.get(from..from + length)?;
    Some(tokens.first()?.span.cover(tokens.last()?.span))
}

/// Whether `length` words from `from` on stand there twice, with nothing but spaces between.
fn repeats(text: &str, tokens: &[Token], from: usize, length: usize) -> bool {
    tokens.get(from..from + 2 * length).is_some_and(|run| {
        let (first, second) = run.split_at(length);
        let mut pairs = first.iter().zip(second);
        pairs.all(|(a, b)| a.norm == b.norm && same(a.span.of(text), b.span.of(text)))
            && run.iter().all(|token| token.kind == TokenKind::Word)
            && run.iter().skip(1).all(|token| !token.glued)
    })
}

/// Whether two words are the same in letters and vowel marks. Folding would take على and علي for one.
fn same(a: &str, b: &str) -> bool {
    fn bare(word: &str) -> impl Iterator<Item = char> {
        word.chars()
            .filter(|c| *c != '\u{0640}')
            .flat_map(char::to_lowercase)
    }
    a == b || bare(a).eq(bare(b))
}

fn is_slip(text: &str, tokens: &[Token], from: usize, length: usize, allowed: &[&str]) -> bool {
    let Some(words) = tokens.get(from..from + length) else {
        return false;
    };
    // A part of a compound: `log-in in`, `in in-house training`.
    let hyphen = |token: Option<&Token>| {
        token.is_some_and(|token| {
            token.glued && matches!(token.span.of(text), "-" | "\u{2010}" | "\u{2011}" | "/")
        })
    };
    if hyphen(tokens.get(from + 2 * length)) || words.first().is_some_and(|token| token.glued) {
        return false;
    }
    let Some(lang) = words.iter().find_map(|token| token.lang) else {
        return false;
    };
    let is_allowed = |token: &Token| allowed.iter().any(|word| lang.fold(word) == *token.norm);
    if let [word] = words {
        // Some names of letters are words as well: then another letter stands beside them (سي إن إن, يسكن في في).
        let letter_name = |token: Option<&Token>| {
            token.is_some_and(|token| {
                let word = token.span.of(text);
                lang.breaks().is_letter_name(word)
                    || lang
                        .breaks()
                        .joined(word)
                        .is_some_and(|word| lang.breaks().is_letter_name(word))
            })
        };
        let beside_letter = letter_name(from.checked_sub(1).and_then(|at| tokens.get(at)))
            || letter_name(tokens.get(from + 2));
        let is_stop = lang.is_stop_word(&word.norm);
        // `a a` is a slip, `A A` are initials.
        let is_small = word.span.of(text).starts_with(char::is_lowercase);
        let is_letter = word.norm.chars().count() < 2 && !(is_stop && is_small)
            || letter_name(Some(word)) && (!is_stop || beside_letter);
        return !(is_letter
            || is_allowed(word)
            || doubles(lang, tokens, from)
            || meets(lang, tokens, from));
    }
    // Part of a longer run of a letter or a word (`ha ha ha ha`), or one word with a link: “again and again and again”.
    let all_same = words
        .windows(2)
        .all(|pair| same(pair[0].span.of(text), pair[1].span.of(text)));
    let links = |token: &Token| lang.typography().linking.contains(&token.norm.as_ref());
    let linked = words.iter().filter(|token| links(token)).count();
    let capitals = words
        .iter()
        .all(|token| token.span.of(text).starts_with(char::is_uppercase));
    !(all_same
        || capitals
        || words.iter().any(is_allowed)
        || words.len() == 2 && linked == 1
        || words.iter().all(|token| {
            token.norm.chars().count() < 2 || lang.breaks().is_letter_name(token.span.of(text))
        }))
}

fn doubles(lang: Lang, tokens: &[Token], from: usize) -> bool {
    tokens
        .get(from)
        .is_some_and(|token| lang.doubles(&token.norm))
}

/// Whether two words meet that are alike by chance: “what it is is a mistake”.
fn meets(lang: Lang, tokens: &[Token], from: usize) -> bool {
    let Some(word) = tokens.get(from) else {
        return false;
    };
    lang.typography()
        .meeting
        .iter()
        .find(|(meeting, _)| *meeting == &*word.norm)
        .is_some_and(|(_, openers)| {
            tokens[from.saturating_sub(8)..from]
                .iter()
                .any(|token| openers.contains(&token.norm.as_ref()))
        })
}

/// Whether the second segment starts with the last word of the first, and no mark parts them.
fn is_repeated_over(
    first: &(usize, &str, &Analysis),
    second: &(usize, &str, &Analysis),
    allowed: &[&str],
) -> bool {
    let (Some(last), Some(next)) = (first.2.tokens.last(), second.2.tokens.first()) else {
        return false;
    };
    let (a, b) = (last.span.of(first.1), next.span.of(second.1));
    let Some(lang) = last.lang else { return false };
    last.kind == TokenKind::Word
        && next.kind == TokenKind::Word
        && same(a, b)
        && lang.is_stop_word(&last.norm)
        && !lang.doubles(&last.norm)
        && !allowed.iter().any(|word| lang.fold(word) == *last.norm)
        && !b.starts_with(char::is_uppercase)
}

/// Whether the source repeats words too, with a hyphen or comma between them or not: then it is the author's, as it is
/// with names that are doubled (Duran Duran). Letters that are spelled out (بي بي سي) repeat nothing, and a word
/// without content is doubled only where the source doubles one too.
fn source_repeats(cx: &BeadContext<'_>, stop: bool) -> bool {
    let lang = cx.cx.lang(Side::Source);
    let tells = |token: &Token, text: &str| {
        token.norm.chars().count() > 1
            && !lang.breaks().is_letter_name(token.span.of(text))
            && (!stop
                || lang.is_stop_word(&token.norm)
                || lang.doubles(&token.norm)
                || token.span.of(text).starts_with(char::is_uppercase))
    };
    cx.segments(Side::Source).any(|(_, text, analysis)| {
        let tokens = &analysis.tokens;
        (0..tokens.len()).any(|from| {
            (1..=LONGEST).any(|length| {
                repeats(text, tokens, from, length)
                    && tokens[from..from + length]
                        .iter()
                        .any(|token| tells(token, text))
            })
        }) || tokens.windows(3).any(|three| {
            three[0].kind == TokenKind::Word
                && three[1].kind == TokenKind::Punctuation
                && three[2].kind == TokenKind::Word
                && three[0].norm == three[2].norm
                && tells(&three[0], text)
        }) || !stop && tokens.iter().any(|token| is_doubled(&token.norm))
    })
}

/// Whether a word is the same word twice without a space (بورابورا).
fn is_doubled(word: &str) -> bool {
    let middle = word.len() / 2;
    middle >= 6 && word.is_char_boundary(middle) && word[..middle] == word[middle..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{findings, flags, silent};

    #[test]
    fn slips_are_flagged() {
        for (source, target) in [
            (
                "أعلن البيان عن موقف الحكومة.",
                "The statement announced the position of of the government.",
            ),
            ("هذا مهم.", "This is is important."),
            ("ذهب إلى السوق.", "He went to to the market."),
            ("وصل مع عائلته.", "He arrived with with his family."),
            ("القمة والمؤتمر.", "The summit and and the conference."),
            ("فازت كندا بالمباراة.", "Canada won won the match."),
            ("The car is red.", "السيارة حمراء حمراء."),
            ("قال ترامب إنه سيعود.", "Trump Trump said he would be back."),
            ("في ديسمبر المقبل.", "Next December December."),
            (
                "قالت بي بي سي إن الاجتماع انتهى.",
                "The BBC said the the meeting was over.",
            ),
            ("هل يعرف ذلك؟", "Does does he know that?"),
            ("وصل إلى القمة.", "He did did reach the summit."),
            (
                "زار الوفد الاتحاد الأوروبي.",
                "The delegation visited the European European Union.",
            ),
            ("كان اجتماعا طويلا.", "It was a a long meeting."),
            ("قال إن الأمر انتهى.", "He said said it was over."),
            ("عقد الاجتماع أمس.", "The the meeting was held yesterday."),
            (
                "عقد الاجتماع أمس.",
                "The meeting meeting was held yesterday.",
            ),
            (
                "انتقد رئيس الوزراء القرار.",
                "The prime minister the prime minister criticised the decision.",
            ),
            (
                "سيصل الإعصار في وقت مبكر من الأسبوع المقبل.",
                "The storm will arrive early next early next week.",
            ),
            ("He lives in Cairo.", "يسكن في في القاهرة."),
            ("They came from the north.", "جاؤوا من من الشمال."),
            ("The report is on the table.", "التقرير على على الطاولة."),
            (
                "He said that the talks failed.",
                "قال إن إن المحادثات فشلت.",
            ),
            (
                "The president of the republic arrived.",
                "وصل رئيس الجمهورية رئيس الجمهورية.",
            ),
            ("She works with the ministry.", "تعمل مع مع الوزارة."),
        ] {
            flags(&RepeatedWord, source, target);
        }
    }

    #[test]
    fn meant_repetitions_are_not() {
        for (source, target) in [
            ("عرف أن ذلك صحيح.", "He knew that that was true."),
            (
                "درس حسين أ. والمركبات.",
                "Hussein A A studied the compounds.",
            ),
            ("زار بورا بورا.", "He visited Bora Bora."),
            ("لا لا، لن نقبل.", "No no, we will not accept."),
            ("غنى للمدينة.", "He sang New York, New York."),
            ("تدربوا داخل المؤسسة.", "They went in in-house training."),
            ("أعطاها كتابها.", "He gave her her book."),
            ("كان قد رحل.", "Had he had had time, he would have left."),
            (
                "المشكلة أنه متأخر.",
                "What the problem is is that he is late.",
            ),
            (
                "أعاد المحاولة مرارا.",
                "He tried again and again and again.",
            ),
            (
                "يتقدمون يوما بعد يوم.",
                "They advance day after day after day.",
            ),
            ("أحب فرقة دوران دوران.", "He loves Duran Duran."),
            ("وصل إلى بورابورا.", "He arrived in Bora Bora."),
            (
                "انهار الفندق صباحا.",
                "The Roa Roa Hotel collapsed in the morning.",
            ),
            ("ما يفعله ليس كافيا.", "What he did did not suffice."),
            ("ما يفعلونه مفيد.", "What they do do is useful."),
            ("لغة سي بلس بلس.", "The language is C plus plus."),
            ("يتنفس جيدا الآن.", "He is breathing all right right now."),
            ("قال لك إنك محق.", "I told you you were right."),
            ("She works for CNN.", "تعمل في سي إن إن."),
            ("The BBC said so.", "قالت بي بي سي ذلك."),
            (
                "The BBC and CNN said so.",
                "قالت ذلك بي بي سي وسي إن إن وفوكس.",
            ),
            ("Little by little.", "رويدا رويدا."),
            ("One by one they left.", "خرجوا واحدا واحدا."),
            ("He learned it chapter by chapter.", "تعلمه فصلا فصلا."),
            ("He swore by God.", "الله الله في أولادكم."),
            ("Ali Ali met the minister.", "التقى علي علي الوزير."),
            ("He relied on Ali.", "اعتمد على علي."),
            ("From Baden-Baden with love.", "من بادن بادن مع الحب."),
            ("It was far, far away.", "كان بعيدا بعيدا."),
        ] {
            silent(&RepeatedWord, source, target);
        }
    }

    #[test]
    fn the_fix_deletes_the_second_word_and_the_space_before_it() {
        let found = findings(&RepeatedWord, "في جنيف.", "They met in in Geneva.");
        let edit = &found[0].fix.as_ref().unwrap().edits[0];
        assert_eq!(edit.place.text(), " in");
        assert_eq!(found[0].target.as_ref().unwrap().text(), "in in");
    }
}
