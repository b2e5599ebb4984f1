//! Sends nothing: what would be sent stands in the server's log, beside the masked number.

use super::SmsGateway;
use anyhow::Result;
use domain::notice::DeliveryFault;
use domain::text::Phone;
use futures::future::BoxFuture;

/// For development and demonstrations only.
pub struct DevelopmentSms;

impl SmsGateway for DevelopmentSms {
    fn send_code<'a>(&'a self, phone: &'a Phone, code: &'a str) -> BoxFuture<'a, Result<()>> {
        tracing::info!(phone = phone.masked(), code, "development gateway: this code was not sent");
        Box::pin(async { Ok(()) })
    }

    fn sends_texts(&self) -> bool {
        true
    }

    fn send_text<'a>(&'a self, phone: &'a Phone, text: &'a str) -> BoxFuture<'a, Result<(), DeliveryFault>> {
        tracing::info!(phone = phone.masked(), characters = text.chars().count(), "development gateway: this text was not sent");
        Box::pin(async { Ok(()) })
    }
}
