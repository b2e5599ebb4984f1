//! What the database remembers of itself: whose keys it needs, and the city's divisions.

use super::Store;
use anyhow::{Result, bail};
use domain::api::division::Division;

/// Ties the database to the key file with this fingerprint, or checks that it is the one.
///
/// # Errors
/// When the database belongs to another key file: what it holds could not be read, and what would
/// be written could not be read with the right one.
pub async fn claim(store: &Store, fingerprint: &str) -> Result<()> {
    let fresh = fingerprint.to_owned();
    let kept: Result<String, _> = store
        .write(move |tx| {
            Box::pin(async move {
                sqlx::query("INSERT INTO settings (name, value) VALUES ('keys', $1) ON CONFLICT (name) DO NOTHING").bind(fresh).execute(&mut *tx).await?;
                let (kept,): (String,) = sqlx::query_as("SELECT value FROM settings WHERE name = 'keys'").fetch_one(tx).await?;
                Ok(kept)
            })
        })
        .await;
    match kept {
        Ok(kept) if kept == fingerprint => Ok(()),
        Ok(_) => bail!("this database belongs to another key file: give the right one with --keys"),
        Err(failure) => bail!("the database cannot be written: {}", failure.into_problem().title),
    }
}

/// Brings the divisions of the database in line with the city's file.
///
/// # Errors
/// When the database cannot be written.
pub async fn keep_divisions(store: &Store, divisions: &[Division]) -> Result<()> {
    let (count,): (i64,) = sqlx::query_as("SELECT count(*) FROM divisions").fetch_one(store.read()).await?;
    if usize::try_from(count) == Ok(divisions.len()) {
        return Ok(());
    }
    let divisions = divisions.to_vec();
    let done = store
        .write(move |tx| {
            Box::pin(async move {
                for d in &divisions {
                    sqlx::query("INSERT INTO divisions (code, name, parent, has_children) VALUES ($1, $2, $3, $4) ON CONFLICT (code) DO UPDATE SET name = excluded.name, has_children = excluded.has_children")
                        .bind(d.code.as_str())
                        .bind(&d.name)
                        .bind(d.code.parent().map(|p| p.as_str().to_owned()))
                        .bind(i64::from(d.has_children))
                        .execute(&mut *tx)
                        .await?;
                }
                Ok(())
            })
        })
        .await;
    if let Err(failure) = done {
        bail!("the divisions cannot be kept: {}", failure.into_problem().title);
    }
    Ok(())
}
