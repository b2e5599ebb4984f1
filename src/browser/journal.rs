//! A journal in the browser's database: texts under a key of two parts, each on the disk before its writer goes on.

use super::indexed_db::{Database, Unable, finished, names};
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::IdbRequest;

/// The two parts of a key; the journal is in their order.
pub type Key = [String; 2];

/// A change to be made together with others: all of them, or none.
pub enum Change {
    /// A text under a key that must be free.
    Append { store: &'static str, key: Key, text: String },
    /// A text, whatever was there.
    Put { store: &'static str, key: Key, text: String },
    /// Nothing any more.
    Remove { store: &'static str, key: Key },
}

/// An open journal.
pub struct Journal {
    database: Database,
    stores: &'static [&'static str],
}

impl Journal {
    /// Opens the journal `name`, which has these stores.
    ///
    /// # Errors
    /// When this browser has no database, or refuses it.
    pub async fn open(name: &str, stores: &'static [&'static str]) -> Result<Self, Unable> {
        Ok(Self { database: Database::open(name, stores).await?, stores })
    }

    /// The keys of each store, all at one moment.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn keys(&self) -> Result<Vec<Vec<Key>>, Unable> {
        let transaction = self.database.reading(&names(self.stores))?;
        let asked = self.stores.iter().map(|store| transaction.object_store(store)?.get_all_keys()).collect::<Result<Vec<IdbRequest>, JsValue>>()?;
        finished(&transaction).await?;
        asked.iter().map(|request| Ok(Array::from(&request.result()?).iter().filter_map(|key| read(&key)).collect())).collect()
    }

    /// The texts under `keys`, in their order; nothing for a key that is not there.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn texts(&self, store: &str, keys: &[Key]) -> Result<Vec<Option<String>>, Unable> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let transaction = self.database.reading(&names(&[store]))?;
        let store = transaction.object_store(store)?;
        let asked = keys.iter().map(|key| store.get(&written(key))).collect::<Result<Vec<IdbRequest>, JsValue>>()?;
        finished(&transaction).await?;
        asked.iter().map(|request| Ok(request.result()?.as_string())).collect()
    }

    /// Makes all changes, or none.
    ///
    /// # Errors
    /// When they were not made: a key was not free, or there is no room.
    pub async fn write(&self, changes: &[Change]) -> Result<(), Unable> {
        let transaction = self.database.writing(&names(self.stores))?;
        for change in changes {
            match change {
                Change::Append { store, key, text } => transaction.object_store(store)?.add_with_key(&text.into(), &written(key))?,
                Change::Put { store, key, text } => transaction.object_store(store)?.put_with_key(&text.into(), &written(key))?,
                Change::Remove { store, key } => transaction.object_store(store)?.delete(&written(key))?,
            };
        }
        finished(&transaction).await
    }
}

fn written([first, second]: &Key) -> JsValue {
    Array::of2(&first.into(), &second.into()).into()
}

fn read(key: &JsValue) -> Option<Key> {
    let parts: &Array = key.dyn_ref()?;
    Some([parts.get(0).as_string()?, parts.get(1).as_string()?])
}
