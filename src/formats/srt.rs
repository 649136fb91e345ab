//! SRT: subtitles as SubRip writes them.

use super::cues::{self, Style};
use super::{FormatError, spelling};
use crate::document::Document;
use crate::text::{Source, Span};
use std::sync::Arc;

const STYLE: Style = Style {
    references: false,
    braces: true,
};

/// Reads SRT: a number, a line of times, lines of text, a blank line.
pub(super) fn read(source: Arc<Source>) -> Result<Document, FormatError> {
    let text = source.text();
    let last = source.lines();
    let is_number = |span: Span| {
        let line = span.of(text).trim_start_matches('\u{FEFF}');
        !line.is_empty() && line.chars().all(|c| c.is_ascii_digit())
    };
    let mut blocks = Vec::new();
    let mut any = false;
    let mut number = 1;
    while number <= last {
        let span = cues::line(&source, number);
        if !cues::is_timing(span.of(text)) {
            // Before the first times only the number of the cue stands.
            if !any && !span.is_empty() && !is_number(span) {
                return Err(no_cue(&source, span.start));
            }
            number += 1;
            continue;
        }
        any = true;
        let label = label(
            text,
            number
                .checked_sub(1)
                .map(|above| cues::line(&source, above)),
            span,
        );
        let mut lines = Vec::new();
        number += 1;
        while number <= last {
            let line = cues::line(&source, number);
            // A number and times after it begin the next cue, with or without a blank line.
            let next = is_number(line)
                && number < last
                && cues::is_timing(cues::line(&source, number + 1).of(text));
            if line.is_empty() || next {
                break;
            }
            lines.push(line);
            number += 1;
        }
        blocks.extend(cues::block(text, &lines, label, STYLE));
    }
    Ok(Document { source, blocks })
}

/// What a cue is called: its number and the time at which it is shown.
fn label(text: &str, above: Option<Span>, timing: Span) -> String {
    let start = timing.of(text).split("-->").next().unwrap_or("").trim();
    let number = above
        .map(|span| span.of(text).trim_start_matches('\u{FEFF}'))
        .filter(|line| !line.is_empty() && line.chars().all(|c| c.is_ascii_digit()));
    match number {
        Some(number) => format!("cue {number}, {start}"),
        None => format!("cue at {start}"),
    }
}

fn no_cue(source: &Source, at: usize) -> FormatError {
    FormatError::at(
        source,
        at,
        "this is neither the number of a cue nor its times",
        "a cue has a number, a line like 00:00:01,000 --> 00:00:02,500, and its text",
    )
}

/// Whether the bytes look like subtitles.
pub(super) fn signature(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(256)).unwrap_or_default());
    let mut lines = head
        .trim_start_matches('\u{FEFF}')
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let number = lines.next().unwrap_or("");
    !number.is_empty()
        && number.chars().all(|c| c.is_ascii_digit())
        && lines.next().is_some_and(cues::is_timing)
}

/// Text in a cue. None where it would end the cue or be read as a tag, since nothing can be escaped here, or where a
/// tag stands in the place.
pub(super) fn spell(file: &str, span: Span, text: &str) -> Option<String> {
    let old = span.of(file);
    let breaks = text.contains(['\n', '\r', '<', '>', '{', '\\']);
    (!breaks && !old.contains(['<', '{'])).then(|| spelling::plain(file, span, text))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::InlineKind;

    fn cues(text: &str) -> Vec<(String, String)> {
        read(Arc::new(Source::from_text("a.srt", text)))
            .unwrap()
            .blocks
            .into_iter()
            .map(|block| {
                (
                    block.label.unwrap_or_default(),
                    block.text.text().to_owned(),
                )
            })
            .collect()
    }

    #[test]
    fn cues_with_and_without_blank_lines() {
        let text = "\u{FEFF}1\r\n00:00:01,000 --> 00:00:02,000\r\nأهلا\r\nبكم\r\n2\r\n00:00:03,000 --> 00:00:04,000 X1:1\r\n\r\n\r\n\
            00:00:05,000 --> 00:00:06,000\r\n- نعم.\r\n- لا. {\\i1}\r\n1958\r\n";
        let expected = [
            ("cue 1, 00:00:01,000", "أهلا بكم"),
            ("cue at 00:00:05,000", "- نعم.\n- لا.  1958"),
        ];
        let expected: Vec<_> = expected.map(|(a, b)| (a.to_owned(), b.to_owned())).into();
        assert_eq!(cues(text), expected);
    }

    #[test]
    fn tags_are_markup() {
        let text =
            "1\n00:00:01,000 --> 00:00:02,000\n<i>a</i> <font color=\"red\">b</font> 3 < 4 <x>\n";
        let document = read(Arc::new(Source::from_text("a", text))).unwrap();
        assert_eq!(document.blocks[0].text.text(), "a b 3 < 4 <x>");
        assert_eq!(document.blocks[0].inlines.len(), 1);
        assert_eq!(document.blocks[0].inlines[0].kind, InlineKind::Emphasis);
    }

    #[test]
    fn what_is_not_subtitles_is_refused() {
        let error = read(Arc::new(Source::from_text("a.srt", "\nfoo\nbar\n"))).unwrap_err();
        assert!(
            error.to_string().starts_with("a.srt:2:1: this is neither"),
            "{error}"
        );
        assert!(cues("").is_empty());
        assert!(signature(b"1\r\n00:00:01,000 --> 00:00:02,000\r\n"));
        assert!(!signature(b"1\n2\n"));
    }

    #[test]
    fn fixes_stay_in_their_cues() {
        let file = "1\n00:00:01,000 --> 00:00:02,000\na <i>b</i>\n";
        let at = file.find('a').unwrap();
        assert_eq!(
            spell(file, Span::new(at, at + 1), "x").as_deref(),
            Some("x")
        );
        assert_eq!(spell(file, Span::new(at, at + 1), "x\n\ny"), None);
        assert_eq!(spell(file, Span::new(at, at + 6), "x"), None);
    }
}
