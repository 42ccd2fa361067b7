-- The supplier's reads run under a role that has no grant on orders, decisions, audit entries or mails
-- (of mails it sees a view, which shows none of an order that the supplier does not have).
-- A role belongs to the whole cluster: another database, or another server starting at the same time, may have made it.
do $$
begin
    create role freigabe_supplier nologin;
exception
    when duplicate_object or unique_violation then null;
end
$$;

do $$
begin
    if not pg_has_role(current_user, 'freigabe_supplier', 'member') then
        execute format('grant freigabe_supplier to %I', current_user);
    end if;
end
$$;

grant select on suppliers, supplier_people, categories, articles, customers, assortment_articles,
    supply_orders, supply_order_lines, supplier_mails to freigabe_supplier;
