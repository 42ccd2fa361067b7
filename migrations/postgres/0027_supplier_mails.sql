-- Nor that somebody changed an order while it waited: where nothing was left to decide, that mail is as old as what the supplier received.
create or replace view supplier_mails as
select m.customer_id, m.id, c.first_name, c.last_name, c.email, m.last_error, m.created_at, m.state, m.attempts
from outbox_mails m
join contacts c on c.customer_id = m.customer_id and c.id = m.contact_id and c.deleted_at is null
left join supply_orders s on s.customer_id = m.customer_id and s.order_id = m.order_id
where (m.state = 'failed' or (m.state = 'queued' and m.attempts > 0))
    and m.notice not like '%"kind":"comment_written"%' and m.notice not like '%"kind":"order_revised"%'
    and (m.created_at >= s.received_at or (m.order_id is null
        and m.notice not like '%"kind":"substitute_wanted"%' and m.notice not like '%"kind":"absence_%'));
