//! The inbox. What is on screen counts as read.

use crate::api;
use crate::city::city;
use crate::components::{PageTitle, Paged, PagedGroups};
use crate::i18n::{changes, devices, format};
use crate::route::Route;
use crate::session;
use crate::t;
use crate::ui::{Icon, icon};
use domain::activity::Change;
use domain::api::account::ListQuery;
use domain::api::message::{ListMessages, Message, MessageContent, ReadMessages};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The page.
pub fn messages() -> AnyView {
    let list = Paged::new(|after| async move { api::send::<ListMessages>((), &ListQuery { after, size: None }, &()).await });
    Effect::new(move |_| {
        if list.is_ready() && list.items().with(|all| all.iter().any(|message| !message.read)) {
            spawn_local(async {
                if api::send::<ReadMessages>((), &(), &()).await.is_ok() {
                    session::messages_read();
                }
            });
        }
    });
    view! {
        <PageTitle text=t!(account.messages_title) />
        <PagedGroups of=list arrange=days empty=empty />
    }
    .into_any()
}

fn empty() -> AnyView {
    view! {
        <section class="empty">
            <span class="empty__icon">{icon(Icon::Messages)}</span>
            <p>{t!(account.messages_empty)}</p>
        </section>
    }
    .into_any()
}

/// By the day on which they came.
fn days(all: Vec<Message>) -> AnyView {
    let day_of = |message: &Message| city().zone.day_of(message.at);
    let of_one_day = |messages: &[Message]| {
        let day = messages.first().map(|first| format::near_day(first.at));
        let lines = messages.iter().map(|one| view! { <li>{message(one.clone())}</li> }).collect_view();
        view! { <section class="group"><h2>{day}</h2> <ul class="list measure">{lines}</ul></section> }
    };
    all.chunk_by(|one, next| day_of(one) == day_of(next)).map(of_one_day).collect_view().into_any()
}

fn message(message: Message) -> AnyView {
    let (sign, title, text, to) = words(&message.content);
    let new = (!message.read).then(|| view! { <span class="tag tag--warning">{t!(account.message_new)}</span> });
    view! {
        <article class="card message">
            <span class="message__icon">{icon(sign)}</span>
            <div class="message__body">
                <h3 class="card__title">{title} " " {new}</h3>
                <p>{text}</p>
                <p class="quiet">{format::ago(message.at)}</p>
                {to.map(|(to, words)| view! { <a class="link card__link" href=to.href()>{words} {icon(Icon::Next)}</a> })}
            </div>
        </article>
    }
    .into_any()
}

/// Sign, title, text and the one place it leads to.
fn words(content: &MessageContent) -> (Icon, &'static str, String, Option<(Route, &'static str)>) {
    let see_activity = |id| Some((Route::Activity(id), t!(account.see_activity)));
    match content {
        MessageContent::Welcome => {
            (Icon::Heart, t!(account.message_welcome), t!(account.message_welcome_text).into(), Some((Route::all_activities(), t!(account.find_activity))))
        }
        MessageContent::SignedUp { activity, title, place, time } => {
            let text = t!(account.message_signed_up_text, title = title, time = format::span(*time), place = place);
            (Icon::Check, t!(account.message_signed_up), text, see_activity(*activity))
        }
        MessageContent::SignedUpByTeam { activity, title, place, time, reason } => {
            let text = t!(joining.message_by_team_text, title = title, time = format::span(*time), place = place, reason = reason);
            (Icon::Check, t!(joining.message_by_team), text, see_activity(*activity))
        }
        MessageContent::StandInWanted { sign_up, title, time, from } => {
            let text = t!(joining.message_stand_in_wanted_text, from = from, title = title, time = format::span(*time));
            (Icon::People, t!(joining.message_stand_in_wanted), text, Some((Route::StandIn(*sign_up), t!(joining.message_stand_in_see))))
        }
        MessageContent::StandInFound { activity, title } => {
            (Icon::Check, t!(joining.message_stand_in_found), t!(joining.message_stand_in_found_text, title = title), see_activity(*activity))
        }
        MessageContent::GuardianAgreed { guardian } => {
            let text = t!(joining.message_guardian_agreed_text, guardian = guardian);
            (Icon::Heart, t!(joining.message_guardian_agreed), text, Some((Route::all_activities(), t!(account.find_activity))))
        }
        MessageContent::ShiftComing { title, place, time, .. } => {
            let text = t!(notices.shift_coming_text, title = title, time = format::span(*time), place = place);
            (Icon::Clock, t!(notices.shift_coming), text, Some((Route::MySignUps, t!(account.sign_ups_title))))
        }
        MessageContent::CalledOff { activity, title } => {
            (Icon::Info, t!(account.message_called_off), t!(account.message_called_off_text, title = title), see_activity(*activity))
        }
        MessageContent::PlaceOffered { title, time, until, .. } => {
            let text = t!(account.message_offered_text, title = title, time = format::span(*time), until = format::near_moment(*until));
            (Icon::Clock, t!(account.message_offered), text, Some((Route::MySignUps, t!(activity.to_confirm))))
        }
        MessageContent::OfferLapsed { activity, title } => {
            (Icon::Info, t!(account.message_lapsed), t!(account.message_lapsed_text, title = title), see_activity(*activity))
        }
        MessageContent::WaitEnded { activity, title } => {
            (Icon::Info, t!(account.message_wait_ended), t!(account.message_wait_ended_text, title = title), see_activity(*activity))
        }
        MessageContent::Declined { activity, title, reason } => {
            let text = t!(account.message_declined_text, title = title, reason = reason);
            (Icon::Info, t!(account.message_declined), text, see_activity(*activity))
        }
        MessageContent::ActivityCancelled { activity, title, reason } => {
            let text = match reason {
                Some(reason) => t!(account.message_activity_cancelled_why, title = title, reason = reason),
                None => t!(account.message_activity_cancelled_text, title = title),
            };
            (Icon::Warning, t!(account.message_activity_cancelled), text, see_activity(*activity))
        }
        MessageContent::ReportSettled { activity, title, answer } => {
            (Icon::Check, t!(account.message_report_settled), t!(account.message_report_settled_text, title = title, answer = answer), see_activity(*activity))
        }
        MessageContent::ActivityChanged { activity, title, changes: made } => {
            let moved = made.iter().any(|change| matches!(change, Change::Time { .. }));
            let text = t!(account.message_changed_text, title = title, changes = changes::all(made));
            let text = if moved { format!("{text}{}", t!(account.message_changed_free)) } else { text };
            (Icon::Warning, t!(account.message_changed), text, see_activity(*activity))
        }
        MessageContent::ShiftCalledOff { activity, title, time, also } => {
            let times: Vec<String> = std::iter::once(time).chain(also).map(|time| format::span(*time)).collect();
            let text = t!(account.message_shift_called_off_text, title = title, time = times.join(t!(activity.change_and)));
            (Icon::Warning, t!(account.message_shift_called_off), text, see_activity(*activity))
        }
        MessageContent::ReviewPassed { activity, title } => {
            let text = t!(account.message_review_passed_text, title = title);
            (Icon::Check, t!(account.message_review_passed), text, Some((Route::ManagedActivity(*activity), t!(account.see_activity))))
        }
        MessageContent::ReviewSentBack { activity, title, words } => {
            let text = t!(account.message_review_back_text, title = title, words = words);
            (Icon::Info, t!(account.message_review_back), text, Some((Route::ManagedActivity(*activity), t!(account.see_activity))))
        }
        MessageContent::FromTeam { activity, title, text } => {
            let text = t!(account.message_from_team_text, title = title, text = text);
            (Icon::Messages, t!(account.message_from_team), text, see_activity(*activity))
        }
        MessageContent::Credited { title, minutes, .. } => {
            let text = t!(account.message_credited_text, title = title, duration = format::duration(u64::from(*minutes)));
            (Icon::Star, t!(account.message_credited), text, Some((Route::MyRecords, t!(account.see_records))))
        }
        MessageContent::Recounted { title, minutes, .. } => {
            let text = t!(account.message_recounted_text, title = title, duration = format::duration(u64::from(*minutes)));
            (Icon::Clock, t!(account.message_recounted), text, Some((Route::MyRecords, t!(account.see_records))))
        }
        MessageContent::CheckOutForgotten { title, .. } => {
            let text = t!(account.message_forgotten_text, title = title);
            (Icon::Clock, t!(account.message_forgotten), text, Some((Route::MyRecords, t!(account.see_records))))
        }
        MessageContent::CardMoved { device } => {
            let text = t!(account.message_card_moved_text, device = devices::words(device));
            (Icon::Card, t!(account.message_card_moved), text, Some((Route::MyDevices, t!(account.see_devices))))
        }
        MessageContent::RoleGiven { scope_name } => {
            let text = t!(account.message_role_text, scope = scope_name);
            (Icon::Manage, t!(account.message_role), text, Some((Route::Manage, t!(account.to_manage))))
        }
    }
}
