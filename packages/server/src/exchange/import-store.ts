import { randomUUID } from 'node:crypto';
import {
  dutiesFor,
  explainDuty,
  type Fact,
  factTypes,
  foldPublication,
  kindLabels,
  type RecordedFact,
  type Rulebook,
  shortened,
} from '@mingjing/law';
import type pg from 'pg';
import { readStreams } from '../journal/read-stream.ts';
import { writeBulk } from '../journal/write-bulk.ts';
import type { CommandWrite } from '../journal/write-command.ts';
import { writeProjections } from '../journal/write-projections.ts';
import { projectPublication } from '../publications/project-publication.ts';
import type { CheckedRow } from './check-row.ts';
import { columnsOf } from './columns/columns.ts';
import { ERASED_IDENTITY, erasedIdentities } from './erased-identity.ts';
import type { ImportSurroundings } from './import-file.ts';
import type { ImportStore } from './import-rows.ts';
import { heldRows } from './look-up-held.ts';
import { withdrawnAsWrong } from './withdrawn-rows.ts';

/** Keeps imported rows as publication streams inside the caller's transaction: good ones published, incomplete ones as drafts. */
export function importStore(
  context: ImportSurroundings,
  client: pg.PoolClient,
  options: {
    readonly bureau: string;
    readonly actor: string;
    readonly source: string;
    readonly publish: boolean;
  },
): ImportStore {
  const readings = readingsOf(context, client, options.bureau);
  const look = heldRows(client, options.bureau, context.today);
  return {
    lookUp: async (rows) => await look(rows, await readings(rows.map(({ identity }) => identity))),
    storeRows: async (rows, replaces) => {
      const read = await readings(rows.map(({ identity }) => identity));
      const drafts = new Map(
        rows.flatMap(({ row, identity }) => {
          const id = replaces.get(row);
          return id === undefined ? [] : [[id, identity]];
        }),
      );
      const held = await client.query<Held>(
        // Looked up one by one: joined, the whole journal would be asked which of its facts this person may see.
        `select p.import_identity as identity, p.id, case when p.state <> 'discarded' then p.content_digest end as digest, p.version, j.commitment from publication p
         cross join lateral (select commitment from journal where stream = 'publication/' || p.id and version = p.version limit 1) as j
         where p.bureau = $1 and (p.import_identity = any($2) or (p.id = any($3) and p.state = 'incomplete'))
         order by starts_with(p.import_identity, $4) desc`,
        [options.bureau, [...read.keys()], [...drafts.keys()], ERASED_IDENTITY],
      );
      const known = new Map(
        held.rows.map((row) => [drafts.get(row.id) ?? read.get(row.identity) ?? row.identity, row]),
      );
      const gone = await withdrawnAsWrong(
        client,
        options.bureau,
        rows.map(({ digest }) => digest),
      );
      const isErased = (row: CheckedRow) => known.get(row.identity)?.identity.startsWith(ERASED_IDENTITY);
      const fresh = rows.filter(
        (row) => known.get(row.identity)?.digest !== row.digest && !isErased(row) && !gone.has(row.digest),
      );
      await keep(context, client, fresh, known, options);
      const lacking = fresh.filter(({ disposition }) => disposition === 'draft').length;
      return { imported: fresh.length - lacking, unchanged: rows.length - fresh.length, drafts: lacking };
    },
  };
}

/** Identities as the table may hold them: as they are, and as one reads whose row was erased by law, if any was. */
function readingsOf({ keyFolder }: ImportSurroundings, client: pg.PoolClient, bureau: string) {
  let erased: Promise<boolean> | undefined;
  const hasErased = async () => {
    const sql = `select from publication where bureau = $1 and starts_with(import_identity, $2) limit 1`;
    return (await client.query(sql, [bureau, ERASED_IDENTITY])).rowCount === 1;
  };
  return async (identities: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    erased ??= hasErased();
    const known = new Map(identities.map((identity) => [identity, identity]));
    if (!(await erased)) return known;
    return new Map([...known, ...(await erasedIdentities(keyFolder, identities))]);
  };
}

/** A row that is held already as a draft: the completed row goes on in its stream. */
interface Held {
  readonly identity: string;
  readonly id: string;
  readonly digest: string | null;
  readonly version: number;
  readonly commitment: Buffer;
}

async function keep(
  context: ImportSurroundings,
  client: pg.PoolClient,
  rows: readonly CheckedRow[],
  known: ReadonlyMap<string, Held>,
  options: { bureau: string; actor: string; source: string; publish: boolean },
): Promise<void> {
  const today = context.today;
  const recordedAt = context.now.toISOString();
  const rules = context.resources.rulebook(options.bureau, today);
  const writes = rows.map((row): Omit<CommandWrite, 'project' | 'reply'> => {
    const held = known.get(row.identity);
    return {
      commandId: randomUUID(),
      digest: null,
      stream: `publication/${held?.id ?? randomUUID()}`,
      bureau: options.bureau,
      actor: options.actor,
      recordedAt,
      after:
        held === undefined
          ? { version: 0, commitment: null }
          : { version: held.version, commitment: held.commitment },
      facts: factsOf(context, rules, row, options, today),
    };
  });
  const earlier = await readStreams(
    client,
    writes.filter(({ after }) => after.version > 0).map(({ stream }) => stream),
  );
  await writeBulk(client, writes);
  const projected = writes.flatMap((write) => {
    const added = write.facts.map(
      (fact, i): RecordedFact => ({
        ...fact,
        stream: write.stream,
        version: write.after.version + i + 1,
        typeVersion: factTypes[fact.type].version,
        recordedAt,
        actor: write.actor,
        erased: [],
      }),
    );
    const facts = [...(earlier.get(write.stream) ?? []).map(({ fact }) => fact), ...added];
    const state = foldPublication(facts);
    return state === null ? [] : projectPublication(options.bureau, state, facts);
  });
  await writeProjections(client, projected);
}

/** The facts of one row: what came in, and its publication where nothing is missing. */
function factsOf(
  context: ImportSurroundings,
  rules: Rulebook,
  row: CheckedRow,
  options: { source: string; publish: boolean },
  today: string,
): Fact[] {
  const number = String(row.record.documentNumber ?? '（无文号）');
  const imported: Fact = {
    type: 'result-imported',
    occurredOn: today,
    data: {
      kind: row.kind,
      number,
      fileName: shortened(options.source, 400),
      sha256: row.digest,
      row: row.values,
      missing: row.missing,
      identity: row.identity,
    },
  };
  if (row.disposition !== 'good' || !options.publish) return [imported];
  const ours = rules.channels(row.kind).filter(({ rule }) => rule.held === 'ours');
  return [
    imported,
    publishedFact(context, rules, row, number, today),
    ...ours.map(
      ({ rule }): Fact => ({
        type: 'channel-confirmed',
        occurredOn: today,
        data: { channel: rule.id, confirmedOn: today },
      }),
    ),
  ];
}

/** The published form of a complete row: its publishable columns, the clause that obliges, and how the date is counted. */
export function publishedFact(
  context: Pick<ImportSurroundings, 'resources'>,
  rules: Rulebook,
  row: Pick<CheckedRow, 'kind' | 'record' | 'values'>,
  number: string,
  today: string,
): Fact {
  const columns = columnsOf(row.kind);
  const shown = columns.filter((column) => column.publishable && (row.values[column.code] ?? '') !== '');
  const withheld = columns.filter((column) => !column.publishable && (row.values[column.code] ?? '') !== '');
  const formedOn = String(row.record.decidedOn ?? today);
  const duty = [
    ...askDuties(context, rules, row.kind, 'decision-made', formedOn),
    ...askDuties(context, rules, row.kind, 'information-formed', formedOn),
  ].find(({ binding }) => binding);
  const ground = rules.grounds().find(({ rule }) => rule.signal === 'personal-data') ?? rules.grounds()[0];
  const party = String(row.record.partyName ?? '');
  return {
    type: 'result-published',
    occurredOn: today,
    data: {
      kind: row.kind,
      number,
      rule: duty?.id ?? 'import',
      publishedOn: today,
      title: `${party}：${kindLabels[row.kind]}`,
      fields: Object.fromEntries(shown.map((column) => [column.key, row.values[column.code]])),
      labels: Object.fromEntries(shown.map((column) => [column.key, column.heading])),
      order: shown.map(({ key }) => key),
      hidden: Object.fromEntries(withheld.map((column) => [column.key, row.values[column.code]])),
      withheld: withheld.map((column) => ({
        key: column.key,
        name: column.heading,
        ground: ground?.rule.name ?? '涉及个人隐私',
        cite: ground?.cite.article ?? '',
      })),
      cite: { regulation: duty?.regulation ?? '', article: duty?.article ?? '', quote: duty?.quote ?? '' },
      ...(duty?.due == null ? {} : { due: duty.due }),
      formedOn,
      authority: String(row.record.authority ?? ''),
      ...(duty === undefined ? {} : { explanation: { sentence: explainDuty(duty).sentence, strip: [] } }),
      channels: rules
        .channels(row.kind)
        .filter(({ rule }) => rule.held === 'ours')
        .map(({ rule }) => ({ id: rule.id, name: rule.name, held: rule.held, main: true })),
      origin: 'import',
    },
  };
}

const askDuties = (
  context: Pick<ImportSurroundings, 'resources'>,
  rules: Rulebook,
  kind: CheckedRow['kind'],
  event: 'decision-made' | 'information-formed',
  date: string,
) =>
  dutiesFor({
    rules,
    calendar: context.resources.calendarOf(rules.bureau.id),
    event,
    kind,
    date,
    circumstances: {},
  }).filter(({ does }) => does === 'publish');
