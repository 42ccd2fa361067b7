-- Of a cart of which only some lines need a release, the rest can go at once: two orders, each of which names the other.
create table order_splits (
    customer_id blob not null,
    order_id blob not null,
    other_id blob not null,
    primary key (customer_id, order_id),
    foreign key (customer_id, order_id) references orders (customer_id, id),
    foreign key (customer_id, other_id) references orders (customer_id, id)
) strict;
