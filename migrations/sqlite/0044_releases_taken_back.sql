-- Whoever has released an order that went on takes that back, as long as nobody has done anything about it there: the row of the release
-- goes, and what it was stays here.
create table retractions (
    customer_id blob not null,
    id blob not null,
    order_id blob not null,
    -- The release that is no more: how many there were before it, who was in charge, whose it was, and when it was given.
    level integer not null check (level >= 0),
    in_charge_id blob not null,
    approver_id blob not null,
    released_at integer not null,
    retracted_at integer not null,
    primary key (customer_id, id),
    foreign key (customer_id, order_id) references orders (customer_id, id),
    foreign key (customer_id, in_charge_id) references contacts (customer_id, id),
    foreign key (customer_id, approver_id) references contacts (customer_id, id)
) strict;
create index retractions_by_order on retractions (customer_id, order_id);

-- How often the order had been released when the line was overruled; null where nobody has written it down.
alter table overrulings add column level integer;
