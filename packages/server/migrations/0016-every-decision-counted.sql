-- Every decision of a bureau stands in one row, so that the public count of what became of each can add up to their number.
create table decision (
  case_id      text        not null,
  version      integer     not null,
  bureau       text        not null,
  kind         text        not null,
  year         integer     not null,
  number       integer     not null,
  made_on      date        not null,
  due          date,
  revoked_on   date,
  recorded_at  timestamptz not null,
  primary key (case_id, version)
);
create index decision_by_bureau on decision (bureau, kind, year, number);

insert into decision (case_id, version, bureau, kind, year, number, made_on, due, revoked_on, recorded_at)
  select substr(j.stream, 6), j.version, j.bureau, f.ordinal ->> 'kind', (f.ordinal ->> 'year')::int, (f.ordinal ->> 'number')::int, j.occurred_on, (f.due)::date,
    (select min(r.occurred_on) from journal r where r.stream = j.stream and r.version > j.version and r.type = 'decision-revoked'), j.recorded_at
  from journal j, lateral (
    select told #> '{plain,ordinal}' as ordinal, told #>> '{plain,publishBy}' as due
    from (select convert_from(j.bytes, 'UTF8')::jsonb as told offset 0) as envelope) as f
  where j.type = 'decision-made' and j.stream like 'case/%';

-- What became of a publication by its own facts (law/publication/standing.ts), and on which ground it is withheld.
alter table publication add column standing text not null default 'waiting';
alter table publication add column withheld_on_ground text;
update publication p set standing = case
    when p.state = 'withheld' then 'withheld'
    when p.state = 'withdrawn' then case p.state_body #>> '{withdrawn,cause}' when 'expired' then 'expired' else 'withdrawn' end
    when p.state <> 'published' then 'waiting'
    when m.confirmed is null then 'unconfirmed'
    when p.due is null then 'untimed'
    when m.confirmed <= p.due then 'on-time' else 'late' end,
  withheld_on_ground = case when p.state_body #>> '{notPublished,ground}' ~ '(^|-)(state-secret|security-stability|prohibited-by-law)$'
    then '国家秘密、公共安全等依法不得公开的情形' else p.state_body #>> '{notPublished,cite}' end
from (
  select q.id, (
    select min((c.value ->> 'confirmedOn')::date) from jsonb_each(q.state_body -> 'channels') c
    where c.key = (select k ->> 'id' from jsonb_array_elements(q.state_body -> 'carriers') k where (k ->> 'main')::boolean limit 1)
      or not exists (select from jsonb_array_elements(q.state_body -> 'carriers') k where (k ->> 'main')::boolean)) as confirmed
  from publication q) m
where m.id = p.id;

-- Counts alone: nothing of a case leaves this view. A decision revoked before it was public can be published no more.
create view decision_count with (security_barrier) as
  select bureau, kind, year, standing, due, ground, count(*)::int as decisions from (
    select d.bureau, d.kind, d.year,
      case when d.revoked_on is not null and coalesce(p.standing, 'waiting') = 'waiting' then 'revoked' else coalesce(p.standing, 'waiting') end as standing,
      case when p.standing = 'unconfirmed' or (coalesce(p.standing, 'waiting') = 'waiting' and d.revoked_on is null) then coalesce(p.due, d.due) end as due,
      p.withheld_on_ground as ground
    from decision d left join publication p on p.case_id = d.case_id
  ) as each_one group by bureau, kind, year, standing, due, ground;

grant select, insert, update on decision to mj_app;
grant select on decision_count to mj_app, mj_portal;
