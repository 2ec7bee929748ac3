-- What a fact discloses is one row: a row a field cost a command a third of its statement. An erasure empties single values.
create table disclosure_of_fact (
  stream  text    not null,
  version integer not null,
  names   text[]  not null,
  bytes   text[]  not null,
  primary key (stream, version)
);
insert into disclosure_of_fact
  select stream, version, array_agg(name order by name collate "C"), array_agg(bytes order by name collate "C")
  from disclosure group by stream, version;

create or replace view published_fact with (security_barrier) as
  select r.id, j.stream, j.version, j.bureau, j.bytes,
    (select array_agg(one.bytes) from disclosure_of_fact d, unnest(d.names, d.bytes) as one(name, bytes)
      where d.stream = j.stream and d.version = j.version
        and (one.name in ('title', 'summary') or one.name like 'fields.%') and j.type = 'result-published') as disclosures
  from published_result r join journal j on j.stream = r.stream and j.version = r.version;
create or replace view published_erasure with (security_barrier) as
  select r.id, r.bureau, j.stream, j.version, j.bytes,
    (select d.bytes[array_position(d.names, 'authority')] from disclosure_of_fact d where d.stream = j.stream and d.version = j.version) as authority
  from published_result r join journal j on j.stream = r.stream and j.type = 'personal-data-erased' where r.state = 'published';

drop table disclosure;
alter table disclosure_of_fact rename to disclosure;
alter table disclosure rename constraint disclosure_of_fact_pkey to disclosure_pkey;
-- Values are random to the letter: nothing is won by packing them.
alter table disclosure alter column bytes set storage external;

grant select, insert on disclosure to mj_app, mj_worker;
grant insert on disclosure to mj_writer;
grant select on disclosure to mj_reader, mj_checker, mj_eraser;
grant update (bytes) on disclosure to mj_eraser;
alter table disclosure enable row level security;
alter table disclosure force row level security;
do $$ begin
  execute format('create policy owner_all on disclosure to %I using (true) with check (true)', current_user);
end $$;
create policy recheck_all on disclosure for select to mj_checker using (true);
create policy erase_all on disclosure to mj_eraser using (true) with check (true);
create policy seen on disclosure for select to mj_app, mj_reader using (
  exists (select from journal j where j.stream = disclosure.stream and j.version = disclosure.version));
create policy background_all on disclosure for select to mj_worker using (true);
create policy record on disclosure for insert to mj_writer with check (true);
create policy with_fact on disclosure for insert to mj_app with check (true);
create policy background on disclosure for insert to mj_worker with check (true);

-- A value may be emptied by law, under the eraser's role only; nothing else of a row ever changes.
create or replace function only_erasure() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and current_user = 'mj_eraser'
     and new.stream = old.stream and new.version = old.version and new.names = old.names
     and array_dims(new.bytes) = array_dims(old.bytes)
     and not exists (select from unnest(old.bytes, new.bytes) as one(was, now) where now is not null and now is distinct from was) then
    return new;
  end if;
  raise exception 'append-only table disclosure: % refused', tg_op using errcode = '42501';
end $$;
create trigger disclosure_only_erasure before update or delete on disclosure for each row execute function only_erasure();
create trigger disclosure_no_truncate before truncate on disclosure for each statement execute function refuse_change();

-- Nobody adds disclosures to a fact of another day: they come in one transaction. Asked as the owner, whom no policy narrows.
create or replace function disclosure_has_fact() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select 1 from added a where
      (select j.version from public.journal j where j.stream = a.stream and j.version = a.version and j.xmin = pg_current_xact_id()::xid) is null) then
    raise exception 'disclosure without its fact' using errcode = '23503';
  end if;
  return null;
end $$;
create trigger disclosure_has_fact after insert on disclosure
  referencing new table as added for each statement execute function disclosure_has_fact();

create or replace function only_approved() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
declare
  refused text;
begin
  select r.id into refused
  from shown r
  left join lateral (
    select j.type, j.actor, j.bureau, convert_from(j.bytes, 'UTF8')::jsonb as envelope
    from journal j where j.stream = r.stream and j.version = r.version limit 1
  ) f on true
  left join lateral (
    select j.type, j.actor from journal j
    where j.stream = r.stream and j.version < r.version
      and j.type = any (case f.type when 'result-published' then array['publication-drafted', 'result-imported'] else array['withdrawal-proposed'] end)
    order by j.version desc limit 1
  ) asked on true
  where (
    r.stream = 'publication/' || r.id
    and f.bureau = r.bureau
    and f.type = case r.state when 'published' then 'result-published' else 'result-withdrawn' end
    and (asked.actor <> f.actor or (asked.type = 'result-imported' and f.actor = 'command-line'))
    and not exists (
      select from journal j where j.stream = r.stream and j.version > r.version and j.type in ('result-published', 'result-withdrawn'))
    and (r.party_name = '' or exists (
      select from jsonb_array_elements(r.body -> 'fields') as shown_field where shown_field ->> 'value' = r.party_name))
    and case r.state
      when 'published' then r.number = f.envelope #>> '{plain,number}' and (
        select said.words <@ coalesce(held.words, '{}') and not exists (
          select from jsonb_object_keys(said.words) as name where not sealed.names ? name)
        from (
          select jsonb_build_object('title', r.title)
            || case when r.body ? 'summary' then jsonb_build_object('summary', r.body -> 'summary') else '{}' end
            || coalesce(jsonb_object_agg('fields.' || (field ->> 'key'), field -> 'value'), '{}') as words
          from jsonb_array_elements(r.body -> 'fields') as field
        ) as said, (
          select jsonb_object_agg(one.name, coalesce(
            convert_from(decode(translate(one.bytes, '-_', '+/') || repeat('=', -length(one.bytes) & 3), 'base64'), 'UTF8')::jsonb ->> 2,
            '已依法删除')) as words
          from disclosure d, unnest(d.names, d.bytes) as one(name, bytes)
          where d.stream = r.stream and d.version = r.version
            and (one.name in ('title', 'summary') or one.name like 'fields.%')
        ) as held, (select f.envelope -> 'sealed' as names offset 0) as sealed
      )
      else r.number = (
          select convert_from(j.bytes, 'UTF8')::jsonb #>> '{plain,number}' from journal j
          where j.stream = r.stream and j.version < r.version and j.type = 'result-published' order by j.version desc limit 1)
        and r.title = r.number || '的公示信息已撤下'
        and r.body -> 'fields' = '[]' and not r.body ? 'summary'
        and r.body #>> '{tombstone,explanation}' = f.envelope #>> '{plain,explanation}'
      end
  ) is not true
  limit 1;
  if found then
    raise exception 'published_result %: no fact of another person makes this public', refused using errcode = '42501';
  end if;
  return null;
end $$;
