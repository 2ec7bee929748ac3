-- The result of a full recheck as the bureau's log binds it; nothing in it is withheld from anybody.
create view sealed_recheck with (security_barrier) as
  select bureau, version, stream, bytes from journal where type = 'recheck-sealed' and stream = 'recheck/' || bureau;

grant select on sealed_recheck to mj_app, mj_portal;
