-- What a contact may order without a release, beside what the Freigabeart says: net, in Rappen; null is no limit.
alter table contacts add column limit_per_order bigint;
alter table contacts add column limit_per_month bigint;

-- Whether an order needs a cost centre, where there is one to choose.
alter table customers add column demands_cost_centre boolean not null default false;

create table cost_centres (
    customer_id uuid not null references customers (id),
    id uuid not null,
    number text not null,
    name text not null,
    -- What may be ordered on it in a year without a release, net; null is no budget.
    per_year bigint,
    -- Who releases what goes beyond it, where the orderer has no approver of their own.
    approver_id uuid not null,
    archived_at timestamptz,
    primary key (customer_id, id),
    unique (customer_id, number),
    foreign key (customer_id, approver_id) references contacts (customer_id, id)
);
create index cost_centres_by_approver on cost_centres (customer_id, approver_id);

-- The cost centre of an order, as it was called then.
create table order_cost_centres (
    customer_id uuid not null,
    order_id uuid not null,
    cost_centre_id uuid not null,
    number text not null,
    name text not null,
    -- When the order ended, and what of it was handed over, net: null while it waits, and where nothing was.
    closed_at timestamptz,
    net bigint,
    primary key (customer_id, order_id),
    foreign key (customer_id, order_id) references orders (customer_id, id),
    foreign key (customer_id, cost_centre_id) references cost_centres (customer_id, id)
);
create index order_cost_centres_by_end on order_cost_centres (customer_id, cost_centre_id, closed_at, net);
create index order_cost_centres_open on order_cost_centres (customer_id, cost_centre_id) where closed_at is null;

create table cart_cost_centres (
    customer_id uuid not null,
    contact_id uuid not null,
    cost_centre_id uuid not null,
    primary key (customer_id, contact_id),
    foreign key (customer_id, contact_id) references carts (customer_id, contact_id) on delete cascade,
    foreign key (customer_id, cost_centre_id) references cost_centres (customer_id, id)
);
create index cart_cost_centres_by_cost_centre on cart_cost_centres (customer_id, cost_centre_id);

-- What somebody has ordered in a month, and what of theirs waits.
create index orders_by_end on orders (customer_id, orderer_id, closed_at);

-- Number and name, for the supplier's papers.
alter table supply_orders add column cost_centre text;

grant update (demands_cost_centre) on customers to freigabe_customer;
grant select, insert, update on cost_centres, order_cost_centres to freigabe_customer;
grant select, insert, update, delete on cart_cost_centres to freigabe_customer;

do $$
declare
    table_name text;
begin
    foreach table_name in array array['cost_centres', 'order_cost_centres', 'cart_cost_centres'] loop
        execute format('alter table %I enable row level security', table_name);
        execute format('create policy of_one_customer on %I to freigabe_customer using (customer_id = (select present_customer()))', table_name);
    end loop;
end
$$;
