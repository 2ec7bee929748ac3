import type {
  AvailableAction,
  CaseDuty,
  ChangedWords,
  Cite,
  CorrectingNotice,
  LawChange,
  Party,
  Refusal,
  RequirementStatus,
  StageRecords,
  Turn,
} from '@mingjing/law';

import type { Allowed } from './law-replies.ts';
import type { LawPreviewRequest } from './requests.ts';
import type { CaseAccess } from './viewing.ts';

/** Who is signed in and what the office should show. */
export interface Me {
  readonly id: string;
  readonly name: string;
  readonly post: string;
  readonly login: string;
  readonly bureau: { readonly id: string; readonly name: string; readonly short: string };
  readonly unit: string | null;
  readonly unitName: string | null;
  readonly roles: readonly string[];
  readonly mustChangePassword: boolean;
  /** Bureaux that entrusted an administrator's post, which this person holds, to the own one. */
  readonly actsFor: readonly { readonly id: string; readonly name: string; readonly role: string }[];
  /** The own bureau and those that it has succeeded, in one of which the person acts now; empty where it has succeeded none. */
  readonly places: readonly {
    readonly id: string;
    readonly name: string;
    readonly own: boolean;
    readonly now: boolean;
  }[];
  readonly demonstration: boolean;
  /** Legal day of the office, and whether it can be advanced (demonstration only). */
  readonly today: string;
  readonly clockCanAdvance: boolean;
  readonly portalAddress: string;
  /** Sentences about what will not work on this connection (plain HTTP on another host). */
  readonly warnings: readonly string[];
}

export interface CaseRow {
  readonly id: string;
  readonly kind: 'permit' | 'penalty';
  readonly number: string | null;
  readonly title: string;
  readonly party: string;
  readonly stage: string;
  readonly stageLabel: string;
  readonly stageIndex: number;
  readonly stageCount: number;
  readonly handlers: readonly string[];
  readonly openedOn: string;
  readonly decidedOn: string | null;
  readonly closedOn: string | null;
  readonly updatedAt: string;
}

export interface Page<T> {
  readonly rows: readonly T[];
  readonly next: string | null;
}

export interface TimelineEntry {
  readonly version: number;
  readonly type: string;
  readonly label: string;
  readonly detail: string;
  readonly occurredOn: string;
  readonly recordedAt: string;
  readonly late: boolean;
  readonly lateReason?: string;
  readonly by: string;
  /** Position in the bureau's log; null while waiting (通常 2 秒内). */
  readonly logIndex: number | null;
  /** Fields of the fact with labels, for opening the entry and proposing a correction. */
  readonly fields: readonly {
    readonly key: string;
    readonly label: string;
    readonly text: string;
    readonly digest: string | null;
    readonly erased: boolean;
  }[];
}

export interface CaseView extends CaseAccess {
  readonly id: string;
  readonly version: number;
  readonly mayExport: boolean;
  readonly kind: 'permit' | 'penalty';
  readonly kindLabel: string;
  readonly number: string | null;
  readonly title: string;
  readonly stage: string;
  readonly party: Party | null;
  /** Where other bodies were named for the case: the handling bureau and they. */
  readonly participants: readonly {
    readonly body: string;
    readonly name: string;
    readonly label: string;
    readonly since: string | null;
    readonly until: string | null;
    readonly letter: string | null;
  }[];
  readonly matterName: string;
  readonly unitName: string;
  readonly authorityName: string;
  readonly people: readonly { readonly label: string; readonly names: readonly string[] }[];
  readonly tags: readonly string[];
  readonly rail: readonly {
    readonly stage: string;
    readonly label: string;
    readonly status: 'done' | 'skipped' | 'current' | 'coming';
    readonly date: string | null;
    readonly note: string | null;
    /** Done on paper, wholly or in part, before the case was taken in. */
    readonly onPaper: boolean;
  }[];
  readonly requirements: readonly RequirementStatus[];
  /** What the requirements belong to, e.g. 提出意见前须备齐. */
  readonly requirementsTitle: string;
  /** What the whole process has on record, stage by stage. */
  readonly records: readonly StageRecords[];
  readonly actions: readonly AvailableAction[];
  /** Steps that others take now, and who. */
  readonly turns: readonly Turn[];
  /** How long the archived file is kept, by every layer that says; empty before it is archived. */
  readonly retention: readonly {
    readonly name: string;
    /** A day, `permanent`, or null where the text gives no figure. */
    readonly until: string | null;
    readonly note: string | null;
    readonly cite: Cite;
  }[];
  readonly duties: readonly (CaseDuty & {
    readonly sentence: string;
    readonly strip: readonly StripDay[];
    readonly left: string;
  })[];
  readonly timeline: readonly TimelineEntry[];
  readonly documents: readonly {
    readonly id: string;
    readonly title: string;
    readonly number: string;
    readonly servedOn: string | null;
    readonly forServing: boolean;
    /** The day it was made again before service, by one that took its place. */
    readonly remade: string | null;
    /** The notices that put its words right after service. */
    readonly notices: readonly CorrectingNotice[];
    /** What it still says although it was put right since: it has to be made again before service. */
    readonly changed: readonly ChangedWords[];
    /** Made on paper: there is a scan of it, nothing that the product made. */
    readonly onPaper: boolean;
  }[];
  readonly evidence: readonly {
    readonly id: string;
    readonly name: string;
    readonly fileName: string;
    readonly mediaType: string;
    readonly size: number;
    readonly requirement: string;
    readonly sha256: string;
    /** The original was erased by law: only its digest is left. */
    readonly erased: boolean;
    readonly claims: readonly { readonly label: string; readonly text: string }[];
  }[];
  readonly publication: {
    readonly id: string | null;
    readonly state: string | null;
    readonly canDraft: boolean;
    readonly refusal?: Refusal;
    /** Publications that hold the same party, while an erasure may be asked for or confirmed. */
    readonly naming: readonly { readonly id: string; readonly number: string; readonly stateLabel: string }[];
  };
  readonly drafts: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly log: { readonly size: number; readonly lastIndex: number | null };
}

export interface StripDay {
  readonly date: string;
  readonly weekday: string;
  readonly kind: 'start' | 'counted' | 'off' | 'make-up' | 'excluded';
  readonly number?: number;
  readonly label?: string;
  readonly due?: boolean;
}

export interface StartReply {
  readonly actions: readonly AvailableAction[];
  /** What others may begin, and who. */
  readonly others: readonly Turn[];
  readonly drafts: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface CommandReply {
  readonly stream: string;
  readonly id: string;
  readonly version: number;
  readonly commitment: string;
  readonly facts: readonly { readonly type: string; readonly label: string; readonly version: number }[];
}

export interface ArticleReply {
  readonly pack: string;
  readonly regulation: string;
  readonly rank: string;
  readonly rankLabel: string;
  readonly number: string;
  readonly text: string;
  readonly whole: boolean;
  readonly verified: boolean;
  readonly inForceFrom: string | null;
  readonly notes: readonly string[];
}

export interface PublicationRow {
  readonly id: string;
  readonly kind: string;
  readonly kindLabel: string;
  readonly origin: 'case' | 'import' | 'paper';
  readonly caseId: string | null;
  readonly number: string;
  readonly party: string;
  readonly title: string;
  readonly state: string;
  readonly stateLabel: string;
  readonly due: string | null;
  readonly publishedOn: string | null;
  readonly missing: readonly string[];
}

export interface PublicationView extends PublicationRow {
  readonly version: number;
  readonly fields: readonly { readonly key: string; readonly name: string; readonly value: string }[];
  readonly withheld: readonly {
    readonly key: string;
    readonly name: string;
    readonly value: string;
    readonly ground: string;
    readonly cite: Cite;
  }[];
  readonly signals: readonly { readonly message: string; readonly ground?: string }[];
  readonly cite: Cite | null;
  readonly sentence: string | null;
  readonly strip: readonly StripDay[];
  readonly channels: readonly {
    readonly id: string;
    readonly name: string;
    readonly held: 'ours' | 'external';
    readonly main: boolean;
    readonly state: 'prepared' | 'sent' | 'confirmed';
    readonly address: string | null;
    readonly sentOn: string | null;
    readonly sentBy: string | null;
    readonly confirmedOn: string | null;
    readonly confirmedBy: string | null;
    readonly text: string;
  }[];
  readonly actions: readonly AvailableAction[];
  readonly timeline: readonly TimelineEntry[];
  readonly portalAddress: string | null;
  readonly drafts: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly cite?: Cite;
  readonly fields?: readonly { readonly key: string; readonly message: string }[];
  readonly requestId?: string;
}

export interface PersonRow {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly post: string;
  readonly unit: string | null;
  readonly roles: readonly string[];
  readonly credential: { readonly number: string; readonly validTo: string; readonly area: string } | null;
  readonly active: boolean;
  /** Locked after wrong passwords, at this moment. */
  readonly locked: boolean;
  /** Has not yet replaced a password that somebody else set. */
  readonly firstPassword: boolean;
}

/** One person with what has been recorded about the account and the credential. */
export interface PersonView extends PersonRow {
  /** The last fact about this person. */
  readonly version: number;
  readonly units: PeopleReply['units'];
  readonly timeline: readonly TimelineEntry[];
  /** Why the account cannot be deactivated, or its roles changed, by the person who looks. */
  readonly refusals: { readonly deactivate?: Refusal; readonly roles?: Refusal };
}

/** The people of a bureau, and the units they may belong to. */
export interface PeopleReply {
  readonly people: readonly PersonRow[];
  readonly units: readonly { readonly id: string; readonly name: string }[];
}

/** A version of a pack, named for people. */
export interface LawVersion {
  readonly pack: string;
  /** Content hash. */
  readonly version: string;
  readonly regulation: string;
  readonly rankLabel: string;
  readonly inForceFrom: string | null;
}

/** The law in force for a bureau: versions, who put them in force, what waits, which years are held. */
export interface LawReply {
  readonly today: string;
  readonly layers: readonly (LawVersion & {
    readonly from: string | null;
    readonly to: string | null;
    readonly inForce: boolean;
    readonly since: string | null;
    readonly proposedBy: string;
    readonly approvedBy: string;
    readonly approvedOn: string | null;
  })[];
  readonly release: readonly (LawVersion & { readonly status: 'same' | 'changed' | 'new' })[];
  readonly proposal: {
    readonly version: number;
    readonly packs: readonly (LawVersion & { readonly replaces: string | null })[];
    /** As a preview asks for it. */
    readonly law: Extract<LawPreviewRequest, { packs: unknown }>;
    readonly from: string | null;
    readonly note: string;
    readonly proposedBy: string;
    readonly proposedOn: string;
  } | null;
  readonly rejected: { readonly reason: string; readonly by: string; readonly on: string } | null;
  readonly years: readonly {
    readonly year: number;
    readonly notice: string;
    readonly number: string | null;
    readonly importedBy: string;
    readonly importedOn: string | null;
  }[];
  readonly allowed: { readonly propose: Allowed; readonly approve: Allowed; readonly reject: Allowed };
}

/** A version that was taken up and passed the checks. */
export interface LawVersionReply {
  readonly pack: string;
  readonly version: string;
  readonly regulation: string;
  readonly inForceFrom: string | null;
  readonly warnings: readonly string[];
  /** What it changes of the version in force, in words; null where we apply no such regulation. */
  readonly differences: readonly string[] | null;
}

/** What a change would turn in the cases that are not finished, as seen on `day`. */
export interface LawPreviewReply {
  readonly day: string;
  readonly cases: number;
  readonly changedCases: number;
  readonly changes: readonly (LawChange & {
    readonly caseId: string;
    readonly number: string | null;
    readonly title: string;
    readonly kindLabel: string;
  })[];
  /** Changes beyond those shown. */
  readonly more: number;
}
