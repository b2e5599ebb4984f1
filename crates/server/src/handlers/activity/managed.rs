//! `activity_managed`: the activities one may manage, drafts included.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::activity_list::{self, Managed};
use domain::api::activity::ListManaged;
use domain::can::{Role, administered};
use domain::ids::TeamId;

/// Serves [`ListManaged`]. The scope is a condition of the list itself, so a filter by somebody
/// else's team finds nothing.
pub async fn managed(app: App, call: Call<ListManaged>) -> Answer<ListManaged> {
    let roles = call.caller.roles();
    let teams: Vec<TeamId> = roles.iter().filter_map(|role| if let Role::TeamLeader { team } = role { Some(*team) } else { None }).collect();
    let managed = Managed { divisions: &administered(roles), teams: &teams, team: call.query.team, status: call.query.status };
    let size = usize::from(call.query.size.unwrap_or_default().get());
    Ok(Reply::of(activity_list::managed(app.store.read(), &managed, call.query.after, size, call.now).await?))
}
