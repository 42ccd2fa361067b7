-- Browsers in which somebody has signed in before, by the hash of their cookie.
create table known_devices (
    login_id blob not null references logins (id) on delete cascade,
    token_hash blob not null,
    seen_at integer not null,
    primary key (login_id, token_hash)
) strict;
create index known_devices_by_age on known_devices (seen_at);
