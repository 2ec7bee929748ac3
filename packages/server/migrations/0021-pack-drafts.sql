-- A regulation that the policy-and-law section is writing. Nothing of it binds anybody: what is put forward becomes a version of its own.
create table pack_draft (
  id          uuid        primary key,
  bureau      text        not null references bureau (id),
  pack        text        not null,
  title       text        not null,
  origin      text        not null,
  body        jsonb       not null,
  version     integer     not null,
  created_by  text        not null references person (id),
  created_at  timestamptz not null,
  saved_by    text        not null references person (id),
  saved_at    timestamptz not null
);
create index pack_draft_of_bureau on pack_draft (bureau, saved_at desc);

grant select, insert, update, delete on pack_draft to mj_app;
