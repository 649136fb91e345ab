use super::Lang;
use super::letters::is_letter;
use crate::text::Span;
use smol_str::SmolStr;
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
    pub norm: SmolStr,
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
    // More than there are: what is not needed is given back.
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 4 + 1);
    let classes = Classes::table();
    let mut held = held.iter().peekable();
    let mut at = 0;
    let mut last_end = usize::MAX;
    let mut folded = String::new();
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        while held.peek().is_some_and(|span| span.end <= at) {
            held.next();
        }
        let (end, kind, word) = match held.peek() {
            Some(span) if span.start <= at => (span.end.min(text.len()), TokenKind::Code, None),
            _ => {
                let class = classes.of(c);
                if matches!(class.is, Is::Space | Is::Ignorable) {
                    if class.is == Is::Ignorable && last_end == at {
                        last_end = at + c.len_utf8();
                    }
                    at += c.len_utf8();
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
                if let Some(length) = address {
                    (at + length, TokenKind::Code, None)
                } else if matches!(class.is, Is::Letter | Is::Mark) {
                    let word = word(rest, class, classes);
                    (at + word.length, TokenKind::Word, Some(word))
                } else if digit(c).is_some() {
                    (at + number(rest), TokenKind::Number, None)
                } else if is_punctuation(c) {
                    (at + c.len_utf8(), TokenKind::Punctuation, None)
                } else {
                    (at + c.len_utf8(), TokenKind::Symbol, None)
                }
            }
        };
        let end = end.max(at + c.len_utf8());
        let span = Span::new(at, end);
        let raw = span.of(text);
        let lang = word.as_ref().and_then(|word| word.lang);
        let norm = match word {
            Some(Word { folded: true, .. }) => raw.into(),
            Some(_) => {
                folded.clear();
                match lang {
                    Some(lang) => lang.fold_onto(raw, &mut folded),
                    None => folded.push_str(&raw.to_lowercase()),
                }
                folded.as_str().into()
            }
            None if kind == TokenKind::Number => in_ascii_digits(raw),
            None => raw.into(),
        };
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

/// What a character is to the tokeniser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Is {
    Letter,
    /// A combining mark.
    Mark,
    /// Tatweel, which stands inside words and starts none.
    Lengthening,
    /// See [`is_ignorable`].
    Ignorable,
    Space,
    Other,
}

/// What there is to know of a character.
#[derive(Clone, Copy, Debug)]
struct Class {
    is: Is,
    /// Whether it is a letter that folding leaves as it is: so is a word of such letters.
    folded: bool,
    /// The language whose letters it is one of.
    script: Option<Lang>,
}

impl Class {
    fn new(c: char) -> Self {
        let script = Lang::all().find(|lang| lang.is_letter(c));
        let is = if is_letter(c) {
            Is::Letter
        } else if is_combining_mark(c) {
            Is::Mark
        } else if c == '\u{0640}' {
            Is::Lengthening
        } else if is_ignorable(c) {
            Is::Ignorable
        } else if c.is_whitespace() {
            Is::Space
        } else {
            Is::Other
        };
        let itself = |lang: Lang| {
            let mut letter = [0; 4];
            let letter = c.encode_utf8(&mut letter);
            *lang.fold(letter) == *letter
        };
        Self {
            is,
            folded: is == Is::Letter && script.is_some_and(itself),
            script,
        }
    }
}

/// The classes of the characters that nearly all texts are written in.
pub(super) struct Classes(Vec<Class>);

impl Classes {
    pub fn table() -> &'static Self {
        static TABLE: LazyLock<Classes> =
            LazyLock::new(|| Classes(('\0'..'\u{0700}').map(Class::new).collect()));
        &TABLE
    }

    fn of(&self, c: char) -> Class {
        match self.0.get(c as usize) {
            Some(class) => *class,
            None => Class::new(c),
        }
    }

    /// The language of which a character is a letter.
    pub fn letter_of(&self, c: char) -> Option<Lang> {
        let class = self.of(c);
        class.script.filter(|_| class.is == Is::Letter)
    }
}

/// A word at the start of a text.
struct Word {
    length: usize,
    lang: Option<Lang>,
    /// Whether it is spelled in its normal form.
    folded: bool,
}

/// The word at the start of `rest`, of whose first character the class is known.
fn word(rest: &str, first: Class, classes: &Classes) -> Word {
    let script_of = |c: char| classes.of(c).script;
    let script = match first.is {
        Is::Letter => first.script,
        _ => rest.chars().find(|c| is_letter(*c)).and_then(script_of),
    };
    let mut end = 0;
    let mut folded = true;
    let mut chars = rest.char_indices();
    while let Some((at, c)) = chars.next() {
        let class = classes.of(c);
        match class.is {
            Is::Letter => {
                // A change of script inside a run of letters ends the token, so that glued Arabic and Latin are two
                // words.
                if script.is_some() && class.script.is_some() && class.script != script {
                    break;
                }
                folded &= class.folded;
                end = at + c.len_utf8();
            }
            Is::Mark | Is::Lengthening => {
                folded = false;
                end = at + c.len_utf8();
            }
            Is::Ignorable => folded = false,
            _ => {
                let apostrophe = matches!(c, '\'' | '\u{2019}' | '\u{02BC}')
                    && chars
                        .as_str()
                        .chars()
                        .next()
                        .is_some_and(char::is_alphabetic)
                    && script.is_some_and(|lang| lang.has_case());
                if !apostrophe {
                    break;
                }
                folded = false;
            }
        }
    }
    let length = end.max(rest.chars().next().map_or(1, char::len_utf8));
    // A letter of no known script may stand before those of one.
    let lang = match (first.is, script) {
        (Is::Letter, Some(lang)) => Some(lang),
        _ => rest
            .get(..length)
            .unwrap_or_default()
            .chars()
            .find_map(script_of),
    };
    Word {
        length,
        lang,
        folded,
    }
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

/// Whether a text starts as all addresses do, which most Arabic words are told by.
fn starts_in_ascii(rest: &str) -> bool {
    rest.as_bytes().first().is_some_and(u8::is_ascii)
}

/// Whether what comes before the next space has a mark that all addresses have.
fn may_be_address(rest: &str) -> bool {
    let bytes = rest.as_bytes();
    let web = |start: &[u8]| start.eq_ignore_ascii_case(b"www.");
    bytes.get(..4).is_some_and(web)
        || bytes
            .iter()
            .take_while(|byte| !byte.is_ascii_whitespace())
            .any(|byte| matches!(byte, b'@' | b':'))
}

/// The same as [`link`] for what follows another token without a space.
fn glued_link(rest: &str) -> Option<usize> {
    if !starts_in_ascii(rest) {
        return None;
    }
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
    if !starts_in_ascii(rest) || !may_be_address(rest) {
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

/// A number in ASCII digits.
fn in_ascii_digits(raw: &str) -> SmolStr {
    let ascii = |c: char| match c {
        '\u{066B}' => '.',
        '\u{066C}' | '\u{060C}' => ',',
        _ => digit(c)
            .and_then(|value| char::from_digit(value, 10))
            .unwrap_or(c),
    };
    raw.chars().map(ascii).collect()
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
