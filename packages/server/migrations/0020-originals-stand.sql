-- A command that attaches an original rests on it. A process keeps what it knows of stored originals, which never change; the
-- statement that writes the command finds out whether one has been erased since.
create function originals_stand(originals text[]) returns boolean language plpgsql stable as $$
begin
  if exists (select 1 from unnest(originals) as known(id) where
      not exists (select 1 from public.evidence e where e.id = known.id and not e.erased)) then
    raise exception 'original gone' using errcode = 'MJ001';
  end if;
  return true;
end $$;
grant execute on function originals_stand(text[]) to mj_app;
