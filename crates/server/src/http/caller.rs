//! Who is asking: a session's cookie or a kiosk's, looked up for each request.

use super::Failure;
use super::cookies::CookieKind;
use crate::app::App;
use crate::entropy::token_hash;
use crate::store::{kiosk, session};
use axum::http::HeaderMap;
use domain::api::{Access, UNATTENDED};
use domain::can::{Action, Denied, Facts, PersonKind, Role, Viewer, may};
use domain::ids::{PersonId, SessionId, StationId};

/// Who is asking, and through which browser.
#[derive(Debug, Clone)]
pub struct Caller {
    pub viewer: Viewer,
    pub session: Option<SessionId>,
}

impl Caller {
    /// Somebody who is not logged in.
    pub const fn nobody() -> Self {
        Self { viewer: Viewer::Anonymous, session: None }
    }

    /// Looks the caller of an operation up.
    pub(super) async fn of(app: &App, access: Access, headers: &HeaderMap) -> Result<Self, Failure> {
        let nobody = Self::nobody();
        if access == Access::Kiosk {
            let Some(secret) = app.cookies.read(CookieKind::Kiosk, headers) else { return Ok(nobody) };
            let found = kiosk::by_token(app.store.read(), &token_hash(&secret)).await?;
            return Ok(found.map_or(nobody, |(device, station)| Self { viewer: Viewer::Kiosk { device, station }, session: None }));
        }
        let Some(secret) = app.cookies.read(CookieKind::Session, headers) else { return Ok(nobody) };
        let Some(found) = session::by_token(app.store.read(), &token_hash(&secret)).await? else { return Ok(nobody) };
        let now = app.now();
        if found.has_ended(&app.policy().sessions, now) {
            return Ok(nobody);
        }
        if found.wants_touch(now) && !headers.contains_key(UNATTENDED) {
            let id = found.session;
            app.store.write(move |tx| Box::pin(session::touch(tx, id, now))).await?;
        }
        Ok(Self { viewer: Viewer::Person { id: found.person, kind: found.kind, roles: found.roles }, session: Some(found.session) })
    }

    /// Whether the caller may call such an operation at all. Where a scope matters, the handler
    /// asks again with the facts.
    pub(super) fn admit(&self, access: Access) -> Result<(), Failure> {
        match (access, &self.viewer) {
            (Access::Anyone, _) | (Access::LoggedIn, Viewer::Person { .. }) | (Access::Kiosk, Viewer::Kiosk { .. }) => Ok(()),
            (Access::Kiosk, _) => Err(Failure::of(domain::problem::ErrorCode::NotEnrolled, "this browser is not an enrolled kiosk")),
            (Access::Volunteer, Viewer::Person { kind: PersonKind::Volunteer, .. }) => Ok(()),
            (Access::Volunteer, Viewer::Person { .. }) => Err(Denied::NotAVolunteer.into()),
            (Access::Scoped(action), viewer @ Viewer::Person { .. }) => match may(viewer, action, &Facts::default()) {
                Err(Denied::NoRole) => Err(Denied::NoRole.into()),
                _ => Ok(()),
            },
            _ => Err(Denied::NotLoggedIn.into()),
        }
    }

    /// Whether the caller may do `action` where `facts` say.
    ///
    /// # Errors
    /// Why not, as a 401 or 403.
    pub fn may(&self, action: Action, facts: &Facts) -> Result<(), Failure> {
        may(&self.viewer, action, facts).map_err(Failure::from)
    }

    /// The person who is logged in.
    ///
    /// # Errors
    /// 401 when nobody is.
    pub fn person(&self) -> Result<PersonId, Failure> {
        match &self.viewer {
            Viewer::Person { id, .. } => Ok(*id),
            _ => Err(Denied::NotLoggedIn.into()),
        }
    }

    /// The kiosk that asks, and its station.
    ///
    /// # Errors
    /// 401 when it is none.
    pub fn kiosk(&self) -> Result<(domain::ids::DeviceId, StationId), Failure> {
        match &self.viewer {
            Viewer::Kiosk { device, station } => Ok((*device, *station)),
            _ => Err(Failure::of(domain::problem::ErrorCode::NotEnrolled, "this browser is not an enrolled kiosk")),
        }
    }

    /// The caller's roles; none for nobody and for kiosks.
    pub fn roles(&self) -> &[Role] {
        match &self.viewer {
            Viewer::Person { roles, .. } => roles,
            _ => &[],
        }
    }
}
