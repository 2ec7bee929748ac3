-- Projections: each can be rebuilt from the journal. Their names are listed in server/src/journal/projections.ts.

create table case_file (
  id            text primary key,
  bureau        text not null,
  kind          text not null,
  stage         text not null,
  number        text,
  title         text not null,
  party_name    text not null,
  matter        text not null,
  unit          text not null,
  handlers      text[] not null,
  participants  text[] not null,
  opened_on     date not null,
  decided_on    date,
  closed_on     date,
  version       integer not null,
  updated_at    timestamptz not null,
  state         jsonb not null
);
create index case_file_by_bureau on case_file (bureau, stage, updated_at desc);

-- One row per result that was ever drafted, published, withheld, withdrawn, or imported from elsewhere.
create table publication (
  id             text primary key,
  bureau         text not null,
  kind           text not null,
  origin         text not null,
  case_id        text,
  number         text not null,
  ordinal        text,
  party_name     text not null,
  title          text not null,
  state          text not null,
  formed_on      date,
  due            date,
  published_on   date,
  withdrawn_on   date,
  drafted_by     text,
  missing        text[] not null default '{}',
  content_digest text,
  import_identity text,
  version        integer not null,
  updated_at     timestamptz not null,
  state_body     jsonb not null
);
create unique index publication_import_identity on publication (bureau, import_identity) where import_identity is not null;
create index publication_by_case on publication (case_id) where case_id is not null;
create index publication_by_bureau on publication (bureau, state, updated_at desc);

create table publication_channel (
  publication   text not null references publication (id),
  channel       text not null,
  name          text not null,
  held          text not null,
  state         text not null,
  address       text,
  confirmed_on  date,
  confirmed_by  text,
  primary key (publication, channel)
);

create function bigrams(t text) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct substr(s, i, 2)), '{}')
  from (select lower(regexp_replace(t, '[\s[:punct:]，。、；：？！“”‘’（）〔〕【】《》—…·]+', '', 'g')) as s) as x,
       generate_series(1, greatest(length(s) - 1, 0)) as i
$$;
create function bigram_vector(t text) returns tsvector language sql immutable parallel safe as $$
  select array_to_tsvector(public.bigrams(t))
$$;

-- What the public may see, and nothing else: only allow-listed fields ever enter.
create table published_result (
  id             text primary key,
  bureau         text not null,
  kind           text not null,
  number         text not null,
  party_name     text not null,
  title          text not null,
  formed_on      date,
  due            date,
  published_on   date not null,
  withdrawn_on   date,
  state          text not null check (state in ('published', 'withdrawn')),
  origin         text not null,
  stream         text not null,
  version        integer not null,
  body           jsonb not null,
  search_text    text not null
);
create index published_newest on published_result (published_on desc, id desc);
create index published_by_bureau on published_result (bureau, kind, published_on desc, id desc);
create index published_search on published_result using gin (bigram_vector(search_text));

create table published_officer (
  id                 text primary key,
  bureau             text not null,
  unit               text not null,
  name               text not null,
  post               text not null,
  credential_number  text not null,
  valid_to           date not null,
  area               text not null
);

create table result_count (
  bureau  text not null,
  year    integer not null,
  kind    text not null,
  decided integer not null,
  primary key (bureau, year, kind)
);
