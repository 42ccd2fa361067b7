//! The rules in force and what they lead to, as lines of text: of the model, and of the store.

use super::{
    cast::Who,
    cost_centres,
    model::{Model, Rules},
    picture::Names,
    world::World,
};
use store::Approver;

/// What the model says.
pub fn drawn(model: &Model, names: &Names) -> Vec<String> {
    let mut lines: Vec<_> =
        (0..model.people.len()).map(Who).filter(|who| model.people[who.0].is_there).map(|who| person(model, names, who)).collect();
    for standing in model.standing.iter().filter(|standing| !standing.is_ended) {
        let (company, article) = (&names.keys[standing.company], &names.articles[standing.article]);
        let whom = standing.orderer.map_or_else(|| "everybody".into(), |who| names.user_name(who));
        lines.push(format!("{company} releases {article} for {whom} up to {}", standing.up_to));
    }
    lines.extend(cost_centres::drawn(model, names));
    for who in model.limited() {
        let (used, reserved) = model.month_of(who, None);
        lines.push(format!("month of {}: {used} used, {reserved} reserved", names.user_name(who)));
    }
    for (orderer, in_charge, present) in model.dead_ends() {
        let [orderer, in_charge, present] = [orderer, in_charge, present].map(|who| names.user_name(who));
        lines.push(format!("stuck: orders of {orderer} at {in_charge}, while {present} is there"));
    }
    lines.sort();
    lines
}

fn person(model: &Model, names: &Names, who: Who) -> String {
    let (person, company) = (&model.people[who.0], &names.keys[who.company()]);
    let name = |who: Option<Who>| who.map_or_else(|| "nobody".into(), |who| names.user_name(who));
    let amount = |amount: Option<i64>| amount.map_or_else(|| "-".into(), |amount| amount.to_string());
    format!(
        "{company} has {}: {} under {}, {} an order, {} a month, releases {} below {}{}",
        names.user_name(who),
        person.kind.word(),
        name(person.approver),
        amount(person.per_order),
        amount(person.per_month),
        amount(person.release_limit),
        name(person.superior),
        rules(&model.rules[who.company()]),
    )
}

fn rules(rules: &Rules) -> String {
    let all = [(rules.uses_limits, ", limits"), (rules.needs_four_eyes, ", four eyes"), (rules.releases_own, ", own releases")];
    all.into_iter().filter(|(is_on, _)| *is_on).map(|(_, rule)| rule).collect()
}

const PEOPLE: &str = "
    select c.name || ' has ' || p.first_name || ': ' || p.approval || ' under ' || coalesce(a.first_name, 'nobody') || ', '
        || coalesce(cast(p.limit_per_order as text), '-') || ' an order, ' || coalesce(cast(p.limit_per_month as text), '-') || ' a month, '
        || 'releases ' || coalesce(cast(r.release_limit as text), '-') || ' below ' || coalesce(s.first_name, 'nobody')
        || case when c.uses_limits then ', limits' else '' end || case when c.needs_four_eyes then ', four eyes' else '' end
        || case when c.releases_own then ', own releases' else '' end
    from contacts p
    join customers c on c.id = p.customer_id and p.deleted_at is null
    left join contacts a on a.customer_id = p.customer_id and a.id = p.approver_id
    left join approver_ranks r on r.customer_id = p.customer_id and r.approver_id = p.id
    left join contacts s on s.customer_id = r.customer_id and s.id = r.superior_id";

const STANDING: &str = "
    select c.name || ' releases ' || t.number || ' for ' || coalesce(p.first_name, 'everybody') || ' up to ' || cast(f.up_to as text)
    from standing_releases f
    join customers c on c.id = f.customer_id and f.ended_at is null
    join articles t on t.id = f.article_id
    left join contacts p on p.customer_id = f.customer_id and p.id = f.contact_id";

/// What the store holds, and says about what is left of limits and about what would get stuck. `limited` have limits for the month.
pub async fn photographed(world: &World<'_>, approvers: &[(Who, Approver)], limited: &[Who]) -> Vec<String> {
    let mut lines = Vec::new();
    for sql in [PEOPLE, STANDING] {
        lines.extend(world.names.rows(world.portal, sql).await);
    }
    for who in limited {
        lines.push(month(world, *who).await);
    }
    for company in 0..world.names.keys.len() {
        let (_, approver) = approvers.iter().find(|(who, _)| who.company() == company).expect("the last approver stays");
        lines.extend(stuck(world, approver).await);
        lines.extend(cost_centres::photographed(world, company, approver).await);
    }
    lines.sort();
    lines
}

async fn month(world: &World<'_>, who: Who) -> String {
    let means = world.portal.means(&world.people[who.0].orderer).await;
    let usage = means.frames.month.map(|frame| frame.usage).unwrap_or_default();
    format!("month of {}: {} used, {} reserved", world.names.user_name(who), usage.used.0, usage.reserved.0)
}

async fn stuck(world: &World<'_>, approver: &Approver) -> Vec<String> {
    let mut lines = Vec::new();
    for stuck in world.portal.store.dead_ends(approver).await.expect("an answer") {
        let present = stuck.substitute.unwrap_or_else(|| stuck.in_charge.clone());
        for orderer in stuck.orderers {
            let line = format!("stuck: orders of {orderer} at {}, while {present} is there", stuck.in_charge);
            lines.push(line.replace(" Muster", ""));
        }
    }
    lines
}
