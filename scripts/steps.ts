import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What one step of the check or the tests came to; `passed` and `failed` count tests, where the step has any. */
export type Outcome = Readonly<{
  name: string;
  ok: boolean;
  seconds: number;
  output: string;
  passed: number;
  failed: number;
  /** The titles of the tests that did not run. */
  skipped: readonly string[];
}>;

/** The root of the repository. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a step, measures it and says at once how it went; the output of a failed step is shown whole. */
export const step = async (
  name: string,
  work: () => Promise<
    Pick<Outcome, 'ok' | 'output'> & Partial<Pick<Outcome, 'passed' | 'failed' | 'skipped'>>
  >,
): Promise<Outcome> => {
  const start = performance.now();
  const result = await work().catch((error: unknown) => ({ ok: false, output: String(error) }));
  const outcome = {
    passed: 0,
    failed: 0,
    skipped: [],
    ...result,
    name,
    seconds: (performance.now() - start) / 1000,
  };
  const left = outcome.skipped.length > 0 ? `，跳过 ${outcome.skipped.length}` : '';
  const counts =
    outcome.passed + outcome.failed > 0 ? `，通过 ${outcome.passed}，失败 ${outcome.failed}${left}` : '';
  process.stdout.write(`${outcome.ok ? '✓' : '✗'} ${name}（${outcome.seconds.toFixed(1)} 秒${counts}）\n`);
  if (!outcome.ok) process.stdout.write(`${outcome.output.trimEnd()}\n`);
  return outcome;
};

/** What a tool wrote: `output` as a person would see it, `result` what it meant for a program. */
export type ToolResult = Readonly<{ ok: boolean; output: string; result: string }>;

/** Runs one of the repository's tools to its end, collecting what it writes. */
export const tool = (
  command: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Promise<ToolResult> =>
  new Promise((resolve) => {
    const env = { ...process.env, ...options.env };
    const child = spawn(command, args, { cwd: options.cwd ?? root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [output, result] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      result += chunk;
      output += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    child.on('error', (error) => resolve({ ok: false, output: `${command}: ${error.message}`, result }));
    child.on('close', (code) => resolve({ ok: code === 0, output, result }));
  });
