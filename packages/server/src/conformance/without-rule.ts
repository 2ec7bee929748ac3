import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { articleSchema, checkPack, packSchema } from '@mingjing/law';
import { type Document, parseDocument, stringify } from 'yaml';
import { z } from 'zod';
import { type LoadedPacks, packsFolder } from '../packs/load.ts';
import { findRule, parseRuleName } from './rules.ts';

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
    const file = join(folder, place, 'pack.yaml');
    const document = parseDocument(withoutAliases(readFileSync(file, 'utf8')));
    const articles = readArticles(join(folder, place, 'articles.yaml'));
    const read = () => packSchema.parse({ ...document.toJS(), ...articles });
    for (const index of findRule(read(), rule).reverse()) document.deleteIn([rule.section, index]);
    dropFaults(document, () => checkPack(read()).filter(({ level }) => level === 'error'));
    writeFileSync(file, document.toString());
    return await work(folder);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** What an anchor names is written out wherever it is used, so that its first place may go. */
function withoutAliases(text: string): string {
  return stringify(parseDocument(text).toJS(), { aliasDuplicateObjects: false });
}

function readArticles(path: string): { articles?: z.infer<typeof articleSchema>[] } {
  if (!existsSync(path)) return {};
  return { articles: z.array(articleSchema).parse(parseDocument(readFileSync(path, 'utf8')).toJS()) };
}

/** Takes away keys that point at what is gone, one after the other, until the pack is whole again. */
function dropFaults(document: Document, faults: () => readonly { readonly path: string }[]): void {
  for (let rounds = 0; rounds < 20; rounds += 1) {
    const [fault] = faults().filter(({ path }) => !path.startsWith('articles'));
    if (fault === undefined) return;
    document.deleteIn(fault.path.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key)));
  }
}
