//! Which file translates which: a pattern for the sources and one for the translations.

use regex::Regex;
use std::fmt;

/// Two patterns that give for each source the path of its translation, and the other way.
///
/// In the source's pattern `*` stands for any characters of one name, `**/` for any folders, `?` for one
/// character, and `{name}` for a part of a name that the other pattern takes up by this name. In the
/// translation's pattern `{}` stands for all that the source's wildcards took, with what lies between them;
/// or its own wildcards stand for the source's, one by one.
#[derive(Clone, Debug)]
pub struct Pattern {
    source: Side,
    target: Side,
}

#[derive(Clone, Debug)]
struct Side {
    text: String,
    tokens: Vec<Token>,
    regex: Regex,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Literal(String),
    /// `*`
    Star,
    /// `**/`, or `**` at the end
    Deep,
    /// `?`
    One,
    /// `{name}`
    Name(String),
    /// `{}`
    Whole,
}

/// A pattern of files that hold both texts.
#[derive(Clone, Debug)]
pub struct Glob(Side);

impl Glob {
    /// A pattern, with slashes, relative to the folder of the configuration.
    ///
    /// # Errors
    /// Why it can't be read.
    pub fn new(pattern: &str) -> Result<Self, PatternError> {
        let fault = |(message, help)| PatternError {
            in_target: false,
            message,
            help,
        };
        let tokens = tokens(pattern).map_err(fault)?;
        if tokens.contains(&Token::Whole) {
            return Err(fault((
                "{} has nothing to take up".to_owned(),
                "write a wildcard, for instance locale/**/*.po".to_owned(),
            )));
        }
        let regex = Regex::new(&regex(&tokens, &tokens))
            .map_err(|error| fault((error.to_string(), "write a shorter pattern".to_owned())))?;
        Ok(Self(Side {
            text: pattern.to_owned(),
            tokens,
            regex,
        }))
    }

    /// The pattern as it was written.
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// Whether it takes a path.
    pub fn matches(&self, path: &str) -> bool {
        self.0.regex.is_match(path)
    }
}

impl fmt::Display for Glob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.text)
    }
}

/// Why two patterns don't make a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// Whether the pattern of the translations is at fault.
    pub in_target: bool,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Pattern {
    /// A pair of patterns, with slashes, relative to the folder of the configuration.
    ///
    /// # Errors
    /// What of the two can't be read, or why they don't fit each other.
    pub fn new(source: &str, target: &str) -> Result<Self, PatternError> {
        let source_tokens = tokens(source).map_err(|(message, help)| PatternError {
            in_target: false,
            message,
            help,
        })?;
        let fault = |message: &str, help: &str| PatternError {
            in_target: true,
            message: message.to_owned(),
            help: help.to_owned(),
        };
        let mut target_tokens = tokens(target).map_err(|(message, help)| fault(&message, &help))?;
        join_folders(&source_tokens, &mut target_tokens);
        if source_tokens.contains(&Token::Whole) {
            return Err(PatternError {
                in_target: false,
                message: "{} stands in the pattern of the sources".to_owned(),
                help: "it takes up what wildcards matched, so it belongs into target; write * or {name} here"
                    .to_owned(),
            });
        }
        fits(&source_tokens, &target_tokens).map_err(|(message, help)| fault(&message, &help))?;
        let compile = |pattern: String| {
            Regex::new(&pattern)
                .map_err(|error| fault(&error.to_string(), "write a shorter pattern"))
        };
        let source_regex = compile(regex(&source_tokens, &source_tokens))?;
        let target_regex = compile(regex(&target_tokens, &source_tokens))?;
        Ok(Self {
            source: Side {
                text: source.to_owned(),
                tokens: source_tokens,
                regex: source_regex,
            },
            target: Side {
                text: target.to_owned(),
                tokens: target_tokens,
                regex: target_regex,
            },
        })
    }

    /// The pattern of the sources as it was written.
    pub fn source(&self) -> &str {
        &self.source.text
    }

    /// The pattern of the translations as it was written.
    pub fn target(&self) -> &str {
        &self.target.text
    }

    /// The path of the translation of a source; none where the path is no source's.
    pub fn target_of(&self, source: &str) -> Option<String> {
        let mut taken = Taken::of(&self.source, source)?;
        taken.whole = taken.section;
        taken.fill(&self.target.tokens, 0..0)
    }

    /// The path of the source of a translation; none where the path is no translation's.
    pub fn source_of(&self, target: &str) -> Option<String> {
        let taken = Taken::of(&self.target, target)?;
        let covered = match taken.whole {
            Some(_) => section(&self.source.tokens),
            None => 0..0,
        };
        taken.fill(&self.source.tokens, covered)
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ↔ {}", self.source.text, self.target.text)
    }
}

/// The wildcards of a pattern that `{}` takes up: from the first to the last, names only where there is nothing
/// else.
fn section(tokens: &[Token]) -> std::ops::Range<usize> {
    let bounds = |wanted: fn(&Token) -> bool| {
        let first = tokens.iter().position(wanted)?;
        let last = tokens.iter().rposition(wanted)?;
        Some(first..last + 1)
    };
    bounds(|token| matches!(token, Token::Star | Token::Deep | Token::One))
        .or_else(|| bounds(|token| matches!(token, Token::Name(_))))
        .unwrap_or(0..0)
}

/// `**/` takes the slash too, and takes none where it takes no folder: the one after a `{}` that ends with it is
/// the same.
fn join_folders(source: &[Token], target: &mut [Token]) {
    let ends_with_folders = source.get(section(source)).and_then(<[Token]>::last)
        == Some(&Token::Deep)
        && source.last() != Some(&Token::Deep);
    let whole = target.iter().position(|token| *token == Token::Whole);
    if let (true, Some(whole)) = (ends_with_folders, whole)
        && let Some(Token::Literal(next)) = target.get_mut(whole + 1)
        && let Some(rest) = next.strip_prefix('/')
    {
        *next = rest.to_owned();
    }
}

/// What a path holds where the wildcards of a pattern stand.
struct Taken<'p> {
    names: Vec<(&'p str, &'p str)>,
    wildcards: Vec<&'p str>,
    /// What `{}` took.
    whole: Option<&'p str>,
    /// What `{}` would take.
    section: Option<&'p str>,
}

impl<'p> Taken<'p> {
    fn of(side: &'p Side, path: &'p str) -> Option<Self> {
        let captures = side.regex.captures(path)?;
        let mut taken = Taken {
            names: Vec::new(),
            wildcards: Vec::new(),
            whole: None,
            section: None,
        };
        let section = section(&side.tokens);
        let (mut first, mut last) = (None, None);
        let wild = side
            .tokens
            .iter()
            .enumerate()
            .filter(|(_, token)| !matches!(token, Token::Literal(_)));
        for (group, (index, token)) in wild.enumerate() {
            let found = captures.get(group + 1)?;
            if section.contains(&index) {
                first = first.or(Some(found.start()));
                last = Some(found.end());
            }
            match token {
                Token::Name(name) => {
                    let known = taken.names.iter().find(|(known, _)| known == name);
                    if known.is_some_and(|(_, value)| *value != found.as_str()) {
                        return None;
                    }
                    taken.names.push((name, found.as_str()));
                }
                Token::Whole => taken.whole = Some(found.as_str()),
                _ => taken.wildcards.push(found.as_str()),
            }
        }
        if let (Some(first), Some(last)) = (first, last) {
            taken.section = path.get(first..last);
        }
        Some(taken)
    }

    /// The path that tokens give with what was taken; the tokens `covered` stand for what `{}` took.
    fn fill(&self, tokens: &[Token], covered: std::ops::Range<usize>) -> Option<String> {
        let named = |name: &str| {
            let found = self.names.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| *value)
        };
        let mut wildcards = self.wildcards.iter();
        let mut out = String::new();
        for (index, token) in tokens.iter().enumerate() {
            match token {
                _ if index == covered.start && !covered.is_empty() => out.push_str(self.whole?),
                _ if covered.contains(&index) => {}
                Token::Whole => out.push_str(self.whole?),
                Token::Literal(text) => out.push_str(text),
                Token::Name(name) => out.push_str(named(name)?),
                Token::Star | Token::Deep | Token::One => out.push_str(wildcards.next()?),
            }
        }
        Some(out)
    }
}

/// Whether all that tells sources apart stands in their translations' pattern too, and nothing else does.
fn fits(source: &[Token], target: &[Token]) -> Result<(), (String, String)> {
    let wild = |tokens: &[Token]| -> Vec<Token> {
        tokens
            .iter()
            .filter(|token| matches!(token, Token::Star | Token::Deep | Token::One))
            .cloned()
            .collect()
    };
    let names = |tokens: &[Token]| -> Vec<String> {
        tokens
            .iter()
            .filter_map(|token| match token {
                Token::Name(name) => Some(name.clone()),
                _ => None,
            })
            .collect()
    };
    let (source_wild, target_wild) = (wild(source), wild(target));
    let (source_names, target_names) = (names(source), names(target));
    let wholes = target
        .iter()
        .filter(|token| **token == Token::Whole)
        .count();
    if let Some(name) = target_names
        .iter()
        .find(|name| !source_names.contains(name))
    {
        return Err((
            format!("{{{name}}} is no part of the pattern of the sources"),
            format!("write {{{name}}} there, or {{}} here"),
        ));
    }
    if wholes > 1 {
        return Err((
            "{} stands twice".to_owned(),
            "write it once; a {name} may stand as often as you like".to_owned(),
        ));
    }
    if wholes == 1 && !target_wild.is_empty() {
        return Err((
            "{} and wildcards stand side by side".to_owned(),
            "{} takes up all wildcards of the sources; write one or the other".to_owned(),
        ));
    }
    if wholes == 1 && source_wild.is_empty() && source_names.is_empty() {
        return Err((
            "{} has nothing to take up".to_owned(),
            "write a wildcard into the pattern of the sources, for instance ar/**/*.md".to_owned(),
        ));
    }
    if wholes == 0 && source_wild != target_wild {
        return Err((
            "the wildcards are not those of the sources' pattern".to_owned(),
            "write {} for what they took, or the same wildcards in the same order".to_owned(),
        ));
    }
    let covered = section(source);
    let lost = source
        .iter()
        .enumerate()
        .find_map(|(index, token)| match token {
            Token::Name(name)
                if !(target_names.contains(name) || wholes == 1 && covered.contains(&index)) =>
            {
                Some(name)
            }
            _ => None,
        });
    match lost {
        Some(name) => Err((
            format!("{{{name}}} is missing, so that several sources would have one translation"),
            format!("write {{{name}}} here too"),
        )),
        None => Ok(()),
    }
}

/// A pattern as a regular expression with a group for each wildcard in turn.
fn regex(tokens: &[Token], source: &[Token]) -> String {
    let mut out = String::from("(?s)^");
    push_regex(tokens, source, true, &mut out);
    out.push('$');
    out
}

fn push_regex(tokens: &[Token], source: &[Token], groups: bool, out: &mut String) {
    let open = if groups { "(" } else { "(?:" };
    for (index, token) in tokens.iter().enumerate() {
        let inner = match token {
            Token::Literal(text) => {
                out.push_str(&regex::escape(text));
                continue;
            }
            Token::Star => "[^/]*",
            Token::Deep if index + 1 == tokens.len() => ".*",
            Token::Deep => "(?:.*/)?",
            Token::One => "[^/]",
            Token::Name(_) => "[^/]+",
            Token::Whole => {
                out.push_str(open);
                let covered = source.get(section(source)).unwrap_or_default();
                push_regex(covered, source, false, out);
                out.push(')');
                continue;
            }
        };
        out.push_str(open);
        out.push_str(inner);
        out.push(')');
    }
}

fn tokens(pattern: &str) -> Result<Vec<Token>, (String, String)> {
    if pattern.contains('\\') {
        return Err((
            "a pattern has a backslash".to_owned(),
            "write folders with slashes, on every system".to_owned(),
        ));
    }
    if pattern.starts_with('/') || pattern.split('/').any(|part| part == "..") {
        return Err((
            "a pattern leaves the folder of the configuration".to_owned(),
            "write it relative to that folder, without ..".to_owned(),
        ));
    }
    let mut out: Vec<Token> = Vec::new();
    let mut rest = pattern.strip_prefix("./").unwrap_or(pattern);
    let mut at_start = true;
    while let Some(c) = rest.chars().next() {
        let (token, length) = match c {
            '*' if rest.starts_with("**") => {
                let after = rest.get(2..).unwrap_or_default();
                if !at_start || !(after.is_empty() || after.starts_with('/')) {
                    return Err((
                        "** stands within a name".to_owned(),
                        "it stands for folders, as in ar/**/*.md; within a name write *".to_owned(),
                    ));
                }
                (Token::Deep, 2 + usize::from(!after.is_empty()))
            }
            '*' => (Token::Star, 1),
            '?' => (Token::One, 1),
            '{' => {
                let Some(end) = rest.find('}') else {
                    return Err((
                        "{ is not closed".to_owned(),
                        "write {name} or {}".to_owned(),
                    ));
                };
                let name = rest.get(1..end).unwrap_or_default();
                if name.is_empty() {
                    (Token::Whole, 2)
                } else if name
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
                {
                    (Token::Name(name.to_owned()), end + 1)
                } else {
                    return Err((
                        format!("{{{name}}} is no name"),
                        "a name has letters, digits, - and _; for alternatives write two [[pairs]]"
                            .to_owned(),
                    ));
                }
            }
            c => {
                at_start = c == '/';
                if let Some(Token::Literal(text)) = out.last_mut() {
                    text.push(c);
                } else {
                    out.push(Token::Literal(c.to_string()));
                }
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
                continue;
            }
        };
        at_start = token == Token::Deep;
        out.push(token);
        rest = rest.get(length..).unwrap_or_default();
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(source: &str, target: &str, pairs: &[(&str, &str)]) {
        let pattern = Pattern::new(source, target).unwrap();
        for (left, right) in pairs {
            assert_eq!(
                pattern.target_of(left).as_deref(),
                Some(*right),
                "{pattern}: {left}"
            );
            assert_eq!(
                pattern.source_of(right).as_deref(),
                Some(*left),
                "{pattern}: {right}"
            );
        }
    }

    #[test]
    fn a_source_has_one_translation_and_the_other_way() {
        holds(
            "ar/**/*.md",
            "en/{}.md",
            &[
                ("ar/a.md", "en/a.md"),
                ("ar/x/y/a.b.md", "en/x/y/a.b.md"),
                ("ar/باب/فصل.md", "en/باب/فصل.md"),
            ],
        );
        holds(
            "**/ar.md",
            "{}/en.md",
            &[("ar.md", "en.md"), ("x/y/ar.md", "x/y/en.md")],
        );
        holds("**/ar/a.md", "{}en/a.md", &[("x/ar/a.md", "x/en/a.md")]);
        holds("*.ar.txt", "*.en.txt", &[("a.ar.txt", "a.en.txt")]);
        holds("*.ar.txt", "{}.en.txt", &[("a.b.ar.txt", "a.b.en.txt")]);
        holds(
            "**/*.ar.txt",
            "**/*.en.txt",
            &[("a.ar.txt", "a.en.txt"), ("x/y/a.ar.txt", "x/y/a.en.txt")],
        );
        holds(
            "docs/{chapter}/ar/*.md",
            "docs/{chapter}/en/{}.md",
            &[("docs/one/ar/a.md", "docs/one/en/a.md")],
        );
        holds(
            "{year}-{month}/ar.txt",
            "en/{month}/{year}.txt",
            &[("2024-05/ar.txt", "en/05/2024.txt")],
        );
        holds("ar/**", "en/**", &[("ar/a/b.md", "en/a/b.md")]);
        holds(
            "README.ar.md",
            "README.md",
            &[("README.ar.md", "README.md")],
        );
        holds("p?-*.ar", "p?-*.en", &[("p1-x.ar", "p1-x.en")]);
        holds("./a/{x}.{x}.ar", "a/{x}.en", &[("a/1.1.ar", "a/1.en")]);
        holds("{a}.ar.md", "{}.en.md", &[("x.ar.md", "x.en.md")]);
    }

    #[test]
    fn other_paths_are_left_alone() {
        let pattern = Pattern::new("ar/**/*.md", "en/{}.md").unwrap();
        for path in ["en/a.md", "ar/a.txt", "x/ar/a.md", "ar.md"] {
            assert_eq!(pattern.target_of(path), None, "{path}");
        }
        let flat = Pattern::new("*.ar.txt", "*.en.txt").unwrap();
        assert_eq!(flat.target_of("x/a.ar.txt"), None);
        assert_eq!(flat.source_of("a.ar.txt"), None);
        let twice = Pattern::new("{x}/{x}.ar", "{x}.en").unwrap();
        assert_eq!(twice.target_of("a/b.ar"), None);
    }

    #[test]
    fn patterns_that_do_not_fit_say_why() {
        for (source, target, in_target, part) in [
            ("ar/**/*.md", "en/all.md", true, "wildcards"),
            ("ar/{}.md", "en/{}.md", false, "{} stands in the pattern"),
            ("ar/a.md", "en/{}.md", true, "nothing to take up"),
            ("ar/*.md", "en/{name}.md", true, "{name} is no part"),
            ("ar/{name}.md", "en/a.md", true, "{name} is missing"),
            ("ar/**.md", "en/{}.md", false, "** stands within a name"),
            ("ar\\*.md", "en/{}.md", false, "backslash"),
            ("../ar/*.md", "en/{}.md", false, "leaves the folder"),
            ("ar/{a,b}.md", "en/{}.md", false, "no name"),
            ("ar/{a.md", "en/a.md", false, "not closed"),
            ("ar/*.md", "en/{}{}.md", true, "twice"),
            ("ar/*.md", "en/*{}.md", true, "side by side"),
        ] {
            let error = Pattern::new(source, target).unwrap_err();
            assert_eq!(error.in_target, in_target, "{source} {target}");
            assert!(error.message.contains(part), "{error:?}");
        }
    }
}
