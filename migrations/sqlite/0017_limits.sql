-- What a contact may order without a release, beside what the Freigabeart says: net, in Rappen; null is no limit.
alter table contacts add column limit_per_order integer;
alter table contacts add column limit_per_month integer;

-- Whether an order needs a cost centre, where there is one to choose.
alter table customers add column demands_cost_centre integer not null default 0;

create table cost_centres (
    customer_id blob not null references customers (id),
    id blob not null,
    number text not null,
    name text not null,
    -- What may be ordered on it in a year without a release, net; null is no budget.
    per_year integer,
    -- Who releases what goes beyond it, where the orderer has no approver of their own.
    approver_id blob not null,
    archived_at integer,
    primary key (customer_id, id),
    unique (customer_id, number),
    foreign key (customer_id, approver_id) references contacts (customer_id, id)
) strict;
create index cost_centres_by_approver on cost_centres (customer_id, approver_id);

-- The cost centre of an order, as it was called then.
create table order_cost_centres (
    customer_id blob not null,
    order_id blob not null,
    cost_centre_id blob not null,
    number text not null,
    name text not null,
    -- When the order ended, and what of it was handed over, net: null while it waits, and where nothing was.
    closed_at integer,
    net integer,
    primary key (customer_id, order_id),
    foreign key (customer_id, order_id) references orders (customer_id, id),
    foreign key (customer_id, cost_centre_id) references cost_centres (customer_id, id)
) strict;
create index order_cost_centres_by_end on order_cost_centres (customer_id, cost_centre_id, closed_at, net);
create index order_cost_centres_open on order_cost_centres (customer_id, cost_centre_id) where closed_at is null;

create table cart_cost_centres (
    customer_id blob not null,
    contact_id blob not null,
    cost_centre_id blob not null,
    primary key (customer_id, contact_id),
    foreign key (customer_id, contact_id) references carts (customer_id, contact_id) on delete cascade,
    foreign key (customer_id, cost_centre_id) references cost_centres (customer_id, id)
) strict;
create index cart_cost_centres_by_cost_centre on cart_cost_centres (customer_id, cost_centre_id);

-- What somebody has ordered in a month, and what of theirs waits.
create index orders_by_end on orders (customer_id, orderer_id, closed_at);

-- Number and name, for the supplier's papers.
alter table supply_orders add column cost_centre text;
