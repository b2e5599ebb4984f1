//! A portal in this process, called without a network.

use super::{Outside, postgres};
use server::app::{App, Parts};
use server::clock::Clock;
use server::config::City;
use server::entropy::Ids;
use server::http::{Cookies, Limits, Page};
use server::keys::Keys;
use server::router::router;
use server::catalogue::CatalogueCache;
use server::statuses::StatusCache;
use server::store::{Store, settings};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;
use tempfile::TempDir;

/// A portal with its own empty database.
pub struct Portal {
    pub app: App,
    pub(super) router: axum::Router,
    /// Where text messages, letters and push messages go.
    pub outside: Outside,
    /// Holds the database of SQLite.
    pub folder: TempDir,
}

impl Portal {
    /// A portal on SQLite.
    pub async fn sqlite() -> Self {
        Self::sqlite_with(|_| {}).await
    }

    /// A portal on SQLite whose parts `change` has altered.
    pub async fn sqlite_with(change: impl FnOnce(&mut Parts)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("portal.db").display());
        Self::open(&url, Keys::ephemeral(Clock::default().now()).unwrap(), folder, change).await
    }

    /// A portal on the file `portal.db` of `folder`, with the key file `portal.keys` beside it, such
    /// as a real server can be started on later.
    pub async fn sqlite_in(folder: TempDir) -> Self {
        let url = format!("sqlite:{}", folder.path().join("portal.db").display());
        let keys = Keys::load_or_make(&folder.path().join("portal.keys"), Clock::default().now()).unwrap();
        Self::open(&url, keys, folder, |_| {}).await
    }

    /// A portal on PostgreSQL; none when PostgreSQL is left out.
    pub async fn postgres() -> Option<Self> {
        let url = postgres::fresh_database().await?;
        Some(Self::open(&url, Keys::ephemeral(Clock::default().now()).unwrap(), tempfile::tempdir().unwrap(), |_| {}).await)
    }

    async fn open(url: &str, keys: Keys, folder: TempDir, change: impl FnOnce(&mut Parts)) -> Self {
        let (city, store) = (city(), Store::open(url).await.unwrap());
        settings::claim(&store, &keys.vault.fingerprint()).await.unwrap();
        settings::keep_divisions(&store, &city.divisions).await.unwrap();
        let outside = Outside::default();
        let mut parts = Parts {
            zone: city.zone(),
            city,
            store,
            keys,
            statuses: StatusCache::default(),
            catalogue: CatalogueCache::default(),
            clock: Clock::default(),
            ids: Ids::default(),
            sms: Box::new(outside.clone()),
            mail: Some(Box::new(outside.clone())),
            push: Some(Box::new(outside.clone())),
            cookies: Cookies::new(false),
            limits: Limits::new(NonZeroU32::new(100_000).unwrap()),
            page: Page::default(),
            demo: true,
            service_worker: true,
            stopping: AtomicBool::new(false),
        };
        change(&mut parts);
        let app = App::new(parts);
        Self { router: router(app.clone()), app, outside, folder }
    }

    /// Makes a backup of a database of SQLite while it is in use.
    pub async fn back_up(&self) {
        let backup = self.folder.path().join("backup.db");
        sqlx::query("VACUUM INTO $1").bind(backup.to_string_lossy().into_owned()).execute(self.app.store.read()).await.unwrap();
    }

    /// The portal that [`Portal::sqlite_in`] made, after it was stopped and the backup was put in the place of its database.
    pub async fn restored(self) -> Self {
        let folder = self.close().await;
        std::fs::rename(folder.path().join("backup.db"), folder.path().join("portal.db")).unwrap();
        Self::sqlite_in(folder).await
    }

    /// Closes the database; gives the folder back.
    pub async fn close(self) -> TempDir {
        self.app.store.close().await;
        self.folder
    }
}

/// Where the city's file is.
pub(super) fn city_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/cities/4310/city.toml")
}

/// The city with few divisions: all counties, and what lies in one street of two of them.
fn city() -> City {
    static CITY: OnceLock<City> = OnceLock::new();
    let read = || {
        let mut city = City::load(&city_file()).unwrap();
        city.divisions.retain(|d| d.code.as_str().len() <= 6 || ["431002001", "431003001"].iter().any(|street| d.code.as_str().starts_with(street)));
        city
    };
    CITY.get_or_init(read).clone()
}
