//! One place in the browser's database, for what `localStorage` cannot hold: keys that scripts may
//! use and not read. A database that cannot be opened is answered with [`Unable`], not with a wait.

use js_sys::{Object, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbRequest, IdbTransactionMode};

/// This browser keeps nothing, or not this: it has no database, or a private window refuses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unable;

impl From<JsValue> for Unable {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// A database has one store here, and the store one value.
const VERSION: u32 = 1;
const STORE: &str = "kept";
const KEY: &str = "one";

/// What was put into `database`, if anything was.
///
/// # Errors
/// When there is no database.
pub async fn get(database: &str) -> Result<Option<Object>, Unable> {
    let value = act(database, IdbTransactionMode::Readonly, |store| store.get(&KEY.into())).await?;
    Ok(value.dyn_into().ok())
}

/// Puts `value` into `database`, in the place of what was there.
///
/// # Errors
/// When it is not kept.
pub async fn put(database: &str, value: &Object) -> Result<(), Unable> {
    act(database, IdbTransactionMode::Readwrite, |store| store.put_with_key(value, &KEY.into())).await.map(drop)
}

/// Empties `database`.
///
/// # Errors
/// When there is no database.
pub async fn clear(database: &str) -> Result<(), Unable> {
    act(database, IdbTransactionMode::Readwrite, web_sys::IdbObjectStore::clear).await.map(drop)
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

async fn act(name: &str, mode: IdbTransactionMode, then: impl FnOnce(&web_sys::IdbObjectStore) -> Result<IdbRequest, JsValue>) -> Result<JsValue, Unable> {
    let database = open(name).await?;
    let transaction = database.transaction_with_str_and_mode(STORE, mode)?;
    let answer = outcome(&then(&transaction.object_store(STORE)?)?).await;
    // Another tab that wants a newer version must not wait for this one.
    database.close();
    answer
}

async fn open(name: &str) -> Result<IdbDatabase, Unable> {
    let factory = web_sys::window().ok_or(Unable)?.indexed_db()?.ok_or(Unable)?;
    let request = factory.open_with_u32(name, VERSION)?;
    let making = request.clone();
    let on_upgrade = Closure::once(move || {
        if let Ok(database) = making.result().map(JsCast::unchecked_into::<IdbDatabase>) {
            // If it fails, the store is missing and every transaction says so.
            let _ = database.create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(on_upgrade.as_ref().unchecked_ref()));
    Ok(outcome(&request).await?.unchecked_into())
}

/// Waits for a request.
async fn outcome(request: &IdbRequest) -> Result<JsValue, Unable> {
    // They live until the answer is here.
    let kept: Rc<RefCell<Vec<Closure<dyn FnMut()>>>> = Rc::default();
    let promise = Promise::new(&mut |resolve, reject| {
        let on_success = Closure::once(move || drop(resolve.call0(&JsValue::NULL)));
        let on_error = Closure::once(move || drop(reject.call0(&JsValue::NULL)));
        request.set_onsuccess(Some(on_success.as_ref().unchecked_ref()));
        request.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        kept.borrow_mut().extend([on_success, on_error]);
    });
    JsFuture::from(promise).await?;
    Ok(request.result()?)
}
