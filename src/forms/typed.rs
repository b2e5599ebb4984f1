//! Faults of a text while it is typed: the domain's own types read it at every stroke.

use super::Form;
use crate::i18n::problems;
use domain::problem::FieldCode;
use leptos::prelude::*;
use std::str::FromStr;

/// What is wrong with `text`, read as a `T`. What more typing may mend is kept back until the form
/// was sent once; the server's own fault of the field `id` is shown when the text reads well.
pub fn fault_as_typed<T>(form: Form, id: &'static str, text: RwSignal<String>) -> Signal<Option<String>>
where
    T: FromStr,
    T::Err: Into<FieldCode>,
{
    Signal::derive(move || {
        let fault: Option<FieldCode> = text.with(|text| text.parse::<T>().err()).map(Into::into);
        let faults = form.faults();
        let Some(fault) = fault else {
            let refused = form.refusal().with(Option::is_some);
            return faults.with(|all| all.iter().find(|fault| refused && fault.field == id).map(|fault| fault.text.clone()));
        };
        let sent = faults.with(|all| !all.is_empty());
        (sent || !mends_itself(fault)).then(|| problems::field(fault))
    })
}

/// Whether a text with this fault may only be unfinished.
pub fn mends_itself(fault: FieldCode) -> bool {
    matches!(fault, FieldCode::Required | FieldCode::Format | FieldCode::OrgCodeLength | FieldCode::IdCardLength)
}
