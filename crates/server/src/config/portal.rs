//! What the page has to know of the city, out of its file.

use super::{City, TilesSection};
use domain::api::portal::{Bilingual, Portal};
use domain::time::Timestamp;

impl City {
    /// What the page has to know, told at `now`.
    pub fn portal(&self, now: Timestamp) -> Portal {
        let [city, name, short_name, tagline, hotline_hours] = self.words();
        let settings = &self.settings;
        Portal {
            city,
            name,
            short_name,
            tagline,
            accent: format!("{:?}", settings.brand.accent).to_lowercase(),
            hotline: settings.hotline.number.clone(),
            hotline_hours,
            insurance: self.insurance(),
            map_link: settings.map.link.clone(),
            map_tiles: settings.map.tiles.as_ref().map(TilesSection::told),
            root: settings.city.division_root.clone(),
            zone: self.zone(),
            policy: settings.policy.clone(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            demo: false,
            service_worker: false,
            server_time: now,
        }
    }

    /// Name, short name, tagline and hotline hours, in both languages.
    fn words(&self) -> [Bilingual; 5] {
        let (city, brand, hotline) = (&self.settings.city, &self.settings.brand, &self.settings.hotline);
        let both = |zh: &String, en: &String| Bilingual { zh: zh.clone(), en: en.clone() };
        [
            both(&city.name_zh, &city.name_en),
            both(&brand.portal_name_zh, &brand.portal_name_en),
            both(&brand.short_name_zh, &brand.short_name_en),
            both(&brand.tagline_zh, &brand.tagline_en),
            both(&hotline.hours_zh, &hotline.hours_en),
        ]
    }

    /// The line about insurance, where the city has one.
    fn insurance(&self) -> Option<Bilingual> {
        let card = &self.settings.card;
        Some(Bilingual { zh: card.insurance_zh.clone()?, en: card.insurance_en.clone()? })
    }
}
