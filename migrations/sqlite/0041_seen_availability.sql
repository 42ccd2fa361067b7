-- Whether what is delivered by a decision was at hand when that was decided; null where nobody has written it down. It goes with the
-- decision where that holds no more.
alter table decisions add column availability text;
alter table recalls add column availability text;
