//! DOCX: Word documents, as Word and others write them.
//!
//! An archive of XML parts. Nothing is unpacked to the disk, so that the names in the archive lead nowhere, and no part
//! is read further than a bound. The text that is drawn out has a line for each paragraph; a place in it has a label by
//! which a person finds it in the document. It can't be edited in place.

use super::FormatError;
use super::xml::{self, Event, Reader, State, Tag};
use crate::document::{Block, BlockKind, Document, Inline, InlineKind};
use crate::text::{Encoding, Map, Mapped, Source, Span};
use std::io::{Cursor, Read as _};
use std::sync::Arc;

/// Bytes that a part may have when it is unpacked.
const MAX_PART: u64 = if cfg!(test) { 1 << 20 } else { 128 << 20 };
/// Bytes that all the parts that are read may have together.
const MAX_ALL: u64 = 256 << 20;
/// Entries that an archive may have.
const MAX_ENTRIES: usize = 20_000;

/// Whether the bytes are an archive with a document in it.
pub(super) fn signature(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") && memchr::memmem::find(bytes, b"word/").is_some()
}

/// Reads a Word document.
pub(super) fn read(path: &str, bytes: &[u8]) -> Result<Document, FormatError> {
    let mut archive = Archive::open(path, bytes)?;
    let main = archive
        .relations("")?
        .into_iter()
        .find(|relation| relation.kind == "officeDocument")
        .map_or_else(
            || "word/document.xml".to_owned(),
            |relation| relation.target,
        );
    let Some(body) = archive.part(&main)? else {
        return Err(FormatError::file(
            path,
            "the archive has no Word document in it",
            "give a .docx file; spreadsheets are read as CSV, presentations not at all",
        ));
    };
    let relations = archive.relations(&main)?;
    let part_of = |kind: &str| {
        relations
            .iter()
            .find(|relation| relation.kind == kind && !relation.external)
            .map(|relation| relation.target.clone())
    };
    let mut word = Word {
        headings: Map::default(),
        links: links(&relations),
        notes: Map::default(),
        text: String::new(),
        blocks: Vec::new(),
        paragraphs: 0,
        tables: 0,
        page: None,
    };
    if let Some(styles) = part_of("styles")
        && let Some(styles) = archive.part(&styles)?
    {
        word.headings = headings(&styles)?;
    }
    word.body(&body)?;
    for (kind, root, name) in [
        ("footnotes", "footnotes", "footnote"),
        ("endnotes", "endnotes", "endnote"),
    ] {
        if let Some(target) = part_of(kind)
            && let Some(part) = archive.part(&target)?
        {
            word.links = links(&archive.relations(&target)?);
            word.notes(&part, root, name)?;
        }
    }
    for (kind, root, name) in [("header", "hdr", "header"), ("footer", "ftr", "footer")] {
        let targets: Vec<String> = relations
            .iter()
            .filter(|relation| relation.kind == kind && !relation.external)
            .map(|relation| relation.target.clone())
            .collect();
        for target in targets {
            if let Some(part) = archive.part(&target)? {
                word.links = links(&archive.relations(&target)?);
                word.margin(&part, root, name)?;
            }
        }
    }
    let source = Arc::new(Source::derived(path, word.text));
    Ok(Document {
        source,
        blocks: word.blocks,
    })
}

/// The parts of a document.
struct Archive<'a> {
    path: &'a str,
    zip: zip::ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
}

/// What one part says of another.
#[derive(Clone, Debug)]
struct Relation {
    id: String,
    /// The last word of its type.
    kind: String,
    target: String,
    /// Whether the target is no part of the archive.
    external: bool,
}

impl<'a> Archive<'a> {
    fn open(path: &'a str, bytes: &'a [u8]) -> Result<Self, FormatError> {
        let failed = |message: String, help: &str| FormatError::file(path, message, help);
        if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
            return Err(failed(
                "this is an old or an encrypted Word document".to_owned(),
                "save it as .docx without a password",
            ));
        }
        let zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            failed(
                format!("the archive is broken or cut off: {error}"),
                "get the whole file, or save the document again",
            )
        })?;
        if zip.len() > MAX_ENTRIES {
            return Err(failed(
                format!(
                    "the archive has {} entries, more than {MAX_ENTRIES}",
                    zip.len()
                ),
                "save the document again",
            ));
        }
        Ok(Self {
            path,
            zip,
            left: MAX_ALL,
        })
    }

    /// A part as text; none where there is none of that name.
    fn part(&mut self, name: &str) -> Result<Option<Source>, FormatError> {
        let called = format!("{}: {name}", self.path);
        let failed = |error: &dyn std::fmt::Display| {
            FormatError::file(
                &called,
                format!("this part can't be unpacked: {error}"),
                "get the whole file, or save the document again",
            )
        };
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(failed(&error)),
        };
        let limit = MAX_PART.min(self.left);
        let mut bytes = Vec::new();
        // What the archive says of the size is not believed.
        file.take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| failed(&error))?;
        if bytes.len() as u64 > limit {
            return Err(FormatError::file(
                &called,
                format!(
                    "this part has more than {} MB when it is unpacked",
                    limit >> 20
                ),
                "split the document; a small file that unpacks to so much is meant to do harm",
            ));
        }
        self.left -= bytes.len() as u64;
        let label = xml::declared_encoding(&bytes);
        let asked = label.and_then(|label| Encoding::for_label(&label));
        Ok(Some(Source::decode(called, &bytes, asked)?))
    }

    /// The relations of a part; those of the archive itself for an empty name.
    fn relations(&mut self, part: &str) -> Result<Vec<Relation>, FormatError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let Some(source) = self.part(&format!("{folder}{slash}_rels/{name}.rels"))? else {
            return Ok(Vec::new());
        };
        let mut state = State::default();
        let mut reader = Reader::new(&source, &mut state, "Relationships", true);
        let mut relations = Vec::new();
        loop {
            match reader.next()? {
                Event::Start(tag) if local(tag.full_name()) == "Relationship" => {
                    let kind = tag.get("Type").unwrap_or_default();
                    let target = tag.get("Target").unwrap_or_default();
                    let external = tag.get("TargetMode").as_deref() == Some("External");
                    relations.push(Relation {
                        id: tag.get("Id").unwrap_or_default(),
                        kind: kind.rsplit('/').next().unwrap_or("").to_owned(),
                        target: if external {
                            target
                        } else {
                            resolve(folder, &target)
                        },
                        external,
                    });
                }
                Event::Eof => return Ok(relations),
                _ => {}
            }
        }
    }
}

/// The name of a part that another in `folder` names. It can't leave the archive: a name is only ever looked up there.
fn resolve(folder: &str, target: &str) -> String {
    let mut names: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').filter(|name| !name.is_empty()).collect()
    };
    for name in target.split('/') {
        match name {
            "" | "." => {}
            ".." => {
                names.pop();
            }
            name => names.push(name),
        }
    }
    names.join("/")
}

fn links(relations: &[Relation]) -> Map<String, String> {
    relations
        .iter()
        .filter(|relation| relation.kind == "hyperlink")
        .map(|relation| (relation.id.clone(), relation.target.clone()))
        .collect()
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The level of heading that each style is.
fn headings(styles: &Source) -> Result<Map<String, u8>, FormatError> {
    let mut state = State::default();
    let mut reader = Reader::new(styles, &mut state, "styles", true);
    let mut levels = Map::default();
    let mut style = String::new();
    loop {
        match reader.next()? {
            Event::Start(tag) => match local(tag.full_name()) {
                "style" => style = tag.local("styleId").unwrap_or_default(),
                "name" => {
                    let name = tag.local("val").unwrap_or_default().to_lowercase();
                    let level = match name.strip_prefix("heading ") {
                        Some(level) => level.parse().ok().filter(|level| (1..=9).contains(level)),
                        None => (name == "title").then_some(1),
                    };
                    if let Some(level) = level {
                        levels.insert(style.clone(), level);
                    }
                }
                "outlineLvl" => {
                    let level = tag.local("val").and_then(|level| level.parse::<u8>().ok());
                    if let Some(level) = level.filter(|level| *level < 9) {
                        levels.insert(style.clone(), level + 1);
                    }
                }
                _ => {}
            },
            Event::Eof => return Ok(levels),
            _ => {}
        }
    }
}

/// Where the paragraphs that are being read stand.
#[derive(Clone, Debug)]
enum Area {
    Body,
    /// In a note, a header or a footer of this name.
    Named(String, BlockKind),
}

/// A paragraph that is being read.
struct Paragraph {
    /// How deep its element is.
    depth: usize,
    text: String,
    inlines: Vec<Inline>,
    kind: Option<BlockKind>,
    /// Whether it is an item of a list.
    item: bool,
    /// The page that its text begins on.
    page: Option<usize>,
}

impl Paragraph {
    fn mark(&mut self, kind: InlineKind) -> usize {
        let at = self.text.len();
        self.inlines.push(Inline {
            span: Span::new(at, at),
            kind,
        });
        self.inlines.len() - 1
    }
}

/// A table that is being read.
struct Table {
    depth: usize,
    number: usize,
    row: usize,
    column: usize,
}

struct Word {
    headings: Map<String, u8>,
    links: Map<String, String>,
    /// Number of each note by its kind and identifier, in the order in which the text refers to them.
    notes: Map<(&'static str, String), usize>,
    text: String,
    blocks: Vec<Block>,
    /// Paragraphs of the body so far.
    paragraphs: usize,
    tables: usize,
    /// The page, where the file knows pages.
    page: Option<usize>,
}

/// What is open while a part is being read.
#[derive(Default)]
struct Opened {
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    /// Depth of a link's element, and its place among the inlines of the paragraph.
    links: Vec<(usize, usize)>,
    /// Depth of the run.
    run: Option<usize>,
    /// Whether the run is hidden.
    hidden: bool,
    /// Depth of the element whose text is text.
    text: Option<usize>,
}

impl Word {
    fn body(&mut self, part: &Source) -> Result<(), FormatError> {
        if memchr::memmem::find(part.text().as_bytes(), b"lastRenderedPageBreak").is_some() {
            self.page = Some(1);
        }
        self.part(part, "document", &mut Area::Body)
    }

    /// The notes of a part, whose root is the plural of what one is called.
    fn notes(
        &mut self,
        part: &Source,
        root: &'static str,
        name: &'static str,
    ) -> Result<(), FormatError> {
        self.part(
            part,
            root,
            &mut Area::Named(name.to_owned(), BlockKind::Footnote),
        )
    }

    fn margin(
        &mut self,
        part: &Source,
        root: &'static str,
        name: &'static str,
    ) -> Result<(), FormatError> {
        self.part(
            part,
            root,
            &mut Area::Named(name.to_owned(), BlockKind::Paragraph),
        )
    }

    fn part(
        &mut self,
        part: &Source,
        root: &'static str,
        area: &mut Area,
    ) -> Result<(), FormatError> {
        let mut state = State::default();
        let mut reader = Reader::new(part, &mut state, root, true);
        let mut prefix: Option<String> = None;
        let mut open = Opened::default();
        loop {
            match reader.next()? {
                Event::Eof => return Ok(()),
                Event::End => self.end(reader.depth(), &mut open, area),
                Event::Text(span) if open.text.is_some() => {
                    self.write(span.of(part.text()), &mut open);
                }
                Event::Decoded(text, _) if open.text.is_some() => self.write(&text, &mut open),
                Event::Text(_) | Event::Decoded(..) => {}
                Event::Start(tag) => {
                    let name = tag.full_name();
                    let own = prefix.get_or_insert_with(|| before_colon(name).to_owned());
                    if before_colon(name) != own {
                        // The older form of what was read already.
                        if local(name) == "Fallback" {
                            reader.skip()?;
                        }
                        continue;
                    }
                    let depth = reader.depth();
                    if self.start(&tag, depth, &mut open, area) {
                        reader.skip()?;
                    }
                }
            }
        }
    }

    /// Takes the start of an element in; says whether it is to be passed over.
    fn start(&mut self, tag: &Tag<'_>, depth: usize, open: &mut Opened, area: &mut Area) -> bool {
        match local(tag.full_name()) {
            // What was deleted or moved away, codes of fields, settings.
            "del" | "moveFrom" | "delText" | "instrText" | "delInstrText" | "fldData"
            | "sectPr" | "tblPr" | "tblGrid" | "trPr" | "tcPr" | "sdtPr" | "sdtEndPr"
            | "rPrChange" | "pPrChange" | "tabs" | "rt" => return true,
            "footnote" | "endnote" => {
                // Lines that part notes from the text are no notes.
                if tag.local("type").is_some_and(|kind| kind != "normal") {
                    return true;
                }
                let kind = note_kind(tag.full_name());
                let id = tag.local("id").unwrap_or_default();
                let number = self.notes.get(&(kind, id.clone())).copied();
                *area = Area::Named(
                    match number {
                        Some(number) => format!("{kind} {number}"),
                        None => format!("{kind} {id}"),
                    },
                    BlockKind::Footnote,
                );
            }
            "p" => open.paragraphs.push(Paragraph {
                depth,
                text: String::new(),
                inlines: Vec::new(),
                kind: None,
                item: false,
                page: None,
            }),
            "tbl" => {
                self.tables += 1;
                open.tables.push(Table {
                    depth,
                    number: self.tables,
                    row: 0,
                    column: 0,
                });
            }
            "tr" => {
                if let Some(table) = open.tables.last_mut() {
                    table.row += 1;
                    table.column = 0;
                }
            }
            "tc" => {
                if let Some(table) = open.tables.last_mut() {
                    table.column += 1;
                }
            }
            "r" => {
                open.run = Some(depth);
                open.hidden = false;
            }
            "t" => open.text = Some(depth),
            "vanish" if open.run.is_some() => {
                open.hidden = !matches!(tag.local("val").as_deref(), Some("0" | "false" | "off"));
            }
            "lastRenderedPageBreak" => self.page = self.page.map(|page| page + 1),
            name => {
                let Some(paragraph) = open.paragraphs.last_mut() else {
                    return false;
                };
                match name {
                    "pStyle" => {
                        let style = tag.local("val").unwrap_or_default();
                        if let Some(level) = self.headings.get(&style) {
                            paragraph.kind = Some(BlockKind::Heading(*level));
                        }
                    }
                    "outlineLvl" => {
                        let level = tag.local("val").and_then(|level| level.parse::<u8>().ok());
                        if let Some(level) = level.filter(|level| *level < 9) {
                            paragraph.kind = Some(BlockKind::Heading(level + 1));
                        }
                    }
                    // Number 0 takes the numbering of the style away.
                    "numId" => paragraph.item = tag.local("val").is_some_and(|id| id != "0"),
                    "hyperlink" => {
                        let target = tag.local("id").and_then(|id| self.links.get(&id).cloned());
                        if let Some(target) = target {
                            let index = paragraph.mark(InlineKind::Link(target));
                            open.links.push((depth, index));
                        }
                    }
                    "footnoteReference" | "endnoteReference" => {
                        let kind = note_kind(name);
                        let id = tag.local("id").unwrap_or_default();
                        let of_kind = self.notes.keys().filter(|(known, _)| *known == kind);
                        let next = of_kind.count() + 1;
                        let number = *self.notes.entry((kind, id)).or_insert(next);
                        paragraph.mark(InlineKind::NoteReference(number.to_string()));
                    }
                    "tab" | "ptab" if open.run.is_some() => self.write("\t", open),
                    "noBreakHyphen" => self.write("\u{2011}", open),
                    "br" | "cr"
                        // A line break within the paragraph, which has one line here.
                        if tag.local("type").is_none_or(|kind| kind == "textWrapping") => {
                            self.write("\u{2028}", open);
                        }
                    _ => {}
                }
            }
        }
        false
    }

    /// Takes the end of an element in, after which elements of `depth` and less are open.
    fn end(&mut self, depth: usize, open: &mut Opened, area: &Area) {
        let ended = |of: Option<usize>| of.is_some_and(|of| of > depth);
        if ended(open.text) {
            open.text = None;
        }
        if ended(open.run) {
            open.run = None;
            open.hidden = false;
        }
        while ended(open.links.last().map(|(of, _)| *of)) {
            if let (Some((_, index)), Some(paragraph)) =
                (open.links.pop(), open.paragraphs.last_mut())
                && let Some(inline) = paragraph.inlines.get_mut(index)
            {
                inline.span = Span::new(inline.span.start, paragraph.text.len());
            }
        }
        while ended(open.paragraphs.last().map(|paragraph| paragraph.depth)) {
            if let Some(paragraph) = open.paragraphs.pop() {
                let in_box = !open.paragraphs.is_empty();
                self.finish(paragraph, open.tables.last(), in_box, area);
            }
        }
        while ended(open.tables.last().map(|table| table.depth)) {
            open.tables.pop();
        }
    }

    fn write(&mut self, text: &str, open: &mut Opened) {
        if open.hidden {
            return;
        }
        if let Some(paragraph) = open.paragraphs.last_mut() {
            if paragraph.page.is_none() && !text.trim().is_empty() {
                paragraph.page = self.page;
            }
            // A paragraph is one line of what is drawn out.
            for c in text.chars() {
                paragraph
                    .text
                    .push(if matches!(c, '\n' | '\r') { ' ' } else { c });
            }
        }
    }

    fn finish(&mut self, paragraph: Paragraph, table: Option<&Table>, in_box: bool, area: &Area) {
        if paragraph.text.trim().is_empty() {
            return;
        }
        let (mut label, of_area) = match (area, table) {
            (Area::Named(name, kind), _) => (name.clone(), *kind),
            (Area::Body, Some(table)) => (
                format!(
                    "table {}, row {}, column {}",
                    table.number, table.row, table.column
                ),
                BlockKind::TableCell,
            ),
            (Area::Body, None) => {
                self.paragraphs += 1;
                (
                    format!("paragraph {}", self.paragraphs),
                    BlockKind::Paragraph,
                )
            }
        };
        if in_box {
            label.push_str(", text box");
        }
        if let (Area::Body, Some(page)) = (area, paragraph.page) {
            label = format!("page {page}, {label}");
        }
        let kind = match paragraph.kind {
            Some(kind) => kind,
            None if paragraph.item && of_area == BlockKind::Paragraph => BlockKind::ListItem,
            None => of_area,
        };
        let start = self.text.len();
        self.text.push_str(&paragraph.text);
        let span = Span::new(start, self.text.len());
        self.blocks.push(Block {
            kind,
            text: Mapped::verbatim(&self.text, span),
            inlines: paragraph.inlines,
            label: Some(label),
        });
        self.text.push('\n');
    }
}

fn before_colon(name: &str) -> &str {
    name.split_once(':').map_or("", |(prefix, _)| prefix)
}

fn note_kind(name: &str) -> &'static str {
    if local(name).starts_with("endnote") {
        "endnote"
    } else {
        "footnote"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;
    use zip::write::SimpleFileOptions;

    const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn relations(list: &[(&str, &str, &str)]) -> String {
        let list: String = list
            .iter()
            .map(|(id, kind, target)| {
                let mode = if target.contains("://") {
                    " TargetMode=\"External\""
                } else {
                    ""
                };
                format!(
                    "<Relationship Id=\"{id}\" Type=\"{TYPES}/{kind}\" Target=\"{target}\"{mode}/>"
                )
            })
            .collect();
        format!("<?xml version=\"1.0\"?><Relationships xmlns=\"x\">{list}</Relationships>")
    }

    /// A document of this body, with more parts.
    fn docx(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
        let root = relations(&[("rId1", "officeDocument", "word/document.xml")]);
        let body = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document {W}><w:body>{body}</w:body></w:document>"
        );
        let mut parts = vec![
            ("_rels/.rels", root.as_bytes()),
            ("word/document.xml", body.as_bytes()),
        ];
        parts.extend(
            more.iter()
                .map(|(name, content)| (*name, content.as_bytes())),
        );
        archive(&parts)
    }

    fn blocks(bytes: &[u8]) -> Vec<(String, BlockKind, String)> {
        let document = read("a.docx", bytes).unwrap();
        document
            .blocks
            .into_iter()
            .map(|block| {
                let place = block.text.whole();
                assert_eq!(place.of(document.source.text()), block.text.text());
                (
                    block.text.text().to_owned(),
                    block.kind,
                    block.label.unwrap(),
                )
            })
            .collect()
    }

    fn paragraph(text: &str) -> String {
        format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
    }

    #[test]
    fn every_block_has_its_kind_and_a_label_that_a_person_can_find() {
        let body = format!(
            "<w:p><w:pPr><w:pStyle w:val=\"T1\"/></w:pPr><w:r><w:t>عنوان</w:t></w:r></w:p>{}<w:p/>\
             <w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>بند</w:t></w:r></w:p>\
             <w:tbl><w:tblPr/><w:tr><w:tc>{}</w:tc><w:tc>{}{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>\
             <w:p><w:r><w:lastRenderedPageBreak/><w:t xml:space=\"preserve\">نص </w:t></w:r><w:hyperlink r:id=\"rId9\"><w:r><w:t>رابط</w:t></w:r></w:hyperlink>\
             <w:r><w:footnoteReference w:id=\"7\"/></w:r></w:p><w:sectPr><w:headerReference r:id=\"rId8\"/></w:sectPr>",
            paragraph("فقرة &amp; &#x646;ص"),
            paragraph("أ"),
            paragraph("ب"),
            paragraph("ج"),
            paragraph("د"),
        );
        let styles = format!(
            "<w:styles {W}><w:style w:styleId=\"T1\"><w:name w:val=\"heading 2\"/></w:style></w:styles>"
        );
        let notes = format!(
            "<w:footnotes {W}><w:footnote w:type=\"separator\" w:id=\"-1\">{}</w:footnote><w:footnote w:id=\"7\">{}</w:footnote></w:footnotes>",
            paragraph("---"),
            paragraph("حاشية")
        );
        let header = format!("<w:hdr {W}>{}</w:hdr>", paragraph("رأس"));
        let of_main = relations(&[
            ("rId3", "styles", "styles.xml"),
            ("rId4", "footnotes", "/word/footnotes.xml"),
            ("rId8", "header", "./x/../header1.xml"),
            ("rId9", "hyperlink", "https://example.org/"),
        ]);
        let bytes = docx(
            &body,
            &[
                ("word/_rels/document.xml.rels", &of_main),
                ("word/styles.xml", &styles),
                ("word/footnotes.xml", &notes),
                ("word/header1.xml", &header),
            ],
        );
        use BlockKind::*;
        let expected = [
            ("عنوان", Heading(2), "page 1, paragraph 1"),
            ("فقرة & نص", Paragraph, "page 1, paragraph 2"),
            ("بند", ListItem, "page 1, paragraph 3"),
            ("أ", TableCell, "page 1, table 1, row 1, column 1"),
            ("ب", TableCell, "page 1, table 1, row 1, column 2"),
            ("ج", TableCell, "page 1, table 1, row 1, column 2"),
            ("د", TableCell, "page 1, table 1, row 2, column 1"),
            ("نص رابط", Paragraph, "page 2, paragraph 4"),
            ("حاشية", Footnote, "footnote 1"),
            ("رأس", Paragraph, "header"),
        ];
        let expected: Vec<_> = expected
            .iter()
            .map(|(text, kind, label)| ((*text).to_owned(), *kind, (*label).to_owned()))
            .collect();
        assert_eq!(blocks(&bytes), expected);
        let document = read("a.docx", &bytes).unwrap();
        let link = &document.blocks[7];
        let found: Vec<_> = link
            .inlines
            .iter()
            .map(|inline| (inline.span.of(link.text.text()), inline.kind.clone()))
            .collect();
        assert_eq!(
            found,
            [
                ("رابط", InlineKind::Link("https://example.org/".to_owned())),
                ("", InlineKind::NoteReference("1".to_owned())),
            ]
        );
        assert!(!document.source.is_editable());
        assert_eq!(document.source.position(link.text.whole().start).line, 8);
    }

    #[test]
    fn what_is_deleted_hidden_or_a_code_is_no_text() {
        let body = "<w:p><w:r><w:t>a</w:t></w:r><w:del><w:r><w:delText>b</w:delText></w:r></w:del><w:ins><w:r><w:t>c</w:t></w:r></w:ins>\
            <w:r><w:rPr><w:vanish/></w:rPr><w:t>d</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>e</w:t></w:r>\
            <w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:tab/><w:t>f</w:t><w:br/><w:t>g\nh</w:t><w:noBreakHyphen/></w:r></w:p>";
        assert_eq!(blocks(&docx(body, &[]))[0].0, "ace\tf\u{2028}g h\u{2011}");
    }

    #[test]
    fn a_text_box_is_read_once() {
        let inner = paragraph("box");
        let body = format!(
            "<w:p><w:r><w:t>out</w:t></w:r><w:r><mc:AlternateContent xmlns:mc=\"m\"><mc:Choice><wps:txbx xmlns:wps=\"s\"><w:txbxContent>{inner}</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>side</w:t></w:r></w:p>"
        );
        let found: Vec<_> = blocks(&docx(&body, &[]))
            .into_iter()
            .map(|(text, _, _)| text)
            .collect();
        assert_eq!(found, ["box", "outside"]);
    }

    #[test]
    fn other_prefixes_and_places_of_parts_are_followed() {
        let root = relations(&[("rId1", "officeDocument", "/doc/main.xml")]);
        let body = "<ns0:document xmlns:ns0=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><ns0:body><ns0:p><ns0:r><ns0:t>x</ns0:t></ns0:r></ns0:p></ns0:body></ns0:document>";
        let bytes = archive(&[
            ("_rels/.rels", root.as_bytes()),
            ("doc/main.xml", body.as_bytes()),
        ]);
        assert_eq!(blocks(&bytes)[0].0, "x");
    }

    fn error(bytes: &[u8]) -> String {
        read("a.docx", bytes).unwrap_err().to_string()
    }

    #[test]
    fn hostile_and_broken_archives_are_refused() {
        let good = docx(&paragraph("x"), &[]);
        for cut in [0, 4, 30, good.len() / 2, good.len() - 5] {
            assert!(error(&good[..cut]).starts_with("a.docx: the archive is broken or cut off"));
        }
        assert!(error(b"\xD0\xCF\x11\xE0\xA1\xB1").contains("old or an encrypted"));
        assert!(error(&archive(&[("xl/workbook.xml", b"<x/>")])).contains("no Word document"));
        let broken = docx("<w:p><w:r>", &[]);
        assert!(
            error(&broken).starts_with("a.docx: word/document.xml:1:"),
            "{}",
            error(&broken)
        );
        let entity = docx("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", &[]);
        assert!(error(&entity).contains("&x;"));
        // A part that unpacks to more than it may.
        let bomb = vec![b' '; (MAX_PART + 1) as usize];
        let root = relations(&[("rId1", "officeDocument", "word/document.xml")]);
        let bytes = archive(&[
            ("_rels/.rels", root.as_bytes()),
            ("word/document.xml", &bomb),
        ]);
        assert!(bytes.len() < 1 << 20);
        assert!(
            error(&bytes).contains("more than 1 MB when it is unpacked"),
            "{}",
            error(&bytes)
        );
        // Names lead nowhere outside.
        let escape = relations(&[("rId1", "officeDocument", "../../../../etc/passwd")]);
        let bytes = archive(&[
            ("_rels/.rels", escape.as_bytes()),
            ("../../etc/passwd", b"root"),
        ]);
        assert!(error(&bytes).contains("no Word document"));
        assert_eq!(resolve("word", "../../a/./b"), "a/b");
        assert_eq!(resolve("word", "/c"), "c");
    }

    #[test]
    fn damaged_bytes_never_panic() {
        let good = docx(&paragraph("x"), &[]);
        for at in 0..good.len() {
            let mut bytes = good.clone();
            bytes[at] ^= 0x55;
            let _ = read("a.docx", &bytes);
        }
    }
}
