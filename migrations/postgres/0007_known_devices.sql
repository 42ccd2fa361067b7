-- Browsers in which somebody has signed in before, by the hash of their cookie.
create table known_devices (
    login_id uuid not null references logins (id) on delete cascade,
    token_hash bytea not null,
    seen_at timestamptz not null,
    primary key (login_id, token_hash)
);
create index known_devices_by_age on known_devices (seen_at);

grant select, insert, update, delete on known_devices to freigabe_entrance;
grant select, insert, update, delete on known_devices to freigabe_customer;
alter table known_devices enable row level security;
create policy of_one_customer on known_devices to freigabe_customer using (exists (select 1 from logins l where l.id = login_id));
create policy of_all on known_devices to freigabe_entrance using (true);
