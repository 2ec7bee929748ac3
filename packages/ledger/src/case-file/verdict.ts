/** The eight things that must hold of a case file, in this order. */
export const caseFileChecks = [
  '压缩包',
  '文件清单',
  '事实',
  '入链证明',
  '检查点签名',
  '见证联署',
  '文书和原件',
  '齐全',
] as const;

/** One thing checked: whether it holds, and a Chinese sentence. */
export type CaseFileCheck = {
  readonly name: (typeof caseFileChecks)[number];
  readonly ok: boolean;
  readonly detail: string;
};

/** What is wrong with one file, or with what ought to be there. */
export type Problem = { readonly path: string; readonly sentence: string };

/** A field that is not shown; `isProven` where a fact of the log itself states the ground. */
export type Withheld = { readonly name: string; readonly ground: string; readonly isProven: boolean };

/** One fact of the case. What it says holds only where `ok`; label and person are the bag's own words. */
export type CheckedFact = {
  readonly version: number;
  readonly ok: boolean;
  readonly type: string;
  readonly label: string;
  readonly by: string;
  readonly occurredOn: string;
  readonly recordedAt: string;
  readonly logIndex: number | null;
  readonly disclosed: number;
  readonly withheld: readonly Withheld[];
};

/** One fact of a publication of the case's decision. */
export type CheckedPublication = {
  readonly path: string;
  readonly version: number;
  readonly type: string;
  readonly occurredOn: string;
  readonly recordedAt: string;
  readonly logIndex: number | null;
  readonly ok: boolean;
};

/** The fact in the log by which the export itself stands there: what it states of the last facts was compared. */
export type CheckedExport = { readonly recordedAt: string; readonly logIndex: number };

/** A document or an original; `fact` is the fact that states its digest. */
export type CheckedFile = {
  readonly path: string;
  readonly title: string;
  readonly kind: 'document' | 'original';
  readonly size: number;
  readonly ok: boolean;
  readonly fact: number | null;
};

/** A file that a fact states and the bag has not, on a ground. */
export type AbsentFile = {
  readonly fact: number;
  readonly sha256: string;
  readonly kind: 'document' | 'original';
  readonly ground: string;
  readonly isProven: boolean;
};

/** Somebody who signed, with the key and whether it is one that the reader named. */
export type SignedBy = {
  readonly name: string;
  readonly vkey: string;
  readonly fingerprint: string;
  readonly isExpected: boolean;
  /** POSIX seconds, of witnesses. */
  readonly time?: number;
};

/** The outcome for a whole case file. */
export type CaseFileVerdict = {
  readonly kind: 'case-file';
  readonly ok: boolean;
  readonly checks: readonly CaseFileCheck[];
  readonly problems: readonly Problem[];
  readonly remarks: readonly string[];
  readonly title: string;
  readonly exportedAt: string;
  /** Null where no fact of the log says how far the streams went. */
  readonly exported: CheckedExport | null;
  readonly facts: readonly CheckedFact[];
  readonly publications: readonly CheckedPublication[];
  readonly files: readonly CheckedFile[];
  readonly absent: readonly AbsentFile[];
  /** Whose logs hold the facts, each with its signed head. */
  readonly signers: readonly (SignedBy & { readonly size: number; readonly root: string })[];
  readonly witnesses: readonly SignedBy[];
  /** Whether the zip is byte for byte as it was exported; packed anew, its files may hold all the same. */
  readonly isAsExported: boolean;
};
