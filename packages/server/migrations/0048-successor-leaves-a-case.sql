-- Who ends a part in a case may act in the place of the body that took it.
create or replace function took_part(case_id text, body text) returns boolean language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
begin
 return (select body = any(c.participants) or continues_for(body, c.participants) from case_file c where c.id = case_id);
end $$;
