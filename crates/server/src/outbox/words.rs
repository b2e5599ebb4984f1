//! A message as it leaves the portal: in the reader's language, with the words of the inbox.

use crate::http::Language;
use crate::words::{Telling, Words, t};
use domain::api::message::MessageContent;
use domain::api::portal::Portal;
use domain::ids::MessageId;
use serde_json::json;

/// What is sent.
pub(super) struct Letter {
    /// What the portal is called.
    sender: String,
    pub(super) title: String,
    pub(super) text: String,
    /// The page it leads to.
    path: &'static str,
    language: Language,
}

impl Letter {
    /// Whether a message leaves the portal at all. What only answers a tap of the person's own stays in the inbox.
    pub(super) const fn is_for(content: &MessageContent) -> bool {
        !matches!(content, MessageContent::Welcome | MessageContent::CalledOff { .. })
    }

    /// The letter of a message; none for one that stays in the inbox.
    pub(super) fn of(content: &MessageContent, portal: &Portal, language: Language) -> Option<Self> {
        let words = Words::of(language);
        let telling = Telling { portal, words };
        let (title, text, path) = match content {
            MessageContent::SignedUp { title, place, time, .. } => {
                (t!(words, account.message_signed_up), t!(words, account.message_signed_up_text, title = title, time = telling.span(*time), place = place), SIGN_UPS)
            }
            MessageContent::ShiftComing { title, place, time, .. } => {
                (t!(words, notices.shift_coming), t!(words, notices.shift_coming_text, title = title, time = telling.span(*time), place = place), SIGN_UPS)
            }
            MessageContent::PlaceOffered { title, time, until, .. } => {
                let text = t!(words, account.message_offered_text, title = title, time = telling.span(*time), until = telling.moment(*until));
                (t!(words, account.message_offered), text, SIGN_UPS)
            }
            MessageContent::OfferLapsed { title, .. } => (t!(words, account.message_lapsed), t!(words, account.message_lapsed_text, title = title), SIGN_UPS),
            MessageContent::WaitEnded { title, .. } => (t!(words, account.message_wait_ended), t!(words, account.message_wait_ended_text, title = title), INBOX),
            MessageContent::Declined { title, reason, .. } => (t!(words, account.message_declined), t!(words, account.message_declined_text, title = title, reason = reason), INBOX),
            MessageContent::ActivityCancelled { title, .. } => (t!(words, account.message_activity_cancelled), t!(words, account.message_activity_cancelled_text, title = title), INBOX),
            MessageContent::ShiftCalledOff { title, time, also, .. } => {
                let times: Vec<String> = std::iter::once(time).chain(also).map(|time| telling.span(*time)).collect();
                (t!(words, account.message_shift_called_off), t!(words, account.message_shift_called_off_text, title = title, time = times.join(t!(words, activity.change_and))), INBOX)
            }
            // What is otherwise is told where there is room for it.
            MessageContent::ActivityChanged { title, .. } => (t!(words, account.message_changed), t!(words, notices.look_inside, title = title), INBOX),
            MessageContent::FromTeam { title, .. } => (t!(words, account.message_from_team), t!(words, notices.look_inside, title = title), INBOX),
            MessageContent::Welcome | MessageContent::CalledOff { .. } => return None,
            // The inbox has the rest: hours, devices and roles are nobody else's to read on a locked screen.
            _ => (t!(words, notices.new_message), t!(words, notices.new_message_text).to_owned(), INBOX),
        };
        Some(Self { sender: language.either(&portal.short_name).to_owned(), title: title.to_owned(), text, path, language })
    }

    /// All of it in one line, for a text message.
    pub(super) fn line(&self) -> String {
        let words = Words::of(self.language);
        t!(words, notices.text_message, sender = self.sender, title = self.title, text = self.text)
    }

    /// What a browser's worker is given (boot/sw.js).
    pub(super) fn notification(&self, message: MessageId) -> Vec<u8> {
        json!({"title": self.title, "text": self.text, "path": self.path, "tag": message, "lang": self.language.tag()}).to_string().into_bytes()
    }
}

const SIGN_UPS: &str = "/me/sign-ups";
const INBOX: &str = "/messages";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::City;
    use domain::ids::ActivityId;
    use domain::time::{Interval, Timestamp};
    use std::path::Path;

    fn content() -> MessageContent {
        let start = Timestamp::from_unix_ms(1_777_597_200_000);
        MessageContent::ShiftComing { activity: ActivityId::from_raw(1), title: "清扫公园".into(), place: "人民公园".into(), time: Interval { start, end: start.plus_minutes(90) } }
    }

    fn portal() -> Portal {
        let city = City::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/cities/4310/city.toml")).unwrap();
        city.portal(Timestamp::from_unix_ms(1_777_597_200_000).plus_minutes(-120))
    }

    #[test]
    fn a_reminder_says_what_when_and_where_in_the_readers_language() {
        let chinese = Letter::of(&content(), &portal(), Language::Chinese).unwrap();
        assert!(["清扫公园", "今天", "09:00–10:30", "人民公园"].iter().all(|part| chinese.text.contains(part)), "{}", chinese.text);
        assert!(chinese.line().starts_with("【郴州志愿】"), "{}", chinese.line());
        let english = Letter::of(&content(), &portal(), Language::English).unwrap();
        assert!(english.text.contains("Today") && english.line().contains("CZ Volunteers"), "{}", english.line());
        let told: serde_json::Value = serde_json::from_slice(&english.notification(MessageId::from_raw(5))).unwrap();
        assert_eq!((told["path"].as_str(), told["lang"].as_str()), (Some("/me/sign-ups"), Some("en")));
    }

    #[test]
    fn hours_and_devices_are_not_told_on_a_locked_screen() {
        let credited = MessageContent::Credited { activity: ActivityId::from_raw(1), title: "清扫公园".into(), minutes: 90 };
        let letter = Letter::of(&credited, &portal(), Language::Chinese).unwrap();
        assert!(!letter.text.contains("清扫公园"), "{}", letter.text);
        assert!(Letter::of(&MessageContent::Welcome, &portal(), Language::Chinese).is_none() && !Letter::is_for(&MessageContent::Welcome));
    }
}
