-- A case taken in from paper opens together with its scans: the policy does not see the row of a case that the same statement
-- opens, a trigger at the statement's end does. Both ask the same: the case's own body, or one that takes part in it, holds the original.
drop policy record on case_evidence;
create policy record on case_evidence for insert to mj_writer with check (coalesce(
  (select e.bureau = c.bureau or e.bureau = any(c.participants) from case_file c, evidence e where c.id = case_id and e.id = evidence), true));

create function evidence_of_its_case() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'mj_writer' and (
      select e.bureau = c.bureau or e.bureau = any(c.participants)
      from case_file c, evidence e where c.id = new.case_id and e.id = new.evidence) is not true then
    raise exception 'case_evidence %: the original is held by a body that takes no part', new.case_id using errcode = '42501';
  end if;
  return null;
end $$;
create trigger case_evidence_of_its_case after insert on case_evidence for each row execute function evidence_of_its_case();
