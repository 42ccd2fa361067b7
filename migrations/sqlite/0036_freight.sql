-- What the supplier charges for delivering an order, net, in Rappen: nothing where nothing is set, nor from this amount of goods on.
alter table suppliers add column freight integer check (freight > 0);
alter table suppliers add column freight_free_from integer check (freight_free_from is null or (freight_free_from > 0 and freight is not null));
-- Who has set it last.
alter table suppliers add column freight_set_by text;
alter table suppliers add column freight_set_at integer;

-- An order keeps what was set when it was placed. What it costs includes the freight of all that was ordered; `net` are its goods.
alter table orders add column freight integer check (freight > 0);
alter table orders add column freight_free_from integer check (freight_free_from is null or (freight_free_from > 0 and freight is not null));

-- The freight of what was handed over. (A column that is added needs a default here.)
alter table supply_orders add column freight integer not null default 0;
