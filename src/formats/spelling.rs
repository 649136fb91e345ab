//! How text is spelled in the place of some bytes of a file, so that nothing around them changes.

use crate::text::Span;

/// Text as it is.
pub(super) fn plain(_: &str, _: Span, text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// Text in the content of an XML element.
///
/// None where the place holds a tag, which an edit of the text would take with it, or is the code of another file's
/// tag, which is no text even where it is shown.
pub(super) fn xml(file: &str, span: Span, text: &str) -> Option<String> {
    const CDATA: &[u8] = b"<![CDATA[";
    const END: &[u8] = b"]]>";
    let old = span.of(file);
    if old.contains('<') || old.contains("]]>") || !text.chars().all(is_xml) {
        return None;
    }
    let before = file.as_bytes().get(..span.start)?;
    if is_code(before) {
        return None;
    }
    let escaped = escape(text);
    // The search goes back to the start of the file where there is none, so it is made where it matters alone.
    if escaped == text {
        return Some(escaped);
    }
    let opened = memchr::memmem::rfind(before, CDATA);
    let closed = memchr::memmem::rfind(before, END);
    if opened.is_some() && opened > closed {
        return (!text.contains("]]>")).then(|| text.to_owned());
    }
    Some(escaped)
}

/// Whether the last tag of `before` opens an element whose content is code.
fn is_code(before: &[u8]) -> bool {
    let Some(tag) = memchr::memrchr(b'<', before).and_then(|at| before.get(at + 1..)) else {
        return false;
    };
    let Some(end) = memchr::memchr(b'>', tag).and_then(|end| tag.get(..end)) else {
        return false;
    };
    let name = end
        .split(|byte| byte.is_ascii_whitespace())
        .next()
        .unwrap_or_default();
    let name = name.rsplit(|byte| *byte == b':').next().unwrap_or_default();
    !end.ends_with(b"/") && matches!(name, b"ph" | b"bpt" | b"ept" | b"it" | b"ut")
}

/// Text with the characters that XML and HTML use for markup as entities.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Whether XML 1.0 has the character.
pub(super) fn is_xml(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(file: &str, old: &str, text: &str) -> Option<String> {
        let start = file.find(old).unwrap();
        xml(file, Span::new(start, start + old.len()), text)
    }

    #[test]
    fn markup_characters_become_entities_and_tags_stay() {
        let file = "<seg>a &amp; b <ph/> c <![CDATA[d & e]]> f</seg>";
        assert_eq!(
            at(file, "a", "x < y & z").as_deref(),
            Some("x &lt; y &amp; z")
        );
        assert_eq!(at(file, "&amp;", "&").as_deref(), Some("&amp;"));
        assert_eq!(at(file, "b <ph/> c", "x"), None);
        assert_eq!(at(file, "d", "x & y").as_deref(), Some("x & y"));
        assert_eq!(at(file, "d", "]]>"), None);
        assert_eq!(at(file, "e]]> f", "x"), None);
        assert_eq!(at(file, "f", "&").as_deref(), Some("&amp;"));
        assert_eq!(at(file, "f", "\u{1}"), None);
        let file = "<seg>a <ph x=\"1\">{n}</ph> b <bpt i=\"1\"/>c</seg>";
        assert_eq!(at(file, "{n}", "{m}"), None);
        let start = file.find("{n}").unwrap();
        assert_eq!(xml(file, Span::new(start, start), " "), None);
        assert_eq!(at(file, "b", "d").as_deref(), Some("d"));
        assert_eq!(at(file, "c", "d").as_deref(), Some("d"));
    }
}
