//! stub
use ratatui::Frame;
use crate::app::App;
use crate::session::Now;
/// Look.
#[derive(Debug, Clone, Copy)]
pub struct Look;
impl Look {
    /// Look.
    pub fn from_no_color(_: bool) -> Self { Self }
}
/// Draw.
pub fn draw(frame: &mut Frame, app: &App, now: Now, _look: &Look) {
    let text = match app.session() { Some(s) => format!("{:?} {} {:?}", s.player().segment().kind, s.step().exercise.name, s.player().elapsed(now.mono)), None => format!("{:?}", app.screen()) };
    frame.render_widget(ratatui::widgets::Paragraph::new(text), frame.area());
}
