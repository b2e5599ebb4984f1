//! Sends through the HTTP gateway that `city.toml` describes.

use super::SmsGateway;
use crate::config::SmsHttp;
use anyhow::{Context, Result};
use domain::notice::DeliveryFault;
use domain::text::Phone;
use futures::future::BoxFuture;
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// A gateway with its secrets filled in.
pub struct HttpSms {
    settings: SmsHttp,
    secrets: BTreeMap<String, String>,
    agent: ureq::Agent,
}

impl HttpSms {
    /// Reads the secrets by `lookup`, which knows the environment.
    ///
    /// # Errors
    /// Names the variable that is missing.
    pub fn new(settings: SmsHttp, lookup: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let secret = |(name, variable): (&String, &String)| {
            let value = lookup(variable).with_context(|| format!("the environment variable {variable}, named in [sms.http.secrets], is not set"))?;
            Ok((name.clone(), value))
        };
        let secrets = settings.secrets.iter().map(secret).collect::<Result<_>>()?;
        let agent = ureq::Agent::config_builder().timeout_global(Some(Duration::from_millis(settings.timeout_ms))).build().into();
        Ok(Self { settings, secrets, agent })
    }

    fn fill(&self, template: &str, phone: &Phone, word: &str, value: &str) -> String {
        let mut text = template.replace("{phone}", phone.expose());
        for (name, value) in &self.secrets {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        // Last, so that no brace of a text is taken for a place to fill.
        text.replace(word, value)
    }

    /// Sends `body` with `value` in the places of `word`.
    async fn send(&self, body: &str, phone: &Phone, word: &str, value: &str) -> Result<(), Trouble> {
        let kind = self.settings.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type")).map_or("", |(_, kind)| kind);
        let url = self.fill(&self.settings.url, phone, word, &Escape::Address.done(value));
        let body = self.fill(body, phone, word, &Escape::of(kind).done(value));
        let headers: Vec<(String, String)> = self.settings.headers.iter().map(|(name, header)| (name.clone(), self.fill(header, phone, word, &Escape::Address.done(value)))).collect();
        let (agent, method, expected) = (self.agent.clone(), self.settings.method.clone(), self.settings.success_contains.clone());
        let sent = tokio::task::spawn_blocking(move || -> Result<(), Trouble> {
            let mut request = ureq::http::Request::builder().method(method.as_str()).uri(&url);
            for (name, value) in headers {
                request = request.header(name, value);
            }
            let request = request.body(body).map_err(|_| Trouble::Refused("the SMS gateway's address or a header of it is none"))?;
            let mut response = agent.run(request).map_err(|fault| Trouble::of(&fault))?;
            let answer = response.body_mut().read_to_string().map_err(|_| Trouble::Passing("the SMS gateway's answer cannot be read"))?;
            if expected.is_none_or(|text| answer.contains(&text)) { Ok(()) } else { Err(Trouble::Refused("the SMS gateway did not confirm the message")) }
        });
        sent.await.map_err(|_| Trouble::Passing("the SMS gateway was not asked to the end"))?
    }
}

/// How a text is written where it is filled in, so that it stays one text.
#[derive(Clone, Copy)]
enum Escape {
    Json,
    /// As addresses and forms have it.
    Address,
    Plain,
}

impl Escape {
    /// That of a body of this kind.
    fn of(content_type: &str) -> Self {
        let kind = content_type.to_ascii_lowercase();
        match kind.as_str() {
            kind if kind.contains("json") => Self::Json,
            kind if kind.contains("form-urlencoded") => Self::Address,
            _ => Self::Plain,
        }
    }

    fn done(self, text: &str) -> String {
        match self {
            Self::Json => {
                let quoted = serde_json::Value::from(text).to_string();
                quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(&quoted).to_owned()
            }
            Self::Address => form_urlencoded::byte_serialize(text.as_bytes()).collect(),
            Self::Plain => text.to_owned(),
        }
    }
}

/// Why the gateway did not take a message. It must not carry the address asked for: the number may stand there.
#[derive(Debug)]
enum Trouble {
    /// It may take it a little later.
    Passing(&'static str),
    Refused(&'static str),
    Answered(u16),
}

impl Trouble {
    fn of(fault: &ureq::Error) -> Self {
        match fault {
            ureq::Error::StatusCode(status) => Self::Answered(*status),
            ureq::Error::Timeout(_) => Self::Passing("the SMS gateway did not answer in time"),
            _ => Self::Passing("the SMS gateway cannot be reached"),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passing(what) | Self::Refused(what) => f.write_str(what),
            Self::Answered(status) => write!(f, "the SMS gateway answered {status}"),
        }
    }
}

impl std::error::Error for Trouble {}

impl From<Trouble> for DeliveryFault {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Answered(status) if status < 500 && status != 429 => Self::Refused,
            Trouble::Passing(_) | Trouble::Answered(_) => Self::Unreachable,
            Trouble::Refused(_) => Self::Refused,
        }
    }
}

impl SmsGateway for HttpSms {
    fn send_code<'a>(&'a self, phone: &'a Phone, code: &'a str) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move { Ok(self.send(&self.settings.body, phone, "{code}", code).await?) })
    }

    fn sends_texts(&self) -> bool {
        self.settings.text_body.is_some()
    }

    fn send_text<'a>(&'a self, phone: &'a Phone, text: &'a str) -> BoxFuture<'a, Result<(), DeliveryFault>> {
        Box::pin(async move {
            let body = self.settings.text_body.as_deref().ok_or(DeliveryFault::Ended)?;
            Ok(self.send(body, phone, "{text}", text).await?)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateways::one_request::one_request;

    fn settings(url: String) -> SmsHttp {
        SmsHttp {
            method: "POST".into(), url, body: r#"{"to":"{phone}","code":"{code}"}"#.into(), text_body: Some(r#"{"to":"{phone}","text":"{text}"}"#.into()), success_contains: Some("ok".into()), timeout_ms: 2000,
            headers: BTreeMap::from([("Authorization".into(), "Bearer {token}".into()), ("Content-Type".into(), "application/json".into())]), secrets: BTreeMap::from([("token".into(), "SMS_TOKEN".into())]),
        }
    }

    /// A gateway that answers one request with `reply`, and gives back what arrived.
    fn gateway(reply: &'static str) -> (String, std::thread::JoinHandle<(String, Vec<u8>)>) {
        let (address, seen) = one_request(reply);
        (format!("http://{address}/send"), seen)
    }

    #[tokio::test]
    async fn number_code_and_secret_are_filled_in() {
        let (url, seen) = gateway("HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok");
        let sms = HttpSms::new(settings(url), |name| (name == "SMS_TOKEN").then(|| "s3cret".into())).unwrap();
        sms.send_code(&"13800138000".parse().unwrap(), "123456").await.unwrap();
        let (head, body) = seen.join().unwrap();
        assert!(head.contains("Bearer s3cret"), "{head}");
        assert_eq!(body, br#"{"to":"13800138000","code":"123456"}"#);
    }

    #[tokio::test]
    async fn a_text_stays_one_text_whatever_stands_in_it() {
        let (url, seen) = gateway("HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok");
        let sms = HttpSms::new(settings(url), |_| Some("s3cret".into())).unwrap();
        let text = "\"清扫\",\"to\":\"1\\ {token} {phone}\"";
        sms.send_text(&"13800138000".parse().unwrap(), text).await.unwrap();
        let body: serde_json::Value = serde_json::from_slice(&seen.join().unwrap().1).unwrap();
        assert_eq!(body, serde_json::json!({"to": "13800138000", "text": text}));
        assert_eq!(Escape::of("application/x-www-form-urlencoded").done("a&b=c 志"), "a%26b%3Dc+%E5%BF%97");
    }

    #[tokio::test]
    async fn what_may_pass_is_told_from_what_does_not() {
        for (reply, fault) in [("HTTP/1.1 503 no\r\ncontent-length: 0\r\nconnection: close\r\n\r\n", DeliveryFault::Unreachable), ("HTTP/1.1 400 no\r\ncontent-length: 0\r\nconnection: close\r\n\r\n", DeliveryFault::Refused)] {
            let (url, seen) = gateway(reply);
            let sms = HttpSms::new(settings(url), |_| Some("x".into())).unwrap();
            assert_eq!(sms.send_text(&"13800138000".parse().unwrap(), "x").await, Err(fault));
            seen.join().unwrap();
        }
        let nobody = HttpSms::new(settings("http://127.0.0.1:9/".into()), |_| Some("x".into())).unwrap();
        assert_eq!(nobody.send_text(&"13800138000".parse().unwrap(), "x").await, Err(DeliveryFault::Unreachable));
    }

    #[tokio::test]
    async fn a_refusal_is_an_error_without_the_number() {
        for reply in ["HTTP/1.1 500 no\r\ncontent-length: 0\r\nconnection: close\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\nfail"] {
            let (url, seen) = gateway(reply);
            let sms = HttpSms::new(settings(url), |_| Some("x".into())).unwrap();
            let fault = format!("{:#}", sms.send_code(&"13800138000".parse().unwrap(), "123456").await.unwrap_err());
            assert!(!fault.contains("13800138000") && !fault.contains("123456"), "{fault}");
            seen.join().unwrap();
        }
    }

    #[test]
    fn a_missing_secret_is_named() {
        let fault = HttpSms::new(settings("http://127.0.0.1:9/".into()), |_| None).err().unwrap();
        assert!(fault.to_string().contains("SMS_TOKEN"));
    }
}
