-- A document made again before service: whoever checks the paper that did not go out is told that another took its place.
create or replace function document_changes(digest text)
  returns table (version integer, type text, occurred_on date, outcome text, by text, is_decision boolean)
  language sql stable strict security definer set search_path = pg_catalog, public, pg_temp as $$
  with issued as (
    select j.stream, j.version, j.command_id, told.plain from public.journal j, lateral (select convert_from(j.bytes, 'UTF8')::jsonb -> 'plain' as plain) told
    where j.type = 'document-issued' and public.code_digest(j.bytes) = digest order by j.recorded_at, j.stream, j.version limit 1
  ), later as (
    select r.version, r.type, r.occurred_on, convert_from(r.bytes, 'UTF8')::jsonb -> 'plain' as plain
    from public.journal r, issued i where r.stream = i.stream and r.version > i.version
      and r.type in ('decision-revoked', 'fact-corrected', 'document-corrected', 'document-remade')
  )
  select l.version, l.type, l.occurred_on::date, l.plain ->> 'outcome', l.plain ->> 'by', i.plain ->> 'documentNumber' = d.number
  from later l, issued i, lateral (
    select convert_from(j.bytes, 'UTF8')::jsonb #>> '{plain,documentNumber}' as number from public.journal j
    where j.stream = i.stream and j.type = 'decision-made' and j.version < i.version order by j.version desc limit 1
  ) d
  where l.type = 'decision-revoked' and (i.plain ->> 'documentNumber' = d.number or i.plain -> 'forServing' = 'true')
  union all
  select l.version, l.type, l.occurred_on::date, null, null, false from later l, issued i
  where l.type = 'fact-corrected' and exists (
    select from public.journal e where e.stream = i.stream and e.version = (l.plain ->> 'target')::integer and e.command_id = i.command_id)
  union all
  select l.version, l.type, l.occurred_on::date, null, l.plain ->> 'documentNumber', false from later l, issued i
  where l.type in ('document-corrected', 'document-remade') and l.plain ->> 'documentId' = i.plain ->> 'documentId'
  order by 1
$$;
