-- What a command answered follows from its facts: their types and the last commitment are kept, not the answer itself.
alter table command add column fact_types text not null default '', add column commitment bytea not null default '';
alter table command disable trigger command_append_only;
update command c set fact_types = f.types, commitment = f.commitments[1]
  from (select stream, command_id, string_agg(type, ' ' order by version) as types, array_agg(commitment order by version desc) as commitments
    from journal group by stream, command_id) f
  where f.stream = c.stream and f.command_id = c.id;
alter table command enable trigger command_append_only;
alter table command alter column fact_types drop default, alter column commitment drop default, drop column reply;
