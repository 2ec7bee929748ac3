-- A command rests on who works in the bureaux around its case. A process keeps these people; the statement that writes the
-- command compares the versions it kept them under, so that nobody acts on people as they no longer are.
create table person_version (
  bureau   text    primary key,
  version  integer not null
);
insert into person_version (bureau, version) select distinct bureau, 1 from person;

create function count_person_change() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into person_version as v (bureau, version)
    select b, 1 from (select distinct b from unnest(array[old.bureau, new.bureau]) as b where b is not null) as changed order by b
    on conflict (bureau) do update set version = v.version + 1;
  return null;
end $$;
create trigger person_inserted_or_gone after insert or delete on person for each row execute function count_person_change();
create trigger person_changed after update on person for each row
  when ((old.bureau, old.unit, old.name, old.post, old.roles, old.active, old.credential_number, old.credential_valid_to, old.credential_area)
    is distinct from (new.bureau, new.unit, new.name, new.post, new.roles, new.active, new.credential_number, new.credential_valid_to, new.credential_area))
  execute function count_person_change();

create function people_stand(bureaus text[], versions integer[]) returns boolean language plpgsql stable as $$
begin
  if exists (select 1 from unnest(bureaus, versions) as known(bureau, version) where
      (select v.version from public.person_version v where v.bureau = known.bureau) is distinct from known.version) then
    raise exception 'people changed' using errcode = 'MJ001';
  end if;
  return true;
end $$;

grant select on person_version to mj_app;
