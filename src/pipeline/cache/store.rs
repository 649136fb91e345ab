//! The file that records are kept in.
//!
//! A head that names the format, the length of the index and its checksum; the index; the records one after the other,
//! each with a checksum of its own in the index. What a crash, a bad disk or another program did to the file is seen
//! by these: an index that is not as it was written makes the file void, a record makes itself void.

use crate::text::Map;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;
use std::time::Duration;
use tempfile::NamedTempFile;

/// What a record is found by, and what tells that it is whole.
pub(in crate::pipeline) type Hash = [u8; 32];

/// Name of the folder beside `mutabiq.toml`.
pub const FOLDER: &str = ".mutabiq-cache";

/// Name of the file in it.
const FILE: &str = "records";

/// What the file begins with. The number is that of the format.
const MAGIC: &[u8; 8] = b"mutabiq1";

/// Bytes before the index: [`MAGIC`], the length of the index, its checksum.
const HEAD: usize = MAGIC.len() + 8 + 32;

/// Times that the file is written without a record being used, after which the record is dropped. Some are left so
/// that runs with other settings, or other branches, don't take each other's records away.
const PATIENCE: u8 = 4;

/// What tells other programs that the folder may be left out of backups: <https://bford.info/cachedir/>.
const TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # This folder was made by mutabiq. It holds what the last runs found, and may be deleted at any time.\n";

/// A record's place in the file.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Slot {
    key: Hash,
    /// Times that the file was written since the record was used.
    age: u8,
    start: u64,
    length: u64,
    sum: Hash,
}

/// The records of a folder, as they were when it was opened.
#[derive(Debug, Default)]
pub(super) struct Store {
    bytes: Vec<u8>,
    slots: Map<Hash, Slot>,
    /// The order of the slots in the file.
    order: Vec<Hash>,
}

/// What became of a record.
pub(super) enum Fetched<'s> {
    /// It is there and whole.
    Whole(&'s [u8]),
    /// There is none.
    Absent,
    /// It is not as it was written.
    Damaged,
}

impl Store {
    /// The records of a folder; none where nothing was written yet.
    ///
    /// # Errors
    /// Why what is there can't be used.
    pub fn open(folder: &Path) -> Result<Self, String> {
        let file = folder.join(FILE);
        let bytes = match fs::read(&file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(format!("{}: could not be read: {error}", file.display())),
        };
        let Some(index) = index(&bytes) else {
            return Err(format!(
                "{}: it is damaged, or of another version; it is thrown away",
                file.display()
            ));
        };
        Ok(Self {
            order: index.iter().map(|slot| slot.key).collect(),
            slots: index.into_iter().map(|slot| (slot.key, slot)).collect(),
            bytes,
        })
    }

    fn bytes(&self, slot: &Slot) -> Option<&[u8]> {
        let start = usize::try_from(slot.start).ok()?;
        let length = usize::try_from(slot.length).ok()?;
        self.bytes.get(start..start.checked_add(length)?)
    }

    /// A record.
    pub fn fetch(&self, key: &Hash) -> Fetched<'_> {
        let Some(slot) = self.slots.get(key) else {
            return Fetched::Absent;
        };
        match self.bytes(slot) {
            Some(record) if sum(key, record) == slot.sum => Fetched::Whole(record),
            _ => Fetched::Damaged,
        }
    }

    /// Writes the new records and those of the old ones that are still wanted: those that were used, and those that
    /// were not for a short time. The file appears when all of it is written, so that who reads meanwhile reads the
    /// old one, and of two who write the last one wins.
    ///
    /// # Errors
    /// Where the folder can't be written to.
    pub fn write(
        &self,
        folder: &Path,
        new: &[(Hash, Vec<u8>)],
        used: impl Fn(&Hash) -> bool,
    ) -> io::Result<()> {
        prepare(folder)?;
        let made: Map<&Hash, ()> = new.iter().map(|(key, _)| (key, ())).collect();
        let mut slots = Vec::with_capacity(new.len() + self.order.len());
        let mut records: Vec<&[u8]> = Vec::with_capacity(slots.capacity());
        for (key, record) in new {
            slots.push(Slot {
                key: *key,
                age: 0,
                start: 0,
                length: record.len() as u64,
                sum: sum(key, record),
            });
            records.push(record);
        }
        for slot in self.order.iter().filter_map(|key| self.slots.get(key)) {
            let age = match used(&slot.key) {
                true => 0,
                false => slot.age.saturating_add(1),
            };
            if made.contains_key(&slot.key) || age > PATIENCE {
                continue;
            }
            let Some(record) = self.bytes(slot) else {
                continue;
            };
            slots.push(Slot { age, ..*slot });
            records.push(record);
        }
        // Numbers take more bytes the larger they are, so that the places depend on the length of the index: they
        // count from its end here, and from the start of the file once it is read.
        let mut start = 0;
        for slot in &mut slots {
            slot.start = start;
            start += slot.length;
        }
        let index = postcard::to_stdvec(&slots).map_err(io::Error::other)?;
        let mut file = temporary(folder)?;
        {
            let mut out = io::BufWriter::new(file.as_file_mut());
            out.write_all(MAGIC)?;
            out.write_all(&(index.len() as u64).to_le_bytes())?;
            out.write_all(&Sha256::digest(&index))?;
            out.write_all(&index)?;
            for record in records {
                out.write_all(record)?;
            }
            out.flush()?;
        }
        file.persist(folder.join(FILE))
            .map_err(|error| error.error)?;
        Ok(())
    }
}

/// The index of a file, with places counted from the file's start; none where the file is not as it was written.
fn index(bytes: &[u8]) -> Option<Vec<Slot>> {
    let (magic, rest) = bytes.split_at_checked(MAGIC.len())?;
    let (length, rest) = rest.split_first_chunk::<8>()?;
    let (expected, rest) = rest.split_first_chunk::<32>()?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
    let index = rest.get(..length)?;
    if magic != MAGIC || Sha256::digest(index).as_slice() != expected {
        return None;
    }
    let mut slots: Vec<Slot> = postcard::from_bytes(index).ok()?;
    for slot in &mut slots {
        slot.start = slot.start.checked_add((HEAD + length) as u64)?;
    }
    Some(slots)
}

/// What temporary files are called.
const TEMPORARY: &str = ".records-";

/// Age from which a temporary file is one that a run left behind when it was killed.
const LEFT_BEHIND: Duration = Duration::from_secs(24 * 60 * 60);

/// A temporary file in the folder, which may be read by whoever may read what other programs write there. Those that
/// were left behind are removed.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    for entry in fs::read_dir(folder)?.filter_map(Result::ok) {
        let is_old = || {
            let time = entry.metadata().and_then(|known| known.modified()).ok()?;
            Some(time.elapsed().ok()? > LEFT_BEHIND)
        };
        let is_ours = entry.file_name().to_string_lossy().starts_with(TEMPORARY);
        if is_ours && is_old() == Some(true) {
            // Another run may have been faster.
            let _ = fs::remove_file(entry.path());
        }
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

fn sum(key: &Hash, record: &[u8]) -> Hash {
    Sha256::new()
        .chain_update(key)
        .chain_update(record)
        .finalize()
        .into()
}

/// Makes the folder with what tells others to leave it alone. A link is not followed: it might lead anywhere.
fn prepare(folder: &Path) -> io::Result<()> {
    match fs::symlink_metadata(folder) {
        Ok(known) if known.is_dir() => {}
        Ok(_) => return Err(io::Error::other("it is no folder")),
        Err(_) => fs::create_dir(folder)?,
    }
    for (name, text) in [(".gitignore", "*\n"), ("CACHEDIR.TAG", TAG)] {
        match File::create_new(folder.join(name)) {
            Ok(mut file) => file.write_all(text.as_bytes())?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: u8) -> Hash {
        [number; 32]
    }

    fn fetch(store: &Store, number: u8) -> Option<Vec<u8>> {
        match store.fetch(&key(number)) {
            Fetched::Whole(record) => Some(record.to_vec()),
            Fetched::Absent | Fetched::Damaged => None,
        }
    }

    fn records(numbers: &[u8]) -> Vec<(Hash, Vec<u8>)> {
        let record = |number: &u8| (key(*number), vec![*number; usize::from(*number) + 3]);
        numbers.iter().map(record).collect()
    }

    #[test]
    fn records_are_found_again_and_unused_ones_forgotten_in_time() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().join("cache");
        let store = Store::open(&folder).unwrap();
        store.write(&folder, &records(&[1, 2]), |_| false).unwrap();
        for round in 0..=PATIENCE {
            let store = Store::open(&folder).unwrap();
            assert_eq!(fetch(&store, 1), Some(vec![1; 4]));
            assert_eq!(fetch(&store, 2), Some(vec![2; 5]), "{round}");
            assert_eq!(fetch(&store, 9), None);
            let new = records(&[10 + round]);
            store.write(&folder, &new, |used| *used == key(1)).unwrap();
        }
        let store = Store::open(&folder).unwrap();
        assert_eq!(fetch(&store, 2), None);
        assert_eq!(fetch(&store, 1), Some(vec![1; 4]));
        assert_eq!(fetch(&store, 10 + PATIENCE), Some(vec![10 + PATIENCE; 17]));
        // What is written again stands there once.
        store.write(&folder, &records(&[1]), |_| true).unwrap();
        let store = Store::open(&folder).unwrap();
        assert_eq!(
            store.order.iter().filter(|held| **held == key(1)).count(),
            1
        );
    }

    #[test]
    fn no_bit_can_change_unseen() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        let new = records(&[1, 2]);
        Store::default()
            .write(folder.path(), &new, |_| true)
            .unwrap();
        let whole = fs::read(&file).unwrap();
        let read = |bytes: &[u8]| {
            fs::write(&file, bytes).unwrap();
            let store = Store::open(folder.path()).ok()?;
            Some([1, 2].map(|number| fetch(&store, number)))
        };
        let right = [Some(vec![1; 4]), Some(vec![2; 5])];
        assert_eq!(read(&whole), Some(right.clone()));
        for at in 0..whole.len() {
            let mut flipped = whole.clone();
            flipped[at] ^= 1 << (at % 8);
            for bytes in [flipped.as_slice(), &whole[..at]] {
                let found = read(bytes);
                assert_ne!(found, Some(right.clone()), "byte {at}");
                for (one, right) in found.iter().flatten().zip(&right) {
                    assert!(one.is_none() || one == right);
                }
            }
        }
    }

    #[test]
    fn what_a_killed_run_left_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let [old, fresh] = ["old", "fresh"].map(|name| {
            let path = folder.path().join(format!("{TEMPORARY}{name}"));
            (File::create(&path).unwrap(), path)
        });
        let time = std::time::SystemTime::now() - 2 * LEFT_BEHIND;
        old.0.set_modified(time).unwrap();
        Store::default()
            .write(folder.path(), &[], |_| true)
            .unwrap();
        assert!(!old.1.exists() && fresh.1.exists());
    }
}
