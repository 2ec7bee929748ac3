import { z } from 'zod';
import { type FactTypeName, factTypes } from '../../facts/fact-types.ts';
import { type CaseState, stages } from '../case-state.ts';
import { defineCommand } from '../command.ts';
import { toTargets } from '../erasure-targets.ts';
import { factTitle, fieldLabels } from '../fact-words.ts';
import { ask, known } from '../field.ts';
import { refusal } from '../guards.ts';
import { longText, shortText } from '../input.ts';
import { badInput, InputError } from '../input-error.ts';
import { outcome, record } from '../outcome.ts';
import type { CaseContext } from '../skeleton.ts';

const shared = { kinds: ['permit', 'penalty'], stages: [...stages.permit, ...stages.penalty] } as const;

/** 申请依法删除个人信息: the archive keeper names what and on what authority. */
export const proposeErasure = defineCommand({
  ...shared,
  type: 'propose-erasure',
  label: '申请依法删除个人信息',
  roles: ['archive-keeper'],
  order: 97,
  schema: z.strictObject({
    items: z.array(z.strictObject({ id: shortText, state: z.enum(['erase', 'keep']) })).min(1),
    authority: longText,
  }),
  offered: (state, context) => state.erasure === null && listErasable(state, context).length > 0,
  refuse: () => undefined,
  form: (state, context) => [
    ask('items', '删除哪些内容', 'checklist', {
      options: listErasable(state, context).map(({ version, type, field }) => ({
        value: `${version}.${field}`,
        label: `${factTitle(type)}：${fieldLabels[field] ?? field}${field === ORIGINAL ? '（连同文件名）' : ''}`,
      })),
      states: [
        { value: 'keep', label: '保留' },
        { value: 'erase', label: '删除' },
      ],
      value: listErasable(state, context).map(({ version, field }) => ({
        id: `${version}.${field}`,
        state: 'keep',
      })),
    }),
    ask('authority', '删除的依据', 'textarea', { help: '写明法律条款或者生效文书。' }),
  ],
  decide: (state, { items, authority }, context) => {
    const erasable = new Set(listErasable(state, context).map(({ version, field }) => `${version}.${field}`));
    const unknown = items.filter(({ id }) => !erasable.has(id));
    if (unknown.length > 0) {
      throw new InputError(unknown.map(({ id }) => ({ path: 'items', sentence: `“${id}”不能删除。` })));
    }
    const chosen = items.filter((item) => item.state === 'erase').map(({ id }) => id);
    if (chosen.length === 0) badInput('items', '至少选择一项要删除的内容。');
    const names = chosen.map((id) => id.replace(ORIGINAL_AT_END, FILE_NAME)).filter((id) => erasable.has(id));
    return outcome(
      record(context, 'erasure-proposed', { targets: toTargets([...chosen, ...names]), authority }),
    );
  },
});

/** 同意依法删除: by a second person of the policy-and-law section; it cannot be undone. */
export const confirmErasure = defineCommand({
  ...shared,
  type: 'confirm-erasure',
  label: '同意依法删除个人信息',
  roles: ['policy-and-law'],
  order: 96,
  confirm: '删除后内容不能恢复，只留下“已依法删除”和依据。',
  schema: z.strictObject({}),
  offered: (state) => state.erasure !== null,
  refuse: (state, context) =>
    state.erasure?.proposedBy === context.actor.id
      ? refusal('own-work', '删除由您申请，须由他人确认。', ownWorkCite(state, context))
      : undefined,
  form: (state) => [
    known('items', '删除的内容', describeTargets(state), 'textarea'),
    known('authority', '依据', state.erasure?.authority ?? '', 'textarea'),
  ],
  decide: (state, _input, context) => {
    if (!state.erasure) throw new Error('no erasure is pending');
    const { targets, authority, proposedBy } = state.erasure;
    return outcome(record(context, 'personal-data-erased', { targets, proposedBy, authority }));
  },
});

/** What of each fact is sealed, and the originals. A fact of an older version may hold in the open what is sealed today: that cannot go. */
function listErasable(
  state: CaseState,
  { digestOf }: CaseContext,
): readonly { version: number; type: string; field: string }[] {
  return state.entries.flatMap(({ version, type, data }) => {
    const sealed = factTypes[type as FactTypeName].sealed.filter(
      (field) =>
        data[field] !== undefined && (digestOf === undefined || digestOf(version, field) !== undefined),
    );
    const held = state.records.some((record) => record.version === version && !record.erased);
    return [...sealed, ...(held ? [ORIGINAL] : [])].map((field) => ({ version, type, field }));
  });
}

/** The key of a record's original: the file goes, its digest stays in the fact. */
const ORIGINAL = 'attachment';
/** A file may bear a person's name: it goes with the file. */
const FILE_NAME = '.fileName';
const ORIGINAL_AT_END = /\.attachment$/;

function describeTargets(state: CaseState): string {
  return (state.erasure?.targets ?? [])
    .flatMap(({ version, fields }) => {
      const type = state.entries.find((entry) => entry.version === version)?.type ?? '';
      return fields.map((field) => `${factTitle(type)}：${fieldLabels[field] ?? field}`);
    })
    .join('\n');
}

function ownWorkCite(state: CaseState, { rules }: CaseContext) {
  return rules.guard('own-work', state.kind)?.cite;
}
