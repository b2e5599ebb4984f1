//! The world outside, behind traits: text messages, e-mail, and the push services of browsers.

mod mail;
#[cfg(test)]
mod one_request;
mod push;
mod sms_development;
mod sms_http;

pub use mail::{MailGateway, SmtpMail};
pub use push::{HttpPush, PushGateway, Reach};
pub use sms_development::DevelopmentSms;
pub use sms_http::HttpSms;

use crate::config::{Settings, SmsGatewayKind};
use crate::vault::Vault;
use anyhow::{Context, Result};
use domain::notice::DeliveryFault;
use domain::text::Phone;
use futures::future::BoxFuture;

/// Sends text messages.
pub trait SmsGateway: Send + Sync {
    /// Sends `code` to `phone`; answers when the gateway has taken it.
    fn send_code<'a>(&'a self, phone: &'a Phone, code: &'a str) -> BoxFuture<'a, Result<()>>;

    /// Whether it sends other texts too.
    fn sends_texts(&self) -> bool;

    /// Sends one line of text to `phone`; answers when the gateway has taken it.
    fn send_text<'a>(&'a self, phone: &'a Phone, text: &'a str) -> BoxFuture<'a, Result<(), DeliveryFault>>;
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

/// The mail server of `[mail]`; none where the city sends no e-mail.
///
/// # Errors
/// When its address is not in the environment, or is none.
pub fn mail_of(settings: &Settings) -> Result<Option<Box<dyn MailGateway>>> {
    let Some(mail) = &settings.mail else { return Ok(None) };
    let url = std::env::var(&mail.server).with_context(|| format!("the environment variable {}, named in [mail], is not set", mail.server))?;
    Ok(Some(Box::new(SmtpMail::new(&url, &mail.from)?)))
}

/// Push services, which know the portal by its key; none where `[push]` is missing.
///
/// # Errors
/// When the key file gives no key, which happens once in 2³² files.
pub fn push_of(settings: &Settings, vault: &Vault) -> Result<Option<Box<dyn PushGateway>>> {
    let Some(push) = &settings.push else { return Ok(None) };
    Ok(Some(Box::new(HttpPush::new(&vault.push_key(), &push.contact, Reach::Public)?)))
}
