-- An approver takes a decision back while the order is open: the row of the decision goes, and what it was stays here.
create table revocations (
    customer_id uuid not null,
    id uuid not null,
    order_id uuid not null,
    position bigint not null,
    approver_id uuid not null,
    -- The decision that is no more: what it was, and when it was made.
    verdict text not null,
    decided_at timestamptz not null,
    revoked_at timestamptz not null,
    primary key (customer_id, id),
    foreign key (customer_id, order_id, position) references order_lines (customer_id, order_id, position),
    foreign key (customer_id, approver_id) references contacts (customer_id, id)
);
create index revocations_by_line on revocations (customer_id, order_id, position);

grant select, insert on revocations to freigabe_customer;
grant delete on decisions to freigabe_customer;
alter table revocations enable row level security;
create policy of_one_customer on revocations to freigabe_customer using (customer_id = (select present_customer()));
