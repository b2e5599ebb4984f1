//! Sends through the HTTP gateway that `city.toml` describes.

use super::SmsGateway;
use crate::config::SmsHttp;
use anyhow::{Context, Result, ensure};
use domain::text::Phone;
use futures::future::BoxFuture;
use std::collections::BTreeMap;
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

    fn fill(&self, template: &str, phone: &Phone, code: &str) -> String {
        let mut text = template.replace("{phone}", phone.expose()).replace("{code}", code);
        for (name, value) in &self.secrets {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }
}

impl SmsGateway for HttpSms {
    fn send_code<'a>(&'a self, phone: &'a Phone, code: &'a str) -> BoxFuture<'a, Result<()>> {
        let url = self.fill(&self.settings.url, phone, code);
        let body = self.fill(&self.settings.body, phone, code);
        let headers: Vec<(String, String)> = self.settings.headers.iter().map(|(name, value)| (name.clone(), self.fill(value, phone, code))).collect();
        let (agent, method, expected) = (self.agent.clone(), self.settings.method.clone(), self.settings.success_contains.clone());
        Box::pin(async move {
            let answer = tokio::task::spawn_blocking(move || -> Result<String> {
                let mut request = ureq::http::Request::builder().method(method.as_str()).uri(&url);
                for (name, value) in headers {
                    request = request.header(name, value);
                }
                // The error must not carry the URL: it may hold the number.
                let mut response = agent.run(request.body(body)?).map_err(|fault| anyhow::anyhow!("the SMS gateway: {}", kind_of(&fault)))?;
                response.body_mut().read_to_string().context("the SMS gateway's answer cannot be read")
            })
            .await??;
            ensure!(expected.is_none_or(|text| answer.contains(&text)), "the SMS gateway did not confirm the message");
            Ok(())
        })
    }
}

fn kind_of(fault: &ureq::Error) -> String {
    match fault {
        ureq::Error::StatusCode(status) => format!("answered {status}"),
        ureq::Error::Timeout(_) => "did not answer in time".into(),
        _ => "cannot be reached".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpListener;

    fn settings(url: String) -> SmsHttp {
        SmsHttp {
            method: "POST".into(), url, body: r#"{"to":"{phone}","code":"{code}"}"#.into(), success_contains: Some("ok".into()), timeout_ms: 2000,
            headers: BTreeMap::from([("Authorization".into(), "Bearer {token}".into())]), secrets: BTreeMap::from([("token".into(), "SMS_TOKEN".into())]),
        }
    }

    /// One request against a real socket; answers with `reply` and gives back what arrived.
    fn gateway(reply: &'static str) -> (String, std::thread::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/send", listener.local_addr().unwrap());
        let seen = std::thread::spawn(move || {
            let (mut socket, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(socket.try_clone().unwrap());
            let mut head = String::new();
            while !head.ends_with("\r\n\r\n") {
                reader.read_line(&mut head).unwrap();
            }
            let length = head.to_lowercase().split("content-length: ").nth(1).unwrap().split("\r\n").next().unwrap().parse().unwrap();
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            socket.write_all(reply.as_bytes()).unwrap();
            head + &String::from_utf8(body).unwrap()
        });
        (url, seen)
    }

    #[tokio::test]
    async fn number_code_and_secret_are_filled_in() {
        let (url, seen) = gateway("HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok");
        let sms = HttpSms::new(settings(url), |name| (name == "SMS_TOKEN").then(|| "s3cret".into())).unwrap();
        sms.send_code(&"13800138000".parse().unwrap(), "123456").await.unwrap();
        let request = seen.join().unwrap();
        assert!(request.contains("Bearer s3cret") && request.contains(r#"{"to":"13800138000","code":"123456"}"#), "{request}");
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
