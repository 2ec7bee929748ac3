import { z } from 'zod';
import { ask, known } from '../case/field.ts';
import { firstRefusal } from '../case/guards.ts';
import { longText } from '../case/input.ts';
import type { Cite } from '../cite.ts';
import type { Refusal } from '../rule-error.ts';
import {
  draftOf,
  publicationOf,
  type Ready,
  refuseContent,
  refuseErased,
  refuseOwnDraft,
  STALE,
} from './drafting.ts';
import { groundById, groundsForField } from './grounds.ts';
import {
  definePublication,
  existing,
  kindOf,
  type PublicationContext,
  publicationFact,
  refusalOfReview,
  toPublicCite,
} from './publication-command.ts';
import type { PublicationState } from './publication-state.ts';
import { ended } from './source-values.ts';
import { checkExplanation } from './withdrawal.ts';

/** 拟更正公示稿: the case says something else by now than the page; filled from the case, only the reason is typed. */
export const draftCorrection = definePublication({
  type: 'draft-correction',
  label: '拟更正公示稿',
  order: 15,
  schema: z.strictObject({ reason: longText }),
  offered: (state, context) =>
    state?.status === 'published' && !state.pendingCorrection && correctionOf(state, context) !== null,
  refuse: (state, context) => refuseCorrecting(existing(state), context),
  form: (state, context) => [
    ...changesShown(existing(state), context),
    ask('reason', '更正的原因', 'textarea', {
      help: '在公示页面上公开，例如：当事人名称打印错字。不得写当事人信息。',
    }),
  ],
  decide: (state, { reason }, context) => {
    const publication = existing(state);
    const draft = correctionOf(publication, context);
    if (!draft) throw new Error('nothing to correct');
    checkExplanation(publication, reason, context, 'reason');
    return [
      publicationFact(context, 'publication-correction-drafted', {
        of: publication.publishedVersion,
        fields: { ...draft.fields, ...draft.hidden },
        withheld: draft.withheld.map(({ key, ground }) => ({ key, ground })),
        summary: draft.summary === '' ? undefined : draft.summary,
        reason,
      }),
    ];
  },
});

/** 批准更正公示: by another person; the page shows the corrected result, says what was corrected, when and why, and names the entry before. */
export const approveCorrection = definePublication({
  type: 'approve-correction',
  label: '批准更正公示',
  order: 10,
  confirm: '批准后公示页面立即改为更正后的内容，并写明更正了哪几项、何时、为什么；更正前的存证不删除。',
  schema: z.strictObject({}),
  offered: (state) => state?.status === 'published' && pendingOf(state) !== null,
  refuse: (state, context) => {
    const publication = existing(state);
    return (
      refuseOwn(publication, context, '本件由您拟稿，须由他人批准。') ??
      (pendingOf(publication)?.erased
        ? refusalOfReview(publication, context, 'draft-erased', '拟更正的内容已依法删除，应当退回重拟。')
        : undefined) ??
      refuseCorrecting(publication, context) ??
      (isStale(publication, context)
        ? refusalOfReview(publication, context, 'draft-stale', STALE)
        : undefined)
    );
  },
  form: (state, context) => [
    ...changesShown(existing(state), context),
    known('reason', '更正的原因', pendingOf(existing(state))?.reason ?? '', 'textarea'),
  ],
  decide: (state, _input, context) => {
    const publication = existing(state);
    const pending = pendingOf(publication);
    const draft = correctionOf(publication, context);
    if (!draft || !pending) throw new Error('nothing to correct');
    const cite = correctionCite(publication, context);
    const [published, ...confirmed] = publicationOf(publication, draft, context);
    if (published === undefined) throw new Error('nothing was published');
    const data = {
      ...published.data,
      // Since when it has been public does not change; when it was put right stands beside it.
      publishedOn: publication.publishedOn,
      correction: {
        of: pending.of,
        on: context.occurredOn,
        reason: pending.reason,
        changed: changedKeys(publication, draft),
        ...(cite === undefined ? {} : { cite: toPublicCite(cite) }),
      },
    };
    return [{ ...published, data }, ...confirmed];
  },
});

/** 退回更正公示稿: what stands on the page goes on standing there. */
export const returnCorrection = definePublication({
  type: 'return-correction',
  label: '退回更正公示稿',
  order: 31,
  schema: z.strictObject({ reason: longText }),
  offered: (state) => state?.status === 'published' && pendingOf(state) !== null,
  refuse: (state, context) => refuseOwn(existing(state), context, '本件由您拟稿，须由他人处理。'),
  form: () => [ask('reason', '退回理由', 'textarea')],
  decide: (_state, input, context) => [publicationFact(context, 'publication-correction-returned', input)],
});

const pendingOf = ({ pendingCorrection }: PublicationState) => pendingCorrection ?? null;

/** What would stand on the page now where that differs from what does; what a person withheld stays withheld. */
function correctionOf(state: PublicationState, context: PublicationContext): Ready | null {
  if (state.origin === 'import') return null;
  const grounds = groundsForField(context.rules);
  const draft = draftOf(
    context,
    state.withheld.flatMap(({ key, ground }) => {
      const found = groundById(context.rules, ground) ?? grounds.find(({ name }) => name === ground);
      return found === undefined ? [] : [{ key, ground: found.id }];
    }),
  );
  return draft !== null && changedKeys(state, draft).length > 0 ? draft : null;
}

/** Which parts of the page differ: `title`, `summary` or the key of a field. */
function changedKeys(state: PublicationState, draft: Ready): readonly string[] {
  const keys = [...new Set([...Object.keys(state.fields), ...Object.keys(draft.fields)])];
  return [
    ...keys.filter((key) => state.fields[key] !== draft.fields[key]),
    // Earlier versions ended the summary in two full stops where the decision brought one along: nothing to correct.
    ...((state.summary ? ended(state.summary) : '') === draft.summary ? [] : ['summary']),
    ...(state.title === draft.title ? [] : ['title']),
  ];
}

function refuseCorrecting(state: PublicationState, context: PublicationContext): Refusal | undefined {
  const draft = correctionOf(state, context);
  const refused = (code: string, sentence: string) => refusalOfReview(state, context, code, sentence);
  if (!draft) return refused('draft-stale', '案件现在的信息与公示的内容相同，不需要更正；已拟的稿应当退回。');
  const isShown = state.withheld.some(({ key }) => draft.fields[key] !== undefined);
  return firstRefusal(
    refuseErased(state, context),
    state.erased.length > 0
      ? refused('draft-erased', '公示内容有一部分已依法删除，不能从案件重新填出；有误的，申请撤下。')
      : undefined,
    state.pendingWithdrawal
      ? refused('withdrawal-pending', '还有撤下的申请没有答复，不能更正公示。')
      : undefined,
    isShown
      ? refused('withheld-shown', '原来不公开的内容，现行规定没有不公开的依据，须先核实；有误的，申请撤下。')
      : undefined,
    refuseContent(draft, context),
  );
}

function isStale(state: PublicationState, context: PublicationContext): boolean {
  const draft = correctionOf(state, context);
  const pending = pendingOf(state);
  if (!draft || !pending) return true;
  const now: Readonly<Record<string, unknown>> = { ...draft.fields, ...draft.hidden };
  const keys = new Set([...Object.keys(now), ...Object.keys(pending.fields)]);
  return pending.of !== state.publishedVersion || [...keys].some((key) => now[key] !== pending.fields[key]);
}

function refuseOwn(state: PublicationState, context: PublicationContext, sentence: string) {
  return pendingOf(state)?.draftedBy === context.actor.id
    ? refuseOwnDraft(state, context, sentence)
    : undefined;
}

/** The clause by which what is public and wrong is put right, the bureau's own layer first. */
function correctionCite(state: PublicationState, context: PublicationContext): Cite | undefined {
  const kind = kindOf(state, context);
  return (['correction-requested', 'information-changed'] as const)
    .flatMap((event) => context.rules.deadlines(event, kind, { party: 'organisation' }))
    .find(({ rule }) => rule.does === 'correct' || rule.does === 'update')?.cite;
}

function changesShown(state: PublicationState, context: PublicationContext) {
  const draft = correctionOf(state, context);
  if (!draft) return [];
  const values = (key: string) =>
    key === 'title'
      ? (['标题', state.title, draft.title] as const)
      : key === 'summary'
        ? (['决定书摘要', state.summary ?? '', draft.summary] as const)
        : ([draft.labels[key] ?? state.labels[key] ?? key, state.fields[key], draft.fields[key]] as const);
  return changedKeys(state, draft).map((key) => {
    const [label, before, after] = values(key);
    const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : '（无）');
    return known(`changed.${key}`, label, `公示的是：${text(before)}\n更正为：${text(after)}`, 'textarea');
  });
}
