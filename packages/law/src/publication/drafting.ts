import { z } from 'zod';
import { ask, known, mayGive } from '../case/field.ts';
import { refusal, refusalUnder } from '../case/guards.ts';
import { longText } from '../case/input.ts';
import { badInput } from '../case/input-error.ts';
import { formatCite } from '../cite.ts';
import { explainDuty } from '../duties/explain-duty.ts';
import type { Fact } from '../facts/fact-types.ts';
import type { ActKind } from '../pack/schema.ts';
import type { Refusal } from '../rule-error.ts';
import {
  draftPublication,
  mainChannel,
  type PublicationDraft,
  type PublicationSignal,
  publishDuty,
} from './draft.ts';
import { exclusionsFor } from './exclusion.ts';
import { groundById, groundsForField, groundsForItem } from './grounds.ts';
import { draftImported } from './imported.ts';
import {
  circumstancesFor,
  definePublication,
  existing,
  kindOf,
  ownWorkCite,
  type PublicationContext,
  publicationFact,
  refusalOfReview,
  toPublicCite,
} from './publication-command.ts';
import { publicationNotes } from './publication-notes.ts';
import type { PublicationState } from './publication-state.ts';

const NO_RULE = '本局的规定没有列明这类结果的公示内容。';
/** What is said where the case was put right after a draft of it was made. */
export const STALE = '案件信息在拟稿后有更正，应当退回重拟。';

/** 拟公示: filled from the case; a person may withhold more fields, each on a ground, but can type no value. */
export const draftResult = definePublication({
  type: 'draft-publication',
  label: '拟公示稿',
  order: 10,
  schema: z.strictObject({
    /** As a checklist gives it: field key and, as its state, the ground. */
    withhold: z.array(z.strictObject({ id: z.string().min(1), state: z.string().min(1) })).default([]),
  }),
  offered: (state, context) =>
    context.caseState?.decision != null && (state === null || state.status === 'returned'),
  refuse: (state, context) =>
    context.rules.publication(context.caseState?.kind ?? 'other')
      ? undefined
      : refusalOfReview(state, context, 'no-publication-rule', NO_RULE),
  form: (_state, context) => {
    const draft = draftOf(context, []);
    return [
      ...shown(draft),
      ...publicationNotes(context),
      mayGive('withhold', '另行不公开的内容', 'checklist', {
        options: Object.keys(draft?.fields ?? {}).map((key) => ({
          value: key,
          label: draft?.labels[key] ?? key,
        })),
        states: groundsForField(context.rules).map((ground) => ({ value: ground.id, label: ground.name })),
        help: '每项注明不公开的依据。',
      }),
    ];
  },
  decide: (_state, input, context) => {
    const withhold = input.withhold.map(({ id, state }) => ({ key: id, ground: state }));
    for (const { key, ground } of withhold) {
      if (!groundsForField(context.rules).some((one) => one.id === ground))
        badInput('withhold', '这项依据不能用于不公开单项内容。');
      if (draftOf(context, [])?.labels[key] === undefined) badInput('withhold', '公示内容中没有这一项。');
    }
    const draft = draftOf(context, withhold);
    const decision = context.caseState?.decision;
    if (!draft || !decision) throw new Error('nothing to publish');
    return [
      publicationFact(context, 'publication-drafted', {
        kind: draft.kind,
        decisionStream: `case/${context.caseState?.id}`,
        decisionVersion: decision.version,
        number: draft.number,
        ordinal: draft.ordinal,
        onPaper: decision.ordinal === undefined ? true : undefined,
        rule: draft.rule,
        due: draft.due?.due ?? undefined,
        fields: { ...draft.fields, ...draft.hidden },
        withheld: draft.withheld.map(({ key, ground }) => ({ key, ground })),
        summary: draft.summary,
      }),
    ];
  },
});

/** 批准公示: only this makes a result public; who drafted cannot approve. */
export const approveResult = definePublication({
  type: 'approve-publication',
  label: '批准公示',
  order: 10,
  confirm: '批准后立即向社会公开，并在公示存证中登记。',
  schema: z.strictObject({}),
  offered: (state) => state?.status === 'drafted' || state?.status === 'imported',
  refuse: (state, context) => refuseApproval(existing(state), context),
  form: (state, context) => [...shown(readyDraft(existing(state), context)), ...publicationNotes(context)],
  decide: (state, _input, context) => {
    const draft = readyDraft(existing(state), context);
    if (!draft) throw new Error('nothing to publish');
    return publicationOf(existing(state), draft, context);
  },
});

/** 退回: the draft goes back with a reason. */
export const returnDraft = definePublication({
  type: 'return-publication',
  label: '退回公示稿',
  order: 30,
  schema: z.strictObject({ reason: longText }),
  offered: (state) => state?.status === 'drafted',
  refuse: refuseOwn,
  form: () => [ask('reason', '退回理由', 'textarea')],
  decide: (_state, input, context) => [publicationFact(context, 'publication-returned', input)],
});

/** 决定不予公开: the whole result stays out, on a ground of the bureau's regulation; it is still counted. */
export const withholdResult = definePublication({
  type: 'withhold-publication',
  label: '决定不予公开',
  order: 40,
  confirm: '不予公开的结果仍计入公开的统计数，并注明依据。',
  schema: z.strictObject({ ground: z.string().min(1), reason: longText }),
  offered: (state) => state?.status === 'drafted' || state?.status === 'imported',
  refuse: refuseOwn,
  form: (_state, context) => [
    ask('ground', '不予公开的情形', 'choice', {
      options: groundsForItem(context.rules).map((ground) => ({
        value: ground.id,
        label: ground.name,
        hint: formatCite(ground.cite),
      })),
    }),
    ask('reason', '理由', 'textarea'),
  ],
  decide: (_state, { ground, reason }, context) => {
    const found = groundsForItem(context.rules).find((one) => one.id === ground);
    if (!found) badInput('ground', '本局的规定没有这一不予公开的情形。');
    return [
      publicationFact(context, 'publication-withheld', { ground, cite: formatCite(found.cite), reason }),
    ];
  },
});

/** What makes a result public as drafted: the fact that holds the page, and our own carriers confirmed by it. */
export function publicationOf(
  state: PublicationState,
  draft: Ready,
  context: PublicationContext,
): readonly Fact[] {
  const published = publicationFact(context, 'result-published', {
    kind: draft.kind,
    number: draft.number,
    rule: draft.rule,
    publishedOn: context.occurredOn,
    title: draft.title,
    fields: draft.fields,
    labels: draft.labels,
    hidden: draft.hidden,
    withheld: draft.withheld.map(({ key, name, ground, cite }) => ({
      key,
      name,
      ground: groundById(context.rules, ground)?.name ?? '不在公示内容之列',
      cite: formatCite(cite),
    })),
    ...pageOf(state, draft, context),
    origin: state.origin,
  });
  const ours = carriersOf(context, kindOf(state, context)).filter(({ rule }) => rule.held === 'ours');
  const confirmed = ours.map(({ rule }) =>
    publicationFact(context, 'channel-confirmed', { channel: rule.id, confirmedOn: context.occurredOn }),
  );
  return [published, ...confirmed];
}

/** What the page of the result needs for good: who decided, the clause in full, how the days were counted, the carriers. */
function pageOf(state: PublicationState, draft: Ready, context: PublicationContext) {
  const { caseState, rules, calendar, names } = context;
  const kind = kindOf(state, context);
  const duty = caseState && publishDuty(caseState, rules, calendar);
  const cite = duty?.cite ?? draft.cite;
  const main = mainChannel(rules, kind);
  return {
    cite: { ...toPublicCite(cite), pack: cite.pack, text: rules.articleText(cite)?.text },
    due: state.due ?? undefined,
    formedOn: caseState?.decision?.madeOn,
    authority: caseState ? names.authorityName : undefined,
    order: rules.publication(kind)?.rule.fields.map(({ key }) => key),
    channels: carriersOf(context, kind).map(({ rule }) => ({
      id: rule.id,
      name: rule.name,
      held: rule.held,
      main: rule.id === main,
    })),
    explanation: duty ? explainDuty(duty) : undefined,
    summary: draft.summary === '' ? undefined : draft.summary,
    ordinal: caseState?.decision?.ordinal,
  };
}

/** The carriers on which the result stands: those of the layers without what keeps this outcome from one. */
function carriersOf({ caseState, rules }: PublicationContext, kind: ActKind) {
  const excluded = caseState === null ? [] : exclusionsFor(rules, kind, circumstancesFor(caseState, rules));
  return rules.channels(kind).filter(({ rule }) => !excluded.some((one) => one.rule.channel === rule.id));
}

/** An outcome that a layer keeps from the public altogether is withheld, never published. */
function refuseExcluded({ caseState, rules }: PublicationContext): Refusal | undefined {
  if (caseState === null) return undefined;
  const whole = exclusionsFor(rules, caseState.kind, circumstancesFor(caseState, rules)).find(
    ({ rule }) => rule.channel === undefined,
  );
  return whole && refusal('excluded', `${whole.rule.name}，不予公示。`, whole.cite);
}

/** What would stand on the page: drafted from the case, or an imported row. */
export type Ready = Pick<
  PublicationDraft,
  'number' | 'rule' | 'title' | 'fields' | 'labels' | 'hidden' | 'withheld' | 'cite' | 'summary'
> & { readonly kind: string; readonly signals: readonly PublicationSignal[] };

/** The draft as the case stands, with what a person withholds. */
export function draftOf(
  context: PublicationContext,
  withhold: readonly { readonly key: string; readonly ground: string }[],
): PublicationDraft | null {
  const { caseState, rules, calendar, names } = context;
  return caseState && draftPublication(caseState, rules, { ...names, calendar, withhold });
}

/** What would be published now: the draft as the case stands, or the imported row. */
function readyDraft(state: PublicationState, context: PublicationContext): Ready | null {
  if (state.origin === 'import') return draftImported(state, context.rules);
  const chosen = state.withheld.filter(({ ground }) => groundById(context.rules, ground) !== undefined);
  return draftOf(context, chosen);
}

function refuseApproval(state: PublicationState, context: PublicationContext): Refusal | undefined {
  const draft = readyDraft(state, context);
  if (!draft) return refusalOfReview(state, context, 'no-publication-rule', NO_RULE);
  return (
    refuseOwn(state, context) ??
    refuseErased(state, context) ??
    refuseIncomplete(state, context) ??
    context.termOver ??
    refuseContent(draft, context) ??
    (isStale(state, draft) ? refusalOfReview(state, context, 'draft-stale', STALE) : undefined)
  );
}

/** What keeps a result from the public whoever approves it: its party, its outcome, what became of the decision. */
export function refuseContent(draft: Ready, context: PublicationContext): Refusal | undefined {
  return (
    refuseMinor(draft) ??
    refuseExcluded(context) ??
    (context.caseState?.decision?.revoked
      ? refusalUnder(
          context.rules,
          kindOf(null, context),
          'withdrawal-explained',
          'decision-revoked',
          '决定已被撤销、确认违法或者要求重新作出，不得公示。',
        )
      : undefined)
  );
}

function refuseOwn(state: PublicationState | null, context: PublicationContext): Refusal | undefined {
  if (state?.draftedBy !== context.actor.id) return undefined;
  return refuseOwnDraft(state, context, '本件由您拟稿，须由他人批准。');
}

/** Own work is approved by nobody. */
export function refuseOwnDraft(
  state: PublicationState,
  context: PublicationContext,
  sentence: string,
): Refusal {
  return refusal('own-work', sentence, ownWorkCite(state, context));
}

/** An imported row that lacks what must be public waits until it is completed and imported again. */
function refuseIncomplete(state: PublicationState, context: PublicationContext): Refusal | undefined {
  const { length } = state.missing;
  const sentence = `还缺 ${length} 项要素，补齐后重新导入，再批准。`;
  return length > 0 ? refusalOfReview(state, context, 'incomplete', sentence) : undefined;
}

/** Nothing becomes public while its erasure is asked for, or once its draft was erased. */
export function refuseErased(state: PublicationState, context: PublicationContext): Refusal | undefined {
  const { erasure, draftErased, origin } = state;
  const refused = (code: string, sentence: string) => refusalOfReview(state, context, code, sentence);
  if (erasure) return refused('erasure-pending', '还有依法删除的申请没有答复，不能批准公示。');
  if (!draftErased) return undefined;
  return refused(
    'draft-erased',
    origin === 'import' ? '这一行的内容已依法删除，不能公示。' : '拟公示的内容已依法删除，应当退回重拟。',
  );
}

/** A minor's result is withheld as a whole where a layer says so; elsewhere nothing that names the minor may stand. */
function refuseMinor(draft: Ready): Refusal | undefined {
  const minor = draft.signals.find((signal) => signal.kind === 'minor');
  return minor?.kind === 'minor' && (minor.wholeItem || minor.ground === null)
    ? refusal('minor', minor.sentence, minor.ground?.cite)
    : undefined;
}

/** Whether the case says something else by now than the draft that was put forward. */
function isStale(state: PublicationState, draft: Ready): boolean {
  if (state.origin === 'import') return false;
  const now: Readonly<Record<string, string>> = { ...draft.fields, ...draft.hidden };
  const keys = new Set([...Object.keys(now), ...Object.keys(state.fields)]);
  const withheld = (list: readonly { readonly key: string }[]) =>
    list
      .map(({ key }) => key)
      .sort()
      .join();
  return (
    [...keys].some((key) => now[key] !== state.fields[key]) ||
    withheld(draft.withheld) !== withheld(state.withheld)
  );
}

function shown(draft: Pick<Ready, 'fields' | 'labels' | 'withheld' | 'signals'> | null) {
  if (!draft) return [];
  return [
    ...Object.entries(draft.fields).map(([key, value]) =>
      known(`field.${key}`, draft.labels[key] ?? key, value, 'textarea'),
    ),
    ...draft.withheld.map(({ key, name, cite }) =>
      known(`field.${key}`, name, `不公开：${formatCite(cite)}`),
    ),
    ...draft.signals.map((signal, index) => known(`signal.${index}`, '请核对', signal.sentence)),
  ];
}
