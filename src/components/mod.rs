//! Parts that know the domain and are used by several pages.

mod activity_card;
mod camera;
mod division_field;
mod division_picker;
mod error_panel;
mod load;
mod page_title;
mod paged;
mod paper_card;
mod people_table;
mod place_filter;
mod place_picker;
mod qr_picture;
mod reading_settings;
mod said;
mod stars;
mod waiting_scans;

pub use activity_card::ActivityCard;
pub use camera::Camera;
pub use division_field::{DivisionField, DivisionName};
pub use division_picker::DivisionPicker;
pub use error_panel::ErrorPanel;
pub use load::{Load, Loading};
pub use page_title::PageTitle;
pub use paged::{Paged, PagedGroups, PagedList};
pub use paper_card::paper_card;
pub use people_table::{PersonRow, people_table};
pub use place_filter::PlaceFilter;
pub use place_picker::{Named, StationPicker, TeamPicker};
pub use qr_picture::{qr_live, qr_live_far, qr_picture};
pub use reading_settings::ReadingSettings;
pub use said::said;
pub use stars::{star_progress, star_row};
pub use waiting_scans::waiting_scans;
