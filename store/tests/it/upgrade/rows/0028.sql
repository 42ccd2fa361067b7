-- What came with rules learned from releases: releases for good, and articles proposed for the Kundensortiment.

-- The first release was replaced by the second, which is in force. The third was ended.
insert into standing_releases (customer_id, id, article_id, contact_id, up_to, set_by_id, set_at, ended_at) values
    (ID(01), ID(e1), ID(07), null, 5000, ID(11), AT(2026-03-15T08:00:00Z), AT(2026-03-15T09:00:00Z)),
    (ID(01), ID(e2), ID(07), null, 8000, ID(12), AT(2026-03-15T09:00:00Z), null),
    (ID(01), ID(e3), ID(09), ID(15), 2000, ID(12), AT(2026-03-15T10:00:00Z), AT(2026-03-15T11:00:00Z));
insert into assortment_proposals (customer_id, id, article_id, proposed_by_id, proposed_by, proposed_at, state, answered_at) values
    (ID(01), ID(e4), ID(09), ID(11), 'Eva Frei', AT(2026-03-15T12:00:00Z), 'declined', AT(2026-03-16T08:00:00Z)),
    (ID(01), ID(e5), ID(07), ID(11), 'Eva Frei', AT(2026-03-15T12:30:00Z), 'open', null);
