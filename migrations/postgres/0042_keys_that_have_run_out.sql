-- That somebody has come with a key when it had run out: then it stays so, whatever the clock says next. The key is kept, as it still
-- says by whom its order was decided.
alter table release_keys add column has_run_out boolean not null default false;
grant update (has_run_out) on release_keys to freigabe_entrance;
