//! The kiosks of a station: how each is, and revoking one.

use crate::api;
use crate::city::{city, now};
use crate::components::{Load, Loading};
use crate::forms::{Confirm, Form};
use crate::i18n::format;
use crate::t;
use crate::ui::{Icon, icon, toast};
use domain::api::kiosk::{Kiosks, ListKiosks, RevokeKiosk};
use domain::ids::{DeviceId, StationId};
use domain::kiosk::{Ailment, Kiosk, KioskReport, ailments};
use leptos::prelude::*;

/// Asks for the kiosks of `station`.
pub(super) fn list(station: StationId) -> Loading<Kiosks> {
    Loading::new(move || async move { api::send::<ListKiosks>(station, &(), &()).await })
}

/// The table. Its rows stay when the list is asked for again, so that the focus does.
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
    let any = Memo::new(move |_| list.get().map(|answer| !answer.kiosks.is_empty()));
    let table = move || any.get().map(|any| if any { table(list, revoke) } else { view! { <p class="quiet">{t!(manage.kiosks_none)}</p> }.into_any() });
    let ailing = move || {
        let count = list.get().map_or(0, |answer| answer.kiosks.iter().filter(|kiosk| !of(kiosk).is_empty()).count());
        (count > 0).then(|| view! { <span class="tag tag--warning">{t!(attendance.kiosks_ailing, count = count.to_string())}</span> })
    };
    view! {
        <section class="section" aria-labelledby="kiosks-title">
            <div class="section__head"><h2 id="kiosks-title">{t!(manage.kiosks_title)} " " {ailing}</h2></div>
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

fn of(kiosk: &Kiosk) -> Vec<Ailment> {
    ailments(kiosk, &city().policy, now())
}

fn table(list: Loading<Kiosks>, revoke: Callback<Kiosk>) -> AnyView {
    view! {
        <div class="table-wrap">
            <table class="table table--stack kiosks">
                <caption class="visually-hidden">{t!(manage.kiosks_title)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(manage.kiosk_name)}</th>
                        <th scope="col">{t!(manage.kiosk_state)}</th>
                        <th scope="col">{t!(manage.kiosk_seen)}</th>
                        <th scope="col">{t!(attendance.kiosk_waiting)}</th>
                        <th scope="col">{t!(attendance.kiosk_clock)}</th>
                        <th scope="col">{t!(attendance.kiosk_battery)}</th>
                        <th scope="col">{t!(attendance.kiosk_version)}</th>
                        <th scope="col">{t!(manage.kiosk_enrolled)}</th>
                        <th scope="col"><span class="visually-hidden">{t!(manage.actions)}</span></th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || list.get().map(|answer| answer.kiosks).unwrap_or_default() key=|kiosk| (kiosk.id, kiosk.revoked)
                        children=move |kiosk| row(kiosk, list, revoke) />
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(kiosk: Kiosk, list: Loading<Kiosks>, revoke: Callback<Kiosk>) -> AnyView {
    let id = kiosk.id;
    let enrolled = format::moment(kiosk.enrolled_at);
    let name = kiosk.name.clone();
    let button = (!kiosk.revoked).then(|| {
        let label = format!("{} {}", t!(manage.kiosk_revoke), kiosk.name);
        view! {
            <button type="button" class="button button--danger button--small" aria-label=label on:click=move |_| revoke.run(kiosk.clone())>
                {t!(manage.kiosk_revoke)}
            </button>
        }
    });
    view! {
        <tr>
            <th scope="row">{name}</th>
            {move || latest(list, id).map(|kiosk| health(&kiosk))}
            <td data-label=t!(manage.kiosk_enrolled)>{enrolled}</td>
            <td>{button}</td>
        </tr>
    }
    .into_any()
}

fn latest(list: Loading<Kiosks>, id: DeviceId) -> Option<Kiosk> {
    list.get()?.kiosks.into_iter().find(|kiosk| kiosk.id == id)
}

/// The cells that change: its state, and what it last told of itself.
fn health(kiosk: &Kiosk) -> AnyView {
    let state = match (kiosk.revoked, of(kiosk)) {
        (true, _) => view! { <span class="tag tag--quiet">{t!(manage.kiosk_revoked)}</span> }.into_any(),
        (false, ails) if ails.is_empty() => view! { <span class="tag tag--success">{t!(manage.kiosk_active)}</span> }.into_any(),
        (false, ails) => ails.into_iter().map(|one| view! { <span class="tag tag--warning kiosks__ailment">{icon(Icon::Warning)} {words(one)}</span> }).collect_view().into_any(),
    };
    let seen = kiosk.last_seen_at.map_or_else(|| t!(manage.kiosk_never_seen).to_owned(), format::ago);
    let KioskReport { battery_percent, version, .. } = &kiosk.report;
    let untold = || "—".to_owned();
    view! {
        <td data-label=t!(manage.kiosk_state)><span class="kiosks__state">{state}</span></td>
        <td data-label=t!(manage.kiosk_seen)>{seen}</td>
        <td data-label=t!(attendance.kiosk_waiting)>{waiting(&kiosk.report).unwrap_or_else(untold)}</td>
        <td data-label=t!(attendance.kiosk_clock)>{clock(&kiosk.report).unwrap_or_else(untold)}</td>
        <td class="number" data-label=t!(attendance.kiosk_battery)>{battery_percent.map_or_else(untold, |percent| format!("{percent}%"))}</td>
        <td class="number" data-label=t!(attendance.kiosk_version)>{version.as_ref().map_or_else(untold, ToString::to_string)}</td>
    }
    .into_any()
}

fn waiting(report: &KioskReport) -> Option<String> {
    let count = report.waiting?.to_string();
    Some(match report.oldest {
        Some(oldest) => t!(attendance.kiosk_waiting_since, count = count, age = format::ago(oldest)),
        None => t!(attendance.kiosk_waiting_count, count = count),
    })
}

/// Nobody minds a second or two.
fn clock(report: &KioskReport) -> Option<String> {
    let ahead = report.clock_ahead_seconds?;
    let long = || format::lasting(i64::from(ahead.unsigned_abs()));
    Some(match ahead {
        -2..=2 => t!(attendance.kiosk_clock_right).to_owned(),
        3.. => t!(attendance.kiosk_clock_fast, long = long()),
        _ => t!(attendance.kiosk_clock_slow, long = long()),
    })
}

fn words(ailment: Ailment) -> &'static str {
    match ailment {
        Ailment::Unseen => t!(attendance.kiosk_unseen),
        Ailment::Waiting => t!(attendance.kiosk_waiting_long),
        Ailment::Clock => t!(attendance.kiosk_clock_off),
    }
}
