//! `untranslated`: words of the source language left standing in the translation.

use super::words::{Marks, enclosure, is_name_like, span_of};
use super::{BeadContext, Check};
use crate::bitext::UnitState;
use crate::findings::{Category, Example, Finding, Rule, Severity};
use crate::lang::{Analysis, Lang, Token, TokenKind};
use crate::lexicon::Lexicon;
use crate::text::{Set, Side};
use std::ops::Range;

/// See [`RULE`].
#[derive(Debug)]
pub struct Untranslated;

static RULE: Rule = Rule {
    name: "untranslated",
    category: Category::Accuracy,
    severity: Severity::Error,
    mqm: "accuracy / untranslated",
    its: "untranslated",
    summary: "Words of the source language stand in the translation.",
    why: "A word left in the source's script is a hole in the text for readers who can't read it. It happens where a \
          translator typed over the source and missed a word, where a translation memory filled a segment in half, \
          and where a unit was never opened.",
    what_to_do: "Translate the words. Where the original is meant to be seen, put it in brackets or quotation marks \
                 beside its translation.",
    limits: "Originals in brackets or in quotation marks of their own are silent, so are single letters, links, code \
             and placeholders. In a translation into a language without capitals, only words of running text count \
             as left over: names, brands and abbreviations (anything with a capital, or hard against a digit), units \
             and titles in capitals are silent, and so are Latin phrases (in vitro, et al).",
    examples: &[
        Example::wrong(
            "أعلنت الوزارة نتائج التحقيق.",
            "The ministry announced the results of the التحقيق.",
            "One word was left in Arabic.",
        ),
        Example::wrong(
            "وصل الوفد إلى مسقط مساء أمس.",
            "وصل الوفد إلى مسقط مساء أمس.",
            "The segment was copied.",
        ),
        Example::wrong(
            "The committee will publish its report next week.",
            "ستنشر اللجنة report الأسبوع المقبل.",
            "An English word stands in the Arabic sentence.",
        ),
        Example::right(
            "قالت صحيفة الأيام إن المفاوضات انتهت.",
            "The daily Al-Ayyam (الأيام) said the talks were over.",
            "The original stands in brackets beside its rendering.",
        ),
        Example::right(
            "Apple unveiled the iPhone 15 in September.",
            "كشفت شركة Apple عن هاتف iPhone 15 في سبتمبر.",
            "Brands keep their letters.",
        ),
        Example::right(
            "Write to press@example.org for details.",
            "للتفاصيل راسلوا press@example.org.",
            "Addresses are not words.",
        ),
    ],
    options: &[crate::findings::OptionDoc {
        key: "allow",
        default: "[]",
        doc: "words of the source language that may stand in the translation",
    }],
};

/// Words that stay in Latin letters in texts of any language: units, and the Latin of scholars.
const INTERNATIONAL: &[&str] = &[
    "km", "kg", "mg", "ml", "cm", "mm", "nm", "gb", "mb", "kb", "tb", "kwh", "mw", "gw", "kw",
    "hz", "mhz", "ghz", "khz", "db", "psi", "rpm", "px", "dpi", "bps", "kbps", "mbps", "gbps",
    "ppm", "mol", "mmol", "lb", "lbs", "oz", "ft", "mph", "kph", "kmh", "bar", "al", "et", "etc",
    "vs", "vitro", "vivo", "silico", "situ", "via", "sp", "spp", "subsp", "var", "cf", "ibid",
    "op", "cit", "sic", "de", "la", "le", "du", "des", "von", "van", "der", "den", "ibn", "bin",
    "al-", "com", "org", "net", "www", "http", "https", "html", "pdf", "jpg", "png", "exe", "php",
];

/// This many words of a cased script with a lower-case one among them are a sentence, not a title.
const SENTENCE: usize = 7;

impl Check for Untranslated {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bead(&self, cx: &BeadContext<'_>, out: &mut Vec<Finding>) {
        if cx.bead.state == UnitState::Untranslated {
            out.push(unit(cx));
            return;
        }
        if !cx.bead.is_paired() && cx.bead.target.is_empty() {
            return;
        }
        let source_lang = cx.cx.lang(Side::Source);
        if source_lang == cx.cx.lang(Side::Target) {
            return;
        }
        let allowed: Vec<String> = cx
            .cx
            .options
            .list(&RULE, "allow")
            .into_iter()
            .map(|word| source_lang.fold(word))
            .collect();
        for (segment, text, analysis) in cx.segments(Side::Target) {
            for run in runs(&analysis.tokens, source_lang) {
                let foreign = Foreign {
                    cx,
                    text,
                    analysis,
                    lang: source_lang,
                    allowed: &allowed,
                };
                if let Some(finding) = foreign.judge(segment, run) {
                    out.push(finding);
                }
            }
        }
    }
}

/// A unit that its file says is not translated.
fn unit(cx: &BeadContext<'_>) -> Finding {
    let mut finding = Finding::new(
        &RULE,
        1.0,
        "this unit is not translated",
        "Translate it, or lock it where it is to stay as it is.",
    )
    .in_bead(cx.index);
    if let Some(place) = cx.whole(Side::Source) {
        finding = finding.source(place);
    }
    if let Some(place) = cx.whole(Side::Target) {
        finding = finding.target(place);
    }
    finding
}

/// Runs of words in `lang`, with the marks and numbers between them.
fn runs(tokens: &[Token], lang: Lang) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        if token.kind != TokenKind::Word || token.lang != Some(lang) {
            continue;
        }
        match runs.last_mut() {
            Some(run) if continues(tokens, run.end, index) => run.end = index + 1,
            _ => runs.push(index..index + 1),
        }
    }
    runs
}

/// Whether nothing but marks and numbers stands between two places, and no bracket or quotation mark among them.
fn continues(tokens: &[Token], from: usize, to: usize) -> bool {
    tokens
        .get(from..to)
        .unwrap_or_default()
        .iter()
        .all(|token| {
            matches!(
                token.kind,
                TokenKind::Punctuation | TokenKind::Number | TokenKind::Symbol
            ) && !matches!(
                &*token.norm,
                "(" | ")" | "[" | "]" | "\"" | "«" | "»" | "\u{201C}" | "\u{201D}"
            )
        })
}

struct Foreign<'a> {
    cx: &'a BeadContext<'a>,
    text: &'a str,
    analysis: &'a Analysis,
    /// The language of the words, that of the source.
    lang: Lang,
    allowed: &'a [String],
}

impl Foreign<'_> {
    fn judge(&self, segment: usize, run: Range<usize>) -> Option<Finding> {
        let tokens = &self.analysis.tokens;
        let words: Vec<usize> = run
            .clone()
            .filter(|index| {
                tokens
                    .get(*index)
                    .is_some_and(|token| token.kind == TokenKind::Word)
            })
            .collect();
        let word = |index: usize| tokens.get(index).map_or("", |token| &*token.norm);
        if words
            .iter()
            .all(|index| self.allowed.iter().any(|allowed| allowed == word(*index)))
        {
            return None;
        }
        // A letter is spoken of, or marks an item.
        if words.iter().all(|index| word(*index).chars().count() == 1) {
            return None;
        }
        if self.is_meant(&run) {
            return None;
        }
        let lower: Vec<usize> = if self.lang.has_case() {
            words
                .iter()
                .copied()
                .filter(|index| !is_name_like(tokens, *index, self.text))
                .collect()
        } else {
            words.clone()
        };
        let confidence = if self.lang.has_case() {
            self.running(&words, &lower)?
        } else {
            0.97
        };
        let span = span_of(tokens, run.clone())?;
        let copied = self.is_copied(&words);
        let quoted = span.of(self.text);
        let message = if copied {
            "the segment is a copy of the source".to_owned()
        } else {
            format!(
                "“{}” is left in {}",
                super::words::excerpt(quoted),
                self.lang.name()
            )
        };
        let known = words
            .first()
            .filter(|_| words.len() == 1)
            .and_then(|index| self.translations(word(*index)));
        let help = match known {
            Some(list) => format!("Translate it; the lexicon has {list}."),
            None => "Translate it, or put it in brackets beside its translation where the original is meant to be seen."
                .to_owned(),
        };
        let mut finding = self.cx.finding(&RULE, confidence, message, help);
        // What stands in the translation stands there, whatever it is paired with.
        finding.confidence = confidence;
        if let Some(place) = self.cx.place(Side::Target, segment, span) {
            finding = finding.target(place);
        }
        if let Some(place) = self.cx.whole(Side::Source) {
            finding = finding.source(place);
        }
        Some(finding)
    }

    /// Whether the original is shown on purpose: in brackets with little else, or alone in quotation marks.
    fn is_meant(&self, run: &Range<usize>) -> bool {
        let tokens = &self.analysis.tokens;
        let Some((marks, content)) = enclosure(tokens, self.text, run.clone()) else {
            return false;
        };
        let inside = tokens.get(content.clone()).unwrap_or_default();
        let own = inside
            .iter()
            .filter(|token| token.kind == TokenKind::Word && token.lang != Some(self.lang))
            .count();
        let foreign = inside
            .iter()
            .filter(|token| token.kind == TokenKind::Word && token.lang == Some(self.lang))
            .count();
        match marks {
            Marks::Brackets => {
                own <= foreign
                    || run
                        .start
                        .checked_sub(1)
                        .and_then(|before| tokens.get(before))
                        .is_some_and(|token| &*token.norm == ":")
            }
            Marks::Quotes => own == 0 && (self.lang.has_case() || self.is_beside(&content)),
        }
    }

    /// Whether brackets stand directly before or after quoted words, or the source quotes them too.
    fn is_beside(&self, content: &Range<usize>) -> bool {
        let tokens = &self.analysis.tokens;
        let norm =
            |index: Option<usize>| index.and_then(|i| tokens.get(i)).map_or("", |t| &*t.norm);
        let beside = matches!(norm(content.end.checked_add(1)), "(" | "[" | ",")
            || matches!(norm(content.start.checked_sub(2)), ")" | "]" | "(" | "[");
        let words: Vec<&str> = tokens
            .get(content.clone())
            .unwrap_or_default()
            .iter()
            .filter(|token| token.kind == TokenKind::Word)
            .map(|token| &*token.norm)
            .collect();
        beside
            || self.cx.segments(Side::Source).any(|(_, text, analysis)| {
                let found = analysis
                    .tokens
                    .windows(words.len().max(1))
                    .position(|window| window.iter().zip(&words).all(|(t, w)| *t.norm == **w));
                found.is_some_and(|at| {
                    enclosure(&analysis.tokens, text, at..at + words.len())
                        .is_some_and(|(_, inner)| inner.len() <= words.len() + 1)
                })
            })
    }

    /// How sure it is that words of a cased script are running text; none where they may well be meant.
    fn running(&self, words: &[usize], lower: &[usize]) -> Option<f64> {
        let tokens = &self.analysis.tokens;
        let word = |index: usize| tokens.get(index).map_or("", |token| &*token.norm);
        let ordinary: Vec<usize> = lower
            .iter()
            .copied()
            .filter(|index| {
                let word = word(*index);
                word.len() >= 3 && !INTERNATIONAL.contains(&word) && self.is_ordinary(word)
            })
            .collect();
        if ordinary.is_empty() {
            return None;
        }
        let capitalised = words.len() - lower.len();
        let content = ordinary
            .iter()
            .filter(|index| !self.lang.is_stop_word(word(**index)))
            .count();
        // A title: capitals, with small words between them.
        if words.len() < SENTENCE && capitalised > 0 && content <= usize::from(capitalised > 2) {
            return None;
        }
        let source: Set<&str> = self
            .cx
            .segments(Side::Source)
            .flat_map(|(_, _, analysis)| analysis.tokens.iter())
            .map(|token| &*token.norm)
            .collect();
        let there = ordinary.iter().any(|index| source.contains(word(*index)));
        Some(if there { 0.93 } else { 0.75 })
    }

    /// Whether a dictionary word: the lexicon translates it, or it is one of the small words.
    fn is_ordinary(&self, word: &str) -> bool {
        self.lang.is_stop_word(word)
            || self.cx.cx.lexicons.iter().any(|lexicon| {
                lexicon.to == self.lang && !lexicon.uses(word).keys.is_empty()
                    || lexicon.from == self.lang && lexicon.has(word)
            })
    }

    /// Whether the target's words are the source's.
    fn is_copied(&self, words: &[usize]) -> bool {
        let own = |side: Side| -> Vec<&str> {
            self.cx
                .segments(side)
                .flat_map(|(_, _, analysis)| analysis.words().map(|(_, token)| &*token.norm))
                .collect()
        };
        words.len() > 1 && own(Side::Source) == own(Side::Target)
    }

    /// Translations that the lexicon knows of a word, for the help.
    fn translations(&self, word: &str) -> Option<String> {
        let list = |lexicon: &&Lexicon| -> Option<String> {
            if lexicon.from != self.lang {
                return None;
            }
            let hit = lexicon.find(word)?;
            let mut seen: Vec<&str> = Vec::new();
            for key in hit.entries.iter().flat_map(|entry| entry.keys) {
                let spelling = lexicon.spelling(*key);
                if !seen.contains(&spelling) {
                    seen.push(spelling);
                }
            }
            (!seen.is_empty()).then(|| {
                seen.iter()
                    .take(4)
                    .map(|word| format!("“{word}”"))
                    .collect::<Vec<_>>()
                    .join(", ")
            })
        };
        self.cx.cx.lexicons.iter().find_map(list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{examples, flags, silent};

    #[test]
    fn the_examples_hold() {
        examples(&Untranslated);
    }

    #[test]
    fn words_left_in_arabic_are_flagged() {
        for (source, target) in [
            (
                "ناقش المجلس مشروع القانون.",
                "The council discussed the مشروع.",
            ),
            (
                "ناقش المجلس مشروع القانون.",
                "The المجلس discussed the bill.",
            ),
            ("ارتفعت أسعار النفط اليوم.", "Oil prices rose اليوم."),
            (
                "قال: «لن نغادر المدينة».",
                "He said: “We will not leave المدينة.”",
            ),
            (
                "قال: «لن نغادر المدينة».",
                "He said: \"We will not leave المدينة.\"",
            ),
            ("غادر الوفد القاهرة.", "غادر الوفد القاهرة."),
            ("مستشفى الجامعة", "مستشفى الجامعة"),
            ("التقى الوزيران في عمّان.", "The two ministers met in عمّان."),
            (
                "تراجعت نسبة البطالة إلى 7 في المئة.",
                "Unemployment fell to 7 في المئة.",
            ),
            (
                "قالت المتحدثة إن الطريق مغلق.",
                "The spokeswoman said قالت المتحدثة the road is closed.",
            ),
            (
                "ستنطلقالمفاوضاتغدا في الدوحة.",
                "The ستنطلقالمفاوضاتغدا in Doha.",
            ),
            (
                "بحث الطرفان سبل وقف النار (الهدنة).",
                "The two sides discussed ways to وقف النار (the truce).",
            ),
        ] {
            flags(&Untranslated, source, target);
        }
    }

    #[test]
    fn words_left_in_english_are_flagged() {
        for (source, target) in [
            ("The court rejected the appeal.", "رفضت المحكمة appeal."),
            (
                "The army withdrew from the border.",
                "انسحب الجيش من the border.",
            ),
            ("Prices of wheat have fallen.", "انخفضت أسعار wheat."),
            (
                "The two leaders agreed to meet again in spring.",
                "The two leaders agreed to meet again in spring.",
            ),
            ("Click on the bridge tab.", "انقر على علامة bridge."),
            (
                "He spoke about the future of the region.",
                "تحدث عن مستقبل the whole region.",
            ),
        ] {
            flags(&Untranslated, source, target);
        }
    }

    #[test]
    fn originals_that_are_meant_are_not() {
        for (source, target) in [
            (
                "تعني كلمة «شورى» التشاور.",
                "The word shura (شورى) means consultation.",
            ),
            (
                "تعني كلمة «شورى» التشاور.",
                "The word “شورى” means consultation.",
            ),
            (
                "تعني كلمة شورى التشاور.",
                "The word “شورى” (shura) means consultation.",
            ),
            ("صحيفة الشرق الأوسط", "Asharq Al-Awsat [الشرق الأوسط]"),
            (
                "كتب حرف ع على الجدار.",
                "He wrote the letter ع on the wall.",
            ),
            (
                "حزب الله جماعة لبنانية.",
                "Hezbollah (Arabic: حزب الله) is a Lebanese group.",
            ),
            ("اجتمع الوفدان أمس.", "The two delegations met yesterday."),
            (
                "تفاصيل القرار منشورة في الصفحة التالية: https://ar.example.org/مقال",
                "The decision is published in full at https://ar.example.org/مقال",
            ),
        ] {
            silent(&Untranslated, source, target);
        }
    }

    #[test]
    fn latin_letters_that_belong_are_not() {
        for (source, target) in [
            (
                "NASA launched the probe in May.",
                "أطلقت وكالة NASA المسبار في مايو.",
            ),
            ("She works for eBay in Dublin.", "تعمل لدى eBay في دبلن."),
            (
                "The strain of E. coli was isolated.",
                "عُزلت سلالة من E. coli في المختبر.",
            ),
            ("The test was done in vitro.", "أُجري الاختبار in vitro."),
            ("The road is 12 km long.", "يبلغ طول الطريق 12 km."),
            (
                "He read “The Name of the Rose” twice.",
                "قرأ The Name of the Rose مرتين.",
            ),
            ("The word “brexit” was new.", "كانت كلمة “brexit” جديدة."),
            (
                "Machine learning (ML) is growing.",
                "يتوسع التعلم الآلي (machine learning).",
            ),
            ("The file is named config.html.", "اسم الملف config.html."),
            ("Install the package with pip.", "ثبّت الحزمة باستخدام pip."),
            ("The protein p53 was found.", "عُثر على البروتين p53."),
            (
                "See the site www.example.org today.",
                "زوروا الموقع www.example.org اليوم.",
            ),
        ] {
            silent(&Untranslated, source, target);
        }
    }
}
