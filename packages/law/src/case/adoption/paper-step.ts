import { z } from 'zod';
import { readPaperNumber } from '../../identifiers/paper-number.ts';
import type { CaseKind, Stage } from '../case-state.ts';
import type { FormField } from '../skeleton.ts';

/** How far a case may have come on paper, each with what it is called; each later one includes the earlier. */
export const reachedOnPaper = {
  permit: {
    received: '已收到申请，待受理',
    accepted: '已受理，审查中',
    decided: '已作出决定，待送达',
    served: '已送达决定，待结案',
  },
  penalty: {
    investigation: '已立案，调查取证中',
    reported: '已调查终结并审核，待事先告知',
    noticed: '已送达事先告知书，待决定',
    decided: '已作出决定，待送达',
    served: '已送达决定，待执行、结案',
  },
} as const satisfies Record<CaseKind, Readonly<Record<string, string>>>;

/** What a paper file says of a step where the product holds only the scan. */
export const ON_PAPER = '纸质办理，内容见扫描件。';

/** The step that decides the case, and the document by which the party learns it. */
export const DECISION = 'decision';

/** The step that only a procedure with an extension knows; how long it is says the procedure. */
export const EXTENSION = 'extension';

/** One step that was taken on paper: the facts that it stands for, what the form asks about it, and its scan. */
export interface PaperStep {
  readonly id: string;
  readonly kind: CaseKind;
  /** The stage of the case to which it belongs. */
  readonly stage: Stage;
  /** From which point on the case has it. */
  readonly from: string;
  /** A step that not every case has: the form asks first. */
  readonly question?: string;
  /** Its document, as the record calls it. */
  readonly scan: string;
  /** What its day is called; absent where it is the day on which the case began. */
  readonly day?: string;
  /** The field that holds its last day, where it lasted. */
  readonly ends?: string;
  /** The steps whose days this one cannot go before. */
  readonly after?: readonly string[];
  /** It decides the case, or comes after what does: what was done before must bear it. */
  readonly decides?: true;
  readonly asks?: readonly FormField[];
  readonly stands: (said: Said, on: string) => readonly StandsFor[];
}
export type Said = Readonly<Record<string, unknown>>;

/** A fact that a paper step stands for; a paper document comes with the fact that made it. */
export interface StandsFor {
  readonly type: string;
  readonly on: string;
  readonly data: Said;
}

/** A fact for which a step stands. */
export const at = (type: string, on: string, data: Said = {}): StandsFor => ({ type, on, data });

/** By what id a document made on paper is known in the case. */
export const paperDocumentOf = (template: string): string => `paper-${template}`;

/** The keys of facts that hold a number which a person copied from paper. */
export const numbersOnPaper: readonly string[] = [
  'caseNumber',
  'receivedNumber',
  'documentNumber',
  'ownNumber',
];

/** A number of a paper file as the form takes it: in one spelling, refused where it is none. */
export const paperNumber = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .superRefine((text, check) => {
    const read = readPaperNumber(text);
    if (!read.ok) check.addIssue({ code: 'custom', message: `${read.sentence}。` });
  })
  .overwrite((text) => {
    const read = readPaperNumber(text);
    return read.ok ? read.value : text;
  });
