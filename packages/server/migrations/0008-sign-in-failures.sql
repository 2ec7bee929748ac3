-- Wrong passwords are counted by the digest of the login that was typed, whether or not there is such a person.
create table sign_in_failure (
  login_sha256  bytea primary key,
  failed        integer not null,
  last_failed_at timestamptz not null,
  locked_until  timestamptz
);
create index sign_in_failure_oldest on sign_in_failure (last_failed_at);
grant select, insert, update, delete on sign_in_failure to mj_app;

-- Who is no longer an officer leaves the public list; the journal keeps that they were one.
grant delete on published_officer to mj_app;
