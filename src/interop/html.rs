//! What is known here as one page for a browser: from our own Markdown, with its pictures, in a file of its own.
//!
//! It has no script and loads nothing, is read on light and on dark paper, and prints on A4 and Letter. The text is
//! that of [`markdown`](super::markdown), so it says the same.

pub mod chart;

use std::cell::RefCell;
use std::fmt::Write as _;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

use crate::figure::svg::escaped;

/// What a page looks like; the same on a screen and on paper, where a row or a step is not torn apart.
const STYLE: &str = "
:root { color-scheme: light dark; --ink: #1d1f24; --muted: #5a6070; --paper: #ffffff; --line: #d5d8de;
  --run: #1f6fb2; --other: #8a93a3; --pain: #b4421a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4dfd6; --muted: #a9adb8; --paper: #16181d; --line: #3a3f4a;
  --run: #6db3f2; --other: #7f8796; --pain: #ff9a6b; } }
@page { margin: 16mm; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 48rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; } h2 { font-size: 1.25rem; margin-top: 2rem; } h3 { font-size: 1.05rem; }
h1, h2, h3 { break-after: avoid; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--muted); font-weight: 600; }
thead { display: table-header-group; } tr, li, figure { break-inside: avoid; }
ul { padding-left: 1.2rem; } li { margin: .6rem 0; } li:has(> .box, > p > .box) { list-style: none; margin-left: -1.2rem; }
li p { margin: .25rem 0; }
figure { margin: .75rem 0; } figure svg, figure img { display: block; max-width: 100%; height: auto; }
figure img { width: 22rem; }
svg text { fill: var(--muted); font: 11px system-ui, sans-serif; }
svg .run { fill: var(--run); } svg .other { fill: var(--other); } svg .axis { stroke: var(--line); }
svg .pain { fill: var(--pain); } svg .way { fill: none; stroke: var(--pain); stroke-width: 1.5; }
li:has(figure) { display: flow-root; border-top: 1px solid var(--line); padding-top: .6rem; }
@media (min-width: 36rem) { li figure { float: left; margin: .25rem 1.2rem .5rem 0; } li figure img { width: 16rem; } }
@media print { :root { color-scheme: light; --ink: #1d1f24; --muted: #5a6070; --paper: #ffffff; --line: #d5d8de; }
  body { max-width: none; padding: 0; font-size: 10.5pt; line-height: 1.35; } .wide { overflow: visible; }
  li figure { float: left; margin: .25rem 1.2rem .5rem 0; } figure img, li figure img { width: 15rem; } }
";

/// A picture of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// Elements that go into the page, in its colours.
    Inline(String),
    /// A whole SVG document, which has its own colours for light and dark.
    Document(String),
}

/// The pictures of a page, each by the address under which its Markdown has it.
#[derive(Debug, Default)]
pub struct Pictures(RefCell<Vec<Picture>>);

/// What the address of a picture begins with.
const ADDRESS: &str = "picture:";

impl Pictures {
    /// Takes a picture, and returns its address.
    pub fn add(&self, picture: Picture) -> String {
        let mut all = self.0.borrow_mut();
        all.push(picture);
        format!("{ADDRESS}{}", all.len() - 1)
    }

    fn get(&self, address: &str) -> Option<Picture> {
        self.0.borrow().get(address.strip_prefix(ADDRESS)?.parse::<usize>().ok()?).cloned()
    }
}

/// Returns Markdown of ours as a page; a picture that is none of ours is left out.
pub fn page(markdown: &str, pictures: &Pictures) -> String {
    let mut body = String::new();
    let mut writing = Writing {
        pictures,
        title: String::new(),
        events: Vec::new(),
        under: String::new(),
        in_heading: false,
        image: None,
    };
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
    for event in Parser::new_ext(markdown, options) {
        writing.take(event);
    }
    html::push_html(&mut body, writing.events.into_iter());
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n",
        escaped(&writing.title)
    )
}

/// A page on its way from one kind of mark to the other.
struct Writing<'m, 'p> {
    pictures: &'p Pictures,
    title: String,
    events: Vec<Event<'m>>,
    /// The heading that is read or was read last: the first is the title, and a table goes by the one above it.
    under: String,
    in_heading: bool,
    /// What stands for a picture that is being read, and the picture.
    image: Option<(String, Picture)>,
}

impl<'m> Writing<'m, '_> {
    fn take(&mut self, event: Event<'m>) {
        let raw = |text: &str| Event::Html(CowStr::from(text.to_owned()));
        match event {
            Event::Start(Tag::Image { dest_url, .. }) => {
                self.image = self.pictures.get(&dest_url).map(|picture| (String::new(), picture));
            }
            Event::End(TagEnd::Image) => {
                if let Some((words, picture)) = self.image.take() {
                    self.events.push(raw(&figure(&words, &picture)));
                }
            }
            Event::Text(text) if self.image.is_some() => {
                if let Some((words, _)) = &mut self.image {
                    words.push_str(&text);
                }
            }
            // Ours has no marks of this kind: what looks like one is somebody's text.
            Event::Html(text) | Event::InlineHtml(text) => self.events.push(Event::Text(text)),
            Event::TaskListMarker(_) => {
                // The box is for a pencil.
                self.events.push(raw("<span class=\"box\" aria-hidden=\"true\">☐</span> "));
            }
            Event::Start(Tag::Table(columns)) => {
                // What is wider than the page is moved by the keyboard, too.
                let label = escaped(&self.under);
                self.events.push(raw(&format!(
                    "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\">"
                )));
                self.events.push(Event::Start(Tag::Table(columns)));
            }
            Event::End(TagEnd::Table) => {
                self.events.push(Event::End(TagEnd::Table));
                self.events.push(raw("</div>\n"));
            }
            event => {
                match &event {
                    Event::Start(Tag::Heading { .. }) => {
                        (self.in_heading, self.under) = (true, String::new());
                    }
                    Event::End(TagEnd::Heading(_)) => {
                        self.in_heading = false;
                        if self.title.is_empty() {
                            self.title.clone_from(&self.under);
                        }
                    }
                    Event::Text(text) if self.in_heading => self.under.push_str(text),
                    _ => {}
                }
                self.events.push(event);
            }
        }
    }
}

/// Returns a picture with the words that stand for it.
fn figure(words: &str, picture: &Picture) -> String {
    match picture {
        Picture::Inline(svg) => {
            format!("<figure role=\"img\" aria-label=\"{}\">\n{svg}</figure>\n", escaped(words))
        }
        Picture::Document(svg) => {
            format!("<figure><img src=\"{}\" alt=\"{}\"></figure>\n", address(svg), escaped(words))
        }
    }
}

/// Returns a document as an address that has all of it.
fn address(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len() * 5 / 4);
    out.push_str("data:image/svg+xml,");
    for c in svg.chars() {
        match c {
            '%' | '#' | '<' | '>' | '"' | '&' | '{' | '}' | '\\' | '^' | '|' | '`' | '?' | '\'' => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            '\n' | '\r' => out.push_str("%0A"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_its_title_its_tables_and_no_marks_of_others() {
        let text = "# Training &amp; pain\n\n## Runs\n\n| Day | Said |\n| --- | --- |\n| Mon | a &lt;b&gt; |\n\n<script>x</script>\n";
        let page = page(text, &Pictures::default());
        assert!(page.contains("<title>Training &amp; pain</title>"), "{page}");
        assert!(page.contains("<h2>Runs</h2>") && page.contains("<td>a &lt;b&gt;</td>"), "{page}");
        assert!(page.contains("role=\"region\" aria-label=\"Runs\""), "{page}");
        assert!(page.contains("role=\"region\" aria-label=\"Runs\""), "{page}");
        assert!(
            !page.contains("<script") && !page.contains("http://") && !page.contains("https://"),
            "{page}"
        );
    }

    #[test]
    fn a_picture_of_ours_stands_in_the_page_and_another_is_left_out() {
        let ours = Pictures::default();
        let x = ours.add(Picture::Document("<svg id=\"a\"/>".to_owned()));
        let text = format!("![Heel \"raise\"]({x})\n\n![Other](https://example.org/x.png)\n");
        let page = page(&text, &ours);
        let image = "<img src=\"data:image/svg+xml,%3Csvg id=%22a%22/%3E\" alt=\"Heel &quot;raise&quot;\">";
        assert!(page.contains(image), "{page}");
        assert!(!page.contains("example.org"), "{page}");
    }
}
