use super::{Position, Source, Span};
use std::sync::Arc;

/// Bytes of a file that a finding is about.
#[derive(Clone, Debug)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// Where in its decoded text.
    pub span: Span,
    /// Where a person finds it when lines mean nothing ("footnote 3").
    pub label: Option<String>,
}

impl Place {
    /// The marked text as it stands in the file.
    pub fn text(&self) -> &str {
        self.span.of(self.source.text())
    }

    /// Line and column of the first character.
    pub fn start(&self) -> Position {
        self.source.position(self.span.start)
    }

    /// Line and column after the last character.
    pub fn end(&self) -> Position {
        self.source.position(self.span.end)
    }

    /// Bytes of the original file.
    pub fn file_span(&self) -> Span {
        self.source.file_span(self.span)
    }

    /// What has to be written at its bytes so that the file reads `text` there; none where that can't be done
    /// without touching anything else.
    pub fn spelling(&self, text: &str) -> Option<String> {
        self.source.spelling(self.span, text)
    }
}
