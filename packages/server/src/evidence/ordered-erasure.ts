/**
 * SQL: whether a case that attached the original of this id has ordered it erased; another case may still keep it.
 * Orders are few and have an index of their own; subqueries for each keep it that way round, however many cases hold the original.
 */
export const orderedErased = (id: string): string => `exists (
  select from journal ordered
  where ordered.type = 'personal-data-erased'
    and (select held.case_id from case_evidence held where held.evidence = ${id} and held.case_id = substr(ordered.stream, 6)) is not null
    and (select max(attached.version) from journal attached
      where attached.stream = ordered.stream and attached.version < ordered.version and attached.type = 'record-attached'
        and convert_from(attached.bytes, 'UTF8')::jsonb #>> '{plain,attachment,evidenceId}' = ${id}
        and convert_from(ordered.bytes, 'UTF8')::jsonb #> '{plain,targets}' @> jsonb_build_array(
          jsonb_build_object('version', attached.version, 'fields', jsonb_build_array('attachment')))) is not null)`;
