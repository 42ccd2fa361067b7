-- Who stands in for an approver who is away, by days of the supplier's calendar.
create table absences (
    customer_id uuid not null references customers (id),
    id uuid not null,
    approver_id uuid not null,
    substitute_id uuid not null,
    first_day date not null,
    last_day date not null,
    -- Ended early, or called off.
    ended_at timestamptz,
    primary key (customer_id, id),
    foreign key (customer_id, approver_id) references contacts (customer_id, id),
    foreign key (customer_id, substitute_id) references contacts (customer_id, id)
);
create index absences_by_last_day on absences (customer_id, last_day) where ended_at is null;
create index absences_by_approver on absences (customer_id, approver_id);
create index absences_by_substitute on absences (customer_id, substitute_id);

grant select, insert, update on absences to freigabe_customer;
alter table absences enable row level security;
create policy of_one_customer on absences to freigabe_customer using (customer_id = (select present_customer()));

-- The supplier may know of mails about logins; who stands in for whom is the customer's business.
create or replace view supplier_mails as
select m.customer_id, m.id, c.first_name, c.last_name, c.email, m.last_error, m.created_at, m.state, m.attempts
from outbox_mails m
join contacts c on c.customer_id = m.customer_id and c.id = m.contact_id and c.deleted_at is null
left join supply_orders s on s.customer_id = m.customer_id and s.order_id = m.order_id
where (m.state = 'failed' or (m.state = 'queued' and m.attempts > 0))
    and (m.created_at >= s.received_at or (m.order_id is null
        and m.notice not like '%"kind":"substitute_wanted"%' and m.notice not like '%"kind":"absence_%'));
