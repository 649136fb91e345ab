//! Glossaries: entries with places, recognition in texts, lint, conversion, extraction.

mod builtin;
mod convert;
mod entry;
mod extract;
mod lint;
mod load;
mod matcher;
mod merge;
mod normal;
mod open;
mod plain;
mod recurring;

pub use builtin::{PREFIX, builtin, builtins, names};
pub use convert::{Dropped, GlossaryFormat, entry_to_toml, merge_texts, read, write};
pub use entry::{Case, Direction, Entry, Forbidden, Glossary, Level, PartOfSpeech, Text, slug};
pub use extract::{Candidate, ExtractOptions, extract, to_toml as candidates_to_toml};
pub use lint::{Lint, LintKind, lint};
pub use load::{GlossaryError, LoadErrors, from_toml};
pub use matcher::{CaseFit, FormKind, Matcher, Scanner, TermHit, find, form_text};
pub use merge::{MergeError, merge};
pub use open::{OpenError, gather, open};
pub use recurring::{Aligned, Evidence, Occurrence, Phrase, Piece, Recurring, phrases, recurring};
