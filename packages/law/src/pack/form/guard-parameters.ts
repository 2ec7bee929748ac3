import { CIRCUMSTANCES } from '../circumstances.ts';
import type { GuardName } from '../guards.ts';
import type { FormNode, PackField } from './form-node.ts';

const number: FormNode = { kind: 'number', minimum: 0, maximum: 1e15 };
const field = (key: string, label: string, node: FormNode, help?: string): PackField => ({
  key,
  label,
  node,
  required: false,
  nullable: false,
  ...(help === undefined ? {} : { help }),
});

/** The parameters that a guard reads; a guard that is not named here reads none. */
export const guardParameters: Readonly<Partial<Record<GuardName, readonly PackField[]>>> = {
  'certified-officers': [field('minimum', '至少几人', number, '不填的，为 2 人。')],
  'extension-approver': [
    field('approver', '由谁批准', {
      kind: 'select',
      options: [
        ['self', '本机关'],
        ['superior', '上级机关'],
      ],
    }),
  ],
  'hearing-right': [
    field('types', '哪些处罚可以要求听证', {
      kind: 'checks',
      options: Object.entries(CIRCUMSTANCES.penalty.values),
    }),
    field('fineNaturalPerson', '对自然人罚款的数额（分）', number, '达到这一数额的，可以要求听证。'),
    field('fineOrganisation', '对单位罚款的数额（分）', number, '达到这一数额的，可以要求听证。'),
    field(
      'soleTraderAs',
      '个体工商户按哪一数额',
      {
        kind: 'select',
        options: [
          ['natural-person', '自然人'],
          ['organisation', '单位'],
        ],
      },
      '不填的，按自然人。',
    ),
  ],
  'hearing-notice': [field('workingDays', '提前几个工作日', number, '不填的，为 7 个。')],
  'late-entry': [field('workingDays', '发生之日起几个工作日内录入', number, '不填的，应于发生当日录入。')],
  'refusal-attaches-report': [field('requirement', '应附记录的编号', { kind: 'text', as: 'identifier' })],
};
