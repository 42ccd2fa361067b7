-- From which page the order form was kept last, and the how manieth time from there: an earlier one that arrives later is left alone.
alter table carts add column typed_in text not null default '';
alter table carts add column typed_turn bigint not null default 0;
