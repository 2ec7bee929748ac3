import { type BagFinding, checkBagFiles } from '../bag/check-bag.ts';
import {
  algorithms,
  digestOfPath,
  factVersionOf,
  isCheckpointPath,
  isPublicationPath,
  manifestText,
  places,
  proofVersionOf,
} from './bag-layout.ts';
import { textOf } from './check-signatures.ts';
import type { ReadFile } from './read-bag.ts';

/** Everything in which the files of a bag differ from its manifests, or from what a case file holds. */
export function checkListing(files: ReadonlyMap<string, ReadFile>, damaged: readonly string[]): BagFinding[] {
  const found = [...checkBagFiles(files).errors, ...unlisted(files), ...strange(files)];
  // Of a file that could not be read nobody knows what the list ought to say.
  return damaged.length > 0 ? found : [...found, ...respelled(files)];
}

/** Manifests that are not exactly the lists of what is there, to the last byte: a bag has one spelling. */
function respelled(files: ReadonlyMap<string, ReadFile>): BagFinding[] {
  const isList = (path: string): boolean => path.startsWith('tagmanifest-');
  return algorithms.flatMap((algorithm) => {
    const lines = [...files].map(([path, file]) => [file[algorithm], path] as const);
    const payload = manifestText(lines.filter(([, path]) => path.startsWith('data/')));
    const tags = manifestText(lines.filter(([, path]) => !path.startsWith('data/') && !isList(path)));
    const wrong = [
      [`manifest-${algorithm}.txt`, payload],
      [`tagmanifest-${algorithm}.txt`, tags],
    ].filter(([path = '', text]) => files.has(path) && textOf(files, path) !== text);
    return wrong.map(([path = '']) => ({
      path,
      sentence: '这份清单与包里的文件不一致，或者不是导出时的写法',
    }));
  });
}

/** What the form of a bag lets pass, ours does not: files that nothing lists, and manifests that are not there. */
function unlisted(files: ReadonlyMap<string, ReadFile>): BagFinding[] {
  const names = algorithms.flatMap((algorithm) => [
    `manifest-${algorithm}.txt`,
    `tagmanifest-${algorithm}.txt`,
  ]);
  const missing = names
    .filter((name) => !files.has(name))
    .map((path) => ({ path, sentence: '缺少这份清单' }));
  const lists = algorithms.map((algorithm) => pathsIn(textOf(files, `tagmanifest-${algorithm}.txt`)));
  const loose = [...files.keys()].filter(
    (path) =>
      !path.startsWith('data/') &&
      !path.startsWith('tagmanifest-') &&
      !lists.every((paths) => paths.has(path)),
  );
  return [...missing, ...loose.map((path) => ({ path, sentence: '清单没有列出这个文件' }))];
}

/** The paths that a list names, each behind its digest and two spaces. */
function pathsIn(list: string): ReadonlySet<string> {
  return new Set([...list.matchAll(/^[0-9a-f]+ {2}(.+)$/gm)].map(([, path = '']) => path));
}

/** Files that no case file has: nothing in the log speaks for them. */
function strange(files: ReadonlyMap<string, ReadFile>): BagFinding[] {
  const known = new Set<string>(Object.values(places));
  const isOurs = (path: string): boolean =>
    known.has(path) ||
    isCheckpointPath(path) ||
    isPublicationPath(path) ||
    /^(?:tag)?manifest-(?:sha256|sm3)\.txt$/.test(path) ||
    /^timestamps\/\d{1,15}\.(?:tsr|checkpoint|consistency)$/.test(path) ||
    [factVersionOf, proofVersionOf, digestOfPath].some((read) => read(path) !== undefined);
  return [...files.keys()]
    .filter((path) => !isOurs(path))
    .map((path) => ({ path, sentence: '卷宗里不应有这个文件' }));
}
