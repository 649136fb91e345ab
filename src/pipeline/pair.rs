//! A pair on its way through a run: what is known of it, and what was found in it so far.

use super::cache::Key;
use super::changes::{Changes, PairChanges, stale};
use super::input::Manner;
use super::run::{Job, Outcome};
use super::suppress::suppress;
use super::{Aligned, Knowledge, Terminology, align, align_around, analyse, given, paired};
use crate::align::given::fix;
use crate::bitext::{Bitext, Half, UnitState, WordLinks};
use crate::checks::{self, CHECKS, Context, Hits, Matched, Terms};
use crate::config::Settings;
use crate::findings::{Finding, TermUse};
use crate::lexicon::Lexicon;
use crate::text::{Place, Side};
use rayon::prelude::*;
use std::sync::Arc;

/// A pair, or a part of a file that holds both texts and is too large to be kept.
pub(super) struct Pair<'a> {
    /// The job that it is of.
    pub job: &'a Job,
    /// Its texts, with all that is known of them.
    pub aligned: Aligned,
    /// How the glossary's terms fared.
    terms: Terms<'a>,
    /// The same, as it is reported.
    pub uses: Vec<TermUse>,
    /// What was found so far.
    pub findings: Vec<Finding>,
    /// Whether it was checked alone and forgotten but for its texts.
    pub is_part: bool,
    /// What changed in it, where that is asked for.
    pub changes: Option<PairChanges>,
    /// Lines of its given alignment that agree with nothing.
    pub lost: Vec<usize>,
    /// What is kept of it is found by this; none where nothing is.
    pub key: Option<Key>,
    /// Whether an earlier run found what is in it.
    pub is_remembered: bool,
}

impl<'a> Pair<'a> {
    pub fn new(job: &'a Job, mut aligned: Aligned, terminology: Option<Terminology<'a>>) -> Self {
        let terms = terms(&mut aligned, terminology);
        Self {
            job,
            uses: terms.report(&aligned.bitext),
            aligned,
            terms,
            findings: Vec::new(),
            is_part: false,
            changes: None,
            lost: Vec::new(),
            key: None,
            is_remembered: false,
        }
    }

    /// A pair as an earlier run found it. What the checks look at is left out.
    pub fn remembered(
        job: &'a Job,
        key: Option<Key>,
        bitext: Bitext,
        (findings, uses): (Vec<Finding>, Vec<TermUse>),
        lost: Vec<usize>,
        is_part: bool,
    ) -> Self {
        Self {
            job,
            aligned: Aligned {
                bitext,
                source: Vec::new(),
                target: Vec::new(),
                links: WordLinks::default(),
                hits: Hits::default(),
            },
            terms: Terms::default(),
            uses,
            findings,
            is_part,
            changes: None,
            lost,
            key,
            is_remembered: true,
        }
    }

    /// Makes what the checks look at, for a pair that was remembered. Without its links it is aligned again.
    pub fn complete(&mut self, links: Option<WordLinks>, knowledge: Knowledge<'a>) {
        let Bitext { source, target, .. } = &self.aligned.bitext;
        match links {
            Some(links) => {
                let (of_source, of_target) = rayon::join(|| analyse(source), || analyse(target));
                self.aligned.hits = knowledge.hits((source, &of_source), (target, &of_target));
                self.aligned.source = of_source;
                self.aligned.target = of_target;
                self.aligned.links = links;
            }
            None if self.job.target.is_none() => {
                self.aligned = given(self.aligned.bitext.clone(), knowledge);
            }
            None => {
                let halves = (source.clone(), target.clone());
                (self.aligned, _) = align_two(self.job, halves, knowledge);
            }
        }
        self.terms = terms(&mut self.aligned, knowledge.terminology);
    }

    /// What the checks may know of it.
    pub fn context<'c>(&'c self, lexicons: &'c [&'c Lexicon]) -> Context<'c> {
        Context {
            bitext: &self.aligned.bitext,
            source: &self.aligned.source,
            target: &self.aligned.target,
            links: &self.aligned.links,
            terms: &self.terms,
            lexicons,
            options: &self.job.settings.options,
        }
    }

    /// Runs every check on a part by itself.
    pub fn check_alone(&mut self, lexicons: &[&Lexicon]) {
        let settings = &self.job.settings;
        let cx = self.context(lexicons);
        let mut findings = check_pair(&cx, settings);
        for check in CHECKS
            .iter()
            .filter(|check| settings.runs(check.rule().name))
        {
            check.project(&[cx], &mut findings);
        }
        self.findings = findings;
        self.is_part = true;
    }

    /// Forgets what the checks looked at.
    pub fn forget(&mut self) {
        drop(self.release());
        self.terms = Terms::default();
    }

    /// Gives up the largest part of what the checks looked at.
    pub fn release(&mut self) -> impl Send + Sync + use<> {
        (
            std::mem::take(&mut self.aligned.source),
            std::mem::take(&mut self.aligned.target),
            std::mem::take(&mut self.aligned.links),
            self.terms.release(),
        )
    }

    /// Completes the findings when all checks have run: what files say of their units, what changed without its
    /// translation, what comments allow; all in order.
    pub fn finish(&mut self, changes: Option<&Changes>, lexicons: &[&Lexicon]) {
        let mut findings = std::mem::take(&mut self.findings);
        let bitext = &self.aligned.bitext;
        paired::settle(bitext, &mut findings);
        if let Some(changes) = changes {
            let own = PairChanges::new(changes, self.job, bitext, self.is_part);
            stale(
                changes,
                &own,
                self.job,
                self.context(lexicons),
                &mut findings,
            );
            self.changes = Some(own);
        }
        let bitext = &self.aligned.bitext;
        let format = Manner::new(&self.job.settings.reading)
            .ok()
            .and_then(|manner| manner.format);
        let looked_for = |rule: &str| {
            self.job.settings.runs(rule)
                && (changes.is_some()
                    || !checks::rules()
                        .any(|known| known.name == rule && checks::needs_history(known)))
        };
        suppress(bitext, format, &mut findings, looked_for);
        findings.sort_by_cached_key(|finding| order(finding, bitext));
        self.findings = findings;
    }

    /// Adds what is reported of it.
    pub fn into_outcome(self, outcome: &mut Outcome) {
        outcome.findings.extend(self.findings);
        outcome.terms.extend(self.uses);
        outcome.lost.extend(self.lost);
        outcome.bitexts.push(self.aligned.bitext);
    }
}

/// How the glossary's terms fared in two texts that are aligned.
fn terms<'a>(aligned: &mut Aligned, terminology: Option<Terminology<'a>>) -> Terms<'a> {
    let hits = std::mem::take(&mut aligned.hits);
    terminology.map_or_else(Terms::default, |terminology| {
        let matched = Matched {
            bitext: &aligned.bitext,
            source: &aligned.source,
            target: &aligned.target,
            links: &aligned.links,
        };
        Terms::new(terminology.glossary, hits, matched)
    })
}

/// Aligns two texts, around what a person gave back where somebody did, and tells the lines of that which agree with
/// nothing.
pub(super) fn align_two(
    job: &Job,
    (source, target): (Half, Half),
    knowledge: Knowledge<'_>,
) -> (Aligned, Vec<usize>) {
    match &job.rows {
        None => (align(source, target, knowledge), Vec::new()),
        Some(rows) => {
            let fixed = fix(rows, &source.segments, &target.segments);
            let aligned = align_around(source, target, &fixed.beads, knowledge);
            (aligned, fixed.lost)
        }
    }
}

/// Runs the checks that see a bead or a pair.
pub(super) fn check_pair(cx: &Context<'_>, settings: &Settings) -> Vec<Finding> {
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
            if !Arc::ptr_eq(&half.source, &place.source) {
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
