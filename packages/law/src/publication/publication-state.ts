import type { ErasureTargets, PendingErasure } from '../case/erasure-targets.ts';
import { ERASED_TEXT, readOptionalText } from '../case/read-fact.ts';
import type { StripDay } from '../duties/explain-duty.ts';
import { factTypes, type RecordedFact } from '../facts/fact-types.ts';
import {
  type CorrectedPage,
  correctedPage,
  type PendingCorrection,
  pendingCorrection,
} from './published-corrections.ts';

export type PublicationStatus =
  | 'discarded'
  | 'drafted'
  | 'returned'
  | 'withheld'
  | 'published'
  | 'withdrawn'
  | 'imported';
export type WithdrawalCause = 'revoked' | 'declaredUnlawful' | 'remade' | 'expired' | 'wrong';

export interface PublicCite {
  readonly regulation: string;
  readonly article: string;
  readonly quote: string;
  readonly pack?: string;
  /** The whole article, where the published fact carries it. */
  readonly text?: string;
}

/** A carrier that the result was prepared for when it was approved. */
export interface PublicChannel {
  readonly id: string;
  readonly name: string;
  readonly held: 'ours' | 'external';
  readonly main: boolean;
}

/** How the publication date was counted, as said on the page. */
export interface PublicExplanation {
  readonly sentence: string;
  readonly strip: readonly StripDay[];
}

export interface WithheldField {
  readonly key: string;
  readonly ground: string;
  /** Name of the field and full cite; known from publication on. */
  readonly name?: string;
  readonly cite?: string;
}

export interface ChannelConfirmation {
  readonly confirmedOn: string;
  readonly confirmedBy: string;
  readonly address?: string;
  readonly receipt?: string;
}

export interface ChannelSent {
  readonly sentOn: string;
  readonly sentBy: string;
}

export interface Withdrawal {
  readonly cause: WithdrawalCause;
  readonly explanation: string;
  readonly startedOn: string;
  readonly proposedBy: string;
}

/** A value of the published result that was erased by law, and on what authority. */
export interface ErasedValue {
  /** `title`, `summary`, `fields.…` or `hidden.…`. */
  readonly key: string;
  readonly authority: string;
}

/** One result on its way to the public, as the fold of its facts. */
export interface PublicationState {
  readonly id: string;
  readonly version: number;
  readonly status: PublicationStatus;
  /** From a case decided here, brought in from elsewhere, or from a case that was decided on paper. */
  readonly origin: 'case' | 'import' | 'paper';
  readonly kind: string;
  readonly number: string;
  readonly ordinal: string | null;
  readonly rule: string;
  readonly decisionStream: string | null;
  readonly decisionVersion: number | null;
  readonly due: string | null;
  /** As drafted every value; as published those that are shown. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly hidden: Readonly<Record<string, unknown>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly withheld: readonly WithheldField[];
  readonly title: string;
  readonly summary: string | null;
  readonly cite: PublicCite | null;
  /** As the published fact fixed them: order of the fields, organ, day the information was formed, carriers, counting. */
  readonly order: readonly string[];
  readonly authority: string;
  readonly formedOn: string | null;
  readonly carriers: readonly PublicChannel[];
  readonly explanation: PublicExplanation | null;
  readonly draftedBy: string;
  readonly returnedReason: string | null;
  readonly publishedOn: string | null;
  readonly publishedVersion: number | null;
  readonly notPublished: {
    readonly on: string;
    readonly ground: string;
    readonly cite: string;
    readonly reason: string;
  } | null;
  readonly channels: Readonly<Record<string, ChannelConfirmation>>;
  /** Confirmations of what stands on the carriers now: since the last correction; absent in states folded before there were any. */
  readonly current?: Readonly<Record<string, ChannelConfirmation>>;
  /** What was handed to a carrier and not confirmed since; absent where nobody noted that. */
  readonly sent?: Readonly<Record<string, ChannelSent>>;
  readonly pendingCorrection?: PendingCorrection | null;
  /** How the page was put right, the oldest first. */
  readonly corrections?: CorrectedPage['corrections'];
  readonly pendingWithdrawal: Withdrawal | null;
  readonly withdrawn: (Withdrawal & { readonly withdrawnOn: string; readonly cite: PublicCite }) | null;
  /** Columns that an imported row lacks. */
  readonly missing: readonly string[];
  readonly erasure: PendingErasure | null;
  readonly erased: readonly ErasedValue[];
  /** Sealed values besides the published ones: drafts, imported rows, reasons. */
  readonly loose: ErasureTargets;
  /** Whether what was drafted or imported last was erased by law. */
  readonly draftErased: boolean;
}

/** Folds the facts of one publication stream; null for an empty one. */
export function foldPublication(facts: readonly RecordedFact[]): PublicationState | null {
  return facts.reduce<PublicationState | null>(apply, null);
}

function apply(state: PublicationState | null, fact: RecordedFact): PublicationState | null {
  const next = state === null ? open(fact) : change(state, fact);
  return next === null ? null : { ...next, version: fact.version, loose: [...next.loose, ...looseIn(fact)] };
}

function open(fact: RecordedFact): PublicationState | null {
  const blank = blankState(fact);
  if (fact.type === 'publication-drafted') return { ...blank, ...drafted(fact) };
  if (fact.type !== 'result-imported') return null;
  return {
    ...blank,
    status: 'imported',
    origin: 'import',
    fields: record(fact.data.row),
    draftErased: fact.erased.includes('row'),
    missing: (fact.data.missing as readonly string[] | undefined) ?? [],
  };
}

function change(state: PublicationState, fact: RecordedFact): PublicationState {
  const { data } = fact;
  switch (fact.type) {
    case 'publication-drafted':
      return { ...state, ...drafted(fact) };
    case 'result-imported':
      return {
        ...state,
        // Imported again, a discarded draft is back.
        status: state.status === 'discarded' ? 'imported' : state.status,
        draftedBy: fact.actor,
        number: text(data.number),
        fields: record(data.row),
        draftErased: fact.erased.includes('row'),
        missing: (data.missing as readonly string[] | undefined) ?? [],
      };
    case 'result-published':
      // What was sent before a correction were the words of before.
      return { ...state, ...(state.sent && { sent: {} }), ...correctedPage(state, fact), ...published(fact) };
    case 'draft-discarded':
      return { ...state, status: 'discarded' };
    case 'publication-returned':
      return { ...state, status: 'returned', returnedReason: readOptionalText(fact, 'reason') ?? '' };
    case 'publication-withheld':
      return {
        ...state,
        status: 'withheld',
        notPublished: {
          on: fact.occurredOn,
          ground: text(data.ground),
          cite: text(data.cite),
          reason: readOptionalText(fact, 'reason') ?? '',
        },
      };
    case 'channel-sent':
      return {
        ...state,
        sent: { ...state.sent, [text(data.channel)]: { sentOn: text(data.sentOn), sentBy: fact.actor } },
      };
    case 'channel-confirmed':
      // Whether a result was public in time is measured on the first confirmation of each carrier.
      return {
        ...state,
        channels: { [text(data.channel)]: confirmation(fact), ...state.channels },
        // Only a corrected page has them: rows of those folded before there were corrections stay equal to their fold.
        ...(state.current && { current: { ...state.current, [text(data.channel)]: confirmation(fact) } }),
      };
    case 'publication-correction-drafted':
      return { ...state, pendingCorrection: pendingCorrection(fact) };
    case 'publication-correction-returned':
      return { ...state, pendingCorrection: null };
    case 'withdrawal-proposed':
      return {
        ...state,
        pendingWithdrawal: withdrawal({ ...data, explanation: data.reason ?? data.explanation }, fact.actor),
      };
    case 'result-withdrawn':
      return {
        ...state,
        status: 'withdrawn',
        pendingWithdrawal: null,
        ...(state.pendingCorrection && { pendingCorrection: null }),
        withdrawn: {
          ...withdrawal(data, text(data.proposedBy)),
          withdrawnOn: text(data.withdrawnOn),
          cite: data.cite as PublicCite,
        },
      };
    case 'erasure-proposed':
      return { ...state, erasure: pendingErasure(fact) };
    case 'personal-data-erased':
      return { ...state, erasure: null, erased: authorised(state, fact) };
    default:
      return state;
  }
}

function drafted(fact: RecordedFact): Partial<PublicationState> {
  const { data, actor } = fact;
  return {
    draftErased: fact.erased.includes('fields'),
    status: 'drafted',
    number: text(data.number),
    ordinal: text(data.ordinal),
    rule: text(data.rule),
    decisionStream: text(data.decisionStream),
    decisionVersion: data.decisionVersion as number,
    ...(data.onPaper === true ? { origin: 'paper' as const } : {}),
    due: optional(data.due),
    fields: record(data.fields),
    withheld: data.withheld as readonly WithheldField[],
    summary: optional(data.summary),
    draftedBy: actor,
    returnedReason: null,
  };
}

function published(fact: RecordedFact): Partial<PublicationState> {
  const { data, version } = fact;
  return {
    erased: fact.erased.filter((key) => key !== 'lateReason').map((key) => ({ key, authority: '' })),
    status: 'published',
    number: text(data.number),
    rule: text(data.rule),
    due: optional(data.due),
    fields: withErased(fact, 'fields'),
    hidden: withErased(fact, 'hidden'),
    labels: data.labels as Readonly<Record<string, string>>,
    withheld: data.withheld as readonly WithheldField[],
    title: readOptionalText(fact, 'title') ?? '',
    cite: data.cite as PublicCite,
    order: (data.order as readonly string[] | undefined) ?? Object.keys(data.labels as object),
    authority: text(data.authority),
    formedOn: optional(data.formedOn),
    carriers: (data.channels as readonly PublicChannel[] | undefined) ?? [],
    explanation: (data.explanation as PublicExplanation | undefined) ?? null,
    summary: optional(readOptionalText(fact, 'summary')),
    publishedOn: text(data.publishedOn),
    publishedVersion: version,
  };
}

/** The values that were sealed one by one, the stand-in where one was erased. */
function withErased({ data, erased }: RecordedFact, part: 'fields' | 'hidden') {
  const gone = erased.filter((key) => key.startsWith(`${part}.`)).map((key) => key.slice(part.length + 1));
  return { ...record(data[part]), ...Object.fromEntries(gone.map((key) => [key, ERASED_TEXT])) };
}

function pendingErasure(fact: RecordedFact): PendingErasure {
  return {
    targets: fact.data.targets as ErasureTargets,
    authority: readOptionalText(fact, 'authority') ?? '',
    proposedBy: fact.actor,
  };
}

/** Each erased value gets the authority of the first erasure that named it. */
function authorised(state: PublicationState, fact: RecordedFact): readonly ErasedValue[] {
  const targets = fact.data.targets as ErasureTargets;
  const named = targets.find(({ version }) => version === state.publishedVersion)?.fields ?? [];
  const authority = readOptionalText(fact, 'authority') ?? '';
  return state.erased.map((one) =>
    one.authority === '' && named.includes(one.key) ? { ...one, authority } : one,
  );
}

/** What a fact holds sealed besides published values; an erasure's own authority and who asked stay. */
function looseIn({ type, version, typeVersion, data }: RecordedFact): ErasureTargets {
  const kept = ['erasure-proposed', 'personal-data-erased', 'result-withdrawn'].includes(type);
  const sealed = kept || type === 'result-published' ? ['lateReason'] : factTypes[type].sealed;
  // The name of the file stood in the open in version 1: there is nothing of it to erase.
  const open = type === 'result-imported' && typeVersion === 1 ? ['source'] : [];
  const fields = sealed.filter((key) => data[key] !== undefined && !open.includes(key));
  return fields.length === 0 ? [] : [{ version, fields }];
}

function confirmation({ data, actor }: RecordedFact): ChannelConfirmation {
  const address = optional(data.address);
  const receipt = optional(data.receipt);
  return {
    confirmedOn: text(data.confirmedOn),
    confirmedBy: actor,
    ...(address === null ? {} : { address }),
    ...(receipt === null ? {} : { receipt }),
  };
}

function withdrawal(data: RecordedFact['data'], proposedBy: string): Withdrawal {
  return {
    cause: data.cause as WithdrawalCause,
    explanation: text(data.explanation),
    startedOn: text(data.startedOn),
    proposedBy,
  };
}

function blankState(fact: RecordedFact): PublicationState {
  return {
    id: fact.stream.replace(/^publication\//, ''),
    version: fact.version,
    status: 'drafted',
    origin: 'case',
    kind: text(fact.data.kind),
    number: text(fact.data.number),
    ordinal: null,
    rule: '',
    decisionStream: null,
    decisionVersion: null,
    due: null,
    fields: {},
    hidden: {},
    labels: {},
    withheld: [],
    title: '',
    summary: null,
    cite: null,
    order: [],
    authority: '',
    formedOn: null,
    carriers: [],
    explanation: null,
    draftedBy: fact.actor,
    returnedReason: null,
    publishedOn: null,
    publishedVersion: null,
    notPublished: null,
    channels: {},
    pendingWithdrawal: null,
    withdrawn: null,
    missing: [],
    erasure: null,
    erased: [],
    loose: [],
    draftErased: false,
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function optional(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
