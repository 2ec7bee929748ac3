-- What a command asked, as a digest, stands with the first fact that it wrote: a repetition is known by it. A table of commands
-- cost every one of them a row and an index besides.
alter table journal add column asked bytea;
alter table journal disable trigger journal_append_only;
update journal j set asked = decode(c.digest, 'hex')
  from command c, lateral (select min(f.version) as version from journal f where f.stream = c.stream and f.command_id = c.id) first
  where c.digest <> '' and j.stream = c.stream and j.version = first.version;
alter table journal enable trigger journal_append_only;
create unique index journal_asked on journal (command_id) where asked is not null;
drop table command;

-- What the commands of these ids wrote, fact after fact, whoever asks: an answer given once is given again.
create function commands_written(ids uuid[]) returns table (id uuid, stream text, version integer, type text, commitment bytea, actor text, asked bytea)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with recursive written as (
    select j.command_id as id, j.stream, j.version, j.type, j.commitment, j.actor, j.asked from journal j
    where j.command_id = any(ids) and j.asked is not null
    union all
    select w.id, j.stream, j.version, j.type, j.commitment, j.actor, j.asked
    from written w join journal j on j.stream = w.stream and j.version = w.version + 1 and j.command_id = w.id
  ) select * from written
$$;
revoke execute on function commands_written(uuid[]) from public;
grant execute on function commands_written(uuid[]) to mj_app;
