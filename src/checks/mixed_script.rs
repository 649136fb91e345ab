//! `mixed-script`: letters of different scripts in one word, and letters in forms that belong elsewhere.

use super::shared::{Spot, habit};
use super::{Check, Context};
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::lang::{Lang, Token, TokenKind};
use crate::text::Side;
use unicode_normalization::UnicodeNormalization;

/// See [`RULE`].
#[derive(Debug)]
pub struct MixedScript;

static RULE: Rule = Rule {
    name: "mixed-script",
    category: Category::Characters,
    severity: Severity::Warning,
    mqm: "linguistic conventions / character encoding",
    its: "characters",
    summary: "A word mixes letters of two scripts, or is written with letters or digits that belong elsewhere.",
    why: "A Cyrillic а in a Latin word looks right and is found by no search; it comes from a wrong keyboard, from text \
          recognition or from a forged name. Persian ya and kaf, presentation forms copied from a PDF and tatweel do \
          the same to Arabic words. Digits of the source in an English text can't be read by its readers.",
    what_to_do: "Write the word with the letters of its language.",
    limits: "Units and symbols (µm, kΩ, α-helix, TGF-β), words that are Cyrillic or Greek throughout, Persian names with \
             Persian letters, ﷺ and ﷲ, tatweel before a foreign word (الـGDP) and the sign هـ are fine. What a text does \
             throughout (Persian letters, presentation forms, tatweel) is one finding, as a matter of style.",
    examples: &[
        Example::wrong(
            "وصل الوفد الصيني إلى موسكو.",
            "The Сhinese delegation arrived in Moscow.",
            "The first letter of the word is Cyrillic.",
        ),
        Example::wrong("في 12 يناير", "On ١٢ January", "Arabic digits in English."),
        Example::wrong(
            "The book is old.",
            "الکتاب قدیم.",
            "Persian kaf and ya in Arabic words.",
        ),
        Example::right(
            "قطره 5 ميكرومتر.",
            "It is 5 μm wide and has 3 kΩ.",
            "Greek letters in units.",
        ),
        Example::right(
            "قال بوتين «да».",
            "Putin said “да”.",
            "The word is Cyrillic throughout.",
        ),
        Example::right(
            "The GDP rose.",
            "ارتفع الـGDP.",
            "Tatweel before a foreign word.",
        ),
    ],
    options: &[OptionDoc {
        key: "style",
        default: "true",
        doc: "report Persian letters, presentation forms and tatweel in Arabic",
    }],
};

/// Letters of other scripts that look like Latin ones, with the Latin one. After the confusables of Unicode (UTS #39),
/// only those that are the same in most typefaces.
static LATIN_LOOKALIKES: &[(char, char)] = &[
    // Cyrillic.
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('У', 'Y'),
    ('Х', 'X'),
    ('І', 'I'),
    ('Ј', 'J'),
    ('Ѕ', 'S'),
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('і', 'i'),
    ('ј', 'j'),
    ('ѕ', 's'),
    ('ԁ', 'd'),
    ('һ', 'h'),
    ('ԛ', 'q'),
    ('ԝ', 'w'),
    // Greek.
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Ζ', 'Z'),
    ('Η', 'H'),
    ('Ι', 'I'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('Ν', 'N'),
    ('Ο', 'O'),
    ('Ρ', 'P'),
    ('Τ', 'T'),
    ('Υ', 'Y'),
    ('Χ', 'X'),
    ('ο', 'o'),
    ('ν', 'v'),
];

impl Check for MixedScript {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bitext(&self, cx: &Context<'_>, out: &mut Vec<Finding>) {
        let style = cx.options.flag(&RULE, "style", true);
        let lang = cx.lang(Side::Target);
        let mut found = Found::default();
        for segment in 0..cx.bitext.target.segments.len() {
            let text = cx.text(Side::Target, segment);
            let tokens = cx.tokens(Side::Target, segment);
            for (index, token) in tokens.iter().enumerate() {
                let written = token.span.of(text);
                match token.kind {
                    TokenKind::Word => {
                        homoglyphs(segment, token, written, &mut found);
                        if style && token.lang == Some(lang) {
                            letters(segment, tokens, index, text, lang, &mut found);
                        }
                    }
                    TokenKind::Number => {
                        let around = (
                            index.checked_sub(1).and_then(|at| tokens.get(at)),
                            tokens.get(index + 1),
                        );
                        digits(segment, token, around, text, lang, &mut found);
                    }
                    _ => {}
                }
            }
        }
        found.report(cx, out);
    }
}

/// What is reported once for the text.
#[derive(Default)]
struct Found {
    homoglyphs: Vec<(Spot, String, bool)>,
    lookalikes: Vec<Spot>,
    presentation: Vec<Spot>,
    tatweel: Vec<Spot>,
    digits: Vec<Spot>,
    mixed_digits: Vec<Spot>,
    joined_digits: Vec<Spot>,
}

/// Letters of other scripts in a Latin word.
fn homoglyphs(segment: usize, token: &Token, written: &str, found: &mut Found) {
    let foreign: Vec<char> = written
        .chars()
        .filter(|c| matches!(c, '\u{0370}'..='\u{052F}' | '\u{FF21}'..='\u{FF5A}' | '\u{1D400}'..='\u{1D7FF}'))
        .filter(|c| c.is_alphabetic())
        .collect();
    if foreign.is_empty() {
        return;
    }
    let latin = |c: char| Lang::all().any(|lang| lang.has_case() && lang.is_letter(c));
    let own = |c: char| {
        LATIN_LOOKALIKES
            .iter()
            .find(|(other, _)| *other == c)
            .map(|(_, own)| *own)
    };
    let letters: Vec<char> = written.chars().filter(|c| c.is_alphabetic()).collect();
    let latins = letters.iter().filter(|c| latin(**c)).count();
    let spot = |replacement: Option<String>| Spot {
        segment,
        span: token.span,
        replacement,
    };
    // Full-width and mathematical letters: the letters themselves in another dress.
    let dressed = |c: &char| matches!(c, '\u{FF21}'..='\u{FF5A}' | '\u{1D400}'..='\u{1D7FF}');
    if foreign.iter().all(dressed) && letters.len() > 2 {
        found.homoglyphs.push((
            spot(Some(written.nfkc().collect())),
            written.to_owned(),
            false,
        ));
        return;
    }
    if latins == 0 {
        return;
    }
    if foreign.iter().all(|c| own(*c).is_some()) && (latins > 1 || foreign.len() > 1) {
        let repaired: String = written.chars().map(|c| own(c).unwrap_or(c)).collect();
        found
            .homoglyphs
            .push((spot(Some(repaired)), written.to_owned(), true));
    } else if latins > 1
        && foreign.len() > 1
        && foreign.iter().all(|c| matches!(c, '\u{0400}'..='\u{052F}'))
    {
        found
            .homoglyphs
            .push((spot(None), written.to_owned(), true));
    }
}

/// Letters of the script that other languages write, in forms that belong to printing, stretched by tatweel.
fn letters(
    segment: usize,
    tokens: &[Token],
    index: usize,
    text: &str,
    lang: Lang,
    found: &mut Found,
) {
    let Some(token) = tokens.get(index) else {
        return;
    };
    let written = token.span.of(text);
    if written.is_ascii() {
        return;
    }
    let lookalikes = lang.typography().lookalikes;
    let own = |c: char| {
        lookalikes
            .iter()
            .find(|(other, _)| *other == c)
            .map(|(_, own)| *own)
    };
    // A word with a letter that the language lacks is a foreign name, and keeps the rest of its spelling.
    let foreign = written.chars().any(|c| {
        matches!(
            c,
            'پ' | 'چ' | 'ژ' | 'گ' | 'ڈ' | 'ڑ' | 'ں' | 'ٹ' | 'ۆ' | 'ێ' | '\u{200C}'
        )
    });
    if !foreign && written.chars().any(|c| own(c).is_some()) {
        found.lookalikes.push(Spot {
            segment,
            span: token.span,
            replacement: Some(written.chars().map(|c| own(c).unwrap_or(c)).collect()),
        });
    }
    let presentation = |c: char| matches!(c, '\u{FB50}'..='\u{FBFF}' | '\u{FC00}'..='\u{FDEF}' | '\u{FE70}'..='\u{FEFC}');
    if written.chars().any(presentation) {
        found.presentation.push(Spot {
            segment,
            span: token.span,
            replacement: Some(written.nfkc().collect()),
        });
    }
    // Between two letters tatweel only stretches; at the end it joins the word to what follows, or shortens it (هـ).
    let stretched = |(at, mark): (usize, &str)| {
        at > 0 && written[at + mark.len()..].contains(|next| lang.is_letter(next))
    };
    if written.match_indices('\u{0640}').any(stretched) {
        found.tatweel.push(Spot {
            segment,
            span: token.span,
            replacement: Some(written.chars().filter(|c| *c != '\u{0640}').collect()),
        });
    }
}

/// The script of a digit, by the value of its zero.
fn zero(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(0x30),
        '\u{0660}'..='\u{0669}' => Some(0x0660),
        '\u{06F0}'..='\u{06F9}' => Some(0x06F0),
        _ => None,
    }
}

fn digits(
    segment: usize,
    token: &Token,
    (before, after): (Option<&Token>, Option<&Token>),
    text: &str,
    lang: Lang,
    found: &mut Found,
) {
    let written = token.span.of(text);
    let mut zeros: Vec<u32> = written.chars().filter_map(zero).collect();
    zeros.dedup();
    let western = || -> String {
        written
            .chars()
            .map(|c| match c {
                '\u{066B}' => '.',
                '\u{066C}' => ',',
                c => zero(c)
                    .and_then(|zero| char::from_digit(u32::from(c) - zero, 10))
                    .unwrap_or(c),
            })
            .collect()
    };
    let spot = || Spot {
        segment,
        span: token.span,
        replacement: Some(western()),
    };
    let native = zeros.iter().any(|zero| *zero != 0x30);
    // A number beside words of its own script is part of a quotation.
    let quoted = [before, after]
        .iter()
        .any(|near| near.is_some_and(|near| near.lang.is_some_and(|of| of != lang)));
    let joined = |near: Option<&Token>, glued: bool| {
        near.is_some_and(|near| {
            glued && near.kind == TokenKind::Word && near.lang.is_some_and(|of| of.has_case())
        })
    };
    if zeros.len() > 1 {
        found.mixed_digits.push(spot());
    } else if native && lang.has_case() && !quoted {
        found.digits.push(spot());
    } else if native
        && (joined(before, token.glued) || joined(after, after.is_some_and(|after| after.glued)))
    {
        found.joined_digits.push(spot());
    }
}

impl Found {
    fn report(self, cx: &Context<'_>, out: &mut Vec<Finding>) {
        for (spot, written, misleads) in &self.homoglyphs {
            let message = match &spot.replacement {
                Some(own) => {
                    format!("{written} has letters of another script that look like those of {own}")
                }
                None => format!("{written} mixes letters of two scripts"),
            };
            let finding = habit(
                cx,
                &RULE,
                0.97,
                std::slice::from_ref(spot),
                true,
                message,
                "Write the word with the letters of its language.",
            );
            out.extend(finding.map(|finding| {
                finding.severity(if *misleads {
                    Severity::Error
                } else {
                    Severity::Info
                })
            }));
        }
        let groups: [(&[Spot], Severity, &str, &str); 6] = [
            (
                &self.lookalikes,
                Severity::Info,
                "letters of Persian or Urdu stand for Arabic ones",
                "Write ي, ك and ه as Arabic does.",
            ),
            (
                &self.presentation,
                Severity::Info,
                "presentation forms stand for letters",
                "Write the letters themselves; the typeface joins them.",
            ),
            (
                &self.tatweel,
                Severity::Info,
                "words are stretched with tatweel",
                "Leave the tatweel out: it hides the word from every search.",
            ),
            (
                &self.digits,
                Severity::Warning,
                "digits of the source were left in the translation",
                "Write the digits of the language.",
            ),
            (
                &self.mixed_digits,
                Severity::Warning,
                "a number mixes digits of two scripts",
                "Write the number with digits of one script.",
            ),
            (
                &self.joined_digits,
                Severity::Info,
                "Arabic digits are joined to Latin letters",
                "Write the digits that belong to the letters.",
            ),
        ];
        for (spots, severity, message, help) in groups {
            let Some(first) = spots.first() else { continue };
            let shown = first.span.of(cx.text(Side::Target, first.segment));
            let mut message = format!("{message} ({shown}");
            if spots.len() > 1 {
                message.push_str(&format!(", {} places", spots.len()));
            }
            message.push(')');
            let finding = habit(cx, &RULE, 0.9, spots, true, message, help);
            out.extend(finding.map(|finding| finding.severity(severity)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{findings, flags, silent};

    #[test]
    fn mixed_words_are_flagged() {
        for (source, target) in [
            ("الصين", "Сhina"),
            ("موسكو", "Mosсow"),
            ("أوباما", "Оbama"),
            ("ناتو", "NАTO"),
            ("بيتا", "Ρaul spoke"),
            ("نعم", "ｙｅｓ sir"),
            ("نعم", "𝐲𝐞𝐬 sir"),
            ("في ١٢ مارس", "On ١٢ March"),
            ("٥٠ بالمئة", "It rose by ٥٠ per cent"),
            ("12", "In 1٢ days"),
            ("اسم", "Nаmе of the company"),
            // Into Arabic.
            ("The house", "البیت کبیر"),
            ("The house", "البيت كبيرہ"),
            ("The house", "ﺍﻟﺒﻴﺖ ﻛﺒﻴﺮ"),
            ("The house", "الـبـيـت كبير"),
            ("Mercy", "رحـــمة"),
            ("G7", "مجموعة G٧"),
            ("F16", "طائرة F١٦"),
            ("2023", "عام 20٢٣"),
            ("Hello", "شركة Аpple"),
        ] {
            flags(&MixedScript, source, target);
        }
    }

    #[test]
    fn sound_words_are_not() {
        for (source, target) in [
            ("الصين", "China"),
            ("موسكو", "Москва is Moscow"),
            ("بيتا", "TGF-β and α-helix and β"),
            ("ميكرو", "5 μg, 3 kΩ, IFNγ"),
            ("بلانك", "hν is the energy"),
            ("مقهى", "café, naïve, Erdoğan, Łódź"),
            ("في ١٢ مارس", "On 12 March"),
            ("كلمة «١٢ مارس»", "The words ١٢ مارس"),
            ("كوفيد-19", "COVID-19"),
            ("إسطنبول", "İstanbul, Diyarbakır"),
            // Into Arabic.
            ("The house", "البيت كبير"),
            ("GDP", "الـGDP وبـ«ناتو»"),
            ("1445 AH", "عام 1445 هـ"),
            ("Peace be upon him", "محمد ﷺ"),
            ("Pars", "وكالة پارس ومدينة گیلان"),
            ("G7", "مجموعة G7 و١٢ دولة"),
            ("COVID-19", "كوفيد-١٩"),
            ("Mustafa", "على مستشفى مصطفى"),
        ] {
            silent(&MixedScript, source, target);
        }
    }

    #[test]
    fn the_fix_writes_the_letters_of_the_language() {
        let found = findings(&MixedScript, "الصين", "Сhina");
        assert_eq!(found[0].fix.as_ref().unwrap().edits[0].replacement, "China");
        assert_eq!(found[0].severity, Severity::Error);
        let found = findings(&MixedScript, "Two houses", "البیت کبیر\nقدیم");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].related.len(), 2);
    }
}
