-- Why a line was rejected, by the list, and whether the customer demands that it is said.
alter table decisions add column cause text;
alter table customers add column demands_reason integer not null default 0;

-- What is released instead of what was ordered: less of it, another article as it was when that was decided, or both.
alter table decisions add column quantity integer check (quantity > 0);
alter table decisions add column article_id blob references articles (id);
alter table decisions add column article_number text;
alter table decisions add column name text;
alter table decisions add column unit text;
alter table decisions add column price integer;

-- What was ordered of an article before: ids of supply orders are in the order of time.
create index supply_order_lines_by_article on supply_order_lines (customer_id, article_number, supply_order_id);
