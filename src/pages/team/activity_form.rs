//! The form of an activity, new or changed: everything 志愿服务条例 Art. 12 demands, positions and shifts. Nothing typed is
//! lost by a reload, a lost network, an ended login, or somebody else who was quicker.

mod extend;
mod fields;
mod others;
mod parts;
mod reader;
mod repeat;
mod scope;
mod series;
mod shifts;
mod team;
mod templates;
mod told;
mod written;

use super::questions::questions;
use super::requirements::requirements;
use crate::api;
use crate::city::{city, now, today};
use crate::components::{Load, Loading, PageTitle};
use crate::forms::Wish;
use crate::navigation;
use crate::route::Route;
use crate::t;
use crate::ui::{FormShell, Icon, Notice, Tone, icon, toast};
use domain::activity::{ActivityDetail, ActivityStatus, Step};
use domain::api::activity::{ActivityChange, ChangeActivity, GetActivity, MakeActivity, NewActivity};
use domain::ids::{ActivityId, TeamId};
use fields::Draft;
use leptos::prelude::*;
use written::Written;

/// What the form is for.
#[derive(Clone)]
struct Subject {
    /// Where the unsent form is kept.
    key: String,
    /// The team the reader comes from.
    team: Option<TeamId>,
    /// The form as it opens.
    start: Written,
    /// The activity that is changed; none for a new one.
    base: Option<ActivityDetail>,
}

/// The page of a new activity; `team` is chosen already when the reader comes from it, `like` is the one to begin from.
pub fn new_activity(team: Option<TeamId>, like: Option<ActivityId>) -> AnyView {
    let Some(like) = like else {
        return new_page(Subject { key: "new-activity".into(), team, start: fields::blank(), base: None });
    };
    let found = Loading::new(move || async move {
        let detail = api::send::<GetActivity>(like, &(), &()).await?;
        let start = Written::of(&detail, &city().zone).again(today().plus_days(1));
        Ok(Subject { key: format!("activity-like-{like}"), team: Some(detail.team), start, base: None })
    });
    view! { <Load of=found show=new_page /> }.into_any()
}

/// The page of an activity that is changed.
pub fn edit_activity(id: ActivityId) -> AnyView {
    let found = Loading::new(move || async move {
        let detail = api::send::<GetActivity>(id, &(), &()).await?;
        Ok(Subject { key: format!("activity-{id}"), team: Some(detail.team), start: Written::of(&detail, &city().zone), base: Some(detail) })
    });
    view! { <Load of=found show=edit_page /> }.into_any()
}

fn new_page(subject: Subject) -> AnyView {
    view! {
        <PageTitle text=t!(manage.activity_new) />
        <p class="lead">{t!(manage.activity_new_lead)}</p>
        {restorable(subject)}
    }
    .into_any()
}

fn edit_page(subject: Subject) -> AnyView {
    let Some(detail) = subject.base.clone() else { return ().into_any() };
    let lead = match detail.status {
        ActivityStatus::Published => t!(manage.edit_lead_published),
        ActivityStatus::InReview => t!(manage.edit_lead_in_review),
        ActivityStatus::Draft | ActivityStatus::Cancelled => t!(manage.edit_lead_draft),
    };
    let changeable = detail.status.after(Step::Change).is_some() && !detail.is_over(now());
    let inside = if changeable {
        view! { <p class="lead">{lead}</p> {restorable(subject)} }.into_any()
    } else {
        view! { <Notice tone=Tone::Info><p>{t!(manage.edit_over)}</p></Notice> }.into_any()
    };
    view! {
        <p><a class="link" href=Route::ManagedActivity(detail.id).href()>{icon(Icon::Back)} {t!(attendance.to_activity)}</a></p>
        <PageTitle text=t!(manage.edit_title, title = detail.title) />
        {inside}
    }
    .into_any()
}

/// The form, and the way back to how it opened when something typed before was put into it.
fn restorable(subject: Subject) -> AnyView {
    let restored = RwSignal::new(fields::kept(&subject.key).is_some());
    // "Begin anew" makes the form anew.
    let begun = RwSignal::new(0_u32);
    let key = subject.key.clone();
    let anew = Callback::new(move |()| {
        fields::forget(&key);
        restored.set(false);
        begun.update(|count| *count += 1);
    });
    view! {
        {move || restored.get().then(|| view! {
            <Notice tone=Tone::Info>
                <p>{t!(manage.restored)}</p>
                <p><button type="button" class="link" on:click=move |_| anew.run(())>{t!(manage.begin_anew)}</button></p>
            </Notice>
        })}
        {move || {
            begun.track();
            form(subject.clone())
        }}
    }
    .into_any()
}

fn form(subject: Subject) -> AnyView {
    let Subject { key, team, start, base } = subject;
    let (wish, is_new) = (Wish::new(), base.is_none());
    let draft = Draft::new(&key, start, base);
    team::choose_team(draft, team);
    let send = Callback::new(move |activity: NewActivity| {
        let (key, base) = (key.clone(), draft.base.with_untracked(|base| base.as_ref().map(|base| (base.id, base.revision))));
        match base {
            None => draft.form.run(wish.send::<MakeActivity>((), activity), move |made| done(&key, made.id, t!(manage.activity_made))),
            Some((id, revision)) => {
                let change = ActivityChange { revision, draft: activity.draft };
                draft.form.run(wish.send::<ChangeActivity>(id, change), move |detail| done(&key, detail.id, t!(manage.activity_changed)));
            }
        }
    });
    let (asking, told) = (RwSignal::new(false), RwSignal::new(0_u32));
    let submit = Callback::new(move |()| match draft.read() {
        Err(faults) => _ = draft.form.accept(faults),
        Ok(activity) => {
            draft.form.accept(Vec::new());
            told.set(draft.base.with_untracked(|base| base.as_ref().map_or(0, |base| told::places(base, &activity.draft))));
            if told.get_untracked() > 0 { asking.set(true) } else { send.run(activity) }
        }
    });
    // The question covers the form: what is read again is what was asked about.
    let go = Callback::new(move |()| _ = draft.read().map(|activity| send.run(activity)));
    let (form, hint) = (draft.form, is_new.then(|| view! { <p class="field__hint">{t!(manage.draft_hint)}</p> }));
    view! {
        <div class="wide-form">
            {is_new.then(|| templates::templates(draft.fields.team))} {others::others(draft)}
            <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary)
                submit_label={if is_new { t!(manage.activity_save) } else { t!(manage.activity_save_changes) }} on_submit=submit>
                {parts::what(draft)} {parts::whereabouts(draft)} {parts::terms(draft)}
                {requirements(draft.fields.requirements)} {questions(draft.fields.questions, move |id| draft.error(id))}
                {shifts::positions(draft)}
                {hint}
            </FormShell>
            {repeat::repeat(draft)} {extend::extend(draft)} {scope::removing(draft)} {told::question(asking, told, go)}
        </div>
    }
    .into_any()
}

fn done(key: &str, id: ActivityId, words: &str) {
    fields::forget(key);
    toast::show(words);
    navigation::replace(&Route::ManagedActivity(id));
}
