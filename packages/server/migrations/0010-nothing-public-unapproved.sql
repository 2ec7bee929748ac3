-- Nothing is public without the fact that made it so: another person's approval, or an import by whoever runs the server.
-- And nothing else is shown than what that fact holds. Whoever writes the row, the database looks the fact up itself.
create function only_approved() returns trigger language plpgsql security definer
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
          select jsonb_object_agg(d.name, coalesce(
            convert_from(decode(translate(d.bytes, '-_', '+/') || repeat('=', -length(d.bytes) & 3), 'base64'), 'UTF8')::jsonb ->> 2,
            '已依法删除')) as words
          from disclosure d where d.stream = r.stream and d.version = r.version
            and (d.name in ('title', 'summary') or d.name like 'fields.%')
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
create trigger published_result_approved_new after insert on published_result
  referencing new table as shown for each statement execute function only_approved();
create trigger published_result_approved_change after update on published_result
  referencing new table as shown for each statement execute function only_approved();
create trigger published_result_no_truncate before truncate on published_result for each statement execute function refuse_change();

-- An officer is public as the last fact of the bureau about him says.
create function only_registered() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
declare
  refused text;
begin
  select o.id into refused
  from shown o left join (
    select distinct on (j.bureau, told.plain ->> 'person') j.bureau, j.type, told.plain
    from journal j, lateral (select convert_from(j.bytes, 'UTF8')::jsonb -> 'plain' as plain) as told
    where j.stream in (select 'bureau/' || s.bureau from shown s) and j.stream = 'bureau/' || j.bureau
      and j.type in ('officer-registered', 'officer-changed', 'officer-removed')
      and told.plain ->> 'person' in (select s.id from shown s)
    order by j.bureau, told.plain ->> 'person', j.version desc
  ) last on last.bureau = o.bureau and last.plain ->> 'person' = o.id
  where (
    last.type <> 'officer-removed'
    and last.plain @> jsonb_build_object('name', o.name, 'post', o.post, 'credentialNumber', o.credential_number, 'validTo', o.valid_to::text, 'area', o.area)
    and coalesce(last.plain ->> 'unit', o.unit) = o.unit
  ) is not true
  limit 1;
  if found then
    raise exception 'published_officer %: no fact of the bureau registers this officer', refused using errcode = '42501';
  end if;
  return null;
end $$;
create trigger published_officer_registered_new after insert on published_officer
  referencing new table as shown for each statement execute function only_registered();
create trigger published_officer_registered_change after update on published_officer
  referencing new table as shown for each statement execute function only_registered();
create trigger published_officer_no_truncate before truncate on published_officer for each statement execute function refuse_change();
