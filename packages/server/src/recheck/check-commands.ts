import { type Found, type Recheck, rowsOf } from './finding.ts';
import { streamName } from './table-names.ts';

/** Every command against the facts that it wrote: who, where, when, up to which version, and of what kind they are. */
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
        sentence: `${streamName(stream)} 第 ${version} 号所出的提交记录缺失：记录被删，或者编号被改。`,
      };
};

interface Row {
  readonly id: string;
  readonly stream: string;
  readonly actor: string;
  readonly version_to: number;
  readonly fact_types: string;
  readonly commitment: string;
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
const COMMANDS = `select c.id, c.stream, c.actor, c.version_to, c.fact_types, encode(c.commitment, 'hex') as commitment, c.recorded_at, (
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

function* commandHolds({ id, stream, actor, version_to, facts, ...row }: Row): Generator<Found> {
  const [first] = facts ?? [];
  const last = facts?.at(-1);
  const say = (column: string | null, reason: string): Found => ({
    bureau: first?.bureau ?? null,
    table: 'command',
    row: id,
    column,
    sentence: `提交记录 ${id}（${streamName(stream)}）${reason}。`,
  });
  if (facts === null || first === undefined || last === undefined) {
    yield say('stream', '所写的事实不在流水中：事实被删，或者编号、所属被改');
    return;
  }
  if (actor !== first.actor) yield say('actor', '的提交人与事实所记的不同');
  if (row.recorded_at.getTime() !== new Date(first.at).getTime())
    yield say('recorded_at', '的时间与事实所记的不同');
  if (version_to !== last.version)
    yield say('version_to', `写到第 ${version_to} 号，事实只到第 ${last.version} 号`);
  if (row.fact_types !== facts.map(({ type }) => type).join(' '))
    yield say('fact_types', '所记的事实类型与流水不符');
  if (row.commitment !== last.commitment) yield say('commitment', '所记的存证值与事实不符');
}
