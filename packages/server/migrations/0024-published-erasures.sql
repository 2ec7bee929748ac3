-- For the open data: the orders by which values of a shown result were erased by law. They name values and hold none; of
-- their disclosures only the authority leaves, which stands on the result's page too.
create view published_erasure with (security_barrier) as
  select r.id, r.bureau, j.stream, j.version, j.bytes,
    (select d.bytes from disclosure d where d.stream = j.stream and d.version = j.version and d.name = 'authority') as authority
  from published_result r join journal j on j.stream = r.stream and j.type = 'personal-data-erased' where r.state = 'published';

grant select on published_erasure to mj_app, mj_portal;
