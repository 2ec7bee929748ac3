-- Which imported results have passed, or soon pass, the last day on which they are public by their own row is asked whenever a
-- worklist is opened: a column of its own, because what is inside the state is not looked up by an index under row security.
alter table publication add column ends_on date;
update publication set ends_on = (state_body #>> '{fields,publishedUntil}')::date
  where origin = 'import' and state = 'published' and state_body #>> '{fields,publishedUntil}' ~ '^\d{4}-\d{2}-\d{2}$';
create index publication_ending on publication (bureau, ends_on, id) where ends_on is not null;
