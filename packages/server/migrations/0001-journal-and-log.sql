-- The journal, its disclosures, the log and everything that is kept besides. Roles are made by the platform before migrations run.

create table journal (
  stream        text        not null check (length(stream) between 3 and 120),
  version       integer     not null check (version >= 1),
  type          text        not null,
  type_version  smallint    not null,
  bureau        text        not null,
  occurred_on   date        not null,
  recorded_at   timestamptz not null,
  actor         text        not null,
  command_id    uuid        not null,
  bytes         bytea       not null check (octet_length(bytes) <= 4194304),
  commitment    bytea       not null check (octet_length(commitment) = 32),
  primary key (stream, version)
);
create index journal_by_bureau on journal (bureau, recorded_at);
create index journal_by_command on journal (command_id);

create table disclosure (
  stream   text    not null,
  version  integer not null,
  name     text    not null,
  bytes    text,
  primary key (stream, version, name),
  foreign key (stream, version) references journal (stream, version)
);

create table command (
  id          uuid        primary key,
  stream      text        not null,
  actor       text        not null,
  digest      text        not null,
  version_to  integer     not null,
  reply       jsonb       not null,
  recorded_at timestamptz not null
);

create table number_series (
  bureau text    not null,
  family text    not null,
  year   integer not null,
  last   integer not null,
  primary key (bureau, family, year)
);

create table ledger_pending (
  id      bigint generated always as identity primary key,
  bureau  text    not null,
  stream  text    not null,
  version integer not null,
  leaf    bytea   not null check (octet_length(leaf) = 33),
  unique (stream, version)
);

create table ledger_entry (
  bureau  text    not null,
  index   bigint  not null,
  stream  text    not null,
  version integer not null,
  leaf    bytea   not null,
  primary key (bureau, index),
  unique (stream, version)
);

create table ledger_node (
  bureau text     not null,
  level  smallint not null,
  index  bigint   not null,
  hash   bytea    not null,
  primary key (bureau, level, index)
);

create table ledger_head (
  bureau text   primary key,
  size   bigint not null,
  root   bytea  not null
);

create table ledger_checkpoint (
  bureau    text        not null,
  size      bigint      not null,
  root      bytea       not null,
  note      text        not null,
  signed_at timestamptz not null,
  primary key (bureau, size)
);

create table audit_read (
  id         uuid        primary key,
  bureau     text        not null,
  person     text        not null,
  action     text        not null,
  subject    text        not null,
  read_at    timestamptz not null,
  segment    integer
);
create index audit_read_open on audit_read (bureau) where segment is null;

-- Append-only: nothing above may be changed or removed, whoever asks (superusers excepted, whom only the log and witnesses catch).
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'append-only table %: % refused', tg_table_name, tg_op using errcode = '42501';
end $$;

create trigger journal_append_only before update or delete on journal for each row execute function refuse_change();
create trigger journal_no_truncate before truncate on journal for each statement execute function refuse_change();
create trigger command_append_only before update or delete on command for each row execute function refuse_change();
create trigger command_no_truncate before truncate on command for each statement execute function refuse_change();
create trigger ledger_entry_append_only before update or delete on ledger_entry for each row execute function refuse_change();
create trigger ledger_entry_no_truncate before truncate on ledger_entry for each statement execute function refuse_change();
create trigger ledger_node_append_only before update or delete on ledger_node for each row execute function refuse_change();
create trigger ledger_node_no_truncate before truncate on ledger_node for each statement execute function refuse_change();
create trigger ledger_checkpoint_append_only before update or delete on ledger_checkpoint for each row execute function refuse_change();
create trigger ledger_checkpoint_no_truncate before truncate on ledger_checkpoint for each statement execute function refuse_change();

-- A disclosure may lose its bytes by law (erasure), under the eraser's role only; it never changes otherwise.
create function only_erasure() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and current_user = 'mj_eraser' and new.bytes is null
     and new.stream = old.stream and new.version = old.version and new.name = old.name then
    return new;
  end if;
  raise exception 'append-only table disclosure: % refused', tg_op using errcode = '42501';
end $$;
create trigger disclosure_only_erasure before update or delete on disclosure for each row execute function only_erasure();
create trigger disclosure_no_truncate before truncate on disclosure for each statement execute function refuse_change();
