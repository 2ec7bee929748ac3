import type { ImportColumn } from '@mingjing/api';
import { sampleRow } from '../sample-row.ts';
import { columnsOf, type ExchangeColumn, PARTY_CATEGORIES, type PublishedActKind } from './columns.ts';

/** The columns of one kind in words, from the very definitions by which rows are checked. */
export function columnGuide(kind: PublishedActKind): readonly ImportColumn[] {
  const example = sampleRow(kind, 1);
  return columnsOf(kind).map((column) => ({
    code: column.code,
    heading: column.heading,
    synonyms: column.synonyms,
    required: whenRequired[column.required],
    isRequired: column.required === 'always',
    form: [forms[column.type], ...limitOf(column), ...(column.publishable ? [] : ['不公示'])].join('，'),
    example: example[column.code] ?? '',
  }));
}

const whenRequired: Readonly<Record<ExchangeColumn['required'], string>> = {
  always: '必填',
  never: '选填',
  'not-natural-person': '相对人不是自然人的，必填',
  organisation: '相对人是法人或者非法人组织的，必填',
  'placeholder-code': '统一社会信用代码用占位代码的，必填',
  fine: '处罚类别有罚款的，必填',
  confiscation: '处罚类别有没收的，必填',
  'withheld-certificate': '处罚类别有暂扣、吊销的，必填',
};

const forms: Readonly<Record<ExchangeColumn['type'], string>> = {
  text: '文字',
  date: '日期，年-月-日',
  wan: '金额，以万元计',
  'credit-code': '18 位代码，校验位须对',
  'document-number': '文号，年份用〔〕',
  category: `${PARTY_CATEGORIES.join('、')}之一`,
  'person-id': '证件号码',
};

const limitOf = ({ maxLength }: ExchangeColumn): readonly string[] =>
  maxLength === null ? [] : [`不超过 ${maxLength} 字`];
