-- An orderer changes an order that has gone on as well: it comes back to whoever decides first, and no release of it as a whole stands. What
-- these releases were stays here, with the version of the order that ended them; null where whoever had released it took that back.
alter table retractions add column version integer;

-- What was decided, or rejected, where it had gone on, stands with its line, and says nothing about who has to release the order now: its
-- level is -1 from then on, and so is that of a decision that was overruled there.
