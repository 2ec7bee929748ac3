import type pg from 'pg';
import type { ReadFact } from '../journal/fact-codec.ts';
import { readStreams } from '../journal/read-stream.ts';
import { publicationStateLabel } from '../publications/project-publication.ts';
import { type CheckedRow, checkRow } from './check-row.ts';
import type { PublishedActKind } from './columns/columns.ts';
import { ERASED_IDENTITY } from './erased-identity.ts';
import type { AlikeRow, HeldFor } from './import-rows.ts';
import { type KnownValues, knownValues } from './known-values.ts';
import { WITHDRAWN_IDENTITY, withdrawnAsWrong } from './withdrawn-rows.ts';

/** Finds what a bureau holds of the decisions that rows are about; what a held row says is read off its facts once. */
export function heldRows(client: pg.PoolClient, bureau: string, today: string) {
  const kept = new Map<string, KnownValues | null>();
  return async (
    rows: readonly CheckedRow[],
    readings: ReadonlyMap<string, string>,
  ): Promise<ReadonlyMap<number, HeldFor>> => {
    const same = await sameRows(client, bureau, readings);
    const gone = await withdrawnAsWrong(
      client,
      bureau,
      rows.map(({ digest }) => digest),
    );
    const alike = await alikeRows(client, bureau, rows);
    const differing = rows.flatMap((row) => {
      const held = same.get(row.identity);
      return held === undefined || held.discarded || held.digest === row.digest ? [] : [held];
    });
    await readKnown(client, bureau, today, [...differing, ...alike], kept);
    return new Map(
      rows.map((row) => {
        const own = same.get(row.identity) ?? sameGone(gone, row);
        const found = own === undefined ? alike.filter((one) => mayBe(row, one)) : [];
        return [
          row.row,
          {
            same:
              own === undefined ? null : { ...own, known: own.discarded ? null : (kept.get(own.id) ?? null) },
            alike: found.flatMap((one) => toAlike(one, kept.get(one.id) ?? null)),
          },
        ];
      }),
    );
  };
}

const sameGone = (
  gone: Awaited<ReturnType<typeof withdrawnAsWrong>>,
  { digest }: CheckedRow,
): Same | undefined => {
  const found = gone.get(digest);
  return found && { ...found, digest, draft: false, erased: false, discarded: false, withdrawn: true };
};

interface Same {
  readonly withdrawn?: true;
  readonly id: string;
  readonly kind: PublishedActKind;
  readonly digest: string | null;
  readonly draft: boolean;
  readonly erased: boolean;
  readonly discarded: boolean;
}

async function sameRows(
  client: pg.PoolClient,
  bureau: string,
  readings: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, Same>> {
  const { rows } = await client.query<Same & { identity: string }>(
    `select id, kind, import_identity as identity, content_digest as digest, state = 'incomplete' as draft, state = 'discarded' as discarded,
       starts_with(import_identity, $3) as erased
     from publication where bureau = $1 and import_identity = any($2) order by erased desc`,
    [bureau, [...readings.keys()], ERASED_IDENTITY],
  );
  // Of one erased and one that stands, of the same decision, the one that stands is held.
  return new Map(rows.map((row) => [readings.get(row.identity) ?? row.identity, row]));
}

interface Alike {
  readonly id: string;
  readonly identity: string;
  readonly kind: PublishedActKind;
  readonly number: string;
  readonly party: string;
  readonly state: string;
}

/** Held under other identities, of a number or a party that one of the rows has; a complete row asks for drafts alone. */
async function alikeRows(
  client: pg.PoolClient,
  bureau: string,
  rows: readonly CheckedRow[],
): Promise<readonly Alike[]> {
  const lacking = rows.filter(({ disposition }) => disposition === 'draft');
  const drafts = await client.query<Alike>(`${ALIKE} and state = 'incomplete'`, [bureau, ...namesOf(rows)]);
  if (lacking.length === 0) return drafts.rows;
  const all = await client.query<Alike>(`${ALIKE} and state <> 'incomplete'`, [bureau, ...namesOf(lacking)]);
  return [...drafts.rows, ...all.rows];
}

function namesOf(rows: readonly CheckedRow[]): [numbers: unknown[], parties: unknown[]] {
  const known = rows.map(knownValues);
  return [known.flatMap((one) => one.documentNumber ?? []), known.flatMap((one) => one.partyName ?? [])];
}

// As `plainName` reads a name. Row policies let no such reading be looked up in an index: the bureau's rows are gone through once a batch.
const PARTY = `regexp_replace(normalize(party_name, NFKC), '\\s', '', 'g')`;
const ALIKE = `select id, import_identity as identity, kind, number, ${PARTY} as party, state from publication
  where bureau = $1 and origin = 'import' and state <> 'discarded' and not starts_with(import_identity, '${ERASED_IDENTITY}') and not starts_with(import_identity, '${WITHDRAWN_IDENTITY}') and (number = any($2) or ${PARTY} = any($3))`;

function mayBe(row: CheckedRow, { identity, kind, number, party, state }: Alike): boolean {
  if (identity === row.identity || kind !== row.kind) return false;
  const { documentNumber, partyName } = knownValues(row);
  if (state !== 'incomplete' && row.disposition !== 'draft') return false;
  return number === documentNumber || (partyName !== undefined && party === partyName);
}

function toAlike({ id, identity, party, state }: Alike, known: KnownValues | null): readonly AlikeRow[] {
  if (known === null) return [];
  const label = [known.documentNumber ?? '无文号', party, known.decidedOn, publicationStateLabel(state)]
    .filter(Boolean)
    .join('，');
  return [{ id, identity, label, draft: state === 'incomplete', known }];
}

/** What the rows said that came in last, by id; null where they were erased. */
async function readKnown(
  client: pg.PoolClient,
  bureau: string,
  today: string,
  wanted: readonly { readonly id: string; readonly kind: PublishedActKind }[],
  kept: Map<string, KnownValues | null>,
): Promise<void> {
  const unread = new Map(
    wanted.filter(({ id }) => !kept.has(id)).map(({ id, kind }) => [`publication/${id}`, kind]),
  );
  const streams = await readStreams(client, [...unread.keys()]);
  for (const [stream, kind] of unread)
    kept.set(
      stream.replace('publication/', ''),
      knownOf(streams.get(stream) ?? [], { bureau, kind, today, termOver: () => null }),
    );
}

function knownOf(facts: readonly ReadFact[], context: Parameters<typeof checkRow>[1]): KnownValues | null {
  const imported = facts.findLast(({ fact }) => fact.type === 'result-imported')?.fact;
  if (imported === undefined || imported.erased.includes('row')) return null;
  const values = imported.data.row as Readonly<Record<string, string>>;
  return knownValues(checkRow({ row: 1, values, extra: new Map(), findings: [] }, context));
}
