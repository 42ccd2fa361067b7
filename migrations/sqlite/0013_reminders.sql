-- An orderer reminds whoever is to decide: each time is a row.
create table reminders (
    customer_id blob not null,
    order_id blob not null,
    reminded_at integer not null,
    -- Who was reminded: the approver in charge, or whoever stood in.
    contact_id blob not null,
    primary key (customer_id, order_id, reminded_at),
    foreign key (customer_id, order_id) references orders (customer_id, id),
    foreign key (customer_id, contact_id) references contacts (customer_id, id)
) strict;

-- The latest orders of an approver that were decided, to tell how long they usually take.
create index orders_decided on orders (customer_id, approver_id, closed_at)
    where closed_at is not null and status <> 'withdrawn';
