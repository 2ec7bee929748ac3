-- A published result that was put right: the page shows its last approved fact, asked for by another since the one before;
-- that those before stood there anybody can have proven, without what they said.
create view published_earlier with (security_barrier) as
  select r.id, r.bureau, j.stream, j.version, j.bytes
  from published_result r join journal j on j.stream = r.stream and j.type = 'result-published' and j.version < r.version
  where r.state = 'published';
grant select on published_earlier to mj_portal;

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
    select j.type, j.actor, j.version from journal j
    where j.stream = r.stream and j.version < r.version
      and j.type = any (case f.type when 'result-published' then array['publication-drafted', 'result-imported', 'publication-correction-drafted'] else array['withdrawal-proposed'] end)
    order by j.version desc limit 1
  ) asked on true
  where (
    r.stream = 'publication/' || r.id
    and f.bureau = r.bureau
    and f.type = case r.state when 'published' then 'result-published' else 'result-withdrawn' end
    and (asked.actor <> f.actor or (asked.type = 'result-imported' and f.actor = 'command-line'))
    and not exists (
      select from journal j where j.stream = r.stream and j.version > asked.version and j.version < r.version and j.type = 'result-published')
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
