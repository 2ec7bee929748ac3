import {
  type ActKind,
  achievementLabels,
  actKinds,
  CIRCUMSTANCES,
  type CircumstanceKind,
  circumstance,
  composeRulebook,
  type Duty,
  type DutyQuestion,
  dutiesFor,
  type EventName,
  eventLabels,
  eventNames,
  explainDuty,
  extendableDuties,
  scheduleChain,
  timeLeft,
  toDayNumber,
} from '@mingjing/law';
import { type LoadedPacks, loadPacks } from '../packs/load.ts';
import { type CommandOutput, CommandRefusal } from './command.ts';
import { readArguments } from './read-arguments.ts';
import { readFacts } from './read-facts.ts';
import { whyNone } from './why-none.ts';

/** `mingjing duties`: the duties that an event brings at a bureau, as sentences or as JSON. */
export function run(args: readonly string[], output: CommandOutput): number {
  const { values } = readArguments({ args: [...args], options });
  if (values['explain-sets'] === true) {
    output.out(values.json === true ? JSON.stringify(CIRCUMSTANCES, null, 2) : explainSets());
    return 0;
  }
  const loaded = loadPacks();
  const question = readQuestion(values, loaded);
  const duties = dutiesFor(question);
  if (values.json === true) output.out(JSON.stringify(duties.map(toJson), null, 2));
  else if (duties.length > 0) output.out(describe(duties, loaded, question.asOf));
  if (duties.length === 0) (values.json === true ? output.err : output.out)(whyNone(question));
  return 0;
}

const options = {
  bureau: { type: 'string' },
  event: { type: 'string' },
  kind: { type: 'string' },
  date: { type: 'string' },
  set: { type: 'string', multiple: true },
  facts: { type: 'string' },
  'as-of': { type: 'string' },
  'explain-sets': { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

type Values = Partial<Record<'bureau' | 'event' | 'kind' | 'date' | 'facts' | 'as-of', string>> & {
  readonly set?: string[];
};

function readQuestion(values: Values, loaded: LoadedPacks) {
  const missing = (['bureau', 'event', 'kind', 'date'] as const).filter((name) => values[name] === undefined);
  if (missing.length > 0)
    throw new CommandRefusal(`没有写明${missing.map((name) => MISSING[name]).join('、')}。`);
  const { bureau: bureauId = '', event = '', kind = '', date = '' } = values;
  const bureau = loaded.bureaus.find((candidate) => candidate.id === bureauId);
  if (bureau === undefined)
    throw unknown(
      '机关',
      bureauId,
      loaded.bureaus.map((candidate) => candidate.id),
    );
  if (!isOneOf<EventName>(event, eventNames)) throw unknown('事件', event, eventNames);
  if (!isOneOf<ActKind>(kind, actKinds)) throw unknown('执法类别', kind, actKinds);
  const asOf = values['as-of'] === undefined ? undefined : readDay(values['as-of']);
  const question = {
    rules: composeRulebook(bureau, loaded.packs, readDay(date)),
    calendar: loaded.calendar,
    event,
    kind,
    date,
    circumstances: readSets(values.set ?? []),
    ...(values.facts === undefined ? {} : readFacts(values.facts, date, asOf)),
    ...(asOf === undefined ? {} : { asOf }),
  };
  refuseUnclearExtension(question);
  return question;
}

const MISSING = {
  bureau: '机关（--bureau）',
  event: '事件（--event）',
  kind: '执法类别（--kind）',
  date: '日期（--date，例如 2025-09-26）',
} as const;

/** A grant lengthens the duty that was asked for: which one must be clear. */
function refuseUnclearExtension(question: DutyQuestion): void {
  if (!question.extensionDays) return;
  const known = extendableDuties(question);
  const names = known.map((does) => `${does}（${achievementLabels[does]}）`).join('、');
  if (known.length === 0) throw new CommandRefusal('这一事件没有可以延长的期限。');
  if (question.extends === undefined ? known.length > 1 : !known.includes(question.extends))
    throw new CommandRefusal(`延长的是哪一项，请在事实的 data 里用 extends 写明，可用的是：${names}。`);
}

function readSets(sets: readonly string[]): Record<string, string> {
  const names = sets.map((set) => set.split('=', 1)[0]);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new CommandRefusal(`情形“${twice}”写了两次；同时成立的几个取值用逗号连在一起。`);
  return Object.fromEntries(
    sets.map((set) => {
      const [, name = '', stated = ''] = /^([^=]+)=(.+)$/.exec(set) ?? [];
      if (name === '') throw new CommandRefusal(`“--set ${set}”应写成 名=值。`);
      const kind = circumstance(name);
      if (kind === undefined) throw unknown('情形', name, Object.keys(CIRCUMSTANCES));
      if (kind.amount === true) {
        if (!/^\d{1,15}$/.test(stated))
          throw new CommandRefusal(`“${kind.label}”应写成以分为单位的整数，例如 8000000。`);
        return [name, stated];
      }
      if (name !== 'penalty' && stated.includes(','))
        throw new CommandRefusal(`“${kind.label}”只能有一个取值，不能写成“${stated}”。`);
      const wrong = stated.split(',').find((value) => !Object.hasOwn(kind.values, value));
      if (wrong !== undefined) throw unknown(`“${kind.label}”的取值`, wrong, Object.keys(kind.values));
      return [name, stated];
    }),
  );
}

function readDay(text: string): string {
  try {
    toDayNumber(text);
  } catch {
    throw new CommandRefusal(`“${text}”不是有效的日期，应写成 2025-09-26 这样的日期。`);
  }
  if (text < FIRST_DAY || text > LAST_DAY)
    throw new CommandRefusal(`“${text}”太远，应在 ${FIRST_DAY} 至 ${LAST_DAY} 之间。`);
  return text;
}

const FIRST_DAY = '1949-10-01';
const LAST_DAY = '2199-12-31';

function isOneOf<T extends string>(text: string, names: readonly T[]): text is T {
  return (names as readonly string[]).includes(text);
}

function unknown(what: string, given: string, known: readonly string[]): CommandRefusal {
  return new CommandRefusal(`没有“${given}”这个${what}，可用的是：${known.join('、')}。`);
}

/** The documented keys, in the documented order. */
function toJson(duty: Duty): Record<string, unknown> {
  return { ...toJsonAlone(duty), others: duty.others.map(toJsonAlone) };
}

function toJsonAlone(duty: Omit<Duty, 'others'>): Record<string, unknown> {
  const { id, name, due, start, startEvent, unit, count, countedDays, skipped, excluded } = duty;
  const { modality, owner, channel, layer, rank, regulation, article, quote } = duty;
  const { binding, provisional, unverified, note } = duty;
  return {
    id,
    name,
    due,
    start,
    startEvent,
    unit,
    count,
    countedDays,
    skipped,
    excluded,
    modality,
    owner,
    channel,
    layer,
    rank,
    regulation,
    article,
    quote,
    binding,
    provisional,
    unverified,
    note,
  };
}

function describe(duties: readonly Duty[], loaded: LoadedPacks, asOf: string | undefined): string {
  return duties.map((duty) => describeDuty(duty, loaded, asOf)).join('\n\n');
}

/** The chains that must fit inside the duty, each step with its last day. */
function chainLines({ id, layer, due }: Duty, { packs, calendar }: LoadedPacks): string[] {
  const chains = packs.find((pack) => pack.id === layer)?.chains.filter(({ within }) => within === id) ?? [];
  if (due === null) return [];
  return chains.map((chain) => {
    const steps = scheduleChain(chain, due, calendar).map(
      ({ by, body, does }) => `${by} 前${body ?? ''}${does}`,
    );
    const proposed = chain.silent === undefined ? '' : '（各步天数是建议值）';
    return `  倒排（${chain.cite.article}）：${steps.join('；')}${proposed}`;
  });
}

/** What stands for the date of a duty without figures. */
const withoutDays = ({ modality, does }: Duty): string =>
  modality === 'may' || does === 'end-publication' ? '没有写明天数' : '及时';

function describeDuty(duty: Duty, loaded: LoadedPacks, asOf: string | undefined): string {
  const left =
    asOf !== undefined && duty.due !== null
      ? `（${timeLeft(loaded.calendar, asOf, duty.due).sentence}）`
      : '';
  const lines = [
    `${duty.name}：${duty.due ?? withoutDays(duty)}${left}，${duty.modality === 'may' ? '可以' : '应当'}由${duty.owner}办理`,
    `  ${explainDuty(duty).sentence}`,
    `  依据《${duty.regulation}》${duty.article}：“${duty.quote}”`,
    ...(duty.unverified ? ['  未核：期限未经原文核对。'] : []),
    ...(duty.note === null ? [] : [`  说明：${duty.note}`]),
    ...chainLines(duty, loaded),
    ...duty.others.map(
      (other) =>
        `  另见《${other.regulation}》${other.article}：${other.due ?? '没有写明天数'}${other.unverified ? '（未核）' : ''}`,
    ),
  ];
  return lines.join('\n');
}

function explainSets(): string {
  return Object.entries<CircumstanceKind>(CIRCUMSTANCES)
    .map(([name, { label, values, unset, unsetOn = {}, amount }]) => {
      if (amount) return `${name}（${label}）：以分为单位的整数；不写时数额不定，不适用有数额条件的规则`;
      const list = Object.entries(values).map(([value, meaning]) => `${value} ${meaning}`);
      const told = Object.entries(unsetOn).map(
        ([event, given]) =>
          `，所问的事件是 ${event}（${eventLabels[event as EventName]}）时为 ${given.join('、')}`,
      );
      return `${name}（${label}）：${list.join('、')}；不写时为 ${unset.join('、')}${told.join('')}`;
    })
    .join('\n');
}
