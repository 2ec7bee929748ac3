create table bureau (
  id            text primary key,
  name          text not null,
  short         text not null,
  profile       jsonb not null,
  demonstration boolean not null default false,
  created_at    timestamptz not null
);

create table pack_version (
  sha256     text primary key,
  pack       text not null,
  body       jsonb not null,
  stored_at  timestamptz not null
);

create table calendar_year (
  year   integer primary key,
  sha256 text not null,
  body   jsonb not null
);

create table person (
  id                    text primary key,
  bureau                text not null references bureau (id),
  unit                  text,
  login                 text not null unique,
  name                  text not null,
  post                  text not null default '',
  password_hash         text not null,
  must_change_password  boolean not null default false,
  roles                 text[] not null,
  credential_number     text,
  credential_valid_to   date,
  credential_area       text,
  active                boolean not null default true,
  failed                integer not null default 0,
  locked_until          timestamptz
);

create table session (
  token_hash  bytea primary key,
  person      text not null references person (id),
  created_at  timestamptz not null,
  seen_at     timestamptz not null,
  expires_at  timestamptz not null
);

create table draft (
  person     text not null references person (id),
  subject    text not null,
  command    text not null,
  body       jsonb not null,
  saved_at   timestamptz not null,
  primary key (person, subject, command)
);

create table evidence (
  id          text primary key,
  bureau      text not null,
  file_name   text not null,
  media_type  text not null,
  size        bigint not null,
  sha256      text not null,
  sm3         text not null,
  stored_at   timestamptz not null,
  stored_by   text not null,
  facts       jsonb not null
);

create table document (
  id          text primary key,
  bureau      text not null,
  stream      text not null,
  template    text not null,
  title       text not null,
  number      text not null,
  sha256      text not null,
  size        integer not null,
  bytes       bytea not null
);

create table setting (
  key   text primary key,
  value jsonb not null
);
