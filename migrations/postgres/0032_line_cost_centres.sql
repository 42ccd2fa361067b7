-- A line may have a cost centre of its own, which then pays for it. So several may pay for one order, each with a row of its own.
alter table order_cost_centres drop constraint order_cost_centres_pkey;
alter table order_cost_centres add primary key (customer_id, order_id, cost_centre_id);
-- Whether it is that of the order, which pays for all lines that have none of their own. So far there was no other.
alter table order_cost_centres add column is_of_order boolean not null default true;
alter table order_cost_centres alter column is_of_order drop default;
-- What the lines for which it pays cost as they are ordered, net.
alter table order_cost_centres add column ordered bigint;
update order_cost_centres set ordered = (
    select o.net from orders o
    where o.customer_id = order_cost_centres.customer_id and o.id = order_cost_centres.order_id
);
alter table order_cost_centres alter column ordered set not null;
create unique index order_cost_centres_of_order on order_cost_centres (customer_id, order_id) where is_of_order;

-- A line with a cost centre of its own. What stands at a position never changes, nor does this.
create table order_line_cost_centres (
    customer_id uuid not null,
    order_id uuid not null,
    position bigint not null,
    cost_centre_id uuid not null,
    primary key (customer_id, order_id, position),
    foreign key (customer_id, order_id, position) references order_lines (customer_id, order_id, position),
    foreign key (customer_id, order_id, cost_centre_id) references order_cost_centres (customer_id, order_id, cost_centre_id)
);

create table cart_line_cost_centres (
    customer_id uuid not null,
    contact_id uuid not null,
    article_id uuid not null,
    cost_centre_id uuid not null,
    primary key (customer_id, contact_id, article_id),
    foreign key (customer_id, contact_id, article_id) references cart_lines (customer_id, contact_id, article_id) on delete cascade,
    foreign key (customer_id, cost_centre_id) references cost_centres (customer_id, id)
);
create index cart_line_cost_centres_by_cost_centre on cart_line_cost_centres (customer_id, cost_centre_id);

-- Number and name, for the supplier's papers, where it is not that of the supply order.
alter table supply_order_lines add column cost_centre text;

grant select, insert on order_line_cost_centres to freigabe_customer;
grant select, insert, update, delete on cart_line_cost_centres to freigabe_customer;

do $$
declare
    table_name text;
begin
    foreach table_name in array array['order_line_cost_centres', 'cart_line_cost_centres'] loop
        execute format('alter table %I enable row level security', table_name);
        execute format('create policy of_one_customer on %I to freigabe_customer using (customer_id = (select present_customer()))', table_name);
    end loop;
end
$$;
