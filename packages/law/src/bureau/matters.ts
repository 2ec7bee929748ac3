import type { BureauProfile, Matter, MatterInput } from '../pack/bureau-profile.ts';
import type { Refusal } from '../rule-error.ts';

/** What is done with a bureau's matters; a changed matter goes on under a new id, so that a case keeps the one it began with. */
export type MatterCommand =
  | { readonly type: 'add-matter'; readonly matter: MatterInput }
  | { readonly type: 'change-matter'; readonly replaces: string; readonly matter: MatterInput }
  | { readonly type: 'retire-matter'; readonly matter: string; readonly reason: string };

/** The matters of a kind that a new case may be about. */
export function offeredMatters(profile: BureauProfile, kind?: Matter['kind']): readonly Matter[] {
  return profile.matters.filter((matter) => !matter.retired && (kind === undefined || matter.kind === kind));
}

/** Why a command on the matters cannot be carried out. */
export function refuseMatter(profile: BureauProfile, command: MatterCommand): Refusal | undefined {
  const named =
    command.type === 'retire-matter'
      ? command.matter
      : command.type === 'change-matter'
        ? command.replaces
        : null;
  const before = profile.matters.find(({ id }) => id === named);
  if (named !== null && before === undefined) return { code: 'no-matter', sentence: '没有这个事项。' };
  if (before?.retired === true)
    return { code: 'matter-retired', sentence: '这个事项已经停止办理。看目录中现行的一条。' };
  if (command.type === 'retire-matter') return undefined;
  const { matter } = command;
  if (!profile.kinds.includes(matter.kind))
    return { code: 'kind-not-held', sentence: '本机关不办理这一类别。' };
  if (!profile.units.some(({ id }) => id === matter.unit))
    return { code: 'no-unit', sentence: '没有这个承办机构。' };
  const same = offeredMatters(profile, matter.kind).some(
    ({ id, name }) => name === matter.name && id !== named,
  );
  if (same) return { code: 'matter-name-taken', sentence: '这一类别已有同名的事项。' };
  const names = matter.materials.map(({ name }) => name);
  return new Set(names).size === names.length
    ? undefined
    : { code: 'material-repeated', sentence: '同一份材料列了两次。' };
}

/** A matter as it was entered, under the id given to it; its materials are numbered in their order. */
export function toMatter(input: MatterInput, id: string): Matter {
  return {
    ...input,
    id,
    materials: input.materials.map((material, i) => ({ ...material, id: `material-${i + 1}` })),
    demonstration: false,
    retired: false,
  };
}

/** The matters after one more fact about them. */
export function applyMatterFact(
  matters: readonly Matter[],
  { type, data }: { readonly type: string; readonly data: Readonly<Record<string, unknown>> },
): readonly Matter[] {
  const retire = (id: unknown) =>
    matters.map((matter) => (matter.id === id ? { ...matter, retired: true } : matter));
  switch (type) {
    case 'matter-added':
      return [...matters, data.matter as Matter];
    case 'matter-changed':
      return [...retire(data.replaces), data.matter as Matter];
    case 'matter-retired':
      return retire(data.matter);
    default:
      return matters;
  }
}
