//! Parts of the portal bundle that are loaded when a page of theirs is called for, so that a first
//! look at the activities does not pay for them. [`crate::router`] says which page is in which.

use crate::api::ApiError;
use crate::components::{Load, Loading};
use crate::own_scans;
use crate::route::Route;
use crate::pages::public;
use crate::router;
use domain::activity::ActivityDetail;
use leptos::prelude::*;

/// A table of pages.
type Table = fn(&Route) -> AnyView;

/// The chunk could not be fetched.
pub(crate) struct Missing;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Each chunk gives what it is for once it is there. Without the feature it is there from the start.
macro_rules! chunks {
    ($($name:ident: $kind:ty = $what:path;)*) => {$(
        #[cfg(feature = "split")]
        #[wasm_split_helpers::wasm_split($name, fallible)]
        pub(crate) fn $name() -> Result<$kind, Missing> {
            Ok($what)
        }

        #[cfg(not(feature = "split"))]
        pub(crate) async fn $name() -> Result<$kind, Missing> {
            Ok($what)
        }
    )*};
}

chunks! {
    activity: Table = router::activity;
    entrance: Table = router::entrance;
    account: Table = router::account;
    finder: fn() -> AnyView = public::found;
    poster: fn((ActivityDetail, String)) -> AnyView = public::poster;
    delivery: fn() = own_scans::deliver;
}

/// The page of `route`, as soon as its chunk is there.
pub(crate) fn page<F>(route: &Route, chunk: fn() -> F) -> AnyView
where
    F: Future<Output = Result<Table, Missing>> + 'static,
{
    let route = route.clone();
    let table = Loading::new(move || {
        let route = route.clone();
        async move { chunk().await.map(|table| (route, table)).map_err(|Missing| ApiError::Network) }
    });
    view! { <Load of=table show=|(route, table): (Route, Table)| table(&route) /> }.into_any()
}
