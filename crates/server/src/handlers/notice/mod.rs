//! How somebody is told beside the inbox.

mod confirm_email;
mod end_push;
mod forget_email;
mod get;
mod give_email;
mod put;
mod start_push;

pub use confirm_email::confirm_email;
pub use end_push::end_push;
pub use forget_email::forget_email;
pub use get::get;
pub use give_email::give_email;
pub use put::put;
pub use start_push::start_push;

use crate::app::App;
use crate::http::Failure;
use crate::store::notice;
use crate::vault::Kind;
use domain::api::notice::{MyNotices, NoticeWishes};
use domain::ids::PersonId;
use domain::notice::{EmailAddress, QuietHours, Tongue};
use domain::text::Phone;

/// The wishes of the person, and the ways there are.
async fn shown(app: &App, person: PersonId) -> Result<MyNotices, Failure> {
    let pool = app.store.read();
    let phone = notice::phone(pool, person).await?.filter(|_| app.sms.sends_texts()).map(|sealed| app.keys.vault.open(Kind::Phone, &sealed)).transpose()?;
    let phone = phone.map(|phone| phone.parse::<Phone>()).transpose().map_err(|_| Failure::bug("a stored phone number is none"))?;
    let email = notice::email(pool, person).await?.map(|sealed| app.keys.vault.open(Kind::Email, &sealed)).transpose()?;
    let email = email.map(|email| email.parse::<EmailAddress>()).transpose().map_err(|_| Failure::bug("a stored e-mail address is none"))?;
    Ok(MyNotices {
        wishes: wishes(app, person).await?,
        phone: phone.map(|phone| phone.masked()),
        push_key: app.push.as_ref().map(|push| push.public_key()),
        push_browsers: u32::try_from(notice::browsers(pool, person).await?.len()).unwrap_or(u32::MAX),
        sends_email: app.mail.is_some(),
        email: email.map(|email| email.masked()),
    })
}

/// What the person has chosen, or what holds for who has chosen nothing.
async fn wishes(app: &App, person: PersonId) -> Result<NoticeWishes, Failure> {
    let rules = &app.policy().notices;
    let quiet = QuietHours { from: rules.quiet_from_minutes, until: rules.quiet_until_minutes };
    let usual = NoticeWishes { language: Tongue::default(), by_sms: true, by_email: true, quiet };
    Ok(notice::wishes(app.store.read(), person).await?.unwrap_or(usual))
}
