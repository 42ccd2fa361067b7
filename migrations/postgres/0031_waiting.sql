-- How much waits, and who has ordered it, is read from the index alone.
drop index orders_waiting;
create index orders_waiting on orders (customer_id, approver_id, placed_at, id, orderer_id, status)
    where status in ('waiting', 'partly_decided');
