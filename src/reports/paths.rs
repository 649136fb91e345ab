//! Paths as other programs want them.

use super::Report;

/// A path with slashes and without a leading `./`, as repositories name their files.
pub fn slashed(path: &str) -> String {
    let path = if cfg!(windows) {
        path.replace('\\', "/")
    } else {
        path.to_owned()
    };
    path.strip_prefix("./").unwrap_or(&path).to_owned()
}

/// A path as a URI reference: relative, or `file:` where it is absolute.
pub fn uri(path: &str) -> String {
    let path = slashed(path);
    let mut out = String::with_capacity(path.len() + 8);
    if is_absolute(&path) {
        out.push_str("file://");
        if !path.starts_with('/') {
            out.push('/');
        }
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Whether a path stands for itself, whatever the folder.
pub fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || cfg!(windows) && path.as_bytes().get(1) == Some(&b':')
}

/// The file that a finding without a place is put into, for formats that demand one.
pub fn anywhere(report: &Report<'_>) -> String {
    slashed(
        report
            .bitexts
            .first()
            .map_or("mutabiq.toml", |bitext| bitext.target.source.path()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("./en/a b.md"), "en/a%20b.md");
        assert_eq!(uri("ع.txt"), "%D8%B9.txt");
        assert_eq!(uri("/home/a:b.txt"), "file:///home/a%3Ab.txt");
    }
}
