-- Each bureau's logs, oldest first. The ledger's tables name a log by its id; the first log's id is the bureau's.
create table ledger_log (
  id         text        primary key,
  bureau     text        not null,
  number     integer     not null check (number >= 1),
  vkey       text        not null,
  after_size bigint,
  after_root bytea,
  held_size  bigint,
  held_root  bytea,
  reason     text,
  opened_at  timestamptz not null,
  unique (bureau, number),
  check (id = case when number = 1 then bureau else bureau || '~' || number end),
  check (num_nonnulls(after_size, after_root, held_size, held_root, reason) = case when number = 1 then 0 else 5 end)
);

create trigger ledger_log_append_only before update or delete on ledger_log for each row execute function refuse_change();
create trigger ledger_log_no_truncate before truncate on ledger_log for each statement execute function refuse_change();

grant select, insert on ledger_log to mj_sequencer;
grant select on ledger_log to mj_app, mj_portal, mj_auditor;

-- The facts that open further logs, for everybody: nothing in them is sealed.
create view log_opening with (security_barrier) as
  select bureau, version, bytes from journal where type = 'log-opened' and stream = 'log/' || bureau;
grant select on log_opening to mj_app, mj_portal;
