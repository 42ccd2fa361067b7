-- What an approver proposes instead of a line that they reject: an article as it was when that was decided. It goes with the decision.
create table alternatives (
    customer_id uuid not null,
    order_id uuid not null,
    position bigint not null,
    article_id uuid not null references articles (id),
    article_number text not null,
    name text not null,
    unit text not null,
    price bigint not null,
    primary key (customer_id, order_id, position),
    foreign key (customer_id, order_id, position) references decisions (customer_id, order_id, position) on delete cascade
);

grant select, insert on alternatives to freigabe_customer;
alter table alternatives enable row level security;
create policy of_one_customer on alternatives to freigabe_customer using (customer_id = (select present_customer()));
