//! Who is looking. Asked once at the start, changed by logging in and out, and by any answer that
//! says the session has ended.

use crate::api::{self, ApiError};
use crate::browser::{offline, storage};
use domain::api::session::{GetWhoAmI, LoggedIn};
use domain::can::{PersonKind, Role, Viewer};
use domain::ids::PersonId;
use leptos::prelude::*;

/// Where this device remembers [`remembered`].
const VOLUNTEER: &str = "volunteer";

/// What is known of the person in front of the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Who {
    /// The server has not answered yet.
    Unknown,
    /// The server could not be asked.
    Unasked(ApiError),
    Nobody,
    Somebody(LoggedIn),
}

impl Who {
    /// The person, if somebody is logged in.
    pub fn somebody(&self) -> Option<&LoggedIn> {
        match self {
            Self::Somebody(person) => Some(person),
            _ => None,
        }
    }

    /// Whether a volunteer is logged in.
    pub fn is_volunteer(&self) -> bool {
        self.somebody().is_some_and(|person| person.kind == PersonKind::Volunteer)
    }

    /// Whether somebody with a role is logged in.
    pub fn has_role(&self) -> bool {
        self.somebody().is_some_and(|person| !person.grants.is_empty())
    }

    /// The person as [`domain::can::may`] sees them, to explain what a button would answer.
    pub fn viewer(&self) -> Viewer {
        self.somebody().map_or(Viewer::Anonymous, |person| Viewer::Person { id: person.person, kind: person.kind, roles: self.roles() })
    }

    /// The roles of the person.
    pub fn roles(&self) -> Vec<Role> {
        self.somebody().map(|person| person.grants.iter().map(|grant| grant.role.clone()).collect()).unwrap_or_default()
    }

    /// Whether somebody runs a division.
    pub fn is_administrator(&self) -> bool {
        self.somebody().is_some_and(|person| person.grants.iter().any(|grant| matches!(grant.role, Role::Administrator { .. })))
    }
}

/// Before the names of entries in the browser's storage that tell of people: they go when whoever was shown them does.
pub const OWN: &str = "own:";

thread_local! {
    static WHO: ArcRwSignal<Who> = ArcRwSignal::new(Who::Unknown);
}

/// Who is looking, tracked.
pub fn who() -> ArcRwSignal<Who> {
    WHO.with(Clone::clone)
}

/// Asks the server.
pub async fn ask() {
    match api::send::<GetWhoAmI>((), &(), &()).await {
        Ok(answer) => set(answer.viewer),
        Err(error) => who().set(Who::Unasked(error)),
    }
}

/// Somebody logged in, or out. What this device keeps of somebody else is deleted.
pub fn set(viewer: Option<LoggedIn>) {
    let now = viewer.map_or(Who::Nobody, Who::Somebody);
    let who = who();
    if who.with_untracked(|before| *before != now) {
        let known = who.with_untracked(|before| before.somebody().map(|person| person.person));
        if now.somebody().is_none_or(|person| known.is_some_and(|known| known != person.person)) {
            offline::forget_answers();
            storage::keys(OWN).iter().for_each(|key| storage::forget(key));
        }
        match now.somebody().filter(|_| now.is_volunteer()) {
            Some(volunteer) => storage::write(VOLUNTEER, &volunteer.person.to_string()),
            None => storage::forget(VOLUNTEER),
        }
        who.set(now);
    }
}

/// The volunteer who was logged in here last, and has not logged out: without network nobody can be asked.
pub fn remembered() -> Option<PersonId> {
    storage::read(VOLUNTEER)?.parse().ok()
}

/// The person who is here, tracked; while nobody can be asked, the volunteer who was here last.
pub fn here_or_last() -> Option<PersonId> {
    who().with(|who| who.somebody().map(|person| person.person)).or_else(remembered)
}

/// The server says that nobody is logged in any more.
pub fn ended() {
    if who().with_untracked(|who| who.somebody().is_some()) {
        set(None);
    }
}

/// All messages were read.
pub fn messages_read() {
    let viewer = who().get_untracked().somebody().cloned();
    if let Some(person) = viewer {
        set(Some(LoggedIn { unread: 0, ..person }));
    }
}
