import { type FactTypeName, factTypes } from '@mingjing/law';
import { canonicalize, type JsonValue } from '@mingjing/ledger';
import { type Found, type Recheck, rowsOf } from './finding.ts';

/** Every command against the facts that it wrote: who, where, when, up to which version, and what was answered. */
export const checkCommands: Recheck = async function* (job) {
  for await (const rows of rowsOf<Row>(job.db, COMMANDS)) {
    for (const row of rows) yield* commandHolds(row);
    await job.worked('commands', rows.length);
  }
  for await (const rows of rowsOf<{ stream: string; version: number; bureau: string }>(job.db, WITHOUT))
    for (const { stream, version, bureau } of rows)
      yield {
        bureau,
        table: 'command',
        row: `${stream}/${version}`,
        column: null,
        sentence: `${stream} 第 ${version} 号所出的提交记录缺失：记录被删，或者编号被改。`,
      };
};

interface Row {
  readonly id: string;
  readonly stream: string;
  readonly actor: string;
  readonly version_to: number;
  readonly reply: Readonly<Record<string, JsonValue>>;
  readonly recorded_at: Date;
  readonly facts:
    | readonly {
        stream: string;
        version: number;
        type: string;
        actor: string;
        bureau: string;
        at: string;
        commitment: string;
      }[]
    | null;
}

// Facts are found by the command's own stream and last version; imports write facts without commands.
const COMMANDS = `select c.id, c.stream, c.actor, c.version_to, c.reply, c.recorded_at, (
    select jsonb_agg(jsonb_build_object('stream', j.stream, 'version', j.version, 'type', j.type, 'actor', j.actor, 'bureau', j.bureau,
      'at', j.recorded_at, 'commitment', encode(j.commitment, 'hex')) order by j.version)
    from journal j where j.stream = c.stream and j.command_id = c.id) as facts
  from command c`;

/** Only the newest fact of a stream can go unseen otherwise: a chain tells of the others. */
const WITHOUT = `select j.stream, j.version, j.bureau from journal j
  where not exists (select from command c where c.id = j.command_id)
    and not exists (select from journal o where o.stream = j.stream and o.version = 1 and o.actor = 'command-line' and o.command_id = j.command_id)
    and j.type <> 'result-imported' and not exists (select from journal i where i.stream = j.stream and i.command_id = j.command_id and i.type = 'result-imported')
  order by j.stream, j.version limit 500`;

function* commandHolds({ id, stream, actor, version_to, reply, recorded_at, facts }: Row): Generator<Found> {
  const [first] = facts ?? [];
  const last = facts?.at(-1);
  const say = (column: string | null, reason: string): Found => ({
    bureau: first?.bureau ?? null,
    table: 'command',
    row: id,
    column,
    sentence: `提交记录 ${id}（${stream}）${reason}。`,
  });
  if (facts === null || first === undefined || last === undefined) {
    yield say('stream', '所写的事实不在流水中：事实被删，或者编号、所属被改');
    return;
  }
  if (actor !== first.actor) yield say('actor', '的提交人与事实所记的不同');
  if (recorded_at.getTime() !== new Date(first.at).getTime())
    yield say('recorded_at', '的时间与事实所记的不同');
  if (version_to !== last.version)
    yield say('version_to', `写到第 ${version_to} 号，事实只到第 ${last.version} 号`);
  if (Object.keys(reply).length === 0) return;
  const told = {
    stream,
    id: stream.slice(stream.indexOf('/') + 1),
    version: last.version,
    commitment: last.commitment,
    facts: facts.map(({ type, version }) => ({ type, label: labelOf(type), version })),
  };
  if (
    canonicalize({ ...reply, facts: unlabelled(reply.facts) }) !==
    canonicalize({ ...told, facts: unlabelled(told.facts) })
  )
    yield say('reply', '的答复与事实不符');
}

const labelOf = (type: string): string => factTypes[type as FactTypeName]?.label ?? type;

/** Labels are words of the version that answered; they may have been put better since. */
function unlabelled(facts: JsonValue | undefined): JsonValue {
  return Array.isArray(facts)
    ? facts.map((fact) =>
        typeof fact === 'object' && fact !== null && !Array.isArray(fact) ? { ...fact, label: '' } : fact,
      )
    : null;
}
