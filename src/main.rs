//! Throw-away door until the command line is there.
use mutabiq::{
    bitext::Half,
    document::{Block, BlockKind, Segment},
    lang::Lang,
    lexicon, pipeline,
    text::{Mapped, Source, Span},
};
use std::sync::Arc;

fn half(path: &str) -> Half {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let source = Arc::new(Source::from_text(path, text));
    let text = source.text().to_owned();
    let (mut blocks, mut segments) = (Vec::new(), Vec::new());
    let mut at = 0;
    for line in text.split('\n') {
        let trimmed = line.trim();
        let start = at + line.len() - line.trim_start().len();
        at += line.len() + 1;
        if trimmed.is_empty() {
            continue;
        }
        let block = Block::new(
            BlockKind::Unit,
            Mapped::verbatim(&text, Span::new(start, start + trimmed.len())),
        );
        segments.push(Segment::cut(
            blocks.len(),
            &block,
            Span::new(0, trimmed.len()),
        ));
        blocks.push(block);
    }
    Half {
        lang: Lang::detect(&text).unwrap_or(Lang::ENGLISH),
        source,
        blocks,
        segments,
    }
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let lexicons = [lexicon::builtin()];
    let aligned = pipeline::align(half(&args[2]), half(&args[3]), &lexicons, &[]);
    for (index, bead) in aligned.bitext.beads.iter().enumerate() {
        let list =
            |range: &std::ops::Range<usize>| serde_json::json!(range.clone().collect::<Vec<_>>());
        println!(
            "{}",
            serde_json::json!({"bead": index, "kind": bead.kind(), "score": bead.score, "source": {"segments": list(&bead.source)}, "target": {"segments": list(&bead.target)}})
        );
    }
}
