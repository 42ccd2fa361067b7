-- How much an approver releases alone, and to whom orders go on from them; who has no row has no limit.
create table approver_ranks (
    customer_id blob not null,
    approver_id blob not null,
    release_limit integer check (release_limit >= 0),
    superior_id blob,
    primary key (customer_id, approver_id),
    foreign key (customer_id, approver_id) references contacts (customer_id, id),
    foreign key (customer_id, superior_id) references contacts (customer_id, id)
) strict;
create index approver_ranks_by_superior on approver_ranks (customer_id, superior_id);

-- Whether two people release each order, and whether approvers may release what they have ordered themselves.
alter table customers add column needs_four_eyes integer not null default 0;
alter table customers add column releases_own integer not null default 0;

-- The releases of orders that one person alone cannot release. The first, of level 0, is that of whoever decided the last line.
create table confirmations (
    customer_id blob not null,
    order_id blob not null,
    level integer not null check (level >= 0),
    -- Who was in charge; whoever confirmed may have stood in.
    in_charge_id blob not null,
    approver_id blob not null,
    confirmed_at integer not null,
    primary key (customer_id, order_id, level),
    foreign key (customer_id, order_id) references orders (customer_id, id),
    foreign key (customer_id, in_charge_id) references contacts (customer_id, id),
    foreign key (customer_id, approver_id) references contacts (customer_id, id)
) strict;

-- What was released and then rejected by somebody to whom the order had gone on.
create table overrulings (
    customer_id blob not null,
    order_id blob not null,
    position integer not null,
    approver_id blob not null,
    cause text,
    reason text,
    rejected_at integer not null,
    primary key (customer_id, order_id, position),
    foreign key (customer_id, order_id, position) references decisions (customer_id, order_id, position),
    foreign key (customer_id, approver_id) references contacts (customer_id, id)
) strict;
create index overrulings_by_time on overrulings (customer_id, rejected_at);
