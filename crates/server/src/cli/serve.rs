//! `portal-server serve`.

use super::Place;
use crate::app::{App, Parts};
use crate::clock::Clock;
use crate::config::City;
use crate::entropy::Ids;
use crate::gateways;
use crate::http::{self, Cookies, Limits, Page};
use crate::keys::Keys;
use crate::catalogue::CatalogueCache;
use crate::statuses::StatusCache;
use crate::store::{Store, settings};
use crate::{jobs, outbox, router};
use anyhow::Result;
use clap::Args;
use std::io::{ErrorKind, IsTerminal};
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// How long requests in flight may go on after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);

#[derive(Args)]
pub(super) struct Serve {
    #[command(flatten)]
    place: Place,
    /// Where to listen.
    #[arg(long, env = "PORTAL_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    listen: SocketAddr,
    /// Made-up people: one-time codes are shown on screen, the clock can be put forward.
    #[arg(long)]
    demo: bool,
    /// People reach this server over HTTPS: cookies get the `__Host-` prefix and `Secure`.
    #[arg(long, env = "PORTAL_HTTPS")]
    https: bool,
    /// Every request comes through a proxy of one's own that adds whom it asks for to
    /// `X-Forwarded-For`: limits by address count the last one there.
    #[arg(long, env = "PORTAL_BEHIND_PROXY")]
    behind_proxy: bool,
    /// Guesses of codes and passwords one address may make in a minute.
    #[arg(long, env = "PORTAL_GUESSES_PER_MINUTE", default_value = "60", value_name = "N")]
    guesses_per_minute: NonZeroU32,
    /// Browsers keep nothing of the page: `/sw.js` answers a worker that deletes what was kept and
    /// takes itself away.
    #[arg(long, env = "PORTAL_NO_SERVICE_WORKER")]
    no_service_worker: bool,
    /// Log lines as JSON.
    #[arg(long)]
    log_json: bool,
}

impl Serve {
    pub(super) async fn run(self) -> Result<()> {
        start_log(self.log_json);
        let city = City::load(&self.place.city)?;
        let (sms, mail) = (gateways::sms_of(&city.settings)?, gateways::mail_of(&city.settings)?);
        // The port first: nothing is made when the server cannot start anyway.
        let listener = listen(self.listen).await?;
        let clock = Clock::default();
        let keys = Keys::load_or_make(&self.place.key_file(), clock.now())?;
        let push = gateways::push_of(&city.settings, &keys.vault)?;
        let store = Store::open(&self.place.database).await?;
        settings::claim(&store, &keys.vault.fingerprint()).await?;
        settings::keep_divisions(&store, &city.divisions).await?;
        let app = App::new(Parts {
            zone: city.zone(),
            city,
            store: store.clone(),
            keys,
            statuses: StatusCache::default(),
            catalogue: CatalogueCache::default(),
            clock,
            ids: Ids::default(),
            sms,
            mail,
            push,
            cookies: Cookies::new(self.https),
            limits: Limits::new(self.guesses_per_minute).behind_proxy(self.behind_proxy),
            page: Page::embedded(),
            demo: self.demo,
            service_worker: !self.no_service_worker,
            stopping: AtomicBool::new(false),
        });
        if !app.page.is_built() {
            tracing::warn!("this binary was built without its page; the API works, pages do not");
        }
        let (jobs, outbox) = (tokio::spawn(jobs::run(app.clone())), tokio::spawn(outbox::run(app.clone())));
        tracing::info!(address = %self.listen, demo = self.demo, "ready: open http://{}", self.listen);
        until_stopped(listener, app).await;
        jobs.abort();
        outbox.abort();
        // What was accepted is written, whether or not its asker still waits.
        store.close().await;
        tracing::info!("stopped");
        Ok(())
    }
}

/// Serves until a signal comes; then takes no new connections and lets requests in flight finish,
/// for [`GRACE`] at most.
async fn until_stopped(listener: TcpListener, app: App) {
    // Dropping the sending half is the signal.
    let (stop, mut stopped) = watch::channel(());
    let serving = http::serve(listener, router::router(app.clone()), async move { drop(stopped.changed().await) });
    let deadline = async move {
        stop_signal().await;
        tracing::info!("stopping: requests in flight finish first");
        app.stopping.store(true, Ordering::Relaxed);
        drop(stop);
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        () = serving => {}
        () = deadline => tracing::warn!("some requests did not finish in time"),
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|fault| match fault.kind() {
        ErrorKind::AddrInUse => anyhow::anyhow!("{address} is in use by another program: stop it, or choose another with --listen"),
        ErrorKind::PermissionDenied => anyhow::anyhow!("{address} may not be used by this account: choose a port above 1023 with --listen"),
        _ => anyhow::anyhow!("{address} cannot be listened on: {fault}"),
    })
}

fn start_log(json: bool) {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info,sqlx=warn,tower_http=info".into());
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_target(false).with_ansi(std::io::stdout().is_terminal());
    // Only the first start in a process can set the log, which matters to tests alone.
    let _ = if json { log.json().try_init() } else { log.try_init() };
}

/// Waits for Ctrl-C or SIGTERM.
async fn stop_signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
