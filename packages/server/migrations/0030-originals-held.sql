-- Attaching an original and erasing it never cross: who erases waits for every attachment under way and keeps others from
-- beginning, so that it sees all there are, and whoever comes later sees what is erased.
create function hold_attachments() returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  lock table public.case_evidence in share mode;
end $$;
grant execute on function hold_attachments() to mj_eraser;
