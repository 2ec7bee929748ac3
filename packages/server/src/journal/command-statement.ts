import { factTypes } from '@mingjing/law';
import { leafEntry } from '@mingjing/ledger';
import { orderedErased } from '../evidence/ordered-erasure.ts';
import { type Column, columnValues, unnested } from './columns.ts';
import { type Disclosing, disclosureValues, insertDisclosures } from './disclosure-rows.ts';
import type { SealedWrite } from './write-command.ts';
import { joinProjections } from './write-projections.ts';

/** The one statement that writes these commands, with a name of its own for each form it takes. */
export function commandStatement(unsorted: readonly SealedWrite[]): {
  name: string;
  text: string;
  values: unknown[];
} {
  // Rows are taken in the same order by everyone, so that two statements never wait for each other.
  const writes = [...unsorted].sort((a, b) => (a.write.stream < b.write.stream ? -1 : 1));
  const facts: FactRow[] = [];
  const disclosing: Disclosing[] = [];
  const people = new Map<string, readonly [string, number]>();
  const originals = new Set<string>();
  for (const { write, sealed } of writes) {
    for (const fact of sealed) {
      facts.push({ write, fact });
      const { version, names, disclosures } = fact;
      disclosing.push({ stream: write.stream, version, names, disclosures });
    }
    for (const known of Object.entries(write.people ?? {})) people.set(known.join(' '), known);
    for (const id of write.originals ?? []) originals.add(id);
  }
  const projections = joinProjections(
    writes.flatMap(({ write }) => write.project),
    PARAMETERS,
  );
  const values = [
    ...columnValues(FACTS, facts),
    ...disclosureValues(disclosing),
    ...columnValues(PEOPLE, [...people.values()]),
    ...columnValues(ORIGINALS, [...originals]),
    ...projections.values,
  ];
  const { name, text } = formOf(projections);
  return { name, text, values };
}

interface Form {
  readonly name: string;
  readonly text: string;
  readonly texts: readonly string[];
}

const forms = new Map<string, Form>();

/** PostgreSQL cuts the name of a prepared statement at 63 bytes: a number stands for the projections that it joins. */
function formOf({ key, texts }: { key: string; texts: readonly string[] }): Form {
  const known = forms.get(key);
  if (known?.texts.some((text, i) => text !== texts[i]))
    throw new Error(`two projections of one name: ${key}`);
  if (known !== undefined) return known;
  const parts = texts.map((text, i) => `, projection_${i} as (${text})`).join('');
  const text = `${JOURNAL_ROWS}${parts}${MUST_STAND}`;
  const form = { name: `write-commands-${forms.size + 1}`, text, texts };
  forms.set(key, form);
  return form;
}

/** What was asked stands with the first fact that came of it. */
function askedIn({ write, fact }: FactRow): Buffer | null {
  const isFirst = fact.version === write.after.version + 1;
  return isFirst && write.digest !== null ? Buffer.from(write.digest, 'hex') : null;
}

interface FactRow {
  readonly write: SealedWrite['write'];
  readonly fact: SealedWrite['sealed'][number];
}

const FACTS: readonly Column<FactRow>[] = [
  ['bytea', ({ fact }) => leafEntry(fact.commitment)],
  ['text', ({ write }) => write.stream],
  ['int', ({ fact }) => fact.version],
  ['text', ({ write }) => write.bureau],
  ['text', ({ fact }) => fact.fact.type],
  ['int', ({ fact }) => factTypes[fact.fact.type].version],
  ['date', ({ fact }) => fact.fact.occurredOn],
  ['timestamptz', ({ write }) => write.recordedAt],
  ['text', ({ write }) => write.actor],
  ['uuid', ({ write }) => write.commandId],
  ['bytea', ({ fact }) => fact.bytes],
  ['bytea', ({ fact }) => fact.commitment],
  ['bytea', askedIn],
];
const PEOPLE: readonly Column<readonly [string, number]>[] = [
  ['text', ([bureau]) => bureau],
  ['int', ([, version]) => version],
];
const ORIGINALS: readonly Column<string>[] = [['text', (id) => id]];

const typesOf = (columns: readonly Column<never>[]) => columns.map(([type]) => type);
/** Parameters of the statement before those of the projections. */
const PARAMETERS = 22;

// Columns are unnested in the select list: PostgreSQL then hands the rows on one by one, where `from unnest(…)` would first
// write every column to a place of its own.
const JOURNAL_ROWS = `with journal_rows as (
  insert into journal (stream, version, bureau, type, type_version, occurred_on, recorded_at, actor, command_id, bytes, commitment, asked)
  select ${unnested(typesOf(FACTS.slice(1)), 2)}
), disclosure_rows as (
  ${insertDisclosures(14)}
), pending_rows as (
  insert into ledger_pending (leaf, stream, version, bureau)
  select ${unnested(typesOf(FACTS.slice(0, 4)), 1)}
)`;
const MUST_STAND = `
select from (values (true)) as once
  where case when not exists (
      select from (select ${unnested(typesOf(PEOPLE), 20, ['bureau', 'version'])}) as known
      where (select v.version from person_version v where v.bureau = known.bureau) is distinct from known.version
    ) and not exists (
      select from (select ${unnested(typesOf(ORIGINALS), 22, ['id'])}) as known
      where not exists (select from evidence e where e.id = known.id and not e.erased and not ${orderedErased('e.id')})
    ) then true else must_stand(false) end`;
