import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  actKinds,
  type BureauProfile,
  composeRulebook,
  type Duty,
  dutiesFor,
  eventNames,
  type Rank,
  type Rulebook,
  ranks,
  rulebookOf,
  withDecisions,
} from '@mingjing/law';
import { z } from 'zod';
import { type LoadedPacks, packsFolder } from './load.ts';
import { PackFileError } from './pack-file-error.ts';
import { readYaml } from './read-yaml.ts';

const day = z.iso.date();
const exampleSchema = z.strictObject({
  name: z.string().min(1),
  bureau: z.string(),
  event: z.enum(eventNames),
  kind: z.enum(actKinds),
  date: day,
  set: z.record(z.string(), z.string()).default({}),
  excluded: z.array(z.strictObject({ from: day, to: day, cause: z.string() })).default([]),
  extensionDays: z.int().default(0),
  /** What the bureau is taken to have decided on silent points. */
  decided: z.array(z.strictObject({ pack: z.string(), point: z.string(), option: z.string() })).default([]),
  expect: z.array(
    z.strictObject({
      id: z.string(),
      due: day.nullable(),
      binding: z.boolean(),
      article: z.string(),
      provisional: z.boolean().default(false),
      /** Rank of the norm, where the example is about it. */
      rank: z.enum(ranks).optional(),
    }),
  ),
});

/** One worked example of a pack: an event, and the duties that come of it, reckoned by hand. */
export type PackExample = z.infer<typeof exampleSchema>;

/** The worked examples of a pack folder; none where it has no `examples.yaml`. */
export function readExamples(folder: string, root: string = packsFolder): PackExample[] {
  const path = join(root, folder, 'examples.yaml');
  if (!existsSync(path)) return [];
  const name = join('packs', folder, 'examples.yaml');
  const file = readYaml(name, readFileSync(path, 'utf8'));
  if (file.faults.length > 0) throw new PackFileError(file.faults);
  const parsed = z.array(exampleSchema).safeParse(file.value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => ({
    file: name,
    line: 1,
    sentence: `第 ${issue.path.map(String).join('.')} 处写法不对`,
  }));
  throw new PackFileError(faults);
}

/** Runs every worked example; each difference is one Chinese sentence. */
export function checkExamples(loaded: LoadedPacks, root?: string): { count: number; failures: string[] } {
  const all = Object.values(loaded.folders).flatMap((folder) => readExamples(folder, root));
  return { count: all.length, failures: all.flatMap((example) => differences(example, loaded)) };
}

/** What the engine answers otherwise than the example says; every rule that answers must be expected. */
export function differences(example: PackExample, loaded: LoadedPacks): string[] {
  const undecidable = example.decided.filter((decision) => answerOf(decision, loaded) === undefined);
  if (undecidable.length > 0)
    return undecidable.map(
      ({ point, option }) => `${example.name}：静默事项“${point}”没有“${option}”这一答案`,
    );
  const answers = new Map(dutiesOf(example, loaded).map((duty) => [duty.id, duty]));
  const expected = new Set(example.expect.map((expectation) => expectation.id));
  return [
    ...example.expect.flatMap((expectation) => {
      const duty = answers.get(expectation.id);
      const found = duty ? writeDuty(duty, expectation.rank && duty.rank) : '没有这项义务';
      const wanted = writeDuty(expectation, expectation.rank);
      return found === wanted ? [] : [`${example.name}：${expectation.id} 应为 ${wanted}，算得 ${found}`];
    }),
    ...[...answers.keys()]
      .filter((id) => !expected.has(id))
      .map((id) => `${example.name}：算例没有写到 ${id}`),
  ];
}

type Answer = Pick<Duty, 'due' | 'binding' | 'article' | 'provisional'>;

function writeDuty(duty: Answer, rank?: Rank): string {
  const words = [
    duty.due ?? '及时',
    duty.article,
    duty.binding ? '为准' : '另见',
    ...(duty.provisional ? ['暂定'] : []),
    ...(rank === undefined ? [] : [rank]),
  ];
  return words.join(' ');
}

function dutiesOf(example: PackExample, loaded: LoadedPacks): Omit<Duty, 'others'>[] {
  const bureau = loaded.bureaus.find((candidate) => candidate.id === example.bureau);
  if (bureau === undefined) throw new Error(`算例“${example.name}”的机关“${example.bureau}”不存在`);
  return dutiesFor({
    rules: rulesOf(bureau, example, loaded),
    calendar: loaded.calendar,
    event: example.event,
    kind: example.kind,
    date: example.date,
    circumstances: example.set,
    excluded: example.excluded,
    extensionDays: example.extensionDays,
  }).flatMap((duty) => [duty, ...duty.others]);
}

/** The bureau's rules on the day of the example, its decisions on silent points followed. */
function rulesOf(bureau: BureauProfile, { date, decided }: PackExample, loaded: LoadedPacks): Rulebook {
  const rules = composeRulebook(bureau, loaded.packs, date);
  if (decided.length === 0) return rules;
  const find = (id: string) => loaded.packs.find((pack) => pack.id === id);
  const decisions = decided.map(({ pack, point, option }, index) => {
    const text = answerOf({ pack, point, option }, loaded) ?? '';
    const decision = { fact: index, pack, version: pack, point, option, text, reason: '算例' };
    return { ...decision, from: date, decidedBy: '算例', decidedOn: date };
  });
  return rulebookOf(bureau, withDecisions(rules.held, decisions, find, date));
}

type Decided = PackExample['decided'][number];

function answerOf({ pack: id, point, option }: Decided, { packs }: LoadedPacks): string | undefined {
  const points = packs.find((pack) => pack.id === id)?.silentPoints;
  const options = points?.find((one) => one.id === point)?.options;
  return options?.find(({ value }) => value === option)?.answer;
}
