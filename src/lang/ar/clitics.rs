//! Finding a word of a closed list behind the clitics that are written with it.

use crate::lang::closed::Closed;

/// What is glued before a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Glue {
    /// `و` or `ف`.
    pub joined: bool,
    /// `ب`, `ل` or `ك`.
    pub preposition: bool,
    /// `ال`, of which `ل` leaves the second letter only.
    pub article: bool,
}

impl Glue {
    /// Whether nothing is glued before it.
    pub fn is_none(self) -> bool {
        self == Self::default()
    }
}

/// Looks a folded word up as it is, then without its clitics, the fewest first.
pub(super) fn find<T: Copy>(word: &str, list: &Closed<T>) -> Option<(T, Glue)> {
    if !list.may_end(word) {
        return None;
    }
    let look = |word: &str| list.get(word);
    if let Some(found) = look(word) {
        return Some((found, Glue::default()));
    }
    let without_joiner = word.strip_prefix(['و', 'ف']);
    for (joined, rest) in [(false, Some(word)), (true, without_joiner)] {
        let Some(rest) = rest else { continue };
        let glue = |preposition: bool, article: bool| Glue {
            joined,
            preposition,
            article,
        };
        if joined && let Some(found) = look(rest) {
            return Some((found, glue(false, false)));
        }
        if let Some(found) = rest.strip_prefix("ال").and_then(&look) {
            return Some((found, glue(false, true)));
        }
        let Some(bare) = rest.strip_prefix(['ب', 'ل', 'ك']) else {
            continue;
        };
        if let Some(found) = look(bare) {
            return Some((found, glue(true, false)));
        }
        let article = if rest.starts_with('ل') { "ل" } else { "ال" };
        if let Some(found) = bare.strip_prefix(article).and_then(&look) {
            return Some((found, glue(true, true)));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clitics_come_off_in_their_order() {
        let list: Closed<()> = [("ثلاثه", ()), ("واحد", ())].into_iter().collect();
        let found = |word: &str| {
            find(word, &list).map(|((), glue)| (glue.joined, glue.preposition, glue.article))
        };
        assert_eq!(found("ثلاثه"), Some((false, false, false)));
        assert_eq!(found("وثلاثه"), Some((true, false, false)));
        assert_eq!(found("الثلاثه"), Some((false, false, true)));
        assert_eq!(found("والثلاثه"), Some((true, false, true)));
        assert_eq!(found("بثلاثه"), Some((false, true, false)));
        assert_eq!(found("للثلاثه"), Some((false, true, true)));
        assert_eq!(found("وبالثلاثه"), Some((true, true, true)));
        assert_eq!(found("فلثلاثه"), Some((true, true, false)));
        assert_eq!(found("واحد"), Some((false, false, false)));
        assert_eq!(found("كتاب"), None);
    }
}
