use crate::reports::Style;
use anyhow::Context as _;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// How a report is to look where it is going: colours, isolates and the width only on a terminal. `NO_COLOR`,
/// `CLICOLOR` and `CLICOLOR_FORCE` are honoured, so is `TERM=dumb`.
pub(super) fn style(to: Option<&PathBuf>) -> Style {
    let stdout = io::stdout();
    if to.is_some() {
        return Style::default();
    }
    let colour = anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never;
    if !stdout.is_terminal() {
        return Style {
            colour,
            ..Style::default()
        };
    }
    let columns = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    Style {
        terminal: true,
        colour,
        width: columns
            .or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)))
            .unwrap_or(Style::DEFAULT_WIDTH),
        ..Style::default()
    }
}

/// Writes to standard output, or to a file that appears only when all of it is written.
pub(super) fn write(
    to: Option<&PathBuf>,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> anyhow::Result<()> {
    match to {
        None if io::stdout().is_terminal() => {
            // Translates or drops colours where the terminal has none (old Windows consoles).
            let mut out = BufWriter::new(anstream::stdout().lock());
            content(&mut out)?;
            out.flush()?;
            Ok(())
        }
        None => {
            let mut out = BufWriter::new(io::stdout().lock());
            content(&mut out)?;
            out.flush()?;
            Ok(())
        }
        Some(path) => write_file(path, content)
            .with_context(|| format!("{}: could not be written", path.display())),
    }
}

/// Replaces a file atomically: a temporary file beside it, then a rename. A link stays a link, and what is no regular
/// file (a device, a pipe) is written to, never replaced: a rename onto `/dev/null` would take it away from everybody.
pub(super) fn write_file(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let path = match std::fs::metadata(path) {
        Ok(known) if !known.is_file() => {
            let mut out = BufWriter::new(std::fs::OpenOptions::new().write(true).open(path)?);
            content(&mut out)?;
            return out.flush();
        }
        Ok(_) => &path.canonicalize()?,
        Err(_) => path,
    };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::Builder::new()
        .prefix(".mutabiq-")
        .tempfile_in(folder)?;
    {
        let mut out = BufWriter::new(file.as_file_mut());
        content(&mut out)?;
        out.flush()?;
    }
    keep_permissions(path, file.as_file())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// A temporary file is the owner's alone; the file that it replaces, or a new one, is not.
#[cfg(unix)]
fn keep_permissions(path: &Path, file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).map_or(0o644, |known| known.permissions().mode());
    file.set_permissions(std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn keep_permissions(_: &Path, _: &std::fs::File) -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::{FileTypeExt, symlink};

    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        std::fs::write(&file, "old").unwrap();
        symlink(&file, &link).unwrap();
        write_file(&link, |out| out.write_all(b"new")).unwrap();
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "new");
    }

    #[test]
    fn a_pipe_is_written_to_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || std::fs::read_to_string(pipe).unwrap()
        });
        write_file(&pipe, |out| out.write_all(b"through")).unwrap();
        assert_eq!(reader.join().unwrap(), "through");
        assert!(std::fs::metadata(&pipe).unwrap().file_type().is_fifo());
    }

    #[test]
    fn nothing_appears_when_the_content_fails() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        write_file(&file, |_| Err(io::Error::other("no"))).unwrap_err();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
