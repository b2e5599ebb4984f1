//! One activity: all a person needs to decide, and a place in a shift with one tap.

mod facts;
mod live;
mod place;
mod sharing;
mod shifts;
mod terms;

use crate::api;
use crate::components::{Load, Loading, PageTitle};
use crate::i18n::activities;
use crate::session::{self, Who};
use crate::t;
use crate::ui::{Notice, Tone};
use domain::activity::{ActivityDetail, ActivityStatus};
use domain::api::activity::{GetActivity, GetStanding, Standing};
use domain::ids::ActivityId;
use leptos::prelude::*;
use live::Live;

/// What the server said of the activity, and how it stands to the reader, which may still be on its way.
#[derive(Clone)]
struct Found {
    detail: ActivityDetail,
    standing: Loading<Option<Standing>>,
}

/// The page.
pub fn activity(id: ActivityId) -> AnyView {
    let who = session::who();
    let is_volunteer = Memo::new(move |_| who.with(Who::is_volunteer));
    let standing = Loading::new(move || {
        let asks = is_volunteer.get();
        async move { if asks { api::send::<GetStanding>(id, &(), &()).await.map(Some) } else { Ok(None) } }
    });
    let found = Loading::new(move || async move { Ok(Found { detail: api::send::<GetActivity>(id, &(), &()).await?, standing }) });
    view! { <Load of=found show=page /> }.into_any()
}

fn page(found: Found) -> AnyView {
    let Found { detail, standing } = found;
    let live = Live::new(detail.clone(), standing);
    let terms = &detail.terms;
    view! {
        <article class="activity">
            <header class="activity__head">
                {move || live.detail.with(|detail| status_notice(detail.status))}
                <p class="tags">
                    <span class="tag">{activities::category(detail.category)}</span>
                    <span class="tag tag--quiet">{if terms.indoor { t!(activity.indoor) } else { t!(activity.outdoor) }}</span>
                    {terms.dangerous.then(|| view! { <span class="tag tag--warning">{t!(activity.dangerous)}</span> })}
                </p>
                <PageTitle text=detail.title.clone() />
                <p class="lead">{terms.summary.to_string()}</p>
            </header>
            <div class="activity__facts">{facts::facts(&detail)} {sharing::sharing(detail.title.clone())}</div>
            <section class="activity__shifts" aria-labelledby="shifts">
                <h2 id="shifts">{t!(activity.shifts_title)}</h2>
                {place::mine(live)} {shifts::shifts(live, &detail)} {place::more(live)}
            </section>
            <div class="activity__terms">{terms::terms(terms)}</div>
        </article>
        {place::cancel_dialog(live)}
    }
    .into_any()
}

fn status_notice(status: ActivityStatus) -> Option<AnyView> {
    let (tone, words) = match status {
        ActivityStatus::Published => return None,
        ActivityStatus::Cancelled => (Tone::Danger, t!(activity.cancelled_notice)),
        ActivityStatus::Draft | ActivityStatus::InReview => (Tone::Info, t!(activity.draft_notice)),
    };
    Some(view! { <Notice tone><p>{words}</p></Notice> }.into_any())
}
