-- By how many percent an article may become dearer until the hand-over before its line is asked again.
alter table customers add column price_tolerance bigint not null default 2 check (price_tolerance between 0 and 100);
grant update (price_tolerance) on customers to freigabe_customer;

-- A fingerprint of what was on the screen of whoever decided; null where nobody looked at a page.
alter table decisions add column seal text;
-- How often the order had been released before, and gone on to somebody else: who decides a line that is asked again after that does
-- so as the one who has the order now, and is not barred as those are who have released it before.
alter table decisions add column level bigint not null default 0;

-- The price of a unit that was agreed on since the line was ordered, if it is another one.
alter table order_lines add column agreed_price bigint;
-- How many times the line was asked again.
alter table order_lines add column round bigint not null default 0;
grant update (agreed_price, round, review) on order_lines to freigabe_customer;

-- A line was asked again: why, and the decision that holds no more. A row is the round that it begins.
create table recalls (
    customer_id uuid not null,
    order_id uuid not null,
    position bigint not null,
    round bigint not null,
    cause text not null,
    -- What a unit was to cost, and what it cost when the line was asked again.
    agreed_price bigint not null,
    price bigint not null,
    recalled_at timestamptz not null,
    -- The decision, if there was one: lines that need no release have none.
    approver_id uuid,
    verdict text,
    decided_at timestamptz,
    seal text,
    quantity bigint,
    level bigint,
    article_id uuid references articles (id),
    primary key (customer_id, order_id, position, round),
    foreign key (customer_id, order_id, position) references order_lines (customer_id, order_id, position),
    foreign key (customer_id, approver_id) references contacts (customer_id, id)
);

-- A decision that holds no more moves from one table to the other. Its price is that of the article that it put in the place of the
-- ordered one, and may be settled at the hand-over.
grant select, insert on recalls to freigabe_customer;
grant delete, update (price) on decisions to freigabe_customer;
alter table recalls enable row level security;
create policy of_one_customer on recalls to freigabe_customer using (customer_id = (select present_customer()));
