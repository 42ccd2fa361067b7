-- By how many percent an article may become dearer until the hand-over before its line is asked again.
alter table customers add column price_tolerance integer not null default 2 check (price_tolerance between 0 and 100);

-- A fingerprint of what was on the screen of whoever decided; null where nobody looked at a page.
alter table decisions add column seal text;
-- How often the order had been released before, and gone on to somebody else: who decides a line that is asked again after that does
-- so as the one who has the order now, and is not barred as those are who have released it before.
alter table decisions add column level integer not null default 0;

-- The price of a unit that was agreed on since the line was ordered, if it is another one.
alter table order_lines add column agreed_price integer;
-- How many times the line was asked again.
alter table order_lines add column round integer not null default 0;

-- A line was asked again: why, and the decision that holds no more. A row is the round that it begins.
create table recalls (
    customer_id blob not null,
    order_id blob not null,
    position integer not null,
    round integer not null,
    cause text not null,
    -- What a unit was to cost, and what it cost when the line was asked again.
    agreed_price integer not null,
    price integer not null,
    recalled_at integer not null,
    -- The decision, if there was one: lines that need no release have none.
    approver_id blob,
    verdict text,
    decided_at integer,
    seal text,
    quantity integer,
    level integer,
    article_id blob references articles (id),
    primary key (customer_id, order_id, position, round),
    foreign key (customer_id, order_id, position) references order_lines (customer_id, order_id, position),
    foreign key (customer_id, approver_id) references contacts (customer_id, id)
) strict;
