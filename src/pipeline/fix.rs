//! Safe fixes, applied to the bytes of files.

use crate::findings::{Finding, Fix};
use crate::text::{Source, Span};
use std::collections::BTreeMap;
use std::io::{self, Read, Write};

/// What is to be written into one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits {
    /// Bytes of the file and what comes in their stead, in order, none touching another.
    edits: Vec<(Span, Vec<u8>)>,
    /// The encoding the file was read with.
    encoding: Option<crate::text::Encoding>,
}

impl Edits {
    /// The bytes of the file with the edits in them.
    pub fn apply(&self, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(bytes.len());
        let mut at = 0;
        for (span, replacement) in &self.edits {
            out.extend_from_slice(bytes.get(at..span.start).unwrap_or_default());
            out.extend_from_slice(replacement);
            at = span.end;
        }
        out.extend_from_slice(bytes.get(at..).unwrap_or_default());
        out
    }

    /// Copies a file with the edits in it, so that it needn't be held.
    ///
    /// # Errors
    /// What input and output say.
    pub fn copy(&self, input: &mut dyn Read, out: &mut dyn Write) -> io::Result<()> {
        let mut at = 0;
        for (span, replacement) in &self.edits {
            let between = span.start.saturating_sub(at) as u64;
            io::copy(&mut (&mut *input).take(between), out)?;
            io::copy(&mut (&mut *input).take(span.len() as u64), &mut io::sink())?;
            out.write_all(replacement)?;
            at = span.end;
        }
        io::copy(input, out)?;
        Ok(())
    }

    /// Adds the edits of the next part of the same file.
    pub fn append(&mut self, mut next: Edits) {
        self.edits.append(&mut next.edits);
        self.encoding = self.encoding.or(next.encoding);
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The encoding the file was read with.
    pub fn encoding(&self) -> Option<crate::text::Encoding> {
        self.encoding
    }

    /// Whether no edit touches the span. As none touches another, only the last that starts before its end can.
    fn free(&self, span: Span) -> bool {
        let next = self
            .edits
            .partition_point(|(taken, _)| taken.start <= span.end);
        next.checked_sub(1)
            .and_then(|last| self.edits.get(last))
            .is_none_or(|(taken, _)| taken.end < span.start)
    }

    fn add(&mut self, span: Span, bytes: Vec<u8>) {
        let at = self.edits.partition_point(|(taken, _)| *taken <= span);
        self.edits.insert(at, (span, bytes));
    }
}

/// The safe fixes of the findings that count, by the names of their files, and how many they are. A fix that
/// touches another has to wait for the next run; so has one whose file can't be edited.
pub fn safe_fixes(findings: &[Finding]) -> (BTreeMap<String, Edits>, usize) {
    let mut files: BTreeMap<String, Edits> = BTreeMap::new();
    let mut count = 0;
    let fixes = findings
        .iter()
        .filter(|finding| finding.suppressed.is_none())
        .filter_map(|finding| finding.fix.as_ref())
        .filter(|fix| fix.safe && !fix.edits.is_empty());
    for fix in fixes {
        if let Some(edits) = fitting(fix, &files) {
            count += 1;
            for (path, encoding, span, bytes) in edits {
                let file = files.entry(path).or_default();
                file.encoding = Some(encoding);
                file.add(span, bytes);
            }
        }
    }
    (files, count)
}

type Edit = (String, crate::text::Encoding, Span, Vec<u8>);

/// The edits of a fix as bytes of files; none where one of them can't be made.
fn fitting(fix: &Fix, files: &BTreeMap<String, Edits>) -> Option<Vec<Edit>> {
    fix.edits
        .iter()
        .map(|edit| {
            let source: &Source = &edit.place.source;
            let span = edit.place.file_span();
            let free = files
                .get(source.path())
                .is_none_or(|edits| edits.free(span));
            if !source.is_editable() || !free {
                return None;
            }
            let bytes = source.encode_piece(&edit.replacement).ok()?;
            Some((source.path().to_owned(), source.encoding(), span, bytes))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks;
    use crate::text::{Encoding, Place};
    use std::sync::Arc;

    fn finding(source: &Arc<Source>, found: &str, replacement: &str, safe: bool) -> Finding {
        let start = source.text().find(found).unwrap();
        let place = Place {
            source: Arc::clone(source),
            span: Span::new(start, start + found.len()),
            label: None,
        };
        let rule = checks::rules().next().unwrap();
        Finding::new(rule, 1.0, "", "").fix(safe, place, replacement)
    }

    #[test]
    fn safe_fixes_go_into_the_bytes_of_the_file() {
        for (encoding, mark) in [
            (Encoding::Utf8, true),
            (Encoding::Utf16Le, true),
            (Encoding::Windows1256, false),
        ] {
            let text = "قال، then he  left ?\r\nثم عاد.\r\n";
            let plain = Source::decode("a", &[], Some(encoding)).unwrap();
            let mut bytes = Vec::new();
            if mark {
                bytes.extend(plain.encode_piece("\u{FEFF}").unwrap());
            }
            bytes.extend(plain.encode_piece(text).unwrap());
            let source = Arc::new(Source::decode("a", &bytes, Some(encoding)).unwrap());
            let findings = [
                finding(&source, "?", "؟", true),
                finding(&source, "  ", " ", true),
                finding(&source, "عاد", "ذهب", false),
                finding(&source, " ?", "?", true),
            ];
            let (files, count) = safe_fixes(&findings);
            assert_eq!(count, 2);
            let fixed = files["a"].apply(&bytes);
            let mut copied = Vec::new();
            files["a"].copy(&mut bytes.as_slice(), &mut copied).unwrap();
            assert_eq!(copied, fixed);
            let read = Source::decode("a", &fixed, Some(encoding)).unwrap();
            assert_eq!(read.text(), "قال، then he left ؟\r\nثم عاد.\r\n");
            assert_eq!(read.encoding(), encoding);
        }
    }

    #[test]
    fn edits_of_parts_are_those_of_the_file() {
        let (first, second) = ("a  b .\n", "c ,  d\n");
        let base = crate::text::Base {
            bytes: first.len(),
            lines: 1,
            columns: 0,
        };
        let mut edits = Edits::default();
        for (text, base) in [(first, crate::text::Base::default()), (second, base)] {
            let source = Arc::new(Source::part("a", text, Encoding::Utf8, base));
            let mut found = vec![finding(&source, "  ", " ", true)];
            if text.contains(" ,") {
                found.push(finding(&source, " ,", ",", true));
            }
            edits.append(safe_fixes(&found).0.remove("a").unwrap());
        }
        let mut out = Vec::new();
        let whole = [first, second].concat();
        edits.copy(&mut whole.as_bytes(), &mut out).unwrap();
        assert_eq!(out, b"a b .\nc, d\n");
        assert_eq!(edits.apply(whole.as_bytes()), out);
    }

    #[test]
    fn what_the_encoding_does_not_have_is_not_written() {
        let bytes = [b'a', b' ', b'b'];
        let source = Source::decode("a", &bytes, Some(Encoding::Windows1256)).unwrap();
        let findings = [finding(&Arc::new(source), "b", "漢", true)];
        assert_eq!(safe_fixes(&findings).1, 0);
    }

    #[test]
    fn suppressed_findings_are_left_as_they_are() {
        let source = Arc::new(Source::from_text("a", "a b"));
        let mut allowed = finding(&source, "b", "c", true);
        allowed.suppressed = Some("meant".to_owned());
        assert_eq!(safe_fixes(&[allowed]).1, 0);
    }
}
