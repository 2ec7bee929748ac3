-- An imported result that was withdrawn because it was wrong makes room for the row put right, which comes as a result of its own;
-- the very row that was wrong is known by its digest and does not come again.
update publication set import_identity = 'withdrawn/' || id
  where origin = 'import' and state = 'withdrawn' and state_body #>> '{withdrawn,cause}' = 'wrong' and import_identity like '[%';
create index publication_withdrawn_content on publication (bureau, content_digest) where state = 'withdrawn' and content_digest is not null;
