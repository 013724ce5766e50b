//! Where the runner's files are.
//!
//! XDG folders on Linux and macOS, the native ones on Windows; `RUNUP_HOME` puts everything
//! under one folder. [`Paths::of`] is pure; only [`Given::from_environment`] looks around.

use std::env;
use std::path::PathBuf;

use etcetera::BaseStrategy;

const NAME: &str = "runup";

/// What the environment says about folders.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given {
    /// `RUNUP_HOME`; empty counts as not set.
    pub runup_home: Option<PathBuf>,
    /// The folders that all programs share; `None` without a home folder.
    pub shared: Option<Shared>,
}

/// The folders that all programs of a user share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// Settings.
    pub config: PathBuf,
    /// What the user keeps.
    pub data: PathBuf,
    /// What a program remembers here; `None` if the system has no such folder (Windows).
    pub state: Option<PathBuf>,
    /// What can be made again.
    pub cache: PathBuf,
}

/// No folder is known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("can't find the home folder\nhint: set HOME, or set RUNUP_HOME to a folder you can write to")]
pub struct NoHome;

/// The program's four folders. None of them need exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// Settings and keys.
    pub config: PathBuf,
    /// The history and the runner's own routines.
    pub data: PathBuf,
    /// What belongs to this device: its id, running sessions, the log.
    pub state: PathBuf,
    /// What can be made again: spoken phrases.
    pub cache: PathBuf,
}

impl Given {
    /// Asks the environment.
    pub fn from_environment() -> Self {
        let home = env::var_os("RUNUP_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
        // A relative folder must stay the same one when the program changes its own.
        let runup_home = home.map(|home| std::path::absolute(&home).unwrap_or(home));
        let shared = etcetera::choose_base_strategy().ok().map(|base| Shared {
            config: base.config_dir(),
            data: base.data_dir(),
            state: base.state_dir(),
            cache: base.cache_dir(),
        });
        Self { runup_home, shared }
    }
}

impl Paths {
    /// Returns the folders for what the environment says.
    pub fn of(given: &Given) -> Result<Self, NoHome> {
        let Given { runup_home, shared } = given;
        if let Some(home) = runup_home.as_deref().filter(|home| !home.as_os_str().is_empty()) {
            let [config, data, state, cache] =
                ["config", "data", "state", "cache"].map(|name| home.join(name));
            return Ok(Self { config, data, state, cache });
        }
        let Shared { config, data, state, cache } = shared.as_ref().ok_or(NoHome)?;
        let own = |folder: &PathBuf| folder.join(NAME);
        Ok(match state {
            Some(state) => {
                Self { config: own(config), data: own(data), state: own(state), cache: own(cache) }
            }
            // Windows shares one folder between config and data, and one between state and cache.
            None => Self {
                config: own(config).join("config"),
                data: own(data).join("data"),
                state: own(cache).join("state"),
                cache: own(cache).join("cache"),
            },
        })
    }

    /// Returns the folder of the history.
    pub fn history(&self) -> PathBuf {
        self.data.join("history")
    }

    /// Returns the folder of the journals of running sessions.
    pub fn sessions(&self) -> PathBuf {
        self.state.join("session")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(state: Option<&str>) -> Shared {
        Shared {
            config: "/h/.config".into(),
            data: "/h/.local/share".into(),
            state: state.map(PathBuf::from),
            cache: "/h/.cache".into(),
        }
    }

    #[test]
    fn each_shared_folder_holds_one_of_ours() {
        let paths =
            Paths::of(&Given { runup_home: None, shared: Some(shared(Some("/h/.local/state"))) }).unwrap();
        assert_eq!(paths.config, PathBuf::from("/h/.config/runup"));
        assert_eq!(paths.history(), PathBuf::from("/h/.local/share/runup/history"));
        assert_eq!(paths.sessions(), PathBuf::from("/h/.local/state/runup/session"));
        assert_eq!(paths.cache, PathBuf::from("/h/.cache/runup"));
    }

    #[test]
    fn runup_home_puts_all_four_under_one_folder() {
        for shared in [Some(shared(Some("/h/.local/state"))), None] {
            let paths = Paths::of(&Given { runup_home: Some("/r".into()), shared }).unwrap();
            assert_eq!(
                [paths.config, paths.data, paths.state, paths.cache],
                ["/r/config", "/r/data", "/r/state", "/r/cache"].map(PathBuf::from)
            );
        }
    }

    #[test]
    fn an_empty_runup_home_is_not_set() {
        let given = Given { runup_home: Some(PathBuf::new()), shared: Some(shared(Some("/s"))) };
        assert_eq!(Paths::of(&given), Paths::of(&Given { runup_home: None, ..given.clone() }));
    }

    #[test]
    fn without_a_state_folder_none_of_the_four_meet() {
        let paths = Paths::of(&Given { runup_home: None, shared: Some(shared(None)) }).unwrap();
        let all = [paths.config, paths.data, paths.state, paths.cache];
        for (i, one) in all.iter().enumerate() {
            assert!(
                all.iter().enumerate().all(|(j, other)| i == j || !other.starts_with(one)),
                "{}",
                one.display()
            );
        }
    }

    #[test]
    fn without_a_home_there_are_no_folders() {
        assert_eq!(Paths::of(&Given::default()), Err(NoHome));
    }
}
