-- What the first schema kept: two customers, and orders in each status.

insert into suppliers (id, name, time_zone, cut_off_minute, working_days) values (ID(supplier), 'Liefer AG', 'Europe/Zurich', 990, 1);
insert into supply_numbers (supplier_id, last_number) values (ID(supplier), 20004);
insert into supplier_people (id, first_name, last_name, email, language, created_at) values
    (ID(04), 'Luca', 'Lager', 'lager@liefer.example', 'de', AT(2026-01-05T08:00:00Z));

insert into customers (id, number, name, street, postcode, town, created_at) values
    (ID(01), 10001, 'Muster AG', 'Hauptstrasse 1', '8000', 'Zürich', AT(2026-01-06T08:00:00Z)),
    (ID(02), 10002, 'Beispiel Bau AG', 'Baustrasse 2', '3000', 'Bern', AT(2026-01-07T08:00:00Z));
insert into order_numbers (customer_id, last_number) values (ID(01), 1008), (ID(02), 1001);

insert into contacts (customer_id, id, salutation, first_name, last_name, email, phone, job_title, language, approval, approver_id,
    created_at, deleted_at) values
    (ID(01), ID(11), 'ms', 'Eva', 'Frei', 'eva@muster.example', '+41 44 111 22 33', 'Leiterin', 'de', 'approver', null,
        AT(2026-01-06T08:00:00Z), null),
    (ID(01), ID(12), 'ms', 'Zoe', 'Zwei', 'zoe@muster.example', null, null, 'en', 'approver', null, AT(2026-01-06T09:00:00Z), null),
    (ID(01), ID(13), 'mr', 'Luca', 'Immer', 'luca@muster.example', null, null, 'de', 'always_review', ID(11),
        AT(2026-01-06T09:10:00Z), null),
    (ID(01), ID(14), 'ms', 'Nina', 'Offen', 'nina@muster.example', null, null, 'de', 'unrestricted', null,
        AT(2026-01-06T09:20:00Z), null),
    (ID(01), ID(15), 'neutral', 'Sara', 'Sorte', 'sara@muster.example', null, null, 'de', 'review_outside_assortment', ID(11),
        AT(2026-01-06T09:30:00Z), null),
    (ID(01), ID(16), 'mr', 'Paul', 'Weg', 'paul@muster.example', null, null, 'de', 'unrestricted', null, AT(2026-01-06T09:40:00Z),
        AT(2026-02-01T08:00:00Z)),
    (ID(02), ID(21), 'mr', 'Marc', 'Chef', 'marc@bau.example', null, null, 'de', 'approver', null, AT(2026-01-07T08:00:00Z), null),
    (ID(02), ID(22), 'ms', 'Rita', 'Warte', 'rita@bau.example', null, null, 'de', 'always_review', ID(21), AT(2026-01-07T09:00:00Z), null);

insert into logins (id, user_name, user_name_key, password_hash, customer_id, contact_id, supplier_person_id, created_at) values
    (ID(31), 'Eva', 'eva', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA', ID(01), ID(11), null, AT(2026-01-06T08:00:00Z)),
    (ID(32), 'Zoe', 'zoe', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA', ID(01), ID(12), null, AT(2026-01-06T09:00:00Z)),
    (ID(33), 'Luca', 'luca', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA', ID(01), ID(13), null, AT(2026-01-06T09:10:00Z)),
    (ID(34), 'Nina', 'nina', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA', ID(01), ID(14), null, AT(2026-01-06T09:20:00Z)),
    (ID(35), 'Sara', 'sara', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA', ID(01), ID(15), null, AT(2026-01-06T09:30:00Z)),
    (ID(41), 'Marc', 'marc', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA', ID(02), ID(21), null, AT(2026-01-07T08:00:00Z)),
    (ID(42), 'Rita', 'rita', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA', ID(02), ID(22), null, AT(2026-01-07T09:00:00Z)),
    (ID(4f), 'Lager', 'lager', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA', null, null, ID(04), AT(2026-01-05T08:00:00Z));
insert into sessions (token_hash, id, login_id, is_remembered, user_agent, created_at, last_seen_at, expires_at) values
    (HASH(51), ID(51), ID(33), true, 'Firefox', AT(2026-03-10T08:00:00Z), AT(2026-03-15T08:00:00Z), AT(2026-04-09T08:00:00Z));
insert into sign_in_attempts (user_name_key, window_started_at, attempts) values ('nina', AT(2026-03-16T08:55:00Z), 2);
insert into form_drafts (token_hash, form, contact_id, fields, error, saved_at) values
    (HASH(52), 'edit_profile', ID(14), '[["form[first_name]","Nina"]]', null, AT(2026-03-16T08:50:00Z));

insert into categories (id, slug, name_de, name_en, position) values (ID(05), 'buero', 'Büro', 'Office', 1);
insert into articles (id, category_id, number, name, description, unit, price, availability, search_key) values
    (ID(06), ID(05), 'A1', 'Papier', 'Weiss', 'Packung', 1250, 'in_stock', 'a1 papier weiss'),
    (ID(07), ID(05), 'A2', 'Ordner', '', 'Stück', 990, 'low_stock', 'a2 ordner'),
    (ID(08), ID(05), 'A3', 'Stuhl', '', 'Stück', 4500, 'on_order', 'a3 stuhl'),
    (ID(09), ID(05), 'A4', 'Stift', '', 'Stück', 105, 'in_stock', 'a4 stift');
insert into assortment_articles (customer_id, article_id, added_at) values
    (ID(01), ID(06), AT(2026-01-08T08:00:00Z)), (ID(02), ID(07), AT(2026-01-08T09:00:00Z));

insert into carts (customer_id, contact_id, order_key, company, attention, street, postcode, town, reference, note) values
    (ID(01), ID(13), ID(a0), 'Muster AG', 'Luca Immer', 'Hauptstrasse 1', '8000', 'Zürich', 'R9', 'Bitte bald');
insert into cart_lines (customer_id, contact_id, article_id, quantity, added_at) values
    (ID(01), ID(13), ID(06), 2, AT(2026-03-15T08:00:00Z)), (ID(01), ID(13), ID(08), 1, AT(2026-03-15T08:01:00Z));

insert into orders (customer_id, id, number, order_key, request_hash, orderer_id, approval, approver_id, status, company, attention,
    street, postcode, town, reference, note, net, vat, total, placed_at, closed_at, delivery_date) values
    (ID(01), ID(61), 1001, ID(a1), HASH(a1), ID(14), 'unrestricted', null, 'accepted', 'Muster AG', '', 'Hauptstrasse 1', '8000',
        'Zürich', null, null, 990, 80, 1070, AT(2026-02-27T09:00:00Z), AT(2026-02-27T09:00:00Z), '2026-03-02'),
    (ID(01), ID(62), 1002, ID(a2), HASH(a2), ID(15), 'review_outside_assortment', ID(11), 'delivered', 'Muster AG', '', 'Hauptstrasse 1',
        '8000', 'Zürich', 'R2', null, 14480, 1173, 15653, AT(2026-03-02T08:00:00Z), AT(2026-03-02T10:00:00Z), '2026-03-03'),
    (ID(01), ID(63), 1003, ID(a3), HASH(a3), ID(13), 'always_review', ID(11), 'shipped', 'Muster AG', '', 'Hauptstrasse 1', '8000',
        'Zürich', null, null, 10250, 830, 11080, AT(2026-03-03T09:00:00Z), AT(2026-03-04T09:00:00Z), '2026-03-05'),
    (ID(01), ID(64), 1004, ID(a4), HASH(a4), ID(13), 'always_review', ID(11), 'rejected', 'Muster AG', '', 'Hauptstrasse 1', '8000',
        'Zürich', null, null, 22500, 1823, 24323, AT(2026-03-05T09:00:00Z), AT(2026-03-05T12:00:00Z), null),
    (ID(01), ID(65), 1005, ID(a5), HASH(a5), ID(13), 'always_review', ID(11), 'withdrawn', 'Muster AG', '', 'Hauptstrasse 1', '8000',
        'Zürich', null, null, 105, 9, 114, AT(2026-03-06T09:00:00Z), AT(2026-03-06T09:30:00Z), null),
    (ID(01), ID(66), 1006, ID(a6), HASH(a6), ID(13), 'always_review', ID(11), 'handed_over', 'Muster AG', '', 'Hauptstrasse 1', '8000',
        'Zürich', null, null, 5000, 405, 5405, AT(2026-03-10T09:00:00Z), AT(2026-03-11T08:00:00Z), '2026-03-12'),
    (ID(01), ID(67), 1007, ID(a7), HASH(a7), ID(13), 'always_review', ID(11), 'partly_decided', 'Muster AG', '', 'Hauptstrasse 1', '8000',
        'Zürich', null, null, 4020, 326, 4346, AT(2026-03-12T09:00:00Z), null, null),
    (ID(01), ID(68), 1008, ID(a8), HASH(a8), ID(13), 'always_review', ID(11), 'waiting', 'Muster AG', '', 'Hauptstrasse 1', '8000',
        'Zürich', null, 'Für den Empfang', 7000, 567, 7567, AT(2026-03-13T09:00:00Z), null, null),
    (ID(02), ID(71), 1001, ID(b0), HASH(b0), ID(22), 'always_review', ID(21), 'waiting', 'Beispiel Bau AG', '', 'Baustrasse 2', '3000',
        'Bern', null, null, 1980, 160, 2140, AT(2026-03-13T09:30:00Z), null, null);
insert into order_lines (customer_id, order_id, position, article_id, article_number, name, unit, price, quantity, review) values
    (ID(01), ID(61), 1, ID(07), 'A2', 'Ordner', 'Stück', 990, 1, null),
    (ID(01), ID(62), 1, ID(06), 'A1', 'Papier', 'Packung', 1250, 10, null),
    (ID(01), ID(62), 2, ID(07), 'A2', 'Ordner', 'Stück', 990, 2, 'outside_assortment'),
    (ID(01), ID(63), 1, ID(06), 'A1', 'Papier', 'Packung', 1250, 1, 'every_order'),
    (ID(01), ID(63), 2, ID(08), 'A3', 'Stuhl', 'Stück', 4500, 2, 'every_order'),
    (ID(01), ID(64), 1, ID(08), 'A3', 'Stuhl', 'Stück', 4500, 5, 'every_order'),
    (ID(01), ID(65), 1, ID(09), 'A4', 'Stift', 'Stück', 105, 1, 'every_order'),
    (ID(01), ID(66), 1, ID(06), 'A1', 'Papier', 'Packung', 1250, 4, 'every_order'),
    (ID(01), ID(67), 1, ID(07), 'A2', 'Ordner', 'Stück', 990, 3, 'every_order'),
    (ID(01), ID(67), 2, ID(09), 'A4', 'Stift', 'Stück', 105, 10, 'every_order'),
    (ID(01), ID(68), 1, ID(06), 'A1', 'Papier', 'Packung', 1250, 2, 'every_order'),
    (ID(01), ID(68), 2, ID(08), 'A3', 'Stuhl', 'Stück', 4500, 1, 'every_order'),
    (ID(02), ID(71), 1, ID(07), 'A2', 'Ordner', 'Stück', 990, 2, 'every_order');
insert into decisions (customer_id, order_id, position, approver_id, verdict, reason, decided_at) values
    (ID(01), ID(62), 2, ID(11), 'released', null, AT(2026-03-02T10:00:00Z)),
    (ID(01), ID(63), 1, ID(11), 'released', null, AT(2026-03-04T08:00:00Z)),
    (ID(01), ID(63), 2, ID(11), 'rejected', 'Zu teuer.', AT(2026-03-04T09:00:00Z)),
    (ID(01), ID(64), 1, ID(11), 'rejected', null, AT(2026-03-05T12:00:00Z)),
    (ID(01), ID(66), 1, ID(11), 'released', null, AT(2026-03-11T08:00:00Z)),
    (ID(01), ID(67), 1, ID(11), 'released', null, AT(2026-03-12T14:00:00Z));
insert into withdrawals (customer_id, order_id, contact_id, withdrawn_at) values
    (ID(01), ID(65), ID(13), AT(2026-03-06T09:30:00Z));

insert into supply_orders (customer_id, id, order_id, number, customer_name, customer_number, orderer_name, orderer_email,
    orderer_language, company, attention, street, postcode, town, reference, net, vat, total, status, received_at, accepted_at,
    shipped_at, delivered_at, delivery_date) values
    (ID(01), ID(81), ID(61), 20001, 'Muster AG', 10001, 'Nina Offen', 'nina@muster.example', 'de', 'Muster AG', '', 'Hauptstrasse 1',
        '8000', 'Zürich', null, 990, 80, 1070, 'accepted', AT(2026-02-27T09:00:00Z), AT(2026-02-27T10:00:00Z), null, null, '2026-03-02'),
    (ID(01), ID(82), ID(62), 20002, 'Muster AG', 10001, 'Sara Sorte', 'sara@muster.example', 'de', 'Muster AG', '', 'Hauptstrasse 1',
        '8000', 'Zürich', 'R2', 14480, 1173, 15653, 'delivered', AT(2026-03-02T10:00:00Z), AT(2026-03-02T11:00:00Z),
        AT(2026-03-02T15:00:00Z), AT(2026-03-03T09:00:00Z), '2026-03-03'),
    (ID(01), ID(83), ID(63), 20003, 'Muster AG', 10001, 'Luca Immer', 'luca@muster.example', 'de', 'Muster AG', '', 'Hauptstrasse 1',
        '8000', 'Zürich', null, 1250, 101, 1351, 'shipped', AT(2026-03-04T09:00:00Z), AT(2026-03-04T10:00:00Z),
        AT(2026-03-04T15:00:00Z), null, '2026-03-05'),
    (ID(01), ID(84), ID(66), 20004, 'Muster AG', 10001, 'Luca Immer', 'luca@muster.example', 'de', 'Muster AG', '', 'Hauptstrasse 1',
        '8000', 'Zürich', null, 5000, 405, 5405, 'received', AT(2026-03-11T08:00:00Z), null, null, null, '2026-03-12');
insert into supply_order_lines (customer_id, supply_order_id, position, article_number, name, unit, price, quantity) values
    (ID(01), ID(81), 1, 'A2', 'Ordner', 'Stück', 990, 1),
    (ID(01), ID(82), 1, 'A1', 'Papier', 'Packung', 1250, 10),
    (ID(01), ID(82), 2, 'A2', 'Ordner', 'Stück', 990, 2),
    (ID(01), ID(83), 1, 'A1', 'Papier', 'Packung', 1250, 1),
    (ID(01), ID(84), 1, 'A1', 'Papier', 'Packung', 1250, 4);

insert into outbox_mails (id, customer_id, contact_id, order_id, message_id, notice, state, attempts, created_at, next_attempt_at,
    claimed_until, sent_at, last_error) values
    (ID(91), ID(01), ID(13), null, 'm91',
        '{"kind":"new_login","contact_id":"TEXT(13)","customer":"Muster AG","user_name":"Luca","created_by":"Eva Frei","approval":"always_review","approver":"Eva Frei"}',
        'sent', 0, AT(2026-01-06T09:10:00Z), AT(2026-01-06T09:10:00Z), AT(2026-01-06T09:12:00Z), AT(2026-01-06T09:11:00Z), null),
    (ID(92), ID(01), ID(13), ID(66), 'm92',
        '{"kind":"handed_over","order":{"id":"TEXT(66)","number":1006,"orderer":"Luca Immer","approver":"Eva Frei","reference":null,"note":null,"lines":[{"article_number":"A1","name":"Papier","unit":"Packung","quantity":4,"price":1250,"review":"every_order","verdict":"released","reason":null}],"totals":{"net":5000,"vat":405,"total":5405}},"delivery":"2026-03-12"}',
        'failed', 5, AT(2026-03-11T08:00:00Z), AT(2026-03-13T08:00:00Z), AT(2026-03-13T08:02:00Z), null, '550 no such mailbox'),
    (ID(93), ID(01), ID(13), ID(68), 'm93',
        '{"kind":"order_received","order":{"id":"TEXT(68)","number":1008,"orderer":"Luca Immer","approver":"Eva Frei","reference":null,"note":"Für den Empfang","lines":[{"article_number":"A1","name":"Papier","unit":"Packung","quantity":2,"price":1250,"review":"every_order","verdict":null,"reason":null},{"article_number":"A3","name":"Stuhl","unit":"Stück","quantity":1,"price":4500,"review":"every_order","verdict":null,"reason":null}],"totals":{"net":7000,"vat":567,"total":7567}},"delivery":null}',
        'queued', 0, AT(2026-03-16T08:00:00Z), AT(2026-03-16T08:00:00Z), AT(2026-03-16T08:00:00Z), null, null),
    (ID(94), ID(01), ID(11), ID(68), 'm94',
        '{"kind":"release_wanted","order":{"id":"TEXT(68)","number":1008,"orderer":"Luca Immer","approver":"Eva Frei","reference":null,"note":"Für den Empfang","lines":[{"article_number":"A1","name":"Papier","unit":"Packung","quantity":2,"price":1250,"review":"every_order","verdict":null,"reason":null},{"article_number":"A3","name":"Stuhl","unit":"Stück","quantity":1,"price":4500,"review":"every_order","verdict":null,"reason":null}],"totals":{"net":7000,"vat":567,"total":7567}}}',
        'queued', 0, AT(2026-03-16T08:00:00Z), AT(2026-03-16T08:00:00Z), AT(2026-03-16T08:00:00Z), null, null);
