//! The world outside, behind traits: today text messages.

mod sms_development;
mod sms_http;

pub use sms_development::DevelopmentSms;
pub use sms_http::HttpSms;

use crate::config::{Settings, SmsGatewayKind};
use anyhow::{Context, Result};
use domain::text::Phone;
use futures::future::BoxFuture;

/// Sends one-time codes.
pub trait SmsGateway: Send + Sync {
    /// Sends `code` to `phone`; answers when the gateway has taken it.
    fn send_code<'a>(&'a self, phone: &'a Phone, code: &'a str) -> BoxFuture<'a, Result<()>>;
}

/// The gateway `city.toml` names.
///
/// # Errors
/// When a secret it needs is not in the environment.
pub fn sms_of(settings: &Settings) -> Result<Box<dyn SmsGateway>> {
    match settings.sms.gateway {
        SmsGatewayKind::Development => Ok(Box::new(DevelopmentSms)),
        SmsGatewayKind::Http => {
            let http = settings.sms.http.clone().context("sms.gateway is \"http\", but [sms.http] is missing")?;
            Ok(Box::new(HttpSms::new(http, |name| std::env::var(name).ok())?))
        }
    }
}
