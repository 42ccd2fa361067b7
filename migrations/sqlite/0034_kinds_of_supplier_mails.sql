-- The supplier may know of these kinds of mails, and of no other: what a kind to come tells, nobody has thought of here. A mail begins
-- with its kind, {"kind":"…"; what people have typed comes after it.
drop view supplier_mails;
create view supplier_mails as
select m.customer_id, m.id, c.first_name, c.last_name, c.email, m.last_error, m.created_at, m.state, m.attempts
from outbox_mails m
join contacts c on c.customer_id = m.customer_id and c.id = m.contact_id and c.deleted_at is null
left join supply_orders s on s.customer_id = m.customer_id and s.order_id = m.order_id
where (m.state = 'failed' or (m.state = 'queued' and m.attempts > 0))
    and (
        (m.order_id is null and substr(m.notice, 10, instr(substr(m.notice, 10), '"') - 1)
            in ('new_login', 'password_forgotten', 'second_factor', 'proposal_answered'))
        -- Of an order, what was written since the supplier has it.
        or (m.created_at >= s.received_at and substr(m.notice, 10, instr(substr(m.notice, 10), '"') - 1)
            in ('order_received', 'handed_over', 'supply_progress'))
    );
