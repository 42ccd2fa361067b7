-- Who has asked for a new password. The code in the mail is kept as a hash, from when the mail is sent.
create table password_resets (
    login_id blob not null primary key references logins (id) on delete cascade,
    requested_at integer not null,
    code_hash blob unique,
    expires_at integer
) strict;
