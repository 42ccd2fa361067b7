-- Who stands in for an approver who is away, by days of the supplier's calendar.
create table absences (
    customer_id blob not null references customers (id),
    id blob not null,
    approver_id blob not null,
    substitute_id blob not null,
    first_day text not null,
    last_day text not null,
    -- Ended early, or called off.
    ended_at integer,
    primary key (customer_id, id),
    foreign key (customer_id, approver_id) references contacts (customer_id, id),
    foreign key (customer_id, substitute_id) references contacts (customer_id, id)
) strict;
create index absences_by_last_day on absences (customer_id, last_day) where ended_at is null;
create index absences_by_approver on absences (customer_id, approver_id);
create index absences_by_substitute on absences (customer_id, substitute_id);
