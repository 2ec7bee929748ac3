-- Contents of holiday arrangements by their hash, as pack_version holds those of packs; which of them a bureau goes by is a
-- projection of the bureau's own stream, as active_pack is.
alter table calendar_year rename to calendar_version;
alter table calendar_version drop constraint calendar_year_pkey;
alter table calendar_version add primary key (sha256);
revoke update on calendar_version from mj_app;

create table calendar_year (
  bureau  text not null,
  year    integer not null,
  sha256  text not null,
  primary key (bureau, year)
);
insert into calendar_year (bureau, year, sha256) select b.id, v.year, v.sha256 from bureau b, calendar_version v;
grant select, insert, update on calendar_year to mj_app;

alter table active_pack drop constraint active_pack_sha256_fkey;
alter table active_pack drop constraint active_pack_bureau_fkey;
