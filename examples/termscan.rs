//! Throw-away door to `glossary scan` until the command line is there.
use mutabiq::{
    glossary,
    lang::{Analysis, Lang},
    text::Source,
};
use std::sync::Arc;
fn main() {
    let args: Vec<String> = std::env::args().skip(3).collect();
    let text = std::fs::read_to_string(std::env::args().nth(3).unwrap()).unwrap();
    let g = args.iter().position(|a| a == "--glossary").unwrap();
    let source = Arc::new(Source::from_text(
        "g",
        std::fs::read_to_string(&args[g + 1]).unwrap(),
    ));
    let glossary = glossary::from_toml(source).unwrap_or_else(|e| panic!("{e}"));
    let matcher = glossary::Matcher::new(&glossary);
    let mut scanner = matcher.scanner();
    let lang = Lang::detect(&text).unwrap();
    for (n, line) in text.lines().enumerate() {
        let analysis = Analysis::new(line, lang, &[]);
        for hit in scanner.scan(lang, line, &analysis) {
            if hit.shadowed || hit.derived {
                continue;
            }
            let term = &glossary.entries[hit.entry].id;
            println!(
                "{}",
                serde_json::json!({"term": term, "lang": lang.code(), "line": n + 1, "start": hit.span.start, "text": hit.span.of(line), "how": hit.how, "confidence": hit.confidence})
            );
        }
    }
}
