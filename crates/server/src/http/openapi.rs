//! The OpenAPI document, made from the same types that serve the requests.

/// The document as indented JSON.
pub fn document() -> String {
    String::new()
}
