-- How many working hours an order may wait before whoever is to decide is reminded, and before others are asked as well; null for as
-- long as it takes.
alter table customers add column remind_after bigint check (remind_after > 0);
alter table customers add column escalate_after bigint check (escalate_after > 0);
grant update (remind_after, escalate_after) on customers to freigabe_customer;

-- The orders that wait at customers who do not let them wait for ever. With each approver in charge a turn begins.
create table order_waits (
    customer_id uuid not null,
    order_id uuid not null,
    turn bigint not null check (turn > 0),
    -- When somebody did something about it last.
    counts_from timestamptz not null,
    -- When to look at it next; null once nothing is left to be done in this turn.
    due_at timestamptz,
    primary key (customer_id, order_id),
    foreign key (customer_id, order_id) references orders (customer_id, id)
);
create index order_waits_due on order_waits (due_at, customer_id, order_id) where due_at is not null;

-- What was done about an order: each step once in a turn.
create table nudges (
    customer_id uuid not null,
    order_id uuid not null,
    turn bigint not null,
    step text not null check (step in ('reminder', 'escalation')),
    done_at timestamptz not null,
    primary key (customer_id, order_id, turn, step),
    foreign key (customer_id, order_id) references orders (customer_id, id)
);

-- Who may decide an order beside the approver in charge, as it has waited too long.
create table escalations (
    customer_id uuid not null,
    order_id uuid not null,
    approver_id uuid not null,
    escalated_at timestamptz not null,
    -- When the order was closed.
    ended_at timestamptz,
    primary key (customer_id, order_id, approver_id),
    foreign key (customer_id, order_id) references orders (customer_id, id),
    foreign key (customer_id, approver_id) references contacts (customer_id, id)
);
create index escalations_open on escalations (customer_id, approver_id, order_id) where ended_at is null;

grant select, insert, update, delete on order_waits, escalations to freigabe_customer;
grant select, insert on nudges to freigabe_customer;
-- Which orders are due is looked for over all customers. What is done about one of them is done in its customer's name.
grant select on order_waits to freigabe_post;
alter table order_waits enable row level security;
alter table nudges enable row level security;
alter table escalations enable row level security;
create policy of_one_customer on order_waits to freigabe_customer using (customer_id = (select present_customer()));
create policy of_one_customer on nudges to freigabe_customer using (customer_id = (select present_customer()));
create policy of_one_customer on escalations to freigabe_customer using (customer_id = (select present_customer()));
create policy of_all on order_waits for select to freigabe_post using (true);
