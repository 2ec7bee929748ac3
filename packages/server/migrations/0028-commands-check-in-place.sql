-- The statement that writes a command looks itself whether people and originals stand as they were known; a function per question,
-- each with a plan of its own, cost a tenth of the statement. What remains is the refusal.
create function must_stand(stands boolean) returns boolean language plpgsql stable as $$
begin
  if stands is not true then
    raise exception 'what the command rests on has changed' using errcode = 'MJ001';
  end if;
  return true;
end $$;
grant execute on function must_stand(boolean) to mj_app;
drop function people_stand(text[], integer[]);
drop function originals_stand(text[]);
