//! Safe fixes, written into the files or shown as a difference.

use super::output;
use super::scope::{Plan, With};
use crate::pipeline::{Outcome, Overlay, safe_fixes};
use crate::text::{Encoding, Source};
use anyhow::Context as _;
use similar::TextDiff;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

/// Fixes that touch each other are applied one after another; no more often than this.
pub(super) const ROUNDS: usize = 10;

/// Fixes of a run, not yet written.
pub(super) struct Fixes {
    files: BTreeMap<String, Fixed>,
    count: usize,
    /// What a run finds when they are written; none where there are none.
    pub outcome: Option<Outcome>,
}

struct Fixed {
    path: PathBuf,
    before: Arc<[u8]>,
    after: Arc<[u8]>,
    encoding: Option<Encoding>,
}

impl Fixes {
    /// All safe fixes of a run, and of the runs after them, until there are no more.
    pub fn find(plan: &Plan, with: &With<'_>, outcome: &Outcome) -> anyhow::Result<Self> {
        let mut fixes = Fixes {
            files: BTreeMap::new(),
            count: 0,
            outcome: None,
        };
        for _ in 0..ROUNDS {
            let found = fixes.outcome.as_ref().unwrap_or(outcome);
            let (files, count) = safe_fixes(&found.findings);
            let mut changed = false;
            for (name, edits) in files {
                let Some(path) = plan.file(&name) else {
                    continue;
                };
                if !fixes.files.contains_key(&name) {
                    let bytes: Arc<[u8]> = std::fs::read(path)
                        .with_context(|| format!("{name}: could not be read"))?
                        .into();
                    let fixed = Fixed {
                        path: path.to_owned(),
                        before: Arc::clone(&bytes),
                        after: bytes,
                        encoding: edits.encoding(),
                    };
                    fixes.files.insert(name.clone(), fixed);
                }
                if let Some(fixed) = fixes.files.get_mut(&name) {
                    let after = edits.apply(&fixed.after);
                    changed |= *after != *fixed.after;
                    fixed.after = after.into();
                }
            }
            if !changed {
                break;
            }
            fixes.count += count;
            let overlay: Overlay = fixes
                .files
                .values()
                .map(|fixed| (fixed.path.clone(), Arc::clone(&fixed.after)))
                .collect();
            fixes.outcome = Some(plan.run(with, &overlay));
        }
        fixes.files.retain(|_, fixed| fixed.before != fixed.after);
        Ok(fixes)
    }

    /// Writes the files.
    pub fn write(&self) -> anyhow::Result<()> {
        for (name, fixed) in &self.files {
            output::write_file(&fixed.path, |out| out.write_all(&fixed.after))
                .with_context(|| format!("{name}: could not be written"))?;
        }
        Ok(())
    }

    /// Prints what would be written, as a unified difference.
    pub fn diff(&self, out: &mut dyn Write) -> io::Result<()> {
        for (name, fixed) in &self.files {
            let text = |bytes: &[u8]| {
                Source::decode(name.as_str(), bytes, fixed.encoding)
                    .map(|source| source.text().to_owned())
                    .unwrap_or_default()
            };
            let (before, after) = (text(&fixed.before), text(&fixed.after));
            let diff = TextDiff::from_lines(&before, &after);
            write!(
                out,
                "{}",
                diff.unified_diff()
                    .header(&format!("a/{name}"), &format!("b/{name}"))
            )?;
        }
        Ok(())
    }
}

impl fmt::Display for Fixes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&told(self.count, self.files.len()))
    }
}

/// Says how many fixes were made in how many files.
pub(super) fn told(count: usize, files: usize) -> String {
    let number = |count: usize, one: &str, more: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {more}"),
    };
    match files {
        0 => "no safe fix to apply".to_owned(),
        files => format!(
            "applied {} in {}",
            number(count, "fix", "fixes"),
            number(files, "file", "files")
        ),
    }
}
