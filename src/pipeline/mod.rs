//! The one place where the stages meet: files become checked bitexts.

mod baseline;
mod cache;
mod changes;
mod fingerprint;
mod fix;
mod input;
mod knowledge;
mod pair;
mod paired;
mod project;
mod run;
mod stream;
mod suppress;
mod texts;

pub use baseline::{Baseline, BaselineError, Entry};
pub use cache::{Cache, FOLDER as CACHE_FOLDER};
pub use changes::Changes;
pub use fix::{Edits, safe_fixes};
pub use input::{
    Input, InputError, Manner, Overlay, PairedFile, Texts, read, read_source, read_text,
};
pub use knowledge::{Knowledge, Terminology};
pub use paired::{LanguageError, bitext, given, languages, wanted};
pub use project::{Found, Pair, Project, Single, files};
pub use run::{Job, Lone, Observer, Outcome, Request, Stage, Unobserved, run};
pub use stream::Stream;
pub use texts::{align_texts, check_texts};

use crate::align::{self, Anchors, Features};
use crate::bitext::{Bead, Bitext, Half, UnitState, WordLinks};
use crate::checks::{self, Hits};
use crate::config::Known;
use crate::document::Document;
use crate::formats::{FORMATS, FormatError};
use crate::glossary;
use crate::lang::{Analysis, Lang};
use crate::segment::Mode;
use crate::text::{Encoding, Side};
use knowledge::{Known as KnownHits, Scanned};
use rayon::prelude::*;
use std::ops::Range;

/// Splits a document into one half of a bitext, in `lang`, else in the language its letters are of.
pub fn half(document: Document, lang: Lang, segments: Vec<crate::document::Segment>) -> Half {
    Half {
        source: document.source,
        lang,
        blocks: document.blocks,
        segments,
    }
}

/// One analysis a segment.
pub fn analyse(half: &Half) -> Vec<Analysis> {
    half.segments
        .par_iter()
        .map(|segment| Analysis::new(segment.as_str(), half.lang, &segment.held()))
        .collect()
}

/// Two aligned texts with all that the checks may know of them.
#[derive(Debug)]
pub struct Aligned {
    /// The texts and their beads.
    pub bitext: Bitext,
    /// One analysis a source segment.
    pub source: Vec<Analysis>,
    /// One analysis a target segment.
    pub target: Vec<Analysis>,
    /// Which words probably translate which.
    pub links: WordLinks,
    /// Where the glossary's terms stand.
    pub hits: Hits,
}

/// Aligns two halves.
pub fn align(source: Half, target: Half, knowledge: Knowledge<'_>) -> Aligned {
    let (source_analyses, target_analyses) = rayon::join(|| analyse(&source), || analyse(&target));
    let hits = knowledge.hits((&source, &source_analyses), (&target, &target_analyses));
    let features = Features::new(
        input(&source, Some(&source_analyses)),
        input(&target, Some(&target_analyses)),
        knowledge.lexicons,
        known_hits(&hits, 0, 0, knowledge)
            .as_ref()
            .map(|anchors| anchors as &dyn Anchors),
    );
    let alignment = align::align(&features);
    let links = features.word_links(&alignment.beads);
    Aligned {
        bitext: Bitext {
            source,
            target,
            beads: alignment.beads,
            parallel: alignment.doubt.parallel,
        },
        source: source_analyses,
        target: target_analyses,
        links,
        hits,
    }
}

/// Aligns two halves around beads that are given: what lies between two of them is aligned by itself.
pub fn align_around(
    source: Half,
    target: Half,
    given: &[(Range<usize>, Range<usize>)],
    knowledge: Knowledge<'_>,
) -> Aligned {
    let (source_analyses, target_analyses) = rayon::join(|| analyse(&source), || analyse(&target));
    let hits = knowledge.hits((&source, &source_analyses), (&target, &target_analyses));
    let part =
        |half: &'_ Half, range: Range<usize>| half.segments.get(range).unwrap_or_default().to_vec();
    let mut beads = Vec::new();
    let (mut i, mut j) = (0, 0);
    let ends = (source.segments.len(), target.segments.len());
    let last = (ends.0..ends.0, ends.1..ends.1);
    for (index, (s, t)) in given.iter().chain([&last]).enumerate() {
        if s.start < i || t.start < j {
            continue;
        }
        let (from_s, from_t) = (part(&source, i..s.start), part(&target, j..t.start));
        if !from_s.is_empty() || !from_t.is_empty() {
            let between = align::align(&Features::new(
                align::Input {
                    lang: source.lang,
                    segments: &from_s,
                    analyses: source_analyses.get(i..s.start),
                },
                align::Input {
                    lang: target.lang,
                    segments: &from_t,
                    analyses: target_analyses.get(j..t.start),
                },
                knowledge.lexicons,
                known_hits(&hits, i, j, knowledge)
                    .as_ref()
                    .map(|anchors| anchors as &dyn Anchors),
            ));
            beads.extend(between.beads.into_iter().map(|bead| Bead {
                source: bead.source.start + i..bead.source.end + i,
                target: bead.target.start + j..bead.target.end + j,
                ..bead
            }));
        }
        if index < given.len() {
            beads.push(Bead {
                source: s.clone(),
                target: t.clone(),
                score: 1.0,
                given: true,
                state: UnitState::Translated,
            });
        }
        (i, j) = (s.end, t.end);
    }
    let features = Features::new(
        input(&source, Some(&source_analyses)),
        input(&target, Some(&target_analyses)),
        knowledge.lexicons,
        None,
    );
    let links = features.word_links(&beads);
    Aligned {
        bitext: Bitext {
            source,
            target,
            beads,
            parallel: 1.0,
        },
        source: source_analyses,
        target: target_analyses,
        links,
        hits,
    }
}

/// Aligns two halves, for the alignment alone: takes much less memory on long texts.
pub fn align_only(source: Half, target: Half, knowledge: Knowledge<'_>) -> Bitext {
    let anchors = knowledge.anchoring().map(|terminology| Scanned {
        terminology,
        source_lang: source.lang,
        target_lang: target.lang,
    });
    let features = Features::new(
        input(&source, None),
        input(&target, None),
        knowledge.lexicons,
        anchors.as_ref().map(|anchors| anchors as &dyn Anchors),
    );
    let alignment = align::align(&features);
    Bitext {
        source,
        target,
        beads: alignment.beads,
        parallel: alignment.doubt.parallel,
    }
}

/// Bitexts as they come: one of two texts, or several that are the parts of a file.
pub type Parts = Box<dyn Iterator<Item = Result<Bitext, FormatError>>>;

/// What has been read, aligned where it isn't yet, for the alignment alone.
pub fn parts(texts: Texts, knowledge: Knowledge<'_>) -> Parts {
    match texts {
        Texts::Two(halves) => {
            let (source, target) = *halves;
            Box::new(std::iter::once(Ok(align_only(source, target, knowledge))))
        }
        Texts::Paired(file) => file,
    }
}

/// The texts of the beads that are pairs, with what is known of them, for extraction.
pub fn pairs_of<'a>(aligned: &'a Aligned) -> impl Iterator<Item = glossary::Aligned<'a>> {
    let pieces = |half: &'a Half, analyses: &'a [Analysis], segments: Range<usize>| {
        let texts = half.segments.get(segments.clone()).unwrap_or_default();
        let analyses = analyses.get(segments).unwrap_or_default();
        let texts = texts.iter().map(|segment| segment.as_str());
        texts.zip(analyses).collect()
    };
    let bitext = &aligned.bitext;
    let paired = bitext.beads.iter().filter(|bead| bead.is_paired());
    paired.map(move |bead| glossary::Aligned {
        source: pieces(&bitext.source, &aligned.source, bead.source.clone()),
        target: pieces(&bitext.target, &aligned.target, bead.target.clone()),
    })
}

/// The anchors among hits, in texts that begin at these segments.
fn known_hits<'h>(
    hits: &'h Hits,
    source_from: usize,
    target_from: usize,
    knowledge: Knowledge<'_>,
) -> Option<KnownHits<'h>> {
    knowledge.anchoring().map(|_| KnownHits {
        hits,
        source_from,
        target_from,
    })
}

fn input<'a>(half: &'a Half, analyses: Option<&'a [Analysis]>) -> align::Input<'a> {
    align::Input {
        lang: half.lang,
        segments: &half.segments,
        analyses,
    }
}

/// What a configuration may name.
pub fn known() -> Known {
    Known {
        rules: checks::rules().collect(),
        languages: Lang::all().map(|lang| lang.code()).collect(),
        segmentations: Mode::ALL.iter().map(|mode| mode.name()).collect(),
        encodings: Encoding::NAMES.iter().map(|(name, _)| *name).collect(),
        formats: FORMATS.iter().map(|format| format.name).collect(),
    }
}

/// Beads that pair segments one by one, for files that are already paired.
pub fn one_to_one(count: usize) -> Vec<Bead> {
    (0..count)
        .map(|index| Bead {
            source: index..index + 1,
            target: index..index + 1,
            score: 1.0,
            given: true,
            state: UnitState::Translated,
        })
        .collect()
}

/// The side of a pair that a language is on, where it is one of the two.
pub fn side_of(bitext: &Bitext, lang: Lang) -> Option<Side> {
    Side::BOTH
        .into_iter()
        .find(|side| bitext.half(*side).lang == lang)
}

#[cfg(test)]
mod tests {
    use crate::checks;
    use crate::config::OptionKind;

    #[test]
    fn a_configuration_can_set_every_option() {
        for rule in checks::rules() {
            for option in rule.options {
                assert!(
                    OptionKind::of(option).is_some(),
                    "{}: the default of {} is {:?}, of which no type can be told",
                    rule.name,
                    option.key,
                    option.default
                );
                assert_ne!(option.key, "severity", "{}", rule.name);
            }
        }
    }
}
