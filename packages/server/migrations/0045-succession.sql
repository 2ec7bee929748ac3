-- A bureau can be succeeded by another: whoever acts in its place is of the successor. Which bureaux a body continues for, its
-- predecessors' predecessors among them, stands in their profiles.
alter table session add column acts_in text references bureau (id);

create function continues_for(body text, bodies text[]) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with recursive before (id) as (
    select b.id from public.bureau b where b.profile #>> '{successor,body}' = $1
    union select b.id from public.bureau b join before on b.profile #>> '{successor,body}' = before.id)
  select exists (select from before where before.id = any($2))
$$;
revoke execute on function continues_for(text, text[]) from public;
grant execute on function continues_for(text, text[]) to mj_writer;

-- Asked last: a person of the case's own bodies is found without it.
drop policy record on journal;
create policy record on journal for insert to mj_writer with check (
  stream like 'case/%' and coalesce(
    (select c.bureau = journal.bureau
        and (actor = 'time' or (select p.active and (p.bureau = c.bureau or p.bureau = any(c.participants)
          or continues_for(p.bureau, c.participants || c.bureau)) from person p where p.id = actor))
      from case_file c where c.id = substr(stream, 6)),
    (select p.active and p.bureau = journal.bureau from person p where p.id = actor)) is true);

drop policy renewed on case_file;
create policy renewed on case_file for update to mj_writer using (true) with check (
  updated_by = 'time'
  or (select p.active and (p.bureau = case_file.bureau or p.bureau = any(case_file.participants)
    or continues_for(p.bureau, case_file.participants || case_file.bureau)) from person p where p.id = updated_by));

create or replace function participant_changes() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'mj_writer' and not exists (
      select from person p where p.id = new.updated_by and p.active and (p.bureau = old.bureau or p.bureau = any(old.participants)
        or continues_for(p.bureau, old.participants || old.bureau))) then
    raise exception 'case_file %: participants change by a participant alone', old.id using errcode = '42501';
  end if;
  return new;
end $$;
