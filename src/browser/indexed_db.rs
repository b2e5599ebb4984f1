//! The browser's database: for what `localStorage` cannot hold, and for what must be on the disk before
//! anything is said of it. A database that cannot be opened, or does not answer, is told by [`Unable`], not with a wait.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction};

/// This browser keeps nothing, or not this: it has no database, no room, or a private window refuses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unable;

impl From<JsValue> for Unable {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// Stores are never changed after a database was made, so it has one version.
const VERSION: u32 = 1;
/// Some browsers let a database hang rather than say that they have none.
const LONGEST_MS: i32 = 3_000;
/// Where a database for one value has it.
const STORE: &str = "kept";
const KEY: &str = "one";

/// An open database. Closed when dropped.
pub struct Database(IdbDatabase);

impl Drop for Database {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl Database {
    /// Opens the database `name`, which has these stores.
    ///
    /// # Errors
    /// When there is none.
    pub async fn open(name: &str, stores: &[&'static str]) -> Result<Self, Unable> {
        let factory = web_sys::window().ok_or(Unable)?.indexed_db()?.ok_or(Unable)?;
        let request = factory.open_with_u32(name, VERSION)?;
        let (making, stores) = (request.clone(), stores.to_vec());
        let on_upgrade = Closure::once(move || {
            if let Ok(database) = making.result().map(JsCast::unchecked_into::<IdbDatabase>) {
                for store in stores {
                    // If it fails, the store is missing and every transaction says so.
                    let _ = database.create_object_store(store);
                }
            }
        });
        request.set_onupgradeneeded(Some(on_upgrade.as_ref().unchecked_ref()));
        Ok(Self(outcome(&request).await?.unchecked_into()))
    }

    /// A transaction that reads.
    pub(super) fn reading(&self, stores: &Array) -> Result<IdbTransaction, Unable> {
        self.begin(stores, "readonly")
    }

    /// A transaction that writes, all or nothing, and is finished only when the disk has it.
    pub(super) fn writing(&self, stores: &Array) -> Result<IdbTransaction, Unable> {
        self.begin(stores, "readwrite")
    }

    fn begin(&self, stores: &Array, mode: &str) -> Result<IdbTransaction, Unable> {
        // By name: web-sys has the third argument only in builds with flags of their own. Browsers that do not
        // know it leave it alone.
        let begin: Function = Reflect::get(&self.0, &"transaction".into())?.dyn_into()?;
        Ok(begin.call3(&self.0, stores, &mode.into(), &object(&[("durability", &"strict".into())]))?.unchecked_into())
    }
}

/// What was put into `database`, if anything was.
///
/// # Errors
/// When there is no database.
pub async fn get(database: &str) -> Result<Option<Object>, Unable> {
    let database = Database::open(database, &[STORE]).await?;
    let value = outcome(&database.reading(&names(&[STORE]))?.object_store(STORE)?.get(&KEY.into())?).await?;
    Ok(value.dyn_into().ok())
}

/// Puts `value` into `database`, in the place of what was there.
///
/// # Errors
/// When it is not kept.
pub async fn put(database: &str, value: &Object) -> Result<(), Unable> {
    write(database, |store| store.put_with_key(value, &KEY.into())).await
}

/// Empties `database`.
///
/// # Errors
/// When there is no database.
pub async fn clear(database: &str) -> Result<(), Unable> {
    write(database, IdbObjectStore::clear).await
}

async fn write(database: &str, then: impl FnOnce(&IdbObjectStore) -> Result<IdbRequest, JsValue>) -> Result<(), Unable> {
    let database = Database::open(database, &[STORE]).await?;
    let transaction = database.writing(&names(&[STORE]))?;
    then(&transaction.object_store(STORE)?)?;
    finished(&transaction).await
}

/// An object of these fields.
pub fn object(fields: &[(&str, &JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a field of a plain object cannot fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

/// Names of stores, as transactions take them.
pub(super) fn names(stores: &[&str]) -> Array {
    stores.iter().copied().map(JsValue::from_str).collect()
}

/// Waits for the answer of a request.
pub(super) async fn outcome(request: &IdbRequest) -> Result<JsValue, Unable> {
    either(|done, failed| {
        request.set_onsuccess(Some(done));
        request.set_onerror(Some(failed));
    })
    .await?;
    Ok(request.result()?)
}

/// Waits until all of a transaction is kept.
pub(super) async fn finished(transaction: &IdbTransaction) -> Result<(), Unable> {
    either(|done, failed| {
        transaction.set_oncomplete(Some(done));
        transaction.set_onabort(Some(failed));
    })
    .await
}

/// Waits until one of the two is called, or for [`LONGEST_MS`], which is a failure too.
async fn either(listen: impl FnOnce(&Function, &Function)) -> Result<(), Unable> {
    let window = web_sys::window().ok_or(Unable)?;
    let (mut listen, mut timer) = (Some(listen), None);
    let promise = Promise::new(&mut |done, failed| {
        timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(&failed, LONGEST_MS).ok();
        if let Some(listen) = listen.take() {
            listen(&done, &failed);
        }
    });
    let answer = JsFuture::from(promise).await;
    if let Some(timer) = timer {
        window.clear_timeout_with_handle(timer);
    }
    Ok(answer.map(drop)?)
}
