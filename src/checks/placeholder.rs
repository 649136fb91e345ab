//! `placeholder`: what a program fills in is changed, lost or added.

use super::shared::near_after;
use super::{BeadContext, Check};
use crate::findings::{Category, Example, Finding, Rule, Severity};
use crate::text::{Map, Side, Span};

/// See [`RULE`].
#[derive(Debug)]
pub struct Placeholder;

static RULE: Rule = Rule {
    name: "placeholder",
    category: Category::Markup,
    severity: Severity::Error,
    mqm: "design and markup / markup",
    its: "markup",
    summary: "A placeholder of the source is changed, lost or added.",
    why: "The program replaces placeholders while it runs: one that is lost leaves out a name or a number, one that is \
          translated or mistyped stands in the text as it is, and one of the wrong type can crash the program.",
    what_to_do: "Copy the placeholders of the source. Where the order changes, number them (%1$s, %2$d); the plural \
                 forms of ICU messages follow the target language and need `other`.",
    limits: "Known are printf (%s, %1$d, %(name)s, %{name}, %name%), braces ({0}, {name}, {{name}}, ${name}, ICU \
             plural and select) and numbered tags (<0>…</0>). A percent sign in prose (50% discount) and braces around \
             several words are text. A lone count may be left out, since the dual and the singular say it.",
    examples: &[
        Example::wrong(
            "Welcome, %s! You have %d messages.",
            "مرحبا %s! لديك رسائل جديدة من %s.",
            "%d became %s.",
        ),
        Example::wrong(
            "Hello {name}, your order is ready.",
            "مرحبا {الاسم}، طلبك جاهز.",
            "The name in the braces was translated.",
        ),
        Example::wrong(
            "اقرأ <0>الشروط</0> قبل المتابعة.",
            "Read <0>the terms before you continue.",
            "The closing tag is lost.",
        ),
        Example::right(
            "%s sent you %d files.",
            "أرسل إليك %1$s %2$d ملفات.",
            "The placeholders are numbered.",
        ),
        Example::right(
            "{count, plural, one {# file} other {# files}}",
            "{count, plural, zero {لا ملفات} one {ملف} two {ملفان} few {# ملفات} other {# ملفا}}",
            "Arabic has more plural forms.",
        ),
        Example::right(
            "Get a 50% discount today.",
            "احصل على خصم 50% اليوم.",
            "A percent sign in prose.",
        ),
    ],
    options: &[],
};

/// How deep forms may stand in forms.
const DEEPEST: usize = 8;

impl Check for Placeholder {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bead(&self, cx: &BeadContext<'_>, out: &mut Vec<Finding>) {
        if !cx.bead.is_paired() {
            return;
        }
        let (source, target) = (Held::of(cx, Side::Source), Held::of(cx, Side::Target));
        if source.list.is_empty() && target.list.is_empty() {
            return;
        }
        let mut lost = source.without(&target);
        let added = target.without(&source);
        // A plural form for exactly one, two or no things says the number in words.
        if let ([one], true) = (lost.as_slice(), added.is_empty())
            && cx.count().is_some()
            && (source.list.len() == 1 || one.is_count())
        {
            lost.clear();
        }
        if lost.is_empty() && added.is_empty() {
            if let Some(argument) = target.no_other.first() {
                report(
                    cx,
                    format!("{{{argument}, …}} has no form for `other`"),
                    "Add `other {…}`: the program needs it for every number without a form of its own.",
                    None,
                    target.list.first(),
                    0.95,
                    out,
                );
            }
            return;
        }
        let names = |list: &[&Found]| {
            let mut names: Vec<&str> = Vec::new();
            for found in list {
                if !names.contains(&found.raw.as_str()) && names.len() < 6 {
                    names.push(&found.raw);
                }
            }
            names.join(", ")
        };
        let same = |a: &[&Found], b: &[&Found]| {
            let sorted = |list: &[&Found]| {
                let mut kinds: Vec<char> = list.iter().filter_map(|found| found.kind).collect();
                kinds.sort_unstable();
                kinds
            };
            !a.is_empty()
                && a.len() == b.len()
                && sorted(a) == sorted(b)
                && sorted(a).len() == a.len()
        };
        let (message, help, confidence) = if same(&lost, &added) {
            (
                format!("the placeholders {} stand in another order", names(&added)),
                "Number them: %1$s, %2$d, in the order of the source.",
                0.95,
            )
        } else if added.is_empty() {
            (
                format!("{} is lost", names(&lost)),
                "Copy the placeholder from the source.",
                if lost.iter().all(|found| found.is_count()) {
                    0.6
                } else {
                    0.95
                },
            )
        } else if lost.is_empty() {
            (
                format!("{} has no counterpart in the source", names(&added)),
                "Delete the placeholder, or write it as the source does.",
                0.9,
            )
        } else {
            (
                format!("{} became {}", names(&lost), names(&added)),
                "Copy the placeholder from the source.",
                0.95,
            )
        };
        let (lost_at, added_at) = (lost.first().copied(), added.first().copied());
        report(cx, message, help, lost_at, added_at, confidence, out);
        // A count that the sentence says by its form is no fault for certain.
        let only_counts = added.is_empty() && lost.iter().all(|found| found.is_count());
        if only_counts && let Some(finding) = out.last_mut() {
            finding.severity = Severity::Warning;
        }
    }
}

fn report(
    cx: &BeadContext<'_>,
    message: String,
    help: &str,
    lost: Option<&Found>,
    added: Option<&Found>,
    confidence: f64,
    out: &mut Vec<Finding>,
) {
    let mut finding = cx.finding(&RULE, confidence, message, help);
    let place = |side, found: Option<&Found>| match found {
        Some(found) => cx.place(side, found.segment, found.span),
        None => cx.whole(side),
    };
    if let Some(place) = place(Side::Source, lost) {
        finding = finding.source(place);
    }
    if let Some(place) = place(Side::Target, added) {
        finding = finding.target(place);
    }
    out.push(finding);
}

/// A placeholder in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    segment: usize,
    span: Span,
    /// As it is written, for a message.
    raw: String,
    /// What it must share with its counterpart.
    key: String,
    /// The letter of its conversion, for printf.
    kind: Option<char>,
}

impl Found {
    /// Whether it stands for a count, which the form of a word may say instead.
    fn is_count(&self) -> bool {
        let name: String = self
            .raw
            .chars()
            .filter(|c| c.is_alphabetic())
            .flat_map(char::to_lowercase)
            .collect();
        matches!(self.kind, Some('d'))
            || matches!(
                name.as_str(),
                "n" | "count" | "num" | "number" | "total" | "size"
            )
    }
}

/// The placeholders of one side.
#[derive(Debug, Default)]
struct Held {
    list: Vec<Found>,
    /// Whether a message of ICU stands there, whose forms repeat placeholders as the language needs.
    forms: bool,
    /// Arguments whose forms lack `other`.
    no_other: Vec<String>,
}

/// Whether a text is one placeholder and nothing else.
pub(super) fn is_placeholder(text: &str) -> bool {
    let mut held = Held::default();
    held.add(0, text);
    matches!(held.list.as_slice(), [found] if found.span == Span::new(0, text.len()))
}

impl Held {
    fn of(cx: &BeadContext<'_>, side: Side) -> Self {
        let mut held = Self::default();
        for (segment, text, _) in cx.segments(side) {
            held.add(segment, text);
        }
        held
    }

    fn add(&mut self, segment: usize, text: &str) {
        Scan {
            text,
            segment,
            held: self,
            unnumbered: 0,
        }
        .run(0, 0);
    }

    /// The placeholders that the other side has fewer of.
    fn without<'a>(&'a self, other: &Held) -> Vec<&'a Found> {
        let mut left: Map<&str, usize> = Map::default();
        for found in &other.list {
            *left.entry(&found.key).or_insert(0) += 1;
        }
        let once = self.forms || other.forms;
        self.list
            .iter()
            .filter(|found| match left.get_mut(found.key.as_str()) {
                Some(count) if *count > 0 => {
                    *count -= usize::from(!once);
                    false
                }
                _ => true,
            })
            .collect()
    }
}

struct Scan<'a, 'b> {
    text: &'a str,
    segment: usize,
    held: &'b mut Held,
    /// How many conversions without a number have been seen.
    unnumbered: usize,
}

impl Scan<'_, '_> {
    /// Scans from `at` on, to the end or, inside a form, to the brace that closes it. Gives the place after.
    fn run(&mut self, mut at: usize, depth: usize) -> usize {
        while let Some(c) = self.text.get(at..).and_then(|rest| rest.chars().next()) {
            let end = match c {
                '%' => self.percent(at),
                '{' => self.brace(at, at, depth),
                '$' | '#' if self.text[at + 1..].starts_with('{') => self.brace(at, at + 1, depth),
                '<' => self.tag(at),
                '}' if depth > 0 => return at + 1,
                _ => None,
            };
            at = end.unwrap_or(at + c.len_utf8()).max(at + c.len_utf8());
        }
        at
    }

    /// The forms of a plural or a choice from `at` on: words, each with its form in braces. Gives the place after the
    /// brace that closes them, and whether one is for `other`.
    fn forms(&mut self, mut at: usize, depth: usize) -> (usize, bool) {
        let mut word_from = at;
        let mut other = false;
        while let Some(c) = self.text.get(at..).and_then(|rest| rest.chars().next()) {
            match c {
                '{' => {
                    let word = self.text[word_from..at].split_whitespace().next_back();
                    other |= word.is_some_and(|word| word.trim_matches(',') == "other");
                    at = self.run(at + 1, depth + 1);
                    word_from = at;
                }
                '}' => return (at + 1, other),
                c => at += c.len_utf8(),
            }
        }
        (at, other)
    }

    fn push(&mut self, span: Span, key: String, kind: Option<char>) {
        self.held.list.push(Found {
            segment: self.segment,
            span,
            raw: span.of(self.text).to_owned(),
            key,
            kind,
        });
    }

    /// `%s`, `%1$s`, `%-5.2f`, `%(name)s`, `%{name}`, `%name%`, from the percent sign on.
    fn percent(&mut self, at: usize) -> Option<usize> {
        let rest = self.text.get(at + 1..)?;
        if rest.starts_with('%') {
            return Some(at + 2);
        }
        // A percentage: `50%d…` is none of a placeholder's business.
        if self.text[..at].ends_with(|c: char| c.is_numeric() || c == '\u{066A}') {
            return None;
        }
        for (open, close) in [('(', ')'), ('{', '}'), ('<', '>')] {
            if let Some(inner) = rest.strip_prefix(open) {
                let length =
                    name_length(inner).filter(|length| inner[*length..].starts_with(close))?;
                let name = &inner[..length];
                let after = inner.get(length + 1..)?;
                let mut end = at + 2 + length + 1;
                let mut kind = None;
                if open == '(' {
                    let (length, letter) = conversion(after)?;
                    end += length;
                    kind = Some(letter);
                }
                let key = format!("%{name}{}", kind.unwrap_or(' '));
                self.push(Span::new(at, end), key, None);
                return Some(end);
            }
        }
        if let Some(length) = name_length(rest).filter(|length| {
            *length > 1 && rest[*length..].starts_with('%') && rest[..*length].is_ascii()
        }) {
            let end = at + 1 + length + 1;
            self.push(Span::new(at, end), rest[..length].to_owned(), None);
            return Some(end);
        }
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, spec) = match rest.get(digits..)?.strip_prefix('$') {
            Some(spec) if digits > 0 => (rest[..digits].parse::<usize>().ok(), spec),
            _ => (None, rest),
        };
        let (length, letter) = conversion(spec)?;
        let end = self.text.len() - spec.len() + length;
        // `%string` is a word, `%ds` and `%s's` are not.
        let tail: String = self.text[end..]
            .chars()
            .take_while(char::is_ascii_alphabetic)
            .collect();
        if tail.len() > 2 {
            return None;
        }
        let index = number.unwrap_or_else(|| {
            self.unnumbered += 1;
            self.unnumbered
        });
        self.push(
            Span::new(at, end),
            format!("%{index}{letter}"),
            Some(letter),
        );
        Some(end)
    }

    /// What stands in braces, from the sign before them on; `open` is the place of the first brace.
    fn brace(&mut self, at: usize, open: usize, depth: usize) -> Option<usize> {
        let doubled = self.text[open + 1..].starts_with('{');
        let inner_at = open + 1 + usize::from(doubled);
        let inner = self.text.get(inner_at..)?;
        let spaces = inner.len() - inner.trim_start_matches(' ').len();
        let name_at = inner_at + spaces;
        let length = name_length(&self.text[name_at..]).unwrap_or(0);
        let name = &self.text[name_at..name_at + length];
        let rest = self.text[name_at + length..].trim_start_matches(' ');
        let rest_at = self.text.len() - rest.len();
        let close = if doubled { "}}" } else { "}" };
        if let Some(after) = rest.strip_prefix(close) {
            let end = self.text.len() - after.len();
            let sign = &self.text[at..inner_at];
            self.push(Span::new(at, end), format!("{sign}{name}"), None);
            return Some(end);
        }
        if doubled || length == 0 {
            return None;
        }
        // `{n, plural, one {…} other {…}}`, `{date, date, short}`, `{0:f2}`.
        if let Some(format) = rest.strip_prefix(':') {
            let length = format.find(['}', '{', ' '])?;
            if !format[length..].starts_with('}') {
                return None;
            }
            let end = rest_at + 1 + length + 1;
            self.push(Span::new(at, end), format!("{{{name}"), None);
            return Some(end);
        }
        let kind = rest.strip_prefix(',')?.trim_start_matches(' ');
        let kind_length = name_length(kind)?;
        let body_at = self.text.len() - kind.len() + kind_length;
        let kind = &kind[..kind_length];
        let is_forms = matches!(kind, "plural" | "select" | "selectordinal" | "choice");
        if !is_forms
            && !matches!(
                kind,
                "number" | "date" | "time" | "spellout" | "ordinal" | "duration"
            )
        {
            return None;
        }
        self.push(Span::new(at, body_at), format!("{{{name},{kind}"), None);
        if !is_forms {
            let close = near_after(self.text, body_at).find('}')?;
            return Some(body_at + close + 1);
        }
        if depth >= DEEPEST {
            return None;
        }
        self.held.forms = true;
        let (end, other) = self.forms(body_at, depth);
        if kind != "choice" && !other {
            self.held.no_other.push(format!("{name}, {kind}"));
        }
        Some(end)
    }

    /// `<0>`, `</0>`, `<0/>`.
    fn tag(&mut self, at: usize) -> Option<usize> {
        let rest = self.text.get(at + 1..)?;
        let closing = rest.strip_prefix('/');
        let inner = closing.unwrap_or(rest);
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 3 {
            return None;
        }
        let after = inner[digits..].trim_start_matches(' ');
        let (empty, after) = match after.strip_prefix('/') {
            Some(after) => (true, after),
            None => (false, after),
        };
        let after = after.strip_prefix('>')?;
        let end = self.text.len() - after.len();
        let mark = match (closing.is_some(), empty) {
            (true, _) => "</",
            (_, true) => "</>",
            _ => "<",
        };
        self.push(
            Span::new(at, end),
            format!("{mark}{}", &inner[..digits]),
            None,
        );
        Some(end)
    }
}

/// Length of a name at the start of a text: letters of any script, digits, and the marks that names have.
fn name_length(text: &str) -> Option<usize> {
    let length = text
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '$' | '@')))
        .unwrap_or(text.len());
    (length > 0).then_some(length)
}

/// Length and letter of a conversion after its percent sign: flags, width, precision, size, letter. Letters that
/// take the same argument count as one.
fn conversion(spec: &str) -> Option<(usize, char)> {
    let bytes = spec.as_bytes();
    let mut at = 0;
    let mut skip = |set: &[u8], most: usize| {
        let from = at;
        while at - from < most && bytes.get(at).is_some_and(|byte| set.contains(byte)) {
            at += 1;
        }
    };
    skip(b"-+0#'", 4);
    skip(b"0123456789*", 4);
    skip(b".", 1);
    skip(b"0123456789*", 4);
    skip(b"hlLqjzt", 2);
    let letter = match bytes.get(at)? {
        b'd' | b'i' | b'u' => 'd',
        b's' | b'S' => 's',
        b'f' | b'F' | b'e' | b'E' | b'g' | b'G' => 'f',
        b'x' | b'X' => 'x',
        b'@' => '@',
        b'c' => 'c',
        b'o' | b'p' => 'o',
        _ => return None,
    };
    Some((at + 1, letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{findings, flags, silent};

    #[test]
    fn changed_placeholders_are_flagged() {
        for (source, target) in [
            ("Hello %s", "مرحبا"),
            ("Hello %s", "مرحبا %S%s"),
            ("%d of %s", "%s من %d"),
            ("Hi {name}", "مرحبا {nam}"),
            ("Hi {name}", "مرحبا {الاسم}"),
            ("Hi {{user}}", "مرحبا {user}"),
            ("Cost: ${price}", "الثمن: {price}"),
            ("<0>Terms</0>", "<0>الشروط<0>"),
            ("Click <1/> now", "انقر الآن"),
            (
                "%(count)d files by %(user)s",
                "%(count)d ملفا من %(المستخدم)s",
            ),
            ("%{name} left", "غادر {name}"),
            ("Open %APPDATA% now", "افتح المجلد الآن"),
            ("%1$s and %2$s", "%1$s و%3$s"),
            ("{0} to {1}", "{0} إلى {0}"),
            (
                "{count, plural, one {# file} other {# files}}",
                "{count, plural, one {ملف} few {# ملفات}}",
            ),
            (
                "{count, plural, other {# files}}",
                "{عدد, plural, other {# ملفات}}",
            ),
            ("%.2f MB", "%d ميغابايت"),
            ("The end", "النهاية %s"),
            ("{when, date, short}", "{when}"),
            // Into English.
            ("مرحبا %s", "Hello % s"),
            ("مرحبا {name}", "Hello {Name}"),
        ] {
            flags(&Placeholder, source, target);
        }
    }

    #[test]
    fn sound_placeholders_and_prose_are_not() {
        for (source, target) in [
            ("Hello %s", "مرحبا %s"),
            ("%d of %s", "من %2$s عدد %1$d"),
            ("%s's file", "ملف %s"),
            ("%ds left", "بقيت %d ثانية"),
            ("100% of 5% done", "تم 5% من 100%"),
            ("50%discount", "خصم 50%"),
            ("100%% of %s", "100%% من %s"),
            ("Hi {name}", "{name}، مرحبا"),
            ("Hi {{ user }}", "مرحبا {{user}}"),
            ("Cost: ${price}", "الثمن: ${price}"),
            ("<0>Terms</0> and <1/>", "<1/> و<0>الشروط</0>"),
            (
                "{a, select, male {He} female {She} other {They}} left",
                "{a, select, male {غادر} female {غادرت} other {غادروا}}",
            ),
            (
                "{count, plural, one {# file by {user}} other {# files by {user}}}",
                "{count, plural, one {ملف من {user}} two {ملفان من {user}} other {# ملفا من {user}}}",
            ),
            ("He {the king} said", "قال {الملك العظيم} ذلك"),
            ("x < 5 and y > 3", "س < 5 وص > 3"),
            ("{0:f2} km", "{0:f2} كم"),
            ("%-10s|", "|%s"),
            ("%i items", "%d عناصر"),
            // Into English.
            ("الرسائل: %1$d", "Messages: %d"),
            ("نسبة %5 فقط", "Only 5%"),
            ("النسبة ٪ مهمة", "The % matters"),
        ] {
            silent(&Placeholder, source, target);
        }
    }

    #[test]
    fn a_lost_count_is_milder() {
        let found = findings(&Placeholder, "%d message", "رسالة واحدة");
        assert_eq!(found[0].severity, Severity::Warning);
        let found = findings(&Placeholder, "Hello %s", "مرحبا");
        assert_eq!(found[0].severity, Severity::Error);
    }

    #[test]
    fn another_order_is_told_as_such() {
        let found = findings(&Placeholder, "%d of %s", "%s من %d");
        assert!(found[0].message.contains("order"), "{}", found[0].message);
    }
}
