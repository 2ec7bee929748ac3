-- An original may be erased by law: its row keeps digests, size and type; name and claims of the file go, and the file itself after them.
alter table evidence add column erased boolean not null default false;

-- Whether the two-person facts of every case that attached this original have ordered it erased; never for what no case ordered.
create function original_released(original text, digest text) returns boolean language sql stable as $$
  with attached as (
    select fact.evidence, fact.sha256, exists (
      select from journal o
      where o.stream = j.stream and o.version > j.version and o.type = 'personal-data-erased'
        and convert_from(o.bytes, 'UTF8')::jsonb #> '{plain,targets}'
          @> jsonb_build_array(jsonb_build_object('version', j.version, 'fields', jsonb_build_array('attachment')))) as ordered
    from evidence e join case_evidence h on h.evidence = e.id
    join journal j on j.stream = 'case/' || h.case_id and j.type = 'record-attached', lateral (
      select told ->> 'evidenceId' as evidence, told ->> 'sha256' as sha256
      from (select convert_from(j.bytes, 'UTF8')::jsonb #> '{plain,attachment}' as told offset 0) as plain) as fact
    where e.sha256 = digest and fact.evidence = e.id
  )
  select exists (select from attached where ordered) and not exists (select from attached where evidence = original and not ordered)
$$;

create function only_original_erasure() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and current_user = 'mj_eraser' and not old.erased and new.erased
     and new.file_name = '已依法删除' and new.facts = '{}'
     and (new.id, new.bureau, new.media_type, new.size, new.sha256, new.sm3, new.stored_at, new.stored_by)
       = (old.id, old.bureau, old.media_type, old.size, old.sha256, old.sm3, old.stored_at, old.stored_by)
     and original_released(old.id, old.sha256) then
    return new;
  end if;
  raise exception 'append-only table evidence: % refused', tg_op using errcode = '42501';
end $$;
drop trigger evidence_append_only on evidence;
create trigger evidence_only_erasure before update or delete on evidence for each row execute function only_original_erasure();
create index evidence_by_content on evidence (sha256);

grant select (id, sha256, erased), update (file_name, facts, erased) on evidence to mj_eraser;
grant select on case_evidence to mj_eraser;
