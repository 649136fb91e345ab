use super::Span;

/// A run of bytes of a [`Mapped`] text and the source bytes it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    /// Where the run starts in the mapped text. It ends where the next one starts.
    at: usize,
    /// The source bytes.
    origin: Span,
    /// Whether the run is the source bytes themselves, so that offsets map one by one.
    verbatim: bool,
}

/// Text taken out of a source, each byte of which knows the source bytes it stands for.
///
/// Verbatim runs map offset by offset; a replaced run (a decoded entity, a joined line break) maps as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapped {
    text: String,
    runs: Vec<Run>,
}

impl Mapped {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// The text `text[span]`, as it stands there.
    pub fn verbatim(text: &str, span: Span) -> Self {
        let mut mapped = Self::new();
        mapped.push_verbatim(text, span);
        mapped
    }

    /// Appends `text[span]` as it stands.
    pub fn push_verbatim(&mut self, text: &str, span: Span) {
        let piece = span.of(text);
        if piece.is_empty() {
            return;
        }
        let joins = self
            .runs
            .last()
            .is_some_and(|run| run.verbatim && run.origin.end == span.start);
        if joins {
            if let Some(run) = self.runs.last_mut() {
                run.origin.end = span.end;
            }
        } else {
            self.runs.push(Run {
                at: self.text.len(),
                origin: span,
                verbatim: true,
            });
        }
        self.text.push_str(piece);
    }

    /// Appends `text`, which stands for the source bytes `origin`.
    pub fn push_replaced(&mut self, text: &str, origin: Span) {
        if text.is_empty() {
            return;
        }
        self.runs.push(Run {
            at: self.text.len(),
            origin,
            verbatim: false,
        });
        self.text.push_str(text);
    }

    /// Appends another mapped text of the same source.
    pub fn push(&mut self, other: &Mapped) {
        let base = self.text.len();
        self.runs.extend(other.runs.iter().map(|run| Run {
            at: run.at + base,
            ..*run
        }));
        self.text.push_str(&other.text);
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The part `span` of it, with its way back.
    pub fn slice(&self, span: Span) -> Mapped {
        let mut out = Mapped::new();
        let first = self.run_at(span.start);
        for (index, run) in self.runs.iter().enumerate().skip(first) {
            if run.at >= span.end {
                break;
            }
            let end = self
                .runs
                .get(index + 1)
                .map_or(self.text.len(), |next| next.at);
            let from = span.start.max(run.at);
            let to = span.end.min(end);
            if from >= to {
                continue;
            }
            let origin = if run.verbatim {
                Span::new(
                    run.origin.start + from - run.at,
                    run.origin.start + to - run.at,
                )
            } else {
                run.origin
            };
            out.runs.push(Run {
                at: out.text.len(),
                origin,
                verbatim: run.verbatim,
            });
            out.text.push_str(Span::new(from, to).of(&self.text));
        }
        out
    }

    /// The source bytes that `span` of this text stands for: from the first byte's to the last byte's.
    pub fn origin(&self, span: Span) -> Span {
        let Some(first) = self.runs.get(self.run_at(span.start)) else {
            return Span::default();
        };
        let start = if first.verbatim {
            (first.origin.start + span.start.saturating_sub(first.at)).min(first.origin.end)
        } else if span.start > first.at && span.is_empty() {
            first.origin.end
        } else {
            first.origin.start
        };
        if span.is_empty() {
            return Span::new(start, start);
        }
        let last = self.runs[self.run_at(span.end - 1)];
        let end = if last.verbatim {
            (last.origin.start + span.end - last.at).min(last.origin.end)
        } else {
            last.origin.end
        };
        Span::new(start, end)
    }

    /// The other way: the smallest part of this text that stands for all of it that the source bytes `origin`
    /// hold. None where they hold nothing of it. An empty `origin` gives the empty span at its place.
    pub fn within(&self, origin: Span) -> Option<Span> {
        let mut found: Option<Span> = None;
        for (index, run) in self.runs.iter().enumerate() {
            let end = self
                .runs
                .get(index + 1)
                .map_or(self.text.len(), |next| next.at);
            let met = if origin.is_empty() {
                run.origin.start <= origin.start && origin.start <= run.origin.end
            } else {
                run.origin.overlaps(origin)
            };
            if !met {
                continue;
            }
            let part = if run.verbatim {
                Span::new(
                    run.at + origin.start.saturating_sub(run.origin.start),
                    (run.at + origin.end.saturating_sub(run.origin.start)).min(end),
                )
            } else if origin.is_empty() {
                let at = if origin.start == run.origin.end {
                    end
                } else {
                    run.at
                };
                Span::new(at, at)
            } else {
                Span::new(run.at, end)
            };
            if origin.is_empty() {
                return Some(part);
            }
            found = Some(found.map_or(part, |found| found.cover(part)));
        }
        found
    }

    /// Whether `span` is source text as it stands, so that an edit of it can be written back.
    pub fn is_verbatim(&self, span: Span) -> bool {
        let first = self.run_at(span.start);
        let last = self.run_at(span.end.saturating_sub(1).max(span.start));
        first == last && self.runs.get(first).is_some_and(|run| run.verbatim)
    }

    /// The source bytes of the whole text.
    pub fn whole(&self) -> Span {
        self.origin(Span::new(0, self.text.len()))
    }

    fn run_at(&self, at: usize) -> usize {
        self.runs
            .partition_point(|run| run.at <= at)
            .saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaced_runs_map_as_a_whole_and_verbatim_ones_byte_by_byte() {
        let source = "a &amp; b";
        let mut mapped = Mapped::new();
        mapped.push_verbatim(source, Span::new(0, 2));
        mapped.push_replaced("&", Span::new(2, 7));
        mapped.push_verbatim(source, Span::new(7, 9));
        assert_eq!(mapped.text(), "a & b");
        assert_eq!(mapped.origin(Span::new(0, 1)), Span::new(0, 1));
        assert_eq!(mapped.origin(Span::new(2, 3)), Span::new(2, 7));
        assert_eq!(mapped.origin(Span::new(4, 5)), Span::new(8, 9));
        assert_eq!(mapped.whole(), Span::new(0, 9));
        let slice = mapped.slice(Span::new(2, 5));
        assert_eq!(slice.text(), "& b");
        assert_eq!(slice.origin(Span::new(2, 3)), Span::new(8, 9));
        assert!(slice.is_verbatim(Span::new(1, 3)));
        assert!(!slice.is_verbatim(Span::new(0, 3)));
    }

    #[test]
    fn source_bytes_find_the_text_that_stands_for_them() {
        let source = "a &amp; b";
        let mut mapped = Mapped::new();
        mapped.push_verbatim(source, Span::new(0, 2));
        mapped.push_replaced("&", Span::new(2, 7));
        mapped.push_verbatim(source, Span::new(7, 9));
        let within = |start, end| mapped.within(Span::new(start, end));
        assert_eq!(within(0, 1), Some(Span::new(0, 1)));
        assert_eq!(within(3, 4), Some(Span::new(2, 3)));
        assert_eq!(within(1, 9), Some(Span::new(1, 5)));
        assert_eq!(within(8, 8), Some(Span::new(4, 4)));
        assert_eq!(within(9, 9), Some(Span::new(5, 5)));
        assert_eq!(within(20, 30), None);
        assert_eq!(within(20, 20), None);
        let slice = mapped.slice(Span::new(2, 5));
        assert_eq!(slice.within(Span::new(0, 8)), Some(Span::new(0, 2)));
    }

    #[test]
    fn neighbouring_verbatim_pieces_become_one_run() {
        let source = "one two";
        let mut mapped = Mapped::verbatim(source, Span::new(0, 3));
        mapped.push_verbatim(source, Span::new(3, 7));
        assert!(mapped.is_verbatim(Span::new(0, 7)));
        assert_eq!(mapped, Mapped::verbatim(source, Span::new(0, 7)));
    }
}
