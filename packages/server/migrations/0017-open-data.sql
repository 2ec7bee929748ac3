-- For the open data: the facts that confirm a shown result on its carriers, and the counts sealed day by day. Nothing in
-- either is withheld from anybody.
create view published_confirmation with (security_barrier) as
  select r.id, r.bureau, j.stream, j.version, j.bytes
  from published_result r join journal j on j.stream = r.stream and j.type = 'channel-confirmed' where r.state = 'published';

create view sealed_count with (security_barrier) as
  select bureau, version, stream, bytes from journal where type = 'counts-sealed' and stream = 'counts/' || bureau;

grant select on published_confirmation, sealed_count to mj_app, mj_portal;
