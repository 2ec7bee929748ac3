import { z } from 'zod';
import type { CaseState } from '../case-state.ts';
import { defineCommand } from '../command.ts';
import { ask, known } from '../field.ts';
import { firstRefusal, guarded, refusalUnder } from '../guards.ts';
import { identifier, longText, shortText } from '../input.ts';
import { InputError } from '../input-error.ts';
import { drawNumber, order, outcome, record } from '../outcome.ts';
import type { CaseContext } from '../skeleton.ts';
import { lackingMaterials, materialsOf, permitOf } from './permit-of.ts';

const shared = { kinds: ['permit'], stages: ['intake'], roles: ['window-clerk'] } as const;

const materialStates = [
  { value: 'complete', label: '齐全' },
  { value: 'missing', label: '缺少' },
  { value: 'defective', label: '不符合法定形式' },
  { value: 'corrected-on-spot', label: '当场更正' },
] as const;

/** 逐项核对材料: every material of the matter, one by one, with what is wrong. */
export const checkMaterials = defineCommand({
  ...shared,
  type: 'check-materials',
  label: '逐项核对材料',
  order: 10,
  schema: z.strictObject({
    items: z
      .array(
        z.strictObject({
          id: identifier,
          state: z.enum(['complete', 'missing', 'defective', 'corrected-on-spot']),
          note: z.string().trim().max(2000).optional(),
        }),
      )
      .min(1),
  }),
  offered: (state, { rules }) =>
    permitOf(state).intake !== 'supplement-requested' && materialsOf(state, rules).length > 0,
  refuse: () => undefined,
  form: (state, { rules }) => [
    ask('items', '申请材料', 'checklist', {
      options: materialsOf(state, rules).map(({ id, name }) => ({ value: id, label: name })),
      states: materialStates,
      value: materialsOf(state, rules).map(({ id, state: found, note }) => ({
        id,
        ...(found === 'unchecked' ? {} : { state: found }),
        ...(note ? { note } : {}),
      })),
      help: '缺少或者不符合法定形式的，写明需要补正什么；告知书按此一次列全。',
    }),
  ],
  decide: (state, { items }, context) => {
    checkItems(state, items, context);
    const notes = items
      .filter((item) => item.note)
      .map((item): [string, string] => [item.id, item.note ?? '']);
    return outcome(
      record(context, 'materials-checked', {
        items: items.map(({ id, state: found }) => ({ id, state: found })),
        notes: Object.fromEntries(notes),
      }),
    );
  },
});

/** 受理: complete and in legal form. */
export const acceptApplication = defineCommand({
  ...shared,
  type: 'accept-application',
  label: '受理',
  order: 20,
  confirm: '受理后办理期限开始计算，并制作受理决定书。',
  after: ['application-received', 'materials-checked', 'supplement-received'],
  schema: z.strictObject({}),
  offered: isWaiting,
  refuse: (state, context) =>
    firstRefusal(
      refuseUnchecked(state, context),
      guarded(context.rules, 'permit', 'accept-when-complete', () => {
        const lacking = lackingMaterials(state, context.rules);
        return (
          lacking.length > 0 &&
          `材料不齐全或者不符合法定形式，不能受理：${lacking.map((item) => item.name).join('、')}。`
        );
      }),
    ),
  form: summary,
  decide: (state, _input, context) => {
    const documentNumber = drawNumber(context, 'acceptance-decision', state);
    return outcome(record(context, 'application-accepted', { documentNumber }), [
      order(context, 'permit', 'acceptance-decision', documentNumber, true),
    ]);
  },
});

/** 一次告知补正: all that lacks, told at once; the list comes from the check. */
export const requestSupplement = defineCommand({
  ...shared,
  type: 'request-supplement',
  label: '一次告知补正',
  order: 30,
  confirm: '补正告知书只发一次，须列全需要补正的内容。',
  after: ['application-received', 'materials-checked'],
  schema: z.strictObject({}),
  offered: (state) => isWaiting(state) && permitOf(state).intake !== 'supplement-requested',
  refuse: (state, context) =>
    firstRefusal(
      refuseUnchecked(state, context),
      guarded(context.rules, 'permit', 'supplement-once', () =>
        state.dates['supplement-requested'] ? '已经一次告知过补正，不得再次要求补正。' : undefined,
      ),
      lackingMaterials(state, context.rules).length === 0
        ? refusalUnder(
            context.rules,
            'permit',
            'accept-when-complete',
            'nothing-lacking',
            '材料齐全、符合法定形式，没有需要补正的内容。',
          )
        : undefined,
    ),
  form: (state, { rules }) => [
    known('lacking', '需要补正', describeLacking(state, rules).join('\n'), 'textarea'),
  ],
  decide: (state, _input, context) => {
    const lacking = lackingMaterials(state, context.rules);
    const documentNumber = drawNumber(context, 'supplement-notice', state);
    const notes = lacking
      .map((item): [string, string] => [item.id, item.note ?? ''])
      .filter(([, note]) => note);
    return outcome(
      record(context, 'supplement-requested', {
        items: lacking.map(({ id }) => id),
        notes: Object.fromEntries(notes),
        documentNumber,
      }),
      [order(context, 'permit', 'supplement-notice', documentNumber, true)],
    );
  },
});

/** 收到补正材料: the materials handed in later are checked anew. */
export const receiveSupplement = defineCommand({
  ...shared,
  type: 'receive-supplement',
  label: '登记补正材料',
  order: 5,
  after: ['supplement-requested'],
  schema: z.strictObject({
    items: z.array(z.strictObject({ id: identifier, state: z.enum(['received', 'outstanding']) })).min(1),
  }),
  offered: (state) => permitOf(state).intake === 'supplement-requested',
  refuse: () => undefined,
  form: (state, { rules }) => [
    ask('items', '补正的材料', 'checklist', {
      options: lackingMaterials(state, rules).map(({ id, name }) => ({ value: id, label: name })),
      states: [
        { value: 'received', label: '已收到' },
        { value: 'outstanding', label: '未收到' },
      ],
      value: lackingMaterials(state, rules).map(({ id }) => ({ id, state: 'received' })),
    }),
  ],
  decide: (state, { items }, context) => {
    const asked = new Set(lackingMaterials(state, context.rules).map(({ id }) => id));
    const problems = items
      .filter(({ id }) => !asked.has(id))
      .map(({ id }) => ({ path: 'items', sentence: `“${id}”不在补正告知的材料之中。` }));
    const received = items.filter((item) => item.state === 'received').map(({ id }) => id);
    if (received.length === 0) problems.push({ path: 'items', sentence: '至少要收到一项补正材料。' });
    if (problems.length > 0) throw new InputError(problems);
    return outcome(record(context, 'supplement-received', { items: [...new Set(received)] }));
  },
});

/** 告知不受理: the law asks for no permit. */
export const declineApplication = defineCommand({
  ...shared,
  type: 'decline-application',
  label: '告知不受理（依法不需要许可）',
  order: 40,
  confirm: '告知不受理后，本件不再办理。',
  after: ['application-received'],
  schema: z.strictObject({ reason: longText }),
  offered: isWaiting,
  refuse: () => undefined,
  form: (state) => [...summary(state), ask('reason', '依法不需要许可的理由', 'textarea')],
  decide: (state, { reason }, context) => {
    const documentNumber = drawNumber(context, 'non-acceptance-decision', state);
    return outcome(record(context, 'application-declined', { reason, documentNumber }), [
      order(context, 'permit', 'non-acceptance-decision', documentNumber, true),
    ]);
  },
});

/** 不予受理: outside the bureau's powers; the applicant is told where to go. */
export const rejectApplication = defineCommand({
  ...shared,
  type: 'reject-application',
  label: '不予受理（不属本机关职权）',
  order: 50,
  confirm: '决定不予受理后，本件不再办理。',
  after: ['application-received'],
  schema: z.strictObject({ reason: longText, rightBody: shortText }),
  offered: isWaiting,
  refuse: () => undefined,
  form: (state) => [
    ...summary(state),
    ask('rightBody', '应当向哪个机关申请', 'text'),
    ask('reason', '不予受理的理由', 'textarea'),
  ],
  decide: (state, { reason, rightBody }, context) => {
    const documentNumber = drawNumber(context, 'non-acceptance-decision', state);
    return outcome(
      record(context, 'application-rejected', { reason, competentBody: rightBody, documentNumber }),
      [order(context, 'permit', 'non-acceptance-decision', documentNumber, true)],
    );
  },
});

function isWaiting(state: CaseState): boolean {
  return state.stage === 'intake';
}

function summary(state: CaseState) {
  return [
    known('applicant', '申请人', state.party?.name ?? ''),
    known('content', '申请内容', permitOf(state).content, 'textarea'),
  ];
}

function refuseUnchecked(state: CaseState, context: CaseContext) {
  return guarded(context.rules, 'permit', 'materials-itemised', () => {
    const unchecked = materialsOf(state, context.rules).filter((item) => item.state === 'unchecked');
    return (
      unchecked.length > 0 &&
      `还有 ${unchecked.length} 项材料没有核对：${unchecked.map((item) => item.name).join('、')}。`
    );
  });
}

function describeLacking(state: CaseState, rules: CaseContext['rules']): string[] {
  return lackingMaterials(state, rules).map(
    (item, index) =>
      `${index + 1}. ${item.name}：${item.note ?? (item.state === 'missing' ? '未提交' : '不符合法定形式')}`,
  );
}

function checkItems(
  state: CaseState,
  items: readonly { id: string; state: string; note?: string | undefined }[],
  { rules }: CaseContext,
): void {
  const names = new Map(materialsOf(state, rules).map(({ id, name }) => [id, name]));
  const problems = items.flatMap((item, index) => {
    const name = names.get(item.id);
    if (name === undefined)
      return [{ path: `items.${index}`, sentence: `“${item.id}”不在本事项的材料目录中。` }];
    if (items.findIndex((other) => other.id === item.id) !== index) {
      return [{ path: `items.${index}`, sentence: `“${name}”列了两次。` }];
    }
    return (item.state === 'missing' || item.state === 'defective') && !item.note?.trim()
      ? [{ path: `items.${index}.note`, sentence: `“${name}”须写明缺什么或者哪里不符合。` }]
      : [];
  });
  if (problems.length > 0) throw new InputError(problems);
}
