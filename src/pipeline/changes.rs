//! What changed since a revision: which beads a change touches, and which sources changed alone.

use super::input::{self, Input, Manner, Overlay, Texts};
use super::pair::bead_of;
use super::run::Job;
use crate::bitext::{Bitext, Half};
use crate::checks::{Context, stale_translation};
use crate::findings::{Finding, Related};
use crate::lang::{Lang, TokenKind, tokenize};
use crate::text::{Map, Place, Set, Side, Source, Span};
use similar::{Algorithm, DiffOp, DiffTag, TextDiff};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Longest that a comparison of two versions of a file may look for the smallest difference.
const PATIENCE: Duration = Duration::from_secs(1);

/// What is known of the files at a revision.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// The revision as the user named it.
    pub revision: String,
    /// The files that are not as they were, by their full paths: their bytes then, none where they were not there.
    pub before: Map<PathBuf, Option<Arc<[u8]>>>,
    /// Files that are gone, by their full paths.
    pub gone: Set<PathBuf>,
}

impl Changes {
    /// The bytes of a file at the revision; none where the file is as it was.
    fn before(&self, path: &Path) -> Option<Option<Arc<[u8]>>> {
        self.before.get(&path.canonicalize().ok()?).cloned()
    }

    /// Whether a file is not as it was, or gone.
    pub(super) fn touches_file(&self, path: &Path) -> bool {
        if self.before(path).is_some() {
            return true;
        }
        // A path that doesn't exist any more can't be resolved as a whole.
        let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
        match (folder, path.file_name()) {
            (Some(folder), Some(name)) => self.gone.contains(&folder.join(name)),
            _ => false,
        }
    }
}

/// What of a text is new.
#[derive(Clone, Debug)]
enum Touched {
    Nothing,
    Everything,
    /// Spans of the text; an empty one where something was taken out.
    Spans(Vec<Span>),
}

impl Touched {
    /// Whether a span, its ends included, has anything new.
    fn meets(&self, span: Span) -> bool {
        match self {
            Touched::Nothing => false,
            Touched::Everything => true,
            Touched::Spans(spans) => {
                let first = spans.partition_point(|new| new.end < span.start);
                spans.get(first).is_some_and(|new| new.start <= span.end)
            }
        }
    }
}

/// What changed in a pair.
pub(super) struct PairChanges {
    source: Touched,
    target: Touched,
}

impl PairChanges {
    /// Compares the files of a pair with what they were.
    pub fn new(changes: &Changes, job: &Job, bitext: &Bitext, is_part: bool) -> Self {
        let touched = |input: &Input, half: &Half| match changes.before(&input.path) {
            None => Touched::Nothing,
            // Of a file that is read in parts none can be compared with the whole.
            Some(None) => Touched::Everything,
            Some(Some(_)) if is_part => Touched::Everything,
            Some(Some(bytes)) => compare(&bytes, &half.source),
        };
        let source = touched(&job.source, &bitext.source);
        let target = match &job.target {
            Some(target) => touched(target, &bitext.target),
            None => source.clone(),
        };
        Self { source, target }
    }

    fn of(&self, side: Side) -> &Touched {
        match side {
            Side::Source => &self.source,
            Side::Target => &self.target,
        }
    }

    /// Whether the change touches a bead on a side: its text, what stands beside it on its lines, or, where the
    /// side is empty, the place where its text would be.
    fn touches(&self, bitext: &Bitext, bead: usize, side: Side) -> bool {
        let Some(bead) = bitext.beads.get(bead) else {
            return false;
        };
        let half = bitext.half(side);
        let range = bead.side(side);
        let end_before = range
            .start
            .checked_sub(1)
            .and_then(|index| half.segments.get(index))
            .map_or(0, |segment| segment.text.whole().end);
        let start_after = half
            .segments
            .get(range.end)
            .map_or(half.source.text().len(), |segment| {
                segment.text.whole().start
            });
        let span = match half.place_of(range) {
            None => Span::new(end_before, start_after),
            Some(place) => {
                let line = |at: usize| half.source.line_span(half.source.line(at));
                let own = place.span;
                Span::new(
                    line(own.start).start.max(end_before).min(own.start),
                    line(own.end).end.min(start_after).max(own.end),
                )
            }
        };
        self.of(side).meets(span)
    }

    /// Whether the change touches a finding: its bead on either side, or any place that it points at.
    pub fn concerns(&self, finding: &Finding, bitext: &Bitext) -> bool {
        if let Some(bead) = bead_of(finding, bitext)
            && Side::BOTH
                .into_iter()
                .any(|side| self.touches(bitext, bead, side))
        {
            return true;
        }
        let related = finding.related.iter().map(|Related { place, .. }| place);
        finding
            .source
            .iter()
            .chain(&finding.target)
            .chain(related)
            .any(|place| self.meets(place, bitext))
    }

    fn meets(&self, place: &Place, bitext: &Bitext) -> bool {
        Side::BOTH.into_iter().any(|side| {
            Arc::ptr_eq(&bitext.half(side).source, &place.source) && self.of(side).meets(place.span)
        })
    }
}

/// Findings for the beads of which the source changed and the translation did not.
pub(super) fn stale(
    changes: &Changes,
    pair: &PairChanges,
    job: &Job,
    cx: Context<'_>,
    out: &mut Vec<Finding>,
) {
    let Some(Some(bytes)) = changes.before(&job.source.path) else {
        return;
    };
    let Ok(manner) = Manner::new(&job.settings.reading) else {
        return;
    };
    let mut old: Option<Old> = None;
    for bead in cx.beads().filter(|bead| bead.bead.is_paired()) {
        let touched = |side| pair.touches(cx.bitext, bead.index, side);
        // In a file that holds both, the two can't be told by where the change is: then by what they say.
        let alone = job.target.is_some();
        if !touched(Side::Source) || alone && touched(Side::Target) {
            continue;
        }
        let old = old.get_or_insert_with(|| Old::read(job, &bytes, &manner, cx.bitext));
        let texts = |side: Side| {
            let segments = bead.bead.side(side);
            segments.map(move |segment| cx.text(side, segment))
        };
        let lang = cx.lang(Side::Source);
        let new: Vec<&str> = texts(Side::Source)
            .filter(|text| !old.source.contains_key(&gist(text, lang)))
            .collect();
        let target_lang = cx.lang(Side::Target);
        let is_new = |text: &str| !old.target.contains(&gist(text, target_lang));
        if new.is_empty() || !alone && texts(Side::Target).any(is_new) {
            continue;
        }
        let pairs: Vec<(Option<&str>, &str)> = new
            .into_iter()
            .map(|text| (old.nearest(text, lang), text))
            .collect();
        out.push(stale_translation(&bead, &changes.revision, &pairs));
    }
}

/// The passages of a file at the revision, by what they say.
#[derive(Default)]
struct Old {
    source: Map<String, String>,
    target: Set<String>,
}

impl Old {
    fn read(job: &Job, bytes: &Arc<[u8]>, manner: &Manner, now: &Bitext) -> Self {
        let mut overlay = Overlay::default();
        overlay.insert(job.source.path.clone(), Arc::clone(bytes));
        let mut old = Old::default();
        let mut add = |half: &Half, side: Side| {
            let lang = now.half(side).lang;
            for segment in &half.segments {
                let text = segment.as_str();
                let key = gist(text, lang);
                match side {
                    Side::Source => {
                        old.source.insert(key, text.to_owned());
                    }
                    Side::Target => {
                        old.target.insert(key);
                    }
                }
            }
        };
        match &job.target {
            Some(_) => {
                let lang = Some(now.source.lang);
                if let Ok(half) = input::read_text(&job.source, lang, manner, &overlay) {
                    add(&half, Side::Source);
                }
            }
            None => {
                if let Ok(Texts::Paired(parts)) = input::read(&job.source, None, manner, &overlay) {
                    for bitext in parts.map_while(Result::ok) {
                        add(&bitext.source, Side::Source);
                        add(&bitext.target, Side::Target);
                    }
                }
            }
        }
        old
    }

    /// The old passage that a new one was probably made of: the one with the most words in common, at least a
    /// third.
    fn nearest(&self, text: &str, lang: Lang) -> Option<&str> {
        let key = gist(text, lang);
        let words: Set<&str> = key.split(' ').collect();
        self.source
            .iter()
            .map(|(key, old)| {
                let shared = key.split(' ').filter(|word| words.contains(word)).count();
                let all = key.split(' ').count().max(words.len());
                (shared * 1000 / all.max(1), old.as_str())
            })
            .max()
            .filter(|(share, _)| *share > 333)
            .map(|(_, old)| old)
    }
}

/// What a text says, whatever its spacing, its marks and the variants of its spelling.
fn gist(text: &str, lang: Lang) -> String {
    let tokens = tokenize(text, &[]);
    let words: Vec<&str> = tokens
        .iter()
        .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))
        .map(|token| &*token.norm)
        .map(|norm| lang.standard(norm))
        .collect();
    words.join(" ")
}

/// What of a file is new against what it was.
fn compare(before: &[u8], now: &Source) -> Touched {
    let Ok(before) = Source::decode(now.path(), before, Some(now.encoding())) else {
        return Touched::Everything;
    };
    // Line ends may have been changed by the checkout.
    let unify = |line: &str| line.trim_end_matches(['\n', '\r']).to_owned();
    let lines = |source: &Source| -> Vec<String> {
        (1..=source.lines())
            .map(|line| unify(source.line_span(line).of(source.text())))
            .collect()
    };
    let (old, new) = (lines(&before), lines(now));
    let start = |line: usize| now.line_span(line + 1).start;
    let mut spans = Vec::new();
    for op in ops(&old, &new) {
        match op.tag() {
            DiffTag::Equal => {}
            DiffTag::Delete => spans.push(Span::new(
                start(op.new_range().start),
                start(op.new_range().start),
            )),
            DiffTag::Insert => spans.push(Span::new(
                start(op.new_range().start),
                start(op.new_range().end),
            )),
            DiffTag::Replace => {
                let was = |line: usize| before.line_span(line + 1).start;
                let old = Span::new(was(op.old_range().start), was(op.old_range().end));
                let new = Span::new(start(op.new_range().start), start(op.new_range().end));
                words(
                    old.of(before.text()),
                    new.of(now.text()),
                    new.start,
                    &mut spans,
                );
            }
        }
    }
    if spans.is_empty() {
        Touched::Nothing
    } else {
        Touched::Spans(spans)
    }
}

/// What is new of a passage, word by word.
fn words(old: &str, new: &str, base: usize, spans: &mut Vec<Span>) {
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Myers)
        .timeout(PATIENCE)
        .diff_words(old, new);
    let mut starts = vec![base];
    for word in diff.iter_new_slices() {
        starts.push(starts.last().copied().unwrap_or(base) + word.len());
    }
    let at = |word: usize| starts.get(word).copied().unwrap_or(base + new.len());
    for op in diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal) {
        let range = op.new_range();
        spans.push(Span::new(at(range.start), at(range.end)));
    }
}

fn ops(old: &[String], new: &[String]) -> Vec<DiffOp> {
    let deadline = std::time::Instant::now() + PATIENCE;
    similar::capture_diff_slices_deadline(Algorithm::Myers, old, new, Some(deadline))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new_parts(old: &str, new: &str) -> Vec<String> {
        let now = Source::from_text("a.txt", new);
        match compare(old.as_bytes(), &now) {
            Touched::Spans(spans) => spans
                .into_iter()
                .map(|span| format!("{}:{}", span.start, span.of(new)))
                .collect(),
            Touched::Nothing => Vec::new(),
            Touched::Everything => vec!["everything".to_owned()],
        }
    }

    #[test]
    fn what_is_new_is_found_to_the_word() {
        assert_eq!(new_parts("a b c.\nd\n", "a x c.\nd\n"), ["2:x"]);
        assert_eq!(new_parts("a\r\nb\r\n", "a\nb\n"), [""; 0]);
        assert_eq!(new_parts("a\nb\nc\n", "a\nc\n"), ["2:"]);
        assert_eq!(new_parts("a\nc\n", "a\nb\nc\n"), ["2:b\n"]);
        assert_eq!(new_parts("واحد اثنان.\n", "واحد ثلاثة.\n").len(), 1);
    }

    #[test]
    fn marks_and_spaces_say_nothing() {
        let gist = |text| gist(text, Lang::ARABIC);
        assert_eq!(gist("قال: أنا  هنا."), gist("قال انا هنا"));
        assert_ne!(gist("٣٠ رجلا"), gist("٣١ رجلا"));
    }
}
