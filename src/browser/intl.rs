//! The browser's own `Intl`: dates and numbers in the reader's language without a table of ours.
//! Formatters are kept, because making one costs far more than using it.

use js_sys::{Array, Function, Intl, Object, Reflect};
use std::cell::RefCell;
use std::collections::HashMap;
use wasm_bindgen::JsValue;

thread_local! {
    static FORMATTERS: RefCell<HashMap<String, Function>> = RefCell::new(HashMap::new());
}

fn kept(key: String, make: impl FnOnce() -> Function) -> Function {
    FORMATTERS.with_borrow_mut(|all| all.entry(key).or_insert_with(make).clone())
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in pairs {
        let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    object
}

/// The instant `unix_ms` in `language`, in the form `pairs` ask for (see `Intl.DateTimeFormat`).
pub fn date_time(language: &str, pairs: &[(&str, &str)], unix_ms: i64) -> String {
    let mut key = format!("{language} ");
    for (name, value) in pairs {
        key.push_str(name);
        key.push_str(value);
    }
    let format = kept(key, || Intl::DateTimeFormat::new(&Array::of1(&language.into()), &options(pairs)).format());
    let date = JsValue::from_f64(unix_ms as f64);
    format.call1(&JsValue::NULL, &date).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// `number` with the separators of `language`.
pub fn number(language: &str, number: f64) -> String {
    let format = kept(language.to_owned(), || Intl::NumberFormat::new(&Array::of1(&language.into()), &Object::new()).format());
    format.call1(&JsValue::NULL, &number.into()).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// `amount` of `unit`, such as "3 minutes".
pub fn amount(language: &str, amount: f64, unit: &'static str) -> String {
    let form = [("style", "unit"), ("unit", unit), ("unitDisplay", "long")];
    let format = kept(format!("{language} {unit}"), || Intl::NumberFormat::new(&Array::of1(&language.into()), &options(&form)).format());
    format.call1(&JsValue::NULL, &amount.into()).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// `amount` of `unit` from now, such as "3 minutes ago"; words like "yesterday" where the language has them.
pub fn relative(language: &str, amount: f64, unit: &str) -> String {
    let format = Intl::RelativeTimeFormat::new(&Array::of1(&language.into()), &options(&[("numeric", "auto")]));
    format.format(amount, unit).into()
}
