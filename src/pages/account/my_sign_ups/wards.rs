//! The minors beside the reader in a shift, and the ways to let one of them go, or to leave with all; for a minor, with whom they come.

use super::{Acts, Listed};
use crate::forms::{Confirm, Form, refused};
use crate::t;
use crate::ui::toast;
use domain::api::Endpoint;
use domain::api::sign_up::{CancelParty, CancelSignUp};
use domain::ids::SignUpId;
use domain::sign_up::{SignUp, SignUpStatus, WardPlace};
use leptos::prelude::*;

/// The section on the card of an open sign-up.
pub(super) fn wards(Listed { one, acts }: &Listed) -> AnyView {
    if let Some(guardian) = &one.guardian {
        return view! { <p class="fact--quiet">{t!(joining.ward_of, name = guardian)}</p> }.into_any();
    }
    if one.wards.is_empty() {
        return ().into_any();
    }
    let (form, acts, own) = (Form::new(), *acts, (one.id, one.status));
    let names = one.wards.iter().map(|ward| ward.name.as_str()).collect::<Vec<_>>().join(t!(joining.and));
    let row = |WardPlace { sign_up, name, .. }: &WardPlace| {
        let ward = *sign_up;
        let press = move |_| send::<CancelSignUp>(acts, form, own, ward, None);
        view! { <p><button type="button" class="link" on:click=press>{t!(joining.companion_let_go, name = name)}</button></p> }
    };
    let rows = one.wards.iter().map(row).collect_view();
    view! {
        <p class="fact--quiet">{t!(joining.wards_now, names = names)}</p>
        {refused(form)} {rows} {everybody(acts, one)}
    }
    .into_any()
}

/// The button by which all of the party leave, with its question.
fn everybody(acts: Acts, one: &SignUp) -> AnyView {
    let (open, id, title) = (RwSignal::new(false), one.id, one.activity_title.clone());
    let names = one.wards.iter().map(|ward| ward.name.as_str()).collect::<Vec<_>>().join(t!(joining.and));
    let act = Callback::new(move |form: Form| send::<CancelParty>(acts, form, (id, SignUpStatus::Cancelled), id, Some(open)));
    view! {
        <p><button type="button" class="link" on:click=move |_| open.set(true)>{t!(joining.wards_all)} <span class="visually-hidden">{title}</span></button></p>
        <Confirm id="cancel-party" open title=t!(joining.wards_all_title) yes=t!(joining.wards_all) act>
            <p>{t!(joining.wards_all_help, names = names)}</p>
        </Confirm>
    }
    .into_any()
}

/// Sends that somebody does not come; the focus goes to the reader's own sign-up, which `then` stands so. The `question` that asked is closed.
fn send<E>(acts: Acts, form: Form, then: (SignUpId, SignUpStatus), who: SignUpId, question: Option<RwSignal<bool>>)
where
    E: Endpoint<Path = SignUpId, Query = (), Body = (), Response = SignUp>,
{
    if form.pending().get_untracked() {
        return;
    }
    form.accept(Vec::new());
    form.run(async move { acts.wish.send::<E>(who, ()).await }, move |_| {
        if let Some(open) = question {
            open.try_set(false);
        }
        // The page may be gone by now.
        if acts.changed.try_set(Some(then)).is_none() {
            acts.done.notify();
        }
        toast::show(t!(activity.cancelled_toast).to_owned());
    });
}
