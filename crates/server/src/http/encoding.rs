//! Content encodings of what is made afresh: what a client takes, and packing it so.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use std::io::{self, Write};

/// Whoever waits is waiting for the packing too: quickly rather than tightly.
const BROTLI_QUALITY: i32 = 4;
const BROTLI_WINDOW_BITS: i32 = 18;

/// Whether the client takes this content encoding.
pub(super) fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|part| {
        let (name, weight) = part.split_once(';').unwrap_or((part, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0_f32));
        name.trim().eq_ignore_ascii_case(encoding) && !refused
    })
}

/// Whether the client has an answer with this tag already.
pub(super) fn has(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(','));
    known.map(str::trim).any(|known| known == "*" || known.trim_start_matches("W/") == tag)
}

/// An answer of these bytes, packed as the client likes.
pub(super) fn answer(plain: Bytes, wanted: &HeaderMap) -> Response {
    let packed = if accepts(wanted, "br") {
        brotli(&plain).ok().map(|bytes| ("br", bytes))
    } else if accepts(wanted, "gzip") {
        gzip(&plain).ok().map(|bytes| ("gzip", bytes))
    } else {
        None
    };
    let (encoding, bytes) = packed.map_or((None, plain), |(name, bytes)| (Some(name), bytes.into()));
    encoded(bytes, encoding)
}

/// An answer of bytes that are packed already.
pub(super) fn encoded(bytes: Bytes, encoding: Option<&'static str>) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(name) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    response
}

/// Packed by brotli.
///
/// # Errors
/// Of the encoder.
pub fn brotli(plain: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = Vec::with_capacity(plain.len() / 2);
    let settings = brotli::enc::BrotliEncoderParams { quality: BROTLI_QUALITY, lgwin: BROTLI_WINDOW_BITS, size_hint: plain.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &*plain, &mut packed, &settings)?;
    Ok(packed)
}

fn gzip(plain: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = flate2::write::GzEncoder::new(Vec::with_capacity(plain.len() / 2), flate2::Compression::fast());
    packed.write_all(plain)?;
    packed.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_is_packed_unpacks_to_the_same() {
        let plain = "一张网、一个证 ".repeat(300);
        let (mut from_brotli, mut from_gzip) = (Vec::new(), String::new());
        brotli::BrotliDecompress(&mut brotli(plain.as_bytes()).unwrap().as_slice(), &mut from_brotli).unwrap();
        flate2::read::GzDecoder::new(gzip(plain.as_bytes()).unwrap().as_slice()).read_to_string(&mut from_gzip).unwrap();
        assert_eq!((from_brotli.as_slice(), from_gzip.as_str()), (plain.as_bytes(), plain.as_str()));
    }

    #[test]
    fn an_encoding_is_taken_unless_it_is_refused() {
        let headers = |text: &str| HeaderMap::from_iter([(header::ACCEPT_ENCODING, text.parse().unwrap())]);
        assert!(accepts(&headers("gzip, deflate, br"), "br") && accepts(&headers("BR;q=0.5"), "br"));
        assert!(!accepts(&headers("gzip"), "br") && !accepts(&headers("br;q=0, gzip"), "br") && !accepts(&HeaderMap::new(), "br"));
    }
}
