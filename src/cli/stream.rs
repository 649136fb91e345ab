//! `check` on one file that holds both texts and is too large to be held: what is found in a part is written at once.

use super::check::{Args, chain};
use super::scope::Plan;
use super::{CLEAN, FAILED, FOUND, fix, output};
use crate::config::FailOn;
use crate::pipeline::{Edits, Job, Outcome, Request, Stream, safe_fixes};
use crate::reports::{self, Format, PartWriter, Report, Style, Totals};
use crate::text::MAX_BYTES;
use anyhow::{Context as _, bail};
use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

/// Bytes up to which all of a file is held, so that every format can show it.
const TOGETHER: u64 = 64 << 20;

/// Bytes of text in a part of a file that is known to be large. All that is known of a part takes some forty times as
/// much memory; what compares the places of a document sees one part.
const PART: usize = 4 << 20;

/// How large the parts of a job are. What comes through a pipe may be small and is then checked as a file is.
fn part(job: &Job) -> Option<usize> {
    (!job.source.is_stdin()).then_some(PART)
}

/// Where a report goes, and how.
pub(super) struct To<'a> {
    pub output: Option<&'a PathBuf>,
    pub style: Style,
    pub fail_on: FailOn,
}

/// The job that is to be checked part by part, with what writes the report: the only one, whose file holds both texts
/// and is large, or whose size nobody knows.
pub(super) fn is_for<'p>(
    plan: &'p Plan,
    args: &Args,
    format: &Format,
) -> anyhow::Result<Option<(&'p Job, Box<dyn PartWriter>)>> {
    let [job] = plan.jobs.as_slice() else {
        return Ok(None);
    };
    if job.target.is_some() {
        return Ok(None);
    }
    if job.source.is_stdin() && args.changes_files() {
        return Ok(None);
    }
    let size = if job.source.is_stdin() {
        None
    } else {
        std::fs::metadata(&job.source.path)
            .ok()
            .map(|file| file.len())
    };
    if size.is_some_and(|size| size <= TOGETHER) {
        return Ok(None);
    }
    let name = &job.source.name;
    let huge = size.is_some_and(|size| size > MAX_BYTES as u64);
    if args.diff {
        if huge {
            bail!(
                "{name}: a file of this size is not shown as a difference; use --fix on a copy of it, or split the file"
            );
        }
        return Ok(None);
    }
    match reports::in_parts(format.name) {
        Some(writer) => Ok(Some((job, writer))),
        None if huge => bail!(
            "{name}: a file of this size is checked part by part, and {} shows all at once; choose pretty, concise, json or jsonl, or split the file",
            format.name
        ),
        None => Ok(None),
    }
}

/// Writes the safe fixes into a file that is checked part by part, and says how many they were. The file is copied
/// with the edits in it; where it turns out to be broken, nothing is written.
pub(super) fn fix(request: &Request<'_>, job: &Job) -> anyhow::Result<usize> {
    let path = &job.source.path;
    let mut count = 0;
    for _ in 0..fix::ROUNDS {
        let mut edits = Edits::default();
        for part in Stream::open(request, job, part(job))? {
            let (mut files, found) = safe_fixes(&part?.findings);
            if let Some(next) = files.remove(&job.source.name) {
                edits.append(next);
                count += found;
            }
        }
        if edits.is_empty() {
            break;
        }
        output::write_file(path, |out| {
            edits.copy(&mut BufReader::new(File::open(path)?), out)
        })
        .with_context(|| format!("{}: could not be written", job.source.name))?;
    }
    Ok(count)
}

/// Checks a file part by part. `whole` reports a file that comes in one part as any other.
pub(super) fn run(
    request: &Request<'_>,
    job: &Job,
    mut writer: Box<dyn PartWriter>,
    to: &To<'_>,
    whole: impl FnOnce(&Outcome) -> anyhow::Result<()>,
) -> anyhow::Result<u8> {
    let mut parts = Stream::open(request, job, part(job))?;
    let Some(first) = parts.next() else {
        return Ok(CLEAN);
    };
    let first = first?;
    if parts.has_ended() {
        whole(&first)?;
        let failed = to.fail_on.fails(&first.findings);
        return Ok(if failed { FOUND } else { CLEAN });
    }
    if to.style.statistics {
        anstream::eprintln!(
            "mutabiq: {}: there are no figures of a file that is checked part by part",
            job.source.name
        );
    }
    let mut totals = Totals::default();
    let mut failed = false;
    let mut broken = None;
    output::write(to.output, |out| {
        for part in std::iter::once(Ok(first)).chain(parts) {
            let part = match part {
                Ok(part) => part,
                // What was found before is told all the same.
                Err(error) => {
                    broken = Some(error);
                    break;
                }
            };
            let report = Report {
                bitexts: &part.bitexts,
                findings: &part.findings,
                terms: &part.terms,
                rules: &part.rules,
                before: totals.before,
                style: to.style,
                ..Report::default()
            };
            failed |= to.fail_on.fails(&part.findings);
            writer.part(&report, out)?;
            totals.add(&report);
        }
        writer.end(&totals, to.style, out)
    })?;
    Ok(match broken {
        Some(error) => {
            anstream::eprintln!("mutabiq: {}", chain(&error));
            FAILED
        }
        None if failed => FOUND,
        None => CLEAN,
    })
}
