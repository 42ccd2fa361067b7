-- Who has asked for a new password, and when last.
create table password_requests (
    login_id blob not null primary key references logins (id) on delete cascade,
    requested_at integer not null
) strict;

-- Codes that lead to a new password, kept as hashes from when their mails are sent.
create table password_codes (
    code_hash blob not null primary key,
    login_id blob not null references logins (id) on delete cascade,
    expires_at integer not null
) strict;
create index password_codes_by_login on password_codes (login_id);
