//! Sends push messages through the services of browsers (RFC 8030): sealed for the browser (RFC 8291), signed for the service
//! (RFC 8292).

mod reach;
mod seal;

pub use reach::Reach;

use crate::entropy;
use crate::store::notice::Browser;
use anyhow::{Context, Result};
use data_encoding::BASE64URL_NOPAD;
use domain::notice::DeliveryFault;
use domain::time::Timestamp;
use futures::future::BoxFuture;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::json;
use std::time::Duration;

/// The longest a service may take.
const TIMEOUT: Duration = Duration::from_secs(10);
/// How long a service keeps a message for a browser that is away, in seconds: a day later it is in the inbox.
const KEPT_SECONDS: u32 = 86_400;
/// How long a signature holds; a day is the most (RFC 8292 §2).
const SIGNED_SECONDS: i64 = 12 * 3_600;

/// Sends push messages.
pub trait PushGateway: Send + Sync {
    /// The public key by which push services know the portal: a point of P-256, 65 bytes in base 64.
    fn public_key(&self) -> String;

    /// Sends `letter` to a browser; answers when its service has taken it.
    fn send<'a>(&'a self, to: &'a Browser, letter: &'a [u8], now: Timestamp) -> BoxFuture<'a, Result<(), DeliveryFault>>;
}

/// The services themselves, asked by HTTP.
pub struct HttpPush {
    agent: reach::Agent,
    signing: SigningKey,
    public_key: String,
    contact: String,
}

impl HttpPush {
    /// Push messages signed by the key of `scalar`; `contact` is whom a service turns to. `reach` tells whom they may be sent to.
    ///
    /// # Errors
    /// When the scalar is no key.
    pub fn new(scalar: &[u8; 32], contact: &str, reach: Reach) -> Result<Self> {
        let signing = SigningKey::from_slice(scalar).context("the key file gives no key for push messages")?;
        let public_key = BASE64URL_NOPAD.encode(signing.verifying_key().to_sec1_point(false).as_bytes());
        Ok(Self { agent: reach::agent(reach, TIMEOUT), signing, public_key, contact: contact.to_owned() })
    }

    /// Who sends, for the service at `origin` (RFC 8292 §3).
    fn authorisation(&self, origin: &str, now: Timestamp) -> String {
        let part = |json: serde_json::Value| BASE64URL_NOPAD.encode(json.to_string().as_bytes());
        let until = now.plus_seconds(SIGNED_SECONDS).unix_ms() / 1000;
        let signed = format!("{}.{}", part(json!({"typ": "JWT", "alg": "ES256"})), part(json!({"aud": origin, "exp": until, "sub": self.contact})));
        let signature: Signature = self.signing.sign(signed.as_bytes());
        format!("vapid t={signed}.{}, k={}", BASE64URL_NOPAD.encode(&signature.to_bytes()), self.public_key)
    }
}

impl PushGateway for HttpPush {
    fn public_key(&self) -> String {
        self.public_key.clone()
    }

    fn send<'a>(&'a self, to: &'a Browser, letter: &'a [u8], now: Timestamp) -> BoxFuture<'a, Result<(), DeliveryFault>> {
        let authorisation = self.authorisation(to.endpoint.origin(), now);
        let sealed = seal::seal(letter, &to.public_key, &to.shared, &ephemeral(), entropy::bytes());
        let (agent, url) = (self.agent.clone(), to.endpoint.expose().to_owned());
        Box::pin(async move {
            let body = sealed.ok_or(DeliveryFault::Refused)?;
            let asked = tokio::task::spawn_blocking(move || {
                let request = agent.post(&url).header("ttl", KEPT_SECONDS.to_string()).header("urgency", "high").header("content-encoding", "aes128gcm");
                request.header("content-type", "application/octet-stream").header("authorization", authorisation).send(&body[..]).map(|answer| answer.status().as_u16())
            });
            match asked.await.map_err(|_| DeliveryFault::Unreachable)? {
                Ok(200..=299) => Ok(()),
                Ok(404 | 410) => Err(DeliveryFault::Gone),
                Ok(429 | 500..) | Err(_) => Err(DeliveryFault::Unreachable),
                Ok(_) => Err(DeliveryFault::Refused),
            }
        })
    }
}

/// A key for one message.
fn ephemeral() -> p256::SecretKey {
    loop {
        // Once in 2³² the bytes are no scalar.
        if let Ok(key) = p256::SecretKey::from_slice(&entropy::bytes::<32>()) {
            return key;
        }
    }
}

#[cfg(test)]
mod tests;
