-- How long somebody usually takes is about what they have decided themselves, whoever was in charge: by these their latest words are found.
drop index orders_decided;
create index decisions_by_approver on decisions (customer_id, approver_id, decided_at) where level = 0;
create index confirmations_by_approver on confirmations (customer_id, approver_id, confirmed_at) where level > 0;
create index overrulings_by_approver on overrulings (customer_id, approver_id, rejected_at);
