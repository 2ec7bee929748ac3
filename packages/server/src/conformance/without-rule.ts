import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPack, packSchema } from '@mingjing/law';
import { parseDocument, stringify } from 'yaml';
import { type LoadedPacks, packsFolder } from '../packs/load.ts';
import { findRule, parseRuleName, type RuleName } from './rules.ts';

/**
 * Gives `work` a copy of the packs folder from which one rule has been taken away, and whatever only pointed at it.
 * The copy is gone afterwards.
 */
export async function withoutRule<T>(
  name: string,
  loaded: LoadedPacks,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const rule = parseRuleName(name);
  const place = loaded.folders[rule?.pack ?? ''];
  if (rule === undefined || place === undefined) throw new Error(`no rule ${name}`);
  const root = mkdtempSync(join(tmpdir(), 'mingjing-without-'));
  try {
    const folder = join(root, 'packs');
    cpSync(packsFolder, folder, { recursive: true });
    takeAway(join(folder, place, 'pack.yaml'), join(folder, place, 'articles.yaml'), rule);
    return await work(folder);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function takeAway(packFile: string, articlesFile: string, rule: RuleName): void {
  const pack = parseDocument(withoutAliases(readFileSync(packFile, 'utf8')));
  const articles = existsSync(articlesFile) ? parseDocument(readFileSync(articlesFile, 'utf8')) : undefined;
  const read = () =>
    packSchema.parse({ ...pack.toJS(), ...(articles === undefined ? {} : { articles: articles.toJS() }) });
  for (const index of findRule(read(), rule).reverse()) pack.deleteIn([rule.section, index]);
  // What pointed at the rule goes too, one after the other, and an article that nothing relies on any more.
  for (let rounds = 0; rounds < 20; rounds += 1) {
    const fault = checkPack(read()).find(({ level }) => level === 'error');
    if (fault === undefined) break;
    const path = fault.path.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
    if (path[0] === 'articles') articles?.deleteIn(path.slice(1));
    else pack.deleteIn(path);
  }
  writeFileSync(packFile, pack.toString());
  if (articles !== undefined) writeFileSync(articlesFile, articles.toString());
}

/** What an anchor names is written out wherever it is used, so that its first place may go. */
function withoutAliases(text: string): string {
  return stringify(parseDocument(text).toJS(), { aliasDuplicateObjects: false });
}
