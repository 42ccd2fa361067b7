-- Who has ended a standing release stood in the record alone, where it still stands for what was ended before.
create table standing_releases_with_ends (
    customer_id blob not null references customers (id),
    id blob not null,
    article_id blob not null references articles (id),
    -- Whose orders; null is everybody's.
    contact_id blob,
    -- The most that a line may cost, net, in Rappen.
    up_to integer not null check (up_to > 0),
    set_by_id blob not null,
    set_at integer not null,
    ended_at integer,
    ended_by_id blob,
    primary key (customer_id, id),
    foreign key (customer_id, contact_id) references contacts (customer_id, id),
    foreign key (customer_id, set_by_id) references contacts (customer_id, id),
    foreign key (customer_id, ended_by_id) references contacts (customer_id, id)
) strict;
-- The record is read once, however many have ended.
create temporary table endings (
    customer_id blob not null,
    ended_at integer not null,
    ended_by_id blob,
    primary key (customer_id, ended_at)
) strict, without rowid;
insert or ignore into endings (customer_id, ended_at, ended_by_id)
select e.customer_id, e.happened_at, e.actor_id
from audit_entries e
where e.actor_kind = 'contact'
    and (e.event like '{"event":"standing_release_set"%' or e.event like '{"event":"standing_release_ended"%');
insert into standing_releases_with_ends (customer_id, id, article_id, contact_id, up_to, set_by_id, set_at, ended_at, ended_by_id)
select f.customer_id, f.id, f.article_id, f.contact_id, f.up_to, f.set_by_id, f.set_at, f.ended_at, e.ended_by_id
from standing_releases f
left join endings e on e.customer_id = f.customer_id and e.ended_at = f.ended_at;
drop table endings;
drop table standing_releases;
alter table standing_releases_with_ends rename to standing_releases;
create index standing_releases_in_force on standing_releases (customer_id, article_id) where ended_at is null;
create index standing_releases_of_contact on standing_releases (customer_id, contact_id) where ended_at is null;

-- Their lists come in pages, the newest first.
create index standing_releases_newest on standing_releases (customer_id, id) where ended_at is null;
create index standing_releases_ended on standing_releases (customer_id, ended_at, id) where ended_at is not null;

-- So do those of proposals: the approvers', and the supplier's of what waits, the oldest first.
drop index assortment_proposals_answered;
create index assortment_proposals_newest on assortment_proposals (customer_id, id) where state <> 'withdrawn';
create index assortment_proposals_waiting on assortment_proposals (customer_id, id) where state = 'open';
