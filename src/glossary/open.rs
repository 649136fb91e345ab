//! Finding glossaries by what a user typed: a path, or `builtin:NAME`.

use super::builtin::{PREFIX, builtin, builtins, names};
use super::convert::{GlossaryFormat, read};
use super::entry::Glossary;
use super::load::LoadErrors;
use super::merge::{MergeError, merge};
use crate::text::{DecodeError, Source};
use std::path::Path;
use std::sync::Arc;

/// Why a glossary could not be had.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// No built-in glossary has this name.
    #[error("there is no built-in glossary {name:?}; there are {}", names().collect::<Vec<_>>().join(", "))]
    Unknown {
        /// The name.
        name: String,
    },
    /// The file can't be read.
    #[error("{path}: {error}")]
    Read {
        /// The path.
        path: String,
        /// The reason.
        error: std::io::Error,
    },
    /// The file is no text.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// The file is no sound glossary.
    #[error(transparent)]
    Load(#[from] LoadErrors),
    /// The glossaries don't go together.
    #[error(transparent)]
    Merge(#[from] MergeError),
}

/// Reads the glossary at a path, in the format that its extension says, or a built-in one.
///
/// # Errors
/// See [`OpenError`].
pub fn open(spec: &str) -> Result<Glossary, OpenError> {
    if let Some(name) = spec.strip_prefix(PREFIX) {
        let found = builtin(name).ok_or_else(|| OpenError::Unknown {
            name: name.to_owned(),
        })?;
        return Ok(found?);
    }
    let bytes = std::fs::read(Path::new(spec)).map_err(|error| OpenError::Read {
        path: spec.to_owned(),
        error,
    })?;
    let source = Arc::new(Source::decode(spec, &bytes, None)?);
    Ok(read(source, GlossaryFormat::of_path(spec), None)?)
}

/// One glossary of those that were named, later ones winning; of all built-in ones where none was.
///
/// # Errors
/// See [`OpenError`].
pub fn gather(specs: &[String]) -> Result<Glossary, OpenError> {
    let glossaries = if specs.is_empty() {
        builtins()?
    } else {
        specs
            .iter()
            .map(|spec| open(spec))
            .collect::<Result<_, _>>()?
    };
    Ok(merge(glossaries)?)
}
