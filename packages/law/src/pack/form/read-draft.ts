import type { JsonValue } from '../../json.ts';
import { checkPack } from '../check.ts';
import type { PackFinding } from '../pack-finding.ts';
import { type Pack, packSchema } from '../schema.ts';
import { REPORTING, schemaProblems } from '../schema-problems.ts';
import { sectionLabels } from '../section-labels.ts';
import type { DraftBody } from './draft-body.ts';

/** An unfinished regulation as far as it can be read: every finding at its field, and the pack without the parts that do not fit. */
export interface DraftReading {
  readonly findings: readonly PackFinding[];
  /** Absent only where not even the sound parts make a pack. */
  readonly pack?: Pack;
  /** How many rules and articles were left aside because something in them is missing or wrong. */
  readonly leftAside: number;
}

/** Checks a draft as `packs check` does, and what is still sound of it even while other parts are not finished. */
export function readDraft(body: DraftBody): DraftReading {
  const whole = packSchema.safeParse(body, REPORTING);
  if (whole.success) return { findings: checkPack(whole.data), pack: whole.data, leftAside: 0 };
  const problems = schemaProblems(whole.error);
  const findings = problems.map(
    ({ path, message }): PackFinding => ({ path: path.join('.'), message, level: 'error' }),
  );
  const { sound, aside, indexes } = soundParts(
    body,
    problems.map(({ path }) => path),
  );
  const rest = packSchema.safeParse(sound);
  if (!rest.success) return { findings, leftAside: aside.length };
  const names = aside.flatMap(namesOf);
  const further = checkPack(rest.data)
    .filter(({ level, message }) => level === 'error' && !names.some((name) => message.includes(`“${name}`)))
    .filter(({ path }) => !(path === 'articles' && aside.length > 0))
    .map((finding) => ({ ...finding, path: atOwnIndex(finding.path, indexes) }));
  return { findings: [...findings, ...further], pack: rest.data, leftAside: aside.length };
}

const LISTS: ReadonlySet<string> = new Set(['articles', ...Object.keys(sectionLabels)]);

/** Stands in for a key of the head that is missing or wrong while the rest is looked at. */
const STAND_INS: DraftBody = {
  id: 'draft',
  code: 'draft',
  title: '（未填）',
  short: '（未填）',
  rank: 'normative',
  issuer: '（未填）',
  inForceFrom: null,
  extent: 'whole',
  source: '（未填）',
};

interface SoundParts {
  readonly sound: DraftBody;
  readonly aside: readonly JsonValue[];
  /** Per list, where each part that was kept stands in the draft. */
  readonly indexes: Readonly<Record<string, readonly number[]>>;
}

function soundParts(body: DraftBody, problems: readonly (readonly string[])[]): SoundParts {
  const faulty = new Set(problems.map((path) => path.slice(0, 2).join('.')));
  const head = new Set(problems.map(([first = '']) => first).filter((first) => !LISTS.has(first)));
  const known = new Set(Object.keys(packSchema.shape));
  const sound: Record<string, JsonValue> = {};
  const indexes: Record<string, number[]> = {};
  const aside: JsonValue[] = [];
  for (const [key, value] of Object.entries(body)) {
    if (!known.has(key) || head.has(key)) continue;
    if (!LISTS.has(key)) {
      sound[key] = value;
    } else if (Array.isArray(value)) {
      const kept = [...value.keys()].filter((index) => !faulty.has(`${key}.${index}`));
      indexes[key] = kept;
      sound[key] = kept.map((index) => value[index] as JsonValue);
      aside.push(...value.filter((_, index) => faulty.has(`${key}.${index}`)));
    }
  }
  return { sound: { ...STAND_INS, ...sound }, aside, indexes };
}

/** The names by which other parts may speak of a part that was left aside. */
function namesOf(part: JsonValue): string[] {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return [];
  const { id, number, subject } = part as Readonly<Record<string, JsonValue>>;
  return [id, number, subject].filter((name) => typeof name === 'string' && name !== '') as string[];
}

function atOwnIndex(path: string, indexes: SoundParts['indexes']): string {
  const [list = '', index, ...rest] = path.split('.');
  const own = index === undefined ? undefined : indexes[list]?.[Number(index)];
  return own === undefined ? path : [list, String(own), ...rest].join('.');
}
