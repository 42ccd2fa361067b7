-- How much an approver releases alone, and to whom orders go on from them; who has no row has no limit.
create table approver_ranks (
    customer_id uuid not null,
    approver_id uuid not null,
    release_limit bigint check (release_limit >= 0),
    superior_id uuid,
    primary key (customer_id, approver_id),
    foreign key (customer_id, approver_id) references contacts (customer_id, id),
    foreign key (customer_id, superior_id) references contacts (customer_id, id)
);
create index approver_ranks_by_superior on approver_ranks (customer_id, superior_id);

-- Whether two people release each order, and whether approvers may release what they have ordered themselves.
alter table customers add column needs_four_eyes boolean not null default false;
alter table customers add column releases_own boolean not null default false;
grant update (needs_four_eyes, releases_own) on customers to freigabe_customer;

-- The releases of orders that one person alone cannot release. The first, of level 0, is that of whoever decided the last line.
create table confirmations (
    customer_id uuid not null,
    order_id uuid not null,
    level bigint not null check (level >= 0),
    -- Who was in charge; whoever confirmed may have stood in.
    in_charge_id uuid not null,
    approver_id uuid not null,
    confirmed_at timestamptz not null,
    primary key (customer_id, order_id, level),
    foreign key (customer_id, order_id) references orders (customer_id, id),
    foreign key (customer_id, in_charge_id) references contacts (customer_id, id),
    foreign key (customer_id, approver_id) references contacts (customer_id, id)
);

-- What was released and then rejected by somebody to whom the order had gone on.
create table overrulings (
    customer_id uuid not null,
    order_id uuid not null,
    position bigint not null,
    approver_id uuid not null,
    cause text,
    reason text,
    rejected_at timestamptz not null,
    primary key (customer_id, order_id, position),
    foreign key (customer_id, order_id, position) references decisions (customer_id, order_id, position),
    foreign key (customer_id, approver_id) references contacts (customer_id, id)
);
create index overrulings_by_time on overrulings (customer_id, rejected_at);

grant select, insert, update, delete on approver_ranks to freigabe_customer;
grant select, insert on confirmations, overrulings to freigabe_customer;
alter table approver_ranks enable row level security;
alter table confirmations enable row level security;
alter table overrulings enable row level security;
create policy of_one_customer on approver_ranks to freigabe_customer using (customer_id = (select present_customer()));
create policy of_one_customer on confirmations to freigabe_customer using (customer_id = (select present_customer()));
create policy of_one_customer on overrulings to freigabe_customer using (customer_id = (select present_customer()));
