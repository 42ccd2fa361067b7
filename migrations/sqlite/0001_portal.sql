-- The same tables and columns as migrations/postgres/0001_portal.sql, in this engine's native types.
-- Keys of tenant tables begin with customer_id, and references between them carry it, so that the
-- database itself refuses to mix two customers.

create table suppliers (
    id blob not null primary key,
    name text not null,
    time_zone text not null,
    cut_off_minute integer not null,
    working_days integer not null
) strict;

create table supplier_people (
    id blob not null primary key,
    first_name text not null,
    last_name text not null,
    email text not null,
    language text not null,
    created_at integer not null
) strict;

create table customers (
    id blob not null primary key,
    number integer not null unique,
    name text not null,
    street text not null,
    postcode text not null,
    town text not null,
    created_at integer not null
) strict;

create table contacts (
    customer_id blob not null references customers (id),
    id blob not null,
    salutation text not null,
    first_name text not null,
    last_name text not null,
    email text not null,
    phone text,
    job_title text,
    language text not null,
    approval text not null,
    approver_id blob,
    created_at integer not null,
    deleted_at integer,
    primary key (customer_id, id),
    foreign key (customer_id, approver_id) references contacts (customer_id, id)
) strict;
create index contacts_by_approver on contacts (customer_id, approver_id);

-- Who signs in: a contact of a customer or a person of the supplier.
create table logins (
    id blob not null primary key,
    user_name text not null,
    user_name_key text not null unique,
    password_hash text not null,
    customer_id blob,
    contact_id blob,
    supplier_person_id blob references supplier_people (id),
    created_at integer not null,
    foreign key (customer_id, contact_id) references contacts (customer_id, id),
    check ((customer_id is null) = (contact_id is null)),
    check ((contact_id is null) <> (supplier_person_id is null))
) strict;
create unique index logins_by_contact on logins (customer_id, contact_id);

create table sessions (
    token_hash blob not null primary key,
    id blob not null unique,
    login_id blob not null references logins (id) on delete cascade,
    is_remembered integer not null,
    user_agent text not null,
    created_at integer not null,
    last_seen_at integer not null,
    expires_at integer not null
) strict;
create index sessions_by_login on sessions (login_id);
create index sessions_by_expiry on sessions (expires_at);

create table sign_in_attempts (
    user_name_key text not null primary key,
    window_started_at integer not null,
    attempts integer not null
) strict;

-- What was typed into a form that could not be accepted yet, by the browser's draft cookie.
create table form_drafts (
    token_hash blob not null,
    form text not null,
    contact_id blob,
    fields text not null,
    error text,
    saved_at integer not null,
    primary key (token_hash, form)
) strict;
create index form_drafts_by_age on form_drafts (saved_at);

create table categories (
    id blob not null primary key,
    slug text not null unique,
    name_de text not null,
    name_en text not null,
    position integer not null
) strict;

create table articles (
    id blob not null primary key,
    category_id blob not null references categories (id),
    number text not null unique,
    name text not null,
    description text not null,
    unit text not null,
    price integer not null,
    availability text not null,
    search_key text not null
) strict;
create index articles_by_category on articles (category_id, number);

create table assortment_articles (
    customer_id blob not null references customers (id),
    article_id blob not null references articles (id),
    added_at integer not null,
    primary key (customer_id, article_id)
) strict;

create table carts (
    customer_id blob not null,
    contact_id blob not null,
    order_key blob not null,
    company text not null,
    attention text not null,
    street text not null,
    postcode text not null,
    town text not null,
    reference text not null,
    note text not null,
    primary key (customer_id, contact_id),
    foreign key (customer_id, contact_id) references contacts (customer_id, id)
) strict;

create table cart_lines (
    customer_id blob not null,
    contact_id blob not null,
    article_id blob not null references articles (id),
    quantity integer not null check (quantity > 0),
    added_at integer not null,
    primary key (customer_id, contact_id, article_id),
    foreign key (customer_id, contact_id) references carts (customer_id, contact_id) on delete cascade
) strict;

-- A series apart from the customer, since it counts orders that the supplier must not know of.
create table order_numbers (
    customer_id blob not null primary key references customers (id),
    last_number integer not null
) strict;

create table orders (
    customer_id blob not null references customers (id),
    id blob not null,
    number integer not null,
    order_key blob not null,
    request_hash blob not null,
    orderer_id blob not null,
    approval text not null,
    approver_id blob,
    status text not null,
    company text not null,
    attention text not null,
    street text not null,
    postcode text not null,
    town text not null,
    reference text,
    note text,
    net integer not null,
    vat integer not null,
    total integer not null,
    placed_at integer not null,
    closed_at integer,
    delivery_date text,
    primary key (customer_id, id),
    unique (customer_id, number),
    unique (customer_id, orderer_id, order_key),
    foreign key (customer_id, orderer_id) references contacts (customer_id, id),
    foreign key (customer_id, approver_id) references contacts (customer_id, id)
) strict;
create index orders_by_orderer on orders (customer_id, orderer_id, number);
create index orders_waiting on orders (customer_id, approver_id, placed_at, id)
    where status in ('waiting', 'partly_decided');

create table order_lines (
    customer_id blob not null,
    order_id blob not null,
    position integer not null,
    article_id blob not null references articles (id),
    article_number text not null,
    name text not null,
    unit text not null,
    price integer not null,
    quantity integer not null check (quantity > 0),
    review text,
    primary key (customer_id, order_id, position),
    foreign key (customer_id, order_id) references orders (customer_id, id)
) strict;

-- One row a decided line: that it is there is the decision, and there can be only one.
create table decisions (
    customer_id blob not null,
    order_id blob not null,
    position integer not null,
    approver_id blob not null,
    verdict text not null,
    reason text,
    decided_at integer not null,
    primary key (customer_id, order_id, position),
    foreign key (customer_id, order_id, position) references order_lines (customer_id, order_id, position),
    foreign key (customer_id, approver_id) references contacts (customer_id, id)
) strict;

create table withdrawals (
    customer_id blob not null,
    order_id blob not null,
    contact_id blob not null,
    withdrawn_at integer not null,
    primary key (customer_id, order_id),
    foreign key (customer_id, order_id) references orders (customer_id, id),
    foreign key (customer_id, contact_id) references contacts (customer_id, id)
) strict;

create table supply_numbers (
    supplier_id blob not null primary key references suppliers (id),
    last_number integer not null
) strict;

-- What the supplier receives: a copy, written in the transaction of the release.
create table supply_orders (
    customer_id blob not null references customers (id),
    id blob not null unique,
    order_id blob not null,
    number integer not null unique,
    customer_name text not null,
    customer_number integer not null,
    orderer_name text not null,
    orderer_email text not null,
    orderer_language text not null,
    company text not null,
    attention text not null,
    street text not null,
    postcode text not null,
    town text not null,
    reference text,
    net integer not null,
    vat integer not null,
    total integer not null,
    status text not null,
    received_at integer not null,
    accepted_at integer,
    shipped_at integer,
    delivered_at integer,
    delivery_date text not null,
    primary key (customer_id, id),
    unique (customer_id, order_id),
    foreign key (customer_id, order_id) references orders (customer_id, id)
) strict;
create index supply_orders_by_status on supply_orders (status, number);

create table supply_order_lines (
    customer_id blob not null,
    supply_order_id blob not null,
    position integer not null,
    article_number text not null,
    name text not null,
    unit text not null,
    price integer not null,
    quantity integer not null,
    primary key (customer_id, supply_order_id, position),
    foreign key (customer_id, supply_order_id) references supply_orders (customer_id, id)
) strict;

create table audit_heads (
    customer_id blob not null primary key references customers (id),
    last_number integer not null,
    last_hash blob not null
) strict;

create table audit_entries (
    customer_id blob not null references customers (id),
    number integer not null,
    order_id blob,
    actor_kind text not null,
    actor_id blob,
    actor_name text not null,
    event text not null,
    happened_at integer not null,
    previous_hash blob not null,
    hash blob not null,
    primary key (customer_id, number),
    foreign key (customer_id, order_id) references orders (customer_id, id)
) strict;
create index audit_entries_by_order on audit_entries (customer_id, order_id, number);

-- A mail goes to where its contact reads mails when it is sent, and nowhere once the contact is deleted.
create table outbox_mails (
    id blob not null primary key,
    customer_id blob not null references customers (id),
    contact_id blob not null,
    order_id blob,
    message_id text not null unique,
    notice text not null,
    state text not null,
    attempts integer not null,
    created_at integer not null,
    next_attempt_at integer not null,
    claimed_until integer not null,
    sent_at integer,
    last_error text,
    foreign key (customer_id, contact_id) references contacts (customer_id, id),
    foreign key (customer_id, order_id) references orders (customer_id, id)
) strict;
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
