-- The worklist and a case's page are read under the reader too: the folded state of a case is seen with the case, and its
-- publication by every body that takes part in the case.
grant select on case_state to mj_reader;
create policy seen on case_state for select to mj_reader using (exists (select from case_file c where c.id = case_state.id));

drop policy seen on publication;
create policy seen on publication for select to mj_reader using (
  bureau = current_setting('mingjing.bureau', true)
  or exists (select from case_file c where c.id = case_id));
