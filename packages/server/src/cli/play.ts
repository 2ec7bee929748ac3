import { type BureauProfile, play } from '@mingjing/law';
import { loadPacks } from '../packs/load.ts';
import { type CommandOutput, CommandRefusal, UsageError } from './command.ts';
import { readPlayScript } from './play-script.ts';
import { readArguments } from './read-arguments.ts';

/**
 * `mingjing play`: runs a script of commands against the law alone and prints JSON with the facts that came of it, the duties
 * that stand, the refusals, and every step. A refusal is a result, not a failure: the exit code stays 0.
 */
export function run(args: readonly string[], output: CommandOutput): number {
  const { values, positionals } = readArguments({
    args: [...args],
    options: { bureau: { type: 'string' } },
    allowPositionals: true,
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new UsageError('请写明一个脚本文件。');
  const script = readPlayScript(path);
  const { packs, bureaus, calendar } = loadPacks();
  const { facts, duties, steps, state } = play(script.steps, {
    bureau: findBureau(bureaus, values.bureau ?? script.bureau),
    bodies: bureaus.map(({ id, name }) => ({ id, name })),
    packs,
    calendar,
    people: script.people,
    ...(script.asOf === undefined ? {} : { asOf: script.asOf }),
  });
  const refusals = steps.flatMap(({ date, command, refusal }, index) =>
    refusal === undefined ? [] : [{ step: index + 1, date, command, ...refusal }],
  );
  output.out(JSON.stringify({ facts, duties, refusals, steps, state }, null, 2));
  return 0;
}

function findBureau(bureaus: readonly BureauProfile[], id: string | undefined): BureauProfile {
  const known = bureaus.map((candidate) => candidate.id).join('、');
  if (id === undefined) throw new CommandRefusal(`没有写明机关，请用 --bureau 写明：${known}。`);
  const bureau = bureaus.find((candidate) => candidate.id === id);
  if (bureau === undefined) throw new CommandRefusal(`没有“${id}”这个机关，可用的是：${known}。`);
  return bureau;
}
