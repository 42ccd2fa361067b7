-- What goes beyond ordering and releasing is there for whoever wants it: nothing of it is shown before an approver switches it on. Carts
-- that become two orders, orders that are changed while they wait, comments and asking after an order, and lines that are released as
-- less or as another article.
alter table customers add column splits_orders boolean not null default false;
alter table customers add column changes_orders boolean not null default false;
alter table customers add column writes_comments boolean not null default false;
alter table customers add column alters_lines boolean not null default false;
grant update (splits_orders, changes_orders, writes_comments, alters_lines) on customers to freigabe_customer;

-- Whoever is there already has all of it, and goes on as before.
update customers set splits_orders = true, changes_orders = true, writes_comments = true, alters_lines = true;
