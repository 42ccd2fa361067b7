create function refuse_audit_change() returns trigger language plpgsql as $$
begin
    raise exception 'audit entries are append-only';
end
$$;

create trigger audit_entries_stay before update or delete or truncate on audit_entries
    for each statement execute function refuse_audit_change();
