-- Facts of cases are written under a role of their own, in statements that carry the commands of several people: the policy looks at
-- each row. Whoever acts must be a person in office of the case's bureau or of a body that takes part in the case; `time` says what
-- silence has brought in a case that is there. Rows that the same statement writes are not seen yet: of a new case the row's own
-- bureau counts.
grant usage on schema public to mj_writer;
grant insert on journal, disclosure, ledger_pending, command, case_evidence, document to mj_writer;
grant insert, select, update on number_series, result_count to mj_writer;
grant insert, select (case_id, version, due, revoked_on), update (due, revoked_on) on decision to mj_writer;
-- Renewing a row reads the columns that it renews.
grant insert, select (id, bureau, stage, number, title, party_name, handlers, participants, decided_on, closed_on, version, updated_at),
  update (stage, number, title, party_name, handlers, participants, decided_on, closed_on, version, updated_at) on case_file to mj_writer;
grant select (person, subject, command), delete on draft to mj_writer;
grant select (id, bureau, active) on person to mj_writer;
grant select on person_version to mj_writer;
-- Whether an original that is attached still stands.
grant select (id, erased) on evidence to mj_writer;
grant select on case_evidence to mj_writer;
grant select (stream, version, type, bytes) on journal to mj_writer;
grant execute on function must_stand(boolean), code_digest(bytea) to mj_writer;

-- Nothing but the two columns asked for: the index alone answers.
create unique index person_standing on person (id) include (bureau, active);

create policy record on journal for insert to mj_writer with check (
  stream like 'case/%' and coalesce(
    (select c.bureau = journal.bureau
        and (actor = 'time' or (select p.active and (p.bureau = c.bureau or p.bureau = any(c.participants)) from person p where p.id = actor))
      from case_file c where c.id = substr(stream, 6)),
    (select p.active and p.bureau = journal.bureau from person p where p.id = actor)) is true);
create policy orders on journal for select to mj_writer using (type in ('personal-data-erased', 'record-attached'));
create policy record on disclosure for insert to mj_writer with check (true);
create policy record on case_evidence for insert to mj_writer with check (true);
create policy held on case_evidence for select to mj_writer using (true);
create policy standing on evidence for select to mj_writer using (true);
create policy record on case_file to mj_writer using (true) with check (true);
create policy record on document for insert to mj_writer with check (
  stream like 'case/%' and coalesce((select c.bureau = document.bureau from case_file c where c.id = substr(stream, 6)), true));
create policy record on decision to mj_writer using (true) with check (
  coalesce((select c.bureau = decision.bureau from case_file c where c.id = case_id), true));
create policy sent on draft to mj_writer using (true);

-- The application's own role writes what belongs to a bureau, to its publications and to nobody's case.
drop policy work_all on journal;
create policy work_read on journal for select to mj_app using (true);
create policy record_others on journal for insert to mj_app with check (stream not like 'case/%');
revoke insert on case_evidence, document from mj_app;

-- Nobody adds a disclosure to a fact of another day: they come in one transaction. Asked as the owner, whom no policy narrows.
create or replace function disclosure_has_fact() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select 1 from (select distinct stream, version from added) a where
      (select j.version from public.journal j where j.stream = a.stream and j.version = a.version and j.xmin = pg_current_xact_id()::xid) is null) then
    raise exception 'disclosure without its fact' using errcode = '23503';
  end if;
  return null;
end $$;
