//! The state of a form while it is filled, sent and answered.

use crate::api::ApiError;
use crate::i18n::problems;
use crate::ui::Fault;
use domain::problem::ErrorCode;
use leptos::prelude::*;
use std::future::Future;

/// Pending or not, the server's refusal, and the fields that have to change.
#[derive(Clone, Copy)]
pub struct Form {
    pending: RwSignal<bool>,
    problem: RwSignal<Option<ApiError>>,
    faults: RwSignal<Vec<Fault>>,
}

impl Form {
    /// A form nobody has sent yet.
    #[expect(clippy::new_without_default, reason = "it makes signals, which belong to an owner")]
    pub fn new() -> Self {
        Self { pending: RwSignal::new(false), problem: RwSignal::new(None), faults: RwSignal::new(Vec::new()) }
    }

    /// For [`crate::ui::FormShell`].
    pub fn pending(self) -> Signal<bool> {
        self.pending.into()
    }

    /// For [`crate::ui::FormShell`]: the refusal in words.
    pub fn problem(self) -> Signal<Option<String>> {
        Signal::derive(move || self.problem.with(|problem| problem.as_ref().map(problems::error)))
    }

    /// For [`crate::ui::FormShell`].
    pub fn faults(self) -> Signal<Vec<Fault>> {
        self.faults.into()
    }

    /// The refusal itself.
    pub fn refusal(self) -> RwSignal<Option<ApiError>> {
        self.problem
    }

    /// What is wrong with one field; its name is the id of its control.
    pub fn error(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.faults.with(|all| all.iter().find(|fault| fault.field == field).map(|fault| fault.text.clone())))
    }

    /// Shows what the page itself found wrong; true when nothing is.
    pub fn accept(self, faults: Vec<Fault>) -> bool {
        let fine = faults.is_empty();
        self.problem.set(None);
        self.faults.set(faults);
        fine
    }

    /// Sends the form: `then` gets the answer; a refusal is shown by the form.
    pub fn run<T: 'static>(self, ask: impl Future<Output = Result<T, ApiError>> + 'static, then: impl FnOnce(T) + 'static) {
        self.pending.set(true);
        leptos::task::spawn_local(async move {
            let answer = ask.await;
            // The page may be gone by now, and its signals with it.
            self.pending.try_set(false);
            match answer {
                Ok(answer) => then(answer),
                Err(error) => self.refuse(error),
            }
        });
    }

    fn refuse(self, error: ApiError) {
        let fields = error.problem().map(|problem| problem.fields.as_slice()).unwrap_or_default();
        // A code of its own says more about its field than the field's code does.
        let own = error.code().filter(|code| *code != ErrorCode::Invalid).map(|_| problems::error(&error));
        let text = |code| own.clone().unwrap_or_else(|| problems::field(code));
        let faults = fields.iter().map(|f| Fault { field: f.field.clone(), text: text(f.code) }).collect();
        self.faults.try_set(faults);
        self.problem.try_set(Some(error));
    }
}

/// A fault of the field `field`, for [`Form::accept`].
impl From<(&'static str, String)> for Fault {
    fn from((field, text): (&'static str, String)) -> Self {
        Self { field: field.to_owned(), text }
    }
}
