-- Nobody asks what is pending by its fact, and a fact is written once: the journal's key sees to that.
alter table ledger_pending drop constraint ledger_pending_stream_version_key;

-- One look into the journal for each fact, not for each of its disclosures.
create or replace function disclosure_has_fact() returns trigger language plpgsql as $$
begin
  if exists (select 1 from (select distinct stream, version from added) a where
      (select j.version from public.journal j where j.stream = a.stream and j.version = a.version) is null) then
    raise exception 'disclosure without its fact' using errcode = '23503';
  end if;
  return null;
end $$;
