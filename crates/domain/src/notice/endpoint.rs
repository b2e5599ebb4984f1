//! Addresses outside the portal to which messages go.

use crate::text::InvalidText;
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;
use std::str::FromStr;

/// Where a browser's push service takes messages (RFC 8030 §5): `https`, a name and no number, no account and no port. What the
/// name stands for is looked at again when a message is sent.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
#[serde(transparent)]
pub struct PushEndpoint(String);

impl PushEndpoint {
    /// The most characters of one.
    pub const MAX: u16 = 1024;

    /// The address. It is a secret of the browser: whoever has it can be told apart.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Scheme and host, for which a signature is made.
    pub fn origin(&self) -> &str {
        let host = self.0.get(SCHEME.len()..).unwrap_or_default().find('/').map_or(self.0.len(), |end| SCHEME.len() + end);
        self.0.get(..host).unwrap_or_default()
    }
}

const SCHEME: &str = "https://";

impl FromStr for PushEndpoint {
    type Err = InvalidText;

    fn from_str(text: &str) -> Result<Self, InvalidText> {
        if text.len() > usize::from(Self::MAX) {
            return Err(InvalidText::TooLong { max: Self::MAX });
        }
        let (host, path) = text.strip_prefix(SCHEME).and_then(|rest| rest.split_once('/')).ok_or(InvalidText::Format)?;
        let fits = is_domain(host) && !path.is_empty() && path.bytes().all(|b| b.is_ascii_graphic());
        if fits { Ok(Self(text.to_owned())) } else { Err(InvalidText::Format) }
    }
}

/// A name of the DNS with a dot in it, whose last label is no number: no address in digits.
fn is_domain(host: &str) -> bool {
    let label = |label: &str| (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-') && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let last = host.rsplit('.').next().unwrap_or_default();
    host.len() <= 253 && host.contains('.') && host.split('.').all(label) && last.bytes().any(|b| b.is_ascii_alphabetic())
}

/// An e-mail address, of the form that is in use: a local part of RFC 5322's atoms, and a domain.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
#[serde(transparent)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The most characters of one (RFC 5321 §4.5.3.1.3).
    pub const MAX: u16 = 254;

    /// The address itself. Only the mail gateway and the code that seals it may call this.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Its first character and its domain, the form the owner sees.
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or((&self.0, ""));
        format!("{}***@{domain}", local.get(..1).unwrap_or_default())
    }
}

impl FromStr for EmailAddress {
    type Err = InvalidText;

    /// Reads an address as typed; the domain's letters become small.
    fn from_str(typed: &str) -> Result<Self, InvalidText> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(InvalidText::Empty);
        }
        if typed.len() > usize::from(Self::MAX) {
            return Err(InvalidText::TooLong { max: Self::MAX });
        }
        let (local, domain) = typed.rsplit_once('@').ok_or(InvalidText::Format)?;
        let atom = |atom: &str| !atom.is_empty() && atom.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b));
        let fits = local.len() <= 64 && local.split('.').all(atom) && is_domain(domain);
        if fits { Ok(Self(format!("{local}@{}", domain.to_ascii_lowercase()))) } else { Err(InvalidText::Format) }
    }
}

macro_rules! read_and_hidden {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                <std::borrow::Cow<'de, str>>::deserialize(d)?.parse().map_err(crate::problem::as_serde)
            }
        }
    )*};
}

read_and_hidden!(PushEndpoint, EmailAddress);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_push_service_has_a_name_and_nothing_that_leads_elsewhere() {
        let endpoint: PushEndpoint = "https://push.example.net/send/abc?x=1".parse().unwrap();
        assert_eq!((endpoint.origin(), format!("{endpoint:?}").as_str()), ("https://push.example.net", "PushEndpoint(…)"));
        for wrong in [
            "", "http://push.example.net/x", "https://push.example.net", "https://push.example.net/", "https://localhost/x", "https://127.0.0.1/x", "https://2130706433/x", "https://0x7f.1/x",
            "https://[::1]/x", "https://push.example.net:8443/x", "https://a@push.example.net/x", "https://push.example.net\\@10.0.0.1/x", "https://push..net/x", "https://push.example.net/a b", "HTTPS://push.example.net/x",
        ] {
            assert_eq!(wrong.parse::<PushEndpoint>(), Err(InvalidText::Format), "{wrong}");
        }
        assert!(matches!(format!("https://a.b/{}", "x".repeat(1024)).parse::<PushEndpoint>(), Err(InvalidText::TooLong { .. })));
    }

    #[test]
    fn an_e_mail_address_is_of_the_form_in_use() {
        for (typed, read) in [(" a.b+c@Example.COM ", "a.b+c@example.com"), ("x@mail.gov.cn", "x@mail.gov.cn")] {
            assert_eq!(typed.parse::<EmailAddress>().unwrap().expose(), read);
        }
        assert_eq!("zhang@example.com".parse::<EmailAddress>().unwrap().masked(), "z***@example.com");
        for wrong in ["a", "a@", "@b.cn", "a@b", "a b@c.cn", "a@b.c n", "a@b.cn\r\nBcc: x@y.cn", "\"a\"@b.cn", "a..b@c.cn", "a@1.2.3.4", "张@b.cn"] {
            assert_eq!(wrong.parse::<EmailAddress>(), Err(InvalidText::Format), "{wrong}");
        }
    }
}
