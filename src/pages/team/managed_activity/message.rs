//! Words of the team to all or some of the people who signed up.

use crate::components::Loading;
use crate::forms::{Confirm, Form, Wish};
use crate::i18n::problems;
use crate::t;
use crate::ui::{Checkbox, TextArea, toast};
use domain::activity::{ActivityDetail, tells_a_phone};
use domain::api::activity::{Roster, SendTeamMessage, TeamMessage};
use domain::ids::PersonId;
use domain::problem::FieldCode;
use domain::sign_up::SignUpStatus;
use domain::text::Note;
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The button and its question; nothing while nobody can be told.
pub(super) fn message(detail: &ActivityDetail, roster: Loading<Roster>) -> AnyView {
    let (id, wish, open, text) = (detail.id, Wish::new(), RwSignal::new(false), RwSignal::new(String::new()));
    let (everybody, chosen) = (RwSignal::new(true), RwSignal::new(BTreeSet::<PersonId>::new()));
    let (text_error, people_error) = (RwSignal::new(None::<String>), RwSignal::new(None::<String>));
    let ended: BTreeSet<_> = detail.shifts.iter().filter(|shift| shift.called_off || shift.has_ended(crate::city::now())).map(|shift| shift.id).collect();
    let people = Memo::new(move |_| {
        let lines = roster.get().map(|roster| roster.lines).unwrap_or_default();
        let open = lines.into_iter().filter(|line| line.status.is_some_and(SignUpStatus::is_open) && !ended.contains(&line.shift));
        open.map(|line| (line.person, line.name)).collect::<BTreeMap<_, _>>()
    });
    let act = Callback::new(move |form: Form| {
        let note = text.with_untracked(|typed| typed.parse::<Note>()).map_err(FieldCode::from);
        let phone = note.as_ref().is_ok_and(|note| tells_a_phone(note.as_str()));
        text_error.set(if phone { Some(t!(manage.message_no_phone).to_owned()) } else { note.as_ref().err().map(|fault| problems::field(*fault)) });
        let some = (!everybody.get_untracked()).then(|| chosen.get_untracked().into_iter().collect::<Vec<_>>());
        let nobody = some.as_ref().is_some_and(Vec::is_empty);
        people_error.set(nobody.then(|| t!(manage.message_nobody).to_owned()));
        let Some(text_of) = note.ok().filter(|_| !phone && !nobody) else { return };
        form.run(wish.send::<SendTeamMessage>(id, TeamMessage { text: text_of, people: some }), move |sent| {
            open.try_set(false);
            text.try_set(String::new());
            toast::show(t!(manage.message_sent, count = sent.people.to_string()));
        });
    });
    let one = move |(person, name): (PersonId, String)| {
        let input = format!("tell-{person}");
        let toggle = move |event| chosen.update(|all| _ = if event_target_checked(&event) { all.insert(person) } else { all.remove(&person) });
        view! {
            <li class="check">
                <input class="check__box" type="checkbox" id=input.clone() prop:checked=move || chosen.with(|all| all.contains(&person)) on:change=toggle />
                <label class="check__label" for=input>{name}</label>
            </li>
        }
    };
    let list = move || {
        (!everybody.get()).then(|| view! {
            <fieldset>
                <legend>{t!(manage.message_to)}</legend>
                {move || people_error.get().map(|error| view! { <p class="field__error" role="alert">{error}</p> })}
                <ul class="list">{people.get().into_iter().map(one).collect_view()}</ul>
            </fieldset>
        })
    };
    view! {
        {move || (!people.with(BTreeMap::is_empty)).then(|| view! {
            <button type="button" class="button button--quiet button--small" on:click=move |_| open.set(true)>{t!(manage.message)}</button>
        })}
        <Confirm id="team-message" open title=t!(manage.message) yes=t!(manage.message_send) yes_class="button" act>
            <TextArea id="team-message-text" label=t!(manage.message_text) hint=t!(manage.message_hint).to_owned() value=text error=text_error.into() />
            <Checkbox id="team-message-all" checked=everybody>{t!(manage.message_all, count = people.with(BTreeMap::len).to_string())}</Checkbox>
            {list}
        </Confirm>
    }
    .into_any()
}
