-- A line may have a cost centre of its own, which then pays for it. So several may pay for one order, each with a row of its own.
create table charged_cost_centres (
    customer_id blob not null,
    order_id blob not null,
    cost_centre_id blob not null,
    -- Whether it is that of the order, which pays for all lines that have none of their own.
    is_of_order integer not null,
    -- As it was called when the order first had it.
    number text not null,
    name text not null,
    -- What the lines for which it pays cost as they are ordered, net.
    ordered integer not null,
    -- When the order ended, and what was handed over of these lines, net: null while it waits, and where nothing was.
    closed_at integer,
    net integer,
    primary key (customer_id, order_id, cost_centre_id),
    foreign key (customer_id, order_id) references orders (customer_id, id),
    foreign key (customer_id, cost_centre_id) references cost_centres (customer_id, id)
) strict;

-- So far there was no other than that of the order.
insert into charged_cost_centres (customer_id, order_id, cost_centre_id, is_of_order, number, name, ordered, closed_at, net)
select t.customer_id, t.order_id, t.cost_centre_id, 1, t.number, t.name, o.net, t.closed_at, t.net
from order_cost_centres t
join orders o on o.customer_id = t.customer_id and o.id = t.order_id;
drop table order_cost_centres;
alter table charged_cost_centres rename to order_cost_centres;
create index order_cost_centres_by_end on order_cost_centres (customer_id, cost_centre_id, closed_at, net);
create index order_cost_centres_open on order_cost_centres (customer_id, cost_centre_id) where closed_at is null;
create unique index order_cost_centres_of_order on order_cost_centres (customer_id, order_id) where is_of_order;

-- A line with a cost centre of its own. What stands at a position never changes, nor does this.
create table order_line_cost_centres (
    customer_id blob not null,
    order_id blob not null,
    position integer not null,
    cost_centre_id blob not null,
    primary key (customer_id, order_id, position),
    foreign key (customer_id, order_id, position) references order_lines (customer_id, order_id, position),
    foreign key (customer_id, order_id, cost_centre_id) references order_cost_centres (customer_id, order_id, cost_centre_id)
) strict;

create table cart_line_cost_centres (
    customer_id blob not null,
    contact_id blob not null,
    article_id blob not null,
    cost_centre_id blob not null,
    primary key (customer_id, contact_id, article_id),
    foreign key (customer_id, contact_id, article_id) references cart_lines (customer_id, contact_id, article_id) on delete cascade,
    foreign key (customer_id, cost_centre_id) references cost_centres (customer_id, id)
) strict;
create index cart_line_cost_centres_by_cost_centre on cart_line_cost_centres (customer_id, cost_centre_id);

-- Number and name, for the supplier's papers, where it is not that of the supply order.
alter table supply_order_lines add column cost_centre text;
