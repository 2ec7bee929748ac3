import { PLACEHOLDER_CREDIT_CODE } from '@mingjing/law';
import { columnsOf, type ExchangeColumn } from '../columns/columns.ts';
import { note, type RowNotes, textOf } from './row-notes.ts';

/** Notes every required column that has nothing readable in it and no graver finding already. */
export function checkRequired(notes: RowNotes): void {
  const spokenOf = new Set(
    notes.findings.filter((finding) => finding.level !== 'notice').map((finding) => finding.column?.code),
  );
  for (const column of columnsOf(notes.kind)) {
    if (notes.record.has(column.key) || spokenOf.has(column.code)) continue;
    const reason = REASONS[column.required](notes);
    if (reason !== null)
      note(notes, column, 'missing', 'required', `${reason}本栏没有填写，先存为草稿，补上后才能公示`);
  }
}

type Reason = (notes: RowNotes) => string | null;

/** Why a column is required in this row: the beginning of the sentence, or null where it is not. */
const REASONS: Readonly<Record<ExchangeColumn['required'], Reason>> = {
  always: () => '',
  never: () => null,
  'not-natural-person': (notes) =>
    reasonIf(isOrganisation(notes) || isIndividual(notes), '相对人不是自然人，'),
  organisation: (notes) => reasonIf(isOrganisation(notes), '相对人是法人或非法人组织，'),
  'placeholder-code': (notes) =>
    reasonIf(
      textOf(notes, 'creditCode') === PLACEHOLDER_CREDIT_CODE,
      '统一社会信用代码用了占位代码，这时工商注册号必填，',
    ),
  fine: (notes) => reasonIf(/罚款/.test(textOf(notes, 'penaltyClass') ?? ''), '处罚类别里有罚款，'),
  confiscation: (notes) => reasonIf(/没收/.test(textOf(notes, 'penaltyClass') ?? ''), '处罚类别里有没收，'),
  'withheld-certificate': (notes) =>
    reasonIf(/暂扣|吊销/.test(textOf(notes, 'penaltyClass') ?? ''), '处罚类别里有暂扣或吊销，'),
};

function reasonIf(holds: boolean, reason: string): string | null {
  return holds ? reason : null;
}

function isOrganisation(notes: RowNotes): boolean {
  return textOf(notes, 'partyCategory') === '法人及非法人组织';
}

function isIndividual(notes: RowNotes): boolean {
  return textOf(notes, 'partyCategory') === '个体工商户';
}
