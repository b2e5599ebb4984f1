//! The schemas of all types that cross the wire, collected while operations are described.

use std::collections::BTreeMap;
use utoipa::openapi::{Components, Ref, RefOr, Schema};
use utoipa::ToSchema;

/// Schemas by name.
#[derive(Default)]
pub(super) struct Schemas {
    named: BTreeMap<String, RefOr<Schema>>,
}

impl Schemas {
    /// A reference to the schema of `T`, which is kept together with all it refers to.
    pub(super) fn of<T: ToSchema>(&mut self) -> RefOr<Schema> {
        self.parts_of::<T>();
        let name = T::name().into_owned();
        self.keep(name.clone(), T::schema());
        Ref::from_schema_name(name).into()
    }

    /// Keeps what `T` refers to, without `T` itself.
    pub(super) fn parts_of<T: ToSchema>(&mut self) {
        let mut parts = Vec::new();
        T::schemas(&mut parts);
        for (name, schema) in parts {
            self.keep(name, schema);
        }
    }

    fn keep(&mut self, name: String, schema: RefOr<Schema>) {
        let known = self.named.entry(name).or_insert_with(|| schema.clone());
        debug_assert!(*known == schema, "two types share a name in the document");
    }

    /// All of them.
    pub(super) fn into_components(self) -> Components {
        let mut components = Components::new();
        components.schemas.extend(self.named);
        components
    }
}
