-- The second factor: an app that shows codes (TOTP, RFC 6238). Not confirmed while it is being set up.
create table second_factors (
    login_id uuid not null primary key references logins (id) on delete cascade,
    secret bytea not null,
    offered_at timestamptz not null,
    confirmed_at timestamptz,
    -- The time step of the last code that was accepted: none is accepted twice.
    last_step bigint not null,
    -- What the recovery codes are shown from, until they have been kept.
    recovery_seed bytea,
    recovery_at timestamptz
);

-- Codes for whoever has lost the app, each good for one use, kept as hashes.
create table recovery_codes (
    login_id uuid not null references second_factors (login_id) on delete cascade,
    code_hash bytea not null,
    primary key (login_id, code_hash)
);

alter table customers add column demands_second_factor boolean not null default false;
alter table suppliers add column demands_second_factor boolean not null default false;
alter table sessions add column has_passed boolean not null default false;

-- A contact's factor is the customer's to change; the entrance looks whether there is one, and changes those of the supplier.
grant select, insert, update, delete on second_factors, recovery_codes to freigabe_customer, freigabe_entrance;
grant update on sessions to freigabe_customer;
grant update (demands_second_factor) on customers to freigabe_customer;
grant update (demands_second_factor) on suppliers to freigabe_entrance;

do $$
declare
    table_name text;
begin
    foreach table_name in array array['second_factors', 'recovery_codes'] loop
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
