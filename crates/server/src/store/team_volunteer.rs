//! What a team says of volunteers: who belongs to it, and whose trainings and qualifications it has seen.

use super::pieces::{Pieces, ROWS};
use crate::http::Failure;
use domain::activity::QualificationCode;
use domain::api::team::TeamVolunteer;
use domain::ids::{PersonId, TeamId};
use domain::time::Timestamp;
use sqlx::{AnyConnection, AnyPool};

/// What a team says of one volunteer, by whom and when.
#[derive(Debug, Clone)]
pub struct Attested {
    pub team: TeamId,
    pub person: PersonId,
    pub member: bool,
    pub qualifications: Vec<QualificationCode>,
    pub by: PersonId,
    pub at: Timestamp,
}

/// Puts what the team says in the place of what it said before.
///
/// # Errors
/// Of the database.
pub async fn attest(tx: &mut AnyConnection, said: &Attested) -> Result<(), Failure> {
    let (team, person, by, at) = (said.team.raw(), said.person.raw(), said.by.raw(), said.at.unix_ms());
    if said.member {
        sqlx::query("INSERT INTO team_members (team, person, added_by, added_at) VALUES ($1, $2, $3, $4) ON CONFLICT (team, person) DO NOTHING").bind(team).bind(person).bind(by).bind(at).execute(&mut *tx).await?;
    } else {
        sqlx::query("DELETE FROM team_members WHERE team = $1 AND person = $2").bind(team).bind(person).execute(&mut *tx).await?;
    }
    sqlx::query("DELETE FROM qualifications WHERE team = $1 AND person = $2").bind(team).bind(person).execute(&mut *tx).await?;
    for some in said.qualifications.chunks(ROWS) {
        let mut sql = Pieces::new("INSERT INTO qualifications (person, qualification, team, attested_by, attested_at) VALUES ");
        for (place, code) in some.iter().enumerate() {
            sql.row(place, [person.into(), code.as_str().into(), team.into(), by.into(), at.into()]);
        }
        sql.run(&mut *tx).await?;
    }
    Ok(())
}

/// The volunteers of whom the team has said something, by number; at most `most` rows of what it said.
///
/// # Errors
/// Of the database.
pub async fn list(pool: &AnyPool, team: TeamId, most: u16) -> Result<Vec<TeamVolunteer>, Failure> {
    type Row = (i64, String, String, Option<String>);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT p.id, p.number, p.name, q.said FROM (SELECT person, CAST(NULL AS TEXT) AS said FROM team_members WHERE team = $1 UNION ALL SELECT person, qualification FROM qualifications WHERE team = $1) q \
         JOIN people p ON p.id = q.person ORDER BY p.number, q.said LIMIT $2",
    )
    .bind(team.raw())
    .bind(i64::from(most))
    .fetch_all(pool)
    .await?;
    let mut all: Vec<TeamVolunteer> = Vec::new();
    for (person, number, name, said) in rows {
        let person = PersonId::from_raw(person);
        if all.last().is_none_or(|last| last.person != person) {
            let number = number.parse().map_err(|_| Failure::bug("a stored volunteer number is none"))?;
            all.push(TeamVolunteer { person, number, name, member: false, qualifications: Vec::new() });
        }
        let Some(last) = all.last_mut() else { continue };
        match said {
            None => last.member = true,
            Some(code) => last.qualifications.push(code.parse().map_err(|_| Failure::bug("a stored qualification is none"))?),
        }
    }
    Ok(all)
}
