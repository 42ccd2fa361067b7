-- Whether approvers may release from the mail that asks them to, without signing in.
alter table customers add column decides_by_mail boolean not null default false;
grant update (decides_by_mail) on customers to freigabe_customer;

-- Keys that open one order to one approver, kept as hashes from when their mails are sent.
create table release_keys (
    customer_id uuid not null,
    key_hash bytea not null,
    contact_id uuid not null,
    order_id uuid not null,
    expires_at timestamptz not null,
    primary key (customer_id, key_hash),
    foreign key (customer_id, contact_id) references contacts (customer_id, id),
    foreign key (customer_id, order_id) references orders (customer_id, id)
);
create unique index release_keys_by_hash on release_keys (key_hash);
create index release_keys_by_end on release_keys (expires_at);
create index release_keys_by_contact on release_keys (customer_id, contact_id);

-- Whoever comes with a key is nobody yet; only then is it known whose customer's data they ask for.
grant select, delete on release_keys to freigabe_entrance;
grant select, delete on release_keys to freigabe_customer;
grant insert on release_keys to freigabe_post;
alter table release_keys enable row level security;
create policy of_one_customer on release_keys to freigabe_customer using (customer_id = (select present_customer()));
create policy of_all on release_keys to freigabe_entrance using (true);
create policy to_mail on release_keys for insert to freigabe_post with check (true);

-- The mailer has to know who may have a key.
grant select (id, decides_by_mail, demands_second_factor) on customers to freigabe_post;
create policy to_mail on customers for select to freigabe_post using (true);
grant select (login_id, confirmed_at) on second_factors to freigabe_post;
create policy to_mail on second_factors for select to freigabe_post using (true);
