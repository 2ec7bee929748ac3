import { readFileSync } from 'node:fs';
import { type Achievement, achievements, addDays, type ExcludedDays, excludedCauses } from '@mingjing/law';
import { z } from 'zod';
import { CommandRefusal } from './command.ts';

/** What a list of facts tells the counting of a limit. */
export interface FactsForCounting {
  readonly excluded: readonly ExcludedDays[];
  readonly extensionDays: number;
  /** The duty to which the extension was granted, where the facts say. */
  readonly extends: Achievement | undefined;
}

/**
 * Reads a JSON list of facts `{type, occurredOn, data}` in the order in which they happened, and takes from it the excluded
 * days and the extension; an exclusion that still runs ends at `asOf`. Nothing may come before the event itself.
 */
export function readFacts(path: string, eventOn: string, asOf: string | undefined): FactsForCounting {
  const facts = parseFacts(path);
  const before = facts.find((fact) => firstDay(fact) < eventOn);
  if (before) throw new CommandRefusal(`${firstDay(before)} 的“${before.type}”早于事件发生的 ${eventOn}。`);
  const early = facts.find(
    (fact, index) => index > 0 && fact.occurredOn < (facts[index - 1]?.occurredOn ?? ''),
  );
  if (early)
    throw new CommandRefusal(`事实没有按日期排列：${early.occurredOn} 的“${early.type}”排在了后面。`);
  const excluded: ExcludedDays[] = [];
  let open: { from: string; cause: string } | undefined;
  let extensionDays = 0;
  const granted = new Set<Achievement | undefined>();
  for (const fact of facts) {
    if (fact.type === 'time-excluded') {
      if (open) throw new CommandRefusal(`${fact.occurredOn} 又有期限除外，而上一次还没有恢复计算。`);
      open = { from: fact.data.startsOn, cause: fact.data.cause };
    } else if (fact.type === 'time-resumed') {
      if (!open) throw new CommandRefusal(`${fact.occurredOn} 恢复计算期限，此前没有期限除外。`);
      if (fact.data.resumedOn < open.from)
        throw new CommandRefusal(`恢复计算的 ${fact.data.resumedOn} 早于期限除外开始的 ${open.from}。`);
      excluded.push({ ...open, to: addDays(fact.data.resumedOn, -1) });
      open = undefined;
    } else {
      extensionDays += fact.data.days;
      granted.add(fact.data.extends);
    }
  }
  if (open && asOf === undefined)
    throw new CommandRefusal('期限除外还没有恢复计算，请用 --as-of 写明算到哪一天。');
  if (open && asOf !== undefined && asOf < open.from)
    throw new CommandRefusal(`--as-of 的 ${asOf} 早于期限除外开始的 ${open.from}。`);
  if (open && asOf !== undefined) excluded.push({ ...open, to: asOf });
  if (granted.size > 1) throw new CommandRefusal('延长的不是同一项期限，请分开问。');
  return { excluded, extensionDays, extends: [...granted][0] };
}

/** The earliest day that a fact speaks of. */
function firstDay(fact: z.infer<typeof factSchema>): string {
  const { occurredOn } = fact;
  return fact.type === 'time-excluded' && fact.data.startsOn < occurredOn ? fact.data.startsOn : occurredOn;
}

const day = z.iso.date();
const factSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('time-excluded'),
    occurredOn: day,
    data: z.object({ startsOn: day, cause: z.enum(Object.keys(excludedCauses)) }),
  }),
  z.object({ type: z.literal('time-resumed'), occurredOn: day, data: z.object({ resumedOn: day }) }),
  z.object({
    type: z.literal('extension-approved'),
    occurredOn: day,
    data: z.object({ days: z.int().min(1).max(60), extends: z.enum(achievements).optional() }),
  }),
]);

function parseFacts(path: string): z.infer<typeof factSchema>[] {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new CommandRefusal(`读不出文件“${path}”：没有这个文件，或者不是 JSON。`);
  }
  const list = z.array(factSchema).safeParse(value);
  if (list.success) return list.data;
  const at = list.error.issues[0]?.path ?? [];
  const place = at.length === 0 ? '开头' : `第 ${at.map(String).join('.')} 处`;
  throw new CommandRefusal(
    `“${path}”${place}写法不对：应为按日期排列的事实，类型是 time-excluded、time-resumed 或 extension-approved。`,
  );
}
