//! A run over many pairs: read, align, check, and what the user settled about findings.

use super::fingerprint::fingerprint;
use super::input::{Input, InputError, Manner, Overlay, Texts, read_texts};
use super::{Aligned, align, align_around, given, paired};
use crate::align::given::{Row, fix};
use crate::bitext::{Bitext, UnitState};
use crate::checks::{CHECKS, Context};
use crate::config::Settings;
use crate::findings::{Finding, Rule};
use crate::lexicon::Lexicon;
use crate::text::{Map, Place, Side};
use rayon::prelude::*;
use std::time::{Duration, Instant};

/// A part of a run, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Files are read and split.
    Read,
    /// Pairs are analysed and aligned.
    Align,
    /// Pairs are checked.
    Check,
    /// What looks at all pairs together, and what the user settled.
    Project,
}

impl Stage {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Read => "read",
            Stage::Align => "align",
            Stage::Check => "check",
            Stage::Project => "project",
        }
    }
}

/// Is told how a run gets on.
pub trait Observer: Sync {
    /// A stage begins that has so many steps.
    fn begin(&self, _stage: Stage, _steps: usize) {}
    /// A step of it is done.
    fn step(&self) {}
    /// It has ended.
    fn end(&self, _stage: Stage, _time: Duration) {}
}

/// Nobody looks.
#[derive(Debug)]
pub struct Unobserved;

impl Observer for Unobserved {}

/// A pair that is to be checked.
#[derive(Clone, Debug)]
pub struct Job {
    /// The text that was translated.
    pub source: Input,
    /// Its translation; none where the one file holds both.
    pub target: Option<Input>,
    /// The settings for it.
    pub settings: Settings,
    /// The alignment that a person gives back, which counts as fixed as far as it agrees.
    pub rows: Option<Vec<Row>>,
}

/// What is to be checked, and with what.
pub struct Request<'a> {
    /// The pairs.
    pub jobs: &'a [Job],
    /// Word translations.
    pub lexicons: &'a [&'a Lexicon],
    /// Files that are read from memory.
    pub overlay: &'a Overlay,
    /// Who looks.
    pub observer: &'a dyn Observer,
}

/// What a run found.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The pairs that could be read, in the order of the jobs.
    pub bitexts: Vec<Bitext>,
    /// The findings, ordered by pair, then place, then rule.
    pub findings: Vec<Finding>,
    /// The rules that ran on any pair.
    pub rules: Vec<&'static Rule>,
    /// Pairs that could not be read.
    pub errors: Vec<InputError>,
}

/// A pair that was read, with its settings.
struct Pair<'a> {
    job: &'a Job,
    aligned: Aligned,
}

/// Checks every pair.
pub fn run(request: &Request<'_>) -> Outcome {
    let observer = request.observer;
    let stage = |stage: Stage, steps: usize, work: &mut dyn FnMut()| {
        observer.begin(stage, steps);
        let start = Instant::now();
        work();
        observer.end(stage, start.elapsed());
    };
    let mut outcome = Outcome::default();
    let jobs = request.jobs;

    let mut texts = Vec::new();
    stage(Stage::Read, jobs.len(), &mut || {
        texts = jobs
            .par_iter()
            .map(|job| {
                let manner = Manner::new(&job.settings.reading)?;
                let texts = read_texts(&job.source, job.target.as_ref(), &manner, request.overlay);
                observer.step();
                texts
            })
            .collect::<Vec<Result<_, InputError>>>();
    });
    let mut sound = Vec::new();
    for (job, texts) in jobs.iter().zip(texts) {
        match texts {
            Ok(texts) => sound.push((job, texts)),
            Err(error) => outcome.errors.push(error),
        }
    }

    let mut pairs = Vec::new();
    stage(Stage::Align, sound.len(), &mut || {
        pairs = std::mem::take(&mut sound)
            .into_par_iter()
            .map(|(job, texts)| {
                let aligned = match texts {
                    Texts::Two(halves) => {
                        let (source, target) = *halves;
                        vec![match &job.rows {
                            None => align(source, target, request.lexicons, &[]),
                            Some(rows) => {
                                let fixed = fix(rows, &source.segments, &target.segments);
                                align_around(source, target, &fixed.beads, request.lexicons, &[])
                            }
                        }]
                    }
                    Texts::Given(parts) => parts
                        .into_par_iter()
                        .map(|bitext| given(bitext, request.lexicons))
                        .collect(),
                };
                observer.step();
                aligned
                    .into_iter()
                    .map(|aligned| Pair { job, aligned })
                    .collect::<Vec<_>>()
            })
            .flatten()
            .collect();
    });

    let contexts: Vec<Context<'_>> = pairs
        .iter()
        .map(|pair| Context {
            bitext: &pair.aligned.bitext,
            source: &pair.aligned.source,
            target: &pair.aligned.target,
            links: &pair.aligned.links,
            lexicons: request.lexicons,
            options: &pair.job.settings.options,
        })
        .collect();
    let mut found: Vec<Vec<Finding>> = Vec::new();
    stage(Stage::Check, pairs.len(), &mut || {
        found = pairs
            .par_iter()
            .zip(&contexts)
            .map(|(pair, cx)| {
                let findings = check_pair(cx, &pair.job.settings);
                observer.step();
                findings
            })
            .collect();
    });

    stage(Stage::Project, 1, &mut || {
        check_project(&pairs, &contexts, &mut found);
        for (findings, pair) in found.iter_mut().zip(&pairs) {
            findings.sort_by_cached_key(|finding| order(finding, &pair.aligned.bitext));
        }
        let keys = keys(jobs);
        fingerprint(found.iter_mut().flatten(), |path| {
            keys.get(path)
                .map_or_else(|| path.to_owned(), |key| (*key).to_owned())
        });
        for (findings, pair) in found.iter_mut().zip(&pairs) {
            settle(findings, &pair.job.settings);
            paired::settle(&pair.aligned.bitext, findings);
        }
        observer.step();
    });

    outcome.rules = CHECKS
        .iter()
        .map(|check| check.rule())
        .filter(|rule| jobs.iter().any(|job| job.settings.runs(rule.name)))
        .collect();
    outcome.findings = found.into_iter().flatten().collect();
    outcome.bitexts = pairs.into_iter().map(|pair| pair.aligned.bitext).collect();
    outcome
}

/// Runs the checks that see a bead or a pair.
fn check_pair(cx: &Context<'_>, settings: &Settings) -> Vec<Finding> {
    let checks: Vec<_> = CHECKS
        .iter()
        .filter(|check| settings.runs(check.rule().name))
        .collect();
    let per_bead: Vec<Vec<Finding>> = (0..cx.bitext.beads.len())
        .into_par_iter()
        .map(|index| {
            let mut out = Vec::new();
            if let Some(bead) = cx.bead(index)
                && bead.bead.state != UnitState::Locked
            {
                for check in &checks {
                    check.bead(&bead, &mut out);
                }
            }
            out
        })
        .collect();
    let mut findings: Vec<Finding> = per_bead.into_iter().flatten().collect();
    for check in &checks {
        check.bitext(cx, &mut findings);
    }
    findings
}

/// Runs the checks that see all pairs; each finding goes to the pair that its first place is in.
fn check_project(pairs: &[Pair<'_>], contexts: &[Context<'_>], found: &mut [Vec<Finding>]) {
    let mut of_path: Map<&str, usize> = Map::default();
    for (index, pair) in pairs.iter().enumerate() {
        for side in Side::BOTH {
            of_path
                .entry(pair.aligned.bitext.half(side).source.path())
                .or_insert(index);
        }
    }
    let all: Vec<Finding> = CHECKS
        .par_iter()
        .flat_map_iter(|check| {
            let seen: Vec<Context<'_>> = contexts
                .iter()
                .zip(pairs)
                .filter(|(_, pair)| pair.job.settings.runs(check.rule().name))
                .map(|(cx, _)| *cx)
                .collect();
            let mut out = Vec::new();
            check.project(&seen, &mut out);
            out
        })
        .collect();
    for finding in all {
        let pair = finding
            .place()
            .and_then(|place| of_path.get(place.source.path()))
            .copied()
            .unwrap_or(0);
        if let Some(findings) = found.get_mut(pair) {
            findings.push(finding);
        }
    }
}

/// What the settings say of the findings of a pair.
fn settle(findings: &mut Vec<Finding>, settings: &Settings) {
    findings.retain(|finding| {
        settings.runs(finding.rule.name) && finding.confidence >= settings.min_confidence
    });
    for finding in findings {
        if let Some(severity) = settings.severity(finding.rule.name) {
            finding.severity = severity;
        }
    }
}

/// The name in fingerprints of each file, by its name in reports.
fn keys(jobs: &[Job]) -> Map<&str, &str> {
    jobs.iter()
        .flat_map(|job| [Some(&job.source), job.target.as_ref()])
        .flatten()
        .map(|input| (input.name.as_str(), input.key.as_str()))
        .collect()
}

/// Findings are ordered by bead, then place in the target, then in the source, then rule.
fn order(finding: &Finding, bitext: &Bitext) -> (usize, usize, usize, &'static str) {
    let at = |place: &Option<Place>| place.as_ref().map_or(usize::MAX, |place| place.span.start);
    (
        bead_of(finding, bitext).unwrap_or(usize::MAX),
        at(&finding.target),
        at(&finding.source),
        finding.rule.name,
    )
}

/// The bead that a finding is in: its own, else the one at its place.
pub(super) fn bead_of(finding: &Finding, bitext: &Bitext) -> Option<usize> {
    finding.bead.or_else(|| {
        let at = |side: Side, place: &Option<Place>| {
            let place = place.as_ref()?;
            let half = bitext.half(side);
            if half.source.path() != place.source.path() {
                return None;
            }
            let segment = half
                .segments
                .iter()
                .position(|segment| segment.text.whole().end > place.span.start)?;
            bitext
                .beads
                .iter()
                .position(|bead| bead.side(side).contains(&segment))
        };
        at(Side::Target, &finding.target).or_else(|| at(Side::Source, &finding.source))
    })
}
