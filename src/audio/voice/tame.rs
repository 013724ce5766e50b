//! A program that is not trusted: in a process group of its own, within limits, and ended with
//! all that it started.
//!
//! A child that leaves the group (`setsid`) cannot be followed without a system service; it still
//! has the limits on what it may write and compute.

use std::io;
use std::process::{Child, Command, ExitStatus};

/// A running program; dropping it ends it.
#[derive(Debug)]
pub(super) struct Tamed {
    child: Child,
    /// Until its end has been taken notice of, its process group is certainly its own.
    status: Option<ExitStatus>,
}

impl Tamed {
    /// Starts a program.
    pub(super) fn start(mut command: Command) -> io::Result<Self> {
        system::prepare(&mut command);
        let child = command.spawn()?;
        system::limit(&child);
        Ok(Self { child, status: None })
    }

    /// Returns how the program ended, once it has, and ends what it left behind.
    pub(super) fn ended(&mut self) -> Option<ExitStatus> {
        if self.status.is_none() && system::has_ended(&mut self.child) {
            self.end();
        }
        self.status
    }

    fn end(&mut self) {
        if self.status.is_none() {
            // Before the program is waited for, or its number may be another's already.
            system::kill(&mut self.child);
            self.status = self.child.wait().ok();
        }
    }
}

impl Drop for Tamed {
    fn drop(&mut self) {
        self.end();
    }
}

#[cfg(unix)]
mod system {
    use std::os::unix::process::CommandExt;
    use std::process::{Child, Command};

    use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};

    /// Most bytes of one file, should it grow faster than it is looked at. Shared memory counts
    /// too, and the sound libraries that an engine may load take 64 MB of that.
    #[cfg(target_os = "linux")]
    const LARGEST_FILE: u64 = 128_000_000;

    pub(super) fn prepare(command: &mut Command) {
        command.process_group(0);
    }

    /// Limits what the program, and all that it starts from now on, may do.
    #[cfg(target_os = "linux")]
    pub(super) fn limit(child: &Child) {
        use rustix::process::{Resource, Rlimit, prlimit};
        let most = |value: u64| Rlimit { current: Some(value), maximum: Some(value) };
        for (resource, value) in [
            (Resource::Fsize, LARGEST_FILE),
            // Seconds of computing; one that hangs without computing is killed by the clock.
            (Resource::Cpu, 10),
            (Resource::Core, 0),
        ] {
            // It may have ended already.
            let _ = prlimit(Some(Pid::from_child(child)), resource, most(value));
        }
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn limit(_child: &Child) {}

    pub(super) fn has_ended(child: &mut Child) -> bool {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        // When it cannot be asked it counts as ended: then it is killed and waited for.
        waitid(WaitId::Pid(Pid::from_child(child)), options).map_or(true, |status| status.is_some())
    }

    pub(super) fn kill(child: &mut Child) {
        // There may be nobody left.
        let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
    }
}

#[cfg(not(unix))]
mod system {
    use std::process::{Child, Command};

    /// No console window comes up.
    #[cfg(windows)]
    pub(super) fn prepare(command: &mut Command) {
        const CREATE_NO_WINDOW: u32 = 0x0800_0000;
        std::os::windows::process::CommandExt::creation_flags(command, CREATE_NO_WINDOW);
    }

    #[cfg(not(windows))]
    pub(super) fn prepare(_command: &mut Command) {}

    pub(super) fn limit(_child: &Child) {}

    pub(super) fn has_ended(child: &mut Child) -> bool {
        child.try_wait().map_or(true, |status| status.is_some())
    }

    pub(super) fn kill(child: &mut Child) {
        // It may have ended already.
        let _ = child.kill();
    }
}
