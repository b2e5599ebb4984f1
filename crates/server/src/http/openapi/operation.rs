//! One operation, as the document describes it.

use super::schemas::Schemas;
use super::{KIOSK, PROBLEM, SESSION};
use domain::api::{Access, Endpoint, Key};
use std::any::TypeId;
use utoipa::PartialSchema;
use utoipa::openapi::path::{Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{Content, Ref, RefOr, Required, Response, ResponseBuilder, Schema};

fn is_nothing<T: 'static>() -> bool {
    TypeId::of::<T>() == TypeId::of::<()>()
}

/// Describes `E`, and keeps the schemas it needs in `schemas`.
pub(super) fn of<E: Endpoint>(schemas: &mut Schemas) -> Operation {
    let (summary, description) = words(E::SUMMARY);
    let mut operation = OperationBuilder::new().operation_id(Some(E::NAME)).tag(resource::<E>()).summary(Some(summary)).description(Some(with_right(description, E::ACCESS)));
    for parameter in path_parameters(E::PATTERN).into_iter().chain(query_parameters::<E::Query>()) {
        operation = operation.parameter(parameter);
    }
    schemas.parts_of::<E::Query>();
    if E::KEY == Key::Required {
        operation = operation.parameter(key_parameter());
    }
    if !is_nothing::<E::Body>() {
        let content = Content::new(Some(schemas.of::<E::Body>()));
        operation = operation.request_body(Some(RequestBodyBuilder::new().content("application/json", content).required(Some(Required::True)).build()));
    }
    operation = operation.response(E::STATUS.to_string(), success::<E::Response>(schemas));
    for status in refusals::<E>() {
        operation = operation.response(status.to_string(), problem());
    }
    for requirement in security(E::ACCESS) {
        operation = operation.security(requirement);
    }
    operation.response("default", problem()).build()
}

/// First sentence and the rest.
fn words(text: &str) -> (String, String) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.split_once(". ") {
        Some((first, rest)) => (first.to_owned(), rest.to_owned()),
        None => (text.trim_end_matches('.').to_owned(), String::new()),
    }
}

fn with_right(description: String, access: Access) -> String {
    let right = match access {
        Access::Anyone => "Open to everybody.".to_owned(),
        Access::LoggedIn => "For whoever is logged in.".to_owned(),
        Access::Volunteer => "For volunteers.".to_owned(),
        Access::Kiosk => "For enrolled kiosks.".to_owned(),
        Access::Scoped(action) => format!("Needs a role that covers {action:?} where it takes place."),
    };
    if description.is_empty() { right } else { format!("{description} {right}") }
}

/// The module an operation is declared in: `domain::api::sign_up::MakeSignUp` belongs to `sign_up`.
fn resource<E: Endpoint>() -> &'static str {
    std::any::type_name::<E>().rsplit("::").nth(1).unwrap_or("api")
}

fn path_parameters(pattern: &str) -> Vec<Parameter> {
    let id = || ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[0-7][0-9a-hjkmnp-tv-z]{12}$")).examples(["06b0fz3m4k2d8"]);
    let names = pattern.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    names.map(|name| ParameterBuilder::new().name(name).parameter_in(ParameterIn::Path).required(Required::True).schema(Some(id())).build()).collect()
}

/// Each field of a query is a parameter of its own.
fn query_parameters<Q: PartialSchema + 'static>() -> Vec<Parameter> {
    let RefOr::T(Schema::Object(query)) = Q::schema() else { return Vec::new() };
    let parameter = |(name, schema): (&String, &RefOr<Schema>)| {
        let required = if query.required.contains(name) { Required::True } else { Required::False };
        let (schema, description) = present(schema.clone());
        ParameterBuilder::new().name(name).parameter_in(ParameterIn::Query).required(required).description(description).schema(Some(schema)).build()
    };
    query.properties.iter().map(parameter).collect()
}

/// An optional field is a parameter that may be left out, never one that is null.
fn present(schema: RefOr<Schema>) -> (RefOr<Schema>, Option<String>) {
    match schema {
        RefOr::T(Schema::OneOf(choice)) => {
            let described = choice.description.clone();
            let first = choice.items.into_iter().find(|item| !is_null(item));
            first.map_or_else(|| (ObjectBuilder::new().into(), None), |item| (item, described))
        }
        RefOr::T(Schema::Object(mut object)) => {
            let described = object.description.take();
            if let SchemaType::Array(types) = &object.schema_type
                && let Some(kind) = types.iter().find(|kind| **kind != Type::Null)
            {
                object.schema_type = kind.clone().into();
            }
            (RefOr::T(Schema::Object(object)), described)
        }
        other => (other, None),
    }
}

fn is_null(schema: &RefOr<Schema>) -> bool {
    matches!(schema, RefOr::T(Schema::Object(object)) if object.schema_type == Type::Null.into())
}

fn key_parameter() -> Parameter {
    let schema = ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[A-Za-z0-9_-]{8,64}$"));
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::True)
        .description(Some("Names this intent: the same key gets the same answer, however often it is sent."))
        .schema(Some(schema))
        .build()
}

fn success<T: utoipa::ToSchema + 'static>(schemas: &mut Schemas) -> Response {
    let response = ResponseBuilder::new().description("Done.");
    if is_nothing::<T>() { response.build() } else { response.content("application/json", Content::new(Some(schemas.of::<T>()))).build() }
}

/// What an operation may answer besides, as far as its shape tells. `default` stands for the rest.
fn refusals<E: Endpoint>() -> Vec<u16> {
    let mut statuses = Vec::new();
    if E::KEY == Key::Required || !is_nothing::<E::Query>() || !is_nothing::<E::Body>() {
        statuses.push(400);
    }
    match E::ACCESS {
        Access::Anyone => {}
        Access::Kiosk => statuses.push(401),
        Access::LoggedIn | Access::Volunteer | Access::Scoped(_) => statuses.extend([401, 403]),
    }
    if E::PATTERN.contains('{') {
        statuses.push(404);
    }
    if !is_nothing::<E::Body>() {
        statuses.extend([413, 415]);
    }
    if E::KEY == Key::Required || !is_nothing::<E::Body>() {
        statuses.push(422);
    }
    statuses
}

fn problem() -> RefOr<Response> {
    Ref::from_response_name(PROBLEM).into()
}

fn security(access: Access) -> Vec<SecurityRequirement> {
    let by = |name: &str| SecurityRequirement::new::<_, [&str; 0], &str>(name, []);
    match access {
        // A session changes what is shown, but is not needed.
        Access::Anyone => vec![SecurityRequirement::default(), by(SESSION)],
        Access::Kiosk => vec![by(KIOSK)],
        Access::LoggedIn | Access::Volunteer | Access::Scoped(_) => vec![by(SESSION)],
    }
}
