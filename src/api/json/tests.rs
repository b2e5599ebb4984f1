//! What answers read as, and what becomes of those that do not.

use super::{Unreadable, read};
use domain::api::message::{Message, MessageContent};
use domain::api::session::CodeLoginOutcome;
use domain::api::{Cursor, Page};
use domain::can::{Denied, Grant, Role};
use domain::check_in::ScanRefusal;
use domain::ids::{ActivityId, GrantId, MessageId, ScanId};
use domain::kiosk::{ScanAnswer, ScanOutcome};
use domain::problem::{ErrorCode, FieldCode, Problem};
use domain::sign_up::Refusal;
use domain::time::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt::Debug;

/// What the server writes is read back, and cut or altered it never makes the reader panic.
fn reads_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    for text in [serde_json::to_string(value).unwrap(), serde_json::to_string_pretty(value).unwrap()] {
        assert_eq!(read::<T>(&text).as_ref(), Ok(value), "{text}");
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            assert!(read::<T>(&text[..end]).is_err(), "{}", &text[..end]);
        }
        for place in (0..text.len()).filter(|n| text.as_bytes()[*n].is_ascii()) {
            for with in [b'"', b'\\', b'{', b'0', b'u', 0] {
                let mut altered = text.clone().into_bytes();
                altered[place] = with;
                let _ = read::<T>(&String::from_utf8(altered).unwrap());
            }
        }
    }
}

#[test]
fn every_kind_of_shape_in_the_contract_reads_back() {
    let at = Timestamp::from_unix_ms(1_790_000_000_000);
    reads_back(&Some(Problem {
        refusal: Some(Refusal::Closed { closed_at: at }),
        denied: Some(Denied::NoRole),
        tries_left: Some(3),
        request_id: Some("“引号\"\\\n\u{1F600}”".into()),
        ..Problem::new(ErrorCode::Invalid, "x").field("a.b[0]", FieldCode::TooLong { max: 40 }).field("c", FieldCode::Required)
    }));
    reads_back(&Page {
        items: vec![Message { id: MessageId::from_raw(7), at, read: true, content: MessageContent::Credited { activity: ActivityId::from_raw(8), title: "河".into(), minutes: 61 } }],
        next: Some(Cursor { key: -1, id: 2 }),
    });
    reads_back(&Grant { id: GrantId::from_raw(1), role: Role::Administrator { division: "4310".parse().unwrap() }, scope_name: "郴州市".into() });
    reads_back(&CodeLoginOutcome::MayJoin { ticket: "a".into(), expires_at: at });
    reads_back(&vec![ScanAnswer { id: ScanId::from_raw(3), outcome: ScanOutcome::Refused { refusal: ScanRefusal::TooEarly { opens_at: at } } }]);
    reads_back(&vec![Some(1_u8), None, Some(255)]);
    reads_back(&(i64::MIN, i64::MAX));
    assert_eq!(read::<()>("null"), Ok(()));
}

#[test]
fn fields_from_a_newer_server_are_passed_over() {
    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Known {
        a: u8,
    }
    assert_eq!(read::<Known>(r#"{"new":[1,{"x":"}]"},null,true,-5],"a":2,"more":{}}"#), Ok(Known { a: 2 }));
}

#[test]
fn escapes_stand_for_their_characters() {
    assert_eq!(read::<String>(r#""\u5f20\n\t\"\/\\\ud83d\ude00""#).as_deref(), Ok("张\n\t\"/\\😀"));
    for broken in [r#""\ud83d""#, r#""\ud83dx""#, r#""\u12"#, r#""\x""#, r#""\u12g4""#, "\"a", ""] {
        assert_eq!(read::<String>(broken), Err(Unreadable), "{broken}");
    }
}

#[test]
fn what_is_no_json_is_unreadable_and_depth_has_an_end() {
    for text in ["", "{", "[1,]", "[1 2]", "{\"a\" 1}", "nul", "1.5", "1e3", "--1", "[]x", "{,}", "\u{feff}null"] {
        assert!(read::<Value>(text).is_err(), "{text}");
    }
    assert!(read::<Value>(&format!("{}{}", "[".repeat(60), "]".repeat(60))).is_ok());
    assert!(read::<Value>(&"[".repeat(100_000)).is_err());
}
