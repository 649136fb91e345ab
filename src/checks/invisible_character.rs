//! `invisible-character`: a character that nobody sees, or that stands for one that was lost.

use super::shared::{Spot, after, before, habit, in_code};
use super::{Check, Context};
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::lang::{Lang, Token};
use crate::text::{Side, Span};

/// See [`RULE`].
#[derive(Debug)]
pub struct InvisibleCharacter;

static RULE: Rule = Rule {
    name: "invisible-character",
    category: Category::Characters,
    severity: Severity::Warning,
    mqm: "linguistic conventions / character encoding",
    its: "characters",
    summary: "An invisible character stands in the text, or the sign for one that was lost.",
    why: "A zero-width space or a soft hyphen inside a word hides it from every search and comparison; a control \
          character breaks files and feeds; hidden tags carry text that no reader sees. The sign \u{FFFD} says that a \
          letter was lost on the way.",
    what_to_do: "Delete the character. Where \u{FFFD} stands, write the letter that was lost.",
    limits: "The zero-width non-joiner of Persian words, joiners in emoji and after Arabic letters, variation selectors, \
             and no-break spaces between words, in numbers and before the marks of French are fine. A no-break space is \
             reported beside another space and before a comma or a full stop. All places of one character are one finding.",
    examples: &[
        Example::wrong(
            "الحكومة اجتمعت أمس.",
            "The govern\u{200B}ment met yesterday.",
            "A zero-width space inside a word.",
        ),
        Example::wrong(
            "The café closed.",
            "أغلق المقهى caf\u{FFFD}.",
            "A letter was lost.",
        ),
        Example::wrong(
            "وصل الوفد.",
            "The dele\u{00AD}gation arrived.",
            "A soft hyphen, left from a printed page.",
        ),
        Example::right(
            "The newspaper Hamshahri",
            "صحيفة «می\u{200C}خواهم» الفارسية",
            "The non-joiner belongs to the Persian word.",
        ),
        Example::right(
            "بلغت الكلفة 10 000 يورو.",
            "It cost 10\u{00A0}000 euros.",
            "A no-break space in a number.",
        ),
        Example::right(
            "عائلة سعيدة 👨\u{200D}👩\u{200D}👧",
            "A happy family 👨\u{200D}👩\u{200D}👧",
            "Joiners in an emoji.",
        ),
    ],
    options: &[OptionDoc {
        key: "allow",
        default: "[]",
        doc: "characters that are fine, as \"U+00AD\"",
    }],
};

/// A character that is reported, and how.
#[derive(Clone, Copy, Debug)]
struct Kind {
    name: &'static str,
    severity: Severity,
    /// What is written instead.
    own: &'static str,
    safe: bool,
}

const fn kind(name: &'static str, severity: Severity, own: &'static str, safe: bool) -> Kind {
    Kind {
        name,
        severity,
        own,
        safe,
    }
}

impl Check for InvisibleCharacter {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bitext(&self, cx: &Context<'_>, out: &mut Vec<Finding>) {
        let allowed: Vec<u32> = cx
            .options
            .list(&RULE, "allow")
            .into_iter()
            .filter_map(|code| {
                let hex = code.trim_start_matches(['U', 'u', '+']);
                u32::from_str_radix(hex, 16).ok()
            })
            .collect();
        let mut found: Vec<(char, Kind, Vec<Spot>)> = Vec::new();
        for segment in 0..cx.bitext.target.segments.len() {
            let text = cx.text(Side::Target, segment);
            let tokens = cx.tokens(Side::Target, segment);
            for (at, c) in text.char_indices() {
                if c.is_ascii() && !c.is_ascii_control() || allowed.contains(&u32::from(c)) {
                    continue;
                }
                let Some(kind) = judge(text, tokens, at, c) else {
                    continue;
                };
                let spot = Spot {
                    segment,
                    span: Span::new(at, at + c.len_utf8()),
                    replacement: (c != '\u{FFFD}').then(|| kind.own.to_owned()),
                };
                match found.iter_mut().find(|(other, ..)| *other == c) {
                    Some((_, _, spots)) => spots.push(spot),
                    None => found.push((c, kind, vec![spot])),
                }
            }
        }
        for (c, kind, spots) in found {
            let mut message = format!("U+{:04X}, {}", u32::from(c), kind.name);
            if spots.len() > 1 {
                message.push_str(&format!(", in {} places", spots.len()));
            }
            let help = match kind.own {
                "" => "Delete the character.",
                " " => "Write an ordinary space, or none.",
                _ => "Write the character that was meant.",
            };
            let finding = habit(cx, &RULE, 0.95, &spots, kind.safe, message, help);
            out.extend(finding.map(|finding| finding.severity(kind.severity)));
        }
    }
}

/// What is wrong with a character where it stands; none where it is fine.
fn judge(text: &str, tokens: &[Token], at: usize, c: char) -> Option<Kind> {
    let (left, right) = (before(text, at), after(text, at + c.len_utf8()));
    // The script in which letters join: there the two joiners shape words.
    let joins = |c: Option<char>| {
        c.is_some_and(|c| Lang::all().any(|lang| lang.right_to_left() && lang.is_letter(c)))
    };
    let found = match c {
        '\u{FFFD}' => kind("a character that was lost", Severity::Error, "", false),
        '\u{FFFC}' => kind(
            "the place of an object that is gone",
            Severity::Warning,
            "",
            true,
        ),
        '\t' | '\n' | '\r' => return None,
        '\u{0000}'..='\u{001F}' | '\u{007F}'..='\u{009F}' => {
            kind("a control character", Severity::Warning, "", true)
        }
        '\u{200B}' => kind("a zero-width space", Severity::Info, "", true),
        '\u{2060}' | '\u{2061}'..='\u{2064}' => {
            kind("an invisible joiner", Severity::Info, "", true)
        }
        '\u{FEFF}' => kind(
            "a byte order mark inside the text",
            Severity::Warning,
            "",
            true,
        ),
        '\u{00AD}' => kind("a soft hyphen", Severity::Info, "", true),
        '\u{200C}' if !(joins(left) || joins(right)) => {
            kind("a zero-width non-joiner", Severity::Info, "", true)
        }
        '\u{200D}' if !(joins(left) || joins(right) || is_symbol(left) || is_symbol(right)) => {
            kind("a zero-width joiner", Severity::Info, "", true)
        }
        '\u{2028}' | '\u{2029}' => kind("a line separator", Severity::Warning, " ", true),
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{180E}' | '\u{034F}'
        | '\u{17B4}' | '\u{17B5}' => kind("a blank letter", Severity::Warning, "", false),
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}' => kind(
            "a character without a meaning of its own",
            Severity::Warning,
            "",
            false,
        ),
        // Hidden tags, except those that spell a flag.
        '\u{E0001}' | '\u{E0020}'..='\u{E007F}' if !in_flag(text, at) => {
            kind("a hidden tag", Severity::Warning, "", false)
        }
        '\u{00A0}' | '\u{202F}' | '\u{2007}' => {
            let raw_left = text[..at].chars().next_back();
            let raw_right = text[at + c.len_utf8()..].chars().next();
            let space = |c: Option<char>| c.is_some_and(char::is_whitespace);
            let doubled = space(raw_left) || space(raw_right);
            let stray = matches!(raw_right, Some(',' | '.' | '،'))
                && !text[at + c.len_utf8()..].starts_with("..");
            if !(doubled || stray) {
                return None;
            }
            kind(
                "a no-break space beside a space or a mark",
                Severity::Info,
                "",
                true,
            )
        }
        _ => return None,
    };
    (!in_code(tokens, at) || found.severity > Severity::Info).then_some(found)
}

/// Whether `c` is an emoji or another symbol, or shapes one.
fn is_symbol(c: Option<char>) -> bool {
    c.is_some_and(|c| {
        matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}' | '\u{FE00}'..='\u{FE0F}')
            // Scripts of India, which join by it too.
            || matches!(c, '\u{0900}'..='\u{0DFF}' | '\u{1000}'..='\u{109F}')
    })
}

/// Whether the tags before a place belong to a black flag.
fn in_flag(text: &str, at: usize) -> bool {
    text[..at]
        .chars()
        .rev()
        .take(8)
        .find(|c| !matches!(c, '\u{E0020}'..='\u{E007F}'))
        == Some('\u{1F3F4}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{findings, flags, silent};

    #[test]
    fn characters_that_nobody_sees_are_flagged() {
        for (source, target) in [
            ("نعم", "ye\u{200B}s"),
            ("نعم", "yes\u{200B} and no"),
            ("نعم", "y\u{00AD}es"),
            ("نعم", "yes\u{FEFF} no"),
            ("نعم", "y\u{200C}es"),
            ("نعم", "y\u{200D}es"),
            ("نعم", "y\u{2060}es"),
            ("نعم", "caf\u{FFFD}"),
            ("نعم", "yes\u{FFFC}"),
            ("نعم", "yes\u{0007} no"),
            ("نعم", "yes\u{0093}no\u{0094}"),
            ("نعم", "yes\u{2028}no"),
            ("نعم", "yes\u{3164}no"),
            ("نعم", "yes\u{E000}no"),
            ("نعم", "yes\u{E0041}\u{E0042} no"),
            ("نعم", "yes\u{00A0}, no"),
            ("نعم", "yes\u{00A0} no"),
            ("yes", "كل\u{200B}مة"),
            ("yes", "كل\u{00AD}مة"),
            ("yes", "نعم\u{00A0}، لا"),
        ] {
            flags(&InvisibleCharacter, source, target);
        }
    }

    #[test]
    fn characters_with_a_purpose_are_not() {
        for (source, target) in [
            ("نعم", "yes, naïve café"),
            ("نعم", "10\u{00A0}000 men"),
            ("نعم", "Mr.\u{00A0}Smith"),
            ("نعم", "5\u{202F}km"),
            ("نعم", "« Oui\u{202F}»"),
            ("نعم", "family 👩\u{200D}💻"),
            ("نعم", "heart ❤\u{FE0F}"),
            (
                "نعم",
                "flag 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
            ),
            ("نعم", "tab\there"),
            ("نعم", "wait\u{00A0}..."),
            ("نعم", "हिन्\u{200D}दी word"),
            ("yes", "خانه\u{200C}ها الفارسية"),
            ("yes", "عام 1445 ه\u{200D}"),
            ("yes", "\u{200F}نعم\u{200E}"),
            ("yes", "السيد\u{00A0}أحمد"),
            ("yes", "مُحَمَّد"),
        ] {
            silent(&InvisibleCharacter, source, target);
        }
    }

    #[test]
    fn all_places_of_a_character_are_one_finding() {
        let found = findings(
            &InvisibleCharacter,
            "أ\nب",
            "a\u{200B}b\nc\u{200B}d \u{00AD}e",
        );
        assert_eq!(found.len(), 2);
        let fix = found[0].fix.as_ref().unwrap();
        assert_eq!(fix.edits.len(), 2);
        assert!(fix.safe);
    }
}
