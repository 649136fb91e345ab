//! What is remembered of a pair, in a shape that can be written down.
//!
//! Every structure that is taken apart is taken apart by name, so that a field that is new there is missed here by the
//! compiler. What comes back is held against the texts before it is believed: numbers that lead nowhere in them make
//! a record void.

use crate::bitext::{Bead, Bitext, UnitState};
use crate::checks;
use crate::findings::{Edit, Finding, Fix, Related, Severity, TermStatus, TermUse};
use crate::glossary::Glossary;
use crate::pipeline::pair::Pair;
use crate::text::{Map, Place, Source, Span};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The files that places lead to, by number: those of the texts, then those of the glossary.
pub(super) struct Files<'a> {
    files: Vec<&'a Arc<Source>>,
    numbers: Map<*const Source, usize>,
}

impl<'a> Files<'a> {
    pub fn new(
        bitexts: impl IntoIterator<Item = &'a Bitext>,
        glossary: Option<&'a Glossary>,
    ) -> Self {
        let texts = bitexts
            .into_iter()
            .flat_map(|bitext| [&bitext.source.source, &bitext.target.source]);
        let files: Vec<&Arc<Source>> = texts
            .chain(glossary.iter().flat_map(|glossary| &glossary.files))
            .collect();
        let mut numbers = Map::default();
        for (number, file) in files.iter().enumerate() {
            numbers.entry(Arc::as_ptr(file)).or_insert(number);
        }
        Self { files, numbers }
    }
}

/// What is remembered of the pair, or of the parts, that a job gave.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct OfJob<'r> {
    #[serde(borrow)]
    parts: Vec<OfPart<'r>>,
    /// Lines of the alignment given back that agree with nothing.
    pub lost: Vec<usize>,
}

/// What is remembered of two texts.
#[derive(Debug, Serialize, Deserialize)]
struct OfPart<'r> {
    /// None where the file itself says which of its texts belong together.
    beads: Option<Beads>,
    #[serde(borrow)]
    findings: Findings<'r>,
    uses: Vec<OneUse<'r>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Beads {
    beads: Vec<OneBead>,
    parallel: f64,
}

/// A bead by the lengths of its sides: each begins where the one before it ended.
#[derive(Debug, Serialize, Deserialize)]
struct OneBead {
    sides: (usize, usize),
    score: f64,
    given: bool,
    state: UnitState,
}

/// Findings as the checks gave them: without what is put into them afterwards.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Findings<'r>(#[serde(borrow)] Vec<OneFinding<'r>>);

#[derive(Debug, Serialize, Deserialize)]
struct OneFinding<'r> {
    rule: &'r str,
    severity: Severity,
    confidence: f64,
    message: &'r str,
    help: &'r str,
    bead: Option<usize>,
    source: Option<OnePlace<'r>>,
    target: Option<OnePlace<'r>>,
    related: Vec<(OnePlace<'r>, &'r str)>,
    fix: Option<(bool, Vec<(OnePlace<'r>, &'r str)>)>,
}

#[derive(Debug, Serialize, Deserialize)]
struct OnePlace<'r> {
    file: usize,
    start: usize,
    length: usize,
    label: Option<&'r str>,
}

#[derive(Debug, Serialize, Deserialize)]
struct OneUse<'r> {
    id: &'r str,
    bead: usize,
    status: TermStatus,
    source: Option<OnePlace<'r>>,
    target: Option<OnePlace<'r>>,
}

impl<'r> OfJob<'r> {
    /// What there is to remember of the pairs of a job; none where it can't be written down.
    pub fn new(pairs: &'r [Pair<'_>], glossary: Option<&Glossary>) -> Option<Self> {
        let parts = pairs.iter().map(|pair| {
            let fixed = pair.job.target.is_none();
            OfPart::new(
                &pair.aligned.bitext,
                &pair.findings,
                &pair.uses,
                fixed,
                glossary,
            )
        });
        Some(Self {
            parts: parts.collect::<Option<_>>()?,
            lost: pairs.first()?.lost.clone(),
        })
    }

    /// Gives bitexts their beads, and what was found in them; none where that doesn't fit.
    pub fn restore(
        &self,
        bitexts: &mut [Bitext],
        glossary: Option<&Glossary>,
    ) -> Option<Vec<(Vec<Finding>, Vec<TermUse>)>> {
        if bitexts.len() != self.parts.len() {
            return None;
        }
        let parts = self.parts.iter().zip(bitexts);
        parts
            .map(|(part, bitext)| part.restore(bitext, glossary))
            .collect()
    }
}

impl<'r> OfPart<'r> {
    /// What there is to remember; none where a place leads to a file that has no number. `fixed` says that the file
    /// itself has the beads.
    fn new(
        bitext: &'r Bitext,
        findings: &'r [Finding],
        uses: &'r [TermUse],
        fixed: bool,
        glossary: Option<&Glossary>,
    ) -> Option<Self> {
        let files = Files::new([bitext], glossary);
        let beads = bitext.beads.iter().map(|bead| OneBead {
            sides: (bead.source.len(), bead.target.len()),
            score: bead.score,
            given: bead.given,
            state: bead.state,
        });
        Some(Self {
            beads: (!fixed).then(|| Beads {
                beads: beads.collect(),
                parallel: bitext.parallel,
            }),
            findings: Findings::new(findings, &files)?,
            uses: uses
                .iter()
                .map(|one| {
                    let TermUse {
                        id,
                        bead,
                        status,
                        source,
                        target,
                    } = one;
                    Some(OneUse {
                        id,
                        bead: *bead,
                        status: *status,
                        source: written(source, &files)?,
                        target: written(target, &files)?,
                    })
                })
                .collect::<Option<_>>()?,
        })
    }

    /// Gives a bitext its beads, and what was found in it; none where that doesn't fit.
    fn restore(
        &self,
        bitext: &mut Bitext,
        glossary: Option<&Glossary>,
    ) -> Option<(Vec<Finding>, Vec<TermUse>)> {
        if let Some(Beads { beads, parallel }) = &self.beads {
            bitext.beads = restored(beads, bitext)?;
            bitext.parallel = *parallel;
        }
        let files = Files::new([&*bitext], glossary);
        let count = bitext.beads.len();
        let findings = self.findings.restore(&files, count)?;
        let uses = self.uses.iter().map(|one| {
            Some(TermUse {
                id: one.id.to_owned(),
                bead: (one.bead < count).then_some(one.bead)?,
                status: one.status,
                source: read(&one.source, &files)?,
                target: read(&one.target, &files)?,
            })
        });
        let uses = uses.collect::<Option<_>>()?;
        Some((findings, uses))
    }
}

/// The beads again; none where they don't hold every segment of the texts once.
fn restored(beads: &[OneBead], bitext: &Bitext) -> Option<Vec<Bead>> {
    let (mut s, mut t) = (0usize, 0usize);
    let mut out = Vec::with_capacity(beads.len());
    for bead in beads {
        let ends = (s.checked_add(bead.sides.0)?, t.checked_add(bead.sides.1)?);
        out.push(Bead {
            source: s..ends.0,
            target: t..ends.1,
            score: bead.score,
            given: bead.given,
            state: bead.state,
        });
        (s, t) = ends;
    }
    let whole = (bitext.source.segments.len(), bitext.target.segments.len());
    ((s, t) == whole).then_some(out)
}

impl<'r> Findings<'r> {
    /// What there is to remember; none where a place leads to a file that has no number.
    pub fn new(findings: &'r [Finding], files: &Files<'_>) -> Option<Self> {
        let findings = findings.iter().map(|finding| {
            let Finding {
                rule,
                severity,
                confidence,
                message,
                help,
                bead,
                source,
                target,
                related,
                fix,
                fingerprint: _,
                suppressed: _,
            } = finding;
            let related = related.iter().map(|Related { place, message }| {
                let message: &str = message;
                Some((OnePlace::new(place, files)?, message))
            });
            let edits = |edits: &'r [Edit]| {
                let edits = edits.iter().map(|Edit { place, replacement }| {
                    let replacement: &str = replacement;
                    Some((OnePlace::new(place, files)?, replacement))
                });
                edits.collect::<Option<Vec<_>>>()
            };
            Some(OneFinding {
                rule: rule.name,
                severity: *severity,
                confidence: *confidence,
                message,
                help,
                bead: *bead,
                source: written(source, files)?,
                target: written(target, files)?,
                related: related.collect::<Option<_>>()?,
                fix: match fix {
                    None => None,
                    Some(fix) => Some((fix.safe, edits(&fix.edits)?)),
                },
            })
        });
        findings.collect::<Option<_>>().map(Self)
    }

    /// The findings again; none where a rule is not known, or a place leads nowhere. `beads` is the
    /// number of beads of the pair that they are in.
    pub fn restore(&self, files: &Files<'_>, beads: usize) -> Option<Vec<Finding>> {
        let findings = self.0.iter().map(|one| {
            if one.bead.is_some_and(|bead| bead >= beads) {
                return None;
            }
            let edit = |(place, replacement): &(OnePlace<'_>, &str)| {
                Some(Edit {
                    place: place.restore(files)?,
                    replacement: (*replacement).to_owned(),
                })
            };
            let related = |(place, message): &(OnePlace<'_>, &str)| {
                Some(Related {
                    place: place.restore(files)?,
                    message: (*message).to_owned(),
                })
            };
            Some(Finding {
                rule: checks::rules().find(|rule| rule.name == one.rule)?,
                severity: one.severity,
                confidence: one.confidence,
                message: one.message.to_owned(),
                help: one.help.to_owned(),
                bead: one.bead,
                source: read(&one.source, files)?,
                target: read(&one.target, files)?,
                related: one.related.iter().map(related).collect::<Option<_>>()?,
                fix: match &one.fix {
                    None => None,
                    Some((safe, edits)) => Some(Fix {
                        safe: *safe,
                        edits: edits.iter().map(edit).collect::<Option<_>>()?,
                    }),
                },
                fingerprint: String::new(),
                suppressed: None,
            })
        });
        findings.collect()
    }
}

impl<'r> OnePlace<'r> {
    fn new(place: &'r Place, files: &Files<'_>) -> Option<Self> {
        let Place {
            source,
            span,
            label,
        } = place;
        Some(Self {
            file: *files.numbers.get(&Arc::as_ptr(source))?,
            start: span.start,
            length: span.end - span.start,
            label: label.as_deref(),
        })
    }

    fn restore(&self, files: &Files<'_>) -> Option<Place> {
        let source = *files.files.get(self.file)?;
        let span = Span::new(self.start, self.start.checked_add(self.length)?);
        source.text().get(span.start..span.end)?;
        Some(Place {
            source: Arc::clone(source),
            span,
            label: self.label.map(str::to_owned),
        })
    }
}

/// A place that may be left out. The outer none says that it can't be written down.
fn written<'r>(place: &'r Option<Place>, files: &Files<'_>) -> Option<Option<OnePlace<'r>>> {
    match place {
        None => Some(None),
        Some(place) => OnePlace::new(place, files).map(Some),
    }
}

/// The same again. The outer none says that it leads nowhere.
fn read(place: &Option<OnePlace<'_>>, files: &Files<'_>) -> Option<Option<Place>> {
    match place {
        None => Some(None),
        Some(place) => place.restore(files).map(Some),
    }
}
