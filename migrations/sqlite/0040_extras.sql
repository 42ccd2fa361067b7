-- What goes beyond ordering and releasing is there for whoever wants it: nothing of it is shown before an approver switches it on. Carts
-- that become two orders, orders that are changed while they wait, comments and asking after an order, and lines that are released as
-- less or as another article.
alter table customers add column splits_orders integer not null default 0;
alter table customers add column changes_orders integer not null default 0;
alter table customers add column writes_comments integer not null default 0;
alter table customers add column alters_lines integer not null default 0;

-- Whoever is there already has all of it, and goes on as before.
update customers set splits_orders = 1, changes_orders = 1, writes_comments = 1, alters_lines = 1;
