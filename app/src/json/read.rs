//! Reading a type from a parsed text.

use super::{Tree, Unreadable};
use serde::{
    Deserializer,
    de::{
        DeserializeSeed, EnumAccess, IntoDeserializer, VariantAccess, Visitor,
        value::{MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};

impl IntoDeserializer<'_, Unreadable> for Tree {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl Tree {
    fn number<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self {
            Self::Natural(number) => visitor.visit_u64(number),
            Self::Negative(number) => visitor.visit_i64(number),
            Self::Fraction(number) => visitor.visit_f64(number),
            _ => Err(Unreadable),
        }
    }

    fn text<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let Self::Text(text) = self else { return Err(Unreadable) };
        visitor.visit_string(text)
    }

    fn list<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let list = match self {
            Self::List(list) => list,
            Self::Null => Vec::new(),
            _ => return Err(Unreadable),
        };
        visitor.visit_seq(SeqDeserializer::new(list.into_iter()))
    }

    fn object<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let Self::Object(object) = self else { return Err(Unreadable) };
        visitor.visit_map(MapDeserializer::new(object.into_iter().map(|(name, value)| (Self::Text(name), value))))
    }

    fn of_length(self, length: usize) -> Result<Self, Unreadable> {
        if matches!(&self, Self::List(list) if list.len() == length) { Ok(self) } else { Err(Unreadable) }
    }

    fn variant(self) -> Result<Variant, Unreadable> {
        match self {
            Self::Text(name) => Ok(Variant { name, content: None }),
            Self::Object(mut object) if object.len() == 1 => {
                let (name, content) = object.remove(0);
                Ok(Variant { name, content: Some(content) })
            }
            _ => Err(Unreadable),
        }
    }

    /// The fields with these names, in this order, as a type takes them that is read from a list.
    fn fields<'de, V: Visitor<'de>>(self, names: &[&str], visitor: V) -> Result<V::Value, Unreadable> {
        self.in_order(names)?.list(visitor)
    }

    fn in_order(self, names: &[&str]) -> Result<Self, Unreadable> {
        let Self::Object(mut object) = self else { return Err(Unreadable) };
        let mut field = |name| object.iter().position(|(other, _)| other == name).map(|at| object.swap_remove(at).1);
        Ok(Self::List(names.iter().map(|name| field(*name).unwrap_or_default()).collect()))
    }
}

/// What is read in the same way.
macro_rules! read_as {
    ($($kind:ident: $($method:ident)*;)*) => {$($(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
            self.$kind(visitor)
        }
    )*)*};
}

impl<'de> Deserializer<'de> for Tree {
    type Error = Unreadable;

    read_as! {
        number: deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
            deserialize_f32 deserialize_f64;
        text: deserialize_char deserialize_str deserialize_string deserialize_identifier;
        list: deserialize_seq;
        object: deserialize_map;
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Is(_) => self.deserialize_bool(visitor),
            Self::Natural(_) | Self::Negative(_) | Self::Fraction(_) => self.number(visitor),
            Self::Text(_) => self.text(visitor),
            Self::List(_) => self.list(visitor),
            Self::Object(_) => self.object(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let Self::Is(is) = self else { return Err(Unreadable) };
        visitor.visit_bool(is)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if matches!(self, Self::Null) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if matches!(self, Self::Null) { visitor.visit_unit() } else { Err(Unreadable) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Unreadable> {
        self.of_length(length)?.list(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.fields(names, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_enum(self.variant()?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { i128 u128 bytes byte_buf unit_struct tuple_struct }
}

/// A variant of an enum, with what it holds.
struct Variant {
    name: String,
    content: Option<Tree>,
}

impl Variant {
    fn content(self) -> Result<Tree, Unreadable> {
        self.content.ok_or(Unreadable)
    }
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Unreadable;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(mut self, seed: V) -> Result<(V::Value, Self), Unreadable> {
        let name = std::mem::take(&mut self.name);
        seed.deserialize(Tree::Text(name)).map(|variant| (variant, self))
    }
}

impl<'de> VariantAccess<'de> for Variant {
    type Error = Unreadable;

    fn unit_variant(self) -> Result<(), Unreadable> {
        if matches!(self.content, None | Some(Tree::Null)) { Ok(()) } else { Err(Unreadable) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unreadable> {
        seed.deserialize(self.content()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Unreadable> {
        self.content()?.of_length(length)?.list(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, names: &'static [&'static str], visitor: V) -> Result<V::Value, Unreadable> {
        self.content()?.fields(names, visitor)
    }
}

#[cfg(test)]
mod tests {
    use crate::json::{Unreadable, read};
    use serde::{Deserialize, Serialize, de::DeserializeOwned};
    use serde_json::{Value, from_value, json};
    use std::{
        collections::{BTreeMap, BTreeSet},
        fmt::Debug,
    };

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct All {
        nothing: Option<u8>,
        something: Option<Box<Self>>,
        is: bool,
        numbers: (u8, i64, u64, f64),
        letter: char,
        text: String,
        number: Number,
        unit: (),
        list: Vec<Form>,
        map: BTreeMap<String, [i8; 2]>,
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        set: BTreeSet<String>,
        tagged: Vec<Tagged>,
        #[serde(flatten)]
        more: BTreeMap<String, u32>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Number(u32);

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    enum Form {
        Unit,
        One(Number),
        Two(u8, String),
        Named { a: u8, b: Option<String> },
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "kind", rename_all = "snake_case")]
    enum Tagged {
        Unit,
        Named { a: i64 },
    }

    fn all() -> Value {
        json!({
            "nothing": null, "something": null, "is": true, "numbers": [255, -9_007_199_254_740_993_i64, u64::MAX, 1.5], "letter": "ü",
            "text": "\"</script>", "number": 7, "unit": null,
            "list": ["Unit", {"One": 1}, {"Two": [2, "b"]}, {"Named": {"a": 3, "b": null}}, {"Unit": null}],
            "map": {"a": [-1, 1]}, "tagged": [{"kind": "unit"}, {"a": -5, "kind": "named"}], "left": 1, "over": 2,
        })
    }

    fn read_as<T: DeserializeOwned>(value: &Value) -> Result<T, Unreadable> {
        read(&value.to_string())
    }

    #[test]
    fn it_reads_what_serde_json_reads() {
        let mut nested = all();
        nested["something"] = all();
        nested["set"] = json!(["b", "a"]);
        for value in [all(), nested] {
            let read = read_as::<All>(&value).expect("it can be read");
            assert_eq!(read, from_value::<All>(value).expect("serde_json can read it"));
        }
    }

    #[test]
    fn what_was_written_is_read_as_it_was() {
        let value = read_as::<All>(&all()).expect("it can be read");
        assert_eq!(read::<All>(&serde_json::to_string(&value).expect("it can be written")), Ok(value));
    }

    #[test]
    fn whatever_is_of_another_kind_is_refused() {
        let kinds = [json!(null), json!(true), json!(1), json!(-1.5), json!("x"), json!([]), json!({})];
        for name in ["is", "numbers", "letter", "text", "number", "unit", "list", "map", "set", "tagged"] {
            // A list that is null is as good as one that is missing.
            for kind in kinds.iter().filter(|kind| !kind.is_null() || !["list", "set", "tagged"].contains(&name)) {
                let mut value = all();
                value[name] = kind.clone();
                assert_eq!(read_as::<All>(&value).ok(), from_value::<All>(value).ok(), "{name}: {kind}");
            }
        }
    }

    #[test]
    fn what_is_missing_too_much_or_no_json_is_refused() {
        fn refuses<T: DeserializeOwned + Debug + PartialEq>(text: &str) {
            assert_eq!(read::<T>(text), Err(Unreadable), "{text}");
        }
        refuses::<BTreeMap<String, u8>>("{");
        refuses::<Vec<u8>>("[256]");
        refuses::<(u8, u8)>("[1]");
        refuses::<(u8, u8)>("[1, 2, 3]");
        refuses::<Form>("{\"Two\": [1, \"b\", 2]}");
        refuses::<Form>("{\"One\": 1, \"Two\": [1, \"b\"]}");
        refuses::<Form>("\"None\"");
        refuses::<Form>("{\"One\": {}}");
        refuses::<Form>("\"Two\"");
        refuses::<Form>("{}");
        refuses::<Number>("[7]");
        refuses::<Tagged>("{\"kind\": \"named\"}");
        refuses::<All>("{}");
        refuses::<All>("[]");
        let mut value = all();
        value.as_object_mut().expect("an object").remove("text");
        refuses::<All>(&value.to_string());
    }
}
