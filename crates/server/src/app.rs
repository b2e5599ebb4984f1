//! What every operation may use: the city, the store, the secrets, the clock.

use crate::catalogue::CatalogueCache;
use crate::clock::Clock;
use crate::config::City;
use crate::entropy::Ids;
use crate::gateways::{MailGateway, PushGateway, SmsGateway};
use crate::http::{Cookies, Limits, Page};
use crate::keys::Keys;
use crate::statuses::StatusCache;
use crate::store::Store;
use domain::api::portal::Portal;
use domain::policy::Policy;
use domain::time::{Timestamp, Zone};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Shared by all requests.
pub struct Parts {
    pub city: City,
    pub zone: Zone,
    pub store: Store,
    pub keys: Keys,
    pub statuses: StatusCache,
    pub catalogue: CatalogueCache,
    pub clock: Clock,
    pub ids: Ids,
    pub sms: Box<dyn SmsGateway>,
    /// None where the city sends no e-mail.
    pub mail: Option<Box<dyn MailGateway>>,
    /// None where the city sends no push messages.
    pub push: Option<Box<dyn PushGateway>>,
    pub cookies: Cookies,
    pub limits: Limits,
    pub page: Page,
    /// Made-up people: codes are shown on screen and the clock can be put forward.
    pub demo: bool,
    /// Browsers may keep the page; without it they throw away what they kept.
    pub service_worker: bool,
    /// Set once the server finishes its last requests.
    pub stopping: AtomicBool,
}

/// A handle to [`Parts`], cheap to copy about.
#[derive(Clone)]
pub struct App(Arc<Parts>);

impl std::ops::Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A fresh id.
    pub fn id(&self) -> i64 {
        self.ids.next(self.now())
    }

    /// The city's figures.
    pub fn policy(&self) -> &Policy {
        &self.city.settings.policy
    }

    /// What the page has to know.
    pub fn portal(&self) -> Portal {
        Portal { demo: self.demo, service_worker: self.service_worker, ..self.city.portal(self.now()) }
    }
}
