//! The kiosks of a station, and revoking one.

use crate::api;
use crate::components::{Load, Loading};
use crate::forms::{Confirm, Form};
use crate::i18n::format;
use crate::t;
use crate::ui::toast;
use domain::api::kiosk::{Kiosks, ListKiosks, RevokeKiosk};
use domain::ids::StationId;
use domain::kiosk::Kiosk;
use leptos::prelude::*;

/// Asks for the kiosks of `station`.
pub(super) fn list(station: StationId) -> Loading<Kiosks> {
    Loading::new(move || async move { api::send::<ListKiosks>(station, &(), &()).await })
}

/// The table.
pub(super) fn kiosks(list: Loading<Kiosks>) -> AnyView {
    let target = RwSignal::new(None::<Kiosk>);
    let open = RwSignal::new(false);
    let revoke = Callback::new(move |kiosk: Kiosk| {
        target.set(Some(kiosk));
        open.set(true);
    });
    let act = Callback::new(move |form: Form| {
        let Some(kiosk) = target.get_untracked() else { return };
        form.run(async move { api::send::<RevokeKiosk>(kiosk.id, &(), &()).await }, move |()| {
            open.try_set(false);
            toast::show(t!(manage.kiosk_revoked_now, name = kiosk.name));
            list.reload();
        });
    });
    let table = move || list.get().map(|answer| table(answer.kiosks, revoke));
    view! {
        <section class="section" aria-labelledby="kiosks-title">
            <div class="section__head"><h2 id="kiosks-title">{t!(manage.kiosks_title)}</h2></div>
            // The table is drawn here, where it knows its buttons; grey shapes and errors come from there.
            <Load of=list show=|_| ().into_any() />
            {table}
        </section>
        <Confirm id="revoke-kiosk" open title=t!(manage.kiosk_revoke_title) yes=t!(manage.kiosk_revoke) act>
            <p>{move || t!(manage.kiosk_revoke_help, name = target.with(|kiosk| kiosk.as_ref().map(|k| k.name.clone()).unwrap_or_default()))}</p>
        </Confirm>
    }
    .into_any()
}

fn table(kiosks: Vec<Kiosk>, revoke: Callback<Kiosk>) -> AnyView {
    if kiosks.is_empty() {
        return view! { <p class="quiet">{t!(manage.kiosks_none)}</p> }.into_any();
    }
    view! {
        <div class="table-wrap">
            <table class="table table--stack">
                <caption class="visually-hidden">{t!(manage.kiosks_title)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(manage.kiosk_name)}</th>
                        <th scope="col">{t!(manage.kiosk_enrolled)}</th>
                        <th scope="col">{t!(manage.kiosk_seen)}</th>
                        <th scope="col">{t!(manage.kiosk_state)}</th>
                        <th scope="col"><span class="visually-hidden">{t!(manage.actions)}</span></th>
                    </tr>
                </thead>
                <tbody>{kiosks.into_iter().map(|kiosk| row(kiosk, revoke)).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(kiosk: Kiosk, revoke: Callback<Kiosk>) -> AnyView {
    let state = if kiosk.revoked { ("tag tag--warning", t!(manage.kiosk_revoked)) } else { ("tag tag--success", t!(manage.kiosk_active)) };
    let seen = kiosk.last_seen_at.map_or_else(|| t!(manage.kiosk_never_seen).to_owned(), format::ago);
    let button = (!kiosk.revoked).then(|| {
        let asked = kiosk.clone();
        let label = format!("{} {}", t!(manage.kiosk_revoke), kiosk.name);
        view! {
            <button type="button" class="button button--danger button--small" aria-label=label on:click=move |_| revoke.run(asked.clone())>
                {t!(manage.kiosk_revoke)}
            </button>
        }
    });
    view! {
        <tr>
            <th scope="row">{kiosk.name}</th>
            <td data-label=t!(manage.kiosk_enrolled)>{format::moment(kiosk.enrolled_at)}</td>
            <td data-label=t!(manage.kiosk_seen)>{seen}</td>
            <td data-label=t!(manage.kiosk_state)><span class=state.0>{state.1}</span></td>
            <td>{button}</td>
        </tr>
    }
    .into_any()
}
