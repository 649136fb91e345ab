use super::Map;
use smol_str::SmolStr;
use std::hash::BuildHasher;
use std::sync::RwLock;

/// Parts with a lock each, so that threads seldom wait for each other.
const SHARDS: usize = 32;

/// What was found out about words, so that a word is taken apart once and not each time it stands in a text.
///
/// Threads share it. What it holds must depend on the word alone: a value may be made twice, or forgotten and made
/// again.
#[derive(Debug)]
pub struct Memo<V> {
    shards: [RwLock<Map<SmolStr, V>>; SHARDS],
    most: usize,
}

impl<V: Clone> Memo<V> {
    /// An empty one that holds at most about so many words.
    pub fn new(most: usize) -> Self {
        Self {
            shards: std::array::from_fn(|_| RwLock::default()),
            most: most.div_ceil(SHARDS),
        }
    }

    /// What is known of a word, made when it is asked for the first time.
    pub fn get(&self, word: &str, make: impl FnOnce() -> V) -> V {
        let hash = foldhash::fast::FixedState::default().hash_one(word);
        // The map within takes its places from the low bits and its tags from the high ones.
        let Some(shard) = self.shards.get((hash >> 32) as usize % SHARDS) else {
            return make();
        };
        if let Ok(known) = shard.read()
            && let Some(value) = known.get(word)
        {
            return value.clone();
        }
        let value = make();
        if let Ok(mut known) = shard.write() {
            if known.len() >= self.most {
                known.clear();
            }
            known.insert(word.into(), value.clone());
        }
        value
    }
}

/// A clone begins empty.
impl<V: Clone> Clone for Memo<V> {
    fn clone(&self) -> Self {
        Self::new(self.most * SHARDS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once_and_forgotten_when_there_are_too_many() {
        let memo = Memo::new(SHARDS * 4);
        let mut made = 0;
        for _ in 0..2 {
            let length = memo.get("كتاب", || {
                made += 1;
                4
            });
            assert_eq!(length, 4);
        }
        assert_eq!(made, 1);
        for number in 0..10_000 {
            memo.get(&number.to_string(), || 0);
        }
        let kept: usize = memo
            .shards
            .iter()
            .map(|shard| shard.read().unwrap().len())
            .sum();
        assert!(kept <= SHARDS * 4);
    }
}
