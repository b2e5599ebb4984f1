//! The few icons, drawn on a grid of 24. They decorate: the words beside them speak. The page draws them, and the
//! server in the first screen that it writes.

/// Which icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Home,
    Activities,
    Card,
    Messages,
    Me,
    Manage,
    Search,
    Filter,
    Clock,
    Place,
    People,
    Team,
    Star,
    Check,
    Warning,
    Info,
    Shield,
    Heart,
    Phone,
    Share,
    Back,
    Next,
    Close,
    Text,
    Device,
    Eye,
    Document,
    Menu,
    Scan,
    Plus,
    Print,
    Edit,
    Reload,
}

impl Icon {
    /// The sign of an answer to a scan, by its kind.
    pub fn of_answer(kind: &str) -> Self {
        match kind {
            "in" | "out" | "again" => Self::Check,
            "refused" | "out-of-order" => Self::Warning,
            "queued" => Self::Clock,
            "face" => Self::Eye,
            "log-in" => Self::Me,
            _ => Self::Scan,
        }
    }

    /// What is drawn: the `d` of a path whose lines are stroked.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Home => "M3.5 11 12 4l8.5 7M6 9.5V20h4.5v-5.5h3V20H18V9.5",
            Self::Activities => "M5 6.5h14v13H5zM5 10.5h14M8.5 4v4M15.5 4v4M9 15l2 2 4-4",
            Self::Card => "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM18.5 18.5H20V20h-1.5zM20 14v1.5M14 20h1.5",
            Self::Messages => "M4 5.5h16v11H9.5L5.5 20v-3.500H4zM8 9.500h8M8 12.500h5",
            Self::Me => "M12 12a3.8 3.8 0 1 0 0-7.6 3.8 3.8 0 0 0 0 7.600zM4.5 20c.6-3.8 3.6-5.5 7.5-5.500s6.9 1.7 7.5 5.5",
            Self::Manage => "M4 6h9M17 6h3M4 12h3M11 12h9M4 18h9M17 18h3M15 4v4M9 10v4M15 16v4",
            Self::Search => "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 20 20",
            Self::Filter => "M4 6h16M7 12h10M10 18h4",
            Self::Clock => "M12 20.500a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.500V12l3 2",
            Self::Place => "M12 21c4-4.5 6.5-7.8 6.5-11a6.5 6.5 0 0 0-13 0c0 3.2 2.5 6.5 6.5 11zM12 12.300a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.600z",
            Self::People => "M9 11.500a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.400zM3 19c.5-3.2 2.8-4.7 6-4.700s5.5 1.5 6 4.700M15.5 5.300a3.2 3.2 0 0 1 0 6M17 14.500c2.3.5 3.7 2 4 4.5",
            Self::Team => "M5 20V5h9l-1 3 1 3H7M5 3.500V5",
            Self::Star => "m12 3.8 2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z",
            Self::Check => "m5 12.5 4.5 4.500L19 7.5",
            Self::Warning => "M12 4 2.8 19.500h18.400zM12 10v4.500M12 16.800v.4",
            Self::Info => "M12 20.500a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 11v5.500M12 7.800v.4",
            Self::Shield => "M12 3.5 5 6v5.500c0 4.3 2.8 7.3 7 9 4.2-1.7 7-4.7 7-9V6zM9 12l2.2 2.200L15.3 10",
            Self::Heart => "M12 20C6.5 16 3.5 12.8 3.5 9.300A4.3 4.3 0 0 1 12 7.800a4.3 4.3 0 0 1 8.5 1.500C20.5 12.8 17.5 16 12 20z",
            Self::Phone => "M6.5 3.500h3l1.5 4.5-2 1.500a12 12 0 0 0 5.5 5.500l1.5-2 4.5 1.500v3c0 1.7-1.3 2.5-3 2.500C10 20 4 14 4 6.500c0-1.7.8-3 2.5-3z",
            Self::Share => "M12 14.500V3.500M8 7l4-3.500L16 7M6.5 11H5v9.500h14V11h-1.5",
            Self::Back => "m14.5 5-7 7 7 7",
            Self::Next => "m9.5 5 7 7-7 7",
            Self::Close => "m6 6 12 12M18 6 6 18",
            Self::Text => "M3 18 8 6l5 12M4.7 14h6.600M14.5 18l3.2-8 3.3 8M15.6 15.300h4.3",
            Self::Device => "M7 3.500h10v17H7zM11 17.500h2",
            Self::Eye => "M2.5 12C5 7.5 8.2 5.5 12 5.500s7 2 9.5 6.500c-2.5 4.5-5.7 6.5-9.5 6.500S5 16.5 2.5 12zM12 14.800a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.600z",
            Self::Document => "M6 3.500h8l4 4v13H6zM14 3.500v4h4M9 12h6M9 15.500h6",
            Self::Menu => "M4 6.500h16M4 12h16M4 17.500h16",
            Self::Scan => "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Print => "M7 8V3.500h10V8M7 16.500H4V8h16v8.500h-3M7 13.500h10v7H7z",
            Self::Edit => "M4.500 19.500l1-4.500L16 4.500l3.500 3.500L9 18.500zM13.500 7l3.500 3.500",
            Self::Reload => "M19 12a7 7 0 1 1-2.100-5L19 9M19 4.500V9h-4.500",
        }
    }
}
