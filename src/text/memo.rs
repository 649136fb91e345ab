use smol_str::SmolStr;
use std::fmt;
use std::hash::BuildHasher;
use std::ops::Deref;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// What was found out about words, so that a word is taken apart once and not each time it stands in a text.
///
/// Threads share it without waiting for each other: what it holds stays where it is, to the end. It must depend on the
/// word alone, for it may be made twice, and where there is no more room it is made each time.
pub struct Memo<V> {
    /// Tables, each so much larger than the one before that a short text never needs the second.
    levels: [OnceLock<Level<V>>; LEVELS],
    most: usize,
}

struct Level<V> {
    /// Of each slot, part of the hash of its word: most others are told by that. 0 while it may be free.
    tags: Box<[AtomicU32]>,
    slots: Box<[Slot<V>]>,
}

type Slot<V> = OnceLock<Box<(SmolStr, V)>>;

const LEVELS: usize = 3;
/// Slots of the first table, and how many times as many the next one has.
const SMALLEST: usize = 1 << 12;
const GROWTH: usize = 8;
/// Places of a table where a word may stand; where others are in all of them it goes to the next table.
const PLACES: usize = 8;

/// Where a word stands in a [`Memo`].
enum Place<'a, V> {
    Of(&'a V),
    Free(&'a Slot<V>, &'a AtomicU32),
    None,
}

impl<V> Level<V> {
    fn new(size: usize) -> Self {
        Self {
            tags: (0..size).map(|_| AtomicU32::new(0)).collect(),
            slots: (0..size).map(|_| OnceLock::new()).collect(),
        }
    }
}

impl<V> Memo<V> {
    /// An empty one that holds at most about so many words.
    pub fn new(most: usize) -> Self {
        Self {
            levels: [const { OnceLock::new() }; LEVELS],
            most,
        }
    }

    /// What is known of a word, made when it is asked for the first time.
    pub fn get(&self, word: &str, make: impl Fn() -> V) -> Remembered<'_, V> {
        let hash = foldhash::fast::FixedState::default().hash_one(word);
        let (slot, tag) = match self.find(word, hash) {
            Place::Of(value) => return Remembered::Kept(value),
            Place::Free(slot, tag) => (slot, tag),
            Place::None => return Remembered::Made(make()),
        };
        // Made before the place is taken, for to make it may mean to look up other words.
        let made = Box::new((SmolStr::from(word), make()));
        let (kept, value) = &**slot.get_or_init(|| made);
        if kept == word {
            tag.store(tag_of(hash), Ordering::Release);
            Remembered::Kept(value)
        } else {
            // Another thread was faster with this place, for another word.
            Remembered::Made(make())
        }
    }

    /// Where a word stands, or may stand.
    fn find(&self, word: &str, hash: u64) -> Place<'_, V> {
        let own = tag_of(hash);
        let mut size = SMALLEST;
        let mut room = self.most.max(1);
        for level in &self.levels {
            size = size.min(room.next_power_of_two());
            let level = level.get_or_init(|| Level::new(size));
            for place in 0..PLACES {
                let place = (hash as usize).wrapping_add(place) & (size - 1);
                let (Some(tag), Some(slot)) = (level.tags.get(place), level.slots.get(place))
                else {
                    break;
                };
                match tag.load(Ordering::Acquire) {
                    0 => return Place::Free(slot, tag),
                    known if known == own => match slot.get() {
                        Some(known) if known.0 == word => return Place::Of(&known.1),
                        _ => {}
                    },
                    _ => {}
                }
            }
            room = room.saturating_sub(size);
            if room == 0 {
                break;
            }
            size *= GROWTH;
        }
        Place::None
    }
}

/// The upper half of a hash, which has no part in where a word stands; never 0.
fn tag_of(hash: u64) -> u32 {
    ((hash >> 32) as u32).max(1)
}

/// A clone begins empty.
impl<V> Clone for Memo<V> {
    fn clone(&self) -> Self {
        Self::new(self.most)
    }
}

impl<V> fmt::Debug for Memo<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memo")
            .field("most", &self.most)
            .finish_non_exhaustive()
    }
}

/// What a [`Memo`] gives: what it keeps, or what it made and has no room for.
#[derive(Debug)]
pub enum Remembered<'a, V> {
    /// It is kept.
    Kept(&'a V),
    /// It will be made again.
    Made(V),
}

impl<V> Deref for Remembered<'_, V> {
    type Target = V;

    fn deref(&self) -> &V {
        match self {
            Remembered::Kept(value) => value,
            Remembered::Made(value) => value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn a_value_is_made_once_while_there_is_room() {
        let memo = Memo::new(1000);
        let made = Cell::new(0);
        for _ in 0..2 {
            let length = memo.get("كتاب", || {
                made.set(made.get() + 1);
                4
            });
            assert_eq!(*length, 4);
        }
        assert_eq!(made.get(), 1);
        let kept = |memo: &Memo<usize>| {
            let kept = (0..100_000)
                .filter(|n| matches!(memo.get(&n.to_string(), || *n), Remembered::Kept(value) if value == n));
            kept.count()
        };
        let first = kept(&memo);
        assert!((500..=1024).contains(&first), "{first}");
        assert_eq!(kept(&memo), first);
        let large = Memo::new(200_000);
        assert!(kept(&large) > 99_000);
        for n in [0usize, 7, 99_999] {
            assert_eq!(*large.get(&n.to_string(), || 1), n);
        }
    }

    #[test]
    fn threads_agree() {
        let memo = Memo::new(10_000);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for n in 0..20_000usize {
                        assert_eq!(*memo.get(&n.to_string(), || n), n);
                    }
                });
            }
        });
    }
}
