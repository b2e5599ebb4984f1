//! Requests over a real connection, for what in-process calls cannot show: sockets, and how long an answer takes with them.

use super::{Portal, Who};
use axum::http::Request;
use domain::api::{Endpoint, PathArgs};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

impl Portal {
    /// Listens for as long as the test runs; where.
    pub async fn listen(&self) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(server::http::serve(listener, self.router.clone(), std::future::pending()));
        address
    }
}

/// Sends to `E`, which takes no body, on a connection of its own; the status of the answer, once all of it is there.
pub async fn status_over_a_connection<E: Endpoint>(address: SocketAddr, who: &Who, path: E::Path, key: &str) -> u16 {
    let request = who.mark(Request::builder()).body(()).unwrap();
    let mut text = format!("{} {} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: 4\r\nidempotency-key: {key}\r\n", E::METHOD.as_str(), path.fill(E::PATTERN));
    for (name, value) in request.headers() {
        text.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
    }
    text.push_str("\r\nnull");
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let head = std::str::from_utf8(answer.get(..12).unwrap_or_default()).unwrap();
    head.strip_prefix("HTTP/1.1 ").and_then(|status| status.parse().ok()).unwrap_or_else(|| panic!("no answer: {head}"))
}
