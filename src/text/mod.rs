//! Text that knows where it came from.
//!
//! A [`Source`] is one decoded file with its lines and the way from an offset in the decoded text back to
//! the byte of the original file. A [`Mapped`] is a piece of text taken out of a source, perhaps with
//! replaced parts (an entity decoded, a line break joined), that still knows the source bytes of each of its
//! own bytes. Everything downstream (segments, tokens, findings) is a [`Span`] into one of the two.
//!
//! ```
//! use mutabiq::text::Source;
//!
//! let source = Source::decode("a.txt", "السلام\nعليكم".as_bytes(), None)?;
//! let at = source.position(source.text().find("عليكم").unwrap_or(0));
//! assert_eq!((at.line, at.column), (2, 1));
//! # Ok::<(), mutabiq::text::DecodeError>(())
//! ```

mod mapped;
mod memo;
mod place;
mod source;
mod span;

pub use mapped::Mapped;
pub use memo::{Memo, Remembered};
pub use place::Place;
pub use source::{Base, DecodeError, Encoding, MAX_BYTES, Position, Source, Spell};
pub use span::{Side, Span};

/// The project's hash map. Its hasher has a fixed seed, so that a run repeats; its order is still nobody's
/// to rely on, and what reaches a report is sorted first.
pub type Map<K, V> = std::collections::HashMap<K, V, foldhash::fast::FixedState>;
/// The project's hash set; see [`Map`].
pub type Set<K> = std::collections::HashSet<K, foldhash::fast::FixedState>;
