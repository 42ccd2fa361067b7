-- Whether whoever looks after a budget that the order exceeds has a say: its orderer had no approver of their own. What waits already goes
-- the way on which it was sent.
alter table orders add column asks_responsible integer not null default 0;

-- Whether the order went on from there because of a budget: then whoever stands in may have released it before.
alter table confirmations add column is_for_budget integer not null default 0;
