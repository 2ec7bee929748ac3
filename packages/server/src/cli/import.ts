import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { demonstrationStart } from '../demo/demonstration-date.ts';
import { importFile } from '../exchange/import-file.ts';
import { formatReport } from '../exchange/import-report.ts';
import { readMapping } from '../exchange/mapping.ts';
import { dateInChina } from '../platform/clock.ts';
import { type Command, CommandRefusal, UsageError } from './command.ts';
import { readArguments } from './read-arguments.ts';
import { withBureau } from './with-bureau.ts';

/** Imports results that were published elsewhere: checks the whole file, then takes none or the good ones. */
export const run: Command = async (args, output) => {
  const { values, positionals } = readArguments({
    args: [...args],
    options: {
      bureau: { type: 'string' },
      map: { type: 'string' },
      kind: { type: 'string' },
      json: { type: 'boolean', default: false },
      'only-good': { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      hold: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const path = positionals[0];
  const bureau = values.bureau;
  if (typeof bureau !== 'string' || path === undefined || positionals.length > 1)
    throw new UsageError('请写明机关（--bureau）和一个文件。');
  const { kind } = values;
  if (kind !== undefined && kind !== 'permit' && kind !== 'penalty')
    throw new UsageError('--kind 只能是 permit 或者 penalty。');
  if (!existsSync(path)) throw new CommandRefusal(`没有文件“${path}”。`);
  const mapping = typeof values.map === 'string' ? readMapFile(values.map) : null;
  return await withBureau(bureau, async (databases, config, resources) => {
    const now =
      resources.bureaus.get(bureau)?.demonstration === true
        ? await demonstrationStart(databases.app)
        : new Date();
    const { report } = await importFile(
      { databases, resources, today: dateInChina(now), now, keyFolder: join(config.dataFolder, 'keys') },
      {
        bureau,
        actor: 'command-line',
        file: { name: basename(path), path },
        map: mapping,
        kind: kind ?? null,
        mode: values['only-good'] === true ? 'only-good' : 'none-if-any-bad',
        dryRun: values['dry-run'] === true,
        publish: values.hold !== true,
      },
    );
    output.out(values.json === true ? JSON.stringify(report) : formatReport(report, 'text'));
    return report.taken || values['dry-run'] === true
      ? report.bad > 0 && values['only-good'] !== true
        ? 1
        : 0
      : 1;
  });
};

function readMapFile(path: string) {
  if (!existsSync(path)) throw new CommandRefusal(`没有对照文件“${path}”。`);
  const read = readMapping(readFileSync(path, 'utf8'));
  if (!('mapping' in read))
    throw new CommandRefusal(
      `对照文件有误：\n${read.findings.map(({ message }) => `  ${message}`).join('\n')}`,
    );
  return read.mapping;
}
