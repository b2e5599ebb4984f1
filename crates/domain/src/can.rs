//! Who may do what: one function, [`may`], for server and page alike.
//!
//! A right is a role with a scope. An administrator's scope is a division and all inside it; a
//! leader's is a team; a keeper's is a station. Everybody has a right to the own data, and nobody
//! gets any from being logged in alone.

use crate::division::DivisionCode;
use crate::ids::{DeviceId, GrantId, PersonId, StationId, TeamId};
use serde::{Deserialize, Serialize};

/// A role and where it holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "role", rename_all = "snake_case", deny_unknown_fields)]
pub enum Role {
    /// Runs the network of a division and all inside it.
    Administrator { division: DivisionCode },
    /// Runs the activities of a team.
    TeamLeader { team: TeamId },
    /// Keeps a station.
    StationKeeper { station: StationId },
}

/// A role somebody was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Grant {
    pub id: GrantId,
    #[serde(flatten)]
    pub role: Role,
    /// Name of the division, team or station, for the page.
    pub scope_name: String,
}

/// Whether a person serves or works here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PersonKind {
    /// Has a volunteer number; logs in by phone.
    Volunteer,
    /// Logs in by name and password.
    Staff,
}

/// Who is asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Viewer {
    /// Nobody is logged in.
    Anonymous,
    /// A person is.
    Person { id: PersonId, kind: PersonKind, roles: Vec<Role> },
    /// An enrolled kiosk.
    Kiosk { device: DeviceId, station: StationId },
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// See and change the own account, sign-ups and records.
    OwnAccount,
    /// Take a place in a shift.
    SignUp,
    /// Make and change teams.
    ManageTeams,
    /// Make and change stations.
    ManageStations,
    /// Make, change, publish and call off a team's activities, and read its drafts.
    ManageActivities,
    /// Look at activities that teams hand in before the public sees them.
    ReviewActivities,
    /// See who signed up and who is in, with names.
    SeeRoster,
    /// Make enrolment codes for a station's kiosks and revoke them.
    ManageKiosks,
    /// See the day of a station or an activity, settle scans that need it, enter records by hand and approve those of others.
    SettleAttendance,
    /// Find people by name or number.
    FindPeople,
    /// Give and take roles.
    ManageGrants,
    /// Make cards on paper for others, and revoke cards.
    IssueCards,
    /// See what was reported about activities, and answer.
    SettleReports,
    /// Deliver scans.
    Scan,
}

/// Where an action would take place. What is not known cannot be matched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The division the thing lies in.
    pub division: Option<DivisionCode>,
    /// The team that owns it.
    pub team: Option<TeamId>,
    /// The station it belongs to.
    pub station: Option<StationId>,
    /// The person whose data it is.
    pub owner: Option<PersonId>,
}

impl Facts {
    /// Something inside `division`.
    pub fn in_division(division: DivisionCode) -> Self {
        Self { division: Some(division), ..Self::default() }
    }

    /// Something of one person.
    pub fn of(owner: PersonId) -> Self {
        Self { owner: Some(owner), ..Self::default() }
    }
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Denied {
    /// Logging in would help.
    NotLoggedIn,
    /// Only volunteers have this.
    NotAVolunteer,
    /// No role of theirs covers this.
    NoRole,
    /// A role would, but not here.
    OutsideScope,
}

/// Whether `viewer` may do `action` where `facts` say.
///
/// # Errors
/// Why not; the weakest reason, so that nothing is learnt about things out of sight.
pub fn may(viewer: &Viewer, action: Action, facts: &Facts) -> Result<(), Denied> {
    match viewer {
        Viewer::Anonymous => Err(Denied::NotLoggedIn),
        Viewer::Kiosk { station, .. } => match action {
            Action::Scan if facts.station == Some(*station) => Ok(()),
            Action::Scan => Err(Denied::OutsideScope),
            _ => Err(Denied::NotLoggedIn),
        },
        Viewer::Person { id, kind, roles } => match action {
            Action::OwnAccount if facts.owner == Some(*id) => Ok(()),
            Action::OwnAccount => Err(Denied::OutsideScope),
            Action::SignUp if *kind == PersonKind::Volunteer => Ok(()),
            Action::SignUp => Err(Denied::NotAVolunteer),
            Action::Scan => Err(Denied::NoRole),
            _ => by_role(roles, action, facts),
        },
    }
}

fn by_role(roles: &[Role], action: Action, facts: &Facts) -> Result<(), Denied> {
    let mut reason = Denied::NoRole;
    for role in roles {
        match covers(role, action, facts) {
            Some(true) => return Ok(()),
            Some(false) => reason = Denied::OutsideScope,
            None => {}
        }
    }
    Err(reason)
}

/// Whether the role knows this action at all, and if so, whether here.
fn covers(role: &Role, action: Action, facts: &Facts) -> Option<bool> {
    match (role, action) {
        (Role::Administrator { division }, _) => Some(facts.division.as_ref().is_some_and(|d| division.contains(d))),
        (Role::TeamLeader { team }, Action::ManageActivities | Action::SeeRoster | Action::SettleAttendance) => Some(facts.team == Some(*team)),
        (Role::StationKeeper { station }, Action::SeeRoster | Action::ManageKiosks | Action::SettleAttendance) => Some(facts.station == Some(*station)),
        _ => None,
    }
}

/// The divisions an administrator's roles cover; a store filters lists by them.
pub fn administered(roles: &[Role]) -> Vec<&DivisionCode> {
    roles.iter().filter_map(|role| if let Role::Administrator { division } = role { Some(division) } else { None }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(kind: PersonKind, roles: &[Role]) -> Viewer {
        Viewer::Person { id: PersonId::from_raw(1), kind, roles: roles.to_vec() }
    }

    fn division(code: &str) -> DivisionCode {
        code.parse().unwrap()
    }

    /// Roles down, actions across: what each may inside the own scope, and nothing outside it.
    #[test]
    fn the_table_of_rights() {
        let here = Facts {
            division: Some(division("431002001001")), team: Some(TeamId::from_raw(5)), station: Some(StationId::from_raw(6)), owner: Some(PersonId::from_raw(1)),
        };
        let elsewhere = Facts {
            division: Some(division("431003")), team: Some(TeamId::from_raw(55)), station: Some(StationId::from_raw(66)), owner: Some(PersonId::from_raw(11)),
        };
        use Action::*;
        let all = [
            OwnAccount, SignUp, ManageTeams, ManageStations, ManageActivities, ReviewActivities, SeeRoster, ManageKiosks, SettleAttendance, FindPeople, ManageGrants, IssueCards,
            SettleReports, Scan,
        ];
        let administrator = person(PersonKind::Staff, &[Role::Administrator { division: division("431002") }]);
        let leader = person(PersonKind::Volunteer, &[Role::TeamLeader { team: TeamId::from_raw(5) }]);
        let keeper = person(PersonKind::Staff, &[Role::StationKeeper { station: StationId::from_raw(6) }]);
        let kiosk = Viewer::Kiosk { device: DeviceId::from_raw(9), station: StationId::from_raw(6) };
        let table: [(&str, Viewer, &[Action], &[Action]); 6] = [
            ("anonymous", Viewer::Anonymous, &[], &[]),
            ("volunteer", person(PersonKind::Volunteer, &[]), &[OwnAccount, SignUp], &[SignUp]),
            ("leader", leader, &[OwnAccount, SignUp, ManageActivities, SeeRoster, SettleAttendance], &[SignUp]),
            ("keeper", keeper, &[OwnAccount, SeeRoster, ManageKiosks, SettleAttendance], &[]),
            (
                "administrator", administrator,
                &[OwnAccount, ManageTeams, ManageStations, ManageActivities, ReviewActivities, SeeRoster, ManageKiosks, SettleAttendance, FindPeople, ManageGrants, IssueCards, SettleReports],
                &[],
            ),
            ("kiosk", kiosk, &[Scan], &[]),
        ];
        for (name, viewer, inside, outside) in table {
            for action in all {
                assert_eq!(may(&viewer, action, &here).is_ok(), inside.contains(&action), "{name} {action:?} inside");
                assert_eq!(may(&viewer, action, &elsewhere).is_ok(), outside.contains(&action), "{name} {action:?} outside");
                assert_eq!(may(&viewer, action, &Facts::default()).is_ok(), outside.contains(&action), "{name} {action:?} nowhere");
            }
        }
    }

    #[test]
    fn the_reason_tells_whether_a_role_is_missing_or_the_place_is_wrong() {
        let leader = person(PersonKind::Volunteer, &[Role::TeamLeader { team: TeamId::from_raw(5) }]);
        assert_eq!(may(&leader, Action::SeeRoster, &Facts::default()), Err(Denied::OutsideScope));
        assert_eq!(may(&leader, Action::ManageTeams, &Facts::default()), Err(Denied::NoRole));
        assert_eq!(may(&person(PersonKind::Staff, &[]), Action::SignUp, &Facts::default()), Err(Denied::NotAVolunteer));
    }
}
