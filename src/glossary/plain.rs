//! Glossaries as nearly all are written: tables of strings and lists of strings, nothing escaped, without a fault.
//!
//! Such a file is read in one pass over its bytes. Where anything else turns up, be it a fault or TOML that is merely
//! unusual, nothing is read here and the TOML parser has its turn, which knows all of the format and names the faults.

use super::entry::{Entry, Forbidden, Glossary, Text};
use super::load::fresh_id;
use crate::lang::Lang;
use crate::text::{Set, Source, Span};
use std::str::FromStr;
use std::sync::Arc;

/// Reads a glossary; none where it isn't plain.
pub(super) fn read(source: &Arc<Source>) -> Option<Glossary> {
    let mut glossary = Glossary::new(Lang::ARABIC, Lang::ENGLISH);
    glossary.files.push(Arc::clone(source));
    let mut cursor = Cursor {
        text: source.text(),
        at: 0,
    };
    let mut head = false;
    let mut written = Vec::new();
    let mut ids = Set::default();
    loop {
        cursor.lines()?;
        if cursor.at == cursor.text.len() {
            break;
        }
        if cursor.take("[[terms]]") {
            cursor.line_end()?;
            let (entry, id) = cursor.entry()?;
            if let Some(id) = &id
                && !ids.insert(id.clone())
            {
                return None;
            }
            glossary.entries.push(entry);
            written.push(id);
        } else if !head && cursor.take("[glossary]") {
            head = true;
            cursor.line_end()?;
            cursor.head(&mut glossary)?;
        } else {
            return None;
        }
    }
    for (entry, id) in glossary.entries.iter_mut().zip(written) {
        entry.id = id.unwrap_or_else(|| fresh_id(&mut ids, &entry.target));
    }
    (glossary.source_lang != glossary.target_lang).then_some(glossary)
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, what: &str) -> bool {
        let found = self.text.as_bytes()[self.at..].starts_with(what.as_bytes());
        if found {
            self.at += what.len();
        }
        found
    }

    fn blanks(&mut self) {
        while let Some(b' ' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// Goes to the end of the line, where nothing but a comment may stand, and behind it.
    fn line_end(&mut self) -> Option<()> {
        self.blanks();
        if self.peek() == Some(b'#') {
            let rest = &self.text.as_bytes()[self.at..];
            let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            let comment = rest[..end].strip_suffix(b"\r").unwrap_or(&rest[..end]);
            if comment.iter().any(|b| is_control(*b)) {
                return None;
            }
            self.at += comment.len();
        }
        (self.take("\n") || self.take("\r\n") || self.at == self.text.len()).then_some(())
    }

    /// Goes to the next line with anything but a comment.
    fn lines(&mut self) -> Option<()> {
        loop {
            self.blanks();
            match self.peek() {
                Some(b'#' | b'\n' | b'\r') => self.line_end()?,
                _ => return Some(()),
            }
        }
    }

    /// The key that the line sets; none of it at the next table and at the end.
    fn key(&mut self) -> Option<Option<&'a str>> {
        self.lines()?;
        let rest = &self.text[self.at..];
        if rest.is_empty() || rest.starts_with('[') {
            return Some(None);
        }
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))?;
        self.at += end;
        self.blanks();
        if end == 0 || !self.take("=") {
            return None;
        }
        self.blanks();
        Some(Some(&rest[..end]))
    }

    fn string(&mut self) -> Option<(&'a str, Span)> {
        let quote = self.peek().filter(|quote| matches!(quote, b'"' | b'\''))?;
        let start = self.at;
        let rest = &self.text[start + 1..];
        let end = memchr::memchr(quote, rest.as_bytes())?;
        let wrong = |wrong, b: &u8| wrong | (*b == b'\\') | is_control(*b);
        if rest.as_bytes()[..end].iter().fold(false, wrong) {
            return None;
        }
        self.at += end + 2;
        Some((&rest[..end], Span::new(start, self.at)))
    }

    fn made(&mut self) -> Option<Text> {
        let (text, span) = self.string()?;
        let text = text.trim();
        text.chars().any(char::is_alphanumeric).then(|| Text {
            text: text.to_owned(),
            file: Some(0),
            span,
        })
    }

    fn choice<T: FromStr>(&mut self) -> Option<T> {
        self.string()?.0.trim().parse().ok()
    }

    /// One thing, or a list of several in brackets.
    fn list<T>(&mut self, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        if !self.take("[") {
            return Some(vec![one(self)?]);
        }
        let mut list = Vec::with_capacity(8);
        loop {
            self.lines()?;
            if self.take("]") {
                return Some(list);
            }
            list.push(one(self)?);
            self.lines()?;
            if !self.take(",") && self.peek() != Some(b']') {
                return None;
            }
        }
    }

    fn forbidden(&mut self) -> Option<Forbidden> {
        if !self.take("{") {
            let text = self.made()?;
            return Some(Forbidden { text, why: None });
        }
        let (mut text, mut why) = (None, None);
        loop {
            self.blanks();
            let slot = if self.take("text") {
                &mut text
            } else if self.take("why") {
                &mut why
            } else {
                return None;
            };
            self.blanks();
            if slot.is_some() || !self.take("=") {
                return None;
            }
            self.blanks();
            *slot = Some(self.made()?);
            self.blanks();
            if self.take("}") {
                let (text, why) = (text?, why.map(|why| why.text));
                return Some(Forbidden { text, why });
            }
            if !self.take(",") {
                return None;
            }
        }
    }

    fn head(&mut self, glossary: &mut Glossary) -> Option<()> {
        let mut seen = Vec::new();
        while let Some(key) = self.key()? {
            match key {
                "name" => glossary.name = Some(self.string()?.0.trim().to_owned()),
                "source-lang" => glossary.source_lang = self.lang()?,
                "target-lang" => glossary.target_lang = self.lang()?,
                _ => return None,
            }
            self.line_end()?;
            first(&mut seen, key)?;
        }
        Some(())
    }

    fn lang(&mut self) -> Option<Lang> {
        self.string()?.0.parse().ok()
    }

    /// An entry, and its id where it has one.
    fn entry(&mut self) -> Option<(Entry, Option<String>)> {
        let (mut id, mut target) = (None, None);
        let mut entry = Entry::new("", Vec::new(), Text::default());
        let mut seen = Vec::with_capacity(8);
        while let Some(key) = self.key()? {
            match key {
                "id" => id = Some(self.made()?.text),
                "source" => entry.source = self.list(Self::made)?,
                "target" => target = Some(self.made()?),
                "abbreviation" => entry.abbreviation = Some(self.made()?),
                "admitted" => entry.admitted = self.list(Self::made)?,
                "short-forms" => entry.short_forms = self.list(Self::made)?,
                "source-forms" => entry.source_forms = self.list(Self::made)?,
                "forbidden" => entry.forbidden = self.list(Self::forbidden)?,
                "first-mention" => entry.first_mention = Some(self.made()?),
                "case" => entry.case = Some(self.choice()?),
                "part-of-speech" => entry.part_of_speech = Some(self.choice()?),
                "severity" => entry.severity = Some(self.choice()?),
                "direction" => entry.direction = Some(self.choice()?),
                "note" => entry.note = Some(self.made()?.text),
                _ => return None,
            }
            self.line_end()?;
            first(&mut seen, key)?;
        }
        entry.target = target?;
        (!entry.source.is_empty()).then_some((entry, id))
    }
}

/// Notes a key; none where it stands for the second time.
fn first<'k>(seen: &mut Vec<&'k str>, key: &'k str) -> Option<()> {
    if seen.contains(&key) {
        return None;
    }
    seen.push(key);
    Some(())
}

/// Whether TOML forbids a byte in strings and comments.
fn is_control(byte: u8) -> bool {
    (byte < 0x20) & (byte != b'\t') | (byte == 0x7F)
}

#[cfg(test)]
mod tests {
    use super::super::load::read_toml;
    use super::*;

    fn source(text: &str) -> Arc<Source> {
        Arc::new(Source::from_text("g.toml", text))
    }

    /// Whether a text is plain; then it must read as it does by the TOML parser.
    fn is_plain(text: &str) -> bool {
        let Some(plain) = read(&source(text)) else {
            return false;
        };
        let toml = read_toml(source(text)).unwrap_or_else(|errors| panic!("{text}\n{errors}"));
        assert_eq!(plain.name, toml.name, "{text}");
        assert_eq!(plain.source_lang, toml.source_lang, "{text}");
        assert_eq!(plain.target_lang, toml.target_lang, "{text}");
        assert_eq!(plain.entries, toml.entries, "{text}");
        true
    }

    #[test]
    fn the_built_in_glossaries_are_plain() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/glossaries");
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(is_plain(&text), "{}", path.display());
            assert!(is_plain(&text.replace('\n', "\r\n")), "{}", path.display());
        }
    }

    #[test]
    fn what_is_plain_reads_as_toml() {
        for text in [
            "",
            "# only a comment",
            "[glossary]\nname = \" Talks \" # note\nsource-lang = \"en-GB\"\ntarget-lang='ar'",
            "[[terms]]\nsource='قطر'\ntarget=\"Qatar\"",
            "[[terms]] # first\n\tsource = [ 'قطر' , \"دولة قطر\", # both\n\n ]\n target = \"Qatar\"\n case = \" exact \"\n\n[[terms]]\nsource=\"مصر\"\nid=\"qatar\"\ntarget=\"Egypt\"\nseverity=\"error\"\npart-of-speech='proper-noun'",
            "[[terms]]\nsource='قطر'\ntarget='Qatar'\nforbidden=['Katar', {text='Catar',why=\"not so\"}, { why = 'x', text = 'Quatar' }]\nadmitted=[]\nnote='a \"note\"'\n[glossary]\nname='x'",
            "[[terms]]\nsource='قطر'\ntarget='Qatar'\nforbidden={text='Catar'}\ndirection='forward'\nsource-forms='قَطَر'\nabbreviation='QA'\nfirst-mention='Qatar (QA)'\nshort-forms=['Q']",
        ] {
            assert!(is_plain(text), "{text}");
        }
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_parser() {
        for text in [
            "[[terms]]\nsource='قطر'\ntarget='Qa\\tar'",
            "[[terms]]\nsource=\"قطر\"\ntarget=\"Qa\\u0074ar\"",
            "[[terms]]\nsource=\"\"\"قطر\"\"\"\ntarget='Qatar'",
            "[[terms]]\nsource='قطر'\ntarget=''",
            "[[terms]]\nsource='قطر'\ntarget='…'",
            "[[terms]]\nsource='قطر'\ntarget=5",
            "[[terms]]\nsource='قطر'\ntarget='Qatar'\ntarget='Katar'",
            "[[terms]]\nsource='قطر'\ntarget='Qatar' id='x'",
            "[[terms]]\nsource='قطر'\ntarget='Qat\nar'",
            "[[terms]]\nsource=['قطر' 'مصر']\ntarget='Qatar'",
            "[[terms]]\nsource=[]\ntarget='Qatar'",
            "[[terms]]\ntarget='Qatar'",
            "[[terms]]\nsource='قطر'",
            "[[terms]]\nsorce='قطر'\ntarget='Qatar'",
            "[[terms]]\n\"source\"='قطر'\ntarget='Qatar'",
            "[[terms]]\nsource='قطر'\ntarget='Qatar'\ncase='loud'",
            "[[terms]]\nsource='قطر'\ntarget='Qatar'\ndirection='sideways'",
            "[[terms]]\nsource='قطر'\ntarget='Qatar'\nforbidden={why='x'}",
            "[[terms]]\nsource='قطر'\ntarget='Qatar'\nforbidden={text='x',}",
            "[[terms]]\nsource='قطر'\ntarget='Qatar'\nid='a'\n[[terms]]\nsource='مصر'\ntarget='Egypt'\nid='a'",
            "[glossary]\nname='x'\n[glossary]\nname='y'",
            "[glossary]\nsource-lang='en'",
            "[glossary.more]\nname='x'",
            "terms = []",
            "# a \u{0001} comment",
            "[[terms]]\nsource='قطر'\ntarget='Qatar'\rnote='x'",
        ] {
            assert!(!is_plain(text), "{text}");
        }
    }
}
