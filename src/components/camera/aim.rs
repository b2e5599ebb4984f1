//! What helps somebody whose code is not read: only what can be known from the pictures.

use crate::t;

/// After so long without a code it is said what usually helps.
const LONG_MS: i64 = 8_000;

/// How the aiming goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    Hold,
    /// There is hardly any light in the picture.
    Dark,
    /// Nothing was read for long.
    Long,
}

impl Aim {
    pub(super) fn of(dark: bool, nothing_for_ms: i64) -> Self {
        match (dark, nothing_for_ms > LONG_MS) {
            (true, _) => Self::Dark,
            (false, true) => Self::Long,
            (false, false) => Self::Hold,
        }
    }
}

pub(super) fn words(aim: Aim) -> &'static str {
    match aim {
        Aim::Hold => t!(verify.camera_hold),
        Aim::Dark => t!(verify.camera_dark),
        Aim::Long => t!(verify.camera_long),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn darkness_is_told_at_once_and_other_help_only_after_a_while() {
        assert_eq!(Aim::of(false, 0), Aim::Hold);
        assert_eq!(Aim::of(true, 0), Aim::Dark);
        assert_eq!(Aim::of(false, LONG_MS), Aim::Hold);
        assert_eq!(Aim::of(false, LONG_MS + 1), Aim::Long);
    }
}
