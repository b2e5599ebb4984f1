//! What a push service is sent, over a real socket.

use super::*;
use crate::gateways::one_request::one_request;
use p256::ecdsa::VerifyingKey;
use p256::ecdsa::signature::Verifier;

const NOW: Timestamp = Timestamp::from_unix_ms(1_790_000_000_000);

fn gateway(reach: Reach) -> HttpPush {
    HttpPush::new(&[7; 32], "mailto:office@city.example", reach).unwrap()
}

fn browser() -> Browser {
    let key = p256::SecretKey::from_slice(&[9; 32]).unwrap();
    Browser { endpoint: "https://push.example.net/send/abc".parse().unwrap(), public_key: seal::point(&key.public_key()), shared: vec![1; 16] }
}

/// A service that answers one message with `status`, and gives back the head and the body of what came.
fn service(status: u16) -> (Reach, std::thread::JoinHandle<(String, Vec<u8>)>) {
    let (address, seen) = one_request(format!("HTTP/1.1 {status} x\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"));
    (Reach::Only(address), seen)
}

#[tokio::test]
async fn a_message_is_signed_for_its_service_and_sealed() {
    let (reach, seen) = service(201);
    let push = gateway(reach);
    push.send(&browser(), b"{\"title\":\"x\"}", NOW).await.unwrap();
    let (head, body) = seen.join().unwrap();
    assert!(head.starts_with("POST /send/abc ") && ["ttl: 86400", "content-encoding: aes128gcm"].iter().all(|line| head.to_lowercase().contains(line)), "{head}");
    assert!(body.len() > 86 && !body.windows(5).any(|part| part == b"title"));
    let authorisation = head.split("\r\n").find_map(|line| line.split_once(": ").filter(|(name, _)| name.eq_ignore_ascii_case("authorization"))).unwrap().1;
    let (token, key) = authorisation.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
    assert_eq!(key, push.public_key());
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let verifying = VerifyingKey::from_sec1_bytes(&BASE64URL_NOPAD.decode(key.as_bytes()).unwrap()).unwrap();
    let signature = Signature::from_slice(&BASE64URL_NOPAD.decode(signature.as_bytes()).unwrap()).unwrap();
    verifying.verify(signed.as_bytes(), &signature).unwrap();
    let claims: serde_json::Value = serde_json::from_slice(&BASE64URL_NOPAD.decode(signed.split_once('.').unwrap().1.as_bytes()).unwrap()).unwrap();
    assert_eq!(claims, json!({"aud": "https://push.example.net", "exp": 1_790_000_000 + 43_200, "sub": "mailto:office@city.example"}));
}

#[tokio::test]
async fn what_a_service_answers_says_whether_it_is_worth_trying_again() {
    for (status, fault) in [(404, DeliveryFault::Gone), (410, DeliveryFault::Gone), (403, DeliveryFault::Refused), (429, DeliveryFault::Unreachable), (503, DeliveryFault::Unreachable), (302, DeliveryFault::Refused)] {
        let (reach, seen) = service(status);
        assert_eq!(gateway(reach).send(&browser(), b"x", NOW).await, Err(fault), "{status}");
        seen.join().unwrap();
    }
    let strange = Browser { public_key: vec![4; 65], ..browser() };
    assert_eq!(gateway(Reach::Public).send(&strange, b"x", NOW).await, Err(DeliveryFault::Refused));
}
