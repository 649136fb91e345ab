//! `check` on one file that holds both texts and is too large to be held: what is found in a part is written at once.

use super::check::{Args, chain};
use super::scope::Plan;
use super::{CLEAN, FAILED, FOUND, output};
use crate::config::FailOn;
use crate::pipeline::{Job, Outcome, Request, Stream};
use crate::reports::{self, Format, PartWriter, Report, Style, Totals};
use crate::text::MAX_BYTES;
use anyhow::bail;
use std::path::PathBuf;

/// Bytes up to which all of a file is held, so that every format can show it and fixes can be written.
const TOGETHER: u64 = 64 << 20;

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
    if args.changes_files() {
        if huge {
            bail!("{name}: fixes are not made in a file of this size; split the file");
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

/// Checks a file part by part. `whole` reports a file that comes in one part as any other.
pub(super) fn run(
    request: &Request<'_>,
    job: &Job,
    mut writer: Box<dyn PartWriter>,
    to: &To<'_>,
    whole: impl FnOnce(&Outcome) -> anyhow::Result<()>,
) -> anyhow::Result<u8> {
    let mut parts = Stream::open(request, job, None)?.peekable();
    let Some(first) = parts.next() else {
        return Ok(CLEAN);
    };
    let first = first?;
    if parts.peek().is_none() {
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
