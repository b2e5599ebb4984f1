//! The world outside the portal, which remembers what it was sent.

use anyhow::Result;
use domain::notice::{Channel, DeliveryFault, EmailAddress};
use domain::text::Phone;
use domain::time::Timestamp;
use futures::future::BoxFuture;
use server::gateways::{MailGateway, PushGateway, SmsGateway};
use server::store::notice::Browser;
use std::sync::{Arc, Mutex};

/// Something that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub channel: Channel,
    pub to: String,
    pub text: String,
}

/// All gateways in one.
#[derive(Debug, Clone, Default)]
pub struct Outside(Arc<Mutex<(Vec<Sent>, Option<DeliveryFault>)>>);

impl Outside {
    /// What was sent, in its order.
    pub fn sent(&self) -> Vec<Sent> {
        self.0.lock().unwrap().0.clone()
    }

    /// From now on nothing is taken, for this reason; or everything is.
    pub fn fails(&self, fault: Option<DeliveryFault>) {
        self.0.lock().unwrap().1 = fault;
    }

    fn take(&self, channel: Channel, to: &str, text: String) -> BoxFuture<'static, Result<(), DeliveryFault>> {
        let mut inner = self.0.lock().unwrap();
        let taken = inner.1.map_or(Ok(()), Err);
        if taken.is_ok() {
            inner.0.push(Sent { channel, to: to.to_owned(), text });
        }
        Box::pin(async move { taken })
    }
}

impl SmsGateway for Outside {
    fn send_code<'a>(&'a self, _: &'a Phone, _: &'a str) -> BoxFuture<'a, Result<()>> {
        Box::pin(async { Ok(()) })
    }

    fn sends_texts(&self) -> bool {
        true
    }

    fn send_text<'a>(&'a self, phone: &'a Phone, text: &'a str) -> BoxFuture<'a, Result<(), DeliveryFault>> {
        self.take(Channel::Sms, phone.expose(), text.to_owned())
    }
}

impl MailGateway for Outside {
    fn send<'a>(&'a self, to: &'a EmailAddress, subject: &'a str, text: &'a str) -> BoxFuture<'a, Result<(), DeliveryFault>> {
        self.take(Channel::Email, to.expose(), format!("{subject}\n{text}"))
    }
}

impl PushGateway for Outside {
    fn public_key(&self) -> String {
        "BEll".into()
    }

    fn send<'a>(&'a self, to: &'a Browser, letter: &'a [u8], _: Timestamp) -> BoxFuture<'a, Result<(), DeliveryFault>> {
        self.take(Channel::Push, to.endpoint.expose(), String::from_utf8_lossy(letter).into_owned())
    }
}
