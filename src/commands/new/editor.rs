//! The runner's editor: `$VISUAL`, else `$EDITOR`, as a program and its arguments. No shell reads them.

use std::path::Path;
use std::process::Command;

use crate::commands::Failure;
use crate::diagnostic::printable;

/// An editor to start.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Editor {
    program: String,
    arguments: Vec<String>,
}

/// Returns the editor that the environment names; `None` if it names none.
pub(super) fn of(variable: impl Fn(&str) -> Option<String>) -> Result<Option<Editor>, String> {
    for name in ["VISUAL", "EDITOR"] {
        let Some(text) = variable(name).filter(|text| !text.trim().is_empty()) else { continue };
        let mut words = split(&text)
            .ok_or_else(|| format!("${name} has an unclosed quotation mark: {}", printable(&text)))?
            .into_iter();
        // An empty quoted string is not a program.
        let Some(program) = words.next().filter(|program| !program.is_empty()) else { continue };
        return Ok(Some(Editor { program, arguments: words.collect() }));
    }
    Ok(None)
}

/// Takes a command apart at its spaces; quotation marks hold together, and have no other meaning.
fn split(text: &str) -> Option<Vec<String>> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in text.chars() {
        match quote {
            Some(mark) if c == mark => quote = None,
            None if matches!(c, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_with(String::new);
            }
            None if c.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_with(String::new).push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

impl Editor {
    /// Opens a file and waits until the editor ends.
    pub(super) fn open(&self, path: &Path) -> Result<(), Failure> {
        let ended = Command::new(&self.program).args(&self.arguments).arg(path).status();
        let file = path.display().to_string();
        let left = format!("the file is {}", printable(&file));
        match ended {
            Ok(status) if status.success() => Ok(()),
            Ok(_) => Err(Failure::Said(format!("{} failed; {left}", printable(&self.program)))),
            Err(source) => Err(Failure::Io {
                what: format!("cannot start {}; {left}", printable(&self.program)),
                source,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(visual: Option<&str>, editor: Option<&str>) -> Option<Vec<String>> {
        let found = of(|name| if name == "VISUAL" { visual } else { editor }.map(str::to_owned)).unwrap();
        found.map(|editor| [vec![editor.program], editor.arguments].concat())
    }

    #[test]
    fn it_is_split_at_spaces_and_quotes_hold_together() {
        let words = |text| said(None, Some(text)).unwrap().join("|");
        assert_eq!(words("vi"), "vi");
        assert_eq!(words("  code --wait  -n "), "code|--wait|-n");
        assert_eq!(words("'/opt/my editor/ed' \"a b\"c"), "/opt/my editor/ed|a bc");
        assert_eq!(words("vi; rm -rf $HOME `id`"), "vi;|rm|-rf|$HOME|`id`", "no shell reads it");
    }

    #[test]
    fn the_visual_one_comes_first_and_nothing_is_none() {
        assert_eq!(said(Some("emacs"), Some("vi")).unwrap(), ["emacs"]);
        assert_eq!(said(Some(" "), Some("vi")).unwrap(), ["vi"]);
        assert_eq!((said(None, None), said(Some("''"), None)), (None, None));
        assert!(of(|_| Some("'vi".into())).unwrap_err().contains("$VISUAL"));
    }
}
