use super::Lang;
use super::letters::is_letter;
use crate::text::Span;
use std::sync::LazyLock;
use unicode_normalization::char::is_combining_mark;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters and their marks, with apostrophes inside.
    Word,
    /// Digits of one script with separators between them.
    Number,
    /// A punctuation mark.
    Punctuation,
    /// Any other sign: currency, arrow, emoji.
    Symbol,
    /// A link, an e-mail address, a handle, code: not words.
    Code,
}

/// A token of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the text.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Its normal form: a word folded by the language of its script, a number in ASCII digits, any other as it is.
    pub norm: Box<str>,
    /// Whether it follows the token before it without a space.
    pub glued: bool,
    /// The language whose script it is written in, for words.
    pub lang: Option<Lang>,
}

impl Token {
    /// Whether it is written with a capital in its text.
    pub fn is_capitalised(&self, text: &str) -> bool {
        self.span
            .of(text)
            .chars()
            .next()
            .is_some_and(char::is_uppercase)
    }
}

/// Splits a text into tokens. `held` are spans that hold no words (code, tags), in order: each becomes one
/// [`TokenKind::Code`] token.
pub fn tokenize(text: &str, held: &[Span]) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 6);
    let mut held = held.iter().peekable();
    let mut at = 0;
    let mut last_end = usize::MAX;
    let mut folded = String::new();
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        while held.peek().is_some_and(|span| span.end <= at) {
            held.next();
        }
        let (end, kind) = match held.peek() {
            Some(span) if span.start <= at => (span.end.min(text.len()), TokenKind::Code),
            _ => {
                if c.is_whitespace() || is_ignorable(c) {
                    at += c.len_utf8();
                    if is_ignorable(c) && last_end != usize::MAX && last_end == at - c.len_utf8() {
                        last_end = at;
                    }
                    continue;
                }
                let limit = held
                    .peek()
                    .map_or(text.len(), |span| span.start.min(text.len()));
                let rest = &text[at..limit];
                let address = if last_end != at {
                    link(rest)
                } else {
                    tokens
                        .last()
                        .filter(|token| parts_address(token, text))
                        .and_then(|_| glued_link(rest))
                };
                address
                    .map(|length| (length, TokenKind::Code))
                    .or_else(|| scan(rest, c))
                    .map_or((at + c.len_utf8(), TokenKind::Symbol), |(length, kind)| {
                        (at + length, kind)
                    })
            }
        };
        let end = end.max(at + c.len_utf8());
        let span = Span::new(at, end);
        let raw = span.of(text);
        let (norm, lang) = normal(raw, kind, &mut folded);
        tokens.push(Token {
            span,
            kind,
            norm,
            glued: last_end == at,
            lang,
        });
        last_end = end;
        at = end;
    }
    tokens
}

/// Whether an address may start directly after a token: after a mark that opens or parts, and after an Arabic
/// conjunction or preposition, which is written without a space (`وhttps://…`).
fn parts_address(token: &Token, text: &str) -> bool {
    match token.kind {
        TokenKind::Word => token.lang.is_some_and(|lang| !lang.has_case()),
        TokenKind::Punctuation | TokenKind::Symbol => !matches!(
            token.span.of(text),
            "." | "@" | "-" | "_" | "/" | "#" | "&" | "+" | "%"
        ),
        TokenKind::Number | TokenKind::Code => false,
    }
}

/// Format characters that carry no text: bidi controls, zero-width marks, soft hyphens, byte order marks.
pub fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{00AD}' | '\u{061C}')
}

fn scan(rest: &str, first: char) -> Option<(usize, TokenKind)> {
    if is_letter(first) || is_combining_mark(first) {
        return Some((word(rest), TokenKind::Word));
    }
    if first.is_numeric() && digit(first).is_some() {
        return Some((number(rest), TokenKind::Number));
    }
    Some((
        first.len_utf8(),
        if is_punctuation(first) {
            TokenKind::Punctuation
        } else {
            TokenKind::Symbol
        },
    ))
}

fn script_of(c: char) -> Option<Lang> {
    /// The languages of the characters that nearly all texts are written in.
    static SCRIPTS: LazyLock<Vec<Option<Lang>>> =
        LazyLock::new(|| ('\0'..'\u{0700}').map(find).collect());
    fn find(c: char) -> Option<Lang> {
        Lang::all().find(|lang| lang.is_letter(c))
    }
    SCRIPTS.get(c as usize).copied().unwrap_or_else(|| find(c))
}

fn word(rest: &str) -> usize {
    let script = rest.chars().find(|c| is_letter(*c)).and_then(script_of);
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if is_letter(c) {
            // A change of script inside a run of letters ends the token, so that glued Arabic and Latin are two words.
            let own = script_of(c);
            if script.is_some() && own.is_some() && own != script {
                break;
            }
            end = at + c.len_utf8();
        } else if is_combining_mark(c) || c == '\u{0640}' || is_ignorable(c) {
            if !is_ignorable(c) {
                end = at + c.len_utf8();
            }
        } else if matches!(c, '\'' | '\u{2019}' | '\u{02BC}')
            && chars.peek().is_some_and(|(_, next)| next.is_alphabetic())
            && script.is_some_and(|lang| lang.has_case())
        {
            continue;
        } else {
            break;
        }
    }
    end.max(rest.chars().next().map_or(1, char::len_utf8))
}

/// Value of a decimal digit of any script that Arabic or English texts use.
pub(crate) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '\u{0660}'..='\u{0669}' => Some(c as u32 - 0x0660),
        '\u{06F0}'..='\u{06F9}' => Some(c as u32 - 0x06F0),
        '\u{FF10}'..='\u{FF19}' => Some(c as u32 - 0xFF10),
        _ => None,
    }
}

fn number(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if digit(c).is_some() {
            end = at + c.len_utf8();
        } else if matches!(c, '.' | ',' | '\u{066B}' | '\u{066C}' | '\u{060C}')
            && chars.peek().is_some_and(|(_, next)| digit(*next).is_some())
        {
            continue;
        } else {
            break;
        }
    }
    end.max(1)
}

/// The longest address that is looked for where no space stands before it. A text may be one long run of marks, and
/// to look to its end from each of them would take the square of its length.
const GLUED: usize = 2048;

/// The same as [`link`] for what follows another token without a space.
fn glued_link(rest: &str) -> Option<usize> {
    let start = |length: usize| {
        let mut end = length.min(rest.len());
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        &rest[..end]
    };
    let head = start(8).to_ascii_lowercase();
    let scheme = ["http://", "https://", "ftp://", "www.", "mailto:"]
        .iter()
        .any(|scheme| head.starts_with(scheme));
    if scheme {
        return link(start(GLUED));
    }
    let mail = start(64);
    mail.contains('@').then(|| link(mail)).flatten()
}

/// Length of a link, an e-mail address or a handle at the start of `rest`.
fn link(rest: &str) -> Option<usize> {
    // All of them start in ASCII, which most Arabic words are told by.
    if !rest.as_bytes().first().is_some_and(u8::is_ascii) {
        return None;
    }
    let stop = rest
        .find(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '<' | '>' | '"' | '\u{201C}' | '\u{201D}' | '«' | '»' | '،' | '؛'
                )
        })
        .unwrap_or(rest.len());
    let run = &rest[..stop];
    let mut trimmed = run.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '؟']);
    // A bracket that the address itself has opened belongs to it.
    if trimmed.matches('(').count() > trimmed.matches(')').count()
        && run[trimmed.len()..].starts_with(')')
    {
        trimmed = &run[..trimmed.len() + 1];
    }
    let starts = |scheme: &str| {
        trimmed
            .as_bytes()
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes()))
    };
    let is_address = ["http://", "https://", "ftp://", "www."]
        .iter()
        .any(|scheme| trimmed.len() > scheme.len() && starts(scheme))
        || starts("mailto:");
    if is_address {
        return Some(trimmed.len());
    }
    let bytes = trimmed.as_bytes();
    if (bytes.first() == Some(&b'@') || bytes.first() == Some(&b'#')) && trimmed.len() > 1 {
        let end = trimmed
            .char_indices()
            .skip(1)
            .find(|(_, c)| !(c.is_alphanumeric() || *c == '_'))
            .map_or(trimmed.len(), |(at, _)| at);
        let has_latin = trimmed[1..end].chars().any(|c| c.is_ascii_alphabetic());
        return (bytes[0] == b'@' && end > 1 && has_latin).then_some(end);
    }
    let at = memchr::memchr(b'@', bytes)?;
    let (user, host) = (&trimmed[..at], &trimmed[at + 1..]);
    let plain = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+'))
    };
    (plain(user) && plain(host) && host.contains('.')).then_some(trimmed.len())
}

/// Whether `c` is a punctuation mark rather than another symbol.
pub(crate) fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        && !matches!(c, '$' | '+' | '<' | '=' | '>' | '^' | '`' | '|' | '~' | '%')
        || matches!(c,
            '،' | '؛' | '؟' | '٪' | '۔' | '«' | '»' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '¡' | '¿' | '·' | '§' | '¶'
            | '\u{3001}' | '\u{3002}' | '\u{FD3E}' | '\u{FD3F}' | '\u{066B}' | '\u{066C}')
}

/// The normal form of a token and its language; `folded` is room to work in.
fn normal(raw: &str, kind: TokenKind, folded: &mut String) -> (Box<str>, Option<Lang>) {
    match kind {
        TokenKind::Word => {
            let lang = raw.chars().find_map(script_of);
            folded.clear();
            match lang {
                Some(lang) => lang.fold_onto(raw, folded),
                None => folded.push_str(&raw.to_lowercase()),
            }
            (folded.as_str().into(), lang)
        }
        TokenKind::Number => {
            let norm: String = raw
                .chars()
                .map(|c| match c {
                    '\u{066B}' => '.',
                    '\u{066C}' | '\u{060C}' => ',',
                    _ => digit(c)
                        .and_then(|value| char::from_digit(value, 10))
                        .unwrap_or(c),
                })
                .collect();
            (norm.into(), None)
        }
        _ => (raw.into(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(String, TokenKind)> {
        tokenize(text, &[])
            .into_iter()
            .map(|t| (t.span.of(text).to_owned(), t.kind))
            .collect()
    }

    #[test]
    fn words_numbers_marks_and_addresses() {
        use TokenKind::*;
        let found = kinds("Don't pay ٣٫٥ or 1,234.50$ to a.b@c.org, see https://x.org/a?b=1).");
        let expected = [
            ("Don't", Word),
            ("pay", Word),
            ("٣٫٥", Number),
            ("or", Word),
            ("1,234.50", Number),
            ("$", Symbol),
            ("to", Word),
            ("a.b@c.org", Code),
            (",", Punctuation),
            ("see", Word),
            ("https://x.org/a?b=1", Code),
            (")", Punctuation),
            (".", Punctuation),
        ];
        let expected: Vec<_> = expected
            .iter()
            .map(|(t, k)| ((*t).to_owned(), *k))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn an_address_keeps_the_brackets_it_opened() {
        let text = "(see https://x.org/a_(b)).";
        let tokens = tokenize(text, &[]);
        assert_eq!(tokens[2].span.of(text), "https://x.org/a_(b)");
    }

    #[test]
    fn an_address_may_follow_a_bracket_or_a_conjunction() {
        for text in [
            "(https://x.org)",
            "وhttps://x.org",
            "«www.x.org»",
            ":a@x.org",
        ] {
            let tokens = tokenize(text, &[]);
            assert_eq!(tokens[1].kind, TokenKind::Code, "{text}");
        }
    }

    #[test]
    fn scripts_part_words_and_marks_stay_inside() {
        let found: Vec<_> = kinds("مُحَمَّد وAbc").into_iter().map(|(t, _)| t).collect();
        assert_eq!(found, ["مُحَمَّد", "و", "Abc"]);
        assert!(tokenize("وAbc", &[])[1].glued);
    }

    #[test]
    fn held_spans_are_one_token() {
        let text = "see `a b` now";
        let tokens = tokenize(text, &[Span::new(4, 9)]);
        assert_eq!(tokens.len(), 3);
        assert_eq!(tokens[1].kind, TokenKind::Code);
    }
}
