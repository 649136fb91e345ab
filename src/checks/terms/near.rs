//! Forms with a slip of the keyboard: Izvestiya, Atlatic Council.

use super::{Matched, Terms};
use crate::bitext::Bead;
use crate::glossary::Entry;
use crate::lang::{self, Lang, Token, TokenKind, tokenize};
use crate::text::{Side, Span};

/// How much alike two spellings of one name sound.
const ALIKE: f64 = 0.9;

/// Words that are a listed form but for a letter or two.
#[derive(Clone, Debug)]
pub(in crate::checks) struct Near {
    /// The segment of the target.
    pub segment: usize,
    /// Where in it.
    pub span: Span,
    /// The tokens.
    pub tokens: std::ops::Range<usize>,
    /// The listed form.
    pub form: String,
    /// What is written together with its first word (`و+ال`).
    pub clitics: String,
    /// What was added to its last word.
    pub ending: &'static str,
    /// How many letters differ.
    pub distance: usize,
}

/// The nearest form of an entry in a bead's target.
pub(super) fn find(terms: &Terms<'_>, on: Matched<'_>, bead: &Bead, entry: &Entry) -> Option<Near> {
    let lang = on.bitext.target.lang;
    let mut best: Option<Near> = None;
    for (_, _, form) in terms.fine_forms_of(entry) {
        let listed: Vec<String> = tokenize(form, &[])
            .iter()
            .filter(|token| token.kind != TokenKind::Punctuation)
            .map(|token| token.norm.to_string())
            .collect();
        let longest = listed.iter().map(|word| word.chars().count()).max();
        if longest.is_none_or(|longest| longest < 5) {
            continue;
        }
        for segment in bead.target.clone() {
            let Some(analysis) = on.target.get(segment) else {
                continue;
            };
            let text = on.text(Side::Target, segment);
            let taken = |span: Span| {
                terms
                    .hits(Side::Target, segment)
                    .iter()
                    .any(|hit| !hit.derived && hit.span.overlaps(span))
            };
            for window in windows(&analysis.tokens, listed.len()) {
                let Some(slip) = distance(lang, &listed, &window, &analysis.tokens) else {
                    continue;
                };
                let (Some(first), Some(last)) = (window.first(), window.last()) else {
                    continue;
                };
                let (Some(from), Some(to)) =
                    (analysis.tokens.get(*first), analysis.tokens.get(*last))
                else {
                    continue;
                };
                let span = from.span.cover(to.span);
                let better = best
                    .as_ref()
                    .is_none_or(|known| slip.distance < known.distance);
                if better && !taken(span) && !span.of(text).is_empty() {
                    best = Some(Near {
                        segment,
                        span,
                        tokens: *first..last + 1,
                        form: form.to_owned(),
                        clitics: slip.clitics,
                        ending: slip.ending,
                        distance: slip.distance,
                    });
                }
            }
        }
    }
    best
}

/// Runs of `count` words with nothing but spaces and hyphens between them.
fn windows(tokens: &[Token], count: usize) -> Vec<Vec<usize>> {
    let mut out = Vec::new();
    for start in 0..tokens.len() {
        let mut window = Vec::with_capacity(count);
        for (number, token) in tokens.iter().enumerate().skip(start) {
            match token.kind {
                TokenKind::Word | TokenKind::Number => window.push(number),
                TokenKind::Punctuation if !window.is_empty() && token.norm == "-" => {}
                _ => break,
            }
            if window.len() == count {
                out.push(window);
                break;
            }
        }
    }
    out
}

/// How a run of words differs from a form.
#[derive(Debug, Default, PartialEq)]
struct Slip {
    distance: usize,
    /// What is written together with the first word.
    clitics: String,
    /// What was added to the last word.
    ending: &'static str,
}

/// How far a window is from a form; none where it is another thing or the form itself.
///
/// One word may differ, by one letter where it has five or more, by two where it has nine or more, and it must not
/// be a word of the language: Iran is no slip for Iraq. What is written together with a word is no slip either.
fn distance(lang: Lang, listed: &[String], window: &[usize], tokens: &[Token]) -> Option<Slip> {
    let mut slip = Slip::default();
    for (position, (word, number)) in listed.iter().zip(window).enumerate() {
        let found = tokens.get(*number)?.norm.as_ref();
        let readings = lang.readings(found);
        if word == found {
            continue;
        }
        if let Some(same) = readings.iter().find(|reading| reading.base == *word) {
            if position == 0 {
                slip.clitics = same.prefix.to_string();
            }
            continue;
        }
        let letters = word.chars().count();
        // Only the first word of a form has anything but the article before it.
        let bare = readings.iter().filter(|reading| {
            matches!(reading.suffix, "" | "'s") && (position == 0 || reading.cost <= 1)
        });
        let (distance, nearest) = bare
            .map(|reading| {
                let distance = strsim::damerau_levenshtein(&reading.base, word);
                (distance, reading)
            })
            .min_by_key(|(distance, reading)| (*distance, reading.cost))?;
        let allowed = match letters.min(nearest.base.chars().count()) {
            0..=4 => return None,
            5..=8 => 1,
            _ => 2,
        };
        let same_start = word.chars().next() == nearest.base.chars().next();
        let known = is_word(lang, found)
            || is_word(lang, &nearest.base)
            || is_other_spelling(lang, &nearest.base, word);
        if distance == 0 || distance > allowed || !same_start && distance > 1 || known {
            return None;
        }
        slip.distance += distance;
        if slip.distance > 2 {
            return None;
        }
        if position == 0 {
            slip.clitics = nearest.prefix.to_string();
        }
        if position + 1 == listed.len() && nearest.suffix == "'s" {
            slip.ending = "'s";
        }
    }
    (slip.distance > 0).then_some(slip)
}

/// Whether two words are spellings of one foreign name in a script that has no settled one for it: they sound alike.
fn is_other_spelling(lang: Lang, a: &str, b: &str) -> bool {
    !lang.has_case() && lang::similarity(&lang.phones(a), &lang.phones(b)) >= ALIKE
}

/// Whether the lexicon has a folded word of the language.
fn is_word(lang: Lang, folded: &str) -> bool {
    let lexicon = crate::lexicon::builtin();
    if lexicon.to == lang {
        !lexicon.keys_of(folded).is_empty()
    } else {
        lexicon.find(folded).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(lang: Lang, form: &str, found: &str) -> Option<Slip> {
        let listed: Vec<String> = tokenize(form, &[])
            .iter()
            .map(|token| token.norm.to_string())
            .collect();
        let tokens = tokenize(found, &[]);
        let window: Vec<usize> = (0..tokens.len()).collect();
        distance(lang, &listed, &window, &tokens)
    }

    #[test]
    fn a_letter_or_two_make_a_slip() {
        for (lang, form, found, letters) in [
            (Lang::ENGLISH, "Izvestia", "Izvestiya", 1),
            (Lang::ENGLISH, "Atlantic Council", "Atlatic Council", 1),
            (Lang::ENGLISH, "Bloomberg", "Blomberg's", 1),
            (Lang::ENGLISH, "Hezbollah", "Hezbolah", 1),
            (Lang::ARABIC, "بلومبرغ", "وبلومبرع", 1),
            (Lang::ARABIC, "كوميرسانت", "لكوميرسات", 1),
        ] {
            let found = slip(lang, form, found).unwrap_or_default();
            assert_eq!(found.distance, letters, "{form}");
        }
        let found = slip(Lang::ARABIC, "بلومبرغ", "وبلومبرع").unwrap();
        assert_eq!((found.clitics.as_str(), found.ending), ("و", ""));
    }

    #[test]
    fn other_words_are_no_slips() {
        for (lang, form, found) in [
            (Lang::ENGLISH, "Iraq", "Iran"),
            (Lang::ENGLISH, "Austria", "Australia"),
            (Lang::ENGLISH, "Slovakia", "Slovenia"),
            (Lang::ENGLISH, "Niger", "Nigeria"),
            (Lang::ENGLISH, "Supreme Court", "Supreme Council"),
            (Lang::ENGLISH, "vaccine", "vaccines"),
            (Lang::ENGLISH, "defence minister", "defense minister"),
            // The form itself, with what may be written together with it.
            (Lang::ARABIC, "جدة", "وجدة"),
            (Lang::ARABIC, "بلومبرغ", "وبلومبرغ"),
            (Lang::ARABIC, "بلومبرغ", "لبلومبرغ"),
            (Lang::ARABIC, "الجزائر", "وبالجزائر"),
            (Lang::ARABIC, "وزارة الخارجية", "ولوزارة الخارجية"),
            (Lang::ARABIC, "سلوفاكيا", "سلوفينيا"),
            // Two ways to write a foreign name.
            (Lang::ARABIC, "بريكسيت", "البريكزيت"),
            (Lang::ARABIC, "غوتيريش", "جوتيريش"),
        ] {
            assert_eq!(slip(lang, form, found), None, "{form} / {found}");
        }
    }
}
