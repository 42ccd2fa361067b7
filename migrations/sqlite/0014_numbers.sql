-- Whether the article was in the customer's assortment when it was ordered; null where nobody wrote it down.
alter table order_lines add column is_in_assortment integer;

-- Where only what is outside is reviewed, the reason for the review tells.
update order_lines set is_in_assortment = (review is null)
where exists (
    select 1 from orders o
    where o.customer_id = order_lines.customer_id and o.id = order_lines.order_id and o.approval = 'review_outside_assortment'
);

-- What was bought and what was rejected in a span of time. The indexes hold what the sums need beside the keys.
create index supply_orders_by_time on supply_orders (customer_id, received_at, id, order_id, net);
create index decisions_rejected on decisions (customer_id, decided_at) where verdict = 'rejected';
create index order_lines_outside on order_lines (customer_id, order_id, article_number, is_in_assortment) where is_in_assortment is not true;
