//! Reports about activities: making one, seeing those that wait, answering.

use super::account::ListQuery;
use super::endpoint::endpoints;
use super::page::Page;
use crate::ids::{ActivityId, ReportId};
use crate::report::{Report, ReportDraft};
use crate::text::Line;
use serde::{Deserialize, Serialize};

/// What was done about a report; whoever made it reads this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Settlement {
    pub answer: Line,
}

endpoints! {
    /// Reports what is wrong with an activity to its division. A report of one's own that still waits is replaced.
    MakeReport "report_make": Post "/api/activities/{activity}/reports", LoggedIn, Required, 204, (ActivityId) (()) (ReportDraft) -> ();
    /// Lists reports of the own divisions that wait for an answer, the oldest first.
    ListReports "report_list": Get "/api/reports", Scoped(Action::SettleReports), Natural, 200, (()) (ListQuery) (()) -> Page<Report>;
    /// Answers a report; whoever made it is told.
    SettleReport "report_settle": Post "/api/reports/{report}/settlement", Scoped(Action::SettleReports), Required, 204, (ReportId) (()) (Settlement) -> ();
}
