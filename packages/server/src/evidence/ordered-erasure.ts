/** SQL: whether a case that attached the original of this id has ordered it erased; another case may still keep it. */
export const orderedErased = (id: string): string => `exists (
  select from case_evidence held
  join journal attached on attached.stream = 'case/' || held.case_id and attached.type = 'record-attached'
  join journal ordered on ordered.stream = attached.stream and ordered.version > attached.version
    and ordered.type = 'personal-data-erased'
  where held.evidence = ${id}
    and convert_from(attached.bytes, 'UTF8')::jsonb #>> '{plain,attachment,evidenceId}' = ${id}
    and convert_from(ordered.bytes, 'UTF8')::jsonb #> '{plain,targets}' @> jsonb_build_array(
      jsonb_build_object('version', attached.version, 'fields', jsonb_build_array('attachment'))))`;
