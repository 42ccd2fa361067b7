-- An orderer reminds whoever is to decide: each time is a row.
create table reminders (
    customer_id uuid not null,
    order_id uuid not null,
    reminded_at timestamptz not null,
    -- Who was reminded: the approver in charge, or whoever stood in.
    contact_id uuid not null,
    primary key (customer_id, order_id, reminded_at),
    foreign key (customer_id, order_id) references orders (customer_id, id),
    foreign key (customer_id, contact_id) references contacts (customer_id, id)
);

grant select, insert on reminders to freigabe_customer;
alter table reminders enable row level security;
create policy of_one_customer on reminders to freigabe_customer using (customer_id = (select present_customer()));

-- The latest orders of an approver that were decided, to tell how long they usually take.
create index orders_decided on orders (customer_id, approver_id, closed_at)
    where closed_at is not null and status <> 'withdrawn';
