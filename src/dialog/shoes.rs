//! What is typed about pairs of shoes, a line at a time.

/// What is typed on the screen of shoes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShoeLine {
    /// The name of a new pair.
    New,
    /// What a new pair went before its first run here.
    Before {
        /// Its name.
        name: String,
    },
    /// Another name of the chosen pair.
    Name,
    /// The distance at which to tell of the chosen pair.
    Remind,
}

impl ShoeLine {
    /// True if it is about a pair that is not there yet.
    pub const fn is_about_a_new_pair(&self) -> bool {
        matches!(self, Self::New | Self::Before { .. })
    }

    /// Returns the name that was typed before.
    pub fn name(&self) -> Option<&str> {
        if let Self::Before { name } = self { Some(name) } else { None }
    }
}
