//! What is known of somebody who wants a place. Only what the activity asks for is looked up.

use super::guardian;
use crate::http::Failure;
use domain::activity::{QualificationCode, ServiceLanguage, Terms};
use domain::ids::{PersonId, TeamId};
use domain::sign_up::Applicant;
use domain::time::{Day, Timestamp};
use sqlx::AnyConnection;

/// The person as an applicant for an activity of `team` with these `terms`.
///
/// # Errors
/// 404 when there is no such person; of the database.
pub async fn applicant(tx: &mut AnyConnection, person: PersonId, team: TeamId, terms: &Terms, now: Timestamp) -> Result<Applicant, Failure> {
    type Row = (Option<i64>, i64, i64, i64, String);
    let row: Option<Row> = sqlx::query_as(
        "SELECT p.birth_day, (SELECT count(*) FROM sign_ups u WHERE u.person = p.id AND u.status IN ('pending', 'confirmed', 'waitlisted', 'offered') AND u.starts_at > $2), \
         p.credited_minutes, CASE WHEN p.id_card_index IS NULL THEN 0 ELSE 1 END, p.languages FROM people p WHERE p.id = $1",
    )
    .bind(person.raw())
    .bind(now.unix_ms())
    .fetch_optional(&mut *tx)
    .await?;
    let (birth_day, open, credited, real_name, languages) = row.ok_or_else(Failure::not_found)?;
    let birth = birth_day.and_then(Day::from_unix_days);
    let asks = &terms.requirements;
    Ok(Applicant {
        birth,
        open_sign_ups: super::count(open),
        credited_minutes: u64::try_from(credited).unwrap_or(0),
        real_name: real_name != 0,
        member: asks.team_only && is_member(tx, person, team).await?,
        guardian_agreed: match birth {
            Some(_) => guardian::has_agreed(tx, person).await?,
            None => false,
        },
        languages: read_languages(&languages)?,
        qualifications: if asks.qualifications.is_empty() { Vec::new() } else { qualifications(tx, person).await? },
    })
}

/// Languages as the column keeps them.
pub(super) fn read_languages(column: &str) -> Result<Vec<ServiceLanguage>, Failure> {
    Ok(serde_json::from_str(column)?)
}

/// A leader belongs to the team without being named in its list.
async fn is_member(tx: &mut AnyConnection, person: PersonId, team: TeamId) -> Result<bool, Failure> {
    let row: Option<(i64,)> = sqlx::query_as("SELECT person FROM team_members WHERE team = $1 AND person = $2 UNION SELECT person FROM grants WHERE team = $1 AND person = $2 AND role = 'team_leader'")
        .bind(team.raw())
        .bind(person.raw())
        .fetch_optional(tx)
        .await?;
    Ok(row.is_some())
}

/// The trainings and qualifications that any team has attested.
///
/// # Errors
/// Of the database.
pub async fn qualifications(tx: &mut AnyConnection, person: PersonId) -> Result<Vec<QualificationCode>, Failure> {
    let rows: Vec<(String,)> = sqlx::query_as("SELECT DISTINCT qualification FROM qualifications WHERE person = $1 ORDER BY qualification").bind(person.raw()).fetch_all(tx).await?;
    rows.into_iter().map(|(code,)| code.parse().map_err(|_| Failure::bug("a stored qualification is none"))).collect()
}
