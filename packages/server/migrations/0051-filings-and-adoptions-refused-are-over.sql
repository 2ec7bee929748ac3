-- A case whose filing or adoption was refused is over on that day. A title that ended in half a character, which the database had
-- kept as U+FFFD, ends before it.
update case_file c set closed_on = ended.on
  from (select substr(stream, 6) as id, max(occurred_on) as on from journal where type in ('filing-refused', 'adoption-refused') group by stream) ended
  where c.id = ended.id and c.closed_on is null;
update case_file set title = left(title, -1) where kind = 'permit' and right(title, 1) = U&'\FFFD';
