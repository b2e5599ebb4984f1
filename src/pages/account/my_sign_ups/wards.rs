//! The minors beside the reader in a shift, and the ways to let one of them go, or to leave with all; for a minor, with whom they come.

use super::{Acts, Listed};
use crate::forms::{Confirm, Form, refused};
use crate::t;
use domain::api::sign_up::{CancelParty, CancelSignUp};
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
        let press = move |_| acts.send::<CancelSignUp>(form, ward, (), None, Some(own), |_| t!(activity.cancelled_toast).to_owned());
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
    let act = Callback::new(move |form: Form| acts.send::<CancelParty>(form, id, (), Some(open), Some((id, SignUpStatus::Cancelled)), |_| t!(activity.cancelled_toast).to_owned()));
    view! {
        <p><button type="button" class="link" on:click=move |_| open.set(true)>{t!(joining.wards_all)} <span class="visually-hidden">{title}</span></button></p>
        <Confirm id="cancel-party" open title=t!(joining.wards_all_title) yes=t!(joining.wards_all) act>
            <p>{t!(joining.wards_all_help, names = names)}</p>
        </Confirm>
    }
    .into_any()
}
