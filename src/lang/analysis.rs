use super::dates::Date;
use super::numerals::Numeral;
use super::units::Measure;
use super::{Lang, Token, TokenKind, tokenize};
use crate::text::Span;

/// What is known of a segment's text: computed once, used by the aligner and by every check.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The language of the text it stands in.
    pub lang: Lang,
    /// Its tokens in order.
    pub tokens: Vec<Token>,
    /// Its numbers in order.
    pub numerals: Vec<Numeral>,
    /// Its dates in order.
    pub dates: Vec<Date>,
    /// Its numbers that count a unit or a currency, and units of time that say one.
    pub measures: Vec<Measure>,
}

impl Analysis {
    /// Analyses a text in a language; `held` are the spans that hold no words.
    pub fn new(text: &str, lang: Lang, held: &[Span]) -> Self {
        let mut tokens = tokenize(text, held);
        // They are kept as long as the text is.
        tokens.shrink_to_fit();
        let mut numerals = lang.numerals(text, &tokens);
        let dates = lang.dates(text, &tokens, &mut numerals);
        let measures = lang.measures(text, &tokens, &numerals);
        Self {
            lang,
            tokens,
            numerals,
            dates,
            measures,
        }
    }

    /// The words, with their indices among the tokens.
    pub fn words(&self) -> impl Iterator<Item = (usize, &Token)> {
        self.tokens
            .iter()
            .enumerate()
            .filter(|(_, token)| token.kind == TokenKind::Word)
    }
}
