//! Joining: a name, an agreement, done. The phone was proven before; the proof is in [`ticket`].

use super::ticket;
use crate::api;
use crate::browser::{announce, dom};
use crate::city::city;
use crate::components::{DivisionPicker, PageTitle};
use crate::forms::Form;
use crate::i18n::problems;
use crate::navigation;
use crate::route::Route;
use crate::session;
use crate::t;
use crate::ui::{Checkbox, Fault, Field, FormShell, Icon, icon, toast};
use domain::api::session::{Join, JoinRequest, LoggedIn, PRIVACY_NOTICE};
use domain::division::DivisionCode;
use domain::problem::ErrorCode;
use domain::text::{InvalidText, PersonName};
use leptos::prelude::*;
use std::time::Duration;

/// The page; afterwards it goes on to `next`, or welcomes.
pub fn join(next: Option<String>) -> AnyView {
    let joined = RwSignal::new(None::<LoggedIn>);
    let onward = next.clone();
    let then = Callback::new(move |viewer: LoggedIn| {
        ticket::forget();
        session::set(Some(viewer.clone()));
        match &onward {
            Some(next) => {
                let number = viewer.number.map(|number| number.grouped()).unwrap_or_default();
                toast::show(t!(account.welcome_toast, number = number));
                navigation::go_on(Some(next), &Route::Home);
            }
            None => {
                joined.set(Some(viewer));
                // The page stays, far down where the form was sent from.
                set_timeout(|| _ = dom::focus(announce::HEADING), Duration::ZERO);
            }
        }
    });
    (move || match (joined.get(), ticket::kept()) {
        (Some(viewer), _) => welcome(&viewer),
        (None, Some(ticket)) => form(ticket, then, next.clone()),
        (None, None) => phone_first(next.clone()),
    })
    .into_any()
}

/// The page was opened without, or loaded anew since.
fn phone_first(next: Option<String>) -> AnyView {
    view! {
        <section class="empty">
            <span class="empty__icon">{icon(Icon::Phone)}</span>
            <PageTitle text=t!(account.join_title) />
            <p>{t!(account.join_phone_first)}</p>
            <a class="button" href=Route::LogIn { next }.href()>{t!(account.join_to_phone)}</a>
        </section>
    }
    .into_any()
}

fn form(ticket: String, then: Callback<LoggedIn>, next: Option<String>) -> AnyView {
    let form = Form::new();
    let (name, agreed) = (RwSignal::new(String::new()), RwSignal::new(false));
    let division = RwSignal::new(None::<DivisionCode>);
    let submit = Callback::new(move |()| {
        let typed = name.with_untracked(|name| name.parse::<PersonName>());
        let mut faults: Vec<Fault> = Vec::new();
        if let Err(fault) = &typed {
            let text = if *fault == InvalidText::Empty { t!(account.name_required).to_owned() } else { problems::field((*fault).into()) };
            faults.push(("name", text).into());
        }
        if !agreed.get_untracked() {
            faults.push(("consent", t!(problems.field_consent).to_owned()).into());
        }
        if let (true, Ok(name)) = (form.accept(faults), typed) {
            let request = JoinRequest { ticket: ticket.clone(), name, division: division.get_untracked(), consent: PRIVACY_NOTICE.to_owned() };
            form.run(async move { api::send::<Join>((), &(), &request).await }, move |viewer| then.run(viewer));
        }
    });
    let phone_again = move || {
        let expired = form.refusal().with(|refusal| refusal.as_ref().and_then(api::ApiError::code)) == Some(ErrorCode::TicketExpired);
        let to = Route::LogIn { next: next.clone() }.href();
        expired.then(|| view! { <p><a class="button button--quiet" href=to>{t!(account.join_to_phone)}</a></p> })
    };
    view! {
        <div class="narrow">
            <PageTitle text=t!(account.join_title) />
            <p class="lead">{t!(account.join_lead)}</p>
            <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary)
                submit_label=t!(account.join_submit) on_submit=submit>
                <Field id="name" label=t!(account.name) hint=t!(account.name_hint).to_owned() value=name error=form.error("name") autocomplete="name" maxlength=40 />
                <details class="disclosure">
                    <summary>{t!(account.join_division)}</summary>
                    <p class="field__hint">{t!(account.join_division_hint)}</p>
                    <DivisionPicker id="division" label=t!(activity.filter_division) chosen=division on_change=Callback::new(move |code| division.set(code)) />
                </details>
                <details class="disclosure">
                    <summary>{t!(account.privacy_title)}</summary>
                    <ul class="bullets">
                        {[t!(account.privacy_what), t!(account.privacy_why), t!(account.privacy_who)].map(|line| view! { <li>{line}</li> }).collect_view()}
                        <li>{t!(account.privacy_rights, years = city().policy.records.keep_years.to_string())}</li>
                    </ul>
                </details>
                <Checkbox id="consent" checked=agreed error=Some(form.error("consent"))>{t!(account.consent)}</Checkbox>
            </FormShell>
            {phone_again}
        </div>
    }
    .into_any()
}

fn welcome(viewer: &LoggedIn) -> AnyView {
    let number = viewer.number.map(|number| number.grouped()).unwrap_or_default();
    view! {
        <section class="empty">
            <span class="empty__icon">{icon(Icon::Heart)}</span>
            <PageTitle text=t!(account.welcome_title, name = viewer.name) />
            <p>{t!(account.welcome_number)}</p>
            <p class="big-number number">{number}</p>
            <p class="actions">
                <a class="button" href=Route::all_activities().href()>{t!(account.find_activity)}</a>
                <a class="button button--quiet" href=Route::Card.href()>{t!(account.show_card)}</a>
            </p>
        </section>
    }
    .into_any()
}
