-- An approver takes a decision back while the order is open: the row of the decision goes, and what it was stays here.
create table revocations (
    customer_id blob not null,
    id blob not null,
    order_id blob not null,
    position integer not null,
    approver_id blob not null,
    -- The decision that is no more: what it was, and when it was made.
    verdict text not null,
    decided_at integer not null,
    revoked_at integer not null,
    primary key (customer_id, id),
    foreign key (customer_id, order_id, position) references order_lines (customer_id, order_id, position),
    foreign key (customer_id, approver_id) references contacts (customer_id, id)
) strict;
create index revocations_by_line on revocations (customer_id, order_id, position);
