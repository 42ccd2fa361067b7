-- The second factor: an app that shows codes (TOTP, RFC 6238). Not confirmed while it is being set up.
create table second_factors (
    login_id blob not null primary key references logins (id) on delete cascade,
    secret blob not null,
    -- A secret is shown to the session to which it was offered, and to no other.
    offered_in blob,
    offered_at integer not null,
    confirmed_at integer,
    -- The time step of the last code that was accepted: none is accepted twice.
    last_step integer not null
) strict;

-- Codes for whoever has lost the app, each good for one use, kept as hashes.
create table recovery_codes (
    login_id blob not null references second_factors (login_id) on delete cascade,
    code_hash blob not null,
    primary key (login_id, code_hash)
) strict;

-- What new recovery codes are shown from, until they have been kept.
create table recovery_seeds (
    login_id blob not null primary key references second_factors (login_id) on delete cascade,
    seed blob not null,
    made_at integer not null
) strict;

alter table customers add column demands_second_factor integer not null default 0;
alter table suppliers add column demands_second_factor integer not null default 0;
alter table sessions add column has_passed integer not null default 0;
