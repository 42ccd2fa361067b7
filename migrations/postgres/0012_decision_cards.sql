-- Why a line was rejected, by the list, and whether the customer demands that it is said.
alter table decisions add column cause text;
alter table customers add column demands_reason boolean not null default false;
grant update (demands_reason) on customers to freigabe_customer;
