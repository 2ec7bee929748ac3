-- Whoever takes part in a case sees the facts of its publications and of its exports as well as its own.
drop policy seen on journal;
create policy seen on journal for select to mj_reader using (
  bureau = current_setting('mingjing.bureau', true)
  or (stream like 'case/%' and exists (select from case_file c where c.id = substr(stream, 6)))
  or (stream like 'publication/%' and exists (select from publication p where p.id = substr(stream, 13)))
  or (stream like 'export/%' and exists (select from case_file c where c.id = substr(stream, 8))));
