//! The list of routines, read once, for the screen of routines.

use super::Core;
use crate::library::Origin;
use crate::routine::{Id, Routine};

/// A routine as it is listed.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// Its id.
    pub id: Id,
    /// Whose it is.
    pub origin: Origin,
    /// The routine as its file has it; or what is wrong with it.
    pub content: Result<Box<Routine>, String>,
}

impl Listed {
    /// Returns its name; the id of what cannot be read.
    pub fn name(&self) -> &str {
        self.content.as_ref().map_or(self.id.as_str(), |routine| &routine.name)
    }

    /// Returns the routine, if it can be read.
    pub fn routine(&self) -> Option<&Routine> {
        self.content.as_ref().ok().map(|routine| &**routine)
    }
}

impl Core {
    /// Returns the routines, in the order listed.
    pub fn routine_ids(&self) -> Vec<Id> {
        self.catalogue().iter().map(|listed| listed.id.clone()).collect()
    }

    /// Returns the routines in the order listed: by when they are done, then by name.
    ///
    /// The files are read and checked at the first call and cached.
    pub fn catalogue(&self) -> &[Listed] {
        self.catalogue.get_or_init(|| {
            let mut all: Vec<Listed> = self
                .history
                .library()
                .routines()
                .map(|(id, origin)| self.listed(id.clone(), origin))
                .collect();
            // What cannot be read stands at the end.
            let first = |listed: &Listed| listed.routine().map(|routine| routine.when.first().copied());
            all.sort_by_key(|listed| {
                let when = first(listed);
                (when.is_none(), when.flatten().is_none(), when.flatten(), listed.name().to_lowercase())
            });
            all
        })
    }

    fn listed(&self, id: Id, origin: Origin) -> Listed {
        let content = match self.history.library().routine(&id) {
            Ok(routine) => Ok(Box::new(routine)),
            Err(error) => Err(error.to_string()),
        };
        Listed { id, origin, content }
    }
}
