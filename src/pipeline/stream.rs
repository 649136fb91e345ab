//! A file that holds both texts and is too large to be held itself: its parts are checked as they come.
//!
//! Every check sees one part alone, so that what compares places of a document compares those of a part. Only the
//! fingerprints go on from part to part.

use super::fingerprint::Fingerprints;
use super::given;
use super::input::{self, InputError, Manner, PairedFile, Texts};
use super::pair::Pair;
use super::run::{Job, Outcome, Request, Stage, agree, rules};
use crate::bitext::Bitext;
use crate::formats::FormatError;
use std::time::Instant;

/// The outcomes of a file's parts, one after the other.
pub struct Stream<'a> {
    request: &'a Request<'a>,
    job: &'a Job,
    file: Box<PairedFile>,
    fingerprints: Fingerprints,
    /// The next part, where it was looked whether there is one.
    ahead: Option<Result<Bitext, FormatError>>,
}

impl<'a> Stream<'a> {
    /// Opens the file of a job that has no other. A part has about `part` bytes of text.
    ///
    /// # Errors
    /// It can't be opened, or it is one text.
    pub fn open(
        request: &'a Request<'a>,
        job: &'a Job,
        part: Option<usize>,
    ) -> Result<Self, InputError> {
        let manner = Manner {
            part,
            ..Manner::new(&job.settings.reading)?
        };
        match input::read(&job.source, None, &manner, request.overlay)? {
            Texts::Paired(file) => Ok(Self {
                request,
                job,
                file,
                fingerprints: Fingerprints::default(),
                ahead: None,
            }),
            Texts::Two(_) => Err(InputError::Alone {
                name: job.source.name.clone(),
            }),
        }
    }

    /// Whether no part is left. The next one is read for it, and not yet checked.
    pub fn has_ended(&mut self) -> bool {
        if self.ahead.is_none() {
            self.ahead = self.file.next();
        }
        self.ahead.is_none()
    }
}

impl Iterator for Stream<'_> {
    type Item = Result<Outcome, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (request, job) = (self.request, self.job);
        let timed = |stage: Stage, start: Instant| request.observer.end(stage, start.elapsed());
        let start = Instant::now();
        let bitext = match self.ahead.take().or_else(|| self.file.next())? {
            Ok(bitext) => bitext,
            Err(error) => return Some(Err(error.into())),
        };
        timed(Stage::Read, start);
        let start = Instant::now();
        let aligned = given(bitext, request.knowledge());
        let mut pair = Pair::new(job, aligned, request.terminology);
        timed(Stage::Align, start);
        let start = Instant::now();
        pair.check_alone(request.lexicons);
        pair.finish(request.changes, request.lexicons);
        // What the baseline has and this part has not may be in another part.
        let pairs = std::slice::from_mut(&mut pair);
        let _ = agree(request, pairs, &mut Vec::new(), &mut self.fingerprints);
        timed(Stage::Check, start);
        let mut outcome = Outcome {
            rules: rules(request),
            ..Outcome::default()
        };
        pair.into_outcome(&mut outcome);
        Some(Ok(outcome))
    }
}
