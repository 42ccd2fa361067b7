-- Whether a customer's people have limits at all: nothing of them is shown before an approver switches them on.
alter table customers add column uses_limits integer not null default 0;

-- Whoever works with limits or budgets already goes on as before.
update customers set uses_limits = 1
where exists (
        select 1 from contacts c
        where c.customer_id = customers.id and (c.limit_per_order is not null or c.limit_per_month is not null)
    )
    or exists (select 1 from cost_centres b where b.customer_id = customers.id);
