//! Sends e-mail through the city's mail server.

use anyhow::{Context, Result};
use domain::notice::{DeliveryFault, EmailAddress};
use futures::future::BoxFuture;
use lettre::message::{Mailbox, header::ContentType};
use lettre::{Message, SmtpTransport, Transport};
use std::time::Duration;

/// The longest the server may take.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Sends e-mail.
pub trait MailGateway: Send + Sync {
    /// Sends a plain text to `to`; answers when the server has taken it.
    fn send<'a>(&'a self, to: &'a EmailAddress, subject: &'a str, text: &'a str) -> BoxFuture<'a, Result<(), DeliveryFault>>;
}

/// A mail server, asked by SMTP.
pub struct SmtpMail {
    from: Mailbox,
    transport: SmtpTransport,
}

impl SmtpMail {
    /// The server at `url` (`smtps://name:password@host`, or `smtp://…?tls=required`); letters come `from` this address.
    ///
    /// # Errors
    /// When one of the two is none; it tells neither.
    pub fn new(url: &str, from: &str) -> Result<Self> {
        let from = from.parse().context("mail.from is no e-mail address")?;
        // The address holds the password: what is wrong with it must not be told in its words.
        let transport = SmtpTransport::from_url(url).map_err(|_| anyhow::anyhow!("the variable that [mail] names holds no address of a mail server"))?;
        Ok(Self { from, transport: transport.timeout(Some(TIMEOUT)).build() })
    }
}

impl MailGateway for SmtpMail {
    fn send<'a>(&'a self, to: &'a EmailAddress, subject: &'a str, text: &'a str) -> BoxFuture<'a, Result<(), DeliveryFault>> {
        let letter = to.expose().parse().ok().and_then(|to| {
            let letter = Message::builder().from(self.from.clone()).to(Mailbox::new(None, to)).subject(subject);
            letter.header(ContentType::TEXT_PLAIN).body(text.to_owned()).ok()
        });
        let transport = self.transport.clone();
        Box::pin(async move {
            let letter = letter.ok_or(DeliveryFault::Refused)?;
            let sent = tokio::task::spawn_blocking(move || transport.send(&letter)).await.map_err(|_| DeliveryFault::Unreachable)?;
            sent.map(drop).map_err(|fault| if fault.is_permanent() { DeliveryFault::Refused } else { DeliveryFault::Unreachable })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;

    /// A mail server for one letter; `taken` is what it says to the letter. Gives back what it was told.
    fn server(taken: &'static str) -> (String, std::thread::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let heard = std::thread::spawn(move || {
            let (mut socket, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(socket.try_clone().unwrap());
            let (mut heard, mut in_letter) = (String::new(), false);
            socket.write_all(b"220 ready\r\n").unwrap();
            loop {
                let mut line = String::new();
                if reader.read_line(&mut line).unwrap_or(0) == 0 {
                    return heard;
                }
                heard.push_str(&line);
                let answer = match line.trim_end() {
                    "." if in_letter => {
                        in_letter = false;
                        taken
                    }
                    _ if in_letter => continue,
                    "DATA" => {
                        in_letter = true;
                        "354 go on"
                    }
                    "QUIT" => return heard,
                    _ => "250 fine",
                };
                // Who was refused may have hung up already.
                let _ = socket.write_all(format!("{answer}\r\n").as_bytes());
            }
        });
        (url, heard)
    }

    #[tokio::test]
    async fn a_letter_arrives_with_its_subject_and_text() {
        let (url, heard) = server("250 taken");
        let mail = SmtpMail::new(&url, "志愿服务 <volunteers@city.example>").unwrap();
        mail.send(&"zhang@example.com".parse().unwrap(), "班次快到了", "明天 9:00").await.unwrap();
        drop(mail);
        let heard = heard.join().unwrap();
        assert!(heard.contains("RCPT TO:<zhang@example.com>") && heard.contains("Subject: =?utf-8?b?"), "{heard}");
    }

    #[tokio::test]
    async fn a_refusal_for_good_is_told_from_one_that_may_pass() {
        for (taken, fault) in [("550 nobody", DeliveryFault::Refused), ("451 later", DeliveryFault::Unreachable)] {
            let (url, heard) = server(taken);
            let mail = SmtpMail::new(&url, "volunteers@city.example").unwrap();
            assert_eq!(mail.send(&"zhang@example.com".parse().unwrap(), "x", "y").await, Err(fault));
            drop(mail);
            heard.join().unwrap();
        }
    }

    #[test]
    fn a_wrong_address_of_the_server_is_told_without_it() {
        let fault = SmtpMail::new("imap://me:s3cret@host", "a@b.example").err().unwrap();
        assert!(!format!("{fault:#}").contains("s3cret"), "{fault:#}");
        assert!(SmtpMail::new("smtp://localhost", "nobody").is_err());
    }
}
