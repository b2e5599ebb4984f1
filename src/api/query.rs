//! A flat struct as the query of an address, for the API's own queries.

use serde::Serialize;
use serde_json::Value;
use crate::route::Query;

/// `path` with the fields of `query` that are set.
pub(super) fn with_query<Q: Serialize>(path: String, query: &Q) -> String {
    match serde_json::to_value(query) {
        Ok(Value::Object(fields)) => {
            let filled = fields.iter().fold(Query::default(), |all, (name, value)| match value {
                Value::Null => all,
                Value::String(text) => all.text(name, Some(text)),
                other => all.shown(name, Some(other)),
            });
            filled.on(&path)
        }
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::api::activity::ActivityFilter;

    #[test]
    fn only_the_fields_that_are_set_stand_in_the_query() {
        let filter = ActivityFilter { text: Some("河".into()), free: Some(true), ..ActivityFilter::default() };
        assert_eq!(with_query("/api/activities".into(), &filter), "/api/activities?free=true&text=%E6%B2%B3");
        assert_eq!(with_query("/api/portal".into(), &()), "/api/portal");
    }
}
