-- How many working hours an order may wait before whoever is to decide is reminded, and before others are asked as well; null for as
-- long as it takes.
alter table customers add column remind_after integer check (remind_after > 0);
alter table customers add column escalate_after integer check (escalate_after > 0);

-- The orders that wait at customers who do not let them wait for ever. With each approver in charge a turn begins.
create table order_waits (
    customer_id blob not null,
    order_id blob not null,
    turn integer not null check (turn > 0),
    -- When somebody did something about it last.
    counts_from integer not null,
    -- When to look at it next; null once nothing is left to be done in this turn.
    due_at integer,
    primary key (customer_id, order_id),
    foreign key (customer_id, order_id) references orders (customer_id, id)
) strict;
create index order_waits_due on order_waits (due_at, customer_id, order_id) where due_at is not null;

-- What was done about an order: each step once in a turn.
create table nudges (
    customer_id blob not null,
    order_id blob not null,
    turn integer not null,
    step text not null check (step in ('reminder', 'escalation')),
    done_at integer not null,
    primary key (customer_id, order_id, turn, step),
    foreign key (customer_id, order_id) references orders (customer_id, id)
) strict;

-- Who may decide an order beside the approver in charge, as it has waited too long.
create table escalations (
    customer_id blob not null,
    order_id blob not null,
    approver_id blob not null,
    escalated_at integer not null,
    -- When the order was closed.
    ended_at integer,
    primary key (customer_id, order_id, approver_id),
    foreign key (customer_id, order_id) references orders (customer_id, id),
    foreign key (customer_id, approver_id) references contacts (customer_id, id)
) strict;
create index escalations_open on escalations (customer_id, approver_id, order_id) where ended_at is null;
