-- The digest of what a command asked bears no salt: words that were erased could be tried against it. An erasure empties it under
-- the eraser's role. Empty, not null: the id of the command stays taken, so that its repetition is refused and not written anew.
create function only_asked_erasure() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and current_user = 'mj_eraser' and octet_length(old.asked) > 0 and new.asked = '' then
    old.asked := '';
    if old is not distinct from new then
      return new;
    end if;
  end if;
  raise exception 'append-only table journal: % refused', tg_op using errcode = '42501';
end $$;
drop trigger journal_append_only on journal;
create trigger journal_only_asked_erasure before update or delete on journal for each row execute function only_asked_erasure();
grant update (asked) on journal to mj_eraser;
