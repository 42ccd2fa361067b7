-- What came until releases went on to superiors: second factors, absences, changed and recalled decisions, limits, cost centres.

insert into password_requests (login_id, requested_at) values (ID(34), AT(2026-03-16T08:00:00Z));
insert into password_codes (code_hash, login_id, expires_at) values (HASH(c1), ID(34), AT(2026-03-16T12:00:00Z));
insert into customer_numbers (id, last_number) values (1, 10002);
insert into known_devices (login_id, token_hash, seen_at) values (ID(33), HASH(c2), AT(2026-03-15T08:00:00Z));
insert into second_factors (login_id, secret, offered_in, offered_at, confirmed_at, last_step) values
    (ID(32), HASH(c3), null, AT(2026-02-02T08:00:00Z), AT(2026-02-02T08:02:00Z), 59000000);
insert into recovery_codes (login_id, code_hash) values (ID(32), HASH(c4)), (ID(32), HASH(c5));
insert into recovery_seeds (login_id, seed, made_at) values (ID(32), HASH(c6), AT(2026-02-02T08:02:00Z));
insert into absences (customer_id, id, approver_id, substitute_id, first_day, last_day, ended_at) values
    (ID(01), ID(b1), ID(11), ID(12), '2026-01-12', '2026-01-16', null),
    (ID(01), ID(b2), ID(11), ID(12), '2999-01-12', '2999-01-16', null);

update customers set demands_reason = true, decides_by_mail = true, price_tolerance = 5 where id = ID(01);
update contacts set limit_per_order = 100000, limit_per_month = 500000, approver_id = ID(11) where customer_id = ID(01) and id = ID(14);
insert into approver_ranks (customer_id, approver_id, release_limit, superior_id) values (ID(01), ID(11), 500000, ID(12));

insert into cost_centres (customer_id, id, number, name, per_year, approver_id, archived_at) values
    (ID(01), ID(d1), '4711', 'Empfang', 1000000, ID(11), null),
    (ID(01), ID(d2), '4712', 'Lager', null, ID(12), AT(2026-02-20T08:00:00Z));
insert into order_cost_centres (customer_id, order_id, cost_centre_id, number, name, closed_at, net) values
    (ID(01), ID(66), ID(d1), '4711', 'Empfang', AT(2026-03-11T08:00:00Z), 5000),
    (ID(01), ID(68), ID(d1), '4711', 'Empfang', null, null);
insert into cart_cost_centres (customer_id, contact_id, cost_centre_id) values (ID(01), ID(13), ID(d1));
update supply_orders set cost_centre = '4711 Empfang' where customer_id = ID(01) and id = ID(84);

insert into reminders (customer_id, order_id, reminded_at, contact_id) values (ID(01), ID(67), AT(2026-03-13T08:00:00Z), ID(11));
insert into release_keys (customer_id, key_hash, contact_id, order_id, expires_at) values
    (ID(01), HASH(c7), ID(11), ID(68), AT(2026-03-19T08:00:00Z));

-- One line of the first order was overruled, the line of the second is asked again, that of the third was replaced.
update order_numbers set last_number = 1011 where customer_id = ID(01);
update supply_numbers set last_number = 20006;
insert into orders (customer_id, id, number, order_key, request_hash, orderer_id, approval, approver_id, status, company, attention,
    street, postcode, town, reference, note, net, vat, total, placed_at, closed_at, delivery_date) values
    (ID(01), ID(69), 1009, ID(a9), HASH(a9), ID(13), 'always_review', ID(12), 'handed_over', 'Muster AG', '', 'Hauptstrasse 1', '8000',
        'Zürich', null, null, 7000, 567, 7567, AT(2026-03-13T10:00:00Z), AT(2026-03-13T15:00:00Z), '2026-03-16'),
    (ID(01), ID(6a), 1010, ID(aa), HASH(aa), ID(13), 'always_review', ID(11), 'waiting', 'Muster AG', '', 'Hauptstrasse 1', '8000',
        'Zürich', null, null, 4500, 365, 4865, AT(2026-03-13T11:00:00Z), null, null),
    (ID(01), ID(6b), 1011, ID(ab), HASH(ab), ID(15), 'review_outside_assortment', ID(11), 'handed_over', 'Muster AG', '',
        'Hauptstrasse 1', '8000', 'Zürich', null, null, 13500, 1094, 14594, AT(2026-03-13T12:00:00Z), AT(2026-03-13T14:00:00Z),
        '2026-03-16');
insert into order_lines (customer_id, order_id, position, article_id, article_number, name, unit, price, quantity, review, round) values
    (ID(01), ID(69), 1, ID(06), 'A1', 'Papier', 'Packung', 1250, 2, 'every_order', 0),
    (ID(01), ID(69), 2, ID(08), 'A3', 'Stuhl', 'Stück', 4500, 1, 'every_order', 0),
    (ID(01), ID(6a), 1, ID(07), 'A2', 'Ordner', 'Stück', 900, 5, 'every_order', 1),
    (ID(01), ID(6b), 1, ID(08), 'A3', 'Stuhl', 'Stück', 4500, 3, 'outside_assortment', 0);
update order_lines set is_in_assortment = (article_number = 'A1');
insert into decisions (customer_id, order_id, position, approver_id, verdict, reason, decided_at, cause, quantity, article_id,
    article_number, name, unit, price, seal, level) values
    (ID(01), ID(69), 1, ID(11), 'released', null, AT(2026-03-13T13:00:00Z), null, null, null, null, null, null, null, '0123456789abcdef', 0),
    (ID(01), ID(69), 2, ID(11), 'released', null, AT(2026-03-13T13:00:00Z), null, null, null, null, null, null, null, 'fedcba9876543210', 0),
    (ID(01), ID(6b), 1, ID(11), 'released', null, AT(2026-03-13T14:00:00Z), null, 2, ID(06), 'A1', 'Papier', 'Packung', 1250, null, 0);
insert into confirmations (customer_id, order_id, level, in_charge_id, approver_id, confirmed_at) values
    (ID(01), ID(69), 0, ID(11), ID(11), AT(2026-03-13T13:00:00Z)), (ID(01), ID(69), 1, ID(12), ID(12), AT(2026-03-13T15:00:00Z));
insert into overrulings (customer_id, order_id, position, approver_id, cause, reason, rejected_at) values
    (ID(01), ID(69), 2, ID(12), 'not_needed', 'Im Lager stehen noch.', AT(2026-03-13T14:30:00Z));
insert into recalls (customer_id, order_id, position, round, cause, agreed_price, price, recalled_at, approver_id, verdict, decided_at,
    seal, quantity, level, article_id) values
    (ID(01), ID(6a), 1, 1, 'price_rose', 900, 990, AT(2026-03-13T16:00:00Z), ID(11), 'released', AT(2026-03-13T16:00:00Z), null, null, 0,
        null);
insert into supply_orders (customer_id, id, order_id, number, customer_name, customer_number, orderer_name, orderer_email,
    orderer_language, company, attention, street, postcode, town, reference, net, vat, total, status, received_at, accepted_at,
    shipped_at, delivered_at, delivery_date) values
    (ID(01), ID(85), ID(6b), 20005, 'Muster AG', 10001, 'Sara Sorte', 'sara@muster.example', 'de', 'Muster AG', '', 'Hauptstrasse 1',
        '8000', 'Zürich', null, 2500, 203, 2703, 'received', AT(2026-03-13T14:00:00Z), null, null, null, '2026-03-16'),
    (ID(01), ID(86), ID(69), 20006, 'Muster AG', 10001, 'Luca Immer', 'luca@muster.example', 'de', 'Muster AG', '', 'Hauptstrasse 1',
        '8000', 'Zürich', null, 2500, 203, 2703, 'received', AT(2026-03-13T15:00:00Z), null, null, null, '2026-03-16');
insert into supply_order_lines (customer_id, supply_order_id, position, article_number, name, unit, price, quantity) values
    (ID(01), ID(85), 1, 'A1', 'Papier', 'Packung', 1250, 2), (ID(01), ID(86), 1, 'A1', 'Papier', 'Packung', 1250, 2);
