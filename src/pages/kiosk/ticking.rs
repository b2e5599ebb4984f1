//! A leader's list: who signed up for the shifts of the day, each with one button for coming and going.

use super::answer;
use super::courier::Kiosk;
use super::reading::Reading;
use super::tick_list::{Ahead, Key, Line, Offer, Standing, lines};
use crate::city::{city, now};
use crate::i18n::format;
use crate::route::Route;
use crate::t;
use crate::ui::{Field, Icon, icon};
use domain::check_in::Place;
use domain::kiosk::{KioskShift, ScanOutcome};
use leptos::prelude::*;

/// From so many people on one looks for a name rather than reads the list.
const SEARCHED_FROM: usize = 16;

/// The section.
pub(super) fn ticking(kiosk: Kiosk) -> AnyView {
    let ahead = Memo::new(move |_| kiosk.ahead.with(|scans| {
        let seen = |scan: &domain::kiosk::Scan| {
            let number = Reading::of(&scan.text, kiosk.trust, scan.scanned_at).number().filter(|_| scan.refused.is_none())?;
            Some(Ahead { number, at: scan.scanned_at, chosen: scan.chosen })
        };
        scans.iter().filter_map(seen).collect::<Vec<_>>()
    }));
    let all = Memo::new(move |_| {
        // Told again at every turn: check-in opens and ends by the clock.
        kiosk.standing.track();
        kiosk.state.with(|state| ahead.with(|ahead| lines(state, ahead, now(), &city().policy)))
    });
    let wanted = RwSignal::new(String::new());
    let is_long = Memo::new(move |_| all.with(|all| all.len() >= SEARCHED_FROM));
    let shifts = Memo::new(move |_| kiosk.state.with(|state| state.shifts.clone()));
    let activity = match kiosk.place {
        Place::Activity(activity) => Some(activity),
        Place::Station(_) => None,
    };
    view! {
        <section class="ticking" aria-labelledby="ticking-title">
            <h2 id="ticking-title">{t!(kiosk.list_title)}</h2>
            <p class="quiet">{t!(kiosk.list_help)}</p>
            {move || is_long.get().then(|| view! {
                <Field id="find" label=t!(kiosk.list_find) value=wanted error=Signal::stored(None) short=true />
            })}
            {move || shifts.with(Vec::is_empty).then(|| view! { <p>{t!(kiosk.list_no_shifts)}</p> })}
            <For each=move || shifts.get() key=|shift| shift.id children=move |shift| part(kiosk, shift, all, wanted) />
            <p class="quiet">{t!(kiosk.list_mistake)}</p>
            {activity.map(|activity| view! { <p><a class="link" href=Route::ManagedActivity(activity).href()>{icon(Icon::Back)} {t!(kiosk.to_activity)}</a></p> })}
        </section>
    }
    .into_any()
}

/// One shift.
fn part(kiosk: Kiosk, shift: KioskShift, all: Memo<Vec<Line>>, wanted: RwSignal<String>) -> AnyView {
    let id = shift.id;
    let keys = Memo::new(move |_| {
        wanted.with(|wanted| all.with(|all| all.iter().filter(|line| line.key.0 == id && is_wanted(line, wanted)).map(|line| line.key).collect::<Vec<Key>>()))
    });
    let counts = move || {
        let (present, count) = all.with(|all| {
            let own = || all.iter().filter(|line| line.key.0 == id);
            (own().filter(|line| matches!(line.standing, Standing::In { .. })).count(), own().count())
        });
        t!(kiosk.shift_counts, present = present.to_string(), expected = count.to_string())
    };
    view! {
        <div class="ticking__shift">
            <h3><b class="number">{format!("{}–{}", format::clock(shift.time.start), format::clock(shift.time.end))}</b> " " {shift.position} " " <span class="quiet number">{counts}</span></h3>
            {move || keys.with(Vec::is_empty).then(|| view! { <p class="quiet">{t!(kiosk.list_nobody)}</p> })}
            <ul class="ticking__people"><For each=move || keys.get() key=|key| *key children=move |key| person(kiosk, key, all) /></ul>
        </div>
    }
    .into_any()
}

fn is_wanted(line: &Line, wanted: &str) -> bool {
    let wanted = wanted.trim();
    wanted.is_empty() || line.name.contains(wanted) || line.key.1.as_str().contains(&wanted.to_ascii_uppercase())
}

/// One person. The button stays the same element while its meaning changes, so that the focus stays on it.
fn person(kiosk: Kiosk, key: Key, all: Memo<Vec<Line>>) -> AnyView {
    let (shift, number) = key;
    let line = Memo::new(move |_| all.with(|all| all.iter().find(|line| line.key == key).cloned()));
    let name = line.with_untracked(|line| line.as_ref().map(|line| line.name.clone())).unwrap_or_default();
    let offer = Memo::new(move |_| line.with(|line| line.as_ref().map(|line| line.offer)));
    let can = Memo::new(move |_| matches!(offer.get(), Some(Offer::In | Offer::Out)));
    let reason = move || offer.get().and_then(reason);
    let told = move || kiosk.told.with(|told| told.as_ref().filter(|(whose, outcome)| *whose == number && !is_done(outcome)).map(|(_, outcome)| answer::short(outcome).1));
    let label = {
        let name = name.clone();
        move || match offer.get() {
            Some(Offer::Out) => t!(kiosk.tick_out_of, name = name),
            _ => t!(kiosk.tick_in_of, name = name),
        }
    };
    let button = move || can.get().then(|| {
        let label = label.clone();
        view! {
            <button type="button" class="button ticking__button" class:button--quiet=move || offer.get() == Some(Offer::Out) aria-label=label
                on:click=move |_| kiosk.tick(number, shift)>{move || if offer.get() == Some(Offer::Out) { t!(kiosk.tick_out) } else { t!(kiosk.tick_in) }}</button>
        }
    });
    view! {
        <li class="ticking__person">
            <div class="ticking__who">
                <p><b>{name}</b> " " <span class="quiet number">{number.grouped()}</span></p>
                <p class="ticking__standing">{move || line.with(|line| line.as_ref().map(standing))} {move || reason().map(|words| view! { <span class="quiet">{words}</span> })}</p>
                <p class="ticking__told" role="status">{told}</p>
            </div>
            {button}
        </li>
    }
    .into_any()
}

/// What needs no words beside the line: it stands there already.
fn is_done(outcome: &ScanOutcome) -> bool {
    matches!(outcome, ScanOutcome::CheckedIn { .. } | ScanOutcome::CheckedOut { .. } | ScanOutcome::Merged { .. })
}

fn reason(offer: Offer) -> Option<String> {
    match offer {
        Offer::In | Offer::Out => None,
        Offer::NotYet { opens_at } => Some(t!(kiosk.too_early_next, time = format::clock(opens_at))),
        Offer::Over => Some(t!(kiosk.list_over).into()),
        Offer::OwnHand => Some(t!(kiosk.own_hand_next).into()),
        Offer::InAnother => Some(t!(kiosk.list_in_another).into()),
    }
}

/// Where somebody is, as a tag; never more than "noted" before the server has said so.
fn standing(line: &Line) -> AnyView {
    let (class, sign, words) = match (line.standing, line.is_noted) {
        (Standing::Expected, _) => ("tag tag--quiet", None, t!(manage.expected).to_owned()),
        (Standing::In { since }, true) => ("tag tag--warning", Some(Icon::Clock), t!(kiosk.list_noted_in, time = format::clock(since))),
        (Standing::In { since }, false) => ("tag tag--success", Some(Icon::Check), t!(kiosk.list_in, time = format::clock(since))),
        (Standing::Out { at, .. }, true) => ("tag tag--warning", Some(Icon::Clock), t!(kiosk.list_noted_out, time = format::clock(at))),
        (Standing::Out { at, credited_minutes }, false) => {
            let hours = format::duration(credited_minutes.unwrap_or_default().into());
            ("tag", Some(Icon::Check), t!(kiosk.list_out, time = format::clock(at), duration = hours))
        }
    };
    view! { <span class=class>{sign.map(icon)} " " {words}</span> }.into_any()
}
