-- What an approver proposes instead of a line that they reject: an article as it was when that was decided. It goes with the decision.
create table alternatives (
    customer_id blob not null,
    order_id blob not null,
    position integer not null,
    article_id blob not null references articles (id),
    article_number text not null,
    name text not null,
    unit text not null,
    price integer not null,
    primary key (customer_id, order_id, position),
    foreign key (customer_id, order_id, position) references decisions (customer_id, order_id, position) on delete cascade
) strict;
