import type { CaseDuty, Cite } from '@mingjing/law';
import type { UpdateWork } from './law-replies.ts';
import type { CaseRow } from './replies.ts';

export interface WorkItem {
  readonly caseId: string;
  readonly publicationId?: string;
  readonly number: string | null;
  readonly title: string;
  readonly party: string;
  readonly kind: 'permit' | 'penalty' | 'import' | 'update';
  /** Public content to be updated because the law changed; it belongs to no case. */
  readonly update?: { readonly change: number; readonly item: string };
  readonly what: string;
  readonly due: string | null;
  readonly group: 'overdue' | 'today' | 'soon' | 'later' | 'party';
  /** 逾期 1 日 / 今天 / 2 个工作日 */
  readonly distance: string;
  readonly weekday: string;
  readonly makeUp: boolean;
  readonly provisional: boolean;
  readonly cite: Cite;
  readonly owner: string;
  /** What it waits for: the record or act that lacks, else the step whose turn it is. */
  readonly state: string;
  /** Something lacks before the work can go on. */
  readonly lacks: boolean;
  /** What the case is about, by name; null for a change of the law. */
  readonly matter: string | null;
  /** The step that is this person's to take now: its command, and its verb for a button. Null where it is another's turn. */
  readonly step: { readonly command: string; readonly verb: string } | null;
  readonly duty: CaseDuty;
}

/** A case in which the bureau takes part with another. */
export interface JoinedCase {
  readonly id: string;
  readonly number: string | null;
  readonly party: string;
  readonly from: string;
  /** 联合办理机关, 受委托单位. */
  readonly as: string;
  readonly can: string;
}

/** How much waits for a person at each entry of the menu. */
export interface MenuCounts {
  readonly worklist: number;
  readonly approvals: number;
  readonly myCases: number;
  readonly publications: number;
  readonly viewing: number;
}

/** What waits for a person's word. */
export interface AwaitingRow {
  readonly caseId: string;
  readonly publicationId?: string;
  /** Somebody asks to see the records of the case. */
  readonly viewing?: true;
  readonly label: string;
  readonly title: string;
  readonly number: string | null;
  readonly party: string;
  /** The bureau that sends it, where that is not one's own. */
  readonly from: string | null;
  readonly by: string;
  /** The moment, or the day where only that is recorded. */
  readonly at: string;
}

export interface WorklistReply {
  readonly today: string;
  readonly counts: Readonly<Record<'all' | 'overdue' | 'today' | 'soon' | 'later' | 'party', number>>;
  /** What the menu says beside this list, told with it where the list is one's own; null where it is the bureau's. */
  readonly menu: MenuCounts | null;
  /** How many there are without any filter. */
  readonly unfiltered: number;
  /** Matters and clauses that something in the unfiltered list is about; a clause as the filter names it, and as it is cited. */
  readonly choices: {
    readonly matters: readonly string[];
    readonly articles: readonly { readonly key: string; readonly cite: Cite }[];
  };
  /** Make-up working days and holidays that what is due today or soon has to reckon with; empty where there are none. */
  readonly notes: { readonly today: string; readonly soon: string };
  readonly items: readonly WorkItem[];
  /** Next thing due after today, for the empty state. */
  readonly next: { readonly what: string; readonly due: string } | null;
  readonly awaitingMe: readonly AwaitingRow[];
  /** Of these all: the list holds the oldest publications only. */
  readonly awaitingCount: number;
  readonly myCases: readonly CaseRow[];
  readonly myCasesCount: number;
  /** Decisions of the bureau whose last day to be public lies in this month: on time, of how many to be judged, still unpublished, still within the limit. */
  readonly month: {
    readonly month: number;
    readonly onTime: number;
    readonly judged: number;
    readonly overdue: number;
    readonly withinLimit: number;
  } | null;
  /** Cases of other bureaux for which this one was named, where this person can add to them now. */
  readonly joined: readonly JoinedCase[];
  /** The bureaux in whose place the person's own continues: how many of their cases are open, and how many of those nobody has taken over. */
  readonly inherited: readonly {
    readonly id: string;
    readonly name: string;
    readonly open: number;
    readonly untaken: number;
  }[];
  /** Public content that a change of the law touches though no regulation of the bureau asks for its update. */
  readonly updates: readonly UpdateWork[];
}
