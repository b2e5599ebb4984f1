//! What an operation is.

use crate::check_in::Place;
use crate::ids::{ActivityId, DeviceId, EntryId, GrantId, InvalidId, PersonId, ReportId, SessionId, ShiftId, SignUpId, StationId, TeamId};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The HTTP methods in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    Get,
    Post,
    Put,
    Delete,
}

impl Method {
    /// The word on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// Who may call an operation at all. For the last three the handler asks [`crate::can::may`]
/// about the thing itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// Everybody.
    Anyone,
    /// Whoever is logged in, about the own account.
    LoggedIn,
    /// Volunteers, about themselves.
    Volunteer,
    /// Enrolled kiosks, for their station.
    Kiosk,
    /// People with a role that covers the action where it takes place.
    Scoped(crate::can::Action),
}

/// How a repeated request is kept from doing the thing twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// Doing it twice is the same as doing it once, or it carries limits of its own.
    Natural,
    /// The request carries `Idempotency-Key`, and the stored answer is given again.
    Required,
}

/// A type that crosses the wire.
#[cfg(not(feature = "openapi"))]
pub trait Shape: Serialize + DeserializeOwned + 'static {}
#[cfg(not(feature = "openapi"))]
impl<T: Serialize + DeserializeOwned + 'static> Shape for T {}

/// A type that crosses the wire, with its schema for the OpenAPI document.
#[cfg(feature = "openapi")]
pub trait Shape: Serialize + DeserializeOwned + utoipa::ToSchema + 'static {}
#[cfg(feature = "openapi")]
impl<T: Serialize + DeserializeOwned + utoipa::ToSchema + 'static> Shape for T {}

/// The ids inside an address.
pub trait PathArgs {
    /// How many there are.
    const COUNT: usize;
    /// `pattern` with its `{…}` places filled.
    fn fill(&self, pattern: &str) -> String;
    /// Reads them back, in the order of the address.
    ///
    /// # Errors
    /// When one is no id, or their number is not [`Self::COUNT`].
    fn read(texts: &[&str]) -> Result<Self, InvalidId>
    where
        Self: Sized;
}

impl PathArgs for () {
    const COUNT: usize = 0;
    fn fill(&self, pattern: &str) -> String {
        pattern.to_owned()
    }
    fn read(texts: &[&str]) -> Result<Self, InvalidId> {
        if texts.is_empty() { Ok(()) } else { Err(InvalidId) }
    }
}

macro_rules! one_id {
    ($($id:ty),*) => {$(
        impl PathArgs for $id {
            const COUNT: usize = 1;
            fn fill(&self, pattern: &str) -> String {
                let (before, rest) = pattern.split_once('{').unwrap_or((pattern, "}"));
                let after = rest.split_once('}').map_or("", |(_, after)| after);
                format!("{before}{self}{after}")
            }
            fn read(texts: &[&str]) -> Result<Self, InvalidId> {
                let [text] = texts else { return Err(InvalidId) };
                text.parse()
            }
        }
    )*};
}

one_id!(ActivityId, TeamId, StationId, ShiftId, SignUpId, SessionId, DeviceId, GrantId, ReportId, PersonId, EntryId, Place);

/// Something below something else: the first place of the address is the first id's.
impl<A: PathArgs, B: PathArgs> PathArgs for (A, B) {
    const COUNT: usize = A::COUNT + B::COUNT;
    fn fill(&self, pattern: &str) -> String {
        self.1.fill(&self.0.fill(pattern))
    }
    fn read(texts: &[&str]) -> Result<Self, InvalidId> {
        let (first, second) = texts.split_at_checked(A::COUNT).ok_or(InvalidId)?;
        Ok((A::read(first)?, B::read(second)?))
    }
}

/// One operation of the API.
pub trait Endpoint: 'static {
    /// Its name: `operationId` of the OpenAPI document, and the handler's file.
    const NAME: &'static str;
    /// Its documentation.
    const SUMMARY: &'static str;
    const METHOD: Method;
    /// The address, with `{…}` for ids.
    const PATTERN: &'static str;
    const ACCESS: Access;
    const KEY: Key;
    /// The status of success.
    const STATUS: u16;
    /// The most bytes of a body.
    const LARGEST_BODY: usize = 256 * 1024;
    type Path: PathArgs;
    type Query: Shape;
    type Body: Shape;
    type Response: Shape;
}

/// Somebody who wants to see every operation.
pub trait Visitor {
    /// Called once for each.
    fn visit<E: Endpoint>(&mut self);
}

/// Declares the operations of one resource and the function that shows them to a [`Visitor`].
macro_rules! endpoints {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident $op:literal: $method:ident $pattern:literal, $access:expr, $key:ident, $status:literal,
        ($path:ty) ($query:ty) ($body:ty) -> $response:ty $(, up to $largest:expr)?;
    )*) => {
        $(
            $(#[doc = $doc])+
            pub struct $name;

            impl $crate::api::Endpoint for $name {
                const NAME: &'static str = $op;
                const SUMMARY: &'static str = concat!($($doc, "\n"),+);
                const METHOD: $crate::api::Method = $crate::api::Method::$method;
                const PATTERN: &'static str = $pattern;
                const ACCESS: $crate::api::Access = { use $crate::api::Access::*; #[allow(unused_imports, reason = "only scoped operations name an action")] use $crate::can::Action; $access };
                const KEY: $crate::api::Key = $crate::api::Key::$key;
                const STATUS: u16 = $status;
                $(const LARGEST_BODY: usize = $largest;)?
                type Path = $path;
                type Query = $query;
                type Body = $body;
                type Response = $response;
            }
        )*

        /// Shows the operations of this resource to `visitor`.
        pub fn visit(visitor: &mut impl $crate::api::Visitor) {
            $(visitor.visit::<$name>();)*
        }
    };
}

pub(crate) use endpoints;
