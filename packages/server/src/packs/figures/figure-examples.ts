import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  actKinds,
  type Calendar,
  circumstancesHold,
  composeRulebook,
  keptUntil,
  type Pack,
  reaches,
  withOption,
} from '@mingjing/law';
import { z } from 'zod';
import { type LoadedPacks, packsFolder } from '../load.ts';
import { PackFileError } from '../pack-file-error.ts';
import { lineOf, readYaml } from '../read-yaml.ts';
import {
  addedFor,
  chainAnswer,
  extensionAnswer,
  type FigureAnswer,
  guardAnswer,
  isStaffed,
  procedureAnswer,
} from './answers.ts';

const answerSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.union([z.string(), z.number(), z.null()])),
]);
const exampleSchema = z.strictObject({
  name: z.string().min(1),
  bureau: z.string(),
  ask: z.enum([
    'thresholds',
    'retention',
    'surcharges',
    'staffing',
    'exclusions',
    'access',
    'chains',
    'guards',
    'procedures',
    'extensions',
    'yields',
    'excludes',
    'proposals',
    'validity',
  ]),
  kind: z.enum(actKinds).optional(),
  date: z.iso.date(),
  set: z.record(z.string(), z.string()).default({}),
  given: z
    .strictObject({
      for: z.string().optional(),
      subject: z.string().optional(),
      guard: z.string().optional(),
      event: z.string().optional(),
      channel: z.string().optional(),
      amount: z.int().optional(),
      owed: z.int().optional(),
      daysLate: z.int().optional(),
      persons: z.int().optional(),
      part: z.int().optional(),
      whole: z.int().optional(),
      times: z.int().optional(),
      types: z.array(z.string()).optional(),
      origin: z.string().optional(),
    })
    .default({}),
  /** What the bureau is taken to have decided on silent points. */
  decided: z.array(z.strictObject({ pack: z.string(), point: z.string(), option: z.string() })).default([]),
  expect: z.array(z.strictObject({ rule: z.string(), article: z.string().optional(), answer: answerSchema })),
});

/** One question about a figure that no event asks for, and what each rule of the bureau's layers answers, worked by hand. */
export type FigureExample = z.infer<typeof exampleSchema>;

/** The worked figures of a pack folder; none where it has no `figures.yaml`. */
export function readFigures(folder: string, root: string = packsFolder): FigureExample[] {
  const path = join(root, folder, 'figures.yaml');
  if (!existsSync(path)) return [];
  const name = join('packs', folder, 'figures.yaml');
  const file = readYaml(name, readFileSync(path, 'utf8'));
  if (file.faults.length > 0) throw new PackFileError(file.faults);
  const parsed = z.array(exampleSchema).safeParse(file.value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path: at }) => {
    const place = at.map(String);
    return { file: name, line: lineOf(file, place), sentence: `第 ${place.join('.')} 处写法不对` };
  });
  throw new PackFileError(faults);
}

/** Works every figure; each difference is one Chinese sentence. */
export function checkFigures(loaded: LoadedPacks, root?: string): { count: number; failures: string[] } {
  const all = Object.values(loaded.folders).flatMap((folder) => readFigures(folder, root));
  return { count: all.length, failures: all.flatMap((example) => figureDifferences(example, loaded)) };
}

/** What the packs answer otherwise than the example says; every rule that answers must be expected. */
export function figureDifferences(example: FigureExample, loaded: LoadedPacks): string[] {
  const answers = new Map(answersTo(example, loaded).map((one) => [one.rule, write(one)]));
  const expected = new Set(example.expect.map(({ rule }) => rule));
  return [
    ...example.expect.flatMap((one) => {
      const found = answers.get(one.rule) ?? '没有这条规则';
      return found === write(one) ? [] : [`${example.name}：${one.rule} 应为 ${write(one)}，算得 ${found}`];
    }),
    ...[...answers.keys()]
      .filter((rule) => !expected.has(rule))
      .map((rule) => `${example.name}：算例没有写到 ${rule}`),
  ];
}

interface Answered {
  readonly rule: string;
  readonly article?: string | undefined;
  readonly answer: FigureAnswer;
}

const write = ({ article, answer }: Answered): string => `${article ?? ''} ${JSON.stringify(answer)}`;

function answersTo(example: FigureExample, loaded: LoadedPacks): Answered[] {
  const bureau = loaded.bureaus.find(({ id }) => id === example.bureau);
  if (bureau === undefined) throw new Error(`算例“${example.name}”的机关“${example.bureau}”不存在`);
  // The validity of the texts themselves, whatever days the bureau's layers bind.
  if (example.ask === 'validity') {
    const undated = { ...bureau, layers: bureau.layers.map(({ pack }) => ({ pack })) };
    const { packs } = composeRulebook(undated, loaded.packs, example.date);
    return packs.map(({ id }) => ({ rule: id, answer: true }));
  }
  const { packs } = composeRulebook(bureau, loaded.packs, example.date);
  return packs.flatMap((pack) =>
    answersOf(asDecided(pack, example), example, loaded.calendar).map(
      ({ id, article, answer }): Answered => ({ rule: `${pack.id}/${id}`, article, answer }),
    ),
  );
}

function asDecided(pack: Pack, { decided, name }: FigureExample): Pack {
  const own = decided.filter((one) => one.pack === pack.id);
  return own.reduce((changed, { point, option }) => {
    const options = pack.silentPoints.find(({ id }) => id === point)?.options;
    const chosen = options?.find(({ value }) => value === option);
    if (chosen === undefined) throw new Error(`算例“${name}”：静默事项“${point}”没有“${option}”这一答案`);
    return withOption(changed, chosen);
  }, pack);
}

interface OwnAnswer {
  readonly id: string;
  readonly article: string;
  readonly answer: FigureAnswer;
}

function answersOf(pack: Pack, example: FigureExample, calendar: Calendar): OwnAnswer[] {
  const { kind, date, set, given } = example;
  const speaksOf = (rule: {
    readonly kinds: readonly string[];
    readonly when?: Pack['thresholds'][number]['when'];
  }) => (kind === undefined || rule.kinds.includes(kind)) && circumstancesHold(rule.when ?? {}, set);
  const deadlines = () =>
    pack.deadlines.filter((rule) => speaksOf(rule) && rule.on.some((event) => event === given.event));
  switch (example.ask) {
    case 'thresholds':
      return pack.thresholds
        .filter((rule) => speaksOf(rule) && rule.for === given.for)
        .filter(({ origin }) => origin === 'any' || origin === given.origin)
        .map((rule) => own(rule, reaches(rule, given.amount ?? 0)));
    case 'retention':
      return pack.retention
        .filter((rule) => speaksOf(rule) && rule.subject === given.subject)
        .map((rule) => own(rule, keptUntil(rule, date, calendar)));
    case 'surcharges':
      return pack.surcharges
        .filter(speaksOf)
        .map((rule) => own(rule, addedFor(rule, given.owed ?? 0, given.daysLate ?? 0)));
    case 'staffing':
      return pack.staffing.filter(speaksOf).flatMap((rule) => ownIf(rule, isStaffed(rule, given)));
    case 'exclusions':
      return pack.exclusions
        .filter((rule) => speaksOf(rule) && (rule.channel === undefined || rule.channel === given.channel))
        .map((rule) => own(rule, rule.yieldsTo));
    case 'access':
      return pack.access
        .filter(({ subject }) => subject === given.subject)
        .map((rule) => own(rule, rule.effect === 'refuse' ? '不得' : (rule.approver ?? '无须批准')));
    case 'chains':
      return pack.chains
        .filter(({ subject }) => subject === given.subject)
        .map((chain) => own({ ...chain, id: chain.subject }, chainAnswer(chain, date, calendar)));
    case 'guards':
      return pack.guards
        .filter((rule) => speaksOf(rule) && rule.guard === given.guard)
        .flatMap((rule) => {
          const answer = guardAnswer(rule, given, set.party ?? 'organisation', date, calendar);
          return ownIf({ ...rule, id: rule.guard }, answer);
        });
    case 'procedures':
      return pack.procedures
        .filter((rule) => speaksOf({ kinds: [rule.kind] }) && rule.skeleton === undefined)
        .map((rule) => own({ ...rule, id: rule.kind }, procedureAnswer(rule)));
    case 'extensions':
      return deadlines()
        .filter(({ extension }) => extension !== undefined)
        .map((rule) => own(rule, extensionAnswer(rule, given.times ?? 0)));
    case 'yields':
      return deadlines()
        .filter(({ yieldsTo }) => yieldsTo.length > 0)
        .map((rule) => own(rule, rule.yieldsTo));
    case 'excludes':
      return deadlines()
        .filter(({ excludes }) => excludes.length > 0)
        .map((rule) => own(rule, rule.excludes));
    case 'proposals':
      return deadlines().flatMap((rule) =>
        ownIf(rule, rule.proposed && [rule.proposed.count, rule.proposed.unit]),
      );
    case 'validity':
      return [];
  }
}

type Cited = { readonly id: string; readonly cite: { readonly article: string } };

function own({ id, cite }: Cited, answer: FigureAnswer): OwnAnswer {
  return { id, article: cite.article, answer };
}

function ownIf(rule: Cited, answer: FigureAnswer | undefined): OwnAnswer[] {
  return answer === undefined ? [] : [own(rule, answer)];
}
