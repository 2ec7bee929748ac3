import { copyFile, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DamagedOffice } from './damaged-office.ts';

const WAYS = ['flipped', 'cut', 'missing', 'swapped'] as const;

/** Flips a bit of a stored or published file of chance, cuts it, removes it or puts another in its place; the recheck must name it. */
export async function alterFiles(
  { places, findings }: Pick<DamagedOffice, 'places' | 'findings'>,
  trials: number,
  random: () => number,
): Promise<{ readonly trials: number; readonly wrong: readonly string[] }> {
  const base = dirname(places.evidenceFolder);
  const files = [...(await filesBelow(places.evidenceFolder)), ...(await filesBelow(places.logFolder))];
  const wrong: string[] = [];
  const aside = join(base, 'aside');
  for (let trial = 0; trial < trials; trial += 1) {
    const path = files[Math.floor(random() * files.length)] ?? '';
    const way = WAYS[trial % WAYS.length] ?? 'flipped';
    const before = await readFile(path);
    await copyFile(path, aside);
    const what = await alter(path, way, files, random);
    const isSame = (await readFile(path).catch(() => undefined))?.equals(before) ?? false;
    const name = path.slice(base.length + 1);
    const told = isSame ? [] : await findings(['originals', 'files']);
    if (!isSame && !told.some((finding) => finding.table === 'file' && finding.row === name))
      wrong.push(`${name} ${what}: ${told.map(({ table, row }) => `${table} ${row}`).join('; ')}`);
    await copyFile(aside, path);
  }
  await rm(aside, { force: true });
  return { trials, wrong };
}

async function alter(
  path: string,
  way: (typeof WAYS)[number],
  files: readonly string[],
  random: () => number,
): Promise<string> {
  switch (way) {
    case 'flipped': {
      const bytes = await readFile(path);
      const at = Math.floor(random() * bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      await writeFile(path, bytes);
      return `flipped at ${at}`;
    }
    case 'cut': {
      const size = Math.floor(random() * (await stat(path)).size);
      await truncate(path, size);
      return `cut to ${size}`;
    }
    case 'missing':
      await rm(path);
      return way;
    case 'swapped': {
      const other = files[Math.floor(random() * files.length)] ?? path;
      await copyFile(other, path);
      return `replaced by ${other}`;
    }
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
