//! Words for teams, stations and roles.

use crate::t;
use domain::can::Role;
use domain::station::StationKind;
use domain::team::TeamForm;

/// The legal form of a team.
pub fn team_form(form: TeamForm) -> &'static str {
    match form {
        TeamForm::LegalEntity => t!(manage.form_legal_entity),
        TeamForm::FiledGroup => t!(manage.form_filed_group),
        TeamForm::UnitGroup => t!(manage.form_unit_group),
    }
}

/// The kind of a station.
pub fn station_kind(kind: StationKind) -> &'static str {
    match kind {
        StationKind::UStation => t!(manage.kind_u_station),
        StationKind::LeiFengHome => t!(manage.kind_lei_feng_home),
        StationKind::KioskBooth => t!(manage.kind_kiosk_booth),
        StationKind::ServicePoint => t!(manage.kind_service_point),
    }
}

/// The name of a role.
pub fn role(role: &Role) -> &'static str {
    match role {
        Role::Administrator { .. } => t!(manage.role_administrator),
        Role::TeamLeader { .. } => t!(manage.role_team_leader),
        Role::StationKeeper { .. } => t!(manage.role_station_keeper),
    }
}
