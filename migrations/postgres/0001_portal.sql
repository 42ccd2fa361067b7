-- The same tables and columns as migrations/sqlite/0001_portal.sql, in this engine's native types.
-- Keys of tenant tables begin with customer_id, and references between them carry it, so that the
-- database itself refuses to mix two customers.

create table suppliers (
    id uuid not null primary key,
    name text not null,
    time_zone text not null,
    cut_off_minute bigint not null,
    working_days bigint not null
);

create table supplier_people (
    id uuid not null primary key,
    first_name text not null,
    last_name text not null,
    email text not null,
    language text not null,
    created_at timestamptz not null
);

create table customers (
    id uuid not null primary key,
    number bigint not null unique,
    name text not null,
    street text not null,
    postcode text not null,
    town text not null,
    created_at timestamptz not null
);

create table contacts (
    customer_id uuid not null references customers (id),
    id uuid not null,
    salutation text not null,
    first_name text not null,
    last_name text not null,
    email text not null,
    phone text,
    job_title text,
    language text not null,
    approval text not null,
    approver_id uuid,
    created_at timestamptz not null,
    deleted_at timestamptz,
    primary key (customer_id, id),
    foreign key (customer_id, approver_id) references contacts (customer_id, id)
);
create index contacts_by_approver on contacts (customer_id, approver_id);

-- Who signs in: a contact of a customer or a person of the supplier.
create table logins (
    id uuid not null primary key,
    user_name text not null,
    user_name_key text not null unique,
    password_hash text not null,
    customer_id uuid,
    contact_id uuid,
    supplier_person_id uuid references supplier_people (id),
    created_at timestamptz not null,
    foreign key (customer_id, contact_id) references contacts (customer_id, id),
    check ((customer_id is null) = (contact_id is null)),
    check ((contact_id is null) <> (supplier_person_id is null))
);
create unique index logins_by_contact on logins (customer_id, contact_id);

create table sessions (
    token_hash bytea not null primary key,
    id uuid not null unique,
    login_id uuid not null references logins (id) on delete cascade,
    is_remembered boolean not null,
    user_agent text not null,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null
);
create index sessions_by_login on sessions (login_id);
create index sessions_by_expiry on sessions (expires_at);

create table sign_in_attempts (
    user_name_key text not null primary key,
    window_started_at timestamptz not null,
    attempts bigint not null
);

-- What was typed into a form that could not be accepted yet, by the browser's draft cookie.
create table form_drafts (
    token_hash bytea not null,
    form text not null,
    contact_id uuid,
    fields text not null,
    error text,
    saved_at timestamptz not null,
    primary key (token_hash, form)
);
create index form_drafts_by_age on form_drafts (saved_at);

create table categories (
    id uuid not null primary key,
    slug text not null unique,
    name_de text not null,
    name_en text not null,
    position bigint not null
);

create table articles (
    id uuid not null primary key,
    category_id uuid not null references categories (id),
    number text not null unique,
    name text not null,
    description text not null,
    unit text not null,
    price bigint not null,
    availability text not null,
    search_key text not null
);
create index articles_by_category on articles (category_id, number);

create table assortment_articles (
    customer_id uuid not null references customers (id),
    article_id uuid not null references articles (id),
    added_at timestamptz not null,
    primary key (customer_id, article_id)
);

create table carts (
    customer_id uuid not null,
    contact_id uuid not null,
    order_key uuid not null,
    company text not null,
    attention text not null,
    street text not null,
    postcode text not null,
    town text not null,
    reference text not null,
    note text not null,
    primary key (customer_id, contact_id),
    foreign key (customer_id, contact_id) references contacts (customer_id, id)
);

create table cart_lines (
    customer_id uuid not null,
    contact_id uuid not null,
    article_id uuid not null references articles (id),
    quantity bigint not null check (quantity > 0),
    added_at timestamptz not null,
    primary key (customer_id, contact_id, article_id),
    foreign key (customer_id, contact_id) references carts (customer_id, contact_id) on delete cascade
);

-- A series apart from the customer, since it counts orders that the supplier must not know of.
create table order_numbers (
    customer_id uuid not null primary key references customers (id),
    last_number bigint not null
);

create table orders (
    customer_id uuid not null references customers (id),
    id uuid not null,
    number bigint not null,
    order_key uuid not null,
    request_hash bytea not null,
    orderer_id uuid not null,
    approval text not null,
    approver_id uuid,
    status text not null,
    company text not null,
    attention text not null,
    street text not null,
    postcode text not null,
    town text not null,
    reference text,
    note text,
    net bigint not null,
    vat bigint not null,
    total bigint not null,
    placed_at timestamptz not null,
    closed_at timestamptz,
    delivery_date date,
    primary key (customer_id, id),
    unique (customer_id, number),
    unique (customer_id, orderer_id, order_key),
    foreign key (customer_id, orderer_id) references contacts (customer_id, id),
    foreign key (customer_id, approver_id) references contacts (customer_id, id)
);
create index orders_by_orderer on orders (customer_id, orderer_id, number);
create index orders_waiting on orders (customer_id, approver_id, placed_at, id)
    where status in ('waiting', 'partly_decided');

create table order_lines (
    customer_id uuid not null,
    order_id uuid not null,
    position bigint not null,
    article_id uuid not null references articles (id),
    article_number text not null,
    name text not null,
    unit text not null,
    price bigint not null,
    quantity bigint not null check (quantity > 0),
    review text,
    primary key (customer_id, order_id, position),
    foreign key (customer_id, order_id) references orders (customer_id, id)
);

-- One row a decided line: that it is there is the decision, and there can be only one.
create table decisions (
    customer_id uuid not null,
    order_id uuid not null,
    position bigint not null,
    approver_id uuid not null,
    verdict text not null,
    reason text,
    decided_at timestamptz not null,
    primary key (customer_id, order_id, position),
    foreign key (customer_id, order_id, position) references order_lines (customer_id, order_id, position),
    foreign key (customer_id, approver_id) references contacts (customer_id, id)
);

create table withdrawals (
    customer_id uuid not null,
    order_id uuid not null,
    contact_id uuid not null,
    withdrawn_at timestamptz not null,
    primary key (customer_id, order_id),
    foreign key (customer_id, order_id) references orders (customer_id, id),
    foreign key (customer_id, contact_id) references contacts (customer_id, id)
);

create table supply_numbers (
    supplier_id uuid not null primary key references suppliers (id),
    last_number bigint not null
);

-- What the supplier receives: a copy, written in the transaction of the release.
create table supply_orders (
    customer_id uuid not null references customers (id),
    id uuid not null unique,
    order_id uuid not null,
    number bigint not null unique,
    customer_name text not null,
    customer_number bigint not null,
    orderer_name text not null,
    orderer_email text not null,
    orderer_language text not null,
    company text not null,
    attention text not null,
    street text not null,
    postcode text not null,
    town text not null,
    reference text,
    net bigint not null,
    vat bigint not null,
    total bigint not null,
    status text not null,
    received_at timestamptz not null,
    accepted_at timestamptz,
    shipped_at timestamptz,
    delivered_at timestamptz,
    delivery_date date not null,
    primary key (customer_id, id),
    unique (customer_id, order_id),
    foreign key (customer_id, order_id) references orders (customer_id, id)
);
create index supply_orders_by_status on supply_orders (status, number);

create table supply_order_lines (
    customer_id uuid not null,
    supply_order_id uuid not null,
    position bigint not null,
    article_number text not null,
    name text not null,
    unit text not null,
    price bigint not null,
    quantity bigint not null,
    primary key (customer_id, supply_order_id, position),
    foreign key (customer_id, supply_order_id) references supply_orders (customer_id, id)
);

create table audit_heads (
    customer_id uuid not null primary key references customers (id),
    last_number bigint not null,
    last_hash bytea not null
);

create table audit_entries (
    customer_id uuid not null references customers (id),
    number bigint not null,
    order_id uuid,
    actor_kind text not null,
    actor_id uuid,
    actor_name text not null,
    event text not null,
    happened_at timestamptz not null,
    previous_hash bytea not null,
    hash bytea not null,
    primary key (customer_id, number),
    foreign key (customer_id, order_id) references orders (customer_id, id)
);
create index audit_entries_by_order on audit_entries (customer_id, order_id, number);

-- A mail goes to where its contact reads mails when it is sent, and nowhere once the contact is deleted.
create table outbox_mails (
    id uuid not null primary key,
    customer_id uuid not null references customers (id),
    contact_id uuid not null,
    order_id uuid,
    message_id text not null unique,
    notice text not null,
    state text not null,
    attempts bigint not null,
    created_at timestamptz not null,
    next_attempt_at timestamptz not null,
    claimed_until timestamptz not null,
    sent_at timestamptz,
    last_error text,
    foreign key (customer_id, contact_id) references contacts (customer_id, id),
    foreign key (customer_id, order_id) references orders (customer_id, id)
);
create index outbox_mails_due on outbox_mails (next_attempt_at) where state = 'queued';
create index outbox_mails_by_order on outbox_mails (customer_id, order_id);
create index outbox_mails_undelivered on outbox_mails (customer_id, created_at)
    where state = 'failed' or (state = 'queued' and attempts > 0);

-- What the supplier may know of mails that do not arrive: those about logins, and those about orders that it has,
-- written since it has them.
create view supplier_mails as
select m.customer_id, m.id, c.first_name, c.last_name, c.email, m.last_error, m.created_at, m.state, m.attempts
from outbox_mails m
join contacts c on c.customer_id = m.customer_id and c.id = m.contact_id and c.deleted_at is null
left join supply_orders s on s.customer_id = m.customer_id and s.order_id = m.order_id
where (m.state = 'failed' or (m.state = 'queued' and m.attempts > 0))
    and (m.order_id is null or m.created_at >= s.received_at);
