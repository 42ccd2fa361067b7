//! The forms of the portal as requests carry them, filled in at will.

use store::Cart;

/// The fields of a request.
pub type Fields = Vec<(String, String)>;

/// A field with what stands in it.
pub fn field(name: &str, value: &str) -> (String, String) {
    (name.into(), value.into())
}

/// Fields as a browser takes them.
pub fn pairs(fields: &Fields) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// The form that names one thing.
pub fn named(id: &str) -> Fields {
    vec![field("form[id]", id)]
}

/// The form that switches a rule.
pub fn switched(rule: &str, is_on: bool) -> Fields {
    vec![field("form[rule]", rule), field("form[is_on]", if is_on { "true" } else { "false" })]
}

/// The same form with a field changed.
pub fn with(fields: &Fields, name: &str, value: &str) -> Fields {
    fields.iter().map(|(known, old)| field(known, if known == name { value } else { old })).collect()
}

/// The same form without the fields whose names have this part.
pub fn without(fields: &Fields, part: &str) -> Fields {
    fields.iter().filter(|(name, _)| !name.contains(part)).cloned().collect()
}

/// Decisions on lines of an order by somebody who has not looked at it.
pub fn unseen_decision(order: &str, lines: &[(u32, &str)]) -> Fields {
    let mut fields = named(order);
    for (at, (position, verdict)) in lines.iter().enumerate() {
        fields.push(field(&format!("form[decisions][{at}][position]"), &position.to_string()));
        fields.push(field(&format!("form[decisions][{at}][verdict]"), verdict));
    }
    fields
}

/// Several orders to be released, with the positions of their lines, by somebody who has not looked at them.
pub fn unseen_bulk(orders: &[(&str, &str)]) -> Fields {
    let mut fields = Fields::new();
    for (at, (order, positions)) in orders.iter().enumerate() {
        fields.push(field(&format!("form[orders][{at}][id]"), order));
        fields.push(field(&format!("form[orders][{at}][positions]"), positions));
    }
    fields
}

/// The order form of a cart, as its page would send it.
pub fn order_fields(cart: &Cart) -> Fields {
    let address = &cart.address;
    vec![
        field("form[order_key]", &cart.order_key.to_string()),
        field("form[seen]", &cart.fingerprint()),
        field("form[company]", &address.company),
        field("form[attention]", &address.attention),
        field("form[street]", &address.street),
        field("form[postcode]", &address.postcode),
        field("form[town]", &address.town),
    ]
}
