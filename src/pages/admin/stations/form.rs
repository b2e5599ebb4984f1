//! Making a station.

use super::degrees;
use crate::city::city;
use crate::components::DivisionField;
use crate::forms::{Form, Wish, fault_as_typed, mends_itself};
use crate::i18n::{problems, staff};
use crate::pages::admin::{out_of_scope, own_division};
use crate::t;
use crate::ui::{Choice, Fault, Field, FormShell, SelectField};
use domain::api::station::MakeStation;
use domain::can::Action;
use domain::problem::FieldCode;
use domain::station::{Station, StationDraft, StationKind};
use domain::text::{InvalidText, Line};
use leptos::prelude::*;

const KINDS: [(StationKind, &str); 4] = [
    (StationKind::ServicePoint, "service_point"),
    (StationKind::LeiFengHome, "lei_feng_home"),
    (StationKind::UStation, "u_station"),
    (StationKind::KioskBooth, "kiosk_booth"),
];

/// The form; `made` gets the new station.
pub(super) fn form(made: Callback<Station>) -> AnyView {
    let form = Form::new();
    let wish = Wish::new();
    let [name, address, hours, latitude, longitude] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let kind = RwSignal::new(KINDS[0].1.to_owned());
    let division = RwSignal::new(own_division());
    let choices = KINDS.map(|(kind, word)| Choice { value: word.to_owned(), label: staff::station_kind(kind).to_owned() }).to_vec();
    let position = Memo::new(move |_| degrees::read(&latitude.get(), &longitude.get()));
    let degree_error = move |id: &'static str, pick: fn(degrees::Wrong) -> Option<FieldCode>| {
        Signal::derive(move || {
            let sent = form.faults().with(|all| all.iter().any(|fault| fault.field == id));
            let fault = position.get().err().and_then(pick)?;
            (sent || !mends_itself(fault)).then(|| problems::field(fault))
        })
    };

    let submit = Callback::new(move |()| {
        let line = |text: RwSignal<String>| text.with_untracked(|text| text.parse::<Line>());
        let (read_name, read_address, read_hours) = (line(name), line(address), line(hours));
        let place = division.get_untracked().unwrap_or_else(|| city().root.clone());
        let mut faults: Vec<Fault> = Vec::new();
        let mut note = |field: &'static str, fault: Option<FieldCode>| {
            if let Some(fault) = fault {
                faults.push((field, problems::field(fault)).into());
            }
        };
        let of_line = |read: &Result<Line, InvalidText>| read.as_ref().err().map(|fault| (*fault).into());
        note("name", of_line(&read_name));
        note("address", of_line(&read_address));
        note("opening_hours", of_line(&read_hours));
        let read_position = position.get_untracked();
        if let Err(wrong) = read_position {
            note("latitude", wrong.latitude);
            note("longitude", wrong.longitude);
        }
        if let Some(denied) = out_of_scope(Action::ManageStations, &place) {
            faults.push(("division", denied).into());
        }
        let read = (form.accept(faults), read_name, read_address, read_hours, read_position);
        if let (true, Ok(name), Ok(address), Ok(opening_hours), Ok(position)) = read {
            let kind = kind.with_untracked(|word| KINDS.iter().find(|(_, own)| own == word).map_or(StationKind::ServicePoint, |(kind, _)| *kind));
            let draft = StationDraft { name, kind, division: place, address, position, opening_hours };
            form.run(wish.send::<MakeStation>((), draft), move |station| {
                // The page may be gone by now.
                let _ = made.try_run(station);
            });
        }
    });
    view! {
        <section class="panel" aria-labelledby="new-station-title">
            <h2 id="new-station-title">{t!(manage.station_new)}</h2>
            <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary)
                submit_label=t!(manage.station_make) on_submit=submit>
                <Field id="name" label=t!(manage.station_name) value=name error={fault_as_typed::<Line>(form, "name", name)} />
                <SelectField id="kind" label=t!(manage.station_kind) value=kind error=form.error("kind") choices=Signal::stored(choices) />
                <DivisionField id="division" label=t!(manage.division) chosen=division error=form.error("division") />
                <Field id="address" label=t!(manage.station_address) value=address error={fault_as_typed::<Line>(form, "address", address)} />
                <Field id="opening_hours" label=t!(manage.station_hours) hint=t!(manage.station_hours_hint).to_owned() value=hours
                    error={fault_as_typed::<Line>(form, "opening_hours", hours)} />
                <div class="pair">
                    <Field id="latitude" label=t!(manage.latitude) hint=t!(manage.latitude_hint).to_owned() value=latitude inputmode="decimal"
                        error=degree_error("latitude", |wrong| wrong.latitude) />
                    <Field id="longitude" label=t!(manage.longitude) hint=t!(manage.longitude_hint).to_owned() value=longitude inputmode="decimal"
                        error=degree_error("longitude", |wrong| wrong.longitude) />
                </div>
            </FormShell>
        </section>
    }
    .into_any()
}
