-- A subquery for each row keeps this a look into the index, whatever the statistics say; joined, it came to read the whole journal.
create or replace function disclosure_has_fact() returns trigger language plpgsql as $$
begin
  if exists (select 1 from added a where
      (select j.version from public.journal j where j.stream = a.stream and j.version = a.version) is null) then
    raise exception 'disclosure without its fact' using errcode = '23503';
  end if;
  return null;
end $$;
