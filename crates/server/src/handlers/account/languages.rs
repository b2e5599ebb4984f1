//! `account_languages`: the languages somebody states to serve in.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::person;
use domain::activity::ServiceLanguage;
use domain::api::account::SetLanguages;

/// Serves [`SetLanguages`].
pub async fn languages(app: App, call: Call<SetLanguages>) -> Answer<SetLanguages> {
    let person = call.caller.person()?;
    // In the order of the page, and each once, whatever was sent.
    let stated: Vec<ServiceLanguage> = ServiceLanguage::ALL.into_iter().filter(|language| call.body.languages.contains(language)).collect();
    app.store.write(move |tx| Box::pin(async move { person::keep_languages(tx, person, &stated).await })).await?;
    Ok(Reply::of(super::profile(&app, person).await?))
}
