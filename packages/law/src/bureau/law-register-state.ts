import type { RecordedFact } from '../facts/fact-types.ts';
import type { BureauProfile } from '../pack/schema.ts';
import type { linkedKinds } from '../pack/schema-base.ts';

/** Where something that stands in public takes its authority from. */
export interface Basis {
  readonly title: string;
  readonly article?: string | undefined;
}

export { linkedKinds } from '../pack/schema-base.ts';
export type LinkedKind = (typeof linkedKinds)[number] | 'matter';

/** Something that must be looked at again when what it rests on changes. */
export interface LinkedItem {
  readonly id: string;
  readonly kind: LinkedKind;
  readonly name: string;
  readonly unit: string;
  readonly bases: readonly Basis[];
  /** The entry of a regulation's catalogue that it answers to, whose chain it passes. */
  readonly catalogue: { readonly pack: string; readonly item: string } | null;
}

export const changeKinds = ['new', 'amended', 'repealed', 'duties'] as const;

/** A change of the law, or of the bureau's duties, with what must be updated for it. */
export interface RecordedChange {
  /** Version of the fact. */
  readonly id: number;
  readonly what: (typeof changeKinds)[number];
  readonly title: string;
  readonly effectiveOn: string;
  readonly note: string;
  readonly recordedBy: string;
  readonly recordedOn: string;
  /** The things as they stood when the change was entered, each with the day on which it was updated. */
  readonly items: readonly {
    readonly item: LinkedItem;
    readonly updatedOn: string | null;
    readonly note: string;
    readonly by: string;
    readonly recordedOn: string | null;
  }[];
}

/** The register of bases and changes, as far as the bureau's stream tells. */
export interface LawRegister {
  readonly items: readonly LinkedItem[];
  readonly changes: readonly RecordedChange[];
}

export const emptyRegister: LawRegister = { items: [], changes: [] };

/** The register after one more fact; other facts leave it as it is. */
export function applyRegisterFact(register: LawRegister, fact: RecordedFact): LawRegister {
  const { data } = fact;
  switch (fact.type) {
    case 'linked-item-registered': {
      const { kind, name, unit, bases, catalogue = null } = data as unknown as LinkedItem;
      const item = { id: `item-${fact.version}`, kind, name, unit, bases, catalogue };
      return { ...register, items: [...register.items, item] };
    }
    case 'linked-item-retired':
      return { ...register, items: register.items.filter(({ id }) => id !== data.item) };
    case 'law-change-recorded':
      return { ...register, changes: [...register.changes, toChange(fact)] };
    case 'linked-item-updated':
      return { ...register, changes: register.changes.map((change) => withUpdate(change, fact)) };
    default:
      return register;
  }
}

/** Everything that is linked: the bureau's matters by the basis they name, and what was registered. */
export function linkedItems(register: LawRegister, profile: BureauProfile): readonly LinkedItem[] {
  const matters = profile.matters
    .filter(({ retired }) => !retired)
    .map(({ id, name, unit, basis }): LinkedItem => {
      const titles = [...basis.matchAll(/《([^《》]+)》/g)].map(([, title]) => ({ title: title ?? '' }));
      const bases = titles.length > 0 ? titles : [{ title: basis }];
      return { id: `matter-${id}`, kind: 'matter', name, unit, bases, catalogue: null };
    });
  return [...matters, ...register.items];
}

function toChange({ data, version, actor, occurredOn, erased }: RecordedFact): RecordedChange {
  return {
    id: version,
    what: data.what as RecordedChange['what'],
    title: String(data.title),
    effectiveOn: String(data.effectiveOn),
    note: erased.includes('note') ? '' : String(data.note ?? ''),
    recordedBy: actor,
    recordedOn: occurredOn,
    items: (data.items as readonly LinkedItem[]).map((item) => ({
      item: { ...item, catalogue: item.catalogue ?? null },
      updatedOn: null,
      note: '',
      by: '',
      recordedOn: null,
    })),
  };
}

function withUpdate(
  change: RecordedChange,
  { data, actor, erased, occurredOn }: RecordedFact,
): RecordedChange {
  if (change.id !== data.change) return change;
  const note = erased.includes('note') ? '' : String(data.note ?? '');
  const done = { updatedOn: String(data.on), note, by: actor, recordedOn: occurredOn };
  return {
    ...change,
    items: change.items.map((one) => (one.item.id === data.item ? { ...one, ...done } : one)),
  };
}
