//! Comments that are addressed to the program: `mutabiq: …` in the comment syntax of each format.
//!
//! Where a format has no comments (Word, tables, JSON Lines, SubRip) there are none; the configuration's
//! `[[paths]]` and a baseline do their work there.

use super::Format;
use crate::text::{Source, Span};
use pulldown_cmark::{Event, Parser};

/// What a comment that is for the program starts with.
const NAME: &str = "mutabiq:";

/// A comment that is addressed to the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// The whole comment, in the decoded text.
    pub span: Span,
    /// What it says, after `mutabiq:`.
    pub text: Span,
}

/// How a format writes comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comments {
    /// A line that starts so.
    Line(&'static str),
    /// `<!-- … -->`, wherever it stands.
    Tag,
    /// The same where it is no code.
    Markdown,
}

/// The formats that have comments, by name.
static COMMENTS: &[(&str, Comments)] = &[
    ("text", Comments::Line("//")),
    ("markdown", Comments::Markdown),
    ("html", Comments::Tag),
    ("tmx", Comments::Tag),
    ("xliff", Comments::Tag),
    ("po", Comments::Line("#")),
    ("webvtt", Comments::Line("NOTE")),
];

/// The comments of a file that are addressed to the program, in order.
pub fn notes(format: Format, source: &Source) -> Vec<Note> {
    let text = source.text();
    let found = memchr::memmem::find_iter(text.as_bytes(), NAME.as_bytes());
    let mut found = found.peekable();
    // Nearly no file has any.
    if found.peek().is_none() {
        return Vec::new();
    }
    let Some((_, comments)) = COMMENTS.iter().find(|(name, _)| *name == format.name) else {
        return Vec::new();
    };
    match comments {
        Comments::Line(start) => found
            .filter_map(|at| {
                let line = source.line_span(source.line(at));
                on_line(text, line, start)
            })
            .collect(),
        Comments::Tag => found.filter_map(|at| in_tag(text, at)).collect(),
        Comments::Markdown => {
            let tags: Vec<std::ops::Range<usize>> =
                Parser::new_ext(text, super::markdown::options())
                    .into_offset_iter()
                    .filter(|(event, _)| matches!(event, Event::Html(_) | Event::InlineHtml(_)))
                    .map(|(_, range)| range)
                    .collect();
            found
                .filter(|at| tags.iter().any(|range| range.contains(at)))
                .filter_map(|at| in_tag(text, at))
                .collect()
        }
    }
}

/// Whether a line is a comment for the program and so no text, in whatever format.
pub(super) fn is_note(line: &str) -> bool {
    let line = line.trim_start();
    if !line.contains(NAME) {
        return false;
    }
    ["//", "#", "NOTE", "<!--"].iter().any(|start| {
        line.strip_prefix(start)
            .is_some_and(|rest| rest.trim_start().starts_with(NAME))
    })
}

fn on_line(text: &str, line: Span, start: &str) -> Option<Note> {
    let span = super::trimmed(text, line);
    let rest = span.of(text).strip_prefix(start)?;
    let said = rest.trim_start().strip_prefix(NAME)?;
    Some(Note {
        span,
        text: Span::new(span.end - said.trim_start().len(), span.end),
    })
}

/// The comment that the name at `at` begins.
fn in_tag(text: &str, at: usize) -> Option<Note> {
    let before = text.get(..at)?.trim_end();
    let start = before.strip_suffix("<!--")?.len();
    let said = at + NAME.len();
    let end = said + text.get(said..)?.find("-->")?;
    Some(Note {
        span: Span::new(start, end + 3),
        text: super::trimmed(text, Span::new(said, end)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(format: &str, text: &str) -> Vec<(String, String)> {
        let source = Source::from_text("x", text);
        notes(format.parse().unwrap(), &source)
            .into_iter()
            .map(|note| (note.span.of(text).to_owned(), note.text.of(text).to_owned()))
            .collect()
    }

    #[test]
    fn each_format_has_its_comments() {
        let pair = |span: &str, text: &str| vec![(span.to_owned(), text.to_owned())];
        assert_eq!(
            said("text", "One.\n  // mutabiq: allow quotes سبب \r\nTwo."),
            pair("// mutabiq: allow quotes سبب", "allow quotes سبب")
        );
        assert_eq!(
            said("markdown", "# A\n\n<!-- mutabiq: allow x why -->\nText.\n"),
            pair("<!-- mutabiq: allow x why -->", "allow x why")
        );
        assert_eq!(
            said("markdown", "Text <!--mutabiq: allow x--> goes on.\n"),
            pair("<!--mutabiq: allow x-->", "allow x")
        );
        assert_eq!(
            said("po", "# mutabiq: allow x why\nmsgid \"a\"\nmsgstr \"b\"\n"),
            pair("# mutabiq: allow x why", "allow x why")
        );
        assert_eq!(
            said("xliff", "<a><!--\n mutabiq: allow x\n why\n--></a>"),
            pair("<!--\n mutabiq: allow x\n why\n-->", "allow x\n why")
        );
    }

    #[test]
    fn what_is_no_comment_is_text() {
        for (format, text) in [
            (
                "text",
                "We use mutabiq: it aligns.\n<!-- mutabiq: allow x -->\n",
            ),
            ("markdown", "Write `<!-- mutabiq: allow x -->` above it.\n"),
            ("markdown", "```\n<!-- mutabiq: allow x -->\n```\n"),
            ("markdown", "// mutabiq: allow x\n"),
            ("po", "msgid \"# mutabiq: allow x\"\n"),
            ("csv", "# mutabiq: allow x\n"),
            ("xliff", "<a>mutabiq: allow x</a>"),
        ] {
            assert_eq!(said(format, text), [], "{format}: {text}");
        }
        assert!(is_note("  // mutabiq: allow x"));
        assert!(!is_note("// see mutabiq: it helps"));
        assert!(!is_note("mutabiq: allow x"));
    }
}
