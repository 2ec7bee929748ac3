import type { CaseState } from '../case/case-state.ts';
import { circumstancesOf } from '../case/circumstances.ts';
import { penaltyCircumstances } from '../case/penalty/major.ts';
import { type Cite, formatCite } from '../cite.ts';
import type { Calendar } from '../duties/calendar.ts';
import { dutiesFor } from '../duties/duties-for.ts';
import type { Duty } from '../duties/duty.ts';
import type { Rulebook } from '../pack/rulebook.ts';
import type { PublicationRule } from '../pack/schema.ts';
import { decisionResultLabels, kindLabels } from '../terms.ts';
import { type FieldScreening, screenField } from './field-screening.ts';
import { type Ground, groundById, groundForSignal } from './grounds.ts';
import { type BindingTreatment, maskName, redactionsFor } from './redaction.ts';
import { isMinorOn } from './screening.ts';
import { type PublicationNames, sourceValue, summaryOf } from './source-values.ts';

/** A field that is committed in the proof but not shown, with the ground that is named in its place. */
export interface DraftWithheld {
  readonly key: string;
  readonly name: string;
  readonly ground: string;
  readonly cite: Cite;
}

/** Something that a person must look at before approval. */
export type PublicationSignal =
  | {
      readonly kind: 'minor';
      readonly sentence: string;
      readonly ground: Ground | null;
      readonly wholeItem: boolean;
    }
  | ({
      readonly kind: 'personal-data';
      readonly sentence: string;
      readonly ground: Ground | null;
    } & FieldScreening);

export interface PublicationDraft {
  readonly rule: string;
  readonly cite: Cite;
  readonly kind: CaseState['kind'];
  readonly number: string;
  readonly ordinal: string;
  readonly title: string;
  readonly summary: string;
  /** Shown values by pack field key, with personal data in running text covered. */
  readonly fields: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly hidden: Readonly<Record<string, string>>;
  readonly withheld: readonly DraftWithheld[];
  /** Names of fields for which the case has no value. */
  readonly missing: readonly string[];
  /** The binding duty to publish on the main carrier; null where no layer asks. */
  readonly due: Duty | null;
  readonly signals: readonly PublicationSignal[];
  /** How persons and secrets are treated by the layers together. */
  readonly treatments: readonly BindingTreatment[];
}

export interface DraftOptions extends PublicationNames {
  readonly calendar: Calendar;
  /** Fields that a person withholds besides those the pack withholds. */
  readonly withhold?: readonly { readonly key: string; readonly ground: string }[];
}

/** Fills a publication from the decided case by the fields of the binding pack; null where there is nothing to publish. */
export function draftPublication(
  state: CaseState,
  rules: Rulebook,
  options: DraftOptions,
): PublicationDraft | null {
  const { decision } = state;
  const found = rules.publication(state.kind);
  if (decision === null || !found) return null;
  const minor = minorSignal(state, rules);
  const treatments = treatmentsOf(state, rules);
  const known = found.rule.fields.flatMap((field) => {
    const value = sourceValue(field.from, state, rules, options);
    return value === undefined || value === '' ? [] : [{ field, value }];
  });
  const grounds = new Map(
    known.flatMap(({ field }) => {
      const ground =
        groundToWithhold(field, state, rules, options, minor) ?? removedBy(field, treatments, rules);
      return ground ? [[field.key, ground] as const] : [];
    }),
  );
  const shown = known
    .filter(({ field }) => !grounds.has(field.key))
    .map((one) => ({ ...one, ...treated(one, state, treatments) }));
  return {
    rule: found.rule.id,
    cite: found.cite,
    kind: state.kind,
    number: decision.documentNumber,
    ordinal: ordinalText(decision.ordinal),
    title: titleOf(state, shown.find(({ field }) => field.from === 'party-name')?.text),
    summary: withoutName(summaryOf(state, options) ?? '', state, treatments),
    fields: Object.fromEntries(shown.map(({ field, text }) => [field.key, text])),
    labels: Object.fromEntries(found.rule.fields.map((field) => [field.key, field.name])),
    hidden: Object.fromEntries(
      known.filter(({ field }) => grounds.has(field.key)).map(({ field, value }) => [field.key, value]),
    ),
    withheld: known.flatMap(({ field }) => {
      const ground = grounds.get(field.key);
      return ground ? [{ key: field.key, name: field.name, ground: ground.id, cite: ground.cite }] : [];
    }),
    missing: found.rule.fields
      .filter((field) => !known.some((one) => one.field === field))
      .map((field) => field.name),
    due: publishDuty(state, rules, options.calendar),
    treatments,
    signals: [...(minor ? [minor] : []), ...shown.flatMap((one) => personalSignal(one, rules, treatments))],
  };
}

/** A decision made on paper has none. */
function ordinalText(ordinal: NonNullable<CaseState['decision']>['ordinal']): string {
  return ordinal === undefined ? '' : `${ordinal.kind}-${ordinal.year}-${ordinal.number}`;
}

/** The binding duty to publish the decision, on the carrier that the article names. */
export function publishDuty(state: CaseState, rules: Rulebook, calendar: Calendar): Duty | null {
  if (state.decision === null) return null;
  const circumstances =
    state.kind === 'penalty' ? penaltyCircumstances(state, rules) : circumstancesOf(state, rules);
  const ask = (event: 'decision-made' | 'information-formed') =>
    dutiesFor({
      rules,
      calendar,
      event,
      kind: state.kind,
      date: state.decision?.madeOn ?? '',
      circumstances,
    }).filter((duty) => duty.does === 'publish' && duty.binding);
  const main = mainChannel(rules, state.kind);
  const found = [...ask('decision-made'), ...ask('information-formed')];
  return found.find((duty) => duty.channel === null || duty.channel === main) ?? found[0] ?? null;
}

/** The carrier on which a result must stand to count as published. */
export function mainChannel(rules: Rulebook, kind: PublicationRule['kind']): string | null {
  return rules.channels(kind).find(({ rule }) => rule.main)?.rule.id ?? null;
}

type Field = PublicationRule['fields'][number];

function groundToWithhold(
  field: Field,
  state: CaseState,
  rules: Rulebook,
  options: DraftOptions,
  minor: ReturnType<typeof minorSignal>,
): Ground | undefined {
  const chosen = options.withhold?.find((one) => one.key === field.key);
  if (chosen) return groundById(rules, chosen.ground);
  const personal =
    groundById(rules, field.ground ?? '') ??
    groundForSignal(rules, 'personal-data') ??
    ofField(field, rules, state);
  if (field.show === 'withheld') return personal;
  if (field.show === 'organisation-only' && state.party?.kind === 'natural-person') return personal;
  if (minor && field.from.startsWith('party-')) return minor.ground ?? personal;
  return undefined;
}

/** A pack that withholds a field without naming a ground withholds it by the clause of its own field list. */
function ofField(field: Field, rules: Rulebook, state: CaseState): Ground | undefined {
  const found = rules.publication(state.kind);
  return found
    ? { id: field.ground ?? 'not-listed', name: '不在公示内容之列', scope: 'field', cite: found.cite }
    : undefined;
}

/** A party under eighteen on the day of the decision; `wholeItem` where a layer keeps the whole result from the public. */
function minorSignal(state: CaseState, rules: Rulebook) {
  const { party, decision } = state;
  if (party?.kind !== 'natural-person' || decision === null) return undefined;
  if (isMinorOn(party, decision.madeOn) !== true) return undefined;
  const named = groundForSignal(rules, 'minor');
  const wholeItem = named !== undefined && named.scope !== 'field';
  return {
    kind: 'minor' as const,
    sentence: wholeItem ? '当事人是未成年人，不予公开。' : '当事人是未成年人，不公开其身份信息。',
    ground: named ?? groundForSignal(rules, 'personal-data') ?? null,
    wholeItem,
  };
}

function personalSignal(
  one: { readonly field: Field; readonly value: string },
  rules: Rulebook,
  treatments: readonly BindingTreatment[],
): PublicationSignal[] {
  const removed = treatmentOf('personal-data', treatments)?.treat === 'remove';
  const screened = screenField(one.field, one.value, removed);
  if (screened.found.length === 0) return [];
  const ground = groundForSignal(rules, 'personal-data') ?? null;
  const done = removed ? '已删去' : '已遮盖';
  const sentence = `“${one.field.name}”中的${screened.found.join('、')}${done}，请核对前后文。`;
  return [{ kind: 'personal-data', sentence, ground, ...screened }];
}

/** What the layers say of persons; a sole trader stands in public under a trade name, as an organisation does. */
function treatmentsOf(state: CaseState, rules: Rulebook): readonly BindingTreatment[] {
  const party = state.party?.kind === 'natural-person' ? 'natural-person' : 'organisation';
  return redactionsFor(rules, state.kind, party);
}

function treatmentOf(subject: string, treatments: readonly BindingTreatment[]) {
  return treatments.find((one) => one.subject === subject);
}

/** A field that a redaction profile takes out is withheld, on the clause of the profile. */
function removedBy(
  { from }: Field,
  treatments: readonly BindingTreatment[],
  rules: Rulebook,
): Ground | undefined {
  const subject = from === 'party-name' ? 'name' : from === 'party-address' ? 'address' : undefined;
  const found = subject === undefined ? undefined : treatmentOf(subject, treatments);
  if (found?.treat !== 'remove') return undefined;
  const named = groundForSignal(rules, 'personal-data');
  return { id: named?.id ?? 'redaction', name: found.item, scope: 'field', cite: found.cite };
}

/** A shown value as it may be read: the name and the address by the profile, personal data covered or taken out. */
function treated(
  { field, value }: { readonly field: Field; readonly value: string },
  state: CaseState,
  treatments: readonly BindingTreatment[],
) {
  const covered = field.from === 'party-address' && treatmentOf('address', treatments)?.treat === 'mask';
  const removed = treatmentOf('personal-data', treatments)?.treat === 'remove';
  const named = withoutName(covered ? '******' : value, state, treatments);
  return { ...screenField(field, named, removed), before: value };
}

/** Wherever a name is masked or taken out, it does not stand in running text either. */
function withoutName(text: string, state: CaseState, treatments: readonly BindingTreatment[]): string {
  const name = state.party?.name;
  const treat = treatmentOf('name', treatments)?.treat;
  if (!name || name.length < 2 || (treat !== 'mask' && treat !== 'remove')) return text;
  return text.replaceAll(name, treat === 'mask' ? maskName(name) : '当事人');
}

function titleOf(state: CaseState, party: string | undefined): string {
  const result = state.decision ? decisionResultLabels[state.decision.result] : '';
  const head = party === undefined ? '' : `${party}：`;
  return `${head}${kindLabels[state.kind]}决定（${result}）`;
}

/** A ground as the public reads it: 依第十条第（一）项（涉及商业秘密）不公开。 */
export function withheldSentence(entry: { readonly cite: Cite }, groundName: string): string {
  return `依${formatCite(entry.cite)}（${groundName}）不公开。`;
}
