import { z } from 'zod';
import { longText } from '../case/input.ts';
import { InputError } from '../case/input-error.ts';
import type { BureauProfile } from '../pack/schema.ts';
import { changeKinds, type LawRegister, linkedItems, linkedKinds } from './law-register-state.ts';

const id = z.string().min(1).max(80);
const line = z.string().trim().min(2).max(200);

/** The commands on the register of bases and changes. */
export const registerCommands = [
  z.strictObject({
    type: z.literal('register-linked-item'),
    kind: z.enum(linkedKinds),
    name: line,
    unit: id,
    bases: z
      .array(z.strictObject({ title: line, article: z.string().trim().min(1).max(60).optional() }))
      .min(1)
      .max(30),
    catalogue: z.strictObject({ pack: id, item: id }).optional(),
  }),
  z.strictObject({ type: z.literal('retire-linked-item'), item: id, reason: longText }),
  z.strictObject({
    type: z.literal('record-law-change'),
    what: z.enum(changeKinds),
    title: line,
    effectiveOn: z.iso.date(),
    note: longText.optional(),
    /** Linked things that must be updated besides those that name the changed law. */
    also: z.array(id).max(500).default([]),
  }),
  z.strictObject({
    type: z.literal('record-item-updated'),
    change: z.int().min(1),
    item: id,
    on: z.iso.date(),
    note: longText,
  }),
] as const;
export type RegisterCommand = z.infer<(typeof registerCommands)[number]>;

interface RegisterFact {
  readonly type:
    | 'linked-item-registered'
    | 'linked-item-retired'
    | 'law-change-recorded'
    | 'linked-item-updated';
  readonly data: Readonly<Record<string, unknown>>;
}

/** Decides one command on the register: the fact that follows, or an InputError. */
export function decideRegister(
  register: LawRegister,
  command: RegisterCommand,
  profile: BureauProfile,
  today: string,
): RegisterFact {
  switch (command.type) {
    case 'register-linked-item': {
      const { type: _type, ...item } = command;
      if (!profile.units.some((unit) => unit.id === item.unit)) refuse('unit', '没有这个内设机构。');
      const known = register.items.some(({ kind, name }) => kind === item.kind && name === item.name);
      if (known) refuse('name', '已经登记过同名的一项。');
      return { type: 'linked-item-registered', data: item };
    }
    case 'retire-linked-item':
      if (!register.items.some((one) => one.id === command.item)) refuse('item', '没有这一项。');
      return { type: 'linked-item-retired', data: { item: command.item, reason: command.reason } };
    case 'record-law-change':
      return { type: 'law-change-recorded', data: recordedChange(register, command, profile) };
    case 'record-item-updated': {
      const { type: _type, ...update } = command;
      const change = register.changes.find((one) => one.id === update.change);
      const found = change?.items.find(({ item }) => item.id === update.item);
      if (change === undefined || found === undefined) return refuse('item', '这次变动没有要更新的这一项。');
      if (found.updatedOn !== null) refuse('item', `已于 ${found.updatedOn} 登记更新。`);
      if (update.on > today) refuse('on', '更新日期不能晚于今天。');
      return { type: 'linked-item-updated', data: update };
    }
  }
}

/** Whatever names the changed law is caught, chosen or not; nobody leaves it out. */
function recordedChange(
  register: LawRegister,
  { type: _type, also, ...change }: Extract<RegisterCommand, { type: 'record-law-change' }>,
  profile: BureauProfile,
): Readonly<Record<string, unknown>> {
  const all = linkedItems(register, profile);
  const unknown = also.find((id) => !all.some((item) => item.id === id));
  if (unknown !== undefined) refuse('also', '所选的有不在登记之列的，重新选择。');
  const repeated = register.changes.some(
    ({ what, title, effectiveOn }) =>
      what === change.what && plain(title) === plain(change.title) && effectiveOn === change.effectiveOn,
  );
  if (repeated) refuse('title', '这次变动已经登记过。');
  const items = all
    .filter((item) => also.includes(item.id) || restsOn(item.bases, change))
    .map(({ catalogue, ...item }) => ({ ...item, ...(catalogue === null ? {} : { catalogue }) }));
  if (change.what === 'duties' && items.length === 0) refuse('also', '写明职能变动涉及哪些内容。');
  return { ...change, items };
}

function restsOn(
  bases: readonly { readonly title: string }[],
  { what, title }: { readonly what: string; readonly title: string },
): boolean {
  return what !== 'duties' && bases.some((basis) => plain(basis.title) === plain(title));
}

/** A title as it is compared: without its marks and the name of the state before it. */
function plain(title: string): string {
  return title.replaceAll(/[《》\s]/g, '').replace(/^中华人民共和国/, '');
}

function refuse(path: string, sentence: string): never {
  throw new InputError([{ path, sentence }]);
}
