import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type BureauProfile,
  bureauProfileSchema,
  type Calendar,
  calendarYearSchema,
  compilePack,
  type Pack,
  REPORTING,
} from '@mingjing/law';
import type { z } from 'zod';
import { type FileFault, PackFileError } from './pack-file-error.ts';
import { parsePack, schemaFaults } from './parse-pack.ts';
import { readYaml, type YamlFile } from './read-yaml.ts';

/** All rules the product runs on, as read from files and checked. */
export interface LoadedPacks {
  readonly packs: readonly Pack[];
  readonly bureaus: readonly BureauProfile[];
  readonly calendar: Calendar;
  /** SHA-256 of each pack's canonical form, by pack id. */
  readonly hashes: Readonly<Record<string, string>>;
  /** Folder of each pack relative to the packs folder, by pack id. */
  readonly folders: Readonly<Record<string, string>>;
}

/** The packs folder of this checkout, or another one for trying a changed rule (`MINGJING_PACKS`). */
export const packsFolder =
  process.env.MINGJING_PACKS ?? fileURLToPath(new URL('../../../../packs', import.meta.url));

/** Reads and checks the packs folder, the standing one once; throws a PackFileError that lists every fault with its file and line. */
export function loadPacks(folder: string = packsFolder): LoadedPacks {
  if (folder !== packsFolder) return readFolder(folder);
  standing ??= readFolder(folder);
  return standing;
}

let standing: LoadedPacks | undefined;

function readFolder(folder: string): LoadedPacks {
  const faults: FileFault[] = [];
  const folders: Record<string, string> = {};
  let isComplete = true;
  const packs = findPackFolders(folder).flatMap((path) => {
    const pack = readPack(folder, path, faults);
    isComplete &&= pack !== undefined;
    if (pack === undefined) return [];
    if (folders[pack.id] !== undefined) {
      faults.push(
        faultIn(folder, join(path, 'pack.yaml'), `规定编号“${pack.id}”与 ${folders[pack.id]} 重复`),
      );
    }
    folders[pack.id] = relative(folder, path);
    return [pack];
  });
  const bureaus = yamlFiles(join(folder, 'bureaus')).flatMap((file) =>
    readParsed(folder, file, bureauProfileSchema, faults),
  );
  for (const bureau of bureaus) {
    const file = join(folder, 'bureaus', `${bureau.id}.yaml`);
    // A pack that cannot be read is there all the same.
    const layers = bureau.layers.filter(({ pack }) => isComplete || folders[pack] !== undefined);
    faults.push(
      ...bureauFaults({ ...bureau, layers }, packs).map((sentence) => faultIn(folder, file, sentence)),
    );
  }
  const years = yamlFiles(join(folder, 'calendar')).flatMap((file) =>
    readParsed(folder, file, calendarYearSchema, faults),
  );
  if (faults.length > 0) throw new PackFileError(faults);
  return {
    packs,
    bureaus,
    calendar: { years: years.sort((a, b) => a.year - b.year) },
    hashes: Object.fromEntries(packs.map((pack) => [pack.id, hashPack(pack)])),
    folders,
  };
}

/** Reads and checks one folder with `pack.yaml` and `articles.yaml`; throws a PackFileError that lists every fault. */
export function loadPackFolder(path: string): Pack {
  const faults: FileFault[] = [];
  const pack = readPack(path, path, faults);
  if (pack === undefined || faults.length > 0) throw new PackFileError(faults);
  return pack;
}

/** SHA-256, in hexadecimal, of a pack's canonical form. */
export function hashPack(pack: Pack): string {
  return createHash('sha256').update(compilePack(pack)).digest('hex');
}

/** Folders that hold a `pack.yaml`, at any depth. */
export function findPackFolders(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === 'pack.yaml')
    .map((entry) => entry.parentPath)
    .sort();
}

function readPack(root: string, path: string, faults: FileFault[]): Pack | undefined {
  const file = readFile(root, join(path, 'pack.yaml'), faults);
  if (file === undefined) return undefined;
  const articlesPath = join(path, 'articles.yaml');
  const articles = existsSync(articlesPath) ? readFile(root, articlesPath, faults) : undefined;
  const read = parsePack(file, articles);
  faults.push(...read.faults);
  return read.pack;
}

function bureauFaults(bureau: BureauProfile, packs: readonly Pack[]): string[] {
  return [
    ...bureau.layers.flatMap((layer) =>
      layerFaults(
        layer,
        packs.find((pack) => pack.id === layer.pack),
      ),
    ),
    ...bureau.layers
      .filter((layer, index) => bureau.layers.findIndex(({ pack }) => pack === layer.pack) < index)
      .map(({ pack }) => `适用的规定“${pack}”列了两次`),
    ...bureau.matters
      .filter((matter) => !bureau.units.some((unit) => unit.id === matter.unit))
      .map((matter) => `事项“${matter.name}”的承办机构“${matter.unit}”不存在`),
  ];
}

/** A layer binds no longer than its text is in force. */
function layerFaults(
  { pack: id, from, to }: BureauProfile['layers'][number],
  pack: Pack | undefined,
): string[] {
  if (pack === undefined) return [`适用的规定“${id}”不存在`];
  const { inForceFrom, inForceTo } = pack;
  return [
    ...(from !== undefined && to !== undefined && to < from ? [`适用的规定“${id}”的止日早于起日`] : []),
    ...(from !== undefined && inForceFrom !== null && from < inForceFrom
      ? [`适用的规定“${id}”自 ${from} 起，早于它的施行日 ${inForceFrom}`]
      : []),
    ...(to !== undefined && inForceTo !== null && to > inForceTo
      ? [`适用的规定“${id}”至 ${to} 止，晚于它的失效日 ${inForceTo}`]
      : []),
  ];
}

function readParsed<T>(root: string, path: string, schema: z.ZodType<T>, faults: FileFault[]): T[] {
  const file = readFile(root, path, faults);
  if (file === undefined) return [];
  const parsed = schema.safeParse(file.value, REPORTING);
  if (parsed.success) return [parsed.data];
  faults.push(...schemaFaults(file, parsed.error));
  return [];
}

function readFile(root: string, path: string, faults: FileFault[]): YamlFile | undefined {
  const file = readYaml(displayName(root, path), readFileSync(path, 'utf8'));
  if (file.faults.length === 0) return file;
  faults.push(...file.faults);
  return undefined;
}

function yamlFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name));
}

function faultIn(root: string, path: string, sentence: string): FileFault {
  return { file: displayName(root, path), line: 1, sentence };
}

function displayName(root: string, path: string): string {
  return join(basename(root), relative(root, path));
}
