-- Of a cart of which only some lines need a release, the rest can go at once: two orders, each of which names the other.
create table order_splits (
    customer_id uuid not null,
    order_id uuid not null,
    other_id uuid not null,
    primary key (customer_id, order_id),
    foreign key (customer_id, order_id) references orders (customer_id, id),
    foreign key (customer_id, other_id) references orders (customer_id, id)
);

grant select, insert on order_splits to freigabe_customer;
alter table order_splits enable row level security;
create policy of_one_customer on order_splits to freigabe_customer using (customer_id = (select present_customer()));
