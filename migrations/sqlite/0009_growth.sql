-- What is looked up without the rest of its key, and must not be searched for from end to end.
create index supply_order_lines_by_order on supply_order_lines (supply_order_id, position);
create index form_drafts_by_contact on form_drafts (contact_id);
