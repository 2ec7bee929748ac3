import type {
  ErasedValue,
  PublicationState,
  PublicCite,
  PublicExplanation,
  WithdrawalCause,
} from './publication-state.ts';
import { timelinessOn } from './timeliness.ts';

/** What the public page of one result holds; nothing that is not listed here ever reaches the portal. */
export interface PublicBody {
  readonly fields: readonly {
    readonly key: string;
    readonly name: string;
    readonly value: string;
    readonly kind: 'date' | 'text';
  }[];
  readonly withheld: readonly {
    readonly key: string;
    readonly name: string;
    readonly ground: string;
    readonly cite: string;
  }[];
  readonly cite: PublicCite;
  readonly summary?: string;
  /** What was erased by law: `title`, `summary` or `fields.…`, and on what authority. */
  readonly erased?: readonly ErasedValue[];
  /** How the page was put right, the oldest first; `of`: the version before, whose entry stands in the log. */
  readonly corrections?: readonly {
    readonly of: number;
    readonly on: string;
    readonly reason: string;
    readonly changed: readonly string[];
    readonly cite: PublicCite | null;
  }[];
  readonly authority: string;
  readonly explanation: PublicExplanation | null;
  readonly timeliness: 'on-time' | 'late' | null;
  readonly channels: readonly {
    readonly name: string;
    readonly main: boolean;
    readonly state: 'prepared' | 'sent' | 'confirmed';
    readonly address?: string;
    readonly confirmedOn?: string;
  }[];
  readonly tombstone?: {
    readonly cause: WithdrawalCause;
    readonly explanation: string;
    readonly publishedOn: string | null;
    readonly startedOn: string;
    readonly withdrawnOn: string;
    readonly cite: PublicCite;
  };
}

/** The page of a published result, of a withdrawn one the tombstone; read from the publication's own facts alone. */
export function publicBody(state: PublicationState): PublicBody {
  return state.withdrawn ? tombstone(state, state.withdrawn) : resultBody(state);
}

/** The title of a page: a withdrawn one keeps only its number. */
export function publicTitle(state: PublicationState): string {
  return state.withdrawn ? `${state.number}的公示信息已撤下` : state.title;
}

/** Each carrier of a published result and what became of it there; ours stands confirmed by the approval itself. */
export function carrierStates(state: PublicationState) {
  return state.carriers.map((carrier) => {
    const confirmation = (state.current ?? state.channels)[carrier.id];
    const sent = state.sent?.[carrier.id];
    const before = sent === undefined ? ('prepared' as const) : ('sent' as const);
    return {
      ...carrier,
      state: confirmation === undefined ? before : ('confirmed' as const),
      sentOn: sent?.sentOn ?? null,
      sentBy: sent?.sentBy ?? null,
      address: confirmation?.address ?? null,
      confirmedOn: confirmation?.confirmedOn ?? null,
      confirmedBy: confirmation?.confirmedBy ?? null,
    };
  });
}

function resultBody(state: PublicationState): PublicBody {
  const erased = state.erased.filter(({ key }) => !key.startsWith('hidden.'));
  const corrections = (state.corrections ?? []).map(({ of, on, reason, changed, cite }) => ({
    of,
    on,
    reason,
    changed: changed.map(({ name }) => name),
    cite,
  }));
  return {
    fields: state.order.flatMap((key) => {
      const value = state.fields[key];
      return typeof value === 'string'
        ? [{ key, name: state.labels[key] ?? key, value, kind: kindOfValue(value) }]
        : [];
    }),
    withheld: state.withheld.map(({ key, name, ground, cite }) => ({
      key,
      name: name ?? key,
      ground,
      cite: cite ?? '',
    })),
    cite: state.cite ?? NO_CITE,
    ...(state.summary ? { summary: state.summary } : {}),
    ...(erased.length > 0 ? { erased } : {}),
    ...(corrections.length > 0 ? { corrections } : {}),
    authority: state.authority,
    explanation: state.explanation,
    timeliness: timelinessOn(state),
    channels: carrierStates(state).map(({ name, main, state: stands, address, confirmedOn }) => ({
      name,
      main,
      state: stands,
      ...(address === null ? {} : { address }),
      ...(confirmedOn === null ? {} : { confirmedOn }),
    })),
  };
}

/** What stands in place of a withdrawn result: number, explanation, dates and clause; no value of the party, no link to one. */
function tombstone(
  state: PublicationState,
  withdrawn: NonNullable<PublicationState['withdrawn']>,
): PublicBody {
  const { cause, explanation, startedOn, withdrawnOn, cite } = withdrawn;
  return {
    fields: [],
    withheld: [],
    cite,
    authority: state.authority,
    explanation: null,
    timeliness: null,
    channels: [],
    tombstone: { cause, explanation, publishedOn: state.publishedOn, startedOn, withdrawnOn, cite },
  };
}

const NO_CITE: PublicCite = { regulation: '', article: '', quote: '' };

function kindOfValue(value: string): 'date' | 'text' {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? 'date' : 'text';
}
