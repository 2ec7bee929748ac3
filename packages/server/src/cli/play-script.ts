import { readFileSync } from 'node:fs';
import { type PlayActor, type PlayStep, roles } from '@mingjing/law';
import { z } from 'zod';
import { CommandRefusal } from './command.ts';

/** A script of commands: either the list of steps alone, or the list with bureau, people and the last day to look at. */
export interface PlayScript {
  readonly bureau?: string;
  readonly asOf?: string;
  readonly people: readonly PlayActor[];
  readonly steps: readonly PlayStep[];
}

/** Reads and checks a script file; every refusal is one Chinese sentence that names the place. */
export function readPlayScript(path: string): PlayScript {
  const parsed = scriptSchema.safeParse(readJson(path));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const unknown =
      issue?.code === 'unrecognized_keys' ? `不认识的字段 ${issue.keys.join('、')}` : '缺少内容或者写法不对';
    throw new CommandRefusal(
      `脚本“${path}”的 ${issue?.path.map(String).join('.') || '开头'} 处：${unknown}。`,
    );
  }
  const steps = parsed.data.steps.map(compact) as unknown as PlayStep[];
  const index = steps.findIndex((step, i) => i > 0 && step.date < (steps[i - 1]?.date ?? ''));
  if (index > 0)
    throw new CommandRefusal(`脚本第 ${index + 1} 步（${steps[index]?.date}）早于上一步，应按日期排列。`);
  const { bureau, asOf } = parsed.data;
  return {
    ...(bureau === undefined ? {} : { bureau }),
    ...(asOf === undefined ? {} : { asOf }),
    people: parsed.data.people.map(compact) as unknown as PlayActor[],
    steps,
  };
}

const day = z.iso.date();
const text = z.string().min(1).max(200);
const actorSchema = z.strictObject({
  id: text,
  name: text.optional(),
  bureau: text.optional(),
  roles: z.array(z.enum(roles)),
  credential: z.strictObject({ number: text, validTo: day }).optional(),
});
const stepSchema = z.strictObject({
  actor: actorSchema,
  date: day,
  occurredOn: day.optional(),
  lateReason: z.string().min(1).optional(),
  command: z.looseObject({ type: text }),
});
const fullSchema = z.strictObject({
  bureau: text.optional(),
  asOf: day.optional(),
  people: z.array(actorSchema).default([]),
  steps: z.array(stepSchema).min(1).max(1000),
});
const scriptSchema = z.preprocess((value) => (Array.isArray(value) ? { steps: value } : value), fullSchema);

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new CommandRefusal(`读不出文件“${path}”：没有这个文件，或者不是 JSON。`);
  }
}

// zod leaves absent keys out, but its types say `undefined`.
function compact<T extends object>(value: T): object {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}
