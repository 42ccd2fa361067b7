//! Pages of lists, by keyset.

/// The rows of a page of `size` where one more was asked for, and the key of its last one if the list goes on after it.
pub fn page<R, K>(mut rows: Vec<R>, size: u32, key: impl FnOnce(&R) -> K) -> (Vec<R>, Option<K>) {
    let size = size as usize;
    let goes_on = rows.len() > size;
    rows.truncate(size);
    let next = rows.last().filter(|_| goes_on).map(key);
    (rows, next)
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn a_list_goes_on_where_there_is_one_row_more() {
        assert_eq!(page(Vec::<u8>::new(), 2, |row| *row), (vec![], None));
        assert_eq!(page(vec![1, 2], 2, |row| *row), (vec![1, 2], None));
        assert_eq!(page(vec![1, 2, 3], 2, |row| *row), (vec![1, 2], Some(2)));
    }
}
