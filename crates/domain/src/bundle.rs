//! Which of the page's bundles serves an address.
//!
//! The page is built as several WebAssembly bundles, so that a volunteer's first view does not pay
//! for the kiosk or the console. Server and page ask this one function: the server to choose the
//! HTML file, the page to tell a link it can follow itself from one that loads another bundle.

/// One bundle: an HTML file with its own WebAssembly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bundle {
    /// For everybody: finding, joining, signing up, the own account.
    Portal,
    /// The volunteer ID, and reading a station's code.
    Card,
    /// The check-in kiosk.
    Kiosk,
    /// Where anybody checks a card.
    Verify,
    /// For people with a role.
    Staff,
}

impl Bundle {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Portal, Self::Card, Self::Kiosk, Self::Verify, Self::Staff];

    /// The first part of a path and the bundle that serves all addresses below it; any other is
    /// [`Self::Portal`]'s. A table, because the service worker is given it too.
    pub const AREAS: [(&str, Self); 9] = [
        ("card", Self::Card), ("scan", Self::Card), ("kiosk", Self::Kiosk), ("scanner", Self::Kiosk), ("verify", Self::Verify), ("manage", Self::Staff), ("station", Self::Staff), ("admin", Self::Staff),
        ("staff-login", Self::Staff),
    ];

    /// The bundle that serves the page at `path`.
    pub fn of(path: &str) -> Self {
        let first = path.trim_start_matches('/').split(['/', '?', '#']).next().unwrap_or_default();
        Self::AREAS.into_iter().find(|(area, _)| *area == first).map_or(Self::Portal, |(_, bundle)| bundle)
    }

    /// Whether every browser keeps it from its first visit on, to be opened without network. The
    /// others are kept once they were opened.
    pub const fn is_kept(self) -> bool {
        match self {
            Self::Portal | Self::Card => true,
            Self::Kiosk | Self::Verify | Self::Staff => false,
        }
    }

    /// Whether its pages read codes with the camera, and need the worker that does it.
    pub const fn scans(self) -> bool {
        matches!(self, Self::Card | Self::Kiosk | Self::Verify)
    }

    /// The name of its binary target.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Card => "card",
            Self::Kiosk => "kiosk",
            Self::Verify => "verify",
            Self::Staff => "staff",
        }
    }

    /// The file that the server answers with.
    pub const fn html(self) -> &'static str {
        match self {
            Self::Portal => "index.html",
            Self::Card => "card.html",
            Self::Kiosk => "kiosk.html",
            Self::Verify => "verify.html",
            Self::Staff => "staff.html",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_part_of_the_path_decides() {
        for (path, bundle) in [
            ("/", Bundle::Portal),
            ("/activities?text=card", Bundle::Portal),
            ("/cards", Bundle::Portal),
            ("/card", Bundle::Card),
            ("/scan?c=AQ", Bundle::Card),
            ("/kiosk", Bundle::Kiosk),
            ("/scanner/06b0fz3m4k2d8", Bundle::Kiosk),
            ("/verify?text=VOL2", Bundle::Verify),
            ("/manage/activities/new?team=x", Bundle::Staff),
            ("/station/06b0fz3m4k2d8", Bundle::Staff),
            ("/stations", Bundle::Portal),
            ("/admin/teams", Bundle::Staff),
            ("/staff-login?next=/manage", Bundle::Staff),
        ] {
            assert_eq!(Bundle::of(path), bundle, "{path}");
        }
    }
}
