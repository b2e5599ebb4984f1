//! Lists are paged by cursor: the answer says where the next page begins.

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Where the next page begins; none on the last.
    pub next: Option<Cursor>,
}

/// The place after an item: its sort key and its id. Opaque on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The sort key, mostly an instant.
    pub key: i64,
    /// Tells apart what has the same key.
    pub id: i64,
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Cursor {}

#[cfg(feature = "openapi")]
impl utoipa::__dev::ComposeSchema for Cursor {
    fn compose(_: Vec<utoipa::openapi::RefOr<utoipa::openapi::Schema>>) -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        use utoipa::openapi::{ObjectBuilder, Type};
        ObjectBuilder::new().schema_type(Type::String).description(Some("Where a page begins. Opaque.")).into()
    }
}

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.key.to_be_bytes());
        bytes[8..].copy_from_slice(&self.id.to_be_bytes());
        s.serialize_str(&BASE64URL_NOPAD.encode(&bytes))
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(d)?;
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).unwrap_or_default();
        let half = |n: usize| bytes.get(n..n + 8).and_then(|b| b.try_into().ok()).map(i64::from_be_bytes);
        match (bytes.len(), half(0), half(8)) {
            (16, Some(key), Some(id)) => Ok(Self { key, id }),
            _ => Err(serde::de::Error::custom("not a cursor")),
        }
    }
}

/// How many items a page has: 1 to 100, 20 unless asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = u8, minimum = 1, maximum = 100, default = 20))]
#[serde(transparent)]
pub struct PageSize(u8);

impl PageSize {
    /// A size between 1 and 100; others are brought to the nearer end.
    pub fn new(size: u8) -> Self {
        Self(size.clamp(1, 100))
    }

    /// The number.
    pub fn get(self) -> u8 {
        self.0
    }
}

impl Default for PageSize {
    fn default() -> Self {
        Self(20)
    }
}

impl<'de> Deserialize<'de> for PageSize {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let size = u8::deserialize(d)?;
        if (1..=100).contains(&size) { Ok(Self(size)) } else { Err(serde::de::Error::custom("a page has 1 to 100 items")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_and_other_texts_are_refused() {
        for cursor in [Cursor { key: 0, id: 0 }, Cursor { key: i64::MIN, id: i64::MAX }, Cursor { key: 1_790_000_000_000, id: 7 }] {
            let json = serde_json::to_string(&cursor).unwrap();
            assert_eq!(serde_json::from_str::<Cursor>(&json).unwrap(), cursor);
        }
        for json in [r#""""#, r#""abc""#, r#""!!!""#, "7", r#""AAAAAAAAAAAAAAAAAAAAAAAA""#] {
            assert!(serde_json::from_str::<Cursor>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn a_page_has_one_to_a_hundred_items() {
        assert_eq!(serde_json::from_str::<PageSize>("100").unwrap().get(), 100);
        assert!(serde_json::from_str::<PageSize>("0").is_err() && serde_json::from_str::<PageSize>("101").is_err());
    }
}
