//! What is said of a code. Never "invalid" alone: what it is, why, and what to do.

use crate::components::star_row;
use crate::i18n::{credentials, format};
use crate::t;
use crate::trust::{Ages, Trust};
use crate::ui::{Icon, icon};
use domain::credential::{Claims, Class, Refusal, Standing, Verified};
use domain::time::Timestamp;
use domain::volunteer::VolunteerNumber;
use leptos::prelude::*;

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The city has said so.
    Believed(Verified),
    /// It is not believed.
    Refused(Refusal),
    /// A volunteer number, which anybody can say.
    NumberAlone(VolunteerNumber),
}

impl Verdict {
    /// What `text`, shown at `at`, is.
    pub fn of(text: &str, trust: Trust, at: Timestamp) -> Self {
        match text.parse() {
            Ok(number) => Self::NumberAlone(number),
            Err(_) => trust.check(text, at).map_or_else(Self::Refused, Self::Believed),
        }
    }
}

/// A verdict, when it was found, and with what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    pub verdict: Verdict,
    pub at: Timestamp,
    pub ages: Ages,
}

/// How a verdict looks: never told by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Good,
    Careful,
    Bad,
}

impl Look {
    fn kind(self) -> (&'static str, Icon) {
        match self {
            Self::Good => ("good", Icon::Check),
            Self::Careful => ("careful", Icon::Eye),
            Self::Bad => ("bad", Icon::Close),
        }
    }
}

/// The panel.
pub fn panel(checked: &Checked) -> AnyView {
    let (look, title, lines) = words(checked);
    let (kind, sign) = look.kind();
    let claims = match &checked.verdict {
        Verdict::Believed(verified) => Some(facts(&verified.claims)),
        Verdict::Refused(_) | Verdict::NumberAlone(_) => None,
    };
    view! {
        <div class="verdict" data-kind=kind>
            <p class="verdict__title">{icon(sign)} <span>{title}</span></p>
            {lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
            {claims}
            <p class="quiet">{t!(verify.checked_at, time = format::moment(checked.at))}</p>
        </div>
    }
    .into_any()
}

fn words(checked: &Checked) -> (Look, &'static str, Vec<String>) {
    match &checked.verdict {
        Verdict::Believed(verified) => believed(verified),
        Verdict::Refused(refusal) => {
            let (what, next) = credentials::refusal(*refusal, checked.ages);
            (Look::Bad, t!(verify.refused), vec![what, next])
        }
        Verdict::NumberAlone(number) => {
            let what = t!(verify.number_alone_what, number = number.grouped());
            (Look::Bad, t!(verify.number_alone), vec![what, t!(verify.number_alone_next).into()])
        }
    }
}

fn believed(Verified { claims, standing }: &Verified) -> (Look, &'static str, Vec<String>) {
    let by_class = match claims.class {
        Class::Device => None,
        Class::Prefetched => Some(t!(verify.prefetched_note).to_owned()),
        Class::Printed => Some(t!(verify.compare_face).to_owned()),
    };
    let (look, title, mut lines) = match (standing, claims.class) {
        (Standing::Good { as_of }, class) => {
            let lines = vec![t!(verify.good_list, time = format::moment(*as_of))];
            if class == Class::Printed { (Look::Careful, t!(verify.valid_printed), lines) } else { (Look::Good, t!(verify.valid), lines) }
        }
        (Standing::Stale { as_of }, _) => (Look::Careful, t!(verify.stale), vec![t!(verify.stale_list, age = format::ago(*as_of)), t!(verify.list_next).into()]),
        (Standing::Unknown, _) => (Look::Careful, t!(verify.stale), vec![t!(verify.no_list).into(), t!(verify.list_next).into()]),
    };
    lines.extend(by_class);
    (look, title, lines)
}

/// What the city says of the volunteer.
fn facts(claims: &Claims) -> AnyView {
    let class = match claims.class {
        Class::Device => t!(verify.class_device),
        Class::Prefetched => t!(verify.class_prefetched),
        Class::Printed => t!(verify.class_printed),
    };
    view! {
        <dl class="facts verdict__facts">
            <div><dt>{t!(verify.name)}</dt><dd>{claims.name.clone()}</dd></div>
            <div><dt>{t!(verify.number)}</dt><dd class="number">{claims.number.grouped()}</dd></div>
            <div><dt>{t!(verify.star)}</dt><dd>{star_row(claims.star)}</dd></div>
            <div><dt>{t!(verify.class)}</dt><dd>{class}</dd></div>
            <div><dt>{t!(verify.issued)}</dt><dd>{format::moment(claims.issued_at)}</dd></div>
            <div><dt>{t!(verify.expires)}</dt><dd>{format::moment(claims.expires_at)}</dd></div>
        </dl>
    }
    .into_any()
}
