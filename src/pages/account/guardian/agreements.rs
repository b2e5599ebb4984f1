//! The ledger as the reader stands in it: for whom they agreed, and who agreed for them.

use crate::api;
use crate::components::{Load, Loading};
use crate::forms::{Confirm, Form};
use crate::i18n::{format, joining};
use crate::t;
use crate::ui::toast;
use domain::api::guardian::{Guardianships, ListGuardianships, WithdrawAgreement};
use domain::guardian::Guardianship;
use domain::ids::PersonId;
use leptos::prelude::*;

/// What is listed, and who is told when something of it changes.
#[derive(Clone)]
struct Listed {
    all: Guardianships,
    changed: Trigger,
}

/// The lists; they are asked for anew whenever `changed` is told.
pub(super) fn agreements(changed: Trigger) -> AnyView {
    let listed = Loading::new(move || {
        changed.track();
        async move { Ok(Listed { all: api::send::<ListGuardianships>((), &(), &()).await?, changed }) }
    });
    view! { <Load of=listed show=lists /> }.into_any()
}

fn lists(Listed { all, changed }: Listed) -> AnyView {
    view! {
        {list(t!(joining.guardian_wards), all.wards, |one| one.minor_name.clone(), Some(changed))}
        {list(t!(joining.guardian_mine), all.guardians, |one| one.guardian_name.clone(), None)}
    }
    .into_any()
}

fn list(title: &'static str, all: Vec<Guardianship>, name: fn(&Guardianship) -> String, withdrawable: Option<Trigger>) -> AnyView {
    let row = |one: Guardianship| {
        let (time, purposes) = (format::moment(one.given_at), joining::purposes(&one.purposes));
        let given = match &one.activity {
            Some(title) => t!(joining.guardian_given_for, time = time, title = title, purposes = purposes),
            None => t!(joining.guardian_given, time = time, purposes = purposes),
        };
        let ended = one.withdrawn_at.map(|at| t!(joining.guardian_withdrawn, time = format::moment(at)));
        // What was agreed to for one activity ends with the sign-up, or with all that was agreed to.
        let out = withdrawable.filter(|_| one.withdrawn_at.is_none() && one.activity.is_none()).map(|changed| withdraw(one.minor, name(&one), changed));
        view! {
            <li class="row row--tall">
                <div class="row__main"><h3 class="row__title">{name(&one)}</h3> <p class="row__facts"><span>{given}</span> <span>{ended}</span></p></div>
                {out}
            </li>
        }
    };
    (!all.is_empty()).then(|| view! { <section class="section"><h2>{title}</h2> <ul class="rows">{all.into_iter().map(row).collect_view()}</ul></section> }).into_any()
}

fn withdraw(minor: PersonId, name: String, changed: Trigger) -> AnyView {
    let open = RwSignal::new(false);
    let act = Callback::new(move |form: Form| {
        form.run(async move { api::send::<WithdrawAgreement>(minor, &(), &()).await }, move |()| {
            toast::show(t!(joining.guardian_withdrawn_toast));
            // The page may be gone by now.
            if open.try_set(false).is_none() {
                changed.notify();
            }
        });
    });
    let asked = name.clone();
    view! {
        <p class="row__actions"><button type="button" class="link" on:click=move |_| open.set(true)>{t!(joining.guardian_withdraw)} <span class="visually-hidden">{name}</span></button></p>
        <Confirm id="withdraw-consent" open title=t!(joining.guardian_withdraw_title) yes=t!(joining.guardian_withdraw) act>
            <p><b>{asked.clone()}</b></p>
            <p>{t!(joining.guardian_withdraw_help)}</p>
        </Confirm>
    }
    .into_any()
}
