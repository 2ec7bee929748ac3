import { type FactTypeName, factTypes } from '../../facts/fact-types.ts';
import { type CaseEntry, stages } from '../case-state.ts';
import { fieldLabels } from '../fact-words.ts';
import { badInput } from '../input-error.ts';

/** Every stage but the last: a closed case is read only. */
export const openStages = [...stages.permit, ...stages.penalty].filter((stage) => stage !== 'closed');

/** Facts that say what was made, asked or corrected: none of their words were typed in for a document. */
export const fixedTypes: readonly string[] = [
  'document-issued',
  'document-remade',
  'correction-proposed',
  'fact-corrected',
  'correction-refused',
  'document-correction-proposed',
  'document-corrected',
  'document-correction-refused',
  'erasure-proposed',
  'personal-data-erased',
];
/** The parts of a field that has parts, as documents print them. */
export const partLabels: Readonly<Record<string, string>> = {
  name: '名称（姓名）',
  creditCode: '统一社会信用代码',
  identityNumber: '公民身份号码',
  birthDate: '出生日期',
  representative: '法定代表人（负责人）',
  address: '住所',
  contact: '联系人',
  phone: '电话',
};

const plainFields: readonly string[] = [
  'validFrom',
  'validTo',
  'startsOn',
  'resumedOn',
  'madeOn',
  'heldOn',
  'rightBody',
];
const structured: readonly string[] = [
  'notes',
  'penalty',
  'said',
  'numbers',
  'ownNumber',
  'fileNumber',
  'letterNumber',
  'orderNumber',
  'lateReason',
];

/** The fields of an entry whose words may be put right; numbers, results and whatever a rule hangs on are never retyped. */
export function correctableFields(entry: CaseEntry): readonly string[] {
  const type = factTypes[entry.type as FactTypeName];
  return [...type.sealed, ...plainFields].filter(
    (field) => entry.data[field] !== undefined && !structured.includes(field),
  );
}

/** The new value must fit where the old one stood, and differ from it. */
export function readCorrected(entry: CaseEntry, field: string, value: unknown): unknown {
  if (value === undefined) badInput('value', '“改为”未填。');
  const type = factTypes[entry.type as FactTypeName];
  const fits = type.schema.safeParse({ ...entry.data, [field]: value });
  const faults = fits.success ? [] : fits.error.issues.filter((issue) => issue.path[0] === field);
  if (faults.length > 0) badInput('value', `“${fieldLabels[field] ?? field}”不能这样写。核对后再填。`);
  if (JSON.stringify(value) === JSON.stringify(entry.data[field]))
    badInput('value', '改后与原来相同，不需要更正。');
  return value;
}
