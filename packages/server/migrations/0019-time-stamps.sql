-- What a time-stamp authority signed of a log's heads (RFC 3161). Insert only.
create table ledger_time_stamp (
  bureau     text        not null,
  size       bigint      not null,
  token      bytea       not null,
  authority  text        not null,
  stamped_at timestamptz not null,
  primary key (bureau, size),
  foreign key (bureau, size) references ledger_checkpoint (bureau, size)
);

create trigger ledger_time_stamp_append_only before update or delete on ledger_time_stamp for each row execute function refuse_change();
create trigger ledger_time_stamp_no_truncate before truncate on ledger_time_stamp for each statement execute function refuse_change();

grant select, insert on ledger_time_stamp to mj_sequencer;
grant select on ledger_time_stamp to mj_app, mj_portal, mj_auditor;
