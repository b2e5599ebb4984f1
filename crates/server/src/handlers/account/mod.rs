//! The volunteer's own account.

mod get;
mod give_id_card;
mod languages;
mod looks;
mod records;

pub use get::get;
pub use give_id_card::give_id_card;
pub use languages::languages;
pub use looks::looks;
pub use records::records;

use crate::app::App;
use crate::http::Failure;
use crate::store::applicant;
use crate::store::person::{self, Volunteer};
use crate::vault::Kind;
use domain::id_card::masked;
use domain::ids::PersonId;
use domain::star;
use domain::text::Phone;
use domain::volunteer::{Assurance, Profile};

/// The profile as its owner may see it: numbers masked, the star by today's policy.
async fn profile(app: &App, person: PersonId) -> Result<Profile, Failure> {
    let Volunteer { id, number, name, phone_sealed, id_card_sealed, division, joined_at, credited_minutes, languages, .. } = person::volunteer(app.store.read(), person).await?;
    let vault = &app.keys.vault;
    let phone: Phone = vault.open(Kind::Phone, &phone_sealed)?.parse().map_err(|_| Failure::bug("a stored phone number is none"))?;
    let id_card = id_card_sealed.map(|sealed| vault.open(Kind::IdCard, &sealed)).transpose()?;
    Ok(Profile {
        id,
        number,
        name,
        phone_masked: phone.masked(),
        assurance: if id_card.is_some() { Assurance::IdCardGiven } else { Assurance::Phone },
        id_card_masked: id_card.as_deref().map(masked),
        division,
        joined_at,
        credited_minutes,
        star: star::progress(credited_minutes, &app.policy().stars),
        languages,
        qualifications: applicant::qualifications(&mut *app.store.read().acquire().await?, person).await?,
    })
}
