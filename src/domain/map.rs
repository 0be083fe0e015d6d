//! A small map, and a sort to go with it.
//!
//! The planner's maps hold tens of entries, and a file that is sent to a browser pays for each kind of `BTreeMap` with
//! kilobytes, and for each kind of `sort` as well. These two do the same in a few hundred bytes each.

use std::fmt;

/// A map that keeps its entries in one list, in the order of their keys.
#[derive(Clone, PartialEq, Eq)]
pub struct Map<K, V> {
    entries: Vec<(K, V)>,
}

/// The place of a key in a [`Map`], to be filled where it is empty.
pub struct Entry<'a, K, V> {
    map: &'a mut Map<K, V>,
    key: K,
}

impl<K: Ord, V> Map<K, V> {
    /// A map without entries.
    pub const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// Where `key` stands, or where it would have to be put.
    fn place(&self, key: &K) -> Result<usize, usize> {
        let place = self.entries.partition_point(|(earlier, _)| earlier < key);
        if self.entries.get(place).is_some_and(|(found, _)| found == key) { Ok(place) } else { Err(place) }
    }

    /// The value of `key`.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.place(key).ok().map(|place| &self.entries[place].1)
    }

    /// The place of `key` among the entries, for [`Map::at`].
    pub(super) fn place_of(&self, key: &K) -> Option<usize> {
        self.place(key).ok()
    }

    /// Whether there is a value of `key`.
    pub fn contains_key(&self, key: &K) -> bool {
        self.place(key).is_ok()
    }

    /// Sets the value of `key`, and answers the one that stood there.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(place) => Some(std::mem::replace(&mut self.entries[place].1, value)),
            Err(place) => {
                self.entries.insert(place, (key, value));
                None
            }
        }
    }

    /// Takes the value of `key` away, and answers it.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        self.place(key).ok().map(|place| self.entries.remove(place).1)
    }

    /// The place of `key`.
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        Entry { map: self, key }
    }
}

impl<K, V> Map<K, V> {
    /// The value at a place.
    pub(super) fn at(&self, place: usize) -> Option<&V> {
        self.entries.get(place).map(|(_, value)| value)
    }

    /// Every key with its value, in the order of the keys.
    pub fn iter(&self) -> <&Self as IntoIterator>::IntoIter {
        self.into_iter()
    }

    /// Every key, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> {
        self.entries.iter().map(|(key, _)| key)
    }

    /// Every value, in the order of the keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.entries.iter().map(|(_, value)| value)
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<'a, K: Ord, V> Entry<'a, K, V> {
    /// The value; `value`, where there is none yet.
    pub fn or_insert(self, value: V) -> &'a mut V {
        let place = self.map.place(&self.key).unwrap_or_else(|place| {
            self.map.entries.insert(place, (self.key, value));
            place
        });
        &mut self.map.entries[place].1
    }

    /// The value; the usual one of its kind, where there is none yet.
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert(V::default())
    }
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self { entries: Vec::new() }
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Map<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<'a, K, V> IntoIterator for &'a Map<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = std::iter::Map<std::slice::Iter<'a, (K, V)>, fn(&'a (K, V)) -> (&'a K, &'a V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter().map(|(key, value)| (key, value))
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        for (key, value) in entries {
            map.insert(key, value);
        }
        map
    }
}

impl<K: Ord, V> Extend<(K, V)> for Map<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        entries.into_iter().for_each(|(key, value)| drop(self.insert(key, value)));
    }
}

/// Calls `found` with the number of each of `wanted` that is in `list`, and with its place there. Both are in order: one
/// walk along them, which a processor sees ahead, is quicker than looking for each.
pub(super) fn walk<'k, K: Ord + 'k>(
    list: impl Iterator<Item = &'k K>,
    wanted: impl Iterator<Item = &'k K>,
    found: &mut dyn FnMut(usize, usize),
) {
    let mut list = list.enumerate();
    let mut next = list.next();
    for (number, wanted) in wanted.enumerate() {
        while let Some((place, key)) = next {
            let order = key.cmp(wanted);
            if order.is_gt() {
                break;
            }
            if order.is_eq() {
                found(number, place);
            }
            next = list.next();
        }
    }
}

/// Sorts `items` by `key`; those with the same key stay in their order.
///
/// Each goes to its place among those before it: few comparisons, and moves that are quick in a short list.
pub fn sort_by_key<T, K: PartialOrd>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    for next in 1..items.len() {
        let wanted = key(&items[next]);
        let place = items[..next].partition_point(|earlier| key(earlier) <= wanted);
        if place < next {
            let item = items.remove(next);
            items.insert(place, item);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_keeps_one_value_for_each_key_in_order() {
        let mut map: Map<u8, &str> = [(3, "c"), (1, "a"), (2, "b"), (1, "A")].into_iter().collect();
        assert_eq!(map.iter().collect::<Vec<_>>(), [(&1, &"A"), (&2, &"b"), (&3, &"c")]);
        assert_eq!((map.insert(2, "B"), map.insert(4, "d")), (Some("b"), None));
        assert_eq!((map.remove(&3), map.remove(&3), map.get(&3)), (Some("c"), None, None));
        assert_eq!((*map.entry(4).or_default(), *map.entry(0).or_insert("z")), ("d", "z"));
        assert_eq!(map.keys().copied().collect::<Vec<_>>(), [0, 1, 2, 4]);
        assert_eq!(map.values().copied().collect::<Vec<_>>(), ["z", "A", "B", "d"]);
        assert_eq!((map.len(), map.is_empty(), map.contains_key(&4)), (4, false, true));
    }

    #[test]
    fn a_walk_finds_what_is_in_both_lists() {
        let found = |list: &[u8], wanted: &[u8]| {
            let mut found = Vec::new();
            walk(list.iter(), wanted.iter(), &mut |number, place| found.push((number, place)));
            found
        };
        assert_eq!(found(&[1, 3, 4, 7], &[0, 1, 2, 4, 5, 7, 8]), [(1, 0), (3, 2), (5, 3)]);
        assert_eq!((found(&[], &[1]), found(&[1], &[])), (vec![], vec![]));
    }

    #[test]
    fn sorting_keeps_the_order_of_equals() {
        let mut items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        sort_by_key(&mut items, |item| item.0);
        assert_eq!(items, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
    }
}
