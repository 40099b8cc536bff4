//! What [`tagged::DeserializeTagged`] deserialises from, and JSON by the same way.

use serde::de::value::StringDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error as _, IntoDeserializer, Unexpected,
    VariantAccess, Visitor,
};
use serde::{Deserialize, forward_to_deserialize_any};
use serde_json::{Error, Map, Value};

/// A value whose tag says which variant it is: what serde takes as an enum with the variant's name outside.
pub(crate) struct Tagged {
    variant: String,
    fields: Map<String, Value>,
}

impl Tagged {
    /// Takes an object in and its `tag` out of it.
    pub(crate) fn take<'de, D: Deserializer<'de>>(tag: &str, input: D) -> Result<Self, D::Error> {
        Self::of(tag, Value::deserialize(input)?).map_err(D::Error::custom)
    }

    fn of(tag: &str, value: Value) -> Result<Self, Error> {
        let Value::Object(mut fields) = value else { return Err(Error::custom("expected an object")) };
        match fields.remove(tag) {
            Some(Value::String(variant)) => Ok(Self { variant, fields }),
            Some(_) => Err(Error::custom(format_args!("`{tag}` is no string"))),
            None => Err(Error::custom(format_args!("missing field `{tag}`"))),
        }
    }
}

impl<'de> Deserializer<'de> for Tagged {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_enum(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> EnumAccess<'de> for Tagged {
    type Error = Error;
    type Variant = Fields;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Fields), Error> {
        let name: StringDeserializer<Error> = self.variant.into_deserializer();
        Ok((seed.deserialize(name)?, Fields(self.fields)))
    }
}

/// The fields of the variant.
pub(crate) struct Fields(Map<String, Value>);

impl<'de> VariantAccess<'de> for Fields {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(Value::Object(self.0))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        Err(Error::invalid_type(Unexpected::Map, &visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        Value::Object(self.0).deserialize_any(visitor)
    }
}

/// Reads JSON. Where syntax is broken the error names the place.
pub(crate) fn from_json<T: DeserializeOwned>(text: &[u8]) -> Result<T, Error> {
    serde_json::from_value(serde_json::from_slice(text)?)
}

/// Reads a plain object of JavaScript's.
#[cfg(any(feature = "engine", feature = "ui"))]
pub(crate) fn from_js<T: DeserializeOwned>(value: wasm_bindgen::JsValue) -> Result<T, Error> {
    serde_json::from_value(serde_wasm_bindgen::from_value(value).map_err(Error::custom)?)
}
