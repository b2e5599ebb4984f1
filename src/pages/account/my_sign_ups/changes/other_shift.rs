//! Changing to another shift of the same activity.

use super::Acts;
use crate::api;
use crate::city::{city, now};
use crate::components::{Load, Loading};
use crate::forms::{Form, refused};
use crate::i18n::format;
use crate::t;
use crate::ui::Dialog;
use domain::activity::{ActivityDetail, Shift};
use domain::api::activity::GetActivity;
use domain::api::sign_up::{MoveSignUp, OtherShift};
use domain::ids::{ShiftId, SignUpId};
use domain::sign_up::{SignUp, still_open};
use leptos::prelude::*;

/// The activity whose shifts are offered, and whose place would be changed.
#[derive(Clone)]
struct Offered {
    detail: ActivityDetail,
    sign_up: SignUpId,
    from: ShiftId,
    places: u32,
    acts: Acts,
    form: Form,
    open: RwSignal<bool>,
}

/// The button with its dialog; the shifts are asked for when it opens.
pub(super) fn other_shift(one: &SignUp, acts: Acts) -> AnyView {
    let open = RwSignal::new(false);
    let places = u32::try_from(1 + one.companions.len() + one.wards.len()).unwrap_or(u32::MAX);
    let (activity, sign_up, from, title) = (one.activity, one.id, one.shift, one.activity_title.clone());
    let dialog = move || {
        open.get().then(|| {
            let form = Form::new();
            let found = Loading::new(move || async move {
                let detail = api::send::<GetActivity>(activity, &(), &()).await?;
                Ok(Offered { detail, sign_up, from, places, acts, form, open })
            });
            view! {
                <Dialog id="change-shift" open title=t!(joining.change_shift) close_label=t!(shell.close)>
                    <p class="quiet">{t!(joining.change_help)}</p>
                    {refused(form)}
                    <Load of=found show=shifts />
                </Dialog>
            }
        })
    };
    view! {
        <p><button type="button" class="link" on:click=move |_| open.set(true)>{t!(joining.change_shift)} <span class="visually-hidden">{title}</span></button></p>
        {dialog}
    }
    .into_any()
}

fn shifts(offered: Offered) -> AnyView {
    let rules = &city().policy.sign_up;
    let has_room = |shift: &&Shift| shift.capacity.saturating_sub(shift.taken) >= shift.waiting.saturating_add(offered.places);
    let open = |shift: &&Shift| shift.id != offered.from && still_open(shift.time.start, rules, now()).is_ok();
    let mut others: Vec<&Shift> = offered.detail.shifts.iter().filter(open).filter(has_room).collect();
    others.sort_by_key(|shift| shift.time.start);
    if others.is_empty() {
        return view! { <p>{t!(joining.change_none)}</p> }.into_any();
    }
    let row = |shift: &Shift| {
        let (to, Offered { sign_up, acts, form, open, .. }) = (shift.id, offered.clone());
        let position = offered.detail.positions.iter().find(|position| position.id == shift.position).map(|position| position.name.clone());
        let press = move |_| acts.send::<MoveSignUp>(form, sign_up, OtherShift { shift: to }, Some(open), None, |_| t!(joining.changed_toast).to_owned());
        view! {
            <li class="row row--tall">
                <div class="row__main"><p class="row__title">{format::span(shift.time)}</p> <p class="row__facts"><span>{position}</span></p></div>
                <p class="row__actions">
                    <button type="button" class="button button--small" aria-disabled=move || form.pending().get().then_some("true") on:click=press>
                        {t!(joining.change_to)} <span class="visually-hidden">{format::span(shift.time)}</span>
                    </button>
                </p>
            </li>
        }
    };
    view! { <ul class="rows">{others.into_iter().map(row).collect_view()}</ul> }.into_any()
}
