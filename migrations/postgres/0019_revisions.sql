-- An order can be changed while it waits. What stands at a position never changes: a line with another quantity gets a position of
-- its own, and so a decision is always about what was there when it was made.
alter table order_lines add column since bigint not null default 1;
-- From which version of the order the line is in it no more; null while it is.
alter table order_lines add column until bigint;
-- The position of the first line in whose stead this one stands; null for one that stands for itself.
alter table order_lines add column place bigint;
grant update (until) on order_lines to freigabe_customer;

-- Each change is a row, and makes the next version of its order. The first one is as it was placed.
create table order_revisions (
    customer_id uuid not null,
    order_id uuid not null,
    version bigint not null check (version > 1),
    contact_id uuid not null,
    -- Tells a repeated request from another one.
    request_hash bytea not null,
    revised_at timestamptz not null,
    primary key (customer_id, order_id, version),
    foreign key (customer_id, order_id) references orders (customer_id, id),
    foreign key (customer_id, contact_id) references contacts (customer_id, id)
);

grant select, insert on order_revisions to freigabe_customer;
alter table order_revisions enable row level security;
create policy of_one_customer on order_revisions to freigabe_customer using (customer_id = (select present_customer()));

drop index order_lines_outside;
create index order_lines_outside on order_lines (customer_id, order_id, article_number, is_in_assortment)
    where is_in_assortment is not true and until is null;
