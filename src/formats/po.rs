//! PO: the message catalogues of gettext.
//!
//! Read line by line, because no reader at hand says where the characters of a string stand. A unit is a message; of
//! one with plural forms, each form is. Which form is for one thing, and which for exactly two, is what the header's
//! `Plural-Forms` says.

use super::content::Content;
use super::{FormatError, Unit, UnitReader, Wanted};
use crate::bitext::UnitState;
use crate::document::{BlockKind, Inline, InlineKind};
use crate::text::{Source, Span};
use std::sync::Arc;

/// A reader at the start of a file.
pub(super) fn start(_: &Wanted) -> Box<dyn UnitReader> {
    Box::new(Po::default())
}

/// Whether the bytes look like a catalogue.
pub(super) fn signature(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let text = String::from_utf8_lossy(head);
    text.lines()
        .map(str::trim_start)
        .find(|line| !line.is_empty() && !line.starts_with('#'))
        .is_some_and(|line| line.starts_with("msgid \"") || line.starts_with("msgctxt \""))
}

/// The encoding that the header names.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(16 << 10))?;
    let at = memchr::memmem::find(head, b"charset=")?;
    let label: String = head
        .iter()
        .skip(at + "charset=".len())
        .map(|byte| char::from(*byte))
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    // What a template has until somebody fills it in.
    (!label.is_empty() && label != "CHARSET").then_some(label)
}

#[derive(Debug, Default)]
struct Po {
    languages: [Option<String>; 2],
    plurals: Option<Plurals>,
}

/// What a string belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Context,
    Id,
    Plural,
    Text(usize),
}

/// A message that is being read.
#[derive(Debug, Default)]
struct Message {
    context: Option<Content>,
    id: Option<Content>,
    plural: Option<Content>,
    texts: Vec<(usize, Content)>,
    fuzzy: bool,
    locked: bool,
}

const MEND: &str = "mend it, or write the file anew with msgcat";

impl UnitReader for Po {
    fn read(&mut self, part: &Arc<Source>, _: bool) -> Result<Vec<Unit>, FormatError> {
        let text = part.text();
        let mut units = Vec::new();
        let mut message = Message::default();
        let mut field: Option<Field> = None;
        for number in 1..=part.lines() {
            let whole = part.line_span(number);
            let span = super::trimmed(text, whole);
            let line = span.of(text);
            let error = |at: usize, message: String| FormatError::at(part, at, message, MEND);
            if line.is_empty() {
                continue;
            }
            if let Some(comment) = line.strip_prefix('#') {
                if !message.texts.is_empty() {
                    self.end(std::mem::take(&mut message), &mut units);
                    field = None;
                }
                if let Some(flags) = comment.strip_prefix(',') {
                    let mut flags = flags.split(',').map(str::trim);
                    message.fuzzy |= flags.clone().any(|flag| flag == "fuzzy");
                    message.locked |= flags.any(|flag| flag == "read-only");
                }
                continue;
            }
            if !line.starts_with('"') {
                let Some((found, length)) = keyword(line) else {
                    let word = line.split_whitespace().next().unwrap_or("");
                    return Err(error(
                        span.start,
                        format!(
                            "{word:?} is no keyword of a catalogue (msgctxt, msgid, msgid_plural, msgstr)"
                        ),
                    ));
                };
                if matches!(found, Field::Context | Field::Id) && !message.texts.is_empty() {
                    self.end(std::mem::take(&mut message), &mut units);
                }
                if !message.takes(found) {
                    return Err(error(
                        span.start,
                        format!(
                            "{} stands where it can't: a message has msgctxt, msgid, msgid_plural, msgstr in this order, each once",
                            line.get(..length).unwrap_or("").trim_end()
                        ),
                    ));
                }
                field = Some(found);
                message.slot(found);
                let rest = Span::new(span.start + length, span.end);
                let rest = super::trimmed(text, rest);
                string(part, rest, message.slot(found))?;
                continue;
            }
            match field {
                Some(field) => string(part, span, message.slot(field))?,
                None => {
                    return Err(error(
                        span.start,
                        "this string belongs to no msgid or msgstr".to_owned(),
                    ));
                }
            }
        }
        if message.id.is_some() && message.texts.is_empty() {
            return Err(FormatError::at(
                part,
                text.len(),
                "the file ends before the msgstr of its last msgid",
                "it was cut off; get the whole file",
            ));
        }
        self.end(message, &mut units);
        Ok(units)
    }

    fn languages(&self) -> [Option<String>; 2] {
        self.languages.clone()
    }
}

/// The keyword at the start of a line, and the bytes it takes.
fn keyword(line: &str) -> Option<(Field, usize)> {
    let end = line.find(|c: char| c.is_whitespace() || c == '"')?;
    let word = line.get(..end)?;
    let field = match word {
        "msgctxt" => Field::Context,
        "msgid" => Field::Id,
        "msgid_plural" => Field::Plural,
        "msgstr" => Field::Text(0),
        _ => {
            let number = word.strip_prefix("msgstr[")?.strip_suffix(']')?;
            Field::Text(number.parse().ok().filter(|number| *number < 100)?)
        }
    };
    Some((field, end))
}

impl Message {
    /// Whether a field may come next.
    fn takes(&self, field: Field) -> bool {
        match field {
            Field::Context => self.context.is_none() && self.id.is_none(),
            Field::Id => self.id.is_none(),
            Field::Plural => self.id.is_some() && self.plural.is_none() && self.texts.is_empty(),
            Field::Text(number) => {
                self.id.is_some() && self.texts.iter().all(|(known, _)| *known != number)
            }
        }
    }

    fn slot(&mut self, field: Field) -> &mut Content {
        match field {
            Field::Context => self.context.get_or_insert_default(),
            Field::Id => self.id.get_or_insert_default(),
            Field::Plural => self.plural.get_or_insert_default(),
            Field::Text(number) => {
                let index = match self.texts.iter().position(|(known, _)| *known == number) {
                    Some(index) => index,
                    None => {
                        self.texts.push((number, Content::default()));
                        self.texts.len() - 1
                    }
                };
                &mut self.texts[index].1
            }
        }
    }
}

/// Reads a quoted string, which is all that `span` holds.
fn string(source: &Source, span: Span, into: &mut Content) -> Result<(), FormatError> {
    let text = source.text();
    let raw = span.of(text);
    let error = |at: usize, message: &str| FormatError::at(source, at, message, MEND);
    if !raw.starts_with('"') {
        return Err(error(
            span.start,
            "a string in double quotes should stand here",
        ));
    }
    let mut run = span.start + 1;
    let mut at = run;
    while let Some(found) = text
        .as_bytes()
        .get(at..span.end)
        .and_then(|rest| memchr::memchr2(b'"', b'\\', rest))
    {
        at += found;
        into.verbatim(text, Span::new(run, at));
        let rest = Span::new(at, span.end).of(text);
        if rest.starts_with('"') {
            if rest.len() > 1 {
                return Err(error(
                    at + 1,
                    "text stands after the end of the string; a quote in a string is written \\\"",
                ));
            }
            return Ok(());
        }
        let Some((c, length)) = escape(rest) else {
            return Err(error(at, "this escape is not known"));
        };
        into.replaced(c.encode_utf8(&mut [0; 4]), Span::new(at, at + length));
        at += length;
        run = at;
    }
    Err(error(span.end, "the string has no closing quote"))
}

/// The character that an escape at the start of `text` stands for, and the bytes it takes.
fn escape(text: &str) -> Option<(char, usize)> {
    let rest = text.get(1..)?;
    let first = rest.chars().next()?;
    let simple = match first {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        '"' | '\\' | '\'' | '?' => first,
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{C}',
        'v' => '\u{B}',
        '0'..='7' => {
            let digits = rest
                .bytes()
                .take(3)
                .take_while(|c| matches!(c, b'0'..=b'7'))
                .count();
            let code = u32::from_str_radix(rest.get(..digits)?, 8).ok()?;
            return Some((char::from_u32(code)?, digits + 1));
        }
        'x' => {
            let hex = rest.get(1..)?;
            let digits = hex
                .bytes()
                .take(2)
                .take_while(u8::is_ascii_hexdigit)
                .count();
            let code = u32::from_str_radix(hex.get(..digits)?, 16).ok()?;
            return Some((char::from_u32(code)?, digits + 2));
        }
        _ => return None,
    };
    Some((simple, 2))
}

/// Text in a string of a catalogue. None where the place runs over the end of a string.
pub(super) fn spell(file: &str, span: Span, text: &str) -> Option<String> {
    if span.of(file).contains(['\n', '\r']) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => return None,
            c => out.push(c),
        }
    }
    Some(out)
}

impl Po {
    /// A message is complete.
    fn end(&mut self, message: Message, units: &mut Vec<Unit>) {
        let Some(id) = message.id else { return };
        if id.len() == 0 && message.context.is_none() {
            if let Some((_, header)) = message.texts.first() {
                self.header(header.as_str());
            }
            return;
        }
        let label = message
            .context
            .map(|context| context.as_str().trim().to_owned())
            .filter(|context| !context.is_empty() && context.len() <= 80);
        let state = match (message.locked, message.fuzzy) {
            (true, _) => UnitState::Locked,
            (_, true) => UnitState::Fuzzy,
            _ => UnitState::Translated,
        };
        let block = |content: Content| content.into_block(BlockKind::Unit, label.clone());
        let Some(plural) = message.plural else {
            let target = message.texts.into_iter().next();
            let target = target.and_then(|(_, text)| block(text));
            units.extend(Unit::new(block(id), target, state));
            return;
        };
        let (id, plural) = (block(id), block(plural));
        let forms = message.texts.len();
        for (number, text) in message.texts {
            let only = match &self.plurals {
                Some(plurals) => plurals.only(number),
                // Without a rule, the first of two forms is for one thing, and six are those of Arabic.
                None => match forms {
                    2 if number == 0 => Some(1),
                    6 if number < 3 => Some(number),
                    _ => None,
                },
            };
            let mut source = if only == Some(1) { &id } else { &plural }.clone();
            if let (Some(source), Some(only)) = (&mut source, only) {
                source.inlines.push(Inline {
                    span: Span::default(),
                    kind: InlineKind::Count(only),
                });
            }
            units.extend(Unit::new(source, block(text), state));
        }
    }

    fn header(&mut self, header: &str) {
        for line in header.lines() {
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            let value = value.trim();
            match key.trim().to_ascii_lowercase().as_str() {
                "language" if !value.is_empty() => self.languages[1] = Some(value.to_owned()),
                "x-source-language" if !value.is_empty() => {
                    self.languages[0] = Some(value.to_owned());
                }
                "plural-forms" => self.plurals = Plurals::parse(value),
                _ => {}
            }
        }
    }
}

/// Which numbers each plural form is for.
#[derive(Debug)]
struct Plurals {
    /// The form of each number from 0.
    forms: Vec<usize>,
}

impl Plurals {
    /// Numbers that are tried. Rules look at the last two digits at most.
    const TRIED: u64 = 300;

    /// Reads `nplurals=6; plural=n==0 ? 0 : …;`.
    fn parse(value: &str) -> Option<Self> {
        let rule = value
            .split(';')
            .map(str::trim)
            .find_map(|part| part.strip_prefix("plural"))?
            .trim_start()
            .strip_prefix('=')?;
        let forms: Option<Vec<usize>> = (0..Self::TRIED)
            .map(|n| {
                let mut expression = Expression {
                    rest: rule.trim_start(),
                    n,
                    depth: 0,
                };
                let value = expression.ternary()?;
                expression.rest.trim().is_empty().then_some(value as usize)
            })
            .collect();
        Some(Self { forms: forms? })
    }

    /// The one number that a form is for.
    fn only(&self, form: usize) -> Option<usize> {
        let mut of_form = (0..self.forms.len()).filter(|n| self.forms.get(*n) == Some(&form));
        let first = of_form.next()?;
        of_form.next().is_none().then_some(first)
    }
}

/// An expression of C over `n`, as gettext allows it.
struct Expression<'a> {
    rest: &'a str,
    n: u64,
    depth: usize,
}

impl Expression<'_> {
    fn takes(&mut self, sign: &str) -> bool {
        match self.rest.trim_start().strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn ternary(&mut self) -> Option<u64> {
        self.depth += 1;
        if self.depth > 64 {
            return None;
        }
        let condition = self.binary(0)?;
        let value = if self.takes("?") {
            let yes = self.ternary()?;
            if !self.takes(":") {
                return None;
            }
            let no = self.ternary()?;
            if condition != 0 { yes } else { no }
        } else {
            condition
        };
        self.depth -= 1;
        Some(value)
    }

    /// Operators of `level` and above, the weakest first.
    fn binary(&mut self, level: usize) -> Option<u64> {
        const LEVELS: [&[&str]; 6] = [
            &["||"],
            &["&&"],
            &["==", "!="],
            &["<=", ">=", "<", ">"],
            &["+", "-"],
            &["*", "/", "%"],
        ];
        let Some(signs) = LEVELS.get(level) else {
            return self.unary();
        };
        let mut left = self.binary(level + 1)?;
        while let Some(sign) = signs.iter().find(|sign| self.takes(sign)) {
            let right = self.binary(level + 1)?;
            left = match *sign {
                "||" => u64::from(left != 0 || right != 0),
                "&&" => u64::from(left != 0 && right != 0),
                "==" => u64::from(left == right),
                "!=" => u64::from(left != right),
                "<=" => u64::from(left <= right),
                ">=" => u64::from(left >= right),
                "<" => u64::from(left < right),
                ">" => u64::from(left > right),
                "+" => left.wrapping_add(right),
                "-" => left.wrapping_sub(right),
                "*" => left.wrapping_mul(right),
                "/" => left.checked_div(right)?,
                _ => left.checked_rem(right)?,
            };
        }
        Some(left)
    }

    fn unary(&mut self) -> Option<u64> {
        self.depth += 1;
        if self.depth > 64 {
            return None;
        }
        let value = if self.takes("!") {
            u64::from(self.unary()? == 0)
        } else if self.takes("(") {
            let value = self.ternary()?;
            if !self.takes(")") {
                return None;
            }
            value
        } else if self.takes("n") {
            self.n
        } else {
            let rest = self.rest.trim_start();
            let end = rest
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(rest.len());
            let value = rest.get(..end)?.parse().ok()?;
            self.rest = rest.get(end..)?;
            value
        };
        self.depth -= 1;
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;

    fn units(text: &str) -> Result<Vec<Unit>, FormatError> {
        let source = Arc::new(Source::from_text("a.po", text));
        start(&Wanted::default()).read(&source, true)
    }

    fn texts(text: &str) -> Vec<(String, String, UnitState)> {
        let of = |block: &Option<Block>| {
            block
                .as_ref()
                .map_or(String::new(), |block| block.text.text().to_owned())
        };
        units(text)
            .unwrap()
            .iter()
            .map(|unit| (of(&unit.source), of(&unit.target), unit.state))
            .collect()
    }

    const HEADER: &str = "msgid \"\"\nmsgstr \"\"\n\"Language: ar\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\
        \"Plural-Forms: nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;\\n\"\n\n";

    #[test]
    fn messages_with_their_states() {
        let text = format!(
            "{HEADER}#: src/a.c:1\n#, fuzzy, c-format\n#| msgid \"Old\"\nmsgid \"Open\"\nmsgstr \"فتح\"\n\n\
             msgctxt \"menu\"\nmsgid \"\"\n\"Save \"\n\"as \\\"%s\\\"\"\nmsgstr \"\"\n\n#~ msgid \"Gone\"\n#~ msgstr \"ذهب\"\n\n\
             #, read-only\nmsgid \"Name\"\nmsgstr \"Name\"\nmsgid \"Tight\"\nmsgstr \"ضيق\""
        );
        let expected = [
            ("Open", "فتح", UnitState::Fuzzy),
            ("Save as \"%s\"", "", UnitState::Untranslated),
            ("Name", "Name", UnitState::Locked),
            ("Tight", "ضيق", UnitState::Translated),
        ];
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(source, target, state)| (source.to_owned(), target.to_owned(), state))
            .collect();
        assert_eq!(texts(&text), expected);
    }

    #[test]
    fn plural_forms_meet_the_source_that_they_translate() {
        let text = format!(
            "{HEADER}msgid \"%d file\"\nmsgid_plural \"%d files\"\nmsgstr[0] \"لا ملفات\"\nmsgstr[1] \"ملف واحد\"\nmsgstr[2] \"ملفان\"\n\
             msgstr[3] \"%d ملفات\"\nmsgstr[4] \"%d ملفا\"\nmsgstr[5] \"\"\n"
        );
        let found = texts(&text);
        let found: Vec<_> = found
            .iter()
            .map(|(source, target, _)| (source.as_str(), target.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                ("%d files", "لا ملفات"),
                ("%d file", "ملف واحد"),
                ("%d files", "ملفان"),
                ("%d files", "%d ملفات"),
                ("%d files", "%d ملفا"),
                ("%d files", "")
            ]
        );
        // The forms for none, one and two things may say so in words.
        let counts: Vec<_> = units(&text)
            .unwrap()
            .iter()
            .map(|unit| {
                unit.source
                    .as_ref()
                    .unwrap()
                    .inlines
                    .first()
                    .map(|inline| inline.kind.clone())
            })
            .collect();
        assert_eq!(
            counts,
            [
                Some(InlineKind::Count(0)),
                Some(InlineKind::Count(1)),
                Some(InlineKind::Count(2)),
                None,
                None,
                None
            ]
        );
        let without = "msgid \"One day\"\nmsgid_plural \"%d days\"\nmsgstr[0] \"يوم واحد\"\nmsgstr[1] \"%d أيام\"\n";
        let found = texts(without);
        assert_eq!(found[0].0, "One day");
        assert_eq!(found[1].0, "%d days");
    }

    #[test]
    fn the_rule_of_plurals_is_computed() {
        let rule = |text: &str| Plurals::parse(text);
        let arabic = rule("nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;").unwrap();
        assert_eq!(arabic.forms[..4], [0, 1, 2, 3]);
        assert_eq!(arabic.forms[100..104], [5, 5, 5, 3]);
        assert_eq!(
            (arabic.only(0), arabic.only(2), arabic.only(3)),
            (Some(0), Some(2), None)
        );
        assert_eq!(
            rule("nplurals=2; plural=(n != 1);").unwrap().forms[..3],
            [1, 0, 1]
        );
        assert_eq!(rule("nplurals=1; plural=0;").unwrap().forms[7], 0);
        assert_eq!(rule("nplurals=2; plural=!(n==1)").unwrap().forms[1], 0);
        for broken in [
            "",
            "plural",
            "nplurals=2; plural=n ? ;",
            "plural=n/0",
            "plural=m",
            "plural=n n",
        ] {
            assert!(rule(broken).is_none(), "{broken}");
        }
        let deep = format!("plural={}n", "(".repeat(10_000));
        assert!(rule(&deep).is_none());
    }

    #[test]
    fn broken_catalogues_are_named_with_their_place() {
        for (text, expected) in [
            (
                "msgid \"a\nmsgstr \"\"\n",
                "a.po:1:9: the string has no closing quote",
            ),
            ("msgid \"a\" b\"\n", "a.po:1:10: text stands after the end"),
            ("msgid \"a\\q\"\n", "a.po:1:9: this escape is not known"),
            ("msgid a\n", "a.po:1:7: a string in double quotes"),
            ("\"a\"\n", "a.po:1:1: this string belongs to no msgid"),
            (
                "msgid \"a\"\nmsgid \"b\"\n",
                "a.po:2:1: msgid stands where it can't",
            ),
            ("msgstr \"a\"\n", "a.po:1:1: msgstr stands where it can't"),
            ("domain \"a\"\n", "a.po:1:1: \"domain\" is no keyword"),
            (
                "msgid \"a\"\n",
                "a.po:1:11: the file ends before the msgstr",
            ),
            (
                "msgid \"a\"\nmsgstr[x] \"\"\n",
                "a.po:2:1: \"msgstr[x]\" is no keyword",
            ),
        ] {
            let found = units(text).unwrap_err().to_string();
            assert!(found.starts_with(expected), "{text:?}: {found}");
        }
    }

    #[test]
    fn escapes_know_their_bytes() {
        let text = "msgid \"a\\tb\\101\\x42\\\\\"\nmsgstr \"ج\"\n";
        let found = units(text).unwrap();
        let block = found[0].source.as_ref().unwrap();
        assert_eq!(block.text.text(), "a\tbAB\\");
        assert_eq!(block.text.origin(Span::new(1, 2)).of(text), "\\t");
        assert_eq!(block.text.origin(Span::new(3, 5)).of(text), "\\101\\x42");
        assert_eq!(
            spell(text, Span::new(7, 8), "x\"\\\n").as_deref(),
            Some("x\\\"\\\\\\n")
        );
        assert_eq!(spell("\"a\"\n\"b\"", Span::new(1, 6), "x"), None);
    }

    #[test]
    fn the_header_names_the_encoding() {
        assert_eq!(
            declared_encoding(HEADER.as_bytes()).as_deref(),
            Some("UTF-8")
        );
        assert_eq!(declared_encoding(b"charset=CHARSET\\n"), None);
        assert_eq!(
            declared_encoding(b"charset=windows-1256\\n").as_deref(),
            Some("windows-1256")
        );
        assert!(signature(b"# comment\n\nmsgid \"\"\n"));
        assert!(!signature(b"text\nmsgid \"\"\n"));
    }
}
