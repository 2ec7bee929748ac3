import type { WitnessesReply, WitnessOfLog, WitnessState } from '@mingjing/api';
import { type NamedWitness, presentWitnesses, roleLabels } from '@mingjing/law';
import { timelineOf } from '../../cases/timeline.ts';
import type { Queryable } from '../../journal/database.ts';
import type { ReadFact } from '../../journal/fact-codec.ts';
import { readStream } from '../../journal/read-stream.ts';
import { readFindings } from '../../log/findings.ts';
import { peopleOf } from '../../people/people.ts';
import type { ServerContext } from '../../web/context.ts';
import { RequestError } from '../../web/request-error.ts';
import { profileVersion } from '../run-bureau-command.ts';

/** The witnesses of a bureau, and of each of its logs the last head that each of them signed. */
export async function viewWitnesses(context: ServerContext, bureau: string): Promise<WitnessesReply> {
  const db = context.databases.app;
  const stream = `bureau/${bureau}`;
  const facts = await readStream(db, stream);
  const profile = context.resources().bureaus.get(bureau)?.profile;
  if (profile === undefined) throw new RequestError('not-found');
  const { witnesses = [], quorum = 0 } = profile;
  const present = presentWitnesses(profile);
  const told = facts.filter(({ fact }) => fact.type === 'witness-named' || fact.type === 'witness-ended');
  const disputing = await disputingKeys(db, bureau);
  const [logs, cosigned] = await Promise.all([readHeads(db, bureau), readCosigned(db, bureau, present)]);
  const now = context.clock.now();
  const superior = profile.superior?.id;
  const people = await peopleOf(db, superior === undefined ? [bureau] : [bureau, superior]);
  return {
    version: profileVersion(facts),
    quorum,
    witnesses: witnesses.map(({ address, until, ...one }) => ({
      ...one,
      address: address ?? null,
      until: until ?? null,
    })),
    logs: logs.map((log, i) => ({
      number: log.number,
      isCurrent: i === 0,
      size: log.size ?? 0,
      signedAt: log.signedAt?.toISOString() ?? null,
      witnesses: present.map((witness) =>
        stateOf({
          witness,
          log,
          isCurrent: i === 0,
          last: cosigned.find((one) => one.log === log.id && one.witness === witness.vkey),
          since: namedAt(told, witness),
          disputes: disputing.has(witness.vkey),
          now,
        }),
      ),
    })),
    timeline: await timelineOf(
      db,
      stream,
      told,
      new Map([...Object.entries(roleLabels), ...people.map(({ id, name }) => [id, name] as const)]),
    ),
  };
}

interface Head {
  readonly id: string;
  readonly number: number;
  readonly size: number | null;
  readonly signedAt: Date | null;
  readonly firstAt: Date | null;
}

interface Cosigned {
  readonly log: string;
  readonly witness: string;
  readonly size: number;
  readonly signedAt: Date;
  /** When the log signed the first head that this witness has not. */
  readonly waitingSince: Date | null;
}

async function readHeads(db: Queryable, bureau: string): Promise<readonly Head[]> {
  const { rows } = await db.query<Head>(
    `select l.id, l.number, c.size, c.signed_at as "signedAt",
       (select signed_at from ledger_checkpoint f where f.bureau = l.id order by size limit 1) as "firstAt"
     from ledger_log l
     left join lateral (select size, signed_at from ledger_checkpoint where bureau = l.id order by size desc limit 1) c on true
     where l.bureau = $1 order by l.number desc`,
    [bureau],
  );
  return rows;
}

async function readCosigned(
  db: Queryable,
  bureau: string,
  witnesses: readonly NamedWitness[],
): Promise<readonly Cosigned[]> {
  const { rows } = await db.query<Cosigned>(
    `select s.bureau as log, s.witness, s.size, s.signed_at as "signedAt",
       (select signed_at from ledger_checkpoint c where c.bureau = s.bureau and c.size > s.size order by c.size limit 1) as "waitingSince"
     from (select distinct on (bureau, witness) bureau, witness, size, signed_at from ledger_cosignature
       where bureau in (select id from ledger_log where bureau = $1) and witness = any($2)
       order by bureau, witness, size desc) s`,
    [bureau, witnesses.map(({ vkey }) => vkey)],
  );
  return rows;
}

/** Keys of those who say that the log is not what they saw. */
async function disputingKeys(db: Queryable, bureau: string): Promise<ReadonlySet<string>> {
  const found = await readFindings(db, bureau, new Date());
  return new Set(found.filter(({ kind }) => kind !== 'stale-witness').map(({ witness }) => witness));
}

function namedAt(told: readonly ReadFact[], { vkey }: NamedWitness): Date {
  const fact = told.findLast(({ fact: { type, data } }) => type === 'witness-named' && data.vkey === vkey);
  return new Date(fact?.fact.recordedAt ?? 0);
}

/** How long a witness may need before it stands out. */
const PATIENCE = 3_600_000;

function stateOf(asked: {
  readonly witness: NamedWitness;
  readonly log: Head;
  readonly isCurrent: boolean;
  readonly last: Cosigned | undefined;
  readonly since: Date;
  readonly disputes: boolean;
  readonly now: Date;
}): WitnessOfLog {
  const { witness, log, isCurrent, last, since, disputes, now } = asked;
  const behind = Math.max(0, (log.size ?? 0) - (last?.size ?? 0));
  const waited = (from: Date | null) =>
    from !== null && now.getTime() - Math.max(from.getTime(), since.getTime()) > PATIENCE;
  const late = waited(last === undefined ? log.firstAt : last.waitingSince);
  const state: WitnessState = disputes
    ? 'disputes'
    : behind === 0
      ? 'signed'
      : last === undefined
        ? late
          ? 'silent'
          : 'awaited'
        : late
          ? 'lagging'
          : 'behind';
  return {
    name: witness.name,
    size: last?.size ?? null,
    signedAt: last?.signedAt.toISOString() ?? null,
    behind,
    ...(isCurrent ? { state } : {}),
  };
}
