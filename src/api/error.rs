//! What can go wrong between the page and the server.

use domain::problem::{ErrorCode, Problem};

/// Why there is no answer to work with. Texts for people are made in `i18n::problems`.
#[derive(Debug, Clone, PartialEq)]
pub enum ApiError {
    /// The server was not reached.
    Network,
    /// It took too long.
    Timeout,
    /// The server says what is wrong.
    Problem(Box<Problem>),
    /// An answer came that this page does not understand: something between us and the server
    /// speaks, or the server is newer than the page.
    Unreadable { status: u16 },
}

impl ApiError {
    /// The server's code, when it gave one.
    pub fn code(&self) -> Option<ErrorCode> {
        self.problem().map(|problem| problem.code)
    }

    /// The server's words.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Problem(problem) => Some(problem),
            _ => None,
        }
    }

    /// Whether the same request may well succeed a little later.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Network | Self::Timeout => true,
            Self::Problem(problem) => problem.status >= 500 || problem.status == 429,
            Self::Unreadable { status } => *status >= 500,
        }
    }
}
