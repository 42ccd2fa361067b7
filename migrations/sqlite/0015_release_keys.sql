-- Whether approvers may release from the mail that asks them to, without signing in.
alter table customers add column decides_by_mail integer not null default 0;

-- Keys that open one order to one approver, kept as hashes from when their mails are sent.
create table release_keys (
    customer_id blob not null,
    key_hash blob not null,
    contact_id blob not null,
    order_id blob not null,
    expires_at integer not null,
    primary key (customer_id, key_hash),
    foreign key (customer_id, contact_id) references contacts (customer_id, id),
    foreign key (customer_id, order_id) references orders (customer_id, id)
) strict;
create unique index release_keys_by_hash on release_keys (key_hash);
create index release_keys_by_end on release_keys (expires_at);
create index release_keys_by_contact on release_keys (customer_id, contact_id);
