import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findArticle, type Pack } from '@mingjing/law';
import { readExamples } from '../packs/examples.ts';
import type { LoadedPacks } from '../packs/load.ts';
import type { TestResults } from './results.ts';
import { type ConformanceRow, checkout } from './rows.ts';
import { findRule, parseRuleName } from './rules.ts';

/** Everything that makes the rows untrue: names of nothing, a named test that failed, an article on no row. */
export function checkRows(
  rows: readonly ConformanceRow[],
  loaded: LoadedPacks,
  results: TestResults,
  root: string = checkout,
): string[] {
  const tests = testsIn(loaded, root);
  return [
    ...rows.flatMap((row) => [
      ...row.rules.filter((name) => !isRule(name, loaded)).map((name) => `${row.id}：没有规则“${name}”`),
      ...row.where
        .filter((path) => !existsSync(join(root, path)))
        .map((path) => `${row.id}：没有文件“${path}”`),
      ...row.tests.filter((test) => !tests(test)).map((test) => `${row.id}：没有测试“${test}”`),
      ...row.tests
        .filter((test) => results.get(test) === 'failed')
        .map((test) => `${row.id}：测试“${test}”上次运行没有通过`),
    ]),
    ...loaded.packs.flatMap((pack) => missingArticles(pack, rows)),
  ];
}

function isRule(name: string, loaded: LoadedPacks): boolean {
  const rule = parseRuleName(name);
  const pack = loaded.packs.find((candidate) => candidate.id === rule?.pack);
  return rule !== undefined && pack !== undefined && findRule(pack, rule).length > 0;
}

/** Tells whether a named test exists: a worked example by its name, a test by the title written in its file. */
function testsIn(loaded: LoadedPacks, root: string): (name: string) => boolean {
  const texts = new Map<string, string>();
  const examples = new Set(
    Object.values(loaded.folders).flatMap((folder) =>
      readExamples(folder).map((example) => `packs/${folder}/examples.yaml > ${example.name}`),
    ),
  );
  return (name) => {
    const [file = '', title = ''] = splitName(name);
    if (file.endsWith('examples.yaml')) return examples.has(name);
    const path = join(root, file);
    const text = texts.get(file) ?? (existsSync(path) ? readFileSync(path, 'utf8') : '');
    texts.set(file, text);
    return ["'", '"', '`'].some((quote) => text.includes(`${quote}${title}${quote}`));
  };
}

/** The file and the title of `file > title`. */
export function splitName(name: string): [file: string, title: string] {
  const at = name.indexOf(' > ');
  return [name.slice(0, at), name.slice(at + 3)];
}

/** Articles of a regulation that is held whole and that no row of its code speaks of. */
function missingArticles(pack: Pack, rows: readonly ConformanceRow[]): string[] {
  if (pack.extent !== 'whole' || !pack.textHeld) return [];
  const cited = new Set(
    rows
      .filter((row) => row.id.startsWith(`${pack.code}-`))
      .flatMap((row) => row.article.split('、'))
      .map((article) => findArticle(pack, article)?.number),
  );
  return pack.articles
    .filter((article) => !cited.has(article.number))
    .map((article) => `《${pack.title}》${article.number}没有列入任何一行`);
}
