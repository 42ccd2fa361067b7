-- Why a line was rejected, by the list, and whether the customer demands that it is said.
alter table decisions add column cause text;
alter table customers add column demands_reason integer not null default 0;
