use anyhow::Context as _;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes to standard output, or to a file that appears only when all of it is written.
pub(super) fn write(
    to: Option<&PathBuf>,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> anyhow::Result<()> {
    match to {
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

/// Replaces a file atomically: a temporary file beside it, then a rename.
pub(super) fn write_file(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
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
