import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { diffPacks, type Moment, momentSentences, type Pack, type PackChange } from '@mingjing/law';
import { type LoadedPacks, loadPackFolder, loadPacks } from '../packs/load.ts';
import { type CommandOutput, CommandRefusal, UsageError } from './command.ts';

/** `mingjing packs diff A B`: what B changes against A, in words; each is a pack's id or a folder with `pack.yaml`. */
export function comparePacks(names: readonly string[], json: boolean, output: CommandOutput): number {
  const [before, after, ...more] = names;
  if (before === undefined || after === undefined || more.length > 0)
    throw new UsageError('请写明两部规定：编号，或者放有 pack.yaml 的目录。');
  const loaded = loadPacks();
  const [a, b] = [findPack(before, loaded), findPack(after, loaded)];
  const changes = diffPacks(a, b);
  const bureaus = loaded.bureaus.filter(({ layers }) => layers.some(({ pack }) => pack === a.id));
  if (json) {
    const answer = { before: a.id, after: b.id, bureaus: bureaus.map(({ id }) => id), changes };
    output.out(JSON.stringify(answer, null, 2));
  } else {
    output.out(
      describe(
        a,
        b,
        changes,
        bureaus.map(({ name }) => name),
      ),
    );
  }
  return 0;
}

function findPack(name: string, loaded: LoadedPacks): Pack {
  const known = loaded.packs.find(({ id }) => id === name);
  if (known !== undefined) return known;
  if (existsSync(join(name, 'pack.yaml')) && statSync(name).isDirectory()) return loadPackFolder(name);
  throw new CommandRefusal(`没有编号为“${name}”的规定，也没有放着 pack.yaml 的目录“${name}”。`);
}

function describe(a: Pack, b: Pack, changes: readonly PackChange[], bureaus: readonly string[]): string {
  const head = `《${a.title}》与${a.title === b.title ? '另一版本' : `《${b.title}》`}比较`;
  if (changes.length === 0) return `${head}：没有不同。`;
  const plain = changes.filter(({ moment }) => moment === undefined);
  const moments = (Object.keys(momentSentences) as Moment[]).map((moment) => ({
    moment,
    changes: changes.filter((change) => change.moment === moment),
  }));
  return [
    `${head}：${changes.length} 处不同。`,
    ...(bureaus.length > 0 ? [`适用机关：${bureaus.join('、')}。`] : []),
    ...plain.map(({ sentence }) => `  ${sentence}`),
    ...moments
      .filter((group) => group.changes.length > 0)
      .flatMap((group) => [
        `${momentSentences[group.moment]}：`,
        ...group.changes.map(({ sentence }) => `  ${sentence}`),
      ]),
  ].join('\n');
}
