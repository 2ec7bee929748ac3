-- What other bodies signed of a log's heads, and what was found to contradict it. Insert only.
create table ledger_cosignature (
  bureau    text        not null,
  witness   text        not null,
  size      bigint      not null,
  line      text        not null,
  signed_at timestamptz not null,
  primary key (bureau, witness, size),
  foreign key (bureau, size) references ledger_checkpoint (bureau, size)
);

create table ledger_finding (
  bureau    text        not null,
  kind      text        not null check (kind in ('fork', 'behind', 'disputed', 'stale-witness')),
  witness   text        not null,
  name      text        not null,
  seen_size bigint      not null,
  own_size  bigint      not null,
  evidence  bytea,
  found_at  timestamptz not null,
  primary key (bureau, kind, witness, seen_size),
  check ((evidence is not null) = (kind in ('fork', 'behind')))
);

create trigger ledger_cosignature_append_only before update or delete on ledger_cosignature for each row execute function refuse_change();
create trigger ledger_cosignature_no_truncate before truncate on ledger_cosignature for each statement execute function refuse_change();
create trigger ledger_finding_append_only before update or delete on ledger_finding for each row execute function refuse_change();
create trigger ledger_finding_no_truncate before truncate on ledger_finding for each statement execute function refuse_change();

grant select, insert on ledger_cosignature, ledger_finding to mj_sequencer;
grant select on ledger_cosignature, ledger_finding to mj_app, mj_portal, mj_auditor;
