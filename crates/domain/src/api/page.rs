//! Lists are paged by cursor: the answer says where the next page begins.

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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

/// Schemas by hand: the derived one of a generic type leaves out the schema of its items.
#[cfg(feature = "openapi")]
mod schema {
    use super::{Cursor, Page};
    use std::borrow::Cow;
    use utoipa::__dev::ComposeSchema;
    use utoipa::ToSchema;
    use utoipa::openapi::{ArrayBuilder, ObjectBuilder, OneOfBuilder, Ref, RefOr, Schema, Type};

    impl ToSchema for Cursor {}

    impl ComposeSchema for Cursor {
        fn compose(_: Vec<RefOr<Schema>>) -> RefOr<Schema> {
            ObjectBuilder::new().schema_type(Type::String).description(Some("Where a page begins. Opaque.")).into()
        }
    }

    impl<T: ToSchema> ToSchema for Page<T> {
        fn name() -> Cow<'static, str> {
            format!("Page_{}", T::name()).into()
        }

        fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
            schemas.push((T::name().into_owned(), T::schema()));
            T::schemas(schemas);
            schemas.push((Cursor::name().into_owned(), <Cursor as ComposeSchema>::compose(Vec::new())));
        }
    }

    impl<T: ToSchema> ComposeSchema for Page<T> {
        fn compose(_: Vec<RefOr<Schema>>) -> RefOr<Schema> {
            let items = ArrayBuilder::new().items(Ref::from_schema_name(T::name()));
            let next = OneOfBuilder::new().item(Ref::from_schema_name(Cursor::name())).item(ObjectBuilder::new().schema_type(Type::Null));
            ObjectBuilder::new().description(Some("One page of a list.")).property("items", items).required("items").property("next", next).required("next").into()
        }
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
