import { InputError, type InputProblem } from '../case/input-error.ts';
import { addDays } from '../duties/day.ts';
import type { Activation } from '../pack/law-in-force.ts';
import type { BureauProfile, Pack } from '../pack/schema.ts';
import type { BureauState, Layer } from './bureau-state.ts';

/** A change of the law that binds a bureau, as it is put forward. */
export interface ProposedLaw {
  /** Only what changes: pack id → content hash. */
  readonly packs: Readonly<Record<string, string>>;
  /** All layers, where they change. */
  readonly layers?: readonly Layer[] | undefined;
  /** Absent = the day of approval. */
  readonly from?: string | undefined;
}

interface Surroundings {
  /** With the layers as they stand now. */
  readonly profile: BureauProfile;
  readonly today: string;
  readonly find: (version: string) => Pack | undefined;
}

/** The activations as they would stand with the change in force. */
export function activationsWith(state: BureauState, law: ProposedLaw, today: string): readonly Activation[] {
  const packs = { ...state.activations.at(-1)?.packs, ...law.packs };
  return [...state.activations, { from: law.from ?? today, packs }];
}

/** Refuses what could not bind: unknown versions, layers without a version, a change of the past, or no change at all. */
export function checkProposal(state: BureauState, law: ProposedLaw, around: Surroundings): void {
  const active = state.activations.at(-1)?.packs ?? {};
  const from = law.from ?? around.today;
  const problems = [
    ...checkPacks(law, around),
    ...checkDay(state, law),
    ...(law.layers === undefined ? [] : checkLayers(law.layers, { ...active, ...law.packs }, from, around)),
  ];
  const same = Object.entries(law.packs).every(([pack, version]) => active[pack] === version);
  if (problems.length === 0 && same && sameLayers(law.layers, around.profile.layers))
    problems.push({ path: 'packs', sentence: '所选的都已启用，没有要改的。' });
  if (problems.length > 0) throw new InputError(problems);
}

function checkPacks({ packs, layers }: ProposedLaw, { profile, find }: Surroundings): InputProblem[] {
  const named = new Set((layers ?? profile.layers).map(({ pack }) => pack));
  return Object.entries(packs).flatMap(([id, version]) => {
    const path = `packs.${id}`;
    const pack = find(version);
    if (pack?.id !== id) return [{ path, sentence: `没有收到规定“${id}”的这一版本，先读入再提请。` }];
    return named.has(id)
      ? []
      : [{ path, sentence: `《${pack.title}》不在本局适用的规定之列，须一并列入适用的规定。` }];
  });
}

/** Decisions on the law follow one another: a later one does not reach behind an earlier one. */
function checkDay({ activations }: BureauState, { from }: ProposedLaw): InputProblem[] {
  const last = activations.at(-1);
  if (from === undefined || last === undefined || from >= last.from) return [];
  return [{ path: 'from', sentence: `不能早于上一次启用之日（${last.from}）。` }];
}

/** Layers may be added, and ended from the day on; what bound before stays as it was, in its order. A new one binds from the activation. */
function checkLayers(
  next: readonly Layer[],
  versions: Readonly<Record<string, string>>,
  from: string,
  { profile }: Surroundings,
): InputProblem[] {
  const problems: InputProblem[] = [];
  const complain = (index: number, sentence: string) => problems.push({ path: `layers.${index}`, sentence });
  const before = profile.layers.map(({ pack }) => pack);
  const kept = next.map(({ pack }) => pack).filter((pack) => before.includes(pack));
  if (kept.join() !== before.join())
    problems.push({
      path: 'layers',
      sentence: '已列入的规定不能去掉、重复或者换次序；不再适用的，写明适用到哪一天。',
    });
  if (new Set(next.map(({ pack }) => pack)).size !== next.length)
    problems.push({ path: 'layers', sentence: '同一规定列了两次。' });
  for (const [index, layer] of next.entries()) {
    const old = profile.layers.find(({ pack }) => pack === layer.pack);
    if (versions[layer.pack] === undefined && old === undefined)
      complain(index, `新列入的“${layer.pack}”没有选定版本。`);
    if (layer.to !== undefined && layer.to < (layer.from ?? '')) complain(index, '适用期间的止日早于起日。');
    if (old !== undefined && layer.from !== old.from) complain(index, '已列入的规定，起日不能改。');
    if (old !== undefined && layer.to !== old.to && !isOpenPast(old.to, layer.to, from))
      complain(index, `止日只能改在 ${from} 的前一日或者以后。`);
  }
  return problems;
}

/** Whether moving the end from one day to another leaves everything before `from` as it was. */
function isOpenPast(old: string | undefined, next: string | undefined, from: string): boolean {
  const last = addDays(from, -1);
  return (old ?? '9999-12-31') >= last && (next ?? '9999-12-31') >= last;
}

function sameLayers(next: readonly Layer[] | undefined, now: readonly Layer[]): boolean {
  const write = (layers: readonly Layer[]) =>
    JSON.stringify(layers.map(({ pack, from, to }) => [pack, from ?? '', to ?? '']));
  return next === undefined || write(next) === write(now);
}
