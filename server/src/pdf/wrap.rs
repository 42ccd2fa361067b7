//! Texts in lines.

/// Breaks a text into lines of at most this width. A line that ends between two words ends with a space, which nobody sees but
/// who hears the document needs.
pub fn wrap(text: &str, room: f32, width: impl Fn(&str) -> f32) -> Vec<String> {
    let space = width(" ");
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    for word in text.split_whitespace() {
        let gap = if used > 0.0 { space } else { 0.0 };
        let wide = width(word);
        if used + gap + wide <= room {
            extend(&mut lines, if used > 0.0 { " " } else { "" });
            extend(&mut lines, word);
            used += gap + wide;
            continue;
        }
        let pieces = if wide <= room { vec![word.to_owned()] } else { pieces(word, room, &width) };
        used = pieces.last().map_or(0.0, |piece| width(piece));
        if lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        end_word(&mut lines);
        lines.extend(pieces);
    }
    lines
}

/// Parts what stands on the last line from what is to follow.
pub fn end_word(lines: &mut [String]) {
    if lines.last().is_some_and(|line| !line.is_empty()) {
        extend(lines, " ");
    }
}

fn extend(lines: &mut [String], text: &str) {
    if let Some(line) = lines.last_mut() {
        line.push_str(text);
    }
}

/// A word in as few pieces as fit on a line each; at least a character stands in each.
fn pieces(word: &str, room: f32, width: &impl Fn(&str) -> f32) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used = 0.0;
    for character in word.chars() {
        let wide = width(character.encode_utf8(&mut [0; 4]));
        if used + wide > room && pieces.last().is_some_and(|piece| !piece.is_empty()) {
            pieces.push(String::new());
            used = 0.0;
        }
        extend(&mut pieces, character.encode_utf8(&mut [0; 4]));
        used += wide;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use bolero::check;

    /// As if each character were a point wide.
    fn count(text: &str) -> f32 {
        text.chars().map(|_| 1.0).sum()
    }

    #[test]
    fn lines_break_between_words_and_within_what_is_too_long() {
        let wrap = |text| wrap(text, 8.0, count);
        assert_eq!(wrap("zwölf Füchse springen"), ["zwölf ", "Füchse ", "springen"]);
        assert_eq!(wrap("ab Donaudampfschiff ab cd"), ["ab ", "Donaudam", "pfschiff ", "ab cd"]);
        assert_eq!(wrap(""), [""]);
    }

    #[test]
    fn wrapping_loses_nothing() {
        check!().with_type::<(String, u8)>().for_each(|(text, width)| {
            let lines = wrap(text, f32::from(*width), count);
            let bare = |text: &str| text.chars().filter(|character| !character.is_whitespace()).collect::<String>();
            assert_eq!(bare(&lines.concat()), bare(text));
        });
    }
}
