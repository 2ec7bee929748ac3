-- The read log is asked newest first, whole or of one person, and segment by segment.
create index audit_read_newest on audit_read (bureau, read_at desc, id desc);
create index audit_read_by_person on audit_read (bureau, person, read_at desc, id desc);
create index audit_read_by_segment on audit_read (bureau, segment) where segment is not null;
