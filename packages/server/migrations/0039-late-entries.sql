-- What was entered on a later day than it happened, by body: the list for whoever supervises reads these rows alone.
create index journal_late on journal (bureau, recorded_at)
  where occurred_on < (recorded_at at time zone 'Asia/Shanghai')::date and actor <> 'time';
