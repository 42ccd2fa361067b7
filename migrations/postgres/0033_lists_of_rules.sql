-- Who has ended a standing release stood in the record alone, where it still stands for what was ended before.
alter table standing_releases add column ended_by_id uuid;
alter table standing_releases add foreign key (customer_id, ended_by_id) references contacts (customer_id, id);
-- The record is read once, however many have ended.
with endings as materialized (
    select e.customer_id, e.happened_at as ended_at, e.actor_id as ended_by_id
    from audit_entries e
    where e.actor_kind = 'contact'
        and (e.event like '{"event":"standing_release_set"%' or e.event like '{"event":"standing_release_ended"%')
)
update standing_releases f set ended_by_id = e.ended_by_id
from endings e
where e.customer_id = f.customer_id and e.ended_at = f.ended_at;

-- Their lists come in pages, the newest first.
create index standing_releases_newest on standing_releases (customer_id, id) where ended_at is null;
create index standing_releases_ended on standing_releases (customer_id, ended_at, id) where ended_at is not null;

-- So do those of proposals: the approvers', and the supplier's of what waits, the oldest first.
drop index assortment_proposals_answered;
create index assortment_proposals_newest on assortment_proposals (customer_id, id) where state <> 'withdrawn';
create index assortment_proposals_waiting on assortment_proposals (customer_id, id) where state = 'open';
