//! What git knows of a revision, by its command.

use crate::pipeline::Changes;
use crate::text::{Map, Set};
use anyhow::{Context as _, bail};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

/// What changed in the repository that holds `folder` since it left `revision`: files that are tracked, with
/// what is not committed yet, and files that are new.
pub(super) fn changes(folder: &Path, revision: &str) -> anyhow::Result<Changes> {
    if revision.is_empty() || revision.starts_with('-') {
        bail!("--since {revision}: this is no revision; give a commit, a branch or a tag");
    }
    let top = line(&git(folder, &["rev-parse", "--show-toplevel"])?);
    let top = PathBuf::from(top)
        .canonicalize()
        .context("the folder of the repository can't be read")?;
    let commit = format!("{revision}^{{commit}}");
    let commit = git(&top, &["rev-parse", "--verify", "--quiet", &commit]).map_err(|_| {
        anyhow::anyhow!(
            "--since {revision}: git knows no such revision; in a shallow clone fetch it first (in GitHub Actions: fetch-depth: 0)"
        )
    })?;
    // What the other branch gained meanwhile is not this one's change.
    let base = git(&top, &["merge-base", &line(&commit), "HEAD"]).unwrap_or(commit);
    let base = line(&base);
    let mut changes = Changes {
        revision: revision.to_owned(),
        before: Map::default(),
        gone: Set::default(),
    };
    let listed = git(
        &top,
        &[
            "diff",
            "--name-status",
            "-z",
            "--find-renames",
            "--no-ext-diff",
            &base,
            "--",
        ],
    )?;
    let mut fields = listed.split(|byte| *byte == 0).map(path_of);
    // The old path of each file that is not as it was.
    let mut old: Vec<(PathBuf, PathBuf)> = Vec::new();
    while let (Some(status), Some(path)) = (fields.next(), fields.next()) {
        match status.to_string_lossy().chars().next() {
            Some('A') => {
                changes.before.insert(top.join(path), None);
            }
            Some('D') => {
                changes.gone.insert(top.join(path));
            }
            Some('R' | 'C') => {
                let Some(new) = fields.next() else { break };
                changes.gone.insert(top.join(&path));
                old.push((top.join(new), path));
            }
            _ => old.push((top.join(&path), path)),
        }
    }
    let new = git(&top, &["ls-files", "--others", "--exclude-standard", "-z"])?;
    for path in new.split(|byte| *byte == 0).filter(|path| !path.is_empty()) {
        changes.before.insert(top.join(path_of(path)), None);
    }
    // One that git can't be asked for by a line counts as new.
    let (odd, old): (Vec<_>, Vec<_>) = old
        .into_iter()
        .partition(|(_, path)| bytes_of(path).contains(&b'\n'));
    changes
        .before
        .extend(odd.into_iter().map(|(new, _)| (new, None)));
    let names: Vec<&Path> = old.iter().map(|(_, path)| path.as_path()).collect();
    for ((new, _), bytes) in old.iter().zip(contents(&top, &base, &names)?) {
        changes.before.insert(new.clone(), bytes);
    }
    Ok(changes)
}

/// The bytes of files at a commit, by one process; none for what is no file there.
fn contents(top: &Path, commit: &str, paths: &[&Path]) -> anyhow::Result<Vec<Option<Arc<[u8]>>>> {
    let mut out = Vec::with_capacity(paths.len());
    if paths.is_empty() {
        return Ok(out);
    }
    let mut asked = Vec::new();
    for path in paths {
        asked.extend_from_slice(format!("{commit}:").as_bytes());
        asked.extend_from_slice(&bytes_of(path));
        asked.push(b'\n');
    }
    let mut child = Command::new("git")
        .args(["cat-file", "--batch"])
        .current_dir(top)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("git could not be run")?;
    // Both ends are served at once: git stops reading while nobody takes what it writes.
    let stdin = child.stdin.take();
    let asking = std::thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&asked)));
    let output = child.wait_with_output().context("git could not be run")?;
    // That git stopped reading shows in what it wrote.
    drop(asking.join());
    let mut rest = output.stdout.as_slice();
    for path in paths {
        let end = memchr::memchr(b'\n', rest)
            .with_context(|| format!("git gave nothing for {}", path.display()))?;
        let (head, after) = rest.split_at(end);
        let after = after.get(1..).unwrap_or_default();
        let head = String::from_utf8_lossy(head);
        let mut words = head.rsplit(' ');
        let size = words.next().and_then(|size| size.parse::<usize>().ok());
        match (size, words.next()) {
            (Some(size), Some(kind)) => {
                let bytes = after.get(..size).unwrap_or_default();
                out.push((kind == "blob").then(|| Arc::from(bytes)));
                rest = after.get(size + 1..).unwrap_or_default();
            }
            _ => {
                out.push(None);
                rest = after;
            }
        }
    }
    Ok(out)
}

fn git(folder: &Path, args: &[&str]) -> anyhow::Result<Vec<u8>> {
    let output = Command::new("git")
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .context("git could not be run; --since needs it")?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("git {}: {}", args.first().unwrap_or(&""), said.trim());
    }
    Ok(output.stdout)
}

fn line(output: &[u8]) -> String {
    String::from_utf8_lossy(output).trim_end().to_owned()
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(unix)]
fn bytes_of(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt as _;
    path.as_os_str().as_bytes().to_vec()
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(not(unix))]
fn bytes_of(path: &Path) -> Vec<u8> {
    path.to_string_lossy().replace('\\', "/").into_bytes()
}
