//! The real program, started and stopped like anybody would.

use super::portal::city_file;
use std::fs::File;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The program with a command of its own.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portal-server"));
    command.env_remove("PORTAL_DATABASE").env_remove("PORTAL_KEYS").env_remove("PORTAL_CITY").env_remove("PORTAL_LISTEN").env_remove("RUST_LOG");
    command
}

/// A server that runs on the files `portal.db`, `portal.keys` and `portal.log` of a folder.
pub struct Running {
    child: Child,
    pub address: SocketAddr,
}

impl Running {
    /// Starts it and waits until it answers.
    pub fn start(folder: &Path, more: &[&str]) -> Self {
        let address = free_address();
        let log = File::options().create(true).append(true).open(folder.join("portal.log")).unwrap();
        let child = program()
            .arg("serve")
            .args(["--database", &format!("sqlite:{}", folder.join("portal.db").display()), "--keys", folder.join("portal.keys").to_str().unwrap()])
            .args(["--city", city_file().to_str().unwrap(), "--listen", &address.to_string()])
            .args(more)
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut running = Self { child, address };
        let begun = Instant::now();
        while TcpStream::connect(address).is_err() {
            assert!(running.child.try_wait().unwrap().is_none(), "the server stopped: {}", std::fs::read_to_string(folder.join("portal.log")).unwrap());
            assert!(begun.elapsed() < Duration::from_secs(20), "the server does not answer");
            std::thread::sleep(Duration::from_millis(10));
        }
        running
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// `kill -9`, by its id, while others still use it.
    pub fn kill_now(&self) {
        assert!(Command::new("kill").arg("-KILL").arg(self.child.id().to_string()).status().unwrap().success());
    }

    /// Asks it to stop.
    pub fn ask_to_stop(&self) {
        assert!(Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().unwrap().success());
    }

    /// Asks it to stop and waits; whether it ended well.
    pub fn stop(self) -> bool {
        self.ask_to_stop();
        self.ended_well()
    }

    /// Waits for its end.
    pub fn ended_well(mut self) -> bool {
        self.child.wait().unwrap().success()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Ended already, unless the test failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An address nobody listens on.
pub fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}
