-- The second factor: an app that shows codes (TOTP, RFC 6238). Not confirmed while it is being set up.
create table second_factors (
    login_id uuid not null primary key references logins (id) on delete cascade,
    secret bytea not null,
    -- A secret is shown to the session to which it was offered, and to no other.
    offered_in uuid,
    offered_at timestamptz not null,
    confirmed_at timestamptz,
    -- The time step of the last code that was accepted: none is accepted twice.
    last_step bigint not null
);

-- Codes for whoever has lost the app, each good for one use, kept as hashes.
create table recovery_codes (
    login_id uuid not null references second_factors (login_id) on delete cascade,
    code_hash bytea not null,
    primary key (login_id, code_hash)
);

-- What new recovery codes are shown from, until they have been kept.
create table recovery_seeds (
    login_id uuid not null primary key references second_factors (login_id) on delete cascade,
    seed bytea not null,
    made_at timestamptz not null
);

alter table customers add column demands_second_factor boolean not null default false;
alter table suppliers add column demands_second_factor boolean not null default false;
alter table sessions add column has_passed boolean not null default false;

-- A contact's factor is the customer's to change; the entrance looks whether there is one, changes those of the supplier, and deletes
-- what has run out.
grant select, insert, update, delete on second_factors, recovery_codes, recovery_seeds to freigabe_customer, freigabe_entrance;
grant update on sessions to freigabe_customer;
grant update (demands_second_factor) on customers to freigabe_customer;
grant update (demands_second_factor) on suppliers to freigabe_entrance;

do $$
declare
    table_name text;
begin
    foreach table_name in array array['second_factors', 'recovery_codes', 'recovery_seeds'] loop
        execute format('alter table %I enable row level security', table_name);
        execute format(
            'create policy of_one_customer on %I to freigabe_customer using (exists (select 1 from logins l where l.id = login_id))',
            table_name
        );
        execute format('create policy of_all on %I for select to freigabe_entrance using (true)', table_name);
        execute format(
            'create policy of_supplier on %I to freigabe_entrance
                using (exists (select 1 from logins l where l.id = login_id and l.supplier_person_id is not null))',
            table_name
        );
    end loop;
end
$$;

create policy to_purge on second_factors for delete to freigabe_entrance using (confirmed_at is null);
create policy to_purge on recovery_seeds for delete to freigabe_entrance using (true);
