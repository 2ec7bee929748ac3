import { parseArgs } from 'node:util';
import { measureCommands } from './commands.ts';
import { measureDurableFacts } from './durable-facts.ts';
import { measureDuties } from './duties.ts';
import type { Explained } from './explain.ts';
import { measureImport } from './imports.ts';
import { type Installation, openInstallation } from './installation.ts';
import { measureLog } from './log.ts';
import { type Figure, reached } from './measure.ts';
import { measureOffice } from './office.ts';
import { measurePortal } from './portal.ts';
import { measureStartUp } from './start-up.ts';

interface Part {
  readonly figures: readonly Figure[];
  readonly plans?: readonly Explained[];
  readonly failures?: readonly string[];
}

/** In this order: the portal is measured on what the import leaves, the office on what the commands leave. */
const parts: Readonly<Record<string, (installation: Installation) => Promise<Part>>> = {
  commands: async (installation) => ({ figures: await measureCommands(installation) }),
  log: async (installation) => ({ figures: await measureLog(installation) }),
  facts: async (installation) => ({ figures: await measureDurableFacts(installation) }),
  duties: async (installation) => ({ figures: await measureDuties(installation) }),
  import: async (installation) => ({ figures: await measureImport(installation) }),
  portal: measurePortal,
  office: measureOffice,
};

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const wanted = values.only?.split(',') ?? ['start', ...Object.keys(parts)];
const begin = performance.now();
const measured = new Map<string, Part>();

if (wanted.includes('start')) {
  say('start');
  measured.set('start', { figures: await measureStartUp() });
}
if (wanted.some((name) => Object.hasOwn(parts, name))) {
  const installation = await openInstallation();
  try {
    for (const [name, measure] of Object.entries(parts)) {
      if (!wanted.includes(name)) continue;
      say(name);
      measured.set(name, await measure(installation));
    }
  } finally {
    await installation.close();
  }
}
const seconds = (performance.now() - begin) / 1000;
const failures = [...measured.values()].flatMap((part) => part.failures ?? []);
process.stdout.write(
  values.json
    ? `${JSON.stringify({ seconds, failures, parts: Object.fromEntries(measured) }, null, 2)}\n`
    : table(),
);
process.exitCode = failures.length > 0 ? 1 : 0;

function say(name: string): void {
  process.stderr.write(`……${name}\n`);
}

function table(): string {
  const all = [...measured.values()];
  const lines = [
    '只有同一次运行里的比值可比；机器忙闲不同，绝对数不可比。',
    ...all.flatMap(({ figures }) => figures.map(figureLine)),
    '',
    ...all.flatMap(({ plans }) => (plans ?? []).map(planLine)),
    ...failures.map((failure) => `不合格：${failure}`),
    `共 ${seconds.toFixed(0)} 秒`,
  ];
  return `${lines.join('\n')}\n`;
}

function figureLine(figure: Figure): string {
  const value =
    figure.value === null
      ? '未测'
      : `${figure.value >= 100 ? figure.value.toFixed(0) : figure.value.toFixed(1)} ${figure.unit}`;
  const { atLeast, atMost } = figure.goal ?? {};
  const goal = atLeast === undefined ? (atMost === undefined ? '' : `目标 ≤ ${atMost}`) : `目标 ≥ ${atLeast}`;
  const mark = { true: '达到', false: '未达到', undefined: '' }[String(reached(figure))];
  return [pad(figure.name, 48), value.padStart(12), pad(goal, 14), pad(mark ?? '', 7), figure.note ?? '']
    .join('  ')
    .trimEnd();
}

function planLine({ label, node, ms, buffers, wholeTables }: Explained): string {
  const whole = wholeTables.length === 0 ? '' : `  全表：${[...new Set(wholeTables)].join('、')}`;
  return `${pad(label, 16)} ${`${ms.toFixed(2)} ms`.padStart(11)} ${`${buffers} 页`.padStart(8)}  ${node}${whole}`;
}

/** Chinese characters take two columns. */
function pad(text: string, width: number): string {
  const taken = [...text].reduce((sum, character) => sum + (/[⺀-￯]/.test(character) ? 2 : 1), 0);
  return text + ' '.repeat(Math.max(0, width - taken));
}
