//! Handing the place on: to one volunteer, or to whoever gets the link.

use super::Acts;
use crate::api;
use crate::browser::history;
use crate::browser::share::{Shared, share};
use crate::forms::{Form, refused};
use crate::i18n::problems;
use crate::route::Route;
use crate::t;
use crate::ui::{Dialog, Field, FormShell, Icon, icon, toast};
use domain::api::sign_up::{EndStandIn, OfferStandIn, StandInWanted};
use domain::ids::SignUpId;
use domain::problem::FieldCode;
use domain::sign_up::SignUp;
use domain::volunteer::VolunteerNumber;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The same name as in the request, so that the server's word about it finds the control.
const NUMBER: &str = "number";

/// The way to look for somebody; or, while one is looked for, to the link and out of it.
pub(super) fn stand_in(one: &SignUp, acts: Acts) -> AnyView {
    if one.seeks_stand_in { seeking(one, acts) } else { look(one, acts) }
}

fn look(one: &SignUp, acts: Acts) -> AnyView {
    let (id, open, title) = (one.id, RwSignal::new(false), one.activity_title.clone());
    let dialog = move || {
        open.get().then(|| view! {
            <Dialog id="find-stand-in" open title=t!(joining.stand_in_title) close_label=t!(shell.close)>
                <p>{t!(joining.stand_in_help)}</p>
                {ask(id, acts, open)}
            </Dialog>
        })
    };
    view! {
        <p><button type="button" class="link" on:click=move |_| open.set(true)>{t!(joining.stand_in)} <span class="visually-hidden">{title}</span></button></p>
        {dialog}
    }
    .into_any()
}

fn ask(id: SignUpId, acts: Acts, open: RwSignal<bool>) -> AnyView {
    let (form, typed) = (Form::new(), RwSignal::new(String::new()));
    let submit = Callback::new(move |()| {
        let text = typed.get_untracked();
        let number = if text.trim().is_empty() { Ok(None) } else { text.parse::<VolunteerNumber>().map(Some) };
        match number {
            Ok(number) => acts.send::<OfferStandIn>(form, id, StandInWanted { number }, Some(open), None, |_| t!(joining.stand_in_asked).to_owned()),
            Err(_) => _ = form.accept(vec![(NUMBER, problems::field(FieldCode::Format)).into()]),
        }
    });
    view! {
        <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary) submit_label=t!(joining.stand_in_ask) on_submit=submit>
            <Field id=NUMBER label=format!("{}{}", t!(joining.stand_in_number), t!(joining.optional)) hint=t!(joining.stand_in_number_hint).to_owned()
                value=typed error=form.error(NUMBER) maxlength=12 short=true />
        </FormShell>
    }
    .into_any()
}

fn seeking(one: &SignUp, acts: Acts) -> AnyView {
    let (id, form, by_hand) = (one.id, Form::new(), RwSignal::new(None::<String>));
    let address = format!("{}{}", history::origin(), Route::StandIn(id).href());
    let hand_on = move |_| {
        let address = address.clone();
        spawn_local(async move {
            match share(t!(joining.take_title), &address).await {
                Shared::Sheet => {}
                Shared::Copied => toast::show(t!(activity.link_copied)),
                Shared::No => _ = by_hand.try_set(Some(address)),
            }
        });
    };
    let end = move |_| {
        if !form.pending().get_untracked() {
            form.accept(Vec::new());
            form.run(async move { api::send::<EndStandIn>(id, &(), &()).await }, move |()| {
                toast::show(t!(joining.stand_in_ended));
                acts.done.notify();
            });
        }
    };
    view! {
        <p class="tags"><span class="tag tag--warning">{icon(Icon::Clock)} {t!(joining.stand_in_seeking)}</span></p>
        {refused(form)}
        <p class="actions">
            <button type="button" class="button button--quiet button--small" on:click=hand_on>{icon(Icon::Share)} {t!(joining.stand_in_share)}</button>
            <button type="button" class="link" on:click=end>{t!(joining.stand_in_end)}</button>
        </p>
        <div role="status">{move || by_hand.get().map(|address| view! { <p class="quiet">{t!(activity.copy_by_hand)} " " <code>{address}</code></p> })}</div>
    }
    .into_any()
}
