//! What earlier runs found, kept in a folder beside `mutabiq.toml`, so that only what changed is checked again.
//!
//! A record is found by a hash of everything it comes from: the bytes of the files, the settings, the glossary, the
//! lexicons, the program. Nothing is ever held against times of files or against what a record says of itself. What
//! depends on more than a pair and its settings (suppressions, the baseline, severities, fingerprints, reports) is not
//! kept and made by each run.
//!
//! There are three kinds: what was found in a pair, the links of its words, and what the checks over the whole project
//! found in these very pairs. Where the last is there too, no text is analysed; where it isn't, because one pair
//! changed, the others are analysed, get their links, and are neither aligned nor checked by themselves.

mod key;
mod links;
mod record;
mod store;

pub use store::FOLDER;
pub(super) use store::Hash as Key;

use super::Knowledge;
use super::input::{self, InputError, Manner, Texts};
use super::pair::Pair;
use super::run::{Job, OfProject, Request};
use crate::bitext::{Bitext, WordLinks};
use crate::glossary::Glossary;
use crate::text::Set;
use key::Sha;
use links::Links;
use rayon::prelude::*;
use record::{Files, Findings, OfJob};
use serde::{Deserialize, Serialize};
use std::hash::Hash as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use store::{Fetched, Hash, Store};

/// The kinds of records beside those of pairs.
const LINKS: &str = "links";
const PROJECT: &str = "project";

/// A folder of records.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    notes: Mutex<Vec<String>>,
}

impl Cache {
    /// The cache in this folder, which needn't be there. Nothing is read or written before a run asks for it.
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            notes: Mutex::default(),
        }
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Why it could not be used, or not as a whole: nothing that a run fails for.
    pub fn notes(&self) -> Vec<String> {
        self.notes
            .lock()
            .map(|notes| notes.clone())
            .unwrap_or_default()
    }

    fn note(&self, note: String) {
        if let Ok(mut notes) = self.notes.lock()
            && !notes.contains(&note)
        {
            notes.push(note);
        }
    }
}

/// What the checks over the whole project found, by the number of the pair among those that were checked together.
#[derive(Debug, Serialize, Deserialize)]
struct Project<'r>(#[serde(borrow)] Vec<(usize, Findings<'r>)>);

/// What was read of a job, and the key of what is known of it.
pub(super) struct Read {
    pub texts: Texts,
    pub key: Option<Hash>,
}

/// What a run remembers of earlier ones. Without a cache it remembers nothing.
#[derive(Default)]
pub(super) struct Memory<'a> {
    open: Option<Open<'a>>,
}

struct Open<'a> {
    cache: &'a Cache,
    store: Store,
    base: Sha,
    glossary: Option<&'a Glossary>,
    used: Mutex<Set<Hash>>,
    damaged: AtomicUsize,
    new: Vec<(Hash, Vec<u8>)>,
}

impl<'a> Memory<'a> {
    /// Opens the cache of a run, where it has one.
    pub fn of(request: &Request<'a>) -> Self {
        let open = request.cache.and_then(|cache| {
            let Some(base) = key::base(request) else {
                cache.note(format!(
                    "{}: not used, since the program can't be told from its other builds",
                    cache.folder.display()
                ));
                return None;
            };
            Some(Open {
                cache,
                store: Store::open(&cache.folder).unwrap_or_else(|note| {
                    cache.note(note);
                    Store::default()
                }),
                base,
                glossary: request.terminology.map(|terminology| terminology.glossary),
                used: Mutex::default(),
                damaged: AtomicUsize::new(0),
                new: Vec::new(),
            })
        });
        Self { open }
    }

    /// Reads the files of a job. The key is made of the very bytes that are read.
    pub fn read(&self, job: &Job, request: &Request<'_>) -> Result<Read, InputError> {
        let manner = Manner::new(&job.settings.reading)?;
        let read = |overlay| input::read(&job.source, job.target.as_ref(), &manner, overlay);
        let contents = self
            .open
            .as_ref()
            .and_then(|open| Some((open, key::contents(job, request.overlay)?)));
        Ok(match contents {
            None => Read {
                texts: read(request.overlay)?,
                key: None,
            },
            Some((open, contents)) => Read {
                key: Some(key::of_job(&open.base, job, &contents)),
                texts: read(&key::overlay(job, contents))?,
            },
        })
    }
}

/// What became of a job.
pub(super) enum Recalled<'a> {
    /// An earlier run knew it.
    Known(Vec<Pair<'a>>),
    /// None did.
    New(Read),
    /// It can't be read to its end.
    Broken(InputError),
}

impl<'a> Memory<'a> {
    /// The pairs of a job as an earlier run left them, with nothing but their texts, beads, findings and terms.
    pub fn recall(&self, job: &'a Job, read: Read) -> Recalled<'a> {
        let known = self.open.as_ref().and_then(|open| {
            let record = open.fetch(&read.key?)?;
            Some((open, postcard::from_bytes::<OfJob<'_>>(record).ok()?))
        });
        let Some((open, record)) = known else {
            return Recalled::New(read);
        };
        let Read { texts, key } = read;
        let (mut bitexts, file) = match texts {
            Texts::Two(halves) => {
                let (source, target) = *halves;
                let bitext = Bitext {
                    source,
                    target,
                    beads: Vec::new(),
                    parallel: 0.0,
                };
                (vec![bitext], None)
            }
            Texts::Paired(mut file) => match file.by_ref().collect::<Result<Vec<_>, _>>() {
                Ok(bitexts) => (bitexts, Some(file)),
                Err(error) => return Recalled::Broken(error.into()),
            },
        };
        if let Some(found) = record.restore(&mut bitexts, open.glossary) {
            let is_part = bitexts.len() > 1;
            let pairs = bitexts.into_iter().zip(found).map(|(bitext, found)| {
                Pair::remembered(job, key, bitext, found, record.lost.clone(), is_part)
            });
            return Recalled::Known(pairs.collect());
        }
        let texts = match (file, bitexts.pop()) {
            (None, Some(bitext)) => Texts::Two(Box::new((bitext.source, bitext.target))),
            (Some(mut file), last) => {
                file.put_back(bitexts.into_iter().chain(last));
                Texts::Paired(file)
            }
            (None, None) => return Recalled::Known(Vec::new()),
        };
        Recalled::New(Read { texts, key })
    }

    /// What the checks over the whole project found in these pairs, by their numbers in `pairs`; none where no earlier
    /// run had these very ones. `together` are the numbers of those that were checked together.
    pub fn project(&self, pairs: &[Pair<'_>], together: &[usize]) -> Option<OfProject> {
        let open = self.open.as_ref()?;
        let record = open.fetch(&open.project_key(pairs, together)?)?;
        let Project(found) = postcard::from_bytes(record).ok()?;
        let bitexts = together.iter().filter_map(|index| pairs.get(*index));
        let files = Files::new(bitexts.map(|pair| &pair.aligned.bitext), open.glossary);
        let found = found.iter().map(|(number, findings)| {
            let index = *together.get(*number)?;
            let beads = pairs.get(index)?.aligned.bitext.beads.len();
            Some((index, findings.restore(&files, beads)?))
        });
        found.collect()
    }

    /// Makes for the pairs that were remembered what wasn't: all that the checks over the whole project may ask for.
    pub fn complete(&mut self, pairs: &mut [Pair<'a>], knowledge: Knowledge<'a>) {
        let Some(open) = &mut self.open else { return };
        let bare = pairs.par_iter_mut();
        let bare = bare.filter(|pair| pair.is_remembered && !pair.is_part);
        let lost: Vec<Written> = bare
            .filter_map(|pair| {
                let links = open.links(pair);
                let is_lost = links.is_none();
                pair.complete(links, knowledge);
                is_lost.then(|| open.written_links(pair))?
            })
            .collect();
        open.new.extend(lost);
    }

    /// Keeps what was found in the pairs that were new.
    pub fn keep(&mut self, pairs: &[Pair<'_>]) {
        let Some(open) = &mut self.open else { return };
        let jobs: Vec<&[Pair<'_>]> = pairs
            .chunk_by(|one, next| std::ptr::eq(one.job, next.job))
            .collect();
        let records: Vec<Vec<Written>> = jobs
            .into_par_iter()
            .filter_map(|parts| open.written(parts))
            .collect();
        open.new.extend(records.into_iter().flatten());
    }

    /// Keeps what the checks over the whole project found.
    pub fn keep_project(&mut self, pairs: &[Pair<'_>], together: &[usize], found: &OfProject) {
        let Some(open) = &mut self.open else { return };
        let bitexts = together.iter().filter_map(|index| pairs.get(*index));
        let files = Files::new(bitexts.map(|pair| &pair.aligned.bitext), open.glossary);
        let found = found.iter().map(|(index, findings)| {
            let number = together.binary_search(index).ok()?;
            Some((number, Findings::new(findings, &files)?))
        });
        let record = found.collect::<Option<Vec<_>>>().map(Project);
        let record = record.and_then(|record| postcard::to_stdvec(&record).ok());
        open.new
            .extend(open.project_key(pairs, together).zip(record));
    }

    /// Writes down what is new, and forgets all.
    pub fn write(&mut self) {
        let Some(open) = self.open.take() else { return };
        let damaged = open.damaged.into_inner();
        let folder = open.cache.folder.display();
        if damaged > 0 {
            open.cache.note(format!(
                "{folder}: {damaged} of its records {} damaged and thrown away",
                if damaged == 1 { "is" } else { "are" }
            ));
        }
        let used = open.used.into_inner().unwrap_or_default();
        let is_used = |key: &Hash| used.contains(key);
        if open.new.is_empty() {
            return;
        }
        if let Err(error) = open.store.write(&open.cache.folder, &open.new, is_used) {
            open.cache.note(format!(
                "{folder}: nothing could be kept for the next run: {error}"
            ));
        }
    }
}

/// A record under its key.
type Written = (Hash, Vec<u8>);

impl Open<'_> {
    fn fetch(&self, key: &Hash) -> Option<&[u8]> {
        match self.store.fetch(key) {
            Fetched::Whole(record) => {
                if let Ok(mut used) = self.used.lock() {
                    used.extend([*key, self.base.of(LINKS, key)]);
                }
                Some(record)
            }
            Fetched::Absent => None,
            Fetched::Damaged => {
                self.damaged.fetch_add(1, Ordering::Relaxed);
                None
            }
        }
    }

    fn links(&self, pair: &Pair<'_>) -> Option<WordLinks> {
        let record = self.fetch(&self.base.of(LINKS, &pair.key?))?;
        let links: Links = postcard::from_bytes(record).ok()?;
        links.restore(&pair.aligned.bitext)
    }

    /// The records of the pairs of a job; none where they are kept already, or can't be.
    fn written(&self, parts: &[Pair<'_>]) -> Option<Vec<Written>> {
        let first = parts.first()?;
        let key = first.key.filter(|_| !first.is_remembered)?;
        let record = postcard::to_stdvec(&OfJob::new(parts, self.glossary)?).ok()?;
        let mut out = vec![(key, record)];
        if !first.is_part {
            out.extend(self.written_links(first));
        }
        Some(out)
    }

    fn written_links(&self, pair: &Pair<'_>) -> Option<Written> {
        let links = postcard::to_stdvec(&Links::new(&pair.aligned.links)).ok()?;
        Some((self.base.of(LINKS, &pair.key?), links))
    }

    /// The key of what is found in these pairs together; none where one of them has none.
    fn project_key(&self, pairs: &[Pair<'_>], together: &[usize]) -> Option<Hash> {
        let mut sha = self.base.clone();
        (PROJECT, together.len()).hash(&mut sha);
        for index in together {
            pairs.get(*index)?.key?.hash(&mut sha);
        }
        Some(sha.end())
    }
}
