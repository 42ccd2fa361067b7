//! Where an order is delivered.

use crate::{
    problem::{Check, FieldProblem},
    text,
};
use serde::{Deserialize, Serialize};

/// A delivery address in Switzerland.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryAddress {
    /// The company or household.
    pub company: String,
    /// The person or department, if one is wished.
    pub attention: String,
    /// Street and number.
    pub street: String,
    /// Postleitzahl.
    pub postcode: String,
    /// Ort.
    pub town: String,
}

impl DeliveryAddress {
    /// The address with every part checked and trimmed; problems are noted under the parts' names.
    pub fn checked(&self, check: &mut Check) -> Option<Self> {
        let company = check.field("company", text::line(&self.company));
        let attention = check.field("attention", text::optional_line(&self.attention));
        let street = check.field("street", text::line(&self.street));
        let postcode = check.field("postcode", text::line(&self.postcode));
        let town = check.field("town", text::line(&self.town));
        Some(Self { company: company?, attention: attention?.unwrap_or_default(), street: street?, postcode: postcode?, town: town? })
    }

    /// The address alone, checked.
    ///
    /// # Errors
    /// Every problem that was found.
    pub fn parse(&self) -> Result<Self, Vec<FieldProblem>> {
        let mut check = Check::default();
        let address = self.checked(&mut check);
        check.finish(address)
    }
}
