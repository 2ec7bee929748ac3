import type { Duty } from '../duties/duty.ts';
import { explainDuty, type StripDay } from '../duties/explain-duty.ts';
import type { Rulebook } from '../pack/rulebook.ts';
import { type ActKind, actKindSchema } from '../pack/schema.ts';
import { groundById } from './grounds.ts';
import type { PublicationState, PublicCite, WithdrawalCause } from './publication-state.ts';
import { publicationTimeliness } from './timeliness.ts';

/** What the public page of one result holds; nothing that is not listed here ever reaches the portal. */
export interface PublicBody {
  readonly fields: readonly {
    readonly key: string;
    readonly name: string;
    readonly value: string;
    readonly kind: 'money' | 'date' | 'text';
  }[];
  readonly withheld: readonly {
    readonly key: string;
    readonly name: string;
    readonly ground: string;
    readonly cite: string;
  }[];
  readonly cite: PublicCite & { readonly pack: string; readonly text: string };
  readonly summary?: string;
  readonly authority: string;
  readonly explanation: { readonly sentence: string; readonly strip: readonly StripDay[] };
  readonly timeliness: 'on-time' | 'late' | null;
  readonly channels: readonly {
    readonly name: string;
    readonly state: 'prepared' | 'confirmed';
    readonly address?: string;
    readonly confirmedOn?: string;
  }[];
  readonly tombstone?: {
    readonly cause: WithdrawalCause;
    readonly explanation: string;
    readonly startedOn: string;
    readonly withdrawnOn: string;
    readonly cite: PublicCite;
  };
}

export interface BodyContext {
  readonly rules: Rulebook;
  readonly authorityName: string;
  /** The binding duty to publish, where the case is known. */
  readonly duty: Duty | null;
}

/** The page of a published result; of a withdrawn one the tombstone. */
export function publicBody(state: PublicationState, context: BodyContext): PublicBody {
  if (state.withdrawn) return tombstone(state, context);
  const { rules, authorityName, duty } = context;
  return {
    fields: Object.entries(state.labels).flatMap(([key, name]) => {
      const value = state.fields[key];
      return typeof value === 'string' ? [{ key, name, value, kind: kindOfValue(value) }] : [];
    }),
    withheld: state.withheld.map(({ key, name, ground, cite }) => ({
      key,
      name: name ?? key,
      ground: groundById(rules, ground)?.name ?? '不在公示内容之列',
      cite: cite ?? '',
    })),
    cite: fullCite(state, rules),
    ...(state.summary ? { summary: state.summary } : {}),
    authority: authorityName,
    explanation: explanationOf(duty),
    timeliness: publicationTimeliness(state, duty ? [duty] : [], rules),
    channels: rules.channels(actKindOf(state)).map(({ rule }) => {
      const confirmed = state.channels[rule.id];
      if (!confirmed) return { name: rule.name, state: 'prepared' };
      const { address, confirmedOn } = confirmed;
      return { name: rule.name, state: 'confirmed', confirmedOn, ...(address ? { address } : {}) };
    }),
  };
}

/** What stands in place of a withdrawn result: number, explanation, dates and clause; no value of the party, no link to one. */
export function tombstone(state: PublicationState, { rules, authorityName }: BodyContext): PublicBody {
  const { withdrawn } = state;
  if (withdrawn === null) throw new Error('not withdrawn');
  const { cause, explanation, startedOn, withdrawnOn, cite } = withdrawn;
  return {
    fields: [],
    withheld: [],
    cite: fullCite(state, rules),
    authority: authorityName,
    explanation: { sentence: '', strip: [] },
    timeliness: null,
    channels: [],
    tombstone: { cause, explanation, startedOn, withdrawnOn, cite },
  };
}

/** The title of a page: a withdrawn one keeps only its number. */
export function publicTitle(state: PublicationState): string {
  return state.withdrawn ? `${state.number}（已撤下）` : state.title;
}

function explanationOf(duty: Duty | null): PublicBody['explanation'] {
  if (duty === null) return { sentence: '外部公示结果入库，原公示期限以来源为准。', strip: [] };
  const { sentence, strip } = explainDuty(duty);
  return { sentence, strip };
}

function fullCite(state: PublicationState, rules: Rulebook): PublicBody['cite'] {
  const cite = state.cite ?? { regulation: '', article: '', quote: '' };
  const pack = rules.packs.find((one) => one.title === cite.regulation)?.id ?? '';
  return { ...cite, pack, text: rules.articleText(pack, cite.article)?.text ?? cite.quote };
}

function kindOfValue(value: string): 'date' | 'text' {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? 'date' : 'text';
}

function actKindOf(state: PublicationState): ActKind {
  return actKindSchema.catch('other').parse(state.kind);
}
