-- The second wall: every transaction runs under the role of whoever asks, which may do what that takes and no more.
--
--   freigabe_customer   one customer's data: the rows of the customer that the setting freigabe.customer names
--   freigabe_supplier   reads what was handed over; no right to orders (migration 3)
--   freigabe_entrance   finds out who somebody is; no right to anything that was ordered
--   freigabe_post       sends mails
--
-- The server signs in as a member of freigabe_server, which owns nothing and has no right of its own: it may only take one
-- of these roles. Owner of the tables is whoever runs this.
do $$
declare
    role_name text;
begin
    foreach role_name in array array['freigabe_customer', 'freigabe_entrance', 'freigabe_post', 'freigabe_server'] loop
        -- A role belongs to the whole cluster: another database, or another server starting at the same time, may have made it.
        begin
            if not exists (select 1 from pg_roles where rolname = role_name) then
                execute format('create role %I nologin noinherit', role_name);
            end if;
        exception
            when duplicate_object or unique_violation then null;
        end;
    end loop;
end
$$;

-- Whoever runs this may take the roles too, so that one user can do everything where that is wanted.
do $$
declare
    role_name text;
    member_name text;
    -- Since version 16 who creates a role is a member that may not take it.
    needed text := case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end;
begin
    foreach role_name in array array['freigabe_customer', 'freigabe_supplier', 'freigabe_entrance', 'freigabe_post'] loop
        foreach member_name in array array['freigabe_server', current_user] loop
            begin
                if not pg_has_role(member_name, role_name, needed) then
                    execute format('grant %I to %I', role_name, member_name);
                end if;
            exception
                -- Another database of this cluster has just done it.
                when internal_error or unique_violation then null;
                -- Somebody else made the role. Who owns the tables can do without, and the server must be let in by them.
                when insufficient_privilege then raise notice '% is not granted to %', role_name, member_name;
            end;
        end loop;
    end loop;
end
$$;

grant select on _sqlx_migrations to freigabe_server;

-- One customer.
grant select on suppliers, categories, articles to freigabe_customer;
grant select, insert, update on customer_numbers to freigabe_customer;
grant select, update on supply_numbers to freigabe_customer;
grant select, delete on sign_in_attempts to freigabe_customer;
grant select, insert on customers, order_lines, decisions, supply_order_lines, audit_entries to freigabe_customer;
grant insert on withdrawals to freigabe_customer;
grant select, insert, update on contacts, order_numbers, orders, supply_orders, audit_heads, outbox_mails, password_requests
    to freigabe_customer;
grant select, insert, delete on assortment_articles to freigabe_customer;
grant select, delete on sessions, password_codes, form_drafts to freigabe_customer;
grant select, insert, update, delete on logins, carts, cart_lines to freigabe_customer;

-- The entrance.
grant select on suppliers, customers, contacts to freigabe_entrance;
grant select, update (password_hash) on logins to freigabe_entrance;
grant select, update (language) on supplier_people to freigabe_entrance;
grant select, delete on password_requests, password_codes to freigabe_entrance;
grant select, insert, update, delete on sessions, sign_in_attempts, form_drafts to freigabe_entrance;

-- The mailer.
grant select on contacts to freigabe_post;
grant select (id, customer_id, contact_id) on logins to freigabe_post;
grant select, update on outbox_mails to freigabe_post;
grant insert on password_codes to freigabe_post;

-- The customer in whose name this transaction runs; null, which equals nothing, when none was named.
create function present_customer() returns uuid stable language sql
    return nullif(current_setting('freigabe.customer', true), '')::uuid;

do $$
declare
    table_name text;
begin
    foreach table_name in array array[
        'contacts', 'logins', 'assortment_articles', 'carts', 'cart_lines', 'order_numbers', 'orders', 'order_lines', 'decisions',
        'withdrawals', 'supply_orders', 'supply_order_lines', 'audit_heads', 'audit_entries', 'outbox_mails'
    ] loop
        execute format('alter table %I enable row level security', table_name);
        execute format('create policy of_one_customer on %I to freigabe_customer using (customer_id = (select present_customer()))', table_name);
    end loop;
end
$$;

alter table customers enable row level security;
create policy of_one_customer on customers to freigabe_customer using (id = (select present_customer()));

-- Whose login it is tells whose they are.
do $$
declare
    table_name text;
begin
    foreach table_name in array array['sessions', 'password_requests', 'password_codes'] loop
        execute format('alter table %I enable row level security', table_name);
        execute format(
            'create policy of_one_customer on %I to freigabe_customer using (exists (select 1 from logins l where l.id = login_id))',
            table_name
        );
        execute format('create policy of_all on %I to freigabe_entrance using (true)', table_name);
    end loop;
end
$$;

alter table form_drafts enable row level security;
create policy of_one_customer on form_drafts to freigabe_customer using (exists (select 1 from contacts c where c.id = contact_id));
create policy of_all on form_drafts to freigabe_entrance using (true);

create policy of_all on customers for select to freigabe_supplier, freigabe_entrance using (true);
create policy of_all on assortment_articles for select to freigabe_supplier using (true);
create policy of_all on supply_orders for select to freigabe_supplier using (true);
create policy of_all on supply_order_lines for select to freigabe_supplier using (true);
create policy of_all on contacts for select to freigabe_entrance, freigabe_post using (true);
create policy of_all on logins for select to freigabe_entrance using (true);
create policy of_supplier on logins for update to freigabe_entrance using (supplier_person_id is not null);
create policy to_mail on logins for select to freigabe_post using (true);
create policy of_all on outbox_mails to freigabe_post using (true);
create policy to_mail on password_codes for insert to freigabe_post with check (true);
