//! mutabiq aligns an Arabic and an English text sentence by sentence and reports where the translation
//! drifted.

pub mod align;
pub mod bitext;
pub mod checks;
pub mod cli;
pub mod config;
pub mod document;
pub mod findings;
pub mod formats;
pub mod glossary;
pub mod lang;
pub mod lexicon;
pub mod pipeline;
pub mod reports;
pub mod segment;
pub mod text;
