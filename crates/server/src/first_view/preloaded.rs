//! An answer of the API inside the page: what the page would ask for first, it need not ask for.

use crate::http::Failure;
use domain::address::Query;
use domain::api::{Endpoint, PathArgs};
use maud::{Markup, PreEscaped, html};

/// An answer, and the address at which the page would ask for it.
pub(super) struct Preloaded {
    address: String,
    json: String,
}

impl Preloaded {
    /// What `E` answers to whoever is not logged in.
    pub(super) fn of<E: Endpoint>(path: &E::Path, query: &E::Query, answer: &E::Response) -> Result<Self, Failure> {
        // In the page's own way of writing a query (src/api/query.rs): the same text is the same question.
        let query = Query::read(&serde_urlencoded::to_string(query).map_err(anyhow::Error::new)?);
        Ok(Self { address: query.on(&path.fill(E::PATTERN)), json: serde_json::to_string(answer)? })
    }

    /// The element that `src/api/preloaded.rs` looks for.
    pub(super) fn element(&self) -> Markup {
        // `<` is the one character that could end the element early.
        let json = PreEscaped(self.json.replace('<', "\\u003c"));
        html! { script type="application/json" id="preloaded" data-for=(self.address) { (json) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::api::Page;
    use domain::api::activity::{ActivityFilter, GetActivity, ListActivities};
    use domain::ids::ActivityId;

    #[test]
    fn the_address_is_the_one_at_which_the_page_asks() {
        let nothing = Page { items: Vec::new(), next: None };
        let filter = ActivityFilter { text: Some("河 &".into()), free: Some(true), ..ActivityFilter::soonest() };
        let list = Preloaded::of::<ListActivities>(&(), &filter, &nothing).unwrap_or_else(|_| panic!("it is written"));
        assert_eq!(list.address, "/api/activities?text=%E6%B2%B3%20%26&free=true&size=4");
        assert_eq!(Preloaded::of::<ListActivities>(&(), &ActivityFilter::default(), &nothing).map(|list| list.address).ok().as_deref(), Some("/api/activities"));
        assert_eq!(GetActivity::PATTERN, "/api/activities/{activity}");
        assert_eq!(ActivityId::from_raw(7).fill(GetActivity::PATTERN), format!("/api/activities/{}", ActivityId::from_raw(7)));
    }
}
