//! Sealing a message for one browser (RFC 8291, with the one record of RFC 8188 that it allows).

use hmac::{Hmac, KeyInit, Mac};
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::{ProjectivePoint, PublicKey, SecretKey};
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use sha2::Sha256;

/// The size that the one record is told to have at most.
const RECORD: u32 = 4096;
/// The octet after the last record's text.
const LAST: u8 = 2;

/// The body that only the browser with `their_key` and the bytes it `shared` can open; `own` is a key for this message alone, and so
/// is `salt`. None when their key is none, or the message is too long.
pub(super) fn seal(message: &[u8], their_key: &[u8], shared: &[u8], own: &SecretKey, salt: [u8; 16]) -> Option<Vec<u8>> {
    let theirs = PublicKey::from_sec1_bytes(their_key).ok()?;
    let own_key = point(&own.public_key());
    // §3.4: both keys, then what was shared, then the salt.
    let secret = (ProjectivePoint::from(*theirs.as_affine()) * *own.to_nonzero_scalar()).to_affine().to_sec1_point(false);
    let agreed = hmac(shared, &[secret.as_bytes().get(1..33)?])?;
    let input = hmac(&agreed, &[b"WebPush: info\0", &point(&theirs), &own_key, &[1]])?;
    let derived = hmac(&salt, &[&input])?;
    let key = hmac(&derived, &[b"Content-Encoding: aes128gcm\0", &[1]])?;
    let nonce = hmac(&derived, &[b"Content-Encoding: nonce\0", &[1]])?;

    let mut text = [message, &[LAST]].concat();
    if text.len() + AES_128_GCM.tag_len() > usize::try_from(RECORD).ok()? {
        return None;
    }
    let cipher = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, key.get(..16)?).ok()?);
    cipher.seal_in_place_append_tag(Nonce::try_assume_unique_for_key(nonce.get(..12)?).ok()?, Aad::empty(), &mut text).ok()?;
    Some([&salt[..], &RECORD.to_be_bytes(), &[u8::try_from(own_key.len()).ok()?], &own_key, &text].concat())
}

/// A key as its uncompressed point.
pub(super) fn point(key: &PublicKey) -> Vec<u8> {
    key.to_sec1_point(false).as_bytes().to_vec()
}

fn hmac(key: &[u8], parts: &[&[u8]]) -> Option<Vec<u8>> {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).ok()?;
    parts.iter().for_each(|part| mac.update(part));
    Some(mac.finalize().into_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::BASE64URL_NOPAD;

    fn bytes(text: &str) -> Vec<u8> {
        BASE64URL_NOPAD.decode(text.as_bytes()).unwrap()
    }

    /// RFC 8291, §5 and appendix A.
    #[test]
    fn the_example_of_the_standard_is_sealed_as_it_says() {
        let own = SecretKey::from_slice(&bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")).unwrap();
        let theirs = bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
        let salt = bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap();
        let sealed = seal(b"When I grow up, I want to be a watermelon", &theirs, &bytes("BTBZMqHH6r4Tts7J_aSIgg"), &own, salt).unwrap();
        let told = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(BASE64URL_NOPAD.encode(&sealed), told);
    }

    #[test]
    fn what_does_not_fit_is_not_sealed() {
        let own = SecretKey::from_slice(&[3; 32]).unwrap();
        let theirs = point(&own.public_key());
        assert!(seal(&[b'x'; 4079], &theirs, &[0; 16], &own, [0; 16]).is_some_and(|body| body.len() == 86 + 4096));
        assert!(seal(&[b'x'; 4080], &theirs, &[0; 16], &own, [0; 16]).is_none());
        assert!(seal(b"x", &[4; 65], &[0; 16], &own, [0; 16]).is_none());
    }
}
