//! What went wrong, in words a machine can switch on (RFC 9457 problem details).
//!
//! Both enums are closed: a new code does not compile until the page has its text in both
//! languages. Texts for people live in the page's locale files only.

use crate::activity::DraftFault;
use crate::can::Denied;
use crate::check_in::ScanRefusal;
use crate::id_card::InvalidIdCard;
use crate::ids::InvalidId;
use crate::org_code::InvalidOrgCode;
use crate::sign_up::Refusal;
use crate::text::InvalidText;
use serde::{Deserialize, Serialize};

macro_rules! error_codes {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $status:literal;)*) => {
        /// Every code a response can carry.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum ErrorCode { $($(#[$doc])* #[serde(rename = $word)] $name,)* }

        impl ErrorCode {
            /// All codes.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
            /// The word on the wire.
            pub const fn as_str(self) -> &'static str { match self { $(Self::$name => $word),* } }
            /// The HTTP status it comes with.
            pub const fn status(self) -> u16 { match self { $(Self::$name => $status),* } }
        }
    };
}

error_codes! {
    /// The request cannot be understood: a path, query or header is not of its form.
    BadRequest = "bad_request", 400;
    /// The body is not JSON.
    InvalidJson = "invalid_json", 400;
    /// A request that changes something came without `Idempotency-Key`.
    IdempotencyKeyMissing = "idempotency_key_missing", 400;
    /// Nobody is logged in, or the session has ended.
    NotLoggedIn = "not_logged_in", 401;
    /// Login name and password do not fit.
    WrongPassword = "wrong_password", 401;
    /// This browser is not enrolled as a kiosk, or was revoked.
    NotEnrolled = "not_enrolled", 401;
    /// Logged in, but not allowed to do this here.
    Forbidden = "forbidden", 403;
    /// The request came from another site.
    ForeignOrigin = "foreign_origin", 403;
    /// Nothing is there, or not for these eyes.
    NotFound = "not_found", 404;
    /// The address exists, but not for this method.
    MethodNotAllowed = "method_not_allowed", 405;
    /// The rule of signing up says no; `refusal` says why.
    SignUpRefused = "sign_up_refused", 409;
    /// The shift has begun: a place is not given back any more.
    CancelTooLate = "cancel_too_late", 409;
    /// The sign-up stands no more.
    NotSignedUp = "not_signed_up", 409;
    /// The identity card number belongs to another account.
    IdCardTaken = "id_card_taken", 409;
    /// An identity card number is known already and cannot be replaced by oneself.
    IdCardKnown = "id_card_known", 409;
    /// The card is on another phone, and this one was not proven to be the person's.
    CardElsewhere = "card_elsewhere", 409;
    /// The card is not on this phone any more.
    CardGone = "card_gone", 409;
    /// The activity is not in a state that allows this.
    WrongStatus = "wrong_status", 409;
    /// Somebody else changed it since it was read.
    ChangedMeanwhile = "changed_meanwhile", 409;
    /// Nobody approves what they entered themselves, or their own hours.
    OwnEntry = "own_entry", 409;
    /// The body is larger than this address takes.
    TooLarge = "too_large", 413;
    /// The body is not `application/json`.
    UnsupportedMediaType = "unsupported_media_type", 415;
    /// Fields are wrong; `fields` names them.
    Invalid = "invalid", 422;
    /// The same `Idempotency-Key` came before with another body.
    IdempotencyKeyReused = "idempotency_key_reused", 422;
    /// The code typed is wrong; `tries_left` says how often it may still be tried.
    CodeWrong = "code_wrong", 422;
    /// What was given to prove the person is not what is known; `tries_left` says how often it may still be tried today.
    EvidenceWrong = "evidence_wrong", 422;
    /// The phone's clock stands too far from the server's to make proofs.
    ClockOff = "clock_off", 422;
    /// The code's time is over, or its tries are used up.
    CodeExpired = "code_expired", 422;
    /// The kiosk that wrote the file of scans had no key to sign it with.
    ScanFileUnsigned = "scan_file_unsigned", 422;
    /// The file of scans is not as the kiosk wrote it, or another kiosk did.
    ScanFileAltered = "scan_file_altered", 422;
    /// The kiosk that wrote the file of scans was revoked: nobody knows in whose hands its key is.
    ScanFileRevoked = "scan_file_revoked", 422;
    /// Joining took too long: the phone has to be proven again.
    TicketExpired = "ticket_expired", 422;
    /// The draft lacks something; `fault` says what.
    DraftFaulty = "draft_faulty", 422;
    /// Too many requests; `retry_after_seconds` says when to try again.
    TooManyRequests = "too_many_requests", 429;
    /// A code was sent a moment ago.
    CodeTooSoon = "code_too_soon", 429;
    /// As many codes as one phone gets in a day.
    CodeDailyLimit = "code_daily_limit", 429;
    /// Our fault. The request id helps to find it.
    Internal = "internal", 500;
    /// The text message could not be sent.
    SmsUnavailable = "sms_unavailable", 503;
    /// The server is busy or its store cannot be reached; trying again is safe.
    Unavailable = "unavailable", 503;
    /// It took too long; trying again is safe.
    Timeout = "timeout", 504;
}

/// Written by hand: a derived schema would not see the words, which come out of the macro.
#[cfg(feature = "openapi")]
impl utoipa::ToSchema for ErrorCode {}

#[cfg(feature = "openapi")]
impl utoipa::__dev::ComposeSchema for ErrorCode {
    fn compose(_: Vec<utoipa::openapi::RefOr<utoipa::openapi::Schema>>) -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        use utoipa::openapi::{ObjectBuilder, Type};
        let words = Self::ALL.iter().map(|code| code.as_str());
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).description(Some("Every code a response can carry.")).into()
    }
}

/// What is wrong with one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum FieldCode {
    /// Nothing was given.
    Required,
    /// More characters than the field takes.
    TooLong { max: u16 },
    /// A control character or an invisible mark.
    Forbidden,
    /// Not of the form the field asks for.
    Format,
    /// A number outside its range, or a list with too many or too few entries.
    OutOfRange,
    /// Names something that does not exist.
    Unknown,
    /// A field this request does not have.
    Unexpected,
    /// Identity card number: not 18 characters.
    IdCardLength,
    /// Identity card number: a wrong character.
    IdCardCharacter,
    /// Identity card number: no such date of birth.
    IdCardBirth,
    /// Identity card number: the check character does not fit.
    IdCardCheck,
    /// Unified social credit code: not 18 characters.
    OrgCodeLength,
    /// Unified social credit code: a wrong character.
    OrgCodeCharacter,
    /// Unified social credit code: the check character does not fit.
    OrgCodeCheck,
}

impl From<InvalidText> for FieldCode {
    fn from(fault: InvalidText) -> Self {
        match fault {
            InvalidText::Empty => Self::Required,
            InvalidText::TooLong { max } => Self::TooLong { max },
            InvalidText::Forbidden => Self::Forbidden,
            InvalidText::Format => Self::Format,
        }
    }
}

impl From<InvalidIdCard> for FieldCode {
    fn from(fault: InvalidIdCard) -> Self {
        match fault {
            InvalidIdCard::Length => Self::IdCardLength,
            InvalidIdCard::Character => Self::IdCardCharacter,
            InvalidIdCard::Birth => Self::IdCardBirth,
            InvalidIdCard::Check => Self::IdCardCheck,
        }
    }
}

impl From<InvalidOrgCode> for FieldCode {
    fn from(fault: InvalidOrgCode) -> Self {
        match fault {
            InvalidOrgCode::Length => Self::OrgCodeLength,
            InvalidOrgCode::Character => Self::OrgCodeCharacter,
            InvalidOrgCode::Check => Self::OrgCodeCheck,
        }
    }
}

impl From<InvalidId> for FieldCode {
    fn from(_: InvalidId) -> Self {
        Self::Format
    }
}

const MARK: &str = "field:";

/// Carries a field code through serde, whose errors are only texts; [`field_code`] reads it back.
pub(crate) fn as_serde<E: serde::de::Error>(fault: impl Into<FieldCode>) -> E {
    let (word, max) = match fault.into() {
        FieldCode::TooLong { max } => ("too_long", max),
        FieldCode::Required => ("required", 0),
        FieldCode::Forbidden => ("forbidden", 0),
        FieldCode::OrgCodeLength => ("org_code_length", 0),
        FieldCode::OrgCodeCharacter => ("org_code_character", 0),
        FieldCode::OrgCodeCheck => ("org_code_check", 0),
        _ => ("format", 0),
    };
    E::custom(format_args!("{MARK}{word}:{max} "))
}

/// The field code inside the message of a serde error.
pub fn field_code(message: &str) -> FieldCode {
    let marked = message.split_once(MARK).and_then(|(_, rest)| rest.split(' ').next()).and_then(|m| m.split_once(':'));
    match marked {
        Some(("too_long", max)) => FieldCode::TooLong { max: max.parse().unwrap_or(0) },
        Some(("required", _)) => FieldCode::Required,
        Some(("forbidden", _)) => FieldCode::Forbidden,
        Some(("org_code_length", _)) => FieldCode::OrgCodeLength,
        Some(("org_code_character", _)) => FieldCode::OrgCodeCharacter,
        Some(("org_code_check", _)) => FieldCode::OrgCodeCheck,
        Some(_) => FieldCode::Format,
        None if message.starts_with("missing field") => FieldCode::Required,
        None if message.starts_with("unknown field") => FieldCode::Unexpected,
        None if message.starts_with("unknown variant") => FieldCode::Unknown,
        None if message.contains("invalid value: integer") || message.contains("number out of range") => FieldCode::OutOfRange,
        None => FieldCode::Format,
    }
}

/// One wrong field: its path in the body, such as `positions[0].name`, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    pub field: String,
    #[serde(flatten)]
    pub code: FieldCode,
}

/// The body of every response that is not a success: `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    pub code: ErrorCode,
    /// The HTTP status, repeated.
    pub status: u16,
    /// One plain English sentence for developers; never shown to people.
    pub title: String,
    /// Names this request in the server's log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_seconds: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tries_left: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Refusal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<DraftFault>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denied: Option<Denied>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scan: Option<ScanRefusal>,
}

impl Problem {
    /// A problem with nothing but its code.
    pub fn new(code: ErrorCode, title: impl Into<String>) -> Self {
        Self {
            code, status: code.status(), title: title.into(), request_id: None, fields: Vec::new(),
            retry_after_seconds: None, tries_left: None, refusal: None, fault: None, denied: None, scan: None,
        }
    }

    /// The same with one wrong field more.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>, code: impl Into<FieldCode>) -> Self {
        self.fields.push(FieldProblem { field: field.into(), code: code.into() });
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Line, Phone};

    #[test]
    fn field_codes_survive_the_way_through_serde() {
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[expect(dead_code, reason = "only read by serde")]
        struct Form {
            name: Line,
            phone: Option<Phone>,
        }
        let code = |json: &str| field_code(&serde_json::from_str::<Form>(json).unwrap_err().to_string());
        assert_eq!(code(r#"{"name":" "}"#), FieldCode::Required);
        assert_eq!(code(&format!(r#"{{"name":"{}"}}"#, "x".repeat(81))), FieldCode::TooLong { max: 80 });
        assert_eq!(code(r#"{"name":"a\u0007"}"#), FieldCode::Forbidden);
        assert_eq!(code(r#"{"name":"a","phone":"12"}"#), FieldCode::Format);
        assert_eq!(code("{}"), FieldCode::Required);
        assert_eq!(code(r#"{"name":"a","x":1}"#), FieldCode::Unexpected);
        assert_eq!(code(r#"{"name":7}"#), FieldCode::Format);
    }

    #[test]
    fn every_code_is_written_alike_in_json_and_in_code() {
        for code in ErrorCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
            assert!((400..=504).contains(&code.status()));
        }
    }

    #[test]
    fn a_problem_says_nothing_it_does_not_know() {
        let problem = Problem::new(ErrorCode::Invalid, "a field is wrong").field("name", FieldCode::TooLong { max: 40 });
        let json = serde_json::to_string(&problem).unwrap();
        assert_eq!(json, r#"{"code":"invalid","status":422,"title":"a field is wrong","fields":[{"field":"name","code":"too_long","max":40}]}"#);
        assert_eq!(serde_json::from_str::<Problem>(&json).unwrap(), problem);
    }
}
