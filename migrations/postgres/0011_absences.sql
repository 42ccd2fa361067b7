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
