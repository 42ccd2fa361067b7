-- What came until articles were released for good: changes of orders, decisions taken back, split carts, comments, patience.

-- The first order was changed while it waits, the other two come of one cart.
update order_numbers set last_number = 1014 where customer_id = ID(01);
update supply_numbers set last_number = 20007;
insert into orders (customer_id, id, number, order_key, request_hash, orderer_id, approval, approver_id, status, company, attention,
    street, postcode, town, reference, note, net, vat, total, placed_at, closed_at, delivery_date) values
    (ID(01), ID(6c), 1012, ID(ac), HASH(ac), ID(13), 'always_review', ID(11), 'waiting', 'Muster AG', '', 'Hauptstrasse 1', '8000',
        'Zürich', null, null, 4740, 384, 5124, AT(2026-03-14T08:00:00Z), null, null),
    (ID(01), ID(6d), 1013, ID(ad), HASH(ad), ID(15), 'review_outside_assortment', null, 'handed_over', 'Muster AG', '', 'Hauptstrasse 1',
        '8000', 'Zürich', null, null, 1250, 101, 1351, AT(2026-03-14T09:00:00Z), AT(2026-03-14T09:00:00Z), '2026-03-17'),
    (ID(01), ID(6e), 1014, ID(ae), HASH(ae), ID(15), 'review_outside_assortment', ID(11), 'waiting', 'Muster AG', '', 'Hauptstrasse 1',
        '8000', 'Zürich', null, null, 4500, 365, 4865, AT(2026-03-14T09:00:00Z), null, null);
insert into order_lines (customer_id, order_id, position, article_id, article_number, name, unit, price, quantity, review,
    is_in_assortment, since, until, place) values
    (ID(01), ID(6c), 1, ID(06), 'A1', 'Papier', 'Packung', 1250, 1, 'every_order', true, 1, 2, null),
    (ID(01), ID(6c), 2, ID(07), 'A2', 'Ordner', 'Stück', 990, 1, 'every_order', false, 1, null, null),
    (ID(01), ID(6c), 3, ID(06), 'A1', 'Papier', 'Packung', 1250, 3, 'every_order', true, 2, null, 1),
    (ID(01), ID(6d), 1, ID(06), 'A1', 'Papier', 'Packung', 1250, 1, null, true, 1, null, null),
    (ID(01), ID(6e), 1, ID(08), 'A3', 'Stuhl', 'Stück', 4500, 1, 'outside_assortment', false, 1, null, null);
insert into order_revisions (customer_id, order_id, version, contact_id, request_hash, revised_at) values
    (ID(01), ID(6c), 2, ID(13), HASH(d3), AT(2026-03-14T10:00:00Z));
insert into revocations (customer_id, id, order_id, position, approver_id, verdict, decided_at, revoked_at) values
    (ID(01), ID(d4), ID(6c), 2, ID(11), 'released', AT(2026-03-14T11:00:00Z), AT(2026-03-14T11:05:00Z));
insert into order_splits (customer_id, order_id, other_id) values (ID(01), ID(6d), ID(6e)), (ID(01), ID(6e), ID(6d));
insert into supply_orders (customer_id, id, order_id, number, customer_name, customer_number, orderer_name, orderer_email,
    orderer_language, company, attention, street, postcode, town, reference, net, vat, total, status, received_at, accepted_at,
    shipped_at, delivered_at, delivery_date) values
    (ID(01), ID(87), ID(6d), 20007, 'Muster AG', 10001, 'Sara Sorte', 'sara@muster.example', 'de', 'Muster AG', '', 'Hauptstrasse 1',
        '8000', 'Zürich', null, 1250, 101, 1351, 'received', AT(2026-03-14T09:00:00Z), null, null, null, '2026-03-17');
insert into supply_order_lines (customer_id, supply_order_id, position, article_number, name, unit, price, quantity) values
    (ID(01), ID(87), 1, 'A1', 'Papier', 'Packung', 1250, 1);

update customers set remind_after = 4, escalate_after = 8 where id = ID(01);
insert into order_waits (customer_id, order_id, turn, counts_from, due_at) values
    (ID(01), ID(68), 1, AT(2026-03-13T09:00:00Z), null), (ID(01), ID(6c), 1, AT(2026-03-14T08:00:00Z), AT(2026-03-16T12:00:00Z));
insert into nudges (customer_id, order_id, turn, step, done_at) values
    (ID(01), ID(68), 1, 'reminder', AT(2026-03-13T13:00:00Z)), (ID(01), ID(68), 1, 'escalation', AT(2026-03-16T08:30:00Z));
insert into escalations (customer_id, order_id, approver_id, escalated_at, ended_at) values
    (ID(01), ID(68), ID(12), AT(2026-03-16T08:30:00Z), null);
insert into comments (customer_id, order_id, number, author_id, content, written_at) values
    (ID(01), ID(68), 1, ID(13), 'Es eilt.', AT(2026-03-13T10:00:00Z)), (ID(01), ID(68), 2, ID(11), 'Am Montag.', AT(2026-03-13T11:00:00Z));
