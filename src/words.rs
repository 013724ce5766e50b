//! Sentences, by topic, made from data: the screens, the commands and lines of text say the same in the same words.
//!
//! What decides something stands below and knows no sentence of it.

pub mod evidence;
pub mod page;
pub mod routine;
