create table active_pack (
  bureau  text not null references bureau (id),
  pack    text not null,
  sha256  text not null references pack_version (sha256),
  primary key (bureau, pack)
);

-- What the portal may read of the journal: the facts behind published results, and only the disclosures meant to be seen.
create view published_fact with (security_barrier) as
  select r.id, j.stream, j.version, j.bureau, j.bytes,
    (select array_agg(d.bytes order by d.name) from disclosure d
      where d.stream = j.stream and d.version = j.version
        and (d.name in ('title', 'summary') or d.name like 'fields.%') and j.type = 'result-published') as disclosures
  from published_result r join journal j on j.stream = r.stream and j.version = r.version;

create view portal_bureau with (security_barrier) as
  select id, name, short, profile, demonstration from bureau;

grant usage on schema public to mj_app, mj_sequencer, mj_eraser, mj_portal;

grant select, insert on journal, disclosure, command, ledger_pending, pack_version, evidence, document, audit_read to mj_app;
grant update (segment) on audit_read to mj_app;
grant select on ledger_entry, ledger_node, ledger_head, ledger_checkpoint, published_fact, portal_bureau to mj_app;
grant select, insert, update on number_series, person, setting, calendar_year, bureau, active_pack, case_file, publication, publication_channel, published_result, published_officer, result_count to mj_app;
grant select, insert, update, delete on session, draft to mj_app;

grant select, delete on ledger_pending to mj_sequencer;
grant select, insert, update on ledger_head to mj_sequencer;
grant select, insert on ledger_entry, ledger_node, ledger_checkpoint to mj_sequencer;

grant select on journal, disclosure to mj_eraser;
grant update (bytes) on disclosure to mj_eraser;
grant select (id, stream, bytes), update (bytes) on document to mj_eraser;

grant select on published_result, published_officer, result_count, published_fact, portal_bureau, ledger_entry, ledger_node, ledger_checkpoint to mj_portal;
