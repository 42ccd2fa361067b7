//! `audit verify`.

use super::CommandError;
use clap::{Args, Subcommand};
use store::{ChainFault, CheckedChain, Deed, KnownLink, Store, Untold};

/// How many characters of a hash tell enough.
const LEAST: usize = 16;

/// What can be done with the record of who did what.
#[derive(Debug, Subcommand)]
pub(super) enum Audit {
    /// Check the record of every customer: edits, deletions, exchanged entries and cut ends are named, and the command fails
    Verify(Verification),
}

/// What is checked besides.
#[derive(Args, Debug)]
pub(super) struct Verification {
    /// An entry that must still be there, as an exported order names it; may be given more than once
    #[arg(long, value_name = "CUSTOMER:NUMBER:HASH", value_parser = known)]
    known: Vec<KnownLink>,
}

impl Audit {
    pub(super) async fn run(self, store: &Store) -> Result<(), CommandError> {
        let Self::Verify(Verification { known }) = self;
        let chains = store.check_audit(known.clone()).await?;
        for chain in &chains {
            println!("{}", in_words(chain));
        }
        let is_there = |link: &KnownLink| chains.iter().any(|chain| chain.customer_number == link.customer_number);
        if let Some(link) = known.iter().find(|link| !is_there(link)) {
            return Err(CommandError::Tampered(format!("there is no customer {}", link.customer_number)));
        }
        match chains.iter().filter(|chain| chain.broken.is_some()).count() {
            0 => Ok(()),
            broken => Err(CommandError::Tampered(format!("{broken} of {} records are not as they were written", chains.len()))),
        }
    }
}

/// Reads `10042:57:9f3a…`.
fn known(text: &str) -> Result<KnownLink, String> {
    let parts: Vec<_> = text.trim().split(':').collect();
    let [customer, number, hash] = parts[..] else { return Err("it has the form CUSTOMER:NUMBER:HASH".into()) };
    let customer_number = customer.parse().map_err(|_| format!("{customer} is no customer's number"))?;
    let number = number.parse().ok().filter(|number| *number > 0).ok_or_else(|| format!("{number} is no entry's number"))?;
    if hash.len() < LEAST || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(format!("the hash has at least {LEAST} characters from 0 to 9 and a to f"));
    }
    Ok(KnownLink { customer_number, number, hash: hash.to_lowercase() })
}

fn in_words(chain: &CheckedChain) -> String {
    let CheckedChain { customer_number, customer_name, last, broken, .. } = chain;
    let whose = format!("{customer_number} {customer_name}");
    match broken {
        None => format!("{whose}: {} entries hold; the last one is {customer_number}:{}:{}", last.number, last.number, last.hash),
        Some((number, fault)) => format!("{whose}: BROKEN, {}", fault_in_words(*number, *fault)),
    }
}

fn fault_in_words(number: i64, fault: ChainFault) -> String {
    match fault {
        ChainFault::Missing => format!("entry {number} is missing, or one stands where none was written"),
        ChainFault::Unlinked => format!("entry {number} does not follow from the one before it: entries were exchanged or replaced"),
        ChainFault::Edited => format!("entry {number} was changed"),
        ChainFault::WrongEnd => format!("it ends after entry {number}, and its head says something else: the end was cut off"),
        ChainFault::Untold(untold) => {
            format!("it ends after entry {number}, and does not say {}: the end was cut off", untold_in_words(untold))
        }
        ChainFault::NotAsKnown => {
            format!("entry {number} is not the one that was known: the end was cut off, or everything was computed anew")
        }
    }
}

fn untold_in_words(Untold { deed, order_number }: Untold) -> String {
    let what = deed_in_words(deed);
    match order_number {
        Some(number) => format!("of order {number} that {what}"),
        None => format!("that {what}"),
    }
}

const fn deed_in_words(deed: Deed) -> &'static str {
    match deed {
        Deed::Order => "it was placed",
        Deed::Split => "it came of a cart that was split",
        Deed::Freed => "lines of it needed no release",
        Deed::Revision => "it was changed",
        Deed::Withdrawal => "it was withdrawn",
        Deed::Decision => "a line was decided",
        Deed::TakenBack => "a decision was taken back",
        Deed::AskedAgain => "a line was asked again",
        Deed::Price => "another price was agreed on",
        Deed::Overruling => "a line was overruled",
        Deed::Rejection => "it was rejected",
        Deed::HandOver => "it was handed over",
        Deed::SupplyStep => "the supplier made a step",
        Deed::PassedOn => "it went on to somebody else",
        Deed::Retraction => "a release of it was taken back",
        Deed::Comeback => "a change brought it back",
        Deed::Comment => "a comment was written",
        Deed::Reminder => "its orderer reminded somebody",
        Deed::Overdue => "the portal reminded somebody",
        Deed::Escalation => "others were asked as well",
        Deed::Customer => "the customer was created",
        Deed::Contact => "a contact was created",
        Deed::Deletion => "a contact was deleted",
        Deed::Substitute => "a substitute was named",
        Deed::SubstituteEnd => "a substitute does not stand in any more",
        Deed::CostCentre => "a cost centre was created",
        Deed::Archive => "a cost centre was taken out of use or back into it",
        Deed::StandingRelease => "an article was released for good",
        Deed::StandingReleaseEnd => "an article is released for good no more",
        Deed::Proposal => "an article was proposed for the assortment",
        Deed::ProposalEnd => "a proposal was taken back",
        Deed::Answer => "a proposal was answered",
        Deed::Assortment => "an article came into the assortment or out of it",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_entry_is_read_as_it_stands_in_an_export() {
        let read = known("10042:57:9F3A9f3a9f3a9f3a").expect("a link");
        assert_eq!(read, KnownLink { customer_number: 10042, number: 57, hash: "9f3a9f3a9f3a9f3a".into() });
        for wrong in ["", "10042", "10042:57", "10042:57:9f3a", "a:57:9f3a9f3a9f3a9f3a", "1:0:9f3a9f3a9f3a9f3a", "1:1:zf3a9f3a9f3a9f3a"] {
            assert!(known(wrong).is_err(), "{wrong}");
        }
    }
}
