//! WebVTT: subtitles of the web.

use super::FormatError;
use super::cues::{self, Style};
use super::spelling;
use crate::document::Document;
use crate::text::{Source, Span};
use std::sync::Arc;

const STYLE: Style = Style {
    references: true,
    braces: false,
};

/// Reads WebVTT: a first line that says so, then blocks between blank lines.
pub(super) fn read(source: Arc<Source>) -> Result<Document, FormatError> {
    let text = source.text();
    if !text.trim_start_matches('\u{FEFF}').starts_with("WEBVTT") && !text.trim().is_empty() {
        return Err(FormatError::at(
            &source,
            0,
            "the first line doesn't begin with WEBVTT",
            "give a WebVTT file, or name the format with --input-format",
        ));
    }
    let mut blocks = Vec::new();
    let mut lines: Vec<Span> = Vec::new();
    for number in 1..=source.lines() + 1 {
        let line = if number <= source.lines() {
            cues::line(&source, number)
        } else {
            Span::default()
        };
        if !line.is_empty() {
            lines.push(line);
            continue;
        }
        let block = std::mem::take(&mut lines);
        // Notes, styles and regions have no times.
        let Some(at) = block
            .iter()
            .take(2)
            .position(|line| cues::is_timing(line.of(text)))
        else {
            continue;
        };
        let start = block
            .get(at)
            .and_then(|timing| timing.of(text).split_whitespace().next())
            .unwrap_or("");
        let label = match at.checked_sub(1).and_then(|above| block.get(above)) {
            Some(id) if id.len() <= 80 => format!("cue {}, {start}", id.of(text)),
            _ => format!("cue at {start}"),
        };
        let lines = block.get(at + 1..).unwrap_or_default();
        blocks.extend(cues::block(text, lines, label, STYLE));
    }
    Ok(Document { source, blocks })
}

/// Whether the bytes are WebVTT.
pub(super) fn signature(bytes: &[u8]) -> bool {
    bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(bytes)
        .starts_with(b"WEBVTT")
}

/// Text in a cue. None where it would end the cue, or where a tag stands in the place.
pub(super) fn spell(file: &str, span: Span, text: &str) -> Option<String> {
    let old = span.of(file);
    let breaks = text.contains(['\n', '\r']);
    (!breaks && !old.contains(['<', '>'])).then(|| spelling::escape(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_notes_and_styles() {
        let text = "WEBVTT\nKind: captions\n\nNOTE x\n00 --> 01\n\nSTYLE\n::cue{}\n\nintro\n00:01.000 --> 00:02.000 align:start\n<v سلمى>نعم <00:01.500>&amp; لا</v>\n\n\
            1:00:03.000 --> 1:00:04.000\nأين\nأنت؟";
        let document = read(Arc::new(Source::from_text("a.vtt", text))).unwrap();
        let found: Vec<(&str, &str)> = document
            .blocks
            .iter()
            .map(|block| (block.label.as_deref().unwrap_or(""), block.text.text()))
            .collect();
        assert_eq!(
            found,
            [
                ("cue intro, 00:01.000", "نعم & لا"),
                ("cue at 1:00:03.000", "أين أنت؟")
            ]
        );
        let error = read(Arc::new(Source::from_text("a.vtt", "1\n"))).unwrap_err();
        assert!(error.to_string().starts_with("a.vtt:1:1: the first line"));
    }
}
