//! Somebody else was quicker: what they changed is shown and taken over where the reader typed nothing, and what was typed stays.

use super::fields::Draft;
use crate::api::{self, ApiError};
use crate::i18n::{changes, format};
use crate::t;
use crate::ui::{Notice, Tone};
use domain::api::account::ListQuery;
use domain::api::activity::{ActivityRevision, GetActivity, ListChanges};
use domain::problem::ErrorCode;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What others changed since the form was opened, once a save was refused for it.
pub(super) fn others(draft: Draft) -> AnyView {
    let made = RwSignal::new(Vec::<ActivityRevision>::new());
    Effect::new(move |_| {
        let meanwhile = draft.form.refusal().with(|refusal| refusal.as_ref().and_then(ApiError::code) == Some(ErrorCode::ChangedMeanwhile));
        let base = draft.base.with_untracked(|base| base.as_ref().map(|base| (base.id, base.revision)));
        let Some((id, seen)) = base.filter(|_| meanwhile) else { return };
        spawn_local(async move {
            let latest = api::send::<GetActivity>(id, &(), &()).await;
            let listed = api::send::<ListChanges>(id, &ListQuery::default(), &()).await;
            // Without an answer the refusal stands; saving again asks again.
            if let (Ok(latest), Ok(page)) = (latest, listed) {
                made.try_set(page.items.into_iter().filter(|one| one.revision > seen).collect());
                draft.rebase(latest);
            }
        });
    });
    (move || {
        let all = made.get();
        (!all.is_empty()).then(|| {
            view! {
                <Notice tone=Tone::Warning>
                    <p>{t!(manage.changed_by_others)}</p>
                    <ul class="bullets">{all.iter().map(|one| view! { <li>{line(one)}</li> }).collect_view()}</ul>
                </Notice>
            }
        })
    })
    .into_any()
}

fn line(one: &ActivityRevision) -> String {
    let what = changes::all(&one.changes);
    t!(manage.changed_line, time = format::near_moment(one.at), by = one.by, what = what)
}
