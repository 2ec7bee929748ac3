-- A printed document is found by the digest of its code, which stands in the fact that issued it: an index over the facts
-- themselves, so that nothing can fall behind them.
create function code_digest(bytes bytea) returns text
  language sql immutable strict parallel safe
  return convert_from(bytes, 'UTF8')::jsonb #>> '{plain,codeDigest}';
grant execute on function code_digest(bytea) to mj_app;
create index journal_document_code on journal (code_digest(bytes)) where type = 'document-issued';

-- The fact that issued one document, and the last one that took back the decision it bears the number of. Whoever asks must know
-- the code: the portal's role can list no documents.
create function issued_document(digest text)
  returns table (bureau text, stream text, version integer, bytes bytea, revocation bytea)
  language sql stable strict security definer set search_path = pg_catalog, public, pg_temp as $$
  select j.bureau, j.stream, j.version, j.bytes,
    (select r.bytes from public.journal r where r.stream = j.stream and r.version > j.version and r.type = 'decision-revoked'
       and exists (select from public.journal d where d.stream = j.stream and d.type = 'decision-made'
         and convert_from(d.bytes, 'UTF8')::jsonb #>> '{plain,documentNumber}' = convert_from(j.bytes, 'UTF8')::jsonb #>> '{plain,documentNumber}')
       order by r.version desc limit 1)
  from public.journal j where j.type = 'document-issued' and public.code_digest(j.bytes) = digest
  order by j.recorded_at, j.stream, j.version limit 1
$$;
grant execute on function issued_document(text) to mj_app, mj_portal;
