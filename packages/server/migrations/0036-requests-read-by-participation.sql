-- The role under which requests are answered sees and changes rows of cases, drafts and publications for the person it is told of
-- alone, as the reader does; without that it sees none. What belongs to a body and to no case stays open to it. What runs by itself,
-- for nobody, has a role of its own.
do $$
declare
  named text;
begin
  foreach named in array array['journal', 'disclosure', 'case_file', 'case_state', 'case_evidence', 'document', 'evidence', 'draft',
    'publication', 'publication_channel', 'decision']
  loop
    execute format('drop policy if exists work_all on %I', named);
    execute format('alter policy seen on %I to mj_reader, mj_app', named);
    execute format('create policy background_all on %I for select to mj_worker using (true)', named);
  end loop;
end $$;

drop policy work_read on journal;
create policy of_bodies on journal for select to mj_app using (
  stream not like 'case/%' and stream not like 'publication/%' and stream not like 'export/%');
drop policy record_others on journal;
create policy record_others on journal for insert to mj_app with check (
  case split_part(stream, '/', 1)
    when 'case' then false
    when 'publication' then bureau = current_setting('mingjing.bureau', true) and actor = current_setting('mingjing.actor', true)
    when 'export' then actor = current_setting('mingjing.actor', true)
      and exists (select from case_file c where c.id = substr(stream, 8) and c.bureau = journal.bureau)
    else true
  end);
create policy with_fact on disclosure for insert to mj_app with check (true);

create policy renewed on case_state for insert to mj_app with check (exists (select from case_file c where c.id = case_state.id));
create policy renewed_again on case_state for update to mj_app using (exists (select from case_file c where c.id = case_state.id));
create policy stored on evidence for insert to mj_app with check (
  bureau = current_setting('mingjing.bureau', true) and stored_by = current_setting('mingjing.actor', true));
create policy written on draft for insert to mj_app with check (person = current_setting('mingjing.actor', true));
create policy written_again on draft for update to mj_app using (person = current_setting('mingjing.actor', true));
create policy dropped on draft for delete to mj_app using (person = current_setting('mingjing.actor', true));
create policy drafted on publication for insert to mj_app with check (bureau = current_setting('mingjing.bureau', true));
create policy changed on publication for update to mj_app using (bureau = current_setting('mingjing.bureau', true));
-- A carrier comes with its publication in one statement, which a policy does not see yet: asked is only whether it is another body's.
create function is_elsewhere(publication text) returns boolean
  language sql stable strict security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from public.publication p where p.id = $1 and p.bureau is distinct from current_setting('mingjing.bureau', true))
$$;
revoke execute on function is_elsewhere(text) from public;
grant execute on function is_elsewhere(text) to mj_app;
create policy carried on publication_channel for insert to mj_app with check (
  current_setting('mingjing.bureau', true) <> '' and not is_elsewhere(publication));
create policy carried_on on publication_channel for update to mj_app using (not is_elsewhere(publication));

-- Of an original that a command attaches, what is registered of it, for the bureau that holds it.
create function stored_originals(ids text[], bureaux text[])
  returns table (id text, bureau text, file_name text, media_type text, size bigint, sha256 text, sm3 text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select e.id, e.bureau, e.file_name, e.media_type, e.size, e.sha256, e.sm3
  from unnest(ids, bureaux) as wanted(id, bureau), lateral (select * from public.evidence where evidence.id = wanted.id offset 0) as e
  where e.bureau = wanted.bureau and not e.erased and not exists (
    select from public.journal ordered
    where ordered.type = 'personal-data-erased'
      and (select held.case_id from public.case_evidence held where held.evidence = e.id and held.case_id = substr(ordered.stream, 6)) is not null
      and (select max(attached.version) from public.journal attached
        where attached.stream = ordered.stream and attached.version < ordered.version and attached.type = 'record-attached'
          and convert_from(attached.bytes, 'UTF8')::jsonb #>> '{plain,attachment,evidenceId}' = e.id
          and convert_from(ordered.bytes, 'UTF8')::jsonb #> '{plain,targets}' @> jsonb_build_array(
            jsonb_build_object('version', attached.version, 'fields', jsonb_build_array('attachment')))) is not null)
$$;
revoke execute on function stored_originals(text[], text[]) from public;
grant execute on function stored_originals(text[], text[]) to mj_app;

revoke insert, update on case_file, decision from mj_app;

grant usage on schema public to mj_worker;
grant select on journal, disclosure, case_file, case_state, case_evidence, document, evidence, publication, publication_channel,
  decision, published_result, published_officer, result_count, decision_count, bureau, pack_version, calendar_version, calendar_year,
  active_pack, person_version, setting, command, ledger_entry, ledger_node, ledger_checkpoint, ledger_cosignature, ledger_log, ledger_head,
  ledger_finding, ledger_time_stamp, ledger_pending, published_fact, sealed_count, sealed_recheck, recheck_run, recheck_finding, log_opening to mj_worker;
grant insert on journal, disclosure, ledger_pending, command, audit_read to mj_worker;
grant insert, update on case_file, case_state, publication, publication_channel, published_result to mj_worker;
grant select (subject), delete on draft to mj_worker;
grant select (id, bureau, unit, login, name, post, must_change_password, roles, active, credential_number, credential_valid_to, credential_area) on person to mj_worker;
grant execute on function must_stand(boolean), code_digest(bytea), bigrams(text), bigram_vector(text) to mj_worker;
create policy background on journal for insert to mj_worker with check (stream not like 'case/%');
create policy background on disclosure for insert to mj_worker with check (true);
do $$
declare
  named text;
begin
  foreach named in array array['case_file', 'case_state', 'publication', 'publication_channel']
  loop
    execute format('create policy background on %I for insert to mj_worker with check (true)', named);
    execute format('create policy background_again on %I for update to mj_worker using (true)', named);
  end loop;
end $$;
create policy background on draft for delete to mj_worker using (true);
