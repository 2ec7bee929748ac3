-- A result withdrawn as wrong and the one put right are of one decision: where both are erased by law, what is kept of their
-- identity is the same. Rows that stand are still held once.
drop index publication_import_identity;
create unique index publication_import_identity on publication (bureau, import_identity)
  where import_identity is not null and not starts_with(import_identity, 'erased:');
create index publication_identity on publication (bureau, import_identity) where import_identity is not null;
