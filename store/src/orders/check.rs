//! Whether a line can be decided, and what there is instead where it cannot.

use super::{DecideRefusal, LineDecision, OrderLineView, sheet::OrderSheet};
use crate::{Failure, StoreError};
use domain::{ContactId, Verdict, rejection::check_reason};

/// Whether `who` can decide this on the line now, in whose place they would.
///
/// # Errors
/// [`DecideRefusal`]; [`StoreError::NotFound`] for whoever has released the order before it went on: what is asked again since is for
/// whoever has it now.
pub(super) fn check(
    sheet: &OrderSheet,
    (who, in_place_of): (ContactId, Option<&str>),
    (line, decision): (&OrderLineView, &LineDecision),
) -> Result<(), Failure<DecideRefusal>> {
    check_open(sheet).map_err(Failure::Refused)?;
    if !sheet.head.is_up_to(who, in_place_of) {
        return Err(StoreError::NotFound.into());
    }
    check_made(sheet, (line, decision)).map_err(Failure::Refused)
}

/// Whether this can be decided on a line, whoever does.
pub(super) fn check_made(sheet: &OrderSheet, (line, decision): (&OrderLineView, &LineDecision)) -> Result<(), DecideRefusal> {
    check_extras((sheet, line), decision).and_then(|()| check_seen(line, decision)).and_then(|()| check_demand(sheet, decision))
}

/// Less of a line, or another article, is released only where the customer wants that, and so is another article proposed.
fn check_extras((sheet, line): (&OrderSheet, &OrderLineView), decision: &LineDecision) -> Result<(), DecideRefusal> {
    let is_altered = match decision.verdict {
        Verdict::Released => !decision.instead.is_as(line.quantity, None),
        Verdict::Rejected => decision.alternative.is_some(),
    };
    if is_altered && !sheet.head.extras().alters_lines { Err(DecideRefusal::SwitchedOff) } else { Ok(()) }
}

pub(super) const fn check_open(sheet: &OrderSheet) -> Result<(), DecideRefusal> {
    let status = sheet.head.status;
    if status.is_open() { Ok(()) } else { Err(DecideRefusal::Closed { status }) }
}

/// The line has to be what was on the screen, and what is released has to be sold still.
fn check_seen(line: &OrderLineView, decision: &LineDecision) -> Result<(), DecideRefusal> {
    if decision.seen.as_ref().is_some_and(|seen| *seen != line.seal) {
        return Err(line_changed(line));
    }
    if decision.releases_it() && !line.is_sold() {
        return Err(DecideRefusal::NotSold { position: line.position, article: line.name.clone() });
    }
    Ok(())
}

/// The reason has to be given that the customer demands.
fn check_demand(sheet: &OrderSheet, decision: &LineDecision) -> Result<(), DecideRefusal> {
    check_reason(sheet.head.parties.demands_reason, decision.verdict, decision.cause, decision.reason.as_deref())
        .map_err(|gap| DecideRefusal::ReasonMissing { position: decision.position, gap })
}

/// What there is now instead of what was on the screen.
pub(super) fn line_changed(line: &OrderLineView) -> DecideRefusal {
    let (position, article, quantity, price) = (line.position, line.name.clone(), line.quantity, line.standing_price());
    DecideRefusal::LineChanged { position, article, quantity, price }
}

/// Why there is nothing to decide at a position: what stood there has gone, or nothing ever did.
pub(super) fn not_there(sheet: &OrderSheet, position: u32) -> Failure<DecideRefusal> {
    match sheet.head.status {
        _ if !sheet.has_gone(position) => StoreError::NotFound.into(),
        status if status.is_open() => Failure::Refused(DecideRefusal::Revised),
        status => Failure::Refused(DecideRefusal::Closed { status }),
    }
}
