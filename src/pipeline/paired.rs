//! Files that come paired: their units become a bitext whose beads are given.

use super::{Aligned, Knowledge, analyse, input};
use crate::align::Features;
use crate::bitext::{Bead, Bitext, Half, UnitState};
use crate::document::{Block, Segment};
use crate::findings::Finding;
use crate::formats::{Batch, Unit, Wanted};
use crate::lang::Lang;
use crate::text::{Side, Source, Span};
use std::sync::Arc;

/// Why it can't be told what languages a pair is in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LanguageError {
    /// The file names a language that is not checked.
    #[error(
        "{path}: the {side} is in {tag:?}, and only {known} are checked; name the language with --{side}-lang where the file is wrong"
    )]
    Unknown {
        /// The file.
        path: String,
        /// The side.
        side: &'static str,
        /// What the file says.
        tag: String,
        /// The codes of the known languages.
        known: String,
    },
    /// Both sides are in the same language.
    #[error(
        "{path}: source and target are both in {language}; name the languages with --source-lang and --target-lang where the file or the script misleads"
    )]
    Same {
        /// The file.
        path: String,
        /// The language's name.
        language: &'static str,
    },
    /// No letter of a known language.
    #[error(
        "{path}: no letter of a known language in it; name the languages with --source-lang and --target-lang"
    )]
    None {
        /// The file.
        path: String,
    },
}

/// What is asked of a file of units when nothing is: any pair of the known languages.
pub fn wanted() -> Wanted {
    Wanted {
        known: Lang::all().map(|lang| lang.code()).collect(),
        script: Some(|text| Lang::detect(text).map(|lang| lang.code())),
        ..Wanted::default()
    }
}

/// The languages of source and target: those that were asked for, else those that the file names, else those whose
/// letters the texts are written in.
///
/// # Errors
/// [`LanguageError`] where the two are not two languages that are known.
pub fn languages(batch: &Batch, asked: [Option<Lang>; 2]) -> Result<[Lang; 2], LanguageError> {
    let path = || batch.source.path().to_owned();
    let mut found = asked;
    for (side, (slot, tag)) in Side::BOTH
        .into_iter()
        .zip(found.iter_mut().zip(&batch.languages))
    {
        if let (None, Some(tag)) = (&slot, tag) {
            let lang = tag.parse().map_err(|_| LanguageError::Unknown {
                path: path(),
                side: side.name(),
                tag: tag.clone(),
                known: Lang::all()
                    .map(|lang| lang.code())
                    .collect::<Vec<_>>()
                    .join(", "),
            })?;
            *slot = Some(lang);
        }
    }
    // Script decides the rest; where a side has no text yet, it is the language that is left.
    let script = |side: fn(&Unit) -> Option<&Block>| {
        Lang::detect_in(
            batch
                .units
                .iter()
                .filter_map(side)
                .map(|block| block.text.text()),
        )
    };
    let other = |lang: Option<Lang>| lang.and_then(|lang| Lang::all().find(|other| *other != lang));
    let [source, target] = found;
    let source = source.or_else(|| script(|unit| unit.source.as_ref()));
    let target = target.or_else(|| script(|unit| unit.target.as_ref()));
    match (source.or(other(target)), target.or(other(source))) {
        (Some(source), Some(target)) if source == target => Err(LanguageError::Same {
            path: path(),
            language: source.name(),
        }),
        (Some(source), Some(target)) => Ok([source, target]),
        _ => Err(LanguageError::None { path: path() }),
    }
}

/// The units of a batch as a bitext: each is a segment on either side, and a bead.
pub fn bitext(batch: Batch, languages: [Lang; 2]) -> Bitext {
    let mut source = side(&batch.source, languages[0], batch.units.len());
    let mut target = side(&batch.source, languages[1], batch.units.len());
    let mut beads = Vec::with_capacity(batch.units.len());
    for unit in batch.units {
        let starts = (source.segments.len(), target.segments.len());
        push(&mut source, unit.source);
        push(&mut target, unit.target);
        beads.push(Bead {
            source: starts.0..source.segments.len(),
            target: starts.1..target.segments.len(),
            score: 1.0,
            given: true,
            state: unit.state,
        });
    }
    Bitext {
        source,
        target,
        beads,
        parallel: 1.0,
    }
}

fn side(source: &Arc<Source>, lang: Lang, count: usize) -> Half {
    Half {
        source: Arc::clone(source),
        lang,
        blocks: Vec::with_capacity(count),
        segments: Vec::with_capacity(count),
    }
}

fn push(half: &mut Half, block: Option<Block>) {
    let Some(block) = block else { return };
    let text = block.text.text();
    let kept = text.trim_start();
    let start = text.len() - kept.len();
    let span = Span::new(start, start + kept.trim_end().len());
    half.segments
        .extend(Segment::cut_all(half.blocks.len(), &block, &[span]));
    half.blocks.push(block);
}

/// All that the checks may know of a bitext whose beads are given.
pub fn given(bitext: Bitext, knowledge: Knowledge<'_>) -> Aligned {
    let (source, target) = rayon::join(|| analyse(&bitext.source), || analyse(&bitext.target));
    let hits = knowledge.hits((&bitext.source, &source), (&bitext.target, &target));
    let features = Features::of_pairs(
        input(&bitext.source, Some(&source)),
        input(&bitext.target, Some(&target)),
        knowledge.lexicons,
    );
    let links = features.word_links(&bitext.beads);
    Aligned {
        bitext,
        source,
        target,
        links,
        hits,
    }
}

/// What files say of their units, and how they are written, put into the findings: nothing is said of locked units,
/// what is said of unconfirmed ones is milder, and a fix is spelled as the file spells text, or only shown.
pub(super) fn settle(bitext: &Bitext, findings: &mut Vec<Finding>) {
    let state = |finding: &Finding| {
        let bead = bitext.beads.get(finding.bead?)?;
        Some(bead.state)
    };
    findings.retain(|finding| state(finding) != Some(UnitState::Locked));
    for finding in findings {
        if state(finding) == Some(UnitState::Fuzzy) {
            finding.severity = finding.severity.milder();
        }
        spell(finding);
    }
}

/// Spells the fix of a finding as its file spells text. Where that can't be done, what to write is said instead.
fn spell(finding: &mut Finding) {
    let Some(mut fix) = finding.fix.take() else {
        return;
    };
    let spelled: Option<Vec<String>> = fix
        .edits
        .iter()
        .map(|edit| edit.place.spelling(&edit.replacement))
        .collect();
    match spelled {
        Some(spelled) => {
            for (edit, spelled) in fix.edits.iter_mut().zip(spelled) {
                edit.replacement = spelled;
            }
            finding.fix = Some(fix);
        }
        None => {
            if let [edit] = fix.edits.as_slice() {
                let old = edit.place.text();
                let new = &edit.replacement;
                let shown = match (old.is_empty(), new.is_empty()) {
                    (false, false) => format!(" Write “{new}” for “{old}”."),
                    (true, _) => format!(" Add “{new}”."),
                    (false, true) => format!(" Delete “{old}”."),
                };
                finding.help.push_str(&shown);
            }
        }
    }
}
