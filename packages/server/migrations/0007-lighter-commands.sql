-- A command writes less: the folded state of a case, needed only by lists over many cases, is kept apart and brought up to date when they are read.
create table case_state (
  id       text    primary key,
  version  integer not null,
  state    jsonb   not null
);
insert into case_state (id, version, state) select id, version, state from case_file;

-- Which cases hold which original: who may see it depends on them.
create table case_evidence (
  evidence  text not null,
  case_id   text not null,
  primary key (evidence, case_id)
);
insert into case_evidence (evidence, case_id)
  select distinct record -> 'attachment' ->> 'evidenceId', c.id from case_file c, jsonb_array_elements(c.state -> 'records') as record;

alter table case_file drop column state;
-- No question can use this index (bureau or participant), and without it a case's row is renewed in its place.
drop index case_file_by_bureau;
alter table case_file set (fillfactor = 70);

-- Nothing asks the journal by these.
drop index journal_by_bureau;
drop index journal_by_command;

-- A disclosure belongs to a fact. Facts never change or go, so it is enough to look once, for all rows of a statement; the foreign key
-- looked for each row and locked the fact.
alter table disclosure drop constraint disclosure_stream_version_fkey;
create function disclosure_has_fact() returns trigger language plpgsql as $$
begin
  if exists (select 1 from added a where not exists
      (select 1 from public.journal j where j.stream = a.stream and j.version = a.version)) then
    raise exception 'disclosure without its fact' using errcode = '23503';
  end if;
  return null;
end $$;
create trigger disclosure_has_fact after insert on disclosure
  referencing new table as added for each statement execute function disclosure_has_fact();

grant select, insert, update on case_state to mj_app;
grant select, insert on case_evidence to mj_app;
