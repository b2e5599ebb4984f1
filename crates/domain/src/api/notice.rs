//! How somebody is told beside the inbox (通知设置).

use super::endpoint::endpoints;
use super::session::CodeSent;
use crate::notice::{EmailAddress, PushEndpoint, QuietHours, Tongue};
use serde::{Deserialize, Serialize};

/// What the person wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NoticeWishes {
    pub language: Tongue,
    /// What is urgent by text message.
    pub by_sms: bool,
    /// By e-mail, once an address is confirmed.
    pub by_email: bool,
    pub quiet: QuietHours,
}

/// The wishes, and the ways there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyNotices {
    pub wishes: NoticeWishes,
    /// The masked number to which text messages go; none where the city sends none.
    pub phone: Option<String>,
    /// The key with which browsers ask their push service (RFC 8292), base 64 of its point; none where the city sends no push messages.
    pub push_key: Option<String>,
    /// Browsers that are told.
    pub push_browsers: u32,
    /// Whether the city sends e-mail.
    pub sends_email: bool,
    /// The masked address that was confirmed.
    pub email: Option<String>,
}

/// A browser that wants push messages (RFC 8030, RFC 8291).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PushSubscription {
    pub endpoint: PushEndpoint,
    /// The browser's public key: base 64 (URL alphabet, no padding) of a point of P-256, 65 bytes.
    pub p256dh: String,
    /// 16 bytes that it shares, in the same base 64.
    pub auth: String,
}

/// A browser that wants no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PushEnd {
    pub endpoint: PushEndpoint,
}

/// An address that the person says is theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EmailGiven {
    pub email: EmailAddress,
}

/// The code that came to the address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EmailConfirmation {
    pub email: EmailAddress,
    pub code: String,
}

endpoints! {
    /// Shows how one is told beside the inbox.
    GetMyNotices "notice_get": Get "/api/me/notices", Volunteer, Natural, 200, (()) (()) (()) -> MyNotices;
    /// Says how one wants to be told beside the inbox.
    PutMyNotices "notice_put": Put "/api/me/notices", Volunteer, Natural, 200, (()) (()) (NoticeWishes) -> MyNotices;
    /// Lets this browser be told by push messages; of many, the one that was let first gives way.
    StartPush "notice_push": Post "/api/me/push", Volunteer, Natural, 200, (()) (()) (PushSubscription) -> MyNotices;
    /// Ends push messages to this browser.
    EndPush "notice_push_end": Post "/api/me/push/end", Volunteer, Natural, 200, (()) (()) (PushEnd) -> MyNotices;
    /// Sends a code to an e-mail address.
    GiveEmail "notice_email": Post "/api/me/email/codes", Volunteer, Natural, 200, (()) (()) (EmailGiven) -> CodeSent;
    /// Confirms an e-mail address by the code that came there. It is kept sealed and never shown again whole.
    ConfirmEmail "notice_email_confirm": Put "/api/me/email", Volunteer, Natural, 200, (()) (()) (EmailConfirmation) -> MyNotices;
    /// Forgets the e-mail address.
    ForgetEmail "notice_email_forget": Delete "/api/me/email", Volunteer, Natural, 200, (()) (()) (()) -> MyNotices;
}
