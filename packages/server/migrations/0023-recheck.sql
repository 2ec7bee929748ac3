-- Everything that is kept is recomputed at night under a role of its own, which reads what it must and changes nothing but its own
-- result. It works in temporary tables.
grant usage on schema public to mj_checker;
do $$ begin
  execute format('grant temporary on database %I to mj_checker', current_database());
end $$;
grant select on journal, disclosure, command, number_series, ledger_pending, ledger_entry, ledger_node, ledger_head, ledger_checkpoint,
  ledger_log, ledger_cosignature, ledger_time_stamp, audit_read, pack_version, calendar_version, evidence, document,
  case_file, case_state, case_evidence, publication, publication_channel, published_result, published_officer, bureau,
  result_count, decision, active_pack, calendar_year to mj_checker;
grant select (id, bureau, unit, name, post, roles, active, credential_number, credential_valid_to, credential_area) on person to mj_checker;
grant execute on function bigrams(text), bigram_vector(text), original_released(text, text) to mj_checker;

create table recheck_run (
  id          uuid        primary key,
  started_at  timestamptz not null,
  finished_at timestamptz,
  -- Parts that are through, and where the one after them has come to.
  done        text[]      not null default '{}',
  at          text,
  findings    integer     not null default 0,
  counts      jsonb       not null default '{}'
);
create index recheck_run_newest on recheck_run (finished_at desc) where finished_at is not null;

create table recheck_finding (
  run      uuid        not null references recheck_run (id),
  number   integer     not null,
  part     text        not null,
  bureau   text,
  "table"  text        not null,
  row      text        not null,
  "column" text,
  sentence text        not null,
  found_at timestamptz not null,
  primary key (run, number)
);

-- A result that stands is not taken back.
create function only_unfinished() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.finished_at is null and (new.id, new.started_at) = (old.id, old.started_at) then
    return new;
  end if;
  raise exception 'recheck_run: % refused', tg_op using errcode = '42501';
end $$;
create trigger recheck_run_only_unfinished before update or delete on recheck_run for each row execute function only_unfinished();
create trigger recheck_run_no_truncate before truncate on recheck_run for each statement execute function refuse_change();
create trigger recheck_finding_append_only before update or delete on recheck_finding for each row execute function refuse_change();
create trigger recheck_finding_no_truncate before truncate on recheck_finding for each statement execute function refuse_change();

grant select, insert on recheck_run, recheck_finding to mj_checker;
grant update (finished_at, done, at, findings, counts) on recheck_run to mj_checker;
grant select on recheck_run, recheck_finding to mj_app, mj_portal, mj_auditor;
