-- A case's row bears who renewed it last, so that the database can look whether they take part in the case; and an original is
-- attached only to a case of the body that holds it, or in which that body takes part.
alter table case_file add column updated_by text;
update case_file c set updated_by = (select j.actor from journal j where j.stream = 'case/' || c.id order by j.version desc limit 1);
alter table case_file alter column updated_by set not null;

grant select (updated_by), update (updated_by) on case_file to mj_writer;
drop policy record on case_file;
create policy known on case_file for select to mj_writer using (true);
create policy opened on case_file for insert to mj_writer with check (
  (select p.active and p.bureau = case_file.bureau from person p where p.id = updated_by));
create policy renewed on case_file for update to mj_writer using (true) with check (
  updated_by = 'time'
  or (select p.active and (p.bureau = case_file.bureau or p.bureau = any(case_file.participants)) from person p where p.id = updated_by));

-- A policy sees the row as it will be; whoever makes a body a participant must be one in the row as it was.
create function participant_changes() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'mj_writer' and not exists (
      select from person p where p.id = new.updated_by and p.active and (p.bureau = old.bureau or p.bureau = any(old.participants))) then
    raise exception 'case_file %: participants change by a participant alone', old.id using errcode = '42501';
  end if;
  return new;
end $$;
create trigger case_file_participants before update on case_file for each row
  when (new.participants is distinct from old.participants) execute function participant_changes();

grant select (bureau) on evidence to mj_writer;
drop policy record on case_evidence;
create policy record on case_evidence for insert to mj_writer with check (
  (select e.bureau = c.bureau or e.bureau = any(c.participants) from case_file c, evidence e where c.id = case_id and e.id = evidence));
