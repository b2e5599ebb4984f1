//! The wire contract: every operation of the REST API, written once for both sides.
//!
//! An operation is a type that implements [`Endpoint`]: method, address, who may call it, and the
//! shapes of query, body and answer. The server mounts it, the page calls it, the OpenAPI document
//! and the authorisation matrix are generated from [`visit_all`].

mod endpoint;
mod page;

pub mod account;
pub mod activity;
pub mod attendance;
pub mod card;
pub mod division;
pub mod guardian;
pub mod kiosk;
pub mod message;
pub mod people;
pub mod portal;
pub mod scanner;
pub mod session;
pub mod sign_up;
pub mod station;
pub mod team;

pub use endpoint::{Access, Endpoint, Key, Method, PathArgs, Shape, Visitor};
pub use page::{Cursor, Page, PageSize};

/// The header of every answer that tells the server's clock: whole milliseconds since 1970.
pub const SERVER_TIME: &str = "server-time";

/// The header of a request that nobody's hand has made, such as a list that renews itself. It shows nobody to be there,
/// so it does not keep an unused session alive.
pub const UNATTENDED: &str = "unattended";

/// Shows every operation to `visitor`, in the order of the documentation.
pub fn visit_all(visitor: &mut impl Visitor) {
    portal::visit(visitor);
    division::visit(visitor);
    activity::visit(visitor);
    session::visit(visitor);
    account::visit(visitor);
    card::visit(visitor);
    sign_up::visit(visitor);
    guardian::visit(visitor);
    message::visit(visitor);
    kiosk::visit(visitor);
    scanner::visit(visitor);
    attendance::visit(visitor);
    team::visit(visitor);
    station::visit(visitor);
    people::visit(visitor);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[derive(Default)]
    struct Names(HashSet<&'static str>, HashSet<(Method, &'static str)>);

    impl Visitor for Names {
        fn visit<E: Endpoint>(&mut self) {
            assert!(self.0.insert(E::NAME), "{} twice", E::NAME);
            assert!(self.1.insert((E::METHOD, E::PATTERN)), "{} twice", E::PATTERN);
            assert!(E::PATTERN.starts_with("/api/"), "{}", E::NAME);
            assert_eq!(E::PATTERN.matches('{').count(), E::Path::COUNT, "{}", E::NAME);
            assert!(!E::SUMMARY.trim().is_empty(), "{} has no documentation", E::NAME);
            let reads = E::METHOD == Method::Get;
            assert!(!reads || E::KEY == Key::Natural, "{}: reading needs no key", E::NAME);
        }
    }

    #[test]
    fn every_operation_has_its_own_name_and_address() {
        let mut names = Names::default();
        visit_all(&mut names);
        assert!(names.0.len() > 30);
    }
}
