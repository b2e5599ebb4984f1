//! Text messages, e-mail and quiet hours: one form.

use crate::api;
use crate::city::city;
use crate::forms::Form;
use crate::i18n::{self, Locale, problems};
use crate::t;
use crate::ui::{Checkbox, Fault, Field, FormShell, toast};
use domain::api::notice::{MyNotices, NoticeWishes, PutMyNotices};
use domain::notice::{QuietHours, Tongue};
use domain::problem::FieldCode;
use domain::time::{clock_minutes, clock_text};
use leptos::prelude::*;

const FROM: &str = "quiet-from";
const UNTIL: &str = "quiet-until";

/// The sections, filled with what the reader wants so far; `now` tells the ways there are.
pub(super) fn wishes(first: NoticeWishes, now: Signal<Option<MyNotices>>, became: Callback<MyNotices>) -> AnyView {
    let form = Form::new();
    let (by_sms, by_email) = (RwSignal::new(first.by_sms), RwSignal::new(first.by_email));
    let (from, until) = (RwSignal::new(clock_text(first.quiet.from)), RwSignal::new(clock_text(first.quiet.until)));
    let submit = Callback::new(move |()| {
        let (start, end) = (minutes(&from.get_untracked()), minutes(&until.get_untracked()));
        let missing = |id, typed: Option<u16>| -> Option<Fault> { typed.is_none().then(|| (id, problems::field(FieldCode::Required)).into()) };
        if !form.accept([missing(FROM, start), missing(UNTIL, end)].into_iter().flatten().collect()) {
            return;
        }
        let quiet = QuietHours { from: start.unwrap_or(0), until: end.unwrap_or(0) };
        let wishes = NoticeWishes { language: tongue(), by_sms: by_sms.get_untracked(), by_email: by_email.get_untracked(), quiet };
        form.run(async move { api::send::<PutMyNotices>((), &(), &wishes).await }, move |notices| {
            became.run(notices);
            toast::show(t!(notices.saved));
        });
    });
    let phone = now.with_untracked(|now| now.as_ref().and_then(|now| now.phone.clone()));
    let email = Memo::new(move |_| now.with(|now| now.as_ref().and_then(|now| now.email.clone())));
    let hours = city().policy.notices.urgent_within_hours.to_string();
    view! {
        <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary) submit_label=t!(shell.save) on_submit=submit>
            <section class="section" aria-labelledby="ways">
                <h2 id="ways">{t!(notices.ways_title)}</h2>
                {phone.map(|phone| view! { <Checkbox id="by-sms" checked=by_sms>{t!(notices.by_sms, phone = phone)}</Checkbox> })}
                {move || email.get().map(|email| view! { <Checkbox id="by-email" checked=by_email>{t!(notices.by_email, email = email)}</Checkbox> })}
            </section>
            <section class="section" aria-labelledby="quiet">
                <h2 id="quiet">{t!(notices.quiet_title)}</h2>
                <p>{t!(notices.quiet_help, hours = hours)}</p>
                <Field id=FROM label=t!(notices.quiet_from) kind="time" value=from error=form.error(FROM) short=true />
                <Field id=UNTIL label=t!(notices.quiet_until) kind="time" value=until error=form.error(UNTIL) short=true />
            </section>
        </FormShell>
    }
    .into_any()
}

/// In which language the reader is told: that of this page.
fn tongue() -> Tongue {
    match i18n::locale() {
        Locale::zh_CN => Tongue::Chinese,
        Locale::en => Tongue::English,
    }
}

fn minutes(typed: &str) -> Option<u16> {
    u16::try_from(clock_minutes(typed)?).ok()
}
