//! The context of a key press: the screen, and the question there.

/// The context of a key press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// Holds on every screen.
    Everywhere,
    /// The first start.
    Welcome,
    /// Today.
    Today,
    /// Today, while a digit answers what is asked there.
    Due,
    /// The check-in.
    CheckIn,
    /// A run that was done without the program.
    ManualRun,
    /// The time that there is, before a routine starts.
    Minutes,
    /// The weights of a routine.
    Weights,
    /// The start of a plan.
    PlanSetup,
    /// The plan that runs.
    Plan,
    /// The plan, while a digit chooses what follows it.
    PlanThen,
    /// The plan, while its next run is moved.
    PlanMove,
    /// The plan, while its run days are chosen.
    PlanDays,
    /// The plan, while it is chosen how far the long run grows.
    PlanGoal,
    /// The Progress tab.
    Progress,
    /// The pairs of shoes.
    Shoes,
    /// The list of entries.
    Entries,
    /// An entry being edited.
    Entry,
    /// A line that is typed.
    Typing,
    /// Why a day of the plan is as it is.
    Explained,
    /// The list of routines.
    Routines,
    /// The settings.
    Settings,
    /// A routine in full.
    About,
    /// The player.
    Player,
    /// The player, with a run.
    Run,
    /// The player's question whether to leave.
    Leaving,
    /// The player, while the result of a test is entered.
    TestEntry,
    /// The end of a session.
    Summary,
    /// The end of a run.
    RunSummary,
    /// The results of the tests.
    Tested,
    /// A text for the phone.
    Phone,
    /// A file that is being written.
    Preview,
    /// The keys.
    Help,
    /// The lines of what may be wrong.
    Signs,
    /// A question about warning signs.
    Asked,
    /// Whether the sign that was named is really there.
    Sure,
    /// What to do about a warning sign that locks nothing.
    Told,
    /// What is locked, and why.
    Locked,
    /// A routine that did not begin.
    Stopped,
}

impl Context {
    /// All contexts, in the order in which help lists them.
    pub const ALL: [Self; 39] = [
        Self::Welcome,
        Self::Today,
        Self::Due,
        Self::CheckIn,
        Self::ManualRun,
        Self::Minutes,
        Self::Weights,
        Self::PlanSetup,
        Self::Plan,
        Self::PlanThen,
        Self::PlanMove,
        Self::PlanDays,
        Self::PlanGoal,
        Self::Explained,
        Self::Progress,
        Self::Shoes,
        Self::Entries,
        Self::Entry,
        Self::Typing,
        Self::Routines,
        Self::Settings,
        Self::About,
        Self::Player,
        Self::Run,
        Self::Leaving,
        Self::TestEntry,
        Self::Tested,
        Self::Summary,
        Self::Phone,
        Self::RunSummary,
        Self::Signs,
        Self::Asked,
        Self::Sure,
        Self::Told,
        Self::Locked,
        Self::Stopped,
        Self::Preview,
        Self::Help,
        Self::Everywhere,
    ];

    /// Returns the heading in help and book.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Everywhere => "everywhere",
            Self::Welcome => "first start",
            Self::Today => "Today",
            Self::Due => "Today, with a question",
            Self::CheckIn => "check-in",
            Self::ManualRun => "log a run",
            Self::Minutes => "minutes you have",
            Self::Weights => "weights",
            Self::PlanSetup => "new plan",
            Self::Plan => "Plan",
            Self::PlanThen => "Plan, after the last run",
            Self::PlanMove => "Plan, moving a run",
            Self::PlanDays => "Plan, choosing run days",
            Self::PlanGoal => "Plan, choosing a goal",
            Self::Explained => "why: a day of the plan",
            Self::Progress => "Progress",
            Self::Shoes => "shoes",
            Self::Entries => "entries",
            Self::Entry => "an entry",
            Self::Typing => "typing",
            Self::Routines => "Routines",
            Self::Settings => "Settings",
            Self::About => "about a routine",
            Self::Player => "player",
            Self::Run => "player, during a run",
            Self::Leaving => "player, before stopping",
            Self::TestEntry => "test result",
            Self::Tested => "after the tests",
            Self::Summary => "after a routine",
            Self::RunSummary => "after a run",
            Self::Phone => "for the phone",
            Self::Preview => "preview",
            Self::Help => "help",
            Self::Signs => "something is wrong",
            Self::Asked => "warning signs",
            Self::Sure => "warning sign, are you sure",
            Self::Told => "advice",
            Self::Locked => "locked",
            Self::Stopped => "not today",
        }
    }

    /// True if every letter is what it says, and asks for nothing.
    pub const fn takes_letters(self) -> bool {
        matches!(self, Self::Typing)
    }

    /// Returns the context whose keys hold here too, if nothing else has them.
    pub const fn below(self) -> Option<Self> {
        match self {
            Self::Due => Some(Self::Today),
            Self::PlanThen => Some(Self::Plan),
            _ => None,
        }
    }
}
