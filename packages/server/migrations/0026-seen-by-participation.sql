-- What a person looks at is read under a role that sees rows of the person's own bureau, of cases in which that bureau takes part,
-- and of the one case that an emergency access opened; without these settings it sees nothing. Commands, which law and `can` decide
-- on, and the work in the background have policies of their own.
grant usage on schema public to mj_reader;
grant select on case_file, case_evidence, journal, disclosure, document, evidence, draft, publication, publication_channel, decision to mj_reader;

do $$
declare
  named text;
begin
  foreach named in array array['journal', 'disclosure', 'case_file', 'case_state', 'case_evidence', 'document', 'evidence', 'draft',
    'publication', 'publication_channel', 'decision']
  loop
    execute format('alter table %I enable row level security', named);
    execute format('alter table %I force row level security', named);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', named);
    execute format('create policy work_all on %I to mj_app using (true) with check (true)', named);
  end loop;
  foreach named in array array['journal', 'disclosure', 'case_file', 'case_state', 'case_evidence', 'document', 'evidence',
    'publication', 'publication_channel', 'decision']
  loop
    execute format('create policy recheck_all on %I for select to mj_checker using (true)', named);
  end loop;
  foreach named in array array['journal', 'disclosure', 'document', 'evidence', 'case_evidence']
  loop
    execute format('create policy erase_all on %I to mj_eraser using (true) with check (true)', named);
  end loop;
end $$;
create policy audit_all on journal for select to mj_auditor using (true);

create policy seen on case_file for select to mj_reader using (
  bureau = current_setting('mingjing.bureau', true)
  or current_setting('mingjing.bureau', true) = any(participants)
  or id = current_setting('mingjing.case', true));
create policy seen on journal for select to mj_reader using (
  bureau = current_setting('mingjing.bureau', true)
  or (stream like 'case/%' and exists (select from case_file c where c.id = substr(stream, 6))));
create policy seen on disclosure for select to mj_reader using (
  exists (select from journal j where j.stream = disclosure.stream and j.version = disclosure.version));
create policy seen on case_evidence for select to mj_reader using (exists (select from case_file c where c.id = case_id));
create policy seen on document for select to mj_reader using (exists (select from case_file c where c.id = substr(stream, 6)));
create policy seen on evidence for select to mj_reader using (
  (bureau = current_setting('mingjing.bureau', true) and stored_by = current_setting('mingjing.actor', true))
  or exists (select from case_evidence h where h.evidence = id));
create policy seen on draft for select to mj_reader using (person = current_setting('mingjing.actor', true));
create policy seen on publication for select to mj_reader using (bureau = current_setting('mingjing.bureau', true));
create policy seen on publication_channel for select to mj_reader using (exists (select from publication p where p.id = publication));
create policy seen on decision for select to mj_reader using (bureau = current_setting('mingjing.bureau', true));
