import type { Cite } from '../cite.ts';
import type { Attachment, Party, Penalty } from '../facts/fact-types.ts';
import type { PendingErasure } from './erasure-targets.ts';

export const stages = {
  permit: ['intake', 'examination', 'approval', 'decision', 'certificate', 'service', 'closed'],
  penalty: [
    'filing',
    'investigation',
    'notice',
    'legal-review',
    'decision',
    'service',
    'execution',
    'closed',
  ],
} as const;
export type CaseKind = keyof typeof stages;
export type Stage = (typeof stages)[CaseKind][number];

export interface AttachedRecord {
  readonly version: number;
  readonly requirement: string;
  readonly medium: 'document' | 'recording';
  readonly name: string;
  readonly attachment: Omit<Attachment, 'fileName'>;
  readonly fileName: string;
  readonly madeOn: string;
  /** The original was erased by law; its digest stays. */
  readonly erased?: true;
}

export interface IssuedDocument {
  readonly version: number;
  readonly documentId: string;
  readonly template: string;
  readonly title: string;
  readonly documentNumber: string;
  readonly forServing: boolean;
  readonly servedOn?: string;
  /** The day it was made again before service: it goes out no more. */
  readonly remade?: string;
  /** Of the one made in its place: the day of that. */
  readonly madeAgainOn?: string;
  /** The day a document was made on paper, outside the product. */
  readonly madeOnPaperOn?: string;
}

/** Days that do not count towards the decision: from `startsOn` to the day before `resumedOn` (still running when absent). */
export interface ExcludedSpan {
  readonly startsOn: string;
  readonly resumedOn?: string;
  readonly cause: string;
}

/** A recorded fact as the case remembers it: what a correction or an erasure can point at. */
export interface CaseEntry {
  readonly version: number;
  readonly type: string;
  readonly occurredOn: string;
  readonly actor: string;
  /** Data as it stands after corrections, without erased keys. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly erased: readonly string[];
}

/** A body that takes part in the case; one that was named for it has its day, an entrusted one its letter and term. */
export interface Participant {
  readonly body: string;
  readonly as: string;
  readonly since?: string;
  readonly until?: string;
  readonly letter?: string;
}

/** That the case began on paper: who took it in, and what of it was done there. */
export interface Adoption {
  readonly state: 'stated' | 'confirmed' | 'refused';
  readonly statedBy: string;
  readonly takenInOn: string;
  /** The facts that its paper steps stand for; in force once another person found them to be what the paper says. */
  readonly done: readonly { readonly type: string; readonly occurredOn: string }[];
  /** Where the case stood when it was taken in. */
  readonly reached?: Stage;
}

/** One case as the fold of its facts: everything that rules, screens and documents read. */
export interface CaseState {
  readonly id: string;
  readonly bureau: string;
  readonly kind: CaseKind;
  readonly version: number;
  readonly stage: Stage;
  readonly title: string;
  readonly number: string | null;
  readonly matter: string;
  readonly unit: string;
  readonly packs: Readonly<Record<string, string>>;
  readonly participants: readonly Participant[];
  readonly party: Party | null;
  readonly handlers: readonly string[];
  /** The body that named its own handlers because it continues in the bureau's place; absent = none has. */
  readonly takenOver?: { readonly by: string; readonly on: string; readonly version: number };
  /** Who carried out each type of fact, last first: the own-work rule reads this. */
  readonly doneBy: Readonly<Record<string, readonly string[]>>;
  /** Legal date of the last fact of each type. */
  readonly dates: Readonly<Record<string, string>>;
  /** Every fact in order. */
  readonly entries: readonly CaseEntry[];
  readonly records: readonly AttachedRecord[];
  readonly waived: readonly string[];
  readonly documents: readonly IssuedDocument[];
  readonly excluded: readonly ExcludedSpan[];
  /** Granted to the decision of the case, the only duty whose extension is asked for here. */
  readonly extensionDays: number;
  /** Pending two-person correction or erasure, if any. */
  readonly correction: {
    readonly target: number;
    readonly field: string;
    readonly value: unknown;
    readonly oldDigest: string;
    readonly reason: string;
    readonly proposedBy: string;
  } | null;
  /** Words of a served document whose correction somebody asked for; absent in states folded before this was known. */
  readonly documentCorrection?: {
    readonly documentId: string;
    readonly target: number;
    readonly field: string;
    readonly oldDigest: string;
    readonly value: unknown;
    readonly before: string;
    readonly after: string;
    readonly reason: string;
    readonly proposedBy: string;
  } | null;
  readonly erasure: PendingErasure | null;
  readonly adoption?: Adoption;
  readonly decision: Decision | null;
  readonly permit: PermitState | null;
  readonly penalty: PenaltyState | null;
}

export interface Decision {
  readonly version: number;
  readonly result: 'grant' | 'refuse' | 'penalise' | 'no-penalty';
  readonly documentNumber: string;
  readonly madeOn: string;
  readonly issuingAuthority: string;
  /** Which of the bureau's decisions of its kind and year; a decision made on paper is not among them. */
  readonly ordinal?: { readonly kind: string; readonly year: number; readonly number: number };
  readonly content: string;
  readonly basis: string;
  readonly facts?: string;
  readonly penalty?: Penalty;
  readonly reason: string;
  readonly publishBy?: string;
  readonly socialImpact?: 'yes' | 'no';
  readonly revoked?: {
    readonly outcome: string;
    readonly on: string;
    readonly by: string;
    readonly explanation: string;
  };
}

export type MaterialState = 'unchecked' | 'complete' | 'missing' | 'defective' | 'corrected-on-spot';

export interface PermitState {
  readonly receivedOn: string;
  readonly receivedNumber: string;
  readonly content: string;
  readonly materials: readonly {
    readonly id: string;
    readonly state: MaterialState;
    readonly note?: string;
  }[];
  readonly intake:
    | 'received'
    | 'checked'
    | 'supplement-requested'
    | 'supplement-received'
    | 'accepted'
    | 'deemed-accepted'
    | 'declined'
    | 'rejected';
  /** The day from which the decision period runs: acceptance, or receipt where acceptance is deemed. */
  readonly clockStart: string | null;
  readonly siteCheck: { readonly rectification: 'yes' | 'no'; readonly on: string } | null;
  readonly opinion: {
    readonly result: 'grant' | 'refuse';
    readonly reason: string;
    readonly content: string;
    readonly validFrom?: string;
    readonly validTo?: string;
    readonly basedOnTest: 'yes' | 'no';
  } | null;
  readonly chain: 'none' | 'submitted' | 'reviewed' | 'approved';
  readonly chainReasons: { readonly review?: string; readonly approval?: string };
  readonly extension: 'none' | 'requested' | 'approved' | 'refused';
  readonly handedOver: boolean;
  /** The day the issuing authority sealed the certificate or the refusal. */
  readonly sealedOn: string | null;
  readonly certificate: {
    readonly number: string;
    readonly validFrom: string;
    readonly validTo?: string;
  } | null;
  readonly terminated: boolean;
  /** The ground of a decline, rejection or termination. */
  readonly endReason: string | null;
}

export interface PenaltyState {
  readonly source: string;
  readonly suspectedFacts: string;
  readonly filed: 'proposed' | 'filed' | 'refused';
  readonly credentialsPresented: boolean;
  readonly interviews: number;
  readonly report: {
    readonly facts: string;
    readonly evidence: string;
    readonly basis: string;
    readonly discretion: string;
    readonly penalty: Penalty /** Judged by the handler: major public interest, social risk or a difficult case. */;
    readonly major: 'yes' | 'no';
  } | null;
  readonly reportState: 'none' | 'submitted' | 'reviewed' | 'returned';
  readonly priorNotice: {
    readonly issuedOn: string;
    readonly servedOn?: string;
    readonly documentId?: string;
    readonly hearingRight: boolean;
  } | null;
  readonly statement: {
    readonly state: 'open' | 'received' | 'waived' | 'answered';
    readonly content?: string;
    readonly adopted?: 'yes' | 'partly' | 'no';
    readonly answer?: string;
  };
  readonly hearing: {
    readonly state: 'none' | 'requested' | 'waived' | 'notified' | 'held';
    readonly requestedOn?: string;
    readonly notifiedOn?: string;
    readonly heldOn?: string;
    readonly host?: string;
  };
  readonly legalReview: {
    readonly state: 'none' | 'requested' | 'problems' | 'answered' | 'agreed';
    readonly round: number;
    readonly text?: string;
    readonly points?: readonly string[];
  };
  readonly deliberated: boolean;
  readonly execution: 'none' | 'partly' | 'done';
}

/** What a step asks for, and whether it is there. */
export interface RequirementStatus {
  readonly id: string;
  readonly name: string;
  /** A record by its medium, or a step that the procedure asks for. */
  readonly medium: 'document' | 'recording' | 'procedure';
  readonly modality: 'must' | 'as-needed';
  readonly waivable: boolean;
  readonly metadata: readonly string[];
  readonly met: boolean;
  readonly waived: boolean;
  /** What stands for it, or what lacks, as a short Chinese phrase. */
  readonly found: string;
  readonly cite: Cite;
}
