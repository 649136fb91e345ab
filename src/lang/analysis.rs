use super::{Lang, Token, TokenKind, tokenize};
use crate::text::Span;

/// What is known of a segment's text: computed once, used by the aligner and by every check.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The language of the text it stands in.
    pub lang: Lang,
    /// Its tokens in order.
    pub tokens: Vec<Token>,
}

impl Analysis {
    /// Analyses a text in a language; `held` are the spans that hold no words.
    pub fn new(text: &str, lang: Lang, held: &[Span]) -> Self {
        let tokens = tokenize(text, held);
        Self { lang, tokens }
    }

    /// The words, with their indices among the tokens.
    pub fn words(&self) -> impl Iterator<Item = (usize, &Token)> {
        self.tokens
            .iter()
            .enumerate()
            .filter(|(_, token)| token.kind == TokenKind::Word)
    }
}
