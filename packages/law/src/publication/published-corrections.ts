import type { ErasureTargets } from '../case/erasure-targets.ts';
import { readOptionalText } from '../case/read-fact.ts';
import type { RecordedFact } from '../facts/fact-types.ts';

/** A correction of the page that waits for approval. */
export interface PendingCorrection {
  readonly of: number;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly reason: string;
  readonly draftedBy: string;
  readonly draftedOn: string;
  readonly erased: boolean;
}

/** How a published result was put right: which version it was before, which parts changed, why, and what they said. */
interface PublishedCorrection {
  readonly of: number;
  readonly on: string;
  readonly reason: string;
  readonly changed: readonly { readonly key: string; readonly name: string }[];
  readonly cite: { readonly regulation: string; readonly article: string; readonly quote: string } | null;
  /** The words that stood there; never shown. */
  readonly words: readonly string[];
}

/** A page as it stands before a correction, and what becomes of it with one. */
interface Page {
  readonly publishedVersion: number | null;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly hidden: Readonly<Record<string, unknown>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly title: string;
  readonly summary: string | null;
  readonly loose: ErasureTargets;
  readonly corrections?: readonly PublishedCorrection[];
}

/** What a correction changes besides the page itself. */
export interface CorrectedPage {
  readonly pendingCorrection: null;
  readonly current: Readonly<Record<string, never>>;
  readonly corrections: readonly PublishedCorrection[];
  readonly loose: ErasureTargets;
}

/** The version before a correction: what it said goes to what can be erased, its carriers are to be confirmed anew. */
export function correctedPage(state: Page, { data }: RecordedFact): CorrectedPage | undefined {
  const correction = data.correction as
    | {
        of: number;
        on: string;
        reason: string;
        changed: readonly string[];
        cite?: NonNullable<PublishedCorrection['cite']>;
      }
    | undefined;
  if (correction === undefined || state.publishedVersion === null) return undefined;
  const { of, on, reason, changed, cite } = correction;
  const values: Readonly<Record<string, unknown>> = {
    ...state.fields,
    title: state.title,
    summary: state.summary,
  };
  const words = changed.flatMap((key) => values[key] ?? []).filter((one) => typeof one === 'string');
  const labels = { ...state.labels, ...(data.labels as Readonly<Record<string, string>>) };
  const names: Readonly<Record<string, string>> = { title: '标题', summary: '决定书摘要', ...labels };
  const sealed = [
    'title',
    ...(state.summary === null ? [] : ['summary']),
    ...Object.keys(state.fields).map((key) => `fields.${key}`),
    ...Object.keys(state.hidden).map((key) => `hidden.${key}`),
  ];
  return {
    pendingCorrection: null,
    current: {},
    corrections: [
      ...(state.corrections ?? []),
      {
        of,
        on,
        reason,
        changed: changed.map((key) => ({ key, name: names[key] ?? key })),
        cite: cite ?? null,
        words,
      },
    ],
    loose: [...state.loose, { version: state.publishedVersion, fields: sealed }],
  };
}

/** A correction as it was drafted. */
export function pendingCorrection(fact: RecordedFact): PendingCorrection {
  const { data, erased, actor, occurredOn } = fact;
  return {
    of: data.of as number,
    fields: (data.fields as PendingCorrection['fields'] | undefined) ?? {},
    reason: readOptionalText(fact, 'reason') ?? '',
    draftedBy: actor,
    draftedOn: occurredOn,
    erased: erased.includes('fields'),
  };
}
