//! A run over many pairs: read, align, check, and what the user settled about findings.

use super::baseline::{Baseline, Entry};
use super::cache::{Cache, Memory, Read, Recalled};
use super::changes::Changes;
use super::fingerprint::Fingerprints;
use super::input::{self, Input, InputError, Manner, Overlay, Texts};
use super::pair::{Pair, align_two, check_pair};
use super::suppress::allowed_in_file;
use super::{Knowledge, Terminology, given};
use crate::align::given::Row;
use crate::bitext::Bitext;
use crate::checks::{self, CHECKS, Context};
use crate::config::Settings;
use crate::findings::{Finding, Rule, TermEntry, TermUse};
use crate::glossary::{Glossary, Text};
use crate::lexicon::Lexicon;
use crate::text::{Map, Set, Source};
use rayon::prelude::*;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
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
    /// What was found is kept for the next run.
    Keep,
}

impl Stage {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Read => "read",
            Stage::Align => "align",
            Stage::Check => "check",
            Stage::Project => "project",
            Stage::Keep => "keep",
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
    /// Its translation; none where the file holds both texts.
    pub target: Option<Input>,
    /// The settings for it.
    pub settings: Settings,
    /// The alignment that a person gives back, which counts as fixed as far as it agrees.
    pub rows: Option<Vec<Row>>,
}

/// A file of the project whose counterpart doesn't exist.
#[derive(Clone, Debug)]
pub struct Lone {
    /// The file.
    pub input: Input,
    /// The file that is missing, by its name in reports.
    pub expected: Input,
    /// Whether the file that is there is the translation.
    pub is_target: bool,
    /// The settings for it.
    pub settings: Settings,
}

/// What is to be checked, and with what.
pub struct Request<'a> {
    /// The pairs.
    pub jobs: &'a [Job],
    /// Files without their counterpart.
    pub lone: &'a [Lone],
    /// What changed since a revision, where only that is to be reported.
    pub changes: Option<&'a Changes>,
    /// Findings that don't count.
    pub baseline: Option<&'a Baseline>,
    /// Word translations.
    pub lexicons: &'a [&'a Lexicon],
    /// The glossary; none where no terms are checked.
    pub terminology: Option<Terminology<'a>>,
    /// Files that are read from memory.
    pub overlay: &'a Overlay,
    /// What earlier runs found; none where nothing is remembered.
    pub cache: Option<&'a Cache>,
    /// Who looks.
    pub observer: &'a dyn Observer,
}

impl<'a> Request<'a> {
    /// What its pairs are held against.
    pub(super) fn knowledge(&self) -> Knowledge<'a> {
        Knowledge {
            lexicons: self.lexicons,
            terminology: self.terminology,
        }
    }
}

/// What a run found.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The pairs that could be read, in the order of the jobs.
    pub bitexts: Vec<Bitext>,
    /// The findings, ordered by pair, then place, then rule.
    pub findings: Vec<Finding>,
    /// The glossary's terms in the sources and how they fared.
    pub terms: Vec<TermUse>,
    /// What the glossary says of these terms.
    pub entries: Vec<TermEntry>,
    /// The rules that ran on any pair.
    pub rules: Vec<&'static Rule>,
    /// Pairs that could not be read.
    pub errors: Vec<InputError>,
    /// Findings of the baseline that were looked for and not found.
    pub stale: Vec<Entry>,
    /// Lines of the alignments given back that agree with no segments of the texts any more.
    pub lost: Vec<usize>,
    /// How many of the jobs were known from earlier runs.
    pub remembered: usize,
    /// What the checks looked at.
    pub(super) remains: Remains,
}

/// What is of no use any more, and goes with what was found: to give back the memory of a large project takes a while,
/// and a process that ends with its report need not do it at all.
#[derive(Default)]
pub(super) struct Remains {
    _all: Option<Box<dyn Send + Sync>>,
}

impl Remains {
    fn of<T: Send + Sync + 'static>(all: impl Iterator<Item = T>) -> Self {
        Self {
            _all: Some(Box::new(all.collect::<Vec<T>>())),
        }
    }
}

impl fmt::Debug for Remains {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Remains").finish_non_exhaustive()
    }
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

    let mut memory = Memory::default();
    let mut read = Vec::new();
    stage(Stage::Read, jobs.len(), &mut || {
        memory = Memory::of(request);
        read = jobs
            .par_iter()
            .map(|job| {
                let texts = memory.read(job, request);
                observer.step();
                texts
            })
            .collect::<Vec<_>>();
    });
    let mut sound = Vec::new();
    for (job, texts) in jobs.iter().zip(read) {
        match texts {
            Ok(texts) => sound.push((job, texts)),
            Err(error) => outcome.errors.push(error),
        }
    }

    // Each pair is checked as soon as it is aligned, while it is at hand: the time of both is parted as threads spent it.
    let mut pairs = Vec::new();
    observer.begin(Stage::Align, sound.len());
    let start = Instant::now();
    let (aligning, checking) = (AtomicU64::new(0), AtomicU64::new(0));
    let aligned: Vec<_> = sound
        .into_par_iter()
        .map(|(job, read)| {
            let mut pairs = timed(&aligning, || match memory.recall(job, read) {
                Recalled::Known(pairs) => (pairs, None),
                Recalled::New(read) => align_job(job, read, request.knowledge()),
                Recalled::Broken(error) => (Vec::new(), Some(error)),
            });
            timed(&checking, || {
                for pair in &mut pairs.0 {
                    if !pair.is_part && !pair.is_remembered {
                        pair.findings =
                            check_pair(&pair.context(request.lexicons), &pair.job.settings);
                    }
                }
            });
            observer.step();
            pairs
        })
        .collect();
    for (parts, error) in aligned {
        pairs.extend(parts);
        outcome.errors.extend(error);
    }
    let (aligning, checking) = (aligning.into_inner(), checking.into_inner());
    let share = checking as f64 / (aligning + checking).max(1) as f64;
    let check = start.elapsed().mul_f64(share);
    observer.end(Stage::Align, start.elapsed().saturating_sub(check));
    observer.begin(Stage::Check, 0);
    observer.end(Stage::Check, check);

    if request.cache.is_some() {
        stage(Stage::Keep, 1, &mut || memory.keep(&pairs));
    }

    let mut lone = Vec::new();
    stage(Stage::Project, 1, &mut || {
        let together: Vec<usize> = (0..pairs.len())
            .filter(|index| !pairs[*index].is_part)
            .collect();
        let found = memory.project(&pairs, &together).unwrap_or_else(|| {
            memory.complete(&mut pairs, request.knowledge());
            let found = check_project(&pairs, &together, request.lexicons);
            memory.keep_project(&pairs, &together, &found);
            found
        });
        for (index, findings) in found {
            if let Some(pair) = pairs.get_mut(index) {
                pair.findings.extend(findings);
            }
        }
        pairs
            .par_iter_mut()
            .for_each(|pair| pair.finish(request.changes, request.lexicons));
        lone = request
            .lone
            .par_iter()
            .filter_map(without_counterpart)
            .collect();
        outcome.stale = agree(request, &mut pairs, &mut lone, &mut Fingerprints::default());
        observer.step();
    });
    if request.cache.is_some() {
        stage(Stage::Keep, 1, &mut || memory.write());
    }

    outcome.rules = rules(request);
    outcome.remembered = remembered(&pairs);
    outcome.remains = Remains::of(pairs.iter_mut().map(Pair::release));
    for pair in pairs {
        pair.into_outcome(&mut outcome);
    }
    if let Some(terminology) = request.terminology {
        outcome.entries = entries(terminology.glossary, &outcome.terms);
    }
    outcome
        .findings
        .extend(lone.into_iter().map(|(_, finding)| finding));
    outcome
}

/// Does some work and adds the nanoseconds that it took.
fn timed<T>(sum: &AtomicU64, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    sum.fetch_add(start.elapsed().as_nanos() as u64, Ordering::Relaxed);
    done
}

/// How many jobs were known from earlier runs.
fn remembered(pairs: &[Pair<'_>]) -> usize {
    let jobs = pairs.chunk_by(|one, next| std::ptr::eq(one.job, next.job));
    jobs.filter(|parts| parts.iter().all(|part| part.is_remembered))
        .count()
}

/// The rules that run on any of the pairs.
pub(super) fn rules(request: &Request<'_>) -> Vec<&'static Rule> {
    CHECKS
        .iter()
        .map(|check| check.rule())
        .filter(|rule| {
            let mut jobs = request.jobs.iter();
            jobs.any(|job| job.settings.runs(rule.name))
        })
        .filter(|rule| request.changes.is_some() || !checks::needs_history(rule))
        .collect()
}

/// Aligns what a job has read. Of a file that comes in several parts each is checked at once, so that no more
/// than one is held with all that is known of it.
fn align_job<'a>(
    job: &'a Job,
    read: Read,
    knowledge: Knowledge<'a>,
) -> (Vec<Pair<'a>>, Option<InputError>) {
    let mut parts = match read.texts {
        Texts::Two(halves) => {
            let (aligned, lost) = align_two(job, *halves, knowledge);
            let mut pair = Pair::new(job, aligned, knowledge.terminology);
            pair.lost = lost;
            pair.key = read.key;
            return (vec![pair], None);
        }
        Texts::Paired(file) => file.peekable(),
    };
    let mut pairs: Vec<Pair<'a>> = Vec::new();
    while let Some(part) = parts.next() {
        let part = match part {
            Ok(part) => part,
            Err(error) => {
                pairs.iter_mut().for_each(|pair| pair.key = None);
                return (pairs, Some(error.into()));
            }
        };
        let mut pair = Pair::new(job, given(part, knowledge), knowledge.terminology);
        if !pairs.is_empty() || parts.peek().is_some() {
            pair.check_alone(knowledge.lexicons);
            pair.forget();
        }
        pair.key = read.key;
        pairs.push(pair);
    }
    (pairs, None)
}

/// Findings of the checks that see all pairs, by the number of the pair that each is reported in.
pub(super) type OfProject = Vec<(usize, Vec<Finding>)>;

/// Runs the checks that see all pairs; each finding goes to the pair that its first place is in.
fn check_project(pairs: &[Pair<'_>], together: &[usize], lexicons: &[&Lexicon]) -> OfProject {
    let mut of_file: Map<*const Source, usize> = Map::default();
    for index in together {
        for half in pairs.get(*index).iter().flat_map(|pair| {
            let bitext = &pair.aligned.bitext;
            [&bitext.source, &bitext.target]
        }) {
            of_file.entry(Arc::as_ptr(&half.source)).or_insert(*index);
        }
    }
    // Few of the checks look at all pairs, and those take long: each is a piece of work of its own.
    let found: Vec<Finding> = CHECKS
        .par_iter()
        .with_max_len(1)
        .flat_map_iter(|check| {
            let seen: Vec<Context<'_>> = together
                .iter()
                .filter_map(|index| pairs.get(*index))
                .filter(|pair| pair.job.settings.runs(check.rule().name))
                .map(|pair| pair.context(lexicons))
                .collect();
            let mut out = Vec::new();
            check.project(&seen, &mut out);
            out
        })
        .collect();
    let mut of_pair = OfProject::new();
    for finding in found {
        let pair = finding
            .place()
            .and_then(|place| of_file.get(&Arc::as_ptr(&place.source)))
            .copied()
            .or(together.first().copied())
            .unwrap_or(0);
        match of_pair.iter_mut().find(|(known, _)| *known == pair) {
            Some((_, findings)) => findings.push(finding),
            None => of_pair.push((pair, vec![finding])),
        }
    }
    of_pair
}

/// The finding of a file without its counterpart, unless the file allows it or the rule doesn't run.
fn without_counterpart(lone: &Lone) -> Option<(&Lone, Finding)> {
    let manner = Manner::new(&lone.settings.reading).unwrap_or_default();
    // Whatever is wrong with the file, it is the counterpart that is reported.
    let source = input::read_source(&lone.input, manner.encoding)
        .unwrap_or_else(|_| Source::from_text(lone.input.name.as_str(), ""));
    let source = Arc::new(source);
    let mut finding = checks::missing_counterpart(&source, &lone.expected.name, lone.is_target);
    finding.suppressed = allowed_in_file(&source, manner.format, finding.rule.name);
    Some((lone, finding))
}

/// What holds for the findings of all pairs together: fingerprints, the baseline, the changes that are asked
/// about, the settings. Gives the entries of the baseline that were not found.
pub(super) fn agree(
    request: &Request<'_>,
    pairs: &mut [Pair<'_>],
    lone: &mut Vec<(&Lone, Finding)>,
    fingerprints: &mut Fingerprints,
) -> Vec<Entry> {
    let keys = keys(request);
    let key = |finding: &Finding| {
        let path = finding.place().map_or("", |place| place.source.path());
        (*keys.get(path).unwrap_or(&path)).to_owned()
    };
    for pair in pairs.iter_mut() {
        let bitext = &pair.aligned.bitext;
        for finding in &mut pair.findings {
            fingerprints.give(finding, Some(bitext), &key(finding));
        }
    }
    for (_, finding) in lone.iter_mut() {
        fingerprints.give(finding, None, &key(finding));
    }
    let stale = request.baseline.map(|baseline| {
        let all = pairs
            .iter_mut()
            .flat_map(|pair| &mut pair.findings)
            .chain(lone.iter_mut().map(|(_, finding)| finding));
        baseline.apply(all)
    });
    if let Some(changes) = request.changes {
        for pair in pairs.iter_mut() {
            let Some(own) = &pair.changes else { continue };
            let bitext = &pair.aligned.bitext;
            pair.findings
                .retain(|finding| own.concerns(finding, bitext));
        }
        lone.retain(|(lone, _)| {
            changes.touches_file(&lone.input.path) || changes.touches_file(&lone.expected.path)
        });
    }
    for pair in pairs.iter_mut() {
        let settings = &pair.job.settings;
        pair.findings
            .retain_mut(|finding| settle(finding, settings));
    }
    lone.retain_mut(|(lone, finding)| settle(finding, &lone.settings));
    let checked = |entry: &&Entry| {
        request.jobs.iter().any(|job| {
            let names = std::iter::once(&job.source).chain(&job.target);
            job.settings.runs(&entry.rule) && names.into_iter().any(|input| input.key == entry.path)
        })
    };
    stale
        .unwrap_or_default()
        .into_iter()
        .filter(checked)
        .cloned()
        .collect()
}

/// What a glossary says of the terms that were met.
fn entries(glossary: &Glossary, uses: &[TermUse]) -> Vec<TermEntry> {
    let met: Set<&str> = uses.iter().map(|term| term.id.as_str()).collect();
    let texts = |texts: &[Text]| texts.iter().map(|text| text.text.clone()).collect();
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.text.clone());
    let entries = glossary.entries.iter();
    entries
        .filter(|entry| met.contains(entry.id.as_str()))
        .map(|entry| TermEntry {
            id: entry.id.clone(),
            source: texts(&entry.source),
            target: entry.target.text.clone(),
            abbreviation: text(&entry.abbreviation),
            first_mention: text(&entry.first_mention),
            admitted: texts(&entry.admitted),
            forbidden: entry
                .forbidden
                .iter()
                .map(|forbidden| (forbidden.text.text.clone(), forbidden.why.clone()))
                .collect(),
            note: entry.note.clone(),
            glossary: glossary
                .place(&entry.target)
                .map(|place| place.source.path().to_owned()),
        })
        .collect()
}

/// Puts the settings into a finding; whether it is wanted.
fn settle(finding: &mut Finding, settings: &Settings) -> bool {
    if let Some(severity) = settings.severity(finding.rule.name) {
        finding.severity = severity;
    }
    settings.runs(finding.rule.name) && finding.confidence >= settings.min_confidence
}

/// The name in fingerprints of each file, by its name in reports.
fn keys<'r>(request: &Request<'r>) -> Map<&'r str, &'r str> {
    let pairs = request
        .jobs
        .iter()
        .flat_map(|job| std::iter::once(&job.source).chain(&job.target));
    pairs
        .chain(request.lone.iter().map(|lone| &lone.input))
        .map(|input| (input.name.as_str(), input.key.as_str()))
        .collect()
}
