//! A flat struct as the query of an address, for the API's own queries.

use super::json;
use domain::address::Query;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde::Serialize;
use std::fmt;

/// `path` with the fields of `query` that are set.
pub(super) fn with_query<Q: Serialize>(path: String, query: &Q) -> String {
    // By way of JSON: it is written in any case, and a query is one flat object of it.
    match serde_json::to_string(query).ok().and_then(|text| json::read::<Fields>(&text).ok()) {
        Some(Fields(query)) => query.on(&path),
        None => path,
    }
}

/// The fields of an object that are set.
struct Fields(Query);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Fields;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut query = Query::default();
                while let Some((name, value)) = map.next_entry::<String, Option<Plain>>()? {
                    query = query.text(&name, value.as_ref().map(|Plain(text)| text.as_str()));
                }
                Ok(Fields(query))
            }
        }
        d.deserialize_map(Object)
    }
}

/// A text, number or truth value, as it stands in an address.
struct Plain(String);

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Any;
        impl Visitor<'_> for Any {
            type Value = Plain;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a plain value")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Plain, E> {
                Ok(Plain(text.to_owned()))
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Plain, E> {
                Ok(Plain(number.to_string()))
            }

            fn visit_bool<E: de::Error>(self, yes: bool) -> Result<Plain, E> {
                Ok(Plain(yes.to_string()))
            }
        }
        d.deserialize_any(Any)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::api::PageSize;
    use domain::api::activity::ActivityFilter;

    #[test]
    fn only_the_fields_that_are_set_stand_in_the_query() {
        let filter = ActivityFilter { text: Some("河".into()), free: Some(true), size: Some(PageSize::new(4)), ..ActivityFilter::default() };
        assert_eq!(with_query("/api/activities".into(), &filter), "/api/activities?text=%E6%B2%B3&free=true&size=4");
        assert_eq!(with_query("/api/portal".into(), &()), "/api/portal");
    }
}
