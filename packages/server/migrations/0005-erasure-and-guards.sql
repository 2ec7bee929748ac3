-- A document's words go with the personal data it repeats; its digest stays. Until now the column refused to be emptied.
alter table document alter column bytes drop not null;

create function only_document_erasure() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and current_user = 'mj_eraser' and new.bytes is null
     and (new.id, new.bureau, new.stream, new.template, new.title, new.number, new.sha256, new.size)
       = (old.id, old.bureau, old.stream, old.template, old.title, old.number, old.sha256, old.size) then
    return new;
  end if;
  raise exception 'append-only table document: % refused', tg_op using errcode = '42501';
end $$;
create trigger document_only_erasure before update or delete on document for each row execute function only_document_erasure();
create trigger document_no_truncate before truncate on document for each statement execute function refuse_change();

create trigger evidence_append_only before update or delete on evidence for each row execute function refuse_change();
create trigger evidence_no_truncate before truncate on evidence for each statement execute function refuse_change();

-- A read that was noted changes once only: when its segment is sealed.
create function only_sealing() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.segment is null and new.segment is not null
     and (new.id, new.bureau, new.person, new.action, new.subject, new.read_at)
       = (old.id, old.bureau, old.person, old.action, old.subject, old.read_at) then
    return new;
  end if;
  raise exception 'append-only table audit_read: % refused', tg_op using errcode = '42501';
end $$;
create trigger audit_read_only_sealing before update or delete on audit_read for each row execute function only_sealing();
create trigger audit_read_no_truncate before truncate on audit_read for each statement execute function refuse_change();

-- The head of a log never moves backwards.
create function only_forward() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.bureau = old.bureau and new.size >= old.size and (new.size > old.size or new.root = old.root) then
    return new;
  end if;
  raise exception 'log head of %: % refused', old.bureau, tg_op using errcode = '42501';
end $$;
create trigger ledger_head_only_forward before update or delete on ledger_head for each row execute function only_forward();
create trigger ledger_head_no_truncate before truncate on ledger_head for each statement execute function refuse_change();

-- One case, one publication: two people who draft at once must not make two.
drop index publication_by_case;
create unique index publication_by_case on publication (case_id) where case_id is not null;
