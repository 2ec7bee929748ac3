import type { DraftSectionReply, SavedSectionReply } from '@mingjing/api';
import {
  type DraftBody,
  type JsonValue,
  type PackFinding,
  readDraft,
  sectionLabels,
  toDraftBody,
} from '@mingjing/law';
import { readFile, refuseFaults } from '../law-in-force/read-law-files.ts';
import { lineOf, readYaml } from '../packs/read-yaml.ts';
import { writeYaml } from '../packs/write-pack.ts';
import type { Person } from '../people/people.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';
import { requireWritable } from '../web/writable-text.ts';
import { loadDraft, saveDraft } from './draft-store.ts';

const HEAD = 'head';

/** One section of a draft as text, with the checker's findings by line. */
export async function viewSection(
  context: ServerContext,
  person: Person,
  id: string,
  section: string,
): Promise<DraftSectionReply> {
  requireSection(section);
  const draft = await loadDraft(context.databases.app, person.bureau, id);
  const body = toDraftBody(draft.body);
  const yaml = writeSection(partOf(body, section));
  return { version: draft.version, yaml, faults: faultsOf(yaml, section, readDraft(body).findings) };
}

/** Puts a section written as text in the place of what stood there; text that is no YAML is refused with its line. */
export async function saveSection(
  context: ServerContext,
  person: Person,
  asked: {
    readonly id: string;
    readonly section: string;
    readonly expectedVersion: number;
    readonly yaml: string;
  },
): Promise<SavedSectionReply> {
  const { id, section, expectedVersion, yaml } = asked;
  requireSection(section);
  const draft = await loadDraft(context.databases.app, person.bureau, id);
  const value = readSection(section, yaml);
  const { body, check } = await saveDraft(
    context,
    person,
    id,
    expectedVersion,
    replaced(draft.body, section, value),
  );
  return { ...check, value: partOf(body, section), faults: faultsOf(yaml, section, check.findings) };
}

const LISTS: ReadonlySet<string> = new Set(['articles', ...Object.keys(sectionLabels)]);

function requireSection(section: string): void {
  if (section !== HEAD && !LISTS.has(section)) throw new RequestError('not-found');
}

function partOf(body: DraftBody, section: string): JsonValue {
  if (section !== HEAD) return body[section] ?? [];
  return Object.fromEntries(Object.entries(body).filter(([key]) => !LISTS.has(key)));
}

function replaced(body: DraftBody, section: string, value: JsonValue): DraftBody {
  if (section !== HEAD) return { ...body, [section]: value };
  const lists = Object.fromEntries(Object.entries(body).filter(([key]) => LISTS.has(key)));
  return { ...(value as DraftBody), ...lists };
}

const writeSection = (value: JsonValue) =>
  Array.isArray(value) && value.length === 0 ? '' : writeYaml(value);

function readSection(section: string, yaml: string): JsonValue {
  const value = yaml.trim() === '' ? [] : (readFile('文本', yaml).value as JsonValue);
  requireWritable(value);
  const fits =
    section === HEAD
      ? typeof value === 'object' && value !== null && !Array.isArray(value)
      : Array.isArray(value);
  if (!fits)
    refuseFaults('pack-faulty', [
      { file: '文本', line: 1, sentence: section === HEAD ? '应为若干“键: 值”' : '应为一列，各项以“- ”开头' },
    ]);
  return value;
}

function faultsOf(
  yaml: string,
  section: string,
  findings: readonly PackFinding[],
): DraftSectionReply['faults'] {
  const file = readYaml('文本', yaml);
  return findings.flatMap(({ path, message, level }) => {
    const keys = path.split('.');
    const own = section === HEAD ? !LISTS.has(keys[0] ?? '') : keys[0] === section;
    return own ? [{ line: lineOf(file, section === HEAD ? keys : keys.slice(1)), message, level }] : [];
  });
}
