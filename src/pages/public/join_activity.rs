//! Signing up where something has to be said, several shifts are wanted, or others come along: one sheet, sent as one wish.

mod draft;
mod shifts;
mod wards;

use crate::api;
use crate::components::{Load, Loading, PageTitle};
use crate::forms::{Companions, Form, Saying, Wish};
use crate::i18n::sign_ups;
use crate::navigation;
use crate::route::Route;
use crate::t;
use crate::ui::{Fault, FormShell, Icon, Notice, Tone, icon, toast};
use domain::activity::ActivityDetail;
use domain::api::activity::{GetActivity, GetStanding, Standing};
use domain::api::sign_up::JoinActivity;
use domain::guardian::CONSENT;
use domain::ids::{ActivityId, ShiftId};
use domain::sign_up::SignUpRequest;
use draft::Draft;
use leptos::prelude::*;
use shifts::Chosen;
use wards::Wards;

/// What the server said of the activity, how it stands to the reader, and the shift they came for.
#[derive(Clone)]
struct Found {
    detail: ActivityDetail,
    standing: Standing,
    shift: Option<ShiftId>,
}

/// The page.
pub fn join_activity(id: ActivityId, shift: Option<ShiftId>) -> AnyView {
    let found = Loading::new(move || async move {
        let detail = api::send::<GetActivity>(id, &(), &()).await?;
        let standing = api::send::<GetStanding>(id, &(), &()).await?;
        Ok(Found { detail, standing, shift })
    });
    view! {
        <p><a class="link" href=Route::Activity(id).href()>{icon(Icon::Back)} {t!(account.see_activity)}</a></p>
        <PageTitle text=t!(joining.sheet_title) />
        <div class="wide-form"><Load of=found show=sheet /></div>
    }
    .into_any()
}

fn sheet(found: Found) -> AnyView {
    let id = found.detail.id;
    let terms = &found.detail.terms;
    let (form, wish, companions, saying) = (Form::new(), Wish::new(), Companions::new(), Saying::to(terms));
    let wards = Wards::among(found.standing.wards.clone());
    let chosen = Chosen::among(&found.detail, found.standing, found.shift, companions, wards);
    let nothing = chosen.is_nothing_open();
    let draft = Draft::of(id, chosen, companions, saying);
    let submit_label = if terms.by_approval { t!(joining.sheet_submit_approval) } else { t!(joining.sheet_submit) };
    let submit = Callback::new(move |()| {
        let shifts = chosen.choices();
        let mut faults: Vec<Fault> = Vec::new();
        if shifts.is_empty() {
            faults.push((shifts::FIELD, t!(joining.sheet_choose).to_owned()).into());
        }
        let named = companions.read().unwrap_or_else(|flaws| {
            faults.extend(flaws);
            Vec::new()
        });
        faults.extend(saying.faults());
        if form.accept(faults) {
            let wards = wards.people();
            // By sending it the guardian agrees to what stands above the boxes.
            let consent = (!wards.is_empty()).then(|| CONSENT.to_owned());
            send(form, wish, draft, id, SignUpRequest { shifts, answers: saying.answers(), accepts_risks: saying.accepts_risks(), companions: named, wards, consent });
        }
    });
    view! {
        <p class="lead">{found.detail.title.clone()}</p>
        {nothing.then(|| view! { <Notice tone=Tone::Info><p>{t!(joining.sheet_nothing)}</p></Notice> })}
        <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary) submit_label on_submit=submit>
            {chosen.fields(form, &found.detail)} {wards.fields(chosen)} {companions.fields(form)} {saying.fields(form)}
        </FormShell>
    }
    .into_any()
}

fn send(form: Form, wish: Wish, draft: Draft, id: ActivityId, request: SignUpRequest) {
    let request = async move { wish.send::<JoinActivity>(id, request).await };
    form.run(request, move |joined| {
        draft.sent();
        toast::show(match joined.sign_ups.as_slice() {
            [one] => sign_ups::done(one),
            all => t!(joining.done_many, count = all.len().to_string()),
        });
        navigation::go(&Route::MySignUps);
    });
}
