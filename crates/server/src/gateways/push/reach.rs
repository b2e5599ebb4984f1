//! Whom push messages may be sent to. A browser names the address itself, so it could name one of the city's own network: what a
//! name stands for is looked at in the moment of sending, and redirections are not followed.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

/// Whom a message may be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Addresses of the public Internet, over TLS.
    Public,
    /// This one, whatever a name stands for, and without TLS: a service of one's own, such as in tests.
    Only(SocketAddr),
}

/// What asks services within that reach. It uses no proxy: that would look names up itself.
pub(super) fn agent(reach: Reach, timeout: Duration) -> Agent {
    let config = ureq::Agent::config_builder().timeout_global(Some(timeout)).http_status_as_error(false).max_redirects(0).max_redirects_will_error(false).proxy(None).build();
    Agent { reach, agent: ureq::Agent::with_parts(config, DefaultConnector::default(), Reached { reach, names: DefaultResolver::default() }) }
}

/// Sends what is posted, within its reach.
#[derive(Debug, Clone)]
pub(super) struct Agent {
    reach: Reach,
    agent: ureq::Agent,
}

impl Agent {
    /// A request that posts to `url`.
    pub(super) fn post(&self, url: &str) -> ureq::RequestBuilder<ureq::typestate::WithBody> {
        match self.reach {
            Reach::Public => self.agent.post(url),
            Reach::Only(_) => self.agent.post(url.replacen("https://", "http://", 1)),
        }
    }
}

#[derive(Debug)]
struct Reached {
    reach: Reach,
    names: DefaultResolver,
}

impl Resolver for Reached {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let mut reached = self.empty();
        match self.reach {
            Reach::Only(address) => reached.push(address),
            Reach::Public => self.names.resolve(uri, config, timeout)?.iter().filter(|found| is_public(found.ip())).for_each(|found| reached.push(*found)),
        }
        if reached.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(reached) }
    }
}

/// Whether an address belongs to the public Internet (RFC 6890 and its registries).
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let special = match ip.octets() {
        // This network, shared by carriers, protocol assignments, 6to4 relays, benchmarks, and what is reserved.
        [0, ..] | [192, 0, 0, _] | [192, 88, 99, _] | [240..=255, ..] => true,
        [100, second, ..] => second & 0xC0 == 64,
        [198, second, ..] => second & 0xFE == 18,
        _ => false,
    };
    !(special || ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_documentation() || ip.is_multicast())
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    if let Some(ip) = ip.to_ipv4_mapped() {
        return is_public_v4(ip);
    }
    // Of the addresses given out, those that carry another address within (6to4, Teredo) or are for documents.
    match ip.segments() {
        [0x2002, ..] | [0x2001, 0 | 0x0DB8, ..] | [0x3FFF, ..] => false,
        [first, ..] => first & 0xE000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_inner_networks_are_not_public() {
        for inner in [
            "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "100.127.255.255", "198.18.0.1", "192.0.0.8", "192.0.2.1", "224.0.0.1", "240.0.0.1",
            "255.255.255.255", "::1", "::", "::ffff:10.0.0.1", "::7f00:1", "fc00::1", "fd12::1", "fe80::1", "fec0::1", "ff02::1", "64:ff9b::a00:1", "2002:a00:1::", "2001:db8::1", "2001::1",
        ] {
            assert!(!is_public(inner.parse().unwrap()), "{inner}");
        }
        for outer in ["1.1.1.1", "100.63.255.255", "172.32.0.1", "198.20.0.1", "2606:4700::1111", "240e::1", "::ffff:1.1.1.1"] {
            assert!(is_public(outer.parse().unwrap()), "{outer}");
        }
    }

    #[test]
    fn a_name_that_stands_for_an_inner_address_is_not_asked() {
        let agent = agent(Reach::Public, Duration::from_secs(2));
        assert!(matches!(agent.post("https://localhost/x").send_empty(), Err(ureq::Error::HostNotFound)));
    }
}
