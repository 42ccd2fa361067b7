-- Whether the portal proposes rules to approvers, where something is released time and again.
alter table customers add column proposes_rules integer not null default 0;

-- Articles that are released for good, up to an amount.
create table standing_releases (
    customer_id blob not null references customers (id),
    id blob not null,
    article_id blob not null references articles (id),
    -- Whose orders; null is everybody's.
    contact_id blob,
    -- The most that a line may cost, net, in Rappen.
    up_to integer not null check (up_to > 0),
    set_by_id blob not null,
    set_at integer not null,
    ended_at integer,
    primary key (customer_id, id),
    foreign key (customer_id, contact_id) references contacts (customer_id, id),
    foreign key (customer_id, set_by_id) references contacts (customer_id, id)
) strict;
create index standing_releases_in_force on standing_releases (customer_id, article_id) where ended_at is null;
create index standing_releases_of_contact on standing_releases (customer_id, contact_id) where ended_at is null;

-- Articles that approvers propose for their Kundensortiment, and what the supplier has answered.
create table assortment_proposals (
    customer_id blob not null references customers (id),
    id blob not null,
    article_id blob not null references articles (id),
    proposed_by_id blob not null,
    -- The name, for the supplier, who reads nothing of a customer's contacts.
    proposed_by text not null,
    proposed_at integer not null,
    state text not null check (state in ('open', 'accepted', 'declined', 'withdrawn')),
    answered_at integer,
    primary key (customer_id, id),
    foreign key (customer_id, proposed_by_id) references contacts (customer_id, id)
) strict;
create unique index assortment_proposals_open on assortment_proposals (customer_id, article_id) where state = 'open';
create index assortment_proposals_answered on assortment_proposals (customer_id, answered_at);

-- The most that a line may cost which needed no release as such lines were released for good; null for all others.
alter table order_lines add column freed_up_to integer;

-- What was decided on an article before.
create index order_lines_reviewed on order_lines (customer_id, article_id, order_id) where review is not null and until is null;
