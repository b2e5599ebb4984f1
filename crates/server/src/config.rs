//! `city.toml`: the one file that makes a portal the city's own.

mod portal;

use anyhow::{Context, Result, bail, ensure};
use domain::api::division::Division;
use domain::api::portal::{Datum, MapTiles};
use domain::division::DivisionCode;
use domain::policy::Policy;
use domain::time::Zone;
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// A city: its settings and its divisions.
#[derive(Debug, Clone)]
pub struct City {
    pub settings: Settings,
    pub divisions: Vec<Division>,
}

/// The file's content, key by key.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub city: CitySection,
    pub brand: Brand,
    pub hotline: Hotline,
    #[serde(default)]
    pub card: CardSection,
    #[serde(default)]
    pub map: MapSection,
    pub sms: Sms,
    #[serde(default)]
    pub mail: Option<Mail>,
    #[serde(default)]
    pub push: Option<Push>,
    pub policy: Policy,
}

/// `[city]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CitySection {
    pub name_zh: String,
    pub name_en: String,
    pub division_root: DivisionCode,
    pub divisions_file: String,
    pub time_zone: String,
    pub utc_offset_minutes: i16,
    pub central_divisions: Vec<DivisionCode>,
}

/// `[brand]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    pub portal_name_zh: String,
    pub portal_name_en: String,
    pub short_name_zh: String,
    pub short_name_en: String,
    pub tagline_zh: String,
    pub tagline_en: String,
    pub accent: Accent,
}

/// Hues the style sheet has shades for.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accent {
    Teal,
    Blue,
    Green,
    Orange,
    Red,
}

/// `[card]`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardSection {
    pub insurance_zh: Option<String>,
    pub insurance_en: Option<String>,
}

/// `[map]`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapSection {
    pub link: Option<String>,
    pub tiles: Option<TilesSection>,
}

/// `[map.tiles]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TilesSection {
    pub address: String,
    pub key: Option<String>,
    pub datum: Datum,
    pub credit: String,
}

impl TilesSection {
    fn check(&self) -> Result<()> {
        let is_whole = ["{z}", "{x}", "{y}"].into_iter().all(|mark| self.address.contains(mark));
        ensure!(is_whole && self.told().origin().is_some(), "map.tiles.address: an https address with {{z}}, {{x}} and {{y}} behind its host");
        ensure!(self.address.contains("{key}") == self.key.is_some(), "map.tiles: {{key}} in the address and a key, or neither");
        ensure!(!self.credit.trim().is_empty(), "map.tiles.credit: whoever makes the map has to be named");
        Ok(())
    }

    /// What the page is told of them. Whoever looks at a map can read the key: its maker ties it to the portal's address.
    pub fn told(&self) -> MapTiles {
        let address = self.address.replace("{key}", self.key.as_deref().unwrap_or_default());
        MapTiles { address, datum: self.datum, credit: self.credit.clone() }
    }
}

/// `[hotline]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hotline {
    pub number: String,
    pub hours_zh: String,
    pub hours_en: String,
}

/// `[sms]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sms {
    pub gateway: SmsGatewayKind,
    pub code_digits: u8,
    pub code_ttl_seconds: u32,
    pub code_tries: u8,
    pub code_gap_seconds: u32,
    pub code_daily_limit: u32,
    pub http: Option<SmsHttp>,
}

/// Which gateway sends text messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmsGatewayKind {
    Development,
    Http,
}

/// `[sms.http]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsHttp {
    pub method: String,
    pub url: String,
    pub body: String,
    /// The body of other texts than codes, with `{text}`; without it none are sent.
    pub text_body: Option<String>,
    pub success_contains: Option<String>,
    pub timeout_ms: u64,
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Placeholder name to the environment variable that holds it.
    #[serde(default)]
    pub secrets: BTreeMap<String, String>,
}

/// `[mail]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// The environment variable that holds the server's address, with name and password.
    pub server: String,
    pub from: String,
}

/// `[push]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Push {
    /// Where a push service reaches whoever runs the portal (RFC 8292 §2.1).
    pub contact: String,
}

impl City {
    /// Reads and checks the file and the divisions beside it.
    ///
    /// # Errors
    /// One sentence that names the file, the line or key, and the reason.
    pub fn load(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("the city's file {} cannot be read", path.display()))?;
        let settings: Settings = toml::from_str(&text).map_err(|fault| anyhow::anyhow!("{}: {}", path.display(), one_line(&fault, &text)))?;
        settings.check().with_context(|| path.display().to_string())?;
        let beside = path.parent().unwrap_or(Path::new(".")).join(&settings.city.divisions_file);
        let table = std::fs::read_to_string(&beside).with_context(|| format!("the divisions {} cannot be read", beside.display()))?;
        let divisions = read_divisions(&table, &settings.city.division_root).with_context(|| beside.display().to_string())?;
        for central in &settings.city.central_divisions {
            ensure!(divisions.iter().any(|d| d.code == *central), "{}: city.central_divisions: {central} is not among the divisions", path.display());
        }
        Ok(Self { settings, divisions })
    }

    /// The city's clock.
    pub fn zone(&self) -> Zone {
        Zone { name: self.settings.city.time_zone.clone(), utc_offset_minutes: self.settings.city.utc_offset_minutes }
    }

    /// The name of a division, when the city has it.
    pub fn division_name(&self, code: &DivisionCode) -> Option<&str> {
        let found = self.divisions.binary_search_by(|d| d.code.cmp(code)).ok()?;
        self.divisions.get(found).map(|d| d.name.as_str())
    }

    /// Names from the city down to `code`.
    pub fn division_path(&self, code: &DivisionCode) -> Vec<String> {
        code.path().iter().filter_map(|part| self.division_name(part)).map(str::to_owned).collect()
    }
}

impl Settings {
    fn check(&self) -> Result<()> {
        if let Some(contradiction) = self.policy.contradiction() {
            bail!("{contradiction}");
        }
        ensure!((-840..=840).contains(&self.city.utc_offset_minutes), "city.utc_offset_minutes: between -840 and 840");
        ensure!((4..=8).contains(&self.sms.code_digits), "sms.code_digits: 4 to 8");
        ensure!(self.sms.code_tries > 0 && self.sms.code_ttl_seconds > 0, "sms.code_tries and sms.code_ttl_seconds: at least 1");
        ensure!(self.card.insurance_zh.is_some() == self.card.insurance_en.is_some(), "card: insurance in both languages, or in none");
        let is_map = |link: &String| link.starts_with("https://") && link.contains("{latitude}") && link.contains("{longitude}");
        ensure!(self.map.link.as_ref().is_none_or(is_map), "map.link: an https address with {{latitude}} and {{longitude}} in it");
        if let Some(tiles) = &self.map.tiles {
            tiles.check()?;
        }
        ensure!(self.sms.gateway != SmsGatewayKind::Http || self.sms.http.is_some(), "sms.gateway is \"http\", but [sms.http] is missing");
        let contact = self.push.as_ref().map(|push| push.contact.as_str());
        ensure!(contact.is_none_or(|contact| contact.starts_with("mailto:") || contact.starts_with("https://")), "push.contact: begins with mailto: or https://");
        Ok(())
    }
}

/// The first line of a TOML error with its place: `line 12, key city.name_zh: missing`.
fn one_line(fault: &toml::de::Error, text: &str) -> String {
    let line = fault.span().map(|span| text.get(..span.start).unwrap_or(text).matches('\n').count() + 1);
    let reason = fault.message().lines().next().unwrap_or("not understood");
    line.map_or_else(|| reason.to_owned(), |line| format!("line {line}: {reason}"))
}

fn read_divisions(table: &str, root: &DivisionCode) -> Result<Vec<Division>> {
    let mut divisions = Vec::new();
    for (number, line) in table.lines().enumerate().skip(1).filter(|(_, line)| !line.is_empty()) {
        let (code, name) = line.split_once(',').with_context(|| format!("line {}: expected code,name", number + 1))?;
        let code: DivisionCode = code.parse().with_context(|| format!("line {}", number + 1))?;
        ensure!(root.contains(&code), "line {}: {code} does not lie in {root}", number + 1);
        divisions.push(Division { code, name: name.trim().to_owned(), has_children: false });
    }
    divisions.sort_by(|a, b| a.code.cmp(&b.code));
    let parents: HashSet<DivisionCode> = divisions.iter().filter_map(|d| d.code.parent()).collect();
    for division in &mut divisions {
        division.has_children = parents.contains(&division.code);
    }
    let known: HashSet<&DivisionCode> = divisions.iter().map(|d| &d.code).collect();
    for division in divisions.iter().filter(|d| d.code != *root) {
        let parent = division.code.parent();
        ensure!(parent.as_ref().is_some_and(|p| known.contains(p)), "{} has no parent in the file", division.code);
    }
    ensure!(known.contains(root), "the root {root} is missing");
    Ok(divisions)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn chenzhou() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/cities/4310/city.toml")
    }

    #[test]
    fn the_city_that_comes_with_the_project_loads() {
        let city = City::load(&chenzhou()).unwrap();
        let count = |digits: usize| city.divisions.iter().filter(|d| d.code.as_str().len() == digits).count();
        assert_eq!([count(4), count(6), count(9), count(12)], [1, 11, 162, 2420]);
        assert_eq!(city.division_path(&"431002".parse().unwrap()), ["郴州市", "北湖区"]);
    }

    #[test]
    fn a_wrong_file_is_named_with_line_and_reason() {
        let folder = tempfile::tempdir().unwrap();
        let good = std::fs::read_to_string(chenzhou()).unwrap();
        std::fs::copy(chenzhou().with_file_name("divisions.csv"), folder.path().join("divisions.csv")).unwrap();
        let message = |text: &str| {
            let file = folder.path().join("city.toml");
            std::fs::write(&file, text).unwrap();
            format!("{:#}", City::load(&file).unwrap_err())
        };
        let unknown = message(&good.replace("name_zh = \"郴州市\"", "name_zh = \"郴州市\"\nnickname = \"x\""));
        assert!(unknown.contains("line 18:") && unknown.contains("unknown field `nickname`"), "{unknown}");
        assert!(message(&good.replace("[100, 300,", "[300, 100,")).contains("policy.stars.hours"));
        assert!(message(&good.replace("\"4310\"", "\"4399\"")).contains("does not lie in 4399"));
        assert!(message(&good.replace("link = \"https:", "link = \"javascript:")).contains("map.link"));
        let with_tiles = |lines: &str| message(&good.replace("[map]\n", &format!("[map.tiles]\n{lines}\ndatum = \"gcj02\"\ncredit = \"A map\"\n\n[map]\n")));
        assert!(with_tiles("address = \"https://tiles.example/{z}/{x}.png\"").contains("map.tiles.address"));
        assert!(with_tiles("address = \"https://{z}.example/{x}/{y}.png\"").contains("map.tiles.address"));
        assert!(with_tiles("address = \"https://tiles.example; script-src/{z}/{x}/{y}.png\"").contains("map.tiles.address"));
        assert!(with_tiles("address = \"https://tiles.example/{z}/{x}/{y}.png?key={key}\"").contains("map.tiles: {key}"));
        assert!(message(&good.replace("unit_minutes = 1", "unit_minutes = -1")).contains("line "));
        assert!(message("").contains("missing field"));
    }
}
