-- What the supplier charges for delivering an order, net, in Rappen: nothing where nothing is set, nor from this amount of goods on.
alter table suppliers add column freight bigint check (freight > 0);
alter table suppliers add column freight_free_from bigint check (freight_free_from is null or (freight_free_from > 0 and freight is not null));
-- Who has set it last.
alter table suppliers add column freight_set_by text;
alter table suppliers add column freight_set_at timestamptz;
grant update (freight, freight_free_from, freight_set_by, freight_set_at) on suppliers to freigabe_supplier;

-- An order keeps what was set when it was placed. What it costs includes the freight of all that was ordered; `net` are its goods.
alter table orders add column freight bigint check (freight > 0);
alter table orders add column freight_free_from bigint check (freight_free_from is null or (freight_free_from > 0 and freight is not null));

-- The freight of what was handed over.
alter table supply_orders add column freight bigint not null default 0;
alter table supply_orders alter column freight drop default;
