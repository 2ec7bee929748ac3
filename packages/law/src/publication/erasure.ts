import { z } from 'zod';
import { toTargets } from '../case/erasure-targets.ts';
import { ask, known } from '../case/field.ts';
import { refusal } from '../case/guards.ts';
import { shortText } from '../case/input.ts';
import { badInput, InputError } from '../case/input-error.ts';
import { mentions } from './mentions.ts';
import { definePublication, existing, ownWorkCite, publicationFact } from './publication-command.ts';
import type { PublicationState } from './publication-state.ts';
import { screenText } from './screening.ts';
import { partyValues } from './withdrawal.ts';

/** 申请依法删除公示中的个人信息: which values go; what stands in drafts, imported rows and return reasons goes with them. */
export const proposeErasure = definePublication({
  type: 'propose-erasure',
  label: '申请依法删除个人信息',
  order: 97,
  schema: z.strictObject({
    items: z.array(z.strictObject({ id: shortText, state: z.enum(['erase', 'keep']) })).min(1),
    ground: shortText,
    article: shortText,
  }),
  // Also while one is pending: there is no other way to put a faulty one right.
  offered: (state) => state !== null && listErasable(state).length > 0,
  refuse: () => undefined,
  form: (state) => {
    const erasable = listErasable(existing(state));
    return [
      ask('items', '删除哪些内容', 'checklist', {
        options: erasable.map(({ id, label }) => ({ value: id, label })),
        states: [
          { value: 'keep', label: '保留' },
          { value: 'erase', label: '删除' },
        ],
        value: erasable.map(({ id }) => ({ id, state: 'keep' })),
        help: '拟稿、导入的原始行和退回理由里的内容一并删除；标题、摘要写有所删内容的，也一并删除。',
      }),
      ask('article', '依据的法律条款或者生效文书', 'text', {
        help: '例如：《中华人民共和国个人信息保护法》第四十七条。在公示页面上公开。',
      }),
      ask('ground', '删除的情形', 'text', {
        help: '例如：处理目的已实现。在公示页面上公开，不得写当事人信息。',
      }),
    ];
  },
  decide: (state, { items, article, ground }, context) => {
    const publication = existing(state);
    const erasable = listErasable(publication);
    const unknown = items.filter(({ id }) => !erasable.some((one) => one.id === id));
    if (unknown.length > 0)
      throw new InputError(unknown.map(({ id }) => ({ path: 'items', sentence: `“${id}”不能删除。` })));
    const chosen = new Set(items.filter((item) => item.state === 'erase').map(({ id }) => id));
    if (chosen.size === 0) badInput('items', '至少选择一项要删除的内容。');
    const values = erasable.flatMap(({ id, value }) => (chosen.has(id) ? [value] : []));
    const left = erasable.filter(({ id, value }) => !chosen.has(id) && mentions(value, values));
    const repeated = left.filter(({ id }) => id !== 'title' && id !== 'summary');
    if (repeated.length > 0) {
      const names = repeated.map(({ label }) => `“${label}”`).join('、');
      badInput('items', `${names}里也写有要删除的内容，应当一并删除。`);
    }
    const authority = `${article}（${ground}）`;
    if (
      mentions(authority, [...values, ...partyValues(publication, context)]) ||
      screenText(authority).length > 0
    )
      badInput('ground', '依据和情形在公示页面上公开，不得写当事人名称、证件号码、住址、联系方式等信息。');
    const targets = toTargets([
      ...[...chosen, ...left.map(({ id }) => id)]
        .filter((id) => id !== WHOLE)
        .map((id) => `${publication.publishedVersion}.${id}`),
      ...looseOf(publication),
    ]);
    return [publicationFact(context, 'erasure-proposed', { targets, authority })];
  },
});

/** 同意依法删除: by a second person; it cannot be undone. */
export const confirmErasure = definePublication({
  type: 'confirm-erasure',
  label: '同意依法删除个人信息',
  order: 96,
  confirm: '删除后内容不能恢复，公示页面只留“已依法删除”和依据；存证不删除。',
  schema: z.strictObject({}),
  offered: (state) => state !== null && state.erasure !== null,
  refuse: (state, context) =>
    state?.erasure?.proposedBy === context.actor.id
      ? refusal('own-work', '删除由您申请，须由他人确认。', ownWorkCite(state, context))
      : undefined,
  form: (state) => [
    known('items', '删除的内容', describeTargets(existing(state)), 'textarea'),
    known('authority', '依据', state?.erasure?.authority ?? '', 'textarea'),
  ],
  decide: (state, _input, context) => {
    const publication = existing(state);
    if (!publication.erasure) throw new Error('no erasure is pending');
    const { targets, authority, proposedBy } = publication.erasure;
    // What was drafted or returned since then goes too.
    const all = toTargets([
      ...targets.flatMap(({ version, fields }) => fields.map((field) => `${version}.${field}`)),
      ...looseOf(publication),
    ]);
    return [publicationFact(context, 'personal-data-erased', { targets: all, proposedBy, authority })];
  },
});

interface Erasable {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

/** Stands for everything that was never published: it goes as a whole. */
const WHOLE = 'draft';

function listErasable(state: PublicationState): readonly Erasable[] {
  if (state.publishedVersion === null)
    return state.loose.length === 0 ? [] : [{ id: WHOLE, label: '尚未公示的全部内容', value: '' }];
  const gone = new Set(state.erased.map(({ key }) => key));
  const published: readonly Erasable[] = [
    { id: 'title', label: '标题', value: state.title },
    { id: 'summary', label: '决定书摘要', value: state.summary ?? '' },
    ...entriesOf(state, 'fields', ''),
    ...entriesOf(state, 'hidden', '（未公开）'),
  ];
  // The number of the decision stands in the open in every fact: it cannot go, and names nobody.
  return published.filter(({ id, value }) => value !== '' && value !== state.number && !gone.has(id));
}

function entriesOf(state: PublicationState, part: 'fields' | 'hidden', mark: string): readonly Erasable[] {
  const names = new Map(state.withheld.map(({ key, name }) => [key, name]));
  return Object.entries(state[part]).map(([key, value]) => ({
    id: `${part}.${key}`,
    label: `${state.labels[key] ?? names.get(key) ?? key}${mark}`,
    value: String(value),
  }));
}

const looseOf = ({ loose }: PublicationState): readonly string[] =>
  loose.flatMap(({ version, fields }) => fields.map((field) => `${version}.${field}`));

function describeTargets(state: PublicationState): string {
  const erasable = listErasable(state);
  const named = (state.erasure?.targets ?? [])
    .filter(({ version }) => version === state.publishedVersion)
    .flatMap(({ fields }) => fields.map((field) => erasable.find(({ id }) => id === field)?.label ?? field));
  return [...named, '拟稿、导入的原始行、退回理由等未公开的内容'].join('\n');
}
