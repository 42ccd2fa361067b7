-- Who has asked for a new password. The code in the mail is kept as a hash, from when the mail is sent.
create table password_resets (
    login_id uuid not null primary key references logins (id) on delete cascade,
    requested_at timestamptz not null,
    code_hash bytea unique,
    expires_at timestamptz
);
