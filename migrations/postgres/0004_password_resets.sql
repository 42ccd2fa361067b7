-- Who has asked for a new password, and when last.
create table password_requests (
    login_id uuid not null primary key references logins (id) on delete cascade,
    requested_at timestamptz not null
);

-- Codes that lead to a new password, kept as hashes from when their mails are sent.
create table password_codes (
    code_hash bytea not null primary key,
    login_id uuid not null references logins (id) on delete cascade,
    expires_at timestamptz not null
);
create index password_codes_by_login on password_codes (login_id);
