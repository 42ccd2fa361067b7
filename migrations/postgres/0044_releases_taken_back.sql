-- Whoever has released an order that went on takes that back, as long as nobody has done anything about it there: the row of the release
-- goes, and what it was stays here.
create table retractions (
    customer_id uuid not null,
    id uuid not null,
    order_id uuid not null,
    -- The release that is no more: how many there were before it, who was in charge, whose it was, and when it was given.
    level bigint not null check (level >= 0),
    in_charge_id uuid not null,
    approver_id uuid not null,
    released_at timestamptz not null,
    retracted_at timestamptz not null,
    primary key (customer_id, id),
    foreign key (customer_id, order_id) references orders (customer_id, id),
    foreign key (customer_id, in_charge_id) references contacts (customer_id, id),
    foreign key (customer_id, approver_id) references contacts (customer_id, id)
);
create index retractions_by_order on retractions (customer_id, order_id);

grant select, insert on retractions to freigabe_customer;
grant delete on confirmations to freigabe_customer;
alter table retractions enable row level security;
create policy of_one_customer on retractions to freigabe_customer using (customer_id = (select present_customer()));

-- How often the order had been released when the line was overruled; null where nobody has written it down.
alter table overrulings add column level bigint;
