create trigger audit_entries_stay_unchanged before update on audit_entries
begin
    select raise(abort, 'audit entries are append-only');
end;

create trigger audit_entries_stay before delete on audit_entries
begin
    select raise(abort, 'audit entries are append-only');
end;
