//! What a record is found by: a hash of all that its findings come from.

use super::store::Hash;
use crate::checks;
use crate::config::{Reading, Settings};
use crate::glossary::Glossary;
use crate::lexicon;
use crate::pipeline::Overlay;
use crate::pipeline::Terminology;
use crate::pipeline::run::{Job, Request};
use crate::text::{MAX_BYTES, Map};
use sha2::{Digest as _, Sha256};
use std::hash::{Hash as _, Hasher};
use std::path::Path;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

/// A hash that nobody finds two contents for, fed with whatever can be hashed.
#[derive(Clone, Default)]
pub(super) struct Sha(Sha256);

impl Hasher for Sha {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Nobody asks for the short one.
    fn finish(&self) -> u64 {
        0
    }
}

impl Sha {
    pub fn end(self) -> Hash {
        self.0.finalize().into()
    }

    /// The same of another kind of record.
    pub fn of(&self, kind: &str, key: &Hash) -> Hash {
        let mut sha = self.clone();
        kind.hash(&mut sha);
        key.hash(&mut sha);
        sha.end()
    }
}

/// What holds for every pair of a run: the program, the glossary, the lexicons. None where the program can't be told
/// from another build of it.
pub(super) fn base(request: &Request<'_>) -> Option<Sha> {
    let mut sha = Sha::default();
    program()?.hash(&mut sha);
    for lexicon in request.lexicons {
        // What ships is a part of the program.
        match std::ptr::eq(*lexicon, lexicon::builtin()) {
            true => 0u8.hash(&mut sha),
            false => (1u8, lexicon).hash(&mut sha),
        }
    }
    request.lexicons.len().hash(&mut sha);
    match request.terminology {
        None => 0u8.hash(&mut sha),
        Some(terminology) => {
            let Terminology {
                glossary,
                matcher,
                anchors,
            } = terminology;
            (1u8, matcher.is_some(), anchors).hash(&mut sha);
            add_glossary(glossary, &mut sha);
        }
    }
    Some(sha)
}

/// The version of the running program, and the length and the time of its file.
fn program() -> Option<(&'static str, u64, u128)> {
    let file = std::env::current_exe().ok()?.metadata().ok()?;
    let time = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((env!("CARGO_PKG_VERSION"), file.len(), time.as_nanos()))
}

fn add_glossary(glossary: &Glossary, sha: &mut Sha) {
    let Glossary {
        name,
        source_lang,
        target_lang,
        entries,
        files,
    } = glossary;
    (name, source_lang, target_lang, entries).hash(sha);
    files.len().hash(sha);
    for file in files {
        (file.path(), file.text()).hash(sha);
    }
}

/// What holds for the job alone: how its files are called, what is in them, how they are read, which rules run with
/// which options, the alignment that was given back. What is done with findings later (severities, least confidence,
/// what comments allow) is left out.
pub(super) fn of_job(base: &Sha, job: &Job, contents: &Contents) -> Hash {
    let mut sha = base.clone();
    let Job {
        source,
        target,
        settings,
        rows,
    } = job;
    (&source.name, target.as_ref().map(|target| &target.name)).hash(&mut sha);
    let Settings {
        select: _,
        ignore: _,
        levels: _,
        options,
        min_confidence: _,
        reading,
    } = settings;
    let Reading {
        source_lang,
        target_lang,
        segment,
        encoding,
        format,
        columns,
    } = reading;
    (source_lang, target_lang, segment, encoding, format, columns).hash(&mut sha);
    format!("{options:?}").hash(&mut sha);
    for rule in checks::rules() {
        settings.runs(rule.name).hash(&mut sha);
    }
    rows.hash(&mut sha);
    for file in contents {
        file.hash(&mut sha);
    }
    sha.end()
}

/// The bytes of the files of a job.
pub(super) type Contents = Vec<Arc<[u8]>>;

/// What a job is about to read; none where that is too much to be held, or can't be read, or only once.
pub(super) fn contents(job: &Job, overlay: &Overlay) -> Option<Contents> {
    let inputs = std::iter::once(&job.source).chain(&job.target);
    inputs
        .map(|input| match overlay.get(&input.path) {
            _ if input.is_stdin() => None,
            Some(bytes) => Some(Arc::clone(bytes)),
            None => read(&input.path),
        })
        .collect()
}

fn read(path: &Path) -> Option<Arc<[u8]>> {
    let known = path.metadata().ok()?;
    let fits = known.is_file() && known.len() <= MAX_BYTES as u64;
    fits.then(|| std::fs::read(path).ok().map(Arc::from))?
}

/// An overlay that gives a job these bytes.
pub(super) fn overlay(job: &Job, contents: Contents) -> Overlay {
    let inputs = std::iter::once(&job.source).chain(&job.target);
    let paths = inputs.map(|input| input.path.clone());
    let mut overlay = Map::default();
    overlay.extend(paths.zip(contents));
    overlay
}
