-- A function is nobody's unless it is granted, now and later.
alter default privileges revoke execute on functions from public;
revoke execute on all functions in schema public from public;
grant execute on function bigrams(text), bigram_vector(text) to mj_app, mj_portal;
grant execute on function people_stand(text[], integer[]) to mj_app;
grant execute on function original_released(text, text) to mj_eraser;
alter function count_person_change() set search_path = pg_catalog, public, pg_temp;
revoke all on schema public from public;

-- Who audits from outside sees facts without what is disclosed of them, the log, and who read what; changes nothing.
grant usage on schema public to mj_auditor;
grant select on journal, ledger_pending, ledger_entry, ledger_node, ledger_head, ledger_checkpoint, audit_read to mj_auditor;

-- A version of a regulation that was stored is what later cites point at; a leaf that waits for the log is not emptied away.
create trigger pack_version_append_only before update or delete on pack_version for each row execute function refuse_change();
create trigger pack_version_no_truncate before truncate on pack_version for each statement execute function refuse_change();
create trigger ledger_pending_no_truncate before truncate on ledger_pending for each statement execute function refuse_change();
create trigger number_series_no_truncate before truncate on number_series for each statement execute function refuse_change();
