//! A value together with the values worked out from it.
//!
//! [`Derived::change`] is the only way to the value, and it drops all that was worked out. So a new derived value
//! cannot be forgotten when the source changes.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Deref;

/// A source, which is read as itself, and the memo of what follows from it.
#[derive(Debug, Clone, Default)]
pub struct Derived<S, M> {
    source: S,
    memo: M,
}

impl<S, M: Default> Derived<S, M> {
    /// Takes a source of which nothing is worked out yet.
    pub fn new(source: S) -> Self {
        Self { source, memo: M::default() }
    }

    /// Gives the source away.
    pub fn into_source(self) -> S {
        self.source
    }

    /// Returns what is worked out so far, to read or to add to.
    pub const fn memo(&self) -> &M {
        &self.memo
    }

    /// Returns the source to change it; all that was worked out from it is forgotten.
    pub fn change(&mut self) -> &mut S {
        self.memo = M::default();
        &mut self.source
    }
}

impl<S, M> Deref for Derived<S, M> {
    type Target = S;

    fn deref(&self) -> &S {
        &self.source
    }
}

/// Values by key, each worked out when it is first asked for.
///
/// What is worked out may ask for other values, so nothing is borrowed meanwhile. A value is cloned for each caller:
/// a large one is an [`Rc`](std::rc::Rc).
#[derive(Debug, Clone)]
pub struct By<K, V>(RefCell<BTreeMap<K, V>>);

impl<K, V> Default for By<K, V> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<K: Ord, V: Clone> By<K, V> {
    /// Returns the value of a key; `make` works it out the first time.
    pub fn get(&self, key: K, make: impl FnOnce() -> V) -> V {
        let known = self.0.borrow().get(&key).cloned();
        known.unwrap_or_else(|| {
            let made = make();
            self.0.borrow_mut().insert(key, made.clone());
            made
        })
    }

    /// Returns the value of the highest key that was asked for so far.
    pub fn last(&self) -> Option<V> {
        self.0.borrow().last_key_value().map(|(_, value)| value.clone())
    }

    /// True if nothing was asked for so far.
    pub fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once_for_each_key() {
        let by = By::default();
        assert_eq!(
            (by.get(1, || "one"), by.get(2, || "two"), by.get(1, || "another")),
            ("one", "two", "one")
        );
        assert_eq!(by.last(), Some("two"));
    }

    #[test]
    fn making_a_value_may_ask_for_others_of_the_same_kind() {
        fn sum(by: &By<u32, u32>, n: u32) -> u32 {
            by.get(n, || if n == 0 { 0 } else { n + sum(by, n - 1) })
        }
        assert_eq!(sum(&By::default(), 4), 10);
    }

    #[test]
    fn a_change_forgets_what_was_worked_out() {
        let mut derived: Derived<u32, By<(), u32>> = Derived::new(1);
        let double = |derived: &Derived<u32, By<(), u32>>| derived.memo().get((), || **derived * 2);
        assert_eq!(double(&derived), 2);
        *derived.change() = 5;
        assert_eq!(double(&derived), 10);
    }
}
