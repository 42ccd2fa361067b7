-- What orderer and approvers write to each other about an order, numbered from 1 within it. Nothing of it is changed or deleted.
create table comments (
    customer_id blob not null,
    order_id blob not null,
    number integer not null,
    author_id blob not null,
    content text not null,
    written_at integer not null,
    primary key (customer_id, order_id, number),
    foreign key (customer_id, order_id) references orders (customer_id, id),
    foreign key (customer_id, author_id) references contacts (customer_id, id)
) strict;

create trigger comments_stay_unchanged before update on comments
begin
    select raise(abort, 'comments are append-only');
end;

create trigger comments_stay before delete on comments
begin
    select raise(abort, 'comments are append-only');
end;

-- The supplier may know of mails about an order that it has, but not that somebody wrote to somebody about it.
drop view supplier_mails;
create view supplier_mails as
select m.customer_id, m.id, c.first_name, c.last_name, c.email, m.last_error, m.created_at, m.state, m.attempts
from outbox_mails m
join contacts c on c.customer_id = m.customer_id and c.id = m.contact_id and c.deleted_at is null
left join supply_orders s on s.customer_id = m.customer_id and s.order_id = m.order_id
where (m.state = 'failed' or (m.state = 'queued' and m.attempts > 0))
    and m.notice not like '%"kind":"comment_written"%'
    and (m.created_at >= s.received_at or (m.order_id is null
        and m.notice not like '%"kind":"substitute_wanted"%' and m.notice not like '%"kind":"absence_%'));
