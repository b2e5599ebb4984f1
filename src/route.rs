//! Every address of the page: [`Route::href`] writes it, [`Route::parse`] reads it. Pure, tested on
//! the host. The address is the state: filters stand in it, and what cannot be read is left out.

use domain::activity::ActivityStatus;
use domain::address::Query;
use domain::check_in::Place;
use domain::ids::{ActivityId, ShiftId, SignUpId, StationId, TeamId};
pub use finder::Search;

/// One address.
#[derive(Debug, Clone, PartialEq)]
pub enum Route {
    Home,
    Activities(Search),
    Activity(ActivityId),
    /// Signing up where something has to be said; `shift` is chosen already.
    JoinActivity { activity: ActivityId, shift: Option<ShiftId> },
    /// Taking somebody's place over.
    StandIn(SignUpId),
    /// `next` is the own address to go to afterwards.
    LogIn { next: Option<String> },
    Join { next: Option<String> },
    StaffLogIn { next: Option<String> },
    Card,
    PaperCard,
    /// Reading a station's code; `code` came with the address, out of another scanner.
    Scan { code: Option<String> },
    Messages,
    Me,
    MySignUps,
    MyRecords,
    MyIdentity { next: Option<String> },
    MyLanguages { next: Option<String> },
    /// Guardians and minors; `code` came with the address.
    Guardian { code: Option<String> },
    MyDevices,
    MyLooks,
    Kiosk,
    /// A leader's phone takes scans for the activity.
    Scanner(ActivityId),
    Verify,
    Manage,
    ManagedActivities { team: Option<TeamId>, status: Option<ActivityStatus> },
    /// A new activity of a team; `like` another one.
    NewActivity { team: Option<TeamId>, like: Option<ActivityId> },
    EditActivity(ActivityId),
    ManagedActivity(ActivityId),
    /// Which station's board.
    Boards,
    /// The board of a station, or of an activity.
    Board(Place),
    AdminTeams,
    AdminStations,
    AdminStation(StationId),
    AdminPeople,
    NotFound,
}

/// Who may open a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    Everybody,
    /// Somebody logged in.
    LoggedIn,
    /// A volunteer.
    Volunteer,
    /// A volunteer, or whoever holds a phone that keeps a card, or has just read a code: it is shown before anybody is
    /// asked, and the page itself looks who is there.
    CardHolder,
    /// Somebody with a role; the server decides about the thing itself.
    Staff,
}

/// The frame a page stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frame {
    Public,
    Kiosk,
    Admin,
}

impl Route {
    /// Reads an address: path and query.
    pub fn parse(address: &str) -> Self {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let query = Query::read(query);
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let found = match parts.as_slice() {
            [] => Some(Self::Home),
            ["activities"] => Some(Self::Activities(Search::read(&query))),
            ["activities", id] => id.parse().ok().map(Self::Activity),
            ["activities", id, "join"] => id.parse().ok().map(|activity| Self::JoinActivity { activity, shift: query.read_as("shift") }),
            ["stand-ins", id] => id.parse().ok().map(Self::StandIn),
            ["login"] => Some(Self::LogIn { next: next_of(&query) }),
            ["join"] => Some(Self::Join { next: next_of(&query) }),
            ["staff-login"] => Some(Self::StaffLogIn { next: next_of(&query) }),
            ["card"] => Some(Self::Card),
            ["card", "paper"] => Some(Self::PaperCard),
            ["scan"] => Some(Self::Scan { code: query.get("c").map(str::to_owned) }),
            ["messages"] => Some(Self::Messages),
            ["me"] => Some(Self::Me),
            ["me", "sign-ups"] => Some(Self::MySignUps),
            ["me", "records"] => Some(Self::MyRecords),
            ["me", "identity"] => Some(Self::MyIdentity { next: next_of(&query) }),
            ["me", "languages"] => Some(Self::MyLanguages { next: next_of(&query) }),
            ["me", "guardian"] => Some(Self::Guardian { code: query.get("code").map(str::to_owned) }),
            ["me", "devices"] => Some(Self::MyDevices),
            ["me", "looks"] => Some(Self::MyLooks),
            ["kiosk"] => Some(Self::Kiosk),
            ["scanner", id] => id.parse().ok().map(Self::Scanner),
            ["verify"] => Some(Self::Verify),
            ["manage"] => Some(Self::Manage),
            ["manage", "activities"] => Some(Self::ManagedActivities { team: query.read_as("team"), status: status_of(&query) }),
            ["manage", "activities", "new"] => Some(Self::NewActivity { team: query.read_as("team"), like: query.read_as("like") }),
            ["manage", "activities", id, "edit"] => id.parse().ok().map(Self::EditActivity),
            ["manage", "activities", id] => id.parse().ok().map(Self::ManagedActivity),
            ["station"] => Some(Self::Boards),
            ["station", id] => id.parse().ok().map(|id| Self::Board(Place::Station(id))),
            ["manage", "activities", id, "board"] => id.parse().ok().map(|id| Self::Board(Place::Activity(id))),
            ["admin", "teams"] => Some(Self::AdminTeams),
            ["admin", "stations"] => Some(Self::AdminStations),
            ["admin", "stations", id] => id.parse().ok().map(Self::AdminStation),
            ["admin", "people"] => Some(Self::AdminPeople),
            _ => None,
        };
        found.unwrap_or(Self::NotFound)
    }

    /// The address, as links carry it.
    pub fn href(&self) -> String {
        match self {
            Self::Home => "/".into(),
            Self::Activities(search) => search.query().on("/activities"),
            Self::Activity(id) => format!("/activities/{id}"),
            Self::JoinActivity { activity, shift } => Query::default().shown("shift", shift.as_ref()).on(&format!("/activities/{activity}/join")),
            Self::StandIn(id) => format!("/stand-ins/{id}"),
            Self::LogIn { next } => with_next("/login", next),
            Self::Join { next } => with_next("/join", next),
            Self::StaffLogIn { next } => with_next("/staff-login", next),
            Self::Card => "/card".into(),
            Self::PaperCard => "/card/paper".into(),
            Self::Scan { code } => Query::default().text("c", code.as_deref()).on("/scan"),
            Self::Messages => "/messages".into(),
            Self::Me => "/me".into(),
            Self::MySignUps => "/me/sign-ups".into(),
            Self::MyRecords => "/me/records".into(),
            Self::MyIdentity { next } => with_next("/me/identity", next),
            Self::MyLanguages { next } => with_next("/me/languages", next),
            Self::Guardian { code } => Query::default().text("code", code.as_deref()).on("/me/guardian"),
            Self::MyDevices => "/me/devices".into(),
            Self::MyLooks => "/me/looks".into(),
            Self::Kiosk => "/kiosk".into(),
            Self::Scanner(id) => format!("/scanner/{id}"),
            Self::Verify => "/verify".into(),
            Self::Manage => "/manage".into(),
            Self::ManagedActivities { team, status } => Query::default().shown("team", team.as_ref()).text("status", status.map(ActivityStatus::as_str)).on("/manage/activities"),
            Self::NewActivity { team, like } => Query::default().shown("team", team.as_ref()).shown("like", like.as_ref()).on("/manage/activities/new"),
            Self::EditActivity(id) => format!("/manage/activities/{id}/edit"),
            Self::ManagedActivity(id) => format!("/manage/activities/{id}"),
            Self::Boards => "/station".into(),
            Self::Board(Place::Station(id)) => format!("/station/{id}"),
            Self::Board(Place::Activity(id)) => format!("/manage/activities/{id}/board"),
            Self::AdminTeams => "/admin/teams".into(),
            Self::AdminStations => "/admin/stations".into(),
            Self::AdminStation(id) => format!("/admin/stations/{id}"),
            Self::AdminPeople => "/admin/people".into(),
            Self::NotFound => "/not-found".into(),
        }
    }

    /// The list of activities without any filter.
    pub fn all_activities() -> Self {
        Self::Activities(Search::default())
    }

    /// The list of activities one manages, without any filter.
    pub fn all_managed() -> Self {
        Self::ManagedActivities { team: None, status: None }
    }

    /// The page this address belongs to: the same while only its filters change.
    pub fn page(&self) -> Self {
        match self {
            Self::Activities(_) => Self::all_activities(),
            Self::ManagedActivities { .. } => Self::all_managed(),
            Self::Scan { .. } => Self::Scan { code: None },
            Self::JoinActivity { activity, .. } => Self::JoinActivity { activity: *activity, shift: None },
            other => other.clone(),
        }
    }

    /// Who may open it. A scanner opens for everybody, because without network nobody can be asked who is there: the page looks itself.
    pub fn entry(&self) -> Entry {
        match self {
            Self::Home | Self::Activities(_) | Self::Activity(_) | Self::LogIn { .. } | Self::Join { .. } | Self::StaffLogIn { .. } | Self::Kiosk
            | Self::Scanner(_) | Self::Verify | Self::NotFound => Entry::Everybody,
            Self::Messages | Self::Me | Self::MyDevices | Self::MyLooks => Entry::LoggedIn,
            Self::Card | Self::Scan { .. } => Entry::CardHolder,
            Self::PaperCard | Self::MySignUps | Self::MyRecords | Self::MyIdentity { .. } | Self::MyLanguages { .. } | Self::Guardian { .. } | Self::JoinActivity { .. }
            | Self::StandIn(_) => Entry::Volunteer,
            Self::Manage | Self::ManagedActivities { .. } | Self::NewActivity { .. } | Self::EditActivity(_) | Self::ManagedActivity(_) | Self::Boards | Self::Board(_)
            | Self::AdminTeams | Self::AdminStations | Self::AdminStation(_) | Self::AdminPeople => Entry::Staff,
        }
    }

    /// The frame it stands in.
    pub fn frame(&self) -> Frame {
        match self {
            Self::Kiosk | Self::Scanner(_) => Frame::Kiosk,
            _ if self.entry() == Entry::Staff => Frame::Admin,
            _ => Frame::Public,
        }
    }
}

fn with_next(path: &str, next: &Option<String>) -> String {
    Query::default().text("next", next.as_deref()).on(path)
}

fn status_of(query: &Query) -> Option<ActivityStatus> {
    ActivityStatus::ALL.into_iter().find(|status| query.get("status") == Some(status.as_str()))
}

/// Only an address of our own is followed: `//evil.example` and `https:` are dropped.
fn next_of(query: &Query) -> Option<String> {
    query.get("next").filter(|next| next.starts_with('/') && !next.starts_with("//") && !next.contains('\\')).map(str::to_owned)
}

#[cfg(test)]
mod tests;
