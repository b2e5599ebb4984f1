//! Who looked at the reader's data.

use crate::api;
use crate::city::city;
use crate::components::{PageTitle, Paged, PagedList};
use crate::i18n::format;
use crate::t;
use crate::ui::{Icon, icon};
use domain::api::Endpoint;
use domain::api::account::{ListLooks, ListQuery, Look};
use domain::api::attendance::{DecideEntry, EnterRecord, GetBoard, RuleScan};
use domain::api::activity::{ExportRoster, GetRoster};
use domain::api::card::{MakePaperFor, RevokeCardsOf};
use domain::api::people::{FindPeople, GiveGrant, TakeGrant};
use domain::api::sign_up::DecideSignUp;
use leptos::prelude::*;

/// The page.
pub fn my_looks() -> AnyView {
    let list = Paged::new(|after| async move { api::send::<ListLooks>((), &ListQuery { after, size: None }, &()).await });
    view! {
        <PageTitle text=t!(account.looks_title) />
        <p class="lead">{t!(account.looks_lead, hotline = city().hotline)}</p>
        <PagedList of=list show=look empty=empty class="list measure" />
    }
    .into_any()
}

fn empty() -> AnyView {
    view! {
        <section class="empty">
            <span class="empty__icon">{icon(Icon::Eye)}</span>
            <p>{t!(account.looks_empty)}</p>
        </section>
    }
    .into_any()
}

fn look(look: Look) -> AnyView {
    view! {
        <article class="card">
            <p><b>{look.by}</b> " " {what(&look.what)}</p>
            <p class="quiet">{format::moment(look.at)}</p>
        </article>
    }
    .into_any()
}

/// The name of an operation in words. Operations are many and most show nobody's data, so one that
/// is not known here is named in general.
fn what(operation: &str) -> &'static str {
    match operation {
        GetRoster::NAME => t!(account.look_roster),
        ExportRoster::NAME => t!(account.look_exported),
        FindPeople::NAME => t!(account.look_search),
        GiveGrant::NAME => t!(account.look_role_given),
        TakeGrant::NAME => t!(account.look_role_taken),
        MakePaperFor::NAME => t!(account.look_paper_made),
        RevokeCardsOf::NAME => t!(account.look_cards_revoked),
        GetBoard::NAME => t!(account.look_board),
        RuleScan::NAME => t!(account.look_ruled),
        EnterRecord::NAME => t!(account.look_entered),
        DecideEntry::NAME => t!(account.look_decided),
        DecideSignUp::NAME => t!(account.look_sign_up_decided),
        _ => t!(account.look_other),
    }
}
